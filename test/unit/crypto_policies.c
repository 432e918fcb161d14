/* SPDX-License-Identifier: Apache-2.0 */
/* What a policy may ask of a certificate. */
#include "crypto_help.h"

#define PERSON "2.16.156.339.1.1.1.2.1"
#define COMPANY "2.16.156.339.1.1.2.2.1"

static bool
names(ecert_ctx *ctx, const struct eci_cert *cert, const char *oid)
{
	bool yes = false;

	CHECK_OK(ctx, eci_cert_names_policy(ctx, cert, oid, &yes));
	return yes;
}

static void
policies(ecert_ctx *ctx)
{
	struct eci_issue what = leaf("P");
	struct party p;

	unit_case("a certificate without policies");
	p = issue(ctx, what, NULL);
	CHECK(!names(ctx, p.cert, PERSON));
	party_free(&p);

	unit_case("one policy");
	what.policies = PERSON;
	p = issue(ctx, what, NULL);
	CHECK(names(ctx, p.cert, PERSON));
	CHECK(!names(ctx, p.cert, COMPANY));
	CHECK(!names(ctx, p.cert, "2.16.156.339.1.1.1.2"));
	party_free(&p);

	unit_case("two policies");
	what.policies = "1.2.3," COMPANY;
	p = issue(ctx, what, NULL);
	CHECK(names(ctx, p.cert, "1.2.3"));
	CHECK(names(ctx, p.cert, COMPANY));
	CHECK(!names(ctx, p.cert, PERSON));
	party_free(&p);

	unit_case("anyPolicy is not every policy");
	what.policies = "2.5.29.32.0";
	p = issue(ctx, what, NULL);
	CHECK(!names(ctx, p.cert, PERSON));
	CHECK(names(ctx, p.cert, "2.5.29.32.0"));
	party_free(&p);
}

/* Ill-formed, the certificate is read all the same and names nothing. */
static void
malformed(ecert_ctx *ctx)
{
	/* SEQUENCE { SEQUENCE { OID 1.2.3 } }, the OID's tag changed. */
	static const uint8_t from[] = { 0x30, 0x06, 0x30, 0x04, 0x06, 0x02, 0x2a, 0x03 };
	static const uint8_t to[] = { 0x30, 0x06, 0x30, 0x04, 0x04, 0x02, 0x2a, 0x03 };
	struct eci_issue what = leaf("P");
	struct eci_cert *cert = NULL;
	struct party p;

	unit_case("policies that are not well-formed");
	what.policies = "1.2.3";
	p = issue(ctx, what, NULL);
	CHECK_OK(ctx, load_altered(ctx, &p, from, to, sizeof(from), &cert));
	if (cert != NULL)
		CHECK(!names(ctx, cert, "1.2.3"));
	eci_cert_free(cert);
	party_free(&p);
}

static void
other(ecert_ctx *ctx)
{
	static const struct { const char *cn, *o; bool named; } who[] = {
		{ "A", "B", true }, { "A", NULL, true }, { NULL, "B", true }, { " ", "  ", false },
		{ NULL, NULL, false },
	};
	/* commonName 2.5.4.3 becomes pseudonym 2.5.4.65 */
	static const uint8_t cn[] = { 0x06, 0x03, 0x55, 0x04, 0x03 };
	static const uint8_t pseudonym[] = { 0x06, 0x03, 0x55, 0x04, 0x41 };
	struct eci_issue what = leaf("P");
	struct eci_cert *cert = NULL;
	struct party p;
	size_t i;

	unit_case("version, algorithm and key usage");
	p = issue(ctx, what, NULL);
	CHECK_INT(eci_cert_version(p.cert), 3);
	CHECK_INT(eci_cert_sig_alg(p.cert), ECI_SIG_SM2_SM3);
	CHECK(eci_cert_usage_critical(p.cert));

	unit_case("a pseudonym is no name");
	CHECK_OK(ctx, load_altered(ctx, &p, cn, pseudonym, sizeof(cn), &cert));
	CHECK(!eci_cert_has_name(cert));
	eci_cert_free(cert);
	party_free(&p);

	unit_case("key usage that is not critical");
	what.usage_soft = true;
	p = issue(ctx, what, NULL);
	CHECK(!eci_cert_usage_critical(p.cert));
	CHECK_INT(eci_cert_usage(p.cert), ECI_USAGE_MAY_SIGN);
	party_free(&p);

	unit_case("a certificate of version 1");
	what.version1 = true;
	p = issue(ctx, what, NULL);
	CHECK_INT(eci_cert_version(p.cert), 1);
	CHECK(!eci_cert_usage_critical(p.cert));
	party_free(&p);

	for (i = 0; i < ECI_COUNT(who); i++) {
		unit_case("CN \"%s\" and O \"%s\"", who[i].cn != NULL ? who[i].cn : "-",
		    who[i].o != NULL ? who[i].o : "-");
		what = leaf(who[i].cn);
		what.o = who[i].o;
		p = issue(ctx, what, NULL);
		CHECK_INT(eci_cert_has_name(p.cert), who[i].named);
		party_free(&p);
	}
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	policies(ctx);
	malformed(ctx);
	other(ctx);
	return unit_end();
}
