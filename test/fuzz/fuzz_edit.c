/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_edit.c - a document out of an input, so that checksums, compression and
 * lengths do not stand between an engine and what it tries.
 *
 * An input that is neither a ZIP file nor a bundle is a list of edits: its first
 * byte chooses one of fuzz_docs(), then each edit is its number, the entry it is
 * about, and what it needs: numbers of two bytes, the lower first, and strings
 * with a byte of length in front.  What is cut short is filled with zeros.
 */
#include "fuzz_edit.h"

#define DATA_MAX  (1u << 18)     /* of an entry: edits must not explode */
#define EDITS_MAX 64

unsigned
fuzz_script_byte(struct fuzz_script *s)
{
	return s->p < s->end ? *s->p++ : 0;
}

static size_t
number(struct fuzz_script *s)
{
	size_t low = fuzz_script_byte(s);

	return low | (size_t)fuzz_script_byte(s) << 8;
}

static struct eci_bytes
string(struct fuzz_script *s)
{
	size_t n = fuzz_script_byte(s);
	struct eci_bytes b = { s->p, n };

	if (b.len > (size_t)(s->end - s->p))
		b.len = (size_t)(s->end - s->p);
	s->p += b.len;
	return b;
}

/* ---- bytes of an entry ---- */

/* from..to of the entry becomes raw. */
static void
splice(struct fuzz_entry *e, size_t from, size_t to, struct eci_bytes raw)
{
	struct eci_buf b = { 0 };

	fuzz_add(&b, e->data.ptr, from);
	fuzz_add(&b, raw.ptr, raw.len);
	fuzz_add(&b, e->data.ptr + to, e->data.len - to);
	if (b.len <= DATA_MAX)
		fuzz_zip_set(e, b.ptr, b.len);
	eci_buf_free(&b);
}

static void
edit_set(struct fuzz_script *s, struct fuzz_entry *e)
{
	size_t at = number(s) % (e->data.len + 1);
	struct eci_bytes raw = string(s);

	splice(e, at, at + raw.len < e->data.len ? at + raw.len : e->data.len, raw);
}

static void
edit_insert(struct fuzz_script *s, struct fuzz_entry *e)
{
	size_t at = number(s) % (e->data.len + 1);

	splice(e, at, at, string(s));
}

static void
edit_cut(struct fuzz_script *s, struct fuzz_entry *e)
{
	size_t at = number(s) % (e->data.len + 1), n = number(s);

	splice(e, at, n < e->data.len - at ? at + n : e->data.len, (struct eci_bytes){ 0 });
}

/* The first place of one string becomes another. */
static void
edit_text(struct fuzz_script *s, struct fuzz_entry *e)
{
	struct eci_bytes from = string(s), to = string(s);
	size_t i;

	for (i = 0; from.len > 0 && i + from.len <= e->data.len; i++)
		if (memcmp(e->data.ptr + i, from.ptr, from.len) == 0) {
			splice(e, i, i + from.len, to);
			return;
		}
}

static const struct fuzz_entry *
foreign(struct fuzz_script *s)
{
	const struct fuzz_doc *d = &s->docs[fuzz_script_byte(s) % s->n_docs];

	return &d->zip.v[fuzz_script_byte(s) % d->zip.n];
}

/* The same entry of another document. */
static void
edit_take(struct fuzz_script *s, struct fuzz_entry *e)
{
	const struct fuzz_entry *other = foreign(s);

	fuzz_zip_set(e, other->data.ptr, other->data.len);
}

/* ---- DER in an entry ---- */

static void
edit_der(struct fuzz_script *s, struct fuzz_entry *e)
{
	size_t n = fuzz_der_count(e->data.ptr, e->data.len), at = number(s);
	struct eci_bytes raw = string(s);

	if (n > 0)
		fuzz_der_swap(&e->data, fuzz_der_at(e->data.ptr, e->data.len, at % n), raw);
}

static void
edit_graft(struct fuzz_script *s, struct fuzz_entry *e)
{
	size_t n = fuzz_der_count(e->data.ptr, e->data.len), at = number(s), m;
	const struct fuzz_entry *other = foreign(s);
	size_t from = number(s);

	m = fuzz_der_count(other->data.ptr, other->data.len);
	if (n > 0 && m > 0 && e->data.len + other->data.len <= DATA_MAX)
		fuzz_der_swap(&e->data, fuzz_der_at(e->data.ptr, e->data.len, at % n),
		    fuzz_der_at(other->data.ptr, other->data.len, from % m));
}

/* ---- entries ---- */

static void
edit_rename(struct fuzz_script *s, struct fuzz_entry *e)
{
	struct eci_bytes name = string(s);

	e->name.len = 0;
	fuzz_add(&e->name, name.ptr, name.len);
}

static void
edit_remove(struct fuzz_script *s, struct fuzz_entry *e)
{
	fuzz_zip_drop(&s->z, (size_t)(e - s->z.v));
}

