/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

static void
test_names(ecert_ctx *ctx)
{
	struct party p = issue(ctx, leaf("aaaa,bbbb"), NULL);
	struct eci_cert *c = NULL;

	unit_case("a comma in a name is escaped");
	CHECK_STR(eci_cert_subject(p.cert), "CN=aaaa\\,bbbb, O=Unit, C=CN");
	unit_case("a terminal sequence in a name is escaped");
	CHECK_OK(ctx, load_altered(ctx, &p, "aaaa,bbbb", "aa\033[2J\nbb", 9, &c));
	CHECK_STR(eci_cert_subject(c), "CN=aa\\x1b[2J\\x0abb, O=Unit, C=CN");
	eci_cert_free(c);
	unit_case("a utf8string that is none");
	CHECK_REASON(ctx, load_altered(ctx, &p, "aaaa,bbbb", "\xb2\xe2\xca\xd4,bbbb", 9, &c),
	    ECERT_R_CERT_MALFORMED);
	unit_case("other octets in a printable string are escaped");
	CHECK_OK(ctx, load_altered(ctx, &p, "\x13\x02" "CN", "\x13\x02\xb2\xe2", 4, &c));
	CHECK_STR(eci_cert_subject(c), "CN=aaaa\\,bbbb, O=Unit, C=\\xb2\\xe2");
	eci_cert_free(c);
	unit_case("a NUL in a name is shown");
	CHECK_OK(ctx, load_altered(ctx, &p, "aaaa,bbbb", "aaaa\0bbbb", 9, &c));
	CHECK_STR(eci_cert_subject(c), "CN=aaaa\\x00bbbb, O=Unit, C=CN");
	eci_cert_free(c);
	party_free(&p);
	p = issue(ctx, leaf("~"), NULL);
	unit_case("an empty bit string, of which OpenSSL keeps no bytes");
	CHECK_OK(ctx, load_altered(ctx, &p, "\x0c\x01~", "\x03\x01\0", 3, &c));
	CHECK_STR(eci_cert_subject(c), "CN=, O=Unit, C=CN");
	eci_cert_free(c);
	party_free(&p);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_names(ctx);
	return unit_end();
}
