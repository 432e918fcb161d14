/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_cert.c - one certificate: read strictly, then never changed.  The
 * signature is later checked over the received bytes of tbsCertificate.
 */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto_priv.h"

/* RFC 5280 4.1.1.2; GM/T certificates have parameters absent or NULL. */
ecert_err
eci_sig_alg_parse(struct eci_der *d, struct eci_bytes *oid)
{
	struct eci_der_val v;
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "signatureAlgorithm", &in, NULL)) != ECERT_OK ||
	    (e = eci_der_oid(&in, "algorithm", oid)) != ECERT_OK || eci_der_end(&in))
		return e;
	if ((e = eci_der_any(&in, "parameters", &v)) != ECERT_OK)
		return e;
	return eci_der_done(&in, "signatureAlgorithm");
}

ecert_err
eci_x509_time(struct eci_der *d, const char *field, int64_t *out)
{
	if (eci_der_peek(d) == ECI_DER_GENTIME)
		return eci_der_time(d, ECI_DER_GENTIME, field, out);
	return eci_der_time(d, ECI_DER_UTCTIME, field, out);
}

/* RFC 5280 4.1.2.2; shown in hexadecimal, two digits an octet. */
static ecert_err
parse_serial(struct eci_der *d, struct eci_cert *c)
{
	struct eci_bytes shown;
	struct eci_der_val v;
	ecert_err e;
	size_t i;

	if ((e = eci_der_get(d, ECI_DER_INTEGER, "serialNumber", &v)) != ECERT_OK)
		return e;
	if (v.body.len > 64)
		return eci_der_bad(d, "serialNumber", "%zu octets", v.body.len);
	c->serial = shown = v.body;
	if (shown.len > 1 && shown.ptr[0] == 0) {
		shown.ptr++;
		shown.len--;
	}
	if ((c->serial_text = malloc(2 * shown.len + 1)) == NULL)
		return eci_nomem(d->ctx);
	eci_hex(shown.ptr, shown.len, c->serial_text);
	for (i = 0; c->serial_text[i] != '\0'; i++)
		if (c->serial_text[i] >= 'a')
			c->serial_text[i] = (char)(c->serial_text[i] - 'a' + 'A');
	return ECERT_OK;
}

static ecert_err
parse_validity(struct eci_der *d, struct eci_cert *c)
{
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "validity", &in, NULL)) != ECERT_OK ||
	    (e = eci_x509_time(&in, "notBefore", &c->not_before)) != ECERT_OK ||
	    (e = eci_x509_time(&in, "notAfter", &c->not_after)) != ECERT_OK)
		return e;
	return eci_der_done(&in, "validity");
}

/* issuerUniqueID, subjectUniqueID and extensions. */
static ecert_err
parse_tail(struct eci_der *d, uint64_t version, struct eci_cert *c)
{
	struct eci_der_val v;
	struct eci_der in;
	ecert_err e;

	for (uint8_t tag = 0x81; tag <= 0x82; tag++)
		if (eci_der_peek(d) == tag &&
		    (e = eci_der_get(d, tag, "uniqueIdentifier", &v)) != ECERT_OK)
			return e;
	if (eci_der_end(d))
		return ECERT_OK;
	if (version != 2)
		return eci_der_bad(d, "extensions", "in a certificate that is not version 3");
	if ((e = eci_der_enter(d, 0xa3, "extensions", &in, NULL)) != ECERT_OK ||
	    (e = eci_exts_parse(&in, &c->exts)) != ECERT_OK ||
	    (e = eci_der_done(&in, "extensions")) != ECERT_OK)
		return e;
	return eci_der_done(d, "tbsCertificate");
}

static ecert_err
parse_version(struct eci_der *d, uint64_t *version)
{
	struct eci_der in;
	ecert_err e;

	*version = 0;
	if (eci_der_peek(d) != ECI_DER_CTX0)
		return ECERT_OK;
	if ((e = eci_der_enter(d, ECI_DER_CTX0, "version", &in, NULL)) != ECERT_OK ||
	    (e = eci_der_uint(&in, "version", 2, version)) != ECERT_OK)
		return e;
	return eci_der_done(&in, "version");
}

/* Of SubjectPublicKeyInfo; whether it is a key eci_pub_load() tells. */
static void
take_key_bits(struct eci_bytes spki, struct eci_bytes *out)
{
	struct eci_der_val alg, bits;

	if (!eci_der_take(&spki, ECI_DER_SEQUENCE, &alg) ||
	    !eci_der_take(&spki, ECI_DER_BIT_STRING, &bits) || bits.body.len == 0)
		return;
	out->ptr = bits.body.ptr + 1;
	out->len = bits.body.len - 1;
}

