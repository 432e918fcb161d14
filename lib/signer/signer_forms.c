/* SPDX-License-Identifier: Apache-2.0 */
/*
 * signer_forms.c - what the bytes of a device may mean.  GM/T 0016 and GM/T 0018 have
 * fields of 64 bytes, where a coordinate of 32 stands on the right; not everybody put
 * it there, and the width of the number in front is that of the maker's compiler.
 */
#include <string.h>

#include "signer/signer_priv.h"

#define FIELD 64
#define COORD 32
#define SM2_BITS 256

void
eci_forms_add(const uint8_t *p, size_t n, struct eci_forms *out)
{
	struct eci_form *f;

	if (out->n == ECI_FORMS_MAX || n > ECI_VALUE_MAX)
		return;
	f = &out->f[out->n++];
	memcpy(f->v, p, n);
	f->len = n;
}

/* What cannot be encoded is out of range, so it would not verify. */
static void
add_raw(const uint8_t r[COORD], const uint8_t s[COORD], struct eci_forms *out)
{
	uint8_t raw[2 * COORD], der[80];
	size_t n = 0;

	memcpy(raw, r, COORD);
	memcpy(raw + COORD, s, COORD);
	if (eci_sm2_sig_encode(raw, der, sizeof(der), &n))
		eci_forms_add(der, n, out);
}

static bool
is_zero(const uint8_t *p, size_t n)
{
	uint8_t any = 0;
	size_t i;

	for (i = 0; i < n; i++)
		any |= p[i];
	return any == 0;
}

/* What a form does not use must be zero: else it is another. */
void
eci_forms_of_blob(const uint8_t blob[2 * FIELD], struct eci_forms *out)
{
	const uint8_t *r = blob, *s = blob + FIELD;

	if (is_zero(r, FIELD - COORD) && is_zero(s, FIELD - COORD))
		add_raw(r + FIELD - COORD, s + FIELD - COORD, out);
	if (is_zero(r + COORD, FIELD - COORD) && is_zero(s + COORD, FIELD - COORD))
		add_raw(r, s, out);
	if (is_zero(s, FIELD))
		add_raw(r, r + COORD, out);
}

void
eci_forms_of_value(const uint8_t *p, size_t n, struct eci_forms *out)
{
	struct eci_bytes der = { p, n };
	uint8_t raw[2 * COORD];

	if (eci_sm2_sig_decode(der, raw))
		add_raw(raw, raw + COORD, out);
	if (n == sizeof(raw))
		add_raw(p, p + COORD, out);
}

/* A certificate may have the point without y, which its parity then stands for
 * (GB/T 32918.1-2016 4.2.9). */
bool
eci_xy_is_key_of(const uint8_t x[COORD], const uint8_t y[COORD], const struct eci_cert *cert)
{
	struct eci_bytes point = eci_cert_key_bits(cert);

	if (!eci_cert_is_sm2(cert) || point.len < 1 + COORD || memcmp(point.ptr + 1, x, COORD) != 0)
		return false;
	if (point.len == 1 + COORD)
		return (point.ptr[0] & 1) == (y[COORD - 1] & 1);
	return point.len == 1 + 2 * COORD && memcmp(point.ptr + 1 + COORD, y, COORD) == 0;
}

/* Fields of 64 bytes, on the right or on the left, or of 32 bytes. */
static bool
fields_are_key_of(const uint8_t *p, const struct eci_cert *cert)
{
	const uint8_t *x = p, *y = p + FIELD;

	return eci_xy_is_key_of(x + FIELD - COORD, y + FIELD - COORD, cert) ||
	    eci_xy_is_key_of(x, y, cert) || eci_xy_is_key_of(p, p + COORD, cert);
}

bool
eci_blob_of_width_is_key_of(const uint8_t blob[512], unsigned width, const struct eci_cert *cert)
{
	uint32_t narrow;
	uint64_t wide;

	memcpy(&narrow, blob, sizeof(narrow));
	memcpy(&wide, blob, sizeof(wide));
	return (width != sizeof(wide) && narrow == SM2_BITS &&
	    fields_are_key_of(blob + sizeof(narrow), cert)) ||
	    (width != sizeof(narrow) && wide == SM2_BITS &&
	    fields_are_key_of(blob + sizeof(wide), cert));
}

bool
eci_blob_is_key_of(const uint8_t blob[512], const struct eci_cert *cert)
{
	return eci_blob_of_width_is_key_of(blob, 0, cert);
}
