/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base_src.c - reading.  A file is opened once and read with pread: no mmap,
 * whose pages may change or vanish (SIGBUS) under a verifier.  A document of usual size
 * is read whole at once, since many small reads cost more than its bytes.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base_priv.h"

#define SAME_PIECE ((size_t)48 * 1024)     /* two of them are no mapping of their own */

struct eci_src {
	int            fd;          /* -1: memory alone */
	const uint8_t *ptr;         /* all bytes, or NULL: they are read from fd */
	uint8_t       *owned;
	struct eci_held   *held;
	uint64_t       size;
	struct stat    st;
	char          *name, *raw;
};

static ecert_err
new_src(ecert_ctx *ctx, const char *name, struct eci_src **out)
{
	struct eci_src *src = calloc(1, sizeof(*src));
	ecert_err e;

	*out = NULL;
	if (src == NULL)
		return eci_nomem(ctx);
	src->fd = -1;
	if ((e = eci_escaped(ctx, name, strlen(name), &src->name)) != ECERT_OK ||
	    (e = eci_strdup(ctx, name, &src->raw)) != ECERT_OK) {
		eci_src_close(src);
		return e;
	}
	*out = src;
	return ECERT_OK;
}

/* Takes fd over, also on failure. */
static ecert_err
take_fd(ecert_ctx *ctx, int fd, const char *name, struct eci_src **out)
{
	struct eci_src *src = NULL;
	ecert_err e = new_src(ctx, name, &src);

	if (e != ECERT_OK) {
		close(fd);
		return e;
	}
	src->fd = fd;
	if (fstat(fd, &src->st) != 0)
		e = eci_fail_os(ctx, errno, "%s", src->name);
	else if (S_ISDIR(src->st.st_mode))
		e = eci_fail_os(ctx, EISDIR, "%s", src->name);
	else if (!S_ISREG(src->st.st_mode))
		e = eci_fail_os(ctx, ESPIPE, "%s", src->name);
	else if ((uint64_t)src->st.st_size > ecert_ctx_limit(ctx, ECERT_LIMIT_FILE_BYTES))
		e = eci_reject(ctx, ECERT_R_ZIP_LIMIT, src->name, NULL, "%lld bytes, more than %llu",
		    (long long)src->st.st_size,
		    (unsigned long long)ecert_ctx_limit(ctx, ECERT_LIMIT_FILE_BYTES));
	if (e != ECERT_OK) {
		eci_src_close(src);
		return e;
	}
	src->size = (uint64_t)src->st.st_size;
	*out = src;
	return ECERT_OK;
}

/* Without memory the file is read as it is asked for. */
static ecert_err
hold(ecert_ctx *ctx, struct eci_src *src)
{
	struct eci_held *h;
	ecert_err e;

	if (src->size > ECI_HELD_MAX || (h = malloc(sizeof(*h) + (size_t)src->size + 1)) == NULL)
		return ECERT_OK;
	if ((e = eci_src_read(ctx, src, 0, h->bytes, (size_t)src->size)) != ECERT_OK) {
		free(h);
		return e;
	}
	h->users = 1;
	h->n = (size_t)src->size;
	src->held = h;
	src->ptr = h->bytes;
	return ECERT_OK;
}

/* src is taken over on failure. */
static ecert_err
held_src(ecert_ctx *ctx, struct eci_src *src, struct eci_src **out)
{
	ecert_err e = hold(ctx, src);

	if (e != ECERT_OK)
		eci_src_close(src);
	else
		*out = src;
	return e;
}

static ecert_err
open_src(ecert_ctx *ctx, const char *path, struct eci_src **out)
{
	struct stat st;
	int fd;

	*out = NULL;
	/* O_NONBLOCK: opening a FIFO must not wait for a writer. */
	if ((fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)) < 0)
		return eci_fail_os(ctx, errno, "%s", path);
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		(void)fcntl(fd, F_SETFL, 0);
	return take_fd(ctx, fd, path, out);
}

ecert_err
eci_src_open(ecert_ctx *ctx, const char *path, struct eci_src **out)
{
	struct eci_src *src = NULL;
	ecert_err e;

	*out = NULL;
	e = open_src(ctx, path, &src);
	return e == ECERT_OK ? held_src(ctx, src, out) : e;
}

static ecert_err
dup_fd(ecert_ctx *ctx, int fd, const char *name, struct eci_src **out)
{
	int own;

	*out = NULL;
	if ((own = fcntl(fd, F_DUPFD_CLOEXEC, 3)) < 0)
		return eci_fail_os(ctx, errno, "%s", name);
	return take_fd(ctx, own, name, out);
}

