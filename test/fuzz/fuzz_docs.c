/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_docs.c - documents, unsigned and signed in each way there is. */
#include "fuzz_docs.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define NS " xmlns:ofd=\"http://www.ofdspec.org/2016\""
#define ENTRY_FILE "--- OFD.xml\n" XML "<ofd:OFD" NS " Version=\"1.1\" DocType=\"OFD\">" \
	"<ofd:DocBody><ofd:DocInfo><ofd:DocID>00112233445566778899aabbccddeeff</ofd:DocID>" \
	"<ofd:Title>T</ofd:Title><ofd:CustomDatas><ofd:CustomData Name=\"a\">b</ofd:CustomData>" \
	"</ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>" \
	"</ofd:DocBody></ofd:OFD>\n"
#define TEXT(id, text) "<ofd:TextObject ID=\"" id "\" Boundary=\"20 20 100 10\" Font=\"3\"" \
	" Size=\"4\"><ofd:TextCode X=\"0\" Y=\"4\" DeltaX=\"g 3 2\">" text "</ofd:TextCode>" \
	"</ofd:TextObject>"
/* What moves glyphs about (11.3, 11.4, 8.5). */
#define ODD_TEXT "<ofd:PageBlock ID=\"30\"><ofd:TextObject ID=\"31\" Boundary=\"20 60 100 10\"" \
	" Font=\"3\" Size=\"4\" HScale=\"0.5\" ReadDirection=\"90\" CharDirection=\"270\"" \
	" CTM=\"0 1 -1 0 5 5\"><ofd:CGTransform CodePosition=\"0\" CodeCount=\"2\"" \
	" GlyphCount=\"1\"><ofd:Glyphs>5</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X=\"1\"" \
	" Y=\"4\" DeltaY=\"4 4\">100.02 g</ofd:TextCode></ofd:TextObject></ofd:PageBlock>"
#define UNIT "<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID=\"40\" Width=\"50\"" \
	" Height=\"20\"><ofd:Content>" TEXT("41", "Laboratory") "</ofd:Content>" \
	"</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
#define PAGE(body) XML "<ofd:Page" NS "><ofd:Area><ofd:PhysicalBox>0 0 210 297" \
	"</ofd:PhysicalBox></ofd:Area>" body "</ofd:Page>\n"

static const char small[] = ENTRY_FILE
	"--- Doc_0/Document.xml\n" XML "<ofd:Document" NS "><ofd:CommonData><ofd:MaxUnitID>9"
	"</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
	"</ofd:CommonData><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Pages/P.xml\"/></ofd:Pages>"
	"</ofd:Document>\n"
	"--- Doc_0/Pages/P.xml\n" PAGE("<ofd:Content><ofd:Layer ID=\"2\"/></ofd:Content>");

