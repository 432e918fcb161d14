/* SPDX-License-Identifier: Apache-2.0 */
/* report_skip.c - what a verification did not look at, and what it looked up beside
 * file and trust store, in words. */
#include "report/report_priv.h"

static const struct {
	const char *code, *text[2];
} skips[] = {
	{ "content", { "what the pages say", "页面内容是否属实" } },
	{ "seal.picture", { "whether the seal's picture matches its name",
	    "印章图片与印章名称是否一致" } },
	{ "fonts", { "fonts a reader substitutes", "阅读软件替换的字体" } },
	{ "time.proof", { "the signing time: it is the signer's claim",
	    "签名时间：仅为签名人声称" } },
	{ "seal.status", { "whether a seal was revoked (status list)",
	    "印章是否已被撤销（状态列表）" } },
	{ "revocation", { "whether certificates were revoked, as was asked for",
	    "证书是否被撤销（按要求未检查）" } },
	{ "timestamp", { "time stamps that are present", "所带的时间戳" } },
};
_Static_assert(ECI_COUNT(skips) == ECI_SKIP_N, "a row per bit");

const char *
eci_report_skip_code(size_t bit)
{
	return skips[bit].code;
}

const char *
eci_report_skip_text(size_t bit, int zh)
{
	return skips[bit].text[zh != 0];
}

static const struct {
	const char *code, *text[2];
} looked_up[] = {
	{ "seal.status", { "status lists of seals", "印章状态列表" } },
	{ "certificate.status", { "status lists of certificates", "证书状态列表" } },
	{ "network", { "the network (revocation lists and responses)",
	    "网络（撤销列表和 OCSP 响应）" } },
};
_Static_assert(ECI_COUNT(looked_up) == ECI_LOOKED_UP_N, "a row per bit");

const char *
eci_report_looked_up_code(size_t bit)
{
	return looked_up[bit].code;
}

const char *
eci_report_looked_up_text(size_t bit, int zh)
{
	return looked_up[bit].text[zh != 0];
}

/* LD/T 01.1-2022 8.3: online is what became of the seal; where there is none, what became
 * of the certificate is what there is to ask. */
enum eci_report_mode
eci_report_mode(const ecert_report *rep)
{
	const unsigned status = ECI_LOOKED_UP_SEAL | ECI_LOOKED_UP_CERTIFICATE;

	if (rep->looked_up == 0)
		return ECI_MODE_OFFLINE;
	return (rep->looked_up & status) != 0 && (rep->skipped & ECI_SKIP_SEAL_STATUS) == 0 ?
	    ECI_MODE_ONLINE : ECI_MODE_PARTIAL;
}
