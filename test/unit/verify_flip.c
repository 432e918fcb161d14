/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Small documents, one of each kind of signature, with each bit of the file turned
 * over; with each bit of each entry turned over in a container that fits; and cut at
 * each length: such a document is valid only where every file in it is as it was.
 * $ECERT_MUTANTS takes every bit and every length ("make check-mutants"), else a
 * part of them is tried.  With an argument, that document alone.
 */
#include "../negative/forge_cms.h"

#define STEP_FILE  661     /* bits; prime to the bits of an octet */
#define STEP_ENTRY 397
#define STEP_VALUE 61      /* of SignedValue.dat */
#define STEP_CUT   149

static const char *const unneeded[] = { "Doc_0/PublicRes.xml", "Doc_0/DocumentRes.xml",
	"Doc_0/Res/qr.png", "Doc_0/Tpls/Tpl_0/Content.xml", "Doc_0/Annots/Annotations.xml",
	"Doc_0/Annots/Page_0/Annotation.xml", "Doc_0/Tags/CustomTags.xml", "Doc_0/Tags/Tag_0.xml",
	"Doc_0/Attachs/Attachments.xml", "Doc_0/Attachs/raw.xml" };

/* The list of signatures is protected too. */
static void
small(struct forge *f)
{
	size_t i;

	f->n_skip = 0;
	for (i = 0; i < ECI_COUNT(unneeded); i++)
		forge_drop(f, unneeded[i]);
	forge_text(f, "Doc_0/Document.xml", XML "<ofd:Document" NS "><ofd:CommonData>"
	    "<ofd:MaxUnitID>20</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
	    "</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID=\"1\""
	    " BaseLoc=\"Pages/Page_0/Content.xml\"/></ofd:Pages></ofd:Document>");
	forge_text(f, PAGE, XML "<ofd:Page" NS "><ofd:Content><ofd:Layer ID=\"11\">"
	    "<ofd:PathObject ID=\"12\" Boundary=\"20 20 9 9\"><ofd:AbbreviatedData>M 0 0 L 9 9"
	    "</ofd:AbbreviatedData></ofd:PathObject></ofd:Layer></ofd:Content></ofd:Page>");
}

static void
small_b(struct forge *f, struct fcms *c)
{
	(void)c;
	small(f);
}

static void
small_a(struct forge *f, struct fcms *c)
{
	small(f);
	cms_form_a(c);
}

static void
make_b(struct forge *f)
{
	cms_make(f, &(struct cms_case){ .before = small_b });
}

static void
make_a(struct forge *f)
{
	cms_make(f, &(struct cms_case){ .before = small_a });
}

static void
make_sealed(struct forge *f, ecert_ses_version version)
{
	forge.version = version;
	forge_make(f, &(struct forge_case){ .before = small });
	forge.version = 0;
}

static void
make_v1(struct forge *f)
{
	make_sealed(f, ECERT_SES_V1);
}

static void
make_v4(struct forge *f)
{
	make_sealed(f, ECERT_SES_V4);
}

static void
make_v5(struct forge *f)
{
	make_sealed(f, ECERT_SES_V5);
}

/* Whether p holds the entries of f, byte for byte; *value: but for the value of a
 * signature without a seal. */
static bool
same_entries(const struct forge *f, const uint8_t *p, size_t n, bool *value)
{
	ecert_doc *doc = NULL;
	uint8_t *q = NULL;
	bool same = true;
	size_t i, m;

	*value = false;
	if (ecert_doc_open_mem(forge.ctx, p, n, "x", &doc) != ECERT_OK)
		return false;
	same = ecert_doc_entry_count(doc) == f->n;
	for (i = 0; same && i < f->n; i++) {
		same = ecert_doc_read_entry(forge.ctx, doc, f->v[i].name, &q, &m) == ECERT_OK &&
		    m == f->v[i].n && memcmp(q, f->v[i].p, m) == 0;
		if (!same && q != NULL && strcmp(f->v[i].name, SIG_VALUE) == 0 &&
		    forge_find((struct forge *)(uintptr_t)f, SIG_SEAL) == NULL)
			*value = same = true;
		ecert_free(q);
		q = NULL;
	}
	ecert_doc_free(doc);
	return same;
}

static struct { size_t tried, valid, values; } count;
static ecert_policy *strict;

/*
 * What nobody signed in the value may be written otherwise: SignedData.version,
 * the letters of the issuer's name.  That is a deviation, and seen as one.
 */
static void
check_valid(const struct forge *f, const uint8_t *p, size_t n, const char *what, size_t at)
{
	bool value;

	count.valid++;
	if (!same_entries(f, p, n, &value))
		unit_fail(__FILE__, __LINE__, "valid with %s %zu", what, at);
	count.values += value;
	if (value && ecert_verify_mem(forge.ctx, p, n, "x", strict, NULL) != ECERT_E_INVALID)
		unit_fail(__FILE__, __LINE__, "valid under the strict policy with %s %zu", what,
		    at);
}

