/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <errno.h>

static int64_t
fixed_clock(void *arg)
{
	return *(int64_t *)arg;
}

static void
keep_line(void *arg, const char *line)
{
	strncpy(arg, line, 63);
}

static int32_t
stop(void *arg, uint64_t done, uint64_t total)
{
	(void)arg;
	return done == total;
}

static void
errors(ecert_ctx *ctx)
{
	char big[3000];
	size_t n;

	unit_case("fail keeps the message and returns the code");
	CHECK_ERR(ctx, eci_fail(ctx, ECERT_E_STATE, "%s %d", "no", 3), ECERT_E_STATE);
	CHECK_STR(ecert_errmsg(ctx), "no 3");
	CHECK_INT(ecert_errreason(ctx), ECERT_R_NONE);
	unit_case("a message may quote the one before it");
	CHECK_ERR(ctx, eci_fail(ctx, ECERT_E_KEY, "x: %s", ecert_errmsg(ctx)), ECERT_E_KEY);
	CHECK_STR(ecert_errmsg(ctx), "x: no 3");
	unit_case("fail_os adds the system's text");
	CHECK_ERR(ctx, eci_fail_os(ctx, ENOENT, "a.ofd"), ECERT_E_IO);
	CHECK_STR(ecert_errmsg(ctx), "a.ofd: No such file or directory");
	CHECK_INT(ecert_oserror(ctx), ENOENT);
	unit_case("fail_also adds to the message and leaves the codes");
	eci_fail_also(ctx, "not %s: %d", "recorded", 3);
	CHECK_STR(ecert_errmsg(ctx), "a.ofd: No such file or directory; not recorded: 3");
	CHECK_INT(ecert_oserror(ctx), ENOENT);
	unit_case("reject names entry, clause and reason");
	CHECK_ERR(ctx, eci_reject(ctx, ECERT_R_SES_MALFORMED, "S.dat", "GB/T 38540-2020 7.2",
	    "trailing bytes (%d)", 3), ECERT_E_SES);
	CHECK_STR(ecert_errmsg(ctx), "S.dat: GB/T 38540-2020 7.2: trailing bytes (3)");
	CHECK_INT(ecert_errreason(ctx), ECERT_R_SES_MALFORMED);
	CHECK_INT(ecert_oserror(ctx), 0);
	unit_case("reject escapes the entry's name");
	eci_reject(ctx, ECERT_R_ZIP_UNSAFE_PATH, "a\033[2Jb", NULL, "control character");
	CHECK_STR(ecert_errmsg(ctx), "a\\x1b[2Jb: control character");
	unit_case("a limit's reason gives ECERT_E_LIMIT");
	CHECK_ERR(ctx, eci_reject(ctx, ECERT_R_XML_LIMIT, "x", NULL, "deep"), ECERT_E_LIMIT);
	unit_case("a long message is cut at a character");
	memset(big, 'a', sizeof(big));
	for (n = 0; n + 3 < sizeof(big); n += 3)
		memcpy(big + n, "\xe4\xb8\xad", 3);
	big[sizeof(big) - 3] = '\0';
	eci_fail(ctx, ECERT_E_ARG, "%s", big);
	CHECK(strlen(ecert_errmsg(ctx)) > 1000);
	eci_fail_also(ctx, "%s", big);
	CHECK(strlen(ecert_errmsg(ctx)) > 1000);
	CHECK(eci_utf8_valid(ecert_errmsg(ctx), strlen(ecert_errmsg(ctx))));
	unit_case("a long entry's name is cut at a character");
	CHECK_ERR(ctx, eci_reject(ctx, ECERT_R_ZIP_MALFORMED, big, "1.2", "bad"), ECERT_E_PKG);
	CHECK(eci_utf8_valid(ecert_errmsg(ctx), strlen(ecert_errmsg(ctx))));
	CHECK(strstr(ecert_errmsg(ctx), ": 1.2: bad") != NULL);
	unit_case("clear forgets");
	eci_clear(ctx);
	CHECK_STR(ecert_errmsg(ctx), "");
}

static void
release(void *arg)
{
	++*(int *)arg;
}

