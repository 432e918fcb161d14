/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ecert-key_show.c - ecert-key show.  The library describes in JSON; as text it
 * is shown a member a line.  The walker below reads the library's own output: it
 * need not judge, only not run past the end.
 */
#include <stdlib.h>
#include <string.h>

#include "ecert-key.h"

#define DEPTH_MAX 8

static const struct tool_opt opts[] = { { NULL, 0, false, false, NULL, NULL } };

/* The end of the string that starts at s[0] == '"'. */
static const char *
string_end(const char *s)
{
	for (s++; *s != '\0' && *s != '"'; s++)
		if (*s == '\\' && s[1] != '\0')
			s++;
	return *s == '\0' ? s : s + 1;
}

/* Without quotes and the two escapes that the library writes for ASCII; a \u and
 * four digits stand for what must not reach a terminal, and stay. */
static void
put_string(const char *s, const char *end)
{
	for (s++; s < end - 1; s++) {
		if (*s == '\\' && (s[1] == '"' || s[1] == '\\' || s[1] == '/'))
			s++;
		putchar(*s);
	}
}

/* The members that are known by name; xgettext finds them here. */
static const char *const labels[] = {
	N_("kind"), N_("subject"), N_("issuer"), N_("serial"), N_("not before"), N_("not after"),
	N_("days left"),
	N_("ca"), N_("key usage"), N_("ext key usage"), N_("algorithm"), N_("bits"),
	N_("key usable"), N_("key sm3"), N_("sm3"), N_("encrypted"), N_("certificate"),
	N_("certificates"), N_("alt names"), N_("other attributes"), N_("signature"),
	/* of ecert-key token */
	N_("library"), N_("device maker"), N_("devices"), N_("applications"), N_("containers"), N_("name"),
	N_("error"), N_("manufacturer"), N_("label"), N_("total space"), N_("free space"),
	N_("packing"), N_("pin tries left"), N_("pin tries"), N_("signing"), N_("encryption"),
	N_("key"), N_("device"), N_("index"), N_("ulong"), N_("devinfo bytes"),
	N_("module"), N_("description"), N_("mechanisms"), N_("number"), N_("tokens"), N_("slot"),
	N_("model"), N_("pin"), N_("field"), N_("id"),
};

/* The values that are words of the library, not of the file. */
static const struct {
	const char *label, *value;
} words[] = {
	{ "kind", N_("private-key") }, { "kind", N_("public-key") }, { "kind", "pkcs12" },
	{ "kind", N_("certificate") }, { "kind", N_("certificates") }, { "kind", N_("request") },
	{ "signature", N_("good") }, { "signature", N_("bad") },
	{ "signature", N_("empty-sm2-id") },
	{ "algorithm", N_("unknown") },
	{ "key", N_("same") }, { "key", N_("another") }, { "certificate", N_("same key") },
	{ "certificate", N_("another key") }, { "packing", N_("packed") }, { "packing", N_("natural") },
	{ "pin", N_("usable") }, { "pin", N_("few tries left") }, { "pin", N_("one try left") },
	{ "pin", N_("locked") }, { "pin", N_("not set") }, { "pin", N_("not needed") },
};

/* The label as it is in English, which lives in text. */
static void
put_label(const char *s, const char *end, int depth, char text[64])
{
	size_t i, n;

	for (n = 0, s++; s < end - 1 && n < 63; s++)
		text[n++] = *s == '_' ? ' ' : *s;
	text[n] = '\0';
	/* The maker of a seal is another word in other languages. */
	if (strcmp(text, "maker") == 0)
		snprintf(text, 64, "device maker");
	for (i = 0; i < sizeof(labels) / sizeof(labels[0]) && strcmp(labels[i], text) != 0; i++)
		;
	printf("%*s%s:", 2 * depth, "", i < sizeof(labels) / sizeof(labels[0]) ? _(labels[i]) : text);
}

static bool
put_word(const char *label, const char *s, const char *end)
{
	size_t i, n = (size_t)(end - s);

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].label, label) == 0 && n == strlen(words[i].value) + 2 &&
		    strncmp(words[i].value, s + 1, n - 2) == 0) {
			fputs(_(words[i].value), stdout);
			return true;
		}
	return false;
}

