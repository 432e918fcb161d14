/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_signs.c - Signatures.xml (GB/T 33190-2016 18.1, table 66). */
#include "ofd/ofd_priv.h"

#include <stdlib.h>
#include <string.h>

#define CLAUSE ECI_OFD_CLAUSE " 18.1"

static ecert_err
bad_list(ecert_ctx *ctx, const char *entry, const char *what)
{
	return eci_reject(ctx, ECERT_R_SIG_LIST_BAD, entry, CLAUSE, "%s", what);
}

static void
sign_free(struct eci_ofd_sign *s)
{
	free(s->id);
	free(s->type);
	free(s->entry);
	free(s->loc);
}

void
eci_ofd_sign_list_free(struct eci_ofd_sign *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		sign_free(&v[i]);
	free(v);
}

static ecert_err
read_row(ecert_ctx *ctx, const char *entry, const struct eci_xml_node *row,
    struct eci_ofd_sign *out)
{
	const char *id = eci_xml_attr(row, "ID"), *loc = eci_xml_attr(row, "BaseLoc");
	const char *type = eci_xml_attr(row, "Type");
	ecert_err e;

	if (id == NULL || id[0] == '\0')
		return bad_list(ctx, entry, "a signature without ID");
	if (loc == NULL)
		return bad_list(ctx, entry, "a signature without BaseLoc");
	if (eci_xml_first(row) != NULL)
		return bad_list(ctx, entry, "an unknown element in a signature");
	if ((e = eci_ofd_resolve(ctx, entry, loc, &out->entry)) != ECERT_OK)
		return e == ECERT_E_NOMEM ? e : bad_list(ctx, entry,
		    "the location of a signature is not one in the package");
	if ((e = eci_strdup(ctx, id, &out->id)) == ECERT_OK &&
	    (e = eci_strdup(ctx, loc, &out->loc)) == ECERT_OK)
		e = eci_strdup(ctx, type != NULL ? type : "Seal", &out->type);
	return e;
}

static ecert_err
check_ids(ecert_ctx *ctx, const char *entry, const struct eci_ofd_sign *v, size_t n)
{
	size_t i, k;

	for (i = 0; i < n; i++)
		for (k = i + 1; k < n; k++)
			if (strcmp(v[i].id, v[k].id) == 0)
				return bad_list(ctx, entry, "two signatures of one ID");
	return ECERT_OK;
}

/* Readers that look at local names alone must see what we see. */
static ecert_err
check_elements(ecert_ctx *ctx, const char *entry, struct eci_xml *xml)
{
	const struct eci_xml_node *c, *root = eci_xml_root(xml);
	const char *text;

	if (!eci_xml_is(root, "Signatures"))
		return bad_list(ctx, entry, "the root is no Signatures");
	if (eci_xml_count(root, "Signature") > ecert_ctx_limit(ctx, ECERT_LIMIT_SIGNATURES))
		return eci_reject(ctx, ECERT_R_SIG_LIST_BAD, entry, CLAUSE,
		    "%zu signatures, the limit is %llu", eci_xml_count(root, "Signature"),
		    (unsigned long long)ecert_ctx_limit(ctx, ECERT_LIMIT_SIGNATURES));
	for (c = eci_xml_first(root); c != NULL; c = eci_xml_next(c))
		if (!eci_xml_is(c, "Signature") && !eci_xml_is(c, "MaxSignId"))
			return bad_list(ctx, entry, "an element that is no signature");
		else if (eci_xml_is(c, "MaxSignId") && eci_xml_first(c) != NULL)
			return bad_list(ctx, entry, "an element in MaxSignId");
	if ((text = eci_xml_text(xml, root)) == NULL)
		return eci_nomem(ctx);
	return text[0] == '\0' ? ECERT_OK : bad_list(ctx, entry, "text between the signatures");
}

static ecert_err
read_rows(ecert_ctx *ctx, const char *entry, const struct eci_xml_node *root,
    struct eci_ofd_sign **out, size_t *n)
{
	size_t max = eci_xml_count(root, "Signature");
	const struct eci_xml_node *c;
	struct eci_ofd_sign *v;
	ecert_err e = ECERT_OK;

	if ((v = calloc(max + 1, sizeof(*v))) == NULL)
		return eci_nomem(ctx);
	for (*n = 0, c = eci_xml_first(root); c != NULL && e == ECERT_OK; c = eci_xml_next(c))
		if (eci_xml_is(c, "Signature"))
			e = read_row(ctx, entry, c, &v[(*n)++]);
	if (e == ECERT_OK)
		e = check_ids(ctx, entry, v, *n);
	if (e != ECERT_OK) {
		eci_ofd_sign_list_free(v, *n);
		*n = 0;
		return e;
	}
	*out = v;
	return ECERT_OK;
}

ecert_err
eci_ofd_sign_rows(ecert_ctx *ctx, ecert_doc *doc, const char *entry,
    struct eci_ofd_sign **out, size_t *n)
{
	size_t i = eci_pkg_find(doc->pkg, entry);
	struct eci_xml *xml = NULL;
	struct eci_xml_node *root;
	ecert_err e;

