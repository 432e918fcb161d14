/* SPDX-License-Identifier: Apache-2.0 */
/* Archives larger than the tail that is read first; search for signatures. */
#include "pkg_zip.h"

#include "pkg/pkg_priv.h"

static void
search(void)
{
	static const uint8_t s[] = "PPKPK\3PK\3\4PK\3\4PK\3";
	size_t n = sizeof(s) - 1;

	unit_case("signatures are found, in order");
	CHECK_INT(eci_pkg_sig_find(s, n, 0, SIG_LOCAL), 6);
	CHECK_INT(eci_pkg_sig_find(s, n, 6, SIG_LOCAL), 6);
	CHECK_INT(eci_pkg_sig_find(s, n, 7, SIG_LOCAL), 10);
	unit_case("and not where they are not");
	CHECK_INT(eci_pkg_sig_find(s, n, 11, SIG_LOCAL), n);
	CHECK_INT(eci_pkg_sig_find(s, n, n, SIG_LOCAL), n);
	CHECK_INT(eci_pkg_sig_find(s, n, 0, SIG_END), n);
	CHECK_INT(eci_pkg_sig_find(s, 3, 0, SIG_LOCAL), 3);
	CHECK_INT(eci_pkg_sig_find(s, 0, 0, SIG_LOCAL), 0);
	CHECK_INT(eci_pkg_sig_find(s + 6, 4, 0, SIG_LOCAL), 0);
}

/* count entries of size bytes: headers in and before the tail, some across. */
static void
sizes(ecert_ctx *ctx, size_t count, size_t size, size_t extra)
{
	struct ent v[64];
	static char names[64][16];
	char *data = malloc(size + 1), *pad = calloc(1, extra + 4);
	struct eci_buf b = { 0 };
	size_t i, notes;

	if (data == NULL || pad == NULL)
		abort();
	memset(data, 'P', size);
	memcpy(pad, "\x0a", 2);
	pad[2] = (char)(extra & 0xff);
	pad[3] = (char)(extra >> 8);
	for (i = 0; i < count; i++) {
		names[i][0] = (char)('A' + i);
		v[i] = (struct ent){ .name = names[i], .data = data, .len = size, .flags = 8,
			.descr = 16, .deflate = i % 2 == 0, .lextra = pad, .lextra_len = extra + 4 };
	}
	z_build(&b, v, count, NULL);
	CHECK_OK(ctx, z_read_all(ctx, &b, &notes));
	CHECK_INT(notes, 1);                  /* stored with a descriptor */
	b.ptr[14]++;                          /* the first CRC */
	CHECK_REASON(ctx, z_read_all(ctx, &b, NULL), ECERT_R_ZIP_AMBIGUOUS);
	eci_buf_free(&b);
	free(data);
	free(pad);
}

int
main(void)
{
	size_t size;

	zctx = unit_ctx();
	search();
	for (size = 4000; size < 4200; size += 7) {
		unit_case("26 entries of %zu bytes", size);
		sizes(zctx, 26, size, 0);
	}
	unit_case("local headers larger than the window");
	sizes(zctx, 12, 8000, 20000);
	return unit_end();
}
