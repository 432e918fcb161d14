/* SPDX-License-Identifier: Apache-2.0 */
/* forge_make.h - seal, signature and container of a forged document. */
#ifndef FORGE_MAKE_H
#define FORGE_MAKE_H

#include "forge.h"
#include "../modules/sm2_curve.h"

/* ---- signing ---- */

/* Z for any user ID: the key's point is the end of the certificate's key info. */
static inline void
forge_digest(struct forge *f, const struct fwho *who, struct eci_bytes msg, uint8_t e[32])
{
	static const uint8_t mark[] = { 0x03, 0x42, 0x00, 0x04 };
	struct eci_bytes der = eci_cert_der(who->cert);
	struct eci_buf b = { 0 };
	uint8_t z[32], bits[2];
	size_t i, idlen;

	if (f->user_id == NULL) {
		CHECK_OK(forge.ctx, eci_sm2_digest(forge.ctx, who->cert, msg, e));
		return;
	}
	idlen = strlen(f->user_id);
	bits[0] = (uint8_t)(idlen * 8 >> 8);
	bits[1] = (uint8_t)(idlen * 8);
	for (i = 0; i + 68 < der.len && memcmp(der.ptr + i, mark, 4) != 0; i++)
		;
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, bits, 2));
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, f->user_id, idlen));
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, sm2_curve, sizeof(sm2_curve)));
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, der.ptr + i + 4, 64));
	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, b.ptr, b.len, z));
	b.len = 0;
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, z, 32));
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, msg.ptr, msg.len));
	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, b.ptr, b.len, e));
	eci_buf_free(&b);
}

static inline void
forge_sign_msg(struct forge *f, const struct fwho *who, struct eci_bytes msg, struct eci_buf *sig)
{
	uint8_t e[32], der[80];
	size_t n = sizeof(der);

	sig->len = 0;
	if (eci_key_kind(who->key) == ECI_KEY_RSA) {
		CHECK_OK(forge.ctx, eci_sha256(forge.ctx, msg.ptr, msg.len, e));
		CHECK_OK(forge.ctx, eci_key_sign_rsa(forge.ctx, who->key, e, sig));
		return;
	}
	forge_digest(f, who, msg, e);
	CHECK_OK(forge.ctx, eci_key_sign_digest(forge.ctx, who->key, e, der, &n));
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, sig, der, n));
}

static inline struct eci_bytes
forge_bytes(const struct eci_buf *b)
{
	return (struct eci_bytes){ b->ptr, b->len };
}

static inline struct eci_ses_who
forge_who(const struct fwho *who)
{
	return (struct eci_ses_who){ eci_cert_der(who->cert),
		eci_key_kind(who->key) == ECI_KEY_RSA ? ECI_SES_RSA_SHA256 : ECI_SES_SM2_SM3 };
}

static inline void
forge_seal(struct forge *f)
{
	struct eci_buf info = { 0 }, tbs = { 0 }, sig = { 0 };
	ecert_ctx *ctx = forge.ctx;
	struct eci_ses_seal_info in = {
		.version = f->version, .vendor = "FORGE", .id = "11000000000001",
		.name = "Laboratory A", .type = 1, .created = f->seal_made,
		.valid_from = f->seal_from, .valid_until = f->seal_until,
		.list_type = f->list_type, .list = &f->listed, .n_list = 1,
		.picture_type = "png", .picture = { (const uint8_t *)"\x89PNG\r\n\x1a\nseal", 12 },
		.width = 40, .height = 40,
	};
	const char *id = f->user_id;

	f->user_id = NULL;
	CHECK_OK(ctx, eci_ses_info_encode(ctx, &in, &info));
	if (f->info != NULL)
		f->info(f, &info);
	CHECK_OK(ctx, eci_ses_seal_tbs(ctx, f->version, &info, forge_who(&f->maker), &tbs));
	forge_sign_msg(f, &f->maker, forge_bytes(&tbs), &sig);
	if (f->seal_sig != NULL)
		f->seal_sig(f, &sig);
	if (f->seal_stamp != NULL)
		f->seal_stamp(f, forge_bytes(&sig));
	f->seal.len = 0;
	CHECK_OK(ctx, eci_ses_seal_encode(ctx, f->version, &info, forge_who(&f->maker),
	    forge_bytes(&sig), f->seal_token, &f->seal));
	if (f->seal_done != NULL)
		f->seal_done(f, &f->seal);
	f->user_id = id;
	eci_buf_free(&info);
	eci_buf_free(&tbs);
	eci_buf_free(&sig);
}

