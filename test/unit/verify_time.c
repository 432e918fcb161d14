/* SPDX-License-Identifier: Apache-2.0 */
/* The time a signature claims. */
#include "../negative/forge_run.h"
#include "verify/verify_priv.h"

static void
future(struct forge *f)
{
	f->time = T_NOW + 301;
}

static void
just_ahead(struct forge *f)
{
	f->time = T_NOW + 300;
}

static void
v1(struct forge *f)
{
	f->version = ECERT_SES_V1;
}

/* 2023-11-15 06:13:20 in China is T_SIGN. */
VALUE(local_time, tbs, 2, "\x03\x14\x00" "2023-11-15 06:13:20")
VALUE(token_time, tbs, 2, "\x03\x06\x00\x30\x03\x02\x01\x01")
VALUE(token_time_changed, tbs, 2, "\x03\x06\x00\x30\x03\x02\x01\x01")

static void
v1_local_time(struct forge *f)
{
	v1(f);
	local_time(f);
}

static void
v1_token(struct forge *f)
{
	v1(f);
	token_time(f);
}

/* Begins as DER does, and is no time stamp. */
VALUE(junk_time, tbs, 2, "\x03\x04\x00\x30\x05\x00")
VALUE(text_in_sequence, tbs, 2, "\x03\x06\x00\x30\x03\x0c\x01" "1")
VALUE(token_and_rest, tbs, 2, "\x03\x07\x00\x30\x03\x02\x01\x01\x00")
VALUE(response_time, tbs, 2, "\x03\x05\x00\x30\x02\x30\x00")
/* Of indefinite length: OID, SEQUENCE, text, and too short for any. */
VALUE(ber_oid, tbs, 2, "\x03\x08\x00\x30\x80\x06\x01\x2a\x00\x00")
VALUE(ber_sequence, tbs, 2, "\x03\x07\x00\x30\x80\x30\x00\x00\x00")
VALUE(ber_text, tbs, 2, "\x03\x07\x00\x30\x80\x0c\x00\x00\x00")
VALUE(ber_short, tbs, 2, "\x03\x06\x00\x30\x80\x06\x00\x00")

#define V1(name) \
static void \
v1_##name(struct forge *f) \
{ \
	v1(f); \
	name(f); \
}
V1(response_time)
V1(ber_oid)
V1(ber_sequence)
V1(ber_text)
V1(ber_short)
VALUE(words_time, tbs, 2, "\x03\x06\x00" "today")
VALUE(empty_time, tbs, 2, "\x03\x01\x00")

static void
v1_junk(struct forge *f)
{
	v1(f);
	junk_time(f);
}

static void
v1_text_in_sequence(struct forge *f)
{
	v1(f);
	text_in_sequence(f);
}

static void
v1_token_and_rest(struct forge *f)
{
	v1(f);
	token_and_rest(f);
}

static void
v1_words(struct forge *f)
{
	v1(f);
	words_time(f);
}

static void
v1_empty(struct forge *f)
{
	v1(f);
	empty_time(f);
}

static void
v1_token_changed(struct forge *f)
{
	v1(f);
	token_time_changed(f);
}

/* The time a signature claims, as the report has it. */
static void
test_zone(int32_t zone, int64_t want)
{
	struct forge_case c = { .name = "", .before = v1_local_time };
	ecert_policy *policy = NULL;
	ecert_report *rep = NULL;
	struct forge f;

	unit_case("local time in the zone %d", (int)zone);
	CHECK_OK(forge.ctx, ecert_policy_new(forge.ctx, &policy));
	ecert_policy_set_trust(policy, forge.trust);
	ecert_policy_set_time_zone(policy, zone);
	forge_make(&f, &c);
	CHECK_OK(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x", policy,
	    &rep));
	CHECK_INT(rep->sigs[0].time, want);
	CHECK_INT(rep->sigs[0].ses, ECERT_SES_V1);
	ecert_report_free(rep);
	forge_free(&f);
	ecert_policy_free(policy);
}

/* Without a signing time no check that needs one may pass. */
static void
test_no_time(void)
{
	static const char *const checks[] = { "sig.time", "signer.validity", "signer.path",
		"seal.validity", "seal.maker.validity", "seal.maker.path" };
	struct forge_case c = { .name = "", .before = v1_token };
	ecert_report *rep = NULL;
	struct forge f;
	size_t i, k, n;

	unit_case("what stays open without a signing time");
	forge_make(&f, &c);
	CHECK_ERR(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x",
	    forge.policy, &rep), ECERT_E_UNDECIDED);
	for (k = 0; k < ECI_COUNT(checks); k++) {
		for (i = n = 0; i < ecert_report_check_count(rep); i++)
			n += strcmp(ecert_report_check_name(rep, i), checks[k]) == 0 &&
			    ecert_report_check_outcome(rep, i) == ECERT_CHECK_UNDECIDED &&
			    ecert_report_check_reason(rep, i) == ECERT_R_UNSUPPORTED;
		CHECK_INT(n, 1);
	}
	ecert_report_free(rep);
	forge_free(&f);
}

