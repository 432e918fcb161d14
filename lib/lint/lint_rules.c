/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lint_rules.c - the rules of the metrology specification (计量电子证书通用技术规范) that
 * a file alone, or with configuration, can be held against; the one table of them.
 * Identifiers are "M-" and the clause; a clause with demands of two strengths has a
 * rule for each.
 */
#include "lint/lint_priv.h"

#include <string.h>

#define SHALL  ECERT_LINT_SHALL
#define SHOULD ECERT_LINT_SHOULD
#define MAY    ECERT_LINT_MAY

static const struct eci_lint_rule rules[] = {
	{ "M-4.1.1", "4.1.1", SHALL, "F", false, eci_lint_ofd, {
	    "the file is an open fixed-layout document (GB/T 33190)",
	    "文件为开放式版式文档（GB/T 33190）" } },
	{ "M-4.1.2", "4.1.2", SHALL, "F", false, eci_lint_single, {
	    "the file holds exactly one complete certificate",
	    "一个文件内仅完整包含一份电子证书" } },
	{ "M-4.1.3", "4.1.3", SHALL, "F", true, eci_lint_marks, {
	    "it has marks of authenticity, integrity and non-repudiation: signatures over all of it",
	    "包含提供真实性、完整性、抗抵赖性的标志数据：覆盖全部内容的电子签名" } },
	{ "M-4.1.4", "4.1.4", SHALL, "F", true, eci_lint_dynamic, {
	    "it has no dynamic elements", "不使用动态元素" } },
	{ "M-4.1.5", "4.1.5", SHALL, "F", true, eci_lint_attachments, {
	    "attachments are open fixed-layout documents too",
	    "附件亦为开放式版式文档" } },
	{ "M-4.1.6", "4.1.6", SHALL, "F", true, eci_lint_contained, {
	    "what is needed to show it lies within the file",
	    "显现所需的数据自包含于文件内" } },
	/* The sentence has no verb of demand, and GB/T 33190 11.1 leaves FontFile to
	 * the writer: fonts are held against it as a recommendation. */
	{ "M-4.1.6b", "4.1.6", SHOULD, "F", true, eci_lint_fonts, {
	    "its fonts are embedded", "所用字体已嵌入文件" } },
	{ "M-4.2.1", "4.2.1", SHALL, "F~", true, eci_lint_seal_picture, {
	    "the seal's picture shows that it is one of electronic certificates (电子证书)",
	    "印章图片明确显示其为“电子证书”印章" } },
	{ "M-4.2.2", "4.2.2", SHALL, "F", true, eci_lint_seal_name, {
	    "the seal is one of the four of electronic certificates, or its cross-page seal",
	    "印章为检定、校准、检验、检测电子证书专用章或相应骑缝章之一" } },
	{ "M-4.3.3", "4.3.3", SHOULD, "F", true, eci_lint_a4, {
	    "pages are A4, 210 x 297 mm", "页面为 A4，210×297mm" } },
	{ "M-4.3.4a", "4.3.4", SHALL, "F~", true, eci_lint_code_kind, {
	    "the 2-D code is a Grid Matrix code (GB/T 27766)",
	    "二维码的码制为网格矩阵码（GB/T 27766）" } },
	{ "M-4.3.4b", "4.3.4", SHOULD, "F", true, eci_lint_code_place, {
	    "the 2-D code stands on the first page and is 25 x 25 mm",
	    "二维码位于首页，大小为 25mm×25mm" } },
	{ "M-4.3.4c", "4.3.4", SHALL, "F", true, eci_lint_code_covers, {
	    "the 2-D code covers nothing else", "二维码不遮盖其他信息" } },
	{ "M-4.3.5", "4.3.5", SHALL, "F", true, eci_lint_seal_shown, {
	    "a page shows the seal's picture", "可视页面上有可视的电子证书印章图片" } },
	{ "M-4.3.6", "4.3.6", SHOULD, "F", true, eci_lint_sentence, {
	    "each page says 本证书为电子证书，请到发证机构官网验证",
	    "每一页明确标识“本证书为电子证书，请到发证机构官网验证”" } },
	{ "M-4.4.2", "4.4.2", SHALL, "F", false, eci_lint_name_length, {
	    "the file's name has at most 255 characters", "文件名长度不超过 255 字符" } },
	{ "M-4.4.2b", "4.4.2", SHOULD, "F", false, eci_lint_name_short, {
	    "the file's name is no longer than 50 Chinese characters",
	    "文件名不超过 50 个中文字符" } },
	{ "M-4.4.3a", "4.4.3", SHALL, "F+", false, eci_lint_name_parts, {
	    "the file's name has the class, 电子证书, number, instrument and its serial number",
	    "文件名含证书类别、“电子证书”、证书编号、仪器名称、出厂编号" } },
	{ "M-4.4.3b", "4.4.3", SHOULD, "F", false, eci_lint_name_joins, {
	    "in the file's name 电子证书 follows the class at once, other parts after a \"-\"",
	    "文件名中类别与“电子证书”直接连接，其他部分之间用“-”连接" } },
	{ "M-4.5.1", "4.5.1", SHOULD, "F", true, eci_lint_id_stored, {
	    "the certificate's identifier is stored in the file", "文件中存储有电子证书标识" } },
	{ "M-4.5.2", "4.5.2", SHALL, "F", true, eci_lint_id_tag, {
	    "the identifier is a custom index that Document.xml leads to (GB/T 33190 16)",
	    "标识为自定义标引，由 Document.xml 指向标引列表文件（GB/T 33190 第 16 章）" } },
	{ "M-4.5.4", "4.5.4", SHALL, "F", true, eci_lint_id_kept, {
	    "the identifier is protected against change: signatures cover it",
	    "标识保持不变：受签名保护" } },
	{ "M-4.5.5", "4.5.5", SHALL, "F+", true, eci_lint_id_form, {
	    "the identifier has its six parts, and agrees with the file's name",
	    "标识由六部分组成，并与文件名一致" } },
	{ "M-6.1", "6.1", SHOULD, "F", true, eci_lint_transfer, {
	    "it is encrypted while it is carried over the internet",
	    "在互联网传输时使用加密方式" } },
	{ "M-6.5c", "6.5 c)", MAY, "F", true, eci_lint_lasting, {
	    "it can be verified for the six years it is kept: signatures have time stamps",
	    "在不少于 6 年的存储期内可验证：签名带有时间戳" } },
	{ "M-7.1a", "7.1 a)", SHALL, "F", true, eci_lint_intact, {
	    "cryptography protects its authenticity and integrity",
	    "使用加密技术保障真实性和完整性" } },
	{ "M-7.1b", "7.1 b)", SHALL, "F+", true, eci_lint_verifiable, {
	    "its authenticity and integrity can be verified", "真实性和完整性可验证" } },
	{ "M-7.1c", "7.1 c)", SHALL, "F", true, eci_lint_national, {
	    "it uses the national algorithms: SM2 and SM3", "使用国家密码算法：SM2 与 SM3" } },
	{ "M-7.1d", "7.1 d)", SHALL, "F+", true, eci_lint_licensed, {
	    "licensed certification authorities stand behind signers and seal makers",
	    "由获得电子认证服务许可的机构提供密码保护" } },
};

size_t
eci_lint_rule_n(void)
{
	return ECI_COUNT(rules);
}

const struct eci_lint_rule *
eci_lint_rule(size_t rule)
{
	return rule < ECI_COUNT(rules) ? &rules[rule] : NULL;
}

size_t
ecert_lint_rule_count(void)
{
	return ECI_COUNT(rules);
}

const char *
ecert_lint_rule_id(size_t rule)
{
	return rule < ECI_COUNT(rules) ? rules[rule].id : NULL;
}

const char *
ecert_lint_rule_clause(size_t rule)
{
	return rule < ECI_COUNT(rules) ? rules[rule].clause : NULL;
}

const char *
ecert_lint_rule_mode(size_t rule)
{
	return rule < ECI_COUNT(rules) ? rules[rule].mode : NULL;
}

ecert_lint_strength
ecert_lint_rule_strength(size_t rule)
{
	return rule < ECI_COUNT(rules) ? rules[rule].strength : 0;
}

const char *
ecert_lint_rule_text(size_t rule, const char *lang)
{
	bool zh = lang != NULL && strncmp(lang, "zh", 2) == 0;

	return rule < ECI_COUNT(rules) ? rules[rule].text[zh] : NULL;
}
