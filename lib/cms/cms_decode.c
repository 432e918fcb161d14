/* SPDX-License-Identifier: Apache-2.0 */
/* cms_decode.c - ContentInfo and SignedData, down to their one SignerInfo. */
#include <stdlib.h>
#include <string.h>

#include "cms/cms_priv.h"

/* 1 is that of the standard; 3 is met and has the same fields here. */
static ecert_err
read_version(struct eci_der *d, int64_t *out)
{
	struct eci_der at = *d;
	ecert_err e;

	if ((e = eci_der_int(d, "SignedData.version", out)) != ECERT_OK || *out == 1 || *out == 3)
		return e;
	return eci_der_bad(&at, "SignedData.version", "version %lld, neither 1 nor 3",
	    (long long)*out);
}

/* The encapsulated ContentInfo; without content, the signature is a detached one. */
static ecert_err
read_content(struct eci_der *d, struct eci_cms *out)
{
	struct eci_der in, at, wrap;
	struct eci_der_val v;
	enum eci_cms_oid id;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "contentInfo", &in, NULL)) != ECERT_OK)
		return e;
	at = in;
	if ((e = eci_cms_oid(&in, "contentInfo.contentType", &out->content_type)) != ECERT_OK)
		return e;
	id = eci_cms_oid_of(out->content_type);
	if (!eci_cms_is_data(id) && id != ECI_CMS_OID_TST_INFO)
		return eci_cms_bad_oid(&at, "contentInfo.contentType", out->content_type,
		    "data");
	if (eci_der_end(&in))
		return ECERT_OK;
	if ((e = eci_der_enter(&in, ECI_DER_CTX0, "contentInfo.content", &wrap,
	    NULL)) != ECERT_OK ||
	    (e = eci_der_get(&wrap, ECI_DER_OCTET_STRING, "contentInfo.content",
	    &v)) != ECERT_OK ||
	    (e = eci_der_done(&wrap, "contentInfo.content")) != ECERT_OK)
		return e;
	out->has_content = true;
	out->content = v.body;
	return eci_der_done(&in, "contentInfo");
}

/* An optional SET of SEQUENCEs; the other kinds of certificate RFC 5652 has are
 * context tags and of no use here. */
static ecert_err
read_list(struct eci_der *d, uint8_t tag, const char *field, size_t max, uint64_t max_bytes,
    struct eci_bytes **list, size_t *n)
{
	struct eci_der_val v;
	struct eci_der in;
	size_t cap = 0;
	ecert_err e;

	if (eci_der_peek(d) != tag)
		return ECERT_OK;
	if ((e = eci_der_enter(d, tag, field, &in, NULL)) != ECERT_OK)
		return e;
	while (!eci_der_end(&in)) {
		struct eci_der at = in;

		if (*n == max)
			return eci_der_bad(&at, field, "more than %zu", max);
		if ((e = eci_der_get(&in, ECI_DER_SEQUENCE, field, &v)) != ECERT_OK)
			return e;
		if (v.whole.len > max_bytes)
			return eci_der_bad(&at, field, "%zu bytes, above %llu", v.whole.len,
			    (unsigned long long)max_bytes);
		if ((e = eci_grow(d->ctx, list, *n, &cap, sizeof(**list))) != ECERT_OK)
			return e;
		(*list)[(*n)++] = v.whole;
	}
	return ECERT_OK;
}

/* "Any of them is good" is no answer to who signed: there is one. */
static ecert_err
read_signers(struct eci_der *d, struct eci_cms *out)
{
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SET, "signerInfos", &in, NULL)) != ECERT_OK)
		return e;
	if (eci_der_end(&in))
		return eci_der_bad(&in, "signerInfos", "no SignerInfo");
	if ((e = eci_cms_signer(&in, out)) != ECERT_OK)
		return e;
	if (eci_der_peek(&in) == ECI_DER_SEQUENCE)
		return eci_der_bad(&in, "signerInfos", "more than one SignerInfo");
	return eci_der_done(&in, "signerInfos");
}

/* digestAlgorithms, once the signer's is known: with one signer, no other has a
 * reason to be there. */
