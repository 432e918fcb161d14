/* SPDX-License-Identifier: Apache-2.0 */
/* pki_describe.c - what a file of a key or certificate says, as JSON. */
#include <string.h>

#include "pki/pki_priv.h"

static const char *
algorithm(bool sm2, int rsa_bits)
{
	return sm2 ? "SM2" : rsa_bits > 0 ? "RSA" : "unknown";
}

void
eci_pki_put_key(struct eci_json *j, bool sm2, int rsa_bits, bool ok, const uint8_t *id)
{
	eci_json_str(j, "algorithm", algorithm(sm2, rsa_bits));
	if (rsa_bits > 0)
		eci_json_int(j, "bits", rsa_bits);
	eci_json_bool(j, "key_usable", ok);
	eci_json_hex(j, "key_sm3", id, ECI_SM3_LEN);
}

/* Whole days until the last second; negative after it. */
static int64_t
days_left(ecert_ctx *ctx, const struct eci_cert *cert)
{
	int64_t left = eci_cert_not_after(cert) - eci_now(ctx);

	return left >= 0 ? left / 86400 : -((-left + 86399) / 86400);
}

static ecert_err
put_cert(ecert_ctx *ctx, struct eci_json *j, const struct eci_cert *cert)
{
	struct eci_bytes der = eci_cert_der(cert);
	uint8_t digest[ECI_SM3_LEN];
	ecert_err e;

	if ((e = eci_sm3(ctx, der.ptr, der.len, digest)) != ECERT_OK)
		return e;
	eci_json_str(j, "subject", eci_cert_subject(cert));
	eci_json_str(j, "issuer", eci_cert_issuer(cert));
	eci_json_str(j, "serial", eci_cert_serial(cert));
	eci_json_time(j, "not_before", eci_cert_not_before(cert));
	eci_json_time(j, "not_after", eci_cert_not_after(cert));
	eci_json_int(j, "days_left", days_left(ctx, cert));
	eci_json_bool(j, "ca", eci_cert_is_ca(cert));
	eci_json_str(j, "key_usage", eci_cert_usage_text(cert));
	eci_json_str(j, "ext_key_usage", eci_cert_ext_usage_text(cert));
	eci_pki_put_key(j, eci_cert_is_sm2(cert), eci_cert_rsa_bits(cert), eci_cert_key_ok(cert),
	    eci_cert_key_id(cert));
	eci_json_hex(j, "sm3", digest, sizeof(digest));
	return ECERT_OK;
}

/* One certificate is the object; several are a list in it. */
static ecert_err
put_certs(ecert_ctx *ctx, struct eci_json *j, const struct eci_certs *certs)
{
	struct eci_json *list;
	ecert_err e = ECERT_OK;
	size_t i;

	if (certs->n == 1) {
		eci_json_str(j, "kind", "certificate");
		return put_cert(ctx, j, certs->v[0]);
	}
	eci_json_str(j, "kind", "certificates");
	list = eci_json_array(j, "certificates");
	for (i = 0; i < certs->n && e == ECERT_OK; i++)
		e = put_cert(ctx, eci_json_object(list, NULL), certs->v[i]);
	return e;
}

static ecert_err
put_private(ecert_ctx *ctx, struct eci_json *j, const struct eci_key *key,
    const struct eci_cert *cert, bool p12)
{
	uint8_t id[ECI_SM3_LEN];
	ecert_err e;

	if ((e = eci_key_id(ctx, key, id)) != ECERT_OK)
		return e;
	eci_json_str(j, "kind", p12 ? "pkcs12" : "private-key");
	eci_pki_put_key(j, eci_key_kind(key) == ECI_KEY_SM2, eci_key_rsa_bits(key), true, id);
	eci_json_bool(j, "encrypted", eci_key_was_encrypted(key));
	if (cert != NULL)
		e = put_cert(ctx, eci_json_object(j, "certificate"), cert);
	return e;
}

static bool
holds(const uint8_t *p, size_t n, const char *word)
{
	size_t len = strlen(word), i;

	for (i = 0; len <= n && i <= n - len; i++)
		if (p[i] == (uint8_t)word[0] && memcmp(p + i, word, len) == 0)
			return true;
	return false;
}

