/* SPDX-License-Identifier: Apache-2.0 */
/*
 * forge_cms.h - forged signatures without a seal: SignedData written byte by byte
 * by a DER writer of its own, so that what the library writes and reads is held
 * against something else.  A case sets what is to be odd in struct fcms; the rest
 * is as a good signer would have it.
 */
#ifndef FORGE_CMS_H
#define FORGE_CMS_H

#include "forge_run.h"

/* Contents of object identifiers; none has an octet 0. */
#define O_GM_DATA    "\x2a\x81\x1c\xcf\x55\x06\x01\x04\x02\x01"
#define O_GM_SIGNED  "\x2a\x81\x1c\xcf\x55\x06\x01\x04\x02\x02"
#define O_GM_ENVELOPED "\x2a\x81\x1c\xcf\x55\x06\x01\x04\x02\x03"
#define O_P7_DATA    "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
#define O_P7_SIGNED  "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
#define O_TST_INFO   "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04"
#define O_SM3        "\x2a\x81\x1c\xcf\x55\x01\x83\x11"
#define O_SM3_ALIAS  "\x2a\x81\x1c\xcf\x55\x01\x83\x11\x01"
#define O_SM3_KEYED  "\x2a\x81\x1c\xcf\x55\x01\x83\x11\x02"
#define O_SHA256     "\x60\x86\x48\x01\x65\x03\x04\x02\x01"
#define O_SHA1       "\x2b\x0e\x03\x02\x1a"
#define O_MD5        "\x2a\x86\x48\x86\xf7\x0d\x02\x05"
#define O_SM2        "\x2a\x81\x1c\xcf\x55\x01\x82\x2d\x01"
#define O_SM2_SM3    "\x2a\x81\x1c\xcf\x55\x01\x83\x75"
#define O_ECDSA      "\x2a\x86\x48\xce\x3d\x04\x03\x02"
#define O_RSA        "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01"
#define O_CONTENT_TYPE "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x03"
#define O_DIGEST     "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04"
#define O_TIME       "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x05"
#define O_TOKEN      "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0e"

/* What the value is made over, and how. */
enum fover { F_RIGHT, F_XML, F_DIGEST, F_TAGGED, F_INFO };
enum fhow { F_Z, F_NO_Z, F_AS_E };

struct fcms {
	const char *outer, *inner, *attr_type;
	const char *digest_alg, *sig_alg, *set_alg;   /* set_alg NULL: an empty set */
	int         version, info_version;
	const char *params;           /* of every algorithm: "", or "\5\0" */
	size_t      params_len;
	bool        attrs, has_content;
	const char *order;            /* of the attributes: t type, s time, d digest */
	const void *content;          /* NULL: the digest of Signature.xml */
	size_t      content_len;
	const uint8_t *digest;        /* messageDigest; NULL: of what is signed */
	int64_t     time;
	bool        gentime;
	struct fwho signer;
	const struct eci_cert *named; /* in SignerInfo; NULL: the signer */
	const struct eci_cert *certs[4];
	size_t      n_certs;
	struct eci_bytes junk_cert, crl, unsigned_attrs;   /* contents; NULL: absent */
	enum fover  over;
	enum fhow   how;
	bool        two_infos, no_info, long_serial, utf8_name;
	void      (*before)(struct eci_buf *attrs);     /* before they are signed */
	void      (*patch)(struct eci_buf *attrs);      /* after that */
	void      (*sig)(struct eci_buf *sig);
	void      (*done)(struct eci_buf *value);
	void      (*stamp)(struct fcms *, struct eci_bytes value);   /* sets unsigned_attrs */
	/* Signature.xml */
	const char *method, *date;    /* NULL: absent */
	const char *more;             /* at the end of SignedInfo */
	bool        bare;             /* the value alone, over Signature.xml */
};

/* ---- DER ---- */

static inline void
cms_add(struct eci_buf *b, const void *p, size_t n)
{
	if (n > 0)
		CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, b, p, n));
}

