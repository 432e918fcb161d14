/* SPDX-License-Identifier: Apache-2.0 */
/*
 * draw.c - text, path data, pictures and codes put on a page, and a picture in a
 * seal.  Input: a byte that says what, and the thing.  What is refused leaves the
 * document as it was; the result can be opened again, and its text found.
 */
#include "fuzz.h"

const struct fuzz_effort fuzz_effort = { .cuts = 16, .mutations = 60 };

struct thing {
	const uint8_t *p;
	size_t         n;
	const char    *text;      /* the same up to a NUL */
};
typedef ecert_err draw_fn(ecert_ctx *ctx, ecert_doc *doc, const struct thing *t);

static ecert_err
draw_text(ecert_ctx *ctx, ecert_doc *doc, const struct thing *t)
{
	return ecert_page_add_text(ctx, doc, 1, 10, 10, 4, "SimSun", 0x102030, t->text);
}

static ecert_err
draw_font(ecert_ctx *ctx, ecert_doc *doc, const struct thing *t)
{
	return ecert_page_add_text(ctx, doc, 1, 10, 10, 4, t->text, 0, "text");
}

static ecert_err
draw_path(ecert_ctx *ctx, ecert_doc *doc, const struct thing *t)
{
	return ecert_page_add_path(ctx, doc, 1, 1, 1, 50, 50, t->text, ECERT_PATH_STROKE, 0.3, 0);
}

static ecert_err
draw_image(ecert_ctx *ctx, ecert_doc *doc, const struct thing *t)
{
	return ecert_page_add_image(ctx, doc, 1, 1, 1, 20, 20, t->p, t->n);
}

static ecert_err
draw_qr(ecert_ctx *ctx, ecert_doc *doc, const struct thing *t)
{
	return ecert_page_add_qr(ctx, doc, 1, 1, 1, 30, t->text);
}

/* What is read back has no blanks around it: who indents XML adds some. */
static ecert_err
set_meta(ecert_ctx *ctx, ecert_doc *doc, const struct thing *t)
{
	ecert_err e = ecert_doc_set_meta(ctx, doc, "Title", t->text);
	const char *from = t->text + strspn(t->text, " \t\r\n"), *got;
	size_t n = strlen(from);

	while (n > 0 && strchr(" \t\r\n", from[n - 1]) != NULL)
		n--;
	if (e == ECERT_OK) {
		got = ecert_doc_meta(doc, "Title");
		FUZZ_CHECK(got != NULL && strlen(got) == n && memcmp(got, from, n) == 0);
	}
	return e;
}

static ecert_err
attach(ecert_ctx *ctx, ecert_doc *doc, const struct thing *t)
{
	ecert_err e = ecert_doc_add_attachment(ctx, doc, t->text, t->p, t->n);

	if (e == ECERT_OK)
		FUZZ_CHECK(strcmp(ecert_doc_attachment_name(doc, 0), t->text) == 0);
	return e;
}

/* Not on a page, but as little to be trusted. */
static ecert_err
make_seal(ecert_ctx *ctx, ecert_doc *doc, const struct thing *t)
{
	ecert_seal_spec *spec = NULL;
	ecert_err e;

	(void)doc;
	FUZZ_MUST(ctx, ecert_seal_spec_new(ctx, &spec));
	if ((e = ecert_seal_spec_set_picture(ctx, spec, t->p, t->n, 40, 30)) == ECERT_OK)
		e = ecert_seal_spec_set_name(ctx, spec, t->text);
	ecert_seal_spec_free(spec);
	return e;
}

static void
check(ecert_ctx *ctx, const struct fuzz_doc *on, draw_fn *draw, const struct thing *t)
{
	struct eci_buf before = { 0 }, after = { 0 };
	ecert_doc *doc = NULL, *again = NULL;
	ecert_err e;

	FUZZ_MUST(ctx, ecert_doc_open_mem(ctx, on->bytes.ptr, on->bytes.len, "draw.ofd", &doc));
	fuzz_save(ctx, doc, &before);
	e = draw(ctx, doc, t);
	fuzz_check_error(ctx, e);
	fuzz_save(ctx, doc, &after);
	if (e == ECERT_OK) {
		FUZZ_MUST(ctx, ecert_doc_open_mem(ctx, after.ptr, after.len, "again.ofd", &again));
		FUZZ_CHECK(ecert_doc_page_count(again) == ecert_doc_page_count(doc));
		ecert_doc_free(again);
	} else {
		FUZZ_CHECK(after.len == before.len);
		FUZZ_CHECK(memcmp(after.ptr, before.ptr, after.len) == 0);
	}
	ecert_doc_free(doc);
	eci_buf_free(&before);
	eci_buf_free(&after);
}

static draw_fn *const draws[] = { draw_text, draw_font, draw_path, draw_image, draw_qr, set_meta,
	attach, make_seal };

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct fuzz_doc *docs;
	struct thing t = { 0 };
	char *text;
	size_t n;
	ecert_ctx *ctx;

	if (size == 0)
		return 0;
	docs = fuzz_docs(&n);
	if ((text = strndup((const char *)data + 1, size - 1)) == NULL)
		abort();
	t.p = data + 1;
	t.n = size - 1;
	t.text = text;
	fuzz_watch();
	ctx = fuzz_ctx();
	check(ctx, &docs[0], draws[data[0] % ECI_COUNT(draws)], &t);
	fuzz_ctx_free(ctx);
	fuzz_watched(size + docs[0].bytes.len);
	free(text);
	return 0;
}

/* Beginnings of the pictures that are recognised, with their sizes, and path data. */
void
fuzz_seeds(fuzz_put_fn *put, void *arg)
{
	static const struct { const char *name; size_t n; const char *p; } v[] = {
#define SEED(name, s) { name, sizeof(s) - 1, s }
		SEED("text", "\0" "100.02 g \xe7\xab\xa0 <&>\"'"), SEED("font", "\1" "Times New Roman"),
		SEED("path", "\2" "S 1 1 M 0 0 L 5 5 Q 1 2 3 4 B 1 2 3 4 5 6 A 1 1 0 1 1 9 9 C"),
		SEED("png", "\3\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\10\2\0\0\0\x90wS\xde"),
		SEED("gif", "\3GIF89a\1\0\1\0\200\0\0\0\0\0\377\377\377,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"),
		SEED("jpeg", "\3\xff\xd8\xff\xe0\0\20JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\21\10\0\1\0\1\3"),
		SEED("bmp", "\3BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\1\0\0\0\1\0\0\0\1\0\30\0"),
		SEED("qr", "\4https://example.org/1.2.156\xe2\x80\xa2" "7"), SEED("title", "\5T"),
		SEED("attachment", "\6raw.xml"), SEED("seal", "\7<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(v); i++)
		put(arg, v[i].name, v[i].p, v[i].n);
}
