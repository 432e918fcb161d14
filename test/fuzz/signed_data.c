/* SPDX-License-Identifier: Apache-2.0 */
/*
 * signed_data.c - SignedData, the value of a signature without a seal.  What is
 * decoded lies in the input; what was signed is a part of it, untouched; what the
 * library writes it reads as the same.
 */
#include "cms/cms.h"
#include "crypto/crypto.h"
#include "fuzz.h"
#include "ses/ses.h"
#include "signer/signer.h"

const struct fuzz_effort fuzz_effort = { .cuts = 64, .mutations = 900 };
FUZZ_MUTATES_DER

static void
check_ranges(const struct eci_cms *c, struct eci_bytes in)
{
	const struct eci_bytes parts[] = { c->content_type, c->content, c->issuer, c->serial,
		c->digest_alg, c->sig_alg, c->sig, c->tbs_rest, c->unsigned_attrs };
	size_t i;

	for (i = 0; i < ECI_COUNT(parts); i++)
		fuzz_check_inside(parts[i], in);
	for (i = 0; i < c->n_certs; i++)
		fuzz_check_inside(c->certs[i], in);
	for (i = 0; i < c->n_crls; i++)
		fuzz_check_inside(c->crls[i], in);
	for (i = 0; i < c->n_attrs; i++) {
		fuzz_check_inside(c->attrs[i].oid, c->tbs_rest);
		fuzz_check_inside(c->attrs[i].value, c->tbs_rest);
	}
	fuzz_check_inside(c->attr_type, c->tbs_rest);
	fuzz_check_inside(c->attr_digest, c->tbs_rest);
}

/* The tag is all that differs between what stands in the file and what is signed. */
static void
check_attrs(const struct eci_cms *c)
{
	size_t i, k;

	FUZZ_CHECK(c->has_attrs == (c->n_attrs > 0));
	if (!c->has_attrs) {
		FUZZ_CHECK(c->tbs_rest.len == 0 && !c->has_time);
		return;
	}
	FUZZ_CHECK(c->tbs_tag == ECI_DER_SET && c->tbs_rest.ptr[-1] == ECI_DER_CTX0);
	FUZZ_CHECK(c->attr_digest.len == ECI_SM3_LEN && c->attr_type.len > 0);
	for (i = 0; i < c->n_attrs; i++)
		for (k = i + 1; k < c->n_attrs; k++)
			FUZZ_CHECK(!eci_bytes_equal(c->attrs[i].oid, c->attrs[k].oid));
}

static void
check_cert(ecert_ctx *ctx, const struct eci_cms *c)
{
	size_t i, index, named = 0;
	ecert_err e;

	for (i = 0; i < c->n_certs; i++)
		named += eci_cms_names(c, c->certs[i]);
	e = eci_cms_signer_cert(ctx, "fuzz", ECERT_R_SES_MALFORMED, c, &index);
	fuzz_check_error(ctx, e);
	FUZZ_CHECK((e == ECERT_OK) == (named < 2));
	FUZZ_CHECK((index != SIZE_MAX) == (named == 1));
	FUZZ_CHECK(index == SIZE_MAX || (index < c->n_certs && eci_cms_names(c, c->certs[index])));
}

/* The same digest and time, written by the library and read; values of RSA, which it
 * does not write, are longer. */
static void
check_again(ecert_ctx *ctx, const struct eci_cms *c)
{
	struct eci_buf tbs = { 0 }, out = { 0 };
	struct eci_cms again;
	struct eci_bytes cert;

	if (!c->has_time || c->sig.len < 8 || c->sig.len > 72)
		return;
	cert.ptr = ecert_signer_cert(fuzz_kit()->signer, &cert.len);
	FUZZ_MUST(ctx, eci_cms_attrs_encode(ctx, c->time, c->attr_digest, &tbs));
	FUZZ_MUST(ctx, eci_cms_encode(ctx, &tbs, cert, NULL, 0, c->sig, &out));
	FUZZ_MUST(ctx, eci_cms_decode(ctx, "again", ECERT_R_SES_MALFORMED, out.ptr, out.len,
	    &again));
	FUZZ_CHECK(again.has_time && again.time == c->time);
	FUZZ_CHECK(eci_bytes_equal(again.attr_digest, c->attr_digest));
	FUZZ_CHECK(eci_bytes_equal(again.sig, c->sig) && again.notes.n == 0);
	eci_cms_free(&again);
	eci_buf_free(&tbs);
	eci_buf_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct eci_cms c;
	ecert_ctx *ctx;
	ecert_err e;

	fuzz_kit();
	fuzz_watch();
	ctx = fuzz_ctx();
	e = eci_cms_decode(ctx, "fuzz", ECERT_R_SES_MALFORMED, data, size, &c);
	fuzz_check_error(ctx, e);
	if (e == ECERT_OK) {
		FUZZ_CHECK(eci_ses_kind(data, size) == ECI_SES_KIND_SIGNED_DATA);
		FUZZ_MUST(ctx, eci_der_check(ctx, "fuzz", ECERT_R_SES_MALFORMED, data, size));
		check_ranges(&c, (struct eci_bytes){ data, size });
		check_attrs(&c);
		check_cert(ctx, &c);
		check_again(ctx, &c);
		fuzz_check_notes(&c.notes);
		eci_cms_free(&c);
	} else {
		FUZZ_CHECK(ecert_errreason(ctx) == ECERT_R_SES_MALFORMED ||
		    ecert_errreason(ctx) == ECERT_R_ALG_WEAK ||
		    ecert_errreason(ctx) == ECERT_R_ALG_MISMATCH);
	}
	fuzz_ctx_free(ctx);
	fuzz_watched(size);
	return 0;
}

