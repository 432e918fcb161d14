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
	struct eci_held *held;       /* of the file: its last n bytes; NULL: none yet */
	size_t          cap, sent;   /* room in it, and how much of it was written */
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
	bool old;
	ecert_err e;

	*out = NULL;
	if ((o = calloc(1, sizeof(*o))) == NULL)
		return eci_nomem(ctx);
	o->fd = o->folder = -1;
	if ((e = eci_strdup(ctx, path, &o->name)) != ECERT_OK ||
	    (e = eci_out_target(ctx, path, &o->path)) != ECERT_OK)
		goto out;
	/* Renaming over a device or folder would replace it or fail late. */
	old = stat(o->path, &st) == 0;
	if (old && !S_ISREG(st.st_mode)) {
		e = S_ISDIR(st.st_mode) ? eci_fail_os(ctx, EISDIR, "%s", path) :
		    eci_fail(ctx, ECERT_E_IO, "%s: not a regular file", path);
		goto out;
	}
	if ((e = eci_temp_open(ctx, path, o->path, &o->tmp, &o->fd)) != ECERT_OK)
		goto out;
	/* The rights of a file that is replaced stay what they were, as with ">" of a shell:
	 * who opened it to a group, or closed it, meant the name.  Before a byte is in it.
	 * Set-user-ID would be another user's now. */
	if (old)
		(void)!fchmod(o->fd, st.st_mode & 0777);
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

/* What was written stays at hand while there is room. */
static ecert_err
drain(ecert_ctx *ctx, struct eci_out *o)
{
	size_t from = o->sent;

	if (o->held == NULL || from == o->held->n)
		return ECERT_OK;
	o->sent = o->held->n;
	return write_all(ctx, o, o->held->bytes + from, o->sent - from);
}

static ecert_err
widen(ecert_ctx *ctx, struct eci_out *o, size_t cap)
{
	struct eci_held *h;

	if ((h = realloc(o->held, sizeof(*h) + cap)) == NULL)
		return eci_nomem(ctx);
	if (o->held == NULL)
		*h = (struct eci_held){ .users = 1 };
	o->held = h;
	o->cap = cap;
	return ECERT_OK;
}

/* As much as fits into cap at once, or OUT_BUFFER, is gathered. */
static ecert_err
make_room(ecert_ctx *ctx, struct eci_out *o, size_t n)
{
	size_t used = o->held != NULL ? o->held->n : 0, cap = o->cap;
	ecert_err e;

	if (n <= cap - used)
		return ECERT_OK;
	if (cap < OUT_BUFFER && n <= OUT_BUFFER - used) {
		cap = cap * 2 < OUT_BUFFER ? cap * 2 : OUT_BUFFER;
		return widen(ctx, o, cap < used + n ? used + n : cap);
	}
	if ((e = drain(ctx, o)) == ECERT_OK && cap < OUT_BUFFER)
		e = widen(ctx, o, OUT_BUFFER);
	if (e == ECERT_OK)
		o->held->n = o->sent = 0;
	return e;
}

ecert_err
eci_out_expect(ecert_ctx *ctx, struct eci_out *o, uint64_t n)
{
	if (n > ECI_HELD_MAX)
		return ECERT_OK;
	if (o->mem != NULL)
		return eci_buf_room(ctx, o->mem, (size_t)n);
	return n > o->cap && o->size == 0 ? widen(ctx, o, (size_t)n) : ECERT_OK;
}

ecert_err
eci_out_write(ecert_ctx *ctx, struct eci_out *o, const void *p, size_t n)
{
	ecert_err e;

	o->size += n;
	if (o->mem != NULL)
		return eci_buf_add(ctx, o->mem, p, n);
	if (n == 0)
		return ECERT_OK;
	if (o->held != NULL && o->held->users > 1)
		return eci_fail(ctx, ECERT_E_INTERNAL, "%s: written to while it is read", o->name);
	if ((e = make_room(ctx, o, n)) != ECERT_OK)
		return e;
	if (n > o->cap - o->held->n)
		return write_all(ctx, o, p, n);
	memcpy(o->held->bytes + o->held->n, p, n);
	o->held->n += n;
	return ECERT_OK;
}

uint64_t
eci_out_size(const struct eci_out *o)
{
	return o->size;
}

ecert_err
eci_out_written(ecert_ctx *ctx, struct eci_out *o, struct eci_src **src)
{
	ecert_err e = drain(ctx, o);

	*src = NULL;
	if (e != ECERT_OK)
		return e;
	eci_fsync_begin(o->fd);
	if (o->held != NULL && o->held->n == o->size)
		return eci_src_of_held(ctx, o->held, o->name, src);
	return eci_src_fd(ctx, o->fd, o->name, src);
}

ecert_err
eci_out_sync(ecert_ctx *ctx, struct eci_out *o)
{
	ecert_err e;

	if (o->mem != NULL || o->synced)
		return ECERT_OK;
	if ((e = drain(ctx, o)) != ECERT_OK || (e = eci_folder_open(ctx, o->path, &o->folder)) != ECERT_OK)
		return e;
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
	eci_held_drop(o->held);
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
