/* SPDX-License-Identifier: Apache-2.0 */
#include "csr_make.h"

/* extensionRequest with one Extensions, and what is around it. */
#define REQ(n1, n2, n3, n4, exts) "a0" n1 "30" n2 "06092a864886f70d01090e31" n3 "30" n4 exts
#define USAGE "300e0603551d0f0101ff0404030206c0"
#define SAN "300c0603551d1104053003820161"

static const struct {
	const char        *name;
	struct csr_spec    spec;
	enum eci_csr_value value;
	const char        *usage, *alt;
	size_t             others;
} good[] = {
	{ "plain", { 0 }, ECI_CSR_GOOD, "", NULL, 0 },
	{ "key usage", { .attrs = REQ("21", "1f", "12", "10", USAGE) }, ECI_CSR_GOOD,
	    "digitalSignature, nonRepudiation", NULL, 0 },
	{ "names", { .attrs = REQ("1f", "1d", "10", "0e", SAN) }, ECI_CSR_GOOD, "", "dns:a", 0 },
	{ "an extension that is not shown",
	    { .attrs = REQ("1d", "1b", "0e", "0c", "300a0603551d130403300100") }, ECI_CSR_GOOD, "",
	    NULL, 1 },
	{ "a challenge password, not shown",
	    { .attrs = "a0133011" "06092a864886f70d010907" "3104" "0c026162" }, ECI_CSR_GOOD, "", NULL, 1 },
	{ "no attributes at all", { .attrs = "" }, ECI_CSR_GOOD, "", NULL, 0 },
	{ "the empty id", { .id = "" }, ECI_CSR_EMPTY_ID, "", NULL, 0 },
	{ "another id", { .id = "someone" }, ECI_CSR_BAD, "", NULL, 0 },
	{ "another key's value", { .other_key = true }, ECI_CSR_BAD, "", NULL, 0 },
	{ "another key's value with the empty id", { .other_key = true, .id = "" }, ECI_CSR_BAD,
	    "", NULL, 0 },
	{ "r and s without their sequence", { .raw = true }, ECI_CSR_BAD, "", NULL, 0 },
	{ "an algorithm of other keys", { .alg = "300d06092a864886f70d01010b0500" }, ECI_CSR_BAD,
	    "", NULL, 0 },
};

static const struct {
	const char     *name;
	struct csr_spec spec;
} bad[] = {
	{ "version 1", { .version = "020101" } },
	{ "no version", { .version = "" } },
	{ "something after the value", { .tail = "0500" } },
	{ "attributes of another tag", { .attrs = "a100" } },
	{ "something after the attributes", { .attrs = "a0000500" } },
	{ "an attribute that is no sequence", { .attrs = "a0020500" } },
	{ "an attribute without values", { .attrs = "a00d300b06092a864886f70d010907" } },
	{ "two extension requests", { .attrs = "a042"
	    "301f06092a864886f70d01090e31123010" USAGE "301f06092a864886f70d01090e31123010" USAGE } },
	{ "key usage twice", { .attrs = REQ("31", "2f", "22", "20", USAGE USAGE) } },
	{ "two lists of extensions", { .attrs = "a033303106092a864886f70d01090e3124"
	    "3010" USAGE "3010" USAGE } },
	{ "key usage of nothing", { .attrs = REQ("1c", "1a", "0d", "0b", "30090603551d0f04020300") } },
};

static void
test_good(ecert_ctx *ctx)
{
	struct eci_csr csr;
	struct eci_buf b;
	size_t i;

	for (i = 0; i < ECI_COUNT(good); i++) {
		unit_case("%s", good[i].name);
		b = csr_make(ctx, &good[i].spec);
		CHECK_OK(ctx, eci_csr_load(ctx, "t", b.ptr, b.len, &csr));
		CHECK_INT(csr.value, good[i].value);
		CHECK_STR(csr.subject, "CN=a");
		CHECK_STR(csr.usage.ptr != NULL ? (char *)csr.usage.ptr : "?", good[i].usage);
		CHECK_INT(csr.n_alt, good[i].alt != NULL);
		if (csr.n_alt == 1 && good[i].alt != NULL)
			CHECK_STR(csr.alt_names[0], good[i].alt);
		CHECK_INT(csr.others, good[i].others);
		CHECK(csr.key.sm2 && csr.key.ok);
		eci_csr_done(&csr);
		eci_buf_free(&b);
	}
}

static void
test_bad(ecert_ctx *ctx)
{
	struct eci_csr csr;
	struct eci_buf b;
	size_t i;

	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("%s", bad[i].name);
		b = csr_make(ctx, &bad[i].spec);
		CHECK_REASON(ctx, eci_csr_load(ctx, "t", b.ptr, b.len, &csr),
		    ECERT_R_CERT_MALFORMED);
		CHECK(csr.subject == NULL);
		eci_buf_free(&b);
	}
}

