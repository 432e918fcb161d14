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

/* "jansson 2.14" */
const char *eci_json_version(void);

#endif
