/* SPDX-License-Identifier: Apache-2.0 */
/* status_load.c - signed lists: DER and PEM, and every way to spoil them. */
#include "status_kit.h"
#include "cms_make.h"
#include "ses_edit.h"

static const char text[] = SEAL_LIST("{" LOST "}");

static ecert_err
load(ecert_ctx *ctx, const struct eci_buf *b, ecert_status **out)
{
	return ecert_status_load(ctx, b->ptr, b->len, "x.status", out);
}

static void
good(const struct kit *k, ecert_ctx *ctx, const struct eci_buf *der)
{
	struct eci_status_head head;
	ecert_status *list = NULL;

	unit_case("DER");
	CHECK_OK(ctx, load(ctx, der, &list));
	if (list == NULL)
		return;
	CHECK_INT(ecert_status_kind_of(list), ECERT_STATUS_SEALS);
	CHECK_INT(ecert_status_good(list), 1);
	eci_status_head(list, &head);
	CHECK_INT(head.kind, ECERT_STATUS_SEALS);
	CHECK_INT(head.number, 7);
	CHECK_INT(head.made, KIT_NOW);
	CHECK_INT(head.next, 0);
	CHECK_STR(head.name, "x.status");
	CHECK(eci_cert_same(head.signer, k->maker));
	CHECK_INT(head.certs->n, 1);
	CHECK(head.good);
	ecert_status_free(list);
	ecert_status_free(NULL);
	unit_case("without a name");
	list = NULL;
	CHECK_OK(ctx, ecert_status_load(ctx, der->ptr, der->len, NULL, &list));
	if (list == NULL)
		return;
	eci_status_head(list, &head);
	CHECK_STR(head.name, "status list");
	ecert_status_free(list);
}

/* In room of its own, so that a look beyond it is noticed; and with all of it behind. */
static void
cut_pem(ecert_ctx *ctx, const uint8_t *p, size_t n)
{
	static const char not_one[] = "x.status: not one PEM block of CMS";
	static const char none[] = "x.status: no status list: neither DER nor a PEM block CMS";
	uint8_t *own = malloc(n + 1);
	ecert_status *list = NULL;

	if (own == NULL)
		abort();
	memcpy(own + 1, p, n);
	CHECK_REASON(ctx, ecert_status_load(ctx, own + 1, n, "x.status", &list),
	    ECERT_R_STATUS_UNAVAILABLE);
	CHECK_STR(ecert_errmsg(ctx), n < 19 ? none : not_one);
	CHECK_REASON(ctx, ecert_status_load(ctx, p, n, "x.status", &list),
	    ECERT_R_STATUS_UNAVAILABLE);
	CHECK_STR(ecert_errmsg(ctx), n < 19 ? none : not_one);
	free(own);
}

static void
pem(ecert_ctx *ctx, const struct eci_buf *der)
{
	static const struct {
		const char *name, *before, *begin, *end, *after;
		ecert_err   want;
	} rows[] = {
		{ "PEM", "", "CMS", "CMS", "\n", ECERT_OK },
		{ "PEM among white space", " \r\n", "CMS", "CMS", "\n\n\t ", ECERT_OK },
		{ "PEM of another name", "", "PKCS7", "PKCS7", "\n", ECERT_E_CERT },
		{ "PEM that ends as another", "", "CMS", "PKCS7", "\n", ECERT_E_CERT },
		{ "PEM that ends as another of that length", "", "CMS", "CMX", "\n", ECERT_E_CERT },
		{ "PEM with a text behind", "", "CMS", "CMS", "\nx", ECERT_E_CERT },
		{ "PEM with a text in front", "x\n", "CMS", "CMS", "\n", ECERT_E_CERT },
	};
	struct eci_buf b = { 0 }, b64 = { 0 };
	ecert_status *list = NULL;
	size_t i;

	CHECK_OK(ctx, eci_base64_add(ctx, &b64, der->ptr, der->len));
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		b.len = 0;
		CHECK_OK(ctx, eci_buf_addf(ctx, &b, "%s-----BEGIN %s-----\n%s\n-----END %s-----%s",
		    rows[i].before, rows[i].begin, (char *)b64.ptr, rows[i].end, rows[i].after));
		CHECK_ERR(ctx, load(ctx, &b, &list), rows[i].want);
		CHECK((list != NULL) == (rows[i].want == ECERT_OK));
		ecert_status_free(list);
	}
	unit_case("PEM that is no base64");
	b.len = 0;
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "-----BEGIN CMS-----\n!\n-----END CMS-----\n"));
	CHECK_ERR(ctx, load(ctx, &b, &list), ECERT_E_CERT);
	CHECK_STR(ecert_errmsg(ctx), "x.status: the PEM block is not base64");
	unit_case("PEM without an end");
	b.len = 0;
	CHECK_OK(ctx, eci_buf_adds(ctx, &b, "-----BEGIN CMS-----\n"));
	CHECK_ERR(ctx, load(ctx, &b, &list), ECERT_E_CERT);
	unit_case("PEM cut at every length");
	b.len = 0;
	CHECK_OK(ctx, eci_buf_addf(ctx, &b, "-----BEGIN CMS-----\n%s\n-----END CMS-----",
	    (char *)b64.ptr));
	for (i = 0; i < b.len; i++)
		cut_pem(ctx, b.ptr, i);
	eci_buf_free(&b);
	eci_buf_free(&b64);
}