	*out = NULL;
	*n = 0;
	if (i == SIZE_MAX)
		return bad_list(ctx, entry, "named by OFD.xml, not in the package");
	if ((e = eci_ofd_read_xml(ctx, doc, i, &xml)) != ECERT_OK)
		return e;
	root = eci_xml_root(xml);
	if ((e = check_elements(ctx, entry, xml)) != ECERT_OK)
		goto out;
	if (eci_xml_count(root, "MaxSignId") > 1 &&
	    (e = eci_ofd_note_once(ctx, &doc->notes, ECERT_R_SIG_LIST_BAD, entry,
	    CLAUSE ": more than one MaxSignId")) != ECERT_OK)
		goto out;
	if (strcmp(eci_xml_ns(root), ECI_NS_OFD) != 0 &&
	    (e = eci_ofd_note_once(ctx, &doc->notes, ECERT_R_SIG_LIST_BAD, entry,
	    ECI_OFD_CLAUSE " 7.1: the namespace of an earlier draft")) != ECERT_OK)
		goto out;
	e = read_rows(ctx, entry, root, out, n);
out:
	eci_xml_free(xml);
	return e;
}

/* Behind a comment or instruction at i, n where it does not end. */
static size_t
behind(const uint8_t *p, size_t n, size_t i, const char *end)
{
	size_t len = strlen(end);

	for (; n - i >= len; i++)
		if (memcmp(p + i, end, len) == 0)
			return i + len;
	return n;
}

/* Whether the first start tag may be called Signature, with whatever prefix; what
 * is none of the usual things before it may be followed by anything. */
static bool
may_describe(const uint8_t *p, size_t n, size_t i)
{
	static const char name[] = "Signature";
	size_t from;

	for (;;) {
		while (i < n && (p[i] == ' ' || p[i] == '\t' || p[i] == '\r' || p[i] == '\n'))
			i++;
		if (n - i >= 2 && p[i] == '<' && p[i + 1] == '?')
			i = behind(p, n, i + 2, "?>");
		else if (n - i >= 4 && memcmp(p + i, "<!--", 4) == 0)
			i = behind(p, n, i + 4, "-->");
		else
			break;
	}
	if (n - i < 2 || p[i] != '<' || p[i + 1] == '!')
		return i < n;
	for (from = ++i; i < n && memchr(" \t\r\n/>=<\"'", p[i], 10) == NULL; i++)
		if (p[i] == ':')
			from = i + 1;
	return i - from == sizeof(name) - 1 && memcmp(p + from, name, i - from) == 0;
}

static size_t
leading(const uint8_t *p, size_t n)
{
	size_t i = n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	while (i < n && (p[i] == ' ' || p[i] == '\t' || p[i] == '\r' || p[i] == '\n'))
		i++;
	return i;
}

enum eci_ofd_look
eci_ofd_look(const uint8_t *p, size_t n)
{
	size_t i = leading(p, n);

	if (n > 0 && p[0] == 0x30)
		return ECI_OFD_LIKE_DER;
	return i < n && p[i] == '<' && may_describe(p, n, i) ? ECI_OFD_LIKE_SIGNATURE :
	    ECI_OFD_NEITHER;
}

struct root {
	bool seen, yes;
};

/* The root says it all: no need to read on. */
static ecert_err
on_root(void *arg, ecert_ctx *ctx, const struct eci_xml_tag *tag)
{
	struct root *root = arg;

	(void)ctx;
	root->seen = true;
	root->yes = strcmp(tag->local, "Signature") == 0 && eci_xml_ns_is_ofd(tag->ns);
	return ECERT_E_CANCELLED;
}

ecert_err
eci_ofd_is_signature(ecert_ctx *ctx, const char *entry, const uint8_t *p, size_t n, bool *yes)
{
	static const struct eci_xml_want want = { 0, NULL };
	struct root root = { false, false };
	ecert_err e;

	*yes = false;
	if (eci_ofd_look(p, n) != ECI_OFD_LIKE_SIGNATURE)
		return ECERT_OK;
	e = eci_xml_skim(ctx, entry, p, n, &want, on_root, NULL, &root);
	if (!root.seen && e == ECERT_E_NOMEM)
		return e;
	*yes = root.yes;
	eci_clear(ctx);
	return ECERT_OK;
}

static ecert_err
copy_row(ecert_ctx *ctx, const struct eci_ofd_sign *row, struct eci_ofd_sign *out)
{
	ecert_err e;

	if ((e = eci_strdup(ctx, row->id, &out->id)) == ECERT_OK &&
	    (e = eci_strdup(ctx, row->type, &out->type)) == ECERT_OK &&
	    (e = eci_strdup(ctx, row->entry, &out->entry)) == ECERT_OK)
		e = eci_strdup(ctx, row->loc, &out->loc);
	return e;
}

/* What is wrong with a list, or too much for a limit that was set since, is found by
 * reading it. */
ecert_err
eci_ofd_sign_list(ecert_ctx *ctx, ecert_doc *doc, struct eci_ofd_sign **out, size_t *n)
{
	const struct eci_ofd_state *st = &doc->st;
	struct eci_ofd_sign *v;
	ecert_err e = ECERT_OK;

	*out = NULL;
	*n = 0;
	if (st->signatures == NULL)
		return ECERT_OK;
	if (st->sign_list_bad ||
	    st->n_signatures > ecert_ctx_limit(ctx, ECERT_LIMIT_SIGNATURES))
		return eci_ofd_sign_rows(ctx, doc, st->signatures, out, n);
	if ((v = calloc(st->n_signatures + 1, sizeof(*v))) == NULL)
		return eci_nomem(ctx);
	while (e == ECERT_OK && *n < st->n_signatures) {
		e = copy_row(ctx, &st->rows[*n], &v[*n]);
		++*n;
	}
	if (e != ECERT_OK) {
		eci_ofd_sign_list_free(v, *n);
		*n = 0;
		return e;
	}
	*out = v;
	return ECERT_OK;
}
