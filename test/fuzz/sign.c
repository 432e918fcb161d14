/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sign.c - any document, signed.  Where that is refused the document is as it was;
 * where it is done the new signature has no fault, and whatever else is wrong was
 * wrong before.  Input: four bytes of options, then see fuzz_document().
 */
#include <zlib.h>

#include "fuzz.h"

const struct fuzz_effort fuzz_effort = { .cuts = 2, .mutations = 3 };
#define HEAD 4

struct how {
	const ecert_signer *signer;
	const ecert_seal   *seal;
	ecert_sign_opts    *opts;
};

static ecert_err
add_places(ecert_ctx *ctx, const uint8_t head[HEAD], ecert_sign_opts *opts)
{
	static const char *const texts[] = { "100.02 g", "0", "Laboratory", "\xe7\xab\xa0" };
	ecert_err e = ECERT_OK;

	if (head[1] & 1)
		e = ecert_sign_opts_add_place(ctx, opts, ECERT_EVERY_PAGE, head[2], head[3]);
	if (e == ECERT_OK && head[1] & 2)
		e = ecert_sign_opts_add_place(ctx, opts, head[1] >> 4, head[2], head[3]);
	if (e == ECERT_OK && head[1] & 4)
		e = ecert_sign_opts_add_ride(ctx, opts, 1 + (head[1] >> 4) % 4,
		    head[2] > 200 ? ECERT_RIDE_CENTRED : head[2]);
	if (e == ECERT_OK && head[1] & 8)
		e = ecert_sign_opts_add_text_place(ctx, opts, texts[head[2] % ECI_COUNT(texts)],
		    head[3] % 4 < 3 ? head[3] % 4 : ECERT_LAST_HIT, head[3] / 4, 0);
	if (e == ECERT_OK && head[0] & 16)
		e = ecert_sign_opts_set_ride_pages(ctx, opts, 2 + head[3] % 4);
	ecert_sign_opts_set_ride_two_sided(opts, head[0] >> 5 & 1);
	return e;
}

/* False where the options themselves are refused. */
static bool
choose(ecert_ctx *ctx, const uint8_t head[HEAD], struct how *how)
{
	const struct fuzz_kit *k = fuzz_kit();
	ecert_err e;

	how->signer = (head[0] & 3) == 3 ? k->other : k->signer;
	how->seal = (head[0] & 3) == 3 ? k->other_seal : k->seal[head[0] & 3];
	FUZZ_MUST(ctx, ecert_sign_opts_new(ctx, &how->opts));
	ecert_sign_opts_set_lock(how->opts, head[0] >> 2 & 1);
	if (head[0] & 8) {
		FUZZ_MUST(ctx, ecert_sign_opts_set_type(ctx, how->opts, ECERT_SIGN_PLAIN));
		how->seal = NULL;
		return true;
	}
	e = add_places(ctx, head, how->opts);
	fuzz_check_error(ctx, e);
	return e == ECERT_OK;
}

static ecert_report *
judge(ecert_ctx *ctx, ecert_doc *doc, const ecert_policy *policy)
{
	ecert_report *report = NULL;
	ecert_err e = ecert_verify(ctx, doc, policy, &report);

	fuzz_check_report(ctx, e, report);
	return report;
}

static bool
is_bad(const ecert_report *r, size_t i)
{
	return ecert_report_check_outcome(r, i) == ECERT_CHECK_FAIL ||
	    ecert_report_check_outcome(r, i) == ECERT_CHECK_UNDECIDED;
}

/* The same fault of the same signature, or of the document. */
static bool
was_there(const ecert_report *before, const ecert_report *after, size_t i)
{
	size_t k;

	for (k = 0; k < ecert_report_check_count(before); k++)
		if (is_bad(before, k) &&
		    ecert_report_check_signature(before, k) ==
		    ecert_report_check_signature(after, i) &&
		    ecert_report_check_reason(before, k) == ecert_report_check_reason(after, i))
			return true;
	return false;
}

/* A document with such a fault is not signed at all. */
static bool
is_refused(const ecert_report *r, size_t i)
{
	ecert_reason reason = ecert_report_check_reason(r, i);

	return ecert_report_check_signature(r, i) == 0 &&
	    (reason == ECERT_R_DANGLING_REF || reason == ECERT_R_ACTIVE_CONTENT ||
	    reason == ECERT_R_XML_MALFORMED);
}

static void
compare(const ecert_report *before, const ecert_report *after, size_t n_before)
{
	size_t i;

	for (i = 0; i < ecert_report_check_count(after); i++) {
		if (!is_bad(after, i))
			continue;
		if (ecert_report_check_signature(after, i) <= n_before &&
		    !is_refused(after, i) && was_there(before, after, i))
			continue;
		fuzz_fail(__FILE__, __LINE__, "signing made it: signature %zu of %zu: %s: %s: %s",
		    ecert_report_check_signature(after, i), n_before + 1,
		    ecert_report_check_name(after, i),
		    ecert_reason_name(ecert_report_check_reason(after, i)),
		    ecert_report_check_detail(after, i));
	}
}

