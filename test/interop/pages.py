#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes an OFD document of N pages A4, written from GB/T 33190-2016 and without
the library that is tested.  Each page says its number, and MARK, 30 mm wide, whose
middle is MARK_CENTRE.

usage: pages.py N OUT.ofd
"""
import sys
import zipfile

MARK = "检定员签字处"
MARK_AT, MARK_SIZE = (100, 180), 5              # mm: left end of the base line, height
MARK_CENTRE = (115, 177.5)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(number, x, y, size, words):
    """A text whose characters are size mm apart."""
    return ('<ofd:TextObject ID="%d" Boundary="%s %s %s %s" Font="2" Size="%s">'
            '<ofd:FillColor Value="0 0 0"/><ofd:TextCode X="0" Y="%s" DeltaX="g %d %s">%s'
            '</ofd:TextCode></ofd:TextObject>' % (
                number, x, y - size, size * len(words), size * 1.25, size, size,
                len(words) - 1, size, words))


def content(page, pages, number):
    return HEAD + ('<ofd:Page %s><ofd:Content><ofd:Layer ID="%d">%s%s</ofd:Layer></ofd:Content>'
                   '</ofd:Page>' % (
                       SPACE, number, text(number + 1, 40, 60, 8, "第%d页共%d页" % (page + 1, pages)),
                       text(number + 2, *MARK_AT, MARK_SIZE, MARK)))


def entries(pages):
    ids = [10 + 4 * i for i in range(pages)]
    yield "OFD.xml", HEAD + (
        '<ofd:OFD %s Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>'
        '%032x</ofd:DocID><ofd:CreationDate>2026-01-01</ofd:CreationDate></ofd:DocInfo>'
        '<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>' % (SPACE, pages))
    yield "Doc_0/Document.xml", HEAD + (
        '<ofd:Document %s><ofd:CommonData><ofd:MaxUnitID>%d</ofd:MaxUnitID><ofd:PageArea>'
        '<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>'
        '<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>%s</ofd:Pages>'
        '</ofd:Document>' % (SPACE, ids[-1] + 3, "".join(
            '<ofd:Page ID="%d" BaseLoc="Pages/Page_%d/Content.xml"/>' % (n, i)
            for i, n in enumerate(ids))))
    yield "Doc_0/PublicRes.xml", HEAD + (
        '<ofd:Res %s BaseLoc="Res"><ofd:Fonts><ofd:Font ID="2" FontName="宋体" FamilyName="宋体"/>'
        '</ofd:Fonts></ofd:Res>' % SPACE)
    for i, n in enumerate(ids):
        yield "Doc_0/Pages/Page_%d/Content.xml" % i, content(i, pages, n + 1)


def write(pages, out):
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries(pages):
            package.writestr(name, data)


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.argv[2])
