/* SPDX-License-Identifier: Apache-2.0 */
/* job_number.c - that the document is the one a list speaks of: a row that slipped by
 * one would put identifiers and seals on the wrong certificates. */
#include <string.h>

#include "id/id.h"
#include "job/job_priv.h"

#define NUMBER "\xe8\xaf\x81\xe4\xb9\xa6\xe7\xbc\x96\xe5\x8f\xb7"   /* 证书编号 */

static ecert_err
compare(ecert_ctx *ctx, const char *where, const char *have, const char *number)
{
	struct eci_buf a = { 0 }, b = { 0 };
	ecert_err e;

	if (strcmp(have, number) == 0)
		return ECERT_OK;
	if ((e = eci_buf_adds(ctx, &a, "")) == ECERT_OK &&
	    (e = eci_buf_adds(ctx, &b, "")) == ECERT_OK &&
	    (e = eci_escape(ctx, &a, have, strlen(have))) == ECERT_OK &&
	    (e = eci_escape(ctx, &b, number, strlen(number))) == ECERT_OK)
		e = eci_reject(ctx, ECERT_R_EXPECT_MISMATCH, where, NULL,
		    "the certificate number is %.200s; %.200s was expected", (char *)a.ptr,
		    (char *)b.ptr);
	eci_buf_free(&a);
	eci_buf_free(&b);
	return e;
}

ecert_err
eci_job_check_number(ecert_ctx *ctx, ecert_doc *doc, const ecert_id_opts *opts,
    const char *number)
{
	const char *have = ecert_doc_meta(doc, "CustomData/" NUMBER);
	size_t n = eci_ofd_custom_count(doc, NUMBER);
	ecert_id *id = NULL;
	ecert_err e;

	/* Readers would differ in which one they show. */
	if (n > 1)
		return eci_reject(ctx, ECERT_R_EXPECT_MISMATCH, "OFD.xml", NULL,
		    "the certificate number is there %zu times", n);
	if (have != NULL)
		return compare(ctx, "OFD.xml", have, number);
	e = ecert_doc_get_id(ctx, doc, opts, &id);
	if (e == ECERT_OK)
		e = compare(ctx, "identifier", ecert_id_serial(id), number);
	else if (e == ECERT_E_NOTFOUND)
		e = eci_reject(ctx, ECERT_R_EXPECT_MISMATCH, "OFD.xml", NULL,
		    "no certificate number, and no identifier that has one");
	ecert_id_free(id);
	return e;
}