static void
check_signed(ecert_ctx *ctx, ecert_doc *doc, const ecert_report *before, size_t n_before)
{
	ecert_report *after;
	struct eci_buf b = { 0 };
	ecert_doc *again = NULL;

	FUZZ_CHECK(ecert_doc_signature_count(doc) == n_before + 1);
	fuzz_save(ctx, doc, &b);
	FUZZ_MUST(ctx, ecert_doc_open_mem(ctx, b.ptr, b.len, "signed.ofd", &again));
	FUZZ_CHECK(ecert_doc_signature_count(again) == n_before + 1);
	after = judge(ctx, again, fuzz_kit()->policy);
	compare(before, after, n_before);
	ecert_report_free(after);
	ecert_doc_free(again);
	eci_buf_free(&b);
}

static void
try(ecert_ctx *ctx, ecert_doc *doc, const struct how *how)
{
	ecert_report *before = judge(ctx, doc, fuzz_kit()->policy);
	struct eci_buf first = { 0 }, second = { 0 };
	size_t n = ecert_doc_signature_count(doc);
	ecert_err e;

	fuzz_save(ctx, doc, &first);
	e = ecert_sign(ctx, doc, how->signer, how->seal, how->opts);
	fuzz_check_error(ctx, e);
	if (e == ECERT_OK) {
		check_signed(ctx, doc, before, n);
	} else {
		fuzz_save(ctx, doc, &second);
		FUZZ_CHECK(first.len == second.len);
		FUZZ_CHECK(memcmp(first.ptr, second.ptr, first.len) == 0);
		FUZZ_CHECK(ecert_doc_signature_count(doc) == n);
	}
	ecert_report_free(before);
	eci_buf_free(&first);
	eci_buf_free(&second);
}

/* The whole work on a file: it verifies what it made before it hands it out. */
static void
check_job(ecert_ctx *ctx, const struct eci_buf *b, const struct how *how)
{
	ecert_sign_job *job = NULL;
	ecert_report *report = NULL;
	uint8_t *p = NULL;
	char *json = NULL;
	size_t n;
	ecert_err e;

	FUZZ_MUST(ctx, ecert_sign_job_new(ctx, &job));
	ecert_sign_job_set_signer(job, how->signer);
	if (how->seal != NULL)
		ecert_sign_job_set_seal(job, how->seal);
	ecert_sign_job_set_opts(job, how->opts);
	e = ecert_sign_mem_json(ctx, job, b->ptr, b->len, "in.ofd", "out.ofd", &p, &n, &json);
	fuzz_check_error(ctx, e);
	fuzz_check_json(json);
	FUZZ_CHECK((e == ECERT_OK) == (p != NULL));
	if (p != NULL) {
		e = ecert_verify_mem(ctx, p, n, "out.ofd", fuzz_kit()->policy, &report);
		fuzz_check_report(ctx, e, report);
		FUZZ_CHECK(ecert_report_verdict(report) != ECERT_INVALID);
	}
	ecert_report_free(report);
	ecert_free(json);
	ecert_free(p);
	ecert_sign_job_free(job);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t none[HEAD];
	size_t skip = size < HEAD ? size : HEAD;
	struct how how = { 0 };
	struct eci_buf b = { 0 };
	ecert_doc *doc = NULL;
	ecert_ctx *ctx;

	fuzz_document(data + skip, size - skip, &b);
	fuzz_rand_reset();
	fuzz_watch();
	ctx = fuzz_ctx();
	if (choose(ctx, size < HEAD ? none : data, &how)) {
		if (ecert_doc_open_mem(ctx, b.ptr, b.len, "fuzz.ofd", &doc) == ECERT_OK)
			try(ctx, doc, &how);
		ecert_doc_free(doc);
		if (crc32(0, b.ptr, (uInt)b.len) % 4 == 0)
			check_job(ctx, &b, &how);
	}
	ecert_sign_opts_free(how.opts);
	fuzz_ctx_free(ctx);
	fuzz_watched(b.len);
	eci_buf_free(&b);
	return 0;
}

void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	/* The default place; a cross-page seal; on a text; without a seal. */
	static const uint8_t heads[][HEAD] = { { 1, 0, 10, 10 }, { 1, 4 | 16, 255, 0 },
		{ 0, 8, 0, 0 }, { 8, 0, 0, 0 } };
	static const char *const names[] = { "ride", "text", "plain" };
	struct eci_buf b = { 0 };
	const struct fuzz_doc *v;
	size_t i, n;

	fuzz_document_seeds(put, arg, heads[0], HEAD);
	v = fuzz_docs(&n);
	for (i = 0; i < ECI_COUNT(names); i++) {
		b.len = 0;
		fuzz_add(&b, heads[i + 1], HEAD);
		fuzz_bundle_write(&v[1].zip, &b);
		put(arg, names[i], b.ptr, b.len);
	}
	eci_buf_free(&b);
}
