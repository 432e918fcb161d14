/* SPDX-License-Identifier: Apache-2.0 */
#include <pthread.h>

#include "crypto_help.h"
#include "signer/signer.h"

/* A device with a key of its own, and its moods. */
struct device {
	const struct eci_key *key;
	enum { DER, RAW, FAILS, GARBAGE, TOO_LONG, WRONG } mood;
	int32_t alg;
	size_t  len;
};

static int32_t
device_sign(void *arg, int32_t alg, const uint8_t *digest, size_t len, uint8_t *sig,
    size_t *sig_len)
{
	struct device *d = arg;
	ecert_ctx *ctx = ecert_ctx_new();
	uint8_t value[80], raw[64], e[32];
	struct eci_bytes der = { value, 0 };

	d->alg = alg;
	d->len = len;
	memcpy(e, digest, 32);
	if (d->mood == WRONG)
		e[0] ^= 1;
	if (eci_key_sign_digest(ctx, d->key, e, value, &der.len) != ECERT_OK ||
	    !eci_sm2_sig_decode(der, raw))
		abort();
	ecert_ctx_free(ctx);
	if (d->mood == DER || d->mood == WRONG) {
		memcpy(sig, value, der.len);
		*sig_len = der.len;
	} else if (d->mood == RAW) {
		memcpy(sig, raw, 64);
		*sig_len = 64;
	} else
		*sig_len = d->mood == TOO_LONG ? 100000 : 10;
	return d->mood == FAILS ? 5 : 0;
}

static void
test_device(ecert_ctx *ctx, const struct party *p, const struct party *other)
{
	static const char *const moods[] = { "der", "raw", "fails", "garbage", "too long", "wrong" };
	struct eci_bytes der = eci_cert_der(p->cert), msg = bytes("message", 7);
	struct device d = { p->key, DER, 0, 0 };
	ecert_signer *s;
	int i;

	CHECK_OK(ctx, ecert_signer_from_fn(ctx, der.ptr, der.len, device_sign, &d, &s));
	for (i = DER; i <= WRONG; i++) {
		struct eci_buf sig = { 0 };
		enum eci_sig_form form;
		bool good;

		unit_case("a device that gives: %s", moods[i]);
		d.mood = i;
		CHECK_ERR(ctx, eci_signer_sign(ctx, s, msg, &sig), i <= RAW ? ECERT_OK : ECERT_E_KEY);
		CHECK_INT(d.alg, ECERT_ALG_SM2_SM3);
		CHECK_INT(d.len, 32);
		if (i <= RAW) {
			CHECK_OK(ctx, eci_sig_verify(ctx, p->cert, ECI_SIG_SM2_SM3, msg,
			    bytes(sig.ptr, sig.len), &form, &good));
			CHECK(good && form == ECI_SIG_DER);
		} else
			CHECK_INT(sig.len, 0);
		eci_buf_free(&sig);
	}
	unit_case("a device with another key");
	{
		struct eci_buf sig = { 0 };

		d.mood = DER;
		d.key = other->key;
		CHECK_ERR(ctx, eci_signer_sign(ctx, s, msg, &sig), ECERT_E_KEY);
		CHECK(strstr(ecert_errmsg(ctx), "does not verify") != NULL);
		eci_buf_free(&sig);
	}
	ecert_signer_free(s);
}

struct refusal {
	const char *text;
	size_t      n;
};

static int32_t
refuse(void *arg, int32_t alg, const uint8_t *digest, size_t len, uint8_t *sig, size_t *sig_len)
{
	const struct refusal *r = arg;

	(void)alg, (void)digest, (void)len;
	memcpy(sig, r->text, strlen(r->text) + 1);
	*sig_len = r->n;
	return 7;
}

