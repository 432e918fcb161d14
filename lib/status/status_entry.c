/* SPDX-License-Identifier: Apache-2.0 */
/*
 * status_entry.c - one entry of a list.  A member nobody knows is refused, not
 * passed over: a misspelt "since" would turn a lost seal into one that never was.
 */
#include <string.h>

#include "id/id.h"
#include "status/status_priv.h"

#define SEALS        1U
#define CERTIFICATES 2U

static const struct {
	const char           *name;
	unsigned              kinds;
	enum eci_status_state state;
} states[] = {
	{ "active", SEALS, ECI_ST_ACTIVE }, { "revoked", SEALS, ECI_ST_REVOKED },
	{ "lost", SEALS, ECI_ST_LOST }, { "suspended", SEALS, ECI_ST_SUSPENDED },
	{ "renewed", SEALS, ECI_ST_RENEWED }, { "void", CERTIFICATES, ECI_ST_VOID },
	{ "supplemented", CERTIFICATES, ECI_ST_SUPPLEMENTED },
	{ "retention-ended", CERTIFICATES, ECI_ST_RETENTION_ENDED },
};

/* RFC 5280 5.3.1, those that say something of a seal. */
static const struct {
	const char *name;
	bool        stolen;
} reasons[] = {
	{ "unspecified", false }, { "keyCompromise", true }, { "cACompromise", true },
	{ "affiliationChanged", false }, { "superseded", false },
	{ "cessationOfOperation", false }, { "certificateHold", false },
	{ "privilegeWithdrawn", false },
};

const char *
eci_status_state_name(enum eci_status_state state)
{
	size_t i;

	for (i = 0; i < ECI_COUNT(states); i++)
		if (states[i].state == state)
			return states[i].name;
	return "none";
}

const char *
eci_status_reason(const struct status_row *row)
{
	return row->reason > 0 ? reasons[row->reason - 1].name : NULL;
}

/* What carries a lost seal carries its key (LD/T 01.1-2022 7.7). */
bool
eci_status_stolen(const struct status_row *row)
{
	return row->state == ECI_ST_LOST || (row->reason > 0 && reasons[row->reason - 1].stolen);
}

const char *
eci_status_text(ecert_ctx *ctx, const char *where, const char *key, const struct eci_jval *v)
{
	const char *s = eci_json_get_str(v);
	size_t i = 0, len, step;
	uint32_t cp;

	if (s == NULL || *s == '\0') {
		eci_status_bad(ctx, where, "%s: not a text, or empty", key);
		return NULL;
	}
	if ((len = strlen(s)) > STATUS_TEXT_MAX) {
		eci_status_bad(ctx, where, "%s: %zu bytes, more than %d", key, len,
		    STATUS_TEXT_MAX);
		return NULL;
	}
	for (; i < len; i += step)
		if ((step = eci_utf8_next(s + i, len - i, &cp)) == 0 || eci_cp_is_control(cp)) {
			eci_status_bad(ctx, where, "%s: a control or invisible character", key);
			return NULL;
		}
	return s;
}

/* Dates alone would mean another moment in another zone. */
bool
eci_status_time(const struct eci_jval *v, int64_t *out)
{
	const char *s = eci_json_get_str(v);

	return s != NULL && strlen(s) == 20 && eci_time_parse(s, out);
}

/* Room was made for all there can be: what is kept never moves. */
static const char *
keep(ecert_status *list, const char *s)
{
	size_t n = strlen(s) + 1;
	char *p = list->text + list->text_len;

	if (n > list->text_cap - list->text_len)
		return NULL;
	memcpy(p, s, n);
	list->text_len += n;
	return p;
}

static ecert_err
read_text(ecert_ctx *ctx, const char *where, const char *key, const struct eci_jval *v,
    ecert_status *list, const char **out)
{
	const char *s = eci_status_text(ctx, where, key, v);

	if (s == NULL)
		return ECERT_E_CONFIG;
	if ((*out = keep(list, s)) == NULL)
		return eci_fail(ctx, ECERT_E_INTERNAL, "room for the texts of a status list");
	return ECERT_OK;
}

static ecert_err
read_state(ecert_ctx *ctx, const char *where, const struct eci_jval *v, unsigned kind,
    struct status_row *row)
{
	const char *s = eci_json_get_str(v);
	size_t i;

	for (i = 0; s != NULL && i < ECI_COUNT(states); i++)
		if ((states[i].kinds & kind) != 0 && strcmp(states[i].name, s) == 0) {
			row->state = (uint8_t)states[i].state;
			return ECERT_OK;
		}
	return eci_status_bad(ctx, where, "state: %s%.64s%s", s != NULL ? "\"" : "",
	    s != NULL ? s : "not a text", s != NULL ? "\" is none of this kind of list" : "");
}

static ecert_err
read_reason(ecert_ctx *ctx, const char *where, const struct eci_jval *v,
    struct status_row *row)
{
	const char *s = eci_json_get_str(v);
	size_t i;

	for (i = 0; s != NULL && i < ECI_COUNT(reasons); i++)
		if (strcmp(reasons[i].name, s) == 0) {
			row->reason = (uint8_t)(i + 1);
			return ECERT_OK;
		}
	return eci_status_bad(ctx, where, "reason: none of RFC 5280 5.3.1");
}

