/* SPDX-License-Identifier: Apache-2.0 */
/* net_fetch.c - what a server can do to us, each on loopback. */
#include "unit.h"

#include <signal.h>
#include <sys/stat.h>
#include <time.h>

#include "net_server.h"

static struct server server;

static const struct {
	const char *path;
	ecert_err   want;
	const char *says;
} bad[] = {
	{ "/404", ECERT_E_NOTFOUND, "HTTP status 404" },
	{ "/500", ECERT_E_NOTFOUND, "HTTP status 500" },
	{ "/204", ECERT_E_NOTFOUND, "HTTP status 204" },
	{ "/auth", ECERT_E_NOTFOUND, "HTTP status 401" },
	{ "/empty", ECERT_E_NOTFOUND, "an empty answer" },
	{ "/endless", ECERT_E_LIMIT, "above 1000 bytes" },
	{ "/headers", ECERT_E_LIMIT, "headers above" },
	{ "/slow", ECERT_E_NOTFOUND, "" },
	{ "/mute", ECERT_E_NOTFOUND, "" },
	{ "/loop", ECERT_E_NOTFOUND, "" },
	{ "/hop4", ECERT_E_NOTFOUND, "" },
	{ "/file", ECERT_E_NOTFOUND, "" },
	{ "/ftp", ECERT_E_NOTFOUND, "" },
	{ "/gopher", ECERT_E_NOTFOUND, "" },
	{ "/user", ECERT_E_NOTFOUND, "" },
	{ "/garbage", ECERT_E_NOTFOUND, "" },
	{ "/short", ECERT_E_NOTFOUND, "" },
};

static void
bad_answers(ecert_net *net)
{
	size_t i, n = 1;

	for (i = 0; i < ECI_COUNT(bad); i++) {
		ecert_ctx *ctx = unit_ctx();
		const char *url = server_url(&server, bad[i].path);
		uint8_t *p = (uint8_t *)1;
		time_t start = time(NULL);

		unit_case("refused: %s", bad[i].path);
		CHECK_ERR(ctx, ecert_net_fetch(net, ctx, url, NULL, 0, NULL, &p, &n), bad[i].want);
		CHECK(p == NULL && n == 0);
		CHECK(strstr(ecert_errmsg(ctx), url) == ecert_errmsg(ctx));
		if (strstr(ecert_errmsg(ctx), bad[i].says) == NULL)
			unit_fail(__FILE__, __LINE__, "%s", ecert_errmsg(ctx));
		CHECK(time(NULL) - start <= 3);
	}
}

static void
good_answers(ecert_net *net)
{
	static const char *const paths[] = { "/ok", "/hop1", "/hop2", "/hop3" };
	ecert_ctx *ctx = unit_ctx();
	uint8_t *p = NULL;
	size_t i, n = 0;

	for (i = 0; i < ECI_COUNT(paths); i++) {
		unit_case("got: %s", paths[i]);
		CHECK_OK(ctx, ecert_net_fetch(net, ctx, server_url(&server, paths[i]), NULL, 0,
		    NULL, &p, &n));
		CHECK_MEM(p, n, "hello", 5);
		ecert_free(p);
	}
	unit_case("a limit that is just met");
	ecert_net_set_max_bytes(net, 5);
	CHECK_OK(ctx, ecert_net_fetch(net, ctx, server_url(&server, "/ok"), NULL, 0, NULL, &p, &n));
	ecert_free(p);
	unit_case("and one that is not");
	ecert_net_set_max_bytes(net, 4);
	CHECK_ERR(ctx, ecert_net_fetch(net, ctx, server_url(&server, "/ok"), NULL, 0, NULL, &p, &n),
	    ECERT_E_LIMIT);
	ecert_net_set_max_bytes(net, 1000);
}

static void
bodies(ecert_net *net)
{
	static const uint8_t body[] = { 0, 1, 2, 0xff, '\r', '\n' };
	ecert_ctx *ctx = unit_ctx();
	uint8_t *p = NULL;
	size_t n = 0;

	unit_case("a body is sent as it is");
	CHECK_OK(ctx, ecert_net_fetch(net, ctx, server_url(&server, "/echo"), body, sizeof(body),
	    "application/ocsp-request", &p, &n));
	CHECK_MEM(p, n, body, sizeof(body));
	ecert_free(p);
	unit_case("and goes along with a redirection");
	CHECK_OK(ctx, ecert_net_fetch(net, ctx, server_url(&server, "/moved"), body, sizeof(body),
	    "application/ocsp-request", &p, &n));
	CHECK_MEM(p, n, body, sizeof(body));
	ecert_free(p);
	unit_case("its type too");
	CHECK_OK(ctx, ecert_net_fetch(net, ctx, server_url(&server, "/show"), body, 1,
	    "application/ocsp-request", &p, &n));
	CHECK(p != NULL && strstr((char *)p, "Content-Type: application/ocsp-request\r\n") != NULL);
	CHECK(p != NULL && strncmp((char *)p, "POST ", 5) == 0);
	ecert_free(p);
	unit_case("a type that is two lines");
	CHECK_ERR(ctx, ecert_net_fetch(net, ctx, server_url(&server, "/show"), body, 1,
	    "a/b\r\nX-Evil: 1", &p, &n), ECERT_E_ARG);
}