/* One bit anywhere: never good, mostly refused. */
static void
test_flips(ecert_ctx *ctx)
{
	struct csr_spec spec = { .attrs = REQ("21", "1f", "12", "10", USAGE) };
	struct eci_buf b = csr_make(ctx, &spec);
	struct eci_csr csr;
	size_t i, good_ones = 0;

	unit_case("no bit of a request can be changed");
	for (i = 0; i < 8 * b.len; i++) {
		b.ptr[i / 8] ^= (uint8_t)(1u << i % 8);
		if (eci_csr_load(ctx, "t", b.ptr, b.len, &csr) == ECERT_OK) {
			good_ones += csr.value != ECI_CSR_BAD;
			eci_csr_done(&csr);
		}
		b.ptr[i / 8] ^= (uint8_t)(1u << i % 8);
	}
	CHECK_INT(good_ones, 0);
	unit_case("no request can be cut");
	for (i = 0; i < b.len; i++)
		CHECK(eci_csr_load(ctx, "t", b.ptr, i, &csr) != ECERT_OK);
	eci_buf_free(&b);
}

static void
test_forms(ecert_ctx *ctx)
{
	struct csr_spec spec = { 0 };
	struct eci_buf b = csr_make(ctx, &spec), pem = { 0 }, old = { 0 };
	struct eci_csr csr;
	char *at;

	unit_case("as PEM");
	CHECK_OK(ctx, eci_csr_write_pem(ctx, bytes(b.ptr, b.len), &pem));
	CHECK_OK(ctx, eci_csr_load(ctx, "t", pem.ptr, pem.len, &csr));
	CHECK_INT(csr.value, ECI_CSR_GOOD);
	eci_csr_done(&csr);
	unit_case("as PEM with the name of old tools");
	CHECK_OK(ctx, eci_pem_write(ctx, "NEW CERTIFICATE REQUEST", bytes(b.ptr, b.len), &old));
	CHECK_OK(ctx, eci_csr_load(ctx, "t", old.ptr, old.len, &csr));
	eci_csr_done(&csr);
	unit_case("a PEM block that is malformed");
	at = strchr((char *)pem.ptr, '\n');
	at[5] = '!';
	CHECK_REASON(ctx, eci_csr_load(ctx, "t", pem.ptr, pem.len, &csr), ECERT_R_CERT_MALFORMED);
	eci_buf_free(&b);
	eci_buf_free(&pem);
	eci_buf_free(&old);
	unit_case("a certificate is none");
	b = vector("cert.pem");
	CHECK_REASON(ctx, eci_csr_load(ctx, "t", b.ptr, b.len, &csr), ECERT_R_CERT_MALFORMED);
	eci_buf_free(&b);
	unit_case("too large");
	b = (struct eci_buf){ 0 };
	CHECK_OK(ctx, eci_buf_room(ctx, &b, 200000));
	memset(b.ptr, '0', 200000);
	CHECK_ERR(ctx, eci_csr_load(ctx, "t", b.ptr, 200000, &csr), ECERT_E_LIMIT);
	eci_buf_free(&b);
	unit_case("of an RSA key");
	b = vector("rsa.pem");
	{
		struct eci_csr_parts in = { 0 };
		struct eci_buf name = { 0 }, spki = { 0 }, info = { 0 }, sig = { 0 };
		struct eci_key *key = NULL;

		CHECK_OK(ctx, eci_key_load(ctx, "t", b.ptr, b.len, NULL, NULL, &key, NULL));
		b.len = 0;
		CHECK_OK(ctx, eci_name_parse(ctx, "CN=a", &name));
		CHECK_OK(ctx, eci_key_put_spki(ctx, key, &spki));
		in.subject = bytes(name.ptr, name.len);
		in.spki = bytes(spki.ptr, spki.len);
		CHECK_OK(ctx, eci_csr_info(ctx, &in, &info));
		CHECK_OK(ctx, eci_key_sign_msg(ctx, key, bytes(info.ptr, info.len), &sig));
		CHECK_OK(ctx, eci_csr_join(ctx, bytes(info.ptr, info.len), ECI_KEY_RSA,
		    bytes(sig.ptr, sig.len), &b));
		CHECK_OK(ctx, eci_csr_load(ctx, "t", b.ptr, b.len, &csr));
		CHECK_INT(csr.value, ECI_CSR_GOOD);
		CHECK_INT(csr.key.rsa_bits, 2048);
		eci_csr_done(&csr);
		eci_buf_free(&name);
		eci_buf_free(&spki);
		eci_buf_free(&info);
		eci_buf_free(&sig);
		eci_key_free(key);
	}
	eci_buf_free(&b);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_good(ctx);
	test_bad(ctx);
	test_flips(ctx);
	test_forms(ctx);
	return unit_end();
}