/* SignedData made in other ways than the library makes it. */
static void
put(ecert_ctx *ctx, const struct kit *k, const char *content, size_t n, const char *digested,
    struct eci_buf *out)
{
	struct eci_buf tbs = { 0 }, sig = { 0 };
	uint8_t sm3[32];

	CHECK_OK(ctx, eci_sm3(ctx, digested, strlen(digested), sm3));
	CHECK_OK(ctx, eci_cms_attrs_encode(ctx, KIT_NOW, (struct eci_bytes){ sm3, 32 }, &tbs));
	CHECK_OK(ctx, eci_signer_sign(ctx, k->pen, (struct eci_bytes){ tbs.ptr, tbs.len }, &sig));
	out->len = 0;
	if (content == NULL)
		CHECK_OK(ctx, eci_cms_encode(ctx, &tbs, eci_cert_der(k->maker), NULL, 0,
		    (struct eci_bytes){ sig.ptr, sig.len }, out));
	else
		CHECK_OK(ctx, eci_cms_encode_content(ctx,
		    (struct eci_bytes){ (const uint8_t *)content, n }, &tbs, eci_cert_der(k->maker),
		    (struct eci_bytes){ sig.ptr, sig.len }, out));
	eci_buf_free(&tbs);
	eci_buf_free(&sig);
}

static void
forged(ecert_ctx *ctx, const struct kit *k, const struct eci_buf *der)
{
	struct eci_buf b = { 0 };
	ecert_status *list = NULL;

	unit_case("another text than was signed: read, and not good");
	put(ctx, k, text, strlen(text), SEAL_LIST("{" REVOKED "}"), &b);
	CHECK_OK(ctx, load(ctx, &b, &list));
	CHECK_INT(ecert_status_good(list), 0);
	ecert_status_free(list);
	unit_case("a value that was changed: read, and not good");
	b.len = 0;
	CHECK_OK(ctx, eci_buf_add(ctx, &b, der->ptr, der->len));
	b.ptr[b.len - 1] ^= 1;
	CHECK_OK(ctx, load(ctx, &b, &list));
	CHECK_INT(ecert_status_good(list), 0);
	ecert_status_free(list);
	unit_case("without content");
	put(ctx, k, NULL, 0, text, &b);
	CHECK_REASON(ctx, load(ctx, &b, &list), ECERT_R_STATUS_UNAVAILABLE);
	CHECK_STR(ecert_errmsg(ctx), "x.status: GB/T 35275: no status list: without content");
	unit_case("a content that is no list");
	put(ctx, k, "{}", 2, "{}", &b);
	CHECK_ERR(ctx, load(ctx, &b, &list), ECERT_E_CONFIG);
	CHECK(list == NULL);
	eci_buf_free(&b);
}

#define BOX(content, signer, crls) CMS_OF(GM_SIGNED, \
	SIGNED_OF("02{01}", "31{" SM3 "}", content, CERTS, crls, "31{" signer "}"))
