/* SPDX-License-Identifier: Apache-2.0 */
/* report_text.c - a report for people, in Chinese or English: one screen that tells
 * whom a document is from, what holds, what does not, and what nobody looked at. */
#include <string.h>

#include "report/report_show.h"

/* Where the text goes; the first failure stays and stops the rest. */
struct page {
	ecert_ctx          *ctx;
	const ecert_report *rep;
	int                 zh;
	struct eci_buf      buf;
	struct eci_show_advices advice;
	ecert_err           e;
};

#define PUT(p, ...) do { \
	if ((p)->e == ECERT_OK) \
		(p)->e = eci_buf_addf((p)->ctx, &(p)->buf, __VA_ARGS__); \
} while (0)
/* One of two formats with the same arguments. */
#define SAY(p, en, cn, ...) do { \
	if ((p)->zh) \
		PUT(p, cn, __VA_ARGS__); \
	else \
		PUT(p, en, __VA_ARGS__); \
} while (0)

static const char *
word(const struct page *p, enum eci_word w)
{
	return eci_word(w, p->zh);
}

static const char *
comma(const struct page *p)
{
	return p->zh ? "，" : ", ";
}

static void
put_verdict(struct page *p, const struct eci_report_verdict *v)
{
	size_t i;

	PUT(p, "%s", ecert_verdict_name(v->verdict));
	for (i = 0; i < v->decisive; i++)
		PUT(p, " %s", ecert_reason_name(v->reasons[i]));
	PUT(p, "\n");
}

/* "label: a, b, c, ... (12)" */
static void
put_names(struct page *p, const char *label, const struct eci_report_names *list, size_t total,
    size_t of)
{
	size_t i, n = eci_show_names(list);

	if (total == 0)
		return;
	PUT(p, "%s: ", label);
	for (i = 0; i < n; i++)
		PUT(p, "%s%s", i > 0 ? ", " : "", list->v[i]);
	PUT(p, "%s", n < total ? ", ..." : "");
	if (of > 0)
		SAY(p, " (%zu of %zu files)", "（%zu 个，共 %zu 个文件）", total, of);
	else if (n < total)
		SAY(p, " (%zu)", "（共 %zu 个）", total);
	PUT(p, "\n");
}

static void
put_checks(struct page *p, const struct eci_report_item *it, size_t sig)
{
	PUT(p, "(");
	if (p->e == ECERT_OK)
		p->e = eci_show_checks(p->ctx, p->rep, it, sig, &p->buf);
	PUT(p, ")");
}

static void
put_trouble(struct page *p, const struct eci_report_item *it, enum eci_word what)
{
	size_t advice = eci_show_advice(&p->advice, it, p->zh);

	PUT(p, "  %s %s ", word(p, what), ecert_reason_name(it->reason));
	put_checks(p, it, it->sig);
	if (eci_show_where(it))
		PUT(p, " %s", it->where);
	PUT(p, ": %.*s", (int)eci_show_detail(it, p->zh), it->detail[p->zh]);
	if (advice > 0)
		PUT(p, " → %zu", advice);
	PUT(p, " [");
	if (p->e == ECERT_OK)
		p->e = eci_show_clauses(p->ctx, p->rep, it, &p->buf);
	PUT(p, "]\n");
}

static void
put_times(struct page *p, size_t n)
{
	if (n > 1)
		PUT(p, " x %zu", n);
}

/* "REASON (check, check), REASON (check)" of those that were met in signature `as`
 * already, or of all where that is 0. */
static void
put_brief(struct page *p, const struct eci_show_groups *g, const size_t *earlier, size_t as,
    const char *label)
{
	const struct eci_report_item *it, *last = NULL;
	size_t i, n = 0, times = 0;

	for (i = 0; i < g->n; i++) {
		it = &p->rep->items[g->first[i]];
		if (as > 0 && earlier[i] != as)
			continue;
		if (n++ == 0)
			PUT(p, "  %s", label);
		if (n == 1 && as > 0)
			SAY(p, " as in signature %zu", "（同签名 %zu）", as);
		if (last != NULL && last->reason == it->reason && last->check == it->check) {
			times++;
			continue;
		}
		put_times(p, times);
		PUT(p, "%s%s ", n == 1 ? ": " : ", ", ecert_reason_name(it->reason));
		put_checks(p, it, it->sig);
		last = it;
		times = 1;
	}
	put_times(p, times);
	if (n > 0)
		PUT(p, "\n");
}

/* What an earlier signature has too is not said in full again. */
static void
put_troubles(struct page *p, size_t sig, ecert_outcome want, enum eci_word what)
{
	const struct eci_report_item *it;
	size_t i, earlier[ECI_SHOW_LINES];
	struct eci_show_groups g;

	eci_show_collect(p->rep, sig, want, &g);
	for (i = 0; i < g.n; i++) {
		it = &p->rep->items[g.first[i]];
		if ((earlier[i] = eci_show_earlier(p->rep, it)) == 0)
			put_trouble(p, it, what);
	}
	for (i = 1; i < sig; i++)
		put_brief(p, &g, earlier, i, word(p, what));
	if (g.more > 0)
		PUT(p, "  %s %zu %s\n", word(p, what), g.more, word(p, W_MORE));
}

