/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-sign_steps.c - signing in two steps: --prepare and --complete. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ecert-sign.h"

/* What the other step, or the state, decides. */
static const char *const not_prepare[] = { "key", "batch", "log", "operator", "tsa", "tsa-cmd",
	"tsa-sha256", "tsa-timeout", "pass-file", "pass-fd", "pass-env", NULL };
static const char *const not_complete[] = { "key", "cert", "seal", "place", "every-page",
	"place-at", "hit", "ride", "ride-pages", "ride-two-sided", "type", "identifier",
	"replace-identifier", "lock", "batch", "pass-file", "pass-fd", "pass-env", NULL };

static void
refuse_options(const struct tool_args *a, const char *step, const char *const *opts)
{
	for (; *opts != NULL; opts++)
		if (tool_has(a, *opts))
			tool_usage(_("--%s and --%s exclude each other"), step, *opts);
	if (tool_signer_given(a))
		tool_usage(_("--%s takes no key: the value is made elsewhere"), step);
}

bool
sign_in_steps(const struct tool_args *a)
{
	return tool_has(a, "prepare") || tool_has(a, "complete");
}

void
sign_check_steps(const struct tool_args *a)
{
	const char *step = tool_has(a, "prepare") ? "prepare" : "complete", *state = tool_get(a, step);
	const char *out = tool_get(a, "out");
	int i, streams = 0;

	if (state == NULL)
		return;
	if (tool_has(a, "prepare") && tool_has(a, "complete"))
		tool_usage(_("--%s and --%s exclude each other"), "prepare", "complete");
	refuse_options(a, step, tool_has(a, "prepare") ? not_prepare : not_complete);
	if (tool_has(a, "complete"))
		tool_operands(a, 2, 2, "SIGNATURE UNFINISHED.ofd");
	else
		tool_operands(a, 1, 1, "IN.ofd");
	if (strcmp(a->v[a->n - 1], "-") == 0 || (out != NULL && strcmp(out, "-") == 0))
		tool_usage(_("--%s: documents are files, not -"), step);
	for (i = 0; i < a->n; i++)
		streams += strcmp(a->v[i], "-") == 0;
	if (strcmp(state, "-") == 0 && (streams > 0 || (a->json && tool_has(a, "prepare"))))
		tool_usage(_("--%s: - is wanted for something else, too"), step);
}

ecert_signer *
sign_keyless(ecert_ctx *ctx, const struct tool_args *a, const char **name)
{
	struct setting cert = sign_setting(a, "cert");
	ecert_signer *signer = NULL;
	uint8_t *p;
	size_t n;

	if (cert.value == NULL)
		tool_usage(_("--%s needs --%s"), "prepare", "cert");
	p = tool_read(cert.value, &n);
	tool_must_set(ctx, cert.where, cert.key, cert.value,
	    ecert_signer_from_cert(ctx, p, n, &signer));
	free(p);
	*name = cert.value;
	return signer;
}

/* An input under another name, or under two. */
static void
keep_apart(const char *out, const char *in)
{
	if (strcmp(out, "-") == 0 || strcmp(in, "-") == 0 || !tool_same_file(out, in))
		return;
	tool_fail(_("%s: is read by this run and is not replaced"), out);
	tool_quit();
}

/* The state inside of the record: it is JSON itself. */
static char *
record(const char *in, const char *out, const char *state)
{
	char *text = NULL;
	size_t n;
	FILE *f = open_memstream(&text, &n);

	if (f == NULL)
		return NULL;
	fputs("{\"input\":", f);
	tool_json_str(f, in);
	fputs(",\"output\":", f);
	tool_json_str(f, out);
	fprintf(f, ",\"status\":\"prepared\",\"state\":%s}", state);
	if (fclose(f) != 0) {
		free(text);
		return NULL;
	}
	return text;
}

/* A folder that takes no state is known before the document is written. */
static void
check_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash == NULL ? strdup(".") : strndup(path, (size_t)(slash - path) + 1);
	int e = dir == NULL ? ENOMEM : access(dir, W_OK) != 0 ? errno : 0;

	free(dir);
	if (e == 0 || strcmp(path, "-") == 0)
		return;
	tool_fail("%s: %s", tool_show(path), strerror(e));
	tool_quit();
}

static int
write_state(const char *path, const char *state)
{
	size_t n = strlen(state);
	char *line = malloc(n + 2);
	int status;

	if (line == NULL) {
		tool_fail(_("out of memory"));
		return TOOL_TROUBLE;
	}
	memcpy(line, state, n);
	memcpy(line + n, "\n", 2);
	status = tool_write(path, line, n + 1);
	free(line);
	return status;
}

static int
prepare(ecert_ctx *ctx, const struct tool_args *a, const ecert_sign_job *job, const char *out,
    char **json)
{
	const char *in = a->v[0], *path = tool_get(a, "prepare");
	char *state = NULL;
	ecert_err e;
	int status;

	if (tool_same_file(path, out))
		tool_usage(_("--%s and --%s name one file"), "prepare", "out");
	keep_apart(path, in);
	check_folder(path);
	sign_guard_out(a, path);
	if (tool_trust_dir(a) != NULL)
		tool_guard_trust(path, tool_trust_dir(a));
	if ((e = ecert_sign_file_prepare(ctx, job, in, out, &state)) != ECERT_OK) {
		tool_err_doc(ctx, in, e);
		return tool_status(e);
	}
	/* Without its state the document cannot be completed. */
	if ((status = write_state(path, state)) != TOOL_OK)
		remove(out);
	if (status == TOOL_OK && json != NULL && (*json = record(in, out, state)) == NULL) {
		tool_fail(_("out of memory"));
		status = TOOL_TROUBLE;
	}
	ecert_free(state);
	return status;
}

/* What is wrong may be the state, the value or the document. */
static const char *
blamed(const ecert_ctx *ctx, const char *state, const char *value, const char *in)
{
	const char *msg = ecert_errmsg(ctx);

	if (strncmp(msg, "state: ", strlen("state: ")) == 0)
		return state;
	return strncmp(msg, "value: ", strlen("value: ")) == 0 ? value : in;
}

static int
complete(ecert_ctx *ctx, const struct tool_args *a, const ecert_sign_job *job, const char *out,
    char **json)
{
	const char *path = tool_get(a, "complete"), *given = a->v[0], *in = a->v[1];
	uint8_t *state, *answer, *value;
	size_t state_n, n, value_n;
	int status = TOOL_TROUBLE;
	ecert_err e;

	keep_apart(out, path);
	keep_apart(out, given);
	state = tool_read(path, &state_n);
	answer = tool_read(given, &n);
	if ((value = tool_value(answer, n, &value_n)) == NULL)
		tool_fail(_("%s: neither a signature value nor one in hex or base64"),
		    tool_show(given));
	else {
		e = ecert_sign_file_complete(ctx, job, in, (const char *)state, state_n, value,
		    value_n, out, json);
		if (e != ECERT_OK)
			tool_err_doc(ctx, blamed(ctx, path, given, in), e);
		status = tool_status(e);
	}
	free(state);
	free(answer);
	free(value);
	return status;
}

int
sign_steps(ecert_ctx *ctx, const struct tool_args *a, const ecert_sign_job *job, const char *out,
    char **json)
{
	return tool_has(a, "prepare") ? prepare(ctx, a, job, out, json) :
	    complete(ctx, a, job, out, json);
}
