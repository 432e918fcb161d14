/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_revoked.c - what the lists at hand say about a certificate at a time.
 * OpenSSL cannot check a list signed with the standard's SM2 ID; and an old
 * signature asks about then, not about now.
 */
#include <string.h>

#include "crypto/crypto_priv.h"

/* Why there is no answer: the later in this order, the nearer we came. */
enum why { WHY_NONE, WHY_SIGNATURE, WHY_KEY, WHY_USAGE, WHY_FOREIGN, WHY_PARTIAL, WHY_ISSUER,
	WHY_FUTURE, WHY_OLD, WHY_LATE, WHY_REMOVED };

/* A list without nextUpdate, which RFC 5280 5.1.2.5 forbids, is current for that
 * long; and lists about people are to be renewed that often. */
#define DAY 86400

static const char *const why_text[] = {
	[WHY_NONE] = "no list of this issuer",
	[WHY_SIGNATURE] = "the list is not signed by this issuer",
	[WHY_KEY] = "the list names another key of this issuer",
	[WHY_USAGE] = "the issuer's key usage does not allow lists",
	[WHY_PARTIAL] = "the list is of another distribution point",
	[WHY_ISSUER] = "the list was made when the issuer's certificate was not valid",
	[WHY_FUTURE] = "the list is not in force yet",
	[WHY_OLD] = "the list ended before the time in question",
	[WHY_LATE] = "the list was made after the certificate expired, when entries may have been "
	    "taken off",
	[WHY_REMOVED] = "the list removes the certificate, as only delta lists may",
};

static const char *
reason_text(uint8_t reason)
{
	static const char *const names[] = { "unspecified", "keyCompromise", "cACompromise",
	    "affiliationChanged", "superseded", "cessationOfOperation", "certificateHold",
	    "unused", "removeFromCRL", "privilegeWithdrawn", "aACompromise" };

	if (reason == ECI_REASON_NONE)
		return "no reason given";
	return reason < ECI_COUNT(names) ? names[reason] : "unknown reason";
}

/* Revoked then, before what is asked about, counts most; then a key that was stolen
 * (an authority may learn so only after it revoked). */
static int
weight(const struct eci_revocation *r)
{
	switch (r->state) {
	case ECI_REV_GOOD:
		return 1;
	case ECI_REV_AFTER:
		return r->stolen ? 4 : r->vague ? 3 : 2;
	case ECI_REV_BEFORE:
		return 5;
	default:
		return 0;
	}
}

void
eci_revocation_join(struct eci_revocation *out, const struct eci_revocation *more)
{
	int have = weight(out), comes = weight(more);

	if (comes < have)
		return;
	if (comes == have && (comes == 0 ||
	    (comes == 1 ? more->odd >= out->odd : more->when >= out->when)))
		return;
	*out = *more;
}

/* Not those of RFC 3161 4 (1) that leave what a key signed before as good as it was;
 * where no code is given, it says, nothing of it is. */
static bool
is_vague(uint8_t reason)
{
	return reason != 0 && (reason < ECI_REASON_MOVED || reason > ECI_REASON_CEASED);
}

