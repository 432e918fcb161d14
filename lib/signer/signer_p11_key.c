/* SPDX-License-Identifier: Apache-2.0 */
/* signer_p11_key.c - the private key that signs, and its certificate. */
#include <string.h>

#include "signer/signer_p11.h"

#define ID_MAX 256

/* How well a key and a certificate go together, the better the higher. */
enum grade { NOT, NOT_FOR_SIGNING, PERHAPS, SURELY };

static size_t
unhex(const char *s, uint8_t *out, size_t cap)
{
	static const char digits[] = "0123456789abcdef";
	const char *hi, *lo;
	size_t n;

	for (n = 0; n < cap && s[2 * n] != '\0'; n++) {
		if (s[2 * n + 1] == '\0' ||
		    (hi = strchr(digits, eci_ascii_lower(s[2 * n]))) == NULL ||
		    (lo = strchr(digits, eci_ascii_lower(s[2 * n + 1]))) == NULL)
			return 0;
		out[n] = (uint8_t)((hi - digits) << 4 | (lo - digits));
	}
	return s[2 * n] == '\0' ? n : 0;
}

/* Private keys of the label and the ID that the settings name. */
static ecert_err
find_keys(ecert_ctx *ctx, const ecert_token *token, const struct eci_p11 *d, ck_ulong session,
    struct eci_p11_found *out)
{
	const char *label = eci_token_get(token, "label"), *hex = eci_token_get(token, "id");
	uint8_t id[ID_MAX], name[ID_MAX];
	struct ck_attribute more[2];
	size_t n = 0;

	if (label != NULL) {
		if (strlen(label) > sizeof(name))
			return eci_fail(ctx, ECERT_E_ARG, "label: above %d bytes", ID_MAX);
		memcpy(name, label, strlen(label));
		more[n++] = (struct ck_attribute){ CKA_LABEL, name, strlen(label) };
	}
	if (hex != NULL) {
		more[n] = (struct ck_attribute){ CKA_ID, id, unhex(hex, id, sizeof(id)) };
		if (more[n++].len == 0)
			return eci_fail(ctx, ECERT_E_ARG, "id: not in hexadecimal");
	}
	return eci_p11_find(ctx, d, session, CKO_PRIVATE_KEY, more, n, out);
}

ecert_err
eci_p11_load_cert(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong session,
    ck_ulong object, struct eci_cert **out)
{
	struct eci_buf der = { 0 };
	struct eci_certs list = { 0 };
	ecert_err e;

	*out = NULL;
	if ((e = eci_p11_get(ctx, d, session, object, CKA_VALUE, &der)) == ECERT_OK && der.len > 0 &&
	    (e = eci_certs_load(ctx, d->where, der.ptr, der.len, &list)) == ECERT_OK)
		*out = eci_cert_ref(list.v[0]);
	eci_certs_free(&list);
	eci_buf_free(&der);
	return e;
}

/* One key with the certificate it goes best with; cert NULL: with none. */
struct pair {
	struct eci_p11_key key;
	struct eci_cert   *cert;
	enum grade         grade;
};

static void
pair_free(struct pair *p)
{
	eci_buf_free(&p->key.id);
	eci_buf_free(&p->key.label);
	eci_cert_free(p->cert);
	memset(p, 0, sizeof(*p));
}

/* cert takes the place of the one before where it is better: of two that fit, the one
 * that is valid longer. */
static ecert_err
try_cert(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong session, const struct eci_cert *cert,
    bool given, struct pair *p)
{
	enum eci_p11_fit fit;
	enum grade grade;
	ecert_err e;

	if ((e = eci_p11_fit(ctx, d, session, &p->key, cert, &fit)) != ECERT_OK)
		return e;
	if (fit == ECI_P11_NO)
		grade = NOT;
	else if (!given && eci_cert_usage(cert) == ECI_USAGE_OTHER)
		grade = NOT_FOR_SIGNING;
	else
		grade = fit == ECI_P11_YES ? SURELY : PERHAPS;
	if (p->cert != NULL && (grade < p->grade || (grade == p->grade &&
	    eci_cert_not_after(cert) <= eci_cert_not_after(p->cert))))
		return ECERT_OK;
	eci_cert_free(p->cert);
	p->cert = eci_cert_ref(cert);
	p->grade = grade;
	return ECERT_OK;
}

/* The certificates with the ID or the label of the key. */
static ecert_err
try_certs(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong session, ck_ulong by,
    const struct eci_buf *value, struct pair *p)
{
	struct ck_attribute same = { by, value->ptr, value->len };
	struct eci_p11_found found;
	struct eci_cert *cert;
	ecert_err e;
	size_t i;

	if (p->cert != NULL || value->len == 0)
		return ECERT_OK;
	e = eci_p11_find(ctx, d, session, CKO_CERTIFICATE, &same, 1, &found);
	for (i = 0; e == ECERT_OK && i < found.n; i++) {
		e = eci_p11_load_cert(ctx, d, session, found.v[i], &cert);
		if (e == ECERT_OK && cert != NULL)
			e = try_cert(ctx, d, session, cert, false, p);
		eci_cert_free(cert);
	}
	return e;
}

