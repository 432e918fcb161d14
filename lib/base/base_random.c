/* SPDX-License-Identifier: Apache-2.0 */
/* base_random.c - bytes nobody can guess, from the system's generator. */
#include <errno.h>
#include <sys/random.h>

#include "base/base.h"

ecert_err
eci_random(ecert_ctx *ctx, void *p, size_t n)
{
	uint8_t *at = p;
	ssize_t got;

	while (n > 0) {
		/* getrandom() gives up to 256 bytes whole, whatever signals come. */
		got = getrandom(at, n < 256 ? n : 256, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return eci_fail_os(ctx, got < 0 ? errno : EIO, "random numbers");
		at += got;
		n -= (size_t)got;
	}
	return ECERT_OK;
}
