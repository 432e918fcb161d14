/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tool_many.c - many files.  Threads examine them as they come and keep what is to be
 * said; it is said in the order of the files, so that the output does not depend on
 * how many threads there are.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "tool_many.h"
#include "tool_walk.h"

struct item {
	char    *path;
	uint8_t *data;             /* of a stream */
	size_t   len;
	ecert_err   e;             /* of a folder, or a stream */
	char       *why;
};
struct run {
	ecert_ctx              *ctx;
	const struct tool_args *a;
	const struct tool_many *m;
	struct tool_walk       *walk;
	int                     status;
	size_t                  texts;     /* printed */
	bool                    no_memory;
};

/* ---- what is to be said ---- */

static void
no_memory(struct tool_result *r)
{
	r->status = tool_worst(r->status, TOOL_TROUBLE);
	r->e = ECERT_E_NOMEM;
}

void
tool_result_fail(struct tool_result *r, const ecert_ctx *ctx, ecert_err e)
{
	const char *text = ecert_errmsg(ctx);

	r->status = tool_worst(r->status, tool_status(e));
	r->e = e;
	r->oserror = ecert_oserror(ctx);
	free(r->message);
	r->message = strdup(*text != '\0' ? text : ecert_err_text(e));
}

void
tool_result_say(struct tool_result *r, bool fail, const char *fmt, ...)
{
	char *text, **said = realloc(r->said, (r->n_said + 1) * sizeof(*said));
	va_list ap;
	int n;

	if (said == NULL) {
		no_memory(r);
		return;
	}
	r->said = said;
	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0 || (text = malloc((size_t)n + 2)) == NULL) {
		no_memory(r);
		return;
	}
	text[0] = fail ? 'f' : 'w';
	va_start(ap, fmt);
	vsnprintf(text + 1, (size_t)n + 1, fmt, ap);
	va_end(ap);
	r->said[r->n_said++] = text;
}

FILE *
tool_result_open(struct tool_result *r)
{
	static size_t ignored;
	FILE *f = open_memstream(&r->text, &ignored);

	if (f == NULL)
		no_memory(r);
	return f;
}

void
tool_result_close(struct tool_result *r, FILE *f)
{
	if (f != NULL && (ferror(f) | fclose(f)) != 0)
		no_memory(r);
}

static void
free_result(struct tool_result *r)
{
	size_t i;

	if (r == NULL)
		return;
	for (i = 0; i < r->n_said; i++)
		free(r->said[i]);
	free(r->said);
	free(r->text);
	free(r->message);
	free(r);
}

/* ---- what the pool calls ---- */

static void
free_item(struct item *item)
{
	free(item->path);
	free(item->data);
	free(item->why);
	free(item);
}

static struct item *
new_item(const struct tool_found *found)
{
	struct item *item = calloc(1, sizeof(*item));
	const char *why = found->why;

	if (item == NULL)
		return NULL;
	item->e = found->e;
	if ((item->path = strdup(found->path)) != NULL && found->e == ECERT_OK &&
	    strcmp(found->path, "-") == 0) {
		/* Read by one thread: a stream is there once. */
		item->data = tool_slurp("-", &item->len, &why);
		item->e = item->data != NULL ? ECERT_OK : ECERT_E_IO;
	}
	if (item->path == NULL || (item->e != ECERT_OK && (item->why = strdup(why)) == NULL)) {
		free_item(item);
		return NULL;
	}
	return item;
}

static int32_t
next_file(void *arg, void **out)
{
	struct run *r = arg;
	struct tool_found found;

	if (!tool_walk_next(r->walk, &found))
		return 0;
	if ((*out = new_item(&found)) == NULL)
		r->no_memory = true;
	return *out != NULL;
}

static void *
examine(void *arg, ecert_ctx *ctx, void *it)
{
	struct tool_result *result = calloc(1, sizeof(*result));
	const struct item *item = it;
	const struct run *r = arg;

	if (result != NULL && item->e == ECERT_OK)
		r->m->examine(r->m->arg, ctx, item->path, item->data, item->len, result);
	return result;
}

/* Who reads the objects must not miss a file. */
static void
print_failed(const struct run *r, const char *path, ecert_err e, const char *message)
{
	if (r->a->json && r->m->json != NULL)
		r->m->json(stdout, path, e, message);
}

/* A folder that cannot be read or has no document, or a stream. */
static void
say_trouble(struct run *r, const struct item *item)
{
	r->status = tool_worst(r->status, TOOL_TROUBLE);
	if (strcmp(item->path, "-") == 0)
		tool_fail("%s: %s", _("standard input"), item->why);
	else
		tool_warn("%s: %s", tool_show(item->path), item->why);
	print_failed(r, item->path, item->e, item->why);
}

static void
say_messages(struct run *r, const struct item *item, const struct tool_result *result)
{
	const char *message;
	size_t i;

	for (i = 0; i < result->n_said; i++)
		if (result->said[i][0] == 'f')
			tool_fail("%s", result->said[i] + 1);
		else
			tool_warn("%s", result->said[i] + 1);
	if (result->e == ECERT_OK)
		return;
	message = result->message != NULL ? result->message : ecert_err_text(result->e);
	if (result->text == NULL)
		print_failed(r, item->path, result->e, message);
	tool_err_text(r->ctx, strcmp(item->path, "-") == 0 && r->m->stream != NULL ?
	    _(r->m->stream) : item->path, message, result->oserror);
}

static void
tell(void *arg, void *it, void *res)
{
	struct tool_result *result = res;
	struct item *item = it;
	struct run *r = arg;

	if (item->e != ECERT_OK)
		say_trouble(r, item);
	else if (result == NULL)
		r->no_memory = true;
	else {
		if (result->text != NULL) {
			if (r->m->apart && r->texts++ > 0)
				putchar('\n');
			if (r->m->named)
				printf("%s: ", tool_show(item->path));
			printf("%s%s", result->text, r->m->line ? "\n" : "");
		}
		say_messages(r, item, result);
		if (r->m->told != NULL)
			r->m->told(r->m->arg, r->ctx, item->path, result);
		r->status = tool_worst(r->status, result->status);
	}
	free_result(result);
	free_item(item);
}

unsigned
tool_jobs(const struct tool_args *a)
{
	const char *jobs = tool_get(a, "jobs");

	return jobs != NULL ? (unsigned)tool_count("jobs", jobs, ECERT_THREADS_MAX) : 1;
}

int
tool_many(ecert_ctx *ctx, const struct tool_args *a, const struct tool_many *m)
{
	struct run r = { .ctx = ctx, .a = a, .m = m, .status = TOOL_OK };
	ecert_ctx *own = ecert_ctx_new();

	r.walk = tool_walk_new(a->v, a->n);
	if (own == NULL || r.walk == NULL)
		r.no_memory = true;
	else
		tool_must(own, NULL, ecert_pool_run(own, tool_jobs(a), 1, next_file, examine, tell, &r));
	if (r.no_memory) {
		tool_fail(_("out of memory"));
		r.status = TOOL_TROUBLE;
	}
	tool_walk_free(r.walk);
	ecert_ctx_free(own);
	return r.status;
}
