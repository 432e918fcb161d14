/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sign_given.c - a value that was made elsewhere, which is data from outside: a
 * service may hash once more, leave Z out, or have another key.
 */
#include "sign/sign_priv.h"

#include <string.h>

/* r || s, or DER as it is strictly, as DER; of RSA as it is. */
static ecert_err
take_form(ecert_ctx *ctx, enum eci_sig_alg alg, struct eci_bytes value, struct eci_buf *sig)
{
	uint8_t raw[64], der[80];
	size_t n = 0;

	if (alg != ECI_SIG_SM2_SM3)
		return eci_buf_add(ctx, sig, value.ptr, value.len);
	if (!eci_sm2_sig_decode(value, raw)) {
		if (value.len != sizeof(raw))
			return eci_reject(ctx, ECERT_R_KEY_BAD, "value", NULL,
			    "%zu bytes, neither DER of an SM2 signature nor r || s", value.len);
		memcpy(raw, value.ptr, sizeof(raw));
	}
	if (!eci_sm2_sig_encode(raw, der, sizeof(der), &n))
		return eci_reject(ctx, ECERT_R_KEY_BAD, "value", NULL, "r or s is out of range");
	return eci_buf_add(ctx, sig, der, n);
}

ecert_err
eci_sign_given(ecert_ctx *ctx, const struct eci_sign_how *how, struct eci_bytes tbs,
    struct eci_bytes value, struct eci_buf *sig)
{
	const struct eci_cert *cert = eci_signer_cert(how->signer);
	enum eci_sig_alg alg = eci_signer_alg(how->signer);
	struct eci_buf made = { 0 };
	const char *why = "";
	bool good = false;
	ecert_err e;

	if ((e = take_form(ctx, alg, value, &made)) == ECERT_OK)
		e = eci_sig_verify(ctx, cert, alg, tbs, (struct eci_bytes){ made.ptr, made.len },
		    NULL, &good);
	if (e == ECERT_OK && !good)
		e = eci_signer_fault(ctx, cert, tbs, (struct eci_bytes){ made.ptr, made.len }, &why);
	if (e == ECERT_OK && !good)
		e = eci_reject(ctx, ECERT_R_KEY_BAD, "value", NULL,
		    "not a signature of %s (serial %s) over what was prepared%s",
		    eci_cert_subject(cert), eci_cert_serial(cert), why);
	if (e == ECERT_OK)
		e = eci_buf_add(ctx, sig, made.ptr, made.len);
	eci_buf_free(&made);
	return e;
}

/* ---- a whole seal signature ---- */

static ecert_err
differs(ecert_ctx *ctx, ecert_reason r, const char *field)
{
	return eci_reject(ctx, r, "value", NULL,
	    "a seal signature whose %s is not the one that was prepared", field);
}

static bool
is_property(struct eci_bytes property, const char *sig_entry)
{
	size_t n = strlen(sig_entry);

	return property.len == n + 1 && property.ptr[0] == '/' &&
	    memcmp(property.ptr + 1, sig_entry, n) == 0;
}

/* Everything but its time, which is the service's. */
static ecert_err
compare(ecert_ctx *ctx, const struct eci_sign_how *how, const char *sig_entry,
    struct eci_bytes hash, const struct eci_ses_sig *sig)
{
	const struct eci_ses_seal *seal = eci_seal_ses(how->seal);

	if (sig->version != seal->version)
		return differs(ctx, ECERT_R_SEAL_MISMATCH, "version");
	if (!eci_bytes_equal(sig->seal.whole, seal->whole))
		return differs(ctx, ECERT_R_SEAL_MISMATCH, "seal");
	if (!eci_bytes_equal(sig->data_hash, hash))
		return differs(ctx, ECERT_R_SES_DATAHASH, "dataHash");
	if (!is_property(sig->property, sig_entry))
		return differs(ctx, ECERT_R_SES_PROPERTY, "propertyInfo");
	if (!eci_bytes_equal(sig->cert, eci_cert_der(eci_signer_cert(how->signer))))
		return differs(ctx, ECERT_R_KEY_BAD, "certificate");
	if (eci_sig_alg_of(sig->alg) != eci_signer_alg(how->signer))
		return differs(ctx, ECERT_R_ALG_MISMATCH, "signatureAlgID");
	return ECERT_OK;
}

ecert_err
eci_sign_given_ses(ecert_ctx *ctx, const struct eci_sign_how *how, const char *sig_entry,
    struct eci_bytes xml, struct eci_bytes value)
{
	const struct eci_cert *cert = eci_signer_cert(how->signer);
	uint8_t digest[ECI_SM3_LEN];
	struct eci_ses_sig sig;
	bool good = false;
	ecert_err e;

	if (how->tsa != NULL)
		return eci_fail(ctx, ECERT_E_ARG,
		    "value: a whole seal signature brings its time stamp with it");
	if ((e = eci_sign_digest(ctx, how, xml, digest)) != ECERT_OK ||
	    (e = eci_ses_sig_decode(ctx, "value", value.ptr, value.len, &sig)) != ECERT_OK)
		return e;
	if ((e = compare(ctx, how, sig_entry, (struct eci_bytes){ digest, sizeof(digest) },
	    &sig)) == ECERT_OK)
		e = eci_sig_verify(ctx, cert, eci_signer_alg(how->signer), sig.tbs, sig.sig, NULL,
		    &good);
	if (e == ECERT_OK && !good)
		e = eci_reject(ctx, ECERT_R_SES_SIG_BAD, "value", NULL,
		    "a seal signature that %s did not make", eci_cert_subject(cert));
	eci_ses_sig_free(&sig);
	return e;
}
