/* SPDX-License-Identifier: Apache-2.0 */
/* From file to file: what is refused, and that the output stays what it was. */
#include <sys/stat.h>
#include <unistd.h>

#include "signing.h"

static struct fixture f;
static char in[256], out[256];

static void
write_doc(const char *path, const struct doc_spec *spec)
{
	struct eci_buf b = { 0 };

	make_doc(f.ctx, spec, &b);
	write_file(path, b.ptr, b.len);
	eci_buf_free(&b);
}

static ecert_sign_job *
new_job(void)
{
	ecert_sign_job *job = NULL;

	MUST(f.ctx, ecert_sign_job_new(f.ctx, &job));
	ecert_sign_job_set_signer(job, f.signer);
	ecert_sign_job_set_seal(job, f.seal);
	return job;
}

static void
output_is_old(void)
{
	struct eci_buf b = { 0 };

	MUST(f.ctx, eci_read_file(f.ctx, out, 1000, &b));
	CHECK_MEM(b.ptr, b.len, "old", 3);
	eci_buf_free(&b);
	CHECK_INT(names_in_folder(f.ctx), 2);
}

/* A trust store of the fixture's own; revoked: the signer's serial is listed. */
static ecert_trust *
new_trust(bool revoked)
{
	struct eci_bytes der = eci_cert_der(f.root), maker = eci_cert_der(f.maker);
	uint64_t serial = 3;
	int64_t when = NOW - 10 * DAY;
	struct eci_buf crl = { 0 };
	ecert_trust *trust = NULL;

	MUST(f.ctx, ecert_trust_new(f.ctx, &trust));
	MUST(f.ctx, ecert_trust_add_roots(f.ctx, trust, der.ptr, der.len));
	MUST(f.ctx, ecert_trust_add_makers(f.ctx, trust, maker.ptr, maker.len));
	MUST(f.ctx, eci_issue_crl(f.ctx, f.root_key, f.root, NOW - DAY, NOW + 30 * DAY, 1,
	    revoked ? &serial : NULL, revoked ? &when : NULL, revoked ? 1 : 0, &crl));
	MUST(f.ctx, ecert_trust_add_crls(f.ctx, trust, crl.ptr, crl.len));
	eci_buf_free(&crl);
	return trust;
}

static void
test_good(void)
{
	ecert_sign_job *job = new_job();
	ecert_trust *trust = new_trust(false);
	ecert_policy *policy = NULL;
	ecert_report *report = NULL;
	char *json = NULL;

	MUST(f.ctx, ecert_policy_new(f.ctx, &policy));
	ecert_policy_set_trust(policy, trust);
	unit_case("sign a file, trusting nobody");
	CHECK_OK(f.ctx, ecert_sign_file(f.ctx, job, in, out));
	CHECK_INT(names_in_folder(f.ctx), 2);
	unit_case("the result is valid for who trusts the root");
	CHECK_OK(f.ctx, ecert_verify_file(f.ctx, out, policy, &report));
	CHECK_INT(ecert_report_verdict(report), ECERT_VALID);
	ecert_report_free(report);
	unit_case("sign with a policy; an existing output is replaced");
	write_file(out, "old", 3);
	ecert_sign_job_set_policy(job, policy);
	CHECK_OK(f.ctx, ecert_sign_file(f.ctx, job, in, out));
	CHECK_OK(f.ctx, ecert_verify_file(f.ctx, out, policy, NULL));
	unit_case("record of a run");
	CHECK_OK(f.ctx, ecert_sign_file_json(f.ctx, job, in, out, &json));
	CHECK(json != NULL && strstr(json, "\"status\":\"done\"") != NULL);
	CHECK(json != NULL && strstr(json, "\"signature\":\"") != NULL);
	CHECK(json != NULL && strstr(json, "\"identifier\":null") != NULL);
	CHECK(json != NULL && strstr(json, "\"sm3\":\"") != NULL);
	ecert_free(json);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
	ecert_sign_job_free(job);
}

