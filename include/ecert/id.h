/* SPDX-License-Identifier: Apache-2.0 */
/* ecert/id.h - the certificate identifier (电子证书标识).  Pure codec: no I/O. */
#ifndef ECERT_ID_H
#define ECERT_ID_H

#include "ctx.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ecert_id ecert_id;             /* immutable */
typedef struct ecert_id_opts ecert_id_opts;   /* how to read one */

/* Third field of the identifier, one decimal digit. */
typedef int32_t ecert_type;

enum {
	ECERT_TYPE_VERIFICATION = 1,         /* 检定证书 */
	ECERT_TYPE_VERIFICATION_NOTICE = 2,  /* 检定结果通知书 */
	ECERT_TYPE_ARBITRATION = 3,          /* 仲裁检定证书 */
	ECERT_TYPE_PATTERN_EVALUATION = 4,   /* 型式评价报告 */
	ECERT_TYPE_PREPACKAGE = 5,           /* 商品量及商品包装检验报告 */
	ECERT_TYPE_ENERGY_LABEL = 6,         /* 能源效率标识检验报告 */
	ECERT_TYPE_CALIBRATION = 7,          /* 校准证书 */
	ECERT_TYPE_OTHER = 8                 /* 其他 */
};

/* lang: "zh" or "en".  NULL outside 1..8. */
ECERT_API const char *ecert_type_name(ecert_type type, const char *lang);

/* No root is built in: without one every root is read as ROOT_UNCHECKED. */
ECERT_API ecert_err ecert_id_opts_new(ecert_ctx *ctx, ecert_id_opts **out);
ECERT_API void ecert_id_opts_free(ecert_id_opts *opts);
ECERT_API ecert_err ecert_id_opts_add_root(ecert_ctx *ctx, ecert_id_opts *opts,
    const char *oid);
/* Refuse every deviation instead of listing it. */
ECERT_API void ecert_id_opts_set_strict(ecert_id_opts *opts, int strict);

/*
 * Reads text (UTF-8, len bytes, need not be NUL-terminated).  opts may be NULL.
 * ECERT_E_ID for a bad identifier; then ecert_id_fault_*() tell where.
 */
ECERT_API ecert_err ecert_id_parse(ecert_ctx *ctx, const ecert_id_opts *opts,
    const char *text, size_t len, ecert_id **out);
/* Writes strictly: any deviation is ECERT_E_ID. */
ECERT_API ecert_err ecert_id_make(ecert_ctx *ctx, const char *root,
    ecert_type type, const char *issuer, const char *authority,
    const char *serial, unsigned revision, ecert_id **out);
/* The identifier of the next revision; ECERT_E_ID beyond 9. */
ECERT_API ecert_err ecert_id_next(ecert_ctx *ctx, const ecert_id *id,
    ecert_id **out);
ECERT_API void ecert_id_free(ecert_id *id);

/* Of the last ecert_id_* call that failed on ctx with ECERT_E_ID. */
ECERT_API const char *ecert_id_fault_component(const ecert_ctx *ctx); /* "issuer" */
ECERT_API size_t ecert_id_fault_position(const ecert_ctx *ctx); /* character, from 1 */
ECERT_API const char *ecert_id_fault_rule(const ecert_ctx *ctx);

/* Borrowed from id. */
ECERT_API const char *ecert_id_text(const ecert_id *id);       /* canonical, U+2022 */
/* With "."; NULL where authority or serial holds a separator: this form could
 * not be read back. */
ECERT_API const char *ecert_id_ascii(const ecert_id *id);
ECERT_API const char *ecert_id_root(const ecert_id *id);
ECERT_API ecert_type ecert_id_type(const ecert_id *id);
ECERT_API const char *ecert_id_issuer(const ecert_id *id);
ECERT_API const char *ecert_id_authority(const ecert_id *id);
ECERT_API const char *ecert_id_serial(const ecert_id *id);
ECERT_API unsigned ecert_id_revision(const ecert_id *id);
/* The separator as found: one of the accepted characters, in UTF-8. */
ECERT_API const char *ecert_id_separator(const ecert_id *id);
/* 1 when the root is among those of opts. */
ECERT_API int ecert_id_root_known(const ecert_id *id);

/* How the text as read departs from the canonical form. */
ECERT_API size_t ecert_id_deviation_count(const ecert_id *id);
ECERT_API const char *ecert_id_deviation_code(const ecert_id *id, size_t i);
ECERT_API const char *ecert_id_deviation_text(const ecert_id *id, size_t i);

/* 1 when a and b name the same certificate and the same revision. */
ECERT_API int ecert_id_equal(const ecert_id *a, const ecert_id *b);

/* GB 11714 (9 characters) and GB 32100 (18): 1 when the check character holds. */
ECERT_API int ecert_org_code_valid(const char *code);
ECERT_API int ecert_uscc_valid(const char *code);

/*
 * A file name after clause 4.4, without folder, with ".ofd":
 * type word + 电子证书 - number - instrument - serial [- unit] [- issuer].
 * unit and issuer may be NULL.  *out is released with ecert_free().
 */
ECERT_API ecert_err ecert_file_name(ecert_ctx *ctx, ecert_type type,
    const char *number, const char *instrument, const char *serial,
    const char *unit, const char *issuer, char **out);

#ifdef __cplusplus
}
#endif
#endif
