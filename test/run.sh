#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs the suites named in $ONLY (default: all that "make check" means), sums
# their counts, and ends with "N passed, N failed, N skipped".
#   BUILD  folder of the products     UNITS  unit tests to run
#   WRAP   program in front of each test program, e.g. valgrind
set -u
cd "$(dirname "$0")/.." || exit 2
BUILD=${BUILD:-build}
ONLY=${ONLY:-static unit cli confine secrets examples fuzz}
WRAP=${WRAP:-}
case $BUILD in /*) ;; *) BUILD=$PWD/$BUILD ;; esac
export BUILD WRAP ECERT_CORPUS="${ECERT_CORPUS:-../shared/corpus}"
passed=0 failed=0 skipped=0
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT

# The last line of $log holds a suite's counts; what came before is shown when
# something failed or was skipped.
count() {
	line=$(grep -E '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$log" | tail -n 1)
	if [ -z "$line" ]; then
		echo "FAILED: $1: ended without a count"
		tail -n 30 "$log"
		failed=$((failed + 1))
		return
	fi
	set -- "$1" $line
	passed=$((passed + $2)) failed=$((failed + $4)) skipped=$((skipped + $6))
	grep -vE '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$log" | sed "s|^|$1: |"
}

# Programs of folder $1, named after that, as many at once as there are processors; reported
# in order, under $2 and their name.
programs() {
	folder=$1 called=$2
	shift 2
	[ $# -gt 0 ] || return 0
	dir=$(mktemp -d) || exit 2
	printf '%s\n' "$@" | xargs -P "$(nproc 2>/dev/null || echo 1)" -I '{}' \
	    sh -c '$WRAP "$1/{}" >"$0/{}" 2>&1; echo $? >"$0/{}.rc"' "$dir" "$folder"
	for t in "$@"; do
		cp "$dir/$t" "$log"
		rc=$(cat "$dir/$t.rc")
		# A crash, a leak or a finding of the sanitizers after the last case.
		if [ "$rc" -gt 1 ]; then echo "FAILED: $t: exit status $rc" >>"$log"; failed=$((failed + 1)); fi
		count "$called$t"
	done
	rm -rf "$dir"
}

unit() { programs "$BUILD/unit" '' ${UNITS:-}; }

static() {
	for t in test/checks/*.sh; do
		if sh "$t" >"$log" 2>&1; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			sed "s|^|FAILED: $t: |" "$log"
		fi
	done
}

confine() { $WRAP "$BUILD/confine/confine" >"$log" 2>&1; count confine; }
secrets() { python3 -B test/secrets/run.py "$BUILD" quick >"$log" 2>&1; count secrets; }
cli() { python3 test/cli/run.py "$BUILD" >"$log" 2>&1; count cli; }
examples() {
	for t in test/examples/*.sh; do
		[ -e "$t" ] || continue
		if sh "$t" >"$log" 2>&1; then passed=$((passed + 1))
		else failed=$((failed + 1)); sed "s|^|FAILED: $t: |" "$log"; fi
	done
}
# The tools themselves under $WRAP, on the main job.
tools() { python3 test/cli/run.py "$BUILD" --wrap "$WRAP" main-job >"$log" 2>&1; count tools; }

# Each harness over its seeds, what they are when cut or changed, and old findings.
fuzz() {
	set -- $(ls "$BUILD/fuzz/replay")
	[ $# -gt 0 ] || { echo "FAILED: fuzz: no programs"; failed=$((failed + 1)); }
	programs "$BUILD/fuzz/replay" fuzz/ "$@"
}

for suite in $ONLY; do
	case $suite in
	static|unit|cli|confine|secrets|examples|tools|fuzz) $suite ;;
	*) echo "test/run.sh: no suite $suite" >&2; exit 2 ;;
	esac
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
