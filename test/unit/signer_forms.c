/* SPDX-License-Identifier: Apache-2.0 */
/* Values and public keys in the places makers put them. */
#include "crypto_help.h"
#include "signer/signer_priv.h"

static uint8_t r[32], s[32];

/* Where r and s stand in 128 bytes, and what else. */
static const struct {
	const char *name;
	int         r_at, s_at, dirt;      /* -1: none */
	size_t      forms;
} blobs[] = {
	{ "on the right", 32, 96, -1, 1 },
	{ "on the left", 0, 64, -1, 1 },
	{ "side by side", 0, 32, -1, 1 },
	{ "on the right, something before r", 32, 96, 31, 0 },
	{ "on the right, something before s", 32, 96, 64, 0 },
	{ "on the left, something after r", 0, 64, 32, 0 },
	{ "on the left, something after s", 0, 64, 127, 0 },
	{ "side by side, something behind", 0, 32, 64, 0 },
	{ "side by side, something at the end", 0, 32, 127, 0 },
	{ "r on the right, s on the left", 32, 64, -1, 0 },
};

static void
test_blobs(void)
{
	struct eci_forms forms;
	uint8_t blob[128], raw[64];
	size_t i;

	for (i = 0; i < ECI_COUNT(blobs); i++) {
		unit_case("a value %s", blobs[i].name);
		memset(blob, 0, sizeof(blob));
		memcpy(blob + blobs[i].r_at, r, 32);
		memcpy(blob + blobs[i].s_at, s, 32);
		if (blobs[i].dirt >= 0)
			blob[blobs[i].dirt] = 1;
		forms.n = 0;
		eci_forms_of_blob(blob, &forms);
		CHECK_INT(forms.n, blobs[i].forms);
		if (forms.n == 0)
			continue;
		CHECK(eci_sm2_sig_decode(bytes(forms.f[0].v, forms.f[0].len), raw));
		CHECK_MEM(raw, 32, r, 32);
		CHECK_MEM(raw + 32, 32, s, 32);
	}
	unit_case("a value of nothing");
	memset(blob, 0, sizeof(blob));
	forms.n = 0;
	eci_forms_of_blob(blob, &forms);
	CHECK_INT(forms.n, 0);
	unit_case("a value above the order");
	memset(blob + 32, 0xff, 32);
	memcpy(blob + 96, s, 32);
	eci_forms_of_blob(blob, &forms);
	CHECK_INT(forms.n, 0);
}

static void
test_values(void)
{
	struct eci_forms forms = { .n = 0 };
	uint8_t raw[64], der[80], both[64];
	size_t n = 0;

	memcpy(raw, r, 32);
	memcpy(raw + 32, s, 32);
	CHECK(eci_sm2_sig_encode(raw, der, sizeof(der), &n));
	unit_case("64 bytes");
	eci_forms_of_value(raw, sizeof(raw), &forms);
	CHECK_INT(forms.n, 1);
	CHECK_MEM(forms.f[0].v, forms.f[0].len, der, n);
	unit_case("der");
	forms.n = 0;
	eci_forms_of_value(der, n, &forms);
	CHECK_INT(forms.n, 1);
	CHECK_MEM(forms.f[0].v, forms.f[0].len, der, n);
	unit_case("64 bytes that are der, too");
	/* Both INTEGERs of 29 bytes. */
	memset(both, 0x11, sizeof(both));
	memcpy(both, "\x30\x3e\x02\x1d", 4);
	memcpy(both + 33, "\x02\x1d", 2);
	forms.n = 0;
	eci_forms_of_value(both, sizeof(both), &forms);
	CHECK_INT(forms.n, 2);
	CHECK_MEM(forms.f[0].v, forms.f[0].len, both, sizeof(both));
	CHECK_INT(forms.f[1].len, 70);
	unit_case("one byte too few, too many, none");
	forms.n = 0;
	eci_forms_of_value(raw, 63, &forms);
	eci_forms_of_value(der, n - 1, &forms);
	eci_forms_of_value(raw, 0, &forms);
	memcpy(both, "\x30\x3f", 2);
	eci_forms_of_value(both, 65 - 2, &forms);
	CHECK_INT(forms.n, 0);
	unit_case("no more forms than there is room for, and no longer ones");
	for (n = 0; n < 2 * ECI_FORMS_MAX; n++)
		eci_forms_add(raw, sizeof(raw), &forms);
	CHECK_INT(forms.n, ECI_FORMS_MAX);
	forms.n = 0;
	eci_forms_add(NULL, ECI_VALUE_MAX + 1, &forms);
	CHECK_INT(forms.n, 0);
}

static void
test_keys(const struct party *p, const struct party *other)
{
	struct eci_bytes point = eci_cert_key_bits(p->cert);
	uint64_t room[64];
	uint8_t *blob = (uint8_t *)room, x[32], y[32];
	static const struct {
		const char *name;
		size_t      header, x, y;
		uint32_t    bits;
		bool        good;
	} keys[] = {
		{ "4 and on the right", 4, 36, 100, 256, true },
		{ "4 and on the left", 4, 4, 68, 256, true },
		{ "4 and of 32 bytes", 4, 4, 36, 256, true },
		{ "8 and on the right", 8, 40, 104, 256, true },
		{ "8 and on the left", 8, 8, 72, 256, true },
		{ "8 and of 32 bytes", 8, 8, 40, 256, true },
		{ "4 and nowhere known", 4, 10, 90, 256, false },
		{ "4 and of 384 bits", 4, 36, 100, 384, false },
		{ "8 and of no bits", 8, 40, 104, 0, false },
	};
	size_t i;

	CHECK_INT(point.len, 65);
	memcpy(x, point.ptr + 1, 32);
	memcpy(y, point.ptr + 33, 32);
	for (i = 0; i < ECI_COUNT(keys); i++) {
		unit_case("a public key with a header of %s", keys[i].name);
		memset(room, 0, sizeof(room));
		memcpy(blob, &keys[i].bits, 4);
		memcpy(blob + keys[i].x, x, 32);
		memcpy(blob + keys[i].y, y, 32);
		CHECK_INT(eci_blob_is_key_of(blob, p->cert), keys[i].good);
		CHECK(!eci_blob_is_key_of(blob, other->cert));
		CHECK_INT(eci_blob_of_width_is_key_of(blob, 4, p->cert),
		    keys[i].good && keys[i].header == 4);
		CHECK_INT(eci_blob_of_width_is_key_of(blob, 8, p->cert),
		    keys[i].good && keys[i].header == 8);
		blob[keys[i].y + 31] ^= 1;
		CHECK(!eci_blob_is_key_of(blob, p->cert));
	}
	unit_case("a point");
	CHECK(eci_xy_is_key_of(x, y, p->cert) && !eci_xy_is_key_of(y, x, p->cert));
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct party p = issue(ctx, leaf("one"), NULL), other = issue(ctx, leaf("two"), NULL);
	struct party rsa = issue_rsa(ctx, leaf("rsa"), NULL);

	memset(r, 0x5a, sizeof(r));
	memset(s, 0x3c, sizeof(s));
	test_blobs();
	test_values();
	test_keys(&p, &other);
	unit_case("a point and an rsa key");
	CHECK(!eci_xy_is_key_of(r, s, rsa.cert));
	party_free(&p);
	party_free(&other);
	party_free(&rsa);
	return unit_end();
}
