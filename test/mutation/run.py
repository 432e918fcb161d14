#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Mutation test of the verifier: every check and every deciding condition is
taken away or turned round in turn, and some unit test has to notice.

All changes are compiled into one private copy of the tree, each behind a switch;
a test is then run with one of them switched on.  A first run of all tests without
any tells which test comes by which of them, so that only those are run.  A change
that no test notices needs a test, or a line in equivalent.txt with the reason why
it makes no difference.

usage: run.py [--list] [--keep DIR] [PART]...

Parts choose files by the beginning of their names ("verify_seal"); default: all.
With --keep the copy stays in DIR: ECERT_MUTANT=N DIR/build/unit/TEST runs with the Nth
line of --list.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
LAYERS = ("report", "verify", "tsp", "status", "rules")
ALSO = ("crypto/crypto_path.c", "crypto/crypto_crl.c", "crypto/crypto_sig.c",
        "crypto/crypto_ocsp.c", "crypto/crypto_ocsp_id.c", "crypto/crypto_ocsp_signer.c",
        "crypto/crypto_ocsp_single.c", "crypto/crypto_ocsps.c", "crypto/crypto_crls.c",
        "crypto/crypto_revoked.c", "crypto/crypto_constraint.c", "crypto/crypto_ext.c")
# These print what was decided elsewhere.
REPORTS = ("report_text", "report_json", "report_html", "report_phrase", "report_skip",
           "verify_picture", "verify_path_say", "status_write", "status_sign")
TIMEOUT = 20
MEMORY = 4 << 30

SWITCH = """/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
static int active = -1;
static unsigned char reached[65536];
static const char *trace;
static void done(void)
{
	FILE *f = fopen(trace, "w");
	for (int i = 0; f != NULL && i < 65536; i++)
		if (reached[i])
			fprintf(f, "%d\\n", i);
	if (f != NULL)
		fclose(f);
}
__attribute__((constructor)) static void start(void)
{
	const char *s = getenv("ECERT_MUTANT");
	if (s != NULL)
		active = atoi(s);
	if ((trace = getenv("ECERT_MUTANT_TRACE")) != NULL)
		atexit(done);
}
int eci_mutant(int id);
int eci_mutant(int id)
{
	reached[id] = 1;
	return id == active;
}
"""
# One for each outcome, so that the formats of the texts are still checked.
HEAD = (
    "int eci_mutant(int id);\n"
    "#define ECI_MFAIL(id, at, c, r, ...) eci_verify_add(at, c, eci_mutant(id) ? "
    "ECERT_CHECK_PASS : eci_mutant((id) + 1) ? ECERT_CHECK_UNDECIDED : ECERT_CHECK_FAIL, "
    "false, r, __VA_ARGS__)\n"
    "#define ECI_MUNDEC(id, at, c, r, ...) eci_verify_add(at, c, eci_mutant(id) ? "
    "ECERT_CHECK_PASS : ECERT_CHECK_UNDECIDED, false, r, __VA_ARGS__)\n"
    "#define ECI_MDEV(id, at, c, r, ...) eci_verify_add(at, c, ECERT_CHECK_NOTE, "
    "!eci_mutant(id), r, __VA_ARGS__)\n")
SITES = {"ECI_VFAIL": ("ECI_MFAIL", ("passes", "is left open")),
         "ECI_VUNDEC": ("ECI_MUNDEC", ("passes",)),
         "ECI_VDEV": ("ECI_MDEV", ("is no deviation",))}


class Mutant:
    def __init__(self, file, line, function, what, text):
        self.file, self.line, self.function, self.what = file, line, function, what
        self.text = re.sub(r"\s+", " ", text)[:160]
        self.id = self.number = 0

    def key(self):
        return "%s %s: %s: %s" % (os.path.basename(self.file), self.function, self.what,
                                  self.text)


