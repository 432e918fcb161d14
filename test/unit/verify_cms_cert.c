/* SPDX-License-Identifier: Apache-2.0 */
/* Whose certificate a signature without a seal is judged by. */
#include "../negative/forge_cms.h"
#include "../negative/forge_item.h"

static struct fwho twin, below, leaf_below, encipher;
static struct eci_certs rsa, p256;
static struct eci_cert *off_curve;

static void
no_cert(struct forge *f, struct fcms *c)
{
	(void)f;
	c->n_certs = 0;
}

static void
a_no_cert(struct forge *f, struct fcms *c)
{
	no_cert(f, c);
	cms_form_a(c);
}

/* No digest of anything, so that no key can make it one of Signature.xml. */
static void
short_no_cert(struct forge *f, struct fcms *c)
{
	a_no_cert(f, c);
	c->content = "thirty-one octets, and no digest";
	c->content_len = 31;
}

static void
attrs_no_cert(struct forge *f, struct fcms *c)
{
	no_cert(f, c);
	c->has_content = true;
	c->content = "thirty-two octets, but no digest";
	c->content_len = 32;
}

static void
other_cert(struct forge *f, struct fcms *c)
{
	(void)f;
	c->certs[0] = forge.other.cert;
}

static void
other_first(struct forge *f, struct fcms *c)
{
	(void)f;
	c->certs[0] = forge.other.cert;
	c->certs[1] = forge.signer.cert;
	c->n_certs = 2;
}

/* The certificate of one, the key of another. */
static void
named_other(struct forge *f, struct fcms *c)
{
	other_first(f, c);
	c->named = forge.other.cert;
}

static void
twins(struct forge *f, struct fcms *c)
{
	(void)f;
	c->certs[1] = twin.cert;
	c->n_certs = 2;
}

static void
same_twice(struct forge *f, struct fcms *c)
{
	(void)f;
	c->certs[1] = forge.signer.cert;
	c->n_certs = 2;
}

static void
other_strings(struct forge *f, struct fcms *c)
{
	(void)f;
	c->utf8_name = true;
}

static void
other_strings_twins(struct forge *f, struct fcms *c)
{
	twins(f, c);
	other_strings(f, c);
}

static void
other_strings_outside(struct forge *f, struct fcms *c)
{
	no_cert(f, c);
	other_strings(f, c);
}

static void
serial_padded(struct forge *f, struct fcms *c)
{
	(void)f;
	c->long_serial = true;
}

static void
evil(struct forge *f, struct fcms *c)
{
	(void)f;
	c->signer = forge.evil_signer;
	c->certs[0] = forge.evil_signer.cert;
	c->certs[1] = forge.evil_root.cert;
	c->n_certs = 2;
}

static void
lab_b(struct forge *f, struct fcms *c)
{
	(void)f;
	c->signer = forge.other;
	c->certs[0] = forge.other.cert;
}

static void
by_ca(struct forge *f, struct fcms *c)
{
	(void)f;
	c->signer = forge.narrow_ca;
	c->certs[0] = forge.narrow_ca.cert;
}

static void
by_encipherment(struct forge *f, struct fcms *c)
{
	(void)f;
	c->signer = encipher;
	c->certs[0] = encipher.cert;
}

static void
rsa_cert(struct forge *f, struct fcms *c)
{
	(void)f;
	c->named = c->certs[0] = rsa.v[0];
}

static void
p256_cert(struct forge *f, struct fcms *c)
{
	(void)f;
	c->named = c->certs[0] = p256.v[0];
}

/* 32 bytes that are no digest of anything: whether they are of form D is asked only
 * where the key could make them. */
static void
content_32(struct fcms *c)
{
	c->attrs = false;
	c->content = (const uint8_t *)"01234567890123456789012345678901";
	c->content_len = 32;
	c->has_content = true;
}

static void
rsa_content(struct forge *f, struct fcms *c)
{
	rsa_cert(f, c);
	content_32(c);
}

static void
off_curve_content(struct forge *f, struct fcms *c)
{
	(void)f;
	c->named = c->certs[0] = off_curve;
	content_32(c);
}

