/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static char path[256];

static void
write_file(const char *text)
{
	FILE *f = fopen(path, "w");

	if (f != NULL) {
		fputs(text, f);
		fclose(f);
	}
}

static void
from_memory(ecert_ctx *ctx)
{
	struct eci_src *src;
	uint8_t data[] = "hello", buf[8];

	unit_case("memory is copied");
	CHECK_OK(ctx, eci_src_mem(ctx, data, 5, "m", &src));
	data[0] = 'j';
	CHECK_OK(ctx, eci_src_read(ctx, src, 0, buf, 5));
	CHECK_MEM(buf, 5, "hello", 5);
	CHECK_OK(ctx, eci_src_unchanged(ctx, src));
	unit_case("a read outside is refused");
	CHECK_ERR(ctx, eci_src_read(ctx, src, 3, buf, 3), ECERT_E_INTERNAL);
	CHECK_ERR(ctx, eci_src_read(ctx, src, 6, buf, 0), ECERT_E_INTERNAL);
	CHECK_ERR(ctx, eci_src_read(ctx, src, UINT64_MAX, buf, 2), ECERT_E_INTERNAL);
	eci_src_close(src);
	unit_case("an empty source");
	CHECK_OK(ctx, eci_src_mem(ctx, NULL, 0, NULL, &src));
	CHECK_INT(eci_src_size(src), 0);
	eci_src_close(src);
	eci_src_close(NULL);
}

static void
from_file(ecert_ctx *ctx)
{
	struct eci_src *src, *again;
	struct eci_buf b = { 0 };
	uint8_t buf[8];
	int fd;

	write_file("hello");
	unit_case("a file is read at any place");
	CHECK_OK(ctx, eci_src_open(ctx, path, &src));
	CHECK_INT(eci_src_size(src), 5);
	CHECK_OK(ctx, eci_src_read(ctx, src, 1, buf, 3));
	CHECK_MEM(buf, 3, "ell", 3);
	CHECK(eci_src_is(src, path) && !eci_src_is(src, "/"));
	unit_case("a change under the reader is noticed");
	CHECK_OK(ctx, eci_src_unchanged(ctx, src));
	write_file("longer than before");
	CHECK_ERR(ctx, eci_src_unchanged(ctx, src), ECERT_E_IO);
	unit_case("what was opened is what is read");
	write_file("h");
	CHECK_OK(ctx, eci_src_read(ctx, src, 0, buf, 5));
	CHECK_MEM(buf, 5, "hello", 5);
	CHECK(eci_src_memory(src, 1, 4) != NULL && eci_src_memory(src, 1, 5) == NULL);
	unit_case("once more, and longer than the first");
	CHECK_OK(ctx, eci_src_dup(ctx, src, &again));
	eci_src_close(src);
	CHECK_INT(eci_src_size(again), 5);
	CHECK_OK(ctx, eci_src_read(ctx, again, 1, buf, 4));
	CHECK_MEM(buf, 4, "ello", 4);
	CHECK_ERR(ctx, eci_src_unchanged(ctx, again), ECERT_E_IO);
	eci_src_close(again);
	unit_case("a large file is read from the disk; that it became shorter is an error");
	CHECK_INT(truncate(path, 5 * 1024 * 1024), 0);
	CHECK_OK(ctx, eci_src_open(ctx, path, &src));
	CHECK(eci_src_memory(src, 0, 1) == NULL);
	CHECK_OK(ctx, eci_src_dup(ctx, src, &again));
	write_file("h");
	CHECK_ERR(ctx, eci_src_read(ctx, src, 0, buf, 5), ECERT_E_IO);
	CHECK_ERR(ctx, eci_src_read(ctx, again, 0, buf, 5), ECERT_E_IO);
	eci_src_close(src);
	eci_src_close(again);
	unit_case("a descriptor is duplicated");
	fd = open(path, O_RDONLY);
	CHECK_OK(ctx, eci_src_fd(ctx, fd, "fd", &src));
	close(fd);
	CHECK_OK(ctx, eci_src_read(ctx, src, 0, buf, 1));
	eci_src_close(src);
	unit_case("a whole small file, and one above the limit");
	CHECK_OK(ctx, eci_read_file(ctx, path, 1, &b));
	CHECK_MEM(b.ptr, b.len, "h", 1);
	CHECK_ERR(ctx, eci_read_file(ctx, path, 0, &b), ECERT_E_LIMIT);
	eci_buf_free(&b);
}

