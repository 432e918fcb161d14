/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cms_make.h - SignedData written out by hand, to be read and to be spoilt.  The
 * notation is hexadecimal with braces: "30{02{01}05{}}" is a SEQUENCE of INTEGER 1
 * and NULL, and the lengths come by themselves.
 */
#ifndef CMS_MAKE_H
#define CMS_MAKE_H

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "cms/cms.h"

#define WHERE "Doc_0/Signs/Sign_0/SignedValue.dat"
#define R     ECERT_R_SES_MALFORMED

/* Object identifiers, as cms.h lists them. */
#define GM_DATA      "06{2a811ccf550601040201}"
#define GM_SIGNED    "06{2a811ccf550601040202}"
#define P7_DATA      "06{2a864886f70d010701}"
#define P7_SIGNED    "06{2a864886f70d010702}"
#define TST_INFO     "06{2a864886f70d0109100104}"
#define OID_SM3      "06{2a811ccf55018311}"
#define OID_SHA256   "06{608648016503040201}"
#define OID_SM2      "06{2a811ccf5501822d01}"

#define SM3          "30{" OID_SM3 "}"
#define SM3_NULL     "30{" OID_SM3 "05{}}"
#define SM3_ALIAS    "30{06{2a811ccf5501831101}}"
#define SHA256       "30{" OID_SHA256 "05{}}"
#define SHA1         "30{06{2b0e03021a}05{}}"
#define MD5          "30{06{2a864886f70d0205}05{}}"
#define SM2          "30{" OID_SM2 "}"
#define SM2_SM3      "30{06{2a811ccf55018375}}"
#define RSA          "30{06{2a864886f70d010101}05{}}"
#define RSA_SHA256   "30{06{2a864886f70d01010b}05{}}"

#define H32 "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

/* CN=CA, serial number 7, and the certificate it names; CN=CB or 8 are others. */
#define NAME(c)      "30{31{30{06{550403}0c{43" c "}}}}"
#define NAME_CA      NAME("41")
#define SID          "30{" NAME_CA "02{07}}"
#define CERT_OF(version, serial, name) \
	"30{30{" version serial SM2_SM3 name \
	"30{17{3230303130313030303030305a}17{3330303130313030303030305a}}" NAME("45") \
	"30{30{06{2a8648ce3d0201}}03{0004}}}" SM2_SM3 "03{00aa}}"
#define CERT         CERT_OF("a0{02{02}}", "02{07}", NAME_CA)
#define CERT_8       CERT_OF("a0{02{02}}", "02{08}", NAME_CA)

/* Attributes in the order of DER. */
#define ATTR(oid, value)  "30{06{" oid "}31{" value "}}"
#define A_TYPE_OF(v) ATTR("2a864886f70d010903", v)
#define A_TYPE       A_TYPE_OF(GM_DATA)
#define A_TIME_OF(v) ATTR("2a864886f70d010905", v)
/* 221116112058Z */
#define A_TIME       A_TIME_OF("17{3232313131363131323035385a}")
#define A_DIGEST_OF(v) ATTR("2a864886f70d010904", v)
#define A_DIGEST     A_DIGEST_OF("04{" H32 "}")
#define ATTRS        "a0{" A_TYPE A_TIME A_DIGEST "}"

#define SIG          "04{3006020101020102}"
#define SIGNER_OF(version, sid, digest, attrs, alg, sig, rest) \
	"30{" version sid digest attrs alg sig rest "}"
#define SIGNER_ATTRS(attrs) SIGNER_OF("02{01}", SID, SM3, attrs, SM2, SIG, "")
#define SIGNER       SIGNER_ATTRS(ATTRS)

#define NO_CONTENT   "30{" GM_DATA "}"
#define CERTS        "a0{" CERT "}"
#define SIGNED_OF(version, digests, content, certs, crls, signers) \
	"30{" version digests content certs crls signers "}"
#define SIGNED(content, signer) \
	SIGNED_OF("02{01}", "31{" SM3 "}", content, CERTS, "", "31{" signer "}")
