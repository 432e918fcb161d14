/* SPDX-License-Identifier: Apache-2.0 */
/*
 * container.c - a ZIP file as the library reads it.  What it opens has safe and
 * different names, has the contents that a careless reader finds too, is written
 * back as it was, and can be changed and read again.
 */
#include "fuzz.h"
#include "pkg/pkg.h"

const struct fuzz_effort fuzz_effort = { .cuts = 64, .mutations = 600 };

static struct eci_pkg *
open_bytes(ecert_ctx *ctx, const uint8_t *p, size_t n)
{
	struct eci_src *src = NULL;
	struct eci_pkg *pkg = NULL;
	ecert_err e;

	FUZZ_MUST(ctx, eci_src_view(ctx, p, n, "fuzz", &src));
	e = eci_pkg_open(ctx, src, &pkg);
	fuzz_check_error(ctx, e);
	FUZZ_CHECK((e == ECERT_OK) == (pkg != NULL));
	return pkg;
}

static void
check_name(const char *name)
{
	const char *s = name, *slash;
	size_t n;

	fuzz_check_shown(name);
	FUZZ_CHECK(name[0] != '\0' && name[0] != '/' && strchr(name, '\\') == NULL);
	for (; s != NULL; s = slash != NULL ? slash + 1 : NULL) {
		slash = strchr(s, '/');
		n = slash != NULL ? (size_t)(slash - s) : strlen(s);
		FUZZ_CHECK(n > 0 && !(n == 1 && s[0] == '.'));
		FUZZ_CHECK(!(n == 2 && s[0] == '.' && s[1] == '.'));
	}
}

static ecert_err
collect(void *arg, ecert_ctx *ctx, const uint8_t *p, size_t n)
{
	return eci_buf_add(ctx, arg, p, n);
}

/* The entry whole and in pieces; *ok false where it cannot be read. */
static void
read_entry(ecert_ctx *ctx, struct eci_pkg *pkg, size_t i, struct eci_buf *b, bool *ok)
{
	struct eci_buf pieces = { 0 };
	ecert_err e = eci_pkg_read(ctx, pkg, i, UINT64_MAX, b), f;

	fuzz_check_error(ctx, e);
	f = eci_pkg_stream(ctx, pkg, i, collect, &pieces);
	FUZZ_CHECK(e == f);
	*ok = e == ECERT_OK;
	if (*ok) {
		FUZZ_CHECK(b->len == eci_pkg_size(pkg, i) && pieces.len == b->len);
		FUZZ_CHECK(b->len == 0 || memcmp(pieces.ptr, b->ptr, b->len) == 0);
	}
	eci_buf_free(&pieces);
}

/* seen: what a simple reader found, n of 0 where it was not asked. */
static bool
check_entries(ecert_ctx *ctx, struct eci_pkg *pkg, struct fuzz_zip *seen)
{
	struct fuzz_entry *e;
	struct eci_buf b = { 0 };
	const char *name;
	bool all = true, ok;
	size_t i;

	for (i = 0; i < eci_pkg_count(pkg); i++) {
		name = eci_pkg_name(pkg, i);
		check_name(name);
		FUZZ_CHECK(eci_pkg_find(pkg, name) == i && eci_pkg_find_nocase(pkg, name) == i);
		b.len = 0;
		read_entry(ctx, pkg, i, &b, &ok);
		all = all && ok;
		if (!ok || seen->n == 0)
			continue;
		e = fuzz_zip_find(seen, name);
		FUZZ_CHECK(e != NULL && e->data.len == b.len);
		FUZZ_CHECK(b.len == 0 || memcmp(e->data.ptr, b.ptr, b.len) == 0);
	}
	eci_buf_free(&b);
	return all;
}

static bool
has(const uint8_t *p, size_t n, const char *sig)
{
	size_t i;

	for (i = 0; i + 4 <= n; i++)
		if (memcmp(p + i, sig, 4) == 0)
			return true;
	return false;
}

static void
write_all(ecert_ctx *ctx, struct eci_pkg *pkg, struct eci_buf *b)
{
	struct eci_out *out = NULL;

	FUZZ_MUST(ctx, eci_out_mem(ctx, b, &out));
	FUZZ_MUST(ctx, eci_pkg_write(ctx, pkg, out));
	FUZZ_MUST(ctx, eci_out_commit(ctx, out));
}

