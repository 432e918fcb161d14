/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_alt.c - alternative names (RFC 5280 4.2.1.6) of requests, in and out. */
#include <arpa/inet.h>
#include <string.h>

#include "crypto/crypto_priv.h"

enum { ALT_EMAIL = 0x81, ALT_DNS = 0x82, ALT_URI = 0x86, ALT_IP = 0x87 };

static const struct {
	const char *word;
	uint8_t     tag;
} forms[] = {
	{ "dns:", ALT_DNS }, { "ip:", ALT_IP }, { "email:", ALT_EMAIL }, { "uri:", ALT_URI },
};

static bool
is_host(const char *s)
{
	size_t n;

	/* A wildcard is the whole of the first label. */
	if (strncmp(s, "*.", 2) == 0)
		s += 2;
	for (;; s += n + 1) {
		n = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
		if (n == 0 || n > 63 || s[0] == '-' || s[n - 1] == '-')
			return false;
		if (s[n] == '\0')
			return true;
		if (s[n] != '.')
			return false;
	}
}

/* IA5String without blanks. */
static bool
is_visible(const char *s)
{
	for (; *s != '\0'; s++)
		if (*s <= ' ' || *s >= 0x7f)
			return false;
	return true;
}

static bool
fits(uint8_t tag, const char *s)
{
	const char *at = strchr(s, '@');

	if (strlen(s) > 255 || !is_visible(s))
		return false;
	if (tag == ALT_DNS)
		return is_host(s);
	if (tag == ALT_EMAIL)
		return at != NULL && at != s && is_host(at + 1) && at[1] != '*';
	return strchr(s, ':') != NULL && strchr(s, ':') != s;
}

static ecert_err
put_ip(ecert_ctx *ctx, const char *s, struct eci_buf *der)
{
	uint8_t a[16];

	if (inet_pton(AF_INET, s, a) == 1)
		return eci_der_put(ctx, der, ALT_IP, a, 4);
	if (inet_pton(AF_INET6, s, a) == 1)
		return eci_der_put(ctx, der, ALT_IP, a, 16);
	return eci_fail(ctx, ECERT_E_ARG, "no IP address");
}

ecert_err
eci_alt_parse(ecert_ctx *ctx, const char *text, struct eci_buf *der)
{
	size_t i, n;

	for (i = 0; i < ECI_COUNT(forms); i++) {
		n = strlen(forms[i].word);
		if (strncmp(text, forms[i].word, n) != 0)
			continue;
		text += n;
		if (forms[i].tag == ALT_IP)
			return put_ip(ctx, text, der);
		if (!fits(forms[i].tag, text))
			return eci_fail(ctx, ECERT_E_ARG, "not of the form %s",
			    forms[i].word);
		return eci_der_put(ctx, der, forms[i].tag, text, strlen(text));
	}
	return eci_fail(ctx, ECERT_E_ARG,
	    "neither dns: nor ip:, email: or uri:");
}

ecert_err
eci_alt_show(ecert_ctx *ctx, const struct eci_der_val *v, struct eci_buf *out)
{
	char ip[INET6_ADDRSTRLEN];
	ecert_err e;
	size_t i;

	for (i = 0; i < ECI_COUNT(forms) && forms[i].tag != v->tag; i++)
		;
	if (i == ECI_COUNT(forms))
		return eci_buf_addf(ctx, out, "other:%02x", v->tag);
	if ((e = eci_buf_adds(ctx, out, forms[i].word)) != ECERT_OK)
		return e;
	if (v->tag != ALT_IP)
		return eci_escape(ctx, out, (const char *)v->body.ptr, v->body.len);
	if ((v->body.len != 4 && v->body.len != 16) ||
	    inet_ntop(v->body.len == 4 ? AF_INET : AF_INET6, v->body.ptr, ip, sizeof(ip)) == NULL)
		return eci_buf_adds(ctx, out, "?");
	return eci_buf_adds(ctx, out, ip);
}
