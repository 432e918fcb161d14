/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_path.c - from a certificate to an anchor (RFC 5280 6).  OpenSSL's own
 * builder needs the SM2 ID set on objects it finds by itself; ours verifies
 * each link with the ID stated, tries every issuer of the name, and is bounded
 * in length and in signature checks whatever the file brings along.
 */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto_priv.h"

#define MAX_CHECKS 128    /* links tried, and signatures verified */
#define MAX_STRANGERS 16  /* of these, links the file itself brings along */

struct walk {
	ecert_ctx                *ctx;
	const struct eci_path_in *in;
	struct eci_path          *out;
	const struct eci_cert   **chain;
	bool                     *empty;      /* the link above used the empty ID */
	size_t                    n, max;
	unsigned                  checks, strangers;
	enum eci_path_state       state;      /* best failure so far */
	size_t                    depth;      /* of the one it is about */
	struct eci_buf            detail;
};

static bool
among(const struct eci_certs *list, const struct eci_cert *cert)
{
	size_t i;

	for (i = 0; list != NULL && i < list->n; i++)
		if (eci_cert_same(list->v[i], cert))
			return true;
	return false;
}

/* A failure on a path that reaches an anchor says more than a path that ends
 * nowhere; among those the longer one. */
static ecert_err
note_failure(struct walk *w, enum eci_path_state state, const char *who, const char *what)
{
	bool found = state != ECI_PATH_UNTRUSTED, had = w->state != ECI_PATH_UNTRUSTED;

	if (had || (!found && w->detail.len != 0 && w->n <= w->depth))
		return ECERT_OK;
	w->state = state;
	w->depth = w->n;
	w->detail.len = 0;
	return eci_buf_addf(w->ctx, &w->detail, "%s: %s", who, what);
}

static ecert_err
note_flaw(struct walk *w, enum eci_path_state state, const struct eci_cert *c, const char *what)
{
	bool first = w->state == ECI_PATH_UNTRUSTED;
	ecert_err e = note_failure(w, state, c->subject_text, what);

	if (e == ECERT_OK && first && c->exts.unknown.len != 0)
		e = eci_buf_addf(w->ctx, &w->detail, " (%s)", (char *)c->exts.unknown.ptr);
	return e;
}

/* The flaw of chain[i], NULL when there is none. */
static const char *
flaw(const struct walk *w, size_t i, enum eci_path_state *state)
{
	const struct eci_cert *c = w->chain[i];
	size_t below = 0, k;

	*state = ECI_PATH_CONSTRAINT;
	if (c->exts.unknown.len != 0)
		return "it has a critical extension that is not understood";
	if (i == 0)
		return NULL;
	if (!c->exts.ca)
		return "it issued a certificate but is no CA (basicConstraints)";
	if (c->exts.has_usage && (c->exts.usage & ECI_KU_CERT_SIGN) == 0)
		return "its key usage does not allow issuing certificates";
	/* RFC 5280 4.2.1.9: self-issued ones and the leaf do not count. */
	for (k = 1; k < i; k++)
		if (!eci_name_equal(w->chain[k]->issuer, w->chain[k]->subject))
			below++;
	if (c->exts.pathlen >= 0 && below > (size_t)c->exts.pathlen)
		return "the path below it is longer than its path length constraint";
	*state = ECI_PATH_EXPIRED;
	if (w->in->at < c->not_before || w->in->at > c->not_after)
		return "it issued a certificate but was not in its validity period";
	return NULL;
}

/* RFC 5280 6.1.4 (h): the certificate at the end is constrained even where it is
 * self-issued, authorities that are so are not. */
static ecert_err
constrained(struct walk *w, size_t *who, const char **what)
{
	size_t i, k;
	ecert_err e;

	*what = NULL;
	for (i = w->n; i-- > 1;)
		for (k = i; k-- > 0;) {
			if (k > 0 && eci_name_equal(w->chain[k]->issuer, w->chain[k]->subject))
				continue;
			*who = k;
			e = eci_constraint_check(w->ctx, w->chain[i], w->chain[k], what);
			if (e != ECERT_OK || *what != NULL)
				return e;
		}
	return ECERT_OK;
}

/* The chain ends at an anchor. */
static ecert_err
judge(struct walk *w, bool *done)
{
	enum eci_path_state state;
	const char *what;
	ecert_err e;
	size_t i;

	for (i = 0; i < w->n; i++)
		if ((what = flaw(w, i, &state)) != NULL)
			return note_flaw(w, state, w->chain[i], what);
	if ((e = constrained(w, &i, &what)) != ECERT_OK)
		return e;
	if (what != NULL)
		return note_flaw(w, ECI_PATH_CONSTRAINT, w->chain[i], what);
	for (i = 0; i < w->n; i++) {
		if ((e = eci_certs_add(w->ctx, &w->out->chain, w->chain[i])) != ECERT_OK)
			return e;
		w->out->used_empty_id |= i + 1 < w->n && w->empty[i];
	}
	*done = true;
	return ECERT_OK;
}

