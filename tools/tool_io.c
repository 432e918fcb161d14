/* SPDX-License-Identifier: Apache-2.0 */
/* tool_io.c - whole files in and out; numbers and dates of options. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tool.h"

#define READ_MAX ((size_t)512 * 1024 * 1024)    /* as the library's default */

static const char *
shown(const char *path)
{
	return strcmp(path, "-") == 0 ? _("standard input") : path;
}

/* All of fd; NULL with errno set.  The first block holds any key file, so that
 * none is copied when it grows. */
static uint8_t *
read_all(int fd, size_t *len)
{
	size_t cap = 65536, n = 0;
	uint8_t *p = malloc(cap + 1), *bigger;
	ssize_t got;

	while (p != NULL && (got = read(fd, p + n, cap - n)) != 0) {
		if (got > 0)
			n += (size_t)got;
		else if (errno != EINTR)
			goto fail;
		if (n < cap)
			continue;
		errno = EFBIG;
		if (cap >= READ_MAX || (bigger = realloc(p, (cap *= 2) + 1)) == NULL)
			goto fail;
		p = bigger;
	}
	if (p != NULL)
		p[n] = 0;
	*len = n;
	return p;
fail:
	ecert_free(p);
	return NULL;
}

uint8_t *
tool_slurp(const char *path, size_t *len, const char **why)
{
	int fd = strcmp(path, "-") == 0 ? dup(0) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	uint8_t *p = fd < 0 ? NULL : read_all(fd, len);

	*why = p != NULL ? NULL : errno == EBADF && strcmp(path, "-") == 0 ? _("is closed") :
	    strerror(errno);
	if (fd >= 0)
		close(fd);
	return p;
}

uint8_t *
tool_try_read(const char *path, size_t *len, const char **why)
{
	uint8_t *p = tool_slurp(path, len, why);

	if (p == NULL)
		tool_fail("%s: %s", shown(path), *why);
	return p;
}

uint8_t *
tool_read(const char *path, size_t *len)
{
	const char *why;
	uint8_t *p = tool_try_read(path, len, &why);

	if (p == NULL)
		tool_quit();
	return p;
}

static bool
write_all(int fd, const uint8_t *p, size_t n)
{
	ssize_t put;

	for (; n > 0; p += put, n -= (size_t)put) {
		put = write(fd, p, n);
		if (put < 0 && errno != EINTR)
			return false;
		if (put < 0)
			put = 0;
	}
	return true;
}

static int
to_stdout(const void *p, size_t n)
{
	errno = 0;
	if (fwrite(p, 1, n, stdout) != n)
		tool_stdout_failed(errno);
	return tool_finish(TOOL_OK);
}

/* The folder's entry must be on the disk too; not all file systems can. */
static void
sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash == NULL ? strdup(".") :
	    strndup(path, slash == path ? 1 : (size_t)(slash - path));
	int fd = dir != NULL ? open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

	if (fd >= 0) {
		(void)!fsync(fd);
		close(fd);
	}
	free(dir);
}

static int
write_file(const char *path, const void *p, size_t n)
{
	ecert_ctx *ctx = tool_ctx();
	ecert_err e = ecert_write_file(ctx, path, p, n);

	if (e != ECERT_OK)
		tool_err(ctx, path, e);
	ecert_ctx_free(ctx);
	return e == ECERT_OK ? TOOL_OK : TOOL_TROUBLE;
}

int
tool_write(const char *path, const void *p, size_t n)
{
	return strcmp(path, "-") == 0 ? to_stdout(p, n) : write_file(path, p, n);
}

/* Not by renaming, which would replace what appeared in the meantime. */
int
tool_write_new(const char *path, const void *p, size_t n, bool secret)
{
	int fd, saved = 0;

	if (strcmp(path, "-") == 0)
		return to_stdout(p, n);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
	    secret ? 0600 : 0666);
	if (fd < 0) {
		tool_fail("%s: %s", path, strerror(errno));
		return TOOL_TROUBLE;
	}
	if (!write_all(fd, p, n) || fsync(fd) != 0)
		saved = errno;
	if (close(fd) != 0 && saved == 0)
		saved = errno;
	if (saved == 0) {
		sync_folder(path);
		return TOOL_OK;
	}
	unlink(path);
	tool_fail("%s: %s", path, strerror(saved));
	return TOOL_TROUBLE;
}

