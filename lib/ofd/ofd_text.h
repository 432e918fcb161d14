/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ofd_text.h - for the files that find text on pages.
 *
 * A page is read into glyphs, each with the place of its origin on the page, and
 * runs, glyphs that follow one another on a line (ofd_text_read.c, ofd_text_run.c,
 * ofd_text_space.c).  What templates and composite units show is added
 * (ofd_text_unit.c), runs are joined to lines (ofd_text_line.c), and in those the
 * text is looked for (ofd_text_find.c).
 */
#ifndef ECI_OFD_TEXT_H
#define ECI_OFD_TEXT_H

#include "ofd/ofd_priv.h"

/* Room of an em above and below the baseline, as of Chinese fonts. */
#define ECI_OFD_ASCENT  0.88
#define ECI_OFD_DESCENT 0.12

/* Of a page, a template page or a composite unit. */
#define ECI_OFD_GLYPHS_MAX 262144

struct eci_ofd_glyph {
	uint32_t cp;
	double   x, y;
};
struct eci_ofd_run {
	double right[2], down[2];   /* an em */
	double dir[2];              /* of reading, of length 1 */
	size_t first, n;            /* glyphs, at least one */
};
struct eci_ofd_use {                /* a CompositeObject (13) */
	uint64_t unit;
	double   m[6];
};
/* What a page, a template page or a composite unit shows, in its own space. */
struct eci_ofd_shown {
	struct eci_ofd_glyph *glyphs;
	size_t                n_glyphs, cap_glyphs;
	struct eci_ofd_run   *runs;
	size_t                n_runs, cap_runs;
	struct eci_ofd_use   *uses;
	size_t                n_uses, cap_uses;
	uint64_t             *templates;        /* IDs; a page's own alone */
	size_t                n_templates, cap_templates;
};
struct eci_ofd_unit {
	uint64_t              id;
	struct eci_ofd_shown *shown;
};

/* A search through a document. */
struct eci_ofd_texts {
	ecert_ctx             *ctx;
	ecert_doc             *doc;
	struct eci_ofd_shown **templates;   /* by entry; NULL: not read yet */
	bool                  *res_read;    /* by entry */
	uint64_t               lookup;      /* steps it takes to find a template page */
	bool                   common_read; /* the document's resource lists */
	struct eci_ofd_unit   *units;       /* by ID */
	size_t                 n_units, cap_units;
	size_t                 held;        /* glyphs of templates and units */
	uint64_t               work;        /* glyphs placed, uses followed so far */
	uint64_t               read;        /* bytes of parts so far */
};
/* Counts n steps of work; ECERT_E_LIMIT when a file is made to cost time. */
ecert_err eci_ofd_texts_spend(struct eci_ofd_texts *t, uint64_t n);
/* Counts n bytes that are read, to the same end. */
ecert_err eci_ofd_texts_load(struct eci_ofd_texts *t, uint64_t n);
/* Counts what stays in memory; ECERT_E_LIMIT when that is too much. */
ecert_err eci_ofd_texts_hold(struct eci_ofd_texts *t, const struct eci_ofd_shown *s);

/* ---- ofd_text_space.c ---- */

#define ECI_OFD_FAR_MM 1e7          /* no page reaches that far */
/* The next number of a list; false at its end, or where there is none.  Finite; with
 * exponents, which some writers have. */
bool eci_ofd_next_number(const char **s, double *v);
/* n of them and nothing else. */
bool eci_ofd_numbers(const char *s, double *v, size_t n);
/* A point under m; a vector, which does not move. */
void eci_ofd_apply(const double m[6], const double from[2], double to[2]);
void eci_ofd_apply_vector(const double m[6], const double from[2], double to[2]);
/* Makes v one of length 1; false where it has none. */
bool eci_ofd_normalise(double v[2]);
/* Boundary and CTM to one matrix (8.5, table 34); NULL for an attribute that is
 * absent. */
bool eci_ofd_object_matrix(const char *boundary, const char *ctm, double m[6]);

/* ---- ofd_text_run.c ---- */

/* A TextObject (11.2, table 45) and the TextCode (11.3, table 46) at hand. */
struct eci_ofd_text {
	double         m[6];                /* from its space to the page's */
	double         size, hscale;
	int            reading, turned;     /* quarters: ReadDirection, CharDirection */
	double         x, y;                /* kept for a TextCode without */
	struct eci_buf delta_x, delta_y;
	/* CGTransform: codes from at on that are shown by another number of glyphs. */
	struct eci_ofd_merge { size_t at, codes, glyphs; } *merges;
	size_t         n_merges, cap_merges;
};
/* Glyphs and runs of a TextCode's text. */
ecert_err eci_ofd_text_place(struct eci_ofd_texts *t, const struct eci_ofd_text *o,
    const char *text, struct eci_ofd_shown *out);
/* Of an em; readers substitute fonts, so no real widths can be known. */
double eci_ofd_glyph_width(uint32_t cp);
/* How far a character leads along run. */
double eci_ofd_advance(const struct eci_ofd_run *run, uint32_t cp);
void eci_ofd_shown_free(struct eci_ofd_shown *s);

/* ---- ofd_text_read.c ---- */

/* A page or template page; its resource lists are read where it needs them. */
ecert_err eci_ofd_text_page(struct eci_ofd_texts *t, size_t entry, struct eci_ofd_shown *out);
/* The composite units of a resource list into t->units. */
ecert_err eci_ofd_text_res(struct eci_ofd_texts *t, size_t entry);

/* ---- ofd_text_unit.c ---- */

/* A new unit, in its place; *out is NULL where there is one of that ID. */
ecert_err eci_ofd_unit_add(struct eci_ofd_texts *t, uint64_t id, struct eci_ofd_shown **out);
/* The document's own resource lists, once. */
ecert_err eci_ofd_units_common(struct eci_ofd_texts *t);
/* Everything from shows, with its composite units, at the end of out. */
ecert_err eci_ofd_expand(struct eci_ofd_texts *t, const struct eci_ofd_shown *from,
    struct eci_ofd_shown *out);

/* ---- ofd_text_line.c ---- */

/* Runs in the order of reading: next[i] follows run i on its line, SIZE_MAX: none;
 * head[i]: a line begins with it.  Arrays of n_runs, the caller's.  *looked: how
 * often a run was held against a line. */
ecert_err eci_ofd_lines(ecert_ctx *ctx, const struct eci_ofd_shown *s, size_t *next,
    bool *head, uint64_t *looked);

/* ---- ofd_text_find.c ---- */

/* A text to look for. */
struct eci_ofd_needle {
	uint32_t *cp;                   /* white space left out */
	size_t   *fail, *ring;
	size_t    n;
};
ecert_err eci_ofd_needle(ecert_ctx *ctx, const char *text, struct eci_ofd_needle *out);
void eci_ofd_needle_free(struct eci_ofd_needle *needle);
/* Adds where s shows the text, in the order of reading; hits beyond the page's w
 * and h are not shown. */
ecert_err eci_ofd_needle_find(ecert_ctx *ctx, struct eci_ofd_needle *needle,
    const struct eci_ofd_shown *s, const size_t *next, const bool *head,
    struct eci_ofd_hit page, struct eci_ofd_hits *hits);

#endif
