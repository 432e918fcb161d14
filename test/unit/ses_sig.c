/* SPDX-License-Identifier: Apache-2.0 */
/* ses_sig.c - seal signatures: genuine ones field by field, one flaw at a time. */
#include "corpus_entry.h"
#include "ses_flaws.h"

#define V1 ECERT_SES_V1
#define V4 ECERT_SES_V4
#define V5 ECERT_SES_V5

static const struct ses_flaw rows[] = {
	{ "version 1", "45", "0.0", "020101", "toSign.version: version 1 does not fit", 0, 0 },
	{ "signature version 5 around a v4 seal", "4", "0.0", "020105",
	    "version 5 around a seal of version 4", 0, 0 },
	{ "signature version 4 around a v5 seal", "5", "0.0", "020104",
	    "version 4 around a seal of version 5", 0, 0 },
	{ "version 0", "145", "0.0", "020100", "version 0 does not fit", 0, 0 },
	{ "version 6", "145", "0.0", "020106", "version 6 does not fit", 0, 0 },
	{ "seal version 5", "4", "0.1.0.0.1", "020105", "version 4 around a seal of version 5",
	    0, 0 },
	{ "seal version 4", "5", "0.1.0.0.1", "020104", "version 5 around a seal of version 4",
	    0, 0 },
	{ "version 11", "1", "0.0", "02010b", NULL, 0, 0 },
	{ "version 2", "1", "0.0", "020102", NULL, 1, 0 },
	{ "version 4", "1", "0.0", "020104", "version 4 does not fit", 0, 0 },
	{ "version 5", "1", "0.0", "020105", "version 5 does not fit", 0, 0 },
	{ "version as text", "145", "0.0", "160134", "toSign.version", 0, 0 },
	{ "time as utctime", "45", "0.2", "170d 3230303432323032303930305a", NULL, 1, 1 },
	{ "time without z", "45", "0.2", "180e 3230323030343232303230393030",
	    "YYYYMMDDhhmmssZ", 0, 0 },
	{ "time as bit string", "45", "0.2", "030200 31", "timeInfo", 0, 0 },
	{ "time as an integer", "145", "0.2", "020101", "timeInfo", 0, 0 },
	{ "hash with unused bits", "145", "0.3", "030201 fe", "dataHash: 1 unused bits", 0, 0 },
	{ "hash as octet string", "145", "0.3", "0402 aabb", "dataHash", 0, 0 },
	{ "property as utf8", "145", "0.4", "0c012f", "propertyInfo", 0, 0 },
	{ "property not ascii", "145", "0.4", "1603 2fe7ab", "above 7F", 0, 0 },
	{ "property with nul", "145", "0.4", "1603 2f0041", "NUL", 0, 0 },
	{ "extensions in [0]", "45", "0.4+", "a00d 300b 3009 0603550403 0402 3031", NULL, 0, 0 },
	{ "extensions bare", "45", "0.4+", "300b 3009 0603550403 0402 3031", NULL, 1, 0 },
	{ "critical false written out", "45", "0.4+",
	    "a010 300e 300c 0603550403 010100 0402 3031", NULL, 1, 0 },
	{ "a seventh field", "45", "0.4+", "a002 3000 0500", "trailing bytes", 0, 0 },
	{ "certificate empty", "145", "1", "0400", "cert: empty", 0, 0 },
	{ "certificate as sequence", "145", "1", "3000", "tag 0x30", 0, 0 },
	{ "certificate missing", "45", "1", "", "3 elements", 0, 0 },
	{ "algorithm padded", "145", "2", "0603 558003", "shortest form", 0, 0 },
	{ "signature with unused bits", "145", "3", "030207 80", "unused bits", 0, 0 },
	{ "signature as octet string", "145", "3", "0401 00", "signature", 0, 0 },
	{ "time stamp", "45", "3+", "a006 0304 00010203", NULL, 0, 0 },
	{ "time stamp in [0] implicit", "45", "3+", "8004 00010203", NULL, 1, 0 },
	{ "time stamp in [0] implicit, unused bits", "45", "3+", "8002 0780", "whole octets", 0, 0 },
	{ "time stamp empty", "45", "3+", "a003 0301 00", "timeStamp: empty", 0, 0 },
	{ "time stamp in [1]", "45", "3+", "a106 0304 00010203", "timeStamp", 0, 0 },
	{ "time stamp without [0]", "45", "3+", "0304 00010203", "timeStamp", 0, 0 },
	{ "a sixth element", "45", "3+", "a006 0304 00010203 0500", "6 elements", 0, 0 },
	{ "eight fields", "1", "0.6+", "0500", "8 or more elements, not 7", 0, 0 },
	{ "extensions", "1", "0.6+", "a00d 300b 3009 0603550403 0402 3031",
	    "8 or more elements, not 7", 0, 0 },
	{ "six fields", "1", "0.6", "", "6 elements, not 7", 0, 0 },
	{ "a third element", "1", "1+", "0500", "3 elements", 0, 0 },
	{ "a time stamp behind", "1", "1+", "a006 0304 00010203", "3 elements", 0, 0 },
	{ "something else for the seal", "145", "0.1", "3008 3000 0400 0600 0300", "eSealInfo",
	    0, 0 },
	{ "nothing in the seal", "145", "0.1", "3000", "0 elements", 0, 0 },
	{ "trailing byte", "145", "+", "00", "trailing bytes (1)", 0, 0 },
	{ "signed data", "4", "", "300c 0606 2a864886f70d a002 3000", "tag 0x06", 0, 0 },
	{ "two integers", "4", "", "3006 020101 020102", "tag 0x02", 0, 0 },
	{ "empty sequence", "145", "", "3000", "0 elements", 0, 0 },
	{ "one byte", "145", "", "30", "ends before its length", 0, 0 },
	{ "nothing", "145", "", "", "SES_Signature: missing", 0, 0 },
};

