#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes a document of pages with text.

usage: mkpages.py N OUT.ofd [WxH]...      (sizes of the first pages; else A4)

Each page shows "Page N", an object for each character; the last one also
"授权签字人：" at 30,250, size 4, with a template's "(盖章处)" after it.
"""
import sys
import zipfile

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(number, box, size, content):
    return ('<ofd:TextObject ID="%d" Boundary="%s" Font="2" Size="%s"><ofd:TextCode X="0" Y="%s" '
            'DeltaX="g %d %s">%s</ofd:TextCode></ofd:TextObject>' % (
                number, box, size, size, max(len(content) - 1, 1), size, content))


def page(body, size="", template=""):
    area = '<ofd:Area><ofd:PhysicalBox>0 0 %s</ofd:PhysicalBox></ofd:Area>' % size if size else ""
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<ofd:Page %s>%s%s<ofd:Content><ofd:Layer '
            'ID="9%d">%s</ofd:Layer></ofd:Content></ofd:Page>' % (
                NS, template, area, len(body), body))


def document(count):
    rows = "".join('<ofd:Page ID="%d" BaseLoc="Pages/Page_%d/Content.xml"/>' % (i + 10, i)
                   for i in range(count))
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<ofd:Document %s><ofd:CommonData>'
            '<ofd:MaxUnitID>99999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297'
            '</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>'
            '<ofd:TemplatePage ID="3" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
            '<ofd:Pages>%s</ofd:Pages></ofd:Document>' % (NS, rows))


def main(count, out, *sizes):
    count = int(count)
    entries = {
        "OFD.xml": '<?xml version="1.0" encoding="UTF-8"?>\n<ofd:OFD %s Version="1.1" '
                   'DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>'
                   '00112233445566778899aabbccddeeff</ofd:DocID></ofd:DocInfo><ofd:DocRoot>'
                   'Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>' % NS,
        "Doc_0/Document.xml": document(count),
        "Doc_0/PublicRes.xml": '<ofd:Res %s BaseLoc="Res"><ofd:Fonts><ofd:Font ID="2" '
                               'FontName="SimSun"/></ofd:Fonts></ofd:Res>' % NS,
        "Doc_0/Tpls/Tpl_0/Content.xml": page(text(5, "54 250 30 5", 4, "(盖章处)")),
    }
    for i in range(count):
        body = "".join(text(1000 + 100 * i + k, "%d 20 5 6" % (20 + 3 * k), 5, c)
                       for k, c in enumerate("Page%d" % (i + 1)))
        last = i == count - 1
        if last:
            body += text(1099 + 100 * i, "30 250 30 5", 4, "授权签字人：")
        size = sizes[i].replace("x", " ") if i < len(sizes) else ""
        entries["Doc_0/Pages/Page_%d/Content.xml" % i] = page(
            body, size, '<ofd:Template TemplateID="3"/>' if last else "")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries.items():
            package.writestr(zipfile.ZipInfo(name), data)


if __name__ == "__main__":
    main(*sys.argv[1:])
