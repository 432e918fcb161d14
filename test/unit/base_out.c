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
	struct eci_src *src;
	char got[8] = "";

	unit_case("nothing has the name before commit");
	CHECK_OK(ctx, eci_out_file(ctx, path, &out));
	CHECK_OK(ctx, eci_out_write(ctx, out, "new", 3));
	CHECK(access(path, F_OK) != 0);
	CHECK_OK(ctx, eci_out_written(ctx, out, &src));
	CHECK_INT(eci_src_size(src), 3);
	CHECK_OK(ctx, eci_src_read(ctx, src, 0, got, 3));
	CHECK_STR(got, "new");
	eci_src_close(src);
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
	unit_case("the rights of a replaced file stay, but set-group-ID");
	chmod(path, 02640);
	CHECK_OK(ctx, eci_out_file(ctx, path, &out));
	CHECK_OK(ctx, eci_out_write(ctx, out, "again", 5));
	CHECK_OK(ctx, eci_out_commit(ctx, out));
	CHECK_INT(stat(path, &st), 0);
	CHECK_INT(st.st_mode & 07777, 0640);
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

/* A file of n bytes in writes of each, expected or not: what is looked at is what is
 * there after commit. */
static void
look_at(ecert_ctx *ctx, size_t n, size_t each, uint64_t expect)
{
	struct eci_out *out;
	struct eci_src *src;
	struct eci_buf all = { 0 }, got = { 0 };
	uint8_t piece[4096];
	size_t i, k;
	FILE *f;

	CHECK_OK(ctx, eci_out_file(ctx, path, &out));
	CHECK_OK(ctx, eci_out_expect(ctx, out, expect));
	for (i = 0; i < n; i += k) {
		k = n - i < each ? n - i : each;
		memset(piece, (int)(i / each * 7 + 1), k);
		CHECK_OK(ctx, eci_out_write(ctx, out, piece, k));
		CHECK_OK(ctx, eci_buf_add(ctx, &all, piece, k));
	}
	CHECK_OK(ctx, eci_out_written(ctx, out, &src));
	CHECK_INT(eci_src_size(src), n);
	CHECK_OK(ctx, eci_buf_room(ctx, &got, n));
	CHECK_OK(ctx, eci_src_read(ctx, src, 0, got.ptr, n));
	CHECK_MEM(got.ptr, n, all.ptr, n);
	CHECK_OK(ctx, eci_out_commit(ctx, out));
	/* The source stands by itself. */
	CHECK_OK(ctx, eci_src_read(ctx, src, 0, got.ptr, n));
	CHECK_MEM(got.ptr, n, all.ptr, n);
	eci_src_close(src);
	memset(got.ptr, 0, n);
	if ((f = fopen(path, "rb")) != NULL) {
		CHECK_INT(fread(got.ptr, 1, n + 1, f), n);
		fclose(f);
	}
	CHECK_MEM(got.ptr, n, all.ptr, n);
	eci_buf_free(&all);
	eci_buf_free(&got);
}

static void
looked_at(ecert_ctx *ctx)
{
	static const struct {
		const char *name;
		size_t n, each;
		uint64_t expect;
	} t[] = {
		{ "looked at before commit: small", 100, 7, 0 },
		{ "as much as was expected", 300000, 4096, 300000 },
		{ "less than was expected", 300000, 4096, 500000 },
		{ "more than was expected", 300000, 4096, 1000 },
		{ "more than is held without a word", 300000, 4096, 0 },
		{ "expected to be too large to be held", 300000, 4096, 1 << 30 },
		{ "a little more than held and expected", 262145, 4096, 262144 }
	};
	struct eci_out *out;
	struct eci_src *src;
	size_t i;

	for (i = 0; i < ECI_COUNT(t); i++) {
		unit_case("%s", t[i].name);
		look_at(ctx, t[i].n, t[i].each, t[i].expect);
	}
	unit_case("nothing is written while somebody looks");
	CHECK_OK(ctx, eci_out_file(ctx, path, &out));
	CHECK_OK(ctx, eci_out_write(ctx, out, "abc", 3));
	CHECK_OK(ctx, eci_out_written(ctx, out, &src));
	CHECK_ERR(ctx, eci_out_write(ctx, out, "d", 1), ECERT_E_INTERNAL);
	eci_src_close(src);
	eci_out_abort(out);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	struct eci_out *out;

	snprintf(path, sizeof(path), "%s/out", unit_dir());
	to_file(ctx);
	large(ctx);
	looked_at(ctx);
	refused(ctx);
	unit_case("output to memory");
	CHECK_OK(ctx, eci_out_mem(ctx, &b, &out));
	CHECK_OK(ctx, eci_out_write(ctx, out, "abc", 3));
	CHECK_OK(ctx, eci_out_commit(ctx, out));
	CHECK_STR((char *)b.ptr, "abc");
	eci_buf_free(&b);
	eci_out_abort(NULL);
	return unit_end();
}
