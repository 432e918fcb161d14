/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_status.c - whether a list of what became of seals or certificates is to
 * be believed.  A list that is not decides nothing: neither may a forged one make
 * a document valid, nor spoil a good one.
 */
#include <stdlib.h>
#include <string.h>

#include "verify/verify_priv.h"

ecert_err
ecert_trust_add_status(ecert_ctx *ctx, ecert_trust *trust, const uint8_t *data, size_t len)
{
	struct eci_certs found = { 0 };
	size_t i, before = trust->status.n;
	ecert_err e;

	eci_clear(ctx);
	e = eci_certs_load(ctx, "status", data, len, &found);
	for (i = 0; e == ECERT_OK && i < found.n; i++)
		e = eci_certs_add(ctx, &trust->status, found.v[i]);
	/* All of them or none. */
	while (e != ECERT_OK && trust->status.n > before)
		eci_cert_free(trust->status.v[--trust->status.n]);
	eci_certs_free(&found);
	return e;
}

ecert_err
ecert_policy_add_status(ecert_ctx *ctx, ecert_policy *policy, const ecert_status *list)
{
	ecert_err e;

	eci_clear(ctx);
	e = eci_grow(ctx, &policy->status, policy->n_status, &policy->cap_status,
	    sizeof(*policy->status));
	if (e == ECERT_OK)
		policy->status[policy->n_status++] = list;
	return e;
}

bool
eci_verify_has_status(const struct eci_vrun *run, ecert_status_kind kind)
{
	size_t i;

	for (i = 0; i < run->pol.n_status; i++)
		if (ecert_status_kind_of(run->pol.status[i]) == kind)
			return true;
	return false;
}

/* The first check that speaks against it; NULL when there is none. */
static const struct eci_report_item *
worst(const ecert_report *rep, bool strict)
{
	size_t i;

	for (i = 0; i < rep->n_items; i++)
		switch (eci_report_outcome(&rep->items[i], strict)) {
		case ECERT_CHECK_PASS:
		case ECERT_CHECK_NOTE:
			break;
		default:
			return &rep->items[i];
		}
	return NULL;
}

static bool
is_untrusted(const struct eci_report_item *item)
{
	return item->reason == ECERT_R_CERT_UNTRUSTED ||
	    item->reason == ECERT_R_SEAL_MAKER_UNTRUSTED;
}

/*
 * The certificate is examined as any signer's, when the list was made; but what is
 * found is the list's, and goes into a report of its own.
 */
static ecert_err
examine_signer(const struct eci_vat *at, enum eci_vrole role,
    const struct eci_status_head *head, struct eci_vbelief *out)
{
	struct eci_vwhen when = { .known = true, .used = head->made, .extra = head->certs };
	struct eci_vat here = { at->run, 0, 0, head->name };
	ecert_report *rep = at->run->rep, *own = NULL;
	const struct eci_report_item *item;
	ecert_err e;

	if ((e = eci_report_new(at->run->ctx, rep->strict, &own)) != ECERT_OK)
		return e;
	own->of_seal = rep->of_seal;
	at->run->rep = own;
	if ((e = eci_verify_cert_usage(&here, role, head->signer)) == ECERT_OK &&
	    (e = eci_verify_cert_time(&here, role, head->signer, &when)) == ECERT_OK)
		e = eci_verify_cert_path(&here, role, head->signer, &when);
	at->run->rep = rep;
	rep->skipped |= own->skipped & ECI_SKIP_REVOCATION;
	if (e == ECERT_OK && (item = worst(own, at->run->pol.strict)) != NULL) {
		out->state = is_untrusted(item) ? ECI_BELIEF_UNKNOWN :
		    eci_report_outcome(item, at->run->pol.strict) == ECERT_CHECK_FAIL ?
		    ECI_BELIEF_UNSOUND : ECI_BELIEF_OPEN;
		if ((e = eci_strdup(at->run->ctx, item->detail[0], &out->why[0])) == ECERT_OK)
			e = eci_strdup(at->run->ctx, item->detail[1], &out->why[1]);
	}
	ecert_report_free(own);
	return e;
}

