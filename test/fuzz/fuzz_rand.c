/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_rand.c - random numbers that are none.  Keys and signatures of the
 * harnesses must come out the same each time; in a program that uses a key for
 * anything this would be a catastrophe.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/rand.h>

#include "fuzz.h"

static uint64_t state;

/* splitmix64; its output is good, and any state will do. */
uint32_t
fuzz_rand(uint64_t *s)
{
	uint64_t z = *s += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)(z >> 32);
}

static int
give(unsigned char *buf, int n)
{
	int i;

	for (i = 0; i < n; i++)
		buf[i] = (unsigned char)fuzz_rand(&state);
	return 1;
}

static int
ready(void)
{
	return 1;
}

void
fuzz_rand_reset(void)
{
	static const RAND_METHOD method = { .bytes = give, .pseudorand = give,
	    .status = ready };
	static bool set;

	state = 1;
	if (!set && RAND_set_rand_method(&method) != 1)
		fuzz_fail(__FILE__, __LINE__, "OpenSSL keeps its own random numbers");
	set = true;
}
