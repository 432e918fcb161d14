/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base.h - what every layer stands on: errors and notes in the context, bounded
 * buffers and cursors, text, time, and the only file I/O of the library.
 */
#ifndef ECI_BASE_H
#define ECI_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ecert.h"

#define ECI_PRINTF(f, a) __attribute__((format(printf, f, a)))
#define ECI_COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Bytes somebody else owns. */
struct eci_bytes {
	const uint8_t *ptr;
	size_t         len;
};

/* ---- errors (base_ctx.c) ---- */

/* Both return e, so that "return eci_fail(...)" reads well.  ctx is not NULL. */
ecert_err eci_fail(ecert_ctx *ctx, ecert_err e, const char *fmt, ...)
    ECI_PRINTF(3, 4);
/* ECERT_E_IO with errno's text after ": ". */
ecert_err eci_fail_os(ecert_ctx *ctx, int oserror, const char *fmt, ...)
    ECI_PRINTF(3, 4);
/*
 * The input is at fault.  The error code follows from the reason (ZIP_* ->
 * ECERT_E_PKG, *_LIMIT -> ECERT_E_LIMIT, ...); the message is "where: text",
 * or "where: clause: text" when clause is not NULL.
 */
ecert_err eci_reject(ecert_ctx *ctx, ecert_reason r, const char *where,
    const char *clause, const char *fmt, ...) ECI_PRINTF(5, 6);
ecert_err eci_nomem(ecert_ctx *ctx);
/* More about the failure in ctx, after its message and "; "; its codes stay. */
void eci_fail_also(ecert_ctx *ctx, const char *fmt, ...) ECI_PRINTF(2, 3);
/* Forgets the last error; every public entry point calls it first. */
void eci_clear(ecert_ctx *ctx);
ecert_err eci_reason_err(ecert_reason r);

/* A context for one more thread: the limits and the clock of ctx, which that may call
 * at any time, none of its other callbacks.  NULL only when out of memory. */
ecert_ctx *eci_ctx_like(const ecert_ctx *ctx);

int64_t eci_now(ecert_ctx *ctx);
/* Whether that is the system's clock, not one of the application. */
bool eci_now_is_system(const ecert_ctx *ctx);
void eci_log(ecert_ctx *ctx, const char *fmt, ...) ECI_PRINTF(2, 3);
/* ECERT_E_CANCELLED when the application wants to stop. */
ecert_err eci_progress(ecert_ctx *ctx, uint64_t done, uint64_t total);

/* What the application asks of keys: ECERT_KEYS_*. */
uint32_t eci_key_rules(const ecert_ctx *ctx);

/* Where an identifier is wrong; kept in the context for ecert_id_fault_*(). */
struct eci_fault {
	const char *component;   /* static strings */
	const char *rule;
	size_t      position;    /* character, from 1 */
};
void eci_set_fault(ecert_ctx *ctx, const struct eci_fault *f);
const struct eci_fault *eci_get_fault(const ecert_ctx *ctx);

/* Random, the same for the life of the context: for tables whose keys strangers
 * choose. */
ecert_err eci_hash_key(ecert_ctx *ctx, uint64_t key[2]);

/*
 * What a layer has learnt and keeps with the context, to be released with it; NULL
 * where nothing is kept yet.  Like the context it belongs to one thread at a time.
 */
enum eci_kept { ECI_KEPT_SIGS, ECI_KEPT_DIGESTS, ECI_KEPT_BEGUN, ECI_KEPT_CERTS, ECI_KEPT_N };
void *eci_kept(const ecert_ctx *ctx, enum eci_kept what);
void eci_keep(ecert_ctx *ctx, enum eci_kept what, void *p, void (*release)(void *));

/* ---- notes: deviations that are accepted (base_note.c) ---- */

struct eci_note {
	ecert_reason reason;
	bool         strict;     /* refused under --strict */
	char        *where;      /* both escaped for display, never NULL */
	char        *text;
};
struct eci_notes {
	struct eci_note *v;
	size_t           n, cap;
};
ecert_err eci_note(ecert_ctx *ctx, struct eci_notes *notes, ecert_reason r,
    bool strict, const char *where, const char *fmt, ...) ECI_PRINTF(6, 7);
void eci_notes_free(struct eci_notes *notes);

/* ---- owned bytes (base_buf.c).  All zero is empty; after a failed call the
 * buffer is unchanged.  ptr[len] is always 0 once anything was written. ---- */

