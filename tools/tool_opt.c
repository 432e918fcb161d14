/* SPDX-License-Identifier: Apache-2.0 */
/* tool_opt.c - options, operands and verbs; --help and --version. */
#include <stdlib.h>
#include <string.h>

#include "tool.h"

#define PASS_FD_MAX 65535
/* Of a terminal; and where --help begins to say what an option does. */
#define COLUMNS 80
#define HELP_AT 31

static const struct tool_opt common[] = {
	{ "json", 0, false, false, NULL, N_("results as JSON, one object per line") },
	{ "quiet", 'q', false, false, NULL, N_("no warnings") },
	{ "help", 'h', false, false, NULL, N_("this text") },
	{ "version", 'V', false, false, NULL, N_("version of the tool and of the libraries below it") },
	{ NULL, 0, false, false, NULL, NULL }
};

static const struct tool_opt pass[] = {
	{ "pass-file", 0, true, false, "FILE", N_("passphrase: first line of FILE") },
	{ "pass-fd", 0, true, false, "N", N_("passphrase: first line from descriptor N") },
	{ "pass-env", 0, true, false, "VAR", N_("passphrase: environment variable VAR") },
	{ "strict", 0, false, false, NULL, N_("refuse a private key that is not encrypted") },
	{ "allow-loose-permissions", 0, false, false, NULL,
	    N_("INSECURE: take a key file that others can read") },
	{ NULL, 0, false, false, NULL, NULL }
};

static const struct tool_opt none[] = { { NULL, 0, false, false, NULL, NULL } };

static bool
takes_value(const struct tool_opt *o)
{
	return o->value || o->arg != NULL;
}

static const struct tool_opt *
find_in(const struct tool_opt *o, const char *name, size_t n, char letter)
{
	for (; o->name != NULL; o++)
		if (letter != 0 ? o->letter == letter :
		    strncmp(o->name, name, n) == 0 && o->name[n] == '\0')
			return o;
	return NULL;
}

/* The tool's own rows come first: it may use a letter differently. */
static const struct tool_opt *
find(const struct tool_args *a, const char *name, size_t n, char letter)
{
	const struct tool_opt *o = find_in(a->opts, name, n, letter);

	if (o == NULL && a->wants_pass)
		o = find_in(pass, name, n, letter);
	return o != NULL ? o : find_in(common, name, n, letter);
}

static void
print_version(void)
{
	size_t i;

	printf("%s (libecert) %s\n", tool_name(), ecert_version());
	for (i = 0; ecert_backend(i) != NULL; i++)
		printf("%s\n", ecert_backend(i));
	exit(tool_finish(TOOL_OK));
}

/* What n bytes of s take on a terminal: two columns for each Chinese character. */
static int
columns(const char *s, size_t n)
{
	int sum = 0;

	for (; n > 0; n--, s++)
		if (((unsigned char)*s & 0xc0) != 0x80)
			sum += (unsigned char)*s >= 0xe3 ? 2 : 1;
	return sum;
}

/* The first word in n bytes: up to a space, or through the comma of a language without. */
static size_t
word(const char *s, size_t n)
{
	static const char comma[] = "\xef\xbc\x8c";
	size_t len = 1, k = sizeof(comma) - 1;

	while (len < n && s[len] != ' ' && (len < k || memcmp(s + len - k, comma, k) != 0))
		len++;
	return len;
}

/* n bytes of s from column at on, and in further lines from column indent. */
static void
put_words(const char *s, size_t n, int at, int indent)
{
	size_t len, space;

	for (; n > 0; s += len, n -= len) {
		len = word(s, n);
		space = 0;
		if (at > indent && at + columns(s, len) > COLUMNS) {
			space = *s == ' ';
			printf("\n%*s", indent, "");
			at = indent;
		}
		printf("%.*s", (int)(len - space), s + space);
		at += columns(s + space, len - space);
	}
	putchar('\n');
}

static void
print_usage(const char *usage)
{
	const char *end;
	const char *head = _("usage:");

	for (; *usage != '\0'; usage = *end == '\0' ? end : end + 1) {
		end = usage + strcspn(usage, "\n");
		printf("%s ", head);
		put_words(usage, (size_t)(end - usage), columns(head, strlen(head)) + 1, 11);
		head = "      ";
	}
}

