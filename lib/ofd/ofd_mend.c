/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ofd_mend.c - resource lists that Document.xml names and the package lacks.
 * Such links occur in genuine files and mean the same as an empty list; but
 * whoever adds the list after signing would change what the pages look like.
 * An empty list in its place says what is meant and can be protected.
 */
#include "ofd/ofd_edit.h"

#include <stdlib.h>

static ecert_err
put_empty_list(ecert_ctx *ctx, ecert_doc *doc, const char *name)
{
	struct eci_xml *xml = NULL;
	ecert_err e;

	if ((e = eci_ofd_new_part(ctx, doc, "Res", &xml)) == ECERT_OK &&
	    (e = eci_xml_set_attr(ctx, eci_xml_root(xml), "BaseLoc", "Res")) == ECERT_OK)
		e = eci_ofd_put_xml(ctx, doc, name, xml);
	eci_xml_free(xml);
	return e;
}

/* The newest note as a line of the log; notes are escaped. */
static void
say(ecert_ctx *ctx, const ecert_doc *doc)
{
	const struct eci_src *src = eci_pkg_src(doc->pkg);
	const struct eci_note *note;

	if (doc->notes.n == 0)
		return;
	note = &doc->notes.v[doc->notes.n - 1];
	eci_log(ctx, "%s%s%s: %s", src != NULL ? eci_src_name(src) : "", src != NULL ? ": " : "",
	    note->where, note->text);
}

/* One PublicRes or DocumentRes. */
static ecert_err
mend(ecert_ctx *ctx, ecert_doc *doc, const struct eci_xml_node *link)
{
	const char *loc = eci_xml_text(doc->st.document, link);
	char *name = NULL;
	size_t entry;
	ecert_err e;

	if (loc == NULL)
		return eci_nomem(ctx);
	e = eci_ofd_follow(ctx, doc, NULL, doc->st.root, loc, &entry);
	if (e != ECERT_OK || entry != SIZE_MAX)
		return e;
	if ((e = eci_ofd_resolve(ctx, doc->st.root, loc, &name)) == ECERT_OK &&
	    (e = put_empty_list(ctx, doc, name)) == ECERT_OK) {
		e = eci_note(ctx, &doc->notes, ECERT_R_DANGLING_REF, false, name,
		    "named by %s and missing: an empty resource list was added", doc->st.root);
		if (e == ECERT_OK)
			say(ctx, doc);
	}
	free(name);
	return e;
}

ecert_err
eci_ofd_mend(ecert_ctx *ctx, ecert_doc *doc)
{
	struct eci_xml_node *c = doc->st.common != NULL ? eci_xml_first(doc->st.common) : NULL;
	ecert_err e = ECERT_OK;

	/* A signed document must stay as it is. */
	if (doc->st.n_signatures > 0 || doc->st.sign_list_bad)
		return ECERT_OK;
	for (; c != NULL && e == ECERT_OK; c = eci_xml_next(c))
		if (eci_xml_is(c, "PublicRes") || eci_xml_is(c, "DocumentRes"))
			e = mend(ctx, doc, c);
	return e;
}
