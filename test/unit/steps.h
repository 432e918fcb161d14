/* SPDX-License-Identifier: Apache-2.0 */
/* steps.h - for the tests of signing in two steps: values made by who has the key, and
 * states that are changed. */
#ifndef STEPS_H
#define STEPS_H

#include "sign/sign_priv.h"
#include "signing.h"

/* A signer with the certificate alone. */
static inline ecert_signer *
keyless(const struct fixture *f, const struct eci_cert *cert)
{
	struct eci_bytes der = eci_cert_der(cert);
	ecert_signer *signer = NULL;

	MUST(f->ctx, ecert_signer_from_cert(f->ctx, der.ptr, der.len, &signer));
	return signer;
}

/* What somebody elsewhere makes of a state: the value over its digest. */
static inline size_t
value_of(const struct fixture *f, const char *state, const struct eci_key *key, uint8_t out[80])
{
	struct eci_sign_state s;
	size_t n = 0;

	MUST(f->ctx, eci_sign_state_read(f->ctx, state, strlen(state), &s));
	MUST(f->ctx, eci_key_sign_digest(f->ctx, key, s.digest, out, &n));
	eci_sign_state_free(&s);
	return n;
}

/* state with the value of a member, as it stands there, replaced; to be freed.  With
 * value NULL the member is left out. */
static inline char *
with_member(const struct fixture *f, const char *state, const char *name, const char *value)
{
	struct eci_buf key = { 0 }, out = { 0 };
	const char *at, *end;

	MUST(f->ctx, eci_buf_addf(f->ctx, &key, "\"%s\":", name));
	if ((at = strstr(state, (char *)key.ptr)) == NULL) {
		printf("FAILED: fixture: no member %s\n", name);
		exit(1);
	}
	if ((end = strstr(at, ",\"")) == NULL)
		end = state + strlen(state) - 1;
	if (value != NULL) {
		MUST(f->ctx, eci_buf_add(f->ctx, &out, state, (size_t)(at - state) + key.len));
		MUST(f->ctx, eci_buf_adds(f->ctx, &out, value));
	} else {
		/* With a comma of its own, of the first or the one before. */
		MUST(f->ctx, eci_buf_add(f->ctx, &out, state, (size_t)(at - state) -
		    (*end == '}')));
		end += *end == ',';
	}
	MUST(f->ctx, eci_buf_adds(f->ctx, &out, end));
	eci_buf_free(&key);
	return (char *)eci_buf_take(&out, NULL);
}

#endif
