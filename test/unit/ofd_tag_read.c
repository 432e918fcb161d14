/* SPDX-License-Identifier: Apache-2.0 */
#include "ofd_make.h"

#include "ofd/ofd_tag.h"

#define ID1  "2.25.4711.1.2\u20227\u202212990000999999998X\u2022CNAS L0001\u2022XZ-2026-0001\u20220"
#define ID2  "2.25.4711.1.2\u20227\u202212990000999999998X\u2022CNAS L0001\u2022XZ-2026-0001\u20221"
#define DOTS "2.25.4711.1.2.7.12990000999999998X.CNAS L0001.XZ-2026-0001.0"

#define MC "<mc:MetrologyCertificate xmlns:mc=\"urn:libecert:metrology-certificate:1\">"
#define OWN(rest) MC rest "</mc:MetrologyCertificate>"
#define MIRROR(text) "<ofd:OFD " NS " Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo><ofd:DocID>" \
	"0123456789abcdef0123456789abcdef</ofd:DocID><ofd:CustomDatas><ofd:CustomData Name=\"电子证书标识\">" \
	text "</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>" \
	"</ofd:DocBody></ofd:OFD>"

/* Two tag files and a mirror, each may be absent; both rows are listed. */
static ecert_doc *
tagged(ecert_ctx *ctx, const char *type_a, const char *a, const char *b, const char *mirror)
{
	char list[1024];
	struct file files[6] = { { "Doc_0/Document.xml",
	    DOCUMENT_XML("", "<ofd:CustomTags>Tags/L.xml</ofd:CustomTags>") }, { "Doc_0/Tags/L.xml", list } };
	size_t n = 2;

	snprintf(list, sizeof(list), "<ofd:CustomTags " NS "><ofd:CustomTag TypeID=\"%s\"><ofd:FileLoc>a.xml"
	    "</ofd:FileLoc></ofd:CustomTag>%s</ofd:CustomTags>", type_a, b != NULL ?
	    "<ofd:CustomTag NameSpace=\"x\"><ofd:FileLoc>/Doc_0/Tags/b.xml</ofd:FileLoc></ofd:CustomTag>" : "");
	if (a != NULL)
		files[n++] = (struct file){ "Doc_0/Tags/a.xml", a };
	if (b != NULL)
		files[n++] = (struct file){ "Doc_0/Tags/b.xml", b };
	if (mirror != NULL)
		files[n++] = (struct file){ "OFD.xml", mirror };
	return doc_of(ctx, files);
}

static size_t
notes_of(const ecert_doc *doc, ecert_reason r)
{
	size_t i, n = 0;

	for (i = 0; i < ecert_doc_note_count(doc); i++)
		n += ecert_doc_note_reason(doc, i) == r;
	return n;
}

