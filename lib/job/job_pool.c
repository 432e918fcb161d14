/* SPDX-License-Identifier: Apache-2.0 */
/*
 * job_pool.c - any work in several threads.  The threads take the items themselves, so
 * that nobody has to know how long one takes.  Done in order, the results of up to
 * window items wait for the one before them; whoever is further ahead waits, too: one
 * slow item does not make memory grow.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "job/job_priv.h"

#define WINDOW_PER_THREAD 8
/* What a new thread of this C library gets by default is no matter here: parsing is
 * bounded in depth, and 256 threads have to fit into a small machine's addresses. */
#define STACK_BYTES ((size_t)2 * 1024 * 1024)

struct slot {
	void *item, *result;
	bool  full;
};
struct pool {
	ecert_ctx      *ctx;        /* of the caller */
	ecert_next_fn  *next;
	ecert_work_fn  *work;
	ecert_done_fn  *done;
	void           *arg;
	bool            in_order;
	pthread_mutex_t input;      /* next, and ended and taken */
	bool            ended;
	uint64_t        taken;
	pthread_mutex_t output;     /* done, and what follows */
	pthread_cond_t  moved;      /* given was raised */
	uint64_t        given;      /* results handed to done, of those in order */
	struct slot    *slots;
	uint64_t        window;
};
struct worker {
	struct pool *pool;
	ecert_ctx   *ctx;
	pthread_t    thread;
};

/* With input held: only its holder raises taken. */
static void
wait_for_room(struct pool *p)
{
	if (!p->in_order)
		return;
	pthread_mutex_lock(&p->output);
	while (p->taken - p->given >= p->window)
		pthread_cond_wait(&p->moved, &p->output);
	pthread_mutex_unlock(&p->output);
}

static bool
take(struct pool *p, void **item, uint64_t *number)
{
	bool any = false;

	*item = NULL;
	pthread_mutex_lock(&p->input);
	if (!p->ended) {
		wait_for_room(p);
		any = p->next(p->arg, item) == 1;
		p->ended = !any;
	}
	if (any)
		*number = p->taken++;
	pthread_mutex_unlock(&p->input);
	return any;
}

/* With output held: everything that now has nobody before it. */
static void
give_in_order(struct pool *p)
{
	struct slot *s;

	while ((s = &p->slots[p->given % p->window])->full) {
		p->done(p->arg, s->item, s->result);
		*s = (struct slot){ 0 };
		p->given++;
	}
	pthread_cond_broadcast(&p->moved);
}

static void
give(struct pool *p, void *item, uint64_t number, void *result)
{
	pthread_mutex_lock(&p->output);
	if (p->in_order) {
		p->slots[number % p->window] = (struct slot){ item, result, true };
		give_in_order(p);
	} else
		p->done(p->arg, item, result);
	pthread_mutex_unlock(&p->output);
}

/* What a thread's context has to tell is the caller's to hear, between results. */
static void
tell_caller(void *arg, const char *line)
{
	struct pool *p = arg;

	pthread_mutex_lock(&p->output);
	eci_log(p->ctx, "%s", line);
	pthread_mutex_unlock(&p->output);
}

static void *
run_worker(void *arg)
{
	struct worker *w = arg;
	uint64_t number = 0;
	void *item;

	while (take(w->pool, &item, &number))
		give(w->pool, item, number, w->pool->work(w->pool->arg, w->ctx, item));
	return NULL;
}

/* Signals are for the threads of the application.  0 or errno. */
static int
start(struct worker *w)
{
	pthread_attr_t attr;
	sigset_t all, before;
	int rc;

	if ((rc = pthread_attr_init(&attr)) != 0)
		return rc;
	(void)pthread_attr_setstacksize(&attr, STACK_BYTES);
	sigfillset(&all);
	if ((rc = pthread_sigmask(SIG_SETMASK, &all, &before)) == 0) {
		rc = pthread_create(&w->thread, &attr, run_worker, w);
		(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	}
	pthread_attr_destroy(&attr);
	return rc;
}

/* Those that can be had do the work. */
static ecert_err
run_threads(ecert_ctx *ctx, struct pool *p, struct worker *w, unsigned threads)
{
	unsigned i, n;
	int rc = ENOMEM;

	for (n = 0; n < threads; n++) {
		w[n].pool = p;
		if ((w[n].ctx = eci_ctx_like(ctx)) != NULL)
			ecert_ctx_set_log(w[n].ctx, tell_caller, p);
		if (w[n].ctx == NULL || (rc = start(&w[n])) != 0) {
			ecert_ctx_free(w[n].ctx);
			break;
		}
	}
	for (i = 0; i < n; i++) {
		pthread_join(w[i].thread, NULL);
		ecert_ctx_free(w[i].ctx);
	}
	return n > 0 ? ECERT_OK : rc == ENOMEM ? eci_nomem(ctx) :
	    eci_fail(ctx, ECERT_E_IO, "no thread can be started: error %d", rc);
}

/* 0 or errno; then nothing is left of them. */
static int
init_locks(struct pool *p)
{
	int rc;

	if ((rc = pthread_mutex_init(&p->input, NULL)) != 0)
		return rc;
	if ((rc = pthread_mutex_init(&p->output, NULL)) == 0) {
		if ((rc = pthread_cond_init(&p->moved, NULL)) == 0)
			return 0;
		pthread_mutex_destroy(&p->output);
	}
	pthread_mutex_destroy(&p->input);
	return rc;
}

static ecert_err
run_many(ecert_ctx *ctx, struct pool *p, unsigned threads)
{
	struct worker *w = calloc(threads, sizeof(*w));
	ecert_err e;

	p->window = (uint64_t)threads * WINDOW_PER_THREAD;
	p->slots = calloc(p->window, sizeof(*p->slots));
	if (w == NULL || p->slots == NULL || init_locks(p) != 0)
		e = eci_nomem(ctx);
	else {
		e = run_threads(ctx, p, w, threads);
		pthread_cond_destroy(&p->moved);
		pthread_mutex_destroy(&p->output);
		pthread_mutex_destroy(&p->input);
	}
	free(p->slots);
	free(w);
	return e;
}

ecert_err
ecert_pool_run(ecert_ctx *ctx, unsigned threads, int in_order, ecert_next_fn *next,
    ecert_work_fn *work, ecert_done_fn *done, void *arg)
{
	struct pool p = { .ctx = ctx, .next = next, .work = work, .done = done, .arg = arg,
		.in_order = in_order != 0 };
	void *item;

	eci_clear(ctx);
	if (threads < 1 || threads > ECERT_THREADS_MAX)
		return eci_fail(ctx, ECERT_E_ARG, "%u threads, not 1 to %u", threads,
		    ECERT_THREADS_MAX);
	if (threads > 1)
		return run_many(ctx, &p, threads);
	for (item = NULL; next(arg, &item) == 1; item = NULL)
		done(arg, item, work(arg, ctx, item));
	return ECERT_OK;
}
