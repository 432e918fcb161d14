/* SPDX-License-Identifier: Apache-2.0 */
/* ecert/err.h - error codes and reason codes.  Numbers are ABI: append only. */
#ifndef ECERT_ERR_H
#define ECERT_ERR_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#  if defined(ECERT_BUILD)
#    define ECERT_API __declspec(dllexport)
#  else
#    define ECERT_API __declspec(dllimport)
#  endif
#elif defined(__GNUC__)
#  define ECERT_API __attribute__((visibility("default")))
#else
#  define ECERT_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* What a call came to.  Compare with ECERT_OK; never test for truth. */
typedef int32_t ecert_err;

enum {
	ECERT_OK = 0,

	/* 1..15: the caller or the machine */
	ECERT_E_ARG = 1,          /* argument outside its documented range */
	ECERT_E_NOMEM = 2,        /* out of memory */
	ECERT_E_IO = 3,           /* open/read/write/rename; see ecert_oserror() */
	ECERT_E_LIMIT = 4,        /* input exceeds a limit of the context */
	ECERT_E_UNSUPPORTED = 5,  /* well formed, but not supported */
	ECERT_E_INTERNAL = 6,     /* a bug in libecert: please report */
	ECERT_E_CRYPTO = 7,       /* crypto backend refused or lacks SM2/SM3 */
	ECERT_E_KEY = 8,          /* key unusable: wrong type, passphrase, token */
	ECERT_E_NOTFOUND = 9,     /* no such tag, signature, seal or entry */
	ECERT_E_STATE = 10,       /* would break a signature, or out of order */
	ECERT_E_CANCELLED = 11,   /* the application asked to stop */
	ECERT_E_PARTIAL = 12,     /* some of many items failed, the rest is done */

	/* 16..31: the input */
	ECERT_E_PKG = 16,         /* not a usable ZIP container */
	ECERT_E_XML = 17,         /* XML not well formed, or not safe to read */
	ECERT_E_OFD = 18,         /* violates GB/T 33190-2016 */
	ECERT_E_SES = 19,         /* seal or signature DER violates SES */
	ECERT_E_ID = 20,          /* certificate identifier malformed */
	ECERT_E_CERT = 21,        /* certificate, CRL or key file malformed */
	ECERT_E_CONFIG = 22,      /* a list or configuration file is malformed */

	/* 32..: verdicts.  See ecert_verify(). */
	ECERT_E_INVALID = 32,     /* examined, and NOT valid */
	ECERT_E_UNDECIDED = 33    /* examined, and no verdict was possible */
};

/* "ECERT_E_PKG" for logs and scripts; never NULL, never localised. */
ECERT_API const char *ecert_err_name(ecert_err e);
/* One English sentence; never NULL. */
ECERT_API const char *ecert_err_text(ecert_err e);

/*
 * Why a document, seal or signature was refused or left undecided.  The names
 * (without the prefix) are what reports and messages print, in every language.
 */
typedef int32_t ecert_reason;

enum {
	ECERT_R_NONE = 0,

	/* the container */
	ECERT_R_ZIP_MALFORMED = 1, ECERT_R_ZIP_AMBIGUOUS = 2,
	ECERT_R_ZIP_UNSUPPORTED = 3, ECERT_R_ZIP_UNSAFE_PATH = 4,
	ECERT_R_ZIP_LIMIT = 5,
	/* its XML */
	ECERT_R_XML_MALFORMED = 10, ECERT_R_XML_UNSAFE = 11,
	ECERT_R_XML_LIMIT = 12,
	/* the document */
	ECERT_R_OFD_STRUCTURE = 20, ECERT_R_OFD_MULTI_DOC = 21,
	ECERT_R_NO_SIGNATURE = 22, ECERT_R_ACTIVE_CONTENT = 23,
	ECERT_R_DANGLING_REF = 24,
	/* a signature's description */
	ECERT_R_SIG_LIST_BAD = 30, ECERT_R_SIG_XML_BAD = 31,
	ECERT_R_SIG_TYPE = 32, ECERT_R_REF_BAD = 33,
	ECERT_R_REF_MISSING_FILE = 34, ECERT_R_DIGEST_MISMATCH = 35,
	ECERT_R_COVERAGE_MISSING = 36, ECERT_R_COVERAGE_EXTRA = 37,
	ECERT_R_STAMP_BAD = 38, ECERT_R_ALG_WEAK = 39,
	ECERT_R_ALG_MISMATCH = 40,
	/* the seal signature */
	ECERT_R_SES_MALFORMED = 50, ECERT_R_SES_DATAHASH = 51,
	ECERT_R_SES_SIG_BAD = 52, ECERT_R_SES_PROPERTY = 53,
	ECERT_R_SES_CRITICAL_EXT = 54,
	/* the seal */
	ECERT_R_SEAL_MISMATCH = 60, ECERT_R_SEAL_SIG_BAD = 61,
	ECERT_R_SEAL_CERTLIST = 62, ECERT_R_SEAL_EXPIRED = 63,
	ECERT_R_SEAL_MAKER_UNTRUSTED = 64, ECERT_R_SEAL_REVOKED = 65,
	/* time */
	ECERT_R_TIME_FUTURE = 70, ECERT_R_TIMESTAMP_BAD = 71,
	ECERT_R_TIMESTAMP_UNTRUSTED = 72,
	/* certificates */
	ECERT_R_CERT_MALFORMED = 80, ECERT_R_CERT_UNTRUSTED = 81,
	ECERT_R_CERT_EXPIRED = 82, ECERT_R_CERT_EXPIRED_NOW = 83,
	ECERT_R_CERT_USAGE = 84, ECERT_R_CERT_REVOKED = 85,
	ECERT_R_CERT_CONSTRAINT = 86, ECERT_R_CRL_UNAVAILABLE = 87,
	ECERT_R_KEY_BAD = 88,
	/* the identifier */
	ECERT_R_ROOT_UNCHECKED = 90, ECERT_R_ID_CONFLICT = 91,
	ECERT_R_ID_MALFORMED = 92,
	/* what became of the certificate, and what was asked of it */
	ECERT_R_CERTIFICATE_VOID = 93, ECERT_R_CERTIFICATE_SUPPLEMENTED = 94,
	ECERT_R_RETENTION_ENDED = 95, ECERT_R_STATUS_UNAVAILABLE = 96,
	ECERT_R_EXPECT_MISMATCH = 97, ECERT_R_POLICY = 98,
	/* genuine, but beyond what this version examines */
	ECERT_R_UNSUPPORTED = 100
};

/* "ZIP_AMBIGUOUS"; never NULL, never localised; "NONE" for ECERT_R_NONE. */
ECERT_API const char *ecert_reason_name(ecert_reason r);

#ifdef __cplusplus
}
#endif
#endif
