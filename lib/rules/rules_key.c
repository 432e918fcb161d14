/* SPDX-License-Identifier: Apache-2.0 */
/* rules_key.c - the keys of a policy.  One table: a key that is not in it is an
 * error, since a demand that is passed over is a demand that is not made. */
#include <string.h>

#include "rules/rules_priv.h"

static ecert_err
set_algorithms(ecert_ctx *ctx, const struct eci_rule_line *line, struct eci_rules *r)
{
	static const struct eci_rule_word words[] = {
		{ "sm2-sm3", ECI_RULES_SM2 }, { "rsa-sha256", ECI_RULES_RSA },
	};

	return eci_rules_words(ctx, line, words, ECI_COUNT(words), &r->algorithms);
}

static ecert_err
set_holders(ecert_ctx *ctx, const struct eci_rule_line *line, struct eci_rules *r)
{
	static const struct eci_rule_word words[] = {
		{ "signer", ECI_RULES_SIGNER }, { "maker", ECI_RULES_MAKER },
	};

	if (r->holders != 0)
		return eci_rules_bad(ctx, line, "key given twice: %s", line->key);
	return eci_rules_words(ctx, line, words, ECI_COUNT(words), &r->holders);
}

static ecert_err
set_title(ecert_ctx *ctx, const struct eci_rule_line *line, struct eci_rules *r)
{
	char **title = &r->title[strcmp(line->key, "title-zh") == 0];

	if (*title != NULL)
		return eci_rules_bad(ctx, line, "key given twice: %s", line->key);
	return eci_strdup(ctx, line->value, title);
}

#define NUMBER(name, type, max) \
static ecert_err \
set_##name(ecert_ctx *ctx, const struct eci_rule_line *line, struct eci_rules *r) \
{ \
	unsigned n = 0; \
	ecert_err e = eci_rules_number(ctx, line, max, &n); \
\
	r->name = (type)n; \
	return e; \
}
NUMBER(rsa_bits, int, 16384)
NUMBER(cert_version, int, 3)
NUMBER(seal_certificates, size_t, 100000)

static ecert_err
set_policy_oid(ecert_ctx *ctx, const struct eci_rule_line *line, struct eci_rules *r)
{
	if (!eci_rules_is_oid(line->value))
		return eci_rules_bad(ctx, line, "%s: no object identifier: %.100s", line->key,
		    line->value);
	return eci_rules_item(ctx, line, &r->policy_oids);
}

static ecert_err
set_seal_name(ecert_ctx *ctx, const struct eci_rule_line *line, struct eci_rules *r)
{
	return eci_rules_item(ctx, line, &r->seal_names);
}

static ecert_err
set_field(ecert_ctx *ctx, const struct eci_rule_line *line, struct eci_rules *r)
{
	return eci_rules_item(ctx, line, &r->fields);
}

static ecert_err
set_remind(ecert_ctx *ctx, const struct eci_rule_line *line, struct eci_rules *r)
{
	if (r->n_remind == ECI_COUNT(r->remind))
		return eci_rules_bad(ctx, line, "%s: more than %zu", line->key,
		    ECI_COUNT(r->remind));
	return eci_rules_period(ctx, line, &r->remind[r->n_remind++]);
}

#define PERIOD(name) \
static ecert_err \
set_##name(ecert_ctx *ctx, const struct eci_rule_line *line, struct eci_rules *r) \
{ \
	return eci_rules_period(ctx, line, &r->name); \
}
PERIOD(validity)
PERIOD(ca_validity)
PERIOD(crl_interval)
PERIOD(ca_crl_interval)

static ecert_err
set_yes(ecert_ctx *ctx, const struct eci_rule_line *line, struct eci_rules *r)
{
	(void)r;
	return eci_rules_yes(ctx, line);
}

