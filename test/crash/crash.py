# SPDX-License-Identifier: Apache-2.0
"""What the crash tests share: one place to work in, runs under strace, and what must
hold of a folder whatever happened to the runs in it."""
import hashlib
import json
import os
import shutil
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


class Count:
    """Cases that passed and failed; a failure is printed when it happens."""
    def __init__(self):
        self.passed = self.failed = 0

    def case(self, what, faults):
        if faults:
            self.failed += 1
            for fault in faults:
                print("FAILED: %s: %s" % (what, fault))
        else:
            self.passed += 1
        return not faults


class Lab:
    """Keys, seal and a document, made once."""
    def __init__(self, build):
        self.dir = tempfile.mkdtemp(prefix="ecert-crash.")
        self.fix = os.path.join(self.dir, "fix")
        os.mkdir(self.fix)
        path = ":".join((os.path.join(build, "bin"), os.path.join(build, "examples"),
                         os.environ["PATH"]))
        self.env = {"PATH": path, "LC_ALL": "C.UTF-8", "HOME": self.dir,
                    "XDG_CONFIG_HOME": self.dir, "CLI": os.path.join(ROOT, "test", "cli"),
                    "TMPDIR": "/tmp"}
        made = subprocess.run(["sh", os.path.join(ROOT, "test", "cli", "fixtures.sh")],
                              cwd=self.fix, env=self.env, capture_output=True)
        if made.returncode != 0:
            raise SystemExit("FAILED: fixtures: " + made.stderr.decode(errors="replace"))
        self.doc = os.path.join(self.fix, "plain.ofd")
        self.old = read(os.path.join(self.fix, "signed.ofd"))
        self.seen = {}

    def close(self):
        shutil.rmtree(self.dir, ignore_errors=True)

    def folder(self):
        return tempfile.mkdtemp(dir=self.dir)

    def signing(self, *more):
        pki = os.path.join(self.fix, "pki")
        return ["ecert-sign", "--key", os.path.join(pki, "signer.key"), "--cert",
                os.path.join(pki, "signer.pem"), "--seal", os.path.join(self.fix, "seal.esl"),
                "--log", "log", *more]

    def run(self, args, cwd, strace=None, **more):
        if strace is not None:
            args = ["strace", "-f", "-qq", "-o", strace[0], *strace[1:], *args]
        return subprocess.run(args, cwd=cwd, env=self.env, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=120, **more)

    def start(self, args, cwd):
        return subprocess.Popen(args, cwd=cwd, env=self.env, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def valid(self, data):
        """Whether these bytes are a valid signed document; asked once of each."""
        key = hashlib.sha256(data).digest()
        if key not in self.seen:
            path = os.path.join(self.folder(), "it.ofd")
            with open(path, "wb") as f:
                f.write(data)
            done = self.run(["ecert-verify", "--quiet", "--trust",
                             os.path.join(self.fix, "pki", "trust"), path], self.dir)
            self.seen[key] = done.returncode == 0
            shutil.rmtree(os.path.dirname(path))
        return self.seen[key]


def read(path):
    with open(path, "rb") as f:
        return f.read()


def maybe(path):
    return read(path) if os.path.exists(path) else None


def sm3(data):
    return hashlib.new("sm3", data).hexdigest()


def dead_files(folder):
    return sorted(n for n in os.listdir(folder) if n.endswith(".tmp"))


def read_log(path):
    """The lines as objects, torn ones as None, and what is wrong with them."""
    data = maybe(path) or b""
    faults, lines = [], []
    raw = data.split(b"\n")
    if raw.pop() != b"":
        raw.append(data.split(b"\n")[-1])        # torn, and nobody came after it
    for i, text in enumerate(raw):
        try:
            line = json.loads(text)
        except ValueError:
            lines.append(None)
            continue
        want = sm3(raw[i - 1]) if i > 0 else None
        if line["previous"] != want:
            faults.append("log: line %d does not follow the one before it" % (i + 1))
        lines.append(line)
    return lines, faults


def named_after_recorded(folder, names):
    """What has a name was recorded first: its digest is in the log."""
    known = {line["sm3"] for line in read_log(os.path.join(folder, "log"))[0]
             if line is not None and line["result"] == "done"}
    return ["%s is not in the log" % n for n in names
            if sm3(read(os.path.join(folder, n))) not in known]
