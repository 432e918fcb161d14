/* SPDX-License-Identifier: Apache-2.0 */
/*
 * forge_stamped.h - documents with a time stamp in each place there is for one: V4
 * and V5 signatures, V5 seals, SignedData.  The same flaws are tried in all of them.
 */
#ifndef FORGE_STAMPED_H
#define FORGE_STAMPED_H

#include "forge_token.h"
#include "forge_list.h"

/* What is stamped, and how it is signed. */
enum kind { K_V4, K_V5, K_SEAL, K_CMS, K_COUNT };
static const char *const kinds[] = { "V4", "V5", "V5 seal", "SignedData" };

/* Authorities: of both kinds of key, ended before, after and not begun when they stamp,
 * with a key that may do more, marked as CA, of the signers' root, with a chain, and its
 * CA. */
static struct {
	struct fwho root, sm2, rsa, old, past, young, wide, ca_like, stranger, chained, below;
} tsa;
static struct eci_buf token, attribute;
static void (*set_token)(struct ftoken *t);
static enum kind kind;
/* Changes a document before it is signed; NULL: nothing. */
static void (*more_of)(struct forge *f);
static void (*more_cms)(struct forge *f, struct fcms *c);

struct token_case {
	const char   *name;
	void        (*set)(struct ftoken *t);
	ecert_verdict want;
	ecert_reason  any[6];
	const char   *says;
};

/* ---- making ---- */

static inline struct eci_bytes
stamped_token(struct eci_bytes value)
{
	struct ftoken t;

	token_base(&t, tsa.sm2, value);
	if (kind == K_SEAL)
		t.time = T_SEAL + 2;
	if (set_token != NULL)
		set_token(&t);
	token_make(&t, &token);
	return forge_bytes(&token);
}

static inline void
stamp(struct forge *f, struct eci_bytes value)
{
	f->token = stamped_token(value);
}

static inline void
seal_stamp(struct forge *f, struct eci_bytes value)
{
	f->seal_token = stamped_token(value);
}

static inline void
cms_stamp(struct fcms *c, struct eci_bytes value)
{
	struct eci_bytes t = stamped_token(value);

	attribute.len = 0;
	cms_add(&attribute, t.ptr, t.len);
	cms_attr(&attribute, 0, O_TOKEN);
	c->unsigned_attrs = forge_bytes(&attribute);
}

static inline void
stamped_ses(struct forge *f)
{
	f->version = kind == K_V4 ? ECERT_SES_V4 : ECERT_SES_V5;
	if (kind == K_SEAL)
		f->seal_stamp = seal_stamp;
	else
		f->stamp = stamp;
	if (more_of != NULL)
		more_of(f);
}

static inline void
stamped_cms(struct forge *f, struct fcms *c)
{
	c->stamp = cms_stamp;
	if (more_cms != NULL)
		more_cms(f, c);
}

static inline void
make(struct forge *f)
{
	struct forge_case ses = { .before = stamped_ses };
	struct cms_case cms = { .before = stamped_cms };

	if (kind == K_CMS)
		cms_make(f, &cms);
	else
		forge_make(f, &ses);
}

static inline void
run_kind(const struct token_case *cases, size_t n, const ecert_policy *policy)
{
	struct forge f;
	size_t i;

	for (i = 0; i < n; i++) {
		unit_case("%s: %s", kinds[kind], cases[i].name);
		set_token = cases[i].set;
		make(&f);
		forge_judge(&f, policy, cases[i].want, cases[i].any);
		if (cases[i].says != NULL)
			cms_says(&f, policy, cases[i].says);
		forge_free(&f);
	}
	set_token = NULL;
}

static inline void
run(const struct token_case *cases, size_t n, const ecert_policy *policy)
{
	for (kind = K_V4; kind < K_COUNT; kind++)
		run_kind(cases, n, policy);
}

/* A hook that sets fields. */
#define SET(name, ...) \
static void \
name(struct ftoken *t) \
{ \
	__VA_ARGS__; \
}
/* The authority is another one. */
static inline void
as(struct ftoken *t, const struct fwho *who)
{
	struct eci_bytes data = t->data;
	int64_t time = t->time;

	token_base(t, *who, data);
	t->time = time;
}

/* ---- trust ---- */

