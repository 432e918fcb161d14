/* SPDX-License-Identifier: Apache-2.0 */
/* Who may answer for an issuer. */
#include "crypto_more.h"

#define AT (T0 + 30 * DAY)
#define NOW (T0 + 60 * DAY)

static ecert_ctx *ctx;
static struct party root, end, sibling, resp;

static struct response_spec
plain(const struct party *by)
{
	struct response_spec r = { .by = by, .produced = NOW - 10, .n = 1 };

	r.v[0] = (struct single_spec){ &end, &root, ECI_ID_SM3, 'g', 0, 0, NOW - 10, NOW + DAY,
	    NULL, NULL };
	r.certs[0] = by != &root ? by : NULL;
	return r;
}

static unsigned
check_with(const struct response_spec *r, const struct eci_crls *crls, const char *why)
{
	struct eci_ocsps list = { 0 };
	struct eci_buf der = response(ctx, r);
	struct eci_revocation rev = { 0 };

	CHECK_OK(ctx, eci_ocsp_load(ctx, "r", der.ptr, der.len, &list));
	CHECK_OK(ctx, eci_ocsp_check(ctx, &list, crls, end.cert, root.cert, AT, NOW, false, &rev));
	CHECK_INT(rev.state, why != NULL ? ECI_REV_UNKNOWN : ECI_REV_GOOD);
	CHECK_STR(rev.why, why != NULL ? why : "");
	eci_ocsps_free(&list);
	eci_buf_free(&der);
	return rev.odd;
}

static void
check(const struct response_spec *r, const char *why)
{
	CHECK_INT(check_with(r, NULL, why), 0);
}

#define NO_RIGHT "the responder is not authorised by this issuer"
#define NOT_SIGNED "the response is not signed by the responder it names"

static void
test_issuer(void)
{
	struct response_spec r = plain(&root);

	unit_case("the issuer, by name");
	check(&r, NULL);
	unit_case("the issuer, by key");
	r.by_key = true;
	check(&r, NULL);
	unit_case("the issuer, who brings his certificate along");
	r.by_key = false;
	r.certs[0] = &root;
	check(&r, NULL);
	unit_case("somebody else who says that he is the issuer");
	r = plain(&sibling);
	r.named = &root;
	r.certs[0] = NULL;
	check(&r, NOT_SIGNED);
	unit_case("the same, with the issuer's certificate");
	r.certs[0] = &root;
	check(&r, NOT_SIGNED);
	unit_case("another authority");
	r = plain(&sibling);
	check(&r, NO_RIGHT);
	unit_case("the certificate that is asked about");
	r = plain(&end);
	check(&r, NO_RIGHT);
	unit_case("produced before the issuer's certificate began");
	r = plain(&root);
	r.produced = T0 - 1;
	check(&r, "the responder's certificate was not valid");
}

static void
test_delegate(void)
{
	struct response_spec r = plain(&resp);

	unit_case("a responder, by name");
	check(&r, NULL);
	unit_case("a responder, by key");
	r.by_key = true;
	check(&r, NULL);
	unit_case("a responder whose certificate comes second");
	r.certs[0] = &end;
	r.certs[1] = &resp;
	check(&r, NULL);
	unit_case("a responder under another name than his own");
	r = plain(&resp);
	r.named = &end;
	check(&r, NO_RIGHT);
	unit_case("a responder without his certificate");
	r = plain(&resp);
	r.certs[0] = NULL;
	check(&r, NO_RIGHT);
	unit_case("a value that is not his");
	r = plain(&resp);
	r.by = &sibling;
	r.named = r.certs[0] = &resp;
	check(&r, NOT_SIGNED);
}

