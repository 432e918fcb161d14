/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_make.h - documents for tests of what changes them. */
#ifndef OFD_MAKE_H
#define OFD_MAKE_H

#include <stdio.h>
#include <stdlib.h>

#include "ofd/ofd_edit.h"
#include "unit.h"

#define NS  "xmlns:ofd=\"http://www.ofdspec.org/2016\""
#define OFD_XML(rest) "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ofd:OFD " NS \
	" Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo><ofd:DocID>" \
	"0123456789abcdef0123456789abcdef</ofd:DocID></ofd:DocInfo>" \
	"<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>" rest "</ofd:DocBody></ofd:OFD>"
#define DOCUMENT_XML(common, rest) "<ofd:Document " NS "><ofd:CommonData>" common \
	"<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>" \
	"</ofd:CommonData><ofd:Pages><ofd:Page ID=\"5\" BaseLoc=\"P.xml\"/></ofd:Pages>" rest \
	"</ofd:Document>"
#define PAGE_XML "<ofd:Page " NS "><ofd:Content><ofd:Layer ID=\"6\"/></ofd:Content></ofd:Page>"

struct file {
	const char *name, *text;     /* the last one has name NULL */
};

/* A document of one page with what is in files, which go before the defaults. */
static inline ecert_doc *
doc_of(ecert_ctx *ctx, const struct file *files)
{
	static const struct file defaults[] = { { "OFD.xml", OFD_XML("") },
	    { "Doc_0/Document.xml", DOCUMENT_XML("<ofd:MaxUnitID>6</ofd:MaxUnitID>", "") },
	    { "Doc_0/P.xml", PAGE_XML }, { NULL, NULL } };
	struct eci_pkg *pkg = NULL;
	ecert_doc *doc = NULL;
	const struct file *f;

	CHECK_OK(ctx, eci_pkg_new(ctx, &pkg));
	for (f = defaults; f->name != NULL; f++)
		CHECK_OK(ctx, eci_pkg_put(ctx, pkg, f->name, (const uint8_t *)f->text,
		    strlen(f->text)));
	for (f = files; f != NULL && f->name != NULL; f++)
		CHECK_OK(ctx, eci_pkg_put(ctx, pkg, f->name, (const uint8_t *)f->text,
		    strlen(f->text)));
	CHECK_OK(ctx, eci_ofd_adopt(ctx, pkg, &doc));
	return doc;
}

/* The same, signed as far as a document's structure can tell. */
static inline ecert_doc *
signed_doc(ecert_ctx *ctx)
{
	static const struct file files[] = {
		{ "OFD.xml", OFD_XML("<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>") },
		{ "Doc_0/Signs/Signatures.xml", "<ofd:Signatures " NS "><ofd:MaxSignId>1"
		    "</ofd:MaxSignId><ofd:Signature ID=\"1\" Type=\"Seal\" "
		    "BaseLoc=\"Sign_0/Signature.xml\"/></ofd:Signatures>" },
		{ NULL, NULL } };

	return doc_of(ctx, files);
}

static inline ecert_doc *
corpus_doc(ecert_ctx *ctx, const char *path)
{
	ecert_doc *doc = NULL;
	uint8_t *p;
	size_t n;

	if (!unit_corpus(path, &p, &n)) {
		unit_skip("no corpus");
		return NULL;
	}
	CHECK_OK(ctx, ecert_doc_open_mem(ctx, p, n, path, &doc));
	return doc;
}

/* The bytes of an entry with a NUL after them; "" when there is none. */
static inline char *
entry_text(ecert_ctx *ctx, ecert_doc *doc, const char *name)
{
	uint8_t *p = NULL;
	size_t n = 0;
	char *s;

	if (ecert_doc_read_entry(ctx, doc, name, &p, &n) != ECERT_OK)
		n = 0;
	if ((s = malloc(n + 1)) == NULL)
		abort();
	if (n > 0)
		memcpy(s, p, n);
	s[n] = '\0';
	ecert_free(p);
	return s;
}

/* How often part occurs in an entry. */
static inline int
count_in(ecert_ctx *ctx, ecert_doc *doc, const char *name, const char *part)
{
	char *s = entry_text(ctx, doc, name), *at = s;
	int n = 0;

	for (; (at = strstr(at, part)) != NULL; at++)
		n++;
	free(s);
	return n;
}

#define CHECK_IN(ctx, doc, name, part) CHECK_INT(count_in(ctx, doc, name, part), 1)
#define CHECK_NOT_IN(ctx, doc, name, part) CHECK_INT(count_in(ctx, doc, name, part), 0)

/* 1 when the parts come in this order in an entry; ends with NULL. */
static inline int
in_order(ecert_ctx *ctx, ecert_doc *doc, const char *name, const char *const *parts)
{
	char *s = entry_text(ctx, doc, name), *at = s;

	for (; *parts != NULL && at != NULL; parts++)
		at = strstr(at, *parts);
	free(s);
	return at != NULL;
}

/* Saved, opened again: what a reader of the file sees. */
static inline ecert_doc *
reopened(ecert_ctx *ctx, ecert_doc *doc)
{
	ecert_doc *again = NULL;
	uint8_t *p = NULL;
	size_t n;

	CHECK_OK(ctx, ecert_doc_save_mem(ctx, doc, &p, &n));
	CHECK_OK(ctx, ecert_doc_open_mem(ctx, p, n, "again", &again));
	ecert_free(p);
	ecert_doc_free(doc);
	return again;
}

static inline ecert_err
see_number(void *arg, ecert_ctx *ctx, const struct eci_xml_tag *tag)
{
	const char *id = eci_xml_tag_attr(tag, "ID");
	struct { uint64_t v[4096]; size_t n; } *ids = arg;

	(void)ctx;
	if (id != NULL && ids->n < 4096 && eci_parse_uint(id, UINT32_MAX, &ids->v[ids->n]))
		ids->n++;
	return ECERT_OK;
}

/* No two elements have one ID, and MaxUnitID (from text) is none's superior. */
static inline void
check_ids(ecert_ctx *ctx, ecert_doc *doc)
{
	static struct { uint64_t v[4096]; size_t n; } ids;
	size_t i, k, same = 0;
	uint64_t max = 0, said = 0;
	char *s = entry_text(ctx, doc, doc->st.root), *at = strstr(s, "MaxUnitID>");

	ids.n = 0;
	for (i = 0; i < ecert_doc_entry_count(doc); i++) {
		const char *name = ecert_doc_entry_name(doc, i);
		size_t len = strlen(name);
		char *text = entry_text(ctx, doc, name);

		if (len > 4 && strcmp(name + len - 4, ".xml") == 0)
			CHECK_OK(ctx, eci_xml_scan(ctx, name, (uint8_t *)text, strlen(text),
			    see_number, NULL, &ids));
		free(text);
	}
	for (i = 0; i < ids.n; i++) {
		max = ids.v[i] > max ? ids.v[i] : max;
		for (k = 0; k < i; k++)
			same += ids.v[i] == ids.v[k];
	}
	CHECK_INT(same, 0);
	if (at != NULL)
		said = strtoull(at + 10, NULL, 10);
	CHECK(said >= max && max > 0);
	free(s);
}

#endif
