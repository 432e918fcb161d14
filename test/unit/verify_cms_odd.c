/* SPDX-License-Identifier: Apache-2.0 */
/* Values that are refused, and what the report says is wrong with them. */
#include "../negative/forge_cms.h"

static void
form_a(struct forge *f, struct fcms *c)
{
	(void)f;
	cms_form_a(c);
}

#define SET(name, base, field, v) \
static void \
name(struct forge *f, struct fcms *c) \
{ \
	base(f, c); \
	c->field = v; \
}

static void
form_b(struct forge *f, struct fcms *c)
{
	(void)f;
	(void)c;
}

static void
form_c(struct forge *f, struct fcms *c)
{
	(void)f;
	c->attrs = false;
}

SET(b_no_z, form_b, how, F_NO_Z)
SET(b_tagged, form_b, over, F_TAGGED)
SET(b_over_xml, form_b, over, F_XML)
SET(b_over_digest, form_b, over, F_DIGEST)
SET(a_no_z, form_a, how, F_NO_Z)
SET(a_as_e, form_a, how, F_AS_E)
SET(a_over_xml, form_a, over, F_XML)
SET(a_over_info, form_a, over, F_INFO)
SET(c_no_z, form_c, how, F_NO_Z)

static void
a_over_info_no_z(struct forge *f, struct fcms *c)
{
	a_over_info(f, c);
	c->how = F_NO_Z;
}

#define ID(name, base, text) \
static void \
name(struct forge *f, struct fcms *c) \
{ \
	base(f, c); \
	f->user_id = text; \
}

ID(b_empty_id, form_b, "")
ID(a_empty_id, form_a, "")
ID(c_empty_id, form_c, "")
ID(b_short_id, form_b, "123456781234567")
ID(b_other_id, form_b, "ALICE123@YAHOO.COM")
ID(b_default_id, form_b, "1234567812345678")
ID(xml_empty_id, b_over_xml, "")
ID(digest_empty_id, b_over_digest, "")

static void
digest_no_z(struct forge *f, struct fcms *c)
{
	b_over_digest(f, c);
	c->how = F_NO_Z;
}

static void
xml_no_z(struct forge *f, struct fcms *c)
{
	b_over_xml(f, c);
	c->how = F_NO_Z;
}

static void
other_key(struct forge *f, struct fcms *c)
{
	(void)f;
	c->signer.key = forge.other.key;
}

/* ---- the value ---- */

#define SIG_N "\xff\xff\xff\xfe\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff" \
	"\x72\x03\xdf\x6b\x21\xc6\x05\x2b\x53\xbb\xf4\x09\x39\xd5\x41\x23"
/* n - 1: with r = 1, r + s is n. */
#define SIG_N1 "\xff\xff\xff\xfe\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff" \
	"\x72\x03\xdf\x6b\x21\xc6\x05\x2b\x53\xbb\xf4\x09\x39\xd5\x41\x22"

#define SIG(name, bytes) \
static void \
name##_bytes(struct eci_buf *sig) \
{ \
	sig->len = 0; \
	cms_add(sig, bytes, sizeof(bytes) - 1); \
} \
static void \
name(struct forge *f, struct fcms *c) \
{ \
	(void)f; \
	c->sig = name##_bytes; \
}

SIG(r_zero, "\x30\x06\x02\x01\x00\x02\x01\x01")
SIG(s_zero, "\x30\x06\x02\x01\x01\x02\x01\x00")
SIG(both_zero, "\x30\x06\x02\x01\x00\x02\x01\x00")
SIG(r_negative, "\x30\x06\x02\x01\xff\x02\x01\x01")
SIG(r_padded, "\x30\x07\x02\x02\x00\x01\x02\x01\x01")
SIG(r_is_n, "\x30\x26\x02\x21\x00" SIG_N "\x02\x01\x01")
SIG(s_is_n, "\x30\x26\x02\x01\x01\x02\x21\x00" SIG_N)
SIG(sum_is_n, "\x30\x26\x02\x01\x01\x02\x21\x00" SIG_N1)
SIG(three, "\x30\x09\x02\x01\x01\x02\x01\x01\x02\x01\x01")
SIG(empty, "")
/* 64 bytes that are a SEQUENCE as far as its length, and no two INTEGERs. */
SIG(raw_or_der, "\x30\x3e\x04\x3c\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1")

static void
tail_bytes(struct eci_buf *sig)
{
	cms_add(sig, "\0", 1);
}

static void
long_bytes(struct eci_buf *sig)
{
	struct eci_buf b = { 0 };

	cms_add(&b, "\x30\x81", 2);
	cms_add(&b, sig->ptr + 1, sig->len - 1);
	sig->len = 0;
	cms_add(sig, b.ptr, b.len);
	eci_buf_free(&b);
}

