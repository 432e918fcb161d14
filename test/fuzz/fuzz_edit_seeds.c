/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_edit_seeds.c - documents as inputs, in each form, and one of every edit. */
#include "fuzz_edit.h"

/* Edits of the documents "v4" and "sign" that do something, as a start. */
#define XML_ENTRY "Doc_0/Signs/Sign_0/Signature.xml"
#define VALUE_ENTRY "Doc_0/Signs/Sign_0/SignedValue.dat"
#define PAGE_ENTRY "Doc_0/Pages/P0.xml"
#define ARGS(s) sizeof(s) - 1, s
#define CHANGED \
	{ FUZZ_EDIT_TEXT, PAGE_ENTRY, ARGS("\6" "100.02\6" "200.00"), NULL, 0 }, \
	{ FUZZ_EDIT_DIGESTS, XML_ENTRY, ARGS(""), NULL, 0 }

static const struct {
	const char *name;
	struct {
		uint8_t     op;
		const char *entry;
		size_t      n;
		const char *args;
		const char *second;     /* an entry whose number follows */
		uint8_t     last;       /* and after that, a byte */
	} step[3];
} edit_seeds[] = {
	{ "set", { { FUZZ_EDIT_SET, PAGE_ENTRY, ARGS("\120\0\3abc"), NULL, 0 } } },
	{ "insert", { { FUZZ_EDIT_INSERT, PAGE_ENTRY, ARGS("\120\0\3<b/"), NULL, 0 } } },
	{ "cut", { { FUZZ_EDIT_CUT, PAGE_ENTRY, ARGS("\120\0\20\0"), NULL, 0 } } },
	{ "text", { { FUZZ_EDIT_TEXT, PAGE_ENTRY, ARGS("\6" "100.02\6" "200.00"), NULL, 0 } } },
	{ "take", { { FUZZ_EDIT_TAKE, XML_ENTRY, ARGS("\15"), XML_ENTRY, 0 } } },
	{ "der", { { FUZZ_EDIT_DER, VALUE_ENTRY, ARGS("\5\0\3\2\1\7"), NULL, 0 } } },
	{ "graft", { { FUZZ_EDIT_GRAFT, VALUE_ENTRY, ARGS("\5\0\15"), VALUE_ENTRY, 0 } } },
	{ "rename", { { FUZZ_EDIT_RENAME, PAGE_ENTRY, ARGS("\3a/b"), NULL, 0 } } },
	{ "remove", { { FUZZ_EDIT_REMOVE, PAGE_ENTRY, ARGS(""), NULL, 0 } } },
	{ "copy", { { FUZZ_EDIT_COPY, PAGE_ENTRY, ARGS("\3a/b"), NULL, 0 } } },
	{ "new", { { FUZZ_EDIT_NEW, PAGE_ENTRY, ARGS("\3a/b\1x"), NULL, 0 } } },
	{ "form", { { FUZZ_EDIT_FORM, PAGE_ENTRY, ARGS("\3"), NULL, 0 } } },
	{ "move", { { FUZZ_EDIT_MOVE, PAGE_ENTRY, ARGS(""), XML_ENTRY, 0 } } },
	{ "around", { { FUZZ_EDIT_AROUND, PAGE_ENTRY, ARGS("\6"), NULL, 0 } } },
	{ "zip64", { { FUZZ_EDIT_AROUND, PAGE_ENTRY, ARGS("\1"), NULL, 0 } } },
	{ "raw", { { FUZZ_EDIT_RAW, PAGE_ENTRY, ARGS("\0\20\3PK\1"), NULL, 0 } } },
	{ "digests", { CHANGED } },
	{ "hash", { CHANGED, { FUZZ_EDIT_SIGN, VALUE_ENTRY, ARGS(""), XML_ENTRY, 0 } } },
	{ "evil", { CHANGED, { FUZZ_EDIT_SIGN, VALUE_ENTRY, ARGS(""), XML_ENTRY, 1 } } },
	{ "other", { CHANGED, { FUZZ_EDIT_SIGN, VALUE_ENTRY, ARGS(""), XML_ENTRY, 2 } } },
};

static uint8_t
index_of(const struct fuzz_zip *z, const char *name)
{
	size_t i;

	for (i = 0; i < z->n; i++)
		if (strcmp((const char *)z->v[i].name.ptr, name) == 0)
			return (uint8_t)i;
	fuzz_fail(__FILE__, __LINE__, "no entry %s", name);
}

static void
make_edits(const struct fuzz_doc *docs, const char *name, size_t which, struct eci_buf *out)
{
	uint8_t head[2], base = 0;
	size_t i;

	while (strcmp(docs[base].name, name) != 0)
		base++;
	out->len = 0;
	fuzz_add(out, &base, 1);
	for (i = 0; i < 3 && edit_seeds[which].step[i].entry != NULL; i++) {
		head[0] = edit_seeds[which].step[i].op;
		head[1] = index_of(&docs[base].zip, edit_seeds[which].step[i].entry);
		fuzz_add(out, head, 2);
		fuzz_add(out, edit_seeds[which].step[i].args, edit_seeds[which].step[i].n);
		if (edit_seeds[which].step[i].second != NULL) {
			head[0] = index_of(&docs[base].zip, edit_seeds[which].step[i].second);
			head[1] = edit_seeds[which].step[i].last;
			fuzz_add(out, head, 2);
		}
	}
}

static void
put_seed(fuzz_put_fn *put, void *arg, const void *head, size_t n, const char *kind,
    const char *name, const void *p, size_t len)
{
	struct eci_buf b = { 0 };
	char full[64];

	snprintf(full, sizeof(full), "%s-%s", kind, name);
	fuzz_add(&b, head, n);
	fuzz_add(&b, p, len);
	put(arg, full, b.ptr, b.len);
	eci_buf_free(&b);
}

void
fuzz_document_seeds(fuzz_put_fn *put, void *arg, const void *head, size_t n)
{
	struct eci_buf b = { 0 };
	const struct fuzz_doc *v;
	uint8_t base;
	size_t i, n_docs;

	v = fuzz_docs(&n_docs);
	for (i = 0; i < n_docs; i++) {
		base = (uint8_t)i;
		put_seed(put, arg, head, n, "edits", v[i].name, &base, 1);
		put_seed(put, arg, head, n, "file", v[i].name, v[i].bytes.ptr, v[i].bytes.len);
		b.len = 0;
		fuzz_bundle_write(&v[i].zip, &b);
		put_seed(put, arg, head, n, "bundle", v[i].name, b.ptr, b.len);
	}
	for (i = 0; i < ECI_COUNT(edit_seeds); i++) {
		make_edits(v, "v4", i, &b);
		put_seed(put, arg, head, n, "edit", edit_seeds[i].name, b.ptr, b.len);
		make_edits(v, "sign", i, &b);
		put_seed(put, arg, head, n, "plain", edit_seeds[i].name, b.ptr, b.len);
	}
	eci_buf_free(&b);
}
