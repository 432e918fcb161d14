/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto.h - SM3, SM2 and RSA, keys, certificates, paths and revocation lists,
 * all on OpenSSL.  Every SM2 operation states its ID: OpenSSL's default is the
 * empty one, the standards' is "1234567812345678" (GM/T 0009-2012 10).
 */
#ifndef ECI_CRYPTO_H
#define ECI_CRYPTO_H

#include "base/base.h"
#include "der/der.h"

#define ECI_SM3_LEN 32
#define ECI_SHA256_LEN 32
#define ECI_SHA1_LEN 20
#define ECI_SM2_ID "1234567812345678"

/* ---- SM3 (crypto_sm3.c) ---- */

struct eci_sm3;
ecert_err eci_sm3_new(ecert_ctx *ctx, struct eci_sm3 **out);
ecert_err eci_sm3_add(ecert_ctx *ctx, struct eci_sm3 *h, const void *p, size_t n);
/* The digest; h can be used again from the start. */
ecert_err eci_sm3_end(ecert_ctx *ctx, struct eci_sm3 *h, uint8_t out[ECI_SM3_LEN]);
void eci_sm3_free(struct eci_sm3 *h);
ecert_err eci_sm3(ecert_ctx *ctx, const void *p, size_t n, uint8_t out[ECI_SM3_LEN]);
/* The same; a message of some size that comes again, a seal's, is only compared. */
ecert_err eci_sm3_again(ecert_ctx *ctx, const void *p, size_t n, uint8_t out[ECI_SM3_LEN]);
/* Digests of many messages, side by side where the processor can (crypto_sm3_many.c). */
struct eci_sm3_msg {
	const uint8_t *p;
	size_t         n;
	uint8_t        digest[ECI_SM3_LEN];
};
ecert_err eci_sm3_many(ecert_ctx *ctx, struct eci_sm3_msg *v, size_t n);
/*
 * Messages as they come, of several owners, digested some at a time (crypto_sm3_batch.c):
 * done() is given each digest, at the latest by eci_sm3_batch_end().
 */
struct eci_sm3_batch;
typedef ecert_err eci_sm3_done(void *owner, ecert_ctx *ctx, size_t tag,
    const uint8_t digest[ECI_SM3_LEN]);
ecert_err eci_sm3_batch_new(ecert_ctx *ctx, eci_sm3_done *done, struct eci_sm3_batch **out);
/* msg is taken over, and empty afterwards; bytes that are lent stay until done() or
 * eci_sm3_batch_free(). */
ecert_err eci_sm3_batch_add(ecert_ctx *ctx, struct eci_sm3_batch *b, void *owner, size_t tag,
    struct eci_lent *msg);
ecert_err eci_sm3_batch_end(ecert_ctx *ctx, struct eci_sm3_batch *b);
void eci_sm3_batch_free(struct eci_sm3_batch *b);
/* What RSA values are made over. */
ecert_err eci_sha256(ecert_ctx *ctx, const void *p, size_t n, uint8_t out[ECI_SHA256_LEN]);
/* Names of certificates in older formats, never what a value is made over. */
ecert_err eci_sha1(ecert_ctx *ctx, const void *p, size_t n, uint8_t out[ECI_SHA1_LEN]);
bool eci_equal(const void *a, const void *b, size_t n);   /* constant time */

/* ---- public keys and signature values (crypto_sig.c) ---- */

enum eci_sig_alg { ECI_SIG_UNKNOWN, ECI_SIG_SM2_SM3, ECI_SIG_RSA_SHA256, ECI_SIG_RSA_SHA1 };
/* From OID contents; 1.2.156.10197.1.501 and the deployed .10197.501. */
enum eci_sig_alg eci_sig_alg_of(struct eci_bytes oid);
/* Dotted, of the two that are written; else NULL. */
const char *eci_sig_alg_oid(enum eci_sig_alg alg);

struct eci_cert;
/* How a signature value stood in the file. */
enum eci_sig_form { ECI_SIG_DER, ECI_SIG_RAW };
/*
 * *good tells whether sig is cert's signature over msg with the default ID (for
 * certificates see eci_path_build()).  A malformed value is simply not good.
 * 64 bytes that are no DER SEQUENCE are read as r || s; form may be NULL.
 */
ecert_err eci_sig_verify(ecert_ctx *ctx, const struct eci_cert *cert, enum eci_sig_alg alg,
    struct eci_bytes msg, struct eci_bytes sig, enum eci_sig_form *form, bool *good);
/* As above, an SM2 value under another ID; id NULL: msg is e itself, 32 bytes.
 * For telling what is wrong with a value that is not good. */
