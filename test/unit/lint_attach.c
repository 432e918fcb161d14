/* SPDX-License-Identifier: Apache-2.0 */
/* Attachments: 4.1.5. */
#include "lint_kit.h"

/* What is attached: a document with `nested` levels of attachments below, the last of
 * which is text. */
static void
attach_levels(ecert_ctx *ctx, ecert_doc *doc, int levels, const char *last)
{
	ecert_doc *inner = NULL;
	uint8_t *p = NULL;
	size_t n, page;

	if (levels == 0) {
		MUST(ctx, ecert_doc_add_attachment(ctx, doc, "data.csv", (const uint8_t *)last,
		    strlen(last)));
		return;
	}
	MUST(ctx, ecert_doc_new(ctx, &inner));
	MUST(ctx, ecert_page_add(ctx, inner, 210, 297, &page));
	if (levels > 1 || last != NULL)
		attach_levels(ctx, inner, levels - 1, last);
	MUST(ctx, ecert_doc_save_mem(ctx, inner, &p, &n));
	MUST(ctx, ecert_doc_add_attachment(ctx, doc, "inner.ofd", p, n));
	ecert_free(p);
	ecert_doc_free(inner);
}

static void
document(ecert_ctx *ctx, ecert_doc *doc)
{
	attach_levels(ctx, doc, 1, NULL);
}

static void
csv(ecert_ctx *ctx, ecert_doc *doc)
{
	attach_levels(ctx, doc, 0, "1,2,3");
}

static void
csv_within(ecert_ctx *ctx, ecert_doc *doc)
{
	attach_levels(ctx, doc, 1, "1,2,3");
}

/* Deeper than is looked. */
static void
csv_deep(ecert_ctx *ctx, ecert_doc *doc)
{
	attach_levels(ctx, doc, 6, "1,2,3");
}

static void
gone(ecert_ctx *ctx, ecert_doc *doc)
{
	document(ctx, doc);
	kit_edit(ctx, doc, "Doc_0/Attachs/Attachments.xml", "Attach_1", "Attach_9");
}

static void
many(ecert_ctx *ctx, ecert_doc *doc)
{
	int i;

	for (i = 0; i < 70; i++)
		document(ctx, doc);
}

static void
many_csv(ecert_ctx *ctx, ecert_doc *doc)
{
	int i;

	for (i = 0; i < 30; i++)
		csv(ctx, doc);
}

/* Its entry file is larger than an attachment's may be. */
static void
huge(ecert_ctx *ctx, ecert_doc *doc)
{
	struct eci_buf body = { 0 };
	struct eci_pkg *pkg = NULL;
	struct eci_buf b = { 0 };
	struct eci_out *o = NULL;
	int i;

	for (i = 0; i < 300000; i++)
		MUST(ctx, eci_buf_addf(ctx, &body, "<!-- %d -->", i));
	MUST(ctx, eci_pkg_new(ctx, &pkg));
	put_entry_file(ctx, pkg, (char *)body.ptr);
	MUST(ctx, eci_out_mem(ctx, &b, &o));
	MUST(ctx, eci_pkg_write(ctx, pkg, o));
	MUST(ctx, ecert_doc_add_attachment(ctx, doc, "huge.ofd", b.ptr, b.len));
	eci_out_abort(o);
	eci_pkg_free(pkg);
	eci_buf_free(&b);
	eci_buf_free(&body);
}

static const struct kit_case cases[] = {
	{ "a document", "M-4.1.5", { .before = document }, NULL, false, KEPT, "documents: 1" },
	{ "none", "M-4.1.5", { 0 }, NULL, false, NONE, NULL },
	{ "a table", "M-4.1.5", { .before = csv }, NULL, false, BROKEN, "data.csv" },
	{ "a table within", "M-4.1.5", { .before = csv_within }, NULL, false, BROKEN, " > " },
	{ "deeper than is looked", "M-4.1.5", { .before = csv_deep }, NULL, false, OPEN, "too deep" },
	{ "one that is not there", "M-4.1.5", { .before = gone, .no_sign = true }, NULL, false,
	    BROKEN, "not in the file" },
	{ "more than are opened", "M-4.1.5", { .before = many, .no_sign = true }, NULL, false, OPEN,
	    "not opened" },
	{ "more findings than are kept", "M-4.1.5", { .before = many_csv, .no_sign = true }, NULL,
	    false, BROKEN, "10 more findings" },
	{ "larger than is read", "M-4.1.5", { .before = huge, .no_sign = true }, NULL, false, OPEN,
	    "huge.ofd" },
};

static void
test_limits(void)
{
	static const struct kit_spec spec = { .before = csv, .no_sign = true };
	uint64_t xml = ecert_ctx_limit(kit.ctx, ECERT_LIMIT_XML_BYTES);
	uint64_t file = ecert_ctx_limit(kit.ctx, ECERT_LIMIT_FILE_BYTES);

	unit_case("the context's limits stay as they were");
	ecert_lint_free(kit_lint(&spec, NULL, NULL));
	CHECK_INT(ecert_ctx_limit(kit.ctx, ECERT_LIMIT_XML_BYTES), xml);
	CHECK_INT(ecert_ctx_limit(kit.ctx, ECERT_LIMIT_FILE_BYTES), file);
}

int
main(void)
{
	kit_start();
	kit_run(cases, ECI_COUNT(cases));
	test_limits();
	kit_end();
	return unit_end();
}
