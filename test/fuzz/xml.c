/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xml.c - XML of strangers.  A tree and a pass over the same bytes agree, both stay
 * within the limits, and a tree that is written and read again is the same.  What the
 * one pass over plain parts finds the parser finds too.
 */
#include "fuzz.h"
#include "xml/xml_priv.h"

const struct fuzz_effort fuzz_effort = { .cuts = 64, .mutations = 900 };

struct count {
	size_t tags, attrs, ends;
};

static ecert_err
on_start(void *arg, ecert_ctx *ctx, const struct eci_xml_tag *tag)
{
	struct count *c = arg;
	size_t i;

	(void)ctx;
	FUZZ_CHECK(tag->depth < ecert_ctx_limit(ctx, ECERT_LIMIT_XML_DEPTH));
	FUZZ_CHECK(tag->attrs <= ecert_ctx_limit(ctx, ECERT_LIMIT_XML_ATTRS));
	FUZZ_CHECK(tag->local[0] != '\0' && tag->ns != NULL);
	for (i = 0; i < tag->attrs; i++) {
		FUZZ_CHECK(eci_utf8_valid(tag->values[i], strlen(tag->values[i])));
		FUZZ_CHECK(strcmp(eci_xml_tag_attr(tag, tag->names[i]), tag->values[i]) == 0);
	}
	c->tags++;
	c->attrs += tag->attrs;
	return ECERT_OK;
}

static ecert_err
on_end(void *arg, ecert_ctx *ctx, const char *local, const char *ns, const char *text)
{
	struct count *c = arg;

	(void)ctx;
	FUZZ_CHECK(local[0] != '\0' && ns != NULL && eci_utf8_valid(text, strlen(text)));
	c->ends++;
	return ECERT_OK;
}

/* Names, namespaces and texts of a tree in one string. */
static void
print(struct eci_xml *xml, const struct eci_xml_node *e, size_t depth, struct eci_buf *out,
    size_t *n)
{
	const struct eci_xml_node *c;
	const char *text = eci_xml_text(xml, e);

	FUZZ_CHECK(depth < 256 && text != NULL && eci_utf8_valid(text, strlen(text)));
	++*n;
	fuzz_adds(out, "(");
	fuzz_adds(out, eci_xml_name(e));
	fuzz_adds(out, " ");
	fuzz_adds(out, eci_xml_ns(e));
	fuzz_adds(out, " ");
	fuzz_adds(out, text);
	for (c = eci_xml_first(e); c != NULL; c = eci_xml_next(c))
		print(xml, c, depth + 1, out, n);
	fuzz_adds(out, ")");
}

/* Written, read, written: the same tree, and from then on the same bytes. */
static void
check_again(ecert_ctx *ctx, const struct eci_xml *xml, const struct eci_buf *tree)
{
	struct eci_buf first = { 0 }, second = { 0 }, text = { 0 };
	struct eci_xml *again = NULL;
	size_t n = 0;
	ecert_err e;

	FUZZ_MUST(ctx, eci_xml_write(ctx, xml, &first));
	e = eci_xml_parse(ctx, "again", first.ptr, first.len, &again);
	fuzz_check_error(ctx, e);
	/* Escapes make it longer: a limit may be met. */
	FUZZ_CHECK(e == ECERT_OK || ecert_errreason(ctx) == ECERT_R_XML_LIMIT);
	if (e == ECERT_OK) {
		print(again, eci_xml_root(again), 0, &text, &n);
		FUZZ_CHECK(text.len == tree->len && memcmp(text.ptr, tree->ptr, text.len) == 0);
		FUZZ_MUST(ctx, eci_xml_write(ctx, again, &second));
		FUZZ_CHECK(first.len == second.len);
		FUZZ_CHECK(memcmp(first.ptr, second.ptr, first.len) == 0);
	}
	eci_xml_free(again);
	eci_buf_free(&first);
	eci_buf_free(&second);
	eci_buf_free(&text);
}

/* The setters on the root, with text out of the input. */
static void
check_edit(ecert_ctx *ctx, struct eci_xml *xml, const char *text)
{
	struct eci_xml_node *root = eci_xml_root(xml), *added = NULL;
	struct eci_buf b = { 0 };
	struct eci_xml *again = NULL;
	const char *got;

	if (eci_xml_add(ctx, root, "Fuzz", text, &added) != ECERT_OK ||
	    eci_xml_set_attr(ctx, added, "a", text) != ECERT_OK)
		return;
	FUZZ_MUST(ctx, eci_xml_write(ctx, xml, &b));
	if (eci_xml_parse(ctx, "edit", b.ptr, b.len, &again) == ECERT_OK) {
		for (added = eci_xml_first(eci_xml_root(again)); eci_xml_next(added) != NULL;)
			added = eci_xml_next(added);
		got = eci_xml_attr(added, "a");
		FUZZ_CHECK(got != NULL && strcmp(got, text) == 0);
	}
	eci_xml_free(again);
	eci_buf_free(&b);
}

