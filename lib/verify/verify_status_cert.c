/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_status_cert.c - what became of the certificate the document is: void,
 * supplemented, beyond retention; with the sentences the metrology specification
 * has readers shown (6.4.1, 6.4.2, 6.5 h).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "verify/verify_priv.h"

#define LEAD_MAX 512

/* An identifier of the document, all of which are looked up: which of two that differ
 * is the right one, nobody can tell. */
struct asked {
	const ecert_id *id;
	const char     *text;
	char            lead[LEAD_MAX];    /* "TEXT: " where there are others, else "" */
};

static ecert_err
say_void(const struct eci_vat *at, const struct asked *about,
    const struct eci_status_entry *entry)
{
	char since[24];

	eci_time_iso(entry->since, since);
	if (entry->n_others == 0)
		return ECI_VFAIL(at, ECI_V_CERT_STATUS, ECERT_R_CERTIFICATE_VOID,
		    "%sthis certificate is void (since %s)", "%s该证书作废（自 %s 起）", about->lead,
		    since);
	return ECI_VFAIL(at, ECI_V_CERT_STATUS, ECERT_R_CERTIFICATE_VOID,
	    "%sthis certificate is void; by the rules for the modification of certificates, the "
	    "number of the modified certificate is %s (since %s)",
	    "%s该证书作废，按照证书修改处置要求，修改后的证书号为%s（自 %s 起）", about->lead,
	    entry->others, since);
}

static ecert_err
say_supplemented(const struct eci_vat *at, const struct asked *about,
    const struct eci_status_entry *entry)
{
	const char *serial = ecert_id_serial(about->id), *s = entry->others;
	struct eci_buf list = { 0 };
	ecert_err e = ECERT_OK;
	char since[24];
	size_t i;

	for (i = 0; e == ECERT_OK && i < entry->n_others; i++, s += strlen(s) + 1)
		if (i == 0 || (e = eci_buf_adds(at->run->ctx, &list, "; ")) == ECERT_OK)
			e = eci_buf_adds(at->run->ctx, &list, s);
	if (e == ECERT_OK)
		e = ECI_VNOTE(at, ECI_V_CERT_STATUS, ECERT_R_CERTIFICATE_SUPPLEMENTED,
		    "supplement to the certificate/report of number %s: %s (since %s)",
		    "对序号为%s的证书/报告的补充文件：%s（自 %s 起）", serial, (char *)list.ptr,
		    eci_time_iso(entry->since, since));
	eci_buf_free(&list);
	return e;
}

static ecert_err
say_entry(const struct eci_vat *at, const struct asked *about,
    const struct eci_status_entry *entry)
{
	char since[24];

	switch (entry->state) {
	case ECI_ST_VOID:
		return say_void(at, about, entry);
	case ECI_ST_SUPPLEMENTED:
		return say_supplemented(at, about, entry);
	default:
		return ECI_VUNDEC(at, ECI_V_CERT_STATUS, ECERT_R_RETENTION_ENDED,
		    "%sbeyond the period of retention, no verification of authenticity is offered "
		    "(since %s)", "%s超过存储期限，不提供真伪验证（自 %s 起）", about->lead,
		    eci_time_iso(entry->since, since));
	}
}

static ecert_err
say_stale(const struct eci_vat *at, const struct eci_status_head *head)
{
	char made[24], next[24];

	return ECI_VUNDEC(at, ECI_V_CERT_STATUS, ECERT_R_STATUS_UNAVAILABLE,
	    "the list was made at %s, and a newer one was due at %s" ECI_SETTLE_EN
	    "obtain that and run %s --cert-status LIST",
	    "列表制作于 %s，且应于 %s 更新" ECI_SETTLE_ZH
	    "取得更新的列表，运行 %s --cert-status LIST", eci_time_iso(head->made, made),
	    eci_time_iso(head->next, next), eci_verify_tool(at));
}

/* As with seals: what comes so close may be the document's own, written otherwise. */
static ecert_err
say_alike(const struct eci_vat *at, const char *id, const char *other)
{
	return ECI_VUNDEC(at, ECI_V_CERT_STATUS, ECERT_R_STATUS_UNAVAILABLE,
	    "the list names \"%.300s\", which differs from the identifier of the document, "
	    "\"%.300s\", only in case or blanks" ECI_SETTLE_EN
	    "ask who made the list and run %s --cert-status LIST",
	    "列表中有“%.300s”，与文档的标识“%.300s”仅大小写或空格不同" ECI_SETTLE_ZH
	    "向列表制作者核实，运行 %s --cert-status LIST", other, id, eci_verify_tool(at));
}

