/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_reach_links.c - the links in one part, and what is active in it. */
#include "ofd/ofd_reach_priv.h"

#include <stdlib.h>
#include <string.h>

#define PATH_MAX_PARTS (ECI_OFD_DEEPEST + 2)

/* Where links stand: a path of elements from the root, and an attribute, or the
 * element's text. */
struct rule {
	const char       *path[PATH_MAX_PARTS];
	const char       *attr;
	enum eci_ofd_role target;
	bool              resource;
};

static const struct rule ofd_rules[] = {
	{ { "OFD", "DocBody", "DocRoot" }, NULL, ROLE_DOCUMENT, false },
	{ { "OFD", "DocBody", "Signatures" }, NULL, ROLE_SIGNATURES, false },
	{ { "OFD", "DocBody", "DocInfo", "Cover" }, NULL, ROLE_RESOURCE, false },
	{ { "OFD", "DocBody", "Versions", "Version" }, "BaseLoc", ROLE_VERSION, false },
	{ { NULL }, NULL, ROLE_N, false }
};
static const struct rule document_rules[] = {
	{ { "Document", "CommonData", "PublicRes" }, NULL, ROLE_RES, false },
	{ { "Document", "CommonData", "DocumentRes" }, NULL, ROLE_RES, false },
	{ { "Document", "CommonData", "TemplatePage" }, "BaseLoc", ROLE_TEMPLATE, false },
	{ { "Document", "Pages", "Page" }, "BaseLoc", ROLE_PAGE, false },
	{ { "Document", "Annotations" }, NULL, ROLE_ANNOTATIONS, false },
	{ { "Document", "CustomTags" }, NULL, ROLE_TAGS, false },
	{ { "Document", "Attachments" }, NULL, ROLE_ATTACHMENTS, false },
	{ { "Document", "Extensions" }, NULL, ROLE_EXTENSIONS, false },
	{ { NULL }, NULL, ROLE_N, false }
};
static const struct rule page_rules[] = {
	{ { "Page", "PageRes" }, NULL, ROLE_RES, false },
	{ { NULL }, NULL, ROLE_N, false }
};
static const struct rule res_rules[] = {
	{ { "Res", "MultiMedias", "MultiMedia", "MediaFile" }, NULL, ROLE_RESOURCE, true },
	{ { "Res", "Fonts", "Font", "FontFile" }, NULL, ROLE_RESOURCE, true },
	{ { "Res", "ColorSpaces", "ColorSpace" }, "Profile", ROLE_RESOURCE, true },
	{ { NULL }, NULL, ROLE_N, false }
};
static const struct rule annotations_rules[] = {
	{ { "Annotations", "Page", "FileLoc" }, NULL, ROLE_ANNOTATION, false },
	{ { NULL }, NULL, ROLE_N, false }
};
static const struct rule annotation_rules[] = {
	{ { "PageAnnot" }, NULL, ROLE_N, false },
	{ { NULL }, NULL, ROLE_N, false }
};
static const struct rule attachments_rules[] = {
	{ { "Attachments", "Attachment", "FileLoc" }, NULL, ROLE_ATTACHMENT, false },
	{ { NULL }, NULL, ROLE_N, false }
};
static const struct rule tags_rules[] = {
	{ { "CustomTags", "CustomTag", "FileLoc" }, NULL, ROLE_TAG, false },
	{ { "CustomTags", "CustomTag", "SchemaLoc" }, NULL, ROLE_OPAQUE_TAG, false },
	{ { NULL }, NULL, ROLE_N, false }
};
static const struct rule extensions_rules[] = {
	{ { "Extensions", "Extension", "ExtendData" }, NULL, ROLE_RESOURCE, false },
	{ { NULL }, NULL, ROLE_N, false }
};
static const struct rule version_rules[] = {
	{ { "DocVersion", "FileList", "File" }, NULL, ROLE_VERSION_FILE, false },
	{ { "DocVersion", "DocRoot" }, NULL, ROLE_DOCUMENT, false },
	{ { NULL }, NULL, ROLE_N, false }
};
static const struct rule signatures_rules[] = {
	{ { "Signatures", "Signature" }, "BaseLoc", ROLE_SIGNATURE, false },
	{ { NULL }, NULL, ROLE_N, false }
};
static const struct rule signature_rules[] = {
	{ { "Signature", "SignedValue" }, NULL, ROLE_VALUE, false },
	{ { "Signature", "SignedInfo", "Seal", "BaseLoc" }, NULL, ROLE_VALUE, false },
	{ { NULL }, NULL, ROLE_N, false }
};

