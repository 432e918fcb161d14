/* SPDX-License-Identifier: Apache-2.0 */
/* What SignedData signs: the forms that are taken, and those that only look alike. */
#include "../negative/forge_cms.h"
#include "../negative/forge_item.h"

static void
form_a(struct forge *f, struct fcms *c)
{
	(void)f;
	cms_form_a(c);
}

static void
form_c(struct forge *f, struct fcms *c)
{
	(void)f;
	c->attrs = false;
}

static void
form_c_digest(struct forge *f, struct fcms *c)
{
	form_c(f, c);
	c->over = F_DIGEST;
}

static void
form_b_digest(struct forge *f, struct fcms *c)
{
	(void)f;
	c->has_content = true;
}

/* ---- contents that depend on Signature.xml: it is written before the value ---- */

static struct eci_buf content;

static void
set_content(struct fcms *c)
{
	c->content = content.ptr;
	c->content_len = content.len;
	c->has_content = true;
}

static const struct fent *
describe(struct forge *f, struct fcms *c)
{
	cms_describe(f, c);
	content.len = 0;
	return forge_find(f, f->xml);
}

static void
form_b_xml(struct forge *f, struct fcms *c)
{
	const struct fent *xml = describe(f, c);

	cms_add(&content, xml->p, xml->n);
	set_content(c);
}

static void
form_a_xml(struct forge *f, struct fcms *c)
{
	form_b_xml(f, c);
	c->attrs = false;
}

static void
base64_of(const void *p, size_t n, struct eci_buf *out)
{
	uint8_t sm3[32];

	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, p, n, sm3));
	CHECK_OK(forge.ctx, eci_base64_add(forge.ctx, out, sm3, 32));
}

static void
form_a64(struct forge *f, struct fcms *c)
{
	const struct fent *xml = describe(f, c);

	base64_of(xml->p, xml->n, &content);
	c->attrs = false;
	set_content(c);
}

static void
a64_other(struct forge *f, struct fcms *c)
{
	(void)describe(f, c);
	base64_of("another", 7, &content);
	c->attrs = false;
	set_content(c);
}

static void
a64_spoilt(struct forge *f, struct fcms *c)
{
	form_a64(f, c);
	content.ptr[3] = '*';
}

static void
a64_spaced(struct forge *f, struct fcms *c)
{
	form_a64(f, c);
	content.ptr[43] = '\n';
}

static void
form_d(struct forge *f, struct fcms *c)
{
	const struct fent *xml = describe(f, c);
	uint8_t e[32];

	forge_digest(f, &c->signer, (struct eci_bytes){ xml->p, xml->n }, e);
	cms_add(&content, e, 32);
	c->attrs = false;
	set_content(c);
	c->how = F_AS_E;
}

/* SM3(Z || Signature.xml), with somebody else's Z. */
static void
d_other_key(struct forge *f, struct fcms *c)
{
	const struct fent *xml = describe(f, c);
	uint8_t e[32];

	forge_digest(f, &forge.other, (struct eci_bytes){ xml->p, xml->n }, e);
	cms_add(&content, e, 32);
	c->attrs = false;
	set_content(c);
	c->how = F_AS_E;
}

/* The content is e, but the value is over it as a message. */
static void
d_as_message(struct forge *f, struct fcms *c)
{
	form_d(f, c);
	c->how = F_Z;
}

static void
d_without_z(struct forge *f, struct fcms *c)
{
	form_a(f, c);
	c->how = F_AS_E;
}

static void
a_of_other(struct forge *f, struct fcms *c)
{
	static uint8_t sm3[32];

	form_a(f, c);
	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, "another document", 16, sm3));
	c->content = sm3;
	c->content_len = 32;
}

#define CONTENT(name, bytes, n) \
static void \
name(struct forge *f, struct fcms *c) \
{ \
	form_a(f, c); \
	c->content = bytes; \
	c->content_len = n; \
}
static const uint8_t zeros[33];
CONTENT(a_31, zeros, 31)
CONTENT(a_33, zeros, 33)
CONTENT(a_empty, zeros, 0)

/* Attributes that were signed elsewhere, offered as content. */
static void
a_attributes(struct forge *f, struct fcms *c)
{
	struct fcms other;
	uint8_t sm3[32];

	(void)describe(f, c);
	cms_base(&other);
	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, "another document", 16, sm3));
	cms_attrs(&content, &other, sm3);
	cms_wrap(&content, 0, 0x31);
	c->attrs = false;
	set_content(c);
}

