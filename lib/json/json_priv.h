/* SPDX-License-Identifier: Apache-2.0 */
/* json_priv.h - what building and writing share. */
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

#endif
