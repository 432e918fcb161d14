/* SPDX-License-Identifier: Apache-2.0 */
/* Every entry is protected; digests are recomputed from the unpacked bytes. */
#include "signing.h"

#define SIGNS "Doc_0/Signs/"

static struct fixture f;

static void
test_first(ecert_doc *doc)
{
	struct eci_ofd_sig sig;
	size_t i, at = 0;

	read_sig(f.ctx, doc, 0, &sig);
	unit_case("every entry, but description, value and open list");
	CHECK_INT(sig.n_refs, ecert_doc_entry_count(doc) - 3);
	CHECK(has_ref(&sig, "OFD.xml"));
	CHECK(has_ref(&sig, "Doc_0/Document.xml"));
	CHECK(has_ref(&sig, "extra/data.bin"));
	CHECK(has_ref(&sig, sig.seal_entry));
	CHECK(!has_ref(&sig, sig.value_entry));
	CHECK(!has_ref(&sig, eci_ofd_signatures_entry(doc)));
	unit_case("digests hold");
	CHECK_INT(broken_refs(f.ctx, doc, &sig), 0);
	unit_case("the container's order");
	for (i = 0; i < sig.n_refs; i++) {
		size_t found = eci_ofd_find(doc, sig.refs[i].entry);
		CHECK(i == 0 || found > at);
		at = found;
	}
	unit_case("the digest method has a name verifiers know");
	CHECK_STR(sig.check_method, "1.2.156.10197.1.401");
	eci_ofd_sig_free(&sig);
}

static void
test_second(ecert_doc *doc)
{
	struct eci_ofd_sig first, second;

	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	read_sig(f.ctx, doc, 0, &first);
	read_sig(f.ctx, doc, 1, &second);
	unit_case("the second signature leaves the first intact");
	CHECK_INT(broken_refs(f.ctx, doc, &first), 0);
	unit_case("the second signature protects the first");
	CHECK(has_ref(&second, SIGNS "Sign_0/Signature.xml"));
	CHECK(has_ref(&second, first.value_entry));
	CHECK(has_ref(&second, first.seal_entry));
	CHECK(!has_ref(&second, eci_ofd_signatures_entry(doc)));
	CHECK_INT(broken_refs(f.ctx, doc, &second), 0);
	CHECK_INT(second.n_refs, ecert_doc_entry_count(doc) - 3);
	eci_ofd_sig_free(&first);
	eci_ofd_sig_free(&second);
}

static void
test_lock(ecert_doc *doc)
{
	ecert_sign_opts *opts = NULL;
	struct eci_ofd_sig sig;

	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &opts));
	ecert_sign_opts_set_lock(opts, 1);
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, opts));
	read_sig(f.ctx, doc, 2, &sig);
	unit_case("a locking signature protects the list");
	CHECK(has_ref(&sig, eci_ofd_signatures_entry(doc)));
	CHECK_INT(sig.n_refs, ecert_doc_entry_count(doc) - 2);
	CHECK_INT(broken_refs(f.ctx, doc, &sig), 0);
	eci_ofd_sig_free(&sig);
	unit_case("the others stay intact under the lock");
	read_sig(f.ctx, doc, 1, &sig);
	CHECK_INT(broken_refs(f.ctx, doc, &sig), 0);
	eci_ofd_sig_free(&sig);
	ecert_sign_opts_free(opts);
}

/* A FileRef with a percent sign is refused by verifiers, this one too. */
static void
test_percent(void)
{
	struct doc_spec spec = { .extra_name = "extra/100%25.bin", .extra_text = "1" };
	ecert_doc *doc = open_doc(f.ctx, &spec);
	size_t n = ecert_doc_entry_count(doc);

	unit_case("an entry that no reference can name");
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL), ECERT_E_STATE);
	CHECK_INT(ecert_errreason(f.ctx), ECERT_R_REF_BAD);
	CHECK(strncmp(ecert_errmsg(f.ctx), "extra/100%25.bin: ", 18) == 0);
	CHECK_INT(ecert_doc_entry_count(doc), n);
	ecert_doc_free(doc);
}

int
main(void)
{
	struct doc_spec spec = { .extra_name = "extra/data.bin", .extra_text = "1\n2\n" };
	ecert_doc *doc;

	fixture_make(&f);
	doc = open_doc(f.ctx, &spec);
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	test_first(doc);
	doc = reopen(f.ctx, doc);
	test_second(doc);
	test_lock(doc);
	ecert_doc_free(doc);
	test_percent();
	fixture_free(&f);
	return unit_end();
}
