/* SPDX-License-Identifier: Apache-2.0 */
/* sign_priv.h - shared by the files of this layer. */
#ifndef ECI_SIGN_PRIV_H
#define ECI_SIGN_PRIV_H

#include "crypto/crypto.h"
#include "ofd/ofd.h"
#include "seal/seal.h"
#include "ses/ses.h"
#include "sign/sign.h"
#include "signer/signer.h"
#include "tsp/tsp.h"

struct eci_place {
	unsigned page;          /* as in ecert_sign_opts_add_place() */
	double   x, y;
};
struct eci_text_place {
	char    *text;          /* UTF-8, owned */
	unsigned hit;
	double   dx, dy;
};
struct eci_ride {
	int32_t edge;
	double  offset;
};
struct ecert_sign_opts {
	struct eci_place      *places;
	size_t                 n, cap;
	struct eci_text_place *texts;
	size_t                 n_texts, cap_texts;
	struct eci_ride        rides[4];     /* an edge each */
	size_t                 n_rides;
	unsigned               ride_pages;
	bool                   two_sided, has_time, lock;
	ecert_sign_type        type;
	int64_t                time;
	const ecert_tsa       *tsa;          /* borrowed; NULL: no time stamp */
};

/* ---- sign_check.c ---- */

/* Whether signer may sign with seal at time t: ECERT_E_STATE and the reason. */
ecert_err eci_sign_check_signer(ecert_ctx *ctx, const ecert_signer *signer,
    const ecert_seal *seal, int64_t t);
/* The same for a signature without a seal. */
ecert_err eci_sign_check_plain(ecert_ctx *ctx, const ecert_signer *signer, int64_t t);
/* Whether doc can take one more signature that will verify. */
ecert_err eci_sign_check_doc(ecert_ctx *ctx, ecert_doc *doc);

/* How one document is signed. */
struct eci_sign_how {
	const ecert_signer *signer;
	const ecert_seal   *seal;        /* NULL: a signature without one */
	int64_t             t;
	bool                lock;
	const ecert_tsa    *tsa;         /* NULL: no time stamp */
};

/* ---- sign_doc.c ---- */

/* What comes after everything but the value is in doc; tbs is what the value is over. */
typedef ecert_err eci_sign_end(void *arg, ecert_ctx *ctx, ecert_doc *doc,
    const struct eci_sign_how *how, const struct eci_ofd_slot *slot, const struct eci_buf *tbs);
/* The steps of signing, all of them or none: doc is changed only when end, the last,
 * is ECERT_OK too. */
ecert_err eci_sign_steps(ecert_ctx *ctx, ecert_doc *doc, const struct eci_sign_how *how,
    const ecert_sign_opts *opts, eci_sign_end *end, void *arg);
/* What opts, which may be NULL, and the clock say. */
struct eci_sign_how eci_sign_how(ecert_ctx *ctx, const ecert_signer *signer,
    const ecert_seal *seal, const ecert_sign_opts *opts);
/* Whether a value of how has a place for its time stamp. */
ecert_err eci_sign_check_tsa(ecert_ctx *ctx, const struct eci_sign_how *how);
/* ECERT_E_STATE where the signer may not sign so at that time. */
ecert_err eci_sign_check_who(ecert_ctx *ctx, const struct eci_sign_how *how);
/* SignatureDateTime of t. */
ecert_err eci_sign_date_time(ecert_ctx *ctx, int64_t t, char **out);

/* ---- sign_value.c ---- */

/* The digest of Signature.xml that goes into what is signed. */
ecert_err eci_sign_digest(ecert_ctx *ctx, const struct eci_sign_how *how,
    struct eci_bytes xml, uint8_t digest[ECI_SM3_LEN]);
/* What is signed for the Signature.xml sig_entry with the bytes xml: TBS_Sign, or
 * without a seal the signed attributes of SignedData. */
ecert_err eci_sign_tbs(ecert_ctx *ctx, const struct eci_sign_how *how, const char *sig_entry,
    struct eci_bytes xml, struct eci_buf *tbs);
/* What a signer is given: of SM2 e = SM3(Z || tbs), Z by the certificate's key. */
ecert_err eci_sign_ask(ecert_ctx *ctx, const struct eci_sign_how *how,
    const struct eci_buf *tbs, uint8_t digest[ECI_SM3_LEN]);
/* SignedValue.dat of the value sig over tbs, which is stamped where how says so. */
ecert_err eci_sign_value(ecert_ctx *ctx, const struct eci_sign_how *how,
    const struct eci_buf *tbs, struct eci_bytes sig, struct eci_buf *out);

/* ---- sign_opts.c ---- */

/* Whether opts (may be NULL) say where a seal stands, in whatever way. */
bool eci_sign_has_places(const ecert_sign_opts *opts);

/* ---- sign_stamps.c ---- */

/* Page sizes like 209.97 are A4 to their makers. */
#define ECI_TOLERANCE_MM 0.01

