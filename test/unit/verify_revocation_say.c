/* SPDX-License-Identifier: Apache-2.0 */
/* What reports say of revocation, in both languages. */
#include "../negative/forge_store.h"
#include "verify/verify_priv.h"

static struct fwho signer;

struct row {
	const char              *name;
	struct eci_revocation    rev;
	bool                     proven, no_revocation;
	ecert_outcome            want;
	ecert_reason             r;
	bool                     deviation;
	const char              *en, *zh;
};

#define REVOKED(s, t, k) { .state = ECI_REV_##s, .when = t, .why = "keyCompromise", .stolen = k }
#define ODD(o) { .state = ECI_REV_GOOD, .why = "", .odd = o }
#define LATE(what) "the " what " was made after the certificate expired, when entries may have been taken off"
#define OPEN(w) { .state = ECI_REV_UNKNOWN, .why = w }

static const struct row rows[] = {
	{ "good", ODD(0), false, false, ECERT_CHECK_PASS, 0, false, "CN=Lab A, O=Forge, C=CN was not revoked",
	    "CN=Lab A, O=Forge, C=CN 未被撤销" },
	{ "renewed too rarely", ODD(ECI_REV_SLOW), false, false, ECERT_CHECK_NOTE, 0, false,
	    "was not revoked; its list is renewed after more than 24 hours",
	    "未被撤销；其撤销列表的更新间隔超过 24 小时" },
	{ "an unchecked responder", ODD(ECI_REV_RESPONDER), false, false, ECERT_CHECK_NOTE, 0, false,
	    "whether the responder that says so was revoked is not known", "OCSP 响应者本身" },
	{ "an unchecked responder, and rarely", ODD(ECI_REV_RESPONDER | ECI_REV_SLOW), false, false,
	    ECERT_CHECK_NOTE, 0, false, "24 hours; whether the responder", "24 小时；作此说明的" },
	{ "the empty ID", ODD(ECI_REV_EMPTY_ID), false, false, ECERT_CHECK_NOTE, 0, true,
	    "signed with the empty SM2 ID", "以空的 SM2 用户标识签名" },
	{ "revoked before", REVOKED(BEFORE, T_SIGN - 1, false), false, false, ECERT_CHECK_FAIL,
	    R(CERT_REVOKED), false, "is revoked as of 2023-11-14T22:13:19Z, before 2023-11-14T22:13:20Z",
	    "早于" },
	{ "revoked after", REVOKED(AFTER, T_SIGN + 1, false), false, false, ECERT_CHECK_NOTE,
	    R(CERT_REVOKED), false, "is revoked as of 2023-11-14T22:13:21Z, after", "晚于" },
	{ "stolen after, the time is claimed", REVOKED(AFTER, T_SIGN + 1, true), false, false,
	    ECERT_CHECK_UNDECIDED, R(CERT_REVOKED), false, "A time stamp would settle it", "时间戳可以解决" },
	{ "stolen after, the time is proven", REVOKED(AFTER, T_SIGN + 1, true), true, false,
	    ECERT_CHECK_NOTE, R(CERT_REVOKED), false, "is revoked as of 2023-11-14T22:13:21Z, after", "晚于" },
	{ "stolen before use, after the seal was made", REVOKED(AFTER, T_SIGN, true), true, false,
	    ECERT_CHECK_FAIL, R(CERT_REVOKED), false, "before the seal was used at", "早于用章时间" },
	{ "not known", OPEN("no list of this issuer"), false, false, ECERT_CHECK_UNDECIDED,
	    R(CRL_UNAVAILABLE), false,
	    "(no list of this issuer). To settle it: put the list of CN=Forge Root, O=Forge, C=CN into "
	    "DIR/crls, or an OCSP response about serial ", "（没有该颁发者的撤销列表）。解决办法：将" },
	{ "not known, and where to ask", OPEN("no list of this issuer"), false, false,
	    ECERT_CHECK_UNDECIDED, R(CRL_UNAVAILABLE), false,
	    "run ecert-verify --trust DIR FILE; or run ecert-verify --trust DIR --fetch FILE, which asks " CRL_URL,
	    "或运行 ecert-verify --trust DIR --fetch FILE，向 " CRL_URL " 查询" },
	{ "not known, as was asked for", OPEN("no OCSP response about it"), false, true,
	    ECERT_CHECK_NOTE, R(CRL_UNAVAILABLE), false, "(no OCSP response about it), as was asked for",
	    "按要求未检查" },
};

