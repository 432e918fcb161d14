/* SPDX-License-Identifier: Apache-2.0 */
/* What OpenSSL's time-stamp authority answers is read, and what the tests write as a
 * token OpenSSL's verifier takes: two implementations of RFC 3161 beside each other. */
#include <openssl/err.h>
#include <openssl/ts.h>

#include "tsp_case.h"
#include "crypto/crypto_priv.h"

#define T_STAMP T_SIGN

static struct fwho alone;      /* an RSA authority nobody certified */

/* What OpenSSL's authority is told to do. */
struct how {
	const char   *name;
	const char   *ess, *digest;    /* of the ESS attribute, of the signer */
	enum eci_tsp_alg alg;
	int           flags;
	bool          accuracy, sub_second;
	enum tsp_at   at;
};

static int
stamp_time(struct TS_resp_ctx *ctx, void *arg, long *sec, long *usec)
{
	const struct how *how = arg;

	(void)ctx;
	*sec = T_STAMP;
	*usec = how->sub_second ? 371000 : 0;
	return 1;
}

static ASN1_INTEGER *
stamp_serial(struct TS_resp_ctx *ctx, void *arg)
{
	ASN1_INTEGER *n = ASN1_INTEGER_new();

	(void)ctx;
	(void)arg;
	ASN1_INTEGER_set(n, 4711);
	return n;
}

static TS_RESP_CTX *
authority(const struct how *how, X509 *cert)
{
	TS_RESP_CTX *ctx = TS_RESP_CTX_new();
	ASN1_OBJECT *policy = OBJ_txt2obj("1.2.3.4", 1);

	CHECK(TS_RESP_CTX_set_signer_cert(ctx, cert) == 1);
	CHECK(TS_RESP_CTX_set_signer_key(ctx, alone.key->pkey) == 1);
	CHECK(TS_RESP_CTX_set_def_policy(ctx, policy) == 1);
	CHECK(TS_RESP_CTX_set_signer_digest(ctx, EVP_get_digestbyname(how->digest)) == 1);
	CHECK(TS_RESP_CTX_set_ess_cert_id_digest(ctx, EVP_get_digestbyname(how->ess)) == 1);
	CHECK(TS_RESP_CTX_add_md(ctx, EVP_sha256()) == 1);
	CHECK(TS_RESP_CTX_add_md(ctx, EVP_sm3()) == 1);
	if (how->accuracy)
		CHECK(TS_RESP_CTX_set_accuracy(ctx, 1, 500, 100) == 1);
	if (how->sub_second)
		CHECK(TS_RESP_CTX_set_clock_precision_digits(ctx, 3) == 1);
	TS_RESP_CTX_add_flags(ctx, how->flags);
	TS_RESP_CTX_set_serial_cb(ctx, stamp_serial, NULL);
	TS_RESP_CTX_set_time_cb(ctx, stamp_time, (void *)(uintptr_t)how);
	ASN1_OBJECT_free(policy);
	return ctx;
}

static void
make_request(enum eci_tsp_alg alg, struct eci_buf *out)
{
	uint8_t digest[32];

	CHECK_OK(forge.ctx, alg == ECI_TSP_SM3 ? eci_sm3(forge.ctx, DATA.ptr, DATA.len, digest) :
	    eci_sha256(forge.ctx, DATA.ptr, DATA.len, digest));
	CHECK_OK(forge.ctx, eci_tsp_request(forge.ctx, alg, (struct eci_bytes){ digest, 32 },
	    BYTES("\x41nonce"), out));
}

static void
ask(const struct how *how, X509 *cert, struct eci_buf *resp, struct eci_buf *token)
{
	TS_RESP_CTX *ctx = authority(how, cert);
	struct eci_buf req = { 0 };
	uint8_t *der = NULL;
	TS_RESP *r;
	BIO *bio;
	int n;

	make_request(how->alg, &req);
	bio = BIO_new_mem_buf(req.ptr, (int)req.len);
	r = TS_RESP_create_response(ctx, bio);
	CHECK(r != NULL && TS_RESP_get_token(r) != NULL);
	n = i2d_TS_RESP(r, &der);
	cms_add(resp, der, (size_t)n);
	OPENSSL_free(der);
	der = NULL;
	n = i2d_PKCS7(TS_RESP_get_token(r), &der);
	cms_add(token, der, (size_t)n);
	OPENSSL_free(der);
	TS_RESP_free(r);
	BIO_free(bio);
	TS_RESP_CTX_free(ctx);
	eci_buf_free(&req);
}

