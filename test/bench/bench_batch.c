/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_batch.c - a list of documents signed by ecert_batch_run_file() in several
 * threads, beside the same number of documents put through the bare parts in as many
 * threads: read, inflate, SM3, one SM2 signature, one SM2 verification (the
 * self-check), written, synced, renamed.
 */
#include "bench.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A spin control below this says that the machine was not free. */
#define FREE_ENOUGH 1.9
#define PATH_MAX_   4200
#define BARE_MAX    16

/* ---- the bare parts ---- */

struct bare {
	const char *dir, *name;
	size_t      thread, n;
};

static void *
run_bare(void *arg)
{
	struct bare *b = arg;
	char in[PATH_MAX_], out[PATH_MAX_];
	struct bench_base *base;
	size_t i;

	snprintf(in, sizeof(in), "%s/%s", b->dir, b->name);
	if ((base = bench_base_new(in)) == NULL)
		bench_die(NULL, in);
	for (i = 0; i < b->n; i++) {
		snprintf(out, sizeof(out), "%s/batch/bare-%zu-%zu.ofd", b->dir, b->thread, i);
		if (bench_read(base, in) != 0)
			bench_die(NULL, in);
		bench_inflate(base);
		bench_sm3_inflated(base);
		bench_sm2_sign(base);
		bench_sm2_verify(base);
		if (bench_write(base, out) != 0)
			bench_die(NULL, out);
	}
	bench_base_free(base);
	return NULL;
}

static double
floor_us(const char *dir, const char *name, size_t n, size_t threads)
{
	struct bare b[BARE_MAX];
	pthread_t t[BARE_MAX];
	double from = bench_wall_us();
	size_t i;

	if (threads > BARE_MAX)
		bench_die(NULL, "too many threads");
	for (i = 0; i < threads; i++) {
		b[i] = (struct bare){ dir, name, i, n / threads };
		if (pthread_create(&t[i], NULL, run_bare, &b[i]) != 0)
			bench_die(NULL, "pthread_create");
	}
	for (i = 0; i < threads; i++)
		pthread_join(t[i], NULL);
	return (bench_wall_us() - from) / (double)n;
}

/* ---- the library ---- */

static void
tell(void *arg, const ecert_batch *batch, ecert_err e, const char *json)
{
	(void)batch;
	if (e != ECERT_OK) {
		fprintf(stderr, "bench: %s\n", json);
		exit(2);
	}
	++*(size_t *)arg;
}

static double
batch_us(ecert_ctx *ctx, const ecert_sign_job *job, const char *list, size_t n, size_t threads)
{
	double from = bench_wall_us();
	ecert_batch *batch = NULL;
	size_t seen = 0;

	if (ecert_batch_new(ctx, job, &batch) != ECERT_OK ||
	    ecert_batch_set_threads(ctx, batch, (unsigned)threads) != ECERT_OK ||
	    ecert_batch_run_file(ctx, batch, list, tell, &seen) != ECERT_OK || seen != n)
		bench_die(ctx, list);
	ecert_batch_free(batch);
	return (bench_wall_us() - from) / (double)n;
}

static void
write_list(const char *dir, const char *name, const char *list, size_t n)
{
	FILE *f = fopen(list, "w");
	size_t i;

	for (i = 0; f != NULL && i < n; i++)
		fprintf(f, "{\"input\":\"%s/%s\",\"output\":\"%s/batch/%zu.ofd\"}\n", dir, name, dir, i);
	if (f == NULL || fclose(f) != 0)
		bench_die(NULL, list);
}

/* ---- rounds ---- */

struct sums {
	double       *floor, *many, *one, *gain, *ratio;
	size_t        n;
	unsigned long signs, verifies, key_loads;
};

