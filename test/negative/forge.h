/* SPDX-License-Identifier: Apache-2.0 */
/*
 * forge.h - forged documents.  A small OFD file is built here by hand, signed
 * with keys of its own, and spoilt in one way at a time; what writes it shares
 * nothing with the library's own writer, so that both can be held against each
 * other.  A case of a table names the flaw, the hooks that make it, and the
 * reasons of which the verifier must give at least one.
 *
 *   before(f)  the document and how it will be signed; nothing is signed yet
 *   desc(f)    Signature.xml is written, its value is not
 *   after(f)   all is signed: what somebody without a key can do
 *   zip(f)     the bytes of the finished container
 */
#ifndef FORGE_H
#define FORGE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "crypto/crypto.h"
#include "seal/seal.h"
#include "ses/ses.h"
#include "../unit/unit.h"

#define T_FROM  1600000000   /* certificates */
#define T_UNTIL 1900000000
#define T_SEAL  1690000000   /* the seal is made, and valid from here */
#define T_SIGN  1700000000
#define T_NOW   1750000000   /* time of verification */
#define T_END   1800000000   /* the seal's last second */

#define SIGNS "Doc_0/Signs/"
#define SIG_XML SIGNS "Sign_0/Signature.xml"
#define SIG_VALUE SIGNS "Sign_0/SignedValue.dat"
#define SIG_SEAL SIGNS "Sign_0/Seal.esl"
#define PAGE "Doc_0/Pages/Page_0/Content.xml"

struct fent {
	char    name[128];
	size_t  name_len;       /* 0: all of name */
	uint8_t *p;
	size_t  n;
	int     method;         /* 0 stored; anything else is only claimed */
	uint32_t attr;          /* external attributes */
};

struct fwho {
	struct eci_key  *key;
	struct eci_cert *cert;
};

struct forge {
	struct fent    v[64];
	size_t         n;
	const char    *skip[8];      /* not protected */
	size_t         n_skip;
	const char    *xml, *value, *esl;      /* files of the signature at hand */
	const char    *method, *check_method;
	struct fwho    signer, maker;
	struct eci_bytes listed;     /* the certificate in the seal's list */
	int            list_type;
	ecert_ses_version version;
	int64_t        time, seal_from, seal_until, seal_made;
	const char    *property;
	const uint8_t *data_hash;    /* NULL: SM3 (RSA: SHA-256) of Signature.xml */
	size_t         data_hash_len;
	const char    *user_id;      /* NULL: the default one */
	void (*tbs)(struct forge *, struct eci_buf *);      /* changes TBS_Sign */
	void (*info)(struct forge *, struct eci_buf *);     /* changes SES_SealInfo */
	void (*sig)(struct forge *, struct eci_buf *);      /* changes the signature value */
	void (*seal_sig)(struct forge *, struct eci_buf *);
	void (*seal_done)(struct forge *, struct eci_buf *);   /* changes the whole seal */
	const struct eci_cert *sig_cert;   /* whose key Z is made of, NULL: the signer's */
	struct eci_bytes token;      /* in the place of a time stamp */
	struct eci_bytes seal_token; /* the same of the seal */
	/* Set those, once the value is known that is to be stamped. */
	void (*stamp)(struct forge *, struct eci_bytes value);
	void (*seal_stamp)(struct forge *, struct eci_bytes value);
	bool           sign_hash;    /* sign dataHash instead of TBS_Sign */
	bool           sm3_with_rsa; /* dataHash is SM3 all the same */
	struct eci_buf seal, file;
};

typedef void forge_hook(struct forge *f);

struct forge_case {
	const char  *name;
	forge_hook  *before, *desc, *after, *zip;
	ecert_verdict want;
	ecert_reason  any[6];        /* one of them must be given */
};

/* What all forgeries share: one CA with a signer, a maker, and a second signer. */
static struct {
	ecert_ctx       *ctx;
	struct fwho      root, signer, other, maker;
	struct fwho      evil_root, evil_signer, evil_maker;
	struct fwho      old_ca, narrow_ca, below_ca;   /* in the store, but lame */
	struct eci_buf   crl;
	ecert_trust     *trust;
	ecert_policy    *policy;
	uint64_t         serial;
	ecert_ses_version version;       /* of seals and signatures; 0: V4 */
	struct fwho      kept[64];       /* made for one case, freed at the end */
	size_t           n_kept;
} forge;

/* ---- keys and certificates ---- */

