/* SPDX-License-Identifier: Apache-2.0 */
/* report_phrase.c - Chinese for the fixed phrases in which lower layers say what
 * they met: in certificate paths, revocation lists, seals, containers, XML. */
#include "report/report_priv.h"

#include <string.h>

static const struct eci_phrase phrases[] = {
	/* paths */
	{ "it has a critical extension that is not understood", "证书含有无法识别的关键扩展" },
	{ "it issued a certificate but is no CA (basicConstraints)",
	    "签发了证书但不是 CA（basicConstraints）" },
	{ "its key usage does not allow issuing certificates", "密钥用途不允许签发证书" },
	{ "the path below it is longer than its path length constraint",
	    "其下的证书路径超过路径长度限制" },
	{ "it issued a certificate but was not in its validity period", "签发证书的机构不在有效期内" },
	{ "not signed by the key of the certificate at hand of its issuer",
	    "不是由现有的颁发者证书的密钥签发" },
	{ "signed with the empty SM2 ID, not with the standard's",
	    "以空的 SM2 用户标识签名，不是标准规定的标识" },
	{ "signed with an algorithm that is not accepted", "签名算法不被接受" },
	{ "too many certificates of this name", "同名证书过多" },
	{ "the path is longer than the limit", "证书路径超过长度上限" },
	{ "self-signed, and no trust anchor", "自签名证书，且不是信任锚" },
	{ "the certificate of this issuer is not at hand", "缺少该颁发者的证书" },
	/* revocation lists */
	{ "its name constraints cannot be read", "名称限制无法读取" },
	{ "its name cannot be compared with the name constraints above it",
	    "其名称无法与上级的名称限制比较" },
	{ "name constraints above it are of a form that is not examined",
	    "上级的名称限制所用的名称形式未予检查" },
	{ "its name is outside of the name constraints above it", "其名称超出上级的名称限制" },
	{ "its name is excluded by the name constraints above it", "其名称被上级的名称限制排除" },
	{ "no list of this issuer", "没有该颁发者的撤销列表" },
	{ "the list is not signed by this issuer", "撤销列表不是由该颁发者签名" },
	{ "the issuer's key usage does not allow lists", "颁发者的密钥用途不允许签发撤销列表" },
	{ "the list is of another distribution point", "撤销列表属于其他分发点" },
	{ "the list is not in force yet", "撤销列表尚未生效" },
	{ "the list ended before the time in question", "撤销列表在所判断的时间之前已过期" },
	{ "the list was made after the certificate expired, when entries may have been taken off",
	    "撤销列表形成于证书到期之后，其中的撤销记录可能已被移除" },
	{ "the list has an unknown critical entry extension", "撤销列表的条目含有无法识别的关键扩展" },
	{ "the list holds some reasons only", "撤销列表只包含部分撤销原因" },
	{ "the list is an indirect one", "撤销列表是间接列表" },
	{ "the list is one of attribute certificates", "撤销列表针对属性证书" },
	{ "the list is a delta list", "撤销列表是增量列表" },
	{ "the list has an unknown critical extension", "撤销列表含有无法识别的关键扩展" },
	{ "the list names another key of this issuer", "撤销列表所指的是该颁发者的另一密钥" },
	{ "the list was made when the issuer's certificate was not valid",
	    "撤销列表签发时颁发者的证书不在有效期内" },
	{ "not used: ", "未采用：" },
	{ "the list removes the certificate, as only delta lists may",
	    "撤销列表将该证书标为移除，只有增量列表可以这样做" },
	/* OCSP responses */
	{ "no OCSP response about it", "没有关于该证书的 OCSP 响应" },
	{ "the response was made after the certificate expired, when entries may have been taken off",
	    "OCSP 响应形成于证书到期之后，其撤销记录可能已被移除" },
	{ "the response is not signed by the responder it names", "OCSP 响应不是由其所指的响应者签名" },
	{ "the responder is not authorised by this issuer", "OCSP 响应者未经该颁发者授权" },
	{ "the responder's certificate was not valid", "OCSP 响应者的证书不在有效期内" },
	{ "the responder's certificate is revoked", "OCSP 响应者的证书已被撤销" },
	{ "the response has an unknown critical extension", "OCSP 响应含有无法识别的关键扩展" },
	{ "the response is not in force yet", "OCSP 响应尚未生效" },
	{ "the response ended before the time in question", "OCSP 响应在所判断的时间之前已过期" },
	{ "the responder does not know the certificate", "OCSP 响应者不知道该证书" },
	/* signatures and seals */
	{ "critical FALSE is written out", "写出了 critical 的缺省值 FALSE" },
	{ " in a structure of ", "，而结构属于 " },
	{ "text where a time stamp or UTCTime belongs, and it names no time zone",
	    "应为时间戳或 UTCTime 而写成文本，且未注明时区" },
	{ "text where a time stamp or UTCTime belongs", "应为时间戳或 UTCTime 而写成文本" },
	{ "a time where a BIT STRING belongs", "应为 BIT STRING 而写成时间" },
	{ "no time that can be read", "时间无法读取" },
	{ "runs past the end of what holds it", "超出其所在结构的末尾" },
	{ "not in the shortest form", "不是最短编码形式" },
	{ "indefinite length", "不定长编码" },
	{ "trailing bytes", "末尾有多余字节" },
	{ "ends before its length", "内容短于其长度" },
	/* signatures without a seal */
	{ "not in the order of DER, and signed as they stand", "未按 DER 排序，以原样签名" },
	{ "the other object identifier for data than contentInfo has",
	    "与 contentInfo 中表示数据的对象标识符不同" },
	{ "signed attribute * is not examined", "签名属性 * 未检查" },
	{ "present, and not examined", "存在，未检查" },
	{ "* where 1.2.156.10197.1.401 is usual", "*，通常应为 1.2.156.10197.1.401" },
	{ "parameters that are neither absent nor NULL", "算法参数既未省略也非 NULL" },
	{ "two of the signer's issuer and serial number", "有两个与签名人的颁发者和序列号相同" },
	{ "more than one SignerInfo", "多于一个 SignerInfo" },
	{ "no SignerInfo", "没有 SignerInfo" },
	{ "subjectKeyIdentifier in its place", "该处为 subjectKeyIdentifier" },
	{ " for the second time", "重复出现" },
	{ "more than one value", "多于一个值" },
	{ "no value", "没有值" },
	{ "no messageDigest", "缺少 messageDigest" },
	{ "no contentType", "缺少 contentType" },
	{ " where signedData belongs", "，应为 signedData" },
	{ " where data belongs", "，应为数据" },
	{ " where SM3 belongs", "，应为 SM3" },
	{ " where SM2 belongs", "，应为 SM2" },
	{ " where the type of the content belongs", "，应为内容的类型" },
	{ ", neither 1 nor 3", "，既非 1 也非 3" },
	/* time stamps */
	{ "it is not as its authority signed it", "与时间戳机构的签名不符" },
	{ "it was signed with the empty SM2 ID", "签名时使用了空的 SM2 用户标识" },
	{ "its messageDigest is not the digest of its TSTInfo", "messageDigest 不是 TSTInfo 的摘要" },
	{ "its signingCertificateV2 attribute names another certificate",
	    "signingCertificateV2 属性所指为另一证书" },
	{ "its signingCertificate attribute names another certificate",
	    "signingCertificate 属性所指为另一证书" },
	{ "it names another authority than its certificate does", "所写机构与其证书不符" },
	{ "no signingCertificate attribute: the authority does not say which certificate is its own",
	    "没有 signingCertificate 属性：机构未指明其证书" },
	{ "the token stands in the response it came with", "时间戳令牌仍在响应之中" },
	{ "the token's type is signedData of GB/T 35275, not of RFC 5652",
	    "时间戳令牌的类型为 GB/T 35275 的 signedData，而非 RFC 5652 的" },
	{ "the token's SignedData has version 1, not 3", "时间戳令牌的 SignedData 版本为 1，而非 3" },
	{ "a Name where GeneralNames belong", "应为 GeneralNames 而写成 Name" },
	{ "FALSE is written out, which DER does not have", "写出了 DER 中不应有的 FALSE" },
	{ "neither a token nor a response", "既非令牌也非响应" },
	{ "no time stamp was granted", "未给出时间戳" },
	{ "missing from a response that grants it", "响应中缺少令牌" },
	{ "the content is no TSTInfo", "内容不是 TSTInfo" },
	{ "not a time of the form YYYYMMDDhhmmss[.f]Z", "时间不是 YYYYMMDDhhmmss[.f]Z 的形式" },
	{ "a digest this version does not make", "本版本不支持的摘要算法" },
	{ "an object identifier where an AlgorithmIdentifier belongs: an older format",
	    "应为 AlgorithmIdentifier 而写成对象标识符：旧格式" },
	{ " where SM3 or SHA-256 belongs", "，应为 SM3 或 SHA-256" },
	{ "one is critical and not known", "有无法识别的关键扩展项" },
	/* container */
	{ "no end record: not a ZIP file, or cut short", "没有结束记录：不是 ZIP 文件，或文件被截断" },
	{ "* bytes: too short for a ZIP file", "仅 * 字节：短于任何 ZIP 文件" },
	{ "the UTF-8 flag differs between local header and directory",
	    "UTF-8 标志在本地文件头与目录中不一致" },
	{ "a name in UTF-8 without the UTF-8 flag", "文件名为 UTF-8 但未设 UTF-8 标志" },
	{ "the data descriptor is not as the flags say", "数据描述符与标志不符" },
	{ "stored data with a data descriptor", "未压缩的数据带有数据描述符" },
	{ "a zip64 field in the local header only", "仅本地文件头中有 zip64 字段" },
	{ "a zip64 field that repeats the header", "zip64 字段与文件头重复" },
	{ "padding in the extra fields", "扩展字段中有填充" },
	{ "two folders of this name but for upper and lower case", "有两个仅大小写不同的同名文件夹" },
	{ "two entries of this name but for upper and lower case", "有两个仅大小写不同的同名文件" },
	{ "two entries of this name", "有两个同名文件" },
	{ "* bytes before the first entry", "第一个文件之前有 * 字节" },
	{ "* bytes after the archive", "压缩包之后有 * 字节" },
	{ "a comment of * bytes", "压缩包注释 * 字节" },
	{ "a control or invisible character in the name", "文件名中有控制字符或不可见字符" },
	{ "a backslash or colon in the name", "文件名中有反斜杠或冒号" },
	{ "the name is not UTF-8", "文件名不是 UTF-8" },
	{ "a link, device or other special file", "链接、设备或其他特殊文件" },
	{ "its CRC is wrong", "CRC 校验错误" },
	{ "its data is no deflate stream", "数据不是 deflate 流" },
	{ "flags *: encrypted, patched or unknown", "标志 *：已加密、补丁或未知" },
	{ "both a file and a folder", "既是文件又是文件夹" },
	{ "two end records", "有两个结束记录" },
	{ "(and * other entries)", "（另有 * 个文件）" },
	/* XML and document */
	{ "the namespace of an earlier draft", "命名空间为早期草案" },
	{ "bytes that are not UTF-8", "有非 UTF-8 字节" },
	{ "an encoding other than UTF-8", "编码不是 UTF-8" },
	{ "a document type declaration", "含有文档类型声明" },
	{ "not well formed", "格式不良" },
	{ "names *, which is not in the package", "所指的 * 不在包中" },
	{ "names *, the package has ", "所指为 *，包中为 " },
	{ "named as DocRoot, not in the package", "DocRoot 所指文件不在包中" },
	{ "named by OFD.xml, not in the package", "OFD.xml 所指文件不在包中" },
	{ "named by * and missing: an empty resource list was added",
	    "* 所指的文件缺失：已加入空的资源表" },
	{ "not in the package", "不在包中" },
	{ "the location * leaves the package or names no file", "位置 * 超出包外或不指向文件" },
	{ "the location * is outside of the package", "位置 * 在包外" },
	{ "an action when the document is opened", "打开文档时执行动作" },
	{ "an action when a page is opened", "打开页面时执行动作" },
	{ "a link out of the document", "指向文档外的链接" },
	{ "a link into an attachment", "指向附件的链接" },
	{ "a sound resource", "声音资源" },
	{ "a video resource", "视频资源" },
	{ "custom tag:", "自定义标引：" },
	{ "two signatures of one ID", "两个签名的 ID 相同" },
	{ "more than one MaxSignId", "有多个 MaxSignId" },
	{ "Provider has elements, not attributes", "Provider 以子元素而非属性书写" },
	{ "the signature references itself", "签名引用了自身" },
	{ "CheckValue is no digest in base64", "CheckValue 不是 base64 摘要" },
	{ "a Reference without CheckValue", "Reference 缺少 CheckValue" },
	{ "the root is no ", "根元素不是 " },
};

