/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pkg_extra.c - extra fields (4.5).  Two can make an entry another one for some
 * readers: zip64 sizes and the Unicode Path; the rest carries times and owners.
 */
#include "pkg/pkg_priv.h"

#include <string.h>

#define ID_ZIP64 0x0001
#define ID_UNICODE_PATH 0x7075

/* 4.6.9: version, CRC of the header's name, then the name in UTF-8.  Some
 * readers ignore the CRC, so that only the same name is harmless. */
static ecert_err
check_path(ecert_ctx *ctx, struct eci_bytes f, const char *name)
{
	size_t n = strlen(name);

	if (f.len != n + 5 || memcmp(f.ptr + 5, name, n) != 0)
		return eci_reject(ctx, ECERT_R_ZIP_AMBIGUOUS, name, "APPNOTE 4.6.9",
		    "its Unicode Path field is another name");
	return ECERT_OK;
}

static bool
all_zero(struct eci_bytes b)
{
	size_t i;

	for (i = 0; i < b.len; i++)
		if (b.ptr[i] != 0)
			return false;
	return true;
}

ecert_err
eci_pkg_extra(ecert_ctx *ctx, struct eci_bytes extra, const char *name,
    struct eci_pkg_extra *out)
{
	struct eci_cur c = eci_cur(extra.ptr, extra.len);
	struct eci_bytes f;
	bool path = false;
	uint16_t id;
	ecert_err e = ECERT_OK;

	*out = (struct eci_pkg_extra){ 0 };
	while (e == ECERT_OK && eci_cur_left(&c) >= 4) {
		id = eci_cur_le16(&c);
		f = eci_cur_bytes(&c, eci_cur_le16(&c));
		if (!c.ok)
			break;
		if ((id == ID_ZIP64 && out->zip64_there) || (id == ID_UNICODE_PATH && path))
			e = eci_reject(ctx, ECERT_R_ZIP_AMBIGUOUS, name, "APPNOTE 4.5",
			    "extra field %04x twice", (unsigned)id);
		else if (id == ID_ZIP64) {
			out->zip64_there = true;
			out->zip64 = f;
			out->zip64_at = c.pos - f.len;
		} else if (id == ID_UNICODE_PATH) {
			path = true;
			e = check_path(ctx, f, name);
		}
	}
	if (e != ECERT_OK)
		return e;
	/* Aligning packers leave fewer bytes than a field needs, all zero. */
	f = eci_cur_bytes(&c, eci_cur_left(&c));
	out->padded = f.len > 0;
	if (!c.ok || !all_zero(f))
		return eci_reject(ctx, ECERT_R_ZIP_MALFORMED, name, "APPNOTE 4.5",
		    "its extra fields do not fill their room");
	return ECERT_OK;
}
