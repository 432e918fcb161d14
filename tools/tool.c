/* SPDX-License-Identifier: Apache-2.0 */
/* tool.c - locale, messages and exit status of the command-line tools. */
#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tool.h"

#define DOMAIN "libecert"
#define CATALOGUES "/../share/locale"    /* from the folder of the program */

static const char *name = "ecert";
static const char *verb;
static const char *lang = "en";
static bool quiet;

/* For a record of what went wrong. */
static struct {
	char       *message;
	const char *reason;
	char       *phrase;
	void      (*fn)(void *);
	void       *arg;
} last;

static struct { bool said; int oserror; } out;

/* A closed standard descriptor would be given to the next file opened, and
 * messages would end in it.  The wrong direction keeps reads and writes failing. */
static void
hold_standard_descriptors(void)
{
	int fd;

	if (fcntl(0, F_GETFD) < 0 && (fd = open("/dev/null", O_WRONLY)) > 0)
		close(fd);
	for (;;) {
		if ((fd = open("/dev/null", O_RDONLY | O_CLOEXEC)) < 0)
			return;
		if (fd > 2)
			break;
	}
	close(fd);
}

/* What the environment asks messages to be in, in the order of setlocale(3). */
static const char *
wanted_locale(void)
{
	static const char *const vars[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *s;
	size_t i;

	for (i = 0; i < sizeof(vars) / sizeof(vars[0]); i++)
		if ((s = getenv(vars[i])) != NULL && *s != '\0')
			return s;
	return "C";
}

static bool
is_zh(const char *s)
{
	return strncmp(s, "zh", 2) == 0;
}

/*
 * gettext translates nothing in the "C" locale.  A machine that asks for
 * Chinese without the locale being generated gets it by way of C.UTF-8.
 */
static void
set_locale(void)
{
	const char *now = setlocale(LC_ALL, "");
	const char *language = getenv("LANGUAGE");

	now = now == NULL ? "C" : setlocale(LC_MESSAGES, NULL);
	if (strcmp(now, "C") == 0 && is_zh(wanted_locale()) &&
	    setlocale(LC_ALL, "C.UTF-8") != NULL)
		now = "zh_CN";
	/* Numbers are data: the decimal sign is always a point. */
	setlocale(LC_NUMERIC, "C");
	if (strcmp(now, "C") == 0 || strcmp(now, "POSIX") == 0)
		return;
	if (is_zh(language != NULL && *language != '\0' ? language : now))
		lang = "zh";
	/* There is one catalogue, for zh_SG or zh_TW too, and the library's words
	 * come in these two languages: a list in LANGUAGE must not mix them. */
	setenv("LANGUAGE", *lang == 'z' ? "zh_CN" : "en", 1);
}

static void
bind_catalogues(void)
{
	char path[PATH_MAX + sizeof(CATALOGUES)];
	const char *dir = LOCALEDIR;
	ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - 1);
	char *slash;

	if (n > 0) {
		path[n] = '\0';
		if ((slash = strrchr(path, '/')) != NULL) {
			memcpy(slash, CATALOGUES, sizeof(CATALOGUES));
			if (access(path, R_OK | X_OK) == 0)
				dir = path;
		}
	}
	bindtextdomain(DOMAIN, dir);
	bind_textdomain_codeset(DOMAIN, "UTF-8");
	textdomain(DOMAIN);
}

static void
free_last(void)
{
	free(last.message);
	last.message = NULL;
}

static void
free_phrase(void)
{
	ecert_free(last.phrase);
}

void
tool_start(const char *tool)
{
	name = tool;
	hold_standard_descriptors();
	/* A file above the limit is an error like a full disk. */
	signal(SIGXFSZ, SIG_IGN);
	atexit(free_last);
	atexit(free_phrase);
	set_locale();
	bind_catalogues();
}

const char *
tool_name(void)
{
	return name;
}

const char *
tool_text(const char *s)
{
	return gettext(s);
}

const char *
tool_lang(void)
{
	return lang;
}

void
tool_set_verb(const char *v)
{
	verb = v;
}

void
tool_set_quiet(bool on)
{
	quiet = on;
}

static void
log_line(void *arg, const char *line)
{
	(void)arg;
	tool_warn("%s", line);
}

ecert_ctx *
tool_ctx(void)
{
	ecert_ctx *ctx = ecert_ctx_new();

	if (ctx == NULL) {
		tool_fail(_("out of memory"));
		exit(TOOL_TROUBLE);
	}
	tool_ctx_log(ctx);
	return ctx;
}

void
tool_ctx_log(ecert_ctx *ctx)
{
	ecert_ctx_set_log(ctx, log_line, NULL);
}

/* stdio forgets what could not be written, and why. */
static void
flush_stdout(void)
{
	errno = 0;
	if (fflush(stdout) != 0)
		tool_stdout_failed(errno);
}

/* One line, whatever is in the arguments.  Results come before the message
 * where both go to one place. */
static void __attribute__((format(printf, 1, 0)))
message(const char *fmt, va_list ap, const char *tail)
{
	char *text = NULL;
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n >= 0 && (text = malloc((size_t)n + 1)) != NULL)
		vsnprintf(text, (size_t)n + 1, fmt, again);
	va_end(again);
	flush_stdout();
	fprintf(stderr, "%s: %s%s\n", name, text != NULL ? tool_show(text) : _("out of memory"),
	    tail);
	free_last();
	last.message = text;
	last.reason = NULL;
}

