/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-id_read.c - verbs parse, check and next. */
#include <errno.h>
#include <limits.h>
#include <string.h>

#include "ecert-id.h"

/* More bytes than the characters an identifier may have: what is longer is
 * refused by the library just the same, and the rest of the line is dropped. */
#define LINE_BYTES 8192

static const struct tool_opt opts[] = { ID_OPT_ROOT, ID_OPT_STRICT, ID_OPT_END };
static const struct tool_opt check_opts[] = {
	ID_OPT_ROOT, ID_OPT_STRICT,
	{ "quiet", 'q', false, false, NULL, N_("nothing on standard output: the exit status tells") },
	ID_OPT_END
};

/* Prints the result for one text and returns its exit status. */
typedef int judge_fn(ecert_ctx *ctx, const struct tool_args *a, const ecert_id_opts *how,
    const char *text, size_t len, bool batch);

static bool
read_line(char *line, size_t *len)
{
	int c = getchar();

	*len = 0;
	if (c == EOF)
		return false;
	for (; c != EOF && c != '\n'; c = getchar())
		if (*len < LINE_BYTES)
			line[(*len)++] = (char)c;
	if (*len > 0 && line[*len - 1] == '\r')
		(*len)--;
	line[*len] = '\0';
	return true;
}

static int
each_line(ecert_ctx *ctx, const struct tool_args *a, const ecert_id_opts *how, judge_fn *judge)
{
	static const char bom[] = "\xef\xbb\xbf";
	char line[LINE_BYTES + 1];
	size_t len, skip, n;
	int status = TOOL_OK;

	for (n = 0; read_line(line, &len); n++) {
		skip = n == 0 && strncmp(line, bom, 3) == 0 ? 3 : 0;
		status = tool_worst(status, judge(ctx, a, how, line + skip, len - skip, true));
	}
	if (ferror(stdin)) {
		tool_fail(_("standard input: %s"), strerror(errno));
		return TOOL_TROUBLE;
	}
	if (n == 0) {
		tool_fail(_("standard input: no identifier"));
		return TOOL_TROUBLE;
	}
	return status;
}

static int
judge_all(const char *usage, const struct tool_opt *rows, int argc, char **argv, judge_fn *judge)
{
	struct tool_args a = { .usage = usage, .opts = rows };
	ecert_ctx *ctx = tool_ctx();
	ecert_id_opts *how;
	int status = TOOL_OK, i;

	tool_parse(&a, argc, argv);
	tool_operands(&a, 1, INT_MAX, "ID|-");
	how = id_read_opts(ctx, &a);
	for (i = 0; i < a.n; i++)
		status = tool_worst(status, strcmp(a.v[i], "-") == 0 ? each_line(ctx, &a, how, judge) :
		    judge(ctx, &a, how, a.v[i], strlen(a.v[i]), a.n > 1));
	ecert_id_opts_free(how);
	ecert_ctx_free(ctx);
	return status;
}

/* Translations align the values too. */
static void
print_parts(const ecert_id *id)
{
	const char *ascii = ecert_id_ascii(id);
	size_t i;

	printf(_("identifier: %s\n"), tool_show(ecert_id_text(id)));
	printf(_("ascii:      %s\n"), ascii != NULL ? tool_show(ascii) : "-");
	printf(_("root:       %s (%s)\n"), ecert_id_root(id),
	    ecert_id_root_known(id) ? _("known") : _("unchecked"));
	printf(_("type:       %d %s\n"), (int)ecert_id_type(id),
	    ecert_type_name(ecert_id_type(id), tool_lang()));
	printf(_("issuer:     %s\n"), ecert_id_issuer(id));
	printf(_("authority:  %s\n"), tool_show(ecert_id_authority(id)));
	printf(_("serial:     %s\n"), tool_show(ecert_id_serial(id)));
	printf(_("revision:   %u\n"), ecert_id_revision(id));
	printf(_("separator:  %s\n"), ecert_id_separator(id));
	for (i = 0; i < ecert_id_deviation_count(id); i++)
		printf(_("deviation:  %s: %s\n"), ecert_id_deviation_code(id, i),
		    ecert_id_deviation_text(id, i));
}

