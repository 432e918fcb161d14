/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "id/id_priv.h"

#define ROOT "1.2.156.99999.7"
#define USCC "11430000006122244L"
#define X16 "国xxxxxxxxxxxxxxx"
#define X64 X16 X16 X16 X16

static const struct {
	const char *name, *root;
	ecert_type  type;
	const char *issuer, *authority, *serial;
	unsigned    revision;
	const char *component;       /* NULL: it can be made */
	size_t      at;
} rows[] = {
	{ "good", ROOT, 7, USCC, "CNAS L0001", "XZ-1", 0, NULL, 0 },
	{ "organisation code", ROOT, 1, "006122244", "A", "B", 9, NULL, 0 },
	{ "64 characters", ROOT, 8, USCC, X64, X64, 1, NULL, 0 },
	{ "root bad", "1.2", 7, USCC, "A", "B", 0, "root", 4 },
	{ "root missing", NULL, 7, USCC, "A", "B", 0, "root", 1 },
	{ "root full-width", "１.2.3", 7, USCC, "A", "B", 0, "root", 1 },
	{ "type 0", ROOT, 0, USCC, "A", "B", 0, "type", 1 },
	{ "type 9", ROOT, 9, USCC, "A", "B", 0, "type", 1 },
	{ "type 10", ROOT, 10, USCC, "A", "B", 0, "type", 2 },
	{ "type -1", ROOT, -1, USCC, "A", "B", 0, "type", 2 },
	{ "issuer check", ROOT, 7, "91500106MA2CE71F65", "A", "B", 0, "issuer", 18 },
	{ "issuer hyphen", ROOT, 7, "00612224-4", "A", "B", 0, "issuer", 9 },
	{ "issuer lower case", ROOT, 7, "11430000006122244l", "A", "B", 0, "issuer", 18 },
	{ "issuer not UTF-8", ROOT, 7, "1143\xff", "A", "B", 0, "issuer", 5 },
	{ "authority empty", ROOT, 7, USCC, "", "B", 0, "authority", 1 },
	{ "authority missing", ROOT, 7, USCC, NULL, "B", 0, "authority", 1 },
	{ "authority several", ROOT, 7, USCC, "A+B", "B", 0, "authority", 2 },
	{ "authority blank before", ROOT, 7, USCC, " A", "B", 0, "authority", 1 },
	{ "authority blank after", ROOT, 7, USCC, "A ", "B", 0, "authority", 2 },
	{ "authority 65", ROOT, 7, USCC, X64 "x", "B", 0, "authority", 65 },
	{ "authority separator", ROOT, 7, USCC, "A•", "B", 0, "authority", 2 },
	{ "serial empty", ROOT, 7, USCC, "A", "", 0, "serial", 1 },
	{ "serial separator", ROOT, 7, USCC, "A", "B•C", 0, "serial", 2 },
	{ "serial not UTF-8", ROOT, 7, USCC, "A", "B\xe2\x80", 0, "serial", 2 },
	{ "serial 65", ROOT, 7, USCC, "A", X64 "x", 0, "serial", 65 },
	{ "revision 10", ROOT, 7, USCC, "A", "B", 10, "revision", 2 },
	{ "revision huge", ROOT, 7, USCC, "A", "B", UINT32_MAX, "revision", 4 },
};

static void
test_row(ecert_ctx *ctx, size_t i)
{
	ecert_id *id = NULL, *read = NULL;
	ecert_id_opts *strict = NULL;
	ecert_err e;

	unit_case("%s", rows[i].name);
	e = ecert_id_make(ctx, rows[i].root, rows[i].type, rows[i].issuer, rows[i].authority,
	    rows[i].serial, rows[i].revision, &id);
	CHECK_ERR(ctx, e, rows[i].component != NULL ? ECERT_E_ID : ECERT_OK);
	if (e != ECERT_OK) {
		CHECK(id == NULL);
		CHECK_STR(ecert_id_fault_component(ctx), rows[i].component);
		CHECK_INT(ecert_id_fault_position(ctx), rows[i].at);
		return;
	}
	CHECK_OK(ctx, ecert_id_opts_new(ctx, &strict));
	ecert_id_opts_set_strict(strict, 1);
	CHECK_OK(ctx, ecert_id_parse(ctx, strict, ecert_id_text(id), strlen(ecert_id_text(id)), &read));
	CHECK_INT(ecert_id_equal(id, read), 1);
	CHECK_STR(ecert_id_separator(id), "•");
	ecert_id_opts_free(strict);
	ecert_id_free(read);
	ecert_id_free(id);
}

static void
test_next(ecert_ctx *ctx)
{
	ecert_id *id = NULL, *next = NULL;
	unsigned i;

	unit_case("0 to 9");
	CHECK_OK(ctx, ecert_id_make(ctx, ROOT, 7, USCC, "A", "B", 0, &id));
	for (i = 1; i <= 9; i++) {
		CHECK_OK(ctx, ecert_id_next(ctx, id, &next));
		CHECK_INT(ecert_id_revision(next), i);
		CHECK_STR(ecert_id_serial(next), "B");
		CHECK_INT(ecert_id_equal(id, next), 0);
		ecert_id_free(id);
		id = next;
	}
	CHECK_STR(ecert_id_text(id), ROOT "•7•" USCC "•A•B•9");
	unit_case("beyond 9");
	CHECK_ERR(ctx, ecert_id_next(ctx, id, &next), ECERT_E_ID);
	CHECK(next == NULL);
	CHECK_STR(ecert_id_fault_component(ctx), "revision");
	CHECK_INT(ecert_id_fault_position(ctx), 42);
	ecert_id_free(id);
}

/* What is read with a deviation in a component cannot be written again. */
static void
test_next_read(ecert_ctx *ctx)
{
	static const char empty[] = ROOT "•7•" USCC "••B•1", form[] = ROOT ".7." USCC ".A.B.1";
	ecert_id *id = NULL, *next = NULL;

	unit_case("next of a deviating component");
	CHECK_OK(ctx, ecert_id_parse(ctx, NULL, empty, strlen(empty), &id));
	CHECK_ERR(ctx, ecert_id_next(ctx, id, &next), ECERT_E_ID);
	CHECK_STR(ecert_id_fault_component(ctx), "authority");
	ecert_id_free(id);
	unit_case("next of a deviating form");
	CHECK_OK(ctx, ecert_id_parse(ctx, NULL, form, strlen(form), &id));
	CHECK_OK(ctx, ecert_id_next(ctx, id, &next));
	CHECK_STR(ecert_id_text(next), ROOT "•7•" USCC "•A•B•2");
	ecert_id_free(next);
	ecert_id_free(id);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++)
		test_row(ctx, i);
	test_next(ctx);
	test_next_read(ctx);
	return unit_end();
}
