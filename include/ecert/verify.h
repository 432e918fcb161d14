/* SPDX-License-Identifier: Apache-2.0 */
/* ecert/verify.h - decide whether a document's signatures hold. */
#ifndef ECERT_VERIFY_H
#define ECERT_VERIFY_H

#include "doc.h"
#include "rules.h"
#include "seal.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Whom to trust.  A new store trusts nobody: the best verdict is UNDECIDED.
 * Filled first, then immutable and shared by threads.
 */
typedef struct ecert_trust ecert_trust;

ECERT_API ecert_err ecert_trust_new(ecert_ctx *ctx, ecert_trust **out);
ECERT_API void ecert_trust_free(ecert_trust *trust);
/*
 * A trust directory: roots, intermediates, makers, tsa, status, crls, ocsp as
 * NAME.pem or folders NAME/ of PEM and DER files.  See ecert-trust(5).
 */
ECERT_API ecert_err ecert_trust_add_dir(ecert_ctx *ctx, ecert_trust *trust,
    const char *dir);
/* PEM (one or many) or DER. */
ECERT_API ecert_err ecert_trust_add_roots(ecert_ctx *ctx, ecert_trust *trust,
    const uint8_t *data, size_t len);
ECERT_API ecert_err ecert_trust_add_intermediates(ecert_ctx *ctx,
    ecert_trust *trust, const uint8_t *data, size_t len);
ECERT_API ecert_err ecert_trust_add_makers(ecert_ctx *ctx, ecert_trust *trust,
    const uint8_t *data, size_t len);
ECERT_API ecert_err ecert_trust_add_crls(ecert_ctx *ctx, ecert_trust *trust,
    const uint8_t *data, size_t len);
/* Anchors or certificates of time-stamp authorities; nobody else may stamp. */
ECERT_API ecert_err ecert_trust_add_tsa(ecert_ctx *ctx, ecert_trust *trust,
    const uint8_t *data, size_t len);
/* Who else than a seal's maker may say what became of seals, and who else than a
 * document's signer what became of certificates: anchors or certificates. */
ECERT_API ecert_err ecert_trust_add_status(ecert_ctx *ctx, ecert_trust *trust,
    const uint8_t *data, size_t len);
/* One OCSP response (RFC 6960), DER. */
ECERT_API ecert_err ecert_trust_add_ocsp(ecert_ctx *ctx, ecert_trust *trust,
    const uint8_t *data, size_t len);
/* Files of a directory that were left out, and why. */
ECERT_API size_t ecert_trust_note_count(const ecert_trust *trust);
ECERT_API const char *ecert_trust_note_text(const ecert_trust *trust, size_t i);

typedef struct ecert_policy ecert_policy;

ECERT_API ecert_err ecert_policy_new(ecert_ctx *ctx, ecert_policy **out);
ECERT_API void ecert_policy_free(ecert_policy *policy);
/* trust is not copied and must outlive the policy; NULL trusts nobody. */
ECERT_API void ecert_policy_set_trust(ecert_policy *policy,
    const ecert_trust *trust);
/* Judge as of t, UTC seconds; default: the context's clock. */
ECERT_API void ecert_policy_set_time(ecert_policy *policy, int64_t t);
/* Refuse every deviation that is otherwise a note. */
ECERT_API void ecert_policy_set_strict(ecert_policy *policy, int strict);
/* Accept that nobody knows whether a certificate was revoked. */
ECERT_API void ecert_policy_set_insecure_no_revocation(ecert_policy *policy,
    int on);
/* Accept certificates and CRLs signed with the empty SM2 ID. */
ECERT_API void ecert_policy_set_insecure_empty_sm2_id(ecert_policy *policy,
    int on);
/* Leave the SM3 of the whole file out of reports; it costs a pass over the file,
 * half of verifying a large one. */
ECERT_API void ecert_policy_set_no_digest(ecert_policy *policy, int on);
/* Keep seal pictures in reports, 4 MiB of them at most, for ecert_report_html(). */
ECERT_API void ecert_policy_set_pictures(ecert_policy *policy, int on);
/* Zone of times without one, seconds east of UTC; default 28800 (+08:00). */
ECERT_API void ecert_policy_set_time_zone(ecert_policy *policy, int32_t seconds);
/*
 * A certificate (PEM or DER; copied) whose holder may have made signatures that
 * carry none: bare SM2 values, SignedData without certificates.  It is judged
 * like one from the file.  May be called several times.
 */
ECERT_API ecert_err ecert_policy_add_signer_cert(ecert_ctx *ctx,
    ecert_policy *policy, const uint8_t *data, size_t len);
/* How to read the identifier; copied. */
ECERT_API ecert_err ecert_policy_set_id_opts(ecert_ctx *ctx, ecert_policy *policy,
    const ecert_id_opts *opts);

/* A list of what became of seals or certificates; borrowed, several may be added. */
ECERT_API ecert_err ecert_policy_add_status(ecert_ctx *ctx, ecert_policy *policy,
    const ecert_status *list);
/* What is demanded beyond the standards; borrowed, NULL: nothing. */
ECERT_API void ecert_policy_set_rules(ecert_policy *policy, const ecert_rules *rules);
/*
 * What the issuer's business record says of the certificate (metrology
 * specification 6.3 b): a JSON object as in ecert-verify(1); copied.  What
 * differs is INVALID with EXPECT_MISMATCH.
 */
