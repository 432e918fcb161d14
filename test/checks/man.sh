#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Man pages are well formed; every tool has one; every option of --help is in it.
set -eu
cd "$(dirname "$0")/../.."
: "${BUILD:=build}"
rc=0
bad() { echo "$1"; rc=1; }
mandoc -T lint -W warning man/man?/*.[1357] | grep -vE 'referenced manual not found|unusual Xr' | grep . && rc=1
for tool in "$BUILD"/bin/*; do
	name=$(basename "$tool")
	page=man/man1/$name.1
	[ -e "$page" ] || { bad "$name: no man page"; continue; }
	text=$(mandoc -T ascii "$page" | sed 's/.\x08//g')
	for opt in $(LC_ALL=C "$tool" --help | grep -oE -- '--[a-z][a-z0-9-]+' | sort -u); do
		printf '%s\n' "$text" | grep -qF -- "$opt" || bad "$page: $opt is not in it"
	done
done
exit $rc
