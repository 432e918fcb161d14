/* SPDX-License-Identifier: Apache-2.0 */
/*
 * token_make.h - time-stamp tokens and responses for tests, of SM2 and RSA keys: in
 * the form of RFC 3161 or with the object identifiers of GB/T 35275, right or with
 * a flaw.  Includes the library's own headers; functions return its errors.
 */
#ifndef TEST_TOKEN_MAKE_H
#define TEST_TOKEN_MAKE_H

#include <string.h>

#include "cms/cms.h"
#include "crypto/crypto.h"
#include "tsp/tsp.h"

#define OID_TST_INFO     "1.2.840.113549.1.9.16.1.4"
#define OID_PKCS7_SIGNED "1.2.840.113549.1.7.2"
#define OID_GM_SIGNED    "1.2.156.10197.6.1.4.2.2"
#define OID_SM3          "1.2.156.10197.1.401"
#define OID_SHA256       "2.16.840.1.101.3.4.2.1"
#define OID_SM2_SM3      "1.2.156.10197.1.501"
#define OID_RSA          "1.2.840.113549.1.1.1"
#define OID_ATTR_TYPE    "1.2.840.113549.1.9.3"
#define OID_ATTR_DIGEST  "1.2.840.113549.1.9.4"
#define OID_ATTR_TIME    "1.2.840.113549.1.9.5"
#define OID_ESS_V2       "1.2.840.113549.1.9.16.2.47"

/* What a token says; all zero but key, cert and imprint is a plain one. */
struct stamp_make {
	const struct eci_key  *key;
	const struct eci_cert *cert;
	enum eci_tsp_alg       alg;          /* of the imprint */
	struct eci_bytes       imprint;
	struct eci_bytes       nonce;        /* contents of the INTEGER; empty: none */
	int64_t                time;
	unsigned               millis;       /* of time: 0 to 999 */
	int64_t                accuracy;     /* seconds; 0: not stated */
	uint32_t               serial;
	bool gm;                             /* outer type of GB/T 35275 */
	bool no_ess, no_cert;
	bool bad_digest, bad_value;          /* flaws: one bit of each */
};

/* tag around what put() writes, by way of a buffer of its own: the caller's inner
 * is emptied. */
static inline ecert_err
stamp_wrap(ecert_ctx *ctx, struct eci_buf *out, uint8_t tag, struct eci_buf *inner)
{
	ecert_err e = eci_der_put_buf(ctx, out, tag, inner);

	eci_buf_free(inner);
	return e;
}

/* AlgorithmIdentifier; null: with parameters NULL. */
static inline ecert_err
stamp_alg(ecert_ctx *ctx, struct eci_buf *out, const char *oid, bool null)
{
	struct eci_buf b = { 0 };
	ecert_err e;

	if ((e = eci_der_put_oid(ctx, &b, oid)) == ECERT_OK && null)
		e = eci_der_put(ctx, &b, ECI_DER_NULL, NULL, 0);
	if (e == ECERT_OK)
		return stamp_wrap(ctx, out, ECI_DER_SEQUENCE, &b);
	eci_buf_free(&b);
	return e;
}

static inline ecert_err
stamp_time(ecert_ctx *ctx, struct eci_buf *out, int64_t t, unsigned millis)
{
	struct eci_buf b = { 0 };
	struct eci_civil c;
	ecert_err e;

	eci_civil_of(t, &c);
	e = eci_buf_addf(ctx, &b, "%04d%02d%02d%02d%02d%02d", (int)c.year, c.month, c.day, c.hour,
	    c.minute, c.second);
	if (e == ECERT_OK && millis != 0) {
		e = eci_buf_addf(ctx, &b, ".%03u", millis);
		while (e == ECERT_OK && b.ptr[b.len - 1] == '0')
			b.len--;
	}
	if (e == ECERT_OK && (e = eci_buf_add(ctx, &b, "Z", 1)) == ECERT_OK)
		return stamp_wrap(ctx, out, ECI_DER_GENTIME, &b);
	eci_buf_free(&b);
	return e;
}

