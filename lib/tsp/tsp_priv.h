/* SPDX-License-Identifier: Apache-2.0 */
/* tsp_priv.h - parts of a time stamp that several files of this layer read. */
#ifndef ECI_TSP_PRIV_H
#define ECI_TSP_PRIV_H

#include "tsp/tsp.h"

/* Far above what authorities write: a token holds a few certificates. */
#define TSP_BYTES_MAX      (256U << 10)
#define TSP_INFO_BYTES_MAX (16U << 10)
#define TSP_OID_MAX        32       /* octets of contents */
#define TSP_SERIAL_MAX     21       /* 160 bits (RFC 3161 2.4.2) and one for the sign */
#define TSP_NONCE_MAX      33
#define TSP_IMPRINT_LEN    32       /* SM3 and SHA-256 */
#define TSP_EXTS_MAX       32
#define TSP_CLAUSE         "RFC 3161"

/* Fails with UNSUPPORTED: nothing is known against it, but it is not read here. */
ecert_err eci_tsp_unsupported(const struct eci_der *d, const char *field, const char *what);
/* An algorithm's OID; its parameters are absent or NULL. */
ecert_err eci_tsp_alg(struct eci_der *d, const char *field, struct eci_bytes *oid);
/* One of a digest; ECI_TSP_OTHER: weak or unknown, which is the caller's to refuse. */
ecert_err eci_tsp_digest_alg(struct eci_der *d, const char *field, enum eci_tsp_alg *alg,
    struct eci_bytes *oid);
/* An OCTET STRING of len bytes. */
ecert_err eci_tsp_octets(struct eci_der *d, const char *field, size_t len,
    struct eci_bytes *out);
/* An INTEGER of at most max octets, not negative. */
ecert_err eci_tsp_number(struct eci_der *d, const char *field, size_t max,
    struct eci_bytes *out);
/* TSTInfo, all of d; deviations go to notes.  (tsp_info.c) */
ecert_err eci_tsp_info(struct eci_der *d, struct eci_tsp_info *out, struct eci_notes *notes);
/* GeneralizedTime with a fraction.  (tsp_time.c) */
ecert_err eci_tsp_time(struct eci_der *d, const char *field, int64_t *time, uint32_t *micros);
/* The ESS attributes among those of the token.  (tsp_ess.c) */
ecert_err eci_tsp_ess(ecert_ctx *ctx, const char *where, struct eci_tsp_token *token);
/* Whether they name cert; *why as in eci_tsp_check(). */
ecert_err eci_tsp_ess_fits(ecert_ctx *ctx, const struct eci_tsp_token *token,
    const struct eci_cert *cert, bool *fits, const char **why);
/* Whether name, a GeneralName, is the subject of cert or one of its alternative
 * names.  (tsp_name.c) */
ecert_err eci_tsp_names(ecert_ctx *ctx, struct eci_bytes name, const struct eci_cert *cert,
    bool *yes);

#endif
