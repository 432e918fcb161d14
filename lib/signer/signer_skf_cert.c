/* SPDX-License-Identifier: Apache-2.0 */
/* signer_skf_cert.c - certificate and public key of a container. */
#include <string.h>

#include "signer/signer_skf.h"

#define ROUNDS 3
#define CERT_MAX ((uint32_t)64 * 1024)
#define KEY_ROOM 512

/* Some write zeros behind the certificate: its own length says where it ends. */
static size_t
der_length(const uint8_t *p, size_t n)
{
	size_t len = 0, bytes, i;

	if (n < 2 || p[0] != 0x30)
		return n;
	if (p[1] < 0x80)
		len = p[1] + (size_t)2;
	else {
		bytes = p[1] & 0x7f;
		if (bytes == 0 || bytes > 3 || bytes + 2 > n)
			return n;
		for (i = 0; i < bytes; i++)
			len = len << 8 | p[2 + i];
		len += bytes + 2;
	}
	for (i = len; i < n && p[i] == 0; i++)
		;
	return len <= n && i == n ? len : n;
}

/* PEM may have a NUL at its end. */
static size_t
text_length(const uint8_t *p, size_t n)
{
	while (n > 0 && p[n - 1] == 0)
		n--;
	return n > 0 && p[0] == '-' ? n : 0;
}

/* It is the device that is wrong, not a file. */
static ecert_err
blame(ecert_ctx *ctx, ecert_err e)
{
	if (e == ECERT_OK || e == ECERT_E_NOMEM)
		return e;
	return eci_reject(ctx, ECERT_R_KEY_BAD, NULL, NULL, "%s", ecert_errmsg(ctx));
}

static ecert_err
parse(ecert_ctx *ctx, const struct eci_skf *d, const uint8_t *p, size_t n,
    struct eci_cert **out)
{
	size_t text = text_length(p, n);
	struct eci_certs list = { 0 };
	ecert_err e;

	if (text == 0)
		return eci_cert_load(ctx, eci_skf_where(d), p, der_length(p, n), out);
	if ((e = eci_certs_load(ctx, eci_skf_where(d), p, text, &list)) == ECERT_OK)
		*out = eci_cert_ref(list.v[0]);
	eci_certs_free(&list);
	return e;
}

/* What the second call says is the length; what the first said is how much may come. */
static ecert_err
fetch(ecert_ctx *ctx, const struct eci_skf *d, bool sign, uint32_t room, struct eci_buf *out,
    uint32_t *code)
{
	eci_skf_slot slot;
	ecert_err e;
	int i;

	*code = ECI_SKF_TOO_SMALL;
	for (i = 0; i < ROUNDS && *code == ECI_SKF_TOO_SMALL; i++) {
		if (room > CERT_MAX)
			return eci_reject(ctx, ECERT_R_KEY_BAD, eci_skf_where(d), ECI_SKF_STD,
			    "a certificate of %u bytes", (unsigned)room);
		eci_buf_free(out);
		if ((e = eci_buf_room(ctx, out, room)) != ECERT_OK)
			return e;
		memset(out->ptr, 0, room);
		slot = room;
		*code = eci_skf_code(d->api.cert(d->at[ECI_SKF_CONTAINER], sign, out->ptr, &slot));
		out->len = (uint32_t)slot < room ? (uint32_t)slot : room;
		room = (uint32_t)slot > room ? (uint32_t)slot : 2 * room;
	}
	return ECERT_OK;
}

ecert_err
eci_skf_cert(ecert_ctx *ctx, const struct eci_skf *d, bool sign, struct eci_cert **out)
{
	struct eci_buf bytes = { 0 };
	eci_skf_slot slot = 0;
	uint32_t code, room;
	ecert_err e;

	*out = NULL;
	if (d->api.cert == NULL)
		return ECERT_OK;
	code = eci_skf_code(d->api.cert(d->at[ECI_SKF_CONTAINER], sign, NULL, &slot));
	room = (uint32_t)slot;
	if (code == ECI_SKF_NO_CERT || (code == ECI_SKF_OK && room == 0))
		return ECERT_OK;
	/* The question for the size itself is refused by some. */
	if ((code != ECI_SKF_OK && code != ECI_SKF_TOO_SMALL) || room == 0)
		room = 8192;
	if ((e = fetch(ctx, d, sign, room, &bytes, &code)) != ECERT_OK || code == ECI_SKF_NO_CERT)
		goto out;
	if (code != ECI_SKF_OK)
		e = eci_skf_failed(ctx, d, "SKF_ExportCertificate", code);
	else if (bytes.len > 0)
		e = blame(ctx, parse(ctx, d, bytes.ptr, bytes.len, out));
out:
	eci_buf_free(&bytes);
	return e;
}

/* The length tells an RSA key; whatever it says, no more than the room is read. */
static bool
is_rsa(uint32_t len)
{
	return len >= 268 && len <= 280;
}

ecert_err
eci_skf_check_key(ecert_ctx *ctx, const struct eci_skf *d, const struct eci_cert *cert)
{
	uint64_t room[KEY_ROOM / 8] = { 0 };
	uint8_t *blob = (uint8_t *)room;
	eci_skf_slot slot = KEY_ROOM;
	uint32_t code;

	code = eci_skf_code(d->api.key(d->at[ECI_SKF_CONTAINER], 1, blob, &slot));
	if (code != ECI_SKF_OK)
		return eci_skf_failed(ctx, d, "SKF_ExportPublicKey", code);
	if (eci_blob_of_width_is_key_of(blob, d->width, cert))
		return ECERT_OK;
	if (is_rsa((uint32_t)slot))
		return eci_reject(ctx, ECERT_R_KEY_BAD, eci_skf_where(d), ECI_SKF_STD,
		    "the container has an RSA key, and the certificate (%s) is of SM2",
		    eci_cert_subject(cert));
	return eci_reject(ctx, ECERT_R_KEY_BAD, eci_skf_where(d), ECI_SKF_STD,
	    "the container's key for signing is not that of the certificate (%s)",
	    eci_cert_subject(cert));
}
