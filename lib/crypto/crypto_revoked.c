/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_revoked.c - what the lists at hand say about a certificate at a time.
 * OpenSSL cannot check a list signed with the standard's SM2 ID; and an old
 * signature asks about then, not about now.
 */
#include <string.h>

#include "crypto/crypto_priv.h"

/* Why there is no answer: the later in this order, the nearer we came. */
enum why { WHY_NONE, WHY_SIGNATURE, WHY_USAGE, WHY_FOREIGN, WHY_PARTIAL, WHY_FUTURE, WHY_OLD };

static const char *const why_text[] = {
	[WHY_NONE] = "no list of this issuer",
	[WHY_SIGNATURE] = "the list is not signed by this issuer",
	[WHY_USAGE] = "the issuer's key usage does not allow lists",
	[WHY_PARTIAL] = "the list is of another distribution point",
	[WHY_FUTURE] = "the list is not in force yet",
	[WHY_OLD] = "the list ended before the time in question",
};

/* RFC 5280 5.3.1 */
enum { REASON_KEY = 1, REASON_CA = 2 };

static const char *
reason_text(uint8_t reason)
{
	static const char *const names[] = { "unspecified", "keyCompromise", "cACompromise",
	    "affiliationChanged", "superseded", "cessationOfOperation", "certificateHold",
	    "unused", "removeFromCRL", "privilegeWithdrawn", "aACompromise" };

	return reason < ECI_COUNT(names) ? names[reason] : "unknown reason";
}

static bool
is_of(const struct eci_crl_entry *entry, struct eci_bytes serial)
{
	return entry->serial_len == serial.len &&
	    memcmp(entry->serial, serial.ptr, serial.len) == 0;
}

