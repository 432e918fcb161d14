/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cost.h - documents that cost as much as a file of 16 MiB can.  Each is signed by
 * somebody trusted, so that nothing is spared on account of a bad signature; its
 * entries are deflated, by a writer of its own that keeps no limits.
 */
#ifndef COST_H
#define COST_H

#include <stdarg.h>

#include "../negative/forge_cms.h"

#define FILE_MAX ((size_t)16 << 20)

struct centry {
	char    *name;
	uint8_t *p;
	size_t   n;
	bool     stored, open;        /* open: no signature protects it */
	bool     spoilt;              /* its CRC does not fit */
	uint64_t claimed;             /* size in the headers, 0: the true one */
	uint8_t  sm3[32];
	bool     has_sm3;
};

struct cdoc {
	struct forge   f;             /* the parts of a small document, and the signer */
	struct centry *v;             /* what else is in it */
	size_t         n, cap;
	size_t         n_signs;
	struct eci_buf more;          /* in References, and after it */
	struct eci_buf stamps;
	const struct fcms *cms;       /* signatures without a seal; NULL: with one */
	struct eci_buf raw;           /* the whole file, where it is no such document */
};

typedef void cost_fn(struct cdoc *d);

struct cost_case {
	const char *name;
	cost_fn    *make;
};

/* ---- parts ---- */

static void cost_text(struct eci_buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void
cost_text(struct eci_buf *b, const char *fmt, ...)
{
	char text[4096];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	CHECK(n >= 0 && (size_t)n < sizeof(text));
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, b, text, (size_t)n));
}

/* Numbers that deflate cannot foresee. */
static unsigned
cost_random(void)
{
	static uint64_t x = 88172645463325252u;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return (unsigned)(x >> 32);
}

static void
cost_root(struct eci_buf *b, const char *name)
{
	cost_text(b, XML "<ofd:%s" NS ">", name);
}

static struct centry *
cost_entry(struct cdoc *d, const char *name, const void *p, size_t n)
{
	struct centry *e;

	if (d->n == d->cap) {
		d->cap = d->cap * 2 + 64;
		d->v = realloc(d->v, d->cap * sizeof(*d->v));
	}
	e = &d->v[d->n++];
	*e = (struct centry){ .name = strdup(name), .p = malloc(n + 1), .n = n };
	if (n > 0)
		memcpy(e->p, p, n);
	return e;
}

/* A part of the small document. */
static void
cost_part(struct cdoc *d, const char *name, struct eci_buf *b)
{
	if (forge_find(&d->f, name) != NULL)
		forge_drop(&d->f, name);
	cost_entry(d, name, b->ptr, b->len);
	eci_buf_free(b);
}

/* ---- signatures ---- */

static struct cdoc *current;      /* what the hook below is about */

static void
refer_more(struct forge *f)
{
	struct fent *xml = forge_find(f, f->xml);
	const char *end = "</ofd:References>", *at = strstr((char *)xml->p, end);
	struct eci_buf b = { 0 };
	struct centry *e;
	size_t i;

	cost_text(&b, "%s", "");
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, xml->p, (size_t)(at - (char *)xml->p)));
	for (i = 0; i < current->n; i++) {
		e = &current->v[i];
		if (e->open)
			continue;
		if (!e->has_sm3)
			CHECK_OK(forge.ctx, eci_sm3(forge.ctx, e->p, e->n, e->sm3));
		e->has_sm3 = true;
		cost_text(&b, "<ofd:Reference FileRef=\"/%s\"><ofd:CheckValue>", e->name);
		CHECK_OK(forge.ctx, eci_base64_add(forge.ctx, &b, e->sm3, 32));
		cost_text(&b, "</ofd:CheckValue></ofd:Reference>");
	}
	if (current->more.len > 0)
		CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, current->more.ptr,
		    current->more.len));
	cost_text(&b, "%s", end);
	if (current->stamps.len > 0)
		CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, current->stamps.ptr,
		    current->stamps.len));
	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, at + strlen(end)));
	forge_set(f, f->xml, b.ptr, b.len);
	eci_buf_free(&b);
}

static void
move_out(struct cdoc *d, const char *name)
{
	const struct fent *e = forge_find(&d->f, name);

	if (e == NULL)
		return;
	cost_entry(d, name, e->p, e->n);
	forge_drop(&d->f, name);
}