static bool
is_fresh(const struct eci_vrun *run, const struct eci_status_head *head)
{
	return head->next >= run->now;
}

/* fresh: one of the lists at hand is, so that an older one need not say so. */
static ecert_err
say_list(const struct eci_vat *at, const ecert_status *list, const struct asked *about,
    bool fresh)
{
	struct eci_status_entry entry;
	struct eci_status_head head;
	struct eci_vat here = *at;
	const char *alike;
	bool ended = false;
	ecert_err e = ECERT_OK;
	char made[24];
	size_t i;

	eci_status_head(list, &head);
	here.where = head.name;
	for (i = 0; e == ECERT_OK && eci_status_find(list, about->text, i, &entry); i++) {
		ended = ended || entry.state != ECI_ST_SUPPLEMENTED;
		e = say_entry(&here, about, &entry);
	}
	/* What is void stays so; of a supplement, nobody knows what came after it. */
	if (e != ECERT_OK || ended)
		return e;
	if (i == 0 && (alike = eci_status_alike(list, about->text)) != NULL)
		return say_alike(&here, about->text, alike);
	if (!is_fresh(at->run, &head))
		return fresh ? ECERT_OK : say_stale(&here, &head);
	return i > 0 ? ECERT_OK : ECI_VPASS(&here, ECI_V_CERT_STATUS, "%snot listed as of %s",
	    "%s截至 %s 未列入", about->lead, eci_time_iso(head.made, made));
}

/* Every signature is of the same certificate: that one, else NULL.  With several
 * signers none of them speaks for the document alone. */
static const struct eci_cert *
only_signer(const ecert_report *rep)
{
	const struct eci_cert *first = rep->n_sigs > 0 ? rep->sigs[0].signer.cert : NULL;
	size_t i;

	for (i = 1; i < rep->n_sigs && first != NULL; i++)
		if (rep->sigs[i].signer.cert == NULL ||
		    !eci_cert_same(first, rep->sigs[i].signer.cert))
			first = NULL;
	return first;
}

static bool
is_of(const struct eci_vrun *run, size_t i)
{
	return ecert_status_kind_of(run->pol.status[i]) == ECERT_STATUS_CERTIFICATES;
}

/* use[i]: the list is believed and no other stands for it. */
static ecert_err
say_all(const struct eci_vat *at, const struct asked *about, const struct eci_vbelief *beliefs,
    bool *use)
{
	const struct ecert_policy *pol = &at->run->pol;
	struct eci_status_head head;
	bool fresh = false;
	ecert_err e = ECERT_OK;
	size_t i, k;

	for (i = 0; i < pol->n_status; i++)
		use[i] = is_of(at->run, i) && beliefs[i].state == ECI_BELIEF_GOOD;
	for (i = 0; i < pol->n_status; i++)
		for (k = 0; use[i] && k < pol->n_status; k++)
			if (use[k] && eci_verify_outdone(pol->status[i], pol->status[k],
			    about->text))
				use[i] = false;
	for (i = 0; i < pol->n_status; i++) {
		eci_status_head(pol->status[i], &head);
		fresh = fresh || (use[i] && is_fresh(at->run, &head));
	}
	for (i = 0; e == ECERT_OK && i < pol->n_status; i++)
		if (use[i])
			e = say_list(at, pol->status[i], about, fresh);
	at->run->rep->looked_up |= ECI_LOOKED_UP_CERTIFICATE;
	return e;
}

/* A list of one of several signers that names the document: he does not decide alone,
 * but others who are believed do not decide against him either. */
static bool
is_objection(const ecert_report *rep, const ecert_status *list, const char *id)
{
	struct eci_status_entry entry;
	struct eci_status_head head;
	bool signs = false;
	size_t i;

	eci_status_head(list, &head);
	for (i = 0; i < rep->n_sigs; i++)
		signs = signs || (rep->sigs[i].signer.cert != NULL &&
		    eci_cert_same(rep->sigs[i].signer.cert, head.signer));
	return head.good && signs && eci_status_find(list, id, 0, &entry);
}

