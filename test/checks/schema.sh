#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The schema of reports knows the codes, checks and omissions the library knows, and
# ecert-report(5) names them all.
set -eu
cd "$(dirname "$0")/../.."
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
schema=share/ecert-report.schema.json
defs() { # the values of an enumeration
	python3 -c 'import json, sys
d = json.load(open(sys.argv[1]))["$defs"]
for step in sys.argv[2].split("."): d = d[step]
print("\n".join(d["enum"]))' "$schema" "$1" | sort
}
rc=0
compare() { # file, what
	defs "$2" >"$tmp/schema"
	diff "$tmp/schema" "$1" >"$tmp/diff" || {
		sed -n "s|^<|$schema: $2: the library has no|p; s|^>|$schema: $2: missing:|p" "$tmp/diff"; rc=1; }
}
grep -oE 'R\([A-Z0-9_]+,' lib/base/base_err.c | sed 's/R(//; s/,//' | grep -v '^NONE$' | sort >"$tmp/reasons"
grep -oE 'ROW\([A-Z0-9_]+,' lib/base/base_err.c | sed 's/ROW(/ECERT_/; s/,//' | grep -v '^ECERT_OK$' | sort >"$tmp/errors"
sed -nE 's/^	\[ECI_V_[A-Z0-9_]+\] = ([A-Z]+)\("([^"]+)".*/\1 \2/p' lib/report/report_checks.c |
    sed -E 's/^MAKER /seal.maker./; s/^SEAL /seal./; s/^SIGNER /signer./; s/^[A-Z]+ //' | sort >"$tmp/checks"
codes() { # a table of report_skip.c
	sed -nE "/^} $1\\[]/,/^};/s/^	\\{ \"([a-z.]+)\", \\{.*/\\1/p" lib/report/report_skip.c | sort
}
codes skips >"$tmp/skips"
codes looked_up >"$tmp/looked_up"
compare "$tmp/reasons" reason
compare "$tmp/errors" error_code
compare "$tmp/checks" check_name
compare "$tmp/skips" document.properties.not_checked.items
compare "$tmp/looked_up" document.properties.looked_up.items
mandoc -T ascii man/man5/ecert-report.5 | sed 's/.\x08//g' >"$tmp/page"
for word in $(cat "$tmp/reasons" "$tmp/checks" "$tmp/skips" "$tmp/looked_up"); do
	grep -qwF -- "$word" "$tmp/page" || { echo "man/man5/ecert-report.5: $word is not in it"; rc=1; }
done
exit $rc