static void
sources(ecert_ctx *ctx)
{
	static const char fp[] = "<fp:I xmlns:fp=\"urn:x\"><fp:No>17</fp:No><fp:Id> " ID2 " </fp:Id></fp:I>";
	static const struct {
		const char *name, *type, *a, *b, *mirror, *want;
		ecert_err   err;
		size_t      conflicts;
	} rows[] = {
		{ "own tag", "MetrologyCertificate", OWN("<mc:Identifier>" ID1 "</mc:Identifier>"), NULL, NULL, ID1, 0, 0 },
		{ "own tag under another type", "", OWN("<mc:Identifier>" ID1 "</mc:Identifier>"), NULL, NULL, ID1, 0, 0 },
		{ "own tag with points", "MetrologyCertificate", OWN("<mc:Identifier>" DOTS "</mc:Identifier>"), NULL, NULL, ID1, 0, 0 },
		{ "own tag before another's", "MetrologyCertificate", OWN("<mc:Identifier>" ID1 "</mc:Identifier>"), fp, NULL, ID1, 0, 1 },
		{ "whatever their order", "fp", fp, OWN("<mc:Identifier>" ID1 "</mc:Identifier>"), NULL, ID1, 0, 1 },
		{ "another's alone", "fp", fp, NULL, NULL, ID2, 0, 0 },
		{ "another's before the mirror", "fp", fp, NULL, MIRROR(ID1), ID2, 0, 1 },
		{ "the mirror alone", "fp", "<x/>", NULL, MIRROR(ID1), ID1, 0, 0 },
		{ "tag and mirror agree", "MetrologyCertificate", OWN("<mc:Identifier>" ID1 "</mc:Identifier>"), NULL, MIRROR(ID1), ID1, 0, 0 },
		{ "they agree in another writing", "MetrologyCertificate", OWN("<mc:Identifier>" ID1 "</mc:Identifier>"), NULL, MIRROR(DOTS), ID1, 0, 0 },
		{ "tag and mirror disagree", "MetrologyCertificate", OWN("<mc:Identifier>" ID1 "</mc:Identifier>"), NULL, MIRROR(ID2), ID1, 0, 1 },
		{ "a mirror that is none", "MetrologyCertificate", OWN("<mc:Identifier>" ID1 "</mc:Identifier>"), NULL, MIRROR("x"), ID1, 0, 1 },
		{ "two own tags disagree", "MetrologyCertificate", OWN("<mc:Identifier>" ID1 "</mc:Identifier>"),
		    OWN("<mc:Identifier>" ID2 "</mc:Identifier>"), NULL, ID1, 0, 1 },
		{ "none at all", "fp", "<x>1.2.3</x>", NULL, NULL, NULL, ECERT_E_NOTFOUND, 0 },
		{ "a file of another that is not well formed", "fp", "<:eInvoice xmlns:=\"\">", NULL, MIRROR(ID1), ID1, 0, 0 },
		{ "a file of another that is absent", "fp", NULL, NULL, MIRROR(ID1), ID1, 0, 0 },
		{ "own tag malformed", "MetrologyCertificate", OWN("<mc:Identifier>1.2</mc:Identifier>"), NULL, MIRROR(ID1), NULL, ECERT_E_ID, 0 },
		{ "own tag without identifier", "MetrologyCertificate", OWN(""), NULL, MIRROR(ID1), NULL, ECERT_E_ID, 0 },
		{ "own identifier of another namespace", "MetrologyCertificate", OWN("<Identifier>" ID1 "</Identifier>"), NULL, NULL, NULL, ECERT_E_ID, 0 },
		{ "own file not well formed", "MetrologyCertificate", MC, NULL, MIRROR(ID1), NULL, ECERT_E_ID, 0 },
		{ "own file absent", "MetrologyCertificate", NULL, NULL, MIRROR(ID1), NULL, ECERT_E_ID, 0 },
		{ "mirror alone malformed", "fp", "<x/>", NULL, MIRROR("1.2"), NULL, ECERT_E_ID, 0 },
		{ "identifier in an attribute is none", "fp", "<x y=\"" ID1 "\"/>", NULL, NULL, NULL, ECERT_E_NOTFOUND, 0 },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		ecert_doc *doc = tagged(ctx, rows[i].type, rows[i].a, rows[i].b, rows[i].mirror);
		ecert_id *id = NULL;
		int again;

		unit_case("%s", rows[i].name);
		for (again = 0; again < 2; again++) {
			CHECK_ERR(ctx, ecert_doc_get_id(ctx, doc, NULL, &id), rows[i].err);
			CHECK_STR(id != NULL ? ecert_id_text(id) : NULL, rows[i].want);
			ecert_id_free(id);
			/* Asked twice, noted once. */
			CHECK_INT(notes_of(doc, ECERT_R_ID_CONFLICT), rows[i].conflicts);
		}
		ecert_doc_free(doc);
	}
}

