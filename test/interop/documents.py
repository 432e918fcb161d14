# SPDX-License-Identifier: Apache-2.0
"""The documents that the tools sign: kinds of signature times shapes of document."""
import os
from datetime import datetime, timedelta, timezone

import pages
from suite import Trouble, must

ID = "2.25.4711.1.2•7•12990000999999998X•CNAS L0001•XZ-2026-0001•0"
ROOT = "2.25.4711.1.2"
RIDE_PAGES = 7
FIFTY = 50
# Kind of signature: arguments of seal-make, or None where there is no seal.
KINDS = {
    "v1": ["--version", "v1"],
    "v4": ["--version", "v4"],
    "v4d": ["--version", "v4", "--cert-digests"],
    "v5": ["--version", "v5"],
    "sign": None,
}
# More places of a seal, all on the document of seven pages.
PLACES = {
    "place": ["--place-at", pages.MARK, "--hit", "every"],
    "ride-bottom": ["--ride", "bottom"],
    "ride-left": ["--ride", "left:100", "--ride-pages", "4"],
    "ride-sides": ["--ride", "right", "--ride-two-sided"],
}
SHAPES = ("one", "fifty", "ride", "two", "locked", "tagged")


class Documents:
    def __init__(self, env, folder):
        self.env, self.folder = env, folder
        self.troubles = {}
        os.makedirs(folder, exist_ok=True)
        self.tool("ecert-key", "test-pki", "--quiet", "pki")
        self.tool("draw-seal", "-o", "seal.png")
        for count, name in ((1, "one"), (FIFTY, "fifty"), (RIDE_PAGES, "seven")):
            pages.write(count, self.path("plain-%s.ofd" % name))
        self.tool("make-certificate", "--no-tag", "-o", "plain-certificate.ofd", ID)
        self.tool("ecert-id", "set", "-o", "plain-tagged.ofd", "plain-certificate.ofd", ID)
        for kind in KINDS:
            self.make_kind(kind)
        self.attempt("rsa-one", self.make_rsa)
        for name, options in PLACES.items():
            self.attempt(name, lambda n=name, o=options: self.sign("v4", "plain-seven.ofd", n + ".ofd", *o))

    def path(self, name):
        return os.path.join(self.folder, name)

    def trust(self):
        return self.path("pki/trust")

    def tool(self, *command):
        return must(list(command), cwd=self.folder, env=self.env)

    def attempt(self, name, action):
        """What fails is a failed case, and the others go on."""
        try:
            action()
        except Trouble as error:
            self.troubles[name] = str(error)

    def files(self):
        """The signed documents that could be made."""
        names = ["%s-%s" % (k, s) for k in KINDS for s in SHAPES if self.wanted(k, s)] + list(PLACES) + ["rsa-one"]
        return [self.path(n + ".ofd") for n in names if n not in self.troubles]

    @staticmethod
    def wanted(kind, shape):
        """A signature without a seal has no place on a page."""
        return KINDS[kind] is not None or shape != "ride"

    def make_kind(self, kind):
        if KINDS[kind] is not None:
            self.attempt(kind + " seal", lambda: self.make_seal(kind, kind, "signer"))
            self.attempt(kind + " seal of two", lambda: self.make_seal(
                kind, kind + "-both", "signer", "signer2"))
        for shape in SHAPES:
            if self.wanted(kind, shape):
                self.attempt("%s-%s" % (kind, shape), lambda s=shape: self.make_shape(kind, s))

    def make_seal(self, kind, name, *signers):
        now = datetime.now(timezone.utc)
        listed = [word for signer in signers for word in ("--cert", "pki/%s.pem" % signer)]
        self.tool("seal-make", "make", *KINDS[kind], "--id", "33010600000001", "--vendor", "LIBECERT",
                  "--name", "Test Laboratory 校准电子证书专用章", "--type", "1", "--picture", "seal.png",
                  "--size", "40x40", "--from", (now - timedelta(days=1)).strftime("%F"),
                  "--until", (now + timedelta(days=700)).strftime("%F"), *listed,
                  "--maker-key", "pki/maker.key", "--maker-cert", "pki/maker.pem", "-o", name + ".esl")

    def make_rsa(self):
        """A seal and a signature of RSA, which GM/T 0031-2014 knows; the keys are openssl's."""
        with open(self.path("rsa.ext"), "w", encoding="ascii") as file:
            file.write("basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\n")
        for serial, name in ((70001, "signer"), (70002, "maker")):
            key, cert = "pki/rsa-%s.key" % name, "pki/rsa-%s.pem" % name
            self.tool("openssl", "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", key,
                      "-subj", "/C=CN/O=Test/CN=RSA " + name, "-out", "rsa.csr")
            self.tool("openssl", "x509", "-req", "-in", "rsa.csr", "-CA", "pki/intermediate.pem",
                      "-CAkey", "pki/intermediate.key", "-sm3", "-sigopt", "distid:1234567812345678",
                      "-set_serial", str(serial), "-days", "365", "-extfile", "rsa.ext", "-out", cert)
        with open(self.path("pki/rsa-maker.pem"), encoding="ascii") as cert, \
                open(self.path("pki/trust/makers.pem"), "a", encoding="ascii") as makers:
            makers.write(cert.read())
        now = datetime.now(timezone.utc)
        self.tool("seal-make", "make", "--version", "v1", "--id", "33010600000002", "--vendor", "LIBECERT",
                  "--name", "RSA", "--type", "1", "--picture", "seal.png", "--size", "40x40",
                  "--from", now.strftime("%FT%TZ"), "--until", (now + timedelta(days=300)).strftime("%F"),
                  "--cert", "pki/rsa-signer.pem", "--maker-key", "pki/rsa-maker.key",
                  "--maker-cert", "pki/rsa-maker.pem", "-o", "rsa.esl")
        self.sign("v1", "plain-one.ofd", "rsa-one.ofd", "--place", "1:140,220", signer="rsa-signer", seal="rsa")

    def sign(self, kind, source, target, *options, signer="signer", seal=None):
        how = ["--type", "sign"] if KINDS[kind] is None else ["--seal", (seal or kind) + ".esl"]
        self.tool("ecert-sign", "--key", "pki/%s.key" % signer, "--cert", "pki/%s.pem" % signer,
                  *how, *options, "-o", target, source)

    def make_shape(self, kind, shape):
        target = "%s-%s.ofd" % (kind, shape)
        place = [] if KINDS[kind] is None else ["--place", "1:140,220"]
        if shape == "one":
            self.sign(kind, "plain-one.ofd", target, *place)
        elif shape == "fifty":
            self.sign(kind, "plain-fifty.ofd", target, *(place and ["--every-page", "140,220"]))
        elif shape == "ride":
            self.sign(kind, "plain-seven.ofd", target, "--ride", "right")
        elif shape == "two":
            place = place and ["--place", "1:20,220"]
            self.sign(kind, kind + "-one.ofd", target, *place, signer="signer2", seal=kind + "-both")
        elif shape == "locked":
            self.sign(kind, "plain-one.ofd", target, "--lock", *place)
        else:
            self.sign(kind, "plain-tagged.ofd", target, *(place and ["--place", "1:125,222"]))
