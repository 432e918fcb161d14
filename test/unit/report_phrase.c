/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report_priv.h"
#include "unit.h"

static const struct { const char *name, *en, *zh; } rows[] = {
	{ "a phrase alone", "no list of this issuer", "没有该颁发者的撤销列表" },
	{ "a phrase after a name", "CN=Root: the certificate of this issuer is not at hand",
	    "CN=Root: 缺少该颁发者的证书" },
	{ "a phrase with what follows",
	    "CN=A: it has a critical extension that is not understood (1.2.3)",
	    "CN=A: 证书含有无法识别的关键扩展 (1.2.3)" },
	{ "a note of a seal", "eSealInfo.extDatas: critical FALSE is written out",
	    "eSealInfo.extDatas: 写出了 critical 的缺省值 FALSE" },
	{ "two phrases", "a zip64 field in the local header only (and 3 other entries)",
	    "仅本地文件头中有 zip64 字段 （另有 3 个文件）" },
	{ "what varies in the middle", "line 4: names /Doc_0/a b.xml, which is not in the package",
	    "line 4: 所指的 /Doc_0/a b.xml 不在包中" },
	{ "what varies at the beginning", "x.ofd: 12 bytes after the archive",
	    "x.ofd: 压缩包之后有 12 字节" },
	{ "the beginning of a phrase alone", "flags 0001", "flags 0001" },
	{ "a container", "x: APPNOTE 4.3.16: no end record: not a ZIP file, or cut short",
	    "x: APPNOTE 4.3.16: 没有结束记录：不是 ZIP 文件，或文件被截断" },
	{ "an earlier namespace", "7.1: the namespace of an earlier draft",
	    "7.1: 命名空间为早期草案" },
	{ "a name in another case", "7.2: names Doc_0/A.xml, the package has Doc_0/a.xml",
	    "7.2: 所指为 Doc_0/A.xml，包中为 Doc_0/a.xml" },
	{ "an unknown text stays", "something else", "something else" },
	{ "nothing stays nothing", "", "" },
};

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		b.len = 0;
		CHECK_OK(ctx, eci_report_phrase(ctx, rows[i].en, &b));
		CHECK_STR((char *)b.ptr, rows[i].zh);
	}
	eci_buf_free(&b);
	return unit_end();
}
