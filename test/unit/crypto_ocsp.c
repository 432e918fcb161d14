/* SPDX-License-Identifier: Apache-2.0 */
/* The form of OCSP responses. */
#include "crypto_more.h"

#define NOW (T0 + 60 * DAY)

static ecert_ctx *ctx;
static struct party root, end, other;

static struct response_spec
plain(void)
{
	struct response_spec r = { .by = &root, .produced = NOW, .n = 1 };

	r.v[0] = (struct single_spec){ &end, &root, ECI_ID_SM3, 'g', 0, 0, NOW, NOW + DAY, NULL,
	    NULL };
	return r;
}

static void
check_load(const struct eci_buf *der, const char *says)
{
	struct eci_ocsps list = { 0 };

	if (says == NULL)
		CHECK_OK(ctx, eci_ocsp_load(ctx, "r.der", der->ptr, der->len, &list));
	else {
		CHECK_REASON(ctx, eci_ocsp_load(ctx, "r.der", der->ptr, der->len, &list),
		    ECERT_R_CERT_MALFORMED);
		CHECK(strncmp(ecert_errmsg(ctx), "r.der: ", 7) == 0);
		if (strstr(ecert_errmsg(ctx), says) == NULL)
			CHECK_STR(ecert_errmsg(ctx), says);
	}
	CHECK_INT(list.n, says == NULL);
	eci_ocsps_free(&list);
}

static void
check_spec(const struct response_spec *r, const char *says)
{
	struct eci_buf der = response(ctx, r);

	check_load(&der, says);
	eci_buf_free(&der);
}

static const struct {
	const char *name, *wrap, *version, *exts, *alg, *says;
} rows[] = {
	{ "as it should be", NULL, NULL, NULL, NULL, NULL },
	{ "malformedRequest", "0a0101", NULL, NULL, NULL, "malformedRequest" },
	{ "internalError", "0a0102", NULL, NULL, NULL, "internalError" },
	{ "tryLater with a response", "0a0103", NULL, NULL, NULL, "the responder answered tryLater" },
	{ "status 4", "0a0104", NULL, NULL, NULL, "answered 4" },
	{ "sigRequired", "0a0105", NULL, NULL, NULL, "sigRequired" },
	{ "unauthorized", "0a0106", NULL, NULL, NULL, "unauthorized" },
	{ "status 7", "0a0107", NULL, NULL, NULL, "responseStatus: unknown" },
	{ "status 0 in two octets", "0a020000", NULL, NULL, NULL, "shortest form" },
	{ "status 128 in two octets", "0a020080", NULL, NULL, NULL, "responseStatus: unknown" },
	{ "status 256", "0a020100", NULL, NULL, NULL, "responseStatus: unknown" },
	{ "status as INTEGER", "020100", NULL, NULL, NULL, "responseStatus" },
	{ "version 1 written out", NULL, "a003020100", NULL, NULL, NULL },
	{ "version 2", NULL, "a003020101", NULL, NULL, "version" },
	{ "version -1", NULL, "a0030201ff", NULL, NULL, "version" },
	{ "something behind the version", NULL, "a0050201000500", NULL, NULL, "version" },
	{ "extensions", NULL, NULL, "a10d300b30090603551d6304023000", NULL, NULL },
	{ "a critical nonce", NULL, NULL, "a117301530130609" "2b0601050507300102" "0101ff0403040101",
	    NULL, NULL },
	{ "no SEQUENCE of extensions", NULL, NULL, "a1020500", NULL, "responseExtensions" },
	{ "something behind the extensions", NULL, NULL, "a10d300b30090603551d63040230000500",
	    NULL, "tbsResponseData" },
	{ "an algorithm without parameters", NULL, NULL, NULL, "300a06082a811ccf55018375", NULL },
	{ "parameters NULL", NULL, NULL, NULL, "300c06082a811ccf550183750500", NULL },
	{ "parameters that are an OID", NULL, NULL, NULL,
	    "301406082a811ccf5501837506082a811ccf5501822d", "parameters other than NULL" },
};

static void
test_rows(void)
{
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct response_spec r = plain();

		unit_case("%s", rows[i].name);
		r.wrap = rows[i].wrap;
		r.version = rows[i].version;
		r.exts = rows[i].exts;
		r.alg = rows[i].alg;
		check_spec(&r, rows[i].says);
	}
}

