/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures without a seal: genuine variations, and what is refused. */
#include "../negative/forge_cms.h"
#include "../negative/forge_item.h"

static void
form_a(struct forge *f, struct fcms *c)
{
	(void)f;
	cms_form_a(c);
}

static void
raw_sig(struct eci_buf *sig)
{
	uint8_t raw[64];

	CHECK(eci_sm2_sig_decode(forge_bytes(sig), raw));
	sig->len = 0;
	cms_add(sig, raw, sizeof(raw));
}

#define SET(name, field, v) \
static void \
name(struct forge *f, struct fcms *c) \
{ \
	(void)f; \
	c->field = v; \
}

SET(order_file, order, "tds")
SET(order_reverse, order, "dst")
SET(no_time, order, "td")
SET(p7_inner, inner, O_P7_DATA)
SET(p7_attr, attr_type, O_P7_DATA)
SET(p7_outer, outer, O_P7_SIGNED)
SET(version_3, version, 3)
SET(version_0, version, 0)
SET(version_2, version, 2)
SET(info_version_3, info_version, 3)
SET(alg_501, sig_alg, O_SM2_SM3)
SET(alg_ecdsa, sig_alg, O_ECDSA)
SET(alg_rsa, sig_alg, O_RSA)
SET(set_alias, set_alg, O_SM3_ALIAS)
SET(digest_alias, digest_alg, O_SM3_ALIAS)
SET(digest_keyed, digest_alg, O_SM3_KEYED)
SET(digest_sha1, digest_alg, O_SHA1)
SET(digest_md5, digest_alg, O_MD5)
SET(set_sha256, set_alg, O_SHA256)
SET(set_empty, set_alg, NULL)
SET(raw, sig, raw_sig)
SET(gentime, gentime, true)
SET(enveloped, outer, O_GM_ENVELOPED)
SET(nested, inner, O_GM_SIGNED)
SET(token, inner, O_TST_INFO)
SET(attr_enveloped, attr_type, O_GM_ENVELOPED)
SET(attr_token, attr_type, O_TST_INFO)
SET(two_infos, two_infos, true)
SET(no_info, no_info, true)
SET(method_none, method, NULL)
SET(method_sm2, method, "1.2.156.10197.1.301.1")
SET(method_rsa, method, "1.2.840.113549.1.1.11")
SET(date_none, date, NULL)
SET(date_odd, date, "some day")
SET(date_other, date, "20231114230000Z")
SET(date_zone, date, "2023-11-15 06:13:20")
SET(with_seal, more, "<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal>")
SET(with_stamp, more, "<ofd:StampAnnot ID=\"2\" PageRef=\"1\" Boundary=\"150 230 40 40\"/>")
SET(with_bad_stamp, more, "<ofd:StampAnnot ID=\"2\" PageRef=\"7\" Boundary=\"150 230 40 40\"/>")

static void
null_params(struct forge *f, struct fcms *c)
{
	(void)f;
	c->params = "\x05";
	c->params_len = 2;
}

static void
oid_params(struct forge *f, struct fcms *c)
{
	(void)f;
	c->params = "\x06\x01\x2a";
	c->params_len = 3;
}

/* Right in itself, and of no use here. */
static void
rsa_sha256(struct forge *f, struct fcms *c)
{
	(void)f;
	c->digest_alg = c->set_alg = O_SHA256;
	c->sig_alg = O_RSA;
}

static void
both_sha256(struct forge *f, struct fcms *c)
{
	(void)f;
	c->digest_alg = c->set_alg = O_SHA256;
}

/* As the files of one producer have it. */
static void
field_profile(struct forge *f, struct fcms *c)
{
	order_file(f, c);
	p7_inner(f, c);
	null_params(f, c);
	c->date = "20231114221320";
}

static void
field_profile_zone(struct forge *f, struct fcms *c)
{
	field_profile(f, c);
	c->date = "20231114221320Z";
}

