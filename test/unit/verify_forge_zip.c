/* SPDX-License-Identifier: Apache-2.0 */
/* Forged containers: two readers must not see two documents. */
#include "../negative/forge_run.h"

#define FORGED XML "<ofd:Page" NS "/>"

static void
page_twice(struct forge *f)
{
	forge_append(f, PAGE, FORGED, sizeof(FORGED) - 1);
}

static void
page_twice_first(struct forge *f)
{
	struct fent last;

	page_twice(f);
	last = f->v[f->n - 1];
	memmove(&f->v[1], &f->v[0], (f->n - 1) * sizeof(f->v[0]));
	f->v[0] = last;
}

static void
ofd_twice(struct forge *f)
{
	forge_append(f, "OFD.xml", FORGED, sizeof(FORGED) - 1);
}

#define EXTRA(hook, name) \
static void \
hook(struct forge *f) \
{ \
	forge_append(f, name, FORGED, sizeof(FORGED) - 1); \
}

EXTRA(backslash, "Doc_0\\Pages\\Page_0\\Content.xml")
EXTRA(dot_dot, "../outside.xml")
EXTRA(absolute, "/etc/passwd")
EXTRA(dot_segment, "Doc_0/./Document.xml")
EXTRA(double_slash, "Doc_0//Document.xml")
EXTRA(trailing_space, "OFD.xml ")
EXTRA(terminal, "Doc_0/\x1b[2Jx.xml")
EXTRA(not_utf8, "Doc_0/\xd6\xa4\xca\xe9.xml")
EXTRA(file_as_folder, PAGE "/x.xml")
EXTRA(other_case, "ofd.XML")

static void
nul_name(struct forge *f)
{
	struct fent *e = forge_append(f, PAGE, FORGED, sizeof(FORGED) - 1);

	e->name_len = strlen(PAGE) + 3;
	memcpy(e->name + strlen(PAGE), "\0.x", 3);
}

static void
symlink_page(struct forge *f)
{
	forge_find(f, PAGE)->attr = 0120777u << 16;
}

#define METHOD(hook, number) \
static void \
hook(struct forge *f) \
{ \
	forge_find(f, PAGE)->method = number; \
}

METHOD(method_9, 9)
METHOD(method_14, 14)
METHOD(method_93, 93)
METHOD(method_95, 95)

/* ---- the finished bytes ---- */

static uint32_t
at32(const struct eci_buf *b, size_t i)
{
	return (uint32_t)b->ptr[i] | (uint32_t)b->ptr[i + 1] << 8 |
	    (uint32_t)b->ptr[i + 2] << 16 | (uint32_t)b->ptr[i + 3] << 24;
}

static void
put32(struct eci_buf *b, size_t i, uint32_t v)
{
	int k;

	for (k = 0; k < 4; k++)
		b->ptr[i + (size_t)k] = (uint8_t)(v >> 8 * k);
}

static void
suffix(struct forge *f)
{
	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &f->file, "bytes after the end"));
}

static void
comment(struct forge *f)
{
	suffix(f);
	f->file.ptr[f->file.len - 19 - 2] = 19;
}

static void
prefix(struct forge *f)
{
	struct eci_buf b = { 0 };

	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &b, "%PDF-1.4 "));
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, f->file.ptr, f->file.len));
	eci_buf_free(&f->file);
	f->file = b;
}

static void
cut(struct forge *f)
{
	f->file.len -= 1;
}

static void
nothing(struct forge *f)
{
	f->file.len = 0;
}

static void
pdf(struct forge *f)
{
	f->file.len = 0;
	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &f->file, "%PDF-1.4\n%%EOF\n"));
}

static void
no_entries(struct forge *f)
{
	while (f->n > 0)
		free(f->v[--f->n].p);
}

static void
count_lies(struct forge *f)
{
	f->file.ptr[f->file.len - 12]++;
	f->file.ptr[f->file.len - 14]++;
}

static void
offset_lies(struct forge *f)
{
	put32(&f->file, f->file.len - 6, 0x7fffffff);
}

static void
disks(struct forge *f)
{
	f->file.ptr[f->file.len - 18] = 1;
}

static void
local_size_lies(struct forge *f)
{
	put32(&f->file, 22, at32(&f->file, 22) - 1);
}

static void
local_name_lies(struct forge *f)
{
	f->file.ptr[30] = 'X';
}

static void
crc_lies(struct forge *f)
{
	uint32_t start = at32(&f->file, f->file.len - 6);

	put32(&f->file, 14, at32(&f->file, 14) ^ 1);
	put32(&f->file, start + 16, at32(&f->file, start + 16) ^ 1);
}

