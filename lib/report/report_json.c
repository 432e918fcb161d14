/* SPDX-License-Identifier: Apache-2.0 */
/* report_json.c - a report as one line of JSON, see ecert-report(5). */
#include "json/json.h"
#include "report/report_priv.h"

static const char *
outcome_name(ecert_outcome o)
{
	switch (o) {
	case ECERT_CHECK_PASS:
		return "PASS";
	case ECERT_CHECK_NOTE:
		return "NOTE";
	case ECERT_CHECK_UNDECIDED:
		return "UNDECIDED";
	default:
		return "FAIL";
	}
}

static void
put_verdict(struct eci_json *j, const struct eci_report_verdict *v)
{
	struct eci_json *list;
	size_t i;

	eci_json_str(j, "verdict", ecert_verdict_name(v->verdict));
	list = eci_json_array(j, "reasons");
	for (i = 0; i < v->n; i++)
		eci_json_str(list, NULL, ecert_reason_name(v->reasons[i]));
}

static void
put_names(struct eci_json *j, const char *key, const struct eci_report_names *names)
{
	struct eci_json *list = eci_json_array(j, key);
	size_t i;

	for (i = 0; i < names->n; i++)
		eci_json_str(list, NULL, names->v[i]);
}

static void
put_person(struct eci_json *j, const char *key, const struct eci_report_person *p)
{
	struct eci_json *o;

	if (!p->known) {
		eci_json_str(j, key, NULL);
		return;
	}
	o = eci_json_object(j, key);
	eci_json_str(o, "subject", p->subject);
	eci_json_str(o, "serial", p->serial);
	eci_json_str(o, "issuer", p->issuer);
	eci_json_time(o, "not_before", p->not_before);
	eci_json_time(o, "not_after", p->not_after);
}

/* A file may claim a size beyond what a number of JSON holds everywhere. */
static int64_t
size_of(uint64_t v)
{
	return v < (uint64_t)1 << 53 ? (int64_t)v : (int64_t)1 << 53;
}

static void
put_picture(struct eci_json *j, const struct eci_report_seal *s)
{
	struct eci_json *o = eci_json_object(j, "picture");

	eci_json_str(o, "format", s->format != NULL && s->format[0] != '\0' ? s->format : NULL);
	eci_json_int(o, "bytes", (int64_t)s->picture_len);
	eci_json_int(o, "width", size_of(s->width));
	eci_json_int(o, "height", size_of(s->height));
}

static void
put_seal(struct eci_json *j, const struct eci_report_seal *s)
{
	struct eci_json *o;

	if (!s->known) {
		eci_json_str(j, "seal", NULL);
		return;
	}
	o = eci_json_object(j, "seal");
	eci_json_str(o, "id", s->id);
	eci_json_str(o, "name", s->name);
	eci_json_str(o, "vendor", s->vendor);
	eci_json_time(o, "valid_from", s->valid_from);
	eci_json_time(o, "valid_until", s->valid_until);
	put_picture(o, s);
	put_person(o, "maker", &s->maker);
}

static void
put_checks(struct eci_json *j, const ecert_report *rep, size_t sig)
{
	struct eci_json *list = eci_json_array(j, "checks"), *o;
	const struct eci_report_item *it;
	size_t i;

	for (i = 0; i < rep->n_items; i++) {
		it = &rep->items[i];
		if (it->sig != sig)
			continue;
		o = eci_json_object(list, NULL);
		eci_json_str(o, "name", eci_report_check_name(it->check));
		eci_json_str(o, "clause", it->clause);
		eci_json_str(o, "where", it->where);
		eci_json_str(o, "verdict", outcome_name(it->outcome));
		eci_json_str(o, "reason", it->reason != ECERT_R_NONE ?
		    ecert_reason_name(it->reason) : NULL);
		eci_json_str(o, "detail", it->detail[0]);
	}
}

static void
put_time(struct eci_json *j, const struct eci_report_sig *s)
{
	struct eci_json *o;

	if (!s->has_time) {
		eci_json_str(j, "time", NULL);
		return;
	}
	o = eci_json_object(j, "time");
	eci_json_time(o, "value", s->time);
	eci_json_str(o, "source", s->proven ? "timestamp" : "claimed");
}

static void
put_sig(struct eci_json *list, const ecert_report *rep, size_t i)
{
	const struct eci_report_sig *s = &rep->sigs[i];
	struct eci_json *j = eci_json_object(list, NULL), *o;

	eci_json_int(j, "number", (int64_t)i + 1);
	eci_json_str(j, "id", s->id);
	eci_json_str(j, "type", s->type);
	if (s->ses != 0)
		eci_json_int(j, "ses_version", s->ses);
	else
		eci_json_str(j, "ses_version", NULL);
	put_verdict(j, &s->verdict);
	put_person(j, "signer", &s->signer);
	put_seal(j, &s->seal);
	put_time(j, s);
	o = eci_json_object(j, "references");
	eci_json_int(o, "total", (int64_t)s->refs);
	eci_json_int(o, "failed", (int64_t)s->refs_failed);
	eci_json_bool(o, "compared", !s->refs_unread);
	eci_json_bool(j, "covers_all", s->covers_all);
	put_names(j, "uncovered", &s->uncovered);
	put_names(j, "added_later", &s->added_later);
	put_checks(j, rep, i + 1);
}

