/* SPDX-License-Identifier: Apache-2.0 */
/*
 * signing.h - what the tests of sign/ and job/ share: a root, a seal maker and
 * signers at a fixed time, a seal, and documents made entry by entry.
 */
#ifndef SIGNING_H
#define SIGNING_H

#include <stdio.h>
#include <stdlib.h>

#include "crypto/crypto.h"
#include "ofd/ofd.h"
#include "seal/seal.h"
#include "ses/ses.h"
#include "signer/signer.h"
#include "unit.h"

#define DAY ((int64_t)86400)
/* 2026-06-01T12:00:00Z */
#define NOW ((int64_t)1780315200)

/* 1 x 1 pixel, red. */
static const uint8_t tiny_png[] = {
	0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48,
	0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00,
	0x00, 0x90, 0x77, 0x53, 0xde, 0x00, 0x00, 0x00, 0x0c, 0x49, 0x44, 0x41, 0x54, 0x78,
	0x9c, 0x63, 0xf8, 0xcf, 0xc0, 0x00, 0x00, 0x03, 0x01, 0x01, 0x00, 0xc9, 0xfe, 0x92,
	0xef, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82
};

struct fixture {
	ecert_ctx       *ctx;
	struct eci_key  *root_key, *maker_key, *signer_key;
	struct eci_cert *root, *maker, *signer_cert;
	ecert_signer    *signer;      /* in the seal's list */
	ecert_signer    *stranger;    /* not in it */
	ecert_seal      *seal;        /* 40 x 30 mm, NOW - 30 days .. NOW + 365 days */
};

static inline int64_t
fixed_now(void *arg)
{
	(void)arg;
	return NOW;
}

static inline int64_t
clock_of(void *arg)
{
	return *(const int64_t *)arg;
}

/* Whatever goes wrong here is no finding of the test at hand. */
static inline void
must(ecert_ctx *ctx, ecert_err e, const char *what)
{
	if (e == ECERT_OK)
		return;
	printf("FAILED: fixture: %s: %s: %s\n", what, ecert_err_name(e), ecert_errmsg(ctx));
	exit(1);
}
#define MUST(ctx, call) must((ctx), (call), #call)

static inline struct eci_cert *
new_cert(const struct fixture *f, const char *cn, int64_t from, int64_t until, const char *usage,
    uint64_t serial, const struct eci_key *key)
{
	struct eci_issue what = { .cn = cn, .o = "Test Laboratory", .from = from, .until = until,
	    .serial = serial, .ca = f->root == NULL, .pathlen = -1, .usage = usage };
	struct eci_cert *cert = NULL;

	MUST(f->ctx, eci_issue_cert(f->ctx, &what, key, f->root == NULL ? key : f->root_key,
	    f->root, &cert));
	return cert;
}

static inline ecert_signer *
new_signer(const struct fixture *f, const struct eci_key *key, const struct eci_cert *cert)
{
	struct eci_bytes der = eci_cert_der(cert);
	struct eci_buf pem = { 0 };
	ecert_signer *signer = NULL;

	MUST(f->ctx, eci_key_write(f->ctx, key, NULL, &pem));
	MUST(f->ctx, ecert_signer_from_mem(f->ctx, pem.ptr, pem.len, der.ptr, der.len, NULL, NULL,
	    &signer));
	eci_buf_wipe(&pem);
	return signer;
}

/* A key, a certificate and a signer in one step. */
static inline ecert_signer *
make_signer(const struct fixture *f, const char *cn, int64_t from, int64_t until,
    const char *usage, struct eci_cert **cert)
{
	struct eci_key *key = NULL;
	ecert_signer *signer;

	MUST(f->ctx, eci_key_new_sm2(f->ctx, &key));
	*cert = new_cert(f, cn, from, until, usage, 100, key);
	signer = new_signer(f, key, *cert);
	eci_key_free(key);
	return signer;
}

/* Made at from, which may have been long ago. */
static inline ecert_seal *
make_seal(const struct fixture *f, ecert_ses_version version, const struct eci_cert *listed,
    int64_t from, int64_t until, unsigned width, unsigned height)
{
	ecert_signer *maker = new_signer(f, f->maker_key, f->maker);
	struct eci_bytes der = eci_cert_der(listed);
	ecert_seal_spec *spec = NULL;
	ecert_ctx *ctx = f->ctx;
	ecert_seal *seal = NULL;

	MUST(ctx, ecert_seal_spec_new(ctx, &spec));
	MUST(ctx, ecert_seal_spec_set_id(ctx, spec, "33010600000001"));
	MUST(ctx, ecert_seal_spec_set_vendor(ctx, spec, "LIBECERT"));
	MUST(ctx, ecert_seal_spec_set_name(ctx, spec, "Test Laboratory"));
	ecert_seal_spec_set_type(spec, 1);
	MUST(ctx, ecert_seal_spec_set_picture(ctx, spec, tiny_png, sizeof(tiny_png), width, height));
	MUST(ctx, ecert_seal_spec_set_validity(ctx, spec, from, until));
	MUST(ctx, ecert_seal_spec_add_cert(ctx, spec, der.ptr, der.len));
	ecert_ctx_set_clock(ctx, clock_of, &from);
	MUST(ctx, ecert_seal_make(ctx, spec, maker, version, &seal));
	ecert_ctx_set_clock(ctx, fixed_now, NULL);
	ecert_seal_spec_free(spec);
	ecert_signer_free(maker);
	return seal;
}

