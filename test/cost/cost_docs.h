/* SPDX-License-Identifier: Apache-2.0 */
/* cost_docs.h - what is most of in a document: of everything there can be many of. */
#ifndef COST_DOCS_H
#define COST_DOCS_H

#include "cost.h"

#include "../unit/ses_edit.h"

#define MANY 3700           /* entries, with those of 64 signatures below the limit */

/* ---- entries, references, signatures ---- */

static void
entries(struct cdoc *d, size_t n, const char *folder)
{
	char name[1200];
	size_t i;

	for (i = 0; i < n; i++) {
		snprintf(name, sizeof(name), "%s%zu.dat", folder, i);
		cost_entry(d, name, name, strlen(name));
	}
}

static void
many_references(struct cdoc *d)
{
	size_t i;

	entries(d, MANY, "Doc_0/R/");
	for (i = 0; i < 8192 - MANY - 20; i++)
		cost_text(&d->more, "<ofd:Reference FileRef=\"/gone/%zu\"><ofd:CheckValue>AAAAAAA"
		    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=</ofd:CheckValue></ofd:Reference>", i);
	cost_sign(d, 30);
}

static void
many_signatures(struct cdoc *d)
{
	entries(d, MANY, "Doc_0/R/");
	cost_sign(d, 64);
}

/* Names no two of which differ early, and none of which is protected. */
static void
long_names(struct cdoc *d)
{
	char folder[1016] = "Doc_0/";
	size_t i;

	for (i = 6; i < 1010; i++)
		folder[i] = i % 80 == 0 ? '/' : 'n';
	folder[1010] = '\0';
	entries(d, MANY, folder);
	for (i = 0; i < d->n; i++)
		d->v[i].open = true;
	cost_sign(d, 64);
}

/* Entries whose reading fails at the end, with every signature anew. */
static void
unreadable(struct cdoc *d)
{
	size_t i, k, n = (size_t)60 << 20;
	uint8_t *p = malloc(n);
	char name[32];

	for (i = 0; i < n; i++)
		p[i] = (uint8_t)(i % 64 == 0 ? cost_random() : 'x');
	for (k = 0; k < 4; k++) {
		snprintf(name, sizeof(name), "Doc_0/Res/%zu.png", k);
		cost_entry(d, name, p, n)->spoilt = true;
	}
	free(p);
	cost_sign(d, 64);
}

/* Two thousand small ones of the kind. */
static void
unreadable_small(struct cdoc *d)
{
	uint8_t p[60000];
	char name[32];
	size_t i, k;

	for (i = 0; i < sizeof(p); i++)
		p[i] = (uint8_t)(i % 48 == 0 ? cost_random() : 'x');
	for (k = 0; k < MANY; k++) {
		snprintf(name, sizeof(name), "Doc_0/Res/%zu.png", k);
		cost_entry(d, name, p, sizeof(p))->spoilt = true;
	}
	cost_sign(d, 40);
}

/* Each reference a deviation to be told of. */
static void
many_deviations(struct cdoc *d)
{
	size_t i;

	for (i = 0; i < 8000; i++)
		cost_text(&d->more, "<ofd:Reference FileRef=\"../gone/%zu\"><ofd:CheckValue>AAAAA"
		    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=</ofd:CheckValue></ofd:Reference>", i);
	cost_sign(d, 64);
}

/* ---- XML ---- */

/* Elements that compress well, but not so well as to be refused for it. */
static void
fill(struct eci_buf *b, size_t limit)
{
	while (b->len < limit)
		cost_text(b, cost_random() % 6 != 0 ? "<ofd:PathObject/>" :
		    "<ofd:PathObject ID=\"%u\"/>", cost_random());
}

static void
page_rows(struct eci_buf *b, size_t n)
{
	size_t i;

	cost_text(b, "<ofd:Pages>");
	for (i = 0; i < n; i++)
		cost_text(b, "<ofd:Page ID=\"%zu\" BaseLoc=\"Pages/%zu.xml\"/>", i + 1, i);
	cost_text(b, "</ofd:Pages>");
}

static void
document_of_pages(struct cdoc *d, size_t n)
{
	struct eci_buf b = { 0 };

	cost_root(&b, "Document");
	cost_text(&b, "<ofd:CommonData><ofd:MaxUnitID>20</ofd:MaxUnitID><ofd:PageArea>"
	    "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>");
	page_rows(&b, n);
	cost_text(&b, "</ofd:Document>");
	cost_part(d, "Doc_0/Document.xml", &b);
}

static void
pages_of(struct cdoc *d, size_t n, void (*body)(struct eci_buf *b, size_t limit))
{
	struct eci_buf b = { 0 };
	char name[64];
	size_t i;

	document_of_pages(d, n);
	for (i = 0; i < n; i++) {
		cost_root(&b, "Page");
		cost_text(&b, "<ofd:Content><ofd:Layer ID=\"1\">");
		body(&b, ((size_t)16 << 20) - 100);
		cost_text(&b, "</ofd:Layer></ofd:Content></ofd:Page>");
		snprintf(name, sizeof(name), "Doc_0/Pages/%zu.xml", i);
		cost_part(d, name, &b);
	}
	cost_sign(d, 1);
}

static void
many_elements(struct cdoc *d)
{
	pages_of(d, 8, fill);
}

static void
fill_deep(struct eci_buf *b, size_t limit)
{
	int i;

	while (b->len < limit - 2048) {
		for (i = 0; i < 56; i++)
			cost_text(b, "<ofd:PageBlock>");
		cost_text(b, "%u", cost_random());
		for (i = 0; i < 56; i++)
			cost_text(b, "</ofd:PageBlock>");
	}
}

static void
deep_elements(struct cdoc *d)
{
	pages_of(d, 14, fill_deep);
}

/* Objects with n attributes each: name, a number, the value's beginning. */
static void
fill_with(struct eci_buf *b, size_t limit, int n, const char *name, const char *value,
    const char *more)
{
	int i;

	while (b->len < limit - 8192) {
		cost_text(b, "<ofd:PathObject");
		for (i = 0; i < n; i++)
			cost_text(b, " %s%d=\"%s%u\"", name, i, value,
			    i % 20 == 0 ? cost_random() : 7u);
		cost_text(b, "%s/>", more);
	}
}

static void
fill_attributes(struct eci_buf *b, size_t limit)
{
	fill_with(b, limit, 250, "attribute", "", "");
}

static void
many_attributes(struct cdoc *d)
{
	pages_of(d, 14, fill_attributes);
}

static void
fill_namespaces(struct eci_buf *b, size_t limit)
{
	fill_with(b, limit, 200, "xmlns:n", "urn:", " n1:a=\"1\"");
}

static void
many_namespaces(struct cdoc *d)
{
	pages_of(d, 14, fill_namespaces);
}

static void
fill_text(struct eci_buf *b, size_t limit)
{
	cost_text(b, "<ofd:TextObject ID=\"3\" Boundary=\"0 0 9 9\" Font=\"3\" Size=\"3\"><ofd:"
	    "TextCode>");
	while (b->len < limit - 4096)
		cost_text(b, "&lt;&amp;&#x4e2d;%u&gt;", cost_random() % 16);
	cost_text(b, "</ofd:TextCode></ofd:TextObject>");
}

static void
long_text(struct cdoc *d)
{
	pages_of(d, 14, fill_text);
}

/* Links, each of which leads nowhere. */
static void
fill_links(struct eci_buf *b, size_t limit)
{
	while (b->len < limit - 4096)
		cost_text(b, "<ofd:ImageObject ID=\"%u\" ResourceID=\"%u\"/>", cost_random() % 99,
		    cost_random());
}

static void
many_links(struct cdoc *d)
{
	pages_of(d, 5, fill_links);
}

/* Rows of one kind: start, a number, middle, a number that repeats, end. */
static void
list_part(struct cdoc *d, const char *name, const char *root, const char *const row[3])
{
	struct eci_buf b = { 0 };
	size_t i;

	cost_root(&b, root);
	for (i = 0; b.len < ((size_t)15 << 20); i++)
		cost_text(&b, "%s%zu%s%u%s", row[0], i, row[1], cost_random() % 1000, row[2]);
	cost_text(&b, "</ofd:%s>", root);
	cost_part(d, name, &b);
}

static void
many_annotations(struct cdoc *d)
{
	static const char *const page[] = { "<ofd:Page PageID=\"", "\"><ofd:FileLoc>Page_",
		"/Annotation.xml</ofd:FileLoc></ofd:Page>" };
	static const char *const annot[] = { "<ofd:Annot ID=\"", "\" Type=\"Watermark\" Creator=\"",
		"\"><ofd:Appearance Boundary=\"0 0 10 10\"/></ofd:Annot>" };

	list_part(d, "Doc_0/Annots/Annotations.xml", "Annotations", page);
	list_part(d, "Doc_0/Annots/Page_0/Annotation.xml", "PageAnnot", annot);
	cost_sign(d, 4);
}

static void
many_parts(struct cdoc *d)
{
	static const char *const tag[] = { "<ofd:CustomTag TypeID=\"t", "\"><ofd:FileLoc>gone_",
		".xml</ofd:FileLoc></ofd:CustomTag>" };
	static const char *const attachment[] = { "<ofd:Attachment ID=\"A",
		"\" Name=\"raw\"><ofd:FileLoc>gone", ".xml</ofd:FileLoc></ofd:Attachment>" };

	list_part(d, "Doc_0/Tags/CustomTags.xml", "CustomTags", tag);
	list_part(d, "Doc_0/Attachs/Attachments.xml", "Attachments", attachment);
	cost_sign(d, 4);
}

static void
many_resources(struct cdoc *d)
{
	struct eci_buf b = { 0 };
	size_t i;

	cost_root(&b, "Res");
	cost_text(&b, "<ofd:MultiMedias>");
	for (i = 0; b.len < ((size_t)15 << 20); i++)
		cost_text(&b, "<ofd:MultiMedia ID=\"%zu\" Type=\"Image\"><ofd:MediaFile>gone%u.png"
		    "</ofd:MediaFile></ofd:MultiMedia>", i, cost_random());
	cost_text(&b, "</ofd:MultiMedias></ofd:Res>");
	cost_part(d, "Doc_0/DocumentRes.xml", &b);
	cost_sign(d, 4);
}

/* ---- pages, templates, stamps ---- */

/* Pages that take their size from the last of many templates, a stamp on each. */
static void
templates(struct cdoc *d)
{
	struct eci_buf b = { 0 };
	size_t i, n = 32000;

	cost_root(&b, "Document");
	cost_text(&b, "<ofd:CommonData><ofd:MaxUnitID>20</ofd:MaxUnitID><ofd:PageArea>"
	    "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>");
	for (i = 0; i < n; i++)
		cost_text(&b, "<ofd:TemplatePage ID=\"%zu\" BaseLoc=\"Tpls/Tpl_0/Content.xml\"/>",
		    i + 1000000);
	cost_text(&b, "</ofd:CommonData><ofd:Pages>");
	for (i = 0; i < n; i++)
		cost_text(&b, "<ofd:Page ID=\"%zu\" BaseLoc=\"Pages/Page_0/Content.xml\"/>", i + 1);
	cost_text(&b, "</ofd:Pages></ofd:Document>");
	cost_part(d, "Doc_0/Document.xml", &b);
	cost_root(&b, "Page");
	cost_text(&b, "<ofd:Template TemplateID=\"%zu\"/></ofd:Page>", n - 1 + 1000000);
	cost_part(d, PAGE, &b);
	for (i = n - 8191; i < n; i++)
		cost_text(&d->stamps, "<ofd:StampAnnot ID=\"s%zu\" PageRef=\"%zu\" Boundary=\"9 9 9 9"
		    "\"/>", i, i + 1);
	cost_sign(d, 2);
}

/* A page that is ill-formed at its end, shown many times, with a stamp on each. */
static void
bad_page(struct cdoc *d)
{
	struct eci_buf b = { 0 };
	size_t i;

	cost_root(&b, "Document");
	cost_text(&b, "<ofd:CommonData><ofd:MaxUnitID>20</ofd:MaxUnitID><ofd:PageArea>"
	    "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
	    "<ofd:Pages>");
	for (i = 0; i < 5000; i++)
		cost_text(&b, "<ofd:Page ID=\"%zu\" BaseLoc=\"Pages/Page_0/Content.xml\"/>", i + 1);
	cost_text(&b, "</ofd:Pages></ofd:Document>");
	cost_part(d, "Doc_0/Document.xml", &b);
	cost_root(&b, "Page");
	fill(&b, (size_t)15 << 20);
	cost_part(d, PAGE, &b);
	for (i = 0; i < 64; i++)
		cost_text(&d->stamps, "<ofd:StampAnnot ID=\"s%zu\" PageRef=\"%zu\" Boundary=\"9 9 9 9"
		    "\"/>", i, i + 1);
	cost_sign(d, 64);
}

static void
many_stamps(struct cdoc *d)
{
	size_t i;

	for (i = 0; i < 8191; i++)
		cost_text(&d->stamps, "<ofd:StampAnnot ID=\"s%zu\" PageRef=\"1\" Boundary=\"9 9 9 9"
		    "\"/>", i);
	cost_sign(d, 64);
}

static void
many_versions(struct cdoc *d)
{
	struct eci_buf b = { 0 };
	size_t i;

	cost_root(&b, "OFD");
	cost_text(&b, "<ofd:DocBody><ofd:DocInfo><ofd:DocID>0123456789abcdef0123456789abcdef"
	    "</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Versions>");
	for (i = 0; i < 65000; i++)
		cost_text(&b, "<ofd:Version ID=\"%zu\" Index=\"%u\" BaseLoc=\"Doc_0/V%u.xml\"/>", i,
		    cost_random() % 9, cost_random() % 999);
	cost_text(&b, "</ofd:Versions><ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>"
	    "</ofd:DocBody></ofd:OFD>");
	cost_part(d, "OFD.xml", &b);
	cost_sign(d, 2);
}

/* ---- seals and SignedData ---- */

static size_t wide;      /* octets of what follows */

/* [0] at the end of SES_SealInfo. */
static void
extensions(struct forge *f, struct eci_buf *info)
{
	struct eci_der d = eci_der(forge.ctx, "cost", ECERT_R_NONE, info->ptr, info->len);
	struct eci_buf all = { 0 }, body = { 0 }, list = { 0 };
	struct eci_der_val v;
	size_t i;

	(void)f;
	for (i = 0; all.len < wide; i++) {
		uint8_t one[] = { 0x30, 0x0c, 0x06, 0x04, 0x2a, 0x03, (uint8_t)(i >> 7 & 0x7f),
		    (uint8_t)(i & 0x7f), 0x04, 0x04, 0x05, 0x00, (uint8_t)cost_random(), 0 };

		cms_add(&all, one, sizeof(one));
	}
	CHECK_OK(forge.ctx, eci_der_any(&d, "info", &v));
	cms_add(&body, v.body.ptr, v.body.len);
	CHECK_OK(forge.ctx, eci_der_put_buf(forge.ctx, &list, 0x30, &all));
	CHECK_OK(forge.ctx, eci_der_put_buf(forge.ctx, &body, 0xa0, &list));
	info->len = 0;
	CHECK_OK(forge.ctx, eci_der_put_buf(forge.ctx, info, 0x30, &body));
	eci_buf_free(&all);
	eci_buf_free(&body);
	eci_buf_free(&list);
}

static void
wide_seal(struct cdoc *d)
{
	wide = 1 << 20;
	d->f.info = extensions;
	cost_sign(d, 24);
}

/* Every other certificate of a list is read to find the signer's issuers. */
static struct fcms with;
static struct eci_buf certs;

static void
cms_with(struct cdoc *d, size_t n_signs)
{
	d->cms = &with;
	cms_list(&d->f);
	cost_sign(d, n_signs);
	eci_buf_free(&certs);
}

static void
put_many(struct eci_buf *b)
{
	struct eci_buf all = { 0 }, raw = { 0 };

	CHECK_OK(forge.ctx, eci_der_put(forge.ctx, &raw, 0xa0, certs.ptr, certs.len));
	/* [0] of ContentInfo, SignedData, its certificates */
	ses_edit(forge.ctx, forge_bytes(b), "1.0.3", forge_bytes(&raw), &all);
	b->len = 0;
	cms_add(b, all.ptr, all.len);
	eci_buf_free(&raw);
	eci_buf_free(&all);
}

static void
certificates(struct cdoc *d)
{
	struct eci_bytes other = eci_cert_der(forge.other.cert);
	size_t i, k, at;

	cms_base(&with);
	cms_add(&certs, eci_cert_der(with.signer.cert).ptr, eci_cert_der(with.signer.cert).len);
	for (k = 0; k < 15; k++) {
		at = certs.len;
		cms_add(&certs, other.ptr, other.len);
		for (i = 1; i < 5; i++)      /* of the signature's last octets */
			certs.ptr[at + other.len - i] = (uint8_t)cost_random();
	}
	with.done = put_many;
	cms_with(d, 64);
}

static void
attributes(struct eci_buf *attrs)
{
	size_t i;

	for (i = 0; i < 28; i++) {
		uint8_t one[] = { 0x30, 0x0a, 0x06, 0x04, 0x2a, 0x03, (uint8_t)(i >> 7 & 0x7f),
		    (uint8_t)(i & 0x7f), 0x31, 0x02, 0x05, 0x00 };

		cms_add(attrs, one, sizeof(one));
	}
}

static void
signed_attributes(struct cdoc *d)
{
	cms_base(&with);
	with.before = attributes;
	cms_with(d, 64);
}

/* SubjectPublicKeyInfo and signature of the largest RSA key, where SM2's are. */
static void
rsa_cert(struct eci_buf *out, uint8_t serial)
{
	struct eci_bytes der = eci_cert_der(forge.root.cert);
	struct eci_buf key = { 0 }, spki = { 0 }, bits = { 0 }, a = { 0 }, b = { 0 };
	uint8_t n[2049] = { 0 }, sig[2048];
	size_t i;

	for (i = 1; i < sizeof(n); i++)
		n[i] = (uint8_t)cost_random();
	n[1] |= 0x80;
	n[2048] |= 1;
	for (i = 0; i < sizeof(sig); i++)
		sig[i] = (uint8_t)cost_random();
	sig[0] = 0x11;
	n[2] = serial;
	cms_put(&key, 0x02, n, sizeof(n));
	cms_put(&key, 0x02, "\x01\x00\x01", 3);
	cms_wrap(&key, 0, 0x30);
	cms_add(&spki, "\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00", 15);
	CHECK_OK(forge.ctx, eci_der_put_bits(forge.ctx, &spki, key.ptr, key.len));
	cms_wrap(&spki, 0, 0x30);
	ses_edit(forge.ctx, der, "0.6", forge_bytes(&spki), &a);
	CHECK_OK(forge.ctx, eci_der_put_bits(forge.ctx, &bits, sig, sizeof(sig)));
	ses_edit(forge.ctx, forge_bytes(&a), "2", forge_bytes(&bits), &b);
	a.len = 0;
	ses_edit(forge.ctx, forge_bytes(&b), "1", (struct eci_bytes){ (const uint8_t *)"\x30\x0d\x06"
	    "\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00", 15 }, &a);
	b.len = 0;
	ses_edit(forge.ctx, forge_bytes(&a), "0.2", (struct eci_bytes){ (const uint8_t *)"\x30\x0d"
	    "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00", 15 }, &b);
	cms_add(out, b.ptr, b.len);
	eci_buf_free(&key);
	eci_buf_free(&spki);
	eci_buf_free(&bits);
	eci_buf_free(&a);
	eci_buf_free(&b);
}

/* Authorities of one name, each with the largest key there is, none of which signed
 * another: every one might have. */
static void
large_keys(struct cdoc *d)
{
	struct eci_bytes signer;
	struct eci_buf cert = { 0 };
	int i;

	cms_base(&with);
	with.signer = forge.evil_signer;
	signer = eci_cert_der(with.signer.cert);
	for (i = 0; i < 15; i++)
		rsa_cert(&certs, (uint8_t)i);
	cms_add(&cert, signer.ptr, signer.len);
	cms_add(&certs, cert.ptr, cert.len);
	eci_buf_free(&cert);
	with.done = put_many;
	cms_with(d, 64);
}

static const struct cost_case cost_documents[] = {
	{ "many references", many_references },
	{ "many signatures", many_signatures },
	{ "long names", long_names },
	{ "entries that cannot be read", unreadable },
	{ "small entries that cannot be read", unreadable_small },
	{ "many deviations", many_deviations },
	{ "many elements", many_elements },
	{ "deep elements", deep_elements },
	{ "many attributes", many_attributes },
	{ "many namespaces", many_namespaces },
	{ "long text", long_text },
	{ "many links", many_links },
	{ "many annotations", many_annotations },
	{ "many tags and attachments", many_parts },
	{ "many resources", many_resources },
	{ "pages, templates and stamps", templates },
	{ "an ill-formed page many times", bad_page },
	{ "many stamps", many_stamps },
	{ "many versions", many_versions },
	{ "a wide seal", wide_seal },
	{ "many certificates", certificates },
	{ "many attributes that are signed", signed_attributes },
	{ "large keys", large_keys },
	{ NULL, NULL },
};

#endif
