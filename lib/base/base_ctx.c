/* SPDX-License-Identifier: Apache-2.0 */
/* base_ctx.c - the context: limits, clock, callbacks, the last error. */
#include "base/base.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MSG_MAX 1024      /* a longer message is cut */
#define MIB ((uint64_t)1024 * 1024)

struct ecert_ctx {
	uint64_t           limits[ECERT_LIMIT_CRL_BYTES + 1];
	ecert_now_fn      *now;
	void              *now_arg;
	ecert_log_fn      *log;
	void              *log_arg;
	ecert_progress_fn *progress;
	void              *progress_arg;
	uint32_t           key_rules;
	ecert_reason       reason;
	int                oserror;
	struct eci_fault   fault;
	uint64_t           key[2];
	bool               has_key;
	void              *kept[ECI_KEPT_N];
	void             (*release[ECI_KEPT_N])(void *);
	char               msg[MSG_MAX];
};

/* The one table of limits; why each: test/negative and SECURITY.md. */
static const uint64_t default_limits[] = {
	[ECERT_LIMIT_FILE_BYTES] = 512 * MIB,
	[ECERT_LIMIT_PKG_ENTRIES] = 4096,
	[ECERT_LIMIT_NAME_BYTES] = 1024,
	[ECERT_LIMIT_NAME_DEPTH] = 16,
	[ECERT_LIMIT_ENTRY_BYTES] = 64 * MIB,
	[ECERT_LIMIT_TOTAL_BYTES] = 256 * MIB,
	[ECERT_LIMIT_RATIO] = 200,
	[ECERT_LIMIT_XML_BYTES] = 16 * MIB,
	[ECERT_LIMIT_XML_DEPTH] = 64,
	[ECERT_LIMIT_XML_ATTRS] = 256,
	[ECERT_LIMIT_XML_TAG_BYTES] = 64 * 1024,
	[ECERT_LIMIT_XML_ELEMENTS] = 1000000,
	[ECERT_LIMIT_SIGNATURES] = 64,
	[ECERT_LIMIT_REFERENCES] = 8192,
	[ECERT_LIMIT_SES_BYTES] = 8 * MIB,
	[ECERT_LIMIT_PICTURE_BYTES] = 4 * MIB,
	[ECERT_LIMIT_DER_DEPTH] = 32,
	[ECERT_LIMIT_CERT_BYTES] = 64 * 1024,
	[ECERT_LIMIT_CHAIN] = 8,
	[ECERT_LIMIT_CRL_BYTES] = 64 * MIB,
};

ecert_ctx *
ecert_ctx_new(void)
{
	ecert_ctx *ctx = calloc(1, sizeof(*ctx));

	if (ctx != NULL)
		memcpy(ctx->limits, default_limits, sizeof(default_limits));
	return ctx;
}

ecert_ctx *
eci_ctx_like(const ecert_ctx *ctx)
{
	ecert_ctx *like = ecert_ctx_new();

	if (like == NULL)
		return NULL;
	memcpy(like->limits, ctx->limits, sizeof(like->limits));
	like->now = ctx->now;
	like->now_arg = ctx->now_arg;
	return like;
}

void
ecert_ctx_free(ecert_ctx *ctx)
{
	size_t i;

	if (ctx == NULL)
		return;
	for (i = 0; i < ECI_KEPT_N; i++)
		if (ctx->kept[i] != NULL)
			ctx->release[i](ctx->kept[i]);
	free(ctx);
}

ecert_err
eci_hash_key(ecert_ctx *ctx, uint64_t key[2])
{
	ecert_err e = ECERT_OK;

	if (!ctx->has_key)
		e = eci_random(ctx, ctx->key, sizeof(ctx->key));
	ctx->has_key = e == ECERT_OK;
	memcpy(key, ctx->key, sizeof(ctx->key));
	return e;
}

void *
eci_kept(const ecert_ctx *ctx, enum eci_kept what)
{
	return ctx->kept[what];
}

void
eci_keep(ecert_ctx *ctx, enum eci_kept what, void *p, void (*release)(void *))
{
	ctx->kept[what] = p;
	ctx->release[what] = release;
}

ecert_err
ecert_ctx_set_limit(ecert_ctx *ctx, ecert_limit what, uint64_t max)
{
	eci_clear(ctx);
	if (what < ECERT_LIMIT_FILE_BYTES || what > ECERT_LIMIT_CRL_BYTES)
		return eci_fail(ctx, ECERT_E_ARG, "limit %d does not exist", (int)what);
	ctx->limits[what] = max;
	return ECERT_OK;
}

uint64_t
ecert_ctx_limit(const ecert_ctx *ctx, ecert_limit what)
{
	if (what < ECERT_LIMIT_FILE_BYTES || what > ECERT_LIMIT_CRL_BYTES)
		return 0;
	return ctx->limits[what];
}

void
ecert_ctx_set_clock(ecert_ctx *ctx, ecert_now_fn *now, void *arg)
{
	ctx->now = now;
	ctx->now_arg = arg;
}

void
ecert_ctx_set_log(ecert_ctx *ctx, ecert_log_fn *log, void *arg)
{
	ctx->log = log;
	ctx->log_arg = arg;
}

void
ecert_ctx_set_progress(ecert_ctx *ctx, ecert_progress_fn *progress, void *arg)
{
	ctx->progress = progress;
	ctx->progress_arg = arg;
}

void
ecert_ctx_set_key_rules(ecert_ctx *ctx, uint32_t rules)
{
	ctx->key_rules = rules;
}

uint32_t
eci_key_rules(const ecert_ctx *ctx)
{
	return ctx->key_rules;
}