static void
check_fields(const struct eci_buf *b, const struct how *how, bool in_response)
{
	struct eci_tsp_token t;

	CHECK_OK(forge.ctx, eci_tsp_decode(forge.ctx, "w", b->ptr, b->len, &t));
	CHECK_INT(t.info.time, T_STAMP);
	CHECK_INT(t.info.micros, how->sub_second ? 371000 : 0);
	CHECK_INT(t.info.accuracy, how->accuracy ? 1500100 : 0);
	CHECK_INT(t.info.tsa.len > 0, (how->flags & TS_TSA_NAME) != 0);
	CHECK_MEM(t.info.nonce.ptr, t.info.nonce.len, "\x41nonce", 6);
	CHECK_MEM(t.info.serial.ptr, t.info.serial.len, "\x12\x67", 2);
	CHECK_INT(t.in_response, in_response);
	CHECK_INT(t.notes.n, in_response);
	CHECK_INT(t.ess[strcmp(how->ess, "SHA1") != 0].present, 1);
	eci_tsp_free(&t);
}

static void
test_reads(void)
{
	static const struct how hows[] = {
		{ "sha-1 ess", "SHA1", "SHA256", ECI_TSP_SHA256, 0, false, false, T_GOOD },
		{ "sha-256 ess", "SHA256", "SHA256", ECI_TSP_SHA256, 0, false, false, T_GOOD },
		{ "sm3 ess, sm3 imprint", "SM3", "SHA256", ECI_TSP_SM3, 0, false, false, T_GOOD },
		{ "all there is to say", "SHA256", "SHA256", ECI_TSP_SHA256,
		    TS_TSA_NAME | TS_ORDERING, true, true, T_GOOD },
		{ "sha-512 ess", "SHA512", "SHA256", ECI_TSP_SHA256, 0, false, false,
		    T_UNSUPPORTED },
		{ "sha-512 of the signer", "SHA256", "SHA512", ECI_TSP_SHA256, 0, false, false,
		    T_UNSUPPORTED },
	};
	struct eci_bytes der = eci_cert_der(alone.cert);
	const uint8_t *p = der.ptr;
	X509 *cert = d2i_X509(NULL, &p, (long)der.len);
	struct eci_buf resp = { 0 }, token = { 0 };
	size_t i;

	for (i = 0; i < ECI_COUNT(hows); i++) {
		unit_case("openssl's authority: %s", hows[i].name);
		resp.len = token.len = 0;
		ask(&hows[i], cert, &resp, &token);
		tsp_read(&resp, hows[i].at, NULL);
		tsp_read(&token, hows[i].at, NULL);
		if (hows[i].at == T_GOOD) {
			check_fields(&resp, &hows[i], true);
			check_fields(&token, &hows[i], false);
		}
	}
	X509_free(cert);
	eci_buf_free(&resp);
	eci_buf_free(&token);
}

/* 1 where OpenSSL takes the token for DATA, trusting its authority. */
static int
openssl_takes(const struct eci_buf *b)
{
	struct eci_bytes der = eci_cert_der(alone.cert);
	const uint8_t *p = der.ptr, *q = b->ptr;
	X509 *cert = d2i_X509(NULL, &p, (long)der.len);
	PKCS7 *token = d2i_PKCS7(NULL, &q, (long)b->len);
	X509_STORE *store = X509_STORE_new();
	TS_VERIFY_CTX *ctx = TS_VERIFY_CTX_new();
	uint8_t *digest = OPENSSL_malloc(32);
	int rc;

	CHECK_OK(forge.ctx, eci_sha256(forge.ctx, DATA.ptr, DATA.len, digest));
	CHECK(X509_STORE_add_cert(store, cert) == 1);
	CHECK(X509_STORE_set_flags(store, X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME));
	TS_VERIFY_CTX_set_flags(ctx, TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_SIGNATURE);
	TS_VERIFY_CTX_set_store(ctx, store);
	TS_VERIFY_CTX_set_imprint(ctx, digest, 32);
	rc = token != NULL ? TS_RESP_verify_token(ctx, token) : -1;
	TS_VERIFY_CTX_free(ctx);
	PKCS7_free(token);
	X509_free(cert);
	ERR_clear_error();
	return rc;
}

static void
test_written(void)
{
	static const char *const orders[] = { "tsd1", "tsd2", "td12" };
	struct eci_buf b = { 0 };
	struct ftoken t;
	size_t i;

	for (i = 0; i < ECI_COUNT(orders); i++) {
		unit_case("a token of the tests, attributes %s", orders[i]);
		token_base(&t, alone, DATA);
		t.order = orders[i];
		t.ess_issuer = F_ISSUER;
		token_make(&t, &b);
		CHECK_INT(openssl_takes(&b), 1);
		tsp_read(&b, T_GOOD, NULL);
	}
	unit_case("a token of the tests over something else");
	t.data = BYTES("something else");
	token_make(&t, &b);
	CHECK(openssl_takes(&b) != 1);
	tsp_read(&b, T_IMPRINT, NULL);
	eci_buf_free(&b);
}

int
main(void)
{
	tsp_start();
	alone = token_tsa(NULL, true);
	test_reads();
	test_written();
	forge_who_free(&alone);
	tsp_end();
	return unit_end();
}
