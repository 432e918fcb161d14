/* SPDX-License-Identifier: Apache-2.0 */
/* signer_skf_pin.c - logging in: a PIN is tried once, and never where that could be
 * the last time. */
#include <string.h>

#include "signer/signer_skf.h"

#define USER 1u
#define PIN_MAX 64
/* GM/T 0016: 6 to 16; makers differ. */
#define PIN_MIN_USUAL 6
#define PIN_MAX_USUAL 16

ecert_err
eci_skf_tries(ecert_ctx *ctx, const struct eci_skf *d, uint32_t *left, uint32_t *most,
    bool *known)
{
	eci_skf_slot all = 0, now = 0, is_default = 0;
	uint32_t code;

	*known = false;
	*left = *most = 0;
	if (d->api.pin_info == NULL)
		return ECERT_OK;
	code = eci_skf_code(d->api.pin_info(d->at[ECI_SKF_APP], USER, &all, &now, &is_default));
	if (code == ECI_SKF_NOT_SUPPORTED)
		return ECERT_OK;
	if (code != ECI_SKF_OK)
		return eci_skf_failed(ctx, d, "SKF_GetPINInfo", code);
	*left = (uint32_t)now;
	*most = (uint32_t)all;
	/* One that writes nothing and calls it a success tells nothing. */
	*known = all != 0 || now != 0;
	return ECERT_OK;
}

static ecert_err
check_tries(ecert_ctx *ctx, const struct eci_skf *d)
{
	uint32_t left, most;
	bool known;
	ecert_err e;

	if ((e = eci_skf_tries(ctx, d, &left, &most, &known)) != ECERT_OK || !known)
		return e;
	if (left == 0)
		return eci_reject(ctx, ECERT_R_KEY_BAD, eci_skf_where(d), ECI_SKF_STD,
		    "the PIN is locked: no try is left");
	if (left == 1 && !eci_token_yes(d->token, "last-try"))
		return eci_reject(ctx, ECERT_R_KEY_BAD, eci_skf_where(d), ECI_SKF_STD,
		    "one try is left before the PIN is locked: it was not tried (last-try = yes "
		    "lets it)");
	return ECERT_OK;
}

static ecert_err
refused(ecert_ctx *ctx, const struct eci_skf *d, uint32_t code, uint32_t left)
{
	/* Told by this code alone; some say "wrong" where it was the last. */
	if (code != ECI_SKF_PIN_WRONG)
		return eci_skf_failed(ctx, d, "SKF_VerifyPIN", code);
	if (left == 0)
		return eci_reject(ctx, ECERT_R_KEY_BAD, eci_skf_where(d), ECI_SKF_STD,
		    "SKF_VerifyPIN gives 0x%08X (SAR_PIN_INCORRECT): the PIN is wrong, and now "
		    "locked", (unsigned)code);
	return eci_reject(ctx, ECERT_R_KEY_BAD, eci_skf_where(d), ECI_SKF_STD,
	    "SKF_VerifyPIN gives 0x%08X (SAR_PIN_INCORRECT): the PIN is wrong, tries left: %u",
	    (unsigned)code, (unsigned)left);
}

/* A PIN that cannot be right may cost a try all the same. */
static ecert_err
check_length(ecert_ctx *ctx, const struct eci_skf *d, const char *pin, int32_t n)
{
	uint64_t min = eci_token_number(d->token, "pin-min", PIN_MIN_USUAL);
	uint64_t max = eci_token_number(d->token, "pin-max", PIN_MAX_USUAL);

	if (n < 0)
		return eci_reject(ctx, ECERT_R_KEY_BAD, eci_skf_where(d), NULL, "no PIN was given");
	if ((uint64_t)n >= min && (uint64_t)n <= max && memchr(pin, '\0', (size_t)n) == NULL)
		return ECERT_OK;
	return eci_reject(ctx, ECERT_R_KEY_BAD, eci_skf_where(d), NULL,
	    "a PIN has %u to %u bytes: it was not tried (pin-min and pin-max set that)",
	    (unsigned)min, (unsigned)max);
}

static ecert_err
verify(ecert_ctx *ctx, struct eci_skf *d, const char *pin)
{
	eci_skf_slot left = 0;
	uint32_t code;

	code = eci_skf_code(d->api.verify_pin(d->at[ECI_SKF_APP], USER, pin, &left));
	/* By somebody else in this process: it is not ours to log out. */
	if (code == ECI_SKF_LOGGED_IN)
		return ECERT_OK;
	if (code != ECI_SKF_OK)
		return refused(ctx, d, code, (uint32_t)left);
	d->logged_in = true;
	return ECERT_OK;
}

ecert_err
eci_skf_log_in(ecert_ctx *ctx, struct eci_skf *d, ecert_pass_fn *pin, void *arg)
{
	char text[PIN_MAX + 1] = "";
	ecert_err e;
	int32_t n;

	/* A device with a keypad asks itself. */
	if (pin == NULL)
		return ECERT_OK;
	if ((e = check_tries(ctx, d)) != ECERT_OK)
		return e;
	if ((n = pin(arg, eci_skf_where(d), text, PIN_MAX)) > PIN_MAX)
		n = -1;
	if ((e = check_length(ctx, d, text, n)) == ECERT_OK) {
		text[n] = '\0';
		e = verify(ctx, d, text);
	}
	eci_wipe(text, sizeof(text));
	return e;
}
