#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Looks for a known passphrase and a known private key wherever they might be left: in
the memory a tool has at its end, on its outputs, in files beside what it was asked to
write, in the arguments and the environment of what it starts.

usage: run.py BUILD [quick]
"""
import base64
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

BUILD = os.path.abspath(sys.argv[1])
QUICK = "quick" in sys.argv[2:]
BIN, STOP = os.path.join(BUILD, "bin"), os.path.join(BUILD, "secrets", "stop.so")
PASS, NEW = "Canary-7-Ente\u00e4rgelb", "Other-5-Kanarienv\u00f6gel"
D = hashlib.sha256(b"a private key for a test").digest()[:31] + b"\x42"
passed = failed = 0


def say(good, name, why=""):
    global passed, failed
    passed, failed = passed + good, failed + (not good)
    if not good:
        print("FAILED: %s: %s" % (name, why))


def pieces_of_base64(data):
    """What base64 has of data wherever it begins, but for characters at its ends."""
    for shift in range(3):
        text = base64.b64encode(b"\0" * shift + data)
        yield text[4 if shift else 0:len(text) - 4]


def key_patterns(d):
    yield "the key", d
    yield "the key, backwards", d[::-1]
    yield "the key in hexadecimal", d.hex().encode()
    yield "the key in hexadecimal", d.hex().upper().encode()
    for piece in pieces_of_base64(d):
        yield "the key in base64", piece


def patterns(d):
    for text in (PASS, NEW):
        yield "the passphrase", text.encode()
        yield "the passphrase in UTF-16", text.encode("utf-16-be")
        yield "the passphrase in UTF-16", text.encode("utf-16-le")
    yield from key_patterns(d)


def find(data, d):
    # PEM breaks base64 into lines.
    joined = data.replace(b"\n", b"")
    return sorted({name for name, what in patterns(d) if what in data or what in joined})


def memory(pid):
    """What the process can write to; its code and the like never held a secret."""
    out = []
    with open("/proc/%d/maps" % pid) as maps, open("/proc/%d/mem" % pid, "rb", 0) as mem:
        for line in maps:
            m = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw\S+ \S+ \S+ \S+ *(.*)", line)
            if m is None or m.group(3).startswith("[v"):
                continue
            start, end = int(m.group(1), 16), int(m.group(2), 16)
            mem.seek(start)
            try:
                out.append((m.group(3) or "anonymous", mem.read(end - start)))
            except OSError:
                out.append((m.group(3), b""))
    return out


class Work:
    def __init__(self, folder):
        self.folder = folder
        self.env = {"PATH": BIN + os.pathsep + os.path.join(BUILD, "examples") + os.pathsep +
                    os.path.join(BUILD, "tsa") + os.pathsep + os.environ["PATH"],
                    "HOME": folder + "/home", "XDG_CONFIG_HOME": folder + "/home",
                    "TMPDIR": folder + "/tmp", "LC_ALL": "C.UTF-8"}
        for name in ("home", "tmp"):
            os.mkdir(os.path.join(folder, name))

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, data):
        with open(self.path(name), "wb") as f:
            f.write(data)

    def prepare(self, command):
        r = subprocess.run(command, shell=True, cwd=self.folder, env=self.env,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if r.returncode != 0:
            sys.exit("preparing: %s: %s" % (command, r.stdout.decode()))

    def files(self):
        return {os.path.join(base, n) for base, _, names in os.walk(self.folder) for n in names}


def stopped(work, command, env):
    """Runs the command up to its end, where it stops; what it left in memory, its status
    and its outputs."""
    with open(work.path("out.log"), "wb") as out, open(work.path("err.log"), "wb") as err, \
            open(work.path("pw"), "rb") as pw:
        p = subprocess.Popen(command, cwd=work.folder, stdin=pw, stdout=out, stderr=err,
                             env={**work.env, "LD_PRELOAD": STOP, **env})
    _, status = os.waitpid(p.pid, os.WUNTRACED)
    if not os.WIFSTOPPED(status):
        return None, status, b""
    regions = memory(p.pid)
    os.kill(p.pid, signal.SIGCONT)
    status = p.wait()
    logs = b"".join(open(work.path(n), "rb").read() for n in ("out.log", "err.log"))
    return regions, status, logs


def plain_d(work, name):
    """The number of a key that was made here, for openssl to tell."""
    text = subprocess.run(["openssl", "pkey", "-in", name, "-passin", "file:pw", "-noout", "-text"],
                          cwd=work.folder, stdout=subprocess.PIPE, check=True).stdout.decode()
    digits = re.search(r"priv:\s*((?:[0-9a-f]{2}[:\s]*)+)pub", text).group(1)
    return bytes.fromhex(re.sub(r"[:\s]", "", digits)).rjust(32, b"\0")[-32:]


def check(work, name, command, want=0, env=None, secret=(), made=None):
    """secret: files the command is to write a secret to; made: whose key is not D."""
    before = work.files()
    regions, status, logs = stopped(work, command.split("|"), env or {})
    if regions is None:
        say(False, name, "it did not stop (status %d): it asked for no protection, or died: %s" %
            (status, open(work.path("err.log"), "rb").read()))
        return
    if status != want:
        say(False, name, "exit status %d, not %d: %s" % (status, want, logs))
        return
    d = plain_d(work, made) if made else D
    bad = ["%s in %s" % (what, where) for where, data in regions for what in find(data, d)]
    bad += ["%s on its outputs" % what for what in find(logs, d)]
    for path in sorted(work.files() - before):
        if os.path.relpath(path, work.folder) not in secret:
            with open(path, "rb") as f:
                bad += ["%s in %s" % (what, path) for what in find(f.read(), d)]
    left = [p for p in work.files() - before if ".tmp" in p or p.startswith(work.path("tmp"))]
    bad += ["left behind: %s" % p for p in left]
    say(not bad, name, "; ".join(bad))


def blind(work):
    """The same search where nothing is wiped finds something."""
    name = "what is not wiped is found"
    # So long that its end is not written over by what needs memory next.
    work.write("long.key", b"words\n" * 8000 + small_key())
    regions, status, _ = stopped(work, ["ecert-key", "show", "long.key"],
                                 {"ECERT_TEST_NO_WIPE": "1"})
    say(status == 0 and any(find(data, D) for _, data in regions or []), name,
        "status %d" % status)


def small_key():
    """PKCS#8 of D, without the public half."""
    sec1 = b"\x30\x25\x02\x01\x01\x04\x20" + D
    alg = bytes.fromhex("301306072a8648ce3d020106082a811ccf5501822d")
    body = b"\x02\x01\x00" + alg + b"\x04" + bytes([len(sec1)]) + sec1
    der = b"\x30" + bytes([len(body)]) + body
    return (b"-----BEGIN PRIVATE KEY-----\n" + base64.encodebytes(der) +
            b"-----END PRIVATE KEY-----\n")


