/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ofd_sig_parse.c - Signature.xml (GB/T 33190-2016 18.2, tables 67 to 69).
 * Children come in any order in the field; what must be one is one, and what is
 * not known is not passed over.
 */
#include "ofd/ofd_priv.h"

#include <stdlib.h>
#include <string.h>

#define CLAUSE ECI_OFD_CLAUSE " 18.2"

struct parse {
	ecert_ctx          *ctx;
	const char         *entry;
	struct eci_xml     *xml;
	struct eci_ofd_sig *out;
};

/* Children of one element: which may be there, and which may repeat. */
struct content {
	const char *what;
	const char *once[8];
	const char *many;
};

static const struct content signature_content = { "Signature",
	{ "SignedInfo", "SignedValue" }, NULL };
/* Parameters: GM/T 0099-2020 annex B. */
static const struct content info_content = { "SignedInfo",
	{ "Provider", "SignatureMethod", "SignatureDateTime", "Parameters", "References", "Seal" },
	"StampAnnot" };
static const struct content references_content = { "References", { NULL }, "Reference" };
static const struct content reference_content = { "Reference", { "CheckValue" }, NULL };
/* The parts of a provider are attributes; one producer writes elements. */
static const struct content provider_content = { "Provider",
	{ "ProviderName", "Version", "Company" }, NULL };
/* The picture is of another producer. */
static const struct content seal_content = { "Seal", { "BaseLoc", "Picture" }, NULL };
static const struct content stamp_content = { "StampAnnot", { NULL }, NULL };

/* Where each element belongs, by local names. */
static const struct {
	const char *name, *parent;
	bool        is_text;        /* nothing but text in it */
} places[] = {
	{ "Signature", "", false }, { "SignedInfo", "Signature", false },
	{ "SignedValue", "Signature", true }, { "Provider", "SignedInfo", false },
	{ "ProviderName", "Provider", true }, { "SignatureMethod", "SignedInfo", true },
	{ "SignatureDateTime", "SignedInfo", true }, { "Parameters", "SignedInfo", false },
	{ "References", "SignedInfo", false }, { "Reference", "References", false },
	{ "CheckValue", "Reference", true }, { "StampAnnot", "SignedInfo", false },
	{ "Seal", "SignedInfo", false }, { "BaseLoc", "Seal", true },
};

static ecert_err
bad(const struct parse *p, const char *what)
{
	return eci_reject(p->ctx, ECERT_R_SIG_XML_BAD, p->entry, CLAUSE, "%s", what);
}

static bool
is_known(const struct content *c, const struct eci_xml_node *e)
{
	size_t i;

	for (i = 0; c->once[i] != NULL; i++)
		if (eci_xml_is(e, c->once[i]))
			return true;
	return c->many != NULL && eci_xml_is(e, c->many);
}

static ecert_err
check_content(const struct parse *p, const struct eci_xml_node *e, const struct content *c)
{
	const struct eci_xml_node *k;
	size_t i;
	ecert_err err = ECERT_OK;

	for (i = 0; c->once[i] != NULL; i++)
		if (eci_xml_count(e, c->once[i]) > 1)
			return eci_reject(p->ctx, ECERT_R_SIG_XML_BAD, p->entry, CLAUSE,
			    "line %u: %s twice in %s", eci_xml_line(e), c->once[i], c->what);
	for (k = eci_xml_first(e); k != NULL && err == ECERT_OK; k = eci_xml_next(k)) {
		if (is_known(c, k))
			continue;
		/* No namespace is none of an extension. */
		if (eci_xml_ns_is_ofd(eci_xml_ns(k)) || eci_xml_ns(k)[0] == '\0')
			return eci_reject(p->ctx, ECERT_R_SIG_XML_BAD, p->entry, CLAUSE,
			    "line %u: an unknown element in %s", eci_xml_line(k), c->what);
		err = eci_ofd_note_once(p->ctx, &p->out->notes, ECERT_R_SIG_XML_BAD, p->entry,
		    CLAUSE ": a foreign element in %s", c->what);
	}
	return err;
}

