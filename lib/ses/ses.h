/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ses.h - seals and seal signatures in DER: V1 (GM/T 0031-2014), V4 (GB/T
 * 38540-2020), V5 (GM/T 0031-2025).  A pure codec: it says what the bytes claim,
 * seal/ and verify/ decide what holds.  Decoded fields are ranges of the
 * received bytes, which must outlive the structure.
 */
#ifndef ECI_SES_H
#define ECI_SES_H

#include "base/base.h"
#include "der/der.h"

struct eci_ses_ext {
	struct eci_bytes oid, value;
	bool             critical;
};

struct eci_ses_item {            /* certList: a certificate, or a digest of one */
	struct eci_bytes digest_name;   /* certListType 2 only */
	struct eci_bytes value;
	bool             is_id;         /* V1: value is text that names somebody */
};

struct eci_ses_seal {
	ecert_ses_version version;       /* by shape first, header.version second */
	struct eci_bytes  whole;         /* the SESeal as received */
	struct eci_bytes  tbs;           /* what the maker signed: SES_SealInfo (V4, V5) */
	struct eci_buf    tbs_v1;        /* V1: SEQUENCE { info, cert, alg } rebuilt from
	                                    the received elements; tbs points here */
	int64_t           header_version;
	struct eci_bytes  vendor, id, name;
	int64_t           type;
	int               list_type;     /* 1 certificates, 2 digests; V1: 1 */
	struct eci_ses_item *list;
	size_t            n_list;
	int64_t           created, valid_from, valid_until;
	struct eci_bytes  picture_type, picture;
	uint64_t          width, height; /* mm */
	struct eci_ses_ext *exts;
	size_t            n_exts;
	struct eci_bytes  cert;          /* the maker's, DER */
	struct eci_bytes  alg;           /* OID contents */
	struct eci_bytes  sig;           /* BIT STRING contents */
	struct eci_bytes  timestamp;     /* V5, empty when absent */
	struct eci_notes  notes;         /* accepted deviations */
};

enum eci_ses_time { ECI_SES_TIME_GENERALIZED, ECI_SES_TIME_UTC, ECI_SES_TIME_TEXT_UTC,
	ECI_SES_TIME_TEXT_LOCAL, ECI_SES_TIME_TOKEN };

struct eci_ses_sig {
	ecert_ses_version   version;
	struct eci_bytes    whole;
	struct eci_bytes    tbs;           /* TBS_Sign as received */
	struct eci_ses_seal seal;          /* .whole lies inside tbs */
	enum eci_ses_time   time_form;
	int64_t             time;          /* TEXT_LOCAL: as if UTC, the zone is unknown;
	                                      TOKEN: 0 */
	struct eci_bytes    time_token;    /* V1 with a token in timeInfo */
	struct eci_bytes    data_hash;
	struct eci_bytes    property;      /* IA5String */
	struct eci_ses_ext *exts;
	size_t              n_exts;
	struct eci_bytes    cert;          /* the signer's, DER */
	struct eci_bytes    alg, sig;
	struct eci_bytes    timestamp;     /* [0], empty when absent */
	struct eci_notes    notes;
};

/* What a signature value file holds. */
enum eci_ses_kind { ECI_SES_KIND_SES, ECI_SES_KIND_SIGNED_DATA, ECI_SES_KIND_BARE_SM2,
	ECI_SES_KIND_OTHER };
enum eci_ses_kind eci_ses_kind(const uint8_t *p, size_t n);

/* where appears in messages; failures carry SES_MALFORMED.  Free after success
 * only; out is emptied on failure. */
ecert_err eci_ses_seal_decode(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_ses_seal *out);
void eci_ses_seal_free(struct eci_ses_seal *seal);
ecert_err eci_ses_sig_decode(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_ses_sig *out);
void eci_ses_sig_free(struct eci_ses_sig *sig);

/* A time as text, in the forms met; local: it names no zone, *out is as if UTC. */
bool eci_ses_time_text(struct eci_bytes text, bool *local, int64_t *out);

/* ---- encoding; strings are NUL-terminated ---- */

/* Algorithms of signatures; RSA stands in V1 alone. */
#define ECI_SES_SM2_SM3 "1.2.156.10197.1.501"
#define ECI_SES_RSA_SHA256 "1.2.840.113549.1.1.11"

/* The certificate of who signs, and with which of the two. */
struct eci_ses_who {
	struct eci_bytes cert;
	const char      *alg;
};

struct eci_ses_seal_info {
	ecert_ses_version version;
	const char       *vendor, *id, *name;
	int64_t           type, created, valid_from, valid_until;
	int               list_type;
	const struct eci_bytes *list;      /* certificates, or SM3 digests of them */
	size_t            n_list;
	const char       *picture_type;
	struct eci_bytes  picture;
	unsigned          width, height;
	const struct eci_ses_ext *exts;    /* .oid: contents, as decoded */
	size_t            n_exts;
};
/* SES_SealInfo; and what its maker signs (V1 takes cert and alg in). */
ecert_err eci_ses_info_encode(ecert_ctx *ctx, const struct eci_ses_seal_info *in,
    struct eci_buf *info);
ecert_err eci_ses_seal_tbs(ecert_ctx *ctx, ecert_ses_version v, const struct eci_buf *info,
    struct eci_ses_who maker, struct eci_buf *tbs);
ecert_err eci_ses_seal_encode(ecert_ctx *ctx, ecert_ses_version v, const struct eci_buf *info,
    struct eci_ses_who maker, struct eci_bytes sig, struct eci_bytes timestamp,
    struct eci_buf *out);
/* TBS_Sign with the seal's received bytes; the version is the seal's. */
ecert_err eci_ses_tbs_encode(ecert_ctx *ctx, ecert_ses_version v, struct eci_bytes seal,
    int64_t time, struct eci_bytes data_hash, const char *property,
    struct eci_ses_who signer, struct eci_buf *tbs);
ecert_err eci_ses_sig_encode(ecert_ctx *ctx, ecert_ses_version v, const struct eci_buf *tbs,
    struct eci_ses_who signer, struct eci_bytes sig, struct eci_bytes timestamp,
    struct eci_buf *out);

#endif
