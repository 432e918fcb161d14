#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What "make install" puts in place is enough to build and run the examples
# through pkg-config; "make uninstall" takes all of it away again.
set -eu
cd "$(dirname "$0")/../.."
: "${BUILD:=$PWD/build}"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
san=0
! nm "$BUILD/libecert.a" 2>/dev/null | grep -q __asan || san=1
make --no-print-directory BUILD="$BUILD" SAN=$san PREFIX="$dir/usr" install >"$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
[ "$("$dir/usr/bin/ecert-verify" --version | head -n 1)" = "ecert-verify (libecert) 0.1.0" ] || { echo "the installed ecert-verify does not start"; exit 1; }
export PKG_CONFIG_PATH="$dir/usr/lib/pkgconfig"
flags=$(pkg-config --cflags --libs libecert)
[ $san = 0 ] || flags="$flags -fsanitize=address,undefined"
for program in verify20 sign20; do
	${CC:-cc} -std=c99 -Wall -Wextra -Werror -o "$dir/$program" examples/$program.c $flags -Wl,-rpath,"$dir/usr/lib"
done
rc=0
"$dir/verify20" 2>/dev/null || rc=$?
[ $rc -ne 0 ] || { echo "verify20 without arguments succeeded"; exit 1; }
make --no-print-directory BUILD="$BUILD" SAN=$san PREFIX="$dir/usr" uninstall >"$dir/log" 2>&1
left=$(find "$dir/usr" -type f -o -type l)
[ -z "$left" ] || { echo "left after uninstall: $left"; exit 1; }
