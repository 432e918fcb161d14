/* SPDX-License-Identifier: Apache-2.0 */
/* ecert/sign.h - put a sealed signature on a document. */
#ifndef ECERT_SIGN_H
#define ECERT_SIGN_H

#include "doc.h"
#include "seal.h"
#include "tsa.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ecert_sign_opts ecert_sign_opts;

ECERT_API ecert_err ecert_sign_opts_new(ecert_ctx *ctx, ecert_sign_opts **out);
ECERT_API void ecert_sign_opts_free(ecert_sign_opts *opts);
/* Pages that have no fixed number. */
#define ECERT_EVERY_PAGE 0u
#define ECERT_LAST_PAGE 0xffffffffu

/*
 * The seal's top left corner at x, y mm on page (from 1, or one of the above).
 * May be called several times; without a place, a text or an edge the seal stands
 * on the last page, 20 mm from its right and bottom edges.
 */
ECERT_API ecert_err ecert_sign_opts_add_place(ecert_ctx *ctx,
    ecert_sign_opts *opts, unsigned page, double x, double y);
/*
 * The seal on the text (UTF-8; white space does not count) wherever a page shows
 * it: centred on it, then moved by dx, dy mm; without these it is kept inside the
 * page.  hit counts from 1 in the order of pages and of reading;
 * ECERT_EVERY_HIT, ECERT_LAST_HIT.  Text that no page shows, or a hit there is
 * not, is ECERT_E_NOTFOUND when signing.
 */
#define ECERT_EVERY_HIT 0u
#define ECERT_LAST_HIT 0xffffffffu
ECERT_API ecert_err ecert_sign_opts_add_text_place(ecert_ctx *ctx,
    ecert_sign_opts *opts, const char *text, unsigned hit, double dx, double dy);

/* Edges of a page for ecert_sign_opts_add_ride(). */
enum {
	ECERT_EDGE_LEFT = 1, ECERT_EDGE_RIGHT = 2,
	ECERT_EDGE_TOP = 3, ECERT_EDGE_BOTTOM = 4
};
/* Offset of a cross-page seal that stands in the middle of its edge. */
#define ECERT_RIDE_CENTRED (-1.0)
/*
 * A cross-page seal: every page shows an even slice at this edge, and the
 * pages put side by side show the seal.  offset is the distance in mm of the
 * seal from the top (left and right edges) or left (top and bottom edges).
 */
ECERT_API ecert_err ecert_sign_opts_add_ride(ecert_ctx *ctx,
    ecert_sign_opts *opts, int32_t edge, double offset);
/* Pages one seal is cut into at most: longer documents get several seals, cut as
 * evenly as can be, so that no page has one alone and no slice is below 1 mm.
 * From 2; default 20. */
ECERT_API ecert_err ecert_sign_opts_set_ride_pages(ecert_ctx *ctx,
    ecert_sign_opts *opts, unsigned pages);
/* Printed on both sides: odd pages make seals of their own, and so do even pages,
 * which show their slices at the opposite edge. */
ECERT_API void ecert_sign_opts_set_ride_two_sided(ecert_sign_opts *opts, int on);

/*
 * The same in words, as ecert-sign(1) and lists have them: "PAGE:X,Y" (PAGE from 1, or
 * "last"), "X,Y" for every page, "TEXT[:DX,DY]" with hit NULL, "N", "last" or "every",
 * "left|right|top|bottom[:OFFSET]".  ECERT_E_ARG says what was expected.
 */
ECERT_API ecert_err ecert_sign_opts_parse_place(ecert_ctx *ctx,
    ecert_sign_opts *opts, const char *text);
ECERT_API ecert_err ecert_sign_opts_parse_every_page(ecert_ctx *ctx,
    ecert_sign_opts *opts, const char *text);
ECERT_API ecert_err ecert_sign_opts_parse_text_place(ecert_ctx *ctx,
    ecert_sign_opts *opts, const char *text, const char *hit);
ECERT_API ecert_err ecert_sign_opts_parse_ride(ecert_ctx *ctx,
    ecert_sign_opts *opts, const char *text);

typedef int32_t ecert_sign_type;

enum {
	ECERT_SIGN_SEAL = 0,      /* Type="Seal": an SES signature with a seal */
	ECERT_SIGN_PLAIN = 1      /* Type="Sign": GB/T 35275 SignedData, no seal */
};
/* Default ECERT_SIGN_SEAL. */
ECERT_API ecert_err ecert_sign_opts_set_type(ecert_ctx *ctx,
    ecert_sign_opts *opts, ecert_sign_type type);
/* UTC seconds; default: the context's clock. */
ECERT_API void ecert_sign_opts_set_time(ecert_sign_opts *opts, int64_t t);
/* Have every signature stamped; borrowed.  No answer, and one that is refused, is
 * ECERT_E_NOTFOUND, and nothing is signed.  A seal of version 1 is ECERT_E_ARG. */
ECERT_API void ecert_sign_opts_set_tsa(ecert_sign_opts *opts, const ecert_tsa *tsa);
/* Protect the list of signatures too: no further signature can be added. */
ECERT_API void ecert_sign_opts_set_lock(ecert_sign_opts *opts, int lock);

/*
 * Signs everything in doc as it stands (GB/T 33190-2016 18, GB/T 38540-2020;
 * the seal's version is the signature's).  seal is NULL, and there are no
 * places, where opts say ECERT_SIGN_PLAIN (GB/T 35275).
 * doc is changed only on ECERT_OK; save it to keep the signature.
 * ECERT_E_STATE, with the reason: the signer is not in the seal's list, the
 * certificate or seal is outside its validity, the document is locked or
 * forbids signing, a link in it leads nowhere, it has active content.
 * ECERT_E_ARG: a place outside of its page.  opts may be NULL.
 */
ECERT_API ecert_err ecert_sign(ecert_ctx *ctx, ecert_doc *doc,
    const ecert_signer *signer, const ecert_seal *seal,
    const ecert_sign_opts *opts);

/*
 * The same in two steps, for values that come from elsewhere and later: a person
 * who approves, a service, a device on another machine.  signer needs no key
 * (ecert_signer_from_cert()).
 *
 * Prepare leaves doc complete but for the value, which no verifier takes for
 * signed; save it.  *state is one JSON object, see ecert-state(5): the bytes to be
 * signed, their digest, the certificate, what doc is; released with ecert_free().
 * A time stamp of opts is asked for when completing.
 *
 * Complete puts value in: SM2 as DER or r || s, RSA as PKCS#1 v1.5; it must verify
 * over what state and doc say, and doc must be what was prepared, else ECERT_E_STATE
 * or ECERT_E_KEY.  tsa may be NULL.
 */
ECERT_API ecert_err ecert_sign_prepare(ecert_ctx *ctx, ecert_doc *doc,
    const ecert_signer *signer, const ecert_seal *seal,
    const ecert_sign_opts *opts, char **state);
ECERT_API ecert_err ecert_sign_complete(ecert_ctx *ctx, ecert_doc *doc,
    const char *state, size_t len, const uint8_t *value, size_t value_len,
    const ecert_tsa *tsa);

#ifdef __cplusplus
}
#endif
#endif
