/* SPDX-License-Identifier: Apache-2.0 */
/* pki_cert.c - certificates of a file, one after the other or in another form. */
#include <string.h>

#include "crypto/crypto.h"
#include "pki/pki_priv.h"

ecert_err
ecert_cert_write(ecert_ctx *ctx, const uint8_t *data, size_t len, int der, uint8_t **out,
    size_t *out_len)
{
	struct eci_certs certs = { 0 };
	struct eci_buf b = { 0 };
	struct eci_bytes from;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	*out_len = 0;
	if (data == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "no certificate");
	if ((e = eci_certs_load(ctx, NULL, data, len, &certs)) == ECERT_OK) {
		from = eci_cert_der(certs.v[0]);
		e = der != 0 ? eci_buf_add(ctx, &b, from.ptr, from.len) :
		    eci_cert_write_pem(ctx, certs.v[0], &b);
	}
	if (e == ECERT_OK)
		*out = eci_buf_take(&b, out_len);
	eci_buf_free(&b);
	eci_certs_free(&certs);
	return e;
}

/* The certificates of a file that may be PKCS#12. */
static ecert_err
load(ecert_ctx *ctx, const uint8_t *data, size_t len, const char *name, ecert_pass_fn *pass,
    void *arg, struct eci_certs *out)
{
	struct eci_cert *cert = NULL;
	struct eci_key *key = NULL;
	ecert_err e;

	if (!eci_pki_is_p12(data, len))
		return eci_certs_load(ctx, name, data, len, out);
	if ((e = eci_key_load(ctx, name, data, len, pass, arg, &key, &cert)) == ECERT_OK)
		e = cert != NULL ? eci_certs_add(ctx, out, cert) :
		    eci_reject(ctx, ECERT_R_CERT_MALFORMED, name, NULL,
		        "no certificate of this key in it, and none given");
	eci_cert_free(cert);
	eci_key_free(key);
	return e;
}

ecert_err
ecert_cert_each(ecert_ctx *ctx, const uint8_t *data, size_t len, const char *name,
    ecert_pass_fn *pass, void *arg, ecert_cert_fn *fn, void *fn_arg)
{
	struct eci_certs certs = { 0 };
	ecert_err e;
	size_t i;

	eci_clear(ctx);
	if (data == NULL || fn == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "no certificate");
	e = load(ctx, data, len, name, pass, arg, &certs);
	for (i = 0; e == ECERT_OK && i < certs.n; i++)
		fn(fn_arg, eci_cert_subject(certs.v[i]), eci_cert_serial(certs.v[i]),
		    eci_cert_not_before(certs.v[i]), eci_cert_not_after(certs.v[i]));
	eci_certs_free(&certs);
	return e;
}