/* The reason is shown where it is text, and never as it is. */
static void
test_reasons(ecert_ctx *ctx, const struct party *p)
{
	static const struct { const char *name; struct refusal r; const char *ends; } rows[] = {
		{ "a sentence", { "no paper", 8 }, "the signing device failed with 7: no paper" },
		{ "a part of it", { "no paper", 2 }, "the signing device failed with 7: no" },
		{ "Chinese", { "\xe7\xbc\xba\xe7\xba\xb8", 6 },
		    "the signing device failed with 7: \xe7\xbc\xba\xe7\xba\xb8" },
		{ "controls", { "a\x1b[31m", 6 }, "the signing device failed with 7: a\\x1b[31m" },
		{ "none", { "", 0 }, "the signing device failed with 7" },
		{ "the room", { "", 2048 }, "the signing device failed with 7" },
		{ "more than the room", { "", 100000 }, "the signing device failed with 7" },
		{ "no UTF-8", { "\xff\xfe", 2 }, "the signing device failed with 7" },
		{ "zeros", { "", 10 }, "the signing device failed with 7" },
	};
	struct eci_bytes der = eci_cert_der(p->cert), msg = bytes("message", 7);
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct refusal r = rows[i].r;
		struct eci_buf sig = { 0 };
		ecert_signer *s = NULL;
		const char *at;

		unit_case("a refusal with a reason: %s", rows[i].name);
		CHECK_OK(ctx, ecert_signer_from_fn(ctx, der.ptr, der.len, refuse, &r, &s));
		CHECK_ERR(ctx, eci_signer_sign(ctx, s, msg, &sig), ECERT_E_KEY);
		at = strstr(ecert_errmsg(ctx), "the signing");
		CHECK_STR(at != NULL ? at : ecert_errmsg(ctx), rows[i].ends);
		eci_buf_free(&sig);
		ecert_signer_free(s);
	}
}

/* A device with an RSA key: the digest is SHA-256's, the value as it is. */
struct rsa_device {
	const struct eci_key *key;
	enum { GOOD, SHORT, LONG, HUGE_, ANOTHER, REFUSES } mood;
	int32_t alg;
	size_t  len, room;
};

static int32_t
rsa_sign(void *arg, int32_t alg, const uint8_t *digest, size_t len, uint8_t *sig,
    size_t *sig_len)
{
	struct rsa_device *d = arg;
	ecert_ctx *ctx = ecert_ctx_new();
	struct eci_buf b = { 0 };

	d->alg = alg;
	d->len = len;
	d->room = *sig_len;
	if (eci_key_sign_rsa(ctx, d->key, digest, &b) != ECERT_OK || b.len >= *sig_len)
		abort();
	memcpy(sig, b.ptr, b.len);
	sig[b.len] = 0;
	sig[9] ^= d->mood == ANOTHER;
	*sig_len = d->mood == HUGE_ ? 100000 : b.len - (d->mood == SHORT) + (d->mood == LONG);
	eci_buf_free(&b);
	ecert_ctx_free(ctx);
	return d->mood == REFUSES ? 7 : 0;
}

static void
test_rsa_device(ecert_ctx *ctx)
{
	static const char *const moods[] = { "good", "short", "long", "huge", "another", "refuses" };
	struct party p = issue_rsa(ctx, leaf("rsa device"), NULL);
	struct eci_bytes der = eci_cert_der(p.cert), msg = bytes("message", 7);
	struct rsa_device d = { p.key, GOOD, 0, 0, 0 };
	ecert_signer *s;
	int i;

	CHECK_OK(ctx, ecert_signer_from_fn(ctx, der.ptr, der.len, rsa_sign, &d, &s));
	CHECK_INT(eci_signer_alg(s), ECI_SIG_RSA_SHA256);
	for (i = GOOD; i <= REFUSES; i++) {
		struct eci_buf sig = { 0 };
		bool good = false;

		unit_case("an rsa device: %s", moods[i]);
		d.mood = i;
		CHECK_ERR(ctx, eci_signer_sign(ctx, s, msg, &sig), i == GOOD ? ECERT_OK :
		    ECERT_E_KEY);
		CHECK_INT(d.alg, ECERT_ALG_RSA_SHA256);
		CHECK_INT(d.len, 32);
		CHECK(d.room >= 512);
		CHECK_INT(sig.len, i == GOOD ? 256 : 0);
		if (i == GOOD)
			CHECK_OK(ctx, eci_sig_verify(ctx, p.cert, ECI_SIG_RSA_SHA256, msg,
			    bytes(sig.ptr, sig.len), NULL, &good));
		CHECK_INT(good, i == GOOD);
		eci_buf_free(&sig);
	}
	ecert_signer_free(s);
	party_free(&p);
}