/* One file named by many rows is one reading, and each row still counts. */
static void
repeated(ecert_ctx *ctx)
{
	struct file files[] = { { "Doc_0/Document.xml",
	    DOCUMENT_XML("", "<ofd:CustomTags>L.xml</ofd:CustomTags>") }, { "Doc_0/L.xml",
	    "<ofd:CustomTags " NS "><ofd:CustomTag><ofd:FileLoc>a.xml</ofd:FileLoc></ofd:CustomTag>"
	    "<ofd:CustomTag><ofd:FileLoc>a.xml</ofd:FileLoc></ofd:CustomTag>"
	    "<ofd:CustomTag TypeID=\"MetrologyCertificate\"><ofd:FileLoc>b.xml</ofd:FileLoc>"
	    "</ofd:CustomTag><ofd:CustomTag><ofd:FileLoc>b.xml</ofd:FileLoc></ofd:CustomTag>"
	    "<ofd:CustomTag TypeID=\"MetrologyCertificate\"><ofd:FileLoc>b.xml</ofd:FileLoc>"
	    "</ofd:CustomTag></ofd:CustomTags>" },
	    { "Doc_0/a.xml", "<x>" ID2 "</x>" }, { "Doc_0/b.xml", "no xml" }, { NULL, NULL } };
	ecert_doc *doc = doc_of(ctx, files);
	struct eci_tag_list list;

	unit_case("rows that name one file");
	CHECK_OK(ctx, eci_tag_find(ctx, doc, NULL, NULL, &list));
	CHECK_INT(list.n, 4);
	CHECK(list.n == 4 && list.v[0].kind == ECI_TAG_OWN && list.v[1].kind == ECI_TAG_OWN);
	CHECK(list.n == 4 && list.v[2].row != list.v[3].row && list.v[2].row != NULL);
	CHECK_STR(list.n == 4 ? list.v[2].text : NULL, ID2);
	CHECK_STR(list.n == 4 ? list.v[3].text : NULL, ID2);
	CHECK(list.n == 4 && list.v[2].id != NULL && list.v[3].id != NULL);
	eci_tag_list_free(&list);
	ecert_doc_free(doc);
}

/* Files of 1 MiB: the fourth is read, the fifth is not. */
static void
many_bytes(ecert_ctx *ctx)
{
	static char list_text[1024], pad[1024 * 1024 + 1];
	static const struct { const char *name; int at; ecert_err err; } rows[] = {
		{ "the fourth file of 1 MiB is read", 3, ECERT_OK },
		{ "the fifth is not", 4, ECERT_E_NOTFOUND },
	};
	static const char *const entries[] = { "Doc_0/0", "Doc_0/1", "Doc_0/2", "Doc_0/3", "Doc_0/4" };
	size_t i, k, len = strlen("<x>" ID1 "</x>");
	char *p = list_text, *found;
	ecert_id *id = NULL;
	ecert_doc *doc;

	p += sprintf(p, "<ofd:CustomTags " NS ">");
	for (i = 0; i < 5; i++)
		p += sprintf(p, "<ofd:CustomTag><ofd:FileLoc>%zu</ofd:FileLoc></ofd:CustomTag>", i);
	sprintf(p, "</ofd:CustomTags>");
	memset(pad, ' ', sizeof(pad) - 1);
	memcpy(pad, "<x>2</x>", 8);
	found = strdup(pad);
	memcpy(found, "<x>" ID1 "</x>", len);
	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct file files[8] = { { "Doc_0/Document.xml",
		    DOCUMENT_XML("", "<ofd:CustomTags>L.xml</ofd:CustomTags>") },
		    { "Doc_0/L.xml", list_text } };

		unit_case("%s", rows[i].name);
		for (k = 0; k < 5; k++)
			files[k + 2] = (struct file){ entries[k], (int)k == rows[i].at ? found : pad };
		doc = doc_of(ctx, files);
		CHECK_ERR(ctx, ecert_doc_get_id(ctx, doc, NULL, &id), rows[i].err);
		ecert_id_free(id);
		id = NULL;
		ecert_doc_free(doc);
	}
	free(found);
}

