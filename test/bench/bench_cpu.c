/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_cpu.c - CPU per document in one process that has loaded key, seal and
 * trust store once, beside the same work by OpenSSL and zlib alone.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Signature, seal, the signer's and the maker's certificate. */
#define FIRST_VERIFIES 4

struct world {
	ecert_ctx      *ctx, *judge;     /* signs; verifies, and has not seen it signed */
	ecert_signer   *signer;
	ecert_seal     *seal;
	ecert_trust    *trust;
	ecert_policy   *policy, *brief;  /* without the digest of the file */
	ecert_sign_job *job;
};

struct work {
	struct world      *w;
	struct bench_base *plain, *sealed;
	char               in[4096], out[4096];
	/* One signed document per round: of none the answer is known already. */
	struct { uint8_t *p; size_t n; } *v;
	size_t             n_v, at;
};

static void
die(ecert_ctx *ctx, const char *what)
{
	fprintf(stderr, "bench: %s: %s\n", what, ctx != NULL ? ecert_errmsg(ctx) : "failed");
	exit(2);
}

static void
world_open(struct world *w, const char *dir)
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
		die(ctx, dir);
	ecert_policy_set_trust(w->policy, w->trust);
	ecert_policy_set_trust(w->brief, w->trust);
	ecert_policy_set_no_digest(w->brief, 1);
	ecert_sign_job_set_signer(w->job, w->signer);
	ecert_sign_job_set_seal(w->job, w->seal);
}

static void
world_close(struct world *w)
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

/* ---- what is measured ---- */

static void
run_sign_mem(void *arg)
{
	struct work *k = arg;
	uint8_t *out = NULL;
	size_t n, m = 0;
	const uint8_t *p = bench_base_bytes(k->plain, &n);

	if (ecert_sign_mem(k->w->ctx, k->w->job, p, n, &out, &m) != ECERT_OK)
		die(k->w->ctx, k->in);
	ecert_free(out);
}

static void
run_sign_file(void *arg)
{
	struct work *k = arg;

	if (ecert_sign_file(k->w->ctx, k->w->job, k->in, k->out) != ECERT_OK)
		die(k->w->ctx, k->in);
}

static void
verify_mem(struct work *k, ecert_ctx *ctx, const ecert_policy *policy)
{
	size_t i = k->at++ % k->n_v;
	ecert_report *report = NULL;

	if (ecert_verify_mem(ctx, k->v[i].p, k->v[i].n, k->out, policy, &report) != ECERT_OK)
		die(ctx, k->out);
	ecert_report_free(report);
}

static void
run_verify_mem(void *arg)
{
	struct work *k = arg;

	verify_mem(k, k->w->judge, k->w->policy);
}

static void
run_verify_brief(void *arg)
{
	struct work *k = arg;

	verify_mem(k, k->w->judge, k->w->brief);
}

/* By a context that has seen nothing yet. */
static void
run_verify_first(void *arg)
{
	ecert_ctx *ctx = ecert_ctx_new();
	struct work *k = arg;

	if (ctx == NULL)
		die(NULL, "context");
	verify_mem(k, ctx, k->w->policy);
	ecert_ctx_free(ctx);
}

static void
run_base_sign(void *arg)
{
	struct work *k = arg;

	bench_sm2_sign(k->plain);
	bench_sm2_verify(k->plain);
	bench_inflate(k->plain);
	bench_sm3_inflated(k->plain);
}

static void
base_verify(struct work *k, int verifies)
{
	while (verifies-- > 0)
		bench_sm2_verify(k->sealed);
	bench_inflate(k->sealed);
	bench_sm3_inflated(k->sealed);
}

static void
run_base_verify(void *arg)
{
	base_verify(arg, 1);
}

static void
run_base_first(void *arg)
{
	base_verify(arg, FIRST_VERIFIES);
}

/* As little as a signed file can cost: nothing is read, unpacked or checked. */
static void
run_floor(void *arg)
{
	struct work *k = arg;

	bench_sm2_sign(k->plain);
	bench_sm2_verify(k->plain);
	if (bench_write(k->plain, k->out) != 0)
		die(NULL, k->out);
}

/* ---- the table ---- */

enum {
	BASE_SIGN, SIGN_MEM, SIGN_FILE, BASE_FIRST, VERIFY_FIRST, BASE_VERIFY, VERIFY_BRIEF,
	VERIFY_MEM, SM2_SIGN, SM2_VERIFY, INFLATE, SM3, SM3_FILE, COPY, FLOOR_WRITE, ROWS
};

/* goal 0: none. */
static void
print_row(const struct bench_row *r, const struct bench_row *base, double goal)
{
	struct bench_stat s = bench_stat(r->us, r->n);
	double ratio;

	printf("  %-44s %9.0f %9.0f %9.0f", r->name, s.min, s.median, s.q3 - s.q1);
	if (base != NULL) {
		ratio = bench_ratio(r, base);
		printf("   %5.2f B", ratio);
		if (goal > 0)
			printf("  (goal %.1f: %s)", goal, ratio <= goal ? "met" : "MISSED");
	}
	putchar('\n');
}

