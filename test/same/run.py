#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the tools of several builds on the same files and demands the same answers.

usage: run.py BUILD OTHER...    ($LIBDEFLATE: not empty where BUILD has it)

The files are those of the corpus, those the tests of the command line make, and all of
them with a byte changed here and there.  Verifying and linting must say the same, byte
for byte, with the same exit status; signing makes the same entries but for the value,
which is random.  Each file and way to ask, for each other build, is one test.
"""
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CLI = os.path.join(ROOT, "test", "cli")
CHANGES = 6      # of each file
FULLY = 3        # so many builds are asked everything


class Lab:
    def __init__(self, builds):
        self.dir = tempfile.mkdtemp(prefix="ecert-same.")
        self.fix = os.path.join(self.dir, "fix")
        self.builds = builds
        # One moment for all of them.
        self.time = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self.libdeflate = os.environ.get("LIBDEFLATE", "") != ""
        self.passed = self.failed = self.skipped = 0

    def run(self, build, command, cwd=None):
        path = [os.path.join(build, "bin"), os.path.join(build, "examples"), os.environ["PATH"]]
        env = {"PATH": ":".join(path), "LC_ALL": "C.UTF-8", "HOME": self.dir, "CLI": CLI,
               "XDG_CONFIG_HOME": self.dir + "/.config", "TMPDIR": "/tmp",
               "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
        done = subprocess.run(command, cwd=cwd or self.dir, env=env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300,
                              check=False)
        return done.returncode, done.stdout, done.stderr

    def must(self, build, command, cwd=None):
        rc, out, err = self.run(build, command, cwd)
        if rc != 0:
            raise SystemExit("%s: %s" % (" ".join(command), (out + err).decode()[-2000:]))

    def tell(self, name, good, why=""):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED: %s: %s" % (name, why))


# ---- the files ----

def found(folder):
    for at, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".ofd"):
                yield os.path.join(at, name)


def gather(lab):
    """Fixtures, a document of many entries, and the corpus where there is one."""
    os.mkdir(lab.fix)
    lab.must(lab.builds[0], ["sh", CLI + "/fixtures.sh"], lab.fix)
    many = os.path.join(lab.fix, "many.ofd")
    grow(os.path.join(lab.fix, "plain.ofd"), many)
    lab.must(lab.builds[0], ["ecert-sign", "--type", "sign", "--key", "pki/signer.key", "--cert",
                             "pki/signer.pem", "-o", "many-signed.ofd", "many.ofd"], lab.fix)
    files = list(found(lab.fix))
    corpus = os.environ.get("ECERT_CORPUS", os.path.join(ROOT, "..", "shared", "corpus"))
    if os.path.isdir(corpus):
        files += [os.path.abspath(f) for f in found(corpus)]
    else:
        lab.skipped += 1
        print("skipped: no corpus")
    return files


def grow(src, dst):
    """src with entries of many lengths, packed and not."""
    draw = random.Random(1)
    with zipfile.ZipFile(src) as old, zipfile.ZipFile(dst, "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info), zipfile.ZIP_DEFLATED)
        for i, n in enumerate([0, 1, 55, 56, 63, 64, 119, 120, 4096, 70000] + list(range(200, 260))):
            text = bytes(draw.choice(b"0123456789 <>/") for _ in range(n))
            info = zipfile.ZipInfo("Doc_0/Res/r%d.dat" % i)
            new.writestr(info, text, zipfile.ZIP_DEFLATED if i % 3 else zipfile.ZIP_STORED)


def change(lab, files):
    """Copies with a byte that is another one, at places that are always the same."""
    folder = os.path.join(lab.dir, "changed")
    os.mkdir(folder)
    made = []
    for k, path in enumerate(files):
        with open(path, "rb") as file:
            data = file.read()
        draw = random.Random(k)
        for i in range(CHANGES):
            made.append(os.path.join(folder, "%d-%d-%s" % (k, i, os.path.basename(path))))
            with open(made[-1], "wb") as file:
                at = draw.randrange(len(data))
                file.write(data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1:])
    return made


# ---- the questions ----

def questions(lab):
    """Name, command without the files."""
    trust = ["--trust", os.path.join(lab.fix, "pki", "trust")]
    verify = ["ecert-verify", "--json", "--no-default-trust", "--time", lab.time]
    lint = ["ecert-lint", "--json", "--no-default-trust"]
    return [("verify, trusted", verify + trust), ("lint", lint + trust),
            ("verify", verify), ("verify --strict", verify + ["--strict"]),
            ("verify --strict, trusted", verify + trust + ["--strict"])]


def differs(one, two):
    """None: the same exit status and the same bytes."""
    if one[0] > 3:
        return "exit status %d" % one[0]
    if one[0] != two[0]:
        return "exit status %d, not %d" % (two[0], one[0])
    for a, b in zip(one[1].splitlines() + one[2].splitlines(),
                    two[1].splitlines() + two[2].splitlines()):
        if a != b:
            at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
            at = max(at - 60, 0)
            return "%r, not %r" % (b[at:at + 160], a[at:at + 160])
    return None if one == two else "more or fewer lines"


def ask(lab, pool, name, files):
    """Each question to each build.  A way to digest that is one of several is asked less."""
    for number, (what, command) in enumerate(questions(lab)):
        builds = [b for i, b in enumerate(lab.builds) if i < FULLY or number < 2]
        first, *others = pool.map(lambda b: lab.run(b, command + files), builds)
        for build, other in zip(builds[1:], others):
            why = differs(first, other)
            lab.tell("%s: %s: %s" % (os.path.basename(build), what, name), why is None, why)


# ---- signing ----

def entries(path):
    """Names in order, and contents but for the value of the signature and its time."""
    with zipfile.ZipFile(path) as container:
        names = container.namelist()
        return names, {n: re.sub(rb"<ofd:SignatureDateTime>[^<]*<", b"<", container.read(n))
                       for n in names if not n.endswith("/SignedValue.dat")}


def sign_all(lab, build, folder):
    """With a seal, without one, and several at a time; the documents written."""
    os.mkdir(folder)
    key = ["ecert-sign", "-q", "--key", lab.fix + "/pki/signer.key", "--cert",
           lab.fix + "/pki/signer.pem", "--tsa", "none"]
    seal = ["--seal", lab.fix + "/seal.esl", "--place", "1:140,220"]
    docs = ["plain.ofd", "tagged.ofd", "many.ofd"]
    for doc in docs:
        lab.must(build, key + seal + ["-o", folder + "/sealed-" + doc, lab.fix + "/" + doc])
        lab.must(build, key + ["--type", "sign", "-o", folder + "/bare-" + doc,
                               lab.fix + "/" + doc])
    with open(folder + "/list.csv", "w", encoding="utf-8") as file:
        file.write("input,output\n")
        for i in range(12):
            file.write("%s/%s,%s/batch-%d.ofd\n" % (lab.fix, docs[i % 3], folder, i))
    lab.must(build, key + seal + ["--batch", folder + "/list.csv", "-j", "2"], folder)
    return sorted(n for n in os.listdir(folder) if n.endswith(".ofd"))


def compare_signed(lab, pool):
    folders = [os.path.join(lab.dir, "signed-%d" % i) for i in range(len(lab.builds))]
    made = list(pool.map(lambda k: sign_all(lab, lab.builds[k], folders[k]),
                         range(len(lab.builds))))
    verify = questions(lab)[0][1]
    for build, folder, names in zip(lab.builds[1:], folders[1:], made[1:]):
        for name in made[0]:
            where = "%s: signed: %s" % (os.path.basename(build), name)
            if name not in names:
                lab.tell(where, False, "not written")
                continue
            one, two = entries(os.path.join(folders[0], name)), entries(os.path.join(folder, name))
            lab.tell(where, one == two, "other entries, or other contents")
            # Each takes what the other one made.
            for judge, at in ((lab.builds[0], folder), (build, folders[0])):
                rc, out, err = lab.run(judge, verify + [os.path.join(at, name)])
                lab.tell(where + ", verified", rc == 0, (out + err).decode()[:300])


# ---- what they are ----

def check_versions(lab):
    """libdeflate is named by all builds but the one without."""
    for build in lab.builds:
        out = lab.run(build, ["ecert-verify", "--version"])[1].decode().splitlines()
        named = [line for line in out if line.startswith("libdeflate ")]
        have = lab.libdeflate and os.path.basename(build) != "plain"
        lab.tell(build + ": --version", len(named) == (1 if have else 0) and
                 any(line.startswith("zlib ") for line in out), repr(out))


def main(argv):
    lab = Lab([os.path.abspath(b) for b in argv[1:]])
    try:
        files = gather(lab)
        changed = change(lab, files)
        check_versions(lab)
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            for path in files:
                ask(lab, pool, os.path.relpath(path, lab.dir), [path])
            ask(lab, pool, "%d changed files" % len(changed), changed)
            ask(lab, pool, "all at once, two threads", ["-j", "2"] + files)
            compare_signed(lab, pool)
    finally:
        shutil.rmtree(lab.dir, ignore_errors=True)
    print("%d passed, %d failed, %d skipped" % (lab.passed, lab.failed, lab.skipped))
    return 1 if lab.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
