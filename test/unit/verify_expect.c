/* SPDX-License-Identifier: Apache-2.0 */
/* The document against the business record. */
#include "../negative/forge_item.h"
#include "../negative/forge_rules.h"

#define ID_OF(r) "2.25.4711.1.2\xe2\x80\xa2" "7\xe2\x80\xa2" "12990000999999998X\xe2\x80\xa2" \
	"CNAS L0001\xe2\x80\xa2XZ-2026-0001\xe2\x80\xa2" r
#define ID_NAME "\xe7\x94\xb5\xe5\xad\x90\xe8\xaf\x81\xe4\xb9\xa6\xe6\xa0\x87\xe8\xaf\x86"
#define NO_NAME "\xe8\xaf\x81\xe4\xb9\xa6\xe7\xbc\x96\xe5\x8f\xb7"
#define DATA(name, value) "<ofd:CustomData Name=\"" name "\">" value "</ofd:CustomData>"

static void
put(struct forge *f, const char *datas)
{
	char text[1024];

	snprintf(text, sizeof(text), "<ofd:CustomDatas>%s</ofd:CustomDatas></ofd:DocInfo>", datas);
	forge_edit(f, "OFD.xml", "</ofd:DocInfo>", text);
}

static void
full(struct forge *f)
{
	put(f, DATA(ID_NAME, ID_OF("0")) DATA("Customer", "Works B"));
}

static void
numbered(struct forge *f)
{
	put(f, DATA(ID_NAME, ID_OF("0")) DATA(NO_NAME, "JZ-17"));
}

static void
twice(struct forge *f)
{
	put(f, DATA("Customer", "Works B") DATA("Customer", "Works C"));
}

static void
hidden(struct forge *f)
{
	put(f, DATA("Customer", "Works\xe2\x80\x8b B"));
}

static void
open_info(struct forge *f)
{
	full(f);
	forge_skip(f, "OFD.xml");
}

static void
open_document(struct forge *f)
{
	full(f);
	forge_skip(f, "Doc_0/Document.xml");
}

static const struct {
	const char   *name;
	forge_hook   *before;
	const char   *json;
	ecert_verdict want;
	const char   *says;
} cases[] = {
	{ "identifier: the same", full, "{\"identifier\":\"" ID_OF("0") "\"}", V,
	    "as the record says: identifier" },
	{ "identifier: in its other form", full,
	    "{\"identifier\":\"2.25.4711.1.2.7.12990000999999998X.CNAS L0001.XZ-2026-0001.0\"}", V,
	    "as the record says: identifier" },
	{ "identifier: another revision", full, "{\"identifier\":\"" ID_OF("1") "\"}", X,
	    "identifier is \"" ID_OF("0") "\"; \"" ID_OF("1") "\" was expected" },
	{ "identifier: none", NULL, "{\"identifier\":\"" ID_OF("1") "\"}", X,
	    "identifier is missing; \"" ID_OF("1") "\" was expected" },
	{ "number: that of the identifier", full, "{\"number\":\"XZ-2026-0001\"}", V,
	    "as the record says: number" },
	{ "number: another", full, "{\"number\":\"XZ-2026-0002\"}", X,
	    "number is \"XZ-2026-0001\"; \"XZ-2026-0002\" was expected" },
	{ "number: that of the document counts", numbered, "{\"number\":\"JZ-17\"}", V,
	    "as the record says: number" },
	{ "number: not that of the identifier then", numbered, "{\"number\":\"XZ-2026-0001\"}", X,
	    "number is \"JZ-17\"" },
	{ "number: none", NULL, "{\"number\":\"1\"}", X, "number is missing" },
	{ "custom: the same", full, "{\"custom\":{\"Customer\":\"Works B\"}}", V,
	    "as the record says: CustomData Customer" },
	{ "custom: another case", full, "{\"custom\":{\"Customer\":\"works b\"}}", X,
	    "CustomData Customer is \"Works B\"; \"works b\" was expected" },
	{ "custom: a blank more", full, "{\"custom\":{\"Customer\":\"Works B \"}}", X,
	    "\"Works B \" was expected" },
	{ "custom: something invisible is shown", hidden,
	    "{\"custom\":{\"Customer\":\"Works B\"}}", X,
	    "CustomData Customer is \"Works\\u{200b} B\"; \"Works B\" was expected" },
	{ "custom: none", NULL, "{\"custom\":{\"Customer\":\"Works B\"}}", X,
	    "CustomData Customer is missing" },
	{ "custom: empty is not missing", NULL, "{\"custom\":{\"Customer\":\"\"}}", X,
	    "CustomData Customer is missing" },
	{ "custom: two of that name", twice, "{\"custom\":{\"Customer\":\"Works B\"}}", X,
	    "CustomData Customer is there 2 times" },
	{ "digest: another", full, "{\"sm3\":\"1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747e"
	    "d035eb5082aa2b\"}", X, "the SM3 of the file is " },
	{ "several, one differs", full,
	    "{\"number\":\"XZ-2026-0001\",\"custom\":{\"Customer\":\"C\"}}", X,
	    "as the record says: number" },
	{ "not protected", open_info, "{\"custom\":{\"Customer\":\"Works B\"}}", U,
	    "CustomData Customer is as expected, but no signature protects OFD.xml" },
	{ "identifier not protected", open_info, "{\"identifier\":\"" ID_OF("0") "\"}", U,
	    "identifier is as expected, but no signature protects OFD.xml" },
	{ "identifier protected, the document is not", open_document,
	    "{\"identifier\":\"" ID_OF("0") "\"}", U, "no signature protects Doc_0/Document.xml" },
	{ "custom data protected, the document is not", open_document,
	    "{\"custom\":{\"Customer\":\"Works B\"}}", U, "as the record says: CustomData Customer" },
	{ "another, and not protected", open_info, "{\"custom\":{\"Customer\":\"C\"}}", X,
	    "CustomData Customer is \"Works B\"" },
};

