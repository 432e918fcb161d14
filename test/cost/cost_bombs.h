/* SPDX-License-Identifier: Apache-2.0 */
/* cost_bombs.h - small files that would unpack to large ones, or never end. */
#ifndef COST_BOMBS_H
#define COST_BOMBS_H

#include "cost.h"

/* An entry that says it is of this size, and holds zeros. */
static struct centry *
zeros(struct cdoc *d, const char *name, size_t n, uint64_t claimed)
{
	uint8_t *p = calloc(1, n);
	struct centry *e = cost_entry(d, name, p, n);

	e->claimed = claimed;
	free(p);
	return e;
}

static void
four_gigabytes(struct cdoc *d)
{
	cost_sign(d, 1);
	zeros(d, "Doc_0/Res/a.png", (size_t)1 << 20, 0xfffffff0);
}

static void
high_ratio(struct cdoc *d)
{
	zeros(d, "Doc_0/Res/a.png", (size_t)63 << 20, 0);
	cost_sign(d, 1);
}

static void
many_high_ratio(struct cdoc *d)
{
	char name[32];
	int i;

	for (i = 0; i < 4; i++) {
		snprintf(name, sizeof(name), "Doc_0/Res/%d.png", i);
		zeros(d, name, (size_t)60 << 20, 0);
	}
	cost_sign(d, 1);
}

static void
spaces(struct cdoc *d, uint64_t claimed)
{
	size_t n = (size_t)1 << 30;
	struct centry *e;

	forge_drop(&d->f, PAGE);
	e = cost_entry(d, PAGE, "", 0);
	free(e->p);
	e->p = malloc(n);
	memset(e->p, ' ', n);
	e->n = n;
	e->claimed = claimed;
	e->open = true;
	cost_sign(d, 1);
}

static void
many_spaces(struct cdoc *d)
{
	spaces(d, 0);
}

static void
hidden_spaces(struct cdoc *d)
{
	spaces(d, 400);
}

static void
list_of_spaces(struct cdoc *d)
{
	struct fent *e;
	size_t n = (size_t)200 << 20;

	cost_sign(d, 1);
	e = forge_find(&d->f, SIGNS "Signatures.xml");
	e->p = realloc(e->p, n);
	memset(e->p, ' ', n);
	e->n = n;
}

static void
many_entries(struct cdoc *d)
{
	char name[32];
	int i;

	cost_sign(d, 1);
	for (i = 0; i < 60000; i++) {
		snprintf(name, sizeof(name), "Doc_0/%d", i);
		cost_entry(d, name, "x", 1)->stored = true;
	}
}

/* A kernel of compressed data that every entry takes for its own (Fifield 2019). */
static void
overlapping(struct cdoc *d)
{
	struct eci_buf dir = { 0 };
	uint8_t *zero = calloc(1, (size_t)8 << 20);
	struct eci_buf inner = { 0 };
	size_t i, n = 2000, start;
	struct cdoc one = { 0 };

	cost_entry(&one, "a", zero, (size_t)8 << 20);
	cost_zip(&one, &inner);
	start = 31 + 8192;
	for (i = 0; i < inner.len; i++)
		if (memcmp(inner.ptr + i, "PK\1\2", 4) == 0)
			start = i;
	cms_add(&d->raw, inner.ptr, start);
	for (i = 0; i < n; i++)
		cms_add(&dir, inner.ptr + start, 46 + 1);
	cms_add(&d->raw, dir.ptr, dir.len);
	forge_le(&d->raw, 0x06054b50, 4);
	forge_le(&d->raw, 0, 4);
	forge_le(&d->raw, n, 2);
	forge_le(&d->raw, n, 2);
	forge_le(&d->raw, dir.len, 4);
	forge_le(&d->raw, start, 4);
	forge_le(&d->raw, 0, 2);
	cost_free(&one);
	eci_buf_free(&dir);
	eci_buf_free(&inner);
	free(zero);
}

