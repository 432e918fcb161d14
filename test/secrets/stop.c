/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stop.c - loaded in front of a tool, so that a test can read the memory it leaves: the
 * process stays readable, which is noted, and stops once all that runs at its end has run.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int asked;

/* All uses of it have one argument that counts, or five. */
int
prctl(int op, ...)
{
	unsigned long a[4] = { 0 };
	va_list ap;
	size_t i;

	va_start(ap, op);
	for (i = 0; i < 4; i++)
		a[i] = va_arg(ap, unsigned long);
	va_end(ap);
	if (op == PR_SET_DUMPABLE) {
		asked = a[0] == 0;
		return 0;
	}
	return (int)syscall(SYS_prctl, op, a[0], a[1], a[2], a[3]);
}

/* With ECERT_TEST_NO_WIPE nothing is wiped: what is left is found, or the test is blind. */
void
explicit_bzero(void *p, size_t n)
{
	volatile unsigned char *v = p;

	while (n-- > 0 && getenv("ECERT_TEST_NO_WIPE") == NULL)
		*v++ = 0;
}

/* What glibc has compilers call instead. */
void __explicit_bzero_chk(void *p, size_t n, size_t room);
void
__explicit_bzero_chk(void *p, size_t n, size_t room)
{
	(void)room;
	explicit_bzero(p, n);
}

static void __attribute__((destructor))
last(void)
{
	const char *name = program_invocation_short_name;

	/* Not what the tool starts, which has this in front of it too. */
	if (strncmp(name, "ecert-", 6) == 0 || strncmp(name, "seal-", 5) == 0)
		raise(asked ? SIGSTOP : SIGABRT);
}
