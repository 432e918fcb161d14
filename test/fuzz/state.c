/* SPDX-License-Identifier: Apache-2.0 */
/*
 * state.c - states of signing in two steps.  What is read and written again is the same;
 * a document is completed with the state that was prepared for it and with no other, but
 * for the certificate where no seal lists it: another one of the same key is for the
 * verifier to judge.  Refused, the document is as it was.
 */
#include "fuzz.h"
#include "sign/sign_priv.h"

const struct fuzz_effort fuzz_effort = { .cuts = 64, .mutations = 1500 };

/* A document that waits, and the value it waits for. */
static struct waiting {
	struct eci_buf bytes, value;
	char          *state;
} waiting[2];

static void
prepare(ecert_ctx *ctx, struct waiting *w, bool sealed)
{
	const struct fuzz_kit *kit = fuzz_kit();
	ecert_sign_opts *opts = NULL;
	struct eci_sign_state s;
	ecert_doc *doc = NULL;
	size_t n = 0;

	FUZZ_MUST(ctx, ecert_doc_open_mem(ctx, fuzz_docs(&n)->bytes.ptr, fuzz_docs(&n)->bytes.len,
	    "doc", &doc));
	FUZZ_MUST(ctx, ecert_sign_opts_new(ctx, &opts));
	FUZZ_MUST(ctx, ecert_sign_opts_set_type(ctx, opts, sealed ? ECERT_SIGN_SEAL :
	    ECERT_SIGN_PLAIN));
	FUZZ_MUST(ctx, ecert_sign_prepare(ctx, doc, kit->signer, kit->seal[1], opts, &w->state));
	fuzz_save(ctx, doc, &w->bytes);
	FUZZ_MUST(ctx, eci_sign_state_read(ctx, w->state, strlen(w->state), &s));
	FUZZ_MUST(ctx, eci_signer_sign(ctx, kit->signer, fuzz_bytes(&s.tbs), &w->value));
	eci_sign_state_free(&s);
	ecert_sign_opts_free(opts);
	ecert_doc_free(doc);
}

static void
prepare_all(void)
{
	ecert_ctx *ctx;

	if (waiting[0].state != NULL)
		return;
	ctx = fuzz_ctx();
	prepare(ctx, &waiting[0], true);
	prepare(ctx, &waiting[1], false);
	fuzz_ctx_free(ctx);
}

/* The text as the library writes it, or NULL where it is no state. */
static char *
canonical(ecert_ctx *ctx, const uint8_t *data, size_t size)
{
	struct eci_sign_state s;
	char *text = NULL, *again = NULL;
	ecert_err e = eci_sign_state_read(ctx, (const char *)data, size, &s);

	fuzz_check_error(ctx, e);
	FUZZ_CHECK(e == ECERT_OK || e == ECERT_E_CONFIG || e == ECERT_E_LIMIT ||
	    e == ECERT_E_UNSUPPORTED);
	if (e != ECERT_OK)
		return NULL;
	FUZZ_MUST(ctx, eci_sign_state_write(ctx, &s, &text));
	eci_sign_state_free(&s);
	fuzz_check_json(text);
	FUZZ_MUST(ctx, eci_sign_state_read(ctx, text, strlen(text), &s));
	FUZZ_MUST(ctx, eci_sign_state_write(ctx, &s, &again));
	FUZZ_CHECK(strcmp(text, again) == 0);
	eci_sign_state_free(&s);
	ecert_free(again);
	return text;
}

/* Whether they say the same but for the certificate; those of a seal have the right one. */
static bool
alike(ecert_ctx *ctx, const char *text, const char *prepared)
{
	struct eci_sign_state a, b;
	char *p = NULL, *q = NULL;
	bool same;

	if (text == NULL)
		return false;
	FUZZ_MUST(ctx, eci_sign_state_read(ctx, text, strlen(text), &a));
	FUZZ_MUST(ctx, eci_sign_state_read(ctx, prepared, strlen(prepared), &b));
	if (b.version == 0) {
		a.cert.len = 0;
		fuzz_add(&a.cert, b.cert.ptr, b.cert.len);
	}
	FUZZ_MUST(ctx, eci_sign_state_write(ctx, &a, &p));
	FUZZ_MUST(ctx, eci_sign_state_write(ctx, &b, &q));
	same = strcmp(p, q) == 0;
	ecert_free(p);
	ecert_free(q);
	eci_sign_state_free(&a);
	eci_sign_state_free(&b);
	return same;
}

static void
check_complete(ecert_ctx *ctx, const struct waiting *w, const uint8_t *data, size_t size,
    const char *text)
{
	bool right = text != NULL && strcmp(text, w->state) == 0;
	ecert_doc *doc = NULL;
	uint8_t *p = NULL;
	size_t n = 0;
	ecert_err e;

	FUZZ_MUST(ctx, ecert_doc_open_mem(ctx, w->bytes.ptr, w->bytes.len, "doc", &doc));
	e = ecert_sign_complete(ctx, doc, (const char *)data, size, w->value.ptr, w->value.len,
	    NULL);
	fuzz_check_error(ctx, e);
	FUZZ_CHECK(e == ECERT_OK ? alike(ctx, text, w->state) : !right);
	FUZZ_MUST(ctx, ecert_doc_save_mem(ctx, doc, &p, &n));
	FUZZ_CHECK(e == ECERT_OK || (n == w->bytes.len && memcmp(p, w->bytes.ptr, n) == 0));
	ecert_free(p);
	ecert_doc_free(doc);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	ecert_ctx *ctx;
	char *text;
	size_t i;

	prepare_all();
	fuzz_watch();
	ctx = fuzz_ctx();
	text = canonical(ctx, data, size);
	for (i = 0; i < ECI_COUNT(waiting); i++)
		check_complete(ctx, &waiting[i], data, size, text);
	ecert_free(text);
	fuzz_ctx_free(ctx);
	fuzz_watched(size);
	return 0;
}

void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	prepare_all();
	put(arg, "seal", waiting[0].state, strlen(waiting[0].state));
	put(arg, "plain", waiting[1].state, strlen(waiting[1].state));
}