ecert_err eci_sig_verify_as(ecert_ctx *ctx, const struct eci_cert *cert, const char *id,
    struct eci_bytes msg, struct eci_bytes sig, bool *good);
/* Strict DER SEQUENCE { r, s } of r || s and back; false when out of range. */
bool eci_sm2_sig_encode(const uint8_t raw[64], uint8_t *der, size_t cap, size_t *len);
bool eci_sm2_sig_decode(struct eci_bytes der, uint8_t raw[64]);
/* e = SM3(Z || msg), Z from the certificate's key and the default ID. */
ecert_err eci_sm2_digest(ecert_ctx *ctx, const struct eci_cert *cert, struct eci_bytes msg,
    uint8_t e[32]);
/* Z itself, 32 bytes; NULL: no usable SM2 key. */
const uint8_t *eci_sm2_z_of(const struct eci_cert *cert);

/* ---- private keys (crypto_key.c) ---- */

struct eci_key;
enum eci_key_kind { ECI_KEY_SM2, ECI_KEY_RSA };
/*
 * SM2, or RSA of 2048 bits and more, as PEM or DER: PKCS#8 plain or encrypted,
 * SEC1, PKCS#1; or PKCS#12, whose certificate then comes through *cert (which may
 * be NULL).  ECERT_E_KEY otherwise.
 */
ecert_err eci_key_load(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    ecert_pass_fn *pass, void *arg, struct eci_key **key, struct eci_cert **cert);
ecert_err eci_key_new_sm2(ecert_ctx *ctx, struct eci_key **out);
void eci_key_free(struct eci_key *key);
enum eci_key_kind eci_key_kind(const struct eci_key *key);
/* Of an RSA key, else 0. */
int eci_key_rsa_bits(const struct eci_key *key);
/* Whether a passphrase was needed, and was not empty. */
bool eci_key_was_encrypted(const struct eci_key *key);
/* PKCS#8 PEM, PBES2 with SM4-CBC when pass is not NULL; SubjectPublicKeyInfo PEM. */
ecert_err eci_key_write(ecert_ctx *ctx, const struct eci_key *key, const char *pass, struct eci_buf *out);
ecert_err eci_key_write_pub(ecert_ctx *ctx, const struct eci_key *key, struct eci_buf *out);
ecert_err eci_key_write_p12(ecert_ctx *ctx, const struct eci_key *key, const struct eci_cert *cert,
    const char *pass, struct eci_buf *out);
bool eci_key_matches(const struct eci_key *key, const struct eci_cert *cert);
/* SM3 of the SubjectPublicKeyInfo: the same for a key and its certificate. */
ecert_err eci_key_id(ecert_ctx *ctx, const struct eci_key *key, uint8_t id[ECI_SM3_LEN]);
const uint8_t *eci_cert_key_id(const struct eci_cert *cert);
/* Contents of subjectPublicKey: of an SM2 key its point, 04 || x || y or shorter. */
struct eci_bytes eci_cert_key_bits(const struct eci_cert *cert);
/* A public key by itself: PEM "PUBLIC KEY" or DER SubjectPublicKeyInfo. */
struct eci_pub_info {
	bool    sm2, ok;         /* as eci_cert_is_sm2(), eci_cert_key_ok() */
	int     rsa_bits;
	uint8_t id[ECI_SM3_LEN];
};
ecert_err eci_pub_describe(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_pub_info *out);
/* An SM2 key's DER SEQUENCE { r, s } over a digest e = SM3(Z || M); sig has 80 bytes. */
ecert_err eci_key_sign_digest(ecert_ctx *ctx, const struct eci_key *key, const uint8_t e[32],
    uint8_t *sig, size_t *sig_len);
/* An RSA key's PKCS#1 v1.5 value over a SHA-256 digest, appended (crypto_rsa.c). */
ecert_err eci_key_sign_rsa(ecert_ctx *ctx, const struct eci_key *key, const uint8_t digest[32],
    struct eci_buf *sig);

/* What key signs with over msg, SM2 with the default ID; appended (crypto_issue.c). */
ecert_err eci_key_sign_msg(ecert_ctx *ctx, const struct eci_key *key, struct eci_bytes msg,
    struct eci_buf *sig);
/* SubjectPublicKeyInfo, DER (crypto_keyout.c). */
ecert_err eci_key_put_spki(ecert_ctx *ctx, const struct eci_key *key, struct eci_buf *out);
ecert_err eci_cert_put_spki(ecert_ctx *ctx, const struct eci_cert *cert, struct eci_buf *out);
/* SM2 alone: ECPrivateKey of SEC1, never encrypted; PKCS#8 as eci_key_write(), in DER. */
ecert_err eci_key_write_sec1(ecert_ctx *ctx, const struct eci_key *key, bool der,
    struct eci_buf *out);