/* Tag files are of any vocabulary; active elements count where viewers act. */
static const struct role {
	const struct rule *rules;      /* NULL: no XML of OFD's vocabulary */
	bool               xml, active;
	enum eci_ofd_kind  kind;
} roles[ROLE_N] = {
	[ROLE_OFD] = { ofd_rules, true, false, ECI_OFD_STRUCTURE },
	[ROLE_DOCUMENT] = { document_rules, true, true, ECI_OFD_STRUCTURE },
	[ROLE_PAGE] = { page_rules, true, true, ECI_OFD_PAGE },
	[ROLE_TEMPLATE] = { page_rules, true, true, ECI_OFD_TEMPLATE },
	[ROLE_RES] = { res_rules, true, true, ECI_OFD_STRUCTURE },
	[ROLE_ANNOTATIONS] = { annotations_rules, true, false, ECI_OFD_STRUCTURE },
	[ROLE_ANNOTATION] = { annotation_rules, true, true, ECI_OFD_ANNOTATION },
	[ROLE_ATTACHMENTS] = { attachments_rules, true, false, ECI_OFD_STRUCTURE },
	[ROLE_TAGS] = { tags_rules, true, false, ECI_OFD_STRUCTURE },
	[ROLE_TAG] = { NULL, true, false, ECI_OFD_TAG },
	[ROLE_EXTENSIONS] = { extensions_rules, true, false, ECI_OFD_STRUCTURE },
	[ROLE_VERSION] = { version_rules, true, false, ECI_OFD_STRUCTURE },
	[ROLE_SIGNATURES] = { signatures_rules, true, false, ECI_OFD_SIGNATURE },
	[ROLE_SIGNATURE] = { signature_rules, true, false, ECI_OFD_SIGNATURE },
	[ROLE_RESOURCE] = { NULL, false, false, ECI_OFD_RESOURCE },
	[ROLE_ATTACHMENT] = { NULL, false, false, ECI_OFD_ATTACHMENT },
	[ROLE_OPAQUE_TAG] = { NULL, false, false, ECI_OFD_TAG },
	[ROLE_VALUE] = { NULL, false, false, ECI_OFD_SIGNATURE },
	[ROLE_VERSION_FILE] = { NULL, false, false, ECI_OFD_RESOURCE },
};

bool
eci_ofd_role_is_xml(enum eci_ofd_role role)
{
	return roles[role].xml;
}

enum eci_ofd_kind
eci_ofd_role_kind(enum eci_ofd_role role)
{
	return roles[role].kind;
}

bool
eci_ofd_role_is_page(enum eci_ofd_role role)
{
	return roles[role].rules == page_rules;
}

struct reader {
	const struct role          *role;
	const struct eci_ofd_sight *sight;
	const char                 *where;
	/* Rules whose path the open elements are the beginning of, by depth. */
	uint32_t                    match[PATH_MAX_PARTS + 1];
	size_t                      deepest;       /* whose ends are told */
	size_t                      depth;         /* of open elements */
	char                       *res_base;
};

/* What runs, plays or leads out: actions and multimedia (7.9). */
static const char *const active_names[] = {
	"Action", "URI", "GotoA", "Sound", "Movie", "MultiMedia", NULL
};

static const char *
active_what(const struct eci_xml_tag *tag)
{
	const char *v;

	switch (tag->local[0]) {
	case 'A':
		if (strcmp(tag->local, "Action") != 0 || (v = eci_xml_tag_attr(tag, "Event")) == NULL)
			return NULL;
		return strcmp(v, "DO") == 0 ? "an action when the document is opened" :
		    strcmp(v, "PO") == 0 ? "an action when a page is opened" : NULL;
	case 'U':
		return strcmp(tag->local, "URI") == 0 ? "a link out of the document" : NULL;
	case 'G':
		return strcmp(tag->local, "GotoA") == 0 ? "a link into an attachment" : NULL;
	case 'S':
		return strcmp(tag->local, "Sound") == 0 ? "sound" : NULL;
	case 'M':
		if (strcmp(tag->local, "Movie") == 0)
			return "a movie";
		if (strcmp(tag->local, "MultiMedia") != 0 ||
		    (v = eci_xml_tag_attr(tag, "Type")) == NULL)
			return NULL;
		return strcmp(v, "Audio") == 0 ? "a sound resource" :
		    strcmp(v, "Video") == 0 ? "a video resource" : NULL;
	default:
		return NULL;
	}
}

static ecert_err
found(struct reader *r, ecert_ctx *ctx, const struct rule *rule, const char *loc)
{
	struct eci_ofd_link link = { rule->target, loc, r->res_base, rule->resource };

	return r->sight->link(r->sight->arg, ctx, &link);
}

