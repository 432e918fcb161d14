/* SPDX-License-Identifier: Apache-2.0 */
/* tool_files.c - --files: paths in a list, one in a line, or as find -print0 gives them. */
#include <stdlib.h>
#include <string.h>

#include "tool_many.h"

/* What a list of more names is, is a mistake. */
#define NAMES_MAX 10000000

struct names {
	char **v;
	size_t n, cap;
};

static _Noreturn void
no_memory(void)
{
	tool_fail(_("out of memory"));
	tool_quit();
}

static void
add(struct names *names, char *name)
{
	char **v;

	if (names->n == NAMES_MAX) {
		tool_fail(_("--files: more than %d names"), NAMES_MAX);
		tool_quit();
	}
	if (names->n == names->cap) {
		names->cap = names->cap > 0 ? names->cap * 2 : 64;
		if ((v = realloc(names->v, names->cap * sizeof(*v))) == NULL)
			no_memory();
		names->v = v;
	}
	names->v[names->n++] = name;
}

/* A file of that name, for the list is no place for the standard input. */
static char *
not_a_stream(char *name)
{
	static char file[] = "./-";

	return strcmp(name, "-") == 0 ? file : name;
}

/* Names lie in text, which has a NUL behind its n bytes. */
static void
split(struct names *names, char *text, size_t n)
{
	char end = memchr(text, '\0', n) != NULL ? '\0' : '\n', *at = text, *stop;

	for (; at < text + n; at = stop + 1) {
		if ((stop = memchr(at, end, (size_t)(text + n - at))) == NULL)
			stop = text + n;
		*stop = '\0';
		if (end == '\n' && stop > at && stop[-1] == '\r')
			stop[-1] = '\0';
		if (*at != '\0')
			add(names, not_a_stream(at));
	}
}

void
tool_many_operands(struct tool_args *a)
{
	const char *list = tool_get(a, "files");
	struct names names = { 0 };
	size_t len = 0, before;
	char *text;
	int i;

	if (list == NULL && a->n == 0)
		tool_usage(_("no file is given"));
	if (list == NULL)
		return;
	for (i = 0; i < a->n; i++) {
		if (strcmp(list, "-") == 0 && strcmp(a->v[i], "-") == 0)
			tool_usage(_("--files: the standard input cannot be list and document"));
		add(&names, a->v[i]);
	}
	before = names.n;
	/* Both live as long as the operands. */
	text = (char *)tool_read(list, &len);
	split(&names, text, len);
	if (names.n == before) {
		tool_fail(_("%s: the list names no file"), list);
		tool_quit();
	}
	a->v = names.v;
	a->n = (int)names.n;
}