ecert_err eci_key_write_der(ecert_ctx *ctx, const struct eci_key *key, const char *pass,
    struct eci_buf *out);

/* ---- certificate requests, PKCS#10 (RFC 2986, GM/T 0015; crypto_csr*.c) ---- */

/*
 * A Name out of "CN=..., O=..., C=CN" as eci_cert_subject() shows one: the most specific
 * first, escapes of RFC 4514.  ECERT_E_ARG says what is wrong.  (crypto_dn.c)
 */
ecert_err eci_name_parse(ecert_ctx *ctx, const char *text, struct eci_buf *der);
/* A GeneralName out of "dns:...", "ip:...", "email:..." or "uri:..."  (crypto_alt.c) */
ecert_err eci_alt_parse(ecert_ctx *ctx, const char *text, struct eci_buf *der);

struct eci_csr_parts {
	struct eci_bytes subject;      /* Name, DER */
	struct eci_bytes spki;
	const char      *usage;        /* as in struct eci_issue; NULL: not asked for */
	struct eci_bytes alt_names;    /* GeneralNames' contents; empty: not asked for */
};
/* CertificationRequestInfo, which is what is signed; and the request with its value. */
ecert_err eci_csr_info(ecert_ctx *ctx, const struct eci_csr_parts *in, struct eci_buf *out);
ecert_err eci_csr_join(ecert_ctx *ctx, struct eci_bytes info, enum eci_key_kind kind,
    struct eci_bytes sig, struct eci_buf *out);
ecert_err eci_csr_write_pem(ecert_ctx *ctx, struct eci_bytes der, struct eci_buf *out);

enum eci_csr_value { ECI_CSR_GOOD, ECI_CSR_EMPTY_ID, ECI_CSR_BAD };
struct eci_csr {
	struct eci_buf      der;
	char               *subject;
	struct eci_pub_info key;
	enum eci_csr_value  value;         /* of the signature, by that key */
	struct eci_buf      usage;         /* text; "" where none is asked for */
	char              **alt_names;     /* "dns:...", escaped */
	size_t              n_alt;
	size_t              others;        /* attributes and extensions not shown */
};
/* One request, PEM or DER, read strictly. */
ecert_err eci_csr_load(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_csr *out);
void eci_csr_done(struct eci_csr *csr);

/* ---- certificates (crypto_cert.c) ---- */

/* One DER certificate, all of p; shared and immutable, counted references. */
ecert_err eci_cert_load(ecert_ctx *ctx, const char *where, const uint8_t *der, size_t n,
    struct eci_cert **out);
struct eci_cert *eci_cert_ref(const struct eci_cert *cert);
void eci_cert_free(struct eci_cert *cert);
struct eci_bytes eci_cert_der(const struct eci_cert *cert);
/* Names as one line "CN=..., O=..., C=..", UTF-8, escaped for display. */
const char *eci_cert_subject(const struct eci_cert *cert);
const char *eci_cert_issuer(const struct eci_cert *cert);
const char *eci_cert_serial(const struct eci_cert *cert);       /* hex, upper case */
int64_t eci_cert_not_before(const struct eci_cert *cert);
int64_t eci_cert_not_after(const struct eci_cert *cert);
bool eci_cert_is_ca(const struct eci_cert *cert);
bool eci_cert_is_sm2(const struct eci_cert *cert);
enum eci_cert_usage { ECI_USAGE_ABSENT, ECI_USAGE_MAY_SIGN, ECI_USAGE_OTHER };
/* digitalSignature or nonRepudiation present (MAY_SIGN), or not. */
enum eci_cert_usage eci_cert_usage(const struct eci_cert *cert);
/* "digitalSignature, nonRepudiation"; "" where there is no such extension. */
const char *eci_cert_usage_text(const struct eci_cert *cert);
/* "timeStamping, 1.2.3"; "" where there is no such extension. */
const char *eci_cert_ext_usage_text(const struct eci_cert *cert);
/* extKeyUsage: absent or with a purpose that may sign documents; of servers,
 * time stamps or OCSP alone, and critical (FOREIGN) or not (ODD). */
