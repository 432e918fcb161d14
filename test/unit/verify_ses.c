/* SPDX-License-Identifier: Apache-2.0 */
/* Forged seal signatures: the value, by the key's holder or not. */
#include "../negative/forge_run.h"

EDIT(method_rsa, "1.2.156.10197.1.501", "1.2.840.113549.1.1.11")
EDIT(method_odd, "1.2.156.10197.1.501", "ROT13")

static void
value_empty(struct forge *f)
{
	forge_set(f, SIG_VALUE, "", 0);
}

static void
value_byte(struct forge *f)
{
	forge_set(f, SIG_VALUE, "0", 1);
}

static void
value_tail(struct forge *f)
{
	struct fent *e = forge_find(f, SIG_VALUE);
	struct eci_buf b = { 0 };

	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, e->p, e->n));
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, "\x05\x00", 2));
	forge_set(f, SIG_VALUE, b.ptr, b.len);
	eci_buf_free(&b);
}

static void
value_set(struct forge *f)
{
	forge_find(f, SIG_VALUE)->p[0] = 0x31;
}

static void
value_bit(struct forge *f)
{
	struct fent *e = forge_find(f, SIG_VALUE);

	e->p[e->n - 1] ^= 1;
}

/* The length in one byte more than DER wants. */
static void
value_ber(struct forge *f)
{
	struct fent *e = forge_find(f, SIG_VALUE);
	struct eci_buf b = { 0 };
	static const uint8_t head[] = { 0x30, 0x83, 0x00 };

	CHECK(e->p[1] == 0x82);
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, head, 3));
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, e->p + 2, e->n - 2));
	forge_set(f, SIG_VALUE, b.ptr, b.len);
	eci_buf_free(&b);
}

static void
value_long(struct forge *f)
{
	forge_set(f, SIG_VALUE, "\x30\x84\xff\xff\xff\xff\x30\x00", 8);
}

static void
value_longer(struct forge *f)
{
	forge_set(f, SIG_VALUE, "\x30\x89\x01\x00\x00\x00\x00\x00\x00\x00\x00\x30\x00", 13);
}

static void
value_nested(struct forge *f)
{
	struct eci_buf b = { 0 };
	int i;

	for (i = 0; i < 200000; i++)
		forge_le(&b, 0x8030, 2);
	forge_set(f, SIG_VALUE, b.ptr, b.len);
	eci_buf_free(&b);
}

static void
hash_other(struct forge *f)
{
	static const uint8_t zero[32];

	f->data_hash = zero;
	f->data_hash_len = 32;
}

static void
hash_short(struct forge *f)
{
	hash_other(f);
	f->data_hash_len = 16;
}

static void
hash_none(struct forge *f)
{
	hash_other(f);
	f->data_hash_len = 0;
}

/* The right digest, and a byte. */
static void
hash_long(struct forge *f)
{
	static uint8_t more[33];
	const struct fent *xml = forge_find(f, SIG_XML);

	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, xml->p, xml->n, more));
	f->data_hash = more;
	f->data_hash_len = sizeof(more);
}

static void
sign_hash(struct forge *f)
{
	f->sign_hash = true;
}

static void
property_other(struct forge *f)
{
	f->property = "/Doc_0/Signs/Sign_9/Signature.xml";
}

static void
property_more(struct forge *f)
{
	f->property = "/" SIG_XML "l";
}

static void
property_first(struct forge *f)
{
	f->property = "." SIG_XML;
}

static void
property_relative(struct forge *f)
{
	f->property = "Signature.xml";
}

static void
id_alice(struct forge *f)
{
	f->user_id = "ALICE123@YAHOO.COM";
}

static void
id_empty(struct forge *f)
{
	f->user_id = "";
}

static void
id_default(struct forge *f)
{
	f->user_id = "1234567812345678";
}

static void
key_other(struct forge *f)
{
	f->signer.key = forge.other.key;
}

#define SIG_N "\xff\xff\xff\xfe\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff" \
	"\x72\x03\xdf\x6b\x21\xc6\x05\x2b\x53\xbb\xf4\x09\x39\xd5\x41\x23"

static void
put_sig(struct eci_buf *sig, const void *p, size_t n)
{
	sig->len = 0;
	if (n > 0)
		CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, sig, p, n));
}

#define SIG(name, bytes) \
static void \
name##_bytes(struct forge *f, struct eci_buf *sig) \
{ \
	(void)f; \
	put_sig(sig, bytes, sizeof(bytes) - 1); \
} \
static void \
name(struct forge *f) \
{ \
	f->sig = name##_bytes; \
}

