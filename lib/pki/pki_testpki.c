/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pki_testpki.c - a PKI for tests: a root, an intermediate authority, a seal maker,
 * two signers, a time-stamp authority, their lists, and a trust folder.
 */
#include <string.h>

#include "crypto/crypto.h"
#include "pki/pki_priv.h"

#define DAY INT64_C(86400)
#define YEAR (365 * DAY)
#define ORGANISATION "Test Laboratory (\xe6\xb5\x8b\xe8\xaf\x95)"
#define SIGNING "digitalSignature,nonRepudiation"

enum who { ROOT, INTERMEDIATE, MAKER, SIGNER, SIGNER2, TSA, N_WHO };

static const struct entity {
	const char *file, *cn;
	enum who    issuer;
	int         years, pathlen;      /* pathlen -2: no CA */
	const char *usage, *ext_usage;
} entities[N_WHO] = {
	[ROOT] = { "root", "Test Root CA", ROOT, 20, -1, "keyCertSign,cRLSign", NULL },
	[INTERMEDIATE] = { "intermediate", "Test Issuing CA", ROOT, 10, 0,
	    "keyCertSign,cRLSign", NULL },
	[MAKER] = { "maker", "Test Seal Maker", INTERMEDIATE, 5, -2, SIGNING, NULL },
	[SIGNER] = { "signer", "Test Signer", INTERMEDIATE, 5, -2, SIGNING, NULL },
	[SIGNER2] = { "signer2", "Test Second Signer", INTERMEDIATE, 5, -2, SIGNING, NULL },
	[TSA] = { "tsa", "Test Time Stamp Authority", INTERMEDIATE, 5, -2, SIGNING,
	    "timeStamping" },
};

static const char readme[] =
    "A public key infrastructure for tests only, made by ecert-key test-pki.\n"
    "Nobody vouches for its keys: never trust it outside of tests.\n"
    "\n"
    "root, intermediate   certificate authorities\n"
    "maker                who may make seals\n"
    "signer, signer2      who sign documents (signer.p12: key and certificate)\n"
    "tsa                  time-stamp authority\n"
    "NAME.pem             certificate        NAME.key   private key\n"
    "crl.pem              revocation lists of both authorities\n"
    "trust                trust folder for ecert-verify --trust\n";

struct testpki {
	ecert_ctx       *ctx;
	const char      *dir, *pass;
	int64_t          from;
	struct eci_key  *key[N_WHO];
	struct eci_cert *cert[N_WHO];
};

static ecert_err
put_file(const struct testpki *t, const char *name, const char *suffix, int mode,
    const struct eci_buf *b)
{
	struct eci_buf path = { 0 };
	ecert_err e;

	if ((e = eci_buf_addf(t->ctx, &path, "%s/%s%s", t->dir, name, suffix)) == ECERT_OK)
		e = eci_write_new(t->ctx, (char *)path.ptr, mode, b->ptr, b->len);
	eci_buf_free(&path);
	return e;
}

static ecert_err
issue(struct testpki *t, enum who who)
{
	const struct entity *what = &entities[who];
	struct eci_issue in = { .cn = what->cn, .o = ORGANISATION, .from = t->from,
	    .until = t->from + what->years * YEAR, .ca = what->pathlen > -2,
	    .pathlen = what->pathlen, .usage = what->usage, .ext_usage = what->ext_usage,
	    .ext_usage_critical = true };
	bool self = what->issuer == who;
	ecert_err e;

	if ((e = eci_random(t->ctx, &in.serial, sizeof(in.serial))) != ECERT_OK)
		return e;
	in.serial = (in.serial >> 1) | 1;
	if ((e = eci_key_new_sm2(t->ctx, &t->key[who])) != ECERT_OK)
		return e;
	return eci_issue_cert(t->ctx, &in, t->key[who], self ? NULL : t->key[what->issuer],
	    self ? NULL : t->cert[what->issuer], &t->cert[who]);
}

static ecert_err
write_pair(const struct testpki *t, enum who who)
{
	struct eci_buf pem = { 0 }, key = { 0 };
	const char *name = entities[who].file;
	ecert_err e;

	if ((e = eci_cert_write_pem(t->ctx, t->cert[who], &pem)) == ECERT_OK &&
	    (e = put_file(t, name, ".pem", 0644, &pem)) == ECERT_OK &&
	    (e = eci_key_write(t->ctx, t->key[who], t->pass, &key)) == ECERT_OK)
		e = put_file(t, name, ".key", 0600, &key);
	eci_buf_free(&pem);
	eci_buf_wipe(&key);
	return e;
}

