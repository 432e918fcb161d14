/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_issue.c - certificates and lists for the test PKI.  Written in DER by
 * hand, since the signer in OpenSSL 3.0 leaves the SM2 ID empty by default.
 */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto_priv.h"

static ecert_err
put_rdn(ecert_ctx *ctx, struct eci_buf *out, const char *oid, uint8_t tag, const char *s)
{
	return s != NULL ? eci_put_rdn(ctx, out, oid, tag, s, strlen(s)) : ECERT_OK;
}

/* SEQUENCE { SET { SEQUENCE { OID, string } } ... } from the most general on. */
static ecert_err
put_subject(ecert_ctx *ctx, struct eci_buf *out, const struct eci_issue *what)
{
	struct eci_buf in = { 0 };
	ecert_err e;

	if ((e = put_rdn(ctx, &in, "2.5.4.6", ECI_DER_PRINTABLE, "CN")) == ECERT_OK &&
	    (e = put_rdn(ctx, &in, "2.5.4.10", ECI_DER_UTF8, what->o)) == ECERT_OK &&
	    (e = put_rdn(ctx, &in, "2.5.4.3", ECI_DER_UTF8, what->cn)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &in);
	eci_buf_free(&in);
	return e;
}

static ecert_err
put_name(ecert_ctx *ctx, struct eci_buf *out, const X509_NAME *name)
{
	unsigned char *der = NULL;
	ecert_err e;
	int n;

	eci_ossl_enter();
	n = i2d_X509_NAME(name, &der);
	e = n < 0 ? eci_nomem(ctx) : eci_buf_add(ctx, out, der, (size_t)n);
	OPENSSL_free(der);
	eci_ossl_leave();
	return e;
}

/* What key signs with; of RSA the parameters are NULL (RFC 4055 5). */
ecert_err
eci_put_algorithm(ecert_ctx *ctx, enum eci_key_kind kind, struct eci_buf *out)
{
	bool rsa = kind == ECI_KEY_RSA;
	struct eci_buf in = { 0 };
	ecert_err e;

	e = eci_der_put_oid(ctx, &in, eci_sig_alg_oid(rsa ? ECI_SIG_RSA_SHA256 : ECI_SIG_SM2_SM3));
	if (e == ECERT_OK && rsa)
		e = eci_der_put(ctx, &in, ECI_DER_NULL, NULL, 0);
	if (e == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &in);
	eci_buf_free(&in);
	return e;
}

/* RFC 5280 4.1.2.5: UTCTime through 2049. */
static ecert_err
put_time(ecert_ctx *ctx, struct eci_buf *out, int64_t t)
{
	struct eci_civil c;

	eci_civil_of(t, &c);
	return eci_der_put_time(ctx, out, c.year < 2050 ? ECI_DER_UTCTIME : ECI_DER_GENTIME, t);
}

static ecert_err
put_serial(ecert_ctx *ctx, struct eci_buf *out, uint64_t serial)
{
	uint8_t b[9] = { 0 };
	size_t i, skip = 0;

	for (i = 0; i < 8; i++)
		b[1 + i] = (uint8_t)(serial >> 8 * (7 - i));
	while (skip < 8 && b[skip] == 0 && b[skip + 1] < 0x80)
		skip++;
	return eci_der_put(ctx, out, ECI_DER_INTEGER, b + skip, sizeof(b) - skip);
}

/* SEQUENCE { OID, critical, OCTET STRING { value } }; value is freed. */
ecert_err
eci_put_ext(ecert_ctx *ctx, struct eci_buf *out, const char *oid, bool critical,
    struct eci_buf *value, ecert_err e)
{
	struct eci_buf in = { 0 };
	static const uint8_t yes = 0xff;

	if (e == ECERT_OK && (e = eci_der_put_oid(ctx, &in, oid)) == ECERT_OK && critical)
		e = eci_der_put(ctx, &in, ECI_DER_BOOLEAN, &yes, 1);
	if (e == ECERT_OK && (e = eci_der_put_buf(ctx, &in, ECI_DER_OCTET_STRING, value)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &in);
	eci_buf_free(&in);
	eci_buf_free(value);
	return e;
}

static ecert_err
put_basic(ecert_ctx *ctx, struct eci_buf *out, const struct eci_issue *what)
{
	struct eci_buf in = { 0 }, value = { 0 };
	static const uint8_t yes = 0xff;
	ecert_err e = ECERT_OK;

	if (what->ca)
		e = eci_der_put(ctx, &in, ECI_DER_BOOLEAN, &yes, 1);
	if (e == ECERT_OK && what->ca && what->pathlen >= 0)
		e = eci_der_put_int(ctx, &in, what->pathlen);
	if (e == ECERT_OK)
		e = eci_der_put_buf(ctx, &value, ECI_DER_SEQUENCE, &in);
	eci_buf_free(&in);
	return eci_put_ext(ctx, out, "2.5.29.19", true, &value, e);
}

/* A named bit list ends with its last one (X.690 11.2.2). */
ecert_err
eci_put_usage(ecert_ctx *ctx, struct eci_buf *out, const char *usage, bool critical)
{
	static const char *const names[] = { "digitalSignature", "nonRepudiation",
	    "keyEncipherment", "dataEncipherment", "keyAgreement", "keyCertSign", "cRLSign" };
	struct eci_buf value = { 0 };
	uint8_t body[2] = { 7, 0 };
	size_t i, n;
	ecert_err e;

	if (usage == NULL)
		return ECERT_OK;
	while (*usage != '\0') {
		n = strcspn(usage, ",");
		for (i = 0; i < ECI_COUNT(names); i++)
			if (strlen(names[i]) == n && strncmp(names[i], usage, n) == 0)
				break;
		if (i == ECI_COUNT(names))
			return eci_fail(ctx, ECERT_E_ARG, "unknown key usage \"%.*s\"; known are "
			    "digitalSignature, nonRepudiation, keyEncipherment, dataEncipherment, "
			    "keyAgreement, keyCertSign, cRLSign", (int)n, usage);
		body[1] |= (uint8_t)(0x80 >> i);
		if (7 - i < body[0])
			body[0] = (uint8_t)(7 - i);
		usage += n + (usage[n] == ',');
	}
	e = eci_der_put(ctx, &value, ECI_DER_BIT_STRING, body, body[1] == 0 ? 1 : 2);
	return eci_put_ext(ctx, out, "2.5.29.15", critical, &value, e);
}

/* Names with commas between them. */
static ecert_err
put_purposes(ecert_ctx *ctx, struct eci_buf *out, const char *names)
{
	static const struct { const char *name, *oid; } known[] = {
		{ "clientAuth", "1.3.6.1.5.5.7.3.2" }, { "timeStamping", "1.3.6.1.5.5.7.3.8" },
		{ "OCSPSigning", "1.3.6.1.5.5.7.3.9" },
	};
	ecert_err e = ECERT_OK;
	size_t i, n;

	for (; e == ECERT_OK && *names != '\0'; names += n + (names[n] == ',')) {
		n = strcspn(names, ",");
		for (i = 0; i < ECI_COUNT(known); i++)
			if (strlen(known[i].name) == n && strncmp(known[i].name, names, n) == 0)
				break;
		if (i == ECI_COUNT(known))
			return eci_fail(ctx, ECERT_E_ARG, "extended key usage \"%s\"", names);
		e = eci_der_put_oid(ctx, out, known[i].oid);
	}
	return e;
}

static ecert_err
put_ext_usage(ecert_ctx *ctx, struct eci_buf *out, const struct eci_issue *what)
{
	struct eci_buf in = { 0 }, value = { 0 };
	ecert_err e;

	if (what->ext_usage == NULL)
		return ECERT_OK;
	if ((e = put_purposes(ctx, &in, what->ext_usage)) == ECERT_OK)
		e = eci_der_put_buf(ctx, &value, ECI_DER_SEQUENCE, &in);
	eci_buf_free(&in);
	return eci_put_ext(ctx, out, "2.5.29.37", what->ext_usage_critical, &value, e);
}

/* SEQUENCE OF PolicyInformation (RFC 5280 4.2.1.4), without qualifiers. */
static ecert_err
put_policies(ecert_ctx *ctx, struct eci_buf *out, const char *oids)
{
	struct eci_buf list = { 0 }, in = { 0 }, value = { 0 };
	ecert_err e = ECERT_OK;
	char oid[128];
	size_t n;

	if (oids == NULL)
		return ECERT_OK;
	for (; *oids != '\0' && e == ECERT_OK; oids += n + (oids[n] == ',')) {
		n = strcspn(oids, ",");
		if (n >= sizeof(oid))
			e = eci_fail(ctx, ECERT_E_ARG, "policy \"%s\"", oids);
		memcpy(oid, oids, n < sizeof(oid) ? n : 0);
		oid[n < sizeof(oid) ? n : 0] = '\0';
		in.len = 0;
		if (e == ECERT_OK && (e = eci_der_put_oid(ctx, &in, oid)) == ECERT_OK)
			e = eci_der_put_buf(ctx, &list, ECI_DER_SEQUENCE, &in);
	}
	if (e == ECERT_OK)
		e = eci_der_put_buf(ctx, &value, ECI_DER_SEQUENCE, &list);
	eci_buf_free(&list);
	eci_buf_free(&in);
	return eci_put_ext(ctx, out, "2.5.29.32", false, &value, e);
}

/* The first 160 bits of SM3 over the public key (RFC 7093 2 with SM3): of SM2 the
 * point, of RSA all of SubjectPublicKeyInfo. */
static ecert_err
put_key_id(ecert_ctx *ctx, struct eci_buf *out, bool issuer, const struct eci_key *key)
{
	struct eci_buf in = { 0 }, value = { 0 };
	uint8_t id[ECI_SM3_LEN];
	ecert_err e;

	e = key->kind == ECI_KEY_RSA ? eci_key_id(ctx, key, id) :
	    eci_sm3(ctx, key->point, ECI_SM2_POINT_LEN, id);
	if (e != ECERT_OK)
		return e;
	e = eci_der_put(ctx, issuer ? &in : &value, issuer ? 0x80 : ECI_DER_OCTET_STRING, id, 20);
	if (e == ECERT_OK && issuer)
		e = eci_der_put_buf(ctx, &value, ECI_DER_SEQUENCE, &in);
	eci_buf_free(&in);
	return eci_put_ext(ctx, out, issuer ? "2.5.29.35" : "2.5.29.14", false, &value, e);
}

static ecert_err
put_exts(ecert_ctx *ctx, struct eci_buf *out, const struct eci_issue *what,
    const struct eci_key *subject, const struct eci_key *issuer)
{
	struct eci_buf list = { 0 }, seq = { 0 };
	ecert_err e;

	if (what->version1)
		return ECERT_OK;
	if ((e = put_basic(ctx, &list, what)) == ECERT_OK &&
	    (e = eci_put_usage(ctx, &list, what->usage, !what->usage_soft)) == ECERT_OK &&
	    (e = put_policies(ctx, &list, what->policies)) == ECERT_OK &&
	    (e = put_ext_usage(ctx, &list, what)) == ECERT_OK &&
	    (e = put_key_id(ctx, &list, false, subject)) == ECERT_OK &&
	    (e = put_key_id(ctx, &list, true, issuer)) == ECERT_OK &&
	    (e = eci_der_put_buf(ctx, &seq, ECI_DER_SEQUENCE, &list)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, 0xa3, &seq);
	eci_buf_free(&list);
	eci_buf_free(&seq);
	return e;
}

ecert_err
eci_key_sign_msg(ecert_ctx *ctx, const struct eci_key *key, struct eci_bytes msg,
    struct eci_buf *sig)
{
	uint8_t z[ECI_SM3_LEN], digest[ECI_SM3_LEN], value[80];
	size_t n = 0;
	ecert_err e;

	if (key->kind == ECI_KEY_RSA) {
		if ((e = eci_sha256(ctx, msg.ptr, msg.len, digest)) != ECERT_OK)
			return e;
		return eci_key_sign_rsa(ctx, key, digest, sig);
	}
	if ((e = eci_sm2_z(ctx, key->point, ECI_SM2_ID, z)) != ECERT_OK ||
	    (e = eci_sm2_e(ctx, z, msg, digest)) != ECERT_OK ||
	    (e = eci_key_sign_digest(ctx, key, digest, value, &n)) != ECERT_OK)
		return e;
	return eci_buf_add(ctx, sig, value, n);
}

/* tbs becomes SEQUENCE { tbs, algorithm, signature } in out. */
static ecert_err
put_signed(ecert_ctx *ctx, struct eci_buf *out, const struct eci_buf *tbs,
    const struct eci_key *key)
{
	struct eci_buf all = { 0 }, sig = { 0 };
	struct eci_bytes msg;
	ecert_err e;

	if ((e = eci_der_put_buf(ctx, &all, ECI_DER_SEQUENCE, tbs)) != ECERT_OK)
		goto out;
	msg.ptr = all.ptr;
	msg.len = all.len;
	if ((e = eci_key_sign_msg(ctx, key, msg, &sig)) == ECERT_OK &&
	    (e = eci_put_algorithm(ctx, key->kind, &all)) == ECERT_OK &&
	    (e = eci_der_put_bits(ctx, &all, sig.ptr, sig.len)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &all);
out:
	eci_buf_free(&sig);
	eci_buf_free(&all);
	return e;
}

static ecert_err
put_validity(ecert_ctx *ctx, struct eci_buf *out, int64_t from, int64_t until)
{
	struct eci_buf in = { 0 };
	ecert_err e;

	if ((e = put_time(ctx, &in, from)) == ECERT_OK &&
	    (e = put_time(ctx, &in, until)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &in);
	eci_buf_free(&in);
	return e;
}

ecert_err
eci_issue_cert(ecert_ctx *ctx, const struct eci_issue *what, const struct eci_key *subject_key,
    const struct eci_key *issuer_key, const struct eci_cert *issuer, struct eci_cert **out)
{
	static const uint8_t version3[] = { 0xa0, 0x03, 0x02, 0x01, 0x02 };
	struct eci_buf tbs = { 0 }, der = { 0 };
	ecert_err e;

	*out = NULL;
	if (issuer_key == NULL)
		issuer_key = subject_key;
	if ((e = eci_buf_add(ctx, &tbs, version3, what->version1 ? 0 : sizeof(version3))) ==
	    ECERT_OK &&
	    (e = put_serial(ctx, &tbs, what->serial)) == ECERT_OK &&
	    (e = eci_put_algorithm(ctx, issuer_key->kind, &tbs)) == ECERT_OK &&
	    (e = issuer != NULL ? put_name(ctx, &tbs, issuer->subject) :
	        put_subject(ctx, &tbs, what)) == ECERT_OK &&
	    (e = put_validity(ctx, &tbs, what->from, what->until)) == ECERT_OK &&
	    (e = put_subject(ctx, &tbs, what)) == ECERT_OK &&
	    (e = eci_key_put_spki(ctx, subject_key, &tbs)) == ECERT_OK &&
	    (e = put_exts(ctx, &tbs, what, subject_key, issuer_key)) == ECERT_OK &&
	    (e = put_signed(ctx, &der, &tbs, issuer_key)) == ECERT_OK)
		e = eci_cert_load(ctx, what->cn, der.ptr, der.len, out);
	eci_buf_free(&tbs);
	eci_buf_free(&der);
	return e;
}

static ecert_err
put_revoked(ecert_ctx *ctx, struct eci_buf *out, const uint64_t *serials, const int64_t *when,
    size_t n)
{
	struct eci_buf list = { 0 }, in = { 0 };
	ecert_err e = ECERT_OK;
	size_t i;

	/* RFC 5280 5.1.2.6: absent, not empty. */
	for (i = 0; i < n && e == ECERT_OK; i++) {
		in.len = 0;
		if ((e = put_serial(ctx, &in, serials[i])) == ECERT_OK &&
		    (e = put_time(ctx, &in, when[i])) == ECERT_OK)
			e = eci_der_put_buf(ctx, &list, ECI_DER_SEQUENCE, &in);
	}
	if (e == ECERT_OK && n > 0)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &list);
	eci_buf_free(&list);
	eci_buf_free(&in);
	return e;
}

static ecert_err
put_crl_exts(ecert_ctx *ctx, struct eci_buf *out, const struct eci_key *key, uint64_t number)
{
	struct eci_buf list = { 0 }, seq = { 0 }, value = { 0 };
	ecert_err e;

	if ((e = put_key_id(ctx, &list, true, key)) == ECERT_OK) {
		e = put_serial(ctx, &value, number);
		e = eci_put_ext(ctx, &list, "2.5.29.20", false, &value, e);
	}
	if (e == ECERT_OK && (e = eci_der_put_buf(ctx, &seq, ECI_DER_SEQUENCE, &list)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_CTX0, &seq);
	eci_buf_free(&list);
	eci_buf_free(&seq);
	return e;
}

ecert_err
eci_issue_crl(ecert_ctx *ctx, const struct eci_key *issuer_key, const struct eci_cert *issuer,
    int64_t from, int64_t until, uint64_t number, const uint64_t *serials, const int64_t *when,
    size_t n, struct eci_buf *pem)
{
	struct eci_buf tbs = { 0 }, der = { 0 };
	struct eci_bytes b;
	ecert_err e;

	if ((e = eci_der_put_int(ctx, &tbs, 1)) == ECERT_OK &&
	    (e = eci_put_algorithm(ctx, issuer_key->kind, &tbs)) == ECERT_OK &&
	    (e = put_name(ctx, &tbs, issuer->subject)) == ECERT_OK &&
	    (e = put_time(ctx, &tbs, from)) == ECERT_OK &&
	    (e = put_time(ctx, &tbs, until)) == ECERT_OK &&
	    (e = put_revoked(ctx, &tbs, serials, when, serials == NULL ? 0 : n)) == ECERT_OK &&
	    (e = put_crl_exts(ctx, &tbs, issuer_key, number)) == ECERT_OK &&
	    (e = put_signed(ctx, &der, &tbs, issuer_key)) == ECERT_OK) {
		b.ptr = der.ptr;
		b.len = der.len;
		e = eci_pem_write(ctx, "X509 CRL", b, pem);
	}
	eci_buf_free(&tbs);
	eci_buf_free(&der);
	return e;
}
