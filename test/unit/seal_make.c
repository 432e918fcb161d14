/* SPDX-License-Identifier: Apache-2.0 */
/* seal_make.c - seals made, and what is refused before a key is used. */
#include "seal_kit.h"

#include <stdlib.h>

static const ecert_ses_version versions[] = { ECERT_SES_V1, ECERT_SES_V4, ECERT_SES_V5 };

static void
check_seal(ecert_ctx *ctx, const struct kit *k, const ecert_seal *seal, ecert_ses_version v)
{
	struct eci_bytes maker = eci_cert_der(k->maker), signer = eci_cert_der(k->signer);
	const uint8_t *p;
	const char *type;
	bool good = false;
	size_t n;

	CHECK_INT(ecert_seal_version(seal), v);
	CHECK_STR(ecert_seal_id(seal), "32010600000001");
	CHECK_STR(ecert_seal_vendor(seal), "ecert");
	CHECK_STR(ecert_seal_name(seal),
	    "\xe6\xa0\xa1\xe5\x87\x86\xe4\xb8\x93\xe7\x94\xa8\xe7\xab\xa0");
	CHECK_INT(ecert_seal_type(seal), 1);
	CHECK_INT(ecert_seal_created(seal), KIT_NOW);
	CHECK_INT(ecert_seal_valid_from(seal), KIT_FROM);
	CHECK_INT(ecert_seal_valid_until(seal), KIT_UNTIL);
	CHECK_INT(ecert_seal_width(seal), 40);
	CHECK_INT(ecert_seal_height(seal), 30);
	p = ecert_seal_picture(seal, &n, &type);
	CHECK_MEM(p, n, kit_png, sizeof(kit_png));
	CHECK_STR(type, "PNG");
	CHECK_STR(ecert_seal_picture_format(seal), "png");
	p = ecert_seal_maker_cert(seal, &n);
	CHECK_MEM(p, n, maker.ptr, maker.len);
	CHECK(strstr(ecert_seal_maker_subject(seal), "CN=maker") != NULL);
	CHECK_INT(ecert_seal_cert_count(seal), 1);
	CHECK_INT(ecert_seal_cert_digests(seal), 0);
	p = ecert_seal_cert(seal, 0, &n);
	CHECK_MEM(p, n, signer.ptr, signer.len);
	CHECK(strstr(ecert_seal_cert_subject(seal, 0), "CN=signer") != NULL);
	CHECK_STR(ecert_seal_cert_subject(seal, 1), "");
	CHECK_INT(ecert_seal_maker_not_after(seal), KIT_UNTIL);
	CHECK_INT(ecert_seal_cert_not_after(seal, 0), KIT_UNTIL);
	CHECK(ecert_seal_cert(seal, 1, &n) == NULL && n == 0);
	CHECK_OK(ctx, eci_sig_verify(ctx, k->maker, ECI_SIG_SM2_SM3, eci_seal_ses(seal)->tbs,
	    eci_seal_ses(seal)->sig, NULL, &good));
	CHECK(good);
}

static void
round_trip(const struct kit *k)
{
	ecert_ctx *ctx = kit_ctx();
	ecert_seal_spec *spec = kit_spec(ctx);
	ecert_seal *seal = NULL, *again = NULL;
	const uint8_t *der;
	size_t i, n;

	kit_add(ctx, spec, k->signer);
	for (i = 0; i < ECI_COUNT(versions); i++) {
		unit_case("make and load version %d", (int)versions[i]);
		CHECK_OK(ctx, ecert_seal_make(ctx, spec, k->pen, versions[i], &seal));
		if (seal == NULL)
			continue;
		check_seal(ctx, k, seal, versions[i]);
		der = ecert_seal_der(seal, &n);
		CHECK_OK(ctx, ecert_seal_load_mem(ctx, der, n, &again));
		if (again != NULL)
			check_seal(ctx, k, again, versions[i]);
		ecert_seal_free(again);
		ecert_seal_free(seal);
	}
	ecert_seal_spec_free(spec);
}

