/* SPDX-License-Identifier: Apache-2.0 */
/* signer_sdf.c - a signer whose key is in an HSM, by GM/T 0018. */
#include <stdlib.h>
#include <string.h>

#include "signer/signer_sdf.h"

/* See ecert-token(5). */
const struct eci_token_name eci_sdf_names[] = {
	{ "key-index", "#" },
	{ "abi", "5|6" },
	{ "algorithm", "#" },
	{ "field", "auto|64|32" },
	{ "access-right", "plain|ex|none" },
	{ "access-index", "#" },
	{ "config", NULL },
	{ "sessions", "#" },
	{ NULL, NULL }
};

#define PASSWORD_MIN 8         /* GM/T 0018-2012, of SDF_GetPrivateKeyAccessRight */

static const struct eci_pool_ops sessions = { eci_sdf_session_open, eci_sdf_session_close };

/* A wrong one costs a try that no code tells of: what cannot be right is not sent. */
static ecert_err
ask_password(ecert_ctx *ctx, struct eci_sdf *d, ecert_pass_fn *pin, void *arg)
{
	int32_t n;

	if (pin == NULL || d->how.right == ECI_SDF_NO_RIGHT)
		return ECERT_OK;
	n = pin(arg, d->where, (char *)d->password, sizeof(d->password));
	if (n < 0 || (size_t)n > sizeof(d->password))
		return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, NULL, "no password was given");
	/* Of a key that has none. */
	if (n != 0 && n < PASSWORD_MIN)
		return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_SDF_STD,
		    "a password has at least %d bytes; it was not tried", PASSWORD_MIN);
	d->password_len = (size_t)n;
	return ECERT_OK;
}

/* An index has two pairs; asked for is the one that signs. */
static ecert_err
check_key(ecert_ctx *ctx, struct eci_sdf *d, const struct eci_sdf_session *s,
    const struct eci_cert *cert)
{
	union eci_sdf_room key = { { 0 } };
	int rc;

	if ((rc = d->api.export_key(s->handle, d->how.index, &key)) != 0)
		return eci_sdf_failed(ctx, d, "SDF_ExportSignPublicKey_ECC", rc);
	if (!eci_blob_is_key_of(key.v, cert))
		return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, NULL,
		    "the key of index %u is not that of the certificate (%s)", d->how.index,
		    eci_cert_subject(cert));
	if (d->how.field == ECI_SDF_AUTO)
		d->how.field = eci_sdf_is_narrow(key.v) ? ECI_SDF_32 : ECI_SDF_64;
	return ECERT_OK;
}

static ecert_err
check_settings(ecert_ctx *ctx, const ecert_token *token)
{
	const struct eci_cert *cert = eci_token_cert(token);
	const char *where = eci_token_library(token);
	ecert_err e;

	if (eci_token_get(token, "key-index") == NULL)
		return eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL, "no key-index given");
	if (cert == NULL)
		return eci_reject(ctx, ECERT_R_KEY_BAD, where, ECI_SDF_STD,
		    "the device holds no certificates: the key's must be given");
	if ((e = eci_token_check_cert(ctx, where, cert)) != ECERT_OK || eci_cert_is_sm2(cert))
		return e;
	return eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL,
	    "the certificate of %s is of an RSA key; an SDF device is used for SM2 alone",
	    eci_cert_subject(cert));
}

static void
sdf_close(void *dev)
{
	eci_sdf_disconnect(dev);
	free(dev);
}

static const struct eci_device_ops ops = { eci_sdf_sign, sdf_close };

/* The key is compared before the password is asked for: where it does not fit, none is
 * tried. */
ecert_err
eci_sdf_open(ecert_ctx *ctx, const ecert_token *token, ecert_pass_fn *pin, void *arg,
    struct eci_opened *out)
{
	const struct eci_cert *cert = eci_token_cert(token);
	struct eci_sdf *d;
	void *first = NULL;
	ecert_err e;

	if ((e = check_settings(ctx, token)) != ECERT_OK)
		return e;
	if ((d = calloc(1, sizeof(*d))) == NULL)
		return eci_nomem(ctx);
	if ((e = eci_sdf_connect(ctx, token, d)) != ECERT_OK ||
	    (e = eci_sdf_session_open(ctx, d, &first)) != ECERT_OK ||
	    (e = check_key(ctx, d, first, cert)) != ECERT_OK ||
	    (e = ask_password(ctx, d, pin, arg)) != ECERT_OK ||
	    (e = eci_sdf_session_right(ctx, d, first)) != ECERT_OK ||
	    (e = eci_pool_new(ctx, &sessions, d, first, d->how.sessions, &d->pool)) != ECERT_OK)
		goto out;
	first = NULL;
	out->ops = &ops;
	out->dev = d;
	out->cert = eci_cert_ref(cert);
	d = NULL;
out:
	if (d != NULL) {
		eci_sdf_session_close(d, first);
		sdf_close(d);
	}
	return e;
}
