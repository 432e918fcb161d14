/* SPDX-License-Identifier: Apache-2.0 */
/* verify_rules_cert.c - what a policy demands of certificates, of those above them,
 * and of the lists that tell whether they were revoked. */
#include <string.h>

#include "verify/verify_priv.h"

/* A certificate in use, those above it, and whose demands are judged. */
struct subject {
	const struct eci_vat    *at;
	const struct eci_rules  *r;
	enum eci_vrole           role;
	const struct eci_cert   *leaf;
	const struct eci_certs  *path;   /* leaf first; NULL: nobody trusted vouches for it */
	uint32_t                 waits;  /* demands that need issuers nobody knows */
};

static struct eci_vdemand
of(enum eci_demand d)
{
	return (struct eci_vdemand){ .demand = d };
}

static struct eci_vdemand
open_of(enum eci_demand d, const struct eci_vadvice *advice)
{
	return (struct eci_vdemand){ .demand = d, .open = true, .advice = advice };
}

/* Those that are known: the path, or the certificate alone. */
static size_t
known_n(const struct subject *s)
{
	return s->path != NULL ? s->path->n : 1;
}

static const struct eci_cert *
known(const struct subject *s, size_t i)
{
	return s->path != NULL ? s->path->v[i] : s->leaf;
}

/* Without a path there are issuers whom nobody knows; a certificate that is trusted
 * by itself may have some too, unless it is its own. */
static bool
issuer_unknown(const struct subject *s)
{
	return s->path == NULL || (s->path->n == 1 &&
	    strcmp(eci_cert_subject(s->leaf), eci_cert_issuer(s->leaf)) != 0);
}

/* One item for all demands that wait for the same: the gravest of them speaks. */
static ecert_err
say_no_issuer(const struct subject *s)
{
	enum eci_demand d, first = ECI_D_COUNT;
	struct eci_buf keys = { 0 };
	struct eci_vadvice advice;
	ecert_err e = ECERT_OK;
	unsigned n = 0;

	for (d = 0; d < ECI_D_COUNT; d++)
		if ((s->waits >> d & 1) != 0 && (first == ECI_D_COUNT ||
		    s->r->demands[d].strength > s->r->demands[first].strength))
			first = d;
	if (first == ECI_D_COUNT)
		return ECERT_OK;
	s->at->run->asked |= s->waits;
	s->at->run->unmet |= s->waits;
	for (d = 0; e == ECERT_OK && d < ECI_D_COUNT; d++)
		if ((s->waits >> d & 1) != 0 && d != first)
			e = eci_buf_addf(s->at->run->ctx, &keys, "%s%s", n++ > 0 ? ", " : "",
			    eci_demand_key(d));
	eci_verify_advise_issuers(s->role, s->leaf, &advice);
	if (e == ECERT_OK)
		e = eci_verify_unmet(s->at, open_of(first, &advice), n == 0 ?
		    "the certificates of the issuers of %s are not known%.0s" :
		    "the certificates of the issuers of %s are not known, which %s needs too",
		    n == 0 ? "%s 的颁发者证书未知%.0s" : "%s 的颁发者证书未知，%s 也需要它们",
		    eci_cert_subject(s->leaf), n > 0 ? (char *)keys.ptr : "");
	eci_buf_free(&keys);
	return e;
}

/* Of those that are known; without a path there are more. */
static void
met_so_far(struct subject *s, enum eci_demand d)
{
	if (s->path == NULL)
		s->waits |= 1u << d;
	else
		eci_verify_met(s->at->run, d);
}

static unsigned
class_of(enum eci_sig_alg alg)
{
	return alg == ECI_SIG_SM2_SM3 ? ECI_RULES_SM2 : alg == ECI_SIG_RSA_SHA256 ?
	    ECI_RULES_RSA : 0;
}

