/* SPDX-License-Identifier: Apache-2.0 */
/* signer_token.c - how a key in a device is reached, and a signer from it. */
#include <stdlib.h>
#include <string.h>

#include "signer/signer_priv.h"

#define VALUE_MAX 4096

struct setting {
	const char *name;        /* of the kind's table */
	char       *value;
};
struct ecert_token {
	ecert_token_kind kind;
	char            *library;
	struct setting  *v;
	size_t           n, cap;
	struct eci_cert *cert;
};

/* One kind of device. */
static const struct kind {
	const struct eci_token_name *names;
	ecert_err (*reach)(ecert_ctx *ctx, const ecert_token *token, ecert_pass_fn *pin,
	    void *arg, struct eci_opened *out);
} kinds[] = {
	[ECERT_TOKEN_SKF] = { eci_skf_names, eci_skf_open },
	[ECERT_TOKEN_SDF] = { eci_sdf_names, eci_sdf_open },
	[ECERT_TOKEN_PKCS11] = { eci_p11_names, eci_p11_open },
};

ecert_err
ecert_token_new(ecert_ctx *ctx, ecert_token_kind kind, const char *library, ecert_token **out)
{
	ecert_token *t;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	if (kind < ECERT_TOKEN_SKF || kind > ECERT_TOKEN_PKCS11)
		return eci_fail(ctx, ECERT_E_ARG, "no kind of token: %d", (int)kind);
	if (library == NULL || *library == '\0')
		return eci_fail(ctx, ECERT_E_ARG, "no library of the token's maker");
	if ((t = calloc(1, sizeof(*t))) == NULL)
		return eci_nomem(ctx);
	t->kind = kind;
	if ((e = eci_strdup(ctx, library, &t->library)) == ECERT_OK) {
		*out = t;
		t = NULL;
	}
	ecert_token_free(t);
	return e;
}

void
ecert_token_free(ecert_token *token)
{
	size_t i;

	if (token == NULL)
		return;
	for (i = 0; i < token->n; i++)
		free(token->v[i].value);
	free(token->v);
	free(token->library);
	eci_cert_free(token->cert);
	free(token);
}

/* Whether value is one of the words of "a|b|c". */
static bool
is_word_of(const char *words, const char *value)
{
	size_t n = strlen(value), len;

	for (; *words != '\0'; words += len + (words[len] == '|')) {
		len = strcspn(words, "|");
		if (len == n && strncmp(words, value, n) == 0)
			return true;
	}
	return false;
}

/* Decimal, or as makers' documents give it: 0x and hexadecimal digits. */
static bool
parse_number(const char *s, uint64_t *out)
{
	int d;

	if (s[0] != '0' || s[1] != 'x')
		return eci_parse_uint(s, UINT64_MAX, out);
	for (*out = 0, s += 2; *s != '\0'; s++) {
		d = eci_is_digit(*s) ? *s - '0' : eci_ascii_lower(*s) - 'a' + 10;
		if (d < 0 || d > 15 || (!eci_is_digit(*s) && d < 10) || *out >> 60 != 0)
			return false;
		*out = *out << 4 | (unsigned)d;
	}
	return s[-1] != 'x';
}

static ecert_err
check_value(ecert_ctx *ctx, const struct eci_token_name *name, const char *value)
{
	uint64_t number;

	if (*value == '\0' || strlen(value) > VALUE_MAX)
		return eci_fail(ctx, ECERT_E_ARG, "%s: empty, or above %d bytes", name->name,
		    VALUE_MAX);
	if (name->allowed == NULL)
		return ECERT_OK;
	if (strcmp(name->allowed, "#") == 0)
		return parse_number(value, &number) ? ECERT_OK : eci_fail(ctx, ECERT_E_ARG,
		    "%s: not a number, decimal or 0x...", name->name);
	return is_word_of(name->allowed, value) ? ECERT_OK :
	    eci_fail(ctx, ECERT_E_ARG, "%s: not one of %s", name->name, name->allowed);
}

static struct setting *
find(const ecert_token *token, const char *name)
{
	size_t i;

	for (i = 0; i < token->n; i++)
		if (strcmp(token->v[i].name, name) == 0)
			return &token->v[i];
	return NULL;
}

