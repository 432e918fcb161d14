# SPDX-License-Identifier: Apache-2.0
"""The programs of others: fetched once by their own package clients, then run.

What cannot be had is None, and why stands in `reasons`: its cases are skipped,
which is no failure of ours.  OFDRW_VERSION takes another ofdrw than the pom's,
OFDGO a program built elsewhere from ofdgo/main.go.
"""
import base64
import glob
import hashlib
import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor

from suite import Broken, Trouble, json_lines, must, run

HERE = os.path.dirname(os.path.abspath(__file__))
FETCH = 180                     # seconds for a package client
NPM = ["npm", "--loglevel=error", "--fetch-retries=1", "--fetch-retry-mintimeout=1000",
       "--fetch-retry-maxtimeout=5000"]
OFD_JS = "ofd.js@0.2.6"
OFD_JS_SHA512 = ("qBC4bD5fC2e+qWg2ap6pajAU1Rl/G6+l6NUxMVgdcXTtjWcdRSYD6e63WGgmKAEu"
                 "E4fjmntzIXZwODawjWmQuw==")
JAVA = ["java", "-Djava.awt.headless=true", "-Duser.timezone=Asia/Shanghai", "-Duser.language=zh"]


def reason(text):
    """One line of what a package client said: its first error, or its last words."""
    text = re.sub("\x1b\\[[0-9;]*m", "", text)
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    found = [line for line in lines if "ERROR" in line or "error" in line][:1] or lines[-2:]
    return "; ".join(found)[:300]


class Programs:
    def __init__(self, cache):
        self.cache = cache
        self.reasons = {}
        self.broken = {}
        self.versions = {}
        with ThreadPoolExecutor() as pool:
            ofdrw = pool.submit(self.have, "ofdrw", self.get_ofdrw)
            ofdgo = pool.submit(self.have, "ofdgo", self.get_ofdgo)
            self.node = self.have("node", self.get_node)
            self.viewer = self.have("ofd.js", self.get_viewer)
            self.ofdrw, self.ofdgo = ofdrw.result(), ofdgo.result()

    def have(self, name, get):
        try:
            return get()
        except Trouble as error:
            self.reasons[name] = reason(str(error))
            if isinstance(error, Broken):
                self.broken[name] = str(error)
            return None

    @staticmethod
    def need(*programs):
        for program in programs:
            if shutil.which(program) is None:
                raise Trouble("no program %s" % program)

    def folder(self, name):
        path = os.path.join(self.cache, name)
        os.makedirs(path, exist_ok=True)
        return path

    # ofdrw: a small Java program and a class path.
    def get_ofdrw(self):
        self.need("mvn", "javac", "java")
        version = os.environ.get("OFDRW_VERSION")
        out = self.folder("ofdrw" + (version or ""))
        version = ["-Dofdrw.version=" + version] if version else []
        path = os.path.join(out, "classpath")
        maven = ["mvn", "-q", "-B", "-f", os.path.join(HERE, "ofdrw", "pom.xml"),
                 "-Dmaven.repo.local=" + self.folder("m2"), "-Dout=" + out, *version,
                 "dependency:build-classpath", "-Dmdep.outputFile=" + path, "compile"]
        if run(maven + ["-o"], timeout=FETCH).status != 0:
            done = run(maven, timeout=FETCH)
            if done.status != 0:
                raise (Broken if "COMPILATION ERROR" in done.out else Trouble)(
                    "mvn: " + (done.out + done.err).strip()[:1500])
        with open(path, encoding="utf-8") as text:
            classes = text.read().strip()
        found = re.search(r"ofdrw-full-([0-9.]+)\.jar", classes)
        self.versions["ofdrw"] = found.group(1) if found else "?"
        return JAVA + ["-cp", os.path.join(out, "classes") + ":" + classes, "interop.Main"]

    # The packages that the lock file names, beside no code of ours.
    def get_node(self):
        self.need("node", "npm")
        out = self.folder("node")
        for name in ("package.json", "package-lock.json"):
            shutil.copy(os.path.join(HERE, "node", name), out)
        if not os.path.isdir(os.path.join(out, "node_modules", "playwright-core")):
            must(NPM + ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=out, timeout=FETCH)
        self.versions["node"] = must(["node", "--version"]).out.strip()
        return {"NODE_PATH": os.path.join(out, "node_modules")}

    def get_ofdgo(self):
        program = os.environ.get("OFDGO")
        if not program:
            program = self.build_ofdgo()
        with open(os.path.join(HERE, "ofdgo", "go.mod"), encoding="utf-8") as text:
            self.versions["ofdgo"] = text.read().split()[-1]
        return [os.path.abspath(program)]

    def build_ofdgo(self):
        self.need("go")
        version = must(["go", "version"]).out
        found = re.search(r"go(\d+)\.(\d+)", version)
        if not found or (int(found.group(1)), int(found.group(2))) < (1, 21):
            raise Trouble("needs Go 1.25 or one that fetches it, here is %s" % version.strip())
        out = self.folder("ofdgo")
        for name in ("go.mod", "main.go"):
            shutil.copy(os.path.join(HERE, "ofdgo", name), out)
        program = os.path.join(out, "ofdgo")
        if not os.path.exists(program):
            must(["go", "build", "-mod=mod", "-o", "ofdgo", "."], cwd=out, timeout=FETCH,
                 env={"CGO_ENABLED": "0", "GOPATH": self.folder("go"), "GOFLAGS": "-modcacherw"})
        return program

    # One file of the package; its many dependencies are those of a demonstration.
    def get_viewer(self):
        if self.node is None:
            raise Trouble(self.reasons["node"])
        browser = shutil.which("chromium") or shutil.which("chromium-browser")
        if browser is None:
            raise Trouble("no program chromium")
        out = self.folder("ofd.js")
        library = os.path.join(out, "package", "lib", "ofd.umd.min.js")
        if not os.path.exists(library):
            must(NPM + ["pack", "--ignore-scripts", OFD_JS], cwd=out, timeout=FETCH)
            package = glob.glob(os.path.join(out, "*.tgz"))[0]
            with open(package, "rb") as file:
                encoded = base64.b64encode(hashlib.sha512(file.read()).digest()).decode()
            if encoded != OFD_JS_SHA512:
                raise Trouble("ofd.js is not the package it was: sha512 %s" % encoded)
            must(["tar", "xzf", package, "-C", out, "package/lib/ofd.umd.min.js"])
            os.unlink(package)
        self.versions["ofd.js"] = OFD_JS.partition("@")[2]
        self.versions["chromium"] = run([browser, "--version"]).out.strip()
        command, env = ["node", os.path.join(HERE, "node", "render.js"), library], dict(
            self.node, CHROMIUM=browser)
        must(command + [out, "1"], env=env)             # whether the browser starts at all
        return command, env

    # What each says of files, by file name.
    def judge(self, name, files):
        if name == "ofdrw":
            return json_lines(self.ofdrw + ["verify"] + files)
        if name == "node":
            return json_lines(["node", os.path.join(HERE, "node", "check.js")] + files, env=self.node)
        return json_lines(self.ofdgo + files)

    def judges(self):
        return [(n, getattr(self, n) is not None) for n in ("ofdrw", "ofdgo", "node")]

    def render(self, name, out, ppm, files):
        os.makedirs(out, exist_ok=True)
        if name == "ofdrw":
            return json_lines(self.ofdrw + ["render", out, str(ppm)] + files)
        command, env = self.viewer
        return json_lines(command + [out, str(ppm)] + files, env=env)
