/* SPDX-License-Identifier: Apache-2.0 */
/* Lists are signed: every line once, whatever becomes of the others. */
#include <pthread.h>
#include <stdatomic.h>

#include "batch_kit.h"

#define DOCS 40

static struct fixture f;
static atomic_int signed_by_fn;

static struct {
	unsigned    calls, ok, skipped, lines[DOCS + 2];
	bool        no_json;
	char        message[600], json[2000];
	unsigned    stop_after;       /* lines; 0: never */
	ecert_batch *batch;
} seen;

static void
on_line(void *arg, const ecert_batch *b, ecert_err e, const char *json)
{
	uint64_t line = ecert_batch_line(b);

	(void)arg;
	seen.calls++;
	seen.ok += e == ECERT_OK;
	if (line < DOCS + 2)
		seen.lines[line]++;
	if (json == NULL)
		seen.no_json = true;
	else {
		seen.skipped += strstr(json, "\"status\":\"skipped\"") != NULL;
		snprintf(seen.json, sizeof(seen.json), "%s", json);
	}
	if (e != ECERT_OK)
		snprintf(seen.message, sizeof(seen.message), "%s", ecert_batch_message(b));
	if (seen.stop_after != 0 && seen.calls == seen.stop_after)
		ecert_batch_stop(seen.batch);
}

static ecert_err
run(const ecert_sign_job *job, const char *list, unsigned threads, bool resume)
{
	unsigned stop_after = seen.stop_after;
	ecert_batch *b = NULL;
	ecert_err e;

	memset(&seen, 0, sizeof(seen));
	seen.stop_after = stop_after;
	MUST(f.ctx, ecert_batch_new(f.ctx, job, &b));
	MUST(f.ctx, ecert_batch_set_threads(f.ctx, b, threads));
	ecert_batch_set_resume(b, resume);
	seen.batch = b;
	e = ecert_batch_run_file(f.ctx, b, list, on_line, NULL);
	CHECK_INT(ecert_batch_done(b) + ecert_batch_skipped(b) + ecert_batch_failed(b), seen.calls);
	CHECK_INT(ecert_batch_skipped(b), seen.skipped);
	CHECK(!seen.no_json);
	ecert_batch_free(b);
	return e;
}

static const char *
many_lines(void)
{
	struct eci_buf b = { 0 };
	const char *list;
	int i;

	MUST(f.ctx, eci_buf_adds(f.ctx, &b, "input,output\n"));
	for (i = 0; i < DOCS; i++)
		MUST(f.ctx, eci_buf_addf(f.ctx, &b, "%%D/in%d.ofd,%%D/out%d.ofd\n", i, i));
	list = put_list("many.csv", (char *)b.ptr);
	eci_buf_free(&b);
	return list;
}

static void
outputs(bool verify, unsigned *there)
{
	char name[40];
	int i;

	*there = 0;
	for (i = 0; i < DOCS; i++) {
		snprintf(name, sizeof(name), "out%d.ofd", i);
		if (access(at(name), F_OK) != 0)
			continue;
		++*there;
		if (verify)
			CHECK_ERR(f.ctx, ecert_verify_file(f.ctx, at(name), NULL, NULL),
			    ECERT_E_UNDECIDED);
		unlink(at(name));
	}
}

static void
test_many(void)
{
	static const unsigned threads[] = { 1, 2, 5 };
	ecert_sign_job *job = new_job(&f);
	const char *list = many_lines();
	unsigned there;
	size_t i, k;

	for (i = 0; i < ECI_COUNT(threads); i++) {
		unit_case("%d documents with %u threads", DOCS, threads[i]);
		CHECK_OK(f.ctx, run(job, list, threads[i], false));
		CHECK_INT(seen.ok, DOCS);
		for (k = 2; k < DOCS + 2; k++)
			CHECK_INT(seen.lines[k], 1);
		outputs(true, &there);
		CHECK_INT(there, DOCS);
	}
	ecert_sign_job_free(job);
}

/* What an application counts who lends its key. */
static int32_t
count_and_sign(void *arg, int32_t alg, const uint8_t *digest, size_t len, uint8_t *sig,
    size_t *sig_len)
{
	ecert_ctx *ctx = ecert_ctx_new();
	ecert_err e;

	(void)arg;
	(void)alg;
	atomic_fetch_add(&signed_by_fn, 1);
	if (ctx == NULL || len != 32)
		return 1;
	e = eci_key_sign_digest(ctx, f.signer_key, digest, sig, sig_len);
	ecert_ctx_free(ctx);
	return e;
}

