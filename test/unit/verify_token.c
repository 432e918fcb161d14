/* SPDX-License-Identifier: Apache-2.0 */
/* Time stamps in V4 and V5 signatures, V5 seals and SignedData: what each flaw comes
 * to, and whose word counts. */
#include "../negative/forge_stamped.h"

SET(by_rsa, as(t, &tsa.rsa))
SET(rfc, token_strict(t))
SET(version_1, t->version = 1)
SET(no_ess, t->order = "tsd")
SET(in_response, t->status = 0)
SET(key_wide, as(t, &tsa.wide))
SET(key_wide_rfc, key_wide(t); token_strict(t))
SET(is_ca, as(t, &tsa.ca_like))
SET(by_chained, as(t, &tsa.chained); t->certs[1] = tsa.below.cert; t->n_certs = 2)
SET(no_cert, t->n_certs = 0)
SET(no_cert_stranger, as(t, &tsa.stranger); t->n_certs = 0)
SET(exact, t->gentime = kind == K_SEAL ? "20230722042642.25Z" : "20231114221322.25Z")
/* Clocks differ by five minutes. */
SET(just_before, t->time -= 302)
SET(accurate, t->time -= 303; t->tail = (struct eci_bytes){
    (const uint8_t *)"\x30\x03\x02\x01\x01", 5 })
SET(too_early, t->time -= 303)
SET(much_later, t->time = T_NOW - 5)
SET(now_ahead, t->time = T_NOW + 300)
SET(future, t->time = T_NOW + 301)

SET(rejected, t->status = 2)
SET(no_token, t->status = 0; t->no_token = true)
SET(other_data, t->data = (struct eci_bytes){ (const uint8_t *)"a value of somebody", 19 })
SET(sha1, t->imprint_alg = O_SHA1; t->imprint = "01234567890123456789"; t->imprint_len = 20)
SET(content_data, t->inner = O_GM_DATA; t->attr_type = O_GM_DATA)
SET(no_attrs, t->attrs = false)
SET(empty_id, t->user_id = "")
SET(ess_other, t->ess = forge.signer.cert)
SET(other_key, t->who.key = forge.signer.key)
SET(by_signer, as(t, kind == K_SEAL ? &forge.maker : &forge.signer))
SET(bare_oid, t->imprint_alg = NULL)
SET(sha512, t->digest_alg = O_SHA512; t->set_alg = O_SHA512)
SET(by_old, as(t, &tsa.old))
SET(by_past, as(t, &tsa.past))
SET(by_young, as(t, &tsa.young))
SET(by_stranger, as(t, &tsa.stranger))

/* An authority whose public key is not on the curve; and it signs all the same. */
static struct fwho off_curve;

static void
make_off_curve(void)
{
	static const uint8_t mark[] = { 0x03, 0x42, 0x00, 0x04 };
	struct eci_bytes der = eci_cert_der(tsa.sm2.cert);
	struct eci_buf b = { 0 };
	size_t i;

	cms_add(&b, der.ptr, der.len);
	for (i = 0; i + 68 < b.len && memcmp(b.ptr + i, mark, 4) != 0; i++)
		;
	b.ptr[i + 67] ^= 1;
	CHECK_OK(forge.ctx, eci_cert_load(forge.ctx, "forged", b.ptr, b.len, &off_curve.cert));
	off_curve.key = tsa.sm2.key;
	eci_buf_free(&b);
}

SET(by_off_curve, t->who = off_curve; t->certs[0] = off_curve.cert;
    t->user_id = "1234567812345678")

/* The DER of what is stamped with the octet of its BIT STRING, and with its header. */
static struct eci_buf around;

static void
with_unused(struct ftoken *t)
{
	around.len = 0;
	cms_add(&around, "\0", 1);
	cms_add(&around, t->data.ptr, t->data.len);
	t->data = forge_bytes(&around);
}

static void
with_header(struct ftoken *t)
{
	with_unused(t);
	cms_wrap(&around, 0, 0x03);
	t->data = forge_bytes(&around);
}

/* An authority's certificate for the key that signs the document, or made the seal. */
static struct fwho own_signer, own_maker;

static void
make_own(struct fwho *out, const struct fwho *of)
{
	struct eci_issue what = { .cn = "Time stamps", .o = "Forge", .from = T_FROM,
		.until = T_UNTIL, .pathlen = -1, .usage = "digitalSignature", .serial = ++forge.serial,
		.ext_usage = "timeStamping", .ext_usage_critical = true };

	out->key = of->key;
	CHECK_OK(forge.ctx, eci_issue_cert(forge.ctx, &what, of->key, tsa.root.key, tsa.root.cert,
	    &out->cert));
}