ecert_err
eci_src_fd(ecert_ctx *ctx, int fd, const char *name, struct eci_src **out)
{
	struct eci_src *src = NULL;
	ecert_err e;

	*out = NULL;
	e = dup_fd(ctx, fd, name, &src);
	return e == ECERT_OK ? held_src(ctx, src, out) : e;
}

ecert_err
eci_src_view(ecert_ctx *ctx, const uint8_t *p, size_t n, const char *name,
    struct eci_src **out)
{
	struct eci_src *src;
	ecert_err e = new_src(ctx, name != NULL ? name : "(memory)", &src);

	*out = NULL;
	if (e != ECERT_OK)
		return e;
	if (n > ecert_ctx_limit(ctx, ECERT_LIMIT_FILE_BYTES)) {
		e = eci_reject(ctx, ECERT_R_ZIP_LIMIT, src->name, NULL, "%zu bytes", n);
		eci_src_close(src);
		return e;
	}
	src->ptr = p;
	src->size = n;
	*out = src;
	return ECERT_OK;
}

ecert_err
eci_src_of_held(ecert_ctx *ctx, struct eci_held *held, const char *name, struct eci_src **out)
{
	ecert_err e = eci_src_view(ctx, held->bytes, held->n, name, out);

	if (e == ECERT_OK) {
		held->users++;
		(*out)->held = held;
	}
	return e;
}

ecert_err
eci_src_mem(ecert_ctx *ctx, const uint8_t *p, size_t n, const char *name,
    struct eci_src **out)
{
	struct eci_buf copy = { 0 };
	ecert_err e = eci_buf_add(ctx, &copy, p, n);

	*out = NULL;
	if (e == ECERT_OK && (e = eci_src_view(ctx, copy.ptr, n, name, out)) == ECERT_OK)
		(*out)->owned = eci_buf_take(&copy, NULL);
	eci_buf_free(&copy);
	return e;
}

ecert_err
eci_src_dup(ecert_ctx *ctx, const struct eci_src *src, struct eci_src **out)
{
	ecert_err e;

	if (src->fd < 0)
		return src->held != NULL ? eci_src_of_held(ctx, src->held, src->raw, out) :
		    eci_src_view(ctx, src->ptr, (size_t)src->size, src->raw, out);
	if ((e = dup_fd(ctx, src->fd, src->raw, out)) != ECERT_OK || src->held == NULL)
		return e;
	src->held->users++;
	(*out)->held = src->held;
	(*out)->ptr = src->ptr;
	(*out)->size = src->size;
	(*out)->st = src->st;
	return ECERT_OK;
}

void
eci_src_close(struct eci_src *src)
{
	if (src == NULL)
		return;
	if (src->fd >= 0)
		close(src->fd);
	eci_held_drop(src->held);
	free(src->owned);
	free(src->name);
	free(src->raw);
	free(src);
}

struct eci_held *
eci_src_held(const struct eci_src *src)
{
	if (src->held != NULL)
		src->held->users++;
	return src->held;
}

struct eci_bytes
eci_held_bytes(const struct eci_held *held)
{
	return (struct eci_bytes){ held->bytes, held->n };
}

void
eci_held_drop(struct eci_held *held)
{
	if (held != NULL && --held->users == 0)
		free(held);
}

uint64_t
eci_src_size(const struct eci_src *src)
{
	return src->size;
}

const char *
eci_src_raw_name(const struct eci_src *src)
{
	return src->raw;
}

const char *
eci_src_name(const struct eci_src *src)
{
	return src->name;
}

ecert_err
eci_src_read(ecert_ctx *ctx, const struct eci_src *src, uint64_t off, void *buf, size_t n)
{
	uint8_t *p = buf;
	ssize_t got;

	if (off > src->size || n > src->size - off)
		return eci_fail(ctx, ECERT_E_INTERNAL, "%s: read outside the file", src->name);
	if (src->ptr != NULL || src->fd < 0) {
		if (n > 0)
			memcpy(buf, src->ptr + off, n);
		return ECERT_OK;
	}
	while (n > 0) {
		got = pread(src->fd, p, n, (off_t)off);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return eci_fail_os(ctx, errno, "%s", src->name);
		if (got == 0)
			return eci_fail(ctx, ECERT_E_IO, "%s: became shorter while it was read", src->name);
		p += got;
		n -= (size_t)got;
		off += (uint64_t)got;
	}
	return ECERT_OK;
}

const uint8_t *
eci_src_memory(const struct eci_src *src, uint64_t off, uint64_t n)
{
	return src->ptr != NULL && off <= src->size && n <= src->size - off ? src->ptr + off : NULL;
}