/* What a responder's certificate may lack. */
static void
test_flaws(void)
{
	static const struct {
		const char *name, *ext;
		const struct party *by;
		const char *usage;
		int64_t from, until;
		const char *why;
	} rows[] = {
		{ "no extKeyUsage", NULL, &root, "digitalSignature", 0, 0, NO_RIGHT },
		{ "another purpose", "300a06082b06010505070308", &root, "digitalSignature", 0, 0,
		    NO_RIGHT },
		{ "any purpose", "30060604551d2500", &root, "digitalSignature", 0, 0, NO_RIGHT },
		{ "two purposes", "301406082b0601050507030806082b06010505070309", &root,
		    "digitalSignature", 0, 0, NULL },
		{ "from a sibling of the issuer", OCSP_SIGNING, &sibling, "digitalSignature", 0, 0,
		    NO_RIGHT },
		{ "a key for encryption", OCSP_SIGNING, &root, "keyEncipherment", 0, 0, NO_RIGHT },
		{ "no key usage", OCSP_SIGNING, &root, NULL, 0, 0, NULL },
		{ "expired when it answered", OCSP_SIGNING, &root, "digitalSignature", T0, NOW - 11,
		    "the responder's certificate was not valid" },
		{ "in its last second", OCSP_SIGNING, &root, "digitalSignature", T0, NOW - 10, NULL },
		{ "not valid yet", OCSP_SIGNING, &root, "digitalSignature", NOW - 9, NOW + DAY,
		    "the responder's certificate was not valid" },
	};
	struct response_spec r;
	struct party p;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct eci_issue what = leaf("responder");
		struct eci_buf more = { 0 };

		unit_case("responder: %s", rows[i].name);
		what.usage = rows[i].usage;
		if (rows[i].until != 0) {
			what.from = rows[i].from;
			what.until = rows[i].until;
		}
		put_extension_hex(ctx, &more, "1.3.6.1.5.5.7.48.1.5", false, "0500");
		if (rows[i].ext != NULL)
			put_extension_hex(ctx, &more, "2.5.29.37", true, rows[i].ext);
		p = issue_more(ctx, what, rows[i].by, &more);
		r = plain(&p);
		check(&r, rows[i].why);
		party_free(&p);
	}
}

/* Whose certificate ended: whoever has his old key dates what he produces as he likes,
 * but nothing that he knows is newer than that. */
static void
test_outlived(void)
{
	static const struct { const char *name; int64_t produced, from; const char *why; } rows[] = {
		{ "knew it in his time", NOW - 30, NOW - 30, NULL },
		{ "knew it in his last second", NOW - 30, NOW - 20, NULL },
		{ "says that he knows it since", NOW - 30, NOW - 19,
		    "the responder's certificate was not valid" },
		{ "answers afterwards about what he knew in his time", NOW - 10, NOW - 30,
		    "the responder's certificate was not valid" },
		{ "promised for longer than his time", AT - 1, AT - 1,
		    "the response ended before the time in question" },
	};
	struct eci_issue what = leaf("responder");
	struct eci_buf more = { 0 };
	struct response_spec r;
	struct party p;
	size_t i;

	what.until = NOW - 20;
	put_extension_hex(ctx, &more, "1.3.6.1.5.5.7.48.1.5", false, "0500");
	put_extension_hex(ctx, &more, "2.5.29.37", true, OCSP_SIGNING);
	p = issue_more(ctx, what, &root, &more);
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("a responder that ended %s", rows[i].name);
		r = plain(&p);
		r.produced = rows[i].produced;
		r.v[0].from = rows[i].from;
		check(&r, rows[i].why);
	}
	party_free(&p);
}

/* His certificate, not what he says, is signed with the empty SM2 ID. */
static void
test_empty_id(void)
{
	struct party p = responder(ctx, "responder", &root, true);
	struct response_spec r = plain(&p);
	struct eci_ocsps list = { 0 };
	struct eci_revocation rev;
	struct eci_der_val part[3];
	struct eci_buf tbs = { 0 }, der;
	int allowed;

	parts(ctx, eci_cert_der(p.cert), part);
	CHECK_OK(ctx, eci_buf_add(ctx, &tbs, part[0].whole.ptr, part[0].whole.len));
	der = signed_by(ctx, &tbs, &root, "");
	eci_cert_free(p.cert);
	CHECK_OK(ctx, eci_cert_load(ctx, "responder", der.ptr, der.len, &p.cert));
	eci_buf_free(&der);
	der = response(ctx, &r);
	CHECK_OK(ctx, eci_ocsp_load(ctx, "r", der.ptr, der.len, &list));
	for (allowed = 0; allowed < 2; allowed++) {
		unit_case("a responder certified under the empty ID, %s", allowed ? "allowed" : "refused");
		CHECK_OK(ctx, eci_ocsp_check(ctx, &list, NULL, end.cert, root.cert, AT, NOW, allowed,
		    &rev));
		CHECK_INT(rev.state, allowed ? ECI_REV_GOOD : ECI_REV_UNKNOWN);
		CHECK_INT(rev.odd, allowed ? ECI_REV_EMPTY_ID : 0);
	}
	eci_ocsps_free(&list);
	eci_buf_free(&der);
	party_free(&p);
}

