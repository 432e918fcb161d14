/* SPDX-License-Identifier: Apache-2.0 */
/* The identifier: 4.5. */
#include "lint_kit.h"

#define TAG "Doc_0/Tags/MetrologyCertificate.xml"
#define OTHER_ROOT "2.25.4712•7•12990000999999998X•CNAS L0001•XZ-2026-0001•0"

static void
mirror_alone(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, "OFD.xml", "</ofd:DocInfo>", "<ofd:CustomDatas><ofd:CustomData "
	    "Name=\"电子证书标识\">" KIT_ID "</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo>");
}

static void
foreign(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, "Doc_0/Tags/CustomTags.xml", "MetrologyCertificate\"", "x\"");
	kit_put(ctx, doc, TAG, "<c><id>" KIT_ID "</id></c>");
}

static void
bad_list(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_put(ctx, doc, "Doc_0/Tags/CustomTags.xml", "<no XML");
}

static void
unreferenced(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, "Doc_0/Signs/Sign_0/Signature.xml", "FileRef=\"/" TAG "\"",
	    "FileRef=\"/Doc_0/Tags/other.xml\"");
}

static void
not_what_was_signed(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, "Doc_0/Signs/Sign_0/Signature.xml", "</ofd:Signature>",
	    " </ofd:Signature>");
}

static void
changed(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, TAG, "XZ-2026-0001", "XZ-2026-0009");
}

static void
malformed(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, TAG, "<mc:Identifier>" KIT_ROOT "•7", "<mc:Identifier>" KIT_ROOT "•9");
}

static void
dots(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, TAG, KIT_ID, KIT_ROOT
	    ".7.12990000999999998X.CNAS L0001.XZ-2026-0001.0");
}

static void
bad_issuer(ecert_ctx *ctx, ecert_doc *doc)
{
	kit_edit(ctx, doc, TAG, "•12990000999999998X", "•129900009999999981");
}

static const struct kit_case cases[] = {
	{ "a tag", "M-4.5.1", { 0 }, NULL, false, KEPT, "XZ-2026-0001" },
	{ "none", "M-4.5.1", { .id = "" }, NULL, false, BROKEN, "ecert-id set" },
	{ "a list that cannot be read", "M-4.5.1", { .before = bad_list, .no_sign = true }, NULL, false,
	    OPEN, NULL },
	{ "a tag", "M-4.5.2", { 0 }, NULL, false, KEPT, NULL },
	{ "another vocabulary", "M-4.5.2", { .before = foreign }, NULL, false, KEPT, "another" },
	{ "the mirror alone", "M-4.5.2", { .id = "", .before = mirror_alone }, NULL, false, BROKEN,
	    "DocInfo" },
	{ "a list that cannot be read", "M-4.5.2", { .before = bad_list, .no_sign = true }, NULL, false,
	    BROKEN, NULL },
	{ "none", "M-4.5.2", { .id = "" }, NULL, false, NONE, NULL },
	{ "signed", "M-4.5.4", { 0 }, NULL, false, KEPT, NULL },
	{ "not signed", "M-4.5.4", { .no_sign = true }, NULL, false, BROKEN, "no signature" },
	{ "left out", "M-4.5.4", { .after = unreferenced }, NULL, false, BROKEN, "no signature" },
	{ "a signature that does not hold", "M-4.5.4", { .after = not_what_was_signed }, NULL, false,
	    BROKEN, "no signature that holds" },
	{ "changed", "M-4.5.4", { .after = changed }, NULL, false, BROKEN, "changed" },
	{ "none", "M-4.5.4", { .id = "" }, NULL, false, NONE, NULL },
	{ "as it should be", "M-4.5.5", { 0 }, NULL, false, KEPT, "calibration" },
	{ "no roots are known", "M-4.5.5", { 0 }, NULL, true, OPEN, "--root" },
	{ "another root", "M-4.5.5", { .id = OTHER_ROOT }, NULL, false, BROKEN, "ROOT_UNKNOWN" },
	{ "type 9", "M-4.5.5", { .before = malformed }, NULL, false, BROKEN, "type" },
	{ "points", "M-4.5.5", { .before = dots }, NULL, false, OPEN, "SEPARATOR" },
	{ "a wrong check character", "M-4.5.5", { .before = bad_issuer }, NULL, false, BROKEN,
	    "ISSUER_CHECK" },
	{ "a name of another class", "M-4.5.5", { 0 }, "检定电子证书-XZ-2026-0001.ofd", false, BROKEN,
	    "another class" },
	{ "a name that says no class", "M-4.5.5", { 0 }, "a.ofd", false, KEPT, NULL },
	{ "none", "M-4.5.5", { .id = "" }, NULL, false, NONE, NULL },
};

int
main(void)
{
	kit_start();
	kit_run(cases, ECI_COUNT(cases));
	kit_end();
	return unit_end();
}
