#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the declarative tests test/cli/*.test; the format stands in README.md
beside this file.

usage: run.py BUILD [--wrap COMMAND] [TOPIC]...
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SINGLE = {"run", "exit", "stderr-lines"}
MANY = {"do", "stdin", "stdout", "stdout-has", "stdout-lacks", "stderr", "stderr-has",
        "stderr-lacks", "json", "json-has", "json-lacks", "exists", "absent", "same",
        "differ", "env", "skip-unless"}
TIMEOUT = 120


class Case:
    def __init__(self, topic, name, line):
        self.topic, self.name, self.line = topic, name, line
        self.fields = []

    def get(self, key):
        return [v for k, v in self.fields if k == key]

    def one(self, key, default=None):
        values = self.get(key)
        return values[0] if values else default


def parse(path):
    topic = os.path.basename(path)[:-len(".test")]
    cases = []
    for number, raw in enumerate(open(path, encoding="utf-8"), 1):
        line = raw.rstrip("\n")
        if not line.strip() or line.startswith("#"):
            continue
        key, colon, value = line.partition(":")
        value = value[1:] if value.startswith(" ") else value
        where = "%s:%d" % (path, number)
        if not colon:
            raise SystemExit("%s: no colon" % where)
        if key == "case":
            cases.append(Case(topic, value, number))
            continue
        if not cases or key not in SINGLE | MANY:
            raise SystemExit("%s: unknown field %s" % (where, key))
        if key in SINGLE and cases[-1].get(key):
            raise SystemExit("%s: %s given twice" % (where, key))
        cases[-1].fields.append((key, value))
    for case in cases:
        if case.one("run") is None:
            raise SystemExit("%s:%d: no run" % (path, case.line))
    return cases


def lookup(value, path):
    for part in path.split("."):
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value


def check_json(case, out):
    wanted = [(k, v) for k, v in case.fields if k.startswith("json")]
    if not wanted:
        return []
    try:
        doc = json.loads(out.splitlines()[0])
    except (ValueError, IndexError):
        return ["no JSON on the first line of stdout: %r" % out[:200]]
    bad = []
    for key, text in wanted:
        path, _, literal = text.partition(" = ")
        want = json.loads(literal)
        try:
            got = lookup(doc, path)
        except (KeyError, IndexError, TypeError, ValueError):
            bad.append("no %s in the JSON" % path)
            continue
        good = {"json": lambda: got == want, "json-has": lambda: want in got,
                "json-lacks": lambda: want not in got}[key]()
        if not good:
            bad.append("%s: %s is %s" % (key, text, json.dumps(got, ensure_ascii=False)[:300]))
    return bad


def check_files(case, folder, env):
    def path(name):
        for key in ("FIX", "CORPUS"):
            name = name.replace("$" + key, env.get(key, ""))
        return os.path.join(folder, name)

    bad = []
    for key, text in case.fields:
        names = [path(n) for n in text.split()]
        if key == "exists" and not os.path.exists(names[0]):
            bad.append("%s does not exist" % text)
        elif key == "absent" and os.path.lexists(names[0]):
            bad.append("%s exists" % text)
        elif key in ("same", "differ"):
            equal = open(names[0], "rb").read() == open(names[1], "rb").read()
            if equal != (key == "same"):
                bad.append("%s: %s" % (text, "equal" if equal else "not equal"))
    return bad


def check(case, result, folder, env):
    out, err = result.stdout.decode("utf-8", "replace"), result.stderr.decode("utf-8", "replace")
    # The note of a system that cannot confine ecert-verify.
    err = "".join(s for s in err.splitlines(True) if "SANDBOX" not in s)
    bad = []
    want = int(case.one("exit", "0"))
    if result.returncode != want:
        bad.append("exit status %d, not %d" % (result.returncode, want))
    if case.get("stdout") and out != "".join(s + "\n" for s in case.get("stdout")):
        bad.append("stdout is %r" % out[:600])
    if case.get("stderr") and err != "".join(s + "\n" for s in case.get("stderr")):
        bad.append("stderr is %r" % err[:600])
    for key, text, stream in (("stdout", out, "stdout"), ("stderr", err, "stderr")):
        for part in case.get(key + "-has"):
            if part not in text:
                bad.append("%s lacks %r: %r" % (stream, part, text[:600]))
        for part in case.get(key + "-lacks"):
            if part in text:
                bad.append("%s has %r: %r" % (stream, part, text[:600]))
    lines = case.one("stderr-lines")
    if lines is not None and len(err.splitlines()) != int(lines):
        bad.append("%d lines on stderr: %r" % (len(err.splitlines()), err[:600]))
    bad += check_json(case, out)
    bad += check_files(case, folder, env)
    if bad and err and not any("stderr" in b for b in bad):
        bad.append("stderr was %r" % err[:300])
    return bad


