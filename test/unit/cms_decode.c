/* SPDX-License-Identifier: Apache-2.0 */
/* cms_decode.c - SignedData: hand-made ones field by field and flaw by flaw, every
 * damage of one byte, floods, and the genuine ones. */
#include "cms_make.h"
#include "corpus_entry.h"

#define OUTER(oid)      CMS_OF(oid, SIGNED(NO_CONTENT, SIGNER))
#define PARTS(version, digests, certs, crls, signers) \
	CMS_OF(GM_SIGNED, SIGNED_OF(version, digests, NO_CONTENT, certs, crls, signers))
#define VERSION(v)      PARTS(v, "31{" SM3 "}", CERTS, "", "31{" SIGNER "}")
#define DIGESTS(d)      PARTS("02{01}", d, CERTS, "", "31{" SIGNER "}")
#define CONTENT(c)      CMS_OF(GM_SIGNED, SIGNED(c, SIGNER_ATTRS("")))
#define LISTS(certs, crls) PARTS("02{01}", "31{" SM3 "}", certs, crls, "31{" SIGNER "}")
#define SIGNERS(s)      PARTS("02{01}", "31{" SM3 "}", CERTS, "", s)
#define OCTETS(hex)     "30{" GM_DATA "a0{04{" hex "}}}"
#define CRL             "30{30{" SM2_SM3 NAME_CA "}" SM2_SM3 "03{00aa}}"