/* A seal of one version inside a signature of another. */
static void
mixed_families(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf made = { 0 }, other = { 0 }, spoilt = { 0 };
	struct eci_bytes whole, raw;
	struct eci_ses_sig sig;
	size_t i, k;

	for (i = 0; i < 9; i++) {
		k = i % 3;
		if (i / 3 == k)
			continue;
		unit_case("v%d seal inside a v%d signature", (int)ses_versions[k],
		    (int)ses_versions[i / 3]);
		spoilt.len = 0;
		ses_make_sig(ctx, ses_versions[i / 3], &made);
		ses_make_seal(ctx, ses_versions[k], &other);
		whole.ptr = made.ptr;
		whole.len = made.len;
		raw.ptr = other.ptr;
		raw.len = other.len;
		ses_edit(ctx, whole, "0.1", raw, &spoilt);
		CHECK_REASON(ctx, eci_ses_sig_decode(ctx, "f", spoilt.ptr, spoilt.len, &sig),
		    ECERT_R_SES_MALFORMED);
		CHECK(strstr(ecert_errmsg(ctx), "around a seal of version") != NULL);
	}
	eci_buf_free(&made);
	eci_buf_free(&other);
	eci_buf_free(&spoilt);
}

/* ---- SignedValue.dat out of a genuine file ---- */