enum eci_cert_purpose { ECI_PURPOSE_FITS, ECI_PURPOSE_ODD, ECI_PURPOSE_FOREIGN };
enum eci_cert_purpose eci_cert_purpose(const struct eci_cert *cert);
/* Of an RSA key, else 0. */
int eci_cert_rsa_bits(const struct eci_cert *cert);
/* ---- for policies (crypto_policies.c) ---- */
/* 1 to 3; what it is signed with; whether keyUsage is there and critical. */
int eci_cert_version(const struct eci_cert *cert);
enum eci_sig_alg eci_cert_sig_alg(const struct eci_cert *cert);
bool eci_cert_usage_critical(const struct eci_cert *cert);
/* Whether certificatePolicies names the policy, dotted; anyPolicy names none. */
ecert_err eci_cert_names_policy(ecert_ctx *ctx, const struct eci_cert *cert, const char *oid,
    bool *yes);
/* Whether the subject has a name a person or organisation goes by: commonName or
 * organizationName that is not blank, and no pseudonym. */
bool eci_cert_has_name(const struct eci_cert *cert);
/* The OID of a critical extension that is not processed, NULL when there is none. */
const char *eci_cert_unknown_critical(const struct eci_cert *cert);
/* RSA below 2048 or above 16384 bits, or with an exponent that is even or 1, SM2 point
 * not on the curve, another curve: not usable. */
bool eci_cert_key_ok(const struct eci_cert *cert);
bool eci_cert_same(const struct eci_cert *a, const struct eci_cert *b);
/* Whether it is of this issuer (a DER Name, compared as names are) and serial
 * number (contents of an INTEGER); both for people, as the getters above. */
ecert_err eci_who_is(ecert_ctx *ctx, const struct eci_cert *cert, struct eci_bytes issuer,
    struct eci_bytes serial, bool *yes);
ecert_err eci_who_show(ecert_ctx *ctx, struct eci_bytes issuer, struct eci_bytes serial,
    char **name, char **number);
ecert_err eci_cert_write_pem(ecert_ctx *ctx, const struct eci_cert *cert, struct eci_buf *out);

/* A list of them; PEM blocks or one DER. */
struct eci_certs {
	struct eci_cert **v;
	size_t            n, cap;
};
ecert_err eci_certs_load(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_certs *out);
ecert_err eci_certs_add(ecert_ctx *ctx, struct eci_certs *list, const struct eci_cert *cert);
void eci_certs_free(struct eci_certs *list);

/* ---- extensions (RFC 5280 4.2; crypto_ext.c) ---- */

/* All that d holds, at most max and each once; value stands before what extnValue holds. */
#define ECI_EXTS_MAX 64
typedef ecert_err eci_ext_fn(void *arg, struct eci_der *value, struct eci_bytes oid,
    bool critical);
ecert_err eci_ext_each(struct eci_der *d, const char *what, size_t max, eci_ext_fn *fn,
    void *arg);

/* ---- revocation lists (crypto_crl.c) ---- */

struct eci_crl;
struct eci_crls {
	struct eci_crl **v;
	size_t           n, cap;
};
/* PEM blocks (others skipped) or one DER. */
ecert_err eci_crls_load(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_crls *out);
void eci_crls_free(struct eci_crls *list);
/* Static: why it serves no certificate; NULL where that depends on the certificate. */
const char *eci_crl_unfit(const struct eci_crl *crl);

enum eci_revoked { ECI_REV_UNKNOWN, ECI_REV_GOOD, ECI_REV_BEFORE, ECI_REV_AFTER };
struct eci_revocation {
	enum eci_revoked state;
	int64_t          when;       /* since when it is revoked, or invalid if earlier */
	const char      *why;        /* static: why UNKNOWN, or the reason code */
	bool             stolen;     /* keyCompromise or cACompromise */
	bool             vague;      /* any reason that does not rule that out, or: */
	bool             unsaid;     /* no reason is given */
	unsigned         odd;        /* of what says GOOD: enum eci_rev_odd */
	bool             by_list;    /* a list decided: */
	int64_t          made, next; /* its thisUpdate and nextUpdate, 0: it has none */
};
/* What is to be said of a source, the graver the higher. */
enum eci_rev_odd {
	ECI_REV_SLOW = 1,        /* a list for people, renewed after more than 24 hours */
	ECI_REV_RESPONDER = 2,   /* nobody knows whether the responder was revoked */
	ECI_REV_EMPTY_ID = 4     /* signed with the empty SM2 ID */
};
/* What two sources say: revoked by one of them is revoked. */
void eci_revocation_join(struct eci_revocation *out, const struct eci_revocation *more);
/*
 * The state of cert at time at, judged at time now, from the lists that issuer
 * signed.  A list proves "good" when it was made at or after at, or is still
 * current at now; and before cert expired, unless it keeps what did.
 */
