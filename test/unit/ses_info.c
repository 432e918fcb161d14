/* SPDX-License-Identifier: Apache-2.0 */
/* ses_info.c - SES_SealInfo: one flaw or deviation at a time. */
#include "ses_flaws.h"

static const struct ses_flaw rows[] = {
	{ "as made", "145", "0.0.0", "1602 4553", NULL, 0, 0 },
	{ "header id es in lower case", "145", "0.0.0", "1602 6573", "not \"ES\"", 0, 0 },
	{ "header id too long", "145", "0.0.0", "1603 455320", "not \"ES\"", 0, 0 },
	{ "header id as utf8", "145", "0.0.0", "0c02 4553", "tag 0x0c", 0, 0 },
	{ "header without id", "145", "0.0.0", "", "header.ID", 0, 0 },
	{ "header with a fourth field", "145", "0.0.2+", "0500", "trailing bytes", 0, 0 },
	{ "version 1", "45", "0.0.1", "020101", "version 1 does not fit", 0, 0 },
	{ "version 3", "45", "0.0.1", "020103", "version 3 does not fit", 0, 0 },
	{ "version 6", "45", "0.0.1", "020106", "version 6 does not fit", 0, 0 },
	{ "version 0", "45", "0.0.1", "020100", "version 0 does not fit", 0, 0 },
	{ "version -4", "45", "0.0.1", "0201fc", "version -4 does not fit", 0, 0 },
	{ "version padded", "45", "0.0.1", "02020004", "shortest form", 0, 0 },
	{ "version of nine octets", "45", "0.0.1", "0209010000000000000004",
	    "8 octets", 0, 0 },
	{ "version 11", "1", "0.0.1", "02010b", NULL, 0, 0 },
	{ "version 2", "1", "0.0.1", "020102", NULL, 1, 0 },
	{ "version 3", "1", "0.0.1", "020103", NULL, 1, 0 },
	{ "version 4", "1", "0.0.1", "020104", "version 4 does not fit", 0, 0 },
	{ "version 5", "1", "0.0.1", "020105", "version 5 does not fit", 0, 0 },
	{ "version 10", "1", "0.0.1", "02010a", "version 10 does not fit", 0, 0 },
	{ "vendor as integer", "145", "0.0.2", "020101", "header.Vid", 0, 0 },
	{ "vendor not ascii", "145", "0.0.2", "1601c3", "above 7F", 0, 0 },
	{ "esid with nul", "145", "0.1", "1603 410042", "NUL", 0, 0 },
	{ "esid as utf8", "145", "0.1", "0c0141", "esID", 0, 0 },
	{ "type of nine octets", "145", "0.2.0", "0209010000000000000004", "property.type", 0, 0 },
	{ "name in gbk", "145", "0.2.1", "0c02d5c2", "not UTF-8", 0, 0 },
	{ "name with nul", "145", "0.2.1", "0c03 410042", "NUL", 0, 0 },
	{ "name as printable", "145", "0.2.1", "130141", "property.name", 0, 0 },
	{ "list type 0", "45", "0.2.2", "020100", "neither 1 nor 2", 0, 0 },
	{ "list type 3", "45", "0.2.2", "020103", "neither 1 nor 2", 0, 0 },
	{ "list type -1", "45", "0.2.2", "0201ff", "neither 1 nor 2", 0, 0 },
	{ "list type 2 with certificates", "45", "0.2.2", "020102", "tag 0x04 where 0x30", 0, 0 },
	{ "list with digests", "145", "0.2.3", "300c 300a 1303 534d33 0403 010203",
	    "tag 0x30 where 0x04", 0, 0 },
	{ "list type left out", "45", "0.2.2", "", "certListType", 0, 0 },
	{ "empty list", "145", "0.2.3", "3000", NULL, 0, 0 },
	{ "list as set", "145", "0.2.3", "3100", "tag 0x31", 0, 0 },
	{ "empty certificate in the list", "145", "0.2.3.0", "0400", "certList: empty", 0, 0 },
	{ "ia5string in the list", "45", "0.2.3.0", "160131", "tag 0x16", 0, 0 },
	{ "ia5string in the list", "1", "0.2.2.0", "160131", NULL, 0, 0 },
	{ "empty ia5string in the list", "1", "0.2.2.0", "1600", "certList: empty", 0, 0 },
	{ "utf8string in the list", "145", "0.2.3.0", "0c0131", "tag 0x0c", 0, 0 },
	{ "a list type", "1", "0.2.1+", "020101", "tag 0x02", 0, 0 },
	{ "created as utctime", "45", "0.2.4", "170d 3230303432323032303930305a", NULL, 1, 1 },
	{ "valid from as utctime", "45", "0.2.5", "170d 3230303432323032303930305a", NULL, 1, 1 },
	{ "time without z", "45", "0.2.4", "180e 3230323030343232303230393030",
	    "YYYYMMDDhhmmssZ", 0, 0 },
	{ "time with offset", "45", "0.2.6", "1813 32303230303432323032303930302b30383030",
	    "YYYYMMDDhhmmssZ", 0, 0 },
	{ "time with fraction", "45", "0.2.6", "1811 32303230303432323032303930302e355a",
	    "YYYYMMDDhhmmssZ", 0, 0 },
	{ "time on 31 april", "45", "0.2.6", "180f 32303230303433313032303930305a",
	    "YYYYMMDDhhmmssZ", 0, 0 },
	{ "time as text", "145", "0.2.4", "160131", "createDate", 0, 0 },
	{ "created as generalizedtime", "1", "0.2.3", "180f 32303230303432323032303930305a",
	    NULL, 1, 1 },
	{ "valid until as generalizedtime", "1", "0.2.5", "180f 32303230303432323032303930305a",
	    NULL, 1, 1 },
	{ "time without z", "1", "0.2.3", "170c 323030343232303230393030", "YYMMDDhhmmssZ", 0, 0 },
	{ "time without seconds", "1", "0.2.3", "170b 323030343232303230395a", "YYMMDDhhmmssZ",
	    0, 0 },
	{ "time with offset", "1", "0.2.5", "1711 3230303432323032303930302b30383030",
	    "YYMMDDhhmmssZ", 0, 0 },
	{ "time on 31 april", "1", "0.2.5", "170d 3230303433313032303930305a", "YYMMDDhhmmssZ",
	    0, 0 },
	{ "valid until left out", "145", "0.2.6", "", "validEnd: missing", 0, 0 },
	{ "property with a field more", "145", "0.2.6+", "0500", "trailing bytes", 0, 0 },
	{ "picture type as utf8", "145", "0.3.0", "0c03504e47", "picture.type", 0, 0 },
	{ "picture empty", "145", "0.3.1", "0400", "picture.data: empty", 0, 0 },
	{ "picture as bit string", "145", "0.3.1", "030200ff", "tag 0x03", 0, 0 },
	{ "width 0", "145", "0.3.2", "020100", "width: 0 mm", 0, 0 },
	{ "width 1", "145", "0.3.2", "020101", NULL, 0, 0 },
	{ "width 2000", "145", "0.3.2", "020207d0", NULL, 0, 0 },
	{ "width 2001", "145", "0.3.2", "020207d1", "above 2000", 0, 0 },
	{ "width -40", "145", "0.3.2", "0201d8", "negative", 0, 0 },
	{ "height of 2^64 + 30", "145", "0.3.3", "020901000000000000001e", "above 2000", 0, 0 },
	{ "height missing", "145", "0.3.3", "", "height: missing", 0, 0 },
};

