/* SPDX-License-Identifier: Apache-2.0 */
/* The signature itself, taken apart with the codec and checked with SM2. */
#include "signing.h"

#define SIGN0 "Doc_0/Signs/Sign_0/"

static struct fixture f;

/* The value of the only signature of doc; *p backs the decoded ranges. */
static void
read_value(ecert_doc *doc, uint8_t **p, struct eci_ses_sig *out)
{
	size_t n = 0;

	MUST(f.ctx, ecert_doc_read_entry(f.ctx, doc, SIGN0 "SignedValue.dat", p, &n));
	MUST(f.ctx, eci_ses_sig_decode(f.ctx, "value", *p, n, out));
}

static void
check_value(ecert_doc *doc, const struct eci_ses_sig *sig, ecert_ses_version version)
{
	struct eci_bytes der = eci_cert_der(f.signer_cert);
	uint8_t digest[ECI_SM3_LEN], *p = NULL;
	bool good = false;
	size_t n = 0;

	CHECK_INT(sig->version, version);
	CHECK_MEM(sig->cert.ptr, sig->cert.len, der.ptr, der.len);
	CHECK_MEM(sig->property.ptr, sig->property.len, "/" SIGN0 "Signature.xml",
	    strlen("/" SIGN0 "Signature.xml"));
	CHECK_INT(sig->time, NOW);
	MUST(f.ctx, ecert_doc_read_entry(f.ctx, doc, SIGN0 "Signature.xml", &p, &n));
	MUST(f.ctx, eci_sm3(f.ctx, p, n, digest));
	ecert_free(p);
	CHECK_MEM(sig->data_hash.ptr, sig->data_hash.len, digest, sizeof(digest));
	CHECK_OK(f.ctx, eci_sig_verify(f.ctx, f.signer_cert, ECI_SIG_SM2_SM3, sig->tbs, sig->sig,
	    NULL, &good));
	CHECK(good);
	CHECK_INT(sig->timestamp.len, 0);
}

static void
test_version(const char *name, ecert_ses_version version)
{
	ecert_seal *seal = make_seal(&f, version, f.signer_cert, NOW - DAY, NOW + DAY, 30, 30);
	ecert_doc *doc = open_doc(f.ctx, NULL);
	struct eci_ses_sig sig = { 0 };
	uint8_t *value = NULL, *p = NULL;
	const uint8_t *der;
	size_t n = 0, m;

	unit_case("signature value with a %s seal", name);
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, seal, NULL));
	doc = reopen(f.ctx, doc);
	CHECK_INT(ecert_doc_signature_count(doc), 1);
	read_value(doc, &value, &sig);
	check_value(doc, &sig, version);
	unit_case("the %s seal stands in the package as it was given", name);
	der = ecert_seal_der(seal, &m);
	MUST(f.ctx, ecert_doc_read_entry(f.ctx, doc, SIGN0 "Seal.esl", &p, &n));
	CHECK_MEM(p, n, der, m);
	CHECK_MEM(sig.seal.whole.ptr, sig.seal.whole.len, der, m);
	ecert_free(p);
	eci_ses_sig_free(&sig);
	ecert_free(value);
	ecert_doc_free(doc);
	ecert_seal_free(seal);
}

static void
test_description(void)
{
	ecert_doc *doc = open_doc(f.ctx, NULL);
	struct eci_ofd_reach reach = { 0 };
	struct eci_ofd_sign *rows = NULL;
	struct eci_ofd_sig sig;
	size_t n = 0;

	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	doc = reopen(f.ctx, doc);
	unit_case("row of the list");
	CHECK_OK(f.ctx, eci_ofd_sign_list(f.ctx, doc, &rows, &n));
	CHECK_INT(n, 1);
	CHECK_STR(rows[0].type, "Seal");
	CHECK_STR(rows[0].entry, SIGN0 "Signature.xml");
	eci_ofd_sign_list_free(rows, n);
	unit_case("description");
	read_sig(f.ctx, doc, 0, &sig);
	CHECK_STR(sig.method, "1.2.156.10197.1.501");
	CHECK_STR(sig.date_time, "20260601120000Z");
	CHECK_STR(sig.seal_entry, SIGN0 "Seal.esl");
	CHECK_STR(sig.value_entry, SIGN0 "SignedValue.dat");
	CHECK_INT(sig.notes.n, 0);
	eci_ofd_sig_free(&sig);
	unit_case("nothing dangles after signing");
	CHECK_OK(f.ctx, eci_ofd_walk(f.ctx, doc, NULL, NULL, &reach));
	CHECK_INT(reach.n_findings, 0);
	eci_ofd_reach_free(&reach);
	ecert_doc_free(doc);
}

