/* SPDX-License-Identifier: Apache-2.0 */
/* Every item is worked on once, and told of once, in the order that was asked for. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "job/job_priv.h"
#include "unit.h"

#define ITEMS 500

static struct {
	size_t       n, next, done;
	unsigned     worked[ITEMS], told[ITEMS], order[ITEMS];
	ecert_ctx   *ctxs[ITEMS];
	pthread_t    threads[ITEMS];
	atomic_int   in_next, in_done, ahead, worst;
	atomic_bool  overlap, wrong;
	size_t       slow;            /* this item takes long; SIZE_MAX: none */
} p;

static void
nap(long ms)
{
	struct timespec t = { 0, ms * 1000000L };

	nanosleep(&t, NULL);
}

static int32_t
next(void *arg, void **item)
{
	int ahead;

	(void)arg;
	if (atomic_fetch_add(&p.in_next, 1) != 0)
		p.overlap = true;
	if (p.next < p.n) {
		*item = &p.worked[p.next++];
		ahead = atomic_fetch_add(&p.ahead, 1) + 1;
		if (ahead > atomic_load(&p.worst))
			atomic_store(&p.worst, ahead);
	}
	atomic_fetch_sub(&p.in_next, 1);
	return *item != NULL;
}

static void *
work(void *arg, ecert_ctx *ctx, void *item)
{
	size_t i = (size_t)((unsigned *)item - p.worked);

	(void)arg;
	p.worked[i]++;
	p.ctxs[i] = ctx;
	p.threads[i] = pthread_self();
	eci_fail(ctx, ECERT_E_ARG, "%zu", i);
	nap(i == p.slow ? 100 : i % 7 == 0 ? 1 : 0);
	if ((size_t)atoi(ecert_errmsg(ctx)) != i)
		p.wrong = true;
	return &p.told[i];
}

static void
done(void *arg, void *item, void *result)
{
	size_t i = (size_t)((unsigned *)item - p.worked);

	(void)arg;
	if (atomic_fetch_add(&p.in_done, 1) != 0)
		p.overlap = true;
	if (result != &p.told[i])
		p.wrong = true;
	p.told[i]++;
	p.order[p.done++] = (unsigned)i;
	atomic_fetch_sub(&p.ahead, 1);
	atomic_fetch_sub(&p.in_done, 1);
}

static void
reset(size_t n)
{
	memset(&p, 0, sizeof(p));
	p.n = n;
	p.slow = SIZE_MAX;
}

static void
check_all(void)
{
	size_t i, worked = 0, told = 0;

	for (i = 0; i < p.n; i++) {
		worked += p.worked[i] == 1;
		told += p.told[i] == 1;
	}
	CHECK_INT(worked, p.n);
	CHECK_INT(told, p.n);
	CHECK_INT(p.done, p.n);
	CHECK(!p.overlap);
	CHECK(!p.wrong);
}

static bool
is_in_order(void)
{
	size_t i;

	for (i = 0; i < p.done && p.order[i] == i; i++)
		;
	return i == p.done;
}

static void
test_counts(ecert_ctx *ctx)
{
	static const unsigned threads[] = { 1, 2, 3, 16, ECERT_THREADS_MAX };
	static const size_t items[] = { 0, 1, 2, 17, ITEMS };
	size_t i, k;

	for (i = 0; i < ECI_COUNT(threads); i++)
		for (k = 0; k < ECI_COUNT(items); k++) {
			unit_case("%u threads, %zu items", threads[i], items[k]);
			reset(items[k]);
			CHECK_OK(ctx, ecert_pool_run(ctx, threads[i], k & 1, next, work, done, NULL));
			check_all();
			CHECK((k & 1) == 0 || is_in_order());
		}
}

static void
test_range(ecert_ctx *ctx)
{
	unit_case("no thread, and one too many");
	reset(3);
	CHECK_ERR(ctx, ecert_pool_run(ctx, 0, 0, next, work, done, NULL), ECERT_E_ARG);
	CHECK_ERR(ctx, ecert_pool_run(ctx, ECERT_THREADS_MAX + 1, 0, next, work, done, NULL),
	    ECERT_E_ARG);
	CHECK_INT(p.next, 0);
}

static void
test_one(ecert_ctx *ctx)
{
	unit_case("one thread is the caller's, with its context");
	reset(3);
	CHECK_OK(ctx, ecert_pool_run(ctx, 1, 0, next, work, done, NULL));
	CHECK(p.ctxs[0] == ctx && p.ctxs[2] == ctx);
	CHECK(pthread_equal(p.threads[1], pthread_self()));
	CHECK(is_in_order());
}

