/* SPDX-License-Identifier: Apache-2.0 */
/* tool_signer.c - whose key signs: that of a file, of a device, or of a command. */
#include <stdlib.h>
#include <string.h>

#include "tool.h"

/* Options that name where the key is, beside the one of a file. */
static const struct source {
	const char      *opt;
	ecert_token_kind kind;       /* 0: a command */
} sources[] = {
	{ "skf", ECERT_TOKEN_SKF },
	{ "sdf", ECERT_TOKEN_SDF },
	{ "pkcs11", ECERT_TOKEN_PKCS11 },
	{ "signer-cmd", 0 },
};
#define N_SOURCES (sizeof(sources) / sizeof(sources[0]))

/* Settings that have an option of their own, and the source they are of. */
static const struct {
	const char *opt, *source;
} shortcuts[] = {
	{ "device", "skf" }, { "application", "skf" }, { "container", "skf" },
	{ "key-index", "sdf" },
};

static const struct source *
given_source(const struct tool_args *a)
{
	size_t i;

	for (i = 0; i < N_SOURCES; i++)
		if (tool_has(a, sources[i].opt))
			return &sources[i];
	return NULL;
}

static bool
has_token(const struct tool_args *a)
{
	const struct source *s = given_source(a);

	return s != NULL && s->kind != 0;
}

static void
check_one_source(const struct tool_args *a, const char *key)
{
	const struct source *first = given_source(a);
	size_t i;

	if (first == NULL)
		return;
	if (key != NULL && tool_has(a, key))
		tool_usage(_("--%s and --%s exclude each other"), key, first->opt);
	for (i = (size_t)(first - sources) + 1; i < N_SOURCES; i++)
		if (tool_has(a, sources[i].opt))
			tool_usage(_("--%s and --%s exclude each other"), first->opt,
			    sources[i].opt);
}