void
tool_warn(const char *fmt, ...)
{
	va_list ap;

	if (quiet)
		return;
	va_start(ap, fmt);
	message(fmt, ap, "");
	va_end(ap);
}

void
tool_fail(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	message(fmt, ap, "");
	va_end(ap);
}

void
tool_usage(const char *fmt, ...)
{
	char full[64], hint[160];
	va_list ap;

	snprintf(full, sizeof(full), "%s%s%s", name, verb != NULL ? " " : "",
	    verb != NULL ? verb : "");
	snprintf(hint, sizeof(hint), _("; try '%s --help'"), full);
	va_start(ap, fmt);
	message(fmt, ap, hint);
	va_end(ap);
	exit(TOOL_TROUBLE);
}

/* Many messages of the library start with the path already. */
static bool
starts_with(const char *text, const char *file)
{
	size_t n = file != NULL ? strlen(file) : 0;

	return n == 0 || (strncmp(text, file, n) == 0 && text[n] == ':');
}

const char *
tool_phrase(ecert_ctx *ctx, const char *text)
{
	if (*lang != 'z')
		return text;
	ecert_free(last.phrase);
	return ecert_message(ctx, text, lang, &last.phrase) == ECERT_OK ? last.phrase : text;
}

static const char *
text_of(const ecert_ctx *ctx, ecert_err e)
{
	const char *text = ecert_errmsg(ctx);

	return *text != '\0' ? text : ecert_err_text(e);
}

static void
keep_reason(const ecert_ctx *ctx, ecert_err e)
{
	ecert_reason r = ecert_errreason(ctx);

	last.reason = r != ECERT_R_NONE ? ecert_reason_name(r) : ecert_err_name(e);
}

static void
fail_about(ecert_ctx *ctx, const char *file, const char *text, const char *hint)
{
	size_t n = file != NULL ? strlen(file) : 0;

	/* The name of the file is nobody's phrase. */
	if (starts_with(text, file))
		tool_fail("%.*s%s%s", (int)n, text, tool_phrase(ctx, text + n), hint);
	else
		tool_fail("%s: %s%s", file, tool_phrase(ctx, text), hint);
}

void
tool_err(ecert_ctx *ctx, const char *file, ecert_err e)
{
	fail_about(ctx, file, text_of(ctx, e), "");
	keep_reason(ctx, e);
}

void
tool_err_text(ecert_ctx *ctx, const char *file, const char *text, int oserror)
{
	fail_about(ctx, file, text, oserror == ESPIPE ? _("; use - to read a stream") : "");
}

void
tool_err_doc(ecert_ctx *ctx, const char *file, ecert_err e)
{
	tool_err_text(ctx, file, text_of(ctx, e), ecert_oserror(ctx));
	keep_reason(ctx, e);
}

void
tool_must(ecert_ctx *ctx, const char *file, ecert_err e)
{
	if (e == ECERT_OK)
		return;
	tool_err(ctx, file, e);
	tool_quit();
}

void
tool_must_set(ecert_ctx *ctx, const char *where, const char *key, const char *value,
    ecert_err e)
{
	const char *text = text_of(ctx, e);

	if (where == NULL || e == ECERT_OK) {
		tool_must(ctx, value, e);
		return;
	}
	if (starts_with(text, value))
		tool_fail("%s: %s: %s%s", where, key, value,
		    tool_phrase(ctx, text + strlen(value)));
	else
		tool_fail("%s: %s: %s: %s", where, key, value, tool_phrase(ctx, text));
	keep_reason(ctx, e);
	tool_quit();
}

void
tool_quit(void)
{
	void (*fn)(void *) = last.fn;

	last.fn = NULL;
	if (fn != NULL)
		fn(last.arg);
	exit(TOOL_TROUBLE);
}

void
tool_at_quit(void (*fn)(void *arg), void *arg)
{
	last.fn = fn;
	last.arg = arg;
}

const char *
tool_last_message(void)
{
	return last.message != NULL ? last.message : "";
}

const char *
tool_last_reason(void)
{
	return last.reason;
}

int
tool_status(ecert_err e)
{
	switch (e) {
	case ECERT_OK:
		return TOOL_OK;
	case ECERT_E_INVALID:
	case ECERT_E_ID:
		return TOOL_INVALID;
	case ECERT_E_UNDECIDED:
		return TOOL_UNDECIDED;
	default:
		return TOOL_TROUBLE;
	}
}

int
tool_worst(int a, int b)
{
	static const int rank[] = { 0, 2, 3, 1 };

	return rank[a & 3] >= rank[b & 3] ? a : b;
}

void
tool_stdout_failed(int oserror)
{
	if (out.oserror == 0)
		out.oserror = oserror;
}

/* What printf met on the way is lost; the descriptor may still tell. */
static int
ask_stdout(void)
{
	errno = 0;
	return write(STDOUT_FILENO, "", 0) < 0 ? errno : 0;
}

int
tool_finish(int status)
{
	flush_stdout();
	if (out.oserror == 0 && !ferror(stdout)) {
		tool_warn_now(status != TOOL_TROUBLE);
		return status;
	}
	if (out.said)
		return TOOL_TROUBLE;
	out.said = true;
	if (out.oserror == 0)
		out.oserror = ask_stdout();
	tool_fail(_("standard output: %s"), out.oserror == EBADF ? _("is closed") :
	    out.oserror != 0 ? strerror(out.oserror) : _("cannot be written"));
	return TOOL_TROUBLE;
}
