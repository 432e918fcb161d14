/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures without a seal: what is written, what is refused, and that a verifier
 * agrees, also beside signatures with a seal. */
#include "signing.h"

#include "cms/cms.h"
#include "sign/sign_priv.h"

#define SIGN0 "Doc_0/Signs/Sign_0/"

static struct fixture f;
static ecert_sign_opts *plain;
static ecert_policy *policy;

static void
check_valid(ecert_doc **doc, size_t n)
{
	valid_again(&f, doc, policy);
	CHECK_INT(ecert_doc_signature_count(*doc), n);
}

static void
test_description(ecert_doc *doc)
{
	struct eci_ofd_sign *rows = NULL;
	struct eci_ofd_sig sig;
	size_t n = 0;

	unit_case("row of the list");
	CHECK_OK(f.ctx, eci_ofd_sign_list(f.ctx, doc, &rows, &n));
	CHECK_INT(n, 1);
	CHECK_STR(rows[0].type, "Sign");
	CHECK_STR(rows[0].entry, SIGN0 "Signature.xml");
	eci_ofd_sign_list_free(rows, n);

	unit_case("description: no seal, no place for one");
	read_sig(f.ctx, doc, 0, &sig);
	CHECK_STR(sig.method, "1.2.156.10197.1.501");
	CHECK_STR(sig.check_method, "1.2.156.10197.1.401");
	CHECK_STR(sig.date_time, "20260601120000Z");
	CHECK(sig.seal_entry == NULL);
	CHECK_INT(sig.n_stamps, 0);
	CHECK_INT(broken_refs(f.ctx, doc, &sig), 0);
	CHECK_INT(sig.notes.n, 0);
	eci_ofd_sig_free(&sig);
	CHECK(eci_ofd_find(doc, SIGN0 "Seal.esl") == SIZE_MAX);
	CHECK_INT(ecert_doc_entry_count(doc), 7);
}

/* 30 82 .. 06 0a GM signedData a0 82 .. 30 82 .. 02 01 01 31 0c SM3: written out. */
static void
check_head(const uint8_t *p, size_t n)
{
	static const uint8_t oid[] = { 0x06, 0x0a, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x06, 0x01, 0x04,
		0x02, 0x02, 0xa0, 0x82 };
	static const uint8_t rest[] = { 0x02, 0x01, 0x01, 0x31, 0x0c, 0x30, 0x0a, 0x06, 0x08, 0x2a,
		0x81, 0x1c, 0xcf, 0x55, 0x01, 0x83, 0x11, 0x30, 0x0c, 0x06, 0x0a, 0x2a, 0x81, 0x1c,
		0xcf, 0x55, 0x06, 0x01, 0x04, 0x02, 0x01, 0xa0, 0x82 };

	CHECK(n > 64 && p[0] == 0x30 && p[1] == 0x82);
	CHECK_MEM(p + 4, sizeof(oid), oid, sizeof(oid));
	CHECK_MEM(p + 24, sizeof(rest), rest, sizeof(rest));
}

static void
test_value(ecert_doc *doc)
{
	struct eci_bytes der = eci_cert_der(f.signer_cert);
	uint8_t digest[ECI_SM3_LEN], *p = NULL, *xml = NULL;
	struct eci_buf tbs = { 0 };
	struct eci_cms cms;
	size_t n = 0, m = 0;
	enum eci_sig_form form;
	bool good = false;

	unit_case("value: attributes signed, content detached");
	MUST(f.ctx, ecert_doc_read_entry(f.ctx, doc, SIGN0 "Signature.xml", &xml, &m));
	MUST(f.ctx, eci_sm3(f.ctx, xml, m, digest));
	MUST(f.ctx, ecert_doc_read_entry(f.ctx, doc, SIGN0 "SignedValue.dat", &p, &n));
	check_head(p, n);
	CHECK_OK(f.ctx, eci_cms_decode(f.ctx, "value", ECERT_R_SES_MALFORMED, p, n, &cms));
	CHECK_INT(cms.outer, ECI_CMS_OID_GM_SIGNED);
	CHECK_INT(cms.version, 1);
	CHECK(!cms.has_content && cms.has_attrs && cms.has_time && !cms.has_unsigned);
	CHECK_INT(cms.time, NOW);
	CHECK_MEM(cms.attr_digest.ptr, cms.attr_digest.len, digest, sizeof(digest));
	CHECK_INT(cms.n_certs, 1);
	CHECK_MEM(cms.certs[0].ptr, cms.certs[0].len, der.ptr, der.len);
	CHECK_INT(cms.n_crls, 0);
	CHECK_INT(cms.notes.n, 0);
	CHECK_INT(eci_cms_oid_of(cms.sig_alg), ECI_CMS_OID_SM2);
	CHECK_OK(f.ctx, eci_buf_add(f.ctx, &tbs, "\x31", 1));
	CHECK_OK(f.ctx, eci_buf_add(f.ctx, &tbs, cms.tbs_rest.ptr, cms.tbs_rest.len));
	CHECK_OK(f.ctx, eci_sig_verify(f.ctx, f.signer_cert, ECI_SIG_SM2_SM3,
	    (struct eci_bytes){ tbs.ptr, tbs.len }, cms.sig, &form, &good));
	CHECK(good);
	CHECK_INT(form, ECI_SIG_DER);
	eci_buf_free(&tbs);
	eci_cms_free(&cms);
	ecert_free(xml);
	ecert_free(p);
}

