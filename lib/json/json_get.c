/* SPDX-License-Identifier: Apache-2.0 */
/* json_get.c - looking at values that were read; no value is one too. */
#include <stdlib.h>
#include <string.h>

#include "json/json_priv.h"

static void
drop(struct eci_jval *v)
{
	size_t i;

	for (i = 0; i < v->n; i++)
		drop(&v->kids[i]);
	free(v->kids);
}

void
eci_json_done(struct eci_jdoc *doc)
{
	if (doc == NULL)
		return;
	drop(&doc->root);
	free(doc->text);
	free(doc);
}

const struct eci_jval *
eci_json_root(const struct eci_jdoc *doc)
{
	return &doc->root;
}

enum eci_jkind
eci_json_kind(const struct eci_jval *v)
{
	return v != NULL ? v->kind : ECI_J_NONE;
}

const struct eci_jval *
eci_json_get(const struct eci_jval *object, const char *key)
{
	size_t i;

	if (eci_json_kind(object) != ECI_J_OBJECT)
		return NULL;
	for (i = 0; i < object->n; i++)
		if (strcmp(object->kids[i].key, key) == 0)
			return &object->kids[i];
	return NULL;
}

size_t
eci_json_count(const struct eci_jval *v)
{
	return v != NULL ? v->n : 0;
}

const struct eci_jval *
eci_json_at(const struct eci_jval *v, size_t i)
{
	return i < eci_json_count(v) ? &v->kids[i] : NULL;
}

const char *
eci_json_key(const struct eci_jval *object, size_t i)
{
	const struct eci_jval *v = eci_json_at(object, i);

	return v != NULL ? v->key : NULL;
}

const char *
eci_json_get_str(const struct eci_jval *v)
{
	return eci_json_kind(v) == ECI_J_STR ? v->text : NULL;
}

bool
eci_json_get_int(const struct eci_jval *v, int64_t *out)
{
	if (eci_json_kind(v) != ECI_J_INT)
		return false;
	*out = v->number;
	return true;
}

bool
eci_json_get_bool(const struct eci_jval *v, bool *out)
{
	if (eci_json_kind(v) != ECI_J_BOOL)
		return false;
	*out = v->number != 0;
	return true;
}
