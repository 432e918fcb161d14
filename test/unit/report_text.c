/* SPDX-License-Identifier: Apache-2.0 */
/* Reports for people, in two languages. */
#include "../negative/forge_run.h"

/* The report about a forged document as text; released with ecert_free(). */
static char *
text_of(forge_hook *before, forge_hook *after, const char *lang)
{
	struct forge_case c = { .name = "", .before = before, .after = after };
	ecert_report *rep = NULL;
	char *text = NULL;
	struct forge f;

	forge_make(&f, &c);
	ecert_verify_mem(forge.ctx, f.file.ptr, f.file.len, "x.ofd", forge.policy, &rep);
	CHECK(rep != NULL);
	if (rep != NULL)
		CHECK_OK(forge.ctx, ecert_report_text(forge.ctx, rep, lang, &text));
	CHECK(text != NULL);
	ecert_report_free(rep);
	forge_free(&f);
	return text;
}

static void
has(const char *text, const char *what)
{
	if (strstr(text, what) == NULL)
		unit_fail(__FILE__, __LINE__, "\"%s\" is not in %s", what, text);
}

static void
odd_signer(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .cn = "A\x1b[2JB" }, &forge.root));
}

static void
all_changed(struct forge *f)
{
	size_t i;

	for (i = 0; i < 40; i++)
		forge_text(f, (char[16]){ 'x', (char)('0' + i / 10), (char)('0' + i % 10), 0 },
		    "a");
}

static void
all_changed_after(struct forge *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (f->v[i].name[0] == 'x')
			f->v[i].p[0] = 'b';
}

static void
signer_ended(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .until = T_NOW - 1 }, &forge.root));
}

static void
signer_late(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .until = T_SIGN - 1 }, &forge.root));
}

static void
maker_late(struct forge *f)
{
	f->maker = forge_leaf_of((struct eci_issue){ .cn = "Seal maker", .until = T_SEAL - 1 },
	    &forge.root);
}

static void
extra(struct forge *f)
{
	forge_text(f, "readme.txt", "nobody refers to this");
	f->skip[f->n_skip++] = "readme.txt";
}

static void
weak(struct forge *f)
{
	f->check_method = "MD5";
}

static void
second(struct forge *f)
{
	forge_second(f);
}

/* Both by one whom nobody vouches for. */
static void
stranger(struct forge *f)
{
	forge_sign_as(f, forge_leaf_of((struct eci_issue){ .cn = "Stranger" }, NULL));
}

static void
same_again(struct forge *f)
{
	struct fwho was = forge.other;

	forge.other = f->signer;
	forge_second(f);
	forge.other = was;
}

static void
same_again_changed(struct forge *f)
{
	same_again(f);
	forge_page_changed(f);
}

static void
odd_id(struct forge *f)
{
	forge_edit(f, SIGNS "Signatures.xml", "ID=\"1\"",
	    "ID=\"1): VALID&#10;signer: CN=Nobody\"");
}

static size_t
lines(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += *s == '\n';
	return n;
}

