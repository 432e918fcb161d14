/* SPDX-License-Identifier: Apache-2.0 */
/* ses_part.c - extensions, time stamps, and how much there may be of anything. */
#include "ses_flaws.h"

#define V4 ECERT_SES_V4

static const struct ses_flaw rows[] = {
	{ "extensions bare", "145", "0.3+", "300b 3009 0603550403 0402 3031", NULL, 0, 0 },
	{ "extensions in [0]", "45", "0.3+", "a00d 300b 3009 0603550403 0402 3031", NULL, 1, 0 },
	{ "extensions in [0]", "1", "0.3+", "a00d 300b 3009 0603550403 0402 3031", NULL, 0, 0 },
	{ "critical false written out", "145", "0.3+", "300e 300c 0603550403 010100 0402 3031",
	    NULL, 1, 0 },
	{ "critical false in [0]", "45", "0.3+", "a010 300e 300c 0603550403 010100 0402 3031",
	    NULL, 2, 0 },
	{ "critical true", "145", "0.3+", "300e 300c 0603550403 0101ff 0402 3031", NULL, 0, 0 },
	{ "critical neither", "145", "0.3+", "300e 300c 0603550403 010102 0402 3031",
	    "neither 00 nor FF", 0, 0 },
	{ "critical in two octets", "145", "0.3+", "300f 300d 0603550403 0102ffff 0402 3031",
	    "critical", 0, 0 },
	{ "empty extensions", "145", "0.3+", "3000", NULL, 0, 0 },
	{ "empty value", "145", "0.3+", "3009 3007 0603550403 0400", NULL, 0, 0 },
	{ "extensions in [1]", "145", "0.3+", "a102 3000", "tag 0xa1", 0, 0 },
	{ "extensions in [0] implicit", "145", "0.3+", "a00b 3009 0603550403 0402 3031",
	    "extDatas", 0, 0 },
	{ "nothing in [0]", "145", "0.3+", "a000", "extDatas: missing", 0, 0 },
	{ "two values in [0]", "145", "0.3+", "a004 3000 3000", "trailing bytes", 0, 0 },
	{ "extension without value", "145", "0.3+", "3007 3005 0603550403", "extnValue", 0, 0 },
	{ "extension without identifier", "145", "0.3+", "3006 3004 0402 3031", "extnID", 0, 0 },
	{ "identifier not minimal", "145", "0.3+", "300a 3008 0602 5580 0402 3031", "extnID", 0, 0 },
	{ "value as utf8", "145", "0.3+", "300b 3009 0603550403 0c02 3031", "extnValue", 0, 0 },
	{ "extension with a rest", "145", "0.3+", "300d 300b 0603550403 0402 3031 0500",
	    "trailing bytes", 0, 0 },
	{ "a sixth field in sealinfo", "145", "0.3+", "3000 3000", "trailing bytes", 0, 0 },
	{ "time stamp", "4", "3+", "a006 0304 00010203", "5 elements in a seal of version 4",
	    0, 0 },
	{ "time stamp in [0] implicit", "4", "3+", "8004 00010203",
	    "5 elements in a seal of version 4", 0, 0 },
	{ "time stamp behind signinfo", "1", "1+", "a006 0304 00010203", "3 elements", 0, 0 },
	{ "time stamp in signinfo", "1", "1.2+", "a006 0304 00010203", "trailing bytes", 0, 0 },
	{ "time stamp", "5", "3+", "a006 0304 00010203", NULL, 0, 0 },
	{ "time stamp in [1]", "5", "3+", "a106 0304 00010203", "timeStamp", 0, 0 },
	{ "time stamp without [0]", "5", "3+", "0304 00010203", "timeStamp", 0, 0 },
	{ "time stamp empty", "5", "3+", "a003 0301 00", "timeStamp: empty", 0, 0 },
	{ "time stamp with unused bits", "5", "3+", "a004 0302 0780", "unused bits", 0, 0 },
	{ "time stamp with a rest", "5", "3+", "a008 0304 00010203 0500", "trailing bytes", 0, 0 },
	{ "time stamp as octet string", "5", "3+", "a005 0403 010203", "timeStamp", 0, 0 },
	{ "time stamp in [0] implicit", "5", "3+", "8004 00010203", NULL, 1, 0 },
	{ "time stamp in [0] implicit, no octet", "5", "3+", "8000", "whole octets", 0, 0 },
	{ "time stamp in [0] implicit, empty", "5", "3+", "8001 00", "timeStamp: empty", 0, 0 },
	{ "time stamp in [0] implicit, unused bits", "5", "3+", "8002 0780", "whole octets", 0, 0 },
	{ "two time stamps", "5", "3+", "8004 00010203 8004 00010203", "6 elements", 0, 0 },
};