/* What was not changed is written as it was.  Bytes around the archive, which
 * leave a note, and zip64 records are left out; the rest is the same each time. */
static void
check_unchanged(ecert_ctx *ctx, struct eci_pkg *pkg, const uint8_t *p, size_t n)
{
	struct eci_buf first = { 0 }, second = { 0 };
	struct eci_pkg *again;

	FUZZ_CHECK(!eci_pkg_changed(pkg));
	write_all(ctx, pkg, &first);
	if (eci_pkg_notes(pkg)->n == 0 && !has(p, n, "PK\6\7"))
		FUZZ_CHECK(first.len == n && memcmp(first.ptr, p, n) == 0);
	again = open_bytes(ctx, first.ptr, first.len);
	FUZZ_CHECK(again != NULL && eci_pkg_count(again) == eci_pkg_count(pkg));
	write_all(ctx, again, &second);
	FUZZ_CHECK(second.len == first.len);
	FUZZ_CHECK(memcmp(first.ptr, second.ptr, first.len) == 0);
	eci_pkg_free(again);
	eci_buf_free(&first);
	eci_buf_free(&second);
}

/* Puts one entry, removes another, and looks at the result as a stranger would. */
static void
check_change(ecert_ctx *ctx, struct eci_pkg *pkg, const uint8_t *p, size_t n, bool readable)
{
	static const char name[] = "fuzz/new.xml";
	struct eci_buf b = { 0 }, got = { 0 };
	struct fuzz_zip none = { 0 };
	struct eci_pkg *again;
	size_t count = eci_pkg_count(pkg), len = n < 200 ? n : 200;
	ecert_err e;

	FUZZ_MUST(ctx, eci_pkg_checkpoint(ctx, pkg));
	if (count > 0)
		FUZZ_MUST(ctx, eci_pkg_remove(ctx, pkg, eci_pkg_name(pkg, n % count)));
	e = eci_pkg_put(ctx, pkg, name, p, len);
	fuzz_check_error(ctx, e);
	if (e == ECERT_OK) {
		FUZZ_CHECK(eci_pkg_changed(pkg));
		write_all(ctx, pkg, &b);
		again = open_bytes(ctx, b.ptr, b.len);
		FUZZ_CHECK(again != NULL && eci_pkg_count(again) == eci_pkg_count(pkg));
		if (readable)
			FUZZ_CHECK(check_entries(ctx, again, &none));
		FUZZ_MUST(ctx, eci_pkg_read(ctx, again, eci_pkg_find(again, name), n, &got));
		FUZZ_CHECK(got.len == len && (len == 0 || memcmp(got.ptr, p, len) == 0));
		eci_pkg_free(again);
	}
	eci_pkg_rollback(pkg);
	FUZZ_CHECK(eci_pkg_count(pkg) == count);
	eci_buf_free(&b);
	eci_buf_free(&got);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	ecert_ctx *ctx;
	struct eci_pkg *pkg;
	struct fuzz_zip seen;
	bool readable, simple;

	fuzz_watch();
	ctx = fuzz_ctx();
	if ((pkg = open_bytes(ctx, data, size)) != NULL) {
		fuzz_check_notes(eci_pkg_notes(pkg));
		simple = fuzz_zip_read(data, size, &seen);
		readable = check_entries(ctx, pkg, &seen);
		/* What the library reads, anybody can. */
		FUZZ_CHECK(simple || !readable || eci_pkg_count(pkg) > FUZZ_ENTRIES / 2 ||
		    size > 1 << 19);
		fuzz_zip_free(&seen);
		check_unchanged(ctx, pkg, data, size);
		check_change(ctx, pkg, data, size, readable);
		check_unchanged(ctx, pkg, data, size);
		eci_pkg_free(pkg);
	}
	fuzz_ctx_free(ctx);
	fuzz_watched(size);
	return 0;
}

/* ---- mutations that leave a container one ---- */

