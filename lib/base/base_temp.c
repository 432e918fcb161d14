/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base_temp.c - temporary files: OUT.ecert-N.tmp beside OUT, N from 0.  Whoever uses
 * one holds an exclusive lock (flock) on it until it has its name or is gone; the
 * system lets go of the lock when a process dies.  So a file whose lock can be had is
 * dead, and is removed by the next run for the same target.
 *
 * Between its creation and its lock a file looks dead.  Whoever creates one therefore
 * looks, once it has the lock, whether the name is still there; whoever removes one
 * does so under its lock, and only where the name still is the file that is locked.
 * Nobody waits for a lock: one that is taken means the next N.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base_priv.h"

#define TEMP_MAX 100

bool
eci_temp_is(const char *name, int fd)
{
	struct stat a, b;

	if (lstat(name, &b) != 0)
		return errno != ENOENT;
	return fstat(fd, &a) != 0 || (a.st_dev == b.st_dev && a.st_ino == b.st_ino);
}

static ecert_err
name_of(ecert_ctx *ctx, struct eci_buf *b, const char *target, unsigned n)
{
	b->len = 0;
	return eci_buf_addf(ctx, b, "%s.ecert-%u.tmp", target, n);
}

/* Removes the file where nobody uses it; whether it did.  One that its owner made
 * read-only can be locked all the same. */
static bool
reap(const char *name)
{
	const int how = O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
	struct stat st;
	bool gone;
	int fd;

	if (lstat(name, &st) != 0 || !S_ISREG(st.st_mode))
		return false;
	if ((fd = open(name, O_RDWR | how)) < 0 && (fd = open(name, O_RDONLY | how)) < 0)
		return false;
	gone = flock(fd, LOCK_EX | LOCK_NB) == 0 && eci_temp_is(name, fd) && unlink(name) == 0;
	close(fd);
	return gone;
}

/* Where a file system has no locks nobody else gets one either. */
static bool
hold(const char *name, int fd)
{
	if (flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
		return false;
	return eci_temp_is(name, fd);
}

/* -1 with errno EEXIST: this name is taken. */
static int
create(const char *name)
{
	const int how = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
	int fd = open(name, how, 0666);

	if (fd < 0 && errno == EEXIST) {
		if (reap(name))
			fd = open(name, how, 0666);
		else
			errno = EEXIST;
	}
	if (fd >= 0 && !hold(name, fd)) {
		close(fd);
		fd = -1;
		errno = EEXIST;
	}
	return fd;
}

/* Dead ones of the names from n on, up to the first that is not there. */
static void
reap_next(ecert_ctx *ctx, struct eci_buf *b, const char *target, unsigned n)
{
	while (n < TEMP_MAX && name_of(ctx, b, target, n) == ECERT_OK && reap((char *)b->ptr))
		n++;
}

ecert_err
eci_temp_open(ecert_ctx *ctx, const char *shown, const char *target, char **name, int *fd)
{
	struct eci_buf b = { 0 }, next = { 0 };
	unsigned n;
	ecert_err e = ECERT_OK;

	*name = NULL;
	*fd = -1;
	for (n = 0; n < TEMP_MAX && *fd < 0; n++) {
		if ((e = name_of(ctx, &b, target, n)) != ECERT_OK)
			break;
		if ((*fd = create((char *)b.ptr)) < 0 && errno != EEXIST) {
			e = eci_fail_os(ctx, errno, "%s", shown);
			break;
		}
	}
	if (e == ECERT_OK && *fd < 0)
		e = eci_fail_os(ctx, EEXIST, "%s", shown);
	if (e == ECERT_OK) {
		reap_next(ctx, &next, target, n);
		*name = (char *)eci_buf_take(&b, NULL);
	}
	eci_buf_free(&b);
	eci_buf_free(&next);
	return e;
}

ecert_err
eci_out_would_remove(ecert_ctx *ctx, const char *path, const char *in, bool *yes)
{
	char *target = NULL, *real = NULL;
	struct eci_buf b = { 0 };
	unsigned n;
	ecert_err e;

	*yes = false;
	if (strstr(in, ".ecert-") == NULL)
		return ECERT_OK;
	if ((e = eci_real_path(ctx, path, &target)) == ECERT_OK)
		e = eci_real_path(ctx, in, &real);
	for (n = 0; n < TEMP_MAX && e == ECERT_OK && !*yes; n++)
		if ((e = name_of(ctx, &b, target, n)) == ECERT_OK)
			*yes = strcmp(real, (char *)b.ptr) == 0;
	eci_buf_free(&b);
	free(target);
	free(real);
	return e;
}

ecert_err
eci_out_sweep(ecert_ctx *ctx, const char *path)
{
	struct eci_buf b = { 0 };
	char *target = NULL;
	unsigned n;
	ecert_err e = eci_out_target(ctx, path, &target);

	for (n = 0; n < TEMP_MAX && e == ECERT_OK; n++)
		if ((e = name_of(ctx, &b, target, n)) == ECERT_OK)
			reap((char *)b.ptr);
	eci_buf_free(&b);
	free(target);
	return e;
}
