/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base_append.c - a file of lines that grows at its end, by several threads and
 * processes: each line is added whole, under a lock on the file, with one write.
 *
 * A crash or a full disk can leave the beginning of a line at the end.  It stays, as
 * what it is, on a line of its own: the next one starts with a line end.
 *
 * The file is opened for each line, so that each thread has a lock of its own and a
 * file that was moved away or removed is not written to.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base_priv.h"

#define TRIES 10

struct eci_append {
	int            fd;
	char          *path;
	uint64_t       size;
	bool           torn;         /* the last byte is no line end */
	struct eci_buf tail;
	struct eci_bytes last;
};

static ecert_err
check_kind(ecert_ctx *ctx, struct eci_append *a, bool *gone)
{
	struct stat st;

	if (fstat(a->fd, &st) != 0)
		return eci_fail_os(ctx, errno, "%s", a->path);
	if (!S_ISREG(st.st_mode))
		return eci_fail(ctx, ECERT_E_IO, "%s: not a regular file", a->path);
	a->size = (uint64_t)st.st_size;
	*gone = st.st_nlink == 0;
	return ECERT_OK;
}

static ecert_err
open_it(ecert_ctx *ctx, struct eci_append *a)
{
	/* Not blocked by what is no file; a link could lead to a file that is no log. */
	a->fd = open(a->path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY |
	    O_CLOEXEC, 0640);
	if (a->fd >= 0)
		return ECERT_OK;
	return errno == ELOOP ? eci_fail(ctx, ECERT_E_IO, "%s: a symbolic link", a->path) :
	    eci_fail_os(ctx, errno, "%s", a->path);
}

/* Whoever had the lock may have removed the file meanwhile. */
static ecert_err
open_locked(ecert_ctx *ctx, struct eci_append *a)
{
	ecert_err e = ECERT_OK;
	bool gone = true;
	unsigned i;

	for (i = 0; i < TRIES && gone && e == ECERT_OK; i++) {
		if (a->fd >= 0)
			close(a->fd);
		if ((e = open_it(ctx, a)) != ECERT_OK || (e = check_kind(ctx, a, &gone)) != ECERT_OK)
			break;
		while (flock(a->fd, LOCK_EX) != 0)
			if (errno != EINTR)
				return eci_fail_os(ctx, errno, "%s: cannot be locked", a->path);
		e = check_kind(ctx, a, &gone);
	}
	if (e == ECERT_OK && gone)
		e = eci_fail(ctx, ECERT_E_IO, "%s: is removed over and over", a->path);
	return e;
}

static ecert_err
read_at(ecert_ctx *ctx, struct eci_append *a, uint64_t from, size_t n)
{
	ecert_err e = eci_buf_room(ctx, &a->tail, n);
	ssize_t got;

	while (n > 0 && e == ECERT_OK) {
		got = pread(a->fd, a->tail.ptr + a->tail.len, n, (off_t)(from + a->tail.len));
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return eci_fail_os(ctx, got < 0 ? errno : EIO, "%s", a->path);
		a->tail.len += (size_t)got;
		n -= (size_t)got;
	}
	return e;
}

/* The last line: first as much as one usually is, then as much as one may be. */
static ecert_err
read_last(ecert_ctx *ctx, struct eci_append *a)
{
	static const size_t sizes[] = { 4096, ECI_APPEND_MAX + 2 };
	const uint8_t *p;
	size_t i, n, end, start;
	ecert_err e;

	for (i = 0; i < ECI_COUNT(sizes) && a->size > 0; i++) {
		n = a->size < sizes[i] ? (size_t)a->size : sizes[i];
		a->tail.len = 0;
		if ((e = read_at(ctx, a, a->size - n, n)) != ECERT_OK)
			return e;
		p = a->tail.ptr;
		a->torn = p[n - 1] != '\n';
		end = n - !a->torn;
		for (start = end; start > 0 && p[start - 1] != '\n'; start--)
			;
		a->last = (struct eci_bytes){ p + start, end - start };
		if (start > 0 || n == a->size)
			return ECERT_OK;
	}
	return a->size == 0 ? ECERT_OK :
	    eci_fail(ctx, ECERT_E_LIMIT, "%s: its last line is longer than %d bytes", a->path,
	    ECI_APPEND_MAX);
}

