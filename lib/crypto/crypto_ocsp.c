/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_ocsp.c - OCSP responses (RFC 6960 4.2, GB/T 19713), read strictly.
 * OpenSSL accepts bytes after a response, two answers about one certificate, and
 * values made with the empty SM2 ID alone; so they are read here.
 */
#include <string.h>

#include "crypto/crypto_priv.h"

#define ENUMERATED 0x0a
#define MAX_EXTENSIONS 16
#define OID_BASIC "\x2b\x06\x01\x05\x05\x07\x30\x01\x01"
#define OID_NONCE "\x2b\x06\x01\x05\x05\x07\x30\x01\x02"

/* RFC 6960 4.2.1; a failure carries nothing, and nobody signs it. */
static const char *const status_text[] = { "successful", "malformedRequest", "internalError",
    "tryLater", "4", "sigRequired", "unauthorized" };

static ecert_err
parse_status(struct eci_der *d)
{
	struct eci_der_val v;
	ecert_err e;

	if ((e = eci_der_get(d, ENUMERATED, "responseStatus", &v)) != ECERT_OK)
		return e;
	if (v.body.len != 1 || v.body.ptr[0] >= ECI_COUNT(status_text))
		return eci_der_bad(d, "responseStatus", "unknown");
	if (v.body.ptr[0] != 0)
		return eci_der_bad(d, "responseStatus", "the responder answered %s",
		    status_text[v.body.ptr[0]]);
	return ECERT_OK;
}

/* byName [1] or byKey [2]. */
static ecert_err
parse_responder(struct eci_der *d, struct eci_ocsp *resp)
{
	struct eci_der_val v;
	struct eci_der in;
	ecert_err e;

	if (eci_der_peek(d) == 0xa1) {
		if ((e = eci_der_enter(d, 0xa1, "byName", &in, NULL)) != ECERT_OK ||
		    (e = eci_der_get(&in, ECI_DER_SEQUENCE, "byName", &v)) != ECERT_OK ||
		    (e = eci_name_load(d->ctx, d->where, v.whole, &resp->name,
		        &resp->name_text)) != ECERT_OK)
			return e;
		return eci_der_done(&in, "byName");
	}
	if ((e = eci_der_enter(d, 0xa2, "responderID", &in, NULL)) != ECERT_OK ||
	    (e = eci_der_get(&in, ECI_DER_OCTET_STRING, "byKey", &v)) != ECERT_OK)
		return e;
	resp->key_hash = v.body;
	return eci_der_done(&in, "byKey");
}

/* Two answers about one certificate: readers would differ in which one they take. */
static ecert_err
refuse_twice(const struct eci_der *d, const struct eci_ocsp *resp)
{
	size_t i;

	for (i = 0; i + 1 < resp->n; i++)
		if (eci_cert_id_equal(&resp->v[i].id, &resp->v[resp->n - 1].id))
			return eci_der_bad(d, "responses", "a certificate for the second time");
	return ECERT_OK;
}

static ecert_err
parse_singles(struct eci_der *d, struct eci_ocsp *resp)
{
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "responses", &in, NULL)) != ECERT_OK)
		return e;
	while (!eci_der_end(&in)) {
		if (resp->n == ECI_OCSP_MAX_SINGLES)
			return eci_der_bad(&in, "responses", "more than %d", ECI_OCSP_MAX_SINGLES);
		if ((e = eci_grow(d->ctx, &resp->v, resp->n, &resp->cap,
		        sizeof(*resp->v))) != ECERT_OK ||
		    (e = eci_ocsp_single_parse(&in, &resp->v[resp->n])) != ECERT_OK)
			return e;
		resp->n++;
		if ((e = refuse_twice(&in, resp)) != ECERT_OK)
			return e;
	}
	return resp->n != 0 ? ECERT_OK : eci_der_bad(&in, "responses", "empty");
}

/* The nonce belongs to a question that is forgotten; all else that is critical would
 * change what the answers mean. */
static ecert_err
parse_exts(struct eci_der *d, struct eci_ocsp *resp)
{
	struct eci_bytes oid;
	struct eci_der in, value;
	bool critical;
	size_t n = 0;
	ecert_err e;

	if ((e = eci_der_enter_explicit(d, ECI_DER_CTX1, "responseExtensions", &in)) != ECERT_OK)
		return e;
	while (!eci_der_end(&in)) {
		if (n++ == MAX_EXTENSIONS)
			return eci_der_bad(&in, "responseExtensions", "more than %d",
			    MAX_EXTENSIONS);
		if ((e = eci_ext_next(&in, &oid, &critical, &value)) != ECERT_OK)
			return e;
		if (critical && !ECI_IS_OID(oid, OID_NONCE))
			resp->foreign = "the response has an unknown critical extension";
	}
	return ECERT_OK;
}

