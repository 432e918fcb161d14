/* SPDX-License-Identifier: Apache-2.0 */
/* Forged SM2 values: pairs that a lax reader, or one that reduces, takes for good ones.
 * The order of the group is that of GM/T 0003.5. */
#include "../negative/forge_run.h"

static const uint8_t order[32] = {
	0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	0xff, 0x72, 0x03, 0xdf, 0x6b, 0x21, 0xc6, 0x05, 0x2b, 0x53, 0xbb, 0xf4, 0x09, 0x39, 0xd5,
	0x41, 0x23,
};

/* out = a + b, of 33 octets. */
static void
add(const uint8_t *a, const uint8_t *b, uint8_t out[33])
{
	int i, c = 0;

	for (i = 31; i >= 0; i--) {
		c += a[i] + b[i];
		out[i + 1] = (uint8_t)c;
		c >>= 8;
	}
	out[0] = (uint8_t)c;
}

/* out = a - b of 33 octets, in two's complement. */
static void
sub(const uint8_t *a, const uint8_t *b, uint8_t out[33])
{
	int i, c = 0;

	for (i = 31; i >= 0; i--) {
		c = a[i] - b[i] - c;
		out[i + 1] = (uint8_t)c;
		c = c < 0;
	}
	out[0] = c != 0 ? 0xff : 0;
}

/* The shortest INTEGER of p, read as two's complement. */
static void
put_int(struct eci_buf *b, const uint8_t *p, size_t n)
{
	while (n > 1 && ((p[0] == 0 && p[1] < 0x80) || (p[0] == 0xff && p[1] >= 0x80))) {
		p++;
		n--;
	}
	CHECK_OK(forge.ctx, eci_der_put(forge.ctx, b, 0x02, p, n));
}

struct pair {
	uint8_t r[33], s[33];
};

static void
get(const struct eci_buf *sig, struct pair *p)
{
	uint8_t raw[64];

	CHECK(eci_sm2_sig_decode(forge_bytes(sig), raw));
	p->r[0] = p->s[0] = 0;
	memcpy(p->r + 1, raw, 32);
	memcpy(p->s + 1, raw + 32, 32);
}

static void
put(struct eci_buf *sig, const struct pair *p)
{
	struct eci_buf ints = { 0 };

	put_int(&ints, p->r, 33);
	put_int(&ints, p->s, 33);
	sig->len = 0;
	CHECK_OK(forge.ctx, eci_der_put_buf(forge.ctx, sig, 0x30, &ints));
	eci_buf_free(&ints);
}

#define PAIR(hook, change) \
static void \
hook##_pair(struct forge *f, struct eci_buf *sig) \
{ \
	struct pair p; \
\
	(void)f; \
	get(sig, &p); \
	change; \
	put(sig, &p); \
} \
static void \
hook(struct forge *f) \
{ \
	f->sig = hook##_pair; \
}

PAIR(same, (void)0)
PAIR(r_plus_n, add(p.r + 1, order, p.r))
PAIR(s_plus_n, add(p.s + 1, order, p.s))
PAIR(r_minus_n, sub(p.r + 1, order, p.r))
PAIR(s_minus_n, sub(p.s + 1, order, p.s))
PAIR(n_minus_s, sub(order, p.s + 1, p.s))
PAIR(n_minus_r, sub(order, p.r + 1, p.r))
PAIR(sum_is_n, sub(order, p.r + 1, p.s))
PAIR(exchanged, { uint8_t t[33]; memcpy(t, p.r, 33); memcpy(p.r, p.s, 33); memcpy(p.s, t, 33); })
PAIR(r_is_n, memcpy(p.r + 1, order, 32))
PAIR(s_is_n, memcpy(p.s + 1, order, 32))
PAIR(s_is_0, memset(p.s, 0, 33))
PAIR(r_is_0, memset(p.r, 0, 33))
PAIR(both_0, memset(&p, 0, sizeof(p)))

/* A needless zero before r. */
static void
padded_pair(struct forge *f, struct eci_buf *sig)
{
	struct eci_buf ints = { 0 };
	uint8_t r[34] = { 0 };
	struct pair p;

	(void)f;
	get(sig, &p);
	memcpy(r + 1, p.r, 33);
	CHECK_OK(forge.ctx, eci_der_put(forge.ctx, &ints, 0x02, r, 34));
	put_int(&ints, p.s, 33);
	sig->len = 0;
	CHECK_OK(forge.ctx, eci_der_put_buf(forge.ctx, sig, 0x30, &ints));
	eci_buf_free(&ints);
}

