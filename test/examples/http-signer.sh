#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Signing through the HTTP service of the examples: one document, several at once, in two
# steps, and what it refuses.
set -eu
cd "$(dirname "$0")/../.."
: "${BUILD:=$PWD/build}"
here=$PWD/examples/http-signer
PATH=$BUILD/bin:$BUILD/examples:$PATH
dir=$(mktemp -d)
server=
end() {
	[ -z "$server" ] || kill "$server" 2>/dev/null || :
	rm -rf "$dir"
}
trap end EXIT
fail() { echo "$1"; exit 1; }
BUILD=$BUILD DEMO="$dir/demo" sh examples/demo.sh >"$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
cd "$dir/demo"
(umask 077 && head -c 24 /dev/urandom | base64 >token && echo wrong >other)

python3 -B "$here/server.py" --seconds 100 --pass-file pass.txt pki/signer.key pki/signer.pem token >port 2>server.err &
server=$!
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	[ -s port ] || sleep 0.5
done
[ -s port ] || fail "the service does not listen: $(cat server.err)"
url=http://127.0.0.1:$(cat port)
ask="python3 -B $here/client.py $url token"

ecert-sign --cert pki/signer.pem --seal seal.esl --signer-cmd "$ask" -o remote.ofd tagged.ofd ||
    fail "signing failed"
ecert-verify --quiet --trust pki/trust --root 2.25.4711.1.2 remote.ofd || fail "what was signed is not valid"

for i in 1 2 3 4 5 6; do
	cp tagged.ofd "in$i.ofd"
	printf '{"input":"in%s.ofd","output":"out%s.ofd"}\n' "$i" "$i"
done >list.jsonl
ecert-sign --quiet --cert pki/signer.pem --seal seal.esl --signer-cmd "$ask" -j 3 --batch list.jsonl >records ||
    fail "the batch failed: $(cat records)"
ecert-verify --quiet --trust pki/trust --root 2.25.4711.1.2 out?.ofd || fail "what the batch signed is not valid"

ecert-sign --prepare state.json --cert pki/signer.pem --seal seal.esl -o unfinished.ofd tagged.ofd
digest=$(sed 's/.*"digest":"\([0-9a-f]*\)".*/\1/' state.json)
serial=$(openssl x509 -in pki/signer.pem -noout -serial | sed 's/.*=//')
echo "$digest" | ECERT_ALG=sm2-sm3 ECERT_CERT_SERIAL=$serial $ask >value
ecert-sign --complete state.json -o steps.ofd value unfinished.ofd || fail "completing failed"
ecert-verify --quiet --trust pki/trust --root 2.25.4711.1.2 steps.ofd || fail "what was completed is not valid"

rc=0
ecert-sign --cert pki/signer.pem --seal seal.esl --signer-cmd "python3 -B $here/client.py $url other" \
    -o no.ofd tagged.ofd 2>err || rc=$?
[ $rc -eq 2 ] && [ ! -e no.ofd ] || fail "a wrong token: status $rc"
grep -q 'the token is not the one' err || fail "a wrong token: $(cat err)"
rc=0
echo 00 | ECERT_ALG=sm2-sm3 ECERT_CERT_SERIAL=$serial $ask >value 2>err || rc=$?
[ $rc -ne 0 ] && [ ! -s value ] || fail "half a digest was signed"

kill "$server"
wait "$server" 2>/dev/null || :
server=
rc=0
ecert-sign --cert pki/signer.pem --seal seal.esl --signer-cmd "$ask" -o no.ofd tagged.ofd 2>err || rc=$?
[ $rc -eq 2 ] && [ ! -e no.ofd ] || fail "no service: status $rc"
