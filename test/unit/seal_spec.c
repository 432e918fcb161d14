/* SPDX-License-Identifier: Apache-2.0 */
/* seal_spec.c - each setter refuses what no seal may have. */
#include "seal_kit.h"

static void
texts(void)
{
	static const struct {
		const char *name, *text;
		bool        id, label;      /* accepted as esID; as name */
	} rows[] = {
		{ "ascii", "A-1 b", true, true },
		{ "empty", "", false, false },
		{ "none", NULL, false, false },
		{ "chinese", "\xe7\xab\xa0", false, true },
		{ "newline", "a\nb", false, false },
		{ "escape", "\x1b[2J", false, false },
		{ "delete", "a\x7f", false, false },
		{ "gbk", "\xd5\xc2", false, false },
		{ "c1 control", "a\xc2\x9b", false, false },
		{ "right to left override", "a\xe2\x80\xae", false, false },
	};
	ecert_ctx *ctx = kit_ctx();
	ecert_seal_spec *spec = kit_spec(ctx);
	char longest[1026];
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("text: %s", rows[i].name);
		CHECK_ERR(ctx, ecert_seal_spec_set_id(ctx, spec, rows[i].text),
		    rows[i].id ? ECERT_OK : ECERT_E_ARG);
		CHECK_ERR(ctx, ecert_seal_spec_set_vendor(ctx, spec, rows[i].text),
		    rows[i].id ? ECERT_OK : ECERT_E_ARG);
		CHECK_ERR(ctx, ecert_seal_spec_set_name(ctx, spec, rows[i].text),
		    rows[i].label ? ECERT_OK : ECERT_E_ARG);
	}
	memset(longest, 'a', sizeof(longest));
	longest[1025] = '\0';
	unit_case("text of 1025 bytes");
	CHECK_ERR(ctx, ecert_seal_spec_set_name(ctx, spec, longest), ECERT_E_ARG);
	unit_case("text of 1024 bytes");
	longest[1024] = '\0';
	CHECK_OK(ctx, ecert_seal_spec_set_name(ctx, spec, longest));
	ecert_seal_spec_free(spec);
}

static void
pictures(void)
{
	static const struct { unsigned w, h; bool ok; } sizes[] = {
		{ 1, 1, true }, { 500, 500, true }, { 0, 40, false }, { 40, 0, false },
		{ 501, 40, false }, { 40, 501, false }, { 4294967295U, 1, false },
	};
	ecert_ctx *ctx = kit_ctx();
	ecert_seal_spec *spec = kit_spec(ctx);
	size_t i;

	for (i = 0; i < ECI_COUNT(sizes); i++) {
		unit_case("picture of %u x %u mm", sizes[i].w, sizes[i].h);
		CHECK_ERR(ctx, ecert_seal_spec_set_picture(ctx, spec, kit_png,
		    sizeof(kit_png), sizes[i].w, sizes[i].h),
		    sizes[i].ok ? ECERT_OK : ECERT_E_ARG);
	}
	unit_case("picture that is none");
	CHECK_ERR(ctx, ecert_seal_spec_set_picture(ctx, spec, (const uint8_t *)"%PDF-1.7", 8,
	    40, 40), ECERT_E_UNSUPPORTED);
	unit_case("empty picture");
	CHECK_ERR(ctx, ecert_seal_spec_set_picture(ctx, spec, kit_png, 0, 40, 40),
	    ECERT_E_UNSUPPORTED);
	unit_case("picture as large as the limit, and larger");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_PICTURE_BYTES, sizeof(kit_png)));
	CHECK_OK(ctx, ecert_seal_spec_set_picture(ctx, spec, kit_png, sizeof(kit_png), 1, 1));
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_PICTURE_BYTES,
	    sizeof(kit_png) - 1));
	CHECK_ERR(ctx, ecert_seal_spec_set_picture(ctx, spec, kit_png, sizeof(kit_png), 1, 1),
	    ECERT_E_LIMIT);
	ecert_seal_spec_free(spec);
}