static void
padded(struct forge *f)
{
	f->sig = padded_pair;
}

/* r || s, and what is nearly that. */
static void
raw_pair(struct eci_buf *sig, size_t n)
{
	uint8_t raw[65] = { 0 };

	CHECK(eci_sm2_sig_decode(forge_bytes(sig), raw));
	sig->len = 0;
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, sig, raw, n));
}

#define RAW(hook, n) \
static void \
hook##_pair(struct forge *f, struct eci_buf *sig) \
{ \
	(void)f; \
	raw_pair(sig, n); \
} \
static void \
hook(struct forge *f) \
{ \
	f->sig = hook##_pair; \
}

RAW(raw_64, 64)
RAW(raw_63, 63)
RAW(raw_65, 65)
RAW(raw_32, 32)

/* Lengths in the form BER allows. */
static void
long_length_pair(struct forge *f, struct eci_buf *sig)
{
	struct eci_buf b = { 0 };

	(void)f;
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, "\x30\x81", 2));
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &b, sig->ptr + 1, sig->len - 1));
	sig->len = 0;
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, sig, b.ptr, b.len));
	eci_buf_free(&b);
}

static void
long_length(struct forge *f)
{
	f->sig = long_length_pair;
}

#define BAD { R(SES_SIG_BAD), R(SES_MALFORMED) }

static const struct forge_case cases[] = {
	{ "genuine: written anew", same, NULL, NULL, NULL, V, { 0 } },
	{ "genuine: r || s", raw_64, NULL, NULL, NULL, V, { 0 } },
	{ "r + n", r_plus_n, NULL, NULL, NULL, X, BAD },
	{ "s + n", s_plus_n, NULL, NULL, NULL, X, BAD },
	{ "r - n", r_minus_n, NULL, NULL, NULL, X, BAD },
	{ "s - n", s_minus_n, NULL, NULL, NULL, X, BAD },
	{ "n - r", n_minus_r, NULL, NULL, NULL, X, BAD },
	{ "n - s", n_minus_s, NULL, NULL, NULL, X, BAD },
	{ "r + s = n", sum_is_n, NULL, NULL, NULL, X, BAD },
	{ "r and s exchanged", exchanged, NULL, NULL, NULL, X, BAD },
	{ "r = n", r_is_n, NULL, NULL, NULL, X, BAD },
	{ "s = n", s_is_n, NULL, NULL, NULL, X, BAD },
	{ "r = 0", r_is_0, NULL, NULL, NULL, X, BAD },
	{ "s = 0", s_is_0, NULL, NULL, NULL, X, BAD },
	{ "r = s = 0", both_0, NULL, NULL, NULL, X, BAD },
	{ "a needless zero before r", padded, NULL, NULL, NULL, X, BAD },
	{ "a length longer than it need be", long_length, NULL, NULL, NULL, X, BAD },
	{ "63 octets", raw_63, NULL, NULL, NULL, X, BAD },
	{ "65 octets", raw_65, NULL, NULL, NULL, X, BAD },
	{ "r alone", raw_32, NULL, NULL, NULL, X, BAD },
};

/* The seal's own value, as hostile. */
static void
as_seal_value(struct forge *f)
{
	s_plus_n(f);
	f->seal_sig = f->sig;
	f->sig = NULL;
}

static void
seal_padded(struct forge *f)
{
	f->seal_sig = padded_pair;
}

static void
seal_raw(struct forge *f)
{
	f->seal_sig = raw_64_pair;
}

static void
seal_zero(struct forge *f)
{
	f->seal_sig = both_0_pair;
}

static const struct forge_case seals[] = {
	{ "seal: s + n", as_seal_value, NULL, NULL, NULL, X, { R(SEAL_SIG_BAD) } },
	{ "seal: a needless zero before r", seal_padded, NULL, NULL, NULL, X,
	    { R(SEAL_SIG_BAD) } },
	{ "seal: r = s = 0", seal_zero, NULL, NULL, NULL, X, { R(SEAL_SIG_BAD) } },
	{ "genuine: seal: r || s", seal_raw, NULL, NULL, NULL, V, { 0 } },
};

static const struct forge_case strict[] = {
	{ "strict: r || s", raw_64, NULL, NULL, NULL, X, { 0 } },
	{ "strict: seal: r || s", seal_raw, NULL, NULL, NULL, X, { 0 } },
};

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	forge_run(seals, ECI_COUNT(seals));
	ecert_policy_set_strict(forge.policy, 1);
	forge_run(strict, ECI_COUNT(strict));
	forge_end();
	return unit_end();
}
