/* SPDX-License-Identifier: Apache-2.0 */
/* sign_doc.c - ecert_sign(): the steps of signing, all or nothing. */
#include "sign/sign_priv.h"

#include <stdlib.h>

/* GM/T 0006: SM2 with SM3; SM3. */
#define OID_SM2_SM3 "1.2.156.10197.1.501"
#define OID_SM3 "1.2.156.10197.1.401"
#define PROVIDER "libecert"

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
describe(ecert_ctx *ctx, const struct eci_ofd_slot *slot, int64_t t, struct eci_ofd_sig *sig)
{
	ecert_err e;

	if ((e = eci_strdup(ctx, OID_SM2_SM3, &sig->method)) != ECERT_OK ||
	    (e = eci_strdup(ctx, OID_SM3, &sig->check_method)) != ECERT_OK ||
	    (e = eci_strdup(ctx, PROVIDER, &sig->provider)) != ECERT_OK ||
	    (e = eci_strdup(ctx, slot->seal_entry, &sig->seal_entry)) != ECERT_OK ||
	    (e = eci_strdup(ctx, slot->value_entry, &sig->value_entry)) != ECERT_OK)
		return e;
	return date_time(ctx, t, &sig->date_time);
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
    struct eci_ofd_sig *sig, bool lock, uint8_t digest[ECI_SM3_LEN])
{
	struct eci_buf xml = { 0 };
	ecert_err e;

	if ((e = number_stamps(ctx, slot, sig)) == ECERT_OK &&
	    (e = eci_sign_refs(ctx, doc, slot, lock, &sig->refs, &sig->n_refs)) == ECERT_OK &&
	    (e = eci_ofd_sig_write(ctx, sig, &xml)) == ECERT_OK &&
	    (e = eci_ofd_put(ctx, doc, slot->sig_entry, xml.ptr, xml.len)) == ECERT_OK)
		e = eci_sm3(ctx, xml.ptr, xml.len, digest);
	eci_buf_free(&xml);
	return e;
}

/* SignedValue.dat: the seal signature over the digest of Signature.xml. */
static ecert_err
write_value(ecert_ctx *ctx, ecert_doc *doc, const struct eci_ofd_slot *slot,
    const ecert_signer *signer, const ecert_seal *seal, int64_t t,
    const uint8_t digest[ECI_SM3_LEN])
{
	struct eci_bytes cert = eci_cert_der(eci_signer_cert(signer));
	const struct eci_ses_seal *ses = eci_seal_ses(seal);
	struct eci_bytes none = { NULL, 0 }, hash = { digest, ECI_SM3_LEN };
	struct eci_buf property = { 0 }, tbs = { 0 }, sig = { 0 }, value = { 0 };
	ecert_err e;

	/* The property is the absolute path of what was digested. */
	if ((e = eci_buf_addf(ctx, &property, "/%s", slot->sig_entry)) != ECERT_OK ||
	    (e = eci_ses_tbs_encode(ctx, ses->version, ses->whole, t, hash,
	    (const char *)property.ptr, cert, &tbs)) != ECERT_OK ||
	    (e = eci_signer_sign(ctx, signer, (struct eci_bytes){ tbs.ptr, tbs.len },
	    &sig)) != ECERT_OK ||
	    (e = eci_ses_sig_encode(ctx, ses->version, &tbs, cert,
	    (struct eci_bytes){ sig.ptr, sig.len }, none, &value)) != ECERT_OK)
		goto out;
	e = eci_ofd_put(ctx, doc, slot->value_entry, value.ptr, value.len);
out:
	eci_buf_free(&property);
	eci_buf_free(&tbs);
	eci_buf_free(&sig);
	eci_buf_free(&value);
	return e;
}

/* The stamps of sig are there; the rest is filled in while doc is changed. */
static ecert_err
sign_steps(ecert_ctx *ctx, ecert_doc *doc, const ecert_signer *signer,
    const ecert_seal *seal, int64_t t, bool lock, struct eci_ofd_sig *sig)
{
	uint8_t digest[ECI_SM3_LEN];
	struct eci_ofd_slot slot = { 0 };
	size_t n;
	const uint8_t *der = ecert_seal_der(seal, &n);
	ecert_err e;

	/* OFD.xml, the list and the seal are final before anything is digested. */
	if ((e = eci_ofd_sign_slot(ctx, doc, "Seal", sig->n_stamps, &slot)) != ECERT_OK)
		return e;
	if ((e = eci_ofd_put(ctx, doc, slot.seal_entry, der, n)) != ECERT_OK ||
	    (e = describe(ctx, &slot, t, sig)) != ECERT_OK ||
	    (e = write_description(ctx, doc, &slot, sig, lock, digest)) != ECERT_OK)
		goto out;
	e = write_value(ctx, doc, &slot, signer, seal, t, digest);
out:
	eci_ofd_slot_free(&slot);
	return e;
}

ecert_err
ecert_sign(ecert_ctx *ctx, ecert_doc *doc, const ecert_signer *signer, const ecert_seal *seal,
    const ecert_sign_opts *opts)
{
	int64_t t = opts != NULL && opts->has_time ? opts->time : eci_now(ctx);
	struct eci_ofd_sig sig = { 0 };
	ecert_err e;

	eci_clear(ctx);
	if (doc == NULL || signer == NULL || seal == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "signing needs a document, a signer and a seal");
	if ((e = eci_sign_check_signer(ctx, signer, seal, t)) != ECERT_OK ||
	    (e = eci_ofd_checkpoint(ctx, doc)) != ECERT_OK)
		return e;
	if ((e = eci_ofd_mend(ctx, doc)) == ECERT_OK &&
	    (e = eci_sign_check_doc(ctx, doc)) == ECERT_OK &&
	    (e = eci_sign_places(ctx, doc, seal, opts, &sig.stamps, &sig.n_stamps)) == ECERT_OK)
		e = sign_steps(ctx, doc, signer, seal, t, opts != NULL && opts->lock, &sig);
	if (e == ECERT_OK)
		eci_ofd_keep(doc);
	else
		eci_ofd_rollback(doc);
	eci_ofd_sig_free(&sig);
	return e;
}
