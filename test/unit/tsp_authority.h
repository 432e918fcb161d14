/* SPDX-License-Identifier: Apache-2.0 */
/* tsp_authority.h - an authority in the process, for tests of those who ask one. */
#ifndef TSP_AUTHORITY_H
#define TSP_AUTHORITY_H

#include <stdlib.h>

#include "unit.h"
#include "rsa_key.h"
#include "../tsa/token_make.h"

#define AUTHORITY_NOW ((int64_t)1780315200)      /* 2026-06-01T12:00:00Z */
#define AUTHORITY_DAY ((int64_t)86400)

struct authority {
	struct eci_key  *key;
	struct eci_cert *cert;
	int              calls;
	int64_t          time;       /* 0: AUTHORITY_NOW */
	/* What is odd about the token, and the response around it. */
	void           (*token)(struct stamp_make *t);
	void           (*response)(ecert_ctx *ctx, struct eci_buf *resp);
};

static inline void
authority_must(ecert_ctx *ctx, ecert_err e)
{
	if (e == ECERT_OK)
		return;
	printf("FAILED: authority: %s\n", ecert_errmsg(ctx));
	exit(1);
}

/* issuer NULL: self-signed. */
static inline void
authority_make(ecert_ctx *ctx, struct authority *a, bool rsa, const char *ext_usage,
    const struct eci_key *issuer_key, const struct eci_cert *issuer)
{
	struct eci_issue what = { .cn = "Time Stamp Authority", .o = "Test Laboratory",
	    .from = AUTHORITY_NOW - 10 * AUTHORITY_DAY, .until = AUTHORITY_NOW + 10 * AUTHORITY_DAY,
	    .serial = 71, .pathlen = -1, .usage = "digitalSignature", .ext_usage = ext_usage,
	    .ext_usage_critical = ext_usage != NULL };

	memset(a, 0, sizeof(*a));
	if (rsa)
		a->key = rsa_key(ctx, 2048);
	else
		authority_must(ctx, eci_key_new_sm2(ctx, &a->key));
	authority_must(ctx, eci_issue_cert(ctx, &what, a->key,
	    issuer != NULL ? issuer_key : a->key, issuer, &a->cert));
}

static inline void
authority_free(struct authority *a)
{
	eci_cert_free(a->cert);
	eci_key_free(a->key);
}

static inline void
authority_answer(ecert_ctx *ctx, struct authority *a, struct eci_bytes req, struct eci_buf *out)
{
	struct stamp_asked asked;
	struct stamp_make t;
	struct eci_buf token = { 0 };

	authority_must(ctx, stamp_asked(ctx, req, &asked));
	t = (struct stamp_make){ .key = a->key, .cert = a->cert, .alg = asked.alg,
	    .imprint = asked.imprint, .nonce = asked.nonce, .serial = 5,
	    .time = a->time != 0 ? a->time : AUTHORITY_NOW, .no_cert = !asked.cert };
	if (a->token != NULL)
		a->token(&t);
	authority_must(ctx, stamp_make(ctx, &t, &token));
	authority_must(ctx, stamp_response(ctx, 0, NULL, -1,
	    (struct eci_bytes){ token.ptr, token.len }, out));
	if (a->response != NULL)
		a->response(ctx, out);
	eci_buf_free(&token);
}

/* An ecert_tsa_fn. */
static inline int
authority_ask(void *arg, ecert_ctx *ctx, const uint8_t *req, size_t n, uint8_t **resp, size_t *resp_n)
{
	struct authority *a = arg;
	struct eci_buf out = { 0 };

	a->calls++;
	authority_answer(ctx, a, (struct eci_bytes){ req, n }, &out);
	*resp = eci_buf_take(&out, resp_n);
	return 0;
}

static inline int64_t
authority_now(void *arg)
{
	(void)arg;
	return AUTHORITY_NOW;
}

/* A context whose clock is the authority's. */
static inline ecert_ctx *
authority_ctx(void)
{
	ecert_ctx *ctx = unit_ctx();

	ecert_ctx_set_clock(ctx, authority_now, NULL);
	return ctx;
}

#endif
