/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define WRITERS 6
#define LINES 200

static char path[256];

static ecert_err
add(ecert_ctx *ctx, const char *line)
{
	struct eci_append *a;
	ecert_err e;

	if ((e = eci_append_open(ctx, path, '{', &a)) == ECERT_OK)
		e = eci_append_line(ctx, a, line);
	eci_append_close(a);
	return e;
}

static void
check_content(ecert_ctx *ctx, const char *want)
{
	struct eci_buf b = { 0 };

	CHECK_OK(ctx, eci_read_file(ctx, path, 1 << 22, &b));
	CHECK_STR((char *)b.ptr, want);
	eci_buf_free(&b);
}

static void
put(const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0640);

	CHECK(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
}

static void
check_last(ecert_ctx *ctx, const char *content, const char *want)
{
	struct eci_append *a;
	struct eci_bytes last;

	put(content);
	CHECK_OK(ctx, eci_append_open(ctx, path, '{', &a));
	if (a == NULL)
		return;
	CHECK_INT(eci_append_last(a, &last), want != NULL);
	if (want != NULL)
		CHECK_MEM(last.ptr, last.len, want, strlen(want));
	eci_append_close(a);
}

static void
lines(ecert_ctx *ctx)
{
	struct stat st;

	unit_case("a new file has mode 0640, and each line its end");
	umask(022);
	CHECK_OK(ctx, add(ctx, "{1}"));
	CHECK(stat(path, &st) == 0 && (st.st_mode & 0777) == 0640);
	CHECK_OK(ctx, add(ctx, "{2}"));
	check_content(ctx, "{1}\n{2}\n");
	unit_case("a torn line stays on a line of its own");
	put("{1}\n{2");
	CHECK_OK(ctx, add(ctx, "{3}"));
	check_content(ctx, "{1}\n{2\n{3}\n");
	unit_case("a file that was removed meanwhile is made anew");
	unlink(path);
	CHECK_OK(ctx, add(ctx, "{4}"));
	check_content(ctx, "{4}\n");
	unit_case("the last line");
	check_last(ctx, "", NULL);
	check_last(ctx, "{1}\n", "{1}");
	check_last(ctx, "{1}\n{22}\n", "{22}");
	check_last(ctx, "{1}\n{2", "{2");
	check_last(ctx, "{", "{");
	check_last(ctx, "{1}\n\n", "");
}

static void
long_lines(ecert_ctx *ctx)
{
	struct eci_bytes last;
	struct eci_append *a;
	char *big = calloc(1, ECI_APPEND_MAX + 2);
	size_t n;

	unit_case("a line as long as one may be, and one more byte");
	memset(big, 'x', ECI_APPEND_MAX);
	put("{1}\n");
	CHECK_OK(ctx, add(ctx, big));
	CHECK_OK(ctx, eci_append_open(ctx, path, '{', &a));
	CHECK(a != NULL && eci_append_last(a, &last));
	CHECK_MEM(last.ptr, last.len, big, ECI_APPEND_MAX);
	eci_append_close(a);
	big[ECI_APPEND_MAX] = 'x';
	CHECK_ERR(ctx, add(ctx, big), ECERT_E_LIMIT);
	unit_case("last lines around the first block that is read");
	for (n = 4090; n < 4100; n++) {
		memset(big, 'y', n);
		big[n] = '\0';
		put("{1}\n");
		CHECK_OK(ctx, add(ctx, big));
		CHECK_OK(ctx, eci_append_open(ctx, path, '{', &a));
		CHECK(a != NULL && eci_append_last(a, &last));
		CHECK_MEM(last.ptr, last.len, big, n);
		eci_append_close(a);
	}
	unit_case("a file whose last line is too long is none of ours");
	memset(big, 'z', ECI_APPEND_MAX + 1);
	put("{1}\n");
	n = (size_t)open(path, O_WRONLY | O_APPEND);
	CHECK(write((int)n, big, ECI_APPEND_MAX + 1) == ECI_APPEND_MAX + 1);
	CHECK(write((int)n, big, 2) == 2);
	close((int)n);
	CHECK_ERR(ctx, add(ctx, "{2}"), ECERT_E_LIMIT);
	unlink(path);
	free(big);
}

