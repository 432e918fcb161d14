/* SPDX-License-Identifier: Apache-2.0 */
/* der_check.c - the walk to the leaves. */
#include "unit.h"

#include <stdlib.h>

#include "der/der.h"

#define R ECERT_R_CERT_MALFORMED
#define ROW(s) s, sizeof(s) - 1

static const struct {
	const char *name, *der;
	size_t      len;
	const char *fault;
} rows[] = {
	{ "one leaf", ROW("\x05\x00"), NULL },
	{ "empty sequence", ROW("\x30\x00"), NULL },
	{ "siblings and nesting", ROW("\x30\x09\x30\x03\x02\x01\x05\xa0\x02\x05\x00"), NULL },
	{ "key usage with unused bits", ROW("\x30\x04\x03\x02\x06\xc0"), NULL },
	{ "opaque context value", ROW("\x30\x04\x80\x02\x30\x80"), NULL },
	{ "nothing", "", 0, "missing" },
	{ "trailing byte", ROW("\x30\x00\x00"), "trailing bytes (1)" },
	{ "trailing value", ROW("\x05\x00\x05\x00"), "trailing bytes (2)" },
	{ "indefinite length inside", ROW("\x30\x04\x30\x80\x00\x00"), "indefinite" },
	{ "long length inside", ROW("\x30\x04\x04\x81\x01\x00"), "shortest form" },
	{ "child past its parent", ROW("\x30\x06\x30\x02\x04\x02\x00\x00"), "runs past" },
	{ "child past the whole", ROW("\x30\x03\x04\x02\x00"), "runs past" },
	{ "half a header inside", ROW("\x30\x01\x04"), "ends before its length" },
	{ "bad integer inside", ROW("\x30\x04\x02\x02\x00\x01"), "INTEGER" },
	{ "bad enumerated inside", ROW("\x30\x02\x0a\x00"), "INTEGER" },
	{ "bad boolean inside", ROW("\x30\x03\x01\x01\x01"), "BOOLEAN" },
	{ "bad bit string inside", ROW("\x30\x04\x03\x02\x01\x55"), "not zero" },
	{ "bad null inside", ROW("\x30\x03\x05\x01\x00"), "NULL with contents" },
	{ "bad oid inside", ROW("\x30\x03\x06\x01\x80"), "OBJECT" },
	{ "bad leaf behind good ones", ROW("\x30\x07\x30\x02\x05\x00\x01\x01\x02"), "byte 6" },
};

static void
table(void)
{
	ecert_ctx *ctx = unit_ctx();
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		if (rows[i].fault == NULL) {
			CHECK_OK(ctx, eci_der_check(ctx, "f", R,
			    (const uint8_t *)rows[i].der, rows[i].len));
			continue;
		}
		CHECK_REASON(ctx, eci_der_check(ctx, "f", R,
		    (const uint8_t *)rows[i].der, rows[i].len), R);
		CHECK(strstr(ecert_errmsg(ctx), rows[i].fault) != NULL);
	}
}

/* levels SEQUENCEs inside each other, in *out. */
static void
nest(ecert_ctx *ctx, size_t levels, struct eci_buf *out)
{
	struct eci_buf next = { 0 };

	out->len = 0;
	while (levels-- != 0) {
		next.len = 0;
		CHECK_OK(ctx, eci_der_put_buf(ctx, &next, ECI_DER_SEQUENCE, out));
		out->len = 0;
		CHECK_OK(ctx, eci_buf_add(ctx, out, next.ptr, next.len));
	}
	eci_buf_free(&next);
}

static void
depth(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };

	unit_case("as deep as the limit");
	nest(ctx, 32, &b);
	CHECK_OK(ctx, eci_der_check(ctx, "f", R, b.ptr, b.len));

	unit_case("one deeper than the limit");
	nest(ctx, 33, &b);
	CHECK_REASON(ctx, eci_der_check(ctx, "f", R, b.ptr, b.len), R);

	unit_case("a limit of the caller's own");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_DER_DEPTH, 33));
	CHECK_OK(ctx, eci_der_check(ctx, "f", R, b.ptr, b.len));
	eci_buf_free(&b);
}

/* 5 octets of header each, written from the inside out. */
static void
very_deep(void)
{
	enum { LEVELS = 200000 };
	size_t len = 5 * (size_t)LEVELS, i;
	ecert_ctx *ctx = unit_ctx();
	uint8_t *p = malloc(len);

	unit_case("200000 nested sequences");
	CHECK(p != NULL);
	if (p == NULL)
		return;
	for (i = 0; i < LEVELS; i++) {
		size_t body = len - 5 * (i + 1);

		/* The innermost ones are not minimal, and out of reach. */
		p[5 * i] = 0x30;
		p[5 * i + 1] = 0x83;
		p[5 * i + 2] = (uint8_t)(body >> 16);
		p[5 * i + 3] = (uint8_t)(body >> 8);
		p[5 * i + 4] = (uint8_t)body;
	}
	CHECK_REASON(ctx, eci_der_check(ctx, "f", R, p, len), R);
	CHECK(strstr(ecert_errmsg(ctx), "nested deeper than 32") != NULL);

	unit_case("200000 nested sequences, no limit to speak of");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_DER_DEPTH, UINT64_MAX));
	CHECK_REASON(ctx, eci_der_check(ctx, "f", R, p, len), R);
	CHECK(strstr(ecert_errmsg(ctx), "shortest form") != NULL);
	free(p);
}

/* Genuine files are DER throughout; every truncation of one is refused. */
static void
corpus(void)
{
	static const char *const names[] = { "seals/UserV1.esl", "seals/UserV4.esl",
	    "seals/UserV5.esl", "seals/UserV5_ts.esl" };
	ecert_ctx *ctx = unit_ctx();
	size_t i, n, cut, accepted = 0;
	uint8_t *p;

	for (i = 0; i < ECI_COUNT(names); i++) {
		unit_case("%s", names[i]);
		if (!unit_corpus(names[i], &p, &n)) {
			unit_skip("no corpus");
			continue;
		}
		CHECK_OK(ctx, eci_der_check(ctx, names[i], R, p, n));
		for (cut = 0; cut < n; cut++)
			if (eci_der_check(ctx, names[i], R, p, cut) == ECERT_OK)
				accepted++;
		CHECK_INT(accepted, 0);
	}
}

int
main(void)
{
	table();
	depth();
	very_deep();
	corpus();
	return unit_end();
}
