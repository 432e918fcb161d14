/* SPDX-License-Identifier: Apache-2.0 */
/* cms_encode.c - what is written: byte for byte, and read back. */
#include "cms_make.h"

#define T 1668597658     /* 2022-11-16T11:20:58Z; "date -u -d ... +%s" */

static const uint8_t digest_bytes[32] = {
	0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
	26, 27, 28, 29, 30, 31,
};
static const uint8_t sig_bytes[] = { 0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x02 };
static const struct eci_bytes digest = { digest_bytes, sizeof(digest_bytes) };
static const struct eci_bytes sig = { sig_bytes, sizeof(sig_bytes) };

static struct eci_bytes
bytes_of(const struct eci_buf *b)
{
	struct eci_bytes bytes = { b->ptr, b->len };

	return bytes;
}

/* The value of seconds, as the attributes hold it in the notation of cms_make.h. */
static const struct {
	const char *name;
	int64_t     time;
	const char *value;
} times[] = {
	{ "2022", T, "17{3232313131363131323035385a}" },
	{ "the last second of utctime", 2524607999, "17{3439313233313233353935395a}" },
	{ "the first second after utctime", 2524608000, "18{32303530303130313030303030305a}" },
	{ "the first second of utctime", -631152000, "17{3530303130313030303030305a}" },
	{ "the last second before utctime", -631152001, "18{31393439313233313233353935395a}" },
};

static void
attributes(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf got = { 0 }, want = { 0 };
	char *text;
	size_t i;

	for (i = 0; i < ECI_COUNT(times); i++) {
		unit_case("attributes: %s", times[i].name);
		text = cms_repeat("31{" A_TYPE A_TIME_OF("*") A_DIGEST "}", times[i].value, 1);
		cms_build(ctx, text, &want);
		got.len = 0;
		CHECK_OK(ctx, eci_cms_attrs_encode(ctx, times[i].time, digest, &got));
		CHECK_MEM(got.ptr, got.len, want.ptr, want.len);
		free(text);
	}
	eci_buf_free(&got);
	eci_buf_free(&want);
}

static void
attributes_refused(void)
{
	struct eci_bytes bad = { digest_bytes, 31 }, none = { NULL, 0 };
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };

	unit_case("a digest of 31 bytes");
	CHECK_ERR(ctx, eci_cms_attrs_encode(ctx, T, bad, &b), ECERT_E_ARG);
	unit_case("no digest");
	CHECK_ERR(ctx, eci_cms_attrs_encode(ctx, T, none, &b), ECERT_E_ARG);
	unit_case("the year 10000");
	CHECK_ERR(ctx, eci_cms_attrs_encode(ctx, 253402300800, digest, &b), ECERT_E_ARG);
	CHECK_INT(b.len, 0);
	eci_buf_free(&b);
}

/* Written by hand: every value and its place. */
static void
whole(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf tbs = { 0 }, cert = { 0 }, got = { 0 }, want = { 0 };
	struct eci_cms cms;
	size_t index;

	unit_case("byte for byte");
	cms_build(ctx, CERT, &cert);
	cms_build(ctx, CMS, &want);
	CHECK_OK(ctx, eci_cms_attrs_encode(ctx, T, digest, &tbs));
	CHECK_OK(ctx, eci_cms_encode(ctx, &tbs, bytes_of(&cert), NULL, 0, sig, &got));
	CHECK_MEM(got.ptr, got.len, want.ptr, want.len);

	unit_case("read back");
	CHECK_OK(ctx, eci_cms_decode(ctx, WHERE, R, got.ptr, got.len, &cms));
	CHECK_INT(cms.notes.n, 0);
	CHECK_INT(cms.outer, ECI_CMS_OID_GM_SIGNED);
	CHECK_INT(cms.version, 1);
	CHECK_INT(eci_cms_oid_of(cms.content_type), ECI_CMS_OID_GM_DATA);
	CHECK(!cms.has_content);
	CHECK_INT(eci_cms_oid_of(cms.sig_alg), ECI_CMS_OID_SM2);
	CHECK_INT(cms.tbs_tag, tbs.ptr[0]);
	CHECK_MEM(cms.tbs_rest.ptr, cms.tbs_rest.len, tbs.ptr + 1, tbs.len - 1);
	CHECK_MEM(cms.attr_digest.ptr, cms.attr_digest.len, digest.ptr, digest.len);
	CHECK_INT(cms.time, T);
	CHECK_MEM(cms.sig.ptr, cms.sig.len, sig.ptr, sig.len);
	CHECK_OK(ctx, eci_cms_signer_cert(ctx, WHERE, R, &cms, &index));
	CHECK(index == 0);
	CHECK_MEM(cms.certs[0].ptr, cms.certs[0].len, cert.ptr, cert.len);
	eci_cms_free(&cms);

	unit_case("appended to what is there");
	CHECK_OK(ctx, eci_cms_encode(ctx, &tbs, bytes_of(&cert), NULL, 0, sig, &got));
	CHECK_INT(got.len, 2 * want.len);
	eci_buf_free(&tbs);
	eci_buf_free(&cert);
	eci_buf_free(&got);
	eci_buf_free(&want);
}

