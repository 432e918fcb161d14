/* SPDX-License-Identifier: Apache-2.0 */
/* net_url.c - which URLs are asked. */
#include "unit.h"

#include <stdlib.h>

#include "net/net_priv.h"

static const struct {
	const char *url;
	bool        good, https;
} urls[] = {
	{ "http://tsa.example/", true, false },
	{ "https://tsa.example", true, true },
	{ "HTTPS://tsa.example:8443/a?b=c@d", true, true },
	{ "hTTp://[::1]:80/#x", true, false },
	{ "http://127.0.0.1/a@b", true, false },
	{ "", false, false }, { "http", false, false }, { "http:/", false, false },
	{ "http://", false, false }, { "https:///path", false, false },
	{ "file:///etc/passwd", false, false }, { "ftp://a/b", false, false },
	{ "ldap://a/b", false, false }, { "gopher://a/", false, false },
	{ "httpx://a/", false, false }, { " http://a/", false, false },
	{ "http://a/ b", false, false }, { "http://a/\r\nX: y", false, false },
	{ "http://a/\x7f", false, false }, { "http://\xe4\xb8\xad/", false, false },
	{ "http://user@a/", false, false }, { "http://user:pw@a/", false, false },
	{ "http://user@a", false, false }, { "tsa.example/x", false, false },
};

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	char *text = malloc(NET_URL_MAX + 2);
	bool https;
	size_t i;

	for (i = 0; i < ECI_COUNT(urls); i++) {
		unit_case("url %zu", i);
		https = !urls[i].https;
		CHECK_ERR(ctx, eci_net_url(ctx, urls[i].url, &https),
		    urls[i].good ? ECERT_OK : ECERT_E_ARG);
		if (urls[i].good)
			CHECK(https == urls[i].https);
	}
	unit_case("no URL");
	CHECK_ERR(ctx, eci_net_url(ctx, NULL, &https), ECERT_E_ARG);
	if (text == NULL)
		abort();
	memset(text, 'a', NET_URL_MAX + 1);
	text[NET_URL_MAX + 1] = '\0';
	memcpy(text, "http://", 7);
	unit_case("too long");
	CHECK_ERR(ctx, eci_net_url(ctx, text, &https), ECERT_E_ARG);
	unit_case("as long as it may be");
	text[NET_URL_MAX] = '\0';
	CHECK_OK(ctx, eci_net_url(ctx, text, &https));
	free(text);
	return unit_end();
}
