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
#define T_FROM  1587521340
#define T_UNTIL 1650593340

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
		.name = "\xe7\xab\xa0", .type = 1, .created = T_FROM,
		.valid_from = T_FROM, .valid_until = T_UNTIL, .list_type = 1, .list = list,
		.n_list = 2, .picture_type = "png",
		.picture = { ses_picture, sizeof(ses_picture) }, .width = 40, .height = 30,
	};

	return in;
}

static inline void
ses_make_seal(ecert_ctx *ctx, ecert_ses_version v, struct eci_buf *out)
{
	struct eci_ses_seal_info in = ses_info(v);
	struct eci_bytes cert = { ses_other, sizeof(ses_other) };
	struct eci_bytes value = { ses_value, sizeof(ses_value) }, none = { NULL, 0 };
	struct eci_buf info = { 0 };

	out->len = 0;
	CHECK_OK(ctx, eci_ses_info_encode(ctx, &in, &info));
	CHECK_OK(ctx, eci_ses_seal_encode(ctx, v, &info, cert, value, none, out));
	eci_buf_free(&info);
}

static inline void
ses_make_sig(ecert_ctx *ctx, ecert_ses_version v, struct eci_buf *out)
{
	struct eci_bytes cert = { ses_cert, sizeof(ses_cert) }, none = { NULL, 0 };
	struct eci_bytes value = { ses_value, sizeof(ses_value) };
	struct eci_bytes hash = { ses_hash, sizeof(ses_hash) }, seal;
	struct eci_buf b = { 0 }, tbs = { 0 };

	out->len = 0;
	ses_make_seal(ctx, v, &b);
	seal.ptr = b.ptr;
	seal.len = b.len;
	CHECK_OK(ctx, eci_ses_tbs_encode(ctx, v, seal, T_FROM + 60, hash,
	    "/Doc_0/Signs/Sign_0/Signature.xml", cert, &tbs));
	CHECK_OK(ctx, eci_ses_sig_encode(ctx, v, &tbs, cert, value, none, out));
	eci_buf_free(&tbs);
	eci_buf_free(&b);
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

/* want: text of the message; NULL: accepted, with so many notes (strict ones). */
struct ses_flaw {
	const char       *name;
	ecert_ses_version base;
	const char       *path, *hex, *want;
	size_t            notes, strict;
};

static inline void
ses_check_accepted(const struct ses_flaw *row, struct eci_ses_seal *seal)
{
	size_t k, strict = 0;

	CHECK_INT(seal->version, row->base);
	CHECK_INT(seal->notes.n, row->notes);
	for (k = 0; k < seal->notes.n; k++)
		strict += seal->notes.v[k].strict;
	CHECK_INT(strict, row->strict);
	eci_ses_seal_free(seal);
}

/* A made seal with each flaw in turn: one case per row. */
static inline void
ses_seal_flaws(const struct ses_flaw *rows, size_t n)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf made = { 0 }, spoilt = { 0 };
	struct eci_ses_seal seal;
	uint8_t raw_buf[64];
	struct eci_bytes raw = { raw_buf, 0 }, whole;
	size_t i;

	for (i = 0; i < n; i++) {
		unit_case("%s", rows[i].name);
		spoilt.len = 0;
		ses_make_seal(ctx, rows[i].base, &made);
		raw.len = ses_unhex(rows[i].hex, raw_buf);
		whole.ptr = made.ptr;
		whole.len = made.len;
		ses_edit(ctx, whole, rows[i].path, raw, &spoilt);
		if (rows[i].want == NULL) {
			CHECK_OK(ctx, eci_ses_seal_decode(ctx, "Seal.esl", spoilt.ptr,
			    spoilt.len, &seal));
			ses_check_accepted(&rows[i], &seal);
			continue;
		}
		CHECK_REASON(ctx, eci_ses_seal_decode(ctx, "Seal.esl", spoilt.ptr, spoilt.len,
		    &seal), ECERT_R_SES_MALFORMED);
		if (strstr(ecert_errmsg(ctx), rows[i].want) == NULL)
			CHECK_STR(ecert_errmsg(ctx), rows[i].want);
		CHECK(seal.list == NULL && seal.notes.v == NULL && seal.id.ptr == NULL);
	}
	eci_buf_free(&made);
	eci_buf_free(&spoilt);
}

/* Decodes and frees: what stands between a seal and a signature in a test. */
typedef ecert_err ses_decode_fn(ecert_ctx *ctx, const struct eci_buf *der);
typedef void ses_make_fn(ecert_ctx *ctx, ecert_ses_version v, struct eci_buf *out);

struct ses_relength {
	ecert_ctx       *ctx;
	ses_decode_fn   *decode;
	struct eci_bytes whole;
	bool             indefinite;
	size_t           tried, accepted;
};

/* The element is no DER any more: only what stands around it is rebuilt. */
static inline void
ses_relength_one(void *arg, const char *path, struct eci_bytes element)
{
	struct ses_relength *r = arg;
	struct eci_buf raw = { 0 }, spoilt = { 0 };
	struct eci_bytes bytes;

	ses_relength(r->ctx, element, r->indefinite, &raw);
	bytes.ptr = raw.ptr;
	bytes.len = raw.len;
	ses_edit(r->ctx, r->whole, path, bytes, &spoilt);
	r->tried++;
	r->accepted += r->decode(r->ctx, &spoilt) == ECERT_OK;
	eci_buf_free(&raw);
	eci_buf_free(&spoilt);
}

/* Every element of what make() makes, in each version, with a bad length. */
static inline void
ses_lengths_at_each_level(ses_make_fn *make, ses_decode_fn *decode, size_t least)
{
	static const ecert_ses_version versions[] = { ECERT_SES_V1, ECERT_SES_V4, ECERT_SES_V5 };
	struct ses_relength r = { 0 };
	struct eci_buf made = { 0 };
	size_t i;

	r.ctx = unit_ctx();
	r.decode = decode;
	for (i = 0; i < 2 * ECI_COUNT(versions); i++) {
		r.indefinite = i % 2 == 0;
		unit_case("v%d: %s length at each level", (int)versions[i / 2],
		    r.indefinite ? "indefinite" : "padded");
		r.tried = r.accepted = 0;
		make(r.ctx, versions[i / 2], &made);
		r.whole.ptr = made.ptr;
		r.whole.len = made.len;
		ses_each_path(r.ctx, r.whole, "", ses_relength_one, &r);
		CHECK(r.tried > least);
		CHECK_INT(r.accepted, 0);
	}
	eci_buf_free(&made);
}

#endif
