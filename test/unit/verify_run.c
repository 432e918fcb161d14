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

/* Read piece by piece where it does not lie in memory. */
static void
test_file(void)
{
	static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 200000 };
	static uint8_t bytes[200000];
	struct eci_src *src = NULL;
	ecert_report *rep = NULL;
	char path[300];
	uint8_t sm3[32];
	size_t i;
	FILE *out;

	for (i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(i * 7 + i / 251);
	snprintf(path, sizeof(path), "%s/bytes", unit_dir());
	for (i = 0; i < ECI_COUNT(sizes); i++) {
		unit_case("a file of %zu bytes", sizes[i]);
		CHECK((out = fopen(path, "wb")) != NULL);
		CHECK(fwrite(bytes, 1, sizes[i], out) == sizes[i]);
		fclose(out);
		CHECK_OK(forge.ctx, eci_sm3(forge.ctx, bytes, sizes[i], sm3));
		CHECK_OK(forge.ctx, eci_report_new(forge.ctx, false, &rep));
		CHECK_OK(forge.ctx, eci_src_open(forge.ctx, path, &src));
		CHECK_OK(forge.ctx, eci_verify_bytes(forge.ctx, rep, src, true));
		CHECK(rep->has_bytes);
		CHECK_INT(rep->size, sizes[i]);
		CHECK_MEM(rep->sm3, 32, sm3, 32);
		eci_src_close(src);
		ecert_report_free(rep);
	}
}

/* Who wants no digest gets none, and does not wait for one. */
static void
test_no_digest(void)
{
	struct forge_case c = { .name = "" };
	ecert_report *rep = NULL;
	struct forge f;

	unit_case("no digest is wanted");
	forge_make(&f, &c);
	ecert_policy_set_no_digest(forge.policy, 1);
	CHECK_OK(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x", forge.policy,
	    &rep));
	ecert_policy_set_no_digest(forge.policy, 0);
	CHECK(!rep->has_bytes);
	CHECK_STR(rep->file, "x");
	ecert_report_free(rep);
	forge_free(&f);
}

/* In the moment a verification begins there is no report yet. */
static void
test_begin(void)
{
	struct eci_vrun run = { .ctx = forge.ctx };
	ecert_report *rep = (ecert_report *)&run;

	unit_case("what stood where the report will be");
	CHECK_OK(forge.ctx, eci_verify_begin(&run, forge.policy, &rep));
	CHECK(rep == NULL);
	CHECK_ERR(forge.ctx, eci_verify_end(&run, ECERT_E_NOMEM, 1, &rep), ECERT_E_NOMEM);
	CHECK(rep == NULL);
}

int
main(void)
{
	forge_start();
	test_bytes();
	test_refused();
	test_cancel();
	test_file();
	test_no_digest();
	test_begin();
	forge_end();
	return unit_end();
}
