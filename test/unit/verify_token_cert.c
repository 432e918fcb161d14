/* SPDX-License-Identifier: Apache-2.0 */
/* Certificates that may not make time stamps. */
#include "../negative/forge_stamped.h"

static struct fwho lame;

SET(by_lame, as(t, &lame))

static void
test_lame(void)
{
	static const struct {
		const char *name;
		struct eci_issue what;
	} rows[] = {
		{ "no extended key usage", { .ext_usage = NULL } },
		{ "extended key usage not critical", { .ext_usage = "timeStamping" } },
		{ "extended key usage of two", { .ext_usage = "timeStamping,OCSPSigning",
		    .ext_usage_critical = true } },
		{ "another extended key usage", { .ext_usage = "OCSPSigning",
		    .ext_usage_critical = true } },
		{ "a key for encryption", { .ext_usage = "timeStamping", .ext_usage_critical = true,
		    .usage = "keyEncipherment" } },
		{ "a key for certificates", { .ext_usage = "timeStamping",
		    .ext_usage_critical = true, .usage = "keyCertSign" } },
	};
	struct world w = { 0 };
	struct token_case c = { .set = by_lame, .want = X };
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		lame = token_tsa_of(rows[i].what, &tsa.root, false);
		c.name = rows[i].name;
		c.any[0] = R(CERT_USAGE);
		c.says = "[\"CERT_USAGE\",\"TIMESTAMP_BAD\"";
		in_world(&w, &c);
		forge_who_free(&lame);
	}
}

/* Key usage that leaves nothing to be said, under the strict policy too. */
SET(by_lame_rfc, as(t, &lame); token_strict(t))

static void
test_sound(void)
{
	static const struct { const char *name, *usage; } rows[] = {
		{ "strict: digitalSignature alone", "digitalSignature" },
		{ "strict: nonRepudiation alone", "nonRepudiation" },
		{ "strict: both", "digitalSignature,nonRepudiation" },
		{ "strict: no key usage", NULL },
	};
	struct world w = { .strict = true };
	struct token_case c = { .set = by_lame_rfc, .want = V };
	struct eci_issue what = { .cn = "Time stamps", .o = "Forge", .from = T_FROM,
		.until = T_UNTIL, .pathlen = -1, .ext_usage = "timeStamping",
		.ext_usage_critical = true };
	ecert_trust *trust = NULL;
	ecert_policy *policy = policy_of(&w, &trust);
	size_t i;

	kind = K_V4;
	for (i = 0; i < ECI_COUNT(rows); i++) {
		what.usage = rows[i].usage;
		what.serial = ++forge.serial;
		lame.key = tsa.sm2.key;
		CHECK_OK(forge.ctx, eci_issue_cert(forge.ctx, &what, lame.key, tsa.root.key,
		    tsa.root.cert, &lame.cert));
		c.name = rows[i].name;
		run_kind(&c, 1, policy);
		eci_cert_free(lame.cert);
	}
	ecert_policy_free(policy);
	ecert_trust_free(trust);
}

int
main(void)
{
	stamped_start();
	test_lame();
	test_sound();
	stamped_end();
	return unit_end();
}
