/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <stdlib.h>

/* name NULL: refused.  255 bytes: "校准电子证书" 18, "-A-B-" 5, ".ofd" 4, 228 left. */
static const struct {
	const char *what;
	ecert_type  type;
	const char *number, *instrument, *serial, *unit, *issuer, *name;
} rows[] = {
	{ "five parts", 7, "1022CN0200036", "电子天平", "123", NULL, NULL,
	    "校准电子证书-1022CN0200036-电子天平-123.ofd" },
	{ "seven parts", 1, "质字20211203—2377", "压力表", "A1", "某厂", "某所",
	    "检定电子证书-质字20211203—2377-压力表-A1-某厂-某所.ofd" },
	{ "issuer without unit", 2, "N", "I", "S", NULL, "某所", "检定电子证书-N-I-S-某所.ofd" },
	{ "hyphens inside", 4, "XZ-2026-1", "a-b", "CN-123", NULL, NULL,
	    "检测电子证书-XZ_2026_1-a_b-CN_123.ofd" },
	{ "blank inside", 5, "A 1", "I", "S", NULL, NULL, "检验电子证书-A 1-I-S.ofd" },
	{ "stop inside", 8, "A.1", "I", "S", NULL, NULL, "其他电子证书-A.1-I-S.ofd" },
	{ "type 0", 0, "N", "I", "S", NULL, NULL, NULL },
	{ "type 9", 9, "N", "I", "S", NULL, NULL, NULL },
	{ "number empty", 7, "", "I", "S", NULL, NULL, NULL },
	{ "number missing", 7, NULL, "I", "S", NULL, NULL, NULL },
	{ "instrument empty", 7, "N", "", "S", NULL, NULL, NULL },
	{ "serial empty", 7, "N", "I", "", NULL, NULL, NULL },
	{ "unit empty", 7, "N", "I", "S", "", NULL, NULL },
	{ "blank alone", 7, " ", "I", "S", NULL, NULL, NULL },
	{ "blank before", 7, " N", "I", "S", NULL, NULL, NULL },
	{ "blank after", 7, "N", "I", "S\xe3\x80\x80", NULL, NULL, NULL },
	{ "stop after", 7, "N", "I.", "S", NULL, NULL, NULL },
	{ "slash", 7, "N/1", "I", "S", NULL, NULL, NULL },
	{ "backslash", 7, "N\\1", "I", "S", NULL, NULL, NULL },
	{ "colon", 7, "N:1", "I", "S", NULL, NULL, NULL },
	{ "star", 7, "N*", "I", "S", NULL, NULL, NULL },
	{ "question mark", 7, "N?", "I", "S", NULL, NULL, NULL },
	{ "quote", 7, "N\"", "I", "S", NULL, NULL, NULL },
	{ "less", 7, "<N", "I", "S", NULL, NULL, NULL },
	{ "more", 7, "N>", "I", "S", NULL, NULL, NULL },
	{ "bar", 7, "N|", "I", "S", NULL, NULL, NULL },
	{ "line break", 7, "N\n1", "I", "S", NULL, NULL, NULL },
	{ "override", 7, "N\xe2\x80\xae", "I", "S", NULL, NULL, NULL },
	{ "not UTF-8", 7, "N\xff", "I", "S", NULL, NULL, NULL },
};

static void
test_length(ecert_ctx *ctx)
{
	char serial[230];
	char *name = NULL;

	memset(serial, 'x', sizeof(serial));
	serial[228] = '\0';
	unit_case("255 bytes");
	CHECK_OK(ctx, ecert_file_name(ctx, 7, "A", "B", serial, NULL, NULL, &name));
	CHECK_INT(name != NULL ? strlen(name) : 0, 255);
	ecert_free(name);
	unit_case("256 bytes");
	serial[228] = 'x';
	serial[229] = '\0';
	CHECK_ERR(ctx, ecert_file_name(ctx, 7, "A", "B", serial, NULL, NULL, &name), ECERT_E_ARG);
	CHECK(name == NULL);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	char *name = NULL;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].what);
		CHECK_ERR(ctx, ecert_file_name(ctx, rows[i].type, rows[i].number, rows[i].instrument,
		    rows[i].serial, rows[i].unit, rows[i].issuer, &name),
		    rows[i].name != NULL ? ECERT_OK : ECERT_E_ARG);
		CHECK_STR(name, rows[i].name);
		ecert_free(name);
	}
	test_length(ctx);
	return unit_end();
}
