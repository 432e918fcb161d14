/* SPDX-License-Identifier: Apache-2.0 */
/* Every refusal to sign: error, reason, message, and a document left alone. */
#include "signing.h"
#include "sign/sign_priv.h"

static struct fixture f;

/* Signing is refused with STATE, the reason, and words in the message. */
static void
refused(ecert_doc *doc, const ecert_signer *signer, const ecert_seal *seal, ecert_err want,
    ecert_reason reason, const char *words)
{
	size_t before = ecert_doc_entry_count(doc), signatures = ecert_doc_signature_count(doc);

	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, signer, seal, NULL), want);
	CHECK_STR(ecert_reason_name(ecert_errreason(f.ctx)), ecert_reason_name(reason));
	if (strstr(ecert_errmsg(f.ctx), words) == NULL)
		unit_fail(__FILE__, __LINE__, "\"%s\" is not in \"%s\"", words, ecert_errmsg(f.ctx));
	CHECK_INT(ecert_doc_entry_count(doc), before);
	CHECK_INT(ecert_doc_signature_count(doc), signatures);
}

/* A seal for any certificate: ecert_seal_make() refuses those that cannot sign. */
static ecert_seal *
careless_seal(const struct eci_cert *listed)
{
	ecert_signer *maker = new_signer(&f, f.maker_key, f.maker);
	ecert_seal *seal = seal_of(f.ctx, ECERT_SES_V4, listed, maker, NULL);

	ecert_signer_free(maker);
	return seal;
}

static void
test_signer(void)
{
	static const struct {
		const char *name;
		int64_t from, until;
		const char *usage;
		ecert_reason reason;
	} row[] = {
		{ "certificate expired", NOW - 60 * DAY, NOW - 1, USAGE_SIGN, ECERT_R_CERT_EXPIRED },
		{ "certificate not yet valid", NOW + 1, NOW + DAY, USAGE_SIGN, ECERT_R_CERT_EXPIRED },
		{ "certificate for encryption", NOW - DAY, NOW + DAY, "keyEncipherment",
		    ECERT_R_CERT_USAGE },
		{ "certificate for keys", NOW - DAY, NOW + DAY, "keyAgreement", ECERT_R_CERT_USAGE },
	};
	struct eci_cert *cert = NULL;
	ecert_signer *signer;
	ecert_seal *seal;
	ecert_doc *doc = open_doc(f.ctx, NULL);
	size_t i;

	for (i = 0; i < ECI_COUNT(row); i++) {
		unit_case("%s", row[i].name);
		signer = make_signer(&f, "Other", row[i].from, row[i].until, row[i].usage, &cert);
		seal = careless_seal(cert);
		refused(doc, signer, seal, ECERT_E_STATE, row[i].reason, "CN=Other");
		ecert_seal_free(seal);
		ecert_signer_free(signer);
		eci_cert_free(cert);
	}
	unit_case("signer not in the seal's list: names the signer");
	refused(doc, f.stranger, f.seal, ECERT_E_STATE, ECERT_R_SEAL_CERTLIST, "CN=Stranger");
	unit_case("signer not in the seal's list: names the seal");
	refused(doc, f.stranger, f.seal, ECERT_E_STATE, ECERT_R_SEAL_CERTLIST, "33010600000001");
	ecert_doc_free(doc);
}

