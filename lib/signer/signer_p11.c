/* SPDX-License-Identifier: Apache-2.0 */
/* signer_p11.c - a signer whose key is reached by PKCS#11. */
#include <stdlib.h>
#include <string.h>

#include "signer/signer_p11.h"

/* See ecert-token(5). */
const struct eci_token_name eci_p11_names[] = {
	{ "slot", "#" },
	{ "token-label", NULL },
	{ "serial", NULL },
	{ "label", NULL },
	{ "id", NULL },
	{ "login", "auto|yes|no" },
	{ "last-try", "yes|no" },
	{ "profile", NULL },
	{ "ckk", "#" },
	{ "ckm", "#" },
	{ "input", "digest|message|message-default-id" },
	{ "output", "auto|raw|der" },
	{ "parameter", "none|id|z" },
	{ "sessions", "#" },
	{ NULL, NULL }
};

#define SESSIONS 32
#define SESSIONS_MAX 1024

static const struct eci_pool_ops sessions = { eci_p11_session_open, eci_p11_session_close };

static ecert_err
check_settings(ecert_ctx *ctx, const ecert_token *token, struct eci_p11 *d)
{
	const struct eci_cert *cert = eci_token_cert(token);
	uint64_t n = eci_token_number(token, "sessions", SESSIONS);
	ecert_err e;

	if (n < 1 || n > SESSIONS_MAX)
		return eci_fail(ctx, ECERT_E_ARG, "sessions: not from 1 to %d", SESSIONS_MAX);
	d->sessions = (size_t)n;
	if (cert != NULL &&
	    (e = eci_token_check_cert(ctx, eci_token_library(token), cert)) != ECERT_OK)
		return e;
	return eci_p11_read_profile(ctx, token, &d->how);
}

/* Before the PIN is tried: without the mechanism that is set nothing will come of it. */
static ecert_err
check_mechanism(ecert_ctx *ctx, const struct eci_p11 *d)
{
	bool has = true;
	ecert_err e;

	if (d->how.ckm == ECI_P11_ANY)
		return ECERT_OK;
	if ((e = eci_p11_has_mechanism(ctx, d, d->how.ckm, &has)) != ECERT_OK || has)
		return e;
	return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_P11_STD,
	    "the token has no mechanism 0x%lX", d->how.ckm);
}

static void
p11_close(void *dev)
{
	eci_p11_disconnect(dev);
	free(dev);
}

static const struct eci_device_ops ops = { eci_p11_sign, p11_close };

ecert_err
eci_p11_open(ecert_ctx *ctx, const ecert_token *token, ecert_pass_fn *pin, void *arg,
    struct eci_opened *out)
{
	struct eci_p11 *d;
	void *first = NULL;
	ecert_err e;

	if ((d = calloc(1, sizeof(*d))) == NULL)
		return eci_nomem(ctx);
	if ((e = check_settings(ctx, token, d)) != ECERT_OK ||
	    (e = eci_p11_connect(ctx, token, d)) != ECERT_OK ||
	    (e = eci_p11_choose(ctx, token, d)) != ECERT_OK ||
	    (e = check_mechanism(ctx, d)) != ECERT_OK ||
	    (e = eci_p11_session_open(ctx, d, &first)) != ECERT_OK ||
	    (e = eci_p11_user(ctx, token, d, eci_p11_handle(first), pin, arg)) != ECERT_OK ||
	    (e = eci_p11_find_key(ctx, token, d, eci_p11_handle(first))) != ECERT_OK ||
	    (e = eci_p11_check_profile(ctx, d)) != ECERT_OK ||
	    (e = eci_pool_new(ctx, &sessions, d, first, d->no_threads ? 1 : d->sessions,
	    &d->pool)) != ECERT_OK)
		goto out;
	first = NULL;
	out->ops = &ops;
	out->dev = d;
	out->cert = eci_cert_ref(d->cert);
	d = NULL;
out:
	if (d != NULL) {
		eci_p11_session_close(d, first);
		p11_close(d);
	}
	return e;
}