static void
try(const struct forge *f, const uint8_t *p, size_t n, const char *what, size_t at)
{
	ecert_report *report = NULL;

	count.tried++;
	if (ecert_verify_mem(forge.ctx, p, n, "x", forge.policy, &report) == ECERT_OK)
		check_valid(f, p, n, what, at);
	CHECK(report != NULL);
	ecert_report_free(report);
}

/* Where the bytes of an entry lie in the file: they are stored. */
static size_t
find_entry(const struct forge *f, const struct fent *e)
{
	size_t i, n = strlen(e->name);

	for (i = 0; i + n + e->n <= f->file.len; i++)
		if (memcmp(f->file.ptr + i, e->name, n) == 0 &&
		    memcmp(f->file.ptr + i + n, e->p, e->n) == 0)
			return i + n;
	return 0;
}

/* Both CRCs of the entry at at fit again: else the container would be refused first. */
static void
mend_crc(const struct forge *f, uint8_t *p, size_t at, size_t n)
{
	uint32_t was = (uint32_t)crc32(0, f->file.ptr + at, (uInt)n);
	uint32_t is = (uint32_t)crc32(0, p + at, (uInt)n);
	uint8_t a[4], b[4];
	size_t i, k;

	for (k = 0; k < 4; k++) {
		a[k] = (uint8_t)(was >> 8 * k);
		b[k] = (uint8_t)(is >> 8 * k);
	}
	for (i = 0; i + 4 <= f->file.len; i++)
		if ((i < at || i >= at + n) && memcmp(f->file.ptr + i, a, 4) == 0)
			memcpy(p + i, b, 4);
}

static void
flip_file(const struct forge *f, uint8_t *p, size_t step)
{
	size_t bit;

	for (bit = 0; bit < f->file.len * 8; bit += step) {
		p[bit / 8] ^= (uint8_t)(1 << bit % 8);
		try(f, p, f->file.len, "bit", bit);
		p[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
}

static void
flip_entry(const struct forge *f, const struct fent *e, uint8_t *p, size_t step)
{
	size_t bit, at = find_entry(f, e);

	CHECK(at > 0);
	for (bit = at * 8; at > 0 && bit < (at + e->n) * 8; bit += step) {
		p[bit / 8] ^= (uint8_t)(1 << bit % 8);
		mend_crc(f, p, at, e->n);
		try(f, p, f->file.len, e->name, bit - at * 8);
		memcpy(p, f->file.ptr, f->file.len);
	}
}

static void
flip(const char *name, void (*make)(struct forge *), bool all)
{
	struct forge f;
	uint8_t *p;
	size_t i, n;

	unit_case("%s: every bit counts", name);
	count.tried = count.valid = count.values = 0;
	make(&f);
	forge_judge(&f, forge.policy, ECERT_VALID, (ecert_reason[6]){ 0 });
	p = malloc(f.file.len);
	memcpy(p, f.file.ptr, f.file.len);
	flip_file(&f, p, all ? 1 : STEP_FILE);
	for (i = 0; i < f.n; i++) {
		unit_case("%s: every bit of %s counts", name, f.v[i].name);
		flip_entry(&f, &f.v[i], p, all ? 1 :
		    strcmp(f.v[i].name, SIG_VALUE) == 0 ? STEP_VALUE : STEP_ENTRY);
	}
	unit_case("%s: no part of it will do", name);
	for (n = 0; n < f.file.len; n += all ? 1 : STEP_CUT)
		try(&f, f.file.ptr, n, "length", n);
	if (all)
		printf("%s, %zu bytes: %zu mutants, %zu of them valid: %zu with another value, the "
		    "rest with the same files\n", name, f.file.len, count.tried, count.valid,
		    count.values);
	free(p);
	forge_free(&f);
}

static const struct {
	const char *name;
	void      (*make)(struct forge *f);
} documents[] = {
	{ "v1", make_v1 },
	{ "v4", make_v4 },
	{ "v5", make_v5 },
	{ "attributes", make_b },
	{ "content", make_a },
};

int
main(int argc, char **argv)
{
	bool all = getenv("ECERT_MUTANTS") != NULL;
	size_t i;

	forge_start();
	CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &strict));
	ecert_policy_set_trust(strict, forge.trust);
	ecert_policy_set_strict(strict, 1);
	for (i = 0; i < ECI_COUNT(documents); i++)
		if (argc < 2 || strcmp(argv[1], documents[i].name) == 0)
			flip(documents[i].name, documents[i].make, all);
	ecert_policy_free(strict);
	forge_end();
	return unit_end();
}
