/* SPDX-License-Identifier: Apache-2.0 */
/* status_priv.h - what the files of this layer share. */
#ifndef ECI_STATUS_PRIV_H
#define ECI_STATUS_PRIV_H

#include "base/base.h"
#include "json/json.h"
#include "status/status.h"

#define STATUS_FORMAT  "libecert-status-1"
#define STATUS_TEXT_MAX 1024        /* bytes of a text of an entry */
#define STATUS_OTHERS_MAX 64        /* supplements of one entry */

/* One entry; texts lie in the list's own. */
struct status_row {
	const char *id, *note, *others;
	int64_t     since;
	uint16_t    n_others;
	uint8_t     state, reason;      /* reason: 0, or 1 + its number in the table */
};

struct ecert_status {
	char              *name, *issuer;     /* issuer may be NULL */
	ecert_status_kind  kind;
	int64_t            number, made, next;
	struct eci_cert   *signer;
	struct eci_certs   certs;
	bool               good;
	char              *text;              /* of all rows; never moves */
	size_t             text_len, text_cap;
	struct status_row *rows;              /* by id, then time */
	size_t             n, cap;
};

/* ECERT_E_CONFIG, "where: text", escaped. */
ecert_err eci_status_bad(ecert_ctx *ctx, const char *where, const char *fmt, ...)
    ECI_PRINTF(3, 4);

/* status_split.c: the list without its entries, and those one by one. */
struct status_split {
	const char    *s;
	size_t         len, pos;        /* pos: where the next entry is looked for */
	size_t         n;               /* entries so far */
	struct eci_buf head;            /* JSON whose entries are [] */
};
ecert_err eci_status_split(ecert_ctx *ctx, const char *where, const char *s, size_t len,
    struct status_split *out);
/* *entry is empty after the last. */
ecert_err eci_status_next(ecert_ctx *ctx, const char *where, struct status_split *split,
    struct eci_bytes *entry);

/* status_read.c: text as a list made at made. */
ecert_err eci_status_read(ecert_ctx *ctx, const char *name, int64_t made, const char *text,
    size_t len, ecert_status *out);
/* status_entry.c: one entry added to the rows. */
ecert_err eci_status_entry_read(ecert_ctx *ctx, const char *where, const struct eci_jval *v,
    ecert_status *list);
/* A non-empty text of bounded length without controls; NULL after a message. */
const char *eci_status_text(ecert_ctx *ctx, const char *where, const char *key,
    const struct eci_jval *v);
bool eci_status_time(const struct eci_jval *v, int64_t *out);
/* RFC 5280's name of row->reason, NULL for none. */
const char *eci_status_reason(const struct status_row *row);
bool eci_status_stolen(const struct status_row *row);
/* status_find.c: puts the rows in order; refuses what contradicts itself. */
ecert_err eci_status_sort(ecert_ctx *ctx, ecert_status *list);

#endif