ECERT_API ecert_err ecert_policy_set_expect(ecert_ctx *ctx, ecert_policy *policy,
    const char *json, size_t len);
/*
 * Brings what a URL names: body NULL asks for it, else sends body as type.  0 with
 * *out made with malloc(), or anything else.  ecert_net_fetch() is one.
 */
typedef int ecert_fetch_fn(void *arg, ecert_ctx *ctx, const char *url,
    const uint8_t *body, size_t len, const char *type, uint8_t **out, size_t *out_len);
/*
 * Allows missing revocation lists and OCSP responses to be fetched from where
 * certificates say; without it nothing ever is.  What comes is believed no more
 * than what a trust directory holds.  Called by the verifying thread.
 */
ECERT_API void ecert_policy_set_fetch(ecert_policy *policy, ecert_fetch_fn *fetch,
    void *arg);

typedef struct ecert_report ecert_report;   /* immutable */

typedef int32_t ecert_verdict;

enum {
	ECERT_VALID = 0,
	ECERT_UNDECIDED = 1,
	ECERT_INVALID = 2
};

/* "VALID", "UNDECIDED", "INVALID"; never localised. */
ECERT_API const char *ecert_verdict_name(ecert_verdict v);

/*
 * ECERT_OK           every signature is valid and protects every entry
 * ECERT_E_INVALID    at least one check failed, or the document is unsigned
 * ECERT_E_UNDECIDED  nothing failed, something could not be decided
 * other              the document could not be examined
 *
 * *out (out may be NULL) is set for the first three, else NULL.
 * NOT checked: what the pages say, whether pictures match the seal's name,
 * fonts a reader substitutes, and what report and ecert-verify(1) list.
 */
ECERT_API ecert_err ecert_verify(ecert_ctx *ctx, ecert_doc *doc,
    const ecert_policy *policy, ecert_report **out);
/* The same for a seal alone, at the policy's time. */
ECERT_API ecert_err ecert_seal_verify(ecert_ctx *ctx, const ecert_seal *seal,
    const ecert_policy *policy, ecert_report **out);

/*
 * The same for a certificate alone (PEM or DER, of several the first), at the policy's
 * time: whether who holds it may do what holder says, and what the rules of the policy
 * demand.  name, which may be NULL, is what the report calls it.
 */
typedef int32_t ecert_holder;

enum {
	ECERT_HOLDER_SIGNER = 1,      /* signs documents */
	ECERT_HOLDER_MAKER = 2,       /* makes seals */
	ECERT_HOLDER_TSA = 3          /* stamps times */
};

ECERT_API ecert_err ecert_cert_verify(ecert_ctx *ctx, const uint8_t *data, size_t len,
    const char *name, ecert_holder holder, const ecert_policy *policy, ecert_report **out);

/*
 * A message of this library (ecert_errmsg(), ecert_err_text()...) in lang, "zh" or
 * "en": what is known of it, the rest as it is.  Released with ecert_free().
 */
ECERT_API ecert_err ecert_message(ecert_ctx *ctx, const char *text, const char *lang,
    char **out);

ECERT_API void ecert_report_free(ecert_report *report);
ECERT_API ecert_verdict ecert_report_verdict(const ecert_report *report);
/* Worst first, each once. */
ECERT_API size_t ecert_report_reason_count(const ecert_report *report);
ECERT_API ecert_reason ecert_report_reason(const ecert_report *report, size_t i);

/* Every check made, in order.  Strings are borrowed and escaped for display. */
typedef int32_t ecert_outcome;

enum {
	ECERT_CHECK_PASS = 1,
	ECERT_CHECK_NOTE = 2,
	ECERT_CHECK_UNDECIDED = 3,
	ECERT_CHECK_FAIL = 4
};

ECERT_API size_t ecert_report_check_count(const ecert_report *report);
ECERT_API const char *ecert_report_check_name(const ecert_report *report, size_t i);
ECERT_API const char *ecert_report_check_clause(const ecert_report *report, size_t i);
ECERT_API const char *ecert_report_check_where(const ecert_report *report, size_t i);
ECERT_API const char *ecert_report_check_detail(const ecert_report *report, size_t i);
ECERT_API ecert_outcome ecert_report_check_outcome(const ecert_report *report, size_t i);
ECERT_API ecert_reason ecert_report_check_reason(const ecert_report *report, size_t i);
/* The signature it belongs to, from 1; 0: the document. */
ECERT_API size_t ecert_report_check_signature(const ecert_report *report, size_t i);

/* One line of JSON, see ecert-report(5); released with ecert_free(). */
ECERT_API ecert_err ecert_report_json(ecert_ctx *ctx, const ecert_report *report,
    char **out);
/* Text for people, lang "zh" or "en"; released with ecert_free(). */
ECERT_API ecert_err ecert_report_text(ecert_ctx *ctx, const ecert_report *report,
    const char *lang, char **out);
/* The same as one self-contained page of HTML. */
ECERT_API ecert_err ecert_report_html(ecert_ctx *ctx, const ecert_report *report,
    const char *lang, char **out);

#ifdef __cplusplus
}
#endif
#endif
