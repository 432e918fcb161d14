/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base_lines.c - lists, line by line.  A list may come from a pipe whose writer takes
 * his time: whoever wants to end must not have to wait for him.
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE ((size_t)64 * 1024)
#define WAIT_MS 100

struct eci_lines {
	int            fd;
	bool           stream, ended;
	off_t          start;
	char          *name;
	size_t         max;
	uint64_t       number;
	struct eci_buf line;
	uint8_t       *piece;
	size_t         at, n;          /* what of piece is not yet given */
	bool         (*stop)(void *arg);
	void          *arg;
};

/* Takes fd over, also on failure. */
static ecert_err
take_fd(ecert_ctx *ctx, int fd, const char *name, size_t max, struct eci_lines **out)
{
	struct eci_buf shown = { 0 };
	struct eci_lines *l = calloc(1, sizeof(*l));
	struct stat st;
	ecert_err e;

	*out = NULL;
	if (l == NULL || (l->piece = malloc(PIECE)) == NULL) {
		free(l);
		close(fd);
		return eci_nomem(ctx);
	}
	l->fd = fd;
	l->max = max;
	if ((e = eci_buf_adds(ctx, &shown, "")) == ECERT_OK &&
	    (e = eci_escape(ctx, &shown, name, strlen(name))) == ECERT_OK)
		l->name = (char *)eci_buf_take(&shown, NULL);
	if (e == ECERT_OK && fstat(fd, &st) != 0)
		e = eci_fail_os(ctx, errno, "%s", l->name);
	else if (e == ECERT_OK && S_ISDIR(st.st_mode))
		e = eci_fail_os(ctx, EISDIR, "%s", l->name);
	eci_buf_free(&shown);
	if (e != ECERT_OK) {
		eci_lines_close(l);
		return e;
	}
	l->stream = !S_ISREG(st.st_mode) || (l->start = lseek(fd, 0, SEEK_CUR)) < 0;
	*out = l;
	return ECERT_OK;
}

ecert_err
eci_lines_open(ecert_ctx *ctx, const char *path, size_t max, struct eci_lines **out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	*out = NULL;
	return fd < 0 ? eci_fail_os(ctx, errno, "%s", path) : take_fd(ctx, fd, path, max, out);
}

ecert_err
eci_lines_fd(ecert_ctx *ctx, int fd, const char *name, size_t max, struct eci_lines **out)
{
	int own = fcntl(fd, F_DUPFD_CLOEXEC, 3);

	*out = NULL;
	return own < 0 ? eci_fail_os(ctx, errno, "%s", name) : take_fd(ctx, own, name, max, out);
}

void
eci_lines_close(struct eci_lines *l)
{
	if (l == NULL)
		return;
	close(l->fd);
	eci_buf_free(&l->line);
	free(l->piece);
	free(l->name);
	free(l);
}

void
eci_lines_set_stop(struct eci_lines *l, bool (*stop)(void *arg), void *arg)
{
	l->stop = stop;
	l->arg = arg;
}

bool
eci_lines_ready(const struct eci_lines *l)
{
	return !l->stream || l->ended || memchr(l->piece + l->at, '\n', l->n - l->at) != NULL;
}

uint64_t
eci_lines_number(const struct eci_lines *l)
{
	return l->number;
}

const char *
eci_lines_name(const struct eci_lines *l)
{
	return l->name;
}

bool
eci_lines_again(struct eci_lines *l)
{
	if (l->stream || lseek(l->fd, l->start, SEEK_SET) < 0)
		return false;
	l->at = l->n = 0;
	l->number = 0;
	l->ended = false;
	return true;
}

/* Until there is something to read, or the end. */
static ecert_err
wait_for(ecert_ctx *ctx, const struct eci_lines *l)
{
	struct pollfd p = { .fd = l->fd, .events = POLLIN };
	int got = 0;

	while (l->stream && l->stop != NULL && got == 0) {
		if (l->stop(l->arg))
			return eci_fail(ctx, ECERT_E_CANCELLED, "%s: reading was stopped", l->name);
		if ((got = poll(&p, 1, WAIT_MS)) < 0 && errno != EINTR)
			return eci_fail_os(ctx, errno, "%s", l->name);
		if (got < 0)
			got = 0;
	}
	return ECERT_OK;
}

static ecert_err
more(ecert_ctx *ctx, struct eci_lines *l)
{
	ssize_t got;
	ecert_err e;

	do {
		if ((e = wait_for(ctx, l)) != ECERT_OK)
			return e;
		got = read(l->fd, l->piece, PIECE);
	} while (got < 0 && (errno == EINTR || errno == EAGAIN));
	if (got < 0)
		return eci_fail_os(ctx, errno, "%s", l->name);
	l->at = 0;
	l->n = (size_t)got;
	l->ended = got == 0;
	return ECERT_OK;
}

/* Adds up to the next LF; whole: it was there.  What is past max is dropped. */
static ecert_err
take(ecert_ctx *ctx, struct eci_lines *l, bool *whole, bool *cut)
{
	const uint8_t *p = l->piece + l->at, *lf = memchr(p, '\n', l->n - l->at);
	size_t n = lf != NULL ? (size_t)(lf - p) : l->n - l->at;
	ecert_err e = ECERT_OK;

	*whole = lf != NULL;
	if (n > l->max - l->line.len)
		*cut = true;
	if (!*cut && (e = eci_buf_add(ctx, &l->line, p, n)) != ECERT_OK)
		return e;
	l->at += n + (lf != NULL);
	return ECERT_OK;
}

ecert_err
eci_lines_next(ecert_ctx *ctx, struct eci_lines *l, char **line, size_t *len)
{
	bool whole = false, cut = false, any = false;
	ecert_err e = ECERT_OK;

	*line = NULL;
	*len = 0;
	l->line.len = 0;
	while (!whole) {
		if (l->at == l->n && (l->ended || (e = more(ctx, l)) != ECERT_OK || l->ended))
			break;
		any = true;
		if ((e = take(ctx, l, &whole, &cut)) != ECERT_OK)
			break;
	}
	if (e != ECERT_OK || !any)
		return e;
	l->number++;
	if (cut)
		return eci_fail(ctx, ECERT_E_LIMIT, "%s: line %llu: above %zu bytes", l->name,
		    (unsigned long long)l->number, l->max);
	if ((e = eci_buf_adds(ctx, &l->line, "")) != ECERT_OK)
		return e;
	*line = (char *)l->line.ptr;
	*len = l->line.len;
	return ECERT_OK;
}
