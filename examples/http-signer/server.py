#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A signing service on the loopback interface, to show what --signer-cmd talks to.

usage: server.py [--port N] [--seconds N] [--pass-file FILE] KEY.pem CERT.pem TOKEN-FILE

It signs digests, nothing else: POST /sign/ALGORITHM/SERIAL with the digest in hexadecimal
is answered with the value in base64; GET /certificate with the certificate.  Who asks
shows the token of TOKEN-FILE.  The port is printed when it listens; 0, the default, is any
that is free.  The key lies in a file, and openssl signs with it: a service in earnest has
it in an HSM, speaks TLS, knows who may have what signed, and keeps a record.
"""
import argparse
import base64
import hmac
import http.server
import re
import subprocess
import sys
import tempfile
import threading

BODY_MAX = 65          # 64 digits and a line end


def serial_of(cert):
    text = subprocess.run(["openssl", "x509", "-in", cert, "-noout", "-serial"], check=True,
                          stdout=subprocess.PIPE, text=True).stdout
    return text.strip().partition("=")[2].upper()


def sign(server, algorithm, digest):
    """The value over a digest: of SM2 as DER, of RSA after PKCS#1 v1.5."""
    more = ["-pkeyopt", "digest:sha256"] if algorithm == "rsa-sha256" else []
    if server.pass_file:
        more += ["-passin", "file:" + server.pass_file]
    with tempfile.NamedTemporaryFile() as f:
        f.write(digest)
        f.flush()
        return subprocess.run(["openssl", "pkeyutl", "-sign", "-inkey", server.key, "-in", f.name, *more],
                              check=True, stdout=subprocess.PIPE).stdout


class Handler(http.server.BaseHTTPRequestHandler):
    timeout = 10

    def reply(self, status, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def allowed(self):
        given = self.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), b"Bearer " + self.server.token)

    def do_GET(self):
        if self.path != "/certificate":
            return self.reply(404, "no such thing\n")
        with open(self.server.cert, encoding="ascii") as f:
            return self.reply(200, f.read())

    def do_POST(self):
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > BODY_MAX:
            return self.reply(413, "a digest is expected\n")
        body = self.rfile.read(int(length)).decode("ascii", "replace").rstrip("\n")
        if not self.allowed():
            return self.reply(403, "the token is not the one\n")
        _, what, algorithm, serial = (self.path.split("/") + 4 * [""])[:4]
        if what != "sign" or algorithm not in ("sm2-sm3", "rsa-sha256"):
            return self.reply(404, "no such thing\n")
        if serial != self.server.serial:
            return self.reply(404, "no key for that certificate\n")
        if not re.fullmatch("[0-9a-f]{64}", body):
            return self.reply(400, "not a digest in hexadecimal\n")
        try:
            value = sign(self.server, algorithm, bytes.fromhex(body))
        except subprocess.CalledProcessError:
            return self.reply(500, "signing failed\n")
        return self.reply(200, base64.b64encode(value).decode() + "\n")

    def log_message(self, *args):
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=0, help="end after that time")
    parser.add_argument("--pass-file", help="the passphrase of the key")
    parser.add_argument("key")
    parser.add_argument("cert")
    parser.add_argument("token")
    args = parser.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", args.port), Handler)
    server.key, server.pass_file = args.key, args.pass_file
    server.cert, server.serial = args.cert, serial_of(args.cert)
    with open(args.token, "rb") as f:
        server.token = f.readline().strip()
    if not server.token:
        sys.exit("server.py: the token is empty")
    if args.seconds > 0:
        timer = threading.Timer(args.seconds, server.shutdown)
        timer.daemon = True
        timer.start()
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(0)