static const char full[] = ENTRY_FILE
	"--- Doc_0/Document.xml\n" XML "<ofd:Document" NS "><ofd:CommonData><ofd:MaxUnitID>50"
	"</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
	"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DocumentRes>DocumentRes.xml"
	"</ofd:DocumentRes><ofd:TemplatePage ID=\"9\" BaseLoc=\"Tpls/T.xml\"/></ofd:CommonData>"
	"<ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Pages/P0.xml\"/><ofd:Page ID=\"7\" "
	"BaseLoc=\"Pages/P1.xml\"/></ofd:Pages><ofd:Annotations>Annots/Annotations.xml"
	"</ofd:Annotations><ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags><ofd:Attachments>"
	"Attachs/Attachments.xml</ofd:Attachments><ofd:Extensions>Extensions.xml</ofd:Extensions>"
	"</ofd:Document>\n"
	"--- Doc_0/PublicRes.xml\n" XML "<ofd:Res" NS " BaseLoc=\"Res\"><ofd:Fonts><ofd:Font ID=\"3\""
	" FontName=\"SimSun\"/></ofd:Fonts></ofd:Res>\n"
	"--- Doc_0/DocumentRes.xml\n" XML "<ofd:Res" NS " BaseLoc=\"Res\"><ofd:MultiMedias>"
	"<ofd:MultiMedia ID=\"4\" Type=\"Image\"><ofd:MediaFile>i.gif</ofd:MediaFile></ofd:MultiMedia>"
	"</ofd:MultiMedias></ofd:Res>\n"
	"--- Doc_0/Res/i.gif\nGIF89a\n"
	"--- Doc_0/Tpls/T.xml\n" PAGE("<ofd:Content><ofd:Layer ID=\"14\">" TEXT("15", "Laboratory")
	"</ofd:Layer></ofd:Content>")
	"--- Doc_0/Pages/P0.xml\n" PAGE("<ofd:Template TemplateID=\"9\" ZOrder=\"Background\"/>"
	"<ofd:Content><ofd:Layer ID=\"11\">" TEXT("12", "100.02 g") "<ofd:ImageObject ID=\"13\" "
	"Boundary=\"150 20 25 25\" ResourceID=\"4\"/></ofd:Layer></ofd:Content>")
	"--- Doc_0/Pages/P1.xml\n" PAGE("<ofd:PageRes>Res.xml</ofd:PageRes><ofd:Content><ofd:Layer "
	"ID=\"21\">" TEXT("22", "100.02 g") ODD_TEXT "<ofd:CompositeObject ID=\"23\" "
	"Boundary=\"20 90 50 20\" CTM=\"2 0 0 2 1 1\" ResourceID=\"40\"/></ofd:Layer></ofd:Content>")
	"--- Doc_0/Pages/Res.xml\n" XML "<ofd:Res" NS " BaseLoc=\"Res\">" UNIT "</ofd:Res>\n"
	"--- Doc_0/Annots/Annotations.xml\n" XML "<ofd:Annotations" NS "><ofd:Page PageID=\"1\">"
	"<ofd:FileLoc>A.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>\n"
	"--- Doc_0/Annots/A.xml\n" XML "<ofd:PageAnnot" NS "><ofd:Annot ID=\"16\" Type=\"Stamp\""
	" Creator=\"c\" LastModDate=\"2026-01-01\"><ofd:Appearance Boundary=\"0 0 9 9\"/></ofd:Annot>"
	"</ofd:PageAnnot>\n"
	"--- Doc_0/Tags/CustomTags.xml\n" XML "<ofd:CustomTags" NS "><ofd:CustomTag NameSpace=\"x\">"
	"<ofd:FileLoc>T.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>\n"
	"--- Doc_0/Tags/T.xml\n<a><b/></a>\n"
	"--- Doc_0/Attachs/Attachments.xml\n" XML "<ofd:Attachments" NS "><ofd:Attachment ID=\"1\""
	" Name=\"raw\" Format=\"xml\"><ofd:FileLoc>raw.xml</ofd:FileLoc></ofd:Attachment>"
	"</ofd:Attachments>\n"
	"--- Doc_0/Attachs/raw.xml\n" XML "<raw>1 2 3</raw>\n"
	"--- Doc_0/Extensions.xml\n" XML "<ofd:Extensions" NS "><ofd:Extension AppName=\"a\" RefId=\"1\""
	"><ofd:Data>d</ofd:Data></ofd:Extension></ofd:Extensions>\n";

/* ---- making them ---- */

static struct fuzz_doc docs[FUZZ_DOCS];
static size_t n_docs;

struct fuzz_doc *
fuzz_docs_add(const char *name, bool honest)
{
	struct fuzz_doc *d = &docs[n_docs++];

	if (n_docs > FUZZ_DOCS)
		abort();
	d->name = name;
	d->honest = honest;
	return d;
}

void
fuzz_docs_finish(struct fuzz_doc *d)
{
	if (!fuzz_zip_read(d->bytes.ptr, d->bytes.len, &d->zip))
		fuzz_fail(__FILE__, __LINE__, "%s: cannot be read back", d->name);
}

static struct fuzz_doc *
add_text(const char *name, const char *bundle)
{
	struct fuzz_doc *d = fuzz_docs_add(name, false);
	struct fuzz_zip z;

	fuzz_bundle_read((const uint8_t *)bundle, strlen(bundle), &z);
	fuzz_zip_write(&z, &d->bytes);
	fuzz_zip_free(&z);
	fuzz_docs_finish(d);
	return d;
}

void
fuzz_save(ecert_ctx *ctx, ecert_doc *doc, struct eci_buf *b)
{
	uint8_t *p = NULL;
	size_t n;

	FUZZ_MUST(ctx, ecert_doc_save_mem(ctx, doc, &p, &n));
	fuzz_add(b, p, n);
	ecert_free(p);
}

static struct fuzz_doc *
add_tagged(ecert_ctx *ctx, const struct fuzz_doc *from)
{
	struct fuzz_doc *d = fuzz_docs_add("tagged", false);
	ecert_doc *doc = NULL;
	ecert_id *id = NULL;

	FUZZ_MUST(ctx, ecert_id_make(ctx, "1.2.156.1.1", ECERT_TYPE_CALIBRATION,
	    "11430000006122244L", "CNAS L0001", "2026-0001", 0, &id));
	FUZZ_MUST(ctx, ecert_doc_open_mem(ctx, from->bytes.ptr, from->bytes.len, "t", &doc));
	FUZZ_MUST(ctx, ecert_doc_set_id(ctx, doc, id, 0));
	fuzz_save(ctx, doc, &d->bytes);
	ecert_doc_free(doc);
	ecert_id_free(id);
	fuzz_docs_finish(d);
	return d;
}