/* certListType and certList together: a list of digests, and flaws in one. */
static const struct { const char *name, *list, *want; } lists[] = {
	{ "digests of two names", "3018 300a 1303 534d33 0403 010203 300a 1303 736d33 0403 010203",
	    NULL },
	{ "no digests", "3000", NULL },
	{ "a digest without name", "3009 3007 1300 0403 010203", NULL },
	{ "a digest called by an integer", "300a 3008 020103 0403 010203", "tag 0x02" },
	{ "a digest called in utf8", "300c 300a 0c03 534d33 0403 010203", "tag 0x0c" },
	{ "an empty digest", "3009 3007 1303 534d33 0400", "certList: empty" },
	{ "a digest of 65 bytes", NULL, "above 64" },
	{ "a digest as bit string", "300d 300b 1303 534d33 0304 00010203", "tag 0x03" },
	{ "a digest and more", "300e 300c 1303 534d33 0403 010203 0500", "trailing bytes" },
	{ "a certificate among digests", "3011 300a 1303 534d33 0403 010203 0403 300101",
	    "tag 0x04 where 0x30" },
};

/* SEQUENCE { SEQUENCE { "SM3", 65 octets } } */
static size_t
long_digest(uint8_t *out)
{
	size_t n = ses_unhex("304a 3048 1303 534d33 0441", out);

	memset(out + n, 0xaa, 65);
	return n + 65;
}