/* The record's sm3 is that of the file on the disk. */
static void
test_record_digest(void)
{
	ecert_sign_job *job = new_job();
	struct eci_buf b = { 0 };
	uint8_t digest[ECI_SM3_LEN];
	char hex[2 * ECI_SM3_LEN + 1], *json = NULL;

	unit_case("the record's digest is the file's");
	CHECK_OK(f.ctx, ecert_sign_file_json(f.ctx, job, in, out, &json));
	MUST(f.ctx, eci_read_file(f.ctx, out, 1 << 20, &b));
	MUST(f.ctx, eci_sm3(f.ctx, b.ptr, b.len, digest));
	eci_hex(digest, sizeof(digest), hex);
	CHECK(json != NULL && strstr(json, hex) != NULL);
	ecert_free(json);
	eci_buf_free(&b);
	ecert_sign_job_free(job);
}

static void
test_same_file(void)
{
	ecert_sign_job *job = new_job();
	char link_path[300];

	unit_case("input is output");
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, in, in), ECERT_E_ARG);
	unit_case("input is output by a symbolic link");
	snprintf(link_path, sizeof(link_path), "%s/link", unit_dir());
	if (symlink(in, link_path) != 0)
		unit_skip("no symbolic links");
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, in, link_path), ECERT_E_ARG);
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, link_path, in), ECERT_E_ARG);
	unlink(link_path);
	unit_case("input is output by a second name");
	if (link(in, link_path) != 0)
		unit_skip("no hard links");
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, in, link_path), ECERT_E_ARG);
	unlink(link_path);
	ecert_sign_job_free(job);
}

static void
test_refusals(void)
{
	static const struct doc_spec dangling = { .second = "Pages/Page_9/Content.xml" };
	ecert_sign_job *job = new_job();
	char *json = NULL;

	write_file(out, "old", 3);
	unit_case("a job without signer");
	ecert_sign_job_set_signer(job, NULL);
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, in, out), ECERT_E_ARG);
	output_is_old();
	unit_case("a job without seal");
	ecert_sign_job_set_signer(job, f.signer);
	ecert_sign_job_set_seal(job, NULL);
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, in, out), ECERT_E_ARG);
	output_is_old();
	ecert_sign_job_set_seal(job, f.seal);

	unit_case("someone else's seal: the old output stays");
	ecert_sign_job_set_signer(job, f.stranger);
	CHECK_ERR(f.ctx, ecert_sign_file_json(f.ctx, job, in, out, &json), ECERT_E_STATE);
	CHECK(json != NULL && strstr(json, "\"status\":\"failed\"") != NULL);
	CHECK(json != NULL && strstr(json, "\"reason\":\"SEAL_CERTLIST\"") != NULL);
	CHECK_INT(ecert_errreason(f.ctx), ECERT_R_SEAL_CERTLIST);
	ecert_free(json);
	output_is_old();
	ecert_sign_job_set_signer(job, f.signer);

	unit_case("an input that is no package: the old output stays");
	write_file(in, "not a package", 13);
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, in, out), ECERT_E_PKG);
	output_is_old();
	unit_case("a dangling link: the old output stays");
	write_doc(in, &dangling);
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, in, out), ECERT_E_STATE);
	output_is_old();
	write_doc(in, NULL);
	ecert_sign_job_free(job);
}

static void
test_paths(void)
{
	ecert_sign_job *job = new_job();
	char path[400];

	unit_case("an input that is not there");
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, "/nonexistent/in.ofd", out), ECERT_E_IO);
	CHECK(ecert_oserror(f.ctx) != 0);
	output_is_old();
	unit_case("an input that is a folder");
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, unit_dir(), out), ECERT_E_IO);
	unit_case("an output folder that is not there");
	snprintf(path, sizeof(path), "%s/no/out.ofd", unit_dir());
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, in, path), ECERT_E_IO);
	unit_case("an output below a file");
	snprintf(path, sizeof(path), "%s/out.ofd", in);
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, in, path), ECERT_E_IO);
	unit_case("an output that is a folder");
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, in, unit_dir()), ECERT_E_IO);
	unit_case("an output that is a device");
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, in, "/dev/null"), ECERT_E_IO);
	output_is_old();
	ecert_sign_job_free(job);
}