/* A phrase in a text: one '*' in it stands for what varies. */
struct hit {
	const char *begin, *var, *end;
	size_t      var_len;
};

static const char *
find_n(const char *text, const char *what, size_t n)
{
	if (n == 0)
		return text;
	for (; (text = strchr(text, what[0])) != NULL; text++)
		if (strncmp(text, what, n) == 0)
			return text;
	return NULL;
}

static bool
find(const char *text, const char *en, struct hit *h)
{
	const char *star = strchr(en, '*'), *after;
	size_t n = star != NULL ? (size_t)(star - en) : strlen(en);

	if ((h->begin = find_n(text, en, n)) == NULL)
		return false;
	h->var = h->end = h->begin + n;
	h->var_len = 0;
	if (star == NULL)
		return true;
	if ((after = strstr(h->var, star + 1)) == NULL)
		return false;
	/* With nothing before it, it is the one word before what follows. */
	if (n == 0) {
		for (h->var = after; h->var > text && h->var[-1] != ' '; h->var--)
			;
		h->begin = h->var;
	}
	h->var_len = (size_t)(after - h->var);
	h->end = after + strlen(star + 1);
	return true;
}

static ecert_err
replace(ecert_ctx *ctx, const char *text, const struct hit *h, const char *zh,
    struct eci_buf *out)
{
	const char *star = strchr(zh, '*');
	size_t n = star != NULL ? (size_t)(star - zh) : strlen(zh);
	ecert_err e;

