/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lint_name.c - the file's name (4.4).  Parts are joined by "-", which numbers and
 * serials contain as well, so what is told is what can be: the number is looked for
 * by the identifier, the rest is counted.  The clause demands five parts, and its
 * own examples have three: fewer than five are left open.
 */
#include "lint/lint_priv.h"

#include <stdlib.h>
#include <string.h>

#define WORDS       "电子证书"
#define LENGTH_MAX  255
#define CHINESE_MAX 50

/* Characters, and the width in halves of a Chinese one; false where it is no UTF-8. */
static bool
measure(const char *name, size_t *chars, size_t *halves)
{
	size_t left = strlen(name), n;
	uint32_t cp;

	*chars = *halves = 0;
	for (; left > 0; name += n, left -= n) {
		if ((n = eci_utf8_next(name, left, &cp)) == 0)
			return false;
		++*chars;
		*halves += cp < 0x80 ? 1 : 2;
	}
	return true;
}

static ecert_err
not_known(struct eci_lint_run *r)
{
	return ECI_LOPEN(r, NULL, "the file's name is not known: give the file by its name",
	    "文件名未知：请以文件名指定该文件");
}

static ecert_err
not_utf8(struct eci_lint_run *r)
{
	return ECI_LOPEN(r, NULL, "the file's name is not UTF-8", "文件名不是 UTF-8 编码");
}

ecert_err
eci_lint_name_length(struct eci_lint_run *r)
{
	size_t chars, halves;

	if (r->name == NULL)
		return not_known(r);
	if (!measure(r->name, &chars, &halves))
		return not_utf8(r);
	return chars <= LENGTH_MAX ?
	    ECI_LKEPT(r, NULL, "%zu characters", "%zu 个字符", chars) :
	    ECI_LBROKEN(r, NULL, "%zu characters, more than %d", "%zu 个字符，超过 %d", chars,
	    LENGTH_MAX);
}

ecert_err
eci_lint_name_short(struct eci_lint_run *r)
{
	size_t chars, halves;

	if (r->name == NULL)
		return not_known(r);
	if (!measure(r->name, &chars, &halves))
		return not_utf8(r);
	return halves <= 2 * CHINESE_MAX ?
	    ECI_LKEPT(r, NULL, "as long as %zu Chinese characters", "相当于 %zu 个中文字符",
	    (halves + 1) / 2) :
	    ECI_LBROKEN(r, NULL, "as long as %zu Chinese characters, more than %d",
	    "相当于 %zu 个中文字符，超过 %d", (halves + 1) / 2, CHINESE_MAX);
}

/* A name taken apart at 电子证书. */
struct parts {
	size_t      class_len;       /* of what stands before, joints left out */
	bool        joined;          /* 电子证书 follows it at once */
	const char *rest;            /* after it, without ".ofd" */
	size_t      rest_len;
	bool        dashed;          /* rest begins with "-" */
};

static bool
is_joint(char c)
{
	return c == '-' || c == '_' || c == ' ';
}

static bool
take_apart(const char *name, struct parts *p)
{
	const char *at = strstr(name, WORDS);
	size_t n = strlen(name);

	if (at == NULL)
		return false;
	if (n >= 4 && eci_ascii_casecmp(name + n - 4, ".ofd") == 0)
		n -= 4;
	p->class_len = (size_t)(at - name);
	p->joined = p->class_len > 0 && !is_joint(at[-1]);
	while (p->class_len > 0 && is_joint(name[p->class_len - 1]))
		p->class_len--;
	p->rest = at + strlen(WORDS);
	p->rest_len = n > (size_t)(p->rest - name) ? n - (size_t)(p->rest - name) : 0;
	p->dashed = p->rest_len > 0 && p->rest[0] == '-';
	return true;
}

/* Letters and figures of any script are kept, ASCII in lower case; all that joins or
 * separates becomes one "-". */
