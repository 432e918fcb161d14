/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes that can be read get a report; what cannot be read does not. */
#include <fcntl.h>
#include <unistd.h>

#include "signing.h"

static struct fixture f;

/* The JSON report has all of words. */
static void
report_has(const ecert_report *report, const char *words)
{
	char *json = NULL;

	if (report == NULL) {
		unit_fail(__FILE__, __LINE__, "no report: %s", ecert_errmsg(f.ctx));
		return;
	}
	CHECK_OK(f.ctx, ecert_report_json(f.ctx, report, &json));
	if (json == NULL || strstr(json, words) == NULL)
		unit_fail(__FILE__, __LINE__, "%s is not in %s", words, json ? json : "(null)");
	ecert_free(json);
}

static void
refused_mem(const uint8_t *p, size_t n, ecert_reason want)
{
	ecert_report *report = NULL;
	uint8_t digest[ECI_SM3_LEN];
	char hex[2 * ECI_SM3_LEN + 1], words[100];

	CHECK_ERR(f.ctx, ecert_verify_mem(f.ctx, p, n, "x.ofd", NULL, &report), ECERT_E_INVALID);
	if (report == NULL) {
		unit_fail(__FILE__, __LINE__, "no report: %s", ecert_errmsg(f.ctx));
		return;
	}
	CHECK_INT(ecert_report_verdict(report), ECERT_INVALID);
	CHECK(ecert_report_reason_count(report) > 0);
	CHECK_STR(ecert_reason_name(ecert_report_reason(report, 0)), ecert_reason_name(want));
	MUST(f.ctx, eci_sm3(f.ctx, p, n, digest));
	eci_hex(digest, sizeof(digest), hex);
	report_has(report, hex);
	snprintf(words, sizeof(words), "\"size\":%zu", n);
	report_has(report, words);
	ecert_report_free(report);
}

static void
test_bytes(void)
{
	struct doc_spec broken = { .body = "<ofd:DocRoot>" };
	struct eci_buf b = { 0 };

	make_doc(f.ctx, NULL, &b);
	unit_case("no bytes");
	refused_mem((const uint8_t *)"", 0, ECERT_R_ZIP_MALFORMED);
	unit_case("text");
	refused_mem((const uint8_t *)"hello", 5, ECERT_R_ZIP_MALFORMED);
	unit_case("cut in half");
	refused_mem(b.ptr, b.len / 2, ECERT_R_ZIP_MALFORMED);
	unit_case("cut by one byte");
	refused_mem(b.ptr, b.len - 1, ECERT_R_ZIP_MALFORMED);
	unit_case("unsigned");
	refused_mem(b.ptr, b.len, ECERT_R_NO_SIGNATURE);
	eci_buf_free(&b);
	unit_case("ill-formed entry file");
	make_doc(f.ctx, &broken, &b);
	refused_mem(b.ptr, b.len, ECERT_R_XML_MALFORMED);
	eci_buf_free(&b);
}

static void
test_paths(void)
{
	ecert_report *report = NULL;
	char path[300];
	int fd, ends[2];

	unit_case("a path that is not there");
	CHECK_ERR(f.ctx, ecert_verify_file(f.ctx, "/nonexistent", NULL, &report), ECERT_E_IO);
	CHECK(report == NULL);
	unit_case("a folder");
	CHECK_ERR(f.ctx, ecert_verify_file(f.ctx, unit_dir(), NULL, &report), ECERT_E_IO);
	CHECK(report == NULL);
	unit_case("a closed descriptor");
	CHECK_ERR(f.ctx, ecert_verify_fd(f.ctx, 987, "fd", NULL, &report), ECERT_E_IO);
	CHECK(report == NULL);
	unit_case("a pipe");
	CHECK(pipe(ends) == 0);
	CHECK_ERR(f.ctx, ecert_verify_fd(f.ctx, ends[0], "pipe", NULL, &report), ECERT_E_IO);
	CHECK(report == NULL);
	close(ends[0]);
	close(ends[1]);
	unit_case("a file that is no package, by its descriptor");
	snprintf(path, sizeof(path), "%s/text", unit_dir());
	MUST(f.ctx, eci_write_new(f.ctx, path, 0600, "some text", 9));
	fd = open(path, O_RDONLY);
	CHECK_ERR(f.ctx, ecert_verify_fd(f.ctx, fd, "some.ofd", NULL, &report), ECERT_E_INVALID);
	report_has(report, "\"size\":9");
	report_has(report, "some.ofd");
	ecert_report_free(report);
	close(fd);
	unit_case("the same by its path, nobody wanting the report");
	CHECK_ERR(f.ctx, ecert_verify_file(f.ctx, path, NULL, NULL), ECERT_E_INVALID);
	unit_case("a file above the limit");
	MUST(f.ctx, ecert_ctx_set_limit(f.ctx, ECERT_LIMIT_FILE_BYTES, 8));
	CHECK_ERR(f.ctx, ecert_verify_file(f.ctx, path, NULL, &report), ECERT_E_INVALID);
	if (report != NULL) {
		CHECK_INT(ecert_report_reason(report, 0), ECERT_R_ZIP_LIMIT);
		report_has(report, "/text\",\"size\":null");
	}
	ecert_report_free(report);
	MUST(f.ctx, ecert_ctx_set_limit(f.ctx, ECERT_LIMIT_FILE_BYTES, 1 << 30));
}

/* A signed document, and with one byte of a page changed. */
static void
test_signed(void)
{
	ecert_doc *doc = open_doc(f.ctx, NULL);
	ecert_report *report = NULL;
	uint8_t *p = NULL;
	size_t n = 0;

	MUST(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	MUST(f.ctx, ecert_doc_save_mem(f.ctx, doc, &p, &n));
	unit_case("signed, trusting nobody");
	CHECK_ERR(f.ctx, ecert_verify_mem(f.ctx, p, n, "s.ofd", NULL, &report), ECERT_E_UNDECIDED);
	CHECK(report != NULL && ecert_report_verdict(report) == ECERT_UNDECIDED);
	ecert_report_free(report);
	report = NULL;
	ecert_free(p);
	unit_case("a page replaced after signing");
	MUST(f.ctx, eci_ofd_put(f.ctx, doc, "Doc_0/Pages/Page_1/Content.xml",
	    (const uint8_t *)XMLDECL "<ofd:Page" OFDNS "/>",
	    strlen(XMLDECL "<ofd:Page" OFDNS "/>")));
	MUST(f.ctx, ecert_doc_save_mem(f.ctx, doc, &p, &n));
	refused_mem(p, n, ECERT_R_DIGEST_MISMATCH);
	ecert_free(p);
	ecert_doc_free(doc);
}

int
main(void)
{
	fixture_make(&f);
	test_bytes();
	test_paths();
	test_signed();
	fixture_free(&f);
	return unit_end();
}
