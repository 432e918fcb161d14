/* SPDX-License-Identifier: Apache-2.0 */
/* signer_skf_open.c - into a token and out of it: what was opened last is closed
 * first, on every path. */
#include <stdlib.h>
#include <string.h>

#include "signer/signer_skf.h"

#define LOCK_MAX 600000u      /* ms; "for ever" is a value some cannot pass on */

ecert_err
eci_skf_start(ecert_ctx *ctx, const ecert_token *token, struct eci_skf *d)
{
	const char *width = eci_token_get(token, "ulong");
	ecert_err e;

	d->token = token;
	d->maker = eci_skf_maker(token);
	d->width = width == NULL ? d->maker->width : strcmp(width, "4") == 0 ? 4 :
	    strcmp(width, "8") == 0 ? 8 : 0;
	if ((e = eci_strdup(ctx, eci_token_library(token), &d->where[0])) != ECERT_OK ||
	    (e = eci_lib_open(ctx, d->where[0], &d->lib)) != ECERT_OK ||
	    (e = eci_skf_load(ctx, d)) != ECERT_OK)
		return e;
	if (pthread_mutex_init(&d->mutex, NULL) != 0)
		return eci_nomem(ctx);
	d->has_mutex = true;
	return ECERT_OK;
}

/* For another process that would come in between; not everybody has it. */
static ecert_err
lock(ecert_ctx *ctx, struct eci_skf *d)
{
	uint64_t ms = eci_token_number(d->token, "lock", 0);
	uint32_t code;

	if (ms == 0 || d->api.lock == NULL || d->api.unlock == NULL)
		return ECERT_OK;
	code = eci_skf_code(d->api.lock(d->at[ECI_SKF_DEVICE],
	    (eci_skf_num)(ms < LOCK_MAX ? ms : LOCK_MAX)));
	if (code != ECI_SKF_OK && code != ECI_SKF_NOT_SUPPORTED)
		return eci_skf_failed(ctx, d, "SKF_LockDev", code);
	d->locked = code == ECI_SKF_OK;
	return ECERT_OK;
}

static uint32_t
call(struct eci_skf *d, const char *name, const char **operation)
{
	eci_skf_handle *to = &d->at[d->n_open];

	if (d->n_open == ECI_SKF_DEVICE) {
		*operation = "SKF_ConnectDev";
		return eci_skf_code(d->api.connect(name, to));
	}
	if (d->n_open == ECI_SKF_APP) {
		*operation = "SKF_OpenApplication";
		return eci_skf_code(d->api.open_app(d->at[ECI_SKF_DEVICE], name, to));
	}
	*operation = "SKF_OpenContainer";
	return eci_skf_code(d->api.open_con(d->at[ECI_SKF_APP], name, to));
}

/* "DEVICE/APPLICATION/CONTAINER", as far as we are. */
static ecert_err
name_place(ecert_ctx *ctx, struct eci_skf *d, const char *name, char **out)
{
	struct eci_buf b = { 0 };
	ecert_err e = ECERT_OK;

	if (d->n_open > ECI_SKF_DEVICE && (e = eci_buf_adds(ctx, &b, eci_skf_where(d))) == ECERT_OK)
		e = eci_buf_adds(ctx, &b, "/");
	if (e == ECERT_OK)
		e = eci_buf_adds(ctx, &b, name);
	if (e == ECERT_OK)
		*out = (char *)eci_buf_take(&b, NULL);
	eci_buf_free(&b);
	return e;
}

ecert_err
eci_skf_enter(ecert_ctx *ctx, struct eci_skf *d, const char *name)
{
	const char *operation;
	char *where = NULL;
	uint32_t code;
	ecert_err e;

	if ((e = name_place(ctx, d, name, &where)) != ECERT_OK)
		return e;
	d->at[d->n_open] = NULL;
	if ((code = call(d, name, &operation)) != ECI_SKF_OK) {
		free(where);
		return eci_skf_failed(ctx, d, operation, code);
	}
	d->where[++d->n_open] = where;
	return d->n_open == ECI_SKF_APP ? lock(ctx, d) : ECERT_OK;
}

static void
leave_device(struct eci_skf *d)
{
	if (d->locked)
		(void)d->api.unlock(d->at[ECI_SKF_DEVICE]);
	d->locked = false;
	(void)d->api.disconnect(d->at[ECI_SKF_DEVICE]);
}

/* Nothing can be done about one that does not close. */
void
eci_skf_leave(struct eci_skf *d, size_t n)
{
	/* Who was logged in before us stays so. */
	if (d->logged_in && d->n_open > ECI_SKF_APP && n <= ECI_SKF_CONTAINER &&
	    d->api.log_out != NULL)
		(void)d->api.log_out(d->at[ECI_SKF_APP]);
	if (n <= ECI_SKF_CONTAINER)
		d->logged_in = false;
	for (; d->n_open > n; d->n_open--) {
		if (d->n_open - 1 == ECI_SKF_CONTAINER)
			(void)d->api.close_con(d->at[ECI_SKF_CONTAINER]);
		else if (d->n_open - 1 == ECI_SKF_APP)
			(void)d->api.close_app(d->at[ECI_SKF_APP]);
		else
			leave_device(d);
		free(d->where[d->n_open]);
		d->where[d->n_open] = NULL;
	}
}

void
eci_skf_end(struct eci_skf *d)
{
	eci_skf_leave(d, 0);
	if (d->has_mutex)
		pthread_mutex_destroy(&d->mutex);
	eci_lib_close(d->lib);
	free(d->where[0]);
	memset(d, 0, sizeof(*d));
}
