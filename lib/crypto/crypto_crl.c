/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_crl.c - revocation lists (RFC 5280 5, GB/T 20518), read strictly and
 * once: entries are sorted so that a look-up in a large list is quick.
 */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto_priv.h"

#define MAX_EXTENSIONS 32

static int
by_serial(const void *pa, const void *pb)
{
	const struct eci_crl_entry *a = pa, *b = pb;
	int order;

	if (a->serial_len != b->serial_len)
		return a->serial_len < b->serial_len ? -1 : 1;
	if ((order = memcmp(a->serial, b->serial, a->serial_len)) != 0)
		return order;
	return a->since < b->since ? -1 : a->since > b->since;
}

/* RFC 5280 5.3.2: the holder was not to be believed from then on, though the
 * revocation came later. */
ecert_err
eci_invalidity_parse(struct eci_der *in, int64_t *since)
{
	int64_t t;
	ecert_err e;

	if (eci_der_peek(in) != ECI_DER_GENTIME)
		return eci_der_bad(in, "invalidityDate", "no GeneralizedTime");
	if ((e = eci_x509_time(in, "invalidityDate", &t)) != ECERT_OK)
		return e;
	if (t < *since)
		*since = t;
	return eci_der_done(in, "invalidityDate");
}

/* Of more than one octet, or negative, it is none that is known. */
ecert_err
eci_reason_parse(struct eci_der *in, uint8_t *reason)
{
	struct eci_der_val v;
	ecert_err e;

	if ((e = eci_der_get(in, 0x0a, "reasonCode", &v)) != ECERT_OK)
		return e;
	*reason = v.body.len == 1 && v.body.ptr[0] < 0x80 ? v.body.ptr[0] : ECI_REASON_OTHER;
	return eci_der_done(in, "reasonCode");
}

/* Nobody has parameters for what is accepted here: others would be unread. */
ecert_err
eci_sig_alg_plain(struct eci_der *d, struct eci_bytes *oid)
{
	struct eci_bytes whole = { d->ptr, d->len };
	struct eci_der_val alg, v;
	ecert_err e;

	if ((e = eci_sig_alg_parse(d, oid)) != ECERT_OK)
		return e;
	if (eci_der_take(&whole, ECI_DER_SEQUENCE, &alg) &&
	    eci_der_take(&alg.body, ECI_DER_OID, &v) && alg.body.len != 0 &&
	    !eci_der_take(&alg.body, ECI_DER_NULL, &v))
		return eci_der_bad(d, "signatureAlgorithm", "parameters other than NULL");
	return ECERT_OK;
}

/* RFC 5280 5.3: reasonCode and invalidityDate; a critical one besides (the
 * certificateIssuer of indirect lists) makes the list unusable. */
static ecert_err
parse_entry_exts(struct eci_der *d, struct eci_crl *crl, struct eci_crl_entry *entry)
{
	struct eci_bytes oid;
	bool critical, reason = false;
	struct eci_der exts, in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "crlEntryExtensions", &exts, NULL)) != ECERT_OK)
		return e;
	while (!eci_der_end(&exts)) {
		if ((e = eci_ext_next(&exts, &oid, &critical, &in)) != ECERT_OK)
			return e;
		if (ECI_IS_OID(oid, "\x55\x1d\x15")) {
			if (reason)
				return eci_der_bad(&in, "reasonCode", "twice");
			reason = true;
			if ((e = eci_reason_parse(&in, &entry->reason)) != ECERT_OK)
				return e;
		} else if (ECI_IS_OID(oid, "\x55\x1d\x18")) {
			if ((e = eci_invalidity_parse(&in, &entry->since)) != ECERT_OK)
				return e;
		} else if (critical)
			crl->foreign = "the list has an unknown critical entry extension";
	}
	return ECERT_OK;
}