static void
test_signed(void)
{
	ecert_doc *doc = open_doc(f.ctx, NULL);

	unit_case("signed without a seal: valid");
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, NULL, plain));
	check_valid(&doc, 1);
	test_description(doc);
	test_value(doc);
	ecert_doc_free(doc);

	unit_case("a seal that is given is left alone");
	doc = open_doc(f.ctx, NULL);
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.stranger, f.seal, plain));
	check_valid(&doc, 1);
	CHECK(eci_ofd_find(doc, SIGN0 "Seal.esl") == SIZE_MAX);
	ecert_doc_free(doc);
}

static void
test_order(void)
{
	ecert_doc *doc = open_doc(f.ctx, NULL);

	unit_case("with a seal, without, with, without");
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.stranger, NULL, plain));
	check_valid(&doc, 2);
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	check_valid(&doc, 3);
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, NULL, plain));
	check_valid(&doc, 4);
	ecert_doc_free(doc);

	unit_case("without a seal, then with, then locked");
	doc = open_doc(f.ctx, NULL);
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.stranger, NULL, plain));
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	ecert_sign_opts_set_lock(plain, 1);
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, NULL, plain));
	ecert_sign_opts_set_lock(plain, 0);
	check_valid(&doc, 3);

	unit_case("no more after the lock");
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, NULL, plain), ECERT_E_STATE);
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL), ECERT_E_STATE);
	CHECK_INT(ecert_doc_signature_count(doc), 3);
	ecert_doc_free(doc);
}

static void
test_places(void)
{
	ecert_doc *doc = open_doc(f.ctx, NULL);
	ecert_sign_opts *opts = NULL;

	unit_case("a place for a seal there is not");
	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &opts));
	MUST(f.ctx, ecert_sign_opts_set_type(f.ctx, opts, ECERT_SIGN_PLAIN));
	MUST(f.ctx, ecert_sign_opts_add_place(f.ctx, opts, 1, 10, 10));
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, NULL, opts), ECERT_E_ARG);
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, opts), ECERT_E_ARG);
	ecert_sign_opts_free(opts);
	opts = NULL;
	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &opts));
	MUST(f.ctx, ecert_sign_opts_set_type(f.ctx, opts, ECERT_SIGN_PLAIN));
	MUST(f.ctx, ecert_sign_opts_add_ride(f.ctx, opts, ECERT_EDGE_RIGHT, ECERT_RIDE_CENTRED));
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, NULL, opts), ECERT_E_ARG);
	CHECK_INT(ecert_doc_signature_count(doc), 0);
	ecert_sign_opts_free(opts);

	unit_case("no signer, no document");
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, NULL, NULL, plain), ECERT_E_ARG);
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, NULL, f.signer, NULL, plain), ECERT_E_ARG);
	ecert_doc_free(doc);
}

static void
test_signers(void)
{
	ecert_doc *doc = open_doc(f.ctx, NULL);
	struct eci_cert *cert = NULL;
	ecert_signer *signer;

	unit_case("a certificate that has ended");
	signer = make_signer(&f, "Late", NOW - 60 * DAY, NOW - DAY, USAGE_SIGN, &cert);
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, signer, NULL, plain), ECERT_E_STATE);
	CHECK_INT(ecert_errreason(f.ctx), ECERT_R_CERT_EXPIRED);
	ecert_signer_free(signer);
	eci_cert_free(cert);

	unit_case("a certificate for encryption");
	signer = make_signer(&f, "Box", NOW - 60 * DAY, NOW + DAY, "keyEncipherment", &cert);
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, signer, NULL, plain), ECERT_E_STATE);
	CHECK_INT(ecert_errreason(f.ctx), ECERT_R_CERT_USAGE);
	ecert_signer_free(signer);
	eci_cert_free(cert);

	unit_case("an RSA key");
	signer = NULL;
	MUST(f.ctx, ecert_signer_from_file(f.ctx, "test/vectors/sm2/rsa.pem",
	    "test/vectors/sm2/rsa-cert.pem", NULL, NULL, &signer));
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, signer, NULL, plain), ECERT_E_STATE);
	CHECK_INT(ecert_errreason(f.ctx), ECERT_R_KEY_BAD);
	CHECK(strstr(ecert_errmsg(f.ctx), "without a seal") != NULL);
	ecert_signer_free(signer);
	CHECK_INT(ecert_doc_signature_count(doc), 0);
	ecert_doc_free(doc);
}

