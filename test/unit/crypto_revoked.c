/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_more.h"

#define AT (T0 + 30 * DAY)
#define NOW (T0 + 60 * DAY)
#define END (T0 + 365 * DAY)         /* of leaf()'s validity */
#define NO_REASON "no reason given"
#define LATE "the list was made after the certificate expired, when entries may have been taken off"

static const uint64_t serial1000[] = { 1000 };

static void
add_list(ecert_ctx *ctx, struct eci_crls *l, const struct party *by, int64_t from,
    int64_t until, const int64_t *revoked)
{
	struct eci_buf pem = { 0 };

	CHECK_OK(ctx, eci_issue_crl(ctx, by->key, by->cert, from, until, 3,
	    revoked ? serial1000 : NULL, revoked, revoked ? 1 : 0, &pem));
	CHECK_OK(ctx, eci_crls_load(ctx, "list", pem.ptr, pem.len, l));
	eci_buf_free(&pem);
}

static void
check_state(ecert_ctx *ctx, const struct eci_crls *l, const struct party *leaf_of,
    const struct party *by, enum eci_revoked want, const char *why)
{
	struct eci_revocation r;

	CHECK_OK(ctx, eci_crl_check(ctx, l, leaf_of->cert, by->cert, AT, NOW, false, &r));
	CHECK_INT(r.state, want);
	CHECK_STR(r.why, why);
}

/* When the list was made and ends, when it revokes (0: not), and what follows. */
static const struct {
	const char      *name;
	int64_t          from, until, revoked;
	enum eci_revoked want;
	const char      *why;
} rows[] = {
	{ "current at now", T0 + 59 * DAY, NOW + DAY, 0, ECI_REV_GOOD, "" },
	{ "made before the time, still current at now", T0 + DAY, NOW, 0, ECI_REV_GOOD, "" },
	{ "ended a second before now, made before the time", T0 + DAY, NOW - 1, 0,
	    ECI_REV_UNKNOWN, "the list ended before the time in question" },
	{ "ended before now, made at the time", AT, NOW - DAY, 0, ECI_REV_GOOD, "" },
	{ "ended before now, made a second before the time", AT - 1, NOW - DAY, 0,
	    ECI_REV_UNKNOWN, "the list ended before the time in question" },
	{ "made after now", NOW + 1, NOW + DAY, 0, ECI_REV_UNKNOWN,
	    "the list is not in force yet" },
	{ "made now", NOW, NOW + DAY, 0, ECI_REV_GOOD, "" },
	{ "revoked before", T0 + 59 * DAY, NOW + DAY, AT - 1, ECI_REV_BEFORE, NO_REASON },
	{ "revoked at the very second", T0 + 59 * DAY, NOW + DAY, AT, ECI_REV_BEFORE, NO_REASON },
	{ "revoked after", T0 + 59 * DAY, NOW + DAY, AT + 1, ECI_REV_AFTER, NO_REASON },
	{ "revoked in a list long ended", T0 + DAY, T0 + 2 * DAY, T0 + DAY, ECI_REV_BEFORE,
	    NO_REASON },
};

static void
test_times(ecert_ctx *ctx, const struct party *root, const struct party *end)
{
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		struct eci_crls l = { 0 };
		struct eci_revocation r;

		unit_case("%s", rows[i].name);
		add_list(ctx, &l, root, rows[i].from, rows[i].until,
		    rows[i].revoked ? &rows[i].revoked : NULL);
		check_state(ctx, &l, end, root, rows[i].want, rows[i].why);
		CHECK_OK(ctx, eci_crl_check(ctx, &l, end->cert, root->cert, AT, NOW, false, &r));
		CHECK_INT(r.when, rows[i].revoked);
		eci_crls_free(&l);
	}
}

