/* SPDX-License-Identifier: Apache-2.0 */
/* ses_priv.h - parts of the structures that seal and signature share. */
#ifndef ECI_SES_PRIV_H
#define ECI_SES_PRIV_H

#include "ses/ses.h"

/* Far above what is met (a handful); a bound on what is kept per file. */
#define SES_LIST_MAX 1024
#define SES_EXTS_MAX 256
#define SES_SIDE_MAX 2000       /* mm */

#define SES_CTX0_PRIMITIVE 0x80

/* The standard that defines version. */
const char *eci_ses_clause(ecert_ses_version version);
/* Fails when what d reads is more than a context takes. */
ecert_err eci_ses_check_size(const struct eci_der *d, const char *field);
/* Elements of what d reads; d itself does not move. */
ecert_err eci_ses_count(const struct eci_der *d, const char *field, size_t *n);
/* An OCTET STRING of 1..max bytes. */
ecert_err eci_ses_octets(struct eci_der *d, uint8_t tag, const char *field, uint64_t max,
    struct eci_bytes *out);
/* Numbers V1 writers put where V4 has 4 and V5 has 5. */
ecert_err eci_ses_number(struct eci_der *d, const char *field, ecert_ses_version shape,
    struct eci_notes *notes, int64_t *out);
/* UTCTime or GeneralizedTime; a strict note unless it has the tag usual. */
ecert_err eci_ses_time(struct eci_der *d, const char *field, uint8_t usual,
    struct eci_notes *notes, int64_t *out);
/* timeInfo of V1: a BIT STRING around one of several things. */
ecert_err eci_ses_time_v1(struct eci_der *d, struct eci_ses_sig *out);
/* extDatas, where there is one: as SEQUENCE or [0] EXPLICIT; a note unless it has
 * the tag usual (0: no note). */
ecert_err eci_ses_exts(struct eci_der *d, const char *field, uint8_t usual,
    struct eci_notes *notes, struct eci_ses_ext **exts, size_t *n);
/* timeStamp [0] BIT STRING, where there is one: EXPLICIT, or IMPLICIT with a note. */
ecert_err eci_ses_stamp(struct eci_der *d, const char *field, struct eci_notes *notes,
    struct eci_bytes *out);

/* SES_SealInfo; out->version says which shape to expect (V5 as V4), and is set to
 * what header.version makes of it. */
ecert_err eci_ses_info(struct eci_der *d, struct eci_ses_seal *out);
/* SESeal at d. */
ecert_err eci_ses_seal(struct eci_der *d, struct eci_ses_seal *out);

/* Writing: a text of one of the string types; fails unless v is a version. */
ecert_err eci_ses_put_text(ecert_ctx *ctx, struct eci_buf *out, uint8_t tag, const char *field,
    const char *s);
ecert_err eci_ses_check_version(ecert_ctx *ctx, ecert_ses_version v);

#endif
