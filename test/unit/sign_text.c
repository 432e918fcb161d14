/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The seal on text: a seal of 40 x 30 mm on pages of 210 x 297.  A line of text
 * of size 5 at x with the baseline y has a box from y - 4.4 to y + 0.6; ASCII is
 * 2.5 wide.
 */
#include <math.h>

#include "signing.h"
#include "sign/sign_priv.h"

static struct fixture f;

static const struct { size_t page; double x, y; const char *text; } shown[] = {
	{ 1, 100, 100, "ABCD" },              /* 100..110, 95.6..100.6: centre 105, 98.1 */
	{ 1, 50, 200, "ABCD" },               /* centre 55, 198.1 */
	{ 2, 100, 50, "ABCD" },               /* centre 105, 48.1 */
	{ 2, 5, 20, "edge" },                 /* centre 10, 18.1: the seal sticks out */
	{ 2, 198, 290, "far" },               /* centre 201.75, 288.1 */
	{ 3, 20, 30, "<&> \"q\"" },
};

static ecert_doc *
text_doc(void)
{
	ecert_doc *doc = NULL;
	size_t i, page;

	MUST(f.ctx, ecert_doc_new(f.ctx, &doc));
	for (i = 0; i < 3; i++)
		MUST(f.ctx, ecert_page_add(f.ctx, doc, 210, 297, &page));
	for (i = 0; i < ECI_COUNT(shown); i++)
		MUST(f.ctx, ecert_page_add_text(f.ctx, doc, shown[i].page, shown[i].x, shown[i].y, 5,
		    "SimSun", 0, shown[i].text));
	return doc;
}

struct text { const char *text; unsigned hit; double dx, dy; };
struct want { size_t page; double x, y; };

static const struct row {
	const char *name;
	struct text at[2];
	size_t n;
	struct want want[4];
} rows[] = {
	{ "every hit", { { "ABCD", ECERT_EVERY_HIT, 0, 0 } }, 3,
	    { { 1, 85, 83.1 }, { 1, 35, 183.1 }, { 2, 85, 33.1 } } },
	{ "the first hit", { { "ABCD", 1, 0, 0 } }, 1, { { 1, 85, 83.1 } } },
	{ "the third hit", { { "ABCD", 3, 0, 0 } }, 1, { { 2, 85, 33.1 } } },
	{ "the last hit", { { "ABCD", ECERT_LAST_HIT, 0, 0 } }, 1, { { 2, 85, 33.1 } } },
	{ "moved", { { "ABCD", 2, 20, -10.5 } }, 1, { { 1, 55, 172.6 } } },
	{ "a part of it", { { "C", 1, 0, 0 } }, 1, { { 1, 86.25, 83.1 } } },
	{ "moved into the page at the left top", { { "edge", 1, 0, 0 } }, 1, { { 2, 0, 3.1 } } },
	{ "moved into the page at the right bottom", { { "far", 1, 0, 0 } }, 1,
	    { { 2, 170, 267 } } },
	{ "an offset that just fits", { { "edge", 1, 10, -3.1 } }, 1, { { 2, 0, 0 } } },
	{ "two texts", { { "edge", 1, 10, 0 }, { "ABCD", 2, 0, 0 } }, 2,
	    { { 2, 0, 3.1 }, { 1, 35, 183.1 } } },
	{ "what XML escapes", { { "<&>\"q\"", ECERT_EVERY_HIT, 0, 20 } }, 1, { { 3, 8.75, 33.1 } } },
};

static ecert_sign_opts *
opts_of(const struct text *v, size_t n)
{
	ecert_sign_opts *opts = NULL;
	size_t i;

	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &opts));
	for (i = 0; i < n && v[i].text != NULL; i++)
		MUST(f.ctx, ecert_sign_opts_add_text_place(f.ctx, opts, v[i].text, v[i].hit, v[i].dx,
		    v[i].dy));
	return opts;
}

static void
test_row(const struct row *row)
{
	ecert_sign_opts *opts = opts_of(row->at, 2);
	ecert_doc *doc = text_doc();
	struct eci_ofd_sig sig;
	size_t i;

	unit_case("%s", row->name);
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, opts));
	read_sig(f.ctx, doc, 0, &sig);
	CHECK_INT(sig.n_stamps, row->n);
	for (i = 0; i < sig.n_stamps && i < row->n; i++) {
		CHECK_INT(sig.stamps[i].page_id, eci_ofd_page(doc, row->want[i].page - 1)->id);
		CHECK(fabs(sig.stamps[i].boundary[0] - row->want[i].x) < 0.0005);
		CHECK(fabs(sig.stamps[i].boundary[1] - row->want[i].y) < 0.0005);
		CHECK(!sig.stamps[i].has_clip);
	}
	eci_ofd_sig_free(&sig);
	ecert_sign_opts_free(opts);
	ecert_doc_free(doc);
}

