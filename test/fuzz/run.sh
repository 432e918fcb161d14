#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs each harness of $FUZZERS for $FUZZ_SECONDS under libFuzzer, one after the
# other; "make fuzz" calls it.  $FUZZ_SEED makes a run repeatable, 0 draws one.  What is found, and the corpus, which the next run
# goes on from, lie below $BUILD/fuzz.  Ends with "N passed, N failed, N skipped".
set -u
cd "$(dirname "$0")/../.." || exit 2
: "${BUILD:=build}" "${FUZZ_SECONDS:=60}" "${FUZZ_SEED:=0}"
passed=0 failed=0
# What was freed is kept to be recognised: less of it, within the bound on memory.
export ASAN_OPTIONS="${ASAN_OPTIONS:-quarantine_size_mb=64}"
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT

stat() { sed -n "s/^stat::$1: *//p" "$log" | tail -n 1; }

for h in $FUZZERS; do
	case $h in
	xml|ofd|verify|sign|memory|draw) dict=xml ;;
	container) dict=zip ;;
	identifier) dict=identifier ;;
	*) dict=der ;;
	esac
	# A corpus may hold documents that another build signed, with the same keys:
	# they are valid, and no longer known to be so.
	seeds=$(cat "$BUILD/fuzz/seeds/$h"/* | cksum)
	[ $h != verify ] || [ "$seeds" = "$(cat "$BUILD/fuzz/corpus/$h.seeds" 2>/dev/null)" ] ||
	    rm -rf "$BUILD/fuzz/corpus/$h"
	mkdir -p "$BUILD/fuzz/corpus/$h" "$BUILD/fuzz/found"
	echo "$seeds" >"$BUILD/fuzz/corpus/$h.seeds"
	# A finding of the first seconds must not wait for the end.
	if "$BUILD/fuzz/clang/fuzz/bin/$h" -seed="$FUZZ_SEED" -max_total_time="$FUZZ_SECONDS" -max_len=65536 \
	    -rss_limit_mb=512 -malloc_limit_mb=128 -timeout=10 -report_slow_units=2 -print_final_stats=1 \
	    -dict="test/fuzz/$dict.dict" -artifact_prefix="$BUILD/fuzz/found/$h-" \
	    "$BUILD/fuzz/corpus/$h" "$BUILD/fuzz/seeds/$h" >"$log" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		grep -vE '^#[0-9]+' "$log" | head -n 60 | sed "s|^|FAILED: $h: |"
	fi
	grep '^Slowest unit\|Test unit written' "$log" | sed "s|^|$h: |"
	echo "$h: $(stat number_of_executed_units) runs, $(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" |
	    tail -n 1) edges, $(stat peak_rss_mb) MiB"
done
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