static void
digest_lists(void)
{
	static const uint8_t two[] = { 0x02, 0x01, 0x02 };
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf made = { 0 }, once = { 0 }, twice = { 0 };
	struct eci_bytes type = { two, sizeof(two) }, raw;
	struct eci_ses_seal s;
	uint8_t list[128];
	size_t i, v;

	for (i = 0; i < ECI_COUNT(lists); i++)
		for (v = 4; v <= 5; v++) {
			unit_case("v%zu: %s", v, lists[i].name);
			ses_make_seal(ctx, (ecert_ses_version)v, &made);
			once.len = twice.len = 0;
			raw.ptr = list;
			raw.len = lists[i].list == NULL ? long_digest(list) :
			    ses_unhex(lists[i].list, list);
			ses_edit(ctx, (struct eci_bytes){ made.ptr, made.len }, "0.2.2", type,
			    &once);
			ses_edit(ctx, (struct eci_bytes){ once.ptr, once.len }, "0.2.3", raw,
			    &twice);
			if (lists[i].want == NULL) {
				CHECK_OK(ctx, eci_ses_seal_decode(ctx, "f", twice.ptr,
				    twice.len, &s));
				CHECK_INT(s.list_type, 2);
				eci_ses_seal_free(&s);
				continue;
			}
			CHECK_REASON(ctx, eci_ses_seal_decode(ctx, "f", twice.ptr, twice.len,
			    &s), ECERT_R_SES_MALFORMED);
			CHECK(strstr(ecert_errmsg(ctx), "certList") != NULL);
			CHECK(strstr(ecert_errmsg(ctx), lists[i].want) != NULL);
		}
	eci_buf_free(&made);
	eci_buf_free(&once);
	eci_buf_free(&twice);
}

/* What an IA5String of V1 holds: text is an identifier, anything else is not. */
static void
identifiers(void)
{
	static const struct { const char *name, *hex; bool id; } ids[] = {
		{ "a number", "160131", true }, { "words", "1605 41 20 42 2d 43", true },
		{ "a certificate's octets", "1605 3003020107", false },
		{ "an octet string of text", "0401 31", false },
	};
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf made = { 0 }, spoilt = { 0 };
	struct eci_ses_seal s;
	uint8_t raw[16];
	size_t i;

	for (i = 0; i < ECI_COUNT(ids); i++) {
		unit_case("v1 list: %s", ids[i].name);
		spoilt.len = 0;
		ses_make_seal(ctx, ECERT_SES_V1, &made);
		ses_edit(ctx, (struct eci_bytes){ made.ptr, made.len }, "0.2.2.0",
		    (struct eci_bytes){ raw, ses_unhex(ids[i].hex, raw) }, &spoilt);
		CHECK_OK(ctx, eci_ses_seal_decode(ctx, "f", spoilt.ptr, spoilt.len, &s));
		CHECK_INT(s.list[0].is_id, ids[i].id);
		CHECK_INT(s.list[1].is_id, false);
		CHECK_MEM(s.list[0].value.ptr, s.list[0].value.len, raw + 2, raw[1]);
		eci_ses_seal_free(&s);
	}
	eci_buf_free(&made);
	eci_buf_free(&spoilt);
}

int
main(void)
{
	ses_seal_flaws(rows, ECI_COUNT(rows));
	digest_lists();
	identifiers();
	return unit_end();
}
