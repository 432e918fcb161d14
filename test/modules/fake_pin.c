/* SPDX-License-Identifier: Apache-2.0 */
/* fake_pin.c - the PIN, its tries, who is logged in; see fake_core.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake_core.h"
#include "fake_priv.h"

#define PIN_MIN 6
#define PIN_MAX 16

/* Only where no file keeps it across processes. */
static unsigned left_here;
static bool     known, logged_in;

unsigned
fake_tries_max(void)
{
	const char *s = fake_var("FAKE_TOKEN_RETRY");

	return s != NULL ? (unsigned)strtoul(s, NULL, 10) : 6;
}

static unsigned
kept_tries(void)
{
	const char *path = fake_var("FAKE_TOKEN_STATE");
	unsigned left;
	FILE *f;

	if (path != NULL && (f = fopen(path, "r")) != NULL) {
		if (fscanf(f, "%u", &left) != 1)
			left = 0;
		fclose(f);
		return left;
	}
	if (!known) {
		known = true;
		left_here = fake_tries_max();
	}
	return left_here;
}

unsigned
fake_tries_left(const struct fake_call *c)
{
	if (fake_fault(c, "pin-locked") != NULL)
		return 0;
	return fake_fault(c, "pin-last-try") != NULL ? 1 : kept_tries();
}

void
fake_pin_forget(void)
{
	known = logged_in = false;
}

static void
set_left(unsigned left)
{
	const char *path = fake_var("FAKE_TOKEN_STATE");
	FILE *f;

	left_here = left;
	if (path != NULL && (f = fopen(path, "w")) != NULL) {
		fprintf(f, "%u\n", left);
		fclose(f);
	}
}

static bool
is_right(const char *pin, size_t n)
{
	const char *want = fake_var("FAKE_TOKEN_PIN");

	if (want == NULL)
		want = "123456";
	return n == strlen(want) && memcmp(pin, want, n) == 0;
}

enum fake_pin
fake_try_pin(struct fake_call *c, const char *pin, size_t n, unsigned *left)
{
	fake_say(c, " pin-length=%zu", n);
	*left = fake_tries_left(c);
	if (*left == 0)
		return FAKE_PIN_LOCKED;
	if (n < PIN_MIN || n > PIN_MAX || fake_fault(c, "pin-len-range") != NULL)
		return FAKE_PIN_LENGTH;
	if (is_right(pin, n)) {
		set_left(fake_tries_max());
		logged_in = true;
		return FAKE_PIN_OK;
	}
	set_left(--*left);
	return *left == 0 && fake_fault(c, "locked-instead-of-incorrect") != NULL ?
	    FAKE_PIN_LOCKED : FAKE_PIN_WRONG;
}

/* fault logout-mid-batch@n: gone at the n-th signature. */
bool
fake_logged_in(const struct fake_call *c)
{
	if (strcmp(c->function, fake_sign_function) == 0 && fake_fault(c, "logout-mid-batch") != NULL)
		logged_in = false;
	return logged_in || fake_fault(c, "already-logged-in") != NULL;
}

void
fake_log_out(void)
{
	logged_in = false;
}
