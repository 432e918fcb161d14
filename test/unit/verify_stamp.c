/* SPDX-License-Identifier: Apache-2.0 */
/* Where a seal is shown. */
#include "../negative/forge_run.h"

EDIT(stamp_outside, "150 230 40 40", "500 500 40 40")
EDIT(stamp_nan, "150 230 40 40", "NaN 230 40 40")
EDIT(stamp_huge, "150 230 40 40", "1e999 230 40 40")
EDIT(stamp_no_page, "PageRef=\"1\"", "PageRef=\"77\"")
EDIT(stamp_edge, "150 230 40 40", "190 230 40 40")
EDIT(stamp_left, "150 230 40 40", "-10 230 40 40")
EDIT(stamp_top, "150 230 40 40", "150 -10 40 40")
EDIT(stamp_bottom, "150 230 40 40", "150 270 40 40")
/* The page is 210 x 297. */
#define BOX "Boundary=\"150 230 40 40\""
EDIT(ride_right, BOX, "Boundary=\"202 130 40 40\" Clip=\"0 0 8 40\"")
EDIT(ride_right_last, BOX, "Boundary=\"170 130 40 40\" Clip=\"32 0 8 40\"")
EDIT(ride_left, BOX, "Boundary=\"-32 130 40 40\" Clip=\"32 0 8 40\"")
EDIT(ride_top, BOX, "Boundary=\"85 -26.667 40 40\" Clip=\"0 26.667 40 13.333\"")
EDIT(ride_bottom, BOX, "Boundary=\"85 283.667 40 40\" Clip=\"0 0 40 13.333\"")
EDIT(ride_thick, BOX, "Boundary=\"202 130 40 40\" Clip=\"0 0 9.5 40\"")
EDIT(ride_whole, BOX, "Boundary=\"202 130 40 40\"")
EDIT(ride_off_page, BOX, "Boundary=\"202 130 40 40\" Clip=\"10 0 8 40\"")
EDIT(clip_beside, BOX, "Boundary=\"150 230 40 40\" Clip=\"40 0 8 40\"")
EDIT(clip_above, BOX, "Boundary=\"150 230 40 40\" Clip=\"0 -8 40 8\"")
EDIT(clip_empty, BOX, "Boundary=\"150 230 40 40\" Clip=\"0 0 0 40\"")
EDIT(clip_nan, BOX, "Boundary=\"150 230 40 40\" Clip=\"0 0 NaN 40\"")
EDIT(clip_three, BOX, "Boundary=\"150 230 40 40\" Clip=\"0 0 40\"")
EDIT(clip_larger, BOX, "Boundary=\"150 230 40 40\" Clip=\"-5 -5 60 60\"")
EDIT(clip_larger_first, BOX, "Boundary=\"0 0 40 40\" Clip=\"-5 -5 60 60\"")
EDIT(clip_larger_last, BOX, "Boundary=\"170 257 40 40\" Clip=\"-5 -5 60 60\"")

/* n stamps with this attribute text; the page of a stamp is read once. */
static void
many_stamps(struct forge *f, const char *attrs, size_t n)
{
	struct fent *e = forge_find(f, SIG_XML);
	struct eci_buf b = { 0 };
	const char *at = strstr((const char *)e->p, "<ofd:StampAnnot");
	size_t i, head = (size_t)(at - (const char *)e->p);

	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, e->p, head));
	for (i = 0; i < n; i++)
		CHECK_OK(forge.ctx, eci_buf_addf(forge.ctx, &b,
		    "<ofd:StampAnnot ID=\"m%zu\" %s/>", i, attrs));
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, e->p + head, e->n - head));
	forge_set(f, SIG_XML, b.ptr, b.len);
	eci_buf_free(&b);
}

static void
stamps_good(struct forge *f)
{
	many_stamps(f, "PageRef=\"1\" Boundary=\"1 1 2 2\"", 8000);
}

static void
stamps_bad(struct forge *f)
{
	many_stamps(f, "PageRef=\"99\" Boundary=\"1 1 2 2\"", 8000);
}

/* Reading this page 8000 times would take minutes. */
static void
large_page(struct forge *f)
{
	struct fent *e = forge_find(f, PAGE);
	struct eci_buf b = { 0 };
	char *end = strstr((char *)e->p, "</ofd:Page>");

	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, e->p, (size_t)(end - (char *)e->p)));
	CHECK_OK(forge.ctx, eci_buf_room(forge.ctx, &b, 1000000));
	memset(b.ptr + b.len, ' ', 1000000);
	b.len += 1000000;
	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, "</ofd:Page>"));
	forge_set(f, PAGE, b.ptr, b.len);
	eci_buf_free(&b);
}

