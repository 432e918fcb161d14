/* SPDX-License-Identifier: Apache-2.0 */
/* Signing with seals of every version, with SM2 and RSA keys; and what of it is
 * refused before anything is changed. */
#include "signing.h"

#include "rsa_key.h"
#include "sign/sign_priv.h"

static struct fixture f;

static const struct { ecert_ses_version v; const char *standard; } versions[] = {
	{ ECERT_SES_V1, "GM/T 0031-2014" }, { ECERT_SES_V4, "GB/T 38540-2020" },
	{ ECERT_SES_V5, "GM/T 0031-2025" },
};

/* What was signed: version, algorithm, digest and value, as a verifier sees them. */
static void
check_value(ecert_doc *doc, ecert_ses_version v, enum eci_sig_alg alg)
{
	uint8_t *value = NULL, *xml = NULL, digest[32];
	struct eci_ofd_sign *rows = NULL;
	struct eci_cert *cert = NULL;
	struct eci_ofd_sig sig;
	struct eci_ses_sig ses;
	size_t n, len, rows_n;
	bool good = false;

	read_sig(f.ctx, doc, 0, &sig);
	CHECK_STR(sig.method, eci_sig_alg_oid(alg));
	CHECK_STR(sig.check_method, "1.2.156.10197.1.401");
	MUST(f.ctx, eci_ofd_sign_list(f.ctx, doc, &rows, &rows_n));
	MUST(f.ctx, ecert_doc_read_entry(f.ctx, doc, sig.value_entry, &value, &n));
	MUST(f.ctx, ecert_doc_read_entry(f.ctx, doc, rows[0].entry, &xml, &len));
	CHECK_OK(f.ctx, eci_ses_sig_decode(f.ctx, "value", value, n, &ses));
	CHECK_INT(ses.version, v);
	CHECK_INT(ses.notes.n + ses.seal.notes.n, 0);
	CHECK_INT(ses.time, NOW);
	CHECK_INT(ses.time_form, v == ECERT_SES_V1 ? ECI_SES_TIME_UTC : ECI_SES_TIME_GENERALIZED);
	CHECK_INT(eci_sig_alg_of(ses.alg), alg);
	CHECK_OK(f.ctx, alg == ECI_SIG_RSA_SHA256 ? eci_sha256(f.ctx, xml, len, digest) :
	    eci_sm3(f.ctx, xml, len, digest));
	CHECK_MEM(ses.data_hash.ptr, ses.data_hash.len, digest, 32);
	CHECK_OK(f.ctx, eci_cert_load(f.ctx, "cert", ses.cert.ptr, ses.cert.len, &cert));
	CHECK_OK(f.ctx, eci_sig_verify(f.ctx, cert, alg, ses.tbs, ses.sig, NULL, &good));
	CHECK(good);
	eci_cert_free(cert);
	eci_ses_sig_free(&ses);
	eci_ofd_sig_free(&sig);
	eci_ofd_sign_list_free(rows, rows_n);
	ecert_free(value);
	ecert_free(xml);
}

static void
refused(const ecert_signer *signer, const ecert_seal *seal, ecert_reason reason,
    const char *words)
{
	ecert_doc *doc = open_doc(f.ctx, NULL);

	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, signer, seal, NULL), ECERT_E_STATE);
	CHECK_STR(ecert_reason_name(ecert_errreason(f.ctx)), ecert_reason_name(reason));
	if (strstr(ecert_errmsg(f.ctx), words) == NULL)
		CHECK_STR(ecert_errmsg(f.ctx), words);
	CHECK_INT(ecert_doc_signature_count(doc), 0);
	ecert_doc_free(doc);
}

static void
test_sm2(void)
{
	ecert_seal *seal;
	ecert_doc *doc;
	size_t i;

	for (i = 0; i < ECI_COUNT(versions); i++) {
		unit_case("sm2, a seal of version %d", (int)versions[i].v);
		seal = make_seal(&f, versions[i].v, f.signer_cert, NOW - DAY, NOW + DAY, 40, 30);
		doc = open_doc(f.ctx, NULL);
		CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, seal, NULL));
		doc = reopen(f.ctx, doc);
		check_value(doc, versions[i].v, ECI_SIG_SM2_SM3);
		ecert_doc_free(doc);
		unit_case("version %d, a stranger", (int)versions[i].v);
		refused(f.stranger, seal, ECERT_R_SEAL_CERTLIST, versions[i].standard);
		ecert_seal_free(seal);
	}
}

