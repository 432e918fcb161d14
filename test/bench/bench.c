/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench.c - measures signing and verifying against what they are made of.
 *
 *   bench docs DIR [whole]               make the documents; whole: 200 MB too
 *   bench cpu DIR NAME ROUNDS TIMES GOAL CPU per document; DIR has pki/, seal.esl
 *   bench parts DIR NAME ROUNDS TIMES    the same, step by step, before and now
 *   bench growth DIR ROUNDS MOST         with bytes, entries (so many at most), signatures
 *   bench many DIR SMALL LARGE           with the number of documents: so many of 20 KB, of
 *                                        200 KB at most
 *   bench batch DIR NAME ROUNDS EACH THREADS  batches beside the bare parts of as many
 *   bench loop DIR NAME sign|verify N    the same work and nothing else: for a profiler
 *   bench wall RUNS NAME COMMAND...      a whole process: wall, CPU, memory
 *   bench spin                           how much of two processors is free
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
wall(size_t runs, const char *name, char **argv)
{
	double *us = calloc(runs, sizeof(*us)), *cpu = calloc(runs, sizeof(*cpu));
	struct bench_ran ran = { 0, 0, 0, 0 };
	struct bench_stat w, c;
	long rss = 0;
	size_t i;

	if (us == NULL || cpu == NULL)
		return 2;
	for (i = 0; i < runs; i++) {
		if (bench_command(argv, NULL, &ran) != 0 || ran.status != 0) {
			fprintf(stderr, "bench: %s: exit status %d\n", argv[0], ran.status);
			return 2;
		}
		us[i] = ran.wall_us;
		cpu[i] = ran.cpu_us;
		rss = ran.rss_kib > rss ? ran.rss_kib : rss;
	}
	w = bench_stat(us, runs);
	c = bench_stat(cpu, runs);
	printf("  %-44s %9.1f %9.1f %9.1f   CPU %.1f ms, at most %.1f MiB\n", name, w.min / 1e3,
	    w.median / 1e3, (w.q3 - w.q1) / 1e3, c.median / 1e3, (double)rss / 1024);
	free(us);
	free(cpu);
	return 0;
}

static size_t
number(const char *s)
{
	char *end = NULL;
	size_t n = strtoul(s, &end, 10);

	if (n > 0 && *end == '\0')
		return n;
	fprintf(stderr, "bench: %s is no number above 0\n", s);
	exit(2);
}

int
main(int argc, char **argv)
{
	const char *verb = argc > 1 ? argv[1] : "";

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (strcmp(verb, "docs") == 0 && argc > 2)
		return bench_docs(argv[2], argc > 3) == 0 ? 0 : 2;
	if (strcmp(verb, "cpu") == 0 && argc == 7)
		return bench_cpu(argv[2], argv[3], number(argv[4]), number(argv[5]),
		    strtod(argv[6], NULL));
	if (strcmp(verb, "parts") == 0 && argc == 6)
		return bench_parts(argv[2], argv[3], number(argv[4]), number(argv[5]));
	if (strcmp(verb, "growth") == 0 && argc == 5)
		return bench_growth(argv[2], number(argv[3]), number(argv[4]));
	if (strcmp(verb, "many") == 0 && argc == 5)
		return bench_many(argv[2], number(argv[3]), number(argv[4]));
	if (strcmp(verb, "loop") == 0 && argc == 6)
		return bench_loop(argv[2], argv[3], argv[4], number(argv[5]));
	if (strcmp(verb, "batch") == 0 && argc == 7)
		return bench_batch(&(struct bench_batch){ argv[2], argv[3], number(argv[4]),
		    number(argv[5]), number(argv[6]) });
	if (strcmp(verb, "wall") == 0 && argc > 4)
		return wall(number(argv[2]), argv[3], argv + 4);
	if (strcmp(verb, "spin") == 0) {
		printf("spin control: %.2f of 2 processors\n", bench_spin());
		return 0;
	}
	fputs("usage: bench docs|cpu|parts|growth|many|loop|batch|wall|spin ...\n", stderr);
	return 2;
}
