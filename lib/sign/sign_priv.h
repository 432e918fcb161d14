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

/* ---- sign_cms.c ---- */

/* SignedData over the digest of Signature.xml, signed at t; tsa may be NULL. */
ecert_err eci_sign_cms(ecert_ctx *ctx, const ecert_signer *signer, int64_t t,
    const ecert_tsa *tsa, const uint8_t digest[ECI_SM3_LEN], struct eci_buf *out);

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

#endif