/* Issued by an authority below the issuer: not directly. */
static void
test_below(void)
{
	struct party mid = issue(ctx, ca("mid", 0), &root);
	struct party p = responder(ctx, "below", &mid, true);
	struct response_spec r = plain(&p);

	unit_case("a responder of an authority below");
	r.certs[1] = &mid;
	check(&r, NO_RIGHT);
	party_free(&p);
	party_free(&mid);
	mid = issue(ctx, ca("root", -1), NULL);
	r = plain(&root);
	unit_case("a stranger of the issuer's name in an answer of the issuer");
	r.certs[0] = &mid;
	check(&r, NULL);
	p = responder(ctx, "responder", &mid, true);
	unit_case("a stranger of the responder's name in an answer of the responder");
	r = plain(&resp);
	r.certs[1] = &p;
	check(&r, NULL);
	unit_case("and before him");
	r.certs[0] = &p;
	r.certs[1] = &resp;
	check(&r, NULL);
	party_free(&p);
	unit_case("a certificate of the issuer's name that the issuer did not sign");
	p = responder(ctx, "forged", &mid, true);
	r = plain(&p);
	r.certs[1] = NULL;
	check(&r, NO_RIGHT);
	party_free(&p);
	party_free(&mid);
}

/* The issuer's key under another name, and what nobody understands. */
static void
test_odd(void)
{
	struct eci_issue what = ca("another name", -1);
	struct party twin = { .key = root.key }, p;
	struct eci_buf more = { 0 };
	struct response_spec r;

	unit_case("a responder of the issuer's key under another name");
	CHECK_OK(ctx, eci_issue_cert(ctx, &what, root.key, root.key, NULL, &twin.cert));
	p = responder(ctx, "responder", &twin, true);
	r = plain(&p);
	check(&r, NO_RIGHT);
	party_free(&p);
	eci_cert_free(twin.cert);
	unit_case("a critical extension in the responder's certificate that nobody knows");
	put_extension_hex(ctx, &more, "2.5.29.37", false, OCSP_SIGNING);
	put_extension_hex(ctx, &more, "2.5.29.99", true, "0500");
	p = issue_more(ctx, leaf("responder"), &root, &more);
	r = plain(&p);
	check(&r, NO_RIGHT);
	party_free(&p);
}

/* Of an issuer whose certificate ended. */
static void
test_ended(void)
{
	struct eci_issue what = ca("brief", -1);
	struct party brief, p;
	struct response_spec r;
	struct eci_ocsps list = { 0 };
	struct eci_revocation rev;
	struct eci_buf der;
	int late;

	what.until = NOW - 10;
	brief = issue(ctx, what, NULL);
	p = issue(ctx, leaf("end"), &brief);
	for (late = 0; late < 2; late++) {
		unit_case("produced %s", late ? "after the issuer's certificate ended" :
		    "in its last second");
		r = plain(&brief);
		r.v[0].cert = &p;
		r.v[0].issuer = &brief;
		r.produced = NOW - 10 + late;
		der = response(ctx, &r);
		CHECK_OK(ctx, eci_ocsp_load(ctx, "r", der.ptr, der.len, &list));
		CHECK_OK(ctx, eci_ocsp_check(ctx, &list, NULL, p.cert, brief.cert, AT, NOW, false,
		    &rev));
		CHECK_INT(rev.state, late ? ECI_REV_UNKNOWN : ECI_REV_GOOD);
		eci_ocsps_free(&list);
		eci_buf_free(&der);
	}
	party_free(&brief);
	party_free(&p);
}

/* A list of root's that gives a reason, put together by hand. */
static void
add_stolen(struct eci_crls *l, int64_t serial, int64_t when)
{
	struct eci_buf in = { 0 }, entry = { 0 }, all = { 0 }, tbs = { 0 }, der;

	CHECK_OK(ctx, eci_der_put_int(ctx, &in, 1));
	put_alg(ctx, &in, true);
	CHECK_OK(ctx, eci_buf_add(ctx, &in, root.cert->subject_der.ptr, root.cert->subject_der.len));
	CHECK_OK(ctx, eci_der_put_time(ctx, &in, ECI_DER_UTCTIME, NOW - 5));
	CHECK_OK(ctx, eci_der_put_time(ctx, &in, ECI_DER_UTCTIME, NOW + DAY));
	CHECK_OK(ctx, eci_der_put_int(ctx, &entry, serial));
	CHECK_OK(ctx, eci_der_put_time(ctx, &entry, ECI_DER_UTCTIME, when));
	put_hex(ctx, &entry, "300c300a0603551d1504030a0101");
	put_in(ctx, &all, ECI_DER_SEQUENCE, &entry);
	put_in(ctx, &in, ECI_DER_SEQUENCE, &all);
	put_in(ctx, &tbs, ECI_DER_SEQUENCE, &in);
	der = signed_by(ctx, &tbs, &root, NULL);
	CHECK_OK(ctx, eci_crls_load(ctx, "l", der.ptr, der.len, l));
	eci_buf_free(&der);
}

