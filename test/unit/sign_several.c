/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Several signers in turn, and locks: each signature leaves everything as it is but
 * the list, numbers are given once, and a lock ends it.
 */
#include <stdlib.h>

#include "signing.h"
#include "sign/sign_priv.h"

#define LIST "Doc_0/Signs/Signatures.xml"

static struct fixture f;

/* Two people: their keys, certificates and seals. */
static struct who {
	ecert_signer    *signer;
	struct eci_cert *cert;
	ecert_seal      *seal;
} who[2];

static void
make_people(void)
{
	static const char *const names[2] = { "Signer A", "Signer B" };
	size_t i;

	for (i = 0; i < 2; i++) {
		who[i].signer = make_signer(&f, names[i], NOW - 60 * DAY, NOW + 600 * DAY, USAGE_SIGN,
		    &who[i].cert);
		who[i].seal = make_seal(&f, i == 0 ? ECERT_SES_V4 : ECERT_SES_V1, who[i].cert,
		    NOW - 30 * DAY, NOW + 365 * DAY, 40 - 10 * (unsigned)i, 30);
	}
}

static void
free_people(void)
{
	size_t i;

	for (i = 0; i < 2; i++) {
		ecert_signer_free(who[i].signer);
		ecert_seal_free(who[i].seal);
		eci_cert_free(who[i].cert);
	}
}

/* places: stamps; 0: a signature without a seal. */
static ecert_err
sign(ecert_doc *doc, size_t i, size_t places, bool lock)
{
	ecert_sign_opts *opts = NULL;
	size_t k;
	ecert_err e;

	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &opts));
	for (k = 0; k < places; k++)
		MUST(f.ctx, ecert_sign_opts_add_place(f.ctx, opts, 1, (double)k * 5, (double)i * 50));
	if (places == 0)
		MUST(f.ctx, ecert_sign_opts_set_type(f.ctx, opts, ECERT_SIGN_PLAIN));
	ecert_sign_opts_set_lock(opts, lock);
	e = ecert_sign(f.ctx, doc, who[i].signer, places == 0 ? NULL : who[i].seal, opts);
	ecert_sign_opts_free(opts);
	return e;
}

/* How many entries of a, but the one that may change, are not the same in b. */
static size_t
changed(ecert_doc *a, ecert_doc *b, const char *may)
{
	const char *name;
	uint8_t *p, *q;
	size_t i, n, m, bad = 0;

	for (i = 0; i < ecert_doc_entry_count(a); i++) {
		name = ecert_doc_entry_name(a, i);
		if (strcmp(name, may) == 0)
			continue;
		p = q = NULL;
		MUST(f.ctx, ecert_doc_read_entry(f.ctx, a, name, &p, &n));
		bad += ecert_doc_read_entry(f.ctx, b, name, &q, &m) != ECERT_OK || n != m ||
		    memcmp(p, q, n) != 0;
		ecert_free(p);
		ecert_free(q);
	}
	return bad;
}

static ecert_doc *
copy_of(ecert_doc *doc)
{
	ecert_doc *copy = NULL;
	uint8_t *p = NULL;
	size_t n;

	MUST(f.ctx, ecert_doc_save_mem(f.ctx, doc, &p, &n));
	MUST(f.ctx, ecert_doc_open_mem(f.ctx, p, n, "copy.ofd", &copy));
	ecert_free(p);
	return copy;
}

/* Every reference of every signature holds, and no ID is there twice. */
static void
check_all(ecert_doc *doc, size_t want, size_t want_ids)
{
	struct eci_ofd_sign *rows = NULL;
	struct eci_ofd_sig sig;
	char *ids[64];
	size_t n = 0, i, k, count = 0, twice = 0;

	MUST(f.ctx, eci_ofd_sign_list(f.ctx, doc, &rows, &n));
	CHECK_INT(n, want);
	for (i = 0; i < n; i++) {
		read_sig(f.ctx, doc, i, &sig);
		CHECK_INT(broken_refs(f.ctx, doc, &sig), 0);
		MUST(f.ctx, eci_strdup(f.ctx, rows[i].id, &ids[count++]));
		for (k = 0; k < sig.n_stamps; k++)
			MUST(f.ctx, eci_strdup(f.ctx, sig.stamps[k].id, &ids[count++]));
		eci_ofd_sig_free(&sig);
	}
	eci_ofd_sign_list_free(rows, n);
	CHECK_INT(count, want_ids);
	for (i = 0; i < count; i++) {
		for (k = 0; k < i; k++)
			twice += strcmp(ids[i], ids[k]) == 0;
	}
	CHECK_INT(twice, 0);
	for (i = 0; i < count; i++)
		free(ids[i]);
}

/* The list of signatures as text, to be freed. */
static char *
list_of(ecert_doc *doc)
{
	uint8_t *p = NULL;
	char *text = NULL;
	size_t n = 0;

	MUST(f.ctx, ecert_doc_read_entry(f.ctx, doc, LIST, &p, &n));
	MUST(f.ctx, eci_strndup(f.ctx, (const char *)p, n, &text));
	ecert_free(p);
	return text;
}

static void
max_is(ecert_doc *doc, const char *want)
{
	char words[64], *text = list_of(doc);

	snprintf(words, sizeof(words), "MaxSignId>%s<", want);
	CHECK(strstr(text, words) != NULL);
	free(text);
}