SIG(sig_empty, "")
SIG(sig_zero_zero, "\x30\x06\x02\x01\x00\x02\x01\x00")
SIG(sig_r_zero, "\x30\x06\x02\x01\x00\x02\x01\x01")
SIG(sig_s_zero, "\x30\x06\x02\x01\x01\x02\x01\x00")
SIG(sig_negative, "\x30\x06\x02\x01\xff\x02\x01\x01")
SIG(sig_three, "\x30\x09\x02\x01\x01\x02\x01\x01\x02\x01\x01")
SIG(sig_r_is_n, "\x30\x26\x02\x21\x00" SIG_N "\x02\x01\x01")
SIG(sig_raw_zero, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")

static void
tail_bytes(struct forge *f, struct eci_buf *sig)
{
	(void)f;
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, sig, "\x05\x00", 2));
}

static void
sig_tail(struct forge *f)
{
	f->sig = tail_bytes;
}

static void
huge_bytes(struct forge *f, struct eci_buf *sig)
{
	struct eci_buf ints = { 0 };
	uint8_t *r = calloc(1, 100000);

	(void)f;
	r[0] = 1;
	CHECK_OK(forge.ctx, eci_der_put(forge.ctx, &ints, 0x02, r, 100000));
	CHECK_OK(forge.ctx, eci_der_put(forge.ctx, &ints, 0x02, "\x01", 1));
	sig->len = 0;
	CHECK_OK(forge.ctx, eci_der_put_buf(forge.ctx, sig, 0x30, &ints));
	eci_buf_free(&ints);
	free(r);
}

static void
sig_huge(struct forge *f)
{
	f->sig = huge_bytes;
}

static void
raw_bytes(struct forge *f, struct eci_buf *sig)
{
	uint8_t raw[64];

	(void)f;
	CHECK(eci_sm2_sig_decode(forge_bytes(sig), raw));
	put_sig(sig, raw, sizeof(raw));
}

static void
sig_raw(struct forge *f)
{
	f->sig = raw_bytes;
}

/* r + n, which a verifier that reduces would take for r. */
static void
plus_n_bytes(struct forge *f, struct eci_buf *sig)
{
	static const char n[] = SIG_N;
	struct eci_buf ints = { 0 };
	uint8_t raw[64], sum[33];
	int i, carry = 0;

	(void)f;
	CHECK(eci_sm2_sig_decode(forge_bytes(sig), raw));
	for (i = 31; i >= 0; i--) {
		carry += raw[i] + (uint8_t)n[i];
		sum[i + 1] = (uint8_t)carry;
		carry >>= 8;
	}
	sum[0] = (uint8_t)carry;
	/* A leading one makes it positive and minimal, a zero needs the sign bit. */
	CHECK_OK(forge.ctx, eci_der_put(forge.ctx, &ints, 0x02, sum, 33));
	CHECK_OK(forge.ctx, eci_der_put(forge.ctx, &ints, 0x02, "\x01", 1));
	sig->len = 0;
	CHECK_OK(forge.ctx, eci_der_put_buf(forge.ctx, sig, 0x30, &ints));
	eci_buf_free(&ints);
}

static void
sig_plus_n(struct forge *f)
{
	f->sig = plus_n_bytes;
}

#define OID_SM2 "\x06\x08\x2a\x81\x1c\xcf\x55\x01\x83\x75"
#define OID_OTHER "\x06\x08\x2a\x81\x1c\xcf\x55\x01\x83\x76"
#define OID_RSA "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b"
#define OID_RSA_SHA1 "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05"

static void
v1(struct forge *f)
{
	f->version = ECERT_SES_V1;
}

static void
v5(struct forge *f)
{
	f->version = ECERT_SES_V5;
}

VALUE(rsa_alg, tbs, 6, OID_RSA)
VALUE(rsa_sha1_alg, tbs, 6, OID_RSA_SHA1)

static void
v1_rsa(struct forge *f)
{
	v1(f);
	rsa_alg(f);
	f->method = "1.2.840.113549.1.1.11";
}

static void
v1_rsa_sha1(struct forge *f)
{
	v1(f);
	rsa_sha1_alg(f);
	f->method = "1.2.840.113549.1.1.5";
}

/* Outside what the V4 signature covers: anybody can write it. */
static void
alg_other(struct forge *f)
{
	struct fent *e = forge_find(f, SIG_VALUE);
	size_t i, last = 0;

	for (i = 0; i + 10 <= e->n; i++)
		if (memcmp(e->p + i, OID_SM2, 10) == 0)
			last = i;
	memcpy(e->p + last, OID_OTHER, 10);
}

