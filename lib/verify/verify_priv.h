/* SPDX-License-Identifier: Apache-2.0 */
/* verify_priv.h - what the files of this layer share. */
#ifndef ECI_VERIFY_PRIV_H
#define ECI_VERIFY_PRIV_H

#include "base/base.h"
#include "cms/cms.h"
#include "crypto/crypto.h"
#include "id/id.h"
#include "json/json.h"
#include "ofd/ofd.h"
#include "report/report.h"
#include "seal/seal.h"
#include "rules/rules.h"
#include "ses/ses.h"
#include "status/status.h"
#include "tsp/tsp.h"
#include "verify/verify.h"

/* A claim this far ahead of the clock is two clocks that differ. */
#define ECI_CLOCK_SKEW 300

struct ecert_trust {
	struct eci_certs roots, intermediates, makers, tsa, status;
	struct eci_crls  crls;
	struct eci_ocsps ocsps;
	struct eci_notes notes;
	char           **lines;         /* "where: text" of each note */
	size_t           n_lines, cap_lines;
	char           **dirs;          /* as they were named */
	size_t           n_dirs, cap_dirs;
};

struct ecert_policy {
	const ecert_trust *trust;
	ecert_id_opts     *id_opts;
	struct eci_certs   signers;    /* of values that bring no certificate along */
	const ecert_status **status;   /* borrowed lists; the array is the policy's */
	size_t             n_status, cap_status;
	const ecert_rules *rules;
	struct eci_jdoc   *expect;     /* an object; NULL: nothing is expected */
	ecert_fetch_fn    *fetch;
	void              *fetch_arg;
	int64_t            time;
	int32_t            zone;
	bool               time_set, strict, no_revocation, empty_id, no_digest, pictures;
};

/* verify_run.c: name, size and digest of the bytes that were judged. */
ecert_err eci_verify_called(ecert_ctx *ctx, ecert_report *rep, const char *file);
ecert_err eci_verify_bytes(ecert_ctx *ctx, ecert_report *rep, const struct eci_src *src,
    bool sm3);

/* ---- one run ---- */

/* A signature while it is examined. */
struct eci_vwork {
	const struct eci_ofd_sign *row;
	size_t               entry;      /* of Signature.xml, SIZE_MAX: missing */
	struct eci_buf       xml, value;
	struct eci_ofd_sig   desc;
	bool                 has_desc, has_value;
	size_t               value_entry, seal_entry;
	bool                 seal_equal; /* Seal.esl is the embedded seal */
	bool                *covers;     /* per entry */
};

/* A page's size: reading it costs a pass over the page, and stamps are many. */
struct eci_vpage {
	bool                  read;
	ecert_err             e;           /* of reading it; the message is gone */
	double                width, height;
};

/* What came over the network during a run, and where was asked. */
struct eci_vfetched {
	struct eci_crls  crls;
	struct eci_ocsps ocsps;
	bool             came;         /* something that could be read */
	struct eci_vask {
		char            *url;
		struct eci_cert *cert;     /* about whom a responder was asked, else NULL */
		char            *failed;   /* NULL: something came that could be read */
	}               *asked;
	size_t           n_asked, cap_asked;
};

struct eci_vrun {
	ecert_ctx            *ctx;
	ecert_doc            *doc;         /* NULL for a seal */
	struct ecert_policy   pol;         /* a view of the caller's, defaults filled in */
	ecert_report         *rep;
	int64_t               now;
	struct eci_ofd_sign  *rows;
	size_t                n_rows;
	bool                  list_bad;    /* Signatures.xml cannot be read */
	struct eci_vwork     *work;        /* per row */
	struct eci_ofd_reach  reach;
	size_t                n_entries, list_entry;   /* Signatures.xml or SIZE_MAX */
	uint8_t             (*sm3)[ECI_SM3_LEN];
	bool                 *has_sm3, *is_part;
	bool                 *unread;      /* its bytes cannot be had: tried once */
	enum eci_ofd_look    *look;        /* of what was read */
	bool                 *is_content;  /* part by a link that is no signature's */
	struct eci_vpage     *pages;       /* sizes, once each is asked for */
	size_t               *page_of;     /* per entry: the first such page + 1, or 0 */
	struct eci_ofd_twin   twin;        /* what is known already; empty: nothing */
	bool                  digest;      /* of the file is wanted */
	struct eci_vfetched   fetched;
	uint32_t              asked, unmet;    /* demands of the policy, a bit each */
};

