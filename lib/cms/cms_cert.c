/* SPDX-License-Identifier: Apache-2.0 */
/* cms_cert.c - which certificate is the signer's: by the bytes of issuer and
 * serial number, as names have no other form that all would agree on. */
#include "cms/cms_priv.h"

bool
eci_cms_cert_id(struct eci_bytes cert, struct eci_bytes *issuer, struct eci_bytes *serial)
{
	struct eci_der_val seq, tbs, v;

	*issuer = *serial = (struct eci_bytes){ NULL, 0 };
	if (!eci_der_take(&cert, ECI_DER_SEQUENCE, &seq) || cert.len != 0 ||
	    !eci_der_take(&seq.body, ECI_DER_SEQUENCE, &tbs))
		return false;
	/* version is absent from certificates of version 1. */
	(void)eci_der_take(&tbs.body, ECI_DER_CTX0, &v);
	if (!eci_der_take(&tbs.body, ECI_DER_INTEGER, &v) || v.body.len == 0)
		return false;
	*serial = v.body;
	if (!eci_der_take(&tbs.body, ECI_DER_SEQUENCE, &v) ||
	    !eci_der_take(&tbs.body, ECI_DER_SEQUENCE, &v))
		return false;
	*issuer = v.whole;
	return true;
}

bool
eci_cms_names(const struct eci_cms *cms, struct eci_bytes cert)
{
	struct eci_bytes issuer, serial;

	return eci_cms_cert_id(cert, &issuer, &serial) &&
	    eci_bytes_equal(issuer, cms->issuer) && eci_bytes_equal(serial, cms->serial);
}

ecert_err
eci_cms_signer_cert(ecert_ctx *ctx, const char *where, ecert_reason r,
    const struct eci_cms *cms, size_t *index)
{
	size_t i;

	*index = SIZE_MAX;
	for (i = 0; i < cms->n_certs; i++) {
		if (!eci_cms_names(cms, cms->certs[i]))
			continue;
		if (*index != SIZE_MAX) {
			*index = SIZE_MAX;
			return eci_reject(ctx, r, where, eci_cms_clause(cms->outer),
			    "certificates: two of the signer's issuer and serial number");
		}
		*index = i;
	}
	return ECERT_OK;
}
