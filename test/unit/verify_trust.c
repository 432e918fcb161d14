/* SPDX-License-Identifier: Apache-2.0 */
/* Trust stores: what is taken from where, and what is left out. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto_more.h"
#include "verify/verify_priv.h"

#define FROM 1600000000
#define UNTIL 1900000000

static ecert_ctx *ctx;
static struct eci_buf root_pem, crl_pem, ocsp_der;
static struct eci_bytes root_der;
static struct eci_cert *root;

/* That a certificate is good, which nobody asks. */
static struct eci_buf
response_of(struct party by)
{
	struct response_spec r = { .by = &by, .produced = FROM, .n = 1 };

	r.v[0] = (struct single_spec){ &by, &by, ECI_ID_SM3, 'g', 0, 0, FROM, UNTIL, NULL, NULL };
	return response(ctx, &r);
}

static void
make_pki(void)
{
	struct eci_issue what = { .cn = "Root", .o = "Test", .from = FROM, .until = UNTIL,
		.serial = 1, .ca = true, .pathlen = -1, .usage = "keyCertSign,cRLSign" };
	struct eci_key *key = NULL;

	CHECK_OK(ctx, eci_key_new_sm2(ctx, &key));
	CHECK_OK(ctx, eci_issue_cert(ctx, &what, key, key, NULL, &root));
	CHECK_OK(ctx, eci_cert_write_pem(ctx, root, &root_pem));
	CHECK_OK(ctx, eci_issue_crl(ctx, key, root, FROM, UNTIL, 1, NULL, NULL, 0, &crl_pem));
	root_der = eci_cert_der(root);
	ocsp_der = response_of((struct party){ key, root });
	eci_key_free(key);
}

/* A fresh folder below the test's own. */
static const char *
folder(void)
{
	static char dir[256];
	static int n;

	snprintf(dir, sizeof(dir), "%s/t%d", unit_dir(), ++n);
	CHECK(mkdir(dir, 0700) == 0);
	return dir;
}

static void
put(const char *dir, const char *name, const void *p, size_t n)
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	if ((f = fopen(path, "wb")) == NULL) {
		CHECK(f != NULL);
		return;
	}
	CHECK(fwrite(p, 1, n, f) == n);
	fclose(f);
}

static void
sub(const char *dir, const char *name)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	CHECK(mkdir(path, 0700) == 0);
}

struct counts { size_t roots, intermediates, makers, crls, notes; };

static void
expect(const char *dir, struct counts want)
{
	ecert_trust *trust = NULL;

	CHECK_OK(ctx, ecert_trust_new(ctx, &trust));
	CHECK_OK(ctx, ecert_trust_add_dir(ctx, trust, dir));
	CHECK_INT(trust->roots.n, want.roots);
	CHECK_INT(trust->intermediates.n, want.intermediates);
	CHECK_INT(trust->makers.n, want.makers);
	CHECK_INT(trust->crls.n, want.crls);
	CHECK_INT(ecert_trust_note_count(trust), want.notes);
	ecert_trust_free(trust);
}

/* Who may stamp may nothing else. */
static void
expect_tsa(const char *dir, size_t n)
{
	ecert_trust *trust = NULL;

	expect(dir, (struct counts){ 1, 0, 0, 0, 0 });
	CHECK_OK(ctx, ecert_trust_new(ctx, &trust));
	CHECK_OK(ctx, ecert_trust_add_dir(ctx, trust, dir));
	CHECK_INT(trust->tsa.n, n);
	CHECK_OK(ctx, ecert_trust_add_tsa(ctx, trust, root_der.ptr, root_der.len));
	CHECK_INT(trust->tsa.n, n + 1);
	CHECK_ERR(ctx, ecert_trust_add_tsa(ctx, trust, (const uint8_t *)"x", 1), ECERT_E_CERT);
	CHECK_INT(trust->tsa.n, n + 1);
	ecert_trust_free(trust);
}

static void
expect_none(const char *dir)
{
	ecert_trust *trust = NULL;

	CHECK_OK(ctx, ecert_trust_new(ctx, &trust));
	CHECK_ERR(ctx, ecert_trust_add_dir(ctx, trust, dir), ECERT_E_CONFIG);
	CHECK(strncmp(ecert_errmsg(ctx), dir, strlen(dir)) == 0);
	CHECK(strstr(ecert_errmsg(ctx), ": not a trust directory: none of roots,") != NULL);
	CHECK_INT(ecert_trust_note_count(trust), 0);
	ecert_trust_free(trust);
}

