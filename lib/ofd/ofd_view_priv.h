/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_view_priv.h - shared by the files that tell what pages draw. */
#ifndef ECI_OFD_VIEW_PRIV_H
#define ECI_OFD_VIEW_PRIV_H

#include "ofd/ofd_priv.h"

/* What a page or template page (on PAGE or TEMPLATE) or the annotations of a page
 * are read for; each may be NULL. */
struct eci_ofd_look_for {
	eci_ofd_object_fn *object;
	void              *arg;
	/* Text of the part, white space left out. */
	struct eci_buf    *text;
	/* IDs of the template pages it names, at most cap of them. */
	uint64_t          *templates;
	size_t             n_templates, cap_templates;
};
ecert_err eci_ofd_view_part(ecert_ctx *ctx, ecert_doc *doc, size_t entry, enum eci_ofd_on on,
    struct eci_ofd_look_for *want);

/* Told of each row of the list of annotations: a page (from 0) and the part. */
typedef ecert_err eci_ofd_annots_fn(void *arg, ecert_ctx *ctx, size_t page, size_t entry);
ecert_err eci_ofd_annots(ecert_ctx *ctx, ecert_doc *doc, eci_ofd_annots_fn *fn, void *arg);

#endif
