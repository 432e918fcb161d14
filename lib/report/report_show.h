/* SPDX-License-Identifier: Apache-2.0 */
/* report_show.h - what reports for people have in common: words, and which findings
 * are said together. */
#ifndef ECI_REPORT_SHOW_H
#define ECI_REPORT_SHOW_H

#include "report/report_priv.h"

#define ECI_SHOW_LINES 20     /* findings of one kind */
#define ECI_SHOW_NAMES 8      /* names in one line */
#define ECI_SHOW_SIGS  32     /* signatures with all their findings */

enum eci_word {
	W_IDENTIFIER, W_NONE, W_SIGNATURE, W_OF, W_SIGNER, W_SERIAL, W_ISSUER, W_SEAL, W_MADE_BY,
	W_TIME, W_CLAIMED, W_PROVEN, W_UNKNOWN, W_COVERS, W_NOTHING, W_FILE, W_FILES, W_ALL,
	W_ALL_THEN, W_NOT_ALL, W_CHANGED, W_UNREAD, W_NOTES, W_SKIPPED, W_MORE, W_MORE_SIGS,
	W_PASSED, W_NOTE, W_FAILED, W_OPEN, W_ALSO_OPEN, W_LATER, W_UNPROTECTED,
	W_UNCOVERED, W_SETTLE, W_MODE, W_OFFLINE, W_PARTIAL, W_ONLINE, W_TRUST, W_NOBODY, W_VALIDITY,
	W_VALID, W_INVALID, W_UNDECIDED, W_SUM_VALID, W_SUM_INVALID, W_SUM_UNDECIDED, W_SUM_SEAL,
	W_FINDINGS, W_CHECKS, W_CHECK, W_CLAUSE, W_OUTCOME, W_DETAIL, W_WHERE, W_DOCUMENT,
	W_REPORT, W_FILE_NAME, W_SIZE, W_BYTES, W_SM3, W_JUDGED, W_PICTURE, W_PICTURE_SAYS,
	W_PICTURE_SAME, W_PICTURE_FORMAT, W_PICTURE_LARGE, W_PICTURE_DAMAGED, W_VERSION,
	W_COUNT
};
const char *eci_word(enum eci_word w, int zh);
/* The word of an outcome. */
enum eci_word eci_word_of(ecert_outcome o);

/* Findings as they are shown: those that say the same are one. */
struct eci_show_groups {
	size_t first[ECI_SHOW_LINES];      /* an item of each */
	size_t n;
	size_t more;                       /* items of others, that are not shown */
};
/* Whether the file is named beside a finding: not where it is the signature's own. */
bool eci_show_where(const struct eci_report_item *it);
/* Items of a signature (0: the document; ECI_V_ALL: anything) with one outcome. */
void eci_show_collect(const ecert_report *rep, size_t sig, ecert_outcome want,
    struct eci_show_groups *out);
bool eci_show_alike(const struct eci_report_item *a, const struct eci_report_item *b);
/* The first signature, from 1 and before it->sig, where it was said already, or 0. */
size_t eci_show_earlier(const ecert_report *rep, const struct eci_report_item *it);
/* Appends "signer.path, seal.maker.path": the checks of those like it in sig. */
ecert_err eci_show_checks(ecert_ctx *ctx, const ecert_report *rep, const struct eci_report_item *it,
    size_t sig, struct eci_buf *out);
/* Appends their clauses, "a; b". */
ecert_err eci_show_clauses(ecert_ctx *ctx, const ecert_report *rep,
    const struct eci_report_item *it, struct eci_buf *out);
/* Appends "1, 3": the signatures that have it. */
ecert_err eci_show_sigs(ecert_ctx *ctx, const ecert_report *rep, const struct eci_report_item *it,
    struct eci_buf *out);
/* Its detail, without the advice. */
size_t eci_show_detail(const struct eci_report_item *it, int zh);

/* Advice, each once, numbered from 1 in the order it is met. */
struct eci_show_advices {
	const char *v[ECI_SHOW_LINES];
	size_t      n;
};
/* The number of an item's advice, which is added where it is new; 0: it has none, or
 * there is no room for more. */
size_t eci_show_advice(struct eci_show_advices *all, const struct eci_report_item *it, int zh);

/* Appends how it was verified: offline, or by what. */
ecert_err eci_show_mode(ecert_ctx *ctx, const ecert_report *rep, int zh, struct eci_buf *out);
/* A name list: how many of n to show. */
size_t eci_show_names(const struct eci_report_names *list);
/* How many bytes of s to show, whole characters. */
size_t eci_show_cut(const char *s, size_t max);
/* An ID that cannot be taken for other words of a line. */
bool eci_show_plain(const char *id);

#endif