/* Each note names the file, once. */
static void
expect_notes(const char *dir, const char *name, const char *words)
{
	ecert_trust *trust = NULL;
	char start[600];
	const char *text;

	snprintf(start, sizeof(start), "%s/%s: ", dir, name);
	CHECK_OK(ctx, ecert_trust_new(ctx, &trust));
	CHECK_OK(ctx, ecert_trust_add_dir(ctx, trust, dir));
	text = ecert_trust_note_text(trust, 0);
	CHECK(text != NULL && strncmp(text, start, strlen(start)) == 0);
	CHECK(text != NULL && strstr(text, words) != NULL);
	CHECK(text != NULL && strstr(text + 1, dir) == NULL);
	CHECK(ecert_trust_note_text(trust, 1) == NULL);
	ecert_trust_free(trust);
}

static void
expect_ocsp(const char *dir, size_t n, size_t notes)
{
	ecert_trust *trust = NULL;

	expect(dir, (struct counts){ 1, 0, 0, 0, notes });
	CHECK_OK(ctx, ecert_trust_new(ctx, &trust));
	CHECK_OK(ctx, ecert_trust_add_dir(ctx, trust, dir));
	CHECK_INT(trust->ocsps.n, n);
	CHECK_OK(ctx, ecert_trust_add_ocsp(ctx, trust, ocsp_der.ptr, ocsp_der.len));
	CHECK_INT(trust->ocsps.n, n + 1);
	CHECK_ERR(ctx, ecert_trust_add_ocsp(ctx, trust, (const uint8_t *)"x", 1), ECERT_E_CERT);
	CHECK_INT(trust->ocsps.n, n + 1);
	ecert_trust_free(trust);
}

static void
test_dirs(void)
{
	const char *dir;
	struct eci_buf two = { 0 };

	unit_case("an empty directory is none");
	expect_none(folder());

	unit_case("a directory of other things is none");
	dir = folder();
	put(dir, "root.pem", root_pem.ptr, root_pem.len);
	sub(dir, "certs");
	expect_none(dir);

	unit_case("files NAME.pem");
	dir = folder();
	put(dir, "roots.pem", root_pem.ptr, root_pem.len);
	put(dir, "intermediates.pem", root_pem.ptr, root_pem.len);
	put(dir, "makers.pem", root_pem.ptr, root_pem.len);
	put(dir, "crls.pem", crl_pem.ptr, crl_pem.len);
	expect(dir, (struct counts){ 1, 1, 1, 1, 0 });

	unit_case("folders NAME with PEM and DER");
	dir = folder();
	sub(dir, "roots");
	put(dir, "roots/a.pem", root_pem.ptr, root_pem.len);
	put(dir, "roots/b.cer", root_der.ptr, root_der.len);
	sub(dir, "crls");
	put(dir, "crls/a.crl", crl_pem.ptr, crl_pem.len);
	expect(dir, (struct counts){ 2, 0, 0, 1, 0 });

	unit_case("file and folder of one name");
	dir = folder();
	sub(dir, "makers");
	put(dir, "makers/a.pem", root_pem.ptr, root_pem.len);
	put(dir, "makers.pem", root_pem.ptr, root_pem.len);
	expect(dir, (struct counts){ 0, 0, 2, 0, 0 });

	unit_case("who speaks about what became of things, and nothing else");
	dir = folder();
	put(dir, "roots.pem", root_pem.ptr, root_pem.len);
	sub(dir, "status");
	put(dir, "status/a.pem", root_pem.ptr, root_pem.len);
	put(dir, "status/b.pem", "x", 1);
	put(dir, "status.pem", root_pem.ptr, root_pem.len);
	expect(dir, (struct counts){ 1, 0, 0, 0, 1 });

	unit_case("a bundle of two");
	dir = folder();
	CHECK_OK(ctx, eci_buf_add(ctx, &two, root_pem.ptr, root_pem.len));
	CHECK_OK(ctx, eci_buf_add(ctx, &two, root_pem.ptr, root_pem.len));
	put(dir, "roots.pem", two.ptr, two.len);
	expect(dir, (struct counts){ 2, 0, 0, 0, 0 });
	eci_buf_free(&two);

	unit_case("time-stamp authorities and responses that are none");
	dir = folder();
	put(dir, "tsa.pem", "x", 1);
	sub(dir, "ocsp");
	put(dir, "ocsp/r.der", "x", 1);
	put(dir, "roots.pem", root_pem.ptr, root_pem.len);
	expect(dir, (struct counts){ 1, 0, 0, 0, 2 });

	unit_case("time-stamp authorities");
	dir = folder();
	put(dir, "roots.pem", root_pem.ptr, root_pem.len);
	sub(dir, "tsa");
	put(dir, "tsa/a.pem", root_pem.ptr, root_pem.len);
	put(dir, "tsa.pem", root_pem.ptr, root_pem.len);
	expect_tsa(dir, 2);

	unit_case("a directory of these alone");
	dir = folder();
	put(dir, "tsa.pem", "x", 1);
	expect_none(dir);
	dir = folder();
	put(dir, "status.pem", root_pem.ptr, root_pem.len);
	sub(dir, "ocsp");
	put(dir, "ocsp/r.der", ocsp_der.ptr, ocsp_der.len);
	expect_none(dir);

	unit_case("responses, as a folder and as a file");
	dir = folder();
	put(dir, "roots.pem", root_pem.ptr, root_pem.len);
	put(dir, "ocsp.pem", ocsp_der.ptr, ocsp_der.len);
	expect_ocsp(dir, 1, 0);
	sub(dir, "ocsp");
	put(dir, "ocsp/a.der", ocsp_der.ptr, ocsp_der.len);
	expect_ocsp(dir, 2, 0);

	unit_case("an ill-formed response is left out, with a note");
	put(dir, "ocsp/b.der", ocsp_der.ptr, ocsp_der.len - 1);
	put(dir, "ocsp/c.der", root_pem.ptr, root_pem.len);
	put(dir, "ocsp/later.der", "\x30\3\xa\1\3", 5);
	expect_ocsp(dir, 2, 3);

	unit_case("a directory that is not there");
	{
		ecert_trust *trust = NULL;

		CHECK_OK(ctx, ecert_trust_new(ctx, &trust));
		CHECK_ERR(ctx, ecert_trust_add_dir(ctx, trust, "/nonexistent/trust"),
		    ECERT_E_IO);
		ecert_trust_free(trust);
	}
}

