/* SPDX-License-Identifier: Apache-2.0 */
/* How OCSP names certificates; OpenSSL names them too. */
#include <openssl/ocsp.h>

#include "crypto_more.h"

static ecert_ctx *ctx;

static X509 *
x509_of(const struct eci_cert *c)
{
	const unsigned char *p = c->der.ptr;

	return d2i_X509(NULL, &p, (long)c->der.len);
}

static void
test_hash(void)
{
	/* Of "abc": GB/T 32905 A.1, FIPS 180-4. */
	static const char *const want[] = {
		[ECI_ID_SM3] = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
		[ECI_ID_SHA1] = "a9993e364706816aba3e25717850c26c9cd0d89d",
		[ECI_ID_SHA256] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
	};
	uint8_t got[32], exp[32];
	enum eci_id_hash h;
	size_t n;

	for (h = 0; h < ECI_ID_N; h++) {
		unit_case("hash %d", (int)h);
		CHECK_OK(ctx, eci_id_hash(ctx, h, bytes("abc", 3), got, &n));
		CHECK_MEM(got, n, exp, unhex(want[h], exp));
	}
}

/* CertID as OpenSSL makes it, byte for byte. */
static void
check_put(const struct party *end, const struct party *root, enum eci_id_hash h,
    const EVP_MD *md, const char *name)
{
	struct eci_buf ours = { 0 };
	X509 *ca = x509_of(root->cert), *x = x509_of(end->cert);
	OCSP_CERTID *id = OCSP_cert_to_id(md, x, ca);
	unsigned char *der = NULL;
	int n = i2d_OCSP_CERTID(id, &der);

	unit_case("as OpenSSL writes it: %s", name);
	CHECK_OK(ctx, eci_cert_id_put(ctx, &ours, h, end->cert, root->cert));
	CHECK_MEM(ours.ptr, ours.len, der, (size_t)n);
	eci_buf_free(&ours);
	OPENSSL_free(der);
	OCSP_CERTID_free(id);
	X509_free(ca);
	X509_free(x);
}

static struct eci_cert_id
id_of(const struct eci_buf *der)
{
	struct eci_bytes rest = of_buf(der);
	struct eci_der_val seq, alg, oid, name, key, serial;

	CHECK(eci_der_take(&rest, ECI_DER_SEQUENCE, &seq));
	rest = seq.body;
	CHECK(eci_der_take(&rest, ECI_DER_SEQUENCE, &alg));
	CHECK(eci_der_take(&alg.body, ECI_DER_OID, &oid));
	CHECK(eci_der_take(&rest, ECI_DER_OCTET_STRING, &name));
	CHECK(eci_der_take(&rest, ECI_DER_OCTET_STRING, &key));
	CHECK(eci_der_take(&rest, ECI_DER_INTEGER, &serial));
	return (struct eci_cert_id){ oid.body, name.body, key.body, serial.body };
}

static bool
fits(const struct eci_cert_id *id, const struct party *end, const struct party *root)
{
	bool yes = false;

	CHECK_OK(ctx, eci_cert_id_fits(ctx, id, end->cert, root->cert, &yes));
	return yes;
}

static void
test_fits(const struct party *end, const struct party *root, const struct party *twin)
{
	struct eci_buf der = { 0 };
	struct eci_cert_id id, other;
	uint8_t hash[32];

	unit_case("a certificate and its own name");
	CHECK_OK(ctx, eci_cert_id_put(ctx, &der, ECI_ID_SM3, end->cert, root->cert));
	id = id_of(&der);
	CHECK(fits(&id, end, root));
	unit_case("an issuer of the same name with another key");
	CHECK(!fits(&id, end, twin));
	unit_case("another serial number");
	other = id;
	other.serial = bytes("\3\xe9", 2);
	CHECK(!fits(&other, end, root));
	unit_case("the serial number with a zero in front");
	other.serial = bytes("\0\3\xe8", 3);
	CHECK(!fits(&other, end, root));
	unit_case("another name");
	memcpy(hash, id.name_hash.ptr, 32);
	hash[31] ^= 1;
	other = id;
	other.name_hash = bytes(hash, 32);
	CHECK(!fits(&other, end, root));
	unit_case("a hash cut short");
	other = id;
	other.key_hash.len = 0;
	CHECK(!fits(&other, end, root));
	other = id;
	other.name_hash.len = 20;
	CHECK(!fits(&other, end, root));
	unit_case("a hash nobody knows");
	other = id;
	other.alg = bytes("\x2a\x03", 2);
	CHECK(!fits(&other, end, root));
	unit_case("SHA-1 where SM3 was made");
	other.alg = bytes("\x2b\x0e\x03\x02\x1a", 5);
	CHECK(!fits(&other, end, root));
	unit_case("equal, and not");
	CHECK(eci_cert_id_equal(&id, &id));
	CHECK(!eci_cert_id_equal(&id, &other));
	other = id;
	other.name_hash = bytes(hash, 32);
	CHECK(!eci_cert_id_equal(&id, &other));
	other = id;
	other.key_hash = bytes(hash, 32);
	CHECK(!eci_cert_id_equal(&id, &other));
	unit_case("a hash nobody knows, of the length of SHA-256 and as that would be");
	eci_buf_free(&der);
	CHECK_OK(ctx, eci_cert_id_put(ctx, &der, ECI_ID_SHA256, end->cert, root->cert));
	id = id_of(&der);
	CHECK(fits(&id, end, root));
	id.alg = bytes("\x2a\x03", 2);
	CHECK(!fits(&id, end, root));
	eci_buf_free(&der);
}

