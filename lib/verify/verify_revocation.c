/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_revocation.c - whether the certificates of a path were revoked, by all the
 * lists and responses at hand.  A stale, foreign or ill-formed one beside a good one
 * changes nothing; revoked by one that counts is revoked, whatever others say.
 */
#include <stdlib.h>
#include <string.h>

#include "verify/verify_priv.h"

/* What is at hand and what was fetched, side by side: the elements are borrowed. */
struct sources {
	struct eci_crls  crls;
	struct eci_ocsps ocsps;
};

static void
sources_free(struct sources *s)
{
	free(s->crls.v);
	free(s->ocsps.v);
}

/* The pointers of a and b, one after the other. */
static ecert_err
both(ecert_ctx *ctx, const void *a, size_t n, const void *b, size_t m, size_t size, void **out)
{
	uint8_t *v;

	*out = NULL;
	if (n + m == 0)
		return ECERT_OK;
	if ((v = calloc(n + m, size)) == NULL)
		return eci_nomem(ctx);
	if (n > 0)
		memcpy(v, a, n * size);
	if (m > 0)
		memcpy(v + n * size, b, m * size);
	*out = v;
	return ECERT_OK;
}

static ecert_err
gather(const struct eci_vrun *run, struct sources *out)
{
	static const struct ecert_trust nothing;
	const ecert_trust *t = run->pol.trust != NULL ? run->pol.trust : &nothing;
	const struct eci_vfetched *f = &run->fetched;
	void *crls = NULL, *ocsps = NULL;
	ecert_err e;

	*out = (struct sources){ 0 };
	if ((e = both(run->ctx, t->crls.v, t->crls.n, f->crls.v, f->crls.n, sizeof(*t->crls.v),
	        &crls)) == ECERT_OK)
		e = both(run->ctx, t->ocsps.v, t->ocsps.n, f->ocsps.v, f->ocsps.n,
		    sizeof(*t->ocsps.v), &ocsps);
	out->crls.v = crls;
	out->ocsps.v = ocsps;
	if (e != ECERT_OK) {
		sources_free(out);
		return e;
	}
	out->crls.n = t->crls.n + f->crls.n;
	out->ocsps.n = t->ocsps.n + f->ocsps.n;
	return ECERT_OK;
}

/* Each source that names the certificate is heard before anything is good.  Where
 * nothing is known, a list that was refused tells more than a response that is not
 * there. */
static ecert_err
look(const struct eci_vat *at, const struct eci_cert *cert, const struct eci_cert *issuer,
    int64_t t, struct eci_revocation *out)
{
	const struct eci_vrun *run = at->run;
	struct eci_revocation response;
	struct sources s;
	ecert_err e;

	if ((e = gather(run, &s)) != ECERT_OK)
		return e;
	e = eci_crl_check(run->ctx, &s.crls, cert, issuer, t, run->now, run->pol.empty_id, out);
	if (e == ECERT_OK)
		e = eci_ocsp_check(run->ctx, &s.ocsps, &s.crls, cert, issuer, t, run->now,
		    run->pol.empty_id, &response);
	if (e == ECERT_OK && out->state == ECI_REV_UNKNOWN && s.ocsps.n > 0 &&
	    strcmp(out->why, "no list of this issuer") == 0)
		out->why = response.why;
	if (e == ECERT_OK)
		eci_revocation_join(out, &response);
	sources_free(&s);
	return e;
}

ecert_err
eci_verify_revoked(const struct eci_vat *at, const struct eci_cert *cert,
    const struct eci_cert *issuer, int64_t t, struct eci_revocation *out)
{
	bool more = true;
	ecert_err e;
	size_t i;

	e = look(at, cert, issuer, t, out);
	for (i = 0; e == ECERT_OK && out->state == ECI_REV_UNKNOWN && more; i++)
		if ((e = eci_verify_fetch(at, cert, issuer, i, &more)) == ECERT_OK && more)
			e = look(at, cert, issuer, t, out);
	return e;
}

/* Whether issuer alone vouches for cert. */
static ecert_err
issued(const struct eci_vat *at, struct eci_cert *issuer, const struct eci_cert *cert,
    int64_t t, bool *yes)
{
	static const struct eci_certs nobody;
	struct eci_certs one = { &issuer, 1, 1 };
	struct eci_path_in in = { &one, &nobody, NULL, t, at->run->pol.empty_id };
	struct eci_path path = { 0 };
	ecert_err e;

	*yes = false;
	if (strcmp(eci_cert_subject(issuer), eci_cert_issuer(cert)) != 0)
		return ECERT_OK;
	if ((e = eci_path_build(at->run->ctx, cert, &in, &path)) != ECERT_OK)
		return e;
	*yes = path.state == ECI_PATH_OK;
	eci_path_free(&path);
	return ECERT_OK;
}

/*
 * A certificate that was put into the trust store by itself needs nobody to
 * vouch for it, so no list is missed; but a list that names it is believed.
 */
static ecert_err
check_anchor(const struct eci_vat *at, const struct eci_vjudge *j, const struct eci_cert *cert)
{
	const struct ecert_trust *trust = at->run->pol.trust;
	const struct eci_certs *issuers[] = { &trust->roots, &trust->intermediates,
		&trust->makers, &trust->tsa, &trust->status };
	struct eci_revocation all = { .why = "" }, rev;
	bool yes;
	ecert_err e;
	size_t i, k;

	for (i = 0; i < ECI_COUNT(issuers); i++)
		for (k = 0; k < issuers[i]->n; k++) {
			e = issued(at, issuers[i]->v[k], cert, j->at, &yes);
			if (e == ECERT_OK && !yes)
				continue;
			if (e == ECERT_OK)
				e = look(at, cert, issuers[i]->v[k], j->at, &rev);
			if (e != ECERT_OK)
				return e;
			eci_revocation_join(&all, &rev);
		}
	if (all.state == ECI_REV_BEFORE || all.state == ECI_REV_AFTER)
		return eci_verify_revocation_say(at, j, cert, &all);
	return ECI_VPASS(at, j->revocation, "is in the trust store itself",
	    "本身在信任库中");
}

/* The anchor is trusted as it stands. */
ecert_err
eci_verify_revocation(const struct eci_vat *at, const struct eci_vjudge *j,
    const struct eci_path *path)
{
	struct eci_revocation rev;
	ecert_err e = ECERT_OK;
	size_t i;

	if (path->chain.n == 1)
		return check_anchor(at, j, path->chain.v[0]);
	for (i = 0; e == ECERT_OK && i + 1 < path->chain.n; i++) {
		e = eci_verify_revoked(at, path->chain.v[i], path->chain.v[i + 1], j->at, &rev);
		if (e == ECERT_OK)
			e = eci_verify_revocation_say(at, j, path->chain.v[i], &rev);
		if (e == ECERT_OK)
			e = eci_verify_rules_list(at, j->role, path->chain.v[i], &rev);
	}
	return e;
}
