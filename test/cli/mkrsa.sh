#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# mkrsa.sh DIR: RSA keys and certificates as in the time of GM/T 0031-2014, with
# openssl: an authority, a seal maker, a signer in every form of key, a signer whose
# key is too small, and a trust directory.
set -eu
mkdir "$1" "$1/trust"
cd "$1"
cat >ca.cnf <<'EOF'
[ca]
default_ca = d
[d]
database = index.txt
crlnumber = number
default_md = sha256
default_crl_days = 30
[leaf]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
EOF
: >index.txt
echo 01 >number
openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -days 700 -subj '/C=CN/O=Test/CN=RSA Root' \
    -addext 'keyUsage=critical,keyCertSign,cRLSign' 2>/dev/null
leaf() {
	openssl req -newkey "rsa:$2" -nodes -keyout "$1.key" -out "$1.csr" -subj "/C=CN/O=Test/CN=RSA $1" 2>/dev/null
	openssl x509 -req -in "$1.csr" -CA root.pem -CAkey root.key -set_serial "$3" -days 600 -sha256 \
	    -extfile ca.cnf -extensions leaf -out "$1.pem" 2>/dev/null
}
leaf maker 2048 2
leaf signer 3072 3
leaf small 1024 4
openssl rsa -in signer.key -traditional -out signer-pkcs1.key 2>/dev/null
openssl pkcs8 -topk8 -in signer.key -v2 aes-256-cbc -passout pass:secret -out signer-aes.key
openssl pkcs12 -export -inkey signer.key -in signer.pem -passout pass:secret -out signer.p12
openssl ca -gencrl -config ca.cnf -keyfile root.key -cert root.pem -out trust/crls.pem 2>/dev/null
cp root.pem trust/roots.pem
cp maker.pem trust/makers.pem
