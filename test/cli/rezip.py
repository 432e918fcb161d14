#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Copies a ZIP file with a change, keeping order, names and everything else.

rezip.py IN OUT ENTRY FROM TO      the first FROM in ENTRY's bytes becomes TO
rezip.py IN OUT --add NAME TEXT    a further entry
rezip.py IN OUT --remove NAME      without an entry
rezip.py IN OUT --put NAME FILE    the bytes of FILE as an entry that is there
rezip.py IN - --get NAME           the bytes of an entry on the standard output
"""
import sys
import zipfile

source, target, what, *rest = sys.argv[1:]
if what == "--get":
    sys.stdout.buffer.write(zipfile.ZipFile(source).read(rest[0]))
    sys.exit(0)
with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
    for info in old.infolist():
        data = old.read(info)
        if what == info.filename:
            changed = data.replace(rest[0].encode(), rest[1].encode(), 1)
            if changed == data:
                sys.exit("%s: nothing to change" % info.filename)
            data = changed
        if what == "--put" and info.filename == rest[0]:
            data = open(rest[1], "rb").read()
        if what != "--remove" or info.filename != rest[0]:
            new.writestr(info, data)
    if what == "--add":
        new.writestr(zipfile.ZipInfo(rest[0]), rest[1])