/* Lab A's certificate, its point beside the curve. */
static void
make_off_curve(void)
{
	static const uint8_t mark[] = { 0x03, 0x42, 0x00, 0x04 };
	struct eci_bytes der = eci_cert_der(forge.signer.cert);
	struct eci_buf b = { 0 };
	size_t i;

	cms_add(&b, der.ptr, der.len);
	for (i = 0; i + 68 < b.len && memcmp(b.ptr + i, mark, 4) != 0; i++)
		;
	b.ptr[i + 67] ^= 1;
	CHECK_OK(forge.ctx, eci_cert_load(forge.ctx, "forged", b.ptr, b.len, &off_curve));
	eci_buf_free(&b);
}

static void
below_alone(struct forge *f, struct fcms *c)
{
	(void)f;
	c->signer = leaf_below;
	c->certs[0] = leaf_below.cert;
}

static void
below_with_ca(struct forge *f, struct fcms *c)
{
	below_alone(f, c);
	c->certs[1] = below.cert;
	c->n_certs = 2;
}

static void
junk(struct forge *f, struct fcms *c)
{
	(void)f;
	c->junk_cert = (struct eci_bytes){ (const uint8_t *)"\x02\x01\x05", 3 };
}

static void
junk_alone(struct forge *f, struct fcms *c)
{
	junk(f, c);
	c->n_certs = 0;
}

static void
xml_changed(struct forge *f)
{
	forge_edit(f, SIG_XML, "ProviderName=\"forge\"", "ProviderName=\"forgf\"");
}

static const struct cms_case cases[] = {
	{ "none", no_cert, NULL, U, { R(CERT_UNTRUSTED) }, "--signer-cert CERT" },
	{ "none, nor is the value examined", no_cert, NULL, U, { R(UNSUPPORTED) },
	    "not examined: there is no certificate" },
	{ "none, and Signature.xml changed", no_cert, xml_changed, X, { R(SES_DATAHASH) }, NULL },
	{ "none, A", a_no_cert, NULL, U, { R(CERT_UNTRUSTED) }, "--signer-cert CERT" },
	{ "none, A, and Signature.xml changed", a_no_cert, xml_changed, U,
	    { R(CERT_UNTRUSTED) }, "cannot be told without" },
	{ "none, A, and no digest", short_no_cert, NULL, X, { R(SES_DATAHASH) }, NULL },
	{ "none, B, and content of something else", attrs_no_cert, NULL, X, { R(SES_DATAHASH) },
	    NULL },
	{ "of somebody else alone", other_cert, NULL, U, { R(CERT_UNTRUSTED) }, NULL },
	{ "of somebody else beside it", other_first, NULL, V, { 0 }, NULL },
	{ "the key is not that of the one named", named_other, NULL, X, { R(SES_SIG_BAD) }, NULL },
	{ "two of one issuer and serial number", twins, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "one of them twice", same_twice, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "issuer in other types of strings", other_strings, NULL, V, { 0 },
	    "written otherwise" },
	{ "two, issuer in other types of strings", other_strings_twins, NULL, X,
	    { R(SES_MALFORMED) }, NULL },
	{ "serial number padded", serial_padded, NULL, X, { R(SES_MALFORMED) }, NULL },
	{ "the file brings a root of the right name", evil, NULL, U, { R(CERT_UNTRUSTED) }, NULL },
	{ "lab B signs as lab B", lab_b, NULL, V, { 0 }, "CN=Lab B" },
	{ "an authority signs", by_ca, NULL, X, { R(CERT_USAGE) }, NULL },
	{ "a certificate for encryption", by_encipherment, NULL, X, { R(CERT_USAGE) }, NULL },
	{ "an RSA certificate and an SM2 value", rsa_cert, NULL, X, { R(ALG_MISMATCH) }, NULL },
	{ "a P-256 certificate and an SM2 value", p256_cert, NULL, X, { R(ALG_MISMATCH) }, NULL },
	{ "a P-256 certificate: its key", p256_cert, NULL, X, { R(KEY_BAD) }, NULL },
	{ "an RSA certificate, 32 bytes of content", rsa_content, NULL, X, { R(SES_DATAHASH) },
	    "the content, 32 bytes, is neither" },
	{ "a key that is not on the curve, 32 bytes of content", off_curve_content, NULL, X,
	    { R(SES_DATAHASH) }, "the content, 32 bytes, is neither" },
	{ "below an authority nobody knows", below_alone, NULL, U, { R(CERT_UNTRUSTED) }, NULL },
	{ "the authority is in the file", below_with_ca, NULL, U, { R(CRL_UNAVAILABLE) },
	    "3 certificates, up to" },
	{ "something else beside it", junk, NULL, V, { 0 }, "cannot be read" },
	{ "something else alone", junk_alone, NULL, U, { R(CERT_UNTRUSTED) }, NULL },
};

