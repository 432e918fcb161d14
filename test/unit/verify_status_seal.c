/* SPDX-License-Identifier: Apache-2.0 */
/* What became of a seal, judged when it was used. */
#include "../negative/forge_status.h"

#define PASS ECERT_CHECK_PASS
#define NOTE ECERT_CHECK_NOTE
#define UNDEC ECERT_CHECK_UNDECIDED
#define FAIL ECERT_CHECK_FAIL

static const struct list_case states[] = {
	{ "no list: offline", NULL, { { .who = NOBODY } }, V, 0, 0, NULL },
	{ "a list that does not name it", NULL, { { .who = MAKER } }, V, 0, PASS,
	    "not listed as of 2025-06-15T15:05:00Z" },
	{ "a list that names another", NULL, { { .who = MAKER, .entries =
	    "{\"id\":\"11000000000002\",\"state\":\"lost\",\"since\":\"" BEFORE "\"}" } }, V, 0, PASS,
	    "not listed" },
	{ "revoked before", NULL, { { .who = MAKER, .entries = SEAL("revoked", BEFORE, "") } }, X,
	    R(SEAL_REVOKED), FAIL, "revoked since " BEFORE },
	{ "revoked the same second", NULL, { { .who = MAKER, .entries = SEAL("revoked", AT, "") } },
	    X, R(SEAL_REVOKED), FAIL, "注销" },
	{ "lost before", NULL, { { .who = MAKER, .entries = SEAL("lost", BEFORE, "") } }, X,
	    R(SEAL_REVOKED), FAIL, "挂失" },
	{ "suspended before", NULL, { { .who = MAKER, .entries = SEAL("suspended", AT, "") } }, X,
	    R(SEAL_REVOKED), FAIL, "停用" },
	{ "suspended, active again", NULL, { { .who = MAKER, .entries =
	    SEAL("suspended", "2023-11-01T00:00:00Z", "") "," SEAL("active", AT, "") } }, V, 0, PASS,
	    "active since " AT },
	{ "suspended, active again too late", NULL, { { .who = MAKER, .entries =
	    SEAL("suspended", "2023-11-01T00:00:00Z", "") "," SEAL("active", AFTER, "") } }, X,
	    R(SEAL_REVOKED), FAIL, "suspended since 2023-11-01" },
	{ "renewed before", NULL, { { .who = MAKER, .entries = SEAL("renewed", BEFORE, "") } }, V, 0,
	    NOTE, "renewed since" },
	{ "renewed after", NULL, { { .who = MAKER, .entries = SEAL("renewed", AFTER, "") } }, V, 0,
	    PASS, "not listed" },
	{ "revoked after", NULL, { { .who = MAKER, .entries = SEAL("revoked", AFTER, "") } }, V,
	    R(SEAL_REVOKED), NOTE, "after it was used at " AT },
	{ "suspended after", NULL, { { .who = MAKER, .entries = SEAL("suspended", AFTER, "") } }, V,
	    R(SEAL_REVOKED), NOTE, NULL },
	{ "revoked after, the key was stolen", NULL, { { .who = MAKER, .entries =
	    SEAL("revoked", AFTER, KEY_GONE) } }, U, R(SEAL_REVOKED), UNDEC, "only claimed" },
	{ "lost after", NULL, { { .who = MAKER, .entries = SEAL("lost", AFTER, "") } }, U,
	    R(SEAL_REVOKED), UNDEC, "lost since " AFTER },
	{ "lost after, found again, revoked", NULL, { { .who = MAKER, .entries =
	    SEAL("lost", AFTER, "") "," SEAL("active", LATER, "") ","
	    SEAL("revoked", "2025-01-01T00:00:00Z", "") } }, U, R(SEAL_REVOKED), UNDEC,
	    "lost since " AFTER },
	{ "suspended after, then revoked", NULL, { { .who = MAKER, .entries =
	    SEAL("suspended", AFTER, "") "," SEAL("revoked", LATER, "") } }, V, R(SEAL_REVOKED),
	    NOTE, "suspended since " AFTER },
	{ "lost after, then the key was stolen", NULL, { { .who = MAKER, .entries =
	    SEAL("lost", AFTER, "") "," SEAL("revoked", LATER, KEY_GONE) } }, U, R(SEAL_REVOKED),
	    UNDEC, "lost since " AFTER },
	{ "suspended after, then lost", NULL, { { .who = MAKER, .entries =
	    SEAL("suspended", AFTER, "") "," SEAL("lost", LATER, "") } }, U, R(SEAL_REVOKED),
	    UNDEC, "lost since " LATER },
	{ "suspended before, revoked after", NULL, { { .who = MAKER, .entries =
	    SEAL("suspended", BEFORE, "") "," SEAL("revoked", LATER, "") } }, X, R(SEAL_REVOKED),
	    FAIL, "suspended since " BEFORE "; it was used" },
	{ "in Chinese, without a reason", NULL, { { .who = MAKER, .entries =
	    SEAL("suspended", BEFORE, "") } }, X, R(SEAL_REVOKED), FAIL,
	    "自 " BEFORE " 起停用；用章时间" },
	{ "with a reason", NULL, { { .who = MAKER, .entries = SEAL("revoked", BEFORE, KEY_GONE) } },
	    X, R(SEAL_REVOKED), FAIL, "revoked since " BEFORE " (keyCompromise); it was used" },
	{ "in Chinese, with a reason", NULL, { { .who = MAKER, .entries =
	    SEAL("revoked", BEFORE, KEY_GONE) } }, X, R(SEAL_REVOKED), FAIL,
	    "自 " BEFORE " 起注销（keyCompromise）；用章时间" },
	{ "a list that names it with a blank", NULL, { { .who = MAKER, .entries =
	    "{\"id\":\"" SEAL_ID " \",\"state\":\"lost\",\"since\":\"" BEFORE "\"}" } }, U,
	    R(STATUS_UNAVAILABLE), UNDEC, "only in case or blanks" },
	{ "a list that names it with a blank, and without", NULL, { { .who = MAKER, .entries =
	    "{\"id\":\"" SEAL_ID " \",\"state\":\"lost\",\"since\":\"" BEFORE "\"},"
	    SEAL("active", BEFORE, "") } }, V, 0, PASS, NULL },
};

