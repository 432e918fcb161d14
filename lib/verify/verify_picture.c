/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_picture.c - the seal's picture, for reports that show it.  It proves nothing,
 * and comes from a stranger: what is kept is of a kind a reader's browser draws without
 * running or fetching anything, and small enough for it.
 */
#include <string.h>

#include "verify/verify_priv.h"

#define BYTES_MAX ((size_t)4 * 1024 * 1024)     /* of all pictures of a report */
#define PIXELS_MAX ((uint64_t)16 * 1024 * 1024)

/* SVG can do more than draw, and OFD no browser draws. */
static bool
is_shown(const char *format)
{
	static const char *const shown[] = { "png", "jpg", "gif", "bmp" };
	size_t i;

	for (i = 0; i < ECI_COUNT(shown); i++)
		if (strcmp(format, shown[i]) == 0)
			return true;
	return false;
}

/* The signature, from 1, whose seal brought the same picture, or 0. */
static size_t
find_same(const ecert_report *rep, struct eci_bytes b)
{
	const struct eci_buf *p;
	size_t i;

	for (i = 0; i < rep->n_sigs; i++) {
		p = &rep->sigs[i].seal.picture;
		if (p->len == b.len && b.len > 0 && memcmp(p->ptr, b.ptr, b.len) == 0)
			return i + 1;
	}
	return 0;
}

static enum eci_report_picture
judge(ecert_ctx *ctx, struct eci_bytes b, const char *format)
{
	struct eci_ofd_image image;

	if (!is_shown(format))
		return ECI_PICTURE_FORMAT;
	if (eci_ofd_image(ctx, b.ptr, b.len, &image) != ECERT_OK) {
		eci_clear(ctx);
		return ECI_PICTURE_DAMAGED;
	}
	return (uint64_t)image.width * image.height > PIXELS_MAX ? ECI_PICTURE_LARGE :
	    ECI_PICTURE_KEPT;
}

ecert_err
eci_verify_picture(struct eci_vrun *run, const struct eci_ses_seal *seal,
    struct eci_report_seal *out)
{
	struct eci_bytes b = seal->picture;
	ecert_err e;

	out->format = eci_picture_format(b);
	out->picture_len = b.len;
	out->width = seal->width;
	out->height = seal->height;
	if (!run->pol.pictures)
		return ECERT_OK;
	if ((out->same_as = find_same(run->rep, b)) > 0) {
		out->shown = ECI_PICTURE_SAME;
		return ECERT_OK;
	}
	out->shown = judge(run->ctx, b, out->format);
	if (out->shown != ECI_PICTURE_KEPT)
		return ECERT_OK;
	if (b.len > BYTES_MAX - run->rep->picture_bytes) {
		out->shown = ECI_PICTURE_LARGE;
		return ECERT_OK;
	}
	if ((e = eci_buf_add(run->ctx, &out->picture, b.ptr, b.len)) == ECERT_OK)
		run->rep->picture_bytes += b.len;
	return e;
}
