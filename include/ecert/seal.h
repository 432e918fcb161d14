/* SPDX-License-Identifier: Apache-2.0 */
/* ecert/seal.h - an electronic seal (SES_ESeal): load, inspect, make. */
#ifndef ECERT_SEAL_H
#define ECERT_SEAL_H

#include "signer.h"
#include "tsa.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ecert_seal ecert_seal;             /* immutable, shared by threads */
typedef struct ecert_seal_spec ecert_seal_spec;   /* what to make */

typedef int32_t ecert_ses_version;

enum {
	ECERT_SES_V1 = 1,     /* GM/T 0031-2014 */
	ECERT_SES_V4 = 4,     /* GB/T 38540-2020 */
	ECERT_SES_V5 = 5      /* GM/T 0031-2025 */
};

/* Decodes only; nothing is trusted yet.  See ecert_seal_verify(). */
ECERT_API ecert_err ecert_seal_load_file(ecert_ctx *ctx, const char *path,
    ecert_seal **out);
ECERT_API ecert_err ecert_seal_load_mem(ecert_ctx *ctx, const uint8_t *der,
    size_t len, ecert_seal **out);
ECERT_API void ecert_seal_free(ecert_seal *seal);

/* Borrowed from seal; times are UTC seconds, sizes mm. */
ECERT_API ecert_ses_version ecert_seal_version(const ecert_seal *seal);
ECERT_API const char *ecert_seal_id(const ecert_seal *seal);
ECERT_API const char *ecert_seal_vendor(const ecert_seal *seal);
ECERT_API const char *ecert_seal_name(const ecert_seal *seal);
ECERT_API int64_t ecert_seal_type(const ecert_seal *seal);
ECERT_API int64_t ecert_seal_created(const ecert_seal *seal);
ECERT_API int64_t ecert_seal_valid_from(const ecert_seal *seal);
ECERT_API int64_t ecert_seal_valid_until(const ecert_seal *seal);
ECERT_API unsigned ecert_seal_width(const ecert_seal *seal);
ECERT_API unsigned ecert_seal_height(const ecert_seal *seal);
/* The picture's bytes; *type (may be NULL) as recorded in the seal. */
ECERT_API const uint8_t *ecert_seal_picture(const ecert_seal *seal, size_t *len,
    const char **type);
/* What the picture's bytes are: "png" "jpg" "gif" "bmp" "svg" "ofd" or "". */
ECERT_API const char *ecert_seal_picture_format(const ecert_seal *seal);
ECERT_API const uint8_t *ecert_seal_der(const ecert_seal *seal, size_t *len);
ECERT_API const uint8_t *ecert_seal_maker_cert(const ecert_seal *seal, size_t *len);
/* Those who may sign with it: certificates, or digests of them (V4, V5). */
ECERT_API size_t ecert_seal_cert_count(const ecert_seal *seal);
ECERT_API int ecert_seal_cert_digests(const ecert_seal *seal);
ECERT_API const uint8_t *ecert_seal_cert(const ecert_seal *seal, size_t i,
    size_t *len);
/* Subjects as one line, escaped for display; "" for what is no certificate. */
ECERT_API const char *ecert_seal_maker_subject(const ecert_seal *seal);
ECERT_API const char *ecert_seal_cert_subject(const ecert_seal *seal, size_t i);
/* Their last second, UTC; INT64_MAX for what is no certificate. */
ECERT_API int64_t ecert_seal_maker_not_after(const ecert_seal *seal);
ECERT_API int64_t ecert_seal_cert_not_after(const ecert_seal *seal, size_t i);
/* 1 when the certificate is in the list, by binary comparison or digest. */
ECERT_API int ecert_seal_lists(const ecert_seal *seal, const uint8_t *cert,
    size_t len);
/* Entries of extDatas: the object identifier in dotted decimal, and the value. */
ECERT_API size_t ecert_seal_ext_count(const ecert_seal *seal);
ECERT_API const char *ecert_seal_ext_oid(const ecert_seal *seal, size_t i);
ECERT_API int ecert_seal_ext_critical(const ecert_seal *seal, size_t i);
ECERT_API const uint8_t *ecert_seal_ext_value(const ecert_seal *seal, size_t i,
    size_t *len);
/* One JSON object with all of the above; released with ecert_free(). */
ECERT_API ecert_err ecert_seal_json(ecert_ctx *ctx, const ecert_seal *seal,
    char **json);

ECERT_API ecert_err ecert_seal_spec_new(ecert_ctx *ctx, ecert_seal_spec **out);
ECERT_API void ecert_seal_spec_free(ecert_seal_spec *spec);
/* id: the seal's code, ASCII; vendor: ASCII; name: UTF-8; type: free number. */
ECERT_API ecert_err ecert_seal_spec_set_id(ecert_ctx *ctx, ecert_seal_spec *spec,
    const char *id);
ECERT_API ecert_err ecert_seal_spec_set_vendor(ecert_ctx *ctx,
    ecert_seal_spec *spec, const char *vendor);
ECERT_API ecert_err ecert_seal_spec_set_name(ecert_ctx *ctx, ecert_seal_spec *spec,
    const char *name);
ECERT_API void ecert_seal_spec_set_type(ecert_seal_spec *spec, int64_t type);
/* PNG, JPEG, GIF, BMP, SVG or OFD, recognised by content; size in mm. */
ECERT_API ecert_err ecert_seal_spec_set_picture(ecert_ctx *ctx,
    ecert_seal_spec *spec, const uint8_t *data, size_t len, unsigned width,
    unsigned height);
ECERT_API ecert_err ecert_seal_spec_set_validity(ecert_ctx *ctx,
    ecert_seal_spec *spec, int64_t from, int64_t until);
/* A certificate (DER or PEM) of somebody who may sign with the seal. */
ECERT_API ecert_err ecert_seal_spec_add_cert(ecert_ctx *ctx,
    ecert_seal_spec *spec, const uint8_t *cert, size_t len);
/*
 * An entry of extDatas: oid in dotted decimal, each once; value is taken as it
 * is.  A verifier refuses critical ones it does not know, so does
 * ecert_verify().
 */
ECERT_API ecert_err ecert_seal_spec_add_ext(ecert_ctx *ctx, ecert_seal_spec *spec,
    const char *oid, int critical, const uint8_t *value, size_t len);
/* List SM3 digests of the certificates instead of themselves (V4, V5). */
ECERT_API void ecert_seal_spec_set_cert_digests(ecert_seal_spec *spec, int on);

/* Have the seal stamped (V5 alone, else ECERT_E_ARG); borrowed.  No answer, and one
 * that is refused, is ECERT_E_NOTFOUND when making. */
ECERT_API void ecert_seal_spec_set_tsa(ecert_seal_spec *spec, const ecert_tsa *tsa);

/* maker signs the seal; createDate is the context's clock. */
ECERT_API ecert_err ecert_seal_make(ecert_ctx *ctx, const ecert_seal_spec *spec,
    const ecert_signer *maker, ecert_ses_version version, ecert_seal **out);

#ifdef __cplusplus
}
#endif
#endif