static const char *
put_scalar(const char *label, const char *s)
{
	const char *end;

	putchar(' ');
	if (*s == '"') {
		end = string_end(s);
		if (!put_word(label, s, end))
			put_string(s, end);
		s = end;
	} else if (strncmp(s, "true", 4) == 0) {
		fputs(_("true"), stdout);
		s += 4;
	} else if (strncmp(s, "false", 5) == 0) {
		fputs(_("false"), stdout);
		s += 5;
	} else
		for (; *s != '\0' && strchr(",]} ", *s) == NULL; s++)
			putchar(*s);
	putchar('\n');
	return s;
}

/* s is one object on one line. */
void
key_print_text(const char *s)
{
	const char *end;
	unsigned members = 0;     /* of the object that began last */
	char label[64];
	int depth = -1;

	while (*s != '\0') {
		if (*s == '{' || *s == '[') {
			if (++depth > DEPTH_MAX)
				return;
			if (*s++ == '{')
				members = 0;
		} else if (*s == '}' || *s == ']') {
			depth--;
			/* The next of a list, unless each is one line. */
			if (strncmp(s, "},{", 3) == 0 && members > 1)
				putchar('\n');
			s++;
		} else if (*s == '"') {
			end = string_end(s);
			/* One of a list of words. */
			if (*end == ',' || *end == ']') {
				printf("%*s", 2 * depth, "");
				put_string(s, end);
				putchar('\n');
				s = end;
				continue;
			}
			put_label(s, end, depth, label);
			members++;
			for (s = end; *s == ':' || *s == ' '; s++)
				;
			if (*s == '{' || *s == '[')
				putchar('\n');
			else
				s = put_scalar(label, s);
		} else
			s++;
	}
}

/* {"file":"...", and the members of json. */
static void
show_json(const char *path, const char *json)
{
	fputs("{\"file\":", stdout);
	tool_json_str(stdout, path);
	printf("%s%s\n", json[1] == '}' ? "" : ",", json + 1);
}

int32_t
key_ask(void *arg, const char *what, char *buf, size_t cap)
{
	struct key_asker *asker = arg;
	int32_t n;

	(void)what;
	n = tool_pass(asker->args, asker->path, buf, cap);
	asker->told = n < 0;
	if (asker->keeps && n >= 0 && n < TOOL_PASS_MAX) {
		if (asker->kept == NULL)
			asker->kept = tool_secret_new(TOOL_PASS_MAX);
		memcpy(asker->kept, buf, (size_t)n);
		asker->kept[n] = '\0';
	}
	return n;
}

void
key_print(const struct tool_args *a, const char *path, const char *json)
{
	if (a->json) {
		show_json(path, json);
		return;
	}
	printf("%s: %s\n", _("file"), tool_show(path));
	key_print_text(json);
}

static int
show_file(ecert_ctx *ctx, struct tool_args *a, const char *path)
{
	struct key_asker asker = { .args = a, .path = path };
	const char *why;
	uint8_t *p;
	char *json = NULL;
	size_t n;
	ecert_err e;

	if ((p = tool_try_read(path, &n, &why)) == NULL) {
		if (a->json)
			tool_json_fail(ctx, "file", path, ECERT_E_IO, why);
		return TOOL_TROUBLE;
	}
	e = ecert_key_describe(ctx, p, n, key_ask, &asker, &json);
	explicit_bzero(p, n);
	free(p);
	if (e != ECERT_OK) {
		if (!asker.told)
			tool_err(ctx, path, e);
		if (a->json)
			tool_json_fail(ctx, "file", path, e, NULL);
		return TOOL_TROUBLE;
	}
	key_print(a, path, json);
	ecert_free(json);
	return TOOL_OK;
}

int
key_show(int argc, char **argv)
{
	struct tool_args a = { .usage = N_("ecert-key show [OPTION]... FILE..."), .opts = opts,
	    .wants_pass = true };
	int status = TOOL_OK, i;
	ecert_ctx *ctx;

	tool_parse(&a, argc, argv);
	tool_operands(&a, 1, 1000000, "FILE");
	ctx = tool_ctx();
	/* Nothing is done with a key here: one that others can read is told of. */
	tool_secrets(ctx, &a);
	for (i = 0; i < a.n; i++)
		status = tool_worst(status, show_file(ctx, &a, a.v[i]));
	ecert_ctx_free(ctx);
	return tool_finish(status);
}
