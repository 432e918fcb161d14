/* SPDX-License-Identifier: Apache-2.0 */
/* The text of a policy: what is read and what is refused, with its line. */
#include <stdio.h>
#include <stdlib.h>

#include "unit.h"
#include "rules/rules.h"

static ecert_err
load(ecert_ctx *ctx, const char *text, ecert_rules **out)
{
	return ecert_rules_load(ctx, text, strlen(text), "p", out);
}

static const struct { const char *name, *text, *message; } refused[] = {
	{ "no equals sign", "seal = yes\nseal-name\n", "p:2: not of the form key = value" },
	{ "no key", "= yes\n", "p:1: not of the form key = value" },
	{ "no value", "\nseal =\n", "p:2: not of the form key = value" },
	{ "a clause at once and no value", "seal-name =#x\n", "p:1: not of the form key = value" },
	{ "a clause and no value", "seal = # 4.3.5\n", "p:1: not of the form key = value" },
	{ "should and no key", "should = yes\n", "p:1: unknown key: should" },
	{ "an unknown key", "colour = red\n", "p:1: unknown key: colour" },
	{ "a key in capitals", "Seal = yes\n", "p:1: unknown key: Seal" },
	{ "a control character", "seal = y\x01" "es\n", "p:1: not UTF-8, or a control character" },
	{ "a direction mark", "seal-name = \xe2\x80\xae" "a\n",
	    "p:1: not UTF-8, or a control character" },
	{ "a carriage return in a line", "seal =\ryes\n",
	    "p:1: not UTF-8, or a control character" },
	{ "a tab in a value is shown", "algorithms = a\tb\n",
	    "p:1: algorithms: unknown value: a\\x09b" },
	{ "no UTF-8", "seal-name = \xff\n", "p:1: not UTF-8, or a control character" },
	{ "nothing", "", "p: the policy asks for nothing" },
	{ "comments alone", "# seal = yes\n\n", "p: the policy asks for nothing" },
	{ "a title alone", "title = x\n", "p: the policy asks for nothing" },
};

static void
refuse(ecert_ctx *ctx)
{
	ecert_rules *rules;
	size_t i;

	for (i = 0; i < ECI_COUNT(refused); i++) {
		unit_case("%s", refused[i].name);
		CHECK_ERR(ctx, load(ctx, refused[i].text, &rules), ECERT_E_CONFIG);
		CHECK(rules == NULL);
		CHECK_STR(ecert_errmsg(ctx), refused[i].message);
	}
}

static void
limits(ecert_ctx *ctx)
{
	static char text[300 * 1024];
	ecert_rules *rules;

	unit_case("a NUL");
	CHECK_ERR(ctx, ecert_rules_load(ctx, "seal = yes\n\0\n", 13, "p", &rules),
	    ECERT_E_CONFIG);
	CHECK_STR(ecert_errmsg(ctx), "p:2: not UTF-8, or a control character");

	unit_case("a long line");
	memset(text, '#', 5000);
	CHECK_ERR(ctx, ecert_rules_load(ctx, text, 5000, "p", &rules), ECERT_E_CONFIG);
	CHECK_STR(ecert_errmsg(ctx), "p:1: the line is too long");

	unit_case("a long text");
	memset(text, '\n', sizeof(text));
	CHECK_ERR(ctx, ecert_rules_load(ctx, text, sizeof(text), "p", &rules), ECERT_E_LIMIT);

	unit_case("a name with a line feed is shown escaped");
	CHECK_ERR(ctx, ecert_rules_load(ctx, "x\n", 2, "a\nb", &rules), ECERT_E_CONFIG);
	CHECK(strchr(ecert_errmsg(ctx), '\n') == NULL);
}

static void
read_all(ecert_ctx *ctx)
{
	const struct eci_rules *r;
	ecert_rules *rules;

	unit_case("comments, blanks, CR LF, a mark of the byte order, no last line feed");
	CHECK_OK(ctx, load(ctx, "\xef\xbb\xbf# c\r\n\r\n  title\t=  A title \r\n"
	    "should  seal = yes  #  4.3.5 a # b\r\nseal-name = C#\t# x\nkey-usage = yes", &rules));
	if (rules != NULL) {
		r = eci_rules_of(rules);
		CHECK_STR(ecert_rules_name(rules), "p");
		CHECK_STR(ecert_rules_title(rules, "en"), "A title");
		CHECK_STR(ecert_rules_title(rules, "zh"), "A title");
		CHECK_INT(r->demands[ECI_D_SEAL].strength, ECI_SHOULD);
		CHECK_STR(r->demands[ECI_D_SEAL].clause, "4.3.5 a # b");
		CHECK_INT(r->seal_names.n, 1);
		CHECK_STR(r->seal_names.v[0].text, "C#");
		CHECK_STR(r->seal_names.v[0].clause, "x");
		CHECK_INT(r->demands[ECI_D_KEY_USAGE].strength, ECI_SHALL);
		CHECK(r->demands[ECI_D_KEY_USAGE].clause == NULL);
		CHECK_INT(r->demands[ECI_D_TIMESTAMP].strength, ECI_NOT_ASKED);
		CHECK_INT(r->holders, ECI_RULES_SIGNER | ECI_RULES_MAKER);
	}
	ecert_rules_free(rules);

	unit_case("without a title it is the name");
	CHECK_OK(ctx, load(ctx, "remind = 1d\n", &rules));
	CHECK_STR(ecert_rules_title(rules, "zh"), "p");
	ecert_rules_free(rules);
}

static void
files(ecert_ctx *ctx)
{
	ecert_rules *rules;
	char path[512];
	FILE *f;

	unit_case("a file");
	snprintf(path, sizeof(path), "%s/x.policy", unit_dir());
	CHECK((f = fopen(path, "w")) != NULL);
	fputs("seal = yes\n", f);
	fclose(f);
	CHECK_OK(ctx, ecert_rules_load_file(ctx, path, &rules));
	CHECK_STR(ecert_rules_name(rules), path);
	ecert_rules_free(rules);
	remove(path);

	unit_case("no file");
	CHECK_ERR(ctx, ecert_rules_load_file(ctx, path, &rules), ECERT_E_IO);
	CHECK(rules == NULL);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	refuse(ctx);
	limits(ctx);
	read_all(ctx);
	files(ctx);
	return unit_end();
}