static void
test_failing(void)
{
	struct eci_bytes der = eci_cert_der(f.signer_cert);
	ecert_doc *doc = open_doc(f.ctx, NULL);
	ecert_signer *dead = NULL;
	uint8_t *before = NULL, *after = NULL;
	size_t n = 0, m = 0;

	unit_case("a device that does not answer: the document stays as it was");
	MUST(f.ctx, ecert_doc_save_mem(f.ctx, doc, &before, &n));
	MUST(f.ctx, ecert_signer_from_fn(f.ctx, der.ptr, der.len, dead_device, NULL, &dead));
	CHECK(ecert_sign(f.ctx, doc, dead, NULL, plain) != ECERT_OK);
	MUST(f.ctx, ecert_doc_save_mem(f.ctx, doc, &after, &m));
	CHECK_MEM(after, m, before, n);
	ecert_free(before);
	ecert_free(after);
	ecert_signer_free(dead);
	ecert_doc_free(doc);
}

/* UTCTime has no room for 2050. */
static void
test_time(void)
{
	static const int64_t times[] = { 0, NOW, 2524607999, 2524608000, 4102444800 };
	static const uint8_t xml[] = "<x/>";
	struct eci_buf tbs = { 0 }, sig = { 0 }, value = { 0 };
	struct eci_sign_how how = { .signer = f.signer };
	struct eci_cms cms;
	size_t i;

	for (i = 0; i < ECI_COUNT(times); i++) {
		unit_case("signing time %lld", (long long)times[i]);
		tbs.len = sig.len = value.len = 0;
		how.t = times[i];
		CHECK_OK(f.ctx, eci_sign_tbs(f.ctx, &how, "Signature.xml",
		    (struct eci_bytes){ xml, sizeof(xml) }, &tbs));
		CHECK_OK(f.ctx, eci_signer_sign(f.ctx, f.signer, (struct eci_bytes){ tbs.ptr,
		    tbs.len }, &sig));
		CHECK_OK(f.ctx, eci_sign_value(f.ctx, &how, &tbs, (struct eci_bytes){ sig.ptr,
		    sig.len }, &value));
		CHECK_OK(f.ctx, eci_cms_decode(f.ctx, "value", ECERT_R_SES_MALFORMED, value.ptr,
		    value.len, &cms));
		CHECK_INT(cms.time, times[i]);
		CHECK_INT(cms.notes.n, 0);
		eci_cms_free(&cms);
	}
	eci_buf_free(&tbs);
	eci_buf_free(&sig);
	eci_buf_free(&value);
}

static void
test_job(void)
{
	ecert_sign_job *job = NULL;
	struct eci_buf b = { 0 };
	uint8_t *p = NULL;
	size_t n = 0;

	unit_case("a job without a seal");
	make_doc(f.ctx, NULL, &b);
	MUST(f.ctx, ecert_sign_job_new(f.ctx, &job));
	ecert_sign_job_set_signer(job, f.signer);
	CHECK_ERR(f.ctx, ecert_sign_mem(f.ctx, job, b.ptr, b.len, &p, &n), ECERT_E_ARG);
	ecert_sign_job_set_opts(job, plain);
	CHECK_OK(f.ctx, ecert_sign_mem(f.ctx, job, b.ptr, b.len, &p, &n));
	CHECK_OK(f.ctx, ecert_verify_mem(f.ctx, p, n, "p", policy, NULL));
	ecert_free(p);

	unit_case("a job checks its own result");
	ecert_sign_job_set_policy(job, policy);
	CHECK_OK(f.ctx, ecert_sign_mem(f.ctx, job, b.ptr, b.len, &p, &n));
	ecert_free(p);
	ecert_sign_job_set_signer(job, NULL);
	CHECK_ERR(f.ctx, ecert_sign_mem(f.ctx, job, b.ptr, b.len, &p, &n), ECERT_E_ARG);
	ecert_sign_job_free(job);
	eci_buf_free(&b);
}

int
main(void)
{
	ecert_trust *trust = NULL;

	fixture_make(&f);
	fixture_trust(&f, &trust, &policy);
	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &plain));
	MUST(f.ctx, ecert_sign_opts_set_type(f.ctx, plain, ECERT_SIGN_PLAIN));
	test_signed();
	test_order();
	test_places();
	test_signers();
	test_failing();
	test_time();
	test_job();
	ecert_sign_opts_free(plain);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
	fixture_free(&f);
	return unit_end();
}
