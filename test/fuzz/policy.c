/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy.c - policies, and business records.  What is no policy is refused with a
 * line; ends of lines do not matter, nor does a comment more; a line nobody knows is
 * never passed over; a reminder gets no milder with time; whatever allocation fails,
 * the text is not blamed.  A record is taken whole or not at all.
 */
#include "fuzz.h"
#include "rules/rules.h"

const struct fuzz_effort fuzz_effort = { .cuts = 64, .mutations = 2000 };

static ecert_rules *
load(ecert_ctx *ctx, const char *text, size_t len)
{
	ecert_rules *rules = NULL;
	ecert_err e = ecert_rules_load(ctx, text, len, "f", &rules);

	fuzz_check_error(ctx, e);
	FUZZ_CHECK((e == ECERT_OK) == (rules != NULL));
	FUZZ_CHECK(e == ECERT_OK || e == ECERT_E_CONFIG || e == ECERT_E_LIMIT);
	return rules;
}

/* The same demands, as strong, with the same values. */
static bool
same(const ecert_rules *a, const ecert_rules *b)
{
	const struct eci_rules *x = eci_rules_of(a), *y = eci_rules_of(b);
	enum eci_demand d;

	for (d = 0; d < ECI_D_COUNT; d++)
		if (x->demands[d].strength != y->demands[d].strength ||
		    (x->demands[d].clause == NULL) != (y->demands[d].clause == NULL))
			return false;
	return x->algorithms == y->algorithms && x->holders == y->holders &&
	    x->rsa_bits == y->rsa_bits && x->validity.n == y->validity.n &&
	    x->policy_oids.n == y->policy_oids.n && x->seal_names.n == y->seal_names.n &&
	    x->fields.n == y->fields.n && x->n_remind == y->n_remind &&
	    strcmp(x->title[0], y->title[0]) == 0 && strcmp(x->title[1], y->title[1]) == 0;
}

static void
check_shown(const ecert_rules *rules)
{
	const struct eci_rules *r = eci_rules_of(rules);
	enum eci_demand d;
	size_t i;

	fuzz_check_shown(ecert_rules_name(rules));
	for (d = 0; d < ECI_D_COUNT; d++)
		if (r->demands[d].clause != NULL)
			FUZZ_CHECK(r->demands[d].strength != ECI_NOT_ASKED);
	for (i = 0; i < r->fields.n; i++)
		FUZZ_CHECK(r->fields.v[i].text[0] != '\0' && r->fields.v[i].clause != NULL);
	FUZZ_CHECK((r->policy_oids.n > 0) == (r->demands[ECI_D_POLICY_OID].strength != 0));
	FUZZ_CHECK((r->seal_names.n > 0) == (r->demands[ECI_D_SEAL_NAME].strength != 0));
}

static void
check_reminders(const ecert_rules *rules)
{
	ecert_reminder was = ECERT_REMIND_NONE, is;
	int64_t left;

	for (left = 4000 * FUZZ_DAY; left > -10 * FUZZ_DAY; left -= 7 * FUZZ_DAY) {
		is = ecert_rules_reminder(rules, FUZZ_NOW + left, FUZZ_NOW);
		FUZZ_CHECK(is >= was && is <= ECERT_REMIND_ENDED);
		was = is;
	}
	FUZZ_CHECK((was == ECERT_REMIND_ENDED) == (eci_rules_of(rules)->n_remind > 0));
}

/* CR LF for LF, and a comment in front; a line too much at the end. */
static void
check_variants(ecert_ctx *ctx, const ecert_rules *rules, const char *text, size_t len)
{
	struct eci_buf b = { 0 };
	ecert_rules *again;
	size_t i;

	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		len -= 3;
	}
	fuzz_adds(&b, "# a comment\r\n");
	for (i = 0; i < len; i++) {
		if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r'))
			fuzz_adds(&b, "\r");
		fuzz_add(&b, &text[i], 1);
	}
	again = load(ctx, (char *)b.ptr, b.len);
	FUZZ_CHECK(again != NULL || len > 100000);
	FUZZ_CHECK(again == NULL || same(rules, again));
	ecert_rules_free(again);
	fuzz_adds(&b, "\nno-such-key = yes\n");
	again = load(ctx, (char *)b.ptr, b.len);
	FUZZ_CHECK(again == NULL);
	eci_buf_free(&b);
}

