/* SPDX-License-Identifier: Apache-2.0 */
/* cms_attrs.c - signed attributes: which are read, which are refused, and that the
 * bytes under the signature are those of the file. */
#include "cms_make.h"

#define UTC(hex) CMS_ATTRS("a0{" A_TYPE A_TIME_OF("17{" hex "}") A_DIGEST "}")
#define GEN(hex) CMS_ATTRS("a0{" A_TYPE A_TIME_OF("18{" hex "}") A_DIGEST "}")
#define DIG(value) CMS_ATTRS("a0{" A_TYPE A_DIGEST_OF(value) "}")
#define TYPES(content, attr) \
	CMS_OF(GM_SIGNED, SIGNED("30{" content "}", SIGNER_ATTRS("a0{" A_TYPE_OF(attr) A_DIGEST "}")))
/* Shorter than the others, so first. */
#define EXTRA(attr) CMS_ATTRS("a0{" attr A_TYPE A_DIGEST "}")

static const struct cms_row rows[] = {
	{ "attributes in the order of der", CMS, NULL, NULL },
	{ "messagedigest before signingtime", CMS_ATTRS("a0{" A_TYPE A_DIGEST A_TIME "}"), NULL,
	    "authenticatedAttributes: not in the order of DER" },
	{ "contenttype last", CMS_ATTRS("a0{" A_TIME A_DIGEST A_TYPE "}"), NULL,
	    "not in the order of DER" },
	{ "no signingtime", CMS_ATTRS("a0{" A_TYPE A_DIGEST "}"), NULL, NULL },
	{ "no attributes", CMS_ATTRS(""), NULL, NULL },
	{ "empty attribute set", CMS_ATTRS("a0{}"), "authenticatedAttributes: empty", NULL },
	{ "attributes tagged as a set", CMS_ATTRS("31{" A_TYPE A_DIGEST "}"),
	    "digestEncryptionAlgorithm: tag 0x31 where 0x30 belongs", NULL },

	{ "no contenttype", CMS_ATTRS("a0{" A_TIME A_DIGEST "}"),
	    "authenticatedAttributes: no contentType", NULL },
	{ "no messagedigest", CMS_ATTRS("a0{" A_TYPE A_TIME "}"),
	    "authenticatedAttributes: no messageDigest", NULL },
	{ "messagedigest twice, the good one first",
	    CMS_ATTRS("a0{" A_TYPE A_DIGEST A_DIGEST_OF("04{ff" H32 "}") "}"),
	    "authenticatedAttributes: messageDigest for the second time", NULL },
	{ "messagedigest twice, the good one second",
	    CMS_ATTRS("a0{" A_TYPE A_DIGEST_OF("04{" H32 "}") A_DIGEST "}"),
	    "authenticatedAttributes: messageDigest for the second time", NULL },
	{ "contenttype twice", CMS_ATTRS("a0{" A_TYPE A_TYPE A_DIGEST "}"),
	    "authenticatedAttributes: contentType for the second time", NULL },
	{ "signingtime twice", CMS_ATTRS("a0{" A_TYPE A_TIME A_TIME A_DIGEST "}"),
	    "authenticatedAttributes: signingTime for the second time", NULL },
	{ "an unknown attribute twice", EXTRA(ATTR("2a03", "05{}") ATTR("2a03", "05{}")),
	    "authenticatedAttributes: an attribute for the second time", NULL },
	{ "messagedigest with two values", DIG("04{" H32 "}04{" H32 "}"),
	    "authenticatedAttributes.values: more than one value", NULL },
	{ "messagedigest with no value", DIG(""), "authenticatedAttributes.values: no value", NULL },
	{ "signingtime with two values", CMS_ATTRS("a0{" A_TYPE
	    A_TIME_OF("17{3232313131363131323035385a}17{3232313131363131323035395a}")
	    A_DIGEST "}"), "more than one value", NULL },
	{ "an unknown attribute with no value", EXTRA(ATTR("2a03", "")), "no value", NULL },
	{ "an unknown attribute with two values", EXTRA(ATTR("2a03", "05{}05{}")),
	    "more than one value", NULL },

	{ "values in a sequence", CMS_ATTRS("a0{30{06{2a864886f70d010903}30{" GM_DATA "}}}"),
	    "tag 0x30 where 0x31 belongs", NULL },
	{ "values missing", CMS_ATTRS("a0{30{06{2a864886f70d010903}}}"),
	    "authenticatedAttributes.values: missing", NULL },
	{ "something behind the values", CMS_ATTRS("a0{30{06{2a864886f70d010903}31{" GM_DATA
	    "}05{}}}"), "trailing bytes (2)", NULL },
	{ "an attribute that is a set", CMS_ATTRS("a0{31{06{2a03}31{05{}}}}"),
	    "tag 0x31 where 0x30 belongs", NULL },
	{ "an attribute without type", CMS_ATTRS("a0{30{}}"),
	    "authenticatedAttributes.type: missing", NULL },

	{ "messagedigest of 31 bytes", DIG("04{000102030405060708090a0b0c0d0e0f10111213141516"
	    "1718191a1b1c1d1e}"), "messageDigest: 31 bytes, not 32", NULL },
	{ "messagedigest of 33 bytes", DIG("04{" H32 "20}"), "messageDigest: 33 bytes", NULL },
	{ "messagedigest empty", DIG("04{}"), "messageDigest: 0 bytes", NULL },
	{ "messagedigest as bit string", DIG("03{00" H32 "}"),
	    "messageDigest: tag 0x03 where 0x04 belongs", NULL },
	{ "messagedigest constructed", DIG("24{04{" H32 "}}"), "constructed form", NULL },

	{ "contenttype pkcs7 data around gm data", TYPES(GM_DATA, P7_DATA), NULL,
	    "contentType: the other object identifier for data" },
	{ "contenttype gm data around pkcs7 data", TYPES(P7_DATA, GM_DATA), NULL,
	    "contentType: the other object identifier for data" },
	{ "contenttype pkcs7 data around pkcs7 data", TYPES(P7_DATA, P7_DATA), NULL, NULL },
	{ "contenttype tstinfo around tstinfo", TYPES(TST_INFO, TST_INFO), NULL, NULL },
	{ "contenttype tstinfo around data", TYPES(GM_DATA, TST_INFO),
	    "contentType: TSTInfo (1.2.840.113549.1.9.16.1.4) where the type of the content belongs",
	    NULL },
	{ "contenttype data around tstinfo", TYPES(TST_INFO, P7_DATA),
	    "where the type of the content belongs", NULL },
	{ "contenttype envelopeddata", TYPES(GM_DATA, "06{2a811ccf550601040203}"),
	    "contentType: envelopedData (1.2.156.10197.6.1.4.2.3) where", NULL },
	{ "contenttype signeddata", TYPES(GM_DATA, GM_SIGNED), "contentType: signedData", NULL },
	{ "contenttype as text", TYPES(GM_DATA, "0c{64617461}"),
	    "contentType: tag 0x0c where 0x06 belongs", NULL },

	{ "utctime", UTC("3439313233313233353935395a"), NULL, NULL },
	{ "generalizedtime", GEN("32303530303130313030303030305a"), NULL, NULL },
	{ "generalizedtime of 2022", GEN("32303232313131363131323035385a"), NULL, NULL },
	{ "utctime without seconds", UTC("323231313136313132305a"), "signingTime: not a time", NULL },
	{ "utctime with an offset", UTC("3232313131363139323035382b30383030"),
	    "signingTime: not a time of the form YYMMDDhhmmssZ", NULL },
	{ "utctime without z", UTC("323231313136313132303538"), "signingTime: not a time", NULL },
	{ "utctime with month 13", UTC("3232313331363131323035385a"), "signingTime", NULL },
	{ "utctime of february 30", UTC("3232303233303131323035385a"), "signingTime", NULL },
	{ "utctime at 24 o'clock", UTC("3232313131363234303030305a"), "signingTime", NULL },
	{ "generalizedtime with a fraction", GEN("32303232313131363131323035382e355a"),
	    "signingTime: not a time of the form YYYYMMDDhhmmssZ", NULL },
	{ "generalizedtime without z", GEN("3230323231313136313132303538"), "signingTime", NULL },
	{ "signingtime as text", CMS_ATTRS("a0{" A_TYPE A_TIME_OF("13{3230}") A_DIGEST "}"),
	    "signingTime: tag 0x13 where 0x17 belongs", NULL },

	{ "an unknown attribute", EXTRA(ATTR("2a03", "0c{61}")), NULL,
	    "signed attribute 1.2.3 is not examined" },
	{ "an attribute known by name only", CMS_ATTRS("a0{" A_TYPE A_DIGEST
	    ATTR("2a864886f70d010910022f", "30{30{30{04{" H32 "}}}}") "}"), NULL,
	    "signed attribute 1.2.840.113549.1.9.16.2.47 signingCertificateV2 is not examined" },
	{ "a trailing byte inside an unknown attribute", EXTRA(ATTR("2a03", "30{05{}05}")),
	    "ends before its length", NULL },
	{ "an indefinite length inside an unknown attribute", EXTRA(ATTR("2a03", "30{30800000}")),
	    "indefinite length", NULL },
	{ "an integer with a zero in front inside an unknown attribute",
	    EXTRA(ATTR("2a03", "30{02{0001}}")), "not in the shortest form", NULL },
};