/* A key of neither kind was refused when the certificate was read. */
static unsigned
key_class(const struct eci_cert *cert)
{
	return eci_cert_is_sm2(cert) ? ECI_RULES_SM2 : ECI_RULES_RSA;
}

/*
 * Of one class throughout: the key a value was made with, which the value was
 * checked against, each issuer's key, and the signatures on the certificates but
 * that on the anchor, which nothing rests on.  An issuer's key is of the class of
 * the signatures made with it, so none may be of another than its own key.
 */
static ecert_err
check_algorithms(struct subject *s)
{
	size_t i, n = known_n(s);
	const struct eci_cert *cert;
	unsigned one;

	for (i = 0; i < n; i++) {
		cert = known(s, i);
		one = key_class(cert);
		if (s->path == NULL || i + 1 < n)
			one &= class_of(eci_cert_sig_alg(cert));
		if ((one & s->r->algorithms) == 0)
			return eci_verify_unmet(s->at, of(ECI_D_ALGORITHMS),
			    "key or signature of %s is of another algorithm",
			    "%s 的密钥或签名使用其他算法", eci_cert_subject(cert));
	}
	met_so_far(s, ECI_D_ALGORITHMS);
	return ECERT_OK;
}

static ecert_err
check_rsa_bits(struct subject *s)
{
	size_t i, n = known_n(s);
	int bits;

	for (i = 0; i < n; i++) {
		bits = eci_cert_rsa_bits(known(s, i));
		if (bits > 0 && bits < s->r->rsa_bits)
			return eci_verify_unmet(s->at, of(ECI_D_RSA_BITS),
			    "the key of %s has %d bits, fewer than %d",
			    "%s 的密钥长 %d 位，少于 %d 位", eci_cert_subject(known(s, i)), bits,
			    s->r->rsa_bits);
	}
	met_so_far(s, ECI_D_RSA_BITS);
	return ECERT_OK;
}

static ecert_err
check_version(struct subject *s)
{
	size_t i, n = known_n(s);

	for (i = 0; i < n; i++)
		if (eci_cert_version(known(s, i)) < s->r->cert_version)
			return eci_verify_unmet(s->at, of(ECI_D_CERT_VERSION),
			    "the certificate of %s is of version %d", "%s 的证书为第 %d 版",
			    eci_cert_subject(known(s, i)), eci_cert_version(known(s, i)));
	met_so_far(s, ECI_D_CERT_VERSION);
	return ECERT_OK;
}

static ecert_err
check_policy_oid(struct subject *s)
{
	const struct eci_rule_items *oids = &s->r->policy_oids;
	bool yes = false;
	ecert_err e;
	size_t i;

	for (i = 0; !yes && i < oids->n; i++)
		if ((e = eci_cert_names_policy(s->at->run->ctx, s->leaf, oids->v[i].text,
		    &yes)) != ECERT_OK)
			return e;
	if (!yes)
		return eci_verify_unmet(s->at, of(ECI_D_POLICY_OID),
		    "the certificate of %s names none of these policies: %s%s",
		    "%s 的证书未载明所要求的策略标识符：%s%s", eci_cert_subject(s->leaf),
		    oids->v[0].text, oids->n > 1 ? ", ..." : "");
	eci_verify_met(s->at->run, ECI_D_POLICY_OID);
	return ECERT_OK;
}

/* The first and the last second of the period both count. */
static bool
too_long(const struct eci_cert *cert, const struct eci_period *max)
{
	return eci_cert_not_after(cert) > eci_period_after(eci_cert_not_before(cert), max) + 1;
}

static ecert_err
say_too_long(const struct subject *s, enum eci_demand d, const struct eci_cert *cert)
{
	char from[24], until[24];

	return eci_verify_unmet(s->at, of(d), "the certificate of %s is valid for longer: %s .. %s",
	    "%s 的证书有效期过长：%s .. %s", eci_cert_subject(cert),
	    eci_time_iso(eci_cert_not_before(cert), from),
	    eci_time_iso(eci_cert_not_after(cert), until));
}