static const struct list_case whose[] = {
	{ "the maker of another seal", NULL, { { .who = EVIL, .entries =
	    SEAL("revoked", BEFORE, "") } }, U, R(STATUS_UNAVAILABLE), UNDEC, "DIR/status.pem" },
	{ "what settles it", NULL, { { .who = EVIL } }, U, R(STATUS_UNAVAILABLE), UNDEC,
	    "--trust DIR --seal-status LIST FILE" },
	{ "the signer of the document", NULL, { { .who = SIGNER } }, U, R(STATUS_UNAVAILABLE),
	    UNDEC, "who is not known to speak for this seal" },
	{ "somebody the store vouches for", NULL, { { .who = ARCHIVE, .entries =
	    SEAL("revoked", BEFORE, "") } }, X, R(SEAL_REVOKED), FAIL, NULL },
	{ "somebody vouched for, nothing known", NULL, { { .who = ARCHIVE } }, V, 0, PASS, NULL },
	{ "somebody whose certificate ended before", NULL, { { .who = OLD_ARCHIVE } }, U,
	    R(STATUS_UNAVAILABLE), UNDEC, "outside its validity" },
	{ "somebody who may not sign", NULL, { { .who = ENCRYPTING } }, U, R(STATUS_UNAVAILABLE),
	    UNDEC, "key usage: keyEncipherment" },
	{ "a value that is not good, says revoked", NULL, { { .who = MAKER, .spoilt = true,
	    .entries = SEAL("revoked", BEFORE, "") } }, U, R(STATUS_UNAVAILABLE), UNDEC,
	    "the list is not as " },
	{ "a value that is not good, says nothing", NULL, { { .who = MAKER, .spoilt = true } }, U,
	    R(STATUS_UNAVAILABLE), UNDEC, "counts for nothing" },
	{ "made in the future", NULL, { { .who = MAKER, .made = T_NOW + 301,
	    .next = "2026-01-01T00:00:00Z" } }, U, R(STATUS_UNAVAILABLE), UNDEC,
	    "after the time of this verdict" },
	{ "made a little ahead of the clock", NULL, { { .who = MAKER, .made = T_NOW + 300,
	    .next = "2026-01-01T00:00:00Z" } }, V, 0, PASS, NULL },
};