void
tool_signer_check(const struct tool_args *a, const char *key, const char *cert)
{
	static const char *const settings[] = { "token-config", "token-set" };
	size_t i;

	check_one_source(a, key);
	for (i = 0; i < sizeof(shortcuts) / sizeof(shortcuts[0]); i++)
		if (tool_has(a, shortcuts[i].opt) && !tool_has(a, shortcuts[i].source))
			tool_usage(_("--%s needs --%s"), shortcuts[i].opt, shortcuts[i].source);
	for (i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		if (tool_has(a, settings[i]) && !has_token(a))
			tool_usage(_("--%s needs --skf, --sdf or --pkcs11"), settings[i]);
	if (tool_has(a, "signer-cmd") && cert != NULL && !tool_has(a, cert))
		tool_usage(_("--%s needs --%s"), "signer-cmd", cert);
	if (tool_has(a, "signer-timeout") && !tool_has(a, "signer-cmd"))
		tool_usage(_("--%s needs --%s"), "signer-timeout", "signer-cmd");
}

bool
tool_signer_given(const struct tool_args *a)
{
	return given_source(a) != NULL;
}

/* A setting that is wrong is blamed on the option that gave it. */
static void
set(ecert_ctx *ctx, ecert_token *token, const char *opt, const char *name, const char *value,
    const char *shown)
{
	ecert_err e = ecert_token_set(ctx, token, name, value);

	if (e == ECERT_E_ARG)
		tool_usage("--%s %s: %s", opt, tool_show(shown), ecert_errmsg(ctx));
	tool_must(ctx, NULL, e);
}

/* NAME=VALUE */
static void
set_pair(ecert_ctx *ctx, ecert_token *token, const char *pair)
{
	const char *eq = strchr(pair, '=');
	char name[64];

	if (eq == NULL || eq == pair || (size_t)(eq - pair) >= sizeof(name))
		tool_usage(_("--token-set %s: not of the form NAME=VALUE"), tool_show(pair));
	snprintf(name, sizeof(name), "%.*s", (int)(eq - pair), pair);
	set(ctx, token, "token-set", name, eq + 1, pair);
}

/* where as for tool_must_set. */
static void
set_cert(ecert_ctx *ctx, ecert_token *token, const char *where, const char *path)
{
	uint8_t *p;
	ecert_err e;
	size_t n;

	p = tool_read(path, &n);
	e = ecert_token_set_cert(ctx, token, p, n);
	free(p);
	tool_must_set(ctx, where, "cert", path, e);
}

ecert_token *
tool_token(ecert_ctx *ctx, const struct tool_args *a, const char *cert)
{
	const struct source *s = given_source(a);
	ecert_token *token = NULL;
	const char *v;
	size_t i;

	tool_must(ctx, s->opt, ecert_token_new(ctx, s->kind, tool_get(a, s->opt), &token));
	/* What is said here goes before what a file says. */
	if ((v = tool_get(a, "token-config")) != NULL)
		tool_must(ctx, v, ecert_token_set_file(ctx, token, v));
	for (i = 0; i < sizeof(shortcuts) / sizeof(shortcuts[0]); i++)
		if ((v = tool_get(a, shortcuts[i].opt)) != NULL)
			set(ctx, token, shortcuts[i].opt, shortcuts[i].opt, v, v);
	for (i = 0; (v = tool_get_nth(a, "token-set", i)) != NULL; i++)
		set_pair(ctx, token, v);
	if (cert != NULL && (v = tool_get(a, cert)) != NULL)
		set_cert(ctx, token, NULL, v);
	return token;
}

/* Its certificate may be on the device: the message says where, and what it asked.  token
 * is taken over. */
static ecert_signer *
from_token(ecert_ctx *ctx, struct tool_args *a, ecert_token *token)
{
	ecert_signer *signer = NULL;
	ecert_err e = ecert_signer_from_token(ctx, token, tool_pin, a, &signer);

	ecert_token_free(token);
	tool_must(ctx, NULL, e);
	return signer;
}

ecert_signer *
tool_signer(ecert_ctx *ctx, struct tool_args *a, const char *cert, const char **name)
{
	const struct source *s = given_source(a);
	const char *file = cert != NULL ? tool_get(a, cert) : NULL;

	*name = file != NULL ? file : tool_get(a, s->opt);
	if (s->kind != 0)
		return from_token(ctx, a, tool_token(ctx, a, cert));
	return tool_signer_cmd(ctx, a, tool_get(a, "signer-cmd"), file);
}

/* ---- by the configuration ---- */

static const struct source *
source_of(const char *opt)
{
	size_t i;

	for (i = 0; i < N_SOURCES && strcmp(sources[i].opt, opt) != 0; i++)
		;
	return i < N_SOURCES ? &sources[i] : NULL;
}

const char *
tool_signer_conf(void)
{
	static const char *const keys[] = { "key", "skf", "sdf", "pkcs11", NULL };
	const char *key = tool_conf_last(keys);

	return key != NULL && strcmp(key, "key") == 0 ? NULL : key;
}

/* A library is code: that of the folder the tool happens to run in is not loaded. */
static void
check_library(const char *key, const char *lib)
{
	if (lib[0] == '/' || strchr(lib, '/') == NULL)
		return;
	tool_fail(_("%s: %s: a path from the root, or a name without a slash, is needed: %s"),
	    tool_conf_where(key, 0), key, lib);
	tool_quit();
}

ecert_signer *
tool_signer_conf_open(ecert_ctx *ctx, struct tool_args *a, const char **name)
{
	const char *key = tool_signer_conf(), *lib = tool_conf(key, 0), *v;
	ecert_token *token = NULL;

	check_library(key, lib);
	tool_must_set(ctx, tool_conf_where(key, 0), key, lib,
	    ecert_token_new(ctx, source_of(key)->kind, lib, &token));
	if ((v = tool_conf_beside("token-config", key)) != NULL)
		tool_must_set(ctx, tool_conf_where("token-config", 0), "token-config", v,
		    ecert_token_set_file(ctx, token, v));
	*name = lib;
	if ((v = tool_get(a, "cert")) != NULL || (v = tool_conf_beside("cert", key)) != NULL) {
		set_cert(ctx, token, tool_has(a, "cert") ? NULL : tool_conf_where("cert", 0), v);
		*name = v;
	}
	return from_token(ctx, a, token);
}
