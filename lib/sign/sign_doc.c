/* SPDX-License-Identifier: Apache-2.0 */
/* sign_doc.c - ecert_sign(): the steps of signing, all or nothing. */
#include "sign/sign_priv.h"

#include <stdlib.h>

/* GM/T 0006: SM3. */
#define OID_SM3 "1.2.156.10197.1.401"
#define PROVIDER "libecert"

/* 18.2.1 fixes no form; this one has a zone and sorts. */
ecert_err
eci_sign_date_time(ecert_ctx *ctx, int64_t t, char **out)
{
	struct eci_buf b = { 0 };
	struct eci_civil c;
	ecert_err e;

	eci_civil_of(t, &c);
	e = eci_buf_addf(ctx, &b, "%04d%02d%02d%02d%02d%02dZ", (int)c.year, c.month, c.day,
	    c.hour, c.minute, c.second);
	if (e == ECERT_OK)
		*out = (char *)eci_buf_take(&b, NULL);
	eci_buf_free(&b);
	return e;
}

static ecert_err
describe(ecert_ctx *ctx, const struct eci_ofd_slot *slot, const struct eci_sign_how *how,
    struct eci_ofd_sig *sig)
{
	const char *method = eci_sig_alg_oid(eci_signer_alg(how->signer));
	ecert_err e;

	if ((e = eci_strdup(ctx, method, &sig->method)) != ECERT_OK ||
	    (e = eci_strdup(ctx, OID_SM3, &sig->check_method)) != ECERT_OK ||
	    (e = eci_strdup(ctx, PROVIDER, &sig->provider)) != ECERT_OK ||
	    (e = eci_strdup(ctx, slot->value_entry, &sig->value_entry)) != ECERT_OK)
		return e;
	if (how->seal != NULL &&
	    (e = eci_strdup(ctx, slot->seal_entry, &sig->seal_entry)) != ECERT_OK)
		return e;
	return eci_sign_date_time(ctx, how->t, &sig->date_time);
}

/* Stamps are numbered with the signatures (18.1: MaxSignId counts both). */
static ecert_err
number_stamps(ecert_ctx *ctx, const struct eci_ofd_slot *slot, struct eci_ofd_sig *sig)
{
	struct eci_buf b = { 0 };
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; i < sig->n_stamps && e == ECERT_OK; i++) {
		e = eci_buf_addf(ctx, &b, "s%03llu", (unsigned long long)(slot->next_stamp + i));
		if (e == ECERT_OK)
			sig->stamps[i].id = (char *)eci_buf_take(&b, NULL);
	}
	eci_buf_free(&b);
	return e;
}

/* Signature.xml: every reference, the stamps, where seal and value lie. */
static ecert_err
write_description(ecert_ctx *ctx, ecert_doc *doc, const struct eci_ofd_slot *slot,
    struct eci_ofd_sig *sig, const struct eci_sign_how *how, struct eci_buf *xml)
{
	ecert_err e;

	if ((e = number_stamps(ctx, slot, sig)) == ECERT_OK &&
	    (e = eci_sign_refs(ctx, doc, slot, how->lock, &sig->refs, &sig->n_refs)) == ECERT_OK &&
	    (e = eci_ofd_sig_write(ctx, sig, xml)) == ECERT_OK)
		e = eci_ofd_put(ctx, doc, slot->sig_entry, xml->ptr, xml->len);
	return e;
}

static ecert_err
write_seal(ecert_ctx *ctx, ecert_doc *doc, const struct eci_ofd_slot *slot,
    const ecert_seal *seal)
{
	const uint8_t *der;
	size_t n;

	if (seal == NULL)
		return ECERT_OK;
	der = ecert_seal_der(seal, &n);
	return eci_ofd_put(ctx, doc, slot->seal_entry, der, n);
}

/* The stamps of sig are there; the rest is filled in while doc is changed.  tbs is
 * what remains to be signed. */
static ecert_err
write_all_but_value(ecert_ctx *ctx, ecert_doc *doc, const struct eci_sign_how *how,
    struct eci_ofd_sig *sig, struct eci_ofd_slot *slot, struct eci_buf *tbs)
{
	struct eci_buf xml = { 0 };
	ecert_err e;

	/* OFD.xml, the list and the seal are final before anything is digested. */
	if ((e = eci_ofd_sign_slot(ctx, doc, how->seal != NULL ? "Seal" : "Sign", sig->n_stamps,
	    slot)) != ECERT_OK)
		return e;
	if ((e = write_seal(ctx, doc, slot, how->seal)) == ECERT_OK &&
	    (e = describe(ctx, slot, how, sig)) == ECERT_OK &&
	    (e = write_description(ctx, doc, slot, sig, how, &xml)) == ECERT_OK)
		e = eci_sign_tbs(ctx, how, slot->sig_entry, (struct eci_bytes){ xml.ptr, xml.len },
		    tbs);
	eci_buf_free(&xml);
	return e;
}

bool
eci_sign_wants_seal(const ecert_sign_opts *opts)
{
	return opts == NULL || opts->type != ECERT_SIGN_PLAIN;
}