static void
digests(const struct kit *k)
{
	struct eci_bytes signer = eci_cert_der(k->signer), other = eci_cert_der(k->other);
	ecert_ctx *ctx = kit_ctx();
	ecert_seal_spec *spec = kit_spec(ctx);
	ecert_seal *seal = NULL;
	ecert_ses_version v;

	kit_add(ctx, spec, k->signer);
	ecert_seal_spec_set_cert_digests(spec, 1);
	for (v = ECERT_SES_V4; v <= ECERT_SES_V5; v++) {
		unit_case("v%d: digests instead of certificates", (int)v);
		CHECK_OK(ctx, ecert_seal_make(ctx, spec, k->pen, v, &seal));
		if (seal == NULL)
			continue;
		CHECK_INT(ecert_seal_cert_digests(seal), 1);
		CHECK_STR(ecert_seal_cert_subject(seal, 0), "");
		CHECK_INT(ecert_seal_lists(seal, signer.ptr, signer.len), 1);
		CHECK_INT(ecert_seal_lists(seal, other.ptr, other.len), 0);
		ecert_seal_free(seal);
	}

	unit_case("digests have no place in v1");
	CHECK_ERR(ctx, ecert_seal_make(ctx, spec, k->pen, ECERT_SES_V1, &seal), ECERT_E_ARG);
	CHECK(seal == NULL);
	ecert_seal_spec_free(spec);
}

/* spec lacks one thing. */
static void
missing(const struct kit *k)
{
	ecert_ctx *ctx = kit_ctx();
	ecert_seal_spec *spec = NULL;
	ecert_seal *seal = NULL;

	unit_case("nobody may sign");
	spec = kit_spec(ctx);
	CHECK_ERR(ctx, ecert_seal_make(ctx, spec, k->pen, ECERT_SES_V4, &seal), ECERT_E_ARG);
	CHECK(strstr(ecert_errmsg(ctx), "may sign") != NULL);
	unit_case("no such version");
	kit_add(ctx, spec, k->signer);
	CHECK_ERR(ctx, ecert_seal_make(ctx, spec, k->pen, 2, &seal), ECERT_E_ARG);
	ecert_seal_spec_free(spec);

	unit_case("an empty description");
	CHECK_OK(ctx, ecert_seal_spec_new(ctx, &spec));
	CHECK_ERR(ctx, ecert_seal_make(ctx, spec, k->pen, ECERT_SES_V4, &seal), ECERT_E_ARG);
	CHECK(strstr(ecert_errmsg(ctx), "esID") != NULL);
	unit_case("no vendor");
	CHECK_OK(ctx, ecert_seal_spec_set_id(ctx, spec, "1"));
	CHECK_ERR(ctx, ecert_seal_make(ctx, spec, k->pen, ECERT_SES_V4, &seal), ECERT_E_ARG);
	CHECK(strstr(ecert_errmsg(ctx), "vendor") != NULL);
	unit_case("no name");
	CHECK_OK(ctx, ecert_seal_spec_set_vendor(ctx, spec, "1"));
	CHECK_ERR(ctx, ecert_seal_make(ctx, spec, k->pen, ECERT_SES_V4, &seal), ECERT_E_ARG);
	CHECK(strstr(ecert_errmsg(ctx), "name") != NULL);
	unit_case("no picture");
	CHECK_OK(ctx, ecert_seal_spec_set_name(ctx, spec, "1"));
	CHECK_ERR(ctx, ecert_seal_make(ctx, spec, k->pen, ECERT_SES_V4, &seal), ECERT_E_ARG);
	CHECK(strstr(ecert_errmsg(ctx), "picture") != NULL);
	unit_case("no validity");
	CHECK_OK(ctx, ecert_seal_spec_set_picture(ctx, spec, kit_png, sizeof(kit_png), 1, 1));
	CHECK_ERR(ctx, ecert_seal_make(ctx, spec, k->pen, ECERT_SES_V4, &seal), ECERT_E_ARG);
	CHECK(strstr(ecert_errmsg(ctx), "validity") != NULL);
	ecert_seal_spec_free(spec);
}

