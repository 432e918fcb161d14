/* SPDX-License-Identifier: Apache-2.0 */
/* tsp_request.c - TimeStampReq, byte by byte. */
#include "unit.h"

#include "tsp/tsp.h"

static const uint8_t digest[32] = { 1, 2, 3, [31] = 0xff };
static const uint8_t nonce[] = { 0x40, 0x00, 0x7f };

/* By hand from RFC 3161 2.4.1. */
static const uint8_t head_sm3[] = { 0x30, 0x3d, 0x02, 0x01, 0x01, 0x30, 0x30, 0x30, 0x0c, 0x06,
	0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x83, 0x11, 0x05, 0x00, 0x04, 0x20 };
static const uint8_t head_sha256[] = { 0x30, 0x39, 0x02, 0x01, 0x01, 0x30, 0x31, 0x30, 0x0d, 0x06,
	0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20 };
static const uint8_t tail_nonce[] = { 0x02, 0x03, 0x40, 0x00, 0x7f, 0x01, 0x01, 0xff };
static const uint8_t tail_plain[] = { 0x01, 0x01, 0xff };

static void
check(enum eci_tsp_alg alg, struct eci_bytes n, const uint8_t *head, size_t head_n,
    const uint8_t *tail, size_t tail_n)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };

	CHECK_OK(ctx, eci_tsp_request(ctx, alg, (struct eci_bytes){ digest, 32 }, n, &b));
	CHECK_INT(b.len, head_n + 32 + tail_n);
	if (b.len == head_n + 32 + tail_n) {
		CHECK_MEM(b.ptr, head_n, head, head_n);
		CHECK_MEM(b.ptr + head_n, 32, digest, 32);
		CHECK_MEM(b.ptr + head_n + 32, tail_n, tail, tail_n);
	}
	eci_buf_free(&b);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	struct eci_bytes none = { NULL, 0 };

	unit_case("SM3");
	check(ECI_TSP_SM3, (struct eci_bytes){ nonce, sizeof(nonce) }, head_sm3, sizeof(head_sm3),
	    tail_nonce, sizeof(tail_nonce));
	unit_case("SHA-256, without a nonce");
	check(ECI_TSP_SHA256, none, head_sha256, sizeof(head_sha256), tail_plain,
	    sizeof(tail_plain));
	unit_case("another algorithm");
	CHECK_ERR(ctx, eci_tsp_request(ctx, ECI_TSP_OTHER, (struct eci_bytes){ digest, 32 }, none,
	    &b), ECERT_E_ARG);
	unit_case("a digest of another length");
	CHECK_ERR(ctx, eci_tsp_request(ctx, ECI_TSP_SM3, (struct eci_bytes){ digest, 31 }, none, &b),
	    ECERT_E_ARG);
	CHECK_INT(b.len, 0);
	eci_buf_free(&b);
	return unit_end();
}
