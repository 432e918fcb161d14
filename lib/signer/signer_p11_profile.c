/* SPDX-License-Identifier: Apache-2.0 */
/*
 * signer_p11_profile.c - by which mechanism values are made.  For RSA the standard says
 * it; for SM2 no edition does, each maker has numbers, and the same number is another
 * mechanism with the next: they come from the settings alone.
 */
#include <string.h>

#include "signer/signer_p11.h"

/*
 * Found in headers and clients, seen at work by nobody here: unverified.  "8000" is
 * CKM_SM2_SIGN of a family of makers whose numbers begin at 0x80008000.
 */
static const struct eci_p11_profile profiles[] = {
	{ "8000-family", 0x80000004, 0x80008104, ECI_P11_DIGEST, ECI_P11_AUTO, ECI_P11_NONE },
	{ "ibm-ep11", 0x80050002, 0x8005000b, ECI_P11_DIGEST, ECI_P11_AUTO, ECI_P11_NONE },
};

static bool
is(const char *value, const char *word)
{
	return value != NULL && strcmp(value, word) == 0;
}

static ecert_err
start_from(ecert_ctx *ctx, const char *name, struct eci_p11_profile *out)
{
	static const struct eci_p11_profile none = { "", ECI_P11_ANY, ECI_P11_ANY,
	    ECI_P11_DIGEST, ECI_P11_AUTO, ECI_P11_NONE };
	size_t i;

	*out = none;
	for (i = 0; i < ECI_COUNT(profiles); i++)
		if (is(name, profiles[i].name))
			*out = profiles[i];
	return name == NULL || *out->name != '\0' ? ECERT_OK :
	    eci_fail(ctx, ECERT_E_ARG, "profile: not one of those known");
}

/* The token hashes by itself; what it is told for that. */
static void
read_input(const ecert_token *token, struct eci_p11_profile *out)
{
	const char *input = eci_token_get(token, "input");
	const char *parameter = eci_token_get(token, "parameter");

	if (input != NULL)
		out->input = is(input, "digest") ? ECI_P11_DIGEST : ECI_P11_MESSAGE;
	if (is(input, "message"))
		out->parameter = ECI_P11_ID;
	else if (input != NULL)
		out->parameter = ECI_P11_NONE;
	if (parameter != NULL)
		out->parameter = is(parameter, "id") ? ECI_P11_ID :
		    is(parameter, "z") ? ECI_P11_Z : ECI_P11_NONE;
}

ecert_err
eci_p11_read_profile(ecert_ctx *ctx, const ecert_token *token, struct eci_p11_profile *out)
{
	const char *output = eci_token_get(token, "output");
	ecert_err e;

	if ((e = start_from(ctx, eci_token_get(token, "profile"), out)) != ECERT_OK)
		return e;
	out->ckk = eci_token_number(token, "ckk", out->ckk);
	out->ckm = eci_token_number(token, "ckm", out->ckm);
	read_input(token, out);
	if (output != NULL)
		out->output = is(output, "raw") ? ECI_P11_RAW : is(output, "der") ? ECI_P11_DER :
		    ECI_P11_AUTO;
	return ECERT_OK;
}

/* The digest where the token takes it: the message may be long. */
static ecert_err
check_rsa(ecert_ctx *ctx, struct eci_p11 *d)
{
	bool has = false;
	ecert_err e;

	if (d->how.ckm == ECI_P11_ANY) {
		if ((e = eci_p11_has_mechanism(ctx, d, CKM_RSA_PKCS, &has)) != ECERT_OK)
			return e;
		d->how.ckm = has ? CKM_RSA_PKCS : CKM_SHA256_RSA_PKCS;
	}
	if (d->how.ckm != CKM_RSA_PKCS && d->how.ckm != CKM_SHA256_RSA_PKCS)
		return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_P11_STD,
		    "ckm = 0x%lX signs nothing for an RSA key; 0x1 and 0x40 do", d->how.ckm);
	d->how.input = d->how.ckm == CKM_RSA_PKCS ? ECI_P11_DIGEST : ECI_P11_MESSAGE;
	d->how.parameter = ECI_P11_NONE;
	return ECERT_OK;
}

ecert_err
eci_p11_check_profile(ecert_ctx *ctx, struct eci_p11 *d)
{
	bool has;
	ecert_err e = ECERT_OK;

	if (!eci_cert_is_sm2(d->cert))
		e = check_rsa(ctx, d);
	else if (d->how.ckm == ECI_P11_ANY)
		e = eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_P11_STD,
		    "the standard has no number for SM2: set profile, or ckm by the maker's manual");
	if (e != ECERT_OK || (e = eci_p11_has_mechanism(ctx, d, d->how.ckm, &has)) != ECERT_OK)
		return e;
	return has ? ECERT_OK : eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_P11_STD,
	    "the token has no mechanism 0x%lX", d->how.ckm);
}