def masked(text):
    """The same with literals as zeros, and comments and preprocessor lines as spaces."""
    def zeros(m):
        if m.group().startswith("/"):
            return re.sub(r"[^\n]", " ", m.group())
        return re.sub(r"[^\n]", "0", m.group())

    text = re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\])+\'', zeros, text,
                  flags=re.S)
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: re.sub(r"[^\n]", " ", m.group()),
                  text, flags=re.M)


def closing(text, at):
    depth = 0
    for i in range(at, len(text)):
        if text[i] in "([{":
            depth += 1
        elif text[i] in ")]}":
            depth -= 1
            if depth == 0:
                return i
    return len(text)


def split(text, start, end):
    """The operands of the logical operators on the upper level, with the operator
    in force around each; what stands inside parentheses is left to recursion."""
    for op in ("||", "&&"):
        parts, depth, at, i = [], 0, start, start
        while i < end:
            if text[i] in "([{":
                depth += 1
            elif text[i] in ")]}":
                depth -= 1
            elif depth == 0 and text[i] == "?":
                return []
            elif depth == 0 and text.startswith(op, i):
                parts.append((at, i))
                i += 1
                at = i + 1
            i += 1
        if parts:
            return [(a, b, op) for a, b in parts + [(at, end)]]
    return []


def trimmed(text, a, b):
    while a < b and text[a].isspace():
        a += 1
    while b > a and text[b - 1].isspace():
        b -= 1
    return a, b


def memory(mask, end):
    """What follows the condition says that memory is short."""
    return re.match(r"\)\s*(\{\s*)?((\w+->?\w+ = )?return|e =) eci_nomem", mask[end:]) is not None


def plumbing(text):
    """Errors of lower layers on their way up, and memory."""
    return bool(re.search(r"\bECERT_OK\b|\b(malloc|calloc|realloc|eci_strdup|fail)\b", text)) or \
        not text.strip()


