#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# batch-sign.sh - signs what a day left in a folder; made for cron:
#
#   batch-sign.sh IN OUT KEY.p12 SEAL.esl PASS-FILE [TRUST]
#
# Every IN/NAME.ofd becomes OUT/NAME.ofd, verified before it gets its name.  What
# is in OUT already is left alone, so that an interrupted run is simply repeated;
# what fails stays in IN, and the other files are signed all the same.
# OUT/batch-sign.log gets a line per file.  Exit status: 0 everything is signed,
# 1 some file was refused, 2 nothing could be done.
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
trap 'rmdir "$lock"' EXIT
trap 'exit 2' HUP INT TERM

log=$out/batch-sign.log
message=$(mktemp) || trouble "no temporary file"
trap 'rm -f "$message"; rmdir "$lock"' EXIT
note() { printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*" >>"$log" || trouble "$log: cannot be written"; }

signed=0 failed=0 skipped=0
note "begin $in"
for f in "$in"/*.ofd; do
	[ -e "$f" ] || continue
	name=$(basename "$f")
	if [ -e "$out/$name" ]; then
		skipped=$((skipped + 1))
		continue
	fi
	set -- --key "$key" --seal "$seal" --pass-file "$pass"
	[ -z "$trust" ] || set -- "$@" --trust "$trust"
	if ecert-sign "$@" -o "$out/$name" "$f" >/dev/null 2>"$message"; then
		signed=$((signed + 1))
		note "signed $name"
	else
		rc=$?
		failed=$((failed + 1))
		note "failed $name: status $rc: $(head -n 1 "$message")"
		head -n 1 "$message" >&2
	fi
done
note "end $signed signed, $failed failed, $skipped there already"
echo "$signed signed, $failed failed, $skipped there already"
[ "$failed" -eq 0 ] || exit 1
