/* SPDX-License-Identifier: Apache-2.0 */
/* Seals: 4.2.1, 4.2.2, 4.3.5. */
#include "lint_kit.h"

#define PLAIN "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>"
#define VERIFIED KIT_ROOT "•1•12990000999999998X•CNAS L0001•XZ-2026-0001•0"
#define PREPACK KIT_ROOT "•5•12990000999999998X•CNAS L0001•XZ-2026-0001•0"

static void
off_page(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, "Doc_0/Signs/Sign_0/Signature.xml", "Boundary=\"125 222 40 40\"",
	    "Boundary=\"190 222 40 40\"");
}

static void
no_such_page(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, "Doc_0/Signs/Sign_0/Signature.xml", "PageRef=\"", "PageRef=\"99");
}

static void
no_value(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_put(ctx, doc, "Doc_0/Signs/Sign_0/SignedValue.dat", "nothing");
}

static const struct kit_case cases[] = {
	{ "text of an SVG", "M-4.2.1", { 0 }, NULL, false, KEPT, NULL },
	{ "outlines, and the name says so", "M-4.2.1", { .picture = PLAIN }, NULL, false, OPEN,
	    "look" },
	{ "outlines, and the name does not", "M-4.2.1", { .picture = PLAIN, .seal = "校准专用章" },
	    NULL, false, BROKEN, "校准专用章" },
	{ "no signature", "M-4.2.1", { .no_sign = true }, NULL, false, NONE, NULL },
	{ "no seal", "M-4.2.1", { .no_place = true }, NULL, false, NONE, NULL },
	{ "a value that is none", "M-4.2.1", { .after = no_value }, NULL, false, OPEN,
	    "cannot be read" },
	{ "one of the four", "M-4.2.2", { 0 }, NULL, false, KEPT, NULL },
	{ "with blanks and a number", "M-4.2.2", { .seal = "某 所校准电子证书 专用章（2）" }, NULL,
	    false, KEPT, NULL },
	{ "a cross-page seal", "M-4.2.2", { .seal = "某所校准电子证书骑缝章" }, NULL, false, KEPT,
	    NULL },
	{ "another seal", "M-4.2.2", { .seal = "某所公章" }, NULL, false, BROKEN, "某所公章" },
	{ "the words not at the end", "M-4.2.2", { .seal = "校准电子证书专用章样章" }, NULL, false,
	    BROKEN, NULL },
	{ "of another class than the identifier", "M-4.2.2", { .id = VERIFIED }, NULL, false,
	    BROKEN, "does not fit" },
	{ "a type of either class", "M-4.2.2", { .id = PREPACK, .seal = "检测电子证书专用章" },
	    NULL, false, KEPT, NULL },
	{ "no identifier to fit", "M-4.2.2", { .id = "" }, NULL, false, KEPT, NULL },
	{ "brackets in any order", "M-4.2.2", { .seal = "）b(c)" }, NULL, false, BROKEN, NULL },
	{ "no seal", "M-4.2.2", { .no_sign = true }, NULL, false, NONE, NULL },
	{ "within the page", "M-4.3.5", { 0 }, NULL, false, KEPT, "page 1" },
	{ "sticking out", "M-4.3.5", { .after = off_page }, NULL, false, BROKEN, "not within" },
	{ "on no page", "M-4.3.5", { .after = no_such_page }, NULL, false, BROKEN, "no page" },
	{ "no signature", "M-4.3.5", { .no_sign = true }, NULL, false, BROKEN, "no page shows" },
	{ "no seal", "M-4.3.5", { .no_place = true }, NULL, false, BROKEN, NULL },
};

int
main(void)
{
	kit_start();
	kit_run(cases, ECI_COUNT(cases));
	kit_end();
	return unit_end();
}
