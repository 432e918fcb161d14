/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sign-folder.c - signs every .ofd file of a folder in one process:
 *
 *   sign-folder SIGNER.p12 SEAL.esl TRUST-DIR IN OUT <PASSPHRASE-FILE
 *
 * Key, seal and trust are loaded once: a batch costs one signature and one check
 * per file.  A file that is in OUT already is left alone, so that an interrupted
 * run is simply repeated; a file that fails stops nothing.  The standard output
 * has one line of JSON per file.  Exit status: 0 all signed, 1 some file was
 * refused, 2 nothing could be done.
 */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <ecert.h>

#ifndef PATH_MAX
#define PATH_MAX 4096
#endif

struct batch {
	ecert_ctx      *ctx;
	ecert_signer   *signer;
	ecert_seal     *seal;
	ecert_trust    *trust;
	ecert_policy   *policy;
	ecert_sign_job *job;
	unsigned        done, skipped, failed;
};

static int32_t
pass(void *arg, const char *what, char *buf, size_t cap)
{
	(void)what;
	if (fgets(buf, cap < 1024 ? (int)cap : 1024, arg) == NULL)
		return -1;
	buf[strcspn(buf, "\r\n")] = '\0';
	return (int32_t)strlen(buf);
}

/* With a policy the results are checked as a stranger would: chain and lists too. */
static ecert_err
prepare(struct batch *b, char **argv)
{
	ecert_err e;

	if ((e = ecert_signer_from_file(b->ctx, argv[1], NULL, pass, stdin, &b->signer)) != ECERT_OK ||
	    (e = ecert_seal_load_file(b->ctx, argv[2], &b->seal)) != ECERT_OK ||
	    (e = ecert_trust_new(b->ctx, &b->trust)) != ECERT_OK ||
	    (e = ecert_trust_add_dir(b->ctx, b->trust, argv[3])) != ECERT_OK ||
	    (e = ecert_policy_new(b->ctx, &b->policy)) != ECERT_OK ||
	    (e = ecert_sign_job_new(b->ctx, &b->job)) != ECERT_OK)
		return e;
	ecert_policy_set_trust(b->policy, b->trust);
	ecert_sign_job_set_signer(b->job, b->signer);
	ecert_sign_job_set_seal(b->job, b->seal);
	ecert_sign_job_set_policy(b->job, b->policy);
	return ECERT_OK;
}

static void
finish(struct batch *b)
{
	ecert_sign_job_free(b->job);
	ecert_policy_free(b->policy);
	ecert_trust_free(b->trust);
	ecert_seal_free(b->seal);
	ecert_signer_free(b->signer);
	ecert_ctx_free(b->ctx);
}

static void
sign_one(struct batch *b, const char *in, const char *out)
{
	struct stat st;
	char *json = NULL;
	ecert_err e;

	if (stat(out, &st) == 0) {
		b->skipped++;
		return;
	}
	e = ecert_sign_file_json(b->ctx, b->job, in, out, &json);
	if (json != NULL)
		puts(json);
	ecert_free(json);
	if (e == ECERT_OK) {
		b->done++;
		return;
	}
	b->failed++;
	fprintf(stderr, "sign-folder: %s: %s\n", in, ecert_errmsg(b->ctx));
}

static int
sign_all(struct batch *b, const char *in_dir, const char *out_dir)
{
	char in[PATH_MAX], out[PATH_MAX];
	const struct dirent *d;
	DIR *dir = opendir(in_dir);
	size_t n;

	if (dir == NULL || (mkdir(out_dir, 0777) != 0 && errno != EEXIST)) {
		fprintf(stderr, "sign-folder: %s: %s\n", dir == NULL ? in_dir : out_dir, strerror(errno));
		if (dir != NULL)
			closedir(dir);
		return 2;
	}
	while ((d = readdir(dir)) != NULL) {
		n = strlen(d->d_name);
		if (n < 5 || strcmp(d->d_name + n - 4, ".ofd") != 0)
			continue;
		if ((size_t)snprintf(in, sizeof(in), "%s/%s", in_dir, d->d_name) >= sizeof(in) ||
		    (size_t)snprintf(out, sizeof(out), "%s/%s", out_dir, d->d_name) >= sizeof(out)) {
			fprintf(stderr, "sign-folder: %s: the path is too long\n", d->d_name);
			b->failed++;
			continue;
		}
		sign_one(b, in, out);
	}
	closedir(dir);
	fprintf(stderr, "%u signed, %u there already, %u failed\n", b->done, b->skipped, b->failed);
	return b->failed == 0 ? 0 : 1;
}

int
main(int argc, char **argv)
{
	struct batch b = { 0 };
	ecert_err e = ECERT_E_NOMEM;
	int status = 2;

	if (argc != 6) {
		fprintf(stderr, "usage: sign-folder SIGNER.p12 SEAL.esl TRUST-DIR IN OUT <PASSPHRASE-FILE\n");
		return 2;
	}
	if ((b.ctx = ecert_ctx_new()) != NULL && (e = prepare(&b, argv)) == ECERT_OK)
		status = sign_all(&b, argv[4], argv[5]);
	else
		fprintf(stderr, "sign-folder: %s: %s\n", ecert_err_name(e),
		    b.ctx != NULL ? ecert_errmsg(b.ctx) : "");
	finish(&b);
	return fflush(stdout) == 0 ? status : 2;
}
