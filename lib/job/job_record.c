/* SPDX-License-Identifier: Apache-2.0 */
/* job_record.c - the record of a signing run, one line of JSON. */
#include "job/job_priv.h"

#include <stdlib.h>

#include "json/json.h"

ecert_err
eci_job_done_doc(ecert_ctx *ctx, ecert_doc *doc, struct eci_job_done *done)
{
	struct eci_ofd_sign *rows = NULL;
	ecert_id *id = NULL;
	size_t n = 0;
	ecert_err e;

	if ((e = eci_ofd_sign_list(ctx, doc, &rows, &n)) != ECERT_OK)
		return e;
	if (n > 0)
		e = eci_strdup(ctx, rows[n - 1].id, &done->signature);
	eci_ofd_sign_list_free(rows, n);
	if (e != ECERT_OK)
		return e;
	e = ecert_doc_get_id(ctx, doc, NULL, &id);
	if (e == ECERT_OK)
		e = eci_strdup(ctx, ecert_id_text(id), &done->identifier);
	else if (e != ECERT_E_NOMEM && e != ECERT_E_IO)
		e = ECERT_OK;         /* none, or none that can be read */
	ecert_id_free(id);
	return e;
}

static ecert_err
done_signature(ecert_ctx *ctx, const ecert_report *report, struct eci_job_done *done)
{
	struct eci_report_newest v;
	ecert_err e;

	if (!eci_report_newest(report, &v))
		return ECERT_OK;
	done->has_time = v.has_time;
	done->stamped = v.stamped;
	done->time = v.time;
	if ((e = eci_strdup(ctx, v.subject, &done->subject)) == ECERT_OK &&
	    (e = eci_strdup(ctx, v.serial, &done->serial)) == ECERT_OK &&
	    (e = eci_strdup(ctx, v.issuer, &done->issuer)) == ECERT_OK && v.seal != NULL)
		e = eci_strdup(ctx, v.seal, &done->seal);
	return e;
}

ecert_err
eci_job_done_report(ecert_ctx *ctx, const ecert_report *report, struct eci_job_done *done)
{
	const uint8_t *sm3;

	if (done->bytes != NULL) {
		done->size = eci_held_bytes(done->bytes).len;
		return done_signature(ctx, report, done);
	}
	if (!eci_report_digest(report, &done->size, &sm3))
		return eci_fail(ctx, ECERT_E_INTERNAL, "a report without the digest of its bytes");
	eci_hex(sm3, ECI_SM3_LEN, done->sm3);
	return done_signature(ctx, report, done);
}

void
eci_job_done_free(struct eci_job_done *done)
{
	free(done->identifier);
	free(done->signature);
	free(done->subject);
	free(done->serial);
	free(done->issuer);
	free(done->seal);
	eci_out_abort(done->out);
	eci_held_drop(done->bytes);
	ecert_doc_free(done->doc);
}

void
eci_job_outcome(struct eci_json *j, const struct eci_job_run *run)
{
	const struct eci_job_done *done = run->done;

	if (run->e == ECERT_OK) {
		eci_json_str(j, "identifier", done->identifier);
		eci_json_str(j, "signature", done->signature);
		eci_json_int(j, "size", (int64_t)done->size);
		eci_json_str(j, "sm3", done->sm3);
		return;
	}
	eci_json_str(j, "reason", run->reason != ECERT_R_NONE ?
	    ecert_reason_name(run->reason) : ecert_err_name(run->e));
	eci_json_str(j, "message", run->message);
}

char *
eci_job_record(ecert_ctx *ctx, const char *in, const char *out, ecert_err e,
    const struct eci_job_done *done)
{
	struct eci_job_run run = { in, out, e, ecert_errreason(ctx), ecert_errmsg(ctx), done };
	struct eci_json *j = eci_json_new();
	char *text = NULL;

	if (j == NULL)
		return NULL;
	if (done->line > 0)
		eci_json_int(j, "line", (int64_t)done->line);
	eci_json_str(j, "input", in);
	eci_json_str(j, "output", out);
	eci_json_str(j, "status", e != ECERT_OK ? "failed" :
	    done->skipped ? "skipped" : "done");
	if (done->number != NULL)
		eci_json_str(j, "number", done->number);
	eci_job_outcome(j, &run);
	/* These keys are in every record, for who reads them as a table. */
	if (e == ECERT_OK)
		eci_json_str(j, "reason", NULL);
	else {
		eci_json_str(j, "identifier", NULL);
		eci_json_str(j, "sm3", NULL);
	}
	if (eci_json_text(ctx, j, &text) != ECERT_OK)
		text = NULL;
	eci_json_free(j);
	return text;
}
