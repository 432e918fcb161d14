#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The builds that "make check-fallback" has made: the tests of units and of the command
# line on the first two, then all of them on the same files.
#   BUILD  folder of the products     WAYS  its builds, below same/
#   UNITS  unit tests to run
set -u
cd "$(dirname "$0")/../.." || exit 2
passed=0 failed=0 skipped=0
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT

# Shows what stands in $log and adds its closing counts.
count() {
	line=$(grep -E '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$log" | tail -n 1)
	grep -vE '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$log" | sed "s|^|$1: |"
	set -- "$1" ${line:-0 passed, 1 failed, 0 skipped}
	passed=$((passed + $2)) failed=$((failed + $4)) skipped=$((skipped + $6))
}

for way in plain portable; do
	BUILD=$BUILD/same/$way ONLY="unit cli" sh test/run.sh >"$log" 2>&1
	count "$way"
done
set -- "$BUILD"
for way in $WAYS; do set -- "$@" "$BUILD/same/$way"; done
python3 -B test/same/run.py "$@" >"$log" 2>&1
count same
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
