/* SPDX-License-Identifier: Apache-2.0 */
/* Messages that come one by one: each digest once, with its own tag. */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto.h"
#include "unit.h"

#define MSGS 600

struct got {
	unsigned  times[MSGS];
	uint8_t   digest[MSGS][ECI_SM3_LEN];
	size_t    n;
	ecert_err fail;
};

static ecert_err
done(void *arg, ecert_ctx *ctx, size_t tag, const uint8_t digest[ECI_SM3_LEN])
{
	struct got *g = arg;

	g->n++;
	g->times[tag]++;
	memcpy(g->digest[tag], digest, ECI_SM3_LEN);
	return g->fail == ECERT_OK ? ECERT_OK : eci_fail(ctx, g->fail, "enough");
}

static void
fill(struct eci_lent *l, ecert_ctx *ctx, size_t i, size_t n)
{
	CHECK_OK(ctx, eci_buf_room(ctx, &l->own, n + 1));
	memset(l->own.ptr, (int)(i * 7), n);
	l->ptr = l->own.ptr;
	l->len = n;
}

static void
all(ecert_ctx *ctx, size_t n, size_t step)
{
	struct eci_sm3_batch *b = NULL;
	struct got *g = calloc(1, sizeof(*g));
	struct eci_lent msg = { 0 };
	uint8_t want[ECI_SM3_LEN];
	size_t i;

	if (g == NULL)
		abort();
	CHECK_OK(ctx, eci_sm3_batch_new(ctx, done, &b));
	for (i = 0; i < n; i++) {
		fill(&msg, ctx, i, i * step);
		CHECK_OK(ctx, eci_sm3_batch_add(ctx, b, g, i, &msg));
		CHECK(msg.ptr == NULL);
	}
	CHECK_OK(ctx, eci_sm3_batch_end(ctx, b));
	CHECK_INT(g->n, n);
	for (i = 0; i < n; i++) {
		fill(&msg, ctx, i, i * step);
		CHECK_OK(ctx, eci_sm3(ctx, msg.ptr, msg.len, want));
		CHECK_INT(g->times[i], 1);
		CHECK_MEM(g->digest[i], ECI_SM3_LEN, want, ECI_SM3_LEN);
		eci_lent_free(&msg);
	}
	eci_sm3_batch_free(b);
	free(g);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	static struct got g;
	struct eci_sm3_batch *b = NULL;
	uint8_t want[ECI_SM3_LEN];
	struct eci_lent msg = { 0 };

	unit_case("none");
	all(ctx, 0, 0);
	unit_case("more than are held at once");
	all(ctx, MSGS, 11);
	unit_case("more bytes than are held at once");
	all(ctx, 40, 40000);
	unit_case("bytes that are only lent");
	memset(&g, 0, sizeof(g));
	CHECK_OK(ctx, eci_sm3_batch_new(ctx, done, &b));
	msg = (struct eci_lent){ (const uint8_t *)"abc", 3, { 0 } };
	CHECK_OK(ctx, eci_sm3_batch_add(ctx, b, &g, 5, &msg));
	CHECK(msg.ptr == NULL);
	CHECK_OK(ctx, eci_sm3_batch_end(ctx, b));
	CHECK_OK(ctx, eci_sm3(ctx, "abc", 3, want));
	CHECK_MEM(g.digest[5], ECI_SM3_LEN, want, ECI_SM3_LEN);
	eci_sm3_batch_free(b);
	g.fail = ECERT_E_CANCELLED;
	unit_case("an error of the receiver ends it");
	CHECK_OK(ctx, eci_sm3_batch_new(ctx, done, &b));
	fill(&msg, ctx, 0, 10);
	CHECK_OK(ctx, eci_sm3_batch_add(ctx, b, &g, 0, &msg));
	CHECK_ERR(ctx, eci_sm3_batch_end(ctx, b), ECERT_E_CANCELLED);
	unit_case("what was not digested is freed");
	fill(&msg, ctx, 0, 10);
	CHECK_OK(ctx, eci_sm3_batch_add(ctx, b, &g, 0, &msg));
	eci_sm3_batch_free(b);
	eci_sm3_batch_free(NULL);
	return unit_end();
}
