/* SPDX-License-Identifier: Apache-2.0 */
/*
 * device_kit.h - what the tests of keys in devices share: a false device
 * of test/modules, opened and signed with in one row of a table, and what the log of its
 * calls must show in any case.
 */
#ifndef DEVICE_KIT_H
#define DEVICE_KIT_H

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "crypto_help.h"
#include "ecert/token.h"
#include "signer/signer_priv.h"

#define PIN "s3cret-pin"

struct device {
	ecert_ctx   *ctx;
	struct party sm2, enc, rsa, rsa_enc, stranger;
	char         log[300];
};

/* What a device is made of, and what is to come of it. */
struct row {
	const char *name;
	const char *module;      /* of test/modules */
	const char *settings;    /* "key-index=7;abi=6" */
	const char *fault;
	const char *pin;         /* "": of no length; NULL: there is nobody to ask */
	enum { OPENS, REFUSED, NO_CERTIFICATE, NOT_SIGNED } want;
	const char *says;        /* part of the message */
	const char *p11;         /* of FAKE_TOKEN_P11 */
	enum { SM2_KEY, RSA_KEY } key;
	enum { GIVEN, FROM_TOKEN, OF_STRANGER } cert;
	int         logins;      /* times the PIN is tried; -1: does not matter */
	const char *names;       /* of FAKE_TOKEN_NAMES */
};