static void
not_files(ecert_ctx *ctx)
{
	struct eci_src *src;

	unit_case("a missing file");
	CHECK_ERR(ctx, eci_src_open(ctx, "/nonexistent/x", &src), ECERT_E_IO);
	CHECK_INT(ecert_oserror(ctx), ENOENT);
	CHECK(src == NULL);
	unit_case("a folder");
	CHECK_ERR(ctx, eci_src_open(ctx, "/", &src), ECERT_E_IO);
	CHECK_INT(ecert_oserror(ctx), EISDIR);
	unit_case("a FIFO does not block");
	unlink(path);
	CHECK_INT(mkfifo(path, 0600), 0);
	CHECK_ERR(ctx, eci_src_open(ctx, path, &src), ECERT_E_IO);
	CHECK_INT(ecert_oserror(ctx), ESPIPE);
	CHECK(strstr(ecert_errmsg(ctx), "/file: not a regular file") != NULL);
	unlink(path);
	unit_case("a device is no file");
	CHECK_ERR(ctx, eci_src_open(ctx, "/dev/null", &src), ECERT_E_IO);
	CHECK_INT(ecert_oserror(ctx), ESPIPE);
	CHECK_STR(ecert_errmsg(ctx), "/dev/null: not a regular file");
	unit_case("a bad descriptor");
	CHECK_ERR(ctx, eci_src_fd(ctx, -1, "fd", &src), ECERT_E_IO);
	unit_case("a file above the limit");
	write_file("hello");
	ecert_ctx_set_limit(ctx, ECERT_LIMIT_FILE_BYTES, 4);
	CHECK_REASON(ctx, eci_src_open(ctx, path, &src), ECERT_R_ZIP_LIMIT);
	ecert_ctx_set_limit(ctx, ECERT_LIMIT_FILE_BYTES, 5);
	CHECK_OK(ctx, eci_src_open(ctx, path, &src));
	eci_src_close(src);
}

static bool
same(ecert_ctx *ctx, const struct eci_src *a, uint64_t off, const struct eci_src *b,
    uint64_t at, uint64_t n)
{
	bool yes = false;

	CHECK_OK(ctx, eci_src_same(ctx, a, off, b, at, n, &yes));
	return yes;
}

static void
compared(ecert_ctx *ctx)
{
	static uint8_t big[200000];
	struct eci_src *a, *b, *file;
	FILE *f = fopen(path, "w");
	bool yes = true;
	size_t i;

	for (i = 0; i < sizeof(big); i++)
		big[i] = (uint8_t)(i * 7 + i / 251);
	if (f == NULL || fwrite(big, 1, sizeof(big), f) != sizeof(big) || fclose(f) != 0)
		unit_skip("no disk");
	CHECK_OK(ctx, eci_src_open(ctx, path, &file));
	CHECK_OK(ctx, eci_src_mem(ctx, big, sizeof(big), "a", &a));
	big[123456] ^= 1;
	CHECK_OK(ctx, eci_src_view(ctx, big, sizeof(big), "b", &b));
	unit_case("the same bytes in memory and in a file");
	CHECK(same(ctx, a, 0, file, 0, sizeof(big)));
	CHECK(same(ctx, file, 7, a, 7, sizeof(big) - 7));
	CHECK(same(ctx, file, 5, file, 5, 0));
	unit_case("one byte differs");
	CHECK(!same(ctx, file, 0, b, 0, sizeof(big)));
	CHECK(!same(ctx, b, 123456, a, 123456, 1));
	CHECK(same(ctx, b, 0, a, 0, 123456));
	CHECK(!same(ctx, a, 0, file, 1, 1000));
	unit_case("past the end");
	CHECK_ERR(ctx, eci_src_same(ctx, a, 0, file, 0, sizeof(big) + 1, &yes),
	    ECERT_E_INTERNAL);
	CHECK(!yes);
	eci_src_close(a);
	eci_src_close(b);
	eci_src_close(file);
}

static void
keys(ecert_ctx *ctx)
{
	struct eci_buf b = { 0 };
	unsigned mode = 0;

	unit_case("a file that may hold a key, and its permissions");
	CHECK(chmod(path, 0640) == 0);
	CHECK_OK(ctx, eci_read_key(ctx, path, 1 << 20, &b, &mode));
	CHECK_INT(mode, 0640);
	CHECK(b.len > 0);
	CHECK_OK(ctx, eci_check_mode(ctx, path, mode));
	ecert_ctx_set_key_rules(ctx, ECERT_KEYS_PRIVATE);
	CHECK_ERR(ctx, eci_check_mode(ctx, path, mode), ECERT_E_KEY);
	CHECK_OK(ctx, eci_check_mode(ctx, path, 0600));
	ecert_ctx_set_key_rules(ctx, 0);
	unit_case("one that is too large, and one that is not there");
	CHECK_ERR(ctx, eci_read_key(ctx, path, b.len - 1, &b, &mode), ECERT_E_LIMIT);
	CHECK_ERR(ctx, eci_read_key(ctx, "none", 1 << 20, &b, &mode), ECERT_E_IO);
	eci_buf_wipe(&b);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	snprintf(path, sizeof(path), "%s/file", unit_dir());
	from_memory(ctx);
	from_file(ctx);
	compared(ctx);
	keys(ctx);
	not_files(ctx);
	return unit_end();
}