static void
test_issuers(ecert_ctx *ctx, const struct party *root, const struct party *end)
{
	struct party forged = issue(ctx, ca("root", -1), NULL), other = issue(ctx, ca("b", -1), NULL);
	struct party mute, under;
	struct eci_issue what = ca("root", -1), less = leaf("less");
	struct eci_crls l = { 0 };
	int64_t before = AT - 1;

	unit_case("no list");
	check_state(ctx, NULL, end, root, ECI_REV_UNKNOWN, "no list of this issuer");
	check_state(ctx, &l, end, root, ECI_REV_UNKNOWN, "no list of this issuer");
	unit_case("a list of another issuer");
	add_list(ctx, &l, &other, T0, NOW + DAY, NULL);
	check_state(ctx, &l, end, root, ECI_REV_UNKNOWN, "no list of this issuer");
	unit_case("a forged list of the issuer's name");
	add_list(ctx, &l, &forged, T0, NOW + DAY, NULL);
	check_state(ctx, &l, end, root, ECI_REV_UNKNOWN, "the list is not signed by this issuer");
	unit_case("a forged list cannot revoke");
	add_list(ctx, &l, &forged, T0, NOW + DAY, &before);
	check_state(ctx, &l, end, root, ECI_REV_UNKNOWN, "the list is not signed by this issuer");
	unit_case("bad lists beside a good one");
	add_list(ctx, &l, root, T0, NOW + DAY, NULL);
	check_state(ctx, &l, end, root, ECI_REV_GOOD, "");
	unit_case("one that revokes beside one that does not");
	add_list(ctx, &l, root, T0, NOW + 2 * DAY, &before);
	check_state(ctx, &l, end, root, ECI_REV_BEFORE, NO_REASON);
	unit_case("a serial number of the same length that is less than the one it revokes");
	less.serial = 999;
	under = issue(ctx, less, root);
	check_state(ctx, &l, &under, root, ECI_REV_GOOD, "");
	party_free(&under);
	eci_crls_free(&l);
	unit_case("an issuer that may not sign lists");
	what.usage = "keyCertSign";
	mute = issue(ctx, what, NULL);
	under = issue(ctx, leaf("under"), &mute);
	add_list(ctx, &l, &mute, T0, NOW + DAY, NULL);
	check_state(ctx, &l, &under, &mute, ECI_REV_UNKNOWN,
	    "the issuer's key usage does not allow lists");
	eci_crls_free(&l);
	party_free(&forged);
	party_free(&other);
	party_free(&mute);
	party_free(&under);
}

/* Made by openssl ca -gencrl, with the ID and without. */
static void
test_openssl(ecert_ctx *ctx)
{
	struct eci_buf cert = vector("cert-ca.pem"), list = vector("crl.pem");
	struct eci_buf cert0 = vector("cert-empty-id.pem"), list0 = vector("crl-empty-id.pem");
	struct eci_buf leaf0 = vector("leaf-empty-id.pem");
	struct eci_certs c1 = { 0 }, c0 = { 0 }, l0 = { 0 };
	struct eci_crls l = { 0 };
	struct eci_revocation r;
	struct eci_cert *c;
	int64_t at;

	CHECK_OK(ctx, eci_certs_load(ctx, "c", cert.ptr, cert.len, &c1));
	c = c1.v[0];
	CHECK_OK(ctx, eci_certs_load(ctx, "c", cert0.ptr, cert0.len, &c0));
	CHECK_OK(ctx, eci_certs_load(ctx, "l", leaf0.ptr, leaf0.len, &l0));
	at = eci_cert_not_before(c) + DAY;
	unit_case("openssl's list with the id");
	CHECK_OK(ctx, eci_crls_load(ctx, "l", list.ptr, list.len, &l));
	CHECK_OK(ctx, eci_crl_check(ctx, &l, l0.v[0], c, at, at, false, &r));
	CHECK_INT(r.state, ECI_REV_BEFORE);
	CHECK_OK(ctx, eci_crl_check(ctx, &l, c, c, at, at, false, &r));
	CHECK_INT(r.state, ECI_REV_GOOD);
	eci_crls_free(&l);
	unit_case("openssl's list without the id");
	CHECK_OK(ctx, eci_crls_load(ctx, "l", list0.ptr, list0.len, &l));
	CHECK_OK(ctx, eci_crl_check(ctx, &l, l0.v[0], c0.v[0], at, at, false, &r));
	CHECK_INT(r.state, ECI_REV_UNKNOWN);
	CHECK_OK(ctx, eci_crl_check(ctx, &l, l0.v[0], c0.v[0], at, at, true, &r));
	CHECK_INT(r.state, ECI_REV_BEFORE);
	CHECK_OK(ctx, eci_crl_check(ctx, &l, c0.v[0], c0.v[0], at, at, true, &r));
	CHECK_INT(r.state, ECI_REV_GOOD);
	CHECK_INT(r.odd & ECI_REV_EMPTY_ID, ECI_REV_EMPTY_ID);
	CHECK_OK(ctx, eci_crl_check(ctx, &l, l0.v[0], c0.v[0], at, at, false, &r));
	CHECK_INT(r.state, ECI_REV_UNKNOWN);
	eci_crls_free(&l);
	eci_certs_free(&c1);
	eci_certs_free(&c0);
	eci_certs_free(&l0);
	eci_buf_free(&cert);
	eci_buf_free(&list);
	eci_buf_free(&cert0);
	eci_buf_free(&list0);
	eci_buf_free(&leaf0);
}