static ecert_err
check_validity(struct subject *s)
{
	if (too_long(s->leaf, &s->r->validity))
		return say_too_long(s, ECI_D_VALIDITY, s->leaf);
	eci_verify_met(s->at->run, ECI_D_VALIDITY);
	return ECERT_OK;
}

static ecert_err
check_ca_validity(struct subject *s)
{
	size_t i;

	if (issuer_unknown(s)) {
		s->waits |= 1u << ECI_D_CA_VALIDITY;
		return ECERT_OK;
	}
	for (i = 1; i < s->path->n; i++)
		if (too_long(s->path->v[i], &s->r->ca_validity))
			return say_too_long(s, ECI_D_CA_VALIDITY, s->path->v[i]);
	eci_verify_met(s->at->run, ECI_D_CA_VALIDITY);
	return ECERT_OK;
}

/* The end alone: an authority may have renewed its own certificate since it issued
 * this one, and that begins later. */
static ecert_err
check_within(struct subject *s)
{
	char until[24], end[24];
	size_t i;

	if (issuer_unknown(s)) {
		s->waits |= 1u << ECI_D_WITHIN_ISSUER;
		return ECERT_OK;
	}
	for (i = 0; i + 1 < s->path->n; i++)
		if (eci_cert_not_after(s->path->v[i]) > eci_cert_not_after(s->path->v[i + 1]))
			return eci_verify_unmet(s->at, of(ECI_D_WITHIN_ISSUER),
			    "the certificate of %s ends at %s, after that of its issuer %s at %s",
			    "%s 的证书于 %s 到期，晚于其颁发者 %s 的证书（%s）",
			    eci_cert_subject(s->path->v[i]),
			    eci_time_iso(eci_cert_not_after(s->path->v[i]), until),
			    eci_cert_subject(s->path->v[i + 1]),
			    eci_time_iso(eci_cert_not_after(s->path->v[i + 1]), end));
	eci_verify_met(s->at->run, ECI_D_WITHIN_ISSUER);
	return ECERT_OK;
}

static ecert_err
check_usage(struct subject *s)
{
	if (eci_cert_usage(s->leaf) != ECI_USAGE_MAY_SIGN)
		return eci_verify_unmet(s->at, of(ECI_D_KEY_USAGE),
		    "the certificate of %s does not say that its key is for signing",
		    "%s 的证书未写明密钥用于签名", eci_cert_subject(s->leaf));
	eci_verify_met(s->at->run, ECI_D_KEY_USAGE);
	return ECERT_OK;
}

static ecert_err
check_usage_critical(struct subject *s)
{
	if (!eci_cert_usage_critical(s->leaf))
		return eci_verify_unmet(s->at, of(ECI_D_KEY_USAGE_CRITICAL),
		    "the certificate of %s has no key usage that is critical",
		    "%s 的证书中没有标为关键项的密钥用途", eci_cert_subject(s->leaf));
	eci_verify_met(s->at->run, ECI_D_KEY_USAGE_CRITICAL);
	return ECERT_OK;
}

static ecert_err
check_name(struct subject *s)
{
	if (!eci_cert_has_name(s->leaf))
		return eci_verify_unmet(s->at, of(ECI_D_SUBJECT_NAME),
		    "the certificate with serial %s names no person and no organisation, or a "
		    "pseudonym", "序列号为 %s 的证书没有个人或机构名称，或使用假名",
		    eci_cert_serial(s->leaf));
	eci_verify_met(s->at->run, ECI_D_SUBJECT_NAME);
	return ECERT_OK;
}

/* Lists come from issuers: eci_verify_rules_list() hears of those that are known. */
static void
wait_for_lists(struct subject *s)
{
	static const enum eci_demand demands[] = { ECI_D_CRL_INTERVAL, ECI_D_CA_CRL_INTERVAL };
	size_t i;

	for (i = 0; i < ECI_COUNT(demands); i++)
		if (issuer_unknown(s) && eci_verify_asks(s->at->run, demands[i]))
			s->waits |= 1u << demands[i];
}