/* PFX begins with version 3. */
bool
eci_pki_is_p12(const uint8_t *p, size_t n)
{
	size_t head = n > 1 && p[1] > 0x80 ? 2U + (p[1] & 0x7fU) : 2;

	return head + 3 <= n && p[0] == 0x30 && memcmp(p + head, "\x02\x01\x03", 3) == 0;
}

enum kind { KIND_PRIVATE, KIND_CERTS, KIND_PUBLIC, KIND_REQUEST };

static bool
is_request(ecert_ctx *ctx, const uint8_t *p, size_t n)
{
	struct eci_csr csr;
	bool yes = p[0] == 0x30 && eci_csr_load(ctx, NULL, p, n, &csr) == ECERT_OK;

	if (yes)
		eci_csr_done(&csr);
	return yes;
}

/* DER tells by trying: a certificate first, it needs no passphrase. */
static enum kind
sniff(ecert_ctx *ctx, const uint8_t *p, size_t n, struct eci_certs *certs)
{
	struct eci_pub_info info;

	if (holds(p, n, "PRIVATE KEY-----"))
		return KIND_PRIVATE;
	if (holds(p, n, "-----BEGIN CERTIFICATE REQUEST") ||
	    holds(p, n, "-----BEGIN NEW CERTIFICATE REQUEST"))
		return KIND_REQUEST;
	if (eci_certs_load(ctx, NULL, p, n, certs) == ECERT_OK)
		return KIND_CERTS;
	if (holds(p, n, "-----BEGIN CERTIFICATE") || holds(p, n, "-----BEGIN X509 CERTIFICATE"))
		return KIND_CERTS;
	if (is_request(ctx, p, n))
		return KIND_REQUEST;
	if (p[0] != 0x30 || eci_pub_describe(ctx, NULL, p, n, &info) == ECERT_OK)
		return KIND_PUBLIC;
	return KIND_PRIVATE;
}

static ecert_err
put_request(ecert_ctx *ctx, struct eci_json *j, const uint8_t *p, size_t n)
{
	struct eci_csr csr;
	ecert_err e;

	if ((e = eci_csr_load(ctx, NULL, p, n, &csr)) == ECERT_OK)
		eci_pki_put_csr(j, &csr);
	eci_csr_done(&csr);
	return e;
}

static ecert_err
describe(ecert_ctx *ctx, const uint8_t *p, size_t n, ecert_pass_fn *pass, void *arg,
    struct eci_json *j)
{
	struct eci_certs certs = { 0 };
	struct eci_pub_info info;
	struct eci_cert *cert = NULL;
	struct eci_key *key = NULL;
	ecert_err e = ECERT_OK;

	switch (sniff(ctx, p, n, &certs)) {
	case KIND_CERTS:
		/* Once more where it failed: for its message. */
		if (certs.n != 0 ||
		    (e = eci_certs_load(ctx, NULL, p, n, &certs)) == ECERT_OK)
			e = put_certs(ctx, j, &certs);
		break;
	case KIND_PUBLIC:
		if ((e = eci_pub_describe(ctx, NULL, p, n, &info)) == ECERT_OK) {
			eci_json_str(j, "kind", "public-key");
			eci_pki_put_key(j, info.sm2, info.rsa_bits, info.ok, info.id);
		}
		break;
	case KIND_REQUEST:
		e = put_request(ctx, j, p, n);
		break;
	case KIND_PRIVATE:
		if ((e = eci_key_load(ctx, NULL, p, n, pass, arg, &key, &cert)) == ECERT_OK)
			e = put_private(ctx, j, key, cert, eci_pki_is_p12(p, n));
		break;
	}
	eci_certs_free(&certs);
	eci_cert_free(cert);
	eci_key_free(key);
	return e;
}

ecert_err
ecert_key_describe(ecert_ctx *ctx, const uint8_t *data, size_t len, ecert_pass_fn *pass,
    void *arg, char **json)
{
	struct eci_json *j;
	ecert_err e;

	eci_clear(ctx);
	*json = NULL;
	if (data == NULL || len == 0)
		return eci_reject(ctx, ECERT_R_CERT_MALFORMED, NULL, NULL, "an empty file");
	if ((j = eci_json_new()) == NULL)
		return eci_nomem(ctx);
	eci_clear(ctx);
	if ((e = describe(ctx, data, len, pass, arg, j)) == ECERT_OK)
		e = eci_json_text(ctx, j, json);
	if (e == ECERT_OK)
		eci_clear(ctx);
	eci_json_free(j);
	return e;
}
