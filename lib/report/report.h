/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report.h - what a verification found: its checks, the facts beside them, the verdict
 * over them, and all of it in words, JSON and HTML.  It examines nothing: verify/ does,
 * and nobody else fills a report.  Public part: ecert/verify.h.
 */
#ifndef ECI_REPORT_H
#define ECI_REPORT_H

#include <stdarg.h>

#include "base/base.h"
#include "crypto/crypto.h"
#include "id/id.h"

/* ---- the checks of a verification (report_checks.c): stable names, clauses ---- */

enum eci_report_check {
	ECI_V_CONTAINER, ECI_V_STRUCTURE, ECI_V_SINGLE, ECI_V_LINKS, ECI_V_ACTIVE,
	ECI_V_LIST, ECI_V_IDENTIFIER, ECI_V_TRUST, ECI_V_EXPECT, ECI_V_CERT_STATUS, ECI_V_POLICY,
	ECI_V_XML, ECI_V_TYPE, ECI_V_REFS_METHOD, ECI_V_REFS_DIGEST, ECI_V_COVERAGE,
	ECI_V_STAMPS, ECI_V_FORMAT, ECI_V_DATAHASH, ECI_V_ALG, ECI_V_VALUE, ECI_V_PROPERTY,
	ECI_V_SEAL_FILE, ECI_V_EXTENSIONS, ECI_V_TIME, ECI_V_TIMESTAMP,
	ECI_V_SIGNER_KEY, ECI_V_SIGNER_USAGE, ECI_V_SIGNER_VALIDITY, ECI_V_SIGNER_PATH,
	ECI_V_SIGNER_REVOCATION,
	ECI_V_SEAL_FORMAT, ECI_V_SEAL_VALUE, ECI_V_SEAL_VALIDITY, ECI_V_SEAL_CERTLIST,
	ECI_V_SEAL_EXTENSIONS, ECI_V_SEAL_TIMESTAMP,
	ECI_V_MAKER_KEY, ECI_V_MAKER_USAGE, ECI_V_MAKER_VALIDITY, ECI_V_MAKER_PATH,
	ECI_V_MAKER_REVOCATION, ECI_V_SEAL_STATUS,
	ECI_V_TSA_KEY, ECI_V_TSA_USAGE, ECI_V_TSA_VALIDITY, ECI_V_TSA_PATH, ECI_V_TSA_REVOCATION,
	ECI_V_COUNT
};
const char *eci_report_check_name(enum eci_report_check c);
/* Beside the versions of seals: by which standard a value without one is judged. */
#define ECI_BY_CMS ((ecert_ses_version)35275)   /* GB/T 35275, SignedData */
#define ECI_BY_OFD ((ecert_ses_version)33190)   /* GB/T 33190 alone: a bare value */
/* ses: the version a seal check is judged by, 0 outside seals, or one of these. */
const char *eci_report_check_clause(enum eci_report_check c, ecert_ses_version ses);

/* What a check came to.  deviation: refused under the strict policy. */
struct eci_report_item {
	enum eci_report_check check;
	const char    *clause;
	ecert_outcome  outcome;
	ecert_reason   reason;
	bool           deviation;
	size_t         sig;            /* from 1; 0: the document */
	char          *where;          /* escaped, never NULL */
	char          *detail[2];      /* en, zh; escaped, never NULL */
	size_t         advice[2];      /* where in it the advice begins, 0: there is none */
};

/* ---- the verdict (report_verdict.c): pure ---- */

#define ECI_V_ALL SIZE_MAX
struct eci_report_verdict {
	ecert_verdict verdict;
	ecert_reason  reasons[64];     /* more than there are codes */
	size_t        n;
	size_t        decisive;        /* the first of them: what the verdict rests on */
};
/* An outcome as the strict policy sees it. */
ecert_outcome eci_report_outcome(const struct eci_report_item *item, bool strict);
/*
 * The verdict over the items of one signature, or all (ECI_V_ALL).  subjects is
 * how many things were to be judged: with none there is nothing to be valid.
 */
void eci_report_verdict(const struct eci_report_item *v, size_t n, size_t sig, size_t subjects,
    bool strict, struct eci_report_verdict *out);

/* ---- the report ---- */

struct eci_report_names {
	char **v;
	size_t n, cap;
};

struct eci_report_person {         /* from a certificate */
	char   *subject, *issuer, *serial;
	int64_t not_before, not_after;
	struct eci_cert *cert;         /* a reference; NULL: not known */
	bool    known;
};

/* What became of a seal's picture. */
enum eci_report_picture {
	ECI_PICTURE_UNASKED,       /* the policy does not want it */
	ECI_PICTURE_KEPT, ECI_PICTURE_SAME,
	ECI_PICTURE_FORMAT,        /* one that is not shown */
	ECI_PICTURE_LARGE, ECI_PICTURE_DAMAGED
};

struct eci_report_seal {
	char                     *id, *name, *vendor;
	struct eci_report_person  maker;
	int64_t                   valid_from, valid_until;
	bool                      known;
	const char               *format;        /* of its picture, a constant */
	size_t                    picture_len;
	uint64_t                  width, height; /* in mm, as the seal says */
	enum eci_report_picture   shown;
	struct eci_buf            picture;       /* where it is KEPT */
	size_t                    same_as;       /* the signature, from 1, that has the SAME */
};

