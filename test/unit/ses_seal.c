/* SPDX-License-Identifier: Apache-2.0 */
/* ses_seal.c - seals: genuine ones field by field, and one flaw at a time. */
#include "ses_flaws.h"

#define V1 ECERT_SES_V1
#define V4 ECERT_SES_V4
#define V5 ECERT_SES_V5

static const struct ses_flaw rows[] = {
	{ "maker certificate empty", "145", "1", "0400", "eseal.cert: empty", 0, 0 },
	{ "maker certificate as sequence", "145", "1", "3000", "tag 0x30", 0, 0 },
	{ "maker certificate as ia5string", "145", "1", "160131", "tag 0x16", 0, 0 },
	{ "algorithm as sequence", "145", "2", "300a06082a811ccf55018375", "signAlgID", 0, 0 },
	{ "algorithm empty", "145", "2", "0600", "signAlgID", 0, 0 },
	{ "unused bits in the signature", "145", "3", "030201fe", "unused bits", 0, 0 },
	{ "signature as octet string", "145", "3", "04020000", "signedValue", 0, 0 },
	{ "signature in pieces", "45", "3", "2304 0302 0001", "constructed form", 0, 0 },
	{ "signature in pieces", "1", "1.2", "2304 0302 0001", "tag 0x23", 0, 0 },
	{ "signature without octets", "145", "3", "0300", "signedValue", 0, 0 },
	{ "three elements", "45", "3", "", "3 elements", 0, 0 },
	{ "six elements", "45", "3+", "a006 0304 00010203 0500", "6 elements", 0, 0 },
	{ "no signature", "1", "1.2", "", "signedValue: missing", 0, 0 },
	{ "signinfo with a rest", "1", "1.2+", "0500", "trailing bytes", 0, 0 },
	{ "signinfo is no sequence", "1", "1", "0500", "signInfo", 0, 0 },
	{ "signinfo empty", "1", "1", "3000", "eseal.cert: missing", 0, 0 },
	{ "one element", "1", "1", "", "1 elements", 0, 0 },
	{ "nothing but an integer", "145", "", "020101", "tag 0x02 where 0x30", 0, 0 },
	{ "nothing", "145", "", "", "eseal: missing", 0, 0 },
	{ "trailing byte", "145", "+", "00", "trailing bytes (1)", 0, 0 },
	{ "trailing seal", "145", "+", "3000", "trailing bytes (2)", 0, 0 },
};

/* Values as "openssl asn1parse -inform DER" (3.0.22) shows them. */
static const struct {
	const char       *file;
	ecert_ses_version version;
	const char       *vendor, *id, *name;
	int64_t           type, created, until;
	size_t            tbs, stamp;
} genuine[] = {
	{ "seals/UserV1.esl", V1, "OFDR&WTest", "40C8CDD24DEF43388B86E62CCE1D6832",
	    "OFDRW\xe6\xb5\x8b\xe8\xaf\x95\xe7\x94\xa8\xe5\x8d\xb0\xe7\xab\xa0", 1,
	    1587521887, 1650593887, 4 + 16381 + 530 + 10, 0 },
	{ "seals/UserV4.esl", V4, "OFDR&WTest", "51f044b76510434e9bc67a1185c2fba5",
	    "OFD R&W \xe6\xb5\x8b\xe8\xaf\x95\xe7\x94\xa8\xe5\x8d\xb0\xe7\xab\xa0", 3,
	    1587521340, 1650593340, 16393, 0 },
	{ "seals/UserV5.esl", V5, "OFDR&WTestV5", "09aaf39291e049e4b3d716414590937e",
	    "OFD R&W V5\xe6\xb5\x8b\xe8\xaf\x95\xe7\x94\xa8\xe5\x8d\xb0\xe7\xab\xa0", 3,
	    1777020803, 1840179203, 16397, 0 },
	{ "seals/UserV5_ts.esl", V5, "OFDR&WTestV5", "55a4a957189a48f596706fb431e962c5",
	    "OFD R&W V5\xe6\xb5\x8b\xe8\xaf\x95\xe7\x94\xa8\xe5\x8d\xb0\xe7\xab\xa0", 3,
	    1777020802, 1840179202, 16397, 3 },
};

#define CHECK_TEXT(b, s) CHECK_MEM((b).ptr, (b).len, (s), strlen(s))