static inline struct fwho
forge_issue_for(struct eci_issue what, struct eci_key *key, const struct fwho *issuer)
{
	struct fwho who = { .key = key };

	what.serial = ++forge.serial;
	if (what.o == NULL)
		what.o = "Forge";
	if (what.from == 0)
		what.from = T_FROM;
	if (what.until == 0)
		what.until = T_UNTIL;
	CHECK_OK(forge.ctx, eci_issue_cert(forge.ctx, &what, who.key,
	    issuer != NULL ? issuer->key : who.key, issuer != NULL ? issuer->cert : NULL,
	    &who.cert));
	return who;
}

static inline struct fwho
forge_issue_as(struct eci_issue what, const struct fwho *issuer)
{
	struct eci_key *key = NULL;

	CHECK_OK(forge.ctx, eci_key_new_sm2(forge.ctx, &key));
	return forge_issue_for(what, key, issuer);
}

static inline struct fwho
forge_leaf(const char *cn, const struct fwho *issuer)
{
	return forge_issue_as((struct eci_issue){ .cn = cn, .pathlen = -1,
	    .usage = "digitalSignature,nonRepudiation" }, issuer);
}

static inline struct fwho
forge_ca(const char *cn, const struct fwho *issuer, int pathlen)
{
	return forge_issue_as((struct eci_issue){ .cn = cn, .ca = true, .pathlen = pathlen,
	    .usage = "keyCertSign,cRLSign" }, issuer);
}

static inline void
forge_who_free(struct fwho *who)
{
	eci_key_free(who->key);
	eci_cert_free(who->cert);
	*who = (struct fwho){ 0 };
}

static inline struct fwho
forge_keep(struct fwho who)
{
	CHECK(forge.n_kept < ECI_COUNT(forge.kept));
	forge.kept[forge.n_kept++] = who;
	return who;
}

/* An end entity "Lab A" that may sign, unless what says otherwise. */
static inline struct fwho
forge_leaf_of(struct eci_issue what, const struct fwho *issuer)
{
	if (what.cn == NULL)
		what.cn = "Lab A";
	if (what.usage == NULL)
		what.usage = "digitalSignature,nonRepudiation";
	what.pathlen = -1;
	return forge_keep(forge_issue_as(what, issuer));
}

/* The seal lists whoever signs. */
static inline void
forge_sign_as(struct forge *f, struct fwho who)
{
	f->signer = who;
	f->listed = eci_cert_der(who.cert);
}

static inline int64_t
forge_clock(void *arg)
{
	(void)arg;
	return T_NOW;
}

static inline void
forge_trust_cert(const struct fwho *who, ecert_err (*add)(ecert_ctx *, ecert_trust *,
    const uint8_t *, size_t))
{
	struct eci_bytes der = eci_cert_der(who->cert);

	CHECK_OK(forge.ctx, add(forge.ctx, forge.trust, der.ptr, der.len));
}

/* A list of the time of signing: what expired since may be gone from the one of now. */
static inline void
forge_trust_then(void)
{
	struct eci_buf crl = { 0 };

	CHECK_OK(forge.ctx, eci_issue_crl(forge.ctx, forge.root.key, forge.root.cert, T_SIGN,
	    T_SIGN + 100000, 1, NULL, NULL, 0, &crl));
	CHECK_OK(forge.ctx, ecert_trust_add_crls(forge.ctx, forge.trust, crl.ptr, crl.len));
	eci_buf_free(&crl);
}

static inline void
forge_start(void)
{
	ecert_ctx *ctx = forge.ctx = unit_ctx();

	unit_case("keys, certificates, a trust store");
	ecert_ctx_set_clock(ctx, forge_clock, NULL);
	forge.root = forge_ca("Forge Root", NULL, -1);
	forge.signer = forge_leaf("Lab A", &forge.root);
	forge.other = forge_leaf("Lab B", &forge.root);
	forge.maker = forge_leaf("Seal maker", &forge.root);
	forge.evil_root = forge_ca("Forge Root", NULL, -1);
	forge.evil_signer = forge_leaf("Lab A", &forge.evil_root);
	forge.evil_maker = forge_leaf("Seal maker", &forge.evil_root);
	forge.old_ca = forge_issue_as((struct eci_issue){ .cn = "Old CA", .ca = true,
	    .pathlen = -1, .until = T_SIGN - 1, .usage = "keyCertSign,cRLSign" }, &forge.root);
	forge.narrow_ca = forge_ca("Narrow CA", &forge.root, 0);
	forge.below_ca = forge_ca("CA below", &forge.narrow_ca, -1);
	CHECK_OK(ctx, eci_issue_crl(ctx, forge.root.key, forge.root.cert, T_NOW - 1000,
	    T_NOW + 100000, 1, NULL, NULL, 0, &forge.crl));
	CHECK_OK(ctx, ecert_trust_new(ctx, &forge.trust));
	forge_trust_cert(&forge.root, ecert_trust_add_roots);
	forge_trust_cert(&forge.root, ecert_trust_add_intermediates);
	forge_trust_cert(&forge.old_ca, ecert_trust_add_intermediates);
	forge_trust_cert(&forge.narrow_ca, ecert_trust_add_intermediates);
	forge_trust_cert(&forge.below_ca, ecert_trust_add_intermediates);
	forge_trust_cert(&forge.maker, ecert_trust_add_makers);
	CHECK_OK(ctx, ecert_trust_add_crls(ctx, forge.trust, forge.crl.ptr, forge.crl.len));
	forge_trust_then();
	CHECK_OK(ctx, ecert_policy_new(ctx, &forge.policy));
	ecert_policy_set_trust(forge.policy, forge.trust);
}

