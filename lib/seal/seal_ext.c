/* SPDX-License-Identifier: Apache-2.0 */
/* seal_ext.c - extDatas of a seal to be made: whatever the parties agree on.  See
 * ecert/seal.h. */
#include <stdlib.h>
#include <string.h>

#include "seal/seal_priv.h"

#define EXTS_MAX 64      /* more are read, not made */

void
eci_seal_ext_free(struct seal_ext *ext)
{
	eci_buf_free(&ext->oid);
	eci_buf_free(&ext->value);
}

/* Contents of the OBJECT IDENTIFIER. */
static ecert_err
encode_oid(ecert_ctx *ctx, const char *dotted, struct eci_buf *out)
{
	struct eci_buf whole = { 0 };
	struct eci_der_val v;
	struct eci_der d;
	ecert_err e;

	if ((e = eci_der_put_oid(ctx, &whole, dotted)) != ECERT_OK)
		return e;
	d = eci_der(ctx, "extension", ECERT_R_SES_MALFORMED, whole.ptr, whole.len);
	if ((e = eci_der_get(&d, ECI_DER_OID, "extnID", &v)) == ECERT_OK)
		e = eci_buf_add(ctx, out, v.body.ptr, v.body.len);
	eci_buf_free(&whole);
	return e;
}

static ecert_err
fill(ecert_ctx *ctx, const ecert_seal_spec *spec, const char *dotted, struct eci_bytes value,
    struct seal_ext *ext)
{
	ecert_err e;
	size_t i;

	if ((e = encode_oid(ctx, dotted, &ext->oid)) != ECERT_OK)
		return e;
	for (i = 0; i < spec->n_exts; i++)
		if (eci_bytes_equal((struct eci_bytes){ spec->exts[i].oid.ptr,
		    spec->exts[i].oid.len }, (struct eci_bytes){ ext->oid.ptr, ext->oid.len }))
			return eci_fail(ctx, ECERT_E_ARG, "extension %s: given twice", dotted);
	return value.len == 0 ? ECERT_OK : eci_buf_add(ctx, &ext->value, value.ptr, value.len);
}

ecert_err
ecert_seal_spec_add_ext(ecert_ctx *ctx, ecert_seal_spec *spec, const char *oid, int critical,
    const uint8_t *value, size_t len)
{
	uint64_t max = ecert_ctx_limit(ctx, ECERT_LIMIT_SES_BYTES);
	struct seal_ext ext = { .critical = critical != 0 };
	ecert_err e;

	eci_clear(ctx);
	if (oid == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "an extension without object identifier");
	if (len > max)
		return eci_fail(ctx, ECERT_E_LIMIT, "extension %s: %zu bytes, above %llu", oid,
		    len, (unsigned long long)max);
	if (spec->n_exts == EXTS_MAX)
		return eci_fail(ctx, ECERT_E_ARG, "more than %d extensions", EXTS_MAX);
	if ((e = fill(ctx, spec, oid, (struct eci_bytes){ value, len }, &ext)) == ECERT_OK &&
	    (e = eci_grow(ctx, &spec->exts, spec->n_exts, &spec->cap_exts,
	    sizeof(ext))) == ECERT_OK) {
		spec->exts[spec->n_exts++] = ext;
		ext = (struct seal_ext){ 0 };
	}
	eci_seal_ext_free(&ext);
	return e;
}

ecert_err
eci_seal_exts(ecert_ctx *ctx, const ecert_seal_spec *spec, struct eci_ses_ext **out)
{
	size_t i;

	if ((*out = calloc(spec->n_exts + 1, sizeof(**out))) == NULL)
		return eci_nomem(ctx);
	for (i = 0; i < spec->n_exts; i++)
		(*out)[i] = (struct eci_ses_ext){
			.oid = { spec->exts[i].oid.ptr, spec->exts[i].oid.len },
			.value = { spec->exts[i].value.ptr, spec->exts[i].value.len },
			.critical = spec->exts[i].critical };
	return ECERT_OK;
}
