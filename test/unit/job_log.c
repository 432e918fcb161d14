/* SPDX-License-Identifier: Apache-2.0 */
/* The record of signings: what stands in it, and in which order things happen. */
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "json/json.h"
#include "signing.h"

#define THREADS 4
#define EACH 8

static struct fixture f;
static char in[256], out[256], log_path[256];

struct lines {
	struct eci_buf   text;
	struct eci_jdoc *doc[THREADS * EACH + 8];
	struct eci_bytes raw[THREADS * EACH + 8];
	size_t           n;
};

static void
write_input(void)
{
	struct eci_buf b = { 0 };
	FILE *file = fopen(in, "wb");

	make_doc(f.ctx, NULL, &b);
	if (file == NULL || fwrite(b.ptr, 1, b.len, file) != b.len || fclose(file) != 0)
		exit(1);
	eci_buf_free(&b);
}

static ecert_sign_job *
new_job(ecert_log *log)
{
	ecert_sign_job *job = NULL;

	MUST(f.ctx, ecert_sign_job_new(f.ctx, &job));
	ecert_sign_job_set_signer(job, f.signer);
	ecert_sign_job_set_seal(job, f.seal);
	ecert_sign_job_set_log(job, log);
	return job;
}

static ecert_log *
open_log(const char *user)
{
	ecert_log *log = NULL;

	MUST(f.ctx, ecert_log_open(f.ctx, log_path, user, &log));
	return log;
}

/* Each line but torn ones, which have no doc. */
static void
read_log(struct lines *l)
{
	const char *p, *end;

	memset(l, 0, sizeof(*l));
	MUST(f.ctx, eci_read_file(f.ctx, log_path, 1 << 22, &l->text));
	p = l->text.ptr != NULL ? (const char *)l->text.ptr : "";
	for (; (end = strchr(p, '\n')) != NULL && l->n < ECI_COUNT(l->doc); p = end + 1) {
		l->raw[l->n] = (struct eci_bytes){ (const uint8_t *)p, (size_t)(end - p) };
		if (eci_json_read(f.ctx, "log", p, (size_t)(end - p), &l->doc[l->n]) != ECERT_OK)
			l->doc[l->n] = NULL;
		l->n++;
	}
	CHECK_STR(p, "");
}

static void
free_lines(struct lines *l)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		eci_json_done(l->doc[i]);
	eci_buf_free(&l->text);
}

static const struct eci_jval *
get(const struct lines *l, size_t i, const char *key)
{
	return i < l->n && l->doc[i] != NULL ? eci_json_get(eci_json_root(l->doc[i]), key) : NULL;
}

static const char *
text(const struct lines *l, size_t i, const char *key)
{
	const char *s = eci_json_get_str(get(l, i, key));

	return s != NULL ? s : "(none)";
}

/* Every line has the digest of the one before it, torn or not. */
static void
check_chain(const struct lines *l)
{
	char hex[2 * ECI_SM3_LEN + 1];
	uint8_t sm3[ECI_SM3_LEN];
	size_t i;

	CHECK_INT(eci_json_kind(get(l, 0, "previous")), ECI_J_NULL);
	for (i = 1; i < l->n; i++) {
		MUST(f.ctx, eci_sm3(f.ctx, l->raw[i - 1].ptr, l->raw[i - 1].len, sm3));
		eci_hex(sm3, sizeof(sm3), hex);
		if (l->doc[i] != NULL)
			CHECK_STR(text(l, i, "previous"), hex);
	}
}

static void
sm3_of(const char *path, char hex[2 * ECI_SM3_LEN + 1])
{
	struct eci_buf b = { 0 };
	uint8_t sm3[ECI_SM3_LEN];

	MUST(f.ctx, eci_read_file(f.ctx, path, 1 << 22, &b));
	MUST(f.ctx, eci_sm3(f.ctx, b.ptr, b.len, sm3));
	eci_hex(sm3, sizeof(sm3), hex);
	eci_buf_free(&b);
}

