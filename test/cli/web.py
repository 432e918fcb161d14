#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs a command beside a small web server on the loopback interface.

usage: web.py COMMAND

The command is run by sh with PORT set; the server gives the files of the current
folder, to questions of both kinds, and writes "METHOD PATH" lines to the file asked.
"""
import http.server
import os
import subprocess
import sys
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self):
        with open("asked", "a", encoding="ascii") as log:
            log.write("%s %s\n" % (self.command, self.path))
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            with open(os.path.basename(self.path), "rb") as f:
                body = f.read()
        except OSError:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer

    def log_message(self, *args):
        pass


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    env = dict(os.environ, PORT=str(server.server_port))
    status = subprocess.run(["sh", "-c", sys.argv[1]], env=env, check=False).returncode
    server.shutdown()
    sys.exit(status)


if __name__ == "__main__":
    main()