static bool
in_chain(const struct walk *w, const struct eci_cert *cert)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (eci_cert_same(w->chain[i], cert))
			return true;
	return false;
}

static ecert_err climb(struct walk *w, bool *done);

/* Worth a check: this flaw of issuing software is common, and can be allowed. */
static ecert_err
why_not_signed(struct walk *w, const struct eci_cert *cert, const struct eci_cert *issuer)
{
	const char *what = "not signed by the key of the certificate at hand of its issuer";
	bool good = false;
	ecert_err e;

	if (!w->in->empty_id && cert->alg == ECI_SIG_SM2_SM3) {
		w->checks++;
		if ((e = eci_pub_verify(w->ctx, &issuer->pub, cert->alg, "", cert->tbs, cert->sig,
		    NULL, &good)) != ECERT_OK)
			return e;
	}
	if (good)
		what = "signed with the empty SM2 ID, not with the standard's";
	else if (cert->alg == ECI_SIG_UNKNOWN || cert->alg == ECI_SIG_RSA_SHA1)
		what = "signed with an algorithm that is not accepted";
	return note_failure(w, ECI_PATH_UNTRUSTED, cert->subject_text, what);
}

static ecert_err
try_issuer(struct walk *w, const struct eci_cert *issuer, bool stranger, bool *done)
{
	const struct eci_cert *cert = w->chain[w->n - 1];
	enum eci_fit fit;
	ecert_err e;

	if (++w->checks > MAX_CHECKS || (stranger && ++w->strangers > MAX_STRANGERS))
		return note_failure(w, ECI_PATH_UNTRUSTED, cert->issuer_text,
		    "too many certificates of this name");
	e = eci_cert_issued_by(w->ctx, cert, issuer, w->in->empty_id, &w->checks, &fit);
	if (e != ECERT_OK)
		return e;
	if (fit == ECI_FIT_NO)
		return why_not_signed(w, cert, issuer);
	w->empty[w->n - 1] = fit == ECI_FIT_EMPTY_ID;
	w->chain[w->n++] = issuer;
	e = climb(w, done);
	w->n--;
	return e;
}

/* The last of the chain: at an anchor, or under one of its possible issuers. */
static ecert_err
climb(struct walk *w, bool *done)
{
	const struct eci_certs *lists[] = { w->in->anchors, w->in->intermediates, w->in->extra };
	const struct eci_cert *cert = w->chain[w->n - 1], *issuer;
	bool named = false;
	ecert_err e;
	size_t i, k;

	if (among(w->in->anchors, cert))
		return judge(w, done);
	if (w->n == w->max)
		return note_failure(w, ECI_PATH_UNTRUSTED, cert->issuer_text,
		    "the path is longer than the limit");
	for (i = 0; i < ECI_COUNT(lists); i++)
		for (k = 0; lists[i] != NULL && k < lists[i]->n; k++) {
			issuer = lists[i]->v[k];
			if (!eci_name_equal(cert->issuer, issuer->subject) || in_chain(w, issuer))
				continue;
			named = true;
			if ((e = try_issuer(w, issuer, lists[i] == w->in->extra, done)) != ECERT_OK ||
			    *done)
				return e;
		}
	if (!named)
		return note_failure(w, ECI_PATH_UNTRUSTED, cert->issuer_text,
		    eci_name_equal(cert->issuer, cert->subject) ?
		    "self-signed, and no trust anchor" :
		    "the certificate of this issuer is not at hand");
	return ECERT_OK;
}

ecert_err
eci_path_build(ecert_ctx *ctx, const struct eci_cert *leaf, const struct eci_path_in *in,
    struct eci_path *out)
{
	struct walk w = { .ctx = ctx, .in = in, .out = out, .state = ECI_PATH_UNTRUSTED };
	bool done = false;
	ecert_err e;

	memset(out, 0, sizeof(*out));
	w.max = (size_t)ecert_ctx_limit(ctx, ECERT_LIMIT_CHAIN);
	if (w.max < 1 || w.max > 64)
		w.max = w.max < 1 ? 1 : 64;
	w.chain = calloc(w.max, sizeof(*w.chain));
	w.empty = calloc(w.max, sizeof(*w.empty));
	e = w.chain == NULL || w.empty == NULL ? eci_nomem(ctx) : ECERT_OK;
	if (e == ECERT_OK) {
		w.chain[w.n++] = leaf;
		e = climb(&w, &done);
	}
	if (e == ECERT_OK && done)
		w.detail.len = 0;
	if (e == ECERT_OK)
		e = eci_buf_adds(ctx, &w.detail, "");
	if (e == ECERT_OK) {
		out->state = done ? ECI_PATH_OK : w.state;
		out->detail = (char *)eci_buf_take(&w.detail, NULL);
	} else
		eci_path_free(out);
	eci_buf_free(&w.detail);
	free(w.chain);
	free(w.empty);
	return e;
}

void
eci_path_free(struct eci_path *path)
{
	eci_certs_free(&path->chain);
	free(path->detail);
	memset(path, 0, sizeof(*path));
}
