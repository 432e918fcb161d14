/* SPDX-License-Identifier: Apache-2.0 */
/* der_value.c - primitive types: what is taken, what each rule refuses. */
#include "unit.h"

#include "der/der.h"

#define R ECERT_R_SES_MALFORMED
#define ROW(s) s, sizeof(s) - 1

static const struct {
	const char *name, *der;
	size_t      len;
	int64_t     want;
	const char *fault;
} ints[] = {
	{ "zero", ROW("\x02\x01\x00"), 0, NULL },
	{ "127", ROW("\x02\x01\x7f"), 127, NULL },
	{ "128", ROW("\x02\x02\x00\x80"), 128, NULL },
	{ "minus one", ROW("\x02\x01\xff"), -1, NULL },
	{ "minus 128", ROW("\x02\x01\x80"), -128, NULL },
	{ "largest", ROW("\x02\x08\x7f\xff\xff\xff\xff\xff\xff\xff"), INT64_MAX, NULL },
	{ "smallest", ROW("\x02\x08\x80\x00\x00\x00\x00\x00\x00\x00"), INT64_MIN, NULL },
	{ "nine octets", ROW("\x02\x09\x00\xff\xff\xff\xff\xff\xff\xff\xff"), 0, "8 octets" },
	{ "empty integer", ROW("\x02\x00"), 0, "empty INTEGER" },
	{ "padded zero", ROW("\x02\x02\x00\x01"), 0, "shortest form" },
	{ "padded ff", ROW("\x02\x02\xff\x80"), 0, "shortest form" },
};

static void
integers(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_der d;
	size_t i;
	int64_t v;

	for (i = 0; i < ECI_COUNT(ints); i++) {
		unit_case("integer: %s", ints[i].name);
		d = eci_der(ctx, "f", R, (const uint8_t *)ints[i].der, ints[i].len);
		if (ints[i].fault == NULL) {
			CHECK_OK(ctx, eci_der_int(&d, "v", &v));
			CHECK(eci_der_end(&d));
		} else {
			CHECK_REASON(ctx, eci_der_int(&d, "v", &v), R);
			CHECK(strstr(ecert_errmsg(ctx), ints[i].fault) != NULL);
		}
		CHECK_INT(v, ints[i].want);
	}
}

static const struct {
	const char *name, *der;
	size_t      len;
	uint64_t    max, want;
	const char *fault;
} uints[] = {
	{ "at the maximum", ROW("\x02\x02\x07\xd0"), 2000, 2000, NULL },
	{ "above the maximum", ROW("\x02\x02\x07\xd1"), 2000, 0, "2001, above 2000" },
	{ "negative", ROW("\x02\x01\xff"), 2000, 0, "negative" },
	{ "64 bits", ROW("\x02\x09\x00\xff\xff\xff\xff\xff\xff\xff\xff"), UINT64_MAX,
	    UINT64_MAX, NULL },
	{ "65 bits", ROW("\x02\x09\x01\x00\x00\x00\x00\x00\x00\x00\x00"), UINT64_MAX, 0,
	    "above" },
	{ "300 octets of number", ROW("\x02\x0b\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"),
	    5, 0, "above 5" },
};

static void
unsigned_integers(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_der d;
	uint64_t v;
	size_t i;

	for (i = 0; i < ECI_COUNT(uints); i++) {
		unit_case("unsigned: %s", uints[i].name);
		d = eci_der(ctx, "f", R, (const uint8_t *)uints[i].der, uints[i].len);
		if (uints[i].fault == NULL) {
			CHECK_OK(ctx, eci_der_uint(&d, "v", uints[i].max, &v));
		} else {
			CHECK_REASON(ctx, eci_der_uint(&d, "v", uints[i].max, &v), R);
			CHECK(strstr(ecert_errmsg(ctx), uints[i].fault) != NULL);
		}
		CHECK(v == uints[i].want);
	}
}

