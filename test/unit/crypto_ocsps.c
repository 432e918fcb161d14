/* SPDX-License-Identifier: Apache-2.0 */
/* What OCSP responses say about a certificate at a time; times as in the tests of
 * lists.  OpenSSL's own code makes one response and reads one of ours. */
#include <openssl/ocsp.h>

#include "crypto_more.h"

#define AT (T0 + 30 * DAY)
#define NOW (T0 + 60 * DAY)
#define END (T0 + 365 * DAY)         /* of leaf()'s validity: 2027-01-01 */

static ecert_ctx *ctx;
static struct party root, end, other, rsa_root, rsa_end;

static struct response_spec
plain(char status)
{
	struct response_spec r = { .by = &root, .produced = NOW - 10, .n = 1 };

	r.v[0] = (struct single_spec){ &end, &root, ECI_ID_SM3, status, AT - 1, 0, NOW - 10,
	    NOW + DAY, NULL, NULL };
	return r;
}

static void
add(struct eci_ocsps *list, const struct response_spec *r)
{
	struct eci_buf der = response(ctx, r);

	CHECK_OK(ctx, eci_ocsp_load(ctx, "response", der.ptr, der.len, list));
	eci_buf_free(&der);
}

static struct eci_revocation
ask(const struct eci_ocsps *list, bool empty_id)
{
	struct eci_revocation r;

	CHECK_OK(ctx, eci_ocsp_check(ctx, list, NULL, end.cert, root.cert, AT, NOW, empty_id, &r));
	return r;
}

static void
check(const struct response_spec *r, enum eci_revoked want, const char *why)
{
	struct eci_ocsps list = { 0 };
	struct eci_revocation rev;

	add(&list, r);
	rev = ask(&list, false);
	CHECK_INT(rev.state, want);
	CHECK_STR(rev.why, why);
	eci_ocsps_free(&list);
}

static const struct {
	const char      *name;
	char             status;
	int64_t          from, until, since;
	int              reason;
	enum eci_revoked want;
	const char      *why;
} rows[] = {
	{ "good and current", 'g', NOW - 10, NOW + DAY, 0, 0, ECI_REV_GOOD, "" },
	{ "good, made before the time, current to this second", 'g', AT - DAY, NOW, 0, 0,
	    ECI_REV_GOOD, "" },
	{ "good before the time, and ended", 'g', AT - 1, NOW - 1, 0, 0, ECI_REV_UNKNOWN,
	    "the response ended before the time in question" },
	{ "good at the time, and ended", 'g', AT, NOW - 1, 0, 0, ECI_REV_GOOD, "" },
	{ "good, without nextUpdate, a day old", 'g', NOW - DAY, 0, 0, 0, ECI_REV_GOOD, "" },
	{ "good, without nextUpdate, older than the time", 'g', AT - 1, 0, 0, 0, ECI_REV_UNKNOWN,
	    "the response ended before the time in question" },
	{ "good, of a clock a little ahead", 'g', NOW + 300, NOW + DAY, 0, 0, ECI_REV_GOOD, "" },
	{ "good, from the future", 'g', NOW + 301, NOW + DAY, 0, 0, ECI_REV_UNKNOWN,
	    "the response is not in force yet" },
	{ "unknown", 'u', NOW - 10, NOW + DAY, 0, 0, ECI_REV_UNKNOWN,
	    "the responder does not know the certificate" },
	{ "revoked before", 'r', NOW - 10, NOW + DAY, AT - 1, 0, ECI_REV_BEFORE, "no reason given" },
	{ "revoked before, unspecified", 'r', NOW - 10, NOW + DAY, AT - 1, -1, ECI_REV_BEFORE,
	    "unspecified" },
	{ "revoked at the very second", 'r', NOW - 10, NOW + DAY, AT, 4, ECI_REV_BEFORE,
	    "superseded" },
	{ "revoked after", 'r', NOW - 10, NOW + DAY, AT + 1, 4, ECI_REV_AFTER, "superseded" },
	{ "revoked, in a response long ended", 'r', AT - 2 * DAY, AT - DAY, AT - 3 * DAY, 0,
	    ECI_REV_BEFORE, "no reason given" },
	{ "on hold", 'r', NOW - 10, NOW + DAY, AT - 1, 6, ECI_REV_BEFORE, "certificateHold" },
	{ "never issued, as extended responders say", 'r', NOW - 10, NOW + DAY, 0, 6,
	    ECI_REV_BEFORE, "certificateHold" },
	{ "revoked for a reason nobody knows", 'r', NOW - 10, NOW + DAY, AT - 1, 99,
	    ECI_REV_BEFORE, "unknown reason" },
};

