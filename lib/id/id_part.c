/* SPDX-License-Identifier: Apache-2.0 */
/* id_part.c - the rule of each of the six components (4.5.5, figure 1). */
#include "id/id_priv.h"

#include <stdlib.h>
#include <string.h>

#define ROOT_CHARS 175       /* 16 arcs of 10 digits and 15 dots */
#define OTHER '\x7f'         /* stands for what is not printable ASCII */

/* GB/T 17969.1: the first arc is 0, 1 or 2, the second below 40 under 0 and 1.
 * The bounds on arcs are this library's. */
const char *
eci_id_root_rule(const char *s, size_t *at)
{
	size_t arcs = 0, digits, i = 0;
	unsigned first = 0, second;

	for (;; i++) {
		*at = i;
		for (digits = 0; eci_is_digit((unsigned char)s[i]); digits++)
			i++;
		if (digits == 0) {
			*at = i;
			return "an OID has decimal arcs joined by \".\"";
		}
		if (digits > 1 && s[i - digits] == '0')
			return "an arc has no leading zero";
		if (digits > 10)
			return "an arc has at most 10 digits";
		if (arcs == 0 && (digits > 1 || s[i - 1] > '2'))
			return "the first arc is 0, 1 or 2";
		if (arcs == 0)
			first = (unsigned)(s[i - 1] - '0');
		second = (unsigned)(s[i - 1] - '0') + (digits > 1 ? (unsigned)(s[i - 2] - '0') * 10 : 0);
		if (arcs == 1 && first < 2 && (digits > 2 || second > 39))
			return "the second arc is below 40";
		if (++arcs > 16)
			return "an OID has at most 16 arcs here";
		if (s[i] == '\0')
			break;
		if (s[i] != '.') {
			*at = i;
			return "an OID has decimal arcs joined by \".\"";
		}
	}
	*at = i;
	return arcs < 3 ? "an OID has at least 3 arcs here" : NULL;
}

/* The characters of s as ASCII, one byte each; too many are a fault. */
static ecert_err
ascii_of(struct eci_id_reader *r, enum eci_id_part part, struct eci_id_span s, size_t max,
    const char *rule, char *out)
{
	uint32_t cp;
	size_t i;
	ecert_err e = ECERT_OK;

	if (s.from == s.to)
		return eci_id_fault(r->ctx, part, s.from, "empty");
	if (s.to - s.from > max)
		return eci_id_fault(r->ctx, part, s.from + max, rule);
	for (i = s.from; i < s.to && e == ECERT_OK; i++) {
		cp = eci_id_fold(r->cp[i]);
		if (cp != r->cp[i])
			e = eci_id_deviate(r, "FULLWIDTH", part, i, "full-width form of an ASCII character");
		*out++ = cp > ' ' && cp < 0x7f ? (char)cp : OTHER;
	}
	*out = '\0';
	return e;
}

static ecert_err
keep(struct eci_id_reader *r, enum eci_id_part part, const char *s)
{
	return eci_strdup(r->ctx, s, &r->id->part[part]);
}

static ecert_err
read_root(struct eci_id_reader *r, struct eci_id_span s)
{
	char text[ROOT_CHARS + 1];
	const char *rule;
	size_t at, i;
	ecert_err e = ascii_of(r, ECI_ID_ROOT, s, ROOT_CHARS, "too long for an OID of 16 arcs", text);

	if (e != ECERT_OK)
		return e;
	if ((rule = eci_id_root_rule(text, &at)) != NULL)
		return eci_id_fault(r->ctx, ECI_ID_ROOT, s.from + at, rule);
	for (i = 0; r->opts != NULL && i < r->opts->n; i++)
		if (strcmp(r->opts->root[i], text) == 0)
			r->id->root_known = true;
	/* Without a list there is nothing to check against. */
	if (r->opts != NULL && r->opts->n > 0 && !r->id->root_known)
		e = eci_id_deviate(r, "ROOT_UNKNOWN", ECI_ID_ROOT, s.from, "not a configured root");
	return e == ECERT_OK ? keep(r, ECI_ID_ROOT, text) : e;
}

