/* SPDX-License-Identifier: Apache-2.0 */
/* verify_text.c - a report for people, in Chinese or English. */
#include <string.h>

#include "verify/verify_priv.h"

#define LINES_MAX 20        /* lines of one kind; JSON has them all */

enum word {
	W_IDENTIFIER, W_NONE, W_SIGNATURE, W_SIGNER, W_SERIAL, W_SEAL, W_MADE_BY, W_TIME,
	W_CLAIMED, W_UNKNOWN, W_COVERS, W_NOTHING, W_FILE, W_FILES, W_ALL, W_ALL_THEN, W_NOT_ALL,
	W_CHANGED, W_NOTES, W_SKIPPED, W_MORE, W_FAILED, W_OPEN, W_LATER
};

static const char *const words[][2] = {
	[W_IDENTIFIER] = { "identifier", "标识" },
	[W_NONE] = { "none", "无" },
	[W_SIGNATURE] = { "signature", "签名" },
	[W_SIGNER] = { "signer", "签名人" },
	[W_SERIAL] = { "serial", "序列号" },
	[W_SEAL] = { "seal", "印章" },
	[W_MADE_BY] = { "made by", "制章人" },
	[W_TIME] = { "time", "时间" },
	[W_CLAIMED] = { "claimed by the signer, not proven", "签名人声称，未经证明" },
	[W_UNKNOWN] = { "not known", "未知" },
	[W_COVERS] = { "protects", "保护" },
	[W_NOTHING] = { "no file", "无文件" },
	[W_FILE] = { "file", "个文件" },
	[W_FILES] = { "files", "个文件" },
	[W_ALL] = { "all there are", "即全部文件" },
	[W_ALL_THEN] = { "all there were when it was signed", "即签名时的全部文件" },
	[W_NOT_ALL] = { "NOT all there are", "并非全部文件" },
	[W_CHANGED] = { "of them changed or missing", "个已被修改或缺失" },
	[W_NOTES] = { "notes", "提示" },
	[W_SKIPPED] = { "not checked", "未检查" },
	[W_MORE] = { "more", "项未列出" },
	[W_FAILED] = { "FAILED", "不通过" },
	[W_OPEN] = { "UNDECIDED", "无法判定" },
	[W_LATER] = { "added later", "其后加入" },
};