#define INSIDE "30{" GM_DATA "a0{04{7b7d}}}"
#define UNSIGNED_TOO SIGNER_OF("02{01}", SID, SM3, ATTRS, SM2, SIG, "a1{30{06{2a03}31{05{}}}}")

/* Other forms of SignedData, genuine as they may be. */
static void
forms(ecert_ctx *ctx)
{
	static const struct { const char *name, *cms, *message; } rows[] = {
		{ "no attributes", BOX(INSIDE, SIGNER_ATTRS(""), ""), "without a signed time" },
		{ "no signed time", BOX(INSIDE, SIGNER_ATTRS("a0{" A_TYPE A_DIGEST "}"), ""),
		    "without a signed time" },
		{ "another type in the attributes", BOX(INSIDE, SIGNER_ATTRS("a0{"
		    A_TYPE_OF(P7_DATA) A_TIME A_DIGEST "}"), ""),
		    "contentType is not that of the content" },
		{ "RSA", CMS_OF(GM_SIGNED, SIGNED_OF("02{01}", "31{" SHA256 "}", INSIDE, CERTS, "",
		    "31{" SIGNER_OF("02{01}", SID, SHA256, ATTRS, RSA, SIG, "") "}")),
		    "not signed with SM2 and SM3" },
		{ "a revocation list", BOX(INSIDE, SIGNER, "a1{30{}}"), "with parts that nobody signed" },
		{ "unsigned attributes", BOX(INSIDE, UNSIGNED_TOO, ""),
		    "with parts that nobody signed" },
		{ "no content", BOX(NO_CONTENT, SIGNER, ""), "without content" },
	};
	struct eci_buf b = { 0 };
	ecert_status *list = NULL;
	char want[128];
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("refused: %s", rows[i].name);
		cms_build(ctx, rows[i].cms, &b);
		CHECK_REASON(ctx, load(ctx, &b, &list), ECERT_R_STATUS_UNAVAILABLE);
		snprintf(want, sizeof(want), "x.status: GB/T 35275: no status list: %s",
		    rows[i].message);
		CHECK_STR(ecert_errmsg(ctx), want);
	}
	unit_case("refused: a text that is not signed yet");
	CHECK_REASON(ctx, ecert_status_load(ctx, (const uint8_t *)" {}", 3, "x.status", &list),
	    ECERT_R_STATUS_UNAVAILABLE);
	CHECK_STR(ecert_errmsg(ctx), "x.status: no status list, but the text of one: "
	    "seal-make status signs it");
	unit_case("refused: another file, or none at all");
	for (i = 0; i < 2; i++) {
		CHECK_REASON(ctx, ecert_status_load(ctx, (const uint8_t *)"PK", 2 * i, "x.status",
		    &list), ECERT_R_STATUS_UNAVAILABLE);
		CHECK_STR(ecert_errmsg(ctx), "x.status: no status list: neither DER nor a PEM "
		    "block CMS");
	}
	unit_case("refused: nothing, and what stands behind it is not looked at");
	CHECK_REASON(ctx, ecert_status_load(ctx, (const uint8_t *)"0", 0, "x.status", &list),
	    ECERT_R_STATUS_UNAVAILABLE);
	CHECK_STR(ecert_errmsg(ctx), "x.status: no status list: neither DER nor a PEM block CMS");
	unit_case("the algorithm may be named with its digest");
	cms_build(ctx, BOX(INSIDE, SIGNER_OF("02{01}", SID, SM3, ATTRS, SM2_SM3, SIG, ""), ""), &b);
	CHECK_ERR(ctx, load(ctx, &b, &list), ECERT_E_CONFIG);
	CHECK_STR(ecert_errmsg(ctx), "x.status: not an object with an array of entries");
	unit_case("refused: the signer's certificate is not in it");
	cms_build(ctx, CMS_OF(GM_SIGNED, SIGNED_OF("02{01}", "31{" SM3 "}", INSIDE,
	    "a0{" CERT_8 "}", "", "31{" SIGNER "}")), &b);
	CHECK_REASON(ctx, load(ctx, &b, &list), ECERT_R_STATUS_UNAVAILABLE);
	CHECK(strstr(ecert_errmsg(ctx), "the signer's certificate is not in it") != NULL);
	eci_buf_free(&b);
}

