/* SPDX-License-Identifier: Apache-2.0 */
/* Forged containers that take more than stored entries, and the forms of genuine ones. */
#include "../negative/forge_run.h"
#include "../negative/forge_zip.h"

#define FORGED XML "<ofd:Page" NS "/>"
/* Info-ZIP Unicode Path (ZIP note 4.6.9): version 1, CRC of the name, another name. */
#define OTHER_NAME "\x75\x70\x0c\x00\x01\x00\x00\x00\x00OFD.xml"
/* Sizes of 64 bits (4.5.3): of nothing in the header. */
#define ZIP64_LIE "\x01\x00\x10\x00\x07\0\0\0\0\0\0\0\x07\0\0\0\0\0\0\0"
#define UNKNOWN_EXTRA "\x99\x77\x02\x00xy"

/* Readers of streams meet it first, readers of the directory never. */
static void
page_hidden(struct forge *f)
{
	forge_append(f, "x.xml", FORGED, sizeof(FORGED) - 1);
	snprintf(f->v[f->n - 1].name, sizeof(f->v[0].name), "%s", "Doc_0/Extra.xml");
}

ZIP(hidden_entry, .name = "Doc_0/Extra.xml", .hidden = true)
ZIP(gap, .name = PAGE, .gap = "hidden bytes")
ZIP(prefixed, .prefix = "%PDF-1.4\n")
ZIP(unicode_path, .name = PAGE, .extra = BYTES(OTHER_NAME), .local_extra = BYTES(OTHER_NAME))
ZIP(unicode_path_local, .name = PAGE, .local_extra = BYTES(OTHER_NAME))
ZIP(zip64_lie, .name = PAGE, .extra = BYTES(ZIP64_LIE), .local_extra = BYTES(ZIP64_LIE))
ZIP(zip64_lie_local, .name = PAGE, .local_extra = BYTES(ZIP64_LIE))
ZIP(after_stream, .name = PAGE, .deflate = true, .tail = "more")
ZIP(declared_less, .name = PAGE, .deflate = true, .size_off = -20)
ZIP(declared_more, .name = PAGE, .deflate = true, .size_off = 20)
ZIP(encrypted, .name = PAGE, .flags = 1)
ZIP(patched, .name = PAGE, .flags = 0x20)
ZIP(masked, .name = PAGE, .flags = 0x2000)
ZIP(local_encrypted, .name = PAGE, .local_flags = 1)

ZIP(deflated, .deflate = true)
ZIP(deflated_best, .deflate = true, .flags = 2)
ZIP(described, .deflate = true, .descriptor = true)
ZIP(utf8, .flags = 0x800)
ZIP(utf8_described, .deflate = true, .flags = 0x800, .descriptor = true)
ZIP(utf8_local, .local_flags = 0x800)
ZIP(sizes_and_descriptor_flag, .local_flags = 8)
ZIP(extra_field, .extra = BYTES(UNKNOWN_EXTRA), .local_extra = BYTES(UNKNOWN_EXTRA))
ZIP(folders, .folder = "Doc_0/")

/* An archive of its own in the comment, which readers from the end may find. */
static void
archive_in_comment(struct forge *f)
{
	struct eci_buf was = f->file;
	size_t n;

	f->file = (struct eci_buf){ 0 };
	forge_set(f, PAGE, FORGED, sizeof(FORGED) - 1);
	forge_zip(f);
	n = f->file.len;
	CHECK(n < 65536);
	was.ptr[was.len - 2] = (uint8_t)n;
	was.ptr[was.len - 1] = (uint8_t)(n >> 8);
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &was, f->file.ptr, n));
	eci_buf_free(&f->file);
	f->file = was;
}

