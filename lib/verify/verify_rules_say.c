/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_rules_say.c - what would settle whether a policy's demand is met.  As with
 * paths, people follow it to the letter: nobody is to be trusted only because a
 * policy asks for his certificate.
 */
#include <stdio.h>

#include "verify/verify_priv.h"

/* A certificate that is an anchor itself hides who issued it. */
void
eci_verify_advise_issuers(enum eci_vrole role, const struct eci_cert *cert,
    struct eci_vadvice *out)
{
	const char *by = eci_cert_issuer(cert);

	if (role == ECI_ROLE_MAKER) {
		snprintf(out->en, sizeof(out->en), "if %.200s certifies nobody but seal makers, put "
		    "its certificate into DIR/makers.pem, in the place of the seal maker's own", by);
		snprintf(out->zh, sizeof(out->zh), "若 %.200s 只为制章人签发证书，将其证书放入 "
		    "DIR/makers.pem，取代制章人本身的证书", by);
		return;
	}
	snprintf(out->en, sizeof(out->en), "if %.200s deserves trust about signers, put its "
	    "certificate into DIR/roots.pem, in the place of the signer's own; where another "
	    "authority is above it, put it into DIR/intermediates.pem, and the topmost one into "
	    "DIR/roots.pem", by);
	snprintf(out->zh, sizeof(out->zh), "确认 %.200s 就签名人可信后，将其证书放入 DIR/roots.pem，"
	    "取代签名人本身的证书；若其上另有机构，则将其放入 DIR/intermediates.pem，"
	    "将最上级的证书放入 DIR/roots.pem", by);
}

void
eci_verify_advise_list(const struct eci_cert *cert, bool instead, struct eci_vadvice *out)
{
	const char *by = eci_cert_issuer(cert);

	snprintf(out->en, sizeof(out->en), instead ? "put a list of %.200s that says so into "
	    "DIR/crls, in the place of this one" : "put the list of %.200s into DIR/crls", by);
	snprintf(out->zh, sizeof(out->zh), instead ? "将 %.200s 的写明下次更新时间的撤销列表放入 "
	    "DIR/crls，取代现有列表" : "将 %.200s 的撤销列表放入 DIR/crls", by);
}

void
eci_verify_advise_stamp(struct eci_vadvice *out)
{
	snprintf(out->en, sizeof(out->en), "put the certificate of its authority into DIR/tsa.pem, "
	    "if that deserves trust about times, and the list about it into DIR/crls");
	snprintf(out->zh, sizeof(out->zh), "确认其时间戳机构在时间上可信后，将该机构的证书放入 "
	    "DIR/tsa.pem，并将涉及该证书的撤销列表放入 DIR/crls");
}