/* Rules of the element at depth, and those it completes as link by attribute. */
static ecert_err
match_rules(struct reader *r, ecert_ctx *ctx, const struct eci_xml_tag *tag)
{
	const struct rule *rule;
	uint32_t before = tag->depth == 0 ? UINT32_MAX : r->match[tag->depth - 1];
	const char *loc;
	size_t i;
	ecert_err e = ECERT_OK;

	r->match[tag->depth] = 0;
	if (before == 0 || !eci_xml_ns_is_ofd(tag->ns))
		return ECERT_OK;
	for (i = 0; e == ECERT_OK && r->role->rules[i].path[0] != NULL; i++) {
		rule = &r->role->rules[i];
		if ((before & 1u << i) == 0 || rule->path[tag->depth] == NULL ||
		    strcmp(rule->path[tag->depth], tag->local) != 0)
			continue;
		r->match[tag->depth] |= 1u << i;
		if (rule->path[tag->depth + 1] != NULL || rule->attr == NULL)
			continue;
		loc = eci_xml_tag_attr(tag, rule->attr);
		if (loc != NULL || rule->target == ROLE_PAGE || rule->target == ROLE_TEMPLATE)
			e = found(r, ctx, rule, loc != NULL ? loc : "");
	}
	return e;
}

/* A part of another kind is not read on: one that is named as many kinds of
 * part would be read as often. */
static ecert_err
check_root(struct reader *r, ecert_ctx *ctx, const struct eci_xml_tag *tag)
{
	const char *base = eci_xml_tag_attr(tag, "BaseLoc");
	ecert_reason reason = r->role->rules == signatures_rules ? ECERT_R_SIG_LIST_BAD :
	    r->role->rules == signature_rules ? ECERT_R_SIG_XML_BAD : ECERT_R_OFD_STRUCTURE;

	if (!eci_xml_ns_is_ofd(tag->ns) || strcmp(tag->local, r->role->rules[0].path[0]) != 0)
		return eci_reject(ctx, reason, r->where, ECI_OFD_CLAUSE, "the root is no %s",
		    r->role->rules[0].path[0]);
	if (r->role->rules != res_rules || base == NULL)
		return ECERT_OK;
	return eci_strdup(ctx, base, &r->res_base);
}

/* A tag where links may stand; its end will be told. */
static ecert_err
on_outer(struct reader *r, ecert_ctx *ctx, const struct eci_xml_tag *tag)
{
	ecert_err e;

	r->depth = tag->depth + 1;
	if (tag->depth == 0 && (e = check_root(r, ctx, tag)) != ECERT_OK)
		return e;
	if (r->sight->area != NULL &&
	    (e = eci_ofd_area_start(r->sight->area, ctx, tag)) != ECERT_OK)
		return e;
	return match_rules(r, ctx, tag);
}

static ecert_err
on_start(void *arg, ecert_ctx *ctx, const struct eci_xml_tag *tag)
{
	struct reader *r = arg;
	const char *what;
	ecert_err e;

	if (tag->depth <= r->deepest && (e = on_outer(r, ctx, tag)) != ECERT_OK)
		return e;
	/* Some readers look at local names alone; what has no namespace is nobody's
	 * extension. */
	if (r->role->active && (what = active_what(tag)) != NULL &&
	    (tag->ns[0] == '\0' || eci_xml_ns_is_ofd(tag->ns)))
		return r->sight->active(r->sight->arg, ctx, what);
	return ECERT_OK;
}

static ecert_err
on_end(void *arg, ecert_ctx *ctx, const char *local, const char *ns, const char *text)
{
	struct reader *r = arg;
	const struct rule *rule;
	size_t at = --r->depth, i;
	ecert_err e = ECERT_OK;

	if (r->sight->area != NULL &&
	    (e = eci_ofd_area_end(r->sight->area, ctx, local, ns, text)) != ECERT_OK)
		return e;
	if (r->match[at] == 0)
		return ECERT_OK;
	for (i = 0; e == ECERT_OK && r->role->rules[i].path[0] != NULL; i++) {
		rule = &r->role->rules[i];
		if ((r->match[at] & 1u << i) != 0 && rule->path[at + 1] == NULL &&
		    rule->attr == NULL && rule->target != ROLE_N)
			e = found(r, ctx, rule, text);
	}
	return e;
}

ecert_err
eci_ofd_links(ecert_ctx *ctx, const char *where, enum eci_ofd_role role, const uint8_t *p,
    size_t n, const struct eci_ofd_sight *sight)
{
	struct reader r = { .role = &roles[role], .sight = sight, .where = where,
	    .deepest = eci_ofd_role_is_page(role) ? ECI_OFD_PAGE_DEEPEST : ECI_OFD_DEEPEST };
	struct eci_xml_want want = { r.deepest, r.role->active ? active_names : NULL };
	ecert_err e;

	if (r.role->rules == NULL)
		return eci_xml_scan(ctx, where, p, n, NULL, NULL, NULL);
	e = eci_xml_skim(ctx, where, p, n, &want, on_start, on_end, &r);
	free(r.res_base);
	return e;
}