static ecert_err
check_digests(struct eci_der *d, struct eci_cms *out)
{
	enum eci_cms_oid want = eci_cms_digest_of(out->digest_alg);
	static const char field[] = "digestAlgorithms";
	struct eci_bytes oid;
	bool alias = false;
	ecert_err e;

	if (eci_der_end(d))
		return eci_der_bad(d, field, "empty");
	while (!eci_der_end(d)) {
		struct eci_der at = *d;

		if ((e = eci_cms_alg(d, field, &oid)) != ECERT_OK)
			return e;
		if (eci_cms_digest_of(oid) != want)
			return eci_cms_bad_alg(&at, field, oid,
			    want == ECI_CMS_OID_SM3 ? "SM3" : "SHA-256");
		alias = alias || eci_cms_oid_of(oid) == ECI_CMS_OID_SM3_ALIAS;
	}
	if (!alias)
		return ECERT_OK;
	return eci_note(d->ctx, &out->notes, d->reason, true, d->where,
	    "%s: 1.2.156.10197.1.401.1 where 1.2.156.10197.1.401 is usual", field);
}

static ecert_err
read_signed_data(struct eci_der *d, struct eci_cms *out)
{
	uint64_t cert_max = ecert_ctx_limit(d->ctx, ECERT_LIMIT_CERT_BYTES);
	struct eci_der in, algs;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "SignedData", &in, NULL)) != ECERT_OK ||
	    (e = read_version(&in, &out->version)) != ECERT_OK ||
	    (e = eci_der_enter(&in, ECI_DER_SET, "digestAlgorithms", &algs, NULL)) != ECERT_OK ||
	    (e = read_content(&in, out)) != ECERT_OK ||
	    (e = read_list(&in, ECI_DER_CTX0, "certificates", CMS_CERTS_MAX, cert_max,
	    &out->certs, &out->n_certs)) != ECERT_OK ||
	    (e = read_list(&in, ECI_DER_CTX1, "crls", CMS_CRLS_MAX, CMS_BYTES_MAX,
	    &out->crls, &out->n_crls)) != ECERT_OK ||
	    (e = read_signers(&in, out)) != ECERT_OK ||
	    (e = eci_der_done(&in, "SignedData")) != ECERT_OK)
		return e;
	return check_digests(&algs, out);
}

static ecert_err
read_content_info(struct eci_der *d, struct eci_cms *out)
{
	struct eci_der in, at, wrap;
	struct eci_bytes oid;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "ContentInfo", &in, NULL)) != ECERT_OK)
		return e;
	at = in;
	if ((e = eci_cms_oid(&in, "ContentInfo.contentType", &oid)) != ECERT_OK)
		return e;
	out->outer = eci_cms_oid_of(oid);
	if (out->outer != ECI_CMS_OID_GM_SIGNED && out->outer != ECI_CMS_OID_PKCS7_SIGNED)
		return eci_cms_bad_oid(&at, "ContentInfo.contentType", oid, "signedData");
	d->clause = in.clause = eci_cms_clause(out->outer);
	if ((e = eci_der_enter(&in, ECI_DER_CTX0, "ContentInfo.content", &wrap,
	    NULL)) != ECERT_OK ||
	    (e = read_signed_data(&wrap, out)) != ECERT_OK ||
	    (e = eci_der_done(&wrap, "ContentInfo.content")) != ECERT_OK ||
	    (e = eci_der_done(&in, "ContentInfo")) != ECERT_OK)
		return e;
	return eci_der_done(d, "ContentInfo");
}

ecert_err
eci_cms_decode(ecert_ctx *ctx, const char *where, ecert_reason r, const uint8_t *p, size_t n,
    struct eci_cms *out)
{
	uint64_t max = ecert_ctx_limit(ctx, ECERT_LIMIT_SES_BYTES);

	return eci_cms_decode_max(ctx, where, r, p, n, max < CMS_BYTES_MAX ? max : CMS_BYTES_MAX,
	    out);
}

ecert_err
eci_cms_decode_max(ecert_ctx *ctx, const char *where, ecert_reason r, const uint8_t *p,
    size_t n, uint64_t max, struct eci_cms *out)
{
	struct eci_der d = eci_der(ctx, where, r, p, n);
	ecert_err e;

	memset(out, 0, sizeof(*out));
	if (n > max)
		return eci_der_bad(&d, "ContentInfo", "%zu bytes, above %llu", n,
		    (unsigned long long)max);
	/* Names, certificates and values that are kept as they are: to their leaves. */
	if ((e = read_content_info(&d, out)) != ECERT_OK ||
	    (e = eci_der_check(ctx, where, r, p, n)) != ECERT_OK)
		eci_cms_free(out);
	return e;
}

void
eci_cms_free(struct eci_cms *cms)
{
	free(cms->certs);
	free(cms->crls);
	free(cms->attrs);
	eci_notes_free(&cms->notes);
	memset(cms, 0, sizeof(*cms));
}
