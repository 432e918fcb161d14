/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto_ext.c - certificate extensions (RFC 5280 4.2, GB/T 20518).  A critical
 * one that is not processed here is remembered: no path may hold it.
 */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto_priv.h"

#define CE_OID(n) "\x55\x1d" n
#define PKIX_OID(n) "\x2b\x06\x01\x05\x05\x07" n

static ecert_err
parse_basic(struct eci_der *d, struct eci_exts *out)
{
	struct eci_der in;
	uint64_t len = 0;
	bool has_len = false;
	ecert_err e;

	out->has_basic = true;
	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "basicConstraints", &in, NULL)) != ECERT_OK)
		return e;
	if (eci_der_peek(&in) == ECI_DER_BOOLEAN &&
	    (e = eci_der_bool(&in, "cA", &out->ca)) != ECERT_OK)
		return e;
	if (!eci_der_end(&in)) {
		has_len = true;
		if ((e = eci_der_uint(&in, "pathLenConstraint", 1000, &len)) != ECERT_OK)
			return e;
	}
	if (has_len && out->ca)
		out->pathlen = (int)len;
	return eci_der_done(&in, "basicConstraints");
}

/* A named bit list (X.680 22.7): unused bits differ, so it is read by hand. */
ecert_err
eci_usage_parse(struct eci_der *d, unsigned *usage)
{
	struct eci_der_val v;
	ecert_err e;

	*usage = 0;
	if ((e = eci_der_get(d, ECI_DER_BIT_STRING, "keyUsage", &v)) != ECERT_OK)
		return e;
	if (v.body.len < 1 || v.body.len > 3)
		return eci_der_bad(d, "keyUsage", "%zu octets", v.body.len);
	if (v.body.len > 1)
		*usage = v.body.ptr[1];
	if (v.body.len > 2)
		*usage |= (unsigned)v.body.ptr[2] << 8;
	return ECERT_OK;
}

static ecert_err
parse_usage(struct eci_der *d, struct eci_exts *out)
{
	out->has_usage = true;
	return eci_usage_parse(d, &out->usage);
}

static ecert_err
parse_ext_usage(struct eci_der *d, struct eci_exts *out)
{
	static const struct { const char *oid, *name; } known[] = {
		{ "1.3.6.1.5.5.7.3.1", "serverAuth" }, { "1.3.6.1.5.5.7.3.2", "clientAuth" },
		{ "1.3.6.1.5.5.7.3.3", "codeSigning" }, { "1.3.6.1.5.5.7.3.4", "emailProtection" },
		{ "1.3.6.1.5.5.7.3.8", "timeStamping" }, { "1.3.6.1.5.5.7.3.9", "OCSPSigning" },
	};
	struct eci_buf text = { 0 };
	struct eci_bytes oid;
	struct eci_der in;
	ecert_err e;
	size_t i;

	e = eci_der_enter(d, ECI_DER_SEQUENCE, "extKeyUsage", &in, NULL);
	while (e == ECERT_OK && !eci_der_end(&in)) {
		text.len = 0;
		if ((e = eci_der_oid(&in, "KeyPurposeId", &oid)) != ECERT_OK ||
		    (e = eci_der_oid_text(d->ctx, &text, oid)) != ECERT_OK)
			break;
		for (i = 0; i < ECI_COUNT(known); i++)
			if (strcmp(known[i].oid, (const char *)text.ptr) == 0)
				break;
		/* serverAuth, timeStamping, OCSPSigning: for machines, not for people. */
		out->eku_ocsp |= i == 5;
		if (i == 0 || i == 4 || i == 5)
			out->eku_foreign = true;
		else
			out->eku_fits = true;
		e = eci_buf_addf(d->ctx, &out->ext_usage, "%s%s",
		    out->ext_usage.len != 0 ? ", " : "",
		    i < ECI_COUNT(known) ? known[i].name : (const char *)text.ptr);
	}
	eci_buf_free(&text);
	return e;
}

static ecert_err
parse_points(struct eci_der *d, struct eci_exts *out)
{
	struct eci_der_val v;
	ecert_err e = eci_der_get(d, ECI_DER_SEQUENCE, "cRLDistributionPoints", &v);

	out->crl_points = v.body;
	return e;
}

