/* SPDX-License-Identifier: Apache-2.0 */
/* verify_message.c - Chinese for what calls of the library say when they fail: the
 * messages people meet with the tools.  Beside the phrases of reports. */
#include <string.h>

#include "verify/verify_priv.h"

static const struct eci_phrase messages[] = {
	/* the system; its own catalogue may not be there */
	{ "No such file or directory", "没有这个文件或目录" },
	{ "Permission denied", "权限不足" },
	{ "Operation not permitted", "不允许此操作" },
	{ "Is a directory", "是一个目录" },
	{ "Not a directory", "不是目录" },
	{ "File exists", "文件已存在" },
	{ "No space left on device", "磁盘空间不足" },
	{ "Read-only file system", "文件系统只读" },
	{ "Too many open files", "打开的文件过多" },
	{ "Input/output error", "输入输出错误" },
	{ "Illegal seek", "无法定位" },
	{ "File too large", "文件过大" },
	{ "not a regular file", "不是普通文件" },
	{ "became shorter while it was read", "读取时文件变短" },
	{ "changed while it was read", "读取时文件被改动" },
	{ "out of memory", "内存不足" },
	{ "* bytes, more than ", "* 字节，超过上限 " },
	{ "stopped by the application", "已被应用程序中止" },
	/* keys and certificates */
	{ "the key is encrypted and no passphrase was given", "私钥已加密，且未提供口令" },
	{ "wrong passphrase", "口令错误" },
	{ "no private key in it", "文件中没有私钥" },
	{ "neither an SM2 nor an RSA key", "既不是 SM2 私钥也不是 RSA 私钥" },
	{ "not a PKCS#12 file", "不是 PKCS#12 文件" },
	{ "encrypted in a way this OpenSSL does not offer", "所用的加密方式本机 OpenSSL 不支持" },
	{ "a PKCS#12 file needs a passphrase", "PKCS#12 文件需要口令" },
	{ "the key is out of range", "私钥超出范围" },
	{ "not a trust directory: none of roots, ", "不是信任目录：其中没有 roots、" },
	{ "left out of the trust directory: ", "未纳入信任目录：" },
	{ "not a name a trust directory has: not used", "不是信任目录所用的名称：未使用" },
	/* signing */
	{ "input and output are the same file", "输入与输出是同一文件" },
	{ "the result does not verify", "签名结果未通过核验" },
	{ "the job lacks a signer or a seal", "缺少签名人或印章" },
	{ "the document has no identifier", "文档中没有电子证书标识" },
	{ "the document has no page for the seal", "文档中没有可加盖印章的页" },
	{ "the document has * signatures already", "文档中已有 * 个签名" },
	{ "there is no page *: the document has ", "没有第 * 页：文档页数为 " },
	{ "a cross-page seal needs two pages", "骑缝章至少需要两页" },
	{ "a seal that ended already, at ", "印章已过期，截止于 " },
	{ "is not inside ", "不在其内：" },
	/* time stamps that are asked for, and the network */
	{ "the time-stamp authority gave no answer", "时间戳机构没有应答" },
	{ "time-stamp authority's answer", "时间戳机构的应答" },
	{ "a token over something else: messageImprint is not the one of the request",
	    "时间戳所盖内容不同：messageImprint 与请求不一致" },
	{ "a token without the nonce of the request", "时间戳未带请求中的 nonce" },
	{ "an old token, or one for another: nonce is not the one of the request",
	    "时间戳是旧的或给他人的：nonce 与请求不一致" },
	{ "its clock, at *, is far behind this one, at ", "其时钟为 *，远落后于本机时钟 " },
	{ "its clock, at *, is far ahead of this one, at ", "其时钟为 *，远快于本机时钟 " },
	{ "genTime * is outside the validity of ", "genTime * 不在证书有效期内：" },
	{ "may not stamp: extKeyUsage is not timeStamping alone, and critical",
	    "不得签发时间戳：扩展密钥用途须为关键项且仅有 timeStamping" },
	{ "may not sign: its keyUsage is ", "不得用于签名：其密钥用途为 " },
	{ "the authority's certificate was asked for and is not in the token",
	    "时间戳中没有所要求的时间戳机构证书" },
	{ "a signature of version 1 has no place for a time stamp of its value",
	    "版本 1 的签章没有存放时间戳的位置" },
	{ "neither http nor https", "既不是 http 也不是 https" },
	{ "with a user name or password", "其中带有用户名或口令" },
	{ "HTTP status ", "HTTP 状态 " },
	{ "an empty answer", "应答为空" },
	{ "an answer above * bytes", "应答超过 * 字节" },
	{ "the network needs libcurl.so.4, which is not installed or cannot be loaded",
	    "访问网络需要 libcurl.so.4，该库未安装或无法加载" },
	/* policies, business records, status lists */
	{ "there is no policy *; known are: ", "没有策略 *；已知的有：" },
	{ "the policy asks for nothing", "该策略没有任何要求" },
	{ "not of the form key = value", "不是 key = value 的形式" },
	{ "not UTF-8, or a control character", "不是 UTF-8，或含有控制字符" },
	{ "unknown key: ", "未知的键：" },
	{ "key given twice: ", "键重复给出：" },
	{ "unknown value: ", "未知的值：" },
	{ "a length of time is needed: 5y, 60d or 24h", "须为时间长度：5y、60d 或 24h" },
	{ "a number from 1 to * is needed", "须为 1 到 * 的数字" },
	{ "record: it expects nothing", "业务记录没有任何内容" },
	{ "record: not an object", "业务记录不是 JSON 对象" },
	{ "unknown; known are identifier, number, sm3, custom",
	    "未知的成员；可用的有 identifier、number、sm3、custom" },
	{ "not a string, or empty", "不是字符串，或为空" },
	{ "not 64 hexadecimal digits", "不是 64 位十六进制数字" },
	{ "line *, column ", "第 * 行，列号 " },
	{ "no value of JSON", "不是 JSON 的值" },
	{ "no status list, but the text of one: seal-make status signs it",
	    "不是状态列表，而是其文本：须先用 seal-make status 签名" },
	{ "no status list: neither DER nor a PEM block CMS",
	    "不是状态列表：既不是 DER，也不是 PEM 的 CMS 块" },
	{ "not an object with an array of entries", "不是含有 entries 数组的对象" },
	{ " is none of this kind of list", " 不是此类列表可用的状态" },
	{ "later than the list was made", "晚于列表的制作时间" },
	{ "not after the list was made", "不晚于列表的制作时间" },
	{ "not a member of an entry", "不是条目的成员" },
	{ "not a member of a list", "不是列表的成员" },
	{ "not a time YYYY-MM-DDThh:mm:ssZ", "不是 YYYY-MM-DDThh:mm:ssZ 形式的时间" },
	/* sentences for codes, where nothing more is known */
	{ "An argument is outside its documented range.", "参数超出规定范围。" },
	{ "There is not enough memory.", "内存不足。" },
	{ "A file could not be opened, read, written or renamed.", "文件无法打开、读取、写入或改名。" },
	{ "The input exceeds a limit.", "输入超过上限。" },
	{ "The input is well formed, but this is not supported.", "输入格式正确，但不支持。" },
	{ "The private key cannot be used.", "私钥无法使用。" },
	{ "There is no such tag, signature, seal or entry.", "没有这个标引、签名、印章或文件。" },
	{ "The file is not a usable ZIP container.", "文件不是可用的 ZIP 包。" },
	{ "An XML part is not well formed or not safe to read.", "XML 格式不良，或读取不安全。" },
	{ "The document violates GB/T 33190-2016.", "文档不符合 GB/T 33190-2016。" },
	{ "A seal or seal signature violates its standard.", "印章或签章不符合其标准。" },
	{ "The certificate identifier is malformed.", "电子证书标识格式不正确。" },
	{ "A certificate, revocation list or key file is malformed.",
	    "证书、撤销列表或密钥文件格式不正确。" },
	{ "A list or configuration file is malformed.", "列表或配置文件格式不正确。" },
};

ecert_err
ecert_message(ecert_ctx *ctx, const char *text, const char *lang, char **out)
{
	bool zh = lang != NULL && strncmp(lang, "zh", 2) == 0;
	struct eci_buf b = { 0 }, half = { 0 };
	ecert_err e;

	*out = NULL;
	if (!zh)
		e = eci_buf_adds(ctx, &b, text);
	else if ((e = eci_verify_phrases(ctx, messages, ECI_COUNT(messages), text,
	    &half)) == ECERT_OK)
		e = eci_verify_phrase(ctx, (char *)half.ptr, &b);
	if (e == ECERT_OK)
		*out = (char *)eci_buf_take(&b, NULL);
	eci_buf_free(&half);
	eci_buf_free(&b);
	return e;
}
