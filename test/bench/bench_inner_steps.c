/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_inner_steps.c - the steps of signing and verifying one by one, by the functions
 * of the library that do them; and what is compared with them and needs the same parts.
 */
#include "bench_inner.h"

#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "ofd/ofd.h"
#include "pkg/pkg_priv.h"
#include "signer/signer.h"
#include "xml/xml_priv.h"

/* So much is digested at a time (crypto_sm3_batch.c). */
#define MSGS_AT_ONCE  64
#define BYTES_AT_ONCE ((size_t)4 * 1024 * 1024)
/* What is told of a page: tags down to this depth, and those that act. */
#define TOLD_DEPTH    2

static void
free_all(const struct bench_side *d)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		eci_buf_free(&d->room[i]);
}

/* ---- of one document ---- */

void
bench_inner_sm3(void *inner)
{
	struct bench_inner *s = inner;
	size_t i, from = 0, bytes = 0;

	for (i = 0; i < s->at->n; i++) {
		bytes += s->at->msgs[i].n;
		if (i + 1 < s->at->n && i + 1 - from < MSGS_AT_ONCE && bytes < BYTES_AT_ONCE)
			continue;
		bench_must(s, eci_sm3_many(s->ctx, s->at->msgs + from, i + 1 - from));
		from = i + 1;
		bytes = 0;
	}
}

void
bench_inner_open(void *inner)
{
	struct bench_inner *s = inner;

	eci_pkg_free(bench_open_pkg(s, s->at));
}

void
bench_inner_read(void *inner)
{
	struct bench_inner *s = inner;
	struct eci_pkg *pkg = bench_open_pkg(s, s->at);

	bench_read_all(s, s->at, pkg, s->at->room);
	free_all(s->at);
	eci_pkg_free(pkg);
}

void
bench_inner_crc(void *inner)
{
	struct bench_inner *s = inner;
	volatile uint32_t sum = 0;
	size_t i;

	for (i = 0; i < s->at->n; i++)
		sum ^= eci_pkg_crc(0, s->at->msgs[i].p, s->at->msgs[i].n);
	(void)sum;
}

static ecert_err
on_start(void *arg, ecert_ctx *ctx, const struct eci_xml_tag *tag)
{
	(void)ctx;
	(void)tag;
	++*(size_t *)arg;
	return ECERT_OK;
}

static ecert_err
on_end(void *arg, ecert_ctx *ctx, const char *local, const char *ns, const char *text)
{
	(void)ctx;
	(void)local;
	(void)ns;
	(void)text;
	++*(size_t *)arg;
	return ECERT_OK;
}

static void
pass(struct bench_inner *s, ecert_err (*skim)(ecert_ctx *, const char *, const uint8_t *, size_t,
    const struct eci_xml_want *, eci_xml_start_fn *, eci_xml_end_fn *, void *))
{
	static const char *const names[] = { "Action", "URI", "GotoA", "Sound", "Movie",
		"MultiMedia", NULL };
	static const struct eci_xml_want want = { TOLD_DEPTH, names };
	const char *name;
	size_t i, len;

	for (i = 0; i < s->at->n; i++) {
		name = eci_pkg_name(s->at->pkg, i);
		len = strlen(name);
		if (len > 4 && strcmp(name + len - 4, ".xml") == 0)
			bench_must(s, skim(s->ctx, name, s->at->msgs[i].p, s->at->msgs[i].n, &want,
			    on_start, on_end, &s->told));
	}
}

void
bench_inner_xml(void *inner)
{
	pass(inner, eci_xml_skim);
}

void
bench_inner_xml_parsed(void *inner)
{
	pass(inner, eci_xml_scan_parsed);
}

void
bench_inner_doc(void *inner)
{
	struct bench_inner *s = inner;

	ecert_doc_free(bench_open_doc(s, s->at));
}

/* ---- of both ---- */

void
bench_inner_docs(void *inner)
{
	struct bench_inner *s = inner;

	ecert_doc_free(bench_open_doc(s, &s->side[0]));
	ecert_doc_free(bench_open_doc(s, &s->side[1]));
}

void
bench_inner_write(void *inner)
{
	struct bench_inner *s = inner;
	struct eci_buf b = { 0 };
	struct eci_out *out = NULL;

	bench_must(s, eci_out_mem(s->ctx, &b, &out));
	bench_must(s, eci_pkg_write(s->ctx, s->made, out));
	eci_out_abort(out);
	eci_buf_free(&b);
}

static void
deflate_one(const struct eci_sm3_msg *m)
{
	uLong n = compressBound((uLong)m->n);
	uint8_t *packed = malloc(n);

	if (packed == NULL || compress2(packed, &n, m->p, (uLong)m->n, 6) != Z_OK)
		bench_die(NULL, "deflate");
	free(packed);
}

void
bench_inner_write_plainly(void *inner)
{
	struct bench_inner *s = inner;
	const struct eci_bytes *file = &s->side[0].file;
	uint8_t *copy = malloc(file->len);
	size_t i;

	if (copy == NULL)
		bench_die(NULL, "out of memory");
	memcpy(copy, file->ptr, file->len);
	__asm__ volatile("" : : "r"(copy) : "memory");
	for (i = 0; i < s->side[1].n; i++)
		if (s->twin[i] == SIZE_MAX)
			deflate_one(&s->side[1].msgs[i]);
	free(copy);
}

/* What they say of the signature. */
void
bench_inner_lists(void *inner)
{
	struct bench_inner *s = inner;
	struct eci_ofd_sign *rows = NULL;
	struct eci_ofd_sig sig = { 0 };
	uint8_t *p = NULL;
	size_t n = 0, len = 0;

	bench_must(s, eci_ofd_sign_list(s->ctx, s->signed_doc, &rows, &n));
	bench_must(s, ecert_doc_read_entry(s->ctx, s->signed_doc, rows[0].entry, &p, &len));
	bench_must(s, eci_ofd_sig_parse(s->ctx, rows[0].entry, p, len, &sig));
	ecert_free(p);
	eci_ofd_sig_free(&sig);
	eci_ofd_sign_list_free(rows, n);
}

void
bench_inner_same(void *inner)
{
	struct bench_inner *s = inner;
	size_t i;
	bool same;

	for (i = 0; i < s->side[1].n; i++)
		if (s->twin[i] != SIZE_MAX)
			bench_must(s, eci_pkg_same(s->ctx, s->side[1].pkg, i, s->side[0].pkg, s->twin[i], &same));
}

/* The message is another each time. */
void
bench_inner_sign(void *inner)
{
	struct bench_inner *s = inner;

	s->count++;
	s->sig.len = 0;
	bench_must(s, eci_signer_sign(s->ctx, s->w->signer,
	    (struct eci_bytes){ (const uint8_t *)&s->count, sizeof(s->count) }, &s->sig));
}

/* By a context that knows no value. */
void
bench_inner_verify(void *inner)
{
	struct bench_inner *s = inner;
	ecert_ctx *ctx = ecert_ctx_new();
	bool good = false;

	if (ctx == NULL || eci_sig_verify(ctx, eci_signer_cert(s->w->signer), ECI_SIG_SM2_SM3,
	    (struct eci_bytes){ (const uint8_t *)&s->count, sizeof(s->count) },
	    (struct eci_bytes){ s->sig.ptr, s->sig.len }, NULL, &good) != ECERT_OK || !good)
		bench_die(ctx, "SM2 verify");
	ecert_ctx_free(ctx);
}
