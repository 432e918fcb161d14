/* SPDX-License-Identifier: Apache-2.0 */
/*
 * status_load.c - a signed list out of its bytes: SignedData of GB/T 35275 whose
 * content is the text.  What it takes to believe it, who signed and whether he
 * may, is for others to judge; only the value is checked here, once.
 */
#include <stdlib.h>
#include <string.h>

#include "cms/cms.h"
#include "status/status_priv.h"

static const char begin_cms[] = "-----BEGIN CMS-----";
static const char end_cms[] = "-----END CMS-----";

static size_t
skip_space(const uint8_t *p, size_t n, size_t i)
{
	while (i < n && (p[i] == ' ' || p[i] == '\t' || p[i] == '\r' || p[i] == '\n'))
		i++;
	return i;
}

/* One block "CMS" (RFC 7468 9) and nothing around it. */
static ecert_err
read_pem(ecert_ctx *ctx, const char *name, const uint8_t *p, size_t n, size_t i,
    struct eci_buf *out)
{
	size_t from = i + sizeof(begin_cms) - 1, to = from, end, got = 0;
	ecert_err e;

	while (to < n && p[to] != '-')
		to++;
	end = to + sizeof(end_cms) - 1;
	if (end > n || memcmp(p + to, end_cms, sizeof(end_cms) - 1) != 0 ||
	    skip_space(p, n, end) != n)
		return eci_reject(ctx, ECERT_R_STATUS_UNAVAILABLE, name, NULL,
		    "not one PEM block of CMS");
	if ((e = eci_buf_room(ctx, out, to - from)) != ECERT_OK)
		return e;
	if (!eci_base64_decode((const char *)p + from, to - from, out->ptr, to - from, &got))
		return eci_reject(ctx, ECERT_R_STATUS_UNAVAILABLE, name, NULL,
		    "the PEM block is not base64");
	out->len = got;
	return ECERT_OK;
}

/* Whoever hands in the text itself, or another file, is told so, not about its bytes. */
static ecert_err
check_kind(ecert_ctx *ctx, const char *name, const uint8_t *p, size_t n)
{
	size_t i = skip_space(p, n, 0);

	if (n > 0 && p[0] == 0x30)
		return ECERT_OK;
	return eci_reject(ctx, ECERT_R_STATUS_UNAVAILABLE, name, NULL,
	    i < n && p[i] == '{' ? "no status list, but the text of one: seal-make status signs it" :
	    "no status list: neither DER nor a PEM block CMS");
}

/* The one form that is written. */
static ecert_err
check_form(ecert_ctx *ctx, const char *name, const struct eci_cms *cms)
{
	enum eci_cms_oid alg = eci_cms_oid_of(cms->sig_alg);
	const char *why = NULL;

	if (!cms->has_content)
		why = "without content";
	else if (!cms->has_time)
		why = "without a signed time";
	else if (!eci_bytes_equal(cms->attr_type, cms->content_type))
		why = "contentType is not that of the content";
	else if (alg != ECI_CMS_OID_SM2 && alg != ECI_CMS_OID_SM2_SM3)
		why = "not signed with SM2 and SM3";
	else if (cms->n_crls > 0 || cms->has_unsigned)
		why = "with parts that nobody signed";
	if (why == NULL)
		return ECERT_OK;
	return eci_reject(ctx, ECERT_R_STATUS_UNAVAILABLE, name, "GB/T 35275",
	    "no status list: %s", why);
}

static ecert_err
read_certs(ecert_ctx *ctx, const char *name, const struct eci_cms *cms, ecert_status *out)
{
	struct eci_cert *cert;
	size_t i, at = SIZE_MAX;
	ecert_err e;

	if ((e = eci_cms_signer_cert(ctx, name, ECERT_R_STATUS_UNAVAILABLE, cms,
	    &at)) != ECERT_OK)
		return e;
	if (at == SIZE_MAX)
		return eci_reject(ctx, ECERT_R_STATUS_UNAVAILABLE, name, "GB/T 35275",
		    "the signer's certificate is not in it");
	for (i = 0; i < cms->n_certs; i++) {
		cert = NULL;
		e = eci_cert_load(ctx, name, cms->certs[i].ptr, cms->certs[i].len, &cert);
		if (e == ECERT_OK && (e = eci_certs_add(ctx, &out->certs, cert)) == ECERT_OK &&
		    i == at)
			out->signer = eci_cert_ref(cert);
		eci_cert_free(cert);
		if (e != ECERT_OK)
			return e;
	}
	return ECERT_OK;
}

