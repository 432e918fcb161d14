/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_cms_cert.c - whose certificate a signature without a seal is judged by:
 * one SignedData brings along, else one of the policy.  Where it comes from
 * decides nothing: it is trusted only as far as the trust store says.
 */
#include <stdlib.h>

#include "verify/verify_priv.h"

/* The candidates but the signer's own, which may be on its path.  One that cannot
 * be read is of no use; it has no bearing on what was signed either. */
static ecert_err
load_others(const struct eci_vat *at, struct eci_vcms *v, size_t signer)
{
	ecert_ctx *ctx = at->run->ctx;
	struct eci_cert *cert = NULL;
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; e == ECERT_OK && i < v->cms.n_certs; i++) {
		if (i == signer)
			continue;
		e = eci_cert_load(ctx, at->where, v->cms.certs[i].ptr, v->cms.certs[i].len, &cert);
		if (e == ECERT_OK)
			e = eci_certs_add(ctx, &v->certs, cert);
		else if (eci_verify_blames_input(e)) {
			eci_clear(ctx);
			e = ECI_VDEV(at, ECI_V_SIGNER_KEY, ECERT_R_CERT_MALFORMED,
			    "certificate %zu of %zu cannot be read and is not used",
			    "第 %zu 个证书（共 %zu 个）无法读取，未使用", i + 1, v->cms.n_certs);
		}
		eci_cert_free(cert);
		cert = NULL;
	}
	return e;
}

/* Those of list that are of the signer's issuer and serial number: how many
 * different ones, and the first.  exact: by the bytes of the name. */
static ecert_err
pick(const struct eci_vat *at, const struct eci_vcms *v, const struct eci_certs *list,
    bool exact, const struct eci_cert **out, size_t *n)
{
	ecert_err e = ECERT_OK;
	bool yes = false;
	size_t i;

	*n = 0;
	*out = NULL;
	for (i = 0; e == ECERT_OK && i < list->n; i++) {
		if (exact)
			yes = eci_cms_names(&v->cms, eci_cert_der(list->v[i]));
		else
			e = eci_who_is(at->run->ctx, list->v[i], v->cms.issuer, v->cms.serial, &yes);
		if (e != ECERT_OK || !yes ||
		    (*out != NULL && eci_cert_same(*out, list->v[i])))
			continue;
		if ((*n)++ == 0)
			*out = list->v[i];
	}
	return e;
}

static ecert_err
use(const struct eci_vat *at, struct eci_vcms *v, const struct eci_cert *cert)
{
	return eci_verify_cert_load(at, ECI_ROLE_SIGNER, eci_cert_der(cert), &v->signer);
}

/* Names that differ in their strings' types alone are the same (RFC 5280 7.1). */
static ecert_err
use_inside(const struct eci_vat *at, struct eci_vcms *v, bool *done)
{
	const struct eci_cert *cert;
	ecert_err e;
	size_t n;

	if ((e = pick(at, v, &v->certs, false, &cert, &n)) != ECERT_OK)
		return e;
	*done = n > 0;
	if (n > 1)
		return ECI_VFAIL(at, ECI_V_SIGNER_KEY, ECERT_R_SES_MALFORMED,
		    "two certificates of the signer's issuer and serial number",
		    "有两个证书的颁发者和序列号与签名人相同");
	if (n == 0 || (e = use(at, v, cert)) != ECERT_OK)
		return e;
	return ECI_VDEV(at, ECI_V_SIGNER_KEY, ECERT_R_NONE,
	    "the issuer's name is written otherwise than in the certificate",
	    "颁发者名称的写法与证书中不同");
}

ecert_err
eci_verify_outside(const struct eci_vat *at)
{
	return ECI_VNOTE(at, ECI_V_SIGNER_KEY, ECERT_R_NONE,
	    "the certificate is not in the file: it was given to this verification",
	    "证书不在文件中，由验证方提供");
}

ecert_err
eci_verify_no_cert(const struct eci_vat *at)
{
	return ECI_VUNDEC(at, ECI_V_VALUE, ECERT_R_UNSUPPORTED,
	    "not examined: there is no certificate to examine it with",
	    "未检查：没有可用于检查的证书");
}

static ecert_err
use_outside(const struct eci_vat *at, struct eci_vcms *v, bool *done)
{
	const struct eci_certs *given = &at->run->pol.signers;
	const struct eci_cert *cert;
	ecert_err e;
	size_t n;

	if ((e = pick(at, v, given, true, &cert, &n)) != ECERT_OK ||
	    (n == 0 && (e = pick(at, v, given, false, &cert, &n)) != ECERT_OK))
		return e;
	*done = n > 0;
	if (n > 1)
		return ECI_VUNDEC(at, ECI_V_SIGNER_KEY, ECERT_R_CERT_UNTRUSTED,
		    "two certificates given with --signer-cert are of the signer's issuer and "
		    "serial number",
		    "--signer-cert 给出的两个证书的颁发者和序列号与签名人相同");
	if (n == 0 || (e = use(at, v, cert)) != ECERT_OK)
		return e;
	return eci_verify_outside(at);
}

static ecert_err
say_nobody(const struct eci_vat *at, const struct eci_vcms *v)
{
	char *name = NULL, *number = NULL;
	ecert_err e;

	e = eci_who_show(at->run->ctx, v->cms.issuer, v->cms.serial, &name, &number);
	if (e == ECERT_OK)
		e = ECI_VUNDEC(at, ECI_V_SIGNER_KEY, ECERT_R_CERT_UNTRUSTED,
		    "the signer's certificate is not in the file: serial %s of %.300s. To settle "
		    "it: obtain it from a source you trust and run %s --trust DIR --signer-cert "
		    "CERT FILE",
		    "文件中没有签名人的证书：序列号 %s，颁发者 %.300s。解决办法：从可信渠道取得"
		    "该证书，运行 %s --trust DIR --signer-cert CERT FILE", number, name,
		    eci_verify_tool(at));
	free(name);
	free(number);
	return e;
}

ecert_err
eci_verify_cms_cert(const struct eci_vat *at, struct eci_vcms *v)
{
	size_t index = SIZE_MAX;
	bool done = false;
	ecert_err e;

	e = eci_cms_signer_cert(at->run->ctx, at->where, ECERT_R_SES_MALFORMED, &v->cms,
	    &index);
	if (e != ECERT_OK)
		return eci_verify_blame(at, ECI_V_SIGNER_KEY, e, ECERT_R_SES_MALFORMED);
	if ((e = load_others(at, v, index)) != ECERT_OK)
		return e;
	if (index != SIZE_MAX)
		return eci_verify_cert_load(at, ECI_ROLE_SIGNER, v->cms.certs[index], &v->signer);
	if ((e = use_inside(at, v, &done)) != ECERT_OK || done ||
	    (e = use_outside(at, v, &done)) != ECERT_OK || done)
		return e;
	return say_nobody(at, v);
}