/* With a critical extension that nobody knows: extKeyUsage renamed to 2.5.29.99. */
static ecert_signer *
odd_signer(struct eci_cert **cert)
{
	struct eci_issue what = { .cn = "Odd", .o = "Test Laboratory", .from = NOW - DAY,
	    .until = NOW + DAY, .serial = 100, .pathlen = -1, .usage = USAGE_SIGN,
	    .ext_usage = "timeStamping", .ext_usage_critical = true };
	struct eci_buf der = { 0 };
	struct eci_key *key = NULL;
	ecert_signer *signer;
	size_t i;

	MUST(f.ctx, eci_key_new_sm2(f.ctx, &key));
	MUST(f.ctx, eci_issue_cert(f.ctx, &what, key, f.root_key, f.root, cert));
	MUST(f.ctx, eci_buf_add(f.ctx, &der, eci_cert_der(*cert).ptr, eci_cert_der(*cert).len));
	for (i = 0; i + 5 < der.len; i++)
		if (memcmp(der.ptr + i, "\x06\x03\x55\x1d\x25", 5) == 0)
			der.ptr[i + 4] = 0x63;
	eci_cert_free(*cert);
	MUST(f.ctx, eci_cert_load(f.ctx, "odd", der.ptr, der.len, cert));
	signer = new_signer(&f, key, *cert);
	eci_key_free(key);
	eci_buf_free(&der);
	return signer;
}

/* No verifier would take it. */
static void
test_unknown_critical(void)
{
	struct eci_cert *cert = NULL;
	ecert_signer *signer = odd_signer(&cert);
	ecert_seal *seal = careless_seal(cert);
	ecert_doc *doc = open_doc(f.ctx, NULL);

	unit_case("certificate with an unknown critical extension: names the holder");
	refused(doc, signer, seal, ECERT_E_STATE, ECERT_R_CERT_CONSTRAINT, "CN=Odd");
	unit_case("certificate with an unknown critical extension: names the extension");
	refused(doc, signer, seal, ECERT_E_STATE, ECERT_R_CERT_CONSTRAINT, "2.5.29.99");
	unit_case("certificate with an unknown critical extension, no seal");
	CHECK_ERR(f.ctx, eci_sign_check_plain(f.ctx, signer, NOW), ECERT_E_STATE);
	CHECK_INT(ecert_errreason(f.ctx), ECERT_R_CERT_CONSTRAINT);
	ecert_doc_free(doc);
	ecert_seal_free(seal);
	ecert_signer_free(signer);
	eci_cert_free(cert);
}

/* A seal whose maker's signature was changed in its last byte. */
static ecert_seal *
tampered_seal(void)
{
	const uint8_t *der;
	uint8_t *copy;
	ecert_seal *seal = NULL;
	size_t n;

	der = ecert_seal_der(f.seal, &n);
	copy = malloc(n);
	memcpy(copy, der, n);
	copy[n - 1] ^= 1;
	MUST(f.ctx, ecert_seal_load_mem(f.ctx, copy, n, &seal));
	free(copy);
	return seal;
}

static void
test_seal(void)
{
	static const struct { const char *name; int64_t from, until; } row[] = {
		{ "seal ended a second ago", NOW - 30 * DAY, NOW - 1 },
		{ "seal begins in a second", NOW + 1, NOW + 30 * DAY },
	};
	ecert_doc *doc = open_doc(f.ctx, NULL);
	ecert_seal *seal;
	size_t i;

	for (i = 0; i < ECI_COUNT(row); i++) {
		unit_case("%s", row[i].name);
		seal = make_seal(&f, ECERT_SES_V4, f.signer_cert, row[i].from, row[i].until, 40, 40);
		refused(doc, f.signer, seal, ECERT_E_STATE, ECERT_R_SEAL_EXPIRED, "33010600000001");
		ecert_seal_free(seal);
	}
	unit_case("seal with a changed signature");
	seal = tampered_seal();
	refused(doc, f.signer, seal, ECERT_E_STATE, ECERT_R_SEAL_SIG_BAD, "33010600000001");
	ecert_seal_free(seal);
	ecert_doc_free(doc);
}

