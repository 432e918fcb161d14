/* SPDX-License-Identifier: Apache-2.0 */
/* Two steps from file to file: nothing gets a name that would not verify. */
#include <unistd.h>

#include "steps.h"

static struct fixture f;
static char in[256], mid[256], out[256];

static void
save(ecert_doc *doc, const char *path)
{
	MUST(f.ctx, ecert_doc_save(f.ctx, doc, path));
	ecert_doc_free(doc);
}

static ecert_sign_job *
new_job(const ecert_signer *signer)
{
	ecert_sign_job *job = NULL;

	MUST(f.ctx, ecert_sign_job_new(f.ctx, &job));
	ecert_sign_job_set_signer(job, signer);
	ecert_sign_job_set_seal(job, f.seal);
	return job;
}

static bool
is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

static void
test_good(void)
{
	ecert_signer *bare = keyless(&f, f.signer_cert);
	ecert_sign_job *job = new_job(bare), *second = NULL;
	uint8_t value[80];
	char *state = NULL, *json = NULL;
	size_t n;

	MUST(f.ctx, ecert_sign_job_new(f.ctx, &second));
	unit_case("prepared");
	CHECK_OK(f.ctx, ecert_sign_file_prepare(f.ctx, job, in, mid, &state));
	CHECK_INT(names_in_folder(f.ctx), 2);
	CHECK_ERR(f.ctx, ecert_verify_file(f.ctx, mid, NULL, NULL), ECERT_E_INVALID);
	unit_case("completed");
	n = value_of(&f, state, f.signer_key, value);
	CHECK_OK(f.ctx, ecert_sign_file_complete(f.ctx, second, mid, state, strlen(state), value, n,
	    out, &json));
	CHECK(json != NULL && strstr(json, "\"status\":\"done\"") != NULL);
	CHECK(json != NULL && strstr(json, "\"signature\":\"s001\"") != NULL);
	CHECK_ERR(f.ctx, ecert_verify_file(f.ctx, out, NULL, NULL), ECERT_E_UNDECIDED);
	CHECK_INT(names_in_folder(f.ctx), 3);
	unit_case("completed without a record");
	unlink(out);
	CHECK_OK(f.ctx, ecert_sign_file_complete(f.ctx, second, mid, state, strlen(state), value, n,
	    out, NULL));
	CHECK(is_there(out));
	unlink(out);
	unlink(mid);
	ecert_free(json);
	ecert_free(state);
	ecert_sign_job_free(job);
	ecert_sign_job_free(second);
	ecert_signer_free(bare);
}