/* Beside a failure, what is open decides nothing. */
static void
put_all_troubles(struct page *p, size_t sig)
{
	struct eci_show_groups g;

	put_troubles(p, sig, ECERT_CHECK_FAIL, W_FAILED);
	if (sig == 0 || p->rep->sigs[sig - 1].verdict.verdict != ECERT_INVALID) {
		put_troubles(p, sig, ECERT_CHECK_UNDECIDED, W_OPEN);
		return;
	}
	eci_show_collect(p->rep, sig, ECERT_CHECK_UNDECIDED, &g);
	put_brief(p, &g, NULL, 0, word(p, W_ALSO_OPEN));
}

static void
put_period(struct page *p, int64_t from, int64_t until)
{
	char a[24], b[24];

	PUT(p, "%.10s .. %.10s", eci_time_iso(from, a), eci_time_iso(until, b));
}

static void
put_seal(struct page *p, const struct eci_report_seal *s)
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
put_who(struct page *p, const struct eci_report_person *who)
{
	if (!who->known) {
		PUT(p, "%s\n", word(p, W_UNKNOWN));
		return;
	}
	PUT(p, "%s, %s %s, ", who->subject, word(p, W_SERIAL), who->serial);
	put_period(p, who->not_before, who->not_after);
	PUT(p, "\n");
}

static void
put_holder(struct page *p, const struct eci_report_person *who)
{
	PUT(p, "  ");
	put_who(p, who);
	if (who->known)
		PUT(p, "  %s: %s\n", word(p, W_ISSUER), who->issuer);
}

static void
put_person(struct page *p, const struct eci_report_sig *s)
{
	char iso[24];

	PUT(p, "  %s: ", word(p, W_SIGNER));
	put_who(p, &s->signer);
	put_seal(p, &s->seal);
	PUT(p, "  %s: ", word(p, W_TIME));
	if (s->has_time)
		PUT(p, "%s%s%s\n", eci_time_iso(s->time, iso), comma(p),
		    word(p, s->proven ? W_PROVEN : W_CLAIMED));
	else
		PUT(p, "%s\n", word(p, W_UNKNOWN));
}

/* That a file is named says nothing good of one that has changed since. */
static void
put_covers(struct page *p, const struct eci_report_sig *s)
{
	PUT(p, "  %s: ", word(p, W_COVERS));
	if (s->refs == 0)
		PUT(p, "%s", word(p, W_NOTHING));
	else
		PUT(p, "%zu %s", s->refs, word(p, s->refs == 1 ? W_FILE : W_FILES));
	if (s->refs_unread)
		PUT(p, "%s%s", comma(p), word(p, W_UNREAD));
	else if (s->refs_failed > 0)
		SAY(p, ", %zu %s", "，其中 %zu %s", s->refs_failed, word(p, W_CHANGED));
	if (!s->covers_all)
		PUT(p, "%s%s", comma(p), word(p, W_NOT_ALL));
	else if (s->refs > 0 && s->refs_failed == 0)
		PUT(p, "%s%s", comma(p), word(p, s->added_later.n > 0 ? W_ALL_THEN : W_ALL));
	PUT(p, "\n");
	if (s->added_later.n > 0)
		PUT(p, "  ");
	put_names(p, word(p, W_LATER), &s->added_later, s->added_later.n, 0);
}

/* What is no kind of signature, or an ID of other characters, could read like a verdict
 * here: the one is not shown, the other on a line of its own. */
static void
put_sig(struct page *p, size_t i)
{
	const struct eci_report_sig *s = &p->rep->sigs[i];
	const char *type = strcmp(s->type, "Seal") == 0 || strcmp(s->type, "Sign") == 0 ?
	    s->type : "?";
	bool plain = eci_show_plain(s->id);

	SAY(p, "%s %zu of %zu (%s%s%s): ", "%s %zu/%zu（%s%s%s）: ", word(p, W_SIGNATURE), i + 1,
	    p->rep->n_sigs, type, plain ? ", ID " : "", plain ? s->id : "");
	put_verdict(p, &s->verdict);
	if (!plain && s->id[0] != '\0')
		PUT(p, "  ID: %.*s\n", (int)eci_show_cut(s->id, 200), s->id);
	put_person(p, s);
	put_covers(p, s);
	put_all_troubles(p, i + 1);
}

static void
put_id(struct page *p)
{
	const char *id = p->rep->id != NULL ? ecert_id_text(p->rep->id) : NULL;

	PUT(p, "%s: ", word(p, W_IDENTIFIER));
	if (id == NULL)
		PUT(p, "%s", word(p, W_NONE));
	else if (p->e == ECERT_OK)
		p->e = eci_escape(p->ctx, &p->buf, id, strlen(id));
	PUT(p, "\n");
}

