/* SPDX-License-Identifier: Apache-2.0 */
/*
 * memory.c - an allocation that fails somewhere in the work on a document.  The
 * work then fails for lack of memory, or comes to what it comes to otherwise: it is
 * never taken for a fault of the document, nothing is half done, nothing leaks.
 *
 * Input: what to do, the first allocation to fail, how far to the next one, then
 * see fuzz_document().
 */
#include "crypto/crypto.h"
#include "fuzz.h"
#include "sign/sign_priv.h"

const struct fuzz_effort fuzz_effort = { .cuts = 1, .mutations = 1 };
#define HEAD 3
#define TRIES_MAX 24

struct work {
	const uint8_t *p;
	size_t         n;
};
typedef ecert_err task(ecert_ctx *ctx, const struct work *w);

static ecert_err
verify(ecert_ctx *ctx, const struct work *w)
{
	ecert_report *report = NULL;
	char *json = NULL, *text = NULL, *page = NULL;
	ecert_err e, f;

	e = ecert_verify_mem(ctx, w->p, w->n, "f", fuzz_kit()->policy, &report);
	FUZZ_CHECK((report != NULL) ==
	    (e == ECERT_OK || e == ECERT_E_INVALID || e == ECERT_E_UNDECIDED));
	if (report == NULL)
		return e;
	if ((f = ecert_report_json(ctx, report, &json)) == ECERT_OK)
		f = ecert_report_text(ctx, report, "zh", &text);
	FUZZ_CHECK((json != NULL && text != NULL) == (f == ECERT_OK));
	if (f == ECERT_OK) {
		f = ecert_report_html(ctx, report, "en", &page);
		FUZZ_CHECK((page != NULL) == (f == ECERT_OK));
	}
	ecert_free(json);
	ecert_free(text);
	ecert_free(page);
	ecert_report_free(report);
	return f != ECERT_OK ? f : e;
}

static ecert_err
lint(ecert_ctx *ctx, const struct work *w)
{
	ecert_lint *found = NULL;
	char *json = NULL, *text = NULL;
	ecert_err e, f;

	e = ecert_lint_mem(ctx, w->p, w->n, "f.ofd", fuzz_kit()->policy, &found);
	FUZZ_CHECK((found != NULL) == (e == ECERT_OK || e == ECERT_E_INVALID));
	if (found == NULL)
		return e;
	if ((f = ecert_lint_json(ctx, found, &json)) == ECERT_OK)
		f = ecert_lint_text(ctx, found, "zh", &text);
	FUZZ_CHECK((json != NULL && text != NULL) == (f == ECERT_OK));
	ecert_free(json);
	ecert_free(text);
	ecert_lint_free(found);
	return f != ECERT_OK ? f : e;
}

/* What was refused is as it was, which must be found out with memory at hand. */
static ecert_err
sign(ecert_ctx *ctx, const struct work *w)
{
	ecert_doc *doc = NULL;
	uint8_t *p = NULL;
	size_t n = 0, before;
	ecert_err e;

	if ((e = ecert_doc_open_mem(ctx, w->p, w->n, "f", &doc)) != ECERT_OK)
		return e;
	before = ecert_doc_entry_count(doc);
	e = ecert_sign(ctx, doc, fuzz_kit()->signer, fuzz_kit()->seal[1], NULL);
	FUZZ_CHECK(e == ECERT_OK || ecert_doc_entry_count(doc) == before);
	if (e == ECERT_OK)
		e = ecert_doc_save_mem(ctx, doc, &p, &n);
	FUZZ_CHECK((p != NULL) == (e == ECERT_OK));
	ecert_free(p);
	ecert_doc_free(doc);
	return e;
}

/* What the second step needs; the value is there whole or not at all. */
static ecert_err
complete(ecert_ctx *ctx, ecert_doc *doc, const char *state)
{
	size_t before = ecert_doc_entry_count(doc);
	struct eci_sign_state s;
	struct eci_buf value = { 0 };
	ecert_err e;

	if ((e = eci_sign_state_read(ctx, state, strlen(state), &s)) != ECERT_OK)
		return e;
	if ((e = eci_signer_sign(ctx, fuzz_kit()->signer, fuzz_bytes(&s.tbs), &value)) == ECERT_OK) {
		e = ecert_sign_complete(ctx, doc, state, strlen(state), value.ptr, value.len, NULL);
		FUZZ_CHECK(ecert_doc_entry_count(doc) == before + (e == ECERT_OK));
	}
	eci_buf_free(&value);
	eci_sign_state_free(&s);
	return e;
}

