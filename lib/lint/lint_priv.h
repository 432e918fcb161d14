/* SPDX-License-Identifier: Apache-2.0 */
/* lint_priv.h - what the files of this layer share. */
#ifndef ECI_LINT_PRIV_H
#define ECI_LINT_PRIV_H

#include "lint/lint.h"
#include "ofd/ofd.h"
#include "verify/verify.h"

struct eci_lint_run;

/* ---- the rules (lint_rules.c) ---- */

typedef ecert_err eci_lint_fn(struct eci_lint_run *r);
struct eci_lint_rule {
	const char          *id, *clause;
	ecert_lint_strength  strength;
	const char          *mode;       /* "F", "F+", "F~", see ecert-lint(1) */
	bool                 needs_doc;  /* else fn is called for any file */
	eci_lint_fn         *fn;
	const char          *text[2];    /* en, zh */
};
size_t eci_lint_rule_n(void);
const struct eci_lint_rule *eci_lint_rule(size_t rule);

/* ---- findings (lint_add.c) ---- */

struct eci_lint_finding {
	size_t             rule;
	ecert_lint_result  result;
	char              *where;        /* these are escaped, never NULL */
	char              *text[2];      /* en, zh */
};
struct ecert_lint {
	char                    *file;   /* as it was given, not escaped; never NULL */
	struct eci_lint_finding *v;
	size_t                   n, cap;
};
/* The worst of a rule's findings: BROKEN, OPEN, KEPT, NOT_APPLICABLE. */
ecert_lint_result eci_lint_worst(const struct ecert_lint *lint, size_t rule);
/* Rules whose worst finding is of that kind; strength 0: of any strength. */
size_t eci_lint_count(const struct ecert_lint *lint, ecert_lint_result result,
    ecert_lint_strength strength);
const char *eci_lint_result_name(ecert_lint_result result);
const char *eci_lint_strength_name(ecert_lint_strength strength);

/* A finding of the rule at hand; the same arguments fill both texts.  where is not
 * escaped, NULL for the whole file.  What is beyond a bound is only counted. */
ecert_err eci_lint_add(struct eci_lint_run *r, ecert_lint_result result, const char *where,
    const char *en, const char *zh, ...)
    __attribute__((format(printf, 4, 6), format(printf, 5, 6)));
#define ECI_LKEPT(r, ...) eci_lint_add(r, ECERT_LINT_KEPT, __VA_ARGS__)
#define ECI_LBROKEN(r, ...) eci_lint_add(r, ECERT_LINT_BROKEN, __VA_ARGS__)
#define ECI_LOPEN(r, ...) eci_lint_add(r, ECERT_LINT_OPEN, __VA_ARGS__)
#define ECI_LNONE(r, ...) eci_lint_add(r, ECERT_LINT_NOT_APPLICABLE, __VA_ARGS__)
/* Whether the rule at hand has a finding. */
bool eci_lint_any(const struct eci_lint_run *r);
/* Says how many findings were only counted. */
ecert_err eci_lint_add_more(struct eci_lint_run *r);

/* ---- signatures (lint_sigs.c) ---- */

enum eci_lint_says { ECI_LINT_UNKNOWN, ECI_LINT_YES, ECI_LINT_NO };
/* What the rules ask of one signature. */
struct eci_lint_sig {
	char              *entry;        /* of Signature.xml, "" when there is none */
	bool               has_desc;
	struct eci_ofd_sig desc;         /* Signature.xml */
	char              *seal;         /* the seal's name, NULL: no seal, or unreadable */
	bool               wants_seal;   /* by its Type */
	char              *format;       /* of the picture: "png", "svg", ... */
	enum eci_lint_says picture;      /* shows 电子证书 as text */
	enum eci_lint_says national;     /* SM2 with SM3 */
	enum eci_lint_says stamped;      /* has a time stamp */
	bool               self_issued;  /* the signer's certificate is */
};
ecert_err eci_lint_sigs(struct eci_lint_run *r);
void eci_lint_sigs_free(struct eci_lint_run *r);
/* Whether a picture's bytes have the text 电子证书 (lint_picture.c). */
ecert_err eci_lint_picture(struct eci_lint_run *r, const char *format, struct eci_bytes picture,
    enum eci_lint_says *says);

/* ---- one run (lint_run.c) ---- */

struct eci_lint_run {
	ecert_ctx            *ctx;
	ecert_doc            *doc;       /* NULL: the file is none */
	ecert_reason          refused;   /* then: why, and the message */
	char                 *message;
	const char           *name;      /* the file's without folders; NULL: not known */
	const ecert_policy   *policy;
	struct ecert_lint    *out;
	size_t                rule, first;       /* at hand; its first finding */
	size_t                more[5];           /* by result: only counted */
	struct eci_ofd_reach  reach;
	ecert_report         *report;            /* NULL: could not be made */
	struct eci_lint_sig  *sigs;
	size_t                n_sigs;
	bool                  sigs_bad;          /* their list cannot be read */
	struct eci_ofd_ids    ids;
	bool                  ids_bad;           /* the list of tags cannot be read */
	struct eci_lint_code *code;              /* NULL: not looked for yet */
};
/* The identifier that counts; NULL where there is none or it is malformed. */
const ecert_id *eci_lint_id(const struct eci_lint_run *r);
/* Trouble of the machine or the caller's wish, as opposed to what a file says. */
bool eci_lint_is_trouble(ecert_err e);

/* ---- names of classes (lint_class.c) ---- */

enum { ECI_LINT_CLASSES = 4 };          /* 检定 校准 检验 检测 */
const char *eci_lint_class_word(size_t i);
/* Bits of the classes whose words stand in s. */
unsigned eci_lint_classes_in(const char *s, size_t n);
/* Bits of the classes a certificate of this type belongs to. */
unsigned eci_lint_classes_of(ecert_type type);

/* ---- rule functions ---- */

/* lint_document.c */
eci_lint_fn eci_lint_ofd, eci_lint_single, eci_lint_dynamic, eci_lint_contained, eci_lint_fonts;
/* lint_attach.c */
eci_lint_fn eci_lint_attachments;
/* lint_seal.c */
eci_lint_fn eci_lint_seal_picture, eci_lint_seal_name, eci_lint_seal_shown;
/* lint_page.c */
eci_lint_fn eci_lint_a4, eci_lint_sentence;
/* lint_code.c */
void eci_lint_code_free(struct eci_lint_run *r);
eci_lint_fn eci_lint_code_kind, eci_lint_code_place, eci_lint_code_covers;
/* lint_name.c */
eci_lint_fn eci_lint_name_length, eci_lint_name_short, eci_lint_name_parts, eci_lint_name_joins;
/* lint_id.c */
eci_lint_fn eci_lint_id_stored, eci_lint_id_tag, eci_lint_id_kept, eci_lint_id_form;
/* lint_sign.c */
eci_lint_fn eci_lint_marks, eci_lint_intact, eci_lint_verifiable, eci_lint_national,
    eci_lint_licensed, eci_lint_transfer, eci_lint_lasting;

#endif
