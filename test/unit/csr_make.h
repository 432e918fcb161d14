/* SPDX-License-Identifier: Apache-2.0 */
/* csr_make.h - requests put together by hand, to be spoilt. */
#ifndef CSR_MAKE_H
#define CSR_MAKE_H

#include "crypto_help.h"
#include "crypto/crypto_priv.h"

struct csr_spec {
	const char *version;       /* hex of the INTEGER; NULL: 0 */
	const char *attrs;         /* hex of [0] and what is in it; NULL: a000 */
	const char *id;            /* SM2 ID; NULL: the default one */
	const char *alg;           /* hex; NULL: SM2 with SM3 */
	const char *tail;          /* hex after the value */
	bool        other_key;     /* signed by */
	bool        raw;           /* r || s */
};

static inline void
csr_hex(ecert_ctx *ctx, struct eci_buf *out, const char *hex)
{
	uint8_t b[512];

	CHECK_OK(ctx, eci_buf_add(ctx, out, b, unhex(hex, b)));
}

static inline struct eci_buf
csr_make(ecert_ctx *ctx, const struct csr_spec *s)
{
	struct eci_buf in = { 0 }, info = { 0 }, all = { 0 }, out = { 0 };
	struct eci_key *key = NULL, *other = NULL;
	const struct eci_key *by;
	uint8_t z[32], e[32], sig[80], raw[64];
	size_t n = 0;

	CHECK_OK(ctx, eci_key_new_sm2(ctx, &key));
	CHECK_OK(ctx, eci_key_new_sm2(ctx, &other));
	by = s->other_key ? other : key;
	csr_hex(ctx, &in, s->version != NULL ? s->version : "020100");
	CHECK_OK(ctx, eci_name_parse(ctx, "CN=a", &in));
	CHECK_OK(ctx, eci_key_put_spki(ctx, key, &in));
	csr_hex(ctx, &in, s->attrs != NULL ? s->attrs : "a000");
	CHECK_OK(ctx, eci_der_put_buf(ctx, &info, ECI_DER_SEQUENCE, &in));
	CHECK_OK(ctx, eci_sm2_z(ctx, by->point, s->id != NULL ? s->id : ECI_SM2_ID, z));
	CHECK_OK(ctx, eci_sm2_e(ctx, z, bytes(info.ptr, info.len), e));
	CHECK_OK(ctx, eci_key_sign_digest(ctx, by, e, sig, &n));
	if (s->raw) {
		CHECK(eci_sm2_sig_decode(bytes(sig, n), raw));
		memcpy(sig, raw, n = 64);
	}
	CHECK_OK(ctx, eci_buf_add(ctx, &all, info.ptr, info.len));
	csr_hex(ctx, &all, s->alg != NULL ? s->alg : "300a06082a811ccf55018375");
	CHECK_OK(ctx, eci_der_put_bits(ctx, &all, sig, n));
	if (s->tail != NULL)
		csr_hex(ctx, &all, s->tail);
	CHECK_OK(ctx, eci_der_put_buf(ctx, &out, ECI_DER_SEQUENCE, &all));
	eci_buf_free(&in);
	eci_buf_free(&info);
	eci_buf_free(&all);
	eci_key_free(key);
	eci_key_free(other);
	return out;
}

#endif
