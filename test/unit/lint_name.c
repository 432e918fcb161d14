/* SPDX-License-Identifier: Apache-2.0 */
/* The file's name: 4.4. */
#include "lint_kit.h"

#define TEN "校校校校校校校校校校"
#define FIFTY TEN TEN TEN TEN TEN

#define N "XZ-2026-0001"

static const struct row {
	const char       *rule, *name;
	ecert_lint_result want;
	const char       *part;
} rows[] = {
	{ "M-4.4.2", KIT_NAME, KEPT, NULL },
	{ "M-4.4.2", "folder/" FIFTY "/a.ofd", KEPT, "5 characters" },
	{ "M-4.4.2", FIFTY FIFTY FIFTY FIFTY FIFTY "12345", KEPT, "255" },
	{ "M-4.4.2", FIFTY FIFTY FIFTY FIFTY FIFTY "123456", BROKEN, "256" },
	{ "M-4.4.2", "\xff.ofd", OPEN, "UTF-8" },
	{ "M-4.4.2", "", OPEN, "not known" },
	{ "M-4.4.2", "-", OPEN, "not known" },
	{ "M-4.4.2b", KIT_NAME, KEPT, NULL },
	{ "M-4.4.2b", FIFTY, KEPT, "50" },
	{ "M-4.4.2b", FIFTY "1", BROKEN, "51" },
	{ "M-4.4.2b", "\xff", OPEN, NULL },
	{ "M-4.4.2b", "", OPEN, NULL },
	{ "M-4.4.3a", KIT_NAME, KEPT, NULL },
	/* the clause's own examples */
	{ "M-4.4.3a", "校准电子证书-" N ".ofd", OPEN, "examples" },
	{ "M-4.4.3a", "校准电子证书-XZ 2026\xe2\x80\x94" "0001-数字压力计-A1.OFD", KEPT, NULL },
	{ "M-4.4.3a", "校准电子证书-数字压力计-A1-xz_2026_0001.ofd", KEPT, NULL },
	{ "M-4.4.3a", "校准电子证书-XZ-2026-0002-数字压力计-A1.ofd", BROKEN, N },
	{ "M-4.4.3a", "校准电子证书.ofd", BROKEN, N },
	{ "M-4.4.3a", "校准证书-" N "-数字压力计-A1.ofd", BROKEN, "电子证书" },
	{ "M-4.4.3a", "电子证书-" N "-数字压力计-A1.ofd", BROKEN, "class" },
	{ "M-4.4.3a", "-_电子证书-" N ".ofd", BROKEN, "class" },
	{ "M-4.4.3a", "signed.ofd", BROKEN, "signed.ofd" },
	{ "M-4.4.3a", "a\x1b[1m.ofd", BROKEN, "a\\x1b[1m" },
	{ "M-4.4.3a", "", OPEN, NULL },
	{ "M-4.4.3b", KIT_NAME, KEPT, NULL },
	{ "M-4.4.3b", "校准-电子证书-" N ".ofd", BROKEN, "at once" },
	{ "M-4.4.3b", "校准电子证书_" N ".ofd", BROKEN, "\"-\"" },
	{ "M-4.4.3b", "校准电子证书.ofd", KEPT, NULL },
	{ "M-4.4.3b", "signed.ofd", NONE, NULL },
	{ "M-4.4.3b", "", OPEN, NULL },
};

static void
run(const struct row *r, size_t n, ecert_doc *doc)
{
	ecert_lint *lint;

	for (; n > 0; n--, r++) {
		unit_case("%s: %.40s", r->rule, r->name[0] == '\xff' ? "not UTF-8" : r->name);
		lint = NULL;
		(void)ecert_lint_doc(kit.ctx, doc, r->name, NULL, &lint);
		kit_check(lint, r->rule, r->want, r->part);
		ecert_lint_free(lint);
	}
}

/* Where no identifier says the number, the first part after 电子证书 is it. */
static const struct row plain_rows[] = {
	{ "M-4.4.3a", "检定电子证书-质字-数字压力计-A1.ofd", KEPT, NULL },
	{ "M-4.4.3a", "检定电子证书-质字20211203.ofd", OPEN, NULL },
	{ "M-4.4.3a", "检定电子证书--.ofd", BROKEN, "number" },
};

int
main(void)
{
	static const struct kit_spec tagged = { .no_sign = true };
	static const struct kit_spec plain = { .no_sign = true, .id = "" };
	ecert_doc *doc;

	kit_start();
	doc = kit_doc(&tagged);
	run(rows, ECI_COUNT(rows), doc);
	ecert_doc_free(doc);
	doc = kit_doc(&plain);
	run(plain_rows, ECI_COUNT(plain_rows), doc);
	ecert_doc_free(doc);
	kit_end();
	return unit_end();
}