static ecert_err
steps(ecert_ctx *ctx, const struct work *w)
{
	ecert_doc *doc = NULL;
	char *state = NULL;
	size_t before;
	ecert_err e;

	if ((e = ecert_doc_open_mem(ctx, w->p, w->n, "f", &doc)) != ECERT_OK)
		return e;
	before = ecert_doc_entry_count(doc);
	e = ecert_sign_prepare(ctx, doc, fuzz_kit()->signer, fuzz_kit()->seal[1], NULL, &state);
	FUZZ_CHECK((state != NULL) == (e == ECERT_OK));
	FUZZ_CHECK(e == ECERT_OK || ecert_doc_entry_count(doc) == before);
	if (e == ECERT_OK)
		e = complete(ctx, doc, state);
	ecert_free(state);
	ecert_doc_free(doc);
	return e;
}

static ecert_err
change(ecert_ctx *ctx, const struct work *w)
{
	ecert_id *id = NULL;
	ecert_doc *doc = NULL;
	size_t page, pages;
	ecert_err e;

	if ((e = ecert_doc_open_mem(ctx, w->p, w->n, "f", &doc)) != ECERT_OK)
		return e;
	pages = ecert_doc_page_count(doc);
	if ((e = ecert_id_make(ctx, "1.2.156.1.1", ECERT_TYPE_CALIBRATION, "11430000006122244L",
	    "L1", "1", 0, &id)) == ECERT_OK &&
	    (e = ecert_doc_set_id(ctx, doc, id, ECERT_TAG_REPLACE)) == ECERT_OK &&
	    (e = ecert_doc_set_meta(ctx, doc, "Title", "t")) == ECERT_OK &&
	    (e = ecert_doc_add_attachment(ctx, doc, "a", w->p, 9)) == ECERT_OK)
		e = ecert_page_add(ctx, doc, 100, 100, &page);
	FUZZ_CHECK(ecert_doc_page_count(doc) == pages + (e == ECERT_OK));
	if (e == ECERT_OK)
		e = ecert_page_add_text(ctx, doc, page, 1, 9, 4, "SimSun", 0, "text");
	ecert_id_free(id);
	ecert_doc_free(doc);
	return e;
}

/* A list of what became of seals, as its maker signed it. */
static struct eci_bytes
status_list(void)
{
	static const char text[] = "{\"format\":\"libecert-status-1\",\"kind\":\"seals\","
	    "\"number\":1,\"issuer\":\"x\",\"entries\":[{\"id\":\"a\",\"state\":\"lost\","
	    "\"since\":\"2026-01-01T00:00:00Z\",\"note\":\"n\"}]}";
	static struct eci_bytes made;
	ecert_ctx *ctx;
	uint8_t *p = NULL;

	if (made.ptr != NULL)
		return made;
	ctx = fuzz_ctx();
	FUZZ_MUST(ctx, ecert_status_make(ctx, text, sizeof(text) - 1, fuzz_kit()->maker, &p,
	    &made.len));
	made.ptr = p;
	fuzz_ctx_free(ctx);
	return made;
}

static ecert_err
load_list(ecert_ctx *ctx, ecert_policy *policy)
{
	struct eci_bytes der = status_list();
	ecert_report *report = NULL;
	ecert_status *list = NULL;
	char *json = NULL, *text = NULL;
	ecert_err e;

	if ((e = ecert_status_load(ctx, der.ptr, der.len, "list", &list)) == ECERT_OK &&
	    (e = ecert_policy_add_status(ctx, policy, list)) == ECERT_OK &&
	    (e = ecert_status_json(ctx, list, &json)) == ECERT_OK &&
	    (e = ecert_status_text(ctx, list, "zh", &text)) == ECERT_OK)
		e = ecert_seal_verify(ctx, fuzz_kit()->seal[1], policy, &report);
	ecert_report_free(report);
	ecert_free(json);
	ecert_free(text);
	ecert_policy_free(policy);
	ecert_status_free(list);
	return e;
}

