#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts what a list of documents costs beyond each document itself: keys loaded,
certificates and lists read, seals, certificates, lists and time-stamp authorities
verified, files opened.  That must be the same number for 20 documents and for 40, and in
several threads no more than each thread once.

usage: count.py BUILD
"""
import collections
import os
import shutil
import subprocess
import sys
import tempfile

BUILD = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ID = "2.25.4711.1.2\u20227\u202212990000999999998X\u2022CNAS L0001\u2022XZ-2026-%04d\u20220"
SEALS = 20
passed = failed = 0


def say(good, name, why=""):
    global passed, failed
    passed, failed = passed + good, failed + (not good)
    if not good:
        print("FAILED: %s: %s" % (name, why))


class Work:
    """A folder with people, seals and a document."""

    def __init__(self, top):
        self.top = top
        path = os.pathsep.join(os.path.join(BUILD, d) for d in ("bin", "examples", "tsa"))
        self.env = dict(os.environ, PATH=path + os.pathsep + os.environ["PATH"], LC_ALL="C.UTF-8",
                        HOME=top, XDG_CONFIG_HOME=top, FIX=top, CLI=os.path.join(ROOT, "test", "cli"))
        self.sh("ecert-key test-pki --quiet pki; draw-seal -o seal.png; "
                "make-certificate --no-tag -o plain.ofd '%s'; "
                'for v in v1 v4 v5; do sh "$CLI/mkseal.sh" $v $v.esl; done; '
                "sh \"$CLI/mklist.sh\" seals maker seals.st ''; "
                "sh \"$CLI/mklist.sh\" certificates signer certs.st ''" % (ID % 0))

    def sh(self, command):
        r = subprocess.run(["sh", "-ec", command], cwd=self.top, env=self.env, stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT)
        if r.returncode != 0:
            sys.exit("%s: %s" % (command, r.stdout.decode(errors="replace")))

    def run(self, args, status=0):
        """(what was counted, how often each file was opened)"""
        log = os.path.join(self.top, "log")
        if os.path.exists(log):
            os.unlink(log)
        env = dict(self.env, LD_PRELOAD=os.path.join(BUILD, "lab", "count.so"), ECERT_COUNT=log)
        r = subprocess.run(args, cwd=self.top, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if r.returncode != status:
            sys.exit("%s: status %d: %s" % (" ".join(args), r.returncode, r.stderr.decode(errors="replace")))
        count, opened = {}, collections.Counter()
        with open(log) as f:
            for line in f:
                name, value = line.rstrip("\n").split(" ", 1)
                if name == "open":
                    opened[os.path.normpath(os.path.join(self.top, value))] += 1
                else:
                    count[name] = int(value)
        return count, opened

    def write_list(self, n, out):
        with open(os.path.join(self.top, "list.csv"), "w", encoding="utf-8") as f:
            f.write("input,output,identifier\n")
            for i in range(n):
                f.write("in%d.ofd,%s%d.ofd,%s\n" % (i, out, i, ID % i))
                shutil.copy(os.path.join(self.top, "plain.ofd"), os.path.join(self.top, "in%d.ofd" % i))


def check(name, work, n, threads, count, opened, each, once):
    """each for every document, and once for all of them; each thread may do that once more,
    beside what was done before they began."""
    wrong = []
    for what in set(count) - {"bytes"}:
        least = most = n * each.get(what, 0) + once.get(what, 0)
        if threads > 1 and what != "private-keys":
            most += threads * once.get(what, 0)
        if not least <= count[what] <= most:
            wrong.append("%s: %d, not %d to %d" % (what, count[what], least, most))
    # One sync of a folder is for some files together.
    wrong += ["opened %d times: %s" % (times, os.path.relpath(path, work.top))
              for path, times in opened.items() if times > 1 and not os.path.isdir(path)]
    say(not wrong, "%s, %d documents, %d threads" % (name, n, threads), "; ".join(wrong))


# Documents and threads; fewer where each is a process of the authority, too.
RUNS = ((20, 1), (40, 1), (40, 2))
FEW = ((6, 1), (12, 1), (12, 2))


def try_sign(work, name, args, each, once, runs=RUNS):
    each, once = dict(each, signs=1), dict(once, **{"private-keys": 1})
    for n, threads in runs:
        work.write_list(n, name)
        count, opened = work.run(["ecert-sign", "-q", "--key", "pki/signer.key", "--cert", "pki/signer.pem", *args,
                                  "--batch", "list.csv", "-j", str(threads)])
        check("sign " + name, work, n, threads, count, opened, each, once)


def try_verify(work, name, files, args, each, once, status=0, runs=RUNS):
    read = []
    for n, threads in runs:
        size = sum(os.path.getsize(os.path.join(work.top, f)) for f in files[:n])
        count, opened = work.run(["ecert-verify", "-q", "--root", "2.25.4711.1.2", "-j", str(threads), *args,
                                  *files[:n]], status)
        check("verify " + name, work, n, threads, count, opened, each, once)
        read.append(count["bytes"] - size)
    say(len(set(read)) == 1, "verify %s: bytes read" % name, "beside documents of %s" % read)


def certs(n):
    """What reading n certificates takes."""
    return {"public-keys": n, "names": 2 * n, "z": n}


TRUST = ["--trust", "pki/trust"]


def signed(work):
    stamp = ["--tsa-cmd", "test-tsa pki/tsa.key pki/tsa.pem"]
    for v in ("v1", "v4", "v5"):
        seal = ["--seal", v + ".esl"]
        try_sign(work, v, seal, {"verifies": 1}, {"verifies": 1, **certs(2)})
        # Besides the seal two certificates, their issuer's, and two lists.
        try_sign(work, v + "-trust", [*seal, *TRUST], {"verifies": 1}, {"verifies": 6, **certs(5), "names": 12})
        if v != "v1":
            try_sign(work, v + "-stamp", [*seal, *TRUST, *stamp], {"verifies": 2},
                     {"verifies": 7, **certs(5), "names": 12}, FEW)
    try_sign(work, "no-seal", ["--type", "sign", *TRUST], {"verifies": 1},
             {"verifies": 4, **certs(5), "names": 12})


def verified(work):
    lists = ["--seal-status", "seals.st", "--cert-status", "certs.st"]
    for v in ("v1", "v4", "v5"):
        try_verify(work, v, ["%s%d.ofd" % (v, i) for i in range(40)], TRUST, {"verifies": 1},
                   {"verifies": 6, **certs(6), "names": 14})
    for v in ("v4", "v5"):
        try_verify(work, v + " with time stamps", ["%s-stamp%d.ofd" % (v, i) for i in range(12)], TRUST,
                   {"verifies": 2}, {"verifies": 7, **certs(7), "names": 16}, runs=FEW)
    files = ["v4%d.ofd" % i for i in range(40)]
    try_verify(work, "with status lists", files, [*TRUST, *lists], {"verifies": 1},
               {"verifies": 8, **certs(7), "names": 16})
    try_verify(work, "without trust", files, ["--no-default-trust"], {"verifies": 1},
               {"verifies": 1, **certs(2)}, status=3)
    try_verify(work, "without a seal", ["no-seal%d.ofd" % i for i in range(40)], TRUST, {"verifies": 1},
               {"verifies": 4, **certs(5), "names": 12})


def many_seals(work):
    """Documents of one after the other, and then again."""
    for i in range(SEALS):
        work.sh("""
