# SPDX-License-Identifier: Apache-2.0
"""Real files of nine producers: libecert finds exactly what is known of them, and
the other judges agree on what is intact.  They are not part of the project."""
import os

import theirs
from suite import json_lines

HERE = os.path.dirname(os.path.abspath(__file__))
NOW = "2027-01-15T08:00:00Z"            # after the youngest file was signed
PATH = ["CERT_UNTRUSTED", "CRL_UNAVAILABLE"]
SEAL_PATH = PATH + ["SEAL_MAKER_UNTRUSTED"]
EXPIRED = ["CERT_EXPIRED_NOW"]
# Where nobody is trusted.  File: verdict, reasons, then (type, version, verdict,
# reasons) of each signature, worst reason first.
SIGNED = {
    # OFD.xml is not protected.
    "999.ofd": ("UNDECIDED", SEAL_PATH + ["COVERAGE_MISSING", "ZIP_AMBIGUOUS", "SES_MALFORMED"] + EXPIRED,
                ("Seal", 4, "UNDECIDED", SEAL_PATH + ["COVERAGE_MISSING", "SES_MALFORMED"] + EXPIRED)),
    # A bare value without a certificate.
    "DigitalSign.ofd": ("UNDECIDED", ["CERT_UNTRUSTED", "UNSUPPORTED"],
                        ("Sign", None, "UNDECIDED", ["CERT_UNTRUSTED", "UNSUPPORTED"])),
    # Signed four years after seal and certificate had ended.
    "SESV4SignDoc.ofd": ("INVALID", ["CERT_EXPIRED", "SEAL_EXPIRED"] + SEAL_PATH,
                         ("Seal", 4, "INVALID", ["CERT_EXPIRED", "SEAL_EXPIRED"] + SEAL_PATH)),
    # The second signature broke the first, which protects Signatures.xml.
    "h.ofd": ("INVALID", ["DIGEST_MISMATCH", "DANGLING_REF"] + SEAL_PATH + ["SIG_LIST_BAD"] + EXPIRED,
              ("Seal", 4, "INVALID", ["DIGEST_MISMATCH"] + SEAL_PATH + EXPIRED),
              ("Seal", 4, "UNDECIDED", SEAL_PATH + EXPIRED)),
    # Three files were edited after signing.
    "keyword.ofd": ("INVALID", ["DIGEST_MISMATCH", "SES_CRITICAL_EXT", "DANGLING_REF"] + SEAL_PATH +
                    ["COVERAGE_MISSING", "COVERAGE_EXTRA", "OFD_STRUCTURE"] + EXPIRED + ["CERT_USAGE"],
                    ("Seal", 4, "INVALID", ["DIGEST_MISMATCH", "SES_CRITICAL_EXT"] + SEAL_PATH +
                     ["COVERAGE_MISSING"] + EXPIRED + ["CERT_USAGE"]),
                    ("Sign", None, "INVALID", ["DIGEST_MISMATCH"] + PATH +
                     ["COVERAGE_MISSING", "COVERAGE_EXTRA"] + EXPIRED)),
    # A demonstration with values that are none.
    "n.ofd": ("INVALID", ["ALG_WEAK", "SES_DATAHASH", "SES_SIG_BAD", "CERT_USAGE", "SEAL_CERTLIST",
                          "SES_CRITICAL_EXT"] + SEAL_PATH + ["SIG_XML_BAD", "SES_MALFORMED"],
              ("Seal", 1, "INVALID", ["ALG_WEAK", "SES_DATAHASH", "SES_SIG_BAD", "CERT_USAGE", "SEAL_CERTLIST",
                                      "SES_CRITICAL_EXT"] + SEAL_PATH + ["SIG_XML_BAD", "SES_MALFORMED"])),
    "signedFile.ofd": ("UNDECIDED", SEAL_PATH + ["XML_MALFORMED"] + EXPIRED + ["SES_MALFORMED", "CERT_EXPIRED"],
                       ("Seal", 4, "UNDECIDED", SEAL_PATH + EXPIRED + ["SES_MALFORMED", "CERT_EXPIRED"])),
    "testPathClip.ofd": ("UNDECIDED", PATH + ["COVERAGE_MISSING", "ZIP_AMBIGUOUS", "OFD_STRUCTURE",
                                              "XML_MALFORMED", "SES_MALFORMED"] + EXPIRED,
                         ("Sign", None, "UNDECIDED", PATH + ["COVERAGE_MISSING", "SES_MALFORMED"] + EXPIRED),
                         ("Sign", None, "UNDECIDED", PATH + ["SES_MALFORMED"] + EXPIRED)),
    "v4signed.ofd": ("UNDECIDED", SEAL_PATH + ["DANGLING_REF", "SES_MALFORMED"] + EXPIRED,
                     ("Seal", 4, "UNDECIDED", SEAL_PATH + ["SES_MALFORMED"] + EXPIRED)),
    # Two pages were edited after signing; the maker's certificate is for something else.
    "zsbk.ofd": ("INVALID", ["DIGEST_MISMATCH", "CERT_USAGE", "CERT_EXPIRED"] + SEAL_PATH + EXPIRED,
                 ("Seal", 4, "INVALID", ["DIGEST_MISMATCH", "CERT_USAGE", "CERT_EXPIRED"] + SEAL_PATH + EXPIRED),
                 ("Seal", 4, "INVALID", ["DIGEST_MISMATCH", "CERT_USAGE", "CERT_EXPIRED"] + SEAL_PATH + EXPIRED)),
}
UNSIGNED = {
    "AddAttachment.ofd": ("INVALID", ["NO_SIGNATURE"]),
    "Page5.ofd": ("INVALID", ["NO_SIGNATURE", "DANGLING_REF"]),
    "helloworld.ofd": ("INVALID", ["NO_SIGNATURE"]),
    "namespace_no_std.ofd": ("INVALID", ["NO_SIGNATURE", "OFD_STRUCTURE"]),
    "z.ofd": ("INVALID", ["NO_SIGNATURE", "OFD_STRUCTURE"]),
}
MAKER = ["SEAL_MAKER_UNTRUSTED", "CRL_UNAVAILABLE"]
# Seal: version, identifier, time stamp, then the time of the verdict, it, its reasons.
SEALS = {
    "UserV1.esl": (1, "40C8CDD24DEF43388B86E62CCE1D6832", False, "2021-01-01T00:00:00Z", "UNDECIDED", MAKER),
    "UserV4.esl": (4, "51f044b76510434e9bc67a1185c2fba5", False, "2021-01-01T00:00:00Z", "UNDECIDED", MAKER),
    # Made four years after its maker's certificate had ended.
    "UserV5.esl": (5, "09aaf39291e049e4b3d716414590937e", False, NOW, "INVALID", ["CERT_EXPIRED"] + MAKER),
    "UserV5_ts.esl": (5, "55a4a957189a48f596706fb431e962c5", True, NOW, "INVALID",
                      ["CERT_EXPIRED", "TIMESTAMP_BAD"] + MAKER),
}
INTEGRITY = {"refs.method", "refs.digest", "sig.format", "sig.datahash", "sig.property", "sig.value",
             "sig.seal-file", "seal.value", "seal.certlist"}