static void
print_rows(const struct bench_row *r, double goal)
{
	printf("  %-44s %9s %9s %9s\n", "CPU per document, us", "least", "median", "spread");
	print_row(&r[BASE_SIGN], NULL, 0);
	print_row(&r[SIGN_MEM], &r[BASE_SIGN], goal);
	print_row(&r[SIGN_FILE], &r[BASE_SIGN], 0);
	print_row(&r[BASE_VERIFY], NULL, 0);
	print_row(&r[VERIFY_BRIEF], &r[BASE_VERIFY], 1.5);
	print_row(&r[VERIFY_MEM], &r[BASE_VERIFY], 0);
	print_row(&r[BASE_FIRST], NULL, 0);
	print_row(&r[VERIFY_FIRST], &r[BASE_FIRST], 1.5);
	for (r += SM2_SIGN; r->name != NULL; r++)
		print_row(r, NULL, 0);
}

static void
say_count(const char *what, void (*run)(void *), void *arg)
{
	struct bench_count from = bench_count;
	int i;

	for (i = 0; i < 10; i++)
		run(arg);
	printf("  ten more documents %-25s %lu SM2 signatures, %lu verifications, %lu keys loaded\n",
	    what, bench_count.signs - from.signs, bench_count.verifies - from.verifies,
	    bench_count.key_loads - from.key_loads);
}

static void
prepare(struct work *k, const char *dir, const char *name, size_t docs)
{
	const uint8_t *p;
	size_t n;

	snprintf(k->in, sizeof(k->in), "%s/%s", dir, name);
	snprintf(k->out, sizeof(k->out), "%s/signed-%s", dir, name);
	run_sign_file(k);
	if ((k->plain = bench_base_new(k->in)) == NULL ||
	    (k->sealed = bench_base_new(k->out)) == NULL)
		die(NULL, name);
	p = bench_base_bytes(k->plain, &n);
	if ((k->v = calloc(docs, sizeof(*k->v))) == NULL)
		die(NULL, name);
	for (; k->n_v < docs; k->n_v++)
		if (ecert_sign_mem(k->w->ctx, k->w->job, p, n, &k->v[k->n_v].p,
		    &k->v[k->n_v].n) != ECERT_OK)
			die(k->w->ctx, k->in);
}

static void
work_free(struct work *k)
{
	while (k->n_v > 0)
		ecert_free(k->v[--k->n_v].p);
	free(k->v);
	bench_base_free(k->plain);
	bench_base_free(k->sealed);
}

static void
measure(struct work *k, const char *name, size_t rounds, size_t times, double goal)
{
	struct bench_row r[ROWS + 1] = {
		[BASE_SIGN] = { "B of signing", run_base_sign, k, NULL, 0 },
		[SIGN_MEM] = { "sign, self-check included", run_sign_mem, k, NULL, 0 },
		[SIGN_FILE] = { "the same, file to file with fsync", run_sign_file, k, NULL, 0 },
		[BASE_FIRST] = { "B of a first document (4 SM2)", run_base_first, k, NULL, 0 },
		[VERIFY_FIRST] = { "verify with a fresh context", run_verify_first, k, NULL, 0 },
		[BASE_VERIFY] = { "B of verifying (1 SM2)", run_base_verify, k, NULL, 0 },
		[VERIFY_BRIEF] = { "verify the next of a batch", run_verify_brief, k, NULL, 0 },
		[VERIFY_MEM] = { "the same, report with the file's SM3", run_verify_mem, k, NULL, 0 },
		[SM2_SIGN] = { "floor: SM2 sign", bench_sm2_sign, k->plain, NULL, 0 },
		[SM2_VERIFY] = { "floor: SM2 verify", bench_sm2_verify, k->plain, NULL, 0 },
		[INFLATE] = { "floor: inflate all entries", bench_inflate, k->plain, NULL, 0 },
		[SM3] = { "floor: SM3 of all entries", bench_sm3_inflated, k->plain, NULL, 0 },
		[SM3_FILE] = { "floor: SM3 of the file", bench_sm3_file, k->plain, NULL, 0 },
		[COPY] = { "floor: copy of the file", bench_copy, k->plain, NULL, 0 },
		[FLOOR_WRITE] = { "floor: SM2 and the file written with fsync", run_floor, k, NULL, 0 },
	};
	size_t n;

	bench_base_bytes(k->plain, &n);
	printf("%s: %zu bytes, %zu unpacked, %zu entries; %zu rounds of %zu\n", name, n,
	    bench_base_inflated(k->plain), bench_base_entries(k->plain), rounds, times);
	bench_rounds(r, ROWS, rounds, times);
	print_rows(r, goal);
	say_count("signed and checked:", run_sign_mem, k);
	say_count("verified, all different:", run_verify_mem, k);
	bench_rows_free(r, ROWS);
}

int
bench_cpu(const char *dir, const char *name, size_t rounds, size_t times, double goal)
{
	struct world w = { 0 };
	struct work k = { .w = &w };

	world_open(&w, dir);
	/* Three rows take one each, and ten are for counting. */
	prepare(&k, dir, name, 3 * (rounds + 1) * times + 10);
	measure(&k, name, rounds, times, goal);
	work_free(&k);
	world_close(&w);
	return 0;
}

int
bench_batch_in(const struct bench_batch *b)
{
	struct world w = { 0 };
	int rc;

	world_open(&w, b->dir);
	rc = bench_batch(b, w.ctx, w.job);
	world_close(&w);
	return rc;
}

int
bench_loop(const char *dir, const char *name, const char *what, size_t times)
{
	struct world w = { 0 };
	struct work k = { .w = &w };

	world_open(&w, dir);
	prepare(&k, dir, name, strcmp(what, "sign") == 0 ? 1 : times);
	while (times-- > 0)
		strcmp(what, "sign") == 0 ? run_sign_mem(&k) : run_verify_mem(&k);
	work_free(&k);
	world_close(&w);
	return 0;
}