static void
print_options(const struct tool_args *a, const struct tool_opt *o)
{
	char left[80];
	const char *help;
	int at;

	for (; o->name != NULL; o++) {
		/* Shadowed by a row of the tool. */
		bool letter = o->letter != 0 && find(a, NULL, 0, o->letter) == o;

		if (find(a, o->name, strlen(o->name), 0) != o)
			continue;
		snprintf(left, sizeof(left), "%c%c%s--%s%s%s", letter ? '-' : ' ',
		    letter ? o->letter : ' ', letter ? ", " : "  ", o->name,
		    o->arg != NULL ? "=" : "", o->arg != NULL ? o->arg : "");
		printf("  %s", left);
		help = o->help != NULL ? _(o->help) : "";
		at = (int)strlen(left) + 2;
		if (at >= HELP_AT) {
			putchar('\n');
			at = 0;
		}
		printf("%*s", HELP_AT - at, "");
		put_words(help, strlen(help), HELP_AT, HELP_AT);
	}
}

static void
print_exit_status(void)
{
	printf("\n%s\n", _("Exit status: 0 done or valid, 1 examined and not valid, 2 trouble, 3 undecided."));
	printf(_("See %s(1)."), tool_name());
	putchar('\n');
	exit(tool_finish(TOOL_OK));
}

static void
print_help(const struct tool_args *a)
{
	print_usage(_(a->usage));
	printf("\n%s\n", _("Options:"));
	print_options(a, a->opts);
	if (a->wants_pass)
		print_options(a, pass);
	print_options(a, common);
	print_exit_status();
}

/* --help and --version act at once; the others are kept. */
static void
take(struct tool_args *a, const struct tool_opt *o, const char *value)
{
	if (!takes_value(o) && strcmp(o->name, "help") == 0)
		print_help(a);
	if (!takes_value(o) && strcmp(o->name, "version") == 0)
		print_version();
	if (value != NULL && *value == '\0' &&
	    (a->empty_ok == NULL || strcmp(a->empty_ok, o->name) != 0))
		tool_usage(_("--%s: empty value"), o->name);
	if (tool_has(a, o->name) && !o->repeat)
		tool_usage(_("option --%s is given twice"), o->name);
	a->given[a->n_given].name = o->name;
	a->given[a->n_given++].value = value != NULL ? value : "";
	a->json = a->json || strcmp(o->name, "json") == 0;
	if (strcmp(o->name, "quiet") == 0) {
		a->quiet = true;
		tool_set_quiet(true);
	}
}

/* The first n bytes of word, with its dashes, are an option that is not known. */
static _Noreturn void
unknown(const char *word, size_t n)
{
	tool_usage(_("unknown option %.*s"), (int)(n > 200 ? 200 : n), word);
}

/* Returns how many further words of argv it used. */
static int
take_long(struct tool_args *a, const char *word, const char *next)
{
	size_t n = strcspn(word, "=");
	const struct tool_opt *o = find(a, word, n, 0);

	if (o == NULL)
		unknown(word - 2, n + 2);
	if (!takes_value(o)) {
		if (word[n] == '=')
			tool_usage(_("option --%s takes no value"), o->name);
		take(a, o, NULL);
		return 0;
	}
	if (word[n] == '=') {
		take(a, o, word + n + 1);
		return 0;
	}
	if (next == NULL)
		tool_usage(_("option --%s needs a value"), o->name);
	take(a, o, next);
	return 1;
}

/* "-q", "-qx", "-oFILE", "-o FILE". */
static int
take_short(struct tool_args *a, const char *word, const char *next)
{
	const struct tool_opt *o;

	for (; *word != '\0'; word++) {
		if ((o = find(a, NULL, 0, *word)) == NULL)
			unknown((char[]){ '-', *word, '\0' }, 2);
		if (!takes_value(o)) {
			take(a, o, NULL);
			continue;
		}
		if (word[1] == '\0' && next == NULL)
			tool_usage(_("option -%c needs a value"), *word);
		take(a, o, word[1] != '\0' ? word + 1 : next);
		return word[1] == '\0';
	}
	return 0;
}

static void
no_arguments(const struct tool_args *a, const char *argv0)
{
	const char *base = strrchr(argv0, '/');
	const char *usage = _(a->usage);

	/* A verb may well have no arguments. */
	if (strcmp(base != NULL ? base + 1 : argv0, tool_name()) == 0)
		tool_usage(_("usage: %.*s"), (int)strcspn(usage, "\n"), usage);
}

