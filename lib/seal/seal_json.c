/* SPDX-License-Identifier: Apache-2.0 */
/* seal_json.c - a seal's description as one JSON object. */
#include "json/json.h"
#include "seal/seal_priv.h"

static ecert_err
add_sm3(ecert_ctx *ctx, struct eci_json *j, struct eci_bytes b)
{
	uint8_t digest[ECI_SM3_LEN];
	ecert_err e;

	if ((e = eci_sm3(ctx, b.ptr, b.len, digest)) == ECERT_OK)
		eci_json_hex(j, "sm3", digest, sizeof(digest));
	return e;
}

/* A certificate that cannot be read is still described, as far as it goes. */
static ecert_err
add_cert(ecert_ctx *ctx, struct eci_json *j, struct eci_bytes der)
{
	struct eci_cert *cert = NULL;
	ecert_err e;

	e = eci_cert_load(ctx, "certificate", der.ptr, der.len, &cert);
	if (e == ECERT_OK) {
		eci_json_str(j, "subject", eci_cert_subject(cert));
		eci_json_str(j, "issuer", eci_cert_issuer(cert));
		eci_json_str(j, "serial", eci_cert_serial(cert));
		eci_json_time(j, "not_before", eci_cert_not_before(cert));
		eci_json_time(j, "not_after", eci_cert_not_after(cert));
		eci_json_str(j, "key_usage", eci_cert_usage_text(cert));
	} else if (e == ECERT_E_NOMEM) {
		return e;
	} else {
		eci_json_str(j, "error", ecert_errmsg(ctx));
		eci_clear(ctx);
	}
	eci_cert_free(cert);
	return add_sm3(ctx, j, der);
}

static ecert_err
add_list(ecert_ctx *ctx, struct eci_json *root, const struct eci_ses_seal *ses)
{
	struct eci_json *list, *one;
	ecert_err e = ECERT_OK;
	size_t i;

	list = eci_json_array(root, ses->list_type == 2 ? "cert_digests" : "certs");
	for (i = 0; e == ECERT_OK && i < ses->n_list; i++) {
		one = eci_json_object(list, NULL);
		if (ses->list_type == 2) {
			eci_json_strn(one, "type", (const char *)ses->list[i].digest_name.ptr,
			    ses->list[i].digest_name.len);
			eci_json_hex(one, "value", ses->list[i].value.ptr,
			    ses->list[i].value.len);
		} else if (ses->list[i].is_id) {
			eci_json_strn(one, "id", (const char *)ses->list[i].value.ptr,
			    ses->list[i].value.len);
		} else {
			e = add_cert(ctx, one, ses->list[i].value);
		}
	}
	return e;
}

static void
add_exts(struct eci_json *root, const ecert_seal *seal)
{
	struct eci_json *list = eci_json_array(root, "extensions"), *one;
	size_t i;

	for (i = 0; i < seal->ses.n_exts; i++) {
		const struct eci_ses_ext *ext = &seal->ses.exts[i];

		one = eci_json_object(list, NULL);
		eci_json_str(one, "oid", seal->ext_oids[i]);
		eci_json_bool(one, "critical", ext->critical);
		eci_json_hex(one, "value", ext->value.ptr, ext->value.len);
	}
}

static ecert_err
add_alg(ecert_ctx *ctx, struct eci_json *root, const struct eci_ses_seal *ses)
{
	struct eci_buf oid = { 0 };
	ecert_err e;

	if ((e = eci_der_oid_text(ctx, &oid, ses->alg)) == ECERT_OK)
		eci_json_str(root, "algorithm", (const char *)oid.ptr);
	eci_buf_free(&oid);
	return e;
}

static void
add_notes(struct eci_json *root, const struct eci_ses_seal *ses)
{
	struct eci_json *list = eci_json_array(root, "notes");
	size_t i;

	for (i = 0; i < ses->notes.n; i++)
		eci_json_str(list, NULL, ses->notes.v[i].text);
}

static ecert_err
add_picture(ecert_ctx *ctx, struct eci_json *root, const ecert_seal *seal)
{
	struct eci_json *j = eci_json_object(root, "picture");

	eci_json_str(j, "type", seal->picture_type);
	eci_json_str(j, "format", seal->format);
	eci_json_int(j, "size", (int64_t)seal->ses.picture.len);
	return add_sm3(ctx, j, seal->ses.picture);
}

static ecert_err
fill(ecert_ctx *ctx, struct eci_json *root, const ecert_seal *seal)
{
	const struct eci_ses_seal *ses = &seal->ses;
	ecert_err e;

	eci_json_int(root, "version", ses->version);
	eci_json_int(root, "header_version", ses->header_version);
	eci_json_str(root, "id", seal->id);
	eci_json_str(root, "vendor", seal->vendor);
	eci_json_str(root, "name", seal->name);
	eci_json_int(root, "type", ses->type);
	eci_json_time(root, "created", ses->created);
	eci_json_time(root, "valid_from", ses->valid_from);
	eci_json_time(root, "valid_until", ses->valid_until);
	eci_json_int(root, "width", (int64_t)ses->width);
	eci_json_int(root, "height", (int64_t)ses->height);
	if ((e = add_picture(ctx, root, seal)) != ECERT_OK ||
	    (e = add_cert(ctx, eci_json_object(root, "maker"), ses->cert)) != ECERT_OK ||
	    (e = add_alg(ctx, root, ses)) != ECERT_OK ||
	    (e = add_list(ctx, root, ses)) != ECERT_OK)
		return e;
	add_exts(root, seal);
	eci_json_bool(root, "timestamp", ses->timestamp.len != 0);
	add_notes(root, ses);
	eci_json_int(root, "size", (int64_t)ses->whole.len);
	return add_sm3(ctx, root, ses->whole);
}

ecert_err
ecert_seal_json(ecert_ctx *ctx, const ecert_seal *seal, char **json)
{
	struct eci_json *root = eci_json_new();
	ecert_err e;

	eci_clear(ctx);
	*json = NULL;
	if (root == NULL)
		return eci_nomem(ctx);
	if ((e = fill(ctx, root, seal)) == ECERT_OK)
		e = eci_json_text(ctx, root, json);
	eci_json_free(root);
	return e;
}
