/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cost.c - what files of up to 16 MiB cost ecert-verify at most: processor time and
 * memory of the process, as the system counts them.
 *
 * usage: cost [CASE]          the files stay in $ECERT_COST_KEEP, where that is set
 */
#include "cost_bombs.h"
#include "cost_docs.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct bound {
	double cpu;                /* seconds */
	long   memory;             /* KiB */
};
/* An XML part of 16 MiB, its tree where it has one, and what is known of all others. */
static const struct bound of_documents = { 10, 256 * 1024 };
static const struct bound of_bombs = { 0.5, 64 * 1024 };

static char dir[256];

static void
save(const char *name, const uint8_t *p, size_t n)
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "wb");
	CHECK(f != NULL && fwrite(p, 1, n, f) == n);
	CHECK(f == NULL || fclose(f) == 0);
}

static void
save_cert(const char *name, const struct fwho *who)
{
	struct eci_bytes der = eci_cert_der(who->cert);

	save(name, der.ptr, der.len);
}

static void
save_trust(void)
{
	static const char *const folders[] = { "trust", "trust/roots", "trust/makers", "trust/crls" };
	char path[512];
	size_t i;

	for (i = 0; i < ECI_COUNT(folders); i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, folders[i]);
		CHECK(mkdir(path, 0700) == 0);
	}
	save_cert("trust/roots/root.cer", &forge.root);
	save_cert("trust/makers/maker.cer", &forge.maker);
	save("trust/crls/list.crl", forge.crl.ptr, forge.crl.len);
}

static void
become_verifier(void)
{
	const char *build = getenv("BUILD");
	char tool[512], trust[512], file[512];
	int fd = open("/dev/null", O_WRONLY);

	snprintf(tool, sizeof(tool), "%s/bin/ecert-verify", build != NULL ? build : "build");
	snprintf(trust, sizeof(trust), "%s/trust", dir);
	snprintf(file, sizeof(file), "%s/costly.ofd", dir);
	setrlimit(RLIMIT_CPU, &(struct rlimit){ 60, 60 });
	setrlimit(RLIMIT_AS, &(struct rlimit){ (rlim_t)4 << 30, (rlim_t)4 << 30 });
	dup2(fd, 1);
	execl(tool, tool, "--json", "--time", "2025-06-15T15:06:40Z", "--trust", trust, file,
	    (char *)NULL);
	_exit(127);
}

static void
measure(const struct cost_case *c, const struct bound *most)
{
	struct rusage use;
	double cpu;
	int status;
	pid_t pid;

	if ((pid = fork()) == 0)
		become_verifier();
	CHECK(wait4(pid, &status, 0, &use) == pid);
	cpu = (double)use.ru_utime.tv_sec + (double)use.ru_stime.tv_sec +
	    (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
	printf("%-36s %6.2f s %6ld MiB, exit status %d\n", c->name, cpu, use.ru_maxrss / 1024,
	    WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
	fflush(stdout);
	CHECK(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 1 ||
	    WEXITSTATUS(status) == 3));
	CHECK(most != &of_bombs || WEXITSTATUS(status) != 0);
	CHECK(cpu < most->cpu);
	CHECK(use.ru_maxrss < most->memory);
}

/* Made by a process of its own: what it takes to make a document is not counted as
 * the verifier's, which starts as its copy. */
static bool
make(const struct cost_case *c)
{
	struct eci_buf out = { 0 };
	struct cdoc d = { 0 };
	bool fits;

	forge_base(&d.f);
	c->make(&d);
	if (d.raw.len > 0)
		cms_add(&out, d.raw.ptr, d.raw.len);
	else
		cost_zip(&d, &out);
	save("costly.ofd", out.ptr, out.len);
	if (out.len > FILE_MAX)
		fprintf(stderr, "%s: %zu bytes\n", c->name, out.len);
	fits = out.len <= FILE_MAX;
	eci_buf_free(&out);
	cost_free(&d);
	return fits;
}

static void
keep(const struct cost_case *c)
{
	char from[512], to[512];

	if (getenv("ECERT_COST_KEEP") == NULL)
		return;
	snprintf(from, sizeof(from), "%s/costly.ofd", dir);
	snprintf(to, sizeof(to), "%s/%s.ofd", getenv("ECERT_COST_KEEP"), c->name);
	(void)!rename(from, to);
}

static void
run(const struct cost_case *c, const struct bound *most, const char *only)
{
	int status = 1;
	pid_t pid;

	for (; c->name != NULL; c++) {
		if (only != NULL && strcmp(only, c->name) != 0)
			continue;
		unit_case("%s", c->name);
		fflush(stdout);
		if ((pid = fork()) == 0)
			_exit(make(c) ? 0 : 1);
		CHECK(waitpid(pid, &status, 0) == pid && status == 0);
		measure(c, most);
		keep(c);
	}
}

int
main(int argc, char **argv)
{
	forge_start();
	snprintf(dir, sizeof(dir), "%s", unit_dir());
	save_trust();
	run(cost_bombs, &of_bombs, argc > 1 ? argv[1] : NULL);
	run(cost_documents, &of_documents, argc > 1 ? argv[1] : NULL);
	forge_end();
	return unit_end();
}
