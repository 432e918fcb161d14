/* SPDX-License-Identifier: Apache-2.0 */
/* tsp_response.c - TimeStampResp (RFC 3161 2.4.2): a token, or why there is none. */
#include "tsp/tsp.h"

#define CLAUSE "RFC 3161 2.4.2"
#define STATUS_MAX 5
#define TEXT_MAX ((size_t)200)     /* of the authority's words, that are shown */

static const char *const statuses[STATUS_MAX + 1] = {
	"granted", "grantedWithMods", "rejection", "waiting", "revocationWarning",
	"revocationNotification"
};

static const struct {
	unsigned    bit;
	const char *name;
} failures[] = {
	{ 0, "badAlg" }, { 2, "badRequest" }, { 5, "badDataFormat" }, { 14, "timeNotAvailable" },
	{ 15, "unacceptedPolicy" }, { 16, "unacceptedExtension" }, { 17, "addInfoNotAvailable" },
	{ 25, "systemFailure" },
};

/* The first text of PKIFreeText, escaped into *shown. */
static ecert_err
read_text(struct eci_der *d, struct eci_buf *shown)
{
	struct eci_bytes text;
	struct eci_der in;
	ecert_err e;

	if (eci_der_peek(d) != ECI_DER_SEQUENCE)
		return ECERT_OK;
	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "statusString", &in, NULL)) != ECERT_OK ||
	    (e = eci_der_text(&in, ECI_DER_UTF8, "statusString", &text)) != ECERT_OK ||
	    (e = eci_buf_adds(d->ctx, shown, ", ")) != ECERT_OK)
		return e;
	/* A character cut in two is shown as its octets. */
	return eci_escape(d->ctx, shown, (const char *)text.ptr,
	    text.len < TEXT_MAX ? text.len : TEXT_MAX);
}

/* PKIFailureInfo: bits that have a name, else their absence is said. */
static ecert_err
read_failure(struct eci_der *d, struct eci_buf *shown)
{
	struct eci_der_val v;
	size_t i, said = 0;
	ecert_err e;

	if (eci_der_peek(d) != ECI_DER_BIT_STRING)
		return ECERT_OK;
	if ((e = eci_der_get(d, ECI_DER_BIT_STRING, "failInfo", &v)) != ECERT_OK)
		return e;
	for (i = 0; e == ECERT_OK && i < ECI_COUNT(failures); i++) {
		size_t at = 1 + failures[i].bit / 8;

		if (at >= v.body.len || (v.body.ptr[at] & (0x80 >> failures[i].bit % 8)) == 0)
			continue;
		e = eci_buf_addf(d->ctx, shown, "%s%s", said++ ? " " : ", ", failures[i].name);
	}
	if (e == ECERT_OK && said == 0)
		e = eci_buf_adds(d->ctx, shown, ", a failInfo without a known bit");
	return e;
}

/* PKIStatusInfo. */
static ecert_err
read_status(struct eci_der *d, uint64_t *status, struct eci_buf *shown)
{
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "status", &in, NULL)) != ECERT_OK ||
	    (e = eci_der_uint(&in, "status", STATUS_MAX, status)) != ECERT_OK ||
	    (e = read_text(&in, shown)) != ECERT_OK ||
	    (e = read_failure(&in, shown)) != ECERT_OK)
		return e;
	return eci_der_done(&in, "status");
}

static ecert_err
read_response(struct eci_der *d, struct eci_buf *shown, struct eci_bytes *token)
{
	struct eci_der in;
	struct eci_der_val v;
	uint64_t status = 0;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "TimeStampResp", &in, NULL)) != ECERT_OK ||
	    (e = eci_der_done(d, "TimeStampResp")) != ECERT_OK ||
	    (e = read_status(&in, &status, shown)) != ECERT_OK)
		return e;
	if (status > 1)
		return eci_reject(d->ctx, d->reason, d->where, CLAUSE, "%s%s", statuses[status],
		    shown->ptr != NULL ? (const char *)shown->ptr : "");
	if (eci_der_end(&in))
		return eci_reject(d->ctx, d->reason, d->where, CLAUSE, "%s, and no token",
		    statuses[status]);
	if ((e = eci_der_get(&in, ECI_DER_SEQUENCE, "timeStampToken", &v)) == ECERT_OK &&
	    (e = eci_der_done(&in, "TimeStampResp")) == ECERT_OK)
		*token = v.whole;
	return e;
}

ecert_err
eci_tsp_response(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_bytes *token)
{
	struct eci_der d = eci_der(ctx, where, ECERT_R_TIMESTAMP_BAD, p, n);
	struct eci_buf shown = { 0 };
	ecert_err e;

	*token = (struct eci_bytes){ NULL, 0 };
	if (n > ECI_TSP_BYTES_MAX)
		return eci_reject(ctx, ECERT_R_TIMESTAMP_BAD, where, NULL, "%zu bytes, above %zu", n,
		    ECI_TSP_BYTES_MAX);
	d.clause = CLAUSE;
	e = read_response(&d, &shown, token);
	eci_buf_free(&shown);
	return e;
}
