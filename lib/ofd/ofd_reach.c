/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ofd_reach.c - everything OFD.xml leads to.  A queue of (entry, role) pairs,
 * each taken once: cycles end, and depth costs no stack.
 */
#include "ofd/ofd_reach_priv.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FINDINGS_MAX 200                   /* of each weight: a file made of faults */
#define SEE_MAX      (4 * 1024 * 1024)     /* larger opaque parts are not read */
#define SEEN         (1u << 31)            /* beside the bits of roles */
#define OUTSIDE      "the location "        /* how the text of such a finding begins */
/* Roles of a signature's own files, and the one that only counts files. */
#define NO_CONTENT   (SEEN | 1u << ROLE_SIGNATURES | 1u << ROLE_SIGNATURE | 1u << ROLE_VALUE | \
	1u << ROLE_VERSION_FILE)

struct task {
	size_t            entry;
	enum eci_ofd_role role;
};

struct walk {
	ecert_ctx            *ctx;
	ecert_doc            *doc;
	eci_ofd_see          *see;
	void                 *arg;
	struct eci_ofd_reach *out;
	uint32_t             *roles;       /* bit per role, by entry */
	struct task          *tasks;
	size_t                n_tasks, cap_tasks;
	const char           *where;       /* part at hand */
	bool                  learn, full; /* its links are kept; are too many for that */
	struct eci_ofd_known *known;       /* where, NULL: not now */
	const struct eci_ofd_twin *twin;
};

/* What lies in the file becomes a finding. */
static bool
is_fatal(ecert_err e)
{
	return e == ECERT_E_NOMEM || e == ECERT_E_IO || e == ECERT_E_CANCELLED ||
	    e == ECERT_E_INTERNAL || e == ECERT_E_ARG;
}

static bool
same(const struct eci_ofd_finding *a, const struct eci_ofd_finding *b)
{
	return a->kind == b->kind && a->reason == b->reason && strcmp(a->where, b->where) == 0 &&
	    strcmp(a->text, b->text) == 0;
}

bool
eci_ofd_finding_bad(const struct eci_ofd_finding *f)
{
	return f->kind == ECI_OFD_BROKEN || f->reason == ECERT_R_REF_BAD;
}

bool
eci_ofd_finding_outside(const struct eci_ofd_finding *f)
{
	return f->kind == ECI_OFD_ACTIVE && strncmp(f->text, OUTSIDE, strlen(OUTSIDE)) == 0;
}

/* Dead links, however many, must not hide a part that cannot be read, nor what is
 * active. */
static bool
is_full(struct eci_ofd_reach *out, const struct eci_ofd_finding *f)
{
	bool bad = eci_ofd_finding_bad(f), active = f->kind == ECI_OFD_ACTIVE;
	size_t i, n = 0;

	for (i = 0; i < out->n_findings; i++)
		n += eci_ofd_finding_bad(&out->findings[i]) == bad &&
		    (out->findings[i].kind == ECI_OFD_ACTIVE) == active;
	if (n >= FINDINGS_MAX)
		out->n_more[bad]++;
	return n >= FINDINGS_MAX;
}

static ecert_err ECI_PRINTF(5, 6)
find(struct walk *w, enum eci_ofd_finding_kind kind, ecert_reason r, const char *where,
    const char *fmt, ...)
{
	struct eci_ofd_reach *out = w->out;
	struct eci_ofd_finding f = { kind, r, NULL, NULL };
	char text[1280];
	va_list ap;
	size_t i;
	ecert_err e;

	if (is_full(out, &f))
		return ECERT_OK;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if ((e = eci_grow(w->ctx, &out->findings, out->n_findings, &out->cap_findings,
	    sizeof(f))) != ECERT_OK ||
	    (e = eci_escaped(w->ctx, where, strlen(where), &f.where)) != ECERT_OK ||
	    (e = eci_escaped(w->ctx, text, strlen(text), &f.text)) != ECERT_OK)
		goto out;
	for (i = 0; i < out->n_findings; i++)
		if (same(&out->findings[i], &f))
			goto out;
	out->findings[out->n_findings++] = f;
	f.where = f.text = NULL;
out:
	free(f.where);
	free(f.text);
	return e;
}

