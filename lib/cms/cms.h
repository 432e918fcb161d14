/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cms.h - SignedData in DER after GB/T 35275 (and PKCS#7 with its shape): what a
 * signature of Type "Sign" holds, and the envelope of time-stamp tokens.  A pure
 * codec: it says what the bytes claim, verify/ decides what holds.  Decoded
 * fields are ranges of the received bytes, which must outlive the structure;
 * nothing is sorted or encoded anew, because signers sign what they wrote.
 */
#ifndef ECI_CMS_H
#define ECI_CMS_H

#include "base/base.h"
#include "der/der.h"

/* What an object identifier of these structures means; compared as bytes. */
enum eci_cms_oid {
	ECI_CMS_OID_OTHER,
	ECI_CMS_OID_GM_DATA, ECI_CMS_OID_PKCS7_DATA,
	ECI_CMS_OID_GM_SIGNED, ECI_CMS_OID_PKCS7_SIGNED,
	ECI_CMS_OID_TST_INFO,
	ECI_CMS_OID_SM3,             /* 1.2.156.10197.1.401 */
	ECI_CMS_OID_SM3_ALIAS,       /* .401.1, met where .401 is meant */
	ECI_CMS_OID_SHA256,
	ECI_CMS_OID_SM2,             /* 1.2.156.10197.1.301.1 */
	ECI_CMS_OID_SM2_SM3,         /* 1.2.156.10197.1.501 */
	ECI_CMS_OID_RSA, ECI_CMS_OID_RSA_SHA256,
	ECI_CMS_OID_CONTENT_TYPE, ECI_CMS_OID_MESSAGE_DIGEST, ECI_CMS_OID_SIGNING_TIME,
	ECI_CMS_OID_TOKEN,           /* of a time stamp: RFC 3161 appendix A */
	ECI_CMS_OID_ESS, ECI_CMS_OID_ESS_V2   /* RFC 5035: which certificate signed */
};
enum eci_cms_oid eci_cms_oid_of(struct eci_bytes oid);
/* "signingTime", for display; NULL for one that has no name here. */
const char *eci_cms_oid_name(struct eci_bytes oid);
/* An algorithm nothing is known against, but which is not read here. */
bool eci_cms_is_strong(struct eci_bytes oid);

struct eci_cms_attr {
	struct eci_bytes oid;
	struct eci_bytes value;      /* its one value, whole TLV */
};

struct eci_cms {
	enum eci_cms_oid  outer;         /* GM_SIGNED or PKCS7_SIGNED */
	int64_t           version;       /* 1 or 3 */
	struct eci_bytes  content_type;  /* of the encapsulated content, OID contents */
	bool              has_content;
	struct eci_bytes  content;       /* contents of its OCTET STRING */
	struct eci_bytes *certs;         /* DER each: candidates, never anchors */
	size_t            n_certs;
	struct eci_bytes *crls;
	size_t            n_crls;

	/* The one SignerInfo. */
	struct eci_bytes  issuer;        /* Name, whole TLV */
	struct eci_bytes  serial;        /* contents of the INTEGER */
	struct eci_bytes  digest_alg, sig_alg;   /* OID contents */
	struct eci_bytes  sig;
	bool              has_attrs;
	/* What was signed where there are attributes: their SET, i.e. "31" and the
	 * received bytes after the [0] tag.  tbs_tag is that one byte. */
	uint8_t           tbs_tag;
	struct eci_bytes  tbs_rest;      /* length octets and contents as received */
	struct eci_cms_attr *attrs;      /* in the order of the file */
	size_t            n_attrs;
	struct eci_bytes  attr_type;     /* contentType's value, OID contents */
	struct eci_bytes  attr_digest;   /* messageDigest's value, contents */
	bool              has_time;
	int64_t           time;          /* signingTime */
	bool              has_unsigned;  /* unauthenticatedAttributes are present */
	struct eci_bytes  unsigned_attrs;  /* contents of their [1], not looked into */
	struct eci_notes  notes;         /* accepted deviations */
};

/* where appears in messages; failures carry reason r.  Free after success only;
 * out is emptied on failure. */
ecert_err eci_cms_decode(ecert_ctx *ctx, const char *where, ecert_reason r,
    const uint8_t *p, size_t n, struct eci_cms *out);
/* The same of up to max bytes: what has a large content of its own. */
ecert_err eci_cms_decode_max(ecert_ctx *ctx, const char *where, ecert_reason r,
    const uint8_t *p, size_t n, uint64_t max, struct eci_cms *out);
void eci_cms_free(struct eci_cms *cms);
/* The embedded certificate of the signer, by the bytes of issuer and serial:
 * *index is SIZE_MAX where there is none.  Two of them are refused. */
ecert_err eci_cms_signer_cert(ecert_ctx *ctx, const char *where, ecert_reason r,
    const struct eci_cms *cms, size_t *index);
/* Whether the signer digests with SM3, and so signs with SM2; else it is SHA-256
 * and RSA. */
bool eci_cms_digest_is_sm3(const struct eci_cms *cms);
/* Whether a certificate is of this issuer and serial. */
bool eci_cms_names(const struct eci_cms *cms, struct eci_bytes cert);

/* ---- encoding: attributes signed, content detached (variant B) ---- */

/* SET of contentType, signingTime, messageDigest in DER order: what is signed. */
ecert_err eci_cms_attrs_encode(ecert_ctx *ctx, int64_t time, struct eci_bytes digest,
    struct eci_buf *tbs);
/* ContentInfo around tbs (from the above), its signature and the signer's
 * certificate; more: further certificates, may be empty. */
ecert_err eci_cms_encode(ecert_ctx *ctx, const struct eci_buf *tbs, struct eci_bytes signer_cert,
    const struct eci_bytes *more, size_t n_more, struct eci_bytes sig, struct eci_buf *out);
/* The same, without further certificates, with a time-stamp token over sig (RFC 3161
 * appendix A) unless that is empty. */
ecert_err eci_cms_encode_stamped(ecert_ctx *ctx, const struct eci_buf *tbs,
    struct eci_bytes signer_cert, struct eci_bytes sig, struct eci_bytes token,
    struct eci_buf *out);
/* The same with the content inside, and no further certificates. */
ecert_err eci_cms_encode_content(ecert_ctx *ctx, struct eci_bytes content,
    const struct eci_buf *tbs, struct eci_bytes signer_cert, struct eci_bytes sig,
    struct eci_buf *out);

#endif