/* A failure as responders send it: nothing but the status. */
static void
test_bare(void)
{
	static const struct { const char *name, *hex, *says; } bare[] = {
		{ "tryLater by itself", "30030a0103", "tryLater" },
		{ "successful by itself", "30030a0100", "responseBytes" },
		{ "an indefinite length", "30800a01030000", "indefinite" },
		{ "a length that is not minimal", "3081030a0103", "shortest" },
		{ "a SET", "31030a0103", "OCSPResponse" },
		{ "another type of response", "30150a0100a010300e06082b0601050507300104023000",
		    "other than id-pkix-ocsp-basic" },
		{ "no response in it", "30150a0100a010300e06092b060105050730010104013" "0",
		    "r.der" },
		{ "BER inside", "30190a0100a0143012" "06092b0601050507300101" "0405" "3080020100",
		    "r.der" },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(bare); i++) {
		struct eci_buf b = { 0 };

		unit_case("%s", bare[i].name);
		put_hex(ctx, &b, bare[i].hex);
		check_load(&b, bare[i].says);
		eci_buf_free(&b);
	}
}

/* One more byte at each of the three ends. */
static void
test_trailing(void)
{
	struct response_spec r = plain();
	struct eci_buf der, basic;

	unit_case("a byte after the response");
	der = response(ctx, &r);
	CHECK_OK(ctx, eci_buf_add(ctx, &der, "\0", 1));
	check_load(&der, "r.der");
	eci_buf_free(&der);
	unit_case("a byte after BasicOCSPResponse");
	basic = response_basic(ctx, &r);
	CHECK_OK(ctx, eci_buf_add(ctx, &basic, "\0", 1));
	der = response_around(ctx, &basic, NULL);
	check_load(&der, "r.der");
	eci_buf_free(&der);
	unit_case("a value after BasicOCSPResponse");
	basic = response_basic(ctx, &r);
	CHECK_OK(ctx, eci_buf_add(ctx, &basic, "\5\0", 2));
	der = response_around(ctx, &basic, NULL);
	check_load(&der, "r.der");
	eci_buf_free(&der);
	unit_case("a value after responseBytes");
	basic = response_basic(ctx, &r);
	der = response_around(ctx, &basic, NULL);
	CHECK_OK(ctx, eci_buf_add(ctx, &der, "\5\0", 2));
	check_load(&der, "r.der");
	eci_buf_free(&der);
}

static void
test_twice(void)
{
	struct response_spec r = plain();

	unit_case("one certificate, good and revoked");
	r.n = 2;
	r.v[1] = r.v[0];
	r.v[1].status = 'r';
	check_spec(&r, "a certificate for the second time");
	unit_case("one certificate, revoked and good");
	r.v[0].status = 'r';
	r.v[1].status = 'g';
	check_spec(&r, "a certificate for the second time");
	unit_case("one certificate, good and good");
	r.v[0].status = 'g';
	check_spec(&r, "a certificate for the second time");
	unit_case("one certificate, with another between");
	r.n = 3;
	r.v[2] = r.v[1];
	r.v[1].cert = &other;
	check_spec(&r, "a certificate for the second time");
	unit_case("two certificates");
	r.n = 2;
	check_spec(&r, NULL);
	unit_case("none");
	r.n = 0;
	check_spec(&r, "responses: empty");
}

/* tbsResponseData with n answers, all of another serial number. */
static struct eci_buf
many(size_t n)
{
	struct response_spec r = plain();
	struct eci_buf in = { 0 }, list = { 0 }, tbs = { 0 }, sig = { 0 }, basic = { 0 };
	struct eci_buf one = { 0 };
	size_t i;

	put_responder(ctx, &in, &r);
	CHECK_OK(ctx, eci_der_put_time(ctx, &in, ECI_DER_GENTIME, NOW));
	for (i = 0; i < n; i++) {
		struct eci_buf id = { 0 }, s = { 0 };

		put_hex(ctx, &id, "300906052b0e03021a0500" "040161" "040162");
		CHECK_OK(ctx, eci_der_put_int(ctx, &id, (int64_t)i + 1));
		put_in(ctx, &s, ECI_DER_SEQUENCE, &id);
		put_hex(ctx, &s, "8000");
		CHECK_OK(ctx, eci_der_put_time(ctx, &s, ECI_DER_GENTIME, NOW));
		put_in(ctx, &list, ECI_DER_SEQUENCE, &s);
	}
	put_in(ctx, &in, ECI_DER_SEQUENCE, &list);
	put_in(ctx, &tbs, ECI_DER_SEQUENCE, &in);
	one = signed_by(ctx, &tbs, &root, NULL);
	basic = one;
	eci_buf_free(&sig);
	return response_around(ctx, &basic, NULL);
}

