/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-id.c - certificate identifiers: the verbs, and how results look. */
#include "ecert-id.h"

static const char usage[] = N_("ecert-id VERB [OPTION]... [ARGUMENT]...");

static const struct tool_verb verbs[] = {
	{ "new", id_new, N_("an identifier from its components") },
	{ "parse", id_parse, N_("the components of an identifier") },
	{ "next", id_next, N_("the identifier of the next revision") },
	{ "check", id_check, N_("whether an identifier is well formed") },
	{ "name", id_name, N_("a file name after clause 4.4") },
	{ "get", id_get, N_("the identifier in an OFD file") },
	{ "set", id_set, N_("embeds an identifier in an OFD file") },
	{ NULL, NULL, NULL }
};

ecert_id_opts *
id_read_opts(ecert_ctx *ctx, const struct tool_args *a)
{
	bool given = tool_has(a, "root");
	ecert_id_opts *opts = NULL;
	const char *root;
	ecert_err e;
	size_t i;

	tool_must(ctx, NULL, ecert_id_opts_new(ctx, &opts));
	for (i = 0; (root = given ? tool_get_nth(a, "root", i) : tool_conf("root", i)) != NULL; i++) {
		if ((e = ecert_id_opts_add_root(ctx, opts, root)) != ECERT_OK && given)
			tool_usage("--root %s: %s", root, ecert_errmsg(ctx));
		tool_must_set(ctx, given ? NULL : tool_conf_where("root", i), "root", root, e);
	}
	ecert_id_opts_set_strict(opts, tool_has(a, "strict"));
	return opts;
}

static void
member(FILE *f, const char *key, const char *value)
{
	fprintf(f, ",\"%s\":", key);
	if (value != NULL)
		tool_json_str(f, value);
	else
		fputs("null", f);
}

void
id_json_members(FILE *f, const ecert_id *id)
{
	size_t i;

	fputs("\"identifier\":", f);
	tool_json_str(f, ecert_id_text(id));
	member(f, "ascii", ecert_id_ascii(id));
	member(f, "root", ecert_id_root(id));
	fprintf(f, ",\"root_known\":%s,\"type\":%d,\"type_name\":{\"zh\":",
	    ecert_id_root_known(id) ? "true" : "false", (int)ecert_id_type(id));
	tool_json_str(f, ecert_type_name(ecert_id_type(id), "zh"));
	member(f, "en", ecert_type_name(ecert_id_type(id), "en"));
	fputc('}', f);
	member(f, "issuer", ecert_id_issuer(id));
	member(f, "authority", ecert_id_authority(id));
	member(f, "serial", ecert_id_serial(id));
	fprintf(f, ",\"revision\":%u", ecert_id_revision(id));
	member(f, "separator", ecert_id_separator(id));
	fputs(",\"deviations\":[", f);
	for (i = 0; i < ecert_id_deviation_count(id); i++) {
		fputs(i > 0 ? ",{\"code\":" : "{\"code\":", f);
		tool_json_str(f, ecert_id_deviation_code(id, i));
		member(f, "text", ecert_id_deviation_text(id, i));
		fputc('}', f);
	}
	fputc(']', f);
}

void
id_json_error(FILE *f, const ecert_ctx *ctx)
{
	fputs(",\"error\":{\"component\":", f);
	tool_json_str(f, ecert_id_fault_component(ctx));
	fprintf(f, ",\"position\":%zu", ecert_id_fault_position(ctx));
	member(f, "rule", ecert_id_fault_rule(ctx));
	fputc('}', f);
}

/* ctx may be NULL where e is not ECERT_E_ID. */
static void
put_fail(FILE *f, const ecert_ctx *ctx, const char *key, const char *value, ecert_err e,
    const char *message)
{
	fprintf(f, "{\"%s\":", key);
	tool_json_str(f, value);
	if (e == ECERT_E_ID && ctx != NULL)
		id_json_error(f, ctx);
	else
		fprintf(f, ",\"error\":{\"code\":\"%s\"}", ecert_err_name(e));
	member(f, "message", message);
	fputs("}\n", f);
}

void
id_json_fail(const ecert_ctx *ctx, const char *key, const char *value, ecert_err e,
    const char *message)
{
	if (message == NULL && *(message = ecert_errmsg(ctx)) == '\0')
		message = ecert_err_text(e);
	put_fail(stdout, ctx, key, value, e, message);
}

void
id_json_file(FILE *f, const ecert_ctx *ctx, const char *file, ecert_err e, const char *message)
{
	put_fail(f, ctx, "file", file, e, message);
}

void
id_print(const struct tool_args *a, const ecert_id *id)
{
	if (!a->json) {
		puts(ecert_id_text(id));
		return;
	}
	putchar('{');
	id_json_members(stdout, id);
	puts("}");
}

void
id_warn_deviations(const ecert_id *id)
{
	size_t i;

	for (i = 0; i < ecert_id_deviation_count(id); i++)
		tool_warn("%s: %s", ecert_id_deviation_code(id, i), ecert_id_deviation_text(id, i));
}

int
main(int argc, char **argv)
{
	tool_start("ecert-id");
	return tool_dispatch(usage, verbs, argc, argv);
}
