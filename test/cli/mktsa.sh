#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# mktsa.sh DIR: an RSA time-stamp authority run by openssl: tsa.key, tsa.pem, the
# configuration ts.cnf, and a script "answer" for --tsa-cmd; it keeps the response.
set -eu
mkdir "$1"
cd "$1"
openssl req -x509 -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.pem -days 600 -subj '/C=CN/O=Test/CN=RSA TSA' \
    -addext 'basicConstraints=CA:FALSE' -addext 'keyUsage=critical,digitalSignature' \
    -addext 'extendedKeyUsage=critical,timeStamping' 2>/dev/null
echo 01 >serial
cat >ts.cnf <<END
[tsa]
default_tsa = a
[a]
serial = $PWD/serial
signer_cert = $PWD/tsa.pem
signer_key = $PWD/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sm3
accuracy = secs:1
ess_cert_id_alg = sha256
END
cat >answer <<END
cat >$PWD/request
openssl ts -reply -config $PWD/ts.cnf -queryfile $PWD/request -out $PWD/response >/dev/null 2>&1 && cat $PWD/response
END