/* Which check, whose, after which standard: what eci_verify_add() notes. */
struct eci_vat {
	struct eci_vrun  *run;
	size_t            sig;
	ecert_ses_version ses;
	const char       *where;       /* as in the container, not escaped */
};

/*
 * One outcome; the same arguments fill both texts.  The names of the shorter
 * forms say the outcome.  DEV: a deviation, refused under the strict policy.
 */
ecert_err eci_verify_add(const struct eci_vat *at, enum eci_report_check c, ecert_outcome o,
    bool deviation, ecert_reason r, const char *en, const char *zh, ...)
    __attribute__((format(printf, 6, 8), format(printf, 7, 8)));
#define ECI_VPASS(at, c, ...) \
	eci_verify_add(at, c, ECERT_CHECK_PASS, false, ECERT_R_NONE, __VA_ARGS__)
#define ECI_VNOTE(at, c, r, ...) eci_verify_add(at, c, ECERT_CHECK_NOTE, false, r, __VA_ARGS__)
#define ECI_VDEV(at, c, r, ...) eci_verify_add(at, c, ECERT_CHECK_NOTE, true, r, __VA_ARGS__)
#define ECI_VUNDEC(at, c, r, ...) \
	eci_verify_add(at, c, ECERT_CHECK_UNDECIDED, false, r, __VA_ARGS__)
#define ECI_VFAIL(at, c, r, ...) eci_verify_add(at, c, ECERT_CHECK_FAIL, false, r, __VA_ARGS__)
/* Chinese for what a lower layer says; the words as they are where nobody reads Chinese. */
ecert_err eci_verify_phrase(const struct eci_vat *at, const char *text, struct eci_buf *zh);
/* The notes of a lower layer as items of check c. */
ecert_err eci_verify_notes(const struct eci_vat *at, enum eci_report_check c,
    const struct eci_notes *notes, size_t from);
/*
 * A call of a lower layer failed with e.  When the input is at fault this adds
 * the failure and returns ECERT_OK; else it returns e.
 */
ecert_err eci_verify_blame(const struct eci_vat *at, enum eci_report_check c, ecert_err e,
    ecert_reason otherwise);
bool eci_verify_blames_input(ecert_err e);
/* msg behind "prefix: ", where it begins so; prefix NULL: it does not. */
const char *eci_verify_without(const char *msg, const char *prefix);

/* verify_run.c: a report to fill; from its items to a verdict, or, where e says
 * that the run failed, to that error.  out may be NULL. */
ecert_err eci_verify_begin(struct eci_vrun *run, const ecert_policy *policy,
    ecert_report **out);
ecert_err eci_verify_end(struct eci_vrun *run, ecert_err e, size_t subjects,
    ecert_report **out);
/* verify_policy.c */
void eci_verify_policy(ecert_ctx *ctx, const ecert_policy *given, struct ecert_policy *out);
/* verify_load.c */
ecert_err eci_verify_load(struct eci_vrun *run);
/* The value's bytes, which only this signature needs. */
ecert_err eci_verify_load_value(struct eci_vrun *run, size_t i);
void eci_verify_unload(struct eci_vrun *run);
/* verify_refs.c: follows all links; the parts' digests come with it. */
ecert_err eci_verify_walk(struct eci_vrun *run);
ecert_err eci_verify_refs(struct eci_vrun *run, size_t i);
/* verify_unlisted.c */
ecert_err eci_verify_unlisted(struct eci_vrun *run);
/* verify_coverage.c */
ecert_err eci_verify_coverage(struct eci_vrun *run, size_t i);
ecert_err eci_verify_unprotected(struct eci_vrun *run);
/* verify_sig.c */
ecert_err eci_verify_sig(struct eci_vrun *run, size_t i);
/* verify_ses.c */
ecert_err eci_verify_ses(const struct eci_vat *at, struct eci_vwork *w);
/* verify_alg.c: whether the algorithm is one, and the one SignatureMethod (may be
 * NULL) and the key (cert may be NULL) speak of. */
ecert_err eci_verify_alg(const struct eci_vat *at, const char *method, enum eci_sig_alg alg,
    bool allowed, const struct eci_cert *cert);