static void
test_bad_files(void)
{
	static const char bad[] = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
	const uint64_t crl_limit = ecert_ctx_limit(ctx, ECERT_LIMIT_CRL_BYTES);
	struct eci_buf mixed = { 0 };
	const char *dir;
	int i;

	unit_case("an ill-formed file is left out, with a note");
	dir = folder();
	sub(dir, "roots");
	put(dir, "roots/bad.pem", bad, sizeof(bad) - 1);
	put(dir, "roots/good.pem", root_pem.ptr, root_pem.len);
	expect(dir, (struct counts){ 1, 0, 0, 0, 1 });

	unit_case("a bad block spoils no other block of its file");
	dir = folder();
	CHECK_OK(ctx, eci_buf_add(ctx, &mixed, bad, sizeof(bad) - 1));
	CHECK_OK(ctx, eci_buf_add(ctx, &mixed, root_pem.ptr, root_pem.len));
	put(dir, "roots.pem", mixed.ptr, mixed.len);
	expect(dir, (struct counts){ 1, 0, 0, 0, 1 });
	eci_buf_free(&mixed);

	unit_case("a certificate cut short");
	dir = folder();
	sub(dir, "roots");
	put(dir, "roots/cut.der", root_der.ptr, root_der.len - 1);
	expect(dir, (struct counts){ 0, 0, 0, 0, 1 });
	expect_notes(dir, "roots/cut.der", ": left out of the trust directory: ");

	unit_case("bytes after a certificate");
	dir = folder();
	sub(dir, "makers");
	CHECK_OK(ctx, eci_buf_add(ctx, &mixed, root_der.ptr, root_der.len));
	CHECK_OK(ctx, eci_buf_add(ctx, &mixed, "x", 1));
	put(dir, "makers/long.der", mixed.ptr, mixed.len);
	expect(dir, (struct counts){ 0, 0, 0, 0, 1 });
	eci_buf_free(&mixed);

	unit_case("a list among the certificates is not trusted");
	dir = folder();
	sub(dir, "roots");
	put(dir, "roots/list.pem", crl_pem.ptr, crl_pem.len);
	expect(dir, (struct counts){ 0, 0, 0, 0, 1 });

	unit_case("a certificate among the lists is no list");
	dir = folder();
	sub(dir, "crls");
	put(dir, "crls/cert.pem", root_pem.ptr, root_pem.len);
	put(dir, "crls/crl.pem", crl_pem.ptr, crl_pem.len);
	expect(dir, (struct counts){ 0, 0, 0, 1, 1 });

	unit_case("a block that has no end");
	dir = folder();
	put(dir, "roots.pem", root_pem.ptr, root_pem.len - 30);
	expect(dir, (struct counts){ 0, 0, 0, 0, 1 });

	unit_case("a block without a line feed behind it");
	dir = folder();
	put(dir, "roots.pem", root_pem.ptr, root_pem.len - 1);
	expect(dir, (struct counts){ 1, 0, 0, 0, 0 });

	unit_case("PEM in the place of a response, two blocks: one file is left out");
	dir = folder();
	put(dir, "roots.pem", root_pem.ptr, root_pem.len);
	CHECK_OK(ctx, eci_buf_add(ctx, &mixed, root_pem.ptr, root_pem.len));
	CHECK_OK(ctx, eci_buf_add(ctx, &mixed, root_pem.ptr, root_pem.len));
	put(dir, "ocsp.pem", mixed.ptr, mixed.len);
	expect(dir, (struct counts){ 1, 0, 0, 0, 1 });
	eci_buf_free(&mixed);

	unit_case("a file above the limit is left out, with a note");
	dir = folder();
	sub(dir, "roots");
	put(dir, "roots/a.pem", root_pem.ptr, root_pem.len);
	put(dir, "roots/b.der", root_der.ptr, root_der.len);
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_CRL_BYTES, root_der.len));
	expect(dir, (struct counts){ 1, 0, 0, 0, 1 });
	expect_notes(dir, "roots/a.pem", ": left out of the trust directory: ");
	CHECK_OK(ctx, ecert_ctx_set_limit(ctx, ECERT_LIMIT_CRL_BYTES, crl_limit));

	unit_case("more bad blocks than notes are kept");
	dir = folder();
	for (i = 0; i < 1001; i++)
		CHECK_OK(ctx, eci_buf_add(ctx, &mixed, bad, sizeof(bad) - 1));
	put(dir, "roots.pem", mixed.ptr, mixed.len);
	expect(dir, (struct counts){ 0, 0, 0, 0, 1000 });
	eci_buf_free(&mixed);

	unit_case("a name with something behind it");
	dir = folder();
	put(dir, "roots.bak", root_pem.ptr, root_pem.len);
	put(dir, "makers.pem", root_pem.ptr, root_pem.len);
	expect(dir, (struct counts){ 0, 0, 1, 0, 1 });
	expect_notes(dir, "roots.bak", "not a name a trust directory has");

	unit_case("intermediates alone make a trust directory");
	dir = folder();
	put(dir, "intermediates.pem", root_pem.ptr, root_pem.len);
	expect(dir, (struct counts){ 0, 1, 0, 0, 0 });

	unit_case("an empty file");
	dir = folder();
	put(dir, "roots.pem", "", 0);
	expect(dir, (struct counts){ 0 });

	unit_case("a misspelt name is noted");
	dir = folder();
	put(dir, "root.pem", root_pem.ptr, root_pem.len);
	put(dir, "makers.pem", root_pem.ptr, root_pem.len);
	expect(dir, (struct counts){ 0, 0, 1, 0, 1 });
	expect_notes(dir, "root.pem", "not a name a trust directory has");

	unit_case("a folder inside a folder is noted");
	dir = folder();
	sub(dir, "roots");
	sub(dir, "roots/old");
	expect(dir, (struct counts){ 0, 0, 0, 0, 1 });
	expect_notes(dir, "roots/old", ": left out of the trust directory: no file");
}