/* Everything from at on becomes the contents of one value. */
static inline void
cms_wrap(struct eci_buf *b, size_t at, uint8_t tag)
{
	size_t n = b->len - at, head = n < 0x80 ? 2 : n < 0x100 ? 3 : 4;
	uint8_t h[4] = { tag, (uint8_t)n };

	if (head == 3) {
		h[1] = 0x81;
		h[2] = (uint8_t)n;
	} else if (head == 4) {
		h[1] = 0x82;
		h[2] = (uint8_t)(n >> 8);
		h[3] = (uint8_t)n;
	}
	CHECK(n < 0x10000);
	cms_add(b, h, head);
	memmove(b->ptr + at + head, b->ptr + at, n);
	memcpy(b->ptr + at, h, head);
}

static inline void
cms_put(struct eci_buf *b, uint8_t tag, const void *p, size_t n)
{
	size_t at = b->len;

	cms_add(b, p, n);
	cms_wrap(b, at, tag);
}

static inline void
cms_oid(struct eci_buf *b, const char *oid)
{
	cms_put(b, 0x06, oid, strlen(oid));
}

static inline void
cms_int(struct eci_buf *b, int v)
{
	uint8_t c = (uint8_t)v;

	cms_put(b, 0x02, &c, 1);
}

static inline void
cms_alg(struct eci_buf *b, const struct fcms *c, const char *oid)
{
	size_t at = b->len;

	cms_oid(b, oid);
	cms_add(b, c->params, c->params_len);
	cms_wrap(b, at, 0x30);
}

/* ---- parts ---- */

/* As GeneralizedTime; without the century, as UTCTime. */
static inline void
cms_time_text(int64_t time, char text[64])
{
	struct eci_civil t;

	eci_civil_of(time, &t);
	snprintf(text, 64, "%04d%02d%02d%02d%02d%02dZ", (int)t.year, t.month, t.day, t.hour,
	    t.minute, t.second);
}

static inline void
cms_time(struct eci_buf *b, const struct fcms *c)
{
	char text[64];

	cms_time_text(c->time, text);
	cms_put(b, c->gentime ? 0x18 : 0x17, text + (c->gentime ? 0 : 2),
	    strlen(text) - (c->gentime ? 0 : 2));
}

/* An attribute with one value, from at on. */
static inline void
cms_attr(struct eci_buf *b, size_t at, const char *type)
{
	struct eci_buf oid = { 0 };
	size_t n;

	cms_wrap(b, at, 0x31);
	cms_oid(&oid, type);
	n = oid.len;
	cms_add(&oid, b->ptr + at, b->len - at);
	b->len = at;
	cms_add(b, oid.ptr, oid.len);
	cms_wrap(b, at, 0x30);
	CHECK(n > 0);
	eci_buf_free(&oid);
}

/* One of those every signer writes: t type, s time, d digest. */
static inline void
cms_attr_of(struct eci_buf *b, char which, const struct fcms *c, const uint8_t digest[32])
{
	size_t at = b->len;

	if (which == 't')
		cms_oid(b, c->attr_type);
	else if (which == 's')
		cms_time(b, c);
	else
		cms_put(b, 0x04, digest, 32);
	cms_attr(b, at, which == 't' ? O_CONTENT_TYPE : which == 's' ? O_TIME : O_DIGEST);
}

static inline void
cms_attrs(struct eci_buf *b, const struct fcms *c, const uint8_t digest[32])
{
	const char *p;

	for (p = c->order; *p != '\0'; p++)
		cms_attr_of(b, *p, c, digest);
	if (c->before != NULL)
		c->before(b);
}

/* The name with its PrintableStrings as UTF8Strings: canonically the same. */
static inline void
cms_other_strings(uint8_t *p, size_t n)
{
	size_t i;

	for (i = 0; i + 8 < n; i++)
		if (memcmp(p + i, "\x06\x03\x55\x04", 4) == 0 && (p[i + 5] == 0x0c ||
		    p[i + 5] == 0x13))
			p[i + 5] = p[i + 5] == 0x0c ? 0x13 : 0x0c;
}

