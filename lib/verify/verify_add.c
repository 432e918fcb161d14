/* SPDX-License-Identifier: Apache-2.0 */
/* verify_add.c - what a run found goes into its report, and what lower layers say of the
 * input, too. */
#include <stdlib.h>
#include <string.h>

#include "verify/verify_priv.h"

ecert_err
eci_verify_add(const struct eci_vat *at, enum eci_report_check c, ecert_outcome o,
    bool deviation, ecert_reason r, const char *en, const char *zh, ...)
{
	struct eci_report_item item = { .check = c, .outcome = o, .reason = r,
		.clause = eci_report_check_clause(c, at->ses), .deviation = deviation,
		.sig = at->sig };
	va_list ap;
	ecert_err e;

	va_start(ap, zh);
	e = eci_report_add(at->run->ctx, at->run->rep, &item, at->where, en, zh, ap);
	va_end(ap);
	return e;
}

ecert_err
eci_verify_phrase(const struct eci_vat *at, const char *text, struct eci_buf *zh)
{
	if (at->run->rep->terse)
		return eci_buf_adds(at->run->ctx, zh, text);
	return eci_report_phrase(at->run->ctx, text, zh);
}

ecert_err
eci_verify_relay(const struct eci_vat *at, enum eci_report_check c, ecert_outcome o,
    bool deviation, ecert_reason r, const char *text)
{
	struct eci_buf zh = { 0 };
	ecert_err e = eci_verify_phrase(at, text, &zh);

	if (e == ECERT_OK)
		e = eci_verify_add(at, c, o, deviation, r, "%s%.0s", "%.0s%s", text,
		    (char *)zh.ptr);
	eci_buf_free(&zh);
	return e;
}

ecert_err
eci_verify_notes(const struct eci_vat *at, enum eci_report_check c,
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
eci_verify_blame(const struct eci_vat *at, enum eci_report_check c, ecert_err e,
    ecert_reason otherwise)
{
	ecert_ctx *ctx = at->run->ctx;
	ecert_reason r = ecert_errreason(ctx);
	char *msg = NULL;

	if (e == ECERT_OK || !eci_verify_blames_input(e))
		return e;
	/* Where and clause stand beside the detail already. */
	e = eci_strdup(ctx, eci_verify_without(eci_verify_without(ecert_errmsg(ctx), at->where),
	    eci_report_check_clause(c, at->ses)), &msg);
	if (e == ECERT_OK)
		e = eci_verify_relay(at, c, ECERT_CHECK_FAIL, false,
		    r != ECERT_R_NONE ? r : otherwise, msg);
	free(msg);
	if (e == ECERT_OK)
		eci_clear(ctx);
	return e;
}
