/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_work.c - what signs and verifies: keys, seal and trust store loaded once, a
 * document to be signed and signed ones to be verified; and the same work by OpenSSL
 * and zlib alone.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Signature, seal, the signer's and the maker's certificate. */
#define FIRST_VERIFIES 4

void
bench_die(ecert_ctx *ctx, const char *what)
{
	fprintf(stderr, "bench: %s: %s\n", what, ctx != NULL ? ecert_errmsg(ctx) : "failed");
	exit(2);
}

void
bench_world_open(struct bench_world *w, const char *dir)
{
	char key[4096], cert[4096], seal[4096], trust[4096];
	ecert_ctx *ctx = w->ctx = ecert_ctx_new();

	snprintf(key, sizeof(key), "%s/pki/signer.key", dir);
	snprintf(cert, sizeof(cert), "%s/pki/signer.pem", dir);
	snprintf(seal, sizeof(seal), "%s/seal.esl", dir);
	snprintf(trust, sizeof(trust), "%s/pki/trust", dir);
	w->judge = ecert_ctx_new();
	if (ctx == NULL || w->judge == NULL ||
	    ecert_signer_from_file(ctx, key, cert, NULL, NULL, &w->signer) != ECERT_OK ||
	    ecert_seal_load_file(ctx, seal, &w->seal) != ECERT_OK ||
	    ecert_trust_new(ctx, &w->trust) != ECERT_OK ||
	    ecert_trust_add_dir(ctx, w->trust, trust) != ECERT_OK ||
	    ecert_policy_new(ctx, &w->policy) != ECERT_OK ||
	    ecert_policy_new(ctx, &w->brief) != ECERT_OK ||
	    ecert_sign_job_new(ctx, &w->job) != ECERT_OK)
		bench_die(ctx, dir);
	ecert_policy_set_trust(w->policy, w->trust);
	ecert_policy_set_trust(w->brief, w->trust);
	ecert_policy_set_no_digest(w->brief, 1);
	ecert_sign_job_set_signer(w->job, w->signer);
	ecert_sign_job_set_seal(w->job, w->seal);
}

void
bench_world_close(struct bench_world *w)
{
	ecert_sign_job_free(w->job);
	ecert_policy_free(w->policy);
	ecert_policy_free(w->brief);
	ecert_trust_free(w->trust);
	ecert_seal_free(w->seal);
	ecert_signer_free(w->signer);
	ecert_ctx_free(w->ctx);
	ecert_ctx_free(w->judge);
}

/* ---- with the library ---- */

void
bench_run_sign(void *arg)
{
	struct bench_work *k = arg;
	uint8_t *out = NULL;
	size_t n, m = 0;
	const uint8_t *p = bench_base_bytes(k->plain, &n);

	if (ecert_sign_mem(k->w->ctx, k->w->job, p, n, &out, &m) != ECERT_OK)
		bench_die(k->w->ctx, k->in);
	ecert_free(out);
}

void
bench_run_sign_file(void *arg)
{
	struct bench_work *k = arg;

	if (ecert_sign_file(k->w->ctx, k->w->job, k->in, k->out) != ECERT_OK)
		bench_die(k->w->ctx, k->in);
}

static void
verify_mem(struct bench_work *k, ecert_ctx *ctx, const ecert_policy *policy)
{
	size_t i = k->at++ % k->n_v;
	ecert_report *report = NULL;

	if (ecert_verify_mem(ctx, k->v[i].p, k->v[i].n, k->out, policy, &report) != ECERT_OK)
		bench_die(ctx, k->out);
	ecert_report_free(report);
}

void
bench_run_verify_sm3(void *arg)
{
	struct bench_work *k = arg;

	verify_mem(k, k->w->judge, k->w->policy);
}

void
bench_run_verify(void *arg)
{
	struct bench_work *k = arg;

	verify_mem(k, k->w->judge, k->w->brief);
}

/* By a context that has seen nothing yet. */
void
bench_run_verify_first(void *arg)
{
	ecert_ctx *ctx = ecert_ctx_new();
	struct bench_work *k = arg;

	if (ctx == NULL)
		bench_die(NULL, "context");
	verify_mem(k, ctx, k->w->policy);
	ecert_ctx_free(ctx);
}

void
bench_run_base_sign(void *arg)
{
	struct bench_work *k = arg;

	bench_sm2_sign(k->plain);
	bench_sm2_verify(k->plain);
	bench_inflate(k->plain);
	bench_sm3_inflated(k->plain);
}

static void
base_verify(struct bench_work *k, int verifies)
{
	while (verifies-- > 0)
		bench_sm2_verify(k->sealed);
	bench_inflate(k->sealed);
	bench_sm3_inflated(k->sealed);
}

void
bench_run_base_verify(void *arg)
{
	base_verify(arg, 1);
}

void
bench_run_base_first(void *arg)
{
	base_verify(arg, FIRST_VERIFIES);
}

/* As little as a signed file can cost: nothing is read, unpacked or checked. */
void
bench_run_floor(void *arg)
{
	struct bench_work *k = arg;

	bench_sm2_sign(k->plain);
	bench_sm2_verify(k->plain);
	if (bench_write(k->plain, k->out) != 0)
		bench_die(NULL, k->out);
}

/* ---- documents ---- */

void
bench_work_open(struct bench_work *k, const char *dir, const char *name, size_t docs)
{
	const uint8_t *p;
	size_t n;

	snprintf(k->in, sizeof(k->in), "%s/%s", dir, name);
	snprintf(k->out, sizeof(k->out), "%s/signed-%s", dir, name);
	bench_run_sign_file(k);
	if ((k->plain = bench_base_new(k->in)) == NULL ||
	    (k->sealed = bench_base_new(k->out)) == NULL)
		bench_die(NULL, name);
	p = bench_base_bytes(k->plain, &n);
	if ((k->v = calloc(docs, sizeof(*k->v))) == NULL)
		bench_die(NULL, name);
	for (; k->n_v < docs; k->n_v++)
		if (ecert_sign_mem(k->w->ctx, k->w->job, p, n, &k->v[k->n_v].p,
		    &k->v[k->n_v].n) != ECERT_OK)
			bench_die(k->w->ctx, k->in);
}

void
bench_work_close(struct bench_work *k)
{
	while (k->n_v > 0)
		ecert_free(k->v[--k->n_v].p);
	free(k->v);
	bench_base_free(k->plain);
	bench_base_free(k->sealed);
}

