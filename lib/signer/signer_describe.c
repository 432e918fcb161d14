/* SPDX-License-Identifier: Apache-2.0 */
/* signer_describe.c - what can be seen of a device without a PIN, as JSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/json.h"
#include "signer/signer_priv.h"

#define DEPTH_MAX 12
#define NAME_MAX_ 32
#define PATH_MAX_ 256

/* The way from the root to where the last value stands. */
struct tree {
	ecert_ctx       *ctx;
	ecert_err        e;          /* of what could not be added */
	struct eci_json *root;
	struct {
		char             name[NAME_MAX_];
		struct eci_json *node;
	} at[DEPTH_MAX];
	size_t depth;
};

/* "0", or "[]": the list itself, which may stay empty. */
static bool
is_place(const char *s)
{
	return eci_is_digit((unsigned char)*s) || *s == '[';
}

/* The child of the last node on the way: a list where the name after it is a number. */
static void
step(struct tree *t, size_t depth, const char *name, const char *rest)
{
	struct eci_json *up = depth == 0 ? t->root : t->at[depth - 1].node;
	const char *key = is_place(name) ? NULL : name;

	if (depth < t->depth && strcmp(t->at[depth].name, name) == 0)
		return;
	snprintf(t->at[depth].name, NAME_MAX_, "%s", name);
	t->at[depth].node = is_place(rest) ? eci_json_array(up, key) : eci_json_object(up, key);
	t->depth = depth + 1;
}

/* It may go to a terminal from here, and a device may have any bytes in its names. */
static ecert_err
put_text(ecert_ctx *ctx, struct eci_json *j, const char *name, const char *text)
{
	struct eci_buf shown = { 0 };
	ecert_err e;

	if ((e = eci_escape(ctx, &shown, text, strlen(text))) == ECERT_OK)
		eci_json_str(j, name, shown.ptr != NULL ? (char *)shown.ptr : "");
	eci_buf_free(&shown);
	return e;
}

static ecert_err
put(ecert_ctx *ctx, struct eci_json *j, const char *name, const char *text)
{
	uint64_t n;

	if (*name != '#' && *name != '[')
		return put_text(ctx, j, name, text);
	if (*name == '#' && eci_parse_uint(text, INT64_MAX, &n))
		eci_json_int(j, name + 1, (int64_t)n);
	return ECERT_OK;
}

static void
add(void *arg, const char *path, const char *text)
{
	struct tree *t = arg;
	char name[NAME_MAX_];
	size_t depth = 0, n;

	for (; path[n = strcspn(path, ".")] == '.'; path += n + 1, depth++) {
		if (depth == DEPTH_MAX)
			return;
		snprintf(name, sizeof(name), "%.*s", (int)n, path);
		step(t, depth, name, path + n + 1);
	}
	t->depth = depth;
	if (t->e == ECERT_OK)
		t->e = put(t->ctx, depth == 0 ? t->root : t->at[depth - 1].node, path, text);
}

void
eci_seen_add(const struct eci_token_seen *seen, const char *path, const char *name,
    const char *text)
{
	char whole[PATH_MAX_];

	snprintf(whole, sizeof(whole), "%s.%s", path, name);
	seen->add(seen->arg, whole, text);
}

void
eci_seen_cert(const struct eci_token_seen *seen, const char *path, const struct eci_cert *cert)
{
	char time[24];

	eci_seen_add(seen, path, "subject", eci_cert_subject(cert));
	eci_seen_add(seen, path, "issuer", eci_cert_issuer(cert));
	eci_seen_add(seen, path, "serial", eci_cert_serial(cert));
	eci_seen_add(seen, path, "not_before", eci_time_iso(eci_cert_not_before(cert), time));
	eci_seen_add(seen, path, "not_after", eci_time_iso(eci_cert_not_after(cert), time));
	eci_seen_add(seen, path, "algorithm", eci_cert_is_sm2(cert) ? "SM2" :
	    eci_cert_rsa_bits(cert) != 0 ? "RSA" : "unknown");
	eci_seen_add(seen, path, "key_usage", eci_cert_usage_text(cert));
}

ecert_err
ecert_token_describe(ecert_ctx *ctx, const ecert_token *token, char **json)
{
	static const struct {
		const char *name;
		ecert_err (*see)(ecert_ctx *ctx, const ecert_token *token,
		    const struct eci_token_seen *seen);
	} kinds[] = {
		[ECERT_TOKEN_SKF] = { "skf", eci_skf_see },
		[ECERT_TOKEN_SDF] = { "sdf", eci_sdf_see },
		[ECERT_TOKEN_PKCS11] = { "pkcs11", eci_p11_see },
	};
	struct tree tree = { .ctx = ctx, .root = eci_json_new() };
	struct eci_token_seen seen = { add, &tree };
	ecert_err e;

	eci_clear(ctx);
	*json = NULL;
	if (tree.root == NULL)
		return eci_nomem(ctx);
	add(&tree, "kind", kinds[eci_token_kind(token)].name);
	add(&tree, "library", eci_token_library(token));
	e = kinds[eci_token_kind(token)].see(ctx, token, &seen);
	if (e == ECERT_OK && tree.e != ECERT_OK)
		e = eci_nomem(ctx);
	if (e == ECERT_OK)
		e = eci_json_text(ctx, tree.root, json);
	eci_json_free(tree.root);
	return e;
}