static void
mutate_buf(struct eci_buf *b)
{
	size_t room = b->len + 64, n;
	uint8_t *p = calloc(1, room);

	if (p == NULL)
		abort();
	if (b->len > 0)
		memcpy(p, b->ptr, b->len);
	n = LLVMFuzzerMutate(p, b->len, room);
	b->len = 0;
	fuzz_add(b, p, n);
	free(p);
}

static void
mutate_zip(struct fuzz_zip *z, uint64_t *s)
{
	struct fuzz_entry *e = &z->v[fuzz_rand(s) % z->n], t;

	switch (fuzz_rand(s) % 8) {
	case 0:
		mutate_buf(&e->name);
		break;
	case 1:
		e->form = fuzz_rand(s) % FUZZ_FORMS;
		break;
	case 2:
		fuzz_zip_add(z, e->name.ptr, e->name.len, e->data.ptr, e->data.len);
		if (fuzz_rand(s) % 2 == 0)
			mutate_buf(&z->v[z->n - 1].name);
		break;
	case 3:
		fuzz_zip_drop(z, (size_t)(e - z->v));
		break;
	case 4:
		t = *e;
		*e = z->v[0];
		z->v[0] = t;
		break;
	case 5:
		z->zip64 = fuzz_rand(s) % 2 == 0;
		z->prefix = fuzz_rand(s) % 2 == 0 ? "%PDF" : NULL;
		z->suffix = fuzz_rand(s) % 2 == 0 ? "PK\5\6" : NULL;
		break;
	default:
		mutate_buf(&e->data);
		break;
	}
}

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
	struct fuzz_zip z;
	struct eci_buf b = { 0 };
	uint64_t s = seed;

	if (fuzz_rand(&s) % 2 == 0 || !fuzz_zip_read(data, size, &z))
		return LLVMFuzzerMutate(data, size, max_size);
	if (z.n > 0)
		mutate_zip(&z, &s);
	fuzz_zip_write(&z, &b);
	fuzz_zip_free(&z);
	if (b.len > 0 && b.len <= max_size) {
		memcpy(data, b.ptr, b.len);
		size = b.len;
	} else {
		size = LLVMFuzzerMutate(data, size, max_size);
	}
	eci_buf_free(&b);
	return size;
}

/* ---- seeds ---- */

static void
put_zip(fuzz_put_fn *put, void *arg, const char *name, const struct fuzz_zip *z)
{
	struct eci_buf b = { 0 };

	fuzz_zip_write(z, &b);
	put(arg, name, b.ptr, b.len);
	eci_buf_free(&b);
}

void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	static const struct { const char *name; unsigned form; } forms[] = {
		{ "stored", 0 }, { "deflated", FUZZ_DEFLATED },
		{ "descriptor", FUZZ_DEFLATED | FUZZ_DESCRIPTOR }, { "utf8", FUZZ_UTF8 },
		{ "zip64", FUZZ_ZIP64 }, { "extra", FUZZ_EXTRA | FUZZ_DEFLATED },
		{ "all", FUZZ_FORMS - 1 }, { "stored-descriptor", FUZZ_DESCRIPTOR },
	};
	struct fuzz_zip z = { 0 };
	size_t i, k;

	put_zip(put, arg, "empty", &z);
	fuzz_zip_add(&z, "OFD.xml", 7, "<a/>", 4);
	put_zip(put, arg, "one", &z);
	fuzz_zip_add(&z, "Doc_0/", 6, NULL, 0);
	fuzz_zip_add(&z, "Doc_0/\xe7\xab\xa0.xml", 13, "<b>b b b b b b b b b b b b</b>", 30);
	for (i = 0; i < ECI_COUNT(forms); i++) {
		for (k = 0; k < z.n; k++)
			z.v[k].form = z.v[k].data.len > 0 ? forms[i].form : 0;
		put_zip(put, arg, forms[i].name, &z);
	}
	z.prefix = "%PDF-1.4 ";
	put_zip(put, arg, "prefix", &z);
	z.suffix = "after";
	put_zip(put, arg, "around", &z);
	z.prefix = z.suffix = NULL;
	z.zip64 = true;
	put_zip(put, arg, "zip64-records", &z);
	fuzz_zip_free(&z);
}
