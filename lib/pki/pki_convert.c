/* SPDX-License-Identifier: Apache-2.0 */
/* pki_convert.c - private keys read once and written in another form: see ecert/key.h. */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto.h"
#include "pki/pki_priv.h"

static ecert_err
load(ecert_ctx *ctx, const uint8_t *data, size_t len, const char *name, ecert_pass_fn *pass,
    void *arg, ecert_key **out)
{
	ecert_key *k;
	ecert_err e;

	if ((k = calloc(1, sizeof(*k))) == NULL)
		return eci_nomem(ctx);
	if ((e = eci_key_load(ctx, name, data, len, pass, arg, &k->key, &k->cert)) == ECERT_OK) {
		*out = k;
		k = NULL;
	}
	ecert_key_free(k);
	return e;
}

ecert_err
ecert_key_load(ecert_ctx *ctx, const uint8_t *data, size_t len, const char *name,
    ecert_pass_fn *pass, void *arg, ecert_key **out)
{
	eci_clear(ctx);
	*out = NULL;
	if (data == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "no key");
	return load(ctx, data, len, name, pass, arg, out);
}

ecert_err
ecert_key_load_file(ecert_ctx *ctx, const char *path, ecert_pass_fn *pass, void *arg,
    ecert_key **out)
{
	uint64_t max = 16 * ecert_ctx_limit(ctx, ECERT_LIMIT_CERT_BYTES);
	struct eci_buf b = { 0 };
	unsigned mode = 0;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	if (path == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "no key");
	if ((e = eci_read_key(ctx, path, max, &b, &mode)) == ECERT_OK &&
	    (e = load(ctx, b.ptr != NULL ? b.ptr : (const uint8_t *)"", b.len, path, pass, arg,
	        out)) == ECERT_OK &&
	    (e = eci_check_mode(ctx, path, mode)) != ECERT_OK) {
		ecert_key_free(*out);
		*out = NULL;
	}
	eci_buf_wipe(&b);
	return e;
}

void
ecert_key_free(ecert_key *key)
{
	if (key == NULL)
		return;
	eci_cert_free(key->cert);
	eci_key_free(key->key);
	free(key);
}

int
ecert_key_encrypted(const ecert_key *key)
{
	return eci_key_was_encrypted(key->key);
}

/* The one of the key's own, or of those that are given. */
static ecert_err
find_cert(ecert_ctx *ctx, const ecert_key *key, struct eci_bytes given, struct eci_cert **out)
{
	struct eci_certs certs = { 0 };
	ecert_err e;
	size_t i;

	if (given.ptr == NULL) {
		if (key->cert == NULL)
			return eci_fail(ctx, ECERT_E_ARG, "no certificate of this key");
		*out = eci_cert_ref(key->cert);
		return ECERT_OK;
	}
	if ((e = eci_certs_load(ctx, "certificate", given.ptr, given.len, &certs)) != ECERT_OK)
		return e;
	for (i = 0; i < certs.n && *out == NULL; i++)
		if (eci_key_matches(key->key, certs.v[i]))
			*out = eci_cert_ref(certs.v[i]);
	if (*out == NULL)
		e = eci_reject(ctx, ECERT_R_KEY_BAD, "key", NULL,
		    "not the key of the certificate %s", eci_cert_subject(certs.v[0]));
	eci_certs_free(&certs);
	return e;
}

static ecert_err
write_p12(ecert_ctx *ctx, const ecert_key *key, struct eci_bytes given, const char *pass,
    struct eci_buf *out)
{
	struct eci_cert *cert = NULL;
	ecert_err e;

	if (pass == NULL || pass[0] == '\0')
		return eci_fail(ctx, ECERT_E_ARG, "a PKCS#12 file needs a passphrase");
	if ((e = find_cert(ctx, key, given, &cert)) == ECERT_OK)
		e = eci_key_write_p12(ctx, key->key, cert, pass, out);
	eci_cert_free(cert);
	return e;
}

static ecert_err
write_public(ecert_ctx *ctx, const ecert_key *key, bool der, struct eci_buf *out)
{
	return der ? eci_key_put_spki(ctx, key->key, out) : eci_key_write_pub(ctx, key->key, out);
}

static ecert_err
write_form(ecert_ctx *ctx, const ecert_key *key, ecert_key_form form, bool der,
    struct eci_bytes cert, const char *pass, struct eci_buf *out)
{
	switch (form) {
	case ECERT_KEY_PKCS8:
		return der ? eci_key_write_der(ctx, key->key, pass, out) :
		    eci_key_write(ctx, key->key, pass, out);
	case ECERT_KEY_SEC1:
		if (pass != NULL)
			return eci_fail(ctx, ECERT_E_ARG, "SEC1 is not encrypted; PKCS#8 is");
		return eci_key_write_sec1(ctx, key->key, der, out);
	case ECERT_KEY_PKCS12:
		return write_p12(ctx, key, cert, pass, out);
	case ECERT_KEY_PUBLIC:
		return write_public(ctx, key, der, out);
	default:
		return eci_fail(ctx, ECERT_E_ARG, "form %d does not exist", (int)form);
	}
}

ecert_err
ecert_key_write(ecert_ctx *ctx, const ecert_key *key, ecert_key_form form, int der,
    const uint8_t *cert, size_t cert_len, const char *pass, uint8_t **out, size_t *out_len)
{
	struct eci_bytes given = { cert, cert_len };
	struct eci_buf b = { 0 };
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	*out_len = 0;
	if ((e = write_form(ctx, key, form, der != 0, given, pass, &b)) == ECERT_OK)
		*out = eci_buf_take(&b, out_len);
	eci_buf_wipe(&b);
	return e;
}
