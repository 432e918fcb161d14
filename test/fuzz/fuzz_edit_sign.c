/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_edit_sign.c - edits by somebody who lacks the signer's key and no skill. */
#include "cms/cms.h"
#include "crypto/crypto.h"
#include "fuzz_edit.h"
#include "ses/ses.h"
#include "signer/signer.h"

static const char *
after(const char *s, const char *what)
{
	const char *at = strstr(s, what);

	return at != NULL ? at + strlen(what) : NULL;
}

/* Every CheckValue of a Signature.xml as the entries are now. */
void
fuzz_edit_digests(struct fuzz_script *s, struct fuzz_entry *e)
{
	static const char ref[] = "FileRef=\"/", value[] = "<ofd:CheckValue>";
	ecert_ctx *ctx = fuzz_ctx();
	const char *text = (const char *)e->data.ptr, *at = text, *quote, *sum;
	struct eci_buf out = { 0 };
	struct fuzz_entry *of;
	uint8_t sm3[ECI_SM3_LEN];
	char name[256];

	while ((sum = after(at, ref)) != NULL && (quote = strchr(sum, '"')) != NULL) {
		snprintf(name, sizeof(name), "%.*s", (int)(quote - sum < 255 ? quote - sum : 255),
		    sum);
		if ((sum = after(quote, value)) == NULL)
			break;
		fuzz_add(&out, at, (size_t)(sum - at));
		at = sum;
		if ((of = fuzz_zip_find(&s->z, name)) == NULL || strchr(at, '<') == NULL)
			continue;
		FUZZ_MUST(ctx, eci_sm3(ctx, of->data.ptr, of->data.len, sm3));
		FUZZ_MUST(ctx, eci_base64_add(ctx, &out, sm3, sizeof(sm3)));
		at = strchr(at, '<');
	}
	fuzz_add(&out, at, e->data.len - (size_t)(at - text));
	fuzz_zip_set(e, out.ptr, out.len);
	eci_buf_free(&out);
	fuzz_ctx_free(ctx);
}

/* Each step decodes anew what the one before left. */
static bool
decode_ses(ecert_ctx *ctx, const struct fuzz_entry *e, struct eci_ses_sig *sig)
{
	return eci_ses_sig_decode(ctx, "edit", e->data.ptr, e->data.len, sig) == ECERT_OK;
}

static bool
decode_cms(ecert_ctx *ctx, const struct fuzz_entry *e, struct eci_cms *cms)
{
	return eci_cms_decode(ctx, "edit", ECERT_R_SES_MALFORMED, e->data.ptr, e->data.len,
	    cms) == ECERT_OK;
}

static struct eci_bytes
cert_of(const ecert_signer *who)
{
	struct eci_bytes cert;

	cert.ptr = ecert_signer_cert(who, &cert.len);
	return cert;
}

/* who NULL: the digest alone is set, and the old value left to stand for it. */
static void
sign_ses(ecert_ctx *ctx, struct fuzz_entry *e, struct eci_bytes digest, const ecert_signer *who)
{
	struct eci_buf value = { 0 };
	struct eci_ses_sig sig;

	if (decode_ses(ctx, e, &sig)) {
		fuzz_der_set(&e->data, sig.data_hash, ECI_DER_BIT_STRING, digest);
		eci_ses_sig_free(&sig);
	}
	if (who != NULL && decode_ses(ctx, e, &sig)) {
		fuzz_der_set(&e->data, sig.cert, ECI_DER_OCTET_STRING, cert_of(who));
		eci_ses_sig_free(&sig);
	}
	if (who != NULL && decode_ses(ctx, e, &sig)) {
		FUZZ_MUST(ctx, eci_signer_sign(ctx, who, sig.tbs, &value));
		fuzz_der_set(&e->data, sig.sig, ECI_DER_BIT_STRING, fuzz_bytes(&value));
		eci_ses_sig_free(&sig);
	}
	eci_buf_free(&value);
}

/* The first certificate is the signer's; evil has issuer and serial of the signer. */
static void
sign_cms(ecert_ctx *ctx, struct fuzz_entry *e, struct eci_bytes digest, const ecert_signer *who)
{
	struct eci_buf value = { 0 }, tbs = { 0 };
	struct eci_cms cms;

	if (decode_cms(ctx, e, &cms)) {
		fuzz_der_set(&e->data, cms.attr_digest, ECI_DER_OCTET_STRING, digest);
		eci_cms_free(&cms);
	}
	if (who != NULL && decode_cms(ctx, e, &cms)) {
		if (cms.n_certs > 0)
			fuzz_der_swap(&e->data, cms.certs[0], cert_of(who));
		eci_cms_free(&cms);
	}
	if (who != NULL && decode_cms(ctx, e, &cms)) {
		fuzz_add(&tbs, &cms.tbs_tag, 1);
		fuzz_add(&tbs, cms.tbs_rest.ptr, cms.tbs_rest.len);
		FUZZ_MUST(ctx, eci_signer_sign(ctx, who, fuzz_bytes(&tbs), &value));
		fuzz_der_set(&e->data, cms.sig, ECI_DER_OCTET_STRING, fuzz_bytes(&value));
		eci_cms_free(&cms);
	}
	eci_buf_free(&value);
	eci_buf_free(&tbs);
}

/* e is a signature value, made to fit the Signature.xml named: by nobody, by somebody
 * who is trusted but not in the seal's list, or by one of the signer's name who is
 * not trusted. */
void
fuzz_edit_sign(struct fuzz_script *s, struct fuzz_entry *e)
{
	const ecert_signer *who[] = { NULL, fuzz_kit()->evil, fuzz_kit()->other };
	const struct fuzz_entry *xml = &s->z.v[fuzz_script_byte(s) % s->z.n];
	unsigned which = fuzz_script_byte(s) % ECI_COUNT(who);
	ecert_ctx *ctx = fuzz_ctx();
	uint8_t sm3[ECI_SM3_LEN];
	struct eci_bytes digest = { sm3, sizeof(sm3) };

	FUZZ_MUST(ctx, eci_sm3(ctx, xml->data.ptr, xml->data.len, sm3));
	if (eci_ses_kind(e->data.ptr, e->data.len) == ECI_SES_KIND_SIGNED_DATA)
		sign_cms(ctx, e, digest, who[which]);
	else
		sign_ses(ctx, e, digest, who[which]);
	fuzz_ctx_free(ctx);
}