static const struct forge_case cases[] = {
	{ "8000 stamps on a large page", large_page, stamps_good, NULL, NULL, V, { 0 } },
	{ "8000 stamps on no page", NULL, stamps_bad, NULL, NULL, X, { R(STAMP_BAD) } },
	{ "stamp outside the page", NULL, stamp_outside, NULL, NULL, X, { R(STAMP_BAD) } },
	{ "stamp at NaN", NULL, stamp_nan, NULL, NULL, X, { R(STAMP_BAD), R(SIG_XML_BAD) } },
	{ "stamp at 1e999", NULL, stamp_huge, NULL, NULL, X, { R(STAMP_BAD), R(SIG_XML_BAD) } },
	{ "stamp on no page", NULL, stamp_no_page, NULL, NULL, X, { R(STAMP_BAD) } },
	{ "stamp sticking out is noted", NULL, stamp_edge, NULL, NULL, V, { R(STAMP_BAD) } },
	{ "stamp sticking out on the left", NULL, stamp_left, NULL, NULL, V, { R(STAMP_BAD) } },
	{ "stamp sticking out at the top", NULL, stamp_top, NULL, NULL, V, { R(STAMP_BAD) } },
	{ "stamp sticking out at the bottom", NULL, stamp_bottom, NULL, NULL, V, { R(STAMP_BAD) } },
	{ "a slice too thick is noted", NULL, ride_thick, NULL, NULL, V, { R(STAMP_BAD) } },
	{ "a cross-page seal without clip is noted", NULL, ride_whole, NULL, NULL, V,
	    { R(STAMP_BAD) } },
	{ "a slice beside the page", NULL, ride_off_page, NULL, NULL, X, { R(STAMP_BAD) } },
	{ "clip beside the stamp", NULL, clip_beside, NULL, NULL, X, { R(STAMP_BAD) } },
	{ "clip above the stamp", NULL, clip_above, NULL, NULL, X, { R(STAMP_BAD) } },
	{ "clip of no width", NULL, clip_empty, NULL, NULL, X, { R(STAMP_BAD) } },
	{ "clip of NaN", NULL, clip_nan, NULL, NULL, X, { R(STAMP_BAD) } },
	{ "clip of three numbers", NULL, clip_three, NULL, NULL, X, { R(STAMP_BAD) } },
};

/* Nothing to remark on, not even by the strict policy. */
static const struct forge_case clean[] = {
	{ "slice at the right edge", NULL, ride_right, NULL, NULL, V, { 0 } },
	{ "the last slice at the right edge", NULL, ride_right_last, NULL, NULL, V, { 0 } },
	{ "slice at the left edge", NULL, ride_left, NULL, NULL, V, { 0 } },
	{ "slice at the top edge", NULL, ride_top, NULL, NULL, V, { 0 } },
	{ "slice at the bottom edge", NULL, ride_bottom, NULL, NULL, V, { 0 } },
	{ "clip larger than the stamp", NULL, clip_larger, NULL, NULL, V, { 0 } },
	{ "clip larger than the stamp, first corner", NULL, clip_larger_first, NULL, NULL, V, { 0 } },
	{ "clip larger than the stamp, last corner", NULL, clip_larger_last, NULL, NULL, V, { 0 } },
};

static void
no_remarks(void)
{
	ecert_report *report = NULL;
	struct forge f;
	size_t i, k;

	for (i = 0; i < ECI_COUNT(clean); i++) {
		unit_case("%s", clean[i].name);
		forge_make(&f, &clean[i]);
		CHECK_OK(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "f.ofd",
		    forge.policy, &report));
		for (k = 0; k < ecert_report_check_count(report); k++)
			CHECK(ecert_report_check_reason(report, k) != ECERT_R_STAMP_BAD);
		ecert_report_free(report);
		forge_free(&f);
	}
}

/* What is told of bad ones, and that nothing says that all are good. */
static void
told(void)
{
	static const struct {
		struct forge_case c;
		bool              strict;
		size_t            fails;
	} rows[] = {
		{ { "many bad ones are counted", NULL, stamps_bad, NULL, NULL, X, { 0 } }, false, 65 },
		{ { "one outside the page", NULL, stamp_outside, NULL, NULL, X, { 0 } }, false, 1 },
		{ { "strict: one sticks out", NULL, stamp_edge, NULL, NULL, X, { 0 } }, true, 1 },
	};
	ecert_policy *strict = NULL;
	ecert_report *report;
	struct forge f;
	size_t i, k, fails, passes;

	CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &strict));
	ecert_policy_set_trust(strict, forge.trust);
	ecert_policy_set_strict(strict, 1);
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].c.name);
		report = NULL;
		forge_make(&f, &rows[i].c);
		CHECK_ERR(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "f.ofd",
		    rows[i].strict ? strict : forge.policy, &report), ECERT_E_INVALID);
		for (fails = passes = k = 0; report != NULL && k < report->n_items; k++) {
			if (report->items[k].check != ECI_V_STAMPS)
				continue;
			fails += report->items[k].outcome == ECERT_CHECK_FAIL;
			passes += report->items[k].outcome == ECERT_CHECK_PASS;
		}
		CHECK_INT(fails, rows[i].fails);
		CHECK_INT(passes, rows[i].strict);
		ecert_report_free(report);
		forge_free(&f);
	}
	ecert_policy_free(strict);
}

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	no_remarks();
	told();
	forge_end();
	return unit_end();
}
