/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_attach.c - attachments (GB/T 33190-2016 chapter 20). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ofd/ofd_edit.h"

#define MAX_NAME 255     /* bytes */

size_t
ecert_doc_attachment_count(const ecert_doc *doc)
{
	return doc->st.n_attachments;
}

const char *
ecert_doc_attachment_name(const ecert_doc *doc, size_t i)
{
	return i < doc->st.n_attachments ? doc->st.attachments[i].name : NULL;
}

const char *
ecert_doc_attachment_entry(const ecert_doc *doc, size_t i)
{
	return i < doc->st.n_attachments ? doc->st.attachments[i].entry : NULL;
}

static ecert_err
check_name(ecert_ctx *ctx, const char *name)
{
	size_t left = strlen(name), n;
	uint32_t cp;

	if (left == 0 || left > MAX_NAME)
		return eci_fail(ctx, ECERT_E_ARG, "attachment: name has 1..%d bytes", MAX_NAME);
	for (; left > 0; name += n, left -= n)
		if ((n = eci_utf8_next(name, left, &cp)) == 0 || eci_cp_is_control(cp) ||
		    (cp & 0xFFFE) == 0xFFFE)
			return eci_fail(ctx, ECERT_E_ARG,
			    "attachment: name has a control or is not UTF-8");
	return ECERT_OK;
}

/* What follows the last dot, when it is one to eight ASCII letters and digits:
 * nothing else of a stranger's name goes into the container's names. */
static void
suffix_of(const char *name, char out[9])
{
	const char *dot = strrchr(name, '.');
	size_t i;
	int c;

	memcpy(out, "dat", 4);
	if (dot == NULL || dot[1] == '\0' || strlen(dot + 1) > 8)
		return;
	for (i = 1; dot[i] != '\0'; i++) {
		c = eci_ascii_lower((unsigned char)dot[i]);
		if (!eci_is_digit(c) && (c < 'a' || c > 'z'))
			return;
	}
	for (i = 1; dot[i] != '\0'; i++)
		out[i - 1] = (char)eci_ascii_lower((unsigned char)dot[i]);
	out[i - 1] = '\0';
}

/* The list as it is, or a new one that Document.xml does not name yet. */
static ecert_err
open_list(ecert_ctx *ctx, ecert_doc *doc, char **entry, struct eci_xml **xml)
{
	char *want = NULL;
	ecert_err e;

	*entry = NULL;
	*xml = NULL;
	if (doc->st.attach_list != NULL) {
		if ((e = eci_strdup(ctx, doc->st.attach_list, entry)) == ECERT_OK)
			e = eci_ofd_load_part(ctx, doc, *entry, xml);
		if (e == ECERT_OK && !eci_xml_is(eci_xml_root(*xml), "Attachments"))
			e = eci_reject(ctx, ECERT_R_OFD_STRUCTURE, *entry,
			    ECI_OFD_CLAUSE " 20.1", "the root is no Attachments");
		return e;
	}
	e = eci_ofd_in_folder(ctx, doc, "Attachs/Attachments.xml", &want);
	if (e == ECERT_OK)
		e = eci_ofd_fresh_name(ctx, doc, want, entry);
	if (e == ECERT_OK)
		e = eci_ofd_new_part(ctx, doc, "Attachments", xml);
	free(want);
	return e;
}

/* An xs:ID of its own among the list's rows. */
static void
fresh_id(const struct eci_xml *list, char out[32])
{
	const struct eci_xml_node *a;
	const char *id;
	unsigned n;

	for (n = 1;; n++) {
		snprintf(out, 32, "Att%u", n);
		for (a = eci_xml_first(eci_xml_root(list)); a != NULL; a = eci_xml_next(a)) {
			id = eci_xml_attr(a, "ID");
			if (id != NULL && strcmp(id, out) == 0)
				break;
		}
		if (a == NULL)
			return;
	}
}

struct attachment {
	const char    *name;
	const uint8_t *data;
	size_t         len;
	char           suffix[9];
	char          *entry;
};

/* 20.2 table 73; Size counts kilobytes. */
static ecert_err
add_row(ecert_ctx *ctx, const struct eci_xml *list, const struct attachment *a,
    const char *loc)
{
	const double kilobytes = (double)a->len / 1024;
	struct eci_xml_node *row = NULL;
	char id[32], date[24];
	ecert_err e;

	fresh_id(list, id);
	eci_time_iso(eci_now(ctx), date);
	e = eci_xml_add(ctx, eci_xml_root(list), "Attachment", NULL, &row);
	if (e == ECERT_OK)
		e = eci_xml_set_attr(ctx, row, "ID", id);
	if (e == ECERT_OK)
		e = eci_xml_set_attr(ctx, row, "Name", a->name);
	if (e == ECERT_OK)
		e = eci_xml_set_attr(ctx, row, "Format", a->suffix);
	if (e == ECERT_OK)
		e = eci_xml_set_attr(ctx, row, "CreationDate", date);
	if (e == ECERT_OK)
		e = eci_ofd_attr_mm(ctx, row, "Size", &kilobytes, 1);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, row, "FileLoc", loc, NULL);
	return e;
}

static ecert_err
put_file(ecert_ctx *ctx, ecert_doc *doc, struct attachment *a)
{
	char *stem = NULL, tail[16];
	ecert_err e = eci_ofd_in_folder(ctx, doc, "Attachs/Attach_", &stem);

	snprintf(tail, sizeof(tail), ".%s", a->suffix);
	if (e == ECERT_OK)
		e = eci_ofd_free_name(ctx, doc, stem, doc->st.n_attachments + 1, tail,
		    &a->entry);
	if (e == ECERT_OK)
		e = eci_ofd_put(ctx, doc, a->entry, a->data, a->len);
	free(stem);
	return e;
}

static ecert_err
add(ecert_ctx *ctx, ecert_doc *doc, struct attachment *a)
{
	char *list = NULL, *loc = NULL;
	struct eci_xml *xml = NULL;
	ecert_err e = open_list(ctx, doc, &list, &xml);

	if (e == ECERT_OK)
		e = put_file(ctx, doc, a);
	if (e == ECERT_OK)
		e = eci_ofd_loc_from(ctx, list, a->entry, &loc);
	if (e == ECERT_OK)
		e = add_row(ctx, xml, a, loc);
	if (e == ECERT_OK)
		e = eci_ofd_put_xml(ctx, doc, list, xml);
	if (e == ECERT_OK && doc->st.attach_list == NULL)
		e = eci_ofd_link_list(ctx, doc, "Attachments", list);
	free(list);
	free(loc);
	eci_xml_free(xml);
	return e == ECERT_OK ? eci_ofd_reload(ctx, doc) : e;
}

ecert_err
ecert_doc_add_attachment(ecert_ctx *ctx, ecert_doc *doc, const char *name,
    const uint8_t *data, size_t len)
{
	struct attachment a = { name, data, len, "", NULL };
	ecert_err e;

	eci_clear(ctx);
	if ((e = check_name(ctx, name)) != ECERT_OK ||
	    (e = eci_ofd_unsigned(ctx, doc, "adding an attachment")) != ECERT_OK ||
	    (e = eci_ofd_checkpoint(ctx, doc)) != ECERT_OK)
		return e;
	suffix_of(name, a.suffix);
	if ((e = add(ctx, doc, &a)) == ECERT_OK)
		eci_ofd_keep(doc);
	else
		eci_ofd_undo(doc);
	free(a.entry);
	return e;
}
