/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ecert/net.h - the network, for callers who allow it: nothing else in the
 * library opens a connection.  libcurl is loaded when it is first needed.
 */
#ifndef ECERT_NET_H
#define ECERT_NET_H

#include "tsa.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ecert_net ecert_net;      /* shared by threads once filled */

/* ECERT_E_UNSUPPORTED where libcurl is not installed. */
ECERT_API ecert_err ecert_net_new(ecert_ctx *ctx, ecert_net **out);
ECERT_API void ecert_net_free(ecert_net *net);
/* Seconds a whole exchange may take; default 20. */
ECERT_API void ecert_net_set_timeout(ecert_net *net, unsigned seconds);
/* Bytes an answer may have; default 16 MiB. */
ECERT_API void ecert_net_set_max_bytes(ecert_net *net, size_t bytes);

/*
 * One exchange by http or https, as an ecert_fetch_fn (ecert/verify.h) with arg an
 * ecert_net: POST of body as type where body is not NULL, else GET.  No other
 * schemes, at most 3 redirections, no proxies but those of the environment, no
 * credentials.  *out is made with malloc().
 */
ECERT_API int ecert_net_fetch(void *arg, ecert_ctx *ctx, const char *url,
    const uint8_t *body, size_t len, const char *type, uint8_t **out, size_t *out_len);

/* An authority asked over net, which is borrowed. */
ECERT_API ecert_err ecert_tsa_from_url(ecert_ctx *ctx, ecert_net *net, const char *url,
    ecert_tsa **out);

#ifdef __cplusplus
}
#endif
#endif
