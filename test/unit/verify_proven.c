/* SPDX-License-Identifier: Apache-2.0 */
/* What a time stamp is worth: the time it proves, and what is judged at it. */
#include "../negative/forge_stamped.h"
#include "../negative/forge_item.h"

SET(other_data, t->data = (struct eci_bytes){ (const uint8_t *)"a value of somebody", 19 })
SET(by_old, as(t, &tsa.old))
SET(too_early, t->time -= 303)
SET(no_ess, t->order = "tsd")
SET(by_stranger, as(t, &tsa.stranger))

/* ---- what a proven time is worth ---- */

static struct fwho short_signer;

static void
signs_short(struct forge *f)
{
	forge_sign_as(f, short_signer);
}

static void
signs_short_cms(struct forge *f, struct fcms *c)
{
	(void)f;
	c->signer = short_signer;
	c->certs[0] = short_signer.cert;
}

static void
no_stamp(struct forge *f)
{
	f->stamp = NULL;
	f->token = (struct eci_bytes){ NULL, 0 };
	if (short_signer.cert != NULL)
		signs_short(f);
}

static void
no_stamp_cms(struct forge *f, struct fcms *c)
{
	c->stamp = NULL;
	if (short_signer.cert != NULL)
		signs_short_cms(f, c);
}

/* The signer's key was stolen since: with a stamp from before that, it does not
 * matter; without one, it is open. */
static void
test_stolen(void)
{
	struct world w = { .revoked = &forge.signer, .when = T_SIGN + 3, .reason = "\1" };
	struct token_case c = { "the signer's key was stolen after the stamp", NULL, V,
	    { R(CERT_REVOKED) }, "\"source\":\"timestamp\"" };
	struct token_case bare = { "the same, the stamp taken away", NULL, U, { R(CERT_REVOKED) },
	    "the time of signing is only claimed" };
	struct token_case since = { "the signer's key was stolen before the stamp", NULL, X,
	    { R(CERT_REVOKED) }, NULL };
	ecert_trust *trust = NULL;
	ecert_policy *policy = policy_of(&w, &trust);

	for (kind = K_V4; kind < K_COUNT; kind++) {
		if (kind == K_SEAL)
			continue;
		run_kind(&c, 1, policy);
		more_of = no_stamp;
		more_cms = no_stamp_cms;
		run_kind(&bare, 1, policy);
		more_of = NULL;
		more_cms = NULL;
	}
	ecert_policy_free(policy);
	ecert_trust_free(trust);
	/* Between the time claimed and the one that is proven. */
	w.when = T_SIGN + 1;
	policy = policy_of(&w, &trust);
	for (kind = K_V4; kind < K_COUNT; kind++)
		if (kind != K_SEAL)
			run_kind(&since, 1, policy);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
}

/* A certificate that ended between the time claimed and the one that is proven. */
static void
test_expired(void)
{
	struct world w = { 0 };
	struct token_case c = { "the signer's certificate ended before the stamp", NULL, X,
	    { R(CERT_EXPIRED) }, NULL };
	struct token_case bare = { "the same, the stamp taken away: the time is claimed", NULL, V,
	    { 0 }, "\"source\":\"claimed\"" };
	ecert_trust *trust = NULL;
	ecert_policy *policy = policy_of(&w, &trust);

	short_signer = forge_issue_as((struct eci_issue){ .cn = "Lab A", .pathlen = -1,
	    .until = T_SIGN + 1, .usage = "digitalSignature,nonRepudiation" }, &forge.root);
	for (kind = K_V4; kind < K_COUNT; kind++) {
		if (kind == K_SEAL)
			continue;
		more_of = signs_short;
		more_cms = signs_short_cms;
		run_kind(&c, 1, policy);
		more_of = no_stamp;
		more_cms = no_stamp_cms;
		run_kind(&bare, 1, policy);
	}
	more_of = NULL;
	more_cms = NULL;
	forge_who_free(&short_signer);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
}

static void
check_report(void (*set)(struct ftoken *), const ecert_policy *policy, bool proven, int64_t t)
{
	ecert_report *rep = NULL;
	struct forge f;

	set_token = set;
	make(&f);
	ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x", policy, &rep);
	CHECK_INT(rep->sigs[0].proven, proven);
	CHECK_INT(rep->sigs[0].time, t);
	CHECK(rep->sigs[0].has_time);
	CHECK_INT((rep->skipped & ECI_SKIP_TIME) != 0, !proven);
	ecert_report_free(rep);
	forge_free(&f);
	set_token = NULL;
}