static const struct cms_row rows[] = {
	{ "gm signeddata", OUTER(GM_SIGNED), NULL, NULL },
	{ "pkcs7 signeddata", OUTER(P7_SIGNED), NULL, NULL },
	{ "gm data", OUTER(GM_DATA),
	    ": byte 4: ContentInfo.contentType: data (1.2.156.10197.6.1.4.2.1) where signedData belongs",
	    NULL },
	{ "gm envelopeddata", OUTER("06{2a811ccf550601040203}"),
	    "envelopedData (1.2.156.10197.6.1.4.2.3) where signedData belongs", NULL },
	{ "gm signedandenvelopeddata", OUTER("06{2a811ccf550601040204}"),
	    "signedAndEnvelopedData (1.2.156.10197.6.1.4.2.4)", NULL },
	{ "gm encrypteddata", OUTER("06{2a811ccf550601040205}"), "encryptedData (", NULL },
	{ "gm keyagreementinfo", OUTER("06{2a811ccf550601040206}"), "keyAgreementInfo (", NULL },
	{ "pkcs7 data", OUTER(P7_DATA), "data (1.2.840.113549.1.7.1) where", NULL },
	{ "pkcs7 envelopeddata", OUTER("06{2a864886f70d010703}"), "envelopedData (", NULL },
	{ "pkcs7 signedandenvelopeddata", OUTER("06{2a864886f70d010704}"),
	    "signedAndEnvelopedData (", NULL },
	{ "pkcs7 digesteddata", OUTER("06{2a864886f70d010705}"), "digestedData (", NULL },
	{ "pkcs7 encrypteddata", OUTER("06{2a864886f70d010706}"), "encryptedData (", NULL },
	{ "an unknown type", OUTER("06{2a03}"), "contentType: 1.2.3 where signedData belongs", NULL },
	{ "no type", "30{a0{" SIGNED(NO_CONTENT, SIGNER) "}}", "ContentInfo.contentType: tag 0xa0",
	    NULL },
	{ "no content", "30{" GM_SIGNED "}", "ContentInfo.content: missing", NULL },
	{ "signeddata without its tag", "30{" GM_SIGNED SIGNED(NO_CONTENT, SIGNER) "}",
	    "ContentInfo.content: tag 0x30 where 0xa0 belongs", NULL },
	{ "signeddata as octets", CMS_OF(GM_SIGNED, "04{3000}"), "SignedData: tag 0x04", NULL },
	{ "two signeddata", CMS_OF(GM_SIGNED, SIGNED(NO_CONTENT, SIGNER) SIGNED(NO_CONTENT, SIGNER)),
	    "ContentInfo.content: trailing bytes", NULL },
	{ "a second content", "30{" GM_SIGNED "a0{" SIGNED(NO_CONTENT, SIGNER) "}a1{}}",
	    "ContentInfo: trailing bytes (2)", NULL },
	{ "two contentinfos", CMS CMS, "ContentInfo: trailing bytes", NULL },
	{ "a seal signature", "30{30{02{04}}}", "ContentInfo.contentType: tag 0x30", NULL },
	{ "a bare sm2 value", "30{02{01}02{02}}", "ContentInfo.contentType: tag 0x02", NULL },
	{ "a set", "31{}", "ContentInfo: tag 0x31 where 0x30 belongs", NULL },
	{ "empty", "30{}", "ContentInfo.contentType: missing", NULL },
	{ "nothing", "", "ContentInfo: missing", NULL },
	{ "base64 of one", "4d494942", "ContentInfo: tag 0x4d", NULL },

	{ "version 3", VERSION("02{03}"), NULL, NULL },
	{ "version 0", VERSION("02{00}"),
	    ": GB/T 35275: byte 24: SignedData.version: version 0, neither 1 nor 3", NULL },
	{ "version 2", VERSION("02{02}"), "version 2, neither 1 nor 3", NULL },
	{ "version 4", VERSION("02{04}"), "version 4, neither 1 nor 3", NULL },
	{ "version 255", VERSION("02{00ff}"), "version 255, neither 1 nor 3", NULL },
	{ "version minus one", VERSION("02{ff}"), "version -1, neither 1 nor 3", NULL },
	{ "version of nine bytes", VERSION("02{010000000000000001}"), "more than 8 octets", NULL },
	{ "version with a zero in front", VERSION("02{0001}"), "not in the shortest form", NULL },
	{ "version missing", VERSION(""), "SignedData.version: tag 0x31", NULL },

	{ "digestalgorithms empty", DIGESTS("31{}"), "digestAlgorithms: empty", NULL },
	{ "digestalgorithms missing", DIGESTS(""), "digestAlgorithms: tag 0x30 where 0x31", NULL },
	{ "digestalgorithms with null", DIGESTS("31{" SM3_NULL "}"), NULL, NULL },
	{ "digestalgorithms with the alias", DIGESTS("31{" SM3_ALIAS "}"), NULL,
	    "digestAlgorithms: 1.2.156.10197.1.401.1 where 1.2.156.10197.1.401 is usual" },
	{ "digestalgorithms with both forms", DIGESTS("31{" SM3 SM3_ALIAS "}"), NULL,
	    "digestAlgorithms: 1.2.156.10197.1.401.1" },
	{ "digestalgorithms without the signer's", DIGESTS("31{" SHA256 "}"),
	    "digestAlgorithms: SHA-256 (2.16.840.1.101.3.4.2.1) where SM3 belongs", NULL },
	{ "digestalgorithms with one more", DIGESTS("31{" SM3 SHA256 "}"), "where SM3 belongs", NULL },
	{ "digestalgorithms with sha-1", DIGESTS("31{" SHA1 "}"), "SHA-1 (1.3.14.3.2.26) where SM3",
	    NULL },
	{ "digestalgorithms with md5 behind", DIGESTS("31{" SM3 MD5 "}"), "MD5 (1.2.840.113549.2.5)",
	    NULL },
	{ "digestalgorithms with a bare oid", DIGESTS("31{" OID_SM3 "}"),
	    "digestAlgorithms: tag 0x06 where 0x30", NULL },
	{ "digestalgorithms with parameters", DIGESTS("31{30{" OID_SM3 "02{01}}}"),
	    "digestAlgorithms: parameters that are neither", NULL },
	{ "digestalgorithms as a sequence", DIGESTS("30{" SM3 "}"), "digestAlgorithms: tag 0x30",
	    NULL },

	{ "content of 32 bytes", CONTENT(OCTETS(H32)), NULL, NULL },
	{ "content empty", CONTENT(OCTETS("")), NULL, NULL },
	{ "content constructed", CONTENT("30{" GM_DATA "a0{24{04{" H32 "}}}}"),
	    "contentInfo.content: tag 0x24 where 0x04 belongs", NULL },
	{ "content that is a sequence", CONTENT("30{" GM_DATA "a0{30{}}}"),
	    "contentInfo.content: tag 0x30", NULL },
	{ "content without octets", CONTENT("30{" GM_DATA "a0{}}"), "contentInfo.content: missing",
	    NULL },
	{ "content without its tag", CONTENT("30{" GM_DATA "04{" H32 "}}"),
	    "contentInfo.content: tag 0x04 where 0xa0 belongs", NULL },
	{ "content implicit", CONTENT("30{" GM_DATA "80{" H32 "}}"), "tag 0x80 where 0xa0", NULL },
	{ "two contents", CONTENT("30{" GM_DATA "a0{04{00}04{00}}}"), "trailing bytes (3)", NULL },
	{ "something behind the content", CONTENT("30{" GM_DATA "a0{04{00}}05{}}"),
	    "contentInfo: trailing bytes (2)", NULL },
	{ "signeddata inside", CONTENT("30{" GM_SIGNED "}"),
	    "contentInfo.contentType: signedData (1.2.156.10197.6.1.4.2.2) where data belongs", NULL },
	{ "envelopeddata inside", CONTENT("30{06{2a811ccf550601040203}}"),
	    "contentInfo.contentType: envelopedData", NULL },
	{ "tstinfo inside", CONTENT("30{" TST_INFO "a0{04{3000}}}"), NULL, NULL },
	{ "pkcs7 data inside", CONTENT("30{" P7_DATA "}"), NULL, NULL },

	{ "certificates absent", LISTS("", ""), NULL, NULL },
	{ "certificates empty", LISTS("a0{}", ""), NULL, NULL },
	{ "an extended certificate", LISTS("a0{a0{" CERT "}}", ""),
	    "certificates: tag 0xa0 where 0x30 belongs", NULL },
	{ "an attribute certificate", LISTS("a0{a1{" CERT "}}", ""), "certificates: tag 0xa1", NULL },
	{ "an attribute certificate of version 2", LISTS("a0{" CERT "a2{}}", ""),
	    "certificates: tag 0xa2", NULL },
	{ "another kind of certificate", LISTS("a0{a3{}}", ""), "certificates: tag 0xa3", NULL },
	{ "certificates primitive", LISTS("80{}", ""), "signerInfos: tag 0x80", NULL },
	{ "certificates as a set", LISTS("31{" CERT "}", ""), "SignerInfo.version: tag 0x30", NULL },
	{ "certificates twice", LISTS(CERTS CERTS, ""), "signerInfos: tag 0xa0", NULL },
	{ "a certificate that is no der", LISTS("a0{30{30{0000}}}", ""), "tag 0 (end of contents)",
	    NULL },
	{ "crls", LISTS(CERTS, "a1{" CRL CRL "}"), NULL, NULL },
	{ "crls alone", LISTS("", "a1{" CRL "}"), NULL, NULL },
	{ "crls empty", LISTS(CERTS, "a1{}"), NULL, NULL },
	{ "another kind of crl", LISTS(CERTS, "a1{a1{}}"), "crls: tag 0xa1", NULL },
	{ "crls before certificates", LISTS("a1{" CRL "}", CERTS), "signerInfos: tag 0xa0", NULL },
	{ "crls behind signerinfos", SIGNERS("31{" SIGNER "}a1{" CRL "}"),
	    "SignedData: trailing bytes", NULL },
	{ "certificates behind signerinfos", SIGNERS("31{" SIGNER "}" CERTS),
	    "SignedData: trailing bytes", NULL },

	{ "no signerinfo", SIGNERS("31{}"), "signerInfos: no SignerInfo", NULL },
	{ "signerinfos missing", SIGNERS(""), "signerInfos: missing", NULL },
	{ "two signerinfos", SIGNERS("31{" SIGNER SIGNER "}"),
	    "signerInfos: more than one SignerInfo", NULL },
	{ "two signerinfos, the second bad", SIGNERS("31{" SIGNER "30{}}"),
	    "signerInfos: more than one SignerInfo", NULL },
	{ "signerinfos as a sequence", SIGNERS("30{" SIGNER "}"), "signerInfos: tag 0x30", NULL },
	{ "signerinfos twice", SIGNERS("31{" SIGNER "}31{" SIGNER "}"), "SignedData: trailing bytes",
	    NULL },
};

