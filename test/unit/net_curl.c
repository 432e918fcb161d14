/* SPDX-License-Identifier: Apache-2.0 */
/* net_curl.c - libcurl is loaded when it is needed, and may be missing. */
#include "unit.h"

#include <dlfcn.h>
#include <sys/resource.h>

#include "net/net.h"

static bool
is_loaded(void)
{
	void *lib = dlopen("libcurl.so.4", RTLD_NOW | RTLD_NOLOAD);

	if (lib != NULL)
		dlclose(lib);
	return lib != NULL;
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct rlimit old, none;
	ecert_net *net = (ecert_net *)1;
	bool have;

	unit_case("not loaded before it is needed");
	CHECK(!is_loaded());

	unit_case("it cannot be loaded");
	/* No file can be opened: as if it were not there. */
	CHECK_INT(getrlimit(RLIMIT_NOFILE, &old), 0);
	none = old;
	none.rlim_cur = 0;
	CHECK_INT(setrlimit(RLIMIT_NOFILE, &none), 0);
	CHECK_ERR(ctx, ecert_net_new(ctx, &net), ECERT_E_UNSUPPORTED);
	CHECK_INT(setrlimit(RLIMIT_NOFILE, &old), 0);
	CHECK(net == NULL);
	CHECK(strstr(ecert_errmsg(ctx), "libcurl.so.4") != NULL);

	unit_case("loaded, and again");
	have = ecert_net_new(ctx, &net) == ECERT_OK;
	if (!have)
		unit_skip("no libcurl");
	CHECK(have == is_loaded());
	ecert_net_free(net);
	if (have)
		CHECK_OK(ctx, ecert_net_new(ctx, &net));
	ecert_net_free(net);
	return unit_end();
}