SET(by_own_key, as(t, kind == K_SEAL ? &own_maker : &own_signer))
SET(junk_cert, t->junk = true)
SET(junk_cert_rfc, t->junk = true; token_strict(t))
SET(is_ca_rfc, as(t, &tsa.ca_like); token_strict(t))

static void
put_more(struct eci_buf *b)
{
	cms_add(b, "\5\0", 2);
}

SET(trailing, t->done = put_more)

static const struct token_case good[] = {
	{ "as gb/t 20520", NULL, V, { 0 }, "s after the claimed time, by CN=Time stamps" },
	{ "as rfc 3161", rfc, V, { 0 }, NULL },
	{ "by rsa", by_rsa, V, { 0 }, NULL },
	{ "version 1", version_1, V, { 0 }, "version 1, not 3" },
	{ "without signingcertificate", no_ess, V, { 0 }, "no signingCertificate" },
	{ "in a response", in_response, V, { 0 }, "in the response it came with" },
	{ "the key may do more", key_wide, V, { 0 }, "the key may do more than sign" },
	{ "marked as an authority of certificates", is_ca, V, { 0 }, "certification authority" },
	{ "with the chain", by_chained, V, { 0 }, NULL },
	{ "expired since it stamped", by_past, V, { R(CERT_EXPIRED_NOW) }, "tsa.validity" },
	{ "a fraction of a second", exact, V, { 0 }, NULL },
	{ "with a certificate that cannot be read", junk_cert, V, { R(CERT_MALFORMED) },
	    "certificate 2 of 2 in the time stamp cannot be read" },
	{ "five minutes before the claimed time", just_before, V, { 0 },
	    "300 s before the claimed time" },
	{ "before that, but as exact as that", accurate, V, { 0 }, NULL },
};

/* What follows for a signature alone: a stamp of the seal long after its use... */
static const struct token_case late[] = {
	{ "long after the claimed time", much_later, V, { 0 }, NULL },
	{ "clocks differ by five minutes", now_ahead, V, { 0 }, NULL },
};

static const struct token_case bad[] = {
	{ "five minutes and a second before the claimed time", too_early, X,
	    { R(TIMESTAMP_BAD) }, "301 s before" },
	{ "in the future", future, X, { R(TIME_FUTURE) }, NULL },
	{ "a response that rejects", rejected, X, { R(TIMESTAMP_BAD) }, "no time stamp was granted" },
	{ "a response without a token", no_token, X, { R(TIMESTAMP_BAD) }, NULL },
	{ "of something else", other_data, X, { R(TIMESTAMP_BAD) }, "made for something else" },
	{ "of the bit string's contents", with_unused, X, { R(TIMESTAMP_BAD) }, "something else" },
	{ "of the whole bit string", with_header, X, { R(TIMESTAMP_BAD) }, "something else" },
	{ "by sha-1", sha1, X, { R(TIMESTAMP_BAD) }, NULL },
	{ "the content is data", content_data, X, { R(TIMESTAMP_BAD) }, NULL },
	{ "without attributes", no_attrs, X, { R(TIMESTAMP_BAD) }, NULL },
	{ "something behind", trailing, X, { R(TIMESTAMP_BAD) }, "trailing" },
	{ "empty tsa.sm2 id", empty_id, X, { R(TIMESTAMP_BAD) }, "empty SM2 ID" },
	{ "signingcertificate of another", ess_other, X, { R(TIMESTAMP_BAD) }, "another certificate" },
	{ "another key", other_key, X, { R(TIMESTAMP_BAD) }, "as its authority signed it" },
	{ "by the key that signed, certified once more", by_own_key, X, { R(TIMESTAMP_BAD) },
	    "stamped its own signature" },
	{ "by who signed", by_signer, X, { R(TIMESTAMP_BAD) }, "stamped its own signature" },
	{ "a key that is not on the curve", by_off_curve, X, { R(KEY_BAD) },
	    "the public key of CN=Time stamps" },
	{ "expired when it stamped", by_old, X, { R(CERT_EXPIRED) }, "at the time of the stamp" },
	{ "not yet valid when it stamped", by_young, X, { R(CERT_EXPIRED) },
	    "[\"CERT_EXPIRED\",\"TIMESTAMP_BAD\"" },
};

static const struct token_case open_cases[] = {
	{ "an older format", bare_oid, U, { R(UNSUPPORTED) }, "an older format" },
	{ "a digest that is not made here", sha512, U, { R(UNSUPPORTED) }, "SHA-512" },
	{ "nobody trusts the authority", by_stranger, U, { R(TIMESTAMP_UNTRUSTED) },
	    "DIR/tsa.pem and run ecert-verify --trust DIR FILE" },
	{ "no certificate at all", no_cert_stranger, U, { R(TIMESTAMP_UNTRUSTED) },
	    "brings no certificate of its authority" },
};

