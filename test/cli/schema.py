#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads JSON lines and holds each against share/ecert-report.schema.json.

usage: schema.py [KIND] <LINES      prints "N of KIND", or what is wrong (exit 1)

KIND, where given, is the only definition each line may fit: document, seal_report,
no_seal, trouble.  The schema's alternatives exclude one another, so without it a line
fits exactly one.
"""
import json
import os
import sys

import jsonschema

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def no_twice(pairs):
    keys = [k for k, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError("a name twice: %s" % keys)
    return dict(pairs)


def main():
    kind = sys.argv[1] if len(sys.argv) > 1 else None
    with open(os.path.join(ROOT, "share", "ecert-report.schema.json"), encoding="utf-8") as f:
        schema = json.load(f)
    jsonschema.Draft202012Validator.check_schema(schema)
    if kind is not None:
        schema = {"$ref": "#/$defs/" + kind, "$defs": schema["$defs"]}
    validator = jsonschema.Draft202012Validator(schema)
    n = bad = 0
    for line in sys.stdin.buffer.read().splitlines():
        n += 1
        value = json.loads(line.decode("utf-8"), object_pairs_hook=no_twice)
        for error in validator.iter_errors(value):
            best = jsonschema.exceptions.best_match([error])
            print("line %d: %s: %s" % (n, best.json_path, best.message[:300]))
            bad += 1
    if bad == 0:
        print("%d of %s" % (n, kind or "any"))
    return 1 if bad or n == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
