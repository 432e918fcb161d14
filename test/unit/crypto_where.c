/* SPDX-License-Identifier: Apache-2.0 */
/* Where certificates say that lists and responders are. */
#include "crypto_more.h"

#define OCSP "1.3.6.1.5.5.7.48.1"

static ecert_ctx *ctx;
static struct party root;

static struct party
with(struct eci_buf *more)
{
	return issue_more(ctx, leaf("end"), &root, more);
}

static void
check_url(const char *url, bool taken)
{
	struct eci_buf more = { 0 };
	struct party p;

	put_crl_url(ctx, &more, url);
	put_access(ctx, &more, OCSP, url);
	p = with(&more);
	CHECK_STR(eci_cert_crl_url(p.cert, 0) != NULL ? eci_cert_crl_url(p.cert, 0) : "",
	    taken ? url : "");
	CHECK_STR(eci_cert_ocsp_url(p.cert, 0) != NULL ? eci_cert_ocsp_url(p.cert, 0) : "",
	    taken ? url : "");
	CHECK(eci_cert_crl_url(p.cert, 1) == NULL);
	CHECK(eci_cert_ocsp_url(p.cert, 1) == NULL);
	party_free(&p);
}

static void
test_urls(void)
{
	static const struct { const char *name, *url; bool taken; } rows[] = {
		{ "http", "http://crl.example/ca21crl349.crl", true },
		{ "https in capitals", "HTTPS://crl.example/a?b=c&d", true },
		{ "ldap", "ldap://ldap.example/CN=crl349", false },
		{ "a file", "file:///etc/passwd", false },
		{ "ftp", "ftp://crl.example/a", false },
		{ "the scheme alone", "http://", false },
		{ "a space", "http://crl.example/a b", false },
		{ "a line break", "http://crl.example/\r\nHost: x", false },
		{ "a letter beyond ASCII", "http://crl.example/\xc3\xa4", false },
		{ "the escape character", "http://crl.example/\033[2J", false },
	};
	char url[2100];
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		check_url(rows[i].url, rows[i].taken);
	}
	memset(url, 'x', sizeof(url));
	memcpy(url, "http://", 7);
	url[2048] = '\0';
	unit_case("as long as may be");
	check_url(url, true);
	url[2048] = 'x';
	url[2049] = '\0';
	unit_case("one longer");
	check_url(url, false);
}

/* Contents of cRLDistributionPoints and authorityInfoAccess in hex. */
static void
test_shapes(void)
{
	static const struct { const char *name, *oid, *hex; size_t crl, ocsp; } rows[] = {
		{ "two names in one point", "2.5.29.31", "301c301aa018a016"
		    "8609687474703a2f2f612f" "8609687474703a2f2f622f", 2, 0 },
		{ "a name of another form before it", "2.5.29.31", "3018" "3016a014a012"
		    "a205" "0603551d63" "8609687474703a2f2f612f", 1, 0 },
		{ "two points of one name", "2.5.29.31", "3022" "300fa00da00b8609687474703a2f2f612f"
		    "300fa00da00b8609687474703a2f2f612f", 1, 0 },
		{ "a point without a name", "2.5.29.31", "3004" "30028100", 0, 0 },
		{ "a point that is no SEQUENCE", "2.5.29.31", "30020500", 0, 0 },
		{ "the issuer's certificate", "1.3.6.1.5.5.7.1.1",
		    "301530130608" "2b060105050730" "02" "8607687474703a2f2f", 0, 0 },
		{ "access that is no SEQUENCE", "1.3.6.1.5.5.7.1.1", "0500", 0, 0 },
	};
	size_t i, n;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct eci_buf more = { 0 };
		struct party p;

		unit_case("%s", rows[i].name);
		put_extension_hex(ctx, &more, rows[i].oid, false, rows[i].hex);
		p = with(&more);
		for (n = 0; eci_cert_crl_url(p.cert, n) != NULL; n++)
			;
		CHECK_INT(n, rows[i].crl);
		for (n = 0; eci_cert_ocsp_url(p.cert, n) != NULL; n++)
			;
		CHECK_INT(n, rows[i].ocsp);
		party_free(&p);
	}
}

int
main(void)
{
	struct party p;

	ctx = unit_ctx();
	root = issue(ctx, ca("root", -1), NULL);
	unit_case("none");
	p = issue(ctx, leaf("end"), &root);
	CHECK(eci_cert_crl_url(p.cert, 0) == NULL && eci_cert_ocsp_url(p.cert, 0) == NULL);
	party_free(&p);
	test_urls();
	test_shapes();
	party_free(&root);
	return unit_end();
}
