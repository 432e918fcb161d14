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

/* Of the extension alone. */
static ecert_err
parse(ecert_ctx *ctx, const char *oid, const char *hex, struct eci_exts *out)
{
	struct eci_buf all = { 0 }, list = { 0 };
	struct eci_der d;
	ecert_err e;

	put_extension_hex(ctx, &list, oid, true, hex);
	put_in(ctx, &all, ECI_DER_SEQUENCE, &list);
	d = eci_der(ctx, "t", ECERT_R_CERT_MALFORMED, all.ptr, all.len);
	e = eci_exts_parse(&d, out);
	eci_buf_free(&all);
	return e;
}

/* keyUsage as bits, of one octet and of two. */
static void
test_bits(ecert_ctx *ctx)
{
	static const struct { const char *name, *hex; unsigned want; const char *text; } rows[] = {
		{ "no octet", "030100", 0, "" },
		{ "one octet", "03020780", 0x80, "digitalSignature" },
		{ "two octets", "0303070880", 0x8008, "keyAgreement, decipherOnly" },
	};
	static const struct { const char *name, *hex; } bad[] = {
		{ "not even the unused bits", "0300" }, { "three octets", "030400800000" },
	};
	struct eci_issue what = leaf("usage");
	struct party p, by = issue(ctx, ca("root", -1), NULL);
	size_t i;

	what.usage = NULL;
	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct eci_buf more = { 0 };

		unit_case("key usage of %s", rows[i].name);
		put_extension_hex(ctx, &more, "2.5.29.15", true, rows[i].hex);
		p = issue_more(ctx, what, &by, &more);
		CHECK_INT(p.cert->exts.usage, rows[i].want);
		CHECK_STR(eci_cert_usage_text(p.cert), rows[i].text);
		party_free(&p);
	}
	for (i = 0; i < ECI_COUNT(bad); i++) {
		struct eci_exts exts = { .pathlen = -1 };

		unit_case("key usage of %s", bad[i].name);
		CHECK_REASON(ctx, parse(ctx, "2.5.29.15", bad[i].hex, &exts), ECERT_R_CERT_MALFORMED);
		CHECK(strstr(ecert_errmsg(ctx), "keyUsage: ") != NULL);
		CHECK(strstr(ecert_errmsg(ctx), " octets") != NULL);
	}
	party_free(&by);
}

/* For machines alone, or for what a person may do too. */
static void
test_purposes(ecert_ctx *ctx)
{
	static const struct { const char *names; enum eci_cert_purpose want; } rows[] = {
		{ "serverAuth", ECI_PURPOSE_FOREIGN }, { "clientAuth", ECI_PURPOSE_FITS },
		{ "codeSigning", ECI_PURPOSE_FITS }, { "emailProtection", ECI_PURPOSE_FITS },
		{ "timeStamping", ECI_PURPOSE_FOREIGN }, { "OCSPSigning", ECI_PURPOSE_FOREIGN },
		{ "1.2.3", ECI_PURPOSE_FITS }, { "serverAuth, OCSPSigning", ECI_PURPOSE_FOREIGN },
		{ "serverAuth, clientAuth", ECI_PURPOSE_FITS },
	};
	static const struct { const char *name, *hex; } known[] = {
		{ "serverAuth", "06082b06010505070301" }, { "clientAuth", "06082b06010505070302" },
		{ "codeSigning", "06082b06010505070303" }, { "emailProtection", "06082b06010505070304" },
		{ "timeStamping", "06082b06010505070308" }, { "OCSPSigning", "06082b06010505070309" },
		{ "1.2.3", "06022a03" },
	};
	struct party p, by = issue(ctx, ca("root", -1), NULL);
	struct eci_buf plain = { 0 };
	size_t i, k;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct eci_buf list = { 0 }, value = { 0 }, more = { 0 };

		unit_case("extended key usage %s", rows[i].names);
		for (k = 0; k < ECI_COUNT(known); k++)
			if (strstr(rows[i].names, known[k].name) != NULL)
				put_hex(ctx, &list, known[k].hex);
		put_in(ctx, &value, ECI_DER_SEQUENCE, &list);
		put_extension(ctx, &more, "2.5.29.37", true, &value);
		p = issue_more(ctx, leaf("end"), &by, &more);
		CHECK_INT(eci_cert_purpose(p.cert), rows[i].want);
		if (strchr(rows[i].names, ' ') == NULL)
			CHECK_STR(eci_cert_ext_usage_text(p.cert), rows[i].names);
		party_free(&p);
	}
	unit_case("extended key usage that is not critical, before something that is");
	put_extension_hex(ctx, &plain, "2.5.29.37", false, OCSP_SIGNING);
	put_extension_hex(ctx, &plain, "2.5.29.17", true, "3003820161");
	p = issue_more(ctx, leaf("end"), &by, &plain);
	CHECK_INT(eci_cert_purpose(p.cert), ECI_PURPOSE_ODD);
	party_free(&p);
	party_free(&by);
}

/* Of another type than they should be: as if they were not there. */
static void
test_odd(ecert_ctx *ctx)
{
	static const char key_id[] = "\x06\x03\x55\x1d\x0e\x04\x16\x04\x14";
	static const char text[] = "\x06\x03\x55\x1d\x0e\x04\x16\x0c\x14";
	struct party by = issue(ctx, ca("root", -1), NULL), p;
	struct eci_exts exts = { .pathlen = -1 };
	struct eci_buf more = { 0 };
	struct eci_cert *c = NULL;

	unit_case("values of another type");
	put_extension_hex(ctx, &more, "1.3.6.1.5.5.7.1.1", false, "040161");
	put_extension_hex(ctx, &more, "2.5.29.32", false, "040161");
	p = issue_more(ctx, leaf("end"), &by, &more);
	CHECK_INT(p.cert->exts.access.len, 0);
	CHECK_INT(p.cert->exts.policies.len, 0);
	party_free(&p);
	unit_case("a key identifier of another type");
	CHECK_INT(by.cert->exts.key_id.len, 20);
	CHECK_OK(ctx, load_altered(ctx, &by, key_id, text, sizeof(text) - 1, &c));
	CHECK_INT(c->exts.key_id.len, 0);
	eci_cert_free(c);
	unit_case("a path length without being an authority");
	CHECK_OK(ctx, parse(ctx, "2.5.29.19", "3003020103", &exts));
	CHECK(exts.has_basic && !exts.ca);
	CHECK_INT(exts.pathlen, -1);
	party_free(&by);
}

/* Of several that nobody knows the first is told. */
static void
test_unknown(ecert_ctx *ctx)
{
	static const char *const second[] = { "1.2.4", "2.5.29.30" };
	struct party by = issue(ctx, ca("root", -1), NULL), p;
	size_t i;

	for (i = 0; i < ECI_COUNT(second); i++) {
		struct eci_buf more = { 0 };

		unit_case("two critical ones nobody knows, the other is %s", second[i]);
		put_extension_hex(ctx, &more, "1.2.3", true, "0500");
		put_extension_hex(ctx, &more, second[i], true, "3000");
		p = issue_more(ctx, leaf("end"), &by, &more);
		CHECK_STR(eci_cert_unknown_critical(p.cert), "1.2.3");
		party_free(&p);
	}
	party_free(&by);
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
	test_bits(ctx);
	test_purposes(ctx);
	test_odd(ctx);
	test_unknown(ctx);
	test_flaws(ctx);
	test_known(ctx);
	return unit_end();
}
