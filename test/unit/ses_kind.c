/* SPDX-License-Identifier: Apache-2.0 */
/* ses_kind.c - which decoder a signature value is for. */
#include "ses_edit.h"

int
main(void)
{
	static const struct {
		const char        *name, *hex;
		enum eci_ses_kind  want;
	} rows[] = {
		{ "nothing", "", ECI_SES_KIND_OTHER },
		{ "one byte", "30", ECI_SES_KIND_OTHER },
		{ "empty sequence", "3000", ECI_SES_KIND_OTHER },
		{ "sequence first", "3002 3000", ECI_SES_KIND_SES },
		{ "cut seal signature", "3082 40003082", ECI_SES_KIND_SES },
		{ "oid first", "3080 0600", ECI_SES_KIND_SIGNED_DATA },
		{ "two integers", "3006 020101 020102", ECI_SES_KIND_BARE_SM2 },
		{ "three integers", "3009 020101 020102 020103", ECI_SES_KIND_OTHER },
		{ "one integer", "3003 020101", ECI_SES_KIND_OTHER },
		{ "two integers and a byte", "3006 020101 020102 00", ECI_SES_KIND_OTHER },
		{ "empty integers", "3004 0200 0200", ECI_SES_KIND_OTHER },
		{ "second integer cut", "3006 020101 020202", ECI_SES_KIND_OTHER },
		{ "integer and null", "3005 020101 0500", ECI_SES_KIND_OTHER },
		{ "null first", "3002 0500", ECI_SES_KIND_OTHER },
		{ "set", "3102 3000", ECI_SES_KIND_OTHER },
		{ "length of 127 octets", "30ff 30", ECI_SES_KIND_OTHER },
		{ "pem", "2d2d2d2d2d424547494e", ECI_SES_KIND_OTHER },
	};
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	uint8_t buf[64];
	size_t i, n;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		n = ses_unhex(rows[i].hex, buf);
		CHECK_INT(eci_ses_kind(buf, n), rows[i].want);
	}
	unit_case("made signatures");
	ses_make_sig(ctx, ECERT_SES_V1, &b);
	CHECK_INT(eci_ses_kind(b.ptr, b.len), ECI_SES_KIND_SES);
	ses_make_sig(ctx, ECERT_SES_V4, &b);
	CHECK_INT(eci_ses_kind(b.ptr, b.len), ECI_SES_KIND_SES);
	eci_buf_free(&b);
	return unit_end();
}
