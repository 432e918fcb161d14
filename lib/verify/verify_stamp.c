/* SPDX-License-Identifier: Apache-2.0 */
/* verify_stamp.c - where a seal is shown (GB/T 33190-2016 18.2, StampAnnot). */
#include "verify/verify_priv.h"

#include <stdlib.h>

#define SLACK_MM 1.0       /* a seal may touch the page's edge */
#define SHOWN_MAX 64       /* failures listed one by one */

/* What of the stamp shows: its boundary, cut by the clip a cross-page seal has. */
static void
visible(const struct eci_ofd_stamp *s, double box[4])
{
	const double *b = s->boundary, *c = s->clip;
	double right = b[0] + b[2], bottom = b[1] + b[3];

	box[0] = b[0];
	box[1] = b[1];
	if (s->has_clip) {
		box[0] += c[0] > 0 ? c[0] : 0;
		box[1] += c[1] > 0 ? c[1] : 0;
		if (b[0] + c[0] + c[2] < right)
			right = b[0] + c[0] + c[2];
		if (b[1] + c[1] + c[3] < bottom)
			bottom = b[1] + c[1] + c[3];
	}
	box[2] = right;
	box[3] = bottom;
}

static ecert_err
room_for_pages(struct eci_vrun *run)
{
	if (run->pages == NULL)
		run->pages = calloc(eci_ofd_page_n(run->doc) + 1, sizeof(*run->pages));
	if (run->page_of == NULL)
		run->page_of = calloc(run->n_entries + 1, sizeof(*run->page_of));
	return run->pages != NULL && run->page_of != NULL ? ECERT_OK : eci_nomem(run->ctx);
}

/* Another page of the same part, which was read: there may be thousands of them. */
static const struct eci_vpage *
same_part(struct eci_vrun *run, size_t i)
{
	const struct eci_ofd_page *page = eci_ofd_page(run->doc, i);
	size_t entry = page->entry != NULL ? eci_ofd_find(run->doc, page->entry) : SIZE_MAX;

	if (entry >= run->n_entries)
		return NULL;
	if (run->page_of[entry] != 0)
		return &run->pages[run->page_of[entry] - 1];
	run->page_of[entry] = i + 1;
	return NULL;
}

/* A page that cannot be read is said once, for its first stamp. */
static ecert_err
page_of(const struct eci_vat *at, size_t i, const struct eci_vpage **out)
{
	struct eci_vrun *run = at->run;
	const struct eci_vpage *same;
	struct eci_vpage *page;
	ecert_err e;

	if ((e = room_for_pages(run)) != ECERT_OK)
		return e;
	*out = page = &run->pages[i];
	if (page->read)
		return ECERT_OK;
	if ((same = same_part(run, i)) != NULL) {
		*page = *same;
		return ECERT_OK;
	}
	page->read = true;
	page->e = ecert_doc_page_size(run->ctx, run->doc, i + 1, &page->width, &page->height);
	return page->e == ECERT_OK ? ECERT_OK :
	    eci_verify_blame(at, ECI_V_STAMPS, page->e, ECERT_R_STAMP_BAD);
}

static ecert_err
check_place(const struct eci_vat *at, const struct eci_ofd_stamp *s, size_t i, bool *good)
{
	const struct eci_vpage *page = NULL;
	double w, h, box[4];
	ecert_err e;

	if ((e = page_of(at, i, &page)) != ECERT_OK || page->e != ECERT_OK)
		return e;
	w = page->width;
	h = page->height;
	visible(s, box);
	if (s->has_clip && !(box[2] > box[0] && box[3] > box[1]))
		return ECI_VFAIL(at, ECI_V_STAMPS, ECERT_R_STAMP_BAD,
		    "stamp %s shows nothing: its Clip lies outside of its Boundary",
		    "签章外观 %s 不显示任何内容：Clip 在 Boundary 之外", s->id);
	/* "not inside", so that no comparison with a NaN is a pass */
	if (!(box[0] < w && box[1] < h && box[2] > 0 && box[3] > 0 &&
	    box[2] > box[0] && box[3] > box[1]))
		return ECI_VFAIL(at, ECI_V_STAMPS, ECERT_R_STAMP_BAD,
		    "stamp %s lies outside page %zu", "签章外观 %s 在第 %zu 页之外",
		    s->id, i + 1);
	*good = true;
	if (box[0] < -SLACK_MM || box[1] < -SLACK_MM || box[2] > w + SLACK_MM ||
	    box[3] > h + SLACK_MM)
		return ECI_VDEV(at, ECI_V_STAMPS, ECERT_R_STAMP_BAD,
		    "stamp %s sticks out of page %zu", "签章外观 %s 超出第 %zu 页",
		    s->id, i + 1);
	return ECERT_OK;
}

static ecert_err
check_stamp(const struct eci_vat *at, const struct eci_ofd_stamp *s, bool *good)
{
	size_t page = eci_ofd_page_by_id(at->run->doc, s->page_id);
	const char *id = s->id != NULL ? s->id : "";

	*good = false;
	if (page == SIZE_MAX)
		return ECI_VFAIL(at, ECI_V_STAMPS, ECERT_R_STAMP_BAD,
		    "stamp %s stands on a page that does not exist",
		    "签章外观 %s 所在页不存在", id);
	if (!s->boundary_ok)
		return ECI_VFAIL(at, ECI_V_STAMPS, ECERT_R_STAMP_BAD,
		    "stamp %s has no usable Boundary", "签章外观 %s 的 Boundary 无效", id);
	return check_place(at, s, page, good);
}

ecert_err
eci_verify_stamps(const struct eci_vat *at, const struct eci_vwork *w)
{
	size_t i, n_good = 0;
	ecert_err e = ECERT_OK;
	bool good;

	for (i = 0; e == ECERT_OK && i < w->desc.n_stamps && i - n_good < SHOWN_MAX; i++) {
		e = check_stamp(at, &w->desc.stamps[i], &good);
		n_good += good;
	}
	if (e == ECERT_OK && i < w->desc.n_stamps)
		return ECI_VFAIL(at, ECI_V_STAMPS, ECERT_R_STAMP_BAD,
		    "%zu more stamps were not looked at", "另有 %zu 个签章外观未检查",
		    w->desc.n_stamps - i);
	if (e == ECERT_OK && n_good == w->desc.n_stamps)
		e = ECI_VPASS(at, ECI_V_STAMPS, "%zu stamps on existing pages",
		    "%zu 个签章外观位于有效页面", n_good);
	return e;
}