static void
a_date_none(struct forge *f, struct fcms *c)
{
	form_a(f, c);
	c->date = NULL;
}

static void
a_date_odd(struct forge *f, struct fcms *c)
{
	form_a(f, c);
	c->date = "\xe4\xbb\x8a\xe5\xa4\xa9";
}

static void
a_date_zone(struct forge *f, struct fcms *c)
{
	form_a(f, c);
	c->date = "2023-11-15 06:13:20";
}

static void
a_date_future(struct forge *f, struct fcms *c)
{
	form_a(f, c);
	c->date = "20300101000000Z";
}

static void
a_date_early(struct forge *f, struct fcms *c)
{
	form_a(f, c);
	c->date = "20100101000000Z";
}

static void
b_future(struct forge *f, struct fcms *c)
{
	(void)f;
	c->time = T_NOW + 301;
}

static void
b_early(struct forge *f, struct fcms *c)
{
	(void)f;
	c->time = T_FROM - 1;
	c->date = NULL;
}

/* A time stamp is SignedData too; its attributes are in order. */
static void
both_token(struct forge *f, struct fcms *c)
{
	token(f, c);
	attr_token(f, c);
}

static void
by(struct fcms *c, struct fwho who)
{
	c->signer = who;
	c->certs[0] = who.cert;
}

/* The authority above was there all the time. */
static void
ended(struct forge *f, struct fcms *c)
{
	(void)f;
	by(c, forge_leaf_of((struct eci_issue){ .until = T_SIGN - 1 }, &forge.root));
}

static void
not_begun(struct forge *f, struct fcms *c)
{
	(void)f;
	by(c, forge_leaf_of((struct eci_issue){ .from = T_SIGN + 1 }, &forge.root));
}

static void
ended_since(struct forge *f, struct fcms *c)
{
	(void)f;
	by(c, forge_leaf_of((struct eci_issue){ .until = T_SIGN }, &forge.root));
}

static void
empty_attrs(struct eci_buf *attrs)
{
	attrs->len = 0;
}

static void
no_attr(struct forge *f, struct fcms *c)
{
	(void)f;
	c->before = empty_attrs;
}

static void
seal_value(struct forge *f)
{
	forge_seal(f);
	forge_value(f);
}

static void
listed_as_seal(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "\"Sign\"", "\"Seal\"");
}

static void
type_gone(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", " Type=\"Sign\"", "");
}

static void
delisted(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "<ofd:Signature ID=\"1\" Type=\"Sign\""
	    " BaseLoc=\"Sign_0/Signature.xml\"/>", "");
}

static void
value_empty(struct forge *f)
{
	forge_set(f, SIG_VALUE, "", 0);
}

static void
value_cut(struct forge *f)
{
	forge_find(f, SIG_VALUE)->n--;
}

static void
value_tail(struct forge *f)
{
	struct fent *e = forge_find(f, SIG_VALUE);
	struct eci_buf b = { 0 };

	cms_add(&b, e->p, e->n);
	cms_add(&b, "\0", 1);
	forge_set(f, SIG_VALUE, b.ptr, b.len);
	eci_buf_free(&b);
}

static void
xml_changed(struct forge *f)
{
	forge_edit(f, SIG_XML, "ProviderName=\"forge\"", "ProviderName=\"forgf\"");
}

static void
seal_added(struct forge *f, struct fcms *c)
{
	with_seal(f, c);
	forge_set(f, SIG_SEAL, "seal", 4);
}

/* Somebody else's real seal, covered by the references like any file. */
static void
seal_borrowed(struct forge *f, struct fcms *c)
{
	with_seal(f, c);
	with_stamp(f, c);
	c->more = "<ofd:StampAnnot ID=\"2\" PageRef=\"1\" Boundary=\"150 230 40 40\"/>"
	    "<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal>";
	forge_seal(f);
	forge_set(f, SIG_SEAL, f->seal.ptr, f->seal.len);
	c->signer = forge.other;
	c->certs[0] = forge.other.cert;
}