/* Those that are not believed, where any: others are, and decide. */
static ecert_err
say_unused(const struct eci_vat *at, const struct asked *about, size_t n, size_t i,
    const struct eci_vbelief *belief, bool any)
{
	const ecert_status *list = at->run->pol.status[i];
	ecert_err e = ECERT_OK;
	size_t k;

	for (k = 0; any && k < n && !is_objection(at->run->rep, list, about[k].text); k++)
		;
	if (k < n)
		return eci_verify_disbelieve(at, ECI_V_CERT_STATUS, list, belief);
	/* Of a forged one no identifier is looked up. */
	if (belief->state == ECI_BELIEF_FORGED)
		n = 1;
	for (k = 0; e == ECERT_OK && k < n; k++)
		e = eci_verify_passed_over(at, ECI_V_CERT_STATUS, list, about[k].text, belief);
	return e;
}

static ecert_err
look_up(const struct eci_vat *at, const struct asked *about, size_t n,
    struct eci_vbelief *beliefs, bool *use)
{
	const struct eci_cert *signer = only_signer(at->run->rep);
	const struct ecert_policy *pol = &at->run->pol;
	bool any = false;
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; e == ECERT_OK && i < pol->n_status; i++) {
		if (!is_of(at->run, i))
			continue;
		e = eci_verify_believe(at, pol->status[i], ECI_ROLE_SIGNER, signer, &beliefs[i]);
		any = any || beliefs[i].state == ECI_BELIEF_GOOD;
	}
	/* What is no list of certificates stands there as if believed. */
	for (i = 0; e == ECERT_OK && i < pol->n_status; i++)
		if (beliefs[i].state != ECI_BELIEF_GOOD)
			e = say_unused(at, about, n, i, &beliefs[i], any);
	for (i = 0; e == ECERT_OK && any && i < n; i++)
		e = say_all(at, &about[i], beliefs, use);
	return e;
}

static ecert_err
ask_lists(const struct eci_vat *at, const struct asked *about, size_t n)
{
	size_t i, lists = at->run->pol.n_status;
	struct eci_vbelief *beliefs = calloc(lists, sizeof(*beliefs));
	bool *use = calloc(lists, sizeof(*use));
	ecert_err e;

	if (beliefs == NULL || use == NULL)
		e = eci_nomem(at->run->ctx);
	else
		e = look_up(at, about, n, beliefs, use);
	for (i = 0; beliefs != NULL && i < lists; i++)
		eci_verify_belief_free(&beliefs[i]);
	free(beliefs);
	free(use);
	return e;
}

static void
add(struct asked *v, size_t *n, const ecert_id *id)
{
	size_t i;

	for (i = 0; id != NULL && i < *n; i++)
		if (ecert_id_equal(v[i].id, id))
			return;
	if (id != NULL)
		v[(*n)++] = (struct asked){ .id = id, .text = ecert_id_text(id) };
}

/* The one that counts, and each that differs; ids lives as long. */
static ecert_err
collect(struct eci_vrun *run, const struct eci_ofd_ids *ids, struct asked **out, size_t *n)
{
	struct asked *v = calloc(ids->n + 1, sizeof(*v));
	size_t i;

	*n = 0;
	if ((*out = v) == NULL)
		return eci_nomem(run->ctx);
	add(v, n, run->rep->id);
	for (i = 0; i < ids->n; i++)
		add(v, n, ids->v[i].id);
	for (i = 0; *n > 1 && i < *n; i++)
		snprintf(v[i].lead, LEAD_MAX, "%.500s: ", v[i].text);
	return ECERT_OK;
}

ecert_err
eci_verify_cert_status(struct eci_vrun *run)
{
	struct eci_vat at = { run, 0, 0, NULL };
	struct eci_ofd_ids ids = { 0 };
	struct asked *about = NULL;
	size_t n = 0;
	ecert_err e;

	if (!eci_verify_has_status(run, ECERT_STATUS_CERTIFICATES))
		return ECERT_OK;
	e = eci_ofd_ids(run->ctx, run->doc, run->pol.id_opts, &ids);
	/* Where they cannot be read there is none, which is said below. */
	if (eci_verify_blames_input(e)) {
		eci_clear(run->ctx);
		e = ECERT_OK;
	}
	if (e == ECERT_OK)
		e = collect(run, &ids, &about, &n);
	if (e == ECERT_OK && run->rep->id == NULL)
		e = ECI_VUNDEC(&at, ECI_V_CERT_STATUS, ECERT_R_STATUS_UNAVAILABLE,
		    "the document has no certificate identifier to look up",
		    "文档中没有可供查询的电子证书标识");
	if (e == ECERT_OK && n > 0)
		e = ask_lists(&at, about, n);
	free(about);
	eci_ofd_ids_free(&ids);
	return e;
}