/* issuerAndSerialNumber: looked up in the certificate by hand. */
static inline void
cms_sid(struct eci_buf *b, const struct fcms *c)
{
	struct eci_bytes der = eci_cert_der(c->named != NULL ? c->named : c->signer.cert);
	struct eci_der d = eci_der(forge.ctx, "forge", ECERT_R_NONE, der.ptr, der.len), in, tbs;
	struct eci_der_val serial, name;
	size_t at = b->len;

	CHECK_OK(forge.ctx, eci_der_enter(&d, 0x30, "cert", &in, NULL));
	CHECK_OK(forge.ctx, eci_der_enter(&in, 0x30, "tbs", &tbs, NULL));
	CHECK_OK(forge.ctx, eci_der_any(&tbs, "version", &name));
	CHECK_OK(forge.ctx, eci_der_get(&tbs, 0x02, "serial", &serial));
	CHECK_OK(forge.ctx, eci_der_any(&tbs, "alg", &name));
	CHECK_OK(forge.ctx, eci_der_get(&tbs, 0x30, "issuer", &name));
	cms_add(b, name.whole.ptr, name.whole.len);
	if (c->utf8_name)
		cms_other_strings(b->ptr + at, b->len - at);
	if (c->long_serial) {
		struct eci_buf v = { 0 };

		cms_add(&v, "\0", 1);
		cms_add(&v, serial.body.ptr, serial.body.len);
		cms_put(b, 0x02, v.ptr, v.len);
		eci_buf_free(&v);
	} else {
		cms_add(b, serial.whole.ptr, serial.whole.len);
	}
	cms_wrap(b, at, 0x30);
}

static inline void
cms_content_info(struct eci_buf *b, const struct fcms *c)
{
	size_t at = b->len, in;

	cms_oid(b, c->inner);
	if (c->has_content) {
		in = b->len;
		cms_put(b, 0x04, c->content, c->content_len);
		cms_wrap(b, in, 0xa0);
	}
	cms_wrap(b, at, 0x30);
}

static inline void
cms_message(const struct fcms *c, const struct eci_buf *attrs, const struct fent *xml,
    const uint8_t sm3[32], struct eci_buf *msg)
{
	size_t at = msg->len;

	if (c->over == F_XML || (c->over == F_RIGHT && !c->attrs && !c->has_content))
		cms_add(msg, xml->p, xml->n);
	else if (c->over == F_DIGEST)
		cms_add(msg, sm3, 32);
	else if (c->over == F_INFO)
		cms_content_info(msg, c);
	else if (c->attrs) {
		cms_add(msg, attrs->ptr, attrs->len);
		cms_wrap(msg, at, c->over == F_TAGGED ? 0xa0 : 0x31);
	} else
		cms_add(msg, c->content, c->content_len);
}

static inline void
cms_sign(struct forge *f, const struct fcms *c, const struct eci_buf *msg, struct eci_buf *sig)
{
	uint8_t e[32], der[80];
	size_t n = sizeof(der);

	if (c->how == F_Z)
		forge_digest(f, &c->signer, forge_bytes(msg), e);
	else if (c->how == F_NO_Z)
		CHECK_OK(forge.ctx, eci_sm3(forge.ctx, msg->ptr, msg->len, e));
	else
		memcpy(e, msg->ptr, 32);
	CHECK_OK(forge.ctx, eci_key_sign_digest(forge.ctx, c->signer.key, e, der, &n));
	cms_add(sig, der, n);
	if (c->sig != NULL)
		c->sig(sig);
}