/* Of a list that says good: how often it is made. */
static void
test_odd(ecert_ctx *ctx, const struct party *root, const struct party *end)
{
	static const struct { const char *name; int64_t from, until, now; unsigned odd; } lists[] = {
		{ "renewed after a day", NOW - 5, NOW - 5 + DAY, NOW, 0 },
		{ "renewed after a day and a second", NOW - 5, NOW - 4 + DAY, NOW, ECI_REV_SLOW },
		{ "made when the certificate ended", END, END + DAY, END + DAY, 0 },
	};
	struct eci_crls l = { 0 };
	struct eci_revocation r;
	size_t i;

	for (i = 0; i < ECI_COUNT(lists); i++) {
		unit_case("%s", lists[i].name);
		add_list(ctx, &l, root, lists[i].from, lists[i].until, NULL);
		CHECK_OK(ctx, eci_crl_check(ctx, &l, end->cert, root->cert, AT, lists[i].now, false,
		    &r));
		CHECK_INT(r.state, ECI_REV_GOOD);
		CHECK_INT(r.odd, lists[i].odd);
		eci_crls_free(&l);
	}
	unit_case("a list of authorities may be renewed rarely");
	add_list(ctx, &l, root, NOW - 5, NOW + 300 * DAY, NULL);
	CHECK_OK(ctx, eci_crl_check(ctx, &l, root->cert, root->cert, AT, NOW, false, &r));
	CHECK_INT(r.state, ECI_REV_GOOD);
	CHECK_INT(r.odd, 0);
	unit_case("the better of two lists");
	add_list(ctx, &l, root, NOW - 5, NOW, NULL);
	CHECK_OK(ctx, eci_crl_check(ctx, &l, end->cert, root->cert, AT, NOW, false, &r));
	CHECK_INT(r.odd, 0);
	eci_crls_free(&l);
}

/* A list that names a key, where the issuer's certificate does not. */
static void
test_key_id(ecert_ctx *ctx)
{
	static const char key_id[] = "\x06\x03\x55\x1d\x0e\x04\x16\x04\x14";
	static const char odd[] = "\x06\x03\x55\x1d\x0e\x04\x16\x80\x14";
	struct party root = issue(ctx, ca("root", -1), NULL), end = issue(ctx, leaf("end"), &root);
	struct eci_cert *without = NULL;
	struct eci_crls l = { 0 };

	unit_case("a list that names the key of an issuer that does not");
	add_list(ctx, &l, &root, NOW - 5, NOW + 5, NULL);
	CHECK_INT(l.v[0]->key_id.len, 20);
	CHECK_OK(ctx, load_altered(ctx, &root, key_id, odd, sizeof(odd) - 1, &without));
	CHECK_INT(without->exts.key_id.len, 0);
	eci_cert_free(root.cert);
	root.cert = without;
	check_state(ctx, &l, &end, &root, ECI_REV_GOOD, "");
	eci_crls_free(&l);
	party_free(&root);
	party_free(&end);
}