static inline bool
forge_skipped(const struct forge *f, const char *name)
{
	size_t i;

	for (i = 0; i < f->n_skip; i++)
		if (strcmp(f->skip[i], name) == 0)
			return true;
	return false;
}

static inline void
forge_digest_text(const struct fent *e, struct eci_buf *out)
{
	uint8_t sm3[32];

	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, e->p, e->n, sm3));
	CHECK_OK(forge.ctx, eci_base64_add(forge.ctx, out, sm3, 32));
}

/* Of everything but the signature's own two entries, and what is skipped. */
static inline void
forge_references(const struct forge *f, struct eci_buf *b)
{
	size_t i;

	for (i = 0; i < f->n; i++) {
		if (forge_skipped(f, f->v[i].name) || strcmp(f->v[i].name, f->xml) == 0 ||
		    strcmp(f->v[i].name, f->value) == 0)
			continue;
		CHECK_OK(forge.ctx, eci_buf_addf(forge.ctx, b, "<ofd:Reference FileRef=\"/%s\">"
		    "<ofd:CheckValue>", f->v[i].name));
		forge_digest_text(&f->v[i], b);
		CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, b, "</ofd:CheckValue></ofd:Reference>"));
	}
}

static inline void
forge_describe(struct forge *f)
{
	struct eci_buf b = { 0 };
	ecert_ctx *ctx = forge.ctx;

	CHECK_OK(ctx, eci_buf_addf(ctx, &b, XML "<ofd:Signature" NS "><ofd:SignedInfo>"
	    "<ofd:Provider ProviderName=\"forge\" Version=\"1\" Company=\"f\"/>"
	    "<ofd:SignatureMethod>%s</ofd:SignatureMethod>"
	    "<ofd:SignatureDateTime>20231114221320Z</ofd:SignatureDateTime>"
	    "<ofd:References CheckMethod=\"%s\">", f->method, f->check_method));
	forge_references(f, &b);
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "</ofd:References><ofd:StampAnnot ID=\"2\""
	    " PageRef=\"1\" Boundary=\"150 230 40 40\"/><ofd:Seal><ofd:BaseLoc>Seal.esl"
	    "</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo><ofd:SignedValue>SignedValue.dat"
	    "</ofd:SignedValue></ofd:Signature>"));
	forge_set(f, f->xml, b.ptr, b.len);
	eci_buf_free(&b);
}

/* SignedValue.dat over what Signature.xml is now. */
static inline void
forge_value(struct forge *f)
{
	struct eci_buf tbs = { 0 }, sig = { 0 }, out = { 0 };
	const struct fent *xml = forge_find(f, f->xml);
	struct eci_ses_who who = forge_who(&f->signer);
	struct eci_bytes hash, msg;
	struct fwho signer = f->signer;
	ecert_ctx *ctx = forge.ctx;
	uint8_t sm3[32];

	CHECK_OK(ctx, eci_key_kind(signer.key) == ECI_KEY_RSA && !f->sm3_with_rsa ?
	    eci_sha256(ctx, xml->p, xml->n, sm3) : eci_sm3(ctx, xml->p, xml->n, sm3));
	hash = (struct eci_bytes){ f->data_hash != NULL ? f->data_hash : sm3,
		f->data_hash != NULL ? f->data_hash_len : 32 };
	CHECK_OK(ctx, eci_ses_tbs_encode(ctx, f->version, forge_bytes(&f->seal), f->time,
	    hash, f->property, who, &tbs));
	if (f->tbs != NULL)
		f->tbs(f, &tbs);
	msg = f->sign_hash ? hash : forge_bytes(&tbs);
	if (f->sig_cert != NULL)
		signer.cert = eci_cert_ref(f->sig_cert);
	forge_sign_msg(f, &signer, msg, &sig);
	if (f->sig_cert != NULL)
		eci_cert_free(signer.cert);
	if (f->sig != NULL)
		f->sig(f, &sig);
	if (f->stamp != NULL)
		f->stamp(f, forge_bytes(&sig));
	CHECK_OK(ctx, eci_ses_sig_encode(ctx, f->version, &tbs, who, forge_bytes(&sig),
	    f->token, &out));
	forge_set(f, f->value, out.ptr, out.len);
	eci_buf_free(&tbs);
	eci_buf_free(&sig);
	eci_buf_free(&out);
}

/* Seal, description and value with what f says now; desc may be NULL. */
static inline void
forge_sign(struct forge *f, forge_hook *desc)
{
	forge_seal(f);
	forge_set(f, f->esl, f->seal.ptr, f->seal.len);
	forge_describe(f);
	if (desc != NULL)
		desc(f);
	forge_value(f);
}

