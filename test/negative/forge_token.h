/* SPDX-License-Identifier: Apache-2.0 */
/*
 * forge_token.h - forged time stamps: tokens of RFC 3161 and GB/T 20520 written byte
 * by byte, over SM2 or RSA keys.  A case sets what is to be odd in struct ftoken;
 * the rest is as a good authority would have it.
 */
#ifndef FORGE_TOKEN_H
#define FORGE_TOKEN_H

#include "forge_cms.h"
#include "../unit/rsa_key.h"

#define O_ESS     "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0c"
#define O_ESS_V2  "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x2f"
#define O_SHA512  "\x60\x86\x48\x01\x65\x03\x04\x02\x03"
#define O_RSA_SHA256 "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b"
#define O_POLICY  "\x2a\x03\x04"
#define NULL_PARAMS "\x05\x00"

/* issuerSerial of an ESS attribute: none, as it should be, a bare Name, of somebody
 * else, under another number. */
enum fissuer { F_NO_ISSUER, F_ISSUER, F_BARE_ISSUER, F_OTHER_ISSUER, F_OTHER_SERIAL };

struct ftoken {
	/* TSTInfo */
	int         tst_version;
	const char *imprint_alg;      /* NULL: the bare OID of SM3 */
	struct eci_bytes data;        /* what is stamped */
	const void *imprint;          /* NULL: the digest of data */
	size_t      imprint_len;
	const char *serial;           /* contents of the INTEGER */
	size_t      serial_len;
	int64_t     time;
	const char *gentime;          /* NULL: from time */
	struct eci_bytes tail;        /* what follows genTime */
	/* SignedData */
	const char *outer, *inner, *attr_type;
	const char *digest_alg, *set_alg, *sig_alg;
	int         version, info_version;
	bool        attrs, has_content;
	/* t contentType, s signingTime, d messageDigest, 1 signingCertificate, 2 V2 by
	 * SHA-256, 3 V2 by SM3, 5 V2 by SHA-512, 6 V2 by SHA-1, 7 the first with the
	 * algorithm of V2, 8 as 2 with the algorithm written out, u an unknown one */
	const char *order;
	const uint8_t *digest;        /* messageDigest; NULL: of TSTInfo */
	struct fwho who;
	const struct eci_cert *named, *ess;   /* NULL: who's */
	const void *ess_hash;         /* NULL: of ess */
	size_t      ess_len;
	enum fissuer ess_issuer;
	const struct eci_cert *certs[4];
	size_t      n_certs;
	bool        junk;             /* and what is no certificate */
	struct eci_bytes unsigned_attrs;
	enum fover  over;             /* F_RIGHT, F_TAGGED; F_INFO: TSTInfo */
	const char *user_id;          /* NULL: the default one */
	bool        two_infos;
	int         status;           /* -1: no response around it */
	bool        no_token;
	void      (*patch)(struct eci_buf *attrs);      /* after they are signed */
	void      (*done)(struct eci_buf *token);
};

/* A good one over data, by an SM2 authority as GB/T 20520 has it, or an RSA one. */
static inline void
token_base(struct ftoken *t, struct fwho who, struct eci_bytes data)
{
	bool sm2 = eci_key_kind(who.key) == ECI_KEY_SM2;

	*t = (struct ftoken){
		.tst_version = 1, .imprint_alg = sm2 ? O_SM3 : O_SHA256, .data = data,
		.serial = "\x07", .serial_len = 1, .time = T_SIGN + 2,
		.outer = sm2 ? O_GM_SIGNED : O_P7_SIGNED, .inner = O_TST_INFO,
		.attr_type = O_TST_INFO, .digest_alg = sm2 ? O_SM3 : O_SHA256,
		.set_alg = sm2 ? O_SM3 : O_SHA256, .sig_alg = sm2 ? O_SM2_SM3 : O_RSA,
		.version = 3, .info_version = 1, .attrs = true, .has_content = true,
		.order = sm2 ? "tsd3" : "tsd2", .who = who, .certs = { who.cert },
		.n_certs = 1, .status = -1,
	};
}

/* What --strict accepts: the form of RFC 3161. */
static inline void
token_strict(struct ftoken *t)
{
	t->outer = O_P7_SIGNED;
}

/* ---- parts ---- */

static inline void
token_alg(struct eci_buf *b, const char *oid)
{
	size_t at = b->len;

	cms_oid(b, oid);
	cms_add(b, NULL_PARAMS, 2);
	cms_wrap(b, at, 0x30);
}

