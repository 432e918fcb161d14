/* SPDX-License-Identifier: Apache-2.0 */
/* verify_rules.h - the demands of a policy (verify_rules*.c).  A part of
 * verify_priv.h, which includes it. */
#ifndef ECI_VERIFY_RULES_H
#define ECI_VERIFY_RULES_H

const struct eci_rules *eci_verify_rules(const struct eci_vrun *run);   /* NULL: none */
bool eci_verify_asks(const struct eci_vrun *run, enum eci_demand d);
struct eci_vadvice { char en[512], zh[512]; };
struct eci_vdemand {
	enum eci_demand   demand;
	enum eci_strength strength;    /* ECI_NOT_ASKED: that of the policy's line */
	const char       *clause;
	bool              open;        /* whether it is met cannot be told */
	const struct eci_vadvice *advice;    /* before the command; NULL: no command settles it */
};
/* A demand that was looked at, and was met; or was not: an item. */
void eci_verify_met(struct eci_vrun *run, enum eci_demand d);
ecert_err eci_verify_unmet(const struct eci_vat *at, struct eci_vdemand d, const char *en,
    const char *zh, ...) __attribute__((format(printf, 3, 5), format(printf, 4, 5)));
/* verify_rules_say.c: what would settle a demand, where cert's issuers are not known;
 * where no list tells about it, or none that says when the next one comes; where a time
 * stamp is not trusted. */
void eci_verify_advise_issuers(enum eci_vrole role, const struct eci_cert *cert,
    struct eci_vadvice *out);
void eci_verify_advise_list(const struct eci_cert *cert, bool instead, struct eci_vadvice *out);
void eci_verify_advise_stamp(struct eci_vadvice *out);
/* A certificate in use and its path, leaf first; NULL: it has none. */
ecert_err eci_verify_rules_path(const struct eci_vat *at, enum eci_vrole role,
    const struct eci_cert *cert, const struct eci_certs *path);
/* What told whether cert, on such a path, was revoked. */
ecert_err eci_verify_rules_list(const struct eci_vat *at, enum eci_vrole role,
    const struct eci_cert *cert, const struct eci_revocation *rev);
ecert_err eci_verify_rules_seal(const struct eci_vat *at, const struct eci_ses_seal *seal);
/* After all signatures. */
ecert_err eci_verify_rules_doc(struct eci_vrun *run);
ecert_err eci_verify_rules_sum(struct eci_vrun *run);

#endif
