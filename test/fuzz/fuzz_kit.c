/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_kit.c - an authority and its people, one nobody trusts, and their seals. */
#include "crypto/crypto.h"
#include "fuzz.h"
#include "signer/signer.h"

#define SIGNING "digitalSignature,nonRepudiation"
#define ISSUING "keyCertSign,cRLSign"

struct person {
	struct eci_key  *key;
	struct eci_cert *cert;
};

/* Kept, as making one takes longer than all the rest. */
static struct eci_key *
rsa_key(ecert_ctx *ctx)
{
	struct eci_buf pem = { 0 };
	struct eci_key *key = NULL;

	FUZZ_MUST(ctx, eci_read_file(ctx, "test/vectors/sm2/rsa.pem", 65536, &pem));
	FUZZ_MUST(ctx, eci_key_load(ctx, "rsa", pem.ptr, pem.len, NULL, NULL, &key, NULL));
	eci_buf_free(&pem);
	return key;
}

/* issuer NULL: an authority of its own. */
static struct person
person(ecert_ctx *ctx, const char *cn, const struct person *issuer, bool rsa, uint64_t serial)
{
	struct eci_issue what = { .cn = cn, .o = "Fuzz", .from = FUZZ_NOW - 100 * FUZZ_DAY,
	    .until = FUZZ_NOW + 3000 * FUZZ_DAY, .serial = serial, .ca = issuer == NULL,
	    .pathlen = -1, .usage = issuer == NULL ? ISSUING : SIGNING };
	struct person p = { 0 };

	if (rsa)
		p.key = rsa_key(ctx);
	else
		FUZZ_MUST(ctx, eci_key_new_sm2(ctx, &p.key));
	FUZZ_MUST(ctx, eci_issue_cert(ctx, &what, p.key, issuer ? issuer->key : p.key,
	    issuer ? issuer->cert : NULL, &p.cert));
	return p;
}

static ecert_signer *
pen(ecert_ctx *ctx, const struct person *p)
{
	struct eci_bytes der = eci_cert_der(p->cert);
	struct eci_buf pem = { 0 };
	ecert_signer *signer = NULL;

	FUZZ_MUST(ctx, eci_key_write(ctx, p->key, NULL, &pem));
	FUZZ_MUST(ctx, ecert_signer_from_mem(ctx, pem.ptr, pem.len, der.ptr, der.len, NULL,
	    NULL, &signer));
	eci_buf_wipe(&pem);
	return signer;
}

static ecert_seal *
seal(ecert_ctx *ctx, ecert_ses_version v, const ecert_signer *maker, const ecert_signer *user,
    bool digests)
{
	static const uint8_t gif[] = "GIF89a\1\0\1\0\200\0\0\0\0\0\377\377\377,\0\0\0\0\1\0\1\0"
	    "\0\2\2D\1\0;";
	ecert_seal_spec *spec = NULL;
	ecert_seal *made = NULL;
	const uint8_t *cert;
	size_t n;

	cert = ecert_signer_cert(user, &n);
	FUZZ_MUST(ctx, ecert_seal_spec_new(ctx, &spec));
	FUZZ_MUST(ctx, ecert_seal_spec_set_id(ctx, spec, "33010600000001"));
	FUZZ_MUST(ctx, ecert_seal_spec_set_vendor(ctx, spec, "FUZZ"));
	FUZZ_MUST(ctx, ecert_seal_spec_set_name(ctx, spec, "\xe7\xab\xa0"));
	FUZZ_MUST(ctx, ecert_seal_spec_set_picture(ctx, spec, gif, sizeof(gif) - 1, 40, 30));
	FUZZ_MUST(ctx, ecert_seal_spec_set_validity(ctx, spec, FUZZ_NOW - 30 * FUZZ_DAY,
	    FUZZ_NOW + 365 * FUZZ_DAY));
	FUZZ_MUST(ctx, ecert_seal_spec_add_cert(ctx, spec, cert, n));
	ecert_seal_spec_set_cert_digests(spec, digests);
	FUZZ_MUST(ctx, ecert_seal_make(ctx, spec, maker, v, &made));
	ecert_seal_spec_free(spec);
	return made;
}

static ecert_trust *
store(ecert_ctx *ctx, const struct fuzz_kit *k, const struct eci_buf *crl)
{
	const ecert_signer *makers[] = { k->maker, k->rsa_maker };
	ecert_trust *trust = NULL;
	const uint8_t *cert;
	size_t i, n;

	FUZZ_MUST(ctx, ecert_trust_new(ctx, &trust));
	FUZZ_MUST(ctx, ecert_trust_add_roots(ctx, trust, k->root.ptr, k->root.len));
	for (i = 0; i < ECI_COUNT(makers); i++) {
		cert = ecert_signer_cert(makers[i], &n);
		FUZZ_MUST(ctx, ecert_trust_add_makers(ctx, trust, cert, n));
	}
	FUZZ_MUST(ctx, ecert_trust_add_crls(ctx, trust, crl->ptr, crl->len));
	return trust;
}

