/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_new.c - a new document: entry file and document root, no pages yet. */
#include <string.h>

#include "ofd/ofd_edit.h"

#define ROOT "Doc_0/Document.xml"

/* 7.4 table 4: 32 hexadecimal digits, a random UUID (RFC 9562 5.4) unhyphenated. */
static ecert_err
new_doc_id(ecert_ctx *ctx, char id[33])
{
	uint8_t raw[16];
	ecert_err e = eci_random(ctx, raw, sizeof(raw));

	if (e != ECERT_OK)
		return e;
	raw[6] = (uint8_t)((raw[6] & 0x0F) | 0x40);
	raw[8] = (uint8_t)((raw[8] & 0x3F) | 0x80);
	eci_hex(raw, sizeof(raw), id);
	return ECERT_OK;
}

static ecert_err
put(ecert_ctx *ctx, struct eci_pkg *pkg, const char *name, const struct eci_xml *xml)
{
	struct eci_buf b = { 0 };
	ecert_err e = eci_xml_write(ctx, xml, &b);

	if (e == ECERT_OK)
		e = eci_pkg_put(ctx, pkg, name, b.ptr, b.len);
	eci_buf_free(&b);
	return e;
}

static ecert_err
fill_info(ecert_ctx *ctx, struct eci_xml_node *info)
{
	char id[33], date[24];
	ecert_err e = new_doc_id(ctx, id);

	eci_time_iso(eci_now(ctx), date);
	date[10] = '\0';      /* xs:date */
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, info, "DocID", id, NULL);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, info, "CreationDate", date, NULL);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, info, "Creator", "libecert", NULL);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, info, "CreatorVersion", ecert_version(), NULL);
	return e;
}

/* OFD.xml, 7.4 figure 3. */
static ecert_err
put_entry_file(ecert_ctx *ctx, struct eci_pkg *pkg)
{
	struct eci_xml *xml = NULL;
	struct eci_xml_node *root = NULL, *body = NULL, *info = NULL;
	ecert_err e = eci_xml_new(ctx, "ofd", ECI_NS_OFD, "OFD", &xml);

	if (e == ECERT_OK) {
		root = eci_xml_root(xml);
		e = eci_xml_set_attr(ctx, root, "Version", "1.0");
	}
	if (e == ECERT_OK)
		e = eci_xml_set_attr(ctx, root, "DocType", "OFD");
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, root, "DocBody", NULL, &body);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, body, "DocInfo", NULL, &info);
	if (e == ECERT_OK)
		e = fill_info(ctx, info);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, body, "DocRoot", ROOT, NULL);
	if (e == ECERT_OK)
		e = put(ctx, pkg, ECI_OFD_ENTRY, xml);
	eci_xml_free(xml);
	return e;
}

/* Document.xml, 7.5 figure 5; A4 unless a page says otherwise. */
static ecert_err
put_root(ecert_ctx *ctx, struct eci_pkg *pkg)
{
	struct eci_xml *xml = NULL;
	struct eci_xml_node *root = NULL, *common = NULL, *area = NULL;
	ecert_err e = eci_xml_new(ctx, "ofd", ECI_NS_OFD, "Document", &xml);

	if (e == ECERT_OK) {
		root = eci_xml_root(xml);
		e = eci_xml_add(ctx, root, "CommonData", NULL, &common);
	}
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, common, "MaxUnitID", "0", NULL);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, common, "PageArea", NULL, &area);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, area, "PhysicalBox", "0 0 210 297", NULL);
	if (e == ECERT_OK)
		e = eci_xml_add(ctx, root, "Pages", NULL, NULL);
	if (e == ECERT_OK)
		e = put(ctx, pkg, ROOT, xml);
	eci_xml_free(xml);
	return e;
}

ecert_err
ecert_doc_new(ecert_ctx *ctx, ecert_doc **out)
{
	struct eci_pkg *pkg = NULL;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	e = eci_pkg_new(ctx, &pkg);
	if (e == ECERT_OK)
		e = put_entry_file(ctx, pkg);
	if (e == ECERT_OK)
		e = put_root(ctx, pkg);
	if (e == ECERT_OK)
		return eci_ofd_adopt(ctx, pkg, out);
	eci_pkg_free(pkg);
	return e;
}