/* As large as they come, by their octets. */
static const struct {
	const char *name, *der;
	size_t      len;
	const char *fault;
} bigs[] = {
	{ "zero", ROW("\x02\x01\x00"), NULL },
	{ "negative", ROW("\x02\x02\x80\x01"), NULL },
	{ "nine octets", ROW("\x02\x09\x00\xff\xff\xff\xff\xff\xff\xff\xff"), NULL },
	{ "no octets", ROW("\x02\x00"), "v: empty INTEGER" },
	{ "zero in front", ROW("\x02\x02\x00\x07"), "v: INTEGER not in the shortest form" },
	{ "ff in front", ROW("\x02\x02\xff\x87"), "v: INTEGER not in the shortest form" },
	{ "octet string", ROW("\x04\x01\x07"), "v: tag 0x04 where 0x02 belongs" },
};

static void
integers_of_any_size(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_bytes v;
	struct eci_der d;
	size_t i;

	for (i = 0; i < ECI_COUNT(bigs); i++) {
		unit_case("integer of any size: %s", bigs[i].name);
		d = eci_der(ctx, "f", R, (const uint8_t *)bigs[i].der, bigs[i].len);
		if (bigs[i].fault == NULL) {
			CHECK_OK(ctx, eci_der_integer(&d, "v", &v));
			CHECK_MEM(v.ptr, v.len, bigs[i].der + 2, bigs[i].len - 2);
			CHECK(eci_der_end(&d));
			continue;
		}
		CHECK_REASON(ctx, eci_der_integer(&d, "v", &v), R);
		CHECK(strstr(ecert_errmsg(ctx), bigs[i].fault) != NULL);
		CHECK(v.ptr == NULL && v.len == 0);
	}
}

enum kind { BITS, OID, BOOL, UTF8, IA5, PRINTABLE, UTC, GEN };

static const struct {
	const char *name;
	enum kind   kind;
	const char *der;
	size_t      len;
	const char *fault;
} others[] = {
	{ "bit string", BITS, ROW("\x03\x02\x00\x55"), NULL },
	{ "empty bit string", BITS, ROW("\x03\x01\x00"), NULL },
	{ "bit string without count", BITS, ROW("\x03\x00"), "without its count" },
	{ "unused bits", BITS, ROW("\x03\x02\x01\x54"), "1 unused bits" },
	{ "unused bits not zero", BITS, ROW("\x03\x02\x01\x55"), "not zero" },
	{ "eight unused bits", BITS, ROW("\x03\x02\x08\x00"), "wrong count" },
	{ "unused bits of nothing", BITS, ROW("\x03\x01\x01"), "wrong count" },
	{ "oid", OID, ROW("\x06\x03\x55\x04\x03"), NULL },
	{ "empty oid", OID, ROW("\x06\x00"), "empty OBJECT" },
	{ "padded arc", OID, ROW("\x06\x03\x55\x80\x03"), "shortest form" },
	{ "unfinished arc", OID, ROW("\x06\x02\x55\x84"), "inside an arc" },
	{ "true", BOOL, ROW("\x01\x01\xff"), NULL },
	{ "false", BOOL, ROW("\x01\x01\x00"), NULL },
	{ "true as 01", BOOL, ROW("\x01\x01\x01"), "neither 00 nor FF" },
	{ "long boolean", BOOL, ROW("\x01\x02\xff\xff"), "one octet" },
	{ "empty boolean", BOOL, ROW("\x01\x00"), "one octet" },
	{ "utf-8", UTF8, ROW("\x0c\x03\xe7\xab\xa0"), NULL },
	{ "gbk in utf-8", UTF8, ROW("\x0c\x02\xd5\xc2"), "not UTF-8" },
	{ "overlong utf-8", UTF8, ROW("\x0c\x02\xc1\x81"), "not UTF-8" },
	{ "nul in utf-8", UTF8, ROW("\x0c\x03" "a\0b"), "NUL" },
	{ "ia5", IA5, ROW("\x16\x02" "ES"), NULL },
	{ "nul in ia5", IA5, ROW("\x16\x03" "E\0S"), "NUL" },
	{ "byte above 7f in ia5", IA5, ROW("\x16\x02" "E\xd3"), "above 7F" },
	{ "printable", PRINTABLE, ROW("\x13\x03" "SM3"), NULL },
	{ "utf-8 in printable", PRINTABLE, ROW("\x13\x03\xe7\xab\xa0"), "above 7F" },
	{ "ia5 where utf-8 belongs", UTF8, ROW("\x16\x02" "ES"), "0x16 where 0x0c" },
	{ "utc time", UTC, ROW("\x17\x0d" "200422021807Z"), NULL },
	{ "utc time without seconds", UTC, ROW("\x17\x0b" "2004220218Z"), "YYMMDD" },
	{ "utc time with offset", UTC, ROW("\x17\x11" "200422021807+0800"), "YYMMDD" },
	{ "utc time in month 13", UTC, ROW("\x17\x0d" "201322021807Z"), "YYMMDD" },
	{ "utc time on 29 february 2021", UTC, ROW("\x17\x0d" "210229000000Z"), "YYMMDD" },
	{ "utc time with spaces", UTC, ROW("\x17\x0d" "2004 2021807Z"), "YYMMDD" },
	{ "generalized time", GEN, ROW("\x18\x0f" "20200422020900Z"), NULL },
	{ "generalized time without z", GEN, ROW("\x18\x0e" "20200422020900"), "YYYYMM" },
	{ "generalized time with fraction", GEN, ROW("\x18\x11" "20200422020900.5Z"),
	    "YYYYMM" },
	{ "generalized time with offset", GEN, ROW("\x18\x13" "20200422020900+0800"),
	    "YYYYMM" },
	{ "generalized time at 24:00", GEN, ROW("\x18\x0f" "20200422240000Z"), "YYYYMM" },
	{ "empty time", GEN, ROW("\x18\x00"), "YYYYMM" },
};

