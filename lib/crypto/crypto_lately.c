/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_lately.c - what a context has worked out already, kept with it: whether
 * SM2 values are good, digests of messages for SM2, certificates.  The one used
 * longest ago makes room.  A batch of one seal checks it once, and the self-check
 * of a new signature finds the answer its signer got.  Each is found again by all
 * that it follows from, byte for byte.
 */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto_priv.h"

/* Seals and certificates of a hundred signers, and their documents; 90 KB. */
#define SIG_SETS  128
#define SIG_WAYS  4
#define MSG_MAX   8        /* to-be-signed parts of signatures and seals */
#define MSG_BYTES ((size_t)64 * 1024)
#define CERT_MAX  64
#define CERT_BYTES 8192

size_t
eci_lately_oldest(const uint64_t *used, size_t n)
{
	size_t i, at = 0;

	for (i = 1; i < n && used[at] != 0; i++)
		if (used[i] < used[at])
			at = i;
	return at;
}

void *
eci_lately_kept(ecert_ctx *ctx, enum eci_kept what, size_t size, void (*release)(void *))
{
	void *p = eci_kept(ctx, what);

	if (p == NULL && (p = calloc(1, size)) != NULL)
		eci_keep(ctx, what, p, release);
	return p;
}

/* ---- SM2 values ---- */

/* Looked for in one set alone, so that many can be kept. */
struct sigs {
	struct {
		uint64_t              used[SIG_WAYS];     /* when; 0: free */
		struct eci_sm2_triple v[SIG_WAYS];
		bool                  good[SIG_WAYS];
	} set[SIG_SETS];
	uint64_t now;
};

/* One certificate under several keys, and one digest signed again, are not in one. */
static size_t
set_of(const struct eci_sm2_triple *t)
{
	return (size_t)(t->e[0] ^ t->point[1] ^ t->raw[0]) % SIG_SETS;
}

bool
eci_lately_sig(ecert_ctx *ctx, const struct eci_sm2_triple *t, bool *good)
{
	struct sigs *s = eci_kept(ctx, ECI_KEPT_SIGS);
	size_t at = set_of(t), i;

	for (i = 0; s != NULL && i < SIG_WAYS && s->set[at].used[i] != 0; i++)
		if (memcmp(&s->set[at].v[i], t, sizeof(*t)) == 0) {
			s->set[at].used[i] = ++s->now;
			*good = s->set[at].good[i];
			return true;
		}
	return false;
}

void
eci_lately_keep_sig(ecert_ctx *ctx, const struct eci_sm2_triple *t, bool good)
{
	struct sigs *s = eci_lately_kept(ctx, ECI_KEPT_SIGS, sizeof(*s), free);
	size_t at = set_of(t), i;

	if (s == NULL)
		return;
	i = eci_lately_oldest(s->set[at].used, SIG_WAYS);
	s->set[at].v[i] = *t;
	s->set[at].good[i] = good;
	s->set[at].used[i] = ++s->now;
}

/* ---- digests of messages ---- */

struct msgs {
	uint64_t       used[MSG_MAX];
	struct eci_buf msg[MSG_MAX];              /* z first */
	uint8_t        e[MSG_MAX][ECI_SM3_LEN];
	uint64_t       now;
};

static void
msgs_free(void *p)
{
	struct msgs *m = p;
	size_t i;

	for (i = 0; i < MSG_MAX; i++)
		eci_buf_free(&m->msg[i]);
	free(m);
}

bool
eci_lately_e(ecert_ctx *ctx, const uint8_t z[ECI_SM3_LEN], struct eci_bytes msg,
    uint8_t e[ECI_SM3_LEN])
{
	struct msgs *m = eci_kept(ctx, ECI_KEPT_DIGESTS);
	size_t i;

	for (i = 0; m != NULL && i < MSG_MAX; i++)
		if (m->msg[i].len == msg.len + ECI_SM3_LEN &&
		    memcmp(m->msg[i].ptr, z, ECI_SM3_LEN) == 0 &&
		    memcmp(m->msg[i].ptr + ECI_SM3_LEN, msg.ptr, msg.len) == 0) {
			m->used[i] = ++m->now;
			memcpy(e, m->e[i], ECI_SM3_LEN);
			return true;
		}
	return false;
}