static const struct forge_case cases[] = {
	{ "an entry in the local area alone", NULL, NULL, page_hidden, hidden_entry, X,
	    { R(ZIP_AMBIGUOUS) } },
	{ "bytes between two entries", NULL, NULL, NULL, gap, X, { R(ZIP_AMBIGUOUS) } },
	{ "a unicode path of another file", NULL, NULL, NULL, unicode_path, X,
	    { R(ZIP_AMBIGUOUS), R(ZIP_UNSAFE_PATH) } },
	{ "the same in the local header alone", NULL, NULL, NULL, unicode_path_local, X,
	    { R(ZIP_AMBIGUOUS), R(ZIP_UNSAFE_PATH) } },
	{ "zip64 sizes that are not the header's", NULL, NULL, NULL, zip64_lie, X,
	    { R(ZIP_AMBIGUOUS), R(ZIP_UNSUPPORTED), R(ZIP_MALFORMED) } },
	{ "the same in the local header alone, sizes differ", NULL, NULL, NULL, zip64_lie_local,
	    X, { R(ZIP_AMBIGUOUS), R(ZIP_UNSUPPORTED), R(ZIP_MALFORMED) } },
	{ "bytes after the end of a stream", NULL, NULL, NULL, after_stream, X,
	    { R(ZIP_AMBIGUOUS), R(ZIP_MALFORMED) } },
	{ "a declared size that is too small", NULL, NULL, NULL, declared_less, X,
	    { R(ZIP_AMBIGUOUS), R(ZIP_MALFORMED), R(ZIP_LIMIT), R(DIGEST_MISMATCH) } },
	{ "a declared size that is too large", NULL, NULL, NULL, declared_more, X,
	    { R(ZIP_AMBIGUOUS), R(ZIP_MALFORMED), R(DIGEST_MISMATCH) } },
	{ "an encrypted page", NULL, NULL, NULL, encrypted, X, { R(ZIP_UNSUPPORTED) } },
	{ "a patch for a page", NULL, NULL, NULL, patched, X, { R(ZIP_UNSUPPORTED) } },
	{ "masked headers", NULL, NULL, NULL, masked, X, { R(ZIP_UNSUPPORTED) } },
	{ "encrypted says the local header alone", NULL, NULL, NULL, local_encrypted, X,
	    { R(ZIP_AMBIGUOUS), R(ZIP_UNSUPPORTED) } },
	{ "a second archive in the comment", NULL, NULL, NULL, archive_in_comment, X,
	    { R(ZIP_AMBIGUOUS) } },
	{ "genuine: bytes in front the offsets know of", NULL, NULL, NULL, prefixed, V,
	    { R(ZIP_AMBIGUOUS) } },
	{ "genuine: deflated", NULL, NULL, NULL, deflated, V, { 0 } },
	{ "genuine: deflated, maximum", NULL, NULL, NULL, deflated_best, V, { 0 } },
	{ "genuine: sizes in descriptors", NULL, NULL, NULL, described, V, { 0 } },
	{ "genuine: names marked as UTF-8", NULL, NULL, NULL, utf8, V, { 0 } },
	{ "genuine: both", NULL, NULL, NULL, utf8_described, V, { 0 } },
	{ "genuine: UTF-8 says the local header alone", NULL, NULL, NULL, utf8_local, V,
	    { R(ZIP_AMBIGUOUS) } },
	{ "genuine: an extra field nobody knows", NULL, NULL, NULL, extra_field, V, { 0 } },
	{ "genuine: an entry for a folder", NULL, NULL, NULL, folders, V, { 0 } },
	{ "a descriptor announced by the local header alone, and none there", NULL, NULL, NULL,
	    sizes_and_descriptor_flag, V, { R(ZIP_AMBIGUOUS) } },
};

static const struct forge_case strict[] = {
	{ "strict: bytes in front", NULL, NULL, NULL, prefixed, X, { R(ZIP_AMBIGUOUS) } },
	{ "strict: deflated", NULL, NULL, NULL, deflated, V, { 0 } },
	{ "strict: UTF-8 says the local header alone", NULL, NULL, NULL, utf8_local, X,
	    { R(ZIP_AMBIGUOUS) } },
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
