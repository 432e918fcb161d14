/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cms_encode.c - SignedData that is written: attributes signed, content detached.
 * Of the forms in use it is the one most readers take.  It is DER throughout,
 * whatever else is read.
 */
#include <string.h>

#include "cms/cms_priv.h"

/* What SignedData is put together from. */
struct parts {
	struct eci_bytes        content;     /* ptr NULL: detached */
	const struct eci_buf   *tbs;         /* the attributes that were signed */
	struct eci_bytes        cert;        /* the signer's */
	const struct eci_bytes *more;        /* further certificates */
	size_t                  n_more;
	struct eci_bytes        sig, token;  /* token empty: no time stamp */
};

/* Attribute: type, and value in its SET. */
static ecert_err
put_attr(ecert_ctx *ctx, struct eci_buf *out, enum eci_cms_oid type,
    const struct eci_buf *value)
{
	struct eci_buf body = { 0 };
	ecert_err e;

	if ((e = eci_cms_put_oid(ctx, &body, type)) == ECERT_OK &&
	    (e = eci_der_put_buf(ctx, &body, ECI_DER_SET, value)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}

static ecert_err
put_type(ecert_ctx *ctx, struct eci_buf *out)
{
	struct eci_buf value = { 0 };
	ecert_err e;

	if ((e = eci_cms_put_oid(ctx, &value, ECI_CMS_OID_GM_DATA)) == ECERT_OK)
		e = put_attr(ctx, out, ECI_CMS_OID_CONTENT_TYPE, &value);
	eci_buf_free(&value);
	return e;
}

/* RFC 5652 11.3: UTCTime from 1950 to 2049, GeneralizedTime for the rest. */
static ecert_err
put_time(ecert_ctx *ctx, struct eci_buf *out, int64_t t)
{
	struct eci_buf value = { 0 };
	struct eci_civil c;
	uint8_t tag;
	ecert_err e;

	eci_civil_of(t, &c);
	tag = c.year < 1950 || c.year > 2049 ? ECI_DER_GENTIME : ECI_DER_UTCTIME;
	if ((e = eci_der_put_time(ctx, &value, tag, t)) == ECERT_OK)
		e = put_attr(ctx, out, ECI_CMS_OID_SIGNING_TIME, &value);
	eci_buf_free(&value);
	return e;
}

static ecert_err
put_digest(ecert_ctx *ctx, struct eci_buf *out, struct eci_bytes digest)
{
	struct eci_buf value = { 0 };
	ecert_err e;

	if ((e = eci_der_put(ctx, &value, ECI_DER_OCTET_STRING, digest.ptr,
	    digest.len)) == ECERT_OK)
		e = put_attr(ctx, out, ECI_CMS_OID_MESSAGE_DIGEST, &value);
	eci_buf_free(&value);
	return e;
}

ecert_err
eci_cms_attrs_encode(ecert_ctx *ctx, int64_t time, struct eci_bytes digest,
    struct eci_buf *tbs)
{
	struct eci_buf body = { 0 };
	ecert_err e;

	if (digest.len != CMS_DIGEST_LEN)
		return eci_fail(ctx, ECERT_E_ARG, "messageDigest: %zu bytes, not %d",
		    digest.len, CMS_DIGEST_LEN);
	/* Of 27, 30 or 32, and 49 bytes, with the same octet in front: their lengths
	 * alone put them in the order of DER. */
	if ((e = put_type(ctx, &body)) == ECERT_OK &&
	    (e = put_time(ctx, &body, time)) == ECERT_OK &&
	    (e = put_digest(ctx, &body, digest)) == ECERT_OK)
		e = eci_der_put_buf(ctx, tbs, ECI_DER_SET, &body);
	eci_buf_free(&body);
	return e;
}

int
eci_cms_compare(struct eci_bytes a, struct eci_bytes b)
{
	int c = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);

	if (c != 0 || a.len == b.len)
		return c;
	return a.len < b.len ? -1 : 1;
}

/* AlgorithmIdentifier, or ContentInfo without content: an OID in a SEQUENCE. */
static ecert_err
put_oid_seq(ecert_ctx *ctx, struct eci_buf *out, enum eci_cms_oid id)
{
	struct eci_buf body = { 0 };
	ecert_err e;

	if ((e = eci_cms_put_oid(ctx, &body, id)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}

/* Into its place in the SET; a certificate that is there already is left out. */
static void
insert(struct eci_bytes *v, size_t *n, struct eci_bytes cert)
{
	size_t at = 0;

	while (at < *n && eci_cms_compare(v[at], cert) < 0)
		at++;
	if (at < *n && eci_bytes_equal(v[at], cert))
		return;
	memmove(v + at + 1, v + at, (*n - at) * sizeof(*v));
	v[at] = cert;
	(*n)++;
}

/* DER, with issuer and serial number in their places. */
static ecert_err
check_cert(ecert_ctx *ctx, struct eci_bytes cert)
{
	struct eci_bytes issuer, serial;
	ecert_err e;

	if ((e = eci_der_check(ctx, "certificates", ECERT_R_CERT_MALFORMED, cert.ptr,
	    cert.len)) != ECERT_OK || eci_cms_cert_id(cert, &issuer, &serial))
		return e;
	return eci_reject(ctx, ECERT_R_CERT_MALFORMED, "certificates", "RFC 5280 4.1",
	    "no issuer and serial number in their places");
}

static ecert_err
put_certs(ecert_ctx *ctx, struct eci_buf *out, struct eci_bytes signer_cert,
    const struct eci_bytes *more, size_t n_more)
{
	struct eci_bytes v[CMS_CERTS_MAX];
	struct eci_buf body = { 0 };
	ecert_err e = ECERT_OK;
	size_t i, n = 0;

	if (n_more > CMS_CERTS_MAX - 1)
		return eci_fail(ctx, ECERT_E_ARG, "certificates: more than %d", CMS_CERTS_MAX);
	if ((e = check_cert(ctx, signer_cert)) != ECERT_OK)
		return e;
	insert(v, &n, signer_cert);
	for (i = 0; i < n_more; i++) {
		if ((e = check_cert(ctx, more[i])) != ECERT_OK)
			return e;
		insert(v, &n, more[i]);
	}
	for (i = 0; e == ECERT_OK && i < n; i++)
		e = eci_buf_add(ctx, &body, v[i].ptr, v[i].len);
	if (e == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_CTX0, &body);
	eci_buf_free(&body);
	return e;
}

/* issuerAndSerialNumber in the certificate's own bytes: names are never encoded
 * anew, a verifier compares them byte by byte. */
static ecert_err
put_sid(ecert_ctx *ctx, struct eci_buf *out, struct eci_bytes cert)
{
	struct eci_buf body = { 0 };
	struct eci_bytes issuer, serial;
	ecert_err e;

	if (!eci_cms_cert_id(cert, &issuer, &serial))
		return eci_fail(ctx, ECERT_E_INTERNAL, "a certificate that was checked");
	if ((e = eci_buf_add(ctx, &body, issuer.ptr, issuer.len)) == ECERT_OK &&
	    (e = eci_der_put(ctx, &body, ECI_DER_INTEGER, serial.ptr, serial.len)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&body);
	return e;
}

/* tbs is the SET that was signed; [0] takes the place of its tag (RFC 2315 9.3). */
static ecert_err
put_attrs(ecert_ctx *ctx, struct eci_buf *out, const struct eci_buf *tbs)
{
	static const uint8_t tag = ECI_DER_CTX0;
	struct eci_bytes rest = { tbs->ptr, tbs->len };
	struct eci_der_val v;
	ecert_err e;

	if (!eci_der_take(&rest, ECI_DER_SET, &v) || rest.len != 0)
		return eci_fail(ctx, ECERT_E_ARG, "signed attributes: not one SET");
	if ((e = eci_buf_add(ctx, out, &tag, 1)) != ECERT_OK)
		return e;
	return eci_buf_add(ctx, out, tbs->ptr + 1, tbs->len - 1);
}

/* unauthenticatedAttributes with the token alone, or nothing where there is none. */
static ecert_err
put_token(ecert_ctx *ctx, struct eci_buf *out, struct eci_bytes token)
{
	struct eci_buf value = { 0 }, attr = { 0 };
	struct eci_bytes rest = token;
	struct eci_der_val v;
	ecert_err e;

	if (token.len == 0)
		return ECERT_OK;
	if (!eci_der_take(&rest, ECI_DER_SEQUENCE, &v) || rest.len != 0)
		return eci_fail(ctx, ECERT_E_ARG, "time-stamp token: not one SEQUENCE");
	if ((e = eci_buf_add(ctx, &value, token.ptr, token.len)) == ECERT_OK &&
	    (e = put_attr(ctx, &attr, ECI_CMS_OID_TOKEN, &value)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_CTX1, &attr);
	eci_buf_free(&value);
	eci_buf_free(&attr);
	return e;
}

/* SET of the one SignerInfo. */
static ecert_err
put_signer(ecert_ctx *ctx, struct eci_buf *out, const struct parts *in)
{
	struct eci_buf body = { 0 }, info = { 0 };
	ecert_err e;

	if ((e = eci_der_put_int(ctx, &body, 1)) == ECERT_OK &&
	    (e = put_sid(ctx, &body, in->cert)) == ECERT_OK &&
	    (e = put_oid_seq(ctx, &body, ECI_CMS_OID_SM3)) == ECERT_OK &&
	    (e = put_attrs(ctx, &body, in->tbs)) == ECERT_OK &&
	    (e = put_oid_seq(ctx, &body, ECI_CMS_OID_SM2)) == ECERT_OK &&
	    (e = eci_der_put(ctx, &body, ECI_DER_OCTET_STRING, in->sig.ptr,
	    in->sig.len)) == ECERT_OK &&
	    (e = put_token(ctx, &body, in->token)) == ECERT_OK &&
	    (e = eci_der_put_buf(ctx, &info, ECI_DER_SEQUENCE, &body)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SET, &info);
	eci_buf_free(&info);
	eci_buf_free(&body);
	return e;
}

static ecert_err
put_digests(ecert_ctx *ctx, struct eci_buf *out)
{
	struct eci_buf body = { 0 };
	ecert_err e;

	if ((e = put_oid_seq(ctx, &body, ECI_CMS_OID_SM3)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SET, &body);
	eci_buf_free(&body);
	return e;
}

/* ContentInfo { signedData, [0] { SignedData } } around body. */
static ecert_err
put_content_info(ecert_ctx *ctx, struct eci_buf *out, const struct eci_buf *body)
{
	struct eci_buf data = { 0 }, info = { 0 };
	ecert_err e;

	if ((e = eci_der_put_buf(ctx, &data, ECI_DER_SEQUENCE, body)) == ECERT_OK &&
	    (e = eci_cms_put_oid(ctx, &info, ECI_CMS_OID_GM_SIGNED)) == ECERT_OK &&
	    (e = eci_der_put_buf(ctx, &info, ECI_DER_CTX0, &data)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &info);
	eci_buf_free(&info);
	eci_buf_free(&data);
	return e;
}

/* ContentInfo { data }, with its content where there is one. */
static ecert_err
put_content(ecert_ctx *ctx, struct eci_buf *out, struct eci_bytes content)
{
	struct eci_buf body = { 0 }, octets = { 0 };
	ecert_err e;

	if (content.ptr == NULL)
		return put_oid_seq(ctx, out, ECI_CMS_OID_GM_DATA);
	if ((e = eci_der_put(ctx, &octets, ECI_DER_OCTET_STRING, content.ptr,
	    content.len)) == ECERT_OK &&
	    (e = eci_cms_put_oid(ctx, &body, ECI_CMS_OID_GM_DATA)) == ECERT_OK &&
	    (e = eci_der_put_buf(ctx, &body, ECI_DER_CTX0, &octets)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &body);
	eci_buf_free(&octets);
	eci_buf_free(&body);
	return e;
}

static ecert_err
encode(ecert_ctx *ctx, const struct parts *in, struct eci_buf *out)
{
	struct eci_buf body = { 0 };
	ecert_err e;

	if (in->sig.len < CMS_SM2_SIG_MIN || in->sig.len > CMS_SM2_SIG_MAX)
		return eci_fail(ctx, ECERT_E_ARG, "encryptedDigest: %zu bytes", in->sig.len);
	if ((e = eci_der_put_int(ctx, &body, 1)) == ECERT_OK &&
	    (e = put_digests(ctx, &body)) == ECERT_OK &&
	    (e = put_content(ctx, &body, in->content)) == ECERT_OK &&
	    (e = put_certs(ctx, &body, in->cert, in->more, in->n_more)) == ECERT_OK &&
	    (e = put_signer(ctx, &body, in)) == ECERT_OK)
		e = put_content_info(ctx, out, &body);
	eci_buf_free(&body);
	return e;
}

ecert_err
eci_cms_encode(ecert_ctx *ctx, const struct eci_buf *tbs, struct eci_bytes signer_cert,
    const struct eci_bytes *more, size_t n_more, struct eci_bytes sig, struct eci_buf *out)
{
	struct parts in = { .tbs = tbs, .cert = signer_cert, .more = more, .n_more = n_more,
		.sig = sig };

	return encode(ctx, &in, out);
}

ecert_err
eci_cms_encode_stamped(ecert_ctx *ctx, const struct eci_buf *tbs, struct eci_bytes signer_cert,
    struct eci_bytes sig, struct eci_bytes token, struct eci_buf *out)
{
	struct parts in = { .tbs = tbs, .cert = signer_cert, .sig = sig, .token = token };

	return encode(ctx, &in, out);
}

ecert_err
eci_cms_encode_content(ecert_ctx *ctx, struct eci_bytes content, const struct eci_buf *tbs,
    struct eci_bytes signer_cert, struct eci_bytes sig, struct eci_buf *out)
{
	struct parts in = { .content = content, .tbs = tbs, .cert = signer_cert, .sig = sig };

	return encode(ctx, &in, out);
}
