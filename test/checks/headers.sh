#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Each public header compiles alone, as C99 and as C++11.
set -eu
cd "$(dirname "$0")/../.."
rc=0
for h in include/ecert.h include/ecert/*.h; do
	${CC:-cc} -std=c99 -Wall -Wextra -pedantic -Werror -fsyntax-only -x c "$h" || { echo "$h: not C99"; rc=1; }
	${CXX:-c++} -std=c++11 -Wall -Wextra -pedantic -Werror -fsyntax-only -x c++ "$h" || { echo "$h: not C++11"; rc=1; }
done
exit $rc
