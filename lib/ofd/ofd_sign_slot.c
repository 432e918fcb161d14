/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_sign_slot.c - room for one more signature (GB/T 33190-2016 18.1). */
#include "ofd/ofd_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_MAX 1000000000000   /* IDs of larger numbers do not count */

void
eci_ofd_slot_free(struct eci_ofd_slot *slot)
{
	free(slot->id);
	free(slot->sig_entry);
	free(slot->value_entry);
	free(slot->seal_entry);
	*slot = (struct eci_ofd_slot){ 0 };
}

/* The number at the end of "s007", "7", "002". */
static void
see_number(const char *id, uint64_t *max)
{
	const char *p = id + strlen(id);
	uint64_t v;

	while (p > id && eci_is_digit((unsigned char)p[-1]))
		p--;
	if (eci_parse_uint(p, NUMBER_MAX, &v) && v > *max)
		*max = v;
}

static ecert_err
see_stamp(void *arg, ecert_ctx *ctx, const struct eci_xml_tag *tag)
{
	const char *id;

	(void)ctx;
	if (strcmp(tag->local, "StampAnnot") == 0 && (id = eci_xml_tag_attr(tag, "ID")) != NULL)
		see_number(id, arg);
	return ECERT_OK;
}

/* Signatures and stamps number together, and MaxSignId is not always kept right:
 * the largest number of any counts. */
static ecert_err
largest(ecert_ctx *ctx, ecert_doc *doc, struct eci_xml *list, uint64_t *max)
{
	uint64_t limit = ecert_ctx_limit(ctx, ECERT_LIMIT_XML_BYTES);
	struct eci_ofd_sign *rows = NULL;
	const struct eci_xml_node *c;
	struct eci_buf b = { 0 };
	const char *text;
	size_t n = 0, i, entry;
	ecert_err e;

	*max = 0;
	for (c = eci_xml_first(eci_xml_root(list)); c != NULL; c = eci_xml_next(c))
		if (eci_xml_is(c, "MaxSignId")) {
			if ((text = eci_xml_text(list, c)) == NULL)
				return eci_nomem(ctx);
			see_number(text, max);
		}
	e = eci_ofd_sign_list(ctx, doc, &rows, &n);
	for (i = 0; i < n && e == ECERT_OK; i++) {
		see_number(rows[i].id, max);
		if ((entry = eci_pkg_find(doc->pkg, rows[i].entry)) == SIZE_MAX)
			continue;
		if ((e = eci_pkg_read(ctx, doc->pkg, entry, limit, &b)) == ECERT_OK)
			e = eci_xml_scan(ctx, rows[i].entry, b.ptr, b.len, see_stamp, NULL, max);
		eci_buf_free(&b);
	}
	eci_ofd_sign_list_free(rows, n);
	return e;
}

static ecert_err
in_folder(ecert_ctx *ctx, const ecert_doc *doc, const char *name, char **out)
{
	const char *dir = doc->st.folder;
	struct eci_buf b = { 0 };
	ecert_err e;

	e = eci_buf_addf(ctx, &b, "%s%s%s", dir, dir[0] != '\0' ? "/" : "", name);
	if (e == ECERT_OK)
		*out = (char *)eci_buf_take(&b, NULL);
	return e;
}

/* OFD.xml points to a new list; the entry in *name. */
static ecert_err
point_to_list(ecert_ctx *ctx, ecert_doc *doc, char **name)
{
	struct eci_xml *ofd = NULL;
	struct eci_buf loc = { 0 };
	char *stem = NULL;
	ecert_err e;

	if ((e = in_folder(ctx, doc, "Signs/Signatures.xml", name)) != ECERT_OK)
		return e;
	if (eci_pkg_find_nocase(doc->pkg, *name) != SIZE_MAX) {
		free(*name);
		*name = NULL;
		if ((e = in_folder(ctx, doc, "Signs/Signatures_", &stem)) != ECERT_OK ||
		    (e = eci_ofd_free_name(ctx, doc, stem, 1, ".xml", name)) != ECERT_OK)
			goto out;
	}
	if ((e = eci_buf_addf(ctx, &loc, "/%s", *name)) != ECERT_OK ||
	    (e = eci_ofd_read_xml(ctx, doc, eci_pkg_find(doc->pkg, ECI_OFD_ENTRY), &ofd)) !=
	    ECERT_OK ||
	    (e = eci_xml_add(ctx, eci_xml_child(eci_xml_root(ofd), "DocBody"), "Signatures",
	    (const char *)loc.ptr, NULL)) != ECERT_OK)
		goto out;
	e = eci_ofd_put_xml(ctx, doc, ECI_OFD_ENTRY, ofd);
out:
	eci_xml_free(ofd);
	eci_buf_free(&loc);
	free(stem);
	return e;
}

