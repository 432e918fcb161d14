/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench.h - what the files of the benchmark share.  Of the library they know the
 * public header alone; what it is compared with they do themselves, with OpenSSL and
 * zlib called directly.  Only bench_inner*.c and bench_bulk.c call what is inside of
 * the library: to measure a step by itself, to pack a document.
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
/* The straight line a + b * x that comes nearest to y, in per cent of each; off: the
 * share by which the worst point misses it. */
struct bench_line {
	double a, b, off;
};
struct bench_line bench_line(const double *x, const double *y, size_t n);
/* What two threads do in the time of one, 2.00 on two idle processors. */
double bench_spin(void);

/* A command, its output to a file (NULL: nowhere): what it took and how it ended; -1
 * when it could not be run. */
struct bench_ran {
	double wall_us, cpu_us;
	long   rss_kib;
	int    status;
};
int bench_command(char *const *argv, const char *to, struct bench_ran *out);

/* ---- documents (bench_docs.c, bench_bulk.c) ---- */

/* The four documents of the benchmark in folder dir; whole: the largest too. */
int bench_docs(const char *dir, int whole);
/* The same numbers on every machine. */
uint64_t bench_noise(uint64_t *seed);
/* A grey square of noise as PNG, so many pixels wide; NULL: no memory. */
uint8_t *bench_picture(unsigned side, uint64_t *seed, size_t *len);
/* Pages of about so many bytes, and pictures; three parts more.  Released with
 * ecert_free(). */
struct bench_bulk {
	unsigned pages, pictures, side;
	size_t   page_bytes;
};
uint8_t *bench_bulk(ecert_ctx *ctx, const struct bench_bulk *of, size_t *n);

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
void bench_sm2_both(void *base);
void bench_inflate(void *base);       /* every entry */
void bench_crc(void *base);           /* every entry, unpacked beforehand */
void bench_sm3_inflated(void *base);  /* every entry, unpacked beforehand */
void bench_sm3_file(void *base);      /* the file as it is */
void bench_copy(void *base);          /* into memory that is fresh each time */
/* Its bytes once more from path; -1: it cannot be read, or is another. */
int bench_read(struct bench_base *b, const char *path);
/* The file once more, synced and renamed. */
int bench_write(const struct bench_base *b, const char *path);

/* ---- with it (bench_work.c) ---- */

/* Keys, seal and trust store of a folder. */
struct bench_world {
	ecert_ctx      *ctx, *judge;     /* signs; verifies, and has not seen it signed */
	ecert_signer   *signer;
	ecert_seal     *seal;
	ecert_trust    *trust;
	ecert_policy   *policy, *brief;  /* without the digest of the file */
	ecert_sign_job *job;
};
void bench_world_open(struct bench_world *w, const char *dir);
void bench_world_close(struct bench_world *w);

struct bench_work {
	struct bench_world *w;
	struct bench_base  *plain, *sealed;
	char                in[4096], out[4096];
	/* Signed ones, all different: of none the answer is known already. */
	struct { uint8_t *p; size_t n; } *v;
	size_t              n_v, at;
};
/* docs: how many signed ones. */
void bench_work_open(struct bench_work *k, const char *dir, const char *name, size_t docs);
void bench_work_close(struct bench_work *k);
/* All take a struct bench_work. */
void bench_run_sign(void *work);             /* in memory */
void bench_run_sign_file(void *work);
void bench_run_verify(void *work);           /* the next of a batch, without the file's SM3 */
void bench_run_verify_sm3(void *work);       /* with it */
void bench_run_verify_first(void *work);     /* by a context that has seen nothing yet */
void bench_run_base_sign(void *work);        /* what is B of them */
void bench_run_base_verify(void *work);
void bench_run_base_first(void *work);
void bench_run_floor(void *work);
/* Says what failed and ends the program; ctx may be NULL. */
_Noreturn void bench_die(ecert_ctx *ctx, const char *what);

/* ---- inside of it (bench_inner.c, bench_inner_steps.c) ---- */

/* A document and what was signed from it, taken apart. */
struct bench_inner;
struct bench_inner *bench_inner_new(const struct bench_work *k);
void bench_inner_free(struct bench_inner *s);
/* All take a struct bench_inner.  Of the document it is set to: */
void bench_inner_set(struct bench_inner *s, int sealed);
void bench_inner_sm3(void *inner);           /* of all entries, as signing and verifying do */
void bench_inner_open(void *inner);          /* the container */
void bench_inner_read(void *inner);          /* the container, and every entry of it */
void bench_inner_crc(void *inner);
void bench_inner_xml(void *inner);           /* a pass over every part */
void bench_inner_xml_parsed(void *inner);    /* the same, by libxml2 whatever the part */
void bench_inner_doc(void *inner);           /* the document, with OFD.xml and Document.xml */
/* Of both: */
void bench_inner_docs(void *inner);          /* opened one after the other */
void bench_inner_write(void *inner);         /* the signed one from the other and its new parts */
void bench_inner_write_plainly(void *inner); /* every new part deflated, the file copied */
void bench_inner_lists(void *inner);         /* Signatures.xml and Signature.xml read */
void bench_inner_same(void *inner);          /* the stored bytes of the others compared */
void bench_inner_sign(void *inner);          /* a message; the value is checked */
void bench_inner_verify(void *inner);        /* a value that was not seen before */

/* ---- what is measured ---- */

/* Document dir/name, in each round so many times; goal is the ratio that signing and
 * verifying are to reach (bench_cpu.c). */
int bench_cpu(const char *dir, const char *name, size_t rounds, size_t times, double goal);
/* Signs or verifies it so many times. */
int bench_loop(const char *dir, const char *name, const char *what, size_t times);
/* What the steps of both take, before and now (bench_parts.c). */
int bench_parts(const char *dir, const char *name, size_t rounds, size_t times);
/* With bytes, entries (so many at most) and signatures of a document
 * (bench_growth.c). */
int bench_growth(const char *dir, size_t rounds, size_t most);
/* With the number of documents: so many of 20 KB, of 200 KB at most.  The tools are
 * those of PATH; dir becomes the current folder (bench_many.c). */
int bench_many(const char *dir, size_t small, size_t large);

/* A batch of rounds * each documents dir/name in so many threads, and the bare parts of
 * as many, a round of each in turn (bench_batch.c). */
struct bench_batch {
	const char *dir, *name;
	size_t      rounds, each, threads;
};
int bench_batch(const struct bench_batch *b);

/* Operations of OpenSSL that anybody in this process called (bench_count.c). */
struct bench_count {
	unsigned long signs, verifies, key_loads;
};
extern struct bench_count bench_count;

#endif