#define CMS_OF(outer, data) "30{" outer "a0{" data "}}"
#define CMS          CMS_OF(GM_SIGNED, SIGNED(NO_CONTENT, SIGNER))
#define CMS_SIGNER(signer) CMS_OF(GM_SIGNED, SIGNED(NO_CONTENT, signer))
#define CMS_ATTRS(attrs)   CMS_SIGNER(SIGNER_ATTRS(attrs))

/* What to do wrong, at which of the values (from 0, in the order of their tags). */
enum cms_wrong { CMS_RIGHT, CMS_INDEFINITE, CMS_PADDED, CMS_FIVE_OCTETS, CMS_HIGH_TAG,
	CMS_TRAILING };
struct cms_builder {
	ecert_ctx     *ctx;
	const char    *s;
	size_t         n;          /* values so far */
	enum cms_wrong wrong;
	size_t         at;
	bool           applied;
};

static inline unsigned
cms_nibble(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

static inline size_t
cms_head(enum cms_wrong wrong, uint8_t tag, size_t n, uint8_t out[8])
{
	size_t at = 0, octets = n < 0x80 ? 0 : n < 0x100 ? 1 : n < 0x10000 ? 2 : 3;

	if (wrong == CMS_HIGH_TAG)
		out[at++] = tag | 0x1f;
	out[at++] = tag;
	if (wrong == CMS_INDEFINITE) {
		out[at++] = 0x80;
		return at;
	}
	if (wrong == CMS_PADDED || wrong == CMS_FIVE_OCTETS)
		octets = wrong == CMS_PADDED ? octets + 1 : 5;
	out[at++] = (uint8_t)(octets == 0 ? n : 0x80 + octets);
	for (; octets > 0; octets--)
		out[at++] = octets > sizeof(n) ? 0 : (uint8_t)(n >> 8 * (octets - 1));
	return at;
}

static inline void
cms_build_values(struct cms_builder *b, struct eci_buf *out)
{
	struct eci_buf body;
	enum cms_wrong wrong;
	uint8_t byte, head[16];
	size_t n;

	while (*b->s != '\0' && *b->s != '}') {
		byte = (uint8_t)(cms_nibble(b->s[0]) << 4 | cms_nibble(b->s[1]));
		b->s += 2;
		if (*b->s != '{') {
			CHECK_OK(b->ctx, eci_buf_add(b->ctx, out, &byte, 1));
			continue;
		}
		b->s++;
		wrong = b->n++ == b->at ? b->wrong : CMS_RIGHT;
		/* Any byte more is right in a primitive value. */
		if (wrong == CMS_TRAILING && (byte & 0x20) == 0)
			wrong = CMS_RIGHT;
		b->applied = b->applied || wrong != CMS_RIGHT;
		memset(&body, 0, sizeof(body));
		cms_build_values(b, &body);
		if (wrong == CMS_TRAILING)
			CHECK_OK(b->ctx, eci_buf_add(b->ctx, &body, "", 1));
		n = cms_head(wrong, byte, body.len, head);
		CHECK_OK(b->ctx, eci_buf_add(b->ctx, out, head, n));
		CHECK_OK(b->ctx, eci_buf_add(b->ctx, out, body.ptr, body.len));
		if (wrong == CMS_INDEFINITE)
			CHECK_OK(b->ctx, eci_buf_add(b->ctx, out, "\0\0", 2));
		eci_buf_free(&body);
		CHECK(*b->s == '}');
		b->s += *b->s == '}';
	}
}

/* Returns how many values there are; *applied: whether there is anything wrong. */
static inline size_t
cms_build_wrong(ecert_ctx *ctx, const char *text, enum cms_wrong wrong, size_t at,
    struct eci_buf *out, bool *applied)
{
	struct cms_builder b = { ctx, text, 0, wrong, at, false };

	out->len = 0;
	cms_build_values(&b, out);
	CHECK(*b.s == '\0');
	*applied = b.applied;
	return b.n;
}

static inline void
cms_build(ecert_ctx *ctx, const char *text, struct eci_buf *out)
{
	bool applied;

	cms_build_wrong(ctx, text, CMS_RIGHT, 0, out, &applied);
}

/* Decodes a copy without a byte to spare, so that the sanitizers see a read past the
 * end; what was decoded must lie inside. */
static inline ecert_err
cms_try(ecert_ctx *ctx, const uint8_t *p, size_t n)
{
	uint8_t *copy = malloc(n > 0 ? n : 1);
	struct eci_cms cms;
	size_t i;
	ecert_err e;

	if (copy == NULL)
		return ECERT_E_NOMEM;
	memcpy(copy, p, n);
	if ((e = eci_cms_decode(ctx, WHERE, R, copy, n, &cms)) == ECERT_OK) {
		CHECK(cms.sig.ptr >= copy && cms.sig.ptr + cms.sig.len <= copy + n);
		CHECK(eci_cms_signer_cert(ctx, WHERE, R, &cms, &i) != ECERT_OK ||
		    i == SIZE_MAX || i < cms.n_certs);
		eci_cms_free(&cms);
	} else {
		CHECK(cms.certs == NULL && cms.attrs == NULL && cms.notes.v == NULL &&
		    cms.sig.ptr == NULL);
	}
	free(copy);
	return e;
}

/* want: text of the message; NULL: accepted, and then note is text of the one note
 * there is, or NULL where there is none. */
struct cms_row {
	const char *name, *text, *want, *note;
};

/* "digestAlgorithm: SHA-1 (...) where SM3 belongs": well formed, another algorithm. */
static inline bool
cms_names_other_alg(const char *message)
{
	return strstr(message, "lgorithm") != NULL && (strstr(message, " where SM") != NULL ||
	    strstr(message, " where SHA") != NULL);
}

static inline void
cms_check_row(ecert_ctx *ctx, const struct cms_row *row, const struct eci_buf *b)
{
	struct eci_cms cms;
	ecert_err e = eci_cms_decode(ctx, WHERE, R, b->ptr, b->len, &cms);

	if (row->want != NULL) {
		CHECK_REASON(ctx, e, cms_names_other_alg(ecert_errmsg(ctx)) ? ECERT_R_ALG_WEAK :
		    strstr(ecert_errmsg(ctx), " over a digest of ") != NULL ?
		    ECERT_R_ALG_MISMATCH : R);
		CHECK(strncmp(ecert_errmsg(ctx), WHERE ": ", sizeof(WHERE) + 1) == 0);
		if (strstr(ecert_errmsg(ctx), row->want) == NULL)
			CHECK_STR(ecert_errmsg(ctx), row->want);
	} else {
		CHECK_OK(ctx, e);
	}
	if (e != ECERT_OK) {
		CHECK(cms.certs == NULL && cms.attrs == NULL && cms.notes.v == NULL);
		return;
	}
	CHECK_INT(cms.notes.n, row->note != NULL);
	if (cms.notes.n == 1 && row->note != NULL) {
		/* What is merely not looked at is no deviation. */
		CHECK_INT(cms.notes.v[0].strict, strstr(cms.notes.v[0].text,
		    "not examined") == NULL);
		if (strstr(cms.notes.v[0].text, row->note) == NULL)
			CHECK_STR(cms.notes.v[0].text, row->note);
	}
	eci_cms_free(&cms);
}

static inline void
cms_rows(const struct cms_row *rows, size_t n)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		unit_case("%s", rows[i].name);
		cms_build(ctx, rows[i].text, &b);
		cms_check_row(ctx, &rows[i], &b);
	}
	eci_buf_free(&b);
}

/* text once, with count copies of one put in place of its "*". */
static inline char *
cms_repeat(const char *text, const char *one, size_t count)
{
	size_t len = strlen(one), total = strlen(text) + len * count + 1, i;
	const char *star = strchr(text, '*');
	char *out = malloc(total), *p = out;

	if (out == NULL || star == NULL)
		abort();
	memcpy(p, text, (size_t)(star - text));
	p += star - text;
	for (i = 0; i < count; i++, p += len)
		memcpy(p, one, len);
	memcpy(p, star + 1, strlen(star + 1) + 1);
	return out;
}

#endif