/* Signer, stamps (0: no seal), and the IDs there are then. */
static const struct turn { size_t who, stamps, ids; const char *max; } turns[] = {
	{ 0, 1, 2, "s002" }, { 1, 3, 6, "s006" }, { 0, 0, 7, "s007" }, { 1, 1, 9, "s009" },
	{ 0, 2, 12, "s012" },
};

static void
test_turns(void)
{
	ecert_doc *doc = open_doc(f.ctx, NULL), *before = NULL;
	size_t i;

	for (i = 0; i < ECI_COUNT(turns); i++) {
		unit_case("signature %zu in turn", i + 1);
		before = copy_of(doc);
		CHECK_OK(f.ctx, sign(doc, turns[i].who, turns[i].stamps, false));
		/* As somebody else gets it, and signs it. */
		doc = reopen(f.ctx, doc);
		CHECK_INT(changed(before, doc, i == 0 ? "OFD.xml" : LIST), 0);
		check_all(doc, i + 1, turns[i].ids);
		max_is(doc, turns[i].max);
		ecert_doc_free(before);
	}
	ecert_doc_free(doc);
}

/* What the list said before was wrong: numbers in use still count. */
static void
test_wrong_max(void)
{
	ecert_doc *doc = open_doc(f.ctx, NULL);
	char *text, *at;

	unit_case("a MaxSignId that is too small");
	MUST(f.ctx, sign(doc, 0, 3, false));
	text = list_of(doc);
	if ((at = strstr(text, "MaxSignId>s004")) == NULL)
		unit_fail(__FILE__, __LINE__, "no MaxSignId");
	else
		at[13] = '1';
	MUST(f.ctx, eci_ofd_put(f.ctx, doc, LIST, (const uint8_t *)text, strlen(text)));
	free(text);
	CHECK_OK(f.ctx, sign(doc, 1, 2, false));
	check_all(doc, 2, 7);
	max_is(doc, "s007");
	ecert_doc_free(doc);
}

/* Which of three signatures locks (4: none), by what kind, and who comes after. */
static const struct lock { const char *name; size_t at, stamps, after; } locks[] = {
	{ "locked by the first", 1, 1, 1 }, { "locked by the second", 2, 1, 1 },
	{ "locked by the third", 3, 2, 1 }, { "locked without a seal", 1, 0, 1 },
	{ "locked, and none without a seal after it", 1, 1, 0 },
	{ "locked without a seal by the second, none without after it", 2, 0, 0 },
};

static void
test_lock(const struct lock *l)
{
	ecert_doc *doc = open_doc(f.ctx, NULL), *before;
	char words[128];
	size_t i;

	unit_case("%s", l->name);
	for (i = 1; i < l->at; i++)
		CHECK_OK(f.ctx, sign(doc, i % 2, 1, false));
	CHECK_OK(f.ctx, sign(doc, 0, l->stamps, true));
	doc = reopen(f.ctx, doc);
	before = copy_of(doc);
	CHECK_ERR(f.ctx, sign(doc, 1, l->after, false), ECERT_E_STATE);
	CHECK_INT(ecert_errreason(f.ctx), ECERT_R_NONE);
	snprintf(words, sizeof(words), "Doc_0/Signs/Sign_%zu/Signature.xml: GB/T 33190-2016 18.1: "
	    "signature s%03zu protects the list of signatures: the document is locked", l->at - 1,
	    2 * l->at - 1);
	CHECK_STR(ecert_errmsg(f.ctx), words);
	/* The one who locked it has no key to it either. */
	CHECK_ERR(f.ctx, sign(doc, 0, l->after, true), ECERT_E_STATE);
	CHECK_INT(ecert_doc_signature_count(doc), l->at);
	CHECK_INT(ecert_doc_entry_count(doc), ecert_doc_entry_count(before));
	CHECK_INT(changed(before, doc, ""), 0);
	ecert_doc_free(before);
	ecert_doc_free(doc);
}

static void
test_list(void)
{
	ecert_doc *doc = open_doc(f.ctx, NULL);

	unit_case("a signer who is not in the other's seal");
	MUST(f.ctx, sign(doc, 0, 1, false));
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, who[1].signer, who[0].seal, NULL), ECERT_E_STATE);
	CHECK_INT(ecert_errreason(f.ctx), ECERT_R_SEAL_CERTLIST);
	CHECK_INT(ecert_doc_signature_count(doc), 1);
	unit_case("no more signatures than a verifier reads");
	MUST(f.ctx, ecert_ctx_set_limit(f.ctx, ECERT_LIMIT_SIGNATURES, 2));
	CHECK_OK(f.ctx, sign(doc, 1, 1, false));
	CHECK_ERR(f.ctx, sign(doc, 0, 1, false), ECERT_E_LIMIT);
	MUST(f.ctx, ecert_ctx_set_limit(f.ctx, ECERT_LIMIT_SIGNATURES, 64));
	CHECK_OK(f.ctx, sign(doc, 0, 1, false));
	check_all(doc, 3, 6);
	ecert_doc_free(doc);
}

int
main(void)
{
	size_t i;

	fixture_make(&f);
	make_people();
	test_turns();
	test_wrong_max();
	for (i = 0; i < ECI_COUNT(locks); i++)
		test_lock(&locks[i]);
	test_list();
	free_people();
	fixture_free(&f);
	return unit_end();
}
