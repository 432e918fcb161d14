/* SPDX-License-Identifier: Apache-2.0 */
/*
 * signature.c - a signature value: SES_Signature in DER.  What is decoded lies in
 * the input; the seal in it is the seal that decoding its bytes alone gives.
 */
#include "der/der.h"
#include "fuzz.h"
#include "ses/ses.h"

const struct fuzz_effort fuzz_effort = { .cuts = 64, .mutations = 900 };
FUZZ_MUTATES_DER

static void
check_ranges(const struct eci_ses_sig *s, struct eci_bytes in)
{
	const struct eci_bytes signed_parts[] = { s->seal.whole, s->data_hash, s->property,
		s->time_token };
	const struct eci_bytes parts[] = { s->tbs, s->cert, s->alg, s->sig, s->timestamp };
	size_t i;

	FUZZ_CHECK(s->whole.ptr == in.ptr && s->whole.len == in.len);
	for (i = 0; i < ECI_COUNT(parts); i++)
		fuzz_check_inside(parts[i], in);
	for (i = 0; i < ECI_COUNT(signed_parts); i++)
		fuzz_check_inside(signed_parts[i], s->tbs);
	/* V1 has the signer in what is signed, V4 and V5 beside it. */
	if (s->version == ECERT_SES_V1)
		fuzz_check_inside(s->cert, s->tbs);
	for (i = 0; i < s->n_exts; i++) {
		fuzz_check_inside(s->exts[i].oid, s->tbs);
		fuzz_check_inside(s->exts[i].value, s->tbs);
	}
}

static void
check_seal(ecert_ctx *ctx, const struct eci_ses_sig *s)
{
	struct eci_ses_seal alone;

	FUZZ_MUST(ctx, eci_ses_seal_decode(ctx, "seal", s->seal.whole.ptr, s->seal.whole.len,
	    &alone));
	FUZZ_CHECK(alone.version == s->seal.version && s->version == alone.version);
	FUZZ_CHECK(alone.created == s->seal.created && alone.n_list == s->seal.n_list);
	FUZZ_CHECK(alone.valid_from == s->seal.valid_from &&
	    alone.valid_until == s->seal.valid_until);
	FUZZ_CHECK(alone.picture.ptr == s->seal.picture.ptr &&
	    alone.picture.len == s->seal.picture.len);
	FUZZ_CHECK(alone.tbs.len == s->seal.tbs.len &&
	    memcmp(alone.tbs.ptr, s->seal.tbs.ptr, alone.tbs.len) == 0);
	eci_ses_seal_free(&alone);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum eci_ses_kind kind;
	struct eci_ses_sig s;
	ecert_ctx *ctx;
	ecert_err e;

	fuzz_watch();
	ctx = fuzz_ctx();
	kind = eci_ses_kind(data, size);
	FUZZ_CHECK(kind >= ECI_SES_KIND_SES && kind <= ECI_SES_KIND_OTHER);
	e = eci_ses_sig_decode(ctx, "fuzz", data, size, &s);
	fuzz_check_error(ctx, e);
	if (e == ECERT_OK) {
		FUZZ_CHECK(kind == ECI_SES_KIND_SES);
		check_ranges(&s, (struct eci_bytes){ data, size });
		check_seal(ctx, &s);
		fuzz_check_notes(&s.notes);
		fuzz_check_notes(&s.seal.notes);
		eci_ses_sig_free(&s);
	} else {
		FUZZ_CHECK(ecert_errreason(ctx) == ECERT_R_SES_MALFORMED);
	}
	fuzz_ctx_free(ctx);
	fuzz_watched(size);
	return 0;
}

void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	static const char value[] = "SignedValue.dat";
	const struct fuzz_entry *e;
	const struct fuzz_doc *v;
	size_t i, k, n;

	v = fuzz_docs(&n);
	for (i = 0; i < n; i++)
		for (k = 0; k < v[i].zip.n; k++) {
			e = &v[i].zip.v[k];
			if (strstr((const char *)e->name.ptr, value) != NULL) {
				put(arg, v[i].name, e->data.ptr, e->data.len);
				break;
			}
		}
}