static void
fields(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 }, cert = { 0 };
	struct eci_cms cms;

	unit_case("fields of signeddata");
	cms_build(ctx, CMS_OF(P7_SIGNED, SIGNED_OF("02{03}", "31{" SM3 "}", OCTETS(H32),
	    "a0{" CERT_8 CERT "}", "a1{" CRL "}", "31{" SIGNER "}")), &b);
	cms_build(ctx, CERT, &cert);
	CHECK_OK(ctx, eci_cms_decode(ctx, WHERE, R, b.ptr, b.len, &cms));
	CHECK_INT(cms.outer, ECI_CMS_OID_PKCS7_SIGNED);
	CHECK_INT(cms.version, 3);
	CHECK_INT(eci_cms_oid_of(cms.content_type), ECI_CMS_OID_GM_DATA);
	CHECK(cms.has_content);
	CHECK_INT(cms.content.len, 32);
	CHECK_INT(cms.content.ptr[31], 0x1f);
	CHECK_INT(cms.n_certs, 2);
	CHECK_MEM(cms.certs[1].ptr, cms.certs[1].len, cert.ptr, cert.len);
	CHECK_INT(cms.n_crls, 1);
	CHECK_INT(cms.crls[0].ptr[0], 0x30);
	eci_cms_free(&cms);
	CHECK(cms.certs == NULL && cms.n_certs == 0);

	unit_case("a detached signature");
	cms_build(ctx, CMS, &b);
	CHECK_OK(ctx, eci_cms_decode(ctx, WHERE, R, b.ptr, b.len, &cms));
	CHECK_INT(cms.outer, ECI_CMS_OID_GM_SIGNED);
	CHECK_INT(cms.version, 1);
	CHECK(!cms.has_content && cms.content.len == 0);
	eci_cms_free(&cms);
	eci_buf_free(&b);
	eci_buf_free(&cert);
}

