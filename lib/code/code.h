/* SPDX-License-Identifier: Apache-2.0 */
/* code.h - two-dimensional codes as matrices of modules. */
#ifndef ECI_CODE_H
#define ECI_CODE_H

#include "base/base.h"

/* A square of width x width modules, row by row, 1 dark; quiet zone left out. */
struct eci_code {
	unsigned width;
	uint8_t *dark;
};

/* QR code (ISO/IEC 18004), level M; beyond ASCII UTF-8, and said to be; ECERT_E_ARG
 * when too long. */
ecert_err eci_code_qr(ecert_ctx *ctx, const char *text, struct eci_code *out);
void eci_code_free(struct eci_code *code);
/*
 * Closed outlines of the dark areas as AbbreviatedData (GB/T 33190 9.1), size
 * mm wide with a quiet zone of four modules inside.  Holes run the other way
 * round: both filling rules give the same picture.
 */
ecert_err eci_code_path(ecert_ctx *ctx, const struct eci_code *code, double size,
    struct eci_buf *out);

/* "libqrencode 4" */
const char *eci_code_version(void);

#endif
