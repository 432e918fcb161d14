/* SPDX-License-Identifier: Apache-2.0 */
/* The usual mistakes of devices and services are told apart. */
#include "rsa_key.h"
#include "signing.h"
#include "signer/signer_priv.h"

static struct fixture f;
static const uint8_t text[] = "to be signed";
static const struct eci_bytes msg = { text, sizeof(text) };

enum wrong { NO_Z, AS_MESSAGE, AGAIN, OTHER };

static void
digest_of(enum wrong how, uint8_t out[ECI_SM3_LEN])
{
	uint8_t e[ECI_SM3_LEN];

	MUST(f.ctx, eci_sm2_digest(f.ctx, f.signer_cert, msg, e));
	memset(out, 0x5a, ECI_SM3_LEN);
	if (how == NO_Z)
		MUST(f.ctx, eci_sm3(f.ctx, msg.ptr, msg.len, out));
	else if (how == AS_MESSAGE)
		MUST(f.ctx, eci_sm2_digest(f.ctx, f.signer_cert, (struct eci_bytes){ e, sizeof(e) },
		    out));
	else if (how == AGAIN)
		MUST(f.ctx, eci_sm3(f.ctx, e, sizeof(e), out));
}

/* A device that has it wrong. */
static int32_t
device(void *arg, int32_t alg, const uint8_t *digest, size_t len, uint8_t *sig, size_t *sig_len)
{
	uint8_t other[ECI_SM3_LEN];

	(void)alg, (void)digest, (void)len;
	digest_of(*(const enum wrong *)arg, other);
	return eci_key_sign_digest(f.ctx, f.signer_key, other, sig, sig_len) == ECERT_OK ? 0 : 1;
}

static void
test_wrong(void)
{
	static const struct { const char *what; enum wrong how; const char *words; } v[] = {
		{ "without Z", NO_Z, "without Z" },
		{ "the digest as a message, with Z", AS_MESSAGE, "hashed once more" },
		{ "the digest hashed again", AGAIN, "hashed once more" },
		{ "anything else", OTHER, "" },
	};
	struct eci_bytes der = eci_cert_der(f.signer_cert);
	struct eci_buf sig = { 0 };
	uint8_t digest[ECI_SM3_LEN], value[80];
	ecert_signer *signer;
	const char *why;
	enum wrong how;
	size_t i, n = 0;

	for (i = 0; i < ECI_COUNT(v); i++) {
		unit_case("%s", v[i].what);
		digest_of(v[i].how, digest);
		MUST(f.ctx, eci_key_sign_digest(f.ctx, f.signer_key, digest, value, &n));
		CHECK_OK(f.ctx, eci_signer_fault(f.ctx, f.signer_cert, msg,
		    (struct eci_bytes){ value, n }, &why));
		CHECK(*v[i].words == '\0' ? *why == '\0' : strstr(why, v[i].words) != NULL);
		unit_case("a signer says so: %s", v[i].what);
		how = v[i].how;
		MUST(f.ctx, ecert_signer_from_fn(f.ctx, der.ptr, der.len, device, &how, &signer));
		CHECK_ERR(f.ctx, eci_signer_sign(f.ctx, signer, msg, &sig), ECERT_E_KEY);
		CHECK(strstr(ecert_errmsg(f.ctx), "does not verify with this certificate") != NULL);
		CHECK(strstr(ecert_errmsg(f.ctx), v[i].words) != NULL);
		ecert_signer_free(signer);
	}
	eci_buf_free(&sig);
}

static void
test_rsa(void)
{
	struct eci_key *key = rsa_key(f.ctx, 2048);
	struct eci_cert *cert = new_cert(&f, "RSA", NOW - DAY, NOW + DAY, USAGE_SIGN, 7, key);
	const char *why = NULL;

	unit_case("of RSA nothing is known");
	CHECK_OK(f.ctx, eci_signer_fault(f.ctx, cert, msg, msg, &why));
	CHECK_STR(why, "");
	eci_cert_free(cert);
	eci_key_free(key);
}

int
main(void)
{
	fixture_make(&f);
	test_wrong();
	test_rsa();
	fixture_free(&f);
	return unit_end();
}