struct eci_buf {
	uint8_t *ptr;
	size_t   len, cap;
};
ecert_err eci_buf_add(ecert_ctx *ctx, struct eci_buf *b, const void *p, size_t n);
ecert_err eci_buf_adds(ecert_ctx *ctx, struct eci_buf *b, const char *s);
ecert_err eci_buf_addf(ecert_ctx *ctx, struct eci_buf *b, const char *fmt, ...)
    ECI_PRINTF(3, 4);
/* Room for n more bytes at ptr + len; the caller raises len. */
ecert_err eci_buf_room(ecert_ctx *ctx, struct eci_buf *b, size_t n);
void eci_buf_free(struct eci_buf *b);
/* As free, with the bytes wiped; growth of a secret buffer must be avoided by
 * making room for all of it first. */
void eci_buf_wipe(struct eci_buf *b);
/* Hands the bytes over to a caller of the public API. */
uint8_t *eci_buf_take(struct eci_buf *b, size_t *len);
/* Bytes that lie with somebody who lends them, or else in own. */
struct eci_lent {
	const uint8_t *ptr;
	size_t         len;
	struct eci_buf own;
};
void eci_lent_free(struct eci_lent *l);
/* A growing array: *v has *n of *cap elements of size; room for one more. */
ecert_err eci_grow(ecert_ctx *ctx, void *v, size_t n, size_t *cap, size_t size);
ecert_err eci_strdup(ecert_ctx *ctx, const char *s, char **out);
ecert_err eci_strndup(ecert_ctx *ctx, const char *s, size_t n, char **out);
void eci_wipe(void *p, size_t n);

/* ---- a cursor over received bytes (base_cur.c).  ok turns false at the first
 * read past the end and stays so; reads then give 0. ---- */

struct eci_cur {
	const uint8_t *ptr;
	size_t         len, pos;
	bool           ok;
};
struct eci_cur eci_cur(const uint8_t *ptr, size_t len);
uint16_t eci_cur_le16(struct eci_cur *c);
uint32_t eci_cur_le32(struct eci_cur *c);
uint64_t eci_cur_le64(struct eci_cur *c);
struct eci_bytes eci_cur_bytes(struct eci_cur *c, size_t n);
static inline size_t eci_cur_left(const struct eci_cur *c)
{
	return c->ok ? c->len - c->pos : 0;
}

/* ---- text (base_text.c) ---- */

/* One code point; returns its bytes (1..4), 0 where s is not UTF-8 or empty. */
size_t eci_utf8_next(const char *s, size_t len, uint32_t *cp);
bool eci_utf8_valid(const char *s, size_t len);
size_t eci_utf8_put(uint32_t cp, char out[4]);
/* C0, C1, DEL, line and paragraph separators, bidi and invisible controls. */
bool eci_cp_is_control(uint32_t cp);
/* How many bytes at s can be shown as they are. */
size_t eci_shown(const char *s, size_t len);
/* Appends s so that it can be shown: controls and non-UTF-8 as \xNN or \u{N}. */
ecert_err eci_escape(ecert_ctx *ctx, struct eci_buf *out, const char *s, size_t len);
/* The same as a text of its own, freed by the caller; NULL on failure. */
ecert_err eci_escaped(ecert_ctx *ctx, const char *s, size_t len, char **out);
/* ASCII only; the locale does not matter. */
bool eci_is_digit(int c);
bool eci_is_blank(int c);           /* space or tab */
/* s without blanks at both ends, in place. */
char *eci_trim(char *s);
static inline int
eci_ascii_lower(int c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}
int eci_ascii_casecmp(const char *a, const char *b);
/* Decimal, all of s, no sign; false on overflow past max or any other byte. */
bool eci_parse_uint(const char *s, uint64_t max, uint64_t *out);
/* A finite decimal number "-12.5", all of s, |value| < 1e9, no exponent. */
bool eci_parse_decimal(const char *s, double *out);
/* Shortest of at most 3 decimals, "." always; buf holds 32 bytes. */
const char *eci_format_mm(double v, char buf[32]);

/* ---- base64 and hex (base_encode.c) ---- */

/* Standard alphabet with padding, white space between groups allowed. */
ecert_err eci_base64_add(ecert_ctx *ctx, struct eci_buf *out, const uint8_t *p, size_t n);
bool eci_base64_decode(const char *s, size_t len, uint8_t *out, size_t cap, size_t *out_len);
void eci_hex(const uint8_t *p, size_t n, char *out);   /* 2n + 1 bytes, lower */

/* ---- time, UTC (base_time.c) ---- */

