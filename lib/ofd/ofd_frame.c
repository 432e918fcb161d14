/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_frame.c - where a pass through a part stands. */
#include "ofd/ofd_frame.h"

#include <stdlib.h>
#include <string.h>

int
eci_ofd_frame_in(const struct eci_ofd_frames *f)
{
	return f->depth > 0 ? f->kinds[f->depth - 1] : ECI_OFD_NO_FRAME;
}

int
eci_ofd_frame_of(const struct eci_ofd_rule *rules, size_t n, int in, const char *local)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (rules[i].in == in && strcmp(rules[i].local, local) == 0)
			return rules[i].is;
	return ECI_OFD_NO_FRAME;
}

ecert_err
eci_ofd_frame_open(ecert_ctx *ctx, struct eci_ofd_frames *f, int is)
{
	ecert_err e = eci_grow(ctx, &f->kinds, f->depth, &f->cap, sizeof(*f->kinds));

	if (e == ECERT_OK)
		f->kinds[f->depth++] = is;
	return e;
}

int
eci_ofd_frame_close(struct eci_ofd_frames *f)
{
	return f->kinds[--f->depth];
}

void
eci_ofd_frames_free(struct eci_ofd_frames *f)
{
	free(f->kinds);
	memset(f, 0, sizeof(*f));
}

bool
eci_ofd_is_false(const char *v)
{
	return v != NULL && (strcmp(v, "false") == 0 || strcmp(v, "0") == 0);
}

bool
eci_ofd_tag_id(const struct eci_xml_tag *tag, const char *name, uint64_t *id)
{
	const char *v = eci_xml_tag_attr(tag, name);

	return v != NULL && eci_parse_uint(v, UINT32_MAX, id);
}
