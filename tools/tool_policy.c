/* SPDX-License-Identifier: Apache-2.0 */
/* tool_policy.c - policies by name or file, see ecert-policy(5), and what they say of
 * certificates and seals that are about to end. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tool.h"

#define DAY 86400

static ecert_rules *kept;

static void
free_kept(void)
{
	ecert_rules_free(kept);
	kept = NULL;
}

/* A name has no slash and no ending: "metrology" is never a file. */
static bool
is_file(const char *s)
{
	static const char ending[] = ".policy";
	size_t n = strlen(s), k = sizeof(ending) - 1;

	return strchr(s, '/') != NULL || (n > k && strcmp(s + n - k, ending) == 0);
}

const char *
tool_policy_file(const struct tool_args *a)
{
	const char *s = tool_get(a, "policy");

	if (s == NULL)
		s = tool_conf("policy", 0);
	return s != NULL && is_file(s) ? s : NULL;
}

/* The library's message names the policy or the file itself. */
static void
must(ecert_ctx *ctx, const char *where, ecert_err e)
{
	if (e == ECERT_OK)
		return;
	if (where != NULL)
		tool_fail("%s: policy: %s", where, tool_phrase(ctx, ecert_errmsg(ctx)));
	else
		tool_fail("--policy: %s", tool_phrase(ctx, ecert_errmsg(ctx)));
	tool_quit();
}

const ecert_rules *
tool_rules(ecert_ctx *ctx, const struct tool_args *a, const char *by_default)
{
	const char *s = tool_get(a, "policy"), *where = NULL;

	if (s == NULL && (s = tool_conf("policy", 0)) != NULL)
		where = tool_conf_where("policy", 0);
	if (s == NULL)
		s = by_default;
	if (s == NULL)
		return NULL;
	must(ctx, where, is_file(s) ? ecert_rules_load_file(ctx, s, &kept) :
	    ecert_rules_builtin(ctx, s, &kept));
	if (atexit(free_kept) != 0)
		tool_warn(_("out of memory"));
	return kept;
}

static const char *
noun(enum tool_what what)
{
	switch (what) {
	case TOOL_SEAL:
		return _("the electronic seal");
	case TOOL_MAKER:
		return _("the seal maker's certificate");
	case TOOL_USER:
		return _("a certificate of those who may sign with it");
	default:
		return _("the certificate");
	}
}

void
tool_remind(const ecert_rules *rules, const char *path, enum tool_what what, int64_t until,
    bool over)
{
	time_t now = time(NULL), end = (time_t)until;
	char day[32] = "?";
	struct tm tm;

	if (gmtime_r(&end, &tm) != NULL)
		strftime(day, sizeof(day), "%Y-%m-%dT%H:%M:%SZ", &tm);
	switch (ecert_rules_reminder(rules, until, now)) {
	case ECERT_REMIND_SOON:
		tool_warn(_("%s: %s ends on %s (days left: %lld)"), path, noun(what), day,
		    (long long)(until - now) / DAY);
		break;
	case ECERT_REMIND_URGENT:
		tool_warn(_("%s: %s ends on %s (days left: %lld): have it renewed now"), path,
		    noun(what), day, (long long)(until - now) / DAY);
		break;
	case ECERT_REMIND_ENDED:
		if (over)
			tool_warn(_("%s: %s ended on %s"), path, noun(what), day);
		break;
	default:
		break;
	}
}
