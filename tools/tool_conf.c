/* SPDX-License-Identifier: Apache-2.0 */
/* tool_conf.c - the configuration files, ecert.conf(5). */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "tool.h"

#define SYSTEM_FILE "/etc/ecert/ecert.conf"
#define LINE_MAX_BYTES 4096      /* a path fits */
#define VALUES_MAX 256

static const struct { const char *name; bool repeat; } keys[] = {
	{ "root", true }, { "trust", false }, { "seal", false }, { "key", false },
	{ "cert", false }, { "tsa", false }, { "place", true }, { "policy", false },
	{ "log", false }, { "skf", false }, { "sdf", false }, { "pkcs11", false },
	{ "token-config", false },
};
#define N_KEYS (sizeof(keys) / sizeof(keys[0]))

/* Values live to the end of the process. */
static struct {
	bool   loaded;
	char  *v[N_KEYS][VALUES_MAX];
	char  *where[N_KEYS][VALUES_MAX];    /* PATH:LINE */
	size_t n[N_KEYS];
	int    file[N_KEYS];         /* which file gave them */
} conf;

/* key may be NULL. */
static _Noreturn void
bad_line(const char *path, unsigned line, const char *why, const char *key)
{
	if (key != NULL)
		tool_fail("%s:%u: %s: %s", path, line, why, key);
	else
		tool_fail("%s:%u: %s", path, line, why);
	tool_quit();
}

static char *
trim(char *s)
{
	size_t n;

	s += strspn(s, " \t");
	for (n = strlen(s); n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL; n--)
		s[n - 1] = '\0';
	return s;
}

static size_t
key_index(const char *name)
{
	size_t k;

	for (k = 0; k < N_KEYS && strcmp(keys[k].name, name) != 0; k++)
		;
	return k;
}

/* A value that was given. */
static bool
has(size_t k)
{
	return k < N_KEYS && conf.n[k] > 0;
}

static char *
where_of(const char *path, unsigned line)
{
	size_t n = strlen(path) + 16;
	char *s = malloc(n);

	if (s != NULL)
		snprintf(s, n, "%s:%u", path, line);
	return s;
}

/* A later file replaces all that earlier ones gave for a key. */
static void
set(const char *path, unsigned line, int file, const char *key, const char *value)
{
	size_t k = key_index(key);

	if (k == N_KEYS)
		bad_line(path, line, _("unknown key"), key);
	if (conf.file[k] != file) {
		for (; conf.n[k] > 0; conf.n[k]--) {
			free(conf.v[k][conf.n[k] - 1]);
			free(conf.where[k][conf.n[k] - 1]);
		}
		conf.file[k] = file;
	}
	if (conf.n[k] > 0 && !keys[k].repeat)
		bad_line(path, line, _("key given twice"), key);
	if (conf.n[k] == VALUES_MAX)
		bad_line(path, line, _("too many values"), key);
	conf.v[k][conf.n[k]] = strdup(value);
	conf.where[k][conf.n[k]] = where_of(path, line);
	if (conf.v[k][conf.n[k]] == NULL || conf.where[k][conf.n[k]] == NULL)
		bad_line(path, line, _("out of memory"), NULL);
	conf.n[k]++;
}

static void
parse_line(const char *path, unsigned line, int file, char *text)
{
	char *s = trim(text), *eq;

	if (*s == '\0' || *s == '#')
		return;
	if ((eq = strchr(s, '=')) == NULL)
		bad_line(path, line, _("not of the form key = value"), NULL);
	*eq = '\0';
	s = trim(s);
	eq = trim(eq + 1);
	if (*s == '\0' || *eq == '\0')
		bad_line(path, line, _("not of the form key = value"), NULL);
	set(path, line, file, s, eq);
}

/* must: the file was named by the user, so it has to be there. */
static void
load(const char *path, int file, bool must)
{
	static const char bom[] = "\xef\xbb\xbf";
	char text[LINE_MAX_BYTES];
	unsigned line = 0;
	FILE *f = fopen(path, "re");

	if (f == NULL) {
		if (!must && (errno == ENOENT || errno == ENOTDIR))
			return;
		tool_fail("%s: %s", path, strerror(errno));
		tool_quit();
	}
	while (fgets(text, sizeof(text), f) != NULL) {
		line++;
		if (strchr(text, '\n') == NULL && !feof(f))
			bad_line(path, line, _("line too long, or with a NUL"), NULL);
		parse_line(path, line, file,
		    line == 1 && strncmp(text, bom, 3) == 0 ? text + 3 : text);
	}
	if (ferror(f)) {
		tool_fail("%s: %s", path, strerror(errno));
		tool_quit();
	}
	fclose(f);
}

/* XDG base directories: $XDG_CONFIG_HOME, else ~/.config. */
static void
load_users(void)
{
	const char *dir = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	char path[PATH_MAX];
	int n = 0;

	if (dir != NULL && *dir != '\0')
		n = snprintf(path, sizeof(path), "%s/ecert/ecert.conf", dir);
	else if (home != NULL && *home != '\0')
		n = snprintf(path, sizeof(path), "%s/.config/ecert/ecert.conf", home);
	if (n > 0 && (size_t)n < sizeof(path))
		load(path, 2, false);
}

const char *
tool_conf(const char *key, size_t i)
{
	const char *named = getenv("ECERT_CONF");
	size_t k = key_index(key);

	if (!conf.loaded) {
		conf.loaded = true;
		load(SYSTEM_FILE, 1, false);
		load_users();
		if (named != NULL && *named != '\0')
			load(named, 3, true);
	}
	return k < N_KEYS && i < conf.n[k] ? conf.v[k][i] : NULL;
}

const char *
tool_conf_last(const char *const *names)
{
	const char *last = NULL;
	size_t k, l = 0;

	for (; *names != NULL; names++) {
		(void)tool_conf(*names, 0);
		if (!has(k = key_index(*names)) || (last != NULL && conf.file[k] < conf.file[l]))
			continue;
		if (last != NULL && conf.file[k] == conf.file[l]) {
			tool_fail(_("%s: %s and %s exclude each other"), conf.where[k][0], last, *names);
			tool_quit();
		}
		last = *names;
		l = k;
	}
	return last;
}

const char *
tool_conf_beside(const char *key, const char *beside)
{
	const char *v = tool_conf(key, 0);

	return v != NULL && conf.file[key_index(key)] >= conf.file[key_index(beside)] ? v : NULL;
}

const char *
tool_conf_where(const char *key, size_t i)
{
	size_t k = key_index(key);

	return k < N_KEYS && i < conf.n[k] ? conf.where[k][i] : NULL;
}
