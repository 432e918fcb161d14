# SPDX-License-Identifier: Apache-2.0
"""Counting of cases, and programs run with a time limit."""
import json
import os
import subprocess
import sys
from collections import namedtuple

TIMEOUT = 180                   # seconds
Done = namedtuple("Done", "status out err")


class Suite:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0
        self.tables = {}

    def note(self, table, row, column, word):
        """A cell of a table of RESULTS.md."""
        self.tables.setdefault(table, {}).setdefault(row, {})[column] = word

    def write_tables(self, path, versions):
        with open(path, "w", encoding="utf-8") as out:
            out.write("".join("- %s %s\n" % v for v in sorted(versions.items())))
            for title, rows in self.tables.items():
                columns = list(dict.fromkeys(c for row in rows.values() for c in row))
                out.write("\n## %s\n\n| | %s |\n|---|%s\n" % (
                    title, " | ".join(columns), "---|" * len(columns)))
                for name, row in rows.items():
                    out.write("| %s | %s |\n" % (name, " | ".join(row.get(c, "-") for c in columns)))

    def case(self, name, bad):
        """bad: what is wrong, as a list of sentences; empty when nothing is."""
        if bad:
            self.failed += 1
            for text in bad:
                print("FAILED: %s: %s" % (name, text))
        else:
            self.passed += 1
            print("passed: %s" % name)
        sys.stdout.flush()

    def skip(self, name, reason):
        self.skipped += 1
        print("skipped: %s: %s" % (name, reason))
        sys.stdout.flush()

    def end(self):
        print("%d passed, %d failed, %d skipped" % (self.passed, self.failed, self.skipped))
        return 1 if self.failed else 0


class Trouble(Exception):
    """A program could not be run, or said nothing that can be read."""


class Broken(Trouble):
    """A program of this folder does not build: that is our failure."""


def run(command, cwd=None, env=None, timeout=TIMEOUT):
    """Status and output; a program that hangs is stopped with all its children."""
    full = dict(os.environ, LC_ALL="C.UTF-8", **(env or {}))
    try:
        process = subprocess.Popen(command, cwd=cwd, env=full, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   start_new_session=True)
    except OSError as error:
        raise Trouble("%s: %s" % (command[0], error.strerror)) from error
    try:
        out, err = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, 9)
        process.communicate()
        raise Trouble("%s: took longer than %d s" % (command[0], timeout)) from error
    return Done(process.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))


def must(command, **options):
    """As run(); Trouble when the command fails."""
    done = run(command, **options)
    if done.status != 0:
        raise Trouble("%s: exit status %d: %s" % (os.path.basename(command[0]), done.status,
                                                 (done.err + done.out).strip()[-1200:]))
    return done


def json_lines(command, **options):
    """By file name what a judge prints of each file; its exit status may say no."""
    done = run(command, **options)
    results = {}
    for line in done.out.splitlines():
        if not line.startswith("{"):
            continue
        try:
            result = json.loads(line)
        except ValueError as error:
            raise Trouble("%s: no JSON: %s" % (command[0], line[:200])) from error
        results[os.path.basename(result["file"])] = result
    if not results:
        raise Trouble("%s: said nothing: %s" % (command[0], done.err.strip()[-300:]))
    return results
