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
eci_job_done_src(ecert_ctx *ctx, const struct eci_src *src, struct eci_job_done *done)
{
	uint64_t off = 0, size = eci_src_size(src);
	uint8_t piece[16384], digest[ECI_SM3_LEN];
	struct eci_sm3 *sm3 = NULL;
	ecert_err e = eci_sm3_new(ctx, &sm3);
	size_t n;

	while (e == ECERT_OK && off < size) {
		n = size - off < sizeof(piece) ? (size_t)(size - off) : sizeof(piece);
		if ((e = eci_src_read(ctx, src, off, piece, n)) == ECERT_OK)
			e = eci_sm3_add(ctx, sm3, piece, n);
		off += n;
	}
	if (e == ECERT_OK && (e = eci_sm3_end(ctx, sm3, digest)) == ECERT_OK) {
		done->size = size;
		eci_hex(digest, sizeof(digest), done->sm3);
	}
	eci_sm3_free(sm3);
	return e;
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
