/* SPDX-License-Identifier: Apache-2.0 */
/* net_tsa.c - an authority behind a URL. */
#include "tsp_authority.h"
#include "net_server.h"

static const uint8_t data[] = "a signature value";

static void
answer(void *arg, const uint8_t *req, size_t n, uint8_t **resp, size_t *resp_n)
{
	ecert_ctx *ctx = ecert_ctx_new();
	struct eci_buf out = { 0 };

	if (ctx == NULL)
		abort();
	authority_answer(ctx, arg, (struct eci_bytes){ req, n }, &out);
	*resp = eci_buf_take(&out, resp_n);
	ecert_ctx_free(ctx);
}

static void
huge(ecert_ctx *ctx, struct eci_buf *b)
{
	authority_must(ctx, eci_buf_room(ctx, b, 1 << 20));
	memset(b->ptr + b->len, 0, 1 << 20);
	b->len += 1 << 20;
}

static void
urls(ecert_net *net)
{
	static const char *const bad[] = { "", "tsa.example", "file:///etc/passwd",
		"http://a:b@tsa.example/", "http://tsa example/" };
	ecert_ctx *ctx = authority_ctx();
	ecert_tsa *tsa;
	size_t i;

	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("no URL of an authority: %s", bad[i]);
		tsa = (ecert_tsa *)1;
		CHECK_ERR(ctx, ecert_tsa_from_url(ctx, net, bad[i], &tsa), ECERT_E_ARG);
		CHECK(tsa == NULL);
	}
}

static void
exchange(ecert_net *net, struct server *s, struct authority *a)
{
	static const struct {
		const char *name, *path, *type;
		void      (*response)(ecert_ctx *ctx, struct eci_buf *b);
		ecert_err   want;
	} cases[] = {
		{ "a token", "/tsa", "application/timestamp-reply", NULL, ECERT_OK },
		{ "with parameters of the type", "/tsa", "Application/Timestamp-Reply; a=b", NULL,
		    ECERT_OK },
		{ "a page", "/tsa", "text/html", NULL, ECERT_E_NOTFOUND },
		{ "huge", "/tsa", "application/timestamp-reply", huge, ECERT_E_NOTFOUND },
		{ "not there", "/nowhere", "", NULL, ECERT_E_NOTFOUND },
		{ "without a type", "/ok", "", NULL, ECERT_E_INVALID },
	};
	ecert_ctx *ctx = authority_ctx();
	ecert_tsa *tsa;
	uint8_t *p;
	size_t i, n;

	for (i = 0; i < ECI_COUNT(cases); i++) {
		unit_case("%s", cases[i].name);
		s->type = cases[i].type;
		a->response = cases[i].response;
		p = NULL;
		CHECK_OK(ctx, ecert_tsa_from_url(ctx, net, server_url(s, cases[i].path), &tsa));
		CHECK_ERR(ctx, ecert_tsa_stamp(ctx, tsa, data, sizeof(data), &p, &n),
		    cases[i].want);
		CHECK((p != NULL) == (cases[i].want == ECERT_OK));
		ecert_free(p);
		ecert_tsa_free(tsa);
	}
}

int
main(void)
{
	ecert_ctx *ctx = authority_ctx();
	ecert_net *net = NULL;
	struct authority a;
	struct server s = { .answer = answer, .arg = &a };

	authority_make(ctx, &a, false, "timeStamping", NULL, NULL);
	if (ecert_net_new(ctx, &net) == ECERT_OK && server_start(&s)) {
		ecert_net_set_timeout(net, 5);
		urls(net);
		exchange(net, &s, &a);
		server_stop(&s);
	} else {
		unit_case("the network");
		unit_skip("no libcurl, or no loopback");
	}
	ecert_net_free(net);
	authority_free(&a);
	return unit_end();
}
