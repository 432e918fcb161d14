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
#define OPEN(w) { .state = ECI_REV_UNKNOWN, .why = w }

static const struct row rows[] = {
	{ "good", ODD(0), false, false, ECERT_CHECK_PASS, 0, false, "CN=Lab A, O=Forge, C=CN was not revoked",
	    "CN=Lab A, O=Forge, C=CN 未被撤销" },
	{ "renewed too rarely", ODD(ECI_REV_SLOW), false, false, ECERT_CHECK_NOTE, 0, false,
	    "was not revoked; its list is renewed after more than 24 hours",
	    "未被撤销；其撤销列表的更新间隔超过 24 小时" },
	{ "an unchecked responder", ODD(ECI_REV_RESPONDER), false, false, ECERT_CHECK_NOTE, 0, false,
	    "whether the responder that says so was revoked is not known", "OCSP 响应者本身" },
	{ "after it expired, and rarely", ODD(ECI_REV_LATE | ECI_REV_SLOW), false, false,
	    ECERT_CHECK_NOTE, 0, false, "24 hours; what says so was made after it expired", "24 小时；该信息形成于证书到期之后" },
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
	struct eci_revocation rev = { .state = ECI_REV_AFTER, .when = T_SIGN + 1,
	    .why = "aACompromise" };
	struct eci_vrun run = { .ctx = forge.ctx };
	struct eci_vat at = { .run = &run };
	int role;

	for (role = 0; role < 4; role++) {
		rev.vague = (role & 1) != 0;
		j.role = (role & 2) != 0 ? ECI_ROLE_SIGNER : ECI_ROLE_TSA;
		unit_case("%s revoked after, for %s reason", (role & 2) != 0 ? "a signer" :
		    "an authority", rev.vague ? "a vague" : "a harmless");
		CHECK_OK(forge.ctx, eci_verify_report_new(forge.ctx, false, &run.rep));
		CHECK_OK(forge.ctx, eci_verify_revocation_say(&at, &j, signer.cert, &rev));
		CHECK_INT(run.rep->items[0].outcome,
		    role == 1 ? ECERT_CHECK_UNDECIDED : ECERT_CHECK_NOTE);
		CHECK_INT(run.rep->items[0].reason, R(CERT_REVOKED));
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
	    "the list is not in force yet", "the list ended before the time in question",
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
		CHECK_OK(forge.ctx, eci_verify_phrase(forge.ctx, all[i], &zh));
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
	const struct eci_vitem *it;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		CHECK_OK(forge.ctx, eci_verify_report_new(forge.ctx, false, &run.rep));
		run.pol.no_revocation = rows[i].no_revocation;
		j.proven = rows[i].proven;
		CHECK_OK(forge.ctx, eci_verify_revocation_say(&at, &j, signer.cert, &rows[i].rev));
		CHECK_INT(run.rep->n_items, 1);
		it = &run.rep->items[0];
		CHECK_INT(it->outcome, rows[i].want);
		CHECK_INT(it->reason, rows[i].r);
		CHECK_INT(it->deviation, rows[i].deviation);
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
		CHECK_OK(forge.ctx, eci_verify_report_new(forge.ctx, false, &run.rep));
		run.pol.no_revocation = no;
		CHECK_OK(forge.ctx, eci_verify_no_path(&at, &j));
		CHECK_INT(run.rep->items[0].outcome, no ? ECERT_CHECK_NOTE : ECERT_CHECK_UNDECIDED);
		CHECK_INT(run.rep->skipped & ECI_SKIP_REVOCATION, no ? ECI_SKIP_REVOCATION : 0);
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
	test_no_path();
	test_phrases();
	forge_end();
	return unit_end();
}
