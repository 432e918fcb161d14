/* SPDX-License-Identifier: Apache-2.0 */
/* verify_add.c - putting outcomes and facts into a report. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "verify/verify_priv.h"

#define DETAIL_MAX 2048     /* a longer detail is cut */

static ecert_err
escaped(ecert_ctx *ctx, const char *s, size_t n, char **out)
{
	struct eci_buf b = { 0 };
	ecert_err e;

	*out = NULL;
	if ((e = eci_buf_adds(ctx, &b, "")) == ECERT_OK)
		e = eci_escape(ctx, &b, s, n);
	if (e == ECERT_OK)
		*out = (char *)eci_buf_take(&b, NULL);
	eci_buf_free(&b);
	return e;
}

ecert_err
eci_verify_escaped(ecert_ctx *ctx, const char *s, char **out)
{
	return escaped(ctx, s, strlen(s), out);
}

static ecert_err vescaped(ecert_ctx *ctx, char **out, const char *fmt, va_list ap)
    __attribute__((format(printf, 3, 0)));

static ecert_err
vescaped(ecert_ctx *ctx, char **out, const char *fmt, va_list ap)
{
	char text[DETAIL_MAX];

	vsnprintf(text, sizeof(text), fmt, ap);
	return escaped(ctx, text, strlen(text), out);
}

static ecert_err say(ecert_ctx *ctx, struct eci_vitem *item, int lang, const char *fmt,
    va_list ap) __attribute__((format(printf, 4, 0)));

/* One of the two texts, and where in it the advice begins: after what the format
 * before the mark comes to, for a name of a stranger may hold the mark as well. */
static ecert_err
say(ecert_ctx *ctx, struct eci_vitem *item, int lang, const char *fmt, va_list ap)
{
	static const char *const marks[] = { ECI_SETTLE_EN, ECI_SETTLE_ZH };
	const char *mark = strstr(fmt, marks[lang]);
	char head[512], *before = NULL;
	size_t n = mark != NULL ? (size_t)(mark - fmt) : sizeof(head);
	va_list again;
	ecert_err e = ECERT_OK;

	if (n < sizeof(head)) {
		memcpy(head, fmt, n);
		head[n] = '\0';
		va_copy(again, ap);
/* The beginning of a format that is checked takes the first of its arguments. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		e = vescaped(ctx, &before, head, again);
#pragma GCC diagnostic pop
		va_end(again);
	}
	if (e == ECERT_OK)
		e = vescaped(ctx, &item->detail[lang], fmt, ap);
	if (e == ECERT_OK && before != NULL) {
		n = strlen(before);
		/* A detail that was cut may have lost it. */
		if (strncmp(item->detail[lang] + n, marks[lang], strlen(marks[lang])) == 0)
			item->advice[lang] = n + strlen(marks[lang]);
	}
	free(before);
	return e;
}

ecert_err
eci_verify_add(const struct eci_vat *at, enum eci_vcheck c, ecert_outcome o,
    bool deviation, ecert_reason r, const char *en, const char *zh, ...)
{
	ecert_report *rep = at->run->rep;
	ecert_ctx *ctx = at->run->ctx;
	struct eci_vitem item = { 0 };
	const char *where = at->where != NULL ? at->where : "";
	va_list ap, ap2;
	ecert_err e;

	item.check = c;
	item.clause = eci_verify_check_clause(c, at->ses);
	item.outcome = o;
	item.reason = r;
	item.deviation = deviation;
	item.sig = at->sig;
	va_start(ap, zh);
	va_copy(ap2, ap);
	if ((e = say(ctx, &item, 0, en, ap)) == ECERT_OK &&
	    (e = say(ctx, &item, 1, zh, ap2)) == ECERT_OK &&
	    (e = escaped(ctx, where, strlen(where), &item.where)) == ECERT_OK &&
	    (e = eci_grow(ctx, &rep->items, rep->n_items, &rep->cap_items,
	    sizeof(*rep->items))) == ECERT_OK)
		rep->items[rep->n_items++] = item;
	va_end(ap2);
	va_end(ap);
	if (e != ECERT_OK) {
		free(item.where);
		free(item.detail[0]);
		free(item.detail[1]);
	}
	return e;
}