static void
test_rsa(void)
{
	struct eci_key *key = rsa_key(f.ctx, 2048), *maker_key = rsa_key(f.ctx, 2048);
	struct eci_cert *cert = new_cert(&f, "RSA Signer", NOW - DAY, NOW + DAY, USAGE_SIGN, 50, key);
	struct eci_cert *maker_cert = new_cert(&f, "RSA Maker", NOW - DAY, NOW + DAY, USAGE_SIGN, 51,
	    maker_key);
	ecert_signer *signer = new_signer(&f, key, cert), *maker = new_signer(&f, maker_key,
	    maker_cert), *sm2_maker = new_signer(&f, f.maker_key, f.maker);
	ecert_seal *seal;
	ecert_doc *doc;
	size_t i;

	for (i = 0; i < 2; i++) {
		unit_case("rsa, a seal of version 1 by an %s maker", i == 0 ? "rsa" : "sm2");
		seal = seal_of(f.ctx, ECERT_SES_V1, cert, i == 0 ? maker : sm2_maker, NULL);
		doc = open_doc(f.ctx, NULL);
		CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, signer, seal, NULL));
		doc = reopen(f.ctx, doc);
		check_value(doc, ECERT_SES_V1, ECI_SIG_RSA_SHA256);
		ecert_doc_free(doc);
		ecert_seal_free(seal);
	}
	for (i = 1; i < ECI_COUNT(versions); i++) {
		unit_case("rsa, a seal of version %d", (int)versions[i].v);
		seal = seal_of(f.ctx, versions[i].v, cert, sm2_maker, NULL);
		refused(signer, seal, ECERT_R_KEY_BAD, versions[i].standard);
		ecert_seal_free(seal);
	}
	ecert_signer_free(signer);
	ecert_signer_free(maker);
	ecert_signer_free(sm2_maker);
	eci_cert_free(cert);
	eci_cert_free(maker_cert);
	eci_key_free(key);
	eci_key_free(maker_key);
}

/* A verifier refuses what it must know and does not: so does the signer. */
static void
test_extensions(void)
{
	static const uint8_t oid[] = { 0x2a, 0x03 };
	struct eci_ses_ext ext = { .oid = { oid, sizeof(oid) }, .value = { oid, 1 } };
	ecert_signer *maker = new_signer(&f, f.maker_key, f.maker);
	ecert_seal *seal;
	ecert_doc *doc;
	size_t i;

	for (i = 0; i < ECI_COUNT(versions); i++) {
		unit_case("version %d, an extension", (int)versions[i].v);
		ext.critical = false;
		seal = seal_of(f.ctx, versions[i].v, f.signer_cert, maker, &ext);
		doc = open_doc(f.ctx, NULL);
		CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, seal, NULL));
		ecert_doc_free(doc);
		ecert_seal_free(seal);
		unit_case("version %d, a critical extension", (int)versions[i].v);
		ext.critical = true;
		seal = seal_of(f.ctx, versions[i].v, f.signer_cert, maker, &ext);
		refused(f.signer, seal, ECERT_R_SES_CRITICAL_EXT, "extension 1.2.3");
		ecert_seal_free(seal);
	}
	ecert_signer_free(maker);
}

/* V4 goes on beyond 2049, where the UTCTime of V1 ends. */
static void
test_late(void)
{
	ecert_sign_opts *opts = NULL;
	struct eci_cert *cert = NULL;
	ecert_signer *signer = make_signer(&f, "Late", NOW - DAY, INT64_C(2600000000), USAGE_SIGN,
	    &cert);
	ecert_seal *seal = make_seal(&f, ECERT_SES_V4, cert, NOW - DAY, INT64_C(2600000000), 40, 30);
	ecert_doc *doc = open_doc(f.ctx, NULL);

	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &opts));
	ecert_sign_opts_set_time(opts, INT64_C(2524608000));
	unit_case("version 4 in 2050");
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, signer, seal, opts));
	ecert_doc_free(doc);
	ecert_sign_opts_free(opts);
	ecert_seal_free(seal);
	ecert_signer_free(signer);
	eci_cert_free(cert);
}

int
main(void)
{
	fixture_make(&f);
	test_sm2();
	test_rsa();
	test_extensions();
	test_late();
	fixture_free(&f);
	return unit_end();
}