/* A further signature, by lab B, over all that is there. */
static inline void
forge_second(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "</ofd:Signatures>", "<ofd:Signature ID=\"3\""
	    " Type=\"Seal\" BaseLoc=\"Sign_1/Signature.xml\"/></ofd:Signatures>");
	f->xml = SIGNS "Sign_1/Signature.xml";
	f->value = SIGNS "Sign_1/SignedValue.dat";
	f->esl = SIGNS "Sign_1/Seal.esl";
	f->property = "/" SIGNS "Sign_1/Signature.xml";
	f->signer = forge.other;
	f->listed = eci_cert_der(forge.other.cert);
	f->time = T_SIGN + 60;
	forge_sign(f, NULL);
}

/* The i-th value inside a SEQUENCE becomes p. */
static inline void
forge_set_value(struct eci_buf *seq, size_t i, const void *p, size_t n)
{
	struct eci_der d = eci_der(forge.ctx, "forge", ECERT_R_SES_MALFORMED, seq->ptr,
	    seq->len), in;
	struct eci_buf body = { 0 };
	struct eci_der_val v;
	size_t k;

	CHECK_OK(forge.ctx, eci_der_any(&d, "seq", &v));
	in = eci_der(forge.ctx, "forge", ECERT_R_SES_MALFORMED, v.body.ptr, v.body.len);
	for (k = 0; !eci_der_end(&in); k++) {
		CHECK_OK(forge.ctx, eci_der_any(&in, "value", &v));
		CHECK_OK(forge.ctx, k == i ? eci_buf_add(forge.ctx, &body, p, n) :
		    eci_buf_add(forge.ctx, &body, v.whole.ptr, v.whole.len));
	}
	seq->len = 0;
	CHECK_OK(forge.ctx, eci_der_put_buf(forge.ctx, seq, 0x30, &body));
	eci_buf_free(&body);
}

/* A hook that sets a value of what another hook is given. */
#define VALUE(name, hook, i, bytes) \
static void \
name##_value(struct forge *f, struct eci_buf *seq) \
{ \
	(void)f; \
	forge_set_value(seq, i, bytes, sizeof(bytes) - 1); \
} \
static void \
name(struct forge *f) \
{ \
	f->hook = name##_value; \
}

/* ---- the container: stored entries, written from the ZIP note alone ---- */

static inline void
forge_le(struct eci_buf *b, uint64_t v, int n)
{
	uint8_t p[8];
	int i;

	for (i = 0; i < n; i++)
		p[i] = (uint8_t)(v >> 8 * i);
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, b, p, (size_t)n));
}

static inline void
forge_header(struct eci_buf *b, const struct fent *e, bool central, uint32_t off)
{
	size_t name_len = e->name_len != 0 ? e->name_len : strlen(e->name);

	forge_le(b, central ? 0x02014b50 : 0x04034b50, 4);
	if (central)
		forge_le(b, 0x0314, 2);
	forge_le(b, 20, 2);
	forge_le(b, 0, 2);
	forge_le(b, (uint64_t)e->method, 2);
	forge_le(b, 0x5a210000, 4);
	forge_le(b, crc32(0, e->p, (uInt)e->n), 4);
	forge_le(b, e->n, 4);
	forge_le(b, e->n, 4);
	forge_le(b, name_len, 2);
	forge_le(b, 0, 2);
	if (central) {
		forge_le(b, 0, 6);
		forge_le(b, e->attr, 4);
		forge_le(b, off, 4);
	}
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, b, e->name, name_len));
}

static inline void
forge_zip(struct forge *f)
{
	struct eci_buf dir = { 0 }, *b = &f->file;
	uint64_t start;
	size_t i;

	b->len = 0;
	for (i = 0; i < f->n; i++) {
		forge_header(&dir, &f->v[i], true, (uint32_t)b->len);
		forge_header(b, &f->v[i], false, 0);
		CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, b, f->v[i].p, f->v[i].n));
	}
	start = b->len;
	if (dir.len > 0)
		CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, b, dir.ptr, dir.len));
	forge_le(b, 0x06054b50, 4);
	forge_le(b, 0, 4);
	forge_le(b, f->n, 2);
	forge_le(b, f->n, 2);
	forge_le(b, dir.len, 4);
	forge_le(b, start, 4);
	forge_le(b, 0, 2);
	eci_buf_free(&dir);
}

#endif