static const struct list_case ages[] = {
	{ "made when it was used, out of date", NULL, { { .who = MAKER, .made = T_SIGN,
	    .next = AFTER } }, V, 0, PASS, NULL },
	{ "made before it was used, out of date", NULL, { { .who = MAKER, .made = T_SIGN - 1,
	    .next = AFTER } }, U, R(STATUS_UNAVAILABLE), UNDEC, "a newer one was due at " AFTER },
	{ "made before it was used, still current", NULL, { { .who = MAKER, .made = T_SIGN - 1 } },
	    V, 0, PASS, NULL },
	{ "made before it was used, no end stated", NULL, { { .who = MAKER, .made = T_SIGN - 1,
	    .next = "" } }, U, R(STATUS_UNAVAILABLE), UNDEC, "obtain a newer one" },
	{ "made after it was used, no end stated", NULL, { { .who = MAKER, .next = "" } }, V, 0,
	    PASS, NULL },
	{ "out of date, and revoked all the same", NULL, { { .who = MAKER, .made = T_SIGN - 1,
	    .next = AFTER, .entries = SEAL("revoked", "2023-11-01T00:00:00Z", "") } }, X,
	    R(SEAL_REVOKED), FAIL, NULL },
};

static const struct list_case several[] = {
	{ "an old one beside a new one", NULL, { { .who = MAKER, .made = T_SIGN - 1,
	    .next = AFTER }, { .who = MAKER } }, V, 0, PASS, NULL },
	{ "an old one beside one of somebody else", NULL, { { .who = MAKER, .made = T_SIGN - 1,
	    .next = AFTER }, { .who = ARCHIVE } }, V, 0, PASS, NULL },
	{ "the newer one knows better", NULL, { { .who = MAKER, .entries =
	    SEAL("suspended", BEFORE, "") "," SEAL("active", AT, "") },
	    { .who = MAKER, .made = T_SIGN, .entries = SEAL("suspended", BEFORE, "") } }, V, 0,
	    PASS, "active since" },
	{ "of one time, the higher number counts", NULL, { { .who = MAKER, .number = 2 ,
	    .entries = SEAL("suspended", BEFORE, "") "," SEAL("active", AT, "") },
	    { .who = MAKER, .number = 1, .entries = SEAL("suspended", BEFORE, "") } }, V, 0, PASS,
	    NULL },
	{ "silence unsays nothing", NULL, { { .who = MAKER, .made = T_SIGN, .entries =
	    SEAL("revoked", BEFORE, "") }, { .who = MAKER } }, X, R(SEAL_REVOKED), FAIL, NULL },
	{ "two who are believed, one says revoked", NULL, { { .who = MAKER }, { .who = ARCHIVE,
	    .entries = SEAL("revoked", BEFORE, "") } }, X, R(SEAL_REVOKED), FAIL, NULL },
	{ "a forged one beside a good one", NULL, { { .who = MAKER, .spoilt = true, .entries =
	    SEAL("revoked", BEFORE, "") }, { .who = MAKER } }, V, R(STATUS_UNAVAILABLE), NOTE,
	    "not used: the list is not as" },
	{ "a stranger's beside a good one names it", NULL, { { .who = EVIL, .entries =
	    SEAL("revoked", BEFORE, "") }, { .who = MAKER } }, V, R(STATUS_UNAVAILABLE), NOTE,
	    "not used, though it names " SEAL_ID },
	{ "one of the future beside a good one names it", NULL, { { .who = MAKER, .made =
	    T_NOW + 301, .next = "2026-01-01T00:00:00Z", .entries = SEAL("revoked", BEFORE, "") },
	    { .who = MAKER } }, U, R(STATUS_UNAVAILABLE), UNDEC, "after the time of this verdict" },
	{ "one of the future beside a good one, silent", NULL, { { .who = MAKER, .made =
	    T_NOW + 301, .next = "2026-01-01T00:00:00Z" }, { .who = MAKER } }, V, 0, PASS, NULL },
	{ "one of the future by a stranger names it", NULL, { { .who = EVIL, .made = T_NOW + 301,
	    .next = "2026-01-01T00:00:00Z", .entries = SEAL("revoked", BEFORE, "") },
	    { .who = MAKER } }, V, R(STATUS_UNAVAILABLE), NOTE, "not used" },
	{ "one that cannot be settled beside a good one names it", NULL, { { .who = CLERK,
	    .entries = SEAL("revoked", BEFORE, "") }, { .who = MAKER } }, U,
	    R(STATUS_UNAVAILABLE), UNDEC, "holds is open" },
	{ "one that cannot be settled beside a good one, silent", NULL, { { .who = CLERK },
	    { .who = MAKER } }, V, 0, PASS, NULL },
	{ "a newer one takes the revocation back", NULL, { { .who = MAKER, .made = T_SIGN,
	    .entries = SEAL("revoked", BEFORE, "") }, { .who = MAKER, .entries =
	    SEAL("active", BEFORE, "") } }, X, R(SEAL_REVOKED), FAIL, NULL },
	{ "a stranger's beside a good one, revoked", NULL, { { .who = EVIL }, { .who = MAKER,
	    .entries = SEAL("revoked", BEFORE, "") } }, X, R(SEAL_REVOKED), FAIL, NULL },
	{ "a list of certificates is none of seals", NULL, { { .who = MAKER, .certs = true } }, U,
	    0, 0, NULL },
};

