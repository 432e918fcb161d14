/* SPDX-License-Identifier: Apache-2.0 */
/* tool_pass.c - passphrases: from a file, a descriptor, the environment or the
 * terminal; never from the command line.  Every copy is wiped. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "tool.h"

#define PASS_MAX_BYTES 1024

/* A pipe can be read once, a passphrase may be needed again: the one given by
 * an option is kept to the end, and wiped there. */
static struct {
	char    text[PASS_MAX_BYTES];
	int32_t len;
	bool    known;
} given;

static void
wipe_given(void)
{
	explicit_bzero(&given, sizeof(given));
}

/* The first line; without stdio, whose buffer would keep a copy.  -1 with a
 * message. */
static int32_t
read_line(int fd, const char *what, char *buf, size_t cap)
{
	size_t n = 0;
	ssize_t got;
	char c;

	for (;;) {
		if ((got = read(fd, &c, 1)) < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			tool_fail("%s: %s", what, strerror(errno));
			return -1;
		}
		if (got == 0 || c == '\n')
			break;
		if (c == '\0' || n + 1 >= cap) {
			tool_fail(_("%s: not a passphrase: too long, or with a NUL"), what);
			return -1;
		}
		buf[n++] = c;
	}
	/* More likely a wrong file than an empty passphrase, which is an empty line. */
	if (n == 0 && got == 0) {
		tool_fail(_("%s: empty: no passphrase in it"), what);
		return -1;
	}
	if (n > 0 && buf[n - 1] == '\r')
		n--;
	buf[n] = '\0';
	return (int32_t)n;
}

static int32_t
from_file(const char *path, char *buf, size_t cap)
{
	int fd = strcmp(path, "-") == 0 ? dup(0) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	int32_t n = -1;

	if (fd < 0) {
		tool_fail("%s: %s", path, strerror(errno));
		return -1;
	}
	n = read_line(fd, path, buf, cap);
	close(fd);
	return n;
}

static int32_t
from_env(const char *name, char *buf, size_t cap)
{
	const char *s = getenv(name);
	size_t n;

	if (s == NULL) {
		tool_fail(_("--pass-env: no variable %s in the environment"), name);
		return -1;
	}
	if ((n = strlen(s)) >= cap) {
		tool_fail(_("%s: not a passphrase: too long, or with a NUL"), name);
		return -1;
	}
	memcpy(buf, s, n + 1);
	return (int32_t)n;
}

static int32_t
load_given(const struct tool_args *a)
{
	const char *s;
	char what[32];
	int fd;

	if (given.known)
		return given.len;
	atexit(wipe_given);
	if ((s = tool_get(a, "pass-file")) != NULL)
		given.len = from_file(s, given.text, sizeof(given.text));
	else if ((s = tool_get(a, "pass-env")) != NULL)
		given.len = from_env(s, given.text, sizeof(given.text));
	else {
		fd = (int)tool_uint("pass-fd", tool_get(a, "pass-fd"), 65535);
		snprintf(what, sizeof(what), "--pass-fd %d", fd);
		given.len = read_line(fd, what, given.text, sizeof(given.text));
	}
	given.known = true;
	return given.len;
}

static volatile sig_atomic_t caught;

static void
on_signal(int sig)
{
	caught = sig;
}

static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP };
#define N_SIGNALS (sizeof(signals) / sizeof(signals[0]))

/* One line from the terminal; a signal ends the reading. */
static int32_t
read_quietly(int tty, char *buf, size_t cap)
{
	ssize_t got;
	size_t n = 0;
	char c = 0;

	while (!caught && (got = read(tty, &c, 1)) == 1 && c != '\n')
		if (n + 1 < cap)
			buf[n++] = c;
	buf[n] = '\0';
	return caught || c != '\n' ? -1 : (int32_t)n;
}

/* Echo comes back whatever happens: a signal is raised again after that. */
static int32_t
prompt(int tty, const char *text, const char *what, char *buf, size_t cap)
{
	struct sigaction act = { .sa_handler = on_signal }, old[N_SIGNALS];
	struct termios term, silent;
	int32_t n;
	size_t i;

	if (tcgetattr(tty, &term) != 0)
		return -1;
	caught = 0;
	sigemptyset(&act.sa_mask);
	for (i = 0; i < N_SIGNALS; i++)
		sigaction(signals[i], &act, &old[i]);
	silent = term;
	silent.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
	tcsetattr(tty, TCSAFLUSH, &silent);
	dprintf(tty, "%s %s: ", text, tool_show(what));
	n = read_quietly(tty, buf, cap);
	dprintf(tty, "\n");
	tcsetattr(tty, TCSAFLUSH, &term);
	for (i = 0; i < N_SIGNALS; i++)
		sigaction(signals[i], &old[i], NULL);
	if (caught) {
		explicit_bzero(buf, cap);
		raise(caught);
	}
	return n;
}

static int
open_terminal(const char *what)
{
	int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

	if (tty < 0)
		tool_fail(_("%s: a passphrase is needed; give it with --pass-file, --pass-fd or --pass-env"),
		    what);
	return tty;
}

bool
tool_pass_given(const struct tool_args *a)
{
	return tool_has(a, "pass-file") || tool_has(a, "pass-fd") || tool_has(a, "pass-env");
}

int32_t
tool_pass(void *arg, const char *what, char *buf, size_t cap)
{
	const struct tool_args *a = arg;
	int32_t n;
	int tty;

	if (cap == 0)
		return -1;
	if (tool_pass_given(a)) {
		/* The message is out: the library's would say less. */
		if ((n = load_given(a)) < 0)
			tool_quit();
		if ((size_t)n > cap)
			return -1;
		memcpy(buf, given.text, (size_t)n);
		return n;
	}
	if ((tty = open_terminal(what)) < 0)
		tool_quit();
	n = prompt(tty, _("Passphrase of"), what, buf, cap);
	close(tty);
	return n;
}

/* Twice, since nobody sees what is typed. */
static int32_t
prompt_twice(const char *what, char *buf, size_t cap)
{
	char again[PASS_MAX_BYTES];
	int32_t n, m = -1;
	int tty = open_terminal(what);

	if (tty < 0)
		return -1;
	if ((n = prompt(tty, _("New passphrase of"), what, buf, cap)) >= 0)
		m = prompt(tty, _("Once more, the passphrase of"), what, again, sizeof(again));
	close(tty);
	if (n >= 0 && m >= 0 && (n != m || memcmp(buf, again, (size_t)n) != 0)) {
		tool_fail(_("%s: the two passphrases differ"), what);
		n = -1;
	}
	explicit_bzero(again, sizeof(again));
	return m < 0 ? -1 : n;
}

char *
tool_new_pass(struct tool_args *a, const char *what)
{
	char *pass = calloc(1, PASS_MAX_BYTES);
	int32_t n = -1;

	if (pass == NULL)
		tool_fail(_("out of memory"));
	else if (tool_pass_given(a))
		n = tool_pass(a, what, pass, PASS_MAX_BYTES - 1);
	else
		n = prompt_twice(what, pass, PASS_MAX_BYTES);
	if (n == 0)
		tool_fail(_("%s: the passphrase is empty"), what);
	if (n <= 0) {
		tool_pass_free(pass);
		tool_quit();
	}
	return pass;
}

void
tool_pass_free(char *pass)
{
	if (pass == NULL)
		return;
	explicit_bzero(pass, PASS_MAX_BYTES);
	free(pass);
}
