/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_priv.h - what the files of this layer share. */
#ifndef ECI_CRYPTO_PRIV_H
#define ECI_CRYPTO_PRIV_H

#include <stdatomic.h>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include "crypto/crypto.h"

#define ECI_SM2_POINT_LEN 65     /* 04 || x || y */
#define ECI_RSA_MIN_BITS 2048
#define ECI_RSA_MAX_BITS 16384    /* what OpenSSL verifies */

/* ---- the error queue of the application (crypto_ossl.c) ---- */

/*
 * Every use of OpenSSL stands between these two, so that the thread's error
 * queue is afterwards what the application left in it.
 */
void eci_ossl_enter(void);
void eci_ossl_leave(void);
/* ECERT_E_CRYPTO with OpenSSL's last reason, or out of memory. */
ecert_err eci_ossl_fail(ecert_ctx *ctx, const char *what);

/*
 * Where OpenSSL only says "no", memory may have been the reason, and a verdict
 * must not follow from that.  These look at all errors since eci_ossl_enter(),
 * since callers inside OpenSSL put theirs on top.
 */
bool eci_ossl_oom(void);
/* It failed without a reason, which no fault of the input makes it do. */
bool eci_ossl_silent(void);
/* A key was not made: ECERT_OK when its numbers are at fault. */
ecert_err eci_ossl_key_bad(ecert_ctx *ctx, const char *what);
/* rc of EVP_PKEY_verify() and the like.  1 is good; 0 is not, unless the cause
 * is another than the value; all else (-1 is true in C) is an error.  silent:
 * the algorithm's plain "no" comes without a reason. */
ecert_err eci_ossl_verdict(ecert_ctx *ctx, const char *what, int rc, bool silent, bool *good);
/* ECERT_E_LIMIT; where may be NULL, as everywhere in this layer. */
ecert_err eci_too_large(ecert_ctx *ctx, const char *where, const char *what, size_t n);

/* ---- PEM (crypto_pem.c) ---- */

struct eci_pem {
	BIO     *bio;
	char    *name, *header;
	uint8_t *data;           /* may be secret: wiped by the next call */
	long     len;
};
bool eci_is_der(const uint8_t *p, size_t n);
ecert_err eci_pem_open(ecert_ctx *ctx, const uint8_t *p, size_t n, struct eci_pem *pem);
/* The next block; *more is false after the last. */
ecert_err eci_pem_next(ecert_ctx *ctx, ecert_reason reason, const char *where,
    struct eci_pem *pem, bool *more);
void eci_pem_close(struct eci_pem *pem);
ecert_err eci_pem_write(ecert_ctx *ctx, const char *name, struct eci_bytes der,
    struct eci_buf *out);

/* ---- public keys (crypto_pub.c) ---- */

struct eci_pub {
	EVP_PKEY *pkey;          /* NULL where the key is not usable */
	bool      sm2;           /* says so; whether it is: ok */
	bool      ok;
	int       rsa_bits;
	uint8_t   point[ECI_SM2_POINT_LEN];
	uint8_t   z[ECI_SM3_LEN];        /* with the default ID */
	uint8_t   id[ECI_SM3_LEN];       /* SM3 of the SubjectPublicKeyInfo */
};
ecert_err eci_pub_load(ecert_ctx *ctx, const char *where, struct eci_bytes spki,
    struct eci_pub *out);
void eci_pub_free(struct eci_pub *pub);
/* From a point; NULL when it is not on the curve, or no memory. */
EVP_PKEY *eci_sm2_pkey(const uint8_t point[ECI_SM2_POINT_LEN], BIGNUM *d);
ecert_err eci_sm2_z(ecert_ctx *ctx, const uint8_t point[ECI_SM2_POINT_LEN], const char *id,
    uint8_t z[ECI_SM3_LEN]);
ecert_err eci_sm2_e(ecert_ctx *ctx, const uint8_t z[ECI_SM3_LEN], struct eci_bytes msg,
    uint8_t e[ECI_SM3_LEN]);

bool eci_is_oid(struct eci_bytes oid, const char *der, size_t n);
#define ECI_IS_OID(oid, lit) eci_is_oid(oid, lit, sizeof(lit) - 1)
#define ECI_OID_EC_KEY "\x2a\x86\x48\xce\x3d\x02\x01"
#define ECI_OID_SM2 "\x2a\x81\x1c\xcf\x55\x01\x82\x2d"
#define ECI_OID_RSA "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01"
#define ECI_OID_SM2_SM3 "\x2a\x81\x1c\xcf\x55\x01\x83\x75"

