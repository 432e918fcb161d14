/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_path_say.c - what to do where nobody trusted vouches for a certificate.
 * People follow such advice to the letter, so it must be safe to do so: an
 * authority that certifies signers must never end up among the seal makers, and
 * nothing becomes an anchor only because a path ends there.
 */
#include <string.h>

#include "verify/verify_priv.h"

const char *
eci_verify_tool(const struct eci_vat *at)
{
	return at->run->rep->of_seal ? "seal-make verify" : "ecert-verify";
}

/* The end of a detail is the library's own; before it stand names of strangers. */
static bool
ends_in(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

static const struct { const char *end, *en, *zh; } advice[] = {
	{ "the certificate of this issuer is not at hand",
	    "obtain the certificate of this issuer from a source you trust; where another "
	    "authority issued it, put it into DIR/intermediates.pem; only the topmost one, and "
	    "only if you trust it to certify signers, belongs into DIR/roots.pem",
	    "从可信渠道取得该颁发者的证书；若它由其他机构签发，放入 DIR/intermediates.pem；"
	    "只有最上级的、确认可信其为签名人签发证书的，才放入 DIR/roots.pem" },
	{ "self-signed, and no trust anchor",
	    "put this certificate into DIR/roots.pem only if you trust it, and whomever it "
	    "certifies, as signers",
	    "仅当确认信任该证书及其所签发的签名人时，才将其放入 DIR/roots.pem" },
	{ "signed with the empty SM2 ID, not with the standard's",
	    "add --allow-empty-sm2-id, if such certificates are acceptable",
	    "若可接受此类证书，加上 --allow-empty-sm2-id" },
};

static ecert_err
say_signer(const struct eci_vat *at, const struct eci_path *path, const char *zh)
{
	size_t i;

	for (i = 0; i < ECI_COUNT(advice); i++)
		if (ends_in(path->detail, advice[i].end))
			return ECI_VUNDEC(at, ECI_V_SIGNER_PATH, ECERT_R_CERT_UNTRUSTED,
			    "no path to a trusted issuer: %s%.0s. To settle it: %s%.0s; "
			    "run %s --trust DIR",
			    "没有通向可信颁发者的路径：%.0s%s。解决办法：%.0s%s；"
			    "运行 %s --trust DIR", path->detail, zh, advice[i].en, advice[i].zh,
			    eci_verify_tool(at));
	return ECI_VUNDEC(at, ECI_V_SIGNER_PATH, ECERT_R_CERT_UNTRUSTED,
	    "no path to a trusted issuer: %s%.0s", "没有通向可信颁发者的路径：%.0s%s",
	    path->detail, zh);
}

static ecert_err
say_maker(const struct eci_vat *at, const struct eci_cert *cert, const struct eci_path *path,
    const char *zh)
{
	return ECI_VUNDEC(at, ECI_V_MAKER_PATH, ECERT_R_SEAL_MAKER_UNTRUSTED,
	    "nobody among the makers vouches for this seal maker: %s%.0s. To settle it: if the "
	    "seal maker deserves trust, put his own certificate, serial %s of %.300s, into "
	    "DIR/makers.pem and run %s --trust DIR. Of authorities only one that certifies nobody "
	    "but seal makers belongs there: below any other each signer could make the seal of "
	    "anybody",
	    "makers 中无人担保该制章人：%.0s%s。解决办法：确认该制章人可信后，将其本身的证书"
	    "（序列号 %s，%.300s）放入 DIR/makers.pem，运行 %s --trust DIR。"
	    "只有专为制章人签发证书的机构才可放入其中，否则其下任何签名人都能制作他人的印章",
	    path->detail, zh, eci_cert_serial(cert), eci_cert_subject(cert),
	    eci_verify_tool(at));
}

ecert_err
eci_verify_untrusted(const struct eci_vat *at, enum eci_vrole role,
    const struct eci_cert *cert, const struct eci_path *path)
{
	struct eci_buf zh = { 0 };
	ecert_err e;

	e = eci_verify_phrase(at->run->ctx, path->detail, &zh);
	if (e == ECERT_OK && role == ECI_ROLE_MAKER)
		e = say_maker(at, cert, path, (char *)zh.ptr);
	else if (e == ECERT_OK)
		e = say_signer(at, path, (char *)zh.ptr);
	eci_buf_free(&zh);
	return e;
}
