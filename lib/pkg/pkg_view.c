/* SPDX-License-Identifier: Apache-2.0 */
/* pkg_view.c - what a scan looks at: the file's tail, and a window before it. */
#include "pkg/pkg_priv.h"

#include <string.h>

#define WINDOW 4096      /* a descriptor, the next header, often its data */

ecert_err
eci_pkg_view(struct eci_pkg_scan *s, uint64_t off, size_t n, const uint8_t **p)
{
	size_t want = n > WINDOW ? n : WINDOW;
	ecert_err e;

	if (off > s->size || n > s->size - off)
		return eci_reject(s->ctx, ECERT_R_ZIP_MALFORMED, NULL, NULL,
		    "a header at %llu reaches past the end", (unsigned long long)off);
	if ((*p = eci_src_memory(s->pkg->src, off, n)) != NULL)
		return ECERT_OK;
	if (off >= s->tail_off) {
		*p = s->tail.ptr + (off - s->tail_off);
		return ECERT_OK;
	}
	if (off < s->window_off || off - s->window_off > s->window.len ||
	    n > s->window.len - (size_t)(off - s->window_off)) {
		if (want > s->size - off)
			want = (size_t)(s->size - off);
		s->window.len = 0;
		if ((e = eci_buf_room(s->ctx, &s->window, want)) != ECERT_OK ||
		    (e = eci_src_read(s->ctx, s->pkg->src, off, s->window.ptr, want)) != ECERT_OK)
			return e;
		s->window.len = want;
		s->window_off = off;
	}
	*p = s->window.ptr + (off - s->window_off);
	return ECERT_OK;
}

ecert_err
eci_pkg_sig_at(struct eci_pkg_scan *s, uint64_t off, uint32_t sig, bool *yes)
{
	const uint8_t *p;
	struct eci_cur c;
	ecert_err e;

	*yes = false;
	if (off > s->size || s->size - off < 4)
		return ECERT_OK;
	if ((e = eci_pkg_view(s, off, 4, &p)) != ECERT_OK)
		return e;
	c = eci_cur(p, 4);
	*yes = eci_cur_le32(&c) == sig;
	return ECERT_OK;
}

size_t
eci_pkg_sig_find(const uint8_t *p, size_t n, size_t from, uint32_t sig)
{
	const uint8_t pattern[4] = { (uint8_t)sig, (uint8_t)(sig >> 8), (uint8_t)(sig >> 16),
		(uint8_t)(sig >> 24) };
	const uint8_t *hit;

	while (n >= 4 && from <= n - 4) {
		if ((hit = memchr(p + from, pattern[0], n - 3 - from)) == NULL)
			return n;
		if (memcmp(hit, pattern, 4) == 0)
			return (size_t)(hit - p);
		from = (size_t)(hit - p) + 1;
	}
	return n;
}

void
eci_pkg_quirk(struct eci_pkg_scan *s, enum eci_pkg_quirk q, const struct eci_pkg_item *it)
{
	if (s->quirks[q].n++ == 0)
		s->quirks[q].first = it;
}
