/* SPDX-License-Identifier: Apache-2.0 */
#include "job/job_priv.h"
#include "signing.h"

/* GB/T 32905-2016 A.1: SM3("abc"). */
#define SM3_ABC "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"

/* Of what failed. */
#define TAIL "\"identifier\":null,\"sm3\":null}"

static void
record_is(ecert_ctx *ctx, const char *in, const char *out, ecert_err e,
    const struct eci_job_done *done, const char *want)
{
	char *got = eci_job_record(ctx, in, out, e, done);

	CHECK_STR(got, want);
	ecert_free(got);
}

static void
test_record(ecert_ctx *ctx)
{
	char id[] = "1.2.3", sig[] = "s001";
	struct eci_job_done done = { .identifier = id, .signature = sig, .size = 3, .sm3 = "00ff" };
	struct eci_job_done none = { .signature = sig, .size = 3, .sm3 = "00ff" };

	unit_case("done");
	record_is(ctx, "a", "b", ECERT_OK, &done, "{\"input\":\"a\",\"output\":\"b\",\"status\":"
	    "\"done\",\"identifier\":\"1.2.3\",\"signature\":\"s001\",\"size\":3,"
	    "\"sm3\":\"00ff\",\"reason\":null}");
	unit_case("done, without identifier");
	record_is(ctx, "a", "b", ECERT_OK, &none, "{\"input\":\"a\",\"output\":\"b\",\"status\":"
	    "\"done\",\"identifier\":null,\"signature\":\"s001\",\"size\":3,"
	    "\"sm3\":\"00ff\",\"reason\":null}");
	unit_case("failed for a reason");
	eci_reject(ctx, ECERT_R_SEAL_EXPIRED, "seal", NULL, "too late");
	record_is(ctx, "a", "b", ECERT_E_STATE, &none, "{\"input\":\"a\",\"output\":\"b\",\"status\":"
	    "\"failed\",\"reason\":\"SEAL_EXPIRED\",\"message\":\"seal: too late\"," TAIL);
	unit_case("the detail stays after the record");
	CHECK_STR(ecert_errmsg(ctx), "seal: too late");
	unit_case("failed without a reason code");
	eci_fail(ctx, ECERT_E_ARG, "no");
	record_is(ctx, "a", "b", ECERT_E_ARG, &none, "{\"input\":\"a\",\"output\":\"b\",\"status\":"
	    "\"failed\",\"reason\":\"ECERT_E_ARG\",\"message\":\"no\"," TAIL);
	unit_case("a file name that would break out");
	record_is(ctx, "a\",\"x\":\"", "b\nc", ECERT_E_ARG, &none, "{\"input\":\"a\\\",\\\"x\\\":\\\"\","
	    "\"output\":\"b\\nc\",\"status\":\"failed\",\"reason\":\"ECERT_E_ARG\","
	    "\"message\":\"no\"," TAIL);
}

/* Bytes that are no document are digested like any. */
static void
digest_of(ecert_ctx *ctx, const uint8_t *p, size_t n, struct eci_job_done *done)
{
	ecert_report *report = NULL;

	CHECK_ERR(ctx, ecert_verify_mem(ctx, p, n, "x", NULL, &report), ECERT_E_INVALID);
	CHECK_OK(ctx, eci_job_done_report(ctx, report, done));
	ecert_report_free(report);
}

static void
test_source(ecert_ctx *ctx)
{
	struct eci_job_done done = { 0 };
	struct eci_buf b = { 0 };
	uint8_t digest[ECI_SM3_LEN];
	char hex[2 * ECI_SM3_LEN + 1];

	unit_case("digest of a short source");
	digest_of(ctx, (const uint8_t *)"abc", 3, &done);
	CHECK_STR(done.sm3, SM3_ABC);
	CHECK_INT(done.size, 3);
	unit_case("digest of a source in several pieces");
	MUST(ctx, eci_buf_room(ctx, &b, 100001));
	memset(b.ptr, 'x', 100001);
	b.len = 100001;
	MUST(ctx, eci_sm3(ctx, b.ptr, b.len, digest));
	eci_hex(digest, sizeof(digest), hex);
	digest_of(ctx, b.ptr, b.len, &done);
	CHECK_STR(done.sm3, hex);
	CHECK_INT(done.size, 100001);
	eci_buf_free(&b);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_record(ctx);
	test_source(ctx);
	return unit_end();
}