static void
sign_once(struct cdoc *d, size_t k)
{
	char xml[64], value[64], esl[64], property[80];

	snprintf(xml, sizeof(xml), SIGNS "Sign_%zu/Signature.xml", k);
	snprintf(value, sizeof(value), SIGNS "Sign_%zu/SignedValue.dat", k);
	snprintf(esl, sizeof(esl), SIGNS "Sign_%zu/Seal.esl", k);
	snprintf(property, sizeof(property), "/%s", xml);
	d->f.xml = xml;
	d->f.value = value;
	d->f.esl = esl;
	d->f.property = property;
	current = d;
	if (d->cms != NULL) {
		cms_describe(&d->f, d->cms);
		refer_more(&d->f);
		cms_value(&d->f, d->cms);
	} else {
		forge_sign(&d->f, refer_more);
	}
	move_out(d, xml);
	move_out(d, value);
	move_out(d, esl);
}

/* n signatures over all that is there. */
static void
cost_sign(struct cdoc *d, size_t n)
{
	struct eci_buf list = { 0 };
	size_t i;

	cost_root(&list, "Signatures");
	for (i = 0; i < n; i++)
		cost_text(&list, "<ofd:Signature ID=\"%zu\" Type=\"%s\" BaseLoc=\"Sign_%zu/"
		    "Signature.xml\"/>", i + 1, d->cms != NULL ? "Sign" : "Seal", i);
	cost_text(&list, "</ofd:Signatures>");
	forge_set(&d->f, SIGNS "Signatures.xml", list.ptr, list.len);
	eci_buf_free(&list);
	for (i = 0; i < n; i++)
		sign_once(d, i);
	d->n_signs = n;
}

/* ---- container ---- */

static void
deflated(const struct centry *e, struct eci_buf *out)
{
	z_stream z = { 0 };

	CHECK(deflateInit2(&z, 3, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) == Z_OK);
	CHECK_OK(forge.ctx, eci_buf_room(forge.ctx, out, deflateBound(&z, (uLong)e->n)));
	z.next_in = e->p;
	z.avail_in = (uInt)e->n;
	z.next_out = out->ptr;
	z.avail_out = (uInt)deflateBound(&z, (uLong)e->n);
	CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END);
	out->len = z.total_out;
	deflateEnd(&z);
}

static void
header(struct eci_buf *b, const struct centry *e, size_t packed, bool central, size_t off)
{
	uint64_t size = e->claimed != 0 ? e->claimed : e->n;

	forge_le(b, central ? 0x02014b50 : 0x04034b50, 4);
	if (central)
		forge_le(b, 0x0314, 2);
	forge_le(b, 20, 2);
	forge_le(b, 0, 2);
	forge_le(b, e->stored ? 0 : 8, 2);
	forge_le(b, 0x5a210000, 4);
	forge_le(b, crc32(0, e->p, (uInt)e->n) ^ e->spoilt, 4);
	forge_le(b, packed, 4);
	forge_le(b, size, 4);
	forge_le(b, strlen(e->name), 2);
	forge_le(b, 0, 2);
	if (central) {
		forge_le(b, 0, 6);
		forge_le(b, 0, 4);
		forge_le(b, off, 4);
	}
	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, b, e->name));
}

static void
put_entry(const struct centry *e, struct eci_buf *out, struct eci_buf *dir)
{
	struct eci_buf packed = { 0 };
	const void *p = e->p;
	size_t n = e->n, off = out->len;

	if (!e->stored) {
		deflated(e, &packed);
		p = packed.ptr;
		n = packed.len;
	}
	header(dir, e, n, true, off);
	header(out, e, n, false, 0);
	if (n > 0)
		CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, out, p, n));
	eci_buf_free(&packed);
}

static void
cost_zip(struct cdoc *d, struct eci_buf *out)
{
	struct eci_buf dir = { 0 };
	size_t i, start;

	for (i = 0; i < d->f.n; i++)
		put_entry(&(struct centry){ .name = d->f.v[i].name, .p = d->f.v[i].p,
		    .n = d->f.v[i].n }, out, &dir);
	for (i = 0; i < d->n; i++)
		put_entry(&d->v[i], out, &dir);
	start = out->len;
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, out, dir.ptr, dir.len));
	forge_le(out, 0x06054b50, 4);
	forge_le(out, 0, 4);
	forge_le(out, d->f.n + d->n, 2);
	forge_le(out, d->f.n + d->n, 2);
	forge_le(out, dir.len, 4);
	forge_le(out, start, 4);
	forge_le(out, 0, 2);
	eci_buf_free(&dir);
}

static void
cost_free(struct cdoc *d)
{
	size_t i;

	for (i = 0; i < d->n; i++) {
		free(d->v[i].name);
		free(d->v[i].p);
	}
	free(d->v);
	for (i = 0; i < d->f.n; i++)
		free(d->f.v[i].p);
	eci_buf_free(&d->f.seal);
	eci_buf_free(&d->more);
	eci_buf_free(&d->stamps);
	eci_buf_free(&d->raw);
}

#endif