def shell(command, folder, env, stdin=b""):
    return subprocess.run(["sh", "-c", command], cwd=folder, env=env, input=stdin,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=TIMEOUT,
                          check=False)


def run_case(case, env):
    """None when it passed, else a list of what is wrong; a string: why skipped."""
    text = " ".join(v for _, v in case.fields)
    if "$CORPUS" in text and not os.path.isdir(env["CORPUS"]):
        return "no corpus"
    for need in case.get("skip-unless"):
        if shutil.which(need, path=env["PATH"]) is None:
            return "no " + need
    folder = tempfile.mkdtemp(prefix="ecert-cli.")
    env = dict(env, HOME=folder + "/.home", XDG_CONFIG_HOME=folder + "/.config")
    for assignment in case.get("env"):
        key, _, value = assignment.partition("=")
        env[key] = value
    try:
        for command in case.get("do"):
            done = shell(command, folder, env)
            if done.returncode != 0:
                return ["preparation failed (%d): %s: %s" % (
                    done.returncode, command, done.stderr.decode("utf-8", "replace")[:600])]
        stdin = "".join(s + "\n" for s in case.get("stdin")).encode()
        return check(case, shell(case.one("run"), folder, env, stdin), folder, env) or None
    except subprocess.TimeoutExpired:
        return ["took longer than %d s" % TIMEOUT]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def environment(build, fixtures, wrap):
    corpus = os.environ.get("ECERT_CORPUS", os.path.join(ROOT, "..", "shared", "corpus"))
    path = os.path.join(build, "bin")
    if wrap:
        wrapped = os.path.join(fixtures, "wrapped")
        os.mkdir(wrapped)
        for tool in os.listdir(path):
            name = os.path.join(wrapped, tool)
            with open(name, "w", encoding="utf-8") as script:
                # A tracer cannot work in a confined process.
                free = "--no-sandbox " if tool == "ecert-verify" else ""
                script.write("#!/bin/sh\nexec %s '%s/%s' %s\"$@\"\n" % (wrap, path, tool, free))
            os.chmod(name, 0o755)
        path = wrapped
    return {"PATH": path + ":" + os.path.join(build, "examples") + ":" +
            os.path.join(build, "tsa") + ":" + os.environ["PATH"],
            "FIX": os.path.join(fixtures, "fix"), "CORPUS": os.path.abspath(corpus),
            "LC_ALL": "C.UTF-8", "CLI": HERE, "ROOT": ROOT, "BUILD": build,
            "MODULES": os.path.join(build, "modules"),
            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", ""), "TMPDIR": "/tmp"}


def main(argv):
    build = os.path.abspath(argv[1])
    wrap, topics = "", argv[2:]
    if topics[:1] == ["--wrap"]:
        wrap, topics = topics[1], topics[2:]
    cases = []
    for name in sorted(os.listdir(HERE)):
        if name.endswith(".test") and (not topics or name[:-5] in topics):
            cases += parse(os.path.join(HERE, name))
    fixtures = tempfile.mkdtemp(prefix="ecert-fix.")
    env = environment(build, fixtures, wrap)
    passed = failed = skipped = 0
    try:
        os.mkdir(env["FIX"])
        made = shell("sh '%s/fixtures.sh'" % HERE, env["FIX"],
                     dict(env, HOME=fixtures, XDG_CONFIG_HOME=fixtures))
        if made.returncode != 0:
            print("FAILED: fixtures: " + made.stderr.decode("utf-8", "replace")[-2000:])
            print("0 passed, %d failed, 0 skipped" % len(cases))
            return 1
        with ThreadPoolExecutor(max_workers=2) as pool:
            results = list(pool.map(lambda c: run_case(c, env), cases))
    finally:
        shutil.rmtree(fixtures, ignore_errors=True)
    for case, bad in zip(cases, results):
        if bad is None:
            passed += 1
        elif isinstance(bad, str):
            skipped += 1
            print("skipped: %s: %s: %s" % (case.topic, case.name, bad))
        else:
            failed += 1
            for text in bad:
                print("FAILED: %s.test:%d: %s: %s" % (case.topic, case.line, case.name, text))
    print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
