/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lint_picture.c - whether a seal's picture says 电子证书 (4.2.1).  Pictures made of
 * points cannot be read; SVG and OFD can, where their letters are text.
 */
#include "lint/lint_priv.h"

#include <string.h>

#define WORDS   "电子证书"
#define XML_MAX ((uint64_t)1024 * 1024)     /* of a part of an OFD picture */

/* ---- SVG ---- */

/* Over one "<...>", of which a comment or section may hold more. */
static const char *
skip_markup(const char *at, const char *end)
{
	static const struct { const char *from, *to; } long_ones[] = {
		{ "<!--", "-->" }, { "<![CDATA[", "]]>" }, { "<?", "?>" },
	};
	size_t i, n;

	for (i = 0; i < ECI_COUNT(long_ones); i++) {
		n = strlen(long_ones[i].from);
		if ((size_t)(end - at) < n || memcmp(at, long_ones[i].from, n) != 0)
			continue;
		n = strlen(long_ones[i].to);
		for (; (size_t)(end - at) >= n; at++)
			if (memcmp(at, long_ones[i].to, n) == 0)
				return at + n;
		return end;
	}
	while (at < end && *at != '>')
		at++;
	return at < end ? at + 1 : end;
}

/* Letters of a round seal stand in elements of their own, so tags do not count; the
 * four characters differ, so that a mismatch can only begin anew. */
static bool
svg_says(const char *at, const char *end)
{
	size_t n = 0;

	while (at < end) {
		if (*at == '<') {
			at = skip_markup(at, end);
			continue;
		}
		if (strchr(" \t\r\n", *at) == NULL) {
			if (*at != WORDS[n])
				n = 0;
			if (*at == WORDS[n] && WORDS[++n] == '\0')
				return true;
		}
		at++;
	}
	return false;
}

/* ---- OFD ---- */

static ecert_err
ofd_says(ecert_ctx *ctx, struct eci_bytes picture, bool *says)
{
	static const char *const words[] = { WORDS };
	struct eci_ofd_hits hits = { 0 };
	struct eci_src *src = NULL;
	ecert_doc *doc = NULL;
	bool any;
	ecert_err e = eci_src_view(ctx, picture.ptr, picture.len, "seal picture", &src);

	if (e == ECERT_OK)
		e = eci_ofd_open(ctx, src, &doc);
	if (e == ECERT_OK)
		e = eci_ofd_find_texts(ctx, doc, words, 1, &hits, &any);
	*says = e == ECERT_OK && hits.n > 0;
	eci_ofd_hits_free(&hits, 1);
	ecert_doc_free(doc);
	return e;
}

static ecert_err
ofd_bounded(ecert_ctx *ctx, struct eci_bytes picture, bool *says)
{
	uint64_t was = ecert_ctx_limit(ctx, ECERT_LIMIT_XML_BYTES);
	ecert_err e;

	if (was > XML_MAX)
		(void)ecert_ctx_set_limit(ctx, ECERT_LIMIT_XML_BYTES, XML_MAX);
	e = ofd_says(ctx, picture, says);
	(void)ecert_ctx_set_limit(ctx, ECERT_LIMIT_XML_BYTES, was);
	if (e == ECERT_E_NOMEM)
		return eci_nomem(ctx);
	/* A picture that cannot be read does not say it in a way that counts here. */
	return eci_lint_is_trouble(e) ? eci_fail(ctx, e, "reading a seal's picture") : ECERT_OK;
}

ecert_err
eci_lint_picture(struct eci_lint_run *r, const char *format, struct eci_bytes picture,
    enum eci_lint_says *says)
{
	const char *p = (const char *)picture.ptr;
	bool yes = false;
	ecert_err e = ECERT_OK;

	*says = ECI_LINT_UNKNOWN;
	if (strcmp(format, "svg") == 0)
		yes = svg_says(p, p + picture.len);
	else if (strcmp(format, "ofd") == 0)
		e = ofd_bounded(r->ctx, picture, &yes);
	/* Letters may be outlines: that none were found says nothing. */
	if (yes)
		*says = ECI_LINT_YES;
	return e;
}
