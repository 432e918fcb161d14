/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_constraint.c - name constraints (RFC 5280 4.2.1.10).  Directory names are
 * compared; a name of another form that is constrained is refused, for it cannot
 * be told whether it is allowed.
 */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto_priv.h"

#define DIRECTORY 0xa4         /* directoryName */
#define MAIL 0x81              /* rfc822Name */
#define MAX_SUBTREES 128
#define MAX_NAMES 64           /* each is compared with each subtree */

static const char unreadable[] = "its name constraints cannot be read";
static const char unfit[] = "its name cannot be compared with the name constraints above it";
static const char other_form[] = "name constraints above it are of a form that is not examined";
static const char outside[] = "its name is outside of the name constraints above it";
static const char excluded[] = "its name is excluded by the name constraints above it";

/* The names of a certificate that constraints are about. */
struct names {
	struct eci_bytes dir[MAX_NAMES];   /* DER Names */
	size_t           n;
	uint8_t          form[MAX_NAMES];  /* tags of the others */
	size_t           n_forms;
};

static bool
has_form(const struct names *names, uint8_t tag)
{
	size_t i;

	for (i = 0; i < names->n_forms; i++)
		if (names->form[i] == tag)
			return true;
	return false;
}

/* False where there are more than would be compared. */
static bool
add_form(struct names *names, uint8_t tag)
{
	if (has_form(names, tag))
		return true;
	if (names->n_forms == MAX_NAMES)
		return false;
	names->form[names->n_forms++] = tag;
	return true;
}

static bool
add_directory(struct names *names, struct eci_bytes name)
{
	if (names->n == MAX_NAMES)
		return false;
	names->dir[names->n++] = name;
	return true;
}

/* An address in the subject counts as one among the alternative names. */
static bool
collect(const struct eci_cert *cert, struct names *out)
{
	struct eci_bytes rest = cert->exts.alt_names;
	struct eci_der_val v;

	memset(out, 0, sizeof(*out));
	if (cert->exts.alt_odd)
		return false;
	eci_ossl_enter();
	if (X509_NAME_entry_count(cert->subject) > 0)
		add_directory(out, cert->subject_der);
	if (X509_NAME_get_index_by_NID(cert->subject, NID_pkcs9_emailAddress, -1) >= 0)
		add_form(out, MAIL);
	eci_ossl_leave();
	while (rest.len > 0) {
		if (!eci_der_take(&rest, rest.ptr[0], &v) ||
		    !(v.tag == DIRECTORY ? add_directory(out, v.body) : add_form(out, v.tag)))
			return false;
	}
	return true;
}

/* The first n relative names of a Name as a Name of their own. */
static ecert_err
cut(ecert_ctx *ctx, struct eci_bytes rdns, size_t len, X509_NAME **out)
{
	struct eci_buf der = { 0 };
	struct eci_bytes b;
	char *text = NULL;
	ecert_err e;

	*out = NULL;
	if ((e = eci_der_put(ctx, &der, ECI_DER_SEQUENCE, rdns.ptr, len)) == ECERT_OK) {
		b.ptr = der.ptr;
		b.len = der.len;
		e = eci_name_load(ctx, "name constraints", b, out, &text);
	}
	free(text);
	eci_buf_free(&der);
	return e;
}

/* Relative names in the contents of a Name; SIZE_MAX where one is empty or none:
 * it would shift those after it. */
static size_t
count(struct eci_bytes rdns)
{
	struct eci_der_val v;
	size_t n = 0;

	for (; rdns.len > 0; n++)
		if (!eci_der_take(&rdns, ECI_DER_SET, &v) || v.body.len == 0)
			return SIZE_MAX;
	return n;
}

/* Length of the first n. */
static size_t
length(struct eci_bytes rdns, size_t n)
{
	size_t all = rdns.len;
	struct eci_der_val v;

	while (n-- > 0 && eci_der_take(&rdns, ECI_DER_SET, &v))
		;
	return all - rdns.len;
}

/* One character of a string of that type; 0 where it is none, or of another type. */
static size_t
next_char(int type, const unsigned char *p, size_t n, uint32_t *cp)
{
	size_t i, wide = type == V_ASN1_BMPSTRING ? 2 : type == V_ASN1_UNIVERSALSTRING ? 4 : 1;

	if (type == V_ASN1_UTF8STRING)
		return eci_utf8_next((const char *)p, n, cp);
	if (wide > n || (wide == 1 && type != V_ASN1_PRINTABLESTRING && type != V_ASN1_IA5STRING &&
	    type != V_ASN1_T61STRING))
		return 0;
	for (*cp = 0, i = 0; i < wide; i++)
		*cp = *cp << 8 | p[i];
	return wide;
}

/* OpenSSL compares other string types by their bytes, and an invisible character, or
 * NUL, makes names differ that look the same: no exclusion would hold. */
