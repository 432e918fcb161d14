/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#define ROOT "1.2.156.99999.7"
#define USCC "11430000006122244L"

static void
test_parts(ecert_ctx *ctx)
{
	ecert_id *id = NULL;

	unit_case("components");
	CHECK_OK(ctx, ecert_id_make(ctx, ROOT, 7, USCC, "CNAS L0001", "XZ-1", 3, &id));
	CHECK_STR(ecert_id_text(id), ROOT "•7•" USCC "•CNAS L0001•XZ-1•3");
	CHECK_STR(ecert_id_ascii(id), ROOT ".7." USCC ".CNAS L0001.XZ-1.3");
	CHECK_STR(ecert_id_root(id), ROOT);
	CHECK_INT(ecert_id_type(id), ECERT_TYPE_CALIBRATION);
	CHECK_STR(ecert_id_issuer(id), USCC);
	CHECK_STR(ecert_id_authority(id), "CNAS L0001");
	CHECK_STR(ecert_id_serial(id), "XZ-1");
	CHECK_INT(ecert_id_revision(id), 3);
	CHECK_INT(ecert_id_root_known(id), 0);
	unit_case("deviations out of range");
	CHECK_INT(ecert_id_deviation_count(id), 0);
	CHECK(ecert_id_deviation_code(id, 0) == NULL);
	CHECK(ecert_id_deviation_text(id, 7) == NULL);
	unit_case("equal");
	CHECK_INT(ecert_id_equal(id, id), 1);
	ecert_id_free(id);
}

/* Read with ".", a text with a separator in it would be cut. */
static void
test_ascii(ecert_ctx *ctx)
{
	static const char *const serials[] = { "A.1", "A·1", "A・1", "A．1" };
	ecert_id *id = NULL, *read = NULL;
	size_t i;

	for (i = 0; i < ECI_COUNT(serials); i++) {
		unit_case("no ascii form: %s", serials[i]);
		CHECK_OK(ctx, ecert_id_make(ctx, ROOT, 7, USCC, "A", serials[i], 0, &id));
		CHECK(ecert_id_ascii(id) == NULL);
		CHECK_OK(ctx, ecert_id_parse(ctx, NULL, ecert_id_text(id), strlen(ecert_id_text(id)), &read));
		CHECK_STR(ecert_id_serial(read), serials[i]);
		CHECK_INT(ecert_id_deviation_count(read), 0);
		ecert_id_free(read);
		ecert_id_free(id);
	}
	unit_case("the ascii form is read back");
	CHECK_OK(ctx, ecert_id_make(ctx, ROOT, 7, USCC, "国", "B", 0, &id));
	CHECK_OK(ctx, ecert_id_parse(ctx, NULL, ecert_id_ascii(id), strlen(ecert_id_ascii(id)), &read));
	CHECK_INT(ecert_id_equal(id, read), 1);
	ecert_id_free(read);
	ecert_id_free(id);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	unit_case("no fault yet");
	CHECK_STR(ecert_id_fault_component(ctx), "");
	CHECK_STR(ecert_id_fault_rule(ctx), "");
	CHECK_INT(ecert_id_fault_position(ctx), 0);
	test_parts(ctx);
	test_ascii(ctx);
	unit_case("nothing to free");
	ecert_id_free(NULL);
	return unit_end();
}
