/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A small document signed without a seal, with each bit of the file turned over
 * and cut at each length: it is valid only where every file in it is as it was.
 * $ECERT_MUTANTS takes every bit and every length ("make check-mutants"), else a
 * part of them is tried.
 */
#include "../negative/forge_cms.h"

#define STEP_VALUE 11      /* bits of SignedValue.dat; prime to the bits of an octet */
#define STEP_REST  61
#define STEP_CUT   23

static const char *const unneeded[] = { "Doc_0/PublicRes.xml", "Doc_0/DocumentRes.xml",
	"Doc_0/Res/qr.png", "Doc_0/Tpls/Tpl_0/Content.xml", "Doc_0/Annots/Annotations.xml",
	"Doc_0/Annots/Page_0/Annotation.xml", "Doc_0/Tags/CustomTags.xml", "Doc_0/Tags/Tag_0.xml",
	"Doc_0/Attachs/Attachments.xml", "Doc_0/Attachs/raw.xml" };

static void
small(struct forge *f, struct fcms *c)
{
	size_t i;

	(void)c;
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
small_a(struct forge *f, struct fcms *c)
{
	small(f, c);
	cms_form_a(c);
}

/* Whether p holds the entries of f, byte for byte; value: but for the value. */
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
		if (!same && q != NULL && strcmp(f->v[i].name, SIG_VALUE) == 0)
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

/* Where the bytes of SignedValue.dat lie in the file. */
static size_t
find_value(const struct forge *f, size_t *n)
{
	const struct fent *e = NULL;
	size_t i;

	for (i = 0; i < f->n; i++)
		if (strcmp(f->v[i].name, SIG_VALUE) == 0)
			e = &f->v[i];
	*n = e->n;
	for (i = 0; i + e->n <= f->file.len; i++)
		if (memcmp(f->file.ptr + i, e->p, e->n) == 0)
			return i;
	return 0;
}

/* A file whose CRC of the value fits: else the container would be refused first. */
static void
mend_crc(struct forge *f, uint8_t *p, size_t value, size_t n)
{
	uint32_t was = (uint32_t)crc32(0, f->file.ptr + value, (uInt)n);
	uint32_t is = (uint32_t)crc32(0, p + value, (uInt)n);
	uint8_t a[4], b[4];
	size_t i, k;

	for (k = 0; k < 4; k++) {
		a[k] = (uint8_t)(was >> 8 * k);
		b[k] = (uint8_t)(is >> 8 * k);
	}
	for (i = 0; i + 4 <= f->file.len; i++)
		if ((i < value || i >= value + n) && memcmp(f->file.ptr + i, a, 4) == 0)
			memcpy(p + i, b, 4);
}

static void
flip(const char *name, void (*before)(struct forge *, struct fcms *), bool all)
{
	struct cms_case c = { .name = name, .before = before };
	size_t at, n, bit;
	struct forge f;
	uint8_t *p;

	unit_case("%s: every bit counts", name);
	cms_make(&f, &c);
	forge_judge(&f, forge.policy, ECERT_VALID, (ecert_reason[6]){ 0 });
	at = find_value(&f, &n);
	CHECK(at > 0);
	p = malloc(f.file.len);
	memcpy(p, f.file.ptr, f.file.len);
	for (bit = 0; bit < f.file.len * 8; bit += all ? 1 : STEP_REST) {
		p[bit / 8] ^= (uint8_t)(1 << bit % 8);
		try(&f, p, f.file.len, "bit", bit);
		p[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	for (bit = at * 8; bit < (at + n) * 8; bit += all ? 1 : STEP_VALUE) {
		p[bit / 8] ^= (uint8_t)(1 << bit % 8);
		mend_crc(&f, p, at, n);
		try(&f, p, f.file.len, "bit of the value", bit - at * 8);
		memcpy(p, f.file.ptr, f.file.len);
	}

	unit_case("%s: no part of it will do", name);
	for (n = 0; n < f.file.len; n += all ? 1 : STEP_CUT)
		try(&f, f.file.ptr, n, "length", n);
	free(p);
	forge_free(&f);
}

int
main(void)
{
	bool all = getenv("ECERT_MUTANTS") != NULL;

	forge_start();
	CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &strict));
	ecert_policy_set_trust(strict, forge.trust);
	ecert_policy_set_strict(strict, 1);
	flip("signed attributes", small, all);
	flip("digest as content", small_a, all);
	if (all)
		printf("%zu mutants, %zu of them valid: %zu with another value, the rest with the "
		    "same files\n", count.tried, count.valid, count.values);
	ecert_policy_free(strict);
	forge_end();
	return unit_end();
}
