/* SPDX-License-Identifier: Apache-2.0 */
/* signer_sdf_session.c - an SDF device and its sessions, opened and closed in order. */
#include <stdlib.h>
#include <string.h>

#include "signer/signer_sdf.h"

#define SESSIONS 32
#define SESSIONS_MAX 1024
#define TYPE_SM2 2             /* of the key, for makers' GetPrivateKeyAccessRight_Ex */
#define SGD_SM2_1 0x00020200u  /* GM/T 0006: signing by SM2 */

static bool
is(const char *value, const char *word)
{
	return value != NULL && strcmp(value, word) == 0;
}

static ecert_err
number(ecert_ctx *ctx, const ecert_token *token, const char *name, uint64_t otherwise,
    uint64_t min, uint64_t max, unsigned *out)
{
	uint64_t n = eci_token_number(token, name, otherwise);

	*out = (unsigned)n;
	if (n >= min && n <= max)
		return ECERT_OK;
	return eci_fail(ctx, ECERT_E_ARG, "%s: not from %u to %u", name, (unsigned)min,
	    (unsigned)max);
}

/* 0 is the key of the device itself, which signs no documents; of a setting that is
 * missing nothing is known before it is needed. */
static ecert_err
read_how(ecert_ctx *ctx, const ecert_token *token, struct eci_sdf_how *how)
{
	const char *right = eci_token_get(token, "access-right");
	const char *field = eci_token_get(token, "field");
	ecert_err e;

	how->six = is(eci_token_get(token, "abi"), "6");
	how->right = is(right, "none") ? ECI_SDF_NO_RIGHT : is(right, "ex") ? ECI_SDF_RIGHT_EX :
	    ECI_SDF_RIGHT;
	how->field = is(field, "64") ? ECI_SDF_64 : is(field, "32") ? ECI_SDF_32 : ECI_SDF_AUTO;
	if (eci_token_get(token, "key-index") != NULL &&
	    (e = number(ctx, token, "key-index", 0, 1, UINT32_MAX, &how->index)) != ECERT_OK)
		return e;
	if ((e = number(ctx, token, "access-index", how->index, 0, UINT32_MAX,
	    &how->access_index)) != ECERT_OK ||
	    (e = number(ctx, token, "algorithm", SGD_SM2_1, 0, UINT32_MAX, &how->alg)) != ECERT_OK)
		return e;
	return number(ctx, token, "sessions", SESSIONS, 1, SESSIONS_MAX, &how->sessions);
}

ecert_err
eci_sdf_connect(ecert_ctx *ctx, const ecert_token *token, struct eci_sdf *d)
{
	const char *config = eci_token_get(token, "config");
	ecert_err e;
	int rc;

	if ((e = read_how(ctx, token, &d->how)) != ECERT_OK ||
	    (e = eci_strdup(ctx, eci_token_library(token), &d->where)) != ECERT_OK ||
	    (config != NULL && (e = eci_strdup(ctx, config, &d->config)) != ECERT_OK))
		return e;
	if ((e = eci_lib_open(ctx, d->where, &d->lib)) != ECERT_OK ||
	    (e = eci_sdf_load(ctx, d)) != ECERT_OK)
		return e;
	if (d->config != NULL)
		rc = d->api.open_with_conf(&d->device, d->config);
	else
		rc = d->api.open_device(&d->device);
	if (rc == 0)
		return ECERT_OK;
	d->device = NULL;
	return eci_sdf_failed(ctx, d, d->config != NULL ? "SDF_OpenDeviceWithConf" :
	    "SDF_OpenDevice", rc);
}

/* Nothing is to be done about a code of what releases. */
void
eci_sdf_disconnect(struct eci_sdf *d)
{
	eci_pool_free(d->pool);
	if (d->device != NULL)
		d->api.close_device(d->device);
	eci_lib_close(d->lib);
	free(d->where);
	free(d->config);
	eci_wipe(d, sizeof(*d));
}

ecert_err
eci_sdf_session_right(ecert_ctx *ctx, struct eci_sdf *d, struct eci_sdf_session *s)
{
	const struct eci_sdf_how *how = &d->how;
	unsigned n = (unsigned)d->password_len;
	int rc;

	if (n == 0)
		return ECERT_OK;
	rc = how->right == ECI_SDF_RIGHT_EX ?
	    d->api.get_right_ex(s->handle, how->access_index, TYPE_SM2, d->password, n) :
	    d->api.get_right(s->handle, how->access_index, d->password, n);
	s->right = rc == 0;
	if (s->right)
		return ECERT_OK;
	d->refused = true;
	return eci_sdf_failed(ctx, d, "the password is not accepted: "
	    "SDF_GetPrivateKeyAccessRight", rc);
}

ecert_err
eci_sdf_session_open(ecert_ctx *ctx, void *dev, void **session)
{
	struct eci_sdf *d = dev;
	struct eci_sdf_session *s;
	ecert_err e;
	int rc;

	*session = NULL;
	/* Each new session would cost a try more. */
	if (d->refused)
		return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, NULL,
		    "the password was refused once: no session is opened with it again");
	if ((s = calloc(1, sizeof(*s))) == NULL)
		return eci_nomem(ctx);
	if ((rc = d->api.open_session(d->device, &s->handle)) != 0) {
		free(s);
		return eci_sdf_failed(ctx, d, "SDF_OpenSession", rc);
	}
	if ((e = eci_sdf_session_right(ctx, d, s)) == ECERT_OK) {
		*session = s;
		s = NULL;
	}
	eci_sdf_session_close(d, s);
	return e;
}

void
eci_sdf_session_close(void *dev, void *session)
{
	struct eci_sdf_session *s = session;
	struct eci_sdf *d = dev;

	if (s == NULL)
		return;
	if (s->right)
		d->api.release_right(s->handle, d->how.access_index);
	d->api.close_session(s->handle);
	free(s);
}
