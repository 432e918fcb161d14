/* SPDX-License-Identifier: Apache-2.0 */
/* The end record, its zip64 form, and what stands around an archive. */
#include "pkg_zip.h"

#define A { .name = "OFD.xml", .data = "<a/>" }
#define B { .name = "Doc_0/Document.xml", .data = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", .deflate = 1 }
#define S(s) s, sizeof(s) - 1
#define MALFORMED ECERT_R_ZIP_MALFORMED
#define AMBIGUOUS ECERT_R_ZIP_AMBIGUOUS
#define UNSUPPORTED ECERT_R_ZIP_UNSUPPORTED
#define LIMIT ECERT_R_ZIP_LIMIT

static const struct row rows[] = {
	{ "two entries", 0, 0, { A, B }, { 0 } },
	{ "an empty archive", 0, 0, { { 0 } }, { 0 } },
	{ "a comment is noted", 0, 1, { A }, { .comment = "hi", .comment_len = 2 } },
	{ "bytes after the end are noted", 0, 1, { A, B }, { .suffix = "tail", .suffix_len = 4 } },
	{ "comment and bytes after the end", 0, 2, { A },
	    { .comment = "hi", .comment_len = 2, .suffix = "x", .suffix_len = 1 } },
	{ "bytes before the first entry are noted", 0, 1, { A, B },
	    { .prefix = "%PDF-1.4", .prefix_len = 8 } },
	{ "bytes before it, offsets not adjusted", 0, 1, { A, B },
	    { .prefix = "MZ stub ", .prefix_len = 8, .unshifted = 1 } },
	{ "an empty archive after other bytes", 0, 1, { { 0 } }, { .prefix = "x", .prefix_len = 1 } },
	{ "a local header before the first entry", AMBIGUOUS, 0, { A },
	    { .prefix = "zzPK\3\4zz", .prefix_len = 8 } },
	{ "a local header right before the first entry", AMBIGUOUS, 0, { A },
	    { .prefix = "PK\3\4", .prefix_len = 4, .unshifted = 1 } },
	{ "a local header before an empty archive", AMBIGUOUS, 0, { { 0 } },
	    { .prefix = "PK\3\4 and the rest", .prefix_len = 17 } },
	{ "bytes between directory and end record", AMBIGUOUS, 0, { A }, { .after_dir = "xx" } },
	{ "the directory is said to be smaller", AMBIGUOUS, 0, { A, B }, { .size_add = -1 } },
	{ "the directory is said to be larger", MALFORMED, 0, { A, B }, { .size_add = 1 } },
	{ "one entry more than there is", MALFORMED, 0, { A, B }, { .count_add = 1 } },
	{ "one entry less than there is", MALFORMED, 0, { A, B }, { .count_add = -1 } },
	{ "no entries, but a directory", MALFORMED, 0, { A, B }, { .count_add = -2 } },
	{ "many more entries than there are", MALFORMED, 0, { A, B }, { .count_add = 4000 } },
	{ "directory offset beyond the file", MALFORMED, 0, { A, B }, { .off_add = 100000 } },
	{ "directory offset one too high", MALFORMED, 0, { A, B }, { .off_add = 1 } },
	{ "directory offset one too low", MALFORMED, 0, { A, B }, { .off_add = -1 } },
	{ "this is disk 1", UNSUPPORTED, 0, { A, B }, { .disk = 1 } },
	{ "the directory is on disk 1", UNSUPPORTED, 0, { A, B }, { .dir_disk = 1 } },
	{ "fewer entries on this disk", UNSUPPORTED, 0, { A, B }, { .here_add = -1 } },
	{ "the comment is cut short", MALFORMED, 0, { A },
	    { .comment = "hi", .comment_len = 2, .comment_add = 1 } },
	{ "all ones without a zip64 record", LIMIT, 0, { A }, { .ones = 1 } },
	{ "zip64 end record, all ones", 0, 0, { A, B }, { .zip64 = 1, .ones = 1 } },
	{ "zip64 end record that repeats", 0, 0, { A, B }, { .zip64 = 1 } },
	{ "zip64 end record after other bytes", 0, 1, { A, B },
	    { .zip64 = 1, .ones = 1, .prefix = "pre", .prefix_len = 3, .unshifted = 1 } },
	{ "zip64 end record with another count", AMBIGUOUS, 0, { A, B },
	    { .zip64 = 1, .rec_count_add = 1 } },
	{ "zip64 end record with another size", AMBIGUOUS, 0, { A, B },
	    { .zip64 = 1, .rec_size_add = 1 } },
	{ "zip64 end record with another offset", AMBIGUOUS, 0, { A, B },
	    { .zip64 = 1, .rec_off_add = 1 } },
	{ "zip64 alone has a wrong count", MALFORMED, 0, { A, B },
	    { .zip64 = 1, .ones = 1, .rec_count_add = 1 } },
	{ "zip64 alone has a wrong size", MALFORMED, 0, { A, B },
	    { .zip64 = 1, .ones = 1, .rec_size_add = 1 } },
	{ "zip64 count near 2^64", LIMIT, 0, { A, B },
	    { .zip64 = 1, .ones = 1, .rec_count_add = -3 } },
	{ "zip64 offset near 2^64", MALFORMED, 0, { A, B },
	    { .zip64 = 1, .ones = 1, .rec_off_add = -1000 } },
	{ "zip64 end record of another length", MALFORMED, 0, { A, B },
	    { .zip64 = 1, .rec_len_add = 1 } },
	{ "zip64 locator leads elsewhere", AMBIGUOUS, 0, { A, B }, { .zip64 = 1, .loc_off_add = -1 } },
	{ "zip64 locator leads past its record", AMBIGUOUS, 0, { A, B },
	    { .zip64 = 1, .loc_off_add = 1 } },
	{ "zip64 locator of two disks", UNSUPPORTED, 0, { A, B }, { .zip64 = 1, .loc_disks_add = 1 } },
};