static void
test_rows(void)
{
	struct response_spec r;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		r = plain(rows[i].status);
		r.v[0].from = rows[i].from;
		r.v[0].until = rows[i].until;
		r.v[0].since = rows[i].since;
		r.v[0].reason = rows[i].reason;
		check(&r, rows[i].want, rows[i].why);
	}
}

static void
test_ids(void)
{
	struct response_spec r = plain('g');
	struct eci_ocsps list = { 0 };
	enum eci_id_hash h;

	for (h = 0; h < ECI_ID_N; h++) {
		unit_case("the certificate named by hash %d", (int)h);
		r.v[0].hash = h;
		check(&r, ECI_REV_GOOD, "");
	}
	unit_case("another serial number");
	r = plain('g');
	r.v[0].cert = &other;
	check(&r, ECI_REV_UNKNOWN, "no OCSP response about it");
	unit_case("the serial number of another issuer");
	r = plain('g');
	r.v[0].issuer = &rsa_root;
	check(&r, ECI_REV_UNKNOWN, "no OCSP response about it");
	unit_case("the right one among others");
	r = plain('g');
	r.n = 2;
	r.v[1] = r.v[0];
	r.v[0].cert = &other;
	r.v[0].status = 'r';
	check(&r, ECI_REV_GOOD, "");
	unit_case("named twice by two hashes: good and revoked");
	r = plain('g');
	r.n = 2;
	r.v[1] = r.v[0];
	r.v[1].hash = ECI_ID_SHA1;
	r.v[1].status = 'r';
	check(&r, ECI_REV_BEFORE, "no reason given");
	unit_case("revoked after, and another revoked before");
	r = plain('r');
	r.n = 2;
	r.v[0].since = AT + 1;
	r.v[1] = r.v[0];
	r.v[1].cert = &other;
	r.v[1].since = AT - 1;
	check(&r, ECI_REV_AFTER, "no reason given");
	unit_case("named twice by two hashes: unknown and good");
	r = plain('g');
	r.n = 2;
	r.v[1] = r.v[0];
	r.v[1].hash = ECI_ID_SHA1;
	r.v[1].status = 'g';
	r.v[0].status = 'u';
	check(&r, ECI_REV_UNKNOWN, "the responder does not know the certificate");
	unit_case("revoked twice by two hashes: before and after");
	r.v[0].status = r.v[1].status = 'r';
	r.v[0].since = AT + 1;
	r.v[1].since = AT - 1;
	check(&r, ECI_REV_BEFORE, "no reason given");
	unit_case("revoked twice by two hashes: for harm and for none");
	r.v[0].reason = 4;
	r.v[1].since = AT + 2;
	r.v[1].reason = 1;
	check(&r, ECI_REV_AFTER, "keyCompromise");
	unit_case("no response at all");
	CHECK_STR(ask(&list, false).why, "no OCSP response about it");
}