static ecert_err
parse_tbs(struct eci_der *d, struct eci_ocsp *resp)
{
	struct eci_der in;
	uint64_t version;
	ecert_err e;

	if (eci_der_peek(d) == ECI_DER_CTX0) {
		if ((e = eci_der_enter(d, ECI_DER_CTX0, "version", &in, NULL)) != ECERT_OK ||
		    (e = eci_der_uint(&in, "version", 0, &version)) != ECERT_OK ||
		    (e = eci_der_done(&in, "version")) != ECERT_OK)
			return e;
	}
	if ((e = parse_responder(d, resp)) != ECERT_OK ||
	    (e = eci_der_time(d, ECI_DER_GENTIME, "producedAt", &resp->produced)) != ECERT_OK ||
	    (e = parse_singles(d, resp)) != ECERT_OK)
		return e;
	if (!eci_der_end(d) && (e = parse_exts(d, resp)) != ECERT_OK)
		return e;
	return eci_der_done(d, "tbsResponseData");
}

static ecert_err
parse_certs(struct eci_der *d, struct eci_ocsp *resp)
{
	struct eci_cert *cert = NULL;
	struct eci_der in;
	struct eci_der_val v;
	ecert_err e;

	if ((e = eci_der_enter_explicit(d, ECI_DER_CTX0, "certs", &in)) != ECERT_OK)
		return e;
	while (!eci_der_end(&in)) {
		if (resp->certs.n == ECI_OCSP_MAX_CERTS)
			return eci_der_bad(&in, "certs", "more than %d", ECI_OCSP_MAX_CERTS);
		if ((e = eci_der_get(&in, ECI_DER_SEQUENCE, "certs", &v)) != ECERT_OK ||
		    (e = eci_cert_load(d->ctx, d->where, v.whole.ptr, v.whole.len, &cert)) != ECERT_OK)
			return e;
		e = eci_certs_add(d->ctx, &resp->certs, cert);
		eci_cert_free(cert);
		if (e != ECERT_OK)
			return e;
	}
	return ECERT_OK;
}

static ecert_err
parse_basic(struct eci_der *d, struct eci_ocsp *resp)
{
	struct eci_der seq, tbs;
	struct eci_der_val v;
	struct eci_bytes alg;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "BasicOCSPResponse", &seq, NULL)) != ECERT_OK ||
	    (e = eci_der_done(d, "BasicOCSPResponse")) != ECERT_OK ||
	    (e = eci_der_enter(&seq, ECI_DER_SEQUENCE, "tbsResponseData", &tbs, &v)) != ECERT_OK ||
	    (e = parse_tbs(&tbs, resp)) != ECERT_OK ||
	    (e = eci_sig_alg_plain(&seq, &alg)) != ECERT_OK ||
	    (e = eci_der_bits(&seq, "signature", &resp->sig)) != ECERT_OK)
		return e;
	if (!eci_der_end(&seq) && (e = parse_certs(&seq, resp)) != ECERT_OK)
		return e;
	resp->tbs = v.whole;
	resp->alg = eci_sig_alg_of(alg);
	return eci_der_done(&seq, "BasicOCSPResponse");
}

ecert_err
eci_ocsp_parse(ecert_ctx *ctx, const char *where, struct eci_ocsp *resp)
{
	struct eci_der d = eci_der(ctx, where, ECERT_R_CERT_MALFORMED, resp->der.ptr, resp->der.len);
	struct eci_der seq, wrap, in;
	struct eci_der_val v;
	struct eci_bytes oid;
	ecert_err e;

	d.clause = "RFC 6960 4.2.1";
	if ((e = eci_der_enter(&d, ECI_DER_SEQUENCE, "OCSPResponse", &seq, NULL)) != ECERT_OK ||
	    (e = eci_der_done(&d, "OCSPResponse")) != ECERT_OK ||
	    (e = parse_status(&seq)) != ECERT_OK ||
	    (e = eci_der_enter(&seq, ECI_DER_CTX0, "responseBytes", &wrap, NULL)) != ECERT_OK ||
	    (e = eci_der_done(&seq, "OCSPResponse")) != ECERT_OK ||
	    (e = eci_der_enter(&wrap, ECI_DER_SEQUENCE, "responseBytes", &in, NULL)) != ECERT_OK ||
	    (e = eci_der_done(&wrap, "responseBytes")) != ECERT_OK ||
	    (e = eci_der_oid(&in, "responseType", &oid)) != ECERT_OK)
		return e;
	if (!ECI_IS_OID(oid, OID_BASIC))
		return eci_der_bad(&in, "responseType", "other than id-pkix-ocsp-basic");
	if ((e = eci_der_get(&in, ECI_DER_OCTET_STRING, "response", &v)) != ECERT_OK ||
	    (e = eci_der_done(&in, "responseBytes")) != ECERT_OK ||
	    (e = eci_der_check(ctx, where, ECERT_R_CERT_MALFORMED, v.body.ptr,
	        v.body.len)) != ECERT_OK)
		return e;
	in.ptr = v.body.ptr;
	in.len = v.body.len;
	return parse_basic(&in, resp);
}