static void
test_document(void)
{
	static const struct {
		const char *name;
		struct doc_spec spec;
		ecert_reason reason;
		const char *words;
	} row[] = {
		{ "permission denied", { .document = "<ofd:Permissions><ofd:Signature>false"
		    "</ofd:Signature></ofd:Permissions>" }, ECERT_R_NONE, "Doc_0/Document.xml" },
		{ "page that is not there", { .second = "Pages/Page_9/Content.xml" },
		    ECERT_R_DANGLING_REF, "Page_9" },
		{ "annotation list that is not there", { .document =
		    "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>" },
		    ECERT_R_DANGLING_REF, "Annotations.xml" },
		{ "attachment list that is not there", { .document =
		    "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>" },
		    ECERT_R_DANGLING_REF, "Attachments.xml" },
		{ "page that is no XML", { .page = "<ofd:Content>" }, ECERT_R_XML_MALFORMED,
		    "Page_0/Content.xml" },
		{ "link to a web page", { .page = "<ofd:Actions><ofd:Action Event=\"CLICK\">"
		    "<ofd:URI URI=\"http://example.org/\"/></ofd:Action></ofd:Actions>" },
		    ECERT_R_ACTIVE_CONTENT, "Page_0/Content.xml" },
	};
	ecert_doc *doc;
	size_t i;

	for (i = 0; i < ECI_COUNT(row); i++) {
		unit_case("%s", row[i].name);
		doc = open_doc(f.ctx, &row[i].spec);
		refused(doc, f.signer, f.seal, ECERT_E_STATE, row[i].reason, row[i].words);
		ecert_doc_free(doc);
	}
}

static void
test_signed_document(void)
{
	ecert_sign_opts *opts = NULL;
	struct eci_ofd_sig sig;
	ecert_doc *doc;

	unit_case("locked: the signature is named");
	doc = open_doc(f.ctx, NULL);
	CHECK_OK(f.ctx, ecert_sign_opts_new(f.ctx, &opts));
	ecert_sign_opts_set_lock(opts, 1);
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, opts));
	refused(doc, f.signer, f.seal, ECERT_E_STATE, ECERT_R_NONE, "Signature.xml");
	unit_case("locked: also after saving");
	doc = reopen(f.ctx, doc);
	refused(doc, f.signer, f.seal, ECERT_E_STATE, ECERT_R_NONE, "locked");
	ecert_sign_opts_free(opts);
	ecert_doc_free(doc);

	unit_case("a listed signature that is not there");
	doc = open_doc(f.ctx, NULL);
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	MUST(f.ctx, eci_pkg_remove(f.ctx, eci_ofd_pkg(doc), "Doc_0/Signs/Sign_0/Signature.xml"));
	refused(doc, f.signer, f.seal, ECERT_E_STATE, ECERT_R_SIG_LIST_BAD, "Signature.xml");
	ecert_doc_free(doc);

	unit_case("a listed signature that is no XML");
	doc = open_doc(f.ctx, NULL);
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	read_sig(f.ctx, doc, 0, &sig);
	MUST(f.ctx, eci_ofd_put(f.ctx, doc, "Doc_0/Signs/Sign_0/Signature.xml",
	    (const uint8_t *)"<x", 2));
	refused(doc, f.signer, f.seal, ECERT_E_XML, ECERT_R_XML_MALFORMED, "Signature.xml");
	eci_ofd_sig_free(&sig);
	ecert_doc_free(doc);
}

static void
test_limits(void)
{
	ecert_doc *doc = open_doc(f.ctx, NULL);

	unit_case("as many signatures as the limit says");
	MUST(f.ctx, ecert_ctx_set_limit(f.ctx, ECERT_LIMIT_SIGNATURES, 2));
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	CHECK_OK(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	unit_case("one more than the limit");
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL), ECERT_E_LIMIT);
	CHECK_INT(ecert_doc_signature_count(doc), 2);
	MUST(f.ctx, ecert_ctx_set_limit(f.ctx, ECERT_LIMIT_SIGNATURES, 64));
	ecert_doc_free(doc);

	unit_case("more entries than a signature may reference");
	doc = open_doc(f.ctx, NULL);
	MUST(f.ctx, ecert_ctx_set_limit(f.ctx, ECERT_LIMIT_REFERENCES, 3));
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL), ECERT_E_LIMIT);
	CHECK_INT(ecert_doc_entry_count(doc), 4);
	MUST(f.ctx, ecert_ctx_set_limit(f.ctx, ECERT_LIMIT_REFERENCES, 8192));
	ecert_doc_free(doc);
}