ecert_err
eci_verify_notes(const struct eci_vat *at, enum eci_vcheck c,
    const struct eci_notes *notes, size_t from)
{
	struct eci_vat here = *at;
	const struct eci_note *note;
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = from; e == ECERT_OK && i < notes->n; i++) {
		note = &notes->v[i];
		here.where = note->where;
		e = eci_verify_relay(&here, c, ECERT_CHECK_NOTE, note->strict, note->reason,
		    note->text);
	}
	return e;
}

bool
eci_verify_blames_input(ecert_err e)
{
	return e == ECERT_E_LIMIT || e == ECERT_E_UNSUPPORTED || e == ECERT_E_KEY ||
	    (e >= ECERT_E_PKG && e <= ECERT_E_CERT) || e == ECERT_E_INVALID;
}

const char *
eci_verify_without(const char *msg, const char *prefix)
{
	size_t n = prefix != NULL ? strlen(prefix) : 0;

	return prefix != NULL && strncmp(msg, prefix, n) == 0 && strncmp(msg + n, ": ", 2) == 0 ?
	    msg + n + 2 : msg;
}

ecert_err
eci_verify_blame(const struct eci_vat *at, enum eci_vcheck c, ecert_err e,
    ecert_reason otherwise)
{
	ecert_ctx *ctx = at->run->ctx;
	ecert_reason r = ecert_errreason(ctx);
	char *msg = NULL;

	if (e == ECERT_OK || !eci_verify_blames_input(e))
		return e;
	/* Where and clause stand beside the detail already. */
	e = eci_strdup(ctx, eci_verify_without(eci_verify_without(ecert_errmsg(ctx), at->where),
	    eci_verify_check_clause(c, at->ses)), &msg);
	if (e == ECERT_OK)
		e = eci_verify_relay(at, c, ECERT_CHECK_FAIL, false,
		    r != ECERT_R_NONE ? r : otherwise, msg);
	free(msg);
	if (e == ECERT_OK)
		eci_clear(ctx);
	return e;
}

ecert_err
eci_verify_name(struct eci_vrun *run, struct eci_vnames *list, const char *name)
{
	ecert_ctx *ctx = run->ctx;
	ecert_err e;

	if (run->rep->name_bytes >= ECI_NAMES_MAX)
		return ECERT_OK;
	e = eci_grow(ctx, &list->v, list->n, &list->cap, sizeof(*list->v));
	if (e == ECERT_OK)
		e = escaped(ctx, name, strlen(name), &list->v[list->n]);
	if (e == ECERT_OK)
		run->rep->name_bytes += strlen(list->v[list->n++]);
	return e;
}

ecert_err
eci_verify_person(ecert_ctx *ctx, const struct eci_cert *cert, struct eci_vperson *out)
{
	ecert_err e;

	out->not_before = eci_cert_not_before(cert);
	out->not_after = eci_cert_not_after(cert);
	if ((e = eci_strdup(ctx, eci_cert_subject(cert), &out->subject)) == ECERT_OK &&
	    (e = eci_strdup(ctx, eci_cert_issuer(cert), &out->issuer)) == ECERT_OK &&
	    (e = eci_strdup(ctx, eci_cert_serial(cert), &out->serial)) == ECERT_OK) {
		out->cert = eci_cert_ref(cert);
		out->known = true;
	}
	return e;
}

static ecert_err
shown(ecert_ctx *ctx, struct eci_bytes b, char **out)
{
	return escaped(ctx, b.ptr != NULL ? (const char *)b.ptr : "", b.len, out);
}

ecert_err
eci_verify_seal_info(ecert_ctx *ctx, const struct eci_ses_seal *seal, struct eci_vseal *out)
{
	ecert_err e;

	out->valid_from = seal->valid_from;
	out->valid_until = seal->valid_until;
	if ((e = shown(ctx, seal->id, &out->id)) == ECERT_OK &&
	    (e = shown(ctx, seal->name, &out->name)) == ECERT_OK &&
	    (e = shown(ctx, seal->vendor, &out->vendor)) == ECERT_OK)
		out->known = true;
	return e;
}
