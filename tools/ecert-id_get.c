/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-id_get.c - verb get: the identifiers in documents. */
#include <sys/stat.h>

#include <string.h>

#include "ecert-id.h"
#include "tool_many.h"

struct get {
	const struct tool_args *a;
	const ecert_id_opts    *how;
};

/* Sources of the identifier that contradict each other, and how it is written. */
static void
say_notes(struct tool_result *r, const ecert_doc *doc, const char *path, const ecert_id *id)
{
	size_t i;

	for (i = 0; i < ecert_doc_note_count(doc); i++)
		if (ecert_doc_note_reason(doc, i) == ECERT_R_ID_CONFLICT)
			tool_result_say(r, false, "%s: %s", path, ecert_doc_note_text(doc, i));
	for (i = 0; id != NULL && i < ecert_id_deviation_count(id); i++)
		tool_result_say(r, false, "%s: %s", ecert_id_deviation_code(id, i),
		    ecert_id_deviation_text(id, i));
}

static void
put_found(const struct get *g, FILE *f, const char *path, const ecert_id *id)
{
	if (g->a->json) {
		fputs("{\"file\":", f);
		tool_json_str(f, path);
		fputc(',', f);
		id_json_members(f, id);
		fputc('}', f);
	} else
		fputs(ecert_id_text(id), f);
	fputc('\n', f);
}

static void
found(const struct get *g, const char *path, const ecert_id *id, struct tool_result *r)
{
	FILE *f = tool_result_open(r);

	if (f != NULL)
		put_found(g, f, path, id);
	tool_result_close(r, f);
}

/* With --json where it is wrong, too, which only the context knows. */
static void
failed(const struct get *g, const ecert_ctx *ctx, const char *path, ecert_err e,
    struct tool_result *r)
{
	FILE *f;

	if (e == ECERT_E_NOTFOUND) {
		tool_result_say(r, true, _("%s: no identifier"), path);
		r->status = TOOL_INVALID;
	} else
		tool_result_fail(r, ctx, e);
	if (!g->a->json || (f = tool_result_open(r)) == NULL)
		return;
	id_json_file(f, ctx, path, e, e == ECERT_E_NOTFOUND ? "no identifier" :
	    r->message != NULL ? r->message : ecert_err_text(e));
	tool_result_close(r, f);
}

static void
get_one(void *arg, ecert_ctx *ctx, const char *path, const uint8_t *data, size_t len,
    struct tool_result *r)
{
	const struct get *g = arg;
	ecert_doc *doc = NULL;
	ecert_id *id = NULL;
	ecert_err e = data != NULL ? ecert_doc_open_mem(ctx, data, len, NULL, &doc) :
	    ecert_doc_open(ctx, path, &doc);

	if (e != ECERT_OK) {
		failed(g, ctx, path, e, r);
		/* What cannot be read was not examined, whatever is wrong with it. */
		r->status = TOOL_TROUBLE;
		return;
	}
	e = ecert_doc_get_id(ctx, doc, g->how, &id);
	say_notes(r, doc, path, id);
	if (e == ECERT_OK)
		found(g, path, id, r);
	else
		failed(g, ctx, path, e, r);
	ecert_id_free(id);
	ecert_doc_free(doc);
}

static void
put_trouble(FILE *f, const char *file, ecert_err e, const char *message)
{
	id_json_file(f, NULL, file, e, message);
}

static bool
is_folder(const char *path)
{
	struct stat st;

	return strcmp(path, "-") != 0 && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

int
id_get(int argc, char **argv)
{
	static const struct tool_opt opts[] = { ID_OPT_ROOT, ID_OPT_STRICT, TOOL_MANY_OPTS,
		ID_OPT_END };
	struct tool_args a = { .usage =
	    N_("ecert-id get [--root OID]... [--strict] [--json] [-j N] FILE|DIR|-..."), .opts = opts };
	struct get g = { .a = &a };
	struct tool_many many = { .examine = get_one, .json = put_trouble, .arg = &g,
		.stream = N_("standard input") };
	ecert_ctx *ctx = tool_ctx();
	ecert_id_opts *how;
	int status;

	tool_parse(&a, argc, argv);
	tool_many_operands(&a);
	how = id_read_opts(ctx, &a);
	g.how = how;
	many.named = !a.json && (a.n > 1 || tool_has(&a, "files") || is_folder(a.v[0]));
	status = tool_many(ctx, &a, &many);
	ecert_id_opts_free(how);
	ecert_ctx_free(ctx);
	return status;
}