/* Where the text goes; the first failure stays and stops the rest. */
struct page {
	ecert_ctx          *ctx;
	const ecert_report *rep;
	int                 zh;
	struct eci_buf      buf;
	ecert_err           e;
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

static void
put_verdict(struct page *p, const struct eci_vverdict *v)
{
	size_t i;

	PUT(p, "%s", ecert_verdict_name(v->verdict));
	for (i = 0; i < v->decisive; i++)
		PUT(p, " %s", ecert_reason_name(v->reasons[i]));
	PUT(p, "\n");
}

/* What is wrong with a signature's own files needs no name beside it. */
static void
put_where(struct page *p, const struct eci_vitem *it)
{
	if (it->where[0] != '\0' && (it->sig == 0 || it->check == ECI_V_REFS_DIGEST ||
	    it->check == ECI_V_SEAL_FILE || it->check == ECI_V_CONTAINER))
		PUT(p, " %s", it->where);
}

/* Failures and open questions of one signature, or of the document (0). */
static void
put_troubles(struct page *p, size_t sig, ecert_outcome want, enum word what)
{
	const struct eci_vitem *it;
	size_t i, n = 0;

	for (i = 0; i < p->rep->n_items; i++) {
		it = &p->rep->items[i];
		if (it->sig != sig || it->outcome != want || ++n > LINES_MAX)
			continue;
		PUT(p, "  %s %s (%s)", word(p, what), ecert_reason_name(it->reason),
		    eci_verify_check_name(it->check));
		put_where(p, it);
		PUT(p, ": %s [%s]\n", it->detail[p->zh], it->clause);
	}
	if (n > LINES_MAX)
		PUT(p, "  %s %zu %s\n", word(p, what), n - LINES_MAX, word(p, W_MORE));
}

static void
put_all_troubles(struct page *p, size_t sig)
{
	put_troubles(p, sig, ECERT_CHECK_FAIL, W_FAILED);
	put_troubles(p, sig, ECERT_CHECK_UNDECIDED, W_OPEN);
}

static void
put_period(struct page *p, int64_t from, int64_t until)
{
	char a[24], b[24];

	PUT(p, "%.10s .. %.10s", eci_time_iso(from, a), eci_time_iso(until, b));
}

static void
put_seal(struct page *p, const struct eci_vseal *s)
{
	if (!s->known)
		return;
	PUT(p, "  %s: %s (%s, %s), ", word(p, W_SEAL), s->name, s->id, s->vendor);
	put_period(p, s->valid_from, s->valid_until);
	if (s->maker.known)
		PUT(p, ", %s %s", word(p, W_MADE_BY), s->maker.subject);
	PUT(p, "\n");
}

static void
put_person(struct page *p, const struct eci_vsig *s)
{
	char iso[24];

	PUT(p, "  %s: ", word(p, W_SIGNER));
	if (s->signer.known) {
		PUT(p, "%s, %s %s, ", s->signer.subject, word(p, W_SERIAL),
		    s->signer.serial);
		put_period(p, s->signer.not_before, s->signer.not_after);
		PUT(p, "\n");
	} else {
		PUT(p, "%s\n", word(p, W_UNKNOWN));
	}
	put_seal(p, &s->seal);
	PUT(p, "  %s: ", word(p, W_TIME));
	if (s->has_time)
		PUT(p, "%s, %s\n", eci_time_iso(s->time, iso), word(p, W_CLAIMED));
	else
		PUT(p, "%s\n", word(p, W_UNKNOWN));
}

/* That a file is named says nothing good of one that has changed since. */
static void
put_covers(struct page *p, const struct eci_vsig *s)
{
	PUT(p, "  %s: ", word(p, W_COVERS));
	if (s->refs == 0)
		PUT(p, "%s", word(p, W_NOTHING));
	else
		PUT(p, "%zu %s", s->refs, word(p, s->refs == 1 ? W_FILE : W_FILES));
	if (s->refs_failed > 0)
		PUT(p, p->zh ? "，其中 %zu %s" : ", %zu %s", s->refs_failed, word(p, W_CHANGED));
	if (!s->covers_all)
		PUT(p, "%s%s", p->zh ? "，" : ", ", word(p, W_NOT_ALL));
	else if (s->refs > 0 && s->refs_failed == 0)
		PUT(p, "%s%s", p->zh ? "，" : ", ",
		    word(p, s->added_later.n > 0 ? W_ALL_THEN : W_ALL));
	if (s->added_later.n > 0)
		PUT(p, p->zh ? "；%s %zu 个" : "; %s: %zu", word(p, W_LATER), s->added_later.n);
	PUT(p, "\n");
}

static void
put_sig(struct page *p, size_t i)
{
	const struct eci_vsig *s = &p->rep->sigs[i];

	/* What is no kind of signature could read like a verdict here. */
	PUT(p, "%s %zu/%zu (%s): ", word(p, W_SIGNATURE), i + 1, p->rep->n_sigs,
	    strcmp(s->type, "Seal") == 0 || strcmp(s->type, "Sign") == 0 ? s->type : "?");
	put_verdict(p, &s->verdict);
	put_person(p, s);
	put_covers(p, s);
	put_all_troubles(p, i + 1);
}

static void
put_id(struct page *p)
{
	PUT(p, "%s: %s\n", word(p, W_IDENTIFIER), p->rep->id != NULL ?
	    ecert_id_text(p->rep->id) : word(p, W_NONE));
}

static void
put_note(struct page *p, const struct eci_vitem *it)
{
	PUT(p, "  ");
	if (it->reason != ECERT_R_NONE)
		PUT(p, "%s ", ecert_reason_name(it->reason));
	PUT(p, "(%s", eci_verify_check_name(it->check));
	if (it->sig > 0)
		PUT(p, ", %s %zu", word(p, W_SIGNATURE), it->sig);
	PUT(p, ")");
	put_where(p, it);
	PUT(p, ": %s\n", it->detail[p->zh]);
}

static void
put_notes(struct page *p)
{
	const struct eci_vitem *it;
	size_t i, n = 0;

	for (i = 0; i < p->rep->n_items; i++) {
		it = &p->rep->items[i];
		if (it->outcome != ECERT_CHECK_NOTE || n++ >= LINES_MAX)
			continue;
		if (n == 1)
			PUT(p, "%s:\n", word(p, W_NOTES));
		put_note(p, it);
	}
	if (n > LINES_MAX)
		PUT(p, "  %zu %s\n", n - LINES_MAX, word(p, W_MORE));
}

static void
put_skipped(struct page *p)
{
	size_t i, n = 0;

	for (i = 0; i < ECI_SKIP_N; i++)
		if (p->rep->skipped & 1U << i)
			PUT(p, "%s%s", n++ == 0 ? "" : "; ", eci_verify_skip_text(i, p->zh));
	PUT(p, "\n");
}

static void
put_file(struct page *p)
{
	const char *file = p->rep->file;

	if (file[0] == '\0')
		return;
	if (p->e == ECERT_OK)
		p->e = eci_escape(p->ctx, &p->buf, file, strlen(file));
	PUT(p, ": ");
}

ecert_err
ecert_report_text(ecert_ctx *ctx, const ecert_report *rep, const char *lang, char **out)
{
	struct page p = { .ctx = ctx, .rep = rep, .e = ECERT_OK };
	size_t i;

	eci_clear(ctx);
	*out = NULL;
	p.zh = lang != NULL && strncmp(lang, "zh", 2) == 0;
	put_file(&p);
	put_verdict(&p, &rep->verdict);
	if (rep->of_seal)
		put_seal(&p, &rep->seal);
	else
		put_id(&p);
	put_all_troubles(&p, 0);
	for (i = 0; i < rep->n_sigs; i++)
		put_sig(&p, i);
	put_notes(&p);
	PUT(&p, "%s: ", word(&p, W_SKIPPED));
	put_skipped(&p);
	if (p.e == ECERT_OK)
		*out = (char *)eci_buf_take(&p.buf, NULL);
	eci_buf_free(&p.buf);
	return p.e;
}
