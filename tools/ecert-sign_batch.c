/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-sign_batch.c - --batch: a list of documents, a record of each as it is
 * finished, and at the end what failed. */
#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "ecert-sign.h"
#include "tool_many.h"

#define FAILED_MAX 20         /* of which the reason is told at the end */
#define SHOW_MS    200

struct failed {
	uint64_t line;
	char    *input, *message;    /* NULL: not known */
};
struct run {
	ecert_ctx    *ctx;
	const char   *list;          /* its name */
	bool          progress;      /* is shown */
	int64_t       start, shown;  /* ms */
	int           status;
	struct failed failed[FAILED_MAX];
	size_t        n_failed;
};

/* ---- signals ---- */

static ecert_batch *running;
static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
#define N_SIGNALS (sizeof(signals) / sizeof(signals[0]))

/* What is in hand is finished; who does not want to wait for that says so again. */
static void
on_signal(int sig)
{
	size_t i;

	(void)sig;
	ecert_batch_stop(running);
	for (i = 0; i < N_SIGNALS; i++)
		signal(signals[i], tool_cmd_signal);
}

static void
catch_signals(ecert_batch *b)
{
	struct sigaction act = { .sa_handler = on_signal, .sa_flags = SA_RESTART }, old;
	size_t i;

	running = b;
	sigemptyset(&act.sa_mask);
	for (i = 0; i < N_SIGNALS; i++)
		sigaddset(&act.sa_mask, signals[i]);
	for (i = 0; i < N_SIGNALS; i++)
		/* What was ignored stays so, as under nohup. */
		if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			sigaction(signals[i], &act, NULL);
	/* Where nobody takes the records the list is not signed on. */
	signal(SIGPIPE, SIG_IGN);
}

static void
release_signals(void)
{
	struct sigaction old;
	size_t i;

	for (i = 0; i < N_SIGNALS; i++)
		if (sigaction(signals[i], NULL, &old) == 0 &&
		    (old.sa_handler == on_signal || old.sa_handler == tool_cmd_signal))
			signal(signals[i], SIG_DFL);
}

/* ---- progress ---- */

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
show_left(uint64_t n, uint64_t total, double rate)
{
	uint64_t s = rate > 0 ? (uint64_t)((double)(total - n) / rate) : 0;

	fprintf(stderr, _(" of %llu, %.1f/s, %llu:%02llu:%02llu left"), (unsigned long long)total,
	    rate, (unsigned long long)(s / 3600), (unsigned long long)(s / 60 % 60),
	    (unsigned long long)(s % 60));
}

static void
show_progress(struct run *r, const ecert_batch *b)
{
	uint64_t failed = ecert_batch_failed(b), total = ecert_batch_total(b);
	uint64_t n = ecert_batch_done(b) + ecert_batch_skipped(b) + failed;
	int64_t now = now_ms();
	double rate;

	if (!r->progress || (now - r->shown < SHOW_MS && n != total))
		return;
	r->shown = now;
	rate = now > r->start ? (double)n * 1000 / (double)(now - r->start) : 0;
	fprintf(stderr, "\r\033[K%llu", (unsigned long long)n);
	if (total >= n && total > 0)
		show_left(n, total, rate);
	else
		fprintf(stderr, _(", %.1f/s"), rate);
	if (failed > 0)
		fprintf(stderr, _(", %llu failed"), (unsigned long long)failed);
	fflush(stderr);
}

static void
hide_progress(const struct run *r)
{
	if (r->progress && r->shown != 0)
		fputs("\r\033[K", stderr);
}

/* What is unusual about a document; a line of its own. */
static void
note(void *arg, const char *line)
{
	hide_progress(arg);
	tool_warn("%s", line);
}

/* ---- lines ---- */

static char *
copy(const char *s)
{
	return s != NULL ? strdup(s) : NULL;
}

static void
keep_failed(struct run *r, const ecert_batch *b)
{
	if (r->n_failed < FAILED_MAX)
		r->failed[r->n_failed++] = (struct failed){ ecert_batch_line(b),
			copy(ecert_batch_input(b)), copy(ecert_batch_message(b)) };
}

static void
line_done(void *arg, const ecert_batch *b, ecert_err e, const char *json)
{
	struct run *r = arg;

	if (e != ECERT_OK)
		keep_failed(r, b);
	r->status = tool_worst(r->status, tool_status(e));
	/* Records go to the same terminal, or elsewhere. */
	if (r->progress && isatty(STDOUT_FILENO))
		hide_progress(r);
	if (json != NULL)
		puts(json);
	else
		printf("{\"line\":%llu,\"input\":null,\"output\":null,\"status\":\"failed\","
		    "\"reason\":\"%s\",\"identifier\":null,\"sm3\":null}\n",
		    (unsigned long long)ecert_batch_line(b), ecert_err_name(e));
	if (fflush(stdout) != 0)
		tool_stdout_failed(errno);
	if (ferror(stdout))
		ecert_batch_stop(running);
	show_progress(r, b);
}

/* ---- the end ---- */