/* Values as "openssl asn1parse -inform DER" (3.0.22) shows them. */
static const struct {
	const char       *file, *entry;
	ecert_ses_version version;
	const char       *vendor, *id;
	int64_t           type, created, until;
	uint64_t          width, height;
	enum eci_ses_time form;
	int64_t           time;
	size_t            tbs, seal, cert, sig, exts, seal_exts;
} genuine[] = {
	{ "signed/v4signed.ofd", "Doc_0/Signs/Sign_0/SignedValue.dat", V4, "GOMAIN",
	    "50011200000399", 3, 1602086450, 1696694400, 30, 20,
	    ECI_SES_TIME_GENERALIZED, 1602313880, 5119, 5025, 1228, 71, 0, 1 },
	{ "signed/999.ofd", "Doc_0/Signs/Sign_0/SignedValue.dat", V4, "GOMAIN",
	    "50011200000323", 3, 1595527676, 1690128000, 30, 20,
	    ECI_SES_TIME_GENERALIZED, 1597662809, 5172, 5078, 1280, 70, 0, 1 },
	{ "signed/signedFile.ofd", "Doc_0/Signs/Sign_0/SignedValue.dat", V4, "GOMAIN",
	    "32010600000001", 3, 1570752000, 1685289600, 30, 20,
	    ECI_SES_TIME_GENERALIZED, 1601796535, 5048, 4954, 1145, 71, 0, 1 },
	{ "signed/SESV4SignDoc.ofd", "Doc_0/Signs/Sign_0/SignedValue.dat", V4, "OFDR&WTest",
	    "51f044b76510434e9bc67a1185c2fba5", 3, 1587521340, 1650593340, 40, 40,
	    ECI_SES_TIME_GENERALIZED, 1785809289, 17105, 17011, 528, 72, 0, 0 },
	{ "signed/h.ofd", "Doc_0/Signs/Sign_1/SignedValue.dat", V4, "OFDR&WTest",
	    "51f044b76510434e9bc67a1185c2fba5", 3, 1587521340, 1650593340, 40, 40,
	    ECI_SES_TIME_GENERALIZED, 1594886736, 17105, 17011, 528, 72, 0, 0 },
	{ "signed/keyword.ofd", "Doc_0/Signs/Sign_1/SignedValue.dat", V4,
	    "SHANDONG.TONGZHIWEIYE", "37030000001721", 6, 1590478803, 1621958400, 42, 42,
	    ECI_SES_TIME_GENERALIZED, 1592644729, 11340, 11153, 723, 64, 1, 0 },
	{ "signed/zsbk.ofd", "Doc_0/Signs/Sign_0/SignedValue.dat", V4, "GOMAIN",
	    "53011200000556", 15, 1571991617, 1603555200, 45, 45,
	    ECI_SES_TIME_GENERALIZED, 1602313121, 18454, 18360, 1103, 71, 0, 0 },
	{ "signed/zsbk.ofd", "Doc_0/Signs/Sign_1/SignedValue.dat", V4, "GOMAIN",
	    "53011200000556", 15, 1571991617, 1603555200, 45, 45,
	    ECI_SES_TIME_GENERALIZED, 1602313121, 18454, 18360, 1103, 70, 0, 0 },
	{ "signed/n.ofd", "Doc_0/Signs/Sign_0/SignedValue.dat", V1, "dms360.cn", "esID", 1,
	    1576673626, 1892292826, 33, 33, ECI_SES_TIME_TEXT_UTC, 1579937516, 31706, 30525,
	    1063, 71, 0, 1 },
};

#define CHECK_TEXT(b, s) CHECK_MEM((b).ptr, (b).len, (s), strlen(s))

static void
check_genuine(const struct eci_ses_sig *s, size_t i, size_t n)
{
	CHECK_INT(s->version, genuine[i].version);
	CHECK_INT(s->seal.version, genuine[i].version);
	CHECK_TEXT(s->seal.vendor, genuine[i].vendor);
	CHECK_TEXT(s->seal.id, genuine[i].id);
	CHECK_INT(s->seal.type, genuine[i].type);
	CHECK_INT(s->seal.created, genuine[i].created);
	CHECK_INT(s->seal.valid_until, genuine[i].until);
	CHECK_INT(s->seal.width, genuine[i].width);
	CHECK_INT(s->seal.height, genuine[i].height);
	CHECK_INT(s->seal.n_list, 1);
	CHECK_INT(s->time_form, genuine[i].form);
	CHECK_INT(s->time, genuine[i].time);
	CHECK_INT(s->whole.len, n);
	CHECK_INT(s->tbs.len, genuine[i].tbs);
	CHECK_INT(s->seal.whole.len, genuine[i].seal);
	CHECK(s->seal.whole.ptr > s->tbs.ptr &&
	    s->seal.whole.ptr + s->seal.whole.len < s->tbs.ptr + s->tbs.len);
	CHECK_INT(s->cert.len, genuine[i].cert);
	CHECK_INT(s->sig.len, genuine[i].sig);
	CHECK_INT(s->n_exts, genuine[i].exts);
	CHECK_INT(s->seal.n_exts, genuine[i].seal_exts);
	CHECK_INT(s->data_hash.len, 32);
	CHECK_INT(s->property.ptr[0], '/');
	CHECK_INT(s->timestamp.len, 0);
}