static const struct {
	const char *name;
	struct text at[2];
	ecert_err want;
	const char *words;
} bad[] = {
	{ "not there", { { "ABDC", ECERT_EVERY_HIT, 0, 0 } }, ECERT_E_NOTFOUND,
	    "no page shows the text \"ABDC\"" },
	{ "one of two is not there", { { "ABCD", 1, 0, 0 }, { "xyz", ECERT_LAST_HIT, 0, 0 } },
	    ECERT_E_NOTFOUND, "no page shows the text \"xyz\"" },
	{ "shown escaped", { { "X\nB\xE2\x80\xA8", 1, 0, 0 } }, ECERT_E_NOTFOUND,
	    "no page shows the text \"X\\x0aB\\u{2028}\"" },
	{ "a hit there is not", { { "ABCD", 4, 0, 0 } }, ECERT_E_NOTFOUND,
	    "the text \"ABCD\" is on the pages 3 times, there is no hit 4" },
	{ "an offset out of the page", { { "edge", 1, 9.9, 0 } }, ECERT_E_ARG,
	    "the seal (40 x 30 mm) at -0.1,3.1 is not inside page 2 (210 x 297 mm)" },
	{ "an offset upwards out of the page", { { "edge", 1, 10, -3.2 } }, ECERT_E_ARG,
	    "at 0,-0.1 is not inside page 2" },
	{ "the same text twice", { { "ABCD", 1, 0, 0 }, { "ABCD", 0, 0, 0 } }, ECERT_E_ARG,
	    "the seal would stand twice at 85,83.1 of page 1" },
};

static void
test_bad(void)
{
	ecert_sign_opts *opts;
	ecert_seal *large;
	ecert_doc *doc = text_doc();
	size_t i;

	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("%s", bad[i].name);
		opts = opts_of(bad[i].at, 2);
		CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, opts), bad[i].want);
		if (strstr(ecert_errmsg(f.ctx), bad[i].words) == NULL)
			unit_fail(__FILE__, __LINE__, "message: %s", ecert_errmsg(f.ctx));
		CHECK_INT(ecert_doc_signature_count(doc), 0);
		ecert_sign_opts_free(opts);
	}
	unit_case("on text and on a place that is the same");
	opts = opts_of(&(struct text){ "ABCD", 3, 0, 0 }, 1);
	MUST(f.ctx, ecert_sign_opts_add_place(f.ctx, opts, 2, 85, 33.1));
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, opts), ECERT_E_ARG);
	CHECK_STR(ecert_errmsg(f.ctx), "the seal would stand twice at 85,33.1 of page 2");
	ecert_sign_opts_free(opts);
	unit_case("a seal larger than the page");
	large = make_seal(&f, ECERT_SES_V4, f.signer_cert, NOW - DAY, NOW + DAY, 220, 40);
	opts = opts_of(&(struct text){ "ABCD", 1, 0, 0 }, 1);
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, large, opts), ECERT_E_ARG);
	CHECK(strstr(ecert_errmsg(f.ctx), "the seal (220 x 40 mm) at 0,") != NULL);
	ecert_sign_opts_free(opts);
	ecert_seal_free(large);
	ecert_doc_free(doc);
}

static void
test_scan(void)
{
	ecert_sign_opts *opts = opts_of(&(struct text){ "\xE4\xBD\xA0\xE5\xA5\xBD", 0, 0, 0 }, 1);
	ecert_doc *doc = open_doc(f.ctx, NULL);

	unit_case("pages that hold no text");
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, opts), ECERT_E_NOTFOUND);
	CHECK_STR(ecert_errmsg(f.ctx), "no page shows the text \"\xE4\xBD\xA0\xE5\xA5\xBD\": the "
	    "pages hold no text at all (scanned pictures?)");
	ecert_sign_opts_free(opts);
	ecert_doc_free(doc);
}

int
main(void)
{
	size_t i;

	fixture_make(&f);
	for (i = 0; i < ECI_COUNT(rows); i++)
		test_row(&rows[i]);
	test_bad();
	test_scan();
	fixture_free(&f);
	return unit_end();
}
