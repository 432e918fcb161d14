/* SPDX-License-Identifier: Apache-2.0 */
/* base_err.c - names and sentences of error and reason codes. */
#include "base/base.h"

#define ROW(code, text) { ECERT_##code, "ECERT_" #code, text }

static const struct {
	ecert_err   e;
	const char *name, *text;
} errors[] = {
	ROW(OK, "The call did what it was asked."),
	ROW(E_ARG, "An argument is outside its documented range."),
	ROW(E_NOMEM, "There is not enough memory."),
	ROW(E_IO, "A file could not be opened, read, written or renamed."),
	ROW(E_LIMIT, "The input exceeds a limit."),
	ROW(E_UNSUPPORTED, "The input is well formed, but this is not supported."),
	ROW(E_INTERNAL, "The library contradicts itself; please report it."),
	ROW(E_CRYPTO, "The cryptographic backend refused or lacks SM2 or SM3."),
	ROW(E_KEY, "The private key cannot be used."),
	ROW(E_NOTFOUND, "There is no such tag, signature, seal or entry."),
	ROW(E_STATE, "The call is not allowed on this document or in this order."),
	ROW(E_CANCELLED, "The application asked to stop."),
	ROW(E_PARTIAL, "Some of the items failed; the rest is done."),
	ROW(E_PKG, "The file is not a usable ZIP container."),
	ROW(E_XML, "An XML part is not well formed or not safe to read."),
	ROW(E_OFD, "The document violates GB/T 33190-2016."),
	ROW(E_SES, "A seal or seal signature violates its standard."),
	ROW(E_ID, "The certificate identifier is malformed."),
	ROW(E_CERT, "A certificate, revocation list or key file is malformed."),
	ROW(E_CONFIG, "A list or configuration file is malformed."),
	ROW(E_INVALID, "The document was examined and is not valid."),
	ROW(E_UNDECIDED, "The document was examined and no verdict was possible."),
};

/* What kind of error a reason is when it stops a call. */
#define R(code, e) { ECERT_R_##code, ECERT_E_##e, #code }

static const struct {
	ecert_reason r;
	ecert_err    e;
	const char  *name;
} reasons[] = {
	R(NONE, INTERNAL),
	R(ZIP_MALFORMED, PKG), R(ZIP_AMBIGUOUS, PKG), R(ZIP_UNSUPPORTED, PKG),
	R(ZIP_UNSAFE_PATH, PKG), R(ZIP_LIMIT, LIMIT),
	R(XML_MALFORMED, XML), R(XML_UNSAFE, XML), R(XML_LIMIT, LIMIT),
	R(OFD_STRUCTURE, OFD), R(OFD_MULTI_DOC, OFD), R(NO_SIGNATURE, OFD),
	R(ACTIVE_CONTENT, OFD), R(DANGLING_REF, OFD),
	R(SIG_LIST_BAD, OFD), R(SIG_XML_BAD, OFD), R(SIG_TYPE, OFD), R(REF_BAD, OFD),
	R(REF_MISSING_FILE, OFD), R(DIGEST_MISMATCH, INVALID), R(COVERAGE_MISSING, OFD),
	R(COVERAGE_EXTRA, OFD), R(STAMP_BAD, OFD), R(ALG_WEAK, SES), R(ALG_MISMATCH, SES),
	R(SES_MALFORMED, SES), R(SES_DATAHASH, SES), R(SES_SIG_BAD, SES),
	R(SES_PROPERTY, SES), R(SES_CRITICAL_EXT, SES),
	R(SEAL_MISMATCH, SES), R(SEAL_SIG_BAD, SES), R(SEAL_CERTLIST, STATE),
	R(SEAL_EXPIRED, STATE), R(SEAL_MAKER_UNTRUSTED, STATE), R(SEAL_REVOKED, STATE),
	R(TIME_FUTURE, SES), R(TIMESTAMP_BAD, SES), R(TIMESTAMP_UNTRUSTED, SES),
	R(CERT_MALFORMED, CERT), R(CERT_UNTRUSTED, CERT), R(CERT_EXPIRED, STATE),
	R(CERT_EXPIRED_NOW, STATE), R(CERT_USAGE, STATE), R(CERT_REVOKED, STATE),
	R(CERT_CONSTRAINT, CERT), R(CRL_UNAVAILABLE, CERT), R(KEY_BAD, KEY),
	R(ROOT_UNCHECKED, ID), R(ID_CONFLICT, ID), R(ID_MALFORMED, ID),
	R(CERTIFICATE_VOID, STATE), R(CERTIFICATE_SUPPLEMENTED, STATE), R(RETENTION_ENDED, STATE),
	R(STATUS_UNAVAILABLE, CERT), R(EXPECT_MISMATCH, INVALID), R(POLICY, STATE),
	R(UNSUPPORTED, UNSUPPORTED),
};

const char *
ecert_err_name(ecert_err e)
{
	size_t i;

	for (i = 0; i < ECI_COUNT(errors); i++)
		if (errors[i].e == e)
			return errors[i].name;
	return "ECERT_E_UNKNOWN";
}

const char *
ecert_err_text(ecert_err e)
{
	size_t i;

	for (i = 0; i < ECI_COUNT(errors); i++)
		if (errors[i].e == e)
			return errors[i].text;
	return "The error code is not known to this version.";
}

const char *
ecert_reason_name(ecert_reason r)
{
	size_t i;

	for (i = 0; i < ECI_COUNT(reasons); i++)
		if (reasons[i].r == r)
			return reasons[i].name;
	return "UNKNOWN";
}

ecert_err
eci_reason_err(ecert_reason r)
{
	size_t i;

	for (i = 0; i < ECI_COUNT(reasons); i++)
		if (reasons[i].r == r)
			return reasons[i].e;
	return ECERT_E_INTERNAL;
}
