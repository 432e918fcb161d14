/* SPDX-License-Identifier: Apache-2.0 */
/* signer_make.c - signers from files, memory and functions: see ecert/signer.h. */
#include <stdlib.h>
#include <string.h>

#include "signer/signer_priv.h"

ecert_err
eci_signer_check_cert(ecert_ctx *ctx, const char *where, const struct eci_cert *cert)
{
	if (eci_cert_key_ok(cert))
		return ECERT_OK;
	if (eci_cert_is_sm2(cert))
		return eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL,
		    "the public key of %s is no point of the curve", eci_cert_subject(cert));
	if (eci_cert_rsa_bits(cert) != 0)
		return eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL,
		    "the certificate of %s is of an RSA key of %d bits; taken are 2048 to 16384",
		    eci_cert_subject(cert), eci_cert_rsa_bits(cert));
	return eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL,
	    "the certificate of %s is neither of an SM2 nor of an RSA key",
	    eci_cert_subject(cert));
}

/* A file may hold the whole chain: the one that has the key, else the first. */
static const struct eci_cert *
choose(const struct eci_certs *list, const struct eci_key *key)
{
	size_t i;

	for (i = 0; key != NULL && i < list->n; i++)
		if (eci_key_matches(key, list->v[i]))
			return list->v[i];
	return list->v[0];
}

static ecert_err
cert_from(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    const struct eci_key *key, struct eci_cert **out)
{
	struct eci_certs list = { 0 };
	ecert_err e;

	if ((e = eci_certs_load(ctx, where, p, n, &list)) == ECERT_OK)
		*out = eci_cert_ref(choose(&list, key));
	eci_certs_free(&list);
	return e;
}

/* What a signer is made from, with names for messages. */
struct parts {
	const char    *key_name, *cert_name;
	const uint8_t *key, *cert;
	size_t         key_len, cert_len;
};

static ecert_err
make(ecert_ctx *ctx, const struct parts *in, ecert_pass_fn *pass, void *arg, ecert_signer **out)
{
	const char *cert_name = in->cert != NULL ? in->cert_name : in->key_name;
	ecert_signer *s;
	ecert_err e;

	if ((s = calloc(1, sizeof(*s))) == NULL)
		return eci_nomem(ctx);
	if ((e = eci_key_load(ctx, in->key_name, in->key, in->key_len, pass, arg, &s->key,
	    in->cert == NULL ? &s->cert : NULL)) != ECERT_OK)
		goto out;
	if (in->cert != NULL &&
	    (e = cert_from(ctx, in->cert_name, in->cert, in->cert_len, s->key, &s->cert)) != ECERT_OK)
		goto out;
	if (s->cert == NULL) {
		e = eci_reject(ctx, ECERT_R_KEY_BAD, in->key_name, NULL,
		    "no certificate of this key in it, and none given");
		goto out;
	}
	if ((e = eci_signer_check_cert(ctx, cert_name, s->cert)) != ECERT_OK)
		goto out;
	if (!eci_key_matches(s->key, s->cert)) {
		e = eci_reject(ctx, ECERT_R_KEY_BAD, in->key_name, NULL,
		    "not the key of the certificate %s (%s)", cert_name,
		    eci_cert_subject(s->cert));
		goto out;
	}
	*out = s;
	s = NULL;
out:
	ecert_signer_free(s);
	return e;
}

ecert_err
ecert_signer_from_mem(ecert_ctx *ctx, const uint8_t *key, size_t key_len, const uint8_t *cert,
    size_t cert_len, ecert_pass_fn *pass, void *arg, ecert_signer **out)
{
	struct parts in = { "key", "certificate", key, cert, key_len, cert_len };

	eci_clear(ctx);
	*out = NULL;
	if (key == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "no key");
	return make(ctx, &in, pass, arg, out);
}

ecert_err
ecert_signer_from_file(ecert_ctx *ctx, const char *key_path, const char *cert_path,
    ecert_pass_fn *pass, void *arg, ecert_signer **out)
{
	uint64_t max = 16 * ecert_ctx_limit(ctx, ECERT_LIMIT_CERT_BYTES);
	struct eci_buf key = { 0 }, cert = { 0 };
	struct parts in = { .key_name = key_path, .cert_name = cert_path };
	unsigned mode = 0;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	if ((e = eci_read_key(ctx, key_path, max, &key, &mode)) != ECERT_OK ||
	    (cert_path != NULL && (e = eci_read_file(ctx, cert_path, max, &cert)) != ECERT_OK))
		goto out;
	/* An empty file is not the same as none. */
	in.key = key.ptr != NULL ? key.ptr : (const uint8_t *)"";
	in.key_len = key.len;
	in.cert = cert_path == NULL ? NULL : cert.ptr != NULL ? cert.ptr : (const uint8_t *)"";
	in.cert_len = cert.len;
	if ((e = make(ctx, &in, pass, arg, out)) == ECERT_OK &&
	    (e = eci_check_mode(ctx, key_path, mode)) != ECERT_OK) {
		ecert_signer_free(*out);
		*out = NULL;
	}
out:
	eci_buf_wipe(&key);
	/* The certificate's file may be the key's. */
	eci_buf_wipe(&cert);
	return e;
}

static ecert_err
make_elsewhere(ecert_ctx *ctx, const uint8_t *cert, size_t cert_len, ecert_sign_fn *sign,
    void *arg, ecert_signer **out)
{
	ecert_signer *s;
	ecert_err e;

	if ((s = calloc(1, sizeof(*s))) == NULL)
		return eci_nomem(ctx);
	s->fn = sign;
	s->arg = arg;
	if ((e = cert_from(ctx, "certificate", cert, cert_len, NULL, &s->cert)) == ECERT_OK &&
	    (e = eci_signer_check_cert(ctx, "certificate", s->cert)) == ECERT_OK) {
		*out = s;
		s = NULL;
	}
	ecert_signer_free(s);
	return e;
}

ecert_err
ecert_signer_from_fn(ecert_ctx *ctx, const uint8_t *cert, size_t cert_len, ecert_sign_fn *sign,
    void *arg, ecert_signer **out)
{
	eci_clear(ctx);
	*out = NULL;
	if (cert == NULL || sign == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "no certificate or no function");
	return make_elsewhere(ctx, cert, cert_len, sign, arg, out);
}

ecert_err
ecert_signer_from_cert(ecert_ctx *ctx, const uint8_t *cert, size_t cert_len, ecert_signer **out)
{
	eci_clear(ctx);
	*out = NULL;
	if (cert == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "no certificate");
	return make_elsewhere(ctx, cert, cert_len, NULL, NULL, out);
}

int
ecert_signer_key_plain(const ecert_signer *signer)
{
	return signer->key != NULL && !eci_key_was_encrypted(signer->key);
}

void
ecert_signer_free(ecert_signer *signer)
{
	if (signer == NULL)
		return;
	if (signer->ops != NULL)
		signer->ops->close(signer->dev);
	eci_cert_free(signer->cert);
	eci_key_free(signer->key);
	free(signer);
}
