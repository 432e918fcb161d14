/* SPDX-License-Identifier: Apache-2.0 */
/* xml_samples.h - parts in the plain form, and the same with bytes changed, left out
 * and put in; for the tests that hold the one pass against the parser. */
#ifndef XML_SAMPLES_H
#define XML_SAMPLES_H

#include <stdlib.h>
#include <string.h>

#include "base/base.h"

#define DECL "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define SAMPLE_MAX 4096     /* one that has grown */
#define OFD "xmlns:ofd=\"http://www.ofdspec.org/2016\""

static const char page[] = DECL "<ofd:Page " OFD "><ofd:Area><ofd:PhysicalBox>0 0 210 297"
    "</ofd:PhysicalBox></ofd:Area>\r\n<ofd:Content>\r\n<ofd:Layer ID='2'>"
    "<ofd:TextObject ID=\"3\" Boundary=\"1 2 3 4\" Font=\"1\" Size=\"3.7\"><ofd:TextCode X=\"0\""
    " Y=\"3.7\" DeltaX=\"g 2 1.5\">\xe6\xa0\xa1 &lt;\xe5\x87\x86&gt; a&amp;b ]] </ofd:TextCode>"
    "</ofd:TextObject><ofd:PathObject ID=\"4\" Boundary=\"0 0 9 9\"><ofd:AbbreviatedData>"
    "M 0 0 L 9 9</ofd:AbbreviatedData></ofd:PathObject></ofd:Layer></ofd:Content>"
    "<ofd:Actions><ofd:Action Event=\"CLICK\"><ofd:URI URI=\"http://x\"/></ofd:Action>"
    "</ofd:Actions></ofd:Page>\n";
static const char list[] = "\xef\xbb\xbf" DECL "<Signatures xmlns=\"http://www.ofdspec.org/2016\" "
    "xmlns:x='u:1'>\n<MaxSignId>1</MaxSignId> <Signature ID=\"s1\" x:y=\"1\" BaseLoc=\"a\"/>"
    "<x:e xmlns=\"u:2\"><f/>t<x:g xmlns:x=\"u:3\" a=\"'\" b='\"'>u</x:g>v</x:e >"
    "</Signatures>  \n";
static const char small[] = "<a><b c=\"1\" d=\"2\">x</b>y</a>";

/* Values and texts longer than what is looked at at once, names that begin alike,
 * nine bytes long, sixteen, seventeen. */
static const char lengths[] = DECL "<ofd:Page " OFD " xmlns:a=\"u:1\"><ofd:TextObject ID=\"12345678\" "
    "Boundary='123456789012345' Boundary1=\"1234567890123456\" a:Boundary=\"12345678901234567\" "
    "Sixteen_letters_=\"1.85 1.85 1.85 1.85 1.85 1.85 3.7 3.7 3.7 1.85 1.85 1.85 1.85 1.85\" "
    "Seventeen_letters=\"\xe6\xa0\x87\xe5\x87\x86\xe5\x80\xbc 0.8850 MPa\xe3\x80\x80\xc2\xb0\">\n"
    "<ofd:AbbreviatedData>M 0 0 L 9.125 10.25 L 11.5 12.75 C 1 2 3 4 5 6 Q 7.125 8.5 9 10 C</ofd:AbbreviatedData>"
    "<ofd:AbbreviatedDate>\xe6\xa0\x87\xe5\x87\x86\xe5\x80\xbc 0.8850 MPa \xe7\xa4\xba ]] \r\n&lt;x&gt;</ofd:AbbreviatedDate>"
    "</ofd:TextObject><ofd:TextObject Boundary=\"1\" ID=\"2\"/><a:Page>\r&amp;\r\n&apos;</a:Page></ofd:Page>";

static const struct { const char *text; size_t n; } samples[] = {
	{ page, sizeof(page) - 1 }, { list, sizeof(list) - 1 }, { small, sizeof(small) - 1 },
	{ lengths, sizeof(lengths) - 1 }
};

static uint32_t
next(uint32_t *x)
{
	return (*x = *x * 1664525 + 1013904223) >> 8;
}

/* Bytes that mean something are more likely than others. */
static size_t
mutate(uint8_t *p, size_t n, size_t cap, uint32_t *x)
{
	static const char likely[] = "<>/='\"&;:]! \n\r\tax?-[\x80\xe4\xff";
	size_t at = next(x) % n, len, to;

	switch (next(x) % 5) {
	case 0:
		p[at] = (uint8_t)likely[next(x) % (sizeof(likely) - 1)];
		return n;
	case 1:
		p[at] ^= (uint8_t)(1u << next(x) % 8);
		return n;
	case 2:                 /* something is left out */
		len = 1 + next(x) % 12;
		len = len < n - at ? len : n - at;
		memmove(p + at, p + at + len, n - at - len);
		return n - len;
	case 3:                 /* comes twice */
		len = 1 + next(x) % 40;
		len = len < n - at ? len : n - at;
		len = len < cap - n ? len : cap - n;
		memmove(p + at + len, p + at, n - at);
		return n + len;
	default:                /* changes places */
		len = 1 + next(x) % 20;
		to = next(x) % n;
		if (at + len <= n && to + len <= n)
			memmove(p + to, p + at, len);
		return n;
	}
}

#endif
