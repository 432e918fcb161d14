/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ofd_tag.h - the identifier as custom index (GB/T 33190-2016 chapter 16); the
 * format is in ecert-tag(5).  Signed files keep it for years: it is frozen.
 */
#ifndef ECI_OFD_TAG_H
#define ECI_OFD_TAG_H

#include "ofd/ofd_edit.h"

#define ECI_TAG_TYPE    "MetrologyCertificate"      /* TypeID, root, file name */
#define ECI_TAG_NS      "urn:libecert:metrology-certificate:1"
#define ECI_TAG_MIRROR  "CustomData/电子证书标识"

/* Where an identifier was found, in the order of their authority. */
enum eci_tag_kind { ECI_TAG_OWN, ECI_TAG_FOREIGN, ECI_TAG_IN_INFO };

struct eci_tag_source {
	enum eci_tag_kind    kind;
	char                *where;    /* entry */
	char                *text;     /* as it stands there, "" when it is missing */
	ecert_id            *id;       /* NULL: text is no identifier */
	struct eci_xml_node *row;      /* in the list; NULL for the mirror */
};

struct eci_tag_list {
	char                  *entry;  /* of CustomTags.xml; NULL when there is none */
	struct eci_xml        *xml;
	struct eci_tag_source *v;      /* sorted by kind */
	size_t                 n, cap;
};

/* Every place that holds an identifier.  notes may be NULL. */
ecert_err eci_tag_find(ecert_ctx *ctx, ecert_doc *doc, const ecert_id_opts *opts,
    struct eci_notes *notes, struct eci_tag_list *out);
void eci_tag_list_free(struct eci_tag_list *list);

#endif