#define USAGE_SIGN "digitalSignature,nonRepudiation"
#define USAGE_CA "keyCertSign,cRLSign"

static inline void
fixture_make(struct fixture *f)
{
	struct eci_cert *cert = NULL;

	memset(f, 0, sizeof(*f));
	f->ctx = unit_ctx();
	ecert_ctx_set_clock(f->ctx, fixed_now, NULL);
	MUST(f->ctx, eci_key_new_sm2(f->ctx, &f->root_key));
	MUST(f->ctx, eci_key_new_sm2(f->ctx, &f->maker_key));
	MUST(f->ctx, eci_key_new_sm2(f->ctx, &f->signer_key));
	f->root = new_cert(f, "Test Root", NOW - 100 * DAY, NOW + 3650 * DAY, USAGE_CA, 1, f->root_key);
	f->maker = new_cert(f, "Seal Maker", NOW - 90 * DAY, NOW + 900 * DAY, USAGE_SIGN, 2,
	    f->maker_key);
	f->signer_cert = new_cert(f, "Signer One", NOW - 60 * DAY, NOW + 600 * DAY, USAGE_SIGN, 3,
	    f->signer_key);
	f->signer = new_signer(f, f->signer_key, f->signer_cert);
	f->stranger = make_signer(f, "Stranger", NOW - 60 * DAY, NOW + 600 * DAY, USAGE_SIGN, &cert);
	eci_cert_free(cert);
	f->seal = make_seal(f, ECERT_SES_V4, f->signer_cert, NOW - 30 * DAY, NOW + 365 * DAY, 40, 30);
}

static inline void
fixture_free(struct fixture *f)
{
	ecert_seal_free(f->seal);
	ecert_signer_free(f->signer);
	ecert_signer_free(f->stranger);
	eci_cert_free(f->signer_cert);
	eci_cert_free(f->maker);
	eci_cert_free(f->root);
	eci_key_free(f->signer_key);
	eci_key_free(f->maker_key);
	eci_key_free(f->root_key);
}

/* ---- documents ---- */

#define XMLDECL "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define OFDNS " xmlns:ofd=\"http://www.ofdspec.org/2016\""

/* What makes a document special; all zero: two plain A4 pages. */
struct doc_spec {
	const char *document;      /* after Pages in Document.xml */
	const char *page;          /* after Area in Page_0 */
	const char *second;        /* BaseLoc of page 2; NULL: the right one */
	const char *body;          /* after DocRoot in OFD.xml */
	const char *extra_name, *extra_text;   /* one more entry */
};

static inline void
put_text(ecert_ctx *ctx, struct eci_pkg *pkg, const char *name, const char *text)
{
	MUST(ctx, eci_pkg_put(ctx, pkg, name, (const uint8_t *)text, strlen(text)));
}

static inline void
put_page(ecert_ctx *ctx, struct eci_pkg *pkg, const char *name, const char *more)
{
	struct eci_buf b = { 0 };

	MUST(ctx, eci_buf_addf(ctx, &b, XMLDECL "<ofd:Page" OFDNS "><ofd:Area><ofd:PhysicalBox>"
	    "0 0 210 297</ofd:PhysicalBox></ofd:Area>%s</ofd:Page>", more ? more : ""));
	put_text(ctx, pkg, name, (char *)b.ptr);
	eci_buf_free(&b);
}

static inline void
put_entry_file(ecert_ctx *ctx, struct eci_pkg *pkg, const char *more)
{
	struct eci_buf b = { 0 };

	MUST(ctx, eci_buf_addf(ctx, &b, XMLDECL "<ofd:OFD" OFDNS " Version=\"1.1\" DocType=\"OFD\">"
	    "<ofd:DocBody><ofd:DocInfo><ofd:DocID>00112233445566778899aabbccddeeff</ofd:DocID>"
	    "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>%s</ofd:DocBody></ofd:OFD>",
	    more ? more : ""));
	put_text(ctx, pkg, "OFD.xml", (char *)b.ptr);
	eci_buf_free(&b);
}

