/* SPDX-License-Identifier: Apache-2.0 */
/*
 * signer_pool.c - sessions of a device.  A session serves one thread at a time
 * (GM/T 0018; PKCS #11), and how many there may be only the device knows: one is
 * opened whenever all are in use, until it gives no more.
 */
#include <stdlib.h>
#include <string.h>

#include <pthread.h>

#include "signer/signer_priv.h"

struct eci_pool {
	const struct eci_pool_ops *ops;
	void                      *dev;
	pthread_mutex_t            lock;
	pthread_cond_t             given;
	bool                       full;    /* the device gave no more */
	size_t                     n, max;
	struct {
		void *session;
		bool  busy;
	} v[];                              /* in the order of opening */
};

ecert_err
eci_pool_new(ecert_ctx *ctx, const struct eci_pool_ops *ops, void *dev, void *first,
    size_t max, struct eci_pool **out)
{
	struct eci_pool *p;

	*out = NULL;
	if (max == 0 || max > SIZE_MAX / 2 / sizeof(p->v[0]))
		return eci_fail(ctx, ECERT_E_INTERNAL, "a pool of %zu", max);
	if ((p = calloc(1, sizeof(*p) + max * sizeof(p->v[0]))) == NULL)
		return eci_nomem(ctx);
	if (pthread_mutex_init(&p->lock, NULL) != 0) {
		free(p);
		return eci_nomem(ctx);
	}
	if (pthread_cond_init(&p->given, NULL) != 0) {
		pthread_mutex_destroy(&p->lock);
		free(p);
		return eci_nomem(ctx);
	}
	p->ops = ops;
	p->dev = dev;
	p->max = max;
	p->v[0].session = first;
	p->n = 1;
	*out = p;
	return ECERT_OK;
}

static bool
take_idle(struct eci_pool *p, void **session)
{
	size_t i;

	for (i = 0; i < p->n; i++) {
		if (p->v[i].busy)
			continue;
		p->v[i].busy = true;
		*session = p->v[i].session;
		return true;
	}
	return false;
}

/* All are at work; a device that gives no more is asked again when one was closed. */
static bool
take_new(ecert_ctx *ctx, struct eci_pool *p, void **session)
{
	if (p->ops->begin(ctx, p->dev, session) != ECERT_OK) {
		p->full = true;
		return false;
	}
	p->v[p->n].session = *session;
	p->v[p->n++].busy = true;
	return true;
}

/* Without the lock: whoever listens may wait for somebody who wants a session. */
static void
say_full(ecert_ctx *ctx, struct eci_pool *p)
{
	size_t n = p->n;

	pthread_mutex_unlock(&p->lock);
	eci_log(ctx, "a device gives %zu sessions and no more: %s", n, ecert_errmsg(ctx));
	eci_clear(ctx);
	pthread_mutex_lock(&p->lock);
}

void *
eci_pool_take(ecert_ctx *ctx, struct eci_pool *p)
{
	void *session = NULL;

	pthread_mutex_lock(&p->lock);
	while (!take_idle(p, &session)) {
		if (p->full || p->n == p->max)
			pthread_cond_wait(&p->given, &p->lock);
		else if (take_new(ctx, p, &session))
			break;
		else
			say_full(ctx, p);
	}
	pthread_mutex_unlock(&p->lock);
	return session;
}

void
eci_pool_give(struct eci_pool *p, void *session, bool fit)
{
	size_t i = 0;

	pthread_mutex_lock(&p->lock);
	while (i + 1 < p->n && p->v[i].session != session)
		i++;
	p->v[i].busy = false;
	/* The last one keeps the login. */
	if (!fit && p->n > 1) {
		p->ops->end(p->dev, session);
		p->n--;
		memmove(&p->v[i], &p->v[i + 1], (p->n - i) * sizeof(p->v[0]));
		p->full = false;
	}
	pthread_cond_signal(&p->given);
	pthread_mutex_unlock(&p->lock);
}

void
eci_pool_free(struct eci_pool *p)
{
	if (p == NULL)
		return;
	while (p->n > 0)
		p->ops->end(p->dev, p->v[--p->n].session);
	pthread_cond_destroy(&p->given);
	pthread_mutex_destroy(&p->lock);
	free(p);
}