struct world {
	bool          no_tsa, no_crl, no_revocation, strict, own;
	bool          between;          /* the store has tsa.sm2's certificate */
	const struct fwho *revoked;     /* by tsa.root or by forge.root */
	int64_t       when;
	const char   *reason;
};

static inline void
add_list(const struct world *w, const struct fwho *issuer)
{
	bool mine = w->revoked != NULL && strcmp(eci_cert_issuer(w->revoked->cert),
	    eci_cert_subject(issuer->cert)) == 0;
	uint64_t serial = mine ? strtoull(eci_cert_serial(w->revoked->cert), NULL, 16) : 0;
	struct eci_buf crl = { 0 };

	CHECK_OK(forge.ctx, eci_issue_crl(forge.ctx, issuer->key, issuer->cert, T_NOW - 1000,
	    T_NOW + 1000, 2, mine ? &serial : NULL, &w->when, mine, &crl));
	if (mine)
		forge_list_why(issuer, &crl, w->reason, 0);
	CHECK_OK(forge.ctx, ecert_trust_add_crls(forge.ctx, forge.trust, crl.ptr, crl.len));
	eci_buf_free(&crl);
}

static inline ecert_policy *
policy_of(const struct world *w, ecert_trust **out)
{
	ecert_trust *was = forge.trust;
	ecert_policy *policy = NULL;

	CHECK_OK(forge.ctx, ecert_trust_new(forge.ctx, &forge.trust));
	forge_trust_cert(&forge.root, ecert_trust_add_roots);
	forge_trust_cert(&forge.maker, ecert_trust_add_makers);
	if (!w->no_tsa)
		forge_trust_cert(w->own ? &tsa.sm2 : &tsa.root, ecert_trust_add_tsa);
	if (w->between)
		forge_trust_cert(&tsa.sm2, ecert_trust_add_intermediates);
	add_list(w, &forge.root);
	forge_trust_then();
	add_list(w, &tsa.below);
	if (!w->no_crl)
		add_list(w, &tsa.root);
	CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &policy));
	ecert_policy_set_trust(policy, forge.trust);
	ecert_policy_set_strict(policy, w->strict);
	ecert_policy_set_insecure_no_revocation(policy, w->no_revocation);
	*out = forge.trust;
	forge.trust = was;
	return policy;
}

static inline void
in_world(const struct world *w, const struct token_case *c)
{
	ecert_trust *trust = NULL;
	ecert_policy *policy = policy_of(w, &trust);

	run(c, 1, policy);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
}

static inline void
stamped_start(void)
{
	struct eci_issue what = { .ext_usage = "timeStamping", .ext_usage_critical = true };

	forge_start();
	tsa.root = forge_ca("Stamp Root", NULL, -1);
	tsa.below = forge_ca("Stamp CA", &tsa.root, 0);
	tsa.sm2 = token_tsa(&tsa.root, false);
	tsa.rsa = token_tsa(&tsa.root, true);
	tsa.chained = token_tsa(&tsa.below, false);
	tsa.stranger = token_tsa(&forge.root, false);
	what.usage = "digitalSignature,nonRepudiation,keyEncipherment";
	tsa.wide = token_tsa_of(what, &tsa.root, false);
	what.usage = NULL;
	what.until = T_SEAL + 1;
	tsa.old = token_tsa_of(what, &tsa.root, false);
	what.until = T_NOW - 1;
	tsa.past = token_tsa_of(what, &tsa.root, false);
	what.until = 0;
	what.from = T_SIGN + 3;
	tsa.young = token_tsa_of(what, &tsa.root, false);
	what.from = 0;
	what.ca = true;
	tsa.ca_like = token_tsa_of(what, &tsa.root, false);
}

static inline void
stamped_end(void)
{
	struct fwho *all[] = { &tsa.root, &tsa.below, &tsa.sm2, &tsa.rsa, &tsa.chained,
		&tsa.stranger, &tsa.wide, &tsa.old, &tsa.past, &tsa.young, &tsa.ca_like };
	size_t i;

	for (i = 0; i < ECI_COUNT(all); i++)
		forge_who_free(all[i]);
	eci_buf_free(&token);
	eci_buf_free(&attribute);
	forge_end();
}

#endif
