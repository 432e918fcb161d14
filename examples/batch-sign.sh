#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# batch-sign.sh - signs what a day left in a folder; made for cron:
#
#   batch-sign.sh IN OUT KEY.p12 SEAL.esl PASS-FILE [TRUST]
#
# Every IN/NAME.ofd becomes OUT/NAME.ofd, verified before it gets its name, all in one
# process by "ecert-sign --batch".  What is in OUT already is left alone, so that an
# interrupted run is simply repeated; what fails stays in IN, and the other files are
# signed all the same.  OUT/batch-sign.jsonl gets a record of each file, see
# ecert-batch(5), and OUT/batch-sign.log when the runs were and what failed.
# Exit status: 0 everything is signed, 1 some file was refused, 2 nothing could be done.
set -u

trouble() { echo "batch-sign: $*" >&2; exit 2; }

[ $# -eq 5 ] || [ $# -eq 6 ] ||
	trouble "usage: batch-sign.sh IN OUT KEY.p12 SEAL.esl PASS-FILE [TRUST]"
in=$1 out=$2 key=$3 seal=$4 pass=$5 trust=${6:-}
command -v ecert-sign >/dev/null || trouble "ecert-sign is not in PATH"
[ -d "$in" ] || trouble "$in: no such folder"
[ "$(cd "$in" && pwd -P)" != "$(mkdir -p "$out" && cd "$out" && pwd -P)" ] ||
	trouble "$out: not the folder the files come from"
for f in "$key" "$seal" "$pass"; do
	[ -r "$f" ] || trouble "$f: not readable"
done

# One run at a time: mkdir either makes the folder or fails.
lock=$out/.batch-sign.lock
mkdir "$lock" 2>/dev/null || trouble "$lock exists: another run, or one that was killed"
work='' pid=''
trap 'rm -rf "$work"; rmdir "$lock"' EXIT
# What is in hand is finished.
stop() { [ -z "$pid" ] || { kill "$pid"; wait "$pid"; }; exit 2; }
trap stop HUP INT TERM
work=$(mktemp -d) || trouble "no temporary folder"

log=$out/batch-sign.log
note() { printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*" >>"$log" || trouble "$log: cannot be written"; }

# A field of CSV: quotes are doubled.
field() {
	case $1 in
	*\"*) printf '"%s"' "$(printf '%s' "$1" | sed 's/"/""/g')" ;;
	*) printf '"%s"' "$1" ;;
	esac
}

failed=0 skipped=0 line='
'
note "begin $in"
echo input,output >"$work/list.csv"
for f in "$in"/*.ofd; do
	name=${f##*/}
	if [ ! -e "$f" ]; then
		continue
	elif [ -e "$out/$name" ]; then
		skipped=$((skipped + 1))
	elif case $f$out in *"$line"*) true ;; *) false ;; esac; then
		echo "batch-sign: a name with a line end cannot be in a list" | tee -a "$log" >&2
		failed=$((failed + 1))
	else
		{ field "$f"; printf ,; field "$out/$name"; echo; } >>"$work/list.csv"
	fi
done

set -- --quiet --key "$key" --seal "$seal" --pass-file "$pass"
[ -z "$trust" ] || set -- "$@" --trust "$trust"
rc=0
ecert-sign "$@" --batch "$work/list.csv" -j "$(nproc)" >"$work/records" 2>"$work/messages" &
pid=$!
wait "$pid" || rc=$?
pid=''
cat "$work/records" >>"$out/batch-sign.jsonl" || trouble "$out/batch-sign.jsonl: cannot be written"
cat "$work/messages" >&2
cat "$work/messages" >>"$log"
signed=$(grep -c '"status":"done"' "$work/records")
failed=$((failed + $(grep -c '"status":"failed"' "$work/records")))
note "end $signed signed, $failed failed, $skipped there already"
echo "$signed signed, $failed failed, $skipped there already"
# Without a record of what failed it was key, seal or disk.
[ $rc -eq 0 ] || [ "$failed" -gt 0 ] || exit 2
[ "$failed" -eq 0 ] || exit 1
