/* SPDX-License-Identifier: Apache-2.0 */
/* Name constraints; subjects here are CN=..., O=Unit, C=CN, written C, O, CN. */
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "crypto_more.h"

static ecert_ctx *ctx;
static struct party root;

#define C_CN "310b3009060355040613" "02434e"
#define O_UNIT "310d300b060355040a0c0455" "6e6974"
#define O_UNIT_P "310d300b060355040a130475" "6e6954"     /* uniT, PrintableString */
#define CN_X "310a30080603550403130178"
#define O_OTHER "310d300b060355040a0c044f" "746872"

/* A subtree of a Name of the given relative names. */
static void
put_tree(struct eci_buf *out, uint8_t tag, const char *rdns, const char *tail)
{
	struct eci_buf name = { 0 }, base = { 0 }, tree = { 0 };

	put_hex(ctx, &name, rdns);
	if (tag == 0xa4)
		put_in(ctx, &base, ECI_DER_SEQUENCE, &name);
	else {
		base = name;
		name = (struct eci_buf){ 0 };
	}
	put_in(ctx, &tree, tag, &base);
	if (tail != NULL)
		put_hex(ctx, &tree, tail);
	put_in(ctx, out, ECI_DER_SEQUENCE, &tree);
}

struct tree { uint8_t list, tag; const char *name, *tail; };

/* An authority whose certificate has these constraints. */
static struct party
authority(const struct tree *trees, size_t n, bool critical)
{
	struct eci_buf value = { 0 }, in = { 0 }, more = { 0 };
	struct party p;
	size_t i;
	uint8_t tag;

	for (tag = 0xa0; tag <= 0xa1; tag++) {
		struct eci_buf list = { 0 };

		for (i = 0; i < n; i++)
			if (trees[i].list == tag)
				put_tree(&list, trees[i].tag, trees[i].name, trees[i].tail);
		if (list.len > 0)
			put_in(ctx, &in, tag, &list);
	}
	put_in(ctx, &value, ECI_DER_SEQUENCE, &in);
	put_extension(ctx, &more, "2.5.29.30", critical, &value);
	p = issue_more(ctx, ca("mid", -1), &root, &more);
	return p;
}

static const char *
judge(const struct party *ca_of, const struct party *end)
{
	const char *what = "unset";

	CHECK_OK(ctx, eci_constraint_check(ctx, ca_of->cert, end->cert, &what));
	return what != NULL ? what : "";
}

#define P 0xa0
#define E 0xa1
#define DIR 0xa4
#define DNS 0x82
#define MAIL 0x81
#define OUTSIDE "its name is outside of the name constraints above it"
#define EXCLUDED "its name is excluded by the name constraints above it"
#define FORM "name constraints above it are of a form that is not examined"
#define UNREADABLE "its name constraints cannot be read"
#define UNFIT "its name cannot be compared with the name constraints above it"

