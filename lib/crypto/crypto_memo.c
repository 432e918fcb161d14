/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_memo.c - certificates and lists are shared by threads and checked over
 * and over in a batch.  The first good check is remembered, by the key that made
 * it; a bad one never is.
 */
#include <string.h>

#include "crypto/crypto_priv.h"

static bool
recall(const struct eci_memo *memo, const struct eci_pub *issuer, bool empty_id,
    enum eci_fit *how)
{
	if (atomic_load_explicit(&memo->state, memory_order_acquire) != 2 ||
	    memcmp(memo->key, issuer->id, sizeof(memo->key)) != 0 ||
	    (memo->empty_id && !empty_id))
		return false;
	*how = memo->empty_id ? ECI_FIT_EMPTY_ID : ECI_FIT_DEFAULT_ID;
	return true;
}

static void
remember(struct eci_memo *memo, const struct eci_pub *issuer, enum eci_fit how)
{
	int empty = 0;

	if (!atomic_compare_exchange_strong(&memo->state, &empty, 1))
		return;
	memcpy(memo->key, issuer->id, sizeof(memo->key));
	memo->empty_id = how == ECI_FIT_EMPTY_ID;
	atomic_store_explicit(&memo->state, 2, memory_order_release);
}

ecert_err
eci_memo_verify(ecert_ctx *ctx, struct eci_memo *memo, const struct eci_pub *issuer,
    enum eci_sig_alg alg, struct eci_bytes msg, struct eci_bytes sig, bool empty_id,
    unsigned *checks, enum eci_fit *how)
{
	enum eci_sig_form form;
	bool good = false;
	ecert_err e;

	*how = ECI_FIT_NO;
	if (recall(memo, issuer, empty_id, how))
		return ECERT_OK;
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
	if (*how != ECI_FIT_NO)
		remember(memo, issuer, *how);
	return ECERT_OK;
}
