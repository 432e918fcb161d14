/* SPDX-License-Identifier: Apache-2.0 */
/* Forged values: fields of the seal signature and of the seal, by their holders or
 * by somebody who only writes over them; one value in the place of another. */
#include "../negative/forge_cms.h"
#include "../unit/ses_edit.h"

#define TIME_AT 2        /* timeInfo in TBS_Sign (GB/T 38540-2020) */

VALUE(time_local, tbs, TIME_AT, "\x18\x0e" "20231114221320")
VALUE(time_zone, tbs, TIME_AT, "\x18\x13" "20231115061320+0800")
VALUE(time_fraction, tbs, TIME_AT, "\x18\x11" "20231114221320.0Z")
VALUE(time_month, tbs, TIME_AT, "\x18\x0f" "20231314221320Z")
VALUE(time_short, tbs, TIME_AT, "\x18\x0d" "202311142213Z")
VALUE(time_utc, tbs, TIME_AT, "\x17\x0d" "231114221320Z")
VALUE(time_2034, tbs, TIME_AT, "\x18\x0f" "20340101000000Z")
VALUE(version_huge, tbs, 0, "\x02\x09\x01\0\0\0\0\0\0\0\x04")
VALUE(version_negative, tbs, 0, "\x02\x01\xfc")
VALUE(version_padded, tbs, 0, "\x02\x02\x00\x04")
VALUE(hash_unused, tbs, 3, "\x03\x02\x07\x80")
VALUE(property_utf8, tbs, 4, "\x0c\x20/Doc_0/Signs/Sign_0/Signature.xm")
VALUE(property_empty, tbs, 4, "\x16\x00")
VALUE(property_nul, tbs, 4, "\x16\x24/Doc_0/Signs/Sign_0/Signature.xml\0.x")

/* The value's last BIT STRING: what its first octet says is unused, is. */
static void
unused_bits(struct forge *f)
{
	struct fent *e = forge_find(f, SIG_VALUE);
	struct eci_der d = eci_der(forge.ctx, "forge", ECERT_R_SES_MALFORMED, e->p, e->n), in;
	struct eci_der_val v;

	CHECK_OK(forge.ctx, eci_der_enter(&d, 0x30, "value", &in, NULL));
	while (!eci_der_end(&in))
		CHECK_OK(forge.ctx, eci_der_any(&in, "part", &v));
	e->p[v.body.ptr - e->p] = 1;
}

static void
value_nested(struct forge *f)
{
	struct eci_buf b = { 0 };
	int i;

	for (i = 0; i < 200000; i++)
		forge_le(&b, 0x8030, 2);
	forge_set(f, SIG_VALUE, b.ptr, b.len);
	eci_buf_free(&b);
}

static void
listed_as_sign(struct forge *f)
{
	cms_list(f);
}

static void
nested_sign(struct forge *f)
{
	value_nested(f);
	cms_list(f);
}

static void
value_is(struct forge *f, const char *name)
{
	const struct fent *e = forge_find(f, name);

	forge_set(f, SIG_VALUE, e->p, e->n);
}

static void
value_is_seal(struct forge *f)
{
	value_is(f, SIG_SEAL);
}

static void
value_is_xml(struct forge *f)
{
	value_is(f, SIG_XML);
}

static void
value_is_certificate(struct forge *f)
{
	struct eci_bytes der = eci_cert_der(f->signer.cert);

	forge_set(f, SIG_VALUE, der.ptr, der.len);
}

/* Values of two signatures exchanged: each is good for the other description. */
static void
values_exchanged(struct forge *f)
{
	struct fent *a, *b, t;

	forge_second(f);
	a = forge_find(f, SIG_VALUE);
	b = forge_find(f, SIGNS "Sign_1/SignedValue.dat");
	t = *a;
	a->p = b->p;
	a->n = b->n;
	b->p = t.p;
	b->n = t.n;
}

/* The seal of lab B's own, put into lab A's value from outside. */
static void
seal_exchanged(struct forge *f)
{
	struct fent *e = forge_find(f, SIG_VALUE);
	struct eci_buf out = { 0 };

	f->listed = eci_cert_der(forge.other.cert);
	forge_seal(f);
	ses_edit(forge.ctx, (struct eci_bytes){ e->p, e->n }, "0.1", forge_bytes(&f->seal), &out);
	forge_set(f, SIG_VALUE, out.ptr, out.len);
	eci_buf_free(&out);
}

