/* SPDX-License-Identifier: Apache-2.0 */
/*
 * net_server.h - an HTTP server on loopback that a test starts and stops: a
 * thread that serves one connection after the other.  What it does is said by the
 * path; it sends until it is done or the client is gone.
 */
#ifndef TEST_NET_SERVER_H
#define TEST_NET_SERVER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SERVER_REQUEST_MAX 65536

struct server {
	int       fd;
	unsigned  port;
	pthread_t thread;
	/* What a POST to "/tsa" is answered with. */
	void    (*answer)(void *arg, const uint8_t *req, size_t n, uint8_t **resp, size_t *resp_n);
	void     *arg;
	const char *type;       /* of that answer */
};

static bool
server_send(int c, const void *p, size_t n)
{
	const char *at = p;
	ssize_t put;

	for (; n > 0; at += put, n -= (size_t)put)
		if ((put = send(c, at, n, MSG_NOSIGNAL)) <= 0)
			return false;
	return true;
}

static bool
server_puts(int c, const char *s)
{
	return server_send(c, s, strlen(s));
}

/* Status line, headers in extra, a body with its length. */
static void
server_reply(int c, const char *status, const char *extra, const void *body, size_t n)
{
	char head[1024];

	snprintf(head, sizeof(head), "HTTP/1.1 %s\r\nConnection: close\r\n%sContent-Length: %zu\r\n\r\n",
	    status, extra, n);
	if (server_puts(c, head))
		server_send(c, body, n);
}

static void
server_pause(int ms)
{
	poll(NULL, 0, ms);
}

/* Header and body of the request; *body is its offset.  0: nothing came. */
static size_t
server_read(int c, char *buf, size_t cap, size_t *body)
{
	size_t n = 0, want = 0;
	ssize_t got;
	char *end = NULL, *length;

	while (n + 1 < cap && (got = recv(c, buf + n, cap - 1 - n, 0)) > 0) {
		n += (size_t)got;
		buf[n] = '\0';
		if (end == NULL && (end = strstr(buf, "\r\n\r\n")) != NULL) {
			*body = (size_t)(end + 4 - buf);
			length = strstr(buf, "Content-Length: ");
			want = *body + (length != NULL && length < end ?
			    strtoul(length + 16, NULL, 10) : 0);
		}
		if (end != NULL && n >= want)
			return n;
	}
	return 0;
}

static void
server_redirect(int c, const char *to)
{
	char line[512];

	snprintf(line, sizeof(line), "Location: %s\r\n", to);
	server_reply(c, "302 Found", line, "moved", 5);
}

