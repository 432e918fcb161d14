/* SPDX-License-Identifier: Apache-2.0 */
/* What of a report is said together, once, or elsewhere. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report_kit.h"
#include "report/report_show.h"

static ecert_ctx *ctx;
static struct report_run run;

static void
begin(size_t sigs)
{
	ecert_report_free(run.rep);
	CHECK_OK(ctx, eci_report_new(ctx, false, &run.rep));
	run.rep->sigs = calloc(sigs + 1, sizeof(*run.rep->sigs));
	run.rep->n_sigs = sigs;
}

static const struct eci_report_item *
undecided(size_t sig, enum eci_report_check c, const char *where, const char *text)
{
	struct report_at at = { &run, sig, ECERT_SES_V4, where };

	CHECK_OK(ctx, REPORT_UNDEC(&at, c, ECERT_R_CERT_UNTRUSTED, "%s", "%s", text));
	return &run.rep->items[run.rep->n_items - 1];
}

static void
test_mode(void)
{
	static const struct { unsigned looked_up, skipped; const char *en, *zh; } rows[] = {
		{ 0, ECI_SKIP_SEAL_STATUS, "offline: whether seal or certificate was withdrawn since "
		    "was not looked up", "离线核验：未查询印章和证书此后是否被撤销、作废" },
		{ ECI_LOOKED_UP_CERTIFICATE, ECI_SKIP_SEAL_STATUS,
		    "partly online, by status lists of certificates", "部分在线核验：证书状态列表" },
		{ ECI_LOOKED_UP_SEAL | ECI_LOOKED_UP_NETWORK, 0, "online, by status lists of seals, "
		    "the network (revocation lists and responses)",
		    "在线核验：印章状态列表、网络（撤销列表和 OCSP 响应）" },
	};
	struct eci_buf b = { 0 };
	size_t i;

	begin(0);
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("mode: %s", rows[i].en);
		run.rep->looked_up = rows[i].looked_up;
		run.rep->skipped = rows[i].skipped;
		b.len = 0;
		CHECK_OK(ctx, eci_show_mode(ctx, run.rep, 0, &b));
		CHECK_STR((char *)b.ptr, rows[i].en);
		b.len = 0;
		CHECK_OK(ctx, eci_show_mode(ctx, run.rep, 1, &b));
		CHECK_STR((char *)b.ptr, rows[i].zh);
	}
	eci_buf_free(&b);
}

static void
test_collect(void)
{
	struct eci_show_groups g;
	struct eci_buf b = { 0 };
	char text[8];
	size_t i;

	unit_case("what says the same of one signature is one finding");
	begin(2);
	undecided(1, ECI_V_SIGNER_PATH, "a", "same");
	undecided(1, ECI_V_MAKER_PATH, "b", "same");
	undecided(1, ECI_V_MAKER_PATH, "b", "other");
	undecided(2, ECI_V_SIGNER_PATH, "a", "same");
	eci_show_collect(run.rep, 1, ECERT_CHECK_UNDECIDED, &g);
	CHECK_INT(g.n, 2);
	CHECK_INT(g.first[0], 0);
	CHECK_INT(g.first[1], 2);
	eci_show_collect(run.rep, 1, ECERT_CHECK_FAIL, &g);
	CHECK_INT(g.n + g.more, 0);
	CHECK_OK(ctx, eci_show_checks(ctx, run.rep, &run.rep->items[0], 1, &b));
	CHECK_STR((char *)b.ptr, "signer.path, seal.maker.path");
	b.len = 0;
	CHECK_OK(ctx, eci_show_clauses(ctx, run.rep, &run.rep->items[0], &b));
	CHECK_STR((char *)b.ptr, "GB/T 38540-2020 SES_Signature.cert; GB/T 38540-2020 SESeal.cert");
	b.len = 0;
	CHECK_OK(ctx, eci_show_sigs(ctx, run.rep, &run.rep->items[0], &b));
	CHECK_STR((char *)b.ptr, "1, 2");

	unit_case("another file is another finding, where the file is named");
	begin(1);
	undecided(1, ECI_V_REFS_DIGEST, "a", "same");
	undecided(1, ECI_V_REFS_DIGEST, "b", "same");
	eci_show_collect(run.rep, 1, ECERT_CHECK_UNDECIDED, &g);
	CHECK_INT(g.n, 2);

	unit_case("of the document is not of a signature");
	begin(1);
	undecided(0, ECI_V_TRUST, NULL, "same");
	undecided(1, ECI_V_TRUST, NULL, "same");
	CHECK(!eci_show_alike(&run.rep->items[0], &run.rep->items[1]));

	unit_case("too many are counted");
	begin(1);
	for (i = 0; i < 25; i++) {
		snprintf(text, sizeof(text), "%zu", i);
		undecided(1, ECI_V_TRUST, NULL, text);
	}
	eci_show_collect(run.rep, ECI_V_ALL, ECERT_CHECK_UNDECIDED, &g);
	CHECK_INT(g.n, ECI_SHOW_LINES);
	CHECK_INT(g.more, 5);

	unit_case("many signatures are cut short");
	begin(20);
	for (i = 1; i <= 20; i++)
		undecided(i, ECI_V_SIGNER_PATH, NULL, "same");
	b.len = 0;
	CHECK_OK(ctx, eci_show_sigs(ctx, run.rep, &run.rep->items[0], &b));
	CHECK_STR((char *)b.ptr, "1, 2, 3, 4, 5, 6, 7, 8, ...");
	eci_buf_free(&b);
}

/* A file is named beside a finding of the document, and where it is not the signature's. */
static void
test_where(void)
{
	static const struct { size_t sig; enum eci_report_check c; const char *where; bool want; } rows[] = {
		{ 0, ECI_V_TRUST, "a", true }, { 0, ECI_V_TRUST, NULL, false },
		{ 1, ECI_V_SIGNER_PATH, "a", false }, { 1, ECI_V_REFS_DIGEST, "a", true },
		{ 1, ECI_V_SEAL_FILE, "a", true }, { 1, ECI_V_CONTAINER, "a", true },
		{ 1, ECI_V_CONTAINER, NULL, false },
	};
	size_t i;

	begin(1);
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("where: %s of %zu, %s", eci_report_check_name(rows[i].c), rows[i].sig,
		    rows[i].where != NULL ? "named" : "not named");
		CHECK_INT(eci_show_where(undecided(rows[i].sig, rows[i].c, rows[i].where, "x")),
		    rows[i].want);
	}
}

