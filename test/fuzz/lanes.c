/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lanes.c - numbers, lengths and contents of messages.  Their SM3 digests come out as
 * OpenSSL alone makes them, whatever they are made by: side by side in every width this
 * processor has, planned, or collected as they come.
 */
#include <openssl/evp.h>

#include "crypto/crypto_sm3_lanes.h"
#include "fuzz.h"

const struct fuzz_effort fuzz_effort = { .cuts = 32, .mutations = 150 };

#define MSGS  200
#define BYTES ((size_t)400 * 1024)    /* of all messages of an input */
#define LONG  ((size_t)130 * 1000)

static struct {
	struct eci_sm3_msg v[MSGS];
	uint8_t           *own[MSGS];     /* of its own length: reading past it is seen */
	uint8_t            want[MSGS][ECI_SM3_LEN];
	unsigned           times[MSGS];
	size_t             n;
} in;

/* ---- messages from an input: two bytes each ---- */

static size_t
length_of(uint8_t how, uint8_t much)
{
	static const uint8_t borders[] = { 1, 54, 55, 56, 57, 63, 64, 65, 118, 119, 120, 121, 127,
	    128, 129, 191 };
	size_t far = how >> 3;

	switch (how & 7) {
	case 0:
		return much;
	case 1:
		return far * 64 + borders[much % ECI_COUNT(borders)];
	case 2:
		return borders[much % ECI_COUNT(borders)];
	case 3:
		return (size_t)much * 64 + far;
	case 4:
		return 0;
	case 5:
		return (size_t)much * 16 + far % 16;
	case 6:
		return (size_t)much << 8 | how;
	default:
		return ((size_t)much << 9) + far;
	}
}

static void
fill(uint8_t *p, size_t n, uint64_t *state)
{
	uint32_t x = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (i % 4 == 0)
			x = fuzz_rand(state);
		p[i] = (uint8_t)(x >> 8 * (i % 4));
	}
}

static void
draw(const uint8_t *p, size_t size)
{
	uint64_t state = size;
	size_t i, n, left = BYTES;

	for (in.n = 0; in.n < MSGS && size >= 2; in.n++, p += 2, size -= 2) {
		n = length_of(p[0], p[1]);
		if (n > LONG || n > left)
			n = p[1];
		i = in.n;
		state += (uint64_t)p[0] << 8 | p[1];
		if ((in.own[i] = malloc(n > 0 ? n : 1)) == NULL)
			abort();
		fill(in.own[i], n, &state);
		in.v[i] = (struct eci_sm3_msg){ n > 0 || p[1] % 2 == 0 ? in.own[i] : NULL, n, { 0 } };
		left -= n < left ? n : left;
		FUZZ_CHECK(EVP_Digest(in.own[i], n, in.want[i], NULL, EVP_sm3(), NULL) == 1);
	}
}

/* ---- properties ---- */

static void
forget(void)
{
	size_t i;

	for (i = 0; i < in.n; i++)
		memset(in.v[i].digest, 0xa5, ECI_SM3_LEN);
}

static void
check_digests(const char *by)
{
	size_t i;

	for (i = 0; i < in.n; i++)
		if (memcmp(in.v[i].digest, in.want[i], ECI_SM3_LEN) != 0)
			fuzz_fail(__FILE__, __LINE__, "%s: message %zu of %zu, %zu bytes", by, i, in.n,
			    in.v[i].n);
}

static void
check_engines(ecert_ctx *ctx)
{
	const struct eci_sm3_engine *engine;
	struct eci_sm3_msg *queue[MSGS];
	size_t i, k;

	for (i = 0; (engine = eci_sm3_engine(i)) != NULL; i++) {
		for (k = 0; k < in.n; k++)
			queue[k] = &in.v[k];
		forget();
		FUZZ_MUST(ctx, eci_sm3_side_by_side(ctx, engine, queue, in.n));
		check_digests(engine->name);
	}
}

static void
check_planned(ecert_ctx *ctx)
{
	forget();
	FUZZ_MUST(ctx, eci_sm3_many(ctx, in.v, in.n));
	check_digests("planned");
}

static ecert_err
take(void *owner, ecert_ctx *ctx, size_t tag, const uint8_t digest[ECI_SM3_LEN])
{
	(void)ctx;
	FUZZ_CHECK(owner == &in && tag < in.n);
	in.times[tag]++;
	memcpy(in.v[tag].digest, digest, ECI_SM3_LEN);
	return ECERT_OK;
}

/* Ended early after each message whose length says so, and at the end. */
static void
check_collected(ecert_ctx *ctx)
{
	struct eci_sm3_batch *b = NULL;
	struct eci_lent msg = { 0 };
	size_t i;

	forget();
	memset(in.times, 0, sizeof(in.times));
	FUZZ_MUST(ctx, eci_sm3_batch_new(ctx, take, &b));
	for (i = 0; i < in.n; i++) {
		fuzz_add(&msg.own, in.own[i], in.v[i].n);
		msg.ptr = msg.own.ptr;
		msg.len = msg.own.len;
		FUZZ_MUST(ctx, eci_sm3_batch_add(ctx, b, &in, i, &msg));
		FUZZ_CHECK(msg.ptr == NULL && msg.len == 0);
		if (in.v[i].n % 61 == 7)
			FUZZ_MUST(ctx, eci_sm3_batch_end(ctx, b));
	}
	FUZZ_MUST(ctx, eci_sm3_batch_end(ctx, b));
	eci_sm3_batch_free(b);
	for (i = 0; i < in.n; i++)
		FUZZ_CHECK(in.times[i] == 1);
	check_digests("collected");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	ecert_ctx *ctx;
	size_t i;

	fuzz_watch();
	ctx = fuzz_ctx();
	draw(data, size);
	check_engines(ctx);
	check_planned(ctx);
	check_collected(ctx);
	for (i = 0; i < in.n; i++)
		free(in.own[i]);
	fuzz_ctx_free(ctx);
	fuzz_watched(size);
	return 0;
}

/* ---- seeds ---- */

static void
put_many(fuzz_put_fn *put, void *arg, const char *name, const uint8_t *how, size_t kinds, size_t n)
{
	uint64_t state = n;
	uint8_t b[2 * MSGS];
	size_t i;

	for (i = 0; i < n; i++) {
		b[2 * i] = (uint8_t)(how[i % kinds] | (fuzz_rand(&state) & 0xf8));
		b[2 * i + 1] = (uint8_t)fuzz_rand(&state);
	}
	put(arg, name, b, 2 * n);
}

void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	static const uint8_t borders[] = { 2, 1 }, uneven[] = { 0, 6, 4, 1, 5 }, equal[] = { 0, 1, 0, 1 },
	    one_long[] = { 2, 4, 2, 2, 7, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2 },
	    pages[] = { 3, 5 }, empty[] = { 4 }, any[] = { 0, 1, 2, 3, 4, 5, 6, 7 };
	uint8_t same[2 * 40];
	size_t i;

	put(arg, "none", "", 0);
	put(arg, "one", "\0\3", 2);
	for (i = 0; i < sizeof(same); i++)
		same[i] = equal[i % 4];
	put(arg, "equal", same, sizeof(same));
	put_many(put, arg, "empty", empty, 1, 33);
	put_many(put, arg, "borders", borders, 2, MSGS);
	put_many(put, arg, "uneven", uneven, ECI_COUNT(uneven), 50);
	put_many(put, arg, "one-long", one_long, ECI_COUNT(one_long), 21);
	put_many(put, arg, "pages", pages, 2, 48);
	put_many(put, arg, "any", any, ECI_COUNT(any), 70);
}
