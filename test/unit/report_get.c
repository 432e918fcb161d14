/* SPDX-License-Identifier: Apache-2.0 */
/* A report: what its getters say, and what they say beyond the end. */
#include "../negative/forge_run.h"
#include "report/report_priv.h"

/* A report about a forged document; hook may be NULL. */
static ecert_report *
report_of(forge_hook *after, ecert_err want)
{
	struct forge_case c = { .name = "", .after = after };
	ecert_report *rep = NULL;
	struct forge f;

	forge_make(&f, &c);
	CHECK_ERR(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x.ofd",
	    forge.policy, &rep), want);
	forge_free(&f);
	return rep;
}

static void
test_valid(void)
{
	ecert_report *rep;
	size_t i;

	unit_case("valid: no reasons, checks that pass");
	rep = report_of(NULL, ECERT_OK);
	CHECK_INT(ecert_report_verdict(rep), ECERT_VALID);
	CHECK_INT(ecert_report_reason_count(rep), 0);
	CHECK(ecert_report_check_count(rep) > 25);
	for (i = 0; i < ecert_report_check_count(rep); i++) {
		CHECK(ecert_report_check_outcome(rep, i) <= ECERT_CHECK_NOTE);
		CHECK(ecert_report_check_name(rep, i) != NULL);
		CHECK(ecert_report_check_clause(rep, i) != NULL);
		CHECK(ecert_report_check_where(rep, i) != NULL);
		CHECK(ecert_report_check_detail(rep, i) != NULL);
		CHECK(ecert_report_check_signature(rep, i) <= 1);
	}
	ecert_report_free(rep);
}

static void
test_invalid(void)
{
	ecert_report *rep;

	unit_case("invalid: the message names entry, clause and reason");
	rep = report_of(forge_page_changed, ECERT_E_INVALID);
	CHECK_INT(ecert_report_verdict(rep), ECERT_INVALID);
	CHECK_INT(ecert_report_reason_count(rep), 1);
	CHECK_INT(ecert_report_reason(rep, 0), ECERT_R_DIGEST_MISMATCH);
	CHECK(strncmp(ecert_errmsg(forge.ctx), PAGE ": GB/T 33190-2016 18.2: DIGEST_MISMATCH: ",
	    strlen(PAGE) + 40) == 0);
	CHECK_INT(rep->sigs[0].refs_failed, 1);
	CHECK_INT(rep->sigs[0].refs, 14);

	unit_case("beyond the end");
	CHECK(ecert_report_check_name(rep, 100000) == NULL);
	CHECK(ecert_report_check_clause(rep, 100000) == NULL);
	CHECK(ecert_report_check_where(rep, 100000) == NULL);
	CHECK(ecert_report_check_detail(rep, 100000) == NULL);
	CHECK_INT(ecert_report_check_outcome(rep, 100000), ECERT_CHECK_FAIL);
	CHECK_INT(ecert_report_check_reason(rep, 100000), ECERT_R_NONE);
	CHECK_INT(ecert_report_check_signature(rep, 100000), 0);
	CHECK_INT(ecert_report_reason(rep, 100000), ECERT_R_NONE);
	ecert_report_free(rep);
	ecert_report_free(NULL);
}

static void
dead_link(struct forge *f)
{
	forge_edit(f, "Doc_0/Document.xml", "</ofd:Pages>",
	    "<ofd:Page ID=\"19\" BaseLoc=\"Pages/Page_1/Content.xml\"/></ofd:Pages>");
}

static void
test_undecided(void)
{
	struct forge_case c = { .name = "", .before = dead_link };
	ecert_report *rep = NULL;
	struct forge f;

	unit_case("undecided: the message names what is open");
	forge_make(&f, &c);
	CHECK_ERR(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x.ofd",
	    forge.policy, &rep), ECERT_E_UNDECIDED);
	CHECK(strncmp(ecert_errmsg(forge.ctx), "Doc_0/Document.xml: ", 20) == 0);
	CHECK(strstr(ecert_errmsg(forge.ctx), ": DANGLING_REF: names Pages/Page_1/Content.xml") != NULL);
	ecert_report_free(rep);
	forge_free(&f);
}

/* What other layers ask a report: its digest, and whose the last signature is. */
static void
test_asked(void)
{
	struct forge_case c = { .name = "", .after = forge_second };
	struct eci_report_sig none = { .ses = 0 };
	ecert_report empty = { .n_sigs = 0 };
	struct eci_report_newest v;
	ecert_report *rep = NULL;
	const uint8_t *sm3;
	uint64_t size;
	struct forge f;

	unit_case("the digest, where it is known");
	forge_make(&f, &c);
	CHECK_OK(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x", forge.policy,
	    &rep));
	CHECK(eci_report_digest(rep, &size, &sm3));
	CHECK_INT(size, f.file.len);
	CHECK(!eci_report_digest(&empty, &size, &sm3));
	unit_case("the last signature");
	CHECK(eci_report_newest(rep, &v));
	CHECK_STR(v.subject, "CN=Lab B, O=Forge, C=CN");
	CHECK_STR(v.seal, "11000000000001");
	CHECK(v.cert != NULL && v.has_time && !v.stamped);
	CHECK_INT(v.time, T_SIGN + 60);
	rep->sigs[1].seal.known = false;
	CHECK(eci_report_newest(rep, &v));
	CHECK(v.seal == NULL);
	unit_case("no signature, and one of nobody knows whom");
	CHECK(!eci_report_newest(&empty, &v));
	empty.sigs = &none;
	empty.n_sigs = 1;
	CHECK(!eci_report_newest(&empty, &v));
	ecert_report_free(rep);
	forge_free(&f);
}

static void
test_names(void)
{
	unit_case("verdict names");
	CHECK_STR(ecert_verdict_name(ECERT_VALID), "VALID");
	CHECK_STR(ecert_verdict_name(ECERT_UNDECIDED), "UNDECIDED");
	CHECK_STR(ecert_verdict_name(ECERT_INVALID), "INVALID");
	CHECK_STR(ecert_verdict_name(77), "INVALID");
}

int
main(void)
{
	forge_start();
	test_valid();
	test_invalid();
	test_undecided();
	test_asked();
	test_names();
	forge_end();
	return unit_end();
}