static void
test_several(void)
{
	struct response_spec good = plain('g'), bad = plain('r'), old = plain('g'), forged;
	struct eci_ocsps list = { 0 };
	struct eci_revocation rev;

	old.v[0].from = AT - 2;
	old.v[0].until = AT - 1;
	forged = plain('r');
	forged.by = &other;
	forged.named = &root;
	unit_case("stale and forged ones beside a good one");
	add(&list, &old);
	add(&list, &forged);
	add(&list, &good);
	CHECK_INT(ask(&list, false).state, ECI_REV_GOOD);
	unit_case("why there is no answer: the nearest to one is told");
	eci_ocsps_free(&list);
	good.v[0].status = 'u';
	add(&list, &good);
	add(&list, &forged);
	CHECK_STR(ask(&list, false).why, "the responder does not know the certificate");
	eci_ocsps_free(&list);
	good.v[0].status = 'g';
	unit_case("without nextUpdate, of the time in question or of this day");
	good.v[0].until = 0;
	good.v[0].from = NOW - DAY;
	add(&list, &good);
	CHECK_OK(ctx, eci_ocsp_check(ctx, &list, NULL, end.cert, root.cert, NOW - 1, NOW, false,
	    &rev));
	CHECK_INT(rev.state, ECI_REV_GOOD);
	CHECK_OK(ctx, eci_ocsp_check(ctx, &list, NULL, end.cert, root.cert, NOW - 1, NOW + 1, false,
	    &rev));
	CHECK_INT(rev.state, ECI_REV_UNKNOWN);
	eci_ocsps_free(&list);
	good = plain('g');
	add(&list, &good);
	unit_case("one that revokes beside one that does not");
	add(&list, &bad);
	CHECK_INT(ask(&list, false).state, ECI_REV_BEFORE);
	eci_ocsps_free(&list);
}

/* RFC 6960 4.4.4: how long after its end a certificate is still answered about. */
static void
test_late(void)
{
	static const struct {
		const char      *name, *cutoff;
		int64_t          from;
		char             status;
		enum eci_revoked want;
	} ages[] = {
		{ "made in its last second", NULL, END, 'g', ECI_REV_GOOD },
		{ "made a second after it ended", NULL, END + 1, 'g', ECI_REV_UNKNOWN },
		{ "the same, and it keeps what ended in that second", "20270101000000Z", END + 1, 'g',
		    ECI_REV_GOOD },
		{ "the same, and it keeps what ended later", "20270101000001Z", END + 1, 'g',
		    ECI_REV_UNKNOWN },
		{ "made in its last second, and keeps what ended later", "20270101000001Z", END, 'g',
		    ECI_REV_GOOD },
		{ "made after it ended, and revokes it", NULL, END + 1, 'r', ECI_REV_BEFORE },
	};
	struct eci_ocsps list = { 0 };
	struct eci_revocation rev;
	size_t i, k;

	for (i = 0; i < ECI_COUNT(ages); i++) {
		struct response_spec r = plain(ages[i].status);
		char exts[200] = "a1223020301e06092b0601050507300106" "0411180f";

		unit_case("of an expired certificate, a response %s", ages[i].name);
		for (k = 0; ages[i].cutoff != NULL && k < 15; k++)
			snprintf(exts + strlen(exts), 3, "%02x", (unsigned char)ages[i].cutoff[k]);
		r.v[0].exts = ages[i].cutoff != NULL ? exts : NULL;
		r.produced = r.v[0].from = ages[i].from;
		r.v[0].until = ages[i].from + DAY;
		add(&list, &r);
		CHECK_OK(ctx, eci_ocsp_check(ctx, &list, NULL, end.cert, root.cert, AT, END + DAY,
		    false, &rev));
		CHECK_INT(rev.state, ages[i].want);
		CHECK_INT(rev.odd, 0);
		if (ages[i].want == ECI_REV_UNKNOWN)
			CHECK_STR(rev.why, "the response was made after the certificate expired, when "
			    "entries may have been taken off");
		eci_ocsps_free(&list);
	}
}

