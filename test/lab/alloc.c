/* SPDX-License-Identifier: Apache-2.0 */
/*
 * alloc.c - signing, verifying, making a seal and a batch of one, each with the first
 * allocation failing, then the second, to the last: of the library, of the libraries it
 * stands on, and of the C library.
 *
 * The call then fails for lack of memory or comes to what it comes to otherwise; a file
 * that was there is what it was or whole and valid, nothing lies beside it, and as much
 * is allocated afterwards as before.
 *
 * usage: alloc DIR [STEP [FIRST]]    one allocation in STEP fails, from FIRST (1) on
 */
#include <dirent.h>
#include <errno.h>
#include <malloc.h>
#include <stdint.h>

#include <openssl/evp.h>

#include "lab.h"

/* ---- allocations: counted, and one of them refused ---- */

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);
void *__libc_memalign(size_t align, size_t n);
void __libc_free(void *p);

static struct {
	bool   armed, fired, spared;
	size_t left, count;          /* calls until one fails; calls since armed */
	long   live;
} plan;

static bool
fails(void)
{
	if (plan.spared)
		return false;
	plan.count++;
	if (!plan.armed || --plan.left > 0)
		return false;
	plan.armed = false;
	plan.fired = true;
	errno = ENOMEM;
	return true;
}

void *
malloc(size_t n)
{
	void *p = fails() ? NULL : __libc_malloc(n);

	plan.live += p != NULL;
	return p;
}

void *
calloc(size_t n, size_t size)
{
	void *p = fails() ? NULL : __libc_calloc(n, size);

	plan.live += p != NULL;
	return p;
}

void *
realloc(void *p, size_t n)
{
	void *q;

	if (fails())
		return NULL;
	q = __libc_realloc(p, n);
	plan.live += (q != NULL && p == NULL) - (q == NULL && n == 0 && p != NULL);
	return q;
}

void *
memalign(size_t align, size_t n)
{
	void *p = fails() ? NULL : __libc_memalign(align, n);

	plan.live += p != NULL;
	return p;
}

void *
aligned_alloc(size_t align, size_t n)
{
	return memalign(align, n);
}

int
posix_memalign(void **out, size_t align, size_t n)
{
	void *p = memalign(align, n);

	if (p != NULL)
		*out = p;
	return p != NULL ? 0 : ENOMEM;
}

void
free(void *p)
{
	plan.live -= p != NULL;
	__libc_free(p);
}

/* OpenSSL 3.0 crashes where SM2 signing runs out of memory, before its BN_CTX_start():
 * that function alone gets what it asks for (--wrap). */
int __real_EVP_PKEY_sign(EVP_PKEY_CTX *c, unsigned char *sig, size_t *sig_len,
    const unsigned char *tbs, size_t len);
int __wrap_EVP_PKEY_sign(EVP_PKEY_CTX *c, unsigned char *sig, size_t *sig_len,
    const unsigned char *tbs, size_t len);

int
__wrap_EVP_PKEY_sign(EVP_PKEY_CTX *c, unsigned char *sig, size_t *sig_len,
    const unsigned char *tbs, size_t len)
{
	int r;

	plan.spared = true;
	r = __real_EVP_PKEY_sign(c, sig, sig_len, tbs, len);
	plan.spared = false;
	return r;
}

/* ---- what is done; each fills no more than it releases ---- */

typedef ecert_err task(ecert_ctx *ctx, const struct lab *lab);
static char out[512];

static ecert_err
sign(ecert_ctx *ctx, const struct lab *lab)
{
	ecert_sign_job *job = NULL;
	ecert_log *log = NULL;
	ecert_signer *signer = NULL;
	char *json = NULL;
	ecert_err e;

	if ((e = ecert_signer_from_file(ctx, lab_path(lab, "pki/signer.key"),
	    lab_path(lab, "pki/signer.pem"), NULL, NULL, &signer)) == ECERT_OK &&
	    (e = ecert_log_open(ctx, lab_path(lab, "log"), NULL, &log)) == ECERT_OK &&
	    (e = ecert_sign_job_new(ctx, &job)) == ECERT_OK) {
		ecert_sign_job_set_signer(job, signer);
		ecert_sign_job_set_seal(job, lab->seal);
		ecert_sign_job_set_log(job, log);
		ecert_sign_job_set_policy(job, lab->policy);
		e = ecert_sign_file_json(ctx, job, lab_path(lab, "plain.ofd"), out, &json);
	}
	ecert_free(json);
	ecert_sign_job_free(job);
	ecert_log_close(log);
	ecert_signer_free(signer);
	return e;
}

