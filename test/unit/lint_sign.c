/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures: 4.1.3, 6.1, 6.5, 7.1. */
#include "lint_kit.h"

#include "tsp_authority.h"

#define SIGN "Doc_0/Signs/Sign_0/"

static void
changed_page(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, KIT_PAGE, "本证书", "某证书");
}

static void
added_tag(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, SIGN "Signature.xml", "FileRef=\"/Doc_0/PublicRes.xml\"",
	    "FileRef=\"/Doc_0/PublicRes2.xml\"");
}

static void
bad_list(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_put(ctx, doc, "Doc_0/Signs/Signatures.xml", "<no XML");
}

static void
no_value(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_put(ctx, doc, SIGN "SignedValue.dat", "nothing");
}

static void
sha1(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, SIGN "Signature.xml", "CheckMethod=\"1.2.156.10197.1.401\"",
	    "CheckMethod=\"SHA1\"");
}

static const struct kit_case cases[] = {
	{ "signed", "M-4.1.3", { 0 }, NULL, false, KEPT, "signatures: 1" },
	{ "not signed", "M-4.1.3", { .no_sign = true }, NULL, false, BROKEN, "not signed" },
	{ "a list that cannot be read", "M-4.1.3", { .after = bad_list }, NULL, false, BROKEN,
	    "cannot be read" },
	{ "a file left out", "M-4.1.3", { .after = added_tag }, NULL, false, OPEN, "PublicRes.xml" },
	{ "holds", "M-7.1a", { 0 }, NULL, false, KEPT, NULL },
	{ "holds whoever is trusted", "M-7.1a", { 0 }, NULL, true, KEPT, NULL },
	{ "not signed", "M-7.1a", { .no_sign = true }, NULL, false, BROKEN, NULL },
	{ "a page was changed", "M-7.1a", { .after = changed_page }, NULL, false, BROKEN,
	    "DIGEST_MISMATCH" },
	{ "no value", "M-7.1a", { .after = no_value }, NULL, false, BROKEN, "SES_MALFORMED" },
	{ "valid", "M-7.1b", { 0 }, NULL, false, KEPT, "VALID" },
	{ "nobody is trusted", "M-7.1b", { 0 }, NULL, true, OPEN, "CERT_UNTRUSTED" },
	{ "invalid", "M-7.1b", { .after = changed_page }, NULL, false, BROKEN, "DIGEST_MISMATCH" },
	{ "not signed", "M-7.1b", { .no_sign = true }, NULL, false, BROKEN, NULL },
	{ "SM2 with SM3", "M-7.1c", { 0 }, NULL, false, KEPT, NULL },
	{ "a plain signature", "M-7.1c", { .no_place = true }, NULL, false, KEPT, NULL },
	{ "SHA-1", "M-7.1c", { .after = sha1 }, NULL, false, BROKEN, "other algorithms" },
	{ "no value", "M-7.1c", { .after = no_value }, NULL, false, OPEN, NULL },
	{ "not signed", "M-7.1c", { .no_sign = true }, NULL, false, BROKEN, NULL },
	{ "an authority of the trust directory", "M-7.1d", { 0 }, NULL, false, KEPT, NULL },
	{ "nobody is known", "M-7.1d", { 0 }, NULL, true, OPEN, "--trust" },
	{ "no value", "M-7.1d", { .after = no_value }, NULL, false, OPEN, "not examined" },
	{ "not signed", "M-7.1d", { .no_sign = true }, NULL, false, BROKEN, NULL },
	{ "always", "M-6.1", { 0 }, NULL, false, OPEN, "plain" },
	{ "no time stamp", "M-6.5c", { 0 }, NULL, false, OPEN, "five years" },
	{ "no time stamp of a plain one", "M-6.5c", { .no_place = true }, NULL, false, OPEN,
	    "no time stamp" },
	{ "no value", "M-6.5c", { .after = no_value }, NULL, false, OPEN, "not told" },
	{ "not signed", "M-6.5c", { .no_sign = true }, NULL, false, NONE, NULL },
};

/* Anchors that are not above the signer: one who certified himself breaks the rule, the
 * others may be licensed by somebody. */
