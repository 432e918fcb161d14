#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Copies a ZIP file with a change, keeping order, names and everything else.

rezip.py IN OUT ENTRY FROM TO      the first FROM in ENTRY's bytes becomes TO
rezip.py IN OUT --add NAME TEXT    a further entry
rezip.py IN OUT --remove NAME      without an entry
"""
import sys
import zipfile

source, target, what, *rest = sys.argv[1:]
with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
    for info in old.infolist():
        data = old.read(info)
        if what == info.filename:
            changed = data.replace(rest[0].encode(), rest[1].encode(), 1)
            if changed == data:
                sys.exit("%s: nothing to change" % info.filename)
            data = changed
        if what != "--remove" or info.filename != rest[0]:
            new.writestr(info, data)
    if what == "--add":
        new.writestr(zipfile.ZipInfo(rest[0]), rest[1])
