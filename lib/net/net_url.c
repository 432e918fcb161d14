/* SPDX-License-Identifier: Apache-2.0 */
/* net_url.c - which URLs are asked at all: they come from certificates, too. */
#include <string.h>

#include "net/net_priv.h"

/* ASCII: the scheme is compared in either case (RFC 3986 3.1). */
static bool
has_scheme(const char *url, const char *scheme)
{
	for (; *scheme != '\0'; url++, scheme++)
		if (eci_ascii_lower((unsigned char)*url) != *scheme)
			return false;
	return true;
}

/* RFC 3986 2: a URL is printable ASCII without spaces; what else stands there
 * would end up in the lines of a request. */
static bool
is_plain(const char *s)
{
	for (; *s != '\0'; s++)
		if (*s <= 0x20 || *s >= 0x7f)
			return false;
	return true;
}

ecert_err
eci_net_url(ecert_ctx *ctx, const char *url, bool *https)
{
	const char *host;

	if (url == NULL || strlen(url) > NET_URL_MAX)
		return eci_fail(ctx, ECERT_E_ARG, "URL: %s", url == NULL ? "none" : "too long");
	if (!is_plain(url))
		return eci_fail(ctx, ECERT_E_ARG, "URL: with a space, a control or beyond ASCII");
	*https = has_scheme(url, "https://");
	if (!*https && !has_scheme(url, "http://"))
		return eci_fail(ctx, ECERT_E_ARG, "%.200s: neither http nor https", url);
	host = strchr(url, ':') + 3;
	if (*host == '\0' || *host == '/')
		return eci_fail(ctx, ECERT_E_ARG, "%.200s: no host", url);
	/* What is sent is no secret, and nothing of the caller's goes along. */
	if (memchr(host, '@', strcspn(host, "/?#")) != NULL)
		return eci_fail(ctx, ECERT_E_ARG, "URL: with a user name or password");
	return ECERT_OK;
}