/* A value that was found good, in the form it has. */
ecert_err eci_verify_good(const struct eci_vat *at, enum eci_sig_form form);

/* verify_stamp.c */
ecert_err eci_verify_stamps(const struct eci_vat *at, const struct eci_vwork *w);
/* verify_id.c */
ecert_err eci_verify_identifier(struct eci_vrun *run);

struct eci_vwhen;
/* verify_time.c: a time the signer claims, as if UTC where local: it names no zone
 * and has the policy's. */
ecert_err eci_verify_claim(const struct eci_vat *at, bool local, int64_t time, int64_t *when);
/* when->known is false when there is no time to judge by. */
ecert_err eci_verify_time(const struct eci_vat *at, const struct eci_ses_sig *ses,
    struct eci_vwhen *when);

/* verify_picture.c: keeps the seal's picture where the policy asks for it. */
ecert_err eci_verify_picture(struct eci_vrun *run, const struct eci_ses_seal *seal,
    struct eci_report_seal *out);
/* verify_seal.c: seal as used at time when by the holder of signer (may be NULL). */
ecert_err eci_verify_seal(const struct eci_vat *at, const struct eci_ses_seal *seal,
    const struct eci_vwhen *when, const struct eci_cert *signer);
/* PASS, or a failure of check c with reason r, for critical extensions. */
ecert_err eci_verify_exts(const struct eci_vat *at, enum eci_report_check c,
    const struct eci_ses_ext *v, size_t n);

/* verify_cert.c: who the certificate is used as. */
enum eci_vrole { ECI_ROLE_SIGNER, ECI_ROLE_MAKER, ECI_ROLE_TSA, ECI_ROLE_STATUS };
/* *out NULL: malformed, a failure was added. */
ecert_err eci_verify_cert_load(const struct eci_vat *at, enum eci_vrole role,
    struct eci_bytes der, struct eci_cert **out);
ecert_err eci_verify_cert_usage(const struct eci_vat *at, enum eci_vrole role,
    const struct eci_cert *cert);
/* verify_path.c: validity, path, revocation at time when. */
struct eci_vwhen {
	bool    known;
	int64_t used;              /* when the signature was made */
	bool    proven;            /* by a trusted time stamp, not only the signer's word */
	bool    has_claim;         /* the signer's word, even where used is proven */
	int64_t claim;
	bool    sealed;            /* maker: a trusted stamp proves the seal to be older than */
	int64_t sealed_by;
	bool    has_made;          /* maker: when the seal was made */
	int64_t made;
	const struct eci_cert *signer;   /* maker: who used the seal; may be NULL */
	const struct eci_certs *extra;   /* from the file, may be on the path; may be NULL */
};
/* "at signing time, T", or for a seal alone "at T", in both languages. */
struct eci_vmoment { char en[64], zh[64]; };
void eci_verify_moment(const struct eci_vat *at, int64_t t, struct eci_vmoment *out);
/* "when the seal was made, T"; "at the time of the stamp, T" */
void eci_verify_moment_made(int64_t t, struct eci_vmoment *out);
void eci_verify_moment_stamp(int64_t t, struct eci_vmoment *out);
/* Whether the certificate is judged when the seal was made, not when it was used. */
bool eci_verify_when_made(const struct eci_vat *at, enum eci_vrole role);
#include "verify/verify_rules.h"

/* verify_expect.c: the record of the policy against the document. */
ecert_err eci_verify_expect(struct eci_vrun *run);
bool eci_verify_expects_sm3(const struct ecert_policy *policy);

/* What of the trust store and which checks a role stands for, and the time it is
 * judged at. */
struct eci_vjudge {
	enum eci_vrole          role;
	const struct eci_certs *anchors;
	enum eci_report_check   path, revocation;
	bool                    when_made;   /* when the seal was made */
	int64_t                 at, used;
	bool                    proven;      /* used */
	bool                    sealed;      /* as in struct eci_vwhen */
	int64_t                 sealed_by;
};
/* verify_revocation.c: what lists and responses say of each certificate of a path
 * but its anchor. */
ecert_err eci_verify_revocation(const struct eci_vat *at, const struct eci_vjudge *j,
    const struct eci_path *path);