static void
test_elsewhere(ecert_ctx *ctx, const struct party *p)
{
	struct eci_bytes der = eci_cert_der(p->cert);
	struct eci_buf sig = { 0 };
	ecert_signer *s;

	unit_case("a certificate whose key is elsewhere does not sign");
	CHECK_OK(ctx, ecert_signer_from_cert(ctx, der.ptr, der.len, &s));
	CHECK_REASON(ctx, eci_signer_sign(ctx, s, bytes("m", 1), &sig), ECERT_R_KEY_BAD);
	CHECK(strstr(ecert_errmsg(ctx), "its key is elsewhere") != NULL);
	CHECK_INT(sig.len, 0);
	ecert_signer_free(s);
	eci_buf_free(&sig);
}

/* Keys in memory; what is in the buffer before stays. */
static void
test_keys(ecert_ctx *ctx)
{
	struct eci_bytes msg = bytes("message", 7);
	struct eci_buf sig = { 0 };
	ecert_signer *s;
	bool good = false;

	unit_case("an rsa key from files signs");
	CHECK_OK(ctx, ecert_signer_from_file(ctx, VECTORS "rsa-pkcs1.pem", VECTORS "rsa-cert.pem",
	    NULL, NULL, &s));
	CHECK_OK(ctx, eci_buf_add(ctx, &sig, "x", 1));
	CHECK_OK(ctx, eci_signer_sign(ctx, s, msg, &sig));
	CHECK_INT(sig.len, 257);
	CHECK_OK(ctx, eci_sig_verify(ctx, eci_signer_cert(s), ECI_SIG_RSA_SHA256, msg,
	    bytes(sig.ptr + 1, 256), NULL, &good));
	CHECK(good);
	ecert_signer_free(s);
	eci_buf_free(&sig);
}

static void *
sign_many(void *arg)
{
	ecert_ctx *ctx = ecert_ctx_new();
	struct eci_buf sig = { 0 };
	ecert_err e = ECERT_OK;
	int i;

	for (i = 0; i < 20 && e == ECERT_OK; i++) {
		sig.len = 0;
		e = eci_signer_sign(ctx, arg, bytes("m", 1), &sig);
	}
	eci_buf_free(&sig);
	ecert_ctx_free(ctx);
	return e == ECERT_OK ? arg : NULL;
}

static void
test_threads(ecert_ctx *ctx)
{
	pthread_t t[4];
	ecert_signer *s;
	void *result;
	int i;

	unit_case("one signer, four threads");
	CHECK_OK(ctx, ecert_signer_from_file(ctx, VECTORS "pkcs8.pem", VECTORS "cert.pem", NULL, NULL, &s));
	for (i = 0; i < 4; i++)
		CHECK_INT(pthread_create(&t[i], NULL, sign_many, s), 0);
	for (i = 0; i < 4; i++) {
		CHECK_INT(pthread_join(t[i], &result), 0);
		CHECK(result == s);
	}
	ecert_signer_free(s);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct party p = issue(ctx, leaf("device"), NULL), other = issue(ctx, leaf("other"), NULL);

	test_device(ctx, &p, &other);
	test_reasons(ctx, &p);
	test_elsewhere(ctx, &p);
	test_rsa_device(ctx);
	test_keys(ctx);
	test_threads(ctx);
	party_free(&p);
	party_free(&other);
	return unit_end();
}
