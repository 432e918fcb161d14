/* SPDX-License-Identifier: Apache-2.0 */
/* net_tsa.c - a time-stamp authority that is asked by HTTP (RFC 3161 3.4). */
#include <stdlib.h>

#include "net/net_priv.h"
#include "tsp/tsp.h"

struct tsa_url {
	ecert_net *net;        /* borrowed */
	char      *url;
};

static int
ask_url(void *arg, ecert_ctx *ctx, const uint8_t *req, size_t req_len, uint8_t **resp,
    size_t *resp_len)
{
	const struct tsa_url *t = arg;
	struct eci_net_ask ask = { .url = t->url, .body = { req, req_len },
		.type = "application/timestamp-query", .answer = "application/timestamp-reply",
		.max = t->net->max < ECI_TSP_BYTES_MAX ? t->net->max : ECI_TSP_BYTES_MAX };
	struct eci_buf b = { 0 };
	ecert_err e;

	if ((e = eci_net_exchange(ctx, t->net, &ask, &b)) == ECERT_OK)
		*resp = eci_buf_take(&b, resp_len);
	eci_buf_free(&b);
	return e;
}

static void
free_url(void *arg)
{
	struct tsa_url *t = arg;

	if (t == NULL)
		return;
	free(t->url);
	free(t);
}

ecert_err
ecert_tsa_from_url(ecert_ctx *ctx, ecert_net *net, const char *url, ecert_tsa **out)
{
	struct tsa_url *t = NULL;
	bool https;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	if ((e = eci_net_url(ctx, url, &https)) != ECERT_OK)
		return e;
	if ((t = calloc(1, sizeof(*t))) == NULL)
		return eci_nomem(ctx);
	t->net = net;
	if ((e = eci_strdup(ctx, url, &t->url)) == ECERT_OK &&
	    (e = ecert_tsa_new(ctx, ask_url, t, out)) == ECERT_OK) {
		eci_tsp_own(*out, free_url);
		t = NULL;
	}
	free_url(t);
	return e;
}