/* And taken for signed attributes without having been them. */
static void
b_other_content(struct forge *f, struct fcms *c)
{
	(void)f;
	c->has_content = true;
	c->content = "another document";
	c->content_len = 16;
}

/* messageDigest is of Signature.xml, the content is not. */
static void
b_content_beside(struct forge *f, struct fcms *c)
{
	static uint8_t sm3[32];
	const struct fent *xml = describe(f, c);

	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, xml->p, xml->n, sm3));
	b_other_content(f, c);
	c->digest = sm3;
}

/* The content is the digest, and messageDigest is the same instead of its own. */
static void
b_digest_once(struct forge *f, struct fcms *c)
{
	static uint8_t sm3[32];
	const struct fent *xml = describe(f, c);

	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, xml->p, xml->n, sm3));
	form_b_digest(f, c);
	c->digest = sm3;
}

/* messageDigest as if the digest were the content, which is something else. */
static void
b_digest_twice_other(struct forge *f, struct fcms *c)
{
	static uint8_t twice[32];
	const struct fent *xml = describe(f, c);
	uint8_t sm3[32];

	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, xml->p, xml->n, sm3));
	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, sm3, 32, twice));
	b_other_content(f, c);
	c->digest = twice;
}

/* ---- attributes that were touched ---- */

static uint8_t *
digest_in(struct eci_buf *attrs)
{
	size_t i;

	for (i = 0; i + 2 + 32 <= attrs->len; i++)
		if (attrs->ptr[i] == 0x04 && attrs->ptr[i + 1] == 32)
			return attrs->ptr + i + 2;
	return NULL;
}

static void
patch_digest(struct eci_buf *attrs)
{
	uint8_t *p = digest_in(attrs);

	CHECK(p != NULL);
	if (p != NULL)
		p[0] ^= 1;
}

static void
b_patched(struct forge *f, struct fcms *c)
{
	(void)f;
	c->patch = patch_digest;
}

/* A digest that fits the changed Signature.xml, in attributes signed before. */
static uint8_t fitting[32];

static void
fit_digest(struct eci_buf *attrs)
{
	memcpy(digest_in(attrs), fitting, 32);
}

static void
b_fitted(struct forge *f, struct fcms *c)
{
	static uint8_t old[32];
	const struct fent *xml = describe(f, c);

	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, xml->p, xml->n, fitting));
	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, "as it was", 9, old));
	c->digest = old;
	c->patch = fit_digest;
}

/* By type: 31 for time is 49 bytes, the rest follows; DER order is t, s, d. */
static void
swap_last_two(struct eci_buf *attrs)
{
	struct eci_bytes in = { attrs->ptr, attrs->len };
	struct eci_der_val v[3];
	struct eci_buf b = { 0 };
	size_t i;

	for (i = 0; i < 3; i++)
		CHECK(eci_der_take(&in, 0x30, &v[i]));
	cms_add(&b, v[0].whole.ptr, v[0].whole.len);
	cms_add(&b, v[2].whole.ptr, v[2].whole.len);
	cms_add(&b, v[1].whole.ptr, v[1].whole.len);
	attrs->len = 0;
	cms_add(attrs, b.ptr, b.len);
	eci_buf_free(&b);
}

static void
b_resorted(struct forge *f, struct fcms *c)
{
	(void)f;
	c->order = "tds";
	c->patch = swap_last_two;
}

static void
b_unsorted_after(struct forge *f, struct fcms *c)
{
	(void)f;
	c->patch = swap_last_two;
}

#define ORDER(name, letters) \
static void \
name(struct forge *f, struct fcms *c) \
{ \
	(void)f; \
	c->order = letters; \
}
ORDER(no_type, "sd")
ORDER(no_digest, "ts")
ORDER(two_types, "ttsd")
ORDER(two_times, "tssd")
ORDER(two_digests, "tsdd")

/* The second of two messageDigests, or the first, is another one. */
static void
spoil_first(struct eci_buf *attrs)
{
	patch_digest(attrs);
}

static void
spoil_last(struct eci_buf *attrs)
{
	attrs->ptr[attrs->len - 1] ^= 1;
}

