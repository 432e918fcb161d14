/* SPDX-License-Identifier: Apache-2.0 */
/* json_priv.h - what building and writing share, and reading and looking. */
#ifndef ECI_JSON_PRIV_H
#define ECI_JSON_PRIV_H

#include <jansson.h>

#include "json/json.h"

struct eci_json {
	json_t          *value;     /* the root's reference holds all the others */
	struct eci_json *root;
	struct eci_json *next;      /* root: the children to free */
	bool             failed;    /* root: something could not be added */
};

/* A value that was read. */
struct eci_jval {
	enum eci_jkind   kind;
	const char      *key;       /* in an object */
	const char      *text;      /* of a string */
	int64_t          number;    /* of an integer; of a bool 0 or 1 */
	struct eci_jval *kids;      /* of an array or object */
	size_t           n, cap;
};
struct eci_jdoc {
	struct eci_jval root;
	char           *text;       /* all strings, each with its NUL */
	size_t          used;
};

#endif
