/* SPDX-License-Identifier: Apache-2.0 */
/* seal_load.c - seals from files and memory; genuine seals verify. */
#include "seal_kit.h"

#include <stdio.h>
#include <stdlib.h>

#include "ses_edit.h"

static void
write_file(const char *path, const void *p, size_t n)
{
	FILE *f = fopen(path, "wb");

	CHECK(f != NULL);
	if (f != NULL) {
		CHECK_INT(fwrite(p, 1, n, f), n);
		fclose(f);
	}
}

static void
files(void)
{
	static const char pem[] = "\n-----BEGIN SEAL-----\nMAA=\n-----END SEAL-----\n";
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf der = { 0 };
	ecert_seal *seal = NULL;
	char path[512];

	snprintf(path, sizeof(path), "%s/seal.esl", unit_dir());
	ses_make_seal(ctx, ECERT_SES_V4, &der);
	unit_case("file");
	write_file(path, der.ptr, der.len);
	CHECK_OK(ctx, ecert_seal_load_file(ctx, path, &seal));
	if (seal != NULL)
		CHECK_STR(ecert_seal_id(seal), "32010600000001");
	ecert_seal_free(seal);
	unit_case("certificates that are none");
	CHECK_OK(ctx, ecert_seal_load_mem(ctx, der.ptr, der.len, &seal));
	if (seal != NULL) {
		CHECK_STR(ecert_seal_maker_subject(seal), "");
		CHECK_STR(ecert_seal_cert_subject(seal, 0), "");
		CHECK_INT(ecert_errreason(ctx), ECERT_R_NONE);
	}
	ecert_seal_free(seal);
	unit_case("file that is not there");
	CHECK_ERR(ctx, ecert_seal_load_file(ctx, "/nowhere/seal.esl", &seal), ECERT_E_IO);
	CHECK(seal == NULL);
	unit_case("pem");
	write_file(path, pem, strlen(pem));
	CHECK_REASON(ctx, ecert_seal_load_file(ctx, path, &seal), ECERT_R_SES_MALFORMED);
	CHECK(strstr(ecert_errmsg(ctx), "PEM text") != NULL);
	CHECK(strstr(ecert_errmsg(ctx), "seal.esl") != NULL);
	unit_case("a document instead");
	write_file(path, "PK\3\4", 4);
	CHECK_REASON(ctx, ecert_seal_load_file(ctx, path, &seal), ECERT_R_SES_MALFORMED);
	CHECK(strstr(ecert_errmsg(ctx), "seal.esl: not an electronic seal: byte 0: ") != NULL);
	unit_case("a cut seal is still one");
	write_file(path, der.ptr, der.len / 2);
	CHECK_REASON(ctx, ecert_seal_load_file(ctx, path, &seal), ECERT_R_SES_MALFORMED);
	CHECK(strstr(ecert_errmsg(ctx), "not an electronic seal") == NULL);
	unit_case("empty file");
	write_file(path, "", 0);
	CHECK_REASON(ctx, ecert_seal_load_file(ctx, path, &seal), ECERT_R_SES_MALFORMED);
	unit_case("file with a byte too many");
	CHECK_OK(ctx, eci_buf_add(ctx, &der, "", 1));
	write_file(path, der.ptr, der.len);
	CHECK_REASON(ctx, ecert_seal_load_file(ctx, path, &seal), ECERT_R_SES_MALFORMED);
	CHECK(seal == NULL);
	unit_case("memory above the limit");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_SES_BYTES, 16));
	CHECK_ERR(ctx, ecert_seal_load_mem(ctx, der.ptr, der.len, &seal), ECERT_E_LIMIT);
	unit_case("file above the limit");
	CHECK_ERR(ctx, ecert_seal_load_file(ctx, path, &seal), ECERT_E_LIMIT);
	ecert_seal_free(NULL);
	eci_buf_free(&der);
}

/* What a maker signed is what the decoder says was signed. */
static void
genuine(void)
{
	static const char *const names[] = { "seals/UserV1.esl", "seals/UserV4.esl",
	    "seals/UserV5.esl", "seals/UserV5_ts.esl" };
	ecert_ctx *ctx = unit_ctx();
	const struct eci_ses_seal *ses;
	struct eci_cert *maker;
	ecert_seal *seal;
	uint8_t *p;
	size_t i, n;
	bool good;

	for (i = 0; i < ECI_COUNT(names); i++) {
		unit_case("maker's signature of %s", names[i]);
		maker = NULL;
		seal = NULL;
		good = false;
		if (!unit_corpus(names[i], &p, &n)) {
			unit_skip("no corpus");
			continue;
		}
		CHECK_OK(ctx, ecert_seal_load_mem(ctx, p, n, &seal));
		ses = eci_seal_ses(seal);
		CHECK_STR(ecert_seal_picture_format(seal), "png");
		CHECK_OK(ctx, eci_cert_load(ctx, "maker", ses->cert.ptr, ses->cert.len, &maker));
		CHECK_OK(ctx, eci_sig_verify(ctx, maker, eci_sig_alg_of(ses->alg), ses->tbs,
		    ses->sig, NULL, &good));
		CHECK(good);
		CHECK_INT(ecert_seal_lists(seal, ses->list[0].value.ptr,
		    ses->list[0].value.len), 1);
		CHECK_INT(ecert_seal_lists(seal, ses->cert.ptr, ses->cert.len), 0);
		eci_cert_free(maker);
		ecert_seal_free(seal);
	}
}

int
main(void)
{
	files();
	genuine();
	return unit_end();
}