/* As a viewer that knows the usual names finds it. */
static void
stamp_and_seal(struct forge *f, struct fcms *c)
{
	with_stamp(f, c);
	forge_seal(f);
	forge_set(f, SIG_SEAL, f->seal.ptr, f->seal.len);
}

static const struct cms_case cases[] = {
	{ "signed attributes, sorted", NULL, NULL, V, { 0 }, "SignedData B" },
	{ "the digest as content", form_a, NULL, V, { 0 }, "SignedData A" },
	{ "attributes in the order of one producer", order_file, NULL, V, { 0 },
	    "not in the order of DER" },
	{ "attributes in reverse order", order_reverse, NULL, V, { 0 }, NULL },
	{ "no signing time among them", no_time, NULL, V, { 0 }, NULL },
	{ "PKCS#7 data inside, GM data in the attribute", p7_inner, NULL, V, { 0 },
	    "the other object identifier for data" },
	{ "GM data inside, PKCS#7 data in the attribute", p7_attr, NULL, V, { 0 }, NULL },
	{ "PKCS#7 signedData", p7_outer, NULL, V, { 0 }, "of PKCS#7" },
	{ "version 3", version_3, NULL, U, { R(UNSUPPORTED) }, "version 3" },
	{ "version 0", version_0, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "version 2", version_2, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "SignerInfo of version 3", info_version_3, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "SM2 with SM3, 501", alg_501, NULL, V, { 0 }, NULL },
	{ "401.1 among the digests", set_alias, NULL, V, { 0 }, "401.1" },
	{ "401.1 of the signer", digest_alias, NULL, V, { 0 }, "401.1" },
	{ "parameters NULL", null_params, NULL, V, { 0 }, NULL },
	{ "parameters an OID", oid_params, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "r || s", raw, NULL, V, { 0 }, "instead of a DER SEQUENCE" },
	{ "GeneralizedTime", gentime, NULL, V, { 0 }, NULL },
	{ "as one producer writes", field_profile_zone, NULL, V, { 0 }, NULL },
	{ "SignatureDateTime without a zone contradicts", field_profile, NULL, V, { 0 },
	    "the latter counts" },
	{ "digest SM3 with key", digest_keyed, NULL, X, { R(ALG_WEAK) }, NULL },
	{ "digest SHA-1", digest_sha1, NULL, X, { R(ALG_WEAK) }, NULL },
	{ "digest MD5", digest_md5, NULL, X, { R(ALG_WEAK) }, NULL },
	{ "digest SHA-256 with SM2", both_sha256, NULL, X, { R(ALG_MISMATCH) }, NULL },
	{ "digest not in the set", set_sha256, NULL, X, { R(ALG_WEAK) }, NULL },
	{ "no digest in the set", set_empty, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "ECDSA with SHA-256", alg_ecdsa, NULL, X, { R(ALG_WEAK) }, NULL },
	{ "RSA over SM3", alg_rsa, NULL, X, { R(ALG_MISMATCH) }, NULL },
	{ "RSA over SHA-256", rsa_sha256, NULL, X, { R(ALG_WEAK) }, NULL },
	{ "enveloped outside", enveloped, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "signedData inside", nested, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "TSTInfo inside, data in the attribute", token, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "TSTInfo in both", both_token, NULL, X, { R(SES_MALFORMED) }, "no signature of a document" },
	{ "attribute says enveloped", attr_enveloped, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "attribute says TSTInfo", attr_token, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "two signers", two_infos, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "no signer", no_info, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "an empty set of attributes", no_attr, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "SignatureMethod absent", method_none, NULL, V, { 0 }, NULL },
	{ "SignatureMethod 301.1", method_sm2, NULL, V, { 0 }, NULL },
	{ "SignatureMethod RSA", method_rsa, NULL, X, { R(ALG_MISMATCH) }, NULL },
	{ "no SignatureDateTime beside signingTime", date_none, NULL, V, { 0 }, NULL },
	{ "SignatureDateTime nobody can read", date_odd, NULL, V, { 0 }, NULL },
	{ "SignatureDateTime says another time", date_other, NULL, V, { 0 },
	    "the latter counts" },
	{ "SignatureDateTime in the policy's zone", date_zone, NULL, V, { 0 }, NULL },
	{ "A, without a time", a_date_none, NULL, U, { R(UNSUPPORTED) }, NULL },
	{ "A, with a time nobody can read", a_date_odd, NULL, U, { R(UNSUPPORTED) }, NULL },
	{ "A, a time without a zone", a_date_zone, NULL, V, { 0 }, "without a zone" },
	{ "A, the time is the document's", a_date_zone, NULL, V, { 0 },
	    "\"sig.time\",\"clause\":\"GB/T 33190-2016 18.2\"" },
	{ "A, a time that lies ahead", a_date_future, NULL, X, { R(TIME_FUTURE) }, NULL },
	{ "A, before the certificate began", a_date_early, NULL, X, { R(CERT_EXPIRED) }, NULL },
	{ "signingTime lies ahead", b_future, NULL, X, { R(TIME_FUTURE) }, NULL },
	{ "signingTime before the certificate began", b_early, NULL, X, { R(CERT_EXPIRED) },
	    NULL },
	{ "the certificate had ended", ended, NULL, X, { R(CERT_EXPIRED) }, NULL },
	{ "the certificate had not begun", not_begun, NULL, X, { R(CERT_EXPIRED) }, NULL },
	{ "the certificate has ended since", ended_since, NULL, V, { R(CERT_EXPIRED_NOW) }, NULL },
	{ "names a seal that is not there", with_seal, NULL, X, { R(SEAL_MISMATCH) }, NULL },
	{ "names a seal", seal_added, NULL, X, { R(SEAL_MISMATCH) }, NULL },
	{ "shows somebody else's seal", seal_borrowed, NULL, X, { R(SEAL_MISMATCH) }, NULL },
	{ "a place for a seal, and none", with_stamp, NULL, U, { R(STAMP_BAD) },
	    "there is none" },
	{ "a place, and a seal nobody names", stamp_and_seal, NULL, U, { R(STAMP_BAD) },
	    "there is none" },
	{ "a place on no page", with_bad_stamp, NULL, X, { R(STAMP_BAD) }, NULL },
	{ "a page changed", NULL, forge_page_changed, X, { R(DIGEST_MISMATCH) }, NULL },
	{ "a page changed, A", form_a, forge_page_changed, X, { R(DIGEST_MISMATCH) }, NULL },
	{ "Signature.xml changed", NULL, xml_changed, X, { R(SES_DATAHASH) }, NULL },
	{ "Signature.xml changed, A", form_a, xml_changed, X, { R(SES_DATAHASH) }, NULL },
	{ "a seal signature listed as Sign", NULL, seal_value, X, { R(SIG_TYPE) }, NULL },
	{ "SignedData listed as Seal", NULL, listed_as_seal, X, { R(SIG_TYPE) }, NULL },
	{ "SignedData, Type taken away", NULL, type_gone, X, { R(SIG_TYPE) }, NULL },
	{ "taken off the list", NULL, delisted, X, { R(NO_SIGNATURE) }, NULL },
	{ "value empty", NULL, value_empty, X, { R(SES_MALFORMED) }, NULL },
	{ "value cut", NULL, value_cut, X, { R(SES_MALFORMED) }, NULL },
	{ "a byte after the value", NULL, value_tail, X, { R(SES_MALFORMED) }, NULL },
};

