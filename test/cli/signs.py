#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads signatures without the library.

signs.py stamps FILE             where seals stand: PAGE BOUNDARY [CLIP], a line each
signs.py ids FILE                IDs of signatures and stamps, and MaxSignId
signs.py kept OLD NEW [NAME]...  whether each entry of OLD but NAMEs has the same packed
                                 bytes in NEW
"""
import re
import sys
import zipfile


def text(package, name):
    return package.read(name.lstrip("/")).decode("utf-8-sig")


def rows(package):
    """(ID, text of Signature.xml) of each signature, as listed."""
    lists = re.search(r"Signatures>([^<]*)<", text(package, "OFD.xml")).group(1).lstrip("/")
    folder = lists.rsplit("/", 1)[0] + "/"
    for tag in re.findall(r"<ofd:Signature [^>]*>", text(package, lists)):
        loc = re.search(r'BaseLoc="([^"]*)"', tag).group(1)
        yield (re.search(r' ID="([^"]*)"', tag).group(1),
               text(package, loc if loc.startswith("/") else folder + loc))
    yield "max", re.search(r"MaxSignId>([^<]*)<", text(package, lists)).group(1)


def attr(tag, name):
    found = re.search(r' %s="([^"]*)"' % name, tag)
    return found.group(1) if found else None


def pages(package):
    root = re.search(r"DocRoot>([^<]*)<", text(package, "OFD.xml")).group(1)
    tags = re.findall(r"<ofd:Page [^>]*>", text(package, root))
    return {attr(tag, "ID"): number for number, tag in enumerate(tags, 1)}


def stamps(package):
    numbers = pages(package)
    for _, signature in rows(package):
        for tag in re.findall(r"<ofd:StampAnnot [^>]*>", signature):
            words = [str(numbers[attr(tag, "PageRef")]), attr(tag, "Boundary"), attr(tag, "Clip")]
            print(*[word for word in words if word])


def ids(package):
    for ident, signature in rows(package):
        print(*([ident, signature] if ident == "max" else
                [ident] + re.findall(r'<ofd:StampAnnot ID="([^"]*)"', signature)))


def packed(path):
    with zipfile.ZipFile(path) as package, open(path, "rb") as raw:
        for info in package.infolist():
            raw.seek(info.header_offset + 26)
            skip = raw.read(4)
            raw.seek(int.from_bytes(skip[:2], "little") + int.from_bytes(skip[2:], "little"), 1)
            yield info.filename, (info.CRC, info.file_size, raw.read(info.compress_size))


def kept(old, new, *names):
    after = dict(packed(new))
    lost = [n for n, data in packed(old) if n not in names and after.get(n) != data]
    print(*(["not kept:"] + lost if lost else ["kept"]))


if __name__ == "__main__":
    if sys.argv[1] == "kept":
        kept(*sys.argv[2:])
    else:
        with zipfile.ZipFile(sys.argv[2]) as file:
            {"stamps": stamps, "ids": ids}[sys.argv[1]](file)
