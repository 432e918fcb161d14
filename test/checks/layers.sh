#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A source file includes only the layers and third-party headers that
# lib/LAYERS grants its layer; of another layer, only its interface header.
set -eu
cd "$(dirname "$0")/../.."
rc=0
third=$(sed 's/^[^#|]*|//; /^#/d' lib/LAYERS | tr -s ' ' '\n' | sed '/^$/d; s/[.]/\\./g' | sort -u | paste -sd'|')
bad() { echo "$1"; rc=1; }
for dir in lib/*/; do
	layer=$(basename "$dir")
	line=$(grep "^$layer:" lib/LAYERS || true)
	[ -n "$line" ] || { bad "$dir: not in lib/LAYERS"; continue; }
	line=${line#*:}
	own=" ${line%%|*} $layer "
	ext=" ${line#*|} "
	for f in "$dir"*.[ch]; do
		[ -e "$f" ] || continue
		case $(basename "$f") in "$layer".h|"$layer"_*) ;; *) bad "$f: not named after its layer" ;; esac
		for inc in $(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$f"); do
			other=${inc%%/*}
			[ "$inc" = ecert.h ] && continue
			case "$own" in *" $other "*) ;; *) bad "$f: includes $inc, not granted to $layer" ;; esac
			[ "$other" = "$layer" ] || [ "$inc" = "$other/$other.h" ] ||
			    bad "$f: includes $inc, which is private to $other"
		done
		for inc in $(sed -nE "s@^#include <(($third)[^>]*)>.*@\1@p" "$f"); do
			granted=no
			for grant in $ext; do case $inc in "$grant"*) granted=yes ;; esac; done
			[ $granted = yes ] || bad "$f: includes <$inc>, not granted to $layer"
		done
	done
done
for f in tools/*.[ch] examples/*.c; do
	[ -e "$f" ] || continue
	for inc in $(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$f"); do
		case $inc in tool.h|ecert-*.h|seal-*.h|tool_*.h) ;; *) bad "$f: includes \"$inc\": tools use <ecert.h>" ;; esac
	done
	case $f in tools/*)
		# Threads are POSIX's, not a layer's.
		grep -nE "^#include <($third)" "$f" | grep -v '<pthread.h>' && bad "$f: includes a header that belongs to a layer" ;;
	esac
done
# POSIX file I/O that other systems lack stays behind base.
grep -lE '\b(open|pread|fsync|rename|mkdir|opendir|mmap)\(' lib/*/*.c | grep -v '^lib/base/' |
    while read -r f; do echo "$f: file I/O outside lib/base"; done | grep . && rc=1
exit $rc
