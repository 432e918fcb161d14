/* SPDX-License-Identifier: Apache-2.0 */
/* seal_lists.c - who may sign with a seal: its certList. */
#include <string.h>

#include "seal/seal_priv.h"

/*
 * CertDigestObj.type is free text.  Known are the names of SM3; what names
 * another digest, or nothing known, lists nobody.
 */
static bool
names_sm3(struct eci_bytes name)
{
	static const char *const known[] = { "SM3", "1.2.156.10197.1.401",
	    "1.2.156.10197.1.401.1" };
	char text[32];
	size_t i;

	if (name.len >= sizeof(text))
		return false;
	memcpy(text, name.ptr, name.len);
	text[name.len] = '\0';
	for (i = 0; i < ECI_COUNT(known); i++)
		if (eci_ascii_casecmp(text, known[i]) == 0)
			return true;
	return false;
}

static bool
has_digest(const struct eci_ses_seal *seal, const uint8_t digest[ECI_SM3_LEN])
{
	size_t i;

	for (i = 0; i < seal->n_list; i++)
		if (names_sm3(seal->list[i].digest_name) &&
		    seal->list[i].value.len == ECI_SM3_LEN &&
		    eci_equal(seal->list[i].value.ptr, digest, ECI_SM3_LEN))
			return true;
	return false;
}

/*
 * GM/T 0031-2014 6.2.2 c: by binary comparison, never by names in it.  An
 * identifier, which V1 seals have here too, such as the serial number "1", may be
 * anybody's: it lists nobody.
 */
static bool
has_cert(const struct eci_ses_seal *seal, struct eci_bytes cert)
{
	size_t i;

	for (i = 0; i < seal->n_list; i++)
		if (!seal->list[i].is_id && eci_bytes_equal(seal->list[i].value, cert))
			return true;
	return false;
}

ecert_err
eci_seal_lists(ecert_ctx *ctx, const struct eci_ses_seal *seal, struct eci_bytes cert,
    bool *listed)
{
	uint8_t digest[ECI_SM3_LEN];
	ecert_err e;

	*listed = false;
	if (cert.len == 0)
		return ECERT_OK;
	if (seal->list_type != 2) {
		*listed = has_cert(seal, cert);
		return ECERT_OK;
	}
	if ((e = eci_sm3(ctx, cert.ptr, cert.len, digest)) != ECERT_OK)
		return e;
	*listed = has_digest(seal, digest);
	return ECERT_OK;
}

int
ecert_seal_lists(const ecert_seal *seal, const uint8_t *cert, size_t len)
{
	struct eci_bytes bytes = { cert, len };
	ecert_ctx *ctx = ecert_ctx_new();
	bool listed = false;

	/* The seal keeps no context; without memory for one nobody is listed. */
	if (ctx == NULL ||
	    eci_seal_lists(ctx, &seal->ses, bytes, &listed) != ECERT_OK)
		listed = false;
	ecert_ctx_free(ctx);
	return listed;
}