static ecert_err
make_pair(ecert_ctx *ctx, const ecert_token *token, const struct eci_p11 *d, ck_ulong session,
    struct pair *p)
{
	const struct eci_cert *given = eci_token_cert(token);
	ecert_err e;

	if ((e = eci_p11_get(ctx, d, session, p->key.object, CKA_ID, &p->key.id)) != ECERT_OK ||
	    (e = eci_p11_get(ctx, d, session, p->key.object, CKA_LABEL, &p->key.label)) != ECERT_OK)
		return e;
	if (given != NULL)
		return try_cert(ctx, d, session, given, true, p);
	if ((e = try_certs(ctx, d, session, CKA_ID, &p->key.id, p)) != ECERT_OK)
		return e;
	return try_certs(ctx, d, session, CKA_LABEL, &p->key.label, p);
}

/* Whether a key is for signing, of a type that the profile knows.  SM2 keys also stand
 * as keys of elliptic curves. */
static ecert_err
may_sign(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong session, struct eci_p11_key *key,
    bool *yes)
{
	ck_ulong sign, ckk = d->how.ckk;
	ecert_err e;

	if ((e = eci_p11_get_number(ctx, d, session, key->object, CKA_SIGN, 1, &sign)) != ECERT_OK ||
	    (e = eci_p11_get_number(ctx, d, session, key->object, CKA_KEY_TYPE, ECI_P11_ANY,
	    &key->type)) != ECERT_OK)
		return e;
	*yes = sign != 0 && (ckk == ECI_P11_ANY || key->type == ECI_P11_ANY || key->type == ckk ||
	    key->type == CKK_EC || key->type == CKK_RSA);
	return ECERT_OK;
}

/* What all the keys came to; as_good: how many are of the best grade. */
struct choice {
	struct pair best;
	size_t      keys, as_good;
};

static ecert_err
consider(ecert_ctx *ctx, const ecert_token *token, const struct eci_p11 *d, ck_ulong session,
    ck_ulong object, struct choice *c)
{
	struct pair p = { .key = { .object = object } }, worse;
	bool yes = false;
	ecert_err e;

	if ((e = may_sign(ctx, d, session, &p.key, &yes)) != ECERT_OK || !yes ||
	    (e = make_pair(ctx, token, d, session, &p)) != ECERT_OK)
		goto out;
	c->keys++;
	if (p.cert == NULL)
		goto out;
	if (c->best.cert == NULL || p.grade > c->best.grade) {
		worse = c->best;
		c->best = p;
		p = worse;
		c->as_good = 1;
	} else
		c->as_good += p.grade == c->best.grade;
out:
	pair_free(&p);
	return e;
}

/* A certificate that is given may go with two objects that are one key. */
static ecert_err
judge(ecert_ctx *ctx, const ecert_token *token, const struct eci_p11 *d, const struct choice *c)
{
	const struct pair *p = &c->best;

	if (c->keys == 0)
		return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, NULL,
		    "the token shows no private key that signs and is meant by label and id");
	if (p->cert == NULL)
		return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, NULL,
		    "the token holds no certificate of the key: it must be given");
	if (p->grade == NOT)
		return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, NULL,
		    "the key is not that of the certificate (%s)", eci_cert_subject(p->cert));
	if (c->as_good > 1 && (p->grade != SURELY || eci_token_cert(token) == NULL))
		return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, NULL,
		    "%zu keys may be meant: set label or id", c->as_good);
	return eci_token_check_cert(ctx, d->where, p->cert);
}

/* Such a key wants the PIN for every value, which is not kept. */
static ecert_err
check_always(ecert_ctx *ctx, const struct eci_p11 *d, ck_ulong session, ck_ulong object)
{
	ck_ulong always;
	ecert_err e;

	e = eci_p11_get_number(ctx, d, session, object, CKA_ALWAYS_AUTHENTICATE, 0, &always);
	if (e != ECERT_OK || always == 0)
		return e;
	return eci_reject(ctx, ECERT_R_KEY_BAD, d->where, ECI_P11_STD,
	    "the key wants the PIN for every value (CKA_ALWAYS_AUTHENTICATE)");
}

ecert_err
eci_p11_find_key(ecert_ctx *ctx, const ecert_token *token, struct eci_p11 *d, ck_ulong session)
{
	struct choice c = { .keys = 0 };
	struct eci_p11_found found;
	ecert_err e;
	size_t i;

	e = find_keys(ctx, token, d, session, &found);
	for (i = 0; e == ECERT_OK && i < found.n; i++)
		e = consider(ctx, token, d, session, found.v[i], &c);
	if (e == ECERT_OK && (e = judge(ctx, token, d, &c)) == ECERT_OK &&
	    (e = check_always(ctx, d, session, c.best.key.object)) == ECERT_OK) {
		d->key = c.best.key.object;
		d->cert = eci_cert_ref(c.best.cert);
	}
	pair_free(&c.best);
	return e;
}