static void
test_signatures(void)
{
	struct response_spec r = plain('g');
	struct eci_ocsps list = { 0 };
	struct eci_revocation rev;

	unit_case("RSA");
	r = (struct response_spec){ .by = &rsa_root, .produced = NOW, .n = 1 };
	r.v[0] = (struct single_spec){ &rsa_end, &rsa_root, ECI_ID_SHA1, 'g', 0, 0, NOW,
	    NOW + DAY, NULL, NULL };
	add(&list, &r);
	CHECK_OK(ctx, eci_ocsp_check(ctx, &list, NULL, rsa_end.cert, rsa_root.cert, AT, NOW,
	    false, &rev));
	CHECK_INT(rev.state, ECI_REV_GOOD);
	eci_ocsps_free(&list);
	unit_case("the empty SM2 ID");
	r = plain('g');
	r.id = "";
	check(&r, ECI_REV_UNKNOWN, "the response is not signed by the responder it names");
	unit_case("the empty SM2 ID where it is allowed");
	add(&list, &r);
	rev = ask(&list, true);
	CHECK_INT(rev.state, ECI_REV_GOOD);
	CHECK_INT(rev.odd, ECI_REV_EMPTY_ID);
	unit_case("and after that not remembered as good where it is not");
	CHECK_INT(ask(&list, false).state, ECI_REV_UNKNOWN);
	eci_ocsps_free(&list);
	unit_case("a critical extension nobody knows");
	r = plain('g');
	r.exts = "a110300e300c0603551d630101ff04023000";
	check(&r, ECI_REV_UNKNOWN, "the response has an unknown critical extension");
	unit_case("the same in what it says of the certificate");
	r = plain('g');
	r.v[0].exts = "a110300e300c0603551d630101ff04023000";
	check(&r, ECI_REV_UNKNOWN, "the response has an unknown critical extension");
	unit_case("a nonce, and an extension nobody knows");
	r = plain('g');
	r.exts = "a11c301a300d06092b06010505073001020400300906035" "51d6304023000";
	check(&r, ECI_REV_GOOD, "");
	unit_case("a critical nonce");
	r = plain('g');
	r.exts = "a1163014301206092b0601050507300102" "0101ff04020400";
	check(&r, ECI_REV_GOOD, "");
	unit_case("produced in the future");
	r = plain('g');
	r.produced = NOW + 301;
	check(&r, ECI_REV_UNKNOWN, "the response is not in force yet");
}

/* Every flipped bit of what is signed, and of the value, loses the answer. */
static void
test_flips(void)
{
	struct response_spec r = plain('g');
	struct eci_buf der = response(ctx, &r);
	struct eci_ocsps list = { 0 };
	size_t i, good = 0;

	unit_case("every flipped bit");
	for (i = 0; i < der.len * 8; i++) {
		der.ptr[i / 8] ^= (uint8_t)(1u << i % 8);
		if (eci_ocsp_load(ctx, "flipped", der.ptr, der.len, &list) == ECERT_OK)
			good += ask(&list, false).state == ECI_REV_GOOD;
		der.ptr[i / 8] ^= (uint8_t)(1u << i % 8);
		eci_ocsps_free(&list);
	}
	CHECK_INT(good, 0);
	unit_case("every truncation");
	for (i = 0; i < der.len; i++) {
		CHECK(eci_ocsp_load(ctx, "cut", der.ptr, i, &list) != ECERT_OK);
		CHECK_INT(list.n, 0);
	}
	eci_ocsps_free(&list);
	eci_buf_free(&der);
}

static X509 *
x509_of(const struct eci_cert *c)
{
	const unsigned char *p = c->der.ptr;

	return d2i_X509(NULL, &p, (long)c->der.len);
}

