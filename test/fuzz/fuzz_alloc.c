/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_alloc.c - memory that runs out once.  The library's own calls come here by
 * way of the linker (--wrap), those of the libraries below it by their hooks.
 */
#include <libxml/xmlerror.h>
#include <libxml/xmlmemory.h>
#include <openssl/crypto.h>

#include <jansson.h>

#include "fuzz.h"

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);

static struct {
	size_t left;
	bool   armed, openssl;
} plan;

static bool
fails(void)
{
	if (!plan.armed || --plan.left > 0)
		return false;
	plan.armed = false;
	return true;
}

void *
__wrap_malloc(size_t n)
{
	return fails() ? NULL : __real_malloc(n);
}

void *
__wrap_calloc(size_t n, size_t size)
{
	return fails() ? NULL : __real_calloc(n, size);
}

void *
__wrap_realloc(void *p, size_t n)
{
	return fails() ? NULL : __real_realloc(p, n);
}

static void *
ossl_malloc(size_t n, const char *file, int line)
{
	(void)file;
	(void)line;
	return plan.openssl ? malloc(n) : __real_malloc(n);
}

static void *
ossl_realloc(void *p, size_t n, const char *file, int line)
{
	(void)file;
	(void)line;
	return plan.openssl ? realloc(p, n) : __real_realloc(p, n);
}

static void
ossl_free(void *p, const char *file, int line)
{
	(void)file;
	(void)line;
	free(p);
}

static char *
copy_string(const char *s)
{
	size_t n = strlen(s) + 1;
	char *p = malloc(n);

	return p != NULL ? memcpy(p, s, n) : NULL;
}

/* libxml2 says on stderr that memory lacks. */
static void
say_nothing(void *arg, const char *fmt, ...)
{
	(void)arg;
	(void)fmt;
}

/* Before anything is allocated by them. */
static void hook(void) __attribute__((constructor));
static void
hook(void)
{
	CRYPTO_set_mem_functions(ossl_malloc, ossl_realloc, ossl_free);
	xmlMemSetup(free, malloc, realloc, copy_string);
	json_set_alloc_funcs(malloc, free);
	xmlSetGenericErrorFunc(NULL, say_nothing);
}

void
fuzz_alloc_arm(size_t number, bool openssl)
{
	plan.openssl = openssl;
	plan.left = number;
	plan.armed = number > 0;
}

bool
fuzz_alloc_disarm(void)
{
	bool fired = !plan.armed;

	plan.armed = false;
	return fired;
}
