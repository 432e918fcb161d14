/* SPDX-License-Identifier: Apache-2.0 */
/*
 * job_batch_names.c - which files a list reads and writes.  Lines are worked on in any
 * order: what one writes, no other may read or write.  Of each name 16 bytes of its
 * SM3 are kept, so that a list of a million lines takes some 200 MB.
 */
#include <stdlib.h>
#include <string.h>

#include "job/job_batch.h"

#define KEY_LEN 16
#define ROWS_MAX ((size_t)1 << 26)
#define PROTECTED_MAX 64

enum { READ = 1, WRITTEN = 2 };

struct row {
	uint8_t  key[KEY_LEN];
	uint64_t line;
	unsigned use;               /* 0: free */
};
struct eci_names {
	struct row *rows;           /* open addressing; a power of two, at most half full */
	size_t      size, used;
	char       *kept[PROTECTED_MAX];
	size_t      n_kept;
};

ecert_err
eci_names_new(ecert_ctx *ctx, struct eci_names **out)
{
	*out = calloc(1, sizeof(**out));
	return *out != NULL ? ECERT_OK : eci_nomem(ctx);
}

void
eci_names_forget(struct eci_names *names)
{
	free(names->rows);
	names->rows = NULL;
	names->size = names->used = 0;
}

void
eci_names_free(struct eci_names *names)
{
	size_t i;

	if (names == NULL)
		return;
	for (i = 0; i < names->n_kept; i++)
		free(names->kept[i]);
	free(names->rows);
	free(names);
}

ecert_err
eci_names_protect(ecert_ctx *ctx, struct eci_names *names, const char *path)
{
	char *real = NULL;
	ecert_err e = eci_real_path(ctx, path, &real);
	size_t i;

	for (i = 0; e == ECERT_OK && i < names->n_kept; i++)
		if (strcmp(names->kept[i], real) == 0) {
			free(real);
			return ECERT_OK;
		}
	if (e == ECERT_OK && names->n_kept == PROTECTED_MAX)
		e = eci_fail(ctx, ECERT_E_LIMIT, "more than %d files to protect", PROTECTED_MAX);
	if (e == ECERT_OK)
		names->kept[names->n_kept++] = real;
	else
		free(real);
	return e;
}

static bool
is_protected(const struct eci_names *names, const char *real)
{
	size_t i, n;

	for (i = 0; i < names->n_kept; i++) {
		n = strlen(names->kept[i]);
		if (strncmp(real, names->kept[i], n) == 0 && (real[n] == '\0' || real[n] == '/'))
			return true;
	}
	return false;
}

/* The row of that key, or the free one where it belongs. */
static struct row *
find(struct row *rows, size_t size, const uint8_t key[KEY_LEN])
{
	uint64_t at;

	memcpy(&at, key, sizeof(at));
	for (at &= size - 1; rows[at].use != 0 && memcmp(rows[at].key, key, KEY_LEN) != 0;)
		at = (at + 1) & (size - 1);
	return &rows[at];
}

static ecert_err
grow(ecert_ctx *ctx, struct eci_names *names)
{
	size_t size = names->size > 0 ? names->size * 2 : 256, i;
	struct row *rows;

	if (size > ROWS_MAX)
		return eci_fail(ctx, ECERT_E_LIMIT, "more than %zu names in one list", ROWS_MAX / 2);
	if ((rows = calloc(size, sizeof(*rows))) == NULL)
		return eci_nomem(ctx);
	for (i = 0; i < names->size; i++)
		if (names->rows[i].use != 0)
			*find(rows, size, names->rows[i].key) = names->rows[i];
	free(names->rows);
	names->rows = rows;
	names->size = size;
	return ECERT_OK;
}

static ecert_err
key_of(ecert_ctx *ctx, const char *real, uint8_t key[KEY_LEN])
{
	uint8_t digest[ECI_SM3_LEN];
	ecert_err e = eci_sm3(ctx, real, strlen(real), digest);

	memcpy(key, digest, KEY_LEN);
	return e;
}

static void
add(struct eci_names *names, const uint8_t key[KEY_LEN], uint64_t line, unsigned use)
{
	struct row *row = find(names->rows, names->size, key);

	if (row->use == 0) {
		memcpy(row->key, key, KEY_LEN);
		row->line = line;
		names->used++;
	}
	row->use |= use;
}

/* What one line reads and writes. */
struct claim {
	const char *list;
	uint64_t    line;
	uint8_t     in[KEY_LEN], seal[KEY_LEN], out[KEY_LEN];
	bool        has_seal;
};

static ecert_err
clash(ecert_ctx *ctx, const struct claim *c, const char *what, uint64_t line, const char *more)
{
	return eci_fail(ctx, ECERT_E_CONFIG, "%s: line %llu: %s of line %llu%s", c->list,
	    (unsigned long long)c->line, what, (unsigned long long)line, more);
}

static ecert_err
claim(ecert_ctx *ctx, struct eci_names *names, const struct claim *c)
{
	const struct row *row = find(names->rows, names->size, c->out);

	if ((row->use & WRITTEN) != 0)
		return clash(ctx, c, "output is the output", row->line, ", too");
	if ((row->use & READ) != 0)
		return clash(ctx, c, "output is the input", row->line, "");
	if (c->has_seal && memcmp(c->seal, c->out, KEY_LEN) == 0)
		return clash(ctx, c, "output is the input", c->line, "");
	row = find(names->rows, names->size, c->in);
	if ((row->use & WRITTEN) != 0)
		return clash(ctx, c, "input is the output", row->line, "");
	if (c->has_seal) {
		row = find(names->rows, names->size, c->seal);
		if ((row->use & WRITTEN) != 0)
			return clash(ctx, c, "seal is the output", row->line, "");
		add(names, c->seal, c->line, READ);
	}
	add(names, c->in, c->line, READ);
	add(names, c->out, c->line, WRITTEN);
	return ECERT_OK;
}

static ecert_err
look_up(ecert_ctx *ctx, const char *path, char **real, uint8_t key[KEY_LEN])
{
	ecert_err e = eci_real_path(ctx, path, real);

	return e == ECERT_OK ? key_of(ctx, *real, key) : e;
}

ecert_err
eci_names_claim(ecert_ctx *ctx, struct eci_names *names, const char *list,
    const struct eci_item *item)
{
	struct claim c = { .list = list, .line = item->line, .has_seal = item->seal != NULL };
	char *from = NULL, *to = NULL, *seal = NULL;
	ecert_err e;

	if ((names->used + 3) * 2 > names->size && (e = grow(ctx, names)) != ECERT_OK)
		return e;
	if ((e = look_up(ctx, item->input, &from, c.in)) != ECERT_OK ||
	    (e = look_up(ctx, item->output, &to, c.out)) != ECERT_OK ||
	    (c.has_seal && (e = look_up(ctx, item->seal, &seal, c.seal)) != ECERT_OK))
		goto out;
	if (is_protected(names, to))
		e = eci_fail(ctx, ECERT_E_CONFIG, "%s: line %llu: output: this run needs that file, "
		    "and it is not replaced", list, (unsigned long long)item->line);
	/* Both the same: signing says so better. */
	else if (strcmp(from, to) != 0)
		e = claim(ctx, names, &c);
out:
	free(from);
	free(to);
	free(seal);
	return e;
}
