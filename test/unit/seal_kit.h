/* SPDX-License-Identifier: Apache-2.0 */
/* seal_kit.h - a maker, people who sign, and a description of a seal. */
#ifndef SEAL_KIT_H
#define SEAL_KIT_H

#include "unit.h"

#include "rsa_key.h"

#include "crypto/crypto.h"
#include "seal/seal.h"
#include "signer/signer.h"

/* 2026-01-01T00:00:00Z, and the certificates' life around it. */
#define KIT_NOW   1767225600
#define KIT_FROM  (KIT_NOW - 86400)
#define KIT_UNTIL (KIT_NOW + 3 * 365 * 86400)

struct kit {
	struct eci_cert *maker, *signer, *other, *encrypting;
	struct eci_key  *maker_key, *signer_key;
	ecert_signer    *pen;           /* the maker's */
};

/* One grey pixel as PNG; made with zlib 1.2.13. */
static const uint8_t kit_png[] = {
	0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49,
	0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00,
	0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44,
	0x41, 0x54, 0x78, 0xda, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81, 0xda,
	0x45, 0x08, 0x3b, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42,
	0x60, 0x82,
};

static inline int64_t
kit_now(void *arg)
{
	return arg == NULL ? KIT_NOW : *(const int64_t *)arg;
}

static inline ecert_ctx *
kit_ctx(void)
{
	ecert_ctx *ctx = unit_ctx();

	ecert_ctx_set_clock(ctx, kit_now, NULL);
	return ctx;
}

static inline struct eci_cert *
kit_issue(ecert_ctx *ctx, const char *cn, const char *usage, const struct eci_key *key,
    int64_t from, int64_t until)
{
	struct eci_issue what = { .cn = cn, .o = "libecert", .from = from, .until = until,
	    .serial = 7, .pathlen = -1, .usage = usage };
	struct eci_cert *cert = NULL;

	CHECK_OK(ctx, eci_issue_cert(ctx, &what, key, key, NULL, &cert));
	return cert;
}

/* Signing by way of the public callback, as a token would. */
static inline int32_t
kit_sign(void *arg, int32_t alg, const uint8_t *digest, size_t len, uint8_t *sig,
    size_t *sig_len)
{
	ecert_ctx *ctx = ecert_ctx_new();
	struct eci_buf value = { 0 };
	ecert_err e = ECERT_E_NOMEM;

	if (ctx != NULL && alg == ECERT_ALG_SM2_SM3 && len == 32)
		e = eci_key_sign_digest(ctx, arg, digest, sig, sig_len);
	if (ctx != NULL && alg == ECERT_ALG_RSA_SHA256 && len == 32 &&
	    (e = eci_key_sign_rsa(ctx, arg, digest, &value)) == ECERT_OK) {
		memcpy(sig, value.ptr, value.len);
		*sig_len = value.len;
	}
	eci_buf_free(&value);
	ecert_ctx_free(ctx);
	return e == ECERT_OK ? 0 : -1;
}

static inline ecert_signer *
kit_pen(ecert_ctx *ctx, const struct eci_cert *cert, struct eci_key *key)
{
	struct eci_bytes der = eci_cert_der(cert);
	ecert_signer *pen = NULL;

	CHECK_OK(ctx, ecert_signer_from_fn(ctx, der.ptr, der.len, kit_sign, key, &pen));
	return pen;
}

static inline struct kit
kit_open(ecert_ctx *ctx)
{
	static const char sign[] = "digitalSignature,nonRepudiation";
	struct kit k = { 0 };

	CHECK_OK(ctx, eci_key_new_sm2(ctx, &k.maker_key));
	CHECK_OK(ctx, eci_key_new_sm2(ctx, &k.signer_key));
	k.maker = kit_issue(ctx, "maker", sign, k.maker_key, KIT_FROM, KIT_UNTIL);
	k.signer = kit_issue(ctx, "signer", sign, k.signer_key, KIT_FROM, KIT_UNTIL);
	k.other = kit_issue(ctx, "other", sign, k.signer_key, KIT_FROM, KIT_UNTIL);
	k.encrypting = kit_issue(ctx, "encrypting", "keyEncipherment", k.signer_key,
	    KIT_FROM, KIT_UNTIL);
	k.pen = kit_pen(ctx, k.maker, k.maker_key);
	return k;
}

/* A maker and somebody who signs, both with RSA keys. */
struct rsa_kit {
	struct eci_cert *maker, *signer;
	struct eci_key  *maker_key, *signer_key;
	ecert_signer    *pen;           /* the maker's */
};

static inline struct rsa_kit
rsa_kit_open(ecert_ctx *ctx)
{
	static const char sign[] = "digitalSignature,nonRepudiation";
	struct rsa_kit k = { .maker_key = rsa_key(ctx, 2048), .signer_key = rsa_key(ctx, 2048) };

	k.maker = kit_issue(ctx, "rsa maker", sign, k.maker_key, KIT_FROM, KIT_UNTIL);
	k.signer = kit_issue(ctx, "rsa signer", sign, k.signer_key, KIT_FROM, KIT_UNTIL);
	k.pen = kit_pen(ctx, k.maker, k.maker_key);
	return k;
}

static inline void
rsa_kit_close(struct rsa_kit *k)
{
	ecert_signer_free(k->pen);
	eci_cert_free(k->maker);
	eci_cert_free(k->signer);
	eci_key_free(k->maker_key);
	eci_key_free(k->signer_key);
}

static inline void
kit_close(struct kit *k)
{
	ecert_signer_free(k->pen);
	eci_cert_free(k->maker);
	eci_cert_free(k->signer);
	eci_cert_free(k->other);
	eci_cert_free(k->encrypting);
	eci_key_free(k->maker_key);
	eci_key_free(k->signer_key);
}

/* All that a seal needs but who may sign with it. */
static inline ecert_seal_spec *
kit_spec(ecert_ctx *ctx)
{
	ecert_seal_spec *spec = NULL;

	CHECK_OK(ctx, ecert_seal_spec_new(ctx, &spec));
	CHECK_OK(ctx, ecert_seal_spec_set_id(ctx, spec, "32010600000001"));
	CHECK_OK(ctx, ecert_seal_spec_set_vendor(ctx, spec, "ecert"));
	CHECK_OK(ctx, ecert_seal_spec_set_name(ctx, spec,
	    "\xe6\xa0\xa1\xe5\x87\x86\xe4\xb8\x93\xe7\x94\xa8\xe7\xab\xa0"));
	CHECK_OK(ctx, ecert_seal_spec_set_picture(ctx, spec, kit_png, sizeof(kit_png), 40,
	    30));
	CHECK_OK(ctx, ecert_seal_spec_set_validity(ctx, spec, KIT_FROM, KIT_UNTIL));
	return spec;
}

static inline void
kit_add(ecert_ctx *ctx, ecert_seal_spec *spec, const struct eci_cert *cert)
{
	struct eci_bytes der = eci_cert_der(cert);

	CHECK_OK(ctx, ecert_seal_spec_add_cert(ctx, spec, der.ptr, der.len));
}

#endif
