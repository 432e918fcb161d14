#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Global symbols of the library start with ecert_ or eci_; nothing in it can be
# written to: no global or static variables.
set -eu
cd "$(dirname "$0")/../.."
: "${BUILD:=build}"
rc=0
nm -g --defined-only "$BUILD/libecert.a" 2>/dev/null | awk 'NF == 3 && $3 !~ /^(ecert|eci)_/ { print "global symbol " $3 }' | grep . && rc=1
# The sanitizers add data of their own.
if ! nm "$BUILD/libecert.a" 2>/dev/null | grep -q __asan; then
	# Tables of pointers are constant, but relocated: they lie in .data.rel.ro.
	objdump -t "$BUILD/libecert.a" 2>/dev/null |
	    awk '$0 ~ / O / { s = ""; for (i = 1; i <= NF; i++) if ($i ~ /^\.(data|bss|tdata|tbss)/ && $i !~ /^\.data\.rel\.ro/) s = $i; if (s != "") print "variable " $NF " in " s }' |
	    grep . && rc=1
fi
exit $rc
