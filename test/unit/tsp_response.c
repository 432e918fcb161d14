/* SPDX-License-Identifier: Apache-2.0 */
/* tsp_response.c - what an authority answers, and what is said of a refusal. */
#include "unit.h"

#include "../tsa/token_make.h"

static const uint8_t some[] = { 0x30, 0x03, 0x06, 0x01, 0x2a };

#define RAW(...) (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ })

static const struct {
	const char *name;
	const uint8_t *p;
	size_t      n;
} malformed[] = {
	{ "nothing", (const uint8_t *)"", 0 },
	{ "text", (const uint8_t *)"<html></html>", 13 },
	{ "a token without a response", some, sizeof(some) },
	{ "an empty response", RAW(0x30, 0x00) },
	{ "a status without a number", RAW(0x30, 0x02, 0x30, 0x00) },
	{ "a status that does not exist", RAW(0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x06) },
	{ "a negative status", RAW(0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0xff) },
	{ "granted, and nothing", RAW(0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x00) },
	{ "granted, and a number", RAW(0x30, 0x08, 0x30, 0x03, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00) },
	{ "granted, and two tokens", RAW(0x30, 0x09, 0x30, 0x03, 0x02, 0x01, 0x00, 0x30, 0x00, 0x30, 0x00) },
	{ "bytes behind", RAW(0x30, 0x07, 0x30, 0x03, 0x02, 0x01, 0x00, 0x30, 0x00, 0x00) },
	{ "something behind the status", RAW(0x30, 0x07, 0x30, 0x05, 0x02, 0x01, 0x02, 0x05, 0x00) },
	{ "a statusString that is no UTF-8",
	    RAW(0x30, 0x0a, 0x30, 0x08, 0x02, 0x01, 0x02, 0x30, 0x03, 0x0c, 0x01, 0xff) },
	{ "an empty statusString", RAW(0x30, 0x07, 0x30, 0x05, 0x02, 0x01, 0x02, 0x30, 0x00) },
	{ "cut", RAW(0x30, 0x07, 0x30, 0x03, 0x02) },
};

static const struct {
	int         status;
	const char *text;
	int         fail;
	const char *says;
} refused[] = {
	{ 2, NULL, -1, "RFC 3161 2.4.2: rejection" },
	{ 2, NULL, 0, "rejection, badAlg" }, { 2, NULL, 2, "rejection, badRequest" },
	{ 2, NULL, 5, "rejection, badDataFormat" }, { 2, NULL, 14, "rejection, timeNotAvailable" },
	{ 2, NULL, 15, "rejection, unacceptedPolicy" },
	{ 2, NULL, 16, "rejection, unacceptedExtension" },
	{ 2, NULL, 17, "rejection, addInfoNotAvailable" },
	{ 2, NULL, 25, "rejection, systemFailure" },
	{ 2, NULL, 9, "rejection, a failInfo without a known bit" },
	{ 2, "quota", 14, "rejection, quota, timeNotAvailable" },
	{ 2, "\x1b[31m\xe9\xa2\x9d", -1, "rejection, \\x1b[31m\xe9\xa2\x9d" },
	{ 0, NULL, -1, "RFC 3161 2.4.2: granted, and no token" },
	{ 1, "changed", -1, "RFC 3161 2.4.2: grantedWithMods, and no token" },
	{ 3, NULL, -1, "waiting" }, { 4, NULL, -1, "revocationWarning" },
	{ 5, NULL, -1, "revocationNotification" },
};

static void
granted(int status)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_bytes token;
	struct eci_buf b = { 0 };

	unit_case("status %d", status);
	CHECK_OK(ctx, stamp_response(ctx, status, status ? "changed" : NULL, -1,
	    (struct eci_bytes){ some, sizeof(some) }, &b));
	CHECK_OK(ctx, eci_tsp_response(ctx, "answer", b.ptr, b.len, &token));
	CHECK_MEM(token.ptr, token.len, some, sizeof(some));
	CHECK(token.ptr > b.ptr && token.ptr < b.ptr + b.len);
	eci_buf_free(&b);
}

static void
ends_with(ecert_ctx *ctx, const char *says)
{
	const char *got = ecert_errmsg(ctx);
	size_t n = strlen(got), m = strlen(says);

	if (n < m || strcmp(got + n - m, says) != 0)
		unit_fail(__FILE__, __LINE__, "\"%s\" does not end with \"%s\"", got, says);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_bytes token;
	struct eci_buf b = { 0 };
	char text[11 + 202];
	size_t i;

	granted(0);
	granted(1);
	for (i = 0; i < ECI_COUNT(malformed); i++) {
		unit_case("malformed: %s", malformed[i].name);
		CHECK_REASON(ctx, eci_tsp_response(ctx, "answer", malformed[i].p, malformed[i].n,
		    &token), ECERT_R_TIMESTAMP_BAD);
		CHECK(token.ptr == NULL);
	}
	for (i = 0; i < ECI_COUNT(refused); i++) {
		unit_case("refused: %s", refused[i].says);
		b.len = 0;
		CHECK_OK(ctx, stamp_response(ctx, refused[i].status, refused[i].text,
		    refused[i].fail, (struct eci_bytes){ NULL, 0 }, &b));
		CHECK_REASON(ctx, eci_tsp_response(ctx, "answer", b.ptr, b.len, &token),
		    ECERT_R_TIMESTAMP_BAD);
		ends_with(ctx, refused[i].says);
	}
	unit_case("a long text is shown in part");
	memcpy(text, "rejection, ", 11);
	for (i = 199; i <= 201; i++) {
		memset(text + 11, 'a', i);
		text[11 + i] = '\0';
		b.len = 0;
		CHECK_OK(ctx, stamp_response(ctx, 2, text + 11, -1, (struct eci_bytes){ NULL, 0 }, &b));
		CHECK_REASON(ctx, eci_tsp_response(ctx, "answer", b.ptr, b.len, &token),
		    ECERT_R_TIMESTAMP_BAD);
		text[11 + 200] = '\0';
		ends_with(ctx, text);
	}
	unit_case("above the limit");
	CHECK_OK(ctx, eci_buf_room(ctx, &b, ECI_TSP_BYTES_MAX + 1));
	memset(b.ptr, 0, ECI_TSP_BYTES_MAX + 1);
	CHECK_REASON(ctx, eci_tsp_response(ctx, "answer", b.ptr, ECI_TSP_BYTES_MAX + 1, &token),
	    ECERT_R_TIMESTAMP_BAD);
	eci_buf_free(&b);
	return unit_end();
}