/* ---- beside other signatures ---- */

static void
second_files(struct forge *f, const char *type)
{
	char row[256];

	snprintf(row, sizeof(row), "<ofd:Signature ID=\"3\" Type=\"%s\""
	    " BaseLoc=\"Sign_1/Signature.xml\"/></ofd:Signatures>", type);
	forge_edit(f, SIGNS "Signatures.xml", "</ofd:Signatures>", row);
	f->xml = SIGNS "Sign_1/Signature.xml";
	f->value = SIGNS "Sign_1/SignedValue.dat";
}

/* Lab B signs without a seal, over all that is there. */
static void
second_plain(struct forge *f)
{
	struct fcms c;

	second_files(f, "Sign");
	cms_base(&c);
	c.signer = forge.other;
	c.certs[0] = forge.other.cert;
	c.time = T_SIGN + 60;
	cms_describe(f, &c);
	cms_value(f, &c);
}

static void
second_taken_off(struct forge *f)
{
	second_plain(f);
	forge_edit(f, SIGNS "Signatures.xml", "<ofd:Signature ID=\"3\" Type=\"Sign\""
	    " BaseLoc=\"Sign_1/Signature.xml\"/>", "");
}

/* Signature.xml of the second is gone too; its value still tells. */
static void
second_value_left(struct forge *f)
{
	second_taken_off(f);
	forge_drop(f, SIGNS "Sign_1/Signature.xml");
}

