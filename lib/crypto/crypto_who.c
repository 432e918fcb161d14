/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_who.c - whom an issuer's name and a serial number mean, which is how
 * SignedData names its signer. */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto_priv.h"

ecert_err
eci_who_is(ecert_ctx *ctx, const struct eci_cert *cert, struct eci_bytes issuer,
    struct eci_bytes serial, bool *yes)
{
	X509_NAME *name = NULL;
	char *text = NULL;
	ecert_err e;

	*yes = false;
	if (!eci_bytes_equal(cert->serial, serial))
		return ECERT_OK;
	e = eci_name_load(ctx, "issuer", issuer, &name, &text);
	/* Letters count: nobody signed this name, so it may be written otherwise, but
	 * not be otherwise. */
	if (e == ECERT_OK)
		*yes = strcmp(cert->issuer_text, text) == 0;
	X509_NAME_free(name);
	free(text);
	/* What is no name is nobody's. */
	if (e == ECERT_E_CERT) {
		eci_clear(ctx);
		e = ECERT_OK;
	}
	return e;
}

static ecert_err
show_serial(ecert_ctx *ctx, struct eci_bytes serial, char **out)
{
	char *p;

	if (serial.len > 1 && serial.ptr[0] == 0) {
		serial.ptr++;
		serial.len--;
	}
	if ((*out = malloc(2 * serial.len + 1)) == NULL)
		return eci_nomem(ctx);
	eci_hex(serial.ptr, serial.len, *out);
	for (p = *out; *p != '\0'; p++)
		if (*p >= 'a')
			*p = (char)(*p - 'a' + 'A');
	return ECERT_OK;
}

ecert_err
eci_who_show(ecert_ctx *ctx, struct eci_bytes issuer, struct eci_bytes serial, char **name,
    char **number)
{
	X509_NAME *x = NULL;
	ecert_err e;

	*name = *number = NULL;
	e = eci_name_load(ctx, "issuer", issuer, &x, name);
	X509_NAME_free(x);
	if (e == ECERT_E_CERT) {
		eci_clear(ctx);
		e = eci_strdup(ctx, "?", name);
	}
	if (e == ECERT_OK)
		e = show_serial(ctx, serial, number);
	if (e != ECERT_OK) {
		free(*name);
		*name = NULL;
	}
	return e;
}