static void
check_memory(const char *text, size_t len)
{
	ecert_rules *rules = NULL;
	ecert_ctx *ctx;
	size_t i;
	ecert_err e;

	for (i = 1; i < 64; i++) {
		ctx = fuzz_ctx();
		fuzz_alloc_arm(i, false);
		e = ecert_rules_load(ctx, text, len, "f", &rules);
		if (!fuzz_alloc_disarm())
			i = 64;
		else
			FUZZ_CHECK(e == ECERT_E_NOMEM && rules == NULL);
		ecert_rules_free(rules);
		fuzz_ctx_free(ctx);
	}
}

static void
check_record(ecert_ctx *ctx, const char *text, size_t len)
{
	ecert_policy *policy = NULL;
	ecert_err e;

	FUZZ_MUST(ctx, ecert_policy_new(ctx, &policy));
	e = ecert_policy_set_expect(ctx, policy, text, len);
	fuzz_check_error(ctx, e);
	FUZZ_CHECK(e == ECERT_OK || e == ECERT_E_CONFIG || e == ECERT_E_LIMIT);
	/* A record that is taken can be taken again, and is no policy. */
	if (e == ECERT_OK)
		FUZZ_MUST(ctx, ecert_policy_set_expect(ctx, policy, text, len));
	ecert_policy_free(policy);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	ecert_ctx *ctx = fuzz_ctx();
	const char *text = (const char *)data;
	ecert_rules *rules;

	fuzz_watch();
	if ((rules = load(ctx, text, size)) != NULL) {
		check_shown(rules);
		check_reminders(rules);
		check_variants(ctx, rules, text, size);
		if (size < 200)
			check_memory(text, size);
	}
	ecert_rules_free(rules);
	check_record(ctx, text, size);
	fuzz_ctx_free(ctx);
	fuzz_watched(size);
	return 0;
}

static const char *const small[] = {
	"seal = yes\n",
	"should  validity = 5y # a\nremind = 60d\nremind = 20d\ntitle = T\n",
	"algorithms = sm2-sm3, rsa-sha256\nrsa-bits = 2048\ncertificates-of = signer\n",
	"policy-oid = 1.2.3\npolicy-oid = 2.16.344.8 # b\nfield = A\nshould field = B\n",
	"crl-interval = 24h\nca-crl-interval = 1y\nseal-name = C#\nseal-certificates = 1\n",
	"{\"number\":\"XZ-1\"}",
	("{\"identifier\":\"2.25.4711.1.2.7.12990000999999998X.CNAS L0001.XZ-2026-0001.0\","
	    "\"custom\":{\"a\":\"b\",\"c\":\"\"}}"),
	"{\"sm3\":\"1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b\"}",
};

void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	static const char *const files[] = { "policies/metrology.policy",
		"policies/yuegang.policy" };
	ecert_ctx *ctx = fuzz_ctx();
	struct eci_buf b = { 0 };
	char name[32];
	size_t i;

	for (i = 0; i < ECI_COUNT(files); i++) {
		FUZZ_MUST(ctx, eci_read_file(ctx, files[i], 1 << 20, &b));
		put(arg, i == 0 ? "metrology" : "yuegang", b.ptr, b.len);
		eci_buf_free(&b);
	}
	for (i = 0; i < ECI_COUNT(small); i++) {
		snprintf(name, sizeof(name), "small-%zu", i);
		put(arg, name, small[i], strlen(small[i]));
	}
	fuzz_ctx_free(ctx);
}
