/* SPDX-License-Identifier: Apache-2.0 */
/* rules.h - a policy's demands, read from text.  Public part: ecert/rules.h. */
#ifndef ECI_RULES_H
#define ECI_RULES_H

#include "base/base.h"

/* What a policy can ask for, in the order of ecert-policy(5). */
enum eci_demand {
	ECI_D_ALGORITHMS, ECI_D_RSA_BITS, ECI_D_CERT_VERSION, ECI_D_POLICY_OID,
	ECI_D_VALIDITY, ECI_D_CA_VALIDITY, ECI_D_WITHIN_ISSUER, ECI_D_KEY_USAGE,
	ECI_D_KEY_USAGE_CRITICAL, ECI_D_SUBJECT_NAME, ECI_D_CRL_INTERVAL, ECI_D_CA_CRL_INTERVAL,
	ECI_D_TIMESTAMP, ECI_D_IDENTIFIER, ECI_D_SEAL, ECI_D_SEAL_NAME, ECI_D_SEAL_CERTIFICATES,
	ECI_D_FIELD,
	ECI_D_COUNT
};
/* The key of ecert-policy(5). */
const char *eci_demand_key(enum eci_demand d);

/* How a demand was made: not at all, as a recommendation, as a must. */
enum eci_strength { ECI_NOT_ASKED, ECI_SHOULD, ECI_SHALL };

/* A length of time: calendar years, or seconds. */
struct eci_period {
	bool    years;
	int64_t n;
};
/* t and p later. */
int64_t eci_period_after(int64_t t, const struct eci_period *p);

/* One of the values of a key that may be repeated. */
struct eci_rule_item {
	char             *text;
	enum eci_strength strength;
	char             *clause;      /* never NULL */
};
struct eci_rule_items {
	struct eci_rule_item *v;
	size_t                n, cap;
};

#define ECI_RULES_SM2 1u               /* SM2 with SM3 */
#define ECI_RULES_RSA 2u               /* RSA with SHA-256 */
#define ECI_RULES_SIGNER 1u
#define ECI_RULES_MAKER 2u

struct eci_rules {
	char             *name, *title[2]; /* en, zh; never NULL */
	struct {
		enum eci_strength strength;
		char             *clause;      /* NULL where there is none */
	} demands[ECI_D_COUNT];
	unsigned          algorithms;      /* ECI_RULES_SM2, ECI_RULES_RSA */
	unsigned          holders;         /* ECI_RULES_SIGNER, ECI_RULES_MAKER */
	int               rsa_bits;        /* at least */
	int               cert_version;    /* at least */
	size_t            seal_certificates;   /* at most */
	struct eci_period validity, ca_validity, crl_interval, ca_crl_interval;
	struct eci_rule_items policy_oids, seal_names, fields;
	struct eci_period remind[8];       /* before a certificate or seal ends */
	size_t            n_remind;
};
const struct eci_rules *eci_rules_of(const ecert_rules *rules);

#endif
