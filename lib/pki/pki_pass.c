/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pki_pass.c - passphrases as LD/T 03-2022 8.2.3 a) wants them: eight characters or more,
 * letters, digits and special characters mixed; no numbers or words with a meaning, such
 * as birthdays and telephone numbers; no digits that follow one another or are the same.
 */
#include <string.h>

#include "crypto/crypto.h"
#include "pki/pki_priv.h"

#define CLAUSE "LD/T 03-2022 8.2.3 a)"
#define CHARS_MIN 8
#define RUN_MAX 3              /* digits that count as consecutive: 123, 321, 111 */

static ecert_err
weak(ecert_ctx *ctx, const char *why)
{
	return eci_fail(ctx, ECERT_E_ARG, CLAUSE ": %s", why);
}

static bool
is_letter(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Characters, where it is UTF-8, and whether all three kinds are there.  A letter of
 * another script is a letter. */
static void
measure(const char *s, size_t *chars, bool *mixed)
{
	bool letter = false, digit = false, special = false;
	size_t n = strlen(s), width;
	uint32_t cp;

	for (*chars = 0; n > 0; s += width, n -= width, ++*chars) {
		if ((width = eci_utf8_next(s, n, &cp)) == 0) {
			width = 1;
			cp = 0x80;
		}
		if (cp >= 0x80 || is_letter((int)cp))
			letter = true;
		else if (eci_is_digit((int)cp))
			digit = true;
		else
			special = true;
	}
	*mixed = letter && digit && special;
}

/* Digits that go on by step, up, down or on the spot. */
static bool
has_run(const char *s, int step)
{
	size_t n = 1;

	for (; *s != '\0'; s++) {
		n = eci_is_digit(s[0]) && eci_is_digit(s[1]) && s[1] - s[0] == step ? n + 1 : 1;
		if (n == RUN_MAX)
			return true;
	}
	return false;
}

/* YYYYMMDD at s. */
static bool
is_day(const char *s)
{
	int year, month, day;

	return eci_digits(s, 4, &year) && eci_digits(s + 4, 2, &month) &&
	    eci_digits(s + 6, 2, &day) && year >= 1900 && year <= 2099 && month >= 1 &&
	    month <= 12 && day >= 1 && day <= 31;
}

/* A number by itself: of eight digits a day, of eleven a mobile telephone. */
static bool
has_number(const char *s)
{
	size_t n;

	for (; *s != '\0'; s += n > 0 ? n : 1) {
		n = strspn(s, "0123456789");
		if ((n == 8 && is_day(s)) || (n == 11 && s[0] == '1' && s[1] >= '3'))
			return true;
	}
	return false;
}

static bool
starts(const char *s, const char *word)
{
	for (; *word != '\0'; s++, word++)
		if (eci_ascii_lower(*s) != *word)
			return false;
	return true;
}

/* Words that stand in every list of guesses, default passwords (8.2.3 d) among them. */
static bool
has_word(const char *s)
{
	static const char *const words[] = { "password", "passwd", "admin", "qwerty", "asdfgh",
		"zxcvbn", "letmein", "changeit", "changeme", "iloveyou", "woaini", "default" };
	size_t i;

	for (; *s != '\0'; s++)
		for (i = 0; i < ECI_COUNT(words); i++)
			if (starts(s, words[i]))
				return true;
	return false;
}

ecert_err
ecert_pass_check(ecert_ctx *ctx, const char *pass)
{
	size_t chars = 0;
	bool mixed = false;

	eci_clear(ctx);
	if (pass == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "no passphrase");
	measure(pass, &chars, &mixed);
	if (chars < CHARS_MIN)
		return weak(ctx, "fewer than 8 characters");
	if (!mixed)
		return weak(ctx, "not a mix of letters, digits and special characters");
	if (has_run(pass, 0) || has_run(pass, 1) || has_run(pass, -1))
		return weak(ctx, "three digits that are the same or follow one another");
	if (has_number(pass))
		return weak(ctx, "a number with a meaning: a date or a telephone number");
	if (has_word(pass))
		return weak(ctx, "a word that everybody tries");
	return ECERT_OK;
}
