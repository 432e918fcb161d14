/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_status_cert.c - what became of the certificate the document is: void,
 * supplemented, beyond retention; with the sentences the metrology specification
 * has readers shown (6.4.1, 6.4.2, 6.5 h).
 */
#include <stdlib.h>
#include <string.h>

#include "verify/verify_priv.h"

static ecert_err
say_void(const struct eci_vat *at, const struct eci_status_entry *entry)
{
	char since[24];

	eci_time_iso(entry->since, since);
	if (entry->n_others == 0)
		return ECI_VFAIL(at, ECI_V_CERT_STATUS, ECERT_R_CERTIFICATE_VOID,
		    "this certificate is void (since %s)", "该证书作废（自 %s 起）", since);
	return ECI_VFAIL(at, ECI_V_CERT_STATUS, ECERT_R_CERTIFICATE_VOID,
	    "this certificate is void; by the rules for the modification of certificates, the "
	    "number of the modified certificate is %s (since %s)",
	    "该证书作废，按照证书修改处置要求，修改后的证书号为%s（自 %s 起）", entry->others,
	    since);
}

static ecert_err
say_supplemented(const struct eci_vat *at, const struct eci_status_entry *entry)
{
	const char *serial = ecert_id_serial(at->run->rep->id), *s = entry->others;
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
say_entry(const struct eci_vat *at, const struct eci_status_entry *entry)
{
	char since[24];

	switch (entry->state) {
	case ECI_ST_VOID:
		return say_void(at, entry);
	case ECI_ST_SUPPLEMENTED:
		return say_supplemented(at, entry);
	default:
		return ECI_VUNDEC(at, ECI_V_CERT_STATUS, ECERT_R_RETENTION_ENDED,
		    "beyond the period of retention, no verification of authenticity is offered "
		    "(since %s)", "超过存储期限，不提供真伪验证（自 %s 起）",
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
say_list(const struct eci_vat *at, const ecert_status *list, const char *id, bool fresh)
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
	for (i = 0; e == ECERT_OK && eci_status_find(list, id, i, &entry); i++) {
		ended = ended || entry.state != ECI_ST_SUPPLEMENTED;
		e = say_entry(&here, &entry);
	}
	/* What is void stays so; of a supplement, nobody knows what came after it. */
	if (e != ECERT_OK || ended)
		return e;
	if (i == 0 && (alike = eci_status_alike(list, id)) != NULL)
		return say_alike(&here, id, alike);
	if (!is_fresh(at->run, &head))
		return fresh ? ECERT_OK : say_stale(&here, &head);
	return i > 0 ? ECERT_OK : ECI_VPASS(&here, ECI_V_CERT_STATUS, "not listed as of %s",
	    "截至 %s 未列入", eci_time_iso(head.made, made));
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

/* use[i]: the list is believed and no other stands for it. */
static ecert_err
say_all(const struct eci_vat *at, const char *id, bool *use)
{
	const struct ecert_policy *pol = &at->run->pol;
	struct eci_status_head head;
	bool fresh = false;
	ecert_err e = ECERT_OK;
	size_t i, k;

	for (i = 0; i < pol->n_status; i++)
		for (k = 0; use[i] && k < pol->n_status; k++)
			if (use[k] && eci_verify_outdone(pol->status[i], pol->status[k], id))
				use[i] = false;
	for (i = 0; i < pol->n_status; i++) {
		eci_status_head(pol->status[i], &head);
		fresh = fresh || (use[i] && is_fresh(at->run, &head));
	}
	for (i = 0; e == ECERT_OK && i < pol->n_status; i++)
		if (use[i])
			e = say_list(at, pol->status[i], id, fresh);
	at->run->rep->online = true;
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

static ecert_err
look_up(const struct eci_vat *at, const char *id, struct eci_vbelief *beliefs, bool *use)
{
	const struct eci_cert *signer = only_signer(at->run->rep);
	const struct ecert_policy *pol = &at->run->pol;
	bool any = false;
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; e == ECERT_OK && i < pol->n_status; i++) {
		if (ecert_status_kind_of(pol->status[i]) != ECERT_STATUS_CERTIFICATES)
			continue;
		e = eci_verify_believe(at, pol->status[i], ECI_ROLE_SIGNER, signer, &beliefs[i]);
		use[i] = beliefs[i].state == ECI_BELIEF_GOOD;
		any = any || use[i];
	}
	for (i = 0; e == ECERT_OK && i < pol->n_status; i++) {
		if (use[i] || ecert_status_kind_of(pol->status[i]) != ECERT_STATUS_CERTIFICATES)
			continue;
		if (any && !is_objection(at->run->rep, pol->status[i], id))
			e = eci_verify_passed_over(at, ECI_V_CERT_STATUS, pol->status[i], id,
			    &beliefs[i]);
		else
			e = eci_verify_disbelieve(at, ECI_V_CERT_STATUS, pol->status[i], &beliefs[i]);
	}
	return e == ECERT_OK && any ? say_all(at, id, use) : e;
}

ecert_err
eci_verify_cert_status(struct eci_vrun *run)
{
	struct eci_vat at = { run, 0, 0, NULL };
	size_t i, n = run->pol.n_status;
	struct eci_vbelief *beliefs;
	bool *use;
	ecert_err e;

	if (!eci_verify_has_status(run, ECERT_STATUS_CERTIFICATES))
		return ECERT_OK;
	if (run->rep->id == NULL)
		return ECI_VUNDEC(&at, ECI_V_CERT_STATUS, ECERT_R_STATUS_UNAVAILABLE,
		    "the document has no certificate identifier to look up",
		    "文档中没有可供查询的电子证书标识");
	beliefs = calloc(n, sizeof(*beliefs));
	use = calloc(n, sizeof(*use));
	if (beliefs == NULL || use == NULL)
		e = eci_nomem(run->ctx);
	else
		e = look_up(&at, ecert_id_text(run->rep->id), beliefs, use);
	for (i = 0; beliefs != NULL && i < n; i++)
		eci_verify_belief_free(&beliefs[i]);
	free(beliefs);
	free(use);
	return e;
}