/* Beside the value, where it is not protected by it. */
static void
put_certificate(struct forge *f, struct eci_bytes der)
{
	struct fent *e = forge_find(f, SIG_VALUE);
	struct eci_buf out = { 0 }, octets = { 0 };

	CHECK_OK(forge.ctx, eci_der_put(forge.ctx, &octets, 0x04, der.ptr, der.len));
	ses_edit(forge.ctx, (struct eci_bytes){ e->p, e->n }, "1", forge_bytes(&octets), &out);
	forge_set(f, SIG_VALUE, out.ptr, out.len);
	eci_buf_free(&out);
	eci_buf_free(&octets);
}

static void
certificate_exchanged(struct forge *f)
{
	put_certificate(f, eci_cert_der(forge.other.cert));
}

static void
certificate_cut(struct forge *f)
{
	struct eci_bytes der = eci_cert_der(forge.signer.cert);

	der.len--;
	put_certificate(f, der);
}

static void
certificate_and_more(struct forge *f)
{
	struct eci_bytes der = eci_cert_der(forge.signer.cert);
	struct eci_buf b = { 0 };

	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, der.ptr, der.len));
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, "\x05\x00", 2));
	put_certificate(f, forge_bytes(&b));
	eci_buf_free(&b);
}

/* Its keyUsage stands in it twice. */
static void
certificate_usage_twice(struct forge *f)
{
	static const uint8_t id[] = { 0x06, 0x03, 0x55, 0x1d, 0x13 };
	struct eci_bytes der = eci_cert_der(forge.signer.cert);
	struct eci_buf b = { 0 };
	size_t i;

	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, der.ptr, der.len));
	for (i = 0; i + 5 < b.len && memcmp(b.ptr + i, id, 5) != 0; i++)
		;
	CHECK(i + 5 < b.len);
	b.ptr[i + 4] = 0x0f;
	put_certificate(f, forge_bytes(&b));
	eci_buf_free(&b);
}

/* ---- the seal ---- */

#define PROPERTY 2

static void
info_time(struct forge *f, struct eci_buf *info)
{
	struct eci_buf out = { 0 };

	(void)f;
	ses_edit(forge.ctx, forge_bytes(info), "2.6", (struct eci_bytes){ (const uint8_t *)
	    "\x18\x0e" "20990101000000", 16 }, &out);
	info->len = 0;
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, info, out.ptr, out.len));
	eci_buf_free(&out);
}

static void
seal_time_local(struct forge *f)
{
	f->info = info_time;
}

static void
backwards(struct forge *f)
{
	f->seal_from = T_END;
	f->seal_until = T_SEAL;
}

static void
no_bytes(struct forge *f, struct eci_buf *b)
{
	(void)f;
	b->len = 0;
}

static void
seal_no_value(struct forge *f)
{
	f->seal_sig = no_bytes;
}

/* One who may sign makes himself a seal, and what he lists is himself. */
static void
lab_b_makes_seal(struct forge *f)
{
	forge_sign_as(f, forge.other);
	f->maker = forge.other;
}

/* A certificate of the maker's name and the trusted root, with another key. */
static void
maker_of_same_name(struct forge *f)
{
	f->maker = forge_leaf_of((struct eci_issue){ .cn = "Seal maker" }, &forge.root);
}

/* The maker itself signs a document with a seal that lists a lab. */
static void
maker_signs(struct forge *f)
{
	f->signer = forge.maker;
}

