/* SPDX-License-Identifier: Apache-2.0 */
#include "batch_kit.h"

static struct fixture f;

static const char *
put_seal(const char *name)
{
	const uint8_t *der;
	size_t n;

	der = ecert_seal_der(f.seal, &n);
	put_bytes(at(name), der, n);
	return at(name);
}

static void
test_shared(void)
{
	const ecert_seal *a = NULL, *b = NULL, *c = NULL;
	struct eci_seals *seals = NULL;
	size_t i = 0, k = 0, m = 0;

	MUST(f.ctx, eci_seals_new(f.ctx, &seals));
	unit_case("one seal for all who name it");
	put_seal("a.esl");
	put_seal("b.esl");
	CHECK_OK(f.ctx, eci_seals_get(f.ctx, seals, at("a.esl"), &a, &i));
	unlink(at("a.esl"));
	CHECK_OK(f.ctx, eci_seals_get(f.ctx, seals, at("a.esl"), &b, &k));
	CHECK(a != NULL && a == b && i == k);
	CHECK_OK(f.ctx, eci_seals_get(f.ctx, seals, at("b.esl"), &c, &m));
	CHECK(c != NULL && c != a && m != i);
	unit_case("given back it is still known");
	eci_seals_put(seals, i);
	eci_seals_put(seals, k);
	eci_seals_put(seals, m);
	CHECK_OK(f.ctx, eci_seals_get(f.ctx, seals, at("a.esl"), &b, &k));
	CHECK(a == b);
	eci_seals_put(seals, k);
	unit_case("what cannot be loaded is not known");
	CHECK_ERR(f.ctx, eci_seals_get(f.ctx, seals, at("c.esl"), &c, &m), ECERT_E_IO);
	CHECK(c == NULL && m == SIZE_MAX);
	put_bytes(at("c.esl"), "no seal", 7);
	CHECK(eci_seals_get(f.ctx, seals, at("c.esl"), &c, &m) != ECERT_OK);
	put_seal("c.esl");
	CHECK_OK(f.ctx, eci_seals_get(f.ctx, seals, at("c.esl"), &c, &m));
	eci_seals_put(seals, m);
	eci_seals_free(seals);
	eci_seals_free(NULL);
}

/* More names than are kept: the oldest nobody uses makes room. */
static void
test_room(void)
{
	const ecert_seal *first = NULL, *seal = NULL;
	struct eci_seals *seals = NULL;
	size_t i, k = 0, m = 0, bad = 0, held[ECERT_THREADS_MAX];
	char name[40];

	MUST(f.ctx, eci_seals_new(f.ctx, &seals));
	put_seal("s");
	for (i = 0; i < ECERT_THREADS_MAX + 2; i++) {
		snprintf(name, sizeof(name), "s%zu", i);
		if (symlink("s", at(name)) != 0)
			bad++;
	}
	unit_case("one in use stays while others come and go");
	CHECK_OK(f.ctx, eci_seals_get(f.ctx, seals, at("s0"), &first, &k));
	for (i = 1; i < ECERT_THREADS_MAX + 2; i++) {
		snprintf(name, sizeof(name), "s%zu", i);
		bad += eci_seals_get(f.ctx, seals, at(name), &seal, &m) != ECERT_OK || m == k;
		eci_seals_put(seals, m);
	}
	CHECK_INT(bad, 0);
	CHECK_INT(ecert_seal_version(first), ECERT_SES_V4);
	eci_seals_put(seals, k);
	unit_case("all in use");
	for (i = 0; i < ECERT_THREADS_MAX; i++) {
		snprintf(name, sizeof(name), "s%zu", i);
		bad += eci_seals_get(f.ctx, seals, at(name), &seal, &held[i]) != ECERT_OK;
	}
	CHECK_INT(bad, 0);
	CHECK_ERR(f.ctx, eci_seals_get(f.ctx, seals, at("s256"), &seal, &m), ECERT_E_LIMIT);
	CHECK_OK(f.ctx, eci_seals_get(f.ctx, seals, at("s7"), &seal, &m));
	eci_seals_put(seals, m);
	for (i = 0; i < ECERT_THREADS_MAX; i++)
		eci_seals_put(seals, held[i]);
	eci_seals_free(seals);
}

int
main(void)
{
	fixture_make(&f);
	test_shared();
	test_room();
	fixture_free(&f);
	return unit_end();
}