struct eci_civil { int64_t year; int month, day, hour, minute, second; };
int64_t eci_time_of(const struct eci_civil *c);
void eci_civil_of(int64_t t, struct eci_civil *out);
bool eci_civil_valid(const struct eci_civil *c);
/* "YYYY-MM-DDThh:mm:ssZ"; 21 bytes; years 0..9999, else "?". */
const char *eci_time_iso(int64_t t, char buf[24]);
/* "YYYY-MM-DD" (midnight UTC) or "YYYY-MM-DDThh:mm:ssZ"; all of s. */
bool eci_time_parse(const char *s, int64_t *out);
/* n decimal digits at s; false where one is not a digit. */
bool eci_digits(const char *s, size_t n, int *out);

/* ---- reading (base_src.c): one descriptor per file, pread, no mmap; a document of
 * usual size is in memory once it is open ---- */

struct eci_src;
ecert_err eci_src_open(ecert_ctx *ctx, const char *path, struct eci_src **out);
ecert_err eci_src_fd(ecert_ctx *ctx, int fd, const char *name, struct eci_src **out);
ecert_err eci_src_mem(ecert_ctx *ctx, const uint8_t *p, size_t n, const char *name,
    struct eci_src **out);
/* p is borrowed and must outlive the source. */
ecert_err eci_src_view(ecert_ctx *ctx, const uint8_t *p, size_t n, const char *name,
    struct eci_src **out);
/* The same bytes once more; a copy of a source in memory must not outlive it. */
ecert_err eci_src_dup(ecert_ctx *ctx, const struct eci_src *src, struct eci_src **out);
void eci_src_close(struct eci_src *src);
uint64_t eci_src_size(const struct eci_src *src);
const char *eci_src_name(const struct eci_src *src);      /* escaped */
const char *eci_src_raw_name(const struct eci_src *src);
/* All n bytes at off, or ECERT_E_IO. */
ecert_err eci_src_read(ecert_ctx *ctx, const struct eci_src *src, uint64_t off,
    void *buf, size_t n);
/* n bytes at off where they lie in memory; NULL for a file, and past the end. */
const uint8_t *eci_src_memory(const struct eci_src *src, uint64_t off, uint64_t n);
/* The bytes of a file that is in memory, for longer than the source, by the same thread;
 * NULL where it is not.  Given back by drop; NULL is fine there. */
struct eci_held;
struct eci_held *eci_src_held(const struct eci_src *src);
struct eci_bytes eci_held_bytes(const struct eci_held *held);
void eci_held_drop(struct eci_held *held);
/* Whether n bytes at off in a are those at at in b. */
ecert_err eci_src_same(ecert_ctx *ctx, const struct eci_src *a, uint64_t off,
    const struct eci_src *b, uint64_t at, uint64_t n, bool *same);
/* ECERT_E_IO when size or modification time changed since it was opened. */
ecert_err eci_src_unchanged(ecert_ctx *ctx, const struct eci_src *src);
/* True when path names the file src reads. */
bool eci_src_is(const struct eci_src *src, const char *path);
/* The whole of a small file; ECERT_E_LIMIT above max. */
ecert_err eci_read_file(ecert_ctx *ctx, const char *path, uint64_t max, struct eci_buf *out);
/* The same of a file that may hold a key, with its permissions.  Where it does hold one,
 * eci_check_mode() is ECERT_E_KEY if ECERT_KEYS_PRIVATE is asked for and others may read or
 * write it. */
ecert_err eci_read_key(ecert_ctx *ctx, const char *path, uint64_t max, struct eci_buf *out,
    unsigned *mode);
ecert_err eci_check_mode(ecert_ctx *ctx, const char *path, unsigned mode);

/* ---- text line by line (base_lines.c), from files and streams ---- */

struct eci_lines;
/* max: bytes of a line.  fd is duplicated. */
ecert_err eci_lines_open(ecert_ctx *ctx, const char *path, size_t max, struct eci_lines **out);
ecert_err eci_lines_fd(ecert_ctx *ctx, int fd, const char *name, size_t max,
    struct eci_lines **out);
void eci_lines_close(struct eci_lines *l);
/* A stream that is silent is waited for; where stop() is true, ECERT_E_CANCELLED. */
void eci_lines_set_stop(struct eci_lines *l, bool (*stop)(void *arg), void *arg);
/* The next line without its LF, with a NUL behind it, borrowed until the next call;
 * NULL at the end.  A line that is too long is ECERT_E_LIMIT, and the next call gives
 * the one after it. */
ecert_err eci_lines_next(ecert_ctx *ctx, struct eci_lines *l, char **line, size_t *len);
/* Whether the next line can be given without waiting for anybody. */
bool eci_lines_ready(const struct eci_lines *l);
/* Of the line last given or refused, from 1. */
uint64_t eci_lines_number(const struct eci_lines *l);
/* Back to where it began; false for a stream, where nothing is changed. */
bool eci_lines_again(struct eci_lines *l);
const char *eci_lines_name(const struct eci_lines *l);      /* escaped */