static void
wrong_times(const struct kit *k)
{
	ecert_ctx *ctx = kit_ctx();
	ecert_seal_spec *spec = kit_spec(ctx);
	ecert_seal *seal = NULL;
	int64_t now;

	kit_add(ctx, spec, k->signer);
	unit_case("a seal that ended already");
	CHECK_OK(ctx, ecert_seal_spec_set_validity(ctx, spec, KIT_FROM, KIT_NOW));
	CHECK_ERR(ctx, ecert_seal_make(ctx, spec, k->pen, ECERT_SES_V4, &seal), ECERT_E_ARG);
	unit_case("v1 until 2050");
	CHECK_OK(ctx, ecert_seal_spec_set_validity(ctx, spec, KIT_FROM, 2524608000));
	CHECK_ERR(ctx, ecert_seal_make(ctx, spec, k->pen, ECERT_SES_V1, &seal), ECERT_E_ARG);
	unit_case("v4 until 2050");
	CHECK_OK(ctx, ecert_seal_make(ctx, spec, k->pen, ECERT_SES_V4, &seal));
	ecert_seal_free(seal);
	unit_case("v4 until 10000");
	CHECK_OK(ctx, ecert_seal_spec_set_validity(ctx, spec, KIT_FROM, 253402300800));
	CHECK_ERR(ctx, ecert_seal_make(ctx, spec, k->pen, ECERT_SES_V4, &seal), ECERT_E_ARG);
	CHECK_OK(ctx, ecert_seal_spec_set_validity(ctx, spec, KIT_FROM, KIT_UNTIL + 1000));

	unit_case("maker's certificate expired");
	now = KIT_UNTIL + 1;
	ecert_ctx_set_clock(ctx, kit_now, &now);
	CHECK_ERR(ctx, ecert_seal_make(ctx, spec, k->pen, ECERT_SES_V4, &seal), ECERT_E_STATE);
	CHECK_INT(ecert_errreason(ctx), ECERT_R_CERT_EXPIRED);
	unit_case("maker's certificate at its last second");
	now = KIT_UNTIL;
	CHECK_OK(ctx, ecert_seal_make(ctx, spec, k->pen, ECERT_SES_V4, &seal));
	ecert_seal_free(seal);
	unit_case("maker's certificate not yet valid");
	now = KIT_FROM - 1;
	CHECK_ERR(ctx, ecert_seal_make(ctx, spec, k->pen, ECERT_SES_V4, &seal), ECERT_E_STATE);
	CHECK_INT(ecert_errreason(ctx), ECERT_R_CERT_EXPIRED);
	CHECK(seal == NULL);
	ecert_seal_spec_free(spec);
}

static int32_t
refuses(void *arg, int32_t alg, const uint8_t *digest, size_t len, uint8_t *sig, size_t *n)
{
	(void)arg, (void)alg, (void)digest, (void)len, (void)sig, (void)n;
	return -1;
}

/* With a critical extension that nobody knows: extKeyUsage renamed to 2.5.29.99. */
static struct eci_cert *
odd_maker(ecert_ctx *ctx, const struct kit *k)
{
	struct eci_issue what = { .cn = "odd", .o = "libecert", .from = KIT_FROM,
	    .until = KIT_UNTIL, .serial = 7, .pathlen = -1, .usage = "digitalSignature",
	    .ext_usage = "timeStamping", .ext_usage_critical = true };
	struct eci_cert *cert = NULL, *odd = NULL;
	struct eci_buf der = { 0 };
	size_t i;

	CHECK_OK(ctx, eci_issue_cert(ctx, &what, k->maker_key, k->maker_key, NULL, &cert));
	CHECK_OK(ctx, eci_buf_add(ctx, &der, eci_cert_der(cert).ptr, eci_cert_der(cert).len));
	for (i = 0; i + 5 < der.len; i++)
		if (memcmp(der.ptr + i, "\x06\x03\x55\x1d\x25", 5) == 0)
			der.ptr[i + 4] = 0x63;
	CHECK_OK(ctx, eci_cert_load(ctx, "odd", der.ptr, der.len, &odd));
	eci_cert_free(cert);
	eci_buf_free(&der);
	return odd;
}

static void
unknown_critical(const struct kit *k)
{
	ecert_ctx *ctx = kit_ctx();
	ecert_seal_spec *spec = kit_spec(ctx);
	struct eci_cert *odd = odd_maker(ctx, k);
	ecert_signer *pen = kit_pen(ctx, odd, k->maker_key);
	ecert_seal *seal = NULL;

	unit_case("maker's certificate has an unknown critical extension");
	kit_add(ctx, spec, k->signer);
	CHECK_ERR(ctx, ecert_seal_make(ctx, spec, pen, ECERT_SES_V4, &seal), ECERT_E_STATE);
	CHECK_INT(ecert_errreason(ctx), ECERT_R_CERT_CONSTRAINT);
	CHECK(strstr(ecert_errmsg(ctx), "2.5.29.99") != NULL && seal == NULL);
	ecert_signer_free(pen);
	eci_cert_free(odd);
	ecert_seal_spec_free(spec);
}

static void
wrong_maker(const struct kit *k)
{
	struct eci_bytes der = eci_cert_der(k->maker);
	ecert_ctx *ctx = kit_ctx();
	ecert_seal_spec *spec = kit_spec(ctx);
	ecert_signer *pen;
	ecert_seal *seal = NULL;

	kit_add(ctx, spec, k->signer);
	unit_case("maker's certificate is for encryption");
	pen = kit_pen(ctx, k->encrypting, k->signer_key);
	CHECK_ERR(ctx, ecert_seal_make(ctx, spec, pen, ECERT_SES_V4, &seal), ECERT_E_STATE);
	CHECK_INT(ecert_errreason(ctx), ECERT_R_CERT_USAGE);
	ecert_signer_free(pen);

	unit_case("maker's key is another's");
	pen = kit_pen(ctx, k->maker, k->signer_key);
	CHECK(ecert_seal_make(ctx, spec, pen, ECERT_SES_V4, &seal) != ECERT_OK);
	CHECK(seal == NULL);
	ecert_signer_free(pen);

	unit_case("maker's token refuses");
	pen = NULL;
	CHECK_OK(ctx, ecert_signer_from_fn(ctx, der.ptr, der.len, refuses, NULL, &pen));
	CHECK(ecert_seal_make(ctx, spec, pen, ECERT_SES_V4, &seal) != ECERT_OK);
	CHECK(seal == NULL);
	ecert_signer_free(pen);
	ecert_seal_spec_free(spec);
}