static inline ecert_err
stamp_info(ecert_ctx *ctx, const struct stamp_make *t, struct eci_buf *out)
{
	struct eci_buf b = { 0 }, in = { 0 };
	ecert_err e;

	if ((e = eci_der_put_int(ctx, &b, 1)) == ECERT_OK &&
	    (e = eci_der_put_oid(ctx, &b, "1.3.6.1.4.1.99999.1")) == ECERT_OK &&
	    (e = stamp_alg(ctx, &in, t->alg == ECI_TSP_SM3 ? OID_SM3 : OID_SHA256, true)) == ECERT_OK &&
	    (e = eci_der_put(ctx, &in, ECI_DER_OCTET_STRING, t->imprint.ptr, t->imprint.len)) == ECERT_OK &&
	    (e = stamp_wrap(ctx, &b, ECI_DER_SEQUENCE, &in)) == ECERT_OK &&
	    (e = eci_der_put_int(ctx, &b, t->serial)) == ECERT_OK)
		e = stamp_time(ctx, &b, t->time, t->millis);
	if (e == ECERT_OK && t->accuracy != 0 &&
	    (e = eci_der_put_int(ctx, &in, t->accuracy)) == ECERT_OK)
		e = stamp_wrap(ctx, &b, ECI_DER_SEQUENCE, &in);
	if (e == ECERT_OK && t->nonce.len != 0)
		e = eci_der_put(ctx, &b, ECI_DER_INTEGER, t->nonce.ptr, t->nonce.len);
	if (e == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &b);
	eci_buf_free(&b);
	eci_buf_free(&in);
	return e;
}

static inline ecert_err
stamp_digest(ecert_ctx *ctx, const struct stamp_make *t, struct eci_bytes data, uint8_t out[32])
{
	return eci_key_kind(t->key) == ECI_KEY_SM2 ? eci_sm3(ctx, data.ptr, data.len, out) :
	    eci_sha256(ctx, data.ptr, data.len, out);
}

/* Attribute with one value; value is emptied. */
static inline ecert_err
stamp_attr(ecert_ctx *ctx, struct eci_buf *out, const char *oid, struct eci_buf *value)
{
	struct eci_buf b = { 0 };
	ecert_err e;

	if ((e = eci_der_put_oid(ctx, &b, oid)) == ECERT_OK &&
	    (e = stamp_wrap(ctx, &b, ECI_DER_SET, value)) == ECERT_OK)
		return stamp_wrap(ctx, out, ECI_DER_SEQUENCE, &b);
	eci_buf_free(&b);
	return e;
}

/* SigningCertificateV2 with one ESSCertIDv2; SHA-256 is DEFAULT and left out. */
static inline ecert_err
stamp_ess(ecert_ctx *ctx, const struct stamp_make *t, struct eci_buf *out)
{
	struct eci_buf id = { 0 }, a = { 0 }, b = { 0 };
	uint8_t hash[32];
	ecert_err e;

	if ((e = stamp_digest(ctx, t, eci_cert_der(t->cert), hash)) == ECERT_OK &&
	    (eci_key_kind(t->key) != ECI_KEY_SM2 ||
	    (e = stamp_alg(ctx, &id, OID_SM3, false)) == ECERT_OK) &&
	    (e = eci_der_put(ctx, &id, ECI_DER_OCTET_STRING, hash, sizeof(hash))) == ECERT_OK &&
	    (e = stamp_wrap(ctx, &a, ECI_DER_SEQUENCE, &id)) == ECERT_OK &&
	    (e = stamp_wrap(ctx, &b, ECI_DER_SEQUENCE, &a)) == ECERT_OK)
		e = stamp_wrap(ctx, &a, ECI_DER_SEQUENCE, &b);
	if (e == ECERT_OK)
		e = stamp_attr(ctx, out, OID_ESS_V2, &a);
	eci_buf_free(&id);
	eci_buf_free(&a);
	eci_buf_free(&b);
	return e;
}