/* A line in the wrong file would spoil it. */
static ecert_err
check_first(ecert_ctx *ctx, struct eci_append *a, char first)
{
	char c = first;

	if (a->size > 0 && pread(a->fd, &c, 1, 0) != 1)
		return eci_fail_os(ctx, errno, "%s", a->path);
	return c == first ? ECERT_OK :
	    eci_fail(ctx, ECERT_E_IO, "%s: begins with something else than a line of this log",
	    a->path);
}

ecert_err
eci_append_open(ecert_ctx *ctx, const char *path, char first, struct eci_append **out)
{
	struct eci_append *a;
	ecert_err e;

	*out = NULL;
	if ((a = calloc(1, sizeof(*a))) == NULL)
		return eci_nomem(ctx);
	a->fd = -1;
	if ((e = eci_strdup(ctx, path, &a->path)) != ECERT_OK ||
	    (e = open_locked(ctx, a)) != ECERT_OK || (e = check_first(ctx, a, first)) != ECERT_OK ||
	    (e = read_last(ctx, a)) != ECERT_OK) {
		eci_append_close(a);
		return e;
	}
	*out = a;
	return ECERT_OK;
}

bool
eci_append_last(const struct eci_append *a, struct eci_bytes *line)
{
	*line = a->last;
	return a->size > 0;
}

/* All of it or nothing. */
static ecert_err
put(ecert_ctx *ctx, struct eci_append *a, const uint8_t *p, size_t n)
{
	int err;

	for (ssize_t got; n > 0; p += got, n -= (size_t)got) {
		got = write(a->fd, p, n);
		if (got < 0 && errno != EINTR) {
			err = errno;
			(void)!ftruncate(a->fd, (off_t)a->size);
			return eci_fail_os(ctx, err, "%s", a->path);
		}
		if (got < 0)
			got = 0;
	}
	return ECERT_OK;
}

/* The folder's entry of a new file must be on the disk too. */
static ecert_err
sync_it(ecert_ctx *ctx, struct eci_append *a)
{
	ecert_err e = ECERT_OK;
	int folder = -1;

	if (eci_fsync(a->fd) != 0)
		return eci_fail_os(ctx, errno, "%s", a->path);
	if (a->size > 0)
		return ECERT_OK;
	if ((e = eci_folder_open(ctx, a->path, &folder)) == ECERT_OK && eci_folder_sync(folder) != 0)
		e = eci_fail_os(ctx, errno, "%s", a->path);
	if (folder >= 0)
		close(folder);
	return e;
}

ecert_err
eci_append_line(ecert_ctx *ctx, struct eci_append *a, const char *line)
{
	struct eci_buf b = { 0 };
	size_t n = strlen(line);
	ecert_err e;

	if (n > ECI_APPEND_MAX)
		return eci_fail(ctx, ECERT_E_LIMIT, "%s: a line longer than %d bytes", a->path,
		    ECI_APPEND_MAX);
	if ((e = eci_buf_adds(ctx, &b, a->torn ? "\n" : "")) == ECERT_OK &&
	    (e = eci_buf_add(ctx, &b, line, n)) == ECERT_OK &&
	    (e = eci_buf_adds(ctx, &b, "\n")) == ECERT_OK)
		e = put(ctx, a, b.ptr, b.len);
	eci_buf_free(&b);
	/* Others may go on while the disk works. */
	flock(a->fd, LOCK_UN);
	return e == ECERT_OK ? sync_it(ctx, a) : e;
}

void
eci_append_close(struct eci_append *a)
{
	if (a == NULL)
		return;
	if (a->fd >= 0)
		close(a->fd);
	eci_buf_free(&a->tail);
	free(a->path);
	free(a);
}