static void
test_done(void)
{
	ecert_log *log = open_log("the operator");
	ecert_sign_job *job = new_job(log);
	char hex[2 * ECI_SM3_LEN + 1];
	const struct eci_jval *who;
	struct lines l;

	unit_case("a line for a signing, without a record of it asked for");
	CHECK_OK(f.ctx, ecert_sign_file(f.ctx, job, in, out));
	sm3_of(out, hex);
	read_log(&l);
	CHECK_INT(l.n, 1);
	CHECK_STR(text(&l, 0, "result"), "done");
	CHECK_STR(text(&l, 0, "input"), in);
	CHECK_STR(text(&l, 0, "output"), out);
	CHECK_STR(text(&l, 0, "sm3"), hex);
	CHECK_STR(text(&l, 0, "time"), "2026-06-01T12:00:00Z");
	unit_case("who, with which seal, and when");
	who = get(&l, 0, "signer");
	CHECK_STR(eci_json_get_str(eci_json_get(who, "subject")), ecert_signer_subject(f.signer));
	CHECK_STR(eci_json_get_str(eci_json_get(who, "serial")),
	    eci_cert_serial(eci_signer_cert(f.signer)));
	CHECK_STR(eci_json_get_str(eci_json_get(who, "issuer")),
	    eci_cert_issuer(eci_signer_cert(f.signer)));
	CHECK_STR(text(&l, 0, "seal"), ecert_seal_id(f.seal));
	CHECK_STR(text(&l, 0, "signed_at"), "2026-06-01T12:00:00Z");
	CHECK_STR(text(&l, 0, "time_source"), "clock");
	CHECK_STR(text(&l, 0, "operator"), "the operator");
	CHECK(strcmp(text(&l, 0, "account"), "(none)") != 0);
	CHECK_STR(text(&l, 0, "version"), ecert_version());
	unit_case("of an application's clock nothing is known");
	CHECK_INT(eci_json_kind(get(&l, 0, "clock_synchronised")), ECI_J_NULL);
	check_chain(&l);
	free_lines(&l);
	ecert_sign_job_free(job);
	ecert_log_close(log);
}

static void
test_options(void)
{
	ecert_log *log = open_log(NULL);
	ecert_sign_job *job = new_job(log);
	ecert_sign_opts *opts = NULL;
	uint8_t *p = NULL;
	struct eci_buf b = { 0 };
	struct lines l;
	size_t n = 0;

	unlink(log_path);
	unit_case("a given time, no seal, in memory, the log removed meanwhile");
	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &opts));
	MUST(f.ctx, ecert_sign_opts_set_type(f.ctx, opts, ECERT_SIGN_PLAIN));
	ecert_sign_opts_set_time(opts, NOW - DAY);
	ecert_sign_job_set_opts(job, opts);
	ecert_sign_job_set_seal(job, NULL);
	MUST(f.ctx, eci_read_file(f.ctx, in, 1 << 20, &b));
	CHECK_OK(f.ctx, ecert_sign_mem_json(f.ctx, job, b.ptr, b.len, "one", "two", &p, &n, NULL));
	read_log(&l);
	CHECK_INT(l.n, 1);
	CHECK_STR(text(&l, 0, "input"), "one");
	CHECK_STR(text(&l, 0, "output"), "two");
	CHECK_STR(text(&l, 0, "time_source"), "given");
	CHECK_STR(text(&l, 0, "signed_at"), "2026-05-31T12:00:00Z");
	CHECK_INT(eci_json_kind(get(&l, 0, "seal")), ECI_J_NULL);
	CHECK_STR(text(&l, 0, "operator"), text(&l, 0, "account"));
	free_lines(&l);
	eci_buf_free(&b);
	ecert_free(p);
	ecert_sign_opts_free(opts);
	ecert_sign_job_free(job);
	ecert_log_close(log);
}

static void
test_failed(void)
{
	ecert_log *log = open_log(NULL);
	ecert_sign_job *job = new_job(log);
	struct lines l;

	unlink(log_path);
	unlink(out);
	unit_case("an input that is not there");
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, "/nonexistent/in", out), ECERT_E_IO);
	unit_case("a signer the seal does not list");
	ecert_sign_job_set_signer(job, f.stranger);
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, in, out), ECERT_E_STATE);
	unit_case("no signer at all");
	ecert_sign_job_set_signer(job, NULL);
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, in, out), ECERT_E_ARG);
	read_log(&l);
	CHECK_INT(l.n, 3);
	CHECK_STR(text(&l, 0, "result"), "failed");
	CHECK_STR(text(&l, 0, "reason"), "ECERT_E_IO");
	CHECK(strstr(text(&l, 0, "message"), "/nonexistent/in") != NULL);
	CHECK_STR(text(&l, 1, "reason"), "SEAL_CERTLIST");
	CHECK_STR(eci_json_get_str(eci_json_get(get(&l, 1, "signer"), "subject")),
	    ecert_signer_subject(f.stranger));
	CHECK_INT(eci_json_kind(get(&l, 2, "signer")), ECI_J_NULL);
	CHECK_INT(eci_json_kind(get(&l, 2, "sm3")), ECI_J_NONE);
	check_chain(&l);
	free_lines(&l);
	ecert_sign_job_free(job);
	ecert_log_close(log);
}

/* A folder takes the name between the line and the rename: the temporary file is there
 * when the time of the line is asked for. */
static int64_t
block_name(void *arg)
{
	char temp[300];

	(void)arg;
	snprintf(temp, sizeof(temp), "%s.ecert-0.tmp", out);
	if (access(temp, F_OK) == 0)
		mkdir(out, 0700);
	return NOW;
}

