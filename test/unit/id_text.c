/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <stdlib.h>

#include "id/id_priv.h"

static void
test_decode(ecert_ctx *ctx)
{
	struct eci_id_reader r = { .ctx = ctx };
	static char text[ECI_ID_CHARS + 1];

	unit_case("decode");
	CHECK_OK(ctx, eci_id_decode(&r, "a\xe2\x80\xa2\xf0\x9f\x8d\x80", 8));
	CHECK_INT(r.n, 3);
	CHECK_INT(r.cp[1], 0x2022);
	CHECK_INT(r.cp[2], 0x1f340);
	free(r.cp);
	unit_case("decode nothing");
	CHECK_OK(ctx, eci_id_decode(&r, "", 0));
	CHECK_INT(r.n, 0);
	free(r.cp);
	unit_case("decode a NUL");
	CHECK_OK(ctx, eci_id_decode(&r, "a\0b", 3));
	CHECK_INT(r.n, 3);
	free(r.cp);
	unit_case("not UTF-8, with position");
	CHECK_REASON(ctx, eci_id_decode(&r, "\xe6\xa0\xa1z\xff", 5), ECERT_R_ID_MALFORMED);
	CHECK_INT(ecert_id_fault_position(ctx), 3);
	free(r.cp);
	unit_case("as many characters as there may be");
	memset(text, 'x', sizeof(text));
	CHECK_OK(ctx, eci_id_decode(&r, text, ECI_ID_CHARS));
	free(r.cp);
	unit_case("one character more");
	CHECK_ERR(ctx, eci_id_decode(&r, text, ECI_ID_CHARS + 1), ECERT_E_ID);
	CHECK_INT(ecert_id_fault_position(ctx), 1025);
	free(r.cp);
}

static void
test_trim(ecert_ctx *ctx)
{
	/* Blanks, and what looks like one but belongs to the text. */
	static const struct { const char *text; size_t from, to; } rows[] = {
		{ "ab", 0, 2 }, { " ab ", 1, 3 }, { "\t a b\xc2\xa0", 2, 5 },
		{ "\xe3\x80\x80x\xe3\x80\x80", 1, 2 }, { "   ", 3, 3 }, { "", 0, 0 }, { "\na\n", 0, 3 },
	};
	struct eci_id_reader r = { .ctx = ctx };
	struct eci_id_span s;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("trim %zu", i);
		CHECK_OK(ctx, eci_id_decode(&r, rows[i].text, strlen(rows[i].text)));
		s = eci_id_trim(&r, (struct eci_id_span){ 0, r.n });
		CHECK_INT(s.from, rows[i].from);
		CHECK_INT(s.to, rows[i].to);
		free(r.cp);
	}
}

static void
test_deviate(ecert_ctx *ctx)
{
	struct eci_id_reader r = { .ctx = ctx };

	unit_case("deviations: one per code and component");
	CHECK_OK(ctx, eci_id_new(ctx, &r.id));
	CHECK_OK(ctx, eci_id_deviate(&r, "BLANKS", ECI_ID_TYPE, 4, "a blank"));
	CHECK_OK(ctx, eci_id_deviate(&r, "BLANKS", ECI_ID_TYPE, 6, "a blank"));
	CHECK_OK(ctx, eci_id_deviate(&r, "BLANKS", ECI_ID_ROOT, 6, "a blank"));
	CHECK_INT(r.id->n_dev, 2);
	CHECK_STR(r.id->dev[0].text, "type at character 5: a blank");
	unit_case("deviations: refused when strict");
	r.strict = true;
	CHECK_ERR(ctx, eci_id_deviate(&r, "BLANKS", ECI_ID_SERIAL, 6, "a blank"), ECERT_E_ID);
	CHECK_STR(ecert_errmsg(ctx), "serial at character 7: a blank");
	CHECK_STR(ecert_id_fault_component(ctx), "serial");
	CHECK_STR(ecert_id_fault_rule(ctx), "a blank");
	ecert_id_free(r.id);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	test_decode(ctx);
	test_trim(ctx);
	test_deviate(ctx);
	unit_case("fold");
	CHECK_INT(eci_id_fold(0xff11), '1');
	CHECK_INT(eci_id_fold(0xff5e), '~');
	CHECK_INT(eci_id_fold(0xff5f), 0xff5f);
	CHECK_INT(eci_id_fold(0xff00), 0xff00);
	CHECK_INT(eci_id_fold('a'), 'a');
	unit_case("separators");
	CHECK(eci_id_is_sep(0x2022) && eci_id_is_sep(0xb7) && eci_id_is_sep(0x30fb));
	CHECK(eci_id_is_sep(0xff0e) && eci_id_is_sep('.') && !eci_id_is_sep(',') && !eci_id_is_sep(0x2027));
	return unit_end();
}
