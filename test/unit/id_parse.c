/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <stdio.h>

#include "id/id_priv.h"

#define ROOT "1.2.156.99999.7"
#define USCC "11430000006122244L"

/* Whole identifiers, read leniently without a known root: all deviations in
 * their order, the separator found, the canonical form. */
static const struct { const char *name, *text, *codes, *sep, *canon; } good[] = {
	{ "canonical", ROOT "•7•" USCC "•CNAS L0001•XZ-1•0", "", "•",
	    ROOT "•7•" USCC "•CNAS L0001•XZ-1•0" },
	{ "stops", ROOT ".7." USCC ".CNAS L0001.XZ-1.0", "SEPARATOR_NOT_CANONICAL", ".",
	    ROOT "•7•" USCC "•CNAS L0001•XZ-1•0" },
	{ "middle dots", ROOT "·7·" USCC "·A·B·0", "SEPARATOR_NOT_CANONICAL", "·",
	    ROOT "•7•" USCC "•A•B•0" },
	{ "katakana dots", ROOT "・7・" USCC "・A・B・0", "SEPARATOR_NOT_CANONICAL", "・",
	    ROOT "•7•" USCC "•A•B•0" },
	{ "full-width stops", ROOT "．7．" USCC "．A．B．0", "SEPARATOR_NOT_CANONICAL", "．",
	    ROOT "•7•" USCC "•A•B•0" },
	{ "figure 1 with its blanks", ROOT " . 7 . " USCC " . A . B . 0",
	    "SEPARATOR_NOT_CANONICAL BLANKS BLANKS BLANKS BLANKS BLANKS BLANKS", ".",
	    ROOT "•7•" USCC "•A•B•0" },
	{ "mixed", ROOT "•7·" USCC "•A•B•0", "SEPARATOR_MIXED", "•", ROOT "•7•" USCC "•A•B•0" },
	{ "everything at once", "１.2.156.99999.7·7•00612224-4··B·01",
	    "SEPARATOR_NOT_CANONICAL SEPARATOR_MIXED FULLWIDTH ISSUER_HYPHEN AUTHORITY_EMPTY REVISION_DIGITS",
	    "·", ROOT "•7•006122244••B•1" },
	{ "wrong check character", ROOT "•7•91500106MA2CE71F65•A•B•0", "ISSUER_CHECK", "•",
	    ROOT "•7•91500106MA2CE71F65•A•B•0" },
	{ "several authorities", ROOT "•7•" USCC "•A+B•S•0", "AUTHORITY_SEVERAL", "•",
	    ROOT "•7•" USCC "•A+B•S•0" },
	{ "lower case", ROOT "•7•11430000006122244l•A•B•0", "ISSUER_LOWER_CASE", "•",
	    ROOT "•7•" USCC "•A•B•0" },
	{ "middle dot in a name", ROOT "•7•" USCC "•A·B•C•0", "", "•", ROOT "•7•" USCC "•A·B•C•0" },
};

/* One fault each; at counts characters of the text from 1. */
static const struct { const char *name, *text, *component; size_t at; } bad[] = {
	{ "empty", "", "identifier", 1 },
	{ "not UTF-8", ROOT "•7•\xff", "identifier", 19 },
	{ "cut off within a character", ROOT "•7•\xe2\x80", "identifier", 19 },
	{ "surrogate", ROOT "•7•\xed\xa0\x80", "identifier", 19 },
	{ "overlong", ROOT "•7•\xc0\xae", "identifier", 19 },
	{ "five components", ROOT "•7•" USCC "•A•B", "identifier", 41 },
	{ "seven components", ROOT "•7•" USCC "•A•B•0•0", "identifier", 44 },
	{ "root", "1.2.99x.1•7•" USCC "•A•B•0", "root", 7 },
	{ "type", ROOT "•9•" USCC "•A•B•0", "type", 17 },
	{ "type after a blank", ROOT "• 9•" USCC "•A•B•0", "type", 18 },
	{ "issuer", ROOT "•7•1143000000612224OL•A•B•0", "issuer", 35 },
	{ "authority", ROOT "•7•" USCC "•A/•B•0", "authority", 39 },
	{ "serial", ROOT "•7•" USCC "•国国•\\•0", "serial", 41 },
	{ "serial empty", ROOT "•7•" USCC "•A••0", "serial", 40 },
	{ "revision", ROOT "•7•" USCC "•A•B•x", "revision", 42 },
	{ "revision empty", ROOT "•7•" USCC "•A•B•", "revision", 42 },
	{ "line break at the end", ROOT "•7•" USCC "•A•B•0\n", "revision", 43 },
};

static void
codes_of(ecert_ctx *ctx, const ecert_id *id, struct eci_buf *b)
{
	size_t i;

	b->len = 0;
	CHECK_OK(ctx, eci_buf_adds(ctx, b, ""));
	for (i = 0; i < ecert_id_deviation_count(id); i++)
		CHECK_OK(ctx, eci_buf_addf(ctx, b, "%s%s", i > 0 ? " " : "",
		    ecert_id_deviation_code(id, i)));
}

