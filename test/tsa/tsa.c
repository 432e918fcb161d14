/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tsa.c - a time-stamp authority for tests: it stamps whatever it is asked to, and
 * nobody should trust it.
 *
 *   test-tsa [-f FAULT] [-g] KEY CERT
 *	one request on standard input, its response on standard output
 *   test-tsa -p PORT [-n REQUESTS] [-t SECONDS] [-f FAULT] [-g] KEY CERT
 *	by HTTP on loopback, in the background: the port is printed (-p 0: one that
 *	is free), and it ends after so many requests (1) or seconds (30)
 *
 * KEY and CERT are PEM, SM2 or RSA.  -g: the outer type is that of GB/T 35275.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "token_make.h"

#define REQUEST_MAX 65536
#define HUGE_BYTES  (8 << 20)
#define SLOW_SECONDS 60

/* What can go wrong, by name; "" is nothing. */
static const char *const faults[] = { "", "nonce", "no-nonce", "imprint", "other-hash", "reject",
	"waiting", "expired", "early", "late", "usage", "key", "value", "digest", "no-cert",
	"garbage", "empty", "bare", "trailing", "slow", "huge", "status", "type", NULL };

static struct {
	ecert_ctx       *ctx;
	struct eci_key  *key;
	struct eci_cert *cert;
	const char      *fault;
	bool             gm;
} tsa;

static void
must(ecert_err e)
{
	if (e == ECERT_OK)
		return;
	fprintf(stderr, "test-tsa: %s\n", ecert_errmsg(tsa.ctx));
	exit(2);
}

static bool
is(const char *fault)
{
	return strcmp(tsa.fault, fault) == 0;
}

/* A certificate for key that ended yesterday, or that may not stamp. */
static void
change_cert(void)
{
	int64_t now = time(NULL);
	struct eci_issue what = { .cn = "Test Time Stamp Authority", .o = "Test", .serial = 77,
	    .from = now - 20 * 86400, .until = now + (is("expired") ? -86400 : 86400),
	    .pathlen = -1, .usage = "digitalSignature",
	    .ext_usage = is("usage") ? "clientAuth" : "timeStamping",
	    .ext_usage_critical = true };
	struct eci_cert *cert = NULL;

	must(eci_issue_cert(tsa.ctx, &what, tsa.key, tsa.key, NULL, &cert));
	eci_cert_free(tsa.cert);
	tsa.cert = cert;
}

/* A key that is not the certificate's. */
static void
change_key(void)
{
	eci_key_free(tsa.key);
	tsa.key = NULL;
	must(eci_key_new_sm2(tsa.ctx, &tsa.key));
}

static void
make_token(const struct stamp_asked *asked, struct eci_buf *out)
{
	uint8_t nonce[64] = { 0 }, imprint[64] = { 0 };
	struct stamp_make t = { .key = tsa.key, .cert = tsa.cert, .alg = asked->alg,
	    .imprint = { imprint, asked->imprint.len }, .nonce = { nonce, asked->nonce.len },
	    .time = time(NULL), .millis = 250, .accuracy = 1, .serial = 4711, .gm = tsa.gm,
	    .no_cert = !asked->cert || is("no-cert"), .bad_value = is("value"),
	    .bad_digest = is("digest") };

	if (asked->imprint.len > sizeof(imprint) || asked->nonce.len > sizeof(nonce))
		exit(2);
	memcpy(imprint, asked->imprint.ptr, asked->imprint.len);
	memcpy(nonce, asked->nonce.ptr, asked->nonce.len);
	imprint[0] ^= is("imprint");
	if (asked->nonce.len > 0)
		nonce[asked->nonce.len - 1] ^= is("nonce");
	if (is("no-nonce"))
		t.nonce.len = 0;
	if (is("other-hash"))
		t.alg = t.alg == ECI_TSP_SM3 ? ECI_TSP_SHA256 : ECI_TSP_SM3;
	t.time += is("late") ? 86400 : is("early") ? -86400 : 0;
	must(stamp_make(tsa.ctx, &t, out));
}

static void
answer(const uint8_t *req, size_t n, struct eci_buf *out)
{
	struct eci_buf token = { 0 };
	struct stamp_asked asked;
	struct eci_bytes none = { NULL, 0 };

	if (is("empty"))
		return;
	if (is("garbage")) {
		must(eci_buf_adds(tsa.ctx, out, "this is no time stamp\n"));
		return;
	}
	if (is("reject") || is("waiting")) {
		must(stamp_response(tsa.ctx, is("reject") ? 2 : 3, "not \x1b[31mtoday", 15, none, out));
		return;
	}
	if (stamp_asked(tsa.ctx, (struct eci_bytes){ req, n }, &asked) != ECERT_OK ||
	    asked.alg == ECI_TSP_OTHER) {
		must(stamp_response(tsa.ctx, 2, NULL, asked.imprint.ptr == NULL ? 5 : 0, none, out));
		return;
	}
	make_token(&asked, &token);
	if (is("bare"))
		must(eci_buf_add(tsa.ctx, out, token.ptr, token.len));
	else
		must(stamp_response(tsa.ctx, 0, NULL, -1,
		    (struct eci_bytes){ token.ptr, token.len }, out));
	if (is("trailing"))
		must(eci_buf_add(tsa.ctx, out, "", 1));
	if (is("huge")) {
		must(eci_buf_room(tsa.ctx, out, HUGE_BYTES));
		memset(out->ptr + out->len, 0, HUGE_BYTES);
		out->len += HUGE_BYTES;
	}
	eci_buf_free(&token);
}

/* ---- by pipe ---- */

