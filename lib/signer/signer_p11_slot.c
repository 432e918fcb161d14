/* SPDX-License-Identifier: Apache-2.0 */
/* signer_p11_slot.c - which token is meant, its PIN, and what it can do. */
#include <stdlib.h>
#include <string.h>

#include "signer/signer_p11.h"

#define SLOTS_MAX 4096
#define ROUNDS 3               /* a list may grow between two calls */
#define PIN_MAX 256

typedef ck_ulong list_fn(const struct eci_p11 *d, ck_ulong slot, ck_ulong *list, ck_ulong *n);

static ck_ulong
slots_of(const struct eci_p11 *d, ck_ulong slot, ck_ulong *list, ck_ulong *n)
{
	(void)slot;
	return eci_p11_get_slots(d, list, n);
}

static ecert_err
get_list(ecert_ctx *ctx, const struct eci_p11 *d, list_fn *fn, const char *name, ck_ulong slot,
    ck_ulong **list, size_t *n)
{
	ck_ulong rv = CKR_BUFFER_TOO_SMALL, count, room;
	int i;

	*list = NULL;
	*n = 0;
	for (i = 0; i < ROUNDS && rv == CKR_BUFFER_TOO_SMALL; i++) {
		free(*list);
		*list = NULL;
		count = 0;
		if ((rv = fn(d, slot, NULL, &count)) != CKR_OK)
			break;
		if (count > SLOTS_MAX)
			return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_P11_STD,
			    "%s tells of %lu entries", name, count);
		if ((*list = calloc((room = count) + 1, sizeof(**list))) == NULL)
			return eci_nomem(ctx);
		rv = fn(d, slot, *list, &count);
		*n = count < room ? count : room;
	}
	if (rv == CKR_OK)
		return ECERT_OK;
	free(*list);
	*list = NULL;
	*n = 0;
	return eci_p11_failed(ctx, d, name, rv);
}

ecert_err
eci_p11_slots(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong **list, size_t *n)
{
	return get_list(ctx, d, slots_of, "C_GetSlotList", 0, list, n);
}

ecert_err
eci_p11_mechanisms(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong **list, size_t *n)
{
	return get_list(ctx, d, eci_p11_get_mechanisms, "C_GetMechanismList", d->slot, list, n);
}

ecert_err
eci_p11_has_mechanism(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong mechanism, bool *has)
{
	ck_ulong *list;
	size_t i, n;
	ecert_err e;

	*has = false;
	if ((e = eci_p11_mechanisms(ctx, d, &list, &n)) != ECERT_OK)
		return e;
	for (i = 0; i < n; i++)
		*has |= list[i] == mechanism;
	free(list);
	return ECERT_OK;
}

void
eci_p11_text(const uint8_t *p, size_t n, char *out)
{
	memcpy(out, p, n);
	out[n] = '\0';
	for (n = strlen(out); n > 0 && out[n - 1] == ' '; n--)
		out[n - 1] = '\0';
}

/* What the settings say of a token, NULL: nothing. */
struct wanted {
	const char *label, *serial, *slot;
	uint64_t    number;
};

static bool
is_wanted(const struct wanted *w, ck_ulong slot, const struct ck_token_info *info)
{
	char label[sizeof(info->label) + 1], serial[sizeof(info->serial) + 1];

	eci_p11_text(info->label, sizeof(info->label), label);
	eci_p11_text(info->serial, sizeof(info->serial), serial);
	/* One that nobody set up holds nothing. */
	return (info->flags & CKF_TOKEN_INITIALIZED) && (w->slot == NULL || w->number == slot) &&
	    (w->label == NULL || strcmp(w->label, label) == 0) &&
	    (w->serial == NULL || strcmp(w->serial, serial) == 0);
}

ecert_err
eci_p11_choose(ecert_ctx *ctx, const ecert_token *token, struct eci_p11 *d)
{
	struct wanted w = { eci_token_get(token, "token-label"), eci_token_get(token, "serial"),
	    eci_token_get(token, "slot"), eci_token_number(token, "slot", 0) };
	size_t i, n, fit = 0;
	ck_ulong *list;
	ecert_err e;

	if ((e = eci_p11_slots(ctx, d, &list, &n)) != ECERT_OK)
		return e;
	for (i = 0; i < n; i++) {
		struct ck_token_info info = { .flags = 0 };

		/* One that was pulled out meanwhile. */
		if (eci_p11_get_token_info(d, list[i], &info) != CKR_OK ||
		    !is_wanted(&w, list[i], &info))
			continue;
		if (fit++ == 0) {
			d->slot = list[i];
			eci_p11_text(info.label, sizeof(info.label), d->label);
		}
	}
	free(list);
	if (fit == 1)
		return ECERT_OK;
	return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, NULL, fit == 0 ?
	    "%zu tokens, and none that is meant by token-label, serial and slot" :
	    "%zu tokens, and several that may be meant: set token-label, serial or slot", n);
}

