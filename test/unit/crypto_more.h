/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_more.h - certificates with extensions of any kind, and OCSP responses, put
 * together by hand: what the library reads is written here by something else. */
#ifndef CRYPTO_MORE_H
#define CRYPTO_MORE_H

#include "crypto_help.h"
#include "crypto/crypto_priv.h"

static inline struct eci_bytes
of_buf(const struct eci_buf *b)
{
	return bytes(b->ptr, b->len);
}

/* ---- signing ---- */

/* The value over msg, with an SM2 ID of one's own (NULL: the standard's). */
static inline void
put_value(ecert_ctx *ctx, struct eci_buf *out, struct eci_bytes msg, const struct party *by,
    const char *id)
{
	struct eci_buf rsa = { 0 };
	uint8_t z[32], e[32], sig[80];
	size_t n;

	if (!eci_cert_is_sm2(by->cert)) {
		CHECK_OK(ctx, eci_sha256(ctx, msg.ptr, msg.len, e));
		CHECK_OK(ctx, eci_key_sign_rsa(ctx, by->key, e, &rsa));
		CHECK_OK(ctx, eci_der_put_bits(ctx, out, rsa.ptr, rsa.len));
		eci_buf_free(&rsa);
		return;
	}
	CHECK_OK(ctx, eci_sm2_z(ctx, by->cert->pub.point, id != NULL ? id : ECI_SM2_ID, z));
	CHECK_OK(ctx, eci_sm2_e(ctx, z, msg, e));
	CHECK_OK(ctx, eci_key_sign_digest(ctx, by->key, e, sig, &n));
	CHECK_OK(ctx, eci_der_put_bits(ctx, out, sig, n));
}

static inline void
put_alg(ecert_ctx *ctx, struct eci_buf *out, bool sm2)
{
	struct eci_buf in = { 0 };

	CHECK_OK(ctx, eci_der_put_oid(ctx, &in, sm2 ? "1.2.156.10197.1.501" :
	    "1.2.840.113549.1.1.11"));
	if (!sm2)
		CHECK_OK(ctx, eci_der_put(ctx, &in, ECI_DER_NULL, NULL, 0));
	CHECK_OK(ctx, eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &in));
	eci_buf_free(&in);
}

/* SEQUENCE { tbs, algorithm, value }; tbs is freed. */
static inline struct eci_buf
signed_by(ecert_ctx *ctx, struct eci_buf *tbs, const struct party *by, const char *id)
{
	struct eci_buf in = { 0 }, out = { 0 };

	CHECK_OK(ctx, eci_buf_add(ctx, &in, tbs->ptr, tbs->len));
	put_alg(ctx, &in, eci_cert_is_sm2(by->cert));
	put_value(ctx, &in, of_buf(tbs), by, id);
	CHECK_OK(ctx, eci_der_put_buf(ctx, &out, ECI_DER_SEQUENCE, &in));
	eci_buf_free(&in);
	eci_buf_free(tbs);
	return out;
}

/* ---- extensions ---- */

static inline void
put_hex(ecert_ctx *ctx, struct eci_buf *out, const char *hex)
{
	uint8_t x[1000];
	size_t n = unhex(hex, x);

	CHECK_OK(ctx, eci_buf_add(ctx, out, x, n));
}

/* in becomes one value of tag in out, and is empty afterwards. */
static inline void
put_in(ecert_ctx *ctx, struct eci_buf *out, uint8_t tag, struct eci_buf *in)
{
	CHECK_OK(ctx, eci_der_put_buf(ctx, out, tag, in));
	eci_buf_free(in);
}

/* Extension; value is freed. */
static inline void
put_extension(ecert_ctx *ctx, struct eci_buf *out, const char *oid, bool critical,
    struct eci_buf *value)
{
	struct eci_buf in = { 0 };

	CHECK_OK(ctx, eci_der_put_oid(ctx, &in, oid));
	if (critical)
		CHECK_OK(ctx, eci_der_put(ctx, &in, ECI_DER_BOOLEAN, "\xff", 1));
	put_in(ctx, &in, ECI_DER_OCTET_STRING, value);
	put_in(ctx, out, ECI_DER_SEQUENCE, &in);
}

static inline void
put_extension_hex(ecert_ctx *ctx, struct eci_buf *out, const char *oid, bool critical,
    const char *hex)
{
	struct eci_buf value = { 0 };

	put_hex(ctx, &value, hex);
	put_extension(ctx, out, oid, critical, &value);
}

/* cRLDistributionPoints of one point with one URL. */
static inline void
put_crl_url(ecert_ctx *ctx, struct eci_buf *out, const char *url)
{
	struct eci_buf a = { 0 }, b = { 0 };

	CHECK_OK(ctx, eci_der_put(ctx, &a, 0x86, url, strlen(url)));
	put_in(ctx, &b, 0xa0, &a);
	put_in(ctx, &a, 0xa0, &b);
	put_in(ctx, &b, ECI_DER_SEQUENCE, &a);
	put_in(ctx, &a, ECI_DER_SEQUENCE, &b);
	put_extension(ctx, out, "2.5.29.31", false, &a);
}