static const struct {
	const char *name;
	struct tree trees[3];
	const char *alt;             /* subjectAltName, hex; NULL: none */
	const char *want;
} rows[] = {
	{ "below what is permitted", { { P, DIR, C_CN O_UNIT, NULL } }, NULL, "" },
	{ "letters and string types do not matter", { { P, DIR, C_CN O_UNIT_P, NULL } }, NULL, "" },
	{ "outside of what is permitted", { { P, DIR, C_CN O_OTHER, NULL } }, NULL, OUTSIDE },
	{ "one of two that are permitted", { { P, DIR, C_CN O_OTHER, NULL },
	    { P, DIR, C_CN O_UNIT, NULL } }, NULL, "" },
	{ "the end of the name is not its beginning", { { P, DIR, O_UNIT, NULL } }, NULL, OUTSIDE },
	{ "excluded", { { E, DIR, C_CN O_UNIT, NULL } }, NULL, EXCLUDED },
	{ "something else is excluded", { { E, DIR, C_CN O_OTHER, NULL } }, NULL, "" },
	{ "permitted and excluded", { { P, DIR, C_CN, NULL }, { E, DIR, C_CN O_UNIT, NULL } }, NULL,
	    EXCLUDED },
	{ "everything is permitted", { { P, DIR, "", NULL } }, NULL, "" },
	{ "everything is excluded", { { E, DIR, "", NULL } }, NULL, EXCLUDED },
	{ "an alternative directory name outside", { { P, DIR, C_CN O_UNIT, NULL } },
	    "3010a40e300c310a30080603550403130178", OUTSIDE },
	{ "names of a server, which it has none of", { { P, DNS, "612e62", NULL } }, NULL, "" },
	{ "names of a server, which it has", { { P, DNS, "612e62", NULL } }, "3005" "8203" "612e62",
	    FORM },
	{ "excluded names of a server, which it has", { { E, DNS, "612e62", NULL } },
	    "3005" "8203" "612e62", FORM },
	{ "addresses, and it has a name of a server", { { E, MAIL, "612e62", NULL } },
	    "3005" "8203" "612e62", "" },
	{ "a minimum of 0 written out", { { P, DIR, C_CN O_UNIT, "800100" } }, NULL, "" },
	{ "a minimum of 1", { { P, DIR, C_CN O_UNIT, "800101" } }, NULL, UNREADABLE },
	{ "a maximum", { { P, DIR, C_CN O_UNIT, "810105" } }, NULL, UNREADABLE },
	{ "an empty relative name in the constraint", { { P, DIR, "3100" C_CN, NULL } }, NULL, UNFIT },
	{ "an empty relative name in the exclusion", { { E, DIR, "3100" C_CN, NULL } }, NULL, UNFIT },
	{ "an alternative name that begins with an empty relative name",
	    { { E, DIR, "310a30080603550403130178", NULL } },
	    "3012a410300e3100310a30080603550403130178", UNFIT },
	{ "the excluded name as a BIT STRING", { { E, DIR, CN_X, NULL } },
	    "3011a40f300d310b3009060355040303020078", UNFIT },
	{ "the excluded name as a NumericString", { { E, DIR, CN_X, NULL } },
	    "3010a40e300c310a3008060355040312" "0178", UNFIT },
	{ "the excluded name and a NUL", { { E, DIR, CN_X, NULL } },
	    "3011a40f300d310b300906035504030c" "027800", UNFIT },
	{ "the excluded name and a NUL, in two bytes each", { { E, DIR, CN_X, NULL } },
	    "3013a411300f310d300b06035504031e" "0400780000", UNFIT },
	{ "the excluded name and an invisible space", { { E, DIR, CN_X, NULL } },
	    "3013a411300f310d300b06035504030c" "0478e2808b", UNFIT },
	{ "the excluded name in four bytes each", { { E, DIR, CN_X, NULL } },
	    "3013a411300f310d300b06035504031c" "0400000078", EXCLUDED },
	{ "another name than the excluded one, in two bytes each", { { E, DIR, CN_X, NULL } },
	    "3011a40f300d310b300906035504031e" "020079", "" },
	{ "another name than the excluded one, in four bytes", { { E, DIR, CN_X, NULL } },
	    "3013a411300f310d300b06035504031c" "0400000079", "" },
	{ "another name than the excluded one, as a PrintableString", { { E, DIR, CN_X, NULL } },
	    "3010a40e300c310a30080603550403130179", "" },
	{ "another name than the excluded one, as an IA5String", { { E, DIR, CN_X, NULL } },
	    "3010a40e300c310a30080603550403160179", "" },
	{ "another name than the excluded one, as a TeletexString", { { E, DIR, CN_X, NULL } },
	    "3010a40e300c310a30080603550403140179", "" },
	{ "another name than the excluded one, as a VisibleString, which no name is",
	    { { E, DIR, CN_X, NULL } }, "3010a40e300c310a300806035504031a0179", UNFIT },
	{ "the excluded name, a BIT STRING there too",
	    { { E, DIR, "310b3009060355040303020078", NULL } },
	    "3011a40f300d310b3009060355040303020078", EXCLUDED },
	{ "a BIT STRING that is shorter than what is excluded", { { E, DIR, CN_X O_UNIT, NULL } },
	    "3011a40f300d310b3009060355040303020078", "" },
	{ "a relative name that is none in the exclusion", { { E, DIR, "3103020101", NULL } }, NULL,
	    UNFIT },
	{ "a minimum of 0 and a maximum", { { P, DIR, C_CN O_UNIT, "800100810105" } }, NULL,
	    UNREADABLE },
	{ "alternative names that are no SEQUENCE", { { E, DNS, "612e62", NULL } }, "0500", UNFIT },
	{ "no constraint at all", { { 0 } }, NULL, "" },
};

static void
test_rows(void)
{
	size_t i, n;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct eci_buf more = { 0 };
		struct party mid, end;

		unit_case("%s", rows[i].name);
		for (n = 0; n < 3 && rows[i].trees[n].name != NULL; n++)
			;
		mid = authority(rows[i].trees, n, true);
		if (rows[i].alt != NULL)
			put_extension_hex(ctx, &more, "2.5.29.17", false, rows[i].alt);
		end = issue_more(ctx, leaf("end"), &mid, &more);
		CHECK_STR(judge(&mid, &end), rows[i].want);
		party_free(&mid);
		party_free(&end);
	}
}

