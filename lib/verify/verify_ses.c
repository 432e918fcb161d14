/* SPDX-License-Identifier: Apache-2.0 */
/* verify_ses.c - a seal signature and the file it stands for. */
#include <string.h>

#include "verify/verify_priv.h"

_Static_assert(ECI_SM3_LEN == ECI_SHA256_LEN, "both digests have 32 bytes");

/*
 * The bytes of Signature.xml as they are in the package, nothing rebuilt.  The
 * digest is the one the signature is made with (GM/T 0031-2014 6.2); SM3 under RSA
 * is as strong, and leaves no doubt about what was signed.
 */
static ecert_err
check_datahash(const struct eci_vat *at, const struct eci_vwork *w,
    const struct eci_ses_sig *ses)
{
	bool rsa = eci_sig_alg_of(ses->alg) == ECI_SIG_RSA_SHA256;
	uint8_t sm3[ECI_SM3_LEN], sha[ECI_SHA256_LEN];
	ecert_err e;

	if (ses->data_hash.len != sizeof(sm3))
		return ECI_VFAIL(at, ECI_V_DATAHASH, ECERT_R_SES_DATAHASH,
		    "dataHash has %zu bytes, %s has 32", "dataHash 长 %zu 字节，%s 应为 32",
		    ses->data_hash.len, rsa ? "SHA-256" : "SM3");
	if ((e = eci_sm3_again(at->run->ctx, w->xml.ptr, w->xml.len, sm3)) != ECERT_OK ||
	    (rsa && (e = eci_sha256(at->run->ctx, w->xml.ptr, w->xml.len, sha)) != ECERT_OK))
		return e;
	if (rsa && memcmp(ses->data_hash.ptr, sha, sizeof(sha)) == 0)
		return ECI_VPASS(at, ECI_V_DATAHASH, "SHA-256 of Signature.xml",
		    "与 Signature.xml 的 SHA-256 一致");
	if (memcmp(ses->data_hash.ptr, sm3, sizeof(sm3)) != 0)
		return ECI_VFAIL(at, ECI_V_DATAHASH, ECERT_R_SES_DATAHASH,
		    "the signature was made for another Signature.xml",
		    "签名值与 Signature.xml 不对应");
	if (rsa)
		return ECI_VDEV(at, ECI_V_DATAHASH, ECERT_R_NONE,
		    "SM3 of Signature.xml, where SHA-256 goes with RSA",
		    "与 Signature.xml 的 SM3 一致；RSA 签名应配 SHA-256");
	return ECI_VPASS(at, ECI_V_DATAHASH, "SM3 of Signature.xml", "与 Signature.xml 一致");
}

static ecert_err
check_property(const struct eci_vat *at, const struct eci_vwork *w,
    const struct eci_ses_sig *ses)
{
	const char *entry = w->row->entry;
	size_t n = strlen(entry);

	if (ses->property.len == n + 1 && ses->property.ptr[0] == '/' &&
	    memcmp(ses->property.ptr + 1, entry, n) == 0)
		return ECI_VPASS(at, ECI_V_PROPERTY, "/%s", "/%s", entry);
	return ECI_VFAIL(at, ECI_V_PROPERTY, ECERT_R_SES_PROPERTY,
	    "propertyInfo is \"%.*s\", not \"/%s\"", "propertyInfo 为“%.*s”，不是“/%s”",
	    ses->property.len < 256 ? (int)ses->property.len : 256,
	    ses->property.ptr != NULL ? (const char *)ses->property.ptr : "", entry);
}

/* RSA stands in GM/T 0031-2014 alone; SHA-1 is broken wherever it stands. */
static bool
alg_allowed(enum eci_sig_alg alg, ecert_ses_version v)
{
	return alg == ECI_SIG_SM2_SM3 || (alg == ECI_SIG_RSA_SHA256 && v == ECERT_SES_V1);
}

static ecert_err
check_alg(const struct eci_vat *at, const struct eci_vwork *w,
    const struct eci_ses_sig *ses, const struct eci_cert *cert)
{
	enum eci_sig_alg alg = eci_sig_alg_of(ses->alg);

	return eci_verify_alg(at, w->desc.method, alg, alg_allowed(alg, ses->version), cert);
}

static ecert_err
check_value(const struct eci_vat *at, const struct eci_ses_sig *ses,
    const struct eci_cert *cert)
{
	enum eci_sig_alg alg = eci_sig_alg_of(ses->alg);
	enum eci_sig_form form = ECI_SIG_DER;
	bool good = false;
	ecert_err e = ECERT_OK;

	if (alg_allowed(alg, ses->version))
		e = eci_sig_verify(at->run->ctx, cert, alg, ses->tbs, ses->sig, &form, &good);
	if (e != ECERT_OK)
		return eci_verify_blame(at, ECI_V_VALUE, e, ECERT_R_SES_SIG_BAD);
	if (!good)
		return ECI_VFAIL(at, ECI_V_VALUE, ECERT_R_SES_SIG_BAD,
		    "the value is not the certificate holder's signature",
		    "签名值不是证书持有人的签名");
	return eci_verify_good(at, form);
}