	if ((e = eci_buf_add(ctx, out, text, (size_t)(h->begin - text))) != ECERT_OK ||
	    (e = eci_buf_add(ctx, out, zh, n)) != ECERT_OK ||
	    (e = eci_buf_add(ctx, out, h->var, h->var_len)) != ECERT_OK ||
	    (star != NULL && (e = eci_buf_adds(ctx, out, star + 1)) != ECERT_OK))
		return e;
	return eci_buf_adds(ctx, out, h->end);
}

ecert_err
eci_report_phrases(ecert_ctx *ctx, const struct eci_phrase *v, size_t n, const char *text,
    struct eci_buf *out)
{
	struct eci_buf now = { 0 }, next = { 0 }, was;
	struct hit h;
	ecert_err e = eci_buf_adds(ctx, &now, text);
	size_t i;

	for (i = 0; e == ECERT_OK && i < n; i++) {
		if (!find((char *)now.ptr, v[i].en, &h))
			continue;
		next.len = 0;
		e = replace(ctx, (char *)now.ptr, &h, v[i].zh, &next);
		was = now;
		now = next;
		next = was;
	}
	if (e == ECERT_OK)
		e = eci_buf_adds(ctx, out, (char *)now.ptr);
	eci_buf_free(&now);
	eci_buf_free(&next);
	return e;
}

ecert_err
eci_report_phrase(ecert_ctx *ctx, const char *text, struct eci_buf *out)
{
	return eci_report_phrases(ctx, phrases, ECI_COUNT(phrases), text, out);
}
