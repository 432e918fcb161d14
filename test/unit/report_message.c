/* SPDX-License-Identifier: Apache-2.0 */
/* Messages of failed calls in Chinese. */
#include <string.h>

#include "unit.h"
#include "report/report_priv.h"

static const struct { const char *name, *en, *zh; } rows[] = {
	{ "the system", "No such file or directory", "没有这个文件或目录" },
	{ "a name in front", ": not a regular file", ": 不是普通文件" },
	{ "a passphrase", "key.pem: wrong passphrase", "key.pem: 口令错误" },
	{ "a number", "a.ofd: 12 bytes, more than 10", "a.ofd: 12 字节，超过上限 10" },
	{ "a phrase of reports", "x: no end record: not a ZIP file, or cut short",
	    "x: 没有结束记录：不是 ZIP 文件，或文件被截断" },
	{ "a policy", "there is no policy x; known are: a, b", "没有策略 x；已知的有：a, b" },
	{ "a record", "r.json: record: line 1, column 5: no value of JSON",
	    "r.json: record: 第 1 行，列号 5: 不是 JSON 的值" },
	{ "a status list", "l.json: status list: entry 1: state: \"x\" is none of this kind of list",
	    "l.json: status list: entry 1: state: \"x\" 不是此类列表可用的状态" },
	{ "a wrong pin", "D/A/K: GM/T 0016: SKF_VerifyPIN gives 0x0A000024 (SAR_PIN_INCORRECT): the PIN is "
	    "wrong, tries left: 5",
	    "D/A/K: GM/T 0016: SKF_VerifyPIN 返回 0x0A000024 (SAR_PIN_INCORRECT): PIN 错误，剩余次数：5" },
	{ "a pin that is locked", "D: GM/T 0016: the PIN is locked: no try is left",
	    "D: GM/T 0016: PIN 已锁定，没有剩余次数" },
	{ "a pin of another length", "D: a PIN has 6 to 16 bytes: it was not tried (pin-min and pin-max set "
	    "that)", "D: PIN 的字节数应为 6 至 16，未尝试（由 pin-min 和 pin-max 设定）" },
	{ "a line of a list", "l.csv: line 15: output is the input of line 2",
	    "l.csv: line 15: 输出文件是另一行的输入文件，行号 2" },
	{ "a certificate number", "identifier: the certificate number is A 1; A 2 was expected",
	    "identifier: 证书编号与清单不符：文档中为 A 1；应为 A 2" },
	{ "an identifier", "identifier at character 7: fewer than six components",
	    "identifier 第 7 个字符: 不足六个组成部分" },
	{ "a command", "a.ofd: CN=x: the signing device failed with 1",
	    "a.ofd: CN=x: 签名设备或命令失败，代码 1" },
	{ "a value of another", "v: value: not a signature of CN=x (serial 1) over what was prepared: the "
	    "digest was taken for a message and hashed once more",
	    "v: value: 不是 CN=x (serial 1) 对所准备内容的签名: 摘要被当作消息又做了一次杂凑" },
	{ "an index", "l.so: SDF_X gives 0x01000008 (SDR_KEYNOTEXIST): there is no key of key-index 7",
	    "l.so: SDF_X 返回 0x01000008 (SDR_KEYNOTEXIST): 没有该索引的密钥：key-index 7" },
	{ "several devices", "lib.so: there are several, and no device was named: A, B",
	    "lib.so: 有多个设备，须指定其一：A, B" },
	{ "what is not known", "something else", "something else" },
	{ "nothing", "", "" },
};

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	char *out = NULL;
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		CHECK_OK(ctx, ecert_message(ctx, rows[i].en, "zh_CN", &out));
		CHECK_STR(out, rows[i].zh);
		ecert_free(out);
		CHECK_OK(ctx, ecert_message(ctx, rows[i].en, "en", &out));
		CHECK_STR(out, rows[i].en);
		ecert_free(out);
	}
	unit_case("no language is English");
	CHECK_OK(ctx, ecert_message(ctx, "wrong passphrase", NULL, &out));
	CHECK_STR(out, "wrong passphrase");
	ecert_free(out);
	unit_case("the context keeps what it says");
	(void)eci_reject(ctx, ECERT_R_KEY_BAD, "a", NULL, "wrong passphrase");
	CHECK_OK(ctx, ecert_message(ctx, ecert_errmsg(ctx), "zh", &out));
	CHECK_STR(out, "a: 口令错误");
	CHECK_STR(ecert_errmsg(ctx), "a: wrong passphrase");
	CHECK_INT(ecert_errreason(ctx), ECERT_R_KEY_BAD);
	ecert_free(out);
	return unit_end();
}
