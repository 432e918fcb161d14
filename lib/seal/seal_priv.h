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
	char              **signers;    /* ses.n_list of them */
};

struct ecert_seal_spec {
	char            *vendor, *id, *name;
	int64_t          type, from, until;
	struct eci_buf   picture;
	unsigned         width, height;
	struct eci_certs certs;
	bool             digests;
};

/* Takes the bytes of der, also on failure. */
ecert_err eci_seal_of(ecert_ctx *ctx, const char *where, struct eci_buf *der,
    ecert_seal **out);

#endif
