/* SPDX-License-Identifier: Apache-2.0 */
/* seal_spec.c - what to make, checked as it is given.  See ecert/seal.h. */
#include <stdlib.h>
#include <string.h>

#include "seal/seal_priv.h"

#define TEXT_MAX 1024     /* bytes of a vendor, code or name */
#define SIDE_MAX 500      /* mm; larger seals are read, not made */

ecert_err
ecert_seal_spec_new(ecert_ctx *ctx, ecert_seal_spec **out)
{
	eci_clear(ctx);
	if ((*out = calloc(1, sizeof(**out))) == NULL)
		return eci_nomem(ctx);
	/* An organisation's seal (GM/T 0031-2014 6.1.1). */
	(*out)->type = 1;
	return ECERT_OK;
}

void
ecert_seal_spec_free(ecert_seal_spec *spec)
{
	size_t i;

	if (spec == NULL)
		return;
	for (i = 0; i < spec->n_exts; i++)
		eci_seal_ext_free(&spec->exts[i]);
	free(spec->exts);
	free(spec->vendor);
	free(spec->id);
	free(spec->name);
	eci_buf_free(&spec->picture);
	eci_certs_free(&spec->certs);
	free(spec);
}

/* IA5String; and what cannot be seen in it would only mislead. */
static bool
is_printable_ascii(const char *s)
{
	for (; *s != '\0'; s++)
		if (*s < 0x20 || *s > 0x7e)
			return false;
	return true;
}

static bool
is_clean_utf8(const char *s)
{
	size_t n = strlen(s), i, step;
	uint32_t cp;

	for (i = 0; i < n; i += step)
		if ((step = eci_utf8_next(s + i, n - i, &cp)) == 0 || eci_cp_is_control(cp))
			return false;
	return true;
}

static ecert_err
set_text(ecert_ctx *ctx, const char *what, bool ascii, const char *s, char **field)
{
	char *copy = NULL;
	ecert_err e;

	eci_clear(ctx);
	if (s == NULL || s[0] == '\0')
		return eci_fail(ctx, ECERT_E_ARG, "%s: empty", what);
	if (strlen(s) > TEXT_MAX)
		return eci_fail(ctx, ECERT_E_ARG, "%s: longer than %d bytes", what, TEXT_MAX);
	if (ascii && !is_printable_ascii(s))
		return eci_fail(ctx, ECERT_E_ARG, "%s: not printable ASCII", what);
	if (!is_clean_utf8(s))
		return eci_fail(ctx, ECERT_E_ARG,
		    "%s: not UTF-8, or with control characters", what);
	if ((e = eci_strdup(ctx, s, &copy)) != ECERT_OK)
		return e;
	free(*field);
	*field = copy;
	return ECERT_OK;
}

ecert_err
ecert_seal_spec_set_id(ecert_ctx *ctx, ecert_seal_spec *spec, const char *id)
{
	return set_text(ctx, "seal code (esID)", true, id, &spec->id);
}

ecert_err
ecert_seal_spec_set_vendor(ecert_ctx *ctx, ecert_seal_spec *spec, const char *vendor)
{
	return set_text(ctx, "vendor (Vid)", true, vendor, &spec->vendor);
}

ecert_err
ecert_seal_spec_set_name(ecert_ctx *ctx, ecert_seal_spec *spec, const char *name)
{
	return set_text(ctx, "seal name", false, name, &spec->name);
}

void
ecert_seal_spec_set_type(ecert_seal_spec *spec, int64_t type)
{
	spec->type = type;
}

void
ecert_seal_spec_set_cert_digests(ecert_seal_spec *spec, int on)
{
	spec->digests = on != 0;
}

ecert_err
ecert_seal_spec_set_picture(ecert_ctx *ctx, ecert_seal_spec *spec, const uint8_t *data,
    size_t len, unsigned width, unsigned height)
{
	uint64_t max = ecert_ctx_limit(ctx, ECERT_LIMIT_PICTURE_BYTES);
	struct eci_bytes picture = { data, len };
	struct eci_buf copy = { 0 };
	ecert_err e;

	eci_clear(ctx);
	if (width == 0 || width > SIDE_MAX || height == 0 || height > SIDE_MAX)
		return eci_fail(ctx, ECERT_E_ARG, "a seal of %u x %u mm: each side is 1 to %d mm",
		    width, height, SIDE_MAX);
	if (len > max)
		return eci_fail(ctx, ECERT_E_LIMIT, "seal picture: %zu bytes, above %llu", len,
		    (unsigned long long)max);
	if (eci_picture_format(picture)[0] == '\0')
		return eci_fail(ctx, ECERT_E_UNSUPPORTED,
		    "seal picture: not PNG, JPEG, GIF, BMP, SVG or OFD");
	if ((e = eci_buf_add(ctx, &copy, data, len)) != ECERT_OK)
		return e;
	eci_buf_free(&spec->picture);
	spec->picture = copy;
	spec->width = width;
	spec->height = height;
	return ECERT_OK;
}

void
ecert_seal_spec_set_tsa(ecert_seal_spec *spec, const ecert_tsa *tsa)
{
	spec->tsa = tsa;
}

ecert_err
ecert_seal_spec_set_validity(ecert_ctx *ctx, ecert_seal_spec *spec, int64_t from,
    int64_t until)
{
	char a[24], b[24];

	eci_clear(ctx);
	if (from >= until)
		return eci_fail(ctx, ECERT_E_ARG, "seal valid from %s until %s",
		    eci_time_iso(from, a), eci_time_iso(until, b));
	spec->from = from;
	spec->until = until;
	return ECERT_OK;
}

/*
 * An organisation has two certificates, one to sign and one to encrypt: the
 * wrong one in the list would make a seal that nobody can use.
 */
static ecert_err
check_signer(ecert_ctx *ctx, const ecert_seal_spec *spec, const struct eci_cert *cert)
{
	size_t i;

	if (!eci_cert_key_ok(cert))
		return eci_reject(ctx, ECERT_R_KEY_BAD, eci_cert_subject(cert), NULL,
		    "the certificate's public key is not usable: its curve, point or size");
	if (eci_cert_usage(cert) == ECI_USAGE_OTHER)
		return eci_reject(ctx, ECERT_R_CERT_USAGE, eci_cert_subject(cert), NULL,
		    "the certificate's key usage (%s) allows no signatures",
		    eci_cert_usage_text(cert));
	for (i = 0; i < spec->certs.n; i++)
		if (eci_cert_same(spec->certs.v[i], cert))
			return eci_fail(ctx, ECERT_E_ARG, "%s: given twice",
			    eci_cert_subject(cert));
	return ECERT_OK;
}

ecert_err
ecert_seal_spec_add_cert(ecert_ctx *ctx, ecert_seal_spec *spec, const uint8_t *cert,
    size_t len)
{
	struct eci_certs list = { 0 };
	ecert_err e;

	eci_clear(ctx);
	if ((e = eci_certs_load(ctx, "signer's certificate", cert, len, &list)) != ECERT_OK)
		return e;
	if (list.n != 1)
		e = eci_fail(ctx, ECERT_E_ARG,
		    "signer's certificate: %zu certificates where one belongs", list.n);
	else if ((e = check_signer(ctx, spec, list.v[0])) == ECERT_OK)
		e = eci_certs_add(ctx, &spec->certs, list.v[0]);
	eci_certs_free(&list);
	return e;
}
