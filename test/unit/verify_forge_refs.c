/* SPDX-License-Identifier: Apache-2.0 */
/* Forged references, and honest ones by digests that no longer are any. */
#include "../negative/forge_run.h"

#include <openssl/evp.h>

#define VALUE_LEN 44     /* of SM3 in base64 */

/* Every CheckValue by another digest; the method is changed, too. */
static void
digests_by(struct forge *f, const char *name, const char *method)
{
	struct fent *xml = forge_find(f, SIG_XML);
	struct eci_buf b = { 0 }, text = { 0 };
	char file[256], *at = (char *)xml->p, *ref;
	const struct fent *e;
	uint8_t md[64];
	unsigned n;
	int len;

	while ((ref = strstr(at, "FileRef=\"/")) != NULL) {
		len = (int)strcspn(ref + 10, "\"");
		snprintf(file, sizeof(file), "%.*s", len, ref + 10);
		e = forge_find(f, file);
		CHECK(e != NULL && EVP_Digest(e->p, e->n, md, &n, EVP_get_digestbyname(name), NULL));
		ref = strstr(ref, "<ofd:CheckValue>") + strlen("<ofd:CheckValue>");
		CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, at, (size_t)(ref - at)));
		text.len = 0;
		CHECK_OK(forge.ctx, eci_base64_add(forge.ctx, &text, md, n));
		CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, text.ptr, text.len));
		at = ref + VALUE_LEN;
	}
	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, at));
	forge_set(f, SIG_XML, b.ptr, b.len);
	forge_edit(f, SIG_XML, "CheckMethod=\"SM3\"", method);
	eci_buf_free(&b);
	eci_buf_free(&text);
}

#define HONEST(hook, digest, method) \
static void \
hook(struct forge *f) \
{ \
	digests_by(f, digest, method); \
}

HONEST(honest_md5, "MD5", "CheckMethod=\"MD5\"")
HONEST(honest_default, "MD5", "")
HONEST(honest_sha1, "SHA1", "CheckMethod=\"SHA1\"")
HONEST(honest_sha256, "SHA256", "CheckMethod=\"SHA256\"")
HONEST(sm3_as_sha256, "SM3", "CheckMethod=\"SHA256\"")
HONEST(sha256_as_sm3, "SHA256", "CheckMethod=\"SM3\"")

/* One file ten thousand times, each time with its right digest. */
static void
file_10000(struct forge *f)
{
	struct eci_buf b = { 0 }, value = { 0 };
	int i;

	forge_digest_text(forge_find(f, "OFD.xml"), &value);
	for (i = 0; i < 10000; i++)
		CHECK_OK(forge.ctx, eci_buf_addf(forge.ctx, &b, "<ofd:Reference FileRef=\"/OFD.xml\">"
		    "<ofd:CheckValue>%s</ofd:CheckValue></ofd:Reference>", (char *)value.ptr));
	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, "</ofd:References>"));
	forge_edit(f, SIG_XML, "</ofd:References>", (char *)b.ptr);
	eci_buf_free(&b);
	eci_buf_free(&value);
}

/* The same file with the same digest: nothing contradicts, but which is meant? */
static void
file_twice_same(struct forge *f)
{
	struct eci_buf b = { 0 };

	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, "<ofd:Reference FileRef=\"/OFD.xml\">"
	    "<ofd:CheckValue>"));
	forge_digest_text(forge_find(f, "OFD.xml"), &b);
	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, "</ofd:CheckValue></ofd:Reference>"
	    "</ofd:References>"));
	forge_edit(f, SIG_XML, "</ofd:References>", (char *)b.ptr);
	eci_buf_free(&b);
}

#define REF(hook, to) \
static void \
hook(struct forge *f) \
{ \
	forge_edit(f, SIG_XML, "FileRef=\"/OFD.xml\"", to); \
}

REF(ref_empty, "FileRef=\"\"")
REF(ref_absent, "")
REF(ref_null, "FileRef=\"null\"")
REF(ref_root, "FileRef=\"/\"")
REF(ref_percent, "FileRef=\"/OFD%2Exml\"")
REF(ref_dots, "FileRef=\"/Doc_0/../OFD.xml\"")
REF(ref_dot, "FileRef=\"/./OFD.xml\"")
REF(ref_slashes, "FileRef=\"//OFD.xml\"")
REF(ref_url, "FileRef=\"file:///OFD.xml\"")
REF(ref_fragment, "FileRef=\"/OFD.xml#x\"")
REF(ref_space, "FileRef=\"/OFD.xml \"")
REF(ref_folder, "FileRef=\"/Doc_0\"")

static void
value_empty(struct forge *f)
{
	struct eci_buf was = { 0 };

	forge_digest_text(forge_find(f, "OFD.xml"), &was);
	forge_edit(f, SIG_XML, (char *)was.ptr, "");
	eci_buf_free(&was);
}