static ecert_err
write_p12(const struct testpki *t)
{
	struct eci_buf b = { 0 };
	ecert_err e;

	if (t->pass == NULL)
		return ECERT_OK;
	if ((e = eci_key_write_p12(t->ctx, t->key[SIGNER], t->cert[SIGNER], t->pass, &b)) == ECERT_OK)
		e = put_file(t, "signer", ".p12", 0600, &b);
	eci_buf_wipe(&b);
	return e;
}

/* Both authorities' lists, without entries, in force for as long as a leaf. */
static ecert_err
write_lists(const struct testpki *t)
{
	struct eci_buf b = { 0 };
	ecert_err e = ECERT_OK;
	int who;

	for (who = ROOT; who <= INTERMEDIATE && e == ECERT_OK; who++)
		e = eci_issue_crl(t->ctx, t->key[who], t->cert[who], t->from,
		    t->from + 5 * YEAR, 1, NULL, NULL, 0, &b);
	if (e == ECERT_OK && (e = put_file(t, "crl", ".pem", 0644, &b)) == ECERT_OK)
		e = put_file(t, "trust/crls", ".pem", 0644, &b);
	eci_buf_free(&b);
	return e;
}

static ecert_err
write_trust(const struct testpki *t)
{
	static const struct { const char *name; enum who who; } files[] = {
		{ "trust/roots", ROOT }, { "trust/intermediates", INTERMEDIATE },
		{ "trust/makers", MAKER }, { "trust/tsa", TSA },
	};
	struct eci_buf b = { 0 };
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; i < ECI_COUNT(files) && e == ECERT_OK; i++) {
		b.len = 0;
		if ((e = eci_cert_write_pem(t->ctx, t->cert[files[i].who], &b)) == ECERT_OK)
			e = put_file(t, files[i].name, ".pem", 0644, &b);
	}
	eci_buf_free(&b);
	return e;
}

static ecert_err
make_folders(const struct testpki *t)
{
	enum eci_kind kind;
	struct eci_buf path = { 0 };
	char **names = NULL;
	size_t n = 0;
	ecert_err e;

	if ((e = eci_kind(t->ctx, t->dir, &kind)) != ECERT_OK)
		return e;
	if (kind == ECI_KIND_DIR && (e = eci_dir_list(t->ctx, t->dir, &names, &n)) != ECERT_OK)
		return e;
	eci_dir_list_free(names, n);
	if (n != 0)
		return eci_fail(t->ctx, ECERT_E_STATE, "%s: the folder is not empty", t->dir);
	if ((e = eci_mkdir(t->ctx, t->dir)) == ECERT_OK &&
	    (e = eci_buf_addf(t->ctx, &path, "%s/trust", t->dir)) == ECERT_OK)
		e = eci_mkdir(t->ctx, (char *)path.ptr);
	eci_buf_free(&path);
	return e;
}

static ecert_err
make_all(struct testpki *t)
{
	struct eci_buf b = { 0 };
	ecert_err e;
	int who;

	if ((e = make_folders(t)) != ECERT_OK)
		return e;
	for (who = 0; who < N_WHO; who++)
		if ((e = issue(t, (enum who)who)) != ECERT_OK ||
		    (e = write_pair(t, (enum who)who)) != ECERT_OK)
			return e;
	if ((e = write_p12(t)) == ECERT_OK && (e = write_lists(t)) == ECERT_OK &&
	    (e = write_trust(t)) == ECERT_OK && (e = eci_buf_adds(t->ctx, &b, readme)) == ECERT_OK)
		e = put_file(t, "README", ".txt", 0644, &b);
	eci_buf_free(&b);
	return e;
}

ecert_err
ecert_testpki_make(ecert_ctx *ctx, const char *dir, const char *pass)
{
	struct testpki t = { .ctx = ctx, .dir = dir, .pass = pass };
	ecert_err e;
	int who;

	eci_clear(ctx);
	if (dir == NULL || dir[0] == '\0')
		return eci_fail(ctx, ECERT_E_ARG, "no folder");
	t.from = eci_now(ctx) - DAY;
	e = make_all(&t);
	for (who = 0; who < N_WHO; who++) {
		eci_key_free(t.key[who]);
		eci_cert_free(t.cert[who]);
	}
	return e;
}
