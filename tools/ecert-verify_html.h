/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-verify_html.h - the report as a page: --html. */
#ifndef ECERT_VERIFY_HTML_H
#define ECERT_VERIFY_HTML_H

#include "tool.h"

/*
 * With --html FILE a process is made that reads the document, and this one waits for the
 * page, writes it and exits: the one that reads strangers' bytes need not write files.
 * Returns in the one that reads.
 */
void verify_html_begin(const struct tool_args *args, ecert_policy *policy);
/* Whether the page takes the place of the text on standard output. */
bool verify_html_alone(const struct tool_args *args);
/* Hands the page over; an exit status. */
int verify_html_page(const struct tool_args *args, ecert_ctx *ctx, const char *file,
    const ecert_report *report);

#endif