static ecert_err
verify(ecert_ctx *ctx, const struct lab *lab)
{
	ecert_report *report = NULL;
	char *json = NULL, *text = NULL, *page = NULL;
	ecert_err e;

	e = ecert_verify_file(ctx, lab_path(lab, "signed.ofd"), lab->policy, &report);
	if (report != NULL && (e = ecert_report_json(ctx, report, &json)) == ECERT_OK &&
	    (e = ecert_report_text(ctx, report, "zh", &text)) == ECERT_OK)
		e = ecert_report_html(ctx, report, "en", &page);
	ecert_free(json);
	ecert_free(text);
	ecert_free(page);
	ecert_report_free(report);
	return e;
}

static ecert_err
fill_spec(ecert_ctx *ctx, const struct lab *lab, ecert_seal_spec *spec)
{
	ecert_err e;

	ecert_seal_spec_set_type(spec, 1);
	if ((e = ecert_seal_spec_set_id(ctx, spec, "33010600000002")) == ECERT_OK &&
	    (e = ecert_seal_spec_set_vendor(ctx, spec, "LIBECERT")) == ECERT_OK &&
	    (e = ecert_seal_spec_set_name(ctx, spec, "Test Laboratory")) == ECERT_OK &&
	    (e = ecert_seal_spec_set_picture(ctx, spec, lab->picture, lab->picture_len, 40,
	    40)) == ECERT_OK &&
	    (e = ecert_seal_spec_set_validity(ctx, spec, ecert_seal_valid_from(lab->seal),
	    ecert_seal_valid_until(lab->seal))) == ECERT_OK)
		e = ecert_seal_spec_add_cert(ctx, spec, lab->cert, lab->cert_len);
	return e;
}

static ecert_err
make_seal(ecert_ctx *ctx, const struct lab *lab)
{
	ecert_seal_spec *spec = NULL;
	ecert_seal *seal = NULL;
	const uint8_t *der;
	size_t n;
	ecert_err e;

	if ((e = ecert_seal_spec_new(ctx, &spec)) == ECERT_OK &&
	    (e = fill_spec(ctx, lab, spec)) == ECERT_OK &&
	    (e = ecert_seal_make(ctx, spec, lab->maker, ECERT_SES_V4, &seal)) == ECERT_OK) {
		der = ecert_seal_der(seal, &n);
		e = ecert_write_file(ctx, out, der, n);
	}
	ecert_seal_free(seal);
	ecert_seal_spec_free(spec);
	return e;
}

/* What became of the one line is what became of the batch. */
static void
line_done(void *arg, const ecert_batch *batch, ecert_err e, const char *json)
{
	(void)batch;
	(void)json;
	*(ecert_err *)arg = e;
}

static ecert_err
batch(ecert_ctx *ctx, const struct lab *lab)
{
	ecert_err e, line = ECERT_OK;
	ecert_sign_job *job = NULL;
	ecert_batch *b = NULL;

	if ((e = ecert_sign_job_new(ctx, &job)) == ECERT_OK) {
		ecert_sign_job_set_signer(job, lab->signer);
		ecert_sign_job_set_seal(job, lab->seal);
		if ((e = ecert_batch_new(ctx, job, &b)) == ECERT_OK)
			e = ecert_batch_run_file(ctx, b, lab_path(lab, "list.csv"), line_done, &line);
	}
	ecert_batch_free(b);
	ecert_sign_job_free(job);
	return e == ECERT_E_PARTIAL ? line : e;
}

/* ---- one failure after the other ---- */

static unsigned failed;

static void
fault(const char *name, size_t number, const char *what)
{
	printf("FAILED: %s, where allocation %zu fails: %s\n", name, number, what);
	failed++;
}

/* Temporary files in the folder. */
static bool
is_clean(const struct lab *lab)
{
	DIR *d = opendir(lab->dir);
	struct dirent *entry;
	bool clean = d != NULL;

	while (d != NULL && (entry = readdir(d)) != NULL)
		clean = clean && strstr(entry->d_name, ".tmp") == NULL;
	if (d != NULL)
		closedir(d);
	return clean;
}

static bool
is_old(void)
{
	char got[8] = "";
	FILE *f = fopen(out, "rb");
	size_t n = f != NULL ? fread(got, 1, sizeof(got), f) : 0;

	if (f != NULL)
		fclose(f);
	return n == 3 && memcmp(got, "old", 3) == 0;
}