/* A certificate with an address in its subject, or nothing; nobody checks its value here. */
static struct eci_cert *
certificate(const char *cn, const char *mail)
{
	EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
	X509 *x = X509_new();
	X509_NAME *name = X509_get_subject_name(x);
	struct eci_cert *cert = NULL;
	unsigned char *der = NULL;
	int n;

	CHECK(X509_set_version(x, 2) == 1 && ASN1_INTEGER_set(X509_get_serialNumber(x), 5) == 1);
	if (cn != NULL)
		CHECK(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)cn, -1,
		    -1, 0) == 1);
	if (mail != NULL)
		CHECK(X509_NAME_add_entry_by_txt(name, "emailAddress", MBSTRING_ASC,
		    (const unsigned char *)mail, -1, -1, 0) == 1);
	CHECK(X509_NAME_add_entry_by_txt(X509_get_issuer_name(x), "CN", MBSTRING_ASC,
	    (const unsigned char *)"mid", -1, -1, 0) == 1);
	CHECK(ASN1_TIME_set(X509_getm_notBefore(x), (time_t)T0) != NULL);
	CHECK(ASN1_TIME_set(X509_getm_notAfter(x), (time_t)(T0 + DAY)) != NULL);
	CHECK(X509_set_pubkey(x, key) == 1 && X509_sign(x, key, EVP_sha256()) > 0);
	CHECK((n = i2d_X509(x, &der)) > 0);
	CHECK_OK(ctx, eci_cert_load(ctx, "made", der, (size_t)n, &cert));
	OPENSSL_free(der);
	X509_free(x);
	EVP_PKEY_free(key);
	return cert;
}

static void
test_subjects(void)
{
	static const struct {
		const char *name, *cn, *mail;
		struct tree one;
		const char *want;
	} rows_of[] = {
		{ "an address in the subject, where addresses are constrained", "x", "a@b",
		    { E, MAIL, "612e62", NULL }, FORM },
		{ "no address in the subject", "x", NULL, { E, MAIL, "612e62", NULL }, "" },
		{ "an address in the subject, where servers are", "x", "a@b",
		    { E, DNS, "612e62", NULL }, "" },
		{ "no subject at all", NULL, NULL, { P, DIR, C_CN, NULL }, "" },
	};
	struct party mid, end = { 0 };
	size_t i;

	for (i = 0; i < ECI_COUNT(rows_of); i++) {
		unit_case("%s", rows_of[i].name);
		mid = authority(&rows_of[i].one, 1, true);
		end.cert = certificate(rows_of[i].cn, rows_of[i].mail);
		CHECK_STR(judge(&mid, &end), rows_of[i].want);
		eci_cert_free(end.cert);
		party_free(&mid);
	}
}

/* Where nothing is constrained it does not matter what cannot be read. */
static void
test_none(void)
{
	struct eci_buf more = { 0 };
	struct party end;

	unit_case("no constraints, and alternative names that are no SEQUENCE");
	put_extension_hex(ctx, &more, "2.5.29.17", false, "0500");
	end = issue_more(ctx, leaf("end"), &root, &more);
	CHECK_STR(judge(&root, &end), "");
	party_free(&end);
}

/* Many names of one form are one form; too many forms are not compared. */
static void
test_forms(void)
{
	struct tree one = { E, MAIL, "612e62", NULL };
	struct party mid = authority(&one, 1, true), end;
	struct eci_buf names = { 0 }, alt = { 0 }, more = { 0 };
	int i;

	unit_case("many names of a server");
	for (i = 0; i < 100; i++)
		put_hex(ctx, &names, "8203" "612e62");
	put_in(ctx, &alt, ECI_DER_SEQUENCE, &names);
	put_extension(ctx, &more, "2.5.29.17", false, &alt);
	end = issue_more(ctx, leaf("end"), &mid, &more);
	CHECK_STR(judge(&mid, &end), "");
	party_free(&end);
	unit_case("more forms than there are");
	for (i = 0x40; i < 0xe0; i++)
		if ((i & 0x1f) != 0x1f && (i & 0x20) == 0 && i != 0x81) {
			uint8_t tlv[] = { (uint8_t)i, 1, 'x' };

			CHECK_OK(ctx, eci_buf_add(ctx, &names, tlv, sizeof(tlv)));
		}
	put_in(ctx, &alt, ECI_DER_SEQUENCE, &names);
	put_extension(ctx, &more, "2.5.29.17", false, &alt);
	end = issue_more(ctx, leaf("end"), &mid, &more);
	CHECK_STR(judge(&mid, &end), UNFIT);
	party_free(&end);
	party_free(&mid);
}