static ecert_err
check_value(ecert_ctx *ctx, const struct eci_cms *cms, ecert_status *out)
{
	uint8_t sm3[ECI_SM3_LEN];
	struct eci_buf tbs = { 0 };
	bool good = false;
	ecert_err e;

	if ((e = eci_sm3(ctx, cms->content.ptr, cms->content.len, sm3)) != ECERT_OK)
		return e;
	if ((e = eci_buf_add(ctx, &tbs, &cms->tbs_tag, 1)) == ECERT_OK &&
	    (e = eci_buf_add(ctx, &tbs, cms->tbs_rest.ptr, cms->tbs_rest.len)) == ECERT_OK)
		e = eci_sig_verify(ctx, out->signer, ECI_SIG_SM2_SM3,
		    (struct eci_bytes){ tbs.ptr, tbs.len }, cms->sig, NULL, &good);
	out->good = e == ECERT_OK && good && eci_bytes_equal(cms->attr_digest,
	    (struct eci_bytes){ sm3, sizeof(sm3) });
	eci_buf_free(&tbs);
	return e;
}

static ecert_err
read_der(ecert_ctx *ctx, const uint8_t *p, size_t n, ecert_status *out)
{
	uint64_t max = ecert_ctx_limit(ctx, ECERT_LIMIT_CRL_BYTES);
	struct eci_cms cms;
	ecert_err e;

	e = eci_cms_decode_max(ctx, out->name, ECERT_R_STATUS_UNAVAILABLE, p, n, max, &cms);
	if (e != ECERT_OK)
		return e;
	if ((e = check_form(ctx, out->name, &cms)) == ECERT_OK &&
	    (e = read_certs(ctx, out->name, &cms, out)) == ECERT_OK &&
	    (e = check_value(ctx, &cms, out)) == ECERT_OK)
		e = eci_status_read(ctx, out->name, cms.time, (const char *)cms.content.ptr,
		    cms.content.len, out);
	eci_cms_free(&cms);
	return e;
}

ecert_err
ecert_status_load(ecert_ctx *ctx, const uint8_t *data, size_t len, const char *name,
    ecert_status **out)
{
	uint64_t max = ecert_ctx_limit(ctx, ECERT_LIMIT_CRL_BYTES);
	ecert_status *list = NULL;
	struct eci_buf der = { 0 };
	size_t i;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	name = name != NULL ? name : "status list";
	if (len > max)
		return eci_fail(ctx, ECERT_E_LIMIT, "%zu bytes of a status list, more than %llu",
		    len, (unsigned long long)max);
	if ((list = calloc(1, sizeof(*list))) == NULL)
		return eci_nomem(ctx);
	if ((e = eci_strdup(ctx, name, &list->name)) != ECERT_OK)
		goto out;
	i = skip_space(data, len, 0);
	if (len - i >= sizeof(begin_cms) - 1 &&
	    memcmp(data + i, begin_cms, sizeof(begin_cms) - 1) == 0) {
		if ((e = read_pem(ctx, name, data, len, i, &der)) == ECERT_OK)
			e = read_der(ctx, der.ptr, der.len, list);
	} else if ((e = check_kind(ctx, name, data, len)) == ECERT_OK) {
		e = read_der(ctx, data, len, list);
	}
	if (e == ECERT_OK) {
		*out = list;
		list = NULL;
	}
out:
	eci_buf_free(&der);
	ecert_status_free(list);
	return e;
}

ecert_err
ecert_status_load_file(ecert_ctx *ctx, const char *path, ecert_status **out)
{
	struct eci_buf buf = { 0 };
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	e = eci_read_file(ctx, path, ecert_ctx_limit(ctx, ECERT_LIMIT_CRL_BYTES), &buf);
	if (e == ECERT_OK)
		e = ecert_status_load(ctx, buf.ptr, buf.len, path, out);
	eci_buf_free(&buf);
	return e;
}

void
ecert_status_free(ecert_status *list)
{
	if (list == NULL)
		return;
	eci_cert_free(list->signer);
	eci_certs_free(&list->certs);
	free(list->name);
	free(list->issuer);
	free(list->text);
	free(list->rows);
	free(list);
}

ecert_status_kind
ecert_status_kind_of(const ecert_status *list)
{
	return list->kind;
}

int
ecert_status_good(const ecert_status *list)
{
	return list->good;
}

void
eci_status_head(const ecert_status *list, struct eci_status_head *out)
{
	*out = (struct eci_status_head){ .kind = list->kind, .number = list->number,
	    .made = list->made, .next = list->next, .name = list->name,
	    .signer = list->signer, .certs = &list->certs, .good = list->good };
}
