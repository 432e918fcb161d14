/* SPDX-License-Identifier: Apache-2.0 */
/* tsp_name.c - TSTInfo.tsa: RFC 3161 2.4.2 wants it to be one of the names of the
 * certificate the stamp was signed with. */
#include <stdlib.h>
#include <string.h>

#include "tsp/tsp_priv.h"

#define CTX3 0xa3      /* TBSCertificate.extensions */
#define CTX4 0xa4      /* GeneralName.directoryName */
#define SAN  "\x55\x1d\x11"

/* The contents of the GeneralNames in subjectAltName; false where there are none. */
static bool
alt_names(struct eci_bytes cert, struct eci_bytes *out)
{
	struct eci_der_val v, ext, oid;

	if (!eci_der_take(&cert, ECI_DER_SEQUENCE, &v) ||
	    !eci_der_take(&v.body, ECI_DER_SEQUENCE, &v))
		return false;
	/* Seven fields and at most two of context tags before the extensions. */
	while (v.body.len > 0 && v.body.ptr[0] != CTX3)
		if (!eci_der_take(&v.body, v.body.ptr[0], &ext))
			return false;
	if (!eci_der_take(&v.body, CTX3, &v) || !eci_der_take(&v.body, ECI_DER_SEQUENCE, &v))
		return false;
	while (eci_der_take(&v.body, ECI_DER_SEQUENCE, &ext)) {
		if (!eci_der_take(&ext.body, ECI_DER_OID, &oid) ||
		    oid.body.len != sizeof(SAN) - 1 ||
		    memcmp(oid.body.ptr, SAN, sizeof(SAN) - 1) != 0)
			continue;
		(void)eci_der_take(&ext.body, ECI_DER_BOOLEAN, &oid);
		if (!eci_der_take(&ext.body, ECI_DER_OCTET_STRING, &oid) ||
		    !eci_der_take(&oid.body, ECI_DER_SEQUENCE, &oid))
			return false;
		*out = oid.body;
		return true;
	}
	return false;
}

/* The subject, by what people read of both: string types differ. */
static ecert_err
is_subject(ecert_ctx *ctx, struct eci_bytes name, const struct eci_cert *cert, bool *yes)
{
	static const uint8_t zero[1];
	char *text = NULL, *number = NULL;
	struct eci_der_val v;
	ecert_err e;

	*yes = false;
	if (!eci_der_take(&name, CTX4, &v) || !eci_der_take(&v.body, ECI_DER_SEQUENCE, &v))
		return ECERT_OK;
	e = eci_who_show(ctx, v.whole, (struct eci_bytes){ zero, 1 }, &text, &number);
	if (e == ECERT_OK)
		*yes = strcmp(text, eci_cert_subject(cert)) == 0;
	free(text);
	free(number);
	return e;
}

ecert_err
eci_tsp_names(ecert_ctx *ctx, struct eci_bytes name, const struct eci_cert *cert, bool *yes)
{
	struct eci_bytes names = { NULL, 0 };
	struct eci_der_val v;
	ecert_err e;

	if ((e = is_subject(ctx, name, cert, yes)) != ECERT_OK ||
	    !alt_names(eci_cert_der(cert), &names))
		return e;
	while (!*yes && names.len > 0 && eci_der_take(&names, names.ptr[0], &v))
		*yes = eci_bytes_equal(v.whole, name);
	return ECERT_OK;
}
