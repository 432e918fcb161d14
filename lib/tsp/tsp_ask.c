/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tsp_ask.c - an authority is asked for a token, and what it answers is looked at
 * as RFC 3161 2.2 tells the requester to: a token that a verifier would refuse is
 * not put into a document.
 */
#include <stdlib.h>
#include <string.h>

#include "tsp/tsp.h"

#define WHERE "time-stamp authority's answer"
#define NONCE_LEN 16
/* Seconds two clocks may differ. */
#define SKEW 300

struct ecert_tsa {
	ecert_tsa_fn *ask;
	void         *arg;
	void        (*release)(void *arg);     /* NULL: arg is the caller's */
	bool          sha256;
};

/* What was asked for. */
struct asked {
	enum eci_tsp_alg alg;
	uint8_t          digest[ECI_SM3_LEN];
	uint8_t          nonce[NONCE_LEN];
};

ecert_err
ecert_tsa_new(ecert_ctx *ctx, ecert_tsa_fn *ask, void *arg, ecert_tsa **out)
{
	eci_clear(ctx);
	*out = NULL;
	if (ask == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "a time-stamp authority without a way to ask it");
	if ((*out = calloc(1, sizeof(**out))) == NULL)
		return eci_nomem(ctx);
	(*out)->ask = ask;
	(*out)->arg = arg;
	return ECERT_OK;
}

void
ecert_tsa_free(ecert_tsa *tsa)
{
	if (tsa != NULL && tsa->release != NULL)
		tsa->release(tsa->arg);
	free(tsa);
}

void
ecert_tsa_set_sha256(ecert_tsa *tsa, int on)
{
	tsa->sha256 = on != 0;
}

void
eci_tsp_own(ecert_tsa *tsa, void (*release)(void *arg))
{
	tsa->release = release;
}

static ecert_err
make_request(ecert_ctx *ctx, const ecert_tsa *tsa, struct eci_bytes data, struct asked *asked,
    struct eci_buf *req)
{
	ecert_err e;

	asked->alg = tsa->sha256 ? ECI_TSP_SHA256 : ECI_TSP_SM3;
	e = tsa->sha256 ? eci_sha256(ctx, data.ptr, data.len, asked->digest) :
	    eci_sm3(ctx, data.ptr, data.len, asked->digest);
	if (e != ECERT_OK || (e = eci_random(ctx, asked->nonce, NONCE_LEN)) != ECERT_OK)
		return e;
	/* As an INTEGER it is positive and has no octet to spare. */
	asked->nonce[0] = (uint8_t)((asked->nonce[0] & 0x7f) | 0x40);
	return eci_tsp_request(ctx, asked->alg, (struct eci_bytes){ asked->digest, ECI_SM3_LEN },
	    (struct eci_bytes){ asked->nonce, NONCE_LEN }, req);
}

/* The message is the callback's, where it left one. */
static ecert_err
send_request(ecert_ctx *ctx, const ecert_tsa *tsa, const struct eci_buf *req, uint8_t **resp,
    size_t *n)
{
	int rc;

	eci_clear(ctx);
	rc = tsa->ask(tsa->arg, ctx, req->ptr, req->len, resp, n);
	if (rc == 0 && *resp != NULL)
		return ECERT_OK;
	if (ecert_errmsg(ctx)[0] != '\0')
		return ECERT_E_NOTFOUND;
	return eci_fail(ctx, ECERT_E_NOTFOUND, "the time-stamp authority gave no answer");
}

static ecert_err
refuse(ecert_ctx *ctx, const char *clause, const char *why)
{
	return eci_reject(ctx, ECERT_R_TIMESTAMP_BAD, WHERE, clause, "%s", why);
}

/* RFC 3161 2.2: what was asked for is what came back. */
static ecert_err
check_info(ecert_ctx *ctx, const struct asked *asked, const struct eci_tsp_info *info)
{
	struct eci_bytes nonce = { asked->nonce, NONCE_LEN };
	struct eci_bytes digest = { asked->digest, ECI_SM3_LEN };

	if (info->alg != asked->alg || !eci_bytes_equal(info->imprint, digest))
		return refuse(ctx, "RFC 3161 2.4.2", "a token over something else: "
		    "messageImprint is not the one of the request");
	if (!eci_bytes_equal(info->nonce, nonce))
		return refuse(ctx, "RFC 3161 2.4.2", info->nonce.len == 0 ?
		    "a token without the nonce of the request" :
		    "an old token, or one for another: nonce is not the one of the request");
	return ECERT_OK;
}

/* What is stamped claims the time of this clock, and must not be younger than its
 * stamp (GM/T 0031-2025 6.1 f); nor would a verifier take a stamp of the future. */
static ecert_err
check_time(ecert_ctx *ctx, const struct eci_tsp_info *info)
{
	int64_t now = eci_now(ctx);
	char time[24], here[24];

	if (info->time < now - SKEW - info->accuracy / 1000000)
		return eci_reject(ctx, ECERT_R_TIMESTAMP_BAD, WHERE, NULL,
		    "its clock, at %s, is far behind this one, at %s",
		    eci_time_iso(info->time, time), eci_time_iso(now, here));
	if (info->time > now + SKEW)
		return eci_reject(ctx, ECERT_R_TIMESTAMP_BAD, WHERE, NULL,
		    "its clock, at %s, is far ahead of this one, at %s",
		    eci_time_iso(info->time, time), eci_time_iso(now, here));
	return ECERT_OK;
}