static void
add_list(struct eci_crls *l, int64_t from, uint64_t serial, int64_t when)
{
	struct eci_buf pem = { 0 };

	CHECK_OK(ctx, eci_issue_crl(ctx, root.key, root.cert, from, NOW + DAY, 1,
	    serial != 0 ? &serial : NULL, &when, serial != 0, &pem));
	CHECK_OK(ctx, eci_crls_load(ctx, "l", pem.ptr, pem.len, l));
	eci_buf_free(&pem);
}

/* A responder without id-pkix-ocsp-nocheck may be revoked. */
static void
test_revoked(void)
{
	struct eci_issue what = leaf("checked");
	struct eci_crls l = { 0 };
	struct eci_buf more = { 0 };
	struct response_spec r;
	struct party p;

	what.serial = 77;
	put_extension_hex(ctx, &more, "2.5.29.37", false, OCSP_SIGNING);
	p = issue_more(ctx, what, &root, &more);
	r = plain(&p);
	unit_case("whether the responder was revoked is not known");
	CHECK_INT(check_with(&r, NULL, NULL), ECI_REV_RESPONDER);
	unit_case("it was not");
	add_list(&l, NOW - 5, 0, 0);
	CHECK_INT(check_with(&r, &l, NULL), 0);
	eci_crls_free(&l);
	unit_case("it was, before it answered");
	add_list(&l, NOW - 5, 77, NOW - 20);
	check_with(&r, &l, "the responder's certificate is revoked");
	eci_crls_free(&l);
	unit_case("it was, after it answered");
	add_list(&l, NOW - 5, 77, NOW - 5);
	CHECK_INT(check_with(&r, &l, NULL), 0);
	eci_crls_free(&l);
	unit_case("its key was stolen, after it answered as it says");
	add_stolen(&l, 77, NOW - 5);
	check_with(&r, &l, "the responder's certificate is revoked");
	eci_crls_free(&l);
	unit_case("a responder that need not be checked, and is revoked");
	add_list(&l, NOW - 5, 1000, NOW - 20);
	r = plain(&resp);
	check_with(&r, &l, "the responder's certificate is revoked");
	eci_crls_free(&l);
	party_free(&p);
}

static void
test_rsa(void)
{
	struct party rsa = issue_rsa(ctx, ca("rsa", -1), NULL);
	struct party leaf_of = issue_rsa(ctx, leaf("rsa end"), &rsa);
	struct party sm2 = responder(ctx, "mixed", &rsa, true);
	struct response_spec r = plain(&sm2);
	struct eci_ocsps list = { 0 };
	struct eci_revocation rev;
	struct eci_buf der;

	unit_case("an SM2 responder of an RSA authority");
	r.v[0].cert = &leaf_of;
	r.v[0].issuer = &rsa;
	der = response(ctx, &r);
	CHECK_OK(ctx, eci_ocsp_load(ctx, "r", der.ptr, der.len, &list));
	CHECK_OK(ctx, eci_ocsp_check(ctx, &list, NULL, leaf_of.cert, rsa.cert, AT, NOW, false, &rev));
	CHECK_INT(rev.state, ECI_REV_GOOD);
	eci_ocsps_free(&list);
	eci_buf_free(&der);
	party_free(&sm2);
	party_free(&leaf_of);
	party_free(&rsa);
}

int
main(void)
{
	ctx = unit_ctx();
	root = issue(ctx, ca("root", -1), NULL);
	end = issue(ctx, leaf("end"), &root);
	sibling = issue(ctx, ca("sibling", -1), NULL);
	resp = responder(ctx, "responder", &root, true);
	test_issuer();
	test_delegate();
	test_flaws();
	test_outlived();
	test_empty_id();
	test_below();
	test_odd();
	test_ended();
	test_revoked();
	test_rsa();
	party_free(&root);
	party_free(&end);
	party_free(&sibling);
	party_free(&resp);
	return unit_end();
}
