/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

static void
test_usage(ecert_ctx *ctx)
{
	static const struct { const char *in, *text; enum eci_cert_usage want; } rows[] = {
		{ NULL, "", ECI_USAGE_ABSENT },
		{ "", "", ECI_USAGE_OTHER },
		{ "keyEncipherment", "keyEncipherment", ECI_USAGE_OTHER },
		{ "keyCertSign,cRLSign", "keyCertSign, cRLSign", ECI_USAGE_OTHER },
		{ "digitalSignature", "digitalSignature", ECI_USAGE_MAY_SIGN },
		{ "nonRepudiation", "nonRepudiation", ECI_USAGE_MAY_SIGN },
		{ "digitalSignature,keyEncipherment", "digitalSignature, keyEncipherment",
		    ECI_USAGE_MAY_SIGN },
	};
	struct eci_issue what = leaf("usage");
	struct party p;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("key usage %s", rows[i].in ? rows[i].in : "absent");
		what.usage = rows[i].in;
		p = issue(ctx, what, NULL);
		CHECK_INT(eci_cert_usage(p.cert), rows[i].want);
		CHECK_STR(eci_cert_usage_text(p.cert), rows[i].text);
		party_free(&p);
	}
	unit_case("extended key usage");
	what = leaf("tsa");
	what.ext_usage = "timeStamping";
	what.ext_usage_critical = true;
	p = issue(ctx, what, NULL);
	CHECK_STR(eci_cert_ext_usage_text(p.cert), "timeStamping");
	party_free(&p);
}

static void
test_flaws(ecert_ctx *ctx)
{
	struct party p = issue(ctx, leaf("ext"), NULL);
	struct eci_cert *c = NULL;

	unit_case("an extension twice");
	CHECK_REASON(ctx, load_altered(ctx, &p, "\x06\x03\x55\x1d\x23", "\x06\x03\x55\x1d\x0e", 5,
	    &c), ECERT_R_CERT_MALFORMED);
	party_free(&p);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_usage(ctx);
	test_flaws(ctx);
	return unit_end();
}