/* How long content has to be is for those to say who know what it should hold. */
static void
content_as_it_is(void)
{
	static const char *const hex[] = { H32, H32 H32, H32 "000102030405060708090a0b", "" };
	static const size_t lens[] = { 32, 64, 44, 0 };
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	struct eci_cms cms;
	char *text;
	size_t i;

	for (i = 0; i < ECI_COUNT(lens); i++) {
		unit_case("content of %zu bytes is handed on", lens[i]);
		text = cms_repeat(CONTENT(OCTETS("*")), hex[i], 1);
		cms_build(ctx, text, &b);
		CHECK_OK(ctx, eci_cms_decode(ctx, WHERE, R, b.ptr, b.len, &cms));
		CHECK(cms.has_content);
		CHECK_INT(cms.content.len, lens[i]);
		eci_cms_free(&cms);
		free(text);
	}
	eci_buf_free(&b);
}

/* All there is: content, certificates, a list, attributes of both kinds. */
#define FULL CMS_OF(GM_SIGNED, SIGNED_OF("02{01}", "31{" SM3_NULL "}", OCTETS(H32), CERTS, \
	"a1{" CRL "}", "31{" SIGNER_OF("02{01}", SID, SM3_NULL, "a0{" A_TYPE A_TIME A_DIGEST \
	ATTR("2a03", "30{04{3000}}") "}", SM2, SIG, "a1{" ATTR("2a03", "05{}") "}") "}"))

/* Each value in turn with something wrong in its header, or, where it holds others, a
 * byte behind them. */
