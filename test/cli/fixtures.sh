#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes what the command-line tests share, in the current folder: a test PKI, a
# seal, and one certificate unsigned, tagged and signed.
set -eu
id='2.25.4711.1.2•7•12990000999999998X•CNAS L0001•XZ-2026-0001•0'
printf 'correct horse battery\n' >pass.txt
chmod 600 pass.txt
ecert-key test-pki --quiet pki >/dev/null
draw-seal -o seal.png
seal-make make --version v4 --id 33010600000001 --vendor LIBECERT --name 'Test Laboratory 校准电子证书专用章' \
    --type 1 --picture seal.png --size 40x40 --from "$(date -u -d yesterday +%F)" --until "$(date -u -d '+2 years' +%F)" \
    --cert pki/signer.pem --maker-key pki/maker.key --maker-cert pki/maker.pem -o seal.esl
make-certificate --no-tag -o plain.ofd "$id"
ecert-id set -o tagged.ofd plain.ofd "$id"
ecert-sign --key pki/signer.key --cert pki/signer.pem --seal seal.esl --place 1:140,220 -o signed.ofd tagged.ofd
printf '%s\n' "$id" >id.txt
# RSA keys are openssl's to make; the cases that need them say so.
if command -v openssl >/dev/null; then sh "$CLI/mkrsa.sh" rsa; fi