static void
test_time(void)
{
	ecert_sign_opts *opts = NULL;
	ecert_doc *doc = open_doc(f.ctx, NULL);
	struct eci_ses_sig sig = { 0 };
	uint8_t *p = NULL;

	unit_case("a time of one's own");
	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &opts));
	ecert_sign_opts_set_time(opts, NOW - 10 * DAY);
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, opts));
	read_value(doc, &p, &sig);
	CHECK_INT(sig.time, NOW - 10 * DAY);
	eci_ses_sig_free(&sig);
	ecert_free(p);
	ecert_doc_free(doc);

	unit_case("validity is judged at that time");
	doc = open_doc(f.ctx, NULL);
	ecert_sign_opts_set_time(opts, NOW - 31 * DAY);
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, opts), ECERT_E_STATE);
	CHECK_INT(ecert_errreason(f.ctx), ECERT_R_SEAL_EXPIRED);
	ecert_sign_opts_set_time(opts, NOW + 601 * DAY);
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, opts), ECERT_E_STATE);
	CHECK_INT(ecert_errreason(f.ctx), ECERT_R_CERT_EXPIRED);
	ecert_sign_opts_free(opts);
	ecert_doc_free(doc);
}

/* ---- all or nothing ---- */

static int32_t
lying_device(void *arg, int32_t alg, const uint8_t *digest, size_t len, uint8_t *sig,
    size_t *sig_len)
{
	(void)arg, (void)alg, (void)digest, (void)len;
	memset(sig, 0x5a, 64);
	*sig_len = 64;
	return 0;
}

static int32_t
stop_at_once(void *arg, uint64_t done, uint64_t total)
{
	(void)arg, (void)done, (void)total;
	return 1;
}

/* The document saves to the same bytes as before the failure. */
static void
unchanged(ecert_doc *doc, const uint8_t *before, size_t n)
{
	uint8_t *p = NULL;
	size_t m = 0;

	CHECK_INT(ecert_doc_signature_count(doc), 0);
	CHECK_INT(ecert_doc_entry_count(doc), 4);
	CHECK_OK(f.ctx, ecert_doc_save_mem(f.ctx, doc, &p, &m));
	CHECK_MEM(p, m, before, n);
	ecert_free(p);
}

static void
test_failing(void)
{
	struct eci_bytes der = eci_cert_der(f.signer_cert);
	ecert_doc *doc = open_doc(f.ctx, NULL);
	ecert_signer *dead = NULL, *lying = NULL;
	uint8_t *before = NULL;
	size_t n = 0;

	MUST(f.ctx, ecert_doc_save_mem(f.ctx, doc, &before, &n));
	MUST(f.ctx, ecert_signer_from_fn(f.ctx, der.ptr, der.len, dead_device, NULL, &dead));
	MUST(f.ctx, ecert_signer_from_fn(f.ctx, der.ptr, der.len, lying_device, NULL, &lying));
	unit_case("a device that does not answer");
	CHECK(ecert_sign(f.ctx, doc, dead, f.seal, NULL) != ECERT_OK);
	unchanged(doc, before, n);
	unit_case("a device that computes wrongly");
	CHECK(ecert_sign(f.ctx, doc, lying, f.seal, NULL) != ECERT_OK);
	unchanged(doc, before, n);
	unit_case("an application that says stop");
	ecert_ctx_set_progress(f.ctx, stop_at_once, NULL);
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL), ECERT_E_CANCELLED);
	ecert_ctx_set_progress(f.ctx, NULL, NULL);
	unchanged(doc, before, n);
	unit_case("signing works after failures");
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	ecert_signer_free(dead);
	ecert_signer_free(lying);
	ecert_free(before);
	ecert_doc_free(doc);
}

static void
test_list_that_is_there(void)
{
	static const char empty[] = XMLDECL "<ofd:Signatures" OFDNS "><ofd:MaxSignId>s000"
	    "</ofd:MaxSignId></ofd:Signatures>";
	struct doc_spec spec = { .body = "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>",
	    .extra_name = "Doc_0/Signs/Signatures.xml", .extra_text = empty };
	ecert_doc *doc;
	uint8_t *p = NULL, *q = NULL;
	size_t n = 0, m = 0;

	unit_case("an empty list is used; OFD.xml stays");
	doc = open_doc(f.ctx, &spec);
	MUST(f.ctx, ecert_doc_read_entry(f.ctx, doc, "OFD.xml", &p, &n));
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	CHECK_INT(ecert_doc_signature_count(doc), 1);
	MUST(f.ctx, ecert_doc_read_entry(f.ctx, doc, "OFD.xml", &q, &m));
	CHECK_MEM(q, m, p, n);
	ecert_free(p);
	ecert_free(q);
	ecert_doc_free(doc);
}

int
main(void)
{
	fixture_make(&f);
	test_version("V4", ECERT_SES_V4);
	test_version("V5", ECERT_SES_V5);
	test_version("V1", ECERT_SES_V1);
	test_description();
	test_time();
	test_failing();
	test_list_that_is_there();
	fixture_free(&f);
	return unit_end();
}
