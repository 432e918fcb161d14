/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tsp.h - time-stamp requests, responses and tokens (RFC 3161, GB/T 20520): what
 * they say and whether the value is the one of the certificate inside.  Whom to
 * trust and what follows is verify/'s.  Public part: ecert/tsa.h.
 */
#ifndef ECI_TSP_H
#define ECI_TSP_H

#include "base/base.h"
#include "cms/cms.h"
#include "crypto/crypto.h"

enum eci_tsp_alg { ECI_TSP_SM3, ECI_TSP_SHA256, ECI_TSP_OTHER };

struct eci_tsp_info {                /* TSTInfo */
	struct eci_bytes policy;         /* OID contents */
	enum eci_tsp_alg alg;            /* of the imprint */
	struct eci_bytes imprint, serial, nonce, tsa;   /* empty: absent; tsa: GeneralName */
	int64_t          time;           /* genTime, whole seconds */
	uint32_t         micros;         /* and its fraction */
	int64_t          accuracy;       /* microseconds; 0: not stated */
};

/* Which certificate the authority says it signed with: an ESS attribute. */
enum eci_tsp_ess_hash { ECI_TSP_ESS_SHA1, ECI_TSP_ESS_SHA256, ECI_TSP_ESS_SM3 };
struct eci_tsp_ess {
	bool                  present;
	enum eci_tsp_ess_hash alg;
	struct eci_bytes      hash;            /* of its DER */
	struct eci_bytes      issuer, serial;  /* Name, INTEGER's contents; empty: absent */
};

struct eci_tsp_token {
	struct eci_cms      cms;         /* ranges of the received bytes */
	struct eci_tsp_info info;
	struct eci_tsp_ess  ess[2];      /* signingCertificate, signingCertificateV2 */
	struct eci_bytes    der;         /* the token alone, without a response around it */
	bool                in_response;
	struct eci_notes    notes;       /* accepted deviations of the field profile */
};

/*
 * A token, or a TimeStampResp that holds one; ranges of p, which must outlive
 * *out, emptied on failure.  Failures carry TIMESTAMP_BAD and name the rule (RFC
 * 3161 2.4.2), or UNSUPPORTED for a form or algorithm against which nothing is
 * known but that it is not read here.
 */
ecert_err eci_tsp_decode(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_tsp_token *out);
void eci_tsp_free(struct eci_tsp_token *token);
/* Whether the imprint is the one of data. */
ecert_err eci_tsp_imprints(ecert_ctx *ctx, const struct eci_tsp_info *info,
    struct eci_bytes data, bool *yes);
/* The authority's certificate: from the token by issuer and serial, else among
 * others (may be NULL); *out NULL where there is none, or no single one. */
ecert_err eci_tsp_signer(ecert_ctx *ctx, const struct eci_tsp_token *token,
    const struct eci_certs *others, struct eci_cert **out);
/* Whether the value over the attributes, the digest of TSTInfo, the ESS attributes
 * (RFC 5035) and TSTInfo.tsa fit cert; why: static text where not. */
ecert_err eci_tsp_check(ecert_ctx *ctx, const struct eci_tsp_token *token,
    const struct eci_cert *cert, bool *good, const char **why);

/* ---- asking (tsp_request.c, tsp_response.c, tsp_ask.c) ---- */

/* A response, and a token that is put into a document: those in use have 1 to 8 KiB. */
#define ECI_TSP_BYTES_MAX ((size_t)64 << 10)

ecert_err eci_tsp_request(ecert_ctx *ctx, enum eci_tsp_alg alg, struct eci_bytes digest,
    struct eci_bytes nonce, struct eci_buf *out);
/* The token in a TimeStampResp that grants one; a range of p. */
ecert_err eci_tsp_response(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_bytes *token);
/* arg belongs to tsa from now on. */
void eci_tsp_own(ecert_tsa *tsa, void (*release)(void *arg));
/* ecert_tsa_stamp() for other layers; an answer that is refused is ECERT_E_NOTFOUND too,
 * with its reason. */
ecert_err eci_tsp_stamp(ecert_ctx *ctx, const ecert_tsa *tsa, struct eci_bytes data,
    struct eci_buf *token);

#endif
