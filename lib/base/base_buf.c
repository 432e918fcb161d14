/* SPDX-License-Identifier: Apache-2.0 */
/* base_buf.c - owned bytes that grow, and growing arrays. */
#include "base/base.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One byte more than asked, for the terminating 0. */
ecert_err
eci_buf_room(ecert_ctx *ctx, struct eci_buf *b, size_t n)
{
	size_t need, cap;
	uint8_t *p;

	if (n >= SIZE_MAX / 2 - b->len)
		return eci_nomem(ctx);
	need = b->len + n + 1;
	if (need <= b->cap)
		return ECERT_OK;
	cap = b->cap < 64 ? 64 : b->cap + b->cap / 2;
	if (cap < need)
		cap = need;
	if ((p = realloc(b->ptr, cap)) == NULL)
		return eci_nomem(ctx);
	b->ptr = p;
	b->cap = cap;
	return ECERT_OK;
}

ecert_err
eci_buf_add(ecert_ctx *ctx, struct eci_buf *b, const void *p, size_t n)
{
	ecert_err e = eci_buf_room(ctx, b, n);

	if (e != ECERT_OK)
		return e;
	if (n > 0)
		memcpy(b->ptr + b->len, p, n);
	b->len += n;
	b->ptr[b->len] = 0;
	return ECERT_OK;
}

ecert_err
eci_buf_adds(ecert_ctx *ctx, struct eci_buf *b, const char *s)
{
	return eci_buf_add(ctx, b, s, strlen(s));
}

ecert_err
eci_buf_addf(ecert_ctx *ctx, struct eci_buf *b, const char *fmt, ...)
{
	va_list ap, again;
	ecert_err e = ECERT_OK;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n < 0)
		e = eci_fail(ctx, ECERT_E_INTERNAL, "a message cannot be formatted");
	else
		e = eci_buf_room(ctx, b, (size_t)n);
	if (e == ECERT_OK) {
		vsnprintf((char *)b->ptr + b->len, (size_t)n + 1, fmt, again);
		b->len += (size_t)n;
	}
	va_end(again);
	va_end(ap);
	return e;
}

void
eci_buf_free(struct eci_buf *b)
{
	free(b->ptr);
	*b = (struct eci_buf){ 0 };
}

void
eci_buf_wipe(struct eci_buf *b)
{
	if (b->ptr != NULL)
		eci_wipe(b->ptr, b->cap);
	eci_buf_free(b);
}

void
eci_lent_free(struct eci_lent *l)
{
	eci_buf_free(&l->own);
	*l = (struct eci_lent){ 0 };
}

uint8_t *
eci_buf_take(struct eci_buf *b, size_t *len)
{
	uint8_t *p = b->ptr;

	if (len != NULL)
		*len = b->len;
	*b = (struct eci_buf){ 0 };
	return p;
}

ecert_err
eci_grow(ecert_ctx *ctx, void *v, size_t n, size_t *cap, size_t size)
{
	size_t want;
	void *old, *p;

	if (n < *cap)
		return ECERT_OK;
	want = *cap < 8 ? 8 : *cap * 2;
	if (want > SIZE_MAX / 4 / size)
		return eci_nomem(ctx);
	memcpy(&old, v, sizeof(old));
	if ((p = realloc(old, want * size)) == NULL)
		return eci_nomem(ctx);
	memcpy(v, &p, sizeof(p));
	*cap = want;
	return ECERT_OK;
}

ecert_err
eci_strndup(ecert_ctx *ctx, const char *s, size_t n, char **out)
{
	*out = NULL;
	if (n == SIZE_MAX || (*out = malloc(n + 1)) == NULL)
		return eci_nomem(ctx);
	memcpy(*out, s, n);
	(*out)[n] = '\0';
	return ECERT_OK;
}

ecert_err
eci_strdup(ecert_ctx *ctx, const char *s, char **out)
{
	return eci_strndup(ctx, s, strlen(s), out);
}

void
eci_wipe(void *p, size_t n)
{
	explicit_bzero(p, n);
}

/* What was handed out may be a private key (ecert/key.h). */
void
ecert_free(void *p)
{
	if (p != NULL)
		eci_wipe(p, malloc_usable_size(p));
	free(p);
}
