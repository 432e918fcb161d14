/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sign_complete.c - ecert_sign_complete(): the value into a prepared document.  The
 * state is believed in nothing: what was to be signed is derived anew from the
 * document, and the value must be the certificate's over that.
 */
#include "sign/sign_priv.h"

#include <string.h>

/* What is put together again; signer and seal are owned. */
struct rest {
	struct eci_sign_state state;
	ecert_signer         *signer;
	ecert_seal           *seal;
	struct eci_buf        xml, tbs;      /* Signature.xml, what is signed */
	struct eci_sign_how   how;
};

static void
free_rest(struct rest *r)
{
	eci_sign_state_free(&r->state);
	ecert_signer_free(r->signer);
	ecert_seal_free(r->seal);
	eci_buf_free(&r->xml);
	eci_buf_free(&r->tbs);
}

static ecert_err
refuse(ecert_ctx *ctx, const char *name, const char *what)
{
	return eci_fail(ctx, ECERT_E_CONFIG, "state: %s: %s", name, what);
}

static ecert_err
load_signer(ecert_ctx *ctx, struct rest *r)
{
	const struct eci_buf *der = &r->state.cert;
	struct eci_bytes given = { der->ptr, der->len };
	ecert_err e;

	if ((e = ecert_signer_from_cert(ctx, der->ptr, der->len, &r->signer)) != ECERT_OK)
		return e;
	/* Neither PEM nor several. */
	if (!eci_bytes_equal(eci_cert_der(eci_signer_cert(r->signer)), given))
		return refuse(ctx, "certificate", "not the DER of one certificate");
	if (eci_signer_alg(r->signer) != r->state.alg)
		return refuse(ctx, "algorithm", "not the one of the certificate's key");
	return ECERT_OK;
}

static ecert_err
load_seal(ecert_ctx *ctx, ecert_doc *doc, struct rest *r)
{
	uint8_t *p = NULL;
	size_t n = 0;
	ecert_err e;

	if (r->state.seal_entry == NULL)
		return ECERT_OK;
	if ((e = ecert_doc_read_entry(ctx, doc, r->state.seal_entry, &p, &n)) != ECERT_OK)
		return e;
	e = ecert_seal_load_mem(ctx, p, n, &r->seal);
	ecert_free(p);
	if (e == ECERT_OK && ecert_seal_version(r->seal) != r->state.version)
		e = refuse(ctx, "ses", "not the version of the seal");
	return e;
}

/* TBS_Sign or signed attributes as prepare made them, and the digest of those. */
static ecert_err
derive(ecert_ctx *ctx, struct rest *r)
{
	struct eci_bytes xml = { r->xml.ptr, r->xml.len }, tbs, said;
	uint8_t digest[ECI_SM3_LEN];
	ecert_err e;

	if ((e = eci_sign_tbs(ctx, &r->how, r->state.sig_entry, xml, &r->tbs)) != ECERT_OK)
		return e;
	tbs = (struct eci_bytes){ r->tbs.ptr, r->tbs.len };
	said = (struct eci_bytes){ r->state.tbs.ptr, r->state.tbs.len };
	if (!eci_bytes_equal(tbs, said))
		return refuse(ctx, "tbs", "not what the document gives");
	e = eci_sign_ask(ctx, &r->how, &r->tbs, digest);
	if (e == ECERT_OK && !eci_equal(digest, r->state.digest, sizeof(digest)))
		e = refuse(ctx, "digest", "not the one of tbs");
	return e;
}

static ecert_err
put_together(ecert_ctx *ctx, ecert_doc *doc, const ecert_tsa *tsa, struct rest *r)
{
	ecert_err e;

	if ((e = load_signer(ctx, r)) != ECERT_OK ||
	    (e = eci_sign_bound(ctx, doc, &r->state, &r->xml)) != ECERT_OK ||
	    (e = load_seal(ctx, doc, r)) != ECERT_OK)
		return e;
	r->how = (struct eci_sign_how){ r->signer, r->seal, r->state.time, false, tsa };
	if ((e = eci_sign_check_tsa(ctx, &r->how)) != ECERT_OK ||
	    (e = eci_sign_check_who(ctx, &r->how)) != ECERT_OK)
		return e;
	return derive(ctx, r);
}

/* SignedValue.dat.  A seal service answers with all of it. */
static ecert_err
make_value(ecert_ctx *ctx, const struct rest *r, struct eci_bytes given, struct eci_buf *out)
{
	struct eci_buf sig = { 0 };
	ecert_err e;

	if (r->seal != NULL && eci_ses_kind(given.ptr, given.len) == ECI_SES_KIND_SES) {
		if ((e = eci_sign_given_ses(ctx, &r->how, r->state.sig_entry,
		    (struct eci_bytes){ r->xml.ptr, r->xml.len }, given)) == ECERT_OK)
			e = eci_buf_add(ctx, out, given.ptr, given.len);
		return e;
	}
	if ((e = eci_sign_given(ctx, &r->how, (struct eci_bytes){ r->tbs.ptr, r->tbs.len }, given,
	    &sig)) == ECERT_OK)
		e = eci_sign_value(ctx, &r->how, &r->tbs, (struct eci_bytes){ sig.ptr, sig.len },
		    out);
	eci_buf_free(&sig);
	return e;
}

static ecert_err
put_value(ecert_ctx *ctx, ecert_doc *doc, const char *entry, const struct eci_buf *value)
{
	ecert_err e;

	if ((e = eci_ofd_checkpoint(ctx, doc)) != ECERT_OK)
		return e;
	if ((e = eci_ofd_put(ctx, doc, entry, value->ptr, value->len)) == ECERT_OK)
		eci_ofd_keep(doc);
	else
		eci_ofd_rollback(doc);
	return e;
}

ecert_err
ecert_sign_complete(ecert_ctx *ctx, ecert_doc *doc, const char *state, size_t len,
    const uint8_t *value, size_t value_len, const ecert_tsa *tsa)
{
	struct rest r = { .signer = NULL };
	struct eci_buf out = { 0 };
	ecert_err e;

	eci_clear(ctx);
	if (doc == NULL || state == NULL || value == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "completing needs a document, a state and a value");
	if ((e = eci_sign_state_read(ctx, state, len, &r.state)) == ECERT_OK &&
	    (e = put_together(ctx, doc, tsa, &r)) == ECERT_OK &&
	    (e = make_value(ctx, &r, (struct eci_bytes){ value, value_len }, &out)) == ECERT_OK)
		e = put_value(ctx, doc, r.state.value_entry, &out);
	free_rest(&r);
	eci_buf_free(&out);
	return e;
}