/* Both taggings hold the same token. */
static void
stamps(void)
{
	static const struct { const char *name, *hex; } t[] = {
		{ "explicit", "a006 0304 00010203" }, { "implicit", "8004 00010203" },
	};
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf made = { 0 }, spoilt = { 0 };
	struct eci_ses_seal s;
	uint8_t raw[16];
	size_t i;

	for (i = 0; i < ECI_COUNT(t); i++) {
		unit_case("contents of an %s time stamp", t[i].name);
		spoilt.len = 0;
		ses_make_seal(ctx, ECERT_SES_V5, &made);
		ses_edit(ctx, (struct eci_bytes){ made.ptr, made.len }, "3+",
		    (struct eci_bytes){ raw, ses_unhex(t[i].hex, raw) }, &spoilt);
		CHECK_OK(ctx, eci_ses_seal_decode(ctx, "f", spoilt.ptr, spoilt.len, &s));
		CHECK_MEM(s.timestamp.ptr, s.timestamp.len, "\1\2\3", 3);
		eci_ses_seal_free(&s);
	}
	eci_buf_free(&made);
	eci_buf_free(&spoilt);
}

static void
limits(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf made = { 0 };
	struct eci_ses_seal s;

	ses_make_seal(ctx, V4, &made);
	unit_case("seal as large as the limit");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_SES_BYTES, made.len));
	CHECK_OK(ctx, eci_ses_seal_decode(ctx, "f", made.ptr, made.len, &s));
	eci_ses_seal_free(&s);
	unit_case("seal larger than the limit");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_SES_BYTES, made.len - 1));
	CHECK_REASON(ctx, eci_ses_seal_decode(ctx, "f", made.ptr, made.len, &s),
	    ECERT_R_SES_MALFORMED);
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_SES_BYTES, 1 << 20));

	unit_case("picture as large as the limit");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_PICTURE_BYTES,
	    sizeof(ses_picture)));
	CHECK_OK(ctx, eci_ses_seal_decode(ctx, "f", made.ptr, made.len, &s));
	eci_ses_seal_free(&s);
	unit_case("picture larger than the limit");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_PICTURE_BYTES,
	    sizeof(ses_picture) - 1));
	CHECK_REASON(ctx, eci_ses_seal_decode(ctx, "f", made.ptr, made.len, &s),
	    ECERT_R_SES_MALFORMED);
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_PICTURE_BYTES, 1 << 20));

	unit_case("certificate larger than the limit");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_CERT_BYTES, sizeof(ses_cert) - 1));
	CHECK_REASON(ctx, eci_ses_seal_decode(ctx, "f", made.ptr, made.len, &s),
	    ECERT_R_SES_MALFORMED);
	eci_buf_free(&made);
}

/* count copies of an element, in a SEQUENCE of their own behind nothing else. */
static void
many(void)
{
	static const struct { const char *name, *path, *one; size_t fits; } t[] = {
		{ "list entries", "0.2.3", "0401 31", 1024 },
		{ "extensions", "0.3+", "3008 0602 5504 0402 3031", 256 },
	};
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf made = { 0 }, all = { 0 }, seq = { 0 }, spoilt = { 0 };
	struct eci_ses_seal s;
	struct eci_bytes whole, raw;
	uint8_t one[32];
	size_t i, k, n, extra;

	for (i = 0; i < 2 * ECI_COUNT(t); i++) {
		extra = i % 2;
		unit_case("%zu %s", t[i / 2].fits + extra, t[i / 2].name);
		ses_make_seal(ctx, V4, &made);
		n = ses_unhex(t[i / 2].one, one);
		all.len = seq.len = spoilt.len = 0;
		for (k = 0; k < t[i / 2].fits + extra; k++)
			CHECK_OK(ctx, eci_buf_add(ctx, &all, one, n));
		CHECK_OK(ctx, eci_der_put_buf(ctx, &seq, ECI_DER_SEQUENCE, &all));
		whole.ptr = made.ptr;
		whole.len = made.len;
		raw.ptr = seq.ptr;
		raw.len = seq.len;
		ses_edit(ctx, whole, t[i / 2].path, raw, &spoilt);
		if (extra != 0) {
			CHECK_REASON(ctx, eci_ses_seal_decode(ctx, "f", spoilt.ptr,
			    spoilt.len, &s), ECERT_R_SES_MALFORMED);
			CHECK(strstr(ecert_errmsg(ctx), "more than") != NULL);
			continue;
		}
		CHECK_OK(ctx, eci_ses_seal_decode(ctx, "f", spoilt.ptr, spoilt.len, &s));
		CHECK_INT(i == 0 ? s.n_list : s.n_exts, t[i / 2].fits);
		eci_ses_seal_free(&s);
	}
	eci_buf_free(&made);
	eci_buf_free(&all);
	eci_buf_free(&seq);
	eci_buf_free(&spoilt);
}

int
main(void)
{
	ses_seal_flaws(rows, ECI_COUNT(rows));
	stamps();
	limits();
	many();
	return unit_end();
}
