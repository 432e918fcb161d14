/* SPDX-License-Identifier: Apache-2.0 */
/* bench_time.c - clocks, rounds, medians; commands. */
#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
clock_us(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

double
bench_cpu_us(void)
{
	return clock_us(CLOCK_PROCESS_CPUTIME_ID);
}

double
bench_wall_us(void)
{
	return clock_us(CLOCK_MONOTONIC);
}

void
bench_rounds(struct bench_row *rows, size_t n, size_t rounds, size_t times)
{
	size_t i, k, round;
	double from;

	for (i = 0; i < n; i++) {
		rows[i].n = 0;
		if ((rows[i].us = calloc(rounds, sizeof(double))) == NULL)
			abort();
	}
	for (round = 0; round <= rounds; round++)
		for (i = 0; i < n; i++) {
			from = bench_cpu_us();
			for (k = 0; k < times; k++)
				rows[i].run(rows[i].arg);
			if (round > 0)
				rows[i].us[rows[i].n++] = (bench_cpu_us() - from) / (double)times;
		}
}

void
bench_rows_free(struct bench_row *rows, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		free(rows[i].us);
}

static int
by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

struct bench_stat
bench_stat(const double *v, size_t n)
{
	struct bench_stat s = { 0, 0, 0, 0 };
	double *w;

	if (n == 0 || (w = malloc(n * sizeof(*w))) == NULL)
		return s;
	memcpy(w, v, n * sizeof(*w));
	qsort(w, n, sizeof(*w), by_value);
	s = (struct bench_stat){ w[0], w[n / 4], n % 2 ? w[n / 2] : (w[n / 2 - 1] + w[n / 2]) / 2,
		w[n - 1 - n / 4] };
	free(w);
	return s;
}

double
bench_ratio(const struct bench_row *a, const struct bench_row *b)
{
	double *w = malloc(a->n * sizeof(*w)), r;
	size_t i;

	if (w == NULL)
		return 0;
	for (i = 0; i < a->n; i++)
		w[i] = a->us[i] / b->us[i];
	r = bench_stat(w, a->n).median;
	free(w);
	return r;
}

struct bench_line
bench_line(const double *x, const double *y, size_t n)
{
	double w, sw = 0, sx = 0, sxx = 0, sy = 0, sxy = 0, off;
	struct bench_line l = { 0, 0, 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		w = 1 / (y[i] * y[i]);
		sw += w;
		sx += w * x[i];
		sxx += w * x[i] * x[i];
		sy += w * y[i];
		sxy += w * x[i] * y[i];
	}
	l.b = (sw * sxy - sx * sy) / (sw * sxx - sx * sx);
	l.a = (sy - l.b * sx) / sw;
	for (i = 0; i < n; i++) {
		off = fabs(l.a + l.b * x[i] - y[i]) / y[i];
		l.off = off > l.off ? off : l.off;
	}
	return l;
}

/* ---- noise ---- */

static void *
spin(void *arg)
{
	volatile uint64_t x = 1;
	uint64_t i;

	(void)arg;
	for (i = 0; i < 60u * 1000 * 1000; i++)
		x = x * 6364136223846793005u + 1442695040888963407u;
	return NULL;
}

double
bench_spin(void)
{
	double from = bench_wall_us(), one, two;
	pthread_t t;

	spin(NULL);
	one = bench_wall_us() - from;
	from = bench_wall_us();
	if (pthread_create(&t, NULL, spin, NULL) != 0)
		return 0;
	spin(NULL);
	pthread_join(t, NULL);
	two = bench_wall_us() - from;
	return 2 * one / two;
}

/* ---- commands ---- */

static double
of_timeval(struct timeval t)
{
	return (double)t.tv_sec * 1e6 + (double)t.tv_usec;
}

int
bench_command(char *const *argv, const char *to, struct bench_ran *out)
{
	struct rusage use;
	double from = bench_wall_us();
	pid_t pid = vfork();
	int fd;

	if (pid == 0) {
		/* Only what is safe between vfork() and exec. */
		if ((fd = open(to != NULL ? to : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0666)) >= 0)
			dup2(fd, 1);
		execvp(argv[0], argv);
		_exit(127);
	}
	if (pid < 0)
		return -1;
	while (wait4(pid, &out->status, 0, &use) < 0)
		if (errno != EINTR)
			return -1;
	out->wall_us = bench_wall_us() - from;
	out->cpu_us = of_timeval(use.ru_utime) + of_timeval(use.ru_stime);
	out->rss_kib = use.ru_maxrss;
	out->status = WIFEXITED(out->status) ? WEXITSTATUS(out->status) : 128;
	return out->status == 127 ? -1 : 0;
}
