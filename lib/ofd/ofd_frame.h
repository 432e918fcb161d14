/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ofd_frame.h - for the files that read a part in one pass without a tree.
 *
 * What an element is follows from the one around it and its name: a Content is one
 * thing in a page, another in a composite unit, and none elsewhere.  Each reader has
 * its own kinds of elements, numbered from 1, and a table of what stands in what.
 */
#ifndef ECI_OFD_FRAME_H
#define ECI_OFD_FRAME_H

#include "ofd/ofd_priv.h"

#define ECI_OFD_NO_FRAME 0          /* what is passed over, with all that is in it */

struct eci_ofd_rule {
	int         in;
	const char *local;
	int         is;
};

/* The elements that are open; begins zeroed. */
struct eci_ofd_frames {
	int   *kinds;
	size_t depth, cap;
};
/* The innermost; none before the root. */
int eci_ofd_frame_in(const struct eci_ofd_frames *f);
/* What an element of that name is in another, by n rules. */
int eci_ofd_frame_of(const struct eci_ofd_rule *rules, size_t n, int in, const char *local);
/* One is opened; the innermost ends: what it was. */
ecert_err eci_ofd_frame_open(ecert_ctx *ctx, struct eci_ofd_frames *f, int is);
int eci_ofd_frame_close(struct eci_ofd_frames *f);
void eci_ofd_frames_free(struct eci_ofd_frames *f);

/* ---- attributes that pages and resource lists have ---- */

/* xs:boolean, and false; what is neither is not false. */
bool eci_ofd_is_false(const char *v);
/* An ST_RefID or ST_ID; false where it is absent, or no such number. */
bool eci_ofd_tag_id(const struct eci_xml_tag *tag, const char *name, uint64_t *id);

#endif
