/* SPDX-License-Identifier: Apache-2.0 */
/* verify_run.c - the frame of every verification: report, bytes, verdict. */
#include <stdlib.h>

#include "verify/verify_priv.h"

#define PIECE ((size_t)64 * 1024)

ecert_err
eci_verify_begin(struct eci_vrun *run, const ecert_policy *policy, ecert_report **out)
{
	const ecert_trust *trust;
	ecert_err e;
	size_t i;

	eci_clear(run->ctx);
	if (out != NULL)
		*out = NULL;
	eci_verify_policy(run->ctx, policy, &run->pol);
	trust = run->pol.trust;
	run->now = run->pol.time;
	if ((e = eci_report_new(run->ctx, run->pol.strict, &run->rep)) != ECERT_OK)
		return e;
	run->rep->now = run->now;
	run->rep->nobody = trust == NULL;
	for (i = 0; e == ECERT_OK && trust != NULL && i < trust->n_dirs; i++)
		e = eci_report_name(run->ctx, run->rep, &run->rep->trust, trust->dirs[i]);
	return e;
}

ecert_err
eci_verify_end(struct eci_vrun *run, ecert_err e, size_t subjects, ecert_report **out)
{
	bool judged = e == ECERT_OK;

	if (judged && run->fetched.came)
		run->rep->looked_up |= ECI_LOOKED_UP_NETWORK;
	if (judged)
		e = eci_report_finish(run->ctx, run->rep, subjects);
	if (judged && out != NULL)
		*out = run->rep;
	else
		ecert_report_free(run->rep);
	run->rep = NULL;
	eci_verify_fetched_free(run);
	return e;
}

static ecert_err
digest(ecert_ctx *ctx, const struct eci_src *src, uint8_t sm3[ECI_SM3_LEN])
{
	uint64_t off, size = eci_src_size(src);
	const uint8_t *p = eci_src_memory(src, 0, size);
	struct eci_sm3 *h = NULL;
	uint8_t *buf = NULL;
	size_t n;
	ecert_err e;

	if (p != NULL)
		return eci_sm3(ctx, p, (size_t)size, sm3);
	if ((buf = malloc(PIECE)) == NULL)
		return eci_nomem(ctx);
	e = eci_sm3_new(ctx, &h);
	for (off = 0; e == ECERT_OK && off < size; off += n) {
		n = size - off < PIECE ? (size_t)(size - off) : PIECE;
		if ((e = eci_src_read(ctx, src, off, buf, n)) == ECERT_OK)
			e = eci_sm3_add(ctx, h, buf, n);
	}
	if (e == ECERT_OK)
		e = eci_sm3_end(ctx, h, sm3);
	free(buf);
	eci_sm3_free(h);
	return e;
}

ecert_err
eci_verify_called(ecert_ctx *ctx, ecert_report *rep, const char *file)
{
	char *name = NULL;
	ecert_err e;

	if ((e = eci_strdup(ctx, file, &name)) != ECERT_OK)
		return e;
	free(rep->file);
	rep->file = name;
	return ECERT_OK;
}

ecert_err
eci_verify_bytes(ecert_ctx *ctx, ecert_report *rep, const struct eci_src *src, bool sm3)
{
	ecert_err e = eci_verify_called(ctx, rep, eci_src_raw_name(src));

	if (e != ECERT_OK || !sm3)
		return e;
	rep->size = eci_src_size(src);
	e = digest(ctx, src, rep->sm3);
	rep->has_bytes = e == ECERT_OK;
	return e;
}
