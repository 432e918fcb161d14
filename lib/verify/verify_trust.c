/* SPDX-License-Identifier: Apache-2.0 */
/* verify_trust.c - whom to trust: certificates and revocation lists. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "verify/verify_priv.h"

static const char pem_begin[] = "-----BEGIN ";
static const char pem_end[] = "-----END ";

ecert_err
ecert_trust_new(ecert_ctx *ctx, ecert_trust **out)
{
	eci_clear(ctx);
	*out = calloc(1, sizeof(**out));
	return *out != NULL ? ECERT_OK : eci_nomem(ctx);
}

void
ecert_trust_free(ecert_trust *trust)
{
	if (trust == NULL)
		return;
	eci_certs_free(&trust->roots);
	eci_certs_free(&trust->intermediates);
	eci_certs_free(&trust->makers);
	eci_certs_free(&trust->tsa);
	eci_certs_free(&trust->status);
	eci_crls_free(&trust->crls);
	eci_ocsps_free(&trust->ocsps);
	eci_notes_free(&trust->notes);
	eci_dir_list_free(trust->lines, trust->n_lines);
	eci_dir_list_free(trust->dirs, trust->n_dirs);
	free(trust);
}

size_t
ecert_trust_note_count(const ecert_trust *trust)
{
	return trust->n_lines;
}

const char *
ecert_trust_note_text(const ecert_trust *trust, size_t i)
{
	return i < trust->n_lines ? trust->lines[i] : NULL;
}

static ecert_err
add_certs(ecert_ctx *ctx, struct eci_certs *list, const char *where, const uint8_t *p,
    size_t n)
{
	struct eci_certs found = { 0 };
	ecert_err e;
	size_t i;

	e = eci_certs_load(ctx, where, p, n, &found);
	for (i = 0; e == ECERT_OK && i < found.n; i++)
		e = eci_certs_add(ctx, list, found.v[i]);
	eci_certs_free(&found);
	return e;
}

/* Made at once: a store that is filled is shared by threads. */
static ecert_err
note(ecert_ctx *ctx, ecert_trust *trust, ecert_reason r, const char *path, const char *text)
{
	const struct eci_note *added;
	struct eci_buf line = { 0 };
	size_t n = trust->notes.n;
	ecert_err e;

	e = eci_note(ctx, &trust->notes, r, false, path, "%s", text);
	if (e != ECERT_OK || trust->notes.n == n)
		return e;
	added = &trust->notes.v[n];
	if ((e = eci_grow(ctx, &trust->lines, trust->n_lines, &trust->cap_lines,
	    sizeof(*trust->lines))) == ECERT_OK &&
	    (e = eci_buf_addf(ctx, &line, "%s: %s", added->where, added->text)) == ECERT_OK)
		trust->lines[trust->n_lines++] = (char *)eci_buf_take(&line, NULL);
	eci_buf_free(&line);
	return e;
}

/* Where another list answers, nothing else would tell that this one does not. */
static ecert_err
note_unfit(ecert_ctx *ctx, ecert_trust *trust, const char *where, const struct eci_crl *crl)
{
	const char *why = eci_crl_unfit(crl);
	char text[128];

	if (why == NULL)
		return ECERT_OK;
	snprintf(text, sizeof(text), "not used: %s", why);
	return note(ctx, trust, ECERT_R_NONE, where, text);
}

static ecert_err
add_crls(ecert_ctx *ctx, ecert_trust *trust, const char *where, const uint8_t *p, size_t n)
{
	struct eci_crls found = { 0 }, *list = &trust->crls;
	ecert_err e;

	e = eci_crls_load(ctx, where, p, n, &found);
	while (e == ECERT_OK && found.n > 0)
		if ((e = eci_grow(ctx, &list->v, list->n, &list->cap,
		    sizeof(*list->v))) == ECERT_OK &&
		    (e = note_unfit(ctx, trust, where, found.v[found.n - 1])) == ECERT_OK)
			list->v[list->n++] = found.v[--found.n];
	eci_crls_free(&found);
	return e;
}

/* What a file of a trust directory is for. */
enum kind { ROOTS, INTERMEDIATES, MAKERS, TSA, STATUS, CRLS, OCSP };

