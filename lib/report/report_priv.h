/* SPDX-License-Identifier: Apache-2.0 */
/* report_priv.h - what the files of this layer share; for the words of reports see
 * report_show.h, for pages report_html.h. */
#ifndef ECI_REPORT_PRIV_H
#define ECI_REPORT_PRIV_H

#include "report/report.h"

/* Long names that many signatures leave open must not fill memory. */
#define ECI_NAMES_MAX ((size_t)4 * 1024 * 1024)

/* report_skip.c: a bit of enum eci_report_skip, of enum eci_report_looked. */
const char *eci_report_skip_code(size_t bit);
const char *eci_report_skip_text(size_t bit, int zh);
const char *eci_report_looked_up_code(size_t bit);
const char *eci_report_looked_up_text(size_t bit, int zh);

/* One '*' stands for what varies. */
struct eci_phrase { const char *en, *zh; };
/* report_phrase.c: appends text, each phrase in it once, in the order of the table: a
 * longer one stands before its part. */
ecert_err eci_report_phrases(ecert_ctx *ctx, const struct eci_phrase *v, size_t n,
    const char *text, struct eci_buf *out);

#endif
