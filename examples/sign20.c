/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sign20.c - usage: sign20 SIGNER.p12 SEAL.esl IN.ofd OUT.ofd <PASSPHRASE-FILE
 * The result was verified before it got its name.
 */
#include <stdio.h>
#include <string.h>

#include <ecert.h>

static int32_t
pass(void *arg, const char *what, char *buf, size_t cap)
{
	(void)what;
	if (fgets(buf, cap < 1024 ? (int)cap : 1024, arg) == NULL)
		return -1;
	buf[strcspn(buf, "\r\n")] = '\0';
	return (int32_t)strlen(buf);
}

int
main(int argc, char **argv)
{
	ecert_ctx *ctx = ecert_ctx_new();
	ecert_signer *signer = NULL;
	ecert_seal *seal = NULL;
	ecert_sign_job *job = NULL;
	ecert_err e = ECERT_E_NOMEM;

	if (argc != 5) {
		fprintf(stderr, "usage: sign20 SIGNER.p12 SEAL.esl IN.ofd OUT.ofd <PASSPHRASE-FILE\n");
		ecert_ctx_free(ctx);
		return 2;
	}
	if (ctx != NULL && (e = ecert_signer_from_file(ctx, argv[1], NULL, pass, stdin, &signer)) == ECERT_OK &&
	    (e = ecert_seal_load_file(ctx, argv[2], &seal)) == ECERT_OK &&
	    (e = ecert_sign_job_new(ctx, &job)) == ECERT_OK) {
		ecert_sign_job_set_signer(job, signer);
		ecert_sign_job_set_seal(job, seal);
		e = ecert_sign_file(ctx, job, argv[3], argv[4]);
	}
	if (ctx != NULL && e != ECERT_OK)
		fprintf(stderr, "sign20: %s: %s\n", ecert_err_name(e), ecert_errmsg(ctx));
	ecert_sign_job_free(job);
	ecert_seal_free(seal);
	ecert_signer_free(signer);
	ecert_ctx_free(ctx);
	return e == ECERT_OK ? 0 : 2;
}