static bool
starts_with(const char *text, const char *name)
{
	size_t n = strlen(name);

	return strncmp(text, name, n) == 0 && text[n] == ':';
}

static void
say_failed(const struct run *r, const ecert_batch *b)
{
	const struct failed *f;
	const char *message;
	size_t i;

	for (i = 0; i < r->n_failed; i++) {
		f = &r->failed[i];
		message = f->message != NULL ? tool_phrase(r->ctx, f->message) : _("out of memory");
		/* What is wrong with the line itself is said with list and number. */
		if (starts_with(message, r->list))
			tool_fail("%s", message);
		else if (f->input == NULL || starts_with(message, f->input))
			tool_fail(_("%s: line %llu: %s"), r->list, (unsigned long long)f->line, message);
		else
			tool_fail(_("%s: line %llu: %s: %s"), r->list, (unsigned long long)f->line,
			    f->input, message);
	}
	if (ecert_batch_failed(b) > r->n_failed)
		tool_fail(_("%llu more failed; their records say why"),
		    (unsigned long long)(ecert_batch_failed(b) - r->n_failed));
}

static void
say_end(const struct run *r, const ecert_batch *b)
{
	uint64_t n = ecert_batch_done(b) + ecert_batch_skipped(b) + ecert_batch_failed(b);

	hide_progress(r);
	say_failed(r, b);
	/* Not trouble: on some nights there is nothing to sign, of JSON lines such a list has
	 * no byte, and nobody is to be woken by it. */
	if (n == 0)
		tool_warn(_("%s: the list has no lines; nothing was signed"), r->list);
	else
		tool_warn(_("%llu signed, %llu left as they were, %llu failed"),
		    (unsigned long long)ecert_batch_done(b), (unsigned long long)ecert_batch_skipped(b),
		    (unsigned long long)ecert_batch_failed(b));
}

static void
free_failed(struct run *r)
{
	size_t i;

	for (i = 0; i < r->n_failed; i++) {
		free(r->failed[i].input);
		free(r->failed[i].message);
	}
}

static ecert_err
run_list(struct run *r, const char *list, ecert_batch *b)
{
	if (strcmp(list, "-") == 0)
		return ecert_batch_run_fd(r->ctx, b, STDIN_FILENO, r->list, line_done, r);
	return ecert_batch_run_file(r->ctx, b, list, line_done, r);
}

/* Documents of a list are alike: what one needed serves the next, and does not go back to
 * the system to come again page by page. */
static void
keep_memory(void)
{
#ifdef M_TRIM_THRESHOLD
	(void)mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024);
	(void)mallopt(M_TRIM_THRESHOLD, 64 * 1024 * 1024);
#endif
}

int
sign_batch(ecert_ctx *ctx, const struct tool_args *a, const ecert_sign_job *job,
    const ecert_id_opts *id_opts)
{
	const char *list = tool_get(a, "batch");
	struct run r = { .ctx = ctx, .list = strcmp(list, "-") == 0 ? _("standard input") : list,
		.start = now_ms(), .status = TOOL_OK,
		.progress = !a->quiet && isatty(STDERR_FILENO) };
	ecert_batch *b = NULL;
	ecert_err e;

	keep_memory();
	tool_must(ctx, NULL, ecert_batch_new(ctx, job, &b));
	tool_must(ctx, "--jobs", ecert_batch_set_threads(ctx, b, tool_jobs(a)));
	ecert_batch_set_resume(b, tool_has(a, "resume"));
	ecert_batch_set_id_opts(b, id_opts);
	sign_guard_batch(ctx, a, b);
	catch_signals(b);
	ecert_ctx_set_log(ctx, note, &r);
	e = run_list(&r, list, b);
	tool_ctx_log(ctx);
	if (e == ECERT_OK || e == ECERT_E_PARTIAL || e == ECERT_E_CANCELLED)
		say_end(&r, b);
	else
		tool_err(ctx, r.list, e);
	if (e == ECERT_E_CANCELLED)
		(void)tool_finish(TOOL_TROUBLE);
	if (e == ECERT_E_CANCELLED)
		tool_fail(_("stopped before the end of the list; the same command with --resume "
		    "does the rest"));
	if (e != ECERT_OK && e != ECERT_E_PARTIAL)
		r.status = TOOL_TROUBLE;
	free_failed(&r);
	release_signals();
	ecert_batch_free(b);
	return r.status;
}

void
sign_check_batch(const struct tool_args *a)
{
	static const char *const only[] = { "jobs", "resume" };
	static const char *const never[] = { "out", "identifier" };
	size_t i;

	for (i = 0; i < sizeof(only) / sizeof(only[0]); i++)
		if (tool_has(a, only[i]) && !tool_has(a, "batch"))
			tool_usage(_("--%s needs --%s"), only[i], "batch");
	if (!tool_has(a, "batch"))
		return;
	for (i = 0; i < sizeof(never) / sizeof(never[0]); i++)
		if (tool_has(a, never[i]))
			tool_usage(_("--%s: the lines of --batch have their own"), never[i]);
	if (a->n > 0)
		tool_usage(_("--batch: the documents are those of the list: %s"), a->v[0]);
}
