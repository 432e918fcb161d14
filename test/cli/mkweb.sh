#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# mkweb.sh BASE [NAME]: a signer whose certificate, with openssl, names BASE/NAME
# (root.crl) for lists and BASE/ocsp for responses, a document web.ofd signed by him,
# and a trust directory without lists.  Uses the test PKI of $FIX.
set -eu
pki=$FIX/pki
id=distid:1234567812345678
cat >web.cnf <<EOF
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
crlDistributionPoints = URI:$1/${2:-root.crl}
authorityInfoAccess = OCSP;URI:$1/ocsp
EOF
openssl req -new -key "$pki/signer.key" -subj '/C=CN/O=Test/CN=Web' -sm3 -sigopt $id -out web.csr 2>/dev/null
openssl x509 -req -in web.csr -vfyopt $id -CA "$pki/root.pem" -CAkey "$pki/root.key" -set_serial 4711 -days 30 \
    -sm3 -sigopt $id -extfile web.cnf -out web.pem 2>/dev/null
ecert-sign --quiet --type sign --key "$pki/signer.key" --cert web.pem -o web.ofd "$FIX/tagged.ofd" >/dev/null
mkdir web-trust
cp "$pki/trust/roots.pem" web-trust