static void
each_value(void)
{
	static const struct { enum cms_wrong wrong; const char *name; } t[] = {
		{ CMS_INDEFINITE, "an indefinite length" },
		{ CMS_PADDED, "a length one octet longer than needed" },
		{ CMS_FIVE_OCTETS, "a length of five octets" },
		{ CMS_HIGH_TAG, "a tag number above 30" },
		{ CMS_TRAILING, "a trailing byte" },
	};
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 }, right = { 0 };
	size_t i, at, n, tried, accepted;
	bool applied;

	n = cms_build_wrong(ctx, FULL, CMS_RIGHT, 0, &right, &applied);
	for (i = 0; i < ECI_COUNT(t); i++) {
		unit_case("%s at each of %zu values", t[i].name, n);
		CHECK_OK(ctx, cms_try(ctx, right.ptr, right.len));
		CHECK(n > 80);
		for (at = tried = accepted = 0; at < n; at++) {
			cms_build_wrong(ctx, FULL, t[i].wrong, at, &b, &applied);
			tried += applied;
			accepted += applied && cms_try(ctx, b.ptr, b.len) == ECERT_OK;
		}
		CHECK(t[i].wrong == CMS_TRAILING ? tried > 40 : tried == n);
		CHECK_INT(accepted, 0);
	}
	unit_case("a byte behind all of it");
	CHECK_OK(ctx, eci_buf_add(ctx, &right, "", 1));
	CHECK_REASON(ctx, cms_try(ctx, right.ptr, right.len), R);
	CHECK(strstr(ecert_errmsg(ctx), "GB/T 35275: ") != NULL);
	CHECK(strstr(ecert_errmsg(ctx), "ContentInfo: trailing bytes (1)") != NULL);
	eci_buf_free(&b);
	eci_buf_free(&right);
}

static void
truncations(ecert_ctx *ctx, const char *name, const uint8_t *p, size_t n)
{
	size_t cut, accepted = 0;

	unit_case("every truncation of %s", name);
	for (cut = 0; cut < n; cut++)
		accepted += cms_try(ctx, p, cut) == ECERT_OK;
	CHECK_INT(accepted, 0);
}

/* Tag and length octets of the values in p. */
static void
mark_headers(ecert_ctx *ctx, struct eci_bytes p, const uint8_t *base, uint8_t *marks,
    unsigned depth)
{
	struct eci_der d = eci_der(ctx, "f", R, p.ptr, p.len);
	struct eci_der_val v;
	size_t i;

	while (!eci_der_end(&d)) {
		if (eci_der_any(&d, "f", &v) != ECERT_OK)
			return;
		for (i = 0; i < v.whole.len - v.body.len; i++)
			marks[v.whole.ptr + i - base] = 1;
		if ((v.tag & 0x20) != 0 && depth < 16)
			mark_headers(ctx, v.body, base, marks, depth + 1);
	}
}

/* A change of type inside a name or a certificate is another one of those. */
static void
unmark(ecert_ctx *ctx, const struct eci_buf *b, uint8_t *marks)
{
	struct eci_cms cms;

	CHECK_OK(ctx, eci_cms_decode(ctx, WHERE, R, b->ptr, b->len, &cms));
	memset(marks + (cms.issuer.ptr - b->ptr) + 2, 0, cms.issuer.len - 2);
	memset(marks + (cms.certs[0].ptr - b->ptr) + 2, 0, cms.certs[0].len - 2);
	eci_cms_free(&cms);
}