def prepare(work):
    work.write("pw", PASS.encode() + b"\n")
    work.write("new", NEW.encode() + b"\n")
    work.write("plain.key", small_key())
    for step in (
            "ecert-key test-pki -q pki", "printf '%s\\n' wrong-but-7-long >wrong", "echo weak >weak",
            "ecert-key convert --to sec1 --plain -q -o sec1.key plain.key",
            "ecert-key csr -q --key plain.key --subject 'CN=Canary,C=CN' -o req.pem",
            "printf 'keyUsage=critical,digitalSignature,nonRepudiation\\n' >ext",
            "openssl x509 -req -in req.pem -CA pki/intermediate.pem -CAkey pki/intermediate.key"
            " -set_serial 77 -days 30 -sm3 -sigopt distid:1234567812345678"
            " -vfyopt distid:1234567812345678 -extfile ext -out cert.pem",
            "ecert-key convert --pass-file pw -o enc.key plain.key",
            "ecert-key convert --to pkcs12 --cert cert.pem --pass-file pw -o enc.p12 plain.key",
            "draw-seal -o seal.png",
            "make-certificate --no-tag -o in.ofd '2.25.4711.1.2\u20227\u202212990000999999998X"
            "\u2022CNAS L0001\u2022XZ-2026-0001\u20220'",
            "seal-make make -q --id 1 --vendor V --name N --picture seal.png --size 40x40"
            " --from $(date -u -d yesterday +%F) --until $(date -u -d '+20 days' +%F)"
            " --cert cert.pem --maker-key pki/maker.key --maker-cert pki/maker.pem -o s.esl"):
        work.prepare(step)