/* The message of the error at hand, without "where: ". */
static const char *
message(const struct walk *w)
{
	const char *msg = ecert_errmsg(w->ctx), *at = strstr(msg, ": ");

	return at != NULL ? at + 2 : msg;
}

static ecert_err
enqueue(struct walk *w, size_t entry, enum eci_ofd_role role)
{
	struct eci_ofd_reach *out = w->out;
	ecert_err e;

	if ((w->roles[entry] & 1u << role) != 0)
		return ECERT_OK;
	if ((e = eci_grow(w->ctx, &w->tasks, w->n_tasks, &w->cap_tasks,
	    sizeof(*w->tasks))) != ECERT_OK ||
	    (e = eci_grow(w->ctx, &out->parts, out->n_parts, &out->cap_parts,
	    sizeof(*out->parts))) != ECERT_OK)
		return e;
	if (w->roles[entry] == 0)
		out->parts[out->n_parts++] = (struct eci_ofd_part){ eci_ofd_role_kind(role),
		    eci_pkg_name(w->doc->pkg, entry), false };
	w->roles[entry] |= 1u << role;
	w->tasks[w->n_tasks++] = (struct task){ entry, role };
	return ECERT_OK;
}

/* Links of signatures say which bytes are signed: they match to the letter. */
static ecert_err
follow(struct walk *w, const struct eci_ofd_link *link, size_t *entry)
{
	char *name = NULL;
	ecert_err e;

	if (link->resource)
		return eci_ofd_follow_res(w->ctx, w->doc, &w->doc->notes, w->where, link->res_base,
		    link->loc, entry);
	if (link->role != ROLE_SIGNATURES && link->role != ROLE_SIGNATURE &&
	    link->role != ROLE_VALUE)
		return eci_ofd_follow(w->ctx, w->doc, &w->doc->notes, w->where, link->loc, entry);
	if ((e = eci_ofd_resolve(w->ctx, w->where, link->loc, &name)) == ECERT_OK)
		*entry = eci_pkg_find(w->doc->pkg, name);
	free(name);
	return e;
}

/* Without them another document is shown than the one that is examined. */
static bool
is_needed(enum eci_ofd_role role)
{
	return role == ROLE_DOCUMENT || role == ROLE_PAGE || role == ROLE_TEMPLATE ||
	    role == ROLE_SIGNATURES;
}

static ecert_err
on_link(void *arg, ecert_ctx *ctx, const struct eci_ofd_link *link)
{
	struct walk *w = arg;
	size_t entry = SIZE_MAX;
	ecert_err e;

	if (w->known != NULL && (e = eci_ofd_learn(ctx, w->known, link, &w->full)) != ECERT_OK)
		return e;
	if (link->loc[0] == '\0' && is_needed(link->role))
		return find(w, ECI_OFD_DANGLING, ECERT_R_DANGLING_REF, w->where,
		    "a page, template or list without a location");
	if (link->loc[0] == '\0')
		return eci_ofd_note_once(w->ctx, &w->doc->notes, ECERT_R_DANGLING_REF, w->where,
		    ECI_OFD_CLAUSE " 7.2: an empty location");
	if (eci_ofd_has_scheme(link->loc))
		return find(w, ECI_OFD_ACTIVE, ECERT_R_ACTIVE_CONTENT, w->where,
		    OUTSIDE "%s is outside of the package", link->loc);
	e = follow(w, link, &entry);
	if (e != ECERT_OK)
		return is_fatal(e) ? e : find(w, ECI_OFD_DANGLING, ECERT_R_REF_BAD, w->where, "%s",
		    message(w));
	if (entry == SIZE_MAX)
		return find(w, ECI_OFD_DANGLING, ECERT_R_DANGLING_REF, w->where,
		    "names %s, which is not in the package", link->loc);
	return enqueue(w, entry, link->role);
}