static void
refused(ecert_ctx *ctx)
{
	char other[300];
	struct stat st;

	unit_case("a file that begins with something else");
	put("PK\003\004");
	CHECK_ERR(ctx, add(ctx, "{1}"), ECERT_E_IO);
	check_content(ctx, "PK\003\004");
	unlink(path);
	unit_case("a symbolic link");
	snprintf(other, sizeof(other), "%s.other", path);
	CHECK_INT(symlink(other, path), 0);
	CHECK_ERR(ctx, add(ctx, "{1}"), ECERT_E_IO);
	CHECK(strstr(ecert_errmsg(ctx), "symbolic link") != NULL);
	CHECK(stat(other, &st) != 0);
	unlink(path);
	unit_case("a pipe with a name, a folder");
	CHECK_INT(mkfifo(path, 0600), 0);
	CHECK_ERR(ctx, add(ctx, "{1}"), ECERT_E_IO);
	unlink(path);
	CHECK_INT(mkdir(path, 0700), 0);
	CHECK_ERR(ctx, add(ctx, "{1}"), ECERT_E_IO);
	rmdir(path);
	unit_case("a folder that is not there");
	snprintf(other, sizeof(other), "%s", path);
	snprintf(path, sizeof(path), "/nonexistent/log");
	CHECK_ERR(ctx, add(ctx, "{1}"), ECERT_E_IO);
	snprintf(path, sizeof(path), "%.250s", other);
}

/* As on a full disk: the write is cut short at the limit. */
static int
write_limited(void)
{
	struct rlimit r = { 6, 6 };
	ecert_ctx *ctx = ecert_ctx_new();
	ecert_err e;

	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &r) != 0)
		return 1;
	e = add(ctx, "{2345678}");
	r.rlim_cur = (rlim_t)ecert_oserror(ctx);
	ecert_ctx_free(ctx);
	return e == ECERT_E_IO && r.rlim_cur == EFBIG ? 0 : 2;
}

static void
no_room(ecert_ctx *ctx)
{
	int status = -1;
	pid_t pid;

	unit_case("nothing is left of a line for which there is no room");
	put("{1}\n");
	if ((pid = fork()) == 0)
		_exit(write_limited());
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK_INT(status, 0);
	check_content(ctx, "{1}\n");
}

static int
writer(unsigned id)
{
	ecert_ctx *ctx = ecert_ctx_new();
	char line[400];
	unsigned i, n;

	for (i = 0; i < LINES; i++) {
		n = (unsigned)snprintf(line, sizeof(line), "{%u.%u ", id, i);
		memset(line + n, 'a' + (int)id, 200 + i % 150);
		line[n + 200 + i % 150] = '\0';
		if (add(ctx, line) != ECERT_OK)
			return 1;
	}
	ecert_ctx_free(ctx);
	return 0;
}

/* Whole, of one writer, and the next of his. */
static bool
is_next(const char *line, const char *end, unsigned next[WRITERS])
{
	unsigned id, i;
	int n = 0;

	if (sscanf(line, "{%u.%u %n", &id, &i, &n) != 2 || id >= WRITERS || i != next[id])
		return false;
	next[id]++;
	for (line += n; line < end && *line == 'a' + (int)id; line++, n++)
		;
	return line == end;
}

static void
crowd(ecert_ctx *ctx)
{
	struct eci_buf b = { 0 };
	unsigned i, bad = 0, next[WRITERS] = { 0 };
	pid_t pid[WRITERS];
	const char *p, *end;
	int status;

	unit_case("lines of several processes are whole, in order, and all there");
	unlink(path);
	for (i = 0; i < WRITERS; i++)
		if ((pid[i] = fork()) == 0)
			_exit(writer(i));
	for (i = 0; i < WRITERS; i++) {
		CHECK(waitpid(pid[i], &status, 0) == pid[i]);
		bad += status != 0;
	}
	CHECK_OK(ctx, eci_read_file(ctx, path, 1 << 22, &b));
	for (p = (char *)b.ptr; p != NULL && *p != '\0' && (end = strchr(p, '\n')) != NULL; p = end + 1)
		bad += !is_next(p, end, next);
	for (i = 0; i < WRITERS; i++)
		bad += next[i] != LINES;
	CHECK_INT(bad, 0);
	eci_buf_free(&b);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	snprintf(path, sizeof(path), "%s/log", unit_dir());
	lines(ctx);
	long_lines(ctx);
	refused(ctx);
	no_room(ctx);
	crowd(ctx);
	return unit_end();
}