/* RFC 3161 appendix A: [1] { SEQUENCE { id-aa-timeStampToken, SET { token } } }. */
static void
stamped(void)
{
	static const uint8_t token[] = { 0x30, 0x03, 0x06, 0x01, 0x2a };
	static const uint8_t attr[] = { 0x30, 0x14, 0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d,
		0x01, 0x09, 0x10, 0x02, 0x0e, 0x31, 0x05, 0x30, 0x03, 0x06, 0x01, 0x2a };
	static const struct { const char *name; struct eci_bytes token; } bad[] = {
		{ "text", { (const uint8_t *)"none", 4 } },
		{ "cut", { token, sizeof(token) - 1 } },
		{ "two", { (const uint8_t *)"\x30\x00\x30\x00", 4 } },
	};
	struct eci_bytes stamp = { token, sizeof(token) }, none = { NULL, 0 };
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf tbs = { 0 }, cert = { 0 }, got = { 0 }, plain = { 0 };
	struct eci_cms cms;
	size_t i;

	unit_case("with a time stamp");
	cms_build(ctx, CERT, &cert);
	CHECK_OK(ctx, eci_cms_attrs_encode(ctx, T, digest, &tbs));
	CHECK_OK(ctx, eci_cms_encode_stamped(ctx, &tbs, bytes_of(&cert), sig, stamp, &got));
	CHECK_OK(ctx, eci_cms_decode(ctx, WHERE, R, got.ptr, got.len, &cms));
	CHECK(cms.has_unsigned);
	CHECK_MEM(cms.unsigned_attrs.ptr, cms.unsigned_attrs.len, attr, sizeof(attr));
	CHECK_MEM(cms.sig.ptr, cms.sig.len, sig.ptr, sig.len);
	eci_cms_free(&cms);

	unit_case("without one it is as ever");
	got.len = 0;
	CHECK_OK(ctx, eci_cms_encode_stamped(ctx, &tbs, bytes_of(&cert), sig, none, &got));
	CHECK_OK(ctx, eci_cms_encode(ctx, &tbs, bytes_of(&cert), NULL, 0, sig, &plain));
	CHECK_MEM(got.ptr, got.len, plain.ptr, plain.len);
	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("what is no token: %s", bad[i].name);
		got.len = 0;
		CHECK_ERR(ctx, eci_cms_encode_stamped(ctx, &tbs, bytes_of(&cert), sig, bad[i].token,
		    &got), ECERT_E_ARG);
		CHECK_INT(got.len, 0);
	}
	eci_buf_free(&tbs);
	eci_buf_free(&cert);
	eci_buf_free(&got);
	eci_buf_free(&plain);
}