/* ---- seeds ---- */

/* The number of the last element that begins with these bytes. */
static size_t
last(const struct eci_buf *b, const char *bytes, size_t n)
{
	size_t i, count = fuzz_der_count(b->ptr, b->len), found = SIZE_MAX;
	struct eci_bytes at;

	for (i = 0; i < count; i++) {
		at = fuzz_der_at(b->ptr, b->len, i);
		if (at.len >= n && memcmp(at.ptr, bytes, n) == 0)
			found = i;
	}
	if (found == SIZE_MAX)
		fuzz_fail(__FILE__, __LINE__, "a seed lacks an element");
	return found;
}

#define OID_DATA "\x06\x0a\x2a\x81\x1c\xcf\x55\x06\x01\x04\x02\x01"
#define OID_SIGNED "\x06\x0a\x2a\x81\x1c\xcf\x55\x06\x01\x04\x02\x02"
#define OID_P7_DATA "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
#define OID_P7_SIGNED "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
#define OID_TST_INFO "\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04"
#define BYTES(s) s, sizeof(s) - 1

/* from: the element to replace begins so; keep: it stays, and to comes after. */
static const struct {
	const char *name, *from;
	size_t      n_from;
	const char *to;
	size_t      n_to;
	bool        keep;
} seeds[] = {
	{ "pkcs7", BYTES(OID_SIGNED), BYTES(OID_P7_SIGNED), false },
	{ "mixed-data", BYTES(OID_DATA), BYTES(OID_P7_DATA), false },
	{ "no-attributes", BYTES("\xa0"), BYTES(""), false },
	{ "unsigned-attributes", BYTES("\x04"), BYTES("\xa1\x0c\x30\x0a\x06\x03\x2a\x03\x04\x31\x03"
	    "\x02\x01\x05"), true },
};

/* Content in it: after the first OID for data, which stands before the attributes. */
static void
put_content(fuzz_put_fn *put, void *arg, const struct eci_buf *b, const char *name,
    const char *raw, size_t n)
{
	size_t i, count = fuzz_der_count(b->ptr, b->len);
	struct eci_buf out = { 0 };
	struct eci_bytes at;

	for (i = 0; i < count; i++) {
		at = fuzz_der_at(b->ptr, b->len, i);
		if (at.len == 12 && memcmp(at.ptr, OID_DATA, 12) == 0)
			break;
	}
	fuzz_der_replace(b->ptr, b->len, i, (struct eci_bytes){ (const uint8_t *)raw, n }, &out);
	put(arg, name, out.ptr, out.len);
	eci_buf_free(&out);
}

static void
encode(ecert_ctx *ctx, struct eci_buf *out)
{
	const struct fuzz_kit *k = fuzz_kit();
	struct eci_buf tbs = { 0 }, sig = { 0 };
	struct eci_bytes cert, more;
	uint8_t sm3[ECI_SM3_LEN];

	cert.ptr = ecert_signer_cert(k->signer, &cert.len);
	more.ptr = ecert_signer_cert(k->other, &more.len);
	fuzz_rand_reset();
	FUZZ_MUST(ctx, eci_sm3(ctx, "abc", 3, sm3));
	FUZZ_MUST(ctx, eci_cms_attrs_encode(ctx, FUZZ_NOW, (struct eci_bytes){ sm3, sizeof(sm3) },
	    &tbs));
	FUZZ_MUST(ctx, eci_signer_sign(ctx, k->signer, fuzz_bytes(&tbs), &sig));
	FUZZ_MUST(ctx, eci_cms_encode(ctx, &tbs, cert, &more, 1, fuzz_bytes(&sig), out));
	eci_buf_free(&tbs);
	eci_buf_free(&sig);
}

void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	struct eci_buf b = { 0 }, raw = { 0 }, out = { 0 };
	ecert_ctx *ctx = fuzz_ctx();
	struct eci_bytes at;
	size_t i, number;

	encode(ctx, &b);
	put(arg, "attributes", b.ptr, b.len);
	for (i = 0; i < ECI_COUNT(seeds); i++) {
		number = last(&b, seeds[i].from, seeds[i].n_from);
		at = fuzz_der_at(b.ptr, b.len, number);
		raw.len = out.len = 0;
		fuzz_add(&raw, at.ptr, seeds[i].keep ? at.len : 0);
		fuzz_add(&raw, seeds[i].to, seeds[i].n_to);
		fuzz_der_replace(b.ptr, b.len, number, fuzz_bytes(&raw), &out);
		put(arg, seeds[i].name, out.ptr, out.len);
	}
	put_content(put, arg, &b, "content", BYTES(OID_DATA "\xa0\x05\x04\x03" "abc"));
	put_content(put, arg, &b, "token", BYTES(OID_TST_INFO "\xa0\x05\x04\x03" "abc"));
	eci_buf_free(&b);
	eci_buf_free(&raw);
	eci_buf_free(&out);
	fuzz_ctx_free(ctx);
}