/* Every byte of p by every other value. */
static void
damages(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	struct eci_bytes all;
	uint8_t *marks, was;
	size_t i, accepted = 0, headers = 0, last = 0;
	struct eci_cms cms;
	unsigned v;

	cms_build(ctx, CMS, &b);
	all.ptr = b.ptr;
	all.len = b.len;
	if ((marks = calloc(b.len, 1)) == NULL)
		abort();
	mark_headers(ctx, all, b.ptr, marks, 0);
	unmark(ctx, &b, marks);
	unit_case("every change of one byte");
	for (i = 0; i < b.len; i++) {
		was = b.ptr[i];
		for (v = 1; v < 256; v++) {
			b.ptr[i] = (uint8_t)(was ^ v);
			if (cms_try(ctx, b.ptr, b.len) != ECERT_OK)
				continue;
			accepted++;
			headers += marks[i];
			last = marks[i] ? i : last;
		}
		b.ptr[i] = was;
	}
	CHECK(accepted > 1000);
	/* certificates [0] turned into crls [1]: a SEQUENCE either way. */
	unit_case("changes of tags and lengths that are not noticed");
	CHECK_INT(headers, 1);
	CHECK_INT(b.ptr[last], 0xa0);
	CHECK_OK(ctx, eci_cms_decode(ctx, WHERE, R, b.ptr, b.len, &cms));
	CHECK(b.ptr + last + 2 == cms.certs[0].ptr);
	eci_cms_free(&cms);
	truncations(ctx, "one made here", b.ptr, b.len);
	free(marks);
	eci_buf_free(&b);
}

/* text with count copies of one for its "*": refused, and quickly. */
static void
flood(const char *name, const char *text, const char *one, size_t count, const char *want)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	char *s = cms_repeat(text, one, count);

	unit_case("%s", name);
	cms_build(ctx, s, &b);
	if (want == NULL) {
		CHECK_OK(ctx, cms_try(ctx, b.ptr, b.len));
	} else {
		CHECK_REASON(ctx, cms_try(ctx, b.ptr, b.len), R);
		if (strstr(ecert_errmsg(ctx), want) == NULL)
			CHECK_STR(ecert_errmsg(ctx), want);
	}
	free(s);
	eci_buf_free(&b);
}

static void
floods(void)
{
	flood("16 certificates", LISTS("a0{*}", ""), "30{}", 16, NULL);
	flood("17 certificates", LISTS("a0{*}", ""), "30{}", 17, "certificates: more than 16");
	flood("100000 certificates", LISTS("a0{*}", ""), "30{}", 100000,
	    "certificates: more than 16");
	flood("8 crls", LISTS("", "a1{*}"), "30{}", 8, NULL);
	flood("9 crls", LISTS("", "a1{*}"), "30{}", 9, "crls: more than 8");
	flood("100000 crls", LISTS("", "a1{*}"), "30{}", 100000, "crls: more than 8");
	flood("30000 digestalgorithms", DIGESTS("31{*}"), SM3, 30000, NULL);
	flood("10000 signerinfos", SIGNERS("31{*}"), "30{}", 10000, "SignerInfo.version: missing");
	flood("an issuer of 50000 parts", CMS_SIGNER(SIGNER_OF("02{01}", "30{30{*}02{07}}", SM3, "",
	    SM2, SIG, "")), "31{30{06{550403}0c{43}}}", 50000, "above 8192");
	flood("a content of half a mebibyte", CONTENT(OCTETS("*")), "00", 1 << 19, NULL);
	flood("a megabyte of nothing", CONTENT(OCTETS("*")), "00", 1 << 20,
	    "ContentInfo: 1048830 bytes, above 1048576");
}

static void
limits(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };

	cms_build(ctx, CMS, &b);
	unit_case("as large as the limit");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_SES_BYTES, b.len));
	CHECK_OK(ctx, cms_try(ctx, b.ptr, b.len));
	unit_case("larger than the limit");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_SES_BYTES, b.len - 1));
	CHECK_REASON(ctx, cms_try(ctx, b.ptr, b.len), R);
	unit_case("a certificate larger than the limit");
	ctx = unit_ctx();
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_CERT_BYTES, 100));
	CHECK_REASON(ctx, cms_try(ctx, b.ptr, b.len), R);
	CHECK(strstr(ecert_errmsg(ctx), "certificates: ") != NULL);
	CHECK(strstr(ecert_errmsg(ctx), "above 100") != NULL);
	unit_case("nested deeper than the limit");
	ctx = unit_ctx();
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_DER_DEPTH, 5));
	CHECK_REASON(ctx, cms_try(ctx, b.ptr, b.len), R);
	CHECK(strstr(ecert_errmsg(ctx), "nested deeper than 5") != NULL);
	eci_buf_free(&b);
}