class File:
    def __init__(self, path):
        self.path = path
        self.text = open(os.path.join(ROOT, path), encoding="utf-8").read()
        self.mask = masked(self.text)
        self.mutants = []
        self.inserts = []        # position, order, text; groups of one mutant
        self.heads = [(m.start(), m.group(1), self.text[:m.start()].rsplit("\n", 2)[-2])
                      for m in re.finditer(r"^([a-z_][a-z_0-9]*)\(", self.mask, re.M)]
        self.find()

    def head(self, pos):
        best = ("", "")
        for start, name, before in self.heads:
            if start > pos:
                break
            best = (name, before)
        return best

    def add(self, pos, what, text):
        m = Mutant(self.path, self.text.count("\n", 0, pos) + 1, self.head(pos)[0], what, text)
        self.mutants.append(m)
        return m

    def wrap(self, a, b, before, after):
        """Inner pairs are put in later: they end up inside."""
        self.inserts.append((a, b, before, after))

    def operand(self, a, b, what, value):
        a, b = trimmed(self.mask, a, b)
        m = self.add(a, what, self.text[a:b])
        if value:
            self.wrap(a, b, lambda m=m: "(eci_mutant(%d) || (" % m.id, "))")
        else:
            self.wrap(a, b, lambda m=m: "(!eci_mutant(%d) && (" % m.id, "))")

    def parts(self, a, b):
        for x, y, op in split(self.mask, a, b):
            inner = self.text[x:y]
            if not plumbing(inner):
                self.operand(x, y, "taken out of " + op, op == "&&")
            x, y = trimmed(self.mask, x, y)
            if self.mask[x] == "!" and self.mask[x + 1] == "(":
                x += 1
            if self.mask[x] == "(" and closing(self.mask, x) == y - 1:
                self.parts(x + 1, y - 1)

    def condition(self, a, b):
        a, b = trimmed(self.mask, a, b)
        if not plumbing(self.text[a:b]):
            self.operand(a, b, "never", False)
            self.operand(a, b, "always", True)
        self.parts(a, b)

    def find(self):
        mask = self.mask
        for m in re.finditer(r"\bif \(", mask):
            end = closing(mask, m.end() - 1)
            if not memory(mask, end):
                self.condition(m.end(), end)
        for m in re.finditer(r"\breturn\b([^;]*);", mask):
            kind = self.head(m.start())[1]
            if "bool" in kind and not re.fullmatch(r"\s*(true|false|)\s*", m.group(1)) and \
                    "?" not in m.group(1):
                self.condition(m.start(1), m.end(1))
        calls = [(m.start(), closing(mask, m.end() - 1)) for m in re.finditer(
            r"\b(ECI_V[A-Z]+|eci_buf_addf|eci_reject|eci_fail|eci_notes_add)\(", mask)]
        for m in re.finditer(r"\?(?!\s*(?:ECERT_OK\s*:\s*)?eci_nomem)", mask):
            # The words of a message.
            if not any(a < m.start() < b for a, b in calls):
                self.ternary(m.start())
        for m in re.finditer(r"\b(ECI_VFAIL|ECI_VUNDEC|ECI_VDEV)\(", mask):
            self.site(m.start(), m.group(1))
        for m in re.finditer(r"\b(ECERT_CHECK_FAIL|ECERT_CHECK_UNDECIDED)\b", mask):
            if not re.search(r"(case|==|!=|want)\s*$", mask[:m.start()]) and \
                    not re.match(r"\s*(==|!=)", mask[m.end():]) and self.head(m.start())[0]:
                what = self.add(m.start(), "passes", self.text[m.start():m.end()])
                self.wrap(m.start(), m.end(), lambda m=what: "(eci_mutant(%d) ? "
                          "ECERT_CHECK_PASS : (" % m.id, "))")
        self.mutants.sort(key=lambda m: m.line)

    def ternary(self, at):
        depth, i = 0, at - 1
        while i >= 0:
            c = self.mask[i]
            if c in ")]":
                depth += 1
            elif c in "([":
                if depth == 0:
                    break
                depth -= 1
            elif depth == 0 and (c in ",;{}:?" or (c == "=" and self.mask[i - 1] not in "=!<>" and
                                                   self.mask[i + 1] != "=")):
                break
            elif depth == 0 and self.mask.startswith("return", i):
                i += 5
                break
            i -= 1
        a, b = trimmed(self.mask, i + 1, at)
        if a < b and not plumbing(self.text[a:b]) and self.head(a)[0]:
            self.operand(a, b, "never", False)
            self.operand(a, b, "always", True)
            self.parts(a, b)

    def site(self, at, macro):
        end = closing(self.mask, self.mask.index("(", at))
        text = re.sub(r"\s+", " ", self.text[at:end])
        wanted = re.match(r'ECI_V\w+\(\S+ (\S+), ?([^"]+), ("(?:\\.|[^"\\])*"|.*)', text)
        named = "%s, %s, %s" % wanted.groups() if wanted else text
        made = [self.add(at, what, named) for what in SITES[macro][1]]
        end = at + len(macro) + 1
        self.inserts.append((at, end, lambda m=made[0]: "%s(%d, " % (SITES[macro][0], m.id),
                             None))

    def changed(self):
        """The source with all of them in it."""
        opens, closes, skip = {}, {}, {}
        # An outer pair opens before and closes after what begins or ends with it.
        for a, b, before, after in sorted(self.inserts, key=lambda t: (t[0] - t[1])):
            text = before()
            if after is None:
                opens.setdefault(a, []).append(text)
                skip[a] = b
            else:
                opens.setdefault(a, []).append(text)
                closes.setdefault(b, []).insert(0, after)
        out, i = [HEAD, '#line 1 "%s"\n' % self.path], 0
        while i <= len(self.text):
            out += closes.get(i, [])
            out += opens.get(i, [])
            if i in skip:
                i = skip[i]
                continue
            out.append(self.text[i:i + 1])
            i += 1
        return "".join(out)


