/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lint_sigs.c - what the rules ask of each signature: its description, seal and
 * algorithms.  Whether it holds is ecert_verify()'s to say.
 */
#include "lint/lint_priv.h"

#include <stdlib.h>
#include <string.h>

#include "cms/cms.h"
#include "crypto/crypto.h"
#include "seal/seal.h"
#include "ses/ses.h"

#define PICTURES_MAX 4        /* that are read; the rest stays unknown */

/* What lies in the file; the rules say so where it matters. */
static ecert_err
forgive(struct eci_lint_run *r, ecert_err e)
{
	if (eci_lint_is_trouble(e))
		return e;
	eci_clear(r->ctx);
	return ECERT_OK;
}

static ecert_err
read_small(struct eci_lint_run *r, const char *entry, ecert_limit limit, uint8_t **p, size_t *n)
{
	size_t at = entry != NULL ? eci_ofd_find(r->doc, entry) : SIZE_MAX;

	*p = NULL;
	*n = 0;
	if (at == SIZE_MAX)
		return ECERT_OK;
	if (ecert_doc_entry_size(r->doc, at) > ecert_ctx_limit(r->ctx, limit))
		return eci_fail(r->ctx, ECERT_E_LIMIT, "%s is too large", entry);
	return ecert_doc_read_entry(r->ctx, r->doc, entry, p, n);
}

/* NULL where it is no certificate. */
static ecert_err
load_cert(struct eci_lint_run *r, struct eci_bytes der, struct eci_cert **out)
{
	*out = NULL;
	return forgive(r, eci_cert_load(r->ctx, "certificate", der.ptr, der.len, out));
}

/* SM2 keys of signer and maker, SM2 values, SM3 digests. */
static ecert_err
see_national(struct eci_lint_run *r, struct eci_lint_sig *s, struct eci_bytes der, bool alg)
{
	struct eci_cert *cert = NULL;
	ecert_err e = load_cert(r, der, &cert);

	if (e != ECERT_OK)
		return e;
	if (cert == NULL && s->national == ECI_LINT_YES)
		s->national = ECI_LINT_UNKNOWN;
	if (!alg || (cert != NULL && !eci_cert_is_sm2(cert)))
		s->national = ECI_LINT_NO;
	eci_cert_free(cert);
	return ECERT_OK;
}

static ecert_err
see_signer(struct eci_lint_run *r, struct eci_lint_sig *s, struct eci_bytes der)
{
	struct eci_cert *cert = NULL;
	ecert_err e = load_cert(r, der, &cert);

	if (e == ECERT_OK && cert != NULL)
		s->self_issued = strcmp(eci_cert_subject(cert), eci_cert_issuer(cert)) == 0;
	eci_cert_free(cert);
	return e;
}

static ecert_err
see_picture(struct eci_lint_run *r, size_t i, const struct eci_ses_seal *seal)
{
	struct eci_lint_sig *s = &r->sigs[i];
	ecert_err e = eci_strdup(r->ctx, eci_picture_format(seal->picture), &s->format);

	return e == ECERT_OK && i < PICTURES_MAX ?
	    eci_lint_picture(r, s->format, seal->picture, &s->picture) : e;
}

static ecert_err
see_ses(struct eci_lint_run *r, size_t i, const uint8_t *p, size_t n)
{
	struct eci_lint_sig *s = &r->sigs[i];
	struct eci_ses_sig ses;
	ecert_err e = eci_ses_sig_decode(r->ctx, s->desc.value_entry, p, n, &ses);

	if (e != ECERT_OK)
		return forgive(r, e);
	s->stamped = ses.timestamp.len > 0 || ses.time_token.len > 0 ? ECI_LINT_YES : ECI_LINT_NO;
	if ((e = eci_strndup(r->ctx, ses.seal.name.ptr != NULL ? (const char *)ses.seal.name.ptr :
	    "", ses.seal.name.len, &s->seal)) == ECERT_OK &&
	    (e = see_picture(r, i, &ses.seal)) == ECERT_OK &&
	    (e = see_signer(r, s, ses.cert)) == ECERT_OK &&
	    (e = see_national(r, s, ses.cert, eci_sig_alg_of(ses.alg) == ECI_SIG_SM2_SM3)) ==
	    ECERT_OK)
		e = see_national(r, s, ses.seal.cert,
		    eci_sig_alg_of(ses.seal.alg) == ECI_SIG_SM2_SM3);
	eci_ses_sig_free(&ses);
	return e;
}

