/* SPDX-License-Identifier: Apache-2.0 */
/* status_json.c - what a list says, as one JSON object. */
#include <string.h>

#include "status/status_priv.h"

static void
put_others(struct eci_json *j, const struct status_row *row)
{
	const char *s = row->others;
	struct eci_json *list;
	size_t i;

	if (row->n_others == 0)
		return;
	if (row->state != ECI_ST_SUPPLEMENTED) {
		eci_json_str(j, "replaced_by", s);
		return;
	}
	list = eci_json_array(j, "supplements");
	for (i = 0; i < row->n_others; i++, s += strlen(s) + 1)
		eci_json_str(list, NULL, s);
}

static void
put_row(struct eci_json *list, const struct status_row *row)
{
	struct eci_json *j = eci_json_object(list, NULL);

	eci_json_str(j, "id", row->id);
	eci_json_str(j, "state", eci_status_state_name(row->state));
	eci_json_time(j, "since", row->since);
	if (row->reason > 0)
		eci_json_str(j, "reason", eci_status_reason(row));
	put_others(j, row);
	if (row->note != NULL)
		eci_json_str(j, "note", row->note);
}

static void
put_signer(struct eci_json *j, const struct eci_cert *cert)
{
	struct eci_json *o = eci_json_object(j, "signer");

	eci_json_str(o, "subject", eci_cert_subject(cert));
	eci_json_str(o, "serial", eci_cert_serial(cert));
	eci_json_str(o, "issuer", eci_cert_issuer(cert));
	eci_json_time(o, "not_before", eci_cert_not_before(cert));
	eci_json_time(o, "not_after", eci_cert_not_after(cert));
}

ecert_err
ecert_status_json(ecert_ctx *ctx, const ecert_status *list, char **json)
{
	struct eci_json *j, *entries;
	ecert_err e;
	size_t i;

	eci_clear(ctx);
	*json = NULL;
	if ((j = eci_json_new()) == NULL)
		return eci_nomem(ctx);
	eci_json_str(j, "format", STATUS_FORMAT);
	eci_json_str(j, "kind", list->kind == ECERT_STATUS_SEALS ? "seals" : "certificates");
	eci_json_int(j, "number", list->number);
	eci_json_str(j, "issuer", list->issuer);
	eci_json_time(j, "made", list->made);
	if (list->next != 0)
		eci_json_time(j, "next", list->next);
	else
		eci_json_str(j, "next", NULL);
	put_signer(j, list->signer);
	eci_json_bool(j, "value_good", list->good);
	entries = eci_json_array(j, "entries");
	for (i = 0; i < list->n; i++)
		put_row(entries, &list->rows[i]);
	e = eci_json_text(ctx, j, json);
	eci_json_free(j);
	return e;
}