/* What the last tool_parse() handed out lives as long as the process. */
static void *operands, *given;

static void
free_words(void)
{
	free(operands);
	free(given);
	operands = given = NULL;
}

/* What comes second is empty, and would be judged as a file. */
static void
one_stdin(const struct tool_args *a)
{
	int i, n = 0;

	for (i = 0; i < a->n; i++)
		if (strcmp(a->v[i], "-") == 0 && ++n > 1)
			tool_usage(_("- is given twice; standard input can be read once"));
}

void
tool_parse(struct tool_args *a, int argc, char **argv)
{
	bool options = true;
	int i;

	free_words();
	a->v = operands = calloc((size_t)argc + 1, sizeof(*a->v));
	/* A cluster of letters gives more options than words. */
	for (a->n_given = 1, i = 1; i < argc; i++)
		a->n_given += strlen(argv[i]) + 1;
	a->given = given = calloc(a->n_given, sizeof(*a->given));
	a->n = 0;
	a->n_given = 0;
	if (operands == NULL || given == NULL || atexit(free_words) != 0) {
		tool_fail(_("out of memory"));
		exit(TOOL_TROUBLE);
	}
	if (argc <= 1)
		no_arguments(a, argc == 1 ? argv[0] : "");
	for (i = 1; i < argc; i++) {
		const char *s = argv[i], *next = i + 1 < argc ? argv[i + 1] : NULL;

		if (options && strcmp(s, "--") == 0)
			options = false;
		else if (!options || s[0] != '-' || s[1] == '\0')
			a->v[a->n++] = argv[i];
		else if (s[1] == '-')
			i += take_long(a, s + 2, next);
		else
			i += take_short(a, s + 1, next);
	}
	if (tool_has(a, "pass-file") + tool_has(a, "pass-fd") + tool_has(a, "pass-env") > 1)
		tool_usage(_("--pass-file, --pass-fd and --pass-env exclude each other"));
	if (tool_has(a, "pass-fd"))
		(void)tool_uint("pass-fd", tool_get(a, "pass-fd"), PASS_FD_MAX);
	one_stdin(a);
}

const char *
tool_get_nth(const struct tool_args *a, const char *name, size_t i)
{
	size_t k;

	for (k = 0; k < a->n_given; k++)
		if (strcmp(a->given[k].name, name) == 0 && i-- == 0)
			return a->given[k].value;
	return NULL;
}

const char *
tool_get(const struct tool_args *a, const char *name)
{
	return tool_get_nth(a, name, 0);
}

bool
tool_has(const struct tool_args *a, const char *name)
{
	return tool_get(a, name) != NULL;
}

const char *
tool_need(const struct tool_args *a, const char *name)
{
	const char *s = tool_get(a, name);

	if (s == NULL)
		tool_usage(_("option --%s is missing"), name);
	return s;
}

void
tool_operands(const struct tool_args *a, int min, int max, const char *what)
{
	if (a->n < min)
		tool_usage(_("missing argument: %s"), what);
	if (a->n > max)
		tool_usage(_("too many arguments: %s"), a->v[max]);
}

static void
verbs_help(const char *usage, const struct tool_verb *v)
{
	struct tool_args a = { .usage = usage, .opts = none };

	print_usage(_(usage));
	putchar('\n');
	for (; v->name != NULL; v++) {
		printf("  %-12s ", v->name);
		put_words(_(v->help), strlen(_(v->help)), 15, 15);
	}
	printf("\n%s\n", _("Options:"));
	print_options(&a, common);
	printf(_("\nThe options of a verb: %s VERB --help\n"), tool_name());
	print_exit_status();
}

int
tool_dispatch(const char *usage, const struct tool_verb *verbs, int argc, char **argv)
{
	const struct tool_verb *v;
	const char *line = _(usage);

	if (argc < 2)
		tool_usage(_("usage: %.*s"), (int)strcspn(line, "\n"), line);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		verbs_help(usage, verbs);
	if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0)
		print_version();
	for (v = verbs; v->name != NULL; v++)
		if (strcmp(argv[1], v->name) == 0) {
			tool_set_verb(v->name);
			return tool_finish(v->run(argc - 1, argv + 1));
		}
	tool_usage(argv[1][0] == '-' ? _("%s: a verb comes first") : _("%s: unknown verb"), argv[1]);
}
