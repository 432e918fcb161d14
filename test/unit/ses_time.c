/* SPDX-License-Identifier: Apache-2.0 */
/* ses_time.c - what V1 signatures have for a time. */
#include "ses_edit.h"

#define BITS(s) "\x03", s, sizeof(s) - 1

/* Seconds from "date -u -d ... +%s".  tag "\3": s is inside a BIT STRING. */
static const struct {
	const char       *name, *tag, *s;
	size_t            len;
	bool              ok;
	enum eci_ses_time form;
	int64_t           want;
	size_t            notes;
} rows[] = {
	{ "iso text, milliseconds", BITS("2020-01-25T07:31:56.377Z"), true,
	    ECI_SES_TIME_TEXT_UTC, 1579937516, 1 },
	{ "iso text", BITS("2020-01-25T07:31:56Z"), true, ECI_SES_TIME_TEXT_UTC, 1579937516, 1 },
	{ "iso text with offset", BITS("2020-01-25T15:31:56+08:00"), true,
	    ECI_SES_TIME_TEXT_UTC, 1579937516, 1 },
	{ "iso text with short offset", BITS("2020-01-25T15:31:56+0800"), true,
	    ECI_SES_TIME_TEXT_UTC, 1579937516, 1 },
	{ "iso text west of greenwich", BITS("2020-01-25 02:31:56-05:00"), true,
	    ECI_SES_TIME_TEXT_UTC, 1579937516, 1 },
	{ "text without zone", BITS("2020-01-25 15:31:56"), true, ECI_SES_TIME_TEXT_LOCAL,
	    1579966316, 1 },
	{ "digits and z", BITS("20200125073156Z"), true, ECI_SES_TIME_TEXT_UTC, 1579937516, 1 },
	{ "digits, fraction, z", BITS("20200125073156.377Z"), true, ECI_SES_TIME_TEXT_UTC,
	    1579937516, 1 },
	{ "digits without zone", BITS("20200125153156"), true, ECI_SES_TIME_TEXT_LOCAL,
	    1579966316, 1 },
	{ "short year digits and z", BITS("200125073156Z"), true, ECI_SES_TIME_TEXT_UTC,
	    1579937516, 1 },
	{ "short year that starts like a sequence", BITS("040125073156Z"), true,
	    ECI_SES_TIME_TEXT_UTC, 1075015916, 1 },
	{ "der utctime", BITS("\x17\x0d" "200125073156Z"), true, ECI_SES_TIME_UTC, 1579937516,
	    0 },
	{ "der generalizedtime", BITS("\x18\x0f" "20200125073156Z"), true,
	    ECI_SES_TIME_GENERALIZED, 1579937516, 1 },
	{ "bare utctime", "\x17", "200125073156Z", 13, true, ECI_SES_TIME_UTC, 1579937516, 1 },
	{ "bare generalizedtime", "\x18", "20200125073156Z", 15, true,
	    ECI_SES_TIME_GENERALIZED, 1579937516, 1 },
	{ "token", BITS("\x30\x03\x02\x01\x01"), true, ECI_SES_TIME_TOKEN, 0, 0 },
	{ "nothing", BITS(""), false, 0, 0, 0 },
	{ "words", BITS("yesterday"), false, 0, 0, 0 },
	{ "month 13", BITS("2020-13-25 15:31:56"), false, 0, 0, 0 },
	{ "29 february 2021", BITS("2021-02-29 15:31:56"), false, 0, 0, 0 },
	{ "hour 24", BITS("2020-01-25 24:00:00"), false, 0, 0, 0 },
	{ "date alone", BITS("2020-01-25"), false, 0, 0, 0 },
	{ "two zones", BITS("2020-01-25T07:31:56ZZ"), false, 0, 0, 0 },
	{ "zone and rest", BITS("2020-01-25T07:31:56Z x"), false, 0, 0, 0 },
	{ "dot without fraction", BITS("2020-01-25T07:31:56.Z"), false, 0, 0, 0 },
	{ "offset of 15 hours", BITS("2020-01-25T07:31:56+15:00"), false, 0, 0, 0 },
	{ "half an offset", BITS("2020-01-25T07:31:56+08"), false, 0, 0, 0 },
	{ "mixed separators", BITS("2020-0125T07:31:56Z"), false, 0, 0, 0 },
	{ "nul at the end", BITS("2020-01-25 15:31:56\0"), false, 0, 0, 0 },
	{ "space in front", BITS(" 2020-01-25 15:31:56"), false, 0, 0, 0 },
	{ "sign in the year", BITS("+020-01-25 15:31:56"), false, 0, 0, 0 },
	{ "der utctime and a rest", BITS("\x17\x0d" "200125073156Z" "!"), false, 0, 0, 0 },
	{ "der utctime cut", BITS("\x17\x0d" "200125073156"), false, 0, 0, 0 },
	{ "der utctime without seconds", BITS("\x17\x0b" "2001250731Z"), false, 0, 0, 0 },
	{ "der utctime of no day", BITS("\x17\x0d" "200231073156Z"), false, 0, 0, 0 },
	{ "bare time without z", "\x17", "200125073156", 12, false, 0, 0, 0 },
	{ "octet string", "\x04", "2020-01-25 15:31:56", 19, false, 0, 0, 0 },
	{ "utf8 string", "\x0c", "2020-01-25 15:31:56", 19, false, 0, 0, 0 },
};

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf made = { 0 }, raw = { 0 }, spoilt = { 0 };
	struct eci_bytes whole, bytes;
	struct eci_ses_sig s;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		raw.len = spoilt.len = 0;
		ses_make_sig(ctx, ECERT_SES_V1, &made);
		if (rows[i].tag[0] == ECI_DER_BIT_STRING)
			CHECK_OK(ctx, eci_der_put_bits(ctx, &raw, rows[i].s, rows[i].len));
		else
			CHECK_OK(ctx, eci_der_put(ctx, &raw, (uint8_t)rows[i].tag[0],
			    rows[i].s, rows[i].len));
		whole.ptr = made.ptr;
		whole.len = made.len;
		bytes.ptr = raw.ptr;
		bytes.len = raw.len;
		ses_edit(ctx, whole, "0.2", bytes, &spoilt);
		if (!rows[i].ok) {
			CHECK_REASON(ctx, eci_ses_sig_decode(ctx, "f", spoilt.ptr,
			    spoilt.len, &s), ECERT_R_SES_MALFORMED);
			CHECK(strstr(ecert_errmsg(ctx), "timeInfo") != NULL);
			continue;
		}
		CHECK_OK(ctx, eci_ses_sig_decode(ctx, "f", spoilt.ptr, spoilt.len, &s));
		CHECK_INT(s.time_form, rows[i].form);
		CHECK_INT(s.time, rows[i].want);
		CHECK_INT(s.notes.n, rows[i].notes);
		CHECK_INT(s.time_token.len, rows[i].form == ECI_SES_TIME_TOKEN ?
		    rows[i].len : 0);
		eci_ses_sig_free(&s);
	}
	unit_case("bit string with unused bits");
	raw.len = spoilt.len = 0;
	CHECK_OK(ctx, eci_der_put(ctx, &raw, ECI_DER_BIT_STRING, "\x01\x32", 2));
	bytes.ptr = raw.ptr;
	bytes.len = raw.len;
	ses_edit(ctx, whole, "0.2", bytes, &spoilt);
	CHECK_REASON(ctx, eci_ses_sig_decode(ctx, "f", spoilt.ptr, spoilt.len, &s),
	    ECERT_R_SES_MALFORMED);
	eci_buf_free(&made);
	eci_buf_free(&raw);
	eci_buf_free(&spoilt);
	return unit_end();
}