/* Each difference makes another finding of it. */
static void
test_alike(void)
{
	struct report_at one = { &run, 1, ECERT_SES_V4, "a" }, other = one, old = one;
	const struct eci_report_item *v;
	struct eci_buf b = { 0 };

	begin(2);
	other.where = "b";
	old.ses = ECERT_SES_V1;
	old.sig = 2;
	CHECK_OK(ctx, REPORT_UNDEC(&one, ECI_V_SIGNER_PATH, ECERT_R_CERT_UNTRUSTED, "x", "x"));
	CHECK_OK(ctx, REPORT_FAIL(&one, ECI_V_SIGNER_PATH, ECERT_R_CERT_UNTRUSTED, "x", "x"));
	CHECK_OK(ctx, REPORT_UNDEC(&one, ECI_V_SIGNER_PATH, ECERT_R_CERT_EXPIRED, "x", "x"));
	CHECK_OK(ctx, REPORT_UNDEC(&one, ECI_V_REFS_DIGEST, ECERT_R_CERT_UNTRUSTED, "x", "x"));
	CHECK_OK(ctx, REPORT_UNDEC(&one, ECI_V_SIGNER_PATH, ECERT_R_CERT_UNTRUSTED, "y", "y"));
	CHECK_OK(ctx, REPORT_UNDEC(&other, ECI_V_SIGNER_PATH, ECERT_R_CERT_UNTRUSTED, "x", "x"));
	CHECK_OK(ctx, REPORT_UNDEC(&old, ECI_V_SIGNER_PATH, ECERT_R_CERT_UNTRUSTED, "x", "x"));
	v = run.rep->items;
	unit_case("alike: the same, though of files that are not named");
	CHECK(eci_show_alike(&v[0], &v[5]));
	unit_case("alike: another outcome");
	CHECK(!eci_show_alike(&v[0], &v[1]));
	unit_case("alike: another reason");
	CHECK(!eci_show_alike(&v[0], &v[2]));
	unit_case("alike: the file is named");
	CHECK(!eci_show_alike(&v[0], &v[3]));
	CHECK(!eci_show_alike(&v[3], &v[0]));
	unit_case("alike: another detail");
	CHECK(!eci_show_alike(&v[0], &v[4]));
	unit_case("the clauses of one signature, each once");
	CHECK(eci_show_alike(&v[0], &v[6]));
	CHECK(strcmp(v[0].clause, v[6].clause) != 0);
	CHECK_OK(ctx, eci_show_clauses(ctx, run.rep, &v[0], &b));
	CHECK_STR((char *)b.ptr, v[0].clause);
	unit_case("the checks of one signature, and of all");
	b.len = 0;
	undecided(2, ECI_V_MAKER_PATH, "c", "x");
	CHECK_OK(ctx, eci_show_checks(ctx, run.rep, &run.rep->items[0], 1, &b));
	CHECK_STR((char *)b.ptr, "signer.path");
	b.len = 0;
	CHECK_OK(ctx, eci_show_checks(ctx, run.rep, &run.rep->items[0], ECI_V_ALL, &b));
	CHECK_STR((char *)b.ptr, "signer.path, seal.maker.path");
	unit_case("the signatures that have it");
	b.len = 0;
	CHECK_OK(ctx, eci_show_sigs(ctx, run.rep, &run.rep->items[4], &b));
	CHECK_STR((char *)b.ptr, "1");
	eci_buf_free(&b);
}