SIGN = "ecert-sign|-q|--seal|s.esl|--place|1:10,10|--cert|cert.pem"
SEAL = ("seal-make|make|-q|--id|1|--vendor|V|--name|N|--picture|seal.png|--size|40x40|--from|2026-01-01"
        "|--until|2040-01-01|--cert|cert.pem")


def in_memory(work):
    check(work, "sign, encrypted key", SIGN + "|--key|enc.key|--pass-file|pw|-o|1.ofd|in.ofd")
    check(work, "sign, PKCS#12, passphrase from the environment",
          SIGN + "|--key|enc.p12|--pass-env|CANARY|-o|2.ofd|in.ofd", env={"CANARY": PASS})
    check(work, "seal", SEAL + "|--maker-key|enc.key|--maker-cert|cert.pem|--pass-file|pw|-o|3.esl")
    check(work, "convert to another passphrase",
          "ecert-key|convert|--pass-file|pw|--new-pass-file|new|-o|4.key|enc.key")
    check(work, "sign, wrong passphrase", SIGN + "|--key|enc.key|--pass-file|wrong|-o|5.ofd|in.ofd",
          want=2)
    check(work, "convert, a weak passphrase",
          "ecert-key|convert|--strict|--pass-file|pw|--new-pass-file|weak|-o|4.der|enc.key", want=2)
    if QUICK:
        return
    check(work, "sign, passphrase from a descriptor",
          SIGN + "|--key|enc.key|--pass-fd|0|-o|6.ofd|in.ofd")
    check(work, "sign, plain key", SIGN + "|--key|plain.key|-o|7.ofd|in.ofd")
    check(work, "sign, SEC1", SIGN + "|--key|sec1.key|-o|8.ofd|in.ofd")
    check(work, "sign, a key of another certificate", SIGN.replace("cert.pem", "pki/tsa.pem") +
          "|--key|enc.key|--pass-file|pw|-o|9.ofd|in.ofd", want=2)
    check(work, "sign, no folder for the output",
          SIGN + "|--key|enc.key|--pass-file|pw|-o|none/9.ofd|in.ofd", want=2)
    check(work, "sign, what is no document",
          SIGN + "|--key|enc.key|--pass-file|pw|-o|9.ofd|seal.png", want=2)
    check(work, "sign, a plain key under --strict",
          SIGN + "|--strict|--key|plain.key|-o|9.ofd|in.ofd", want=2)
    check(work, "seal, PKCS#12", SEAL + "|--maker-key|enc.p12|--pass-file|pw|-o|10.esl")
    check(work, "show", "ecert-key|show|--pass-file|pw|enc.key|enc.p12|plain.key|sec1.key")
    check(work, "new", "ecert-key|new|--pass-file|pw|-o|11.key|--pub|11.pub", made="11.key")
    check(work, "new, plain", "ecert-key|new|--plain|-q|-o|12.key", secret=("12.key",),
          made="12.key")
    check(work, "PKCS#12", "ecert-key|p12|-q|--pass-file|pw|--key|enc.key|--cert|cert.pem|-o|13.p12")
    check(work, "PKCS#12 of a plain key",
          "ecert-key|p12|-q|--pass-file|pw|--key|plain.key|--cert|cert.pem|-o|14.p12")
    check(work, "convert PKCS#12", "ecert-key|convert|--pass-file|pw|--der|-o|15.der|enc.p12")
    check(work, "convert to PKCS#12",
          "ecert-key|convert|--to|pkcs12|--cert|cert.pem|--pass-file|pw|-o|16.p12|enc.key")
    check(work, "convert, not encrypted any more",
          "ecert-key|convert|-q|--plain|--pass-file|pw|-o|17.key|enc.key", secret=("17.key",))
    check(work, "convert to SEC1", "ecert-key|convert|-q|--to|sec1|--plain|--pass-file|pw|-o|18.key|enc.p12",
          secret=("18.key",))
    check(work, "request", "ecert-key|csr|--pass-file|pw|--key|enc.key|--subject|CN=x|-o|19.pem")
    check(work, "PKCS#12 with another's certificate",
          "ecert-key|p12|-q|--pass-file|pw|--key|enc.key|--cert|pki/tsa.pem|-o|21.p12", want=2)
    check(work, "convert to a folder that is not there",
          "ecert-key|convert|-q|--plain|--pass-file|pw|-o|none/1|enc.key", want=2)
    check(work, "request, of PKCS#12",
          "ecert-key|csr|--pass-file|pw|--key|enc.p12|--subject|CN=x|-o|20.pem")


