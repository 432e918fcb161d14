/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json.h - JSON out of reports and descriptions.  A value is built top down; an
 * allocation that fails is remembered and reported by eci_json_text(), so that
 * callers need not check each step.  Text is made valid UTF-8 by escaping.
 */
#ifndef ECI_JSON_H
#define ECI_JSON_H

#include "base/base.h"

struct eci_json;     /* an object or array; children belong to the root */

struct eci_json *eci_json_new(void);                      /* {}; NULL: no memory */
void eci_json_free(struct eci_json *root);
/* key is NULL inside an array; the returned child is never NULL. */
struct eci_json *eci_json_object(struct eci_json *j, const char *key);
struct eci_json *eci_json_array(struct eci_json *j, const char *key);
/* s NULL writes null; bytes that are not UTF-8 appear as \xNN. */
void eci_json_str(struct eci_json *j, const char *key, const char *s);
void eci_json_strn(struct eci_json *j, const char *key, const char *s, size_t len);
void eci_json_int(struct eci_json *j, const char *key, int64_t v);
void eci_json_bool(struct eci_json *j, const char *key, bool v);
void eci_json_time(struct eci_json *j, const char *key, int64_t t);  /* ISO, UTC */
void eci_json_hex(struct eci_json *j, const char *key, const uint8_t *p, size_t n);
/* One line, keys in the order they were added, without newline. */
ecert_err eci_json_text(ecert_ctx *ctx, const struct eci_json *root, char **out);

/* ---- reading (json_read.c) ---- */

/* A value that was read; borrowed from its document.  NULL is no value: each getter
 * takes it and fails, so that paths need no checks on the way. */
struct eci_jval;
struct eci_jdoc;
/* Strict JSON, all of text, UTF-8, no NUL, no name twice in an object, at most 32
 * deep; ECERT_E_CONFIG with line and column otherwise. */
ecert_err eci_json_read(ecert_ctx *ctx, const char *where, const char *text, size_t len,
    struct eci_jdoc **out);
/* The same for one line of a file, which is in where with its number. */
ecert_err eci_json_read_line(ecert_ctx *ctx, const char *where, const char *text, size_t len,
    struct eci_jdoc **out);
void eci_json_done(struct eci_jdoc *doc);
const struct eci_jval *eci_json_root(const struct eci_jdoc *doc);
enum eci_jkind { ECI_J_NONE, ECI_J_NULL, ECI_J_BOOL, ECI_J_INT, ECI_J_REAL, ECI_J_STR,
	ECI_J_ARRAY, ECI_J_OBJECT };
enum eci_jkind eci_json_kind(const struct eci_jval *v);
const struct eci_jval *eci_json_get(const struct eci_jval *object, const char *key);
size_t eci_json_count(const struct eci_jval *v);       /* of an array or object */
const struct eci_jval *eci_json_at(const struct eci_jval *v, size_t i);
/* The name of an object's i-th member, in the order of the text. */
const char *eci_json_key(const struct eci_jval *object, size_t i);
const char *eci_json_get_str(const struct eci_jval *v);   /* NULL: no string */
bool eci_json_get_int(const struct eci_jval *v, int64_t *out);
bool eci_json_get_bool(const struct eci_jval *v, bool *out);

/* "jansson 2.14" */
const char *eci_json_version(void);

#endif
