/* SPDX-License-Identifier: Apache-2.0 */
/* Which certificate the authority says is its own. */
#include "tsp_case.h"

SET(none, t->order = "tsd")
SET(v1, t->order = "tsd1")
SET(v2, t->order = "tsd2")
SET(v2_sm3, t->order = "tsd3")
SET(v2_sha512, t->order = "tsd5")
SET(v2_weak, t->order = "tsd6")
SET(v1_alg, t->order = "tsd7")
SET(v2_alg, t->order = "tsd8")
SET(both, t->order = "tsd12")
/* Issuer and serial number do not make up for the digest. */
SET(issuer_alone, t->order = "tsd2"; t->ess_issuer = F_ISSUER;
    t->ess_hash = "01234567890123456789012345678901"; t->ess_len = 32)
SET(v1_other, t->order = "tsd1"; t->ess = forge.signer.cert)
SET(v2_other, t->order = "tsd2"; t->ess = forge.signer.cert)
SET(sm3_other, t->order = "tsd3"; t->ess = forge.signer.cert)
/* The digest of V1 is another one than that of V2, so one of them is wrong. */
SET(v1_sm3, t->order = "tsd1"; t->ess_hash = "01234567890123456789012345678901"; t->ess_len = 32)
SET(v2_sha1, t->order = "tsd2"; t->ess_hash = "01234567890123456789"; t->ess_len = 20)
SET(issuer, t->order = "tsd12"; t->ess_issuer = F_ISSUER)
SET(bare_issuer, t->order = "tsd12"; t->ess_issuer = F_BARE_ISSUER)
SET(other_serial, t->order = "tsd3"; t->ess_issuer = F_OTHER_SERIAL)

static void
v1_wrong(struct ftoken *t)
{
	t->order = "tsd1";
	t->ess_hash = "01234567890123456789";
	t->ess_len = 20;
}

/* Issued by itself: another issuer than that of the authority. */
static void
other_issuer(struct ftoken *t)
{
	static struct fwho alone;

	if (alone.cert == NULL)
		alone = forge_keep(forge_ca("Alone", NULL, -1));
	t->order = "tsd3";
	t->ess_issuer = F_OTHER_ISSUER;
	forge.signer.cert = alone.cert;
}

/* V1 of the right certificate, V2 of another one. */
static void
swap(struct eci_buf *attrs)
{
	struct eci_bytes der = eci_cert_der(tsp_sm2.cert);
	uint8_t hash[32];
	size_t i;

	CHECK_OK(forge.ctx, eci_sha256(forge.ctx, der.ptr, der.len, hash));
	for (i = 0; i + 32 <= attrs->len; i++)
		if (memcmp(attrs->ptr + i, hash, 32) == 0)
			attrs->ptr[i] ^= 1;
}

SET(disagree, t->order = "tsd12"; t->patch = swap)

static const struct tsp_case cases[] = {
	{ "none", none, T_GOOD, "no signingCertificate attribute" },
	{ "v1", v1, T_GOOD, NULL },
	{ "v2 by sha-256", v2, T_GOOD, NULL },
	{ "v2 by sm3", v2_sm3, T_GOOD, NULL },
	{ "v2 by sha-256, which is written out", v2_alg, T_GOOD, NULL },
	{ "v2 by sha-512", v2_sha512, T_UNSUPPORTED, "a digest this version does not make" },
	{ "v2 by sha-1", v2_weak, T_READ, "a digest that is weak or unknown" },
	{ "v1 with an algorithm", v1_alg, T_READ, "tag 0x30 where 0x04 belongs" },
	{ "both", both, T_GOOD, NULL },
	{ "another digest, and the right issuer and serial number", issuer_alone, T_CHECK,
	    "signingCertificateV2" },
	{ "v1 of another certificate", v1_other, T_CHECK, "signingCertificate attribute" },
	{ "v1 of nothing", v1_wrong, T_CHECK, "signingCertificate attribute" },
	{ "v2 of another certificate", v2_other, T_CHECK, "signingCertificateV2" },
	{ "v2 by sm3 of another certificate", sm3_other, T_CHECK, "signingCertificateV2" },
	/* Changed after signing, so the value fails first. */
	{ "v1 and v2 disagree", disagree, T_CHECK, "not as its authority signed it" },
	{ "v1 with a digest of 32 bytes", v1_sm3, T_READ, "32 bytes, not 20" },
	{ "v2 with a digest of 20 bytes", v2_sha1, T_READ, "20 bytes, not 32" },
	{ "with issuer and serial number", issuer, T_GOOD, NULL },
	{ "with a bare name", bare_issuer, T_GOOD, "a Name where GeneralNames belong" },
	{ "with another serial number", other_serial, T_CHECK, "signingCertificateV2" },
	{ "with another issuer", other_issuer, T_CHECK, "signingCertificateV2" },
};

/* One of two attributes fits: both must. */
static void
test_both(void)
{
	struct eci_tsp_token token;
	struct eci_buf b = { 0 };
	uint8_t wrong[32] = { 0 };
	const char *why = "";
	bool good = true;
	struct ftoken t;
	size_t i;

	for (i = 0; i < 2; i++) {
		unit_case("of v1 and v2 the %s is of another certificate", i == 0 ? "first" : "second");
		token_base(&t, tsp_sm2, DATA);
		t.order = "tsd12";
		token_make(&t, &b);
		CHECK_OK(forge.ctx, eci_tsp_decode(forge.ctx, "w", b.ptr, b.len, &token));
		CHECK(token.ess[0].present && token.ess[1].present);
		token.ess[i].hash.ptr = wrong;
		CHECK_OK(forge.ctx, eci_tsp_check(forge.ctx, &token, tsp_sm2.cert, &good, &why));
		CHECK(!good);
		eci_tsp_free(&token);
	}
	eci_buf_free(&b);
}

int
main(void)
{
	struct eci_cert *mine;

	tsp_start();
	mine = forge.signer.cert;
	tsp_run(cases, ECI_COUNT(cases));
	test_both();
	forge.signer.cert = mine;
	while (forge.n_kept > 0)
		forge_who_free(&forge.kept[--forge.n_kept]);
	tsp_end();
	return unit_end();
}
