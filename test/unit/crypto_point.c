/* SPDX-License-Identifier: Apache-2.0 */
/* Distribution points: which part of a list a certificate is in. */
#include "crypto_more.h"

static ecert_ctx *ctx;
static struct party root;

#define URI_A "8608687474703a2f2f61"
#define URI_B "8608687474703a2f2f62"
/* CN=a as PrintableString and as UTF8String, CN=b */
#define DIR_A "a410300e310c300a06035504031303" "617262"
#define DIR_A8 "a410300e310c300a0603550403" "0c03" "617262"
#define DIR_B "a410300e310c300a06035504031303" "617263"
#define FULL_A "a00c" "a00a" URI_A
#define FULL_B "a00c" "a00a" URI_B

static const struct {
	const char *name, *list, *cert;    /* [0] of the list; the points of the certificate */
	bool fits;
} rows[] = {
	{ "the same URL", FULL_A, "3010300e" FULL_A, true },
	{ "another URL", FULL_A, "3010300e" FULL_B, false },
	{ "one of two points", FULL_B, "3020" "300e" FULL_A "300e" FULL_B, true },
	{ "one of two names", FULL_B, "301a3018" "a016a014" URI_A URI_B, true },
	{ "one of two names of the list", "a016a014" URI_A URI_B, "3010300e" FULL_B, true },
	{ "the same name as directory name", "a014a012" DIR_A, "30183016a014a012" DIR_A, true },
	{ "the same name in another string type", "a014a012" DIR_A, "30183016a014a012" DIR_A8, true },
	{ "another directory name", "a014a012" DIR_A, "30183016a014a012" DIR_B, false },
	{ "a URL against a directory name", FULL_A, "30183016a014a012" DIR_A, false },
	{ "a point of some reasons", FULL_A, "30143012" FULL_A "81020640", false },
	{ "a point of another issuer", FULL_A, "3024" "3022" FULL_A "a212" DIR_A, false },
	{ "a relative name", "a00ca10a300806035504031301" "61", "3010300e" FULL_A, false },
	{ "a point without a name", FULL_A, "3006" "300481020640", false },
	{ "a directory name that is none", "a00aa008a406" "310402" "020000", "300c300aa008a006a404" "05000500",
	    false },
	{ "no SEQUENCE", FULL_A, "30020500", false },
};

int
main(void)
{
	struct eci_bytes whole;
	struct eci_der_val v;
	size_t i;
	bool yes;

	ctx = unit_ctx();
	root = issue(ctx, ca("root", -1), NULL);
	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct eci_buf more = { 0 }, list = { 0 };
		struct eci_crl crl = { 0 };
		struct party p;

		unit_case("%s", rows[i].name);
		put_extension_hex(ctx, &more, "2.5.29.31", false, rows[i].cert);
		p = issue_more(ctx, leaf("end"), &root, &more);
		put_hex(ctx, &list, rows[i].list);
		whole = of_buf(&list);
		CHECK(eci_der_take(&whole, 0xa0, &v) && whole.len == 0);
		crl.point = v.body;
		CHECK_OK(ctx, eci_crl_point_fits(ctx, &crl, p.cert, &yes));
		CHECK_INT(yes, rows[i].fits);
		eci_buf_free(&list);
		party_free(&p);
	}
	unit_case("a certificate without points");
	{
		struct party p = issue(ctx, leaf("end"), &root);
		struct eci_crl crl = { .point = { (const uint8_t *)"\xa0\0", 2 } };

		CHECK_OK(ctx, eci_crl_point_fits(ctx, &crl, p.cert, &yes));
		CHECK(!yes);
		party_free(&p);
	}
	party_free(&root);
	return unit_end();
}
