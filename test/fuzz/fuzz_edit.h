/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_edit.h - what the files about edits share; see fuzz_edit.c. */
#ifndef FUZZ_EDIT_H
#define FUZZ_EDIT_H

#include "fuzz.h"

struct fuzz_script {
	const uint8_t         *p, *end;
	const struct fuzz_doc *docs;
	size_t                 n_docs;
	struct fuzz_zip        z;
	struct eci_buf         raw;      /* edits of the finished bytes: at, length, bytes */
};
unsigned fuzz_script_byte(struct fuzz_script *s);

typedef void fuzz_edit_fn(struct fuzz_script *s, struct fuzz_entry *e);
enum {
	FUZZ_EDIT_SET, FUZZ_EDIT_INSERT, FUZZ_EDIT_CUT, FUZZ_EDIT_TEXT, FUZZ_EDIT_TAKE,
	FUZZ_EDIT_DER, FUZZ_EDIT_GRAFT, FUZZ_EDIT_RENAME, FUZZ_EDIT_REMOVE, FUZZ_EDIT_COPY,
	FUZZ_EDIT_NEW, FUZZ_EDIT_FORM, FUZZ_EDIT_MOVE, FUZZ_EDIT_AROUND, FUZZ_EDIT_RAW,
	FUZZ_EDIT_DIGESTS, FUZZ_EDIT_SIGN, FUZZ_EDIT_N
};
/* What somebody without the signer's key can do (fuzz_edit_sign.c). */
fuzz_edit_fn fuzz_edit_digests, fuzz_edit_sign;

#endif
