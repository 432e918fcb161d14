/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ecert-verify_fetch.c - --fetch.  Documents are read by a process that may open no
 * socket; so another one, which never sees a document, does the asking, and both talk
 * over two pipes.  It keeps what it got: a list serves for all documents of a run.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "ecert-verify_fetch.h"

#define URL_MAX ((uint32_t)4096)
#define TYPE_MAX ((uint32_t)256)
#define BODY_MAX ((uint32_t)65536)
#define ANSWER_MAX ((uint32_t)64 << 20)
#define KEPT_MAX 64                       /* lists */
#define KEPT_BYTES ((size_t)256 << 20)

/* A question; url, type and body follow. */
struct question {
	uint32_t url, type, body, has_body;
};
/* An answer; what came follows, or where failed, why. */
struct answer {
	uint32_t failed, n;
};

/* ---- pipes ---- */

static bool
read_all(int fd, void *p, size_t n)
{
	char *at = p;
	ssize_t got;

	while (n > 0) {
		if ((got = read(fd, at, n)) < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		at += got;
		n -= (size_t)got;
	}
	return true;
}

static bool
write_all(int fd, const void *p, size_t n)
{
	const char *at = p;
	ssize_t done;

	while (n > 0) {
		if ((done = write(fd, at, n)) < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		at += done;
		n -= (size_t)done;
	}
	return true;
}

/* ---- the process that asks ---- */

struct kept {
	char    *url;
	uint8_t *p;
	size_t   n;
};
struct asker {
	int        in, out;
	ecert_ctx *ctx;
	ecert_net *net;
	struct kept v[KEPT_MAX];
	size_t     n, bytes;
};

/* n bytes and a NUL, or NULL. */
static char *
read_text(int fd, uint32_t n, uint32_t max)
{
	char *s;

	if (n > max || (s = malloc((size_t)n + 1)) == NULL)
		return NULL;
	if (!read_all(fd, s, n)) {
		free(s);
		return NULL;
	}
	s[n] = '\0';
	return s;
}

static bool
send_answer(const struct asker *a, bool failed, const void *p, size_t n)
{
	struct answer head = { failed, (uint32_t)n };

	return write_all(a->out, &head, sizeof(head)) && write_all(a->out, p, n);
}

static const struct kept *
find_kept(const struct asker *a, const char *url)
{
	size_t i;

	for (i = 0; i < a->n; i++)
		if (strcmp(a->v[i].url, url) == 0)
			return &a->v[i];
	return NULL;
}

/* True where p is kept, with a copy of url. */
static bool
keep(struct asker *a, const char *url, uint8_t *p, size_t n)
{
	char *copy;

	if (a->n == KEPT_MAX || n > KEPT_BYTES - a->bytes || (copy = strdup(url)) == NULL)
		return false;
	a->v[a->n++] = (struct kept){ copy, p, n };
	a->bytes += n;
	return true;
}

static bool
answer(struct asker *a, const char *url, const char *type, const char *body, uint32_t n)
{
	const struct kept *k = body == NULL ? find_kept(a, url) : NULL;
	const char *why;
	uint8_t *p = NULL;
	size_t len = 0;
	bool ok;

	if (k != NULL)
		return send_answer(a, false, k->p, k->n);
	if (ecert_net_fetch(a->net, a->ctx, url, (const uint8_t *)body, n,
	    body != NULL ? type : NULL, &p, &len) != 0) {
		why = ecert_errmsg(a->ctx);
		return send_answer(a, true, why, strlen(why));
	}
	ok = len <= ANSWER_MAX ? send_answer(a, false, p, len) :
	    send_answer(a, true, "too large", 9);
	if (body != NULL || !keep(a, url, p, len))
		free(p);
	return ok;
}

/* Until the other side has no more questions. */
static void
serve(struct asker *a)
{
	char *url, *type, *body;
	struct question q;
	bool ok = true;

	while (ok && read_all(a->in, &q, sizeof(q))) {
		url = read_text(a->in, q.url, URL_MAX);
		type = url != NULL ? read_text(a->in, q.type, TYPE_MAX) : NULL;
		body = type != NULL ? read_text(a->in, q.body, BODY_MAX) : NULL;
		ok = body != NULL && answer(a, url, type, q.has_body != 0 ? body : NULL, q.body);
		free(url);
		free(type);
		free(body);
	}
}

/* It must not hold open what others wait for the end of. */
static void
detach(void)
{
	int fd = open("/dev/null", O_RDWR);

	if (fd < 0)
		return;
	(void)dup2(fd, STDIN_FILENO);
	(void)dup2(fd, STDOUT_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
}

/* ---- the process that verifies ---- */

static struct {
	int   in, out;
	pid_t pid;
	pthread_mutex_t lock;        /* one question at a time */
} link_to = { -1, -1, -1, PTHREAD_MUTEX_INITIALIZER };

static bool
send_question(const char *url, const uint8_t *body, size_t len, const char *type)
{
	struct question q = { (uint32_t)strlen(url), type != NULL ? (uint32_t)strlen(type) : 0,
		(uint32_t)len, body != NULL };
	struct sigaction ignore = { .sa_handler = SIG_IGN }, was;
	bool sent;

	/* That nobody is there to ask is no reason to die. */
	sigaction(SIGPIPE, &ignore, &was);
	sent = write_all(link_to.out, &q, sizeof(q)) && write_all(link_to.out, url, q.url) &&
	    (type == NULL || write_all(link_to.out, type, q.type)) &&
	    (body == NULL || write_all(link_to.out, body, len));
	sigaction(SIGPIPE, &was, NULL);
	return sent;
}

static int
lost(ecert_ctx *ctx)
{
	ecert_set_error(ctx, ECERT_E_IO, "the process that fetches is gone");
	return 1;
}

/* An ecert_fetch_fn. */
static int
ask(void *arg, ecert_ctx *ctx, const char *url, const uint8_t *body, size_t len,
    const char *type, uint8_t **out, size_t *out_len)
{
	struct answer head;
	char *p = NULL;
	bool got;

	(void)arg;
	if (strlen(url) > URL_MAX || len > BODY_MAX || (type != NULL && strlen(type) > TYPE_MAX)) {
		ecert_set_error(ctx, ECERT_E_LIMIT, "a question that is too long");
		return 1;
	}
	pthread_mutex_lock(&link_to.lock);
	got = send_question(url, body, len, type) && read_all(link_to.in, &head, sizeof(head)) &&
	    (p = read_text(link_to.in, head.n, ANSWER_MAX)) != NULL;
	pthread_mutex_unlock(&link_to.lock);
	if (!got)
		return lost(ctx);
	if (head.failed != 0) {
		ecert_set_error(ctx, ECERT_E_IO, p);
		free(p);
		return 1;
	}
	*out = (uint8_t *)p;
	*out_len = head.n;
	return 0;
}

/* Two pipes, and a process at their other ends. */
static bool
part(ecert_ctx *ctx, ecert_net *net)
{
	int to[2], from[2];
	struct asker a = { .ctx = ctx, .net = net };

	if (pipe(to) != 0)
		return false;
	if (pipe(from) != 0) {
		close(to[0]);
		close(to[1]);
		return false;
	}
	link_to.pid = fork();
	if (link_to.pid == 0) {
		close(to[1]);
		close(from[0]);
		detach();
		a.in = to[0];
		a.out = from[1];
		serve(&a);
		_exit(0);
	}
	close(to[0]);
	close(from[1]);
	link_to.in = from[0];
	link_to.out = to[1];
	return link_to.pid > 0;
}

void
verify_fetch_start(ecert_ctx *ctx, const struct tool_args *a, ecert_policy *policy)
{
	ecert_net *net = NULL;

	if (!tool_has(a, "fetch"))
		return;
	tool_must(ctx, "--fetch", ecert_net_new(ctx, &net));
	if (!part(ctx, net)) {
		tool_fail("--fetch: %s", strerror(errno));
		tool_quit();
	}
	ecert_net_free(net);
	ecert_policy_set_fetch(policy, ask, NULL);
}

void
verify_fetch_end(void)
{
	if (link_to.pid <= 0)
		return;
	close(link_to.out);
	close(link_to.in);
	link_to.pid = -1;
}
