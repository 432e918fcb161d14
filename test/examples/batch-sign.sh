#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The nightly script and the small programs, on what the demonstration leaves.
set -eu
cd "$(dirname "$0")/../.."
: "${BUILD:=$PWD/build}"
PATH=$BUILD/bin:$BUILD/examples:$PATH
script=$PWD/examples/batch-sign.sh
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
fail() { echo "$1"; exit 1; }
BUILD=$BUILD DEMO="$dir/demo" sh examples/demo.sh >"$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
cd "$dir/demo"
mkdir in
cp tagged.ofd 'in/a b.ofd'
cp tagged.ofd in/c.ofd
echo 'no container' >in/bad.ofd
set -- in out pki/signer.p12 seal.esl pass.txt pki/trust

rc=0
sh "$script" "$@" >log 2>err || rc=$?
[ $rc -eq 1 ] || fail "a bad file among good ones: status $rc, not 1"
[ "$(cat log)" = '2 signed, 1 failed, 0 there already' ] || fail "first run: $(cat log)"
[ "$(wc -l <err)" -eq 1 ] || fail "messages: $(cat err)"
[ -e in/bad.ofd ] && [ ! -e out/bad.ofd ] || fail "the bad file moved"
[ -e out/.batch-sign.lock ] && fail "the lock stayed"
grep -q '"output":"out/a b.ofd","status":"done"' out/batch-sign.jsonl || fail "no record of a signed file"
grep -q '"input":"in/bad.ofd",.*"status":"failed"' out/batch-sign.jsonl || fail "no record of the failed file"
grep -q 'in/bad.ofd: ' out/batch-sign.log || fail "the log lacks the failed file"
grep -q ' end 2 signed, 1 failed, 0 there already$' out/batch-sign.log || fail "the log lacks the end"
verify20 pki/trust 'out/a b.ofd' >verdict || fail "what was signed is not valid"
[ "$(cat verdict)" = VALID ] || fail "verdict: $(cat verdict)"

rm in/bad.ofd
sh "$script" "$@" >log || fail "the second run failed"
[ "$(cat log)" = '0 signed, 0 failed, 2 there already' ] || fail "second run: $(cat log)"

# Names that a list has to quote, or cannot have.
cp tagged.ofd 'in/a, "b";c.ofd'
cp tagged.ofd in/证书.ofd
cp tagged.ofd 'in/two
lines.ofd'
rc=0
sh "$script" "$@" >log 2>err || rc=$?
[ $rc -eq 1 ] && [ "$(cat log)" = '2 signed, 1 failed, 2 there already' ] || fail "odd names: status $rc: $(cat log err)"
[ -e 'out/a, "b";c.ofd' ] && [ -e out/证书.ofd ] || fail "odd names: $(ls out)"
rm in/two* in/a,* in/证书.ofd

# Nothing can be signed at all.
echo wrong >wrong.txt
chmod 600 wrong.txt
rc=0
cp tagged.ofd in/new.ofd
sh "$script" in out pki/signer.p12 seal.esl wrong.txt >log 2>err || rc=$?
[ $rc -eq 2 ] && [ ! -e out/new.ofd ] || fail "a wrong passphrase: status $rc"
[ "$(wc -l <err)" -eq 1 ] || fail "a wrong passphrase: $(cat err)"
rm in/new.ofd

mkdir out/.batch-sign.lock
rc=0
sh "$script" "$@" >log 2>err || rc=$?
[ $rc -eq 2 ] && [ -d out/.batch-sign.lock ] || fail "a run beside another: status $rc"
rmdir out/.batch-sign.lock
rc=0
sh "$script" in in pki/signer.p12 seal.esl pass.txt 2>err || rc=$?
[ $rc -eq 2 ] || fail "input folder as output: status $rc"
rc=0
sh "$script" in out pki/none.p12 seal.esl pass.txt 2>err || rc=$?
[ $rc -eq 2 ] || fail "no key: status $rc"

sign20 pki/signer.p12 seal.esl tagged.ofd twenty.ofd <pass.txt || fail "sign20 failed"
verify20 pki/trust twenty.ofd >verdict || fail "what sign20 signed is not valid"
rc=0
verify20 pki/trust tagged.ofd >verdict 2>err || rc=$?
[ $rc -eq 1 ] || fail "an unsigned file: status $rc of verify20"
rc=0
echo wrong | sign20 pki/signer.p12 seal.esl tagged.ofd wrong.ofd 2>err || rc=$?
[ $rc -eq 2 ] && [ ! -e wrong.ofd ] || fail "a wrong passphrase: status $rc of sign20"
rc=0
draw-seal -o x.png 'lower case' 2>err || rc=$?
[ $rc -eq 2 ] && [ ! -e x.png ] || fail "draw-seal drew what it cannot: status $rc"
rc=0
make-certificate -o x.ofd 1.2.3 2>err || rc=$?
[ $rc -eq 1 ] && [ ! -e x.ofd ] || fail "make-certificate with a malformed identifier: status $rc"

# The folder from C.
printf 'no container\n' >in/bad.ofd
rm -rf out2
rc=0
sign-folder pki/signer.p12 seal.esl pki/trust in out2 <pass.txt >lines 2>err || rc=$?
[ $rc -eq 1 ] || fail "sign-folder with a bad file: status $rc: $(cat err)"
[ "$(tail -n 1 err)" = '2 signed, 0 there already, 1 failed' ] || fail "sign-folder: $(cat err)"
grep -q '^sign-folder: in/.*\.ofd: ' err || fail "sign-folder does not name the file: $(cat err)"
[ "$(grep -c '"status":"done"' lines)" -eq 2 ] || fail "sign-folder wrote: $(cat lines)"
rm in/bad.ofd
sign-folder pki/signer.p12 seal.esl pki/trust in out2 <pass.txt >lines 2>err || fail "sign-folder, again: $(cat err)"
[ "$(cat err)" = '0 signed, 2 there already, 0 failed' ] || fail "sign-folder, again: $(cat err)"
rc=0
sign-folder pki/signer.p12 seal.esl pki/trust none out2 <pass.txt 2>err || rc=$?
[ $rc -eq 2 ] || fail "sign-folder without a folder: status $rc"
