/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_status_seal.c - what became of a seal, judged when it was used (LD/T
 * 01.1-2022 8.3): verification with such a list is what that standard calls
 * online, without one it is offline.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "verify/verify_priv.h"

/* What one list comes to. */
enum answer {
	NOT_ASKED,       /* not believed, or a newer list stands for it */
	IN_FORCE, RENEWED,
	AFTERWARDS,      /* something happened to it after it was used */
	ALIKE,           /* the list names it, but for case and blanks */
	STALE,           /* the list does not reach to when the seal was used */
	STOLEN,          /* the same, and the time of use is only claimed */
	OUT_OF_FORCE     /* revoked, lost or suspended when it was used */
};

struct use {
	const char            *id;
	const struct eci_cert *maker;      /* NULL: not readable */
	int64_t                when;
	bool                   proven;
};

static const char *
state_zh(enum eci_status_state state)
{
	switch (state) {
	case ECI_ST_REVOKED:
		return "注销";
	case ECI_ST_LOST:
		return "挂失";
	case ECI_ST_SUSPENDED:
		return "停用";
	case ECI_ST_RENEWED:
		return "续期";
	default:
		return "启用";
	}
}

static bool
is_out(enum eci_status_state state)
{
	return state == ECI_ST_REVOKED || state == ECI_ST_LOST || state == ECI_ST_SUSPENDED;
}

/* *entry: the one the answer rests on, of state NONE where there is none. */
static enum answer
ask(const struct eci_vrun *run, const ecert_status *list, const struct use *use,
    struct eci_status_entry *entry)
{
	struct eci_status_entry at, then = { 0 }, later = { 0 };
	struct eci_status_head head;
	size_t i;

	for (i = 0; eci_status_find(list, use->id, i, &at); i++) {
		if (at.since <= use->when)
			then = at;
		else if (is_out(at.state) && (later.state == ECI_ST_NONE ||
		    (at.stolen && !later.stolen)))
			later = at;
	}
	*entry = is_out(then.state) || later.state == ECI_ST_NONE ? then : later;
	if (is_out(then.state))
		return OUT_OF_FORCE;
	if (later.stolen && !use->proven)
		return STOLEN;
	if (i == 0 && eci_status_alike(list, use->id) != NULL)
		return ALIKE;
	eci_status_head(list, &head);
	if (head.made < use->when && head.next < run->now)
		return STALE;
	if (later.state != ECI_ST_NONE)
		return AFTERWARDS;
	return then.state == ECI_ST_RENEWED ? RENEWED : IN_FORCE;
}

/* "revoked since T (keyCompromise)" */
struct what { char en[128], zh[128]; };

static void
describe(const struct eci_status_entry *entry, struct what *out)
{
	const char *why = entry->reason;
	char iso[24];

	eci_time_iso(entry->since, iso);
	snprintf(out->en, sizeof(out->en), "%s since %s%s%s%s",
	    eci_status_state_name(entry->state), iso, why != NULL ? " (" : "",
	    why != NULL ? why : "", why != NULL ? ")" : "");
	snprintf(out->zh, sizeof(out->zh), "自 %s 起%s%s%s%s", iso, state_zh(entry->state),
	    why != NULL ? "（" : "", why != NULL ? why : "", why != NULL ? "）" : "");
}

static ecert_err
say_stale(const struct eci_vat *at, const struct use *use, const struct eci_status_head *head)
{
	char made[24], when[24], next[24];

	eci_time_iso(head->made, made);
	eci_time_iso(use->when, when);
	if (head->next == 0)
		return ECI_VUNDEC(at, ECI_V_SEAL_STATUS, ECERT_R_STATUS_UNAVAILABLE,
		    "the list was made at %s, before the seal was used at %s" ECI_SETTLE_EN
		    "obtain a newer one and run %s --seal-status LIST",
		    "列表制作于 %s，早于用章时间 %s" ECI_SETTLE_ZH
		    "取得更新的列表，运行 %s --seal-status LIST", made, when, eci_verify_tool(at));
	return ECI_VUNDEC(at, ECI_V_SEAL_STATUS, ECERT_R_STATUS_UNAVAILABLE,
	    "the list was made at %s, before the seal was used at %s, and a newer one was due "
	    "at %s" ECI_SETTLE_EN "obtain that and run %s --seal-status LIST",
	    "列表制作于 %s，早于用章时间 %s，且应于 %s 更新" ECI_SETTLE_ZH
	    "取得更新的列表，运行 %s --seal-status LIST", made, when,
	    eci_time_iso(head->next, next), eci_verify_tool(at));
}