static void
set(const char *json)
{
	CHECK_OK(forge.ctx, ecert_policy_set_expect(forge.ctx, forge.policy, json, strlen(json)));
}

/* The reason of what is not protected is another. */
static ecert_reason
reason_of(ecert_verdict want)
{
	return want == U ? R(COVERAGE_MISSING) : R(EXPECT_MISMATCH);
}

static void
digest(void)
{
	struct forge_case c = { .name = "", .before = full };
	char json[128], hex[65];
	ecert_report *report = NULL;
	uint8_t sm3[32];
	struct forge f;
	size_t i;

	forge_make(&f, &c);
	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, f.file.ptr, f.file.len, sm3));
	eci_hex(sm3, 32, hex);
	unit_case("digest: the same, in capitals, though reports leave it out");
	for (i = 0; hex[i] != '\0'; i++)
		if (hex[i] >= 'a')
			hex[i] = (char)(hex[i] - 'a' + 'A');
	snprintf(json, sizeof(json), "{\"sm3\":\"%s\"}", hex);
	set(json);
	ecert_policy_set_no_digest(forge.policy, 1);
	CHECK_OK(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x",
	    forge.policy, &report));
	forge_check_says(report, V, "expect", ECERT_R_NONE, "as the record says: sm3");
	ecert_report_free(report);

	unit_case("digest: without a report it is compared all the same");
	CHECK_OK(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x",
	    forge.policy, NULL));
	json[10] = json[10] == '0' ? '1' : '0';
	set(json);
	CHECK_ERR(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x",
	    forge.policy, NULL), ECERT_E_INVALID);
	ecert_policy_set_no_digest(forge.policy, 0);
	forge_free(&f);
}

/* As what it is told. */
static void
told(void)
{
	static const struct {
		const char     *name;
		forge_hook     *before;
		const char     *json;
		struct item     item;
		size_t          n;
	} rows[] = {
		{ "not protected", open_info, "{\"custom\":{\"Customer\":\"Works B\"}}",
		    { ECI_V_EXPECT, UNDEC, R(COVERAGE_MISSING), false, "no signature protects OFD.xml" }, 1 },
		{ "nothing is as expected", full, "{\"number\":\"1\"}", { ECI_V_EXPECT, PASS, 0, false,
		    "" }, 0 },
		{ "all is as expected", full, "{\"number\":\"XZ-2026-0001\"}", { ECI_V_EXPECT, PASS, 0,
		    false, "as the record says: number" }, 1 },
	};
	ecert_report *rep;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("told: %s", rows[i].name);
		set(rows[i].json);
		rep = forge_report_of(rows[i].before, NULL);
		item_check(rep, &rows[i].item, rows[i].n);
		ecert_report_free(rep);
	}
}

/* A document that was never a file has no bytes. */
static void
no_bytes(void)
{
	const struct item open = { ECI_V_EXPECT, UNDEC, R(EXPECT_MISMATCH), false,
	    "the bytes of the file are not at hand" };
	ecert_report *rep = NULL;
	ecert_doc *doc = NULL;

	unit_case("digest: of a document that is no file yet");
	set("{\"sm3\":\"1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b\"}");
	CHECK_OK(forge.ctx, ecert_doc_new(forge.ctx, &doc));
	CHECK_ERR(forge.ctx, ecert_verify(forge.ctx, doc, forge.policy, &rep), ECERT_E_INVALID);
	CHECK(rep != NULL && !rep->has_bytes);
	item_check(rep, &open, 1);
	ecert_report_free(rep);
	ecert_doc_free(doc);
}

int
main(void)
{
	ecert_report *report;
	size_t i;

	forge_start();
	for (i = 0; i < ECI_COUNT(cases); i++) {
		unit_case("%s", cases[i].name);
		set(cases[i].json);
		if ((report = forge_report_of(cases[i].before, NULL)) != NULL)
			forge_check_says(report, cases[i].want, "expect",
			    reason_of(cases[i].want), cases[i].says);
		ecert_report_free(report);
	}
	told();
	no_bytes();
	digest();
	forge_end();
	return unit_end();
}
