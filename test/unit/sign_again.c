/* SPDX-License-Identifier: Apache-2.0 */
/* What was signed is known again, and nothing else is taken for it. */
#include "sign/sign_priv.h"
#include "signing.h"

static struct fixture f;
static ecert_seal *other_seal;
static int64_t clock_now = NOW;

/* Signed an hour ago. */
static ecert_doc *
made_from(const struct doc_spec *spec, const ecert_seal *seal, const ecert_sign_opts *opts)
{
	ecert_doc *doc = open_doc(f.ctx, spec);

	clock_now = NOW - 3600;
	MUST(f.ctx, ecert_sign(f.ctx, doc, f.signer, seal, opts));
	clock_now = NOW;
	return reopen(f.ctx, doc);
}

static bool
same(ecert_doc *doc, const ecert_seal *seal, const ecert_sign_opts *opts, ecert_doc *made)
{
	bool is = true;

	CHECK_OK(f.ctx, eci_sign_would_make(f.ctx, doc, f.signer, seal, opts, made, &is));
	return is;
}

static void
test_same(void)
{
	ecert_doc *made = made_from(NULL, f.seal, NULL), *doc = open_doc(f.ctx, NULL);

	unit_case("the same, an hour later");
	CHECK(same(doc, f.seal, NULL, made));
	unit_case("the document is as it was");
	CHECK_INT(ecert_doc_signature_count(doc), 0);
	CHECK_INT(ecert_doc_entry_count(doc), 4);
	CHECK(same(doc, f.seal, NULL, made));
	unit_case("an unsigned document was not signed");
	CHECK(!same(doc, f.seal, NULL, doc));
	ecert_doc_free(doc);
	unit_case("what was signed once is not what is signed twice");
	doc = reopen(f.ctx, made);
	made = open_doc(f.ctx, NULL);
	CHECK(!same(doc, f.seal, NULL, made));
	ecert_doc_free(made);
	unit_case("a second signature");
	made = made_from(NULL, f.seal, NULL);
	MUST(f.ctx, ecert_sign(f.ctx, made, f.signer, f.seal, NULL));
	made = reopen(f.ctx, made);
	CHECK(!same(doc, f.seal, NULL, made));
	ecert_doc_free(doc);
	doc = open_doc(f.ctx, NULL);
	CHECK(!same(doc, f.seal, NULL, made));
	ecert_doc_free(made);
	ecert_doc_free(doc);
}

static void
test_content(void)
{
	static const struct doc_spec others[] = {
		{ .page = "<ofd:Content/>" },
		{ .extra_name = "Doc_0/more.txt", .extra_text = "x" },
		{ .document = "<ofd:Actions/>" },
	};
	ecert_doc *made = made_from(NULL, f.seal, NULL), *doc;
	size_t i;

	for (i = 0; i < ECI_COUNT(others) - 1; i++) {
		unit_case("other content %zu", i);
		doc = open_doc(f.ctx, &others[i]);
		CHECK(!same(doc, f.seal, NULL, made));
		ecert_doc_free(doc);
	}
	unit_case("a document that cannot be signed");
	doc = open_doc(f.ctx, &others[i]);
	{
		bool is = true;

		(void)eci_sign_would_make(f.ctx, doc, f.signer, f.seal, NULL, made, &is);
		CHECK(!is);
	}
	ecert_doc_free(doc);
	ecert_doc_free(made);
}