int
main(void)
{
	char *t;

	forge_start();

	unit_case("a valid document fits on a screen");
	t = text_of(NULL, NULL, "en");
	CHECK(strncmp(t, "x.ofd: VALID\n", 13) == 0);
	has(t, "signature 1 of 1 (Seal, ID 1): VALID\n");
	has(t, "signer: CN=Lab A, O=Forge, C=CN, serial ");
	has(t, "seal: Laboratory A (11000000000001, FORGE), 2023-07-22 .. 2027-01-15, made by");
	has(t, "time: 2023-11-14T22:13:20Z, claimed by the signer, not proven\n");
	has(t, "protects: 14 files, all there are\n");
	has(t, "not checked: what the pages say");
	CHECK(lines(t) < 24);
	ecert_free(t);

	unit_case("a note is no reason of the verdict");
	t = text_of(signer_ended, NULL, "en");
	CHECK(strncmp(t, "x.ofd: VALID\n", 13) == 0);
	has(t, "signature 1 of 1 (Seal, ID 1): VALID\n");
	has(t, "  CERT_EXPIRED_NOW (signer.validity, signature 1): ");
	ecert_free(t);

	unit_case("what has changed is not all there");
	t = text_of(NULL, forge_page_changed, "en");
	has(t, "protects: 14 files, 1 of them changed or missing\n");
	ecert_free(t);
	t = text_of(NULL, forge_page_changed, "zh");
	has(t, "保护: 14 个文件，其中 1 个已被修改或缺失\n");
	ecert_free(t);

	unit_case("the moment that is judged");
	t = text_of(signer_late, NULL, "en");
	has(t, "at signing time, 2023-11-14T22:13:20Z: CN=Lab A, O=Forge, C=CN was outside its "
	    "validity 2020-09-13T12:26:40Z .. 2023-11-14T22:13:19Z");
	ecert_free(t);
	t = text_of(signer_late, NULL, "zh");
	has(t, "签名时（2023-11-14T22:13:20Z）：CN=Lab A");
	ecert_free(t);
	t = text_of(maker_late, NULL, "en");
	has(t, "when the seal was made, 2023-07-22T04:26:40Z: CN=Seal maker");
	ecert_free(t);

	unit_case("one file");
	t = text_of(extra, NULL, "en");
	has(t, "1 file nothing in the document refers to is not protected: readme.txt");
	has(t, "protects: 14 files, NOT all there are\n");
	ecert_free(t);

	unit_case("the same in Chinese; verdict and codes stay");
	t = text_of(NULL, forge_page_changed, "zh");
	CHECK(strncmp(t, "x.ofd: INVALID DIGEST_MISMATCH\n", 31) == 0);
	has(t, "\xe7\xad\xbe\xe5\x90\x8d\xe4\xba\xba");
	has(t, "DIGEST_MISMATCH (refs.digest) " PAGE);
	ecert_free(t);

	unit_case("no language is English");
	t = text_of(NULL, forge_page_changed, NULL);
	has(t, "FAILED DIGEST_MISMATCH (refs.digest) " PAGE ": the file was changed");
	ecert_free(t);

	unit_case("many failures are cut short");
	t = text_of(all_changed, all_changed_after, "en");
	has(t, "FAILED 20 more\n");
	CHECK(lines(t) < 40);
	ecert_free(t);

	unit_case("not examined is not changed");
	t = text_of(weak, NULL, "en");
	has(t, "protects: 14 files, whether they changed was NOT examined\n");
	CHECK(strstr(t, "changed or missing") == NULL);
	ecert_free(t);

	unit_case("whom nobody knows: advice stands at the end, each once");
	t = text_of(stranger, same_again, "en");
	has(t, "\nsignature 2 of 2 (Seal, ID 3): UNDECIDED CERT_UNTRUSTED");
	has(t, "self-signed, and no trust anchor → 1 [");
	has(t, "  UNDECIDED as in signature 1: CERT_UNTRUSTED (signer.path)");
	has(t, "\nto settle it:\n  1. put this certificate into DIR/roots.pem only if");
	CHECK(strstr(strstr(t, "only if you trust it") + 1, "only if you trust it") == NULL);
	CHECK(strstr(t, "To settle it") == NULL);
	ecert_free(t);
	t = text_of(stranger, same_again, "zh");
	has(t, "\n签名 2/2（Seal, ID 3）: UNDECIDED CERT_UNTRUSTED");
	has(t, "  无法判定（同签名 1）: CERT_UNTRUSTED (signer.path)");
	has(t, "\n解决办法:\n  1. ");
	ecert_free(t);

	unit_case("beside a failure, what is open is listed by its codes");
	t = text_of(stranger, same_again_changed, "en");
	has(t, "  FAILED as in signature 1: DIGEST_MISMATCH (refs.digest)\n");
	has(t, "  undecided besides: CERT_UNTRUSTED (signer.path)");
	has(t, "\nnot protected, or by INVALID signatures alone: OFD.xml, Doc_0/Document.xml, ");
	has(t, ", ... (");
	CHECK(strstr(t, "to settle it") == NULL);
	ecert_free(t);

	unit_case("what was added after a signature, by name");
	t = text_of(NULL, second, "en");
	has(t, "  added later: Doc_0/Signs/Sign_1/");
	has(t, "all there were when it was signed\n");
	ecert_free(t);

	unit_case("how it was verified");
	t = text_of(NULL, NULL, "en");
	has(t, "\nmode: offline: ");
	CHECK(strstr(t, "\ntrust: ") == NULL);
	ecert_free(t);
	t = text_of(NULL, NULL, "zh");
	has(t, "\n核验方式: 离线核验：");
	ecert_free(t);

	unit_case("an identifier that looks like a verdict");
	t = text_of(NULL, odd_id, "en");
	has(t, "\nsignature 1 of 1 (Seal): ");
	has(t, "\n  ID: 1): VALID\\x0asigner: CN=Nobody\n");
	ecert_free(t);

	unit_case("names of strangers are escaped");
	t = text_of(odd_signer, NULL, "en");
	CHECK(strchr(t, '\x1b') == NULL);
	has(t, "CN=A\\x1b[2JB");
	ecert_free(t);

	forge_end();
	return unit_end();
}
