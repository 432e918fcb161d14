/* SPDX-License-Identifier: Apache-2.0 */
/* report_add.c - putting outcomes and facts into a report. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/report_priv.h"

#define DETAIL_MAX 2048     /* a longer detail is cut */

static ecert_err vescaped(ecert_ctx *ctx, char **out, const char *fmt, va_list ap)
    __attribute__((format(printf, 3, 0)));

static ecert_err
vescaped(ecert_ctx *ctx, char **out, const char *fmt, va_list ap)
{
	char text[DETAIL_MAX];

	vsnprintf(text, sizeof(text), fmt, ap);
	return eci_escaped(ctx, text, strlen(text), out);
}

static ecert_err say(ecert_ctx *ctx, struct eci_report_item *item, int lang, const char *fmt,
    va_list ap) __attribute__((format(printf, 4, 0)));

/* One of the two texts, and where in it the advice begins: after what the format
 * before the mark comes to, for a name of a stranger may hold the mark as well. */
static ecert_err
say(ecert_ctx *ctx, struct eci_report_item *item, int lang, const char *fmt, va_list ap)
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

static bool
needs_words(const ecert_report *rep, const struct eci_report_item *item)
{
	ecert_outcome o = eci_report_outcome(item, rep->strict);

	return !rep->terse || o == ECERT_CHECK_FAIL || o == ECERT_CHECK_UNDECIDED;
}

ecert_err
eci_report_add(ecert_ctx *ctx, ecert_report *rep, const struct eci_report_item *item,
    const char *where, const char *en, const char *zh, va_list ap)
{
	struct eci_report_item it = *item;
	va_list again;
	ecert_err e;

	if (where == NULL)
		where = "";
	it.where = it.detail[0] = it.detail[1] = NULL;
	it.advice[0] = it.advice[1] = 0;
	if (!needs_words(rep, item))
		en = zh = "";
	va_copy(again, ap);
	if ((e = say(ctx, &it, 0, en, ap)) == ECERT_OK &&
	    (e = say(ctx, &it, 1, zh, again)) == ECERT_OK &&
	    (e = eci_escaped(ctx, where, strlen(where), &it.where)) == ECERT_OK &&
	    (e = eci_grow(ctx, &rep->items, rep->n_items, &rep->cap_items,
	    sizeof(*rep->items))) == ECERT_OK)
		rep->items[rep->n_items++] = it;
	va_end(again);
	if (e != ECERT_OK) {
		free(it.where);
		free(it.detail[0]);
		free(it.detail[1]);
	}
	return e;
}

ecert_err
eci_report_name(ecert_ctx *ctx, ecert_report *rep, struct eci_report_names *list,
    const char *name)
{
	ecert_err e;

	if (rep->name_bytes >= ECI_NAMES_MAX)
		return ECERT_OK;
	e = eci_grow(ctx, &list->v, list->n, &list->cap, sizeof(*list->v));
	if (e == ECERT_OK)
		e = eci_escaped(ctx, name, strlen(name), &list->v[list->n]);
	if (e == ECERT_OK)
		rep->name_bytes += strlen(list->v[list->n++]);
	return e;
}

ecert_err
eci_report_person(ecert_ctx *ctx, const struct eci_cert *cert, struct eci_report_person *out)
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
