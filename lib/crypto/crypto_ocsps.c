/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_ocsps.c - sets of OCSP responses, and what they say about a certificate
 * at a time: as lists do, a response proves "good" when it was made at or after
 * that time, or is still current, and before the certificate expired.
 */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto_priv.h"

/* A responder answers at once: its clock may be a little ahead of ours. */
#define SKEW 300
/* A response without nextUpdate (RFC 6960 4.2.2.1: newer information is available all
 * the time) is current for that long. */
#define DAY 86400

static void
ocsp_free(struct eci_ocsp *resp)
{
	if (resp == NULL)
		return;
	X509_NAME_free(resp->name);
	free(resp->name_text);
	free(resp->v);
	eci_certs_free(&resp->certs);
	eci_buf_free(&resp->der);
	free(resp);
}

ecert_err
eci_ocsp_load(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n, struct eci_ocsps *out)
{
	struct eci_ocsp *resp;
	ecert_err e;

	if (n > ECI_OCSP_MAX_BYTES)
		return eci_too_large(ctx, where, "an OCSP response", n);
	if ((e = eci_der_check(ctx, where, ECERT_R_CERT_MALFORMED, p, n)) != ECERT_OK)
		return e;
	if ((resp = calloc(1, sizeof(*resp))) == NULL)
		return eci_nomem(ctx);
	eci_memo_init(&resp->memo);
	if ((e = eci_buf_add(ctx, &resp->der, p, n)) == ECERT_OK &&
	    (e = eci_ocsp_parse(ctx, where, resp)) == ECERT_OK &&
	    (e = eci_grow(ctx, &out->v, out->n, &out->cap, sizeof(*out->v))) == ECERT_OK) {
		out->v[out->n++] = resp;
		resp = NULL;
	}
	ocsp_free(resp);
	return e;
}

void
eci_ocsps_free(struct eci_ocsps *list)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		ocsp_free(list->v[i]);
	free(list->v);
	memset(list, 0, sizeof(*list));
}

/* Why there is no answer: the later in this order, the nearer we came. */
enum why { WHY_NONE, WHY_SIGNER, WHY_FOREIGN, WHY_FUTURE, WHY_OLD, WHY_LATE, WHY_UNKNOWN };

static const char *const why_text[] = {
	[WHY_NONE] = "no OCSP response about it",
	[WHY_FUTURE] = "the response is not in force yet",
	[WHY_OLD] = "the response ended before the time in question",
	[WHY_LATE] = "the response was made after the certificate expired, when entries may have "
	    "been taken off",
	[WHY_UNKNOWN] = "the responder does not know the certificate",
};

struct look {
	const struct eci_cert *cert;
	int64_t                at, now;
	struct eci_revocation *out;
	enum why               nearest;
	const char            *text;
};

static void
came(struct look *l, enum why why, const char *text)
{
	if (why <= l->nearest)
		return;
	l->nearest = why;
	l->text = text != NULL ? text : why_text[why];
}

/* Nobody answers for longer than his own certificate: the keys of responders are
 * changed often, and an old one that gets lost is not revoked any more. */
static bool
covers(const struct eci_ocsp_single *s, const struct look *l, int64_t until)
{
	int64_t next = s->has_next ? s->next_update : s->this_update + DAY;

	return s->this_update >= l->at || (next >= l->now && until >= l->now);
}

/* After a certificate expired a responder need not know any more that it was revoked,
 * unless it says how far back it does (RFC 6960 4.4.4). */
static bool
is_late(const struct eci_ocsp_single *s, const struct eci_cert *cert)
{
	return s->this_update > cert->not_after &&
	    !(s->keeps && s->keeps_from <= cert->not_after);
}