static void
test_issuer_time(ecert_ctx *ctx)
{
	struct eci_issue what = ca("brief", -1);
	struct eci_crls l = { 0 };
	struct party brief, end;
	struct eci_revocation r;
	int64_t before = AT - 1;

	what.until = NOW - 1;
	brief = issue(ctx, what, NULL);
	end = issue(ctx, leaf("end"), &brief);
	unit_case("a list made in the last second of its issuer");
	add_list(ctx, &l, &brief, NOW - 1, NOW + DAY, NULL);
	check_state(ctx, &l, &end, &brief, ECI_REV_GOOD, "");
	eci_crls_free(&l);
	unit_case("a list made after its issuer's certificate ended");
	add_list(ctx, &l, &brief, NOW, NOW + DAY, NULL);
	check_state(ctx, &l, &end, &brief, ECI_REV_UNKNOWN,
	    "the list was made when the issuer's certificate was not valid");
	eci_crls_free(&l);
	unit_case("a list made before its issuer's certificate began");
	add_list(ctx, &l, &brief, T0 - 1, NOW + DAY, NULL);
	check_state(ctx, &l, &end, &brief, ECI_REV_UNKNOWN,
	    "the list was made when the issuer's certificate was not valid");
	eci_crls_free(&l);
	unit_case("but what it revokes is revoked");
	add_list(ctx, &l, &brief, NOW, NOW + DAY, &before);
	CHECK_OK(ctx, eci_crl_check(ctx, &l, end.cert, brief.cert, AT, NOW, false, &r));
	CHECK_INT(r.state, ECI_REV_BEFORE);
	eci_crls_free(&l);
	party_free(&brief);
	party_free(&end);
}

/* Without nextUpdate, made by hand. */
static void
test_no_next(ecert_ctx *ctx, const struct party *root, const struct party *end)
{
	static const struct { const char *name; int64_t from; enum eci_revoked want; } ages[] = {
		{ "a day old", NOW - DAY, ECI_REV_GOOD },
		{ "older, but made after the time", AT, ECI_REV_GOOD },
		{ "older than the time", AT - 1, ECI_REV_UNKNOWN },
	};
	struct eci_revocation r;
	size_t i;

	for (i = 0; i < ECI_COUNT(ages); i++) {
		struct eci_buf in = { 0 }, tbs = { 0 }, der;
		struct eci_crls l = { 0 };

		unit_case("a list without nextUpdate, %s", ages[i].name);
		put_alg(ctx, &in, true);
		CHECK_OK(ctx, eci_buf_add(ctx, &in, root->cert->subject_der.ptr,
		    root->cert->subject_der.len));
		CHECK_OK(ctx, eci_der_put_time(ctx, &in, ECI_DER_UTCTIME, ages[i].from));
		put_in(ctx, &tbs, ECI_DER_SEQUENCE, &in);
		der = signed_by(ctx, &tbs, root, NULL);
		CHECK_OK(ctx, eci_crls_load(ctx, "l", der.ptr, der.len, &l));
		check_state(ctx, &l, end, root, ages[i].want, ages[i].want == ECI_REV_GOOD ? "" :
		    "the list ended before the time in question");
		if (i == 0) {
			CHECK_OK(ctx, eci_crl_check(ctx, &l, end->cert, root->cert, NOW - 1, NOW, false,
			    &r));
			CHECK_INT(r.state, ECI_REV_GOOD);
			CHECK_INT(r.next, 0);
			CHECK_OK(ctx, eci_crl_check(ctx, &l, end->cert, root->cert, NOW - 1, NOW + 1,
			    false, &r));
			CHECK_INT(r.state, ECI_REV_UNKNOWN);
		}
		eci_crls_free(&l);
		eci_buf_free(&der);
	}
}

/* A list made at from; keeps: its expiredCertsOnCRL, 0: none. */
static void
add_keeping(ecert_ctx *ctx, struct eci_crls *l, const struct party *by, int64_t from,
    int64_t keeps)
{
	struct eci_buf in = { 0 }, tbs = { 0 }, value = { 0 }, exts = { 0 }, seq = { 0 }, der;

	CHECK_OK(ctx, eci_der_put_int(ctx, &in, 1));
	put_alg(ctx, &in, true);
	CHECK_OK(ctx, eci_buf_add(ctx, &in, by->cert->subject_der.ptr, by->cert->subject_der.len));
	CHECK_OK(ctx, eci_der_put_time(ctx, &in, ECI_DER_UTCTIME, from));
	if (keeps != 0) {
		CHECK_OK(ctx, eci_der_put_time(ctx, &value, ECI_DER_GENTIME, keeps));
		put_extension(ctx, &exts, "2.5.29.60", false, &value);
		put_in(ctx, &seq, ECI_DER_SEQUENCE, &exts);
		put_in(ctx, &in, 0xa0, &seq);
	}
	put_in(ctx, &tbs, ECI_DER_SEQUENCE, &in);
	der = signed_by(ctx, &tbs, by, NULL);
	CHECK_OK(ctx, eci_crls_load(ctx, "l", der.ptr, der.len, l));
	eci_buf_free(&der);
}

