/* SPDX-License-Identifier: Apache-2.0 */
/* forge_store.h - trust stores with lists and responses of one's own, and a signer
 * whose certificate says where more of them are. */
#ifndef FORGE_STORE_H
#define FORGE_STORE_H

#include "../unit/crypto_more.h"
#include "forge_run.h"
#include "forge_list.h"

#define CRL_URL "http://crl.example/root.crl"
#define OCSP_URL "http://ocsp.example/"

static inline struct party
party_of(const struct fwho *who)
{
	return (struct party){ who->key, who->cert };
}

/* A signer below issuer, with both URLs (NULL: without), kept for the run. */
static inline struct fwho
store_signer(const char *cn, const struct fwho *issuer, const char *crl, const char *ocsp)
{
	struct fwho who = forge_leaf(cn, issuer);
	struct party p = party_of(&who), by = party_of(issuer);
	struct eci_buf more = { 0 };

	if (crl != NULL)
		put_crl_url(forge.ctx, &more, crl);
	if (ocsp != NULL)
		put_access(forge.ctx, &more, "1.3.6.1.5.5.7.48.1", ocsp);
	extend(forge.ctx, &p, &by, &more);
	eci_buf_free(&more);
	return forge_keep((struct fwho){ p.key, p.cert });
}

/* A list of by from .. until, DER or PEM; who is on it since when (0: nobody). */
static inline struct eci_buf
store_list(const struct fwho *by, int64_t from, int64_t until, const struct fwho *who,
    int64_t when)
{
	uint64_t serial = who != NULL ? strtoull(eci_cert_serial(who->cert), NULL, 16) : 0;
	struct eci_buf out = { 0 };

	CHECK_OK(forge.ctx, eci_issue_crl(forge.ctx, by->key, by->cert, from, until, 7,
	    when != 0 ? &serial : NULL, when != 0 ? &when : NULL, when != 0, &out));
	return out;
}

/* What by says of who: 'g', 'r', 'u'; reason 0: none. */
static inline struct eci_buf
store_response(const struct fwho *by, const struct fwho *who, char status, int64_t from,
    int64_t until, int64_t when, int reason)
{
	struct party issuer = party_of(by), cert = party_of(who);
	struct response_spec r = { .by = &issuer, .produced = from, .n = 1 };

	r.v[0] = (struct single_spec){ &cert, &issuer, ECI_ID_SM3, status, when, reason, from,
	    until, NULL, NULL };
	return response(forge.ctx, &r);
}

static inline void
store_add(ecert_trust *trust, ecert_err (*add)(ecert_ctx *, ecert_trust *, const uint8_t *, size_t),
    struct eci_buf *b)
{
	CHECK_OK(forge.ctx, add(forge.ctx, trust, b->ptr, b->len));
	eci_buf_free(b);
}

/* Roots, intermediates and the seal maker, and no list. */
static inline ecert_trust *
store_new(void)
{
	ecert_trust *trust = NULL, *was = forge.trust;

	CHECK_OK(forge.ctx, ecert_trust_new(forge.ctx, &trust));
	forge.trust = trust;
	forge_trust_cert(&forge.root, ecert_trust_add_roots);
	forge_trust_cert(&forge.maker, ecert_trust_add_makers);
	forge.trust = was;
	return trust;
}

static const struct fwho *store_signs;

static inline void
store_sign(struct forge *f)
{
	forge_sign_as(f, *store_signs);
}

struct store_call {
	ecert_fetch_fn *fetch;
	void           *arg;
	bool            no_revocation, empty_id;
	const char     *lang;        /* NULL: en */
};

/* The text of the report on a document signed by who, which must give want and r. */
static inline char *
store_judge(const struct fwho *who, const ecert_trust *trust, const struct store_call *how,
    ecert_verdict want, ecert_reason r)
{
	const ecert_reason any[6] = { r };
	struct forge_case plain = { .name = "", .before = store_sign };
	ecert_policy *policy = NULL;
	ecert_report *report = NULL;
	char *text = NULL;
	struct forge f;

	store_signs = who;
	CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &policy));
	ecert_policy_set_trust(policy, trust);
	if (how != NULL) {
		ecert_policy_set_fetch(policy, how->fetch, how->arg);
		ecert_policy_set_insecure_no_revocation(policy, how->no_revocation);
		ecert_policy_set_insecure_empty_sm2_id(policy, how->empty_id);
	}
	forge_make(&f, &plain);
	ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x.ofd", policy, &report);
	CHECK(report != NULL);
	CHECK_OK(forge.ctx, ecert_report_text(forge.ctx, report,
	    how != NULL && how->lang != NULL ? how->lang : "en", &text));
	if (ecert_report_verdict(report) != want || !forge_gives(report, want, any))
		unit_fail(__FILE__, __LINE__, "%s", text);
	ecert_report_free(report);
	ecert_policy_free(policy);
	forge_free(&f);
	return text;
}

static inline void
store_check(const struct fwho *who, const ecert_trust *trust, ecert_verdict want, ecert_reason r)
{
	ecert_free(store_judge(who, trust, NULL, want, r));
}

#endif