static void
fields(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 }, tbs = { 0 };
	struct eci_cms cms;

	unit_case("fields, and the signed bytes in the order of the file");
	cms_build(ctx, CMS_ATTRS("a0{" A_TYPE A_DIGEST A_TIME "}"), &b);
	cms_build(ctx, "31{" A_TYPE A_DIGEST A_TIME "}", &tbs);
	CHECK_OK(ctx, eci_cms_decode(ctx, WHERE, R, b.ptr, b.len, &cms));
	CHECK(cms.has_attrs);
	CHECK_INT(cms.n_attrs, 3);
	CHECK_INT(cms.tbs_tag, tbs.ptr[0]);
	CHECK_MEM(cms.tbs_rest.ptr, cms.tbs_rest.len, tbs.ptr + 1, tbs.len - 1);
	CHECK(cms.tbs_rest.ptr > b.ptr && cms.tbs_rest.ptr < b.ptr + b.len);
	CHECK_INT(eci_cms_oid_of(cms.attrs[0].oid), ECI_CMS_OID_CONTENT_TYPE);
	CHECK_INT(eci_cms_oid_of(cms.attrs[1].oid), ECI_CMS_OID_MESSAGE_DIGEST);
	CHECK_INT(eci_cms_oid_of(cms.attrs[2].oid), ECI_CMS_OID_SIGNING_TIME);
	CHECK_INT(cms.attrs[2].value.len, 15);
	CHECK_INT(cms.attrs[2].value.ptr[0], ECI_DER_UTCTIME);
	CHECK_INT(eci_cms_oid_of(cms.attr_type), ECI_CMS_OID_GM_DATA);
	CHECK_INT(cms.attr_digest.len, 32);
	CHECK_INT(cms.attr_digest.ptr[31], 0x1f);
	CHECK(cms.has_time);
	CHECK_INT(cms.time, 1668597658);     /* date -u -d 2022-11-16T11:20:58Z +%s */
	eci_cms_free(&cms);

	unit_case("no attributes, no signed bytes of their own");
	cms_build(ctx, CMS_ATTRS(""), &b);
	CHECK_OK(ctx, eci_cms_decode(ctx, WHERE, R, b.ptr, b.len, &cms));
	CHECK(!cms.has_attrs && !cms.has_time);
	CHECK_INT(cms.n_attrs + cms.tbs_rest.len + cms.attr_digest.len, 0);
	eci_cms_free(&cms);

	unit_case("no signingtime");
	cms_build(ctx, CMS_ATTRS("a0{" A_TYPE A_DIGEST "}"), &b);
	CHECK_OK(ctx, eci_cms_decode(ctx, WHERE, R, b.ptr, b.len, &cms));
	CHECK(cms.has_attrs && !cms.has_time);
	eci_cms_free(&cms);
	eci_buf_free(&b);
	eci_buf_free(&tbs);
}