const char *
ecert_errmsg(const ecert_ctx *ctx)
{
	return ctx->msg;
}

void
ecert_set_error(ecert_ctx *ctx, ecert_err e, const char *message)
{
	eci_fail(ctx, e != ECERT_OK ? e : ECERT_E_INTERNAL, "%.500s", message);
}

ecert_reason
ecert_errreason(const ecert_ctx *ctx)
{
	return ctx->reason;
}

int
ecert_oserror(const ecert_ctx *ctx)
{
	return ctx->oserror;
}

void
eci_clear(ecert_ctx *ctx)
{
	ctx->msg[0] = '\0';
	ctx->reason = ECERT_R_NONE;
	ctx->oserror = 0;
}

/* Cuts at a character, so that a long message stays UTF-8. */
static void
trim_utf8(char *s)
{
	size_t n = strlen(s), i = n, width;
	uint32_t cp;

	while (i > 0 && n - i < 4 && ((unsigned char)s[i - 1] & 0xc0) == 0x80)
		i--;
	if (i > 0 && (unsigned char)s[i - 1] >= 0xc0) {
		width = eci_utf8_next(s + i - 1, n - i + 1, &cp);
		if (width != n - i + 1)
			s[i - 1] = '\0';
	}
}

/* The arguments may point into the old message: it is formatted before that
 * is forgotten. */
static void ECI_PRINTF(3, 0)
set_message(ecert_ctx *ctx, const char *prefix, const char *fmt, va_list ap)
{
	char text[MSG_MAX];

	vsnprintf(text, sizeof(text), fmt, ap);
	eci_clear(ctx);
	snprintf(ctx->msg, sizeof(ctx->msg), "%s%s", prefix, text);
	trim_utf8(ctx->msg);
}

ecert_err
eci_fail(ecert_ctx *ctx, ecert_err e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	set_message(ctx, "", fmt, ap);
	va_end(ap);
	return e;
}

/* strerror_r has two signatures; this takes the text from either. */
static const char *
os_text(int oserror, char *buf, size_t cap)
{
	/* Only where a file of another kind is opened; the system's words for it
	 * speak of a position. */
	if (oserror == ESPIPE)
		return "not a regular file";
#if defined(__GLIBC__) && defined(__USE_GNU)
	return strerror_r(oserror, buf, cap);
#else
	if (strerror_r(oserror, buf, cap) != 0)
		snprintf(buf, cap, "error %d", oserror);
	return buf;
#endif
}

ecert_err
eci_fail_os(ecert_ctx *ctx, int oserror, const char *fmt, ...)
{
	char buf[128];
	size_t used;
	va_list ap;

	va_start(ap, fmt);
	set_message(ctx, "", fmt, ap);
	va_end(ap);
	used = strlen(ctx->msg);
	snprintf(ctx->msg + used, sizeof(ctx->msg) - used, ": %s",
	    os_text(oserror, buf, sizeof(buf)));
	ctx->oserror = oserror;
	return ECERT_E_IO;
}

ecert_err
eci_reject(ecert_ctx *ctx, ecert_reason r, const char *where, const char *clause,
    const char *fmt, ...)
{
	struct eci_buf shown = { 0 };
	char prefix[MSG_MAX] = "";
	va_list ap;

	if (where != NULL && eci_escape(ctx, &shown, where, strlen(where)) == ECERT_OK &&
	    shown.ptr != NULL) {
		snprintf(prefix, sizeof(prefix), "%.700s", (const char *)shown.ptr);
		trim_utf8(prefix);
		memcpy(prefix + strlen(prefix), ": ", 3);
	}
	eci_buf_free(&shown);
	if (clause != NULL) {
		size_t used = strlen(prefix);
		snprintf(prefix + used, sizeof(prefix) - used, "%s: ", clause);
	}
	va_start(ap, fmt);
	set_message(ctx, prefix, fmt, ap);
	va_end(ap);
	ctx->reason = r;
	return eci_reason_err(r);
}

void
eci_fail_also(ecert_ctx *ctx, const char *fmt, ...)
{
	size_t used = strlen(ctx->msg);
	va_list ap;

	if (used > 0 && used < sizeof(ctx->msg) - 2) {
		memcpy(ctx->msg + used, "; ", 3);
		used += 2;
	}
	va_start(ap, fmt);
	vsnprintf(ctx->msg + used, sizeof(ctx->msg) - used, fmt, ap);
	va_end(ap);
	trim_utf8(ctx->msg);
}

ecert_err
eci_nomem(ecert_ctx *ctx)
{
	return eci_fail(ctx, ECERT_E_NOMEM, "out of memory");
}

int64_t
eci_now(ecert_ctx *ctx)
{
	return ctx->now != NULL ? ctx->now(ctx->now_arg) : (int64_t)time(NULL);
}

bool
eci_now_is_system(const ecert_ctx *ctx)
{
	return ctx->now == NULL;
}

void
eci_log(ecert_ctx *ctx, const char *fmt, ...)
{
	char line[MSG_MAX];
	va_list ap;

	if (ctx->log == NULL)
		return;
	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	trim_utf8(line);
	ctx->log(ctx->log_arg, line);
}

ecert_err
eci_progress(ecert_ctx *ctx, uint64_t done, uint64_t total)
{
	if (ctx->progress != NULL && ctx->progress(ctx->progress_arg, done, total) != 0)
		return eci_fail(ctx, ECERT_E_CANCELLED, "stopped by the application");
	return ECERT_OK;
}

void
eci_set_fault(ecert_ctx *ctx, const struct eci_fault *f)
{
	ctx->fault = *f;
}

const struct eci_fault *
eci_get_fault(const ecert_ctx *ctx)
{
	return &ctx->fault;
}
