/* SPDX-License-Identifier: Apache-2.0 */
/* forge_status.h - documents judged with lists of what became of seals and
 * certificates; the lists are made with the keys of forge.h. */
#ifndef FORGE_STATUS_H
#define FORGE_STATUS_H

#include "forge_run.h"

#include "status/status.h"
#include "verify/verify_priv.h"

#define BEFORE "2023-11-14T22:13:19Z"     /* T_SIGN - 1 */
#define AT     "2023-11-14T22:13:20Z"
#define AFTER  "2023-11-14T22:13:21Z"
#define LATER  "2024-01-01T00:00:00Z"
#define SEAL_ID "11000000000001"
#define SEAL(state, since, more) "{\"id\":\"" SEAL_ID "\",\"state\":\"" state "\",\"since\":\"" \
	since "\"" more "}"
#define KEY_GONE ",\"reason\":\"keyCompromise\""
#define CERT_ID "2.25.4711.1.2•7•12990000999999998X•CNAS L0001•XZ-2026-0001•0"
#define CERT(state, since, more) "{\"id\":\"" CERT_ID "\",\"state\":\"" state "\",\"since\":\"" \
	since "\"" more "}"

enum list_who { NOBODY, MAKER, SIGNER, OTHER, EVIL, ARCHIVE, OLD_ARCHIVE, ENCRYPTING, CLERK };

struct list_spec {
	enum list_who who;           /* NOBODY: the table ends */
	int64_t       made;          /* 0: T_NOW - 100 */
	const char   *next;          /* NULL: 2025-07-01 */
	unsigned      number;
	bool          certs, spoilt;
	const char   *entries;
};

struct list_case {
	const char      *name;
	forge_hook      *before;
	struct list_spec lists[3];
	ecert_verdict    want;
	ecert_reason     reason;     /* of the item of the check, NONE: any */
	ecert_outcome    outcome;    /* of that item; 0: there is none */
	const char      *has;        /* in its text; NULL: anything */
};

/* Those beside forge.h's: vouched for by the store, two that should not, and one
 * whose authority publishes no revocation list. */
static struct fwho list_archive, list_old, list_encrypting, list_ca, list_clerk;

static inline void
forge_status_start(void)
{
	forge_start();
	list_archive = forge_leaf_of((struct eci_issue){ .cn = "Archive" }, &forge.root);
	list_old = forge_leaf_of((struct eci_issue){ .cn = "Old archive", .until = T_SIGN },
	    &forge.root);
	list_encrypting = forge_leaf_of((struct eci_issue){ .cn = "Encrypting",
	    .usage = "keyEncipherment" }, &forge.root);
	list_ca = forge_keep(forge_ca("Lists CA", NULL, -1));
	list_clerk = forge_leaf_of((struct eci_issue){ .cn = "Clerk" }, &list_ca);
	forge_trust_cert(&list_ca, ecert_trust_add_status);
	forge_trust_cert(&list_archive, ecert_trust_add_status);
	forge_trust_cert(&list_old, ecert_trust_add_status);
	forge_trust_cert(&list_encrypting, ecert_trust_add_status);
}

static inline const struct fwho *
list_who(enum list_who who)
{
	static const struct fwho *const all[] = { [MAKER] = &forge.maker,
		[SIGNER] = &forge.signer, [OTHER] = &forge.other, [EVIL] = &forge.evil_maker,
		[ARCHIVE] = &list_archive, [OLD_ARCHIVE] = &list_old,
		[ENCRYPTING] = &list_encrypting, [CLERK] = &list_clerk };

	return all[who];
}

/* As ecert_status_make(), which would refuse some of these signers. */
static inline void
list_sign(const struct list_spec *spec, const char *text, struct eci_buf *out)
{
	int64_t made = spec->made != 0 ? spec->made : T_NOW - 100;
	const struct fwho *who = list_who(spec->who);
	struct eci_bytes cert = eci_cert_der(who->cert);
	struct eci_buf tbs = { 0 };
	uint8_t sm3[32], e[32], sig[80];
	size_t n = 0;

	CHECK_OK(forge.ctx, eci_sm3(forge.ctx, text, strlen(text), sm3));
	CHECK_OK(forge.ctx, eci_cms_attrs_encode(forge.ctx, made, (struct eci_bytes){ sm3, 32 },
	    &tbs));
	CHECK_OK(forge.ctx, eci_sm2_digest(forge.ctx, who->cert,
	    (struct eci_bytes){ tbs.ptr, tbs.len }, e));
	CHECK_OK(forge.ctx, eci_key_sign_digest(forge.ctx, who->key, e, sig, &n));
	if (spec->spoilt)
		sig[n - 1] ^= 1;
	CHECK_OK(forge.ctx, eci_cms_encode_content(forge.ctx,
	    (struct eci_bytes){ (const uint8_t *)text, strlen(text) }, &tbs, cert,
	    (struct eci_bytes){ sig, n }, out));
	eci_buf_free(&tbs);
}

