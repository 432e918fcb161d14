/* SPDX-License-Identifier: Apache-2.0 */
/* Putting outcomes into a report, blaming the right one. */
#include <stdlib.h>
#include <string.h>

#include "unit.h"
#include "verify/verify_priv.h"

static ecert_ctx *ctx;
static struct eci_vrun run;

static const struct eci_report_item *
last(void)
{
	return &run.rep->items[run.rep->n_items - 1];
}

static void
test_add(void)
{
	struct eci_vat at = { &run, 2, ECERT_SES_V4, "a\nb" };

	unit_case("whose, where, by which clause, in both texts");
	CHECK_OK(ctx, ECI_VFAIL(&at, ECI_V_VALUE, ECERT_R_SES_SIG_BAD, "%s is %d",
	    "%s\xe4\xb8\xba%d", "x\x1b", 7));
	CHECK_STR(last()->detail[0], "x\\x1b is 7");
	CHECK_STR(last()->detail[1], "x\\x1b\xe4\xb8\xba" "7");
	CHECK_STR(last()->where, "a\\x0ab");
	CHECK_STR(last()->clause, "GB/T 38540-2020 SES_Signature.signature");
	CHECK_INT(last()->outcome, ECERT_CHECK_FAIL);
	CHECK_INT(last()->reason, ECERT_R_SES_SIG_BAD);
	CHECK_INT(last()->sig, 2);

	unit_case("a deviation is marked");
	CHECK_OK(ctx, ECI_VDEV(&at, ECI_V_ALG, ECERT_R_NONE, "odd", "odd"));
	CHECK(last()->deviation);
	CHECK_OK(ctx, ECI_VNOTE(&at, ECI_V_ALG, ECERT_R_NONE, "plain", "plain"));
	CHECK(!last()->deviation);
}

static void
test_blame(void)
{
	static const ecert_err input[] = { ECERT_E_LIMIT, ECERT_E_UNSUPPORTED, ECERT_E_KEY,
		ECERT_E_PKG, ECERT_E_XML, ECERT_E_OFD, ECERT_E_SES, ECERT_E_ID, ECERT_E_CERT,
		ECERT_E_INVALID };
	static const ecert_err others[] = { ECERT_E_ARG, ECERT_E_NOMEM, ECERT_E_IO,
		ECERT_E_INTERNAL, ECERT_E_CRYPTO, ECERT_E_NOTFOUND, ECERT_E_STATE,
		ECERT_E_CANCELLED, ECERT_E_CONFIG };
	struct eci_vat at = { &run, 0, 0, "part.xml" };
	size_t i, n;

	unit_case("which errors are the document's fault");
	for (i = 0; i < ECI_COUNT(input); i++)
		CHECK(eci_verify_blames_input(input[i]));
	for (i = 0; i < ECI_COUNT(others); i++)
		CHECK(!eci_verify_blames_input(others[i]));

	unit_case("a fault of the document becomes a failure");
	CHECK_OK(ctx, eci_verify_blame(&at, ECI_V_XML, eci_reject(ctx, ECERT_R_REF_BAD,
	    "part.xml", "GB/T 33190-2016 18.2", "no good"), ECERT_R_SIG_XML_BAD));
	CHECK_INT(last()->reason, ECERT_R_REF_BAD);
	CHECK_STR(last()->detail[0], "no good");

	unit_case("without a reason the caller's is taken");
	CHECK_OK(ctx, eci_verify_blame(&at, ECI_V_XML, eci_fail(ctx, ECERT_E_OFD, "no good"),
	    ECERT_R_SIG_XML_BAD));
	CHECK_INT(last()->reason, ECERT_R_SIG_XML_BAD);

	unit_case("memory is nobody's fault");
	n = run.rep->n_items;
	CHECK_ERR(ctx, eci_verify_blame(&at, ECI_V_XML, eci_nomem(ctx), ECERT_R_SIG_XML_BAD),
	    ECERT_E_NOMEM);
	CHECK_OK(ctx, eci_verify_blame(&at, ECI_V_XML, ECERT_OK, ECERT_R_SIG_XML_BAD));
	CHECK_INT(run.rep->n_items, n);
}

static void
test_without(void)
{
	static const struct { const char *msg, *prefix, *want; } rows[] = {
		{ "a.xml: bad", "a.xml", "bad" }, { "a.xml: bad", "a", "a.xml: bad" },
		{ "a.xml: bad", "b.xml", "a.xml: bad" }, { "a.xml:bad", "a.xml", "a.xml:bad" },
		{ "bad", NULL, "bad" }, { ": bad", NULL, ": bad" }, { "a.xml", "a.xml: bad", "a.xml" }, { "", "a", "" },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("\"%s\" without \"%s\"", rows[i].msg, rows[i].prefix ? rows[i].prefix : "");
		CHECK_STR(eci_verify_without(rows[i].msg, rows[i].prefix), rows[i].want);
	}
}

static void
test_relay(void)
{
	struct eci_vat at = { &run, 1, 0, "part.xml" };

	unit_case("what a lower layer says, in Chinese where that is known");
	CHECK_OK(ctx, eci_verify_relay(&at, ECI_V_CONTAINER, ECERT_CHECK_UNDECIDED, false,
	    ECERT_R_CRL_UNAVAILABLE, "CN=100%s: no list of this issuer"));
	CHECK_STR(last()->detail[0], "CN=100%s: no list of this issuer");
	CHECK_STR(last()->detail[1], "CN=100%s: 没有该颁发者的撤销列表");
	CHECK_INT(last()->outcome, ECERT_CHECK_UNDECIDED);
	CHECK_INT(last()->reason, ECERT_R_CRL_UNAVAILABLE);
	CHECK(!last()->deviation);
}

static void
test_notes(void)
{
	struct eci_vat at = { &run, 0, 0, NULL };
	struct eci_notes notes = { 0 };
	size_t n = run.rep->n_items;

	unit_case("notes of a lower layer, from where one asks");
	CHECK_OK(ctx, eci_note(ctx, &notes, ECERT_R_NONE, false, "w", "first"));
	CHECK_OK(ctx, eci_note(ctx, &notes, ECERT_R_ZIP_AMBIGUOUS, true, "w", "second"));
	CHECK_OK(ctx, eci_verify_notes(&at, ECI_V_CONTAINER, &notes, 1));
	CHECK_INT(run.rep->n_items, n + 1);
	CHECK_STR(last()->detail[0], "second");
	CHECK_STR(last()->where, "w");
	CHECK(last()->deviation);
	eci_notes_free(&notes);
}

int
main(void)
{
	ctx = unit_ctx();
	run.ctx = ctx;
	unit_case("a new report");
	CHECK_OK(ctx, eci_report_new(ctx, false, &run.rep));
	CHECK_INT(ecert_report_verdict(run.rep), ECERT_INVALID);
	test_add();
	test_blame();
	test_relay();
	test_notes();
	test_without();
	ecert_report_free(run.rep);
	return unit_end();
}
