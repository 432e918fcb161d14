/* SPDX-License-Identifier: Apache-2.0 */
/* signer_p11_sign.c - a value by the chosen mechanism. */
#include <string.h>

#include "signer/signer_p11.h"

#define RAW 64

/* DigestInfo of SHA-256, RFC 8017 9.2: CKM_RSA_PKCS pads, no more. */
static const uint8_t sha256_info[] = {
	0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
	0x01, 0x05, 0x00, 0x04, 0x20,
};

/* All that a module gets lies here: it may be declared as the module's to change. */
struct input {
	struct eci_buf      data;
	uint8_t             parameter[32];
	struct ck_mechanism mechanism;
};

static ecert_err
make_data(ecert_ctx *ctx, const struct eci_p11 *d, const struct eci_to_sign *what,
    struct eci_buf *out)
{
	ecert_err e = ECERT_OK;

	if (d->how.input == ECI_P11_MESSAGE)
		return eci_buf_add(ctx, out, what->msg.ptr, what->msg.len);
	if (what->alg == ECERT_ALG_RSA_SHA256)
		e = eci_buf_add(ctx, out, sha256_info, sizeof(sha256_info));
	return e != ECERT_OK ? e : eci_buf_add(ctx, out, what->digest, ECI_SM3_LEN);
}

static ecert_err
make_mechanism(ecert_ctx *ctx, const struct eci_p11 *d, struct input *in)
{
	const uint8_t *z = eci_sm2_z_of(d->cert);

	in->mechanism.mechanism = d->how.ckm;
	if (d->how.parameter == ECI_P11_NONE)
		return ECERT_OK;
	if (z == NULL)
		return eci_fail(ctx, ECERT_E_INTERNAL, "a parameter of SM2 without its key");
	in->mechanism.parameter = in->parameter;
	if (d->how.parameter == ECI_P11_Z) {
		memcpy(in->parameter, z, in->mechanism.parameter_len = ECI_SM3_LEN);
		return ECERT_OK;
	}
	in->mechanism.parameter_len = strlen(ECI_SM2_ID);
	memcpy(in->parameter, ECI_SM2_ID, in->mechanism.parameter_len);
	return ECERT_OK;
}

/*
 * There is room for all, so the length is not asked for: some tokens sign on that
 * question too.  Some also answer the first call with the length in any case.
 */
static ecert_err
call(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong session, struct input *in,
    struct eci_form *value)
{
	ck_ulong n = sizeof(value->v), rv;

	if ((rv = eci_p11_sign_init(d, session, &in->mechanism)) != CKR_OK)
		return eci_p11_failed(ctx, d, "C_SignInit", rv);
	rv = eci_p11_sign_data(d, session, in->data.ptr, in->data.len, value->v, &n);
	if (rv == CKR_BUFFER_TOO_SMALL && n <= sizeof(value->v)) {
		n = sizeof(value->v);
		rv = eci_p11_sign_data(d, session, in->data.ptr, in->data.len, value->v, &n);
	}
	if (rv != CKR_OK)
		return eci_p11_failed(ctx, d, "C_Sign", rv);
	if (n > sizeof(value->v))
		return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_P11_STD,
		    "C_Sign tells of a value of %lu bytes", n);
	value->len = n;
	return ECERT_OK;
}

/* A length that the form does not have is no value. */
static void
add_forms(const struct eci_p11 *d, int32_t alg, const struct eci_form *value,
    struct eci_forms *out)
{
	uint8_t raw[RAW];
	struct eci_bytes der = { value->v, value->len };

	if (alg == ECERT_ALG_RSA_SHA256)
		eci_forms_add(value->v, value->len, out);
	else if (d->how.output == ECI_P11_AUTO)
		eci_forms_of_value(value->v, value->len, out);
	else if (d->how.output == ECI_P11_DER && eci_sm2_sig_decode(der, raw))
		eci_forms_add(value->v, value->len, out);
	else if (d->how.output == ECI_P11_RAW && value->len == RAW)
		eci_forms_of_value(value->v, value->len, out);
}

ecert_err
eci_p11_sign(ecert_ctx *ctx, void *dev, const struct eci_to_sign *what, struct eci_forms *out)
{
	struct eci_p11 *d = dev;
	struct input in = { .data = { 0 } };
	struct eci_form value = { .len = 0 };
	void *session;
	ecert_err e;

	if ((e = make_data(ctx, d, what, &in.data)) != ECERT_OK ||
	    (e = make_mechanism(ctx, d, &in)) != ECERT_OK)
		goto out;
	session = eci_pool_take(ctx, d->pool);
	e = call(ctx, d, eci_p11_handle(session), &in, &value);
	eci_pool_give(d->pool, session, e == ECERT_OK);
	if (e == ECERT_OK)
		add_forms(d, what->alg, &value, out);
out:
	eci_buf_free(&in.data);
	return e;
}
