/* SPDX-License-Identifier: Apache-2.0 */
/* forge_zip.h - containers of every form the ZIP note allows, and some it does not:
 * deflated entries, descriptors, extra fields, bytes where none belong. */
#ifndef FORGE_ZIP_H
#define FORGE_ZIP_H

#include "forge_make.h"

/* How one entry is written, or, where name is NULL, all of them. */
struct fzip {
	const char *name;
	bool        deflate;
	uint16_t    flags, local_flags;     /* or-ed to both; to the local header alone */
	struct eci_bytes extra, local_extra;
	const char *tail;                   /* after the stream, counted as part of it */
	int         size_off;               /* added to the declared size */
	bool        hidden;                 /* no entry of the directory */
	const char *gap;                    /* in front of it, counted nowhere */
	bool        descriptor;             /* sizes follow the data alone */
	const char *prefix;                 /* before all, which the offsets know of */
	const char *folder;                 /* an entry for a folder beside the others */
};

static inline void
fzip_deflate(const struct fent *e, struct eci_buf *out)
{
	z_stream z = { 0 };
	uint8_t *p = malloc(e->n + 64);

	CHECK(deflateInit2(&z, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) == Z_OK);
	z.next_in = e->p;
	z.avail_in = (uInt)e->n;
	z.next_out = p;
	z.avail_out = (uInt)(e->n + 64);
	CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END);
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, out, p, e->n + 64 - z.avail_out));
	deflateEnd(&z);
	free(p);
}

/* Fields of both headers, from the flags to the end of the extra field. */
static inline void
fzip_fields(struct eci_buf *b, const struct fent *e, const struct fzip *z, size_t packed,
    bool central, uint32_t off)
{
	struct eci_bytes extra = central ? z->extra : z->local_extra;
	bool later = z->descriptor && !central;

	forge_le(b, z->flags | (z->descriptor ? 8u : 0) | (central ? 0 : z->local_flags), 2);
	forge_le(b, z->deflate ? 8 : 0, 2);
	forge_le(b, 0x5a210000, 4);
	forge_le(b, later ? 0 : crc32(0, e->p, (uInt)e->n), 4);
	forge_le(b, later ? 0 : packed, 4);
	forge_le(b, later ? 0 : e->n + (size_t)z->size_off, 4);
	forge_le(b, strlen(e->name), 2);
	forge_le(b, extra.len, 2);
	if (central) {
		forge_le(b, 0, 6);
		forge_le(b, e->attr, 4);
		forge_le(b, off, 4);
	}
	CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, b, e->name));
	if (extra.len > 0)
		CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, b, extra.ptr, extra.len));
}

static inline void
fzip_entry(struct eci_buf *b, struct eci_buf *dir, const struct fent *e, const struct fzip *z)
{
	struct eci_buf data = { 0 };
	uint32_t off;

	if (z->gap != NULL)
		CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, b, z->gap));
	off = (uint32_t)b->len;
	if (z->deflate)
		fzip_deflate(e, &data);
	else if (e->n > 0)
		CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, &data, e->p, e->n));
	if (z->tail != NULL)
		CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, &data, z->tail));
	forge_le(b, 0x04034b50, 4);
	forge_le(b, 20, 2);
	fzip_fields(b, e, z, data.len, false, 0);
	if (data.len > 0)
		CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, b, data.ptr, data.len));
	if (z->descriptor) {
		forge_le(b, 0x08074b50, 4);
		forge_le(b, crc32(0, e->p, (uInt)e->n), 4);
		forge_le(b, data.len, 4);
		forge_le(b, e->n, 4);
	}
	if (!z->hidden) {
		forge_le(dir, 0x02014b50, 4);
		forge_le(dir, 0x0314, 2);
		forge_le(dir, 20, 2);
		fzip_fields(dir, e, z, data.len, true, off);
	}
	eci_buf_free(&data);
}

/* The container anew, with what is odd about z->name. */
static inline void
forge_zip_as(struct forge *f, const struct fzip *z)
{
	struct fzip plain = { .deflate = z->deflate };
	struct fent folder = { .n = 0 };
	struct eci_buf dir = { 0 }, *b = &f->file;
	bool odd;
	size_t i, n = 0;
	uint64_t start;

	b->len = 0;
	if (z->prefix != NULL)
		CHECK_OK(forge.ctx, eci_buf_adds(forge.ctx, b, z->prefix));
	if (z->folder != NULL) {
		snprintf(folder.name, sizeof(folder.name), "%s", z->folder);
		fzip_entry(b, &dir, &folder, &(struct fzip){ 0 });
		n++;
	}
	for (i = 0; i < f->n; i++) {
		odd = z->name == NULL || strcmp(z->name, f->v[i].name) == 0;
		fzip_entry(b, &dir, &f->v[i], odd ? z : &plain);
		n += !(odd && z->hidden);
	}
	start = b->len;
	CHECK_OK(forge.ctx, eci_buf_add(forge.ctx, b, dir.ptr, dir.len));
	forge_le(b, 0x06054b50, 4);
	forge_le(b, 0, 4);
	forge_le(b, n, 2);
	forge_le(b, n, 2);
	forge_le(b, dir.len, 4);
	forge_le(b, start, 4);
	forge_le(b, 0, 2);
	eci_buf_free(&dir);
}

/* A hook that writes the container so. */
#define ZIP(hook, ...) \
static void \
hook(struct forge *f) \
{ \
	const struct fzip z = { __VA_ARGS__ }; \
\
	forge_zip_as(f, &z); \
}
#define BYTES(s) { (const uint8_t *)(s), sizeof(s) - 1 }

#endif