/* Only one that is good and trusted proves a time. */
static void
test_report(void)
{
	struct world w = { 0 }, alone = { .no_tsa = true }, s = { .strict = true };
	ecert_trust *trust = NULL, *none = NULL, *st = NULL;
	ecert_policy *policy = policy_of(&w, &trust), *nobody = policy_of(&alone, &none);
	ecert_policy *strict = policy_of(&s, &st);

	for (kind = K_V4; kind < K_COUNT; kind++) {
		unit_case("%s: the time in the report", kinds[kind]);
		if (kind == K_SEAL) {
			check_report(NULL, policy, false, T_SIGN);
			continue;
		}
		check_report(NULL, policy, true, T_SIGN + 2);
		check_report(NULL, nobody, false, T_SIGN);
		check_report(other_data, policy, false, T_SIGN);
		check_report(by_old, policy, false, T_SIGN);
		check_report(too_early, policy, false, T_SIGN);
		check_report(no_ess, strict, false, T_SIGN);
	}
	ecert_policy_free(policy);
	ecert_policy_free(nobody);
	ecert_policy_free(strict);
	ecert_trust_free(trust);
	ecert_trust_free(none);
	ecert_trust_free(st);
}

/* ---- the seal's own stamp ---- */

SET(seal_at_use, t->time = T_SIGN + 300)
SET(seal_after_use, t->time = T_SIGN + 301)

/* With its stamp a seal is within what is signed, so it was there before. */
static void
test_seal(void)
{
	static const struct token_case rows[] = {
		{ "stamped as it was used", seal_at_use, V, { 0 }, NULL },
		{ "stamped after its use", seal_after_use, X, { R(TIMESTAMP_BAD) },
		    "after it is said to have been used" },
	};
	/* Used, it is said, after its maker's key was stolen; but made before. */
	static const struct {
		const char *name;
		struct world w;
		ecert_verdict want;
	} stolen[] = {
		{ "the maker's key was stolen after the stamp", { .revoked = &forge.maker,
		    .when = T_SIGN - 1, .reason = "\1" }, V },
		{ "the maker's key was stolen before the stamp", { .revoked = &forge.maker,
		    .when = T_SEAL + 1, .reason = "\1" }, X },
		{ "the maker's key was stolen since its use", { .revoked = &forge.maker,
		    .when = T_SIGN + 1, .reason = "\1" }, V },
	};
	struct token_case c = { .any = { R(CERT_REVOKED) } };
	struct world w = { 0 };
	ecert_trust *trust = NULL;
	ecert_policy *policy = policy_of(&w, &trust);
	size_t i;

	kind = K_SEAL;
	run_kind(rows, ECI_COUNT(rows), policy);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
	for (i = 0; i < ECI_COUNT(stolen); i++) {
		policy = policy_of(&stolen[i].w, &trust);
		c.name = stolen[i].name;
		c.want = stolen[i].want;
		kind = K_SEAL;
		run_kind(&c, 1, policy);
		ecert_policy_free(policy);
		ecert_trust_free(trust);
	}
	/* A stamp of nobody who is trusted does not prove that the seal was there before. */
	policy = policy_of(&stolen[2].w, &trust);
	c = (struct token_case){ "the maker's key was stolen since, stamped by a stranger", by_stranger,
	    U, { R(TIMESTAMP_UNTRUSTED) }, "A time stamp would settle it" };
	run_kind(&c, 1, policy);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
}

/* Where nobody knows when the seal was used, its stamp is not after that. */
static void
test_seal_unused(void)
{
	const struct item after = { ECI_V_SEAL_TIMESTAMP, FAIL, R(TIMESTAMP_BAD), false, "after" };
	struct eci_vwhen never = { .known = false };
	struct world w = { 0 };
	ecert_trust *trust = NULL;
	ecert_policy *policy = policy_of(&w, &trust);
	struct eci_vrun run = { .rep = NULL };
	ecert_seal *seal = NULL;
	struct eci_vat at;
	struct forge f;

	unit_case("V5 seal: stamped, and it is not known when it was used");
	kind = K_SEAL;
	make(&f);
	CHECK_OK(forge.ctx, ecert_seal_load_mem(forge.ctx, f.seal.ptr, f.seal.len, &seal));
	item_begin(&run, &at);
	eci_verify_policy(forge.ctx, policy, &run.pol);
	at.ses = ECERT_SES_V5;
	CHECK_OK(forge.ctx, eci_verify_seal(&at, eci_seal_ses(seal), &never, NULL));
	item_check(run.rep, &after, 0);
	CHECK(run.rep->n_items > 3);
	ecert_report_free(run.rep);
	ecert_seal_free(seal);
	forge_free(&f);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
}

/* ---- SignedData has no time of its own, or several stamps ---- */

static void
no_time(struct forge *f, struct fcms *c)
{
	(void)f;
	c->order = "td";
	c->date = NULL;
	c->stamp = cms_stamp;
}

static void
no_time_no_stamp(struct forge *f, struct fcms *c)
{
	no_time(f, c);
	c->stamp = NULL;
}

static int64_t second_time;

SET(at_second_time, t->time = second_time)