static ecert_err
on_active(void *arg, ecert_ctx *ctx, const char *what)
{
	struct walk *w = arg;

	(void)ctx;
	w->full = true;       /* only links are kept: it is to be found anew */
	return find(w, ECI_OFD_ACTIVE, ECERT_R_ACTIVE_CONTENT, w->where, "%s", what);
}

/* A part that cannot be read; a tag file that is no XML is only worth a note:
 * genuine invoices have such. */
static ecert_err
broken(struct walk *w, const struct task *t, ecert_err e)
{
	ecert_reason r = ecert_errreason(w->ctx);

	if (is_fatal(e))
		return e;
	if (t->role == ROLE_TAG && eci_reason_err(r) == ECERT_E_XML)
		return eci_ofd_note_once(w->ctx, &w->doc->notes, r, w->where, "custom tag: %s",
		    message(w));
	return find(w, ECI_OFD_BROKEN, r, w->where, "%s", message(w));
}

/* What is kept of a part that was read to its end. */
static void
keep(const struct walk *w, const struct task *t, struct eci_ofd_known *k,
    const struct eci_ofd_area *area)
{
	if (eci_ofd_role_is_page(t->role)) {
		k->area = *area;
		k->has_area = true;
	}
	if (w->known != NULL && !w->full) {
		k->role = t->role;
		k->has_links = true;
	}
}

/* The links of a part, kept when it says nothing else, and a page's size. */
static ecert_err
read_links(struct walk *w, const struct task *t, const struct eci_lent *b)
{
	bool page = eci_ofd_role_is_page(t->role);
	struct eci_ofd_area area = { 0 };
	struct eci_ofd_sight sight = { on_link, on_active, w, page ? &area : NULL };
	struct eci_ofd_known *k = NULL;
	ecert_err e;

	if ((w->learn || page) &&
	    (e = eci_ofd_known(w->ctx, w->doc, t->entry, &k)) != ECERT_OK)
		return e;
	/* One role is kept, the first. */
	w->known = w->learn && !k->has_links ? k : NULL;
	w->full = false;
	e = eci_ofd_links(w->ctx, w->where, t->role, b->ptr, b->len, &sight);
	if (e == ECERT_OK && k != NULL)
		keep(w, t, k, &area);
	if (w->known != NULL && !k->has_links)
		eci_ofd_forget(k);
	w->known = NULL;
	return e;
}

static ecert_err
read_part(struct walk *w, const struct task *t, uint64_t max)
{
	bool seen = (w->roles[t->entry] & SEEN) != 0;
	struct eci_lent b;
	ecert_err e;

	w->roles[t->entry] |= SEEN;
	if ((e = eci_pkg_lend(w->ctx, w->doc->pkg, t->entry, max, &b)) != ECERT_OK)
		return broken(w, t, e);
	if (eci_ofd_role_is_xml(t->role) && (e = read_links(w, t, &b)) != ECERT_OK)
		e = broken(w, t, e);
	if (e == ECERT_OK && w->see != NULL && !seen)
		e = w->see(w->arg, w->ctx, t->entry, &b);
	eci_lent_free(&b);
	return e;
}

/* Its size goes over to the page that has the same bytes. */
static ecert_err
tell_twin(struct walk *w, const struct task *t, const struct eci_ofd_known *from)
{
	struct eci_ofd_sight sight = { on_link, on_active, w, NULL };
	struct eci_ofd_known *k;
	ecert_err e;

	if (from->has_area) {
		if ((e = eci_ofd_known(w->ctx, w->doc, t->entry, &k)) != ECERT_OK)
			return e;
		k->area = from->area;
		k->has_area = true;
	}
	return eci_ofd_recall(w->ctx, from, &sight);
}

/* *done: the twin of the part, or a walk before, told what there is to know. */
static ecert_err
ask_twin(struct walk *w, const struct task *t, bool *done)
{
	const struct eci_ofd_known *k = w->learn ? eci_pkg_kept(w->doc->pkg, t->entry) :
	    eci_ofd_twin_known(w->twin, t->entry);
	bool links = k != NULL && k->has_links && k->role == t->role;

	*done = k != NULL && k->has_digest && (links || !eci_ofd_role_is_xml(t->role));
	return *done && links ? tell_twin(w, t, k) : ECERT_OK;
}

