/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lab.h - what the programs of this folder share: people, a seal and a document, read
 * from the folder that test/cli/fixtures.sh fills.  They see the public headers alone.
 */
#ifndef LAB_H
#define LAB_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ecert.h>

/* What threads share: all of it is read only. */
struct lab {
	const char   *dir;
	ecert_signer *signer, *maker;
	ecert_seal   *seal;
	ecert_trust  *trust;
	ecert_policy *policy;
	uint8_t      *doc, *cert, *picture;
	size_t        doc_len, cert_len, picture_len;
};

static inline void
lab_must(ecert_ctx *ctx, ecert_err e, const char *what)
{
	if (e == ECERT_OK)
		return;
	printf("FAILED: %s: %s: %s\n", what, ecert_err_name(e), ecert_errmsg(ctx));
	exit(1);
}
#define LAB_MUST(ctx, call) lab_must((ctx), (call), #call)

/* A name in the folder; in a ring of four, one for each thread. */
static inline const char *
lab_path(const struct lab *lab, const char *name)
{
	static _Thread_local char ring[4][512];
	static _Thread_local unsigned next;
	char *s = ring[next++ % 4];

	snprintf(s, sizeof(ring[0]), "%s/%s", lab->dir, name);
	return s;
}

static inline uint8_t *
lab_read(const struct lab *lab, const char *name, size_t *len)
{
	FILE *f = fopen(lab_path(lab, name), "rb");
	uint8_t *p = malloc(1 << 20);

	if (f == NULL || p == NULL) {
		printf("FAILED: %s: cannot be read\n", lab_path(lab, name));
		exit(1);
	}
	*len = fread(p, 1, 1 << 20, f);
	fclose(f);
	return p;
}

static inline void
lab_open(ecert_ctx *ctx, const char *dir, struct lab *lab)
{
	*lab = (struct lab){ .dir = dir };
	LAB_MUST(ctx, ecert_signer_from_file(ctx, lab_path(lab, "pki/signer.key"),
	    lab_path(lab, "pki/signer.pem"), NULL, NULL, &lab->signer));
	LAB_MUST(ctx, ecert_signer_from_file(ctx, lab_path(lab, "pki/maker.key"),
	    lab_path(lab, "pki/maker.pem"), NULL, NULL, &lab->maker));
	LAB_MUST(ctx, ecert_seal_load_file(ctx, lab_path(lab, "seal.esl"), &lab->seal));
	LAB_MUST(ctx, ecert_trust_new(ctx, &lab->trust));
	LAB_MUST(ctx, ecert_trust_add_dir(ctx, lab->trust, lab_path(lab, "pki/trust")));
	LAB_MUST(ctx, ecert_policy_new(ctx, &lab->policy));
	ecert_policy_set_trust(lab->policy, lab->trust);
	lab->doc = lab_read(lab, "plain.ofd", &lab->doc_len);
	lab->cert = lab_read(lab, "pki/signer.pem", &lab->cert_len);
	lab->picture = lab_read(lab, "seal.png", &lab->picture_len);
}

static inline void
lab_close(struct lab *lab)
{
	ecert_policy_free(lab->policy);
	ecert_trust_free(lab->trust);
	ecert_seal_free(lab->seal);
	ecert_signer_free(lab->maker);
	ecert_signer_free(lab->signer);
	free(lab->doc);
	free(lab->cert);
	free(lab->picture);
}

static inline ecert_sign_job *
lab_job(ecert_ctx *ctx, const struct lab *lab, ecert_log *log)
{
	ecert_sign_job *job = NULL;

	LAB_MUST(ctx, ecert_sign_job_new(ctx, &job));
	ecert_sign_job_set_signer(job, lab->signer);
	ecert_sign_job_set_seal(job, lab->seal);
	ecert_sign_job_set_log(job, log);
	return job;
}

static inline void
lab_write(const char *path, const void *p, size_t n)
{
	FILE *f = fopen(path, "wb");

	if (f == NULL || fwrite(p, 1, n, f) != n || fclose(f) != 0) {
		printf("FAILED: %s: cannot be written\n", path);
		exit(1);
	}
}

#endif
