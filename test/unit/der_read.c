/* SPDX-License-Identifier: Apache-2.0 */
/* der_read.c - headers, nesting, ends: one case per rule of X.690 8 and 10. */
#include "unit.h"

#include "der/der.h"

#define R ECERT_R_SES_MALFORMED

static const struct {
	const char *name;
	const char *hex;          /* NULL: the length test below */
	const char *want;         /* of the message; NULL: accepted */
} rows[] = {
	{ "short length", "020105", NULL },
	{ "long length of 128", "0481 80", NULL },
	{ "empty input", "", "byte 0: v: missing" },
	{ "tag alone", "02", "ends before its length" },
	{ "length cut", "0482 01", "ends inside its length" },
	{ "indefinite length", "3080 0000", "indefinite length" },
	{ "long form below 128", "0481 7f", "shortest form" },
	{ "leading zero in length", "0482 0080", "shortest form" },
	{ "length of five octets", "0485 0100000000", "more than 4 octets" },
	{ "length of 4 GiB less one", "0484 ffffffff", "runs past the end" },
	{ "reserved length octet", "04ff", "more than 4 octets" },
	{ "value runs past the end", "040301 02", "runs past the end" },
	{ "tag number above 30", "1f2001 00", "tag number above 30" },
	{ "private tag above 30", "ff2001 00", "tag number above 30" },
	{ "end of contents", "0000", "tag 0" },
	{ "constructed octet string", "2403 040100", "constructed form" },
	{ "constructed bit string", "2304 03020000", "constructed form" },
	{ "constructed utf8 string", "2c00", "constructed form" },
	{ "primitive sequence", "1000", "primitive form" },
	{ "primitive set", "1100", "primitive form" },
	{ "context tag", "a002 0500", NULL },
};

static size_t
unhex(const char *s, uint8_t *out)
{
	size_t n = 0;
	int hi = -1, v;

	for (; *s != '\0'; s++) {
		if (*s == ' ')
			continue;
		v = *s <= '9' ? *s - '0' : *s - 'a' + 10;
		if (hi < 0)
			hi = v;
		else {
			out[n++] = (uint8_t)(hi << 4 | v);
			hi = -1;
		}
	}
	return n;
}

static void
headers(void)
{
	ecert_ctx *ctx = unit_ctx();
	uint8_t buf[300] = { 0 };
	struct eci_der_val v;
	struct eci_der d;
	size_t i, n;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		n = unhex(rows[i].hex, buf);
		if (rows[i].want == NULL && buf[1] == 0x81)
			n += 0x80;
		d = eci_der(ctx, "f", R, buf, n);
		if (rows[i].want == NULL) {
			CHECK_OK(ctx, eci_der_any(&d, "v", &v));
			CHECK_INT(v.whole.len, n);
			CHECK(eci_der_end(&d));
			continue;
		}
		CHECK_REASON(ctx, eci_der_any(&d, "v", &v), R);
		CHECK(strstr(ecert_errmsg(ctx), rows[i].want) != NULL);
		CHECK_INT(v.whole.len, 0);
	}
}

static void
positions(void)
{
	/* SEQUENCE { INTEGER 1, SEQUENCE { INTEGER 2, BOOLEAN } } */
	static const uint8_t p[] = { 0x30, 0x0b, 0x02, 0x01, 0x01, 0x30, 0x06,
	    0x02, 0x01, 0x02, 0x01, 0x01, 0xff };
	ecert_ctx *ctx = unit_ctx();
	struct eci_der d = eci_der(ctx, "Seal.esl", R, p, sizeof(p)), in, inner;
	struct eci_der_val v;
	uint64_t n;

	unit_case("ranges and positions");
	CHECK_OK(ctx, eci_der_enter(&d, ECI_DER_SEQUENCE, "outer", &in, &v));
	CHECK(eci_der_end(&d));
	CHECK_MEM(v.whole.ptr, v.whole.len, p, sizeof(p));
	CHECK_INT(eci_der_peek(&in), 0x02);
	CHECK_OK(ctx, eci_der_uint(&in, "one", 9, &n));
	CHECK_INT(n, 1);
	CHECK_OK(ctx, eci_der_enter(&in, ECI_DER_SEQUENCE, "inner", &inner, &v));
	CHECK_MEM(v.body.ptr, v.body.len, p + 7, 6);
	CHECK_OK(ctx, eci_der_uint(&inner, "two", 9, &n));
	CHECK_REASON(ctx, eci_der_uint(&inner, "three", 9, &n), R);
	CHECK_STR(ecert_errmsg(ctx),
	    "Seal.esl: byte 10: three: tag 0x01 where 0x02 belongs");

	unit_case("clause in messages");
	inner.clause = "GB/T 38540-2020";
	CHECK_REASON(ctx, eci_der_done(&inner, "inner"), R);
	CHECK_STR(ecert_errmsg(ctx),
	    "Seal.esl: GB/T 38540-2020: byte 10: inner: trailing bytes (3)");

	unit_case("nothing left");
	CHECK_OK(ctx, eci_der_done(&in, "outer"));
	CHECK_INT(eci_der_peek(&in), 0);
	CHECK_REASON(ctx, eci_der_get(&in, ECI_DER_INTEGER, "four", &v), R);
}