static void
genuine_fields(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_ses_seal s;
	struct eci_buf oid = { 0 };
	uint8_t *p;
	size_t i, n;

	for (i = 0; i < ECI_COUNT(genuine); i++) {
		unit_case("fields of %s", genuine[i].file);
		if (!unit_corpus(genuine[i].file, &p, &n)) {
			unit_skip("no corpus");
			continue;
		}
		CHECK_OK(ctx, eci_ses_seal_decode(ctx, genuine[i].file, p, n, &s));
		CHECK_INT(s.version, genuine[i].version);
		CHECK_INT(s.header_version, genuine[i].version);
		CHECK_TEXT(s.vendor, genuine[i].vendor);
		CHECK_TEXT(s.id, genuine[i].id);
		CHECK_TEXT(s.name, genuine[i].name);
		CHECK_INT(s.type, genuine[i].type);
		CHECK_INT(s.created, genuine[i].created);
		CHECK_INT(s.valid_from, genuine[i].created);
		CHECK_INT(s.valid_until, genuine[i].until);
		CHECK_TEXT(s.picture_type, "PNG");
		CHECK_INT(s.picture.len, 15693);
		CHECK_INT(s.width, 40);
		CHECK_INT(s.height, 40);
		CHECK_INT(s.list_type, 1);
		CHECK_INT(s.n_list, 1);
		CHECK_INT(s.list[0].value.len, 528);
		CHECK_INT(s.cert.len, 526);
		CHECK_INT(s.whole.len, n);
		CHECK_INT(s.tbs.len, genuine[i].tbs);
		CHECK_INT(s.timestamp.len, genuine[i].stamp);
		CHECK_INT(s.n_exts, 0);
		CHECK_INT(s.notes.n, 0);
		oid.len = 0;
		CHECK_OK(ctx, eci_der_oid_text(ctx, &oid, s.alg));
		CHECK_STR((const char *)oid.ptr, "1.2.156.10197.1.501");
		eci_ses_seal_free(&s);
	}
	eci_buf_free(&oid);
}

static void
truncations(void)
{
	ecert_ctx *ctx = unit_ctx();
	size_t i, n, cut, accepted;
	struct eci_ses_seal s;
	uint8_t *p;

	for (i = 0; i < ECI_COUNT(genuine); i++) {
		unit_case("every truncation of %s", genuine[i].file);
		if (!unit_corpus(genuine[i].file, &p, &n)) {
			unit_skip("no corpus");
			continue;
		}
		for (cut = 0, accepted = 0; cut < n; cut++)
			if (eci_ses_seal_decode(ctx, "f", p, cut, &s) == ECERT_OK)
				accepted++;
		CHECK_INT(accepted, 0);
	}
}

static void
messages(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_ses_seal s;

	unit_case("the message names file, standard, byte and field");
	CHECK_REASON(ctx, eci_ses_seal_decode(ctx, "my.esl",
	    (const uint8_t *)"\x30\x08\x30\x02\x30\x00\x30\x00\x05\x00", 10, &s),
	    ECERT_R_SES_MALFORMED);
	CHECK_STR(ecert_errmsg(ctx),
	    "my.esl: byte 2: eseal: 3 elements, not 2, 4 or 5");
	CHECK_REASON(ctx, eci_ses_seal_decode(ctx, "my.esl",
	    (const uint8_t *)"\x30\x06\x30\x02\x30\x00\x30\x00", 8, &s),
	    ECERT_R_SES_MALFORMED);
	CHECK_STR(ecert_errmsg(ctx),
	    "my.esl: GM/T 0031-2014: byte 6: eSealInfo.header.ID: missing");
}

/*
 * header.version against the shape: the shape decides between V1 and the rest, the
 * number between V4 and V5, and a number of the other shape is refused.
 */
static void
header_versions(void)
{
	static const struct { int64_t number; ecert_ses_version v1, v4; } t[] = {
		{ -1, 0, 0 }, { 0, 0, 0 }, { 1, V1, 0 }, { 2, V1, 0 }, { 3, V1, 0 }, { 4, 0, V4 },
		{ 5, 0, V5 }, { 6, 0, 0 }, { 10, 0, 0 }, { 11, V1, 0 }, { 12, 0, 0 },
		{ 256 + 4, 0, 0 }, { INT64_C(0x100000004), 0, 0 }, { INT64_C(0x100000001), 0, 0 },
	};
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf made = { 0 }, spoilt = { 0 }, number = { 0 };
	struct eci_ses_seal s;
	ecert_ses_version want;
	size_t i, k;

	for (i = 0; i < ECI_COUNT(ses_versions); i++)
		for (k = 0; k < ECI_COUNT(t); k++) {
			unit_case("shape of v%d, number %lld", (int)ses_versions[i],
			    (long long)t[k].number);
			ses_make_seal(ctx, ses_versions[i], &made);
			spoilt.len = number.len = 0;
			CHECK_OK(ctx, eci_der_put_int(ctx, &number, t[k].number));
			ses_edit(ctx, (struct eci_bytes){ made.ptr, made.len }, "0.0.1",
			    (struct eci_bytes){ number.ptr, number.len }, &spoilt);
			want = ses_versions[i] == V1 ? t[k].v1 : t[k].v4;
			if (want != 0) {
				CHECK_OK(ctx, eci_ses_seal_decode(ctx, "f", spoilt.ptr,
				    spoilt.len, &s));
				CHECK_INT(s.version, want);
				CHECK_INT(s.header_version, t[k].number);
				eci_ses_seal_free(&s);
				continue;
			}
			CHECK_REASON(ctx, eci_ses_seal_decode(ctx, "f", spoilt.ptr, spoilt.len,
			    &s), ECERT_R_SES_MALFORMED);
			CHECK(strstr(ecert_errmsg(ctx), "eSealInfo.header.version") != NULL);
		}
	eci_buf_free(&made);
	eci_buf_free(&spoilt);
	eci_buf_free(&number);
}

int
main(void)
{
	ses_seal_flaws(rows, ECI_COUNT(rows));
	ses_harm_each(ses_make_full_seal, ses_decode_seal, 20);
	ses_cut_each(ses_make_full_seal, ses_decode_seal);
	header_versions();
	genuine_fields();
	truncations();
	messages();
	return unit_end();
}