static ecert_err
fold(ecert_ctx *ctx, const char *s, size_t left, struct eci_buf *out)
{
	size_t n;
	uint32_t cp = 0;
	char c;
	ecert_err e = eci_buf_adds(ctx, out, "");

	for (; left > 0 && e == ECERT_OK && (n = eci_utf8_next(s, left, &cp)) > 0;
	    s += n, left -= n) {
		c = (char)eci_ascii_lower((unsigned char)*s);
		if (cp < 0x80 ? !eci_is_digit(c) && (c < 'a' || c > 'z') :
		    (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212 || cp == 0x3000 || cp == 0xFF0D) {
			if (out->len > 0 && out->ptr[out->len - 1] != '-')
				e = eci_buf_adds(ctx, out, "-");
		} else
			e = cp < 0x80 ? eci_buf_add(ctx, out, &c, 1) : eci_buf_add(ctx, out, s, n);
	}
	while (out->len > 0 && out->ptr[out->len - 1] == '-')
		out->ptr[--out->len] = '\0';
	return e;
}

/* Pieces between "-". */
static size_t
count_pieces(const char *s, const char *end)
{
	size_t n = 0;

	while (s < end) {
		n += *s != '-';
		while (s < end && *s != '-')
			s++;
		while (s < end && *s == '-')
			s++;
	}
	return n;
}

/* Parts besides the number; *has_number is what stands for it.  Where nothing says
 * what the number is, the first piece is taken. */
static ecert_err
find_number(struct eci_lint_run *r, const struct parts *p, bool *has_number, size_t *others)
{
	const ecert_id *id = eci_lint_id(r);
	const char *serial = id != NULL ? ecert_id_serial(id) : "", *at, *end;
	struct eci_buf rest = { 0 }, want = { 0 };
	ecert_err e;

	*has_number = false;
	*others = 0;
	if ((e = fold(r->ctx, p->rest, p->rest_len, &rest)) != ECERT_OK ||
	    (e = fold(r->ctx, serial, strlen(serial), &want)) != ECERT_OK)
		goto out;
	end = (char *)rest.ptr + rest.len;
	*others = count_pieces((char *)rest.ptr, end);
	if (want.len == 0) {
		*has_number = *others > 0;
		*others -= *has_number;
	} else if ((at = strstr((char *)rest.ptr, (char *)want.ptr)) != NULL) {
		*has_number = true;
		*others = count_pieces((char *)rest.ptr, at) + count_pieces(at + want.len, end);
	}
out:
	eci_buf_free(&rest);
	eci_buf_free(&want);
	return e;
}

static ecert_err
judge_parts(struct eci_lint_run *r, bool has_number, size_t others)
{
	const ecert_id *id = eci_lint_id(r);

	if (!has_number && id != NULL)
		return ECI_LBROKEN(r, NULL, "the certificate's number, %.200s, is not in the name",
		    "文件名中没有证书编号 %.200s", ecert_id_serial(id));
	if (!has_number)
		return ECI_LBROKEN(r, NULL, "nothing follows " WORDS ": the certificate's number is "
		    "missing", "“" WORDS "”之后没有内容：缺少证书编号");
	if (others < 2)
		return ECI_LOPEN(r, NULL, "class, " WORDS " and number are there, instrument and "
		    "its serial number seem not to be; the clause demands them, its own examples "
		    "lack them: look whether they are needed",
		    "含类别、“" WORDS "”和证书编号，似缺仪器名称、出厂编号；条款要求含此两项，而其示例"
		    "均未含：请确认是否需要");
	return ECI_LKEPT(r, NULL, "class, " WORDS ", number, and parts besides: %zu",
	    "含类别、“" WORDS "”、证书编号及其他 %zu 部分", others);
}

ecert_err
eci_lint_name_parts(struct eci_lint_run *r)
{
	struct parts p;
	bool has_number;
	size_t others;
	ecert_err e;

	if (r->name == NULL)
		return not_known(r);
	if (!take_apart(r->name, &p))
		return ECI_LBROKEN(r, NULL, "the name %.200s does not say " WORDS
		    "; ecert-id name makes names", "文件名 %.200s 不含“" WORDS "”；可用 ecert-id "
		    "name 生成文件名", r->name);
	if (p.class_len == 0)
		return ECI_LBROKEN(r, NULL, "no class (检定, 校准, 检验, 检测...) in front of " WORDS,
		    "“" WORDS "”之前没有证书类别（检定、校准、检验、检测等）");
	e = find_number(r, &p, &has_number, &others);
	return e == ECERT_OK ? judge_parts(r, has_number, others) : e;
}

ecert_err
eci_lint_name_joins(struct eci_lint_run *r)
{
	struct parts p;

	if (r->name == NULL)
		return not_known(r);
	if (!take_apart(r->name, &p) || p.class_len == 0)
		return ECI_LNONE(r, NULL, "the name has no class and " WORDS " to be joined",
		    "文件名不含类别与“" WORDS "”");
	if (!p.joined)
		return ECI_LBROKEN(r, NULL, WORDS " does not follow the class at once",
		    "“" WORDS "”未与类别直接连接");
	if (p.rest_len > 0 && !p.dashed)
		return ECI_LBROKEN(r, NULL, "no \"-\" after " WORDS, "“" WORDS "”之后没有“-”");
	return ECI_LKEPT(r, NULL, "joined as they should be", "连接方式符合要求");
}
