/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_loc.c - locations (ST_Loc, GB/T 33190-2016 7.2 table 2), names, boxes. */
#include "ofd/ofd_priv.h"

#include <stdlib.h>
#include <string.h>

#define CLAUSE ECI_OFD_CLAUSE " 7.2"
#define NUMBER_MAX 1000000000   /* larger numbers in names are not ours */

bool
eci_ofd_has_scheme(const char *loc)
{
	const char *p = loc;
	int c = eci_ascii_lower((unsigned char)*p);

	if (c < 'a' || c > 'z')
		return false;
	for (; (c = eci_ascii_lower((unsigned char)*p)) != '\0' && c != ':'; p++)
		if ((c < 'a' || c > 'z') && !eci_is_digit(c) && c != '+' && c != '-' && c != '.')
			return false;
	return c == ':';
}

ecert_err
eci_ofd_dir(ecert_ctx *ctx, const char *entry, char **dir)
{
	const char *slash = strrchr(entry, '/');

	return eci_strndup(ctx, entry, slash != NULL ? (size_t)(slash - entry) : 0, dir);
}

static ecert_err
check_loc(ecert_ctx *ctx, const char *base, const char *loc)
{
	size_t n = strlen(loc);

	if (n == 0)
		return eci_reject(ctx, ECERT_R_REF_BAD, base, CLAUSE, "an empty location");
	if (n > ecert_ctx_limit(ctx, ECERT_LIMIT_NAME_BYTES))
		return eci_reject(ctx, ECERT_R_REF_BAD, base, CLAUSE, "a location of %zu bytes", n);
	if (eci_shown(loc, n) < n || memchr(loc, '\\', n) != NULL)
		return eci_reject(ctx, ECERT_R_REF_BAD, base, CLAUSE,
		    "a location with a backslash or control character");
	if (eci_ofd_has_scheme(loc))
		return eci_reject(ctx, ECERT_R_REF_BAD, base, CLAUSE,
		    "the location %s is outside of the package", loc);
	return ECERT_OK;
}

/* Appends the segments of path to out, which has none or ends without "/".
 * False when it climbs above the root. */
static bool
append(char *out, size_t *len, const char *path)
{
	size_t n;

	for (; *path != '\0'; path += n) {
		if (*path == '/') {
			n = 1;
			continue;
		}
		n = strcspn(path, "/");
		if (n == 1 && path[0] == '.')
			continue;
		if (n == 2 && path[0] == '.' && path[1] == '.') {
			if (*len == 0)
				return false;
			while (*len > 0 && out[--*len] != '/')
				;
			continue;
		}
		if (*len > 0)
			out[(*len)++] = '/';
		memcpy(out + *len, path, n);
		*len += n;
	}
	return true;
}

ecert_err
eci_ofd_resolve(ecert_ctx *ctx, const char *base, const char *loc, char **name)
{
	const char *slash = strrchr(base, '/'), *last = strrchr(loc, '/');
	size_t len = 0;
	char *out;
	ecert_err e;

	*name = NULL;
	if ((e = check_loc(ctx, base, loc)) != ECERT_OK)
		return e;
	if ((out = malloc(strlen(base) + strlen(loc) + 2)) == NULL)
		return eci_nomem(ctx);
	if (loc[0] != '/' && slash != NULL) {
		len = (size_t)(slash - base);
		memcpy(out, base, len);
	}
	last = last != NULL ? last + 1 : loc;
	if (!append(out, &len, loc) || len == 0 || *last == '\0' || strcmp(last, ".") == 0 ||
	    strcmp(last, "..") == 0) {
		free(out);
		return eci_reject(ctx, ECERT_R_REF_BAD, base, CLAUSE,
		    "the location %s leaves the package or names no file", loc);
	}
	out[len] = '\0';
	*name = out;
	return ECERT_OK;
}

/* name as it is in the container, or as it differs in case. */
static ecert_err
find(ecert_ctx *ctx, const ecert_doc *doc, struct eci_notes *notes, const char *base,
    const char *name, size_t *entry)
{
	*entry = eci_pkg_find(doc->pkg, name);
	if (*entry != SIZE_MAX)
		return ECERT_OK;
	*entry = eci_pkg_find_nocase(doc->pkg, name);
	if (*entry == SIZE_MAX || notes == NULL)
		return ECERT_OK;
	return eci_ofd_note_once(ctx, notes, ECERT_R_DANGLING_REF, base,
	    CLAUSE ": names %s, the package has %s", name, eci_pkg_name(doc->pkg, *entry));
}

