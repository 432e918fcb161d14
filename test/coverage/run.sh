#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# That the function which turns outcomes into a verdict is tested in all its branches:
# compiled for counting, run by its own test alone.
#   BUILD  folder of the products     COMPILE  compiler with options     LIBS  to link
set -eu
cd "$(dirname "$0")/../.."
dir=$BUILD/coverage
rm -rf "$dir"
mkdir -p "$dir"
bad=0 good=0
for f in report_verdict; do
	src=lib/report/$f.c
	# -O0: a branch of the machine is one of the source.
	$COMPILE -O0 --coverage -c -o "$dir/$f.o" "$src"
	$COMPILE -O0 -c -o "$dir/test.o" "test/unit/$f.c"
	$COMPILE --coverage -o "$dir/$f" "$dir/test.o" "$dir/$f.o" "$BUILD/unit/unit.o" $LIBS
	"$dir/$f" >"$dir/$f.out" || { cat "$dir/$f.out"; bad=$((bad + 1)); }
	gcov -b -c -o "$dir" "$dir/$f.gcda" >"$dir/$f.gcov.out" 2>&1
	mv ./*.gcov "$dir/" 2>/dev/null || true
	sed -n "/File '.*$f[.]c'/,/^\$/p" "$dir/$f.gcov.out"
	if sed -n "/File '.*$f[.]c'/,/^\$/p" "$dir/$f.gcov.out" >"$dir/$f.sum" &&
	    grep -q '^Lines executed:100.00%' "$dir/$f.sum" &&
	    grep -q '^Branches executed:100.00%' "$dir/$f.sum" &&
	    grep -q '^Taken at least once:100.00%' "$dir/$f.sum"; then
		good=$((good + 1))
	else
		echo "FAILED: $src: not every branch is taken by test/unit/$f.c"
		grep -nE 'never executed|taken 0$|#####' "$dir/$f.c.gcov" || true
		bad=$((bad + 1))
	fi
done
echo "$good passed, $bad failed, 0 skipped"
[ "$bad" -eq 0 ]