static inline ecert_status *
list_make(const struct list_spec *spec, size_t i)
{
	struct eci_buf text = { 0 }, der = { 0 };
	ecert_status *list = NULL;
	char name[16];

	CHECK_OK(forge.ctx, eci_buf_addf(forge.ctx, &text, "{\"format\":\"libecert-status-1\","
	    "\"kind\":\"%s\",\"number\":%u%s%s%s,\"entries\":[%s]}", spec->certs ? "certificates" :
	    "seals", spec->number, spec->next == NULL || *spec->next != '\0' ? ",\"next\":\"" : "",
	    spec->next != NULL ? spec->next : "2025-07-01T00:00:00Z",
	    spec->next == NULL || *spec->next != '\0' ? "\"" : "",
	    spec->entries != NULL ? spec->entries : ""));
	list_sign(spec, (char *)text.ptr, &der);
	snprintf(name, sizeof(name), "list-%zu", i);
	CHECK_OK(forge.ctx, ecert_status_load(forge.ctx, der.ptr, der.len, name, &list));
	eci_buf_free(&text);
	eci_buf_free(&der);
	return list;
}

/* The first item of the check that is as the case wants it. */
static inline bool
list_said(const ecert_report *rep, enum eci_report_check check, const struct list_case *c)
{
	const struct eci_report_item *it;
	size_t i, n = 0;

	for (i = 0; i < rep->n_items; i++) {
		it = &rep->items[i];
		n += it->check == check;
		if (it->check == check && it->outcome == c->outcome && it->reason == c->reason &&
		    (c->has == NULL || strstr(it->detail[0], c->has) != NULL ||
		    strstr(it->detail[1], c->has) != NULL))
			return true;
	}
	return c->outcome == 0 && n == 0;
}

static inline void
list_judge(const struct list_case *c, enum eci_report_check check, const ecert_report *rep)
{
	struct eci_buf out = { 0 };
	char *text = NULL;
	size_t i;

	if (rep->verdict.verdict == c->want && list_said(rep, check, c))
		return;
	CHECK_OK(forge.ctx, ecert_report_text(forge.ctx, rep, "zh", &text));
	for (i = 0; i < rep->n_items; i++)
		if (rep->items[i].check == check)
			CHECK_OK(forge.ctx, eci_buf_addf(forge.ctx, &out, "%d %s %s: %s / %s\n",
			    (int)rep->items[i].outcome, ecert_reason_name(rep->items[i].reason),
			    rep->items[i].where, rep->items[i].detail[0], rep->items[i].detail[1]));
	unit_fail(__FILE__, __LINE__, "%s%s", text != NULL ? text : "?",
	    out.ptr != NULL ? (char *)out.ptr : "nothing said");
	ecert_free(text);
	eci_buf_free(&out);
}

/* The report of one case; the caller frees it. */
static inline ecert_report *
list_report(const struct list_case *c, bool strict)
{
	struct forge_case doc = { .name = c->name, .before = c->before };
	ecert_status *lists[3] = { NULL };
	ecert_policy *policy = NULL;
	ecert_report *rep = NULL;
	struct forge f;
	size_t i;

	forge_make(&f, &doc);
	CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &policy));
	ecert_policy_set_trust(policy, forge.trust);
	ecert_policy_set_strict(policy, strict);
	for (i = 0; i < 3 && c->lists[i].who != NOBODY; i++)
		if ((lists[i] = list_make(&c->lists[i], i)) != NULL)
			CHECK_OK(forge.ctx, ecert_policy_add_status(forge.ctx, policy, lists[i]));
	(void)ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x.ofd", policy, &rep);
	CHECK(rep != NULL);
	ecert_policy_free(policy);
	for (i = 0; i < 3; i++)
		ecert_status_free(lists[i]);
	forge_free(&f);
	return rep;
}

static inline void
list_run(const struct list_case *cases, size_t n, enum eci_report_check check)
{
	ecert_report *rep;
	size_t i;

	for (i = 0; i < n; i++) {
		unit_case("%s", cases[i].name);
		if ((rep = list_report(&cases[i], false)) != NULL)
			list_judge(&cases[i], check, rep);
		ecert_report_free(rep);
	}
}

#endif
