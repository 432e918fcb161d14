/* SPDX-License-Identifier: Apache-2.0 */
/* ecert/page.h - put text, paths, pictures and codes on pages. */
#ifndef ECERT_PAGE_H
#define ECERT_PAGE_H

#include "doc.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Positions and sizes are millimetres from the page's top left; colours are
 * 0xRRGGBB.  A signed document is refused with ECERT_E_STATE.  What is added
 * lands in a layer of its own on top of the page.
 */

/* A new last page; *page is its number, from 1. */
ECERT_API ecert_err ecert_page_add(ecert_ctx *ctx, ecert_doc *doc,
    double width, double height, size_t *page);
/*
 * One line of text; y is the baseline, size the height of an em.  font is a
 * family name the reader is expected to have ("SimSun"); nothing is embedded.
 */
ECERT_API ecert_err ecert_page_add_text(ecert_ctx *ctx, ecert_doc *doc,
    size_t page, double x, double y, double size, const char *font,
    uint32_t colour, const char *text);

enum { ECERT_PATH_STROKE = 1, ECERT_PATH_FILL = 2, ECERT_PATH_EVEN_ODD = 4 };

/*
 * data is AbbreviatedData (9.1, table 36) in coordinates relative to x, y:
 * S M L Q B A C with numbers.  line is the stroke's width in mm.
 */
ECERT_API ecert_err ecert_page_add_path(ecert_ctx *ctx, ecert_doc *doc,
    size_t page, double x, double y, double width, double height,
    const char *data, uint32_t style, double line, uint32_t colour);
/* PNG, JPEG, BMP or GIF, recognised by content. */
ECERT_API ecert_err ecert_page_add_image(ecert_ctx *ctx, ecert_doc *doc,
    size_t page, double x, double y, double width, double height,
    const uint8_t *data, size_t len);
/* A QR code (ISO/IEC 18004, level M) of text as one filled path, size x size. */
ECERT_API ecert_err ecert_page_add_qr(ecert_ctx *ctx, ecert_doc *doc,
    size_t page, double x, double y, double size, const char *text);

#ifdef __cplusplus
}
#endif
#endif
