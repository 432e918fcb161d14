/* SPDX-License-Identifier: Apache-2.0 */
/* What binds a state to its document: each name and each byte, and not their order. */
#include "steps.h"

static struct fixture f;

struct entry { const char *name, *text; };

static void
bind(const struct entry *v, size_t n, uint8_t digest[ECI_SM3_LEN])
{
	struct eci_buf b = { 0 };
	struct eci_pkg *pkg = NULL;
	struct eci_out *out = NULL;
	ecert_doc *doc = NULL;
	size_t i;

	MUST(f.ctx, eci_pkg_new(f.ctx, &pkg));
	put_entry_file(f.ctx, pkg, NULL);
	put_document(f.ctx, pkg, &(struct doc_spec){ .body = NULL });
	put_page(f.ctx, pkg, "Doc_0/Pages/Page_0/Content.xml", NULL);
	put_page(f.ctx, pkg, "Doc_0/Pages/Page_1/Content.xml", NULL);
	for (i = 0; i < n; i++)
		put_text(f.ctx, pkg, v[i].name, v[i].text);
	MUST(f.ctx, eci_out_mem(f.ctx, &b, &out));
	MUST(f.ctx, eci_pkg_write(f.ctx, pkg, out));
	eci_out_abort(out);
	eci_pkg_free(pkg);
	MUST(f.ctx, ecert_doc_open_mem(f.ctx, b.ptr, b.len, "test.ofd", &doc));
	CHECK_OK(f.ctx, eci_sign_bind(f.ctx, doc, digest));
	ecert_doc_free(doc);
	eci_buf_free(&b);
}

static void
test_bind(void)
{
	static const struct { const char *what; struct entry v[3]; size_t n; } other[] = {
		{ "a byte", { { "a", "1" }, { "b", "3" } }, 2 },
		{ "a name", { { "a", "1" }, { "c", "2" } }, 2 },
		{ "contents exchanged", { { "a", "2" }, { "b", "1" } }, 2 },
		{ "one less", { { "a", "1" } }, 1 },
		{ "one more", { { "a", "1" }, { "b", "2" }, { "c", "" } }, 3 },
		{ "an empty one", { { "a", "1" }, { "b", "" } }, 2 },
	};
	static const struct entry plain[] = { { "a", "1" }, { "b", "2" } };
	static const struct entry turned[] = { { "b", "2" }, { "a", "1" } };
	uint8_t one[ECI_SM3_LEN], two[ECI_SM3_LEN];
	size_t i;

	bind(plain, 2, one);
	unit_case("the order does not matter");
	bind(turned, 2, two);
	CHECK_MEM(two, sizeof(two), one, sizeof(one));
	for (i = 0; i < ECI_COUNT(other); i++) {
		unit_case("%s", other[i].what);
		bind(other[i].v, other[i].n, two);
		CHECK(memcmp(one, two, sizeof(one)) != 0);
	}
}

/* In memory and from the disk, and by who knows the digests already. */
static void
test_saved(void)
{
	ecert_signer *bare = keyless(&f, f.signer_cert);
	ecert_doc *doc = open_doc(f.ctx, NULL);
	uint8_t one[ECI_SM3_LEN], two[ECI_SM3_LEN];
	struct eci_sign_state s;
	struct eci_buf xml = { 0 };
	char *state = NULL;

	unit_case("saved and opened it is the same");
	MUST(f.ctx, ecert_sign_prepare(f.ctx, doc, bare, f.seal, NULL, &state));
	MUST(f.ctx, eci_sign_bind(f.ctx, doc, one));
	doc = reopen(f.ctx, doc);
	CHECK_OK(f.ctx, eci_sign_bind(f.ctx, doc, two));
	CHECK_MEM(two, sizeof(two), one, sizeof(one));
	CHECK_OK(f.ctx, eci_sign_bind(f.ctx, doc, two));
	CHECK_MEM(two, sizeof(two), one, sizeof(one));
	MUST(f.ctx, eci_sign_state_read(f.ctx, state, strlen(state), &s));
	CHECK_OK(f.ctx, eci_sign_bound(f.ctx, doc, &s, &xml));
	CHECK(xml.len > 0);
	unit_case("the method of the description");
	s.alg = ECI_SIG_RSA_SHA256;
	xml.len = 0;
	CHECK_ERR(f.ctx, eci_sign_bound(f.ctx, doc, &s, &xml), ECERT_E_STATE);
	CHECK_INT(ecert_errreason(f.ctx), ECERT_R_ALG_MISMATCH);
	eci_sign_state_free(&s);
	eci_buf_free(&xml);
	ecert_free(state);
	ecert_signer_free(bare);
	ecert_doc_free(doc);
}

/* The first row of the list goes behind the second. */
static void
turn_rows(ecert_doc *doc)
{
	const char *list = eci_ofd_signatures_entry(doc), *one, *two, *end;
	struct eci_buf b = { 0 };
	uint8_t *p = NULL;
	size_t n = 0;

	MUST(f.ctx, ecert_doc_read_entry(f.ctx, doc, list, &p, &n));
	one = strstr((const char *)p, "<ofd:Signature ID");
	two = one != NULL ? strstr(one + 1, "<ofd:Signature ID") : NULL;
	end = two != NULL ? strstr(two, "/>") : NULL;
	if (end == NULL) {
		printf("FAILED: fixture: no two signatures\n");
		exit(1);
	}
	end += 2;
	MUST(f.ctx, eci_buf_add(f.ctx, &b, p, (size_t)(one - (const char *)p)));
	MUST(f.ctx, eci_buf_add(f.ctx, &b, two, (size_t)(end - two)));
	MUST(f.ctx, eci_buf_add(f.ctx, &b, one, (size_t)(two - one)));
	MUST(f.ctx, eci_buf_add(f.ctx, &b, end, n - (size_t)(end - (const char *)p)));
	MUST(f.ctx, eci_ofd_put(f.ctx, doc, list, b.ptr, b.len));
	eci_buf_free(&b);
	ecert_free(p);
}

/* A list turned round, and a state made to fit: what is recorded of a signing is taken
 * from the last. */
static void
test_last(void)
{
	ecert_signer *bare = keyless(&f, f.signer_cert);
	ecert_doc *doc = open_doc(f.ctx, NULL);
	struct eci_sign_state s;
	struct eci_buf xml = { 0 };
	char *state = NULL;

	unit_case("a signature before another is not completed");
	MUST(f.ctx, ecert_sign(f.ctx, doc, f.signer, f.seal, NULL));
	MUST(f.ctx, ecert_sign_prepare(f.ctx, doc, bare, f.seal, NULL, &state));
	MUST(f.ctx, eci_sign_state_read(f.ctx, state, strlen(state), &s));
	CHECK_OK(f.ctx, eci_sign_bound(f.ctx, doc, &s, &xml));
	turn_rows(doc);
	doc = reopen(f.ctx, doc);
	MUST(f.ctx, eci_sign_bind(f.ctx, doc, s.doc));
	xml.len = 0;
	CHECK_ERR(f.ctx, eci_sign_bound(f.ctx, doc, &s, &xml), ECERT_E_STATE);
	CHECK(strstr(ecert_errmsg(f.ctx), "not the last signature") != NULL);
	eci_sign_state_free(&s);
	eci_buf_free(&xml);
	ecert_free(state);
	ecert_signer_free(bare);
	ecert_doc_free(doc);
}

int
main(void)
{
	fixture_make(&f);
	test_bind();
	test_saved();
	test_last();
	fixture_free(&f);
	return unit_end();
}