static void
explicit_tag(void)
{
	static const struct { const char *name, *hex, *want; } list[] = {
		{ "a list in an explicit tag", "a1053003020105", NULL },
		{ "an empty one", "a1023000", NULL },
		{ "another tag", "a0053003020105", "tag 0xa0 where 0xa1 belongs" },
		{ "no list in it", "a103020105", "tag 0x02 where 0x30 belongs" },
		{ "nothing in it", "a100", "missing" },
		{ "something behind the list", "a10730030201050500", "trailing bytes (2)" },
	};
	ecert_ctx *ctx = unit_ctx();
	struct eci_der d, in;
	uint8_t p[64];
	size_t i, n;

	for (i = 0; i < ECI_COUNT(list); i++) {
		unit_case("%s", list[i].name);
		n = unhex(list[i].hex, p);
		d = eci_der(ctx, "f", R, p, n);
		if (list[i].want == NULL) {
			CHECK_OK(ctx, eci_der_enter_explicit(&d, ECI_DER_CTX1, "v", &in));
			CHECK(eci_der_end(&d));
			CHECK_INT(in.len, n - 4);
			CHECK_INT(in.depth, 2);
		} else {
			CHECK_REASON(ctx, eci_der_enter_explicit(&d, ECI_DER_CTX1, "v", &in), R);
			CHECK(strstr(ecert_errmsg(ctx), list[i].want) != NULL);
		}
	}
}

static void
depth(void)
{
	uint8_t p[] = { 0x30, 0x04, 0x30, 0x02, 0x30, 0x00 };
	ecert_ctx *ctx = unit_ctx();
	struct eci_der a = eci_der(ctx, "f", R, p, sizeof(p)), b, c, d;

	unit_case("depth limit at n and n + 1");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_DER_DEPTH, 2));
	CHECK_OK(ctx, eci_der_enter(&a, ECI_DER_SEQUENCE, "1", &b, NULL));
	CHECK_OK(ctx, eci_der_enter(&b, ECI_DER_SEQUENCE, "2", &c, NULL));
	CHECK_REASON(ctx, eci_der_enter(&c, ECI_DER_SEQUENCE, "3", &d, NULL), R);
	CHECK(strstr(ecert_errmsg(ctx), "nested deeper than 2") != NULL);
	CHECK_INT(d.len, 0);
}

static void
equal(void)
{
	static const uint8_t p[] = { 1, 2, 1, 2, 3 };
	struct eci_bytes a = { p, 2 }, b = { p + 2, 2 }, c = { p + 2, 3 }, none = { NULL, 0 };

	unit_case("equal bytes");
	CHECK(eci_bytes_equal(a, b));
	CHECK(!eci_bytes_equal(a, c));
	CHECK(!eci_bytes_equal(a, none));
	CHECK(eci_bytes_equal(none, none));
}

/* A look at the next value: on success as eci_der_get(), else nothing moves. */
static void
takes(void)
{
	static const uint8_t p[] = { 0x02, 0x01, 0x05, 0x30, 0x00, 0x04, 0x03, 0x00 };
	struct eci_bytes rest = { p, sizeof(p) }, none = { NULL, 0 };
	struct eci_der_val v;

	unit_case("take what is there");
	CHECK(eci_der_take(&rest, ECI_DER_INTEGER, &v));
	CHECK_MEM(v.whole.ptr, v.whole.len, p, 3);
	CHECK_MEM(v.body.ptr, v.body.len, p + 2, 1);
	CHECK(rest.ptr == p + 3 && rest.len == 5);
	unit_case("take what is not there");
	CHECK(!eci_der_take(&rest, ECI_DER_INTEGER, &v));
	CHECK(rest.ptr == p + 3 && rest.len == 5 && v.whole.ptr == NULL);
	CHECK(eci_der_take(&rest, ECI_DER_SEQUENCE, &v));
	CHECK_INT(v.body.len, 0);
	unit_case("take what runs past the end");
	CHECK(!eci_der_take(&rest, ECI_DER_OCTET_STRING, &v));
	CHECK(rest.ptr == p + 5 && rest.len == 3 && v.whole.ptr == NULL);
	unit_case("take from the contents of what is taken");
	rest = (struct eci_bytes){ (const uint8_t *)"\x30\x06\x30\x04\x02\x02\x01\x02", 8 };
	CHECK(eci_der_take(&rest, ECI_DER_SEQUENCE, &v));
	CHECK(eci_der_take(&v.body, ECI_DER_SEQUENCE, &v) && v.body.len == 4);
	CHECK(eci_der_take(&v.body, ECI_DER_INTEGER, &v));
	CHECK_MEM(v.body.ptr, v.body.len, "\1\2", 2);
	unit_case("take from nothing");
	CHECK(!eci_der_take(&none, ECI_DER_INTEGER, &v));
}

int
main(void)
{
	headers();
	positions();
	takes();
	explicit_tag();
	depth();
	equal();
	return unit_end();
}