static ecert_err
add_setting(ecert_ctx *ctx, ecert_token *token, const char *name, struct setting **out)
{
	ecert_err e;

	if ((*out = find(token, name)) != NULL)
		return ECERT_OK;
	if ((e = eci_grow(ctx, &token->v, token->n, &token->cap, sizeof(*token->v))) != ECERT_OK)
		return e;
	*out = &token->v[token->n++];
	**out = (struct setting){ name, NULL };
	return ECERT_OK;
}

static ecert_err
no_such(ecert_ctx *ctx, const char *name)
{
	struct eci_buf shown = { 0 };
	ecert_err e;

	if ((e = eci_escape(ctx, &shown, name, strlen(name))) == ECERT_OK)
		e = eci_fail(ctx, ECERT_E_ARG, "%.100s: no such setting of this kind of token",
		    shown.ptr != NULL ? (char *)shown.ptr : "");
	eci_buf_free(&shown);
	return e;
}

ecert_err
ecert_token_set(ecert_ctx *ctx, ecert_token *token, const char *name, const char *value)
{
	const struct eci_token_name *t;
	char *copy = NULL;
	struct setting *s;
	ecert_err e;

	eci_clear(ctx);
	if (name == NULL || value == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "no setting, or no value");
	for (t = kinds[token->kind].names; t->name != NULL && strcmp(t->name, name) != 0; t++)
		;
	if (t->name == NULL)
		return no_such(ctx, name);
	if ((e = check_value(ctx, t, value)) != ECERT_OK ||
	    (e = eci_strdup(ctx, value, &copy)) != ECERT_OK ||
	    (e = add_setting(ctx, token, t->name, &s)) != ECERT_OK)
		goto out;
	free(s->value);
	s->value = copy;
	copy = NULL;
out:
	free(copy);
	return e;
}

ecert_err
ecert_token_set_cert(ecert_ctx *ctx, ecert_token *token, const uint8_t *data, size_t len)
{
	struct eci_certs list = { 0 };
	ecert_err e;

	eci_clear(ctx);
	if (data == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "no certificate");
	if ((e = eci_certs_load(ctx, "certificate", data, len, &list)) == ECERT_OK) {
		eci_cert_free(token->cert);
		token->cert = eci_cert_ref(list.v[0]);
	}
	eci_certs_free(&list);
	return e;
}

ecert_token_kind
eci_token_kind(const ecert_token *token)
{
	return token->kind;
}

const char *
eci_token_library(const ecert_token *token)
{
	return token->library;
}

const char *
eci_token_get(const ecert_token *token, const char *name)
{
	const struct setting *s = find(token, name);

	return s != NULL ? s->value : NULL;
}

uint64_t
eci_token_number(const ecert_token *token, const char *name, uint64_t otherwise)
{
	const char *s = eci_token_get(token, name);
	uint64_t n;

	return s != NULL && parse_number(s, &n) ? n : otherwise;
}

bool
eci_token_yes(const ecert_token *token, const char *name)
{
	const char *s = eci_token_get(token, name);

	return s != NULL && strcmp(s, "yes") == 0;
}

const struct eci_cert *
eci_token_cert(const ecert_token *token)
{
	return token->cert;
}

/* A device has two pairs of keys, and the one for encryption has a certificate too. */
ecert_err
eci_token_check_cert(ecert_ctx *ctx, const char *where, const struct eci_cert *cert)
{
	ecert_err e;

	if ((e = eci_signer_check_cert(ctx, where, cert)) != ECERT_OK)
		return e;
	if (eci_cert_usage(cert) != ECI_USAGE_OTHER)
		return ECERT_OK;
	return eci_reject(ctx, ECERT_R_KEY_BAD, where, NULL,
	    "the certificate of %s is not for signing: its key usage is %s",
	    eci_cert_subject(cert), eci_cert_usage_text(cert));
}

ecert_err
ecert_signer_from_token(ecert_ctx *ctx, const ecert_token *token, ecert_pass_fn *pin, void *arg,
    ecert_signer **out)
{
	struct eci_opened opened = { 0 };
	ecert_signer *s;
	ecert_err e;

	eci_clear(ctx);
	*out = NULL;
	if ((s = calloc(1, sizeof(*s))) == NULL)
		return eci_nomem(ctx);
	if ((e = kinds[token->kind].reach(ctx, token, pin, arg, &opened)) == ECERT_OK) {
		s->cert = opened.cert;
		s->ops = opened.ops;
		s->dev = opened.dev;
		*out = s;
		s = NULL;
	}
	ecert_signer_free(s);
	return e;
}