/* Which of the two kinds of LD/T 01.1-2022 8.3.1 it was. */
static void
modes(void)
{
	static const struct { const struct list_case *c; bool online, skipped; } rows[] = {
		{ &states[0], false, true }, { &states[1], true, false }, { &states[3], true, false },
		{ &states[14], true, false }, { &whose[0], false, true }, { &ages[1], false, true },
		{ &several[6], true, false }, { &states[23], false, true },
	};
	ecert_report *rep;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("mode: %s", rows[i].c->name);
		if ((rep = list_report(rows[i].c, false)) == NULL)
			continue;
		CHECK_INT(rep->looked_up, rows[i].online ? ECI_LOOKED_UP_SEAL : 0);
		CHECK_INT((rep->skipped & ECI_SKIP_SEAL_STATUS) != 0, rows[i].skipped);
		ecert_report_free(rep);
	}
}

/* A proven time is no claim of who stole the key. */
static void
proven(void)
{
	static const struct { bool proven; ecert_outcome want; } rows[] = {
		{ false, UNDEC }, { true, NOTE } };
	struct list_spec spec = { .who = MAKER, .entries = SEAL("lost", AFTER, "") };
	struct eci_vwhen when = { .known = true, .used = T_SIGN };
	const uint8_t id[] = SEAL_ID;
	struct eci_ses_seal seal = { .id = { id, sizeof(id) - 1 } };
	struct eci_vrun run = { .ctx = forge.ctx, .now = T_NOW };
	struct eci_vat at = { &run, 0, 0, NULL };
	const ecert_status *list = list_make(&spec, 0);
	size_t i;

	eci_verify_policy(forge.ctx, forge.policy, &run.pol);
	run.pol.status = &list;
	run.pol.n_status = 1;
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("lost after it was used, the time is %s", rows[i].proven ? "proven" :
		    "claimed");
		CHECK_OK(forge.ctx, eci_report_new(forge.ctx, false, &run.rep));
		when.proven = rows[i].proven;
		CHECK_OK(forge.ctx, eci_verify_seal_status(&at, &seal, forge.maker.cert, &when));
		CHECK_INT(run.rep->n_items, 1);
		if (run.rep->n_items == 1)
			CHECK_INT(run.rep->items[0].outcome, rows[i].want);
		ecert_report_free(run.rep);
	}
	unit_case("no time to judge by");
	CHECK_OK(forge.ctx, eci_report_new(forge.ctx, false, &run.rep));
	when.known = false;
	CHECK_OK(forge.ctx, eci_verify_seal_status(&at, &seal, forge.maker.cert, &when));
	CHECK_INT(run.rep->n_items == 1 ? run.rep->items[0].reason : 0, R(STATUS_UNAVAILABLE));
	CHECK_INT(run.rep->n_items == 1 ? run.rep->items[0].outcome : 0, UNDEC);
	CHECK((run.rep->skipped & ECI_SKIP_SEAL_STATUS) != 0);
	ecert_report_free(run.rep);
	unit_case("no time, and no list that would need one");
	CHECK_OK(forge.ctx, eci_report_new(forge.ctx, false, &run.rep));
	run.pol.n_status = 0;
	CHECK_OK(forge.ctx, eci_verify_seal_status(&at, &seal, forge.maker.cert, &when));
	CHECK_INT(run.rep->n_items, 0);
	CHECK((run.rep->skipped & ECI_SKIP_SEAL_STATUS) != 0);
	ecert_report_free(run.rep);
	ecert_status_free((ecert_status *)(uintptr_t)list);
}