/* What is loaded once and shared. */
static ecert_err
load(ecert_ctx *ctx, const struct work *w)
{
	const struct fuzz_kit *k = fuzz_kit();
	size_t n, cert_len;
	const uint8_t *der = ecert_seal_der(k->seal[1], &n);
	const uint8_t *cert = ecert_signer_cert(k->signer, &cert_len);
	ecert_signer *signer = NULL;
	ecert_policy *policy = NULL;
	ecert_trust *trust = NULL;
	ecert_seal *seal = NULL;
	char *json = NULL;
	ecert_err e;

	(void)w;
	if ((e = ecert_trust_new(ctx, &trust)) == ECERT_OK &&
	    (e = ecert_trust_add_roots(ctx, trust, k->root.ptr, k->root.len)) == ECERT_OK &&
	    (e = ecert_trust_add_crls(ctx, trust, k->crl.ptr, k->crl.len)) == ECERT_OK &&
	    (e = ecert_policy_new(ctx, &policy)) == ECERT_OK &&
	    (e = ecert_policy_add_signer_cert(ctx, policy, cert, cert_len)) == ECERT_OK &&
	    (e = ecert_signer_from_mem(ctx, k->key.ptr, k->key.len, cert, cert_len, NULL, NULL,
	    &signer)) == ECERT_OK &&
	    (e = ecert_seal_load_mem(ctx, der, n, &seal)) == ECERT_OK)
		e = ecert_seal_json(ctx, seal, &json);
	FUZZ_CHECK((json != NULL) == (e == ECERT_OK));
	ecert_free(json);
	ecert_seal_free(seal);
	ecert_signer_free(signer);
	if (e == ECERT_OK)
		e = load_list(ctx, policy);
	else
		ecert_policy_free(policy);
	ecert_trust_free(trust);
	return e;
}

static ecert_err
run(task *fn, const struct work *w, size_t number, bool *fired)
{
	/* OpenSSL 3.0 crashes where SM2 signing cannot make its BN_CTX. */
	bool all = fn == verify;
	ecert_ctx *ctx = fuzz_ctx();
	ecert_err e;

	fuzz_rand_reset();
	fuzz_alloc_arm(number, all);
	e = fn(ctx, w);
	*fired = fuzz_alloc_disarm();
	fuzz_check_shown(ecert_errmsg(ctx));
	ecert_ctx_free(ctx);
	return e;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static task *const tasks[] = { verify, sign, change, load, lint, steps };
	struct eci_buf b = { 0 };
	size_t number, step, tries;
	struct work w;
	ecert_err want, e;
	bool fired;
	task *fn;

	if (size < HEAD)
		return 0;
	fuzz_document(data + HEAD, size - HEAD, &b);
	w = (struct work){ b.ptr, b.len };
	fn = tasks[data[0] % ECI_COUNT(tasks)];
	number = 1 + data[1] + 256u * (data[0] >> 2);
	step = 1 + data[2];
	/* Twice: the first time fills what the libraries keep. */
	run(fn, &w, 0, &fired);
	want = run(fn, &w, 0, &fired);
	fired = true;
	for (tries = 0; fired && tries < TRIES_MAX; tries++, number += step) {
		e = run(fn, &w, number, &fired);
		/* OpenSSL does not say of each failure that memory lacked. */
		if (e != want && ((e != ECERT_E_NOMEM && e != ECERT_E_CRYPTO) || !fired))
			fuzz_fail(__FILE__, __LINE__, "%s, not %s, where allocation %zu failed",
			    ecert_err_name(e), ecert_err_name(want), number);
	}
	eci_buf_free(&b);
	return 0;
}

/* Tasks on documents they do something with, from several allocations on. */
void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	static const struct { const char *task, *doc; } rows[] = {
		{ "verify", "two" }, { "sign", "full" }, { "change", "full" }, { "load", "small" },
		{ "verify", "v1" }, { "verify", "rsa" }, { "verify", "sign" }, { "verify", "tagged" },
		{ "lint", "full" }, { "lint", "sign" }, { "lint", "tagged" }, { "steps", "full" },
		{ "steps", "v1" },
	};
	static const char *const tasks[] = { "verify", "sign", "change", "load", "lint", "steps" };
	const struct fuzz_doc *v;
	uint8_t in[HEAD + 1];
	size_t i, from, n;
	char name[64];

	v = fuzz_docs(&n);
	for (i = 0; i < ECI_COUNT(rows); i++)
		for (from = 0; from < 4; from++) {
			for (in[0] = 0; strcmp(tasks[in[0]], rows[i].task) != 0; in[0]++)
				;
			for (in[3] = 0; strcmp(v[in[3]].name, rows[i].doc) != 0; in[3]++)
				;
			in[1] = (uint8_t)(from * 61);
			in[2] = (uint8_t)(from * 50 + 40);
			snprintf(name, sizeof(name), "%s-%s-%zu", rows[i].task, rows[i].doc, from);
			put(arg, name, in, sizeof(in));
		}
}
