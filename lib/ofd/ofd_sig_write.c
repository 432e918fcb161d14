/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ofd_sig_write.c - Signature.xml in the order of the schema (GB/T 33190-2016
 * 18.2, annex A).  Viewers exist that want the prefix to be "ofd" and absolute
 * paths.
 */
#include "ofd/ofd_priv.h"

#include <stdio.h>
#include <string.h>

static ecert_err
add_path(ecert_ctx *ctx, struct eci_xml_node *e, const char *local, const char *entry)
{
	struct eci_buf b = { 0 };
	ecert_err err;

	if ((err = eci_buf_addf(ctx, &b, "/%s", entry)) == ECERT_OK)
		err = eci_xml_add(ctx, e, local, (const char *)b.ptr, NULL);
	eci_buf_free(&b);
	return err;
}

static ecert_err
add_provider(ecert_ctx *ctx, struct eci_xml_node *info)
{
	struct eci_xml_node *e = NULL;
	ecert_err err;

	if ((err = eci_xml_add(ctx, info, "Provider", NULL, &e)) != ECERT_OK ||
	    (err = eci_xml_set_attr(ctx, e, "ProviderName", "libecert")) != ECERT_OK ||
	    (err = eci_xml_set_attr(ctx, e, "Version", ecert_version())) != ECERT_OK)
		return err;
	return eci_xml_set_attr(ctx, e, "Company", "libecert");
}

static ecert_err
add_reference(ecert_ctx *ctx, struct eci_xml_node *list, const struct eci_ofd_ref *ref)
{
	struct eci_xml_node *e = NULL;
	struct eci_buf path = { 0 }, value = { 0 };
	ecert_err err;

	if ((err = eci_buf_addf(ctx, &path, "/%s", ref->entry)) == ECERT_OK &&
	    (err = eci_base64_add(ctx, &value, ref->digest, ref->digest_len)) == ECERT_OK &&
	    (err = eci_xml_add(ctx, list, "Reference", NULL, &e)) == ECERT_OK &&
	    (err = eci_xml_set_attr(ctx, e, "FileRef", (const char *)path.ptr)) == ECERT_OK)
		err = eci_xml_add(ctx, e, "CheckValue", (const char *)value.ptr, NULL);
	eci_buf_free(&path);
	eci_buf_free(&value);
	return err;
}

static ecert_err
add_references(ecert_ctx *ctx, struct eci_xml_node *info, const struct eci_ofd_sig *sig)
{
	struct eci_xml_node *list = NULL;
	size_t i;
	ecert_err e;

	if ((e = eci_xml_add(ctx, info, "References", NULL, &list)) != ECERT_OK)
		return e;
	if (sig->check_method != NULL)
		e = eci_xml_set_attr(ctx, list, "CheckMethod", sig->check_method);
	for (i = 0; i < sig->n_refs && e == ECERT_OK; i++)
		e = add_reference(ctx, list, &sig->refs[i]);
	return e;
}

static ecert_err
set_box(ecert_ctx *ctx, struct eci_xml_node *e, const char *name, const double box[4])
{
	char n[4][32], text[140];

	snprintf(text, sizeof(text), "%s %s %s %s", eci_format_mm(box[0], n[0]),
	    eci_format_mm(box[1], n[1]), eci_format_mm(box[2], n[2]), eci_format_mm(box[3], n[3]));
	return eci_xml_set_attr(ctx, e, name, text);
}

static ecert_err
add_stamp(ecert_ctx *ctx, struct eci_xml_node *info, const struct eci_ofd_stamp *s)
{
	struct eci_xml_node *e = NULL;
	char page[24];
	ecert_err err;

	snprintf(page, sizeof(page), "%llu", (unsigned long long)s->page_id);
	if ((err = eci_xml_add(ctx, info, "StampAnnot", NULL, &e)) != ECERT_OK ||
	    (err = eci_xml_set_attr(ctx, e, "ID", s->id)) != ECERT_OK ||
	    (err = eci_xml_set_attr(ctx, e, "PageRef", page)) != ECERT_OK ||
	    (err = set_box(ctx, e, "Boundary", s->boundary)) != ECERT_OK)
		return err;
	return s->has_clip ? set_box(ctx, e, "Clip", s->clip) : ECERT_OK;
}

static ecert_err
add_info(ecert_ctx *ctx, struct eci_xml_node *root, const struct eci_ofd_sig *sig)
{
	struct eci_xml_node *info = NULL, *seal = NULL;
	size_t i;
	ecert_err e;

	if ((e = eci_xml_add(ctx, root, "SignedInfo", NULL, &info)) != ECERT_OK ||
	    (e = add_provider(ctx, info)) != ECERT_OK)
		return e;
	if (sig->method != NULL)
		e = eci_xml_add(ctx, info, "SignatureMethod", sig->method, NULL);
	if (e == ECERT_OK && sig->date_time != NULL)
		e = eci_xml_add(ctx, info, "SignatureDateTime", sig->date_time, NULL);
	if (e == ECERT_OK)
		e = add_references(ctx, info, sig);
	for (i = 0; i < sig->n_stamps && e == ECERT_OK; i++)
		e = add_stamp(ctx, info, &sig->stamps[i]);
	if (e == ECERT_OK && sig->seal_entry != NULL &&
	    (e = eci_xml_add(ctx, info, "Seal", NULL, &seal)) == ECERT_OK)
		e = add_path(ctx, seal, "BaseLoc", sig->seal_entry);
	return e;
}

ecert_err
eci_ofd_sig_write(ecert_ctx *ctx, const struct eci_ofd_sig *sig, struct eci_buf *out)
{
	struct eci_xml *xml = NULL;
	ecert_err e;

	if (sig->value_entry == NULL)
		return eci_fail(ctx, ECERT_E_INTERNAL, "a signature without a place for its value");
	if ((e = eci_xml_new(ctx, "ofd", ECI_NS_OFD, "Signature", &xml)) == ECERT_OK &&
	    (e = add_info(ctx, eci_xml_root(xml), sig)) == ECERT_OK &&
	    (e = add_path(ctx, eci_xml_root(xml), "SignedValue", sig->value_entry)) == ECERT_OK)
		e = eci_xml_write(ctx, xml, out);
	eci_xml_free(xml);
	return e;
}
