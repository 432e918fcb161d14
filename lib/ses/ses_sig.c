/* SPDX-License-Identifier: Apache-2.0 */
/* ses_sig.c - SES_Signature: a seal put on a document. */
#include <stdlib.h>
#include <string.h>

#include "ses/ses_priv.h"

static ecert_err
read_signer(struct eci_der *d, struct eci_ses_sig *out)
{
	ecert_err e;

	if ((e = eci_ses_octets(d, ECI_DER_OCTET_STRING, "cert",
	    ecert_ctx_limit(d->ctx, ECERT_LIMIT_CERT_BYTES), &out->cert)) != ECERT_OK)
		return e;
	return eci_der_oid(d, "signatureAlgID", &out->alg);
}

/* V4, V5: GeneralizedTime; files with UTCTime are met. */
static ecert_err
read_time(struct eci_der *d, struct eci_ses_sig *out)
{
	if (out->version == ECERT_SES_V1)
		return eci_ses_time_v1(d, out);
	out->time_form = eci_der_peek(d) == ECI_DER_UTCTIME ? ECI_SES_TIME_UTC :
	    ECI_SES_TIME_GENERALIZED;
	return eci_ses_time(d, "toSign.timeInfo", ECI_DER_GENTIME, &out->notes, &out->time);
}

/* The version numbers of signature and seal, and their shapes, agree. */
static ecert_err
read_version_and_seal(struct eci_der *d, struct eci_ses_sig *out)
{
	struct eci_der at = *d;
	int64_t number = 0;
	ecert_err e;

	if ((e = eci_ses_number(d, "toSign.version", out->version, &out->notes,
	    &number)) != ECERT_OK ||
	    (e = eci_ses_seal(d, &out->seal)) != ECERT_OK)
		return e;
	if ((out->version == ECERT_SES_V1) != (out->seal.version == ECERT_SES_V1) ||
	    (out->version != ECERT_SES_V1 && number != out->seal.version))
		return eci_der_bad(&at, "toSign.version",
		    "a signature of version %lld around a seal of version %d",
		    (long long)number, (int)out->seal.version);
	out->version = out->seal.version;
	return ECERT_OK;
}

/*
 * TBS_Sign.  V1 ends with cert and signatureAlgorithm, which V4 and V5 have
 * outside; those may end with extDatas.
 */
static ecert_err
read_tbs(struct eci_der *d, struct eci_ses_sig *out)
{
	struct eci_der_val whole;
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "toSign", &in, &whole)) != ECERT_OK)
		return e;
	out->tbs = whole.whole;
	if ((e = read_version_and_seal(&in, out)) != ECERT_OK ||
	    (e = read_time(&in, out)) != ECERT_OK ||
	    (e = eci_der_bits(&in, "toSign.dataHash", &out->data_hash)) != ECERT_OK ||
	    (e = eci_der_text(&in, ECI_DER_IA5, "toSign.propertyInfo",
	    &out->property)) != ECERT_OK)
		return e;
	d->clause = in.clause;
	if (out->version == ECERT_SES_V1)
		e = read_signer(&in, out);
	else
		e = eci_ses_exts(&in, "toSign.extDatas", ECI_DER_CTX0, &out->notes,
		    &out->exts, &out->n_exts);
	return e != ECERT_OK ? e : eci_der_done(&in, "toSign");
}

/* V1 by its shape: two elements, the first with seven. */
static ecert_err
find_shape(struct eci_der *d, ecert_ses_version *out)
{
	struct eci_der copy = *d, first;
	size_t count = 0, inner = 0;
	ecert_err e;

	if ((e = eci_ses_count(d, "SES_Signature", &count)) != ECERT_OK)
		return e;
	*out = count == 2 ? ECERT_SES_V1 : ECERT_SES_V4;
	if (count == 4 || count == 5)
		return ECERT_OK;
	if (count != 2)
		return eci_der_bad(d, "SES_Signature", "%zu%s elements, not 2, 4 or 5",
		    count, count > 7 ? " or more" : "");
	d->clause = copy.clause = eci_ses_clause(ECERT_SES_V1);
	if ((e = eci_der_enter(&copy, ECI_DER_SEQUENCE, "toSign", &first, NULL)) != ECERT_OK ||
	    (e = eci_ses_count(&first, "toSign", &inner)) != ECERT_OK)
		return e;
	if (inner != 7)
		return eci_der_bad(&first, "toSign", "%zu%s elements, not 7", inner,
		    inner > 7 ? " or more" : "");
	return ECERT_OK;
}

static ecert_err
read_sig(struct eci_der *d, struct eci_ses_sig *out)
{
	struct eci_der_val whole;
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "SES_Signature", &in, &whole)) != ECERT_OK)
		return e;
	out->whole = whole.whole;
	if ((e = find_shape(&in, &out->version)) != ECERT_OK)
		return e;
	in.clause = eci_ses_clause(out->version);
	if ((e = read_tbs(&in, out)) != ECERT_OK ||
	    (out->version != ECERT_SES_V1 && (e = read_signer(&in, out)) != ECERT_OK) ||
	    (e = eci_der_bits(&in, "signature", &out->sig)) != ECERT_OK ||
	    (out->version != ECERT_SES_V1 &&
	    (e = eci_ses_stamp(&in, "timeStamp", &out->notes, &out->timestamp)) != ECERT_OK) ||
	    (e = eci_der_done(&in, "SES_Signature")) != ECERT_OK)
		return e;
	return eci_der_done(d, "SES_Signature");
}

ecert_err
eci_ses_sig_decode(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_ses_sig *out)
{
	struct eci_der d = eci_der(ctx, where, ECERT_R_SES_MALFORMED, p, n);
	ecert_err e;

	memset(out, 0, sizeof(*out));
	if ((e = eci_ses_check_size(&d, "SES_Signature")) != ECERT_OK)
		return e;
	if ((e = read_sig(&d, out)) != ECERT_OK)
		eci_ses_sig_free(out);
	return e;
}

void
eci_ses_sig_free(struct eci_ses_sig *sig)
{
	eci_ses_seal_free(&sig->seal);
	free(sig->exts);
	eci_notes_free(&sig->notes);
	memset(sig, 0, sizeof(*sig));
}