static ecert_err
read_supplements(ecert_ctx *ctx, const char *where, const struct eci_jval *v,
    ecert_status *list, struct status_row *row)
{
	size_t i, n = eci_json_count(v);
	const char *kept = NULL;
	ecert_err e = ECERT_OK;

	if (eci_json_kind(v) != ECI_J_ARRAY || n == 0 || n > STATUS_OTHERS_MAX)
		return eci_status_bad(ctx, where, "supplements: not an array of 1 to %d texts",
		    STATUS_OTHERS_MAX);
	for (i = 0; e == ECERT_OK && i < n; i++) {
		e = read_text(ctx, where, "supplements", eci_json_at(v, i), list, &kept);
		if (i == 0)
			row->others = kept;
	}
	row->n_others = (uint16_t)n;
	return e;
}

static ecert_err
read_others(ecert_ctx *ctx, const char *where, const struct eci_jval *v, ecert_status *list,
    struct status_row *row)
{
	const struct eci_jval *by = eci_json_get(v, "replaced_by");
	const struct eci_jval *more = eci_json_get(v, "supplements");
	bool supplemented = row->state == ECI_ST_SUPPLEMENTED;

	if ((more != NULL) != supplemented)
		return eci_status_bad(ctx, where, supplemented ? "supplements: missing" :
		    "supplements: only what is supplemented has them");
	if (supplemented && by == NULL)
		return read_supplements(ctx, where, more, list, row);
	if (by == NULL)
		return ECERT_OK;
	if (supplemented || row->state == ECI_ST_RETENTION_ENDED)
		return eci_status_bad(ctx, where, "replaced_by: nothing was replaced");
	row->n_others = 1;
	return read_text(ctx, where, "replaced_by", by, list, &row->others);
}

/* What is looked up is the canonical form: another would never be found. */
static ecert_err
check_identifier(ecert_ctx *ctx, const char *where, const char *text)
{
	ecert_id *id = NULL;
	ecert_err e = ecert_id_parse(ctx, NULL, text, strlen(text), &id);

	if (e == ECERT_E_ID)
		e = eci_status_bad(ctx, where, "id: no certificate identifier");
	else if (e == ECERT_OK && strcmp(ecert_id_text(id), text) != 0)
		e = eci_status_bad(ctx, where, "id: not in its canonical form, %s",
		    ecert_id_text(id));
	ecert_id_free(id);
	return e;
}

static ecert_err
check_keys(ecert_ctx *ctx, const char *where, const struct eci_jval *v, unsigned kind)
{
	static const struct { const char *name; unsigned kinds; } keys[] = {
		{ "id", SEALS | CERTIFICATES }, { "state", SEALS | CERTIFICATES },
		{ "since", SEALS | CERTIFICATES }, { "note", SEALS | CERTIFICATES },
		{ "replaced_by", SEALS | CERTIFICATES }, { "reason", SEALS },
		{ "supplements", CERTIFICATES },
	};
	const char *key;
	size_t i, k;

	for (i = 0; (key = eci_json_key(v, i)) != NULL; i++) {
		for (k = 0; k < ECI_COUNT(keys) && ((keys[k].kinds & kind) == 0 ||
		    strcmp(keys[k].name, key) != 0); k++)
			;
		if (k == ECI_COUNT(keys))
			return eci_status_bad(ctx, where, "%.64s: not a member of an entry", key);
	}
	return ECERT_OK;
}

static ecert_err
read_row(ecert_ctx *ctx, const char *where, const struct eci_jval *v, unsigned kind,
    ecert_status *list, struct status_row *row)
{
	const struct eci_jval *note = eci_json_get(v, "note"), *why = eci_json_get(v, "reason");
	ecert_err e;

	if ((e = check_keys(ctx, where, v, kind)) != ECERT_OK ||
	    (e = read_text(ctx, where, "id", eci_json_get(v, "id"), list, &row->id)) != ECERT_OK ||
	    (kind == CERTIFICATES && (e = check_identifier(ctx, where, row->id)) != ECERT_OK) ||
	    (e = read_state(ctx, where, eci_json_get(v, "state"), kind, row)) != ECERT_OK)
		return e;
	if (!eci_status_time(eci_json_get(v, "since"), &row->since))
		return eci_status_bad(ctx, where, "since: not a time YYYY-MM-DDThh:mm:ssZ");
	if (row->since > list->made)
		return eci_status_bad(ctx, where, "since: later than the list was made");
	if (why != NULL && row->state != ECI_ST_REVOKED && row->state != ECI_ST_SUSPENDED)
		return eci_status_bad(ctx, where, "reason: only revoked and suspended have one");
	if (why != NULL && (e = read_reason(ctx, where, why, row)) != ECERT_OK)
		return e;
	if (note != NULL && (e = read_text(ctx, where, "note", note, list, &row->note)) != ECERT_OK)
		return e;
	return read_others(ctx, where, v, list, row);
}

ecert_err
eci_status_entry_read(ecert_ctx *ctx, const char *where, const struct eci_jval *v,
    ecert_status *list)
{
	unsigned kind = list->kind == ECERT_STATUS_SEALS ? SEALS : CERTIFICATES;
	struct status_row row = { 0 };
	ecert_err e;

	if ((e = read_row(ctx, where, v, kind, list, &row)) == ECERT_OK &&
	    (e = eci_grow(ctx, &list->rows, list->n, &list->cap, sizeof(row))) == ECERT_OK)
		list->rows[list->n++] = row;
	return e;
}
