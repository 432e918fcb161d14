/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures and seals that are stamped: where the token stands, what it is over, and
 * that nothing is left behind by an authority that fails. */
#include "signing.h"

#include "cms/cms.h"
#include "sign/sign_priv.h"
#include "tsp_authority.h"

static struct fixture f;
static struct authority a;
static ecert_tsa *tsa;

/* The token is over the value, by the authority. */
static void
check_token(struct eci_bytes token, struct eci_bytes value)
{
	struct eci_cert *cert = NULL;
	const char *why = "";
	struct eci_tsp_token t;
	bool yes = false;

	CHECK(token.len > 0);
	if (eci_tsp_decode(f.ctx, "token", token.ptr, token.len, &t) != ECERT_OK) {
		unit_fail(__FILE__, __LINE__, "%s", ecert_errmsg(f.ctx));
		return;
	}
	CHECK_OK(f.ctx, eci_tsp_imprints(f.ctx, &t.info, value, &yes));
	CHECK(yes);
	CHECK_OK(f.ctx, eci_tsp_signer(f.ctx, &t, NULL, &cert));
	CHECK(cert != NULL && eci_cert_same(cert, a.cert));
	if (cert != NULL)
		CHECK_OK(f.ctx, eci_tsp_check(f.ctx, &t, cert, &yes, &why));
	CHECK(yes);
	CHECK_INT(t.info.time, NOW);
	eci_cert_free(cert);
	eci_tsp_free(&t);
}

static uint8_t *
read_value(ecert_doc *doc, size_t *n)
{
	struct eci_ofd_sig sig;
	uint8_t *p = NULL;

	read_sig(f.ctx, doc, 0, &sig);
	MUST(f.ctx, ecert_doc_read_entry(f.ctx, doc, sig.value_entry, &p, n));
	eci_ofd_sig_free(&sig);
	return p;
}

static ecert_sign_opts *
new_opts(ecert_sign_type type)
{
	ecert_sign_opts *opts = NULL;

	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &opts));
	MUST(f.ctx, ecert_sign_opts_set_type(f.ctx, opts, type));
	ecert_sign_opts_set_tsa(opts, tsa);
	return opts;
}

static void
with_seal(ecert_ses_version v)
{
	ecert_seal *seal = make_seal(&f, v, f.signer_cert, NOW - DAY, NOW + DAY, 40, 30);
	ecert_sign_opts *opts = new_opts(ECERT_SIGN_SEAL);
	ecert_doc *doc = open_doc(f.ctx, NULL);
	struct eci_ses_sig ses;
	uint8_t *value;
	size_t n;

	unit_case("a signature of version %d", (int)v);
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, seal, opts));
	doc = reopen(f.ctx, doc);
	value = read_value(doc, &n);
	CHECK_OK(f.ctx, eci_ses_sig_decode(f.ctx, "value", value, n, &ses));
	CHECK_INT(ses.notes.n, 0);
	check_token(ses.timestamp, ses.sig);
	eci_ses_sig_free(&ses);
	ecert_free(value);
	ecert_doc_free(doc);
	ecert_sign_opts_free(opts);
	ecert_seal_free(seal);
}

static void
without_seal(void)
{
	ecert_sign_opts *opts = new_opts(ECERT_SIGN_PLAIN);
	ecert_doc *doc = open_doc(f.ctx, NULL);
	struct eci_der_val attr, oid, set, token;
	struct eci_bytes rest;
	struct eci_cms cms;
	uint8_t *value;
	size_t n;

	unit_case("a signature without a seal");
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, NULL, opts));
	value = read_value(doc, &n);
	CHECK_OK(f.ctx, eci_cms_decode(f.ctx, "value", ECERT_R_SIG_XML_BAD, value, n, &cms));
	rest = cms.unsigned_attrs;
	CHECK(eci_der_take(&rest, ECI_DER_SEQUENCE, &attr) && rest.len == 0);
	rest = attr.body;
	CHECK(eci_der_take(&rest, ECI_DER_OID, &oid) && eci_der_take(&rest, ECI_DER_SET, &set));
	CHECK_INT(eci_cms_oid_of(oid.body), ECI_CMS_OID_TOKEN);
	rest = set.body;
	CHECK(eci_der_take(&rest, ECI_DER_SEQUENCE, &token) && rest.len == 0);
	check_token(token.whole, cms.sig);
	eci_cms_free(&cms);
	ecert_free(value);
	ecert_doc_free(doc);
	ecert_sign_opts_free(opts);
}

static void
version_1(void)
{
	ecert_seal *seal = make_seal(&f, ECERT_SES_V1, f.signer_cert, NOW - DAY, NOW + DAY, 40, 30);
	ecert_sign_opts *opts = new_opts(ECERT_SIGN_SEAL);
	ecert_doc *doc = open_doc(f.ctx, NULL);

	unit_case("version 1 has no place for one");
	a.calls = 0;
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, seal, opts), ECERT_E_ARG);
	CHECK_INT(a.calls, 0);
	CHECK_INT(ecert_doc_signature_count(doc), 0);
	unit_case("and signs without");
	ecert_sign_opts_set_tsa(opts, NULL);
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, seal, opts));
	CHECK_INT(a.calls, 0);
	ecert_doc_free(doc);
	ecert_sign_opts_free(opts);
	ecert_seal_free(seal);
}

