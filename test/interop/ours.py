# SPDX-License-Identifier: Apache-2.0
"""What libecert signs, judged by others; and changed copies, which all must refuse."""
import os
import re
import zipfile

from documents import KINDS, ROOT
from suite import Trouble, json_lines

SIGNED = "What libecert signs"
FORGED = "Changed copies"
FORGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "node", "forge.js")
FORMAT = {"v1": "SES V1", "rsa": "SES V1", "v4": "SES V4", "v4d": "SES V4", "v5": "SES V5", "sign": "SignedData B"}
# Where a judge says no and we say yes: what it says, and why it is wrong.
DISAGREE = {
    # Takes what stands in V1's certList for certificates, not for OCTET STRINGs that
    # hold them, as ofdrw writes and reads it.
    ("ofdgo", "v1"): "list(, list)?",
    # Knows no RSA in seals; for dataHash takes SM3, where GM/T 0031-2014 has the
    # digest of the signature's own algorithm.
    ("ofdgo", "rsa"): "unsupported signature method.*",
    ("ofdrw", "rsa"): "InvalidSignedValueException: .*Signature.xml .*",
}
# What a judge does not look at: (judge, forgery).
BLIND = {
    ("ofdrw", "signer-maker"), ("ofdrw", "signer-property"), ("ofdrw", "stranger"),
    ("ofdrw", "double-first"), ("ofdgo", "signer-property"), ("ofdgo", "double-first"),
}
# Our reason for each forgery: of a sealed signature, of SignedData.
REASONS = {
    "page": (["DIGEST_MISMATCH"], ["DIGEST_MISMATCH"]),
    "place": (["SES_DATAHASH"], ["SES_DATAHASH"]),
    "value": (["SES_SIG_BAD"], ["SES_SIG_BAD"]),
    "reference": (["SES_DATAHASH", "COVERAGE_MISSING"], ["SES_DATAHASH", "COVERAGE_MISSING"]),
    "datahash": (["SES_SIG_BAD"], ["SES_SIG_BAD"]),
    "cut": (["SES_MALFORMED"], ["SES_MALFORMED"]),
    "sealfile": (["DIGEST_MISMATCH", "SEAL_MISMATCH"], None),
    "picture": (["SEAL_MISMATCH", "SES_SIG_BAD", "SEAL_SIG_BAD"], None),
    "signer-maker": (["SEAL_SIG_BAD"], None),
    "signer-property": (["SES_PROPERTY"], None),
    "signer-sealfile": (["SEAL_MISMATCH", "COVERAGE_MISSING"], None),
    "stranger": (["SEAL_CERTLIST"], None),
    "double-first": (["ZIP_AMBIGUOUS"], ["ZIP_AMBIGUOUS"]),
    "double-last": (["ZIP_AMBIGUOUS"], ["ZIP_AMBIGUOUS"]),
}


def verify(env, trust, files, *options):
    """By name what ecert-verify says, as JSON."""
    return json_lines(["ecert-verify", "--trust", trust, "--root", ROOT, "--json", *options] + files,
                      env=env)


def signatures(name):
    return 2 if name.endswith("-two.ofd") else 1


def check_ours(result, name):
    bad = []
    if result["verdict"] != "VALID" or result["reasons"]:
        bad.append("%s %s" % (result["verdict"], result["reasons"]))
    if len(result["signatures"]) != signatures(name):
        bad.append("%d signatures" % len(result["signatures"]))
    for sig in result["signatures"]:
        if sig["references"]["failed"] or not sig["covers_all"]:
            bad.append("signature %s covers not everything" % sig["id"])
    if (result["identifier"] is not None) != name.endswith("-tagged.ofd"):
        bad.append("identifier %s" % result["identifier"])
    return bad


def complaint(result):
    """What a judge's answer names as wrong."""
    text = [result.get("error") or ""]
    for sig in result.get("signatures", []):
        text += [sig.get("error") or ""] + [k for k, v in sig.get("checks", {}).items() if not v]
    return ", ".join(t for t in text if t)


def kind_of(name):
    kind = name.partition("-")[0]
    return kind if kind in FORMAT else "v4"