static inline void
forge_end(void)
{
	forge_who_free(&forge.root);
	forge_who_free(&forge.signer);
	forge_who_free(&forge.other);
	forge_who_free(&forge.maker);
	forge_who_free(&forge.evil_root);
	forge_who_free(&forge.evil_signer);
	forge_who_free(&forge.evil_maker);
	forge_who_free(&forge.old_ca);
	forge_who_free(&forge.narrow_ca);
	forge_who_free(&forge.below_ca);
	while (forge.n_kept > 0)
		forge_who_free(&forge.kept[--forge.n_kept]);
	eci_buf_free(&forge.crl);
	ecert_policy_free(forge.policy);
	ecert_trust_free(forge.trust);
}

/* ---- entries ---- */

static inline struct fent *
forge_find(struct forge *f, const char *name)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (strcmp(f->v[i].name, name) == 0)
			return &f->v[i];
	return NULL;
}

static inline struct fent *
forge_append(struct forge *f, const char *name, const void *p, size_t n)
{
	struct fent *e = &f->v[f->n++];

	*e = (struct fent){ .n = n };
	snprintf(e->name, sizeof(e->name), "%s", name);
	e->p = malloc(n + 1);
	if (n > 0)
		memcpy(e->p, p, n);
	e->p[n] = '\0';
	return e;
}

static inline void
forge_set(struct forge *f, const char *name, const void *p, size_t n)
{
	struct fent *e = forge_find(f, name);

	if (e == NULL) {
		forge_append(f, name, p, n);
		return;
	}
	free(e->p);
	e->p = malloc(n + 1);
	if (n > 0)
		memcpy(e->p, p, n);
	e->p[n] = '\0';
	e->n = n;
}

static inline void
forge_text(struct forge *f, const char *name, const char *text)
{
	forge_set(f, name, text, strlen(text));
}

static inline void
forge_drop(struct forge *f, const char *name)
{
	struct fent *e = forge_find(f, name);

	CHECK(e != NULL);
	if (e == NULL)
		return;
	free(e->p);
	*e = f->v[--f->n];
}

/* The first from in the entry becomes to; from must be there. */
static inline void
forge_edit(struct forge *f, const char *name, const char *from, const char *to)
{
	struct fent *e = forge_find(f, name);
	const char *at = e != NULL ? strstr((char *)e->p, from) : NULL;
	struct eci_buf b = { 0 };

	if (at == NULL) {
		unit_fail(__FILE__, __LINE__, "%s has no \"%s\"", name, from);
		return;
	}
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, e->p, (size_t)(at - (char *)e->p)));
	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, to));
	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, at + strlen(from)));
	forge_set(f, name, b.ptr, b.len);
	eci_buf_free(&b);
}

/* A hook that edits Signature.xml. */
#define EDIT(name, from, to) \
static void \
name(struct forge *f) \
{ \
	forge_edit(f, SIG_XML, from, to); \
}

/* What everybody wants: another measured value. */
static inline void
forge_page_changed(struct forge *f)
{
	forge_edit(f, PAGE, "100.02 g", "100.20 g");
}

static inline void
forge_skip(struct forge *f, const char *name)
{
	f->skip[f->n_skip++] = name;
}

/* ---- the document ---- */

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define NS " xmlns:ofd=\"http://www.ofdspec.org/2016\""
#define PAGE_TEXT XML "<ofd:Page" NS "><ofd:Template TemplateID=\"9\"/><ofd:Content>" \
	"<ofd:Layer ID=\"11\"><ofd:TextObject ID=\"12\" Boundary=\"20 20 100 10\" Font=\"3\"" \
	" Size=\"4\"><ofd:TextCode X=\"0\" Y=\"4\">100.02 g</ofd:TextCode></ofd:TextObject>" \
	"<ofd:ImageObject ID=\"13\" Boundary=\"150 20 25 25\" ResourceID=\"4\"/></ofd:Layer>" \
	"</ofd:Content></ofd:Page>"

