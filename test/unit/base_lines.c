/* SPDX-License-Identifier: Apache-2.0 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "unit.h"

static const char *
put(const char *name, const char *text, size_t n)
{
	static char path[400];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", unit_dir(), name);
	if ((f = fopen(path, "wb")) == NULL || fwrite(text, 1, n, f) != n || fclose(f) != 0)
		exit(1);
	return path;
}

/* The lines joined by "|"; a refused one is "!". */
static void
lines_are(ecert_ctx *ctx, struct eci_lines *l, const char *want)
{
	char got[4096] = "", *line;
	size_t len = 0, at = 0;
	ecert_err e;

	for (;;) {
		e = eci_lines_next(ctx, l, &line, &len);
		if (e == ECERT_OK && line == NULL)
			break;
		if (e != ECERT_OK && e != ECERT_E_LIMIT) {
			unit_fail(__FILE__, __LINE__, "%s", ecert_errmsg(ctx));
			break;
		}
		CHECK(e != ECERT_OK || len == strlen(line));
		at += (size_t)snprintf(got + at, sizeof(got) - at, "%s|", e == ECERT_OK ? line : "!");
	}
	CHECK_STR(got, want);
}

static void
test_lines(ecert_ctx *ctx)
{
	static const struct { const char *name, *text, *want; uint64_t n; } rows[] = {
		{ "nothing", "", "", 0 },
		{ "one line", "a\n", "a|", 1 },
		{ "one line without its end", "a", "a|", 1 },
		{ "an empty line", "\n", "|", 1 },
		{ "empty lines count", "\n\na\n\n", "||a||", 4 },
		{ "cr stays", "a\r\nb\r", "a\r|b\r|", 2 },
		{ "as long as may be", "12345678\n1\n", "12345678|1|", 2 },
		{ "one byte more", "123456789\n1\n", "!|1|", 2 },
		{ "the last is too long", "1\n1234567890123", "1|!|", 2 },
	};
	struct eci_lines *l = NULL;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		CHECK_OK(ctx, eci_lines_open(ctx, put("f", rows[i].text, strlen(rows[i].text)), 8, &l));
		lines_are(ctx, l, rows[i].want);
		CHECK_INT(eci_lines_number(l), rows[i].n);
		CHECK(eci_lines_again(l));
		lines_are(ctx, l, rows[i].want);
		CHECK_INT(eci_lines_number(l), rows[i].n);
		eci_lines_close(l);
	}
}

static void
test_pieces(ecert_ctx *ctx)
{
	size_t n = 200000, i, len, bad = 0;
	struct eci_lines *l = NULL;
	char *text = malloc(n), *line;

	unit_case("lines across the pieces a file is read in");
	for (i = 0; text != NULL && i < n; i++)
		text[i] = i % 1000 == 999 ? '\n' : 'x';
	CHECK_OK(ctx, eci_lines_open(ctx, put("f", text, n), 1000, &l));
	for (i = 0; i < n / 1000; i++)
		bad += eci_lines_next(ctx, l, &line, &len) != ECERT_OK || line == NULL || len != 999;
	CHECK_INT(bad, 0);
	CHECK(eci_lines_next(ctx, l, &line, &len) == ECERT_OK && line == NULL);
	CHECK(eci_lines_next(ctx, l, &line, &len) == ECERT_OK && line == NULL);
	eci_lines_close(l);
	unit_case("a line of 200,000 bytes");
	memset(text, 'x', n);
	CHECK_OK(ctx, eci_lines_open(ctx, put("f", text, n), n, &l));
	CHECK_OK(ctx, eci_lines_next(ctx, l, &line, &len));
	CHECK_INT(len, n);
	eci_lines_close(l);
	unit_case("a NUL is a byte like any");
	CHECK_OK(ctx, eci_lines_open(ctx, put("f", "a\0b\n", 4), 8, &l));
	CHECK_OK(ctx, eci_lines_next(ctx, l, &line, &len));
	CHECK_MEM(line, len, "a\0b", 3);
	eci_lines_close(l);
	free(text);
}