def check_judged(judge, result, name):
    kind = kind_of(name)
    expected = DISAGREE.get((judge, kind))
    if expected is not None:
        if result["intact"] or not re.fullmatch(expected, complaint(result)):
            return ["known to say %s, but says: %s" % (expected, complaint(result) or "intact")]
        return []
    if not result["intact"]:
        return [complaint(result) or "not intact"]
    formats = result.get("formats") or [s["format"] for s in result["signatures"]]
    bad = [] if len(formats) == signatures(name) else ["%d signatures" % len(formats)]
    if judge == "node" and set(formats) != {FORMAT[kind]}:
        bad.append("format %s" % formats)
    if judge == "node" and result["uncovered"]:
        bad.append("uncovered: %s" % result["uncovered"])
    return bad


def judge_documents(suite, programs, env, documents):
    files = documents.files()
    results = verify(env, documents.trust(), files)
    for name, result in sorted(results.items()):
        suite.case("ours: %s: libecert" % name, check_ours(result, name))
        suite.note(SIGNED, name[:-4], "libecert", result["verdict"])
    for judge, there in programs.judges():
        if not there:
            suite.skip("ours: all: %s" % judge, programs.reasons[judge])
            continue
        for name, result in sorted(programs.judge(judge, files).items()):
            known = " disagrees as known" if (judge, kind_of(name)) in DISAGREE else ""
            suite.case("ours: %s: %s%s" % (name, judge, known), check_judged(judge, result, name))
            suite.note(SIGNED, name[:-4], judge, "intact" if result["intact"] else
                       "not intact: " + complaint(result))


def double(source, target, first):
    """Two entries with the name of the first page, one of them changed."""
    name = "Doc_0/Pages/Page_0/Content.xml"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        page = old.read(name)
        changed = bytearray(page)
        changed[page.index(b"</ofd:TextCode>") - 1] ^= 1
        new.writestr(name, bytes(changed) if first else page)
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.NameToInfo.pop(name)            # Python would warn
        new.writestr(name, page if first else bytes(changed))
    return target


def forge(programs, documents, kind, out):
    os.makedirs(out, exist_ok=True)
    source = documents.path(kind + "-one.ofd")
    pki = [documents.path("pki/" + n) for n in ("signer.key", "signer.pem", "signer2.key", "signer2.pem")]
    files = json_lines(["node", FORGE, source, out] + pki, env=programs.node)
    return [os.path.join(out, n) for n in sorted(files)] + [
        double(source, os.path.join(out, "%s-one+double-%s.ofd" % (kind, n)), n == "first")
        for n in ("first", "last")]


def judge_forgeries(suite, programs, env, documents):
    if programs.node is None:
        suite.skip("ours: forgeries", programs.reasons["node"])
        return
    for kind in KINDS:
        if kind + "-one" in documents.troubles:
            continue
        files = forge(programs, documents, kind, documents.path("forged"))
        plain = KINDS[kind] is None
        for name, result in sorted(verify(env, documents.trust(), files).items()):
            want = REASONS[name.partition("+")[2][:-4]][plain]
            good = result["verdict"] == "INVALID" and result["reasons"] == want
            suite.note(FORGED, name[:-4], "libecert", ", ".join(result["reasons"]) or "VALID")
            suite.case("ours: %s: libecert refuses" % name,
                       [] if good else ["%s %s, not %s" % (result["verdict"], result["reasons"], want)])
        for judge, there in programs.judges():
            if there and (judge, kind) not in DISAGREE:
                check_refusals(suite, judge, programs.judge(judge, files))


def check_refusals(suite, judge, results):
    for name, result in sorted(results.items()):
        suite.note(FORGED, name[:-4], judge, "**accepts**" if result["intact"] else "refuses")
        blind = (judge, name.partition("+")[2][:-4]) in BLIND
        if result["intact"] == blind:
            suite.case("ours: %s: %s %s" % (name, judge, "is blind to it" if blind else "refuses"), [])
        else:
            suite.case("ours: %s: %s" % (name, judge), [
                "known not to look at this, but refuses: " + complaint(result) if blind else "accepted"])


def run(suite, programs, env, documents):
    judge_documents(suite, programs, env, documents)
    try:
        judge_forgeries(suite, programs, env, documents)
    except (Trouble, KeyError) as error:
        suite.case("ours: forgeries", [repr(error)])