/* As eci_sig_verify(), under the given ID. */
ecert_err eci_pub_verify(ecert_ctx *ctx, const struct eci_pub *pub, enum eci_sig_alg alg,
    const char *id, struct eci_bytes msg, struct eci_bytes sig, enum eci_sig_form *form,
    bool *good);

/*
 * SM2 values a context has examined (crypto_lately.c).  Whether a value is good is
 * settled by key, digest and value alone, so the same three are the same answer: a
 * seal that is used again, what was just signed and is read back, a certificate that
 * is not of the first of two keys its issuer has.
 */
struct eci_sm2_triple {
	uint8_t point[ECI_SM2_POINT_LEN], e[ECI_SM3_LEN], raw[64];
};
bool eci_lately_sig(ecert_ctx *ctx, const struct eci_sm2_triple *t, bool *good);
/* Without memory it is not kept. */
void eci_lately_keep_sig(ecert_ctx *ctx, const struct eci_sm2_triple *t, bool good);
/* What the context keeps there, made empty the first time; NULL without memory. */
void *eci_lately_kept(ecert_ctx *ctx, enum eci_kept what, size_t size, void (*release)(void *));
/* The place to use next, by when each was used: a free one (0), else that used longest ago. */
size_t eci_lately_oldest(const uint64_t *used, size_t n);
/* e = SM3(z || msg) as it was worked out lately; false when it was not.  z is all
 * zero where the digest is of msg alone. */
bool eci_lately_e(ecert_ctx *ctx, const uint8_t z[ECI_SM3_LEN], struct eci_bytes msg,
    uint8_t e[ECI_SM3_LEN]);
void eci_lately_keep_e(ecert_ctx *ctx, const uint8_t z[ECI_SM3_LEN], struct eci_bytes msg,
    const uint8_t e[ECI_SM3_LEN]);

/*
 * What was found good need not be checked again by the same key, nor what was refused:
 * of the two keys of an issuer each has its answer.  Each is written once, by whichever
 * thread comes first.
 */
struct eci_said {
	atomic_int state;        /* 0 empty, 1 being written, 2 holds */
	bool       empty_id;     /* fits; of what was refused: was tried, too */
	unsigned   checks;
	uint8_t    key[ECI_SM3_LEN];
};
struct eci_memo {
	struct eci_said good, refused;
};
void eci_memo_init(struct eci_memo *memo);
/*
 * Whether sig over msg is issuer's: with the default ID, else under empty_id
 * with the empty one.  *checks counts verifications; *how is the ID that fits.
 */
enum eci_fit { ECI_FIT_NO, ECI_FIT_DEFAULT_ID, ECI_FIT_EMPTY_ID };
ecert_err eci_memo_verify(ecert_ctx *ctx, struct eci_memo *memo, const struct eci_pub *issuer,
    enum eci_sig_alg alg, struct eci_bytes msg, struct eci_bytes sig, bool empty_id,
    unsigned *checks, enum eci_fit *how);

/* How many bytes of msg some message kept with the same z begins with, too. */
size_t eci_lately_common(ecert_ctx *ctx, const uint8_t z[ECI_SM3_LEN], struct eci_bytes msg);

/*
 * Digests under way (crypto_begun.c).  find: mctx has digested z and *done bytes of msg,
 * as a message kept did; false, and mctx is to be begun.  worth: how much of so many
 * bytes in common to keep, 0 for none; keep: mctx has digested z and start.
 */
bool eci_begun_find(ecert_ctx *ctx, const uint8_t z[ECI_SM3_LEN], struct eci_bytes msg,
    EVP_MD_CTX *mctx, size_t *done);
size_t eci_begun_worth(size_t common);
void eci_begun_keep(ecert_ctx *ctx, const uint8_t z[ECI_SM3_LEN], struct eci_bytes start,
    const EVP_MD_CTX *mctx);

/* ---- certificates ---- */

/* Certificates a context has read lately (crypto_lately.c): a new reference to the
 * one of these bytes, or NULL. */
struct eci_cert *eci_lately_cert(ecert_ctx *ctx, const uint8_t *der, size_t n);
void eci_lately_keep_cert(ecert_ctx *ctx, const struct eci_cert *cert);

enum {
	ECI_KU_CERT_SIGN = 0x04, ECI_KU_CRL_SIGN = 0x02,
	ECI_KU_NON_REPUDIATION = 0x40, ECI_KU_DIGITAL_SIGNATURE = 0x80
};

