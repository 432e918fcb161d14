/* SPDX-License-Identifier: Apache-2.0 */
/* fake_core.c - the environment, faults, calls and handles; see fake_core.h. */
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fake_core.h"
#include "fake_priv.h"

/* Faults of every kind of module: what becomes of a value, of the PIN, of the device. */
static const char *const common_faults[] = { "removed", "rc", "slow", "pin-last-try",
	"pin-locked", "pin-len-range", "already-logged-in", "logout-mid-batch",
	"locked-instead-of-incorrect", "sig-zero", "sig-r-zero", "sig-s-zero", "sig-r-ge-n",
	"sig-corrupt", "sig-swapped", "sig-by-enc-key", "sig-ecdsa", "sig-hash-again", "sig-no-z",
	"sig-little-endian", "sig-der-noncanonical", "cert-absent", "cert-other-key",
	"cert-enc-only", "pub-other", "pub-enc", NULL };

static const char *const variables[] = { "FAKE_TOKEN_KEY", "FAKE_TOKEN_CERT",
	"FAKE_TOKEN_ENC_KEY", "FAKE_TOKEN_ENC_CERT", "FAKE_TOKEN_PIN", "FAKE_TOKEN_RETRY",
	"FAKE_TOKEN_STATE", "FAKE_TOKEN_LOG", "FAKE_TOKEN_NAMES", "FAKE_TOKEN_FAULT",
	"FAKE_TOKEN_P11", "FAKE_TOKEN_RUN" };
#define VARIABLES (sizeof(variables) / sizeof(variables[0]))

#define FAULTS_MAX 16
#define FUNCTIONS_MAX 64

static struct {
	char    *was[VARIABLES];     /* what the environment was */
	bool     known, sound;
	struct fault {
		char     name[48], value[80];
		unsigned nth;            /* 0: every call */
	} faults[FAULTS_MAX];
	size_t   n_faults;
	struct { const char *name; unsigned n; } calls[FUNCTIONS_MAX];
	size_t   n_calls;
	bool     removed;
} core;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

struct handle {
	char           kind[16], text[FAKE_NAME_MAX];
	unsigned       number;
	struct handle *parent, *next;
};
static struct handle *handles;
static unsigned handle_count;

const char *
fake_var(const char *name)
{
	const char *s = getenv(name);

	return s != NULL && *s != '\0' ? s : NULL;
}

/* ---- the log ---- */

static void
write_line(const char *line)
{
	const char *path = fake_var("FAKE_TOKEN_LOG");
	FILE *f;

	if (path == NULL || (f = fopen(path, "a")) == NULL)
		return;
	fprintf(f, "%s\n", line);
	fclose(f);
}

void
fake_say(struct fake_call *c, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(c->line + c->used, sizeof(c->line) - c->used, fmt, ap);
	va_end(ap);
	if (n > 0)
		c->used += (size_t)n < sizeof(c->line) - c->used ? (size_t)n :
		    sizeof(c->line) - c->used - 1;
}

/* ---- the environment ---- */

static bool
is_known(const char *name, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, name) == 0)
			return true;
	return false;
}

/* name[=value][@n] */
static bool
parse_fault(char *s)
{
	struct fault *f = &core.faults[core.n_faults];
	char *at = strrchr(s, '@'), *eq = strchr(s, '='), *end;

	memset(f, 0, sizeof(*f));
	if (at != NULL) {
		*at = '\0';
		f->nth = (unsigned)strtoul(at + 1, &end, 10);
		if (end == at + 1 || *end != '\0' || f->nth == 0)
			return false;
	}
	if (eq != NULL)
		*eq = '\0';
	snprintf(f->name, sizeof(f->name), "%.47s", s);
	snprintf(f->value, sizeof(f->value), "%.79s", eq != NULL ? eq + 1 : "");
	core.n_faults++;
	return is_known(s, common_faults) || is_known(s, fake_module_faults);
}

