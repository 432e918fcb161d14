/* SPDX-License-Identifier: Apache-2.0 */
/* tsp_check.c - whether a time stamp is of certain bytes, and of a certificate. */
#include <string.h>

#include "tsp/tsp_priv.h"

static ecert_err
digest(ecert_ctx *ctx, bool sm3, struct eci_bytes data, uint8_t out[TSP_IMPRINT_LEN])
{
	return sm3 ? eci_sm3(ctx, data.ptr, data.len, out) :
	    eci_sha256(ctx, data.ptr, data.len, out);
}

ecert_err
eci_tsp_imprints(ecert_ctx *ctx, const struct eci_tsp_info *info, struct eci_bytes data,
    bool *yes)
{
	uint8_t hash[TSP_IMPRINT_LEN];
	ecert_err e;

	*yes = false;
	if (info->alg == ECI_TSP_OTHER || info->imprint.len != sizeof(hash))
		return ECERT_OK;
	e = digest(ctx, info->alg == ECI_TSP_SM3, data, hash);
	*yes = e == ECERT_OK && memcmp(hash, info->imprint.ptr, sizeof(hash)) == 0;
	return e;
}

/* The certificates of list the SignerInfo means: how many different ones, and the
 * first.  exact: by the bytes of the name. */
static ecert_err
pick(ecert_ctx *ctx, const struct eci_tsp_token *t, const struct eci_certs *list, bool exact,
    struct eci_cert **out, size_t *n)
{
	ecert_err e = ECERT_OK;
	bool yes = false;
	size_t i;

	*n = 0;
	*out = NULL;
	for (i = 0; e == ECERT_OK && i < list->n; i++) {
		if (exact)
			yes = eci_cms_names(&t->cms, eci_cert_der(list->v[i]));
		else
			e = eci_who_is(ctx, list->v[i], t->cms.issuer, t->cms.serial, &yes);
		if (e != ECERT_OK || !yes || (*out != NULL && eci_cert_same(*out, list->v[i])))
			continue;
		if ((*n)++ == 0)
			*out = list->v[i];
	}
	return e;
}

/* With two to choose from, each would be a guess. */
static ecert_err
pick_one(ecert_ctx *ctx, const struct eci_tsp_token *t, const struct eci_certs *list,
    struct eci_cert **out)
{
	struct eci_cert *found = NULL;
	ecert_err e;
	size_t n = 0;

	if ((e = pick(ctx, t, list, true, &found, &n)) == ECERT_OK && n == 0)
		e = pick(ctx, t, list, false, &found, &n);
	if (e == ECERT_OK && n == 1)
		*out = eci_cert_ref(found);
	return e;
}

ecert_err
eci_tsp_signer(ecert_ctx *ctx, const struct eci_tsp_token *token,
    const struct eci_certs *others, struct eci_cert **out)
{
	static const char where[] = "timeStamp";
	size_t index = SIZE_MAX;
	ecert_err e;

	*out = NULL;
	if ((e = eci_cms_signer_cert(ctx, where, ECERT_R_TIMESTAMP_BAD, &token->cms,
	    &index)) != ECERT_OK)
		return e;
	if (index != SIZE_MAX)
		return eci_cert_load(ctx, where, token->cms.certs[index].ptr,
		    token->cms.certs[index].len, out);
	return others != NULL ? pick_one(ctx, token, others, out) : ECERT_OK;
}

/* What is signed (RFC 5652 5.4): the attributes as received, as a SET. */
static ecert_err
check_value(ecert_ctx *ctx, const struct eci_cms *cms, const struct eci_cert *cert, bool *good,
    const char **why)
{
	bool sm3 = eci_cms_digest_is_sm3(cms), empty = false;
	struct eci_buf msg = { 0 };
	struct eci_bytes m;
	ecert_err e;

	if ((e = eci_buf_add(ctx, &msg, &cms->tbs_tag, 1)) != ECERT_OK ||
	    (e = eci_buf_add(ctx, &msg, cms->tbs_rest.ptr, cms->tbs_rest.len)) != ECERT_OK)
		goto out;
	m = (struct eci_bytes){ msg.ptr, msg.len };
	if ((e = eci_sig_verify(ctx, cert, sm3 ? ECI_SIG_SM2_SM3 : ECI_SIG_RSA_SHA256, m, cms->sig,
	    NULL, good)) != ECERT_OK || *good)
		goto out;
	*why = "it is not as its authority signed it";
	/* What OpenSSL makes and accepts by itself; it helps to know. */
	if (sm3 && eci_cert_is_sm2(cert))
		e = eci_sig_verify_as(ctx, cert, "", m, cms->sig, &empty);
	if (e == ECERT_OK && empty)
		*why = "it was signed with the empty SM2 ID";
out:
	eci_buf_free(&msg);
	return e;
}

static ecert_err
check_digest(ecert_ctx *ctx, const struct eci_cms *cms, bool *good, const char **why)
{
	uint8_t hash[TSP_IMPRINT_LEN];
	ecert_err e;

	e = digest(ctx, eci_cms_digest_is_sm3(cms), cms->content, hash);
	*good = e == ECERT_OK && eci_bytes_equal(cms->attr_digest,
	    (struct eci_bytes){ hash, sizeof(hash) });
	if (!*good)
		*why = "its messageDigest is not the digest of its TSTInfo";
	return e;
}

static ecert_err
check_all(ecert_ctx *ctx, const struct eci_tsp_token *token, const struct eci_cert *cert,
    bool *good, const char **why)
{
	ecert_err e;

	if ((e = check_digest(ctx, &token->cms, good, why)) != ECERT_OK || !*good ||
	    (e = check_value(ctx, &token->cms, cert, good, why)) != ECERT_OK || !*good ||
	    (e = eci_tsp_ess_fits(ctx, token, cert, good, why)) != ECERT_OK || !*good ||
	    token->info.tsa.len == 0)
		return e;
	e = eci_tsp_names(ctx, token->info.tsa, cert, good);
	if (!*good)
		*why = "it names another authority than its certificate does";
	return e;
}

ecert_err
eci_tsp_check(ecert_ctx *ctx, const struct eci_tsp_token *token, const struct eci_cert *cert,
    bool *good, const char **why)
{
	ecert_err e;

	*good = false;
	*why = "";
	/* What was good so far is not so where the rest could not be looked at. */
	if ((e = check_all(ctx, token, cert, good, why)) != ECERT_OK)
		*good = false;
	return e;
}