/* What the extensions say (crypto_ext.c). */
struct eci_exts {
	bool             ca, has_basic, has_usage, usage_critical;
	int              pathlen;          /* -1: none */
	unsigned         usage;            /* first octet, second octet << 8 */
	struct eci_bytes crl_points;       /* contents of cRLDistributionPoints */
	struct eci_bytes access;           /* ... of authorityInfoAccess */
	struct eci_bytes alt_names;        /* ... of subjectAltName */
	bool             alt_odd;          /* which is no SEQUENCE */
	struct eci_bytes constraints;      /* ... of nameConstraints */
	struct eci_bytes key_id;           /* subjectKeyIdentifier */
	struct eci_bytes policies;         /* contents of certificatePolicies */
	bool             constrains, constraints_critical;
	struct eci_buf   ext_usage;        /* text */
	bool             eku_fits, eku_foreign, eku_critical, eku_ocsp;
	bool             no_check;         /* id-pkix-ocsp-nocheck, RFC 6960 4.2.2.2.1 */
	struct eci_buf   unknown;          /* first critical one we do not process */
};
ecert_err eci_exts_parse(struct eci_der *d, struct eci_exts *out);
/* keyUsage as in struct eci_exts, and as text. */
ecert_err eci_usage_parse(struct eci_der *d, unsigned *usage);
ecert_err eci_usage_text(ecert_ctx *ctx, unsigned usage, struct eci_buf *out);
/* One extension; *critical false when absent; value stands before what extnValue holds. */
ecert_err eci_ext_next(struct eci_der *d, struct eci_bytes *oid, bool *critical,
    struct eci_der *value);

/* The longest met have some hundred bytes; reading one costs more than its length. */
#define ECI_NAME_MAX ((size_t)8192)
/* A Name (crypto_name.c): for comparing and for people. */
ecert_err eci_name_load(ecert_ctx *ctx, const char *where, struct eci_bytes der,
    X509_NAME **name, char **text);
/* A GeneralName as eci_alt_parse() takes it, escaped (crypto_alt.c). */
ecert_err eci_alt_show(ecert_ctx *ctx, const struct eci_der_val *v, struct eci_buf *out);
/* Equal after RFC 5280 7.1, whatever string types were used. */
bool eci_name_equal(const X509_NAME *a, const X509_NAME *b);

/* Where a certificate says that lists and responders are (crypto_where.c). */
struct eci_urls {
	char  *v[4];
	size_t n;
};

struct eci_cert {
	atomic_uint      refs;
	struct eci_buf   der;
	struct eci_bytes tbs, sig, serial;
	struct eci_bytes issuer_der, subject_der;
	struct eci_bytes key_bits;         /* of subjectPublicKey, as KeyHash is made of */
	struct eci_urls  crl_urls, ocsp_urls;
	enum eci_sig_alg alg;
	int              version;          /* 1 to 3 */
	X509_NAME       *issuer, *subject;
	char            *issuer_text, *subject_text, *serial_text;
	struct eci_buf   usage_text;
	int64_t          not_before, not_after;
	struct eci_pub   pub;
	struct eci_exts  exts;
	struct eci_memo  memo;
};
ecert_err eci_where_parse(ecert_ctx *ctx, struct eci_cert *cert);
void eci_urls_free(struct eci_urls *urls);
/*
 * Whether the names of cert keep to the name constraints of ca, an issuer above it
 * (crypto_constraint.c): *what is static text, NULL where they do.
 */
ecert_err eci_constraint_check(ecert_ctx *ctx, const struct eci_cert *ca,
    const struct eci_cert *cert, const char **what);
/* AlgorithmIdentifier of a signature. */
ecert_err eci_sig_alg_parse(struct eci_der *d, struct eci_bytes *oid);
/* As above, where parameters must be absent or NULL (crypto_crl.c). */
ecert_err eci_sig_alg_plain(struct eci_der *d, struct eci_bytes *oid);
/* UTCTime or GeneralizedTime. */
ecert_err eci_x509_time(struct eci_der *d, const char *field, int64_t *out);
/* issuer signed cert; see eci_memo_verify(). */
ecert_err eci_cert_issued_by(ecert_ctx *ctx, const struct eci_cert *cert,
    const struct eci_cert *issuer, bool empty_id, unsigned *checks, enum eci_fit *how);

/* ---- revocation lists ---- */