/* unknown is never good, and says nothing against others either. */
static void
read_single(const struct eci_ocsp *resp, const struct eci_ocsp_single *s, unsigned odd,
    int64_t until, struct look *l)
{
	struct eci_revocation good = { .state = ECI_REV_GOOD, .why = "", .odd = odd };

	if (s->foreign != NULL)
		came(l, WHY_FOREIGN, s->foreign);
	else if (s->status == ECI_OCSP_REVOKED)
		eci_revocation_entry(l->out, s->since, s->reason, l->at);
	else if (s->status == ECI_OCSP_UNKNOWN)
		came(l, WHY_UNKNOWN, NULL);
	else if (s->this_update > l->now + SKEW || resp->produced > l->now + SKEW)
		came(l, WHY_FUTURE, NULL);
	else if (s->this_update > until)
		came(l, WHY_SIGNER, "the responder's certificate was not valid");
	else if (!covers(s, l, until))
		came(l, WHY_OLD, NULL);
	else if (is_late(s, l->cert))
		came(l, WHY_LATE, NULL);
	else
		eci_revocation_join(l->out, &good);
}

/* The gravest answer, where the certificate is named by two hashes. */
static ecert_err
find(ecert_ctx *ctx, const struct eci_ocsp *resp, const struct eci_cert *cert,
    const struct eci_cert *issuer, const struct eci_ocsp_single **out)
{
	const struct eci_ocsp_single *s;
	bool yes;
	ecert_err e;
	size_t i;

	*out = NULL;
	for (i = 0; i < resp->n; i++) {
		s = &resp->v[i];
		if ((e = eci_cert_id_fits(ctx, &s->id, cert, issuer, &yes)) != ECERT_OK)
			return e;
		if (yes && (*out == NULL || s->status > (*out)->status))
			*out = s;
	}
	return ECERT_OK;
}

/* Two hashes may give two times, and two reasons. */
static ecert_err
read_revoked(ecert_ctx *ctx, const struct eci_ocsp *resp, const struct eci_cert *issuer,
    unsigned odd, int64_t until, struct look *l)
{
	bool yes;
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; e == ECERT_OK && i < resp->n; i++) {
		if (resp->v[i].status != ECI_OCSP_REVOKED)
			continue;
		e = eci_cert_id_fits(ctx, &resp->v[i].id, l->cert, issuer, &yes);
		if (e == ECERT_OK && yes)
			read_single(resp, &resp->v[i], odd, until, l);
	}
	return e;
}

static ecert_err
read_one(ecert_ctx *ctx, struct eci_ocsp *resp, const struct eci_crls *crls,
    const struct eci_cert *issuer, bool empty_id, struct look *l)
{
	const struct eci_ocsp_single *s;
	int64_t until;
	const char *why;
	unsigned odd;
	ecert_err e;

	if ((e = find(ctx, resp, l->cert, issuer, &s)) != ECERT_OK || s == NULL)
		return e;
	e = eci_ocsp_signer(ctx, resp, crls, issuer, l->now, empty_id, &why, &odd, &until);
	if (e != ECERT_OK)
		return e;
	if (why != NULL)
		came(l, WHY_SIGNER, why);
	else if (resp->foreign != NULL)
		came(l, WHY_FOREIGN, resp->foreign);
	else if (s->status == ECI_OCSP_REVOKED)
		return read_revoked(ctx, resp, issuer, odd, until, l);
	else
		read_single(resp, s, odd, until, l);
	return ECERT_OK;
}

ecert_err
eci_ocsp_check(ecert_ctx *ctx, const struct eci_ocsps *list, const struct eci_crls *crls,
    const struct eci_cert *cert, const struct eci_cert *issuer, int64_t at, int64_t now,
    bool empty_id, struct eci_revocation *out)
{
	struct look l = { .cert = cert, .at = at, .now = now, .out = out,
		.text = why_text[WHY_NONE] };
	ecert_err e;
	size_t i;

	memset(out, 0, sizeof(*out));
	for (i = 0; list != NULL && i < list->n; i++)
		if ((e = read_one(ctx, list->v[i], crls, issuer, empty_id, &l)) != ECERT_OK)
			return e;
	if (out->state == ECI_REV_UNKNOWN)
		out->why = l.text;
	return ECERT_OK;
}
