/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seal_make.c - a new seal (GM/T 0031-2014 6.1.2, GB/T 38540-2020): describe it,
 * let its maker sign it, read it back.
 */
#include <stdlib.h>
#include <string.h>

#include "seal/seal_priv.h"
#include "signer/signer.h"
#include "tsp/tsp.h"

/* Reason and message of eci_reject(); the state is at fault, not the input. */
#define REFUSE(ctx, r, where, ...) \
	(eci_reject((ctx), (r), (where), NULL, __VA_ARGS__), ECERT_E_STATE)

static ecert_err
check_spec(ecert_ctx *ctx, const ecert_seal_spec *spec, ecert_ses_version version)
{
	const char *missing = spec->id == NULL ? "code (esID)" :
	    spec->vendor == NULL ? "vendor (Vid)" : spec->name == NULL ? "name" :
	    spec->picture.len == 0 ? "picture" : spec->until == 0 ? "validity" :
	    spec->certs.n == 0 ? "certificate of anybody who may sign with it" : NULL;
	char until[24];

	if (version != ECERT_SES_V1 && version != ECERT_SES_V4 && version != ECERT_SES_V5)
		return eci_fail(ctx, ECERT_E_ARG, "no seal version %d", (int)version);
	if (missing != NULL)
		return eci_fail(ctx, ECERT_E_ARG, "a seal without %s", missing);
	if (spec->digests && version == ECERT_SES_V1)
		return eci_fail(ctx, ECERT_E_ARG,
		    "GM/T 0031-2014: a list of certificate digests needs version 4 or 5");
	if (spec->tsa != NULL && version != ECERT_SES_V5)
		return eci_fail(ctx, ECERT_E_ARG,
		    "a seal of version %d has no place for a time stamp, one of version 5 has",
		    (int)version);
	if (spec->until <= eci_now(ctx))
		return eci_fail(ctx, ECERT_E_ARG, "a seal that ended already, at %s",
		    eci_time_iso(spec->until, until));
	return ECERT_OK;
}

/* RSA stands in GM/T 0031-2014 alone: a later seal of an RSA key, or for one,
 * would be of no use to anybody. */
static ecert_err
check_rsa(ecert_ctx *ctx, const struct eci_cert *cert, ecert_ses_version version)
{
	if (version == ECERT_SES_V1 || eci_cert_is_sm2(cert))
		return ECERT_OK;
	return REFUSE(ctx, ECERT_R_KEY_BAD, eci_cert_subject(cert),
	    "an RSA key; %s signs with SM2, only seals of GM/T 0031-2014 take RSA",
	    version == ECERT_SES_V4 ? "GB/T 38540-2020" : "GM/T 0031-2025");
}

static ecert_err
check_keys(ecert_ctx *ctx, const ecert_seal_spec *spec, const struct eci_cert *maker,
    ecert_ses_version version)
{
	ecert_err e = check_rsa(ctx, maker, version);
	size_t i;

	for (i = 0; e == ECERT_OK && i < spec->certs.n; i++)
		e = check_rsa(ctx, spec->certs.v[i], version);
	return e;
}

/* Trust in the maker is the verifier's business; here only what needs no anchor. */
static ecert_err
check_maker(ecert_ctx *ctx, const struct eci_cert *maker)
{
	const char *who = eci_cert_subject(maker);
	int64_t now = eci_now(ctx);
	char at[24], from[24], until[24];

	if (!eci_cert_key_ok(maker))
		return REFUSE(ctx, ECERT_R_KEY_BAD, who, "not a usable key");
	if (now < eci_cert_not_before(maker) || now > eci_cert_not_after(maker))
		return REFUSE(ctx, ECERT_R_CERT_EXPIRED, who,
		    "the seal maker's certificate is valid from %s to %s, not at %s",
		    eci_time_iso(eci_cert_not_before(maker), from),
		    eci_time_iso(eci_cert_not_after(maker), until), eci_time_iso(now, at));
	if (eci_cert_usage(maker) == ECI_USAGE_OTHER)
		return REFUSE(ctx, ECERT_R_CERT_USAGE, who,
		    "the seal maker's key usage (%s) allows no signatures",
		    eci_cert_usage_text(maker));
	if (eci_cert_unknown_critical(maker) != NULL)
		return REFUSE(ctx, ECERT_R_CERT_CONSTRAINT, who,
		    "the seal maker's certificate has a critical extension that is not understood (%s)",
		    eci_cert_unknown_critical(maker));
	return ECERT_OK;
}

/* certList: certificates as they are, or their SM3 digests in *digests. */
static ecert_err
make_list(ecert_ctx *ctx, const ecert_seal_spec *spec, struct eci_bytes **list,
    uint8_t **digests)
{
	size_t i, n = spec->certs.n;
	ecert_err e;

	*list = calloc(n, sizeof(**list));
	*digests = calloc(n, ECI_SM3_LEN);
	if (*list == NULL || *digests == NULL)
		return eci_nomem(ctx);
	for (i = 0; i < n; i++) {
		(*list)[i] = eci_cert_der(spec->certs.v[i]);
		if (!spec->digests)
			continue;
		if ((e = eci_sm3(ctx, (*list)[i].ptr, (*list)[i].len,
		    *digests + i * ECI_SM3_LEN)) != ECERT_OK)
			return e;
		(*list)[i].ptr = *digests + i * ECI_SM3_LEN;
		(*list)[i].len = ECI_SM3_LEN;
	}
	return ECERT_OK;
}

