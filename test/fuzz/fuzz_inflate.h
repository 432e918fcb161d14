/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_inflate.h - a third reader of deflate, see fuzz_inflate.c. */
#ifndef FUZZ_INFLATE_H
#define FUZZ_INFLATE_H

#include "fuzz.h"

/* What zlib refuses, and libdeflate does not, or did not in some version. */
enum {
	FUZZ_ODD_COUNT = 1,              /* 287, 288 literal or 31, 32 distance codes */
	FUZZ_ODD_LENGTHS = 2,            /* one code length alone is used */
	FUZZ_ODD_RUN = 4,                /* a run of lengths past the last one */
	FUZZ_ODD_LENGTH = 8,             /* symbol 286 or 287 */
	FUZZ_ODD_DISTANCE = 16,          /* symbol 30 or 31 */
	FUZZ_ODD_DISTANCE_WORD = 32,     /* a code of one distance, or none: another word */
	FUZZ_ODD_LITERAL_WORD = 64       /* the same of literals */
};
/* False: no deflate stream, or one of more than max bytes.  What it unpacked to, how
 * much of p it used, and the union of what is odd about it. */
bool fuzz_inflate(const uint8_t *p, size_t n, size_t max, struct eci_buf *out, size_t *used,
    unsigned *odd);

#endif
