/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_csr_read.c - certificate requests read strictly, and whether who made one has
 * the key in it: a request signed with the empty SM2 ID is told apart from one that is
 * wrong, for authorities refuse both, and only one is worth asking about.
 */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto_priv.h"

#define CSR_MAX ((size_t)64 * 1024)
#define ALT_MAX 64
#define OID_EXT_REQUEST "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x0e"

static ecert_err
add_alt(ecert_ctx *ctx, struct eci_csr *c, const struct eci_der_val *v)
{
	struct eci_buf text = { 0 };
	ecert_err e;

	if ((e = eci_alt_show(ctx, v, &text)) == ECERT_OK) {
		c->alt_names[c->n_alt++] = (char *)eci_buf_take(&text, NULL);
		return ECERT_OK;
	}
	eci_buf_free(&text);
	return e;
}

static ecert_err
read_alt_names(struct eci_der *d, struct eci_csr *c)
{
	struct eci_der_val v;
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "subjectAltName", &in, NULL)) != ECERT_OK)
		return e;
	if ((c->alt_names = calloc(ALT_MAX, sizeof(*c->alt_names))) == NULL)
		return eci_nomem(d->ctx);
	while (e == ECERT_OK && !eci_der_end(&in)) {
		if (c->n_alt == ALT_MAX)
			return eci_der_bad(&in, "subjectAltName", "more than %d names", ALT_MAX);
		if ((e = eci_der_any(&in, "GeneralName", &v)) == ECERT_OK)
			e = add_alt(d->ctx, c, &v);
	}
	return e == ECERT_OK ? eci_der_done(d, "subjectAltName") : e;
}

static ecert_err
read_usage(struct eci_der *d, struct eci_csr *c)
{
	unsigned usage;
	ecert_err e;

	if ((e = eci_usage_parse(d, &usage)) != ECERT_OK)
		return e;
	c->usage.len = 0;
	if ((e = eci_usage_text(d->ctx, usage, &c->usage)) != ECERT_OK)
		return e;
	return eci_der_done(d, "keyUsage");
}

static ecert_err
read_ext(void *arg, struct eci_der *value, struct eci_bytes oid, bool critical)
{
	struct eci_csr *c = arg;

	(void)critical;
	if (ECI_IS_OID(oid, "\x55\x1d\x0f"))
		return read_usage(value, c);
	if (ECI_IS_OID(oid, "\x55\x1d\x11"))
		return read_alt_names(value, c);
	c->others++;
	return ECERT_OK;
}

/* SET OF one Extensions. */
static ecert_err
read_request(struct eci_der *d, struct eci_csr *c)
{
	struct eci_der set, list;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SET, "extensionRequest", &set, NULL)) != ECERT_OK ||
	    (e = eci_der_enter(&set, ECI_DER_SEQUENCE, "Extensions", &list, NULL)) != ECERT_OK ||
	    (e = eci_der_done(&set, "extensionRequest")) != ECERT_OK)
		return e;
	return eci_ext_each(&list, "Extensions", ECI_EXTS_MAX, read_ext, c);
}

static ecert_err
read_attributes(struct eci_der *d, struct eci_csr *c)
{
	bool seen = false;
	struct eci_der attr;
	struct eci_der_val v;
	struct eci_bytes oid;
	ecert_err e = ECERT_OK;

	while (e == ECERT_OK && !eci_der_end(d)) {
		if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "Attribute", &attr, NULL)) != ECERT_OK ||
		    (e = eci_der_oid(&attr, "type", &oid)) != ECERT_OK)
			return e;
		if (ECI_IS_OID(oid, OID_EXT_REQUEST)) {
			if (seen)
				return eci_der_bad(&attr, "extensionRequest", "one twice");
			seen = true;
			e = read_request(&attr, c);
		} else {
			c->others++;
			e = eci_der_get(&attr, ECI_DER_SET, "values", &v);
		}
		if (e == ECERT_OK)
			e = eci_der_done(&attr, "Attribute");
	}
	return e;
}

static ecert_err
read_info(struct eci_der *d, struct eci_csr *c, struct eci_pub *pub)
{
	struct eci_der_val subject, spki;
	struct eci_der attrs;
	X509_NAME *name = NULL;
	uint64_t version;
	ecert_err e;

	if ((e = eci_der_uint(d, "version", 0, &version)) != ECERT_OK ||
	    (e = eci_der_get(d, ECI_DER_SEQUENCE, "subject", &subject)) != ECERT_OK ||
	    (e = eci_der_get(d, ECI_DER_SEQUENCE, "subjectPKInfo", &spki)) != ECERT_OK ||
	    (e = eci_name_load(d->ctx, d->where, subject.whole, &name, &c->subject)) != ECERT_OK)
		return e;
	eci_ossl_enter();
	X509_NAME_free(name);
	eci_ossl_leave();
	if ((e = eci_pub_load(d->ctx, d->where, spki.whole, pub)) != ECERT_OK)
		return e;
	/* Some leave it out, where there are none. */
	if (eci_der_end(d))
		return ECERT_OK;
	if ((e = eci_der_enter(d, ECI_DER_CTX0, "attributes", &attrs, NULL)) != ECERT_OK ||
	    (e = read_attributes(&attrs, c)) != ECERT_OK)
		return e;
	return eci_der_done(d, "CertificationRequestInfo");
}

