/* SPDX-License-Identifier: Apache-2.0 */
/* net_priv.h - what the files of this layer share. */
#ifndef ECI_NET_PRIV_H
#define ECI_NET_PRIV_H

#include <curl/curl.h>
#include <pthread.h>

#include "net/net.h"

/* URLs of certificates and of options are far shorter. */
#define NET_URL_MAX 2048

/* libcurl, as far as it is used.  With the types of its header the calls are
 * checked as if it were linked. */
struct eci_curl {
	void *lib;
	__typeof__(curl_global_init)    *global_init;
	__typeof__(curl_global_cleanup) *global_cleanup;
	__typeof__(curl_easy_init)      *init;
	__typeof__(curl_easy_cleanup)   *cleanup;
	__typeof__(curl_easy_reset)     *reset;
	__typeof__(curl_easy_setopt)    *setopt;
	__typeof__(curl_easy_perform)   *perform;
	__typeof__(curl_easy_getinfo)   *getinfo;
	__typeof__(curl_easy_strerror)  *strerror;
	__typeof__(curl_slist_append)   *append;
	__typeof__(curl_slist_free_all) *free_all;
};

/* Handles of libcurl are of one thread at a time; those that nobody uses wait here, with
 * their connections. */
#define NET_IDLE_MAX 16
struct ecert_net {
	struct eci_curl curl;
	unsigned        seconds;
	size_t          max;
	pthread_mutex_t lock;
	CURL           *idle[NET_IDLE_MAX];
	size_t          n_idle;
};

/* net_new.c: a handle for one exchange, NULL without memory; it is given back reset. */
CURL *eci_net_take(ecert_net *net);
void eci_net_give(ecert_net *net, CURL *easy);

/* net_curl.c */
ecert_err eci_curl_load(ecert_ctx *ctx, struct eci_curl *out);
void eci_curl_unload(struct eci_curl *curl);

/* net_url.c: http or https, printable, of bounded length; *https tells which. */
ecert_err eci_net_url(ecert_ctx *ctx, const char *url, bool *https);

/* net_fetch.c: body NULL asks, else it is sent as type. */
struct eci_net_ask {
	const char      *url;
	struct eci_bytes body;
	const char      *type;
	const char      *answer;     /* the type the answer must have; NULL: any */
	size_t           max;        /* bytes of it */
};
ecert_err eci_net_exchange(ecert_ctx *ctx, ecert_net *net, const struct eci_net_ask *ask,
    struct eci_buf *out);

#endif
