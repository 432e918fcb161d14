/* SPDX-License-Identifier: Apache-2.0 */
/* base_cur.c - a cursor over received bytes that cannot leave them. */
#include "base/base.h"

struct eci_cur
eci_cur(const uint8_t *ptr, size_t len)
{
	return (struct eci_cur){ .ptr = ptr, .len = len, .pos = 0, .ok = true };
}

struct eci_bytes
eci_cur_bytes(struct eci_cur *c, size_t n)
{
	struct eci_bytes b = { NULL, 0 };

	if (!c->ok || n > c->len - c->pos) {
		c->ok = false;
		return b;
	}
	b.ptr = c->ptr + c->pos;
	b.len = n;
	c->pos += n;
	return b;
}

static uint64_t
little_endian(struct eci_cur *c, size_t n)
{
	struct eci_bytes b = eci_cur_bytes(c, n);
	uint64_t v = 0;

	while (b.len > 0)
		v = v << 8 | b.ptr[--b.len];
	return v;
}

uint16_t
eci_cur_le16(struct eci_cur *c)
{
	return (uint16_t)little_endian(c, 2);
}

uint32_t
eci_cur_le32(struct eci_cur *c)
{
	return (uint32_t)little_endian(c, 4);
}

uint64_t
eci_cur_le64(struct eci_cur *c)
{
	return little_endian(c, 8);
}