static const struct token_case strict_good[] = {
	{ "strict: as rfc 3161", rfc, V, { 0 }, NULL },
	{ "strict: by rsa", by_rsa, V, { 0 }, NULL },
};

static const struct token_case strict_bad[] = {
	{ "strict: signeddata of gb/t 35275", NULL, X, { R(TIMESTAMP_BAD) }, NULL },
	{ "strict: version 1", version_1, X, { R(TIMESTAMP_BAD) }, NULL },
	{ "strict: without signingcertificate", no_ess, X, { R(TIMESTAMP_BAD) }, NULL },
	{ "strict: in a response", in_response, X, { R(TIMESTAMP_BAD) }, NULL },
	{ "strict: the key may do more", key_wide_rfc, X, { R(CERT_USAGE) }, NULL },
	{ "strict: marked as an authority of certificates", is_ca_rfc, X, { R(CERT_USAGE) }, NULL },
	{ "strict: with a certificate that cannot be read", junk_cert_rfc, X,
	    { R(CERT_MALFORMED) }, NULL },
};

static void
test_tables(void)
{
	struct world w = { 0 }, s = { .strict = true };
	ecert_trust *trust = NULL, *strict_trust = NULL;
	ecert_policy *policy = policy_of(&w, &trust), *strict = policy_of(&s, &strict_trust);

	run(good, ECI_COUNT(good), policy);
	run(bad, ECI_COUNT(bad), policy);
	run(open_cases, ECI_COUNT(open_cases), policy);
	run(strict_bad, ECI_COUNT(strict_bad), strict);
	for (kind = K_V4; kind < K_COUNT; kind++)
		if (kind != K_SEAL)
			run_kind(late, ECI_COUNT(late), policy);
	/* SignedData that keeps to the letter has notes of its own. */
	for (kind = K_V4; kind < K_CMS; kind++)
		run_kind(strict_good, ECI_COUNT(strict_good), strict);
	ecert_policy_free(policy);
	ecert_policy_free(strict);
	ecert_trust_free(trust);
	ecert_trust_free(strict_trust);
}

static void
test_worlds(void)
{
	static const struct {
		struct world w;
		struct token_case c;
	} rows[] = {
		{ { .no_tsa = true }, { "nobody is trusted about times", NULL, U,
		    { R(TIMESTAMP_UNTRUSTED) }, "nobody among the time-stamp authorities" } },
		{ { .own = true }, { "the authority itself is trusted", NULL, V, { 0 }, NULL } },
		{ { .own = true }, { "the authority itself, its certificate not in the stamp",
		    no_cert, V, { 0 }, "it is of the trust store" } },
		{ { .between = true }, { "its certificate is among the intermediates alone", no_cert,
		    V, { 0 }, "it is of the trust store" } },
		{ { .no_crl = true }, { "no list of the authority's issuer", NULL, U,
		    { R(CRL_UNAVAILABLE) }, "DIR/crls" } },
		{ { .no_crl = true, .no_revocation = true }, { "no list, and none wanted", NULL, V,
		    { R(CRL_UNAVAILABLE) }, "by CN=Time stamps" } },
		{ { .revoked = &tsa.sm2, .when = T_SEAL - 1 }, { "revoked before it stamped", NULL,
		    X, { R(CERT_REVOKED) }, "[\"CERT_REVOKED\",\"TIMESTAMP_BAD\"" } },
		{ { .revoked = &tsa.sm2, .when = T_SIGN + 3 },
		    { "revoked after it stamped, without a reason", NULL, U, { R(CERT_REVOKED) },
		    "but without a reason code" } },
		{ { .revoked = &tsa.sm2, .when = T_SIGN + 3, .reason = "\0" },
		    { "revoked after it stamped, unspecified", NULL, V, { R(CERT_REVOKED) }, NULL } },
		{ { .revoked = &tsa.sm2, .when = T_SIGN + 3, .reason = "\4" },
		    { "superseded after it stamped", NULL, V, { R(CERT_REVOKED) }, NULL } },
		{ { .revoked = &tsa.sm2, .when = T_SIGN + 3, .reason = "\1" },
		    { "its key was stolen later", NULL, U, { R(CERT_REVOKED) }, "make stamps of any time" } },
		{ { .revoked = &tsa.sm2, .when = T_SIGN + 3, .reason = "\12" },
		    { "revoked later for what does not rule that out", NULL, U, { R(CERT_REVOKED) },
		    "that reason does not rule out" } },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++)
		in_world(&rows[i].w, &rows[i].c);
}

static bool
is_blame(const struct eci_report_item *it)
{
	return it->reason == R(TIMESTAMP_BAD);
}