/* Who is to be believed, and what about. */
static void
policies(ecert_ctx *ctx, struct fuzz_kit *k, const struct person *root)
{
	/* The signer's, long ago, and one that nobody has. */
	static const uint64_t serials[] = { 3, 77 };
	static const int64_t when[] = { FUZZ_NOW - 50 * FUZZ_DAY, FUZZ_NOW - FUZZ_DAY };
	const uint8_t *signer;
	size_t n_signer;

	FUZZ_MUST(ctx, eci_cert_write_pem(ctx, root->cert, &k->root));
	FUZZ_MUST(ctx, eci_issue_crl(ctx, root->key, root->cert, FUZZ_NOW - FUZZ_DAY,
	    FUZZ_NOW + FUZZ_DAY, 1, NULL, NULL, 0, &k->crl));
	FUZZ_MUST(ctx, eci_issue_crl(ctx, root->key, root->cert, FUZZ_NOW - FUZZ_DAY,
	    FUZZ_NOW + FUZZ_DAY, 2, serials, when, ECI_COUNT(serials), &k->revoked));
	k->trust = store(ctx, k, &k->crl);
	k->warned_trust = store(ctx, k, &k->revoked);
	FUZZ_MUST(ctx, ecert_policy_new(ctx, &k->policy));
	FUZZ_MUST(ctx, ecert_policy_new(ctx, &k->strict));
	FUZZ_MUST(ctx, ecert_policy_new(ctx, &k->blind));
	FUZZ_MUST(ctx, ecert_policy_new(ctx, &k->told));
	signer = ecert_signer_cert(k->signer, &n_signer);
	FUZZ_MUST(ctx, ecert_policy_add_signer_cert(ctx, k->told, signer, n_signer));
	ecert_policy_set_trust(k->told, k->trust);
	FUZZ_MUST(ctx, ecert_policy_new(ctx, &k->warned));
	ecert_policy_set_trust(k->warned, k->warned_trust);
	ecert_policy_set_trust(k->policy, k->trust);
	ecert_policy_set_pictures(k->policy, 1);
	ecert_policy_set_trust(k->strict, k->trust);
	ecert_policy_set_strict(k->strict, 1);
}

static void
free_person(struct person *p)
{
	eci_key_free(p->key);
	eci_cert_free(p->cert);
}

static void
make(struct fuzz_kit *k)
{
	enum { ROOT, MAKER, SIGNER, OTHER, RSA_MAKER, RSA_SIGNER, EVIL_ROOT, EVIL_MAKER, EVIL, N };
	/* Those of the second authority have the names of the first. */
	static const char *const names[N] = { "Root", "Maker", "Signer", "Other", "RSA maker",
	    "RSA signer", "Root", "Maker", "Signer" };
	static const ecert_ses_version versions[] = { ECERT_SES_V1, ECERT_SES_V4, ECERT_SES_V5 };
	ecert_ctx *ctx = fuzz_ctx();
	struct person p[N];
	size_t i;

	for (i = 0; i < N; i++)
		p[i] = person(ctx, names[i], i == ROOT || i == EVIL_ROOT ? NULL :
		    &p[i < EVIL_ROOT ? ROOT : EVIL_ROOT], i == RSA_MAKER || i == RSA_SIGNER,
		    i % EVIL_ROOT + 1);
	k->maker = pen(ctx, &p[MAKER]);
	k->signer = pen(ctx, &p[SIGNER]);
	k->other = pen(ctx, &p[OTHER]);
	k->rsa_maker = pen(ctx, &p[RSA_MAKER]);
	k->rsa_signer = pen(ctx, &p[RSA_SIGNER]);
	k->evil_maker = pen(ctx, &p[EVIL_MAKER]);
	k->evil = pen(ctx, &p[EVIL]);
	for (i = 0; i < ECI_COUNT(versions); i++)
		k->seal[i] = seal(ctx, versions[i], k->maker, k->signer, false);
	k->other_seal = seal(ctx, ECERT_SES_V4, k->maker, k->other, true);
	k->evil_seal = seal(ctx, ECERT_SES_V4, k->evil_maker, k->evil, false);
	k->rsa_seal = seal(ctx, ECERT_SES_V1, k->rsa_maker, k->rsa_signer, false);
	k->forged_seal = seal(ctx, ECERT_SES_V4, k->other, k->other, false);
	policies(ctx, k, &p[ROOT]);
	FUZZ_MUST(ctx, eci_key_write(ctx, p[SIGNER].key, NULL, &k->key));
	for (i = 0; i < N; i++)
		free_person(&p[i]);
	fuzz_ctx_free(ctx);
}

const struct fuzz_kit *
fuzz_kit(void)
{
	static struct fuzz_kit kit;

	if (kit.trust == NULL) {
		fuzz_rand_reset();
		make(&kit);
	}
	return &kit;
}

int32_t
fuzz_pass(void *arg, const char *what, char *buf, size_t cap)
{
	size_t n = strlen(FUZZ_PASS);

	(void)arg;
	(void)what;
	if (n > cap)
		return -1;
	memcpy(buf, FUZZ_PASS, n);
	return (int32_t)n;
}
