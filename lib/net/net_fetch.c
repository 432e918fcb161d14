/* SPDX-License-Identifier: Apache-2.0 */
/*
 * net_fetch.c - one exchange by HTTP.  Every bound holds while bytes come in: a
 * server is a stranger, and a certificate may have named it.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "net/net_priv.h"

#define REDIRECTS_MAX 3L
#define CONNECT_SECONDS 10U
#define HEADERS_MAX ((size_t)64 << 10)    /* of all responses of an exchange */
#define STATUS_OK 200L

struct exchange {
	ecert_ctx        *ctx;
	ecert_net        *net;
	CURL             *easy;
	const struct eci_net_ask *ask;
	struct eci_buf   *out;
	size_t            headers;
	struct curl_slist *lines;
	char              said[CURL_ERROR_SIZE];   /* by libcurl */
	ecert_err         e;                       /* why a callback stopped it */
};

static long
status_of(const struct exchange *x)
{
	long status = 0;

	(void)x->net->curl.getinfo(x->easy, CURLINFO_RESPONSE_CODE, &status);
	return status;
}

static ecert_err
check_status(const struct exchange *x)
{
	long status = status_of(x);

	if (status == STATUS_OK)
		return ECERT_OK;
	return eci_fail(x->ctx, ECERT_E_NOTFOUND, "%.200s: HTTP status %ld", x->ask->url, status);
}

/* The body, as it comes; that of an error or of a redirection is of no use. */
static size_t
on_body(char *p, size_t size, size_t n, void *arg)
{
	struct exchange *x = arg;

	n *= size;      /* size is 1 */
	if ((x->e = check_status(x)) != ECERT_OK)
		return 0;
	if (n > x->ask->max - x->out->len) {
		x->e = eci_fail(x->ctx, ECERT_E_LIMIT, "%.200s: an answer above %zu bytes",
		    x->ask->url, x->ask->max);
		return 0;
	}
	if (n > 0 && (x->e = eci_buf_add(x->ctx, x->out, p, n)) != ECERT_OK)
		return 0;
	return n;
}

static size_t
on_header(char *p, size_t size, size_t n, void *arg)
{
	struct exchange *x = arg;

	(void)p;
	n *= size;
	if (n > HEADERS_MAX - x->headers) {
		x->e = eci_fail(x->ctx, ECERT_E_LIMIT, "%.200s: headers above %zu bytes",
		    x->ask->url, HEADERS_MAX);
		return 0;
	}
	x->headers += n;
	return n;
}

/* Called about once a second: the application may want to stop. */
static int
on_progress(void *arg, curl_off_t total, curl_off_t done, curl_off_t up_total, curl_off_t up)
{
	struct exchange *x = arg;

	(void)up_total;
	(void)up;
	/* It is called once more after another callback has failed. */
	if (x->e == ECERT_OK)
		x->e = eci_progress(x->ctx, (uint64_t)done,
		    total > 0 ? (uint64_t)total : x->ask->max);
	return x->e != ECERT_OK;
}

/* setopt() takes anything: these say which type an option has. */
static bool
set_long(const struct exchange *x, CURLoption o, long v)
{
	return x->net->curl.setopt(x->easy, o, v) == CURLE_OK;
}

static bool
set_ptr(const struct exchange *x, CURLoption o, const void *p)
{
	return x->net->curl.setopt(x->easy, o, p) == CURLE_OK;
}

/* A page that was asked for safely is not had from elsewhere in the clear. */
static bool
set_protocols(const struct exchange *x, bool https)
{
#if LIBCURL_VERSION_NUM >= 0x075500
	return set_ptr(x, CURLOPT_PROTOCOLS_STR, https ? "https" : "http") &&
	    set_ptr(x, CURLOPT_REDIR_PROTOCOLS_STR, https ? "https" : "http,https");
#else
	return set_long(x, CURLOPT_PROTOCOLS, https ? CURLPROTO_HTTPS : CURLPROTO_HTTP) &&
	    set_long(x, CURLOPT_REDIR_PROTOCOLS,
	    https ? CURLPROTO_HTTPS : CURLPROTO_HTTP | CURLPROTO_HTTPS);
#endif
}