static ecert_err
say_out(const struct eci_vat *at, const struct use *use, enum answer a,
    const struct eci_status_entry *entry)
{
	struct what w;
	char when[24];

	describe(entry, &w);
	eci_time_iso(use->when, when);
	if (a == OUT_OF_FORCE)
		return ECI_VFAIL(at, ECI_V_SEAL_STATUS, ECERT_R_SEAL_REVOKED,
		    "the seal is %s%.0s; it was used at %s", "该印章%.0s%s；用章时间 %s", w.en, w.zh,
		    when);
	if (a == STOLEN)
		return ECI_VUNDEC(at, ECI_V_SEAL_STATUS, ECERT_R_SEAL_REVOKED,
		    "the seal is %s%.0s, after it was used at %s; but that time is only claimed, and "
		    "whoever holds its key can claim any. A time stamp would settle it",
		    "该印章%.0s%s，晚于用章时间 %s；但该时间仅为自称，持有其密钥者可任意声称。"
		    "时间戳可以解决", w.en, w.zh, when);
	return ECI_VNOTE(at, ECI_V_SEAL_STATUS, ECERT_R_SEAL_REVOKED,
	    "the seal is %s%.0s, after it was used at %s", "该印章%.0s%s，晚于用章时间 %s", w.en,
	    w.zh, when);
}

/* Too close to be chance, too far to be sure: lists are often typed. */
static ecert_err
say_alike(const struct eci_vat *at, const struct use *use, const ecert_status *list)
{
	return ECI_VUNDEC(at, ECI_V_SEAL_STATUS, ECERT_R_STATUS_UNAVAILABLE,
	    "the list names \"%.200s\", which differs from the code of the seal, \"%.200s\", only "
	    "in case or blanks" ECI_SETTLE_EN "ask who made the list and run %s --seal-status LIST",
	    "列表中有“%.200s”，与印章编码“%.200s”仅大小写或空格不同" ECI_SETTLE_ZH
	    "向列表制作者核实，运行 %s --seal-status LIST", eci_status_alike(list, use->id), use->id,
	    eci_verify_tool(at));
}

static ecert_err
say(const struct eci_vat *at, const ecert_status *list, const struct use *use, enum answer a,
    const struct eci_status_entry *entry)
{
	struct eci_status_head head;
	struct eci_vat here = *at;
	struct what w;
	char made[24];

	eci_status_head(list, &head);
	here.where = head.name;
	eci_time_iso(head.made, made);
	switch (a) {
	case IN_FORCE:
		if (entry->state == ECI_ST_NONE)
			return ECI_VPASS(&here, ECI_V_SEAL_STATUS, "not listed as of %s",
			    "截至 %s 未列入", made);
		describe(entry, &w);
		return ECI_VPASS(&here, ECI_V_SEAL_STATUS, "%s%.0s", "%.0s%s", w.en, w.zh);
	case RENEWED:
		describe(entry, &w);
		return ECI_VNOTE(&here, ECI_V_SEAL_STATUS, ECERT_R_NONE, "the seal is %s%.0s",
		    "该印章%.0s%s", w.en, w.zh);
	case ALIKE:
		return say_alike(&here, use, list);
	case STALE:
		return say_stale(&here, use, &head);
	case NOT_ASKED:
		return ECERT_OK;
	default:
		return say_out(&here, use, a, entry);
	}
}

static bool
is_of(const struct eci_vrun *run, size_t i)
{
	return ecert_status_kind_of(run->pol.status[i]) == ECERT_STATUS_SEALS;
}

/* Each believed list that no other stands for; those that are too old only where
 * no other answers. */
