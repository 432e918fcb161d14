#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sign-lines.sh - signs the documents that lines of JSON on the standard input name;
# what each machine of a cluster runs, in the folder they share.  Key, certificate and
# seal come from $ECERT_CONF, the passphrase from the file $ECERT_PASS_FILE.
# A record per document goes to the standard output.
set -eu
: "${ECERT_CONF:?names no configuration file}"
threads=${SLURM_CPUS_PER_TASK:-$(nproc)}
exec ecert-sign --quiet --batch - --resume -j "$threads" \
    ${ECERT_PASS_FILE:+--pass-file "$ECERT_PASS_FILE"}