/* Stamps without IDs while they come together. */
struct eci_stamps {
	ecert_doc            *doc;
	double                width, height;    /* of the seal, mm */
	double              (*sizes)[2];        /* of pages; width 0: not yet read */
	struct eci_ofd_stamp *v;
	size_t                n, cap;
};
/* Pages count from 1 here, and exist. */
ecert_err eci_stamps_size(ecert_ctx *ctx, struct eci_stamps *s, size_t page, double size[2]);
/* The seal with its top left corner at x, y; ECERT_E_ARG when it sticks out. */
ecert_err eci_stamps_add(ecert_ctx *ctx, struct eci_stamps *s, size_t page, double x, double y);
/* Clip is relative to the box and says what of the seal the page shows. */
ecert_err eci_stamps_add_clip(ecert_ctx *ctx, struct eci_stamps *s, size_t page,
    const double box[4], const double clip[4]);
/* ECERT_E_ARG where two seals stand on one another. */
ecert_err eci_stamps_check(ecert_ctx *ctx, const struct eci_stamps *s);
void eci_stamps_free(struct eci_stamps *s);

/* ---- sign_places.c ---- */

/* Where the seal stands: stamps without IDs, which the caller numbers. */
ecert_err eci_sign_places(ecert_ctx *ctx, ecert_doc *doc, const ecert_seal *seal,
    const ecert_sign_opts *opts, struct eci_ofd_stamp **out, size_t *n);

/* ---- sign_text.c ---- */

/* The stamps of the options' texts. */
ecert_err eci_sign_texts(ecert_ctx *ctx, struct eci_stamps *s, const ecert_sign_opts *opts);

/* ---- sign_ride.c ---- */

/* The slices of one cross-page seal. */
ecert_err eci_sign_ride(ecert_ctx *ctx, struct eci_stamps *s, const ecert_sign_opts *opts,
    const struct eci_ride *ride);

/* ---- sign_refs.c ---- */

/* References to every entry, in the container's order, but those the new
 * signature cannot protect: its description, its value, an open list. */
ecert_err eci_sign_refs(ecert_ctx *ctx, ecert_doc *doc, const struct eci_ofd_slot *slot,
    bool lock, struct eci_ofd_ref **out, size_t *n);
/* The SM3 of entry i, kept with it. */
ecert_err eci_sign_entry(ecert_ctx *ctx, ecert_doc *doc, struct eci_sm3 *sm3, size_t i,
    uint8_t digest[ECI_SM3_LEN]);

/* ---- sign_state.c: what is known of a document that waits for its value ---- */

struct eci_sign_state {
	ecert_ses_version version;               /* 0: without a seal */
	enum eci_sig_alg  alg;
	int64_t           time;
	uint8_t           digest[ECI_SM3_LEN];   /* what a signer is given: SM3 or SHA-256 */
	struct eci_buf    tbs, cert;
	char             *id;                    /* of the signature */
	char             *sig_entry, *value_entry;
	char             *seal_entry;            /* NULL: without a seal */
	uint8_t           xml[ECI_SM3_LEN];      /* SM3 of Signature.xml */
	uint8_t           doc[ECI_SM3_LEN];      /* eci_sign_bind() */
};
/* One line of JSON, see ecert-state(5). */
ecert_err eci_sign_state_write(ecert_ctx *ctx, const struct eci_sign_state *s, char **out);
/* Strictly: ECERT_E_CONFIG names the member that is wrong.  out is emptied on failure. */
ecert_err eci_sign_state_read(ecert_ctx *ctx, const char *text, size_t len,
    struct eci_sign_state *out);
void eci_sign_state_free(struct eci_sign_state *s);

/* ---- sign_bind.c ---- */

/* SM3 over the names and digests of all entries, whatever their order: the document
 * as long as its value is missing. */
ecert_err eci_sign_bind(ecert_ctx *ctx, ecert_doc *doc, uint8_t digest[ECI_SM3_LEN]);
/* Whether doc is what s says, waiting for its value: ECERT_E_STATE and the reason.
 * xml: the bytes of its Signature.xml. */
ecert_err eci_sign_bound(ecert_ctx *ctx, ecert_doc *doc, const struct eci_sign_state *s,
    struct eci_buf *xml);

/* ---- sign_given.c: values made elsewhere ---- */

/* The value over tbs, which how's certificate verifies; of SM2 as DER. */
ecert_err eci_sign_given(ecert_ctx *ctx, const struct eci_sign_how *how, struct eci_bytes tbs,
    struct eci_bytes value, struct eci_buf *sig);
/* Whether value is a whole SES_Signature, of a seal service, that stands for the one
 * that was prepared: all but its time is the same. */
ecert_err eci_sign_given_ses(ecert_ctx *ctx, const struct eci_sign_how *how,
    const char *sig_entry, struct eci_bytes xml, struct eci_bytes value);

#endif
