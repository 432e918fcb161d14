/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_ocsp_single.c - what a response says of one certificate (RFC 6960 4.2.1). */
#include <string.h>

#include "crypto/crypto_priv.h"

#define MAX_EXTENSIONS 16
#define OID_CUTOFF "\x2b\x06\x01\x05\x05\x07\x30\x01\x06"
#define OID_CRL_ID "\x2b\x06\x01\x05\x05\x07\x30\x01\x03"

static ecert_err
parse_id(struct eci_der *d, struct eci_cert_id *id)
{
	struct eci_der_val name, key, serial;
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "certID", &in, NULL)) != ECERT_OK ||
	    (e = eci_sig_alg_parse(&in, &id->alg)) != ECERT_OK ||
	    (e = eci_der_get(&in, ECI_DER_OCTET_STRING, "issuerNameHash", &name)) != ECERT_OK ||
	    (e = eci_der_get(&in, ECI_DER_OCTET_STRING, "issuerKeyHash", &key)) != ECERT_OK ||
	    (e = eci_der_get(&in, ECI_DER_INTEGER, "serialNumber", &serial)) != ECERT_OK)
		return e;
	id->name_hash = name.body;
	id->key_hash = key.body;
	id->serial = serial.body;
	return eci_der_done(&in, "certID");
}

/* RevokedInfo */
static ecert_err
parse_revoked(struct eci_der *d, struct eci_ocsp_single *out)
{
	struct eci_der in, reason;
	ecert_err e;

	out->status = ECI_OCSP_REVOKED;
	if ((e = eci_der_enter(d, 0xa1, "revoked", &in, NULL)) != ECERT_OK ||
	    (e = eci_der_time(&in, ECI_DER_GENTIME, "revocationTime", &out->since)) != ECERT_OK)
		return e;
	if (!eci_der_end(&in) &&
	    ((e = eci_der_enter(&in, ECI_DER_CTX0, "revocationReason", &reason, NULL)) != ECERT_OK ||
	    (e = eci_reason_parse(&reason, &out->reason)) != ECERT_OK))
		return e;
	return eci_der_done(&in, "revoked");
}

static ecert_err
parse_status(struct eci_der *d, struct eci_ocsp_single *out)
{
	uint8_t tag = eci_der_peek(d);
	struct eci_der_val v;
	ecert_err e;

	if (tag == 0xa1)
		return parse_revoked(d, out);
	if (tag != 0x80 && tag != 0x82)
		return eci_der_bad(d, "certStatus", "neither good nor revoked nor unknown");
	if ((e = eci_der_get(d, tag, "certStatus", &v)) != ECERT_OK)
		return e;
	if (v.body.len != 0)
		return eci_der_bad(d, "certStatus", "contents where NULL belongs");
	out->status = tag == 0x80 ? ECI_OCSP_GOOD : ECI_OCSP_UNKNOWN;
	return ECERT_OK;
}

/* Those of list entries may stand here too, RFC 6960 4.4.5. */
static ecert_err
parse_ext(void *arg, struct eci_der *in, struct eci_bytes oid, bool critical)
{
	struct eci_ocsp_single *out = arg;
	ecert_err e;

	if (ECI_IS_OID(oid, "\x55\x1d\x18") && out->status == ECI_OCSP_REVOKED)
		return eci_invalidity_parse(in, &out->since);
	if (ECI_IS_OID(oid, OID_CUTOFF)) {
		out->keeps = true;
		e = eci_der_time(in, ECI_DER_GENTIME, "archiveCutoff", &out->keeps_from);
		return e != ECERT_OK ? e : eci_der_done(in, "archiveCutoff");
	}
	if (critical && !ECI_IS_OID(oid, OID_CRL_ID) && !ECI_IS_OID(oid, "\x55\x1d\x15"))
		out->foreign = "the response has an unknown critical extension";
	return ECERT_OK;
}

static ecert_err
parse_exts(struct eci_der *d, struct eci_ocsp_single *out)
{
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter_explicit(d, ECI_DER_CTX1, "singleExtensions", &in)) != ECERT_OK)
		return e;
	return eci_ext_each(&in, "singleExtensions", MAX_EXTENSIONS, parse_ext, out);
}

ecert_err
eci_ocsp_single_parse(struct eci_der *d, struct eci_ocsp_single *out)
{
	struct eci_der in, next;
	ecert_err e;

	memset(out, 0, sizeof(*out));
	out->reason = ECI_REASON_NONE;
	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "SingleResponse", &in, NULL)) != ECERT_OK ||
	    (e = parse_id(&in, &out->id)) != ECERT_OK ||
	    (e = parse_status(&in, out)) != ECERT_OK ||
	    (e = eci_der_time(&in, ECI_DER_GENTIME, "thisUpdate", &out->this_update)) != ECERT_OK)
		return e;
	if (eci_der_peek(&in) == ECI_DER_CTX0) {
		if ((e = eci_der_enter(&in, ECI_DER_CTX0, "nextUpdate", &next, NULL)) != ECERT_OK ||
		    (e = eci_der_time(&next, ECI_DER_GENTIME, "nextUpdate",
		        &out->next_update)) != ECERT_OK ||
		    (e = eci_der_done(&next, "nextUpdate")) != ECERT_OK)
			return e;
		out->has_next = true;
		if (out->next_update < out->this_update)
			return eci_der_bad(&in, "nextUpdate", "before thisUpdate");
	}
	if (!eci_der_end(&in) && (e = parse_exts(&in, out)) != ECERT_OK)
		return e;
	return eci_der_done(&in, "SingleResponse");
}