/* Lists of certificates say nothing about a seal. */
static void
other_kind(void)
{
	static const struct list_case rows[] = {
		{ "a list of certificates beside one of seals", NULL, { { .who = MAKER, .certs = true },
		    { .who = MAKER } }, U, 0, 0, NULL },
		{ "a forged list of certificates beside one of seals", NULL, { { .who = MAKER,
		    .certs = true, .spoilt = true }, { .who = MAKER } }, U, 0, 0, NULL },
	};
	ecert_report *rep;
	size_t i, k, n;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		if ((rep = list_report(&rows[i], false)) == NULL)
			continue;
		for (n = k = 0; k < rep->n_items; k++)
			n += rep->items[k].check == ECI_V_SEAL_STATUS;
		CHECK_INT(n, 1);
		ecert_report_free(rep);
	}
}

/* A seal by itself is judged now. */
static void
seal_alone(void)
{
	static const struct { const char *name, *entries; ecert_verdict want; } rows[] = {
		{ "nothing known", "", V }, { "revoked since", SEAL("revoked", AFTER, ""), X },
		{ "lost, found again", SEAL("lost", AFTER, "") "," SEAL("active", LATER, ""), V },
	};
	struct forge_case c = { .name = "" };
	struct list_spec spec = { .who = MAKER };
	ecert_policy *policy;
	ecert_report *rep;
	ecert_status *list;
	ecert_seal *seal = NULL;
	struct forge f;
	size_t i;

	forge_make(&f, &c);
	CHECK_OK(forge.ctx, ecert_seal_load_mem(forge.ctx, f.seal.ptr, f.seal.len, &seal));
	for (i = 0; seal != NULL && i < ECI_COUNT(rows); i++) {
		unit_case("a seal alone: %s", rows[i].name);
		spec.entries = rows[i].entries;
		list = list_make(&spec, 0);
		policy = NULL;
		rep = NULL;
		CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &policy));
		ecert_policy_set_trust(policy, forge.trust);
		CHECK_OK(forge.ctx, ecert_policy_add_status(forge.ctx, policy, list));
		(void)ecert_seal_verify(forge.ctx, seal, policy, &rep);
		CHECK_INT(rep != NULL ? ecert_report_verdict(rep) : -1, rows[i].want);
		ecert_report_free(rep);
		ecert_policy_free(policy);
		ecert_status_free(list);
	}
	ecert_seal_free(seal);
	forge_free(&f);
}

int
main(void)
{
	forge_status_start();
	list_run(states, ECI_COUNT(states), ECI_V_SEAL_STATUS);
	list_run(whose, ECI_COUNT(whose), ECI_V_SEAL_STATUS);
	list_run(ages, ECI_COUNT(ages), ECI_V_SEAL_STATUS);
	list_run(several, ECI_COUNT(several), ECI_V_SEAL_STATUS);
	modes();
	proven();
	other_kind();
	seal_alone();
	forge_end();
	return unit_end();
}
