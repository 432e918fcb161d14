/* SPDX-License-Identifier: Apache-2.0 */
/* sign_doc.c - ecert_sign(): the steps of signing, all or nothing. */
#include "sign/sign_priv.h"

#include <stdlib.h>

/* GM/T 0006: SM3. */
#define OID_SM3 "1.2.156.10197.1.401"
#define PROVIDER "libecert"

/* How one document is signed. */
struct how {
	const ecert_signer *signer;
	const ecert_seal   *seal;        /* NULL: a signature without one */
	int64_t             t;
	bool                lock;
	const ecert_tsa    *tsa;         /* NULL: no time stamp */
};

/* 18.2.1 fixes no form; this one has a zone and sorts. */
static ecert_err
date_time(ecert_ctx *ctx, int64_t t, char **out)
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
describe(ecert_ctx *ctx, const struct eci_ofd_slot *slot, const struct how *how,
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
	return date_time(ctx, how->t, &sig->date_time);
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

/* GM/T 0031-2014 6.2: the digest of the original is the signature's own. */
static ecert_err
digest_of(ecert_ctx *ctx, const struct eci_buf *xml, const struct how *how,
    uint8_t digest[ECI_SM3_LEN])
{
	if (eci_signer_alg(how->signer) == ECI_SIG_RSA_SHA256)
		return eci_sha256(ctx, xml->ptr, xml->len, digest);
	return eci_sm3(ctx, xml->ptr, xml->len, digest);
}

/* Signature.xml: every reference, the stamps, where seal and value lie. */
static ecert_err
write_description(ecert_ctx *ctx, ecert_doc *doc, const struct eci_ofd_slot *slot,
    struct eci_ofd_sig *sig, const struct how *how, uint8_t digest[ECI_SM3_LEN])
{
	struct eci_buf xml = { 0 };
	ecert_err e;

	if ((e = number_stamps(ctx, slot, sig)) == ECERT_OK &&
	    (e = eci_sign_refs(ctx, doc, slot, how->lock, &sig->refs, &sig->n_refs)) == ECERT_OK &&
	    (e = eci_ofd_sig_write(ctx, sig, &xml)) == ECERT_OK &&
	    (e = eci_ofd_put(ctx, doc, slot->sig_entry, xml.ptr, xml.len)) == ECERT_OK)
		e = digest_of(ctx, &xml, how, digest);
	eci_buf_free(&xml);
	return e;
}

/* The seal signature over the digest of Signature.xml. */
static ecert_err
ses_value(ecert_ctx *ctx, const struct eci_ofd_slot *slot, const struct how *how,
    const uint8_t digest[ECI_SM3_LEN], struct eci_buf *value)
{
	struct eci_ses_who who = { eci_cert_der(eci_signer_cert(how->signer)),
		eci_sig_alg_oid(eci_signer_alg(how->signer)) };
	const struct eci_ses_seal *ses = eci_seal_ses(how->seal);
	struct eci_bytes hash = { digest, ECI_SM3_LEN };
	struct eci_buf property = { 0 }, tbs = { 0 }, sig = { 0 }, token = { 0 };
	ecert_err e;

	/* The property is the absolute path of what was digested. */
	if ((e = eci_buf_addf(ctx, &property, "/%s", slot->sig_entry)) == ECERT_OK &&
	    (e = eci_ses_tbs_encode(ctx, ses->version, ses->whole, how->t, hash,
	    (const char *)property.ptr, who, &tbs)) == ECERT_OK &&
	    (e = eci_signer_sign(ctx, how->signer, (struct eci_bytes){ tbs.ptr, tbs.len },
	    &sig)) == ECERT_OK &&
	    /* The stamp is over the contents of the BIT STRING. */
	    (how->tsa == NULL || (e = eci_tsp_stamp(ctx, how->tsa,
	    (struct eci_bytes){ sig.ptr, sig.len }, &token)) == ECERT_OK))
		e = eci_ses_sig_encode(ctx, ses->version, &tbs, who,
		    (struct eci_bytes){ sig.ptr, sig.len },
		    (struct eci_bytes){ token.ptr, token.len }, value);
	eci_buf_free(&property);
	eci_buf_free(&tbs);
	eci_buf_free(&sig);
	eci_buf_free(&token);
	return e;
}

/* SignedValue.dat */
static ecert_err
write_value(ecert_ctx *ctx, ecert_doc *doc, const struct eci_ofd_slot *slot,
    const struct how *how, const uint8_t digest[ECI_SM3_LEN])
{
	struct eci_buf value = { 0 };
	ecert_err e;

	if (how->seal != NULL)
		e = ses_value(ctx, slot, how, digest, &value);
	else
		e = eci_sign_cms(ctx, how->signer, how->t, how->tsa, digest, &value);
	if (e == ECERT_OK)
		e = eci_ofd_put(ctx, doc, slot->value_entry, value.ptr, value.len);
	eci_buf_free(&value);
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

/* The stamps of sig are there; the rest is filled in while doc is changed. */
static ecert_err
sign_steps(ecert_ctx *ctx, ecert_doc *doc, const struct how *how, struct eci_ofd_sig *sig)
{
	uint8_t digest[ECI_SM3_LEN];
	struct eci_ofd_slot slot = { 0 };
	ecert_err e;

	/* OFD.xml, the list and the seal are final before anything is digested. */
	if ((e = eci_ofd_sign_slot(ctx, doc, how->seal != NULL ? "Seal" : "Sign", sig->n_stamps,
	    &slot)) != ECERT_OK)
		return e;
	if ((e = write_seal(ctx, doc, &slot, how->seal)) == ECERT_OK &&
	    (e = describe(ctx, &slot, how, sig)) == ECERT_OK &&
	    (e = write_description(ctx, doc, &slot, sig, how, digest)) == ECERT_OK)
		e = write_value(ctx, doc, &slot, how, digest);
	eci_ofd_slot_free(&slot);
	return e;
}

bool
eci_sign_wants_seal(const ecert_sign_opts *opts)
{
	return opts == NULL || opts->type != ECERT_SIGN_PLAIN;
}

static ecert_err
check_args(ecert_ctx *ctx, const ecert_doc *doc, const struct how *how,
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
	/* Its timeInfo is inside of what is signed. */
	if (how->tsa != NULL && how->seal != NULL &&
	    ecert_seal_version(how->seal) == ECERT_SES_V1)
		return eci_fail(ctx, ECERT_E_ARG, "GM/T 0031-2014: a signature of version 1 has no "
		    "place for a time stamp of its value");
	return ECERT_OK;
}

static ecert_err
check_signer(ecert_ctx *ctx, const struct how *how)
{
	if (how->seal == NULL)
		return eci_sign_check_plain(ctx, how->signer, how->t);
	return eci_sign_check_signer(ctx, how->signer, how->seal, how->t);
}

static ecert_err
find_places(ecert_ctx *ctx, ecert_doc *doc, const struct how *how,
    const ecert_sign_opts *opts, struct eci_ofd_sig *sig)
{
	if (how->seal == NULL)
		return ECERT_OK;
	return eci_sign_places(ctx, doc, how->seal, opts, &sig->stamps, &sig->n_stamps);
}

ecert_err
ecert_sign(ecert_ctx *ctx, ecert_doc *doc, const ecert_signer *signer, const ecert_seal *seal,
    const ecert_sign_opts *opts)
{
	struct how how = { signer, eci_sign_wants_seal(opts) ? seal : NULL,
		opts != NULL && opts->has_time ? opts->time : eci_now(ctx),
		opts != NULL && opts->lock, opts != NULL ? opts->tsa : NULL };
	struct eci_ofd_sig sig = { 0 };
	ecert_err e;

	eci_clear(ctx);
	if ((e = check_args(ctx, doc, &how, opts)) != ECERT_OK ||
	    (e = check_signer(ctx, &how)) != ECERT_OK ||
	    (e = eci_ofd_checkpoint(ctx, doc)) != ECERT_OK)
		return e;
	if ((e = eci_ofd_mend(ctx, doc)) == ECERT_OK &&
	    (e = eci_sign_check_doc(ctx, doc)) == ECERT_OK &&
	    (e = find_places(ctx, doc, &how, opts, &sig)) == ECERT_OK)
		e = sign_steps(ctx, doc, &how, &sig);
	if (e == ECERT_OK)
		eci_ofd_keep(doc);
	else
		eci_ofd_rollback(doc);
	eci_ofd_sig_free(&sig);
	return e;
}
