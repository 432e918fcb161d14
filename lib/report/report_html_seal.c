/* SPDX-License-Identifier: Apache-2.0 */
/* report_html_seal.c - who signed, with what seal, and what that looks like. */
#include <string.h>

#include "report/report_html.h"

static void
put_period(struct eci_html *h, int64_t from, int64_t until)
{
	eci_html_time(h, from);
	eci_html_put(h, " .. ");
	eci_html_time(h, until);
}

void
eci_html_person(struct eci_html *h, enum eci_word label, const struct eci_report_person *p)
{
	eci_html_term(h, label);
	if (!p->known) {
		eci_html_word(h, W_UNKNOWN);
		eci_html_end(h);
		return;
	}
	eci_html_put(h, "<strong>");
	eci_html_name(h, p->subject);
	eci_html_put(h, "</strong><br/><small>");
	eci_html_word(h, W_SERIAL);
	eci_html_put(h, " <span class=\"mono\">");
	eci_html_text(h, p->serial, SIZE_MAX);
	eci_html_put(h, "</span><br/>");
	eci_html_word(h, W_ISSUER);
	eci_html_put(h, " ");
	eci_html_name(h, p->issuer);
	eci_html_put(h, "<br/>");
	eci_html_word(h, W_VALIDITY);
	eci_html_put(h, " ");
	put_period(h, p->not_before, p->not_after);
	eci_html_put(h, "</small>");
	eci_html_end(h);
}

void
eci_html_seal(struct eci_html *h, const struct eci_report_seal *s)
{
	if (!s->known)
		return;
	eci_html_term(h, W_SEAL);
	eci_html_name(h, s->name);
	eci_html_put(h, "<br/><small>");
	eci_html_name(h, s->id);
	eci_html_put(h, ", ");
	eci_html_name(h, s->vendor);
	eci_html_put(h, "<br/>");
	eci_html_word(h, W_VALIDITY);
	eci_html_put(h, " ");
	put_period(h, s->valid_from, s->valid_until);
	eci_html_put(h, "</small>");
	eci_html_end(h);
	if (s->maker.known)
		eci_html_person(h, W_MADE_BY, &s->maker);
}

static const char *
mime(const char *format)
{
	return strcmp(format, "jpg") == 0 ? "jpeg" : format;
}

/* The format is one of those verify_picture.c keeps. */
static void
put_image(struct eci_html *h, const struct eci_report_seal *s)
{
	eci_html_put(h, "<img alt=\"");
	eci_html_word(h, W_PICTURE);
	eci_html_put(h, "\" src=\"data:image/%s;base64,", mime(s->format));
	if (h->e == ECERT_OK)
		h->e = eci_base64_add(h->ctx, &h->buf, s->picture.ptr, s->picture.len);
	eci_html_put(h, "\"/>");
}

static void
put_instead(struct eci_html *h, const struct eci_report_seal *s)
{
	eci_html_word(h, W_PICTURE);
	eci_html_put(h, " %s, %zu ", s->format[0] != '\0' ? s->format : "?", s->picture_len);
	eci_html_word(h, W_BYTES);
	eci_html_put(h, "<br/>");
	eci_html_word(h, s->shown == ECI_PICTURE_LARGE ? W_PICTURE_LARGE :
	    s->shown == ECI_PICTURE_DAMAGED ? W_PICTURE_DAMAGED : W_PICTURE_FORMAT);
}

void
eci_html_picture(struct eci_html *h, const struct eci_report_seal *s, bool void_)
{
	if (!s->known || s->shown == ECI_PICTURE_UNASKED)
		return;
	eci_html_put(h, "<figure%s>", void_ ? " class=\"void\"" : "");
	if (s->shown == ECI_PICTURE_KEPT)
		put_image(h, s);
	eci_html_put(h, "<figcaption>");
	if (s->shown == ECI_PICTURE_KEPT) {
		eci_html_word(h, W_PICTURE_SAYS);
	} else if (s->shown == ECI_PICTURE_SAME) {
		eci_html_word(h, W_PICTURE);
		eci_html_put(h, "%s", h->zh ? "：" : ": ");
		eci_html_word(h, W_PICTURE_SAME);
		eci_html_put(h, " %zu", s->same_as);
	} else {
		put_instead(h, s);
	}
	eci_html_put(h, "</figcaption></figure>\n");
}