static void
good_then_bad(struct forge *f, struct fcms *c)
{
	two_digests(f, c);
	c->before = spoil_last;
}

static void
bad_then_good(struct forge *f, struct fcms *c)
{
	two_digests(f, c);
	c->before = spoil_first;
}

/* Another messageDigest attribute, with none or two values. */
static void
replace_digest(struct eci_buf *attrs, unsigned n)
{
	struct eci_bytes in = { attrs->ptr, attrs->len };
	struct eci_der_val v[3];
	struct eci_buf b = { 0 };
	size_t i, at;

	for (i = 0; i < 3; i++)
		CHECK(eci_der_take(&in, 0x30, &v[i]));
	cms_add(&b, v[0].whole.ptr, v[0].whole.len);
	cms_add(&b, v[1].whole.ptr, v[1].whole.len);
	at = b.len;
	while (n-- > 0)
		cms_put(&b, 0x04, digest_in(attrs), 32);
	cms_attr(&b, at, O_DIGEST);
	attrs->len = 0;
	cms_add(attrs, b.ptr, b.len);
	eci_buf_free(&b);
}

static void
no_value(struct eci_buf *attrs)
{
	replace_digest(attrs, 0);
}

static void
two_values(struct eci_buf *attrs)
{
	replace_digest(attrs, 2);
}

#define BEFORE(name, fn) \
static void \
name(struct forge *f, struct fcms *c) \
{ \
	(void)f; \
	c->before = fn; \
}
BEFORE(digest_no_value, no_value)
BEFORE(digest_two_values, two_values)

static void
add_unknown(struct eci_buf *attrs)
{
	size_t at = attrs->len;

	cms_put(attrs, 0x0c, "a room", 6);
	cms_attr(attrs, at, "\x2b\x06\x01\x04\x01\x01");
}

BEFORE(b_unknown, add_unknown)

static void
b_short_digest(struct eci_buf *attrs)
{
	size_t at;

	attrs->len = 0;
	at = attrs->len;
	cms_oid(attrs, O_GM_DATA);
	cms_attr(attrs, at, O_CONTENT_TYPE);
	at = attrs->len;
	cms_put(attrs, 0x04, "\0", 1);
	cms_attr(attrs, at, O_DIGEST);
}

BEFORE(digest_one_byte, b_short_digest)

static void
xml_changed(struct forge *f)
{
	forge_edit(f, SIG_XML, "ProviderName=\"forge\"", "ProviderName=\"forgf\"");
}

static void
page_changed_digest(struct forge *f)
{
	struct eci_buf was = { 0 }, is = { 0 };

	forge_digest_text(forge_find(f, PAGE), &was);
	forge_page_changed(f);
	forge_digest_text(forge_find(f, PAGE), &is);
	forge_edit(f, SIG_XML, (char *)was.ptr, (char *)is.ptr);
	eci_buf_free(&was);
	eci_buf_free(&is);
}