/* Answers that need more than a constant. */
static void
server_odd(const struct server *s, int c, const char *path, const char *req, size_t n, size_t body)
{
	char buf[8192], url[128];
	int i;

	if (strcmp(path, "/endless") == 0) {
		memset(buf, 'x', sizeof(buf));
		server_puts(c, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
		while (server_send(c, buf, sizeof(buf)))
			;
	} else if (strcmp(path, "/headers") == 0) {
		server_puts(c, "HTTP/1.1 200 OK\r\n");
		while (server_puts(c, "X-Long: "
		    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"))
			;
	} else if (strcmp(path, "/slow") == 0) {
		server_puts(c, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
		for (i = 0; i < 1000 && server_puts(c, "x"); i++)
			server_pause(50);
	} else if (strcmp(path, "/mute") == 0) {
		(void)!recv(c, buf, sizeof(buf), 0);
	} else if (strcmp(path, "/user") == 0) {
		snprintf(url, sizeof(url), "http://user:secret@127.0.0.1:%u/ok", s->port);
		server_redirect(c, url);
	} else if (strcmp(path, "/show") == 0) {
		server_reply(c, "200 OK", "Set-Cookie: a=b\r\n", req, n);
	} else if (strcmp(path, "/echo") == 0) {
		server_reply(c, "200 OK", "", req + body, n - body);
	} else
		server_reply(c, "404 Not Found", "", "no such page", 12);
}

static void
server_tsa(const struct server *s, int c, const char *req, size_t n, size_t body)
{
	uint8_t *resp = NULL;
	size_t resp_n = 0;
	char head[128];

	s->answer(s->arg, (const uint8_t *)req + body, n - body, &resp, &resp_n);
	snprintf(head, sizeof(head), "Content-Type: %s\r\n", s->type);
	server_reply(c, "200 OK", head, resp, resp_n);
	free(resp);
}

static void
server_serve(const struct server *s, int c)
{
	static const struct { const char *path, *status, *extra, *body; } pages[] = {
		{ "/ok", "200 OK", "", "hello" },
		{ "/empty", "200 OK", "", "" },
		{ "/typed", "200 OK", "Content-Type: Text/HTML; charset=utf-8\r\n", "<html>" },
		{ "/500", "500 Internal Server Error", "", "trouble" },
		{ "/204", "204 No Content", "", "" },
		{ "/auth", "401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n", "who?" },
		{ "/loop", "302 Found", "Location: /loop\r\n", "" },
		{ "/hop1", "302 Found", "Location: /ok\r\n", "" },
		{ "/hop2", "301 Moved", "Location: /hop1\r\n", "" },
		{ "/hop3", "307 Moved", "Location: /hop2\r\n", "" },
		{ "/hop4", "302 Found", "Location: /hop3\r\n", "" },
		{ "/moved", "302 Found", "Location: /echo\r\n", "" },
		{ "/file", "302 Found", "Location: file:///etc/passwd\r\n", "" },
		{ "/ftp", "302 Found", "Location: ftp://127.0.0.1/x\r\n", "" },
		{ "/gopher", "302 Found", "Location: gopher://127.0.0.1/x\r\n", "" },
	};
	char req[SERVER_REQUEST_MAX], path[64] = "";
	size_t n, i, body = 0;

	if ((n = server_read(c, req, sizeof(req), &body)) == 0 ||
	    sscanf(req, "%*s %63s", path) != 1)
		return;
	if (strcmp(path, "/garbage") == 0)
		server_puts(c, "\x01\x02\x03 this is no HTTP\r\n\r\n");
	else if (strcmp(path, "/short") == 0)
		server_puts(c, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello");
	else if (strcmp(path, "/tsa") == 0 && s->answer != NULL)
		server_tsa(s, c, req, n, body);
	else {
		for (i = 0; i < ECI_COUNT(pages) && strcmp(pages[i].path, path) != 0; i++)
			;
		if (i < ECI_COUNT(pages))
			server_reply(c, pages[i].status, pages[i].extra, pages[i].body,
			    strlen(pages[i].body));
		else
			server_odd(s, c, path, req, n, body);
	}
}

static void *
server_run(void *arg)
{
	const struct server *s = arg;
	int c;

	while ((c = accept(s->fd, NULL, NULL)) >= 0) {
		/* A client that went away leaves nothing to wait for. */
		struct timeval limit = { 10, 0 };

		setsockopt(c, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
		setsockopt(c, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
		server_serve(s, c);
		close(c);
	}
	return NULL;
}

/* False where there is no loopback. */
static bool
server_start(struct server *s)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t n = sizeof(at);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	/* Whatever proxies this machine has are not for loopback. */
	setenv("no_proxy", "*", 1);
	if ((s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) < 0)
		return false;
	if (bind(s->fd, (struct sockaddr *)&at, sizeof(at)) != 0 || listen(s->fd, 16) != 0 ||
	    getsockname(s->fd, (struct sockaddr *)&at, &n) != 0 ||
	    pthread_create(&s->thread, NULL, server_run, s) != 0) {
		close(s->fd);
		return false;
	}
	s->port = ntohs(at.sin_port);
	return true;
}

static void
server_stop(struct server *s)
{
	shutdown(s->fd, SHUT_RDWR);
	pthread_join(s->thread, NULL);
	close(s->fd);
}

/* One of a ring of buffers. */
static const char *
server_url(const struct server *s, const char *path)
{
	static char ring[4][128];
	static unsigned at;
	char *url = ring[at++ % 4];

	snprintf(url, sizeof(ring[0]), "http://127.0.0.1:%u%s", s->port, path);
	return url;
}

#endif