static inline void
token_hash(const char *alg, const void *p, size_t n, uint8_t out[64])
{
	if (strcmp(alg, O_SHA256) == 0)
		CHECK_OK(forge.ctx, eci_sha256(forge.ctx, p, n, out));
	else if (strcmp(alg, O_SHA1) == 0)
		CHECK_OK(forge.ctx, eci_sha1(forge.ctx, p, n, out));
	else
		CHECK_OK(forge.ctx, eci_sm3(forge.ctx, p, n, out));
}

static inline void
token_gentime(struct eci_buf *b, const struct ftoken *t)
{
	char text[64];

	cms_time_text(t->time, text);
	cms_put(b, 0x18, t->gentime != NULL ? t->gentime : text,
	    strlen(t->gentime != NULL ? t->gentime : text));
}

static inline void
token_info(struct eci_buf *b, const struct ftoken *t)
{
	uint8_t hash[64];
	size_t at;

	cms_int(b, t->tst_version);
	cms_oid(b, O_POLICY);
	at = b->len;
	if (t->imprint_alg == NULL)
		cms_oid(b, O_SM3);
	else
		token_alg(b, t->imprint_alg);
	token_hash(t->imprint_alg != NULL ? t->imprint_alg : O_SM3, t->data.ptr, t->data.len,
	    hash);
	cms_put(b, 0x04, t->imprint != NULL ? t->imprint : hash,
	    t->imprint != NULL ? t->imprint_len : 32);
	cms_wrap(b, at, 0x30);
	cms_put(b, 0x02, t->serial, t->serial_len);
	token_gentime(b, t);
	cms_add(b, t->tail.ptr, t->tail.len);
	cms_wrap(b, 0, 0x30);
}

/* The certificate's issuer, whole, and serial number, contents. */
static inline void
token_id(const struct eci_cert *cert, struct eci_bytes *issuer, struct eci_bytes *serial)
{
	struct eci_bytes der = eci_cert_der(cert);
	struct eci_der d = eci_der(forge.ctx, "forge", ECERT_R_NONE, der.ptr, der.len), in, tbs;
	struct eci_der_val v;

	CHECK_OK(forge.ctx, eci_der_enter(&d, 0x30, "cert", &in, NULL));
	CHECK_OK(forge.ctx, eci_der_enter(&in, 0x30, "tbs", &tbs, NULL));
	CHECK_OK(forge.ctx, eci_der_any(&tbs, "version", &v));
	CHECK_OK(forge.ctx, eci_der_get(&tbs, 0x02, "serial", &v));
	*serial = v.body;
	CHECK_OK(forge.ctx, eci_der_any(&tbs, "alg", &v));
	CHECK_OK(forge.ctx, eci_der_get(&tbs, 0x30, "issuer", &v));
	*issuer = v.whole;
}

static inline void
token_issuer_serial(struct eci_buf *b, const struct ftoken *t, const struct eci_cert *cert)
{
	const struct eci_cert *of = t->ess_issuer == F_OTHER_ISSUER ? forge.signer.cert : cert;
	struct eci_bytes issuer, serial;
	size_t at = b->len, in;

	if (t->ess_issuer == F_NO_ISSUER)
		return;
	token_id(of, &issuer, &serial);
	in = b->len;
	cms_add(b, issuer.ptr, issuer.len);
	if (t->ess_issuer != F_BARE_ISSUER) {
		cms_wrap(b, in, 0xa4);
		cms_wrap(b, in, 0x30);
	}
	if (t->ess_issuer == F_OTHER_SERIAL)
		cms_int(b, 99);
	else
		cms_put(b, 0x02, serial.ptr, serial.len);
	cms_wrap(b, at, 0x30);
}

static inline void
token_ess(struct eci_buf *b, const struct ftoken *t, char which)
{
	const struct eci_cert *cert = t->ess != NULL ? t->ess : t->who.cert;
	const char *alg = which == '1' || which == '7' ? O_SHA1 : which == '3' ? O_SM3 : O_SHA256;
	struct eci_bytes der = eci_cert_der(cert);
	size_t at = b->len;
	uint8_t hash[64];

	token_hash(alg, der.ptr, der.len, hash);
	if (which == '6' || which == '7')
		token_alg(b, O_SHA1);
	else if (which == '8')
		token_alg(b, O_SHA256);
	else if (which == '3' || which == '5')
		token_alg(b, which == '3' ? O_SM3 : O_SHA512);
	cms_put(b, 0x04, t->ess_hash != NULL ? t->ess_hash : hash, t->ess_hash != NULL ?
	    t->ess_len : which == '1' || which == '7' ? 20 : which == '5' ? 64 : 32);
	token_issuer_serial(b, t, cert);
	cms_wrap(b, at, 0x30);
	cms_wrap(b, at, 0x30);
	cms_wrap(b, at, 0x30);
	cms_attr(b, at, which == '1' || which == '7' ? O_ESS : O_ESS_V2);
}

