/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <stdlib.h>

#include "id/id_priv.h"

/*
 * Where the root ends (characters, 0: a fault), with the root 1.2.156.99999.7.1
 * of six arcs and its beginning of three known, or none.  fault: component.
 */
static const struct {
	const char *name, *text;
	bool        known;
	size_t      root_to;
	const char *fault;
	size_t      at;
} rows[] = {
	{ "canonical", "1.2.3•1•I•A•S•0", false, 5, NULL, 0 },
	{ "middle dot", "1.2.3·1·I·A·S·0", false, 5, NULL, 0 },
	{ "katakana dot", "1.2.3・1・I・A・S・0", false, 5, NULL, 0 },
	{ "full-width stop", "1.2.3．1．I．A．S．0", false, 5, NULL, 0 },
	{ "full-width stop in the root too", "１．２．１５６．９．７．1．I．A．S．0", false, 11, NULL, 0 },
	{ "stop, five arcs", "1.2.156.9.7.1.I.A.S.0", false, 11, NULL, 0 },
	{ "stop, three arcs, unknown", "1.2.156.1.I.A.S.0", false, 0, "root", 1 },
	{ "stop, three arcs, known", "1.2.156.1.I.A.S.0", true, 7, NULL, 0 },
	{ "stop, six arcs, unknown", "1.2.156.99999.7.1.1.I.A.S.0", false, 0, "root", 1 },
	{ "stop, six arcs, known", "1.2.156.99999.7.1.1.I.A.S.0", true, 17, NULL, 0 },
	{ "stop, five arcs, not the known ones", "1.2.840.9.7.1.I.A.S.0", true, 11, NULL, 0 },
	{ "stop, known root, one too many", "1.2.156.99999.7.1.1.I.A.S.0.0", true, 0, "identifier", 29 },
	{ "stop, known root, one too few", "1.2.156.99999.7.1.1.I.A.S", true, 0, "identifier", 26 },
	{ "stop, a known root is no mere prefix", "1.2.1567.1.2.7.I.A.S.0", true, 12, NULL, 0 },
	{ "stop, too few for any root", "1.2.3.4.5.6.7", false, 0, "identifier", 14 },
	{ "stop, too many for any root", "1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1", false, 0,
	    "identifier", 43 },
	{ "stop, empty authority", "1.2.156.9.7.1.I..S.0", false, 11, NULL, 0 },
	{ "stop within a canonical text", "1.2.3•1•I•A.B•S.1•0", false, 5, NULL, 0 },
	{ "middle dot within a canonical text", "1.2.3•1•I•A·B•S•0", false, 5, NULL, 0 },
	{ "two kinds", "1.2.3•1·I•A•S•0", false, 5, NULL, 0 },
	{ "two kinds, one a stop", "1.2.156.9.7•1•I.A•S•0", false, 11, NULL, 0 },
	{ "empty", "", false, 0, "identifier", 1 },
	{ "blank", "   ", false, 0, "identifier", 1 },
	{ "no separator", "abc", false, 0, "identifier", 4 },
	{ "five components", "1.2.3•1•I•A•S", false, 0, "identifier", 14 },
	{ "seven components", "1.2.3•1•I•A•S•0•1", false, 0, "identifier", 17 },
	{ "seven, the last empty", "1.2.3•1•I•A•S•0•", false, 0, "identifier", 17 },
	{ "only separators", "•••••", false, 0, NULL, 0 },
};

/* More pieces than are kept: counted, not stored. */
static void
test_many(ecert_ctx *ctx)
{
	static const char *const seps[] = { ".", "•", "．" };
	struct eci_buf b = { 0 };
	ecert_id *id = NULL;
	size_t i, k;

	for (k = 0; k < ECI_COUNT(seps); k++) {
		unit_case("300 separators '%s'", seps[k]);
		b.len = 0;
		for (i = 0; i < 300; i++)
			CHECK_OK(ctx, eci_buf_adds(ctx, &b, seps[k]));
		CHECK_ERR(ctx, ecert_id_parse(ctx, NULL, (char *)b.ptr, b.len, &id), ECERT_E_ID);
		CHECK_STR(ecert_id_fault_component(ctx), "identifier");
	}
	eci_buf_free(&b);
}

/* A known root ends where it ends, whatever the text holds there. */
static void
test_nul(ecert_ctx *ctx, const ecert_id_opts *known)
{
	static const char text[] = "1.2.156\0\0\0\0\0\0\0\0.1.I.A.S.0";
	ecert_id *id = NULL;

	unit_case("zeros after a known root");
	CHECK_ERR(ctx, ecert_id_parse(ctx, known, text, sizeof(text) - 1, &id), ECERT_E_ID);
	CHECK(id == NULL);
}

static void
test_row(ecert_ctx *ctx, size_t i, const ecert_id_opts *known)
{
	struct eci_id_reader r = { .ctx = ctx, .opts = rows[i].known ? known : NULL };
	struct eci_id_span span[ECI_ID_PARTS];
	ecert_err e;

	unit_case("%s", rows[i].name);
	CHECK_OK(ctx, eci_id_new(ctx, &r.id));
	CHECK_OK(ctx, eci_id_decode(&r, rows[i].text, strlen(rows[i].text)));
	e = eci_id_split(&r, span);
	CHECK_ERR(ctx, e, rows[i].fault != NULL ? ECERT_E_ID : ECERT_OK);
	if (e == ECERT_OK) {
		CHECK_INT(span[0].from, 0);
		CHECK_INT(span[0].to, rows[i].root_to);
		CHECK_INT(span[ECI_ID_REVISION].to, r.n);
	} else {
		CHECK_STR(ecert_id_fault_component(ctx), rows[i].fault);
		CHECK_INT(ecert_id_fault_position(ctx), rows[i].at);
	}
	free(r.cp);
	ecert_id_free(r.id);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	ecert_id_opts *known = NULL;
	size_t i;

	unit_case("roots");
	CHECK_OK(ctx, ecert_id_opts_new(ctx, &known));
	CHECK_OK(ctx, ecert_id_opts_add_root(ctx, known, "1.2.156"));
	CHECK_OK(ctx, ecert_id_opts_add_root(ctx, known, "1.2.156.99999.7.1"));
	for (i = 0; i < ECI_COUNT(rows); i++)
		test_row(ctx, i, known);
	test_many(ctx);
	test_nul(ctx, known);
	ecert_id_opts_free(known);
	return unit_end();
}
