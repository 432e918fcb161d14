/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_certinfo.c - what a certificate says. */
#include <string.h>

#include "crypto/crypto_priv.h"

struct eci_bytes
eci_cert_der(const struct eci_cert *cert)
{
	struct eci_bytes b = { cert->der.ptr, cert->der.len };

	return b;
}

const char *
eci_cert_subject(const struct eci_cert *cert)
{
	return cert->subject_text;
}

const char *
eci_cert_issuer(const struct eci_cert *cert)
{
	return cert->issuer_text;
}

const char *
eci_cert_serial(const struct eci_cert *cert)
{
	return cert->serial_text;
}

int64_t
eci_cert_not_before(const struct eci_cert *cert)
{
	return cert->not_before;
}

int64_t
eci_cert_not_after(const struct eci_cert *cert)
{
	return cert->not_after;
}

bool
eci_cert_is_ca(const struct eci_cert *cert)
{
	return cert->exts.ca;
}

bool
eci_cert_is_sm2(const struct eci_cert *cert)
{
	return cert->pub.sm2;
}

int
eci_cert_rsa_bits(const struct eci_cert *cert)
{
	return cert->pub.rsa_bits;
}

enum eci_cert_usage
eci_cert_usage(const struct eci_cert *cert)
{
	if (!cert->exts.has_usage)
		return ECI_USAGE_ABSENT;
	if ((cert->exts.usage & (ECI_KU_DIGITAL_SIGNATURE | ECI_KU_NON_REPUDIATION)) != 0)
		return ECI_USAGE_MAY_SIGN;
	return ECI_USAGE_OTHER;
}

const char *
eci_cert_usage_text(const struct eci_cert *cert)
{
	return (const char *)cert->usage_text.ptr;
}

const char *
eci_cert_ext_usage_text(const struct eci_cert *cert)
{
	return cert->exts.ext_usage.ptr == NULL ? "" : (const char *)cert->exts.ext_usage.ptr;
}

enum eci_cert_purpose
eci_cert_purpose(const struct eci_cert *cert)
{
	if (cert->exts.eku_fits || !cert->exts.eku_foreign)
		return ECI_PURPOSE_FITS;
	return cert->exts.eku_critical ? ECI_PURPOSE_FOREIGN : ECI_PURPOSE_ODD;
}

const char *
eci_cert_unknown_critical(const struct eci_cert *cert)
{
	return cert->exts.unknown.len != 0 ? (const char *)cert->exts.unknown.ptr : NULL;
}

bool
eci_cert_key_ok(const struct eci_cert *cert)
{
	return cert->pub.ok;
}

bool
eci_cert_same(const struct eci_cert *a, const struct eci_cert *b)
{
	return a == b || eci_bytes_equal(eci_cert_der(a), eci_cert_der(b));
}

ecert_err
eci_cert_write_pem(ecert_ctx *ctx, const struct eci_cert *cert, struct eci_buf *out)
{
	return eci_pem_write(ctx, "CERTIFICATE", eci_cert_der(cert), out);
}

const uint8_t *
eci_cert_key_id(const struct eci_cert *cert)
{
	return cert->pub.id;
}

struct eci_bytes
eci_cert_key_bits(const struct eci_cert *cert)
{
	return cert->key_bits;
}
