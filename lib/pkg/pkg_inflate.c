/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pkg_inflate.c - the bytes of an entry.  zlib is driven here and not through a
 * ZIP library, because these see neither bytes after the end of the deflate
 * stream nor data beyond the declared size.
 */
#include "pkg/pkg_priv.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define ZLIB_CONST
#include <zlib.h>

#define PIECE      ((size_t)64 * 1024)
#define SMALL_EACH ((size_t)4 * 1024)
#define SMALL_ALL  ((size_t)256 * 1024)

struct eci_pkg_scratch {
	z_stream z;
	bool     ready;
	uint8_t *in, *out;        /* PIECE bytes each, once they are needed */
	struct eci_pkg_at_once *at_once;
};

/* An entry on its way to the sink, or into whole. */
struct flow {
	ecert_ctx                 *ctx;
	const struct eci_src      *src;
	const struct eci_pkg_item *it;
	struct eci_pkg_scratch    *sc;
	uint8_t                   *whole;
	eci_pkg_sink              *sink;
	void                      *arg;
	uint64_t                   read, done;
	uint32_t                   crc;
};

static ecert_err
malformed(const struct flow *f, const char *text)
{
	return eci_reject(f->ctx, ECERT_R_ZIP_MALFORMED, f->it->name, "APPNOTE 4.4.8", "%s", text);
}

static ecert_err
bad_crc(const struct flow *f)
{
	return malformed(f, "its CRC is wrong");
}

static ecert_err
give(struct flow *f, const uint8_t *p, size_t n)
{
	f->crc = eci_pkg_crc(f->crc, p, n);
	f->done += n;
	if (f->sink == NULL || n == 0)
		return ECERT_OK;
	return f->sink(f->arg, f->ctx, p, n);
}

static size_t
piece_of(uint64_t left)
{
	return left < PIECE ? (size_t)left : PIECE;
}

static ecert_err
need(struct flow *f, uint8_t **piece)
{
	return *piece != NULL || (*piece = malloc(PIECE)) != NULL ? ECERT_OK : eci_nomem(f->ctx);
}

static ecert_err
copy_stored(struct flow *f)
{
	uint8_t *p;
	size_t n;
	ecert_err e = ECERT_OK;

	if (f->whole == NULL)
		e = need(f, &f->sc->out);
	while (e == ECERT_OK && f->done < f->it->size) {
		n = piece_of(f->it->size - f->done);
		p = f->whole != NULL ? f->whole + f->done : f->sc->out;
		if ((e = eci_src_read(f->ctx, f->src, f->it->data + f->done, p, n)) == ECERT_OK)
			e = give(f, p, n);
	}
	f->read = f->done;
	return e;
}

static ecert_err
refill(struct flow *f)
{
	size_t n = piece_of(f->it->packed - f->read);
	const uint8_t *p;
	ecert_err e;

	if (f->sc->z.avail_in > 0 || n == 0)
		return ECERT_OK;
	if ((p = eci_src_memory(f->src, f->it->data + f->read, n)) == NULL) {
		if ((e = need(f, &f->sc->in)) != ECERT_OK ||
		    (e = eci_src_read(f->ctx, f->src, f->it->data + f->read, f->sc->in,
		    n)) != ECERT_OK)
			return e;
		p = f->sc->in;
	}
	f->read += n;
	f->sc->z.next_in = p;
	f->sc->z.avail_in = (uInt)n;
	return ECERT_OK;
}

