/* SPDX-License-Identifier: Apache-2.0 */
/*
 * inflate.c - an entry's packed bytes.  Unpacked whole and in pieces it is the same, or
 * refused in the same words; a third reader, who shares nothing with them, agrees.
 * Whole entries are libdeflate's where the build has it, pieces always zlib's.
 */
#include <zlib.h>

#include "fuzz_inflate.h"
#include "pkg/pkg_priv.h"

const struct fuzz_effort fuzz_effort = { .cuts = 64, .mutations = 1500 };

#define UNPACKED ((size_t)1024 * 1024)

static ecert_err
collect(void *arg, ecert_ctx *ctx, const uint8_t *p, size_t n)
{
	return eci_buf_add(ctx, arg, p, n);
}

struct way {
	ecert_err       e;
	struct eci_buf  bytes;
	char           *said;
};

static void
read_by(ecert_ctx *ctx, struct eci_pkg *pkg, const struct eci_pkg_item *it, bool whole,
    struct way *w)
{
	FUZZ_MUST(ctx, eci_buf_room(ctx, &w->bytes, (size_t)it->size + 1));
	if (whole)
		w->e = eci_pkg_unpack(ctx, pkg, it, w->bytes.ptr, NULL, NULL);
	else
		w->e = eci_pkg_unpack(ctx, pkg, it, NULL, collect, &w->bytes);
	if (whole)
		w->bytes.len = (size_t)it->size;
	fuzz_check_error(ctx, w->e);
	if (w->e != ECERT_OK)
		FUZZ_MUST(ctx, eci_strdup(ctx, ecert_errmsg(ctx), &w->said));
}

/* good: the third reader takes it; odd: what is odd about it. */
static void
compare(ecert_ctx *ctx, struct eci_pkg *pkg, const struct eci_pkg_item *it,
    const struct eci_buf *good, unsigned odd)
{
	struct way whole = { 0 }, pieces = { 0 };

	read_by(ctx, pkg, it, true, &whole);
	read_by(ctx, pkg, it, false, &pieces);
	FUZZ_CHECK((pieces.e == ECERT_OK) == (good != NULL && odd == 0));
	if (good != NULL && pieces.e == ECERT_OK)
		FUZZ_CHECK(pieces.bytes.len == good->len && (good->len == 0 ||
		    memcmp(pieces.bytes.ptr, good->ptr, good->len) == 0));
	if (good != NULL && whole.e == ECERT_OK)
		FUZZ_CHECK(whole.bytes.len == good->len && (good->len == 0 ||
		    memcmp(whole.bytes.ptr, good->ptr, good->len) == 0));
	FUZZ_CHECK(whole.e == pieces.e || (good != NULL && odd != 0 && whole.e == ECERT_OK));
	if (whole.e != ECERT_OK)
		FUZZ_CHECK(strcmp(whole.said, pieces.said) == 0);
	eci_buf_free(&whole.bytes);
	eci_buf_free(&pieces.bytes);
	free(whole.said);
	free(pieces.said);
}

/* As it is, and with a lie about it. */
static void
check_stream(ecert_ctx *ctx, struct eci_pkg *pkg, const struct eci_pkg_item *honest,
    const struct eci_buf *out, bool good, unsigned odd)
{
	struct eci_pkg_item it = *honest;

	compare(ctx, pkg, &it, good ? out : NULL, odd);
	it.crc ^= 1;
	compare(ctx, pkg, &it, NULL, 0);
	it = *honest;
	it.size++;
	compare(ctx, pkg, &it, NULL, 0);
	if (honest->size > 0) {
		it.size = honest->size - 1;
		compare(ctx, pkg, &it, NULL, 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char name[] = "fuzz";
	struct eci_pkg_item it = { .name = name, .method = METHOD_DEFLATED };
	struct eci_pkg pkg = { 0 };
	struct eci_buf out = { 0 };
	ecert_ctx *ctx;
	unsigned odd;
	size_t used;
	bool good;

	fuzz_watch();
	ctx = fuzz_ctx();
	good = fuzz_inflate(data, size, UNPACKED, &out, &used, &odd);
	it.size = out.len;
	it.packed = size;
	it.crc = (uint32_t)crc32_z(0, out.len > 0 ? out.ptr : (const uint8_t *)"", out.len);
	FUZZ_MUST(ctx, eci_src_view(ctx, data, size, "fuzz", &pkg.src));
	if (good || out.len < UNPACKED)
		check_stream(ctx, &pkg, &it, &out, good && used == size, odd);
	eci_pkg_scratch_free(pkg.scratch);
	eci_src_close(pkg.src);
	eci_buf_free(&out);
	fuzz_ctx_free(ctx);
	fuzz_watched(size);
	return 0;
}

/* ---- seeds ---- */

static void
put_packed(fuzz_put_fn *put, void *arg, const char *name, const uint8_t *p, size_t n, int level,
    int strategy, bool flush)
{
	size_t cap = n + n / 100 + 1024;
	uint8_t *out = malloc(cap), *copy = malloc(n + 1);
	z_stream z = { 0 };

	if (out == NULL || copy == NULL ||
	    deflateInit2(&z, level, Z_DEFLATED, -15, 8, strategy) != Z_OK)
		abort();
	memcpy(copy, p, n);
	z.next_in = copy;
	z.avail_in = (uInt)(flush ? n / 2 : n);
	z.next_out = out;
	z.avail_out = (uInt)cap;
	if (flush) {
		FUZZ_CHECK(deflate(&z, Z_FULL_FLUSH) == Z_OK);
		z.avail_in = (uInt)(n - n / 2);
	}
	FUZZ_CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END);
	put(arg, name, out, cap - z.avail_out);
	deflateEnd(&z);
	free(out);
	free(copy);
}

void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	static const struct {
		const char *name;
		size_t      n;
		int         level, strategy;
		bool        flush;
	} rows[] = {
		{ "stored", 300, 0, Z_DEFAULT_STRATEGY, false },
		{ "fixed", 300, 6, Z_FIXED, false },
		{ "fast", 3000, 1, Z_DEFAULT_STRATEGY, false },
		{ "best", 3000, 9, Z_DEFAULT_STRATEGY, false },
		{ "literals", 700, 6, Z_HUFFMAN_ONLY, false },
		{ "runs", 700, 6, Z_RLE, false },
		{ "blocks", 2000, 6, Z_DEFAULT_STRATEGY, true },
		{ "long", 100000, 6, Z_DEFAULT_STRATEGY, false },
		{ "empty", 0, 6, Z_DEFAULT_STRATEGY, false },
	};
	static uint8_t text[100000];
	uint64_t state = 1;
	size_t i;

	for (i = 0; i < sizeof(text); i++)
		text[i] = (uint8_t)("<ofd:TextObject ID=\"0123456789\"/>\n"[(i + i / 97) % 34] +
		    (fuzz_rand(&state) % 11 == 0));
	for (i = 0; i < ECI_COUNT(rows); i++)
		put_packed(put, arg, rows[i].name, text, rows[i].n, rows[i].level,
		    rows[i].strategy, rows[i].flush);
}