static int
serve_pipe(void)
{
	static uint8_t req[REQUEST_MAX];
	size_t n = fread(req, 1, sizeof(req), stdin);
	struct eci_buf out = { 0 };
	int rc;

	answer(req, n, &out);
	if (is("slow"))
		sleep(SLOW_SECONDS);
	rc = (out.len > 0 && fwrite(out.ptr, 1, out.len, stdout) != out.len) ||
	    fflush(stdout) != 0;
	eci_buf_free(&out);
	return is("status") ? 3 : rc;
}

/* ---- by HTTP ---- */

static void
send_all(int c, const void *p, size_t n)
{
	const char *at = p;
	ssize_t put;

	for (; n > 0 && (put = send(c, at, n, MSG_NOSIGNAL)) > 0; at += put, n -= (size_t)put)
		;
}

/* The body of a POST of the right type, in buf; 0 where it is something else. */
static size_t
read_post(int c, char *buf, size_t cap, const char **body)
{
	const char *end = NULL, *length = NULL;
	size_t n = 0, want = cap;
	ssize_t got;

	while (n < want && n + 1 < cap && (got = recv(c, buf + n, cap - 1 - n, 0)) > 0) {
		n += (size_t)got;
		buf[n] = '\0';
		if (end == NULL && (end = strstr(buf, "\r\n\r\n")) != NULL &&
		    (length = strstr(buf, "Content-Length: ")) != NULL)
			want = (size_t)(end + 4 - buf) + strtoul(length + 16, NULL, 10);
	}
	if (end == NULL || n != want || strncmp(buf, "POST ", 5) != 0 ||
	    strstr(buf, "Content-Type: application/timestamp-query\r\n") == NULL)
		return 0;
	*body = end + 4;
	return n - (size_t)(end + 4 - buf);
}

static void
serve_one(int c)
{
	static char req[REQUEST_MAX];
	struct eci_buf out = { 0 };
	const char *body = NULL;
	size_t n = read_post(c, req, sizeof(req), &body);
	char head[256];

	if (n != 0)
		answer((const uint8_t *)body, n, &out);
	if (is("slow"))
		/* Until the client has had enough. */
		(void)!recv(c, req, sizeof(req), 0);
	snprintf(head, sizeof(head), "HTTP/1.1 %s\r\nConnection: close\r\n"
	    "Content-Type: %s\r\nContent-Length: %zu\r\n\r\n",
	    n == 0 ? "400 Bad Request" : is("status") ? "503 Service Unavailable" : "200 OK",
	    is("type") ? "text/html" : "application/timestamp-reply", out.len);
	send_all(c, head, strlen(head));
	send_all(c, out.ptr, out.len);
	eci_buf_free(&out);
}

static int
serve_http(unsigned port, unsigned requests, unsigned seconds)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	socklen_t size = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0), c;

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at)) != 0 || listen(fd, 8) != 0 ||
	    getsockname(fd, (struct sockaddr *)&at, &size) != 0) {
		perror("test-tsa");
		return 2;
	}
	printf("%u\n", ntohs(at.sin_port));
	fflush(stdout);
	/* In the background, and out of whatever pipe the port went into. */
	if ((c = fork()) != 0)
		return c < 0 ? 2 : 0;
	if (freopen("/dev/null", "r", stdin) == NULL || freopen("/dev/null", "w", stdout) == NULL ||
	    freopen("/dev/null", "w", stderr) == NULL)
		return 2;
	alarm(seconds);
	for (; requests > 0 && (c = accept(fd, NULL, NULL)) >= 0; requests--) {
		serve_one(c);
		close(c);
	}
	close(fd);
	return 0;
}

static void
load(const char *key, const char *cert)
{
	struct eci_buf b = { 0 };
	struct eci_certs certs = { 0 };

	if ((tsa.ctx = ecert_ctx_new()) == NULL)
		exit(2);
	must(eci_read_file(tsa.ctx, key, REQUEST_MAX, &b));
	must(eci_key_load(tsa.ctx, key, b.ptr, b.len, NULL, NULL, &tsa.key, NULL));
	eci_buf_free(&b);
	must(eci_read_file(tsa.ctx, cert, REQUEST_MAX, &b));
	must(eci_certs_load(tsa.ctx, cert, b.ptr, b.len, &certs));
	tsa.cert = eci_cert_ref(certs.v[0]);
	eci_certs_free(&certs);
	eci_buf_free(&b);
	if (is("expired") || is("usage"))
		change_cert();
	if (is("key"))
		change_key();
}

static _Noreturn void
usage(void)
{
	fputs("usage: test-tsa [-p PORT] [-n REQUESTS] [-t SECONDS] [-f FAULT] [-g] KEY CERT\n", stderr);
	exit(2);
}

int
main(int argc, char **argv)
{
	unsigned long port = 0, requests = 1, seconds = 30;
	bool http = false;
	size_t i;
	int o, rc;

	tsa.fault = "";
	while ((o = getopt(argc, argv, "p:n:t:f:g")) != -1)
		switch (o) {
		case 'p':
			http = true;
			port = strtoul(optarg, NULL, 10);
			break;
		case 'n':
			requests = strtoul(optarg, NULL, 10);
			break;
		case 't':
			seconds = strtoul(optarg, NULL, 10);
			break;
		case 'f':
			tsa.fault = optarg;
			break;
		case 'g':
			tsa.gm = true;
			break;
		default:
			usage();
		}
	for (i = 0; faults[i] != NULL && strcmp(faults[i], tsa.fault) != 0; i++)
		;
	if (argc - optind != 2 || faults[i] == NULL || port > 65535)
		usage();
	load(argv[optind], argv[optind + 1]);
	rc = http ? serve_http((unsigned)port, (unsigned)requests, (unsigned)seconds) : serve_pipe();
	eci_cert_free(tsa.cert);
	eci_key_free(tsa.key);
	ecert_ctx_free(tsa.ctx);
	return rc;
}