/* Its timeInfo is inside of what is signed. */
ecert_err
eci_sign_check_tsa(ecert_ctx *ctx, const struct eci_sign_how *how)
{
	if (how->tsa == NULL || how->seal == NULL || ecert_seal_version(how->seal) != ECERT_SES_V1)
		return ECERT_OK;
	return eci_fail(ctx, ECERT_E_ARG, "GM/T 0031-2014: a signature of version 1 has no "
	    "place for a time stamp of its value");
}

static ecert_err
check_args(ecert_ctx *ctx, const ecert_doc *doc, const struct eci_sign_how *how,
    const ecert_sign_opts *opts)
{
	bool wants_seal = eci_sign_wants_seal(opts);

	if (doc == NULL || how->signer == NULL || (wants_seal && how->seal == NULL))
		return eci_fail(ctx, ECERT_E_ARG, wants_seal ?
		    "signing needs a document, a signer and a seal" :
		    "signing needs a document and a signer");
	if (!wants_seal && eci_sign_has_places(opts))
		return eci_fail(ctx, ECERT_E_ARG,
		    "a signature without a seal has no place on a page");
	return eci_sign_check_tsa(ctx, how);
}

ecert_err
eci_sign_check_who(ecert_ctx *ctx, const struct eci_sign_how *how)
{
	if (how->seal == NULL)
		return eci_sign_check_plain(ctx, how->signer, how->t);
	return eci_sign_check_signer(ctx, how->signer, how->seal, how->t);
}

static ecert_err
find_places(ecert_ctx *ctx, ecert_doc *doc, const struct eci_sign_how *how,
    const ecert_sign_opts *opts, struct eci_ofd_sig *sig)
{
	if (how->seal == NULL)
		return ECERT_OK;
	return eci_sign_places(ctx, doc, how->seal, opts, &sig->stamps, &sig->n_stamps);
}

struct eci_sign_how
eci_sign_how(ecert_ctx *ctx, const ecert_signer *signer, const ecert_seal *seal,
    const ecert_sign_opts *opts)
{
	return (struct eci_sign_how){ signer, eci_sign_wants_seal(opts) ? seal : NULL,
		opts != NULL && opts->has_time ? opts->time : eci_now(ctx),
		opts != NULL && opts->lock, opts != NULL ? opts->tsa : NULL };
}

ecert_err
eci_sign_steps(ecert_ctx *ctx, ecert_doc *doc, const struct eci_sign_how *how,
    const ecert_sign_opts *opts, eci_sign_end *end, void *arg)
{
	struct eci_ofd_slot slot = { 0 };
	struct eci_ofd_sig sig = { 0 };
	struct eci_buf tbs = { 0 };
	ecert_err e;

	if ((e = check_args(ctx, doc, how, opts)) != ECERT_OK ||
	    (e = eci_sign_check_who(ctx, how)) != ECERT_OK ||
	    (e = eci_ofd_checkpoint(ctx, doc)) != ECERT_OK)
		return e;
	if ((e = eci_ofd_mend(ctx, doc)) == ECERT_OK &&
	    (e = eci_sign_check_doc(ctx, doc)) == ECERT_OK &&
	    (e = find_places(ctx, doc, how, opts, &sig)) == ECERT_OK &&
	    (e = write_all_but_value(ctx, doc, how, &sig, &slot, &tbs)) == ECERT_OK)
		e = end(arg, ctx, doc, how, &slot, &tbs);
	if (e == ECERT_OK)
		eci_ofd_keep(doc);
	else
		eci_ofd_rollback(doc);
	eci_ofd_slot_free(&slot);
	eci_ofd_sig_free(&sig);
	eci_buf_free(&tbs);
	return e;
}

/* SignedValue.dat */
static ecert_err
write_value(void *arg, ecert_ctx *ctx, ecert_doc *doc, const struct eci_sign_how *how,
    const struct eci_ofd_slot *slot, const struct eci_buf *tbs)
{
	struct eci_buf sig = { 0 }, value = { 0 };
	ecert_err e;

	(void)arg;
	if ((e = eci_signer_sign(ctx, how->signer, (struct eci_bytes){ tbs->ptr, tbs->len },
	    &sig)) == ECERT_OK &&
	    (e = eci_sign_value(ctx, how, tbs, (struct eci_bytes){ sig.ptr, sig.len },
	    &value)) == ECERT_OK)
		e = eci_ofd_put(ctx, doc, slot->value_entry, value.ptr, value.len);
	eci_buf_free(&sig);
	eci_buf_free(&value);
	return e;
}

ecert_err
ecert_sign(ecert_ctx *ctx, ecert_doc *doc, const ecert_signer *signer, const ecert_seal *seal,
    const ecert_sign_opts *opts)
{
	struct eci_sign_how how;

	eci_clear(ctx);
	how = eci_sign_how(ctx, signer, seal, opts);
	return eci_sign_steps(ctx, doc, &how, opts, write_value, NULL);
}
