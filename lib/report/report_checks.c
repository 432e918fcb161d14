/* SPDX-License-Identifier: Apache-2.0 */
/* report_checks.c - the names of the checks and the clauses they rest on. */
#include "report/report_priv.h"

/*
 * Seals and seal signatures are judged by the standard of their version.  For
 * the later two the structure's field is named, which all of them have.
 */
#define OFD(n, clause) { n, clause, clause, clause, clause, clause }
#define SES(n, v1, field) { n, "GB/T 38540-2020 " field, "GM/T 0031-2014 " v1, \
	"GB/T 38540-2020 " field, "GM/T 0031-2025 " field, BY_OFD }
/* With the field of SignedData that stands where there is no seal. */
#define BOTH(n, v1, field, cms) { n, "GB/T 38540-2020 " field, "GM/T 0031-2014 " v1, \
	"GB/T 38540-2020 " field, "GM/T 0031-2025 " field, "GB/T 35275 " cms }
#define BY_OFD "GB/T 33190-2016 18.2"
#define SEAL(n, v1, field) SES("seal." n, v1, field)
#define MAKER(n, v1) SEAL("maker." n, v1, "SESeal.cert")
#define SIGNER(n, v1) BOTH("signer." n, v1, "SES_Signature.cert", "certificates")

static const struct {
	const char *name, *any, *v1, *v4, *v5, *cms;
} checks[] = {
	[ECI_V_CONTAINER] = OFD("container", "GB/T 33190-2016 7.3"),
	[ECI_V_STRUCTURE] = OFD("structure", "GB/T 33190-2016 7"),
	[ECI_V_SINGLE] = OFD("document.single", "GB/T 33190-2016 7.4"),
	[ECI_V_LINKS] = OFD("document.links", "GB/T 33190-2016 7.2"),
	[ECI_V_ACTIVE] = OFD("document.active", "metrology specification 4.1.4"),
	[ECI_V_LIST] = OFD("signatures.list", "GB/T 33190-2016 18.1"),
	[ECI_V_IDENTIFIER] = OFD("identifier", "metrology specification 4.5"),
	[ECI_V_TRUST] = OFD("trust", "ecert-trust(5)"),
	[ECI_V_EXPECT] = OFD("expect", "metrology specification 6.3 b)"),
	[ECI_V_CERT_STATUS] = OFD("certificate.status", "metrology specification 6.4, 6.5 h)"),
	[ECI_V_POLICY] = OFD("policy", "ecert-policy(5)"),
	[ECI_V_XML] = OFD("sig.xml", "GB/T 33190-2016 18.2"),
	[ECI_V_TYPE] = OFD("sig.type", "GB/T 33190-2016 18.1"),
	[ECI_V_REFS_METHOD] = OFD("refs.method", "GB/T 33190-2016 18.2"),
	[ECI_V_REFS_DIGEST] = OFD("refs.digest", "GB/T 33190-2016 18.2"),
	[ECI_V_COVERAGE] = OFD("refs.coverage", "GB/T 33190-2016 18.2"),
	[ECI_V_STAMPS] = OFD("stamps", "GB/T 33190-2016 18.2"),
	[ECI_V_FORMAT] = BOTH("sig.format", "6.2.3 a)", "SES_Signature", "SignedData"),
	[ECI_V_DATAHASH] = BOTH("sig.datahash", "6.2.3 e)", "TBS_Sign.dataHash", "messageDigest"),
	[ECI_V_ALG] = BOTH("sig.alg", "6.2.1", "SES_Signature.signatureAlgID",
	    "digestEncryptionAlgorithm"),
	[ECI_V_VALUE] = BOTH("sig.value", "6.2.3 b)", "SES_Signature.signature", "encryptedDigest"),
	[ECI_V_PROPERTY] = SES("sig.property", "6.2.1", "TBS_Sign.propertyInfo"),
	[ECI_V_SEAL_FILE] = OFD("sig.seal-file", "GB/T 33190-2016 18.2"),
	[ECI_V_EXTENSIONS] = SES("sig.extensions", "6.2.1", "TBS_Sign.extDatas"),
	[ECI_V_TIME] = BOTH("sig.time", "6.2.3 d)", "TBS_Sign.timeInfo", "signingTime"),
	[ECI_V_TIMESTAMP] = BOTH("sig.timestamp", "6.2.1", "SES_Signature.timeStamp",
	    "unauthenticatedAttributes"),
	[ECI_V_SIGNER_KEY] = SIGNER("key", "6.2.3 c)"),
	[ECI_V_SIGNER_USAGE] = SIGNER("usage", "6.2.3 c)"),
	[ECI_V_SIGNER_VALIDITY] = SIGNER("validity", "6.2.3 d)"),
	[ECI_V_SIGNER_PATH] = SIGNER("path", "6.2.3 c)"),
	[ECI_V_SIGNER_REVOCATION] = SIGNER("revocation", "6.2.3 d)"),
	[ECI_V_SEAL_FORMAT] = SEAL("format", "6.1.2 a)", "SESeal"),
	[ECI_V_SEAL_VALUE] = SEAL("value", "6.1.2 b)", "SESeal.signedValue"),
	[ECI_V_SEAL_VALIDITY] = SEAL("validity", "6.2.3 f)", "SES_ESPropertyInfo.validStart"),
	[ECI_V_SEAL_CERTLIST] = SEAL("certlist", "6.2.2 c)", "SES_ESPropertyInfo.certList"),
	[ECI_V_SEAL_EXTENSIONS] = SEAL("extensions", "6.1.1", "SES_SealInfo.extDatas"),
	[ECI_V_SEAL_TIMESTAMP] = SEAL("timestamp", "6.1.2", "SESeal.timeStamp"),
	[ECI_V_MAKER_KEY] = MAKER("key", "6.1.2 c)"),
	[ECI_V_MAKER_USAGE] = MAKER("usage", "6.1.2 c)"),
	[ECI_V_MAKER_VALIDITY] = MAKER("validity", "6.1.2 c)"),
	[ECI_V_MAKER_PATH] = MAKER("path", "6.1.2 c)"),
	[ECI_V_MAKER_REVOCATION] = MAKER("revocation", "6.1.2 c)"),
	[ECI_V_SEAL_STATUS] = OFD("seal.status", "LD/T 01.1-2022 8.3"),
	[ECI_V_TSA_KEY] = OFD("tsa.key", "GB/T 20520"),
	[ECI_V_TSA_USAGE] = OFD("tsa.usage", "RFC 3161 2.3"),
	[ECI_V_TSA_VALIDITY] = OFD("tsa.validity", "GB/T 20520"),
	[ECI_V_TSA_PATH] = OFD("tsa.path", "GB/T 20520"),
	[ECI_V_TSA_REVOCATION] = OFD("tsa.revocation", "GB/T 20520"),
};
_Static_assert(ECI_COUNT(checks) == ECI_V_COUNT, "a row per check");

const char *
eci_report_check_name(enum eci_report_check c)
{
	return checks[c].name;
}

const char *
eci_report_check_clause(enum eci_report_check c, ecert_ses_version ses)
{
	switch (ses) {
	case ECERT_SES_V1:
		return checks[c].v1;
	case ECERT_SES_V4:
		return checks[c].v4;
	case ECERT_SES_V5:
		return checks[c].v5;
	case ECI_BY_CMS:
		return checks[c].cms;
	case ECI_BY_OFD:
		return BY_OFD;
	default:
		return checks[c].any;
	}
}
