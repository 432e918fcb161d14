/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base_out.c - writing.  A file is written under a temporary name beside its
 * target and renamed when it is whole and on the disk: whoever looks sees the
 * old file or the new one.
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OUT_BUFFER (256 * 1024)

struct eci_out {
	struct eci_buf *mem;         /* NULL: a file */
	int             fd;
	char           *path, *tmp;
	uint8_t        *buf;
	size_t          used;
	uint64_t        size;
};

/* Symbolic links are followed, so that the file they name is replaced. */
static ecert_err
target_of(ecert_ctx *ctx, const char *path, char **out)
{
	char *real;

	if ((real = realpath(path, NULL)) == NULL)
		return eci_strdup(ctx, path, out);
	*out = real;
	return ECERT_OK;
}

/* A name nobody else uses, with the rights a new file would get. */
static ecert_err
open_tmp(ecert_ctx *ctx, struct eci_out *o)
{
	struct eci_buf b = { 0 };
	unsigned try;
	ecert_err e = ECERT_OK;

	for (try = 0; try < 100 && o->fd < 0 && e == ECERT_OK; try++) {
		b.len = 0;
		e = eci_buf_addf(ctx, &b, "%s.ecert-%ld-%u.tmp", o->path, (long)getpid(), try);
		if (e != ECERT_OK)
			break;
		o->fd = open((char *)b.ptr, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
		if (o->fd < 0 && errno != EEXIST)
			e = eci_fail_os(ctx, errno, "%s", o->path);
	}
	if (e == ECERT_OK && o->fd < 0)
		e = eci_fail_os(ctx, EEXIST, "%s", o->path);
	if (e == ECERT_OK)
		o->tmp = (char *)eci_buf_take(&b, NULL);
	eci_buf_free(&b);
	return e;
}

ecert_err
eci_out_file(ecert_ctx *ctx, const char *path, struct eci_out **out)
{
	struct eci_out *o;
	struct stat st;
	ecert_err e;

	*out = NULL;
	if ((o = calloc(1, sizeof(*o))) == NULL || (o->buf = malloc(OUT_BUFFER)) == NULL) {
		free(o);
		return eci_nomem(ctx);
	}
	o->fd = -1;
	if ((e = target_of(ctx, path, &o->path)) != ECERT_OK)
		goto out;
	/* Renaming over a device or folder would replace it or fail late. */
	if (stat(o->path, &st) == 0 && !S_ISREG(st.st_mode)) {
		e = S_ISDIR(st.st_mode) ? eci_fail_os(ctx, EISDIR, "%s", path) :
		    eci_fail(ctx, ECERT_E_IO, "%s: not a regular file", path);
		goto out;
	}
	if ((e = open_tmp(ctx, o)) != ECERT_OK)
		goto out;
	*out = o;
	o = NULL;
out:
	eci_out_abort(o);
	return e;
}

ecert_err
eci_out_mem(ecert_ctx *ctx, struct eci_buf *buf, struct eci_out **out)
{
	struct eci_out *o = calloc(1, sizeof(*o));

	*out = o;
	if (o == NULL)
		return eci_nomem(ctx);
	o->mem = buf;
	o->fd = -1;
	return ECERT_OK;
}

static ecert_err
write_all(ecert_ctx *ctx, struct eci_out *o, const uint8_t *p, size_t n)
{
	ssize_t put;

	while (n > 0) {
		put = write(o->fd, p, n);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return eci_fail_os(ctx, errno, "%s", o->path);
		p += put;
		n -= (size_t)put;
	}
	return ECERT_OK;
}

static ecert_err
drain(ecert_ctx *ctx, struct eci_out *o)
{
	size_t n = o->used;

	o->used = 0;
	return write_all(ctx, o, o->buf, n);
}

ecert_err
eci_out_write(ecert_ctx *ctx, struct eci_out *o, const void *p, size_t n)
{
	ecert_err e = ECERT_OK;

	o->size += n;
	if (o->mem != NULL)
		return eci_buf_add(ctx, o->mem, p, n);
	if (n > OUT_BUFFER - o->used)
		e = drain(ctx, o);
	if (e == ECERT_OK && n >= OUT_BUFFER)
		return write_all(ctx, o, p, n);
	if (e == ECERT_OK && n > 0) {
		memcpy(o->buf + o->used, p, n);
		o->used += n;
	}
	return e;
}

uint64_t
eci_out_size(const struct eci_out *o)
{
	return o->size;
}

ecert_err
eci_out_flush(ecert_ctx *ctx, struct eci_out *o, int *fd)
{
	*fd = o->fd;
	return o->mem != NULL ? ECERT_OK : drain(ctx, o);
}

/* The rename itself must survive a power cut. */
static ecert_err
sync_folder(ecert_ctx *ctx, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *dir = NULL;
	ecert_err e = slash == NULL ? eci_strdup(ctx, ".", &dir) :
	    eci_strndup(ctx, path, slash == path ? 1 : (size_t)(slash - path), &dir);
	int fd;

	if (e != ECERT_OK)
		return e;
	if ((fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) >= 0) {
		/* Some file systems cannot sync a folder; the data is safe. */
		if (fsync(fd) != 0 && errno != EINVAL && errno != ENOTSUP && errno != EROFS)
			e = eci_fail_os(ctx, errno, "%s", dir);
		close(fd);
	}
	free(dir);
	return e;
}

/* The rights of a file that is replaced stay what they were. */
static void
keep_mode(struct eci_out *o)
{
	struct stat st;

	if (stat(o->path, &st) == 0)
		(void)!fchmod(o->fd, st.st_mode & 07777);
}

static ecert_err
sync_and_rename(ecert_ctx *ctx, struct eci_out *o)
{
	ecert_err e = drain(ctx, o);
	int fd = o->fd;

	if (e != ECERT_OK)
		return e;
	keep_mode(o);
	if (fsync(fd) != 0)
		return eci_fail_os(ctx, errno, "%s", o->path);
	o->fd = -1;
	if (close(fd) != 0 || rename(o->tmp, o->path) != 0)
		return eci_fail_os(ctx, errno, "%s", o->path);
	free(o->tmp);
	o->tmp = NULL;
	return sync_folder(ctx, o->path);
}

ecert_err
eci_out_commit(ecert_ctx *ctx, struct eci_out *o)
{
	ecert_err e = o->mem != NULL ? ECERT_OK : sync_and_rename(ctx, o);

	eci_out_abort(o);
	return e;
}

void
eci_out_abort(struct eci_out *o)
{
	if (o == NULL)
		return;
	if (o->fd >= 0)
		close(o->fd);
	if (o->tmp != NULL)
		unlink(o->tmp);
	free(o->path);
	free(o->tmp);
	free(o->buf);
	free(o);
}