/* How often a key may stand, and how its lines go together. */
enum times {
	ONCE,
	ANY_OF,      /* one of them is enough: all are "should", or none is */
	EACH         /* every one is a demand of its own */
};
/* demand ECI_D_COUNT: the key asks for nothing. */
static const struct key {
	const char     *name;
	enum eci_demand demand;
	enum times      times;
	ecert_err     (*set)(ecert_ctx *ctx, const struct eci_rule_line *line,
	    struct eci_rules *r);
} keys[] = {
	{ "algorithms", ECI_D_ALGORITHMS, ANY_OF, set_algorithms },
	{ "rsa-bits", ECI_D_RSA_BITS, ONCE, set_rsa_bits },
	{ "certificate-version", ECI_D_CERT_VERSION, ONCE, set_cert_version },
	{ "policy-oid", ECI_D_POLICY_OID, ANY_OF, set_policy_oid },
	{ "validity", ECI_D_VALIDITY, ONCE, set_validity },
	{ "ca-validity", ECI_D_CA_VALIDITY, ONCE, set_ca_validity },
	{ "within-issuer", ECI_D_WITHIN_ISSUER, ONCE, set_yes },
	{ "key-usage", ECI_D_KEY_USAGE, ONCE, set_yes },
	{ "key-usage-critical", ECI_D_KEY_USAGE_CRITICAL, ONCE, set_yes },
	{ "subject-name", ECI_D_SUBJECT_NAME, ONCE, set_yes },
	{ "crl-interval", ECI_D_CRL_INTERVAL, ONCE, set_crl_interval },
	{ "ca-crl-interval", ECI_D_CA_CRL_INTERVAL, ONCE, set_ca_crl_interval },
	{ "timestamp", ECI_D_TIMESTAMP, ONCE, set_yes },
	{ "identifier", ECI_D_IDENTIFIER, ONCE, set_yes },
	{ "seal", ECI_D_SEAL, ONCE, set_yes },
	{ "seal-name", ECI_D_SEAL_NAME, ANY_OF, set_seal_name },
	{ "seal-certificates", ECI_D_SEAL_CERTIFICATES, ONCE, set_seal_certificates },
	{ "field", ECI_D_FIELD, EACH, set_field },
	{ "title", ECI_D_COUNT, EACH, set_title },
	{ "title-zh", ECI_D_COUNT, EACH, set_title },
	{ "certificates-of", ECI_D_COUNT, EACH, set_holders },
	{ "remind", ECI_D_COUNT, EACH, set_remind },
};
_Static_assert(ECI_COUNT(keys) == ECI_D_COUNT + 4, "a row per demand, in their order");

const char *
eci_demand_key(enum eci_demand d)
{
	return keys[d].name;
}

/* The demand itself, and the clause of the line that made it. */
static ecert_err
note_demand(ecert_ctx *ctx, const struct eci_rule_line *line, const struct key *key,
    struct eci_rules *r)
{
	enum eci_strength *have = &r->demands[key->demand].strength;
	char **clause = &r->demands[key->demand].clause;

	if (*have != ECI_NOT_ASKED && key->times == ONCE)
		return eci_rules_bad(ctx, line, "key given twice: %s", line->key);
	if (*have != ECI_NOT_ASKED && key->times == ANY_OF && *have != line->strength)
		return eci_rules_bad(ctx, line, "%s: with \"should\" in some lines only", line->key);
	if (*have < line->strength)
		*have = line->strength;
	return *clause != NULL || line->clause[0] == '\0' ? ECERT_OK :
	    eci_strdup(ctx, line->clause, clause);
}

ecert_err
eci_rules_set(ecert_ctx *ctx, const struct eci_rule_line *line, struct eci_rules *r)
{
	const struct key *key = NULL;
	ecert_err e;
	size_t i;

	for (i = 0; key == NULL && i < ECI_COUNT(keys); i++)
		if (strcmp(keys[i].name, line->key) == 0)
			key = &keys[i];
	if (key == NULL)
		return eci_rules_bad(ctx, line, "unknown key: %.100s", line->key);
	if (key->demand == ECI_D_COUNT && line->strength == ECI_SHOULD)
		return eci_rules_bad(ctx, line, "%s asks for nothing, so there is no \"should\"",
		    line->key);
	if (key->demand != ECI_D_COUNT && (e = note_demand(ctx, line, key, r)) != ECERT_OK)
		return e;
	return key->set(ctx, line, r);
}