static inline void
cms_info(struct eci_buf *b, const struct fcms *c, const struct eci_buf *attrs,
    const struct eci_buf *sig)
{
	size_t at = b->len;

	cms_int(b, c->info_version);
	cms_sid(b, c);
	cms_alg(b, c, c->digest_alg);
	if (c->attrs)
		cms_put(b, 0xa0, attrs->ptr, attrs->len);
	cms_alg(b, c, c->sig_alg);
	cms_put(b, 0x04, sig->ptr, sig->len);
	if (c->unsigned_attrs.ptr != NULL)
		cms_put(b, 0xa1, c->unsigned_attrs.ptr, c->unsigned_attrs.len);
	cms_wrap(b, at, 0x30);
}

static inline void
cms_certs(struct eci_buf *b, const struct fcms *c)
{
	size_t i, at = b->len;

	if (c->n_certs == 0 && c->junk_cert.ptr == NULL)
		return;
	for (i = 0; i < c->n_certs; i++)
		cms_add(b, eci_cert_der(c->certs[i]).ptr, eci_cert_der(c->certs[i]).len);
	if (c->junk_cert.ptr != NULL)
		cms_put(b, 0x30, c->junk_cert.ptr, c->junk_cert.len);
	cms_wrap(b, at, 0xa0);
}

/* ContentInfo { outer, [0] SignedData }. */
static inline void
cms_build(struct eci_buf *b, const struct fcms *c, const struct eci_buf *attrs,
    const struct eci_buf *sig)
{
	struct eci_buf oid = { 0 };
	size_t at;

	cms_int(b, c->version);
	at = b->len;
	if (c->set_alg != NULL)
		cms_alg(b, c, c->set_alg);
	cms_wrap(b, at, 0x31);
	cms_content_info(b, c);
	cms_certs(b, c);
	if (c->crl.ptr != NULL)
		cms_put(b, 0xa1, c->crl.ptr, c->crl.len);
	at = b->len;
	if (!c->no_info)
		cms_info(b, c, attrs, sig);
	if (c->two_infos)
		cms_info(b, c, attrs, sig);
	cms_wrap(b, at, 0x31);
	cms_wrap(b, 0, 0x30);
	cms_wrap(b, 0, 0xa0);
	cms_oid(&oid, c->outer);
	cms_add(&oid, b->ptr, b->len);
	b->len = 0;
	cms_add(b, oid.ptr, oid.len);
	cms_wrap(b, 0, 0x30);
	eci_buf_free(&oid);
}

/* SignedValue.dat over what Signature.xml is now. */
static inline void
cms_value(struct forge *f, const struct fcms *given)
{
	const struct fent *xml = forge_find(f, f->xml);
	struct eci_buf attrs = { 0 }, msg = { 0 }, sig = { 0 }, out = { 0 };
	struct fcms c = *given;
	uint8_t sm3[32], digest[32];

	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, xml->p, xml->n, sm3));
	if (c.has_content && c.content == NULL) {
		c.content = sm3;
		c.content_len = 32;
	}
	memcpy(digest, sm3, 32);
	if (c.has_content && c.attrs)
		CHECK_OK(forge.ctx, eci_sm3(forge.ctx, c.content, c.content_len, digest));
	if (c.digest != NULL)
		memcpy(digest, c.digest, 32);
	if (c.attrs)
		cms_attrs(&attrs, &c, digest);
	cms_message(&c, &attrs, xml, sm3, &msg);
	cms_sign(f, &c, &msg, &sig);
	if (c.patch != NULL)
		c.patch(&attrs);
	if (c.stamp != NULL)
		c.stamp(&c, forge_bytes(&sig));
	if (c.bare)
		cms_add(&out, sig.ptr, sig.len);
	else
		cms_build(&out, &c, &attrs, &sig);
	if (c.done != NULL)
		c.done(&out);
	forge_set(f, f->value, out.ptr, out.len);
	eci_buf_free(&attrs);
	eci_buf_free(&msg);
	eci_buf_free(&sig);
	eci_buf_free(&out);
}

