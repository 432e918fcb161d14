/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a seal's picture says 电子证书. */
#include "lint_kit.h"

static const struct row {
	const char        *name, *format, *picture;
	enum eci_lint_says want;
} rows[] = {
	{ "text", "svg", "<svg><text>校准电子证书专用章</text></svg>", ECI_LINT_YES },
	{ "a letter each", "svg", "<svg><text>电</text>\n<text x='>'>子</text><text>证</text><text>书"
	    "</text></svg>", ECI_LINT_UNKNOWN },
	{ "a letter each, plainly", "svg", "<svg><text>电</text>\n<text>子</text><text>证</text>"
	    "<text>书</text></svg>", ECI_LINT_YES },
	{ "begun twice", "svg", "<svg>电电子证子电子证书</svg>", ECI_LINT_YES },
	{ "in another order", "svg", "<svg>子电证书</svg>", ECI_LINT_UNKNOWN },
	{ "in a comment", "svg", "<svg><!-- 电子证书 > 电子证书 --></svg>", ECI_LINT_UNKNOWN },
	{ "in an attribute", "svg", "<svg id='电子证书'/>", ECI_LINT_UNKNOWN },
	{ "in a comment that does not end", "svg", "<!-- 电子证书", ECI_LINT_UNKNOWN },
	{ "in a tag that does not end", "svg", "<svg 电子证书", ECI_LINT_UNKNOWN },
	{ "cut short", "svg", "电子证", ECI_LINT_UNKNOWN },
	{ "nothing", "svg", "", ECI_LINT_UNKNOWN },
	{ "points", "png", "电子证书", ECI_LINT_UNKNOWN },
	{ "no document", "ofd", "电子证书", ECI_LINT_UNKNOWN },
	{ "of no known kind", "", "电子证书", ECI_LINT_UNKNOWN },
};

static enum eci_lint_says
says(const char *format, const void *p, size_t n)
{
	struct eci_lint_run r = { .ctx = kit.ctx };
	enum eci_lint_says got = ECI_LINT_NO;

	CHECK_OK(kit.ctx, eci_lint_picture(&r, format, (struct eci_bytes){ p, n }, &got));
	return got;
}

static void
test_ofd(const char *text, enum eci_lint_says want)
{
	uint64_t limit = ecert_ctx_limit(kit.ctx, ECERT_LIMIT_XML_BYTES);
	ecert_doc *doc = NULL;
	uint8_t *p = NULL;
	size_t n, page;

	unit_case("OFD: %s", text);
	MUST(kit.ctx, ecert_doc_new(kit.ctx, &doc));
	MUST(kit.ctx, ecert_page_add(kit.ctx, doc, 40, 40, &page));
	MUST(kit.ctx, ecert_page_add_text(kit.ctx, doc, 1, 1, 10, 3, "宋体", 0, text));
	MUST(kit.ctx, ecert_doc_save_mem(kit.ctx, doc, &p, &n));
	CHECK_INT(says("ofd", p, n), want);
	CHECK_INT(ecert_ctx_limit(kit.ctx, ECERT_LIMIT_XML_BYTES), limit);
	ecert_free(p);
	ecert_doc_free(doc);
}

int
main(void)
{
	size_t i;

	kit_start();
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		CHECK_INT(says(rows[i].format, rows[i].picture, strlen(rows[i].picture)),
		    rows[i].want);
	}
	test_ofd("校准电子证书专用章", ECI_LINT_YES);
	test_ofd("公章", ECI_LINT_UNKNOWN);
	kit_end();
	return unit_end();
}
