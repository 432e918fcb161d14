/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tsp_ess.c - signingCertificate (RFC 2634) and signingCertificateV2 (RFC 5035):
 * the signed word of the authority on which certificate is its own.  The first of
 * the certificates they list is the signer's.
 */
#include <string.h>

#include "tsp/tsp_priv.h"

#define CTX4 0xa4      /* GeneralName.directoryName */

/*
 * IssuerSerial: SEQUENCE { GeneralNames, INTEGER }.  Some encoders put the Name in
 * the place of GeneralNames; its first value is a SET, and says so.
 */
static ecert_err
read_issuer_serial(struct eci_der *d, const char *field, struct eci_notes *notes,
    struct eci_tsp_ess *out)
{
	struct eci_der in, names, at;
	struct eci_der_val v;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, field, &in, NULL)) != ECERT_OK)
		return e;
	at = in;
	if ((e = eci_der_enter(&in, ECI_DER_SEQUENCE, field, &names, &v)) != ECERT_OK)
		return e;
	if (eci_der_peek(&names) == ECI_DER_SET) {
		out->issuer = v.whole;
		e = eci_note(d->ctx, notes, ECERT_R_TIMESTAMP_BAD, true, d->where,
		    "%s: a Name where GeneralNames belong", field);
	} else if ((e = eci_der_enter(&names, CTX4, field, &at, NULL)) == ECERT_OK &&
	    (e = eci_der_get(&at, ECI_DER_SEQUENCE, field, &v)) == ECERT_OK &&
	    (e = eci_der_done(&at, field)) == ECERT_OK &&
	    (e = eci_der_done(&names, field)) == ECERT_OK)
		out->issuer = v.whole;
	if (e != ECERT_OK ||
	    (e = eci_tsp_number(&in, field, TSP_SERIAL_MAX, &out->serial)) != ECERT_OK)
		return e;
	return eci_der_done(&in, field);
}

static ecert_err
read_hash_alg(struct eci_der *d, const char *field, struct eci_tsp_ess *out)
{
	struct eci_der at = *d;
	enum eci_tsp_alg alg;
	struct eci_bytes oid;
	ecert_err e;

	if ((e = eci_tsp_digest_alg(d, field, &alg, &oid)) != ECERT_OK)
		return e;
	if (alg == ECI_TSP_OTHER)
		return eci_der_bad(&at, field, "a digest that is weak or unknown");
	out->alg = alg == ECI_TSP_SM3 ? ECI_TSP_ESS_SM3 : ECI_TSP_ESS_SHA256;
	return ECERT_OK;
}

/* ESSCertID { certHash, issuerSerial OPT }; V2 has the digest's algorithm in front,
 * SHA-256 where it is absent. */
static ecert_err
read_id(struct eci_der *d, const char *field, bool v2, struct eci_notes *notes,
    struct eci_tsp_ess *out)
{
	size_t want = v2 ? TSP_IMPRINT_LEN : ECI_SHA1_LEN;
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, field, &in, NULL)) != ECERT_OK)
		return e;
	out->alg = v2 ? ECI_TSP_ESS_SHA256 : ECI_TSP_ESS_SHA1;
	if (v2 && eci_der_peek(&in) == ECI_DER_SEQUENCE &&
	    (e = read_hash_alg(&in, field, out)) != ECERT_OK)
		return e;
	if ((e = eci_tsp_octets(&in, field, want, &out->hash)) != ECERT_OK)
		return e;
	if (!eci_der_end(&in) &&
	    (e = read_issuer_serial(&in, field, notes, out)) != ECERT_OK)
		return e;
	return eci_der_done(&in, field);
}

