/* SPDX-License-Identifier: Apache-2.0 */
/* ses_part.c - extensions, time stamps, and how much there may be of anything. */
#include "ses_edit.h"

#define V1 ECERT_SES_V1
#define V4 ECERT_SES_V4
#define V5 ECERT_SES_V5

static const struct ses_flaw rows[] = {
	{ "extensions bare", V4, "0.3+", "300b 3009 0603550403 0402 3031", NULL, 0, 0 },
	{ "extensions in [0]", V4, "0.3+", "a00d 300b 3009 0603550403 0402 3031", NULL, 1, 0 },
	{ "v1 extensions bare", V1, "0.3+", "300b 3009 0603550403 0402 3031", NULL, 0, 0 },
	{ "v1 extensions in [0]", V1, "0.3+", "a00d 300b 3009 0603550403 0402 3031", NULL,
	    0, 0 },
	{ "critical false written out", V4, "0.3+", "300e 300c 0603550403 010100 0402 3031",
	    NULL, 1, 0 },
	{ "critical true", V4, "0.3+", "300e 300c 0603550403 0101ff 0402 3031", NULL, 0, 0 },
	{ "critical neither", V4, "0.3+", "300e 300c 0603550403 010102 0402 3031",
	    "neither 00 nor FF", 0, 0 },
	{ "empty extensions", V4, "0.3+", "3000", NULL, 0, 0 },
	{ "extensions in [1]", V4, "0.3+", "a102 3000", "tag 0xa1", 0, 0 },
	{ "two values in [0]", V4, "0.3+", "a004 3000 3000", "trailing bytes", 0, 0 },
	{ "extension without value", V4, "0.3+", "3007 3005 0603550403", "extnValue", 0, 0 },
	{ "extension with a rest", V4, "0.3+", "300d 300b 0603550403 0402 3031 0500",
	    "trailing bytes", 0, 0 },
	{ "a sixth field in sealinfo", V4, "0.3+", "3000 3000", "trailing bytes", 0, 0 },
	{ "v4 with a time stamp", V4, "3+", "a006 0304 00010203", "5 elements in a seal of version 4",
	    0, 0 },
	{ "v5 with a time stamp", V5, "3+", "a006 0304 00010203", NULL, 0, 0 },
	{ "v5 time stamp in [1]", V5, "3+", "a106 0304 00010203", "timeStamp", 0, 0 },
	{ "v5 time stamp empty", V5, "3+", "a003 0301 00", "timeStamp: empty", 0, 0 },
	{ "v5 time stamp with a rest", V5, "3+", "a008 0304 00010203 0500", "trailing bytes",
	    0, 0 },
	{ "v5 time stamp as octet string", V5, "3+", "a005 0403 010203", "timeStamp", 0, 0 },
};

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
	limits();
	many();
	return unit_end();
}
