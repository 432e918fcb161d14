/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xml_names.c - how many different names a part uses.  libxml2 keeps each in a
 * dictionary whose chains grow long: 900,000 names cost it 44 s.
 */
#include <stdlib.h>
#include <string.h>

#include "xml/xml_priv.h"

#define FIRST_CAP  128        /* a power of two */
#define PROBES_MAX 128        /* at half load, chance makes no run as long */

struct eci_xml_seen {
	const uint8_t *p;          /* NULL: free */
	size_t         n;
	uint64_t       hash;
};

static uint64_t
mix(uint64_t h, uint64_t key)
{
	h *= key;
	h ^= h >> 32;
	h *= UINT64_C(0x9e3779b97f4a7c15);
	return h ^ h >> 29;
}

/* Keyed by what a file's author cannot know.  Names made to collide all the same
 * are met by the bound on probes. */
static uint64_t
hash(const struct eci_xml_names *s, const uint8_t *p, size_t n)
{
	uint64_t h = s->key[0] ^ n, key = s->key[1] | 1, w;

	for (; n >= sizeof(w); p += sizeof(w), n -= sizeof(w)) {
		memcpy(&w, p, sizeof(w));
		h = mix(h ^ w, key);
	}
	w = 0;
	memcpy(&w, p, n);
	return mix(h ^ w, key);
}

/* The name's place or the free one it would take; NULL: too far away. */
static struct eci_xml_seen *
place(struct eci_xml_seen *v, size_t cap, uint64_t h, const uint8_t *p, size_t n)
{
	struct eci_xml_seen *at;
	size_t i;

	for (i = 0; i < PROBES_MAX; i++) {
		at = &v[(h + i) & (cap - 1)];
		if (at->p == NULL ||
		    (at->hash == h && at->n == n && memcmp(at->p, p, n) == 0))
			return at;
	}
	return NULL;
}

/* Room for one more at half load. */
static ecert_err
widen(ecert_ctx *ctx, struct eci_xml_names *s, bool *full)
{
	size_t cap = s->cap > 0 ? s->cap * 2 : FIRST_CAP, i;
	struct eci_xml_seen *v = calloc(cap, sizeof(*v)), *at;

	if (v == NULL)
		return eci_nomem(ctx);
	for (i = 0; i < s->cap && !*full; i++) {
		if (s->v[i].p == NULL)
			continue;
		if ((at = place(v, cap, s->v[i].hash, s->v[i].p, s->v[i].n)) != NULL)
			*at = s->v[i];
		else
			*full = true;
	}
	free(s->v);
	s->v = v;
	s->cap = cap;
	return ECERT_OK;
}

ecert_err
eci_xml_names_add(ecert_ctx *ctx, struct eci_xml_names *s, const uint8_t *p, size_t n,
    bool *full)
{
	struct eci_bytes *last = n > 0 ? &s->last[(p[0] * 5u + p[n - 1] * 3u + n) % 64] : NULL;
	struct eci_xml_seen *at;
	uint64_t h;
	ecert_err e;

	*full = false;
	if (last != NULL && last->len == n && memcmp(last->ptr, p, n) == 0)
		return ECERT_OK;
	if (s->cap == 0 && ((e = eci_hash_key(ctx, s->key)) != ECERT_OK ||
	    (e = widen(ctx, s, full)) != ECERT_OK))
		return e;
	h = hash(s, p, n);
	if ((at = place(s->v, s->cap, h, p, n)) != NULL && at->p != NULL) {
		if (last != NULL)
			*last = (struct eci_bytes){ p, n };
		return ECERT_OK;
	}
	if (at == NULL || s->n == ECI_XML_NAMES_MAX) {
		*full = true;
		return ECERT_OK;
	}
	*at = (struct eci_xml_seen){ p, n, h };
	return ++s->n * 2 > s->cap ? widen(ctx, s, full) : ECERT_OK;
}

void
eci_xml_names_free(struct eci_xml_names *s)
{
	free(s->v);
	*s = (struct eci_xml_names){ 0 };
}
