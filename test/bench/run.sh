#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# "make bench": signing and verifying beside what they are made of, step by step, in
# batches, how the cost grows, whole processes, memory, and ofdrw where Java and Maven
# are there.  What the rows mean and the figures of one machine stand in RESULTS.md.
#   BUILD  folder of the products
#   BENCH  words: quick (fewer rounds, nothing of 200 MB) or long (larger batches); and
#          which parts, if not all: cpu parts batch memory growth many process ofdrw
set -eu
cd "$(dirname "$0")/../.."
case $BUILD in /*) ;; *) BUILD=$PWD/$BUILD ;; esac
bench=$BUILD/bench/bench dir=$BUILD/bench/data here=$PWD/test/bench
PATH=$BUILD/bin:$PATH LC_ALL=C.UTF-8
export PATH LC_ALL

rounds=31 large=15 runs=21 warm=100 whole=whole batches=10 batch=1000 grow=7 entries=4000 small=10000 middle=1000
chosen=
for word in ${BENCH:-}; do
	case $word in
	quick) rounds=7 large=3 runs=5 warm=10 whole= batches=5 batch=200 grow=3 entries=1000 small=1000 middle=100 ;;
	long) small=100000 middle=10000 grow=21 ;;
	cpu|parts|batch|memory|growth|many|process|ofdrw) chosen="$chosen $word" ;;
	*) echo "BENCH: $word is none of: quick long cpu parts batch memory growth many process ofdrw" >&2; exit 2 ;;
	esac
done
wants() { case " ${chosen:-$1} " in *" $1 "*) return 0 ;; esac; return 1; }
# What fails says so, and the rest goes on.
rc=0
run() { "$bench" "$@" || { echo "FAILED: bench $*"; rc=1; }; }

# Documents, keys and seal are made anew: the same documents each time.
rm -rf "$dir"
mkdir -p "$dir"
cd "$dir"
wants process || whole=
"$bench" docs . $whole
ecert-key test-pki --quiet pki >/dev/null
seal-make make --version v4 --id 33010600000001 --vendor LIBECERT --name 'Benchmark' --type 1 \
    --picture seal.png --size 40x40 --from "$(date -u -d yesterday +%F)" \
    --until "$(date -u -d '+2 years' +%F)" --cert pki/signer.pem \
    --maker-key pki/maker.key --maker-cert pki/maker.pem -o seal.esl

echo "$(uname -sm), $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1), $(nproc) processors, $(openssl version)"
"$bench" spin
if wants cpu; then
	run cpu . 20k.ofd $rounds 10 1.2
	run cpu . 200k.ofd $rounds 4 0.7
	run cpu . 2m.ofd $large 1 0.5
fi
if wants parts; then
	run parts . 20k.ofd $rounds 10
	run parts . 200k.ofd $rounds 4
	run parts . 2m.ofd $large 1
fi
if wants growth; then run growth . $grow $entries; fi

# A folder in memory with the same keys, seal and documents, and room for so many KB.
memory=
trap '[ -z "$memory" ] || rm -rf "$memory"' EXIT
trap 'exit 1' HUP INT TERM
in_memory() {
	[ "$(stat -f -c %T /dev/shm 2>/dev/null)" = tmpfs ] && [ -w /dev/shm ] || { why="/dev/shm is no file system in memory"; return 1; }
	free=$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')
	real=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo)
	[ "$free" -le "${real:-$free}" ] || free=$real
	[ "$free" -ge "$1" ] || { why="$((free / 1024)) MiB of memory are free, it takes $(($1 / 1024))"; return 1; }
	[ -n "$memory" ] || memory=$(mktemp -d /dev/shm/ecert-bench.XXXXXX)
	cp -R pki seal.esl 20k.ofd 200k.ofd "$memory"
}
# Twice as many as a round has, of 215 KB; what is signed of 20 KB has 41.
if wants batch; then
	echo "on the disk of $dir, synced:"
	run batch . 200k.ofd $batches $batch 2
	rm -rf batch
fi
if wants memory; then
	if in_memory $((batch * 500)); then
		echo "in memory, where syncing takes nothing:"
		run batch "$memory" 200k.ofd $batches $batch 2
		rm -rf "$memory/batch"
	else
		echo "in memory: skipped: $why"
	fi
fi
if wants many; then
	if in_memory $((small * 50 + middle * 250)); then run many "$memory" $small $middle; else
		echo "the number of documents: on the disk, $why"
		run many . $small $middle
	fi
fi

sign() { n=$1 name=$2 in=$3; run wall $n "$name" ecert-sign --key pki/signer.key --cert pki/signer.pem --seal seal.esl -q -o "out-$in" "$in"; }
verify() { n=$1 name=$2 in=$3; run wall $n "$name" ecert-verify --trust pki/trust -q "out-$in"; }
processes() {
	printf '  %-44s %9s %9s %9s\n' 'whole process, ms' least median spread
	run wall $runs 'ecert-verify --version (start-up)' ecert-verify --version
	sign $runs 'ecert-sign, 20 KB' 20k.ofd
	verify $runs 'ecert-verify, 20 KB' 20k.ofd
	sign $runs 'ecert-sign, 2 MB' 2m.ofd
	verify $runs 'ecert-verify, 2 MB' 2m.ofd
	[ -n "$whole" ] || return 0
	sign 3 'ecert-sign, 200 MB' 200m.ofd
	verify 3 'ecert-verify, 200 MB' 200m.ofd
}
if wants process; then processes; fi

java="$BUILD/bench/ofdrw"
ofdrw() {
	command -v java >/dev/null && command -v javac >/dev/null && command -v mvn >/dev/null || { echo "no java, javac or mvn"; return 1; }
	mkdir -p "$java"
	for offline in -o ''; do
		timeout 300 mvn -q -B $offline -f "$here/ofdrw/pom.xml" -Dout="$java" \
		    dependency:build-classpath -Dmdep.outputFile="$java/classpath" compile >"$java/log" 2>&1 && return 0
	done
	echo "mvn failed, see $java/log"
	return 1
}
compare() {
	why=$(ofdrw) || { echo "  ofdrw: skipped: $why"; return 0; }
	echo "  ofdrw $(sed 's/.*ofdrw-full-\([0-9.]*\)\.jar.*/\1/' "$java/classpath"), $(java -version 2>&1 | head -n 1)"
	jvm="java -XX:TieredStopAtLevel=1 -Xshare:auto -cp $java/classes:$(cat "$java/classpath")"
	run wall $runs 'ofdrw, cold: sign, 20 KB' $jvm Bench sign . 20k.ofd ofdrw-20k.ofd
	run wall $runs 'ofdrw, cold: verify, 20 KB' $jvm Bench verify ofdrw-20k.ofd
	java -cp "$java/classes:$(cat "$java/classpath")" Bench loop . 20k.ofd ofdrw-20k.ofd $warm || { echo 'FAILED: ofdrw'; rc=1; }
}
if wants ofdrw; then compare; fi
run spin
[ -z "$whole" ] || rm -f 200m.ofd out-200m.ofd
exit $rc
