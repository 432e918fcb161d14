#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# parallel-sign.sh - deals the lines of a list out to machines by GNU parallel and ssh:
#
#   parallel-sign.sh FOLDER LIST.jsonl HOSTS [LINES]
#
# FOLDER is what all machines see, under one name; LIST counts from there.  LINES
# (100) go to a machine at a time.  Records of all documents come on the standard
# output.  Exit status: 0 everything is signed.
set -eu
[ $# -ge 3 ] || { echo "usage: parallel-sign.sh FOLDER LIST.jsonl HOSTS [LINES]" >&2; exit 2; }
lines=$(cd "$(dirname "$0")" && pwd)/sign-lines.sh
hosts=$(realpath "$3")
cd "$1"
# A block that fails is tried once more, most likely elsewhere.
exec parallel --will-cite --sshloginfile "$hosts" --workdir "$PWD" --env ECERT_CONF --env ECERT_PASS_FILE \
    --env PATH --pipe -N "${4:-100}" --retries 2 "$lines" <"$2"