/* n bytes at off, where they lie or read to buf. */
static ecert_err
look(ecert_ctx *ctx, const struct eci_src *src, uint64_t off, uint8_t *buf, size_t n,
    const uint8_t **p)
{
	if ((*p = eci_src_memory(src, off, n)) != NULL)
		return ECERT_OK;
	*p = buf;
	return eci_src_read(ctx, src, off, buf, n);
}

ecert_err
eci_src_same(ecert_ctx *ctx, const struct eci_src *a, uint64_t off, const struct eci_src *b,
    uint64_t at, uint64_t n, bool *same)
{
	const uint8_t *x = eci_src_memory(a, off, n), *y = eci_src_memory(b, at, n);
	uint8_t *buf;
	size_t part;
	ecert_err e = ECERT_OK;

	*same = x != NULL && y != NULL && memcmp(x, y, (size_t)n) == 0;
	if (x != NULL && y != NULL)
		return ECERT_OK;
	if ((buf = malloc(2 * SAME_PIECE)) == NULL)
		return eci_nomem(ctx);
	for (; n > 0; n -= part, off += part, at += part) {
		part = n < SAME_PIECE ? (size_t)n : SAME_PIECE;
		if ((e = look(ctx, a, off, buf, part, &x)) != ECERT_OK ||
		    (e = look(ctx, b, at, buf + SAME_PIECE, part, &y)) != ECERT_OK ||
		    memcmp(x, y, part) != 0)
			break;
	}
	*same = e == ECERT_OK && n == 0;
	free(buf);
	return e;
}

ecert_err
eci_src_unchanged(ecert_ctx *ctx, const struct eci_src *src)
{
	struct stat st;

	if (src->fd < 0)
		return ECERT_OK;
	if (fstat(src->fd, &st) != 0)
		return eci_fail_os(ctx, errno, "%s", src->name);
	if (st.st_size != src->st.st_size || st.st_mtim.tv_sec != src->st.st_mtim.tv_sec ||
	    st.st_mtim.tv_nsec != src->st.st_mtim.tv_nsec)
		return eci_fail(ctx, ECERT_E_IO, "%s: changed while it was read", src->name);
	return ECERT_OK;
}

bool
eci_src_is(const struct eci_src *src, const char *path)
{
	struct stat st;

	return src->fd >= 0 && stat(path, &st) == 0 && st.st_dev == src->st.st_dev &&
	    st.st_ino == src->st.st_ino;
}

/* These read once and for good: nothing is held, which a key must not be. */
static ecert_err
read_all(ecert_ctx *ctx, const struct eci_src *src, uint64_t max, struct eci_buf *out)
{
	ecert_err e;

	if (src->size > max)
		return eci_fail(ctx, ECERT_E_LIMIT, "%s: %llu bytes, more than %llu", src->name,
		    (unsigned long long)src->size, (unsigned long long)max);
	if ((e = eci_buf_room(ctx, out, (size_t)src->size)) == ECERT_OK &&
	    (e = eci_src_read(ctx, src, 0, out->ptr + out->len, (size_t)src->size)) == ECERT_OK) {
		out->len += (size_t)src->size;
		out->ptr[out->len] = 0;
	}
	return e;
}

/* mode may be NULL: the rights of the file that was opened, whatever links led to it. */
static ecert_err
read_path(ecert_ctx *ctx, const char *path, uint64_t max, struct eci_buf *out, unsigned *mode)
{
	struct eci_src *src;
	ecert_err e = open_src(ctx, path, &src);

	if (e != ECERT_OK)
		return e;
	if (mode != NULL)
		*mode = (unsigned)src->st.st_mode & 0777;
	e = read_all(ctx, src, max, out);
	eci_src_close(src);
	return e;
}

ecert_err
eci_read_file(ecert_ctx *ctx, const char *path, uint64_t max, struct eci_buf *out)
{
	return read_path(ctx, path, max, out, NULL);
}

ecert_err
eci_read_key(ecert_ctx *ctx, const char *path, uint64_t max, struct eci_buf *out, unsigned *mode)
{
	return read_path(ctx, path, max, out, mode);
}

/* Another owner than the process needs no rule of its own: the process could not read what
 * only he may, unless it is root's.  An access control list shows in the bits of the group. */
ecert_err
eci_check_mode(ecert_ctx *ctx, const char *path, unsigned mode)
{
	if ((eci_key_rules(ctx) & ECERT_KEYS_PRIVATE) == 0 || (mode & 066) == 0)
		return ECERT_OK;
	return eci_reject(ctx, ECERT_R_KEY_BAD, path, NULL,
	    "others than its owner can read or write the key (mode %04o); chmod 600 is safe", mode);
}