/* The package is an attachment of itself, eight times over. */
static void
nested(struct cdoc *d)
{
	struct eci_buf inner = { 0 };
	int i;

	zeros(d, "Doc_0/Attachs/zeros", (size_t)15 << 20, 0);
	for (i = 0; i < 8; i++) {
		inner.len = 0;
		cost_zip(d, &inner);
		cost_entry(d, i % 2 != 0 ? "Doc_0/Attachs/a.ofd" : "Doc_0/Attachs/b.ofd", inner.ptr,
		    inner.len)->open = true;
		if (d->n > 1) {
			free(d->v[0].name);
			free(d->v[0].p);
			d->v[0] = d->v[--d->n];
		}
	}
	eci_buf_free(&inner);
	cost_sign(d, 1);
}

static void
page_text(struct cdoc *d, struct eci_buf *b)
{
	cost_part(d, PAGE, b);
	cost_sign(d, 1);
}

static void
laughs(struct cdoc *d)
{
	struct eci_buf b = { 0 };
	int i;

	cost_text(&b, XML "<!DOCTYPE x [<!ENTITY a0 \"ha\">");
	for (i = 1; i < 30; i++)
		cost_text(&b, "<!ENTITY a%d \"&a%d;&a%d;&a%d;\">", i, i - 1, i - 1, i - 1);
	cost_text(&b, "]><ofd:Page" NS ">&a29;</ofd:Page>");
	page_text(d, &b);
}

static void
quadratic(struct cdoc *d)
{
	struct eci_buf b = { 0 };
	int i;

	cost_text(&b, XML "<!DOCTYPE x [<!ENTITY a \"");
	for (i = 0; i < 50000; i++)
		cost_text(&b, "a");
	cost_text(&b, "\">]><ofd:Page" NS ">");
	for (i = 0; i < 20000; i++)
		cost_text(&b, "&a;");
	cost_text(&b, "</ofd:Page>");
	page_text(d, &b);
}

static void
one_hundred_thousand_attributes(struct cdoc *d)
{
	struct eci_buf b = { 0 };
	int i;

	cost_text(&b, XML "<ofd:Page" NS);
	for (i = 0; i < 100000; i++)
		cost_text(&b, " a%d=\"\"", i);
	cost_text(&b, "/>");
	page_text(d, &b);
}

static void
deep_xml(struct cdoc *d)
{
	struct eci_buf b = { 0 };
	int i;

	cost_root(&b, "Page");
	for (i = 0; i < 200000; i++)
		cost_text(&b, "<a>");
	page_text(d, &b);
}

static void
deep_value(struct cdoc *d)
{
	struct centry *e = NULL;
	size_t i, n = (size_t)1 << 20;

	cost_sign(d, 1);
	for (i = 0; i < d->n; i++)
		if (strstr(d->v[i].name, "SignedValue") != NULL)
			e = &d->v[i];
	e->p = realloc(e->p, n);
	for (i = 0; i < n; i++)
		e->p[i] = i % 2 != 0 ? 0x80 : 0x30;
	e->n = n;
}

static void
endless_list(struct cdoc *d)
{
	struct eci_buf b = { 0 };
	int i;

	cost_sign(d, 1);
	cost_root(&b, "Signatures");
	for (i = 0; i < 100000; i++)
		cost_text(&b, "<ofd:Signature ID=\"%d\" Type=\"Seal\" BaseLoc=\"Sign_0/Signature.xml"
		    "\"/>", i);
	cost_text(&b, "</ofd:Signatures>");
	forge_set(&d->f, SIGNS "Signatures.xml", b.ptr, b.len);
	eci_buf_free(&b);
}

static const struct cost_case cost_bombs[] = {
	{ "4 GB declared", four_gigabytes },
	{ "high ratio", high_ratio },
	{ "high ratio, four times", many_high_ratio },
	{ "1 GiB of spaces", many_spaces },
	{ "1 GiB of spaces behind 400 bytes", hidden_spaces },
	{ "200 MiB of spaces as the list", list_of_spaces },
	{ "60,000 entries", many_entries },
	{ "overlapping entries", overlapping },
	{ "packages in packages", nested },
	{ "a billion laughs", laughs },
	{ "quadratic entities", quadratic },
	{ "100,000 attributes", one_hundred_thousand_attributes },
	{ "200,000 nested elements", deep_xml },
	{ "a value that never ends", deep_value },
	{ "100,000 rows of one signature", endless_list },
	{ NULL, NULL },
};

#endif