static void
test_strangers(void)
{
	static const struct kit_spec spec = { 0 };
	struct eci_bytes maker = eci_cert_der(kit.maker), own;
	struct eci_issue what = { .cn = "Myself", .o = "Me", .from = NOW - DAY, .until = NOW + DAY,
	    .serial = 9, .pathlen = -1, .usage = USAGE_SIGN };
	struct eci_cert *cert = NULL, *was = kit.signer_cert;
	ecert_signer *signer = kit.signer;
	ecert_trust *trust = NULL;
	ecert_policy *policy = NULL;
	ecert_lint *lint;

	MUST(kit.ctx, ecert_trust_new(kit.ctx, &trust));
	MUST(kit.ctx, ecert_trust_add_roots(kit.ctx, trust, maker.ptr, maker.len));
	MUST(kit.ctx, ecert_policy_new(kit.ctx, &policy));
	ecert_policy_set_trust(policy, trust);

	unit_case("M-7.1d: an authority that is not at hand");
	lint = kit_lint(&spec, KIT_NAME, policy);
	kit_check(lint, "M-7.1d", OPEN, "CERT_UNTRUSTED");
	kit_check(lint, "M-7.1d", OPEN, "SEAL_MAKER_UNTRUSTED");
	ecert_lint_free(lint);
	MUST(kit.ctx, ecert_trust_add_makers(kit.ctx, trust, maker.ptr, maker.len));

	unit_case("M-7.1d: a signer who certified himself");
	MUST(kit.ctx, eci_issue_cert(kit.ctx, &what, kit.signer_key, kit.signer_key, NULL, &cert));
	own = eci_cert_der(cert);
	kit.signer = new_signer(&kit, kit.signer_key, cert);
	kit.signer_cert = cert;
	lint = kit_lint(&spec, KIT_NAME, policy);
	kit_check(lint, "M-7.1d", BROKEN, "CERT_UNTRUSTED");
	ecert_lint_free(lint);

	unit_case("M-7.1d: unless he is an anchor himself");
	MUST(kit.ctx, ecert_trust_add_roots(kit.ctx, trust, own.ptr, own.len));
	lint = kit_lint(&spec, KIT_NAME, policy);
	kit_check(lint, "M-7.1d", KEPT, NULL);
	ecert_lint_free(lint);

	ecert_signer_free(kit.signer);
	eci_cert_free(cert);
	kit.signer = signer;
	kit.signer_cert = was;
	ecert_policy_free(policy);
	ecert_trust_free(trust);
}

static void
test_stamps(void)
{
	static const struct kit_spec seal = { 0 }, plain = { .no_place = true };
	struct authority a;
	struct eci_bytes der;
	ecert_tsa *tsa = NULL;
	ecert_lint *lint;

	authority_make(kit.ctx, &a, false, "timeStamping", NULL, NULL);
	MUST(kit.ctx, ecert_tsa_new(kit.ctx, authority_ask, &a, &tsa));
	kit_tsa = tsa;

	unit_case("M-6.5c: a time stamp of somebody");
	lint = kit_lint(&seal, KIT_NAME, kit_policy);
	kit_check(lint, "M-6.5c", OPEN, "TIMESTAMP_UNTRUSTED");
	ecert_lint_free(lint);

	unit_case("M-6.5c: of somebody who is trusted");
	der = eci_cert_der(a.cert);
	MUST(kit.ctx, ecert_trust_add_tsa(kit.ctx, kit_trust, der.ptr, der.len));
	lint = kit_lint(&seal, KIT_NAME, kit_policy);
	kit_check(lint, "M-6.5c", KEPT, "trusted");
	ecert_lint_free(lint);

	unit_case("M-6.5c: of a plain signature");
	lint = kit_lint(&plain, KIT_NAME, kit_policy);
	kit_check(lint, "M-6.5c", KEPT, "trusted");
	ecert_lint_free(lint);
	kit_tsa = NULL;
	ecert_tsa_free(tsa);
	authority_free(&a);
}

int
main(void)
{
	kit_start();
	test_stamps();
	kit_run(cases, ECI_COUNT(cases));
	test_strangers();
	kit_end();
	return unit_end();
}
