#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# mkhsm.sh KEY CERT: SoftHSM's token "lab" in this folder, PIN 123456, with an RSA key
# and, where there is pkcs11-tool, its certificate; hsm.so is the module.
set -eu
mkdir tokens
printf 'directories.tokendir = %s/tokens\nobjectstore.backend = file\nlog.level = ERROR\n' "$PWD" >hsm.conf
for lib in /usr/lib/softhsm /usr/lib64/softhsm /usr/lib64/pkcs11 /usr/local/lib/softhsm; do
	[ ! -e "$lib/libsofthsm2.so" ] || ln -sf "$lib/libsofthsm2.so" hsm.so
done
export SOFTHSM2_CONF="$PWD/hsm.conf"
openssl pkcs8 -topk8 -nocrypt -in "$1" -out key.p8
openssl x509 -in "$2" -outform DER -out cert.der
exec >mkhsm.log 2>&1
softhsm2-util --init-token --free --label lab --so-pin 12345678 --pin 123456
softhsm2-util --import key.p8 --token lab --label seal --id a001 --pin 123456
if command -v pkcs11-tool; then
	pkcs11-tool --module ./hsm.so --token-label lab --write-object cert.der --type cert --label seal --id a001
fi
rm key.p8
