#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Form of the sources: licence line, file and function length, no unsafe calls,
# no marks of unfinished work, a unit test per library file.
set -eu
cd "$(dirname "$0")/../.."
rc=0
bad() { echo "$1"; rc=1; }
for f in $(find lib include tools test examples -name '*.[ch]' -o -name '*.sh' -o -name '*.py'); do
	head -n 2 "$f" | grep -q 'SPDX-License-Identifier: Apache-2.0' || bad "$f: no SPDX line"
done
for f in lib/*/*.[ch] tools/*.[ch]; do
	[ "$(wc -l <"$f")" -le 600 ] || bad "$f: above 600 lines"
done
# A function's body starts with "{" and ends with "}" in the first column.
awk 'FNR == 1 { start = 0 } /^{/ { start = FNR } /^}/ && start { if (FNR - start - 1 > 60) { print FILENAME ":" start ": function of " FNR - start - 1 " lines"; bad = 1 } start = 0 } END { exit bad }' \
    lib/*/*.c tools/*.c || rc=1
grep -nE '\b(strcpy|strcat|sprintf|vsprintf|gets|strtok|alloca|strtod|atof|atoi|setlocale|localtime|gmtime|getenv|system|popen|abort|exit|assert|printf|perror|puts)\(' lib/*/*.c |
    grep -vE '^[^:]*:[0-9]+:[[:space:]]*(/?\*|//)' && bad "a call the library does not make"
grep -nIE '\b(TODO|FIXME|XXX|HACK)\b' lib/*/* tools/*.[ch] include/ecert.h include/ecert/* && bad "a mark of unfinished work"
for f in lib/*/*.c; do
	b=$(basename "$f" .c)
	[ -e "test/unit/$b.c" ] || bad "$f: no test/unit/$b.c"
done
exit $rc