static bool
stat_folder(const char *path, size_t n, struct stat *st)
{
	char *dir = n == 0 ? strdup(".") : strndup(path, n);
	bool ok = dir != NULL && stat(dir, st) == 0;

	free(dir);
	return ok;
}

/* Of two files that are not there yet: the same name in the same folder. */
static bool
will_be_same(const char *a, const char *b)
{
	const char *p = strrchr(a, '/'), *q = strrchr(b, '/');
	size_t n = p != NULL ? (size_t)(p + 1 - a) : 0, m = q != NULL ? (size_t)(q + 1 - b) : 0;
	struct stat x, y;

	return strcmp(a + n, b + m) == 0 && stat_folder(a, n, &x) && stat_folder(b, m, &y) &&
	    x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

bool
tool_same_file(const char *a, const char *b)
{
	struct stat x, y;
	bool has_a, has_b;

	if (strcmp(a, b) == 0)
		return true;
	has_a = stat(a, &x) == 0;
	has_b = stat(b, &y) == 0;
	if (has_a && has_b)
		return x.st_dev == y.st_dev && x.st_ino == y.st_ino;
	return !has_a && !has_b && will_be_same(a, b);
}

/* False where s is not decimal digits, or above max. */
static bool
number(const char *s, uint64_t max, uint64_t *v)
{
	const char *p = s;

	for (*v = 0; *p >= '0' && *p <= '9' && *v <= (UINT64_MAX - 9) / 10; p++)
		*v = *v * 10 + (uint64_t)(*p - '0');
	return p != s && *p == '\0' && *v <= max;
}

uint64_t
tool_uint(const char *opt, const char *s, uint64_t max)
{
	uint64_t v;

	if (!number(s, max, &v))
		tool_usage(_("--%s: '%s' is not a whole number up to %llu"), opt, s,
		    (unsigned long long)max);
	return v;
}

uint64_t
tool_count(const char *opt, const char *s, uint64_t max)
{
	uint64_t v;

	if (!number(s, max, &v) || v == 0)
		tool_usage(_("--%s: '%s' is not a whole number from 1 to %llu"), opt, s,
		    (unsigned long long)max);
	return v;
}

/* n digits; the value of anything else is out of every range. */
static int
digits(const char *s, size_t n)
{
	int v = 0;

	for (; n > 0; n--, s++) {
		if (*s < '0' || *s > '9')
			return INT_MAX;
		v = v * 10 + (*s - '0');
	}
	return v;
}

static int64_t
days(int y, int m, int d)
{
	int64_t era, yoe, doy;

	/* The year starts in March, so that the leap day is its last. */
	y -= m <= 2;
	era = y / 400;
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static bool
date_ok(const char *s, int64_t *out)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	size_t n = strlen(s);
	int y, mo, d, h = 0, mi = 0, sec = 0;

	if ((n != 10 && n != 20) || s[4] != '-' || s[7] != '-')
		return false;
	y = digits(s, 4);
	mo = digits(s + 5, 2);
	d = digits(s + 8, 2);
	if (n == 20) {
		if (s[10] != 'T' || s[13] != ':' || s[16] != ':' || s[19] != 'Z')
			return false;
		h = digits(s + 11, 2);
		mi = digits(s + 14, 2);
		sec = digits(s + 17, 2);
	}
	if (y < 1 || y > 9999 || mo < 1 || mo > 12 || d < 1 || h > 23 || mi > 59 || sec > 59 ||
	    d > length[mo - 1] + (mo == 2 && y % 4 == 0 && (y % 100 != 0 || y % 400 == 0)))
		return false;
	*out = days(y, mo, d) * 86400 + h * 3600 + mi * 60 + sec;
	return true;
}

int64_t
tool_date(const char *opt, const char *s)
{
	int64_t t = 0;

	if (!date_ok(s, &t))
		tool_usage(_("--%s: '%s' is not a date YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ"), opt, s);
	return t;
}