/* Signature.xml: as forge_describe() has it, without a seal. */
static inline void
cms_describe(struct forge *f, const struct fcms *c)
{
	struct eci_buf b = { 0 };
	ecert_ctx *ctx = forge.ctx;

	CHECK_OK(ctx, eci_buf_adds(ctx, &b, XML "<ofd:Signature" NS "><ofd:SignedInfo>"
	    "<ofd:Provider ProviderName=\"forge\" Version=\"1\" Company=\"f\"/>"));
	if (c->method != NULL)
		CHECK_OK(ctx, eci_buf_addf(ctx, &b, "<ofd:SignatureMethod>%s"
		    "</ofd:SignatureMethod>", c->method));
	if (c->date != NULL)
		CHECK_OK(ctx, eci_buf_addf(ctx, &b, "<ofd:SignatureDateTime>%s"
		    "</ofd:SignatureDateTime>", c->date));
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "<ofd:References CheckMethod=\"SM3\">"));
	forge_references(f, &b);
	CHECK_OK(ctx, eci_buf_addf(ctx, &b, "</ofd:References>%s</ofd:SignedInfo>"
	    "<ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>",
	    c->more != NULL ? c->more : ""));
	forge_set(f, f->xml, b.ptr, b.len);
	eci_buf_free(&b);
}

/* ---- cases ---- */

struct cms_case {
	const char   *name;
	void        (*before)(struct forge *f, struct fcms *c);
	forge_hook   *after;
	ecert_verdict want;
	ecert_reason  any[6];
	const char   *says;           /* in the report, NULL: nothing in particular */
};

/* A good signature of lab A: signed attributes, no content. */
static inline void
cms_base(struct fcms *c)
{
	*c = (struct fcms){
		.outer = O_GM_SIGNED, .inner = O_GM_DATA, .attr_type = O_GM_DATA,
		.digest_alg = O_SM3, .sig_alg = O_SM2, .set_alg = O_SM3, .version = 1,
		.info_version = 1, .params = "", .attrs = true, .order = "tsd", .time = T_SIGN,
		.signer = forge.signer, .certs = { forge.signer.cert }, .n_certs = 1,
		.method = "1.2.156.10197.1.501", .date = "20231114221320Z",
	};
}

static inline void
cms_form_a(struct fcms *c)
{
	c->attrs = false;
	c->has_content = true;
}

/* The list's row i says that it is of type Sign. */
static inline void
cms_list(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "\"Seal\"", "\"Sign\"");
}

static inline void
cms_make(struct forge *f, const struct cms_case *k)
{
	struct fcms c;

	forge_base(f);
	cms_list(f);
	cms_base(&c);
	if (k->before != NULL)
		k->before(f, &c);
	cms_describe(f, &c);
	cms_value(f, &c);
	if (k->after != NULL)
		k->after(f);
	forge_zip(f);
}

static inline void
cms_says(const struct forge *f, const ecert_policy *policy, const char *what)
{
	ecert_report *report = NULL;
	char *text = NULL, *zh = NULL;

	(void)ecert_verify_mem(forge.ctx, f->file.ptr, f->file.len, "x", policy, &report);
	if (report == NULL)
		return;
	CHECK_OK(forge.ctx, ecert_report_json(forge.ctx, report, &text));
	CHECK_OK(forge.ctx, ecert_report_text(forge.ctx, report, "zh", &zh));
	if (text != NULL && strstr(text, what) == NULL)
		unit_fail(__FILE__, __LINE__, "does not say \"%s\": %s", what, text);
	ecert_free(text);
	ecert_free(zh);
	ecert_report_free(report);
}

static inline void
cms_run_with(const struct cms_case *cases, size_t n, const ecert_policy *policy)
{
	struct forge f;
	size_t i;

	for (i = 0; i < n; i++) {
		unit_case("%s", cases[i].name);
		cms_make(&f, &cases[i]);
		forge_judge(&f, policy, cases[i].want, cases[i].any);
		if (cases[i].says != NULL)
			cms_says(&f, policy, cases[i].says);
		forge_free(&f);
	}
}

static inline void
cms_run(const struct cms_case *cases, size_t n)
{
	cms_run_with(cases, n, forge.policy);
}

#endif