static void
settings(ecert_ctx *ctx)
{
	int64_t now = 1234567;
	ecert_ctx *other;
	char line[64] = "";
	uint64_t a[2], b[2];
	int released = 0;

	unit_case("limits have the documented defaults");
	CHECK_INT(ecert_ctx_limit(ctx, ECERT_LIMIT_PKG_ENTRIES), 4096);
	CHECK_INT(ecert_ctx_limit(ctx, ECERT_LIMIT_FILE_BYTES), 512 << 20);
	CHECK_INT(ecert_ctx_limit(ctx, ECERT_LIMIT_CRL_BYTES), 64 << 20);
	unit_case("a limit can be set");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_RATIO, 7));
	CHECK_INT(ecert_ctx_limit(ctx, ECERT_LIMIT_RATIO), 7);
	unit_case("an unknown limit is refused");
	CHECK_ERR(ctx, ecert_ctx_set_limit(ctx, 0, 1), ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_ctx_set_limit(ctx, 9999, 1), ECERT_E_ARG);
	CHECK_INT(ecert_ctx_limit(ctx, 9999), 0);
	unit_case("the clock can be replaced");
	ecert_ctx_set_clock(ctx, fixed_clock, &now);
	CHECK_INT(eci_now(ctx), 1234567);
	ecert_ctx_set_clock(ctx, NULL, NULL);
	CHECK(eci_now(ctx) > 1700000000);
	unit_case("log lines arrive");
	eci_log(ctx, "nobody listens");
	ecert_ctx_set_log(ctx, keep_line, line);
	eci_log(ctx, "line %d", 2);
	CHECK_STR(line, "line 2");
	unit_case("progress can stop the work");
	CHECK_OK(ctx, eci_progress(ctx, 1, 1));
	ecert_ctx_set_progress(ctx, stop, NULL);
	CHECK_OK(ctx, eci_progress(ctx, 1, 2));
	CHECK_ERR(ctx, eci_progress(ctx, 2, 2), ECERT_E_CANCELLED);
	unit_case("what is kept is released with the context");
	other = ecert_ctx_new();
	CHECK(eci_kept(other, ECI_KEPT_SIGS) == NULL);
	eci_keep(other, ECI_KEPT_SIGS, &released, release);
	CHECK(eci_kept(other, ECI_KEPT_SIGS) == &released);
	ecert_ctx_free(other);
	CHECK_INT(released, 1);
	unit_case("a key for tables, random and then the same");
	other = ecert_ctx_new();
	CHECK_OK(other, eci_hash_key(other, a));
	CHECK_OK(other, eci_hash_key(other, b));
	CHECK_MEM(a, sizeof(a), b, sizeof(b));
	CHECK_OK(ctx, eci_hash_key(ctx, b));
	CHECK(a[0] != b[0] && a[1] != b[1]);
	ecert_ctx_free(other);
	unit_case("free takes NULL");
	ecert_ctx_free(NULL);
	ecert_free(NULL);
}

static int64_t
seven(void *arg)
{
	return *(int64_t *)arg;
}

static void
likeness(ecert_ctx *ctx)
{
	ecert_ctx *from = unit_ctx(), *like;
	int64_t t = 7;

	unit_case("a context for one more thread");
	ecert_ctx_set_clock(from, seven, &t);
	ecert_ctx_set_progress(from, stop, NULL);
	CHECK_OK(from, ecert_ctx_set_limit(from, ECERT_LIMIT_CHAIN, 3));
	eci_fail(from, ECERT_E_ARG, "no");
	like = eci_ctx_like(from);
	CHECK(like != NULL);
	CHECK_INT(eci_now(like), 7);
	CHECK_INT(ecert_ctx_limit(like, ECERT_LIMIT_CHAIN), 3);
	CHECK_INT(ecert_ctx_limit(like, ECERT_LIMIT_FILE_BYTES),
	    ecert_ctx_limit(ctx, ECERT_LIMIT_FILE_BYTES));
	CHECK_STR(ecert_errmsg(like), "");
	CHECK_OK(like, eci_progress(like, 0, 1));
	ecert_ctx_free(like);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	errors(ctx);
	settings(ctx);
	likeness(ctx);
	return unit_end();
}