static bool
set_bounds(const struct exchange *x)
{
	unsigned s = x->net->seconds;

	return set_long(x, CURLOPT_TIMEOUT_MS, (long)s * 1000) &&
	    set_long(x, CURLOPT_CONNECTTIMEOUT_MS,
	    (long)(s < CONNECT_SECONDS ? s : CONNECT_SECONDS) * 1000) &&
	    set_long(x, CURLOPT_FOLLOWLOCATION, 1) &&
	    set_long(x, CURLOPT_MAXREDIRS, REDIRECTS_MAX) &&
	    set_long(x, CURLOPT_POSTREDIR, CURL_REDIR_POST_301 | CURL_REDIR_POST_302) &&
	    /* No alarm() for the resolver: signals are the application's. */
	    set_long(x, CURLOPT_NOSIGNAL, 1);
}

/* Nothing about the user goes along, and servers are who they say they are. */
static bool
set_manners(const struct exchange *x)
{
	char agent[64];

	snprintf(agent, sizeof(agent), "libecert/%s", ecert_version());
	return set_ptr(x, CURLOPT_USERAGENT, agent) &&
	    set_long(x, CURLOPT_NETRC, CURL_NETRC_IGNORED) &&
	    set_long(x, CURLOPT_DISALLOW_USERNAME_IN_URL, 1) &&
	    set_long(x, CURLOPT_SSL_VERIFYPEER, 1) && set_long(x, CURLOPT_SSL_VERIFYHOST, 2);
}

static bool
set_callbacks(struct exchange *x)
{
	const struct eci_curl *c = &x->net->curl;
	CURL *h = x->easy;

	return c->setopt(h, CURLOPT_WRITEFUNCTION, on_body) == CURLE_OK &&
	    set_ptr(x, CURLOPT_WRITEDATA, x) &&
	    c->setopt(h, CURLOPT_HEADERFUNCTION, on_header) == CURLE_OK &&
	    set_ptr(x, CURLOPT_HEADERDATA, x) &&
	    c->setopt(h, CURLOPT_XFERINFOFUNCTION, on_progress) == CURLE_OK &&
	    set_ptr(x, CURLOPT_XFERINFODATA, x) && set_long(x, CURLOPT_NOPROGRESS, 0) &&
	    set_ptr(x, CURLOPT_ERRORBUFFER, x->said);
}

static bool
add_line(struct exchange *x, const char *name, const char *value)
{
	struct curl_slist *longer;
	char line[200];

	if (value != NULL &&
	    (size_t)snprintf(line, sizeof(line), "%s: %s", name, value) >= sizeof(line))
		return false;
	if (value == NULL)
		return true;
	if ((longer = x->net->curl.append(x->lines, line)) == NULL)
		return false;
	x->lines = longer;
	return true;
}

static bool
set_request(struct exchange *x)
{
	const struct eci_net_ask *ask = x->ask;

	if (!set_ptr(x, CURLOPT_URL, ask->url) || !add_line(x, "Accept", ask->answer))
		return false;
	if (ask->body.ptr != NULL && (!add_line(x, "Content-Type", ask->type) ||
	    !set_long(x, CURLOPT_POST, 1) ||
	    x->net->curl.setopt(x->easy, CURLOPT_POSTFIELDSIZE_LARGE,
	    (curl_off_t)ask->body.len) != CURLE_OK ||
	    !set_ptr(x, CURLOPT_POSTFIELDS, ask->body.ptr)))
		return false;
	return x->lines == NULL || set_ptr(x, CURLOPT_HTTPHEADER, x->lines);
}

static ecert_err
set_up(struct exchange *x, bool https)
{
	x->net->curl.reset(x->easy);
	if (set_protocols(x, https) && set_bounds(x) && set_manners(x) && set_callbacks(x) &&
	    set_request(x))
		return ECERT_OK;
	return eci_fail(x->ctx, ECERT_E_UNSUPPORTED,
	    "libcurl does not take an option that is needed");
}

/* Writing to a connection that is gone must not end the process, whatever the
 * library below does about it; a signal the application has waiting stays. */