static inline void
env(const char *name, const char *value)
{
	if (value != NULL)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

/* The modules lie beside the folder of the tests. */
static inline const char *
module_path(const char *name)
{
	static char path[400];
	ssize_t n = readlink("/proc/self/exe", path, 300);
	char *end;
	int i;

	path[n > 0 ? n : 0] = '\0';
	for (i = 0; i < 2; i++)
		if ((end = strrchr(path, '/')) != NULL)
			*end = '\0';
	snprintf(path + strlen(path), 99, "/modules/%s.so", name);
	return path;
}

static inline void
keep(ecert_ctx *ctx, const char *variable, const char *name, const struct eci_buf *pem)
{
	char path[300];

	snprintf(path, sizeof(path), "%s/%s", unit_dir(), name);
	CHECK_OK(ctx, eci_write_new(ctx, path, 0600, pem->ptr, pem->len));
	env(variable, path);
}

/* The pair a device has: PEM files for the module. */
static inline void
give_pair(ecert_ctx *ctx, const struct party *p, const char *name, const char *key,
    const char *cert)
{
	struct eci_buf pem = { 0 };
	char file[64];

	snprintf(file, sizeof(file), "%s-key.pem", name);
	CHECK_OK(ctx, eci_key_write(ctx, p->key, NULL, &pem));
	keep(ctx, key, file, &pem);
	pem.len = 0;
	snprintf(file, sizeof(file), "%s-cert.pem", name);
	CHECK_OK(ctx, eci_cert_write_pem(ctx, p->cert, &pem));
	keep(ctx, cert, file, &pem);
	eci_buf_wipe(&pem);
}

static inline void
choose_pair(const char *sign, const char *enc)
{
	static const char *const names[] = { "FAKE_TOKEN_KEY", "FAKE_TOKEN_CERT",
		"FAKE_TOKEN_ENC_KEY", "FAKE_TOKEN_ENC_CERT" };
	char path[300];
	int i;

	for (i = 0; i < 4; i++) {
		snprintf(path, sizeof(path), "%s/%s-%s.pem", unit_dir(), i < 2 ? sign : enc,
		    i % 2 == 0 ? "key" : "cert");
		env(names[i], path);
	}
}

static inline void
device_make(struct device *d)
{
	struct eci_issue enc = leaf("enc");

	enc.usage = "keyEncipherment,dataEncipherment";
	d->ctx = unit_ctx();
	d->sm2 = issue(d->ctx, leaf("device"), NULL);
	d->enc = issue(d->ctx, enc, NULL);
	d->stranger = issue(d->ctx, leaf("stranger"), NULL);
	d->rsa = issue_rsa(d->ctx, leaf("rsa device"), NULL);
	d->rsa_enc = issue_rsa(d->ctx, enc, NULL);
	give_pair(d->ctx, &d->sm2, "sm2", "FAKE_TOKEN_KEY", "FAKE_TOKEN_CERT");
	give_pair(d->ctx, &d->enc, "enc", "FAKE_TOKEN_ENC_KEY", "FAKE_TOKEN_ENC_CERT");
	give_pair(d->ctx, &d->rsa, "rsa", "FAKE_TOKEN_KEY", "FAKE_TOKEN_CERT");
	give_pair(d->ctx, &d->rsa_enc, "rsa-enc", "FAKE_TOKEN_ENC_KEY", "FAKE_TOKEN_ENC_CERT");
	snprintf(d->log, sizeof(d->log), "%s/calls.log", unit_dir());
	env("FAKE_TOKEN_LOG", d->log);
	env("FAKE_TOKEN_PIN", PIN);
}

static inline void
device_free(struct device *d)
{
	party_free(&d->sm2);
	party_free(&d->enc);
	party_free(&d->rsa);
	party_free(&d->rsa_enc);
	party_free(&d->stranger);
}

/* ---- the log ---- */

static inline char *
log_text(const struct device *d)
{
	static char text[1 << 20];
	FILE *f = fopen(d->log, "r");
	size_t n = f != NULL ? fread(text, 1, sizeof(text) - 1, f) : 0;

	if (f != NULL)
		fclose(f);
	text[n] = '\0';
	return text;
}

/* Lines that begin with function, which may have arguments after it. */
static inline int
log_count(const struct device *d, const char *function)
{
	size_t n = strlen(function);
	const char *s;
	int count = 0;

	for (s = log_text(d); s != NULL && *s != '\0'; s = strchr(s, '\n'), s += s != NULL)
		count += strncmp(s, function, n) == 0;
	return count;
}

static inline bool
log_has(const struct device *d, const char *text)
{
	return strstr(log_text(d), text) != NULL;
}

/* Everything that was opened is closed, once, what came last first, and nothing else is
 * used; the PIN is nowhere. */
static inline void
log_check(const struct device *d)
{
	char open[256][24], word[24];
	size_t n = 0;
	const char *s;

	CHECK(!log_has(d, "bad="));
	CHECK(!log_has(d, PIN));
	for (s = log_text(d); (s = strpbrk(s, "nf")) != NULL; s++) {
		if (s[-1] != ' ')
			continue;
		if (sscanf(s, "new=%23[^ \n]", word) == 1 && n < 256)
			memcpy(open[n++], word, sizeof(word));
		else if (sscanf(s, "free=%23[^ \n]", word) == 1) {
			if (n == 0 || strcmp(open[n - 1], word) != 0)
				unit_fail(__FILE__, __LINE__, "%s is closed, open is %s", word,
				    n > 0 ? open[n - 1] : "nothing");
			n -= n > 0;
		}
	}
	if (n != 0)
		unit_fail(__FILE__, __LINE__, "%s is left open", open[n - 1]);
}

/* ---- settings ---- */

static inline void
set_all(ecert_ctx *ctx, ecert_token *token, const char *settings)
{
	char copy[400], *s, *end, *eq;

	snprintf(copy, sizeof(copy), "%s", settings);
	for (s = copy; s != NULL && *s != '\0'; s = end) {
		if ((end = strchr(s, ';')) != NULL)
			*end++ = '\0';
		if ((eq = strchr(s, '=')) == NULL)
			abort();
		*eq = '\0';
		CHECK_OK(ctx, ecert_token_set(ctx, token, s, eq + 1));
	}
}

static inline ecert_token *
token_of(struct device *d, ecert_token_kind kind, const struct row *r)
{
	const struct party *p = r->cert == OF_STRANGER ? &d->stranger :
	    r->key == RSA_KEY ? &d->rsa : &d->sm2;
	struct eci_bytes der = eci_cert_der(p->cert);
	ecert_token *token = NULL;
	static int runs;
	char run[16];

	remove(d->log);
	choose_pair(r->key == RSA_KEY ? "rsa" : "sm2", r->key == RSA_KEY ? "rsa-enc" : "enc");
	env("FAKE_TOKEN_FAULT", r->fault);
	env("FAKE_TOKEN_P11", r->p11);
	env("FAKE_TOKEN_NAMES", r->names);
	/* Another than before: the module starts anew. */
	snprintf(run, sizeof(run), "%d", ++runs);
	env("FAKE_TOKEN_RUN", run);
	CHECK_OK(d->ctx, ecert_token_new(d->ctx, kind, module_path(r->module), &token));
	set_all(d->ctx, token, r->settings != NULL ? r->settings : "");
	if (r->cert != FROM_TOKEN)
		CHECK_OK(d->ctx, ecert_token_set_cert(d->ctx, token, der.ptr, der.len));
	return token;
}

/* ---- a row ---- */

/* By OpenSSL alone. */
static inline bool
verifies(const struct party *p, struct eci_bytes msg, const struct eci_buf *sig)
{
	struct eci_bytes der = eci_cert_der(p->cert);
	const unsigned char *at = der.ptr;
	X509 *x = d2i_X509(NULL, &at, (long)der.len);
	EVP_MD_CTX *h = EVP_MD_CTX_new();
	EVP_PKEY *key = X509_get0_pubkey(x);
	EVP_PKEY_CTX *kc = EVP_PKEY_CTX_new(key, NULL);
	bool sm2 = EVP_PKEY_is_a(key, "SM2"), good;

	if (sm2)
		EVP_PKEY_CTX_set1_id(kc, ECI_SM2_ID, 16);
	EVP_MD_CTX_set_pkey_ctx(h, kc);
	good = EVP_DigestVerifyInit(h, NULL, sm2 ? EVP_sm3() : EVP_sha256(), NULL, key) == 1 &&
	    EVP_DigestVerify(h, sig->ptr, sig->len, msg.ptr, msg.len) == 1;
	EVP_MD_CTX_free(h);
	EVP_PKEY_CTX_free(kc);
	X509_free(x);
	return good;
}

/* Twice: an answer may be right once. */
static inline void
sign_twice(struct device *d, const struct row *r, const ecert_signer *s)
{
	struct eci_bytes msg = bytes("a message of some length", 24);
	struct eci_buf sig = { 0 };
	int i;

	for (i = 0; i < 2; i++) {
		sig.len = 0;
		CHECK_ERR(d->ctx, eci_signer_sign(d->ctx, s, msg, &sig),
		    r->want == OPENS ? ECERT_OK : ECERT_E_KEY);
		if (r->want == OPENS)
			CHECK(verifies(r->key == RSA_KEY ? &d->rsa : &d->sm2, msg, &sig));
		else
			CHECK_INT(sig.len, 0);
	}
	eci_buf_free(&sig);
}

static inline void
check_message(const struct device *d, const struct row *r)
{
	const char *text = ecert_errmsg(d->ctx);

	if (r->says != NULL && strstr(text, r->says) == NULL)
		unit_fail(__FILE__, __LINE__, "the message is: %s", text);
	CHECK(strstr(text, PIN) == NULL && strchr(text, '\n') == NULL);
}

static inline void
run_row(struct device *d, ecert_token_kind kind, const struct row *r)
{
	const char *login = kind == ECERT_TOKEN_SKF ? "SKF_VerifyPIN" :
	    kind == ECERT_TOKEN_SDF ? "SDF_GetPrivateKeyAccessRight" : "C_Login";
	bool opens = r->want == OPENS || r->want == NOT_SIGNED;
	struct asked ask = { r->pin, 0 };
	ecert_signer *s = NULL;
	ecert_token *token;

	unit_case("%s", r->name);
	token = token_of(d, kind, r);
	CHECK_ERR(d->ctx, ecert_signer_from_token(d->ctx, token, r->pin != NULL ? give : NULL, &ask,
	    &s), opens ? ECERT_OK : r->want == REFUSED ? ECERT_E_KEY : ECERT_E_CERT);
	CHECK((s != NULL) == opens);
	/* The token is not needed any more. */
	ecert_token_free(token);
	if (s != NULL)
		sign_twice(d, r, s);
	if (r->want != OPENS)
		check_message(d, r);
	ecert_signer_free(s);
	if (r->logins >= 0)
		CHECK_INT(log_count(d, login), r->logins);
	CHECK(ask.times <= 1);
	log_check(d);
}

static inline void
run_rows(struct device *d, ecert_token_kind kind, const struct row *rows, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		run_row(d, kind, &rows[i]);
}

/* A test that is a table. */
static inline int
device_table(ecert_token_kind kind, const struct row *rows, size_t n)
{
	struct device d;

	device_make(&d);
	run_rows(&d, kind, rows, n);
	device_free(&d);
	return unit_end();
}

/* The second of three signatures fails, by the fault of r: what was logged in once stays. */
static inline void
run_after_failure(struct device *d, ecert_token_kind kind, const struct row *r, const char *login)
{
	struct asked ask = { PIN, 0 };
	struct eci_buf sig = { 0 };
	ecert_token *token = token_of(d, kind, r);
	ecert_signer *s;
	int i;

	unit_case("the second signature fails, the third does not");
	CHECK_OK(d->ctx, ecert_signer_from_token(d->ctx, token, give, &ask, &s));
	for (i = 1; i <= 3; i++)
		CHECK_ERR(d->ctx, eci_signer_sign(d->ctx, s, bytes("m", 1), &sig),
		    i == 2 ? ECERT_E_KEY : ECERT_OK);
	ecert_signer_free(s);
	CHECK_INT(log_count(d, login), 1);
	log_check(d);
	ecert_token_free(token);
	eci_buf_free(&sig);
}

/* As run_row(), of what is seen without a PIN; the JSON has these parts. */
static inline void
see_row(struct device *d, ecert_token_kind kind, const struct row *r, const char *const *has,
    size_t n)
{
	char *json = NULL, *s, *to;
	ecert_token *token;
	size_t i;

	unit_case("seen: %s", r->name);
	token = token_of(d, kind, r);
	CHECK_ERR(d->ctx, ecert_token_describe(d->ctx, token, &json),
	    r->want == OPENS ? ECERT_OK : ECERT_E_KEY);
	CHECK((json != NULL) == (r->want == OPENS));
	ecert_token_free(token);
	if (r->want != OPENS)
		check_message(d, r);
	/* White space is of no meaning, and in no text here between these two. */
	for (s = to = json; s != NULL && *s != '\0'; s++)
		if (*s != '\n' && !(*s == ' ' && (s[-1] == ':' || s[-1] == ',' || s[-1] == ' ')))
			*to++ = *s;
	if (json != NULL)
		*to = '\0';
	for (i = 0; json != NULL && i < n && has[i] != NULL; i++)
		if (strstr(json, has[i]) == NULL)
			unit_fail(__FILE__, __LINE__, "no %s in %s", has[i], json);
	ecert_free(json);
	CHECK_INT(log_count(d, "C_Login") + log_count(d, "SDF_GetPrivateKeyAccessRight") +
	    log_count(d, "SKF_VerifyPIN"), 0);
	log_check(d);
}

/* ---- many threads ---- */

#define THREADS 8
#define TIMES 50

struct worker {
	const ecert_signer *signer;
	const struct party *party;
	int                 good;
	char                message[200];
};

static inline void *
work(void *arg)
{
	struct worker *w = arg;
	ecert_ctx *ctx = ecert_ctx_new();
	struct eci_buf sig = { 0 };
	char msg[40];
	int i, n;

	for (i = 0; i < TIMES; i++) {
		n = snprintf(msg, sizeof(msg), "message %d of %p", i, arg);
		sig.len = 0;
		if (eci_signer_sign(ctx, w->signer, bytes(msg, (size_t)n), &sig) != ECERT_OK)
			snprintf(w->message, sizeof(w->message), "%.199s", ecert_errmsg(ctx));
		else
			w->good += verifies(w->party, bytes(msg, (size_t)n), &sig);
	}
	eci_buf_free(&sig);
	ecert_ctx_free(ctx);
	return NULL;
}

static inline void
run_threads(struct device *d, ecert_token_kind kind, const struct row *r)
{
	struct worker w[THREADS];
	struct asked ask = { r->pin, 0 };
	ecert_signer *s = NULL;
	pthread_t t[THREADS];
	ecert_token *token;
	int i;

	unit_case("%s", r->name);
	token = token_of(d, kind, r);
	CHECK_OK(d->ctx, ecert_signer_from_token(d->ctx, token, give, &ask, &s));
	ecert_token_free(token);
	if (s == NULL)
		return;
	for (i = 0; i < THREADS; i++) {
		w[i] = (struct worker){ s, r->key == RSA_KEY ? &d->rsa : &d->sm2, 0, "" };
		CHECK_INT(pthread_create(&t[i], NULL, work, &w[i]), 0);
	}
	for (i = 0; i < THREADS; i++) {
		CHECK_INT(pthread_join(t[i], NULL), 0);
		CHECK_INT(w[i].good, TIMES);
		CHECK_STR(w[i].message, "");
	}
	ecert_signer_free(s);
	CHECK_INT(ask.times, 1);
	log_check(d);
}

#endif
