/* SPDX-License-Identifier: Apache-2.0 */
/* forge_list.h - revocation lists whose entry says why, and since when. */
#ifndef FORGE_LIST_H
#define FORGE_LIST_H

#include "forge.h"

#include "crypto/crypto_priv.h"
#include "../unit/ses_edit.h"

static inline void
forge_entry_exts(const char *reason, int64_t invalid, struct eci_buf *out)
{
	static const uint8_t code[] = { 0x30, 0x0a, 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04, 0x03,
	    0x0a, 0x01 };
	static const uint8_t date[] = { 0x30, 0x18, 0x06, 0x03, 0x55, 0x1d, 0x18, 0x04, 0x11 };
	struct eci_buf in = { 0 };

	if (reason != NULL) {
		CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &in, code, sizeof(code)));
		CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &in, reason, 1));
	}
	if (invalid != 0) {
		CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &in, date, sizeof(date)));
		CHECK_OK(forge.ctx, eci_der_put_time(forge.ctx, &in, ECI_DER_GENTIME, invalid));
	}
	CHECK_OK(forge.ctx, eci_der_put_buf(forge.ctx, out, ECI_DER_SEQUENCE, &in));
	eci_buf_free(&in);
}

/* The only list in crl, PEM or DER, with raw at path (see ses_edit()), signed anew by by. */
static inline void
forge_list_edit(const struct fwho *by, struct eci_buf *crl, const char *path,
    struct eci_bytes raw)
{
	struct eci_buf tbs = { 0 }, der = { 0 }, sig = { 0 };
	struct eci_crls list = { 0 };
	struct forge f = { 0 };

	CHECK_OK(forge.ctx, eci_crls_load(forge.ctx, "crl", crl->ptr, crl->len, &list));
	ses_edit(forge.ctx, list.v[0]->tbs, path, raw, &tbs);
	forge_sign_msg(&f, by, forge_bytes(&tbs), &sig);
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &tbs, "\x30\x0a\x06\x08\x2a\x81\x1c\xcf\x55"
	    "\x01\x83\x75", 12));
	CHECK_OK(forge.ctx, eci_der_put_bits(forge.ctx, &tbs, sig.ptr, sig.len));
	CHECK_OK(forge.ctx, eci_der_put_buf(forge.ctx, &der, ECI_DER_SEQUENCE, &tbs));
	crl->len = 0;
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, crl, der.ptr, der.len));
	eci_crls_free(&list);
	eci_buf_free(&tbs);
	eci_buf_free(&der);
	eci_buf_free(&sig);
}

/* reason (a CRLReason, NULL: none) and invalidityDate (0: none) go into its only entry. */
static inline void
forge_list_why(const struct fwho *by, struct eci_buf *crl, const char *reason, int64_t invalid)
{
	struct eci_buf raw = { 0 };

	if (reason == NULL && invalid == 0)
		return;
	forge_entry_exts(reason, invalid, &raw);
	forge_list_edit(by, crl, "5.0.1+", forge_bytes(&raw));
	eci_buf_free(&raw);
}

#endif