/* The same of one certificate at time t. */
ecert_err eci_verify_revoked(const struct eci_vat *at, const struct eci_cert *cert,
    const struct eci_cert *issuer, int64_t t, struct eci_revocation *out);
/* verify_revocation_say.c */
ecert_err eci_verify_revocation_say(const struct eci_vat *at, const struct eci_vjudge *j,
    const struct eci_cert *cert, const struct eci_revocation *rev);
/* Without a path nobody is known whose list would count. */
ecert_err eci_verify_no_path(const struct eci_vat *at, const struct eci_vjudge *j);
/*
 * verify_fetch.c: asks the i-th of the places where a certificate on a trusted path
 * says that lists and responders are, unless this run has asked there already.
 * *more is false where there is no such place, or the policy allows no asking.
 */
ecert_err eci_verify_fetch(const struct eci_vat *at, const struct eci_cert *cert,
    const struct eci_cert *issuer, size_t i, bool *more);
/* The same places, NULL after the last. */
const char *eci_verify_place(const struct eci_cert *cert, size_t i, bool *ocsp);
/* Appends where was asked about cert, and what came of it. */
ecert_err eci_verify_fetch_told(const struct eci_vat *at, const struct eci_cert *cert,
    struct eci_buf *out);
void eci_verify_fetched_free(struct eci_vrun *run);
/* verify_path_say.c: why there is no path, and what to do about it. */
ecert_err eci_verify_untrusted(const struct eci_vat *at, enum eci_vrole role,
    const struct eci_cert *cert, const struct eci_path *path);
/* The tool that takes --trust for what is examined. */
const char *eci_verify_tool(const struct eci_vat *at);
/* eci_verify_add for a text of a lower layer, which is English. */
ecert_err eci_verify_relay(const struct eci_vat *at, enum eci_report_check c, ecert_outcome o,
    bool deviation, ecert_reason r, const char *text);
/* ---- time stamps (verify_token*.c) ---- */

struct eci_vstamped {
	struct eci_bytes token, over;    /* over: what it has to be of */
	const struct eci_cert *signer;   /* who made that; may be NULL */
	bool    has_claim;
	int64_t claim;                   /* when that says it was made */
};
struct eci_vproof {
	bool    proven;
	int64_t time;              /* what was stamped existed at */
	int64_t latest;            /* with what the authority's clock may be off */
};
/* Judges a time stamp that is present; *out.proven where it is good and trusted. */
ecert_err eci_verify_token(const struct eci_vat *at, enum eci_report_check c,
    const struct eci_vstamped *of, struct eci_vproof *out);
ecert_err eci_verify_tsa_usage(const struct eci_vat *at, const struct eci_cert *tsa);
/* verify_time.c: the stamp over a signature's value, where there is one, and what
 * follows for the time everything about the signature is judged at. */
ecert_err eci_verify_stamp_time(const struct eci_vat *at, struct eci_bytes token,
    struct eci_bytes value, const struct eci_cert *signer, struct eci_vwhen *when);
/* Once all stamps were judged. */
void eci_verify_settle_time(const struct eci_vat *at, const struct eci_vwhen *when);
ecert_err eci_verify_cert_time(const struct eci_vat *at, enum eci_vrole role,
    const struct eci_cert *cert, const struct eci_vwhen *when);
ecert_err eci_verify_cert_path(const struct eci_vat *at, enum eci_vrole role,
    const struct eci_cert *cert, const struct eci_vwhen *when);

/* ---- what became of seals and certificates (verify_status*.c) ---- */

struct eci_vbelief {
	enum {
		ECI_BELIEF_GOOD,
		ECI_BELIEF_FORGED,       /* not as its signer signed it */
		ECI_BELIEF_FUTURE,       /* otherwise it might be */
		ECI_BELIEF_UNKNOWN,      /* nobody vouches for who signed it */
		ECI_BELIEF_OPEN,         /* somebody does, what is missing is in why[] */
		ECI_BELIEF_UNSOUND       /* somebody does, but why[] */
	} state;
	char *why[2];                    /* en, zh; escaped */
};
bool eci_verify_has_status(const struct eci_vrun *run, ecert_status_kind kind);
/* own, in its role, may sign about its own things; NULL: nobody may for that. */
ecert_err eci_verify_believe(const struct eci_vat *at, const ecert_status *list,
    enum eci_vrole role, const struct eci_cert *own, struct eci_vbelief *out);
