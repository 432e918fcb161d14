/* SPDX-License-Identifier: Apache-2.0 */
/* Where a seal is shown. */
#include "../negative/forge_run.h"

EDIT(stamp_outside, "150 230 40 40", "500 500 40 40")
EDIT(stamp_nan, "150 230 40 40", "NaN 230 40 40")
EDIT(stamp_huge, "150 230 40 40", "1e999 230 40 40")
EDIT(stamp_no_page, "PageRef=\"1\"", "PageRef=\"77\"")
EDIT(stamp_edge, "150 230 40 40", "190 230 40 40")
EDIT(stamp_ride, "Boundary=\"150 230 40 40\"", "Boundary=\"202 130 40 40\" Clip=\"0 0 8 40\"")

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
	{ "riding stamp, clipped", NULL, stamp_ride, NULL, NULL, V, { 0 } },
};

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	forge_end();
	return unit_end();
}
