/* SPDX-License-Identifier: Apache-2.0 */
/* sign_prepare.c - ecert_sign_prepare(): signing up to the value, which is made
 * elsewhere, and what is needed to go on. */
#include "sign/sign_priv.h"

#include <string.h>

static ecert_err
name_entries(ecert_ctx *ctx, const struct eci_sign_how *how, const struct eci_ofd_slot *slot,
    struct eci_sign_state *s)
{
	ecert_err e;

	if ((e = eci_strdup(ctx, slot->id, &s->id)) != ECERT_OK ||
	    (e = eci_strdup(ctx, slot->sig_entry, &s->sig_entry)) != ECERT_OK ||
	    (e = eci_strdup(ctx, slot->value_entry, &s->value_entry)) != ECERT_OK ||
	    how->seal == NULL)
		return e;
	return eci_strdup(ctx, slot->seal_entry, &s->seal_entry);
}

static ecert_err
digest_entry(ecert_ctx *ctx, ecert_doc *doc, const char *entry, uint8_t digest[ECI_SM3_LEN])
{
	struct eci_sm3 *sm3 = NULL;
	ecert_err e;

	if ((e = eci_sm3_new(ctx, &sm3)) == ECERT_OK)
		e = eci_sign_entry(ctx, doc, sm3, eci_ofd_find(doc, entry), digest);
	eci_sm3_free(sm3);
	return e;
}

static ecert_err
fill(ecert_ctx *ctx, ecert_doc *doc, const struct eci_sign_how *how,
    const struct eci_ofd_slot *slot, const struct eci_buf *tbs, struct eci_sign_state *s)
{
	struct eci_bytes cert = eci_cert_der(eci_signer_cert(how->signer));
	ecert_err e;

	s->version = how->seal != NULL ? ecert_seal_version(how->seal) : 0;
	s->alg = eci_signer_alg(how->signer);
	s->time = how->t;
	if ((e = eci_buf_add(ctx, &s->tbs, tbs->ptr, tbs->len)) != ECERT_OK ||
	    (e = eci_buf_add(ctx, &s->cert, cert.ptr, cert.len)) != ECERT_OK ||
	    (e = eci_sign_ask(ctx, how, tbs, s->digest)) != ECERT_OK ||
	    (e = name_entries(ctx, how, slot, s)) != ECERT_OK ||
	    (e = digest_entry(ctx, doc, slot->sig_entry, s->xml)) != ECERT_OK)
		return e;
	return eci_sign_bind(ctx, doc, s->doc);
}

/* What cannot be read again would be noticed when the value is there already. */
static ecert_err
check_text(ecert_ctx *ctx, const char *text)
{
	struct eci_sign_state again;
	ecert_err e = eci_sign_state_read(ctx, text, strlen(text), &again);

	if (e == ECERT_OK)
		eci_sign_state_free(&again);
	return e;
}

static ecert_err
write_state(void *arg, ecert_ctx *ctx, ecert_doc *doc, const struct eci_sign_how *how,
    const struct eci_ofd_slot *slot, const struct eci_buf *tbs)
{
	struct eci_sign_state s = { 0 };
	char *text = NULL, **out = arg;
	ecert_err e;

	if ((e = fill(ctx, doc, how, slot, tbs, &s)) == ECERT_OK &&
	    (e = eci_sign_state_write(ctx, &s, &text)) == ECERT_OK &&
	    (e = check_text(ctx, text)) == ECERT_OK) {
		*out = text;
		text = NULL;
	}
	ecert_free(text);
	eci_sign_state_free(&s);
	return e;
}

ecert_err
ecert_sign_prepare(ecert_ctx *ctx, ecert_doc *doc, const ecert_signer *signer,
    const ecert_seal *seal, const ecert_sign_opts *opts, char **state)
{
	struct eci_sign_how how;

	eci_clear(ctx);
	*state = NULL;
	how = eci_sign_how(ctx, signer, seal, opts);
	return eci_sign_steps(ctx, doc, &how, opts, write_state, state);
}
