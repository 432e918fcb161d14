/* SPDX-License-Identifier: Apache-2.0 */
/* base_sync.c - what survives a power cut: files, and their entries in folders. */
#define _GNU_SOURCE          /* sync_file_range() */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/base_priv.h"

int
eci_fsync(int fd)
{
	int r;

	while ((r = fsync(fd)) != 0 && errno == EINTR)
		;
	return r;
}

void
eci_fsync_begin(int fd)
{
#ifdef SYNC_FILE_RANGE_WRITE
	(void)sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
#else
	(void)fd;
#endif
}

ecert_err
eci_folder_open(ecert_ctx *ctx, const char *path, int *fd)
{
	const char *slash = strrchr(path, '/');
	char *dir = NULL;
	ecert_err e = slash == NULL ? eci_strdup(ctx, ".", &dir) :
	    eci_strndup(ctx, path, slash == path ? 1 : (size_t)(slash - path), &dir);

	*fd = -1;
	if (e != ECERT_OK)
		return e;
	*fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd < 0 && errno != EACCES && errno != EPERM)
		e = eci_fail_os(ctx, errno, "%s", dir);
	free(dir);
	return e;
}

int
eci_folder_sync(int fd)
{
	if (fd < 0 || eci_fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS)
		return 0;
	return -1;
}