ecert_err
eci_ofd_follow(ecert_ctx *ctx, ecert_doc *doc, struct eci_notes *notes, const char *base,
    const char *loc, size_t *entry)
{
	char *name = NULL;
	ecert_err e;

	*entry = SIZE_MAX;
	if ((e = eci_ofd_resolve(ctx, base, loc, &name)) == ECERT_OK)
		e = find(ctx, doc, notes, base, name, entry);
	free(name);
	return e;
}

/* loc below other folders than Res@BaseLoc says: how some writers mean it. */
static ecert_err
elsewhere(ecert_ctx *ctx, ecert_doc *doc, struct eci_notes *notes, const char *base,
    const char *loc, size_t *entry)
{
	const char *bases[3] = { base, doc->st.root, "" };
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; i < ECI_COUNT(bases) && *entry == SIZE_MAX; i++) {
		if (bases[i] == NULL)
			continue;
		e = eci_ofd_follow(ctx, doc, NULL, bases[i], loc, entry);
		if (e != ECERT_OK && ecert_errreason(ctx) != ECERT_R_REF_BAD)
			return e;
	}
	if (*entry == SIZE_MAX || notes == NULL)
		return ECERT_OK;
	return eci_ofd_note_once(ctx, notes, ECERT_R_DANGLING_REF, base, ECI_OFD_CLAUSE
	    " 7.9: %s is not below BaseLoc, %s was taken", loc, eci_pkg_name(doc->pkg, *entry));
}

ecert_err
eci_ofd_follow_res(ecert_ctx *ctx, ecert_doc *doc, struct eci_notes *notes, const char *base,
    const char *res_base, const char *loc, size_t *entry)
{
	struct eci_buf b = { 0 };
	ecert_err e;

	*entry = SIZE_MAX;
	if (loc[0] == '/' || res_base == NULL || res_base[0] == '\0' || eci_ofd_has_scheme(loc)) {
		if ((e = eci_ofd_follow(ctx, doc, notes, base, loc, entry)) != ECERT_OK ||
		    *entry != SIZE_MAX || loc[0] == '/')
			return e;
		return elsewhere(ctx, doc, notes, base, loc, entry);
	}
	if ((e = eci_buf_addf(ctx, &b, "%s/%s", res_base, loc)) == ECERT_OK)
		e = eci_ofd_follow(ctx, doc, notes, base, (const char *)b.ptr, entry);
	eci_buf_free(&b);
	if (e == ECERT_OK && *entry == SIZE_MAX)
		e = elsewhere(ctx, doc, notes, base, loc, entry);
	return e;
}

/* The number of "stem + N + anything", or 0. */
static uint64_t
number_of(const char *name, const char *stem)
{
	uint64_t v = 0;

	for (; *stem != '\0'; stem++, name++)
		if (eci_ascii_lower((unsigned char)*name) != eci_ascii_lower((unsigned char)*stem))
			return 0;
	for (; eci_is_digit((unsigned char)*name) && v < NUMBER_MAX; name++)
		v = v * 10 + (uint64_t)(*name - '0');
	return v < NUMBER_MAX ? v : 0;
}

static bool
has_number(const char *name, const char *stem)
{
	for (; *stem != '\0'; stem++, name++)
		if (eci_ascii_lower((unsigned char)*name) != eci_ascii_lower((unsigned char)*stem))
			return false;
	return eci_is_digit((unsigned char)*name);
}

ecert_err
eci_ofd_free_name(ecert_ctx *ctx, ecert_doc *doc, const char *stem, uint64_t first,
    const char *tail, char **name)
{
	struct eci_buf b = { 0 };
	uint64_t n = first, used;
	size_t i;
	ecert_err e;

	*name = NULL;
	/* One more than the largest: one pass, and numbers are not used again. */
	for (i = 0; i < eci_pkg_count(doc->pkg); i++) {
		const char *at = eci_pkg_name(doc->pkg, i);
		if (has_number(at, stem) && (used = number_of(at, stem)) >= n)
			n = used + 1;
	}
	e = eci_buf_addf(ctx, &b, "%s%llu%s", stem, (unsigned long long)n, tail);
	if (e == ECERT_OK)
		*name = (char *)eci_buf_take(&b, NULL);
	eci_buf_free(&b);
	return e;
}

bool
eci_ofd_box(const char *text, double box[4])
{
	char num[32];
	size_t i, n;

	for (i = 0; i < 4; i++) {
		text += strspn(text, " \t\r\n");
		n = strcspn(text, " \t\r\n");
		if (n == 0 || n >= sizeof(num))
			return false;
		memcpy(num, text, n);
		num[n] = '\0';
		if (!eci_parse_decimal(num, &box[i]))
			return false;
		text += n;
	}
	text += strspn(text, " \t\r\n");
	return *text == '\0' && box[2] > 0 && box[3] > 0;
}