/* What the first step finds: nobody is asked to sign it. */
static void
test_prepare_bad(void)
{
	ecert_sign_job *job = new_job(f.signer);
	char *state = NULL, broken[300];
	ecert_doc *doc = open_doc(f.ctx, NULL);

	unit_case("an earlier signature that is broken");
	snprintf(broken, sizeof(broken), "%s/broken.ofd", unit_dir());
	MUST(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	MUST(f.ctx, eci_ofd_put(f.ctx, doc, "Doc_0/Pages/Page_1/Content.xml", (const uint8_t *)
	    XMLDECL "<ofd:Page" OFDNS "/>", strlen(XMLDECL "<ofd:Page" OFDNS "/>")));
	save(doc, broken);
	CHECK_ERR(f.ctx, ecert_sign_file_prepare(f.ctx, job, broken, mid, &state), ECERT_E_INVALID);
	CHECK(strstr(ecert_errmsg(f.ctx), "an earlier signature (1 of 2)") != NULL);
	CHECK(state == NULL && !is_there(mid));
	unlink(broken);
	unit_case("input is output");
	CHECK_ERR(f.ctx, ecert_sign_file_prepare(f.ctx, job, in, in, &state), ECERT_E_ARG);
	unit_case("no document");
	CHECK(ecert_sign_file_prepare(f.ctx, job, unit_dir(), mid, &state) != ECERT_OK);
	CHECK(state == NULL && !is_there(mid));
	unit_case("who is not in the seal's list");
	ecert_sign_job_set_signer(job, f.stranger);
	CHECK_ERR(f.ctx, ecert_sign_file_prepare(f.ctx, job, in, mid, &state), ECERT_E_STATE);
	unit_case("no signer");
	ecert_sign_job_set_signer(job, NULL);
	CHECK_ERR(f.ctx, ecert_sign_file_prepare(f.ctx, job, in, mid, &state), ECERT_E_ARG);
	CHECK(state == NULL && !is_there(mid));
	CHECK_INT(names_in_folder(f.ctx), 1);
	ecert_sign_job_free(job);
}

/* After a signature: the new seal is left open by the old one until it is completed. */
static void
test_second(void)
{
	ecert_sign_job *job = new_job(f.signer);
	ecert_doc *doc = open_doc(f.ctx, NULL);
	char *state = NULL, one[300];
	uint8_t value[80];
	size_t n;

	unit_case("the second signature");
	snprintf(one, sizeof(one), "%s/one.ofd", unit_dir());
	MUST(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	save(doc, one);
	CHECK_OK(f.ctx, ecert_sign_file_prepare(f.ctx, job, one, mid, &state));
	n = value_of(&f, state, f.signer_key, value);
	CHECK_OK(f.ctx, ecert_sign_file_complete(f.ctx, job, mid, state, strlen(state), value, n,
	    out, NULL));
	CHECK_ERR(f.ctx, ecert_verify_file(f.ctx, out, NULL, NULL), ECERT_E_UNDECIDED);
	unlink(one);
	unlink(mid);
	unlink(out);
	ecert_free(state);
	ecert_sign_job_free(job);
}

/*
 * Document and state from somebody who means ill: a page changed and the state made to
 * fit.  What is signed still says what the page was.
 */
static void
test_forged(void)
{
	ecert_sign_job *job = new_job(f.signer);
	struct eci_sign_state s;
	char *state = NULL, *forged = NULL, *json = NULL;
	uint8_t value[80];
	ecert_doc *doc = NULL;
	size_t n;

	unit_case("a page changed, and the state to fit");
	MUST(f.ctx, ecert_sign_file_prepare(f.ctx, job, in, mid, &state));
	n = value_of(&f, state, f.signer_key, value);
	MUST(f.ctx, ecert_doc_open(f.ctx, mid, &doc));
	MUST(f.ctx, eci_ofd_put(f.ctx, doc, "Doc_0/Pages/Page_1/Content.xml", (const uint8_t *)
	    XMLDECL "<ofd:Page" OFDNS "/>", strlen(XMLDECL "<ofd:Page" OFDNS "/>")));
	MUST(f.ctx, eci_sign_state_read(f.ctx, state, strlen(state), &s));
	MUST(f.ctx, eci_sign_bind(f.ctx, doc, s.doc));
	MUST(f.ctx, eci_sign_state_write(f.ctx, &s, &forged));
	save(doc, mid);
	write_file(out, "old", 3);
	CHECK_ERR(f.ctx, ecert_sign_file_complete(f.ctx, job, mid, forged, strlen(forged), value, n,
	    out, &json), ECERT_E_INVALID);
	CHECK_INT(ecert_errreason(f.ctx), ECERT_R_DIGEST_MISMATCH);
	CHECK(json != NULL && strstr(json, "\"status\":\"failed\"") != NULL);
	unit_case("the output is what it was");
	{
		struct eci_buf b = { 0 };

		MUST(f.ctx, eci_read_file(f.ctx, out, 1000, &b));
		CHECK_MEM(b.ptr, b.len, "old", 3);
		eci_buf_free(&b);
	}
	CHECK_INT(names_in_folder(f.ctx), 3);
	unlink(out);
	unlink(mid);
	eci_sign_state_free(&s);
	ecert_free(json);
	ecert_free(forged);
	ecert_free(state);
	ecert_sign_job_free(job);
}

static void
test_complete_bad(void)
{
	ecert_sign_job *job = new_job(f.signer);
	uint8_t value[80];
	char *state = NULL, *json = NULL;
	size_t n;

	MUST(f.ctx, ecert_sign_file_prepare(f.ctx, job, in, mid, &state));
	n = value_of(&f, state, f.signer_key, value);
	unit_case("input is output, the second step");
	CHECK_ERR(f.ctx, ecert_sign_file_complete(f.ctx, job, mid, state, strlen(state), value, n,
	    mid, NULL), ECERT_E_ARG);
	unit_case("a document that was not prepared");
	CHECK_ERR(f.ctx, ecert_sign_file_complete(f.ctx, job, in, state, strlen(state), value, n,
	    out, &json), ECERT_E_STATE);
	CHECK(json != NULL && strstr(json, "\"status\":\"failed\"") != NULL);
	ecert_free(json);
	unit_case("a value that is wrong");
	value[n - 1] ^= 1;
	CHECK_ERR(f.ctx, ecert_sign_file_complete(f.ctx, job, mid, state, strlen(state), value, n,
	    out, NULL), ECERT_E_KEY);
	unit_case("no state");
	CHECK_ERR(f.ctx, ecert_sign_file_complete(f.ctx, job, mid, "", 0, value, n, out, NULL),
	    ECERT_E_CONFIG);
	CHECK(!is_there(out));
	CHECK_INT(names_in_folder(f.ctx), 2);
	unlink(mid);
	ecert_free(state);
	ecert_sign_job_free(job);
}

/* The time is that of the first step; whether it may stand is for the check to say. */
static void
test_late(void)
{
	ecert_sign_job *job = new_job(f.signer);
	int64_t later = NOW + 366 * DAY, sooner = NOW - DAY;
	char *state = NULL;
	uint8_t value[80];
	size_t n;

	MUST(f.ctx, ecert_sign_file_prepare(f.ctx, job, in, mid, &state));
	n = value_of(&f, state, f.signer_key, value);
	unit_case("completed after the seal has ended");
	ecert_ctx_set_clock(f.ctx, clock_of, &later);
	CHECK_OK(f.ctx, ecert_sign_file_complete(f.ctx, job, mid, state, strlen(state), value, n,
	    out, NULL));
	unlink(out);
	unit_case("completed where it is yesterday");
	ecert_ctx_set_clock(f.ctx, clock_of, &sooner);
	CHECK_ERR(f.ctx, ecert_sign_file_complete(f.ctx, job, mid, state, strlen(state), value, n,
	    out, NULL), ECERT_E_INVALID);
	CHECK_INT(ecert_errreason(f.ctx), ECERT_R_TIME_FUTURE);
	ecert_ctx_set_clock(f.ctx, fixed_now, NULL);
	unlink(mid);
	ecert_free(state);
	ecert_sign_job_free(job);
}

int
main(void)
{
	struct eci_buf b = { 0 };

	fixture_make(&f);
	snprintf(in, sizeof(in), "%s/in.ofd", unit_dir());
	snprintf(mid, sizeof(mid), "%s/mid.ofd", unit_dir());
	snprintf(out, sizeof(out), "%s/out.ofd", unit_dir());
	make_doc(f.ctx, NULL, &b);
	write_file(in, b.ptr, b.len);
	eci_buf_free(&b);
	test_good();
	test_prepare_bad();
	test_second();
	test_forged();
	test_complete_bad();
	test_late();
	fixture_free(&f);
	return unit_end();
}