/* e, a child of parent. */
static ecert_err
check_place(const struct parse *p, const struct eci_xml_node *parent,
    const struct eci_xml_node *e)
{
	const char *name = eci_xml_name(e);
	size_t i;

	for (i = 0; i < ECI_COUNT(places); i++)
		if (strcmp(name, places[i].name) == 0)
			break;
	if (i == ECI_COUNT(places))
		return ECERT_OK;
	if (!eci_xml_is(e, name) || !eci_xml_is(parent, places[i].parent))
		return eci_reject(p->ctx, ECERT_R_SIG_XML_BAD, p->entry, CLAUSE,
		    "line %u: another %s than that of the standard", eci_xml_line(e), name);
	if (places[i].is_text && eci_xml_first(e) != NULL)
		return eci_reject(p->ctx, ECERT_R_SIG_XML_BAD, p->entry, CLAUSE,
		    "line %u: an element in %s", eci_xml_line(e), name);
	return ECERT_OK;
}

/*
 * Readers that look at local names alone, or look for a name at any depth, must
 * see what we see.  How deep elements lie in one another the parser bounds.
 */
static ecert_err
check_places(const struct parse *p, const struct eci_xml_node *parent)
{
	const struct eci_xml_node *c;
	ecert_err e = ECERT_OK;

	for (c = eci_xml_first(parent); c != NULL && e == ECERT_OK; c = eci_xml_next(c))
		if ((e = check_place(p, parent, c)) == ECERT_OK)
			e = check_places(p, c);
	return e;
}

/* A copy of the child's text; NULL stays where it is absent. */
static ecert_err
copy_text(const struct parse *p, const struct eci_xml_node *e, const char *local, char **out)
{
	const struct eci_xml_node *c = eci_xml_child(e, local);
	const char *text;

	if (c == NULL)
		return ECERT_OK;
	if ((text = eci_xml_text(p->xml, c)) == NULL)
		return eci_nomem(p->ctx);
	return eci_strdup(p->ctx, text, out);
}

/* ---- provider ---- */

/* As an attribute, or as a child: one producer writes them so. */
static ecert_err
provider_part(const struct parse *p, const struct eci_xml_node *e, const char *name,
    const char **out)
{
	const struct eci_xml_node *c = eci_xml_child(e, name);

	*out = eci_xml_attr(e, name);
	if (*out != NULL || c == NULL)
		return ECERT_OK;
	if ((*out = eci_xml_text(p->xml, c)) == NULL)
		return eci_nomem(p->ctx);
	return eci_ofd_note_once(p->ctx, &p->out->notes, ECERT_R_SIG_XML_BAD, p->entry,
	    CLAUSE ": Provider has elements, not attributes");
}

static ecert_err
read_provider(const struct parse *p, const struct eci_xml_node *info)
{
	const struct eci_xml_node *e = eci_xml_child(info, "Provider");
	const char *name = NULL, *version = NULL;
	struct eci_buf b = { 0 };
	ecert_err err;

	if (e == NULL)
		return eci_ofd_note_once(p->ctx, &p->out->notes, ECERT_R_SIG_XML_BAD, p->entry,
		    CLAUSE ": no Provider");
	if ((err = check_content(p, e, &provider_content)) != ECERT_OK ||
	    (err = provider_part(p, e, "ProviderName", &name)) != ECERT_OK ||
	    (err = provider_part(p, e, "Version", &version)) != ECERT_OK)
		return err;
	if (name == NULL)
		return ECERT_OK;
	err = eci_buf_addf(p->ctx, &b, "%s%s%s", name,
	    version != NULL && strstr(name, version) == NULL ? " " : "",
	    version != NULL && strstr(name, version) == NULL ? version : "");
	if (err == ECERT_OK)
		p->out->provider = (char *)eci_buf_take(&b, NULL);
	eci_buf_free(&b);
	return err;
}

/* ---- references ---- */

/* FileRef names what is digested: nothing in it may be read in two ways. */
static bool
is_plain_path(const char *s)
{
	size_t n;

	if (s[0] != '/')
		return false;
	for (; *s == '/'; s += n) {
		s++;
		n = strcspn(s, "/");
		if (n == 0 || (n == 1 && s[0] == '.') || (n == 2 && s[0] == '.' && s[1] == '.') ||
		    memchr(s, '%', n) != NULL || memchr(s, '\\', n) != NULL)
			return false;
	}
	return true;
}

