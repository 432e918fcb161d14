/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify.c - whole files, judged.  Nothing is valid but what was signed by people of
 * the trust store; a stricter policy never makes a verdict better; a report can be
 * shown in both languages and read as JSON.  Input: see fuzz_document().
 */
#include <zlib.h>

#include "fuzz.h"

const struct fuzz_effort fuzz_effort = { .cuts = 5, .mutations = 5 };

static ecert_report *
judge(ecert_ctx *ctx, const struct eci_buf *b, const ecert_policy *policy)
{
	ecert_report *report = NULL;
	ecert_err e = ecert_verify_mem(ctx, b->ptr, b->len, "fuzz.ofd", policy, &report);

	fuzz_check_report(ctx, e, report);
	return report;
}

/* The file opened and verified in two steps gives the same verdict. */
static void
check_opened(ecert_ctx *ctx, const struct eci_buf *b, ecert_verdict want)
{
	ecert_report *report = NULL;
	ecert_doc *doc = NULL;
	ecert_err e;

	if (ecert_doc_open_mem(ctx, b->ptr, b->len, "fuzz.ofd", &doc) != ECERT_OK) {
		fuzz_check_error(ctx, ECERT_E_PKG);
		FUZZ_CHECK(want == ECERT_INVALID);
		return;
	}
	e = ecert_verify(ctx, doc, fuzz_kit()->policy, &report);
	fuzz_check_report(ctx, e, report);
	FUZZ_CHECK(ecert_report_verdict(report) == want);
	ecert_report_free(report);
	ecert_doc_free(doc);
}

/* One more look of six kinds, so that each input costs two and not seven. */
static void
look_again(ecert_ctx *ctx, const struct eci_buf *b, ecert_verdict v)
{
	const struct fuzz_kit *k = fuzz_kit();
	const ecert_policy *policies[] = { k->blind, k->strict, k->policy, k->told,
		k->warned };
	unsigned long kind = crc32(0, b->ptr, (uInt)b->len) % (ECI_COUNT(policies) + 1);
	ecert_report *report;
	ecert_verdict other;

	if (kind == ECI_COUNT(policies)) {
		check_opened(ctx, b, v);
		return;
	}
	report = judge(ctx, b, policies[kind]);
	other = ecert_report_verdict(report);
	ecert_report_free(report);
	if (policies[kind] == k->told) {
		FUZZ_CHECK(other != ECERT_VALID || fuzz_honest(ctx, b->ptr, b->len));
		return;
	}
	FUZZ_CHECK(other >= v);
	FUZZ_CHECK(policies[kind] != k->blind || other != ECERT_VALID);
	FUZZ_CHECK(policies[kind] != k->policy || other == v);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct eci_buf b = { 0 };
	ecert_report *report;
	ecert_ctx *ctx;
	ecert_verdict v;

	fuzz_document(data, size, &b);
	fuzz_watch();
	ctx = fuzz_ctx();
	report = judge(ctx, &b, fuzz_kit()->policy);
	v = ecert_report_verdict(report);
	ecert_report_free(report);
	FUZZ_CHECK(v != ECERT_VALID || fuzz_honest(ctx, b.ptr, b.len));
	look_again(ctx, &b, v);
	fuzz_ctx_free(ctx);
	fuzz_watched(b.len);
	eci_buf_free(&b);
	return 0;
}

void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	fuzz_document_seeds(put, arg, NULL, 0);
}
