/* SPDX-License-Identifier: Apache-2.0 */
/* Sessions of a device that are counted and not there. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "signer/signer_priv.h"
#include "unit.h"

struct fake {
	int  opened;
	_Atomic int most;            /* how many it gives, the first included */
	char log[200];               /* "+2-2": opened and closed */
	int  v[20];
};

static ecert_err
open_one(ecert_ctx *ctx, void *dev, void **session)
{
	struct fake *f = dev;

	if (f->opened == f->most)
		return eci_fail(ctx, ECERT_E_KEY, "no more");
	*session = &f->v[f->opened++];
	*(int *)*session = f->opened;
	snprintf(f->log + strlen(f->log), 8, "+%d", f->opened);
	return ECERT_OK;
}

static void
close_one(void *dev, void *session)
{
	struct fake *f = dev;

	snprintf(f->log + strlen(f->log), 8, "-%d", *(int *)session);
}

static const struct eci_pool_ops ops = { open_one, close_one };

static struct eci_pool *
pool_of(ecert_ctx *ctx, struct fake *f, int most, size_t max)
{
	struct eci_pool *p = NULL;
	void *first = NULL;

	memset(f, 0, sizeof(*f));
	f->most = most;
	CHECK_OK(ctx, open_one(ctx, f, &first));
	CHECK_OK(ctx, eci_pool_new(ctx, &ops, f, first, max, &p));
	return p;
}

static void
test_order(ecert_ctx *ctx)
{
	struct fake f;
	struct eci_pool *p = pool_of(ctx, &f, 20, 5);
	int *a, *b, *c;

	unit_case("the first is used again, the others opened when it is in use");
	a = eci_pool_take(ctx, p);
	eci_pool_give(p, a, true);
	CHECK(eci_pool_take(ctx, p) == a);
	CHECK_INT(*a, 1);
	b = eci_pool_take(ctx, p);
	c = eci_pool_take(ctx, p);
	CHECK_STR(f.log, "+1+2+3");
	eci_pool_give(p, b, true);
	eci_pool_give(p, a, true);
	CHECK(eci_pool_take(ctx, p) == a);
	eci_pool_give(p, a, true);
	eci_pool_give(p, c, true);
	unit_case("closed in reverse order");
	eci_pool_free(p);
	CHECK_STR(f.log, "+1+2+3-3-2-1");
	eci_pool_free(NULL);
}

static void
test_unfit(ecert_ctx *ctx)
{
	struct fake f;
	struct eci_pool *p = pool_of(ctx, &f, 20, 5);
	int *a = eci_pool_take(ctx, p), *b = eci_pool_take(ctx, p);

	unit_case("one that is not fit is closed");
	eci_pool_give(p, a, false);
	CHECK_STR(f.log, "+1+2-1");
	unit_case("but not the last");
	eci_pool_give(p, b, false);
	CHECK_STR(f.log, "+1+2-1");
	CHECK(eci_pool_take(ctx, p) == b);
	a = eci_pool_take(ctx, p);
	CHECK_INT(*a, 3);
	eci_pool_give(p, a, true);
	eci_pool_give(p, b, true);
	eci_pool_free(p);
	CHECK_STR(f.log, "+1+2-1+3-3-2");
}

static void
note(void *arg, const char *line)
{
	snprintf(arg, 200, "%.199s", line);
}

struct waiter {
	struct eci_pool *pool;
	void            *session;
};

static void *
take(void *arg)
{
	struct waiter *w = arg;
	ecert_ctx *ctx = ecert_ctx_new();

	w->session = eci_pool_take(ctx, w->pool);
	eci_pool_give(w->pool, w->session, true);
	ecert_ctx_free(ctx);
	return NULL;
}

/* With the device's bound, and with that which is set. */
static void
test_waiting(ecert_ctx *ctx, int most, size_t max)
{
	struct fake f;
	struct waiter w = { .pool = pool_of(ctx, &f, most, max) };
	void *a = eci_pool_take(ctx, w.pool), *b = eci_pool_take(ctx, w.pool);
	pthread_t t;

	unit_case("the third waits: the device gives %d, set are %zu", most, max);
	CHECK(a != b);
	CHECK_INT(pthread_create(&t, NULL, take, &w), 0);
	usleep(20000);
	eci_pool_give(w.pool, b, true);
	CHECK_INT(pthread_join(t, NULL), 0);
	CHECK(w.session == b);
	eci_pool_give(w.pool, a, true);
	eci_pool_free(w.pool);
	CHECK_STR(f.log, "+1+2-2-1");
}

/* It is asked again only when one was closed. */
static void
test_full(ecert_ctx *ctx)
{
	struct fake f;
	struct waiter w = { .pool = pool_of(ctx, &f, 2, 9) };
	void *a = eci_pool_take(ctx, w.pool), *b = eci_pool_take(ctx, w.pool), *c;
	char line[200] = "";
	pthread_t t;

	unit_case("a device that gives no more is asked again when one was closed");
	ecert_ctx_set_log(ctx, note, line);
	CHECK_INT(pthread_create(&t, NULL, take, &w), 0);
	usleep(20000);
	f.most = 9;
	eci_pool_give(w.pool, b, true);
	CHECK_INT(pthread_join(t, NULL), 0);
	CHECK_INT(f.opened, 2);
	b = eci_pool_take(ctx, w.pool);
	eci_pool_give(w.pool, b, false);
	c = eci_pool_take(ctx, w.pool);
	CHECK_INT(*(int *)c, 3);
	eci_pool_give(w.pool, c, true);
	eci_pool_give(w.pool, a, true);
	eci_pool_free(w.pool);
	CHECK_STR(f.log, "+1+2-2+3-3-1");
	CHECK_STR(line, "");
	ecert_ctx_set_log(ctx, NULL, NULL);
}

static void
give_back(void *arg, const char *line)
{
	struct waiter *w = arg;

	CHECK(strncmp(line, "a device gives 1 sessions", 25) == 0);
	eci_pool_give(w->pool, w->session, true);
}

/* The pool would wait for itself. */
static void
test_listener(ecert_ctx *ctx)
{
	struct fake f;
	struct waiter w = { .pool = pool_of(ctx, &f, 1, 9) };

	unit_case("who listens may use the pool");
	w.session = eci_pool_take(ctx, w.pool);
	ecert_ctx_set_log(ctx, give_back, &w);
	alarm(30);
	CHECK(eci_pool_take(ctx, w.pool) == w.session);
	alarm(0);
	ecert_ctx_set_log(ctx, NULL, NULL);
	eci_pool_give(w.pool, w.session, true);
	eci_pool_free(w.pool);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_pool *p;
	int one = 1;

	test_order(ctx);
	test_unfit(ctx);
	test_waiting(ctx, 2, 9);
	test_waiting(ctx, 9, 2);
	test_full(ctx);
	test_listener(ctx);
	unit_case("a pool of none");
	CHECK_ERR(ctx, eci_pool_new(ctx, &ops, NULL, &one, 0, &p), ECERT_E_INTERNAL);
	CHECK(p == NULL);
	return unit_end();
}