static inline void
put_document(ecert_ctx *ctx, struct eci_pkg *pkg, const struct doc_spec *spec)
{
	struct eci_buf b = { 0 };

	MUST(ctx, eci_buf_addf(ctx, &b, XMLDECL "<ofd:Document" OFDNS "><ofd:CommonData>"
	    "<ofd:MaxUnitID>20</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
	    "</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
	    "<ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/>"
	    "<ofd:Page ID=\"7\" BaseLoc=\"%s\"/></ofd:Pages>%s</ofd:Document>",
	    spec->second ? spec->second : "Pages/Page_1/Content.xml",
	    spec->document ? spec->document : ""));
	put_text(ctx, pkg, "Doc_0/Document.xml", (char *)b.ptr);
	eci_buf_free(&b);
}

/* The bytes of a document; spec may be NULL. */
static inline void
make_doc(ecert_ctx *ctx, const struct doc_spec *spec, struct eci_buf *out)
{
	static const struct doc_spec plain;
	struct eci_pkg *pkg = NULL;
	struct eci_out *o = NULL;

	if (spec == NULL)
		spec = &plain;
	MUST(ctx, eci_pkg_new(ctx, &pkg));
	put_entry_file(ctx, pkg, spec->body);
	put_document(ctx, pkg, spec);
	put_page(ctx, pkg, "Doc_0/Pages/Page_0/Content.xml", spec->page);
	put_page(ctx, pkg, "Doc_0/Pages/Page_1/Content.xml", NULL);
	if (spec->extra_name != NULL)
		put_text(ctx, pkg, spec->extra_name, spec->extra_text);
	MUST(ctx, eci_out_mem(ctx, out, &o));
	MUST(ctx, eci_pkg_write(ctx, pkg, o));
	eci_out_abort(o);
	eci_pkg_free(pkg);
}

static inline ecert_doc *
open_doc(ecert_ctx *ctx, const struct doc_spec *spec)
{
	struct eci_buf b = { 0 };
	ecert_doc *doc = NULL;

	make_doc(ctx, spec, &b);
	MUST(ctx, ecert_doc_open_mem(ctx, b.ptr, b.len, "test.ofd", &doc));
	eci_buf_free(&b);
	return doc;
}

/* Saved and opened again: what somebody else would read. */
static inline ecert_doc *
reopen(ecert_ctx *ctx, ecert_doc *doc)
{
	ecert_doc *again = NULL;
	uint8_t *p = NULL;
	size_t n;

	MUST(ctx, ecert_doc_save_mem(ctx, doc, &p, &n));
	MUST(ctx, ecert_doc_open_mem(ctx, p, n, "again.ofd", &again));
	ecert_free(p);
	ecert_doc_free(doc);
	return again;
}

/* ---- what several tests need ---- */

/* A seal that ecert_seal_make() would not make: maker and list are whatever is given. */
static inline ecert_seal *
seal_of(ecert_ctx *ctx, ecert_ses_version v, const struct eci_cert *listed,
    const ecert_signer *maker, const struct eci_ses_ext *ext)
{
	struct eci_bytes der = eci_cert_der(listed), none = { NULL, 0 };
	struct eci_ses_who who = { eci_cert_der(eci_signer_cert(maker)),
		eci_sig_alg_oid(eci_signer_alg(maker)) };
	struct eci_ses_seal_info in = { .version = v, .vendor = "V", .id = "33010600000001",
	    .name = "N", .type = 1, .created = NOW - DAY, .valid_from = NOW - DAY,
	    .valid_until = NOW + DAY, .list_type = 1, .list = &der, .n_list = 1,
	    .picture_type = "png", .picture = { tiny_png, sizeof(tiny_png) }, .width = 40,
	    .height = 40, .exts = ext, .n_exts = ext != NULL };
	struct eci_buf info = { 0 }, tbs = { 0 }, sig = { 0 }, out = { 0 };
	ecert_seal *seal = NULL;

	MUST(ctx, eci_ses_info_encode(ctx, &in, &info));
	MUST(ctx, eci_ses_seal_tbs(ctx, v, &info, who, &tbs));
	MUST(ctx, eci_signer_sign(ctx, maker, (struct eci_bytes){ tbs.ptr, tbs.len }, &sig));
	MUST(ctx, eci_ses_seal_encode(ctx, v, &info, who,
	    (struct eci_bytes){ sig.ptr, sig.len }, none, &out));
	MUST(ctx, ecert_seal_load_mem(ctx, out.ptr, out.len, &seal));
	eci_buf_free(&info);
	eci_buf_free(&tbs);
	eci_buf_free(&sig);
	eci_buf_free(&out);
	return seal;
}

