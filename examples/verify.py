#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""verify.py - a certificate verified from Python, with nothing but ctypes.

    verify.py TRUST-DIR FILE.ofd...

Prints "FILE: VERDICT REASON..." per file.  Exit status as of ecert-verify(1):
0 all valid, 1 some is not, 2 trouble, 3 some is undecided.  The library is
found by the loader; LIBECERT names another file.
"""
import ctypes
import json
import os
import sys

OK, INVALID, UNDECIDED = 0, 32, 33
STATUS = {OK: 0, INVALID: 1, UNDECIDED: 3}

P, STR, OUT = ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_void_p)
# Without argument types ctypes would cut pointers to 32 bits.
PROTOTYPES = {
    "ecert_ctx_new": (P, []),
    "ecert_ctx_free": (None, [P]),
    "ecert_errmsg": (STR, [P]),
    "ecert_free": (None, [P]),
    "ecert_trust_new": (ctypes.c_int32, [P, OUT]),
    "ecert_trust_add_dir": (ctypes.c_int32, [P, P, STR]),
    "ecert_trust_free": (None, [P]),
    "ecert_policy_new": (ctypes.c_int32, [P, OUT]),
    "ecert_policy_set_trust": (None, [P, P]),
    "ecert_policy_free": (None, [P]),
    "ecert_verify_file": (ctypes.c_int32, [P, STR, P, OUT]),
    "ecert_report_json": (ctypes.c_int32, [P, P, OUT]),
    "ecert_report_free": (None, [P]),
}


class EcertError(Exception):
    pass


class Verifier:
    """Whom to trust is loaded once, for any number of files."""

    def __init__(self, trust_dir, path=None):
        self.lib = ctypes.CDLL(path or os.environ.get("LIBECERT", "libecert.so.0"))
        for name, (result, arguments) in PROTOTYPES.items():
            function = getattr(self.lib, name)
            function.restype, function.argtypes = result, arguments
        self.trust, self.policy = ctypes.c_void_p(), ctypes.c_void_p()
        self.ctx = self.lib.ecert_ctx_new()
        if not self.ctx:
            raise MemoryError
        try:
            self._call("ecert_trust_new", ctypes.byref(self.trust))
            self._call("ecert_trust_add_dir", self.trust, os.fsencode(trust_dir))
            self._call("ecert_policy_new", ctypes.byref(self.policy))
        except EcertError:
            self.close()
            raise
        self.lib.ecert_policy_set_trust(self.policy, self.trust)

    def _call(self, name, *arguments):
        if getattr(self.lib, name)(self.ctx, *arguments) != OK:
            raise EcertError(self.lib.ecert_errmsg(self.ctx).decode())

    def verify(self, path):
        """(error code, report); OK means valid, and nothing else does."""
        report, text = ctypes.c_void_p(), ctypes.c_void_p()
        code = self.lib.ecert_verify_file(self.ctx, os.fsencode(path), self.policy,
                                          ctypes.byref(report))
        if code not in STATUS:
            raise EcertError(self.lib.ecert_errmsg(self.ctx).decode())
        try:
            self._call("ecert_report_json", report, ctypes.byref(text))
            return code, json.loads(ctypes.string_at(text))
        finally:
            self.lib.ecert_free(text)
            self.lib.ecert_report_free(report)

    def close(self):
        self.lib.ecert_policy_free(self.policy)
        self.lib.ecert_trust_free(self.trust)
        self.lib.ecert_ctx_free(self.ctx)
        self.ctx = None

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()


def main(argv):
    if len(argv) < 3:
        print("usage: verify.py TRUST-DIR FILE.ofd...", file=sys.stderr)
        return 2
    seen = {0}
    try:
        with Verifier(argv[1]) as verifier:
            for path in argv[2:]:
                try:
                    code, report = verifier.verify(path)
                except EcertError as error:
                    print(f"verify.py: {error}", file=sys.stderr)
                    seen.add(2)
                    continue
                print(" ".join([f"{path}:", report["verdict"], *report["reasons"]]))
                seen.add(STATUS[code])
    except (EcertError, OSError) as error:
        print(f"verify.py: {error}", file=sys.stderr)
        return 2
    return next(status for status in (2, 1, 3, 0) if status in seen)


if __name__ == "__main__":
    sys.exit(main(sys.argv))
