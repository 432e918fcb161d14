/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-key_days.c - ecert-key days: how long certificates and seals last, for whoever
 * looks every night. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ecert-key.h"

static const struct tool_opt opts[] = {
	{ "warn-days", 0, true, false, "N", N_("exit 1 where fewer than N days are left") },
	{ "time", 0, true, false, "T", N_("count from T instead of now") },
	{ NULL, 0, false, false, NULL, NULL }
};

long long
key_days_left(int64_t until, int64_t now)
{
	int64_t left = until - now;

	return left >= 0 ? left / 86400 : -((-left + 86399) / 86400);
}

struct count {
	const struct tool_args *a;
	const char             *path;
	int64_t                 now;
	bool                    limit;
	long long               warn;      /* where limit is set */
	int                     status;
};

/* kind is a word of the JSON, and in the catalogue. */
static void
put(struct count *c, const char *kind, const char *name, int64_t until)
{
	long long left = key_days_left(until, c->now);
	time_t end = (time_t)until;
	char day[32] = "?";
	struct tm tm;

	if (gmtime_r(&end, &tm) != NULL)
		strftime(day, sizeof(day), "%Y-%m-%dT%H:%M:%SZ", &tm);
	if (c->limit && left < c->warn)
		c->status = tool_worst(c->status, TOOL_INVALID);
	if (!c->a->json) {
		printf(_("%s: %lld days until %s: %s %s"), tool_show(c->path), left, day, _(kind),
		    name);
		putchar('\n');
		return;
	}
	fputs("{\"file\":", stdout);
	tool_json_str(stdout, c->path);
	printf(",\"kind\":\"%s\",\"name\":", kind);
	tool_json_str(stdout, name);
	printf(",\"until\":\"%s\",\"days_left\":%lld}\n", day, left);
}

static void
put_cert(void *arg, const char *subject, const char *serial, int64_t not_before,
    int64_t not_after)
{
	(void)serial;
	(void)not_before;
	put(arg, N_("certificate"), subject, not_after);
}

/* A seal is of no use once its maker's certificate or those of all its users ended. */
static void
put_seal(struct count *c, const ecert_seal *seal)
{
	size_t i;

	put(c, N_("seal"), tool_show(ecert_seal_name(seal)), ecert_seal_valid_until(seal));
	if (ecert_seal_maker_not_after(seal) != INT64_MAX)
		put(c, N_("seal-maker"), ecert_seal_maker_subject(seal),
		    ecert_seal_maker_not_after(seal));
	for (i = 0; !ecert_seal_cert_digests(seal) && i < ecert_seal_cert_count(seal); i++)
		if (ecert_seal_cert_not_after(seal, i) != INT64_MAX)
			put(c, N_("seal-user"), ecert_seal_cert_subject(seal, i),
			    ecert_seal_cert_not_after(seal, i));
}

static void
trouble(ecert_ctx *ctx, struct count *c, const struct key_asker *asker, ecert_err e)
{
	if (!asker->told)
		tool_err(ctx, c->path, e);
	if (c->a->json)
		tool_json_fail(ctx, "file", c->path, e, NULL);
	c->status = TOOL_TROUBLE;
}

static void
count_file(ecert_ctx *ctx, struct tool_args *a, struct count *c)
{
	struct key_asker asker = { .args = a, .path = c->path };
	ecert_seal *seal = NULL;
	const char *why;
	uint8_t *p;
	size_t n;
	ecert_err e;

	if ((p = tool_try_read(c->path, &n, &why)) == NULL) {
		if (a->json)
			tool_json_fail(ctx, "file", c->path, ECERT_E_IO, why);
		c->status = TOOL_TROUBLE;
		return;
	}
	if (ecert_seal_load_mem(ctx, p, n, &seal) == ECERT_OK)
		put_seal(c, seal);
	else if ((e = ecert_cert_each(ctx, p, n, NULL, key_ask, &asker, put_cert, c)) != ECERT_OK)
		trouble(ctx, c, &asker, e);
	ecert_seal_free(seal);
	ecert_free(p);
}

int
key_days(int argc, char **argv)
{
	struct tool_args a = { .usage = N_("ecert-key days [OPTION]... FILE..."), .opts = opts,
	    .wants_pass = true };
	struct count c = { .a = &a, .now = time(NULL) };
	ecert_ctx *ctx;
	int i;

	tool_parse(&a, argc, argv);
	tool_operands(&a, 1, 1000000, "FILE");
	c.limit = tool_has(&a, "warn-days");
	if (c.limit)
		c.warn = (long long)tool_uint("warn-days", tool_get(&a, "warn-days"), 36500);
	if (tool_has(&a, "time"))
		c.now = tool_date("time", tool_get(&a, "time"));
	ctx = tool_ctx();
	tool_secrets(ctx, &a);
	for (i = 0; i < a.n; i++) {
		c.path = a.v[i];
		count_file(ctx, &a, &c);
	}
	ecert_ctx_free(ctx);
	return tool_finish(c.status);
}
