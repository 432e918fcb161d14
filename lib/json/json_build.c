/* SPDX-License-Identifier: Apache-2.0 */
/* json_build.c - values, built top down under a root that owns them all. */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "json/json.h"
#include "json/json_priv.h"

struct eci_json *
eci_json_new(void)
{
	struct eci_json *root = calloc(1, sizeof(*root));

	if (root == NULL)
		return NULL;
	if ((root->value = json_object()) == NULL) {
		free(root);
		return NULL;
	}
	root->root = root;
	return root;
}

void
eci_json_free(struct eci_json *root)
{
	struct eci_json *child;

	if (root == NULL)
		return;
	while ((child = root->next) != NULL) {
		root->next = child->next;
		free(child);
	}
	json_decref(root->value);
	free(root);
}

/* Takes value, which is NULL where it could not be made. */
static bool
add(struct eci_json *j, const char *key, json_t *value)
{
	int rc;

	if (j->root->failed) {
		json_decref(value);
		return false;
	}
	if (json_is_array(j->value))
		rc = json_array_append_new(j->value, value);
	else
		rc = json_object_set_new(j->value, key, value);
	if (rc != 0)
		j->root->failed = true;
	return rc == 0;
}

/* After a failure nothing is added any more, so that the root can stand in. */
static struct eci_json *
add_child(struct eci_json *j, const char *key, json_t *value)
{
	struct eci_json *child, *root;

	if (j == NULL) {
		json_decref(value);
		return NULL;
	}
	root = j->root;
	if (!add(j, key, value))
		return root;
	if ((child = calloc(1, sizeof(*child))) == NULL) {
		root->failed = true;
		return root;
	}
	child->value = value;
	child->root = root;
	child->next = root->next;
	root->next = child;
	return child;
}

struct eci_json *
eci_json_object(struct eci_json *j, const char *key)
{
	return add_child(j, key, json_object());
}

struct eci_json *
eci_json_array(struct eci_json *j, const char *key)
{
	return add_child(j, key, json_array());
}

/* s with each byte that belongs to no character as \xNN; room for 4 * len. */
static size_t
to_utf8(const char *s, size_t len, char *out)
{
	static const char digit[] = "0123456789abcdef";
	size_t i = 0, n = 0, step;
	uint32_t cp;
	uint8_t b;

	while (i < len) {
		if ((step = eci_utf8_next(s + i, len - i, &cp)) != 0) {
			memcpy(out + n, s + i, step);
			n += step;
			i += step;
			continue;
		}
		b = (uint8_t)s[i++];
		out[n++] = '\\';
		out[n++] = 'x';
		out[n++] = digit[b >> 4];
		out[n++] = digit[b & 0x0f];
	}
	return n;
}

void
eci_json_strn(struct eci_json *j, const char *key, const char *s, size_t len)
{
	json_t *value = NULL;
	char *text;

	if (j == NULL)
		return;
	if (s == NULL) {
		add(j, key, json_null());
	} else if (eci_utf8_valid(s, len)) {
		add(j, key, json_stringn(s, len));
	} else {
		if (len <= SIZE_MAX / 4 && (text = malloc(4 * len)) != NULL) {
			value = json_stringn(text, to_utf8(s, len, text));
			free(text);
		}
		add(j, key, value);
	}
}

void
eci_json_str(struct eci_json *j, const char *key, const char *s)
{
	eci_json_strn(j, key, s, s == NULL ? 0 : strlen(s));
}

void
eci_json_int(struct eci_json *j, const char *key, int64_t v)
{
	if (j != NULL)
		add(j, key, json_integer(v));
}

void
eci_json_bool(struct eci_json *j, const char *key, bool v)
{
	if (j != NULL)
		add(j, key, json_boolean(v));
}

void
eci_json_time(struct eci_json *j, const char *key, int64_t t)
{
	char iso[24];

	eci_json_str(j, key, eci_time_iso(t, iso));
}

void
eci_json_hex(struct eci_json *j, const char *key, const uint8_t *p, size_t n)
{
	char *text = NULL;

	if (j == NULL)
		return;
	if (n < SIZE_MAX / 2 && (text = malloc(2 * n + 1)) != NULL)
		eci_hex(p, n, text);
	add(j, key, text == NULL ? NULL : json_stringn(text, 2 * n));
	free(text);
}