static void
test_self_check(void)
{
	ecert_sign_job *job = new_job();
	ecert_trust *trust = new_trust(true);
	ecert_policy *policy = NULL;
	struct eci_buf b = { 0 };
	uint8_t *p = NULL;
	size_t n = 0;

	unit_case("a revoked signer, seen by the self-check");
	MUST(f.ctx, ecert_policy_new(f.ctx, &policy));
	ecert_policy_set_trust(policy, trust);
	ecert_sign_job_set_policy(job, policy);
	CHECK_ERR(f.ctx, ecert_sign_file(f.ctx, job, in, out), ECERT_E_INVALID);
	CHECK_INT(ecert_errreason(f.ctx), ECERT_R_CERT_REVOKED);
	output_is_old();
	unit_case("the same in memory");
	make_doc(f.ctx, NULL, &b);
	CHECK_ERR(f.ctx, ecert_sign_mem(f.ctx, job, b.ptr, b.len, &p, &n), ECERT_E_INVALID);
	CHECK(p == NULL && n == 0);
	eci_buf_free(&b);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
	ecert_sign_job_free(job);
}

#define ID "1.2.156.99999.7\xe2\x80\xa2" "7\xe2\x80\xa2" "91330106673959654P" \
	"\xe2\x80\xa2" "CNAS L0001\xe2\x80\xa2" "XZ-2026-0001\xe2\x80\xa2" "0"

static void
test_identifier(void)
{
	ecert_sign_job *job = new_job();
	struct eci_buf b = { 0 };
	ecert_id *id = NULL, *next = NULL;
	uint8_t *p = NULL, *q = NULL;
	size_t n = 0, m = 0;
	char *json = NULL;

	MUST(f.ctx, ecert_id_parse(f.ctx, NULL, ID, strlen(ID), &id));
	MUST(f.ctx, ecert_id_next(f.ctx, id, &next));
	make_doc(f.ctx, NULL, &b);
	unit_case("identifier embedded and protected");
	ecert_sign_job_set_id(job, id, 0);
	CHECK_OK(f.ctx, ecert_sign_mem_json(f.ctx, job, b.ptr, b.len, "a", "b", &p, &n, &json));
	CHECK(json != NULL && strstr(json, "\"identifier\":\"" ID "\"") != NULL);
	CHECK(json != NULL && strstr(json, "\"input\":\"a\",\"output\":\"b\"") != NULL);
	ecert_free(json);
	unit_case("no identifier into a signed document");
	ecert_sign_job_set_id(job, next, ECERT_TAG_REPLACE);
	CHECK_ERR(f.ctx, ecert_sign_mem(f.ctx, job, p, n, &q, &m), ECERT_E_STATE);
	CHECK(q == NULL);
	unit_case("a second signature on the first");
	ecert_sign_job_set_id(job, NULL, 0);
	CHECK_OK(f.ctx, ecert_sign_mem(f.ctx, job, p, n, &q, &m));
	CHECK_ERR(f.ctx, ecert_verify_mem(f.ctx, q, m, "q", NULL, NULL), ECERT_E_UNDECIDED);
	ecert_free(p);
	ecert_free(q);
	eci_buf_free(&b);
	ecert_id_free(id);
	ecert_id_free(next);
	ecert_sign_job_free(job);
}

int
main(void)
{
	fixture_make(&f);
	snprintf(in, sizeof(in), "%s/in.ofd", unit_dir());
	snprintf(out, sizeof(out), "%s/out.ofd", unit_dir());
	write_doc(in, NULL);
	test_good();
	test_record_digest();
	test_same_file();
	test_refusals();
	test_paths();
	test_self_check();
	test_identifier();
	fixture_free(&f);
	return unit_end();
}
