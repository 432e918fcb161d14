/* SPDX-License-Identifier: Apache-2.0 */
/* signer_sdf_see.c - what an SDF device shows without a password. */
#include <stdio.h>
#include <string.h>

#include "signer/signer_sdf.h"

/* DEVICEINFO of GM/T 0018-2012: texts, padded and not always ended. */
static const struct {
	const char *name;
	size_t      at, len;
} texts[] = {
	{ "maker", 0, 40 }, { "name", 40, 16 }, { "serial", 56, 16 },
};

static void
see_info(struct eci_sdf *d, void *session, const struct eci_token_seen *seen)
{
	union eci_sdf_room info = { { 0 } };
	char text[64];
	size_t i, n;

	if (d->api.device_info == NULL || d->api.device_info(session, &info) != 0)
		return;
	for (i = 0; i < ECI_COUNT(texts); i++) {
		memcpy(text, info.v + texts[i].at, texts[i].len);
		text[texts[i].len] = '\0';
		for (n = strlen(text); n > 0 && text[n - 1] == ' '; n--)
			text[n - 1] = '\0';
		eci_seen_add(seen, "device", texts[i].name, text);
	}
}

static ecert_err
see_key(ecert_ctx *ctx, struct eci_sdf *d, void *session, const struct eci_cert *cert,
    const struct eci_token_seen *seen)
{
	union eci_sdf_room key = { { 0 } };
	char text[16];
	int rc;

	if ((rc = d->api.export_key(session, d->how.index, &key)) != 0)
		return eci_sdf_failed(ctx, d, "SDF_ExportSignPublicKey_ECC", rc);
	snprintf(text, sizeof(text), "%u", d->how.index);
	eci_seen_add(seen, "key", "#index", text);
	eci_seen_add(seen, "key", "#field", eci_sdf_is_narrow(key.v) ? "32" : "64");
	if (cert != NULL)
		eci_seen_add(seen, "key", "certificate",
		    eci_blob_is_key_of(key.v, cert) ? "same key" : "another key");
	return ECERT_OK;
}

ecert_err
eci_sdf_see(ecert_ctx *ctx, const ecert_token *token, const struct eci_token_seen *seen)
{
	struct eci_sdf d = { .device = NULL };
	void *session = NULL;
	ecert_err e;
	int rc;

	if ((e = eci_sdf_connect(ctx, token, &d)) != ECERT_OK)
		goto out;
	if ((rc = d.api.open_session(d.device, &session)) != 0) {
		e = eci_sdf_failed(ctx, &d, "SDF_OpenSession", rc);
		goto out;
	}
	see_info(&d, session, seen);
	if (eci_token_get(token, "key-index") != NULL)
		e = see_key(ctx, &d, session, eci_token_cert(token), seen);
	d.api.close_session(session);
out:
	eci_sdf_disconnect(&d);
	return e;
}
