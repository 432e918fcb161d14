/* SPDX-License-Identifier: Apache-2.0 */
/* tool_secret.c - what keeps keys and passphrases with the process: no core, no other
 * process of the user's that looks in, no file of a key that others can read. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "tool.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#endif

#define WARNING_MAX 4400       /* a path and some words */

/* A process that is not dumpable writes no core, and none but root may trace it or read
 * its memory.  The sanitizers look for leaks by tracing it. */
static void
harden(void)
{
	static const struct rlimit none = { 0, 0 };

	(void)setrlimit(RLIMIT_CORE, &none);
#if defined(__linux__) && !defined(SANITIZED)
	(void)prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L);
#endif
}

void
tool_secrets(ecert_ctx *ctx, const struct tool_args *a)
{
	uint32_t rules = tool_has(a, "allow-loose-permissions") ? 0 : ECERT_KEYS_PRIVATE;

	harden();
	tool_pass_take(a);
	if (tool_has(a, "strict"))
		rules |= ECERT_KEYS_ENCRYPTED;
	ecert_ctx_set_key_rules(ctx, rules);
}

/* What a tool holds when it ends early, by any of the ways that print a message and
 * exit, is wiped all the same. */
static struct {
	void  *pages;
	size_t n;
} held[8];
static ecert_key *held_key;
#define N_HELD (sizeof(held) / sizeof(held[0]))

static void
drop_pages(void)
{
	size_t i;

	for (i = 0; i < N_HELD; i++)
		tool_secret_free(held[i].pages, held[i].n);
}

static void
drop_key(void)
{
	tool_key_free(held_key);
}

/* Whole pages, which are neither swapped out nor dumped where the system lets us. */
void *
tool_secret_new(size_t n)
{
	void *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	static bool asked;
	size_t i;

	if (p == MAP_FAILED) {
		tool_fail(_("out of memory"));
		tool_quit();
	}
	(void)mlock(p, n);
#ifdef MADV_DONTDUMP
	(void)madvise(p, n, MADV_DONTDUMP);
#endif
	if (!asked)
		asked = atexit(drop_pages) == 0;
	for (i = 0; i < N_HELD && held[i].pages != NULL; i++)
		;
	if (i < N_HELD) {
		held[i].pages = p;
		held[i].n = n;
	}
	return p;
}

void
tool_secret_free(void *p, size_t n)
{
	size_t i;

	if (p == NULL)
		return;
	for (i = 0; i < N_HELD; i++)
		if (held[i].pages == p)
			held[i].pages = NULL;
	explicit_bzero(p, n);
	(void)munmap(p, n);
}

/* The rules are about files: what comes through a pipe nobody else can read. */
ecert_key *
tool_key(ecert_ctx *ctx, const char *path, ecert_pass_fn *pass, void *arg)
{
	ecert_key *key = NULL;
	struct stat st;
	uint8_t *p;
	ecert_err e;
	size_t n;

	if (strcmp(path, "-") == 0 || (stat(path, &st) == 0 && !S_ISREG(st.st_mode))) {
		p = tool_read(path, &n);
		e = ecert_key_load(ctx, p, n, NULL, pass, arg, &key);
		ecert_free(p);
	} else
		e = ecert_key_load_file(ctx, path, pass, arg, &key);
	tool_must(ctx, path, e);
	/* Asked for once the key is there, this runs before OpenSSL's own end. */
	held_key = key;
	(void)atexit(drop_key);
	return key;
}

void
tool_key_free(ecert_key *key)
{
	if (key == held_key)
		held_key = NULL;
	ecert_key_free(key);
}

/* What is loose is told of when the rest went well: trouble is one line. */
static char *pending[4];
#define N_PENDING (sizeof(pending) / sizeof(pending[0]))

void
tool_warn_later(const char *fmt, ...)
{
	va_list ap;
	size_t i;

	for (i = 0; i < N_PENDING && pending[i] != NULL; i++)
		;
	if (i == N_PENDING || (pending[i] = malloc(WARNING_MAX)) == NULL)
		return;
	va_start(ap, fmt);
	vsnprintf(pending[i], WARNING_MAX, fmt, ap);
	va_end(ap);
}

void
tool_warn_now(bool say)
{
	size_t i;

	for (i = 0; i < N_PENDING; i++) {
		if (say && pending[i] != NULL)
			tool_warn("%s", pending[i]);
		free(pending[i]);
		pending[i] = NULL;
	}
}

void
tool_warn_plain(const ecert_signer *signer, const char *path)
{
	if (signer != NULL && path != NULL && ecert_signer_key_plain(signer))
		tool_warn_later(_("%s: the private key is not encrypted; whoever reads the file can sign"),
		    path);
}