static ecert_err
read_reference(const struct parse *p, const struct eci_xml_node *e, struct eci_ofd_ref *ref)
{
	const char *file = eci_xml_attr(e, "FileRef"), *value;
	ecert_err err;

	if ((err = check_content(p, e, &reference_content)) != ECERT_OK)
		return err;
	if (file == NULL || !is_plain_path(file))
		return eci_reject(p->ctx, ECERT_R_REF_BAD, p->entry, CLAUSE,
		    "line %u: FileRef is no absolute path of plain names", eci_xml_line(e));
	if ((err = eci_ofd_resolve(p->ctx, p->entry, file, &ref->entry)) != ECERT_OK)
		return err;
	if (eci_xml_child(e, "CheckValue") == NULL)
		return eci_reject(p->ctx, ECERT_R_SIG_XML_BAD, p->entry, CLAUSE,
		    "line %u: a Reference without CheckValue", eci_xml_line(e));
	if ((value = eci_xml_child_text(p->xml, e, "CheckValue")) == NULL)
		return eci_nomem(p->ctx);
	if (!eci_base64_decode(value, strlen(value), ref->digest, sizeof(ref->digest),
	    &ref->digest_len) || ref->digest_len == 0)
		return eci_reject(p->ctx, ECERT_R_SIG_XML_BAD, p->entry, CLAUSE,
		    "line %u: CheckValue is no digest in base64", eci_xml_line(e));
	return ECERT_OK;
}

