/* SPDX-License-Identifier: Apache-2.0 */
/* Issuer and serial number against certificates, and in words. */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto.h"
#include "unit.h"

static ecert_ctx *ctx;

/* C=CN, O=Example, CN=Root <n> in the given types of strings. */
static struct eci_bytes
name(struct eci_buf *b, uint8_t type, const char *cn)
{
	static const char *const oid[] = { "\x06\x03\x55\x04\x06", "\x06\x03\x55\x04\x0a",
		"\x06\x03\x55\x04\x03" };
	const char *const value[] = { "CN", "Example", cn };
	struct eci_buf rdn = { 0 }, atv = { 0 }, all = { 0 };
	size_t i;

	for (i = 0; i < 3; i++) {
		atv.len = rdn.len = 0;
		CHECK_OK(ctx, eci_buf_add(ctx, &atv, oid[i], 5));
		CHECK_OK(ctx, eci_der_put(ctx, &atv, i == 0 ? ECI_DER_PRINTABLE : type, value[i],
		    strlen(value[i])));
		CHECK_OK(ctx, eci_der_put_buf(ctx, &rdn, ECI_DER_SEQUENCE, &atv));
		CHECK_OK(ctx, eci_der_put_buf(ctx, &all, ECI_DER_SET, &rdn));
	}
	b->len = 0;
	CHECK_OK(ctx, eci_der_put_buf(ctx, b, ECI_DER_SEQUENCE, &all));
	eci_buf_free(&rdn);
	eci_buf_free(&atv);
	eci_buf_free(&all);
	return (struct eci_bytes){ b->ptr, b->len };
}

static struct eci_bytes
bytes(const char *s, size_t n)
{
	return (struct eci_bytes){ (const uint8_t *)s, n };
}

static void
test_is(void)
{
	struct eci_issue what = { .cn = "Root", .o = "Example", .from = 0, .until = 100,
		.serial = 0x1234, .pathlen = -1, .usage = "digitalSignature" };
	struct eci_cert *cert = NULL;
	struct eci_key *key = NULL;
	struct eci_buf b = { 0 };
	char long_cn[9000] = "";
	bool yes;

	CHECK_OK(ctx, eci_key_new_sm2(ctx, &key));
	CHECK_OK(ctx, eci_issue_cert(ctx, &what, key, key, NULL, &cert));

	unit_case("who: the same name in any type of string");
	CHECK_OK(ctx, eci_who_is(ctx, cert, name(&b, ECI_DER_UTF8, "Root"), bytes("\x12\x34", 2),
	    &yes));
	CHECK(yes);
	CHECK_OK(ctx, eci_who_is(ctx, cert, name(&b, ECI_DER_PRINTABLE, "Root"),
	    bytes("\x12\x34", 2), &yes));
	CHECK(yes);

	unit_case("who: another name or number");
	CHECK_OK(ctx, eci_who_is(ctx, cert, name(&b, ECI_DER_UTF8, "rOOT"), bytes("\x12\x34", 2),
	    &yes));
	CHECK(!yes);
	CHECK_OK(ctx, eci_who_is(ctx, cert, name(&b, ECI_DER_UTF8, "Boot"), bytes("\x12\x34", 2),
	    &yes));
	CHECK(!yes);
	CHECK_OK(ctx, eci_who_is(ctx, cert, name(&b, ECI_DER_UTF8, "Root"), bytes("\x12\x35", 2),
	    &yes));
	CHECK(!yes);
	CHECK_OK(ctx, eci_who_is(ctx, cert, name(&b, ECI_DER_UTF8, "Root"), bytes("\0\x12\x34", 3),
	    &yes));
	CHECK(!yes);

	unit_case("who: a name that is too long is nobody's");
	memset(long_cn, 'a', sizeof(long_cn) - 1);
	CHECK_OK(ctx, eci_who_is(ctx, cert, name(&b, ECI_DER_UTF8, long_cn), bytes("\x12\x34", 2),
	    &yes));
	CHECK(!yes);

	unit_case("who: what is no name is nobody's");
	CHECK_OK(ctx, eci_who_is(ctx, cert, bytes("\x30\x02\x05\x00", 4), bytes("\x12\x34", 2),
	    &yes));
	CHECK(!yes);
	CHECK_INT(ecert_errreason(ctx), ECERT_R_NONE);
	eci_buf_free(&b);
	eci_cert_free(cert);
	eci_key_free(key);
}

static void
test_show(void)
{
	struct eci_buf b = { 0 };
	char *who = NULL, *number = NULL;

	unit_case("who: in words");
	CHECK_OK(ctx, eci_who_show(ctx, name(&b, ECI_DER_UTF8, "Root, No. 1"),
	    bytes("\0\xab\x34", 3), &who, &number));
	CHECK_STR(who, "CN=Root\\, No. 1, O=Example, C=CN");
	CHECK_STR(number, "AB34");
	free(who);
	free(number);
	CHECK_OK(ctx, eci_who_show(ctx, bytes("\x30\x02\x05\x00", 4), bytes("\0", 1), &who,
	    &number));
	CHECK_STR(who, "?");
	CHECK_STR(number, "00");
	free(who);
	free(number);
	eci_buf_free(&b);
}

int
main(void)
{
	ctx = unit_ctx();
	test_is();
	test_show();
	return unit_end();
}
