/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_docs_plain.c - signatures without a seal as other producers make them. */
#include "cms/cms.h"
#include "crypto/crypto.h"
#include "fuzz_docs.h"
#include "signer/signer.h"

#define XML_ENTRY "Doc_0/Signs/Sign_0/Signature.xml"
#define VALUE_ENTRY "Doc_0/Signs/Sign_0/SignedValue.dat"

/* Its bytes are those of from with another value, good in the eyes of policy. */
static void
add(ecert_ctx *ctx, const char *name, const struct fuzz_doc *from, const struct eci_buf *value,
    const ecert_policy *policy)
{
	struct fuzz_doc *d = fuzz_docs_add(name, true);
	struct fuzz_zip z;

	fuzz_zip_copy(&from->zip, &z);
	fuzz_zip_set(fuzz_zip_find(&z, VALUE_ENTRY), value->ptr, value->len);
	fuzz_zip_write(&z, &d->bytes);
	FUZZ_MUST(ctx, ecert_verify_mem(ctx, d->bytes.ptr, d->bytes.len, name, policy, NULL));
	fuzz_zip_free(&z);
	fuzz_docs_finish(d);
}

static void
decode(ecert_ctx *ctx, const struct eci_buf *b, struct eci_cms *cms)
{
	FUZZ_MUST(ctx, eci_cms_decode(ctx, "plain", ECERT_R_SES_MALFORMED, b->ptr, b->len, cms));
}

/* The encapsulated content, after its type. */
static void
put_content(ecert_ctx *ctx, struct eci_buf *b, struct eci_bytes content)
{
	struct eci_buf raw = { 0 }, octets = { 0 }, wrap = { 0 };
	struct eci_bytes type;
	struct eci_cms cms;

	decode(ctx, b, &cms);
	type = (struct eci_bytes){ cms.content_type.ptr - 2, cms.content_type.len + 2 };
	FUZZ_MUST(ctx, eci_der_put(ctx, &octets, ECI_DER_OCTET_STRING, content.ptr, content.len));
	FUZZ_MUST(ctx, eci_der_put_buf(ctx, &wrap, ECI_DER_CTX0, &octets));
	fuzz_add(&raw, type.ptr, type.len);
	fuzz_add(&raw, wrap.ptr, wrap.len);
	fuzz_der_swap(b, type, fuzz_bytes(&raw));
	eci_cms_free(&cms);
	eci_buf_free(&raw);
	eci_buf_free(&octets);
	eci_buf_free(&wrap);
}

/* Without attributes the value is one over msg. */
static void
drop_attrs(ecert_ctx *ctx, struct eci_buf *b, struct eci_bytes msg)
{
	struct eci_bytes none = { NULL, 0 };
	struct eci_buf sig = { 0 };
	struct eci_cms cms;

	decode(ctx, b, &cms);
	fuzz_der_swap(b, (struct eci_bytes){ cms.tbs_rest.ptr - 1, cms.tbs_rest.len + 1 }, none);
	eci_cms_free(&cms);
	decode(ctx, b, &cms);
	FUZZ_MUST(ctx, eci_signer_sign(ctx, fuzz_kit()->signer, msg, &sig));
	fuzz_der_set(b, cms.sig, ECI_DER_OCTET_STRING, fuzz_bytes(&sig));
	eci_cms_free(&cms);
	eci_buf_free(&sig);
}

static void
copy(struct eci_buf *b, const struct eci_buf *from)
{
	b->len = 0;
	fuzz_add(b, from->ptr, from->len);
}

void
fuzz_docs_plain(ecert_ctx *ctx, const struct fuzz_doc *from)
{
	const struct fuzz_kit *k = fuzz_kit();
	struct fuzz_zip z;
	struct fuzz_entry *xml, *value;
	struct eci_buf b = { 0 };
	uint8_t sm3[ECI_SM3_LEN];
	struct eci_bytes digest = { sm3, sizeof(sm3) };

	fuzz_zip_copy(&from->zip, &z);
	xml = fuzz_zip_find(&z, XML_ENTRY);
	value = fuzz_zip_find(&z, VALUE_ENTRY);
	if (xml == NULL || value == NULL)
		fuzz_fail(__FILE__, __LINE__, "no signature where it should be");
	FUZZ_MUST(ctx, eci_sm3(ctx, xml->data.ptr, xml->data.len, sm3));
	/* The value alone, valid for who knows the certificate. */
	FUZZ_MUST(ctx, eci_signer_sign(ctx, k->signer, fuzz_bytes(&xml->data), &b));
	add(ctx, "bare", from, &b, k->told);
	/* The letters are those of lib/verify/verify_cms_form.c. */
	copy(&b, &value->data);
	put_content(ctx, &b, digest);
	drop_attrs(ctx, &b, digest);
	add(ctx, "sign-a", from, &b, k->policy);
	copy(&b, &value->data);
	put_content(ctx, &b, fuzz_bytes(&xml->data));
	add(ctx, "sign-b-xml", from, &b, k->policy);
	copy(&b, &value->data);
	drop_attrs(ctx, &b, fuzz_bytes(&xml->data));
	add(ctx, "sign-c", from, &b, k->policy);
	fuzz_zip_free(&z);
	eci_buf_free(&b);
}