static void
test_how(void)
{
	ecert_doc *made = made_from(NULL, f.seal, NULL), *doc = open_doc(f.ctx, NULL);
	ecert_sign_opts *place = NULL, *plain = NULL, *lock = NULL, *timed = NULL;

	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &place));
	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &plain));
	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &lock));
	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &timed));
	MUST(f.ctx, ecert_sign_opts_add_place(f.ctx, place, 1, 20, 20));
	MUST(f.ctx, ecert_sign_opts_set_type(f.ctx, plain, ECERT_SIGN_PLAIN));
	ecert_sign_opts_set_lock(lock, 1);
	ecert_sign_opts_set_time(timed, NOW);
	unit_case("another seal of the same maker");
	CHECK(!same(doc, other_seal, NULL, made));
	unit_case("another place");
	CHECK(!same(doc, f.seal, place, made));
	unit_case("without a seal");
	CHECK(!same(doc, NULL, plain, made));
	unit_case("locked");
	CHECK(!same(doc, f.seal, lock, made));
	unit_case("at a time that is given");
	CHECK(!same(doc, f.seal, timed, made));
	ecert_sign_opts_set_time(timed, NOW - 3600);
	CHECK(same(doc, f.seal, timed, made));
	ecert_doc_free(made);
	unit_case("without a seal, the same");
	made = made_from(NULL, NULL, plain);
	CHECK(same(doc, NULL, plain, made));
	CHECK(!same(doc, f.seal, NULL, made));
	ecert_doc_free(made);
	unit_case("locked, the same");
	made = made_from(NULL, f.seal, lock);
	CHECK(same(doc, f.seal, lock, made));
	CHECK(!same(doc, f.seal, NULL, made));
	ecert_doc_free(made);
	ecert_doc_free(doc);
	ecert_sign_opts_free(place);
	ecert_sign_opts_free(plain);
	ecert_sign_opts_free(lock);
	ecert_sign_opts_free(timed);
}

/* A description whose time is written in another way is not ours. */
static void
test_times(void)
{
	static const char *const times[] = { "2026-06-01T12:00:00Z", "20260601120000", "20261301120000Z",
		"2026060112000xZ", "20260601120000Zx" };
	ecert_doc *made = made_from(NULL, f.seal, NULL), *doc = open_doc(f.ctx, NULL);
	const char *entry = "Doc_0/Signs/Sign_0/Signature.xml";
	struct eci_buf xml = { 0 };
	char *at, *p = NULL;
	size_t i, n = 0;

	MUST(f.ctx, ecert_doc_read_entry(f.ctx, made, entry, (uint8_t **)&p, &n));
	at = strstr(p, "20260601110000Z");
	CHECK(at != NULL);
	for (i = 0; at != NULL && i < ECI_COUNT(times); i++) {
		unit_case("time %s", times[i]);
		xml.len = 0;
		MUST(f.ctx, eci_buf_add(f.ctx, &xml, p, (size_t)(at - p)));
		MUST(f.ctx, eci_buf_adds(f.ctx, &xml, times[i]));
		MUST(f.ctx, eci_buf_adds(f.ctx, &xml, at + 15));
		MUST(f.ctx, eci_ofd_put(f.ctx, made, entry, xml.ptr, xml.len));
		CHECK(!same(doc, f.seal, NULL, made));
	}
	unit_case("the value is not looked at");
	MUST(f.ctx, eci_ofd_put(f.ctx, made, entry, (uint8_t *)p, n));
	MUST(f.ctx, eci_ofd_put(f.ctx, made, "Doc_0/Signs/Sign_0/SignedValue.dat", (const uint8_t *)"x", 1));
	CHECK(same(doc, f.seal, NULL, made));
	eci_buf_free(&xml);
	ecert_free(p);
	ecert_doc_free(made);
	ecert_doc_free(doc);
}

static void
test_stamps(void)
{
	ecert_sign_opts *opts = NULL;

	unit_case("whether a stamp is wanted");
	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &opts));
	CHECK(!eci_sign_wants_stamp(NULL));
	CHECK(!eci_sign_wants_stamp(opts));
	ecert_sign_opts_free(opts);
}

int
main(void)
{
	fixture_make(&f);
	other_seal = make_seal(&f, ECERT_SES_V4, f.signer_cert, NOW - 20 * DAY, NOW + DAY, 40, 30);
	ecert_ctx_set_clock(f.ctx, clock_of, &clock_now);
	test_same();
	test_content();
	test_how();
	test_times();
	test_stamps();
	ecert_seal_free(other_seal);
	fixture_free(&f);
	return unit_end();
}