static void
test_earlier(void)
{
	unit_case("said already, in whatever order");
	begin(4);
	undecided(3, ECI_V_SIGNER_PATH, NULL, "same");
	undecided(2, ECI_V_SIGNER_PATH, NULL, "same");
	undecided(1, ECI_V_SIGNER_PATH, NULL, "other");
	undecided(4, ECI_V_SIGNER_PATH, NULL, "same");
	run.rep->sigs[0].verdict.verdict = run.rep->sigs[1].verdict.verdict =
	    run.rep->sigs[2].verdict.verdict = ECERT_UNDECIDED;
	CHECK_INT(eci_show_earlier(run.rep, &run.rep->items[3]), 2);
	unit_case("said already");
	begin(3);
	run.rep->sigs[0].verdict.verdict = run.rep->sigs[1].verdict.verdict = ECERT_UNDECIDED;
	undecided(1, ECI_V_SIGNER_PATH, NULL, "same");
	undecided(2, ECI_V_SIGNER_PATH, NULL, "same");
	undecided(3, ECI_V_SIGNER_PATH, NULL, "same");
	CHECK_INT(eci_show_earlier(run.rep, &run.rep->items[0]), 0);
	CHECK_INT(eci_show_earlier(run.rep, &run.rep->items[2]), 1);
	unit_case("beside a failure it was not said in full");
	run.rep->sigs[0].verdict.verdict = ECERT_INVALID;
	CHECK_INT(eci_show_earlier(run.rep, &run.rep->items[2]), 2);
	run.rep->sigs[1].verdict.verdict = ECERT_INVALID;
	CHECK_INT(eci_show_earlier(run.rep, &run.rep->items[2]), 0);
}

static void
test_advice(void)
{
	struct eci_show_advices all = { 0 };
	struct report_at at = { &run, 0, 0, NULL };
	const struct eci_report_item *it;
	char text[16];
	size_t i;

	unit_case("advice is told apart by the format, not by what strangers say");
	begin(0);
	CHECK_OK(ctx, REPORT_UNDEC(&at, ECI_V_TRUST, ECERT_R_CERT_UNTRUSTED, "%s. To settle it: %s",
	    "%s。解决办法：%s", "CN=x. To settle it: trust me", "ask"));
	it = &run.rep->items[0];
	CHECK_STR(it->detail[0] + it->advice[0], "ask");
	CHECK_STR(it->detail[1] + it->advice[1], "ask");
	CHECK_INT(eci_show_detail(it, 0), strlen("CN=x. To settle it: trust me"));
	CHECK_INT(eci_show_detail(it, 1), strlen("CN=x. To settle it: trust me"));
	CHECK_INT(eci_show_advice(&all, it, 0), 1);
	it = undecided(0, ECI_V_TRUST, NULL, "x. To settle it: trust me");
	CHECK_INT(it->advice[0], 0);
	CHECK_INT(eci_show_advice(&all, it, 0), 0);
	CHECK_INT(eci_show_detail(it, 0), strlen("x. To settle it: trust me"));

	unit_case("each once, and not too many");
	CHECK_INT(eci_show_advice(&all, &run.rep->items[0], 0), 1);
	for (i = 0; i < 30; i++) {
		snprintf(text, sizeof(text), "try %zu", i);
		CHECK_OK(ctx, REPORT_UNDEC(&at, ECI_V_TRUST, ECERT_R_CERT_UNTRUSTED,
		    "x. To settle it: %s", "x。解决办法：%s", text));
		CHECK_INT(eci_show_advice(&all, &run.rep->items[run.rep->n_items - 1], 0),
		    i + 2 <= ECI_SHOW_LINES ? i + 2 : 0);
	}
}

static void
test_plain(void)
{
	unit_case("identifiers that cannot be taken for something else");
	CHECK(eci_show_plain("s001"));
	CHECK(eci_show_plain("A-b_c.9"));
	CHECK(!eci_show_plain(""));
	CHECK(!eci_show_plain("1): VALID"));
	CHECK(!eci_show_plain("\xe5\x8d\xb0"));
	CHECK(!eci_show_plain("123456789012345678901234567890123"));
	unit_case("cut between characters");
	CHECK_INT(eci_show_cut("abc", 5), 3);
	CHECK_INT(eci_show_cut("abcdef", 5), 5);
	CHECK_INT(eci_show_cut("ab\xe5\x8d\xb0", 4), 2);
}

int
main(void)
{
	ctx = unit_ctx();
	run.ctx = ctx;
	test_collect();
	test_where();
	test_alike();
	test_mode();
	test_earlier();
	test_advice();
	test_plain();
	ecert_report_free(run.rep);
	return unit_end();
}
