/* SPDX-License-Identifier: Apache-2.0 */
/* base_dir.c - folders: what is in them, making them, new files in them. */
#include "base/base.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAMES_MAX 100000

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

ecert_err
eci_dir_list(ecert_ctx *ctx, const char *dir, char ***names, size_t *n)
{
	size_t cap = 0;
	struct dirent *d;
	ecert_err e = ECERT_OK;
	DIR *open_dir;

	*names = NULL;
	*n = 0;
	if ((open_dir = opendir(dir)) == NULL)
		return eci_fail_os(ctx, errno, "%s", dir);
	for (;;) {
		errno = 0;
		if ((d = readdir(open_dir)) == NULL) {
			if (errno != 0)
				e = eci_fail_os(ctx, errno, "%s", dir);
			break;
		}
		if (d->d_name[0] == '.')
			continue;
		if (*n == NAMES_MAX) {
			e = eci_fail(ctx, ECERT_E_LIMIT, "%s: more than %d names", dir, NAMES_MAX);
			break;
		}
		if ((e = eci_grow(ctx, names, *n, &cap, sizeof(**names))) != ECERT_OK ||
		    (e = eci_strdup(ctx, d->d_name, &(*names)[*n])) != ECERT_OK)
			break;
		(*n)++;
	}
	closedir(open_dir);
	if (e != ECERT_OK) {
		eci_dir_list_free(*names, *n);
		*names = NULL;
		*n = 0;
	} else if (*n > 0)
		qsort(*names, *n, sizeof(**names), by_name);
	return e;
}

void
eci_dir_list_free(char **names, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		free(names[i]);
	free(names);
}

ecert_err
eci_kind(ecert_ctx *ctx, const char *path, enum eci_kind *out)
{
	struct stat st;

	*out = ECI_KIND_NONE;
	if (stat(path, &st) != 0)
		return errno == ENOENT || errno == ENOTDIR ? ECERT_OK :
		    eci_fail_os(ctx, errno, "%s", path);
	*out = S_ISREG(st.st_mode) ? ECI_KIND_FILE : S_ISDIR(st.st_mode) ? ECI_KIND_DIR :
	    ECI_KIND_OTHER;
	return ECERT_OK;
}

ecert_err
eci_real_path(ecert_ctx *ctx, const char *path, char **out)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	char *dir = NULL, *real;
	struct eci_buf b = { 0 };
	ecert_err e;

	if ((*out = realpath(path, NULL)) != NULL)
		return ECERT_OK;
	if ((e = slash == NULL ? eci_strdup(ctx, ".", &dir) :
	    eci_strndup(ctx, path, (size_t)(name - path), &dir)) != ECERT_OK)
		return e;
	if ((real = realpath(dir, NULL)) == NULL)
		e = eci_buf_adds(ctx, &b, path);
	else
		e = eci_buf_addf(ctx, &b, "%s%s%s", real, strcmp(real, "/") == 0 ? "" : "/", name);
	free(real);
	free(dir);
	if (e == ECERT_OK)
		*out = (char *)eci_buf_take(&b, NULL);
	return e;
}

ecert_err
eci_mkdir(ecert_ctx *ctx, const char *path)
{
	enum eci_kind kind;
	int err;

	if (mkdir(path, 0700) == 0)
		return ECERT_OK;
	err = errno;
	if (err == EEXIST && eci_kind(ctx, path, &kind) == ECERT_OK && kind == ECI_KIND_DIR)
		return ECERT_OK;
	return eci_fail_os(ctx, err, "%s", path);
}

ecert_err
eci_write_new(ecert_ctx *ctx, const char *path, int mode, const void *p, size_t n)
{
	const uint8_t *at = p;
	ecert_err e = ECERT_OK;
	ssize_t put;
	int fd;

	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, (mode_t)mode);
	if (fd < 0)
		return eci_fail_os(ctx, errno, "%s", path);
	while (n > 0 && e == ECERT_OK) {
		put = write(fd, at, n);
		if (put < 0 && errno != EINTR)
			e = eci_fail_os(ctx, errno, "%s", path);
		else if (put > 0) {
			at += put;
			n -= (size_t)put;
		}
	}
	if (e == ECERT_OK && fsync(fd) != 0)
		e = eci_fail_os(ctx, errno, "%s", path);
	if (close(fd) != 0 && e == ECERT_OK)
		e = eci_fail_os(ctx, errno, "%s", path);
	if (e != ECERT_OK)
		unlink(path);
	return e;
}
