#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: terminal.py LINE COMMAND...

Runs the command on a terminal of its own, types LINE each time it asks for something,
and prints what the terminal showed.
"""
import os
import pty
import sys


def main(line, command):
    pid, fd = pty.fork()
    if pid == 0:
        os.execvp(command[0], command)
    shown, asked = b"", 0
    while True:
        try:
            got = os.read(fd, 4096)
        except OSError:         # of Linux, once nobody has the other end
            break
        if not got:
            break
        shown += got
        if shown.endswith(b": ") and shown.count(b": ") > asked:
            asked = shown.count(b": ")
            os.write(fd, line.encode() + b"\n")
    sys.stdout.write(shown.decode("utf-8", "replace").replace("\r\n", "\n"))
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
