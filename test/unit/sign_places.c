/* SPDX-License-Identifier: Apache-2.0 */
/* Where the seal stands: pages of 210 x 297 mm, a seal of 40 x 30 mm. */
#include <math.h>

#include "signing.h"

static struct fixture f;

struct place { unsigned page; double x, y; };
struct want { uint64_t page_id; double x, y; };

static const struct row {
	const char *name;
	size_t n, n_want;
	struct place at[4];
	struct want want[4];
} rows[] = {
	{ "default: last page, 20 mm from its edges", 0, 1, { { 0 } }, { { 7, 150, 247 } } },
	{ "page 1", 1, 1, { { 1, 12.5, 30 } }, { { 1, 12.5, 30 } } },
	{ "page 2 by its ID", 1, 1, { { 2, 0, 0 } }, { { 7, 0, 0 } } },
	{ "last page", 1, 1, { { ECERT_LAST_PAGE, 5, 6 } }, { { 7, 5, 6 } } },
	{ "every page", 1, 2, { { ECERT_EVERY_PAGE, 5, 6 } }, { { 1, 5, 6 }, { 7, 5, 6 } } },
	{ "several", 3, 4, { { 2, 1, 1 }, { 1, 2, 2 }, { 0, 3, 3 } },
	    { { 7, 1, 1 }, { 1, 2, 2 }, { 1, 3, 3 }, { 7, 3, 3 } } },
	{ "one place of two pages", 2, 2, { { 1, 5, 6 }, { 2, 5, 6 } },
	    { { 1, 5, 6 }, { 7, 5, 6 } } },
	{ "touching the right bottom corner", 1, 1, { { 1, 170, 267 } }, { { 1, 170, 267 } } },
	{ "a rounding error too far", 1, 1, { { 1, 170.009, 267.009 } }, { { 1, 170.009, 267.009 } } },
};

static const struct { const char *name; struct place at; const char *words; } bad[] = {
	{ "over the right edge", { 1, 170.02, 0 }, "page 1 (210 x 297 mm)" },
	{ "over the bottom edge", { 2, 0, 267.02 }, "page 2 (210 x 297 mm)" },
	{ "left of the page", { 1, -0.02, 0 }, "page 1 (210 x 297 mm)" },
	{ "above the page", { 1, 0, -0.02 }, "page 1 (210 x 297 mm)" },
	{ "off the last page", { ECERT_LAST_PAGE, 300, 0 }, "page 2 (210 x 297 mm)" },
	{ "off every page", { ECERT_EVERY_PAGE, 300, 0 }, "page 1 (210 x 297 mm)" },
	{ "a page that is not there", { 3, 0, 0 }, "there is no page 3: the document has 2" },
};

static const struct { const char *name; struct place at[2]; const char *words; } twice[] = {
	{ "twice at one place", { { 1, 5, 6.5 }, { 1, 5, 6.5 } },
	    "the seal would stand twice at 5,6.5 of page 1" },
	{ "twice but for a rounding error", { { 1, 5, 6 }, { 1, 5.005, 6 } },
	    "the seal would stand twice at 5,6 of page 1" },
	{ "the last page by its number too", { { ECERT_LAST_PAGE, 5, 6 }, { 2, 5, 6 } },
	    "the seal would stand twice at 5,6 of page 2" },
	{ "every page, and one of them", { { 2, 5, 6 }, { ECERT_EVERY_PAGE, 5, 6 } },
	    "the seal would stand twice at 5,6 of page 2" },
	{ "every page twice", { { ECERT_EVERY_PAGE, 5, 6 }, { ECERT_EVERY_PAGE, 5, 6 } },
	    "the seal would stand twice at 5,6 of page 1" },
};

static ecert_sign_opts *
opts_of(const struct place *at, size_t n)
{
	ecert_sign_opts *opts = NULL;
	size_t i;

	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &opts));
	for (i = 0; i < n; i++)
		MUST(f.ctx, ecert_sign_opts_add_place(f.ctx, opts, at[i].page, at[i].x, at[i].y));
	return opts;
}

static void
check_stamp(const struct eci_ofd_stamp *s, const struct want *want)
{
	CHECK_INT(s->page_id, want->page_id);
	CHECK(s->boundary_ok);
	CHECK(fabs(s->boundary[0] - want->x) < 0.0005);
	CHECK(fabs(s->boundary[1] - want->y) < 0.0005);
	CHECK(s->boundary[2] == 40 && s->boundary[3] == 30);
	CHECK(!s->has_clip);
}

static void
test_good(const struct row *row)
{
	ecert_sign_opts *opts = opts_of(row->at, row->n);
	ecert_doc *doc = open_doc(f.ctx, NULL);
	struct eci_ofd_sig sig;
	size_t i, j;

	unit_case("%s", row->name);
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, opts));
	read_sig(f.ctx, doc, 0, &sig);
	CHECK_INT(sig.n_stamps, row->n_want);
	for (i = 0; i < sig.n_stamps && i < row->n_want; i++) {
		check_stamp(&sig.stamps[i], &row->want[i]);
		for (j = 0; j < i; j++)
			CHECK(strcmp(sig.stamps[i].id, sig.stamps[j].id) != 0);
	}
	eci_ofd_sig_free(&sig);
	ecert_sign_opts_free(opts);
	ecert_doc_free(doc);
}

static void
test_bad(void)
{
	ecert_doc *doc = open_doc(f.ctx, NULL);
	ecert_sign_opts *opts;
	ecert_seal *seal;
	size_t i;

	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("%s", bad[i].name);
		opts = opts_of(&bad[i].at, 1);
		CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, opts), ECERT_E_ARG);
		if (strstr(ecert_errmsg(f.ctx), bad[i].words) == NULL)
			unit_fail(__FILE__, __LINE__, "message: %s", ecert_errmsg(f.ctx));
		CHECK_INT(ecert_doc_entry_count(doc), 4);
		ecert_sign_opts_free(opts);
	}
	for (i = 0; i < ECI_COUNT(twice); i++) {
		unit_case("%s", twice[i].name);
		opts = opts_of(twice[i].at, 2);
		CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, opts), ECERT_E_ARG);
		CHECK_STR(ecert_errmsg(f.ctx), twice[i].words);
		CHECK_INT(ecert_doc_entry_count(doc), 4);
		ecert_sign_opts_free(opts);
	}
	unit_case("a seal larger than the page");
	seal = make_seal(&f, ECERT_SES_V4, f.signer_cert, NOW - DAY, NOW + DAY, 220, 40);
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, seal, NULL), ECERT_E_ARG);
	ecert_seal_free(seal);
	ecert_doc_free(doc);
}

static void
test_no_page(void)
{
	ecert_doc *doc = NULL;

	unit_case("a document without pages");
	MUST(f.ctx, ecert_doc_new(f.ctx, &doc));
	CHECK(ecert_sign(f.ctx, doc, f.signer, f.seal, NULL) != ECERT_OK);
	CHECK_INT(ecert_doc_signature_count(doc), 0);
	ecert_doc_free(doc);
}

int
main(void)
{
	size_t i;

	fixture_make(&f);
	for (i = 0; i < ECI_COUNT(rows); i++)
		test_good(&rows[i]);
	test_bad();
	test_no_page();
	fixture_free(&f);
	return unit_end();
}