/* No code tells how many tries are left, but flags do whether few. */
static ecert_err
pin_refused(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong rv)
{
	struct ck_token_info info = { .flags = 0 };
	const char *left = "";

	if (rv == CKR_PIN_INCORRECT && eci_p11_get_token_info(d, d->slot, &info) == CKR_OK)
		left = info.flags & CKF_USER_PIN_LOCKED ? "the PIN is locked now: " :
		    info.flags & CKF_USER_PIN_FINAL_TRY ? "one try is left: " :
		    info.flags & CKF_USER_PIN_COUNT_LOW ? "few tries are left: " : "";
	if (rv == CKR_PIN_LOCKED)
		left = "the PIN is locked: ";
	return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_P11_STD,
	    "the PIN is not accepted: %sC_Login gives 0x%lX (CKR_%s)", left, rv,
	    eci_p11_code(rv));
}

static ecert_err
log_in(ecert_ctx *ctx, struct eci_p11 *d, ck_ulong session, uint8_t *pin, size_t n)
{
	ck_ulong rv = eci_p11_login(d, session, pin, n);

	/* By somebody else in this process, who will log out. */
	if (rv == CKR_USER_ALREADY_LOGGED_IN)
		return ECERT_OK;
	d->logged_in = rv == CKR_OK;
	return rv == CKR_OK ? ECERT_OK : pin_refused(ctx, d, rv);
}

static ecert_err
ask_and_log_in(ecert_ctx *ctx, struct eci_p11 *d, ck_ulong session,
    const struct ck_token_info *info, ecert_pass_fn *pin, void *arg)
{
	char buf[PIN_MAX];
	bool bounded = info->max_pin >= info->min_pin && info->max_pin != 0;
	ecert_err e;
	int32_t n;

	n = pin(arg, d->label[0] != '\0' ? d->label : d->where, buf, sizeof(buf));
	if (n < 0 || (size_t)n > sizeof(buf))
		e = eci_reject(ctx, ECERT_R_KEY_BAD, d->where, NULL, "no PIN was given");
	else if (bounded && ((ck_ulong)n < info->min_pin || (ck_ulong)n > info->max_pin))
		e = eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_P11_STD,
		    "a PIN of this token has %lu to %lu bytes; it was not tried", info->min_pin,
		    info->max_pin);
	else
		e = log_in(ctx, d, session, (uint8_t *)buf, (size_t)n);
	eci_wipe(buf, sizeof(buf));
	return e;
}

/* What the flags forbid to try. */
static ecert_err
may_try(ecert_ctx *ctx, const ecert_token *token, const struct eci_p11 *d, ck_ulong flags)
{
	const char *why = NULL;

	if (flags & CKF_USER_PIN_LOCKED)
		why = "the PIN is locked";
	else if (!(flags & CKF_USER_PIN_INITIALIZED))
		why = "the token has no PIN yet";
	else if ((flags & CKF_USER_PIN_FINAL_TRY) && !eci_token_yes(token, "last-try"))
		why = "one try of the PIN is left; it is taken only with last-try = yes";
	return why == NULL ? ECERT_OK :
	    eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_P11_STD, "%s", why);
}

ecert_err
eci_p11_user(ecert_ctx *ctx, const ecert_token *token, struct eci_p11 *d, ck_ulong session,
    ecert_pass_fn *pin, void *arg)
{
	const char *login = eci_token_get(token, "login");
	struct ck_token_info info = { .flags = 0 };
	ck_ulong rv;
	ecert_err e;

	if (login != NULL && strcmp(login, "no") == 0)
		return ECERT_OK;
	if ((rv = eci_p11_get_token_info(d, d->slot, &info)) != CKR_OK)
		return eci_p11_failed(ctx, d, "C_GetTokenInfo", rv);
	if (!(info.flags & CKF_LOGIN_REQUIRED) && !(login != NULL && strcmp(login, "yes") == 0))
		return ECERT_OK;
	if ((e = may_try(ctx, token, d, info.flags)) != ECERT_OK)
		return e;
	/* It has keys of its own, or asks in a window. */
	if (info.flags & CKF_PROTECTED_AUTHENTICATION_PATH)
		return log_in(ctx, d, session, NULL, 0);
	if (pin == NULL)
		return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, NULL, "no PIN was given");
	return ask_and_log_in(ctx, d, session, &info, pin, arg);
}