/* A key for anything else, too, could be brought to sign what looks like a stamp. */
static ecert_err
check_usage(ecert_ctx *ctx, const struct eci_cert *cert)
{
	/* FOREIGN: the extension is critical. */
	if (strcmp(eci_cert_ext_usage_text(cert), "timeStamping") != 0 ||
	    eci_cert_purpose(cert) != ECI_PURPOSE_FOREIGN)
		return eci_reject(ctx, ECERT_R_CERT_USAGE, WHERE, "RFC 3161 2.3",
		    "%s may not stamp: extKeyUsage is not timeStamping alone, and critical",
		    eci_cert_subject(cert));
	if (eci_cert_usage(cert) == ECI_USAGE_OTHER)
		return eci_reject(ctx, ECERT_R_CERT_USAGE, WHERE, "RFC 5280 4.2.1.3",
		    "%s may not sign: its keyUsage is %s", eci_cert_subject(cert),
		    eci_cert_usage_text(cert));
	return ECERT_OK;
}

/* What needs no anchor of trust: the rest is ecert_verify()'s.  Its key is good: a value
 * of the token is. */
static ecert_err
check_cert(ecert_ctx *ctx, const struct eci_cert *cert, int64_t at)
{
	char time[24], from[24], until[24];

	if (at < eci_cert_not_before(cert) || at > eci_cert_not_after(cert))
		return eci_reject(ctx, ECERT_R_TIMESTAMP_BAD, WHERE, NULL,
		    "genTime %s is outside the validity of %s, %s to %s", eci_time_iso(at, time),
		    eci_cert_subject(cert), eci_time_iso(eci_cert_not_before(cert), from),
		    eci_time_iso(eci_cert_not_after(cert), until));
	return check_usage(ctx, cert);
}

static ecert_err
check_value(ecert_ctx *ctx, const struct eci_tsp_token *token)
{
	struct eci_cert *cert = NULL;
	const char *why = NULL;
	bool good = false;
	ecert_err e;

	if ((e = eci_tsp_signer(ctx, token, NULL, &cert)) != ECERT_OK)
		return e;
	if (cert == NULL)
		return refuse(ctx, "RFC 3161 2.4.1",
		    "the authority's certificate was asked for and is not in the token");
	if ((e = eci_tsp_check(ctx, token, cert, &good, &why)) == ECERT_OK && !good)
		e = refuse(ctx, NULL, why);
	if (e == ECERT_OK)
		e = check_cert(ctx, cert, token->info.time);
	eci_cert_free(cert);
	return e;
}

static ecert_err
check_answer(ecert_ctx *ctx, const struct asked *asked, const uint8_t *p, size_t n,
    struct eci_buf *out)
{
	struct eci_tsp_token token;
	struct eci_bytes der;
	ecert_err e;

	if ((e = eci_tsp_response(ctx, WHERE, p, n, &der)) != ECERT_OK ||
	    (e = eci_tsp_decode(ctx, WHERE, der.ptr, der.len, &token)) != ECERT_OK)
		return e;
	if ((e = check_info(ctx, asked, &token.info)) == ECERT_OK &&
	    (e = check_value(ctx, &token)) == ECERT_OK &&
	    (e = check_time(ctx, &token.info)) == ECERT_OK)
		e = eci_buf_add(ctx, out, der.ptr, der.len);
	eci_tsp_free(&token);
	return e;
}

ecert_err
eci_tsp_stamp(ecert_ctx *ctx, const ecert_tsa *tsa, struct eci_bytes data, struct eci_buf *token)
{
	struct eci_buf req = { 0 };
	struct asked asked = { 0 };
	uint8_t *resp = NULL;
	size_t n = 0;
	ecert_err e;

	if ((e = make_request(ctx, tsa, data, &asked, &req)) == ECERT_OK &&
	    (e = send_request(ctx, tsa, &req, &resp, &n)) == ECERT_OK)
		e = check_answer(ctx, &asked, resp, n, token);
	/* One code for all that a stranger's answer can have wrong, with its reason: for
	 * who signs there is no time stamp, and nothing else is at fault. */
	if (e != ECERT_OK && e != ECERT_E_UNSUPPORTED && ecert_errreason(ctx) != ECERT_R_NONE)
		e = ECERT_E_NOTFOUND;
	free(resp);
	eci_buf_free(&req);
	return e;
}

ecert_err
ecert_tsa_stamp(ecert_ctx *ctx, const ecert_tsa *tsa, const uint8_t *data, size_t len,
    uint8_t **token, size_t *token_len)
{
	struct eci_buf b = { 0 };
	ecert_err e;

	eci_clear(ctx);
	*token = NULL;
	*token_len = 0;
	if (tsa == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "no time-stamp authority");
	if ((e = eci_tsp_stamp(ctx, tsa, (struct eci_bytes){ data, len }, &b)) == ECERT_OK)
		*token = eci_buf_take(&b, token_len);
	eci_buf_free(&b);
	return e == ECERT_E_NOTFOUND && ecert_errreason(ctx) != ECERT_R_NONE ? ECERT_E_INVALID : e;
}