static void
put_deviations(struct eci_json *j, const ecert_id *id)
{
	struct eci_json *list = eci_json_array(j, "deviations"), *o;
	size_t i;

	for (i = 0; i < ecert_id_deviation_count(id); i++) {
		o = eci_json_object(list, NULL);
		eci_json_str(o, "code", ecert_id_deviation_code(id, i));
		eci_json_str(o, "text", ecert_id_deviation_text(id, i));
	}
}

static void
put_id(struct eci_json *j, const ecert_id *id)
{
	struct eci_json *o, *name;

	if (id == NULL) {
		eci_json_str(j, "identifier", NULL);
		return;
	}
	o = eci_json_object(j, "identifier");
	eci_json_str(o, "text", ecert_id_text(id));
	eci_json_str(o, "ascii", ecert_id_ascii(id));
	eci_json_str(o, "root", ecert_id_root(id));
	eci_json_bool(o, "root_known", ecert_id_root_known(id) != 0);
	eci_json_int(o, "type", ecert_id_type(id));
	name = eci_json_object(o, "type_name");
	eci_json_str(name, "zh", ecert_type_name(ecert_id_type(id), "zh"));
	eci_json_str(name, "en", ecert_type_name(ecert_id_type(id), "en"));
	eci_json_str(o, "issuer", ecert_id_issuer(id));
	eci_json_str(o, "authority", ecert_id_authority(id));
	eci_json_str(o, "serial", ecert_id_serial(id));
	eci_json_int(o, "revision", ecert_id_revision(id));
	eci_json_str(o, "separator", ecert_id_separator(id));
	put_deviations(o, id);
}

static void
put_notes(struct eci_json *j, const ecert_report *rep)
{
	struct eci_json *list = eci_json_array(j, "notes"), *o;
	const struct eci_report_item *it;
	size_t i;

	for (i = 0; i < rep->n_items; i++) {
		it = &rep->items[i];
		if (it->outcome != ECERT_CHECK_NOTE)
			continue;
		o = eci_json_object(list, NULL);
		eci_json_int(o, "signature", (int64_t)it->sig);
		eci_json_str(o, "check", eci_report_check_name(it->check));
		eci_json_str(o, "where", it->where);
		eci_json_str(o, "reason", it->reason != ECERT_R_NONE ?
		    ecert_reason_name(it->reason) : NULL);
		eci_json_str(o, "text", it->detail[0]);
	}
}

static void
put_skipped(struct eci_json *j, unsigned skipped)
{
	struct eci_json *list = eci_json_array(j, "not_checked");
	size_t i;

	for (i = 0; i < ECI_SKIP_N; i++)
		if (skipped & 1U << i)
			eci_json_str(list, NULL, eci_report_skip_code(i));
}

static void
put_document(struct eci_json *j, const ecert_report *rep)
{
	struct eci_json *list;
	size_t i;

	put_id(j, rep->id);
	list = eci_json_array(j, "signatures");
	for (i = 0; i < rep->n_sigs; i++)
		put_sig(list, rep, i);
	put_names(j, "uncovered", &rep->uncovered);
	put_names(j, "unprotected", &rep->open);
}

static void
put_file(struct eci_json *j, const ecert_report *rep)
{
	eci_json_str(j, "file", rep->file);
	if (rep->has_bytes) {
		eci_json_int(j, "size", (int64_t)rep->size);
		eci_json_hex(j, "sm3", rep->sm3, sizeof(rep->sm3));
	} else {
		eci_json_str(j, "size", NULL);
		eci_json_str(j, "sm3", NULL);
	}
}

static void
put_mode(struct eci_json *j, const ecert_report *rep)
{
	static const char *const modes[] = { [ECI_MODE_OFFLINE] = "offline",
		[ECI_MODE_PARTIAL] = "partial", [ECI_MODE_ONLINE] = "online" };
	struct eci_json *list;
	size_t i;

	eci_json_str(j, "mode", modes[eci_report_mode(rep)]);
	list = eci_json_array(j, "looked_up");
	for (i = 0; i < ECI_LOOKED_UP_N; i++)
		if (rep->looked_up & 1U << i)
			eci_json_str(list, NULL, eci_report_looked_up_code(i));
}

ecert_err
ecert_report_json(ecert_ctx *ctx, const ecert_report *rep, char **out)
{
	struct eci_json *j;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	if ((j = eci_json_new()) == NULL)
		return eci_nomem(ctx);
	put_file(j, rep);
	put_verdict(j, &rep->verdict);
	if (rep->of_seal) {
		eci_json_int(j, "ses_version", rep->seal_version);
		put_seal(j, &rep->seal);
	} else if (rep->of_cert) {
		put_person(j, "certificate", &rep->holder);
	} else {
		put_document(j, rep);
	}
	put_checks(j, rep, 0);
	put_skipped(j, rep->skipped);
	put_mode(j, rep);
	eci_json_time(j, "judged_at", rep->now);
	put_names(j, "trust", &rep->trust);
	put_notes(j, rep);
	e = eci_json_text(ctx, j, out);
	eci_json_free(j);
	return e;
}
