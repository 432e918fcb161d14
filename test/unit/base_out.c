/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char path[256];

static size_t
files_in_dir(ecert_ctx *ctx)
{
	char **names;
	size_t n = 0;

	CHECK_OK(ctx, eci_dir_list(ctx, unit_dir(), &names, &n));
	eci_dir_list_free(names, n);
	return n;
}

static void
check_content(ecert_ctx *ctx, const char *want)
{
	struct eci_buf b = { 0 };

	CHECK_OK(ctx, eci_read_file(ctx, path, 1 << 20, &b));
	CHECK_STR((char *)b.ptr, want);
	eci_buf_free(&b);
}

static void
to_file(ecert_ctx *ctx)
{
	struct eci_out *out;
	struct stat st;
	char got[8] = "";
	int fd;

	unit_case("nothing has the name before commit");
	CHECK_OK(ctx, eci_out_file(ctx, path, &out));
	CHECK_OK(ctx, eci_out_write(ctx, out, "new", 3));
	CHECK(access(path, F_OK) != 0);
	CHECK_OK(ctx, eci_out_flush(ctx, out, &fd));
	CHECK_INT(pread(fd, got, 8, 0), 3);
	CHECK_OK(ctx, eci_out_commit(ctx, out));
	check_content(ctx, "new");
	CHECK_INT(files_in_dir(ctx), 1);
	unit_case("abort leaves the old file and nothing else");
	CHECK_OK(ctx, eci_out_file(ctx, path, &out));
	CHECK_OK(ctx, eci_out_write(ctx, out, "other", 5));
	eci_out_abort(out);
	check_content(ctx, "new");
	CHECK_INT(files_in_dir(ctx), 1);
	unit_case("what is synced has no name yet");
	CHECK_OK(ctx, eci_out_file(ctx, path, &out));
	CHECK_OK(ctx, eci_out_write(ctx, out, "synced", 6));
	CHECK_OK(ctx, eci_out_sync(ctx, out));
	CHECK_OK(ctx, eci_out_sync(ctx, out));
	check_content(ctx, "new");
	CHECK_OK(ctx, eci_out_commit(ctx, out));
	check_content(ctx, "synced");
	unit_case("the rights of a replaced file stay");
	chmod(path, 0640);
	CHECK_OK(ctx, eci_out_file(ctx, path, &out));
	CHECK_OK(ctx, eci_out_write(ctx, out, "again", 5));
	CHECK_OK(ctx, eci_out_commit(ctx, out));
	CHECK_INT(stat(path, &st), 0);
	CHECK_INT(st.st_mode & 0777, 0640);
	check_content(ctx, "again");
}

static void
large(ecert_ctx *ctx)
{
	struct eci_out *out;
	struct eci_buf b = { 0 };
	char *big = malloc(700000);
	size_t i;

	unit_case("large and small writes keep their order");
	for (i = 0; i < 700000; i++)
		big[i] = (char)(i * 7 % 251);
	CHECK_OK(ctx, eci_out_file(ctx, path, &out));
	for (i = 0; i < 1000; i++)
		CHECK_OK(ctx, eci_out_write(ctx, out, big + i * 100, 100));
	CHECK_OK(ctx, eci_out_write(ctx, out, big + 100000, 600000));
	CHECK_INT(eci_out_size(out), 700000);
	CHECK_OK(ctx, eci_out_commit(ctx, out));
	CHECK_OK(ctx, eci_read_file(ctx, path, 1 << 20, &b));
	CHECK_MEM(b.ptr, b.len, big, 700000);
	eci_buf_free(&b);
	free(big);
}

static void
refused(ecert_ctx *ctx)
{
	struct eci_out *out;
	char link_path[300];

	unit_case("a folder that does not exist");
	CHECK_ERR(ctx, eci_out_file(ctx, "/nonexistent/x", &out), ECERT_E_IO);
	CHECK(out == NULL);
	unit_case("a folder as target");
	CHECK_ERR(ctx, eci_out_file(ctx, unit_dir(), &out), ECERT_E_IO);
	CHECK_INT(ecert_oserror(ctx), EISDIR);
	unit_case("a device as target");
	CHECK_ERR(ctx, eci_out_file(ctx, "/dev/full", &out), ECERT_E_IO);
	unit_case("a link is followed, not replaced");
	snprintf(link_path, sizeof(link_path), "%s/link", unit_dir());
	CHECK_INT(symlink(path, link_path), 0);
	CHECK_OK(ctx, eci_out_file(ctx, link_path, &out));
	CHECK_OK(ctx, eci_out_write(ctx, out, "via link", 8));
	CHECK_OK(ctx, eci_out_commit(ctx, out));
	check_content(ctx, "via link");
	unlink(link_path);
	unit_case("a whole file at once, and none in a folder that is not there");
	CHECK_OK(ctx, ecert_write_file(ctx, path, "all of it", 9));
	check_content(ctx, "all of it");
	CHECK_OK(ctx, ecert_write_file(ctx, path, NULL, 0));
	CHECK_INT(files_in_dir(ctx), 1);
	CHECK_ERR(ctx, ecert_write_file(ctx, "/nonexistent/x", "x", 1), ECERT_E_IO);
	unit_case("messages have the name that was given");
	CHECK_INT(symlink(unit_dir(), link_path), 0);
	CHECK_ERR(ctx, ecert_write_file(ctx, link_path, "x", 1), ECERT_E_IO);
	CHECK(strncmp(ecert_errmsg(ctx), link_path, strlen(link_path)) == 0);
	unlink(link_path);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	struct eci_out *out;
	int fd = 0;

	snprintf(path, sizeof(path), "%s/out", unit_dir());
	to_file(ctx);
	large(ctx);
	refused(ctx);
	unit_case("output to memory");
	CHECK_OK(ctx, eci_out_mem(ctx, &b, &out));
	CHECK_OK(ctx, eci_out_write(ctx, out, "abc", 3));
	CHECK_OK(ctx, eci_out_flush(ctx, out, &fd));
	CHECK_INT(fd, -1);
	CHECK_OK(ctx, eci_out_commit(ctx, out));
	CHECK_STR((char *)b.ptr, "abc");
	eci_buf_free(&b);
	eci_out_abort(NULL);
	return unit_end();
}