static ecert_err
parse_entry(struct eci_der *d, struct eci_crl *crl, struct eci_crl_entry *entry)
{
	struct eci_der_val serial;
	struct eci_der in;
	ecert_err e;

	memset(entry, 0, sizeof(*entry));
	entry->reason = ECI_REASON_NONE;
	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "revokedCertificate", &in, NULL)) != ECERT_OK ||
	    (e = eci_der_get(&in, ECI_DER_INTEGER, "userCertificate", &serial)) != ECERT_OK ||
	    (e = eci_x509_time(&in, "revocationDate", &entry->since)) != ECERT_OK)
		return e;
	entry->serial = serial.body.ptr;
	entry->serial_len = (uint32_t)serial.body.len;
	if (!eci_der_end(&in) && (e = parse_entry_exts(&in, crl, entry)) != ECERT_OK)
		return e;
	return eci_der_done(&in, "revokedCertificate");
}

static ecert_err
parse_entries(struct eci_der *d, struct eci_crl *crl)
{
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "revokedCertificates", &in, NULL)) != ECERT_OK)
		return e;
	while (!eci_der_end(&in)) {
		if ((e = eci_grow(d->ctx, &crl->v, crl->n, &crl->cap, sizeof(*crl->v))) != ECERT_OK ||
		    (e = parse_entry(&in, crl, &crl->v[crl->n])) != ECERT_OK)
			return e;
		crl->n++;
	}
	if (crl->n > 1)
		qsort(crl->v, crl->n, sizeof(*crl->v), by_serial);
	return ECERT_OK;
}

/* RFC 5280 5.2.5 */
static ecert_err
parse_point(struct eci_der *d, struct eci_crl *crl)
{
	int number, last = -1;
	struct eci_der_val v;
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "issuingDistributionPoint", &in, NULL)) != ECERT_OK)
		return e;
	while (!eci_der_end(&in)) {
		if ((e = eci_der_any(&in, "issuingDistributionPoint", &v)) != ECERT_OK)
			return e;
		/* Of two names readers would differ in which one they take. */
		if ((number = v.tag & 0x1f) <= last)
			return eci_der_bad(&in, "issuingDistributionPoint",
			    "a field twice or out of order");
		last = number;
		if (v.tag == 0xa0) {
			crl->partial = true;
			crl->point = v.body;
		} else if (v.tag == 0x83)
			crl->foreign = "the list holds some reasons only";
		else if (v.tag < 0x81 || v.tag > 0x85 || v.body.len != 1)
			return eci_der_bad(&in, "issuingDistributionPoint", "an unknown field");
		else if (v.body.ptr[0] == 0)
			continue;
		else if (v.tag == 0x81)
			crl->only_user = true;
		else if (v.tag == 0x82)
			crl->only_ca = true;
		else if (v.tag == 0x84)
			crl->foreign = "the list is an indirect one";
		else
			crl->foreign = "the list is one of attribute certificates";
	}
	return eci_der_done(d, "issuingDistributionPoint");
}

/* RFC 5280 5.2.1, the keyIdentifier alone: issuer and serial number may be those
 * of another certificate of the same key. */
static ecert_err
parse_key_id(struct eci_der *d, struct eci_crl *crl)
{
	struct eci_der_val v;
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "authorityKeyIdentifier", &in,
	    NULL)) != ECERT_OK)
		return e;
	if (eci_der_peek(&in) == 0x80) {
		if ((e = eci_der_get(&in, 0x80, "keyIdentifier", &v)) != ECERT_OK)
			return e;
		crl->key_id = v.body;
	}
	return eci_der_done(d, "authorityKeyIdentifier");
}

/* X.509 9.5.2.8, expiredCertsOnCRL */
static ecert_err
parse_keeps(struct eci_der *d, struct eci_crl *crl)
{
	ecert_err e = eci_der_time(d, ECI_DER_GENTIME, "expiredCertsOnCRL", &crl->keeps_from);

	crl->keeps = e == ECERT_OK;
	return e != ECERT_OK ? e : eci_der_done(d, "expiredCertsOnCRL");
}

