/* SPDX-License-Identifier: Apache-2.0 */
/* tool_pass.c - passphrases: from a file, a descriptor, the environment or the
 * terminal; never from the command line.  Every copy is wiped. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "tool.h"

/* A pipe can be read once, a passphrase may be needed again: the one given by
 * an option is kept to the end, and wiped there. */
static struct given {
	const char *file, *fd, *env;     /* options */
	char       *text;                /* NULL: not read yet */
	int32_t     len;
} present = { "pass-file", "pass-fd", "pass-env", NULL, 0 },
    coming = { "new-pass-file", "new-pass-fd", "new-pass-env", NULL, 0 };

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

/* A file of a passphrase is as good as the key, though many keep one for all to read. */
static void
warn_loose(int fd, const char *path)
{
	struct stat st;

	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (st.st_mode & 044) != 0)
		tool_warn_later(_("%s: others than its owner can read the passphrase (mode %04o)"),
		    path, (unsigned)st.st_mode & 0777);
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
	if (n >= 0)
		warn_loose(fd, path);
	close(fd);
	return n;
}

/* What is started later need not know, nor who reads /proc/PID/environ. */
static int32_t
from_env(const char *opt, const char *name, char *buf, size_t cap)
{
	char *s = getenv(name);
	int32_t len = -1;
	size_t n;

	if (s == NULL) {
		tool_fail(_("--%s: no variable %s in the environment"), opt, name);
		return -1;
	}
	if ((n = strlen(s)) >= cap)
		tool_fail(_("%s: not a passphrase: too long, or with a NUL"), name);
	else {
		memcpy(buf, s, n + 1);
		len = (int32_t)n;
	}
	explicit_bzero(s, n);
	(void)unsetenv(name);
	return len;
}

static int32_t
load_given(const struct tool_args *a, struct given *g)
{
	const char *s;
	char what[32];
	int fd;

	if (g->text != NULL)
		return g->len;
	g->text = tool_secret_new(TOOL_PASS_MAX);
	if ((s = tool_get(a, g->file)) != NULL)
		g->len = from_file(s, g->text, TOOL_PASS_MAX);
	else if ((s = tool_get(a, g->env)) != NULL)
		g->len = from_env(g->env, s, g->text, TOOL_PASS_MAX);
	else {
		fd = (int)tool_uint(g->fd, tool_get(a, g->fd), 65535);
		snprintf(what, sizeof(what), "--%s %d", g->fd, fd);
		g->len = read_line(fd, what, g->text, TOOL_PASS_MAX);
	}
	return g->len;
}

/* A variable that is not there is no trouble until a passphrase is needed. */
void
tool_pass_take(const struct tool_args *a)
{
	struct given *const all[] = { &present, &coming };
	const char *name, *fd;
	size_t i;

	/* A command that is started later is not given the descriptor either. */
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if ((fd = tool_get(a, all[i]->fd)) != NULL)
			(void)fcntl((int)tool_uint(all[i]->fd, fd, 65535), F_SETFD, FD_CLOEXEC);
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if ((name = tool_get(a, all[i]->env)) != NULL && getenv(name) != NULL)
			(void)load_given(a, all[i]);
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

/* Without one, missing says what was to be asked for there. */
static int
open_terminal(const char *what, const char *missing)
{
	int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

	if (tty < 0)
		tool_fail(_("%s: %s; give it with --pass-file, --pass-fd or --pass-env"), what,
		    missing);
	return tty;
}

bool
tool_pass_given(const struct tool_args *a)
{
	return tool_has(a, "pass-file") || tool_has(a, "pass-fd") || tool_has(a, "pass-env");
}

bool
tool_new_pass_given(const struct tool_args *a)
{
	return tool_has(a, "new-pass-file") || tool_has(a, "new-pass-fd") ||
	    tool_has(a, "new-pass-env");
}

/* The message is out: the library's would say less. */
static int32_t
copy_given(const struct tool_args *a, struct given *g, char *buf, size_t cap)
{
	int32_t n = load_given(a, g);

	if (n < 0)
		tool_quit();
	if ((size_t)n > cap)
		return -1;
	memcpy(buf, g->text, (size_t)n);
	return n;
}

static int32_t
ask(const struct tool_args *a, const char *text, const char *missing, const char *what,
    char *buf, size_t cap)
{
	int32_t n;
	int tty;

	if (cap == 0)
		return -1;
	if (tool_pass_given(a))
		return copy_given(a, &present, buf, cap);
	if ((tty = open_terminal(what, missing)) < 0)
		tool_quit();
	n = prompt(tty, text, what, buf, cap);
	close(tty);
	return n;
}

int32_t
tool_pass(void *arg, const char *what, char *buf, size_t cap)
{
	return ask(arg, _("Passphrase of"), _("a passphrase is needed"), what, buf, cap);
}

int32_t
tool_pin(void *arg, const char *what, char *buf, size_t cap)
{
	return ask(arg, _("PIN or password of"), _("a PIN or password is needed"), what, buf, cap);
}

/* Twice, since nobody sees what is typed. */
static int32_t
prompt_twice(const char *what, char *buf, size_t cap)
{
	char again[TOOL_PASS_MAX];
	int32_t n, m = -1;
	int tty = open_terminal(what, _("a passphrase is needed"));

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
	char *pass = tool_secret_new(TOOL_PASS_MAX);
	int32_t n;

	if (tool_new_pass_given(a))
		n = copy_given(a, &coming, pass, TOOL_PASS_MAX - 1);
	else if (tool_pass_given(a))
		n = copy_given(a, &present, pass, TOOL_PASS_MAX - 1);
	else
		n = prompt_twice(what, pass, TOOL_PASS_MAX);
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
	tool_secret_free(pass, TOOL_PASS_MAX);
}
