/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a list is believed, and whose words replace whose. */
#include "../negative/forge_status.h"

static void
beliefs(void)
{
	static const struct {
		const char      *name;
		struct list_spec spec;
		enum list_who    own;      /* who is asked about */
		int              want;
	} rows[] = {
		{ "the maker about his own seal", { .who = MAKER }, MAKER, ECI_BELIEF_GOOD },
		{ "the maker about anything else", { .who = MAKER }, SIGNER, ECI_BELIEF_UNKNOWN },
		{ "somebody vouched for", { .who = ARCHIVE }, MAKER, ECI_BELIEF_GOOD },
		{ "an untrusted maker of the same name", { .who = EVIL }, MAKER, ECI_BELIEF_UNKNOWN },
		{ "an untrusted maker about his own seal", { .who = EVIL }, EVIL, ECI_BELIEF_UNKNOWN },
		{ "somebody vouched for, who made it", { .who = ARCHIVE }, ARCHIVE, ECI_BELIEF_GOOD },
		{ "a certificate that ended", { .who = OLD_ARCHIVE }, MAKER, ECI_BELIEF_UNSOUND },
		{ "before that certificate ended", { .who = OLD_ARCHIVE, .made = T_SIGN }, MAKER,
		    ECI_BELIEF_GOOD },
		{ "a forged value", { .who = MAKER, .spoilt = true }, MAKER, ECI_BELIEF_FORGED },
		{ "the future", { .who = MAKER, .made = T_NOW + 1000, .next = "" }, MAKER,
		    ECI_BELIEF_FUTURE },
		{ "the future, by a stranger", { .who = EVIL, .made = T_NOW + 1000, .next = "" }, MAKER,
		    ECI_BELIEF_UNKNOWN },
		{ "one of whom it is not known whether he was revoked", { .who = CLERK }, MAKER,
		    ECI_BELIEF_OPEN },
		{ "the same, in the future", { .who = CLERK, .made = T_NOW + 1000, .next = "" }, MAKER,
		    ECI_BELIEF_FUTURE },
	};
	struct eci_vrun run = { .ctx = forge.ctx, .now = T_NOW };
	struct eci_vat at = { &run, 0, 0, NULL };
	struct eci_vbelief b;
	ecert_status *list;
	size_t i;

	ecert_policy_set_time(forge.policy, T_NOW);
	eci_verify_policy(forge.ctx, forge.policy, &run.pol);
	CHECK_OK(forge.ctx, eci_report_new(forge.ctx, false, &run.rep));
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("believed: %s", rows[i].name);
		list = list_make(&rows[i].spec, i);
		CHECK_OK(forge.ctx, eci_verify_believe(&at, list, ECI_ROLE_MAKER,
		    list_who(rows[i].own)->cert, &b));
		CHECK_INT(b.state, rows[i].want);
		eci_verify_belief_free(&b);
		ecert_status_free(list);
	}
	unit_case("the report of the document hears nothing of it");
	CHECK_INT(run.rep->n_items, 0);
	ecert_report_free(run.rep);
}

static void
outdone(void)
{
	static const struct {
		const char      *name;
		struct list_spec list, by;
		bool             want;
	} rows[] = {
		{ "newer", { .who = MAKER, .made = 1 }, { .who = MAKER, .made = 2 }, true },
		{ "older", { .who = MAKER, .made = 2 }, { .who = MAKER, .made = 1 }, false },
		{ "the same", { .who = MAKER }, { .who = MAKER }, false },
		{ "of the same time, higher", { .who = MAKER }, { .who = MAKER, .number = 1 }, true },
		{ "of the same time, lower", { .who = MAKER, .number = 1 }, { .who = MAKER }, false },
		{ "of another signer", { .who = MAKER, .made = 1 }, { .who = ARCHIVE, .made = 2 },
		    false },
		{ "newer, and silent", { .who = MAKER, .made = T_NOW - 100, .entries =
		    SEAL("lost", BEFORE, "") }, { .who = MAKER, .made = T_NOW }, false },
		{ "newer, and names it too", { .who = MAKER, .made = T_NOW - 100, .entries =
		    SEAL("lost", BEFORE, "") }, { .who = MAKER, .made = T_NOW, .entries =
		    SEAL("active", BEFORE, "") }, true },
		{ "newer, and takes back what is final", { .who = MAKER, .made = T_NOW - 100,
		    .entries = SEAL("revoked", BEFORE, "") }, { .who = MAKER, .made = T_NOW, .entries =
		    SEAL("active", BEFORE, "") }, false },
		{ "newer, and puts off what is final", { .who = MAKER, .made = T_NOW - 100,
		    .entries = SEAL("revoked", BEFORE, "") }, { .who = MAKER, .made = T_NOW, .entries =
		    SEAL("revoked", AFTER, "") }, false },
		{ "newer, and repeats what is final", { .who = MAKER, .made = T_NOW - 100,
		    .entries = SEAL("revoked", AT, "") }, { .who = MAKER, .made = T_NOW, .entries =
		    SEAL("lost", BEFORE, "") "," SEAL("revoked", AT, KEY_GONE) }, true },
		{ "newer, and void no more", { .who = SIGNER, .certs = true, .made = T_NOW - 100,
		    .entries = CERT("void", BEFORE, "") }, { .who = SIGNER, .certs = true, .made = T_NOW,
		    .entries = CERT("supplemented", BEFORE, ",\"supplements\":[\"B-1\"]") }, false },
		{ "newer, and retained again", { .who = SIGNER, .certs = true, .made = T_NOW - 100,
		    .entries = CERT("retention-ended", BEFORE, "") }, { .who = SIGNER, .certs = true,
		    .made = T_NOW, .entries = CERT("supplemented", BEFORE,
		    ",\"supplements\":[\"B-1\"]") }, false },
	};
	ecert_status *list, *by;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("outdone by one that is %s", rows[i].name);
		list = list_make(&rows[i].list, 0);
		by = list_make(&rows[i].by, 1);
		CHECK_INT(eci_verify_outdone(list, by, rows[i].list.certs ? CERT_ID :
		    SEAL_ID), rows[i].want);
		ecert_status_free(list);
		ecert_status_free(by);
	}
}

static void
stores(void)
{
	ecert_trust *trust = NULL;
	struct eci_bytes der = eci_cert_der(list_archive.cert);

	unit_case("a store refuses what is no certificate, all of it");
	CHECK_OK(forge.ctx, ecert_trust_new(forge.ctx, &trust));
	CHECK_ERR(forge.ctx, ecert_trust_add_status(forge.ctx, trust, der.ptr, der.len - 1),
	    ECERT_E_CERT);
	CHECK_INT(trust->status.n, 0);
	CHECK_OK(forge.ctx, ecert_trust_add_status(forge.ctx, trust, der.ptr, der.len));
	CHECK_INT(trust->status.n, 1);
	ecert_trust_free(trust);
}

int
main(void)
{
	forge_status_start();
	beliefs();
	outdone();
	stores();
	forge_end();
	return unit_end();
}
