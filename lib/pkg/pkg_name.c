/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pkg_name.c - names of entries.  Accepted is what every reader and file system
 * takes for the same relative path (4.4.17; GB/T 33190 7.2, ST_Loc).
 */
#include "pkg/pkg_priv.h"

#include <stdlib.h>
#include <string.h>

#define CLAUSE "APPNOTE 4.4.17"

/* The name may hold NUL, which would cut it short in a message. */
static ecert_err
refuse(ecert_ctx *ctx, ecert_reason r, const char *name, size_t len, const char *rule)
{
	struct eci_buf shown = { 0 };
	ecert_err e;

	if (len > 256)
		len = 256;
	if ((e = eci_buf_adds(ctx, &shown, "")) == ECERT_OK &&
	    (e = eci_escape(ctx, &shown, name, len)) == ECERT_OK)
		e = eci_reject(ctx, r, (const char *)shown.ptr, CLAUSE, "%s", rule);
	eci_buf_free(&shown);
	return e;
}

static const char *
segment_fault(const char *s, size_t n)
{
	if (n == 0)
		return "an empty folder or file name";
	if ((n == 1 && s[0] == '.') || (n == 2 && s[0] == '.' && s[1] == '.'))
		return "'.' or '..' in the name";
	if (s[n - 1] == '.' || s[n - 1] == ' ')
		return "a folder or file name ends in a dot or space";
	return NULL;
}

static const char *
char_fault(const char *name, size_t len)
{
	uint32_t cp;
	size_t i, n;

	for (i = 0; i < len; i += n) {
		n = 1;
		if (name[i] > 0x20 && name[i] < 0x7f && name[i] != '\\' && name[i] != ':')
			continue;
		if ((n = eci_utf8_next(name + i, len - i, &cp)) == 0)
			return "the name is not UTF-8";
		if (eci_cp_is_control(cp))
			return "a control or invisible character in the name";
		if (cp == '\\' || cp == ':')
			return "a backslash or colon in the name";
	}
	return NULL;
}

ecert_err
eci_pkg_name_check(ecert_ctx *ctx, const char *name, size_t len, bool folder_ok)
{
	const char *fault, *slash, *s = name, *end = name + len;
	uint64_t folders = 0;

	if (len == 0)
		return refuse(ctx, ECERT_R_ZIP_UNSAFE_PATH, name, len, "an entry without a name");
	if (len > ecert_ctx_limit(ctx, ECERT_LIMIT_NAME_BYTES))
		return refuse(ctx, ECERT_R_ZIP_LIMIT, name, len, "the name is too long");
	if ((fault = char_fault(name, len)) != NULL)
		return refuse(ctx, ECERT_R_ZIP_UNSAFE_PATH, name, len, fault);
	while ((slash = memchr(s, '/', (size_t)(end - s))) != NULL) {
		if ((fault = segment_fault(s, (size_t)(slash - s))) != NULL)
			return refuse(ctx, ECERT_R_ZIP_UNSAFE_PATH, name, len, fault);
		folders++;
		s = slash + 1;
	}
	if (!(s == end && folder_ok) && (fault = segment_fault(s, (size_t)(end - s))) != NULL)
		return refuse(ctx, ECERT_R_ZIP_UNSAFE_PATH, name, len, fault);
	if (folders > ecert_ctx_limit(ctx, ECERT_LIMIT_NAME_DEPTH))
		return refuse(ctx, ECERT_R_ZIP_LIMIT, name, len, "too many folders in the name");
	return ECERT_OK;
}

ecert_err
eci_pkg_item_new(ecert_ctx *ctx, const char *name, size_t len, struct eci_pkg_item **out)
{
	struct eci_pkg_item *it = calloc(1, sizeof(*it));
	size_t i;
	ecert_err e;

	*out = NULL;
	if (it == NULL)
		return eci_nomem(ctx);
	if ((e = eci_strndup(ctx, name, len, &it->name)) != ECERT_OK ||
	    (e = eci_strndup(ctx, name, len, &it->key)) != ECERT_OK) {
		eci_pkg_item_free(it);
		return e;
	}
	it->folder = len > 0 && name[len - 1] == '/';
	it->key_len = len - it->folder;
	for (i = 0; i < len; i++)
		it->key[i] = (char)eci_ascii_lower((unsigned char)name[i]);
	it->key[it->key_len] = '\0';
	*out = it;
	return ECERT_OK;
}

void
eci_pkg_item_free(struct eci_pkg_item *it)
{
	if (it == NULL)
		return;
	if (it->kept != NULL)
		it->release(it->kept);
	free(it->name);
	free(it->key);
	free(it->bytes);
	free(it);
}
