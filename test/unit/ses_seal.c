/* SPDX-License-Identifier: Apache-2.0 */
/* ses_seal.c - seals: genuine ones field by field, and one flaw at a time. */
#include "ses_edit.h"

#define V1 ECERT_SES_V1
#define V4 ECERT_SES_V4
#define V5 ECERT_SES_V5

static const struct ses_flaw rows[] = {
	{ "maker certificate empty", V4, "1", "0400", "eseal.cert: empty", 0, 0 },
	{ "maker certificate as sequence", V4, "1", "3000", "tag 0x30", 0, 0 },
	{ "algorithm as sequence", V4, "2", "300a06082a811ccf55018375", "signAlgID", 0, 0 },
	{ "unused bits in the signature", V4, "3", "030201fe", "unused bits", 0, 0 },
	{ "signature as octet string", V4, "3", "04020000", "signedValue", 0, 0 },
	{ "three elements", V4, "3", "", "3 elements", 0, 0 },
	{ "six elements", V4, "3+", "a006 0304 00010203 0500", "6 elements", 0, 0 },
	{ "v1 signinfo with a rest", V1, "1.2+", "0500", "trailing bytes", 0, 0 },
	{ "v1 signinfo is no sequence", V1, "1", "0500", "signInfo", 0, 0 },
	{ "v1 unused bits", V1, "1.2", "030207 80", "unused bits", 0, 0 },
	{ "nothing but an integer", V4, "", "020101", "tag 0x02 where 0x30", 0, 0 },
	{ "trailing byte", V4, "+", "00", "trailing bytes (1)", 0, 0 },
	{ "trailing seal", V4, "+", "3000", "trailing bytes (2)", 0, 0 },
};

static ecert_err
decode_once(ecert_ctx *ctx, const struct eci_buf *der)
{
	struct eci_ses_seal seal;
	ecert_err e = eci_ses_seal_decode(ctx, "f", der->ptr, der->len, &seal);

	if (e == ECERT_OK)
		eci_ses_seal_free(&seal);
	return e;
}

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

int
main(void)
{
	ses_seal_flaws(rows, ECI_COUNT(rows));
	ses_lengths_at_each_level(ses_make_seal, decode_once, 20);
	genuine_fields();
	truncations();
	messages();
	return unit_end();
}
