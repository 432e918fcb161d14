/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

/* CertificationRequestInfo of the key of GM/T 0003.5, by hand after RFC 2986. */
static void
test_info(ecert_ctx *ctx)
{
	static const char head[] = "307b020100300c310a300806035504030c01613059301306072a8648ce3d0201"
	    "06082a811ccf5501822d034200" "04";
	struct eci_buf name = { 0 }, out = { 0 }, spki = { 0 }, b = vector("pkcs8.pem");
	struct eci_csr_parts in = { 0 };
	struct eci_key *key = NULL;
	uint8_t want[64];
	size_t n = unhex(head, want);

	unit_case("without attributes");
	CHECK_OK(ctx, eci_key_load(ctx, "t", b.ptr, b.len, NULL, NULL, &key, NULL));
	CHECK_OK(ctx, eci_name_parse(ctx, "CN=a", &name));
	CHECK_OK(ctx, eci_key_put_spki(ctx, key, &spki));
	in.subject = bytes(name.ptr, name.len);
	in.spki = bytes(spki.ptr, spki.len);
	CHECK_OK(ctx, eci_csr_info(ctx, &in, &out));
	want[1] = (uint8_t)(out.len - 2);
	CHECK(out.len > n + 2);
	CHECK_MEM(out.ptr, n, want, n);
	CHECK_MEM(out.ptr + out.len - 2, 2, "\xa0\x00", 2);
	unit_case("with key usage and names");
	in.usage = "digitalSignature,nonRepudiation";
	in.alt_names = bytes("\x82\x01" "a", 3);
	out.len = 0;
	CHECK_OK(ctx, eci_csr_info(ctx, &in, &out));
	n = unhex("a02f302d06092a864886f70d01090e3120301e300e0603551d0f0101ff0404030206c0300c0603551d"
	    "1104053003820161", want);
	CHECK(out.len > n);
	CHECK_MEM(out.ptr + out.len - n, n, want, n);
	unit_case("a key usage nobody knows");
	in.usage = "digitalSignature,nothing";
	CHECK_ERR(ctx, eci_csr_info(ctx, &in, &out), ECERT_E_ARG);
	eci_buf_free(&b);
	eci_buf_free(&name);
	eci_buf_free(&spki);
	eci_buf_free(&out);
	eci_key_free(key);
}

static void
test_join(ecert_ctx *ctx)
{
	struct eci_buf out = { 0 }, pem = { 0 };
	uint8_t want[64];
	size_t n;

	unit_case("of SM2: no parameters");
	CHECK_OK(ctx, eci_csr_join(ctx, bytes("\x30\x00", 2), ECI_KEY_SM2, bytes("s", 1), &out));
	n = unhex("30123000300a06082a811ccf5501837503020073", want);
	CHECK_MEM(out.ptr, out.len, want, n);
	unit_case("of RSA: parameters NULL");
	out.len = 0;
	CHECK_OK(ctx, eci_csr_join(ctx, bytes("\x30\x00", 2), ECI_KEY_RSA, bytes("s", 1), &out));
	n = unhex("30153000300d06092a864886f70d01010b050003020073", want);
	CHECK_MEM(out.ptr, out.len, want, n);
	unit_case("as PEM");
	CHECK_OK(ctx, eci_csr_write_pem(ctx, bytes(out.ptr, out.len), &pem));
	CHECK(strncmp((char *)pem.ptr, "-----BEGIN CERTIFICATE REQUEST-----\n", 36) == 0);
	eci_buf_free(&out);
	eci_buf_free(&pem);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_info(ctx);
	test_join(ctx);
	return unit_end();
}