/* A file with passwords in the home folder, cookies of the answer before. */
static void
nothing_of_the_user(ecert_net *net)
{
	ecert_ctx *ctx = unit_ctx();
	char path[300];
	uint8_t *p = NULL;
	size_t n = 0;
	FILE *f;
	int i;

	unit_case("no passwords and no cookies are sent");
	snprintf(path, sizeof(path), "%s/.netrc", unit_dir());
	if ((f = fopen(path, "w")) == NULL)
		abort();
	fputs("default login user password secret\n", f);
	fclose(f);
	chmod(path, 0600);
	setenv("HOME", unit_dir(), 1);
	for (i = 0; i < 2; i++) {
		CHECK_OK(ctx, ecert_net_fetch(net, ctx, server_url(&server, "/show"), NULL, 0, NULL,
		    &p, &n));
		CHECK(p != NULL && strstr((char *)p, "Authorization") == NULL);
		CHECK(p != NULL && strstr((char *)p, "Cookie") == NULL);
		CHECK(p != NULL && strstr((char *)p, "User-Agent: libecert/") != NULL);
		CHECK(p != NULL && strncmp((char *)p, "GET ", 4) == 0);
		ecert_free(p);
	}
}

static int32_t
stop(void *arg, uint64_t done, uint64_t total)
{
	(void)done;
	*(int *)arg += total > 0;
	return 1;
}

static int pipes;

static void
on_pipe(int sig)
{
	(void)sig;
	pipes++;
}

static void
of_the_application(ecert_net *net)
{
	ecert_ctx *ctx = unit_ctx();
	struct sigaction act = { .sa_handler = on_pipe };
	sigset_t before, after;
	uint8_t *p = NULL;
	size_t n = 0;
	int calls = 0;

	unit_case("the progress callback can stop it");
	ecert_ctx_set_progress(ctx, stop, &calls);
	CHECK_ERR(ctx, ecert_net_fetch(net, ctx, server_url(&server, "/slow"), NULL, 0, NULL, &p,
	    &n), ECERT_E_CANCELLED);
	CHECK(calls >= 1);
	ecert_ctx_set_progress(ctx, NULL, NULL);

	unit_case("signals stay as they are");
	sigaction(SIGPIPE, &act, NULL);
	sigprocmask(SIG_BLOCK, NULL, &before);
	CHECK_OK(ctx, ecert_net_fetch(net, ctx, server_url(&server, "/ok"), NULL, 0, NULL, &p, &n));
	ecert_free(p);
	sigprocmask(SIG_BLOCK, NULL, &after);
	CHECK_INT(sigismember(&after, SIGPIPE), sigismember(&before, SIGPIPE));
	CHECK_INT(pipes, 0);
}

static void
no_server(ecert_net *net)
{
	ecert_ctx *ctx = unit_ctx();
	uint8_t *p = NULL;
	size_t n = 0;

	unit_case("nobody listens");
	CHECK_ERR(ctx, ecert_net_fetch(net, ctx, server_url(&server, "/ok"), NULL, 0, NULL, &p, &n),
	    ECERT_E_NOTFOUND);
	unit_case("not a host");
	CHECK_ERR(ctx, ecert_net_fetch(net, ctx, "http://[::g]/", NULL, 0, NULL, &p, &n),
	    ECERT_E_NOTFOUND);
	unit_case("another scheme");
	CHECK_ERR(ctx, ecert_net_fetch(net, ctx, "file:///etc/passwd", NULL, 0, NULL, &p, &n),
	    ECERT_E_ARG);
	CHECK(p == NULL);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	ecert_net *net = NULL;

	if (ecert_net_new(ctx, &net) != ECERT_OK || !server_start(&server)) {
		unit_case("the network");
		unit_skip("no libcurl, or no loopback");
		ecert_net_free(net);
		return unit_end();
	}
	ecert_net_set_timeout(net, 1);
	ecert_net_set_max_bytes(net, 1000);
	bad_answers(net);
	good_answers(net);
	bodies(net);
	nothing_of_the_user(net);
	of_the_application(net);
	server_stop(&server);
	no_server(net);
	ecert_net_free(net);
	return unit_end();
}
