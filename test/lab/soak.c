/* SPDX-License-Identifier: Apache-2.0 */
/*
 * soak.c - signs and verifies a document over and over in one process with one context:
 * what the process has of memory and descriptors must not grow.
 *
 * usage: soak DIR [SIGNATURES]
 */
#include <dirent.h>
#include <time.h>

#include "lab.h"

/* Caches are filled, and the heap has had its shape, after this many. */
#define WARM 200
/* What a heap may still gain by its holes, in KiB. */
#define SLACK 1024

static long
rss_kib(void)
{
	long pages = 0, size;
	FILE *f = fopen("/proc/self/statm", "r");

	if (f == NULL || fscanf(f, "%ld %ld", &size, &pages) != 2)
		pages = 0;
	if (f != NULL)
		fclose(f);
	return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static long
descriptors(void)
{
	DIR *d = opendir("/proc/self/fd");
	long n = 0;

	while (d != NULL && readdir(d) != NULL)
		n++;
	if (d != NULL)
		closedir(d);
	return n;
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* One document: signed to a file, with a log, read back, verified, reported on. */
static void
once(ecert_ctx *ctx, const struct lab *lab, const ecert_sign_job *job)
{
	ecert_report *report = NULL;
	char *json = NULL;

	LAB_MUST(ctx, ecert_sign_file(ctx, job, lab_path(lab, "plain.ofd"),
	    lab_path(lab, "soak.ofd")));
	LAB_MUST(ctx, ecert_verify_file(ctx, lab_path(lab, "soak.ofd"), lab->policy, &report));
	LAB_MUST(ctx, ecert_report_json(ctx, report, &json));
	ecert_free(json);
	ecert_report_free(report);
	/* What goes wrong must not cost anything either. */
	if (ecert_sign_mem(ctx, job, lab->doc, 1000, &(uint8_t *){ NULL }, &(size_t){ 0 }) ==
	    ECERT_OK) {
		printf("FAILED: half a document is signed\n");
		exit(1);
	}
}

/* A log of a hundred thousand lines is not what is measured. */
static void
shorten_log(const struct lab *lab, unsigned long i)
{
	if (i % 1000 == 0)
		unlink(lab_path(lab, "soak.log"));
}

int
main(int argc, char **argv)
{
	unsigned long i, n = argc > 2 ? strtoul(argv[2], NULL, 10) : 2000;
	long kib = 0, fds = 0, more, open_more, most = 0;
	ecert_ctx *ctx = ecert_ctx_new();
	ecert_sign_job *job;
	ecert_log *log = NULL;
	double since;
	struct lab lab;

	if (argc < 2 || ctx == NULL)
		return 2;
	lab_open(ctx, argv[1], &lab);
	LAB_MUST(ctx, ecert_log_open(ctx, lab_path(&lab, "soak.log"), "soak", &log));
	job = lab_job(ctx, &lab, log);
	since = seconds();
	for (i = 0; i < WARM + n; i++) {
		shorten_log(&lab, i);
		if (i == WARM) {
			kib = rss_kib();
			fds = descriptors();
		}
		once(ctx, &lab, job);
		if (i % 1000 == 0 && rss_kib() > most)
			most = rss_kib();
	}
	more = rss_kib() - kib;
	open_more = descriptors() - fds;
	printf("%lu signatures and verifications in %.0f s: %ld KiB after %d, %+ld KiB and %+ld "
	    "descriptors after all\n", n, seconds() - since, kib, WARM, more, open_more);
	ecert_sign_job_free(job);
	ecert_log_close(log);
	lab_close(&lab);
	ecert_ctx_free(ctx);
	if (more > SLACK || most - kib > SLACK)
		printf("FAILED: memory grows: %ld KiB, at most %ld KiB\n", more, most - kib);
	if (open_more != 0)
		printf("FAILED: descriptors grow: %ld\n", open_more);
	i = (more > SLACK || most - kib > SLACK) + (open_more != 0);
	printf("%lu passed, %lu failed, 0 skipped\n", 2 - i, i);
	return i != 0;
}