static ecert_err
add_one(ecert_ctx *ctx, ecert_trust *trust, enum kind kind, const char *where,
    const uint8_t *p, size_t n)
{
	switch (kind) {
	case ROOTS:
		return add_certs(ctx, &trust->roots, where, p, n);
	case INTERMEDIATES:
		return add_certs(ctx, &trust->intermediates, where, p, n);
	case MAKERS:
		return add_certs(ctx, &trust->makers, where, p, n);
	case TSA:
		return add_certs(ctx, &trust->tsa, where, p, n);
	case STATUS:
		return add_certs(ctx, &trust->status, where, p, n);
	case CRLS:
		return add_crls(ctx, trust, where, p, n);
	case OCSP:
		return eci_ocsp_load(ctx, where, p, n, &trust->ocsps);
	default:
		return ECERT_OK;
	}
}

ecert_err
ecert_trust_add_roots(ecert_ctx *ctx, ecert_trust *trust, const uint8_t *data, size_t len)
{
	eci_clear(ctx);
	return add_certs(ctx, &trust->roots, "roots", data, len);
}

ecert_err
ecert_trust_add_intermediates(ecert_ctx *ctx, ecert_trust *trust, const uint8_t *data,
    size_t len)
{
	eci_clear(ctx);
	return add_certs(ctx, &trust->intermediates, "intermediates", data, len);
}

ecert_err
ecert_trust_add_makers(ecert_ctx *ctx, ecert_trust *trust, const uint8_t *data, size_t len)
{
	eci_clear(ctx);
	return add_certs(ctx, &trust->makers, "makers", data, len);
}

ecert_err
ecert_trust_add_tsa(ecert_ctx *ctx, ecert_trust *trust, const uint8_t *data, size_t len)
{
	eci_clear(ctx);
	return add_certs(ctx, &trust->tsa, "tsa", data, len);
}

ecert_err
ecert_trust_add_crls(ecert_ctx *ctx, ecert_trust *trust, const uint8_t *data, size_t len)
{
	eci_clear(ctx);
	return add_crls(ctx, trust, "crls", data, len);
}

ecert_err
ecert_trust_add_ocsp(ecert_ctx *ctx, ecert_trust *trust, const uint8_t *data, size_t len)
{
	eci_clear(ctx);
	return eci_ocsp_load(ctx, "ocsp", data, len, &trust->ocsps);
}

/* ---- a trust directory ---- */

/* What ctx says of path, without the path: a note has that anyway. */
static ecert_err
note_left_out(ecert_ctx *ctx, ecert_trust *trust, const char *path)
{
	char text[512];

	snprintf(text, sizeof(text), "left out of the trust directory: %s",
	    eci_verify_without(ecert_errmsg(ctx), path));
	return note(ctx, trust, ecert_errreason(ctx), path, text);
}

/* An ill-formed file among good ones is left out, and said so. */
static ecert_err
add_or_note(ecert_ctx *ctx, ecert_trust *trust, enum kind kind, const char *path,
    const uint8_t *p, size_t n)
{
	ecert_err e = add_one(ctx, trust, kind, path, p, n);

	if (e == ECERT_OK || !eci_verify_blames_input(e))
		return e;
	e = note_left_out(ctx, trust, path);
	eci_clear(ctx);
	return e;
}

static const uint8_t *
find(const uint8_t *p, size_t n, const char *what)
{
	size_t i, m = strlen(what);

	for (i = 0; n >= m && i <= n - m; i++)
		if (p[i] == (uint8_t)what[0] && memcmp(p + i, what, m) == 0)
			return p + i;
	return NULL;
}

/* PEM blocks are read one by one, so that a bad one spoils no other. */
static ecert_err
add_bytes(ecert_ctx *ctx, ecert_trust *trust, enum kind kind, const char *path,
    const uint8_t *p, size_t n)
{
	const uint8_t *begin, *end, *stop = p + n;
	ecert_err e = ECERT_OK;

	if (kind == OCSP || (begin = find(p, n, pem_begin)) == NULL)
		return add_or_note(ctx, trust, kind, path, p, n);
	while (e == ECERT_OK && begin != NULL) {
		end = find(begin, (size_t)(stop - begin), pem_end);
		if (end != NULL)
			end = memchr(end, '\n', (size_t)(stop - end));
		end = end != NULL ? end + 1 : stop;
		e = add_or_note(ctx, trust, kind, path, begin, (size_t)(end - begin));
		begin = find(end, (size_t)(stop - end), pem_begin);
	}
	return e;
}

static ecert_err
add_file(ecert_ctx *ctx, ecert_trust *trust, enum kind kind, const char *path)
{
	struct eci_buf buf = { 0 };
	ecert_err e;

	e = eci_read_file(ctx, path, ecert_ctx_limit(ctx, ECERT_LIMIT_CRL_BYTES), &buf);
	if (e == ECERT_E_LIMIT)
		e = note_left_out(ctx, trust, path);
	else if (e == ECERT_OK && buf.len > 0)
		e = add_bytes(ctx, trust, kind, path, buf.ptr, buf.len);
	eci_buf_free(&buf);
	return e;
}

