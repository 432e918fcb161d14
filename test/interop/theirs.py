# SPDX-License-Identifier: Apache-2.0
"""What ofdrw signs with certificates of its own, judged by libecert."""
import os

import ours
from suite import Trouble, json_lines

LOCAL_TIME = "SES_MALFORMED"    # V1: text without a zone where a time belongs, a note
# File: verdict, reasons, then (type, version, verdict, reasons) of each signature.
EXPECT = {
    "v1.ofd": ("VALID", [LOCAL_TIME], ("Seal", 1, "VALID", [LOCAL_TIME])),
    "v4.ofd": ("VALID", [], ("Seal", 4, "VALID", [])),
    "v4-digests.ofd": ("VALID", [], ("Seal", 4, "VALID", [])),
    "v4-locked.ofd": ("VALID", [], ("Seal", 4, "VALID", [])),
    "v4-own.ofd": ("VALID", [], ("Seal", 4, "VALID", [])),
    "v4-ride.ofd": ("VALID", [], ("Seal", 4, "VALID", [])),
    "v4-odd.ofd": ("VALID", [], ("Seal", 4, "VALID", [])),
    "v4-stranger.ofd": ("INVALID", ["SEAL_CERTLIST"], ("Seal", 4, "INVALID", ["SEAL_CERTLIST"])),
    "v5.ofd": ("VALID", [], ("Seal", 5, "VALID", [])),
    "sign.ofd": ("VALID", [], ("Sign", None, "VALID", [])),
    "sign-base64.ofd": ("VALID", [], ("Sign", None, "VALID", [])),
    "sign-pkcs9.ofd": ("VALID", [], ("Sign", None, "VALID", [])),
    "sign-bare.ofd": ("UNDECIDED", ["CERT_UNTRUSTED", "UNSUPPORTED"],
                      ("Sign", None, "UNDECIDED", ["CERT_UNTRUSTED", "UNSUPPORTED"])),
    "two.ofd": ("VALID", [], ("Seal", 4, "VALID", []), ("Seal", 4, "VALID", [])),
    "two-locked.ofd": ("VALID", [], ("Seal", 4, "VALID", []), ("Sign", None, "VALID", [])),
    "own.ofd": ("INVALID", ["NO_SIGNATURE"]),
}
V5 = "v5.ofd"
FURTHER = "Several signatures, by ofdrw and libecert"
KNOWN = {("ofdgo", "ours-on-v1.ofd")}           # ours.DISAGREE


def check(result, expect):
    bad = []
    verdict, reasons = expect[:2]
    if (result["verdict"], result["reasons"]) != (verdict, reasons):
        bad.append("%s %s, not %s %s" % (result["verdict"], result["reasons"], verdict, reasons))
    got = [(s["type"], s["ses_version"], s["verdict"], s["reasons"]) for s in result["signatures"]]
    if got != list(expect[2:]):
        bad.append("signatures %s, not %s" % (got, list(expect[2:])))
    return bad


def make(programs, documents, out):
    """The files, and what ofdrw said of the locked one."""
    said = json_lines(programs.ofdrw + ["sign", out, documents.path("seal.png")] + [
        documents.path(n + ".ofd") for n in ("plain-one", "v4-one", "v4-locked")])
    names = [n for n in sorted(os.listdir(out)) if n in EXPECT]
    return [os.path.join(out, n) for n in names], said


def refuse(suite, programs, env, out):
    """Changed copies of what ofdrw signed."""
    folder = os.path.join(out, "forged")
    os.mkdir(folder)
    pki = [os.path.join(out, n) for n in ("signer.key", "signer.pem", "signer2.key", "signer2.pem")]
    for base in ("v1", "v4", "v5", "sign", "sign-pkcs9"):
        source = os.path.join(out, base + ".ofd")
        if not os.path.exists(source):
            continue
        files = json_lines(["node", ours.FORGE, source, folder] + pki, env=programs.node)
        files = [os.path.join(folder, n) for n in files]
        results = ours.verify(env, os.path.join(out, "trust"), files)
        for name, result in sorted(results.items()):
            want = ours.REASONS[name.partition("+")[2][:-4]][base.startswith("sign")]
            want = want + ([LOCAL_TIME] if base == "v1" and "SES_MALFORMED" not in want else [])
            good = result["verdict"] == "INVALID" and result["reasons"] == want
            suite.case("theirs: %s is refused" % name,
                       [] if good else ["%s %s, not %s" % (result["verdict"], result["reasons"], want)])


