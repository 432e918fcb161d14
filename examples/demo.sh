#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The whole way of a certificate, from keys to verdict, with throw-away keys;
# "make demo" runs it.  Every command is shown as it can be typed again.
#   BUILD  folder of the programs (build)
#   DEMO   folder to make; the default, BUILD/demo, is made anew each time
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
BUILD=${BUILD:-build}
case $BUILD in /*) ;; *) BUILD=$root/$BUILD ;; esac
if [ -n "${DEMO:-}" ]; then
	demo=$DEMO
else
	demo=$BUILD/demo
	rm -rf "$demo"
fi
mkdir "$demo"
cd "$demo"
demo=$PWD

# Prints a command with the quotes a shell needs, then runs it.
run() {
	printf '$'
	for word in "$@"; do
		case $word in
		*[!A-Za-z0-9_./:=,@%+-]*|'') printf " '%s'" "$word" ;;
		*) printf ' %s' "$word" ;;
		esac
	done
	printf '\n'
	"$@"
}
# What only the shell can do.
shell() {
	printf '$ %s\n' "$1"
	eval "$1"
}

id='2.25.4711.1.2•7•12990000999999998X•CNAS L0001•XZ-2026-0001•0'
from=$(date -u +%F)
until=$(date -u -d '+2 years' +%F 2>/dev/null || date -u -v+2y +%F)

echo "# In this folder, with these programs:"
run cd "$demo"
shell "PATH='$BUILD/bin:$BUILD/examples':\$PATH"
echo "# A passphrase, and keys and certificates that serve for tests only:"
shell "(umask 077; head -c 18 /dev/urandom | base64 >pass.txt)"
run ecert-key test-pki --pass-file pass.txt pki
echo "# A seal: its picture, then the seal itself, signed by its maker:"
run draw-seal -o seal.png 'TEST LABORATORY'
run seal-make make --version v4 --id 33010600000001 --vendor LIBECERT \
    --name 'Test Laboratory 校准电子证书专用章' --type 1 --picture seal.png --size 40x40 \
    --from "$from" --until "$until" --cert pki/signer.pem \
    --maker-key pki/maker.key --maker-cert pki/maker.pem --pass-file pass.txt -o seal.esl
echo "# A certificate of three pages, without the QR code, which the specification does not know:"
run make-certificate --no-tag --no-code -o certificate.ofd "$id"
echo "# First the identifier goes in, then the signature on everything:"
run ecert-id set -o tagged.ofd certificate.ofd "$id"
run ecert-sign --key pki/signer.key --cert pki/signer.pem --pass-file pass.txt --seal seal.esl \
    --place 1:125,222 --trust pki/trust -o signed.ofd tagged.ofd
run ecert-id get --root 2.25.4711.1.2 signed.ofd
echo "# It gets a name after the specification, which it keeps, as far as a file shows that:"
shell 'name=$(ecert-id name --type 7 --number XZ-2026-0001 --instrument 数字压力计 --serial DPG2026-0817)'
shell 'cp signed.ofd "$name"'
shell 'ecert-lint --trust pki/trust --root 2.25.4711.1.2 "$name"'
echo "# The keys, the seal and the documents are in $demo; what to hand out is $name."
echo "# Whoever gets it asks:"
run ecert-verify --trust pki/trust --root 2.25.4711.1.2 signed.ofd
shell "ecert-verify --trust pki/trust --root 2.25.4711.1.2 signed.ofd | sed -n '1s/.*: //p'"
