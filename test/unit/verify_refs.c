/* SPDX-License-Identifier: Apache-2.0 */
/* Forged references: which files are signed, and by what digest. */
#include "../negative/forge_item.h"

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

/* The picture's CRC fits in neither header. */
static void
spoil_crc(struct forge *f)
{
	const struct fent *e = forge_find(f, "Doc_0/Res/qr.png");
	uint32_t crc = (uint32_t)crc32(0, e->p, (uInt)e->n);
	uint8_t le[4] = { (uint8_t)crc, (uint8_t)(crc >> 8), (uint8_t)(crc >> 16),
		(uint8_t)(crc >> 24) };
	size_t i, n = 0;

	for (i = 0; i + 4 <= f->file.len; i++)
		if (memcmp(f->file.ptr + i, le, 4) == 0) {
			f->file.ptr[i] ^= 1;
			n++;
		}
	CHECK_INT(n, 2);
}

/* More of them than are told one by one. */
static void
many_missing(struct forge *f)
{
	struct eci_buf b = { 0 };
	int i;

	for (i = 0; i < 70; i++)
		CHECK_OK(forge.ctx, eci_buf_addf(forge.ctx, &b, "<ofd:Reference FileRef=\"/gone/%d\">"
		    "<ofd:CheckValue>ZsfwRiju2c0fLUa9wQ5OJBZ8SHXPKi96LaKAK4+Kjg4=</ofd:CheckValue>"
		    "</ofd:Reference>", i));
	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, "</ofd:References>"));
	forge_edit(f, SIG_XML, "</ofd:References>", (const char *)b.ptr);
	eci_buf_free(&b);
}

/* What is said of signature sig with this reason, so often. */
static size_t
said(const ecert_report *report, size_t sig, ecert_reason r)
{
	size_t i, n = 0;

	for (i = 0; i < report->n_items; i++)
		n += report->items[i].sig == sig && report->items[i].reason == r &&
		    report->items[i].outcome == ECERT_CHECK_FAIL;
	return n;
}

/* One that was said of the first signature is said of the second: it is read once. */
static void
test_unreadable(void)
{
	struct forge_case c = { .name = "a file that cannot be read, signed twice",
		.after = forge_second, .zip = spoil_crc };
	ecert_report *report = NULL;
	struct forge f;

	unit_case("%s", c.name);
	forge_make(&f, &c);
	forge_judge(&f, forge.policy, X, (ecert_reason[6]){ R(ZIP_MALFORMED) });
	(void)ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x", forge.policy, &report);
	CHECK(report != NULL && said(report, 1, R(ZIP_MALFORMED)) == 1);
	CHECK(report != NULL && said(report, 2, R(ZIP_MALFORMED)) == 1);
	ecert_report_free(report);
	forge_free(&f);
}

static void
test_many(void)
{
	struct forge_case c = { .name = "seventy files that are not there", .desc = many_missing };
	ecert_report *report = NULL;
	struct forge f;

	unit_case("%s", c.name);
	forge_make(&f, &c);
	forge_judge(&f, forge.policy, X, (ecert_reason[6]){ R(REF_MISSING_FILE) });
	(void)ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x", forge.policy, &report);
	CHECK(report != NULL && said(report, 1, R(REF_MISSING_FILE)) == 64);
	CHECK(report != NULL && said(report, 1, R(DIGEST_MISMATCH)) == 1);
	ecert_report_free(report);
	forge_free(&f);
}

/* So many that are not there first, and then some that are, with other flaws. */
static void
many_before(struct forge *f)
{
	struct eci_buf b = { 0 };
	int i;

	first_ref(f, "Zg==");
	for (i = 0; i < 64; i++)
		CHECK_OK(forge.ctx, eci_buf_addf(forge.ctx, &b, "<ofd:Reference FileRef=\"/gone/%d\">"
		    "<ofd:CheckValue>ZsfwRiju2c0fLUa9wQ5OJBZ8SHXPKi96LaKAK4+Kjg4=</ofd:CheckValue>"
		    "</ofd:Reference>", i));
	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, "<ofd:Reference FileRef"));
	forge_edit(f, SIG_XML, "<ofd:Reference FileRef", (const char *)b.ptr);
	eci_buf_free(&b);
}

/* What is not told one by one is counted, whatever its flaw. */
static void
test_rest(void)
{
	struct forge_case c = { .name = "after sixty-four others", .desc = many_before,
		.after = forge_page_changed };
	ecert_report *report = NULL;
	struct forge f;
	size_t i;

	unit_case("%s", c.name);
	forge_make(&f, &c);
	(void)ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x", forge.policy, &report);
	CHECK(report != NULL && report->sigs[0].refs_failed == 66);
	CHECK(report != NULL && said(report, 1, R(REF_MISSING_FILE)) == 64);
	CHECK(report != NULL && said(report, 1, R(ALG_MISMATCH)) == 0);
	CHECK(report != NULL && said(report, 1, R(DIGEST_MISMATCH)) == 1);
	unit_case("and nothing says that all are as they were signed");
	for (i = 0; report != NULL && i < report->n_items; i++)
		CHECK(report->items[i].check != ECI_V_REFS_DIGEST ||
		    report->items[i].outcome == ECERT_CHECK_FAIL);
	ecert_report_free(report);
	forge_free(&f);
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

/* The right digest, and a byte behind it. */
static void
long_digest(struct forge *f)
{
	struct fent *xml = forge_find(f, SIG_XML);
	char *at = strstr((char *)xml->p, "</ofd:CheckValue>");

	CHECK(at != NULL && at[-1] == '=');
	if (at != NULL)
		at[-1] = 'A';
}

static const struct item_case told[] = {
	{ "CheckValue of one byte", NULL, short_digest, NULL, { ECI_V_REFS_DIGEST, FAIL,
	    R(ALG_MISMATCH), false, "a digest of 1 bytes is no SM3 digest" }, 1 },
	{ "CheckValue of 33 bytes", NULL, long_digest, NULL, { ECI_V_REFS_DIGEST, FAIL,
	    R(ALG_MISMATCH), false, "a digest of 33 bytes is no SM3 digest" }, 1 },
};

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	test_unreadable();
	test_many();
	test_rest();
	item_run(told, ECI_COUNT(told));
	forge_end();
	return unit_end();
}
