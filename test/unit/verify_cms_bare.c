/* SPDX-License-Identifier: Apache-2.0 */
/* A value that is SEQUENCE { r, s } and nothing else. */
#include "../negative/forge_cms.h"

static void
bare(struct forge *f, struct fcms *c)
{
	(void)f;
	c->bare = true;
	c->over = F_XML;
}

static void
over_digest(struct forge *f, struct fcms *c)
{
	bare(f, c);
	c->over = F_DIGEST;
}

static void
no_z(struct forge *f, struct fcms *c)
{
	bare(f, c);
	c->how = F_NO_Z;
}

static void
empty_id(struct forge *f, struct fcms *c)
{
	bare(f, c);
	f->user_id = "";
}

static void
no_date(struct forge *f, struct fcms *c)
{
	bare(f, c);
	c->date = NULL;
}

static void
local_date(struct forge *f, struct fcms *c)
{
	bare(f, c);
	c->date = "2023-11-15 06:13:20";
}

static void
late_date(struct forge *f, struct fcms *c)
{
	bare(f, c);
	c->date = "20300101000000Z";
}

static void
no_method(struct forge *f, struct fcms *c)
{
	bare(f, c);
	c->method = NULL;
}

static void
method_rsa(struct forge *f, struct fcms *c)
{
	bare(f, c);
	c->method = "SHA256withRSA";
}

static void
with_seal(struct forge *f, struct fcms *c)
{
	bare(f, c);
	c->more = "<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal>";
	forge_set(f, SIG_SEAL, "seal", 4);
}

static void
evil(struct forge *f, struct fcms *c)
{
	bare(f, c);
	c->signer = forge.evil_signer;
}

static void
by_lab_b(struct forge *f, struct fcms *c)
{
	bare(f, c);
	c->signer = forge.other;
}

static void
xml_changed(struct forge *f)
{
	forge_edit(f, SIG_XML, "ProviderName=\"forge\"", "ProviderName=\"forgf\"");
}

static void
listed_as_seal(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "\"Sign\"", "\"Seal\"");
}

static const struct cms_case alone[] = {
	{ "without a certificate", bare, NULL, U, { R(CERT_UNTRUSTED) }, "--signer-cert CERT" },
	{ "without a certificate the value is open", bare, NULL, U, { R(UNSUPPORTED) }, NULL },
	{ "without a certificate, a page changed", bare, forge_page_changed, X,
	    { R(DIGEST_MISMATCH) }, NULL },
	{ "without a certificate, Signature.xml changed", bare, xml_changed, U,
	    { R(CERT_UNTRUSTED) }, NULL },
	{ "listed as Seal", bare, listed_as_seal, X, { R(SIG_TYPE) }, NULL },
	{ "names a seal", with_seal, NULL, X, { R(SEAL_MISMATCH) }, NULL },
};

static const struct cms_case given[] = {
	{ "given: good", bare, NULL, V, { 0 }, "was given to this verification" },
	{ "given: says whose it is", bare, NULL, V, { 0 }, "CN=Lab A" },
	{ "given: lab B's among two", by_lab_b, NULL, V, { 0 }, "CN=Lab B" },
	{ "given: a page changed", bare, forge_page_changed, X, { R(DIGEST_MISMATCH) }, NULL },
	{ "given: Signature.xml changed", bare, xml_changed, X, { R(SES_SIG_BAD) }, NULL },
	{ "given: over the digest", over_digest, NULL, X, { R(SES_SIG_BAD) }, NULL },
	{ "given: without Z", no_z, NULL, X, { R(SES_SIG_BAD) }, NULL },
	{ "given: empty ID", empty_id, NULL, X, { R(SES_SIG_BAD) }, NULL },
	{ "given: somebody of the same name", evil, NULL, X, { R(SES_SIG_BAD) }, NULL },
	{ "given: no time", no_date, NULL, U, { R(UNSUPPORTED) }, NULL },
	{ "given: a time without a zone", local_date, NULL, V, { 0 }, "without a zone" },
	{ "given: a time that lies ahead", late_date, NULL, X, { R(TIME_FUTURE) }, NULL },
	{ "given: SignatureMethod absent", no_method, NULL, V, { 0 }, NULL },
	{ "given: SignatureMethod RSA", method_rsa, NULL, X, { R(ALG_MISMATCH) }, NULL },
	{ "given: names a seal", with_seal, NULL, X, { R(SEAL_MISMATCH) }, NULL },
	{ "given: the clause is the document's", bare, NULL, V, { 0 },
	    "\"sig.value\",\"clause\":\"GB/T 33190-2016 18.2\"" },
};

static const struct cms_case given_evil[] = {
	{ "given: of an authority nobody trusts", evil, NULL, U, { R(CERT_UNTRUSTED) }, NULL },
};

static const struct cms_case strict[] = {
	{ "strict: no SignedData", bare, NULL, X, { 0 }, NULL },
};

static void
add(ecert_policy *policy, const struct fwho *who)
{
	struct eci_bytes der = eci_cert_der(who->cert);

	CHECK_OK(forge.ctx, ecert_policy_add_signer_cert(forge.ctx, policy, der.ptr, der.len));
}

static void
test_given(void)
{
	ecert_policy *policy = NULL;

	CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &policy));
	ecert_policy_set_trust(policy, forge.trust);
	add(policy, &forge.signer);
	add(policy, &forge.other);
	cms_run_with(given, ECI_COUNT(given), policy);
	ecert_policy_set_strict(policy, 1);
	cms_run_with(strict, ECI_COUNT(strict), policy);
	ecert_policy_set_strict(policy, 0);
	add(policy, &forge.evil_signer);
	cms_run_with(given_evil, ECI_COUNT(given_evil), policy);
	ecert_policy_free(policy);
}

int
main(void)
{
	forge_start();
	cms_run(alone, ECI_COUNT(alone));
	test_given();
	forge_end();
	return unit_end();
}
