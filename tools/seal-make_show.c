/* SPDX-License-Identifier: Apache-2.0 */
/* seal-make_show.c - seal-make show and picture: what is in a seal. */
#include <string.h>
#include <time.h>

#include "seal-make.h"

static const struct tool_opt show_opts[] = {
	{ "policy", 0, true, false, "NAME|FILE",
	    N_("when to remind that a certificate or seal ends, see ecert-policy(5)") },
	{ NULL, 0, false, false, NULL, NULL }
};
static const struct tool_opt picture_opts[] = {
	{ "out", 'o', true, false, "OUT", N_("the picture") },
	{ NULL, 0, false, false, NULL, NULL }
};

/* Labels have different widths in different languages: no columns. */
static void
line(const char *label, const char *value)
{
	printf("%s: %s\n", label, value);
}

static void
time_line(const char *label, int64_t t)
{
	time_t when = (time_t)t;
	char text[32];
	struct tm tm;

	if (gmtime_r(&when, &tm) == NULL ||
	    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		strcpy(text, "?");
	line(label, text);
}

static void
version_line(const ecert_seal *seal)
{
	switch (ecert_seal_version(seal)) {
	case ECERT_SES_V1:
		line(_("version"), "V1 (GM/T 0031-2014)");
		break;
	case ECERT_SES_V5:
		line(_("version"), "V5 (GM/T 0031-2025)");
		break;
	default:
		line(_("version"), "V4 (GB/T 38540-2020)");
		break;
	}
}

static void
picture_line(const ecert_seal *seal)
{
	const char *type = NULL, *format = ecert_seal_picture_format(seal);
	size_t n = 0;

	ecert_seal_picture(seal, &n, &type);
	printf(_("picture: %s, %zu bytes, %u x %u mm"), *format != '\0' ? format :
	    _("unknown"), n, ecert_seal_width(seal), ecert_seal_height(seal));
	printf(" (%s)\n", tool_show(type));
}

/* Version 1 has identifiers in the list too: what is text is shown. */
static void
not_a_certificate(const uint8_t *p, size_t len)
{
	char text[80];
	size_t i;

	for (i = 0; i < len && i < sizeof(text) - 1 && p[i] >= 0x20 && p[i] <= 0x7e; i++)
		text[i] = (char)p[i];
	text[i] = '\0';
	if (i == len)
		printf(_("identifier %s"), tool_show(text));
	else
		printf("%s", _("not a certificate"));
	putchar('\n');
}

static void
signer_lines(const ecert_seal *seal)
{
	size_t i, k, n, len = 0;
	const uint8_t *p;
	const char *who;

	n = ecert_seal_cert_count(seal);
	if (n == 0)
		line(_("may sign"), _("nobody"));
	for (i = 0; i < n; i++) {
		printf("%s: ", _("may sign"));
		p = ecert_seal_cert(seal, i, &len);
		who = ecert_seal_cert_subject(seal, i);
		if (*who != '\0') {
			printf("%s\n", who);
		} else if (!ecert_seal_cert_digests(seal)) {
			not_a_certificate(p, len);
		} else {
			printf("%s ", _("digest"));
			for (k = 0; k < len; k++)
				printf("%02x", p[k]);
			putchar('\n');
		}
	}
}

static void
show_text(const char *path, const ecert_seal *seal)
{
	char number[24];

	line(_("file"), tool_show(path));
	version_line(seal);
	line(_("seal code"), tool_show(ecert_seal_id(seal)));
	line(_("name"), tool_show(ecert_seal_name(seal)));
	line(_("vendor"), tool_show(ecert_seal_vendor(seal)));
	snprintf(number, sizeof(number), "%lld", (long long)ecert_seal_type(seal));
	line(_("type"), number);
	time_line(_("made"), ecert_seal_created(seal));
	time_line(_("valid from"), ecert_seal_valid_from(seal));
	time_line(_("valid until"), ecert_seal_valid_until(seal));
	picture_line(seal);
	line(_("maker"), *ecert_seal_maker_subject(seal) != '\0' ?
	    ecert_seal_maker_subject(seal) : _("not a certificate"));
	signer_lines(seal);
	seal_ext_lines(seal);
}

void
seal_remind(const ecert_rules *rules, const char *path, const ecert_seal *seal)
{
	size_t i, n = ecert_seal_cert_count(seal);
	int64_t first = INT64_MAX;

	tool_remind(rules, path, TOOL_SEAL, ecert_seal_valid_until(seal), true);
	if (ecert_seal_maker_not_after(seal) != INT64_MAX)
		tool_remind(rules, path, TOOL_MAKER, ecert_seal_maker_not_after(seal), true);
	/* Of many who may use it, the first to end: the others follow. */
	for (i = 0; i < n; i++)
		if (ecert_seal_cert_not_after(seal, i) < first)
			first = ecert_seal_cert_not_after(seal, i);
	if (first != INT64_MAX)
		tool_remind(rules, path, TOOL_USER, first, true);
}

/* A line between two seals; *shown counts them. */
static int
show_one(ecert_ctx *ctx, const ecert_rules *rules, const char *path, bool as_json,
    size_t *shown)
{
	ecert_seal *seal;
	char *json = NULL;
	int status;

	if ((seal = seal_load(ctx, path, as_json, &status)) == NULL) {
		if (as_json && status == TOOL_INVALID)
			tool_json_fail(ctx, "file", path, ECERT_E_SES, NULL);
		return status;
	}
	if (as_json) {
		tool_must(ctx, path, ecert_seal_json(ctx, seal, &json));
		seal_print_json(path, json);
		ecert_free(json);
	} else {
		if ((*shown)++ > 0)
			putchar('\n');
		show_text(path, seal);
	}
	seal_remind(rules, path, seal);
	ecert_seal_free(seal);
	return TOOL_OK;
}

int
seal_show(int argc, char **argv)
{
	struct tool_args a = { .usage = N_("seal-make show [--json] SEAL.esl..."),
	    .opts = show_opts };
	ecert_ctx *ctx = tool_ctx();
	const ecert_rules *rules;
	int status = TOOL_OK, i;
	size_t shown = 0;

	tool_parse(&a, argc, argv);
	tool_operands(&a, 1, argc, "SEAL.esl");
	rules = tool_rules(ctx, &a, "metrology");
	for (i = 0; i < a.n; i++)
		status = tool_worst(status, show_one(ctx, rules, a.v[i], a.json, &shown));
	ecert_ctx_free(ctx);
	return status;
}

/* {"file":...,"output":...,"format":...,"size":...} */
static void
report_picture(const char *path, const char *out, const char *format, size_t size)
{
	fputs("{\"file\":", stdout);
	tool_json_str(stdout, path);
	fputs(",\"output\":", stdout);
	tool_json_str(stdout, out);
	fputs(",\"format\":", stdout);
	if (*format != '\0')
		tool_json_str(stdout, format);
	else
		fputs("null", stdout);
	printf(",\"size\":%zu}\n", size);
}

int
seal_picture(int argc, char **argv)
{
	struct tool_args a = { .usage = N_("seal-make picture [--json] -o OUT SEAL.esl"),
	    .opts = picture_opts };
	ecert_ctx *ctx = tool_ctx();
	ecert_seal *seal;
	const uint8_t *p;
	const char *out;
	int status;
	size_t n;

	tool_parse(&a, argc, argv);
	tool_operands(&a, 1, 1, "SEAL.esl");
	out = tool_need(&a, "out");
	if (tool_same_file(a.v[0], out))
		tool_usage(_("%s would be overwritten"), out);
	if (a.json && strcmp(out, "-") == 0)
		tool_usage(_("--json and -o - would both go to standard output"));
	if ((seal = seal_load(ctx, a.v[0], a.json, &status)) != NULL) {
		p = ecert_seal_picture(seal, &n, NULL);
		status = tool_write(out, p, n);
		if (status == TOOL_OK && a.json)
			report_picture(a.v[0], out, ecert_seal_picture_format(seal), n);
		ecert_seal_free(seal);
	} else if (a.json && status == TOOL_INVALID)
		tool_json_fail(ctx, "file", a.v[0], ECERT_E_SES, NULL);
	ecert_ctx_free(ctx);
	return status;
}
