/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base_priv.h"

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	char path[300];
	struct stat a, b;
	int fd = -2;

	unit_case("the folder of a file, there or not");
	snprintf(path, sizeof(path), "%s/none", unit_dir());
	CHECK_OK(ctx, eci_folder_open(ctx, path, &fd));
	CHECK(fd >= 0 && fstat(fd, &a) == 0 && stat(unit_dir(), &b) == 0);
	CHECK(a.st_ino == b.st_ino && a.st_dev == b.st_dev);
	CHECK_INT(eci_folder_sync(fd), 0);
	close(fd);
	unit_case("the root and the current folder");
	CHECK_OK(ctx, eci_folder_open(ctx, "/none", &fd));
	CHECK(fd >= 0 && fstat(fd, &a) == 0 && stat("/", &b) == 0 && a.st_ino == b.st_ino);
	close(fd);
	CHECK_OK(ctx, eci_folder_open(ctx, "none", &fd));
	CHECK(fd >= 0 && fstat(fd, &a) == 0 && stat(".", &b) == 0 && a.st_ino == b.st_ino);
	close(fd);
	unit_case("a folder that is not there");
	CHECK_ERR(ctx, eci_folder_open(ctx, "/nonexistent/x", &fd), ECERT_E_IO);
	CHECK_INT(fd, -1);
	unit_case("nothing to sync is no failure, a bad descriptor is one");
	CHECK_INT(eci_folder_sync(-1), 0);
	CHECK_INT(eci_fsync(-1), -1);
	CHECK_INT(errno, EBADF);
	return unit_end();
}