static ecert_err
parse_ext(void *arg, struct eci_der *in, struct eci_bytes oid, bool critical)
{
	struct eci_crl *crl = arg;

	if (ECI_IS_OID(oid, "\x55\x1d\x1c"))
		return parse_point(in, crl);
	if (ECI_IS_OID(oid, "\x55\x1d\x23"))
		return parse_key_id(in, crl);
	if (ECI_IS_OID(oid, "\x55\x1d\x3c"))
		return parse_keeps(in, crl);
	if (ECI_IS_OID(oid, "\x55\x1d\x1b"))
		crl->foreign = "the list is a delta list";
	else if (critical && !ECI_IS_OID(oid, "\x55\x1d\x14") &&
	    !ECI_IS_OID(oid, "\x55\x1d\x12"))
		crl->foreign = "the list has an unknown critical extension";
	return ECERT_OK;
}

static ecert_err
parse_exts(struct eci_der *d, struct eci_crl *crl)
{
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter_explicit(d, ECI_DER_CTX0, "crlExtensions", &in)) != ECERT_OK)
		return e;
	return eci_ext_each(&in, "crlExtensions", MAX_EXTENSIONS, parse_ext, crl);
}

static bool
at_time(const struct eci_der *d)
{
	return eci_der_peek(d) == ECI_DER_UTCTIME || eci_der_peek(d) == ECI_DER_GENTIME;
}

static ecert_err
parse_tbs(struct eci_der *d, struct eci_crl *crl, struct eci_bytes *alg)
{
	struct eci_der_val issuer;
	uint64_t version = 0;
	ecert_err e;

	if (eci_der_peek(d) == ECI_DER_INTEGER &&
	    (e = eci_der_uint(d, "version", 1, &version)) != ECERT_OK)
		return e;
	if ((e = eci_sig_alg_plain(d, alg)) != ECERT_OK ||
	    (e = eci_der_get(d, ECI_DER_SEQUENCE, "issuer", &issuer)) != ECERT_OK ||
	    (e = eci_name_load(d->ctx, d->where, issuer.whole, &crl->issuer,
	        &crl->issuer_text)) != ECERT_OK ||
	    (e = eci_x509_time(d, "thisUpdate", &crl->this_update)) != ECERT_OK)
		return e;
	crl->has_next = at_time(d);
	if (crl->has_next && (e = eci_x509_time(d, "nextUpdate", &crl->next_update)) != ECERT_OK)
		return e;
	if (eci_der_peek(d) == ECI_DER_SEQUENCE && (e = parse_entries(d, crl)) != ECERT_OK)
		return e;
	if (!eci_der_end(d) && version != 1)
		return eci_der_bad(d, "crlExtensions", "in a list that is not version 2");
	if (!eci_der_end(d) && (e = parse_exts(d, crl)) != ECERT_OK)
		return e;
	return eci_der_done(d, "tbsCertList");
}

ecert_err
eci_crl_parse(ecert_ctx *ctx, const char *where, struct eci_crl *crl)
{
	struct eci_der d = eci_der(ctx, where, ECERT_R_CERT_MALFORMED, crl->der.ptr, crl->der.len);
	struct eci_bytes inner, outer;
	struct eci_der seq, tbs;
	struct eci_der_val v;
	ecert_err e;

	if ((e = eci_der_enter(&d, ECI_DER_SEQUENCE, "CertificateList", &seq, NULL)) != ECERT_OK ||
	    (e = eci_der_done(&d, "CertificateList")) != ECERT_OK ||
	    (e = eci_der_enter(&seq, ECI_DER_SEQUENCE, "tbsCertList", &tbs, &v)) != ECERT_OK ||
	    (e = parse_tbs(&tbs, crl, &inner)) != ECERT_OK ||
	    (e = eci_sig_alg_plain(&seq, &outer)) != ECERT_OK ||
	    (e = eci_der_bits(&seq, "signatureValue", &crl->sig)) != ECERT_OK ||
	    (e = eci_der_done(&seq, "CertificateList")) != ECERT_OK)
		return e;
	if (!eci_bytes_equal(inner, outer))
		return eci_reject(ctx, ECERT_R_CERT_MALFORMED, where, "RFC 5280 5.1.1.2",
		    "the signature algorithms inside and outside differ");
	crl->tbs = v.whole;
	crl->alg = eci_sig_alg_of(outer);
	return ECERT_OK;
}
