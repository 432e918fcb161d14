/* SPDX-License-Identifier: Apache-2.0 */
/* batch_kit.h - what the tests of lists share: a job, documents in a folder, and lists
 * that are read. */
#ifndef BATCH_KIT_H
#define BATCH_KIT_H

#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#include "job/job_batch.h"
#include "signing.h"

#define ID_1 "1.2.156.99999.7\xe2\x80\xa2" "7\xe2\x80\xa2" "91330106673959654P" \
	"\xe2\x80\xa2" "CNAS L0001\xe2\x80\xa2" "XZ-2026-0001\xe2\x80\xa2" "0"
#define ID_2 "1.2.156.99999.7\xe2\x80\xa2" "7\xe2\x80\xa2" "91330106673959654P" \
	"\xe2\x80\xa2" "CNAS L0001\xe2\x80\xa2" "XZ-2026-0002\xe2\x80\xa2" "0"

static inline const char *
at(const char *name)
{
	static char paths[16][400];
	static unsigned n;
	char *path = paths[n++ % 16];

	snprintf(path, sizeof(paths[0]), "%s/%s", unit_dir(), name);
	return path;
}

static inline void
put_bytes(const char *path, const void *p, size_t n)
{
	FILE *file = fopen(path, "wb");

	if (file == NULL || fwrite(p, 1, n, file) != n || fclose(file) != 0) {
		printf("FAILED: fixture: %s\n", path);
		exit(1);
	}
}

static inline void
put_doc(ecert_ctx *ctx, const char *path, const struct doc_spec *spec)
{
	struct eci_buf b = { 0 };

	make_doc(ctx, spec, &b);
	put_bytes(path, b.ptr, b.len);
	eci_buf_free(&b);
}

static inline ecert_sign_job *
new_job(const struct fixture *f)
{
	ecert_sign_job *job = NULL;

	MUST(f->ctx, ecert_sign_job_new(f->ctx, &job));
	ecert_sign_job_set_signer(job, f->signer);
	ecert_sign_job_set_seal(job, f->seal);
	return job;
}

/* A list of that text; %D is the test's folder. */
static inline const char *
put_list(const char *name, const char *text)
{
	static char paths[16][400];
	static unsigned n;
	char *path = paths[n++ % 16];
	FILE *file = fopen(strcpy(path, at(name)), "wb");
	const char *p;

	for (p = text; file != NULL && *p != '\0'; p++)
		if (p[0] == '%' && p[1] == 'D') {
			fputs(unit_dir(), file);
			p++;
		} else
			putc(*p, file);
	if (file == NULL || fclose(file) != 0) {
		printf("FAILED: fixture: %s\n", name);
		exit(1);
	}
	return path;
}

#endif