/* A policy that trusts the fixture's root and maker, with a list of the root's. */
static inline void
fixture_trust(const struct fixture *f, ecert_trust **trust, ecert_policy **policy)
{
	struct eci_bytes root = eci_cert_der(f->root), maker = eci_cert_der(f->maker);
	struct eci_buf crl = { 0 };

	MUST(f->ctx, ecert_trust_new(f->ctx, trust));
	MUST(f->ctx, ecert_trust_add_roots(f->ctx, *trust, root.ptr, root.len));
	MUST(f->ctx, ecert_trust_add_makers(f->ctx, *trust, maker.ptr, maker.len));
	MUST(f->ctx, eci_issue_crl(f->ctx, f->root_key, f->root, NOW - DAY, NOW + 30 * DAY, 1,
	    NULL, NULL, 0, &crl));
	MUST(f->ctx, ecert_trust_add_crls(f->ctx, *trust, crl.ptr, crl.len));
	eci_buf_free(&crl);
	MUST(f->ctx, ecert_policy_new(f->ctx, policy));
	ecert_policy_set_trust(*policy, *trust);
}

static inline int32_t
dead_device(void *arg, int32_t alg, const uint8_t *digest, size_t len, uint8_t *sig,
    size_t *sig_len)
{
	(void)arg, (void)alg, (void)digest, (void)len, (void)sig, (void)sig_len;
	return -1;
}

static inline void
write_file(const char *path, const void *p, size_t n)
{
	FILE *file = fopen(path, "wb");

	if (file == NULL || fwrite(p, 1, n, file) != n || fclose(file) != 0) {
		printf("FAILED: fixture: %s\n", path);
		exit(1);
	}
}

/* What a stranger reads of doc is valid. */
static inline void
valid_again(const struct fixture *f, ecert_doc **doc, const ecert_policy *policy)
{
	ecert_report *report = NULL;
	char *text = NULL;

	*doc = reopen(f->ctx, *doc);
	if (ecert_verify(f->ctx, *doc, policy, &report) != ECERT_OK) {
		CHECK_OK(f->ctx, ecert_report_text(f->ctx, report, "en", &text));
		unit_fail(__FILE__, __LINE__, "%s", text != NULL ? text : "?");
		ecert_free(text);
	}
	ecert_report_free(report);
}

/* In the test's folder: temporary files that were left behind are among them. */
static inline size_t
names_in_folder(ecert_ctx *ctx)
{
	char **names = NULL;
	size_t n = 0;

	MUST(ctx, eci_dir_list(ctx, unit_dir(), &names, &n));
	eci_dir_list_free(names, n);
	return n;
}

/* Signature i (from 0) as it stands in doc; free with eci_ofd_sig_free(). */
static inline void
read_sig(ecert_ctx *ctx, ecert_doc *doc, size_t i, struct eci_ofd_sig *sig)
{
	struct eci_ofd_sign *rows = NULL;
	uint8_t *p = NULL;
	size_t n = 0, len = 0;

	memset(sig, 0, sizeof(*sig));
	MUST(ctx, eci_ofd_sign_list(ctx, doc, &rows, &n));
	if (i >= n) {
		printf("FAILED: fixture: there is no signature %zu\n", i);
		exit(1);
	}
	MUST(ctx, ecert_doc_read_entry(ctx, doc, rows[i].entry, &p, &len));
	MUST(ctx, eci_ofd_sig_parse(ctx, rows[i].entry, p, len, sig));
	ecert_free(p);
	eci_ofd_sign_list_free(rows, n);
}

/* How many references of sig do not have the digest they claim. */
static inline size_t
broken_refs(ecert_ctx *ctx, ecert_doc *doc, const struct eci_ofd_sig *sig)
{
	uint8_t digest[ECI_SM3_LEN], *p = NULL;
	size_t i, n = 0, bad = 0;

	for (i = 0; i < sig->n_refs; i++) {
		if (ecert_doc_read_entry(ctx, doc, sig->refs[i].entry, &p, &n) != ECERT_OK) {
			bad++;
			continue;
		}
		MUST(ctx, eci_sm3(ctx, p, n, digest));
		bad += sig->refs[i].digest_len != sizeof(digest) ||
		    memcmp(digest, sig->refs[i].digest, sizeof(digest)) != 0;
		ecert_free(p);
	}
	return bad;
}

static inline bool
has_ref(const struct eci_ofd_sig *sig, const char *entry)
{
	size_t i;

	for (i = 0; i < sig->n_refs; i++)
		if (strcmp(sig->refs[i].entry, entry) == 0)
			return true;
	return false;
}

#endif
