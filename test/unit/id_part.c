/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <stdlib.h>

#include "id/id_priv.h"

#define USCC "11430000006122244L"
#define X16 "xxxxxxxxxxxxxxxx"
#define X64 X16 X16 X16 X16

/* One flaw each, read leniently.  code: the deviation; canon: what is kept;
 * at: where a fault is, from 1. */
static const struct {
	const char *name;
	enum eci_id_part part;
	const char *text, *canon, *code;
	size_t at;
} rows[] = {
	{ "root", ECI_ID_ROOT, "1.2.156.3005.2", "1.2.156.3005.2", NULL, 0 },
	{ "root full-width", ECI_ID_ROOT, "１.2.3", "1.2.3", "FULLWIDTH", 0 },
	{ "root with a full-width stop", ECI_ID_ROOT, "1．2.3", "1.2.3", "FULLWIDTH", 0 },
	{ "root with a blank before", ECI_ID_ROOT, " 1.2.3", "1.2.3", "BLANKS", 0 },
	{ "root with a blank inside", ECI_ID_ROOT, "1.2. 3", NULL, NULL, 5 },
	{ "root empty", ECI_ID_ROOT, "", NULL, NULL, 1 },
	{ "root with letters", ECI_ID_ROOT, "1.2.a", NULL, NULL, 5 },
	{ "root of one arc", ECI_ID_ROOT, "1", NULL, NULL, 2 },
	{ "root too long", ECI_ID_ROOT, "1.2." X64 X64 X64, NULL, NULL, 176 },
	{ "type 1", ECI_ID_TYPE, "1", "1", NULL, 0 },
	{ "type 8", ECI_ID_TYPE, "8", "8", NULL, 0 },
	{ "type full-width", ECI_ID_TYPE, "７", "7", "FULLWIDTH", 0 },
	{ "type with a blank after", ECI_ID_TYPE, "7\xe3\x80\x80", "7", "BLANKS", 0 },
	{ "type 0", ECI_ID_TYPE, "0", NULL, NULL, 1 },
	{ "type 9", ECI_ID_TYPE, "9", NULL, NULL, 1 },
	{ "type of two digits", ECI_ID_TYPE, "07", NULL, NULL, 2 },
	{ "type in words", ECI_ID_TYPE, "校", NULL, NULL, 1 },
	{ "type empty", ECI_ID_TYPE, "", NULL, NULL, 1 },
	{ "issuer uscc", ECI_ID_ISSUER, USCC, USCC, NULL, 0 },
	{ "issuer organisation code", ECI_ID_ISSUER, "006122244", "006122244", NULL, 0 },
	{ "issuer organisation code X", ECI_ID_ISSUER, "00000030X", "00000030X", NULL, 0 },
	{ "issuer with hyphen", ECI_ID_ISSUER, "00612224-4", "006122244", "ISSUER_HYPHEN", 0 },
	{ "issuer lower case", ECI_ID_ISSUER, "11430000006122244l", USCC, "ISSUER_LOWER_CASE", 0 },
	{ "issuer full-width", ECI_ID_ISSUER, "11430000006122244Ｌ", USCC, "FULLWIDTH", 0 },
	{ "issuer wrong check character, 18", ECI_ID_ISSUER, "91500106MA2CE71F65", "91500106MA2CE71F65",
	    "ISSUER_CHECK", 0 },
	{ "issuer wrong check character, 9", ECI_ID_ISSUER, "006122245", "006122245", "ISSUER_CHECK", 0 },
	{ "issuer hyphen elsewhere", ECI_ID_ISSUER, "0061222-44", NULL, NULL, 8 },
	{ "issuer too short", ECI_ID_ISSUER, "00612224", NULL, NULL, 9 },
	{ "issuer between", ECI_ID_ISSUER, "0061222440", NULL, NULL, 11 },
	{ "issuer too long", ECI_ID_ISSUER, USCC "0", NULL, NULL, 19 },
	{ "issuer letter GB 32100 lacks", ECI_ID_ISSUER, "1143000000612224IL", NULL, NULL, 17 },
	{ "issuer other characters", ECI_ID_ISSUER, "00612*244", NULL, NULL, 6 },
	{ "issuer Chinese", ECI_ID_ISSUER, "00612国244", NULL, NULL, 6 },
	{ "authority CNAS", ECI_ID_AUTHORITY, "CNAS L0001", "CNAS L0001", NULL, 0 },
	{ "authority of the state", ECI_ID_AUTHORITY, "(国)法计(2022)01043号", "(国)法计(2022)01043号", NULL, 0 },
	{ "authority full-width stays", ECI_ID_AUTHORITY, "（国）法计", "（国）法计", NULL, 0 },
	{ "authority empty", ECI_ID_AUTHORITY, "", "", "AUTHORITY_EMPTY", 0 },
	{ "authority several", ECI_ID_AUTHORITY, "A+B", "A+B", "AUTHORITY_SEVERAL", 0 },
	{ "authority with a blank after", ECI_ID_AUTHORITY, "A ", "A", "BLANKS", 0 },
	{ "authority of 64 characters", ECI_ID_AUTHORITY, X64, X64, NULL, 0 },
	{ "authority of 65 characters", ECI_ID_AUTHORITY, X64 "x", NULL, NULL, 65 },
	{ "authority with a slash", ECI_ID_AUTHORITY, "A/B", NULL, NULL, 2 },
	{ "serial em dash", ECI_ID_SERIAL, "质字20211203—2377", "质字20211203—2377", NULL, 0 },
	{ "serial with stops", ECI_ID_SERIAL, "A.1", "A.1", NULL, 0 },
	{ "serial of 64 characters", ECI_ID_SERIAL, X64, X64, NULL, 0 },
	{ "serial of 65 characters", ECI_ID_SERIAL, X64 "x", NULL, NULL, 65 },
	{ "serial of 4-byte characters", ECI_ID_SERIAL, "\xf0\xa0\x80\x80\xf0\xa0\x80\x81",
	    "\xf0\xa0\x80\x80\xf0\xa0\x80\x81", NULL, 0 },
	{ "serial empty", ECI_ID_SERIAL, "", NULL, NULL, 1 },
	{ "serial with a backslash", ECI_ID_SERIAL, "AB\\C", NULL, NULL, 3 },
	{ "serial with the separator", ECI_ID_SERIAL, "AB•C", NULL, NULL, 3 },
	{ "serial with a line break", ECI_ID_SERIAL, "A\nB", NULL, NULL, 2 },
	{ "serial with an override", ECI_ID_SERIAL, "A\xe2\x80\xae" "B", NULL, NULL, 2 },
	{ "serial with a zero-width space", ECI_ID_SERIAL, "A\xe2\x80\x8b", NULL, NULL, 2 },
	{ "serial of private use", ECI_ID_SERIAL, "A\xee\x80\x80", NULL, NULL, 2 },
	{ "serial of private use, plane 15", ECI_ID_SERIAL, "A\xf3\xb0\x80\x80", NULL, NULL, 2 },
	{ "revision 0", ECI_ID_REVISION, "0", "", NULL, 0 },
	{ "revision 9", ECI_ID_REVISION, "9", "", NULL, 0 },
	{ "revision of two digits", ECI_ID_REVISION, "10", "", "REVISION_DIGITS", 0 },
	{ "revision of three digits", ECI_ID_REVISION, "007", "", "REVISION_DIGITS", 0 },
	{ "revision full-width", ECI_ID_REVISION, "０", "", "FULLWIDTH", 0 },
	{ "revision of four digits", ECI_ID_REVISION, "0007", NULL, NULL, 4 },
	{ "revision in letters", ECI_ID_REVISION, "A", NULL, NULL, 1 },
	{ "revision negative", ECI_ID_REVISION, "-1", NULL, NULL, 1 },
	{ "revision empty", ECI_ID_REVISION, "", NULL, NULL, 1 },
};

