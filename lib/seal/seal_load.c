/* SPDX-License-Identifier: Apache-2.0 */
/* seal_load.c - a seal out of its bytes.  See ecert/seal.h. */
#include <stdlib.h>
#include <string.h>

#include "seal/seal_priv.h"

static ecert_err
copy_text(ecert_ctx *ctx, struct eci_bytes text, char **out)
{
	/* The decoder let no NUL pass: nothing is cut short here. */
	return eci_strndup(ctx, text.len == 0 ? "" : (const char *)text.ptr, text.len, out);
}

/* Whether a certificate can be read is for others to judge: "" where it cannot. */
static ecert_err
subject_of(ecert_ctx *ctx, struct eci_bytes der, char **out, int64_t *end)
{
	struct eci_cert *cert = NULL;
	ecert_err e;

	*end = INT64_MAX;
	e = eci_cert_load(ctx, "certificate", der.ptr, der.len, &cert);
	if (e == ECERT_OK)
		*end = eci_cert_not_after(cert);
	if (e != ECERT_E_NOMEM)
		e = eci_strdup(ctx, e == ECERT_OK ? eci_cert_subject(cert) : "", out);
	eci_cert_free(cert);
	return e;
}

static ecert_err
read_subjects(ecert_ctx *ctx, ecert_seal *seal)
{
	size_t i, n = seal->ses.n_list;
	ecert_err e;

	if ((e = subject_of(ctx, seal->ses.cert, &seal->maker, &seal->maker_end)) != ECERT_OK ||
	    seal->ses.list_type == 2)
		return e;
	seal->signers = calloc(n + 1, sizeof(*seal->signers));
	seal->signer_ends = calloc(n + 1, sizeof(*seal->signer_ends));
	if (seal->signers == NULL || seal->signer_ends == NULL)
		return eci_nomem(ctx);
	for (i = 0; i < n; i++)
		if ((e = subject_of(ctx, seal->ses.list[i].value,
		    &seal->signers[i], &seal->signer_ends[i])) != ECERT_OK)
			return e;
	eci_clear(ctx);
	return ECERT_OK;
}

static ecert_err
read_ext_oids(ecert_ctx *ctx, ecert_seal *seal)
{
	size_t i, n = seal->ses.n_exts;
	struct eci_buf text = { 0 };
	ecert_err e;

	if ((seal->ext_oids = calloc(n + 1, sizeof(*seal->ext_oids))) == NULL)
		return eci_nomem(ctx);
	for (i = 0; i < n; i++) {
		e = eci_der_oid_text(ctx, &text, seal->ses.exts[i].oid);
		if (e == ECERT_OK)
			seal->ext_oids[i] = (char *)eci_buf_take(&text, NULL);
		eci_buf_free(&text);
		if (e != ECERT_OK)
			return e;
	}
	return ECERT_OK;
}

/* Seals are stored and exchanged as DER alone (GM/T 0031-2014 6.1). */
static ecert_err
refuse_pem(ecert_ctx *ctx, const char *where, const struct eci_buf *der)
{
	static const char mark[] = "-----BEGIN ";
	size_t i = 0;

	while (i < der->len && (der->ptr[i] == ' ' || der->ptr[i] == '\t' ||
	    der->ptr[i] == '\r' || der->ptr[i] == '\n'))
		i++;
	if (der->len - i < strlen(mark) || memcmp(der->ptr + i, mark, strlen(mark)) != 0)
		return ECERT_OK;
	return eci_reject(ctx, ECERT_R_SES_MALFORMED, where, NULL,
	    "PEM text, where a seal is DER without any wrapping");
}

/* Every seal begins with a header that begins with "ES" (GM/T 0031-2014 6.1.1). */
static bool
has_header(const uint8_t *p, size_t n)
{
	static const char mark[] = "\x16\x02" "ES";
	size_t i;

	for (i = 0; i < 32 && i + strlen(mark) <= n; i++)
		if (memcmp(p + i, mark, strlen(mark)) == 0)
			return true;
	return false;
}