/* With the certificate of somebody else behind the signer's: one is chosen by name. */
static void
two_certs(ecert_ctx *ctx, const struct kit *k, const struct eci_buf *der)
{
	struct eci_bytes in = { der->ptr, der->len }, other = eci_cert_der(k->other);
	struct eci_buf out = { 0 };
	struct eci_status_head head;
	ecert_status *list = NULL;

	unit_case("with another certificate");
	/* ContentInfo, [0], SignedData, certificates, the first. */
	ses_edit(ctx, in, "1.0.3.0+", other, &out);
	CHECK_OK(ctx, load(ctx, &out, &list));
	if (list != NULL) {
		eci_status_head(list, &head);
		CHECK_INT(head.certs->n, 2);
		CHECK(eci_cert_same(head.signer, k->maker));
		CHECK(head.good);
	}
	ecert_status_free(list);
	eci_buf_free(&out);
}

/* No octet can be lost; and one that is changed is noticed, unless the text is still
 * a list: then it is not good. */
static void
spoilt(ecert_ctx *ctx, const struct eci_buf *der, size_t cert_len)
{
	ecert_status *list = NULL;
	struct eci_buf b = { 0 };
	size_t i, kept = 0;

	unit_case("cut at every length");
	for (i = 0; i < der->len; i++) {
		kept += ecert_status_load(ctx, der->ptr, i, "x", &list) == ECERT_OK;
		ecert_status_free(list);
	}
	CHECK_INT(kept, 0);
	unit_case("an octet more");
	CHECK_OK(ctx, eci_buf_add(ctx, &b, der->ptr, der->len));
	CHECK_OK(ctx, eci_buf_add(ctx, &b, "", 1));
	CHECK_ERR(ctx, load(ctx, &b, &list), ECERT_E_CERT);
	b.len--;
	unit_case("every octet changed");
	for (i = 0; i < b.len; i++) {
		b.ptr[i] ^= 0x20;
		if (load(ctx, &b, &list) == ECERT_OK && ecert_status_good(list))
			kept++;
		b.ptr[i] ^= 0x20;
		ecert_status_free(list);
	}
	/* The certificate's own signature, serial and names are the path's to judge. */
	CHECK(kept < cert_len);
	eci_buf_free(&b);
}

static void
files(ecert_ctx *ctx, const struct eci_buf *der)
{
	ecert_status *list = NULL;
	char path[512];

	unit_case("a file");
	snprintf(path, sizeof(path), "%s/x.status", unit_dir());
	CHECK_OK(ctx, eci_write_new(ctx, path, 0600, der->ptr, der->len));
	CHECK_OK(ctx, ecert_status_load_file(ctx, path, &list));
	ecert_status_free(list);
	unit_case("a file that is larger than the limit");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_CRL_BYTES, der->len - 1));
	CHECK_ERR(ctx, ecert_status_load_file(ctx, path, &list), ECERT_E_LIMIT);
	CHECK_ERR(ctx, load(ctx, der, &list), ECERT_E_LIMIT);
	CHECK(list == NULL);
	unit_case("a file that is not there");
	CHECK_ERR(ctx, ecert_status_load_file(ctx, "/nonexistent/x", &list), ECERT_E_IO);
	CHECK(list == NULL);
}

int
main(void)
{
	ecert_ctx *ctx = kit_ctx();
	struct kit k = kit_open(ctx);
	struct eci_bytes made = status_signed(ctx, text, k.pen);
	struct eci_buf der = { 0 };

	CHECK_OK(ctx, eci_buf_add(ctx, &der, made.ptr, made.len));
	good(&k, ctx, &der);
	pem(ctx, &der);
	forged(ctx, &k, &der);
	forms(ctx);
	two_certs(ctx, &k, &der);
	spoilt(ctx, &der, eci_cert_der(k.maker).len);
	files(ctx, &der);
	eci_buf_free(&der);
	ecert_free((void *)(uintptr_t)made.ptr);
	kit_close(&k);
	return unit_end();
}
