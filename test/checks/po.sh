#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The catalogues of the tools: every message of the sources is there, translated
# and not fuzzy, and its formats agree.
set -eu
cd "$(dirname "$0")/../.."
LC_ALL=C
export LC_ALL
rc=0
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
bad() { echo "$1"; rc=1; }
# As "make pot".
xgettext --language=C --keyword=_ --keyword=N_ --from-code=UTF-8 --no-wrap --sort-by-file \
    --omit-header -o "$tmp/pot" tools/*.c tools/*.h
for po in tools/po/*.po; do
	# What the sources have and $po lacks comes out untranslated, and formats
	# are marked as in the sources.
	msgmerge --quiet --no-fuzzy-matching -o "$tmp/po" "$po" "$tmp/pot"
	for what in untranslated only-fuzzy; do
		msgattrib --no-obsolete "--$what" "$tmp/po" >"$tmp/out"
		[ ! -s "$tmp/out" ] || { sed '1,/^$/d' "$tmp/out"; bad "$po: ${what#only-}"; }
	done
	msgfmt --check -o /dev/null "$tmp/po" >"$tmp/out" 2>&1 || { cat "$tmp/out"; bad "$po: not in order"; }
done
exit $rc