static ecert_err
parse_tbs(struct eci_der *d, struct eci_cert *c, struct eci_bytes *alg)
{
	struct eci_der_val issuer, subject, spki;
	const char *where = d->where;
	uint64_t version;
	ecert_err e;

	if ((e = parse_version(d, &version)) != ECERT_OK ||
	    (e = parse_serial(d, c)) != ECERT_OK ||
	    (e = eci_sig_alg_parse(d, alg)) != ECERT_OK ||
	    (e = eci_der_get(d, ECI_DER_SEQUENCE, "issuer", &issuer)) != ECERT_OK ||
	    (e = parse_validity(d, c)) != ECERT_OK ||
	    (e = eci_der_get(d, ECI_DER_SEQUENCE, "subject", &subject)) != ECERT_OK ||
	    (e = eci_der_get(d, ECI_DER_SEQUENCE, "subjectPublicKeyInfo", &spki)) != ECERT_OK ||
	    (e = parse_tail(d, version, c)) != ECERT_OK)
		return e;
	c->version = (int)version + 1;
	c->issuer_der = issuer.whole;
	c->subject_der = subject.whole;
	take_key_bits(spki.body, &c->key_bits);
	if ((e = eci_name_load(d->ctx, where, issuer.whole, &c->issuer, &c->issuer_text)) != ECERT_OK ||
	    (e = eci_name_load(d->ctx, where, subject.whole, &c->subject,
	        &c->subject_text)) != ECERT_OK)
		return e;
	return eci_pub_load(d->ctx, where, spki.whole, &c->pub);
}

static ecert_err
parse_cert(ecert_ctx *ctx, const char *where, struct eci_cert *c)
{
	struct eci_der d = eci_der(ctx, where, ECERT_R_CERT_MALFORMED, c->der.ptr, c->der.len);
	struct eci_bytes inner, outer;
	struct eci_der seq, tbs;
	struct eci_der_val v;
	ecert_err e;

	if ((e = eci_der_enter(&d, ECI_DER_SEQUENCE, "Certificate", &seq, NULL)) != ECERT_OK ||
	    (e = eci_der_done(&d, "Certificate")) != ECERT_OK ||
	    (e = eci_der_enter(&seq, ECI_DER_SEQUENCE, "tbsCertificate", &tbs, &v)) != ECERT_OK ||
	    (e = parse_tbs(&tbs, c, &inner)) != ECERT_OK ||
	    (e = eci_sig_alg_parse(&seq, &outer)) != ECERT_OK ||
	    (e = eci_der_bits(&seq, "signatureValue", &c->sig)) != ECERT_OK ||
	    (e = eci_der_done(&seq, "Certificate")) != ECERT_OK)
		return e;
	/* RFC 5280 4.1.1.2: both must say the same. */
	if (!eci_bytes_equal(inner, outer))
		return eci_reject(ctx, ECERT_R_CERT_MALFORMED, where, "RFC 5280 4.1.1.2",
		    "the signature algorithms inside and outside differ");
	c->tbs = v.whole;
	c->alg = eci_sig_alg_of(outer);
	if ((e = eci_where_parse(ctx, c)) != ECERT_OK)
		return e;
	return eci_usage_text(ctx, c->exts.usage, &c->usage_text);
}

ecert_err
eci_cert_load(ecert_ctx *ctx, const char *where, const uint8_t *der, size_t n,
    struct eci_cert **out)
{
	struct eci_cert *c;
	ecert_err e;

	*out = NULL;
	if (n > ecert_ctx_limit(ctx, ECERT_LIMIT_CERT_BYTES))
		return eci_too_large(ctx, where, "a certificate", n);
	if ((*out = eci_lately_cert(ctx, der, n)) != NULL)
		return ECERT_OK;
	if ((e = eci_der_check(ctx, where, ECERT_R_CERT_MALFORMED, der, n)) != ECERT_OK)
		return e;
	if ((c = calloc(1, sizeof(*c))) == NULL)
		return eci_nomem(ctx);
	atomic_init(&c->refs, 1);
	eci_memo_init(&c->memo);
	c->exts.pathlen = -1;
	if ((e = eci_buf_add(ctx, &c->der, der, n)) == ECERT_OK &&
	    (e = parse_cert(ctx, where, c)) == ECERT_OK) {
		eci_lately_keep_cert(ctx, c);
		*out = c;
		c = NULL;
	}
	eci_cert_free(c);
	return e;
}

/* Counting references is no change that anybody sees. */
struct eci_cert *
eci_cert_ref(const struct eci_cert *cert)
{
	union { const struct eci_cert *in; struct eci_cert *out; } c = { .in = cert };

	atomic_fetch_add_explicit(&c.out->refs, 1, memory_order_relaxed);
	return c.out;
}

void
eci_cert_free(struct eci_cert *c)
{
	if (c == NULL || atomic_fetch_sub_explicit(&c->refs, 1, memory_order_acq_rel) != 1)
		return;
	X509_NAME_free(c->issuer);
	X509_NAME_free(c->subject);
	free(c->issuer_text);
	free(c->subject_text);
	free(c->serial_text);
	eci_buf_free(&c->usage_text);
	eci_buf_free(&c->exts.ext_usage);
	eci_buf_free(&c->exts.unknown);
	eci_pub_free(&c->pub);
	eci_urls_free(&c->crl_urls);
	eci_urls_free(&c->ocsp_urls);
	eci_buf_free(&c->der);
	free(c);
}

/* The memo is the one part that is written later, see crypto_memo.c. */
ecert_err
eci_cert_issued_by(ecert_ctx *ctx, const struct eci_cert *cert, const struct eci_cert *issuer,
    bool empty_id, unsigned *checks, enum eci_fit *how)
{
	union { const struct eci_memo *in; struct eci_memo *out; } memo = { .in = &cert->memo };

	return eci_memo_verify(ctx, memo.out, &issuer->pub, cert->alg, cert->tbs, cert->sig,
	    empty_id, checks, how);
}