/* A slip of the pen must not turn a test of a failure green. */
static bool
parse_faults(const char *text)
{
	char copy[1000], line[1100], *s, *end;

	core.n_faults = 0;
	snprintf(copy, sizeof(copy), "%s", text != NULL ? text : "");
	for (s = copy; s != NULL && *s != '\0'; s = end) {
		if ((end = strchr(s, ',')) != NULL)
			*end++ = '\0';
		if (core.n_faults < FAULTS_MAX && parse_fault(s))
			continue;
		snprintf(line, sizeof(line), "unknown fault: %s", s);
		write_line(line);
		if (fake_var("FAKE_TOKEN_LOG") == NULL)
			fprintf(stderr, "%s\n", line);
		return false;
	}
	return true;
}

static bool
is_changed(void)
{
	const char *now;
	size_t i;

	for (i = 0; i < VARIABLES; i++) {
		now = getenv(variables[i]);
		if ((now == NULL) != (core.was[i] == NULL) ||
		    (now != NULL && strcmp(now, core.was[i]) != 0))
			return true;
	}
	return !core.known;
}

static void
forget_handles(void)
{
	struct handle *h;

	while ((h = handles) != NULL) {
		handles = h->next;
		free(h);
	}
	handle_count = 0;
}

static void
refresh(void)
{
	const char *now;
	size_t i;

	for (i = 0; i < VARIABLES; i++) {
		free(core.was[i]);
		now = getenv(variables[i]);
		core.was[i] = now != NULL ? strdup(now) : NULL;
	}
	core.known = true;
	core.removed = false;
	core.n_calls = 0;
	forget_handles();
	fake_keys_forget();
	fake_pin_forget();
	core.sound = parse_faults(fake_var("FAKE_TOKEN_FAULT"));
}

/* ---- calls ---- */

static unsigned
count_call(const char *function)
{
	size_t i;

	for (i = 0; i < core.n_calls && strcmp(core.calls[i].name, function) != 0; i++)
		;
	if (i == FUNCTIONS_MAX)
		return 0;
	if (i == core.n_calls) {
		core.calls[core.n_calls].name = function;
		core.calls[core.n_calls++].n = 0;
	}
	return ++core.calls[i].n;
}

bool
fake_begin(struct fake_call *c, const char *function)
{
	pthread_mutex_lock(&lock);
	if (is_changed())
		refresh();
	memset(c, 0, sizeof(*c));
	c->function = function;
	c->n = count_call(function);
	fake_say(c, "%s", function);
	return core.sound;
}

unsigned long
fake_end(struct fake_call *c, unsigned long rc)
{
	fake_say(c, " -> %lx", rc);
	write_line(c->line);
	pthread_mutex_unlock(&lock);
	return rc;
}

/* ---- faults ---- */

const char *
fake_fault(const struct fake_call *c, const char *name)
{
	size_t i;

	for (i = 0; i < core.n_faults; i++)
		if (strcmp(core.faults[i].name, name) == 0 &&
		    (core.faults[i].nth == 0 || core.faults[i].nth == c->n))
			return core.faults[i].value;
	return NULL;
}

bool
fake_is_removed(const struct fake_call *c)
{
	const char *of = fake_fault(c, "removed");

	if (of != NULL && (*of == '\0' || strcmp(of, c->function) == 0))
		core.removed = true;
	return core.removed;
}

/* Whether value is for this call: "FUNCTION:REST", or REST of the one that signs. */
static const char *
meant_for(const struct fake_call *c, const char *value)
{
	const char *colon = strchr(value, ':');

	if (colon == NULL)
		return strcmp(c->function, fake_sign_function) == 0 ? value : NULL;
	return strlen(c->function) == (size_t)(colon - value) &&
	    strncmp(value, c->function, (size_t)(colon - value)) == 0 ? colon + 1 : NULL;
}

bool
fake_code(const struct fake_call *c, unsigned long *rc)
{
	const char *s;
	size_t i;

	for (i = 0; i < core.n_faults; i++)
		if (strcmp(core.faults[i].name, "rc") == 0 &&
		    (core.faults[i].nth == 0 || core.faults[i].nth == c->n) &&
		    (s = meant_for(c, core.faults[i].value)) != NULL) {
			*rc = strtoul(s, NULL, 16);
			return true;
		}
	return false;
}