static void
put_note(struct page *p, const struct eci_report_item *it)
{
	PUT(p, "  ");
	if (it->reason != ECERT_R_NONE)
		PUT(p, "%s ", ecert_reason_name(it->reason));
	PUT(p, "(");
	if (p->e == ECERT_OK)
		p->e = eci_show_checks(p->ctx, p->rep, it, ECI_V_ALL, &p->buf);
	if (it->sig > 0) {
		PUT(p, ", %s ", word(p, W_SIGNATURE));
		if (p->e == ECERT_OK)
			p->e = eci_show_sigs(p->ctx, p->rep, it, &p->buf);
	}
	PUT(p, ")");
	if (eci_show_where(it))
		PUT(p, " %s", it->where);
	PUT(p, ": %s\n", it->detail[p->zh]);
}

static void
put_notes(struct page *p)
{
	struct eci_show_groups g;
	size_t i;

	eci_show_collect(p->rep, ECI_V_ALL, ECERT_CHECK_NOTE, &g);
	if (g.n > 0)
		PUT(p, "%s:\n", word(p, W_NOTES));
	for (i = 0; i < g.n; i++)
		put_note(p, &p->rep->items[g.first[i]]);
	if (g.more > 0)
		PUT(p, "  %zu %s\n", g.more, word(p, W_MORE));
}

/* What was asked beyond the standards, and is so: nobody should have to guess whether a
 * policy was applied. */
static void
put_asked(struct page *p)
{
	const struct eci_report_item *it;
	size_t i;

	for (i = 0; i < p->rep->n_items; i++) {
		it = &p->rep->items[i];
		if (it->outcome == ECERT_CHECK_PASS &&
		    (it->check == ECI_V_POLICY || it->check == ECI_V_EXPECT))
			SAY(p, "asked for: %s\n", "另外要求: %s\n", it->detail[p->zh]);
	}
}

static void
put_advice(struct page *p)
{
	size_t i;

	if (p->advice.n == 0)
		return;
	PUT(p, "%s", word(p, W_SETTLE));
	if (eci_show_names(&p->rep->trust) == 1)
		SAY(p, " (DIR: %s)", "（DIR：%s）", p->rep->trust.v[0]);
	PUT(p, ":\n");
	for (i = 0; i < p->advice.n; i++)
		PUT(p, "  %zu. %s\n", i + 1, p->advice.v[i]);
}

static void
put_limits(struct page *p)
{
	size_t i, n = 0;

	for (i = 0; i < ECI_SKIP_N; i++)
		if (p->rep->skipped & 1U << i) {
			if (n == 0)
				PUT(p, "%s: ", word(p, W_SKIPPED));
			PUT(p, "%s%s", n++ == 0 ? "" : p->zh ? "；" : "; ",
			    eci_report_skip_text(i, p->zh));
		}
	PUT(p, "%s%s: ", n > 0 ? "\n" : "", word(p, W_MODE));
	if (p->e == ECERT_OK)
		p->e = eci_show_mode(p->ctx, p->rep, p->zh, &p->buf);
	PUT(p, "\n");
	put_names(p, word(p, W_TRUST), &p->rep->trust, p->rep->trust.n, 0);
	if (p->rep->nobody)
		PUT(p, "%s: %s\n", word(p, W_TRUST), word(p, W_NOBODY));
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

static void
put_all(struct page *p)
{
	const ecert_report *rep = p->rep;
	size_t i;

	put_file(p);
	put_verdict(p, &rep->verdict);
	if (rep->of_seal)
		put_seal(p, &rep->seal);
	else if (rep->of_cert)
		put_holder(p, &rep->holder);
	else
		put_id(p);
	put_all_troubles(p, 0);
	for (i = 0; i < rep->n_sigs && i < ECI_SHOW_SIGS; i++)
		put_sig(p, i);
	if (i < rep->n_sigs)
		PUT(p, "%zu %s\n", rep->n_sigs - i, word(p, W_MORE_SIGS));
	if (rep->n_sigs > 0)
		put_names(p, word(p, W_UNPROTECTED), &rep->open, rep->n_open, rep->n_entries);
	put_notes(p);
	put_asked(p);
	put_advice(p);
	put_limits(p);
}

ecert_err
ecert_report_text(ecert_ctx *ctx, const ecert_report *rep, const char *lang, char **out)
{
	struct page p = { .ctx = ctx, .rep = rep, .e = ECERT_OK };

	eci_clear(ctx);
	*out = NULL;
	p.zh = lang != NULL && strncmp(lang, "zh", 2) == 0;
	put_all(&p);
	if (p.e == ECERT_OK)
		*out = (char *)eci_buf_take(&p.buf, NULL);
	eci_buf_free(&p.buf);
	return p.e;
}