static void
check_tree(ecert_ctx *ctx, struct eci_xml *xml, const struct count *c, const uint8_t *data,
    size_t size)
{
	struct eci_buf tree = { 0 };
	char text[32];
	size_t n = 0;

	print(xml, eci_xml_root(xml), 0, &tree, &n);
	FUZZ_CHECK(n == c->tags && c->tags == c->ends);
	check_again(ctx, xml, &tree);
	snprintf(text, sizeof(text), "%.*s", (int)(size < 31 ? size : 31), (const char *)data);
	check_edit(ctx, xml, text);
	eci_buf_free(&tree);
}

/* Tags, attributes and lines, as the parser alone tells them. */
static void
check_scanned(ecert_ctx *ctx, const uint8_t *data, size_t size, ecert_err scan,
    const struct count *c)
{
	static const struct eci_xml_want all = { SIZE_MAX, NULL };
	const ecert_reason reason = ecert_errreason(ctx);
	struct count again = { 0 };
	ecert_err e;

	e = eci_xml_scan_parsed(ctx, "fuzz", data, size, &all, on_start, on_end, &again);
	FUZZ_CHECK(e == scan && (e == ECERT_OK || ecert_errreason(ctx) == reason));
	FUZZ_CHECK(e != ECERT_OK ||
	    (again.tags == c->tags && again.attrs == c->attrs && again.ends == c->ends));
}

static void
check_lines(const struct eci_xml_node *a, const struct eci_xml_node *b)
{
	FUZZ_CHECK(eci_xml_line(a) == eci_xml_line(b));
	for (a = eci_xml_first(a), b = eci_xml_first(b); a != NULL;
	    a = eci_xml_next(a), b = eci_xml_next(b))
		check_lines(a, b);
}

static void
check_parsed(ecert_ctx *ctx, const uint8_t *data, size_t size, ecert_err parse,
    struct eci_xml *xml)
{
	const ecert_reason reason = ecert_errreason(ctx);
	struct eci_buf a = { 0 }, b = { 0 };
	struct eci_xml *again = NULL;
	size_t n = 0, m = 0;
	ecert_err e;

	e = eci_xml_parse_parsed(ctx, "fuzz", data, size, &again);
	FUZZ_CHECK(e == parse && (e == ECERT_OK || ecert_errreason(ctx) == reason));
	if (e == ECERT_OK) {
		print(xml, eci_xml_root(xml), 0, &a, &n);
		print(again, eci_xml_root(again), 0, &b, &m);
		FUZZ_CHECK(n == m && a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0);
		check_lines(eci_xml_root(xml), eci_xml_root(again));
		a.len = b.len = 0;
		FUZZ_MUST(ctx, eci_xml_write(ctx, xml, &a));
		FUZZ_MUST(ctx, eci_xml_write_full(ctx, again, &b));
		FUZZ_CHECK(a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0);
	}
	eci_xml_free(again);
	eci_buf_free(&a);
	eci_buf_free(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct eci_xml *xml = NULL;
	struct count c = { 0 };
	ecert_ctx *ctx;
	ecert_err scan, parse;

	fuzz_watch();
	ctx = fuzz_ctx();
	scan = eci_xml_scan(ctx, "fuzz", data, size, on_start, on_end, &c);
	fuzz_check_error(ctx, scan);
	check_scanned(ctx, data, size, scan, &c);
	parse = eci_xml_parse(ctx, "fuzz", data, size, &xml);
	fuzz_check_error(ctx, parse);
	FUZZ_CHECK((parse == ECERT_OK) == (xml != NULL));
	check_parsed(ctx, data, size, parse, xml);
	/* A tree is refused where it would be too large, else both are of one mind. */
	if (scan == ECERT_OK && parse != ECERT_OK)
		FUZZ_CHECK(ecert_errreason(ctx) == ECERT_R_XML_LIMIT);
	FUZZ_CHECK(parse != ECERT_OK || scan == ECERT_OK);
	if (xml != NULL)
		check_tree(ctx, xml, &c, data, size);
	eci_xml_free(xml);
	fuzz_ctx_free(ctx);
	fuzz_watched(size);
	return 0;
}

void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	static const char odd[] = "\xef\xbb\xbf<?xml version='1.0'?><!-- c --><?p i?><a xmlns=\"u\" "
	    "xmlns:p='v' p:x=\"&lt;&#65;&#x4e2d;\" y='&amp;&quot;&apos;'>t<![CDATA[<&]]>&gt;<p:b/>"
	    "<c xmlns=\"\">\xe4\xb8\xad</c>\r\n</a>";
	const struct fuzz_doc *docs;
	const struct fuzz_entry *e;
	size_t i, n;
	char name[32];

	put(arg, "odd", odd, sizeof(odd) - 1);
	docs = fuzz_docs(&n);
	/* The last honest one has all parts there are. */
	for (i = 0; i < docs[3].zip.n; i++) {
		e = &docs[3].zip.v[i];
		snprintf(name, sizeof(name), "part-%02zu", i);
		if (e->data.len > 4 && e->data.ptr[0] == '<')
			put(arg, name, e->data.ptr, e->data.len);
	}
}
