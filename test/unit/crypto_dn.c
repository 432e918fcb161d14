/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

/* Names that are taken; with NULL they are shown as they were written. */
static const struct {
	const char *text, *shown;
} good[] = {
	{ "CN=a", NULL },
	{ "CN=a, O=b, C=CN", NULL },
	{ "CN=a,O=b,C=CN", "CN=a, O=b, C=CN" },
	{ "CN= a b  ,  O=c", "CN=a b, O=c" },
	{ "CN=\\ a\\ ", "CN= a " },
	{ "CN=a\\,b\\+c\\\"d\\\\e\\<f\\>g\\;h", NULL },
	{ "CN=a=b#c", NULL },
	{ "CN=\\#a", "CN=#a" },
	{ "CN=\\c3\\A4", "CN=\xc3\xa4" },
	{ "CN=\xe6\xb5\x8b\xe8\xaf\x95, O=\xe5\xae\x9e\xe9\xaa\x8c\xe5\xae\xa4", NULL },
	{ "1.2.3.4=x, C=CN", NULL },
	{ "OU=a, OU=b", NULL },
	{ "CN=a, street=b, L=c, ST=d", NULL },
	{ "emailAddress=a@b, DC=x, UID=y, title=z, GN=g, SN=s, serialNumber=1", NULL },
};

static const struct {
	const char *text, *says;
} bad[] = {
	{ "", "TYPE=VALUE" }, { "CN", "TYPE=VALUE" }, { "=a", "TYPE=VALUE" },
	{ "CN=a,", "TYPE=VALUE" }, { ",CN=a", "TYPE=VALUE" }, { "CN=a,,O=b", "TYPE=VALUE" },
	{ "CN=", "empty value" }, { "CN=  ", "empty value" }, { "CN=,O=b", "empty value" },
	{ "XX=a", "not known" }, { "cn=a", "not known" }, { "12=a", "not known" },
	{ "CN =a", "not known" },
	{ "CN=a+O=b", "escaped" }, { "CN=\"a\"", "escaped" }, { "CN=a;O=b", "escaped" },
	{ "CN=<a>", "escaped" },
	{ "CN=\\", "no escape" }, { "CN=\\z", "no escape" }, { "CN=\\4", "no escape" },
	{ "CN=\\4g", "no escape" },
	{ "CN=#0c0161", "hexadecimal" },
	{ "CN=\\ff", "UTF-8" }, { "CN=\xc3", "UTF-8" },
	{ "CN=\\00", "control" }, { "CN=a\\0ab", "control" }, { "CN=\xe2\x80\xae", "control" },
	{ "C=cn", "capital" }, { "C=CHN", "too long" }, { "C=C", "capital" }, { "C=1A", "capital" },
	{ "C=CN, CN=a", "comes last" },
	{ "DC=\xc3\xa4", "ASCII" }, { "serialNumber=a_b", "letters, digits" },
	{ "1.2.999999999999999999999999=a", "" }, { "9.9=a", "" },
};

static void
test_good(ecert_ctx *ctx)
{
	struct eci_key *key = NULL;
	struct eci_buf name = { 0 }, spki = { 0 }, info = { 0 }, sig = { 0 }, der = { 0 };
	struct eci_csr_parts parts;
	struct eci_csr csr;
	size_t i;

	CHECK_OK(ctx, eci_key_new_sm2(ctx, &key));
	CHECK_OK(ctx, eci_key_put_spki(ctx, key, &spki));
	for (i = 0; i < ECI_COUNT(good); i++) {
		unit_case("name %s", good[i].text);
		name.len = info.len = sig.len = der.len = 0;
		CHECK_OK(ctx, eci_name_parse(ctx, good[i].text, &name));
		parts = (struct eci_csr_parts){ .subject = bytes(name.ptr, name.len),
		    .spki = bytes(spki.ptr, spki.len) };
		CHECK_OK(ctx, eci_csr_info(ctx, &parts, &info));
		CHECK_OK(ctx, eci_key_sign_msg(ctx, key, bytes(info.ptr, info.len), &sig));
		CHECK_OK(ctx, eci_csr_join(ctx, bytes(info.ptr, info.len), ECI_KEY_SM2,
		    bytes(sig.ptr, sig.len), &der));
		CHECK_OK(ctx, eci_csr_load(ctx, "t", der.ptr, der.len, &csr));
		CHECK_STR(csr.subject, good[i].shown != NULL ? good[i].shown : good[i].text);
		eci_csr_done(&csr);
	}
	eci_buf_free(&name);
	eci_buf_free(&spki);
	eci_buf_free(&info);
	eci_buf_free(&sig);
	eci_buf_free(&der);
	eci_key_free(key);
}

static void
test_bad(ecert_ctx *ctx)
{
	struct eci_buf der = { 0 };
	size_t i;

	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("no name: %s", bad[i].text);
		CHECK_ERR(ctx, eci_name_parse(ctx, bad[i].text, &der), ECERT_E_ARG);
		CHECK(strstr(ecert_errmsg(ctx), bad[i].says) != NULL);
		CHECK_INT(der.len, 0);
	}
}

/* Characters count, not bytes. */
static void
test_bounds(ecert_ctx *ctx)
{
	char text[400] = "CN=";
	struct eci_buf der = { 0 };
	int i;

	for (i = 0; i < 64; i++)
		strcat(text, "\xe6\xb5\x8b");
	unit_case("64 characters");
	CHECK_OK(ctx, eci_name_parse(ctx, text, &der));
	unit_case("65 characters");
	strcat(text, "a");
	CHECK_ERR(ctx, eci_name_parse(ctx, text, &der), ECERT_E_ARG);
	unit_case("33 parts");
	strcpy(text, "OU=a");
	for (i = 0; i < 31; i++)
		strcat(text, ",OU=a");
	CHECK_OK(ctx, eci_name_parse(ctx, text, &der));
	strcat(text, ",OU=a");
	CHECK_ERR(ctx, eci_name_parse(ctx, text, &der), ECERT_E_ARG);
	eci_buf_free(&der);
	unit_case("the most general part is written first");
	CHECK_OK(ctx, eci_name_parse(ctx, "CN=a,C=CN", &der));
	CHECK_MEM(der.ptr, der.len, "\x30\x19\x31\x0b\x30\x09\x06\x03\x55\x04\x06\x13\x02" "CN"
	    "\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x0c\x01" "a", 27);
	eci_buf_free(&der);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_good(ctx);
	test_bad(ctx);
	test_bounds(ctx);
	return unit_end();
}
