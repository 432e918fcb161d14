/* SPDX-License-Identifier: Apache-2.0 */
/*
 * threads.c - signs, verifies, examines and makes lists in several threads at once, which
 * share keys, a seal, trust and a log, and runs batches beside them: for
 * -fsanitize=thread, and to see that nobody's result is another's.
 *
 * usage: threads DIR [ROUNDS]
 */
#include <pthread.h>

#include "lab.h"

#define THREADS 6

struct worker {
	pthread_t             id;
	const struct lab     *lab;
	const ecert_sign_job *job;
	unsigned              number, rounds, bad;
};

static void
expect(struct worker *w, ecert_ctx *ctx, ecert_err got, ecert_err want, const char *what)
{
	if (got == want)
		return;
	printf("FAILED: thread %u: %s: %s: %s\n", w->number, what, ecert_err_name(got),
	    ecert_errmsg(ctx));
	w->bad++;
}

static void
sign(struct worker *w, ecert_ctx *ctx)
{
	char name[64];
	char *json = NULL;
	ecert_report *report = NULL;

	snprintf(name, sizeof(name), "out-%u.ofd", w->number);
	expect(w, ctx, ecert_sign_file_json(ctx, w->job, lab_path(w->lab, "plain.ofd"),
	    lab_path(w->lab, name), &json), ECERT_OK, "sign");
	ecert_free(json);
	expect(w, ctx, ecert_verify_file(ctx, lab_path(w->lab, name), w->lab->policy, &report),
	    ECERT_OK, "verify");
	json = NULL;
	if (report != NULL)
		expect(w, ctx, ecert_report_json(ctx, report, &json), ECERT_OK, "report");
	ecert_free(json);
	ecert_report_free(report);
}

/* The same file, and the same name, by all. */
static void
together(struct worker *w, ecert_ctx *ctx)
{
	expect(w, ctx, ecert_sign_file(ctx, w->job, lab_path(w->lab, "tagged.ofd"),
	    lab_path(w->lab, "all.ofd")), ECERT_OK, "sign together");
	expect(w, ctx, ecert_verify_file(ctx, lab_path(w->lab, "all.ofd"), w->lab->policy, NULL),
	    ECERT_OK, "verify together");
}

static void
lint(struct worker *w, ecert_ctx *ctx)
{
	ecert_lint *found = NULL;
	char *json = NULL;
	ecert_err e = ecert_lint_file(ctx, lab_path(w->lab, "signed.ofd"), w->lab->policy, &found);

	if (e != ECERT_OK && e != ECERT_E_INVALID)
		expect(w, ctx, e, ECERT_OK, "lint");
	if (found != NULL)
		expect(w, ctx, ecert_lint_json(ctx, found, &json), ECERT_OK, "lint");
	ecert_free(json);
	ecert_lint_free(found);
}

static void
status(struct worker *w, ecert_ctx *ctx)
{
	static const char text[] = "{\"format\":\"libecert-status-1\",\"kind\":\"seals\","
	    "\"number\":1,\"issuer\":\"x\",\"entries\":[{\"id\":\"a\",\"state\":\"lost\","
	    "\"since\":\"2026-01-01T00:00:00Z\",\"note\":\"n\"}]}";
	uint8_t *der = NULL;
	size_t n = 0;

	expect(w, ctx, ecert_status_make(ctx, text, sizeof(text) - 1, w->lab->maker, &der, &n),
	    ECERT_OK, "status list");
	ecert_free(der);
}

static void
line_done(void *arg, const ecert_batch *batch, ecert_err e, const char *json)
{
	struct worker *w = arg;

	(void)batch;
	if (e == ECERT_OK)
		return;
	printf("FAILED: thread %u: batch: %s\n", w->number, json);
	w->bad++;
}

static void
batch(struct worker *w, ecert_ctx *ctx)
{
	char name[64], list[4096] = "input,output\n";
	ecert_batch *b = NULL;
	size_t n;
	unsigned i;

	for (i = 0; i < 6; i++) {
		n = strlen(list);
		snprintf(list + n, sizeof(list) - n, "%s,%s/b-%u-%u.ofd\n",
		    lab_path(w->lab, "plain.ofd"), w->lab->dir, w->number, i);
	}
	snprintf(name, sizeof(name), "list-%u.csv", w->number);
	lab_write(lab_path(w->lab, name), list, strlen(list));
	expect(w, ctx, ecert_batch_new(ctx, w->job, &b), ECERT_OK, "batch");
	expect(w, ctx, ecert_batch_set_threads(ctx, b, 3), ECERT_OK, "batch");
	ecert_batch_set_resume(b, (int)(w->number % 2));
	expect(w, ctx, ecert_batch_run_file(ctx, b, lab_path(w->lab, name), line_done, w),
	    ECERT_OK, "batch");
	ecert_batch_free(b);
}

static void *
run(void *arg)
{
	struct worker *w = arg;
	ecert_ctx *ctx = ecert_ctx_new();
	unsigned i;

	for (i = 0; i < w->rounds; i++) {
		sign(w, ctx);
		together(w, ctx);
		lint(w, ctx);
		status(w, ctx);
		if (w->number < 2)
			batch(w, ctx);
	}
	ecert_ctx_free(ctx);
	return NULL;
}

/* Lines of the log, which has one for each signing. */
static unsigned
log_lines(const struct lab *lab)
{
	FILE *f = fopen(lab_path(lab, "threads.log"), "r");
	unsigned n = 0;
	int c;

	while (f != NULL && (c = getc(f)) != EOF)
		n += c == '\n';
	if (f != NULL)
		fclose(f);
	return n;
}

int
main(int argc, char **argv)
{
	unsigned i, bad = 0, rounds = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 10, want;
	ecert_ctx *ctx = ecert_ctx_new();
	struct worker w[THREADS];
	ecert_sign_job *job;
	ecert_log *log = NULL;
	struct lab lab;

	if (argc < 2 || ctx == NULL)
		return 2;
	lab_open(ctx, argv[1], &lab);
	LAB_MUST(ctx, ecert_log_open(ctx, lab_path(&lab, "threads.log"), NULL, &log));
	job = lab_job(ctx, &lab, log);
	for (i = 0; i < THREADS; i++) {
		w[i] = (struct worker){ .lab = &lab, .job = job, .number = i, .rounds = rounds };
		if (pthread_create(&w[i].id, NULL, run, &w[i]) != 0)
			return 2;
	}
	for (i = 0; i < THREADS; i++) {
		pthread_join(w[i].id, NULL);
		bad += w[i].bad > 0;
	}
	ecert_sign_job_free(job);
	ecert_log_close(log);
	/* Six in each batch of the first round of the second thread, which then skips them. */
	want = rounds * (2 * THREADS + 6) + 6;
	if (log_lines(&lab) != want) {
		printf("FAILED: %u lines in the log, not %u\n", log_lines(&lab), want);
		bad++;
	}
	lab_close(&lab);
	ecert_ctx_free(ctx);
	printf("%u passed, %u failed, 0 skipped\n", THREADS + 1 - bad, bad);
	return bad != 0;
}
