/* SPDX-License-Identifier: Apache-2.0 */
/* Values that were made elsewhere: what is taken, and why the rest is not. */
#include "steps.h"

#define SIGN0 "Doc_0/Signs/Sign_0/"

static struct fixture f;

/* A document that waits, and what a service knows of it. */
struct waiting {
	ecert_doc            *doc;
	char                 *state;
	struct eci_sign_state s;
};

static struct waiting
wait_for(const ecert_seal *seal)
{
	ecert_signer *bare = keyless(&f, f.signer_cert);
	struct waiting w = { open_doc(f.ctx, NULL), NULL, { .version = 0 } };

	MUST(f.ctx, ecert_sign_prepare(f.ctx, w.doc, bare, seal, NULL, &w.state));
	MUST(f.ctx, eci_sign_state_read(f.ctx, w.state, strlen(w.state), &w.s));
	ecert_signer_free(bare);
	return w;
}

static void
wait_end(struct waiting *w)
{
	eci_sign_state_free(&w->s);
	ecert_free(w->state);
	ecert_doc_free(w->doc);
}

static ecert_err
complete(const struct waiting *w, const uint8_t *value, size_t n)
{
	return ecert_sign_complete(f.ctx, w->doc, w->state, strlen(w->state), value, n, NULL);
}

static void
message_has(const char *words)
{
	if (strstr(ecert_errmsg(f.ctx), words) == NULL)
		unit_fail(__FILE__, __LINE__, "\"%s\" is not in \"%s\"", words, ecert_errmsg(f.ctx));
}

/* ---- values of SM2 ---- */

enum wrong { W_NONE, W_OTHER_KEY, W_OTHER_DIGEST, W_AGAIN, W_AS_MESSAGE, W_NO_Z };

/* What somebody signs, who has it wrong. */
static void
digest_of(const struct waiting *w, enum wrong how, uint8_t digest[ECI_SM3_LEN])
{
	memcpy(digest, w->s.digest, ECI_SM3_LEN);
	if (how == W_OTHER_DIGEST)
		digest[0] ^= 1;
	else if (how == W_AGAIN)
		MUST(f.ctx, eci_sm3(f.ctx, w->s.digest, ECI_SM3_LEN, digest));
	else if (how == W_AS_MESSAGE)
		MUST(f.ctx, eci_sm2_digest(f.ctx, f.signer_cert, (struct eci_bytes){ w->s.digest,
		    ECI_SM3_LEN }, digest));
	else if (how == W_NO_Z)
		MUST(f.ctx, eci_sm3(f.ctx, w->s.tbs.ptr, w->s.tbs.len, digest));
}

static void
test_wrong(void)
{
	static const struct { const char *what; enum wrong how; const char *words; } v[] = {
		{ "another key", W_OTHER_KEY, "value: not a signature of CN=Signer One" },
		{ "another digest", W_OTHER_DIGEST, "over what was prepared" },
		{ "the digest hashed again", W_AGAIN, "hashed once more" },
		{ "the digest as a message, with Z", W_AS_MESSAGE, "hashed once more" },
		{ "the message without Z", W_NO_Z, "without Z" },
	};
	struct waiting w = wait_for(f.seal);
	uint8_t digest[ECI_SM3_LEN], value[80];
	size_t i, n = 0;

	for (i = 0; i < ECI_COUNT(v); i++) {
		unit_case("%s", v[i].what);
		digest_of(&w, v[i].how, digest);
		MUST(f.ctx, eci_key_sign_digest(f.ctx, v[i].how == W_OTHER_KEY ? f.maker_key :
		    f.signer_key, digest, value, &n));
		CHECK_ERR(f.ctx, complete(&w, value, n), ECERT_E_KEY);
		CHECK_INT(ecert_errreason(f.ctx), ECERT_R_KEY_BAD);
		message_has(v[i].words);
	}
	wait_end(&w);
}

static void
test_forms(void)
{
	/* n of the curve of GB/T 32918.5, the first number that is out of range. */
	static const uint8_t order[32] = { 0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x72, 0x03, 0xdf, 0x6b, 0x21, 0xc6, 0x05,
		0x2b, 0x53, 0xbb, 0xf4, 0x09, 0x39, 0xd5, 0x41, 0x23 };
	struct waiting w = wait_for(f.seal);
	uint8_t der[82], raw[65] = { 0 }, other[65];
	size_t n = value_of(&f, w.state, f.signer_key, der);

	CHECK(eci_sm2_sig_decode((struct eci_bytes){ der, n }, raw));
	unit_case("every beginning of DER");
	while (n-- > 1)
		CHECK_ERR(f.ctx, complete(&w, der, n), ECERT_E_KEY);
	unit_case("a byte more after DER");
	n = value_of(&f, w.state, f.signer_key, der);
	der[n] = 0;
	CHECK_ERR(f.ctx, complete(&w, der, n + 1), ECERT_E_KEY);
	unit_case("a byte less or more of r || s");
	CHECK_ERR(f.ctx, complete(&w, raw, 63), ECERT_E_KEY);
	CHECK_ERR(f.ctx, complete(&w, raw, 65), ECERT_E_KEY);
	unit_case("nothing");
	CHECK_ERR(f.ctx, complete(&w, raw, 0), ECERT_E_KEY);
	message_has("0 bytes");
	unit_case("r is zero");
	memcpy(other, raw, 64);
	memset(other, 0, 32);
	CHECK_ERR(f.ctx, complete(&w, other, 64), ECERT_E_KEY);
	message_has("out of range");
	unit_case("s is the order");
	memcpy(other, raw, 32);
	memcpy(other + 32, order, 32);
	CHECK_ERR(f.ctx, complete(&w, other, 64), ECERT_E_KEY);
	message_has("out of range");
	unit_case("s and r exchanged");
	memcpy(other, raw + 32, 32);
	memcpy(other + 32, raw, 32);
	CHECK_ERR(f.ctx, complete(&w, other, 64), ECERT_E_KEY);
	unit_case("the document is as it was, and takes the value");
	CHECK(eci_ofd_find(w.doc, SIGN0 "SignedValue.dat") == SIZE_MAX);
	CHECK_OK(f.ctx, complete(&w, raw, 64));
	wait_end(&w);
}

