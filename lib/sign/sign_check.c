/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sign_check.c - what is looked at before anything is changed: a signature that
 * a verifier would refuse is not made (GM/T 0031-2014 6.2.2 a to c).
 */
#include "sign/sign_priv.h"

#include <string.h>

/* Reason and message of eci_reject(); the state is at fault, not the input. */
#define REFUSE(ctx, r, where, clause, ...) \
	(eci_reject((ctx), (r), (where), (clause), __VA_ARGS__), ECERT_E_STATE)

static ecert_err
check_list(ecert_ctx *ctx, const char *where, const ecert_signer *signer, const ecert_seal *seal)
{
	const struct eci_cert *cert = eci_signer_cert(signer);
	bool listed = false;
	ecert_err e;

	if ((e = eci_seal_lists(ctx, eci_seal_ses(seal), eci_cert_der(cert), &listed)) != ECERT_OK)
		return e;
	if (listed)
		return ECERT_OK;
	return REFUSE(ctx, ECERT_R_SEAL_CERTLIST, where,
	    ecert_seal_version(seal) == ECERT_SES_V1 ? "GM/T 0031-2014 6.2.2 c)" :
	    ecert_seal_version(seal) == ECERT_SES_V4 ? "GB/T 38540-2020 certList" :
	    "GM/T 0031-2025 certList",
	    "%s (serial %s) may not sign with this seal", eci_cert_subject(cert),
	    eci_cert_serial(cert));
}

static ecert_err
check_cert(ecert_ctx *ctx, const struct eci_cert *cert, int64_t t)
{
	char at[24], from[24], until[24];
	const char *who = eci_cert_subject(cert);

	if (!eci_cert_key_ok(cert))
		return REFUSE(ctx, ECERT_R_KEY_BAD, who, NULL, "not a usable key");
	if (t < eci_cert_not_before(cert) || t > eci_cert_not_after(cert))
		return REFUSE(ctx, ECERT_R_CERT_EXPIRED, who, NULL,
		    "signing time %s is outside the certificate's validity, %s to %s",
		    eci_time_iso(t, at), eci_time_iso(eci_cert_not_before(cert), from),
		    eci_time_iso(eci_cert_not_after(cert), until));
	if (eci_cert_usage(cert) == ECI_USAGE_OTHER)
		return REFUSE(ctx, ECERT_R_CERT_USAGE, who, NULL,
		    "the certificate's key usage (%s) allows no signatures",
		    eci_cert_usage_text(cert));
	if (eci_cert_unknown_critical(cert) != NULL)
		return REFUSE(ctx, ECERT_R_CERT_CONSTRAINT, who, "RFC 5280 4.2",
		    "the certificate has a critical extension that is not understood (%s)",
		    eci_cert_unknown_critical(cert));
	return ECERT_OK;
}

/* RSA stands in GM/T 0031-2014 alone. */
static bool
takes_rsa(const struct eci_ses_seal *ses)
{
	return ses->version == ECERT_SES_V1;
}

static ecert_err
check_kind(ecert_ctx *ctx, const struct eci_cert *cert, const struct eci_ses_seal *ses)
{
	if (eci_cert_is_sm2(cert) || takes_rsa(ses))
		return ECERT_OK;
	return REFUSE(ctx, ECERT_R_KEY_BAD, eci_cert_subject(cert),
	    ses->version == ECERT_SES_V4 ? "GB/T 38540-2020" : "GM/T 0031-2025",
	    "an RSA key cannot sign with a seal of version %d, which asks for SM2",
	    (int)ses->version);
}

/* Verifiers, ours too, refuse what they must know and do not. */
static ecert_err
check_exts(ecert_ctx *ctx, const char *where, const ecert_seal *seal)
{
	size_t i;

	for (i = 0; i < ecert_seal_ext_count(seal); i++)
		if (ecert_seal_ext_critical(seal, i))
			return REFUSE(ctx, ECERT_R_SES_CRITICAL_EXT, where, NULL,
			    "extension %s of the seal is critical and not known",
			    ecert_seal_ext_oid(seal, i));
	return ECERT_OK;
}