def sources(parts):
    files = []
    for layer in LAYERS:
        folder = os.path.join(ROOT, "lib", layer)
        if os.path.isdir(folder):
            files += ["lib/%s/%s" % (layer, f) for f in sorted(os.listdir(folder))
                      if f.endswith(".c") and not f.startswith(REPORTS)]
    files += ["lib/" + f for f in ALSO if os.path.exists(os.path.join(ROOT, "lib", f))]
    return [f for f in files if not parts or
            any(os.path.basename(f).startswith(p) for p in parts)]


def number(files):
    """Numbers from 1, and for those that read the same which of them it is."""
    seen, n = {}, 1
    for f in files:
        for m in f.mutants:
            m.id, n = n, n + 1
            seen[m.key()] = m.number = seen.get(m.key(), 0) + 1
    return [m for f in files for m in f.mutants]


def name(m):
    return m.key() + ("" if m.number == 1 else " #%d" % m.number)


def equivalents():
    """{name: reason}; a line "name" and below it, indented, why it makes no difference.
    An ellipsis (U+2026) stands for any text."""
    found, last = {}, None
    path = os.path.join(HERE, "equivalent.txt")
    for line in open(path, encoding="utf-8") if os.path.exists(path) else []:
        if not line.strip() or line.startswith("#"):
            continue
        if line[0].isspace():
            found[last] = (found[last] + " " + line.strip()).strip()
        else:
            last = line.rstrip("\n")
            found[last] = ""
    for key, reason in found.items():
        if not reason:
            raise SystemExit("equivalent.txt: no reason for: " + key)
    return found


def allowance(m, allowed):
    """The line that has m, or None."""
    full = name(m)
    if full in allowed:
        return full
    for key in allowed:
        if "\u2026" in key and re.fullmatch(
                ".*".join(re.escape(part) for part in key.split("\u2026")), full):
            return key
    return None


def layers_there():
    """Those of LAYERS that have sources."""
    text = open(os.path.join(ROOT, "lib/LAYERS"), encoding="utf-8").read()
    return [n for n in re.findall(r"^([a-z]+):", text, re.M)
            if os.path.isdir(os.path.join(ROOT, "lib", n)) and
            any(f.endswith(".c") for f in os.listdir(os.path.join(ROOT, "lib", n)))]


def tests_of(files):
    """Of the changed layers, and those that reach them from outside."""
    layers = {os.path.basename(f.path).split("_")[0] for f in files} | {*LAYERS, "crypto"}
    names = sorted(f[:-2] for f in os.listdir(os.path.join(ROOT, "test/unit"))
                   if f.endswith(".c") and f.split("_")[0] in layers)
    return names