/* The names that GM/T 0031 lists in capitals; "ofd" as those who use it write it. */
static const char *
type_of(struct eci_bytes picture)
{
	static const char *const names[][2] = { { "png", "PNG" }, { "jpg", "JPG" },
	    { "gif", "GIF" }, { "bmp", "BMP" }, { "svg", "SVG" } };
	const char *format = eci_picture_format(picture);
	size_t i;

	for (i = 0; i < ECI_COUNT(names); i++)
		if (strcmp(format, names[i][0]) == 0)
			return names[i][1];
	return format;
}

static ecert_err
encode_info(ecert_ctx *ctx, const ecert_seal_spec *spec, ecert_ses_version version,
    struct eci_buf *info)
{
	struct eci_ses_seal_info in = {
		.version = version, .vendor = spec->vendor, .id = spec->id,
		.name = spec->name, .type = spec->type, .created = eci_now(ctx),
		.valid_from = spec->from, .valid_until = spec->until,
		.list_type = spec->digests ? 2 : 1, .n_list = spec->certs.n,
		.picture = { spec->picture.ptr, spec->picture.len },
		.width = spec->width, .height = spec->height, .n_exts = spec->n_exts,
	};
	struct eci_ses_ext *exts = NULL;
	struct eci_bytes *list = NULL;
	uint8_t *digests = NULL;
	ecert_err e;

	if ((e = make_list(ctx, spec, &list, &digests)) == ECERT_OK &&
	    (e = eci_seal_exts(ctx, spec, &exts)) == ECERT_OK) {
		in.list = list;
		in.exts = exts;
		in.picture_type = type_of(in.picture);
		e = eci_ses_info_encode(ctx, &in, info);
	}
	free(list);
	free(digests);
	free(exts);
	return e;
}

/* What was made is what a verifier will read, and its signature holds. */
static ecert_err
check_made(ecert_ctx *ctx, const ecert_seal *seal, const struct eci_cert *maker)
{
	const struct eci_ses_seal *ses = &seal->ses;
	bool good = false;
	ecert_err e;

	e = eci_sig_verify(ctx, maker, eci_sig_alg_of(ses->alg), ses->tbs, ses->sig, NULL,
	    &good);
	if (e == ECERT_OK && (!good || ses->notes.n != 0))
		e = eci_fail(ctx, ECERT_E_INTERNAL, "the seal made does not verify");
	return e;
}

static ecert_err
sign_and_encode(ecert_ctx *ctx, ecert_ses_version version, const struct eci_buf *info,
    const ecert_signer *maker, const ecert_tsa *tsa, struct eci_buf *der)
{
	struct eci_ses_who who = { eci_cert_der(eci_signer_cert(maker)),
		eci_sig_alg_oid(eci_signer_alg(maker)) };
	struct eci_buf tbs = { 0 }, sig = { 0 }, token = { 0 };
	struct eci_bytes bytes;
	ecert_err e;

	if ((e = eci_ses_seal_tbs(ctx, version, info, who, &tbs)) != ECERT_OK)
		goto out;
	bytes.ptr = tbs.ptr;
	bytes.len = tbs.len;
	if ((e = eci_signer_sign(ctx, maker, bytes, &sig)) != ECERT_OK)
		goto out;
	bytes.ptr = sig.ptr;
	bytes.len = sig.len;
	/* GM/T 0031-2025: over signedValue, the contents of the BIT STRING. */
	if (tsa == NULL || (e = eci_tsp_stamp(ctx, tsa, bytes, &token)) == ECERT_OK)
		e = eci_ses_seal_encode(ctx, version, info, who, bytes,
		    (struct eci_bytes){ token.ptr, token.len }, der);
out:
	eci_buf_free(&tbs);
	eci_buf_free(&sig);
	eci_buf_free(&token);
	return e;
}

ecert_err
ecert_seal_make(ecert_ctx *ctx, const ecert_seal_spec *spec, const ecert_signer *maker,
    ecert_ses_version version, ecert_seal **out)
{
	struct eci_buf info = { 0 }, der = { 0 };
	ecert_seal *seal = NULL;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	if ((e = check_spec(ctx, spec, version)) != ECERT_OK ||
	    (e = check_keys(ctx, spec, eci_signer_cert(maker), version)) != ECERT_OK ||
	    (e = check_maker(ctx, eci_signer_cert(maker))) != ECERT_OK ||
	    (e = encode_info(ctx, spec, version, &info)) != ECERT_OK ||
	    (e = sign_and_encode(ctx, version, &info, maker, spec->tsa, &der)) != ECERT_OK ||
	    (e = eci_seal_of(ctx, "new seal", &der, &seal)) != ECERT_OK ||
	    (e = check_made(ctx, seal, eci_signer_cert(maker))) != ECERT_OK)
		goto out;
	*out = seal;
	seal = NULL;
out:
	ecert_seal_free(seal);
	eci_buf_free(&info);
	eci_buf_free(&der);
	return e;
}
