/* SPDX-License-Identifier: Apache-2.0 */
/* signer_p11_see.c - what a PKCS#11 module shows without a PIN. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "signer/signer_p11.h"

static void
see_text(const struct eci_token_seen *seen, const char *path, const char *name,
    const uint8_t *p, size_t n)
{
	char text[64];

	eci_p11_text(p, n, text);
	eci_seen_add(seen, path, name, text);
}

static void
see_module(const struct eci_p11 *d, const struct eci_token_seen *seen)
{
	struct ck_info info = { .flags = 0 };
	ck_ulong (*get)(struct ck_info *) = (ck_ulong (*)(struct ck_info *))d->list->f[P11_GET_INFO];

	if (get == NULL || get(&info) != CKR_OK)
		return;
	see_text(seen, "module", "maker", info.maker, sizeof(info.maker));
	see_text(seen, "module", "description", info.library, sizeof(info.library));
}

static const char *
pin_state(ck_ulong flags)
{
	if (flags & CKF_USER_PIN_LOCKED)
		return "locked";
	if (!(flags & CKF_USER_PIN_INITIALIZED))
		return "not set";
	if (flags & CKF_USER_PIN_FINAL_TRY)
		return "one try left";
	return flags & CKF_USER_PIN_COUNT_LOW ? "few tries left" : "usable";
}

/* For profiles: which numbers of SM2 a token has is in no manual that is at hand. */
static ecert_err
see_mechanisms(ecert_ctx *ctx, const struct eci_p11 *d, const char *path,
    const struct eci_token_seen *seen)
{
	char name[64], text[32];
	ck_ulong *list;
	size_t i, n;
	ecert_err e;

	if ((e = eci_p11_mechanisms(ctx, d, &list, &n)) != ECERT_OK)
		return e;
	for (i = 0; i < n; i++) {
		snprintf(name, sizeof(name), "mechanisms.%zu.number", i);
		snprintf(text, sizeof(text), "0x%lX", list[i]);
		eci_seen_add(seen, path, name, text);
	}
	free(list);
	return ECERT_OK;
}

#define NAME_MAX_SHOWN 255

/* The settings label and id, which its key has as well: keys may not show themselves
 * before the PIN. */
static ecert_err
see_names(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong session, ck_ulong object,
    const char *path, const struct eci_token_seen *seen)
{
	struct eci_buf label = { 0 }, id = { 0 };
	char text[2 * NAME_MAX_SHOWN + 1];
	ecert_err e;

	if ((e = eci_p11_get(ctx, d, session, object, CKA_LABEL, &label)) == ECERT_OK &&
	    label.len > 0 && label.len <= NAME_MAX_SHOWN) {
		eci_p11_text(label.ptr, label.len, text);
		eci_seen_add(seen, path, "label", text);
	}
	if (e == ECERT_OK && (e = eci_p11_get(ctx, d, session, object, CKA_ID, &id)) == ECERT_OK &&
	    id.len > 0 && id.len <= NAME_MAX_SHOWN) {
		eci_hex(id.ptr, id.len, text);
		eci_seen_add(seen, path, "id", text);
	}
	eci_buf_free(&label);
	eci_buf_free(&id);
	return e;
}

/* One that cannot be read is passed over: it may not be the one that is meant. */
static ecert_err
see_certs(ecert_ctx *ctx, struct eci_p11 *d, const char *path, const struct eci_token_seen *seen)
{
	struct eci_p11_found found = { .n = 0 };
	struct eci_cert *cert;
	char name[96];
	void *session;
	ecert_err e;
	size_t i;

	if ((e = eci_p11_session_open(ctx, d, &session)) != ECERT_OK)
		return e;
	e = eci_p11_find(ctx, d, eci_p11_handle(session), CKO_CERTIFICATE, NULL, 0, &found);
	for (i = 0; e == ECERT_OK && i < found.n; i++) {
		e = eci_p11_load_cert(ctx, d, eci_p11_handle(session), found.v[i], &cert);
		if (e == ECERT_OK && cert != NULL) {
			snprintf(name, sizeof(name), "%s.certificates.%zu", path, i);
			e = see_names(ctx, d, eci_p11_handle(session), found.v[i], name, seen);
			eci_seen_cert(seen, name, cert);
			eci_cert_free(cert);
		}
		if (e != ECERT_OK && e != ECERT_E_NOMEM)
			e = ECERT_OK;
	}
	eci_p11_session_close(d, session);
	return e;
}

/* Of several one may be gone; the others are seen all the same. */
static ecert_err
see_token(ecert_ctx *ctx, struct eci_p11 *d, const char *path, const struct eci_token_seen *seen)
{
	struct ck_token_info info = { .flags = 0 };
	char slot[32];
	ecert_err e = ECERT_OK;
	ck_ulong rv;

	if ((rv = eci_p11_get_token_info(d, d->slot, &info)) != CKR_OK) {
		eci_p11_failed(ctx, d, "C_GetTokenInfo", rv);
		eci_seen_add(seen, path, "error", ecert_errmsg(ctx));
		return ECERT_OK;
	}
	snprintf(slot, sizeof(slot), "%lu", d->slot);
	eci_seen_add(seen, path, "#slot", slot);
	see_text(seen, path, "label", info.label, sizeof(info.label));
	see_text(seen, path, "maker", info.maker, sizeof(info.maker));
	see_text(seen, path, "model", info.model, sizeof(info.model));
	see_text(seen, path, "serial", info.serial, sizeof(info.serial));
	eci_seen_add(seen, path, "pin", info.flags & CKF_LOGIN_REQUIRED ? pin_state(info.flags) :
	    "not needed");
	if (!(info.flags & CKF_TOKEN_INITIALIZED))
		eci_seen_add(seen, path, "error", "the token was not set up yet");
	else if ((e = see_mechanisms(ctx, d, path, seen)) != ECERT_OK ||
	    (e = see_certs(ctx, d, path, seen)) != ECERT_OK)
		eci_seen_add(seen, path, "error", ecert_errmsg(ctx));
	return e == ECERT_E_NOMEM ? e : ECERT_OK;
}

ecert_err
eci_p11_see(ecert_ctx *ctx, const ecert_token *token, const struct eci_token_seen *seen)
{
	struct eci_p11 d = { .where = NULL };
	ck_ulong *slots = NULL;
	char path[32];
	size_t i, n = 0;
	ecert_err e;

	if ((e = eci_p11_connect(ctx, token, &d)) == ECERT_OK) {
		see_module(&d, seen);
		e = eci_p11_slots(ctx, &d, &slots, &n);
	}
	for (i = 0; e == ECERT_OK && i < n; i++) {
		snprintf(path, sizeof(path), "tokens.%zu", i);
		d.slot = slots[i];
		e = see_token(ctx, &d, path, seen);
	}
	if (e == ECERT_OK)
		eci_clear(ctx);
	free(slots);
	eci_p11_disconnect(&d);
	return e;
}
