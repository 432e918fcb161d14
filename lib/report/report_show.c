/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report_show.c - findings as people read them: what says the same is said once, with
 * all the checks and signatures it concerns, and advice stands apart.
 */
#include <string.h>

#include "report/report_show.h"

bool
eci_show_where(const struct eci_report_item *it)
{
	return it->where[0] != '\0' && (it->sig == 0 || it->check == ECI_V_REFS_DIGEST ||
	    it->check == ECI_V_SEAL_FILE || it->check == ECI_V_CONTAINER);
}

/* What is said of the document is not the same when a signature says it. */
bool
eci_show_alike(const struct eci_report_item *a, const struct eci_report_item *b)
{
	bool where = eci_show_where(a);

	return a->outcome == b->outcome && a->reason == b->reason &&
	    (a->sig == 0) == (b->sig == 0) && where == eci_show_where(b) &&
	    strcmp(a->detail[0], b->detail[0]) == 0 &&
	    (!where || strcmp(a->where, b->where) == 0);
}

void
eci_show_collect(const ecert_report *rep, size_t sig, ecert_outcome want,
    struct eci_show_groups *out)
{
	const struct eci_report_item *it;
	size_t i, k;

	out->n = out->more = 0;
	for (i = 0; i < rep->n_items; i++) {
		it = &rep->items[i];
		if (it->outcome != want || (sig != ECI_V_ALL && it->sig != sig))
			continue;
		for (k = 0; k < out->n; k++)
			if (eci_show_alike(&rep->items[out->first[k]], it))
				break;
		if (k < out->n)
			continue;
		if (out->n < ECI_SHOW_LINES)
			out->first[out->n++] = i;
		else
			out->more++;
	}
}

size_t
eci_show_earlier(const ecert_report *rep, const struct eci_report_item *it)
{
	const struct eci_report_item *other;
	size_t i, found = 0;

	for (i = 0; i < rep->n_items; i++) {
		other = &rep->items[i];
		if (other->sig == 0 || other->sig >= it->sig ||
		    (found > 0 && other->sig >= found) || !eci_show_alike(other, it))
			continue;
		/* Beside a failure it was not said in full. */
		if (it->outcome == ECERT_CHECK_UNDECIDED &&
		    rep->sigs[other->sig - 1].verdict.verdict == ECERT_INVALID)
			continue;
		found = other->sig;
	}
	return found;
}

ecert_err
eci_show_checks(ecert_ctx *ctx, const ecert_report *rep, const struct eci_report_item *it,
    size_t sig, struct eci_buf *out)
{
	bool said[ECI_V_COUNT] = { false };
	const struct eci_report_item *other;
	ecert_err e = ECERT_OK;
	size_t i, n = 0;

	for (i = 0; e == ECERT_OK && i < rep->n_items; i++) {
		other = &rep->items[i];
		if ((sig != ECI_V_ALL && other->sig != sig) || said[other->check] ||
		    !eci_show_alike(it, other))
			continue;
		said[other->check] = true;
		e = eci_buf_addf(ctx, out, "%s%s", n++ > 0 ? ", " : "",
		    eci_report_check_name(other->check));
	}
	return e;
}

ecert_err
eci_show_clauses(ecert_ctx *ctx, const ecert_report *rep, const struct eci_report_item *it,
    struct eci_buf *out)
{
	const char *said[4];
	const struct eci_report_item *other;
	ecert_err e = ECERT_OK;
	size_t i, k, n = 0;

	for (i = 0; e == ECERT_OK && i < rep->n_items && n < ECI_COUNT(said); i++) {
		other = &rep->items[i];
		if (other->sig != it->sig || !eci_show_alike(it, other))
			continue;
		for (k = 0; k < n && strcmp(said[k], other->clause) != 0; k++)
			;
		if (k < n)
			continue;
		e = eci_buf_addf(ctx, out, "%s%s", n > 0 ? "; " : "", other->clause);
		said[n++] = other->clause;
	}
	return e;
}

ecert_err
eci_show_sigs(ecert_ctx *ctx, const ecert_report *rep, const struct eci_report_item *it,
    struct eci_buf *out)
{
	size_t i, n = 0, last = 0;
	ecert_err e = ECERT_OK;

	/* Items come in the order of the signatures but for coverage, which is last. */
	for (i = 0; e == ECERT_OK && i < rep->n_items && n < ECI_SHOW_NAMES; i++) {
		if (rep->items[i].sig <= last || !eci_show_alike(it, &rep->items[i]))
			continue;
		last = rep->items[i].sig;
		e = eci_buf_addf(ctx, out, "%s%zu", n++ > 0 ? ", " : "", last);
	}
	return e == ECERT_OK && n == ECI_SHOW_NAMES ? eci_buf_adds(ctx, out, ", ...") : e;
}

size_t
eci_show_detail(const struct eci_report_item *it, int zh)
{
	size_t n = it->advice[zh];

	return n == 0 ? strlen(it->detail[zh]) :
	    n - strlen(zh ? ECI_SETTLE_ZH : ECI_SETTLE_EN);
}

size_t
eci_show_advice(struct eci_show_advices *all, const struct eci_report_item *it, int zh)
{
	const char *text;
	size_t i;

	if (it->advice[zh] == 0)
		return 0;
	text = it->detail[zh] + it->advice[zh];
	for (i = 0; i < all->n; i++)
		if (strcmp(all->v[i], text) == 0)
			return i + 1;
	if (all->n == ECI_SHOW_LINES)
		return 0;
	all->v[all->n++] = text;
	return all->n;
}

ecert_err
eci_show_mode(ecert_ctx *ctx, const ecert_report *rep, int zh, struct eci_buf *out)
{
	static const enum eci_word words[] = { [ECI_MODE_OFFLINE] = W_OFFLINE,
		[ECI_MODE_PARTIAL] = W_PARTIAL, [ECI_MODE_ONLINE] = W_ONLINE };
	ecert_err e = eci_buf_adds(ctx, out, eci_word(words[eci_report_mode(rep)], zh));
	size_t i, n = 0;

	for (i = 0; e == ECERT_OK && i < ECI_LOOKED_UP_N; i++)
		if (rep->looked_up & 1U << i)
			e = eci_buf_addf(ctx, out, "%s%s", n++ == 0 ? "" : zh ? "、" : ", ",
			    eci_report_looked_up_text(i, zh));
	return e;
}

size_t
eci_show_names(const struct eci_report_names *list)
{
	return list->n <= ECI_SHOW_NAMES ? list->n : ECI_SHOW_NAMES;
}

size_t
eci_show_cut(const char *s, size_t max)
{
	size_t n = strlen(s);

	if (n <= max)
		return n;
	for (n = max; n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80; n--)
		;
	return n;
}

bool
eci_show_plain(const char *id)
{
	size_t n = strlen(id);

	return n > 0 && n <= 32 && strspn(id, "0123456789abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ_-.") == n;
}
