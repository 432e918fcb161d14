/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The self-check of a new signature against verifying its file like a stranger's:
 * whatever happens to the file, the one lets out what the other would.
 */
#include <stdlib.h>
#include <unistd.h>

#include "job/job_priv.h"
#include "signing.h"

static struct fixture f;

/* Deflated and stored entries, text and a picture that nobody unpacks again. */
static ecert_doc *
signed_doc(struct eci_buf *in, struct eci_buf *out)
{
	static uint8_t noise[3000];
	struct doc_spec spec = { .document = "<ofd:Attachments>Attachments.xml</ofd:Attachments>",
	    .extra_name = "Doc_0/Attachments.xml", .extra_text = "<ofd:Attachments" OFDNS ">"
	    "<ofd:Attachment ID=\"9\" Name=\"n\"><ofd:FileLoc>noise.bin</ofd:FileLoc>"
	    "</ofd:Attachment></ofd:Attachments>" };
	ecert_doc *doc = NULL;
	struct eci_out *o = NULL;
	struct eci_src *src = NULL;
	uint32_t x = 1;
	size_t i;

	for (i = 0; i < sizeof(noise); i++)
		noise[i] = (uint8_t)((x = x * 1664525 + 1013904223) >> 24);
	make_doc(f.ctx, &spec, in);
	MUST(f.ctx, eci_src_mem(f.ctx, in->ptr, in->len, "in", &src));
	MUST(f.ctx, eci_ofd_open(f.ctx, src, &doc));
	MUST(f.ctx, eci_ofd_put(f.ctx, doc, "Doc_0/noise.bin", noise, sizeof(noise)));
	in->len = 0;
	MUST(f.ctx, eci_out_mem(f.ctx, in, &o));
	MUST(f.ctx, eci_ofd_save(f.ctx, doc, o));
	MUST(f.ctx, eci_out_commit(f.ctx, o));
	ecert_doc_free(doc);
	MUST(f.ctx, eci_src_view(f.ctx, in->ptr, in->len, "in", &src));
	MUST(f.ctx, eci_ofd_open(f.ctx, src, &doc));
	MUST(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	MUST(f.ctx, eci_out_mem(f.ctx, out, &o));
	MUST(f.ctx, eci_ofd_save(f.ctx, doc, o));
	MUST(f.ctx, eci_out_commit(f.ctx, o));
	return doc;
}

static bool
accepted(ecert_err e, ecert_report *report)
{
	e = eci_job_accept(f.ctx, e, report, "out.ofd");
	ecert_report_free(report);
	return e == ECERT_OK;
}

/* By the self-check. */
static bool
lets_out(const ecert_doc *doc, const uint8_t *p, size_t n)
{
	struct eci_src *src = NULL;
	ecert_report *report = NULL;
	ecert_err e = eci_src_view(f.ctx, p, n, "out", &src);

	e = eci_job_verify_written(f.ctx, src, e, doc, NULL, false, &report);
	return accepted(e, report);
}

static bool
is_valid(const uint8_t *p, size_t n)
{
	ecert_report *report = NULL;
	ecert_err e = ecert_verify_mem(f.ctx, p, n, "out", NULL, &report);

	return accepted(e, report);
}

static void
test_flips(const ecert_doc *doc, struct eci_buf *b)
{
	size_t i, differ = 0, passed = 0;
	bool a, v;

	unit_case("as it was written");
	CHECK(lets_out(doc, b->ptr, b->len));
	CHECK(is_valid(b->ptr, b->len));
	unit_case("a bit of every byte");
	for (i = 0; i < b->len; i++) {
		b->ptr[i] ^= (uint8_t)(1 << i % 8);
		a = lets_out(doc, b->ptr, b->len);
		v = is_valid(b->ptr, b->len);
		differ += a != v;
		passed += a;
		b->ptr[i] ^= (uint8_t)(1 << i % 8);
	}
	CHECK_INT(differ, 0);
	/* Dates and the like, which nobody reads. */
	CHECK(passed < b->len / 10);
	unit_case("cut short, and with more behind");
	for (i = 1; i < 100; i += 7)
		CHECK(!lets_out(doc, b->ptr, b->len - i));
	MUST(f.ctx, eci_buf_add(f.ctx, b, "x", 1));
	CHECK(lets_out(doc, b->ptr, b->len) == is_valid(b->ptr, b->len));
	b->len--;
}

/* The input changed under the signer: its bytes are no longer those of the file. */
static void
test_input(const ecert_doc *doc, struct eci_buf *in, const struct eci_buf *out)
{
	size_t i;

	unit_case("the input changed meanwhile, the file did not");
	for (i = 40; i < in->len; i += 97) {
		in->ptr[i] ^= 1;
		CHECK(lets_out(doc, out->ptr, out->len));
		in->ptr[i] ^= 1;
	}
}

/* A digest that was worked out wrongly stands neither in the file nor for it. */
static void
test_digest(ecert_doc *doc, const struct eci_buf *out)
{
	size_t i, n = ecert_doc_entry_count(doc);
	uint8_t right[ECI_OFD_DIGEST], wrong[ECI_OFD_DIGEST];
	const uint8_t *known;

	unit_case("a digest that is not the one in the signature");
	for (i = 0; i < n; i++) {
		/* Only what was copied is taken over; the rest is digested again. */
		if (strstr(ecert_doc_entry_name(doc, i), "Sign") != NULL ||
		    strcmp(ecert_doc_entry_name(doc, i), "OFD.xml") == 0 ||
		    (known = eci_ofd_digest(doc, i)) == NULL)
			continue;
		memcpy(right, known, sizeof(right));
		memcpy(wrong, known, sizeof(wrong));
		wrong[i % 32] ^= 1;
		MUST(f.ctx, eci_ofd_set_digest(f.ctx, doc, i, wrong));
		CHECK(!lets_out(doc, out->ptr, out->len));
		CHECK_INT(ecert_errreason(f.ctx), ECERT_R_DIGEST_MISMATCH);
		MUST(f.ctx, eci_ofd_set_digest(f.ctx, doc, i, right));
	}
	CHECK(lets_out(doc, out->ptr, out->len));
}

/* Only what the job asks for is worked out. */
static void
test_record(const ecert_doc *doc, const struct eci_buf *out)
{
	ecert_report *report = NULL;
	struct eci_src *src = NULL;
	const uint8_t *sm3;
	uint64_t size;
	int k;

	for (k = 0; k < 2; k++) {
		unit_case(k == 0 ? "without the digest of the file" : "with it");
		MUST(f.ctx, eci_src_view(f.ctx, out->ptr, out->len, "out", &src));
		CHECK_ERR(f.ctx, eci_job_verify_written(f.ctx, src, ECERT_OK, doc, NULL, k == 1,
		    &report), ECERT_E_UNDECIDED);
		CHECK_INT(eci_report_digest(report, &size, &sm3), k);
		ecert_report_free(report);
	}
}

/* A policy without the digest is for reports; a record has it. */
static void
test_policy(const struct eci_buf *in, const struct eci_buf *out)
{
	ecert_sign_job *job = NULL;
	ecert_policy *policy = NULL;
	ecert_report *report = NULL;
	uint8_t *p = NULL;
	char *json = NULL;
	size_t n;

	MUST(f.ctx, ecert_policy_new(f.ctx, &policy));
	ecert_policy_set_no_digest(policy, 1);
	unit_case("a report without the digest");
	CHECK_ERR(f.ctx, ecert_verify_mem(f.ctx, out->ptr, out->len, "x.ofd", policy, &report),
	    ECERT_E_UNDECIDED);
	CHECK_OK(f.ctx, ecert_report_json(f.ctx, report, &json));
	CHECK(json != NULL && strstr(json, "\"file\":\"x.ofd\",\"size\":null,\"sm3\":null") != NULL);
	ecert_free(json);
	ecert_report_free(report);
	unit_case("of bytes that are no document");
	CHECK_ERR(f.ctx, ecert_verify_mem(f.ctx, out->ptr, 100, "x.ofd", policy, &report),
	    ECERT_E_INVALID);
	CHECK_OK(f.ctx, ecert_report_json(f.ctx, report, &json));
	CHECK(json != NULL && strstr(json, "\"sm3\":null") != NULL);
	ecert_free(json);
	ecert_report_free(report);
	unit_case("a record with it all the same");
	MUST(f.ctx, ecert_sign_job_new(f.ctx, &job));
	ecert_sign_job_set_signer(job, f.signer);
	ecert_sign_job_set_seal(job, f.seal);
	ecert_sign_job_set_policy(job, policy);
	CHECK_OK(f.ctx, ecert_sign_mem_json(f.ctx, job, in->ptr, in->len, "a", "b", &p, &n, &json));
	CHECK(json != NULL && strstr(json, "\"sm3\":\"") != NULL);
	ecert_free(json);
	ecert_free(p);
	ecert_sign_job_free(job);
	ecert_policy_free(policy);
}

int
main(void)
{
	struct eci_buf in = { 0 }, out = { 0 };
	ecert_doc *doc;

	fixture_make(&f);
	doc = signed_doc(&in, &out);
	test_flips(doc, &out);
	test_input(doc, &in, &out);
	test_digest(doc, &out);
	test_record(doc, &out);
	test_policy(&in, &out);
	ecert_doc_free(doc);
	eci_buf_free(&in);
	eci_buf_free(&out);
	fixture_free(&f);
	return unit_end();
}