/* One call of inflate.  A byte more than declared goes to spill and is refused. */
static ecert_err
step(struct flow *f, bool *end)
{
	uint64_t left = f->it->size - f->done;
	z_stream *z = &f->sc->z;
	uint8_t spill, *p;
	size_t room;
	int r;
	ecert_err e;

	if ((e = refill(f)) != ECERT_OK)
		return e;
	room = left == 0 ? 1 : f->whole == NULL ? piece_of(left) :
	    left < UINT_MAX ? (size_t)left : UINT_MAX;
	p = left == 0 ? &spill : f->whole != NULL ? f->whole + f->done : f->sc->out;
	z->next_out = p;
	z->avail_out = (uInt)room;
	r = inflate(z, Z_NO_FLUSH);
	room -= z->avail_out;
	if (r == Z_MEM_ERROR)
		return eci_nomem(f->ctx);
	if (r == Z_BUF_ERROR)
		return malformed(f, "its data ends before its deflate stream");
	if (r != Z_OK && r != Z_STREAM_END)
		return malformed(f, "its data is no deflate stream");
	if (left == 0 && room > 0)
		return malformed(f, "it unpacks to more than its size");
	*end = r == Z_STREAM_END;
	return give(f, p, room);
}

static ecert_err
inflate_all(struct flow *f)
{
	struct eci_pkg_scratch *sc = f->sc;
	bool end = false;
	ecert_err e = ECERT_OK;
	int r;

	sc->z.next_in = NULL;
	sc->z.avail_in = 0;
	r = sc->ready ? inflateReset(&sc->z) : inflateInit2(&sc->z, -MAX_WBITS);
	if (r == Z_VERSION_ERROR)
		return eci_fail(f->ctx, ECERT_E_INTERNAL, "zlib of another version");
	if (r != Z_OK)
		return eci_nomem(f->ctx);
	sc->ready = true;
	if (f->whole == NULL)
		e = need(f, &sc->out);
	while (e == ECERT_OK && !end)
		e = step(f, &end);
	if (e != ECERT_OK)
		return e;
	if (sc->z.avail_in > 0 || f->read < f->it->packed)
		return eci_reject(f->ctx, ECERT_R_ZIP_AMBIGUOUS, f->it->name, "APPNOTE 4.4.8",
		    "bytes after the end of its deflate stream");
	return ECERT_OK;
}

static ecert_err
from_memory(struct flow *f)
{
	size_t n;
	ecert_err e = ECERT_OK;

	while (e == ECERT_OK && f->done < f->it->size) {
		n = piece_of(f->it->size - f->done);
		e = f->sink(f->arg, f->ctx, f->it->bytes + f->done, n);
		f->done += n;
	}
	return e;
}

static ecert_err
flow_all(struct flow *f)
{
	ecert_err e;

	if (f->whole != NULL && f->it->method == METHOD_DEFLATED &&
	    eci_pkg_at_once(f->ctx, f->src, f->it, &f->sc->at_once, f->whole))
		return ECERT_OK;
	e = f->it->method == METHOD_DEFLATED ? inflate_all(f) : copy_stored(f);
	if (e != ECERT_OK)
		return e;
	if (f->done != f->it->size)
		return malformed(f, "it unpacks to less than its size");
	if (f->crc != f->it->crc)
		return bad_crc(f);
	return ECERT_OK;
}

ecert_err
eci_pkg_unpack(ecert_ctx *ctx, struct eci_pkg *pkg, const struct eci_pkg_item *it,
    uint8_t *whole, eci_pkg_sink *sink, void *arg)
{
	struct flow f = { .ctx = ctx, .src = pkg->src, .it = it, .whole = whole, .sink = sink,
	    .arg = arg };
	ecert_err e;

	/* Taken out of pkg while in use: a sink may read another entry. */
	f.sc = pkg->scratch;
	pkg->scratch = NULL;
	if (f.sc == NULL && (f.sc = calloc(1, sizeof(*f.sc))) == NULL)
		return eci_nomem(ctx);
	e = flow_all(&f);
	if (pkg->scratch == NULL)
		pkg->scratch = f.sc;
	else
		eci_pkg_scratch_free(f.sc);
	return e;
}

void
eci_pkg_scratch_free(struct eci_pkg_scratch *sc)
{
	if (sc == NULL)
		return;
	if (sc->ready)
		inflateEnd(&sc->z);
	eci_pkg_at_once_free(sc->at_once);
	free(sc->in);
	free(sc->out);
	free(sc);
}