static void
test_memory(void)
{
	ecert_trust *trust = NULL;

	unit_case("from memory, PEM and DER");
	CHECK_OK(ctx, ecert_trust_new(ctx, &trust));
	CHECK_OK(ctx, ecert_trust_add_roots(ctx, trust, root_pem.ptr, root_pem.len));
	CHECK_OK(ctx, ecert_trust_add_roots(ctx, trust, root_der.ptr, root_der.len));
	CHECK_OK(ctx, ecert_trust_add_makers(ctx, trust, root_der.ptr, root_der.len));
	CHECK_OK(ctx, ecert_trust_add_intermediates(ctx, trust, root_der.ptr, root_der.len));
	CHECK_OK(ctx, ecert_trust_add_crls(ctx, trust, crl_pem.ptr, crl_pem.len));
	CHECK_INT(trust->roots.n, 2);
	CHECK_INT(trust->makers.n, 1);
	CHECK_INT(trust->intermediates.n, 1);
	CHECK_INT(trust->crls.n, 1);

	unit_case("from memory, nonsense is an error and changes nothing");
	CHECK_ERR(ctx, ecert_trust_add_roots(ctx, trust, (const uint8_t *)"abc", 3),
	    ECERT_E_CERT);
	CHECK_ERR(ctx, ecert_trust_add_crls(ctx, trust, (const uint8_t *)"abc", 3),
	    ECERT_E_CERT);
	CHECK_INT(trust->roots.n, 2);
	CHECK_INT(trust->crls.n, 1);
	CHECK(ecert_trust_note_text(trust, 0) == NULL);
	ecert_trust_free(trust);
	ecert_trust_free(NULL);
}

int
main(void)
{
	ctx = unit_ctx();
	unit_case("a root and its list");
	make_pki();
	test_dirs();
	test_bad_files();
	test_memory();
	eci_buf_free(&root_pem);
	eci_buf_free(&crl_pem);
	eci_buf_free(&ocsp_der);
	eci_cert_free(root);
	return unit_end();
}
