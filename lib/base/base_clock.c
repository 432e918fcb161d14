/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base_clock.c - whether the system's clock follows another one: the metrology
 * specification's 7.2.2 a) wants its time to be traceable to the national standard.
 * The kernel knows from the daemon that steers it (chrony, ntpd, systemd-timesyncd).
 */
#include "base/base.h"

#include <time.h>

uint64_t
eci_ticks_ms(void)
{
	struct timespec t = { 0, 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

#ifdef __linux__
#include <sys/timex.h>

enum eci_synced
eci_clock_synced(int64_t *error_us)
{
	/* Nothing is to be set: any process may ask, unless a sandbox forbids it. */
	struct timex t = { .modes = 0 };
	int state = adjtimex(&t);

	*error_us = 0;
	if (state < 0)
		return ECI_SYNCED_UNKNOWN;
	if (state == TIME_ERROR || (t.status & STA_UNSYNC) != 0)
		return ECI_SYNCED_NO;
	*error_us = t.maxerror;
	return ECI_SYNCED_YES;
}
#else
enum eci_synced
eci_clock_synced(int64_t *error_us)
{
	*error_us = 0;
	return ECI_SYNCED_UNKNOWN;
}
#endif