struct eci_crl_entry {
	const uint8_t *serial;   /* contents of the INTEGER, in the list's bytes */
	uint32_t       serial_len;
	uint8_t        reason;   /* CRLReason, or ECI_REASON_NONE */
	int64_t        since;    /* the earlier of revocationDate and invalidityDate */
};
struct eci_crl {
	struct eci_buf        der;
	struct eci_bytes      tbs, sig;
	enum eci_sig_alg      alg;
	X509_NAME            *issuer;
	char                 *issuer_text;
	int64_t               this_update, next_update;
	bool                  has_next;
	struct eci_crl_entry *v;            /* sorted by serial, then time */
	size_t                n, cap;
	/* Extensions.  foreign: static text, why the list serves nobody. */
	const char           *foreign;
	bool                  partial, only_user, only_ca;
	struct eci_bytes      point;        /* [0] of issuingDistributionPoint */
	struct eci_bytes      key_id;       /* of authorityKeyIdentifier; empty: none */
	bool                  keeps;        /* expiredCertsOnCRL: entries stay ... */
	int64_t               keeps_from;   /* ... of certificates that expire from here */
	struct eci_memo       memo;
};
ecert_err eci_crl_parse(ecert_ctx *ctx, const char *where, struct eci_crl *crl);
/* Whether the list's distribution point is among the certificate's (crypto_point.c). */
ecert_err eci_crl_point_fits(ecert_ctx *ctx, const struct eci_crl *crl,
    const struct eci_cert *cert, bool *yes);

/* RFC 5280 5.3.1; a list that removes belongs to delta lists.  OTHER is none of them,
 * NONE that no code is there, which is not what unspecified (0) is. */
enum { ECI_REASON_KEY = 1, ECI_REASON_CA = 2, ECI_REASON_MOVED = 3, ECI_REASON_CEASED = 5,
	ECI_REASON_REMOVE = 8, ECI_REASON_OTHER = 0x7f, ECI_REASON_NONE = 0xff };
/* That cert is revoked since then for reason, joined to out. */
void eci_revocation_entry(struct eci_revocation *out, int64_t since, uint8_t reason, int64_t at);
/* Contents of an invalidityDate (RFC 5280 5.3.2): *since becomes it if it is earlier. */
ecert_err eci_invalidity_parse(struct eci_der *in, int64_t *since);
/* CRLReason, ENUMERATED. */
ecert_err eci_reason_parse(struct eci_der *in, uint8_t *reason);

/* ---- OCSP responses ---- */

/* CertID, RFC 6960 4.1.1. */
struct eci_cert_id {
	struct eci_bytes alg, name_hash, key_hash, serial;
};
/* In the order in which they count where a response has two. */
enum eci_ocsp_status { ECI_OCSP_GOOD, ECI_OCSP_UNKNOWN, ECI_OCSP_REVOKED };
struct eci_ocsp_single {
	struct eci_cert_id   id;
	enum eci_ocsp_status status;
	uint8_t              reason;       /* both as in struct eci_crl_entry */
	int64_t              since;
	int64_t              this_update, next_update;
	bool                 has_next;
	bool                 keeps;        /* archiveCutoff: as in struct eci_crl */
	int64_t              keeps_from;
	const char          *foreign;
};
/* More would have to be read than a responder has reason to send. */
#define ECI_OCSP_MAX_BYTES ((size_t)1024 * 1024)
#define ECI_OCSP_MAX_SINGLES 256
#define ECI_OCSP_MAX_CERTS 16
struct eci_ocsp {
	struct eci_buf          der;
	struct eci_bytes        tbs, sig;
	enum eci_sig_alg        alg;
	X509_NAME              *name;       /* of the responder; else: */
	char                   *name_text;
	struct eci_bytes        key_hash;   /* SHA-1 of its key */
	int64_t                 produced;
	struct eci_ocsp_single *v;
	size_t                  n, cap;
	struct eci_certs        certs;      /* from the response */
	const char             *foreign;    /* static text, why it serves nobody */
	struct eci_memo         memo;
};
ecert_err eci_ocsp_parse(ecert_ctx *ctx, const char *where, struct eci_ocsp *resp);
/* One SingleResponse (crypto_ocsp_single.c). */
ecert_err eci_ocsp_single_parse(struct eci_der *d, struct eci_ocsp_single *out);
/* Who signed it, and whether he may (crypto_ocsp_signer.c): *why is NULL where he
 * may, else static text; *odd as in struct eci_revocation; *until: his certificate's end. */
ecert_err eci_ocsp_signer(ecert_ctx *ctx, struct eci_ocsp *resp, const struct eci_crls *crls,
    const struct eci_cert *issuer, int64_t now, bool empty_id, const char **why, unsigned *odd,
    int64_t *until);
/* Hashes CertIDs are made of (crypto_ocsp_id.c). */
enum eci_id_hash { ECI_ID_SM3, ECI_ID_SHA1, ECI_ID_SHA256, ECI_ID_N };
ecert_err eci_id_hash(ecert_ctx *ctx, enum eci_id_hash alg, struct eci_bytes of, uint8_t out[32],
    size_t *n);
