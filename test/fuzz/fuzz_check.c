/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_check.c - properties that hold for whatever the library says or keeps. */
#include <stdarg.h>

#include <jansson.h>

#include "fuzz.h"

void
fuzz_fail(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s:%d: ", file, line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	abort();
}

void
fuzz_must(ecert_ctx *ctx, ecert_err e, const char *file, int line, const char *what)
{
	if (e != ECERT_OK)
		fuzz_fail(file, line, "%s: %s: %s", what, ecert_err_name(e), ecert_errmsg(ctx));
}

void
fuzz_add(struct eci_buf *b, const void *p, size_t n)
{
	static ecert_ctx *ctx;

	if (ctx == NULL && (ctx = ecert_ctx_new()) == NULL)
		abort();
	if (eci_buf_add(ctx, b, p, n) != ECERT_OK)
		abort();
}

void
fuzz_adds(struct eci_buf *b, const char *s)
{
	fuzz_add(b, s, strlen(s));
}

/* ---- contexts ---- */

static int64_t
standing_clock(void *arg)
{
	(void)arg;
	return FUZZ_NOW;
}

static void
examine_line(void *arg, const char *line)
{
	(void)arg;
	fuzz_check_shown(line);
}

ecert_ctx *
fuzz_ctx(void)
{
	ecert_ctx *ctx = ecert_ctx_new();

	if (ctx == NULL)
		abort();
	ecert_ctx_set_clock(ctx, standing_clock, NULL);
	ecert_ctx_set_log(ctx, examine_line, NULL);
	return ctx;
}

void
fuzz_ctx_free(ecert_ctx *ctx)
{
	fuzz_check_shown(ecert_errmsg(ctx));
	ecert_ctx_free(ctx);
}

void
fuzz_check_error(ecert_ctx *ctx, ecert_err e)
{
	if (e == ECERT_OK)
		return;
	fuzz_check_shown(ecert_errmsg(ctx));
	if (ecert_errmsg(ctx)[0] == '\0')
		fuzz_fail(__FILE__, __LINE__, "%s without a message", ecert_err_name(e));
	if (e == ECERT_E_NOMEM || e == ECERT_E_INTERNAL || e == ECERT_E_IO ||
	    e == ECERT_E_CRYPTO)
		fuzz_fail(__FILE__, __LINE__, "%s on an input: %s", ecert_err_name(e),
		    ecert_errmsg(ctx));
}

/* ---- text ---- */

static void
check_text(const char *s, bool lines)
{
	size_t i, n, len;
	uint32_t cp;

	if (s == NULL)
		fuzz_fail(__FILE__, __LINE__, "text is NULL");
	len = strlen(s);
	for (i = 0; i < len; i += n) {
		if ((n = eci_utf8_next(s + i, len - i, &cp)) == 0)
			fuzz_fail(__FILE__, __LINE__, "not UTF-8: %s", s);
		if ((cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0x2028 || cp == 0x2029 ||
		    (cp >= 0x202a && cp <= 0x202e)) && !(lines && cp == '\n'))
			fuzz_fail(__FILE__, __LINE__, "a control U+%04X: %s", (unsigned)cp, s);
	}
}

void
fuzz_check_shown(const char *s)
{
	check_text(s, false);
}

void
fuzz_check_text(const char *s)
{
	check_text(s, true);
}

void
fuzz_check_json(const char *s)
{
	json_error_t error;
	json_t *j;

	if (s == NULL || strchr(s, '\n') != NULL)
		fuzz_fail(__FILE__, __LINE__, "not one line of JSON");
	if ((j = json_loads(s, JSON_REJECT_DUPLICATES, &error)) == NULL || !json_is_object(j))
		fuzz_fail(__FILE__, __LINE__, "not a JSON object: %s", s);
	json_decref(j);
}

void
fuzz_check_notes(const struct eci_notes *notes)
{
	size_t i;

	for (i = 0; i < notes->n; i++) {
		fuzz_check_shown(notes->v[i].where);
		fuzz_check_shown(notes->v[i].text);
	}
}

/* Compared as numbers: pointers into two objects cannot be. */
void
fuzz_check_inside(struct eci_bytes part, struct eci_bytes whole)
{
	uintptr_t p = (uintptr_t)part.ptr, w = (uintptr_t)whole.ptr;

	if (part.len == 0)
		return;
	if (p < w || p - w > whole.len || part.len > whole.len - (p - w))
		fuzz_fail(__FILE__, __LINE__, "%zu bytes that are not in the input", part.len);
}

/* ---- memory ---- */

#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)

/* Of sanitizer/allocator_interface.h, which gcc does not have. */
int __sanitizer_install_malloc_and_free_hooks(
    void (*on_malloc)(const volatile void *, size_t), void (*on_free)(const volatile void *));
size_t __sanitizer_get_allocated_size(const volatile void *p);

/* For a small input; a large one may cost so many times its size. */
#define PEAK_MAX   ((size_t)64 * 1024 * 1024)
#define PEAK_EACH  64

static struct {
	bool   on;
	size_t now, peak;
} heap;

static void
on_malloc(const volatile void *p, size_t n)
{
	(void)p;
	if (!heap.on)
		return;
	heap.now += n;
	if (heap.now > heap.peak)
		heap.peak = heap.now;
}

static void
on_free(const volatile void *p)
{
	size_t n;

	if (!heap.on || p == NULL)
		return;
	n = __sanitizer_get_allocated_size(p);
	heap.now -= n < heap.now ? n : heap.now;
}

void
fuzz_watch(void)
{
	static bool installed;

	if (!installed)
		__sanitizer_install_malloc_and_free_hooks(on_malloc, on_free);
	installed = true;
	heap.now = heap.peak = 0;
	heap.on = true;
}

void
fuzz_watched(size_t input)
{
	size_t max = input * PEAK_EACH > PEAK_MAX ? input * PEAK_EACH : PEAK_MAX;

	heap.on = false;
	if (heap.peak > max)
		fuzz_fail(__FILE__, __LINE__, "%zu bytes of memory for an input of %zu",
		    heap.peak, input);
}

#else

void
fuzz_watch(void)
{
}

void
fuzz_watched(size_t input)
{
	(void)input;
}

#endif
