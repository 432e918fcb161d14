/* SPDX-License-Identifier: Apache-2.0 */
/* fake_busy.c - who is at work in which session; see fake_busy.h. */
#include <pthread.h>
#include <stddef.h>
#include <time.h>

#include "fake_busy.h"

#define BUSY_MAX 64

static const void     *busy[BUSY_MAX];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static size_t
find(const void *session)
{
	size_t i;

	for (i = 0; i < BUSY_MAX && busy[i] != session; i++)
		;
	return i;
}

bool
fake_busy_enter(const void *session)
{
	static const struct timespec moment = { 0, 200000 };
	bool alone;
	size_t i;

	pthread_mutex_lock(&lock);
	alone = find(session) == BUSY_MAX && (i = find(NULL)) < BUSY_MAX;
	if (alone)
		busy[i] = session;
	pthread_mutex_unlock(&lock);
	nanosleep(&moment, NULL);
	return alone;
}

void
fake_busy_leave(const void *session)
{
	size_t i;

	pthread_mutex_lock(&lock);
	if ((i = find(session)) < BUSY_MAX)
		busy[i] = NULL;
	pthread_mutex_unlock(&lock);
}
