/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one pass against the parser: what it says it knows, the parser accepts and
 * finds the same in.  Parts that are written in the plain form, and the same with
 * bytes changed, left out and put in.
 */
#include <stdio.h>
#include <stdlib.h>

#include "unit.h"
#include "xml_samples.h"
#include "xml/xml_priv.h"

/* What was told, as text. */
struct log {
	struct eci_buf b;
};

static ecert_err
on_start(void *arg, ecert_ctx *ctx, const struct eci_xml_tag *tag)
{
	struct log *l = arg;
	ecert_err e = eci_buf_addf(ctx, &l->b, "<%zu{%s}%s", tag->depth, tag->ns, tag->local);
	size_t i;

	for (i = 0; e == ECERT_OK && i < tag->attrs; i++)
		e = eci_buf_addf(ctx, &l->b, " %s=[%s]", tag->names[i], tag->values[i]);
	return e;
}

static ecert_err
on_end(void *arg, ecert_ctx *ctx, const char *local, const char *ns, const char *text)
{
	struct log *l = arg;

	return eci_buf_addf(ctx, &l->b, "/{%s}%s[%s]\n", ns, local, text);
}

static const char *const words[] = { "URI", "Action", NULL };
static const struct eci_xml_want wants[] = { { SIZE_MAX, NULL }, { 0, NULL }, { 2, words } };

/* Whether the pass knows all of p; when it does the parser must agree. */
static bool
agree(ecert_ctx *ctx, const uint8_t *p, size_t n, size_t want, bool *known)
{
	struct eci_xml_events ev = { .ctx = ctx, .starts = true, .ends = true };
	struct log ours = { { 0 } }, theirs = { { 0 } };
	bool good = true;

	CHECK_OK(ctx, eci_xml_plain(ctx, p, n, &wants[want], &ev, known));
	if (*known) {
		CHECK_OK(ctx, eci_xml_events_tell(&ev, on_start, on_end, &ours));
		good = eci_xml_scan_parsed(ctx, "x", p, n, &wants[want], on_start, on_end,
		    &theirs) == ECERT_OK && ours.b.len == theirs.b.len &&
		    (ours.b.len == 0 || memcmp(ours.b.ptr, theirs.b.ptr, ours.b.len) == 0);
		if (!good)
			printf("%.*s\n-- %s\n-- %.*s\n-- %.*s\n", (int)n, (const char *)p,
			    ecert_errmsg(ctx), (int)ours.b.len, (char *)ours.b.ptr,
			    (int)theirs.b.len, (char *)theirs.b.ptr);
	}
	eci_xml_events_free(&ev);
	eci_buf_free(&ours.b);
	eci_buf_free(&theirs.b);
	return good;
}

/* p without room behind it: reading past the end shows under a sanitizer. */
static bool
exact(ecert_ctx *ctx, const uint8_t *p, size_t n, size_t want, bool *known)
{
	uint8_t *copy = malloc(n > 0 ? n : 1);
	bool good;

	if (copy == NULL)
		abort();
	memcpy(copy, p, n);
	good = agree(ctx, copy, n, want, known);
	free(copy);
	return good;
}

static void
test_samples(ecert_ctx *ctx)
{
	size_t i, w;
	bool known;

	for (i = 0; i < ECI_COUNT(samples); i++)
		for (w = 0; w < ECI_COUNT(wants); w++) {
			unit_case("sample %zu, depth and words %zu", i, w);
			CHECK(exact(ctx, (const uint8_t *)samples[i].text, samples[i].n, w,
			    &known));
			CHECK(known);
		}
}

/* Not of the form, or not well-formed: the parser's. */
static void
test_unknown(ecert_ctx *ctx)
{
	static const char *const rows[] = { "", "a", "<", "<a", "<a>", "<a/", "<a/><b/>", "<a/>x",
		"x<a/>", "<a></b>", "<a b=1/>", "<a b='1'c='2'/>", "<a b='1' b='2'/>", "<a b/>",
		"<a b='<'/>", "<a b='&lt;'/>", "<a b='x\ny'/>", "<a b='x\ty'/>", "<a>]]></a>", "<a>&x;</a>",
		"<a>&#65;</a>", "<a>&lt</a>", "<a>&lt", "<a><!-- c --></a>", "<a><![CDATA[x]]></a>",
		"<a><?p?></a>", "<!DOCTYPE a><a/>", "<?xml version='1.0'?><a/>",
		"<?xml version=\"1.1\"?><a/>", " <?xml version=\"1.0\"?><a/>",
		"<?xml version=\"1.0\" encoding=\"GBK\"?><a/>", "<p:a/>", "<a p:b='1'/>",
		"<:a/>", "<a:/>", "<a:b:c xmlns:a='u'/>", "<a xmlns=''/>", "<a xmlns:p=''/>",
		"<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>", "<a xml:lang='x'/>",
		"<a xmlns:p='http://www.w3.org/2000/xmlns/'/>", "<a xmlns:p='u' xmlns:p='u'/>",
		"<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>", "<1a/>", "<\xe4\xb8\xad/>", "<a \xe4\xb8\xad='1'/>",
		"<a>\x01</a>", "<a>\xff</a>", "<a>\xef\xbf\xbe</a>", "<a b='\xef\xbf\xbf'/>", "<a b='\x1f'/>",
		"<a>\xed\xa0\x80</a>", "<a>\xc0\x80</a>", "<a>\x7f</a>", "<a / >", "< a/>", "<a></ a>", "<a></a",
		"<a><b></a></b>", "\xff\xfe<\0a\0/\0>\0", "<a b=\"x'/>", "<a b='x", "<a b=", "<a b" };
	size_t i;
	bool known;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("not plain: %zu", i);
		CHECK(exact(ctx, (const uint8_t *)rows[i], strlen(rows[i]), 0, &known));
		CHECK(!known);
	}
}

