#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# "make check-cluster": the examples of examples/cluster on engines that are really
# there, all on this machine and on loopback: GNU parallel over sshd to two hosts, and a
# Slurm controller with two nodes.  Whatever is started is ended again.
#   apt-get install parallel openssh-server openssh-client slurm-wlm munge
set -u
cd "$(dirname "$0")/../.."
: "${BUILD:=$PWD/build}"
case $BUILD in /*) ;; *) BUILD=$PWD/$BUILD ;; esac
PATH=$BUILD/bin:$BUILD/examples:/usr/sbin:$PATH LC_ALL=C.UTF-8
export PATH LC_ALL
examples=$PWD/examples/cluster
N=24
passed=0 failed=0 skipped=0 pids=
dir=$(mktemp -d)
case $dir in *' '*) echo "a temporary folder without blanks is needed"; exit 2 ;; esac
end() { for p in $pids; do kill "$p" 2>/dev/null; done; wait 2>/dev/null; rm -rf "$dir"; }
trap end EXIT
trap 'exit 2' HUP INT TERM

ok() { passed=$((passed + 1)); }
no() { failed=$((failed + 1)); echo "FAIL $1"; shift; [ $# -eq 0 ] || sed 's/^/    /' "$@" | head -n 20; }
check() { name=$1; shift; if "$@"; then ok; else no "$name"; fi; }
skip() { skipped=$((skipped + 1)); echo "SKIP $1: $2"; }
have() { for c in "$@"; do command -v "$c" >/dev/null || { echo "$c is not installed"; return 1; }; done; }

# ---- documents, keys and the configuration that all machines see ----

prepare() {
	id='2.25.4711.1.2•7•12990000999999998X•CNAS L0001•XZ-2026-0001•0'
	make-certificate --no-tag --no-code -o "$dir/plain.ofd" "$id" >/dev/null &&
	    draw-seal -o "$dir/seal.png" 'TEST LABORATORY' >/dev/null || return 1
	cd "$dir"
	echo 'Cluster-2026-test' >pass.txt; chmod 600 pass.txt
	ecert-key test-pki --quiet --pass-file pass.txt pki >/dev/null &&
	    seal-make make --version v4 --id 33010600000001 --vendor TEST --name 'Cluster' --type 1 \
	    --picture seal.png --size 40x40 --from 2025-01-01 --until 2035-01-01 --cert pki/signer.pem \
	    --maker-key pki/maker.key --maker-cert pki/maker.pem --pass-file pass.txt -o seal.esl || return 1
	printf 'key = %s/pki/signer.key\ncert = %s/pki/signer.pem\nseal = %s/seal.esl\n' "$dir" "$dir" "$dir" >ecert.conf
	cp "$examples/sign-lines.sh" .
}

# A folder of its own for each engine: in/, out/, list.jsonl.
folder() {
	mkdir -p "$dir/$1/in" "$dir/$1/out"
	cd "$dir/$1"
	i=0
	while [ $i -lt $N ]; do
		i=$((i + 1))
		cp "$dir/plain.ofd" "in/$i.ofd"
		echo "{\"input\":\"in/$i.ofd\",\"output\":\"out/$i.ofd\"}"
	done >list.jsonl
}

count() { grep -c "\"status\":\"$1\"" result; }
all_valid() { [ "$(ls out/*.ofd | wc -l)" -eq $N ] && ecert-verify -q --trust "$dir/pki/trust" out; }
# $1: engine; $2: function that runs it, records to ./result
signs_all() {
	"$2" 2>err && [ "$(count done)" -eq $N ] && ok || no "$1: a first run signs all" err
	check "$1: all are valid" all_valid
	check "$1: no record twice" [ -z "$(grep -o '"output":"[^"]*"' result | sort | uniq -d)" ]
	rm -f out/3.ofd
	head -c 1000 in/5.ofd >out/5.ofd
	"$2" 2>err && [ "$(count done)" -eq 2 ] && [ "$(count skipped)" -eq $((N - 2)) ] && ok ||
	    no "$1: repeated, what is missing or broken is signed, the rest left alone" err result
	check "$1: all are valid again" all_valid
	echo 'no container' >in/7.ofd; rm -f out/7.ofd
	"$2" 2>err; rc=$?
	[ $rc -ne 0 ] && [ "$(count failed)" -ge 1 ] && [ "$(count skipped)" -eq $((N - 1)) ] && [ ! -e out/7.ofd ] && ok ||
	    no "$1: what fails is said and stops nothing (status $rc)" err result
}

# ---- GNU parallel ----

start_sshd() {
	mkdir -p "$dir/ssh" && [ -d /run/sshd ] || mkdir -p /run/sshd || return 1
	ssh-keygen -q -t ed25519 -N '' -f "$dir/ssh/host" && ssh-keygen -q -t ed25519 -N '' -f "$dir/ssh/user" || return 1
	cp "$dir/ssh/user.pub" "$dir/ssh/authorized"
	port=$((20000 + $$ % 20000))
	cat >"$dir/ssh/sshd_config" <<-C
		Port $port
		ListenAddress 127.0.0.1
		HostKey $dir/ssh/host
		AuthorizedKeysFile $dir/ssh/authorized
		PasswordAuthentication no
		PermitRootLogin prohibit-password
		StrictModes no
		UsePAM no
		PidFile none
	C
	cat >"$dir/ssh/config" <<-C
		Host node1 node2
		  HostName 127.0.0.1
		  Port $port
		  User $(id -un)
		  IdentityFile $dir/ssh/user
		  UserKnownHostsFile $dir/ssh/known
		  StrictHostKeyChecking accept-new
		  LogLevel ERROR
	C
	/usr/sbin/sshd -D -e -f "$dir/ssh/sshd_config" 2>"$dir/ssh/log" & pids="$pids $!"
	for i in 1 2 3 4 5 6 7 8 9 10; do
		ssh -F "$dir/ssh/config" node1 true 2>/dev/null && ssh -F "$dir/ssh/config" node2 true && return 0
		sleep 0.5
	done
	cat "$dir/ssh/log"; return 1
}
by_parallel() { PARALLEL_SSH="ssh -F $dir/ssh/config" HOME=$dir "$examples/parallel-sign.sh" . list.jsonl hosts 7 >result; }
run_parallel() {
	why=$(have parallel ssh sshd ssh-keygen) || { skip "GNU parallel over ssh" "$why"; return; }
	start_sshd >"$dir/why" 2>&1 || { skip "GNU parallel over ssh" "sshd cannot be started: $(tail -n 1 "$dir/why")"; return; }
	folder parallel
	printf '1/node1\n1/node2\n' >hosts
	signs_all parallel by_parallel
}

# ---- Slurm ----

start_slurm() {
	mkdir -p "$dir/slurm/state" "$dir/slurm/n1" "$dir/slurm/n2"
	head -c 1024 /dev/urandom >"$dir/slurm/key"; chmod 600 "$dir/slurm/key"; chmod 755 "$dir"
	munged -F --key-file="$dir/slurm/key" --socket="$dir/slurm/munge" --pid-file="$dir/slurm/munge.pid" \
	    --log-file="$dir/slurm/munge.log" --seed-file="$dir/slurm/seed" 2>/dev/null & pids="$pids $!"
	port=$((41000 + $$ % 8000))
	cat >"$dir/slurm/slurm.conf" <<-C
		ClusterName=check
		SlurmctldHost=$(hostname -s)(127.0.0.1)
		SlurmctldPort=$port
		AuthType=auth/munge
		AuthInfo=socket=$dir/slurm/munge
		SlurmUser=$(id -un)
		SlurmdUser=$(id -un)
		StateSaveLocation=$dir/slurm/state
		SlurmdSpoolDir=$dir/slurm/%n
		SlurmctldPidFile=$dir/slurm/ctld.pid
		SlurmdPidFile=$dir/slurm/%n.pid
		SlurmctldLogFile=$dir/slurm/ctld.log
		SlurmdLogFile=$dir/slurm/%n.log
		ProctrackType=proctrack/linuxproc
		TaskPlugin=task/none
		JobAcctGatherType=jobacct_gather/none
		SelectType=select/cons_tres
		SelectTypeParameters=CR_Core
		SchedulerParameters=sched_min_interval=0,batch_sched_delay=1,sched_interval=1
		ReturnToService=2
		MpiDefault=none
		NodeName=n1 NodeHostname=$(hostname -s) NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=1
		NodeName=n2 NodeHostname=$(hostname -s) NodeAddr=127.0.0.1 Port=$((port + 2)) CPUs=1
		PartitionName=all Nodes=n1,n2 Default=YES MaxTime=10 State=UP
	C
	SLURM_CONF=$dir/slurm/slurm.conf
	export SLURM_CONF
	slurmctld -D 2>/dev/null >&2 & pids="$! $pids"
	for n in n1 n2; do slurmd -D -N $n 2>/dev/null >&2 & pids="$! $pids"; done
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		[ "$(sinfo -h -t idle -o %D 2>/dev/null)" = 2 ] && return 0
		sleep 0.5
	done
	tail -n 5 "$dir"/slurm/*.log; return 1
}
by_slurm() {
	rm -f list.jsonl.*.result
	SIGN_LINES=$dir/sign-lines.sh sbatch --quiet --wait --array=0-3 --output=task.%a "$examples/slurm-sign.sh" list.jsonl
	rc=$?
	cat list.jsonl.*.result >result
	cat task.* >&2
	return $rc
}
run_slurm() {
	why=$(have munged slurmctld slurmd sbatch sinfo) || { skip "Slurm" "$why"; return; }
	start_slurm >"$dir/why" 2>&1 || { skip Slurm "it cannot be started: $(tail -n 1 "$dir/why")"; return; }
	folder jobs
	signs_all slurm by_slurm
}

prepare || { echo "documents and keys cannot be made"; exit 1; }
ECERT_CONF=$dir/ecert.conf ECERT_PASS_FILE=$dir/pass.txt
export ECERT_CONF ECERT_PASS_FILE
run_parallel
run_slurm
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