def build(copy, files, tests):
    for folder in ("lib", "include", "test", "policies", "share"):
        shutil.rmtree(os.path.join(copy, folder), ignore_errors=True)
        if os.path.isdir(os.path.join(ROOT, folder)):
            shutil.copytree(os.path.join(ROOT, folder), os.path.join(copy, folder))
    shutil.copy2(os.path.join(ROOT, "Makefile"), copy)
    changed = {f.path: f.changed() for f in files}
    for path, text in changed.items():
        open(os.path.join(copy, path), "w", encoding="utf-8").write(text)
    open(os.path.join(copy, "lib/base/base_mutant.c"), "w", encoding="utf-8").write(SWITCH)
    jobs = "-j%d" % (os.cpu_count() or 1)
    command = ["make", jobs, "-k", "CFLAGS=-O1 -g0 -w", "HARDEN=", "FORTIFY=",
               "LAYERS=" + " ".join(layers_there())] + ["build/unit/" + t for t in tests]
    done = subprocess.run(command, cwd=copy, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def run(copy, test, mutant=None, trace=None, limit=TIMEOUT):
    """True when the test passes; None when it did not end in time."""
    env = dict(os.environ, ECERT_CORPUS=os.path.abspath(os.environ.get(
        "ECERT_CORPUS", os.path.join(ROOT, "..", "shared", "corpus"))))
    env.pop("ECERT_MUTANTS", None)
    if mutant is not None:
        env["ECERT_MUTANT"] = str(mutant)
    if trace:
        env["ECERT_MUTANT_TRACE"] = trace
    try:
        return subprocess.run(
            ["prlimit", "--as=%d" % MEMORY, "--core=0", os.path.join(copy, "build/unit", test)],
            cwd=copy, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, timeout=limit, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return None


def survey(copy, tests):
    """{test: seconds}, {mutant: [tests]}; tests that do not pass as they are, are of no use."""
    seconds, reach = {}, {}

    def one(test):
        trace = os.path.join(copy, "trace." + test)
        start = time.time()
        good = run(copy, test, trace=trace, limit=600)
        return test, good, time.time() - start, trace

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for test, good, took, trace in pool.map(one, tests):
            if not good:
                print("not used, fails as it is: " + test)
                continue
            seconds[test] = took
            for line in open(trace, encoding="ascii") if os.path.exists(trace) else []:
                reach.setdefault(int(line), []).append(test)
    return seconds, reach


def judge(copy, m, seconds, tests):
    """The test that noticed, or None."""
    own = os.path.basename(m.file)[:-2]
    for test in sorted(tests, key=lambda t: (t != own, seconds[t])):
        if run(copy, test, m.id, limit=TIMEOUT + 5 * seconds[test]) is not True:
            return test
    return None


def main(argv):
    args = argv[1:]
    listing, keep = False, None
    while args and args[0].startswith("--"):
        if args[0] == "--list":
            listing, args = True, args[1:]
        elif args[0] == "--keep" and len(args) > 1:
            keep, args = args[1], args[2:]
        else:
            raise SystemExit(__doc__)
    files = [File(p) for p in sources(args)]
    mutants = number(files)
    if listing:
        for m in mutants:
            print("%s:%d: %s" % (m.file, m.line, name(m)))
        return 0
    allowed = equivalents()
    copy = keep or tempfile.mkdtemp(prefix="ecert-mutation.")
    os.makedirs(os.path.join(copy, "test"), exist_ok=True)
    start = time.time()
    try:
        tests = tests_of(files)
        rc, out = build(copy, files, tests)
        built = [t for t in tests if os.path.exists(os.path.join(copy, "build/unit", t))]
        if rc != 0:
            print(out[-3000:])
            if not built:
                return 1
        seconds, reach = survey(copy, built)
        print("%d changes in %d files, %d tests; built and surveyed in %.0f s" % (
            len(mutants), len(files), len(seconds), time.time() - start), flush=True)
        passed, failed, idle = 0, 0, 0

        def one(m):
            return m, judge(copy, m, seconds, reach.get(m.id, []))

        used = set()
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            for m, noticed in pool.map(one, mutants):
                if noticed is not None:
                    passed += 1
                    if name(m) in allowed:
                        used.add(name(m))
                        print("listed as equivalent, noticed by %s: %s" % (noticed, name(m)))
                elif allowance(m, allowed):
                    idle += 1
                    used.add(allowance(m, allowed))
                else:
                    failed += 1
                    print("FAILED: %s:%d: %s: %s" % (
                        m.file, m.line, "no test comes by" if m.id not in reach else
                        "no test notices", name(m)), flush=True)
        for key in sorted(set(allowed) - used):
            if any(key.startswith(os.path.basename(f.path) + " ") for f in files):
                print("equivalent.txt has what the sources have not: " + key)
        print("%d of them change nothing, as equivalent.txt says; %.0f s" % (
            idle, time.time() - start))
        print("%d passed, %d failed, 0 skipped" % (passed + idle, failed))
        return 1 if failed else 0
    finally:
        if keep is None:
            shutil.rmtree(copy, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv))
