/* SPDX-License-Identifier: Apache-2.0 */
/* status_make.c - a list that is signed: its text is first read as any reader will. */
#include <stdlib.h>

#include "cms/cms.h"
#include "signer/signer.h"
#include "status/status_priv.h"

static ecert_err
check_text(ecert_ctx *ctx, int64_t made, const char *text, size_t len)
{
	uint64_t max = ecert_ctx_limit(ctx, ECERT_LIMIT_CRL_BYTES);
	ecert_status *list;
	ecert_err e;

	if (len > max)
		return eci_fail(ctx, ECERT_E_LIMIT, "%zu bytes of a status list, more than %llu",
		    len, (unsigned long long)max);
	if ((list = calloc(1, sizeof(*list))) == NULL)
		return eci_nomem(ctx);
	if ((e = eci_strdup(ctx, "status list", &list->name)) == ECERT_OK)
		e = eci_status_read(ctx, list->name, made, text, len, list);
	ecert_status_free(list);
	return e;
}

/* Nobody would believe it: said before, not by those who are given it. */
static ecert_err
check_signer(ecert_ctx *ctx, int64_t made, const struct eci_cert *cert)
{
	if (!eci_cert_is_sm2(cert))
		return eci_reject(ctx, ECERT_R_KEY_BAD, NULL, NULL,
		    "status lists are signed with SM2, and %s has another key",
		    eci_cert_subject(cert));
	if (eci_cert_usage(cert) == ECI_USAGE_OTHER)
		return eci_reject(ctx, ECERT_R_CERT_USAGE, NULL, NULL,
		    "the key usage of %s (%s) allows no signatures", eci_cert_subject(cert),
		    eci_cert_usage_text(cert));
	if (made < eci_cert_not_before(cert) || made > eci_cert_not_after(cert))
		return eci_reject(ctx, ECERT_R_CERT_EXPIRED, NULL, NULL,
		    "the certificate of %s is outside of its validity", eci_cert_subject(cert));
	return ECERT_OK;
}

ecert_err
ecert_status_make(ecert_ctx *ctx, const char *text, size_t len, const ecert_signer *signer,
    uint8_t **out, size_t *out_len)
{
	const struct eci_cert *cert = eci_signer_cert(signer);
	struct eci_bytes content = { (const uint8_t *)text, len };
	struct eci_buf tbs = { 0 }, sig = { 0 }, der = { 0 };
	uint8_t sm3[ECI_SM3_LEN];
	int64_t made;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	*out_len = 0;
	made = eci_now(ctx);
	if ((e = check_signer(ctx, made, cert)) == ECERT_OK &&
	    (e = check_text(ctx, made, text, len)) == ECERT_OK &&
	    (e = eci_sm3(ctx, text, len, sm3)) == ECERT_OK &&
	    (e = eci_cms_attrs_encode(ctx, made, (struct eci_bytes){ sm3, sizeof(sm3) },
	    &tbs)) == ECERT_OK &&
	    (e = eci_signer_sign(ctx, signer, (struct eci_bytes){ tbs.ptr, tbs.len },
	    &sig)) == ECERT_OK &&
	    (e = eci_cms_encode_content(ctx, content, &tbs, eci_cert_der(cert),
	    (struct eci_bytes){ sig.ptr, sig.len }, &der)) == ECERT_OK)
		*out = eci_buf_take(&der, out_len);
	eci_buf_free(&tbs);
	eci_buf_free(&sig);
	eci_buf_free(&der);
	return e;
}
