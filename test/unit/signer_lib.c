/* SPDX-License-Identifier: Apache-2.0 */
#include "device_kit.h"

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_lib *lib;
	char path[300];

	unit_case("a library and its functions");
	CHECK_OK(ctx, eci_lib_open(ctx, module_path("fake_skf4n"), &lib));
	CHECK(eci_lib_sym(lib, "SKF_EnumDev") != NULL);
	CHECK(eci_lib_sym(lib, "SKF_NoSuch") == NULL);
	unit_case("its names are its own");
	CHECK(eci_lib_sym(lib, "fake_begin") == NULL);
	eci_lib_close(lib);
	eci_lib_close(NULL);
	unit_case("no library");
	CHECK_REASON(ctx, eci_lib_open(ctx, "/no/such/lib.so", &lib), ECERT_R_KEY_BAD);
	CHECK(lib == NULL && strstr(ecert_errmsg(ctx), "/no/such/lib.so: cannot be loaded: ") != NULL);
	unit_case("a name with what a terminal must not get");
	CHECK_ERR(ctx, eci_lib_open(ctx, "/no/\033[31m.so", &lib), ECERT_E_KEY);
	CHECK(strchr(ecert_errmsg(ctx), '\033') == NULL);
	unit_case("a file that is no library");
	snprintf(path, sizeof(path), "%s/lib.so", unit_dir());
	CHECK_OK(ctx, eci_write_new(ctx, path, 0600, "garbage", 7));
	CHECK_ERR(ctx, eci_lib_open(ctx, path, &lib), ECERT_E_KEY);
	CHECK(lib == NULL);
	return unit_end();
}