static void
value_in_hex(struct forge *f)
{
	struct eci_buf was = { 0 };

	forge_digest_text(forge_find(f, "OFD.xml"), &was);
	forge_edit(f, SIG_XML, (char *)was.ptr, "66c7f0462eedd9d1f2d46bdc10e4e24167c4875cf2f7a2297d"
	    "a02b8f4ba8e0aa");
	eci_buf_free(&was);
}

/* A second CheckValue of a foreign vocabulary, which some readers take. */
static void
value_foreign(struct forge *f)
{
	forge_edit(f, SIG_XML, "<ofd:CheckValue>", "<x:CheckValue xmlns:x=\"http://example.org/\">"
	    "AAAA</x:CheckValue><ofd:CheckValue>");
}

static void
value_spaced(struct forge *f)
{
	forge_edit(f, SIG_XML, "<ofd:CheckValue>", "<ofd:CheckValue>\n  ");
}

static void
value_file_of_own(struct forge *f)
{
	forge_edit(f, SIG_XML, "</ofd:References>", "<ofd:Reference FileRef=\"/" SIG_VALUE "\">"
	    "<ofd:CheckValue>ZsfwRiju2c0fLUa9wQ5OJBZ8SHXPKi96LaKAK4+Kjg4=</ofd:CheckValue>"
	    "</ofd:Reference></ofd:References>");
}

/* ---- quirks ---- */

EDIT(check_oid, "CheckMethod=\"SM3\"", "CheckMethod=\"1.2.156.10197.1.401\"")
EDIT(check_alias, "CheckMethod=\"SM3\"", "CheckMethod=\"1.2.156.10197.1.401.1\"")
EDIT(check_small, "CheckMethod=\"SM3\"", "CheckMethod=\"sm3\"")
EDIT(no_provider, "<ofd:Provider ProviderName=\"forge\" Version=\"1\" Company=\"f\"/>", "")
EDIT(provider_children, "<ofd:Provider ProviderName=\"forge\" Version=\"1\" Company=\"f\"/>",
    "<ofd:Provider><ofd:ProviderName>forge</ofd:ProviderName></ofd:Provider>")
EDIT(no_seal, "<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal>", "")
EDIT(xml_old_namespace, "http://www.ofdspec.org/2016", "http://www.ofdspec.org")
EDIT(date_words, "20231114221320Z", "2023-11-14 22:13:20")
EDIT(date_false_z, "20231114221320Z", "20231115061320Z")
EDIT(value_absolute, "SignedValue.dat</ofd:SignedValue>", "/" SIG_VALUE "</ofd:SignedValue>")
EDIT(seal_absolute, "<ofd:BaseLoc>Seal.esl", "<ofd:BaseLoc>/" SIG_SEAL)
EDIT(unknown_attribute, "<ofd:SignedInfo>", "<ofd:SignedInfo x=\"y\">")

static void
value_first(struct forge *f)
{
	forge_edit(f, SIG_XML, "<ofd:SignedValue>SignedValue.dat</ofd:SignedValue>", "");
	forge_edit(f, SIG_XML, "<ofd:SignedInfo>",
	    "<ofd:SignedValue>SignedValue.dat</ofd:SignedValue><ofd:SignedInfo>");
}

static void
date_first(struct forge *f)
{
	forge_edit(f, SIG_XML, "<ofd:SignatureDateTime>20231114221320Z</ofd:SignatureDateTime>", "");
	forge_edit(f, SIG_XML, "<ofd:SignedInfo>", "<ofd:SignedInfo><ofd:SignatureDateTime>"
	    "20231114221320Z</ofd:SignatureDateTime>");
}

static void
template_other_case(struct forge *f)
{
	forge_edit(f, "Doc_0/Document.xml", "Tpls/Tpl_0", "TPLS/Tpl_0");
}