static void
edit_copy(struct fuzz_script *s, struct fuzz_entry *e)
{
	struct eci_bytes name = string(s);
	struct eci_buf data = { 0 };

	fuzz_add(&data, e->data.ptr, e->data.len);
	fuzz_zip_add(&s->z, name.ptr, name.len, data.ptr, data.len);
	eci_buf_free(&data);
}

static void
edit_new(struct fuzz_script *s, struct fuzz_entry *e)
{
	struct eci_bytes name = string(s), data = string(s);

	(void)e;
	fuzz_zip_add(&s->z, name.ptr, name.len, data.ptr, data.len);
}

static void
edit_form(struct fuzz_script *s, struct fuzz_entry *e)
{
	e->form = fuzz_script_byte(s) % FUZZ_FORMS;
}

static void
edit_move(struct fuzz_script *s, struct fuzz_entry *e)
{
	struct fuzz_entry *other = &s->z.v[fuzz_script_byte(s) % s->z.n], t = *e;

	*e = *other;
	*other = t;
}

static void
edit_around(struct fuzz_script *s, struct fuzz_entry *e)
{
	unsigned how = fuzz_script_byte(s);

	(void)e;
	s->z.zip64 = (how & 1) != 0;
	s->z.prefix = (how & 2) != 0 ? "%PDF-1.4 " : NULL;
	s->z.suffix = (how & 4) != 0 ? "after" : NULL;
}

static void
edit_raw(struct fuzz_script *s, struct fuzz_entry *e)
{
	size_t at = number(s);
	struct eci_bytes raw = string(s);
	uint8_t head[3] = { (uint8_t)at, (uint8_t)(at >> 8), (uint8_t)raw.len };

	(void)e;
	fuzz_add(&s->raw, head, sizeof(head));
	fuzz_add(&s->raw, raw.ptr, raw.len);
}

/* ---- the list ---- */

static fuzz_edit_fn *const edits[FUZZ_EDIT_N] = {
	[FUZZ_EDIT_SET] = edit_set, [FUZZ_EDIT_INSERT] = edit_insert, [FUZZ_EDIT_CUT] = edit_cut,
	[FUZZ_EDIT_TEXT] = edit_text, [FUZZ_EDIT_TAKE] = edit_take, [FUZZ_EDIT_DER] = edit_der,
	[FUZZ_EDIT_GRAFT] = edit_graft, [FUZZ_EDIT_RENAME] = edit_rename,
	[FUZZ_EDIT_REMOVE] = edit_remove, [FUZZ_EDIT_COPY] = edit_copy, [FUZZ_EDIT_NEW] = edit_new,
	[FUZZ_EDIT_FORM] = edit_form, [FUZZ_EDIT_MOVE] = edit_move,
	[FUZZ_EDIT_AROUND] = edit_around, [FUZZ_EDIT_RAW] = edit_raw,
	[FUZZ_EDIT_DIGESTS] = fuzz_edit_digests, [FUZZ_EDIT_SIGN] = fuzz_edit_sign
};

static void
patch(const struct eci_buf *raw, struct eci_buf *out)
{
	size_t i, at, n;

	for (i = 0; i + 3 <= raw->len; i += 3 + raw->ptr[i + 2]) {
		n = raw->ptr[i + 2];
		at = (raw->ptr[i] | (size_t)raw->ptr[i + 1] << 8) % (out->len + 1);
		memcpy(out->ptr + at, raw->ptr + i + 3, n < out->len - at ? n : out->len - at);
	}
}

static void
run_script(const uint8_t *data, size_t size, struct eci_buf *out)
{
	struct fuzz_script s = { .p = data, .end = data + size };
	unsigned i, op;

	s.docs = fuzz_docs(&s.n_docs);
	fuzz_zip_copy(&s.docs[fuzz_script_byte(&s) % s.n_docs].zip, &s.z);
	for (i = 0; i < EDITS_MAX && s.p < s.end && s.z.n > 0; i++) {
		op = fuzz_script_byte(&s) % FUZZ_EDIT_N;
		edits[op](&s, &s.z.v[fuzz_script_byte(&s) % s.z.n]);
	}
	fuzz_zip_write(&s.z, out);
	patch(&s.raw, out);
	fuzz_zip_free(&s.z);
	eci_buf_free(&s.raw);
}

void
fuzz_document(const uint8_t *data, size_t size, struct eci_buf *out)
{
	struct fuzz_zip z;

	out->len = 0;
	if (size >= 2 && memcmp(data, "PK", 2) == 0) {
		fuzz_add(out, data, size);
	} else if (fuzz_bundle_is(data, size)) {
		fuzz_bundle_read(data, size, &z);
		fuzz_zip_write(&z, out);
		fuzz_zip_free(&z);
	} else {
		run_script(data, size, out);
	}
}