static const struct forge_case cases[] = {
	{ "SignatureMethod says RSA", NULL, method_rsa, NULL, NULL, X,
	    { R(ALG_MISMATCH), R(ALG_WEAK) } },
	{ "SignatureMethod says nonsense", NULL, method_odd, NULL, NULL, X,
	    { R(ALG_MISMATCH) } },
	{ "value empty", NULL, NULL, value_empty, NULL, X, { R(SES_MALFORMED) } },
	{ "value of one byte", NULL, NULL, value_byte, NULL, X, { R(SES_MALFORMED) } },
	{ "DER after the value", NULL, NULL, value_tail, NULL, X, { R(SES_MALFORMED) } },
	{ "outer tag SET", NULL, NULL, value_set, NULL, X, { R(SES_MALFORMED) } },
	{ "a bit of the value", NULL, NULL, value_bit, NULL, X, { R(SES_SIG_BAD) } },
	{ "length not minimal", NULL, NULL, value_ber, NULL, X, { R(SES_MALFORMED) } },
	{ "length of four octets", NULL, NULL, value_long, NULL, X, { R(SES_MALFORMED) } },
	{ "length of nine octets", NULL, NULL, value_longer, NULL, X, { R(SES_MALFORMED) } },
	{ "200,000 nested values", NULL, NULL, value_nested, NULL, X, { R(SES_MALFORMED) } },
	{ "dataHash of other bytes", hash_other, NULL, NULL, NULL, X, { R(SES_DATAHASH) } },
	{ "dataHash of 16 bytes", hash_short, NULL, NULL, NULL, X,
	    { R(SES_DATAHASH), R(SES_MALFORMED) } },
	{ "dataHash of no bytes", hash_none, NULL, NULL, NULL, X,
	    { R(SES_DATAHASH), R(SES_MALFORMED) } },
	{ "dataHash with a byte more", NULL, hash_long, NULL, NULL, X, { R(SES_DATAHASH) } },
	{ "propertyInfo with a byte more", property_more, NULL, NULL, NULL, X,
	    { R(SES_PROPERTY) } },
	{ "propertyInfo with another first byte", property_first, NULL, NULL, NULL, X,
	    { R(SES_PROPERTY) } },
	{ "dataHash signed instead of TBS_Sign", sign_hash, NULL, NULL, NULL, X,
	    { R(SES_SIG_BAD) } },
	{ "propertyInfo of another signature", property_other, NULL, NULL, NULL, X,
	    { R(SES_PROPERTY) } },
	{ "propertyInfo relative", property_relative, NULL, NULL, NULL, X, { R(SES_PROPERTY) } },
	{ "user ID ALICE123@YAHOO.COM", id_alice, NULL, NULL, NULL, X, { R(SES_SIG_BAD) } },
	{ "empty user ID", id_empty, NULL, NULL, NULL, X, { R(SES_SIG_BAD) } },
	{ "default user ID spelt out", id_default, NULL, NULL, NULL, V, { 0 } },
	{ "another key than the certificate's", key_other, NULL, NULL, NULL, X,
	    { R(SES_SIG_BAD) } },
	{ "signature empty", sig_empty, NULL, NULL, NULL, X,
	    { R(SES_SIG_BAD), R(SES_MALFORMED) } },
	{ "r = s = 0", sig_zero_zero, NULL, NULL, NULL, X, { R(SES_SIG_BAD) } },
	{ "r = 0", sig_r_zero, NULL, NULL, NULL, X, { R(SES_SIG_BAD) } },
	{ "s = 0", sig_s_zero, NULL, NULL, NULL, X, { R(SES_SIG_BAD) } },
	{ "r negative", sig_negative, NULL, NULL, NULL, X, { R(SES_SIG_BAD) } },
	{ "r = n", sig_r_is_n, NULL, NULL, NULL, X, { R(SES_SIG_BAD) } },
	{ "r + n", sig_plus_n, NULL, NULL, NULL, X, { R(SES_SIG_BAD) } },
	{ "three integers", sig_three, NULL, NULL, NULL, X, { R(SES_SIG_BAD) } },
	{ "bytes after r and s", sig_tail, NULL, NULL, NULL, X, { R(SES_SIG_BAD) } },
	{ "r of 100,000 bytes", sig_huge, NULL, NULL, NULL, X, { R(SES_SIG_BAD) } },
	{ "r || s of zeros", sig_raw_zero, NULL, NULL, NULL, X, { R(SES_SIG_BAD) } },
	{ "r || s is accepted", sig_raw, NULL, NULL, NULL, V, { 0 } },
	{ "V1", v1, NULL, NULL, NULL, V, { 0 } },
	{ "V1, page changed", v1, NULL, forge_page_changed, NULL, X, { R(DIGEST_MISMATCH) } },
	{ "V1, RSA with an SM2 certificate", v1_rsa, NULL, NULL, NULL, X,
	    { R(ALG_MISMATCH) } },
	{ "V1, RSA with SHA-1", v1_rsa_sha1, NULL, NULL, NULL, X, { R(ALG_WEAK) } },
	{ "V5", v5, NULL, NULL, NULL, V, { 0 } },
	{ "V5, page changed", v5, NULL, forge_page_changed, NULL, X, { R(DIGEST_MISMATCH) } },
	{ "V4, another algorithm", NULL, NULL, alg_other, NULL, X, { R(ALG_WEAK) } },
};

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	forge_end();
	return unit_end();
}