static void
test_good(ecert_ctx *ctx, const ecert_id_opts *strict)
{
	struct eci_buf codes = { 0 };
	ecert_id *id = NULL, *again = NULL;
	size_t i;

	for (i = 0; i < ECI_COUNT(good); i++) {
		unit_case("%s", good[i].name);
		CHECK_OK(ctx, ecert_id_parse(ctx, NULL, good[i].text, strlen(good[i].text), &id));
		codes_of(ctx, id, &codes);
		CHECK_STR((char *)codes.ptr, good[i].codes);
		CHECK_STR(ecert_id_separator(id), good[i].sep);
		CHECK_STR(ecert_id_text(id), good[i].canon);
		CHECK_INT(ecert_id_root_known(id), 0);
		unit_case("%s, strict", good[i].name);
		CHECK_ERR(ctx, ecert_id_parse(ctx, strict, good[i].text, strlen(good[i].text), &again),
		    *good[i].codes != '\0' ? ECERT_E_ID : ECERT_OK);
		ecert_id_free(again);
		unit_case("%s, its canonical form", good[i].name);
		CHECK_OK(ctx, ecert_id_parse(ctx, NULL, good[i].canon, strlen(good[i].canon), &again));
		CHECK_INT(ecert_id_equal(id, again), 1);
		ecert_id_free(again);
		ecert_id_free(id);
	}
	eci_buf_free(&codes);
}

static void
test_bad(ecert_ctx *ctx)
{
	char message[256];
	ecert_id *id = NULL;
	size_t i;

	for (i = 0; i < ECI_COUNT(bad); i++) {
		unit_case("fault: %s", bad[i].name);
		CHECK_REASON(ctx, ecert_id_parse(ctx, NULL, bad[i].text, strlen(bad[i].text), &id),
		    ECERT_R_ID_MALFORMED);
		CHECK(id == NULL);
		CHECK_STR(ecert_id_fault_component(ctx), bad[i].component);
		CHECK_INT(ecert_id_fault_position(ctx), bad[i].at);
		snprintf(message, sizeof(message), "%s at character %zu: %s", bad[i].component,
		    bad[i].at, ecert_id_fault_rule(ctx));
		CHECK_STR(ecert_errmsg(ctx), message);
	}
	unit_case("a NUL is a character like another");
	CHECK_ERR(ctx, ecert_id_parse(ctx, NULL, ROOT "•7•" USCC "•A•B\0•0", 50, &id), ECERT_E_ID);
}

static void
test_roots(ecert_ctx *ctx)
{
	static const char text[] = ROOT "•7•" USCC "•A•B•0", other[] = "1.2.3•7•" USCC "•A•B•0";
	ecert_id_opts *opts = NULL;
	ecert_id *id = NULL;

	unit_case("known root");
	CHECK_OK(ctx, ecert_id_opts_new(ctx, &opts));
	CHECK_OK(ctx, ecert_id_opts_add_root(ctx, opts, ROOT));
	CHECK_OK(ctx, ecert_id_parse(ctx, opts, text, strlen(text), &id));
	CHECK_INT(ecert_id_root_known(id), 1);
	CHECK_INT(ecert_id_deviation_count(id), 0);
	ecert_id_free(id);
	unit_case("another root");
	CHECK_OK(ctx, ecert_id_parse(ctx, opts, other, strlen(other), &id));
	CHECK_INT(ecert_id_root_known(id), 0);
	CHECK_STR(ecert_id_deviation_code(id, 0), "ROOT_UNKNOWN");
	ecert_id_free(id);
	unit_case("another root, strict");
	ecert_id_opts_set_strict(opts, 1);
	CHECK_ERR(ctx, ecert_id_parse(ctx, opts, other, strlen(other), &id), ECERT_E_ID);
	CHECK_STR(ecert_id_fault_component(ctx), "root");
	ecert_id_opts_free(opts);
}

/* Every prefix of a good identifier, and every byte of it replaced. */
static void
test_damage(ecert_ctx *ctx)
{
	static const char text[] = ROOT "•7•" USCC "•国A•B•0";
	static const unsigned char bytes[] = { 0, ' ', '.', '9', 0x80, 0xe2, 0xff };
	char copy[sizeof(text)];
	ecert_id *id = NULL;
	ecert_err e;
	size_t i, k;

	unit_case("cut and damaged identifiers");
	for (i = 0; i < sizeof(text) - 1; i++) {
		CHECK_ERR(ctx, ecert_id_parse(ctx, NULL, text, i, &id), ECERT_E_ID);
		for (k = 0; k < sizeof(bytes); k++) {
			memcpy(copy, text, sizeof(text));
			copy[i] = (char)bytes[k];
			e = ecert_id_parse(ctx, NULL, copy, sizeof(text) - 1, &id);
			CHECK(e == ECERT_OK || e == ECERT_E_ID);
			CHECK((e == ECERT_OK) == (id != NULL));
			ecert_id_free(id);
		}
	}
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	ecert_id_opts *strict = NULL;

	unit_case("strict without roots");
	CHECK_OK(ctx, ecert_id_opts_new(ctx, &strict));
	ecert_id_opts_set_strict(strict, 1);
	test_good(ctx, strict);
	test_bad(ctx);
	test_roots(ctx);
	test_damage(ctx);
	ecert_id_opts_free(strict);
	return unit_end();
}
