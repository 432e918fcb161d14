/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	char path[300];
	struct eci_buf b = { 0 };
	enum eci_kind kind;
	struct stat st;
	char **names;
	size_t n;

	snprintf(path, sizeof(path), "%s/sub", unit_dir());
	unit_case("a folder is made for its owner alone, and may exist");
	CHECK_OK(ctx, eci_mkdir(ctx, path));
	CHECK_OK(ctx, eci_mkdir(ctx, path));
	CHECK_INT(stat(path, &st), 0);
	CHECK_INT(st.st_mode & 0777, 0700);
	unit_case("kinds");
	CHECK_OK(ctx, eci_kind(ctx, path, &kind));
	CHECK_INT(kind, ECI_KIND_DIR);
	CHECK_OK(ctx, eci_kind(ctx, "/dev/null", &kind));
	CHECK_INT(kind, ECI_KIND_OTHER);
	snprintf(path, sizeof(path), "%s/b.key", unit_dir());
	CHECK_OK(ctx, eci_kind(ctx, path, &kind));
	CHECK_INT(kind, ECI_KIND_NONE);
	unit_case("a new file has its rights and content");
	CHECK_OK(ctx, eci_write_new(ctx, path, 0600, "k", 1));
	CHECK_INT(stat(path, &st), 0);
	CHECK_INT(st.st_mode & 0777, 0600);
	CHECK_OK(ctx, eci_read_file(ctx, path, 10, &b));
	CHECK_MEM(b.ptr, b.len, "k", 1);
	eci_buf_free(&b);
	unit_case("an existing file is not overwritten");
	CHECK_ERR(ctx, eci_write_new(ctx, path, 0600, "z", 1), ECERT_E_IO);
	CHECK_INT(ecert_oserror(ctx), EEXIST);
	unit_case("a folder over a file is refused");
	CHECK_ERR(ctx, eci_mkdir(ctx, path), ECERT_E_IO);
	unit_case("names are sorted, dot files left out");
	snprintf(path, sizeof(path), "%s/.hidden", unit_dir());
	CHECK_OK(ctx, eci_write_new(ctx, path, 0600, "", 0));
	snprintf(path, sizeof(path), "%s/a.pem", unit_dir());
	CHECK_OK(ctx, eci_write_new(ctx, path, 0600, "", 0));
	CHECK_OK(ctx, eci_dir_list(ctx, unit_dir(), &names, &n));
	CHECK_INT(n, 3);
	CHECK(n == 3 && strcmp(names[0], "a.pem") == 0 && strcmp(names[2], "sub") == 0);
	eci_dir_list_free(names, n);
	unit_case("a path without links");
	{
		static const struct { const char *path, *want; } rows[] = {
			{ "a.pem", "a.pem" }, { "new", "new" }, { "./x/../new", "./x/../new" },
			{ "sub/../new", "new" }, { "l/new", "new" }, { "to-a", "a.pem" },
			{ "dead", "dead" }, { "none/new", "none/new" }, { "sub/", "sub" },
		};
		char *real = NULL, want[600], dir[400];
		size_t i;

		snprintf(path, sizeof(path), "%s/l", unit_dir());
		CHECK_INT(symlink(".", path), 0);
		snprintf(path, sizeof(path), "%s/to-a", unit_dir());
		CHECK_INT(symlink("a.pem", path), 0);
		snprintf(path, sizeof(path), "%s/dead", unit_dir());
		CHECK_INT(symlink("nowhere", path), 0);
		CHECK_OK(ctx, eci_real_path(ctx, unit_dir(), &real));
		snprintf(dir, sizeof(dir), "%s", real);
		free(real);
		for (i = 0; i < ECI_COUNT(rows); i++) {
			snprintf(path, sizeof(path), "%s/%s", unit_dir(), rows[i].path);
			snprintf(want, sizeof(want), "%s/%s",
			    strcmp(rows[i].path, rows[i].want) == 0 ? unit_dir() : dir, rows[i].want);
			CHECK_OK(ctx, eci_real_path(ctx, path, &real));
			CHECK_STR(real, want);
			free(real);
		}
		CHECK_OK(ctx, eci_real_path(ctx, "/nonexistent-file", &real));
		CHECK_STR(real, "/nonexistent-file");
		free(real);
	}
	unit_case("a missing folder");
	CHECK_ERR(ctx, eci_dir_list(ctx, "/nonexistent", &names, &n), ECERT_E_IO);
	CHECK(names == NULL && n == 0);
	return unit_end();
}