# Integrity alone; where a judge and we differ, and why.
DIFFER = {
    # We are undecided until somebody gives a certificate; the others give up.
    ("DigitalSign.ofd", "node"), ("DigitalSign.ofd", "ofdgo"), ("DigitalSign.ofd", "ofdrw"),
}


def intact(sig):
    """What we say of one signature's integrity; None: undecided."""
    found = [c["verdict"] for c in sig["checks"] if c["name"] in INTEGRITY]
    return False if "FAIL" in found else None if "UNDECIDED" in found else True


def words(values):
    return ", ".join({True: "intact", False: "not intact", None: "undecided"}[v] for v in values)


def check_agreement(suite, judge, ours, results):
    for name, result in sorted(results.items()):
        mine = [intact(s) for s in ours[name]["signatures"]]
        if judge == "ofdrw":                    # stops at the first that is bad
            mine = [False if False in mine else None if None in mine else True]
            said = [result["intact"]]
        else:
            said = [s["intact"] for s in result["signatures"]]
        differs = (name, judge) in DIFFER
        suite.note("Real files, integrity of each signature", name[:-4], "libecert",
                   words([intact(s) for s in ours[name]["signatures"]]))
        suite.note("Real files, integrity of each signature", name[:-4], judge, words(said))
        suite.case("corpus: %s: %s %s" % (name, judge, "differs as known" if differs else "agrees"),
                   [] if (mine == said) != differs else ["we say %s, %s says %s: %s" % (
                       mine, judge, said, result.get("error"))])


def check_seals(suite, env, folder):
    for name, (version, ident, stamp, time, verdict, reasons) in sorted(SEALS.items()):
        path = os.path.join(folder, name)
        shown = json_lines(["seal-make", "show", "--json", path], env=env)[name]
        result = json_lines(["seal-make", "verify", "--time", time, "--json", path], env=env)[name]
        values = [c["verdict"] for c in result["checks"] if c["name"] == "seal.value"]
        bad = []
        if (shown["version"], shown["id"], shown["timestamp"]) != (version, ident, stamp):
            bad.append("shown: V%s %s %s" % (shown["version"], shown["id"], shown["timestamp"]))
        if (result["verdict"], result["reasons"]) != (verdict, reasons):
            bad.append("%s %s, not %s %s" % (result["verdict"], result["reasons"], verdict, reasons))
        if values != ["PASS"]:
            bad.append("the maker's signature: %s" % values)
        suite.case("corpus: %s" % name, bad)


def run(suite, programs, env, documents):
    del documents
    folder = os.environ.get("ECERT_CORPUS", os.path.join(HERE, "../../../shared/corpus"))
    if not os.path.isdir(folder):
        suite.skip("corpus", "no corpus")
        return
    for table, part in ((SIGNED, "signed"), (UNSIGNED, "unsigned")):
        files = [os.path.join(folder, part, n) for n in sorted(table)]
        results = json_lines(["ecert-verify", "--time", NOW, "--json"] + files, env=env)
        for name in sorted(table):
            suite.case("corpus: %s" % name, theirs.check(results[name], table[name]))
        if part == "unsigned":
            continue
        for judge, there in programs.judges():
            if there:
                check_agreement(suite, judge, results, programs.judge(judge, files))
            else:
                suite.skip("corpus: all: %s" % judge, programs.reasons[judge])
    check_seals(suite, env, os.path.join(folder, "seals"))
    if programs.node:
        seals = [os.path.join(folder, "seals", n) for n in sorted(SEALS)]
        for name, result in sorted(programs.judge("node", seals).items()):
            suite.case("corpus: %s: node agrees" % name, [] if result["intact"] and
                       result["format"] == "SES V%d" % SEALS[name][0] else [str(result)])