static void
test_floods(void)
{
	struct eci_buf names = { 0 }, alt = { 0 }, more = { 0 }, value = { 0 }, list = { 0 };
	struct tree one = { P, DIR, C_CN, NULL };
	struct party mid = authority(&one, 1, true), end;
	size_t i;

	unit_case("more names than are compared");
	for (i = 0; i < 64; i++)
		put_hex(ctx, &names, "a40f300d310b3009060355040613" "02434e");
	put_in(ctx, &alt, ECI_DER_SEQUENCE, &names);
	put_extension(ctx, &more, "2.5.29.17", false, &alt);
	end = issue_more(ctx, leaf("end"), &mid, &more);
	CHECK_STR(judge(&mid, &end), UNFIT);
	party_free(&end);
	party_free(&mid);
	unit_case("more subtrees than are compared");
	for (i = 0; i < 129; i++)
		put_tree(&list, DIR, C_CN, NULL);
	put_in(ctx, &value, P, &list);
	put_in(ctx, &names, ECI_DER_SEQUENCE, &value);
	put_extension(ctx, &more, "2.5.29.30", true, &names);
	mid = issue_more(ctx, ca("mid", -1), &root, &more);
	end = issue(ctx, leaf("end"), &mid);
	CHECK_STR(judge(&mid, &end), UNREADABLE);
	party_free(&end);
	party_free(&mid);
}

/* Through whole paths. */
static void
test_path(void)
{
	struct tree unit = { P, DIR, C_CN O_UNIT, NULL }, others = { P, DIR, C_CN O_OTHER, NULL };
	struct party mid, end, below;
	struct eci_certs anchors = list_of(ctx, &root, NULL), mids;
	struct eci_path_in in = { .anchors = &anchors, .at = T0 + DAY };
	struct eci_issue what = leaf("end");
	struct eci_path path;
	int critical, i;

	for (i = 0; i < 2; i++)
		for (critical = 0; critical < 2; critical++) {
			unit_case("a path under %s constraints, %s", critical ? "critical" : "plain",
			    i == 0 ? "kept" : "broken");
			mid = authority(i == 0 ? &unit : &others, 1, critical);
			end = issue(ctx, leaf("end"), &mid);
			mids = list_of(ctx, &mid, NULL);
			in.intermediates = &mids;
			CHECK_OK(ctx, eci_path_build(ctx, end.cert, &in, &path));
			CHECK_INT(path.state, i == 0 ? ECI_PATH_OK : ECI_PATH_CONSTRAINT);
			CHECK_STR(path.detail, i == 0 ? "" : "CN=end, O=Unit, C=CN: " OUTSIDE);
			eci_path_free(&path);
			eci_certs_free(&mids);
			party_free(&end);
			party_free(&mid);
		}
	mid = authority(&others, 1, true);
	unit_case("a signer of his issuer's name is constrained all the same");
	end = issue(ctx, leaf("mid"), &mid);
	mids = list_of(ctx, &mid, NULL);
	in.intermediates = &mids;
	CHECK_OK(ctx, eci_path_build(ctx, end.cert, &in, &path));
	CHECK_INT(path.state, ECI_PATH_CONSTRAINT);
	eci_path_free(&path);
	eci_certs_free(&mids);
	party_free(&end);
	unit_case("two below: the authority between is constrained too");
	below = issue(ctx, ca("below", -1), &mid);
	what.o = "Othr";
	end = issue(ctx, what, &below);
	mids = list_of(ctx, &mid, &below);
	CHECK_OK(ctx, eci_path_build(ctx, end.cert, &in, &path));
	CHECK_INT(path.state, ECI_PATH_CONSTRAINT);
	CHECK_STR(path.detail, "CN=below, O=Unit, C=CN: " OUTSIDE);
	eci_path_free(&path);
	eci_certs_free(&mids);
	party_free(&below);
	party_free(&end);
	unit_case("an authority that is its own issuer by name is not constrained");
	below = issue(ctx, ca("mid", -1), &mid);
	end = issue(ctx, what, &below);
	mids = list_of(ctx, &mid, &below);
	CHECK_OK(ctx, eci_path_build(ctx, end.cert, &in, &path));
	CHECK_STR(path.detail, "");
	CHECK_INT(path.state, ECI_PATH_OK);
	CHECK_INT(path.chain.n, 4);
	eci_path_free(&path);
	eci_certs_free(&mids);
	party_free(&below);
	party_free(&end);
	below = issue(ctx, ca("below", -1), &mid);
	end = issue(ctx, leaf("end"), &below);
	mids = list_of(ctx, &mid, &below);
	unit_case("the anchor's own constraints count");
	eci_certs_free(&anchors);
	anchors = list_of(ctx, &mid, NULL);
	CHECK_OK(ctx, eci_path_build(ctx, end.cert, &in, &path));
	CHECK_INT(path.state, ECI_PATH_CONSTRAINT);
	eci_path_free(&path);
	eci_certs_free(&mids);
	eci_certs_free(&anchors);
	party_free(&below);
	party_free(&end);
	party_free(&mid);
}

int
main(void)
{
	ctx = unit_ctx();
	root = issue(ctx, ca("root", -1), NULL);
	test_rows();
	test_subjects();
	test_none();
	test_forms();
	test_floods();
	test_path();
	party_free(&root);
	return unit_end();
}