/* authorityInfoAccess of one method. */
static inline void
put_access(ecert_ctx *ctx, struct eci_buf *out, const char *method, const char *url)
{
	struct eci_buf a = { 0 }, b = { 0 };

	CHECK_OK(ctx, eci_der_put_oid(ctx, &a, method));
	CHECK_OK(ctx, eci_der_put(ctx, &a, 0x86, url, strlen(url)));
	put_in(ctx, &b, ECI_DER_SEQUENCE, &a);
	put_in(ctx, &a, ECI_DER_SEQUENCE, &b);
	put_extension(ctx, out, "1.3.6.1.5.5.7.1.1", false, &a);
}

#define OCSP_SIGNING "300a06082b06010505070309"   /* extKeyUsage OCSPSigning */

/* The certificate of p with more extensions, signed by by anew. */
static inline void
extend(ecert_ctx *ctx, struct party *p, const struct party *by, const struct eci_buf *more)
{
	struct eci_der_val part[3], v;
	struct eci_buf list = { 0 }, seq = { 0 }, in = { 0 }, tbs = { 0 }, der;
	struct eci_bytes rest, exts;

	parts(ctx, eci_cert_der(p->cert), part);
	rest = part[0].body;
	while (rest.len > 0 && rest.ptr[0] != 0xa3)
		CHECK(eci_der_take(&rest, rest.ptr[0], &v));
	CHECK_OK(ctx, eci_buf_add(ctx, &in, part[0].body.ptr, part[0].body.len - rest.len));
	CHECK(eci_der_take(&rest, 0xa3, &v));
	exts = v.body;
	CHECK(eci_der_take(&exts, ECI_DER_SEQUENCE, &v));
	CHECK_OK(ctx, eci_buf_add(ctx, &list, v.body.ptr, v.body.len));
	CHECK_OK(ctx, eci_buf_add(ctx, &list, more->ptr, more->len));
	put_in(ctx, &seq, ECI_DER_SEQUENCE, &list);
	put_in(ctx, &in, 0xa3, &seq);
	put_in(ctx, &tbs, ECI_DER_SEQUENCE, &in);
	der = signed_by(ctx, &tbs, by, NULL);
	eci_cert_free(p->cert);
	CHECK_OK(ctx, eci_cert_load(ctx, "extended", der.ptr, der.len, &p->cert));
	eci_buf_free(&der);
}

/* As issue(), with more extensions, which are freed. */
static inline struct party
issue_more(ecert_ctx *ctx, struct eci_issue what, const struct party *by, struct eci_buf *more)
{
	struct party p = issue(ctx, what, by);

	extend(ctx, &p, by, more);
	eci_buf_free(more);
	return p;
}

/* A responder of by's. */
static inline struct party
responder(ecert_ctx *ctx, const char *cn, const struct party *by, bool no_check)
{
	struct eci_buf more = { 0 };

	put_extension_hex(ctx, &more, "2.5.29.37", false, OCSP_SIGNING);
	if (no_check)
		put_extension_hex(ctx, &more, "1.3.6.1.5.5.7.48.1.5", false, "0500");
	return issue_more(ctx, leaf(cn), by, &more);
}

/* ---- OCSP ---- */

struct single_spec {
	const struct party *cert, *issuer;
	enum eci_id_hash    hash;
	char                status;        /* 'g', 'r', 'u' */
	int64_t             since;
	int                 reason;        /* 0: none is written; -1: unspecified is */
	int64_t             from, until;   /* until 0: no nextUpdate */
	const char         *exts;          /* [1], hex; NULL: none */
	const char         *raw;           /* in the place of certStatus, hex */
};
struct response_spec {
	const struct party *by;            /* signs */
	const struct party *named;         /* NULL: by */
	bool                by_key;
	int64_t             produced;
	struct single_spec  v[3];
	size_t              n;
	const struct party *certs[2];
	const char         *exts;          /* [1], hex */
	const char         *version;       /* hex */
	const char         *id;            /* SM2 ID, NULL: the standard's */
	const char         *wrap;          /* what stands before responseBytes, hex */
	const char         *alg;           /* signatureAlgorithm, hex */
};

static inline void
put_status(ecert_ctx *ctx, struct eci_buf *out, const struct single_spec *s)
{
	struct eci_buf in = { 0 }, reason = { 0 };
	uint8_t code = s->reason > 0 ? (uint8_t)s->reason : 0;

	if (s->raw != NULL) {
		put_hex(ctx, out, s->raw);
		return;
	}
	if (s->status != 'r') {
		CHECK_OK(ctx, eci_der_put(ctx, out, s->status == 'g' ? 0x80 : 0x82, NULL, 0));
		return;
	}
	CHECK_OK(ctx, eci_der_put_time(ctx, &in, ECI_DER_GENTIME, s->since));
	if (s->reason != 0) {
		CHECK_OK(ctx, eci_der_put(ctx, &reason, 0x0a, &code, 1));
		put_in(ctx, &in, 0xa0, &reason);
	}
	put_in(ctx, out, 0xa1, &in);
}