/* RFC 5280 3.3: what expired may be taken off, so that its absence says nothing. */
static void
test_late(ecert_ctx *ctx, const struct party *root, const struct party *end)
{
	static const struct { const char *name; int64_t from, keeps; enum eci_revoked want; } ages[] = {
		{ "made in the certificate's last second", END, 0, ECI_REV_GOOD },
		{ "made a second after it ended", END + 1, 0, ECI_REV_UNKNOWN },
		{ "the same, and it keeps what ended in that second", END + 1, END, ECI_REV_GOOD },
		{ "the same, and it keeps what ended later", END + 1, END + 1, ECI_REV_UNKNOWN },
		{ "made while it was valid, and keeps what ended later", END, END + 1, ECI_REV_GOOD },
	};
	static const int64_t after[] = { AT + 1 };
	struct eci_crls l = { 0 };
	struct eci_revocation r;
	size_t i;

	for (i = 0; i < ECI_COUNT(ages); i++) {
		unit_case("of an expired certificate, a list %s", ages[i].name);
		add_keeping(ctx, &l, root, ages[i].from, ages[i].keeps);
		CHECK_OK(ctx, eci_crl_check(ctx, &l, end->cert, root->cert, AT, END + DAY, false, &r));
		CHECK_INT(r.state, ages[i].want);
		CHECK_INT(r.by_list, ages[i].want == ECI_REV_GOOD);
		CHECK_STR(r.why, ages[i].want == ECI_REV_GOOD ? "" : LATE);
		eci_crls_free(&l);
	}
	unit_case("of an expired certificate, a list of its time beside one of today");
	add_keeping(ctx, &l, root, END + 1, 0);
	add_list(ctx, &l, root, AT + 5, AT + DAY, NULL);
	CHECK_OK(ctx, eci_crl_check(ctx, &l, end->cert, root->cert, AT, END + DAY, false, &r));
	CHECK_INT(r.state, ECI_REV_GOOD);
	unit_case("of an expired certificate, a list of today that names it all the same");
	add_list(ctx, &l, root, END + 2, END + DAY, after);
	CHECK_OK(ctx, eci_crl_check(ctx, &l, end->cert, root->cert, AT, END + DAY, false, &r));
	CHECK_INT(r.state, ECI_REV_AFTER);
	eci_crls_free(&l);
}

static void
test_join(void)
{
	static const struct eci_revocation all[] = {
		{ .state = ECI_REV_UNKNOWN, .why = "u" },
		{ .state = ECI_REV_GOOD, .why = "slow", .odd = ECI_REV_SLOW },
		{ .state = ECI_REV_GOOD, .why = "" },
		{ .state = ECI_REV_AFTER, .when = 20, .why = "a" },
		{ .state = ECI_REV_AFTER, .when = 10, .why = "b" },
		{ .state = ECI_REV_AFTER, .when = 30, .why = "c", .stolen = true },
		{ .state = ECI_REV_BEFORE, .when = 5, .why = "d" },
		{ .state = ECI_REV_BEFORE, .when = 4, .why = "e", .stolen = true },
	};
	struct eci_revocation r;
	size_t i, k;

	unit_case("of two sources the graver counts, in either order");
	for (i = 0; i < ECI_COUNT(all); i++)
		for (k = 0; k < ECI_COUNT(all); k++) {
			r = all[i];
			eci_revocation_join(&r, &all[k]);
			CHECK_STR(r.why, all[i > k ? i : k].why);
		}
}

static void
test_rsa(ecert_ctx *ctx)
{
	struct party rsa = issue_rsa(ctx, ca("rsa", -1), NULL), end = issue(ctx, leaf("end"), &rsa);
	struct eci_crls l = { 0 };
	int64_t before = AT - 1;

	unit_case("a list signed with RSA");
	add_list(ctx, &l, &rsa, NOW - 5, NOW + 5, NULL);
	check_state(ctx, &l, &end, &rsa, ECI_REV_GOOD, "");
	add_list(ctx, &l, &rsa, NOW - 5, NOW + 5, &before);
	check_state(ctx, &l, &end, &rsa, ECI_REV_BEFORE, NO_REASON);
	eci_crls_free(&l);
	party_free(&rsa);
	party_free(&end);
}

