/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_memo.c - certificates and lists are shared by threads and checked over
 * and over in a batch.  The first good check is remembered, and the first bad one,
 * each by the key that made it: what is checked does not change, nor does the answer.
 */
#include <string.h>

#include "crypto/crypto_priv.h"

void
eci_memo_init(struct eci_memo *memo)
{
	atomic_init(&memo->good.state, 0);
	atomic_init(&memo->refused.state, 0);
}

static bool
is_about(const struct eci_said *said, const struct eci_pub *issuer)
{
	return atomic_load_explicit(&said->state, memory_order_acquire) == 2 &&
	    memcmp(said->key, issuer->id, sizeof(said->key)) == 0;
}

/* What was refused counts as if it were checked again: how many checks there may be
 * must not depend on what was checked before. */
static bool
recall(const struct eci_memo *memo, const struct eci_pub *issuer, bool empty_id,
    unsigned *checks, enum eci_fit *how)
{
	if (is_about(&memo->good, issuer) && (!memo->good.empty_id || empty_id)) {
		*how = memo->good.empty_id ? ECI_FIT_EMPTY_ID : ECI_FIT_DEFAULT_ID;
		return true;
	}
	if (!is_about(&memo->refused, issuer) || memo->refused.empty_id != empty_id)
		return false;
	*checks += memo->refused.checks;
	return true;
}

static void
remember(struct eci_said *said, const struct eci_pub *issuer, bool empty_id, unsigned checks)
{
	int empty = 0;

	if (!atomic_compare_exchange_strong(&said->state, &empty, 1))
		return;
	memcpy(said->key, issuer->id, sizeof(said->key));
	said->empty_id = empty_id;
	said->checks = checks;
	atomic_store_explicit(&said->state, 2, memory_order_release);
}

/* The default ID, else under empty_id the empty one. */
static ecert_err
try_ids(ecert_ctx *ctx, const struct eci_pub *issuer, enum eci_sig_alg alg,
    struct eci_bytes msg, struct eci_bytes sig, bool empty_id, unsigned *checks,
    enum eci_fit *how)
{
	enum eci_sig_form form;
	bool good = false;
	ecert_err e;

	(*checks)++;
	e = eci_pub_verify(ctx, issuer, alg, ECI_SM2_ID, msg, sig, &form, &good);
	if (e != ECERT_OK)
		return e;
	if (good)
		*how = ECI_FIT_DEFAULT_ID;
	else if (empty_id && alg == ECI_SIG_SM2_SM3) {
		(*checks)++;
		e = eci_pub_verify(ctx, issuer, alg, "", msg, sig, &form, &good);
		if (e != ECERT_OK)
			return e;
		if (good)
			*how = ECI_FIT_EMPTY_ID;
	}
	/* X.509 signatures are DER (GM/T 0009-2012 7.3); r || s is met in seals alone. */
	if (good && alg == ECI_SIG_SM2_SM3 && form != ECI_SIG_DER)
		*how = ECI_FIT_NO;
	return ECERT_OK;
}

ecert_err
eci_memo_verify(ecert_ctx *ctx, struct eci_memo *memo, const struct eci_pub *issuer,
    enum eci_sig_alg alg, struct eci_bytes msg, struct eci_bytes sig, bool empty_id,
    unsigned *checks, enum eci_fit *how)
{
	unsigned before = *checks;
	ecert_err e;

	*how = ECI_FIT_NO;
	if (recall(memo, issuer, empty_id, checks, how))
		return ECERT_OK;
	if ((e = try_ids(ctx, issuer, alg, msg, sig, empty_id, checks, how)) != ECERT_OK)
		return e;
	if (*how != ECI_FIT_NO)
		remember(&memo->good, issuer, *how == ECI_FIT_EMPTY_ID, 0);
	else
		remember(&memo->refused, issuer, empty_id, *checks - before);
	return ECERT_OK;
}
