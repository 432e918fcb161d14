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

ecert_err
eci_job_done_report(ecert_ctx *ctx, const ecert_report *report, struct eci_job_done *done)
{
	const uint8_t *sm3;

	if (!eci_verify_digest(report, &done->size, &sm3))
		return eci_fail(ctx, ECERT_E_INTERNAL, "a report without the digest of its bytes");
	eci_hex(sm3, ECI_SM3_LEN, done->sm3);
	return ECERT_OK;
}

void
eci_job_done_free(struct eci_job_done *done)
{
	free(done->identifier);
	free(done->signature);
}

char *
eci_job_record(ecert_ctx *ctx, const char *in, const char *out, ecert_err e,
    const struct eci_job_done *done)
{
	struct eci_json *j = eci_json_new();
	ecert_reason r = ecert_errreason(ctx);
	char *text = NULL;

	if (j == NULL)
		return NULL;
	eci_json_str(j, "input", in);
	eci_json_str(j, "output", out);
	eci_json_str(j, "status", e == ECERT_OK ? "done" : "failed");
	if (e == ECERT_OK) {
		eci_json_str(j, "identifier", done->identifier);
		eci_json_str(j, "signature", done->signature);
		eci_json_int(j, "size", (int64_t)done->size);
		eci_json_str(j, "sm3", done->sm3);
	} else {
		eci_json_str(j, "reason", r != ECERT_R_NONE ? ecert_reason_name(r) :
		    ecert_err_name(e));
		eci_json_str(j, "message", ecert_errmsg(ctx));
	}
	if (eci_json_text(ctx, j, &text) != ECERT_OK)
		text = NULL;
	eci_json_free(j);
	return text;
}
