/* SPDX-License-Identifier: Apache-2.0 */
#include "ofd/ofd.h"
#include "unit.h"

static size_t
dangling(ecert_ctx *ctx, ecert_doc *doc)
{
	struct eci_ofd_reach reach = { 0 };
	size_t i, n = 0;

	CHECK_OK(ctx, eci_ofd_walk(ctx, doc, NULL, NULL, &reach));
	for (i = 0; i < reach.n_findings; i++)
		n += reach.findings[i].kind == ECI_OFD_DANGLING;
	eci_ofd_reach_free(&reach);
	return n;
}

static ecert_doc *
opened(ecert_ctx *ctx, const char *path)
{
	ecert_doc *doc = NULL;
	uint8_t *p;
	size_t n;

	if (!unit_corpus(path, &p, &n))
		unit_skip("no corpus");
	else
		CHECK_OK(ctx, ecert_doc_open_mem(ctx, p, n, path, &doc));
	return doc;
}

static void
unsigned_file(ecert_ctx *ctx)
{
	ecert_doc *doc;
	size_t n;

	unit_case("a missing resource list of a genuine file is put in, empty");
	if ((doc = opened(ctx, "unsigned/Page5.ofd")) == NULL)
		return;
	n = ecert_doc_entry_count(doc);
	CHECK_INT(dangling(ctx, doc), 1);
	CHECK_OK(ctx, eci_ofd_mend(ctx, doc));
	CHECK_INT(dangling(ctx, doc), 0);
	CHECK_INT(ecert_doc_entry_count(doc), n + 1);
	CHECK_STR(ecert_doc_entry_name(doc, n), "Doc_0/PublicRes.xml");
	unit_case("the document tells of it, once");
	CHECK(ecert_doc_note_count(doc) >= 1);
	CHECK_OK(ctx, eci_ofd_mend(ctx, doc));
	CHECK_INT(ecert_doc_entry_count(doc), n + 1);
	ecert_doc_free(doc);
}

static void
left_alone(ecert_ctx *ctx)
{
	static const char *const paths[] = { "unsigned/helloworld.ofd", "unsigned/z.ofd",
		"signed/h.ofd" };
	ecert_doc *doc;
	size_t i, n;

	for (i = 0; i < ECI_COUNT(paths); i++) {
		unit_case("%s is left as it is", paths[i]);
		if ((doc = opened(ctx, paths[i])) == NULL)
			continue;
		n = ecert_doc_entry_count(doc);
		CHECK_OK(ctx, eci_ofd_mend(ctx, doc));
		CHECK_INT(ecert_doc_entry_count(doc), n);
		ecert_doc_free(doc);
	}
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	unsigned_file(ctx);
	left_alone(ctx);
	return unit_end();
}
