/* SPDX-License-Identifier: Apache-2.0 */
/* pki_csr_show.c - what a certificate request says, and whether it is signed, as JSON. */
#include "crypto/crypto.h"
#include "json/json.h"
#include "pki/pki_priv.h"

void
eci_pki_put_csr(struct eci_json *j, const struct eci_csr *csr)
{
	static const char *const values[] = { [ECI_CSR_GOOD] = "good",
		[ECI_CSR_EMPTY_ID] = "empty-sm2-id", [ECI_CSR_BAD] = "bad" };
	struct eci_json *names;
	size_t i;

	eci_json_str(j, "kind", "request");
	eci_json_str(j, "subject", csr->subject);
	eci_pki_put_key(j, csr->key.sm2, csr->key.rsa_bits, csr->key.ok, csr->key.id);
	eci_json_str(j, "key_usage", (const char *)csr->usage.ptr);
	names = eci_json_array(j, "alt_names");
	for (i = 0; i < csr->n_alt; i++)
		eci_json_str(names, NULL, csr->alt_names[i]);
	eci_json_int(j, "other_attributes", (int64_t)csr->others);
	eci_json_str(j, "signature", values[csr->value]);
}

ecert_err
ecert_csr_describe(ecert_ctx *ctx, const uint8_t *data, size_t len, const char *name,
    ecert_csr_state *state, char **json)
{
	struct eci_json *j = NULL;
	struct eci_csr csr = { 0 };
	ecert_err e;

	eci_clear(ctx);
	*state = ECERT_CSR_BAD;
	if (json != NULL)
		*json = NULL;
	if (data == NULL)
		return eci_fail(ctx, ECERT_E_ARG, "no certificate request");
	if ((e = eci_csr_load(ctx, name, data, len, &csr)) != ECERT_OK)
		return e;
	*state = csr.value == ECI_CSR_GOOD ? ECERT_CSR_GOOD :
	    csr.value == ECI_CSR_EMPTY_ID ? ECERT_CSR_EMPTY_ID : ECERT_CSR_BAD;
	if (json != NULL && (j = eci_json_new()) == NULL)
		e = eci_nomem(ctx);
	if (j != NULL) {
		eci_pki_put_csr(j, &csr);
		e = eci_json_text(ctx, j, json);
	}
	eci_json_free(j);
	eci_csr_done(&csr);
	return e;
}
