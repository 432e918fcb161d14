/* SPDX-License-Identifier: Apache-2.0 */
/* What anybody can add to SignedData: it never makes it better. */
#include "../negative/forge_cms.h"
#include "../negative/forge_item.h"

static struct eci_buf attrs;

static void
put_attr(const char *type, const void *value, size_t n)
{
	size_t at = attrs.len;

	cms_add(&attrs, value, n);
	cms_attr(&attrs, at, type);
}

static void
use(struct fcms *c)
{
	c->unsigned_attrs = forge_bytes(&attrs);
}

/* SEQUENCE { OID }, as a token begins. */
static void
token(struct forge *f, struct fcms *c)
{
	(void)f;
	attrs.len = 0;
	put_attr(O_TOKEN, "\x30\x03\x06\x01\x2a", 5);
	use(c);
}

static void
token_junk(struct forge *f, struct fcms *c)
{
	(void)f;
	attrs.len = 0;
	put_attr(O_TOKEN, "\x04\x03\1\2\3", 5);
	use(c);
}

static void
unknown(struct forge *f, struct fcms *c)
{
	(void)f;
	attrs.len = 0;
	put_attr("\x2a\x03", "\x0c\x02hi", 4);
	use(c);
}

static void
both(struct forge *f, struct fcms *c)
{
	(void)f;
	attrs.len = 0;
	put_attr("\x2a\x03", "\x0c\x02hi", 4);
	put_attr(O_TOKEN, "\x04\x03\1\2\3", 5);
	use(c);
}

/* Each counts, and no more than some are examined. */
static void
many(struct forge *f, struct fcms *c)
{
	size_t i;

	(void)f;
	attrs.len = 0;
	for (i = 0; i < 9; i++)
		put_attr("\x2a\x03", "\x0c\x02hi", 4);
	use(c);
}

static void
no_value(struct forge *f, struct fcms *c)
{
	(void)f;
	attrs.len = 0;
	put_attr(O_TOKEN, "", 0);
	use(c);
}

static void
two_values(struct forge *f, struct fcms *c)
{
	(void)f;
	attrs.len = 0;
	put_attr(O_TOKEN, "\x30\x03\x06\x01\x2a\x30\x03\x06\x01\x2a", 10);
	use(c);
}

/* A messageDigest that contradicts the signed one counts for nothing. */
static void
digest_outside(struct forge *f, struct fcms *c)
{
	(void)f;
	attrs.len = 0;
	put_attr(O_DIGEST, "\x04\x01\0", 3);
	use(c);
}

static void
time_outside(struct forge *f, struct fcms *c)
{
	(void)f;
	cms_form_a(c);
	c->date = NULL;
	attrs.len = 0;
	put_attr(O_TIME, "\x17\x0d" "231114221320Z", 15);
	use(c);
}

static void
no_attribute(struct forge *f, struct fcms *c)
{
	(void)f;
	c->unsigned_attrs = (struct eci_bytes){ (const uint8_t *)"", 0 };
}

static void
not_one(struct forge *f, struct fcms *c)
{
	(void)f;
	c->unsigned_attrs = (struct eci_bytes){ (const uint8_t *)"\x05\x00", 2 };
}

static void
crl(struct forge *f, struct fcms *c)
{
	(void)f;
	c->crl = (struct eci_bytes){ (const uint8_t *)"\x30\x03\x02\x01\x00", 5 };
}

static const struct cms_case cases[] = {
	{ "what begins as a time stamp does", token, NULL, X, { R(TIMESTAMP_BAD) }, NULL },
	{ "a time stamp that is none", token_junk, NULL, X, { R(TIMESTAMP_BAD) }, NULL },
	{ "an attribute nobody knows", unknown, NULL, U, { R(UNSUPPORTED) }, "1.2.3" },
	{ "both", both, NULL, X, { R(TIMESTAMP_BAD) }, NULL },
	{ "nine of them", many, NULL, U, { R(UNSUPPORTED) }, "more than 8 attributes" },
	{ "an attribute without a value", no_value, NULL, X, { R(TIMESTAMP_BAD) }, NULL },
	{ "an attribute with two values", two_values, NULL, X, { R(TIMESTAMP_BAD) }, NULL },
	{ "a digest outside of what is signed", digest_outside, NULL, U, { R(UNSUPPORTED) }, NULL },
	{ "a time outside of what is signed", time_outside, NULL, U, { R(UNSUPPORTED) },
	    "neither the value nor SignatureDateTime" },
	{ "no attribute where some belong", no_attribute, NULL, X, { R(TIMESTAMP_BAD) }, NULL },
	{ "something else where some belong", not_one, NULL, X, { R(TIMESTAMP_BAD) }, NULL },
	{ "a list of revoked certificates", crl, NULL, V, { 0 }, "are not used" },
};

static const struct cms_item told[] = {
	{ "nine of them", many, NULL, { ECI_V_TIMESTAMP, UNDEC, R(UNSUPPORTED), false,
	    "more than 8 attributes" }, 1 },
	{ "a list of revoked certificates", crl, NULL, { ECI_V_FORMAT, NOTE, 0, true,
	    "1 revocation lists in the signature are not used" }, 1 },
};

int
main(void)
{
	forge_start();
	cms_run(cases, ECI_COUNT(cases));
	eci_buf_free(&attrs);
	item_run_cms(told, ECI_COUNT(told), forge.policy);
	forge_end();
	return unit_end();
}
