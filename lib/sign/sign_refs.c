/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sign_refs.c - the References of a new signature (GB/T 33190-2016 18.2.2): the
 * standard lets a signer leave files out, which is how content is exchanged
 * unnoticed; here every entry is protected.
 */
#include "sign/sign_priv.h"

#include <stdlib.h>
#include <string.h>

#define SMALL (64 * 1024)     /* read whole */

static ecert_err
add_piece(void *arg, ecert_ctx *ctx, const uint8_t *p, size_t n)
{
	return eci_sm3_add(ctx, arg, p, n);
}

/* The seal is the same in every document of a batch. */
static ecert_err
digest_small(ecert_ctx *ctx, ecert_doc *doc, size_t i, uint8_t digest[ECI_SM3_LEN])
{
	uint8_t *p = NULL;
	size_t n = 0;
	ecert_err e = ecert_doc_read_entry(ctx, doc, ecert_doc_entry_name(doc, i), &p, &n);

	if (e == ECERT_OK)
		e = eci_sm3_again(ctx, p, n, digest);
	ecert_free(p);
	return e;
}

static bool
is_left_out(const char *name, const struct eci_ofd_slot *slot, const char *list, bool lock)
{
	return strcmp(name, slot->sig_entry) == 0 || strcmp(name, slot->value_entry) == 0 ||
	    (!lock && strcmp(name, list) == 0);
}

ecert_err
eci_sign_entry(ecert_ctx *ctx, ecert_doc *doc, struct eci_sm3 *sm3, size_t i,
    uint8_t digest[ECI_SM3_LEN])
{
	const uint8_t *known = eci_ofd_digest(doc, i);
	ecert_err e;

	if (known != NULL) {
		memcpy(digest, known, ECI_SM3_LEN);
		return ECERT_OK;
	}
	if (ecert_doc_entry_size(doc, i) <= SMALL)
		e = digest_small(ctx, doc, i, digest);
	else if ((e = eci_ofd_stream(ctx, doc, i, add_piece, sm3)) == ECERT_OK)
		e = eci_sm3_end(ctx, sm3, digest);
	return e == ECERT_OK ? eci_ofd_set_digest(ctx, doc, i, digest) : e;
}

static ecert_err
make_ref(ecert_ctx *ctx, ecert_doc *doc, struct eci_sm3 *sm3, size_t i,
    struct eci_ofd_ref *ref)
{
	const char *name = ecert_doc_entry_name(doc, i);
	ecert_err e;

	if (strchr(name, '%') != NULL) {
		eci_reject(ctx, ECERT_R_REF_BAD, name, "GB/T 33190-2016 18.2.2",
		    "a name with \"%%\" can be read in two ways and cannot be protected");
		return ECERT_E_STATE;
	}
	if ((e = eci_strdup(ctx, name, &ref->entry)) != ECERT_OK)
		return e;
	ref->digest_len = ECI_SM3_LEN;
	return eci_sign_entry(ctx, doc, sm3, i, ref->digest);
}

static uint64_t
total_size(const ecert_doc *doc)
{
	uint64_t sum = 0;
	size_t i;

	for (i = 0; i < ecert_doc_entry_count(doc); i++)
		sum += ecert_doc_entry_size(doc, i);
	return sum;
}

ecert_err
eci_sign_refs(ecert_ctx *ctx, ecert_doc *doc, const struct eci_ofd_slot *slot, bool lock,
    struct eci_ofd_ref **out, size_t *n)
{
	const char *list = eci_ofd_signatures_entry(doc);
	size_t i, count = ecert_doc_entry_count(doc);
	uint64_t done = 0, total = total_size(doc);
	struct eci_sm3 *sm3 = NULL;
	ecert_err e;

	*n = 0;
	if (count > ecert_ctx_limit(ctx, ECERT_LIMIT_REFERENCES))
		return eci_fail(ctx, ECERT_E_LIMIT, "%zu entries, more than a signature may reference",
		    count);
	if ((*out = calloc(count + 1, sizeof(**out))) == NULL)
		return eci_nomem(ctx);
	e = eci_sm3_new(ctx, &sm3);
	for (i = 0; i < count && e == ECERT_OK; i++) {
		if (is_left_out(ecert_doc_entry_name(doc, i), slot, list, lock))
			continue;
		if ((e = eci_progress(ctx, done, total)) == ECERT_OK)
			e = make_ref(ctx, doc, sm3, i, &(*out)[(*n)++]);
		done += ecert_doc_entry_size(doc, i);
	}
	eci_sm3_free(sm3);
	return e;          /* the caller frees *out, whole or not */
}