void eci_verify_belief_free(struct eci_vbelief *b);
/* Says why a list that is not believed decides nothing; the same in passing, where
 * others decide, unless it names the thing and might have to be believed. */
ecert_err eci_verify_disbelieve(const struct eci_vat *at, enum eci_report_check c,
    const ecert_status *list, const struct eci_vbelief *b);
ecert_err eci_verify_passed_over(const struct eci_vat *at, enum eci_report_check c,
    const ecert_status *list, const char *id, const struct eci_vbelief *b);
/* Whether about id, list is of no account beside by. */
bool eci_verify_outdone(const ecert_status *list, const ecert_status *by, const char *id);
/* verify_status_seal.c: maker NULL where it could not be read. */
ecert_err eci_verify_seal_status(const struct eci_vat *at, const struct eci_ses_seal *seal,
    const struct eci_cert *maker, const struct eci_vwhen *when);
/* verify_status_cert.c: after the identifier and all signatures. */
ecert_err eci_verify_cert_status(struct eci_vrun *run);

/* ---- signatures without a seal (verify_cms*.c) ---- */

/* What SignedData signs; the letters are those of ecert-report(5). */
enum eci_vform {
	ECI_FORM_NONE,           /* not Signature.xml */
	ECI_FORM_A,              /* no attributes; the content is its digest */
	ECI_FORM_A64,            /* ... in base64 */
	ECI_FORM_B,              /* attributes; no content */
	ECI_FORM_B_XML,          /* attributes; the content is Signature.xml */
	ECI_FORM_B_DIGEST,       /* attributes; the content is its digest */
	ECI_FORM_C,              /* neither */
	ECI_FORM_D               /* no attributes; the content is SM3(Z || Signature.xml) */
};
/* SignedData while it is examined. */
struct eci_vcms {
	struct eci_cms    cms;
	struct eci_bytes  xml;           /* Signature.xml */
	uint8_t           sm3[ECI_SM3_LEN];   /* of it */
	struct eci_certs  certs;         /* from the file: candidates, never anchors */
	struct eci_cert  *signer;        /* NULL: none is at hand */
	enum eci_vform    form;
};
ecert_err eci_verify_cms(const struct eci_vat *at, const struct eci_vwork *w);
/* verify_cms_bare.c: SEQUENCE { r, s } without anything around it. */
ecert_err eci_verify_bare(const struct eci_vat *at, const struct eci_vwork *w);
/* What both have in common: no seal, the time, that there is one, key usage,
 * validity, path. */
ecert_err eci_verify_plain_seal(const struct eci_vat *at, const struct eci_vwork *w);
ecert_err eci_verify_plain_time(const struct eci_vat *at, const struct eci_vwork *w,
    const struct eci_cms *cms, struct eci_vwhen *when);
ecert_err eci_verify_plain_known(const struct eci_vat *at, const struct eci_vwhen *when);
ecert_err eci_verify_plain_signer(const struct eci_vat *at, const struct eci_cert *cert,
    const struct eci_vwhen *when);
/* verify_cms_cert.c: fills certs and signer, says what it found. */
ecert_err eci_verify_cms_cert(const struct eci_vat *at, struct eci_vcms *v);
/* That the signer's certificate is one of the policy. */
ecert_err eci_verify_outside(const struct eci_vat *at);
/* That the value was not examined: it has no certificate. */
ecert_err eci_verify_no_cert(const struct eci_vat *at);
/* verify_cms_form.c: which form it is and whether it is of this Signature.xml;
 * the value against the signer's key. */
ecert_err eci_verify_cms_form(const struct eci_vat *at, struct eci_vcms *v);
ecert_err eci_verify_cms_value(const struct eci_vat *at, const struct eci_vcms *v);
/* verify_cms_extra.c: what SignedData carries along and nobody signed. */
ecert_err eci_verify_cms_extra(const struct eci_vat *at, const struct eci_vcms *v,
    struct eci_vwhen *when);
/* verify_cms_odd.c: why a value over msg is not good, where that can be told. */
ecert_err eci_verify_cms_odd(const struct eci_vat *at, const struct eci_vcms *v,
    struct eci_bytes msg);

#endif
