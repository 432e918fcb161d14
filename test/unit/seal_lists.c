/* SPDX-License-Identifier: Apache-2.0 */
/* seal_lists.c - who may sign: certificates byte by byte, or their digests. */
#include "unit.h"

#include "ses_edit.h"

#include "crypto/crypto.h"
#include "seal/seal.h"

/* A V4 seal with the given certListType and certList, as octets in hex. */
static ecert_seal *
with_list(ecert_ctx *ctx, const char *type, const struct eci_buf *list)
{
	struct eci_buf made = { 0 }, once = { 0 }, twice = { 0 };
	struct eci_bytes whole, raw;
	uint8_t number[8];
	ecert_seal *seal = NULL;

	ses_make_seal(ctx, ECERT_SES_V4, &made);
	whole.ptr = made.ptr;
	whole.len = made.len;
	raw.ptr = number;
	raw.len = ses_unhex(type, number);
	ses_edit(ctx, whole, "0.2.2", raw, &once);
	whole.ptr = once.ptr;
	whole.len = once.len;
	raw.ptr = list->ptr;
	raw.len = list->len;
	ses_edit(ctx, whole, "0.2.3", raw, &twice);
	CHECK_OK(ctx, ecert_seal_load_mem(ctx, twice.ptr, twice.len, &seal));
	eci_buf_free(&made);
	eci_buf_free(&once);
	eci_buf_free(&twice);
	return seal;
}

/* SEQUENCE { SEQUENCE { PrintableString name, OCTET STRING digest } } */
static void
digest_list(ecert_ctx *ctx, const char *name, const uint8_t *p, size_t n, struct eci_buf *out)
{
	struct eci_buf one = { 0 }, item = { 0 };

	CHECK_OK(ctx, eci_der_put(ctx, &one, ECI_DER_PRINTABLE, name, strlen(name)));
	CHECK_OK(ctx, eci_der_put(ctx, &one, ECI_DER_OCTET_STRING, p, n));
	CHECK_OK(ctx, eci_der_put_buf(ctx, &item, ECI_DER_SEQUENCE, &one));
	out->len = 0;
	CHECK_OK(ctx, eci_der_put_buf(ctx, out, ECI_DER_SEQUENCE, &item));
	eci_buf_free(&one);
	eci_buf_free(&item);
}

static void
lists_of_digests(void)
{
	static const struct { const char *name; bool listed; } rows[] = {
		{ "SM3", true }, { "sm3", true }, { "1.2.156.10197.1.401", true },
		{ "1.2.156.10197.1.401.1", true }, { "1.2.156.10197.1.401.2", false },
		{ "SHA-256", false }, { "", false }, { "SM3 ", false },
		{ "a name that is longer than any name of a digest", false },
	};
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf list = { 0 };
	uint8_t digest[33] = { 0 };
	ecert_seal *seal;
	size_t i;

	CHECK_OK(ctx, eci_sm3(ctx, ses_cert, sizeof(ses_cert), digest));
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("digest called \"%s\"", rows[i].name);
		digest_list(ctx, rows[i].name, digest, 32, &list);
		if ((seal = with_list(ctx, "020102", &list)) == NULL)
			continue;
		CHECK_INT(ecert_seal_lists(seal, ses_cert, sizeof(ses_cert)), rows[i].listed);
		CHECK_INT(ecert_seal_lists(seal, ses_other, sizeof(ses_other)), 0);
		/* The digest itself is no certificate. */
		CHECK_INT(ecert_seal_lists(seal, digest, 32), 0);
		ecert_seal_free(seal);
	}
	unit_case("digest with a byte behind, and one cut");
	digest_list(ctx, "SM3", digest, 33, &list);
	if ((seal = with_list(ctx, "020102", &list)) != NULL)
		CHECK_INT(ecert_seal_lists(seal, ses_cert, sizeof(ses_cert)), 0);
	ecert_seal_free(seal);
	digest_list(ctx, "SM3", digest, 31, &list);
	if ((seal = with_list(ctx, "020102", &list)) != NULL)
		CHECK_INT(ecert_seal_lists(seal, ses_cert, sizeof(ses_cert)), 0);
	ecert_seal_free(seal);
	eci_buf_free(&list);
}

static void
lists_of_certificates(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf der = { 0 }, list = { 0 };
	ecert_seal *seal = NULL;

	ses_make_seal(ctx, ECERT_SES_V4, &der);
	CHECK_OK(ctx, ecert_seal_load_mem(ctx, der.ptr, der.len, &seal));
	unit_case("listed, first and second");
	CHECK_INT(ecert_seal_lists(seal, ses_cert, sizeof(ses_cert)), 1);
	CHECK_INT(ecert_seal_lists(seal, ses_other, sizeof(ses_other)), 1);
	unit_case("not listed: cut, extended, another, none");
	CHECK_INT(ecert_seal_lists(seal, ses_cert, sizeof(ses_cert) - 1), 0);
	CHECK_INT(ecert_seal_lists(seal, ses_value, sizeof(ses_value)), 0);
	CHECK_INT(ecert_seal_lists(seal, ses_cert, 0), 0);
	CHECK_INT(ecert_seal_lists(seal, NULL, 0), 0);
	ecert_seal_free(seal);
	unit_case("an empty list lists nobody");
	CHECK_OK(ctx, eci_der_put(ctx, &list, ECI_DER_SEQUENCE, NULL, 0));
	if ((seal = with_list(ctx, "020101", &list)) != NULL) {
		CHECK_INT(ecert_seal_cert_count(seal), 0);
		CHECK_INT(ecert_seal_lists(seal, ses_cert, sizeof(ses_cert)), 0);
	}
	ecert_seal_free(seal);
	eci_buf_free(&der);
	eci_buf_free(&list);
}

/* V1: certificates in either string type; a text names nobody for certain. */
static void
lists_of_v1(void)
{
	static const struct { const char *name, *hex; bool listed; } rows[] = {
		{ "octet string", "0405 3003020107", true },
		{ "ia5string of the same octets", "1605 3003020107", true },
		{ "octet string cut", "0404 30030201", false },
		{ "serial number", "1601 37", false },
		{ "base64", "1608 4d414d434151633d", false },
		{ "hexadecimal", "160a 33303033303230313037", false },
	};
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf made = { 0 }, spoilt = { 0 };
	ecert_seal *seal;
	uint8_t raw[32];
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("v1 entry: %s", rows[i].name);
		ses_make_seal(ctx, ECERT_SES_V1, &made);
		spoilt.len = 0;
		seal = NULL;
		ses_edit(ctx, (struct eci_bytes){ made.ptr, made.len }, "0.2.2.0",
		    (struct eci_bytes){ raw, ses_unhex(rows[i].hex, raw) }, &spoilt);
		CHECK_OK(ctx, ecert_seal_load_mem(ctx, spoilt.ptr, spoilt.len, &seal));
		if (seal == NULL)
			continue;
		CHECK_INT(ecert_seal_lists(seal, ses_cert, sizeof(ses_cert)), rows[i].listed);
		CHECK_INT(ecert_seal_lists(seal, ses_other, sizeof(ses_other)), 1);
		CHECK_INT(ecert_seal_lists(seal, raw + 2, raw[1]),
		    rows[i].listed || rows[i].hex[0] == '0');
		ecert_seal_free(seal);
	}
	eci_buf_free(&made);
	eci_buf_free(&spoilt);
}

int
main(void)
{
	lists_of_digests();
	lists_of_certificates();
	lists_of_v1();
	return unit_end();
}
