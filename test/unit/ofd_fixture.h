/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_fixture.h - documents put together for the tests of this layer. */
#ifndef OFD_FIXTURE_H
#define OFD_FIXTURE_H

#include <stdlib.h>

#include "unit.h"

#include "ofd/ofd_priv.h"

#define NS "xmlns:ofd=\"http://www.ofdspec.org/2016\""
#define OFD_XML(body) "<ofd:OFD " NS " Version=\"1.0\" DocType=\"OFD\">" body "</ofd:OFD>"
#define BODY(more) "<ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo>" \
	"<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>" more "</ofd:DocBody>"
#define DOC_XML(common, more) "<ofd:Document " NS "><ofd:CommonData>" common \
	"</ofd:CommonData><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/>" \
	"</ofd:Pages>" more "</ofd:Document>"
#define A4 "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
#define PAGE_XML(more) "<ofd:Page " NS ">" more "</ofd:Page>"

struct entry {
	const char *name, *text;
};

/* The plain document: one page of A4. */
static const struct entry plain[] = {
	{ "OFD.xml", OFD_XML(BODY("")) },
	{ "Doc_0/Document.xml", DOC_XML(A4, "") },
	{ "Doc_0/Pages/Page_0/Content.xml", PAGE_XML("") },
};

/* Entries of plain, replaced or followed by those of v, through a container's
 * bytes; a text of NULL leaves the entry out. */
static inline ecert_err
fixture(ecert_ctx *ctx, const struct entry *v, size_t n, ecert_doc **out)
{
	struct eci_pkg *pkg = NULL;
	struct eci_out *mem = NULL;
	struct eci_buf b = { 0 };
	size_t i;
	ecert_err e;

	*out = NULL;
	if (eci_pkg_new(ctx, &pkg) != ECERT_OK)
		abort();
	for (i = 0; i < ECI_COUNT(plain); i++)
		if (eci_pkg_put(ctx, pkg, plain[i].name, (const uint8_t *)plain[i].text,
		    strlen(plain[i].text)) != ECERT_OK)
			abort();
	for (i = 0; i < n; i++) {
		if (v[i].name == NULL)
			continue;
		if ((v[i].text == NULL ? eci_pkg_remove(ctx, pkg, v[i].name) :
		    eci_pkg_put(ctx, pkg, v[i].name, (const uint8_t *)v[i].text,
		    strlen(v[i].text))) != ECERT_OK)
			abort();
	}
	if (eci_out_mem(ctx, &b, &mem) != ECERT_OK || eci_pkg_write(ctx, pkg, mem) != ECERT_OK ||
	    eci_out_commit(ctx, mem) != ECERT_OK)
		abort();
	e = ecert_doc_open_mem(ctx, b.ptr, b.len, "test.ofd", out);
	eci_buf_free(&b);
	eci_pkg_free(pkg);
	return e;
}

static inline int
corpus_doc(ecert_ctx *ctx, const char *path, ecert_doc **out)
{
	uint8_t *p;
	size_t n;

	*out = NULL;
	if (!unit_corpus(path, &p, &n)) {
		unit_skip("no corpus");
		return 0;
	}
	CHECK_OK(ctx, ecert_doc_open_mem(ctx, p, n, path, out));
	return *out != NULL;
}

#endif