void
fake_wait(const struct fake_call *c)
{
	const char *s = fake_fault(c, "slow");
	struct timespec t;
	long ms;

	if (s == NULL)
		return;
	ms = strtol(s, NULL, 10);
	t.tv_sec = ms / 1000;
	t.tv_nsec = ms % 1000 * 1000000;
	nanosleep(&t, NULL);
}

/* ---- handles ---- */

void *
fake_handle_new(struct fake_call *c, const char *kind, void *parent)
{
	struct handle *h = calloc(1, sizeof(*h));

	if (h == NULL)
		abort();
	snprintf(h->kind, sizeof(h->kind), "%s", kind);
	h->number = ++handle_count;
	h->parent = parent;
	h->next = handles;
	handles = h;
	fake_say(c, " new=%s:%u", kind, h->number);
	return h;
}

static struct handle *
find(const void *handle, const char *kind)
{
	struct handle *h;

	for (h = handles; h != NULL && h != handle; h = h->next)
		;
	return h != NULL && strcmp(h->kind, kind) == 0 ? h : NULL;
}

bool
fake_handle_is(struct fake_call *c, const void *handle, const char *kind)
{
	const struct handle *h = find(handle, kind);

	if (h == NULL)
		fake_say(c, " bad=%s", kind);
	else
		fake_say(c, " on=%s:%u", kind, h->number);
	return h != NULL;
}

bool
fake_handle_free(struct fake_call *c, void *handle, const char *kind)
{
	struct handle *h = find(handle, kind), **at;

	if (h == NULL) {
		fake_say(c, " bad=%s", kind);
		return false;
	}
	fake_say(c, " free=%s:%u", kind, h->number);
	for (at = &handles; *at != h; at = &(*at)->next)
		;
	*at = h->next;
	free(h);
	return true;
}

void
fake_handle_name(void *handle, const char *name)
{
	struct handle *h = handle;

	snprintf(h->text, sizeof(h->text), "%s", name);
}

const char *
fake_handle_text(const void *handle)
{
	return ((const struct handle *)handle)->text;
}

void *
fake_handle_parent(const void *handle)
{
	return ((const struct handle *)handle)->parent;
}

/* ---- names ---- */

static bool
add_name(char names[FAKE_NAMES_MAX][FAKE_NAME_MAX], size_t *n, const char *name)
{
	size_t i;

	for (i = 0; i < *n; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	if (*n == FAKE_NAMES_MAX)
		return false;
	snprintf(names[(*n)++], FAKE_NAME_MAX, "%s", name);
	return true;
}

/* dev:app:container,... */
size_t
fake_names(const char *dev, const char *app, char names[FAKE_NAMES_MAX][FAKE_NAME_MAX])
{
	const char *text = fake_var("FAKE_TOKEN_NAMES");
	char copy[3 * FAKE_NAME_MAX], *s, *end, *part[3];
	size_t n = 0;

	snprintf(copy, sizeof(copy), "%s", text != NULL ? text : "FAKE0001:TEST:KEY1");
	for (s = copy; s != NULL && *s != '\0'; s = end) {
		if ((end = strchr(s, ',')) != NULL)
			*end++ = '\0';
		part[0] = s;
		part[1] = strchr(s, ':');
		part[2] = part[1] != NULL ? strchr(part[1] + 1, ':') : NULL;
		if (part[1] != NULL)
			*part[1]++ = '\0';
		if (part[2] != NULL)
			*part[2]++ = '\0';
		if (dev == NULL)
			add_name(names, &n, part[0]);
		else if (strcmp(dev, part[0]) == 0 && part[1] != NULL && app == NULL)
			add_name(names, &n, part[1]);
		else if (strcmp(dev, part[0]) == 0 && part[1] != NULL && strcmp(app, part[1]) == 0 &&
		    part[2] != NULL)
			add_name(names, &n, part[2]);
	}
	return n;
}
