/* SPDX-License-Identifier: Apache-2.0 */
/* code_qr.c - QR code (ISO/IEC 18004): text to a matrix of modules. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <qrencode.h>

#include "code/code.h"

/* Version 40 at level M holds 2331 bytes (ISO/IEC 18004 table 7). */
#define QR_MAX_BYTES 2331

static bool
is_ascii(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

/*
 * Bytes mean ISO 8859-1 unless a designator says otherwise; readers that guess
 * instead take a short text of UTF-8 for Shift JIS.  Designator 26 is UTF-8.
 * One segment: a reader that ignores it guesses at least only once.
 */
static QRcode *
encode_utf8(const char *text, size_t len)
{
	QRinput *in = QRinput_new2(0, QR_ECLEVEL_M);
	QRcode *qr = NULL;
	unsigned char *copy = malloc(len);

	if (in != NULL && copy != NULL) {
		memcpy(copy, text, len);
		if (QRinput_appendECIheader(in, 26) == 0 &&
		    QRinput_append(in, QR_MODE_8, (int)len, copy) == 0)
			qr = QRcode_encodeInput(in);
	} else
		errno = ENOMEM;
	free(copy);
	QRinput_free(in);
	return qr;
}

static QRcode *
encode(const char *text, size_t len)
{
	if (is_ascii(text))
		return QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	return encode_utf8(text, len);
}

ecert_err
eci_code_qr(ecert_ctx *ctx, const char *text, struct eci_code *out)
{
	size_t i, n, len = strlen(text);
	QRcode *qr;

	out->width = 0;
	out->dark = NULL;
	if (len == 0 || !eci_utf8_valid(text, len))
		return eci_fail(ctx, ECERT_E_ARG, "QR code: text is empty or not UTF-8");
	if (len > QR_MAX_BYTES)
		return eci_fail(ctx, ECERT_E_ARG, "QR code: %zu bytes, at most %d fit",
		    len, QR_MAX_BYTES);
	if ((qr = encode(text, len)) == NULL) {
		if (errno == ENOMEM)
			return eci_nomem(ctx);
		return eci_fail(ctx, ECERT_E_ARG, "QR code: %zu bytes do not fit", len);
	}
	n = (size_t)qr->width * (size_t)qr->width;
	if ((out->dark = malloc(n)) == NULL) {
		QRcode_free(qr);
		return eci_nomem(ctx);
	}
	/* The other bits say what a module is for. */
	for (i = 0; i < n; i++)
		out->dark[i] = qr->data[i] & 1;
	out->width = (unsigned)qr->width;
	QRcode_free(qr);
	return ECERT_OK;
}

void
eci_code_free(struct eci_code *code)
{
	if (code == NULL)
		return;
	free(code->dark);
	code->dark = NULL;
	code->width = 0;
}

/* The library tells its version at run time alone; the interface is number 4. */
const char *
eci_code_version(void)
{
	return "libqrencode 4";
}
