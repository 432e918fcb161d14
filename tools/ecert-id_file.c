/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-id_file.c - verb set. */
#include <stdlib.h>
#include <string.h>

#include "ecert-id.h"

/* Trouble: its message, and with --json its line. */
static int
failed(ecert_ctx *ctx, const struct tool_args *a, const char *key, ecert_err e)
{
	const char *path = a->v[0];

	tool_err(ctx, strcmp(path, "-") == 0 ? _("standard input") : path, e);
	if (a->json)
		id_json_fail(ctx, key, path, e, NULL);
	return TOOL_TROUBLE;
}

/* The document of the first operand; key names it in JSON. */
static int
open_doc(ecert_ctx *ctx, const struct tool_args *a, const char *key, ecert_doc **doc)
{
	const char *why, *path = a->v[0];
	ecert_err e;
	uint8_t *p;
	size_t len;

	if (strcmp(path, "-") != 0)
		e = ecert_doc_open(ctx, path, doc);
	else if ((p = tool_try_read(path, &len, &why)) != NULL) {
		e = ecert_doc_open_mem(ctx, p, len, NULL, doc);
		free(p);
	} else {
		if (a->json)
			id_json_fail(ctx, key, path, ECERT_E_IO, why);
		return TOOL_TROUBLE;
	}
	return e == ECERT_OK ? TOOL_OK : failed(ctx, a, key, e);
}

/* What is embedded stays for years: read leniently, written strictly. */
static ecert_err
read_to_write(ecert_ctx *ctx, const struct tool_args *a, const char *text, ecert_id **out)
{
	ecert_id_opts *how = id_read_opts(ctx, a);
	ecert_id *id = NULL;
	ecert_err e = ecert_id_parse(ctx, how, text, strlen(text), &id);

	if (e == ECERT_OK) {
		id_warn_deviations(id);
		e = ecert_id_make(ctx, ecert_id_root(id), ecert_id_type(id), ecert_id_issuer(id),
		    ecert_id_authority(id), ecert_id_serial(id), ecert_id_revision(id), out);
	}
	ecert_id_free(id);
	ecert_id_opts_free(how);
	return e;
}

static int
save(ecert_ctx *ctx, const struct tool_args *a, ecert_doc *doc, const char *path)
{
	uint8_t *p = NULL;
	ecert_err e;
	size_t len;
	int status;

	if (strcmp(path, "-") != 0) {
		if ((e = ecert_doc_save(ctx, doc, path)) == ECERT_OK)
			return TOOL_OK;
		tool_err(ctx, path, e);
		if (a->json)
			id_json_fail(ctx, "input", a->v[0], e, NULL);
		return TOOL_TROUBLE;
	}
	if ((e = ecert_doc_save_mem(ctx, doc, &p, &len)) != ECERT_OK)
		return failed(ctx, a, "input", e);
	status = tool_write(path, p, len);
	ecert_free(p);
	return status;
}

/* {"input":...,"output":...,"identifier":...} */
static void
report(const char *in, const char *out, const ecert_id *id)
{
	fputs("{\"input\":", stdout);
	tool_json_str(stdout, in);
	fputs(",\"output\":", stdout);
	tool_json_str(stdout, out);
	fputs(",\"identifier\":", stdout);
	tool_json_str(stdout, ecert_id_text(id));
	puts("}");
}

static int
embed(ecert_ctx *ctx, const struct tool_args *a, const ecert_id *id, const char *out)
{
	uint32_t flags = (tool_has(a, "replace") ? ECERT_TAG_REPLACE : 0u) |
	    (tool_has(a, "no-mirror") ? ECERT_TAG_NO_MIRROR : 0u);
	ecert_doc *doc = NULL;
	ecert_err e;
	int status;

	if ((status = open_doc(ctx, a, "input", &doc)) != TOOL_OK)
		return status;
	if ((e = ecert_doc_set_id(ctx, doc, id, flags)) != ECERT_OK)
		status = failed(ctx, a, "input", e);
	else
		status = save(ctx, a, doc, out);
	ecert_doc_free(doc);
	if (status == TOOL_OK && a->json)
		report(a->v[0], out, id);
	return status;
}

int
id_set(int argc, char **argv)
{
	static const struct tool_opt opts[] = {
		{ "out", 'o', true, false, "OUT.ofd", N_("the new file; not FILE.ofd itself") },
		{ "replace", 0, false, false, NULL, N_("also when there is an identifier") },
		{ "no-mirror", 0, false, false, NULL, N_("no copy in the document information") },
		ID_OPT_ROOT, ID_OPT_STRICT, ID_OPT_END
	};
	struct tool_args a = { .usage = N_("ecert-id set [--replace] [--no-mirror] [--root OID]... [--strict] [--json] "
	    "-o OUT.ofd FILE.ofd ID"),
	    .opts = opts };
	ecert_ctx *ctx = tool_ctx();
	ecert_id *id = NULL;
	const char *out;
	ecert_err e;
	int status;

	tool_parse(&a, argc, argv);
	tool_operands(&a, 2, 2, "FILE.ofd ID");
	out = tool_need(&a, "out");
	if (strcmp(out, "-") != 0 && tool_same_file(out, a.v[0]))
		tool_usage(_("%s: input and output are one file"), out);
	if (a.json && strcmp(out, "-") == 0)
		tool_usage(_("--json and -o - would both go to standard output"));
	if ((e = read_to_write(ctx, &a, a.v[1], &id)) != ECERT_OK) {
		tool_err(ctx, NULL, e);
		if (a.json)
			id_json_fail(ctx, "input", a.v[0], e, NULL);
		status = tool_status(e);
	} else
		status = embed(ctx, &a, id, out);
	ecert_id_free(id);
	ecert_ctx_free(ctx);
	return status;
}