static int
by_entry(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static ecert_err
check_unique(const struct parse *p)
{
	size_t n = p->out->n_refs, i;
	const char **v;
	ecert_err e = ECERT_OK;

	if ((v = malloc((n + 1) * sizeof(*v))) == NULL)
		return eci_nomem(p->ctx);
	for (i = 0; i < n; i++)
		v[i] = p->out->refs[i].entry;
	qsort(v, n, sizeof(*v), by_entry);
	for (i = 0; i < n && e == ECERT_OK; i++) {
		if (i > 0 && strcmp(v[i], v[i - 1]) == 0)
			e = eci_reject(p->ctx, ECERT_R_REF_BAD, p->entry, CLAUSE,
			    "%s is referenced twice", v[i]);
		/* Nobody can know these digests before the file is there. */
		else if (strcmp(v[i], p->entry) == 0 || strcmp(v[i], p->out->value_entry) == 0)
			e = eci_reject(p->ctx, ECERT_R_REF_BAD, p->entry, CLAUSE,
			    "the signature references itself");
	}
	free(v);
	return e;
}

static ecert_err
read_references(const struct parse *p, const struct eci_xml_node *info)
{
	const struct eci_xml_node *list = eci_xml_child(info, "References"), *c;
	const char *method;
	size_t n;
	ecert_err e;

	if (list == NULL)
		return bad(p, "no References");
	if ((e = check_content(p, list, &references_content)) != ECERT_OK)
		return e;
	n = eci_xml_count(list, "Reference");
	if (n > ecert_ctx_limit(p->ctx, ECERT_LIMIT_REFERENCES))
		return eci_reject(p->ctx, ECERT_R_SIG_XML_BAD, p->entry, CLAUSE,
		    "%zu references, the limit is %llu", n,
		    (unsigned long long)ecert_ctx_limit(p->ctx, ECERT_LIMIT_REFERENCES));
	if ((p->out->refs = calloc(n + 1, sizeof(*p->out->refs))) == NULL)
		return eci_nomem(p->ctx);
	if ((method = eci_xml_attr(list, "CheckMethod")) != NULL &&
	    (e = eci_strdup(p->ctx, method, &p->out->check_method)) != ECERT_OK)
		return e;
	for (c = eci_xml_first(list); c != NULL && e == ECERT_OK; c = eci_xml_next(c))
		if (eci_xml_is(c, "Reference"))
			e = read_reference(p, c, &p->out->refs[p->out->n_refs++]);
	return e == ECERT_OK ? check_unique(p) : e;
}

/* ---- stamps ---- */

/* A stamp that cannot be placed is the verifier's to judge. */
static ecert_err
read_stamp(const struct parse *p, const struct eci_xml_node *e, struct eci_ofd_stamp *s)
{
	const char *id = eci_xml_attr(e, "ID"), *page = eci_xml_attr(e, "PageRef");
	const char *box = eci_xml_attr(e, "Boundary"), *clip = eci_xml_attr(e, "Clip");
	ecert_err err;

	if ((err = check_content(p, e, &stamp_content)) != ECERT_OK)
		return err;
	if (page == NULL || !eci_parse_uint(page, UINT32_MAX, &s->page_id))
		s->page_id = 0;
	s->boundary_ok = box != NULL && eci_ofd_box(box, s->boundary);
	if (clip != NULL && clip[0] != '\0') {
		s->has_clip = eci_ofd_box(clip, s->clip);
		s->boundary_ok = s->boundary_ok && s->has_clip;
	}
	return eci_strdup(p->ctx, id != NULL ? id : "", &s->id);
}

static ecert_err
read_stamps(const struct parse *p, const struct eci_xml_node *info)
{
	const struct eci_xml_node *c;
	size_t n = eci_xml_count(info, "StampAnnot");
	ecert_err e = ECERT_OK;

	if (n > ecert_ctx_limit(p->ctx, ECERT_LIMIT_REFERENCES))
		return bad(p, "too many stamps");
	if ((p->out->stamps = calloc(n + 1, sizeof(*p->out->stamps))) == NULL)
		return eci_nomem(p->ctx);
	for (c = eci_xml_first(info); c != NULL && e == ECERT_OK; c = eci_xml_next(c))
		if (eci_xml_is(c, "StampAnnot"))
			e = read_stamp(p, c, &p->out->stamps[p->out->n_stamps++]);
	return e;
}

/* ---- the whole ---- */

static ecert_err
read_link(const struct parse *p, const struct eci_xml_node *e, const char *local, char **out)
{
	const struct eci_xml_node *c = eci_xml_child(e, local);
	const char *loc;

	if (c == NULL || eci_xml_count(e, local) > 1)
		return eci_reject(p->ctx, ECERT_R_SIG_XML_BAD, p->entry, CLAUSE,
		    "line %u: not exactly one %s", eci_xml_line(e), local);
	if ((loc = eci_xml_text(p->xml, c)) == NULL)
		return eci_nomem(p->ctx);
	return eci_ofd_resolve(p->ctx, p->entry, loc, out);
}

static ecert_err
read_info(const struct parse *p, const struct eci_xml_node *info)
{
	const struct eci_xml_node *seal;
	ecert_err e;

	if ((e = check_content(p, info, &info_content)) != ECERT_OK ||
	    (e = read_provider(p, info)) != ECERT_OK ||
	    (e = copy_text(p, info, "SignatureMethod", &p->out->method)) != ECERT_OK ||
	    (e = copy_text(p, info, "SignatureDateTime", &p->out->date_time)) != ECERT_OK ||
	    (e = read_references(p, info)) != ECERT_OK ||
	    (e = read_stamps(p, info)) != ECERT_OK)
		return e;
	if ((seal = eci_xml_child(info, "Seal")) != NULL &&
	    (e = check_content(p, seal, &seal_content)) == ECERT_OK)
		e = read_link(p, seal, "BaseLoc", &p->out->seal_entry);
	return e;
}

static ecert_err
read_signature(const struct parse *p)
{
	const struct eci_xml_node *root = eci_xml_root(p->xml), *info;
	ecert_err e;

	if (!eci_xml_is(root, "Signature"))
		return bad(p, "the root is no Signature");
	if (strcmp(eci_xml_ns(root), ECI_NS_OFD) != 0 &&
	    (e = eci_ofd_note_once(p->ctx, &p->out->notes, ECERT_R_SIG_XML_BAD, p->entry,
	    ECI_OFD_CLAUSE " 7.1: the namespace of an earlier draft")) != ECERT_OK)
		return e;
	if ((e = check_content(p, root, &signature_content)) != ECERT_OK ||
	    (e = check_places(p, root)) != ECERT_OK)
		return e;
	if ((info = eci_xml_child(root, "SignedInfo")) == NULL)
		return bad(p, "no SignedInfo");
	if ((e = read_link(p, root, "SignedValue", &p->out->value_entry)) != ECERT_OK)
		return e;
	return read_info(p, info);
}

ecert_err
eci_ofd_sig_parse(ecert_ctx *ctx, const char *entry, const uint8_t *bytes, size_t n,
    struct eci_ofd_sig *out)
{
	struct parse p = { ctx, entry, NULL, out };
	ecert_err e;

	*out = (struct eci_ofd_sig){ 0 };
	if ((e = eci_xml_parse(ctx, entry, bytes, n, &p.xml)) == ECERT_OK)
		e = read_signature(&p);
	eci_xml_free(p.xml);
	if (e != ECERT_OK)
		eci_ofd_sig_free(out);
	return e;
}

void
eci_ofd_sig_free(struct eci_ofd_sig *sig)
{
	size_t i;

	for (i = 0; i < sig->n_refs; i++)
		free(sig->refs[i].entry);
	for (i = 0; i < sig->n_stamps; i++)
		free(sig->stamps[i].id);
	free(sig->refs);
	free(sig->stamps);
	free(sig->method);
	free(sig->date_time);
	free(sig->provider);
	free(sig->check_method);
	free(sig->seal_entry);
	free(sig->value_entry);
	eci_notes_free(&sig->notes);
	*sig = (struct eci_ofd_sig){ 0 };
}