static void
test_operations(void)
{
	struct eci_bytes der = eci_cert_der(f.signer_cert);
	ecert_sign_job *job = new_job(&f);
	const char *list = many_lines();
	ecert_signer *signer = NULL;
	unsigned there;

	MUST(f.ctx, ecert_signer_from_fn(f.ctx, der.ptr, der.len, count_and_sign, NULL, &signer));
	ecert_sign_job_set_signer(job, signer);
	unit_case("as many signatures as documents");
	CHECK_OK(f.ctx, run(job, list, 2, false));
	CHECK_INT(atomic_load(&signed_by_fn), DOCS);
	unit_case("going on signs nothing that is signed");
	CHECK_OK(f.ctx, run(job, list, 2, true));
	CHECK_INT(atomic_load(&signed_by_fn), DOCS);
	CHECK_INT(seen.skipped, DOCS);
	unit_case("going on signs what is missing");
	unlink(at("out3.ofd"));
	put_bytes(at("out4.ofd"), "broken", 6);
	CHECK_OK(f.ctx, run(job, list, 3, true));
	CHECK_INT(atomic_load(&signed_by_fn), DOCS + 2);
	outputs(true, &there);
	CHECK_INT(there, DOCS);
	ecert_signer_free(signer);
	ecert_sign_job_free(job);
}

static void
test_failures(void)
{
	ecert_sign_job *job = new_job(&f);
	const char *list = put_list("bad.csv", "input,output,place\n"
	    "%D/in0.ofd,%D/out0.ofd,1:20,20\n"            /* one field too many */
	    "%D/none.ofd,%D/out1.ofd,\n"                  /* no such input */
	    "%D/in2.ofd,%D/out2.ofd,\"1:20,20;2:30,30\"\n"
	    "%D/in3.ofd,%D/out2.ofd,\n"                   /* the same output */
	    "%D/in4.ofd,%D/in2.ofd,\n"                    /* what line 4 reads */
	    "%D/out2.ofd,%D/out5.ofd,\n"                  /* what line 4 writes */
	    "%D/in6.ofd,%D/in6.ofd,\n"                    /* itself */
	    "%D/in7.ofd,%D/out7.ofd,9:20,20\n"
	    "%D/in8.ofd,%D/out8.ofd,\"9:20,20\"\n"        /* no such page */
	    "%D/in9.ofd,%D/out9.ofd,\n");
	unsigned there;

	unit_case("what fails stops nothing");
	CHECK_ERR(f.ctx, run(job, list, 2, false), ECERT_E_PARTIAL);
	CHECK_INT(seen.calls, 10);
	CHECK_INT(seen.ok, 2);
	CHECK(strstr(ecert_errmsg(f.ctx), "8 of 10 lines failed") != NULL);
	CHECK(access(at("out2.ofd"), F_OK) == 0 && access(at("out9.ofd"), F_OK) == 0);
	outputs(true, &there);
	CHECK_INT(there, 2);
	ecert_sign_job_free(job);
}

static void
test_json(void)
{
	ecert_sign_job *job = new_job(&f);
	const char *list = put_list("list.jsonl", "{\"input\":\"%D/in0.ofd\",\"output\":"
	    "\"%D/out0.ofd\",\"identifier\":\"" ID_1 "\",\"number\":\"XZ-2026-0001\"}\n");
	unsigned there;

	unit_case("the record of a line");
	CHECK_OK(f.ctx, run(job, list, 1, false));
	CHECK(strstr(seen.json, "{\"line\":1,\"input\":\"") == seen.json);
	CHECK(strstr(seen.json, "\"identifier\":\"" ID_1 "\"") != NULL);
	CHECK(strstr(seen.json, "\"number\":\"XZ-2026-0001\"") != NULL);
	unit_case("the record of a line left out has all that one had");
	CHECK_OK(f.ctx, run(job, list, 1, true));
	CHECK(strstr(seen.json, "\"status\":\"skipped\"") != NULL);
	CHECK(strstr(seen.json, "\"identifier\":\"" ID_1 "\"") != NULL);
	CHECK(strstr(seen.json, "\"sm3\":\"") != NULL);
	outputs(true, &there);
	ecert_sign_job_free(job);
}

static void
test_stop(void)
{
	ecert_sign_job *job = new_job(&f);
	const char *list = many_lines();
	unsigned there;

	unit_case("stopped: what is in hand is finished");
	seen.stop_after = 5;
	CHECK_ERR(f.ctx, run(job, list, 2, false), ECERT_E_CANCELLED);
	CHECK(seen.calls >= 5 && seen.calls < 5 + 2 * ECI_HAND_MAX);
	CHECK(strstr(ecert_errmsg(f.ctx), ": stopped before line ") != NULL);
	CHECK_INT(seen.ok, seen.calls);
	outputs(true, &there);
	CHECK_INT(there, seen.calls);
	unit_case("stopped at the last line: all is done");
	seen.stop_after = DOCS;
	CHECK_OK(f.ctx, run(job, list, 1, false));
	CHECK_INT(seen.ok, DOCS);
	outputs(false, &there);
	seen.stop_after = 0;
	ecert_sign_job_free(job);
}

static void *
stop_soon(void *arg)
{
	usleep(150 * 1000);
	ecert_batch_stop(arg);
	return NULL;
}