static void
open_object(const char *text)
{
	fputs("{\"input\":", stdout);
	tool_json_str(stdout, text);
}

static int
parse_one(ecert_ctx *ctx, const struct tool_args *a, const ecert_id_opts *how, const char *text,
    size_t len, bool batch)
{
	ecert_id *id = NULL;
	ecert_err e = ecert_id_parse(ctx, how, text, len, &id);

	if (e != ECERT_OK && e != ECERT_E_ID)
		tool_must(ctx, NULL, e);
	if (a->json || batch) {
		open_object(text);
		if (e == ECERT_OK) {
			putchar(',');
			id_json_members(stdout, id);
		} else
			id_json_error(stdout, ctx);
		puts("}");
	} else if (e == ECERT_OK)
		print_parts(id);
	else
		tool_err(ctx, NULL, e);
	ecert_id_free(id);
	return tool_status(e);
}

int
id_parse(int argc, char **argv)
{
	return judge_all(N_("ecert-id parse [--root OID]... [--strict] [--json] ID|-..."), opts, argc,
	    argv, parse_one);
}

/* The text of the deviation that speaks against an identifier even when it is
 * read leniently: its check character is there to be checked. */
static const char *
check_character(const ecert_id *id)
{
	size_t i;

	for (i = 0; id != NULL && i < ecert_id_deviation_count(id); i++)
		if (strcmp(ecert_id_deviation_code(id, i), "ISSUER_CHECK") == 0)
			return ecert_id_deviation_text(id, i);
	return NULL;
}

static void
print_check_json(const ecert_ctx *ctx, const ecert_id *id, const char *text, bool valid)
{
	open_object(text);
	printf(",\"valid\":%s", valid ? "true" : "false");
	if (id != NULL) {
		putchar(',');
		id_json_members(stdout, id);
	} else
		id_json_error(stdout, ctx);
	puts("}");
}

static int
check_one(ecert_ctx *ctx, const struct tool_args *a, const ecert_id_opts *how, const char *text,
    size_t len, bool batch)
{
	ecert_id *id = NULL;
	ecert_err e = ecert_id_parse(ctx, how, text, len, &id);
	const char *why = e != ECERT_OK ? ecert_errmsg(ctx) : check_character(id);

	(void)batch;
	if (e != ECERT_OK && e != ECERT_E_ID)
		tool_must(ctx, NULL, e);
	if (a->quiet)
		;
	else if (a->json)
		print_check_json(ctx, id, text, why == NULL);
	else if (why == NULL)
		printf(_("%s: valid\n"), tool_show(text));
	else
		printf(_("%s: not valid: %s\n"), tool_show(text), why);
	ecert_id_free(id);
	return why == NULL ? TOOL_OK : TOOL_INVALID;
}

int
id_check(int argc, char **argv)
{
	return judge_all(N_("ecert-id check [--root OID]... [--strict] [--json] [-q] ID|-..."), check_opts,
	    argc, argv, check_one);
}

int
id_next(int argc, char **argv)
{
	struct tool_args a = { .usage = N_("ecert-id next [--root OID]... [--strict] [--json] ID"),
	    .opts = opts };
	ecert_ctx *ctx = tool_ctx();
	ecert_id_opts *how;
	ecert_id *id = NULL, *next = NULL;
	ecert_err e;

	tool_parse(&a, argc, argv);
	tool_operands(&a, 1, 1, "ID");
	how = id_read_opts(ctx, &a);
	if ((e = ecert_id_parse(ctx, how, a.v[0], strlen(a.v[0]), &id)) == ECERT_OK &&
	    (e = ecert_id_next(ctx, id, &next)) == ECERT_OK) {
		id_warn_deviations(id);
		id_print(&a, next);
	} else {
		tool_err(ctx, NULL, e);
		if (a.json)
			id_json_fail(ctx, "input", a.v[0], e, NULL);
	}
	ecert_id_free(id);
	ecert_id_free(next);
	ecert_id_opts_free(how);
	ecert_ctx_free(ctx);
	return tool_status(e);
}
