/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_bundle.c - containers as text. */
#include "fuzz.h"

#define MARK "--- "
#define MARK_LEN 4

bool
fuzz_bundle_is(const uint8_t *p, size_t n)
{
	return n >= MARK_LEN && memcmp(p, MARK, MARK_LEN) == 0;
}

/* The next line end before a mark, or the end. */
static size_t
body_end(const uint8_t *p, size_t n, size_t from)
{
	const uint8_t *q;
	size_t i;

	for (i = from; i < n && (q = memchr(p + i, '\n', n - i)) != NULL; i++) {
		i = (size_t)(q - p);
		if (n - i > MARK_LEN && memcmp(q + 1, MARK, MARK_LEN) == 0)
			return i;
	}
	return n;
}

void
fuzz_bundle_read(const uint8_t *p, size_t n, struct fuzz_zip *z)
{
	size_t i = 0, name, body, end;
	const uint8_t *q;

	*z = (struct fuzz_zip){ 0 };
	while (i < n && z->n < FUZZ_ENTRIES && fuzz_bundle_is(p + i, n - i)) {
		name = i + MARK_LEN;
		q = memchr(p + name, '\n', n - name);
		body = q != NULL ? (size_t)(q - p) + 1 : n;
		/* A body that is empty leaves the line end to the next mark. */
		end = body < n && fuzz_bundle_is(p + body, n - body) ? body :
		    body_end(p, n, body);
		fuzz_zip_add(z, p + name, (q != NULL ? body - 1 : n) - name, p + body,
		    end - body);
		i = end < n && p[end] == '\n' ? end + 1 : end;
	}
}

void
fuzz_bundle_write(const struct fuzz_zip *z, struct eci_buf *out)
{
	size_t i;

	for (i = 0; i < z->n; i++) {
		fuzz_adds(out, MARK);
		fuzz_add(out, z->v[i].name.ptr, z->v[i].name.len);
		fuzz_adds(out, "\n");
		fuzz_add(out, z->v[i].data.ptr, z->v[i].data.len);
		fuzz_adds(out, "\n");
	}
}
