/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_ocsp_id.c - how OCSP names a certificate (RFC 6960 4.1.1), and questions
 * about one.  The hashes are names, not proofs: SHA-1 is what most responders know.
 */
#include <string.h>

#include <openssl/evp.h>

#include "crypto/crypto_priv.h"

/* Contents of their OIDs: SM3, SHA-1, SHA-256. */
static const struct { const char *der, *oid; size_t n; } hashes[ECI_ID_N] = {
	[ECI_ID_SM3] = { "\x2a\x81\x1c\xcf\x55\x01\x83\x11", "1.2.156.10197.1.401", 8 },
	[ECI_ID_SHA1] = { "\x2b\x0e\x03\x02\x1a", "1.3.14.3.2.26", 5 },
	[ECI_ID_SHA256] = { "\x60\x86\x48\x01\x65\x03\x04\x02\x01", "2.16.840.1.101.3.4.2.1", 9 },
};

static ecert_err
sha1(ecert_ctx *ctx, struct eci_bytes of, uint8_t *out)
{
	unsigned n = 0;
	ecert_err e = ECERT_OK;

	eci_ossl_enter();
	if (EVP_Digest(of.ptr, of.len, out, &n, EVP_sha1(), NULL) != 1)
		e = eci_ossl_fail(ctx, "SHA-1");
	eci_ossl_leave();
	return e;
}

ecert_err
eci_id_hash(ecert_ctx *ctx, enum eci_id_hash alg, struct eci_bytes of, uint8_t out[32], size_t *n)
{
	*n = alg == ECI_ID_SHA1 ? 20 : 32;
	if (alg == ECI_ID_SHA1)
		return sha1(ctx, of, out);
	return alg == ECI_ID_SM3 ? eci_sm3(ctx, of.ptr, of.len, out) :
	    eci_sha256(ctx, of.ptr, of.len, out);
}

static ecert_err
hash_is(ecert_ctx *ctx, enum eci_id_hash alg, struct eci_bytes of, struct eci_bytes want, bool *yes)
{
	uint8_t got[32];
	size_t n;
	ecert_err e = eci_id_hash(ctx, alg, of, got, &n);

	*yes = e == ECERT_OK && want.len == n && memcmp(want.ptr, got, n) == 0;
	return e;
}

/* The name may be written as the issuer writes it or as the certificate does. */
ecert_err
eci_cert_id_fits(ecert_ctx *ctx, const struct eci_cert_id *id, const struct eci_cert *cert,
    const struct eci_cert *issuer, bool *yes)
{
	enum eci_id_hash alg;
	ecert_err e;

	*yes = false;
	if (!eci_bytes_equal(id->serial, cert->serial))
		return ECERT_OK;
	for (alg = 0; alg < ECI_ID_N; alg++)
		if (eci_is_oid(id->alg, hashes[alg].der, hashes[alg].n))
			break;
	if (alg == ECI_ID_N)
		return ECERT_OK;
	if ((e = hash_is(ctx, alg, issuer->key_bits, id->key_hash, yes)) != ECERT_OK || !*yes)
		return e;
	if ((e = hash_is(ctx, alg, cert->issuer_der, id->name_hash, yes)) != ECERT_OK || *yes)
		return e;
	return hash_is(ctx, alg, issuer->subject_der, id->name_hash, yes);
}

bool
eci_cert_id_equal(const struct eci_cert_id *a, const struct eci_cert_id *b)
{
	return eci_bytes_equal(a->serial, b->serial) && eci_bytes_equal(a->alg, b->alg) &&
	    eci_bytes_equal(a->name_hash, b->name_hash) && eci_bytes_equal(a->key_hash, b->key_hash);
}

static ecert_err
put_hash(ecert_ctx *ctx, struct eci_buf *out, enum eci_id_hash alg, struct eci_bytes of)
{
	uint8_t h[32];
	size_t n;
	ecert_err e = eci_id_hash(ctx, alg, of, h, &n);

	return e != ECERT_OK ? e : eci_der_put(ctx, out, ECI_DER_OCTET_STRING, h, n);
}

ecert_err
eci_cert_id_put(ecert_ctx *ctx, struct eci_buf *out, enum eci_id_hash alg,
    const struct eci_cert *cert, const struct eci_cert *issuer)
{
	struct eci_buf name = { 0 }, id = { 0 };
	ecert_err e;

	if ((e = eci_der_put_oid(ctx, &name, hashes[alg].oid)) == ECERT_OK &&
	    (e = eci_der_put(ctx, &name, ECI_DER_NULL, NULL, 0)) == ECERT_OK &&
	    (e = eci_der_put_buf(ctx, &id, ECI_DER_SEQUENCE, &name)) == ECERT_OK &&
	    (e = put_hash(ctx, &id, alg, cert->issuer_der)) == ECERT_OK &&
	    (e = put_hash(ctx, &id, alg, issuer->key_bits)) == ECERT_OK &&
	    (e = eci_der_put(ctx, &id, ECI_DER_INTEGER, cert->serial.ptr,
	        cert->serial.len)) == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &id);
	eci_buf_free(&name);
	eci_buf_free(&id);
	return e;
}

/* OCSPRequest { TBSRequest { requestList { Request { CertID } } } }: without a nonce,
 * which responders that answer from a store ignore; an answer's own times say how
 * old it is. */
ecert_err
eci_ocsp_request(ecert_ctx *ctx, const struct eci_cert *cert, const struct eci_cert *issuer,
    struct eci_buf *out)
{
	enum eci_id_hash alg = eci_cert_is_sm2(cert) ? ECI_ID_SM3 : ECI_ID_SHA1;
	struct eci_buf in = { 0 }, wrap = { 0 }, was;
	ecert_err e;
	int level;

	e = eci_cert_id_put(ctx, &in, alg, cert, issuer);
	for (level = 0; e == ECERT_OK && level < 3; level++) {
		wrap.len = 0;
		e = eci_der_put_buf(ctx, &wrap, ECI_DER_SEQUENCE, &in);
		was = in;
		in = wrap;
		wrap = was;
	}
	if (e == ECERT_OK)
		e = eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &in);
	eci_buf_free(&in);
	eci_buf_free(&wrap);
	return e;
}