static ecert_err
join(ecert_ctx *ctx, const char *dir, const char *name, struct eci_buf *out)
{
	out->len = 0;
	return eci_buf_addf(ctx, out, "%s/%s", dir, name);
}

static ecert_err
add_folder(ecert_ctx *ctx, ecert_trust *trust, enum kind kind, const char *dir)
{
	struct eci_buf path = { 0 };
	enum eci_kind what;
	char **names = NULL;
	size_t i, n = 0;
	ecert_err e;

	e = eci_dir_list(ctx, dir, &names, &n);
	for (i = 0; e == ECERT_OK && i < n; i++) {
		if ((e = join(ctx, dir, names[i], &path)) != ECERT_OK ||
		    (e = eci_kind(ctx, (char *)path.ptr, &what)) != ECERT_OK)
			break;
		if (what == ECI_KIND_FILE)
			e = add_file(ctx, trust, kind, (char *)path.ptr);
		else
			e = note(ctx, trust, ECERT_R_NONE, (char *)path.ptr,
			    "left out of the trust directory: no file");
	}
	eci_dir_list_free(names, n);
	eci_buf_free(&path);
	return e;
}

/* "roots" or "roots.pem". */
static bool
kind_of(const char *name, enum kind *kind)
{
	static const struct { const char *name; enum kind kind; } known[] = {
		{ "roots", ROOTS }, { "intermediates", INTERMEDIATES },
		{ "makers", MAKERS }, { "status", STATUS }, { "crls", CRLS }, { "tsa", TSA },
		{ "ocsp", OCSP },
	};
	size_t i, n;

	for (i = 0; i < ECI_COUNT(known); i++) {
		n = strlen(known[i].name);
		if (strncmp(name, known[i].name, n) == 0 &&
		    (name[n] == '\0' || strcmp(name + n, ".pem") == 0)) {
			*kind = known[i].kind;
			return true;
		}
	}
	return false;
}

static bool
is_telling(enum kind kind)
{
	return kind == ROOTS || kind == INTERMEDIATES || kind == MAKERS || kind == CRLS;
}

static ecert_err
add_member(ecert_ctx *ctx, ecert_trust *trust, const char *name, const char *path)
{
	enum eci_kind what;
	enum kind kind;
	ecert_err e;

	if ((e = eci_kind(ctx, path, &what)) != ECERT_OK)
		return e;
	/* A misspelt name would silently trust nobody, or check no list. */
	if (!kind_of(name, &kind))
		return note(ctx, trust, ECERT_R_NONE, path,
		    "not a name a trust directory has: not used");
	if (what == ECI_KIND_DIR)
		return add_folder(ctx, trust, kind, path);
	return add_file(ctx, trust, kind, path);
}

/* Reports say where trust came from. */
static ecert_err
name_dir(ecert_ctx *ctx, ecert_trust *trust, const char *dir)
{
	ecert_err e;

	if ((e = eci_grow(ctx, &trust->dirs, trust->n_dirs, &trust->cap_dirs,
	    sizeof(*trust->dirs))) == ECERT_OK &&
	    (e = eci_strdup(ctx, dir, &trust->dirs[trust->n_dirs])) == ECERT_OK)
		trust->n_dirs++;
	return e;
}

ecert_err
ecert_trust_add_dir(ecert_ctx *ctx, ecert_trust *trust, const char *dir)
{
	struct eci_buf path = { 0 };
	char **names = NULL;
	enum kind kind;
	size_t i, n = 0;
	ecert_err e;

	eci_clear(ctx);
	e = eci_dir_list(ctx, dir, &names, &n);
	/* A wrong path must not pass for a directory that trusts nobody; the other names
	 * are met in other folders too, as beside the keys of a test PKI. */
	for (i = 0; i < n && !(kind_of(names[i], &kind) && is_telling(kind)); i++)
		;
	if (e == ECERT_OK && i == n)
		e = eci_fail(ctx, ECERT_E_CONFIG, "%s: not a trust directory: none of roots, "
		    "intermediates, makers, crls", dir);
	for (i = 0; e == ECERT_OK && i < n; i++)
		if ((e = join(ctx, dir, names[i], &path)) == ECERT_OK)
			e = add_member(ctx, trust, names[i], (char *)path.ptr);
	if (e == ECERT_OK)
		e = name_dir(ctx, trust, dir);
	eci_dir_list_free(names, n);
	eci_buf_free(&path);
	return e;
}
