/* SPDX-License-Identifier: Apache-2.0 */
/* Frames: kinds by rule, nesting, attributes. */
#include "unit.h"

#include "ofd/ofd_frame.h"

enum { PAGE = 1, BLOCK, TEXT };

static const struct eci_ofd_rule rules[] = {
	{ PAGE, "Content", BLOCK },
	{ BLOCK, "PageBlock", BLOCK },
	{ BLOCK, "TextObject", TEXT },
};

static int
kind(int in, const char *local)
{
	return eci_ofd_frame_of(rules, ECI_COUNT(rules), in, local);
}

static void
test_kinds(void)
{
	unit_case("a kind follows from what is around");
	CHECK_INT(kind(PAGE, "Content"), BLOCK);
	CHECK_INT(kind(BLOCK, "PageBlock"), BLOCK);
	CHECK_INT(kind(BLOCK, "TextObject"), TEXT);
	unit_case("a name elsewhere is no kind");
	CHECK_INT(kind(PAGE, "TextObject"), ECI_OFD_NO_FRAME);
	CHECK_INT(kind(BLOCK, "Content"), ECI_OFD_NO_FRAME);
	CHECK_INT(kind(ECI_OFD_NO_FRAME, "Content"), ECI_OFD_NO_FRAME);
	unit_case("nor is another name");
	CHECK_INT(kind(BLOCK, "textobject"), ECI_OFD_NO_FRAME);
	CHECK_INT(kind(BLOCK, ""), ECI_OFD_NO_FRAME);
}

static void
test_nesting(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_ofd_frames f = { 0 };
	int i;

	unit_case("nothing is around the root");
	CHECK_INT(eci_ofd_frame_in(&f), ECI_OFD_NO_FRAME);
	unit_case("what ends last was opened first");
	for (i = 0; i < 100; i++) {
		CHECK_OK(ctx, eci_ofd_frame_open(ctx, &f, i));
		CHECK_INT(eci_ofd_frame_in(&f), i);
	}
	while (i-- > 0)
		CHECK_INT(eci_ofd_frame_close(&f), i);
	CHECK_INT(eci_ofd_frame_in(&f), ECI_OFD_NO_FRAME);
	unit_case("freed while some are open, and used again");
	CHECK_OK(ctx, eci_ofd_frame_open(ctx, &f, TEXT));
	eci_ofd_frames_free(&f);
	CHECK_INT(eci_ofd_frame_in(&f), ECI_OFD_NO_FRAME);
	CHECK_OK(ctx, eci_ofd_frame_open(ctx, &f, PAGE));
	CHECK_INT(eci_ofd_frame_in(&f), PAGE);
	eci_ofd_frames_free(&f);
}

static void
test_false(void)
{
	static const struct { const char *v; bool is; } rows[] = {
		{ "false", true }, { "0", true }, { "true", false }, { "1", false },
		{ "", false }, { "False", false }, { "00", false }, { NULL, false },
	};
	size_t i;

	unit_case("false");
	for (i = 0; i < ECI_COUNT(rows); i++)
		CHECK_INT(eci_ofd_is_false(rows[i].v), rows[i].is);
}

static void
test_id(void)
{
	static const char *const names[] = { "ID", "Big", "Word", "Empty" };
	static const char *const values[] = { "4294967295", "4294967296", "x", "" };
	struct eci_xml_tag tag = { .attrs = 4, .names = names, .values = values };
	uint64_t id = 0;

	unit_case("an id");
	CHECK(eci_ofd_tag_id(&tag, "ID", &id));
	CHECK_INT(id, UINT32_MAX);
	unit_case("no id");
	CHECK(!eci_ofd_tag_id(&tag, "Big", &id));
	CHECK(!eci_ofd_tag_id(&tag, "Word", &id));
	CHECK(!eci_ofd_tag_id(&tag, "Empty", &id));
	CHECK(!eci_ofd_tag_id(&tag, "Absent", &id));
}

int
main(void)
{
	test_kinds();
	test_nesting();
	test_false();
	test_id();
	return unit_end();
}
