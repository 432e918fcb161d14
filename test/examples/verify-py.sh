#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Python through ctypes says what ecert-verify says.
set -eu
cd "$(dirname "$0")/../.."
: "${BUILD:=$PWD/build}"
fail() { echo "$1"; exit 1; }
# The interpreter would have to be started with the sanitizers' runtime.
! nm "$BUILD/libecert.a" 2>/dev/null | grep -q __asan || exit 0
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
BUILD=$BUILD DEMO="$dir/demo" sh examples/demo.sh >"$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
script=$PWD/examples/verify.py
export LIBECERT="$BUILD/libecert.so.0"
cd "$dir/demo"
python3 "$script" pki/trust signed.ofd >out || fail "a valid file: status $?"
[ "$(cat out)" = 'signed.ofd: VALID ROOT_UNCHECKED' ] || fail "a valid file: $(cat out)"
rc=0; python3 "$script" pki/trust signed.ofd tagged.ofd >out || rc=$?
[ $rc -eq 1 ] || fail "an unsigned file: status $rc"
tail -n 1 out | grep -q '^tagged.ofd: INVALID NO_SIGNATURE' || fail "an unsigned file: $(cat out)"
mkdir -p empty/roots
rc=0; python3 "$script" empty signed.ofd >out || rc=$?
[ $rc -eq 3 ] || fail "nobody is trusted: status $rc"
rc=0; python3 "$script" pki/trust none.ofd signed.ofd >out 2>err || rc=$?
[ $rc -eq 2 ] && grep -q none.ofd err || fail "no such file: status $rc: $(cat err)"
grep -q 'signed.ofd: VALID' out || fail "one bad file kept the other from being verified"
rc=0; python3 "$script" none signed.ofd 2>err || rc=$?
[ $rc -eq 2 ] || fail "no such trust directory: status $rc"