static void
test_arguments(void)
{
	ecert_doc *doc = open_doc(f.ctx, NULL);

	unit_case("no document");
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, NULL, f.signer, f.seal, NULL), ECERT_E_ARG);
	unit_case("no signer");
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, NULL, f.seal, NULL), ECERT_E_ARG);
	unit_case("no seal");
	CHECK_ERR(f.ctx, ecert_sign(f.ctx, doc, f.signer, NULL, NULL), ECERT_E_ARG);
	ecert_doc_free(doc);
}

/* As signing makes them without a look before. */
static void
same_digests(ecert_doc *doc)
{
	uint8_t want[ECI_SM3_LEN];
	const uint8_t *have;
	uint8_t *p = NULL;
	size_t i, n;

	for (i = 0; i < ecert_doc_entry_count(doc); i++)
		if ((have = eci_ofd_digest(doc, i)) != NULL) {
			CHECK_OK(f.ctx, ecert_doc_read_entry(f.ctx, doc, ecert_doc_entry_name(doc, i),
			    &p, &n));
			CHECK_OK(f.ctx, eci_sm3(f.ctx, p, n, want));
			CHECK_MEM(have, ECI_SM3_LEN, want, sizeof(want));
			ecert_free(p);
		}
}

static size_t
known_digests(ecert_doc *doc)
{
	size_t i, n = 0;

	for (i = 0; i < ecert_doc_entry_count(doc); i++)
		n += eci_ofd_digest(doc, i) != NULL;
	return n;
}

static void
test_look(void)
{
	ecert_doc *one = open_doc(f.ctx, NULL), *two = open_doc(f.ctx, NULL);
	struct eci_sm3_batch *batch = NULL;
	static const char page[] = "Doc_0/Pages/Page_0/Content.xml";
	ecert_policy *policy = NULL;
	ecert_trust *trust = NULL;
	struct eci_buf b = { 0 };
	uint8_t *p = NULL;
	size_t n;

	unit_case("documents looked at together");
	CHECK_OK(f.ctx, eci_sm3_batch_new(f.ctx, eci_sign_digested, &batch));
	CHECK_OK(f.ctx, eci_sign_look(f.ctx, one, batch));
	CHECK_OK(f.ctx, eci_sign_look(f.ctx, two, batch));
	CHECK_OK(f.ctx, eci_sm3_batch_end(f.ctx, batch));
	eci_sm3_batch_free(batch);
	CHECK(known_digests(one) > 3);
	CHECK_INT(known_digests(two), known_digests(one));
	same_digests(one);
	same_digests(two);
	unit_case("what is changed after the look is signed as it is then");
	CHECK_OK(f.ctx, ecert_doc_read_entry(f.ctx, two, page, &p, &n));
	CHECK_OK(f.ctx, eci_buf_add(f.ctx, &b, p, n));
	CHECK_OK(f.ctx, eci_buf_adds(f.ctx, &b, "\n"));
	CHECK_OK(f.ctx, eci_ofd_put(f.ctx, two, page, b.ptr, b.len));
	CHECK_OK(f.ctx, ecert_sign(f.ctx, two, f.signer, f.seal, NULL));
	CHECK_OK(f.ctx, ecert_sign(f.ctx, one, f.signer, f.seal, NULL));
	same_digests(one);
	same_digests(two);
	fixture_trust(&f, &trust, &policy);
	valid_again(&f, &one, policy);
	valid_again(&f, &two, policy);
	ecert_policy_free(policy);
	ecert_trust_free(trust);
	ecert_free(p);
	eci_buf_free(&b);
	ecert_doc_free(one);
	ecert_doc_free(two);
}

int
main(void)
{
	fixture_make(&f);
	test_look();
	test_signer();
	test_unknown_critical();
	test_seal();
	test_document();
	test_signed_document();
	test_limits();
	test_arguments();
	fixture_free(&f);
	return unit_end();
}