/* Whoever gave a key or a document instead is told so, not only where it is odd. */
static ecert_err
decode(ecert_ctx *ctx, const char *where, ecert_seal *seal)
{
	const struct eci_buf *der = &seal->der;
	struct eci_buf what = { 0 };
	ecert_err e;

	if (has_header(der->ptr, der->len))
		return eci_ses_seal_decode(ctx, where, der->ptr, der->len, &seal->ses);
	e = eci_buf_addf(ctx, &what, "%s: not an electronic seal", where);
	if (e == ECERT_OK)
		e = eci_ses_seal_decode(ctx, (char *)what.ptr, der->ptr, der->len, &seal->ses);
	eci_buf_free(&what);
	return e;
}

ecert_err
eci_seal_of(ecert_ctx *ctx, const char *where, struct eci_buf *der, ecert_seal **out)
{
	ecert_seal *seal = NULL;
	ecert_err e;

	*out = NULL;
	if ((e = refuse_pem(ctx, where, der)) != ECERT_OK)
		goto out;
	if ((seal = calloc(1, sizeof(*seal))) == NULL) {
		e = eci_nomem(ctx);
		goto out;
	}
	seal->der = *der;
	memset(der, 0, sizeof(*der));
	if ((e = decode(ctx, where, seal)) != ECERT_OK ||
	    (e = copy_text(ctx, seal->ses.vendor, &seal->vendor)) != ECERT_OK ||
	    (e = copy_text(ctx, seal->ses.id, &seal->id)) != ECERT_OK ||
	    (e = copy_text(ctx, seal->ses.name, &seal->name)) != ECERT_OK ||
	    (e = copy_text(ctx, seal->ses.picture_type, &seal->picture_type)) != ECERT_OK ||
	    (e = read_subjects(ctx, seal)) != ECERT_OK ||
	    (e = read_ext_oids(ctx, seal)) != ECERT_OK)
		goto out;
	seal->format = eci_picture_format(seal->ses.picture);
	*out = seal;
	seal = NULL;
out:
	ecert_seal_free(seal);
	eci_buf_free(der);
	return e;
}

ecert_err
ecert_seal_load_file(ecert_ctx *ctx, const char *path, ecert_seal **out)
{
	struct eci_buf der = { 0 };
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	if ((e = eci_read_file(ctx, path, ecert_ctx_limit(ctx, ECERT_LIMIT_SES_BYTES),
	    &der)) != ECERT_OK)
		return e;
	return eci_seal_of(ctx, path, &der, out);
}

ecert_err
ecert_seal_load_mem(ecert_ctx *ctx, const uint8_t *p, size_t len, ecert_seal **out)
{
	uint64_t max = ecert_ctx_limit(ctx, ECERT_LIMIT_SES_BYTES);
	struct eci_buf der = { 0 };
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	if (len > max)
		return eci_fail(ctx, ECERT_E_LIMIT, "seal: %zu bytes, above %llu", len,
		    (unsigned long long)max);
	if ((e = eci_buf_add(ctx, &der, p, len)) != ECERT_OK)
		return e;
	return eci_seal_of(ctx, "seal", &der, out);
}

void
ecert_seal_free(ecert_seal *seal)
{
	size_t i;

	if (seal == NULL)
		return;
	for (i = 0; seal->signers != NULL && i < seal->ses.n_list; i++)
		free(seal->signers[i]);
	free(seal->signer_ends);
	free(seal->signers);
	for (i = 0; seal->ext_oids != NULL && i < seal->ses.n_exts; i++)
		free(seal->ext_oids[i]);
	free(seal->ext_oids);
	free(seal->maker);
	eci_ses_seal_free(&seal->ses);
	eci_buf_free(&seal->der);
	free(seal->vendor);
	free(seal->id);
	free(seal->name);
	free(seal->picture_type);
	free(seal);
}
