/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_name.c - distinguished names: compared as RFC 5280 says, shown escaped. */
#include <stdlib.h>
#include <string.h>

#include <openssl/objects.h>

#include "crypto/crypto_priv.h"

/*
 * Characters that structure the line are escaped as in RFC 4514 2.4, so that a
 * common name cannot pretend to hold an organisation.
 */
static ecert_err
add_value(ecert_ctx *ctx, struct eci_buf *out, const char *s, size_t n)
{
	size_t i, run = 0;
	ecert_err e = ECERT_OK;

	for (i = 0; i < n && e == ECERT_OK; i++) {
		if (s[i] == '\0' || strchr(",+\"\\<>;", s[i]) == NULL)
			continue;
		if ((e = eci_escape(ctx, out, s + run, i - run)) == ECERT_OK)
			e = eci_buf_addf(ctx, out, "\\%c", s[i]);
		run = i + 1;
	}
	return e != ECERT_OK ? e : eci_escape(ctx, out, s + run, n - run);
}

/* Only the wide types need converting; the others are bytes, shown as they are. */
static ecert_err
add_string(ecert_ctx *ctx, struct eci_buf *out, const ASN1_STRING *s)
{
	int type = ASN1_STRING_type(s), n = ASN1_STRING_length(s);
	const char *p = (const char *)ASN1_STRING_get0_data(s);
	unsigned char *utf8 = NULL;
	ecert_err e;

	if (type == V_ASN1_BMPSTRING || type == V_ASN1_UNIVERSALSTRING)
		n = ASN1_STRING_to_UTF8(&utf8, s);
	if (n < 0)
		return eci_ossl_oom() ? eci_nomem(ctx) : eci_buf_adds(ctx, out, "?");
	if (utf8 != NULL)
		p = (const char *)utf8;
	/* An empty BIT STRING has none. */
	e = add_value(ctx, out, p != NULL ? p : "", (size_t)n);
	OPENSSL_free(utf8);
	return e;
}

static ecert_err
add_entry(ecert_ctx *ctx, struct eci_buf *out, const X509_NAME_ENTRY *entry)
{
	const ASN1_OBJECT *type = X509_NAME_ENTRY_get_object(entry);
	int nid = OBJ_obj2nid(type);
	char oid[80];
	ecert_err e;

	if (nid != NID_undef)
		e = eci_buf_addf(ctx, out, "%s=", OBJ_nid2sn(nid));
	else {
		OBJ_obj2txt(oid, sizeof(oid), type, 1);
		e = eci_buf_addf(ctx, out, "%s=", oid);
	}
	return e != ECERT_OK ? e : add_string(ctx, out, X509_NAME_ENTRY_get_data(entry));
}

/* Most specific first; names are written the other way round in DER. */
static ecert_err
name_text(ecert_ctx *ctx, const X509_NAME *name, struct eci_buf *out)
{
	int i = X509_NAME_entry_count(name), set = -1;
	const X509_NAME_ENTRY *entry;
	ecert_err e = eci_buf_adds(ctx, out, "");

	while (i-- > 0 && e == ECERT_OK) {
		entry = X509_NAME_get_entry(name, i);
		if (set != -1)
			e = eci_buf_adds(ctx, out,
			    X509_NAME_ENTRY_set(entry) == set ? "+" : ", ");
		set = X509_NAME_ENTRY_set(entry);
		if (e == ECERT_OK)
			e = add_entry(ctx, out, entry);
	}
	return e;
}

ecert_err
eci_name_load(ecert_ctx *ctx, const char *where, struct eci_bytes der, X509_NAME **name,
    char **text)
{
	const unsigned char *p = der.ptr;
	struct eci_buf line = { 0 };
	X509_NAME *x = NULL;
	ecert_err e;

	*name = NULL;
	*text = NULL;
	if (der.len > ECI_NAME_MAX)
		return eci_reject(ctx, ECERT_R_CERT_MALFORMED, where, "RFC 5280 4.1.2.4",
		    "a name of %zu bytes", der.len);
	eci_ossl_enter();
	x = d2i_X509_NAME(NULL, &p, (long)der.len);
	if (x == NULL || p != der.ptr + der.len) {
		e = eci_ossl_oom() ? eci_nomem(ctx) :
		    eci_reject(ctx, ECERT_R_CERT_MALFORMED, where, "RFC 5280 4.1.2.4",
		        "a name cannot be read");
		goto out;
	}
	if ((e = name_text(ctx, x, &line)) != ECERT_OK)
		goto out;
	*text = (char *)eci_buf_take(&line, NULL);
	*name = x;
	x = NULL;
out:
	X509_NAME_free(x);
	eci_buf_free(&line);
	eci_ossl_leave();
	return e;
}

bool
eci_name_equal(const X509_NAME *a, const X509_NAME *b)
{
	bool equal;

	eci_ossl_enter();
	equal = X509_NAME_cmp(a, b) == 0;
	eci_ossl_leave();
	return equal;
}