static const struct cms_case cases[] = {
	{ "A", form_a, NULL, V, { 0 }, "SignedData A:" },
	{ "A64", form_a64, NULL, V, { 0 }, "SignedData A64:" },
	{ "B", NULL, NULL, V, { 0 }, "SignedData B:" },
	{ "B+, the content is Signature.xml", form_b_xml, NULL, V, { 0 }, "SignedData B+:" },
	{ "B+, the content is its digest", form_b_digest, NULL, V, { 0 }, "SignedData B+:" },
	{ "C over Signature.xml", form_c, NULL, V, { 0 }, "SignedData C:" },
	{ "C over its digest", form_c_digest, NULL, V, { 0 }, "over the digest" },
	{ "D", form_d, NULL, V, { 0 }, "SignedData D:" },
	{ "Signature.xml changed", NULL, xml_changed, X, { R(SES_DATAHASH) }, NULL },
	{ "page and its CheckValue changed", NULL, page_changed_digest, X,
	    { R(SES_DATAHASH) }, NULL },
	{ "messageDigest patched to fit", b_fitted, NULL, X, { R(SES_SIG_BAD) }, NULL },
	{ "messageDigest patched", b_patched, NULL, X, { R(SES_SIG_BAD) }, NULL },
	{ "attributes sorted after signing", b_resorted, NULL, X, { R(SES_SIG_BAD) }, NULL },
	{ "attributes unsorted after signing", b_unsorted_after, NULL, X,
	    { R(SES_SIG_BAD) }, NULL },
	{ "messageDigest twice", two_digests, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "messageDigest good, then bad", good_then_bad, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "messageDigest bad, then good", bad_then_good, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "contentType twice", two_types, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "signingTime twice", two_times, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "messageDigest with two values", digest_two_values, NULL, X,
	    { R(SES_MALFORMED) }, NULL },
	{ "messageDigest without a value", digest_no_value, NULL, X,
	    { R(SES_MALFORMED) }, NULL },
	{ "messageDigest of one byte", digest_one_byte, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "no contentType", no_type, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "no messageDigest", no_digest, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "content of another document", a_of_other, NULL, X, { R(SES_DATAHASH) }, NULL },
	{ "content of 31 bytes", a_31, NULL, X, { R(SES_DATAHASH) }, NULL },
	{ "content of 33 bytes", a_33, NULL, X, { R(SES_DATAHASH) }, NULL },
	{ "content empty", a_empty, NULL, X, { R(SES_DATAHASH) }, NULL },
	{ "base64 of another digest", a64_other, NULL, X, { R(SES_DATAHASH) }, NULL },
	{ "44 bytes that are no base64", a64_spoilt, NULL, X, { R(SES_DATAHASH) }, NULL },
	{ "base64 with white space", a64_spaced, NULL, X, { R(SES_DATAHASH) }, NULL },
	{ "attributes signed elsewhere as content", a_attributes, NULL, X,
	    { R(SES_DATAHASH) }, NULL },
	{ "Signature.xml as content, no attributes", form_a_xml, NULL, X, { R(SES_DATAHASH) },
	    NULL },
	{ "e is the digest itself", d_without_z, NULL, X, { R(SES_SIG_BAD) }, "without Z" },
	{ "D with another key's Z", d_other_key, NULL, X, { R(SES_DATAHASH) }, NULL },
	{ "D, but over the content", d_as_message, NULL, X, { R(SES_SIG_BAD) }, NULL },
	{ "B+ over another content", b_other_content, NULL, X, { R(SES_DATAHASH) }, NULL },
	{ "B+, content and messageDigest differ", b_content_beside, NULL, X,
	    { R(SES_DATAHASH) }, NULL },
	{ "B+, messageDigest of a content it does not have", b_digest_twice_other, NULL, X,
	    { R(SES_DATAHASH) }, NULL },
	{ "B+, messageDigest is the content", b_digest_once, NULL, X, { R(SES_DATAHASH) }, NULL },
	{ "an unknown signed attribute", b_unknown, NULL, V, { 0 }, "1.3.6.1.4.1.1" },
};

/* The forms that are no more than accepted. */
static const struct cms_case strict[] = {
	{ "strict: A64", form_a64, NULL, X, { 0 }, NULL },
	{ "strict: B+", form_b_xml, NULL, X, { 0 }, NULL },
	{ "strict: C", form_c, NULL, X, { 0 }, NULL },
	{ "strict: D", form_d, NULL, X, { 0 }, NULL },
};

static void
test_strict(void)
{
	ecert_policy *policy = NULL;

	CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &policy));
	ecert_policy_set_trust(policy, forge.trust);
	ecert_policy_set_strict(policy, 1);
	cms_run_with(strict, ECI_COUNT(strict), policy);
	ecert_policy_free(policy);
}

static const struct cms_item told[] = {
	{ "A is no deviation", form_a, NULL, { ECI_V_FORMAT, PASS, 0, false, "SignedData A:" }, 1 },
	{ "A64 is one", form_a64, NULL, { ECI_V_FORMAT, NOTE, 0, true, "SignedData A64:" }, 1 },
	{ "C has no content that could be of anything", form_c, NULL, { ECI_V_DATAHASH, PASS, 0,
	    false, "" }, 0 },
	{ "C over the digest", form_c_digest, NULL, { ECI_V_VALUE, NOTE, 0, true,
	    "good; over the digest of Signature.xml" }, 1 },
	{ "a value that is not good is not good as well", b_fitted, NULL, { ECI_V_VALUE, PASS, 0,
	    false, "" }, 0 },
};

int
main(void)
{
	forge_start();
	cms_run(cases, ECI_COUNT(cases));
	test_strict();
	eci_buf_free(&content);
	item_run_cms(told, ECI_COUNT(told), forge.policy);
	forge_end();
	return unit_end();
}
