/* SPDX-License-Identifier: Apache-2.0 */
/* verify_alg.c - the algorithm of a signature value, and the form of a good one:
 * the same for signatures with a seal and without. */
#include "verify/verify_priv.h"

/* SignatureMethod as producers write it. */
static enum eci_sig_alg
method_alg(const char *s)
{
	static const struct { const char *name; enum eci_sig_alg alg; } known[] = {
		{ "1.2.156.10197.1.501", ECI_SIG_SM2_SM3 },
		{ "1.2.156.10197.501", ECI_SIG_SM2_SM3 },
		/* SM2 signing (GM/T 0006); SignedData says so where SM3 is meant too. */
		{ "1.2.156.10197.1.301.1", ECI_SIG_SM2_SM3 },
		{ "SM2", ECI_SIG_SM2_SM3 }, { "SM3withSM2", ECI_SIG_SM2_SM3 },
		{ "SM2withSM3", ECI_SIG_SM2_SM3 },
		{ "1.2.840.113549.1.1.11", ECI_SIG_RSA_SHA256 },
		{ "SHA256withRSA", ECI_SIG_RSA_SHA256 },
		{ "1.2.840.113549.1.1.5", ECI_SIG_RSA_SHA1 },
		{ "SHA1withRSA", ECI_SIG_RSA_SHA1 },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(known); i++)
		if (eci_ascii_casecmp(s, known[i].name) == 0)
			return known[i].alg;
	return ECI_SIG_UNKNOWN;
}

ecert_err
eci_verify_alg(const struct eci_vat *at, const char *method, enum eci_sig_alg alg,
    bool allowed, const struct eci_cert *cert)
{
	if (!allowed)
		return ECI_VFAIL(at, ECI_V_ALG, ECERT_R_ALG_WEAK,
		    "the signature algorithm is not accepted", "不接受该签名算法");
	if (method != NULL && method_alg(method) != alg)
		return ECI_VFAIL(at, ECI_V_ALG, ECERT_R_ALG_MISMATCH,
		    "SignatureMethod \"%.100s\" is not what the value says",
		    "SignatureMethod“%.100s”与签名值不符", method);
	if (cert != NULL && eci_cert_is_sm2(cert) != (alg == ECI_SIG_SM2_SM3))
		return ECI_VFAIL(at, ECI_V_ALG, ECERT_R_ALG_MISMATCH,
		    "the algorithm does not fit the certificate's key",
		    "算法与证书公钥不符");
	if (method == NULL)
		return ECI_VNOTE(at, ECI_V_ALG, ECERT_R_NONE,
		    "SignatureMethod is absent", "缺少 SignatureMethod");
	return ECI_VPASS(at, ECI_V_ALG, "%s", "%s",
	    alg == ECI_SIG_SM2_SM3 ? "SM2 with SM3" : "RSA with SHA-256");
}

ecert_err
eci_verify_good(const struct eci_vat *at, enum eci_sig_form form)
{
	if (form == ECI_SIG_RAW)
		return ECI_VDEV(at, ECI_V_VALUE, ECERT_R_NONE,
		    "good; the value is r || s instead of a DER SEQUENCE",
		    "有效；签名值为 r || s 而非 DER 序列");
	return ECI_VPASS(at, ECI_V_VALUE, "good", "有效");
}
