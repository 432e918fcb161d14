#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes one bad document out of a good one.

usage: mkbad.py KIND GOOD.ofd BAD.ofd
"""
import re
import struct
import sys
import warnings
import zipfile

LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


def read(path):
    with zipfile.ZipFile(path) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def write(path, entries):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")          # duplicate names are meant
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in entries:
                package.writestr(zipfile.ZipInfo(name), data)


def root_of(entries):
    """The name of Document.xml, as OFD.xml has it."""
    text = dict(entries)["OFD.xml"].decode("utf-8")
    return re.search(r"DocRoot>\s*/?([^<]*?)\s*<", text).group(1)


def change(entries, name, edit):
    return [(n, edit(d) if n == name else d) for n, d in entries]


def set_flag(data, bit):
    """Sets a general purpose flag of the first entry, in both its headers."""
    data = bytearray(data)
    for mark, offset in ((LOCAL, 6), (CENTRAL, 8)):
        at = data.index(mark) + offset
        flags = struct.unpack_from("<H", data, at)[0] | bit
        struct.pack_into("<H", data, at, flags)
    return bytes(data)


def whole_file(kind, data):
    return {
        "text": lambda: b"This is not a package.\n",
        "empty": lambda: b"",
        "truncated": lambda: data[:len(data) // 2],
        "last-byte": lambda: data[:-1],
        "encrypted": lambda: set_flag(data, 1),
        "crc": lambda: flip(data),
    }[kind]()


def flip(data):
    """One bit of the first entry's packed bytes."""
    at = data.index(LOCAL)
    name, extra = struct.unpack_from("<HH", data, at + 26)
    at += 30 + name + extra + 5
    return data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1:]


def entries_of(kind, entries):
    root = root_of(entries)
    page = next(n for n, _ in entries if n.endswith("Content.xml"))
    decl = re.compile(rb"^(\xef\xbb\xbf)?(<\?xml[^>]*\?>)?")
    return {
        "duplicate": lambda: entries + [(page, dict(entries)[page])],
        "unsafe-dotdot": lambda: entries + [("../evil.xml", b"x")],
        "unsafe-absolute": lambda: entries + [("/etc/evil", b"x")],
        "unsafe-backslash": lambda: entries + [("Doc_0\\evil.xml", b"x")],
        "case-twin": lambda: entries + [(page.swapcase(), b"x")],
        "ill-formed": lambda: change(entries, root, lambda d: d.replace(b"</ofd:Pages>", b"")),
        "ill-formed-page": lambda: change(entries, page, lambda d: d[:-3]),
        "doctype": lambda: change(entries, root, lambda d: decl.sub(
            lambda m: m.group(0) + b'<!DOCTYPE x [<!ENTITY e "v">]>', d, 1)),
        "no-document": lambda: [(n, d) for n, d in entries if n != root],
        "no-entry-file": lambda: [(n, d) for n, d in entries if n != "OFD.xml"],
        "no-page": lambda: [(n, d) for n, d in entries if n != page],
        "no-permission": lambda: change(entries, root, lambda d: d.replace(
            b"</ofd:Pages>", b"</ofd:Pages><ofd:Permissions><ofd:Signature>false"
            b"</ofd:Signature></ofd:Permissions>", 1)),
        "page-changed": lambda: change(entries, page, lambda d: d.replace(
            b"</ofd:Page>", b" </ofd:Page>")),
    }[kind]()


def main(kind, good, bad):
    with open(good, "rb") as source:
        data = source.read()
    try:
        write(bad, entries_of(kind, read(good)))
    except KeyError:
        result = whole_file(kind, data)
        with open(bad, "wb") as target:
            target.write(result)


if __name__ == "__main__":
    main(*sys.argv[1:])