/* Seal.esl is what a viewer shows: it must be the seal that was signed. */
static ecert_err
check_seal_file(const struct eci_vat *at, struct eci_vwork *w,
    const struct eci_ses_sig *ses)
{
	struct eci_vat here = *at;
	struct eci_vrun *run = at->run;
	struct eci_bytes whole = ses->seal.whole;
	uint8_t *p = NULL;
	size_t n = 0;
	ecert_err e;

	if ((here.where = w->desc.seal_entry) == NULL)
		return ECI_VPASS(at, ECI_V_SEAL_FILE, "no separate seal file",
		    "没有单独的印章文件");
	if (w->seal_entry == SIZE_MAX)
		return ECI_VFAIL(&here, ECI_V_SEAL_FILE, ECERT_R_SEAL_MISMATCH,
		    "the seal file is not in the package", "包中没有该印章文件");
	if (ecert_doc_entry_size(run->doc, w->seal_entry) == whole.len) {
		e = ecert_doc_read_entry(run->ctx, run->doc,
		    ecert_doc_entry_name(run->doc, w->seal_entry), &p, &n);
		if (e != ECERT_OK)
			return eci_verify_blame(&here, ECI_V_CONTAINER, e,
			    ECERT_R_ZIP_MALFORMED);
		w->seal_equal = n == whole.len && memcmp(p, whole.ptr, n) == 0;
		ecert_free(p);
	}
	if (!w->seal_equal)
		return ECI_VFAIL(&here, ECI_V_SEAL_FILE, ECERT_R_SEAL_MISMATCH,
		    "the seal file is not the seal inside the signature",
		    "印章文件与签名值中的印章不一致");
	return ECI_VPASS(&here, ECI_V_SEAL_FILE, "equals the seal inside the signature",
	    "与签名值中的印章一致");
}

/* The time all else is judged at, so before it; a stamp must be somebody else's than
 * the signer's. */
static ecert_err
check_time(const struct eci_vat *at, const struct eci_ses_sig *ses, struct eci_vwhen *when,
    struct eci_cert **cert)
{
	ecert_err e;

	if ((e = eci_verify_time(at, ses, when)) != ECERT_OK ||
	    (e = eci_verify_cert_load(at, ECI_ROLE_SIGNER, ses->cert, cert)) != ECERT_OK ||
	    (e = eci_verify_stamp_time(at, ses->timestamp, ses->sig, *cert, when)) != ECERT_OK)
		return e;
	eci_verify_settle_time(at, when);
	return ECERT_OK;
}

static ecert_err
check_signer(const struct eci_vat *at, const struct eci_vwork *w,
    const struct eci_ses_sig *ses, const struct eci_vwhen *when, const struct eci_cert *cert)
{
	struct eci_report_sig *sig = &at->run->rep->sigs[at->sig - 1];
	ecert_err e;

	if (cert == NULL)
		return ECERT_OK;
	if ((e = eci_report_person(at->run->ctx, cert, &sig->signer)) != ECERT_OK ||
	    (e = check_alg(at, w, ses, cert)) != ECERT_OK ||
	    (e = check_value(at, ses, cert)) != ECERT_OK ||
	    (e = eci_verify_cert_usage(at, ECI_ROLE_SIGNER, cert)) != ECERT_OK ||
	    (e = eci_verify_cert_time(at, ECI_ROLE_SIGNER, cert, when)) != ECERT_OK)
		return e;
	return eci_verify_cert_path(at, ECI_ROLE_SIGNER, cert, when);
}

static ecert_err
check_all(const struct eci_vat *at, struct eci_vwork *w, const struct eci_ses_sig *ses)
{
	struct eci_vwhen when = { 0 };
	struct eci_cert *cert = NULL;
	ecert_err e;

	if ((e = eci_verify_notes(at, ECI_V_FORMAT, &ses->notes, 0)) == ECERT_OK &&
	    (e = ECI_VPASS(at, ECI_V_FORMAT, "SES V%d", "SES V%d",
	    (int)ses->version)) == ECERT_OK &&
	    (e = check_datahash(at, w, ses)) == ECERT_OK &&
	    (e = check_property(at, w, ses)) == ECERT_OK &&
	    (e = eci_verify_exts(at, ECI_V_EXTENSIONS, ses->exts, ses->n_exts)) == ECERT_OK &&
	    (e = check_seal_file(at, w, ses)) == ECERT_OK &&
	    (e = check_time(at, ses, &when, &cert)) == ECERT_OK &&
	    (e = check_signer(at, w, ses, &when, cert)) == ECERT_OK)
		e = eci_verify_seal(at, &ses->seal, &when, cert);
	eci_cert_free(cert);
	return e;
}

ecert_err
eci_verify_ses(const struct eci_vat *at, struct eci_vwork *w)
{
	struct eci_vat here = *at;
	struct eci_ses_sig ses;
	ecert_err e;

	here.where = w->desc.value_entry;
	e = eci_ses_sig_decode(at->run->ctx, here.where, w->value.ptr, w->value.len, &ses);
	if (e != ECERT_OK)
		return eci_verify_blame(&here, ECI_V_FORMAT, e, ECERT_R_SES_MALFORMED);
	here.ses = ses.version;
	at->run->rep->sigs[at->sig - 1].ses = ses.version;
	e = check_all(&here, w, &ses);
	eci_ses_sig_free(&ses);
	return e;
}
