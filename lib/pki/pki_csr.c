/* SPDX-License-Identifier: Apache-2.0 */
/* pki_csr.c - certificate requests: see ecert/key.h. */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto.h"
#include "pki/pki_priv.h"
#include "signer/signer.h"

#define NAMES_MAX 64           /* alternative names of a request */

struct ecert_csr_spec {
	struct eci_buf subject;    /* Name, DER */
	char          *usage;
	struct eci_buf names;      /* GeneralNames' contents */
	size_t         n_names;
};

ecert_err
ecert_csr_spec_new(ecert_ctx *ctx, ecert_csr_spec **out)
{
	eci_clear(ctx);
	*out = calloc(1, sizeof(**out));
	return *out == NULL ? eci_nomem(ctx) : ECERT_OK;
}

void
ecert_csr_spec_free(ecert_csr_spec *spec)
{
	if (spec == NULL)
		return;
	eci_buf_free(&spec->subject);
	eci_buf_free(&spec->names);
	free(spec->usage);
	free(spec);
}

ecert_err
ecert_csr_spec_set_subject(ecert_ctx *ctx, ecert_csr_spec *spec, const char *subject)
{
	struct eci_buf der = { 0 };
	ecert_err e;

	eci_clear(ctx);
	if (subject == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "no subject");
	if ((e = eci_name_parse(ctx, subject, &der)) != ECERT_OK) {
		eci_buf_free(&der);
		return e;
	}
	eci_buf_free(&spec->subject);
	spec->subject = der;
	return ECERT_OK;
}

/* What is no key usage shows here, not when the request is made. */
ecert_err
ecert_csr_spec_set_usage(ecert_ctx *ctx, ecert_csr_spec *spec, const char *usage)
{
	struct eci_csr_parts probe = { .usage = usage };
	struct eci_buf der = { 0 };
	char *copy = NULL;
	ecert_err e;

	eci_clear(ctx);
	if (usage == NULL || usage[0] == '\0')
		return eci_fail(ctx, ECERT_E_ARG, "no key usage");
	e = eci_csr_info(ctx, &probe, &der);
	eci_buf_free(&der);
	if (e != ECERT_OK || (e = eci_strdup(ctx, usage, &copy)) != ECERT_OK)
		return e;
	free(spec->usage);
	spec->usage = copy;
	return ECERT_OK;
}

ecert_err
ecert_csr_spec_add_name(ecert_ctx *ctx, ecert_csr_spec *spec, const char *name)
{
	ecert_err e;

	eci_clear(ctx);
	if (name == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "no alternative name");
	if (spec->n_names == NAMES_MAX)
		return eci_fail(ctx, ECERT_E_ARG, "more than %d alternative names", NAMES_MAX);
	if ((e = eci_alt_parse(ctx, name, &spec->names)) == ECERT_OK)
		spec->n_names++;
	return e;
}

/* Who signs: one of the two. */
struct by {
	const struct eci_key *key;
	const ecert_signer   *signer;
};

static enum eci_key_kind
kind_of(const struct by *by)
{
	if (by->key != NULL)
		return eci_key_kind(by->key);
	return eci_cert_is_sm2(eci_signer_cert(by->signer)) ? ECI_KEY_SM2 : ECI_KEY_RSA;
}

static ecert_err
join(ecert_ctx *ctx, const struct by *by, const struct eci_buf *info, struct eci_buf *der)
{
	struct eci_bytes msg = { info->ptr, info->len }, value;
	struct eci_buf sig = { 0 };
	ecert_err e;

	e = by->key != NULL ? eci_key_sign_msg(ctx, by->key, msg, &sig) :
	    eci_signer_sign(ctx, by->signer, msg, &sig);
	value.ptr = sig.ptr;
	value.len = sig.len;
	if (e == ECERT_OK)
		e = eci_csr_join(ctx, msg, kind_of(by), value, der);
	eci_buf_free(&sig);
	return e;
}

/* Nobody is handed a request that an authority would refuse: it is read back. */
static ecert_err
check(ecert_ctx *ctx, const struct eci_buf *der)
{
	struct eci_csr csr = { 0 };
	ecert_err e;

	if ((e = eci_csr_load(ctx, "request", der->ptr, der->len, &csr)) == ECERT_OK &&
	    csr.value != ECI_CSR_GOOD)
		e = eci_reject(ctx, ECERT_R_KEY_BAD, "request", NULL,
		    "the value made does not verify with the key in it");
	eci_csr_done(&csr);
	return e;
}

static ecert_err
make(ecert_ctx *ctx, const ecert_csr_spec *spec, const struct by *by, bool as_der,
    uint8_t **out, size_t *out_len)
{
	struct eci_buf spki = { 0 }, info = { 0 }, der = { 0 }, pem = { 0 };
	struct eci_csr_parts parts = { .usage = spec->usage };
	ecert_err e;

	*out = NULL;
	*out_len = 0;
	if (spec->subject.len == 0)
		return eci_fail(ctx, ECERT_E_ARG, "no subject");
	e = by->key != NULL ? eci_key_put_spki(ctx, by->key, &spki) :
	    eci_cert_put_spki(ctx, eci_signer_cert(by->signer), &spki);
	parts.subject = (struct eci_bytes){ spec->subject.ptr, spec->subject.len };
	parts.spki = (struct eci_bytes){ spki.ptr, spki.len };
	parts.alt_names = (struct eci_bytes){ spec->names.ptr, spec->names.len };
	if (e == ECERT_OK && (e = eci_csr_info(ctx, &parts, &info)) == ECERT_OK &&
	    (e = join(ctx, by, &info, &der)) == ECERT_OK &&
	    (e = check(ctx, &der)) == ECERT_OK &&
	    (as_der || (e = eci_csr_write_pem(ctx, (struct eci_bytes){ der.ptr, der.len },
	        &pem)) == ECERT_OK))
		*out = eci_buf_take(as_der ? &der : &pem, out_len);
	eci_buf_free(&spki);
	eci_buf_free(&info);
	eci_buf_free(&der);
	eci_buf_free(&pem);
	return e;
}

ecert_err
ecert_csr_make(ecert_ctx *ctx, const ecert_csr_spec *spec, const ecert_key *key, int der,
    uint8_t **out, size_t *out_len)
{
	struct by by = { .key = key->key };

	eci_clear(ctx);
	return make(ctx, spec, &by, der != 0, out, out_len);
}

ecert_err
ecert_csr_make_by(ecert_ctx *ctx, const ecert_csr_spec *spec, const ecert_signer *signer,
    int der, uint8_t **out, size_t *out_len)
{
	struct by by = { .signer = signer };

	eci_clear(ctx);
	return make(ctx, spec, &by, der != 0, out, out_len);
}