/* Step b of generating a signature: the seal itself must be a good one. */
static ecert_err
check_maker(ecert_ctx *ctx, const char *where, const struct eci_ses_seal *ses)
{
	struct eci_cert *maker = NULL;
	enum eci_sig_alg alg = eci_sig_alg_of(ses->alg);
	bool good = false;
	ecert_err e;

	e = eci_cert_load(ctx, where, ses->cert.ptr, ses->cert.len, &maker);
	if (e == ECERT_OK && (alg == ECI_SIG_SM2_SM3 || takes_rsa(ses)))
		e = eci_sig_verify(ctx, maker, alg, ses->tbs, ses->sig, NULL, &good);
	eci_cert_free(maker);
	if (e == ECERT_OK && !good)
		e = REFUSE(ctx, ECERT_R_SEAL_SIG_BAD, where, NULL,
		    "the seal's own signature does not hold");
	return e;
}

static ecert_err
check_seal(ecert_ctx *ctx, const char *where, const ecert_seal *seal, int64_t t)
{
	const struct eci_ses_seal *ses = eci_seal_ses(seal);
	char at[24], from[24], until[24];
	ecert_err e;

	if (t < ses->valid_from || t > ses->valid_until)
		return REFUSE(ctx, ECERT_R_SEAL_EXPIRED, where, NULL,
		    "signing time %s is outside the seal's validity, %s to %s",
		    eci_time_iso(t, at), eci_time_iso(ses->valid_from, from),
		    eci_time_iso(ses->valid_until, until));
	if (ses->width == 0 || ses->height == 0)
		return REFUSE(ctx, ECERT_R_STAMP_BAD, where, NULL, "the seal's picture has no size");
	if ((e = check_exts(ctx, where, seal)) != ECERT_OK)
		return e;
	return check_maker(ctx, where, ses);
}

ecert_err
eci_sign_check_signer(ecert_ctx *ctx, const ecert_signer *signer, const ecert_seal *seal,
    int64_t t)
{
	const struct eci_cert *cert = eci_signer_cert(signer);
	struct eci_buf where = { 0 };
	ecert_err e;

	if ((e = eci_buf_addf(ctx, &where, "seal %s", ecert_seal_id(seal))) == ECERT_OK &&
	    (e = check_list(ctx, (char *)where.ptr, signer, seal)) == ECERT_OK &&
	    (e = check_kind(ctx, cert, eci_seal_ses(seal))) == ECERT_OK &&
	    (e = check_cert(ctx, cert, t)) == ECERT_OK)
		e = check_seal(ctx, (char *)where.ptr, seal, t);
	eci_buf_free(&where);
	return e;
}

ecert_err
eci_sign_check_plain(ecert_ctx *ctx, const ecert_signer *signer, int64_t t)
{
	const struct eci_cert *cert = eci_signer_cert(signer);

	/* GB/T 35275 has SM2 alone. */
	if (!eci_cert_is_sm2(cert))
		return REFUSE(ctx, ECERT_R_KEY_BAD, eci_cert_subject(cert), "GB/T 35275",
		    "a signature without a seal needs an SM2 key");
	return check_cert(ctx, cert, t);
}

/* True when the new row would break sig: it protects the list itself. */
static bool
is_locked_by(const struct eci_ofd_sig *sig, const char *list)
{
	size_t i;

	for (i = 0; i < sig->n_refs; i++)
		if (strcmp(sig->refs[i].entry, list) == 0)
			return true;
	return false;
}

static ecert_err
check_existing(ecert_ctx *ctx, ecert_doc *doc, const struct eci_ofd_sign *row)
{
	struct eci_ofd_sig sig = { 0 };
	uint8_t *p = NULL;
	size_t n;
	ecert_err e;

	if (eci_ofd_find(doc, row->entry) == SIZE_MAX)
		return REFUSE(ctx, ECERT_R_SIG_LIST_BAD, row->entry, "GB/T 33190-2016 18.1",
		    "signature %s is not in the package", row->id);
	if ((e = ecert_doc_read_entry(ctx, doc, row->entry, &p, &n)) != ECERT_OK)
		return e;
	e = eci_ofd_sig_parse(ctx, row->entry, p, n, &sig);
	ecert_free(p);
	if (e != ECERT_OK)
		return e;
	/* It would have to be completed over what the next one adds. */
	if (eci_ofd_find(doc, sig.value_entry) == SIZE_MAX)
		e = REFUSE(ctx, ECERT_R_REF_MISSING_FILE, row->entry, "GB/T 33190-2016 18.2.1",
		    "signature %s has no value: it was prepared and must be completed first, "
		    "or its value was lost", row->id);
	else if (is_locked_by(&sig, eci_ofd_signatures_entry(doc)))
		e = REFUSE(ctx, ECERT_R_NONE, row->entry, "GB/T 33190-2016 18.1",
		    "signature %s protects the list of signatures: the document is locked", row->id);
	eci_ofd_sig_free(&sig);
	return e;
}

