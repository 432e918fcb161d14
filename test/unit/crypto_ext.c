/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_more.h"

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

/* Extensions that are read, and whether a critical one leaves the rest usable. */
static void
test_known(ecert_ctx *ctx)
{
	static const struct { const char *name, *oid, *hex; bool serves; } rows[] = {
		{ "alternative names", "2.5.29.17", "3003820161", true },
		{ "alternative names that are none", "2.5.29.17", "0500", true },
		{ "authorityInfoAccess", "1.3.6.1.5.5.7.1.1", "3000", false },
		{ "id-pkix-ocsp-nocheck", "1.3.6.1.5.5.7.48.1.5", "0500", false },
		{ "distribution points", "2.5.29.31", "3000", true },
		{ "name constraints in a leaf", "2.5.29.30", "3000", false },
		{ "policy constraints", "2.5.29.36", "3003800100", false },
		{ "inhibitAnyPolicy", "2.5.29.54", "020100", true },
	};
	struct party root = issue(ctx, ca("root", -1), NULL), p;
	size_t i;
	int critical;

	for (i = 0; i < ECI_COUNT(rows); i++)
		for (critical = 0; critical < 2; critical++) {
			struct eci_buf more = { 0 };

			unit_case("%s%s", critical ? "critical " : "", rows[i].name);
			put_extension_hex(ctx, &more, rows[i].oid, critical, rows[i].hex);
			p = issue_more(ctx, leaf("end"), &root, &more);
			CHECK_STR(eci_cert_unknown_critical(p.cert) != NULL ?
			    eci_cert_unknown_critical(p.cert) : "",
			    critical && !rows[i].serves ? rows[i].oid : "");
			party_free(&p);
		}
	unit_case("what they say");
	p = responder(ctx, "responder", &root, true);
	CHECK(p.cert->exts.eku_ocsp && p.cert->exts.no_check && p.cert->exts.key_id.len == 20);
	CHECK(!root.cert->exts.eku_ocsp && !root.cert->exts.no_check);
	CHECK_STR(eci_cert_ext_usage_text(p.cert), "OCSPSigning");
	party_free(&p);
	party_free(&root);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_usage(ctx);
	test_flaws(ctx);
	test_known(ctx);
	return unit_end();
}
