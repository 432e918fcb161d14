/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_growth.c - how the cost of a document grows: with its bytes, its entries, its
 * signatures, one of them at a time.
 */
#include "bench.h"

#include <stdio.h>

#define POINTS     8
#define OTHERS     3                          /* parts that are no pages */
#define SAME_BYTES ((size_t)33 * 100 * 1000)  /* of 4,000 pages of a line each */

/* A document, and what signing makes of it. */
struct point {
	struct bench_world *w;
	const uint8_t      *in;
	uint8_t            *out;
	size_t              n_in, n_out, unpacked, entries;
	double              x;             /* what grows */
};

struct growth {
	const char         *what, *unit;
	struct bench_world *w;
	struct point        v[POINTS];
	size_t              n, of_line;        /* the first ones, which the line is of; 0: all */
	uint8_t            *drawn[POINTS];     /* of points that are not signed before */
};

/* Both by a context that has not seen its signatures, nor the seal. */
static void
run_sign(void *arg)
{
	struct point *p = arg;
	ecert_ctx *ctx = ecert_ctx_new();
	uint8_t *out = NULL;
	size_t n = 0;

	if (ctx == NULL || ecert_sign_mem(ctx, p->w->job, p->in, p->n_in, &out, &n) != ECERT_OK)
		bench_die(ctx, "signing");
	ecert_free(out);
	ecert_ctx_free(ctx);
}

static void
run_verify(void *arg)
{
	struct point *p = arg;
	ecert_ctx *ctx = ecert_ctx_new();
	ecert_report *report = NULL;

	if (ctx == NULL || ecert_verify_mem(ctx, p->out, p->n_out, "signed", p->w->brief,
	    &report) != ECERT_OK)
		bench_die(ctx, "verifying");
	ecert_report_free(report);
	ecert_ctx_free(ctx);
}

/* in is borrowed. */
static struct point *
add_point(struct growth *g, const uint8_t *in, size_t n_in)
{
	struct point *p = &g->v[g->n++];
	ecert_ctx *ctx = g->w->ctx;
	ecert_doc *doc = NULL;
	size_t i;

	*p = (struct point){ .w = g->w, .in = in, .n_in = n_in };
	if (ecert_doc_open_mem(ctx, in, n_in, g->what, &doc) != ECERT_OK ||
	    ecert_sign_mem(ctx, g->w->job, in, n_in, &p->out, &p->n_out) != ECERT_OK)
		bench_die(ctx, g->what);
	p->entries = ecert_doc_entry_count(doc);
	for (i = 0; i < p->entries; i++)
		p->unpacked += (size_t)ecert_doc_entry_size(doc, i);
	ecert_doc_free(doc);
	return p;
}

static struct point *
add_bulk(struct growth *g, const struct bench_bulk *of)
{
	uint8_t **in = &g->drawn[g->n];
	size_t n = 0;

	*in = bench_bulk(g->w->ctx, of, &n);
	return add_point(g, *in, n);
}

/* ---- the table ---- */

static void
say_line(const char *what, const double *x, const double *y, const struct growth *g)
{
	struct bench_line l = bench_line(x, y, g->of_line > 0 ? g->of_line : g->n);

	printf("  %-8s %9.0f us, and %.3f us for each %s; the worst point is %.0f %% off that line\n",
	    what, l.a, l.b, g->unit, 100 * l.off);
}

static void
say(const struct growth *g, const struct bench_row *r, size_t rounds)
{
	double x[POINTS], sign[POINTS], verify[POINTS];
	const struct point *p;
	size_t i;

	printf("growth with %s; %zu rounds\n", g->what, rounds);
	printf("  %12s %12s %10s %12s %12s %16s %16s\n", "unpacked, KB", "signed, KB", "entries",
	    "sign, us", "verify, us", "sign, ns/byte", "verify, ns/byte");
	for (i = 0; i < g->n; i++) {
		p = &g->v[i];
		x[i] = p->x;
		sign[i] = bench_stat(r[2 * i].us, rounds).median;
		verify[i] = bench_stat(r[2 * i + 1].us, rounds).median;
		printf("  %12.1f %12.1f %10zu %12.0f %12.0f %16.2f %16.2f\n", (double)p->unpacked / 1e3,
		    (double)p->n_out / 1e3, p->entries, sign[i], verify[i],
		    1e3 * sign[i] / (double)p->unpacked, 1e3 * verify[i] / (double)p->unpacked);
	}
	say_line("sign:", x, sign, g);
	say_line("verify:", x, verify, g);
}

static void
measure(struct growth *g, size_t rounds)
{
	struct bench_row r[2 * POINTS];
	size_t i;

	for (i = 0; i < g->n; i++) {
		r[2 * i] = (struct bench_row){ "", run_sign, &g->v[i], NULL, 0 };
		r[2 * i + 1] = (struct bench_row){ "", run_verify, &g->v[i], NULL, 0 };
	}
	bench_rounds(r, 2 * g->n, rounds, 1);
	say(g, r, rounds);
	bench_rows_free(r, 2 * g->n);
	for (i = 0; i < g->n; i++) {
		ecert_free(g->drawn[i]);
		ecert_free(g->v[i].out);
	}
}

/* ---- what grows ---- */

static void
with_bytes(struct bench_world *w, size_t rounds)
{
	struct growth g = { .what = "bytes: the same parts, larger (the last, above 4 MiB, are not of the line)",
		.unit = "KB unpacked", .w = w, .of_line = 5 };
	size_t bytes = 5000;
	unsigned side = 71;
	struct point *p;

	for (; g.n < 6; bytes *= 4, side *= 2) {
		p = add_bulk(&g, &(struct bench_bulk){ 8, 8, side, bytes });
		p->x = (double)p->unpacked / 1e3;
	}
	measure(&g, rounds);
}

static void
with_entries(struct bench_world *w, size_t rounds, size_t most)
{
	static const unsigned entries[] = { 8, 40, 200, 1000, 4000 };
	struct growth g = { .what = "entries: the same bytes in more parts", .unit = "entry", .w = w };
	unsigned pages;
	size_t i;
	struct point *p;

	for (i = 0; i < sizeof(entries) / sizeof(entries[0]) && entries[i] <= most; i++) {
		pages = entries[i] - OTHERS;
		p = add_bulk(&g, &(struct bench_bulk){ pages, 0, 0, SAME_BYTES / pages });
		p->x = (double)p->entries;
	}
	measure(&g, rounds);
}

/* The i-th signs what i - 1 have signed. */
static void
with_signatures(struct bench_world *w, size_t rounds)
{
	struct growth g = { .what = "signatures: the first to the eighth of a document of 200 KB",
		.unit = "signature", .w = w };
	const struct point *last;

	add_bulk(&g, &(struct bench_bulk){ 8, 4, 210, 22000 })->x = 1;
	while (g.n < POINTS) {
		last = &g.v[g.n - 1];
		add_point(&g, last->out, last->n_out)->x = last->x + 1;
	}
	measure(&g, rounds);
}

int
bench_growth(const char *dir, size_t rounds, size_t most)
{
	struct bench_world w = { 0 };

	bench_world_open(&w, dir);
	with_bytes(&w, rounds);
	with_entries(&w, rounds, most);
	with_signatures(&w, rounds);
	bench_world_close(&w);
	return 0;
}