static ecert_err
take(struct walk *w, struct task t)
{
	uint64_t size = eci_pkg_size(w->doc->pkg, t.entry);
	uint64_t limit = ecert_ctx_limit(w->ctx, ECERT_LIMIT_XML_BYTES);
	bool done;
	ecert_err e;

	w->where = eci_pkg_name(w->doc->pkg, t.entry);
	if ((e = ask_twin(w, &t, &done)) != ECERT_OK || done)
		return e;
	if (!eci_ofd_role_is_xml(t.role)) {
		if (w->see == NULL || size > SEE_MAX || (w->roles[t.entry] & SEEN) != 0)
			return ECERT_OK;
		return read_part(w, &t, SEE_MAX);
	}
	if (size <= limit)
		return read_part(w, &t, limit);
	if (t.role == ROLE_TAG)
		return ECERT_OK;
	return find(w, ECI_OFD_BROKEN, ECERT_R_XML_LIMIT, w->where,
	    "%llu bytes of XML, the limit is %llu", (unsigned long long)size,
	    (unsigned long long)limit);
}

static ecert_err
walk_all(struct walk *w)
{
	struct eci_ofd_reach *out = w->out;
	struct eci_pkg *pkg = w->doc->pkg;
	size_t entry = eci_pkg_find(pkg, ECI_OFD_ENTRY), i;
	ecert_err e;

	*out = (struct eci_ofd_reach){ 0 };
	if (entry == SIZE_MAX)
		return eci_reject(w->ctx, ECERT_R_OFD_STRUCTURE, ECI_OFD_ENTRY, ECI_OFD_CLAUSE,
		    "not in the package");
	if ((w->roles = calloc(eci_pkg_count(pkg), sizeof(*w->roles))) == NULL)
		return eci_nomem(w->ctx);
	e = enqueue(w, entry, ROLE_OFD);
	for (i = 0; e == ECERT_OK && i < w->n_tasks; i++)
		e = take(w, w->tasks[i]);
	for (i = 0; e == ECERT_OK && i < out->n_parts; i++)
		out->parts[i].content = (w->roles[eci_pkg_find(pkg, out->parts[i].entry)] &
		    ~NO_CONTENT) != 0;
	free(w->roles);
	free(w->tasks);
	if (e != ECERT_OK)
		eci_ofd_reach_free(out);
	else
		eci_clear(w->ctx);
	return e;
}

ecert_err
eci_ofd_walk(ecert_ctx *ctx, ecert_doc *doc, eci_ofd_see *see, void *arg,
    struct eci_ofd_reach *out)
{
	struct walk w = { .ctx = ctx, .doc = doc, .see = see, .arg = arg, .out = out };

	return walk_all(&w);
}

ecert_err
eci_ofd_walk_learn(ecert_ctx *ctx, ecert_doc *doc, eci_ofd_see *see, void *arg,
    struct eci_ofd_reach *out)
{
	struct walk w = { .ctx = ctx, .doc = doc, .see = see, .arg = arg, .out = out,
	    .learn = true };

	return walk_all(&w);
}

ecert_err
eci_ofd_walk_twin(ecert_ctx *ctx, ecert_doc *doc, const struct eci_ofd_twin *twin,
    eci_ofd_see *see, void *arg, struct eci_ofd_reach *out)
{
	struct walk w = { .ctx = ctx, .doc = doc, .see = see, .arg = arg, .out = out,
	    .twin = twin };

	return walk_all(&w);
}

void
eci_ofd_reach_free(struct eci_ofd_reach *r)
{
	size_t i;

	for (i = 0; i < r->n_findings; i++) {
		free(r->findings[i].where);
		free(r->findings[i].text);
	}
	free(r->findings);
	free(r->parts);
	*r = (struct eci_ofd_reach){ 0 };
}