/* SignedData as forge_cms.h writes it. */
static inline struct fcms
token_cms(const struct ftoken *t, const struct eci_buf *info)
{
	struct fcms c = { .outer = t->outer, .inner = t->inner, .attr_type = t->attr_type,
		.digest_alg = t->digest_alg, .sig_alg = t->sig_alg, .set_alg = t->set_alg,
		.version = t->version, .info_version = t->info_version, .params = NULL_PARAMS,
		.params_len = 2, .attrs = t->attrs, .has_content = t->has_content,
		.content = info->ptr, .content_len = info->len, .time = t->time,
		.signer = t->who, .named = t->named, .n_certs = t->n_certs,
		.unsigned_attrs = t->unsigned_attrs, .two_infos = t->two_infos };

	memcpy(c.certs, t->certs, sizeof(c.certs));
	if (t->junk)
		c.junk_cert = (struct eci_bytes){ (const uint8_t *)"\2\1\1", 3 };
	return c;
}

static inline void
token_attrs(struct eci_buf *b, const struct ftoken *t, const struct fcms *c,
    const uint8_t digest[32])
{
	const char *p;
	size_t at;

	for (p = t->order; *p != '\0'; p++) {
		at = b->len;
		if (*p == 'u') {
			cms_put(b, 0x0c, "hi", 2);
			cms_attr(b, at, "\x2a\x03");
		} else if (strchr("tsd", *p) != NULL)
			cms_attr_of(b, *p, c, digest);
		else
			token_ess(b, t, *p);
	}
}

static inline void
token_sign(const struct ftoken *t, const struct eci_buf *msg, struct eci_buf *sig)
{
	struct forge f = { .user_id = t->user_id };

	forge_sign_msg(&f, &t->who, forge_bytes(msg), sig);
}

static inline void
token_message(const struct ftoken *t, const struct eci_buf *attrs, const struct eci_buf *info,
    struct eci_buf *msg)
{
	if (t->over == F_INFO || !t->attrs) {
		cms_add(msg, info->ptr, info->len);
		return;
	}
	cms_add(msg, attrs->ptr, attrs->len);
	cms_wrap(msg, 0, t->over == F_TAGGED ? 0xa0 : 0x31);
}

static inline void
token_respond(struct eci_buf *b, const struct ftoken *t)
{
	struct eci_buf out = { 0 };

	cms_int(&out, t->status);
	cms_wrap(&out, 0, 0x30);
	if (!t->no_token)
		cms_add(&out, b->ptr, b->len);
	b->len = 0;
	cms_add(b, out.ptr, out.len);
	cms_wrap(b, 0, 0x30);
	eci_buf_free(&out);
}

/* The whole of it, into b, which is emptied first. */
static inline void
token_make(const struct ftoken *t, struct eci_buf *b)
{
	struct eci_buf info = { 0 }, attrs = { 0 }, msg = { 0 }, sig = { 0 };
	uint8_t digest[64];
	struct fcms c;

	b->len = 0;
	token_info(&info, t);
	c = token_cms(t, &info);
	token_hash(t->digest_alg, info.ptr, info.len, digest);
	token_attrs(&attrs, t, &c, t->digest != NULL ? t->digest : digest);
	token_message(t, &attrs, &info, &msg);
	token_sign(t, &msg, &sig);
	if (t->patch != NULL)
		t->patch(&attrs);
	cms_build(b, &c, &attrs, &sig);
	if (t->done != NULL)
		t->done(b);
	if (t->status >= 0)
		token_respond(b, t);
	eci_buf_free(&info);
	eci_buf_free(&attrs);
	eci_buf_free(&msg);
	eci_buf_free(&sig);
}

/* ---- authorities ---- */

static inline struct fwho
token_tsa_of(struct eci_issue what, const struct fwho *issuer, bool rsa)
{
	struct eci_key *key = NULL;

	what.pathlen = -1;
	if (what.cn == NULL)
		what.cn = "Time stamps";
	what.o = "Forge";
	if (what.usage == NULL)
		what.usage = "digitalSignature,nonRepudiation";
	if (rsa)
		key = rsa_key(forge.ctx, 2048);
	else
		CHECK_OK(forge.ctx, eci_key_new_sm2(forge.ctx, &key));
	return forge_issue_for(what, key, issuer);
}

/* One that may stamp: extended key usage timeStamping, critical and alone. */
static inline struct fwho
token_tsa(const struct fwho *issuer, bool rsa)
{
	return token_tsa_of((struct eci_issue){ .ext_usage = "timeStamping",
	    .ext_usage_critical = true }, issuer, rsa);
}

#endif