static ecert_err
read_type(struct eci_id_reader *r, struct eci_id_span s)
{
	static const char rule[] = "one digit, 1 to 8";
	char text[2];
	ecert_err e = ascii_of(r, ECI_ID_TYPE, s, 1, rule, text);

	if (e != ECERT_OK)
		return e;
	if (text[0] < '1' || text[0] > '8')
		return eci_id_fault(r->ctx, ECI_ID_TYPE, s.from, rule);
	r->id->type = text[0] - '0';
	return keep(r, ECI_ID_TYPE, text);
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Capital letters, and the printed form 12345678-9 without its hyphen. */
static ecert_err
fold_issuer(struct eci_id_reader *r, struct eci_id_span s, char *text)
{
	size_t i;
	ecert_err e = ECERT_OK;

	for (i = 0; text[i] != '\0' && e == ECERT_OK; i++)
		if (text[i] >= 'a' && text[i] <= 'z') {
			text[i] = (char)(text[i] - 'a' + 'A');
			e = eci_id_deviate(r, "ISSUER_LOWER_CASE", ECI_ID_ISSUER, s.from + i,
			    "a lower-case letter");
		}
	if (e == ECERT_OK && i == 10 && text[8] == '-') {
		e = eci_id_deviate(r, "ISSUER_HYPHEN", ECI_ID_ISSUER, s.from + 8,
		    "a hyphen before the check character");
		memmove(text + 8, text + 9, 2);
	}
	return e;
}

static ecert_err
issuer_characters(struct eci_id_reader *r, struct eci_id_span s, const char *text)
{
	size_t i, n = strlen(text);

	for (i = 0; i < n; i++)
		if (!eci_is_digit((unsigned char)text[i]) && !is_upper(text[i]))
			return eci_id_fault(r->ctx, ECI_ID_ISSUER, s.from + i,
			    "only digits and capital letters");
	if (n != 9 && n != 18)
		return eci_id_fault(r->ctx, ECI_ID_ISSUER, s.to,
		    "9 characters (GB 11714) or 18 (GB 32100)");
	if (n == 18 && (i = strcspn(text, "IOSVZ")) < n)
		return eci_id_fault(r->ctx, ECI_ID_ISSUER, s.from + i,
		    "GB 32100 does not use I, O, S, V and Z");
	return ECERT_OK;
}

static ecert_err
read_issuer(struct eci_id_reader *r, struct eci_id_span s)
{
	char text[19];
	ecert_err e = ascii_of(r, ECI_ID_ISSUER, s, 18, "9 characters (GB 11714) or 18 (GB 32100)",
	    text);

	if (e == ECERT_OK)
		e = fold_issuer(r, s, text);
	if (e == ECERT_OK)
		e = issuer_characters(r, s, text);
	if (e == ECERT_OK && text[9] == '\0' && !ecert_org_code_valid(text))
		e = eci_id_deviate(r, "ISSUER_CHECK", ECI_ID_ISSUER, s.to - 1,
		    "wrong check character (GB 11714)");
	else if (e == ECERT_OK && text[9] != '\0' && !ecert_uscc_valid(text))
		e = eci_id_deviate(r, "ISSUER_CHECK", ECI_ID_ISSUER, s.to - 1,
		    "wrong check character (GB 32100)");
	return e == ECERT_OK ? keep(r, ECI_ID_ISSUER, text) : e;
}

/* Why a character cannot stand in authority and serial; NULL when it can. */
static const char *
character_rule(uint32_t cp)
{
	if (eci_cp_is_control(cp))
		return "a control or invisible character";
	if ((cp >= 0xe000 && cp <= 0xf8ff) || cp >= 0xf0000)
		return "a private-use character";
	if (cp == '/' || cp == '\\')
		return "\"/\" and \"\\\" are not allowed";
	if (cp == ECI_ID_SEP)
		return "the separator U+2022 is not allowed";
	return NULL;
}

/* Authority and serial: as printed, in any script. */
static ecert_err
read_text(struct eci_id_reader *r, enum eci_id_part part, struct eci_id_span s)
{
	char text[ECI_ID_TEXT_CHARS * 4 + 1];
	const char *rule;
	size_t i, n = 0;

	for (i = s.from; i < s.to; i++) {
		if (i - s.from == ECI_ID_TEXT_CHARS)
			return eci_id_fault(r->ctx, part, i, "more than 64 characters");
		if ((rule = character_rule(r->cp[i])) != NULL)
			return eci_id_fault(r->ctx, part, i, rule);
		n += eci_utf8_put(r->cp[i], text + n);
	}
	text[n] = '\0';
	return keep(r, part, text);
}

/* 4.5.5 lists three kinds of authority with enumeration commas: one is meant. */
static ecert_err
read_authority(struct eci_id_reader *r, struct eci_id_span s)
{
	size_t i;
	ecert_err e = ECERT_OK;

	if (s.from == s.to)
		e = eci_id_deviate(r, "AUTHORITY_EMPTY", ECI_ID_AUTHORITY, s.from, "empty");
	for (i = s.from; i < s.to && e == ECERT_OK; i++)
		if (r->cp[i] == '+')
			e = eci_id_deviate(r, "AUTHORITY_SEVERAL", ECI_ID_AUTHORITY, i,
			    "several authorities joined by \"+\"");
	return e == ECERT_OK ? read_text(r, ECI_ID_AUTHORITY, s) : e;
}

static ecert_err
read_serial(struct eci_id_reader *r, struct eci_id_span s)
{
	if (s.from == s.to)
		return eci_id_fault(r->ctx, ECI_ID_SERIAL, s.from, "empty");
	return read_text(r, ECI_ID_SERIAL, s);
}

static ecert_err
read_revision(struct eci_id_reader *r, struct eci_id_span s)
{
	static const char rule[] = "one digit, 0 to 9";
	char text[4];
	unsigned v = 0;
	size_t i;
	ecert_err e = ascii_of(r, ECI_ID_REVISION, s, 3, rule, text);

	if (e != ECERT_OK)
		return e;
	for (i = 0; text[i] != '\0'; i++) {
		if (!eci_is_digit((unsigned char)text[i]))
			return eci_id_fault(r->ctx, ECI_ID_REVISION, s.from + i, rule);
		v = v * 10 + (unsigned)(text[i] - '0');
	}
	r->id->revision = v;
	return i > 1 ? eci_id_deviate(r, "REVISION_DIGITS", ECI_ID_REVISION, s.from + 1, rule) :
	    ECERT_OK;
}

ecert_err
eci_id_read_part(struct eci_id_reader *r, enum eci_id_part part, struct eci_id_span span)
{
	static ecert_err (*const read[])(struct eci_id_reader *, struct eci_id_span) = {
		[ECI_ID_ROOT] = read_root, [ECI_ID_TYPE] = read_type,
		[ECI_ID_ISSUER] = read_issuer, [ECI_ID_AUTHORITY] = read_authority,
		[ECI_ID_SERIAL] = read_serial, [ECI_ID_REVISION] = read_revision,
	};
	struct eci_id_span s = eci_id_trim(r, span);
	ecert_err e = ECERT_OK;

	if (s.from != span.from || s.to != span.to)
		e = eci_id_deviate(r, "BLANKS", part, s.from != span.from ? span.from : s.to,
		    "a blank at the start or end");
	return e == ECERT_OK ? read[part](r, s) : e;
}