static void
second_then_page(struct forge *f)
{
	second_plain(f);
	forge_page_changed(f);
}

static void
first_value_for_second(struct forge *f)
{
	struct fent *e;

	second_plain(f);
	e = forge_find(f, SIG_VALUE);
	forge_set(f, SIGNS "Sign_1/SignedValue.dat", e->p, e->n);
}

static void
second_is_seal(struct forge *f)
{
	f->xml = SIG_XML;
	forge_second(f);
}

static void
seal_first(struct forge *f, struct fcms *c)
{
	(void)c;
	forge_edit(f, SIGNS "Signatures.xml", "\"Sign\"", "\"Seal\"");
}

/* Instead of SignedData a seal signature first; then one without. */
static void
seal_then_plain(struct forge *f)
{
	forge_sign(f, NULL);
	second_plain(f);
}

static void
seal_then_plain_page(struct forge *f)
{
	seal_then_plain(f);
	forge_page_changed(f);
}

static void
seal_then_plain_swapped(struct forge *f)
{
	struct fent *a, *b, tmp;

	seal_then_plain(f);
	a = forge_find(f, SIG_VALUE);
	b = forge_find(f, SIGNS "Sign_1/SignedValue.dat");
	tmp = *a;
	a->p = b->p;
	a->n = b->n;
	b->p = tmp.p;
	b->n = tmp.n;
}

static const struct cms_case pairs[] = {
	{ "two without a seal", NULL, second_plain, V, { 0 }, NULL },
	{ "a seal signature after one without", NULL, second_is_seal, V, { 0 }, NULL },
	{ "one without after a seal signature", seal_first, seal_then_plain, V, { 0 }, NULL },
	{ "the second taken off the list", NULL, second_taken_off, X, { R(SIG_LIST_BAD) },
	    NULL },
	{ "the second's value left behind", NULL, second_value_left, X, { R(SIG_LIST_BAD) },
	    NULL },
	{ "two, a page changed", NULL, second_then_page, X, { R(DIGEST_MISMATCH) }, NULL },
	{ "the first value for the second too", NULL, first_value_for_second, X,
	    { R(SES_DATAHASH) }, NULL },
	{ "a seal and one without, a page changed", seal_first, seal_then_plain_page, X,
	    { R(DIGEST_MISMATCH) }, NULL },
	{ "values of both kinds exchanged", seal_first, seal_then_plain_swapped, X,
	    { R(SIG_TYPE) }, NULL },
};

/* ---- strict ---- */