static void
measure(ecert_ctx *ctx, const ecert_sign_job *job, const struct bench_batch *b, struct sums *s)
{
	char all[PATH_MAX_], some[PATH_MAX_];
	size_t few = b->each / 4 < 20 ? 20 : b->each / 4, i;

	snprintf(all, sizeof(all), "%s/batch/all.jsonl", b->dir);
	snprintf(some, sizeof(some), "%s/batch/some.jsonl", b->dir);
	write_list(b->dir, b->name, all, b->each);
	write_list(b->dir, b->name, some, few);
	batch_us(ctx, job, some, few, b->threads);
	floor_us(b->dir, b->name, few, b->threads);
	for (i = 0; i < b->rounds; i++) {
		s->floor[i] = floor_us(b->dir, b->name, b->each, b->threads);
		bench_count = (struct bench_count){ 0, 0, 0 };
		s->many[i] = batch_us(ctx, job, all, b->each, b->threads);
		s->signs += bench_count.signs;
		s->verifies += bench_count.verifies;
		s->key_loads += bench_count.key_loads;
		s->one[i] = batch_us(ctx, job, some, few, 1);
		s->ratio[i] = s->floor[i] / s->many[i];
		s->gain[i] = s->one[i] / s->many[i];
	}
}

static void
say_rate(const char *name, size_t threads, const double *us, size_t n)
{
	double each = bench_stat(us, n).median;

	printf("  %-30s %2zu thread%s %7.0f documents a second, %6.1f s for 10,000\n", name, threads,
	    threads == 1 ? ": " : "s:", 1e6 / each, each / 1e2);
}

static const char *
met(int yes)
{
	return yes ? "met" : "MISSED";
}

static void
say(const struct bench_batch *b, const struct sums *s, double before, double after)
{
	double ratio = bench_stat(s->ratio, s->n).median, gain = bench_stat(s->gain, s->n).median;
	double each = bench_stat(s->many, s->n).median;

	say_rate("bare parts", b->threads, s->floor, s->n);
	say_rate("ecert_batch_run_file()", b->threads, s->many, s->n);
	say_rate("the same", 1, s->one, s->n);
	printf("  %.0f %% of the bare parts' documents a second (goal 85 %%: %s), %.2f of their time"
	    " (goal 0.6: %s)\n", 100 * ratio, met(ratio >= 0.85), 1 / ratio, met(1 / ratio <= 0.6));
	printf("  %zu threads do %.2f times as many as one (goal 1.85: %s)\n", b->threads, gain,
	    before < FREE_ENOUGH || after < FREE_ENOUGH ? "not measured, the machine was busy" :
	    met(gain >= 1.85));
	printf("  computed: a million of them in %zu threads: %.2f hours\n", b->threads, each / 3600);
}

int
bench_batch(const struct bench_batch *b)
{
	double before = bench_spin(), after;
	struct sums s = { .n = b->rounds };
	struct bench_world w = { 0 };
	char dir[PATH_MAX_];

	bench_world_open(&w, b->dir);
	snprintf(dir, sizeof(dir), "%s/batch", b->dir);
	mkdir(dir, 0777);
	if ((s.floor = calloc(5 * b->rounds, sizeof(double))) == NULL)
		bench_die(NULL, "out of memory");
	s.many = s.floor + b->rounds;
	s.one = s.many + b->rounds;
	s.gain = s.one + b->rounds;
	s.ratio = s.gain + b->rounds;
	printf("%s: a batch of %zu, %zu rounds of %zu\n", b->name, b->rounds * b->each, b->rounds, b->each);
	measure(w.ctx, w.job, b, &s);
	after = bench_spin();
	say(b, &s, before, after);
	printf("  %zu documents in %zu threads: %lu SM2 signatures, %lu verifications, %lu keys loaded\n",
	    b->rounds * b->each, b->threads, s.signs, s.verifies, s.key_loads);
	printf("  spin control before and after: %.2f, %.2f of 2 processors\n", before, after);
	free(s.floor);
	bench_world_close(&w);
	return 0;
}