static void
test_open(ecert_ctx *ctx)
{
	struct eci_lines *l = NULL;

	unit_case("no such file, and a folder");
	CHECK_ERR(ctx, eci_lines_open(ctx, "/nonexistent/f", 8, &l), ECERT_E_IO);
	CHECK(l == NULL);
	CHECK_ERR(ctx, eci_lines_open(ctx, unit_dir(), 8, &l), ECERT_E_IO);
	CHECK_ERR(ctx, eci_lines_fd(ctx, -1, "x", 8, &l), ECERT_E_IO);
	CHECK(l == NULL);
	unit_case("its name is shown escaped");
	CHECK_OK(ctx, eci_lines_open(ctx, put("a\nb", "", 0), 8, &l));
	CHECK(strchr(eci_lines_name(l), '\n') == NULL);
	eci_lines_close(l);
	eci_lines_close(NULL);
}

static bool
is_set(void *arg)
{
	return atomic_load((atomic_int *)arg) != 0;
}

static void *
write_later(void *arg)
{
	const struct timespec t = { 0, 250000000L };
	int fd = *(int *)arg;

	nanosleep(&t, NULL);
	if (write(fd, "ate\nlast", 8) != 8)
		return arg;
	close(fd);
	return NULL;
}

static void
test_pipe(ecert_ctx *ctx)
{
	struct eci_lines *l = NULL;
	atomic_int stop = 0;
	pthread_t thread;
	char *line;
	size_t len;
	int ends[2];

	unit_case("a pipe that is slow");
	if (pipe(ends) != 0 || write(ends[1], "one\nl", 5) != 5) {
		unit_skip("no pipe");
		return;
	}
	CHECK_OK(ctx, eci_lines_fd(ctx, ends[0], "pipe", 8, &l));
	eci_lines_set_stop(l, is_set, &stop);
	CHECK(!eci_lines_again(l));
	pthread_create(&thread, NULL, write_later, &ends[1]);
	lines_are(ctx, l, "one|late|last|");
	pthread_join(thread, NULL);
	eci_lines_close(l);
	close(ends[0]);
	unit_case("a pipe that is silent, and a stop");
	if (pipe(ends) != 0 || write(ends[1], "one\n", 4) != 4)
		unit_skip("no pipe");
	CHECK_OK(ctx, eci_lines_fd(ctx, ends[0], "pipe", 8, &l));
	eci_lines_set_stop(l, is_set, &stop);
	CHECK_OK(ctx, eci_lines_next(ctx, l, &line, &len));
	atomic_store(&stop, 1);
	CHECK_ERR(ctx, eci_lines_next(ctx, l, &line, &len), ECERT_E_CANCELLED);
	CHECK(line == NULL);
	eci_lines_close(l);
	close(ends[0]);
	close(ends[1]);
}

/* Nobody is to wait for a line that may take long. */
static void
test_ready(ecert_ctx *ctx)
{
	struct eci_lines *l = NULL;
	char *line;
	size_t len;
	int ends[2];

	unit_case("of a pipe a line is ready once it is there");
	if (pipe(ends) != 0 || write(ends[1], "one\ntwo\nthr", 11) != 11) {
		unit_skip("no pipe");
		return;
	}
	CHECK_OK(ctx, eci_lines_fd(ctx, ends[0], "pipe", 8, &l));
	CHECK(!eci_lines_ready(l));
	CHECK_OK(ctx, eci_lines_next(ctx, l, &line, &len));
	CHECK(eci_lines_ready(l));
	CHECK_OK(ctx, eci_lines_next(ctx, l, &line, &len));
	CHECK(!eci_lines_ready(l));
	close(ends[1]);
	CHECK_OK(ctx, eci_lines_next(ctx, l, &line, &len));
	CHECK_STR(line, "thr");
	CHECK(eci_lines_ready(l));
	eci_lines_close(l);
	close(ends[0]);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_ready(ctx);
	test_lines(ctx);
	test_pieces(ctx);
	test_open(ctx);
	test_pipe(ctx);
	return unit_end();
}
