/* SPDX-License-Identifier: Apache-2.0 */
/* status_make.c - only what a reader would take is signed, by who may sign. */
#include "status_kit.h"

#include "cms/cms.h"

static void
made(const struct kit *k, ecert_ctx *ctx)
{
	static const char text[] = SEAL_LIST("{" LOST "}");
	struct eci_bytes der;
	struct eci_cms cms;

	unit_case("SignedData around the very text, signed at the clock");
	der = status_signed(ctx, text, k->pen);
	CHECK_OK(ctx, eci_cms_decode(ctx, "list", ECERT_R_SES_MALFORMED, der.ptr, der.len, &cms));
	CHECK_MEM(cms.content.ptr, cms.content.len, text, sizeof(text) - 1);
	CHECK_INT(cms.time, KIT_NOW);
	CHECK_INT(cms.n_certs, 1);
	CHECK_INT(cms.notes.n, 0);
	CHECK(eci_bytes_equal(cms.certs[0], eci_cert_der(k->maker)));
	eci_cms_free(&cms);
	ecert_free((void *)(uintptr_t)der.ptr);
}

static void
refused(const struct kit *k, ecert_ctx *ctx)
{
	static const char good[] = SEAL_LIST("{" LOST "}");
	static const char early[] = SEAL_LIST("{\"id\":\"s\",\"state\":\"lost\","
	    "\"since\":\"2026-01-01T00:00:01Z\"}");
	struct rsa_kit rsa = rsa_kit_open(ctx);
	ecert_signer *encrypting = kit_pen(ctx, k->encrypting, k->signer_key);
	int64_t late = KIT_UNTIL + 1, young = KIT_FROM - 1;
	uint8_t *der = NULL;
	size_t n = 1;

	unit_case("a text that is no list");
	CHECK_ERR(ctx, ecert_status_make(ctx, "{}", 2, k->pen, &der, &n), ECERT_E_CONFIG);
	CHECK(der == NULL && n == 0);
	CHECK_STR(ecert_errmsg(ctx), "status list: not an object with an array of entries");
	unit_case("an entry later than the clock");
	CHECK_ERR(ctx, ecert_status_make(ctx, early, strlen(early), k->pen, &der, &n),
	    ECERT_E_CONFIG);
	CHECK_STR(ecert_errmsg(ctx), "status list: entry 1: since: later than the list was made");
	unit_case("an RSA key");
	CHECK_REASON(ctx, ecert_status_make(ctx, good, strlen(good), rsa.pen, &der, &n),
	    ECERT_R_KEY_BAD);
	unit_case("a certificate for encryption");
	CHECK_REASON(ctx, ecert_status_make(ctx, good, strlen(good), encrypting, &der, &n),
	    ECERT_R_CERT_USAGE);
	unit_case("a certificate that has not begun");
	ecert_ctx_set_clock(ctx, kit_now, &young);
	CHECK_REASON(ctx, ecert_status_make(ctx, SEAL_LIST(""), strlen(SEAL_LIST("")), k->pen, &der,
	    &n), ECERT_R_CERT_EXPIRED);
	unit_case("a certificate that ended");
	ecert_ctx_set_clock(ctx, kit_now, &late);
	CHECK_REASON(ctx, ecert_status_make(ctx, good, strlen(good), k->pen, &der, &n),
	    ECERT_R_CERT_EXPIRED);
	ecert_ctx_set_clock(ctx, kit_now, NULL);
	unit_case("larger than the limit");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_CRL_BYTES, strlen(good) - 1));
	CHECK_ERR(ctx, ecert_status_make(ctx, good, strlen(good), k->pen, &der, &n),
	    ECERT_E_LIMIT);
	CHECK(der == NULL);
	ecert_signer_free(encrypting);
	rsa_kit_close(&rsa);
}

int
main(void)
{
	ecert_ctx *ctx = kit_ctx();
	struct kit k = kit_open(ctx);

	made(&k, ctx);
	refused(&k, ctx);
	kit_close(&k);
	return unit_end();
}
