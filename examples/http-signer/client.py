#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The command for --signer-cmd: asks the service of server.py for a value.

usage: client.py URL TOKEN-FILE

The digest comes on the standard input, what it is for in ECERT_ALG and ECERT_CERT_SERIAL;
the value goes to the standard output.  ecert-sign checks it with the certificate, and ends
this command when it takes too long: nothing of that is needed here.
"""
import os
import sys
import urllib.error
import urllib.request

ANSWER_MAX = 8192


def main():
    url, token_file = sys.argv[1:]
    with open(token_file, encoding="ascii") as f:
        token = f.readline().strip()
    request = urllib.request.Request(
        "%s/sign/%s/%s" % (url, os.environ["ECERT_ALG"], os.environ["ECERT_CERT_SERIAL"]),
        data=sys.stdin.buffer.read(), headers={"Authorization": "Bearer " + token})
    # No proxy: the service is on this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request) as answer:
            sys.stdout.buffer.write(answer.read(ANSWER_MAX))
    except urllib.error.HTTPError as e:
        sys.exit("client.py: %s: %s" % (e, e.read(200).decode("utf-8", "replace").strip()))
    except OSError as e:
        sys.exit("client.py: %s" % e)


if __name__ == "__main__":
    main()