void
eci_revocation_entry(struct eci_revocation *out, int64_t since, uint8_t reason, int64_t at)
{
	struct eci_revocation r = { .state = since <= at ? ECI_REV_BEFORE : ECI_REV_AFTER,
		.when = since, .why = reason_text(reason),
		.stolen = reason == ECI_REASON_KEY || reason == ECI_REASON_CA,
		.vague = is_vague(reason), .unsaid = reason == ECI_REASON_NONE };

	eci_revocation_join(out, &r);
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

static bool
other_key(const struct eci_crl *crl, const struct eci_cert *issuer)
{
	return crl->key_id.len != 0 && issuer->exts.key_id.len != 0 &&
	    !eci_bytes_equal(crl->key_id, issuer->exts.key_id);
}

/* *yes: the list is authentic and about this certificate. */
static ecert_err
serves(ecert_ctx *ctx, struct eci_crl *crl, const struct eci_cert *cert,
    const struct eci_cert *issuer, bool empty_id, bool *yes, unsigned *odd, enum why *why,
    const char **text)
{
	unsigned checks = 0;
	enum eci_fit fit;
	ecert_err e;

	*yes = false;
	*odd = 0;
	*why = WHY_NONE;
	if (!eci_name_equal(crl->issuer, issuer->subject))
		return ECERT_OK;
	*why = WHY_SIGNATURE;
	if ((e = eci_memo_verify(ctx, &crl->memo, &issuer->pub, crl->alg, crl->tbs, crl->sig,
	    empty_id, &checks, &fit)) != ECERT_OK || fit == ECI_FIT_NO)
		return e;
	*odd = fit == ECI_FIT_EMPTY_ID ? ECI_REV_EMPTY_ID : 0;
	*why = WHY_KEY;
	if (other_key(crl, issuer))
		return ECERT_OK;
	*why = WHY_USAGE;
	if (issuer->exts.has_usage && (issuer->exts.usage & ECI_KU_CRL_SIGN) == 0)
		return ECERT_OK;
	*why = WHY_FOREIGN;
	if ((*text = crl->foreign) != NULL)
		return ECERT_OK;
	*why = WHY_PARTIAL;
	if ((crl->only_user && cert->exts.ca) || (crl->only_ca && !cert->exts.ca))
		return ECERT_OK;
	*yes = true;
	return crl->partial ? eci_crl_point_fits(ctx, crl, cert, yes) : ECERT_OK;
}

/* Entries of certificates that expired may be taken off a list (RFC 5280 3.3), unless
 * it says that they are not. */
static bool
is_late(const struct eci_crl *crl, const struct eci_cert *cert)
{
	return crl->this_update > cert->not_after &&
	    !(crl->keeps && crl->keeps_from <= cert->not_after);
}

static unsigned
oddness(const struct eci_crl *crl, const struct eci_cert *cert, unsigned odd)
{
	if (!cert->exts.ca && crl->has_next && crl->next_update - crl->this_update > DAY)
		odd |= ECI_REV_SLOW;
	return odd;
}

static bool
is_current(const struct eci_crl *crl, int64_t now)
{
	return (crl->has_next ? crl->next_update : crl->this_update + DAY) >= now;
}

static void
decided_by(const struct eci_crl *crl, struct eci_revocation *r)
{
	r->by_list = true;
	r->made = crl->this_update;
	r->next = crl->has_next ? crl->next_update : 0;
}

/* What a list means that does not name cert. */
static enum why
read_absence(const struct eci_crl *crl, const struct eci_cert *cert,
    const struct eci_cert *issuer, int64_t at, int64_t now, unsigned odd,
    struct eci_revocation *out)
{
	struct eci_revocation good = { .state = ECI_REV_GOOD, .why = "" };

	if (crl->this_update > now)
		return WHY_FUTURE;
	if (crl->this_update < issuer->not_before || crl->this_update > issuer->not_after)
		return WHY_ISSUER;
	if (crl->this_update < at && !is_current(crl, now))
		return WHY_OLD;
	if (is_late(crl, cert))
		return WHY_LATE;
	good.odd = oddness(crl, cert, odd);
	decided_by(crl, &good);
	eci_revocation_join(out, &good);
	return WHY_NONE;
}

/* An entry counts however old the list is; its absence only in a list that
 * covers the time. */
static enum why
read_list(const struct eci_crl *crl, const struct eci_cert *cert,
    const struct eci_cert *issuer, int64_t at, int64_t now, unsigned odd,
    struct eci_revocation *out)
{
	const struct eci_crl_entry *entry = find(crl, cert->serial);
	struct eci_revocation named = { .state = ECI_REV_UNKNOWN };
	enum why why = WHY_NONE;

	if (entry == NULL)
		return read_absence(crl, cert, issuer, at, now, odd, out);
	for (; entry < crl->v + crl->n && is_of(entry, cert->serial); entry++)
		if (entry->reason == ECI_REASON_REMOVE)
			why = WHY_REMOVED;
		else
			eci_revocation_entry(&named, entry->since, entry->reason, at);
	decided_by(crl, &named);
	eci_revocation_join(out, &named);
	return why;
}

ecert_err
eci_crl_check(ecert_ctx *ctx, const struct eci_crls *crls, const struct eci_cert *cert,
    const struct eci_cert *issuer, int64_t at, int64_t now, bool empty_id,
    struct eci_revocation *out)
{
	const char *text = NULL, *nearest_text = why_text[WHY_NONE];
	enum why why, nearest = WHY_NONE;
	unsigned odd;
	bool yes;
	ecert_err e;
	size_t i;

	memset(out, 0, sizeof(*out));
	out->why = "";
	for (i = 0; crls != NULL && i < crls->n; i++) {
		e = serves(ctx, crls->v[i], cert, issuer, empty_id, &yes, &odd, &why, &text);
		if (e != ECERT_OK)
			return e;
		if (yes)
			why = read_list(crls->v[i], cert, issuer, at, now, odd, out);
		if (why > nearest) {
			nearest = why;
			nearest_text = why == WHY_FOREIGN ? text : why_text[why];
		}
	}
	if (out->state == ECI_REV_UNKNOWN)
		out->why = nearest_text;
	return ECERT_OK;
}
