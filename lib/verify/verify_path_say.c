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
	return at->run->rep->of_seal ? "seal-make verify" :
	    at->run->rep->of_cert ? "ecert-key check" : "ecert-verify";
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
	    "obtain the issuer's certificate from a source you trust; where another "
	    "authority issued it, put it into DIR/intermediates.pem; only the topmost one, and "
	    "only if you trust it to certify signers, belongs into DIR/roots.pem",
	    "从可信渠道取得颁发者的证书；若它由其他机构签发，放入 DIR/intermediates.pem；"
	    "只有最上级的、确认可信其为签名人签发证书的，才放入 DIR/roots.pem" },
	{ "self-signed, and no trust anchor",
	    "put this certificate into DIR/roots.pem only if you trust it, and whomever it "
	    "certifies, as signers",
	    "仅当确认信任该证书及其所签发的签名人时，才将其放入 DIR/roots.pem" },
	{ "not signed by the key of the certificate at hand of its issuer",
	    "obtain the certificate that this issuer had then, and put it where the one at hand "
	    "is: into DIR/roots.pem only if you trust it to certify signers, else into "
	    "DIR/intermediates.pem",
	    "取得该颁发者当时的证书，放在现有证书之处：只有确认可信其为签名人签发证书时才放入 "
	    "DIR/roots.pem，否则放入 DIR/intermediates.pem" },
	{ "the path is longer than the limit",
	    "put the certificate of an authority nearer to the signer into DIR/roots.pem, if you "
	    "trust it to certify signers",
	    "若可信更接近签名人的机构为签名人签发证书，将该机构的证书放入 DIR/roots.pem" },
	{ "too many certificates of this name",
	    "put the one certificate that issued it into DIR/intermediates.pem, and take the "
	    "others of its name away",
	    "将实际签发它的那一张证书放入 DIR/intermediates.pem，并移除其余同名证书" },
	{ "signed with an algorithm that is not accepted",
	    "ask the signer for a signature by a certificate of SM2 with SM3, or of RSA with "
	    "SHA-256",
	    "请签名人改用以 SM2 和 SM3 或 RSA 和 SHA-256 签发的证书签名" },
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
			    "run %s --trust DIR FILE",
			    "没有通向可信颁发者的路径：%.0s%s。解决办法：%.0s%s；"
			    "运行 %s --trust DIR FILE", path->detail, zh, advice[i].en, advice[i].zh,
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
	    "DIR/makers.pem and run %s --trust DIR FILE. Of authorities only one that "
	    "certifies nobody but seal makers belongs there: below any other each signer could make the seal of "
	    "anybody",
	    "makers 中无人担保该制章人：%.0s%s。解决办法：确认该制章人可信后，将其本身的证书"
	    "（序列号 %s，%.300s）放入 DIR/makers.pem，运行 %s --trust DIR FILE。"
	    "只有专为制章人签发证书的机构才可放入其中，否则其下任何签名人都能制作他人的印章",
	    path->detail, zh, eci_cert_serial(cert), eci_cert_subject(cert),
	    eci_verify_tool(at));
}

static ecert_err
say_tsa(const struct eci_vat *at, const struct eci_cert *cert, const struct eci_path *path,
    const char *zh)
{
	if (strcmp(eci_cert_subject(cert), eci_cert_issuer(cert)) == 0)
		return ECI_VUNDEC(at, ECI_V_TSA_PATH, ECERT_R_TIMESTAMP_UNTRUSTED,
		    "nobody among the time-stamp authorities vouches for %.300s: %s%.0s"
		    ECI_SETTLE_EN "if this authority deserves trust about times, put its "
		    "certificate, serial %s, into DIR/tsa.pem and run %s --trust DIR FILE",
		    "tsa 中无人担保时间戳机构 %.300s：%.0s%s" ECI_SETTLE_ZH
		    "确认该机构在时间上可信后，将其证书（序列号 %s）放入 DIR/tsa.pem，"
		    "运行 %s --trust DIR FILE", eci_cert_subject(cert), path->detail, zh,
		    eci_cert_serial(cert), eci_verify_tool(at));
	return ECI_VUNDEC(at, ECI_V_TSA_PATH, ECERT_R_TIMESTAMP_UNTRUSTED,
	    "nobody among the time-stamp authorities vouches for %.300s: %s%.0s" ECI_SETTLE_EN
	    "if this authority, or %.300s that certified it, deserves trust about times, put its "
	    "certificate into DIR/tsa.pem and run %s --trust DIR FILE",
	    "tsa 中无人担保时间戳机构 %.300s：%.0s%s" ECI_SETTLE_ZH
	    "确认该机构或为其签发证书的 %.300s "
	    "在时间上可信后，将其证书放入 DIR/tsa.pem，运行 %s --trust DIR FILE",
	    eci_cert_subject(cert), path->detail, zh, eci_cert_issuer(cert),
	    eci_verify_tool(at));
}

ecert_err
eci_verify_untrusted(const struct eci_vat *at, enum eci_vrole role,
    const struct eci_cert *cert, const struct eci_path *path)
{
	struct eci_buf zh = { 0 };
	ecert_err e;

	e = eci_verify_phrase(at, path->detail, &zh);
	if (e == ECERT_OK && role == ECI_ROLE_MAKER)
		e = say_maker(at, cert, path, (char *)zh.ptr);
	else if (e == ECERT_OK && role == ECI_ROLE_TSA)
		e = say_tsa(at, cert, path, (char *)zh.ptr);
	else if (e == ECERT_OK)
		e = say_signer(at, path, (char *)zh.ptr);
	eci_buf_free(&zh);
	return e;
}
