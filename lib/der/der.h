/* SPDX-License-Identifier: Apache-2.0 */
/*
 * der.h - a strict reader and a writer of DER (X.690 10).  The reader never
 * copies: what it returns are ranges of the received bytes, so that signatures
 * are checked over exactly those.  It refuses indefinite and non-minimal
 * lengths, values that run past their parent, and nesting beyond the limit.
 */
#ifndef ECI_DER_H
#define ECI_DER_H

#include "base/base.h"

enum {
	ECI_DER_BOOLEAN = 0x01, ECI_DER_INTEGER = 0x02, ECI_DER_BIT_STRING = 0x03,
	ECI_DER_OCTET_STRING = 0x04, ECI_DER_NULL = 0x05, ECI_DER_OID = 0x06,
	ECI_DER_UTF8 = 0x0c, ECI_DER_PRINTABLE = 0x13, ECI_DER_IA5 = 0x16,
	ECI_DER_UTCTIME = 0x17, ECI_DER_GENTIME = 0x18,
	ECI_DER_SEQUENCE = 0x30, ECI_DER_SET = 0x31, ECI_DER_CTX0 = 0xa0, ECI_DER_CTX1 = 0xa1
};

/*
 * A reader stands inside one value.  where and reason come from the caller and
 * appear in messages: "where: byte 123: field: what is wrong", or, once the
 * caller has set clause, "where: clause: byte 123: ...".
 */
struct eci_der {
	ecert_ctx     *ctx;
	const char    *where;
	const char    *clause;      /* of the standard being read; NULL at first */
	ecert_reason   reason;
	const uint8_t *base;        /* of the outermost value: positions count from it */
	const uint8_t *ptr;
	size_t         len;         /* left */
	unsigned       depth;
};

/* One value: its tag, its contents, and the whole of it with its header. */
struct eci_der_val {
	uint8_t          tag;
	struct eci_bytes body, whole;
};

struct eci_der eci_der(ecert_ctx *ctx, const char *where, ecert_reason reason,
    const uint8_t *p, size_t n);
bool eci_der_end(const struct eci_der *d);
/* The next tag, 0 at the end. */
uint8_t eci_der_peek(const struct eci_der *d);
/* Any value; of the given tag; an optional one (*present false when absent). */
ecert_err eci_der_any(struct eci_der *d, const char *field, struct eci_der_val *out);
ecert_err eci_der_get(struct eci_der *d, uint8_t tag, const char *field,
    struct eci_der_val *out);
/* Steps into a constructed value: *in reads its contents. */
ecert_err eci_der_enter(struct eci_der *d, uint8_t tag, const char *field,
    struct eci_der *in, struct eci_der_val *val);
/* Steps into the SEQUENCE that stands alone in an EXPLICIT tag. */
ecert_err eci_der_enter_explicit(struct eci_der *d, uint8_t tag, const char *field,
    struct eci_der *in);
/* Fails unless everything was read. */
ecert_err eci_der_done(const struct eci_der *d, const char *field);
/* Fails with the reader's reason and position. */
ecert_err eci_der_bad(const struct eci_der *d, const char *field, const char *fmt, ...)
    ECI_PRINTF(3, 4);

/* Minimal, non-negative, at most max. */
ecert_err eci_der_uint(struct eci_der *d, const char *field, uint64_t max, uint64_t *out);
/* Minimal two's complement of at most 8 bytes. */
ecert_err eci_der_int(struct eci_der *d, const char *field, int64_t *out);
/* Minimal, of any size and sign: its contents. */
ecert_err eci_der_integer(struct eci_der *d, const char *field, struct eci_bytes *out);
/* Contents of a BIT STRING with no unused bits. */
ecert_err eci_der_bits(struct eci_der *d, const char *field, struct eci_bytes *out);
/* Contents, checked to be a minimal OID. */
ecert_err eci_der_oid(struct eci_der *d, const char *field, struct eci_bytes *out);
/* BOOLEAN: 0x00 or 0xff. */
ecert_err eci_der_bool(struct eci_der *d, const char *field, bool *out);
/* UTF8String (checked), IA5String and PrintableString (checked ASCII), no NUL. */
ecert_err eci_der_text(struct eci_der *d, uint8_t tag, const char *field,
    struct eci_bytes *out);
/* UTCTime "YYMMDDhhmmssZ" or GeneralizedTime "YYYYMMDDhhmmssZ", nothing else. */
ecert_err eci_der_time(struct eci_der *d, uint8_t tag, const char *field, int64_t *out);
/*
 * All of p is one well-formed DER value, checked to its leaves.  Not checked:
 * the order inside a SET, the alphabet of strings and the text of times, where
 * certificates in use depart from X.690 and nothing is decided by them.
 */
ecert_err eci_der_check(ecert_ctx *ctx, const char *where, ecert_reason reason,
    const uint8_t *p, size_t n);
/* The value of the given tag at the front of *rest, which moves past it.  False, and
 * nothing moves, where there is none: a look, without context or message. */
bool eci_der_take(struct eci_bytes *rest, uint8_t tag, struct eci_der_val *out);
/* "1.2.156.10197.1.501" for OID contents; appended to out.  An arc above 64 bits
 * appears as "?". */
ecert_err eci_der_oid_text(ecert_ctx *ctx, struct eci_buf *out, struct eci_bytes oid);
bool eci_bytes_equal(struct eci_bytes a, struct eci_bytes b);

/* ---- writing: inner values are written first, then wrapped ---- */

ecert_err eci_der_put(ecert_ctx *ctx, struct eci_buf *out, uint8_t tag, const void *p, size_t n);
ecert_err eci_der_put_buf(ecert_ctx *ctx, struct eci_buf *out, uint8_t tag, const struct eci_buf *in);
ecert_err eci_der_put_int(ecert_ctx *ctx, struct eci_buf *out, int64_t v);
ecert_err eci_der_put_bits(ecert_ctx *ctx, struct eci_buf *out, const void *p, size_t n);
/* ECERT_E_ARG where the form has no room for the year (UTCTime: 1950..2049). */
ecert_err eci_der_put_time(ecert_ctx *ctx, struct eci_buf *out, uint8_t tag, int64_t t);
/* oid: dotted text. */
ecert_err eci_der_put_oid(ecert_ctx *ctx, struct eci_buf *out, const char *oid);

#endif