static ecert_err
read_row(ecert_ctx *ctx, size_t i, bool strict, ecert_id **id)
{
	struct eci_id_reader r = { .ctx = ctx, .strict = strict };
	ecert_err e;

	CHECK_OK(ctx, eci_id_new(ctx, &r.id));
	CHECK_OK(ctx, eci_id_decode(&r, rows[i].text, strlen(rows[i].text)));
	e = eci_id_read_part(&r, rows[i].part, (struct eci_id_span){ 0, r.n });
	free(r.cp);
	*id = r.id;
	return e;
}

static void
test_lenient(ecert_ctx *ctx, size_t i)
{
	ecert_id *id = NULL;

	unit_case("%s", rows[i].name);
	if (rows[i].canon == NULL) {
		CHECK_ERR(ctx, read_row(ctx, i, false, &id), ECERT_E_ID);
		CHECK_INT(ecert_id_fault_position(ctx), rows[i].at);
	} else {
		CHECK_OK(ctx, read_row(ctx, i, false, &id));
		if (rows[i].part != ECI_ID_REVISION)
			CHECK_STR(id->part[rows[i].part], rows[i].canon);
		CHECK_INT(ecert_id_deviation_count(id), rows[i].code != NULL);
		CHECK_STR(ecert_id_deviation_code(id, 0), rows[i].code);
	}
	ecert_id_free(id);
}

static void
test_strict(ecert_ctx *ctx, size_t i)
{
	ecert_id *id = NULL;

	if (rows[i].canon == NULL)
		return;
	unit_case("%s, strict", rows[i].name);
	CHECK_ERR(ctx, read_row(ctx, i, true, &id), rows[i].code != NULL ? ECERT_E_ID : ECERT_OK);
	CHECK_INT(ecert_id_deviation_count(id), 0);
	ecert_id_free(id);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		test_lenient(ctx, i);
		test_strict(ctx, i);
	}
	return unit_end();
}
