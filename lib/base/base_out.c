/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base_out.c - writing.  A file is written under a temporary name beside its
 * target and renamed when it is whole and on the disk: whoever looks sees the
 * old file or the new one.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base_priv.h"

#define OUT_BUFFER (256 * 1024)

struct eci_out {
	struct eci_buf *mem;         /* NULL: a file */
	int             fd, folder;  /* -1: not open */
	bool            synced;
	char           *name;        /* as it was given, for messages */
	char           *path, *tmp;
	uint8_t        *buf;
	size_t          used;
	uint64_t        size;
};

/* Symbolic links are followed, so that the file they name is replaced. */
ecert_err
eci_out_target(ecert_ctx *ctx, const char *path, char **out)
{
	if ((*out = realpath(path, NULL)) != NULL)
		return ECERT_OK;
	return errno == ENOENT ? eci_strdup(ctx, path, out) :
	    errno == ENOMEM ? eci_nomem(ctx) : eci_fail_os(ctx, errno, "%s", path);
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
	o->fd = o->folder = -1;
	if ((e = eci_strdup(ctx, path, &o->name)) != ECERT_OK ||
	    (e = eci_out_target(ctx, path, &o->path)) != ECERT_OK)
		goto out;
	/* Renaming over a device or folder would replace it or fail late. */
	if (stat(o->path, &st) == 0 && !S_ISREG(st.st_mode)) {
		e = S_ISDIR(st.st_mode) ? eci_fail_os(ctx, EISDIR, "%s", path) :
		    eci_fail(ctx, ECERT_E_IO, "%s: not a regular file", path);
		goto out;
	}
	if ((e = eci_temp_open(ctx, path, o->path, &o->tmp, &o->fd)) != ECERT_OK)
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
	o->fd = o->folder = -1;
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
			return eci_fail_os(ctx, errno, "%s", o->name);
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
	ecert_err e = o->mem != NULL ? ECERT_OK : drain(ctx, o);

	*fd = o->fd;
	if (e == ECERT_OK && o->fd >= 0)
		eci_fsync_begin(o->fd);
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

ecert_err
eci_out_sync(ecert_ctx *ctx, struct eci_out *o)
{
	ecert_err e;

	if (o->mem != NULL || o->synced)
		return ECERT_OK;
	if ((e = drain(ctx, o)) != ECERT_OK || (e = eci_folder_open(ctx, o->path, &o->folder)) != ECERT_OK)
		return e;
	keep_mode(o);
	if (eci_fsync(o->fd) != 0)
		return eci_fail_os(ctx, errno, "%s", o->name);
	o->synced = true;
	return ECERT_OK;
}

/* The lock is held over the rename: without it the file would be taken for dead.  After
 * fsync() there is nothing left that close() could lose. */
ecert_err
eci_out_rename(ecert_ctx *ctx, struct eci_out *o)
{
	ecert_err e;

	if ((e = eci_out_sync(ctx, o)) != ECERT_OK)
		return e;
	if (!eci_temp_is(o->tmp, o->fd))
		return eci_fail(ctx, ECERT_E_IO, "%s: its temporary file was removed", o->name);
	if (rename(o->tmp, o->path) != 0)
		return eci_fail_os(ctx, errno, "%s", o->name);
	free(o->tmp);
	o->tmp = NULL;
	return ECERT_OK;
}

ecert_err
eci_out_sync_folder(ecert_ctx *ctx, struct eci_out *o)
{
	if (eci_folder_sync(o->folder) == 0)
		return ECERT_OK;
	return eci_fail_os(ctx, errno, "%s: written, but its folder cannot be synced", o->name);
}

bool
eci_out_same_folder(const struct eci_out *a, const struct eci_out *b)
{
	struct stat x, y;

	return a->folder >= 0 && b->folder >= 0 && fstat(a->folder, &x) == 0 &&
	    fstat(b->folder, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

ecert_err
eci_out_commit(ecert_ctx *ctx, struct eci_out *o)
{
	ecert_err e = ECERT_OK;

	/* The rename itself must survive a power cut. */
	if (o->mem == NULL && (e = eci_out_rename(ctx, o)) == ECERT_OK)
		e = eci_out_sync_folder(ctx, o);
	eci_out_abort(o);
	return e;
}

void
eci_out_abort(struct eci_out *o)
{
	if (o == NULL)
		return;
	if (o->tmp != NULL && eci_temp_is(o->tmp, o->fd))
		unlink(o->tmp);
	if (o->fd >= 0)
		close(o->fd);
	if (o->folder >= 0)
		close(o->folder);
	free(o->name);
	free(o->path);
	free(o->tmp);
	free(o->buf);
	free(o);
}

ecert_err
ecert_write_file(ecert_ctx *ctx, const char *path, const void *p, size_t n)
{
	struct eci_out *out = NULL;
	ecert_err e;

	eci_clear(ctx);
	if ((e = eci_out_file(ctx, path, &out)) != ECERT_OK)
		return e;
	if ((e = eci_out_write(ctx, out, p, n)) != ECERT_OK) {
		eci_out_abort(out);
		return e;
	}
	return eci_out_commit(ctx, out);
}
