/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ecert/status.h - signed lists of what became of seals and of certificates since
 * they were made: see ecert-status(5).
 */
#ifndef ECERT_STATUS_H
#define ECERT_STATUS_H

#include "signer.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef int32_t ecert_status_kind;

enum {
	ECERT_STATUS_SEALS = 1,          /* LD/T 01.1-2022 8.3 */
	ECERT_STATUS_CERTIFICATES = 2    /* metrology specification 6.4, 6.5 h) */
};

typedef struct ecert_status ecert_status;    /* a signed list; immutable */

/* All of data, DER or PEM.  Whether it is to be believed is ecert_verify()'s to say. */
ECERT_API ecert_err ecert_status_load(ecert_ctx *ctx, const uint8_t *data, size_t len,
    const char *name, ecert_status **out);
ECERT_API ecert_err ecert_status_load_file(ecert_ctx *ctx, const char *path,
    ecert_status **out);
ECERT_API void ecert_status_free(ecert_status *list);
ECERT_API ecert_status_kind ecert_status_kind_of(const ecert_status *list);
/* One JSON object: kind, number, times, signer, entries; released with ecert_free(). */
ECERT_API ecert_err ecert_status_json(ecert_ctx *ctx, const ecert_status *list,
    char **json);
/* The same for people, lang "zh" or "en". */
ECERT_API ecert_err ecert_status_text(ecert_ctx *ctx, const ecert_status *list,
    const char *lang, char **text);
/* 1 when the value is the signer's over the list. */
ECERT_API int ecert_status_good(const ecert_status *list);
/*
 * A list signed by signer at the context's clock.  text is the list as in
 * ecert-status(5), JSON without signature; *out is DER, released with ecert_free().
 */
ECERT_API ecert_err ecert_status_make(ecert_ctx *ctx, const char *text, size_t len,
    const ecert_signer *signer, uint8_t **out, size_t *out_len);

#ifdef __cplusplus
}
#endif
#endif
