/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-id_write.c - verbs new and name. */
#include <string.h>

#include "ecert-id.h"

/* One root: the option, else the configuration when it names just one. */
static const char *
one_root(const struct tool_args *a)
{
	const char *root = tool_get(a, "root");

	if (root == NULL && tool_conf("root", 1) != NULL)
		tool_usage(_("option --root is missing: the configuration has several"));
	if (root == NULL && (root = tool_conf("root", 0)) == NULL)
		root = tool_need(a, "root");
	return root;
}

/* The value of an option that is one digit. */
static unsigned
digit(const char *opt, const char *s, char low, char high)
{
	if (s[0] < low || s[0] > high || s[1] != '\0')
		tool_usage(_("--%s: '%s' is not a digit from %c to %c"), opt, s, low, high);
	return (unsigned)(s[0] - '0');
}

/* The context comes last: an option that is wrong ends the run. */
static ecert_err
make(ecert_ctx **ctx, const struct tool_args *a, ecert_id **id)
{
	const char *root = one_root(a), *type = tool_need(a, "type");
	const char *issuer = tool_need(a, "issuer"), *authority = tool_need(a, "authority");
	const char *serial = tool_need(a, "serial"), *revision = tool_get(a, "revision");
	unsigned t = digit("type", type, '1', '8');
	unsigned r = revision == NULL ? 0 : digit("revision", revision, '0', '9');

	*ctx = tool_ctx();
	return ecert_id_make(*ctx, root, (ecert_type)t, issuer, authority, serial, r, id);
}

int
id_new(int argc, char **argv)
{
	static const struct tool_opt opts[] = {
		{ "root", 0, true, false, "OID", N_("root code; else the one of the configuration") },
		{ "type", 0, true, false, "1..8", N_("certificate type, 4.5.5") },
		{ "issuer", 0, true, false, "CODE", N_("organisation code, GB 11714 or GB 32100") },
		{ "authority", 0, true, false, "TEXT", N_("authorisation, CNAS or CMA number") },
		{ "serial", 0, true, false, "TEXT", N_("certificate number") },
		{ "revision", 0, true, false, "N", N_("times it was changed, 0 to 9; default 0") },
		{ "ascii", 0, false, false, NULL, N_("with \".\" as separator, for codes and URLs") },
		ID_OPT_END
	};
	struct tool_args a = { .usage = N_("ecert-id new --root OID --type 1..8 --issuer CODE "
	    "--authority TEXT --serial TEXT [--revision N] [--ascii] [--json]"), .opts = opts,
	    .empty_ok = "authority" };
	ecert_ctx *ctx = NULL;
	ecert_id *id = NULL;
	ecert_err e;

	tool_parse(&a, argc, argv);
	tool_operands(&a, 0, 0, "");
	if ((e = make(&ctx, &a, &id)) != ECERT_OK)
		tool_err(ctx, NULL, e);
	else if (!tool_has(&a, "ascii") || a.json)
		id_print(&a, id);
	else if (ecert_id_ascii(id) != NULL)
		puts(ecert_id_ascii(id));
	else {
		tool_fail(_("no form with \".\": authority or serial has a separator in it"));
		e = ECERT_E_ID;
	}
	ecert_id_free(id);
	ecert_ctx_free(ctx);
	return tool_status(e);
}

/* 4.4.2 counts Chinese characters; everything from the radicals on is wide. */
static size_t
wide_characters(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t n = 0;

	for (; *p != '\0'; p++)
		n += (*p == 0xe2 && p[1] >= 0xba) || *p >= 0xe3;
	return n;
}

int
id_name(int argc, char **argv)
{
	static const struct tool_opt opts[] = {
		{ "type", 0, true, false, "1..8", N_("certificate type, 4.5.5") },
		{ "number", 0, true, false, "NO", N_("certificate number") },
		{ "instrument", 0, true, false, "NAME", N_("name of the instrument") },
		{ "serial", 0, true, false, "NO", N_("its serial number") },
		{ "unit", 0, true, false, "NAME", N_("who submitted it") },
		{ "issuer", 0, true, false, "NAME", N_("who issued the certificate") },
		ID_OPT_END
	};
	struct tool_args a = { .usage = N_("ecert-id name --type 1..8 --number NO --instrument NAME "
	    "--serial NO [--unit NAME] [--issuer NAME] [--json]"), .opts = opts };
	const char *number, *instrument, *serial;
	ecert_type type;
	char *name = NULL;
	ecert_ctx *ctx;

	tool_parse(&a, argc, argv);
	tool_operands(&a, 0, 0, "");
	type = (ecert_type)digit("type", tool_need(&a, "type"), '1', '8');
	number = tool_need(&a, "number");
	instrument = tool_need(&a, "instrument");
	serial = tool_need(&a, "serial");
	ctx = tool_ctx();
	tool_must(ctx, NULL, ecert_file_name(ctx, type, number, instrument, serial,
	    tool_get(&a, "unit"), tool_get(&a, "issuer"), &name));
	if (wide_characters(name) > 50)
		tool_warn(_("4.4.2: the name should not have more than 50 Chinese characters"));
	if (a.json) {
		fputs("{\"name\":", stdout);
		tool_json_str(stdout, name);
		puts("}");
	} else
		puts(name);
	ecert_free(name);
	ecert_ctx_free(ctx);
	return TOOL_OK;
}