sh "$CLI/mkseal.sh" v4 many.esl
for k in %d %d; do
    ecert-sign -q --key pki/signer.key --cert pki/signer.pem --seal many.esl -o many$k.ofd v4$k.ofd
done""" % (i, i + SEALS))
    once = {"verifies": 6 + SEALS, **certs(6), "names": 14}
    for n in (SEALS, 2 * SEALS):
        count, opened = work.run(["ecert-verify", "-q", "--root", "2.25.4711.1.2", *TRUST,
                                  *["many%d.ofd" % i for i in range(n)]])
        check("%d seals" % SEALS, work, n, 1, count, opened, {"verifies": 2}, once)


def two_keys(work):
    """The names of the issuers stand for two keys each: one that does not fit is tried, but once.
    How many are depends on their order in files."""
    work.sh("""
ecert-key test-pki --quiet other
cp -r pki/trust both
for k in roots intermediates crls; do cat other/trust/$k.pem pki/trust/$k.pem >both/$k.pem; done""")
    try_verify(work, "with two keys of an issuer", ["v4%d.ofd" % i for i in range(40)], ["--trust", "both"],
               {"verifies": 1}, {"verifies": 14, **certs(8), "names": 20})


def main():
    top = tempfile.mkdtemp(prefix="ecert-count.", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    try:
        work = Work(top)
        signed(work)
        verified(work)
        many_seals(work)
        two_keys(work)
    finally:
        shutil.rmtree(top)
    print("%d passed, %d failed, 0 skipped" % (passed, failed))
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
