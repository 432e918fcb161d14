/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_policies.c - what a policy may ask of a certificate.  Nothing of it is
 * needed for a path, so nothing of it makes a certificate unreadable.
 */
#include <string.h>

#include "crypto/crypto_priv.h"

int
eci_cert_version(const struct eci_cert *cert)
{
	return cert->version;
}

enum eci_sig_alg
eci_cert_sig_alg(const struct eci_cert *cert)
{
	return cert->alg;
}

bool
eci_cert_usage_critical(const struct eci_cert *cert)
{
	return cert->exts.has_usage && cert->exts.usage_critical;
}

/* SEQUENCE OF PolicyInformation, each SEQUENCE { OID, ... } (RFC 5280 4.2.1.4). */
ecert_err
eci_cert_names_policy(ecert_ctx *ctx, const struct eci_cert *cert, const char *oid, bool *yes)
{
	struct eci_bytes rest = cert->exts.policies;
	struct eci_der_val info, id, want;
	struct eci_buf der = { 0 };
	struct eci_bytes asked;
	ecert_err e;

	*yes = false;
	if ((e = eci_der_put_oid(ctx, &der, oid)) != ECERT_OK)
		goto out;
	asked = (struct eci_bytes){ der.ptr, der.len };
	if (!eci_der_take(&asked, ECI_DER_OID, &want))
		goto out;
	while (!*yes && eci_der_take(&rest, ECI_DER_SEQUENCE, &info) &&
	    eci_der_take(&info.body, ECI_DER_OID, &id))
		*yes = eci_bytes_equal(id.body, want.body);
out:
	eci_buf_free(&der);
	return e;
}

/* In one-byte and two-byte strings alike: a blank is 0x20, with or without 0x00. */
static bool
is_blank(const ASN1_STRING *s)
{
	const unsigned char *p = ASN1_STRING_get0_data(s);
	int i, n = ASN1_STRING_length(s);

	for (i = 0; i < n; i++)
		if (p[i] != ' ' && p[i] != '\0')
			return false;
	return true;
}

static bool
has_entry(const X509_NAME *name, int nid)
{
	int i = -1;

	while ((i = X509_NAME_get_index_by_NID(name, nid, i)) >= 0)
		if (!is_blank(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, i))))
			return true;
	return false;
}

bool
eci_cert_has_name(const struct eci_cert *cert)
{
	bool yes;

	eci_ossl_enter();
	yes = (has_entry(cert->subject, NID_commonName) ||
	    has_entry(cert->subject, NID_organizationName)) &&
	    X509_NAME_get_index_by_NID(cert->subject, NID_pseudonym, -1) < 0;
	eci_ossl_leave();
	return yes;
}
