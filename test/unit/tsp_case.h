/* SPDX-License-Identifier: Apache-2.0 */
/* tsp_case.h - time stamps with one flaw each, and what the reader says of them. */
#ifndef TSP_CASE_H
#define TSP_CASE_H

#include "../negative/forge_token.h"
#include "tsp/tsp.h"

#define DATA ((struct eci_bytes){ (const uint8_t *)"what is stamped", 15 })

/* Where it fails: nowhere, when read, as of other bytes, without a certificate, by
 * what it is signed with. */
enum tsp_at { T_GOOD, T_READ, T_UNSUPPORTED, T_IMPRINT, T_NOBODY, T_CHECK };

struct tsp_case {
	const char *name;
	void      (*set)(struct ftoken *t);   /* NULL: nothing */
	enum tsp_at at;
	const char *says;                     /* message, reason or note; NULL: none */
};

static struct fwho tsp_sm2, tsp_rsa, tsp_root;

static inline void
tsp_start(void)
{
	forge.ctx = unit_ctx();
	unit_case("authorities");
	tsp_root = forge_ca("Root", NULL, -1);
	forge.signer = forge_leaf("Somebody else", &tsp_root);
	tsp_sm2 = token_tsa(&tsp_root, false);
	tsp_rsa = token_tsa(&tsp_root, true);
}

static inline void
tsp_end(void)
{
	forge_who_free(&tsp_sm2);
	forge_who_free(&tsp_rsa);
	forge_who_free(&forge.signer);
	forge_who_free(&tsp_root);
}

static inline bool
tsp_has_note(const struct eci_notes *notes, const char *text)
{
	size_t i;

	for (i = 0; i < notes->n; i++)
		if (strstr(notes->v[i].text, text) != NULL)
			return true;
	return false;
}

/* Everything there is to say of a token that could be read. */
static inline void
tsp_judge(const struct eci_tsp_token *token, enum tsp_at at, const char *says)
{
	struct eci_cert *cert = NULL;
	bool yes = false, good = false;
	const char *why = "";

	CHECK_OK(forge.ctx, eci_tsp_imprints(forge.ctx, &token->info, DATA, &yes));
	CHECK_INT(yes, at != T_IMPRINT);
	CHECK_OK(forge.ctx, eci_tsp_signer(forge.ctx, token, NULL, &cert));
	CHECK_INT(cert != NULL, at != T_NOBODY);
	if (cert == NULL)
		return;
	CHECK_OK(forge.ctx, eci_tsp_check(forge.ctx, token, cert, &good, &why));
	CHECK_INT(good, at != T_CHECK);
	if (at == T_CHECK && says != NULL && strstr(why, says) == NULL)
		CHECK_STR(why, says);
	if (at == T_GOOD && says != NULL && !tsp_has_note(&token->notes, says) &&
	    !tsp_has_note(&token->cms.notes, says))
		unit_fail(__FILE__, __LINE__, "no note \"%s\"", says);
	eci_cert_free(cert);
}

/* A copy without a byte to spare, so that the sanitizers see a read past the end. */
static inline void
tsp_read(const struct eci_buf *b, enum tsp_at at, const char *says)
{
	uint8_t *copy = malloc(b->len + 1);
	struct eci_tsp_token token;
	ecert_err e;

	if (b->len > 0)
		memcpy(copy, b->ptr, b->len);
	copy = realloc(copy, b->len > 0 ? b->len : 1);
	e = eci_tsp_decode(forge.ctx, "token", copy, b->len, &token);
	if (at == T_READ || at == T_UNSUPPORTED) {
		CHECK_REASON(forge.ctx, e, at == T_READ ? ECERT_R_TIMESTAMP_BAD :
		    ECERT_R_UNSUPPORTED);
		if (says != NULL && strstr(ecert_errmsg(forge.ctx), says) == NULL)
			CHECK_STR(ecert_errmsg(forge.ctx), says);
		CHECK(token.notes.v == NULL && token.cms.certs == NULL);
	} else {
		CHECK_OK(forge.ctx, e);
		if (e == ECERT_OK)
			tsp_judge(&token, at, says);
	}
	eci_tsp_free(&token);
	free(copy);
}

static inline void
tsp_run_as(const struct tsp_case *cases, size_t n, const struct fwho *who)
{
	struct eci_buf b = { 0 };
	struct ftoken t;
	size_t i;

	for (i = 0; i < n; i++) {
		unit_case("%s%s", who == &tsp_rsa ? "rsa: " : "", cases[i].name);
		token_base(&t, *who, DATA);
		if (cases[i].set != NULL)
			cases[i].set(&t);
		token_make(&t, &b);
		tsp_read(&b, cases[i].at, cases[i].says);
	}
	eci_buf_free(&b);
}

static inline void
tsp_run(const struct tsp_case *cases, size_t n)
{
	tsp_run_as(cases, n, &tsp_sm2);
}

/* A hook that sets fields: SET(name, t->version = 2) */
#define SET(name, ...) \
static void \
name(struct ftoken *t) \
{ \
	__VA_ARGS__; \
}
#define BYTES(lit) ((struct eci_bytes){ (const uint8_t *)(lit), sizeof(lit) - 1 })

#endif