static const struct cms_case strict[] = {
	{ "strict: a good one", NULL, NULL, V, { 0 }, NULL },
	{ "strict: A", form_a, NULL, V, { 0 }, NULL },
	{ "strict: r || s", raw, NULL, X, { 0 }, NULL },
	{ "strict: attributes not sorted", order_file, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "strict: another data in the attribute", p7_inner, NULL, X, { R(SES_MALFORMED) },
	    NULL },
	{ "strict: 401.1", set_alias, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "strict: 501 is as good as 301.1", alg_501, NULL, V, { 0 }, NULL },
	{ "strict: PKCS#7 signedData", p7_outer, NULL, X, { 0 }, NULL },
	{ "strict: a place for a seal", with_stamp, NULL, X, { R(STAMP_BAD) }, NULL },
};

static void
test_strict(void)
{
	ecert_policy *policy = NULL;

	CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &policy));
	ecert_policy_set_trust(policy, forge.trust);
	ecert_policy_set_strict(policy, 1);
	cms_run_with(strict, ECI_COUNT(strict), policy);
	ecert_policy_free(policy);
}

/* Without a signing time no check that needs one may pass. */
static void
test_no_time(void)
{
	static const char *const checks[] = { "sig.time", "signer.validity", "signer.path" };
	static const struct cms_case c = { .name = "", .before = a_date_none };
	ecert_report *rep = NULL;
	struct forge f;
	size_t i, k, n;

	unit_case("what stays open without a signing time");
	cms_make(&f, &c);
	CHECK_ERR(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x",
	    forge.policy, &rep), ECERT_E_UNDECIDED);
	for (k = 0; k < ECI_COUNT(checks); k++) {
		for (i = n = 0; i < ecert_report_check_count(rep); i++)
			n += strcmp(ecert_report_check_name(rep, i), checks[k]) == 0 &&
			    ecert_report_check_outcome(rep, i) == ECERT_CHECK_UNDECIDED &&
			    ecert_report_check_reason(rep, i) == ECERT_R_UNSUPPORTED;
		CHECK_INT(n, 1);
	}
	ecert_report_free(rep);
	forge_free(&f);
}

/* ---- the report ---- */

static void
test_report(void)
{
	static const struct cms_case c = { .name = "" };
	ecert_report *rep = NULL;
	char *json = NULL, *zh = NULL;
	struct forge f;

	unit_case("the report of a signature without a seal");
	cms_make(&f, &c);
	CHECK_OK(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x",
	    forge.policy, &rep));
	CHECK_OK(forge.ctx, ecert_report_json(forge.ctx, rep, &json));
	CHECK(strstr(json, "\"type\":\"Sign\",\"ses_version\":null,") != NULL);
	CHECK(strstr(json, "\"seal\":null,") != NULL);
	CHECK(strstr(json, "CN=Lab A") != NULL);
	CHECK(strstr(json, "\"value\":\"2023-11-14T22:13:20Z\"") != NULL);
	CHECK(strstr(json, "GB/T 35275 encryptedDigest") != NULL);
	CHECK(strstr(json, "38540") == NULL);
	CHECK(strstr(json, "signed-data") == NULL);
	CHECK_OK(forge.ctx, ecert_report_text(forge.ctx, rep, "zh", &zh));
	CHECK(strstr(zh, "（Sign, ID 1）: VALID") != NULL);
	ecert_free(json);
	ecert_free(zh);
	ecert_report_free(rep);
	forge_free(&f);
}

static const struct cms_item told[] = {
	{ "no time, which is no time of 1970", a_date_none, NULL, { ECI_V_TIME, PASS, 0, false, "" }, 0 },
	{ "RSA over SHA-256, whose value is not looked at", rsa_sha256, NULL, { ECI_V_VALUE, PASS, 0,
	    false, "" }, 0 },
	{ "RSA over SHA-256", rsa_sha256, NULL, { ECI_V_ALG, FAIL, R(ALG_WEAK), false,
	    "the signature algorithm is not accepted" }, 1 },
};

int
main(void)
{
	forge_start();
	cms_run(cases, ECI_COUNT(cases));
	cms_run(pairs, ECI_COUNT(pairs));
	test_strict();
	test_no_time();
	test_report();
	item_run_cms(told, ECI_COUNT(told), forge.policy);
	forge_end();
	return unit_end();
}