static bool
maker_holds(ecert_ctx *ctx, const ecert_seal *seal, const struct eci_cert *maker,
    enum eci_sig_alg alg)
{
	const struct eci_ses_seal *ses = eci_seal_ses(seal);
	bool good = false;

	CHECK_INT(eci_sig_alg_of(ses->alg), alg);
	CHECK_OK(ctx, eci_sig_verify(ctx, maker, alg, ses->tbs, ses->sig, NULL, &good));
	return good;
}

/* GM/T 0031-2014 takes RSA for makers and signers, in any mixture. */
static void
rsa_v1(const struct kit *k, const struct rsa_kit *r)
{
	struct eci_bytes der = eci_cert_der(r->signer);
	ecert_ctx *ctx = kit_ctx();
	ecert_seal_spec *spec = kit_spec(ctx);
	ecert_seal *seal = NULL;

	unit_case("v1, rsa maker, rsa and sm2 signers");
	kit_add(ctx, spec, r->signer);
	kit_add(ctx, spec, k->signer);
	CHECK_OK(ctx, ecert_seal_make(ctx, spec, r->pen, ECERT_SES_V1, &seal));
	CHECK(seal != NULL && maker_holds(ctx, seal, r->maker, ECI_SIG_RSA_SHA256));
	CHECK_INT(ecert_seal_lists(seal, der.ptr, der.len), 1);
	CHECK(!maker_holds(ctx, seal, r->signer, ECI_SIG_RSA_SHA256));
	ecert_seal_free(seal);
	unit_case("v1, sm2 maker, rsa and sm2 signers");
	CHECK_OK(ctx, ecert_seal_make(ctx, spec, k->pen, ECERT_SES_V1, &seal));
	CHECK(seal != NULL && maker_holds(ctx, seal, k->maker, ECI_SIG_SM2_SM3));
	ecert_seal_free(seal);
	ecert_seal_spec_free(spec);
}

/* The later standards sign with SM2: their seals take no RSA key, nor list one. */
static void
rsa_later(const struct kit *k, const struct rsa_kit *r)
{
	static const struct { ecert_ses_version v; const char *name; } rows[] = {
		{ ECERT_SES_V4, "GB/T 38540-2020" }, { ECERT_SES_V5, "GM/T 0031-2025" },
	};
	ecert_ctx *ctx = kit_ctx();
	ecert_seal_spec *spec = kit_spec(ctx);
	ecert_seal *seal = NULL;
	size_t i;

	kit_add(ctx, spec, k->signer);
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("v%d, rsa maker", (int)rows[i].v);
		CHECK_ERR(ctx, ecert_seal_make(ctx, spec, r->pen, rows[i].v, &seal),
		    ECERT_E_STATE);
		CHECK_INT(ecert_errreason(ctx), ECERT_R_KEY_BAD);
		CHECK(strstr(ecert_errmsg(ctx), rows[i].name) != NULL);
		CHECK(strstr(ecert_errmsg(ctx), "CN=rsa maker") != NULL && seal == NULL);
	}
	kit_add(ctx, spec, r->signer);
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("v%d, rsa signer", (int)rows[i].v);
		CHECK_ERR(ctx, ecert_seal_make(ctx, spec, k->pen, rows[i].v, &seal),
		    ECERT_E_STATE);
		CHECK(strstr(ecert_errmsg(ctx), rows[i].name) != NULL);
		CHECK(strstr(ecert_errmsg(ctx), "CN=rsa signer") != NULL && seal == NULL);
	}
	ecert_seal_spec_free(spec);
}

int
main(void)
{
	struct rsa_kit r;
	struct kit k;

	unit_case("kit");
	k = kit_open(kit_ctx());
	round_trip(&k);
	digests(&k);
	missing(&k);
	wrong_times(&k);
	wrong_maker(&k);
	unknown_critical(&k);
	unit_case("rsa kit");
	r = rsa_kit_open(kit_ctx());
	rsa_v1(&k, &r);
	rsa_later(&k, &r);
	rsa_kit_close(&r);
	kit_close(&k);
	return unit_end();
}