static void
parts(ecert_ctx *ctx)
{
	static const struct { const char *name, *parts; size_t conflicts; } rows[] = {
		{ "all agree", "<mc:Root>2.25.4711.1.2</mc:Root><mc:Type code=\"7\">校准证书</mc:Type>"
		    "<mc:Issuer>12990000999999998X</mc:Issuer><mc:Authority>CNAS L0001</mc:Authority>"
		    "<mc:Serial>XZ-2026-0001</mc:Serial><mc:Revision>0</mc:Revision>", 0 },
		{ "none is there", "", 0 }, { "strangers among them", "<mc:New>x</mc:New><Root>y</Root>", 0 },
		{ "root", "<mc:Root>2.25.4711.1.3</mc:Root>", 1 }, { "type", "<mc:Type code=\"1\"/>", 1 },
		{ "type without code", "<mc:Type>7</mc:Type>", 1 }, { "issuer", "<mc:Issuer/>", 1 },
		{ "authority", "<mc:Authority>CNAS L0002</mc:Authority>", 1 },
		{ "serial and revision", "<mc:Serial>XZ-2026-0002</mc:Serial><mc:Revision>9</mc:Revision>", 2 },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		char file[2048];
		ecert_doc *doc;
		ecert_id *id = NULL;

		unit_case("parts: %s", rows[i].name);
		snprintf(file, sizeof(file), OWN("<mc:Identifier>" ID1 "</mc:Identifier>%s"), rows[i].parts);
		doc = tagged(ctx, "MetrologyCertificate", file, NULL, NULL);
		CHECK_OK(ctx, ecert_doc_get_id(ctx, doc, NULL, &id));
		CHECK_STR(id != NULL ? ecert_id_text(id) : NULL, ID1);
		CHECK_INT(notes_of(doc, ECERT_R_ID_CONFLICT), rows[i].conflicts);
		ecert_id_free(id);
		ecert_doc_free(doc);
	}
}

static void
many_tags(ecert_ctx *ctx)
{
	struct eci_buf list = { 0 };
	ecert_doc *doc;
	ecert_id *id = NULL;
	int i;

	unit_case("hostile: 3000 rows of one file");
	CHECK_OK(ctx, eci_buf_adds(ctx, &list, "<ofd:CustomTags " NS ">"));
	for (i = 0; i < 3000; i++)
		CHECK_OK(ctx, eci_buf_adds(ctx, &list, "<ofd:CustomTag TypeID=\"x\"><ofd:FileLoc>x.xml</ofd:FileLoc></ofd:CustomTag>"));
	CHECK_OK(ctx, eci_buf_adds(ctx, &list, "</ofd:CustomTags>"));
	{
		struct file files[] = { { "Doc_0/Document.xml",
		    DOCUMENT_XML("", "<ofd:CustomTags>L.xml</ofd:CustomTags>") },
		    { "Doc_0/L.xml", (char *)list.ptr }, { "Doc_0/x.xml", "<x/>" }, { NULL, NULL } };

		doc = doc_of(ctx, files);
	}
	CHECK_ERR(ctx, ecert_doc_get_id(ctx, doc, NULL, &id), ECERT_E_NOTFOUND);
	CHECK_INT(notes_of(doc, ECERT_R_OFD_STRUCTURE), 1);
	ecert_doc_free(doc);
	eci_buf_free(&list);
}