/* Not every library says that memory lacked. */
static bool
is_for_memory(ecert_ctx *ctx, ecert_err e)
{
	return e == ECERT_E_NOMEM || e == ECERT_E_CRYPTO ||
	    (e == ECERT_E_IO && ecert_oserror(ctx) == ENOMEM);
}

static void
check_output(const struct lab *lab, const char *name, size_t number, ecert_err e)
{
	ecert_ctx *ctx = ecert_ctx_new();
	ecert_seal *seal = NULL;

	if (e != ECERT_OK || strcmp(name, "verify") == 0) {
		if (!is_old())
			fault(name, number, "the old file is another");
	} else if (strcmp(name, "seal") == 0) {
		if (ecert_seal_load_file(ctx, out, &seal) != ECERT_OK)
			fault(name, number, ecert_errmsg(ctx));
	} else if (ecert_verify_file(ctx, out, lab->policy, NULL) != ECERT_OK)
		fault(name, number, ecert_errmsg(ctx));
	if (!is_clean(lab))
		fault(name, number, "a temporary file is left");
	ecert_seal_free(seal);
	ecert_ctx_free(ctx);
}

/* One run; number 0: nothing fails.  Blocks it did not give back are in *lost. */
static ecert_err
run(task *fn, const struct lab *lab, const char *name, size_t number, long *lost)
{
	ecert_ctx *ctx = ecert_ctx_new();
	long before;
	ecert_err e;

	lab_write(out, "old", 3);
	before = plan.live;
	plan.count = 0;
	plan.fired = false;
	plan.left = number;
	plan.armed = number > 0;
	e = fn(ctx, lab);
	plan.armed = false;
	if (e != ECERT_OK && (number == 0 || !is_for_memory(ctx, e))) {
		printf("%s: %s\n", ecert_err_name(e), ecert_errmsg(ctx));
		fault(name, number, "it fails for another reason");
	}
	ecert_ctx_free(ctx);
	*lost = plan.live - before + 1;
	return e;
}

/* A block that is kept once is a cache; what is kept each time is lost. */
static void
check_lost(task *fn, const struct lab *lab, const char *name, size_t number, long lost)
{
	unsigned i;

	for (i = 0; i < 3 && lost > 0; i++)
		run(fn, lab, name, number, &lost);
	if (lost > 0)
		fault(name, number, "memory is lost");
}

static void
all_of(const char *name, task *fn, const struct lab *lab, size_t step, size_t first)
{
	size_t number, refused = 0, tried = 0;
	unsigned before = failed;
	long lost = 0;
	ecert_err e;

	/* The first times fill what the libraries keep. */
	run(fn, lab, name, 0, &lost);
	run(fn, lab, name, 0, &lost);
	if (lost > 0)
		fault(name, 0, "memory is lost");
	for (number = first; failed < before + 20; number += step, tried++) {
		e = run(fn, lab, name, number, &lost);
		if (!plan.fired)
			break;
		refused += e != ECERT_OK;
		check_output(lab, name, number, e);
		check_lost(fn, lab, name, number, lost);
	}
	if (refused == 0)
		fault(name, number, "no failure was noticed");
	printf("%s: %zu of %zu allocations failed, %zu runs refused\n", name, tried, plan.count,
	    refused);
}

int
main(int argc, char **argv)
{
	static const struct { const char *name; task *fn; } tasks[] = {
		{ "sign", sign }, { "verify", verify }, { "seal", make_seal }, { "batch", batch },
	};
	size_t i, step = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
	size_t first = argc > 3 ? strtoul(argv[3], NULL, 10) : 1;
	unsigned bad = 0, before;
	ecert_ctx *ctx = ecert_ctx_new();
	struct lab lab;
	char list[1100];

	if (argc < 2 || ctx == NULL || step == 0)
		return 2;
	/* libxml2 says there that memory lacks. */
	if (freopen("/dev/null", "w", stderr) == NULL)
		return 2;
	lab_open(ctx, argv[1], &lab);
	snprintf(out, sizeof(out), "%s/out", argv[1]);
	snprintf(list, sizeof(list), "input,output\n%s,%s\n", lab_path(&lab, "plain.ofd"), out);
	lab_write(lab_path(&lab, "list.csv"), list, strlen(list));
	for (i = 0; i < sizeof(tasks) / sizeof(tasks[0]); i++) {
		before = failed;
		all_of(tasks[i].name, tasks[i].fn, &lab, step, 1 + (first - 1) % step);
		bad += failed > before;
	}
	lab_close(&lab);
	ecert_ctx_free(ctx);
	printf("%zu passed, %u failed, 0 skipped\n", i - bad, bad);
	return bad != 0;
}