/* The SET that is signed.  The attributes' lengths rise, as DER has them. */
static inline ecert_err
stamp_attrs(ecert_ctx *ctx, const struct stamp_make *t, struct eci_bytes info, struct eci_buf *out)
{
	struct eci_buf all = { 0 }, v = { 0 };
	uint8_t hash[32];
	ecert_err e;

	if ((e = stamp_digest(ctx, t, info, hash)) != ECERT_OK)
		return e;
	hash[0] ^= t->bad_digest;
	if ((e = eci_der_put_oid(ctx, &v, OID_TST_INFO)) == ECERT_OK &&
	    (e = stamp_attr(ctx, &all, OID_ATTR_TYPE, &v)) == ECERT_OK &&
	    (e = eci_der_put_time(ctx, &v, ECI_DER_UTCTIME, t->time)) == ECERT_OK &&
	    (e = stamp_attr(ctx, &all, OID_ATTR_TIME, &v)) == ECERT_OK &&
	    (e = eci_der_put(ctx, &v, ECI_DER_OCTET_STRING, hash, sizeof(hash))) == ECERT_OK &&
	    (e = stamp_attr(ctx, &all, OID_ATTR_DIGEST, &v)) == ECERT_OK &&
	    (t->no_ess || (e = stamp_ess(ctx, t, &all)) == ECERT_OK))
		e = eci_der_put_buf(ctx, out, ECI_DER_SET, &all);
	eci_buf_free(&all);
	eci_buf_free(&v);
	return e;
}

static inline ecert_err
stamp_sign(ecert_ctx *ctx, const struct stamp_make *t, struct eci_bytes msg, struct eci_buf *sig)
{
	uint8_t hash[32], value[80];
	size_t n = sizeof(value);
	ecert_err e;

	if (eci_key_kind(t->key) == ECI_KEY_RSA) {
		if ((e = eci_sha256(ctx, msg.ptr, msg.len, hash)) == ECERT_OK)
			e = eci_key_sign_rsa(ctx, t->key, hash, sig);
	} else if ((e = eci_sm2_digest(ctx, t->cert, msg, hash)) == ECERT_OK &&
	    (e = eci_key_sign_digest(ctx, t->key, hash, value, &n)) == ECERT_OK)
		e = eci_buf_add(ctx, sig, value, n);
	if (e == ECERT_OK && t->bad_value)
		sig->ptr[sig->len - 1] ^= 1;
	return e;
}

/* issuerAndSerialNumber: version [0], serialNumber, signature, issuer (RFC 5280 4.1). */
static inline ecert_err
stamp_sid(ecert_ctx *ctx, const struct eci_cert *cert, struct eci_buf *out)
{
	struct eci_der_val v, serial, issuer;
	struct eci_bytes in = eci_cert_der(cert);
	struct eci_buf b = { 0 };
	ecert_err e;

	if (!eci_der_take(&in, ECI_DER_SEQUENCE, &v) ||
	    (in = v.body, !eci_der_take(&in, ECI_DER_SEQUENCE, &v)) ||
	    (in = v.body, !eci_der_take(&in, ECI_DER_CTX0, &v)) ||
	    !eci_der_take(&in, ECI_DER_INTEGER, &serial) ||
	    !eci_der_take(&in, ECI_DER_SEQUENCE, &v) ||
	    !eci_der_take(&in, ECI_DER_SEQUENCE, &issuer))
		return eci_fail(ctx, ECERT_E_CERT, "a certificate of another form");
	if ((e = eci_buf_add(ctx, &b, issuer.whole.ptr, issuer.whole.len)) == ECERT_OK &&
	    (e = eci_buf_add(ctx, &b, serial.whole.ptr, serial.whole.len)) == ECERT_OK)
		return stamp_wrap(ctx, out, ECI_DER_SEQUENCE, &b);
	eci_buf_free(&b);
	return e;
}