/* Lengths that claim what is not there, and values in values in values. */
static void
bombs(void)
{
	static const char *const claims[] = { "30843fffffff", "30844000000006", "30847fffffff",
		"3084ffffffff0601", "308400100000", "30850100000000", "30ff", "3080", "30" };
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	uint8_t *deep;
	char *text;
	size_t i, k;

	for (i = 0; i < ECI_COUNT(claims); i++) {
		unit_case("a length that claims too much: %s", claims[i]);
		cms_build(ctx, claims[i], &b);
		CHECK_REASON(ctx, cms_try(ctx, b.ptr, b.len), R);
		/* The same behind the tags of a real one. */
		text = cms_repeat(CMS_OF(GM_SIGNED, "*"), claims[i], 1);
		cms_build(ctx, text, &b);
		CHECK_REASON(ctx, cms_try(ctx, b.ptr, b.len), R);
		free(text);
	}
	unit_case("180000 sequences in each other");
	k = 900000;
	if ((deep = malloc(k)) == NULL || (text = malloc(60 * 4 + 1)) == NULL)
		abort();
	for (i = 0; i < k; i += 5) {
		deep[i] = 0x30;
		deep[i + 1] = 0x83;
		deep[i + 2] = (uint8_t)((k - i - 5) >> 16);
		deep[i + 3] = (uint8_t)((k - i - 5) >> 8);
		deep[i + 4] = (uint8_t)(k - i - 5);
	}
	CHECK_REASON(ctx, cms_try(ctx, deep, k), R);
	free(deep);

	for (i = 0; i < 60; i++)
		memcpy(text + 3 * i, "30{", 3);
	memset(text + 180, '}', 60);
	text[240] = '\0';
	flood("60 sequences in an attribute",
	    CMS_ATTRS("a0{" A_TYPE A_DIGEST ATTR("2a03", "*") "}"), text, 1,
	    "nested deeper than 32");
	flood("60 sequences in an unsigned attribute", CMS_SIGNER(SIGNER_OF("02{01}", SID, SM3,
	    ATTRS, SM2, SIG, "a1{*}")), text, 1, "nested deeper than 32");
	flood("60 sequences in a certificate", LISTS("a0{*}", ""), text, 1, "nested deeper than 32");
	free(text);
	eci_buf_free(&b);
}

/* ---- genuine ones; values as "openssl asn1parse -inform DER" (3.0.22) shows them ---- */

static const struct {
	const char      *file, *entry;
	size_t           len, cert, issuer, content;
	const char      *serial;
	size_t           serial_len;
	enum eci_cms_oid type, sig_alg;
	size_t           sig, attrs, tbs, notes;
	const char      *digest;       /* its first four bytes: of messageDigest or content */
	int64_t          time;
} genuine[] = {
	{ "signed/testPathClip.ofd", "Doc_0/Signs/Sign_0/SignedValue.dat", 1602, 1175, 133, 0,
	    "\x69\xe2\x00\x6c\x00\x25\x92\x1f", 8, ECI_CMS_OID_PKCS7_DATA, ECI_CMS_OID_SM2, 71, 3,
	    107, 2, "\xf9\x56\x2a\x72", 1668597658 },
	{ "signed/testPathClip.ofd", "Doc_0/Signs/Sign_1/SignedValue.dat", 1603, 1175, 133, 0,
	    "\x69\xe2\x00\x6c\x00\x25\x92\x1f", 8, ECI_CMS_OID_PKCS7_DATA, ECI_CMS_OID_SM2, 72, 3,
	    107, 2, "\x14\x10\xad\x80", 1668597658 },
	{ "signed/keyword.ofd", "Doc_0/Signs/Sign_3/SignedValue.dat", 1014, 723, 84, 32,
	    "\x20\x03\x10\x00\x13\x67\x57", 7, ECI_CMS_OID_GM_DATA, ECI_CMS_OID_SM2_SM3, 64, 0,
	    0, 0, "\xf8\x35\x77\x10", 0 },
};