static void
genuine_files(void)
{
	ecert_ctx *ctx = unit_ctx();
	size_t i, n = 0, cut, accepted;
	struct eci_ses_sig s;
	uint8_t *p;

	for (i = 0; i < ECI_COUNT(genuine); i++) {
		unit_case("fields of %s %s", genuine[i].file, genuine[i].entry);
		p = corpus_entry(genuine[i].file, genuine[i].entry, &n);
		if (p == NULL) {
			unit_skip("no corpus");
			continue;
		}
		CHECK_INT(eci_ses_kind(p, n), ECI_SES_KIND_SES);
		CHECK_OK(ctx, eci_ses_sig_decode(ctx, genuine[i].file, p, n, &s));
		check_genuine(&s, i, n);
		eci_ses_sig_free(&s);

		unit_case("every truncation of %s %s", genuine[i].file, genuine[i].entry);
		for (cut = 0, accepted = 0; cut < n; cut++)
			if (eci_ses_sig_decode(ctx, "f", p, cut, &s) == ECERT_OK)
				accepted++;
		CHECK_INT(accepted, 0);
		free(p);
	}
}

/* Notes that genuine files draw, and why. */
static void
genuine_notes(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_ses_sig s;
	size_t n = 0;
	uint8_t *p;

	unit_case("critical false in a genuine seal");
	if ((p = corpus_entry("signed/v4signed.ofd", genuine[0].entry, &n)) == NULL) {
		unit_skip("no corpus");
	} else {
		CHECK_OK(ctx, eci_ses_sig_decode(ctx, "f", p, n, &s));
		CHECK_INT(s.seal.notes.n, 1);
		CHECK(!s.seal.notes.v[0].strict);
		CHECK_INT(s.notes.n, 0);
		CHECK(!s.seal.exts[0].critical);
		CHECK_TEXT(s.seal.exts[0].value, "2.1");
		eci_ses_sig_free(&s);
		free(p);
	}
	unit_case("text for a time in a genuine v1 signature");
	if ((p = corpus_entry("signed/n.ofd", genuine[0].entry, &n)) == NULL) {
		unit_skip("no corpus");
	} else {
		CHECK_OK(ctx, eci_ses_sig_decode(ctx, "f", p, n, &s));
		CHECK_INT(s.notes.n, 1);
		CHECK(s.notes.v[0].strict);
		CHECK(s.seal.exts[0].critical);
		CHECK_TEXT(s.seal.list[0].value, "1");
		eci_ses_sig_free(&s);
		free(p);
	}
	unit_case("other things in place of a seal signature");
	if ((p = corpus_entry("signed/DigitalSign.ofd", genuine[0].entry, &n)) == NULL) {
		unit_skip("no corpus");
	} else {
		CHECK_INT(eci_ses_kind(p, n), ECI_SES_KIND_BARE_SM2);
		free(p);
		p = corpus_entry("signed/testPathClip.ofd", genuine[0].entry, &n);
		CHECK_INT(eci_ses_kind(p, n), ECI_SES_KIND_SIGNED_DATA);
		CHECK_REASON(ctx, eci_ses_sig_decode(ctx, "f", p, n, &s),
		    ECERT_R_SES_MALFORMED);
		free(p);
	}
}

static void
limits(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf made = { 0 };
	struct eci_ses_sig s;

	ses_make_sig(ctx, V4, &made);
	unit_case("signature as large as the limit");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_SES_BYTES, made.len));
	CHECK_OK(ctx, eci_ses_sig_decode(ctx, "f", made.ptr, made.len, &s));
	eci_ses_sig_free(&s);
	unit_case("signature larger than the limit");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_SES_BYTES, made.len - 1));
	CHECK_REASON(ctx, eci_ses_sig_decode(ctx, "f", made.ptr, made.len, &s),
	    ECERT_R_SES_MALFORMED);
	eci_buf_free(&made);
}

int
main(void)
{
	ses_flaws(rows, ECI_COUNT(rows), ses_sig_paths, ses_make_sig, ses_decode_sig);
	mixed_families();
	ses_harm_each(ses_make_full_sig, ses_decode_sig, 30);
	ses_cut_each(ses_make_full_sig, ses_decode_sig);
	genuine_files();
	genuine_notes();
	limits();
	return unit_end();
}