/* As one whose own things the list is about, else as one vouched for. */
static ecert_err
examine(const struct eci_vat *at, const struct eci_status_head *head, enum eci_vrole role,
    const struct eci_cert *own, struct eci_vbelief *out)
{
	ecert_err e;

	if (own != NULL && eci_cert_same(own, head->signer)) {
		e = examine_signer(at, role, head, out);
		if (e != ECERT_OK || out->state != ECI_BELIEF_UNKNOWN)
			return e;
		eci_verify_belief_free(out);
	}
	return examine_signer(at, ECI_ROLE_STATUS, head, out);
}

ecert_err
eci_verify_believe(const struct eci_vat *at, const ecert_status *list, enum eci_vrole role,
    const struct eci_cert *own, struct eci_vbelief *out)
{
	struct eci_status_head head;
	ecert_err e;

	*out = (struct eci_vbelief){ .state = ECI_BELIEF_GOOD };
	eci_status_head(list, &head);
	if (!head.good) {
		out->state = ECI_BELIEF_FORGED;
		return ECERT_OK;
	}
	e = examine(at, &head, role, own, out);
	if (e == ECERT_OK && head.made > at->run->now + ECI_CLOCK_SKEW &&
	    (out->state == ECI_BELIEF_GOOD || out->state == ECI_BELIEF_OPEN))
		out->state = ECI_BELIEF_FUTURE;
	return e;
}

void
eci_verify_belief_free(struct eci_vbelief *b)
{
	free(b->why[0]);
	free(b->why[1]);
	memset(b, 0, sizeof(*b));
}

/* The option a list of this kind comes with. */
static const char *
option_of(const struct eci_status_head *head)
{
	return head->kind == ECERT_STATUS_SEALS ? "--seal-status" : "--cert-status";
}

static ecert_err
say_unknown(const struct eci_vat *at, enum eci_report_check c, const struct eci_status_head *head)
{
	bool seals = head->kind == ECERT_STATUS_SEALS;

	return ECI_VUNDEC(at, c, ECERT_R_STATUS_UNAVAILABLE,
	    "the list is signed by %s, serial %s, who is not known to speak for %s%.0s"
	    ECI_SETTLE_EN "use a list signed by %s%.0s; or, if he is to be believed about this, "
	    "put his certificate into DIR/status.pem and run %s --trust DIR %s LIST FILE",
	    "列表由 %s（序列号 %s）签名，无法确认其有权就%.0s%s作出说明" ECI_SETTLE_ZH
	    "使用由%.0s%s签名的列表；或在确认可信后将其证书放入 DIR/status.pem，"
	    "运行 %s --trust DIR %s LIST FILE",
	    eci_cert_subject(head->signer), eci_cert_serial(head->signer),
	    seals ? "this seal" : "this certificate", seals ? "该印章" : "该证书",
	    seals ? "the maker of the seal" : "the signer of the document",
	    seals ? "制章人" : "文档签名人", eci_verify_tool(at), option_of(head));
}