static void
large_files(ecert_ctx *ctx)
{
	struct eci_buf b = { 0 };
	ecert_doc *doc;
	ecert_id *id = NULL;
	int i;

	unit_case("hostile: a tag file above a mebibyte is not read");
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "<x><y>" ID2 "</y>"));
	while (b.len <= 1u << 20)
		CHECK_OK(ctx, eci_buf_adds(ctx, &b, "<z/>"));
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "</x>"));
	doc = tagged(ctx, "x", (char *)b.ptr, NULL, MIRROR(ID1));
	CHECK_OK(ctx, ecert_doc_get_id(ctx, doc, NULL, &id));
	CHECK_STR(id != NULL ? ecert_id_text(id) : NULL, ID1);
	ecert_id_free(id);
	ecert_doc_free(doc);

	unit_case("hostile: an identifier of a hundred thousand characters");
	b.len = 0;
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, MC "<mc:Identifier>"));
	for (i = 0; i < 10000; i++)
		CHECK_OK(ctx, eci_buf_adds(ctx, &b, "1.2.3.4.5."));
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "</mc:Identifier></mc:MetrologyCertificate>"));
	doc = tagged(ctx, "x", (char *)b.ptr, NULL, MIRROR(ID1));
	CHECK_ERR(ctx, ecert_doc_get_id(ctx, doc, NULL, &id), ECERT_E_ID);
	CHECK(id == NULL);
	ecert_doc_free(doc);
	eci_buf_free(&b);
}

static void
links(ecert_ctx *ctx)
{
	static const struct { const char *name, *link, *list; ecert_err want; } rows[] = {
		{ "the list is absent", "gone.xml", NULL, ECERT_E_NOTFOUND },
		{ "the link leaves the package", "../../x.xml", NULL, ECERT_E_OFD },
		{ "the list is not well formed", "L.xml", "<ofd:CustomTags", ECERT_E_XML },
		{ "the list is no list", "L.xml", "<ofd:Other " NS "/>", ECERT_E_OFD },
		{ "the list is empty", "L.xml", "<ofd:CustomTags " NS "/>", ECERT_E_NOTFOUND },
		{ "a row without file", "L.xml", "<ofd:CustomTags " NS "><ofd:CustomTag TypeID=\"x\"/></ofd:CustomTags>", ECERT_E_NOTFOUND },
		{ "a file outside of the package", "L.xml", "<ofd:CustomTags " NS "><ofd:CustomTag TypeID=\"x\"><ofd:FileLoc>"
		    "../../../etc/passwd</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>", ECERT_E_NOTFOUND },
		{ "the list names itself", "L.xml", "<ofd:CustomTags " NS "><ofd:CustomTag TypeID=\"x\"><ofd:FileLoc>"
		    "L.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>", ECERT_E_NOTFOUND },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		char root[1024];
		struct file files[] = { { "Doc_0/Document.xml", root },
		    { rows[i].list != NULL ? "Doc_0/L.xml" : NULL, rows[i].list }, { NULL, NULL } };
		ecert_id *id = NULL;
		ecert_doc *doc;

		unit_case("%s", rows[i].name);
		snprintf(root, sizeof(root), DOCUMENT_XML("", "<ofd:CustomTags>%s</ofd:CustomTags>"), rows[i].link);
		doc = doc_of(ctx, files);
		CHECK_ERR(ctx, ecert_doc_get_id(ctx, doc, NULL, &id), rows[i].want);
		CHECK(id == NULL);
		ecert_doc_free(doc);
	}
}

static void
real_files(ecert_ctx *ctx)
{
	static const char *const paths[] = { "signed/v4signed.ofd", "signed/signedFile.ofd", "signed/999.ofd",
	    "signed/keyword.ofd", "signed/testPathClip.ofd", "unsigned/helloworld.ofd" };
	size_t i;

	for (i = 0; i < ECI_COUNT(paths); i++) {
		ecert_id *id = NULL;
		ecert_doc *doc;

		unit_case("no identifier in %s", paths[i]);
		if ((doc = corpus_doc(ctx, paths[i])) != NULL)
			CHECK_ERR(ctx, ecert_doc_get_id(ctx, doc, NULL, &id), ECERT_E_NOTFOUND);
		ecert_doc_free(doc);
	}
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	sources(ctx);
	repeated(unit_ctx());
	many_bytes(unit_ctx());
	parts(ctx);
	many_tags(ctx);
	large_files(ctx);
	links(ctx);
	real_files(ctx);
	return unit_end();
}