static void
junk_token(struct forge *f)
{
	f->token = (struct eci_bytes){ (const uint8_t *)"\0\1\2\3", 4 };
}

static void
text_token(struct forge *f)
{
	f->token = (struct eci_bytes){ (const uint8_t *)"<html>seen</html>", 17 };
}

static void
token_and_more(struct forge *f)
{
	f->token = (struct eci_bytes){ (const uint8_t *)"\x30\x03\x06\x01\x2a!", 6 };
}

static void
token_shaped(struct forge *f)
{
	f->token = (struct eci_bytes){ (const uint8_t *)"\x30\x03\x06\x01\x2a", 5 };
}

/* Nobody signs the place of a time stamp: it must not carry what it likes. */
static const struct forge_case cases[] = {
	{ "four bytes as time stamp", junk_token, NULL, NULL, NULL, X, { R(TIMESTAMP_BAD) } },
	{ "text as time stamp", text_token, NULL, NULL, NULL, X, { R(TIMESTAMP_BAD) } },
	{ "a byte after the time stamp", token_and_more, NULL, NULL, NULL, X,
	    { R(TIMESTAMP_BAD) } },
	{ "what begins as a time stamp does", token_shaped, NULL, NULL, NULL, X,
	    { R(TIMESTAMP_BAD) } },
	{ "signed in the future", future, NULL, NULL, NULL, X, { R(TIME_FUTURE) } },
	{ "clocks differ by five minutes", just_ahead, NULL, NULL, NULL, V, { 0 } },
	{ "V1, local time as text", v1_local_time, NULL, NULL, NULL, V, { 0 } },
	{ "V1, time is a token", v1_token, NULL, NULL, NULL, U, { R(UNSUPPORTED) } },
	{ "V1, time is a cut SEQUENCE", v1_junk, NULL, NULL, NULL, X, { R(TIMESTAMP_BAD) } },
	{ "V1, time is a SEQUENCE of text", v1_text_in_sequence, NULL, NULL, NULL, X,
	    { R(TIMESTAMP_BAD) } },
	{ "V1, time is a token and a byte", v1_token_and_rest, NULL, NULL, NULL, X,
	    { R(TIMESTAMP_BAD) } },
	{ "V1, time is a response", v1_response_time, NULL, NULL, NULL, U, { R(UNSUPPORTED) } },
	{ "V1, time is a token of indefinite length", v1_ber_oid, NULL, NULL, NULL, U,
	    { R(UNSUPPORTED) } },
	{ "V1, time is a response of indefinite length", v1_ber_sequence, NULL, NULL, NULL, U,
	    { R(UNSUPPORTED) } },
	{ "V1, time is text in indefinite length", v1_ber_text, NULL, NULL, NULL, X,
	    { R(TIMESTAMP_BAD) } },
	{ "V1, time is too short in indefinite length", v1_ber_short, NULL, NULL, NULL, X,
	    { R(TIMESTAMP_BAD) } },
	{ "V1, time is words", v1_words, NULL, NULL, NULL, X, { R(SES_MALFORMED) } },
	{ "V1, time is empty", v1_empty, NULL, NULL, NULL, X, { R(SES_MALFORMED) } },
	{ "V1, time is a token, page changed", v1_token_changed, NULL, forge_page_changed, NULL, X,
	    { R(DIGEST_MISMATCH) } },
};

/* The zone is told where it was taken from the policy, and only there. */
static void
test_zone_told(void)
{
	static const struct { struct forge_case c; size_t notes; } rows[] = {
		{ { "a time with its zone: no remark", NULL, NULL, NULL, NULL, V, { 0 } }, 0 },
		{ { "a time without a zone: a remark", v1_local_time, NULL, NULL, NULL, V, { 0 } }, 1 },
	};
	ecert_report *report;
	struct forge f;
	size_t i, k, n;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].c.name);
		report = NULL;
		forge_make(&f, &rows[i].c);
		CHECK_OK(forge.ctx, ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x",
		    forge.policy, &report));
		for (n = k = 0; report != NULL && k < report->n_items; k++)
			n += report->items[k].check == ECI_V_TIME &&
			    report->items[k].outcome == ECERT_CHECK_NOTE;
		CHECK_INT(n, rows[i].notes);
		ecert_report_free(report);
		forge_free(&f);
	}
}

int
main(void)
{
	forge_start();
	forge_run(cases, ECI_COUNT(cases));
	test_no_time();
	test_zone(28800, T_SIGN);
	test_zone(0, T_SIGN + 28800);
	test_zone(-3600, T_SIGN + 32400);
	test_zone_told();
	forge_end();
	return unit_end();
}
