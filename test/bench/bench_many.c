/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_many.c - how the cost grows with the number of documents: whole processes of
 * ecert-sign and ecert-verify, over lists of one document to very many; and what a
 * million would take, computed from that.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define THREADS "2"
#define SIZES   7          /* 1 to a million */
#define MILLION 1e6

/* A size of the batch. */
struct size {
	size_t           n;
	struct bench_ran sign, verify;
	size_t           read, written, log, results, reports;   /* bytes */
};

struct many {
	const char *name;
	struct size v[SIZES];
	size_t      n;
};

static size_t
bytes_of(const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		bench_die(NULL, path);
	return (size_t)st.st_size;
}

static void
write_lists(const char *name, size_t n)
{
	FILE *s = fopen("many/sign.jsonl", "w"), *v = fopen("many/verify.txt", "w");
	size_t i;

	for (i = 0; s != NULL && v != NULL && i < n; i++) {
		fprintf(s, "{\"input\":\"%s\",\"output\":\"many/%zu.ofd\"}\n", name, i);
		fprintf(v, "many/%zu.ofd\n", i);
	}
	if (s == NULL || v == NULL || fclose(s) != 0 || fclose(v) != 0)
		bench_die(NULL, "many/sign.jsonl");
}

static void
run(const char *command, const char *results, struct bench_ran *ran)
{
	char line[512], sh[] = "/bin/sh", c[] = "-c", *argv[] = { sh, c, line, NULL };

	snprintf(line, sizeof(line), "exec %s", command);
	if (bench_command(argv, results, ran) == 0 && ran->status == 0)
		return;
	fprintf(stderr, "bench: %s: exit status %d\n", command, ran->status);
	exit(2);
}

static void
forget(size_t n)
{
	static const char *const others[] = { "many/sign.jsonl", "many/verify.txt", "many/log",
		"many/signed", "many/verified" };
	char path[64];
	size_t i;

	for (i = 0; i < n; i++) {
		snprintf(path, sizeof(path), "many/%zu.ofd", i);
		unlink(path);
	}
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		unlink(others[i]);
}

static void
measure(struct many *m, size_t n)
{
	struct size *s = &m->v[m->n++];

	s->n = n;
	write_lists(m->name, n);
	run("ecert-sign -q --key pki/signer.key --cert pki/signer.pem --seal seal.esl --log many/log "
	    "--json --batch many/sign.jsonl -j " THREADS, "many/signed", &s->sign);
	run("ecert-verify --no-default-trust --trust pki/trust --json --files many/verify.txt -j "
	    THREADS, "many/verified", &s->verify);
	s->read = bytes_of(m->name);
	s->written = bytes_of("many/0.ofd");
	s->log = bytes_of("many/log") / n;
	s->results = bytes_of("many/signed") / n;
	s->reports = bytes_of("many/verified") / n;
	forget(n);
}

/* ---- the table ---- */

/* A document more, from the batch of one to this: what a process costs is left out. */
static double
further(const struct size *first, const struct size *s, double a, double b)
{
	return s->n > first->n ? (b - a) / (double)(s->n - first->n) : b;
}

static double
cpu_sign(const struct many *m, size_t i)
{
	return further(m->v, &m->v[i], m->v[0].sign.cpu_us, m->v[i].sign.cpu_us);
}

static double
cpu_verify(const struct many *m, size_t i)
{
	return further(m->v, &m->v[i], m->v[0].verify.cpu_us, m->v[i].verify.cpu_us);
}

static void
say_size(const struct many *m, size_t i)
{
	const struct size *first = &m->v[0], *s = &m->v[i];

	printf("  %10zu %10.1f %12.0f %11.0f %7.1f %12.1f %12.0f %11.0f %7.1f\n", s->n,
	    s->sign.wall_us / 1e3, further(first, s, first->sign.wall_us, s->sign.wall_us),
	    cpu_sign(m, i), (double)s->sign.rss_kib / 1024, s->verify.wall_us / 1e3,
	    further(first, s, first->verify.wall_us, s->verify.wall_us), cpu_verify(m, i),
	    (double)s->verify.rss_kib / 1024);
}

/* The largest batch beside the third, of 100. */
static void
say_flat(const struct many *m)
{
	size_t last = m->n - 1;

	if (last < 3)
		return;
	printf("  from %zu to %zu documents: %.2f and %.2f times the CPU for each, %+.1f and %+.1f MiB\n",
	    m->v[2].n, m->v[last].n, cpu_sign(m, last) / cpu_sign(m, 2),
	    cpu_verify(m, last) / cpu_verify(m, 2),
	    (double)(m->v[last].sign.rss_kib - m->v[2].sign.rss_kib) / 1024,
	    (double)(m->v[last].verify.rss_kib - m->v[2].verify.rss_kib) / 1024);
}

static void
compute(const struct many *m)
{
	const struct size *first = &m->v[0], *s = &m->v[m->n - 1];
	double sign = further(first, s, first->sign.wall_us, s->sign.wall_us);
	double verify = further(first, s, first->verify.wall_us, s->verify.wall_us);
	double gb = MILLION / 1e9;

	printf("  computed, a million signed in " THREADS " threads: %.2f hours; %.1f GB read, %.1f GB "
	    "written,\n    %.2f GB of log lines, %.2f GB of result lines\n"
	    "  computed, a million verified in " THREADS " threads: %.2f hours; %.1f GB read, %.2f GB of "
	    "result lines\n", sign / 3600, (double)s->read * gb,
	    (double)s->written * gb, (double)s->log * gb, (double)s->results * gb, verify / 3600,
	    (double)s->written * gb, (double)s->reports * gb);
}

static void
grow(const char *dir, const char *name, size_t most)
{
	struct many m = { .name = name };
	size_t n;

	for (n = 1; n <= most && m.n < SIZES; n *= 10)
		measure(&m, n);
	printf("growth with the number of documents: %s, " THREADS " threads, in %s\n", name, dir);
	printf("  each: what one more costs than the first alone; wall and CPU in us, memory in MiB\n");
	printf("  %10s %10s %12s %11s %7s %12s %12s %11s %7s\n", "documents", "sign, ms", "wall, each",
	    "CPU, each", "memory", "verify, ms", "wall, each", "CPU, each", "memory");
	for (n = 0; n < m.n; n++)
		say_size(&m, n);
	say_flat(&m);
	compute(&m);
}

int
bench_many(const char *dir, size_t small, size_t large)
{
	if (chdir(dir) != 0)
		bench_die(NULL, dir);
	mkdir("many", 0777);
	grow(dir, "20k.ofd", small);
	grow(dir, "200k.ofd", large);
	rmdir("many");
	return 0;
}