/* A stamp of before the revocation counts after a few reasons alone. */
static void
test_stamps(void)
{
	struct eci_vjudge j = { .role = ECI_ROLE_TSA, .path = ECI_V_TSA_PATH,
	    .revocation = ECI_V_TSA_REVOCATION, .at = T_SIGN, .used = T_SIGN };
	struct eci_revocation rev = { .state = ECI_REV_AFTER, .when = T_SIGN + 1 };
	struct eci_vrun run = { .ctx = forge.ctx };
	struct eci_vat at = { .run = &run };
	static const struct { const char *name, *why, *en, *zh; bool vague, unsaid; } why[] = {
		{ "a harmless reason", "superseded", "after", "晚于", false, false },
		{ "a vague reason", "aACompromise", "(aACompromise), after 2023-11-14T22:13:20Z; but "
		    "that reason does not rule out", "（aACompromise），晚于", true, false },
		{ "no reason", "no reason given", "after 2023-11-14T22:13:20Z, but without a reason "
		    "code: the time stamps of such an authority prove no time", "但未给出撤销原因", true,
		    true },
	};
	size_t i, k;

	for (k = 0; k < 2; k++)
		for (i = 0; i < ECI_COUNT(why); i++) {
			rev.why = why[i].why;
			rev.vague = why[i].vague;
			rev.unsaid = why[i].unsaid;
			j.role = k == 1 ? ECI_ROLE_SIGNER : ECI_ROLE_TSA;
			unit_case("%s revoked after, for %s", k == 1 ? "a signer" : "an authority",
			    why[i].name);
			CHECK_OK(forge.ctx, eci_report_new(forge.ctx, false, &run.rep));
			CHECK_OK(forge.ctx, eci_verify_revocation_say(&at, &j, signer.cert, &rev));
			CHECK_INT(run.rep->items[0].outcome, k == 0 && why[i].vague ?
			    ECERT_CHECK_UNDECIDED : ECERT_CHECK_NOTE);
			CHECK_INT(run.rep->items[0].reason, R(CERT_REVOKED));
			CHECK(k == 1 || strstr(run.rep->items[0].detail[0], why[i].en) != NULL);
			CHECK(k == 1 || strstr(run.rep->items[0].detail[1], why[i].zh) != NULL);
			ecert_report_free(run.rep);
		}
}

/* What would settle it, once the certificate has expired. */
static void
test_span(void)
{
	static const struct { const char *name; int64_t now, used; const char *en, *zh; } rows_of[] = {
		{ "in the certificate's last second", T_UNTIL, T_SIGN, "into DIR/ocsp, and run",
		    "放入 DIR/ocsp，运行" },
		{ "of what was used after its end", T_UNTIL + 2, T_UNTIL + 1, "into DIR/ocsp, and run",
		    "放入 DIR/ocsp，运行" },
		{ "a second later", T_UNTIL + 1, T_SIGN, "into DIR/ocsp, made from 2023-11-14T22:13:20Z until "
		    "2030-03-17T17:46:40Z, when the certificate expired (or later, if it says that it "
		    "keeps what expired then: expiredCertsOnCRL, archiveCutoff), and run",
		    "放入 DIR/ocsp（须形成于 2023-11-14T22:13:20Z 至证书到期时间 2030-03-17T17:46:40Z 之间" },
	};
	struct eci_revocation rev = { .state = ECI_REV_UNKNOWN, .why = LATE("list") };
	struct eci_vjudge j = { .path = ECI_V_SIGNER_PATH, .revocation = ECI_V_SIGNER_REVOCATION,
	    .at = T_SIGN, .used = T_SIGN };
	struct eci_vrun run = { .ctx = forge.ctx };
	struct eci_vat at = { .run = &run };
	size_t i;

	for (i = 0; i < ECI_COUNT(rows_of); i++) {
		unit_case("what would settle it, %s", rows_of[i].name);
		run.now = rows_of[i].now;
		j.at = rows_of[i].used;
		CHECK_OK(forge.ctx, eci_report_new(forge.ctx, false, &run.rep));
		CHECK_OK(forge.ctx, eci_verify_revocation_say(&at, &j, signer.cert, &rev));
		CHECK_INT(run.rep->items[0].outcome, ECERT_CHECK_UNDECIDED);
		CHECK_INT(run.rep->items[0].reason, R(CRL_UNAVAILABLE));
		if (strstr(run.rep->items[0].detail[0], rows_of[i].en) == NULL)
			CHECK_STR(run.rep->items[0].detail[0], rows_of[i].en);
		if (strstr(run.rep->items[0].detail[1], rows_of[i].zh) == NULL)
			CHECK_STR(run.rep->items[0].detail[1], rows_of[i].zh);
		ecert_report_free(run.rep);
	}
}

/* Whatever a lower layer says for "not known" has its Chinese. */
static void
test_phrases(void)
{
	static const char *const all[] = { "no list of this issuer",
	    "the list is not signed by this issuer", "the list names another key of this issuer",
	    "the issuer's key usage does not allow lists", "the list is of another distribution point",
	    "the list was made when the issuer's certificate was not valid",
	    "the list is not in force yet", "the list ended before the time in question", LATE("list"),
	    LATE("response"),
	    "the list removes the certificate, as only delta lists may", "no OCSP response about it",
	    "the response is not signed by the responder it names",
	    "the responder is not authorised by this issuer",
	    "the responder's certificate was not valid", "the responder's certificate is revoked",
	    "the response has an unknown critical extension", "the response is not in force yet",
	    "the response ended before the time in question",
	    "the responder does not know the certificate",
	    "its name constraints cannot be read",
	    "its name cannot be compared with the name constraints above it",
	    "name constraints above it are of a form that is not examined",
	    "its name is outside of the name constraints above it",
	    "its name is excluded by the name constraints above it" };
	size_t i, k;

	for (i = 0; i < ECI_COUNT(all); i++) {
		struct eci_buf zh = { 0 };

		unit_case("in Chinese: %s", all[i]);
		CHECK_OK(forge.ctx, eci_report_phrase(forge.ctx, all[i], &zh));
		for (k = 0; k + 3 < zh.len; k++)
			CHECK(memcmp(zh.ptr + k, "the ", 4) != 0 && memcmp(zh.ptr + k, "its ", 4) != 0);
		CHECK(strcmp((char *)zh.ptr, all[i]) != 0);
		eci_buf_free(&zh);
	}
}

