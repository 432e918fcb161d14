/* SPDX-License-Identifier: Apache-2.0 */
/* Extra fields of the directory: Unicode Path, zip64, those of vendors. */
#include "pkg_zip.h"

#define A { .name = "OFD.xml", .data = "<a/>" }
#define MALFORMED ECERT_R_ZIP_MALFORMED
#define AMBIGUOUS ECERT_R_ZIP_AMBIGUOUS
#define UNSUPPORTED ECERT_R_ZIP_UNSUPPORTED
#define X(s) .extra = s, .extra_len = sizeof(s) - 1

static const struct row rows[] = {
	{ "an extra field of a vendor", 0, 0, { { .name = "a", X("\x0a\0\2\0zz") } }, { 0 } },
	{ "an extra field longer than its room", MALFORMED, 0,
	    { { .name = "a", X("\x0a\0\3\0zz") } }, { 0 } },
	{ "padding that is not zero", MALFORMED, 0, { { .name = "a", X("\0\0\1") } }, { 0 } },
	{ "padding is noted", 0, 1, { { .name = "a", X("\0\0\0") } }, { 0 } },
	{ "a Unicode Path of the same name", 0, 0,
	    { { .name = "a", X("\x75\x70\6\0\1\xb3\xbe\xb7\xe8" "a") } }, { 0 } },
	{ "a Unicode Path of another name", AMBIGUOUS, 0,
	    { { .name = "a", X("\x75\x70\6\0\1\xb3\xbe\xb7\xe8" "b") } }, { 0 } },
	{ "a Unicode Path of a longer name", AMBIGUOUS, 0,
	    { { .name = "a", X("\x75\x70\7\0\1\xb3\xbe\xb7\xe8" "ab") } }, { 0 } },
	{ "an empty Unicode Path", AMBIGUOUS, 0, { { .name = "a", X("\x75\x70\0\0") } }, { 0 } },
	{ "two Unicode Paths", AMBIGUOUS, 0, { { .name = "a",
	    X("\x75\x70\6\0\1\0\0\0\0" "a\x75\x70\6\0\1\0\0\0\0" "a") } }, { 0 } },
	{ "zip64 sizes", 0, 0, { { .name = "a", .data = "xyz", .ones = 1,
	    X("\1\0\x10\0\3\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0") } }, { 0 } },
	{ "zip64 sizes and offset", 0, 0, { A, { .name = "a", .data = "xyz", .ones = 1, .ones_off = 1,
	    X("\1\0\x18\0\3\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0\x29\0\0\0\0\0\0\0") } }, { 0 } },
	{ "zip64 sizes, offset and disk", 0, 0, { { .name = "a", .data = "xyz", .ones = 1,
	    .ones_off = 1, .disk = 0xffff,
	    X("\1\0\x1c\0\3\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0") } }, { 0 } },
	{ "zip64 names another disk", UNSUPPORTED, 0, { { .name = "a", .data = "xyz", .disk = 0xffff,
	    X("\1\0\4\0\1\0\0\0") } }, { 0 } },
	{ "zip64 disk differs from the header's", AMBIGUOUS, 0, { { .name = "a", .data = "xyz",
	    X("\1\0\x1c\0\3\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0") } }, { 0 } },
	{ "zip64 that repeats the sizes is noted", 0, 1, { { .name = "a", .data = "xyz",
	    X("\1\0\x10\0\3\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0") } }, { 0 } },
	{ "zip64 that repeats sizes and offset", 0, 1, { { .name = "a", .data = "xyz",
	    X("\1\0\x18\0\3\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0") } }, { 0 } },
	{ "zip64 with another size", AMBIGUOUS, 0, { { .name = "a", .data = "xyz",
	    X("\1\0\x10\0\4\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0") } }, { 0 } },
	{ "zip64 with another packed size", AMBIGUOUS, 0, { { .name = "a", .data = "xyz",
	    X("\1\0\x10\0\3\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0") } }, { 0 } },
	{ "zip64 with another offset", AMBIGUOUS, 0, { { .name = "a", .data = "xyz",
	    X("\1\0\x18\0\3\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0") } }, { 0 } },
	{ "zip64 without what is all ones", AMBIGUOUS, 0, { { .name = "a", .data = "xyz", .ones = 1,
	    X("\1\0\x8\0\3\0\0\0\0\0\0\0") } }, { 0 } },
	{ "zip64 with a rest", AMBIGUOUS, 0, { { .name = "a", .data = "xyz", .ones = 1,
	    X("\1\0\x11\0\3\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0z") } }, { 0 } },
	{ "an empty zip64 field", 0, 0, { { .name = "a", .data = "xyz", X("\1\0\0\0") } }, { 0 } },
	{ "two zip64 fields", AMBIGUOUS, 0, { { .name = "a", .data = "xyz",
	    X("\1\0\0\0\1\0\0\0") } }, { 0 } },
};

int
main(void)
{
	zctx = unit_ctx();
	z_rows(rows, ECI_COUNT(rows));
	return unit_end();
}
