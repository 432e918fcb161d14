/* SPDX-License-Identifier: Apache-2.0 */
/* json_text.c - one line of text out of a built value. */
#include <jansson.h>

#include "json/json.h"
#include "json/json_priv.h"

struct sink {
	ecert_ctx      *ctx;
	struct eci_buf *buf;
	bool            failed;     /* Jansson does not pass every failure on */
};

static int
sink_add(const char *p, size_t n, void *arg)
{
	struct sink *sink = arg;

	sink->failed |= eci_buf_add(sink->ctx, sink->buf, p, n) != ECERT_OK;
	return sink->failed ? -1 : 0;
}

static ecert_err
put_escape(ecert_ctx *ctx, struct eci_buf *out, uint32_t cp)
{
	if (cp < 0x10000)
		return eci_buf_addf(ctx, out, "\\u%04x", (unsigned)cp);
	cp -= 0x10000;
	return eci_buf_addf(ctx, out, "\\u%04x\\u%04x", 0xd800U + (unsigned)(cp >> 10),
	    0xdc00U + (unsigned)(cp & 0x3ff));
}

/*
 * A line of JSON ends up on terminals too.  JSON itself escapes U+0000..001F
 * only; the other controls, and what turns the direction of text, would let a
 * name from a file rewrite what is shown around it.  The value stays the same.
 */
static ecert_err
escape_controls(ecert_ctx *ctx, struct eci_buf *out, const char *s, size_t len)
{
	size_t i = 0, run = 0, step;
	ecert_err e = ECERT_OK;
	uint32_t cp = 0;

	while (e == ECERT_OK && i < len) {
		if ((step = eci_utf8_next(s + i, len - i, &cp)) == 0)
			step = 1;
		else if (eci_cp_is_control(cp)) {
			if ((e = eci_buf_add(ctx, out, s + run, i - run)) == ECERT_OK)
				e = put_escape(ctx, out, cp);
			run = i + step;
		}
		i += step;
	}
	if (e == ECERT_OK && run < len)
		e = eci_buf_add(ctx, out, s + run, len - run);
	return e;
}

ecert_err
eci_json_text(ecert_ctx *ctx, const struct eci_json *root, char **out)
{
	struct eci_buf raw = { 0 }, text = { 0 };
	struct sink sink = { ctx, &raw, false };
	ecert_err e;

	*out = NULL;
	if (root == NULL || root->failed ||
	    json_dump_callback(root->value, sink_add, &sink,
	    JSON_COMPACT | JSON_REAL_PRECISION(12)) != 0 || sink.failed)
		e = eci_nomem(ctx);
	else if ((e = escape_controls(ctx, &text, (const char *)raw.ptr,
	    raw.len)) == ECERT_OK)
		*out = (char *)eci_buf_take(&text, NULL);
	eci_buf_free(&raw);
	eci_buf_free(&text);
	return e;
}

const char *
eci_json_version(void)
{
	return "jansson " JANSSON_VERSION;
}
