/* SPDX-License-Identifier: Apache-2.0 */
/* unit.c - see unit.h. */
#include "unit.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct {
	char  name[200];
	int   open, failed, skipped;
	int   n_passed, n_failed, n_skipped;
	void *mem[256];
	int   n_mem;
	ecert_ctx *ctx[256];
	int   n_ctx;
	char  dir[64];
} u;

static void
end_case(void)
{
	if (!u.open)
		return;
	if (u.failed)
		u.n_failed++;
	else if (u.skipped)
		u.n_skipped++;
	else
		u.n_passed++;
	u.open = 0;
}

void
unit_case(const char *fmt, ...)
{
	va_list ap;

	end_case();
	va_start(ap, fmt);
	vsnprintf(u.name, sizeof(u.name), fmt, ap);
	va_end(ap);
	u.open = 1;
	u.failed = u.skipped = 0;
}

const char *
unit_name(void)
{
	return u.name;
}

void
unit_skip(const char *why)
{
	u.skipped = 1;
	printf("skipped: %s: %s\n", u.name, why);
}

void
unit_fail(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	u.failed = 1;
	printf("FAILED: %s: %s:%d: ", u.name, file, line);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

void
unit_int(const char *file, int line, const char *what, long long got, long long want)
{
	if (got != want)
		unit_fail(file, line, "%s is %lld, not %lld", what, got, want);
}

void
unit_str(const char *file, int line, const char *what, const char *got, const char *want)
{
	if (got == want || (got != NULL && want != NULL && strcmp(got, want) == 0))
		return;
	unit_fail(file, line, "%s is \"%s\", not \"%s\"", what, got ? got : "(null)",
	    want ? want : "(null)");
}

static size_t
first_difference(const uint8_t *a, size_t n, const uint8_t *b, size_t m)
{
	size_t i = 0;

	while (i < n && i < m && a[i] == b[i])
		i++;
	return i;
}

void
unit_mem(const char *file, int line, const char *what, const void *got, size_t n,
    const void *want, size_t m)
{
	if (n != m || (n > 0 && memcmp(got, want, n) != 0))
		unit_fail(file, line, "%s: %zu bytes, not %zu; first difference at %zu", what, n,
		    m, first_difference(got, n, want, m));
}

void
unit_err(const char *file, int line, const char *what, ecert_ctx *ctx, ecert_err got,
    ecert_err want)
{
	if (got != want)
		unit_fail(file, line, "%s is %s (%s), not %s", what, ecert_err_name(got),
		    ctx ? ecert_errmsg(ctx) : "", ecert_err_name(want));
}

void
unit_reason(const char *file, int line, const char *what, ecert_ctx *ctx, ecert_err got,
    ecert_reason want)
{
	if (got == ECERT_OK || ecert_errreason(ctx) != want)
		unit_fail(file, line, "%s is %s (%s: %s), not refused for %s", what,
		    ecert_err_name(got), ecert_reason_name(ecert_errreason(ctx)),
		    ecert_errmsg(ctx), ecert_reason_name(want));
}

ecert_ctx *
unit_ctx(void)
{
	ecert_ctx *ctx = ecert_ctx_new();

	if (ctx == NULL || u.n_ctx == 256)
		abort();
	return u.ctx[u.n_ctx++] = ctx;
}

int
unit_corpus(const char *path, uint8_t **p, size_t *n)
{
	const char *dir = getenv("ECERT_CORPUS");
	char name[4096];
	FILE *f;
	long size;

	snprintf(name, sizeof(name), "%s/%s", dir ? dir : "../shared/corpus", path);
	if ((f = fopen(name, "rb")) == NULL)
		return 0;
	fseek(f, 0, SEEK_END);
	size = ftell(f);
	rewind(f);
	*p = malloc((size_t)size + 1);
	*n = (size_t)size;
	if (*p == NULL || u.n_mem == 256 || fread(*p, 1, *n, f) != *n)
		abort();
	fclose(f);
	u.mem[u.n_mem++] = *p;
	return 1;
}

const char *
unit_dir(void)
{
	if (u.dir[0] == '\0') {
		snprintf(u.dir, sizeof(u.dir), "/tmp/ecert-unit.XXXXXX");
		if (mkdtemp(u.dir) == NULL)
			abort();
	}
	return u.dir;
}

static void
remove_dir(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	char name[4096];

	while (d != NULL && (e = readdir(d)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		snprintf(name, sizeof(name), "%s/%s", dir, e->d_name);
		if (unlink(name) != 0)
			remove_dir(name);
	}
	if (d != NULL)
		closedir(d);
	rmdir(dir);
}

int
unit_end(void)
{
	int i;

	end_case();
	for (i = 0; i < u.n_mem; i++)
		free(u.mem[i]);
	for (i = 0; i < u.n_ctx; i++)
		ecert_ctx_free(u.ctx[i]);
	if (u.dir[0] != '\0')
		remove_dir(u.dir);
	printf("%d passed, %d failed, %d skipped\n", u.n_passed, u.n_failed, u.n_skipped);
	return u.n_failed != 0;
}