/* The list as a tree of our own, and its entry. */
static ecert_err
open_list(ecert_ctx *ctx, ecert_doc *doc, struct eci_xml **list, char **name)
{
	struct eci_ofd_sign *rows = NULL;
	size_t n = 0;
	ecert_err e;

	if (doc->st.signatures == NULL) {
		if ((e = point_to_list(ctx, doc, name)) != ECERT_OK)
			return e;
		return eci_xml_new(ctx, "ofd", ECI_NS_OFD, "Signatures", list);
	}
	/* A list that would be refused is not added to. */
	e = eci_ofd_sign_list(ctx, doc, &rows, &n);
	eci_ofd_sign_list_free(rows, n);
	if (e == ECERT_OK && n >= ecert_ctx_limit(ctx, ECERT_LIMIT_SIGNATURES))
		e = eci_fail(ctx, ECERT_E_LIMIT, "the document has %zu signatures already", n);
	if (e == ECERT_OK && (e = eci_strdup(ctx, doc->st.signatures, name)) == ECERT_OK)
		e = eci_ofd_read_xml(ctx, doc, eci_pkg_find(doc->pkg, *name), list);
	return e;
}

/* MaxSignId and the row; the number in all of them where a list has several. */
static ecert_err
add_row(ecert_ctx *ctx, struct eci_xml *list, const char *type, uint64_t last,
    const struct eci_ofd_slot *slot)
{
	struct eci_xml_node *root = eci_xml_root(list), *c, *row = NULL;
	struct eci_buf loc = { 0 };
	char max[32];
	ecert_err e = ECERT_OK;

	snprintf(max, sizeof(max), "s%03llu", (unsigned long long)last);
	for (c = eci_xml_first(root); c != NULL && e == ECERT_OK; c = eci_xml_next(c))
		if (eci_xml_is(c, "MaxSignId"))
			e = eci_xml_set_text(ctx, c, max);
	if (e == ECERT_OK && eci_xml_child(root, "MaxSignId") == NULL)
		e = eci_xml_first(root) == NULL ? eci_xml_add(ctx, root, "MaxSignId", max, NULL) :
		    eci_xml_add_before(ctx, eci_xml_first(root), "MaxSignId", max, NULL);
	if (e == ECERT_OK && (e = eci_xml_add(ctx, root, "Signature", NULL, &row)) == ECERT_OK &&
	    (e = eci_xml_set_attr(ctx, row, "ID", slot->id)) == ECERT_OK &&
	    (e = eci_xml_set_attr(ctx, row, "Type", type)) == ECERT_OK &&
	    (e = eci_buf_addf(ctx, &loc, "/%s", slot->sig_entry)) == ECERT_OK)
		e = eci_xml_set_attr(ctx, row, "BaseLoc", (const char *)loc.ptr);
	eci_buf_free(&loc);
	return e;
}

static ecert_err
beside(ecert_ctx *ctx, const char *entry, const char *name, char **out)
{
	size_t n = (size_t)(strrchr(entry, '/') + 1 - entry);
	struct eci_buf b = { 0 };
	ecert_err e;

	if ((e = eci_buf_add(ctx, &b, entry, n)) == ECERT_OK &&
	    (e = eci_buf_adds(ctx, &b, name)) == ECERT_OK)
		*out = (char *)eci_buf_take(&b, NULL);
	eci_buf_free(&b);
	return e;
}

/* Viewers look for signatures below a folder of this name. */
static ecert_err
name_slot(ecert_ctx *ctx, ecert_doc *doc, uint64_t number, struct eci_ofd_slot *slot)
{
	struct eci_buf id = { 0 };
	char *stem = NULL;
	ecert_err e;

	if ((e = eci_buf_addf(ctx, &id, "s%03llu", (unsigned long long)number)) == ECERT_OK)
		slot->id = (char *)eci_buf_take(&id, NULL);
	slot->next_stamp = number + 1;
	if (e == ECERT_OK && (e = in_folder(ctx, doc, "Signs/Sign_", &stem)) == ECERT_OK &&
	    (e = eci_ofd_free_name(ctx, doc, stem, 0, "/Signature.xml",
	    &slot->sig_entry)) == ECERT_OK &&
	    (e = beside(ctx, slot->sig_entry, "SignedValue.dat", &slot->value_entry)) == ECERT_OK)
		e = beside(ctx, slot->sig_entry, "Seal.esl", &slot->seal_entry);
	free(stem);
	return e;
}

ecert_err
eci_ofd_sign_slot(ecert_ctx *ctx, ecert_doc *doc, const char *type, size_t n_stamps,
    struct eci_ofd_slot *out)
{
	struct eci_xml *list = NULL;
	char *name = NULL;
	uint64_t max = 0;
	ecert_err e;

	*out = (struct eci_ofd_slot){ 0 };
	if ((e = open_list(ctx, doc, &list, &name)) != ECERT_OK ||
	    (e = largest(ctx, doc, list, &max)) != ECERT_OK ||
	    (e = name_slot(ctx, doc, max + 1, out)) != ECERT_OK ||
	    (e = add_row(ctx, list, type, max + 1 + n_stamps, out)) != ECERT_OK ||
	    (e = eci_ofd_put_xml(ctx, doc, name, list)) != ECERT_OK)
		goto out;
	e = eci_ofd_reload(ctx, doc);
out:
	eci_xml_free(list);
	free(name);
	if (e != ECERT_OK)
		eci_ofd_slot_free(out);
	return e;
}