ecert_err eci_crl_check(ecert_ctx *ctx, const struct eci_crls *crls, const struct eci_cert *cert,
    const struct eci_cert *issuer, int64_t at, int64_t now, bool empty_id,
    struct eci_revocation *out);

/* ---- OCSP responses (crypto_ocsp*.c) ---- */

struct eci_ocsp;             /* one response, decoded strictly; nothing is believed yet */
struct eci_ocsps {
	struct eci_ocsp **v;
	size_t            n, cap;
};
/* One DER OCSPResponse of status successful (RFC 6960 4.2). */
ecert_err eci_ocsp_load(ecert_ctx *ctx, const char *where, const uint8_t *p, size_t n,
    struct eci_ocsps *out);
void eci_ocsps_free(struct eci_ocsps *list);
/*
 * As eci_crl_check(), from the responses that issuer, or a responder it certified
 * for that, signed about cert.  crls, which may be NULL, tell of that responder.
 */
ecert_err eci_ocsp_check(ecert_ctx *ctx, const struct eci_ocsps *list,
    const struct eci_crls *crls, const struct eci_cert *cert, const struct eci_cert *issuer,
    int64_t at, int64_t now, bool empty_id, struct eci_revocation *out);
/* A request about cert (DER), CertID by SM3 for SM2 certificates, else SHA-1. */
ecert_err eci_ocsp_request(ecert_ctx *ctx, const struct eci_cert *cert,
    const struct eci_cert *issuer, struct eci_buf *out);
/* Where cert says its lists (http and https URLs of CRLDistributionPoints) and its
 * responders (AuthorityInfoAccess) are: the i-th, or NULL.  (crypto_where.c) */
const char *eci_cert_crl_url(const struct eci_cert *cert, size_t i);
const char *eci_cert_ocsp_url(const struct eci_cert *cert, size_t i);

/* ---- certificate paths (crypto_path.c) ---- */

struct eci_path_in {
	const struct eci_certs *anchors;         /* trusted; a leaf may be one itself */
	const struct eci_certs *intermediates;   /* may be NULL */
	const struct eci_certs *extra;           /* from the file, may be NULL */
	int64_t                 at;              /* validity of the issuers is judged here */
	bool                    empty_id;        /* accept the empty SM2 ID, noted */
};
enum eci_path_state {
	ECI_PATH_OK,
	ECI_PATH_UNTRUSTED,      /* no path to an anchor; missing names the issuer */
	ECI_PATH_EXPIRED,        /* an issuer outside its validity at .at */
	ECI_PATH_CONSTRAINT      /* path length, CA flag, unknown critical extension... */
};
struct eci_path {
	enum eci_path_state state;
	struct eci_certs    chain;      /* leaf first, anchor last, when OK */
	bool                used_empty_id;
	char               *detail;     /* for people, escaped, never NULL */
};
/* The leaf's own validity and key usage are the caller's to judge. */
ecert_err eci_path_build(ecert_ctx *ctx, const struct eci_cert *leaf,
    const struct eci_path_in *in, struct eci_path *out);
void eci_path_free(struct eci_path *path);

/* ---- issuing, for the test PKI only (crypto_issue.c) ---- */

struct eci_issue {
	const char            *cn, *o;          /* subject; C=CN */
	int64_t                from, until;
	uint64_t               serial;
	bool                   ca;
	int                    pathlen;         /* -1: none */
	const char            *usage;           /* "digitalSignature,nonRepudiation" */
	const char            *ext_usage;       /* "timeStamping" or NULL */
	bool                   ext_usage_critical;
	bool                   usage_soft;      /* key usage is not critical */
	const char            *policies;        /* OIDs with "," between, or NULL */
	bool                   version1;        /* no extensions at all */
};
/* issuer NULL: self-signed with key.  subject_key holds the new public key. */
ecert_err eci_issue_cert(ecert_ctx *ctx, const struct eci_issue *what,
    const struct eci_key *subject_key, const struct eci_key *issuer_key,
    const struct eci_cert *issuer, struct eci_cert **out);
/* A list without (serials NULL) or with revoked serials, PEM. */
ecert_err eci_issue_crl(ecert_ctx *ctx, const struct eci_key *issuer_key,
    const struct eci_cert *issuer, int64_t from, int64_t until, uint64_t number,
    const uint64_t *serials, const int64_t *when, size_t n, struct eci_buf *pem);

/* "OpenSSL 3.0.22 ..." */
const char *eci_crypto_version(void);

#endif