/* ---- writing (base_out.c, base_temp.c): to memory, or to a temporary file beside
 * its target that gets its name only on commit ---- */

struct eci_out;
ecert_err eci_out_file(ecert_ctx *ctx, const char *path, struct eci_out **out);
ecert_err eci_out_mem(ecert_ctx *ctx, struct eci_buf *buf, struct eci_out **out);
ecert_err eci_out_write(ecert_ctx *ctx, struct eci_out *out, const void *p, size_t n);
uint64_t eci_out_size(const struct eci_out *out);
/* About how many bytes will come, so that they are held and written at once. */
ecert_err eci_out_expect(ecert_ctx *ctx, struct eci_out *out, uint64_t n);
/* Flushes and gives what was written to the file, for a look at it before commit: out of
 * memory where all of it is held still, or else read back. */
ecert_err eci_out_written(ecert_ctx *ctx, struct eci_out *out, struct eci_src **src);
/* What was written is on the disk; nothing may be written after that. */
ecert_err eci_out_sync(ecert_ctx *ctx, struct eci_out *out);
/* Syncs file and folder, renames.  The output is closed either way. */
ecert_err eci_out_commit(ecert_ctx *ctx, struct eci_out *out);
/* The steps of it for files: of several in one folder, the folder once, after the last.
 * What is closed by abort after its rename stays. */
ecert_err eci_out_rename(ecert_ctx *ctx, struct eci_out *out);
ecert_err eci_out_sync_folder(ecert_ctx *ctx, struct eci_out *out);
bool eci_out_same_folder(const struct eci_out *a, const struct eci_out *b);
/* Removes the temporary file.  NULL is fine. */
void eci_out_abort(struct eci_out *out);
/* Removes temporary files for path that runs which were killed left behind; those in
 * use by any process stay.  The names are fixed: no folder is searched. */
ecert_err eci_out_sweep(ecert_ctx *ctx, const char *path);
/* Whether in has the name of a temporary file for path, which would be removed. */
ecert_err eci_out_would_remove(ecert_ctx *ctx, const char *path, const char *in, bool *yes);

/* ---- a file of lines that several processes add to (base_append.c) ---- */

#define ECI_APPEND_MAX 65536     /* bytes of a line */
struct eci_append;
/*
 * Made with mode 0640 where there is none; locked until eci_append_line().  A link, and
 * what is no regular file or does not begin with first, is refused.
 */
ecert_err eci_append_open(ecert_ctx *ctx, const char *path, char first,
    struct eci_append **out);
/* The last line without its end, borrowed; a torn one too.  False: the file is empty. */
bool eci_append_last(const struct eci_append *a, struct eci_bytes *line);
/* Once for each opening: the line is on the disk, or nothing of it is in the file. */
ecert_err eci_append_line(ecert_ctx *ctx, struct eci_append *a, const char *line);
void eci_append_close(struct eci_append *a);

/* ---- the system's clock (base_clock.c) ---- */

enum eci_synced { ECI_SYNCED_UNKNOWN, ECI_SYNCED_NO, ECI_SYNCED_YES };
/* *error_us: how far it may be off, in microseconds; 0 unless YES. */
enum eci_synced eci_clock_synced(int64_t *error_us);
/* Milliseconds of a clock that nobody sets. */
uint64_t eci_ticks_ms(void);

/* n bytes from the system's generator (base_random.c); ECERT_E_IO without one. */
ecert_err eci_random(ecert_ctx *ctx, void *p, size_t n);

/* ---- folders (base_dir.c) ---- */

/* Names in dir, sorted, without dot files; free each and the array. */
ecert_err eci_dir_list(ecert_ctx *ctx, const char *dir, char ***names, size_t *n);
void eci_dir_list_free(char **names, size_t n);
enum eci_kind { ECI_KIND_NONE, ECI_KIND_FILE, ECI_KIND_DIR, ECI_KIND_OTHER };
/* NONE only when it does not exist; ECERT_E_IO when that cannot be told. */
ecert_err eci_kind(ecert_ctx *ctx, const char *path, enum eci_kind *out);
/* The file path stands for, or would be made as, without links in its name; path itself
 * where its folder cannot be looked up. */
ecert_err eci_real_path(ecert_ctx *ctx, const char *path, char **out);
/* mode 0700; fine when it exists. */
ecert_err eci_mkdir(ecert_ctx *ctx, const char *path);
/* A new file of the given mode, synced; ECERT_E_IO when it exists. */
ecert_err eci_write_new(ecert_ctx *ctx, const char *path, int mode, const void *p, size_t n);

#endif
