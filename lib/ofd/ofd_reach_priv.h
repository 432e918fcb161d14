/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_reach_priv.h - shared by the files that follow a document's links. */
#ifndef ECI_OFD_REACH_PRIV_H
#define ECI_OFD_REACH_PRIV_H

#include "ofd/ofd_priv.h"

/* What a part is read as.  An entry may be several things at once: being named
 * as an attachment must not hide that it is a page too. */
enum eci_ofd_role {
	ROLE_OFD, ROLE_DOCUMENT, ROLE_PAGE, ROLE_TEMPLATE, ROLE_RES, ROLE_ANNOTATIONS,
	ROLE_ANNOTATION, ROLE_ATTACHMENTS, ROLE_TAGS, ROLE_TAG, ROLE_EXTENSIONS, ROLE_VERSION,
	ROLE_SIGNATURES, ROLE_SIGNATURE,
	/* no XML, or none that is looked into */
	ROLE_RESOURCE, ROLE_ATTACHMENT, ROLE_OPAQUE_TAG, ROLE_VALUE, ROLE_VERSION_FILE,
	ROLE_N
};

/* A link found in a part, as it is written. */
struct eci_ofd_link {
	enum eci_ofd_role role;
	const char       *loc;
	const char       *res_base;   /* Res@BaseLoc, NULL: none */
	bool              resource;   /* res_base counts */
};
struct eci_ofd_sight {                /* told while a part is read */
	ecert_err (*link)(void *arg, ecert_ctx *ctx, const struct eci_ofd_link *link);
	/* what is active; static text */
	ecert_err (*active)(void *arg, ecert_ctx *ctx, const char *what);
	void       *arg;
	struct eci_ofd_area *area;    /* of a page; NULL: not asked for */
};

/* What is kept with an entry. */
struct eci_ofd_known {
	bool              has_digest, has_links, has_area;
	struct eci_ofd_area area;              /* as a page */
	enum eci_ofd_look look;
	uint8_t           digest[ECI_OFD_DIGEST];
	enum eci_ofd_role role;                /* the links are those of this role */
	struct eci_ofd_known_link *links;
	size_t            n_links, cap_links;
	struct eci_buf    text;                /* their strings */
};
/* Of entry i, made when there is none. */
ecert_err eci_ofd_known(ecert_ctx *ctx, ecert_doc *doc, size_t entry,
    struct eci_ofd_known **out);
/* Of the entry's twin; NULL where it has none or nothing is known of it. */
const struct eci_ofd_known *eci_ofd_twin_known(const struct eci_ofd_twin *twin, size_t entry);
/* One more link; too many are forgotten, and *full is set. */
ecert_err eci_ofd_learn(ecert_ctx *ctx, struct eci_ofd_known *k,
    const struct eci_ofd_link *link, bool *full);
void eci_ofd_forget(struct eci_ofd_known *k);
/* Tells the links again. */
ecert_err eci_ofd_recall(ecert_ctx *ctx, const struct eci_ofd_known *k,
    const struct eci_ofd_sight *sight);

/* Reads one XML part as role; fails with XML_* or OFD_STRUCTURE. */
ecert_err eci_ofd_links(ecert_ctx *ctx, const char *where, enum eci_ofd_role role,
    const uint8_t *p, size_t n, const struct eci_ofd_sight *sight);
bool eci_ofd_role_is_page(enum eci_ofd_role role);
bool eci_ofd_role_is_xml(enum eci_ofd_role role);
enum eci_ofd_kind eci_ofd_role_kind(enum eci_ofd_role role);

#endif
