/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_meta.c - DocInfo and its custom data (GB/T 33190-2016 7.4, table 4). */
#include <string.h>

#include "ofd/ofd_edit.h"

#define MAX_VALUE 65536      /* bytes */
#define PREFIX    "CustomData/"

static const char *const info_order[] = {
	"DocID", "Title", "Author", "Subject", "Abstract", "CreationDate", "ModDate",
	"DocUsage", "Cover", "Keywords", "Creator", "CreatorVersion", "CustomDatas", NULL
};

/* The NAME of "CustomData/NAME", else NULL. */
static const char *
custom_name(const char *key)
{
	size_t n = strlen(PREFIX);

	return strncmp(key, PREFIX, n) == 0 && key[n] != '\0' ? key + n : NULL;
}

/* Elements with text of their own. */
static bool
is_plain(const char *key)
{
	size_t i;

	for (i = 0; info_order[i] != NULL; i++)
		if (strcmp(info_order[i], key) == 0)
			return strcmp(key, "Keywords") != 0 && strcmp(key, "CustomDatas") != 0;
	return false;
}

static struct eci_xml_node *
find_custom(const struct eci_xml_node *info, const char *name)
{
	struct eci_xml_node *datas = eci_xml_child(info, "CustomDatas"), *c;
	const char *have;

	if (datas == NULL)
		return NULL;
	for (c = eci_xml_first(datas); c != NULL; c = eci_xml_next(c)) {
		have = eci_xml_attr(c, "Name");
		if (eci_xml_is(c, "CustomData") && have != NULL && strcmp(have, name) == 0)
			return c;
	}
	return NULL;
}

static size_t
count_custom(const struct eci_xml_node *datas, const char *name)
{
	struct eci_xml_node *c;
	const char *have;
	size_t n = 0;

	for (c = eci_xml_first(datas); c != NULL; c = eci_xml_next(c)) {
		have = eci_xml_attr(c, "Name");
		n += eci_xml_is(c, "CustomData") && have != NULL && strcmp(have, name) == 0;
	}
	return n;
}

/* Of all lists there are: the schema has one, but readers may show another. */
size_t
eci_ofd_custom_count(const ecert_doc *doc, const char *name)
{
	struct eci_xml_node *c;
	size_t n = 0;

	if (doc->st.info == NULL)
		return 0;
	for (c = eci_xml_first(doc->st.info); c != NULL; c = eci_xml_next(c))
		if (eci_xml_is(c, "CustomDatas"))
			n += count_custom(c, name);
	return n;
}

const char *
ecert_doc_meta(const ecert_doc *doc, const char *key)
{
	const char *custom = custom_name(key);
	struct eci_xml_node *node = NULL;

	if (doc->st.info == NULL)
		return NULL;
	if (custom != NULL)
		node = find_custom(doc->st.info, custom);
	else if (is_plain(key))
		node = eci_xml_child(doc->st.info, key);
	return node != NULL ? eci_xml_text(doc->st.ofd, node) : NULL;
}

static bool
is_doc_id(const char *s)
{
	size_t i;
	int c;

	for (i = 0; s[i] != '\0'; i++) {
		c = eci_ascii_lower((unsigned char)s[i]);
		if (!eci_is_digit(c) && (c < 'a' || c > 'f'))
			return false;
	}
	return i == 32;
}

static bool
value_ok(const char *key, const char *value)
{
	static const char *const usages[] = { "Normal", "EBook", "ENewsPaper", "EMagzine" };
	int64_t t;
	size_t i;

	if (strcmp(key, "DocID") == 0)
		return is_doc_id(value);
	if (strcmp(key, "CreationDate") == 0 || strcmp(key, "ModDate") == 0)
		return strlen(value) == 10 && eci_time_parse(value, &t);
	if (strcmp(key, "DocUsage") != 0)
		return true;
	for (i = 0; i < ECI_COUNT(usages); i++)
		if (strcmp(value, usages[i]) == 0)
			return true;
	return false;
}

/* Line breaks and tabs are text; other controls are not even XML. */
static bool
text_ok(const char *s)
{
	size_t left = strlen(s), n;
	uint32_t cp;

	if (left > MAX_VALUE)
		return false;
	for (; left > 0; s += n, left -= n)
		if ((n = eci_utf8_next(s, left, &cp)) == 0 || (cp & 0xFFFE) == 0xFFFE ||
		    (eci_cp_is_control(cp) && cp != '\n' && cp != '\t'))
			return false;
	return true;
}

