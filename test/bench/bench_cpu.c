/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_cpu.c - CPU per document in one process that has loaded key, seal and
 * trust store once, beside the same work by OpenSSL and zlib alone.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
	print_row(&r[VERIFY_BRIEF], &r[BASE_VERIFY], goal);
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
measure(struct bench_work *k, const char *name, size_t rounds, size_t times, double goal)
{
	struct bench_row r[ROWS + 1] = {
		[BASE_SIGN] = { "B of signing", bench_run_base_sign, k, NULL, 0 },
		[SIGN_MEM] = { "sign, self-check included", bench_run_sign, k, NULL, 0 },
		[SIGN_FILE] = { "the same, file to file with fsync", bench_run_sign_file, k, NULL, 0 },
		[BASE_FIRST] = { "B of a first document (4 SM2)", bench_run_base_first, k, NULL, 0 },
		[VERIFY_FIRST] = { "verify with a fresh context", bench_run_verify_first, k, NULL, 0 },
		[BASE_VERIFY] = { "B of verifying (1 SM2)", bench_run_base_verify, k, NULL, 0 },
		[VERIFY_BRIEF] = { "verify the next of a batch", bench_run_verify, k, NULL, 0 },
		[VERIFY_MEM] = { "the same, report with the file's SM3", bench_run_verify_sm3, k, NULL, 0 },
		[SM2_SIGN] = { "floor: SM2 sign", bench_sm2_sign, k->plain, NULL, 0 },
		[SM2_VERIFY] = { "floor: SM2 verify", bench_sm2_verify, k->plain, NULL, 0 },
		[INFLATE] = { "floor: inflate all entries", bench_inflate, k->plain, NULL, 0 },
		[SM3] = { "floor: SM3 of all entries", bench_sm3_inflated, k->plain, NULL, 0 },
		[SM3_FILE] = { "floor: SM3 of the file", bench_sm3_file, k->plain, NULL, 0 },
		[COPY] = { "floor: copy of the file", bench_copy, k->plain, NULL, 0 },
		[FLOOR_WRITE] = { "floor: SM2 and the file written with fsync", bench_run_floor, k, NULL, 0 },
	};
	size_t n;

	bench_base_bytes(k->plain, &n);
	printf("%s: %zu bytes, %zu unpacked, %zu entries; %zu rounds of %zu\n", name, n,
	    bench_base_inflated(k->plain), bench_base_entries(k->plain), rounds, times);
	bench_rounds(r, ROWS, rounds, times);
	print_rows(r, goal);
	say_count("signed and checked:", bench_run_sign, k);
	say_count("verified, all different:", bench_run_verify_sm3, k);
	bench_rows_free(r, ROWS);
}

int
bench_cpu(const char *dir, const char *name, size_t rounds, size_t times, double goal)
{
	struct bench_world w = { 0 };
	struct bench_work k = { .w = &w };

	bench_world_open(&w, dir);
	/* Three rows take one each, and ten are for counting. */
	bench_work_open(&k, dir, name, 3 * (rounds + 1) * times + 10);
	measure(&k, name, rounds, times, goal);
	bench_work_close(&k);
	bench_world_close(&w);
	return 0;
}

int
bench_loop(const char *dir, const char *name, const char *what, size_t times)
{
	struct bench_world w = { 0 };
	struct bench_work k = { .w = &w };

	bench_world_open(&w, dir);
	bench_work_open(&k, dir, name, strcmp(what, "sign") == 0 ? 1 : times);
	while (times-- > 0)
		strcmp(what, "sign") == 0 ? bench_run_sign(&k) : bench_run_verify_sm3(&k);
	bench_work_close(&k);
	bench_world_close(&w);
	return 0;
}