/* Whatever order they come in, the SET is in the order of DER, each once. */
static void
more_certificates(void)
{
	static const size_t orders[][3] = { { 0, 1, 2 }, { 2, 1, 0 }, { 1, 0, 1 }, { 1, 2, 0 } };
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf certs[3] = { { 0 } }, tbs = { 0 }, b = { 0 };
	struct eci_bytes more[3];
	struct eci_cms cms;
	size_t i, k, index;

	cms_build(ctx, CERT, &certs[0]);
	cms_build(ctx, CERT_8, &certs[1]);
	/* Shorter, so first. */
	cms_build(ctx, CERT_OF("", "02{09}", NAME_CA), &certs[2]);
	CHECK_OK(ctx, eci_cms_attrs_encode(ctx, T, digest, &tbs));
	for (i = 0; i < ECI_COUNT(orders); i++) {
		unit_case("further certificates %zu %zu %zu", orders[i][0], orders[i][1],
		    orders[i][2]);
		for (k = 0; k < 3; k++)
			more[k] = bytes_of(&certs[orders[i][k]]);
		b.len = 0;
		CHECK_OK(ctx, eci_cms_encode(ctx, &tbs, bytes_of(&certs[0]), more, 3, sig, &b));
		CHECK_OK(ctx, eci_cms_decode(ctx, WHERE, R, b.ptr, b.len, &cms));
		CHECK_INT(cms.n_certs, orders[i][0] == 1 && orders[i][2] == 1 ? 2 : 3);
		for (k = 1; k < cms.n_certs; k++)
			CHECK(memcmp(cms.certs[k - 1].ptr, cms.certs[k].ptr,
			    cms.certs[k - 1].len) < 0);
		CHECK_OK(ctx, eci_cms_signer_cert(ctx, WHERE, R, &cms, &index));
		CHECK(index != SIZE_MAX);
		eci_cms_free(&cms);
	}
	for (k = 0; k < 3; k++)
		eci_buf_free(&certs[k]);
	eci_buf_free(&tbs);
	eci_buf_free(&b);
}

static void
how_many(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf certs[17] = { { 0 } }, tbs = { 0 }, b = { 0 };
	struct eci_bytes more[16];
	char text[1024];
	size_t i;

	CHECK_OK(ctx, eci_cms_attrs_encode(ctx, T, digest, &tbs));
	for (i = 0; i < 17; i++) {
		snprintf(text, sizeof(text), CERT_OF("", "02{%02x}", NAME_CA), (unsigned)i + 1);
		cms_build(ctx, text, &certs[i]);
		if (i > 0)
			more[i - 1] = bytes_of(&certs[i]);
	}
	unit_case("16 certificates");
	CHECK_OK(ctx, eci_cms_encode(ctx, &tbs, bytes_of(&certs[0]), more, 15, sig, &b));
	CHECK_OK(ctx, cms_try(ctx, b.ptr, b.len));
	unit_case("17 certificates");
	b.len = 0;
	CHECK_ERR(ctx, eci_cms_encode(ctx, &tbs, bytes_of(&certs[0]), more, 16, sig, &b),
	    ECERT_E_ARG);
	CHECK_INT(b.len, 0);
	for (i = 0; i < 17; i++)
		eci_buf_free(&certs[i]);
	eci_buf_free(&tbs);
	eci_buf_free(&b);
}

static const struct {
	const char *name, *cert;
} bad_certs[] = {
	{ "nothing", "" },
	{ "an empty sequence", "30{}" },
	{ "a set", "31{}" },
	{ "a byte behind it", CERT "00" },
	{ "two of them", CERT CERT },
	{ "no serial number", "30{30{" SM2_SM3 NAME_CA "}" SM2_SM3 "03{00aa}}" },
	{ "no issuer", "30{30{02{07}" SM2_SM3 "}" SM2_SM3 "03{00aa}}" },
	{ "a serial number with a zero in front", CERT_OF("", "02{0007}", NAME_CA) },
	{ "an indefinite length inside", CERT_OF("", "02{07}", "30800000") },
};

