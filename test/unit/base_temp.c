/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char path[256], temp[4][300];

static void
put(const char *name, const char *text)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	CHECK(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
}

static bool
there(const char *name)
{
	struct stat st;

	return lstat(name, &st) == 0;
}

static ecert_err
write_out(ecert_ctx *ctx, const char *text, size_t n)
{
	struct eci_out *out;
	ecert_err e;

	if ((e = eci_out_file(ctx, path, &out)) != ECERT_OK)
		return e;
	if ((e = eci_out_write(ctx, out, text, n)) != ECERT_OK) {
		eci_out_abort(out);
		return e;
	}
	return eci_out_commit(ctx, out);
}

static void
dead(ecert_ctx *ctx)
{
	struct eci_out *out;

	unit_case("the first name is taken first");
	CHECK_OK(ctx, eci_out_file(ctx, path, &out));
	CHECK(there(temp[0]));
	eci_out_abort(out);
	CHECK(!there(temp[0]));
	unit_case("a dead file is removed by whoever writes the same target");
	put(temp[0], "half");
	put(temp[1], "half");
	CHECK_OK(ctx, write_out(ctx, "whole", 5));
	CHECK(!there(temp[0]) && !there(temp[1]));
	unit_case("a dead file is removed by a sweep, whatever its number");
	put(temp[0], "half");
	put(temp[3], "");
	chmod(temp[3], 0444);
	CHECK_OK(ctx, eci_out_sweep(ctx, path));
	CHECK(!there(temp[0]) && !there(temp[3]));
	CHECK(there(path));
	unit_case("a sweep where there is nothing, and no folder");
	CHECK_OK(ctx, eci_out_sweep(ctx, path));
	CHECK_OK(ctx, eci_out_sweep(ctx, "/nonexistent/x"));
}

static void
living(ecert_ctx *ctx)
{
	struct eci_out *one, *two;
	int fd;

	unit_case("a file in use stays");
	CHECK_OK(ctx, eci_out_file(ctx, path, &one));
	CHECK_OK(ctx, eci_out_sweep(ctx, path));
	CHECK(there(temp[0]));
	unit_case("two may write the same target");
	CHECK_OK(ctx, eci_out_file(ctx, path, &two));
	CHECK(there(temp[0]) && there(temp[1]));
	CHECK_OK(ctx, eci_out_write(ctx, two, "two", 3));
	CHECK_OK(ctx, eci_out_commit(ctx, two));
	CHECK_OK(ctx, eci_out_write(ctx, one, "one", 3));
	CHECK_OK(ctx, eci_out_commit(ctx, one));
	CHECK(!there(temp[0]) && !there(temp[1]));
	unit_case("what somebody else has locked stays");
	put(temp[0], "busy");
	CHECK((fd = open(temp[0], O_RDONLY)) >= 0 && flock(fd, LOCK_SH) == 0);
	CHECK_OK(ctx, eci_out_sweep(ctx, path));
	CHECK_OK(ctx, write_out(ctx, "whole", 5));
	CHECK(there(temp[0]));
	close(fd);
	CHECK_OK(ctx, eci_out_sweep(ctx, path));
	CHECK(!there(temp[0]));
}

static void
other(ecert_ctx *ctx)
{
	struct eci_out *out;

	unit_case("only regular files are removed");
	CHECK_INT(symlink(path, temp[0]), 0);
	CHECK_INT(mkdir(temp[1], 0700), 0);
	CHECK_INT(mkfifo(temp[2], 0600), 0);
	CHECK_OK(ctx, eci_out_sweep(ctx, path));
	CHECK_OK(ctx, write_out(ctx, "whole", 5));
	CHECK(there(temp[0]) && there(temp[1]) && there(temp[2]) && there(path));
	unlink(temp[0]);
	rmdir(temp[1]);
	unlink(temp[2]);
	unit_case("a temporary file that was removed gets no name");
	CHECK_OK(ctx, eci_out_file(ctx, path, &out));
	CHECK_OK(ctx, eci_out_write(ctx, out, "other", 5));
	unlink(temp[0]);
	CHECK_ERR(ctx, eci_out_commit(ctx, out), ECERT_E_IO);
	unit_case("nor one another file has the name of, which stays");
	CHECK_OK(ctx, eci_out_file(ctx, path, &out));
	CHECK_OK(ctx, eci_out_write(ctx, out, "other", 5));
	unlink(temp[0]);
	put(temp[0], "stranger");
	CHECK_ERR(ctx, eci_out_commit(ctx, out), ECERT_E_IO);
	CHECK(there(temp[0]));
	unlink(temp[0]);
}

static void
names(ecert_ctx *ctx)
{
	static const struct {
		const char *name;
		bool        yes;
	} rows[] = {
		{ "out.ecert-0.tmp", true }, { "./out.ecert-99.tmp", true },
		{ "out.ecert-100.tmp", false }, { "out.ecert-00.tmp", false },
		{ "out.ecert-0.tm", false }, { "ou.ecert-0.tmp", false }, { "out", false },
	};
	char name[400];
	size_t i;
	bool yes;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("whether it would be removed: %s", rows[i].name);
		snprintf(name, sizeof(name), "%s/%s", unit_dir(), rows[i].name);
		CHECK_OK(ctx, eci_out_would_remove(ctx, path, name, &yes));
		CHECK_INT(yes, rows[i].yes);
	}
}

/* Writes and sweeps, as the others do at the same moment. */
static int
worker(unsigned seed)
{
	ecert_ctx *ctx = ecert_ctx_new();
	char text[4096];
	unsigned i;

	memset(text, 'a' + (int)(seed % 26), sizeof(text));
	for (i = 0; i < 300; i++)
		if (write_out(ctx, text, sizeof(text)) != ECERT_OK ||
		    eci_out_sweep(ctx, path) != ECERT_OK) {
			fprintf(stderr, "%s\n", ecert_errmsg(ctx));
			return 1;
		}
	ecert_ctx_free(ctx);
	return 0;
}

static void
crowd(ecert_ctx *ctx)
{
	struct eci_buf b = { 0 };
	unsigned i, bad = 0, n;
	pid_t pid[4];
	int status;

	unit_case("processes that write and sweep the same target do not disturb each other");
	for (i = 0; i < 4; i++)
		if ((pid[i] = fork()) == 0)
			_exit(worker(i));
	for (i = 0; i < 4; i++) {
		CHECK(waitpid(pid[i], &status, 0) == pid[i]);
		bad += status != 0;
	}
	CHECK_INT(bad, 0);
	CHECK_OK(ctx, eci_read_file(ctx, path, 1 << 20, &b));
	CHECK_INT(b.len, 4096);
	for (n = 1; n < b.len && b.ptr[n] == b.ptr[0]; n++)
		;
	CHECK_INT(n, b.len);
	eci_buf_free(&b);
	for (i = 0; i < 4; i++)
		CHECK(!there(temp[i]));
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	unsigned i;

	snprintf(path, sizeof(path), "%s/out", unit_dir());
	for (i = 0; i < 4; i++)
		snprintf(temp[i], sizeof(temp[i]), "%s.ecert-%u.tmp", path, i);
	dead(ctx);
	living(ctx);
	other(ctx);
	names(ctx);
	crowd(ctx);
	return unit_end();
}
