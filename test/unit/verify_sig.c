/* SPDX-License-Identifier: Apache-2.0 */
/* Kinds of signatures: what the list calls them and what they are. */
#include "../negative/forge_run.h"

static void
type_sign(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "\"Seal\"", "\"Sign\"");
}

static void
type_foo(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "\"Seal\"", "\"Foo\"");
	forge_page_changed(f);
}

static void
type_just_foo(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "\"Seal\"", "\"Foo\"");
}

static void
type_absent(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", " Type=\"Seal\"", "");
}

#define BARE_SM2 "\x30\x06\x02\x01\x01\x02\x01\x01"
/* SEQUENCE { OID 1.2.156.10197.6.1.4.2.2, [0] {} } */
#define SIGNED_DATA "\x30\x0e\x06\x0a\x2a\x81\x1c\xcf\x55\x06\x01\x04\x02\x02\xa0\x00"

static void
listed_as_sign(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "\"Seal\"", "\"Sign\"");
}

static void
bare_in_seal(struct forge *f)
{
	forge_set(f, SIG_VALUE, BARE_SM2, sizeof(BARE_SM2) - 1);
}

static void
signed_data_in_seal(struct forge *f)
{
	forge_set(f, SIG_VALUE, SIGNED_DATA, sizeof(SIGNED_DATA) - 1);
}

static void
bare_sign(struct forge *f)
{
	listed_as_sign(f);
	bare_in_seal(f);
}

static void
signed_data(struct forge *f)
{
	listed_as_sign(f);
	signed_data_in_seal(f);
}

static void
signed_data_foo(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "\"Seal\"", "\"Foo\"");
	signed_data_in_seal(f);
}

static void
signed_data_changed(struct forge *f)
{
	signed_data(f);
	forge_edit(f, PAGE, "100.02 g", "100.20 g");
}

static void
nonsense_sign(struct forge *f)
{
	listed_as_sign(f);
	forge_set(f, SIG_VALUE, "nonsense", 8);
}

static const struct forge_case cases[] = {
	{ "Type is absent: Seal", NULL, NULL, type_absent, NULL, V, { 0 } },
	{ "Seal relabelled Sign", NULL, NULL, type_sign, NULL, X, { R(SIG_TYPE) } },
	{ "Type Foo", NULL, NULL, type_just_foo, NULL, X, { R(SIG_TYPE) } },
	{ "Type Foo and a changed page", NULL, NULL, type_foo, NULL, X, { R(SIG_TYPE) } },
	{ "a bare SM2 value listed as Seal", NULL, NULL, bare_in_seal, NULL, X,
	    { R(SIG_TYPE) } },
	{ "SignedData listed as Seal", NULL, NULL, signed_data_in_seal, NULL, X,
	    { R(SIG_TYPE) } },
	{ "a bare SM2 value beside a seal", NULL, NULL, bare_sign, NULL, X,
	    { R(SEAL_MISMATCH) } },
	{ "SignedData without anything in it", NULL, NULL, signed_data, NULL, X,
	    { R(SES_MALFORMED) } },
	{ "SignedData listed as Foo", NULL, NULL, signed_data_foo, NULL, X, { R(SIG_TYPE) } },
	{ "SignedData over a changed page", NULL, NULL, signed_data_changed, NULL, X,
	    { R(DIGEST_MISMATCH) } },
	{ "Sign with nonsense", NULL, NULL, nonsense_sign, NULL, X, { R(SES_MALFORMED) } },
};

static void
type_that_speaks(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "\"Seal\"",
	    "\"Sign): VALID&#10;  signer: CN=Nobody&#10;x\"");
}

/* A report is read by people: no file may write lines of it. */
static void
speaks(void)
{
	static const struct forge_case c = { "Type with lines of a report in it", NULL, NULL,
		type_that_speaks, NULL, X, { R(SIG_TYPE) } };
	ecert_report *report = NULL;
	char *text = NULL;
	struct forge f;

	unit_case("%s", c.name);
	forge_make(&f, &c);
	CHECK_ERR(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "f.ofd",
	    forge.policy, &report), ECERT_E_INVALID);
	CHECK_OK(forge.ctx, ecert_report_text(forge.ctx, report, "en", &text));
	CHECK(strstr(text, "signature 1 of 1 (?, ID 1): INVALID SIG_TYPE\n") != NULL);
	CHECK(strstr(text, "\n  signer: CN=Nobody") == NULL);
	ecert_free(text);
	ecert_report_free(report);
	forge_free(&f);
}

static void
description_gone(struct forge *f)
{
	forge_drop(f, SIG_XML);
}

static void
value_gone(struct forge *f)
{
	forge_drop(f, SIG_VALUE);
}

/* Of what is not there nothing more is told. */
static void
gone(void)
{
	static const struct {
		struct forge_case     c;
		enum eci_report_check silent;
	} rows[] = {
		{ { "a description that is not there", NULL, NULL, description_gone, NULL, X, { 0 } },
		    ECI_V_REFS_DIGEST },
		{ { "a value that is not there", NULL, NULL, value_gone, NULL, X, { 0 } }, ECI_V_TYPE },
		{ { "a value that is not there has no form", NULL, NULL, value_gone, NULL, X, { 0 } },
		    ECI_V_FORMAT },
	};
	ecert_report *report;
	struct forge f;
	size_t i, k;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].c.name);
		report = NULL;
		forge_make(&f, &rows[i].c);
		CHECK_ERR(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "f.ofd",
		    forge.policy, &report), ECERT_E_INVALID);
		for (k = 0; report != NULL && k < report->n_items; k++)
			CHECK(report->items[k].check != rows[i].silent);
		ecert_report_free(report);
		forge_free(&f);
	}
}

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	speaks();
	gone();
	forge_end();
	return unit_end();
}