/* The certificate names its issuer in small letters, the issuer himself does not. */
static void
test_spellings(void)
{
	struct party root = issue(ctx, ca("ROOT", -1), NULL), end = issue(ctx, leaf("end"), &root);
	struct eci_cert *small = NULL;
	struct eci_buf der = { 0 };
	struct eci_cert_id id;
	uint8_t hash[32];
	size_t n;

	CHECK_OK(ctx, load_altered(ctx, &end, "ROOT", "root", 4, &small));
	eci_cert_free(end.cert);
	end.cert = small;
	CHECK_OK(ctx, eci_cert_id_put(ctx, &der, ECI_ID_SM3, end.cert, root.cert));
	id = id_of(&der);
	id.name_hash = bytes(hash, 32);
	unit_case("the issuer as the certificate writes it");
	CHECK_OK(ctx, eci_id_hash(ctx, ECI_ID_SM3, end.cert->issuer_der, hash, &n));
	CHECK(fits(&id, &end, &root));
	unit_case("the issuer as he writes himself");
	CHECK_OK(ctx, eci_id_hash(ctx, ECI_ID_SM3, root.cert->subject_der, hash, &n));
	CHECK(fits(&id, &end, &root));
	eci_buf_free(&der);
	party_free(&root);
	party_free(&end);
}

static void
test_request(const struct party *end, const struct party *root, const EVP_MD *md,
    const char *name)
{
	struct eci_buf der = { 0 };
	X509 *ca = x509_of(root->cert), *x = x509_of(end->cert);
	OCSP_CERTID *want = OCSP_cert_to_id(md, x, ca), *got = NULL;
	const unsigned char *p;
	OCSP_REQUEST *req;

	unit_case("a question about one of %s, read by OpenSSL", name);
	CHECK_OK(ctx, eci_ocsp_request(ctx, end->cert, root->cert, &der));
	p = der.ptr;
	req = d2i_OCSP_REQUEST(NULL, &p, (long)der.len);
	CHECK(req != NULL && p == der.ptr + der.len);
	CHECK_INT(req != NULL ? OCSP_request_onereq_count(req) : 0, 1);
	if (req != NULL)
		got = OCSP_onereq_get0_id(OCSP_request_onereq_get0(req, 0));
	CHECK(got != NULL && OCSP_id_cmp(got, want) == 0);
	OCSP_REQUEST_free(req);
	OCSP_CERTID_free(want);
	X509_free(ca);
	X509_free(x);
	eci_buf_free(&der);
}

int
main(void)
{
	struct party root, end, twin, rsa, rsa_end;

	ctx = unit_ctx();
	root = issue(ctx, ca("root", -1), NULL);
	end = issue(ctx, leaf("end"), &root);
	twin = issue(ctx, ca("root", -1), NULL);
	rsa = issue_rsa(ctx, ca("rsa", -1), NULL);
	rsa_end = issue_rsa(ctx, leaf("rsa end"), &rsa);
	test_hash();
	check_put(&end, &root, ECI_ID_SM3, EVP_sm3(), "SM2, SM3");
	check_put(&end, &root, ECI_ID_SHA1, EVP_sha1(), "SM2, SHA-1");
	check_put(&rsa_end, &rsa, ECI_ID_SHA256, EVP_sha256(), "RSA, SHA-256");
	test_spellings();
	test_fits(&end, &root, &twin);
	test_request(&end, &root, EVP_sm3(), "SM2");
	test_request(&rsa_end, &rsa, EVP_sha1(), "RSA");
	party_free(&root);
	party_free(&end);
	party_free(&twin);
	party_free(&rsa);
	party_free(&rsa_end);
	return unit_end();
}