/* What only tells where to ask, or matters under name constraints or to a rule alone,
 * makes no certificate unreadable: a value of another tag is left out. */
static ecert_err
take_body(struct eci_der *d, const char *name, uint8_t tag, struct eci_bytes *body)
{
	struct eci_der_val v;
	ecert_err e = eci_der_any(d, name, &v);

	if (e == ECERT_OK && v.tag == tag)
		*body = v.body;
	return e;
}

static ecert_err
parse_access(struct eci_der *d, struct eci_exts *out)
{
	return take_body(d, "authorityInfoAccess", ECI_DER_SEQUENCE, &out->access);
}

static ecert_err
parse_key_id(struct eci_der *d, struct eci_exts *out)
{
	return take_body(d, "subjectKeyIdentifier", ECI_DER_OCTET_STRING, &out->key_id);
}

static ecert_err
parse_policies(struct eci_der *d, struct eci_exts *out)
{
	return take_body(d, "certificatePolicies", ECI_DER_SEQUENCE, &out->policies);
}

static ecert_err
parse_alt_names(struct eci_der *d, struct eci_exts *out)
{
	struct eci_der_val v;
	ecert_err e = eci_der_any(d, "subjectAltName", &v);

	if (e != ECERT_OK)
		return e;
	out->alt_names = v.body;
	out->alt_odd = v.tag != ECI_DER_SEQUENCE;
	return ECERT_OK;
}

static ecert_err
parse_constraints(struct eci_der *d, struct eci_exts *out)
{
	struct eci_der_val v;
	ecert_err e = eci_der_get(d, ECI_DER_SEQUENCE, "nameConstraints", &v);

	out->constrains = e == ECERT_OK;
	out->constraints = v.body;
	return e;
}

static ecert_err
parse_no_check(struct eci_der *d, struct eci_exts *out)
{
	struct eci_der_val v;

	out->no_check = true;
	return eci_der_any(d, "id-pkix-ocsp-nocheck", &v);
}

/* Contents that change nothing in how we build paths: only the form counts. */
static ecert_err
parse_nothing(struct eci_der *d, struct eci_exts *out)
{
	struct eci_der_val v;

	(void)out;
	return eci_der_any(d, "extension", &v);
}

static const struct known {
	const char *oid;
	size_t      len;
	ecert_err (*parse)(struct eci_der *d, struct eci_exts *out);
	bool        serves;       /* a critical one is processed, as its meaning demands */
} known_exts[] = {
	{ CE_OID("\x13"), 3, parse_basic, true },
	{ CE_OID("\x0f"), 3, parse_usage, true },
	{ CE_OID("\x25"), 3, parse_ext_usage, true },
	{ CE_OID("\x1f"), 3, parse_points, true },
	{ CE_OID("\x1e"), 3, parse_constraints, true },
	{ CE_OID("\x11"), 3, parse_alt_names, true },
	{ CE_OID("\x0e"), 3, parse_key_id, true },
	{ PKIX_OID("\x01\x01"), 8, parse_access, false },
	{ PKIX_OID("\x30\x01\x05"), 9, parse_no_check, false },
	/* The issuer's key identifier (issuers are found by name, the signature
	 * decides) and alternative names, policies, their mappings and
	 * inhibitAnyPolicy: no path needs a policy, see crypto_policies.c. */
	{ CE_OID("\x23"), 3, parse_nothing, true },
	{ CE_OID("\x12"), 3, parse_nothing, true },
	{ CE_OID("\x20"), 3, parse_policies, true },
	{ CE_OID("\x21"), 3, parse_nothing, true },
	{ CE_OID("\x36"), 3, parse_nothing, true },
	/* policyConstraints is not processed: a critical one makes a path
	 * unacceptable. */
};

