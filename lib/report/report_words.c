/* SPDX-License-Identifier: Apache-2.0 */
/* report_words.c - the words of reports for people, in English and in Chinese. */
#include "report/report_show.h"

static const char *const words[][2] = {
	[W_IDENTIFIER] = { "identifier", "标识" },
	[W_NONE] = { "none", "无" },
	[W_SIGNATURE] = { "signature", "签名" },
	[W_OF] = { "of", "共" },
	[W_SIGNER] = { "signer", "签名人" },
	[W_SERIAL] = { "serial", "序列号" },
	[W_ISSUER] = { "issuer", "颁发者" },
	[W_SEAL] = { "seal", "印章" },
	[W_MADE_BY] = { "made by", "制章人" },
	[W_TIME] = { "time", "时间" },
	[W_CLAIMED] = { "claimed by the signer, not proven", "签名人声称，未经证明" },
	[W_PROVEN] = { "proven by a time stamp", "由时间戳证明" },
	[W_UNKNOWN] = { "not known", "未知" },
	[W_COVERS] = { "protects", "保护" },
	[W_NOTHING] = { "no file", "无文件" },
	[W_FILE] = { "file", "个文件" },
	[W_FILES] = { "files", "个文件" },
	[W_ALL] = { "all there are", "即全部文件" },
	[W_ALL_THEN] = { "all there were when it was signed", "即签名时的全部文件" },
	[W_NOT_ALL] = { "NOT all there are", "并非全部文件" },
	[W_CHANGED] = { "of them changed or missing", "个已被修改或缺失" },
	[W_UNREAD] = { "whether they changed was NOT examined", "未检查其是否被修改" },
	[W_NOTES] = { "notes", "提示" },
	[W_SKIPPED] = { "not checked", "未检查" },
	[W_MORE] = { "more", "项未列出" },
	[W_MORE_SIGS] = { "more signatures, all in the JSON report", "个签名未列出，JSON 报告中全部列出" },
	[W_PASSED] = { "passed", "通过" },
	[W_NOTE] = { "note", "提示" },
	[W_FAILED] = { "FAILED", "不通过" },
	[W_OPEN] = { "UNDECIDED", "无法判定" },
	[W_ALSO_OPEN] = { "undecided besides", "此外无法判定" },
	[W_LATER] = { "added later", "其后加入" },
	[W_UNPROTECTED] = { "not protected, or by INVALID signatures alone",
	    "不受保护，或仅受无效签名保护" },
	[W_UNCOVERED] = { "not protected", "不受保护" },
	[W_SETTLE] = { "to settle it", "解决办法" },
	[W_MODE] = { "mode", "核验方式" },
	[W_OFFLINE] = { "offline: whether seal or certificate was withdrawn since was not looked up",
	    "离线核验：未查询印章和证书此后是否被撤销、作废" },
	[W_PARTIAL] = { "partly online, by ", "部分在线核验：" },
	[W_ONLINE] = { "online, by ", "在线核验：" },
	[W_TRUST] = { "trust", "信任目录" },
	[W_NOBODY] = { "nobody, as no trust directory was given; see ecert-trust(5)",
	    "未指定信任目录，不信任任何人；见 ecert-trust(5)" },
	[W_VALIDITY] = { "valid", "有效期" },
	[W_VALID] = { "Valid", "有效" },
	[W_INVALID] = { "Invalid", "无效" },
	[W_UNDECIDED] = { "Undecided", "无法判定" },
	[W_SUM_VALID] = { "Every signature is good, made by somebody trusted, and protects every "
	    "file of the package.", "全部签名有效，签名人可信，且保护包中的全部文件。" },
	[W_SUM_INVALID] = { "At least one check failed. Do not rely on this file.",
	    "至少一项检查不通过。请勿采信该文件。" },
	[W_SUM_UNDECIDED] = { "Nothing failed, but something could not be decided.",
	    "没有检查不通过，但有事项无法判定。" },
	[W_SUM_SEAL] = { "The seal is good, and made by somebody trusted.", "印章有效，制章人可信。" },
	[W_FINDINGS] = { "What was found", "检查结果" },
	[W_CHECKS] = { "All checks", "全部检查" },
	[W_CHECK] = { "check", "检查项" },
	[W_CLAUSE] = { "clause", "依据" },
	[W_OUTCOME] = { "outcome", "结果" },
	[W_DETAIL] = { "detail", "说明" },
	[W_WHERE] = { "where", "位置" },
	[W_DOCUMENT] = { "document", "文档" },
	[W_REPORT] = { "Verification report", "核验报告" },
	[W_FILE_NAME] = { "file", "文件" },
	[W_SIZE] = { "size", "大小" },
	[W_BYTES] = { "bytes", "字节" },
	[W_SM3] = { "SM3", "SM3" },
	[W_JUDGED] = { "judged as of", "核验时间" },
	[W_PICTURE] = { "picture", "印章图片" },
	[W_PICTURE_SAYS] = { "As it is in the seal. It proves nothing: what counts is the signer.",
	    "取自印章。图片不证明任何事项，以签名人为准。" },
	[W_PICTURE_SAME] = { "the same as in signature", "同签名" },
	[W_PICTURE_FORMAT] = { "not shown: of a kind this page does not show",
	    "未显示：本页不显示此种格式" },
	[W_PICTURE_LARGE] = { "not shown: too large", "未显示：过大" },
	[W_PICTURE_DAMAGED] = { "not shown: damaged", "未显示：已损坏" },
	[W_VERSION] = { "standard", "标准" },
};
_Static_assert(ECI_COUNT(words) == W_COUNT, "a row per word");

const char *
eci_word(enum eci_word w, int zh)
{
	return words[w][zh != 0];
}

enum eci_word
eci_word_of(ecert_outcome o)
{
	switch (o) {
	case ECERT_CHECK_PASS:
		return W_PASSED;
	case ECERT_CHECK_NOTE:
		return W_NOTE;
	case ECERT_CHECK_UNDECIDED:
		return W_OPEN;
	default:
		return W_FAILED;
	}
}