static void
test_pipe(void)
{
	static const char line[] = "{\"input\":\"none\",\"output\":\"out\"}\n";
	ecert_sign_job *job = new_job(&f);
	ecert_batch *b = NULL;
	pthread_t thread;
	int ends[2];

	unit_case("a pipe nobody writes to does not hold up who wants to stop");
	MUST(f.ctx, ecert_batch_new(f.ctx, job, &b));
	memset(&seen, 0, sizeof(seen));
	if (pipe(ends) != 0 || write(ends[1], line, sizeof(line) - 1) != sizeof(line) - 1 ||
	    pthread_create(&thread, NULL, stop_soon, b) != 0) {
		unit_skip("no pipe or thread");
		return;
	}
	CHECK_ERR(f.ctx, ecert_batch_run_fd(f.ctx, b, ends[0], "pipe", on_line, NULL),
	    ECERT_E_CANCELLED);
	CHECK_INT(seen.calls, 1);
	CHECK_INT(ecert_batch_total(b), 0);
	pthread_join(thread, NULL);
	close(ends[0]);
	close(ends[1]);
	ecert_batch_free(b);
	ecert_sign_job_free(job);
}

static void
test_lists(void)
{
	ecert_sign_job *job = new_job(&f);
	ecert_batch *b = NULL;

	unit_case("a list that is not there");
	CHECK_ERR(f.ctx, run(job, at("no-list"), 2, false), ECERT_E_IO);
	CHECK(ecert_oserror(f.ctx) != 0);
	unit_case("a header that is wrong");
	CHECK_ERR(f.ctx, run(job, put_list("h.csv", "input,output,sael\na,b,c\n"), 2, false),
	    ECERT_E_CONFIG);
	CHECK(strstr(ecert_errmsg(f.ctx), "line 1: unknown column: sael") != NULL);
	CHECK_INT(seen.calls, 0);
	unit_case("a list without lines");
	CHECK_OK(f.ctx, run(job, put_list("e.csv", "input,output\n"), 2, false));
	CHECK_OK(f.ctx, run(job, put_list("e.jsonl", ""), 2, false));
	unit_case("the number of threads");
	MUST(f.ctx, ecert_batch_new(f.ctx, job, &b));
	CHECK_ERR(f.ctx, ecert_batch_set_threads(f.ctx, b, 0), ECERT_E_ARG);
	CHECK_ERR(f.ctx, ecert_batch_set_threads(f.ctx, b, ECERT_THREADS_MAX + 1), ECERT_E_ARG);
	CHECK_OK(f.ctx, ecert_batch_set_threads(f.ctx, b, ECERT_THREADS_MAX));
	unit_case("outside of callbacks there is no line");
	CHECK_INT(ecert_batch_line(b), 0);
	CHECK(ecert_batch_input(b) == NULL && ecert_batch_output(b) == NULL);
	CHECK_STR(ecert_batch_message(b), "");
	ecert_batch_free(b);
	ecert_batch_free(NULL);
	ecert_sign_job_free(job);
}

static void
test_protected(void)
{
	ecert_sign_job *job = new_job(&f);
	ecert_batch *b = NULL;
	const char *list;

	unit_case("no line replaces the list, a file or a folder the run needs");
	if (mkdir(at("trust"), 0700) != 0 || mkdir(at("trusted"), 0700) != 0)
		unit_skip("no folder");
	put_bytes(at("key"), "k", 1);
	list = put_list("p.csv", "input,output\n%D/in0.ofd,%D/key\n%D/in0.ofd,%D/trust/a.ofd\n"
	    "%D/in0.ofd,%D/p.csv\n%D/in0.ofd,%D/trust/../key\n%D/in0.ofd,%D/trusted/a.ofd\n");
	MUST(f.ctx, ecert_batch_new(f.ctx, job, &b));
	CHECK_OK(f.ctx, ecert_batch_protect(f.ctx, b, at("key")));
	CHECK_OK(f.ctx, ecert_batch_protect(f.ctx, b, at("trust")));
	memset(&seen, 0, sizeof(seen));
	CHECK_ERR(f.ctx, ecert_batch_run_file(f.ctx, b, list, on_line, NULL), ECERT_E_PARTIAL);
	CHECK_INT(seen.calls, 5);
	CHECK_INT(seen.ok, 1);
	unlink(at("trusted/a.ofd"));
	ecert_batch_free(b);
	ecert_sign_job_free(job);
}

int
main(void)
{
	char name[40];
	int i;

	fixture_make(&f);
	for (i = 0; i < DOCS; i++) {
		snprintf(name, sizeof(name), "in%d.ofd", i);
		put_doc(f.ctx, at(name), NULL);
	}
	test_many();
	test_operations();
	test_failures();
	test_json();
	test_stop();
	test_pipe();
	test_lists();
	test_protected();
	fixture_free(&f);
	return unit_end();
}