ecert_err
eci_ext_next(struct eci_der *d, struct eci_bytes *oid, bool *critical, struct eci_der *value)
{
	struct eci_der_val v;
	struct eci_der ext;
	ecert_err e;

	*critical = false;
	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "Extension", &ext, NULL)) != ECERT_OK ||
	    (e = eci_der_oid(&ext, "extnID", oid)) != ECERT_OK)
		return e;
	/* FALSE written out is common, and changes nothing. */
	if (eci_der_peek(&ext) == ECI_DER_BOOLEAN &&
	    (e = eci_der_bool(&ext, "critical", critical)) != ECERT_OK)
		return e;
	if ((e = eci_der_get(&ext, ECI_DER_OCTET_STRING, "extnValue", &v)) != ECERT_OK)
		return e;
	*value = *d;
	value->ptr = v.body.ptr;
	value->len = v.body.len;
	return eci_der_done(&ext, "Extension");
}

ecert_err
eci_ext_each(struct eci_der *d, const char *what, size_t max, eci_ext_fn *fn, void *arg)
{
	struct eci_bytes seen[ECI_EXTS_MAX];
	struct eci_der value;
	bool critical;
	size_t n = 0, i;
	ecert_err e;

	while (!eci_der_end(d)) {
		if (n == max || n == ECI_EXTS_MAX)
			return eci_der_bad(d, what, "more than %zu", n);
		if ((e = eci_ext_next(d, &seen[n], &critical, &value)) != ECERT_OK)
			return e;
		/* RFC 5280 4.2: readers would differ in which one they take. */
		for (i = 0; i < n; i++)
			if (eci_bytes_equal(seen[i], seen[n]))
				return eci_der_bad(d, what, "one twice");
		if ((e = fn(arg, &value, seen[n++], critical)) != ECERT_OK)
			return e;
	}
	return ECERT_OK;
}

static ecert_err
parse_one(void *arg, struct eci_der *in, struct eci_bytes oid, bool critical)
{
	struct eci_exts *out = arg;
	bool served = false;
	ecert_err e;
	size_t i;

	for (i = 0; i < ECI_COUNT(known_exts); i++) {
		if (!eci_is_oid(oid, known_exts[i].oid, known_exts[i].len))
			continue;
		if ((e = known_exts[i].parse(in, out)) != ECERT_OK)
			return e;
		if (known_exts[i].parse == parse_usage)
			out->usage_critical = critical;
		if (known_exts[i].parse == parse_ext_usage)
			out->eku_critical = critical;
		if (known_exts[i].parse == parse_constraints)
			out->constraints_critical = critical;
		if ((e = eci_der_done(in, "extnValue")) != ECERT_OK)
			return e;
		served = known_exts[i].serves;
	}
	if (critical && !served && out->unknown.len == 0)
		return eci_der_oid_text(in->ctx, &out->unknown, oid);
	return ECERT_OK;
}

/* d stands before SEQUENCE OF Extension. */
ecert_err
eci_exts_parse(struct eci_der *d, struct eci_exts *out)
{
	struct eci_der in;
	ecert_err e;

	if ((e = eci_der_enter(d, ECI_DER_SEQUENCE, "extensions", &in, NULL)) != ECERT_OK ||
	    (e = eci_ext_each(&in, "extensions", ECI_EXTS_MAX, parse_one, out)) != ECERT_OK)
		return e;
	/* RFC 5280 4.2.1.10: of authorities alone; in others it means nothing we know. */
	if (out->constraints_critical && !out->ca && out->unknown.len == 0)
		return eci_buf_adds(d->ctx, &out->unknown, "2.5.29.30");
	return ECERT_OK;
}

ecert_err
eci_usage_text(ecert_ctx *ctx, unsigned usage, struct eci_buf *out)
{
	static const struct { unsigned bit; const char *name; } names[] = {
		{ 0x80, "digitalSignature" }, { 0x40, "nonRepudiation" },
		{ 0x20, "keyEncipherment" }, { 0x10, "dataEncipherment" },
		{ 0x08, "keyAgreement" }, { 0x04, "keyCertSign" }, { 0x02, "cRLSign" },
		{ 0x01, "encipherOnly" }, { 0x8000, "decipherOnly" },
	};
	ecert_err e = eci_buf_adds(ctx, out, "");
	size_t i;

	for (i = 0; i < ECI_COUNT(names) && e == ECERT_OK; i++)
		if ((usage & names[i].bit) != 0)
			e = eci_buf_addf(ctx, out, "%s%s", out->len != 0 ? ", " : "",
			    names[i].name);
	return e;
}