static bool
is_of_store(const struct eci_report_item *it)
{
	return strstr(it->detail[0], "it is of the trust store") != NULL;
}

static bool
is_key(const struct eci_report_item *it)
{
	return it->check == ECI_V_TSA_KEY;
}

static bool
is_usage(const struct eci_report_item *it)
{
	return it->check == ECI_V_TSA_USAGE;
}

static bool
is_refused(const struct eci_report_item *it)
{
	return it->check == ECI_V_TIMESTAMP && it->outcome == ECERT_CHECK_FAIL &&
	    strstr(it->detail[0], "cannot be relied on") != NULL;
}

static bool
is_open(const struct eci_report_item *it)
{
	return it->check == ECI_V_TIMESTAMP && it->outcome == ECERT_CHECK_UNDECIDED &&
	    strstr(it->detail[0], "proves nothing") != NULL;
}

static size_t
told(const struct world *w, bool (*is)(const struct eci_report_item *))
{
	ecert_trust *trust = NULL;
	ecert_policy *policy = policy_of(w, &trust);
	ecert_report *report = NULL;
	struct forge f;
	size_t i, n = 0;

	make(&f);
	(void)ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x", policy, &report);
	CHECK(report != NULL);
	for (i = 0; report != NULL && i < report->n_items; i++)
		n += is(&report->items[i]);
	ecert_report_free(report);
	forge_free(&f);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
	return n;
}

/* What else is told of a stamp, or is not. */
static void
test_told(void)
{
	static const struct {
		const char  *name;
		struct world w;
		void       (*set)(struct ftoken *t);
		bool       (*is)(const struct eci_report_item *);
		size_t       want;
	} rows[] = {
		{ "a deviation that is accepted is no reason", { 0 }, version_1, is_blame, 0 },
		{ "strict: neither is what is none", { .strict = true }, rfc, is_blame, 0 },
		{ "the certificate of the stamp is not of the store", { 0 }, NULL, is_of_store, 0 },
		{ "one key is the authority's", { 0 }, NULL, is_key, 1 },
		{ "not on the curve: it is the authority's all the same", { 0 }, by_off_curve, is_key,
		    1 },
		{ "of something else: whose it is is not asked", { 0 }, other_data, is_key, 0 },
		{ "another key: what it may do is not asked", { 0 }, other_key, is_usage, 0 },
		{ "who may not stamp: what else he may is not asked", { 0 }, by_signer, is_usage, 2 },
		{ "expired: the stamp is refused with it", { 0 }, by_old, is_refused, 1 },
		{ "nobody is trusted: the stamp is open with it", { .no_tsa = true }, NULL, is_open, 1 },
	};
	size_t i;

	kind = K_V4;
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("told: %s", rows[i].name);
		set_token = rows[i].set;
		CHECK_INT(told(&rows[i].w, rows[i].is), rows[i].want);
	}
	set_token = NULL;
}

static void
no_claim(struct forge *f, struct fcms *c)
{
	(void)f;
	c->order = "td";
	c->date = NULL;
}

static void
no_signer(struct forge *f, struct fcms *c)
{
	(void)f;
	c->n_certs = 0;
}

/* Without what is elsewhere there: a trust store, a time, a certificate. */
static void
test_without(void)
{
	static const struct token_case bare = { "no trust store, no certificate", no_cert, U,
		{ R(TIMESTAMP_UNTRUSTED) }, "brings no certificate" };
	static const struct token_case claim = { "no time is claimed", NULL, V, { 0 },
		"\"2023-11-14T22:13:22Z, by CN=Time stamps" };
	static const struct token_case signer = { "who signed is not known", NULL, U,
		{ R(CERT_UNTRUSTED) }, "by CN=Time stamps" };
	struct world w = { 0 };
	ecert_trust *trust = NULL;
	ecert_policy *policy = NULL;

	CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &policy));
	kind = K_V4;
	run_kind(&bare, 1, policy);
	ecert_policy_free(policy);
	policy = policy_of(&w, &trust);
	kind = K_CMS;
	more_cms = no_claim;
	run_kind(&claim, 1, policy);
	more_cms = no_signer;
	run_kind(&signer, 1, policy);
	more_cms = NULL;
	ecert_policy_free(policy);
	ecert_trust_free(trust);
}

int
main(void)
{
	stamped_start();
	make_off_curve();
	make_own(&own_signer, &forge.signer);
	make_own(&own_maker, &forge.maker);
	test_tables();
	test_worlds();
	test_told();
	test_without();
	eci_cert_free(own_signer.cert);
	eci_cert_free(own_maker.cert);
	eci_buf_free(&around);
	eci_cert_free(off_curve.cert);
	stamped_end();
	return unit_end();
}