/* Two directory entries over one local entry. */
static void
shared_local(struct forge *f)
{
	uint32_t start = at32(&f->file, f->file.len - 6);
	size_t second = start + 46 + strlen(f->v[0].name);

	put32(&f->file, second + 42, 0);
}

static const struct forge_case cases[] = {
	{ "a page twice, the forged one last", NULL, NULL, page_twice, NULL, X,
	    { R(ZIP_AMBIGUOUS) } },
	{ "a page twice, the forged one first", NULL, NULL, page_twice_first, NULL, X,
	    { R(ZIP_AMBIGUOUS) } },
	{ "two OFD.xml", NULL, NULL, ofd_twice, NULL, X, { R(ZIP_AMBIGUOUS) } },
	{ "names of two cases", NULL, NULL, other_case, NULL, X, { R(ZIP_AMBIGUOUS) } },
	{ "backslash", NULL, NULL, backslash, NULL, X, { R(ZIP_UNSAFE_PATH) } },
	{ "..", NULL, NULL, dot_dot, NULL, X, { R(ZIP_UNSAFE_PATH) } },
	{ "absolute name", NULL, NULL, absolute, NULL, X, { R(ZIP_UNSAFE_PATH) } },
	{ "segment .", NULL, NULL, dot_segment, NULL, X, { R(ZIP_UNSAFE_PATH) } },
	{ "doubled slash", NULL, NULL, double_slash, NULL, X, { R(ZIP_UNSAFE_PATH) } },
	{ "trailing space", NULL, NULL, trailing_space, NULL, X,
	    { R(ZIP_UNSAFE_PATH), R(ZIP_AMBIGUOUS) } },
	{ "terminal escape", NULL, NULL, terminal, NULL, X, { R(ZIP_UNSAFE_PATH) } },
	{ "name in GBK", NULL, NULL, not_utf8, NULL, X,
	    { R(ZIP_UNSAFE_PATH), R(ZIP_AMBIGUOUS) } },
	{ "a file used as a folder", NULL, NULL, file_as_folder, NULL, X,
	    { R(ZIP_UNSAFE_PATH), R(ZIP_AMBIGUOUS) } },
	{ "NUL in a name", NULL, NULL, nul_name, NULL, X, { R(ZIP_UNSAFE_PATH) } },
	{ "page is a symbolic link", NULL, NULL, symlink_page, NULL, X,
	    { R(ZIP_UNSAFE_PATH) } },
	{ "method 9", NULL, NULL, method_9, NULL, X, { R(ZIP_UNSUPPORTED) } },
	{ "method 14", NULL, NULL, method_14, NULL, X, { R(ZIP_UNSUPPORTED) } },
	{ "method 93", NULL, NULL, method_93, NULL, X, { R(ZIP_UNSUPPORTED) } },
	{ "method 95", NULL, NULL, method_95, NULL, X, { R(ZIP_UNSUPPORTED) } },
	{ "bytes after the end are noted", NULL, NULL, NULL, suffix, V, { R(ZIP_AMBIGUOUS) } },
	{ "a comment is noted", NULL, NULL, NULL, comment, V, { R(ZIP_AMBIGUOUS) } },
	{ "bytes before the start are noted", NULL, NULL, NULL, prefix, V,
	    { R(ZIP_AMBIGUOUS) } },
	{ "last byte missing", NULL, NULL, NULL, cut, X, { R(ZIP_MALFORMED) } },
	{ "empty file", NULL, NULL, NULL, nothing, X, { R(ZIP_MALFORMED) } },
	{ "a PDF", NULL, NULL, NULL, pdf, X, { R(ZIP_MALFORMED), R(ZIP_AMBIGUOUS) } },
	{ "no entries", NULL, NULL, no_entries, NULL, X, { R(OFD_STRUCTURE) } },
	{ "more entries counted than there are", NULL, NULL, NULL, count_lies, X,
	    { R(ZIP_MALFORMED), R(ZIP_AMBIGUOUS) } },
	{ "directory beyond the end", NULL, NULL, NULL, offset_lies, X,
	    { R(ZIP_MALFORMED), R(ZIP_AMBIGUOUS) } },
	{ "several disks", NULL, NULL, NULL, disks, X, { R(ZIP_UNSUPPORTED) } },
	{ "local size differs", NULL, NULL, NULL, local_size_lies, X, { R(ZIP_AMBIGUOUS) } },
	{ "local name differs", NULL, NULL, NULL, local_name_lies, X, { R(ZIP_AMBIGUOUS) } },
	{ "CRC does not hold", NULL, NULL, NULL, crc_lies, X,
	    { R(ZIP_MALFORMED), R(ZIP_AMBIGUOUS) } },
	{ "two names for one entry", NULL, NULL, NULL, shared_local, X,
	    { R(ZIP_AMBIGUOUS) } },
};

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	forge_end();
	return unit_end();
}
