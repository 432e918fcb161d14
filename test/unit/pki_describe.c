/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

static const struct {
	const char *file, *pass;
	const char *has[3];
} rows[] = {
	{ "cert.pem", NULL, { "\"kind\": \"certificate\"", "CN=Annex A key", "\"algorithm\": \"SM2\"" } },
	{ "cert.der", NULL, { "\"kind\": \"certificate\"", "\"key_usage\": \"digitalSignature", NULL } },
	{ "rsa-cert.pem", NULL, { "\"algorithm\": \"RSA\"", "\"bits\": 2048", NULL } },
	{ "rsa.pem", NULL, { "\"kind\": \"private-key\"", "\"algorithm\": \"RSA\"", "\"bits\": 2048" } },
	{ "rsa.p12", "correct", { "\"kind\": \"pkcs12\"", "\"algorithm\": \"RSA\"", "CN=rsa" } },
	{ "pub.pem", NULL, { "\"kind\": \"public-key\"", "\"key_usable\": true", NULL } },
	{ "pkcs8.pem", NULL, { "\"kind\": \"private-key\"", "\"encrypted\": false", NULL } },
	{ "pkcs8.der", NULL, { "\"kind\": \"private-key\"", NULL, NULL } },
	{ "pkcs8-aes.pem", "correct", { "\"kind\": \"private-key\"", "\"encrypted\": true", NULL } },
	{ "pkcs8-sm4.der", "correct", { "\"kind\": \"private-key\"", NULL, NULL } },
	{ "key-aes.p12", "correct", { "\"kind\": \"pkcs12\"", "\"subject\": \"CN=Annex", NULL } },
};

/* jansson writes with or without blanks; the test does not care. */
static bool
says(const char *json, const char *want)
{
	char a[2048], b[200];
	size_t n = 0, m = 0;

	for (; *json != '\0' && n < sizeof(a) - 1; json++)
		if (*json != ' ')
			a[n++] = *json;
	for (; *want != '\0'; want++)
		if (*want != ' ')
			b[m++] = *want;
	a[n] = b[m] = '\0';
	return strstr(a, b) != NULL;
}

static void
test_describe(ecert_ctx *ctx)
{
	struct asked a = { NULL, 0 };
	struct eci_buf b;
	char *json;
	size_t i, k;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("describe %s", rows[i].file);
		b = vector(rows[i].file);
		a = (struct asked){ rows[i].pass, 0 };
		CHECK_OK(ctx, ecert_key_describe(ctx, b.ptr, b.len, give, &a, &json));
		CHECK(json != NULL);
		for (k = 0; json != NULL && k < 3 && rows[i].has[k] != NULL; k++)
			if (!says(json, rows[i].has[k]))
				CHECK_STR(json, rows[i].has[k]);
		/* d of the sample, in hexadecimal or base64. */
		CHECK(json == NULL || (!says(json, "3945208f") && !says(json, "OUUgj3shRLE")));
		CHECK_INT(a.times, rows[i].pass != NULL);
		ecert_free(json);
		eci_buf_free(&b);
	}
	unit_case("a key and its certificate have one digest");
	{
		char *key, *cert, *at;

		b = vector("pkcs8.pem");
		CHECK_OK(ctx, ecert_key_describe(ctx, b.ptr, b.len, NULL, NULL, &key));
		eci_buf_free(&b);
		b = vector("cert.pem");
		CHECK_OK(ctx, ecert_key_describe(ctx, b.ptr, b.len, NULL, NULL, &cert));
		eci_buf_free(&b);
		at = strstr(key, "key_sm3");
		CHECK(at != NULL);
		at[80] = '\0';
		at[75] = '\0';
		CHECK(strstr(cert, at) != NULL);
		ecert_free(key);
		ecert_free(cert);
	}
	unit_case("nothing to describe");
	CHECK_ERR(ctx, ecert_key_describe(ctx, (const uint8_t *)"x", 0, NULL, NULL, &json), ECERT_E_CERT);
	CHECK_ERR(ctx, ecert_key_describe(ctx, (const uint8_t *)"text", 4, NULL, NULL, &json), ECERT_E_CERT);
	CHECK(json == NULL);
	unit_case("two certificates are a list");
	{
		struct eci_buf one = vector("cert.pem"), two = { 0 };

		CHECK_OK(ctx, eci_buf_add(ctx, &two, one.ptr, one.len));
		CHECK_OK(ctx, eci_buf_add(ctx, &two, one.ptr, one.len));
		CHECK_OK(ctx, ecert_key_describe(ctx, two.ptr, two.len, NULL, NULL, &json));
		CHECK(says(json, "\"kind\": \"certificates\""));
		ecert_free(json);
		eci_buf_free(&one);
		eci_buf_free(&two);
	}
}

static int64_t
clock_of(void *arg)
{
	return *(int64_t *)arg;
}

static void
test_days(ecert_ctx *ctx)
{
	static const struct { int64_t left; const char *says; } v[] = {
		{ 0, "\"days_left\": 0," }, { 86399, "\"days_left\": 0," },
		{ 86400, "\"days_left\": 1," }, { -1, "\"days_left\": -1," },
		{ -86400, "\"days_left\": -1," }, { -86401, "\"days_left\": -2," },
	};
	struct party p = issue(ctx, leaf("days"), NULL);
	struct eci_bytes der = eci_cert_der(p.cert);
	char *json = NULL;
	int64_t now;
	size_t i;

	for (i = 0; i < ECI_COUNT(v); i++) {
		unit_case("%lld seconds are left", (long long)v[i].left);
		now = eci_cert_not_after(p.cert) - v[i].left;
		ecert_ctx_set_clock(ctx, clock_of, &now);
		CHECK_OK(ctx, ecert_key_describe(ctx, der.ptr, der.len, NULL, NULL, &json));
		CHECK(json != NULL && says(json, v[i].says));
		ecert_free(json);
	}
	ecert_ctx_set_clock(ctx, NULL, NULL);
	party_free(&p);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_describe(ctx);
	test_days(ctx);
	return unit_end();
}