def bare(suite, env, out):
    """A bare SM2 value: the certificate comes from us."""
    path = os.path.join(out, "sign-bare.ofd")
    result = ours.verify(env, os.path.join(out, "trust"), [path], "--signer-cert",
                         os.path.join(out, "signer.pem"))["sign-bare.ofd"]
    suite.case("theirs: sign-bare.ofd with its certificate",
               check(result, ("VALID", [], ("Sign", None, "VALID", []))))
    result = ours.verify(env, os.path.join(out, "trust"), [path], "--signer-cert",
                         os.path.join(out, "signer2.pem"))["sign-bare.ofd"]
    suite.case("theirs: sign-bare.ofd with another's certificate",
               [] if result["verdict"] != "VALID" else ["VALID"])


def seals(suite, env, out):
    for version in ("v1", "v4"):
        result = json_lines(["seal-make", "verify", "--trust", os.path.join(out, "trust"), "--json",
                             os.path.join(out, version + ".esl")], env=env)[version + ".esl"]
        good = (result["verdict"], result["reasons"]) == ("VALID", [])
        suite.case("theirs: seal %s" % version,
                   [] if good else ["%s %s" % (result["verdict"], result["reasons"])])


def merged_trust(documents, out):
    """Ours and theirs."""
    folder = os.path.join(out, "both")
    os.mkdir(folder)
    for name in ("roots", "intermediates", "makers", "crls"):
        with open(os.path.join(folder, name + ".pem"), "w", encoding="ascii") as to:
            for source in (documents.trust(), os.path.join(out, "trust")):
                path = os.path.join(source, name + ".pem")
                if os.path.exists(path):
                    with open(path, encoding="ascii") as text:
                        to.write(text.read())
    return folder


def further_ours(suite, documents, out):
    """Our signature on what ofdrw signed."""
    made = []
    for base in ("v1", "v4", "sign-pkcs9", "two"):
        target = os.path.join(out, "ours-on-%s.ofd" % base)
        try:
            documents.sign("v4", os.path.join(out, base + ".ofd"), target, "--place", "1:80,100")
            made.append(target)
        except Trouble as error:
            suite.case("further: ours on %s.ofd" % base, [str(error)])
    try:
        documents.sign("v4", os.path.join(out, "v4-locked.ofd"), os.path.join(out, "ours-on-locked.ofd"))
        bad = ["was signed"]
    except Trouble as error:
        bad = [] if "locked" in str(error) else [str(error)]
    suite.case("further: ours on v4-locked.ofd is refused", bad)
    return made


def further(suite, programs, env, documents, out, said):
    """Several signatures by several programs: all of them hold, for all judges."""
    locked = said.get("further-locked.ofd", {})
    suite.case("further: theirs on v4-locked.ofd is refused",
               [] if locked.get("error") else ["was signed"])
    files = further_ours(suite, documents, out)
    files += [os.path.join(out, n) for n in ("further.ofd", "further-sign.ofd")]
    for name, result in sorted(ours.verify(env, merged_trust(documents, out), files).items()):
        wrong = [s["id"] for s in result["signatures"] if s["verdict"] != "VALID"]
        suite.case("further: %s: libecert" % name, [] if result["verdict"] == "VALID" and not wrong and
                   len(result["signatures"]) > 1 else ["%s %s, signatures %s" % (
                       result["verdict"], result["reasons"], wrong)])
        suite.note(FURTHER, name[:-4], "libecert", result["verdict"])
    for judge, there in programs.judges():
        for name, result in sorted(programs.judge(judge, files).items()) if there else []:
            known = (judge, name) in KNOWN
            suite.case("further: %s: %s%s" % (name, judge, " disagrees as known" if known else ""),
                       [] if result["intact"] != known else [ours.complaint(result) or "intact"])
            suite.note(FURTHER, name[:-4], judge, "intact" if result["intact"] else
                       "not intact: " + ours.complaint(result))


def run(suite, programs, env, documents):
    if programs.ofdrw is None:
        suite.skip("theirs", programs.reasons["ofdrw"])
        return
    out = os.path.join(os.path.dirname(documents.folder), "theirs")
    files, said = make(programs, documents, out)
    results = ours.verify(env, os.path.join(out, "trust"), files)
    for name in sorted(EXPECT):
        if name in results:
            suite.case("theirs: %s" % name, check(results[name], EXPECT[name]))
            suite.note("What ofdrw signs", name[:-4], "libecert", " ".join(
                [results[name]["verdict"]] + results[name]["reasons"]))
        elif name == V5:
            suite.skip("theirs: " + name, "ofdrw %s makes no V5" % programs.versions["ofdrw"])
        else:
            suite.case("theirs: " + name, ["was not made"])
    seals(suite, env, out)
    further(suite, programs, env, documents, out, said)
    try:
        bare(suite, env, out)
    except Trouble as error:
        suite.case("theirs: sign-bare.ofd", [str(error)])
    if programs.node is None:
        suite.skip("theirs: forgeries", programs.reasons["node"])
    else:
        refuse(suite, programs, env, out)