static void
test_rows(void)
{
	struct eci_vjudge j = { .path = ECI_V_SIGNER_PATH, .revocation = ECI_V_SIGNER_REVOCATION,
	    .at = T_SIGN, .used = T_SIGN };
	struct eci_vrun run = { .ctx = forge.ctx };
	struct eci_vat at = { .run = &run };
	const struct eci_report_item *it;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		CHECK_OK(forge.ctx, eci_report_new(forge.ctx, false, &run.rep));
		run.pol.no_revocation = rows[i].no_revocation;
		j.proven = rows[i].proven;
		CHECK_OK(forge.ctx, eci_verify_revocation_say(&at, &j, signer.cert, &rows[i].rev));
		CHECK_INT(run.rep->n_items, 1);
		it = &run.rep->items[0];
		CHECK_INT(it->outcome, rows[i].want);
		CHECK_INT(it->reason, rows[i].r);
		CHECK_INT(it->deviation, rows[i].deviation);
		CHECK((rows[i].rev.odd & ECI_REV_RESPONDER) != 0 ||
		    strstr(it->detail[0], "responder") == NULL);
		if (strstr(it->detail[0], rows[i].en) == NULL)
			CHECK_STR(it->detail[0], rows[i].en);
		if (strstr(it->detail[1], rows[i].zh) == NULL)
			CHECK_STR(it->detail[1], rows[i].zh);
		ecert_report_free(run.rep);
	}
}

static void
test_no_path(void)
{
	struct eci_vjudge j = { .revocation = ECI_V_SIGNER_REVOCATION };
	struct eci_vrun run = { .ctx = forge.ctx };
	struct eci_vat at = { .run = &run };
	int no;

	for (no = 0; no < 2; no++) {
		unit_case("without a path%s", no ? ", as was asked for" : "");
		CHECK_OK(forge.ctx, eci_report_new(forge.ctx, false, &run.rep));
		run.pol.no_revocation = no;
		CHECK_OK(forge.ctx, eci_verify_no_path(&at, &j));
		CHECK_INT(run.rep->items[0].outcome, no ? ECERT_CHECK_NOTE : ECERT_CHECK_UNDECIDED);
		CHECK_INT(run.rep->skipped & ECI_SKIP_REVOCATION, no ? ECI_SKIP_REVOCATION : 0);
		ecert_report_free(run.rep);
	}
}

static int
nothing_fetched(void *arg, ecert_ctx *ctx, const char *url, const uint8_t *body, size_t len,
    const char *type, uint8_t **out, size_t *out_len)
{
	(void)arg, (void)ctx, (void)url, (void)body, (void)len, (void)type, (void)out, (void)out_len;
	return 1;
}

/* --fetch is no advice where it was given, nor for a tool that has none. */
static void
test_fetch(void)
{
	static const struct { bool fetch, of_seal, of_cert, want; } v[] = {
		{ false, false, false, true }, { true, false, false, false },
		{ false, true, false, false }, { false, false, true, false },
	};
	struct eci_vjudge j = { .revocation = ECI_V_SIGNER_REVOCATION };
	struct eci_revocation rev = { .why = "no list of this issuer" };
	struct eci_vrun run = { .ctx = forge.ctx };
	struct eci_vat at = { .run = &run };
	size_t i;

	for (i = 0; i < ECI_COUNT(v); i++) {
		unit_case("advice to fetch%s%s", v[i].fetch ? ", which was done" : "",
		    v[i].of_seal ? ", for a seal" : v[i].of_cert ? ", for a certificate" : "");
		CHECK_OK(forge.ctx, eci_report_new(forge.ctx, false, &run.rep));
		run.pol.fetch = v[i].fetch ? nothing_fetched : NULL;
		run.rep->of_seal = v[i].of_seal;
		run.rep->of_cert = v[i].of_cert;
		CHECK_OK(forge.ctx, eci_verify_revocation_say(&at, &j, signer.cert, &rev));
		CHECK_INT(strstr(run.rep->items[0].detail[0], "--fetch") != NULL, v[i].want);
		CHECK_INT(strstr(run.rep->items[0].detail[1], "--fetch") != NULL, v[i].want);
		ecert_report_free(run.rep);
	}
}

int
main(void)
{
	forge_start();
	signer = store_signer("Lab A", &forge.root, CRL_URL, OCSP_URL);
	test_rows();
	test_stamps();
	test_span();
	test_no_path();
	test_phrases();
	test_fetch();
	forge_end();
	return unit_end();
}
