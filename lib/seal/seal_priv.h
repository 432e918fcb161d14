/* SPDX-License-Identifier: Apache-2.0 */
/* seal_priv.h - what the files of this layer share. */
#ifndef ECI_SEAL_PRIV_H
#define ECI_SEAL_PRIV_H

#include "seal/seal.h"

struct ecert_seal {
	struct eci_buf      der;
	struct eci_ses_seal ses;        /* ranges of der */
	char               *vendor, *id, *name, *picture_type;
	const char         *format;     /* static */
	char               *maker;      /* subjects */
	int64_t             maker_end;  /* notAfter, INT64_MAX: not known */
	char              **signers;    /* ses.n_list of them */
	int64_t            *signer_ends;
	char              **ext_oids;   /* ses.n_exts of them, dotted */
};

struct seal_ext {
	struct eci_buf oid, value;      /* oid: contents */
	bool           critical;
};

struct ecert_seal_spec {
	char            *vendor, *id, *name;
	int64_t          type, from, until;
	struct eci_buf   picture;
	unsigned         width, height;
	struct eci_certs certs;
	bool             digests;
	struct seal_ext *exts;
	size_t           n_exts, cap_exts;
	const ecert_tsa *tsa;            /* borrowed; NULL: no time stamp */
};

/* Takes the bytes of der, also on failure. */
ecert_err eci_seal_of(ecert_ctx *ctx, const char *where, struct eci_buf *der,
    ecert_seal **out);

/* seal_ext.c: as the encoder wants them, views into spec; free the array. */
ecert_err eci_seal_exts(ecert_ctx *ctx, const ecert_seal_spec *spec, struct eci_ses_ext **out);
void eci_seal_ext_free(struct seal_ext *ext);

#endif