/* libxml2 bounds names by itself: a long one is its to judge. */
static void
test_long_name(ecert_ctx *ctx)
{
	static char text[60010];
	size_t i, len[] = { 4096, 4097, 60000 };
	bool known;

	for (i = 0; i < ECI_COUNT(len); i++) {
		unit_case("a name of %zu bytes", len[i]);
		text[0] = '<';
		memset(text + 1, 'n', len[i]);
		strcpy(text + 1 + len[i], "/>");
		CHECK(exact(ctx, (uint8_t *)text, strlen(text), 0, &known));
		CHECK(known == (i == 0));
	}
}

/* One over each limit is the parser's to refuse. */
static void
test_limits(ecert_ctx *ctx)
{
	static const struct { ecert_limit limit; uint64_t most; const char *text; } rows[] = {
		{ ECERT_LIMIT_XML_DEPTH, 3, "<a><b><c/></b></a>" },
		{ ECERT_LIMIT_XML_ELEMENTS, 3, "<a><b/><b/></a>" },
		{ ECERT_LIMIT_XML_ATTRS, 2, "<a b='1' c='2'/>" },
		{ ECERT_LIMIT_XML_TAG_BYTES, 10, "<a b='12'/>" },
		{ ECERT_LIMIT_XML_BYTES, 4, "<a/>" },
		/* The declaration counts as well. */
		{ ECERT_LIMIT_XML_ELEMENTS, 4, DECL "<a><b/><b/></a>" },
	};
	const uint8_t *p;
	uint64_t before;
	size_t i, n;
	bool known;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("limit %d", (int)rows[i].limit);
		p = (const uint8_t *)rows[i].text;
		n = strlen(rows[i].text);
		before = ecert_ctx_limit(ctx, rows[i].limit);
		ecert_ctx_set_limit(ctx, rows[i].limit, rows[i].most + (i == 3));
		CHECK(exact(ctx, p, n, 0, &known));
		CHECK(known);
		ecert_ctx_set_limit(ctx, rows[i].limit, rows[i].most - (i != 3));
		CHECK(exact(ctx, p, n, 0, &known));
		CHECK(!known);
		ecert_ctx_set_limit(ctx, rows[i].limit, before);
	}
}

static void
test_mutants(ecert_ctx *ctx)
{
	static uint8_t buf[SAMPLE_MAX];
	size_t i, k, n, times, bad = 0, plain = 0;
	uint32_t x = 12345;
	bool known;

	for (i = 0; i < ECI_COUNT(samples); i++) {
		unit_case("changed at random, sample %zu", i);
		for (k = 0; k < 20000; k++) {
			n = samples[i].n;
			memcpy(buf, samples[i].text, n);
			for (times = 1 + next(&x) % 3; times > 0 && n > 0; times--)
				n = mutate(buf, n, sizeof(buf), &x);
			bad += !exact(ctx, buf, n, k % 3, &known);
			plain += known;
		}
		CHECK_INT(bad, 0);
	}
	unit_case("some of these are still plain");
	CHECK(plain > 1000);
}

/* Long text is cut, line ends are line feeds. */
static void
test_text(ecert_ctx *ctx)
{
	static char text[200000];
	size_t i, len[] = { 65535, 65536, 65537, 70000 };
	bool known;

	for (i = 0; i < ECI_COUNT(len); i++) {
		unit_case("a text of %zu bytes", len[i]);
		memcpy(text, "<a>", 3);
		memset(text + 3, 'x', len[i]);
		strcpy(text + 3 + len[i], "</a>");
		CHECK(exact(ctx, (uint8_t *)text, strlen(text), 0, &known) && known);
		memset(text + 3, '\r', len[i]);
		text[4] = 'y';
		CHECK(exact(ctx, (uint8_t *)text, strlen(text), 0, &known) && known);
		memset(text + 3, 'x', len[i]);
		memcpy(text + 3 + len[i] / 2, "\r\n\r\r\n\n", 6);
		CHECK(exact(ctx, (uint8_t *)text, strlen(text), 0, &known) && known);
	}
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_samples(ctx);
	test_unknown(ctx);
	test_long_name(ctx);
	test_limits(ctx);
	test_text(ctx);
	test_mutants(ctx);
	return unit_end();
}
