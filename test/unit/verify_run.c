/* SPDX-License-Identifier: Apache-2.0 */
/* The frame: bytes that were judged, reports nobody wants, bytes refused. */
#include "../negative/forge_run.h"
#include "verify/verify_priv.h"

static void
test_bytes(void)
{
	struct forge_case c = { .name = "" };
	ecert_report *rep = NULL;
	uint8_t sm3[32];
	char *text = NULL;
	struct forge f;

	unit_case("size and digest are those of the file");
	forge_make(&f, &c);
	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, f.file.ptr, f.file.len, sm3));
	CHECK_OK(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "a\nb",
	    forge.policy, &rep));
	CHECK(rep->has_bytes);
	CHECK_INT(rep->size, f.file.len);
	CHECK_MEM(rep->sm3, 32, sm3, 32);
	CHECK_STR(rep->file, "a\nb");
	CHECK_OK(forge.ctx, ecert_report_text(forge.ctx, rep, "en", &text));
	CHECK(strncmp(text, "a\\x0ab: VALID\n", 14) == 0);
	ecert_free(text);
	CHECK_OK(forge.ctx, ecert_report_json(forge.ctx, rep, &text));
	CHECK(strncmp(text, "{\"file\":\"a\\nb\",", 15) == 0);
	ecert_free(text);
	ecert_report_free(rep);

	unit_case("a report nobody wants");
	CHECK_OK(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x",
	    forge.policy, NULL));
	forge_free(&f);
}

static void
test_refused(void)
{
	ecert_report *rep = NULL;
	struct eci_src *src = NULL;

	unit_case("bytes that are no document");
	CHECK_OK(forge.ctx, eci_src_view(forge.ctx, (const uint8_t *)"abc", 3, "x", &src));
	eci_reject(forge.ctx, ECERT_R_ZIP_MALFORMED, "x", NULL, "no ZIP");
	CHECK_ERR(forge.ctx, eci_verify_refused(forge.ctx, src, NULL, NULL, &rep), ECERT_E_INVALID);
	CHECK_INT(ecert_report_verdict(rep), ECERT_INVALID);
	CHECK_INT(ecert_report_reason(rep, 0), ECERT_R_ZIP_MALFORMED);
	CHECK_STR(ecert_report_check_name(rep, 0), "container");
	CHECK_INT(rep->size, 3);
	ecert_report_free(rep);
	eci_src_close(src);

	unit_case("bytes that were not kept, and no reason");
	eci_fail(forge.ctx, ECERT_E_OFD, "something");
	CHECK_ERR(forge.ctx, eci_verify_refused(forge.ctx, NULL, "y", NULL, &rep), ECERT_E_INVALID);
	CHECK_STR(rep->file, "y");
	CHECK_INT(ecert_report_reason(rep, 0), ECERT_R_OFD_STRUCTURE);
	CHECK(!rep->has_bytes);
	ecert_report_free(rep);
	eci_fail(forge.ctx, ECERT_E_OFD, "something");
	CHECK_ERR(forge.ctx, eci_verify_refused(forge.ctx, NULL, NULL, NULL, NULL), ECERT_E_INVALID);
}

static int32_t
stop(void *arg, uint64_t done, uint64_t total)
{
	(void)arg;
	(void)done;
	(void)total;
	return 1;
}

static void
test_cancel(void)
{
	struct forge_case c = { .name = "" };
	ecert_report *rep = NULL;
	struct forge f;

	unit_case("an application that stops gets no report");
	forge_make(&f, &c);
	ecert_ctx_set_progress(forge.ctx, stop, NULL);
	CHECK_ERR(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x",
	    forge.policy, &rep), ECERT_E_CANCELLED);
	CHECK(rep == NULL);
	ecert_ctx_set_progress(forge.ctx, NULL, NULL);
	forge_free(&f);
}

int
main(void)
{
	forge_start();
	test_bytes();
	test_refused();
	test_cancel();
	forge_end();
	return unit_end();
}
