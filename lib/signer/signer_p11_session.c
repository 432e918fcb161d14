/* SPDX-License-Identifier: Apache-2.0 */
/* signer_p11_session.c - sessions: the login is the token's, the operation a session's. */
#include <stdlib.h>

#include "signer/signer_p11.h"

#define CKF_SERIAL_SESSION 4

struct session {
	ck_ulong handle;
};

ck_ulong
eci_p11_handle(const void *session)
{
	return ((const struct session *)session)->handle;
}

ecert_err
eci_p11_session_open(ecert_ctx *ctx, void *dev, void **session)
{
	struct eci_p11 *d = dev;
	struct session *s;
	ck_ulong rv;

	*session = NULL;
	if ((s = calloc(1, sizeof(*s))) == NULL)
		return eci_nomem(ctx);
	rv = ((ck_ulong (*)(ck_ulong, ck_ulong, void *, void *, ck_ulong *))
	    d->list->f[P11_OPEN_SESSION])(d->slot, CKF_SERIAL_SESSION, NULL, NULL, &s->handle);
	if (rv != CKR_OK) {
		free(s);
		return eci_p11_failed(ctx, d, "C_OpenSession", rv);
	}
	d->open++;
	*session = s;
	return ECERT_OK;
}

/* With the last session the login would end all the same; it is said before. */
void
eci_p11_session_close(void *dev, void *session)
{
	struct session *s = session;
	struct eci_p11 *d = dev;

	if (s == NULL)
		return;
	if (--d->open == 0 && d->logged_in)
		((ck_ulong (*)(ck_ulong))d->list->f[P11_LOGOUT])(s->handle);
	((ck_ulong (*)(ck_ulong))d->list->f[P11_CLOSE_SESSION])(s->handle);
	free(s);
}