/* honest: the result must be valid, else it only must not be refused. */
static struct fuzz_doc *
add_signed(ecert_ctx *ctx, const char *name, const struct fuzz_doc *from,
    const ecert_signer *signer, const ecert_seal *seal, const ecert_sign_opts *opts, bool honest)
{
	struct fuzz_doc *d = fuzz_docs_add(name, honest);
	ecert_sign_job *job = NULL;
	uint8_t *p = NULL;
	size_t n;

	FUZZ_MUST(ctx, ecert_sign_job_new(ctx, &job));
	ecert_sign_job_set_signer(job, signer);
	if (seal != NULL)
		ecert_sign_job_set_seal(job, seal);
	ecert_sign_job_set_opts(job, opts);
	FUZZ_MUST(ctx, ecert_sign_mem(ctx, job, from->bytes.ptr, from->bytes.len, &p, &n));
	if (honest)
		FUZZ_MUST(ctx, ecert_verify_mem(ctx, p, n, name, fuzz_kit()->policy, NULL));
	fuzz_add(&d->bytes, p, n);
	ecert_free(p);
	ecert_sign_job_free(job);
	fuzz_docs_finish(d);
	return d;
}

static ecert_sign_opts *
opts_new(ecert_ctx *ctx)
{
	ecert_sign_opts *opts = NULL;

	FUZZ_MUST(ctx, ecert_sign_opts_new(ctx, &opts));
	return opts;
}

static void
make_signed(ecert_ctx *ctx, const struct fuzz_doc *plain, const struct fuzz_doc *tagged)
{
	const struct fuzz_kit *k = fuzz_kit();
	ecert_sign_opts *lock = opts_new(ctx), *places = opts_new(ctx), *type = opts_new(ctx);
	const struct fuzz_doc *v4, *d;

	ecert_sign_opts_set_lock(lock, 1);
	FUZZ_MUST(ctx, ecert_sign_opts_add_place(ctx, places, ECERT_EVERY_PAGE, 10, 10));
	FUZZ_MUST(ctx, ecert_sign_opts_add_ride(ctx, places, ECERT_EDGE_RIGHT, ECERT_RIDE_CENTRED));
	FUZZ_MUST(ctx, ecert_sign_opts_add_text_place(ctx, places, "100.02", ECERT_EVERY_HIT, 0,
	    0));
	FUZZ_MUST(ctx, ecert_sign_opts_set_type(ctx, type, ECERT_SIGN_PLAIN));
	v4 = add_signed(ctx, "v4", plain, k->signer, k->seal[1], NULL, true);
	add_signed(ctx, "v1", &docs[0], k->signer, k->seal[0], NULL, true);
	add_signed(ctx, "v5", &docs[0], k->signer, k->seal[2], NULL, true);
	add_signed(ctx, "rsa", &docs[0], k->rsa_signer, k->rsa_seal, NULL, true);
	add_signed(ctx, "places", plain, k->signer, k->seal[1], places, true);
	add_signed(ctx, "two", v4, k->other, k->other_seal, NULL, true);
	add_signed(ctx, "locked", tagged, k->signer, k->seal[1], lock, true);
	d = add_signed(ctx, "sign", plain, k->signer, NULL, type, true);
	add_signed(ctx, "both", d, k->other, k->other_seal, NULL, true);
	fuzz_docs_plain(ctx, d);
	add_signed(ctx, "evil", plain, k->evil, k->evil_seal, NULL, false);
	add_signed(ctx, "forged", plain, k->other, k->forged_seal, NULL, false);
	ecert_sign_opts_free(lock);
	ecert_sign_opts_free(places);
	ecert_sign_opts_free(type);
}

static void
make(ecert_ctx *ctx)
{
	const struct fuzz_doc *plain;

	add_text("small", small);
	plain = add_text("full", full);
	make_signed(ctx, plain, add_tagged(ctx, plain));
}

const struct fuzz_doc *
fuzz_docs(size_t *n)
{
	ecert_ctx *ctx;

	if (n_docs == 0) {
		fuzz_kit();
		fuzz_rand_reset();
		ctx = fuzz_ctx();
		make(ctx);
		fuzz_ctx_free(ctx);
	}
	*n = n_docs;
	return docs;
}
