/* SPDX-License-Identifier: Apache-2.0 */
/* What the rules ask of each signature. */
#include "lint_kit.h"

static void
load(const struct kit_spec *spec, struct eci_lint_run *r)
{
	*r = (struct eci_lint_run){ .ctx = kit.ctx, .doc = kit_doc(spec) };
	CHECK_OK(kit.ctx, eci_lint_sigs(r));
}

static void
unload(struct eci_lint_run *r)
{
	eci_lint_sigs_free(r);
	ecert_doc_free(r->doc);
}

/* A row that names what the first names. */
static void
twice(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, "Doc_0/Signs/Signatures.xml", "</ofd:Signatures>",
	    "<ofd:Signature ID=\"s9\" Type=\"Seal\" BaseLoc=\"/Doc_0/Signs/Sign_0/Signature.xml\"/>"
	    "</ofd:Signatures>");
}

static void
bad_desc(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_put(ctx, doc, "Doc_0/Signs/Sign_0/Signature.xml", "<no XML");
}

int
main(void)
{
	static const struct kit_spec sealed = { 0 }, plain = { .no_place = true };
	static const struct kit_spec none = { .no_sign = true }, again = { .after = twice };
	static const struct kit_spec bad = { .after = bad_desc };
	struct eci_lint_run r;

	kit_start();
	unit_case("with a seal");
	load(&sealed, &r);
	CHECK_INT(r.n_sigs, 1);
	CHECK(r.sigs[0].has_desc && r.sigs[0].wants_seal && !r.sigs[0].self_issued);
	CHECK_STR(r.sigs[0].seal, KIT_SEAL);
	CHECK_STR(r.sigs[0].format, "svg");
	CHECK_STR(r.sigs[0].entry, "Doc_0/Signs/Sign_0/Signature.xml");
	CHECK_INT(r.sigs[0].picture, ECI_LINT_YES);
	CHECK_INT(r.sigs[0].national, ECI_LINT_YES);
	CHECK_INT(r.sigs[0].stamped, ECI_LINT_NO);
	CHECK_INT(r.sigs[0].desc.n_stamps, 1);
	unload(&r);

	unit_case("without one");
	load(&plain, &r);
	CHECK_INT(r.n_sigs, 1);
	CHECK(r.sigs[0].seal == NULL && !r.sigs[0].wants_seal);
	CHECK_INT(r.sigs[0].national, ECI_LINT_YES);
	CHECK_INT(r.sigs[0].stamped, ECI_LINT_NO);
	unload(&r);

	unit_case("no signature");
	load(&none, &r);
	CHECK_INT(r.n_sigs, 0);
	unload(&r);

	unit_case("one that is listed twice is read once");
	load(&again, &r);
	CHECK_INT(r.n_sigs, 2);
	CHECK(r.sigs[0].has_desc && !r.sigs[1].has_desc);
	unload(&r);

	unit_case("a description that cannot be read");
	load(&bad, &r);
	CHECK_INT(r.n_sigs, 1);
	CHECK(!r.sigs[0].has_desc && r.sigs[0].seal == NULL);
	CHECK_INT(r.sigs[0].national, ECI_LINT_UNKNOWN);
	unload(&r);
	kit_end();
	return unit_end();
}