static const struct cms_case given[] = {
	{ "given: of the signer", no_cert, NULL, V, { 0 }, "was given to this verification" },
	{ "given: of the signer, A", a_no_cert, NULL, V, { 0 }, NULL },
	{ "given: and Signature.xml changed", a_no_cert, xml_changed, X, { R(SES_DATAHASH) },
	    NULL },
	{ "given: issuer in other types of strings", other_strings_outside, NULL, V, { 0 }, NULL },
	{ "given: the file has its own", lab_b, NULL, V, { 0 }, "CN=Lab B" },
	{ "given: the file has another's", other_cert, NULL, V, { 0 }, "CN=Lab A" },
};

static const struct cms_case given_other[] = {
	{ "given: somebody else's", no_cert, NULL, U, { R(CERT_UNTRUSTED) }, NULL },
};

static const struct cms_case given_two[] = {
	{ "given: two of one issuer and serial number", no_cert, NULL, U,
	    { R(CERT_UNTRUSTED) }, "two certificates given" },
};

static const struct cms_case unrevoked[] = {
	{ "the authority is in the file, revocation not asked for", below_with_ca, NULL, V, { 0 },
	    NULL },
	{ "it is not in the file", below_alone, NULL, U, { R(CERT_UNTRUSTED) }, NULL },
};

static ecert_policy *
policy_with(const struct fwho *a, const struct fwho *b)
{
	const struct fwho *who[] = { a, b };
	ecert_policy *policy = NULL;
	struct eci_bytes der;
	size_t i;

	CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &policy));
	ecert_policy_set_trust(policy, forge.trust);
	for (i = 0; i < 2; i++) {
		if (who[i] == NULL)
			continue;
		der = eci_cert_der(who[i]->cert);
		CHECK_OK(forge.ctx, ecert_policy_add_signer_cert(forge.ctx, policy, der.ptr,
		    der.len));
	}
	return policy;
}

static const struct cms_item told[] = {
	{ "something else beside it", junk, NULL, { ECI_V_SIGNER_KEY, NOTE, R(CERT_MALFORMED), true,
	    "cannot be read and is not used" }, 1 },
	{ "issuer in other types of strings", other_strings, NULL, { ECI_V_SIGNER_KEY, NOTE, 0, true,
	    "the issuer's name is written otherwise" }, 1 },
	{ "none", no_cert, NULL, { ECI_V_SIGNER_KEY, UNDEC, R(CERT_UNTRUSTED), false,
	    "the signer's certificate is not in the file: serial 02" }, 1 },
	{ "none, A, and Signature.xml changed", a_no_cert, xml_changed, { ECI_V_DATAHASH, UNDEC,
	    R(UNSUPPORTED), false, "cannot be told without the signer's certificate" }, 1 },
};

static const struct cms_item told_two[] = {
	{ "given: two of one issuer and serial number", no_cert, NULL, { ECI_V_SIGNER_KEY, UNDEC,
	    R(CERT_UNTRUSTED), false, "two certificates given with --signer-cert" }, 1 },
};

static const struct cms_case exact_first[] = {
	{ "given: one as the signer is named, one in other types of strings", no_cert, NULL, V, { 0 },
	    NULL },
};

