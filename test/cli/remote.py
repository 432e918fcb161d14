#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A signing service as a command, for --signer-cmd: a digest in, a value out.

usage: remote.py KEY [FORM | FAULT]...

KEY is a PEM file; openssl makes the value.  Forms: der (for SM2 what openssl makes), raw
(r || s), hex, HEX, base64, lines (base64 in short lines).  What is wrong: exit-nonzero,
no-output, truncated, extra-bytes, hang, other-digest, hash-again, garbage, too-much.
Names of neither kind fail: a typing error must not make a test of a fault pass.
"""
import base64
import os
import subprocess
import sys
import tempfile
import time

FORMS = {"der", "raw", "hex", "HEX", "base64", "lines"}
FAULTS = {"exit-nonzero", "no-output", "truncated", "extra-bytes", "hang", "other-digest", "hash-again",
          "garbage", "too-much"}


def openssl(data, *args):
    with tempfile.NamedTemporaryFile() as f:
        f.write(data)
        f.flush()
        return subprocess.run(["openssl", *args, *(["-in"] if args[0] == "pkeyutl" else []), f.name],
                              stdout=subprocess.PIPE, check=True).stdout


def sign(key, digest):
    rsa = os.environ.get("ECERT_ALG") == "rsa-sha256"
    return openssl(digest, "pkeyutl", "-sign", "-inkey", key, *(["-pkeyopt", "digest:sha256"] if rsa else []))


def raw(der):
    """r || s of SEQUENCE { INTEGER r, INTEGER s }."""
    out, at = b"", 2
    for _ in range(2):
        n = der[at + 1]
        out += der[at + 2:at + 2 + n].lstrip(b"\0").rjust(32, b"\0")
        at += 2 + n
    return out


def shape(value, how):
    if "raw" in how:
        value = raw(value)
    if "truncated" in how:
        value = value[:-1]
    if "extra-bytes" in how:
        value += b"\0"
    if "hex" in how:
        return value.hex().encode() + b"\n"
    if "HEX" in how:
        return value.hex().upper().encode() + b"\r\n"
    if "base64" in how:
        return base64.b64encode(value) + b"\n"
    if "lines" in how:
        text = base64.b64encode(value)
        return b"\n".join(text[i:i + 20] for i in range(0, len(text), 20)) + b"\n"
    return value


def main():
    key, how = sys.argv[1], set(sys.argv[2:])
    if not how <= FORMS | FAULTS:
        sys.exit("remote.py: unknown: %s" % " ".join(sorted(how - FORMS - FAULTS)))
    line = sys.stdin.readline()
    if len(line) != 65 or line[-1] != "\n" or sys.stdin.read() != "" or line != line.lower():
        sys.exit("remote.py: not a digest in hexadecimal")
    digest = bytes.fromhex(line)
    if "exit-nonzero" in how:
        sys.stderr.write("remote.py: refused by its owner\n")
        sys.exit(7)
    if "hang" in how:
        time.sleep(60)
    if "other-digest" in how:
        digest = bytes(32)
    if "hash-again" in how:
        digest = bytes.fromhex(openssl(digest, "dgst", "-sm3", "-r").split()[0].decode())
    if "no-output" in how:
        return
    if "garbage" in how:
        sys.stdout.write("{\"error\": \"not today\"}\n")
        return
    if "too-much" in how:
        sys.stdout.write("00" * 10000)
        return
    sys.stdout.buffer.write(shape(sign(key, digest), how))


if __name__ == "__main__":
    main()