static ecert_err
item_at(ecert_ctx *ctx, const struct eci_pkg *pkg, size_t i, const struct eci_pkg_item **out)
{
	if (i >= pkg->n_live)
		return eci_fail(ctx, ECERT_E_NOTFOUND, "no such entry");
	*out = pkg->live[i];
	return ECERT_OK;
}

ecert_err
eci_pkg_stream(ecert_ctx *ctx, struct eci_pkg *pkg, size_t i, eci_pkg_sink *sink, void *arg)
{
	const struct eci_pkg_item *it = NULL;
	struct flow f;
	ecert_err e = item_at(ctx, pkg, i, &it);

	if (e != ECERT_OK)
		return e;
	if (it->bytes == NULL)
		return eci_pkg_unpack(ctx, pkg, it, NULL, sink, arg);
	f = (struct flow){ .ctx = ctx, .it = it, .sink = sink, .arg = arg };
	return from_memory(&f);
}

/* Lists and descriptions are read several times; to set inflate up takes longer
 * than to unpack them.  Without memory they are unpacked again. */
static void
keep_small(struct eci_pkg *pkg, size_t i, const uint8_t *p)
{
	struct eci_pkg_item *it = pkg->live[i];
	size_t n = (size_t)it->size;

	if (n > SMALL_EACH || n > SMALL_ALL - pkg->small || (it->bytes = malloc(n + 1)) == NULL)
		return;
	memcpy(it->bytes, p, n);
	pkg->small += n;
}

ecert_err
eci_pkg_read(ecert_ctx *ctx, struct eci_pkg *pkg, size_t i, uint64_t max, struct eci_buf *out)
{
	const struct eci_pkg_item *it = NULL;
	ecert_err e = item_at(ctx, pkg, i, &it);

	if (e != ECERT_OK)
		return e;
	if (it->size > max || it->size >= SIZE_MAX / 2)
		return eci_reject(ctx, ECERT_R_ZIP_LIMIT, it->name, NULL,
		    "%llu bytes, more than %llu", (unsigned long long)it->size,
		    (unsigned long long)max);
	if (it->bytes != NULL)
		return eci_buf_add(ctx, out, it->bytes, (size_t)it->size);
	if ((e = eci_buf_room(ctx, out, (size_t)it->size)) != ECERT_OK)
		return e;
	e = eci_pkg_unpack(ctx, pkg, it, out->ptr + out->len, NULL, NULL);
	if (e == ECERT_OK) {
		keep_small(pkg, i, out->ptr + out->len);
		out->len += (size_t)it->size;
	}
	out->ptr[out->len] = 0;
	return e;
}

/* Where an entry lies in memory as it is; *p is NULL where it does not. */
static ecert_err
find_whole(ecert_ctx *ctx, const struct eci_pkg *pkg, const struct eci_pkg_item *it,
    const uint8_t **p)
{
	struct flow f = { .ctx = ctx, .it = it };

	if ((*p = it->bytes) != NULL || it->method != METHOD_STORED || pkg->src == NULL ||
	    (*p = eci_src_memory(pkg->src, it->data, it->size)) == NULL)
		return ECERT_OK;
	return eci_pkg_crc(0, *p, (size_t)it->size) == it->crc ? ECERT_OK : bad_crc(&f);
}

ecert_err
eci_pkg_lend(ecert_ctx *ctx, struct eci_pkg *pkg, size_t i, uint64_t max, struct eci_lent *out)
{
	const struct eci_pkg_item *it = NULL;
	ecert_err e;

	*out = (struct eci_lent){ 0 };
	if ((e = item_at(ctx, pkg, i, &it)) != ECERT_OK ||
	    (it->size <= max && (e = find_whole(ctx, pkg, it, &out->ptr)) != ECERT_OK))
		return e;
	if (out->ptr == NULL) {
		e = eci_pkg_read(ctx, pkg, i, max, &out->own);
		out->ptr = out->own.ptr;
	}
	if (e == ECERT_OK)
		out->len = (size_t)it->size;
	else
		eci_lent_free(out);
	return e;
}

const char *
eci_pkg_version(void)
{
	return "zlib " ZLIB_VERSION;
}
