/* SPDX-License-Identifier: Apache-2.0 */
/* status_text.c - what a list says, for people, in Chinese or English. */
#include <string.h>

#include "status/status_priv.h"

enum word { W_SEALS, W_CERTIFICATES, W_NUMBER, W_ISSUER, W_MADE, W_BY, W_SERIAL, W_NEXT,
	W_NONE, W_VALUE, W_GOOD, W_BAD, W_ENTRIES, W_SINCE, W_BY_NEW, W_MORE };

static const char *const words[][2] = {
	[W_SEALS] = { "list of seals", "印章状态列表" },
	[W_CERTIFICATES] = { "list of certificates", "电子证书状态列表" },
	[W_NUMBER] = { "number", "编号" },
	[W_ISSUER] = { "issuer", "发布者" },
	[W_MADE] = { "made", "制作时间" },
	[W_BY] = { "signed by", "签名人" },
	[W_SERIAL] = { "serial", "序列号" },
	[W_NEXT] = { "next due", "下次更新" },
	[W_NONE] = { "not stated", "未说明" },
	[W_VALUE] = { "value", "签名值" },
	[W_GOOD] = { "good (whether the signer is to be believed is not examined here)",
	    "有效（此处未检查签名人是否可信）" },
	[W_BAD] = { "NOT GOOD: the list is not as it was signed", "无效：列表与签名不符" },
	[W_ENTRIES] = { "entries", "条目" },
	[W_SINCE] = { "since", "起始" },
	[W_BY_NEW] = { "replaced by", "更换为" },
	[W_MORE] = { "supplements", "补充文件" },
};

/* Where the text goes; the first failure stays and stops the rest. */
struct page {
	ecert_ctx     *ctx;
	int            zh;
	struct eci_buf buf;
	ecert_err      e;
};

#define PUT(p, ...) do { \
	if ((p)->e == ECERT_OK) \
		(p)->e = eci_buf_addf((p)->ctx, &(p)->buf, __VA_ARGS__); \
} while (0)

static const char *
word(const struct page *p, enum word w)
{
	return words[w][p->zh];
}

static const char *
state_name(const struct page *p, const struct status_row *row)
{
	static const char *const zh[] = { [ECI_ST_ACTIVE] = "启用", [ECI_ST_REVOKED] = "注销",
		[ECI_ST_LOST] = "挂失", [ECI_ST_SUSPENDED] = "停用", [ECI_ST_RENEWED] = "续期",
		[ECI_ST_VOID] = "作废", [ECI_ST_SUPPLEMENTED] = "有补充文件",
		[ECI_ST_RETENTION_ENDED] = "超过存储期限" };

	return p->zh ? zh[row->state] : eci_status_state_name(row->state);
}

/* What was read has no controls. */
static void
put_row(struct page *p, const struct status_row *row)
{
	const char *s = row->others;
	char iso[24];
	size_t i;

	PUT(p, "  %s: %s, %s %s", row->id, state_name(p, row), word(p, W_SINCE),
	    eci_time_iso(row->since, iso));
	if (row->reason > 0)
		PUT(p, " (%s)", eci_status_reason(row));
	for (i = 0; i < row->n_others; i++, s += strlen(s) + 1) {
		if (i == 0)
			PUT(p, ", %s ", word(p, row->state == ECI_ST_SUPPLEMENTED ? W_MORE :
			    W_BY_NEW));
		PUT(p, "%s%s", i > 0 ? "; " : "", s);
	}
	if (row->note != NULL)
		PUT(p, ". %s", row->note);
	PUT(p, "\n");
}

static void
put_head(struct page *p, const ecert_status *list)
{
	char iso[24];

	PUT(p, "%s, %s %lld\n", word(p, list->kind == ECERT_STATUS_SEALS ? W_SEALS :
	    W_CERTIFICATES), word(p, W_NUMBER), (long long)list->number);
	if (list->issuer != NULL)
		PUT(p, "%s: %s\n", word(p, W_ISSUER), list->issuer);
	PUT(p, "%s: %s\n", word(p, W_MADE), eci_time_iso(list->made, iso));
	PUT(p, "%s: %s\n", word(p, W_NEXT), list->next != 0 ? eci_time_iso(list->next, iso) :
	    word(p, W_NONE));
	PUT(p, "%s: %s, %s %s\n", word(p, W_BY), eci_cert_subject(list->signer),
	    word(p, W_SERIAL), eci_cert_serial(list->signer));
	PUT(p, "%s: %s\n", word(p, W_VALUE), word(p, list->good ? W_GOOD : W_BAD));
	PUT(p, "%s: %zu\n", word(p, W_ENTRIES), list->n);
}

ecert_err
ecert_status_text(ecert_ctx *ctx, const ecert_status *list, const char *lang, char **text)
{
	struct page p = { .ctx = ctx, .e = ECERT_OK };
	size_t i;

	eci_clear(ctx);
	*text = NULL;
	p.zh = lang != NULL && strncmp(lang, "zh", 2) == 0;
	put_head(&p, list);
	for (i = 0; p.e == ECERT_OK && i < list->n; i++)
		put_row(&p, &list->rows[i]);
	if (p.e == ECERT_OK)
		*text = (char *)eci_buf_take(&p.buf, NULL);
	eci_buf_free(&p.buf);
	return p.e;
}