/* Lab A's certificate, its issuer in another type of strings; nobody signed it so. */
static struct fwho
in_other_strings(void)
{
	struct eci_bytes der = eci_cert_der(forge.signer.cert);
	struct fwho who = { NULL, NULL };
	struct eci_buf b = { 0 };
	size_t i;

	cms_add(&b, der.ptr, der.len);
	for (i = 0; i + 12 <= b.len; i++)
		if (memcmp(b.ptr + i + 2, "Forge Root", 10) == 0)
			b.ptr[i] = b.ptr[i] == 0x0c ? 0x13 : 0x0c;
	CHECK(memcmp(b.ptr, der.ptr, der.len) != 0);
	CHECK_OK(forge.ctx, eci_cert_load(forge.ctx, "forged", b.ptr, b.len, &who.cert));
	eci_buf_free(&b);
	return who;
}

static void
test_told(void)
{
	ecert_policy *policy = policy_with(&forge.signer, &twin);
	struct fwho other = in_other_strings();

	item_run_cms(told, ECI_COUNT(told), forge.policy);
	item_run_cms(told_two, ECI_COUNT(told_two), policy);
	ecert_policy_free(policy);
	policy = policy_with(&forge.signer, &other);
	cms_run_with(exact_first, 1, policy);
	ecert_policy_free(policy);
	policy = policy_with(&other, &forge.signer);
	cms_run_with(exact_first, 1, policy);
	ecert_policy_free(policy);
	eci_cert_free(other.cert);
}

static void
test_given(void)
{
	ecert_policy *policy = policy_with(&forge.other, &forge.signer);

	cms_run_with(given, ECI_COUNT(given), policy);
	ecert_policy_free(policy);
	policy = policy_with(&forge.other, NULL);
	cms_run_with(given_other, ECI_COUNT(given_other), policy);
	ecert_policy_free(policy);
	policy = policy_with(&forge.signer, &twin);
	cms_run_with(given_two, ECI_COUNT(given_two), policy);
	ecert_policy_free(policy);
	/* The same one twice is one. */
	policy = policy_with(&forge.signer, &forge.signer);
	cms_run_with(given, 1, policy);
	ecert_policy_free(policy);
	policy = policy_with(NULL, NULL);
	ecert_policy_set_insecure_no_revocation(policy, 1);
	cms_run_with(unrevoked, ECI_COUNT(unrevoked), policy);
	ecert_policy_free(policy);
}

static void
load(const char *path, struct eci_certs *out)
{
	struct eci_buf pem = { 0 };

	CHECK_OK(forge.ctx, eci_read_file(forge.ctx, path, 65536, &pem));
	CHECK_OK(forge.ctx, eci_certs_load(forge.ctx, path, pem.ptr, pem.len, out));
	eci_buf_free(&pem);
}

int
main(void)
{
	uint64_t serial;

	forge_start();
	/* forge_start() gave lab A the second serial number. */
	serial = forge.serial;
	forge.serial = 1;
	twin = forge_leaf("Lab A", &forge.root);
	CHECK_STR(eci_cert_serial(twin.cert), eci_cert_serial(forge.signer.cert));
	forge.serial = serial;
	below = forge_ca("CA of the file", &forge.root, -1);
	leaf_below = forge_leaf("Lab A", &below);
	encipher = forge_issue_as((struct eci_issue){ .cn = "Lab A", .pathlen = -1,
	    .usage = "keyEncipherment" }, &forge.root);
	load("test/vectors/sm2/rsa-cert.pem", &rsa);
	load("test/vectors/sm2/p256-cert.pem", &p256);
	make_off_curve();
	cms_run(cases, ECI_COUNT(cases));
	test_given();
	test_told();
	forge_who_free(&twin);
	forge_who_free(&below);
	forge_who_free(&leaf_below);
	forge_who_free(&encipher);
	eci_certs_free(&rsa);
	eci_certs_free(&p256);
	eci_cert_free(off_curve);
	forge_end();
	return unit_end();
}