struct eci_report_sig {
	char                      *id, *type;
	ecert_ses_version          ses;         /* 0: none */
	struct eci_report_person   signer;
	struct eci_report_seal     seal;
	bool                       has_time;
	int64_t                    time;
	bool                       stamped;     /* something stands in the place of a time stamp */
	bool                       proven;      /* by a time stamp that is trusted */
	size_t                     refs, refs_failed;
	bool                       refs_unread; /* the digests could not be compared */
	bool                       covers_all;
	struct eci_report_names    uncovered, added_later;
	struct eci_report_verdict  verdict;
};

/* What was not looked at. */
enum eci_report_skip {
	ECI_SKIP_CONTENT = 1, ECI_SKIP_PICTURE = 2, ECI_SKIP_FONTS = 4,
	ECI_SKIP_TIME = 8, ECI_SKIP_SEAL_STATUS = 16, ECI_SKIP_REVOCATION = 32,
	ECI_SKIP_TIMESTAMP = 64
};
#define ECI_SKIP_N 7
/* What was asked what became of things since, and answered (LD/T 01.1-2022 8.3). */
enum eci_report_looked {
	ECI_LOOKED_UP_SEAL = 1, ECI_LOOKED_UP_CERTIFICATE = 2, ECI_LOOKED_UP_NETWORK = 4
};
#define ECI_LOOKED_UP_N 3

struct ecert_report {
	char                      *file;           /* as it was given, not escaped; never NULL */
	bool                       has_bytes;      /* size and sm3 are known */
	uint64_t                   size;
	uint8_t                    sm3[ECI_SM3_LEN];
	bool                       of_seal, of_cert, strict;
	bool                       terse;          /* words only for what stands in the way */
	struct eci_report_verdict  verdict;
	struct eci_report_item    *items;
	size_t                     n_items, cap_items;
	struct eci_report_sig     *sigs;
	size_t                     n_sigs, cap_sigs;
	struct eci_report_seal     seal;           /* of a report about a seal */
	struct eci_report_person   holder;         /* of a report about a certificate */
	ecert_ses_version          seal_version;
	ecert_id                  *id;             /* NULL when there is none */
	struct eci_report_names    uncovered;      /* what no signature protects */
	struct eci_report_names    open;           /* what none protects but INVALID ones */
	size_t                     n_open, n_entries; /* where the list is cut, too */
	size_t                     name_bytes, picture_bytes;
	unsigned                   skipped;
	unsigned                   looked_up;      /* beyond file and trust store: ECI_LOOKED_UP_* */
	bool                       nobody;         /* is trusted: there is no trust store */
	int64_t                    now;            /* judged as of */
	struct eci_report_names    trust;          /* directories; escaped */
};

/* ---- filling it ---- */

/* report_new.c: an empty one, INVALID until it is finished; verdicts of the signatures
 * and of the whole, and the error code they mean. */
ecert_err eci_report_new(ecert_ctx *ctx, bool strict, ecert_report **out);
ecert_err eci_report_finish(ecert_ctx *ctx, ecert_report *rep, size_t subjects);

/* What in a format begins advice, in English and in Chinese: it is shown once,
 * apart from the details.  Text of strangers that says so does not count. */
#define ECI_SETTLE_EN ". To settle it: "
#define ECI_SETTLE_ZH "。解决办法："
/*
 * report_add.c: one outcome, whose texts the same arguments fill: of item what stands
 * beside them, of where what is to be escaped; NULL: nowhere.
 */
ecert_err eci_report_add(ecert_ctx *ctx, ecert_report *rep, const struct eci_report_item *item,
    const char *where, const char *en, const char *zh, va_list ap)
    __attribute__((format(printf, 5, 0), format(printf, 6, 0)));
/* Adds name, unless the report has ECI_NAMES_MAX bytes of names already. */
ecert_err eci_report_name(ecert_ctx *ctx, ecert_report *rep, struct eci_report_names *list,
    const char *name);
ecert_err eci_report_person(ecert_ctx *ctx, const struct eci_cert *cert,
    struct eci_report_person *out);
/* report_phrase.c: appends text, the known English phrases in it in Chinese. */
ecert_err eci_report_phrase(ecert_ctx *ctx, const char *text, struct eci_buf *out);

/* ---- asking it ---- */

/* PARTIAL: something was looked up, but not what became of each seal. */
enum eci_report_mode { ECI_MODE_OFFLINE, ECI_MODE_PARTIAL, ECI_MODE_ONLINE };
enum eci_report_mode eci_report_mode(const ecert_report *rep);

/* Size and SM3 of the bytes that were verified; false where they are not known. */
bool eci_report_digest(const ecert_report *rep, uint64_t *size, const uint8_t **sm3);

/* Of the last signature, borrowed: whose it is, its seal (NULL: none) and when it says
 * it was made; false where that is not known. */
struct eci_report_newest {
	const char *subject, *serial, *issuer, *seal;
	bool        has_time, stamped;
	int64_t     time;
	const struct eci_cert *cert;       /* the signer's; may be NULL */
};
bool eci_report_newest(const ecert_report *rep, struct eci_report_newest *out);

/* How many signatures the document has. */
size_t eci_report_signatures(const ecert_report *rep);

#endif