static const struct ent one[] = { { .name = "OFD.xml", .data = "<a/>" } };
static const struct ent other[] = { { .name = "OFD.xml", .data = "<b/>" } };

/* Second archives in places where some reader looks first. */
static void
two_archives(ecert_ctx *ctx)
{
	struct eci_buf in = { 0 }, b = { 0 };
	struct arc a = { 0 };
	size_t notes;

	unit_case("a whole archive in the comment");
	z_build(&in, other, 1, NULL);
	a.comment = (const char *)in.ptr;
	a.comment_len = in.len;
	z_build(&b, one, 1, &a);
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), AMBIGUOUS);

	unit_case("a whole archive after the end");
	b.len = 0;
	a = (struct arc){ .suffix = (const char *)in.ptr, .suffix_len = in.len };
	z_build(&b, one, 1, &a);
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), AMBIGUOUS);

	unit_case("an end record without sense after the end");
	b.len = 0;
	a = (struct arc){ .suffix = "PK\5\6zzzzzzzzzzzzzzzzzzzzzz", .suffix_len = 26 };
	z_build(&b, one, 1, &a);
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), AMBIGUOUS);

	unit_case("a signature of an end record after the end, cut short");
	b.len = 0;
	a = (struct arc){ .suffix = "PK\5\6zz", .suffix_len = 6 };
	z_build(&b, one, 1, &a);
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), AMBIGUOUS);

	unit_case("a whole archive before the first entry");
	b.len = 0;
	a = (struct arc){ .prefix = (const char *)in.ptr, .prefix_len = in.len };
	z_build(&b, one, 1, &a);
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), AMBIGUOUS);

	unit_case("a whole archive before it, offsets not adjusted");
	b.len = 0;
	a.unshifted = 1;
	z_build(&b, one, 1, &a);
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), AMBIGUOUS);

	unit_case("an archive stored as an attachment is no second one");
	b.len = 0;
	z_build(&b, (struct ent[]){ { .name = "OFD.xml", .data = "<a/>" },
	    { .name = "x.ofd", .data = (const char *)in.ptr, .len = in.len } }, 2, NULL);
	CHECK_OK(ctx, z_read_all(ctx, &b, &notes));
	CHECK_INT(notes, 0);

	unit_case("nor is one that uses zip64");
	in.len = b.len = 0;
	z_build(&in, other, 1, &(struct arc){ .zip64 = 1, .ones = 1 });
	z_build(&b, (struct ent[]){ { .name = "x.ofd", .data = (const char *)in.ptr,
	    .len = in.len }, { .name = "OFD.xml", .data = "<a/>" } }, 2, NULL);
	CHECK_OK(ctx, z_read_all(ctx, &b, &notes));
	CHECK_INT(notes, 0);
	eci_buf_free(&in);
	eci_buf_free(&b);
}