static const struct forge_case cases[] = {
	{ "a time without Z", time_local, NULL, NULL, NULL, X, { R(SES_MALFORMED) } },
	{ "a time with +0800", time_zone, NULL, NULL, NULL, X, { R(SES_MALFORMED) } },
	{ "a time in the 13th month", time_month, NULL, NULL, NULL, X, { R(SES_MALFORMED) } },
	{ "a time without seconds", time_short, NULL, NULL, NULL, X, { R(SES_MALFORMED) } },
	{ "a time with a fraction", time_fraction, NULL, NULL, NULL, X, { R(SES_MALFORMED) } },
	{ "genuine: a time of two digits for the year is noted", time_utc, NULL, NULL, NULL, V,
	    { R(SES_MALFORMED) } },
	{ "a time of 2034", time_2034, NULL, NULL, NULL, X, { R(TIME_FUTURE) } },
	{ "a version of nine octets", version_huge, NULL, NULL, NULL, X, { R(SES_MALFORMED) } },
	{ "a version below zero", version_negative, NULL, NULL, NULL, X, { R(SES_MALFORMED) } },
	{ "a version with a leading zero", version_padded, NULL, NULL, NULL, X,
	    { R(SES_MALFORMED) } },
	{ "dataHash with unused bits", hash_unused, NULL, NULL, NULL, X,
	    { R(SES_MALFORMED), R(SES_DATAHASH) } },
	{ "propertyInfo of another type", property_utf8, NULL, NULL, NULL, X,
	    { R(SES_MALFORMED), R(SES_PROPERTY) } },
	{ "propertyInfo empty", property_empty, NULL, NULL, NULL, X,
	    { R(SES_MALFORMED), R(SES_PROPERTY) } },
	{ "propertyInfo right up to a NUL", property_nul, NULL, NULL, NULL, X,
	    { R(SES_MALFORMED), R(SES_PROPERTY) } },
	{ "the value with unused bits", NULL, NULL, unused_bits, NULL, X,
	    { R(SES_MALFORMED), R(SES_SIG_BAD) } },
	{ "200,000 nested values listed as Sign", NULL, NULL, nested_sign, NULL, X,
	    { R(SES_MALFORMED), R(SES_SIG_BAD) } },
	{ "the value is the seal", NULL, NULL, value_is_seal, NULL, X, { R(SES_MALFORMED) } },
	{ "the value is Signature.xml", NULL, NULL, value_is_xml, NULL, X,
	    { R(SES_MALFORMED) } },
	{ "the value is a certificate", NULL, NULL, value_is_certificate, NULL, X,
	    { R(SES_MALFORMED) } },
	{ "values of two signatures exchanged", NULL, NULL, values_exchanged, NULL, X,
	    { R(DIGEST_MISMATCH), R(SES_DATAHASH) } },
	{ "another seal inside the value", NULL, NULL, seal_exchanged, NULL, X,
	    { R(SES_SIG_BAD), R(SEAL_MISMATCH) } },
	{ "another certificate beside the value", NULL, NULL, certificate_exchanged, NULL, X,
	    { R(SES_SIG_BAD) } },
	{ "a cut certificate beside the value", NULL, NULL, certificate_cut, NULL, X,
	    { R(CERT_MALFORMED) } },
	{ "a certificate and something more", NULL, NULL, certificate_and_more, NULL, X,
	    { R(CERT_MALFORMED), R(SES_MALFORMED) } },
	{ "a certificate with one extension twice", NULL, NULL, certificate_usage_twice, NULL, X,
	    { R(CERT_MALFORMED), R(SES_SIG_BAD) } },
	{ "a seal signature relabelled Sign", NULL, NULL, listed_as_sign, NULL, X,
	    { R(SIG_TYPE) } },
	{ "the seal's end without Z", seal_time_local, NULL, NULL, NULL, X,
	    { R(SES_MALFORMED) } },
	{ "the seal ends before it begins", backwards, NULL, NULL, NULL, X,
	    { R(SES_MALFORMED), R(SEAL_EXPIRED) } },
	{ "the seal's own value is empty", seal_no_value, NULL, NULL, NULL, X,
	    { R(SEAL_SIG_BAD) } },
	{ "lab B makes itself a seal", lab_b_makes_seal, NULL, NULL, NULL, U,
	    { R(SEAL_MAKER_UNTRUSTED) } },
	{ "a maker of the same name, issued by the same root", maker_of_same_name, NULL, NULL,
	    NULL, U, { R(SEAL_MAKER_UNTRUSTED) } },
	{ "the maker signs with the lab's seal", maker_signs, NULL, NULL, NULL, X,
	    { R(SEAL_CERTLIST) } },
};

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	forge_end();
	return unit_end();
}