static void
check_genuine(ecert_ctx *ctx, const struct eci_cms *c, size_t i)
{
	struct eci_bytes digest = c->has_attrs ? c->attr_digest : c->content;
	size_t index;

	CHECK_INT(c->outer, ECI_CMS_OID_GM_SIGNED);
	CHECK_INT(c->version, 1);
	CHECK_INT(eci_cms_oid_of(c->content_type), genuine[i].type);
	CHECK_INT(c->has_content, genuine[i].content != 0);
	CHECK_INT(c->content.len, genuine[i].content);
	CHECK_INT(c->n_certs, 1);
	CHECK_INT(c->certs[0].len, genuine[i].cert);
	CHECK_INT(c->n_crls, 0);
	CHECK_INT(c->issuer.len, genuine[i].issuer);
	CHECK_MEM(c->serial.ptr, c->serial.len, genuine[i].serial, genuine[i].serial_len);
	CHECK_INT(eci_cms_oid_of(c->digest_alg), ECI_CMS_OID_SM3);
	CHECK_INT(eci_cms_oid_of(c->sig_alg), genuine[i].sig_alg);
	CHECK_INT(c->sig.len, genuine[i].sig);
	CHECK_INT(c->n_attrs, genuine[i].attrs);
	CHECK_INT(c->tbs_rest.len, genuine[i].tbs);
	CHECK_INT(c->has_time, genuine[i].attrs != 0);
	CHECK_INT(c->time, genuine[i].time);
	CHECK(!c->has_unsigned);
	CHECK_INT(digest.len, 32);
	CHECK_MEM(digest.ptr, 4, genuine[i].digest, 4);
	CHECK_INT(c->notes.n, genuine[i].notes);
	CHECK_OK(ctx, eci_cms_signer_cert(ctx, WHERE, R, c, &index));
	CHECK(index == 0);
}

static void
genuine_files(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_cms c;
	size_t i, n = 0, at, bit;
	uint8_t *p;

	for (i = 0; i < ECI_COUNT(genuine); i++) {
		unit_case("fields of %s %s", genuine[i].file, genuine[i].entry);
		if ((p = corpus_entry(genuine[i].file, genuine[i].entry, &n)) == NULL) {
			unit_skip("no corpus");
			continue;
		}
		CHECK_INT(n, genuine[i].len);
		CHECK_OK(ctx, eci_cms_decode(ctx, WHERE, R, p, n, &c));
		check_genuine(ctx, &c, i);
		if (c.notes.n == 2) {
			CHECK(strstr(c.notes.v[0].text, "not in the order of DER") != NULL);
			CHECK(strstr(c.notes.v[1].text, "the other object identifier") != NULL);
		}
		eci_cms_free(&c);
		truncations(ctx, genuine[i].entry, p, n);
		unit_case("every bit of %s turned", genuine[i].entry);
		for (at = 0; at < n; at++) {
			for (bit = 0; bit < 8; bit++) {
				p[at] ^= (uint8_t)(1U << bit);
				(void)cms_try(ctx, p, n);
				p[at] ^= (uint8_t)(1U << bit);
			}
		}
		CHECK_OK(ctx, cms_try(ctx, p, n));
		free(p);
	}
	unit_case("a seal signature of a genuine file");
	if ((p = corpus_entry("signed/keyword.ofd", "Doc_0/Signs/Sign_1/SignedValue.dat",
	    &n)) == NULL) {
		unit_skip("no corpus");
		return;
	}
	CHECK_REASON(ctx, cms_try(ctx, p, n), R);
	free(p);
}

int
main(void)
{
	cms_rows(rows, ECI_COUNT(rows));
	fields();
	content_as_it_is();
	each_value();
	damages();
	floods();
	limits();
	bombs();
	genuine_files();
	return unit_end();
}
