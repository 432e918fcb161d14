/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_honest.c - what may be called valid: the documents that were signed honestly,
 * told by the names and digests of their entries. */
#include "cms/cms.h"
#include "crypto/crypto.h"
#include "fuzz.h"
#include "ofd/ofd.h"
#include "ses/ses.h"

struct fact {
	char    name[256];
	uint8_t sm3[ECI_SM3_LEN];
};

struct state {
	struct fact v[FUZZ_ENTRIES];
	size_t      n;
};

static void
add_fact(ecert_ctx *ctx, struct state *s, const char *name, const void *p, size_t n)
{
	if (s->n == FUZZ_ENTRIES)
		return;
	snprintf(s->v[s->n].name, sizeof(s->v[0].name), "%s", name);
	FUZZ_MUST(ctx, eci_sm3(ctx, p, n, s->v[s->n++].sm3));
}

/* The list lies open to whoever adds a signature: its rows count, not its bytes. */
static void
add_rows(ecert_ctx *ctx, struct state *s, const char *list, const struct eci_ofd_sign *rows,
    size_t n)
{
	struct eci_buf b = { 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		fuzz_adds(&b, rows[i].type);
		fuzz_adds(&b, "\n");
		fuzz_adds(&b, rows[i].entry);
		fuzz_adds(&b, "\n");
	}
	add_fact(ctx, s, list, b.ptr, b.len);
	eci_buf_free(&b);
}

/* A value can be written in more than one way; what it signs, and for whom, not. */
static void
add_value(ecert_ctx *ctx, struct state *s, const char *name, const uint8_t *p, size_t n)
{
	struct eci_ses_sig sig;
	struct eci_cms cms;
	struct eci_buf b = { 0 };

	if (eci_ses_sig_decode(ctx, name, p, n, &sig) == ECERT_OK) {
		fuzz_add(&b, sig.tbs.ptr, sig.tbs.len);
		fuzz_add(&b, sig.cert.ptr, sig.cert.len);
		eci_ses_sig_free(&sig);
	} else if (eci_cms_decode(ctx, name, ECERT_R_SES_MALFORMED, p, n, &cms) == ECERT_OK) {
		fuzz_add(&b, cms.tbs_rest.ptr, cms.tbs_rest.len);
		fuzz_add(&b, cms.issuer.ptr, cms.issuer.len);
		fuzz_add(&b, cms.serial.ptr, cms.serial.len);
		eci_cms_free(&cms);
	} else {
		fuzz_add(&b, p, n);
	}
	add_fact(ctx, s, name, b.ptr, b.len);
	eci_buf_free(&b);
}

static bool
is_value(ecert_ctx *ctx, ecert_doc *doc, const struct eci_ofd_sign *rows, size_t n,
    const char *name)
{
	struct eci_ofd_sig sig;
	uint8_t *p = NULL;
	size_t i, len;
	bool yes = false;

	for (i = 0; i < n && !yes; i++) {
		if (ecert_doc_read_entry(ctx, doc, rows[i].entry, &p, &len) != ECERT_OK)
			continue;
		if (eci_ofd_sig_parse(ctx, rows[i].entry, p, len, &sig) == ECERT_OK) {
			yes = sig.value_entry != NULL && strcmp(sig.value_entry, name) == 0;
			eci_ofd_sig_free(&sig);
		}
		ecert_free(p);
	}
	return yes;
}

static int
by_name(const void *a, const void *b)
{
	const struct fact *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static void
state_of(ecert_ctx *ctx, const uint8_t *bytes, size_t len, struct state *s)
{
	struct eci_ofd_sign *rows = NULL;
	ecert_doc *doc = NULL;
	const char *name, *list;
	size_t i, n = 0, n_rows = 0;
	uint8_t *p = NULL;

	memset(s, 0, sizeof(*s));
	FUZZ_MUST(ctx, ecert_doc_open_mem(ctx, bytes, len, "state", &doc));
	FUZZ_MUST(ctx, eci_ofd_sign_list(ctx, doc, &rows, &n_rows));
	list = eci_ofd_signatures_entry(doc);
	for (i = 0; i < ecert_doc_entry_count(doc); i++) {
		name = ecert_doc_entry_name(doc, i);
		FUZZ_MUST(ctx, ecert_doc_read_entry(ctx, doc, name, &p, &n));
		if (list != NULL && strcmp(name, list) == 0)
			add_rows(ctx, s, name, rows, n_rows);
		else if (is_value(ctx, doc, rows, n_rows, name))
			add_value(ctx, s, name, p, n);
		else
			add_fact(ctx, s, name, p, n);
		ecert_free(p);
	}
	qsort(s->v, s->n, sizeof(s->v[0]), by_name);
	eci_ofd_sign_list_free(rows, n_rows);
	ecert_doc_free(doc);
}

bool
fuzz_honest(ecert_ctx *ctx, const uint8_t *p, size_t n)
{
	static struct state known[FUZZ_DOCS], got;
	static bool ready;
	size_t i, n_known;
	const struct fuzz_doc *v = fuzz_docs(&n_known);

	for (i = 0; i < n_known && !ready; i++)
		if (v[i].honest)
			state_of(ctx, v[i].bytes.ptr, v[i].bytes.len, &known[i]);
	ready = true;
	state_of(ctx, p, n, &got);
	for (i = 0; i < n_known; i++)
		if (v[i].honest && memcmp(&known[i], &got, sizeof(got)) == 0)
			return true;
	return false;
}
