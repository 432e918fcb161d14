#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Prototypes in include/ = lib/libecert.sym = exports of the shared library =
# functions in the man pages of section 3.
set -eu
cd "$(dirname "$0")/../.."
: "${BUILD:=build}"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cat include/ecert.h include/ecert/*.h | tr '\n' ' ' | grep -oE 'ECERT_API [^;]*;' |
    grep -oE 'ecert_[a-z0-9_]+\(' | tr -d '(' | sort -u >"$tmp/headers"
sort -u lib/libecert.sym >"$tmp/list"
nm -D --defined-only "$BUILD/libecert.so" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort -u >"$tmp/exports"
sed -n 's/^\.Fo \(ecert_[a-z0-9_]*\).*/\1/p; s/^\.Fn \(ecert_[a-z0-9_]*\).*/\1/p' man/man3/*.3 | sort -u >"$tmp/man"
sed -n 's/^\.Nm \(ecert_[a-z0-9_]*\).*/\1/p' man/man3/*.3 | sort -u >"$tmp/names"
rc=0
for side in list exports man names; do
	diff "$tmp/headers" "$tmp/$side" >"$tmp/diff" || {
		sed -n "s/^</in the headers, not in $side:/p; s/^>/in $side, not in the headers:/p" "$tmp/diff"; rc=1; }
done
exit $rc
