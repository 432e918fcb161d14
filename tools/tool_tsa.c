/* SPDX-License-Identifier: Apache-2.0 */
/* tool_tsa.c - the time-stamp authority that is asked: by URL, or by a command. */
#include <stdlib.h>
#include <string.h>

#include "tool.h"

#define SECONDS 20
#define SECONDS_MAX 3600
/* As the library takes at most. */
#define ANSWER_MAX 65536

struct tool_tsa {
	ecert_tsa      *tsa;
	ecert_net      *net;
	struct tool_cmd cmd;
	char            shown[201];     /* cmd's text, for messages of any thread */
};

/* An ecert_tsa_fn. */
static int
ask_command(void *arg, ecert_ctx *ctx, const uint8_t *req, size_t n, uint8_t **resp, size_t *resp_n)
{
	const struct tool_tsa *t = arg;
	const char *why = tool_cmd(&t->cmd, req, n, resp, resp_n);
	char line[500];

	if (why == NULL)
		return 0;
	snprintf(line, sizeof(line), "--tsa-cmd %s: %s", t->shown, why);
	ecert_set_error(ctx, ECERT_E_IO, line);
	return 1;
}

static const char *
url_of(const struct tool_args *a, bool conf, const char **where)
{
	const char *url = tool_get(a, "tsa");

	*where = NULL;
	if (url == NULL && conf && !tool_has(a, "tsa-cmd") && (url = tool_conf("tsa", 0)) != NULL)
		*where = tool_conf_where("tsa", 0);
	return url != NULL && strcmp(url, "none") == 0 ? NULL : url;
}

/* The configuration is read last: only where it matters is it needed this early. */
static bool
any_tsa(const struct tool_args *a, bool conf)
{
	return tool_has(a, "tsa") || tool_has(a, "tsa-cmd") ||
	    (conf && tool_conf("tsa", 0) != NULL);
}

void
tool_tsa_check(const struct tool_args *a, bool conf)
{
	if (tool_has(a, "tsa") && tool_has(a, "tsa-cmd"))
		tool_usage(_("--tsa and --tsa-cmd exclude each other"));
	if (tool_has(a, "tsa-timeout")) {
		(void)tool_count("tsa-timeout", tool_get(a, "tsa-timeout"), SECONDS_MAX);
		if (!any_tsa(a, conf))
			tool_usage(_("--%s needs --tsa or --tsa-cmd"), "tsa-timeout");
	}
	if (tool_has(a, "tsa-sha256") && !any_tsa(a, conf))
		tool_usage(_("--%s needs --tsa or --tsa-cmd"), "tsa-sha256");
}

struct tool_tsa *
tool_tsa(ecert_ctx *ctx, const struct tool_args *a, bool conf)
{
	const char *where, *url = url_of(a, conf, &where), *limit = tool_get(a, "tsa-timeout");
	struct tool_tsa *t;

	if (url == NULL && !tool_has(a, "tsa-cmd"))
		return NULL;
	if ((t = calloc(1, sizeof(*t))) == NULL) {
		tool_fail(_("out of memory"));
		tool_quit();
	}
	t->cmd.text = tool_get(a, "tsa-cmd");
	t->cmd.max = ANSWER_MAX;
	if (t->cmd.text != NULL)
		snprintf(t->shown, sizeof(t->shown), "%s", tool_show(t->cmd.text));
	t->cmd.seconds = limit != NULL ?
	    (unsigned)tool_count("tsa-timeout", limit, SECONDS_MAX) : SECONDS;
	if (url != NULL) {
		tool_must(ctx, "--tsa", ecert_net_new(ctx, &t->net));
		ecert_net_set_timeout(t->net, t->cmd.seconds);
		tool_must_set(ctx, where, "tsa", url, ecert_tsa_from_url(ctx, t->net, url, &t->tsa));
	} else
		tool_must(ctx, "--tsa-cmd", ecert_tsa_new(ctx, ask_command, t, &t->tsa));
	ecert_tsa_set_sha256(t->tsa, tool_has(a, "tsa-sha256"));
	return t;
}

const ecert_tsa *
tool_tsa_of(const struct tool_tsa *t)
{
	return t != NULL ? t->tsa : NULL;
}

void
tool_tsa_free(struct tool_tsa *t)
{
	if (t == NULL)
		return;
	ecert_tsa_free(t->tsa);
	ecert_net_free(t->net);
	free(t);
}