ecert_err
eci_verify_disbelieve(const struct eci_vat *at, enum eci_report_check c, const ecert_status *list,
    const struct eci_vbelief *b)
{
	struct eci_vat here = *at;
	struct eci_status_head head;
	char made[24], now[24];

	eci_status_head(list, &head);
	here.where = head.name;
	switch (b->state) {
	case ECI_BELIEF_FORGED:
		return ECI_VUNDEC(&here, c, ECERT_R_STATUS_UNAVAILABLE,
		    "the list is not as %s signed it: what it says counts for nothing"
		    ECI_SETTLE_EN "obtain the list anew and run %s %s LIST",
		    "列表与 %s 的签名不符：其内容不予采信" ECI_SETTLE_ZH
		    "重新取得列表，运行 %s %s LIST",
		    eci_cert_subject(head.signer), eci_verify_tool(at), option_of(&head));
	case ECI_BELIEF_FUTURE:
		return ECI_VUNDEC(&here, c, ECERT_R_STATUS_UNAVAILABLE,
		    "the list claims to be made at %s, after the time of this verdict, %s",
		    "列表声称制作于 %s，晚于作此结论的时间 %s", eci_time_iso(head.made, made),
		    eci_time_iso(at->run->now, now));
	case ECI_BELIEF_UNKNOWN:
		return say_unknown(&here, c, &head);
	case ECI_BELIEF_OPEN:
		return ECI_VUNDEC(&here, c, ECERT_R_STATUS_UNAVAILABLE,
		    "whether the certificate of who signed the list, %s, holds is open: %s%.0s",
		    "列表签名人 %s 的证书是否有效尚无法确定：%.0s%s",
		    eci_cert_subject(head.signer), b->why[0], b->why[1]);
	default:
		return ECI_VUNDEC(&here, c, ECERT_R_STATUS_UNAVAILABLE,
		    "the certificate of who signed the list, %s, does not hold: %s%.0s",
		    "列表签名人 %s 的证书未通过检查：%.0s%s", eci_cert_subject(head.signer),
		    b->why[0], b->why[1]);
	}
}

/* Nothing rests on it; but who gave it may believe that something does. */
ecert_err
eci_verify_passed_over(const struct eci_vat *at, enum eci_report_check c, const ecert_status *list,
    const char *id, const struct eci_vbelief *b)
{
	struct eci_vat here = *at;
	struct eci_status_entry entry;
	struct eci_status_head head;

	eci_status_head(list, &head);
	here.where = head.name;
	if (b->state == ECI_BELIEF_FORGED)
		return ECI_VNOTE(&here, c, ECERT_R_STATUS_UNAVAILABLE,
		    "not used: the list is not as %s signed it", "未采用：列表与 %s 的签名不符",
		    eci_cert_subject(head.signer));
	if (!eci_status_find(list, id, 0, &entry))
		return ECERT_OK;
	/* Who gives a second list must not silence the first. */
	if (b->state == ECI_BELIEF_FUTURE || b->state == ECI_BELIEF_OPEN)
		return eci_verify_disbelieve(at, c, list, b);
	return ECI_VNOTE(&here, c, ECERT_R_STATUS_UNAVAILABLE,
	    "not used, though it names %.300s: its signer %s is not believed about this",
	    "未采用（虽列有 %.300s）：其签名人 %s 就此不可信", id, eci_cert_subject(head.signer));
}

/* Nothing comes after these, so no later list takes them back. */
static bool
is_final(enum eci_status_state state)
{
	return state == ECI_ST_REVOKED || state == ECI_ST_VOID ||
	    state == ECI_ST_RETENTION_ENDED;
}

/* by repeats each final state the list gives id. */
static bool
repeats(const ecert_status *list, const ecert_status *by, const char *id)
{
	struct eci_status_entry said, again;
	size_t i, k;
	bool found = true;

	for (i = 0; found && eci_status_find(list, id, i, &said); i++) {
		found = !is_final(said.state);
		for (k = 0; !found && eci_status_find(by, id, k, &again); k++)
			found = again.state == said.state && again.since <= said.since;
	}
	return found;
}

/* A newer list of the same signer stands for an older one, unless only that one
 * names the thing: what was said is not unsaid by silence, nor what was final by
 * anything. */
bool
eci_verify_outdone(const ecert_status *list, const ecert_status *by, const char *id)
{
	struct eci_status_entry entry;
	struct eci_status_head a, b;

	eci_status_head(list, &a);
	eci_status_head(by, &b);
	if (!eci_cert_same(a.signer, b.signer) || b.made < a.made ||
	    (b.made == a.made && b.number <= a.number))
		return false;
	return !eci_status_find(list, id, 0, &entry) ||
	    (eci_status_find(by, id, 0, &entry) && repeats(list, by, id));
}