static ecert_err
check_signatures(ecert_ctx *ctx, ecert_doc *doc)
{
	struct eci_ofd_sign *rows = NULL;
	size_t i, n = 0;
	ecert_err e;

	if ((e = eci_ofd_sign_list(ctx, doc, &rows, &n)) != ECERT_OK)
		return e;
	if (n >= ecert_ctx_limit(ctx, ECERT_LIMIT_SIGNATURES))
		e = eci_fail(ctx, ECERT_E_LIMIT, "%s: %zu signatures, no more are allowed",
		    eci_ofd_signatures_entry(doc), n);
	for (i = 0; e == ECERT_OK && i < n; i++)
		e = check_existing(ctx, doc, &rows[i]);
	eci_ofd_sign_list_free(rows, n);
	return e;
}

struct seeing {
	ecert_doc            *doc;
	struct eci_sm3_batch *batch;
};

static ecert_err
see(void *arg, ecert_ctx *ctx, size_t entry, struct eci_lent *bytes)
{
	struct seeing *s = arg;
	ecert_err e;

	e = eci_ofd_set_look(ctx, s->doc, entry, eci_ofd_look(bytes->ptr, bytes->len));
	return e == ECERT_OK ? eci_sm3_batch_add(ctx, s->batch, s->doc, entry, bytes) : e;
}

ecert_err
eci_sign_digested(void *doc, ecert_ctx *ctx, size_t entry, const uint8_t digest[ECI_SM3_LEN])
{
	return eci_ofd_set_digest(ctx, doc, entry, digest);
}

ecert_err
eci_sign_look(ecert_ctx *ctx, ecert_doc *doc, struct eci_sm3_batch *batch)
{
	struct seeing s = { doc, batch };
	struct eci_ofd_reach reach = { 0 };
	ecert_err e = eci_ofd_walk_learn(ctx, doc, see, &s, &reach);

	eci_ofd_reach_free(&reach);
	return e;
}

/* The references will need the digests of the parts that are read here. */
static ecert_err
walk(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_reach *reach)
{
	struct seeing s = { doc, NULL };
	ecert_err e;

	if ((e = eci_sm3_batch_new(ctx, eci_sign_digested, &s.batch)) != ECERT_OK)
		return e;
	if ((e = eci_ofd_walk_learn(ctx, doc, see, &s, reach)) == ECERT_OK)
		e = eci_sm3_batch_end(ctx, s.batch);
	eci_sm3_batch_free(s.batch);
	return e;
}

/*
 * A link to nothing can be given a target after signing, a part nobody can
 * read may be read in two ways: neither is put under a signature.
 */
static ecert_err
check_reach(ecert_ctx *ctx, ecert_doc *doc)
{
	struct eci_ofd_reach reach = { 0 };
	const struct eci_ofd_finding *f;
	ecert_err e;

	e = walk(ctx, doc, &reach);
	if (e == ECERT_OK && reach.n_findings > 0) {
		f = &reach.findings[0];
		/* where and text are escaped already. */
		e = REFUSE(ctx, f->reason, NULL, NULL, "%s: %s%s", f->where,
		    f->kind == ECI_OFD_ACTIVE ? "active content: " : "", f->text);
	}
	eci_ofd_reach_free(&reach);
	return e;
}

ecert_err
eci_sign_check_doc(ecert_ctx *ctx, ecert_doc *doc)
{
	ecert_err e;

	if (!eci_ofd_may_sign(doc))
		return REFUSE(ctx, ECERT_R_NONE, eci_ofd_root(doc), "GB/T 33190-2016 7.5",
		    "Permissions/Signature forbids signing");
	if ((e = check_signatures(ctx, doc)) != ECERT_OK)
		return e;
	return check_reach(ctx, doc);
}
