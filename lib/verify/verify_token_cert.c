/* SPDX-License-Identifier: Apache-2.0 */
/* verify_token_cert.c - the certificate of a time-stamp authority (RFC 3161 2.3). */
#include <string.h>

#include "verify/verify_priv.h"

/*
 * extKeyUsage is critical and has timeStamping alone: a key that signs anything else
 * could be brought to sign what looks like a stamp.
 */
static ecert_err
check_purpose(const struct eci_vat *at, const struct eci_cert *tsa)
{
	const char *text = eci_cert_ext_usage_text(tsa);

	if (strcmp(text, "timeStamping") != 0)
		return ECI_VFAIL(at, ECI_V_TSA_USAGE, ECERT_R_CERT_USAGE,
		    "%s may not make time stamps; extended key usage: %s",
		    "%s 不得加盖时间戳；扩展密钥用途：%s", eci_cert_subject(tsa),
		    text[0] != '\0' ? text : "-");
	if (eci_cert_purpose(tsa) != ECI_PURPOSE_FOREIGN)
		return ECI_VFAIL(at, ECI_V_TSA_USAGE, ECERT_R_CERT_USAGE,
		    "%s may not make time stamps: its extended key usage is not critical",
		    "%s 不得加盖时间戳：其扩展密钥用途不是关键项", eci_cert_subject(tsa));
	return ECERT_OK;
}

/* Authorities in use have certificates whose key may encipher as well. */
static ecert_err
check_bits(const struct eci_vat *at, const struct eci_cert *tsa)
{
	const char *text = eci_cert_usage_text(tsa);

	if (eci_cert_usage(tsa) == ECI_USAGE_OTHER)
		return ECI_VFAIL(at, ECI_V_TSA_USAGE, ECERT_R_CERT_USAGE,
		    "%s may not sign; key usage: %s", "%s 不得用于签名；密钥用途：%s",
		    eci_cert_subject(tsa), text);
	if (eci_cert_is_ca(tsa))
		return ECI_VDEV(at, ECI_V_TSA_USAGE, ECERT_R_CERT_USAGE,
		    "%s is a certification authority", "%s 是 CA 证书", eci_cert_subject(tsa));
	if (eci_cert_usage(tsa) == ECI_USAGE_ABSENT || strcmp(text, "digitalSignature") == 0 ||
	    strcmp(text, "nonRepudiation") == 0 ||
	    strcmp(text, "digitalSignature, nonRepudiation") == 0)
		return ECI_VPASS(at, ECI_V_TSA_USAGE, "timeStamping", "timeStamping");
	return ECI_VDEV(at, ECI_V_TSA_USAGE, ECERT_R_CERT_USAGE,
	    "%s: the key may do more than sign; key usage: %s",
	    "%s：密钥不只用于签名；密钥用途：%s", eci_cert_subject(tsa), text);
}

ecert_err
eci_verify_tsa_usage(const struct eci_vat *at, const struct eci_cert *tsa)
{
	size_t before = at->run->rep->n_items;
	ecert_err e;

	if ((e = check_purpose(at, tsa)) != ECERT_OK || at->run->rep->n_items != before)
		return e;
	return check_bits(at, tsa);
}