/* Two stamps, in the order of their times or not. */
static void
two_stamps(struct fcms *c, struct eci_bytes value)
{
	struct eci_buf first = { 0 };

	set_token = NULL;
	cms_stamp(c, value);
	cms_add(&first, attribute.ptr, attribute.len);
	set_token = at_second_time;
	cms_stamp(c, value);
	cms_add(&attribute, first.ptr, first.len);
	c->unsigned_attrs = forge_bytes(&attribute);
	eci_buf_free(&first);
}

static void
twice(struct forge *f, struct fcms *c)
{
	(void)f;
	c->stamp = two_stamps;
}

static void
test_cms(void)
{
	struct token_case c = { "the stamp tells the time", NULL, V, { 0 }, "\"timestamp\"" };
	struct token_case none = { "nothing tells the time", NULL, U, { R(UNSUPPORTED) },
	    "neither the value nor SignatureDateTime" };
	struct token_case foreign = { "nobody trusted tells the time", by_stranger, U,
	    { R(TIMESTAMP_UNTRUSTED) }, "neither the value nor SignatureDateTime" };
	struct token_case two = { "two stamps, the earlier one second", NULL, V, { 0 },
	    "2023-11-14T22:13:21Z" };
	struct world w = { 0 };
	ecert_trust *trust = NULL;
	ecert_policy *policy = policy_of(&w, &trust);

	kind = K_CMS;
	more_cms = no_time;
	run_kind(&c, 1, policy);
	run_kind(&foreign, 1, policy);
	more_cms = no_time_no_stamp;
	run_kind(&none, 1, policy);
	more_cms = twice;
	second_time = T_SIGN + 1;
	run_kind(&two, 1, policy);
	unit_case("SignedData: of two stamps the earlier counts");
	check_report(NULL, policy, true, T_SIGN + 1);
	second_time = T_SIGN + 5;
	check_report(NULL, policy, true, T_SIGN + 2);
	second_time = T_SIGN - 900;
	two.name = "two stamps, one bad";
	two.want = X;
	two.says = NULL;
	two.any[0] = R(TIMESTAMP_BAD);
	run_kind(&two, 1, policy);
	more_cms = NULL;
	ecert_policy_free(policy);
	ecert_trust_free(trust);
}

/* V1 has room for a token inside of what is signed: whatever it is, it is open. */
static void
in_time_info(struct forge *f, struct eci_buf *seq)
{
	struct eci_buf bits = { 0 };

	(void)f;
	kind = K_V4;
	stamped_token((struct eci_bytes){ (const uint8_t *)"x", 1 });
	cms_add(&bits, "\0", 1);
	cms_add(&bits, token.ptr, token.len);
	cms_wrap(&bits, 0, 0x03);
	forge_set_value(seq, 2, bits.ptr, bits.len);
	eci_buf_free(&bits);
}

static void
v1_token(struct forge *f)
{
	f->version = ECERT_SES_V1;
	f->tbs = in_time_info;
}

static void
test_v1(void)
{
	static const struct forge_case c = { "V1: a good token in timeInfo", v1_token, NULL, NULL,
	    NULL, U, { R(UNSUPPORTED) } };
	struct forge f;

	forge_run(&c, 1);
	forge_make(&f, &c);
	cms_says(&f, forge.policy, "2023-11-14T22:13:22Z) inside of what is signed");
	forge_free(&f);
}

/* Anybody can take it away: what is left is the signer's word, and says so. */
static void
test_stripped(void)
{
	struct world w = { 0 };
	struct token_case c = { "the stamp taken away", NULL, V, { 0 }, "\"source\":\"claimed\"" };
	ecert_trust *trust = NULL;
	ecert_policy *policy = policy_of(&w, &trust);

	more_of = no_stamp;
	more_cms = no_stamp_cms;
	for (kind = K_V4; kind < K_COUNT; kind++)
		if (kind != K_SEAL)
			run_kind(&c, 1, policy);
	more_of = NULL;
	more_cms = NULL;
	ecert_policy_free(policy);
	ecert_trust_free(trust);
}

SET(with_unknown, t->order = "tsd3u")

/* What is noted and no deviation gives no reason under the strict policy either. */
static void
test_note(void)
{
	const struct item want = { ECI_V_TIMESTAMP, NOTE, 0, false, "is not examined" };
	struct world w = { .strict = true };
	ecert_trust *trust = NULL;
	ecert_policy *policy = policy_of(&w, &trust);
	ecert_report *rep = NULL;
	struct forge f;

	unit_case("strict: an attribute of the stamp that nobody knows");
	kind = K_V4;
	set_token = with_unknown;
	make(&f);
	(void)ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x", policy, &rep);
	CHECK(rep != NULL);
	item_check(rep, &want, 1);
	ecert_report_free(rep);
	forge_free(&f);
	set_token = NULL;
	ecert_policy_free(policy);
	ecert_trust_free(trust);
}

int
main(void)
{
	stamped_start();
	test_stolen();
	test_expired();
	test_report();
	test_seal();
	test_seal_unused();
	test_cms();
	test_v1();
	test_stripped();
	test_note();
	stamped_end();
	return unit_end();
}