/* Made by OpenSSL with the standard's ID, as OCSP_basic_sign_ctx() can. */
static void
test_theirs(void)
{
	struct eci_ocsps list = { 0 };
	X509 *ca = x509_of(root.cert), *x = x509_of(end.cert);
	OCSP_BASICRESP *basic = OCSP_BASICRESP_new();
	OCSP_CERTID *id = OCSP_cert_to_id(EVP_sm3(), x, ca);
	EVP_MD_CTX *md = EVP_MD_CTX_new();
	EVP_PKEY_CTX *pctx = NULL;
	ASN1_TIME *from = ASN1_TIME_set(NULL, (time_t)(NOW - 5));
	ASN1_TIME *until = ASN1_TIME_set(NULL, (time_t)(T0 + 90000 * DAY));
	OCSP_RESPONSE *resp;
	struct eci_revocation rev;
	unsigned char *der = NULL;
	int n;

	unit_case("a response of OpenSSL's");
	CHECK(OCSP_basic_add1_status(basic, id, V_OCSP_CERTSTATUS_GOOD, 0, NULL, from, until) != NULL);
	CHECK(EVP_DigestSignInit(md, &pctx, EVP_sm3(), NULL, root.key->pkey) == 1);
	CHECK(EVP_PKEY_CTX_set1_id(pctx, ECI_SM2_ID, 16) == 1);
	CHECK(OCSP_basic_sign_ctx(basic, ca, md, NULL, 0) == 1);
	resp = OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic);
	CHECK((n = i2d_OCSP_RESPONSE(resp, &der)) > 0);
	CHECK_OK(ctx, eci_ocsp_load(ctx, "theirs", der, (size_t)n, &list));
	CHECK_INT(list.n, 1);
	/* Produced at the time of this run, within the ten years of root. */
	CHECK_OK(ctx, eci_ocsp_check(ctx, &list, NULL, end.cert, root.cert, AT,
	    list.n == 1 ? list.v[0]->produced : NOW, false, &rev));
	CHECK_INT(rev.state, ECI_REV_GOOD);
	CHECK_STR(rev.why, "");
	eci_ocsps_free(&list);
	OPENSSL_free(der);
	OCSP_RESPONSE_free(resp);
	OCSP_BASICRESP_free(basic);
	OCSP_CERTID_free(id);
	EVP_MD_CTX_free(md);
	ASN1_TIME_free(from);
	ASN1_TIME_free(until);
	X509_free(ca);
	X509_free(x);
}

/* OpenSSL finds in ours what it says. */
static void
test_ours(void)
{
	struct response_spec r = plain('r');
	struct eci_buf der = response(ctx, &r);
	const unsigned char *p = der.ptr;
	OCSP_RESPONSE *resp = d2i_OCSP_RESPONSE(NULL, &p, (long)der.len);
	OCSP_BASICRESP *basic;
	X509 *ca = x509_of(root.cert), *x = x509_of(end.cert);
	OCSP_CERTID *id = OCSP_cert_to_id(EVP_sm3(), x, ca);
	int status = -1, reason = -1;
	ASN1_GENERALIZEDTIME *when = NULL, *from = NULL, *until = NULL;

	unit_case("a response of ours is read by OpenSSL");
	CHECK(resp != NULL);
	basic = resp != NULL ? OCSP_response_get1_basic(resp) : NULL;
	CHECK(basic != NULL && OCSP_resp_find_status(basic, id, &status, &reason, &when, &from,
	    &until) == 1);
	CHECK_INT(status, V_OCSP_CERTSTATUS_REVOKED);
	OCSP_CERTID_free(id);
	OCSP_BASICRESP_free(basic);
	OCSP_RESPONSE_free(resp);
	X509_free(ca);
	X509_free(x);
	eci_buf_free(&der);
}

static void
test_limits(void)
{
	struct eci_ocsps list = { 0 };
	struct eci_buf big = { 0 };

	unit_case("a response of more than a megabyte");
	CHECK_OK(ctx, eci_buf_room(ctx, &big, ECI_OCSP_MAX_BYTES + 1));
	memset(big.ptr, 0, ECI_OCSP_MAX_BYTES + 1);
	CHECK_ERR(ctx, eci_ocsp_load(ctx, "big", big.ptr, ECI_OCSP_MAX_BYTES + 1, &list),
	    ECERT_E_LIMIT);
	unit_case("one of a megabyte, which is no response");
	CHECK_ERR(ctx, eci_ocsp_load(ctx, "big", big.ptr, ECI_OCSP_MAX_BYTES, &list), ECERT_E_CERT);
	unit_case("nothing");
	CHECK_ERR(ctx, eci_ocsp_load(ctx, "none", big.ptr, 0, &list), ECERT_E_CERT);
	CHECK_INT(list.n, 0);
	eci_buf_free(&big);
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
	rsa_root = issue_rsa(ctx, ca("rsa root", -1), NULL);
	rsa_end = issue_rsa(ctx, leaf("rsa end"), &rsa_root);
	test_rows();
	test_ids();
	test_several();
	test_late();
	test_signatures();
	test_flips();
	test_theirs();
	test_ours();
	test_limits();
	party_free(&root);
	party_free(&end);
	party_free(&other);
	party_free(&rsa_root);
	party_free(&rsa_end);
	return unit_end();
}
