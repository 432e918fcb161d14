/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ses_edit.h - seals and signatures to spoil.  A DER value is copied with one
 * element replaced, and everything around it given its right length again, so
 * that each test has the one flaw it names.
 */
#ifndef SES_EDIT_H
#define SES_EDIT_H

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "der/der.h"
#include "ses/ses.h"

/* 2020-04-22T02:09:00Z, 2022-04-22T02:09:00Z; "date -u -d ... +%s". */
#define SES_FROM  1587521340
#define SES_UNTIL 1650593340

static const uint8_t ses_cert[] = { 0x30, 0x03, 0x02, 0x01, 0x07 };
static const uint8_t ses_other[] = { 0x30, 0x03, 0x02, 0x01, 0x08 };
static const uint8_t ses_value[] = { 0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x02 };
static const uint8_t ses_hash[32] = { 0xaa, 0xbb };
static const uint8_t ses_picture[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

static inline struct eci_ses_seal_info
ses_info(ecert_ses_version v)
{
	static const struct eci_bytes list[] = {
		{ ses_cert, sizeof(ses_cert) }, { ses_other, sizeof(ses_other) },
	};
	struct eci_ses_seal_info in = {
		.version = v, .vendor = "ecert", .id = "32010600000001",
		.name = "\xe7\xab\xa0", .type = 1, .created = SES_FROM,
		.valid_from = SES_FROM, .valid_until = SES_UNTIL, .list_type = 1, .list = list,
		.n_list = 2, .picture_type = "png",
		.picture = { ses_picture, sizeof(ses_picture) }, .width = 40, .height = 30,
	};

	return in;
}

/* stamp: V5 alone. */
static inline void
ses_encode_seal(ecert_ctx *ctx, const struct eci_ses_seal_info *in, struct eci_bytes stamp,
    struct eci_buf *out)
{
	struct eci_ses_who maker = { { ses_other, sizeof(ses_other) }, ECI_SES_SM2_SM3 };
	struct eci_bytes value = { ses_value, sizeof(ses_value) };
	struct eci_buf info = { 0 };

	out->len = 0;
	CHECK_OK(ctx, eci_ses_info_encode(ctx, in, &info));
	CHECK_OK(ctx, eci_ses_seal_encode(ctx, in->version, &info, maker, value, stamp, out));
	eci_buf_free(&info);
}

static inline void
ses_make_seal(ecert_ctx *ctx, ecert_ses_version v, struct eci_buf *out)
{
	struct eci_ses_seal_info in = ses_info(v);

	ses_encode_seal(ctx, &in, (struct eci_bytes){ NULL, 0 }, out);
}

/* With all that is optional. */
static inline void
ses_make_full_seal(ecert_ctx *ctx, ecert_ses_version v, struct eci_buf *out)
{
	static const uint8_t oid[] = { 0x2a, 0x03 };
	static const struct eci_ses_ext exts[] = {
		{ .oid = { oid, sizeof(oid) }, .value = { ses_hash, 3 } },
		{ .oid = { oid, sizeof(oid) }, .value = { ses_hash, 4 }, .critical = true },
	};
	struct eci_ses_seal_info in = ses_info(v);

	in.exts = exts;
	in.n_exts = ECI_COUNT(exts);
	ses_encode_seal(ctx, &in, (struct eci_bytes){ ses_hash, v == ECERT_SES_V5 ? 3 : 0 },
	    out);
}

static inline void
ses_sign(ecert_ctx *ctx, ecert_ses_version v, const struct eci_buf *made, struct eci_bytes stamp,
    struct eci_buf *out)
{
	struct eci_ses_who signer = { { ses_cert, sizeof(ses_cert) }, ECI_SES_SM2_SM3 };
	struct eci_bytes value = { ses_value, sizeof(ses_value) };
	struct eci_bytes hash = { ses_hash, sizeof(ses_hash) }, seal = { made->ptr, made->len };
	struct eci_buf tbs = { 0 };

	out->len = 0;
	CHECK_OK(ctx, eci_ses_tbs_encode(ctx, v, seal, SES_FROM + 60, hash,
	    "/Doc_0/Signs/Sign_0/Signature.xml", signer, &tbs));
	CHECK_OK(ctx, eci_ses_sig_encode(ctx, v, &tbs, signer, value, stamp, out));
	eci_buf_free(&tbs);
}

static inline void
ses_make_sig(ecert_ctx *ctx, ecert_ses_version v, struct eci_buf *out)
{
	struct eci_buf seal = { 0 };

	ses_make_seal(ctx, v, &seal);
	ses_sign(ctx, v, &seal, (struct eci_bytes){ NULL, 0 }, out);
	eci_buf_free(&seal);
}

static inline void
ses_make_full_sig(ecert_ctx *ctx, ecert_ses_version v, struct eci_buf *out)
{
	struct eci_buf seal = { 0 };

	ses_make_full_seal(ctx, v, &seal);
	ses_sign(ctx, v, &seal, (struct eci_bytes){ ses_hash, v == ECERT_SES_V1 ? 0 : 3 }, out);
	eci_buf_free(&seal);
}

static inline size_t
ses_unhex(const char *s, uint8_t *out)
{
	size_t n = 0;
	unsigned v;

	while (*s != '\0') {
		if (*s == ' ') {
			s++;
			continue;
		}
		v = (unsigned)(s[0] <= '9' ? s[0] - '0' : s[0] - 'a' + 10) << 4;
		v |= (unsigned)(s[1] <= '9' ? s[1] - '0' : s[1] - 'a' + 10);
		out[n++] = (uint8_t)v;
		s += 2;
	}
	return n;
}

/*
 * The value p with the element at path ("0.2.1": numbers from 0) replaced by raw;
 * a path ending in "+" puts raw behind that element instead.
 */
static inline void
ses_edit(ecert_ctx *ctx, struct eci_bytes p, const char *path, struct eci_bytes raw,
    struct eci_buf *out)
{
	struct eci_der d = eci_der(ctx, "edit", ECERT_R_SES_MALFORMED, p.ptr, p.len), in;
	struct eci_buf body = { 0 };
	struct eci_der_val v;
	char *rest;
	size_t want, i;

	CHECK_OK(ctx, eci_der_any(&d, "edit", &v));
	if (*path == '\0' || *path == '+') {
		if (*path == '+')
			CHECK_OK(ctx, eci_buf_add(ctx, out, p.ptr, p.len));
		CHECK_OK(ctx, eci_buf_add(ctx, out, raw.ptr, raw.len));
		return;
	}
	want = strtoul(path, &rest, 10);
	if (*rest == '.')
		rest++;
	in = eci_der(ctx, "edit", ECERT_R_SES_MALFORMED, v.body.ptr, v.body.len);
	for (i = 0; !eci_der_end(&in); i++) {
		struct eci_der_val child;

		CHECK_OK(ctx, eci_der_any(&in, "edit", &child));
		if (child.whole.len == 0)
			break;
		if (i == want)
			ses_edit(ctx, child.whole, rest, raw, &body);
		else
			CHECK_OK(ctx, eci_buf_add(ctx, &body, child.whole.ptr,
			    child.whole.len));
	}
	CHECK(want < i);
	CHECK_OK(ctx, eci_der_put_buf(ctx, out, v.tag, &body));
	eci_buf_free(&body);
}

/* The value of n octets of header at p with the same contents and a length that is
 * indefinite, or one octet longer than needed. */
static inline void
ses_relength(ecert_ctx *ctx, struct eci_bytes p, bool indefinite, struct eci_buf *out)
{
	struct eci_der d = eci_der(ctx, "edit", ECERT_R_SES_MALFORMED, p.ptr, p.len);
	struct eci_der_val v;
	uint8_t head[8];
	size_t n = 0;

	CHECK_OK(ctx, eci_der_any(&d, "edit", &v));
	head[n++] = v.tag;
	if (indefinite) {
		head[n++] = 0x80;
	} else {
		head[n++] = 0x83;
		head[n++] = (uint8_t)(v.body.len >> 16);
		head[n++] = (uint8_t)(v.body.len >> 8);
		head[n++] = (uint8_t)v.body.len;
	}
	CHECK_OK(ctx, eci_buf_add(ctx, out, head, n));
	CHECK_OK(ctx, eci_buf_add(ctx, out, v.body.ptr, v.body.len));
	if (indefinite)
		CHECK_OK(ctx, eci_buf_add(ctx, out, "\0\0", 2));
}

/* Calls fn for the path of each element of p, depth first. */
static inline void
ses_each_path(ecert_ctx *ctx, struct eci_bytes p, const char *prefix,
    void (*fn)(void *, const char *, struct eci_bytes), void *arg)
{
	struct eci_der d = eci_der(ctx, "edit", ECERT_R_SES_MALFORMED, p.ptr, p.len), in;
	struct eci_der_val v, child;
	char path[64];
	size_t i;

	CHECK_OK(ctx, eci_der_any(&d, "edit", &v));
	fn(arg, prefix, p);
	if ((v.tag & 0x20) == 0)
		return;
	in = eci_der(ctx, "edit", ECERT_R_SES_MALFORMED, v.body.ptr, v.body.len);
	for (i = 0; !eci_der_end(&in); i++) {
		CHECK_OK(ctx, eci_der_any(&in, "edit", &child));
		snprintf(path, sizeof(path), "%s%s%zu", prefix, *prefix ? "." : "", i);
		ses_each_path(ctx, child.whole, path, fn, arg);
	}
}

#endif
