/* SPDX-License-Identifier: Apache-2.0 */
/* job_batch.h - lists of documents to be signed, shared by job_list*.c and
 * job_batch*.c. */
#ifndef ECI_JOB_BATCH_H
#define ECI_JOB_BATCH_H

#include <stdatomic.h>

#include "json/json.h"
#include "job/job_priv.h"

/* Of a line, in bytes. */
#define ECI_LIST_LINE_MAX ((size_t)64 * 1024)

/* ---- a line (job_list_item.c) ---- */

struct eci_texts {
	char **v;
	size_t n, cap;
};
struct eci_item {
	uint64_t line;                  /* from 1 */
	char    *input, *output;        /* NULL where the line could not be read */
	char    *identifier, *number, *seal, *type, *hit, *replace;   /* NULL: not said */
	struct eci_texts place, every_page, place_at, ride;
	/* Where the line is bad: what ended it, and the sentence. */
	ecert_err wrong;
	char     *message;
};
void eci_item_free(struct eci_item *item);
#define ECI_KEYS 12
const char *eci_item_key(size_t key);           /* below ECI_KEYS */
/* ECI_KEYS where there is no such key. */
size_t eci_item_find(const char *name);
/* Several values in one text are separated by ";" where split is true; an empty one
 * is none there. */
ecert_err eci_item_set(ecert_ctx *ctx, struct eci_item *item, size_t key, const char *text,
    bool split);
/* From an object of a list of JSON lines; where names list and line in messages. */
ecert_err eci_item_json(ecert_ctx *ctx, const char *where, const char *text, size_t len,
    struct eci_item *item);
/* ECERT_E_CONFIG where what every line must have is missing. */
ecert_err eci_item_check(ecert_ctx *ctx, const char *where, const struct eci_item *item);

/* ---- CSV (job_list_csv.c; RFC 4180) ---- */

struct eci_csv {
	char  **v;                      /* into the record, unquoted */
	size_t  n, cap;
};
/* Splits the record in place; ECERT_E_CONFIG where a quote is out of place. */
ecert_err eci_csv_split(ecert_ctx *ctx, const char *where, char *record, size_t n,
    struct eci_csv *out);
void eci_csv_free(struct eci_csv *csv);

/* ---- the list (job_list.c) ---- */

struct eci_list;
/* lines is taken over, also on failure. */
ecert_err eci_list_open(ecert_ctx *ctx, struct eci_lines *lines, struct eci_list **out);
void eci_list_close(struct eci_list *list);
/*
 * The next line that is not blank; *out NULL at the end.  A line that is bad is an
 * item with what is wrong in it; an error is the list's: its header, or reading it.
 */
ecert_err eci_list_next(ecert_ctx *ctx, struct eci_list *list, struct eci_item **out);
/* Whether the next line is at hand, and not to be waited for. */
bool eci_list_ready(const struct eci_list *list);
/* Lines from the beginning to the end, where the list can be read twice, else 0; the
 * list then is where it began. */
ecert_err eci_list_count(ecert_ctx *ctx, struct eci_list *list, uint64_t *n);

/* ---- names (job_batch_names.c): no line destroys what another, or the run, needs ---- */

struct eci_names;
ecert_err eci_names_new(ecert_ctx *ctx, struct eci_names **out);
void eci_names_free(struct eci_names *names);
/* No line may replace this file, or any below this folder. */
ecert_err eci_names_protect(ecert_ctx *ctx, struct eci_names *names, const char *path);
/* ECERT_E_CONFIG where the output of item is the output or input of a line before, its
 * input is an output, or its output is protected.  Else its names are remembered. */
ecert_err eci_names_claim(ecert_ctx *ctx, struct eci_names *names, const char *list,
    const struct eci_item *item);
/* Forgets the lines, not what is protected. */
void eci_names_forget(struct eci_names *names);

/* ---- seals (job_batch_seals.c): each is loaded once, for all threads ---- */

struct eci_seals;
ecert_err eci_seals_new(ecert_ctx *ctx, struct eci_seals **out);
void eci_seals_free(struct eci_seals *seals);
/* Borrowed until it is given back by the number in *at, SIZE_MAX on failure. */
ecert_err eci_seals_get(ecert_ctx *ctx, struct eci_seals *seals, const char *path,
    const ecert_seal **out, size_t *at);
void eci_seals_put(struct eci_seals *seals, size_t at);

/* ---- one line (job_batch_line.c) ---- */

struct eci_line_how {
	const ecert_sign_job *job;      /* what the line leaves open */
	const ecert_id_opts  *id_opts;
	struct eci_seals     *seals;
	bool                  resume;
	const atomic_int     *stop;     /* not 0: no further line is begun */
};
/* What one line has of its own; job is made of it. */
struct eci_line_own {
	ecert_sign_job    job;
	ecert_sign_opts  *opts;
	ecert_id         *id;
	struct eci_seals *seals;
	size_t            seal;         /* in use; SIZE_MAX: none */
};
struct eci_line_end {
	ecert_err e;
	bool      told, skipped;        /* e and record are there; nothing was to be done */
	char     *message;              /* why it failed; NULL: not, or no memory */
	char     *json;                 /* the record, NULL where memory ran out */
	struct eci_job_done done;       /* where out is set there, the last steps wait */
	struct eci_line_own own;
};
/* What comes before the signing: what item says, and whether it was done.  With a batch,
 * which must be ended before the signing, the document is looked at, and the last steps
 * with the record are left to be made. */
void eci_line_begin(ecert_ctx *ctx, const struct eci_line_how *how,
    const struct eci_item *item, struct eci_sm3_batch *batch, struct eci_line_end *end);
/* Signs it, unless there was nothing to be done. */
void eci_line_sign(ecert_ctx *ctx, const struct eci_item *item, struct eci_line_end *end);
/* How the line ended, where that is not yet recorded; the detail is in ctx. */
void eci_line_tell(ecert_ctx *ctx, const struct eci_item *item, ecert_err e,
    struct eci_line_end *end);
/* All zero: nothing was begun. */
void eci_line_end_free(struct eci_line_end *end);

/* ---- some lines (job_batch_hand.c): what a thread takes at a time ---- */

#define ECI_HAND_MAX 8
/* Results that all threads have open at a time: each takes three descriptors. */
#define ECI_HAND_FILES 128
struct eci_hand {
	struct eci_item    *item[ECI_HAND_MAX];
	struct eci_line_end end[ECI_HAND_MAX];
	size_t              n, begun;   /* to be signed: the others' ends are not told */
	uint64_t            ms;         /* what they took */
};
/* Signs them, at least the first; their records are there then. */
void eci_hand_sign(ecert_ctx *ctx, const struct eci_line_how *how, struct eci_hand *hand);
/* As many as go with so many milliseconds for the last n: someone waits for records. */
size_t eci_hand_size(uint64_t ms, size_t n);
void eci_hand_free(struct eci_hand *hand);

/* ---- what was done before (job_batch_again.c) ---- */

/* Whether out is what job would make of in, up to the time of signing: then done is
 * filled in, else out is not, and there is no error.  Dead temporary files are removed. */
bool eci_job_is_done(ecert_ctx *ctx, const ecert_sign_job *job, const char *in,
    const char *out, struct eci_job_done *done);

#endif