/* A genuine r with an octet 0 more in front. */
static void
padded_bytes(struct eci_buf *sig)
{
	uint8_t raw[64];
	struct eci_buf b = { 0 };

	CHECK(eci_sm2_sig_decode(forge_bytes(sig), raw));
	cms_add(&b, "\x02\x22\0\0", 4);
	cms_add(&b, raw, 32);
	cms_put(&b, 0x02, raw + 32, 32);
	cms_wrap(&b, 0, 0x30);
	sig->len = 0;
	cms_add(sig, b.ptr, b.len);
	eci_buf_free(&b);
}

static void
raw_bytes(struct eci_buf *sig)
{
	uint8_t raw[64];

	CHECK(eci_sm2_sig_decode(forge_bytes(sig), raw));
	sig->len = 0;
	cms_add(sig, raw, sizeof(raw));
}

static void
raw_63_bytes(struct eci_buf *sig)
{
	raw_bytes(sig);
	sig->len = 63;
}

static void
raw_65_bytes(struct eci_buf *sig)
{
	raw_bytes(sig);
	cms_add(sig, "\0", 1);
}

static void
bit_bytes(struct eci_buf *sig)
{
	sig->ptr[sig->len - 1] ^= 1;
}

SET(tail, form_b, sig, tail_bytes)
SET(long_form, form_b, sig, long_bytes)
SET(padded, form_b, sig, padded_bytes)
SET(raw, form_b, sig, raw_bytes)
SET(raw_63, form_b, sig, raw_63_bytes)
SET(raw_65, form_b, sig, raw_65_bytes)
SET(bit, form_b, sig, bit_bytes)

#define BAD { R(SES_SIG_BAD) }
#define ODD { R(SES_SIG_BAD), R(SES_MALFORMED) }
static const struct cms_case cases[] = {
	{ "over the attributes tagged [0]", b_tagged, NULL, X, BAD, "with the tag [0]" },
	{ "A, over Signature.xml", a_over_xml, NULL, X, BAD, "signs Signature.xml itself" },
	{ "B, over Signature.xml", b_over_xml, NULL, X, BAD, "signs Signature.xml itself" },
	{ "B, over its digest", b_over_digest, NULL, X, BAD, "signs the digest" },
	{ "A, the digest is e", a_as_e, NULL, X, BAD, "as it is, without Z" },
	{ "A without Z", a_no_z, NULL, X, BAD, "without Z" },
	{ "B without Z", b_no_z, NULL, X, BAD, "without Z" },
	{ "C without Z", c_no_z, NULL, X, BAD, "without Z" },
	{ "over the digest, without Z", digest_no_z, NULL, X, BAD, "without Z" },
	{ "over Signature.xml, without Z", xml_no_z, NULL, X, BAD, "without Z" },
	{ "A with the empty ID", a_empty_id, NULL, X, BAD, "empty SM2 ID" },
	{ "B with the empty ID", b_empty_id, NULL, X, BAD, "empty SM2 ID" },
	{ "C with the empty ID", c_empty_id, NULL, X, BAD, "empty SM2 ID" },
	{ "over Signature.xml, empty ID", xml_empty_id, NULL, X, BAD, "empty SM2 ID" },
	{ "over the digest, empty ID", digest_empty_id, NULL, X, BAD, "empty SM2 ID" },
	{ "ID of 15 bytes", b_short_id, NULL, X, BAD, "certificate holder's" },
	{ "another ID", b_other_id, NULL, X, BAD, "certificate holder's" },
	{ "the default ID spelt out", b_default_id, NULL, V, { 0 }, NULL },
	{ "F: over contentInfo, without Z", a_over_info_no_z, NULL, X, BAD,
	    "whole contentInfo, without Z" },
	{ "F: over contentInfo", a_over_info, NULL, X, BAD, "whole contentInfo" },
	{ "another key", other_key, NULL, X, BAD, "certificate holder's" },
	{ "a bit of the value", bit, NULL, X, BAD, NULL },
	{ "r || s", raw, NULL, V, { 0 }, NULL },
	{ "63 bytes", raw_63, NULL, X, BAD, NULL },
	{ "65 bytes", raw_65, NULL, X, BAD, NULL },
	{ "64 bytes that begin as DER", raw_or_der, NULL, X, BAD, NULL },
	{ "r padded", r_padded, NULL, X, ODD, NULL },
	{ "a good r padded", padded, NULL, X, ODD, NULL },
	{ "r negative", r_negative, NULL, X, ODD, NULL },
	{ "r = 0", r_zero, NULL, X, ODD, NULL },
	{ "s = 0", s_zero, NULL, X, ODD, NULL },
	{ "r = s = 0", both_zero, NULL, X, ODD, NULL },
	{ "r = n", r_is_n, NULL, X, ODD, NULL },
	{ "s = n", s_is_n, NULL, X, ODD, NULL },
	{ "r + s = n", sum_is_n, NULL, X, ODD, NULL },
	{ "a byte after r and s", tail, NULL, X, ODD, NULL },
	{ "long form of the length", long_form, NULL, X, ODD, NULL },
	{ "three integers", three, NULL, X, ODD, NULL },
	{ "no value", empty, NULL, X, ODD, NULL },
};

int
main(void)
{
	forge_start();
	cms_run(cases, ECI_COUNT(cases));
	forge_end();
	return unit_end();
}