/* SET of the SignerInfo over info. */
static inline ecert_err
stamp_signer(ecert_ctx *ctx, const struct stamp_make *t, struct eci_bytes info, struct eci_buf *out)
{
	bool sm2 = eci_key_kind(t->key) == ECI_KEY_SM2;
	struct eci_buf b = { 0 }, attrs = { 0 }, sig = { 0 }, one = { 0 };
	static const uint8_t tag = ECI_DER_CTX0;
	ecert_err e;

	if ((e = stamp_attrs(ctx, t, info, &attrs)) == ECERT_OK &&
	    (e = stamp_sign(ctx, t, (struct eci_bytes){ attrs.ptr, attrs.len }, &sig)) == ECERT_OK &&
	    (e = eci_der_put_int(ctx, &b, 1)) == ECERT_OK &&
	    (e = stamp_sid(ctx, t->cert, &b)) == ECERT_OK &&
	    (e = stamp_alg(ctx, &b, sm2 ? OID_SM3 : OID_SHA256, false)) == ECERT_OK &&
	    (e = eci_buf_add(ctx, &b, &tag, 1)) == ECERT_OK &&
	    (e = eci_buf_add(ctx, &b, attrs.ptr + 1, attrs.len - 1)) == ECERT_OK &&
	    (e = stamp_alg(ctx, &b, sm2 ? OID_SM2_SM3 : OID_RSA, !sm2)) == ECERT_OK &&
	    (e = eci_der_put(ctx, &b, ECI_DER_OCTET_STRING, sig.ptr, sig.len)) == ECERT_OK &&
	    (e = stamp_wrap(ctx, &one, ECI_DER_SEQUENCE, &b)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SET, &one);
	eci_buf_free(&b);
	eci_buf_free(&attrs);
	eci_buf_free(&sig);
	eci_buf_free(&one);
	return e;
}

/* SEQUENCE { type, [0] EXPLICIT content }; content is emptied. */
static inline ecert_err
stamp_content(ecert_ctx *ctx, const char *oid, struct eci_buf *content, struct eci_buf *out)
{
	struct eci_buf b = { 0 };
	ecert_err e;

	if ((e = eci_der_put_oid(ctx, &b, oid)) == ECERT_OK &&
	    (e = stamp_wrap(ctx, &b, ECI_DER_CTX0, content)) == ECERT_OK)
		return stamp_wrap(ctx, out, ECI_DER_SEQUENCE, &b);
	eci_buf_free(&b);
	return e;
}

static inline ecert_err
stamp_make(ecert_ctx *ctx, const struct stamp_make *t, struct eci_buf *out)
{
	bool sm2 = eci_key_kind(t->key) == ECI_KEY_SM2;
	struct eci_bytes cert = eci_cert_der(t->cert);
	struct eci_buf info = { 0 }, b = { 0 }, in = { 0 };
	ecert_err e;

	if ((e = stamp_info(ctx, t, &info)) == ECERT_OK &&
	    (e = eci_der_put_int(ctx, &b, 3)) == ECERT_OK &&
	    (e = stamp_alg(ctx, &in, sm2 ? OID_SM3 : OID_SHA256, false)) == ECERT_OK &&
	    (e = stamp_wrap(ctx, &b, ECI_DER_SET, &in)) == ECERT_OK &&
	    (e = eci_der_put_buf(ctx, &in, ECI_DER_OCTET_STRING, &info)) == ECERT_OK &&
	    (e = stamp_content(ctx, OID_TST_INFO, &in, &b)) == ECERT_OK &&
	    (t->no_cert ||
	    (e = eci_der_put(ctx, &b, ECI_DER_CTX0, cert.ptr, cert.len)) == ECERT_OK) &&
	    (e = stamp_signer(ctx, t, (struct eci_bytes){ info.ptr, info.len }, &b)) == ECERT_OK &&
	    (e = stamp_wrap(ctx, &in, ECI_DER_SEQUENCE, &b)) == ECERT_OK)
		e = stamp_content(ctx, t->gm ? OID_GM_SIGNED : OID_PKCS7_SIGNED, &in, out);
	eci_buf_free(&info);
	eci_buf_free(&b);
	eci_buf_free(&in);
	return e;
}

/* TimeStampResp: text may be NULL, fail is a bit of PKIFailureInfo or -1, token may
 * be empty. */
static inline ecert_err
stamp_response(ecert_ctx *ctx, int status, const char *text, int fail, struct eci_bytes token,
    struct eci_buf *out)
{
	struct eci_buf b = { 0 }, in = { 0 }, words = { 0 };
	uint8_t bits[5] = { 0 };
	ecert_err e;

	e = eci_der_put_int(ctx, &in, status);
	if (e == ECERT_OK && text != NULL &&
	    (e = eci_der_put(ctx, &words, ECI_DER_UTF8, text, strlen(text))) == ECERT_OK)
		e = stamp_wrap(ctx, &in, ECI_DER_SEQUENCE, &words);
	if (e == ECERT_OK && fail >= 0) {
		bits[0] = (uint8_t)(7 - fail % 8);
		bits[1 + fail / 8] = (uint8_t)(0x80 >> fail % 8);
		e = eci_der_put(ctx, &in, ECI_DER_BIT_STRING, bits, (size_t)(2 + fail / 8));
	}
	if (e == ECERT_OK && (e = stamp_wrap(ctx, &b, ECI_DER_SEQUENCE, &in)) == ECERT_OK &&
	    (e = eci_buf_add(ctx, &b, token.ptr, token.len)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &b);
	eci_buf_free(&b);
	eci_buf_free(&in);
	eci_buf_free(&words);
	return e;
}

/* What a TimeStampReq asks for; ranges of it. */
struct stamp_asked {
	enum eci_tsp_alg alg;
	struct eci_bytes imprint, nonce;
	bool             cert;
};
static inline ecert_err
stamp_asked(ecert_ctx *ctx, struct eci_bytes req, struct stamp_asked *out)
{
	struct eci_der d = eci_der(ctx, "request", ECERT_R_TIMESTAMP_BAD, req.ptr, req.len), in, im, id;
	struct eci_bytes oid;
	struct eci_der_val v;
	uint64_t version;
	ecert_err e;

	memset(out, 0, sizeof(*out));
	if ((e = eci_der_enter(&d, ECI_DER_SEQUENCE, "TimeStampReq", &in, NULL)) != ECERT_OK ||
	    (e = eci_der_done(&d, "TimeStampReq")) != ECERT_OK ||
	    (e = eci_der_uint(&in, "version", 1, &version)) != ECERT_OK ||
	    (e = eci_der_enter(&in, ECI_DER_SEQUENCE, "messageImprint", &im, NULL)) != ECERT_OK ||
	    (e = eci_der_enter(&im, ECI_DER_SEQUENCE, "hashAlgorithm", &id, NULL)) != ECERT_OK ||
	    (e = eci_der_oid(&id, "hashAlgorithm", &oid)) != ECERT_OK ||
	    (e = eci_der_get(&im, ECI_DER_OCTET_STRING, "hashedMessage", &v)) != ECERT_OK)
		return e;
	out->alg = eci_cms_oid_of(oid) == ECI_CMS_OID_SM3 ? ECI_TSP_SM3 :
	    eci_cms_oid_of(oid) == ECI_CMS_OID_SHA256 ? ECI_TSP_SHA256 : ECI_TSP_OTHER;
	out->imprint = v.body;
	if (eci_der_peek(&in) == ECI_DER_OID && (e = eci_der_any(&in, "reqPolicy", &v)) != ECERT_OK)
		return e;
	if (eci_der_peek(&in) == ECI_DER_INTEGER &&
	    (e = eci_der_integer(&in, "nonce", &out->nonce)) != ECERT_OK)
		return e;
	if (eci_der_peek(&in) == ECI_DER_BOOLEAN && (e = eci_der_bool(&in, "certReq", &out->cert)) != ECERT_OK)
		return e;
	return eci_der_done(&in, "TimeStampReq");
}

#endif
