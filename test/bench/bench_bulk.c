/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_bulk.c - documents of any number of parts of any size, for seeing how cost
 * grows: pages of lines as the page functions write them, which would take long to draw
 * that many, and pictures of noise.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

#include "pkg/pkg.h"

#define NS "xmlns:ofd=\"http://www.ofdspec.org/2016\""
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define FONT 1
#define GLYPHS 69         /* of a line */
#define LINE_BYTES 700    /* about */
/* IDs: of the font, of pictures, then of each page, its layer and its lines. */
#define PICTURE_ID(i) (2 + (i))
#define PAGE_ID(i)    (UINT32_C(100000) * (i) + 10000)

struct bulk {
	ecert_ctx              *ctx;
	const struct bench_bulk *of;
	struct eci_pkg         *pkg;
	struct eci_buf          b;         /* the part at hand */
	uint64_t                seed;
};

static void
must(const struct bulk *k, ecert_err e)
{
	if (e != ECERT_OK)
		bench_die(k->ctx, "a document to see growth with");
}

#define ADD(k, ...) must(k, eci_buf_addf((k)->ctx, &(k)->b, __VA_ARGS__))

static void
put(struct bulk *k, const char *name)
{
	must(k, eci_pkg_put(k->ctx, k->pkg, name, k->b.ptr, k->b.len));
	k->b.len = 0;
}

static void
add_line(struct bulk *k, unsigned page, unsigned i)
{
	unsigned n;

	ADD(k, "<ofd:TextObject ID=\"%u\" Boundary=\"20 %.1f 140.6 4.625\" Font=\"%u\" Size=\"3.7\">"
	    "<ofd:FillColor Value=\"0 0 0\"/><ofd:TextCode X=\"0\" Y=\"3.7\" DeltaX=\"", PAGE_ID(page) + 2 + i,
	    26.3 + 5.5 * (i % 48), FONT);
	for (n = 0; n < GLYPHS; n++)
		ADD(k, n == 0 ? "%s" : " %s", n % 13 < 3 ? "3.7" : "1.85");
	ADD(k, "\">%u.%u  标准值 %u.%04u MPa  示值 %u.%04u MPa  误差 +0.%04u MPa  U=0.0%02u MPa (k=2)"
	    "</ofd:TextCode></ofd:TextObject>", page, i + 1, i, (unsigned)(bench_noise(&k->seed) % 10000),
	    i, (unsigned)(bench_noise(&k->seed) % 10000), (unsigned)(bench_noise(&k->seed) % 100),
	    (unsigned)(bench_noise(&k->seed) % 100));
}

static void
put_page(struct bulk *k, unsigned page)
{
	char name[80];
	unsigned i = 0;

	ADD(k, HEAD "<ofd:Page " NS "><ofd:Content><ofd:Layer ID=\"%u\">", PAGE_ID(page) + 1);
	do
		add_line(k, page, i++);
	while (k->b.len + LINE_BYTES / 2 < k->of->page_bytes);
	ADD(k, "</ofd:Layer></ofd:Content></ofd:Page>");
	snprintf(name, sizeof(name), "Doc_0/Pages/Page_%u/Content.xml", page);
	put(k, name);
}

static void
put_pictures(struct bulk *k)
{
	char name[80];
	uint8_t *png;
	size_t n = 0;
	unsigned i;

	for (i = 0; i < k->of->pictures; i++) {
		if ((png = bench_picture(k->of->side, &k->seed, &n)) == NULL)
			bench_die(NULL, "out of memory");
		snprintf(name, sizeof(name), "Doc_0/Res/Image_%u.png", i);
		must(k, eci_pkg_put(k->ctx, k->pkg, name, png, n));
		free(png);
	}
	ADD(k, HEAD "<ofd:Res " NS " BaseLoc=\"Res\"><ofd:Fonts><ofd:Font ID=\"%u\" FontName=\"宋体\"/></ofd:Fonts>"
	    "<ofd:MultiMedias>", FONT);
	for (i = 0; i < k->of->pictures; i++)
		ADD(k, "<ofd:MultiMedia ID=\"%u\" Type=\"Image\" Format=\"PNG\"><ofd:MediaFile>Image_%u.png"
		    "</ofd:MediaFile></ofd:MultiMedia>", PICTURE_ID(i), i);
	ADD(k, "</ofd:MultiMedias></ofd:Res>");
	put(k, "Doc_0/PublicRes.xml");
}

static void
put_document(struct bulk *k)
{
	unsigned i;

	ADD(k, HEAD "<ofd:Document " NS "><ofd:CommonData><ofd:MaxUnitID>%u</ofd:MaxUnitID><ofd:PageArea>"
	    "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml"
	    "</ofd:PublicRes></ofd:CommonData><ofd:Pages>", PAGE_ID(k->of->pages));
	for (i = 0; i < k->of->pages; i++)
		ADD(k, "<ofd:Page ID=\"%u\" BaseLoc=\"Pages/Page_%u/Content.xml\"/>", PAGE_ID(i), i);
	ADD(k, "</ofd:Pages></ofd:Document>");
	put(k, "Doc_0/Document.xml");
	ADD(k, HEAD "<ofd:OFD " NS " Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo><ofd:DocID>"
	    "bcb83bf2e0f14059bdd68d930bfac63a</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml"
	    "</ofd:DocRoot></ofd:DocBody></ofd:OFD>");
	put(k, "OFD.xml");
}

uint8_t *
bench_bulk(ecert_ctx *ctx, const struct bench_bulk *of, size_t *n)
{
	struct bulk k = { .ctx = ctx, .of = of, .seed = 0x9e3779b97f4a7c15u };
	struct eci_out *out = NULL;
	unsigned i;

	must(&k, eci_pkg_new(ctx, &k.pkg));
	for (i = 0; i < of->pages; i++)
		put_page(&k, i);
	put_pictures(&k);
	put_document(&k);
	must(&k, eci_out_mem(ctx, &k.b, &out));
	must(&k, eci_pkg_write(ctx, k.pkg, out));
	eci_out_abort(out);
	eci_pkg_free(k.pkg);
	return eci_buf_take(&k.b, n);
}