static void
test_limits(void)
{
	struct eci_buf der;
	struct response_spec r = plain();
	struct eci_buf basic, certs = { 0 }, seq = { 0 }, in = { 0 }, out = { 0 };
	struct eci_der_val part[3];
	struct eci_bytes c;
	size_t i, n;

	unit_case("as many answers as may be");
	der = many(ECI_OCSP_MAX_SINGLES);
	check_load(&der, NULL);
	eci_buf_free(&der);
	unit_case("one more");
	der = many(ECI_OCSP_MAX_SINGLES + 1);
	check_load(&der, "more than 256");
	eci_buf_free(&der);
	for (n = ECI_OCSP_MAX_CERTS; n <= ECI_OCSP_MAX_CERTS + 1; n++) {
		unit_case("%zu certificates", n);
		basic = response_basic(ctx, &r);
		parts(ctx, of_buf(&basic), part);
		for (i = 0; i < 3; i++)
			CHECK_OK(ctx, eci_buf_add(ctx, &in, part[i].whole.ptr, part[i].whole.len));
		c = eci_cert_der(end.cert);
		for (i = 0; i < n; i++)
			CHECK_OK(ctx, eci_buf_add(ctx, &certs, c.ptr, c.len));
		put_in(ctx, &seq, ECI_DER_SEQUENCE, &certs);
		put_in(ctx, &in, 0xa0, &seq);
		put_in(ctx, &out, ECI_DER_SEQUENCE, &in);
		eci_buf_free(&basic);
		der = response_around(ctx, &out, NULL);
		check_load(&der, n > ECI_OCSP_MAX_CERTS ? "more than 16" : NULL);
		eci_buf_free(&der);
	}
}

/* As many extensions as may be, and one more. */
static void
test_extensions(void)
{
	struct response_spec r = plain();
	struct eci_buf all = { 0 }, list = { 0 }, out = { 0 };
	char hex[1024];
	size_t i, n;

	for (n = 16; n <= 17; n++) {
		unit_case("%zu extensions", n);
		for (i = 0; i < n; i++)
			put_hex(ctx, &all, "300906035" "51d6304023000");
		put_in(ctx, &list, ECI_DER_SEQUENCE, &all);
		put_in(ctx, &out, 0xa1, &list);
		for (i = 0; i < out.len; i++)
			snprintf(hex + 2 * i, 3, "%02x", out.ptr[i]);
		eci_buf_free(&out);
		r.exts = hex;
		check_spec(&r, n > 16 ? "more than 16" : NULL);
	}
}

static void
test_responder(void)
{
	struct response_spec r = plain();
	struct eci_ocsps list = { 0 };
	struct eci_buf der;

	unit_case("by name");
	der = response(ctx, &r);
	CHECK_OK(ctx, eci_ocsp_load(ctx, "r", der.ptr, der.len, &list));
	CHECK(list.n == 1 && list.v[0]->name != NULL && list.v[0]->key_hash.len == 0);
	CHECK_STR(list.n == 1 ? list.v[0]->name_text : "", "CN=root, O=Unit, C=CN");
	CHECK_INT(list.n == 1 ? list.v[0]->produced : 0, NOW);
	eci_ocsps_free(&list);
	eci_buf_free(&der);
	unit_case("by key");
	r.by_key = true;
	der = response(ctx, &r);
	CHECK_OK(ctx, eci_ocsp_load(ctx, "r", der.ptr, der.len, &list));
	CHECK(list.n == 1 && list.v[0]->name == NULL && list.v[0]->key_hash.len == 20);
	eci_ocsps_free(&list);
	eci_buf_free(&der);
}

int
main(void)
{
	struct eci_issue what = leaf("other");

	ctx = unit_ctx();
	root = issue(ctx, ca("root", -1), NULL);
	end = issue(ctx, leaf("end"), &root);
	what.serial = 1001;
	other = issue(ctx, what, &root);
	test_rows();
	test_bare();
	test_trailing();
	test_twice();
	test_limits();
	test_extensions();
	test_responder();
	party_free(&root);
	party_free(&end);
	party_free(&other);
	return unit_end();
}