static bool
is_plain(const X509_NAME *name)
{
	const ASN1_STRING *s;
	const unsigned char *p;
	size_t n, step;
	uint32_t cp;
	int i;

	for (i = 0; i < X509_NAME_entry_count(name); i++) {
		s = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, i));
		p = ASN1_STRING_get0_data(s);
		n = (size_t)ASN1_STRING_length(s);
		for (; n > 0; p += step, n -= step)
			if ((step = next_char(ASN1_STRING_type(s), p, n, &cp)) == 0 ||
			    eci_cp_is_control(cp))
				return false;
	}
	return true;
}

/* Whether name is base or below it; *what says where that cannot be told. */
static ecert_err
below(ecert_ctx *ctx, struct eci_bytes name, struct eci_bytes base, bool *yes, const char **what)
{
	struct eci_der_val n, b;
	X509_NAME *x = NULL, *y = NULL;
	size_t have, want;
	ecert_err e;

	*yes = false;
	if (!eci_der_take(&name, ECI_DER_SEQUENCE, &n) || !eci_der_take(&base, ECI_DER_SEQUENCE, &b) ||
	    (have = count(n.body)) == SIZE_MAX || (want = count(b.body)) == SIZE_MAX) {
		*what = unfit;
		return ECERT_OK;
	}
	if (want > have)
		return ECERT_OK;
	if ((e = cut(ctx, n.body, length(n.body, want), &x)) == ECERT_OK &&
	    (e = cut(ctx, b.body, b.body.len, &y)) == ECERT_OK)
		*yes = eci_name_equal(x, y);
	if (e == ECERT_OK && !*yes && !is_plain(x))
		*what = unfit;
	X509_NAME_free(x);
	X509_NAME_free(y);
	if (e == ECERT_E_CERT) {
		eci_clear(ctx);
		*what = unfit;
		e = ECERT_OK;
	}
	return e;
}

/* One GeneralSubtree; RFC 5280: minimum is 0 and maximum absent, always. */
static bool
next_subtree(struct eci_bytes *trees, struct eci_der_val *base)
{
	struct eci_der_val v;

	if (!eci_der_take(trees, ECI_DER_SEQUENCE, &v) || v.body.len == 0 ||
	    !eci_der_take(&v.body, v.body.ptr[0], base))
		return false;
	return v.body.len == 0 || (v.body.len == 3 && memcmp(v.body.ptr, "\x80\x01\x00", 3) == 0);
}

/* Each subtree against one directory name: *in says whether it is in one of them, and
 * *any whether there are subtrees of directory names. */
static ecert_err
look_up(ecert_ctx *ctx, struct eci_bytes trees, struct eci_bytes name, bool *any, bool *in,
    const char **what)
{
	struct eci_der_val base;
	ecert_err e = ECERT_OK;

	*any = *in = false;
	while (e == ECERT_OK && *what == NULL && !*in && trees.len > 0 &&
	    next_subtree(&trees, &base)) {
		if (base.tag != DIRECTORY)
			continue;
		*any = true;
		e = below(ctx, name, base.body, in, what);
	}
	return e;
}

/* Subtrees are read to the end, and of none but directory names, which are not among
 * the forms, has the certificate a name. */
static void
survey(struct eci_bytes trees, const struct names *names, const char **what)
{
	struct eci_der_val base;
	size_t n = 0;

	while (*what == NULL && trees.len > 0) {
		if (n++ == MAX_SUBTREES || !next_subtree(&trees, &base))
			*what = unreadable;
		else if (has_form(names, base.tag))
			*what = other_form;
	}
}

static ecert_err
judge(ecert_ctx *ctx, struct eci_bytes trees, bool permitted, const struct names *names,
    const char **what)
{
	ecert_err e = ECERT_OK;
	bool any, in;
	size_t i;

	survey(trees, names, what);
	for (i = 0; e == ECERT_OK && *what == NULL && i < names->n; i++) {
		e = look_up(ctx, trees, names->dir[i], &any, &in, what);
		if (e != ECERT_OK || *what != NULL)
			return e;
		if (permitted && any && !in)
			*what = outside;
		else if (!permitted && in)
			*what = excluded;
	}
	return e;
}

ecert_err
eci_constraint_check(ecert_ctx *ctx, const struct eci_cert *ca, const struct eci_cert *cert,
    const char **what)
{
	struct eci_bytes rest = ca->exts.constraints;
	struct eci_der_val trees;
	struct names names;
	ecert_err e = ECERT_OK;
	uint8_t tag;

	*what = NULL;
	if (!ca->exts.constrains)
		return ECERT_OK;
	if (!collect(cert, &names))
		*what = unfit;
	for (tag = 0xa0; e == ECERT_OK && *what == NULL && tag <= 0xa1; tag++)
		if (eci_der_take(&rest, tag, &trees))
			e = judge(ctx, trees.body, tag == 0xa0, &names, what);
	if (e == ECERT_OK && *what == NULL && rest.len > 0)
		*what = unreadable;
	return e;
}
