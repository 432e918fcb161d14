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
	if (pthread_mutex_init(&net->lock, NULL) != 0) {
		free(net);
		return eci_nomem(ctx);
	}
	if ((e = eci_curl_load(ctx, &net->curl)) != ECERT_OK) {
		ecert_net_free(net);
		return e;
	}
	*out = net;
	return ECERT_OK;
}

CURL *
eci_net_take(ecert_net *net)
{
	CURL *easy = NULL;

	pthread_mutex_lock(&net->lock);
	if (net->n_idle > 0)
		easy = net->idle[--net->n_idle];
	pthread_mutex_unlock(&net->lock);
	return easy != NULL ? easy : net->curl.init();
}

void
eci_net_give(ecert_net *net, CURL *easy)
{
	net->curl.reset(easy);
	pthread_mutex_lock(&net->lock);
	if (net->n_idle < NET_IDLE_MAX) {
		net->idle[net->n_idle++] = easy;
		easy = NULL;
	}
	pthread_mutex_unlock(&net->lock);
	if (easy != NULL)
		net->curl.cleanup(easy);
}

void
ecert_net_free(ecert_net *net)
{
	if (net == NULL)
		return;
	while (net->n_idle > 0)
		net->curl.cleanup(net->idle[--net->n_idle]);
	eci_curl_unload(&net->curl);
	pthread_mutex_destroy(&net->lock);
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