/* ---- whole seal signatures ---- */

/* What a seal service answers with, and gets wrong. */
struct service {
	const ecert_seal *seal;
	int64_t           time;
	const char       *property;
	const uint8_t    *digest;        /* NULL: the right one */
	const struct eci_key  *key;
	const struct eci_cert *cert;
};

static void
answer(const struct waiting *w, const struct service *v, struct eci_buf *out)
{
	const struct eci_ses_seal *ses = eci_seal_ses(v->seal);
	struct eci_ses_who who = { eci_cert_der(v->cert), ECI_SES_SM2_SM3 };
	struct eci_bytes hash = { v->digest != NULL ? v->digest : w->s.xml, ECI_SM3_LEN };
	struct eci_buf tbs = { 0 };
	uint8_t e[ECI_SM3_LEN], value[80];
	size_t n = 0;

	MUST(f.ctx, eci_ses_tbs_encode(f.ctx, ses->version, ses->whole, v->time, hash, v->property,
	    who, &tbs));
	MUST(f.ctx, eci_sm2_digest(f.ctx, v->cert, (struct eci_bytes){ tbs.ptr, tbs.len }, e));
	MUST(f.ctx, eci_key_sign_digest(f.ctx, v->key, e, value, &n));
	out->len = 0;
	MUST(f.ctx, eci_ses_sig_encode(f.ctx, ses->version, &tbs, who, (struct eci_bytes){ value, n },
	    (struct eci_bytes){ NULL, 0 }, out));
	eci_buf_free(&tbs);
}

static void
test_service_good(ecert_ses_version version)
{
	ecert_seal *seal = make_seal(&f, version, f.signer_cert, NOW - DAY, NOW + DAY, 30, 30);
	struct service v = { seal, NOW + 60, "/" SIGN0 "Signature.xml", NULL, f.signer_key,
		f.signer_cert };
	struct waiting w = wait_for(seal);
	struct eci_buf value = { 0 };
	uint8_t *p = NULL;
	size_t n = 0;

	unit_case("a seal signature of version %d, whole, of a later time", (int)version);
	answer(&w, &v, &value);
	CHECK_OK(f.ctx, complete(&w, value.ptr, value.len));
	MUST(f.ctx, ecert_doc_read_entry(f.ctx, w.doc, SIGN0 "SignedValue.dat", &p, &n));
	CHECK_MEM(p, n, value.ptr, value.len);
	ecert_free(p);
	eci_buf_free(&value);
	wait_end(&w);
	ecert_seal_free(seal);
}

static void
test_service_bad(void)
{
	static const uint8_t zero[ECI_SM3_LEN];
	ecert_seal *again = make_seal(&f, ECERT_SES_V4, f.signer_cert, NOW - DAY, NOW + DAY, 40, 30);
	ecert_seal *five = make_seal(&f, ECERT_SES_V5, f.signer_cert, NOW - DAY, NOW + DAY, 40, 30);
	const struct service good = { f.seal, NOW, "/" SIGN0 "Signature.xml", NULL, f.signer_key,
		f.signer_cert };
	struct { const char *what, *words; struct service s; ecert_reason why; } v[] = {
		{ "another digest", "dataHash", good, ECERT_R_SES_DATAHASH },
		{ "another property", "propertyInfo", good, ECERT_R_SES_PROPERTY },
		{ "a property without its slash", "propertyInfo", good, ECERT_R_SES_PROPERTY },
		{ "another seal", "seal", good, ECERT_R_SEAL_MISMATCH },
		{ "another version", "version", good, ECERT_R_SEAL_MISMATCH },
		{ "another certificate", "certificate", good, ECERT_R_KEY_BAD },
		{ "another key", "did not make", good, ECERT_R_SES_SIG_BAD },
	};
	struct waiting w = wait_for(f.seal);
	struct eci_buf value = { 0 };
	size_t i;

	v[0].s.digest = zero;
	v[1].s.property = "/" SIGN0 "Other.xml";
	v[2].s.property = SIGN0 "Signature.xml";
	v[3].s.seal = again;
	v[4].s.seal = five;
	v[5].s.cert = f.maker;
	v[5].s.key = f.maker_key;
	v[6].s.key = f.maker_key;
	for (i = 0; i < ECI_COUNT(v); i++) {
		unit_case("a seal service with %s", v[i].what);
		answer(&w, &v[i].s, &value);
		CHECK_REASON(f.ctx, complete(&w, value.ptr, value.len), v[i].why);
		message_has(v[i].words);
		CHECK(eci_ofd_find(w.doc, SIGN0 "SignedValue.dat") == SIZE_MAX);
	}
	unit_case("a seal service that is cut off");
	answer(&w, &good, &value);
	CHECK_REASON(f.ctx, complete(&w, value.ptr, value.len - 1), ECERT_R_SES_MALFORMED);
	wait_end(&w);
	eci_buf_free(&value);
	ecert_seal_free(again);
	ecert_seal_free(five);
}

int
main(void)
{
	fixture_make(&f);
	test_wrong();
	test_forms();
	test_service_good(ECERT_SES_V1);
	test_service_good(ECERT_SES_V4);
	test_service_good(ECERT_SES_V5);
	test_service_bad();
	fixture_free(&f);
	return unit_end();
}
