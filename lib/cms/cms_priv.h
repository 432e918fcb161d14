/* SPDX-License-Identifier: Apache-2.0 */
/* cms_priv.h - parts of SignedData that several files of this layer read. */
#ifndef ECI_CMS_PRIV_H
#define ECI_CMS_PRIV_H

#include "cms/cms.h"

/* Far above what is met; bounds on what one signature makes a reader keep. */
#define CMS_BYTES_MAX  (1U << 20)
#define CMS_CERTS_MAX  16
#define CMS_CRLS_MAX   8
#define CMS_ATTRS_MAX  32
#define CMS_ATTRS_BYTES_MAX (64U << 10)
#define CMS_OID_MAX    32         /* octets of contents */
#define CMS_NAME_MAX 8192
#define CMS_SERIAL_MAX 21         /* 20 (RFC 5280 4.1.2.2) and one for the sign */
#define CMS_SM2_SIG_MIN 8         /* SEQUENCE of two INTEGERs of one octet */
#define CMS_SM2_SIG_MAX 72
#define CMS_RSA_SIG_MAX 1024      /* a modulus of 8192 bits */
#define CMS_DIGEST_LEN 32         /* SM3 and SHA-256 */

/* The standard whose object identifiers a structure uses. */
const char *eci_cms_clause(enum eci_cms_oid outer);
/* SM3 for its alias too. */
enum eci_cms_oid eci_cms_digest_of(struct eci_bytes oid);
bool eci_cms_is_data(enum eci_cms_oid id);
ecert_err eci_cms_put_oid(ecert_ctx *ctx, struct eci_buf *out, enum eci_cms_oid id);

/* An OID of bounded length. */
ecert_err eci_cms_oid(struct eci_der *d, const char *field, struct eci_bytes *out);
/* Fails: "NAME (1.2.3) where WANT belongs". */
ecert_err eci_cms_bad_oid(const struct eci_der *d, const char *field, struct eci_bytes oid,
    const char *want);
/* The same for an algorithm, with the reason ALG_WEAK. */
ecert_err eci_cms_bad_alg(const struct eci_der *d, const char *field, struct eci_bytes oid,
    const char *want);
/* AlgorithmIdentifier whose parameters are absent or NULL. */
ecert_err eci_cms_alg(struct eci_der *d, const char *field, struct eci_bytes *oid);

/* authenticatedAttributes, where there are any; content_type is known. */
ecert_err eci_cms_attrs(struct eci_der *d, struct eci_cms *out);
/* SignerInfo at d. */
ecert_err eci_cms_signer(struct eci_der *d, struct eci_cms *out);

/* issuer (whole) and serialNumber (contents) of a certificate; false where they
 * do not stand where RFC 5280 4.1 has them. */
bool eci_cms_cert_id(struct eci_bytes cert, struct eci_bytes *issuer, struct eci_bytes *serial);
/* As memcmp: the order of a SET OF in DER (X.690 11.6). */
int eci_cms_compare(struct eci_bytes a, struct eci_bytes b);

#endif
