/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_fonts.c - the fonts of resource lists (GB/T 33190-2016 11.1, table 44). */
#include "ofd/ofd_priv.h"

#include <stdlib.h>
#include <string.h>

#define FONT_DEPTH 3           /* Res, Fonts, Font, FontFile */
#define ROOT_BYTES 4096        /* where the root of a list must have begun */

struct reader {
	const char      *entry;
	eci_ofd_font_fn *fn;
	void            *arg;
	size_t           depth;
	bool             in_fonts, in_font, has_file;
	struct eci_buf   name;
};

static ecert_err
on_start(void *arg, ecert_ctx *ctx, const struct eci_xml_tag *tag)
{
	struct reader *r = arg;
	const char *name;

	r->depth = tag->depth;
	if (tag->depth == 1)
		r->in_fonts = strcmp(tag->local, "Fonts") == 0 && eci_xml_ns_is_ofd(tag->ns);
	if (tag->depth != 2)
		return ECERT_OK;
	r->in_font = r->in_fonts && strcmp(tag->local, "Font") == 0 && eci_xml_ns_is_ofd(tag->ns);
	r->has_file = false;
	if (!r->in_font)
		return ECERT_OK;
	name = eci_xml_tag_attr(tag, "FontName");
	r->name.len = 0;
	return eci_buf_adds(ctx, &r->name, name != NULL ? name : "");
}

static ecert_err
on_end(void *arg, ecert_ctx *ctx, const char *local, const char *ns, const char *text)
{
	struct reader *r = arg;
	size_t depth = r->depth;

	if (r->depth > 0)
		r->depth--;
	if (depth == 3 && r->in_font && strcmp(local, "FontFile") == 0 && eci_xml_ns_is_ofd(ns))
		r->has_file = text[strspn(text, " \t\r\n")] != '\0';
	if (depth != 2 || !r->in_font)
		return ECERT_OK;
	r->in_font = false;
	return r->fn(r->arg, ctx, r->entry, (const char *)r->name.ptr, r->has_file);
}

/* Past to, which ends what begins at at; end where nothing does. */
static const char *
skip_to(const char *at, const char *end, const char *to)
{
	size_t n = strlen(to);

	for (; (size_t)(end - at) >= n; at++)
		if (memcmp(at, to, n) == 0)
			return at + n;
	return end;
}

/* Whether the first element is a Res, so that nothing else is parsed once more. */
static bool
is_res(const struct eci_buf *b)
{
	const char *at = (const char *)b->ptr, *end = at + (b->len < ROOT_BYTES ? b->len : ROOT_BYTES);
	const char *name;

	while (at < end) {
		if (*at != '<' || end - at < 2) {
			at++;
			continue;
		}
		if (at[1] == '?' || at[1] == '!') {
			at = skip_to(at, end, at[1] == '?' ? "?>" : "-->");
			continue;
		}
		name = at + 1;
		for (at = name; at < end && strchr(" \t\r\n/>", *at) == NULL; at++)
			if (*at == ':')
				name = at + 1;
		return at - name == 3 && memcmp(name, "Res", 3) == 0;
	}
	return false;
}

static ecert_err
read_list(ecert_ctx *ctx, ecert_doc *doc, size_t entry, struct reader *r)
{
	static const struct eci_xml_want want = { FONT_DEPTH, NULL };
	struct eci_buf b = { 0 };
	ecert_err e;

	e = eci_pkg_read(ctx, doc->pkg, entry, ecert_ctx_limit(ctx, ECERT_LIMIT_XML_BYTES), &b);
	if (e == ECERT_OK && is_res(&b))
		e = eci_xml_skim(ctx, r->entry, b.ptr, b.len, &want, on_start, on_end, r);
	eci_buf_free(&b);
	return e;
}

/* Trouble of the machine; what a part says wrong eci_ofd_walk() has found. */
static bool
is_trouble(ecert_err e)
{
	return e == ECERT_E_NOMEM || e == ECERT_E_IO || e == ECERT_E_INTERNAL ||
	    e == ECERT_E_CANCELLED;
}

ecert_err
eci_ofd_fonts(ecert_ctx *ctx, ecert_doc *doc, const struct eci_ofd_reach *reach,
    eci_ofd_font_fn *fn, void *arg)
{
	struct reader r = { .fn = fn, .arg = arg };
	size_t i;
	ecert_err e = ECERT_OK;

	for (i = 0; i < reach->n_parts && !is_trouble(e); i++) {
		if (reach->parts[i].kind != ECI_OFD_STRUCTURE)
			continue;
		r.entry = reach->parts[i].entry;
		r.in_fonts = r.in_font = false;
		e = read_list(ctx, doc, eci_pkg_find(doc->pkg, r.entry), &r);
	}
	eci_buf_free(&r.name);
	return is_trouble(e) ? e : ECERT_OK;
}
