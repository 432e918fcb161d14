/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench.h - what the files of the benchmark share.  It is a program of its own:
 * of the library it knows the public header alone, and what the library is
 * compared with it does itself, with OpenSSL and zlib called directly.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stddef.h>
#include <stdint.h>

#include <ecert.h>

/* ---- time (bench_time.c) ---- */

double bench_cpu_us(void);         /* of this process */
double bench_wall_us(void);

/* Something to be measured; us has a figure per round. */
struct bench_row {
	const char *name;
	void      (*run)(void *arg);
	void       *arg;
	double     *us;
	size_t      n;
};
/*
 * Every row in turn, so many times, again and again: what disturbs the machine
 * disturbs all of them.  One round more than is kept goes first.
 */
void bench_rounds(struct bench_row *rows, size_t n, size_t rounds, size_t times);
void bench_rows_free(struct bench_row *rows, size_t n);
struct bench_stat {
	double min, q1, median, q3;
};
struct bench_stat bench_stat(const double *v, size_t n);
/* The median of a[i] / b[i]: the rounds of one moment are compared. */
double bench_ratio(const struct bench_row *a, const struct bench_row *b);
/* What two threads do in the time of one, 2.00 on two idle processors. */
double bench_spin(void);

/* A command: what it took and how it ended; -1 when it could not be run. */
struct bench_ran {
	double wall_us, cpu_us;
	long   rss_kib;
	int    status;
};
int bench_command(char *const *argv, struct bench_ran *out);

/* ---- documents (bench_docs.c) ---- */

/* The four documents of the benchmark in folder dir; whole: the largest too. */
int bench_docs(const char *dir, int whole);

/* ---- without the library (bench_base.c) ---- */

struct bench_base;
/* The file in memory, its directory read, a key made.  NULL: it cannot be. */
struct bench_base *bench_base_new(const char *path);
void bench_base_free(struct bench_base *b);
const uint8_t *bench_base_bytes(const struct bench_base *b, size_t *n);
size_t bench_base_inflated(const struct bench_base *b);
size_t bench_base_entries(const struct bench_base *b);
void bench_sm2_sign(void *base);
void bench_sm2_verify(void *base);
void bench_inflate(void *base);       /* every entry */
void bench_sm3_inflated(void *base);  /* every entry, unpacked beforehand */
void bench_sm3_file(void *base);      /* the file as it is */
void bench_copy(void *base);          /* into memory that is fresh each time */
/* Its bytes once more from path; -1: it cannot be read, or is another. */
int bench_read(struct bench_base *b, const char *path);
/* The file once more, synced and renamed. */
int bench_write(const struct bench_base *b, const char *path);

/* ---- with it (bench_cpu.c) ---- */

/* Measures document dir/name, in each round so many times; goal is the ratio that
 * signing is to reach. */
int bench_cpu(const char *dir, const char *name, size_t rounds, size_t times, double goal);
/* Signs or verifies it so many times. */
int bench_loop(const char *dir, const char *name, const char *what, size_t times);

/* A batch of rounds * each documents dir/name in so many threads, and the bare parts of
 * as many, a round of each in turn (bench_batch.c). */
struct bench_batch {
	const char *dir, *name;
	size_t      rounds, each, threads;
};
int bench_batch(const struct bench_batch *b, ecert_ctx *ctx, const ecert_sign_job *job);
/* The same with the keys and the seal of dir. */
int bench_batch_in(const struct bench_batch *b);

/* Operations of OpenSSL that anybody in this process called (bench_count.c). */
struct bench_count {
	unsigned long signs, verifies, key_loads;
};
extern struct bench_count bench_count;

#endif
