/* SPDX-License-Identifier: Apache-2.0 */
/* bench_inner.h - shared by the files that call what is inside of the library. */
#ifndef BENCH_INNER_H
#define BENCH_INNER_H

#include "bench.h"
#include "crypto/crypto.h"
#include "pkg/pkg.h"

struct bench_side {
	struct eci_bytes    file;
	struct eci_pkg     *pkg;
	struct eci_buf     *whole, *room;   /* by entry; for what is read once more */
	struct eci_sm3_msg *msgs;
	size_t              n;
};

struct bench_inner {
	struct bench_world *w;
	ecert_ctx          *ctx;
	struct bench_side         side[2], *at;
	size_t             *twin;        /* of signed ones: the same unsigned one, or SIZE_MAX */
	ecert_doc          *signed_doc;
	struct eci_pkg     *made;        /* the unsigned one, with what signing put */
	struct eci_buf      sig;
	uint64_t            count;
	size_t              told;
};

/* Ends the program where e is an error. */
void bench_must(const struct bench_inner *s, ecert_err e);
ecert_doc *bench_open_doc(const struct bench_inner *s, const struct bench_side *d);
struct eci_pkg *bench_open_pkg(const struct bench_inner *s, const struct bench_side *d);
/* Every entry of pkg into v; all are held, as they are until they are digested. */
void bench_read_all(const struct bench_inner *s, const struct bench_side *d, struct eci_pkg *pkg,
    struct eci_buf *v);

#endif