static void
validity(void)
{
	ecert_ctx *ctx = kit_ctx();
	ecert_seal_spec *spec = kit_spec(ctx);

	unit_case("validity: one second");
	CHECK_OK(ctx, ecert_seal_spec_set_validity(ctx, spec, KIT_NOW, KIT_NOW + 1));
	unit_case("validity: nothing");
	CHECK_ERR(ctx, ecert_seal_spec_set_validity(ctx, spec, KIT_NOW, KIT_NOW), ECERT_E_ARG);
	unit_case("validity: backwards");
	CHECK_ERR(ctx, ecert_seal_spec_set_validity(ctx, spec, KIT_NOW, KIT_NOW - 1),
	    ECERT_E_ARG);
	ecert_seal_spec_free(spec);
}

static void
certificates(const struct kit *k)
{
	struct eci_bytes der = eci_cert_der(k->signer), enc = eci_cert_der(k->encrypting);
	ecert_ctx *ctx = kit_ctx();
	ecert_seal_spec *spec = kit_spec(ctx);
	struct eci_buf pem = { 0 };

	unit_case("certificate as der");
	CHECK_OK(ctx, ecert_seal_spec_add_cert(ctx, spec, der.ptr, der.len));
	unit_case("certificate twice");
	CHECK_ERR(ctx, ecert_seal_spec_add_cert(ctx, spec, der.ptr, der.len), ECERT_E_ARG);
	unit_case("certificate as pem");
	CHECK_OK(ctx, eci_cert_write_pem(ctx, k->other, &pem));
	CHECK_OK(ctx, ecert_seal_spec_add_cert(ctx, spec, pem.ptr, pem.len));
	unit_case("two certificates in one file");
	pem.len = 0;
	CHECK_OK(ctx, eci_cert_write_pem(ctx, k->maker, &pem));
	CHECK_OK(ctx, eci_cert_write_pem(ctx, k->encrypting, &pem));
	CHECK_ERR(ctx, ecert_seal_spec_add_cert(ctx, spec, pem.ptr, pem.len), ECERT_E_ARG);
	unit_case("certificate for encryption");
	CHECK_ERR(ctx, ecert_seal_spec_add_cert(ctx, spec, enc.ptr, enc.len), ECERT_E_STATE);
	CHECK_INT(ecert_errreason(ctx), ECERT_R_CERT_USAGE);
	unit_case("certificate of an RSA key of 1024 bits");
	pem.len = 0;
	CHECK_OK(ctx, eci_read_file(ctx, "test/vectors/sm2/bad-rsa1024-cert.pem", 1 << 16, &pem));
	CHECK_ERR(ctx, ecert_seal_spec_add_cert(ctx, spec, pem.ptr, pem.len), ECERT_E_KEY);
	CHECK_INT(ecert_errreason(ctx), ECERT_R_KEY_BAD);
	unit_case("certificate cut");
	CHECK_ERR(ctx, ecert_seal_spec_add_cert(ctx, spec, der.ptr, der.len - 1),
	    ECERT_E_CERT);
	unit_case("certificate with a byte behind");
	pem.len = 0;
	CHECK_OK(ctx, eci_buf_add(ctx, &pem, enc.ptr, enc.len));
	CHECK_OK(ctx, eci_buf_add(ctx, &pem, "", 1));
	CHECK_ERR(ctx, ecert_seal_spec_add_cert(ctx, spec, pem.ptr, pem.len), ECERT_E_CERT);
	unit_case("nothing for a certificate");
	CHECK(ecert_seal_spec_add_cert(ctx, spec, der.ptr, 0) != ECERT_OK);
	eci_buf_free(&pem);
	ecert_seal_spec_free(spec);
	ecert_seal_spec_free(NULL);
}

int
main(void)
{
	struct kit k;

	unit_case("kit");
	k = kit_open(kit_ctx());
	texts();
	pictures();
	validity();
	certificates(&k);
	kit_close(&k);
	return unit_end();
}