static void
test_slow(ecert_ctx *ctx)
{
	unit_case("in order behind a slow item: a bounded number waits");
	reset(ITEMS);
	p.slow = 3;
	CHECK_OK(ctx, ecert_pool_run(ctx, 4, 1, next, work, done, NULL));
	check_all();
	CHECK(is_in_order());
	CHECK(atomic_load(&p.worst) <= 4 * 8 + 1);
	unit_case("in any order nobody waits for a slow item");
	reset(ITEMS);
	p.slow = 0;
	CHECK_OK(ctx, ecert_pool_run(ctx, 4, 0, next, work, done, NULL));
	check_all();
	CHECK(p.order[0] != 0);
}

static int64_t
stopped_clock(void *arg)
{
	return *(int64_t *)arg;
}

static void *
look(void *arg, ecert_ctx *ctx, void *item)
{
	sigset_t now;

	(void)item;
	if (eci_now(ctx) != *(int64_t *)arg || ecert_ctx_limit(ctx, ECERT_LIMIT_CHAIN) != 3)
		p.wrong = true;
	if (pthread_sigmask(SIG_SETMASK, NULL, &now) != 0 || sigismember(&now, SIGINT) != 1 ||
	    sigismember(&now, SIGTERM) != 1)
		p.wrong = true;
	return NULL;
}

static void
look_done(void *arg, void *item, void *result)
{
	(void)arg;
	(void)item;
	(void)result;
	p.done++;
}

static void
test_contexts(void)
{
	int64_t t = 4711;
	ecert_ctx *ctx = unit_ctx();
	sigset_t now;

	unit_case("threads have the limits and the clock, and no signals");
	reset(20);
	ecert_ctx_set_clock(ctx, stopped_clock, &t);
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_CHAIN, 3));
	CHECK_OK(ctx, ecert_pool_run(ctx, 2, 0, next, look, look_done, &t));
	CHECK(!p.wrong);
	CHECK_INT(p.done, 20);
	unit_case("the caller's signals are what they were");
	CHECK(pthread_sigmask(SIG_SETMASK, NULL, &now) == 0 && sigismember(&now, SIGINT) == 0);
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED true
#else
#define SANITIZED false
#endif

/* Too little address space for many stacks: those that can be had do the work. */
static void
test_scarce(ecert_ctx *ctx)
{
	struct rlimit was, few;

	unit_case("fewer threads than were asked for");
	if (SANITIZED || getrlimit(RLIMIT_AS, &was) != 0) {
		unit_skip("needs a limit of addresses");
		return;
	}
	few = was;
	few.rlim_cur = 200 << 20;
	if (setrlimit(RLIMIT_AS, &few) != 0) {
		unit_skip("needs a limit of addresses");
		return;
	}
	reset(ITEMS);
	CHECK_OK(ctx, ecert_pool_run(ctx, ECERT_THREADS_MAX, 1, next, work, done, NULL));
	setrlimit(RLIMIT_AS, &was);
	check_all();
	CHECK(is_in_order());
}

static size_t lines;

static void
hear(void *arg, const char *line)
{
	if (arg != &lines || strncmp(line, "item ", 5) != 0)
		p.wrong = true;
	if (atomic_fetch_add(&p.in_done, 1) != 0)
		p.overlap = true;
	lines++;
	nap(1);
	atomic_fetch_sub(&p.in_done, 1);
}

static void *
tell_and_work(void *arg, ecert_ctx *ctx, void *item)
{
	eci_log(ctx, "item %zu", (size_t)((unsigned *)item - p.worked));
	return work(arg, ctx, item);
}

static void
test_log(void)
{
	static const unsigned threads[] = { 1, 8 };
	ecert_ctx *ctx = ecert_ctx_new();
	size_t i;

	CHECK(ctx != NULL);
	ecert_ctx_set_log(ctx, hear, &lines);
	for (i = 0; i < ECI_COUNT(threads); i++) {
		unit_case("the caller hears what contexts tell, %u threads", threads[i]);
		reset(50);
		lines = 0;
		CHECK_OK(ctx, ecert_pool_run(ctx, threads[i], 1, next, tell_and_work, done, NULL));
		check_all();
		CHECK_INT(lines, 50);
	}
	ecert_ctx_free(ctx);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_counts(ctx);
	test_log();
	test_range(ctx);
	test_one(ctx);
	test_slow(ctx);
	test_contexts();
	test_scarce(ctx);
	return unit_end();
}
