/* SPDX-License-Identifier: Apache-2.0 */
#include <pthread.h>

#include "crypto_help.h"
#include "crypto/crypto_priv.h"

static void
test_remember(ecert_ctx *ctx)
{
	struct party root = issue(ctx, ca("root", -1), NULL), other = issue(ctx, ca("root", -1), NULL);
	struct party p = issue(ctx, leaf("p"), &root);
	unsigned checks = 0;
	enum eci_fit fit;

	unit_case("a bad check is");
	CHECK_OK(ctx, eci_cert_issued_by(ctx, p.cert, other.cert, false, &checks, &fit));
	CHECK(fit == ECI_FIT_NO && checks == 1);
	CHECK_INT(p.cert->memo.good.state, 0);
	CHECK_INT(p.cert->memo.refused.state, 2);
	unit_case("and a good one");
	CHECK_OK(ctx, eci_cert_issued_by(ctx, p.cert, root.cert, false, &checks, &fit));
	CHECK(fit == ECI_FIT_DEFAULT_ID && checks == 2);
	CHECK_OK(ctx, eci_cert_issued_by(ctx, p.cert, root.cert, false, &checks, &fit));
	CHECK(fit == ECI_FIT_DEFAULT_ID && checks == 2);
	unit_case("but not for another key, which counts as if checked");
	CHECK_OK(ctx, eci_cert_issued_by(ctx, p.cert, other.cert, false, &checks, &fit));
	CHECK(fit == ECI_FIT_NO && checks == 3);
	unit_case("both ids are tried where the empty one is allowed");
	CHECK_OK(ctx, eci_cert_issued_by(ctx, p.cert, other.cert, true, &checks, &fit));
	CHECK(fit == ECI_FIT_NO && checks == 5);
	unit_case("nor for a third key, when there is no room for it");
	CHECK_OK(ctx, eci_cert_issued_by(ctx, p.cert, p.cert, false, &checks, &fit));
	CHECK(fit == ECI_FIT_NO && checks == 6);
	CHECK_OK(ctx, eci_cert_issued_by(ctx, p.cert, root.cert, false, &checks, &fit));
	CHECK(fit == ECI_FIT_DEFAULT_ID && checks == 6);
	party_free(&root);
	party_free(&other);
	party_free(&p);
}

/* r || s is no signature value of a certificate. */
static void
test_raw(ecert_ctx *ctx)
{
	struct party p = issue(ctx, leaf("raw"), NULL);
	struct eci_memo memo = { 0 };
	unsigned checks = 0;
	uint8_t raw[64];
	enum eci_fit fit;

	unit_case("raw values do not count in certificates");
	CHECK(eci_sm2_sig_decode(p.cert->sig, raw));
	CHECK_OK(ctx, eci_memo_verify(ctx, &memo, &p.cert->pub, ECI_SIG_SM2_SM3, p.cert->tbs,
	    bytes(raw, 64), false, &checks, &fit));
	CHECK(fit == ECI_FIT_NO);
	party_free(&p);
}

struct race {
	const struct eci_cert *cert, *issuer;
	int                    bad;
};

static void *
check_many(void *arg)
{
	struct race *r = arg;
	ecert_ctx *ctx = ecert_ctx_new();
	unsigned checks = 0;
	enum eci_fit fit;
	int i;

	for (i = 0; i < 200; i++)
		if (eci_cert_issued_by(ctx, r->cert, r->issuer, false, &checks, &fit) != ECERT_OK ||
		    fit != ECI_FIT_DEFAULT_ID)
			r->bad++;
	ecert_ctx_free(ctx);
	return NULL;
}

static void
test_threads(ecert_ctx *ctx)
{
	struct party root = issue(ctx, ca("root", -1), NULL), p = issue(ctx, leaf("p"), &root);
	struct race r[4];
	pthread_t t[4];
	int i;

	unit_case("one certificate, four threads");
	for (i = 0; i < 4; i++) {
		r[i] = (struct race){ p.cert, root.cert, 0 };
		CHECK_INT(pthread_create(&t[i], NULL, check_many, &r[i]), 0);
	}
	for (i = 0; i < 4; i++) {
		CHECK_INT(pthread_join(t[i], NULL), 0);
		CHECK_INT(r[i].bad, 0);
	}
	party_free(&root);
	party_free(&p);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_remember(ctx);
	test_raw(ctx);
	test_threads(ctx);
	return unit_end();
}
