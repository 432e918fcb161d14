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
member(const char *key, const char *value)
{
	printf(",\"%s\":", key);
	if (value != NULL)
		tool_json_str(stdout, value);
	else
		fputs("null", stdout);
}

void
id_json_members(const ecert_id *id)
{
	size_t i;

	fputs("\"identifier\":", stdout);
	tool_json_str(stdout, ecert_id_text(id));
	member("ascii", ecert_id_ascii(id));
	member("root", ecert_id_root(id));
	printf(",\"root_known\":%s,\"type\":%d,\"type_name\":{\"zh\":",
	    ecert_id_root_known(id) ? "true" : "false", (int)ecert_id_type(id));
	tool_json_str(stdout, ecert_type_name(ecert_id_type(id), "zh"));
	member("en", ecert_type_name(ecert_id_type(id), "en"));
	putchar('}');
	member("issuer", ecert_id_issuer(id));
	member("authority", ecert_id_authority(id));
	member("serial", ecert_id_serial(id));
	printf(",\"revision\":%u", ecert_id_revision(id));
	member("separator", ecert_id_separator(id));
	fputs(",\"deviations\":[", stdout);
	for (i = 0; i < ecert_id_deviation_count(id); i++) {
		fputs(i > 0 ? ",{\"code\":" : "{\"code\":", stdout);
		tool_json_str(stdout, ecert_id_deviation_code(id, i));
		member("text", ecert_id_deviation_text(id, i));
		putchar('}');
	}
	putchar(']');
}

void
id_json_error(const ecert_ctx *ctx)
{
	fputs(",\"error\":{\"component\":", stdout);
	tool_json_str(stdout, ecert_id_fault_component(ctx));
	printf(",\"position\":%zu", ecert_id_fault_position(ctx));
	member("rule", ecert_id_fault_rule(ctx));
	putchar('}');
}

void
id_json_fail(const ecert_ctx *ctx, const char *key, const char *value, ecert_err e,
    const char *message)
{
	if (message == NULL && *(message = ecert_errmsg(ctx)) == '\0')
		message = ecert_err_text(e);
	printf("{\"%s\":", key);
	tool_json_str(stdout, value);
	if (e == ECERT_E_ID)
		id_json_error(ctx);
	else
		printf(",\"error\":{\"code\":\"%s\"}", ecert_err_name(e));
	member("message", message);
	puts("}");
}

void
id_print(const struct tool_args *a, const ecert_id *id)
{
	if (!a->json) {
		puts(ecert_id_text(id));
		return;
	}
	putchar('{');
	id_json_members(id);
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