/* n attributes more, each of its own type. */
static char *
numbered(size_t n)
{
	char *list = malloc(n * 40 + 1), *p = list, *text;
	size_t i;

	if (list == NULL)
		abort();
	for (i = 0; i < n; i++)
		p += sprintf(p, "30{06{2b%02x%02x%02x}31{05{}}}", (unsigned)(0x81 + (i >> 14)),
		    (unsigned)(0x80 | (i >> 7 & 0x7f)), (unsigned)(i & 0x7f));
	text = cms_repeat(CMS_ATTRS("a0{" A_TYPE A_DIGEST "*}"), list, 1);
	free(list);
	return text;
}

static void
limits(void)
{
	static const size_t counts[] = { 30, 31, 10000 };
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	char *text, *octets;
	size_t i;

	for (i = 0; i < ECI_COUNT(counts); i++) {
		unit_case("%zu attributes", counts[i] + 2);
		text = numbered(counts[i]);
		cms_build(ctx, text, &b);
		if (i == 0) {
			CHECK_OK(ctx, cms_try(ctx, b.ptr, b.len));
		} else {
			CHECK_REASON(ctx, cms_try(ctx, b.ptr, b.len), R);
			CHECK(strstr(ecert_errmsg(ctx), "Attributes: ") != NULL);
		}
		free(text);
	}
	CHECK(strstr(ecert_errmsg(ctx), "above 65536") != NULL);

	for (i = 0; i < 2; i++) {
		unit_case("attributes of %zu bytes", 65536 + i);
		octets = cms_repeat(CMS_ATTRS("a0{" A_TYPE A_DIGEST ATTR("2a03", "04{*}") "}"),
		    "aa", 65536 - 27 - 49 - 16 + i);
		cms_build(ctx, octets, &b);
		if (i == 0)
			CHECK_OK(ctx, cms_try(ctx, b.ptr, b.len));
		else
			CHECK_REASON(ctx, cms_try(ctx, b.ptr, b.len), R);
		free(octets);
	}
	eci_buf_free(&b);
}

int
main(void)
{
	cms_rows(rows, ECI_COUNT(rows));
	fields();
	limits();
	return unit_end();
}