def strace_of(work, name, command, env):
    """Every program that is started, with arguments and environment, and in which order
    the process protects itself and opens the key."""
    log = work.path("strace.log")
    r = subprocess.run(["strace", "-f", "-v", "-s", "65536", "-o", log, "-e",
                        "trace=execve,prctl,prlimit64,setrlimit,openat"] + command.split("|"),
                       cwd=work.folder, env={**work.env, **env}, stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT)
    text = open(log, "rb").read()
    os.unlink(log)
    say(r.returncode == 0, name, "status %d: %s" % (r.returncode, r.stdout))
    return [line for line in text.split(b"\n") if line]


def octal(text):
    """As strace writes what is not ASCII."""
    return "".join(chr(b) if b < 128 else "\\%o" % b for b in text.encode()).encode()


def children(work):
    name = "what is started knows no secret"
    lines = strace_of(work, "sign with a stamp, traced", SIGN + "|--key|enc.key|--pass-env|CANARY|--tsa-cmd"
                      "|test-tsa pki/tsa.key pki/tsa.pem|-o|30.ofd|in.ofd", {"CANARY": PASS})
    started = [line for line in lines if b"execve(" in line]
    # The tool itself was given the variable; nobody it starts is.
    tool = started[0].split(b" ", 1)[0]
    later = [line for line in started[1:] if b"ENOENT" not in line]
    say(len(later) > 0, name, "nothing was started")
    say(not any(octal(PASS) in line or b"CANARY" in line for line in later), name,
        "the passphrase in arguments or environment")
    mine = [line for line in lines if line.startswith(tool)]

    def at(what):
        return next((i for i, line in enumerate(mine) if what in line), None)

    key, dump, core = at(b'"enc.key", O_'), at(b"PR_SET_DUMPABLE, SUID_DUMP_DISABLE"), at(b"RLIMIT_CORE, {rlim_cur=0")
    say(dump is not None and dump < key, "not dumpable before the key is opened", repr(dump))
    say(core is not None and core < key, "no core before the key is opened", repr(core))


def main():
    os.umask(0o077)
    folder = tempfile.mkdtemp(prefix="ecert-secrets.")
    try:
        work = Work(folder)
        prepare(work)
        in_memory(work)
        blind(work)
        if shutil.which("strace"):
            children(work)
        else:
            print("SKIPPED: no strace: what is started was not looked at")
    finally:
        shutil.rmtree(folder)
    print("%d passed, %d failed, %d skipped" % (passed, failed, 0 if shutil.which("strace") else 1))
    sys.exit(failed > 0)


main()
