/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-verify_html.c - the report as a page. */
#include <sys/stat.h>
#include <sys/wait.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ecert-verify_html.h"

#define PAGE_MAX ((size_t)256 * 1024 * 1024)

static int out_fd = -1;         /* of the page, in the process that reads */

bool
verify_html_alone(const struct tool_args *args)
{
	const char *out = tool_get(args, "html");

	return out != NULL && strcmp(out, "-") == 0;
}

/* A page is about one document: a person reads it, and may send it on. */
static void
check_usage(const struct tool_args *args, const char *out)
{
	struct stat st;

	if (args->n != 1 || (strcmp(args->v[0], "-") != 0 && stat(args->v[0], &st) == 0 &&
	    S_ISDIR(st.st_mode)))
		tool_usage(_("--html: one document is needed, and no folder"));
	if (strcmp(out, "-") == 0 && args->json)
		tool_usage(_("--json and --html - both want the standard output"));
	if (strcmp(out, "-") != 0 && strcmp(args->v[0], "-") != 0 &&
	    tool_same_file(out, args->v[0])) {
		tool_fail(_("%s: the page would replace the document"), out);
		tool_quit();
	}
}

/* A slip of the pen must not cost an anchor or a record. */
static void
guard_inputs(const struct tool_args *args, const char *out)
{
	static const char *const opts[] = { "signer-cert", "seal-status", "cert-status", "expect" };
	const char *path;
	size_t i, k;

	for (i = 0; i < sizeof(opts) / sizeof(opts[0]); i++)
		for (k = 0; (path = tool_get_nth(args, opts[i], k)) != NULL; k++)
			tool_guard_input(out, opts[i], path);
	tool_guard_input(out, "policy", tool_policy_file(args));
	tool_guard_trust(out, tool_trust_dir(args));
}

/* All of what comes, NULL where memory or patience end. */
static char *
read_page(int fd, size_t *len)
{
	size_t cap = 65536, n = 0;
	char *p = malloc(cap), *more;
	ssize_t got;

	while (p != NULL) {
		if (n == cap) {
			more = cap < PAGE_MAX ? realloc(p, cap *= 2) : NULL;
			if (more == NULL)
				free(p);
			if ((p = more) == NULL)
				break;
		}
		if ((got = read(fd, p + n, cap - n)) > 0)
			n += (size_t)got;
		else if (got == 0 || errno != EINTR)
			break;
	}
	*len = n;
	return p;
}

static _Noreturn void
wait_and_write(pid_t pid, int fd, const char *out)
{
	int ended = 0, status = TOOL_TROUBLE;
	size_t n = 0;
	char *page = read_page(fd, &n);
	pid_t got;

	/* Where the page is not wanted any more its writer must not wait for a reader. */
	close(fd);
	while ((got = waitpid(pid, &ended, 0)) < 0 && errno == EINTR)
		;
	if (got == pid && WIFEXITED(ended))
		status = WEXITSTATUS(ended);
	else
		tool_fail(_("the process that reads the document ended early"));
	if (page == NULL) {
		tool_fail(_("out of memory"));
		status = TOOL_TROUBLE;
	} else if (n > 0 && tool_write(out, page, n) != TOOL_OK) {
		status = TOOL_TROUBLE;
	}
	free(page);
	exit(status);
}

void
verify_html_begin(const struct tool_args *args, ecert_policy *policy)
{
	const char *out = tool_get(args, "html");
	int fds[2];
	pid_t pid;

	if (out == NULL)
		return;
	check_usage(args, out);
	guard_inputs(args, out);
	ecert_policy_set_pictures(policy, 1);
	ecert_policy_set_no_digest(policy, 0);
	if (verify_html_alone(args))
		return;
	if (pipe(fds) != 0 || (pid = fork()) < 0) {
		tool_fail("%s", strerror(errno));
		tool_quit();
	}
	if (pid > 0) {
		close(fds[1]);
		wait_and_write(pid, fds[0], out);
	}
	close(fds[0]);
	out_fd = fds[1];
}

static bool
send_page(const char *p, size_t n)
{
	ssize_t put;

	while (n > 0) {
		if ((put = write(out_fd, p, n)) < 0 && errno != EINTR)
			return false;
		if (put > 0) {
			p += put;
			n -= (size_t)put;
		}
	}
	return true;
}

int
verify_html_page(const struct tool_args *args, ecert_ctx *ctx, const char *file,
    const ecert_report *report)
{
	char *page = NULL;
	int status = TOOL_OK;
	ecert_err e;

	if (!tool_has(args, "html"))
		return TOOL_OK;
	if ((e = ecert_report_html(ctx, report, tool_lang(), &page)) != ECERT_OK) {
		tool_err(ctx, file, e);
		return TOOL_TROUBLE;
	}
	if (verify_html_alone(args))
		fputs(page, stdout);
	else if (!send_page(page, strlen(page))) {
		tool_fail("%s", strerror(errno));
		status = TOOL_TROUBLE;
	}
	ecert_free(page);
	return status;
}