static void
test_rename(void)
{
	ecert_log *log = open_log(NULL);
	ecert_sign_job *job = new_job(log);
	struct lines l;

	unlink(log_path);
	unlink(out);
	unit_case("a result that gets no name after all is a failure on the next line");
	ecert_ctx_set_clock(f.ctx, block_name, NULL);
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, in, out), ECERT_E_IO);
	ecert_ctx_set_clock(f.ctx, fixed_now, NULL);
	rmdir(out);
	read_log(&l);
	CHECK_INT(l.n, 2);
	CHECK_STR(text(&l, 0, "result"), "done");
	CHECK_STR(text(&l, 1, "result"), "failed");
	CHECK_STR(text(&l, 1, "output"), out);
	check_chain(&l);
	free_lines(&l);
	ecert_sign_job_free(job);
	ecert_log_close(log);
}

/* Not recorded, not signed. */
static void
test_unrecorded(void)
{
	ecert_log *log = open_log(NULL);
	ecert_sign_job *job = new_job(log);
	struct stat st;
	FILE *file;

	unlink(out);
	unit_case("what cannot be recorded gets no name");
	unlink(log_path);
	CHECK_INT(mkdir(log_path, 0700), 0);
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, in, out), ECERT_E_IO);
	CHECK(strstr(ecert_errmsg(f.ctx), log_path) != NULL);
	CHECK(stat(out, &st) != 0);
	unit_case("a failure that cannot be recorded stays that failure, and says so");
	ecert_sign_job_set_signer(job, f.stranger);
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, in, out), ECERT_E_STATE);
	CHECK_INT(ecert_errreason(f.ctx), ECERT_R_SEAL_CERTLIST);
	CHECK(strstr(ecert_errmsg(f.ctx), "; not recorded: ") != NULL);
	rmdir(log_path);
	ecert_sign_job_free(job);
	ecert_log_close(log);
	unit_case("a file of another kind is no log");
	file = fopen(log_path, "w");
	CHECK(file != NULL && fputs("PK", file) >= 0 && fclose(file) == 0);
	CHECK_ERR(f.ctx, ecert_log_open(f.ctx, log_path, NULL, &log), ECERT_E_IO);
	CHECK(log == NULL);
	unlink(log_path);
}

static void
test_torn(void)
{
	ecert_log *log = open_log(NULL);
	ecert_sign_job *job = new_job(log);
	struct lines l;
	FILE *file;

	unlink(log_path);
	unit_case("the line after a torn one has its digest");
	CHECK_OK(f.ctx, ecert_sign_file(f.ctx, job, in, out));
	file = fopen(log_path, "a");
	CHECK(file != NULL && fputs("{\"time\":\"2026-", file) >= 0 && fclose(file) == 0);
	CHECK_OK(f.ctx, ecert_sign_file(f.ctx, job, in, out));
	read_log(&l);
	CHECK_INT(l.n, 3);
	CHECK(l.doc[0] != NULL && l.doc[1] == NULL && l.doc[2] != NULL);
	check_chain(&l);
	free_lines(&l);
	ecert_sign_job_free(job);
	ecert_log_close(log);
}

struct thread {
	pthread_t             id;
	const ecert_sign_job *job;
	unsigned              number, bad;
};

static void *
run_thread(void *arg)
{
	struct thread *t = arg;
	ecert_ctx *ctx = ecert_ctx_new();
	char path[300];
	unsigned i;

	ecert_ctx_set_clock(ctx, fixed_now, NULL);
	for (i = 0; i < EACH; i++) {
		snprintf(path, sizeof(path), "%s-%u-%u", out, t->number, i);
		t->bad += ecert_sign_file(ctx, t->job, in, path) != ECERT_OK;
		unlink(path);
	}
	ecert_ctx_free(ctx);
	return NULL;
}

static void
test_threads(void)
{
	ecert_log *log = open_log(NULL);
	ecert_sign_job *job = new_job(log);
	struct thread t[THREADS];
	struct lines l;
	size_t i, done = 0;

	unlink(log_path);
	unit_case("threads share a job and its log");
	for (i = 0; i < THREADS; i++) {
		t[i] = (struct thread){ .job = job, .number = (unsigned)i };
		CHECK_INT(pthread_create(&t[i].id, NULL, run_thread, &t[i]), 0);
	}
	for (i = 0; i < THREADS; i++) {
		pthread_join(t[i].id, NULL);
		CHECK_INT(t[i].bad, 0);
	}
	read_log(&l);
	CHECK_INT(l.n, THREADS * EACH);
	for (i = 0; i < l.n; i++)
		done += strcmp(text(&l, i, "result"), "done") == 0;
	CHECK_INT(done, THREADS * EACH);
	check_chain(&l);
	free_lines(&l);
	ecert_sign_job_free(job);
	ecert_log_close(log);
}

int
main(void)
{
	fixture_make(&f);
	snprintf(in, sizeof(in), "%s/in.ofd", unit_dir());
	snprintf(out, sizeof(out), "%s/out.ofd", unit_dir());
	snprintf(log_path, sizeof(log_path), "%s/log", unit_dir());
	write_input();
	test_done();
	test_options();
	test_failed();
	test_rename();
	test_unrecorded();
	test_torn();
	test_threads();
	ecert_log_close(NULL);
	fixture_free(&f);
	return unit_end();
}