static ecert_err
say_all(const struct eci_vat *at, const struct use *use, enum answer *answers)
{
	const struct ecert_policy *pol = &at->run->pol;
	struct eci_status_entry entry;
	bool settled = false;
	ecert_err e = ECERT_OK;
	size_t i, k;

	for (i = 0; i < pol->n_status; i++)
		for (k = 0; answers[i] != NOT_ASKED && k < pol->n_status; k++)
			if (answers[k] != NOT_ASKED &&
			    eci_verify_outdone(pol->status[i], pol->status[k], use->id))
				answers[i] = NOT_ASKED;
	for (i = 0; i < pol->n_status; i++) {
		if (answers[i] == NOT_ASKED)
			continue;
		answers[i] = ask(at->run, pol->status[i], use, &entry);
		settled = settled || (answers[i] != STALE && answers[i] != ALIKE);
	}
	for (i = 0; e == ECERT_OK && i < pol->n_status; i++) {
		if (answers[i] == NOT_ASKED || (settled && answers[i] == STALE))
			continue;
		ask(at->run, pol->status[i], use, &entry);
		e = say(at, pol->status[i], use, answers[i], &entry);
	}
	if (settled)
		at->run->rep->looked_up |= ECI_LOOKED_UP_SEAL;
	else
		at->run->rep->skipped |= ECI_SKIP_SEAL_STATUS;
	return e;
}

static ecert_err
look_up(const struct eci_vat *at, const struct use *use, struct eci_vbelief *beliefs,
    enum answer *answers)
{
	const struct ecert_policy *pol = &at->run->pol;
	bool any = false;
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; e == ECERT_OK && i < pol->n_status; i++) {
		if (!is_of(at->run, i))
			continue;
		e = eci_verify_believe(at, pol->status[i], ECI_ROLE_MAKER, use->maker, &beliefs[i]);
		answers[i] = beliefs[i].state == ECI_BELIEF_GOOD ? IN_FORCE : NOT_ASKED;
		any = any || answers[i] != NOT_ASKED;
	}
	for (i = 0; e == ECERT_OK && i < pol->n_status; i++) {
		if (!is_of(at->run, i) || answers[i] != NOT_ASKED)
			continue;
		if (any)
			e = eci_verify_passed_over(at, ECI_V_SEAL_STATUS, pol->status[i], use->id,
			    &beliefs[i]);
		else
			e = eci_verify_disbelieve(at, ECI_V_SEAL_STATUS, pol->status[i], &beliefs[i]);
	}
	if (e == ECERT_OK && any)
		return say_all(at, use, answers);
	at->run->rep->skipped |= ECI_SKIP_SEAL_STATUS;
	return e;
}

ecert_err
eci_verify_seal_status(const struct eci_vat *at, const struct eci_ses_seal *seal,
    const struct eci_cert *maker, const struct eci_vwhen *when)
{
	struct use use = { NULL, maker, when->used, when->proven };
	size_t i, n = at->run->pol.n_status;
	struct eci_vbelief *beliefs;
	enum answer *answers;
	char *id = NULL;
	ecert_err e;

	if (!eci_verify_has_status(at->run, ECERT_STATUS_SEALS)) {
		at->run->rep->skipped |= ECI_SKIP_SEAL_STATUS;
		return ECERT_OK;
	}
	if (!when->known) {
		at->run->rep->skipped |= ECI_SKIP_SEAL_STATUS;
		return ECI_VUNDEC(at, ECI_V_SEAL_STATUS, ECERT_R_STATUS_UNAVAILABLE,
		    "there is no signing time to judge by", "没有可供判断的签名时间");
	}
	beliefs = calloc(n, sizeof(*beliefs));
	answers = calloc(n, sizeof(*answers));
	if (beliefs == NULL || answers == NULL)
		e = eci_nomem(at->run->ctx);
	else if ((e = eci_strndup(at->run->ctx, (const char *)seal->id.ptr, seal->id.len,
	    &id)) == ECERT_OK) {
		use.id = id;
		e = look_up(at, &use, beliefs, answers);
	}
	for (i = 0; beliefs != NULL && i < n; i++)
		eci_verify_belief_free(&beliefs[i]);
	free(beliefs);
	free(answers);
	free(id);
	return e;
}