static ecert_err
read_one(struct eci_der *d, enum kind kind)
{
	struct eci_bytes b;
	int64_t t;
	bool on;

	switch (kind) {
	case BITS:
		return eci_der_bits(d, "v", &b);
	case OID:
		return eci_der_oid(d, "v", &b);
	case BOOL:
		return eci_der_bool(d, "v", &on);
	case UTF8:
		return eci_der_text(d, ECI_DER_UTF8, "v", &b);
	case IA5:
		return eci_der_text(d, ECI_DER_IA5, "v", &b);
	case PRINTABLE:
		return eci_der_text(d, ECI_DER_PRINTABLE, "v", &b);
	case UTC:
		return eci_der_time(d, ECI_DER_UTCTIME, "v", &t);
	default:
		return eci_der_time(d, ECI_DER_GENTIME, "v", &t);
	}
}

static void
other_types(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_der d;
	size_t i;

	for (i = 0; i < ECI_COUNT(others); i++) {
		unit_case("%s", others[i].name);
		d = eci_der(ctx, "f", R, (const uint8_t *)others[i].der, others[i].len);
		if (others[i].fault == NULL) {
			CHECK_OK(ctx, read_one(&d, others[i].kind));
			CHECK(eci_der_end(&d));
			continue;
		}
		CHECK_REASON(ctx, read_one(&d, others[i].kind), R);
		CHECK(strstr(ecert_errmsg(ctx), others[i].fault) != NULL);
		CHECK(strstr(ecert_errmsg(ctx), "byte 0:") != NULL);
	}
}

/* Seconds from "date -u -d ... +%s". */
static void
times(void)
{
	static const struct {
		uint8_t     tag;
		const char *text;
		int64_t     want;
	} t[] = {
		{ ECI_DER_UTCTIME, "200422021807Z", 1587521887 },
		{ ECI_DER_UTCTIME, "491231235959Z", 2524607999 },
		{ ECI_DER_UTCTIME, "500101000000Z", -631152000 },
		{ ECI_DER_GENTIME, "20200422020900Z", 1587521340 },
		{ ECI_DER_GENTIME, "20500101000000Z", 2524608000 },
		{ ECI_DER_GENTIME, "99991231235959Z", 253402300799 },
	};
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	struct eci_der d;
	size_t i;
	int64_t v;

	for (i = 0; i < ECI_COUNT(t); i++) {
		unit_case("time %s", t[i].text);
		b.len = 0;
		CHECK_OK(ctx, eci_der_put_time(ctx, &b, t[i].tag, t[i].want));
		CHECK_MEM(b.ptr + 2, b.len - 2, t[i].text, strlen(t[i].text));
		d = eci_der(ctx, "f", R, b.ptr, b.len);
		CHECK_OK(ctx, eci_der_time(&d, t[i].tag, "t", &v));
		CHECK_INT(v, t[i].want);
	}
	eci_buf_free(&b);
}

int
main(void)
{
	integers();
	unsigned_integers();
	integers_of_any_size();
	other_types();
	times();
	return unit_end();
}
