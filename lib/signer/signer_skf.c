/* SPDX-License-Identifier: Apache-2.0 */
/* signer_skf.c - a signer whose key is in a USB token, by GM/T 0016. */
#include <stdlib.h>
#include <string.h>

#include "signer/signer_skf.h"

/* See ecert-token(5). */
const struct eci_token_name eci_skf_names[] = {
	{ "device", NULL },
	{ "application", NULL },
	{ "container", NULL },
	{ "maker", "any|feitian|longmai|wxt|wisec|linguo" },
	{ "ulong", "auto|4|8" },
	{ "packing", "auto|packed|natural" },
	{ "lock", "#" },
	{ "last-try", "yes|no" },
	{ "pin-min", "#" },
	{ "pin-max", "#" },
	{ NULL, NULL }
};

static void
skf_close(void *dev)
{
	eci_skf_end(dev);
	free(dev);
}

static const struct eci_device_ops ops = { eci_skf_sign, skf_close };

static bool
is_listed(const struct eci_skf_list *list, const char *name)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (strcmp(list->v[i], name) == 0)
			return true;
	return false;
}

static ecert_err
put_names(ecert_ctx *ctx, const struct eci_skf_list *list, struct eci_buf *out)
{
	ecert_err e = eci_buf_adds(ctx, out, "; there are: ");
	size_t i;

	for (i = 0; e == ECERT_OK && i < list->n; i++)
		if (i == 0 || (e = eci_buf_adds(ctx, out, ", ")) == ECERT_OK)
			e = eci_escape(ctx, out, list->v[i], strlen(list->v[i]));
	return e;
}

/* A name that does not open, mistyped as a rule: which ones there are. */
static ecert_err
say_others(ecert_ctx *ctx, const struct eci_skf *d, const char *name, ecert_err e)
{
	struct eci_buf said = { 0 };
	struct eci_skf_list list = { .n = 0 };
	ecert_err more;

	if (e == ECERT_E_NOMEM || (more = eci_buf_adds(ctx, &said, ecert_errmsg(ctx))) != ECERT_OK)
		return ECERT_E_NOMEM;
	if ((more = eci_skf_list(ctx, d, &list)) == ECERT_OK && list.n > 0 && !is_listed(&list, name))
		more = put_names(ctx, &list, &said);
	/* A list that cannot be had tells nothing that matters here. */
	e = more == ECERT_E_NOMEM ? more :
	    eci_reject(ctx, ECERT_R_KEY_BAD, NULL, NULL, "%s", (char *)said.ptr);
	eci_skf_list_free(&list);
	eci_buf_free(&said);
	return e;
}

static ecert_err
enter_all(ecert_ctx *ctx, struct eci_skf *d)
{
	char *name = NULL;
	ecert_err e = ECERT_OK;

	while (e == ECERT_OK && d->n_open < ECI_SKF_LEVELS) {
		size_t was = d->n_open;

		if ((e = eci_skf_choose(ctx, d, &name)) != ECERT_OK)
			break;
		if ((e = eci_skf_enter(ctx, d, name)) != ECERT_OK && d->n_open == was)
			e = say_others(ctx, d, name, e);
		free(name);
		name = NULL;
	}
	return e;
}

/* The one given goes before the token's: it may have been renewed. */
static ecert_err
take_cert(ecert_ctx *ctx, const struct eci_skf *d, struct eci_cert **out)
{
	const struct eci_cert *given = eci_token_cert(d->token);
	ecert_err e;

	*out = NULL;
	if (given != NULL)
		*out = eci_cert_ref(given);
	else if ((e = eci_skf_cert(ctx, d, true, out)) != ECERT_OK)
		return e;
	if (*out == NULL)
		return eci_reject(ctx, ECERT_R_KEY_BAD, eci_skf_where(d), ECI_SKF_STD,
		    "the container has no certificate for signing, and none was given");
	if ((e = eci_token_check_cert(ctx, eci_skf_where(d), *out)) != ECERT_OK || eci_cert_is_sm2(*out))
		return e;
	return eci_reject(ctx, ECERT_R_KEY_BAD, eci_skf_where(d), NULL,
	    "the certificate of %s is of an RSA key; a token is used for SM2 alone",
	    eci_cert_subject(*out));
}

/* The PIN is the last: before that nothing can lock a token. */
ecert_err
eci_skf_open(ecert_ctx *ctx, const ecert_token *token, ecert_pass_fn *pin, void *arg,
    struct eci_opened *out)
{
	struct eci_cert *cert = NULL;
	struct eci_skf *d;
	ecert_err e;

	if ((d = calloc(1, sizeof(*d))) == NULL)
		return eci_nomem(ctx);
	if ((e = eci_skf_start(ctx, token, d)) != ECERT_OK ||
	    (e = enter_all(ctx, d)) != ECERT_OK ||
	    (e = take_cert(ctx, d, &cert)) != ECERT_OK ||
	    (e = eci_skf_check_key(ctx, d, cert)) != ECERT_OK ||
	    (e = eci_skf_log_in(ctx, d, pin, arg)) != ECERT_OK)
		goto out;
	d->token = NULL;
	out->ops = &ops;
	out->dev = d;
	out->cert = cert;
	d = NULL;
	cert = NULL;
out:
	eci_cert_free(cert);
	if (d != NULL)
		skf_close(d);
	return e;
}