static const struct forge_case cases[] = {
	{ "honest, but by MD5", NULL, honest_md5, NULL, NULL, X, { R(ALG_WEAK) } },
	{ "honest, by the default", NULL, honest_default, NULL, NULL, X, { R(ALG_WEAK) } },
	{ "honest, but by SHA-1", NULL, honest_sha1, NULL, NULL, X, { R(ALG_WEAK) } },
	{ "honest, by SHA-256", NULL, honest_sha256, NULL, NULL, X, { R(ALG_WEAK) } },
	{ "SM3 that says SHA-256", NULL, sm3_as_sha256, NULL, NULL, X,
	    { R(ALG_WEAK), R(ALG_MISMATCH) } },
	{ "SHA-256 that says SM3", NULL, sha256_as_sm3, NULL, NULL, X, { R(DIGEST_MISMATCH) } },
	{ "one file 10,000 times", NULL, file_10000, NULL, NULL, X,
	    { R(REF_BAD), R(SIG_XML_BAD) } },
	{ "one file twice, the same digest", NULL, file_twice_same, NULL, NULL, X,
	    { R(REF_BAD) } },
	{ "FileRef empty", NULL, ref_empty, NULL, NULL, X, { R(REF_BAD), R(SIG_XML_BAD) } },
	{ "FileRef absent", NULL, ref_absent, NULL, NULL, X, { R(REF_BAD), R(SIG_XML_BAD) } },
	{ "FileRef null", NULL, ref_null, NULL, NULL, X, { R(REF_BAD) } },
	{ "FileRef /", NULL, ref_root, NULL, NULL, X, { R(REF_BAD), R(REF_MISSING_FILE) } },
	{ "FileRef in percent signs", NULL, ref_percent, NULL, NULL, X, { R(REF_BAD) } },
	{ "FileRef with ..", NULL, ref_dots, NULL, NULL, X, { R(REF_BAD) } },
	{ "FileRef with .", NULL, ref_dot, NULL, NULL, X, { R(REF_BAD) } },
	{ "FileRef with //", NULL, ref_slashes, NULL, NULL, X, { R(REF_BAD) } },
	{ "FileRef of a file system", NULL, ref_url, NULL, NULL, X, { R(REF_BAD) } },
	{ "FileRef with a fragment", NULL, ref_fragment, NULL, NULL, X,
	    { R(REF_BAD), R(REF_MISSING_FILE) } },
	{ "FileRef with a blank", NULL, ref_space, NULL, NULL, X,
	    { R(REF_BAD), R(REF_MISSING_FILE) } },
	{ "FileRef of a folder", NULL, ref_folder, NULL, NULL, X,
	    { R(REF_BAD), R(REF_MISSING_FILE) } },
	{ "CheckValue empty", NULL, value_empty, NULL, NULL, X,
	    { R(SIG_XML_BAD), R(ALG_MISMATCH), R(DIGEST_MISMATCH) } },
	{ "CheckValue in hexadecimal", NULL, value_in_hex, NULL, NULL, X,
	    { R(SIG_XML_BAD), R(ALG_MISMATCH), R(DIGEST_MISMATCH) } },
	{ "CheckValue of a foreign vocabulary beside it", NULL, value_foreign, NULL, NULL, X,
	    { R(SIG_XML_BAD) } },
	{ "its own value among the references", NULL, value_file_of_own, NULL, NULL, X,
	    { R(REF_BAD), R(DIGEST_MISMATCH) } },
	{ "genuine: the OID of SM3", NULL, check_oid, NULL, NULL, V, { 0 } },
	{ "genuine: the OID of SM3 without a key", NULL, check_alias, NULL, NULL, V,
	    { R(ALG_WEAK) } },
	{ "genuine: sm3", NULL, check_small, NULL, NULL, V, { 0 } },
	{ "genuine: white space around a digest", NULL, value_spaced, NULL, NULL, V, { 0 } },
	{ "genuine: no Provider", NULL, no_provider, NULL, NULL, V, { 0 } },
	{ "genuine: Provider with children", NULL, provider_children, NULL, NULL, V, { 0 } },
	{ "genuine: no Seal", NULL, no_seal, NULL, NULL, V, { 0 } },
	{ "genuine: the earlier namespace", NULL, xml_old_namespace, NULL, NULL, V, { 0 } },
	{ "genuine: a date with blanks", NULL, date_words, NULL, NULL, V, { 0 } },
	{ "genuine: local time with a Z", NULL, date_false_z, NULL, NULL, V, { 0 } },
	{ "genuine: SignedValue is absolute", NULL, value_absolute, NULL, NULL, V, { 0 } },
	{ "genuine: the seal is absolute", NULL, seal_absolute, NULL, NULL, V, { 0 } },
	{ "genuine: SignedValue first", NULL, value_first, NULL, NULL, V, { 0 } },
	{ "genuine: the date first", NULL, date_first, NULL, NULL, V, { 0 } },
	{ "genuine: an unknown attribute", NULL, unknown_attribute, NULL, NULL, V, { 0 } },
	{ "genuine: a template in another case", template_other_case, NULL, NULL, NULL, V,
	    { 0 } },
};

static const struct forge_case strict[] = {
	{ "strict: the OID of SM3", NULL, check_oid, NULL, NULL, V, { 0 } },
	{ "strict: the OID of SM3 without a key", NULL, check_alias, NULL, NULL, X, { 0 } },
	{ "strict: the earlier namespace", NULL, xml_old_namespace, NULL, NULL, X, { 0 } },
	{ "strict: a template in another case", template_other_case, NULL, NULL, NULL, X, { 0 } },
};

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	ecert_policy_set_strict(forge.policy, 1);
	forge_run(strict, ECI_COUNT(strict));
	forge_end();
	return unit_end();
}