static const struct { const char *name, *text; } forge_parts[] = {
	{ "OFD.xml", XML "<ofd:OFD" NS " Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo>"
	    "<ofd:DocID>0123456789abcdef0123456789abcdef</ofd:DocID></ofd:DocInfo>"
	    "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
	    "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>" },
	{ "Doc_0/Document.xml", XML "<ofd:Document" NS "><ofd:CommonData><ofd:MaxUnitID>20"
	    "</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
	    "</ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
	    "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
	    "<ofd:TemplatePage ID=\"9\" BaseLoc=\"Tpls/Tpl_0/Content.xml\"/></ofd:CommonData>"
	    "<ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/></ofd:Pages>"
	    "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
	    "<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>"
	    "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>" },
	{ "Doc_0/PublicRes.xml", XML "<ofd:Res" NS " BaseLoc=\"Res\"><ofd:Fonts>"
	    "<ofd:Font ID=\"3\" FontName=\"SimSun\"/></ofd:Fonts></ofd:Res>" },
	{ "Doc_0/DocumentRes.xml", XML "<ofd:Res" NS " BaseLoc=\"Res\"><ofd:MultiMedias>"
	    "<ofd:MultiMedia ID=\"4\" Type=\"Image\"><ofd:MediaFile>qr.png</ofd:MediaFile>"
	    "</ofd:MultiMedia></ofd:MultiMedias></ofd:Res>" },
	{ "Doc_0/Res/qr.png", "\x89PNG\r\n\x1a\nnot really" },
	{ "Doc_0/Tpls/Tpl_0/Content.xml", XML "<ofd:Page" NS "><ofd:Content><ofd:Layer ID=\"14\">"
	    "<ofd:TextObject ID=\"15\" Boundary=\"20 5 100 10\" Font=\"3\" Size=\"4\">"
	    "<ofd:TextCode X=\"0\" Y=\"4\">Laboratory A</ofd:TextCode></ofd:TextObject>"
	    "</ofd:Layer></ofd:Content></ofd:Page>" },
	{ PAGE, PAGE_TEXT },
	{ "Doc_0/Annots/Annotations.xml", XML "<ofd:Annotations" NS "><ofd:Page PageID=\"1\">"
	    "<ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>" },
	{ "Doc_0/Annots/Page_0/Annotation.xml", XML "<ofd:PageAnnot" NS "><ofd:Annot ID=\"16\""
	    " Type=\"Watermark\" Creator=\"f\" LastModDate=\"2023-01-01\"><ofd:Appearance"
	    " Boundary=\"0 0 10 10\"/></ofd:Annot></ofd:PageAnnot>" },
	{ "Doc_0/Tags/CustomTags.xml", XML "<ofd:CustomTags" NS "><ofd:CustomTag TypeID=\"x\">"
	    "<ofd:FileLoc>Tag_0.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>" },
	{ "Doc_0/Tags/Tag_0.xml", XML "<tag>number 17</tag>" },
	{ "Doc_0/Attachs/Attachments.xml", XML "<ofd:Attachments" NS "><ofd:Attachment ID=\"A1\""
	    " Name=\"raw\"><ofd:FileLoc>raw.xml</ofd:FileLoc></ofd:Attachment></ofd:Attachments>" },
	{ "Doc_0/Attachs/raw.xml", XML "<raw>1 2 3</raw>" },
	{ SIGNS "Signatures.xml", XML "<ofd:Signatures" NS "><ofd:MaxSignId>2</ofd:MaxSignId>"
	    "<ofd:Signature ID=\"1\" Type=\"Seal\" BaseLoc=\"Sign_0/Signature.xml\"/>"
	    "</ofd:Signatures>" },
};

static inline void
forge_base(struct forge *f)
{
	size_t i;

	*f = (struct forge){ 0 };
	for (i = 0; i < ECI_COUNT(forge_parts); i++)
		forge_text(f, forge_parts[i].name, forge_parts[i].text);
	forge_skip(f, SIGNS "Signatures.xml");
	f->xml = SIG_XML;
	f->value = SIG_VALUE;
	f->esl = SIG_SEAL;
	f->method = "1.2.156.10197.1.501";
	f->check_method = "SM3";
	f->signer = forge.signer;
	f->maker = forge.maker;
	f->listed = eci_cert_der(forge.signer.cert);
	f->list_type = 1;
	f->version = forge.version != 0 ? forge.version : ECERT_SES_V4;
	f->time = T_SIGN;
	f->seal_from = f->seal_made = T_SEAL;
	f->seal_until = T_END;
	f->property = "/" SIG_XML;
}

#endif
