/* SPDX-License-Identifier: Apache-2.0 */
/* net_new.c - leave to use the network, and its bounds.  See ecert/net.h. */
#include <stdlib.h>

#include "net/net_priv.h"

#define SECONDS 20
#define SECONDS_MAX 86400U
#define BYTES ((size_t)16 << 20)

ecert_err
ecert_net_new(ecert_ctx *ctx, ecert_net **out)
{
	ecert_net *net;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	if ((net = calloc(1, sizeof(*net))) == NULL)
		return eci_nomem(ctx);
	net->seconds = SECONDS;
	net->max = BYTES;
	if ((e = eci_curl_load(ctx, &net->curl)) != ECERT_OK)
		goto out;
	if ((net->easy = net->curl.init()) == NULL) {
		e = eci_nomem(ctx);
		goto out;
	}
	*out = net;
	net = NULL;
out:
	ecert_net_free(net);
	return e;
}

void
ecert_net_free(ecert_net *net)
{
	if (net == NULL)
		return;
	if (net->easy != NULL)
		net->curl.cleanup(net->easy);
	eci_curl_unload(&net->curl);
	free(net);
}

/* 0 would be libcurl's "for ever". */
void
ecert_net_set_timeout(ecert_net *net, unsigned seconds)
{
	net->seconds = seconds == 0 ? 1 : seconds > SECONDS_MAX ? SECONDS_MAX : seconds;
}

void
ecert_net_set_max_bytes(ecert_net *net, size_t bytes)
{
	net->max = bytes;
}