/* Whether id is cert's, with the hash id names. */
ecert_err eci_cert_id_fits(ecert_ctx *ctx, const struct eci_cert_id *id,
    const struct eci_cert *cert, const struct eci_cert *issuer, bool *yes);
bool eci_cert_id_equal(const struct eci_cert_id *a, const struct eci_cert_id *b);
/* CertID of cert, DER. */
ecert_err eci_cert_id_put(ecert_ctx *ctx, struct eci_buf *out, enum eci_id_hash alg,
    const struct eci_cert *cert, const struct eci_cert *issuer);

/* ---- private keys ---- */

struct eci_key {
	enum eci_key_kind kind;
	EVP_PKEY *pkey;
	bool      encrypted;
	uint8_t   point[ECI_SM2_POINT_LEN];   /* of SM2 */
};
/* d: 1..n-2; point may be NULL, else it must be d's. */
ecert_err eci_key_from_d(ecert_ctx *ctx, const char *where, const BIGNUM *d,
    const struct eci_bytes *point, struct eci_key **out);
/* RSAPrivateKey, RFC 8017 (crypto_rsa.c); a key OpenSSL made, which it shares. */
ecert_err eci_key_pkcs1(ecert_ctx *ctx, const char *where, struct eci_bytes der,
    struct eci_key **out);
ecert_err eci_rsa_key(ecert_ctx *ctx, const char *where, EVP_PKEY *pkey, struct eci_key **out);
/* PKCS#8 PrivateKeyInfo and SEC1 (crypto_keyder.c); named: an EC PARAMETERS
 * block in front said SM2. */
ecert_err eci_key_pkcs8(ecert_ctx *ctx, const char *where, struct eci_bytes der,
    struct eci_key **out);
ecert_err eci_key_sec1(ecert_ctx *ctx, const char *where, struct eci_bytes der, bool named,
    struct eci_key **out);

/* What a key of that kind signs with, as AlgorithmIdentifier (crypto_issue.c). */
ecert_err eci_put_algorithm(ecert_ctx *ctx, enum eci_key_kind kind, struct eci_buf *out);
/* RelativeDistinguishedName of one AttributeTypeAndValue (crypto_dn.c). */
ecert_err eci_put_rdn(ecert_ctx *ctx, struct eci_buf *out, const char *oid, uint8_t tag,
    const void *p, size_t n);
/* One Extension; value is freed, and e, of making it, passed on where it is no success. */
ecert_err eci_put_ext(ecert_ctx *ctx, struct eci_buf *out, const char *oid, bool critical,
    struct eci_buf *value, ecert_err e);
/* keyUsage: names with "," between; NULL: none. */
ecert_err eci_put_usage(ecert_ctx *ctx, struct eci_buf *out, const char *usage, bool critical);

/* d of SM2, which the caller wipes (crypto_sec1.c); *d is to be freed on failure too. */
ecert_err eci_pkey_scalar(ecert_ctx *ctx, EVP_PKEY *pkey, BIGNUM **d);
ecert_err eci_key_scalar(ecert_ctx *ctx, const struct eci_key *key, uint8_t d[32]);
/* PKCS#8, plain (crypto_keyout.c). */
ecert_err eci_key_info(ecert_ctx *ctx, const struct eci_key *key, PKCS8_PRIV_KEY_INFO **out);

/* A passphrase, asked for once (crypto_pass.c). */
struct eci_pass {
	ecert_pass_fn *fn;
	void          *arg;
	const char    *where;
	int            len;
	char           buf[1024];
};
/* ECERT_E_KEY when there is none to be had. */
ecert_err eci_pass_ask(ecert_ctx *ctx, struct eci_pass *pass);
ecert_err eci_pass_wrong(ecert_ctx *ctx, const char *where);
void eci_pass_wipe(struct eci_pass *pass);
ecert_err eci_key_encrypted(ecert_ctx *ctx, const char *where, struct eci_bytes der,
    struct eci_pass *pass, struct eci_key **out);
ecert_err eci_key_p12(ecert_ctx *ctx, const char *where, struct eci_bytes der,
    struct eci_pass *pass, struct eci_key **key, struct eci_cert **cert);
/* KEY_BAD where the rounds a file asks for would take minutes (crypto_rounds.c). */
ecert_err eci_key_rounds(ecert_ctx *ctx, const char *where, const X509_ALGOR *alg);
ecert_err eci_key_rounds_p12(ecert_ctx *ctx, const char *where, const PKCS12 *p12);

#endif