/* The first of the entries of cert; NULL when it is not in the list. */
static const struct eci_crl_entry *
find(const struct eci_crl *crl, struct eci_bytes serial)
{
	size_t low = 0, high = crl->n, mid;
	const struct eci_crl_entry *at;
	int order;

	while (low < high) {
		mid = low + (high - low) / 2;
		at = &crl->v[mid];
		if (at->serial_len != serial.len)
			order = at->serial_len < serial.len ? -1 : 1;
		else
			order = memcmp(at->serial, serial.ptr, serial.len);
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < crl->n && is_of(&crl->v[low], serial) ? &crl->v[low] : NULL;
}

/* WHY_OLD and above: the list is authentic and about this certificate. */
static ecert_err
serves(ecert_ctx *ctx, struct eci_crl *crl, const struct eci_cert *cert,
    const struct eci_cert *issuer, bool empty_id, enum why *why, const char **text)
{
	unsigned checks = 0;
	enum eci_fit fit;
	ecert_err e;

	*why = WHY_NONE;
	if (!eci_name_equal(crl->issuer, issuer->subject))
		return ECERT_OK;
	*why = WHY_SIGNATURE;
	if ((e = eci_memo_verify(ctx, &crl->memo, &issuer->pub, crl->alg, crl->tbs, crl->sig,
	    empty_id, &checks, &fit)) != ECERT_OK || fit == ECI_FIT_NO)
		return e;
	*why = WHY_USAGE;
	if (issuer->exts.has_usage && (issuer->exts.usage & ECI_KU_CRL_SIGN) == 0)
		return ECERT_OK;
	*why = WHY_FOREIGN;
	if ((*text = crl->foreign) != NULL)
		return ECERT_OK;
	*why = WHY_PARTIAL;
	if ((crl->only_user && cert->exts.ca) || (crl->only_ca && !cert->exts.ca) ||
	    (crl->partial && !eci_crl_point_fits(ctx, crl, cert)))
		return ECERT_OK;
	*why = WHY_OLD;
	return ECERT_OK;
}

/*
 * Where several entries speak of it, the gravest counts: revoked by then, then a
 * key that was stolen (an authority may learn so only after it revoked), then
 * the earliest.
 */
static void
take(const struct eci_crl_entry *entry, int64_t at, struct eci_revocation *out)
{
	enum eci_revoked state = entry->since <= at ? ECI_REV_BEFORE : ECI_REV_AFTER;
	bool stolen = entry->reason == REASON_KEY || entry->reason == REASON_CA;
	bool better = entry->since < out->when;

	if (out->state != ECI_REV_BEFORE && out->state != ECI_REV_AFTER)
		better = true;
	else if (state != out->state)
		better = state == ECI_REV_BEFORE;
	else if (stolen != out->stolen && state == ECI_REV_AFTER)
		better = stolen;
	if (!better)
		return;
	out->state = state;
	out->when = entry->since;
	out->why = reason_text(entry->reason);
	out->stolen = stolen;
}

/* An entry counts however old the list is; its absence only in a list that
 * covers the time. */
static void
read_list(const struct eci_crl *crl, const struct eci_cert *cert, int64_t at, int64_t now,
    struct eci_revocation *out, enum why *why)
{
	const struct eci_crl_entry *entry = find(crl, cert->serial);

	if (entry != NULL) {
		for (; entry < crl->v + crl->n && is_of(entry, cert->serial); entry++)
			take(entry, at, out);
	} else if (crl->this_update > now)
		*why = WHY_FUTURE;
	else if ((crl->this_update >= at || (crl->has_next && crl->next_update >= now)) &&
	    out->state == ECI_REV_UNKNOWN) {
		out->state = ECI_REV_GOOD;
		out->why = "";
	}
}

ecert_err
eci_crl_check(ecert_ctx *ctx, const struct eci_crls *crls, const struct eci_cert *cert,
    const struct eci_cert *issuer, int64_t at, int64_t now, bool empty_id,
    struct eci_revocation *out)
{
	const char *text = NULL, *nearest_text = why_text[WHY_NONE];
	enum why why, nearest = WHY_NONE;
	ecert_err e;
	size_t i;

	memset(out, 0, sizeof(*out));
	out->why = "";
	for (i = 0; crls != NULL && i < crls->n; i++) {
		e = serves(ctx, crls->v[i], cert, issuer, empty_id, &why, &text);
		if (e != ECERT_OK)
			return e;
		if (why == WHY_OLD)
			read_list(crls->v[i], cert, at, now, out, &why);
		if (why > nearest) {
			nearest = why;
			nearest_text = why == WHY_FOREIGN ? text : why_text[why];
		}
	}
	if (out->state == ECI_REV_UNKNOWN)
		out->why = nearest_text;
	return ECERT_OK;
}

/*
 * RFC 5280 6.3.3 (b)(2): both are GeneralNames.  A list of a distribution point
 * says nothing about certificates of the others.
 */
static bool
has_name(struct eci_der *names, struct eci_bytes want)
{
	struct eci_der_val v;

	while (!eci_der_end(names) && eci_der_any(names, "GeneralName", &v) == ECERT_OK)
		if (eci_bytes_equal(v.whole, want))
			return true;
	return false;
}

/* names: the body of DistributionPointName, fullName [0] or relative name [1]. */
static bool
points_meet(ecert_ctx *ctx, struct eci_bytes ours, struct eci_bytes theirs)
{
	struct eci_der a = eci_der(ctx, "", ECERT_R_CERT_MALFORMED, ours.ptr, ours.len);
	struct eci_der b = eci_der(ctx, "", ECERT_R_CERT_MALFORMED, theirs.ptr, theirs.len);
	struct eci_der names, all;
	struct eci_der_val v;

	if (eci_der_peek(&a) != 0xa0 || eci_der_peek(&b) != 0xa0 ||
	    eci_der_enter(&a, 0xa0, "fullName", &names, NULL) != ECERT_OK ||
	    eci_der_enter(&b, 0xa0, "fullName", &all, NULL) != ECERT_OK)
		return false;
	while (!eci_der_end(&names) && eci_der_any(&names, "GeneralName", &v) == ECERT_OK) {
		struct eci_der again = all;

		if (has_name(&again, v.whole))
			return true;
	}
	return false;
}

bool
eci_crl_point_fits(ecert_ctx *ctx, const struct eci_crl *crl, const struct eci_cert *cert)
{
	struct eci_der d = eci_der(ctx, "", ECERT_R_CERT_MALFORMED, cert->exts.crl_points.ptr,
	    cert->exts.crl_points.len);
	struct eci_der point;
	struct eci_der_val v;

	while (!eci_der_end(&d)) {
		if (eci_der_enter(&d, ECI_DER_SEQUENCE, "DistributionPoint", &point, NULL) != ECERT_OK)
			return false;
		while (!eci_der_end(&point)) {
			if (eci_der_any(&point, "DistributionPoint", &v) != ECERT_OK)
				return false;
			if (v.tag == 0xa0 && points_meet(ctx, crl->point, v.body))
				return true;
		}
	}
	return false;
}
