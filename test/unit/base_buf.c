/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <stdlib.h>

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	int *v = NULL;
	size_t i, cap = 0, len;
	uint8_t *p;
	char *s;

	unit_case("add, adds and addf append and terminate");
	CHECK_OK(ctx, eci_buf_add(ctx, &b, "ab\0c", 4));
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "de"));
	CHECK_OK(ctx, eci_buf_addf(ctx, &b, "%d%s", 12, "f"));
	CHECK_MEM(b.ptr, b.len, "ab\0cde12f", 9);
	CHECK_INT(b.ptr[b.len], 0);
	unit_case("grows far");
	for (i = 0; i < 100000; i++)
		CHECK_OK(ctx, eci_buf_add(ctx, &b, "x", 1));
	CHECK_INT(b.len, 100009);
	unit_case("a size that overflows is refused, the buffer unchanged");
	CHECK_ERR(ctx, eci_buf_room(ctx, &b, SIZE_MAX - 3), ECERT_E_NOMEM);
	CHECK_ERR(ctx, eci_buf_room(ctx, &b, SIZE_MAX / 2), ECERT_E_NOMEM);
	CHECK_INT(b.len, 100009);
	unit_case("take hands over");
	p = eci_buf_take(&b, &len);
	CHECK_INT(len, 100009);
	CHECK(b.ptr == NULL && b.len == 0);
	ecert_free(p);
	unit_case("wipe and free empty the buffer");
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "secret"));
	eci_buf_wipe(&b);
	CHECK(b.ptr == NULL && b.len == 0 && b.cap == 0);
	eci_buf_free(&b);
	unit_case("grow makes room for one more");
	for (i = 0; i < 1000; i++) {
		CHECK_OK(ctx, eci_grow(ctx, &v, i, &cap, sizeof(*v)));
		v[i] = (int)i;
	}
	CHECK_INT(v[999], 999);
	free(v);
	unit_case("strndup terminates");
	CHECK_OK(ctx, eci_strndup(ctx, "hello", 3, &s));
	CHECK_STR(s, "hel");
	free(s);
	return unit_end();
}