static void
wrong_nonce(struct stamp_make *t)
{
	static const uint8_t other[] = { 1 };

	t->nonce = (struct eci_bytes){ other, 1 };
}

static int
silent(void *arg, ecert_ctx *ctx, const uint8_t *req, size_t n, uint8_t **resp, size_t *resp_n)
{
	(void)arg, (void)ctx, (void)req, (void)n, (void)resp, (void)resp_n;
	return 1;
}

/* The same document afterwards, byte for byte. */
static void
fails(ecert_sign_type type, bool answers)
{
	const ecert_seal *seal = type == ECERT_SIGN_SEAL ? f.seal : NULL;
	ecert_sign_opts *opts = new_opts(type);
	ecert_doc *doc = open_doc(f.ctx, NULL);
	ecert_tsa *mute = NULL;
	uint8_t *before = NULL, *after = NULL;
	size_t n, m;

	unit_case("%s: %s", type == ECERT_SIGN_SEAL ? "seal" : "plain",
	    answers ? "a refused answer" : "no answer");
	MUST(f.ctx, ecert_tsa_new(f.ctx, silent, NULL, &mute));
	MUST(f.ctx, ecert_doc_save_mem(f.ctx, doc, &before, &n));
	a.token = wrong_nonce;
	if (!answers)
		ecert_sign_opts_set_tsa(opts, mute);
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, seal, opts), ECERT_E_NOTFOUND);
	CHECK_INT(ecert_errreason(f.ctx), answers ? ECERT_R_TIMESTAMP_BAD : ECERT_R_NONE);
	MUST(f.ctx, ecert_doc_save_mem(f.ctx, doc, &after, &m));
	CHECK_MEM(after, m, before, n);
	a.token = NULL;
	unit_case("then it can still be signed");
	ecert_sign_opts_set_tsa(opts, tsa);
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, seal, opts));
	ecert_free(before);
	ecert_free(after);
	ecert_tsa_free(mute);
	ecert_doc_free(doc);
	ecert_sign_opts_free(opts);
}

static ecert_seal_spec *
new_spec(void)
{
	struct eci_bytes der = eci_cert_der(f.signer_cert);
	ecert_seal_spec *spec = NULL;
	ecert_ctx *ctx = f.ctx;

	MUST(ctx, ecert_seal_spec_new(ctx, &spec));
	MUST(ctx, ecert_seal_spec_set_id(ctx, spec, "33010600000001"));
	MUST(ctx, ecert_seal_spec_set_vendor(ctx, spec, "LIBECERT"));
	MUST(ctx, ecert_seal_spec_set_name(ctx, spec, "Test Laboratory"));
	MUST(ctx, ecert_seal_spec_set_picture(ctx, spec, tiny_png, sizeof(tiny_png), 40, 40));
	MUST(ctx, ecert_seal_spec_set_validity(ctx, spec, NOW - DAY, NOW + DAY));
	MUST(ctx, ecert_seal_spec_add_cert(ctx, spec, der.ptr, der.len));
	ecert_seal_spec_set_tsa(spec, tsa);
	return spec;
}

static void
seals(void)
{
	ecert_signer *maker = new_signer(&f, f.maker_key, f.maker);
	ecert_seal_spec *spec = new_spec();
	ecert_seal *seal = NULL;

	unit_case("a seal of version 5");
	CHECK_OK(f.ctx, ecert_seal_make(f.ctx, spec, maker, ECERT_SES_V5, &seal));
	if (seal != NULL)
		check_token(eci_seal_ses(seal)->timestamp, eci_seal_ses(seal)->sig);
	ecert_seal_free(seal);
	unit_case("others have no place for one");
	a.calls = 0;
	CHECK_ERR(f.ctx, ecert_seal_make(f.ctx, spec, maker, ECERT_SES_V4, &seal), ECERT_E_ARG);
	CHECK(seal == NULL);
	CHECK_ERR(f.ctx, ecert_seal_make(f.ctx, spec, maker, ECERT_SES_V1, &seal), ECERT_E_ARG);
	CHECK_INT(a.calls, 0);
	unit_case("a refused answer makes no seal");
	a.token = wrong_nonce;
	CHECK_ERR(f.ctx, ecert_seal_make(f.ctx, spec, maker, ECERT_SES_V5, &seal), ECERT_E_NOTFOUND);
	CHECK(seal == NULL);
	a.token = NULL;
	ecert_seal_spec_free(spec);
	ecert_signer_free(maker);
}

int
main(void)
{
	fixture_make(&f);
	authority_make(f.ctx, &a, false, "timeStamping", NULL, NULL);
	MUST(f.ctx, ecert_tsa_new(f.ctx, authority_ask, &a, &tsa));
	with_seal(ECERT_SES_V4);
	with_seal(ECERT_SES_V5);
	without_seal();
	version_1();
	fails(ECERT_SIGN_SEAL, true);
	fails(ECERT_SIGN_SEAL, false);
	fails(ECERT_SIGN_PLAIN, true);
	fails(ECERT_SIGN_PLAIN, false);
	seals();
	ecert_tsa_free(tsa);
	authority_free(&a);
	fixture_free(&f);
	return unit_end();
}