/* SigningCertificate { certs SEQUENCE OF ESSCertID, policies OPT } */
static ecert_err
read_ess(struct eci_der *d, const char *field, bool v2, struct eci_notes *notes,
    struct eci_tsp_ess *out)
{
	struct eci_der in, certs;
	struct eci_der_val v;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, field, &in, NULL)) != ECERT_OK ||
	    (e = eci_der_enter(&in, ECI_DER_SEQUENCE, field, &certs, NULL)) != ECERT_OK ||
	    (e = read_id(&certs, field, v2, notes, out)) != ECERT_OK)
		return e;
	out->present = true;
	/* Policies say under which rules the certificate is to be used; none is known. */
	if (eci_der_peek(&in) == ECI_DER_SEQUENCE &&
	    (e = eci_der_get(&in, ECI_DER_SEQUENCE, field, &v)) != ECERT_OK)
		return e;
	return eci_der_done(&in, field);
}

ecert_err
eci_tsp_ess(ecert_ctx *ctx, const char *where, struct eci_tsp_token *token)
{
	static const char *const names[] = { "signingCertificate", "signingCertificateV2" };
	const struct eci_cms_attr *a;
	enum eci_cms_oid id;
	struct eci_der d;
	ecert_err e;
	size_t i, v2;

	for (i = 0; i < token->cms.n_attrs; i++) {
		a = &token->cms.attrs[i];
		id = eci_cms_oid_of(a->oid);
		if (id != ECI_CMS_OID_ESS && id != ECI_CMS_OID_ESS_V2)
			continue;
		v2 = id == ECI_CMS_OID_ESS_V2;
		d = eci_der(ctx, where, ECERT_R_TIMESTAMP_BAD, a->value.ptr, a->value.len);
		d.clause = "RFC 5035";
		if ((e = read_ess(&d, names[v2], v2, &token->notes, &token->ess[v2])) != ECERT_OK)
			return e;
	}
	if (token->ess[0].present || token->ess[1].present)
		return ECERT_OK;
	return eci_note(ctx, &token->notes, ECERT_R_TIMESTAMP_BAD, true, where,
	    "no signingCertificate attribute: the authority does not say which certificate is "
	    "its own");
}

static ecert_err
hash_fits(ecert_ctx *ctx, const struct eci_tsp_ess *ess, struct eci_bytes der, bool *fits)
{
	uint8_t hash[TSP_IMPRINT_LEN];
	ecert_err e;

	switch (ess->alg) {
	case ECI_TSP_ESS_SHA1:
		e = eci_sha1(ctx, der.ptr, der.len, hash);
		break;
	case ECI_TSP_ESS_SHA256:
		e = eci_sha256(ctx, der.ptr, der.len, hash);
		break;
	default:
		e = eci_sm3(ctx, der.ptr, der.len, hash);
		break;
	}
	*fits = e == ECERT_OK && memcmp(hash, ess->hash.ptr, ess->hash.len) == 0;
	return e;
}

/* Names are compared as names: the digest has settled which certificate it is. */
static ecert_err
one_fits(ecert_ctx *ctx, const struct eci_tsp_ess *ess, const struct eci_cert *cert,
    bool *fits)
{
	ecert_err e;

	e = hash_fits(ctx, ess, eci_cert_der(cert), fits);
	if (e != ECERT_OK || !*fits || ess->issuer.len == 0)
		return e;
	return eci_who_is(ctx, cert, ess->issuer, ess->serial, fits);
}

ecert_err
eci_tsp_ess_fits(ecert_ctx *ctx, const struct eci_tsp_token *token,
    const struct eci_cert *cert, bool *fits, const char **why)
{
	static const char *const texts[] = {
		"its signingCertificate attribute names another certificate",
		"its signingCertificateV2 attribute names another certificate"
	};
	ecert_err e;
	size_t i;

	*fits = true;
	for (i = 0; *fits && i < ECI_COUNT(token->ess); i++) {
		if (!token->ess[i].present)
			continue;
		if ((e = one_fits(ctx, &token->ess[i], cert, fits)) != ECERT_OK)
			return e;
		if (!*fits)
			*why = texts[i];
	}
	return ECERT_OK;
}
