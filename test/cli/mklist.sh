#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# mklist.sh KIND SIGNER OUT ENTRIES: a signed status list of the fixtures' people,
# due in a month; ENTRIES is what stands between the brackets.
set -eu
cat >"$3.json" <<END
{ "format": "libecert-status-1", "kind": "$1", "number": 1,
  "next": "$(date -u -d '+1 month' +%FT%TZ)", "entries": [ $4 ] }
END
seal-make status --key "$FIX/pki/$2.key" --cert "$FIX/pki/$2.pem" -o "$3" "$3.json"