static inline void
put_single(ecert_ctx *ctx, struct eci_buf *out, const struct single_spec *s)
{
	struct eci_buf in = { 0 }, next = { 0 };

	CHECK_OK(ctx, eci_cert_id_put(ctx, &in, s->hash, s->cert->cert, s->issuer->cert));
	put_status(ctx, &in, s);
	CHECK_OK(ctx, eci_der_put_time(ctx, &in, ECI_DER_GENTIME, s->from));
	if (s->until != 0) {
		CHECK_OK(ctx, eci_der_put_time(ctx, &next, ECI_DER_GENTIME, s->until));
		put_in(ctx, &in, 0xa0, &next);
	}
	if (s->exts != NULL)
		put_hex(ctx, &in, s->exts);
	put_in(ctx, out, ECI_DER_SEQUENCE, &in);
}

static inline void
put_responder(ecert_ctx *ctx, struct eci_buf *out, const struct response_spec *r)
{
	const struct eci_cert *who = (r->named != NULL ? r->named : r->by)->cert;
	struct eci_buf in = { 0 };
	uint8_t id[32];
	size_t n;

	if (r->by_key) {
		CHECK_OK(ctx, eci_id_hash(ctx, ECI_ID_SHA1, who->key_bits, id, &n));
		CHECK_OK(ctx, eci_der_put(ctx, &in, ECI_DER_OCTET_STRING, id, n));
	} else
		CHECK_OK(ctx, eci_buf_add(ctx, &in, who->subject_der.ptr, who->subject_der.len));
	put_in(ctx, out, r->by_key ? 0xa2 : 0xa1, &in);
}

static inline struct eci_buf
response_tbs(ecert_ctx *ctx, const struct response_spec *r)
{
	struct eci_buf in = { 0 }, list = { 0 }, tbs = { 0 };
	size_t i;

	if (r->version != NULL)
		put_hex(ctx, &in, r->version);
	put_responder(ctx, &in, r);
	CHECK_OK(ctx, eci_der_put_time(ctx, &in, ECI_DER_GENTIME, r->produced));
	for (i = 0; i < r->n; i++)
		put_single(ctx, &list, &r->v[i]);
	put_in(ctx, &in, ECI_DER_SEQUENCE, &list);
	if (r->exts != NULL)
		put_hex(ctx, &in, r->exts);
	put_in(ctx, &tbs, ECI_DER_SEQUENCE, &in);
	return tbs;
}

/* BasicOCSPResponse */
static inline struct eci_buf
response_basic(ecert_ctx *ctx, const struct response_spec *r)
{
	struct eci_buf tbs = response_tbs(ctx, r), in = { 0 }, certs = { 0 }, seq = { 0 }, out = { 0 };
	struct eci_bytes der;
	size_t i;

	CHECK_OK(ctx, eci_buf_add(ctx, &in, tbs.ptr, tbs.len));
	if (r->alg != NULL)
		put_hex(ctx, &in, r->alg);
	else
		put_alg(ctx, &in, eci_cert_is_sm2(r->by->cert));
	put_value(ctx, &in, of_buf(&tbs), r->by, r->id);
	for (i = 0; i < 2 && r->certs[i] != NULL; i++) {
		der = eci_cert_der(r->certs[i]->cert);
		CHECK_OK(ctx, eci_buf_add(ctx, &certs, der.ptr, der.len));
	}
	if (i > 0) {
		put_in(ctx, &seq, ECI_DER_SEQUENCE, &certs);
		put_in(ctx, &in, 0xa0, &seq);
	}
	put_in(ctx, &out, ECI_DER_SEQUENCE, &in);
	eci_buf_free(&tbs);
	return out;
}

/* OCSPResponse around basic, which is freed; wrap NULL: successful. */
static inline struct eci_buf
response_around(ecert_ctx *ctx, struct eci_buf *basic, const char *wrap)
{
	struct eci_buf in = { 0 }, seq = { 0 }, out = { 0 };

	CHECK_OK(ctx, eci_der_put_oid(ctx, &in, "1.3.6.1.5.5.7.48.1.1"));
	put_in(ctx, &in, ECI_DER_OCTET_STRING, basic);
	put_in(ctx, &seq, ECI_DER_SEQUENCE, &in);
	put_hex(ctx, &in, wrap != NULL ? wrap : "0a0100");
	put_in(ctx, &in, 0xa0, &seq);
	put_in(ctx, &out, ECI_DER_SEQUENCE, &in);
	return out;
}

static inline struct eci_buf
response(ecert_ctx *ctx, const struct response_spec *r)
{
	struct eci_buf basic = response_basic(ctx, r);

	return response_around(ctx, &basic, r->wrap);
}

#endif
