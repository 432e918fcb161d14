/* SPDX-License-Identifier: Apache-2.0 */
/* Forged references: which files are signed, and by what digest. */
#include "../negative/forge_run.h"

EDIT(value_twice, "<ofd:CheckValue>", "<ofd:CheckValue>AAAA</ofd:CheckValue><ofd:CheckValue>")
EDIT(relative_ref, "FileRef=\"/Doc_0", "FileRef=\"Doc_0")
EDIT(other_case, "FileRef=\"/Doc_0/Document", "FileRef=\"/Doc_0/DOCUMENT")
EDIT(outside_ref, "FileRef=\"/OFD.xml\"", "FileRef=\"/../../etc/passwd\"")
EDIT(backslash_ref, "FileRef=\"/Doc_0/", "FileRef=\"/Doc_0\\")
EDIT(no_base64, "<ofd:CheckValue>", "<ofd:CheckValue>!!!!")
EDIT(check_foo, "CheckMethod=\"SM3\"", "CheckMethod=\"FOO\"")
EDIT(check_md5, "CheckMethod=\"SM3\"", "CheckMethod=\"MD5\"")
EDIT(check_sha256, "CheckMethod=\"SM3\"", "CheckMethod=\"SHA256\"")
EDIT(check_keyed, "CheckMethod=\"SM3\"", "CheckMethod=\"1.2.156.10197.1.401.2\"")
EDIT(check_absent, " CheckMethod=\"SM3\"", "")
EDIT(check_plain, "CheckMethod=\"SM3\"", "CheckMethod=\"1.2.156.10197.1.401.1\"")
EDIT(check_oid, "CheckMethod=\"SM3\"", "CheckMethod=\"1.2.156.10197.1.401\"")
EDIT(check_small, "CheckMethod=\"SM3\"", "CheckMethod=\"sm3\"")
EDIT(self_ref, "</ofd:References>", "<ofd:Reference FileRef=\"/" SIG_XML "\"><ofd:CheckValue>"
    "ZsfwRiju2c0fLUa9wQ5OJBZ8SHXPKi96LaKAK4+Kjg4=</ofd:CheckValue></ofd:Reference>"
    "</ofd:References>")

static void
no_refs(struct forge *f)
{
	size_t i;

	for (i = 0; i < f->n && f->n_skip < 7; i++)
		if (strcmp(f->v[i].name, PAGE) == 0 || strcmp(f->v[i].name, "OFD.xml") == 0)
			forge_skip(f, f->v[i].name);
}

static void
refs_emptied(struct forge *f)
{
	struct fent *xml = forge_find(f, SIG_XML);
	char *from = strstr((char *)xml->p, "<ofd:Reference FileRef");
	char *to = strstr((char *)xml->p, "</ofd:References>");

	CHECK(from != NULL && to != NULL);
	if (from != NULL && to != NULL)
		memset(from, ' ', (size_t)(to - from));
}

static void
first_ref(struct forge *f, const char *value)
{
	struct fent *xml = forge_find(f, SIG_XML);
	char *at = strstr((char *)xml->p, "<ofd:CheckValue>");
	char was[64] = "";

	if (at != NULL)
		snprintf(was, sizeof(was), "%.*s", 44, at + strlen("<ofd:CheckValue>"));
	forge_edit(f, SIG_XML, was, value);
}

static void
short_digest(struct forge *f)
{
	first_ref(f, "Zg==");
}

static void
wrong_digest(struct forge *f)
{
	first_ref(f, "ZsfwRiju2c0fLUa9wQ5OJBZ8SHXPKi96LaKAK4+Kjg4=");
}

static void
file_twice(struct forge *f)
{
	forge_edit(f, SIG_XML, "</ofd:References>", "<ofd:Reference FileRef=\"/OFD.xml\">"
	    "<ofd:CheckValue>ZsfwRiju2c0fLUa9wQ5OJBZ8SHXPKi96LaKAK4+Kjg4=</ofd:CheckValue>"
	    "</ofd:Reference></ofd:References>");
}

static const struct forge_case cases[] = {
	{ "two CheckValue", NULL, value_twice, NULL, NULL, X, { R(SIG_XML_BAD) } },
	{ "References is empty", NULL, refs_emptied, NULL, NULL, X,
	    { R(SIG_XML_BAD), R(COVERAGE_MISSING) } },
	{ "pages and OFD.xml not among References", no_refs, NULL, NULL, NULL, ECERT_UNDECIDED,
	    { R(COVERAGE_MISSING) } },
	{ "relative FileRef", NULL, relative_ref, NULL, NULL, X, { R(REF_BAD) } },
	{ "FileRef in another case", NULL, other_case, NULL, NULL, X,
	    { R(REF_MISSING_FILE), R(REF_BAD) } },
	{ "FileRef outside the package", NULL, outside_ref, NULL, NULL, X,
	    { R(REF_BAD), R(REF_MISSING_FILE) } },
	{ "FileRef with a backslash", NULL, backslash_ref, NULL, NULL, X, { R(REF_BAD) } },
	{ "one file referenced twice", NULL, file_twice, NULL, NULL, X,
	    { R(REF_BAD), R(DIGEST_MISMATCH) } },
	{ "Signature.xml references itself", NULL, self_ref, NULL, NULL, X,
	    { R(DIGEST_MISMATCH), R(REF_BAD) } },
	{ "CheckValue is no base64", NULL, no_base64, NULL, NULL, X,
	    { R(SIG_XML_BAD), R(DIGEST_MISMATCH) } },
	{ "CheckValue of one byte", NULL, short_digest, NULL, NULL, X,
	    { R(ALG_MISMATCH), R(DIGEST_MISMATCH), R(SIG_XML_BAD) } },
	{ "CheckValue of another file", NULL, wrong_digest, NULL, NULL, X,
	    { R(DIGEST_MISMATCH) } },
	{ "CheckMethod FOO", NULL, check_foo, NULL, NULL, X, { R(ALG_WEAK) } },
	{ "CheckMethod MD5", NULL, check_md5, NULL, NULL, X, { R(ALG_WEAK) } },
	{ "CheckMethod SHA256", NULL, check_sha256, NULL, NULL, X, { R(ALG_WEAK) } },
	{ "CheckMethod keyed SM3", NULL, check_keyed, NULL, NULL, X, { R(ALG_WEAK) } },
	{ "CheckMethod absent", NULL, check_absent, NULL, NULL, X, { R(ALG_WEAK) } },
	{ "CheckMethod sm3", NULL, check_small, NULL, NULL, V, { 0 } },
	{ "CheckMethod OID of SM3", NULL, check_oid, NULL, NULL, V, { 0 } },
	{ "CheckMethod OID of SM3 without key", NULL, check_plain, NULL, NULL, V,
	    { R(ALG_WEAK) } },
};

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	forge_end();
	return unit_end();
}
