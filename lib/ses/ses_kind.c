/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ses_kind.c - what a signature value file holds.  GB/T 33190-2016 18.2 names the
 * file only; Signature.xml's Type is often missing, so the bytes decide.
 */
#include "ses/ses_priv.h"

/* Octets before the contents, whether or not the contents are all there: a cut
 * file is to be refused by the decoder of its kind, which says where. */
static size_t
header_len(const uint8_t *p, size_t n)
{
	size_t len;

	if (n < 2)
		return 0;
	len = p[1] <= 0x80 ? 2 : 2 + (size_t)(p[1] & 0x7f);
	return len < n ? len : 0;
}

/* SEQUENCE { INTEGER, INTEGER } of at most 33 octets each, and nothing more. */
static bool
is_bare_sm2(const uint8_t *p, size_t n)
{
	size_t at = 2, i;

	if (n < 2 || p[1] >= 0x80 || n != 2 + (size_t)p[1])
		return false;
	for (i = 0; i < 2; i++) {
		if (n - at < 2 || p[at] != ECI_DER_INTEGER || p[at + 1] == 0 ||
		    p[at + 1] > 33 || n - at - 2 < p[at + 1])
			return false;
		at += 2 + (size_t)p[at + 1];
	}
	return at == n;
}

/* What is signed begins with its version (TBS_Sign); of a cut file nobody can say. */
static bool
may_be_ses(const uint8_t *p, size_t n)
{
	size_t header = header_len(p, n);

	return header == 0 || p[header] == ECI_DER_INTEGER;
}

enum eci_ses_kind
eci_ses_kind(const uint8_t *p, size_t n)
{
	size_t header;

	if (n == 0 || p[0] != ECI_DER_SEQUENCE || (header = header_len(p, n)) == 0)
		return ECI_SES_KIND_OTHER;
	switch (p[header]) {
	case ECI_DER_SEQUENCE:
		return may_be_ses(p + header, n - header) ? ECI_SES_KIND_SES :
		    ECI_SES_KIND_OTHER;
	case ECI_DER_OID:
		return ECI_SES_KIND_SIGNED_DATA;
	case ECI_DER_INTEGER:
		return is_bare_sm2(p, n) ? ECI_SES_KIND_BARE_SM2 : ECI_SES_KIND_OTHER;
	default:
		return ECI_SES_KIND_OTHER;
	}
}