static void
test_many(ecert_ctx *ctx, const struct party *root)
{
	static uint64_t serials[500];
	static int64_t when[500];
	struct eci_issue what = leaf("many");
	struct eci_buf pem = { 0 };
	struct eci_crls l = { 0 };
	struct party p;
	size_t i;

	unit_case("a long list, each entry found");
	for (i = 0; i < ECI_COUNT(serials); i++) {
		serials[i] = (i * 2654435761u % 100000) << (i % 5 * 8) | 1;
		when[i] = AT - 1 - (int64_t)i;
	}
	CHECK_OK(ctx, eci_issue_crl(ctx, root->key, root->cert, T0, NOW + DAY, 1, serials, when,
	    ECI_COUNT(serials), &pem));
	CHECK_OK(ctx, eci_crls_load(ctx, "many", pem.ptr, pem.len, &l));
	for (i = 0; i < ECI_COUNT(serials); i += 100) {
		what.serial = serials[i];
		p = issue(ctx, what, root);
		check_state(ctx, &l, &p, root, ECI_REV_BEFORE, NO_REASON);
		party_free(&p);
	}
	what.serial = 2;
	p = issue(ctx, what, root);
	check_state(ctx, &l, &p, root, ECI_REV_GOOD, "");
	party_free(&p);
	eci_crls_free(&l);
	eci_buf_free(&pem);
}

/* The list that decided tells when it was made, and when the next one comes. */
static void
test_decided(ecert_ctx *ctx, const struct party *root, const struct party *end)
{
	static const uint64_t serial[] = { 1000 };
	static const int64_t when[] = { T0 + 5 * DAY };
	struct eci_crls lists = { 0 };
	struct eci_revocation r;
	struct eci_buf pem = { 0 };

	unit_case("no list decided");
	CHECK_OK(ctx, eci_crl_check(ctx, &lists, end->cert, root->cert, T0 + DAY, T0 + DAY, false,
	    &r));
	CHECK(!r.by_list);

	unit_case("the list that decided");
	CHECK_OK(ctx, eci_issue_crl(ctx, root->key, root->cert, T0 + 2 * DAY, T0 + 3 * DAY, 1,
	    NULL, NULL, 0, &pem));
	CHECK_OK(ctx, eci_crls_load(ctx, "t", pem.ptr, pem.len, &lists));
	CHECK_OK(ctx, eci_crl_check(ctx, &lists, end->cert, root->cert, T0 + DAY, T0 + 9 * DAY,
	    false, &r));
	CHECK_INT(r.state, ECI_REV_GOOD);
	CHECK(r.by_list);
	CHECK_INT(r.made, T0 + 2 * DAY);
	CHECK_INT(r.next, T0 + 3 * DAY);

	unit_case("a list that names it");
	pem.len = 0;
	CHECK_OK(ctx, eci_issue_crl(ctx, root->key, root->cert, T0 + 6 * DAY, T0 + 8 * DAY, 2,
	    serial, when, 1, &pem));
	CHECK_OK(ctx, eci_crls_load(ctx, "t", pem.ptr, pem.len, &lists));
	CHECK_OK(ctx, eci_crl_check(ctx, &lists, end->cert, root->cert, T0 + DAY, T0 + 9 * DAY,
	    false, &r));
	CHECK_INT(r.state, ECI_REV_AFTER);
	CHECK(r.by_list);
	CHECK_INT(r.made, T0 + 6 * DAY);
	CHECK_INT(r.next, T0 + 8 * DAY);
	eci_buf_free(&pem);
	eci_crls_free(&lists);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct party root = issue(ctx, ca("root", -1), NULL), end = issue(ctx, leaf("end"), &root);

	test_times(ctx, &root, &end);
	test_issuers(ctx, &root, &end);
	test_openssl(ctx);
	test_many(ctx, &root);
	test_odd(ctx, &root, &end);
	test_key_id(ctx);
	test_issuer_time(ctx);
	test_no_next(ctx, &root, &end);
	test_late(ctx, &root, &end);
	test_join();
	test_decided(ctx, &root, &end);
	test_rsa(ctx);
	party_free(&root);
	party_free(&end);
	return unit_end();
}
