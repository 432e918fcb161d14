/* SPDX-License-Identifier: Apache-2.0 */
/* Whether what an object draws reaches into a box at 100,100 of 25 x 25 mm. */
#include "unit.h"

#include "ofd/ofd.h"

#define CLEAR ECI_OFD_CLEAR
#define TOUCHES ECI_OFD_TOUCHES
#define GROUND ECI_OFD_GROUND

#define PATH(data, fill, stroke) { "PathObject", ECI_OFD_ON_PAGE, "p", 1, { 0, 0, 210, 297 }, \
	{ 1, 0, 0, 1, 0, 0 }, fill, stroke, 1, data }
#define OTHER(what, x, y, w, h) { what, ECI_OFD_ON_PAGE, "p", 1, { x, y, w, h }, \
	{ 1, 0, 0, 1, x, y }, false, false, 1, "" }

static const struct row {
	const char           *name;
	struct eci_ofd_object o;
	enum eci_ofd_touch    want;
} rows[] = {
	{ "text beside", OTHER("TextObject", 10, 100, 90, 5), CLEAR },
	{ "text that ends inside", OTHER("TextObject", 10, 100, 95, 5), TOUCHES },
	{ "text all over", OTHER("TextObject", 0, 0, 210, 297), TOUCHES },
	{ "an empty box inside", OTHER("TextObject", 110, 110, 0, 0), TOUCHES },
	{ "a picture beside", OTHER("ImageObject", 125, 100, 20, 20), CLEAR },
	{ "a picture that overlaps", OTHER("ImageObject", 120, 100, 20, 20), TOUCHES },
	{ "a picture below", OTHER("ImageObject", 0, 0, 210, 297), GROUND },
	{ "a unit below", OTHER("CompositeObject", 0, 0, 210, 297), GROUND },
	{ "a frame around", PATH("M 5 5 L 205 5 L 205 290 L 5 290 C", false, true), CLEAR },
	{ "a frame close around", PATH("M 99 99 L 126 99 L 126 126 L 99 126 C", false, true), CLEAR },
	{ "its line reaches in", PATH("M 99.8 99.8 L 99.8 126", false, true), TOUCHES },
	{ "a line across", PATH("M 5 110 L 205 110", false, true), TOUCHES },
	{ "a line up to it", PATH("M 5 110 L 99 110", false, true), CLEAR },
	{ "the second of two", PATH("M 5 5 L 6 6 M 5 110 L 110 110", false, true), TOUCHES },
	{ "the line that closes", PATH("M 110 5 L 5 5 L 5 200 L 110 200 C", false, true), TOUCHES },
	{ "the same, left open", PATH("M 110 5 L 5 5 L 5 200 L 110 200", false, true), CLEAR },
	{ "filled around", PATH("M 5 5 L 205 5 L 205 290 L 5 290 C", true, false), GROUND },
	{ "filled, open", PATH("M 5 5 L 205 5 L 205 290 L 5 290", true, false), GROUND },
	{ "filled in part", PATH("M 5 5 L 110 5 L 110 290 L 5 290 C", true, false), TOUCHES },
	{ "filled beside", PATH("M 5 5 L 90 5 L 90 290 L 5 290 C", true, false), CLEAR },
	{ "filled around, with a line", PATH("M 5 5 L 205 5 L 205 290 L 5 290 C", true, true),
	    GROUND },
	{ "neither", PATH("M 5 110 L 205 110", false, false), CLEAR },
	{ "a curve whose lead reaches in", PATH("M 5 5 Q 110 110 5 200", false, true), TOUCHES },
	{ "a curve of two", PATH("M 5 5 B 10 10 20 20 30 30", false, true), CLEAR },
	{ "an arc beside", PATH("M 5 5 A 3 3 0 0 1 8 8", false, true), CLEAR },
	{ "an arc that swells", PATH("M 90 90 A 60 60 0 1 1 91 91", false, true), TOUCHES },
	{ "no data", PATH("", true, true), CLEAR },
	{ "data that are none", PATH("M 5 5 X 7", true, true), GROUND },
	{ "numbers missing", PATH("M 5", false, true), GROUND },
	{ "a number beyond", PATH("M 1e99 5 L 5 5", false, true), GROUND },
};

static void
test_matrix(void)
{
	const double box[4] = { 100, 100, 25, 25 };
	struct eci_ofd_object o = PATH("M 5 55 L 102 55", false, true);

	unit_case("under a matrix");
	CHECK_INT(eci_ofd_touch(&o, box), CLEAR);
	o.m[0] = o.m[3] = 2;
	CHECK_INT(eci_ofd_touch(&o, box), TOUCHES);
	o.m[5] = 20;
	CHECK_INT(eci_ofd_touch(&o, box), CLEAR);

	unit_case("a boundary elsewhere hides it");
	o.m[5] = 0;
	o.box[2] = 50;
	CHECK_INT(eci_ofd_touch(&o, box), CLEAR);
}

int
main(void)
{
	static const double box[4] = { 100, 100, 25, 25 };
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		CHECK_INT(eci_ofd_touch(&rows[i].o, box), rows[i].want);
	}
	test_matrix();
	return unit_end();
}