static CURLcode
perform(const struct exchange *x)
{
	static const struct timespec now = { 0, 0 };
	sigset_t pipes, old, before;
	bool blocked;
	CURLcode rc;

	sigemptyset(&pipes);
	sigaddset(&pipes, SIGPIPE);
	blocked = sigpending(&before) == 0 && sigismember(&before, SIGPIPE) == 0 &&
	    pthread_sigmask(SIG_BLOCK, &pipes, &old) == 0;
	rc = x->net->curl.perform(x->easy);
	if (!blocked)
		return rc;
	while (sigtimedwait(&pipes, NULL, &now) < 0 && errno == EINTR)
		;
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return rc;
}

/* Parts of what libcurl says may be the server's words. */
static ecert_err
failed(struct exchange *x, CURLcode rc)
{
	const char *why = x->said[0] != '\0' ? x->said : x->net->curl.strerror(rc);
	struct eci_buf shown = { 0 };
	ecert_err e;

	if (x->e != ECERT_OK)
		return x->e;
	if (rc == CURLE_OUT_OF_MEMORY)
		return eci_nomem(x->ctx);
	if ((e = eci_escape(x->ctx, &shown, why, strlen(why))) == ECERT_OK)
		e = eci_fail(x->ctx, ECERT_E_NOTFOUND, "%.200s: %s", x->ask->url,
		    (const char *)shown.ptr);
	eci_buf_free(&shown);
	return e;
}

/* "Type/Sub; parameters" against "type/sub". */
static bool
is_type(const char *got, const char *want)
{
	for (; *want != '\0'; got++, want++)
		if (eci_ascii_lower((unsigned char)*got) != *want)
			return false;
	return *got == '\0' || *got == ';' || *got == ' ';
}

static ecert_err
check_answer(const struct exchange *x)
{
	struct eci_buf shown = { 0 };
	char *type = NULL;
	ecert_err e;

	if ((e = check_status(x)) != ECERT_OK)
		return e;
	(void)x->net->curl.getinfo(x->easy, CURLINFO_CONTENT_TYPE, &type);
	if (x->ask->answer != NULL && type != NULL && !is_type(type, x->ask->answer)) {
		if ((e = eci_escape(x->ctx, &shown, type, strlen(type))) == ECERT_OK)
			e = eci_fail(x->ctx, ECERT_E_NOTFOUND, "%.200s: the answer is %.100s, not %s",
			    x->ask->url, (const char *)shown.ptr, x->ask->answer);
		eci_buf_free(&shown);
		return e;
	}
	if (x->out->len == 0)
		return eci_fail(x->ctx, ECERT_E_NOTFOUND, "%.200s: an empty answer", x->ask->url);
	return ECERT_OK;
}

ecert_err
eci_net_exchange(ecert_ctx *ctx, ecert_net *net, const struct eci_net_ask *ask,
    struct eci_buf *out)
{
	struct exchange x = { .ctx = ctx, .net = net, .ask = ask, .out = out };
	bool https = false;
	CURLcode rc;
	ecert_err e;

	if ((e = eci_net_url(ctx, ask->url, &https)) != ECERT_OK)
		return e;
	if ((x.easy = eci_net_take(net)) == NULL)
		return eci_nomem(ctx);
	if ((e = set_up(&x, https)) == ECERT_OK) {
		rc = perform(&x);
		e = rc == CURLE_OK ? check_answer(&x) : failed(&x, rc);
	}
	/* Pointers into this call's frame go before it does. */
	eci_net_give(net, x.easy);
	net->curl.free_all(x.lines);
	return e;
}

/* It becomes a line of the request. */
static bool
is_line(const char *s)
{
	for (; *s != '\0'; s++)
		if (*s < 0x20 || *s >= 0x7f)
			return false;
	return true;
}

int
ecert_net_fetch(void *arg, ecert_ctx *ctx, const char *url, const uint8_t *body, size_t len,
    const char *type, uint8_t **out, size_t *out_len)
{
	ecert_net *net = arg;
	struct eci_net_ask ask = { .url = url, .body = { body, body != NULL ? len : 0 },
		.type = type, .max = net->max };
	struct eci_buf b = { 0 };
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	*out_len = 0;
	if (type != NULL && !is_line(type))
		return eci_fail(ctx, ECERT_E_ARG, "a content type with a control in it");
	if ((e = eci_net_exchange(ctx, net, &ask, &b)) == ECERT_OK)
		*out = eci_buf_take(&b, out_len);
	eci_buf_free(&b);
	return e;
}