static bool
is_judged(const struct eci_rules *r, enum eci_vrole role)
{
	return (role == ECI_ROLE_SIGNER && (r->holders & ECI_RULES_SIGNER) != 0) ||
	    (role == ECI_ROLE_MAKER && (r->holders & ECI_RULES_MAKER) != 0);
}

ecert_err
eci_verify_rules_path(const struct eci_vat *at, enum eci_vrole role,
    const struct eci_cert *cert, const struct eci_certs *path)
{
	static const struct {
		enum eci_demand demand;
		ecert_err     (*check)(struct subject *s);
	} checks[] = {
		{ ECI_D_ALGORITHMS, check_algorithms }, { ECI_D_RSA_BITS, check_rsa_bits },
		{ ECI_D_CERT_VERSION, check_version }, { ECI_D_POLICY_OID, check_policy_oid },
		{ ECI_D_VALIDITY, check_validity }, { ECI_D_CA_VALIDITY, check_ca_validity },
		{ ECI_D_WITHIN_ISSUER, check_within }, { ECI_D_KEY_USAGE, check_usage },
		{ ECI_D_KEY_USAGE_CRITICAL, check_usage_critical },
		{ ECI_D_SUBJECT_NAME, check_name },
	};
	struct subject s = { at, eci_verify_rules(at->run), role, cert, path, 0 };
	ecert_err e = ECERT_OK;
	size_t i;

	if (s.r == NULL || !is_judged(s.r, role))
		return ECERT_OK;
	for (i = 0; e == ECERT_OK && i < ECI_COUNT(checks); i++)
		if (eci_verify_asks(at->run, checks[i].demand))
			e = checks[i].check(&s);
	wait_for_lists(&s);
	return e == ECERT_OK ? say_no_issuer(&s) : e;
}

/*
 * A list that promises the next one later than is asked for does not prove that the
 * authority was late: it may publish more often than it promises.
 */
ecert_err
eci_verify_rules_list(const struct eci_vat *at, enum eci_vrole role,
    const struct eci_cert *cert, const struct eci_revocation *rev)
{
	const struct eci_rules *r = eci_verify_rules(at->run);
	enum eci_demand d = eci_cert_is_ca(cert) ? ECI_D_CA_CRL_INTERVAL : ECI_D_CRL_INTERVAL;
	const struct eci_period *max;
	struct eci_vadvice advice;
	char made[24], next[24];

	if (r == NULL || !is_judged(r, role) || !eci_verify_asks(at->run, d))
		return ECERT_OK;
	max = d == ECI_D_CRL_INTERVAL ? &r->crl_interval : &r->ca_crl_interval;
	eci_verify_advise_list(cert, rev->by_list, &advice);
	if (!rev->by_list)
		return eci_verify_unmet(at, open_of(d, &advice),
		    "no list told whether %s was revoked", "%s 是否被撤销不是由撤销列表得知",
		    eci_cert_subject(cert));
	if (rev->next == 0)
		return eci_verify_unmet(at, open_of(d, &advice),
		    "the list about %s does not say when the next one comes",
		    "涉及 %s 的撤销列表未写明下次更新时间", eci_cert_subject(cert));
	if (rev->next > eci_period_after(rev->made, max) + 1)
		return eci_verify_unmet(at, open_of(d, NULL),
		    "the list about %s was made at %s and promises the next one for %s only; "
		    "whether it came earlier is not known",
		    "涉及 %s 的撤销列表发布于 %s，只承诺在 %s 前再次更新；是否更早更新无法得知",
		    eci_cert_subject(cert), eci_time_iso(rev->made, made),
		    eci_time_iso(rev->next, next));
	eci_verify_met(at->run, d);
	return ECERT_OK;
}