static ecert_err
see_cms(struct eci_lint_run *r, struct eci_lint_sig *s, const uint8_t *p, size_t n)
{
	enum eci_cms_oid digest, alg;
	struct eci_cms cms;
	size_t at = SIZE_MAX;
	ecert_err e = eci_cms_decode(r->ctx, s->desc.value_entry, ECERT_R_SES_MALFORMED, p, n,
	    &cms);

	if (e != ECERT_OK)
		return forgive(r, e);
	digest = eci_cms_oid_of(cms.digest_alg);
	alg = eci_cms_oid_of(cms.sig_alg);
	if ((digest != ECI_CMS_OID_SM3 && digest != ECI_CMS_OID_SM3_ALIAS) ||
	    (alg != ECI_CMS_OID_SM2 && alg != ECI_CMS_OID_SM2_SM3))
		s->national = ECI_LINT_NO;
	/* Other attributes may stand there as well as a time stamp. */
	s->stamped = cms.has_unsigned ? ECI_LINT_UNKNOWN : ECI_LINT_NO;
	e = forgive(r, eci_cms_signer_cert(r->ctx, s->desc.value_entry, ECERT_R_SES_MALFORMED,
	    &cms, &at));
	if (e == ECERT_OK && at < cms.n_certs &&
	    (e = see_signer(r, s, cms.certs[at])) == ECERT_OK)
		e = see_national(r, s, cms.certs[at], s->national != ECI_LINT_NO);
	eci_cms_free(&cms);
	return e;
}

static ecert_err
see_value(struct eci_lint_run *r, size_t i)
{
	struct eci_lint_sig *s = &r->sigs[i];
	uint8_t *p = NULL;
	size_t n;
	ecert_err e = forgive(r, read_small(r, s->desc.value_entry, ECERT_LIMIT_SES_BYTES, &p, &n));

	if (e != ECERT_OK || p == NULL)
		return e;
	switch (eci_ses_kind(p, n)) {
	case ECI_SES_KIND_SES:
		s->national = ECI_LINT_YES;
		e = see_ses(r, i, p, n);
		break;
	case ECI_SES_KIND_SIGNED_DATA:
		s->national = ECI_LINT_YES;
		e = see_cms(r, s, p, n);
		break;
	case ECI_SES_KIND_BARE_SM2:
		s->national = ECI_LINT_YES;
		s->stamped = ECI_LINT_NO;
		break;
	default:
		break;
	}
	ecert_free(p);
	return e;
}

/* 18.2: absent means MD5. */
static bool
is_sm3(const char *method)
{
	return method != NULL && (eci_ascii_casecmp(method, "SM3") == 0 ||
	    strcmp(method, "1.2.156.10197.1.401") == 0 ||
	    strcmp(method, "1.2.156.10197.1.401.1") == 0);
}

static ecert_err
see_desc(struct eci_lint_run *r, size_t i)
{
	struct eci_lint_sig *s = &r->sigs[i];
	uint8_t *p = NULL;
	size_t n;
	ecert_err e = forgive(r, read_small(r, s->entry, ECERT_LIMIT_XML_BYTES, &p, &n));

	if (e == ECERT_OK && p != NULL &&
	    (e = eci_ofd_sig_parse(r->ctx, s->entry, p, n, &s->desc)) == ECERT_OK)
		s->has_desc = true;
	ecert_free(p);
	if (e != ECERT_OK || !s->has_desc)
		return forgive(r, e);
	if ((e = see_value(r, i)) == ECERT_OK && !is_sm3(s->desc.check_method))
		s->national = ECI_LINT_NO;
	return e;
}

/* A row that names what another has named is no signature more. */
static bool
is_repeated(const struct eci_ofd_sign *rows, size_t i)
{
	size_t k;

	for (k = 0; k < i; k++)
		if (strcmp(rows[k].entry, rows[i].entry) == 0)
			return true;
	return false;
}

ecert_err
eci_lint_sigs(struct eci_lint_run *r)
{
	struct eci_ofd_sign *rows = NULL;
	size_t i, n = 0;
	ecert_err e = eci_ofd_sign_list(r->ctx, r->doc, &rows, &n);

	if (e == ECERT_OK && n > 0 && (r->sigs = calloc(n, sizeof(*r->sigs))) == NULL)
		e = eci_nomem(r->ctx);
	for (i = 0; i < n && e == ECERT_OK; i++) {
		r->n_sigs++;
		r->sigs[i].wants_seal = strcmp(rows[i].type, "Seal") == 0;
		if ((e = eci_strdup(r->ctx, rows[i].entry, &r->sigs[i].entry)) == ECERT_OK &&
		    !is_repeated(rows, i))
			e = see_desc(r, i);
	}
	eci_ofd_sign_list_free(rows, n);
	return e;
}

void
eci_lint_sigs_free(struct eci_lint_run *r)
{
	size_t i;

	for (i = 0; i < r->n_sigs; i++) {
		if (r->sigs[i].has_desc)
			eci_ofd_sig_free(&r->sigs[i].desc);
		free(r->sigs[i].entry);
		free(r->sigs[i].seal);
		free(r->sigs[i].format);
	}
	free(r->sigs);
	r->sigs = NULL;
	r->n_sigs = 0;
}
