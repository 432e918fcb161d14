#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# "make bench": signing and verifying beside what they are made of, whole
# processes, memory, and ofdrw where Java and Maven are there.  What the rows mean
# and the figures of one machine stand in RESULTS.md.
#   BUILD  folder of the products     BENCH=quick  fewer rounds, nothing of 200 MB
set -eu
cd "$(dirname "$0")/../.."
case $BUILD in /*) ;; *) BUILD=$PWD/$BUILD ;; esac
bench=$BUILD/bench/bench dir=$BUILD/bench/data here=$PWD/test/bench
PATH=$BUILD/bin:$PATH LC_ALL=C.UTF-8
export PATH LC_ALL
if [ "${BENCH:-}" = quick ]; then small=7 middle=7 large=3 runs=5 warm=10 whole= batch=200; else
	small=31 middle=31 large=15 runs=21 warm=100 whole=whole batch=1000; fi

# Documents, keys and seal are made anew: the same documents each time.
rm -rf "$dir"
mkdir -p "$dir"
cd "$dir"
"$bench" docs . $whole
ecert-key test-pki --quiet pki >/dev/null
seal-make make --version v4 --id 33010600000001 --vendor LIBECERT --name 'Benchmark' --type 1 \
    --picture seal.png --size 40x40 --from "$(date -u -d yesterday +%F)" \
    --until "$(date -u -d '+2 years' +%F)" --cert pki/signer.pem \
    --maker-key pki/maker.key --maker-cert pki/maker.pem -o seal.esl

echo "$(uname -sm), $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1), $(nproc) processors, $(openssl version)"
"$bench" spin
"$bench" cpu . 20k.ofd $small 10 1.7
"$bench" cpu . 200k.ofd $middle 4 1.3
"$bench" cpu . 2m.ofd $large 1 1.2
"$bench" batch . 200k.ofd 10 $batch 2

sign() { n=$1 name=$2 in=$3; "$bench" wall $n "$name" ecert-sign --key pki/signer.key --cert pki/signer.pem --seal seal.esl -q -o "out-$in" "$in"; }
verify() { n=$1 name=$2 in=$3; "$bench" wall $n "$name" ecert-verify --trust pki/trust -q "out-$in"; }
printf '  %-44s %9s %9s %9s\n' 'whole process, ms' least median spread
"$bench" wall $runs 'ecert-verify --version (start-up)' ecert-verify --version
sign $runs 'ecert-sign, 20 KB' 20k.ofd
verify $runs 'ecert-verify, 20 KB' 20k.ofd
sign $runs 'ecert-sign, 2 MB' 2m.ofd
verify $runs 'ecert-verify, 2 MB' 2m.ofd
if [ -n "$whole" ]; then
	sign 3 'ecert-sign, 200 MB' 200m.ofd
	verify 3 'ecert-verify, 200 MB' 200m.ofd
fi

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
if why=$(ofdrw); then
	echo "  ofdrw $(sed 's/.*ofdrw-full-\([0-9.]*\)\.jar.*/\1/' "$java/classpath"), $(java -version 2>&1 | head -n 1)"
	jvm="java -XX:TieredStopAtLevel=1 -Xshare:auto -cp $java/classes:$(cat "$java/classpath")"
	"$bench" wall $runs 'ofdrw, cold: sign, 20 KB' $jvm Bench sign . 20k.ofd ofdrw-20k.ofd
	"$bench" wall $runs 'ofdrw, cold: verify, 20 KB' $jvm Bench verify ofdrw-20k.ofd
	java -cp "$java/classes:$(cat "$java/classpath")" Bench loop . 20k.ofd ofdrw-20k.ofd $warm
else
	echo "  ofdrw: skipped: $why"
fi
"$bench" spin
[ -z "$whole" ] || rm -f 200m.ofd out-200m.ofd
