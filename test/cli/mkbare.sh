#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# mkbare.sh OUT: a document of the test PKI's signer whose value is SEQUENCE { r, s }
# over Signature.xml, made by openssl.
set -eu
xml=Doc_0/Signs/Sign_0/Signature.xml
ecert-sign --type sign --key "$FIX/pki/signer.key" --cert "$FIX/pki/signer.pem" -o bare-1.ofd "$FIX/tagged.ofd"
python3 "$CLI/rezip.py" bare-1.ofd - --get $xml >bare-1.xml
openssl pkeyutl -sign -rawin -digest sm3 -pkeyopt distid:1234567812345678 -inkey "$FIX/pki/signer.key" \
    -in bare-1.xml -out bare-1.sig
python3 "$CLI/rezip.py" bare-1.ofd "$1" --put Doc_0/Signs/Sign_0/SignedValue.dat bare-1.sig
rm bare-1.ofd bare-1.xml bare-1.sig