static ecert_err
check_value(ecert_ctx *ctx, struct eci_csr *c, const struct eci_pub *pub, enum eci_sig_alg alg,
    struct eci_bytes info, struct eci_bytes sig)
{
	enum eci_sig_form form;
	bool good = false;
	ecert_err e;

	c->value = ECI_CSR_BAD;
	if ((e = eci_pub_verify(ctx, pub, alg, ECI_SM2_ID, info, sig, &form, &good)) != ECERT_OK)
		return e;
	if (good && form == ECI_SIG_DER)
		c->value = ECI_CSR_GOOD;
	if (good || alg != ECI_SIG_SM2_SM3)
		return ECERT_OK;
	if ((e = eci_pub_verify(ctx, pub, alg, "", info, sig, &form, &good)) == ECERT_OK && good)
		c->value = ECI_CSR_EMPTY_ID;
	return e;
}

static ecert_err
read_all(ecert_ctx *ctx, const char *where, struct eci_csr *c, struct eci_pub *pub)
{
	struct eci_der d = eci_der(ctx, where, ECERT_R_CERT_MALFORMED, c->der.ptr, c->der.len);
	struct eci_bytes alg, sig;
	struct eci_der seq, info;
	struct eci_der_val whole;
	ecert_err e;

	d.clause = "RFC 2986";
	if ((e = eci_der_enter(&d, ECI_DER_SEQUENCE, "CertificationRequest", &seq, NULL)) != ECERT_OK ||
	    (e = eci_der_done(&d, "CertificationRequest")) != ECERT_OK ||
	    (e = eci_der_enter(&seq, ECI_DER_SEQUENCE, "certificationRequestInfo", &info,
	        &whole)) != ECERT_OK ||
	    (e = read_info(&info, c, pub)) != ECERT_OK ||
	    (e = eci_sig_alg_parse(&seq, &alg)) != ECERT_OK ||
	    (e = eci_der_bits(&seq, "signature", &sig)) != ECERT_OK ||
	    (e = eci_der_done(&seq, "CertificationRequest")) != ECERT_OK)
		return e;
	return check_value(ctx, c, pub, eci_sig_alg_of(alg), whole.whole, sig);
}

/* The first block of that name; old tools write NEW in front. */
static ecert_err
take_pem(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n, struct eci_buf *der)
{
	bool more = true, found = false;
	struct eci_pem pem;
	ecert_err e;

	if ((e = eci_pem_open(ctx, p, n, &pem)) != ECERT_OK)
		return e;
	while (!found && (e = eci_pem_next(ctx, ECERT_R_CERT_MALFORMED, where, &pem,
	    &more)) == ECERT_OK && more)
		found = strcmp(pem.name, "CERTIFICATE REQUEST") == 0 ||
		    strcmp(pem.name, "NEW CERTIFICATE REQUEST") == 0;
	if (e == ECERT_OK)
		e = found ? eci_buf_add(ctx, der, pem.data, (size_t)pem.len) :
		    eci_reject(ctx, ECERT_R_CERT_MALFORMED, where, NULL, "no certificate request");
	eci_pem_close(&pem);
	return e;
}

ecert_err
eci_csr_load(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n, struct eci_csr *out)
{
	struct eci_pub pub = { 0 };
	ecert_err e;

	memset(out, 0, sizeof(*out));
	if (n > 2 * CSR_MAX)
		return eci_too_large(ctx, where, "a certificate request", n);
	e = eci_is_der(p, n) ? eci_buf_add(ctx, &out->der, p, n) :
	    take_pem(ctx, where, p, n, &out->der);
	if (e == ECERT_OK)
		e = eci_der_check(ctx, where, ECERT_R_CERT_MALFORMED, out->der.ptr, out->der.len);
	if (e == ECERT_OK && (e = eci_buf_adds(ctx, &out->usage, "")) == ECERT_OK)
		e = read_all(ctx, where, out, &pub);
	out->key = (struct eci_pub_info){ .sm2 = pub.sm2, .ok = pub.ok, .rsa_bits = pub.rsa_bits };
	memcpy(out->key.id, pub.id, sizeof(out->key.id));
	eci_ossl_enter();
	eci_pub_free(&pub);
	eci_ossl_leave();
	if (e != ECERT_OK)
		eci_csr_done(out);
	return e;
}

void
eci_csr_done(struct eci_csr *csr)
{
	size_t i;

	for (i = 0; i < csr->n_alt; i++)
		free(csr->alt_names[i]);
	free(csr->alt_names);
	free(csr->subject);
	eci_buf_free(&csr->usage);
	eci_buf_free(&csr->der);
	memset(csr, 0, sizeof(*csr));
}