/* The octets of the content are those given, and what was detached otherwise. */
static void
with_content(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf tbs = { 0 }, cert = { 0 }, inside = { 0 }, detached = { 0 };
	struct eci_bytes content = { (const uint8_t *)"abc", 3 };
	struct eci_cms cms;

	unit_case("a content inside");
	cms_build(ctx, CERT, &cert);
	CHECK_OK(ctx, eci_cms_attrs_encode(ctx, T, digest, &tbs));
	CHECK_OK(ctx, eci_cms_encode_content(ctx, content, &tbs, bytes_of(&cert), sig, &inside));
	CHECK_OK(ctx, eci_cms_encode(ctx, &tbs, bytes_of(&cert), NULL, 0, sig, &detached));
	CHECK_INT(inside.len, detached.len + 7);
	CHECK_OK(ctx, eci_cms_decode(ctx, "x", ECERT_R_SES_MALFORMED, inside.ptr, inside.len, &cms));
	CHECK_INT(cms.has_content, true);
	CHECK_MEM(cms.content.ptr, cms.content.len, "abc", 3);
	CHECK_INT(cms.notes.n, 0);
	eci_cms_free(&cms);
	unit_case("a bound of the caller's");
	CHECK_OK(ctx, eci_cms_decode_max(ctx, "x", ECERT_R_SES_MALFORMED, inside.ptr, inside.len,
	    inside.len, &cms));
	eci_cms_free(&cms);
	CHECK_REASON(ctx, eci_cms_decode_max(ctx, "x", ECERT_R_SES_MALFORMED, inside.ptr,
	    inside.len, inside.len - 1, &cms), ECERT_R_SES_MALFORMED);
	eci_buf_free(&tbs);
	eci_buf_free(&cert);
	eci_buf_free(&inside);
	eci_buf_free(&detached);
}

static void
refused(void)
{
	struct eci_bytes short_sig = { sig_bytes, 7 }, none = { NULL, 0 };
	struct eci_bytes long_sig, more;
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf tbs = { 0 }, cert = { 0 }, bad = { 0 }, b = { 0 };
	uint8_t big[73] = { 0 };
	size_t i;

	cms_build(ctx, CERT, &cert);
	CHECK_OK(ctx, eci_cms_attrs_encode(ctx, T, digest, &tbs));
	for (i = 0; i < ECI_COUNT(bad_certs); i++) {
		unit_case("a certificate to encode: %s", bad_certs[i].name);
		cms_build(ctx, bad_certs[i].cert, &bad);
		more = bytes_of(&bad);
		CHECK_REASON(ctx, eci_cms_encode(ctx, &tbs, more, NULL, 0, sig, &b),
		    ECERT_R_CERT_MALFORMED);
		CHECK_REASON(ctx, eci_cms_encode(ctx, &tbs, bytes_of(&cert), &more, 1, sig, &b),
		    ECERT_R_CERT_MALFORMED);
	}
	unit_case("no value to encode");
	CHECK_ERR(ctx, eci_cms_encode(ctx, &tbs, bytes_of(&cert), NULL, 0, none, &b), ECERT_E_ARG);
	unit_case("a value of 7 bytes to encode");
	CHECK_ERR(ctx, eci_cms_encode(ctx, &tbs, bytes_of(&cert), NULL, 0, short_sig, &b),
	    ECERT_E_ARG);
	unit_case("a value of 73 bytes to encode");
	long_sig.ptr = big;
	long_sig.len = sizeof(big);
	CHECK_ERR(ctx, eci_cms_encode(ctx, &tbs, bytes_of(&cert), NULL, 0, long_sig, &b),
	    ECERT_E_ARG);
	unit_case("attributes that are no set");
	tbs.ptr[0] = 0xa0;
	CHECK_ERR(ctx, eci_cms_encode(ctx, &tbs, bytes_of(&cert), NULL, 0, sig, &b), ECERT_E_ARG);
	unit_case("attributes and a byte more");
	tbs.ptr[0] = 0x31;
	CHECK_OK(ctx, eci_buf_add(ctx, &tbs, "", 1));
	CHECK_ERR(ctx, eci_cms_encode(ctx, &tbs, bytes_of(&cert), NULL, 0, sig, &b), ECERT_E_ARG);
	unit_case("no attributes to encode");
	tbs.len = 0;
	CHECK_ERR(ctx, eci_cms_encode(ctx, &tbs, bytes_of(&cert), NULL, 0, sig, &b), ECERT_E_ARG);
	CHECK_INT(b.len, 0);
	eci_buf_free(&tbs);
	eci_buf_free(&cert);
	eci_buf_free(&bad);
	eci_buf_free(&b);
}

int
main(void)
{
	attributes();
	attributes_refused();
	whole();
	stamped();
	more_certificates();
	how_many();
	with_content();
	refused();
	return unit_end();
}
