/* SPDX-License-Identifier: Apache-2.0 */
/* job_list_item.c - what a line of a list says.  Keys are named as the options of
 * ecert-sign are. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "job/job_batch.h"

/* More than any document takes; a line is bounded, too. */
#define VALUES_MAX 1024

static const struct {
	const char *name;
	bool        many;
	size_t      at;
} keys[ECI_KEYS] = {
#define ONE(name, field) { name, false, offsetof(struct eci_item, field) }
#define MANY(name, field) { name, true, offsetof(struct eci_item, field) }
	ONE("input", input), ONE("output", output), ONE("identifier", identifier),
	ONE("number", number), ONE("seal", seal), ONE("type", type), MANY("place", place),
	MANY("every-page", every_page), MANY("place-at", place_at), ONE("hit", hit),
	MANY("ride", ride), ONE("replace-identifier", replace),
};

static void
free_texts(struct eci_texts *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		free(t->v[i]);
	free(t->v);
}

void
eci_item_free(struct eci_item *item)
{
	if (item == NULL)
		return;
	free(item->input);
	free(item->output);
	free(item->identifier);
	free(item->number);
	free(item->seal);
	free(item->type);
	free(item->hit);
	free(item->replace);
	free_texts(&item->place);
	free_texts(&item->every_page);
	free_texts(&item->place_at);
	free_texts(&item->ride);
	free(item->message);
	free(item);
}

const char *
eci_item_key(size_t key)
{
	return keys[key].name;
}

size_t
eci_item_find(const char *name)
{
	size_t i;

	for (i = 0; i < ECI_KEYS && strcmp(keys[i].name, name) != 0; i++)
		;
	return i;
}

static ecert_err
add(ecert_ctx *ctx, struct eci_texts *t, const char *text, size_t n)
{
	ecert_err e;

	if (t->n == VALUES_MAX)
		return eci_fail(ctx, ECERT_E_CONFIG, "more than %d values", VALUES_MAX);
	if ((e = eci_grow(ctx, &t->v, t->n, &t->cap, sizeof(*t->v))) != ECERT_OK ||
	    (e = eci_strndup(ctx, text, n, &t->v[t->n])) != ECERT_OK)
		return e;
	t->n++;
	return ECERT_OK;
}

static ecert_err
add_all(ecert_ctx *ctx, struct eci_texts *t, const char *text)
{
	ecert_err e = ECERT_OK;
	size_t n;

	for (; *text != '\0' && e == ECERT_OK; text += n + (text[n] == ';')) {
		n = strcspn(text, ";");
		if (n > 0)
			e = add(ctx, t, text, n);
	}
	return e;
}

ecert_err
eci_item_set(ecert_ctx *ctx, struct eci_item *item, size_t key, const char *text, bool split)
{
	char *at = (char *)item + keys[key].at, **one;

	if (split && *text == '\0')
		return ECERT_OK;
	if (keys[key].many)
		return split ? add_all(ctx, (struct eci_texts *)(void *)at, text) :
		    add(ctx, (struct eci_texts *)(void *)at, text, strlen(text));
	one = (char **)(void *)at;
	free(*one);
	*one = NULL;
	return eci_strdup(ctx, text, one);
}

/* ---- JSON ---- */

static ecert_err
bad_value(ecert_ctx *ctx, const char *where, size_t key)
{
	return eci_fail(ctx, ECERT_E_CONFIG, "%s: %s: not %s", where, keys[key].name,
	    keys[key].at == offsetof(struct eci_item, replace) ? "true or false" :
	    keys[key].many ? "a text or an array of texts" : "a text");
}

static ecert_err
set_array(ecert_ctx *ctx, const char *where, struct eci_item *item, size_t key,
    const struct eci_jval *v)
{
	ecert_err e = ECERT_OK;
	const char *text;
	size_t i;

	for (i = 0; i < eci_json_count(v) && e == ECERT_OK; i++) {
		if ((text = eci_json_get_str(eci_json_at(v, i))) == NULL)
			return bad_value(ctx, where, key);
		e = eci_item_set(ctx, item, key, text, false);
	}
	return e;
}

static ecert_err
set_value(ecert_ctx *ctx, const char *where, struct eci_item *item, size_t key,
    const struct eci_jval *v)
{
	bool yes, replace = keys[key].at == offsetof(struct eci_item, replace);

	switch (eci_json_kind(v)) {
	case ECI_J_NULL:
		return ECERT_OK;
	case ECI_J_BOOL:
		if (!replace || !eci_json_get_bool(v, &yes))
			return bad_value(ctx, where, key);
		return eci_item_set(ctx, item, key, yes ? "true" : "false", false);
	case ECI_J_STR:
		return replace ? bad_value(ctx, where, key) :
		    eci_item_set(ctx, item, key, eci_json_get_str(v), false);
	case ECI_J_ARRAY:
		return keys[key].many ? set_array(ctx, where, item, key, v) :
		    bad_value(ctx, where, key);
	default:
		return bad_value(ctx, where, key);
	}
}

static ecert_err
set_object(ecert_ctx *ctx, const char *where, const struct eci_jval *root,
    struct eci_item *item)
{
	struct eci_buf shown = { 0 };
	ecert_err e = ECERT_OK;
	const char *name;
	size_t i, key;

	for (i = 0; i < eci_json_count(root) && e == ECERT_OK; i++) {
		name = eci_json_key(root, i);
		if ((key = eci_item_find(name)) < ECI_KEYS)
			e = set_value(ctx, where, item, key, eci_json_get(root, name));
		else if ((e = eci_escape(ctx, &shown, name, strlen(name))) == ECERT_OK)
			e = eci_fail(ctx, ECERT_E_CONFIG, "%s: unknown key: %.200s", where,
			    shown.len > 0 ? (char *)shown.ptr : "");
	}
	eci_buf_free(&shown);
	return e;
}

ecert_err
eci_item_json(ecert_ctx *ctx, const char *where, const char *text, size_t len,
    struct eci_item *item)
{
	struct eci_jdoc *doc = NULL;
	const struct eci_jval *root;
	ecert_err e = eci_json_read_line(ctx, where, text, len, &doc);

	if (e != ECERT_OK)
		return e;
	root = eci_json_root(doc);
	if (eci_json_kind(root) != ECI_J_OBJECT)
		e = eci_fail(ctx, ECERT_E_CONFIG, "%s: not an object", where);
	else
		e = set_object(ctx, where, root, item);
	eci_json_done(doc);
	return e;
}

ecert_err
eci_item_check(ecert_ctx *ctx, const char *where, const struct eci_item *item)
{
	const char *r = item->replace;

	if (item->input == NULL || *item->input == '\0')
		return eci_fail(ctx, ECERT_E_CONFIG, "%s: input is missing", where);
	if (item->output == NULL || *item->output == '\0')
		return eci_fail(ctx, ECERT_E_CONFIG, "%s: output is missing", where);
	if (r != NULL && strcmp(r, "true") != 0 && strcmp(r, "false") != 0)
		return eci_fail(ctx, ECERT_E_CONFIG, "%s: replace-identifier: neither true nor "
		    "false: %.200s", where, r);
	return ECERT_OK;
}
