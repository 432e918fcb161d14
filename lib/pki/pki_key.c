/* SPDX-License-Identifier: Apache-2.0 */
/* pki_key.c - new keys, and keys with their certificates: see ecert/key.h. */
#include <string.h>

#include "crypto/crypto.h"
#include "pki/pki_priv.h"

ecert_err
ecert_key_new(ecert_ctx *ctx, const char *pass, char **priv, char **pub)
{
	struct eci_buf secret = { 0 }, shown = { 0 };
	struct eci_key *key = NULL;
	ecert_err e;

	eci_clear(ctx);
	*priv = NULL;
	*pub = NULL;
	if ((e = eci_key_new_sm2(ctx, &key)) == ECERT_OK &&
	    (e = eci_key_write(ctx, key, pass, &secret)) == ECERT_OK &&
	    (e = eci_key_write_pub(ctx, key, &shown)) == ECERT_OK) {
		*priv = (char *)eci_buf_take(&secret, NULL);
		*pub = (char *)eci_buf_take(&shown, NULL);
	}
	eci_buf_wipe(&secret);
	eci_buf_free(&shown);
	eci_key_free(key);
	return e;
}

/* An ecert_pass_fn over a string. */
int32_t
eci_pki_pass(void *arg, const char *what, char *buf, size_t cap)
{
	const char *pass = arg;
	size_t n = strlen(pass);

	(void)what;
	if (n > cap)
		return -1;
	memcpy(buf, pass, n);
	return (int32_t)n;
}

static ecert_err
load_pair(ecert_ctx *ctx, struct eci_bytes key, struct eci_bytes cert, const char *pass,
    struct eci_key **k, struct eci_certs *certs)
{
	union { const char *in; void *out; } arg = { .in = pass };
	ecert_err e;
	size_t i;

	if ((e = eci_key_load(ctx, "key", key.ptr, key.len, eci_pki_pass, arg.out, k,
	    NULL)) != ECERT_OK ||
	    (e = eci_certs_load(ctx, "certificate", cert.ptr, cert.len, certs)) != ECERT_OK)
		return e;
	/* The one that has the key comes first. */
	for (i = 0; i < certs->n; i++)
		if (eci_key_matches(*k, certs->v[i])) {
			struct eci_cert *c = certs->v[i];

			certs->v[i] = certs->v[0];
			certs->v[0] = c;
			return ECERT_OK;
		}
	return eci_reject(ctx, ECERT_R_KEY_BAD, "key", NULL, "not the key of the certificate %s",
	    eci_cert_subject(certs->v[0]));
}

ecert_err
ecert_key_p12(ecert_ctx *ctx, const uint8_t *key, size_t key_len, const uint8_t *cert,
    size_t cert_len, const char *pass, uint8_t **out, size_t *out_len)
{
	struct eci_bytes kb = { key, key_len }, cb = { cert, cert_len };
	struct eci_certs certs = { 0 };
	struct eci_key *k = NULL;
	struct eci_buf buf = { 0 };
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	*out_len = 0;
	if (pass == NULL || pass[0] == '\0')
		return eci_fail(ctx, ECERT_E_ARG, "a PKCS#12 file needs a passphrase");
	if ((e = load_pair(ctx, kb, cb, pass, &k, &certs)) == ECERT_OK &&
	    (e = eci_key_write_p12(ctx, k, certs.v[0], pass, &buf)) == ECERT_OK)
		*out = eci_buf_take(&buf, out_len);
	eci_buf_wipe(&buf);
	eci_certs_free(&certs);
	eci_key_free(k);
	return e;
}
