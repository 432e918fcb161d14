/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "job/job_batch.h"
#include "unit.h"

static struct eci_list *
open_list(ecert_ctx *ctx, const char *text, size_t n)
{
	struct eci_lines *lines = NULL;
	struct eci_list *list = NULL;
	char path[400];
	FILE *f;

	snprintf(path, sizeof(path), "%s/list", unit_dir());
	if ((f = fopen(path, "wb")) == NULL || fwrite(text, 1, n, f) != n || fclose(f) != 0 ||
	    eci_lines_open(ctx, path, ECI_LIST_LINE_MAX, &lines) != ECERT_OK ||
	    eci_list_open(ctx, lines, &list) != ECERT_OK)
		exit(1);
	return list;
}

/* "LINE:INPUT>OUTPUT;" of each item, "LINE!" of a bad one; the error of the list. */
static ecert_err
read_all(ecert_ctx *ctx, struct eci_list *list, char *got, size_t cap)
{
	struct eci_item *item = NULL;
	size_t at = 0;
	ecert_err e;

	got[0] = '\0';
	while ((e = eci_list_next(ctx, list, &item)) == ECERT_OK && item != NULL) {
		if (item->wrong != ECERT_OK)
			at += (size_t)snprintf(got + at, cap - at, "%d!", (int)item->line);
		else
			at += (size_t)snprintf(got + at, cap - at, "%d:%s>%s;", (int)item->line,
			    item->input, item->output);
		CHECK((item->wrong != ECERT_OK) == (item->message != NULL));
		eci_item_free(item);
	}
	CHECK(item == NULL || e == ECERT_OK);
	return e;
}

static void
test_good(ecert_ctx *ctx)
{
	static const struct { const char *name, *text, *want; uint64_t n; } rows[] = {
		{ "csv", "input,output\na,b\nc,d\n", "2:a>b;3:c>d;", 2 },
		{ "csv, columns in another order", "output,input\na,b\n", "2:b>a;", 1 },
		{ "csv with cr and byte order mark", "\xef\xbb\xbfinput,output\r\na,b\r\n", "2:a>b;", 1 },
		{ "csv, quoted, the mark before a quote", "\xef\xbb\xbf\"input\",\"output\"\n\"a,1\",b",
		    "2:a,1>b;", 1 },
		{ "csv with blank lines", "\n \ninput,output\n\na,b\n\r\n\n", "5:a>b;", 1 },
		{ "csv without lines", "input,output\n", "", 0 },
		{ "csv, too few and too many fields", "input,output\na\na,b,c\na,b\n", "2!3!4:a>b;", 3 },
		{ "csv, an empty field that is needed", "input,output\n,b\na,\n", "2!3!", 2 },
		{ "csv, a stray quote costs one line", "input,output\na,\"b\nc,d\n", "2!3:c>d;", 2 },
		{ "csv, not utf-8", "input,output\n\xb8\xf1,b\nc,d\n", "2!3:c>d;", 2 },
		{ "json lines", "{\"input\":\"a\",\"output\":\"b\"}\n{\"input\":\"c\",\"output\":\"d\"}",
		    "1:a>b;2:c>d;", 2 },
		{ "json after a mark and blanks", "\xef\xbb\xbf \n  {\"input\":\"a\",\"output\":\"b\"}\r\n",
		    "2:a>b;", 1 },
		{ "json, a bad line", "{\"input\":\"a\",\"output\":\"b\"}\n{\n{\"input\":\"c\",\"output\":"
		    "\"d\"}\n", "1:a>b;2!3:c>d;", 3 },
		{ "json, the first line is bad", "{\n", "1!", 1 },
		{ "nothing", "", "", 0 },
		{ "blanks", " \n\n", "", 0 },
	};
	struct eci_list *list;
	uint64_t n = 0;
	char got[300];
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		list = open_list(ctx, rows[i].text, strlen(rows[i].text));
		CHECK_OK(ctx, eci_list_count(ctx, list, &n));
		CHECK_INT(n, rows[i].n);
		CHECK_OK(ctx, read_all(ctx, list, got, sizeof(got)));
		CHECK_STR(got, rows[i].want);
		eci_list_close(list);
	}
}

static void
test_headers(ecert_ctx *ctx)
{
	static const struct { const char *text, *says; } rows[] = {
		{ "input,output,sael\n", "line 1: unknown column: sael" },
		{ "input;output\n", "unknown column: input;output" },
		{ "input,output,input\n", "two columns input" },
		{ "input\n", "no column output" },
		{ "output,seal\n", "no column input" },
		{ "\n\n\"input,output\n", "line 3: column 1" },
		{ "[{\"input\":\"a\"}]\n", "an object in each line" },
		{ "inp\xb8ut,output\n", "not UTF-8" },
		{ "a\x1b[31m,output\n", "unknown column" },
	};
	struct eci_list *list;
	char got[300];
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("header %zu: %s", i, rows[i].says);
		list = open_list(ctx, rows[i].text, strlen(rows[i].text));
		CHECK_ERR(ctx, read_all(ctx, list, got, sizeof(got)), ECERT_E_CONFIG);
		CHECK(strstr(ecert_errmsg(ctx), rows[i].says) != NULL);
		CHECK(strchr(ecert_errmsg(ctx), '\x1b') == NULL);
		eci_list_close(list);
	}
}

static void
test_bytes(ecert_ctx *ctx)
{
	static const char nul[] = "input,output\na\0x,b\nc,d\n";
	size_t n = ECI_LIST_LINE_MAX + 100;
	struct eci_list *list;
	char got[300], *text = malloc(n + 100);

	unit_case("a NUL byte costs one line");
	list = open_list(ctx, nul, sizeof(nul) - 1);
	CHECK_OK(ctx, read_all(ctx, list, got, sizeof(got)));
	CHECK_STR(got, "2!3:c>d;");
	eci_list_close(list);
	unit_case("a line that is too long costs one line");
	if (text == NULL)
		exit(1);
	memset(text, 'x', n + 100);
	memcpy(text, "input,output\n", 13);
	memcpy(text + n, "\nc,d\n", 5);
	list = open_list(ctx, text, n + 5);
	CHECK_OK(ctx, read_all(ctx, list, got, sizeof(got)));
	CHECK_STR(got, "2!3:c>d;");
	eci_list_close(list);
	unit_case("a header that is too long");
	memset(text, 'x', 100);
	list = open_list(ctx, text, n + 5);
	CHECK_ERR(ctx, read_all(ctx, list, got, sizeof(got)), ECERT_E_LIMIT);
	eci_list_close(list);
	eci_list_close(NULL);
	free(text);
}

static void
test_message(ecert_ctx *ctx)
{
	static const char text[] = "input,output\na,b,c\n";
	struct eci_list *list = open_list(ctx, text, sizeof(text) - 1);
	struct eci_item *item = NULL;

	unit_case("a bad line says list, line and reason, and what it has of names");
	CHECK_OK(ctx, eci_list_next(ctx, list, &item));
	CHECK(item != NULL && strstr(item->message, "/list: line 2: 3 fields, not 2 as in the header") !=
	    NULL);
	CHECK(item != NULL && strcmp(item->input, "a") == 0);
	eci_item_free(item);
	eci_list_close(list);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_good(ctx);
	test_headers(ctx);
	test_bytes(ctx);
	test_message(ctx);
	return unit_end();
}