static ecert_err
set_plain(ecert_ctx *ctx, struct eci_xml_node *info, const char *key, const char *value)
{
	struct eci_xml_node *node = eci_xml_child(info, key);

	if (value == NULL) {
		if (node != NULL)
			eci_xml_remove(node);
		return ECERT_OK;
	}
	if (node != NULL)
		return eci_xml_set_text(ctx, node, value);
	return eci_ofd_insert(ctx, info, info_order, key, value, &node);
}

/* Without value all data of that name go, and the list with the last of them. */
static void
remove_custom(struct eci_xml_node *info, const char *name)
{
	struct eci_xml_node *datas = eci_xml_child(info, "CustomDatas"), *node;

	while ((node = find_custom(info, name)) != NULL)
		eci_xml_remove(node);
	if (datas != NULL && eci_xml_first(datas) == NULL)
		eci_xml_remove(datas);
}

static ecert_err
set_custom(ecert_ctx *ctx, struct eci_xml_node *info, const char *name, const char *value)
{
	struct eci_xml_node *datas, *node;
	ecert_err e = ECERT_OK;

	/* Several of one name become one. */
	remove_custom(info, name);
	if (value == NULL)
		return ECERT_OK;
	if ((datas = eci_xml_child(info, "CustomDatas")) == NULL)
		e = eci_ofd_insert(ctx, info, info_order, "CustomDatas", NULL, &datas);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, datas, "CustomData", value, &node);
	return e == ECERT_OK ? eci_xml_set_attr(ctx, node, "Name", name) : e;
}

/* The caller has a checkpoint and reloads. */
ecert_err
eci_ofd_put_meta(ecert_ctx *ctx, ecert_doc *doc, const char *key, const char *value)
{
	const char *custom = custom_name(key);
	struct eci_xml *xml = NULL;
	struct eci_xml_node *body, *info = NULL;
	ecert_err e = eci_ofd_load_part(ctx, doc, ECI_OFD_ENTRY, &xml);

	if (e != ECERT_OK)
		return e;
	if ((body = eci_xml_child(eci_xml_root(xml), "DocBody")) != NULL)
		info = eci_xml_child(body, "DocInfo");
	if (body == NULL)
		e = eci_reject(ctx, ECERT_R_OFD_STRUCTURE, ECI_OFD_ENTRY, ECI_OFD_CLAUSE " 7.4",
		    "no DocBody");
	else if (info == NULL && eci_xml_first(body) != NULL)
		e = eci_xml_add_before(ctx, eci_xml_first(body), "DocInfo", NULL, &info);
	else if (info == NULL)
		e = eci_xml_add(ctx, body, "DocInfo", NULL, &info);
	if (e == ECERT_OK)
		e = custom != NULL ? set_custom(ctx, info, custom, value) :
		    set_plain(ctx, info, key, value);
	if (e == ECERT_OK)
		e = eci_ofd_put_xml(ctx, doc, ECI_OFD_ENTRY, xml);
	eci_xml_free(xml);
	return e;
}

ecert_err
ecert_doc_set_meta(ecert_ctx *ctx, ecert_doc *doc, const char *key, const char *value)
{
	ecert_err e;

	eci_clear(ctx);
	if (custom_name(key) == NULL && !is_plain(key))
		return eci_fail(ctx, ECERT_E_ARG, "DocInfo has no text element of this name");
	if (!text_ok(key) || (value != NULL && (!text_ok(value) || !value_ok(key, value))))
		return eci_fail(ctx, ECERT_E_ARG, "DocInfo: not a value of this element");
	if ((e = eci_ofd_unsigned(ctx, doc, "changing DocInfo")) != ECERT_OK ||
	    (e = eci_ofd_checkpoint(ctx, doc)) != ECERT_OK)
		return e;
	e = eci_ofd_put_meta(ctx, doc, key, value);
	if (e == ECERT_OK)
		e = eci_ofd_reload(ctx, doc);
	if (e == ECERT_OK)
		eci_ofd_keep(doc);
	else
		eci_ofd_undo(doc);
	return e;
}