/* An end record inside stored data whose offsets count from the file's start. */
static void
hidden_record(ecert_ctx *ctx)
{
	struct eci_buf in = { 0 }, b = { 0 };
	const size_t before = 30 + 1;       /* the local header of "x" */

	unit_case("stored data with a directory of its own for the whole file");
	z_build(&in, other, 1, &(struct arc){ .off_add = (int)before });
	z_build(&b, (struct ent[]){ { .name = "x", .data = (const char *)in.ptr, .len = in.len } },
	    1, NULL);
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), AMBIGUOUS);

	unit_case("the same by way of zip64");
	in.len = b.len = 0;
	z_build(&in, other, 1, &(struct arc){ .zip64 = 1, .ones = 1, .loc_off_add = (int)before });
	z_build(&b, (struct ent[]){ { .name = "x", .data = (const char *)in.ptr, .len = in.len } },
	    1, NULL);
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), AMBIGUOUS);

	unit_case("stored data with an end record whose comment is the rest");
	in.len = b.len = 0;
	z_build(&in, other, 1, NULL);
	z_build(&b, (struct ent[]){ { .name = "x", .data = (const char *)in.ptr, .len = in.len } },
	    1, NULL);
	b.ptr[before + in.len - 2] = (uint8_t)(b.len - before - in.len);
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), AMBIGUOUS);
	eci_buf_free(&in);
	eci_buf_free(&b);
}

/* With the offsets not counting the prefix, readers who take them as they are
 * must find no header there. */
static void
shifted_headers(ecert_ctx *ctx)
{
	struct eci_buf b = { 0 };
	char prefix[30 + 1 + 3];

	unit_case("headers at the offsets with and without the bytes before");
	memset(prefix, ' ', sizeof(prefix));
	z_build(&b, (struct ent[]){ { .name = "a", .data = "111" }, { .name = "b", .data = "222" },
	    { .name = "c", .data = "333" } }, 3,
	    &(struct arc){ .prefix = prefix, .prefix_len = sizeof(prefix), .unshifted = 1 });
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), AMBIGUOUS);
	eci_buf_free(&b);
}

static void
no_zip(ecert_ctx *ctx)
{
	struct eci_buf b = { 0 };
	uint32_t x = 1;
	size_t i;

	unit_case("an empty file");
	z_bytes(&b, "", 0);
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), MALFORMED);
	unit_case("21 bytes");
	z_bytes(&b, "PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 21);
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), MALFORMED);
	unit_case("22 bytes, the smallest archive");
	z_bytes(&b, "\0", 1);
	CHECK_OK(ctx, z_read_all(ctx, &b, NULL));
	unit_case("a PDF");
	b.len = 0;
	for (i = 0; i < 100; i++)
		z_bytes(&b, S("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"));
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), MALFORMED);
	unit_case("200,000 arbitrary bytes");
	b.len = 0;
	for (i = 0; i < 200000; i++) {
		x = x * 1103515245 + 12345;
		z_int(&b, x >> 16, 1);
	}
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), MALFORMED);
	unit_case("nothing but signatures of end records");
	b.len = 0;
	for (i = 0; i < 30000; i++)
		z_bytes(&b, "PK\5\6", 4);
	CHECK(z_read_all(ctx, &b, NULL) != ECERT_OK);
	eci_buf_free(&b);
}

static void
limits(ecert_ctx *ctx)
{
	struct eci_buf b = { 0 };
	char comment[65535];

	unit_case("the longest comment");
	memset(comment, 'c', sizeof(comment));
	z_build(&b, one, 1, &(struct arc){ .comment = comment, .comment_len = sizeof(comment) });
	CHECK_OK(ctx, z_read_all(ctx, &b, NULL));
	unit_case("more bytes after the end than are looked through");
	z_bytes(&b, "x", 1);
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), MALFORMED);
	unit_case("a directory far too large for its entries");
	b.len = 0;
	z_build(&b, (struct ent[]){ { .name = "a", .extra = comment, .extra_len = 65000 } }, 1, NULL);
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), LIMIT);
	eci_buf_free(&b);
}

int
main(void)
{
	ecert_ctx *ctx = zctx = unit_ctx();

	z_rows(rows, ECI_COUNT(rows));
	two_archives(ctx);
	hidden_record(ctx);
	shifted_headers(ctx);
	no_zip(ctx);
	limits(ctx);
	return unit_end();
}
