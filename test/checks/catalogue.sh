#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every case that test/negative/CATALOGUE.md names is in the file it names.
set -eu
cd "$(dirname "$0")/../.."
awk -F ' *[|] *' '/[|] [a-z0-9_]+[.]c [|]/ {
	line = $0; sub(/ [|]$/, "", line)
	at = match(line, /[|] [a-z0-9_]+[.]c [|] /)
	rest = substr(line, at + 2); file = rest; sub(/ .*/, "", file); sub(/^[^ ]+ [|] /, "", rest)
	print file "\t" rest }' test/negative/CATALOGUE.md | {
	rc=0 n=0
	tab=$(printf '\t')
	while IFS=$tab read -r file name; do
		n=$((n + 1))
		if ! grep -qF "\"$name\"" "test/unit/$file"; then
			echo "test/unit/$file: no case \"$name\""
			rc=1
		fi
	done
	[ "$n" -gt 200 ] || { echo "test/negative/CATALOGUE.md: $n cases"; rc=1; }
	exit $rc
}