void
eci_lately_keep_e(ecert_ctx *ctx, const uint8_t z[ECI_SM3_LEN], struct eci_bytes msg,
    const uint8_t e[ECI_SM3_LEN])
{
	struct msgs *m;
	struct eci_buf *b;
	size_t at;

	/* A short one is digested sooner than found. */
	if (msg.len < 1024 || msg.len > MSG_BYTES)
		return;
	if ((m = eci_lately_kept(ctx, ECI_KEPT_DIGESTS, sizeof(*m), msgs_free)) == NULL)
		return;
	at = eci_lately_oldest(m->used, MSG_MAX);
	b = &m->msg[at];
	b->len = 0;
	if (eci_buf_add(ctx, b, z, ECI_SM3_LEN) != ECERT_OK ||
	    eci_buf_add(ctx, b, msg.ptr, msg.len) != ECERT_OK) {
		eci_buf_free(b);
		m->used[at] = 0;
		eci_clear(ctx);
		return;
	}
	memcpy(m->e[at], e, ECI_SM3_LEN);
	m->used[at] = ++m->now;
}

static size_t
alike(const uint8_t *a, const uint8_t *b, size_t n)
{
	size_t i = 0;

	while (n - i >= 256 && memcmp(a + i, b + i, 256) == 0)
		i += 256;
	while (i < n && a[i] == b[i])
		i++;
	return i;
}

size_t
eci_lately_common(ecert_ctx *ctx, const uint8_t z[ECI_SM3_LEN], struct eci_bytes msg)
{
	struct msgs *m = eci_kept(ctx, ECI_KEPT_DIGESTS);
	size_t i, n, longest = 0;

	for (i = 0; m != NULL && i < MSG_MAX; i++) {
		if (m->msg[i].len < ECI_SM3_LEN || memcmp(m->msg[i].ptr, z, ECI_SM3_LEN) != 0)
			continue;
		n = m->msg[i].len - ECI_SM3_LEN;
		n = alike(m->msg[i].ptr + ECI_SM3_LEN, msg.ptr, n < msg.len ? n : msg.len);
		if (n > longest)
			longest = n;
	}
	return longest;
}

ecert_err
eci_sm3_again(ecert_ctx *ctx, const void *p, size_t n, uint8_t out[ECI_SM3_LEN])
{
	static const uint8_t none[ECI_SM3_LEN];
	struct eci_bytes msg = { p, n };
	ecert_err e;

	if (eci_lately_e(ctx, none, msg, out))
		return ECERT_OK;
	if ((e = eci_sm3(ctx, p, n, out)) == ECERT_OK)
		eci_lately_keep_e(ctx, none, msg, out);
	return e;
}

/* ---- certificates ---- */

struct certs {
	uint64_t         used[CERT_MAX];
	struct eci_cert *v[CERT_MAX];
	uint64_t         now;
};

static void
certs_free(void *p)
{
	struct certs *c = p;
	size_t i;

	for (i = 0; i < CERT_MAX; i++)
		eci_cert_free(c->v[i]);
	free(c);
}

struct eci_cert *
eci_lately_cert(ecert_ctx *ctx, const uint8_t *der, size_t n)
{
	struct certs *c = eci_kept(ctx, ECI_KEPT_CERTS);
	struct eci_bytes have;
	size_t i;

	for (i = 0; c != NULL && i < CERT_MAX && c->v[i] != NULL; i++) {
		have = eci_cert_der(c->v[i]);
		if (have.len == n && memcmp(have.ptr, der, n) == 0) {
			c->used[i] = ++c->now;
			return eci_cert_ref(c->v[i]);
		}
	}
	return NULL;
}

void
eci_lately_keep_cert(ecert_ctx *ctx, const struct eci_cert *cert)
{
	struct certs *c;
	size_t at;

	if (eci_cert_der(cert).len > CERT_BYTES)
		return;
	if ((c = eci_lately_kept(ctx, ECI_KEPT_CERTS, sizeof(*c), certs_free)) == NULL)
		return;
	at = eci_lately_oldest(c->used, CERT_MAX);
	eci_cert_free(c->v[at]);
	c->v[at] = eci_cert_ref(cert);
	c->used[at] = ++c->now;
}
